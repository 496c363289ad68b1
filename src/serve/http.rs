//! Connections, with limits on each, so that a slow, silent or excessive client does not hold up the others.
//!
//! Two things are known only between the requests and the bytes of a connection, in its [`Turn`]: an answer that hyper
//! gives by itself, to what is no request, is completed with the headers that all answers have; and the end of a
//! connection is looked for while an event stream is open, which nothing may be sent on for hours.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::body::{Body as HttpBody, Bytes, Frame, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, ReadBuf};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::{Instant, Sleep, sleep, timeout};

use super::Server;
use super::body::ResponseBody;
use super::guard;
use super::respond::respond;

/// For the head of a request to arrive, from the moment it is waited for.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// For a reader to take [`LEAST_TAKEN`] bytes of an answer that waits for them.
const WRITE_TIME: Duration = Duration::from_secs(15);
const LEAST_TAKEN: usize = 64 << 10;
/// For a client to read the last answer before its connection goes.
const LINGER_TIME: Duration = Duration::from_secs(2);
/// Bytes that a head may have.
const LONGEST_HEAD: usize = 64 << 10;
/// Headers that a head may have.
const MOST_HEADERS: usize = 100;
/// Between signs of life on event streams.
const BEAT: Duration = Duration::from_secs(10);
/// Connections that wait to be taken.
const BACKLOG: u32 = 1024;

/// Listens at an address.
pub(super) fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4()?,
        SocketAddr::V6(_) => TcpSocket::new_v6()?,
    };
    // Takes a port again that has just been left; on Windows it would take one that is in use.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}

/// Answers until the process ends.
pub(super) async fn serve(listener: TcpListener, server: Arc<Server>) {
    raise_limit();
    let beating = Arc::clone(&server);
    tokio::spawn(async move {
        loop {
            sleep(BEAT).await;
            beating.hub.beat();
        }
    });
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                let server = Arc::clone(&server);
                tokio::spawn(connection(stream, server));
            }
            // No more files may be open: some connections will end.
            Err(_) => sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn connection(stream: TcpStream, server: Arc<Server>) {
    let Ok(local) = stream.local_addr() else {
        return;
    };
    let _ = stream.set_nodelay(true);
    let local: IpAddr = local.ip().to_canonical();
    let turn = Arc::new(Turn::default());
    let stream = Patient::new(stream, Arc::clone(&turn));
    let service = service_fn(move |request| {
        let (server, turn) = (Arc::clone(&server), Arc::clone(&turn));
        turn.set(Turn::ANSWERING);
        Box::pin(async move {
            let response = respond(&server, request, local).await;
            if matches!(response.body(), ResponseBody::Events(_)) {
                turn.set(Turn::STREAMING);
            }
            Ok::<_, std::convert::Infallible>(response.map(|body| Answer { body, turn }))
        })
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(LONGEST_HEAD)
        .max_headers(MOST_HEADERS)
        .half_close(true)
        .serve_connection(TokioIo::new(stream), service);
    // What goes wrong on a connection concerns nobody else.
    let _ = std::future::poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let Patient {
        stream,
        given_up,
        refusal,
        ..
    } = connection.into_parts().io.into_inner();
    if given_up {
        // What waits to be taken is taken back, or the system would go on offering it.
        let _ = stream.set_zero_linger();
    } else {
        linger(stream, &complete(&refusal)).await;
    }
}

/// What hyper answers by itself, with the headers that all answers have after its first line.
fn complete(answer: &[u8]) -> Vec<u8> {
    let Some(end) = answer.windows(2).position(|w| w == b"\r\n") else {
        return Vec::new();
    };
    let headers: String = guard::HEADERS
        .iter()
        .map(|(name, value)| format!("\r\n{name}: {value}"))
        .collect();
    [&answer[..end], headers.as_bytes(), &answer[end..]].concat()
}

/// Sends what is left, and lets the client read it: closing with bytes unread would tear the answer from its hands.
async fn linger(mut stream: TcpStream, rest: &[u8]) {
    let drain = async {
        stream.write_all(rest).await?;
        stream.shutdown().await?;
        let mut buffer = vec![0; 16 << 10];
        while stream.read(&mut buffer).await? > 0 {}
        Ok::<_, io::Error>(())
    };
    let _ = timeout(LINGER_TIME, drain).await;
}

/// Allows as many open files as the system lets us have.
fn raise_limit() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        let raised = rustix::process::Rlimit {
            current: limit.maximum,
            ..limit
        };
        // With fewer, fewer clients are answered at once.
        let _ = setrlimit(Resource::Nofile, raised);
    }
}

