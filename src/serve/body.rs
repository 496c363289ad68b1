//! What a response sends: bytes in memory, a part of a file, or a stream of events.

use std::fs::File;
use std::io::{self, Read as _};
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use tokio::sync::mpsc;

/// Bytes read from a file at once.
const CHUNK: u64 = 64 << 10;

/// The body of a response.
pub(super) enum Body {
    /// Everything at once.
    Bytes(Bytes),
    /// So many bytes of a file from where it stands.
    File(File, u64),
    /// Events as they come, until the sender is gone.
    Events(mpsc::Receiver<Bytes>),
}

impl HttpBody for Body {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let next = match &mut *self {
            Self::Bytes(bytes) => {
                let bytes = std::mem::take(bytes);
                (!bytes.is_empty()).then_some(Ok(bytes))
            }
            Self::File(_, 0) => None,
            Self::File(file, left) => {
                // A file in the page cache is read faster than another thread is asked to.
                let mut chunk = vec![0; (*left).min(CHUNK) as usize];
                Some(file.read(&mut chunk).and_then(|n| {
                    if n == 0 {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                    chunk.truncate(n);
                    *left -= n as u64;
                    Ok(chunk.into())
                }))
            }
            Self::Events(events) => match events.poll_recv(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(event) => event.map(Ok),
            },
        };
        Poll::Ready(next.map(|bytes| bytes.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Bytes(bytes) => bytes.is_empty(),
            Self::File(_, left) => *left == 0,
            Self::Events(_) => false,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Bytes(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::File(_, left) => SizeHint::with_exact(*left),
            Self::Events(_) => SizeHint::default(),
        }
    }
}
