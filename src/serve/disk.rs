//! The author's files on the disk. They are opened and read on threads of their own, so that a slow or hanging disk
//! delays only the requests for its files.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use hyper::body::Bytes;
use tokio::sync::{Semaphore, mpsc};

use crate::source::open_regular;

/// Threads that may wait for the disk at once.
pub(super) const THREADS: usize = 32;
/// Bytes read from a file at once.
const CHUNK: u64 = 256 << 10;

/// Lets a bounded number of threads wait for the disk.
pub(super) struct Disk(Arc<Semaphore>);

impl Disk {
    pub(super) fn new() -> Self {
        Self(Arc::new(Semaphore::new(THREADS)))
    }

    /// Opens a regular file. Gives its length in bytes too.
    ///
    /// # Errors
    /// There is none, or it cannot be opened.
    pub(super) async fn open(&self, path: PathBuf) -> io::Result<(File, u64)> {
        self.run(move || {
            let file = open_regular(&path)?;
            let length = file.metadata()?.len();
            Ok((file, length))
        })
        .await
    }

    /// The first `length` bytes of a file.
    ///
    /// # Errors
    /// It cannot be read, or has become shorter.
    pub(super) async fn read(&self, file: File, length: u64) -> io::Result<Bytes> {
        self.run(move || read(&file, length)).await
    }

    /// A part of a file, read as it is taken: no more than two chunks are held.
    pub(super) fn stream(&self, file: File, part: Range<u64>) -> mpsc::Receiver<io::Result<Bytes>> {
        let (sender, receiver) = mpsc::channel(1);
        let (disk, file) = (Self(Arc::clone(&self.0)), Arc::new(file));
        tokio::spawn(async move {
            for at in part.clone().step_by(CHUNK as usize) {
                let (file, length) = (Arc::clone(&file), CHUNK.min(part.end - at));
                let chunk = disk.run(move || {
                    (&*file).seek(SeekFrom::Start(at))?;
                    read(&file, length)
                });
                let chunk = chunk.await;
                let failed = chunk.is_err();
                // Nobody takes it any more where the connection has ended.
                if sender.send(chunk).await.is_err() || failed {
                    return;
                }
            }
        });
        receiver
    }

    /// Runs a task that may block. It keeps its place among the others until it is done, even if nobody waits for it.
    pub(super) fn run<T: Send + 'static>(
        &self,
        task: impl FnOnce() -> io::Result<T> + Send + 'static,
    ) -> impl Future<Output = io::Result<T>> + Send + 'static {
        let permit = Arc::clone(&self.0).acquire_owned();
        async move {
            let permit = permit.await.map_err(io::Error::other)?;
            let task = tokio::task::spawn_blocking(move || {
                let _permit = permit;
                task()
            });
            task.await.map_err(io::Error::other)?
        }
    }
}

fn read(mut file: &File, length: u64) -> io::Result<Bytes> {
    let mut bytes = vec![0; length as usize];
    file.read_exact(&mut bytes)?;
    Ok(bytes.into())
}
