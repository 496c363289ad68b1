//! What a response sends: bytes in memory, or a stream of them.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use tokio::sync::mpsc;

/// The body of a response.
pub(super) enum ResponseBody {
    /// Everything at once.
    Bytes(Bytes),
    /// So many bytes of a file, as they are read.
    File(mpsc::Receiver<io::Result<Bytes>>, u64),
    /// Events as they come, until the sender is gone.
    Events(mpsc::Receiver<Bytes>),
}

impl HttpBody for ResponseBody {
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
            Self::File(chunks, left) => {
                let chunk = ready!(chunks.poll_recv(context));
                // The reader ends early only if this program has a fault.
                let chunk = chunk.unwrap_or_else(|| Err(io::ErrorKind::UnexpectedEof.into()));
                Some(chunk.inspect(|bytes| *left -= bytes.len() as u64))
            }
            Self::Events(events) => ready!(events.poll_recv(context)).map(Ok),
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
