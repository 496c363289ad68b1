//! Live preview: what is saved is what is seen, at once.
//!
//! There are three threads. The first ([`http`]) answers browsers from the current [`State`]. The second ([`Builder`]) waits
//! for files to change ([`watch`]), builds the next version of the site, makes again the pages that have read what has
//! changed ([`Preview::next`]), replaces the state, and notifies the open pages ([`events`]), which then fetch themselves
//! again (`preview.js`). The third belongs to the system's file watcher. Two bounded pools of threads make pages and wait for
//! the disk ([`disk`]).
//!
//! A state with errors is not shown: the last good one stays, and the pages show the errors over it.

mod body;
mod builder;
mod disk;
mod events;
mod files;
mod guard;
mod http;
mod respond;
mod response;
mod watch;
mod words;

use std::io;
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use self::builder::Builder;
use self::disk::Disk;
use self::events::{Finding, Hub};
use self::guard::Guard;
use self::watch::{Change, Watcher};
use crate::base::diag::{Diagnostic, Locale, Message};
use crate::engine::Options;
use crate::engine::preview::{Preview, Update};
use crate::source::Sources;

/// What to serve, and where.
#[derive(Debug)]
pub struct ServeSettings {
    /// The site's folder.
    pub root: PathBuf,
    /// Where to listen: a name or an address.
    pub host: String,
    /// At which port; `None` for the first free one from [`FIRST_PORT`] on.
    pub port: Option<u16>,
    /// How the site is built.
    pub options: Options,
    /// Whether files are watched by comparing their dates.
    pub poll: bool,
    /// The language of what is said in the browser.
    pub locale: Locale,
    /// The address that opens a file in the author's editor, with `{file}`, `{line}` and `{column}` in it.
    pub editor: String,
}

/// The port that a preview has if it is free.
pub const FIRST_PORT: u16 = 4000;
/// Ports that are tried.
const PORTS: u16 = 100;
/// Threads that make pages, besides those that wait for the disk.
const MAKERS: usize = 4;
/// For answers under way, when the preview is ended.
const LAST_ANSWERS: Duration = Duration::from_millis(500);

/// What there is to say while a site is served.
#[derive(Debug)]
pub enum Notice<'n> {
    /// Browsers are answered at this address.
    Listening {
        /// The address of the site's front page.
        address: &'n str,
        /// The port that was wanted, if another program has it.
        taken: Option<u16>,
    },
    /// Files are watched by comparing their dates, though that was not asked for.
    Polling {
        /// What keeps the system from reporting changes.
        why: &'n Message,
    },
    /// The site was built, with or without errors.
    Built(&'n BuildReport<'n>),
}

/// The outcome of a build of the site.
#[derive(Debug)]
pub struct BuildReport<'b> {
    /// The files that are not as they were; empty where all are read for the first time.
    pub files: &'b [Arc<str>],
    /// The pages that were made again, and why; `None` if the last good site stays.
    pub update: Option<&'b Update>,
    /// What is wrong.
    pub diagnostics: &'b [Diagnostic],
    /// The texts that these are about.
    pub sources: &'b Sources,
    /// Whether there were errors until now.
    pub mended: bool,
    /// From the moment that the change was known.
    pub time: Duration,
}

/// What is shown to browsers.
struct State {
    /// `None` until there is a good site.
    preview: Option<Arc<Preview>>,
    /// What is wrong with the newest state of the site.
    errors: Arc<Vec<Finding>>,
    /// What the author should look at.
    warnings: Arc<Vec<Finding>>,
    /// The same as text.
    report: String,
    /// Where the site begins: the path of its address, decoded.
    base: Arc<str>,
}

impl State {
    /// Whether translations are behind their originals.
    fn is_behind(&self) -> bool {
        let preview = self.preview.as_ref();
        preview.is_some_and(|preview| preview.built().is_behind())
    }
}

/// What the threads share.
struct Server {
    state: RwLock<Arc<State>>,
    hub: Hub,
    guard: Guard,
    disk: Disk,
    locale: Locale,
    /// The site's folder.
    root: PathBuf,
}

