//! How a stage remembers: one value by a key, or one for each file.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::base::diag::Diagnostic;

/// The last result of a stage.
pub(super) struct Memo<T>(Option<Remembered<T>>);

struct Remembered<T> {
    /// Hash of all that the value depends on.
    key: u64,
    /// Hash of all that the places of the diagnostics depend on besides.
    places: u64,
    value: Arc<T>,
    diagnostics: Vec<Diagnostic>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Memo<T> {
    /// The value for a key, made if it is not the one remembered.
    pub(super) fn get(
        &mut self,
        key: u64,
        places: u64,
        diagnostics: &mut Vec<Diagnostic>,
        make: impl FnOnce(&mut Vec<Diagnostic>) -> T,
    ) -> Arc<T> {
        let known = self.0.take().filter(|known| {
            known.key == key && (known.diagnostics.is_empty() || known.places == places)
        });
        let known = known.unwrap_or_else(|| {
            let mut diagnostics = Vec::new();
            let value = Arc::new(make(&mut diagnostics));
            Remembered {
                key,
                places,
                value,
                diagnostics,
            }
        });
        diagnostics.extend_from_slice(&known.diagnostics);
        Arc::clone(&self.0.insert(known).value)
    }
}

/// A list in the order of files, gone through once together with another one.
pub(super) struct Aligned<T, F> {
    rest: std::iter::Peekable<std::vec::IntoIter<T>>,
    file: F,
}

impl<T, F: Fn(&T) -> &Arc<str>> Aligned<T, F> {
    pub(super) fn new(list: Vec<T>, file: F) -> Self {
        Self {
            rest: list.into_iter().peekable(),
            file,
        }
    }

    /// The item of a file, if there is one. Files are asked for in their order.
    pub(super) fn take(&mut self, file: &Arc<str>) -> Option<T> {
        loop {
            let next = (self.file)(self.rest.peek()?);
            let order = if Arc::ptr_eq(next, file) {
                Ordering::Equal
            } else {
                next.cmp(file)
            };
            match order {
                Ordering::Less => drop(self.rest.next()),
                Ordering::Equal => return self.rest.next(),
                Ordering::Greater => return None,
            }
        }
    }
}
