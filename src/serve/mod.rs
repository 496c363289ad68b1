//! Live preview: what is saved is what is seen, at once.
//!
//! Three threads. The first ([`http`]) answers browsers, out of the state of the site that is shown ([`State`]). The second
//! ([`Builder`]) waits for files to change ([`watch`]), puts the next edition together, makes again what pages have read
//! and is no longer the same ([`Live::next`]), puts it in the place of the old one, and tells the open pages
//! ([`events`]), which fetch themselves anew (`preview.js`). The third belongs to the system's watch.
//!
//! A state with errors is not shown: the last good one stays, and the pages show the errors over it.

mod body;
mod events;
mod files;
mod guard;
mod http;
mod respond;
mod watch;

use std::collections::BTreeMap;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, Instant};

use percent_encoding::percent_decode_str;

use self::events::{Hub, Message};
use self::guard::Guard;
use self::watch::{Change, Watcher};
use crate::base::diag::{Diagnostic, Place, Report, Severity, Shown};
use crate::engine::Options;
use crate::engine::cache::Cache;
use crate::engine::live::{Live, Update};
use crate::source::Sources;
use crate::source::site::SITE_FILE;

/// What to serve, and where.
#[derive(Debug)]
pub struct Serve {
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
}

/// The port that a preview has if it is free.
pub const FIRST_PORT: u16 = 4000;
/// Ports that are tried.
const PORTS: u16 = 100;
/// Errors that a page without script shows.
const MOST_SHOWN: usize = 100;
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
        why: &'n str,
    },
    /// The site was put together.
    Built(&'n Built<'n>),
}

/// A site as it was put together.
#[derive(Debug)]
pub struct Built<'b> {
    /// The files that are not as they were; empty the first time.
    pub files: &'b [Arc<str>],
    /// The pages that were made again, and why; `None` if the last good site stays.
    pub update: Option<&'b Update>,
    /// What is wrong.
    pub diagnostics: &'b [Diagnostic],
    /// The texts that these speak of.
    pub sources: &'b Sources,
    /// From the moment that the change was known.
    pub time: Duration,
}

/// What is shown to browsers.
struct State {
    /// `None` until there is a good site.
    live: Option<Arc<Live>>,
    /// What is wrong with the newest state of the site.
    errors: Arc<Vec<Shown>>,
    /// The same as text.
    report: String,
    /// Where the site begins: the path of its address, decoded.
    base: Arc<str>,
}

/// What the threads share.
struct Preview {
    state: RwLock<Arc<State>>,
    hub: Hub,
    guard: Guard,
}

impl Preview {
    fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts a state in the place of the one before.
    fn put(&self, state: State) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(state);
    }
}