/// What a connection is about at the moment.
#[derive(Default)]
struct Turn(AtomicU8);

impl Turn {
    /// A request is waited for.
    const ASKING: u8 = 0;
    /// A request is being answered.
    const ANSWERING: u8 = 1;
    /// It is being answered with events.
    const STREAMING: u8 = 2;
    /// The whole answer has been made, but perhaps not sent.
    const ANSWERED: u8 = 3;

    fn set(&self, turn: u8) {
        self.0.store(turn, Ordering::Relaxed);
    }

    fn is(&self, turn: u8) -> bool {
        self.0.load(Ordering::Relaxed) == turn
    }
}

/// The body of an answer, which says when it is over.
struct Answer {
    body: ResponseBody,
    turn: Arc<Turn>,
}

impl HttpBody for Answer {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.turn.set(Turn::ANSWERED);
    }
}

/// A stream that gives up on a reader who does not take what is sent, or has gone.
struct Patient {
    stream: TcpStream,
    turn: Arc<Turn>,
    /// What hyper answers though nothing has been asked.
    refusal: Vec<u8>,
    /// Runs while bytes wait to be taken.
    deadline: Option<Pin<Box<Sleep>>>,
    /// Bytes taken since it began.
    taken: usize,
    given_up: bool,
}

impl Patient {
    fn new(stream: TcpStream, turn: Arc<Turn>) -> Self {
        Self {
            stream,
            turn,
            refusal: Vec::new(),
            deadline: None,
            taken: 0,
            given_up: false,
        }
    }

    /// Keeps count of what a reader takes.
    fn took(
        &mut self,
        context: &mut Context<'_>,
        result: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        match result {
            Poll::Ready(Ok(n)) => {
                self.taken += n;
                if self.taken >= LEAST_TAKEN {
                    self.deadline = None;
                    self.taken = 0;
                }
                Poll::Ready(Ok(n))
            }
            Poll::Ready(error) => Poll::Ready(error),
            Poll::Pending => {
                let until = Instant::now() + WRITE_TIME;
                let deadline = self
                    .deadline
                    .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(until)));
                ready!(deadline.as_mut().poll(context));
                self.given_up = true;
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
        }
    }
}

impl AsyncRead for Patient {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Patient {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(context, &[io::IoSlice::new(bytes)])
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.turn.is(Turn::ASKING) {
            let before = self.refusal.len();
            bytes.iter().for_each(|b| self.refusal.extend_from_slice(b));
            return Poll::Ready(Ok(self.refusal.len() - before));
        }
        let result = Pin::new(&mut self.stream).poll_write_vectored(context, bytes);
        self.took(context, result)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        // All is taken; the next answer has its own time.
        self.deadline = None;
        self.taken = 0;
        if self.turn.is(Turn::ANSWERED) {
            self.turn.set(Turn::ASKING);
        }
        // Hyper comes here, and does not read, whenever it waits for the next event.
        if self.turn.is(Turn::STREAMING)
            && let Poll::Ready(read) = self.stream.poll_peek(context, &mut ReadBuf::new(&mut [0]))
            && read? == 0
        {
            return Poll::Ready(Err(io::ErrorKind::ConnectionAborted.into()));
        }
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
