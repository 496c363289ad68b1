//! Room in memory for images that are decoded at once: threads wait for it.

use std::sync::{Condvar, Mutex, PoisonError};

/// Bytes that may be taken at once. An image that needs more is made alone.
const ALL: u64 = 384 << 20;

/// Room that is taken until this is dropped.
pub(in crate::output) struct Room(u64);

/// One for the process: a preview makes images for several requests at once.
static TAKEN: Mutex<u64> = Mutex::new(0);
static GIVEN_BACK: Condvar = Condvar::new();

/// Waits for room of so many bytes.
pub(in crate::output) fn taken(bytes: u64) -> Room {
    let mut all = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    while *all > 0 && *all + bytes > ALL {
        all = GIVEN_BACK.wait(all).unwrap_or_else(PoisonError::into_inner);
    }
    *all += bytes;
    Room(bytes)
}

impl Drop for Room {
    fn drop(&mut self) {
        let mut all = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        *all -= self.0;
        GIVEN_BACK.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn threads_wait_for_room_and_one_that_needs_more_than_there_is_is_alone() {
        static NOW: AtomicU64 = AtomicU64::new(0);
        let sizes = [ALL / 2, ALL / 2, ALL / 3, ALL * 2, 1, ALL];
        std::thread::scope(|scope| {
            for size in sizes {
                scope.spawn(move || {
                    for _ in 0..50 {
                        let _room = taken(size);
                        let now = NOW.fetch_add(size, Ordering::SeqCst) + size;
                        assert!(now <= ALL || now == size, "{now}");
                        std::thread::yield_now();
                        NOW.fetch_sub(size, Ordering::SeqCst);
                    }
                });
            }
        });
    }
}