/// Serves a site until the process is asked to end, and tells `notify` what happens.
///
/// # Errors
/// The address cannot be listened at.
pub fn serve(serve: Serve, notify: impl Fn(Notice<'_>) + Send + 'static) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .max_blocking_threads(4)
        .build()?;
    let guard = runtime.enter();
    let (listener, taken) = listen(&serve.host, serve.port)?;
    let port = listener.local_addr()?.port();
    // Changes that come while the site is read are not missed.
    let root = std::fs::canonicalize(&serve.root).unwrap_or(serve.root);
    let (watcher, why) = Watcher::new(&root, serve.poll);
    if let Some(why) = why {
        notify(Notice::Polling { why: &why });
    }
    let mut builder = Builder {
        sources: Sources::read(&root),
        root,
        options: serve.options,
        cache: Cache::default(),
    };
    let start = Instant::now();
    let (state, built) = builder.first();
    let address = format!(
        "http://{}:{port}{}",
        shown_host(&serve.host),
        crate::base::permalink::encode_path(&state.base)
    );
    notify(Notice::Listening {
        address: &address,
        taken,
    });
    notify(Notice::Built(&Built {
        files: &[],
        update: built.1.as_ref(),
        diagnostics: &built.0,
        sources: &builder.sources,
        time: start.elapsed(),
    }));
    let preview = Arc::new(Preview {
        state: RwLock::new(Arc::new(state)),
        hub: Hub::default(),
        guard: Guard::new(&serve.host, port),
    });
    let shared = Arc::clone(&preview);
    std::thread::Builder::new()
        .name("builder".into())
        .spawn(move || builder.run(&shared, watcher, &notify))?;
    drop(guard);
    runtime.block_on(async {
        let serving = tokio::spawn(http::serve(listener, Arc::clone(&preview)));
        asked_to_end().await;
        serving.abort();
        preview.hub.close();
        // Streams end, and answers under way reach their readers.
        tokio::time::sleep(Duration::from_millis(50)).await;
    });
    runtime.shutdown_timeout(LAST_ANSWERS);
    Ok(())
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

/// Puts editions together.
struct Builder {
    root: PathBuf,
    sources: Sources,
    options: Options,
    cache: Cache,
}

/// What is wrong, and what was made again.
type Outcome = (Vec<Diagnostic>, Option<Update>);

impl Builder {
    /// The site as it is at the beginning.
    fn first(&mut self) -> (State, Outcome) {
        let (edition, mut diagnostics) = self.cache.edition(&self.sources, &self.options, &|_| ());
        let live = edition.and_then(|edition| {
            let live = Live::new(edition);
            live.map_err(|errors| diagnostics.extend(errors)).ok()
        });
        let (errors, report) = self.report(&diagnostics);
        let base = live.as_ref().map_or("/".into(), base);
        let update = live.is_some().then(Update::default);
        let state = State {
            live: live.map(Arc::new),
            errors: Arc::new(errors),
            report,
            base,
        };
        (state, (diagnostics, update))
    }

    /// Follows what changes, for as long as the process lives.
    fn run(mut self, preview: &Preview, mut watcher: Watcher, notify: &impl Fn(Notice<'_>)) {
        // What has changed since the site was read has been reported since then, or is found now.
        loop {
            let (change, why) = watcher.next();
            if let Some(why) = why {
                notify(Notice::Polling { why: &why });
            }
            let start = Instant::now();
            let files = match change {
                Change::Paths(paths) => self.sources.update(&self.root, &paths),
                Change::All => self.sources.reread(&self.root),
            };
            if files.is_empty() {
                continue;
            }
            // A fault of our own must not end the preview; the next save may be free of it.
            let rebuilt = catch_unwind(AssertUnwindSafe(|| self.rebuild(preview)));
            let (diagnostics, update) = rebuilt.unwrap_or_else(|_| self.give_up(preview));
            notify(Notice::Built(&Built {
                files: &files,
                update: update.as_ref(),
                diagnostics: &diagnostics,
                sources: &self.sources,
                time: start.elapsed(),
            }));
        }
    }

    /// Puts the next edition together and shows it.
    fn rebuild(&mut self, preview: &Preview) -> Outcome {
        let before = preview.state();
        let known = before.live.as_ref().map(|live| live.pages());
        let (edition, mut diagnostics) = self.cache.edition(&self.sources, &self.options, &|_| ());
        let next = edition.and_then(|edition| {
            let next = match &before.live {
                Some(live) => live.next(edition),
                None => Live::new(edition).map(|live| (live, Update::default())),
            };
            next.map_err(|errors| diagnostics.extend(errors)).ok()
        });
        let (errors, report) = self.report(&diagnostics);
        let mut message = Message {
            errors: Arc::new(errors),
            ..Message::default()
        };
        let (live, update) = match next {
            Some((live, update)) => {
                message.changed.clone_from(&update.changed);
                message.gone.clone_from(&update.gone);
                message.moved = moved(before.live.as_deref(), &live, &update);
                (Some(Arc::new(live)), Some(update))
            }
            None => (before.live.clone(), None),
        };
        let state = State {
            base: live.as_deref().map_or("/".into(), base),
            errors: Arc::clone(&message.errors),
            report,
            live,
        };
        message.base = Arc::clone(&state.base);
        preview.put(state);
        // Pages that were asked for just now come from the state before: they look for themselves.
        if let (Some(live), Some(known)) = (&before.live, known) {
            let late = live.pages();
            message.changed.extend(late.difference(&known).cloned());
        }
        preview.hub.tell(&message);
        (diagnostics, update)
    }

    /// Begins anew with an empty cache, after a fault that the panic's message tells.
    fn give_up(&mut self, preview: &Preview) -> Outcome {
        self.cache = Cache::default();
        let message = "haeseol itself has failed here; the terminal says more";
        let d = Diagnostic::error(Place::file(&SITE_FILE.into()), "internal", message);
        let diagnostics =
            vec![d.hint("undo the last change, and report it with the text that led to it")];
        let (errors, report) = self.report(&diagnostics);
        let before = preview.state();
        let message = Message {
            errors: Arc::new(errors),
            base: Arc::clone(&before.base),
            ..Message::default()
        };
        let state = State {
            live: before.live.clone(),
            errors: Arc::clone(&message.errors),
            report,
            base: Arc::clone(&before.base),
        };
        preview.put(state);
        preview.hub.tell(&message);
        (diagnostics, None)
    }

    fn report(&self, diagnostics: &[Diagnostic]) -> (Vec<Shown>, String) {
        let text = self.sources.quoted();
        let report = Report::new(diagnostics, Severity::Error, &text);
        (report.shown(), report.plain(MOST_SHOWN))
    }
}

/// The path of the site's address, decoded.
fn base(live: &Live) -> Arc<str> {
    let path = percent_decode_str(live.edition().base_path());
    path.decode_utf8_lossy().into()
}

/// Where pages that are gone have gone: to a new page with the same text.
fn moved(before: Option<&Live>, now: &Live, update: &Update) -> BTreeMap<Arc<str>, Arc<str>> {
    let Some(before) = before else {
        return BTreeMap::new();
    };
    let gone = update.gone.iter();
    gone.filter_map(|path| {
        Some((
            Arc::clone(path),
            now.edition().successor(before.edition(), path)?,
        ))
    })
    .collect()
}