impl Server {
    /// A server that shows nothing yet.
    fn new(guard: Guard, locale: Locale, root: PathBuf) -> Self {
        Self {
            state: RwLock::new(Arc::new(State {
                preview: None,
                errors: Arc::default(),
                warnings: Arc::default(),
                report: String::new(),
                base: "/".into(),
            })),
            hub: Hub::default(),
            guard,
            disk: Disk::new(),
            locale,
            root,
        }
    }

    fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a state in the place of the one before.
    fn put(&self, state: State) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
    }
}

/// Serves a site until the process is asked to end, and calls `notify` with what happens.
///
/// # Errors
/// The address cannot be listened at.
pub fn serve(
    settings: ServeSettings,
    notify: impl Fn(Notice<'_>) + Send + 'static,
) -> io::Result<()> {
    let runtime = runtime()?;
    let guard = runtime.enter();
    let (listener, taken) = listen(&settings.host, settings.port)?;
    let port = listener.local_addr()?.port();
    // Changes that come while the site is read are not missed.
    let root = std::fs::canonicalize(&settings.root).unwrap_or(settings.root);
    let (watcher, why) = Watcher::new(&root, settings.poll);
    if let Some(why) = why {
        notify(Notice::Polling { why: &why });
    }
    let server = Arc::new(Server::new(
        Guard::new(&settings.host, port),
        settings.locale,
        root.clone(),
    ));
    let mut builder = Builder::new(root, settings.options, settings.editor);
    let first = builder.follow(&server, Change::All);
    let address = format!(
        "http://{}:{port}{}",
        shown_host(&settings.host),
        crate::base::permalink::encode_path(&server.state().base)
    );
    notify(Notice::Listening {
        address: &address,
        taken,
    });
    builder.tell(first.as_ref(), &notify);
    let shared = Arc::clone(&server);
    std::thread::Builder::new()
        .name("builder".into())
        .spawn(move || builder.run(&shared, watcher, &notify))?;
    drop(guard);
    runtime.block_on(async {
        let serving = tokio::spawn(http::serve(listener, Arc::clone(&server)));
        asked_to_end().await;
        serving.abort();
        server.hub.close();
        // Streams end, and answers under way reach their readers.
        tokio::time::sleep(Duration::from_millis(50)).await;
    });
    runtime.shutdown_timeout(LAST_ANSWERS);
    Ok(())
}

/// One thread answers; others make pages and wait for the disk.
fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(disk::THREADS + MAKERS)
        .build()
}

/// Listens at a port that is free. The second value is the port that was wanted, if it is taken.
fn listen(host: &str, port: Option<u16>) -> io::Result<(tokio::net::TcpListener, Option<u16>)> {
    let host = host.trim_matches(['[', ']']);
    let address = |port: u16| -> io::Result<SocketAddr> {
        let mut found = (host, port).to_socket_addrs()?;
        found
            .next()
            .ok_or_else(|| io::Error::other("this name has no address"))
    };
    if let Some(port) = port {
        return Ok((http::listen(address(port)?)?, None));
    }
    let mut last = None;
    for port in FIRST_PORT..FIRST_PORT + PORTS {
        match http::listen(address(port)?) {
            Ok(listener) => return Ok((listener, (port != FIRST_PORT).then_some(FIRST_PORT))),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}

/// A host as its owner's browser can reach it.
fn shown_host(host: &str) -> String {
    match host {
        "0.0.0.0" => "127.0.0.1".to_owned(),
        "::" | "[::]" => "[::1]".to_owned(),
        host if host.contains(':') && !host.starts_with('[') => format!("[{host}]"),
        host => host.to_owned(),
    }
}

/// Waits until the process is interrupted or terminated.
async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let kinds = [
            SignalKind::interrupt(),
            SignalKind::terminate(),
            SignalKind::hangup(),
        ];
        let [Ok(mut interrupt), Ok(mut terminate), Ok(mut hangup)] = kinds.map(signal) else {
            // Then the system ends us in its own way.
            return std::future::pending().await;
        };
        std::future::poll_fn(|context| {
            let asked = [&mut interrupt, &mut terminate, &mut hangup]
                .into_iter()
                .any(|s| s.poll_recv(context).is_ready());
            if asked {
                std::task::Poll::Ready(())
            } else {
                std::task::Poll::Pending
            }
        })
        .await;
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
