//! Follows the changes of a site: rebuilds it, shows the result, and reports it.
//!
//! A panic must not end the preview: it is caught wherever it comes from and shown over the last good site, and
//! everything is read anew with the next change ([`Builder::give_up`]).

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use percent_encoding::percent_decode_str;

use super::events::{Finding, Message};
use super::watch::{Change, Watcher};
use super::{BuildReport, Notice, Server, State, words};
use crate::base::diag::{Diagnostic, Locale, Place, Report, Severity};
use crate::base::permalink::encode_path;
use crate::engine::cache::Cache;
use crate::engine::preview::{Preview, Update};
use crate::lang::message::message;
use crate::source::Sources;
use crate::source::site::SITE_FILE;
use crate::{Options, Stage};

/// Findings that a page shows.
const MOST_SHOWN: usize = 100;

/// Rebuilds the site after each change.
pub(super) struct Builder {
    root: PathBuf,
    options: Options,
    /// The address of a place in the author's editor.
    editor: String,
    sources: Sources,
    cache: Cache,
    /// Whether the last outcome had errors.
    failing: bool,
    /// Whether the sources and the cache are not to be relied on: nothing has been read yet, or a pass was broken off.
    torn: bool,
    /// Hears how far a pass is.
    progress: Box<dyn Fn(Stage) + Send>,
}

/// The outcome of a change.
pub(super) struct Outcome {
    /// Files that are not as they were.
    files: Vec<Arc<str>>,
    /// What is wrong.
    diagnostics: Vec<Diagnostic>,
    /// The pages that were made again, if the site is good.
    update: Option<Update>,
    /// Whether the errors that were there before are gone.
    mended: bool,
    time: Duration,
}

impl Builder {
    /// For the site at `root`, of which nothing is read yet.
    pub(super) fn new(root: PathBuf, options: Options, editor: String) -> Self {
        Self {
            root,
            options,
            editor,
            failing: false,
            sources: Sources::default(),
            cache: Cache::default(),
            torn: true,
            progress: Box::new(|_| ()),
        }
    }

    /// Follows what changes, for as long as the process lives.
    pub(super) fn run(
        mut self,
        server: &Server,
        mut watcher: Watcher,
        notify: &impl Fn(Notice<'_>),
    ) {
        // What has changed since the site was read has been reported since then, or is found now.
        loop {
            let (change, why) = watcher.next();
            let outcome = self.follow(server, change);
            let told = catch_unwind(AssertUnwindSafe(|| {
                if let Some(why) = why {
                    notify(Notice::Polling { why: &why });
                }
                self.tell(outcome.as_ref(), notify);
            }));
            if told.is_err() {
                let _ = catch_unwind(AssertUnwindSafe(|| self.give_up(server)));
            }
        }
    }

    /// Looks at what has changed and shows the site as it is now. Gives nothing where nothing has.
    pub(super) fn follow(&mut self, server: &Server, change: Change) -> Option<Outcome> {
        let pass = catch_unwind(AssertUnwindSafe(|| self.pass(server, change)));
        pass.unwrap_or_else(|_| catch_unwind(AssertUnwindSafe(|| self.give_up(server))).ok())
    }

    /// Reports the outcome of a change.
    pub(super) fn tell(&self, outcome: Option<&Outcome>, notify: &impl Fn(Notice<'_>)) {
        if let Some(outcome) = outcome {
            notify(Notice::Built(&BuildReport {
                files: &outcome.files,
                update: outcome.update.as_ref(),
                diagnostics: &outcome.diagnostics,
                sources: &self.sources,
                mended: outcome.mended,
                time: outcome.time,
            }));
        }
    }

    fn pass(&mut self, server: &Server, change: Change) -> Option<Outcome> {
        let start = Instant::now();
        let torn = std::mem::replace(&mut self.torn, true);
        let files = match change {
            _ if torn => {
                self.cache = Cache::default();
                self.sources = Sources::read(&self.root);
                Vec::new()
            }
            Change::Paths(paths) => self.sources.update(&self.root, &paths),
            Change::All => self.sources.reread(&self.root),
        };
        let changed = torn || !files.is_empty();
        let outcome = changed.then(|| {
            let (diagnostics, update) = self.rebuild(server);
            let failing = diagnostics.iter().any(Diagnostic::is_error);
            Outcome {
                files,
                diagnostics,
                update,
                mended: std::mem::replace(&mut self.failing, failing) && !failing,
                time: start.elapsed(),
            }
        });
        self.torn = false;
        outcome
    }

    /// Builds the next version of the site and shows it.
    fn rebuild(&mut self, server: &Server) -> (Vec<Diagnostic>, Option<Update>) {
        let before = server.state();
        let known = before.preview.as_ref().map(|preview| preview.pages());
        let (built, mut diagnostics) =
            self.cache
                .build_site(&self.sources, &self.options, &self.progress);
        let next = built.and_then(|built| {
            let next = match &before.preview {
                Some(preview) => preview.next(built),
                None => Preview::new(built).map(|preview| (preview, Update::default())),
            };
            next.map_err(|errors| diagnostics.extend(errors)).ok()
        });
        let (mut message, report) = self.report(&diagnostics, server.locale);
        let (preview, update) = match next {
            Some((preview, update)) => {
                message.changed.clone_from(&update.changed);
                message.gone.clone_from(&update.gone);
                message.moved = moved(before.preview.as_deref(), &preview, &update);
                let drafts = update.gone.iter().filter_map(|path| {
                    Some((Arc::clone(path), Arc::clone(preview.built().draft(path)?)))
                });
                message.drafts = drafts.collect();
                (Some(Arc::new(preview)), Some(update))
            }
            None => (before.preview.clone(), None),
        };
        let state = State {
            base: preview.as_deref().map_or("/".into(), base),
            errors: Arc::clone(&message.errors),
            warnings: Arc::clone(&message.warnings),
            report,
            preview,
        };
        message.base = Arc::clone(&state.base);
        message.behind = state.is_behind();
        server.put(state);
        // Pages that were asked for just now come from the state before: they look for themselves.
        if let (Some(preview), Some(known)) = (&before.preview, known) {
            let late = preview.pages();
            message.changed.extend(late.difference(&known).cloned());
        }
        server.hub.tell(&message);
        (diagnostics, update)
    }

    /// Keeps what is shown, with the fault over it. The panic's message, which is in the terminal, says what it was.
    fn give_up(&mut self, server: &Server) -> Outcome {
        let d = Diagnostic::error(Place::file(&SITE_FILE.into()), "internal", words::failed());
        let diagnostics = vec![d.hint(message!(
            "마지막에 고친 것을 되돌리고, 그 글과 함께 알려 주세요",
            "undo the last change, and report it with the text that led to it"
        ))];
        self.failing = true;
        let (mut message, report) = self.report(&diagnostics, server.locale);
        let before = server.state();
        message.base = Arc::clone(&before.base);
        message.behind = before.is_behind();
        server.put(State {
            preview: before.preview.clone(),
            errors: Arc::clone(&message.errors),
            warnings: Arc::clone(&message.warnings),
            report,
            base: Arc::clone(&before.base),
        });
        server.hub.tell(&message);
        Outcome {
            files: Vec::new(),
            diagnostics,
            update: None,
            mended: false,
            time: Duration::ZERO,
        }
    }

    /// What is wrong, as pages show it: what they are told, and the errors as text.
    fn report(&self, diagnostics: &[Diagnostic], locale: Locale) -> (Message, String) {
        let text = self.sources.quoted();
        let report = |least| Report::new(diagnostics, least, locale, &text);
        let found = report(Severity::Warning).shown(MOST_SHOWN).into_iter();
        let found = found.map(|shown| Finding {
            link: self.link(&shown.file, shown.line, shown.column),
            shown,
        });
        let (errors, warnings) = found.partition(|f| f.shown.severity == Severity::Error.name());
        let message = Message {
            errors: Arc::new(errors),
            warnings: Arc::new(warnings),
            ..Message::default()
        };
        (message, report(Severity::Error).plain(MOST_SHOWN))
    }

    /// The address that opens a place in the author's editor, if it is in a file of the site's.
    fn link(&self, file: &str, line: Option<usize>, column: Option<usize>) -> Option<String> {
        let path = self.sources.contains(file).then(|| self.root.join(file))?;
        let path = path.to_str()?.replace('\\', "/");
        let path = path.trim_start_matches("//?/").trim_start_matches('/');
        let number = |n: Option<usize>| n.unwrap_or(1).to_string();
        let link = self.editor.replace("{line}", &number(line));
        let link = link.replace("{column}", &number(column));
        Some(link.replace("{file}", &format!("/{}", encode_path(path))))
    }
}

/// The path of the site's address, decoded.
fn base(preview: &Preview) -> Arc<str> {
    let path = percent_decode_str(preview.built().base_path());
    path.decode_utf8_lossy().into()
}

/// Where pages that are gone have gone: to a new page with the same text.
fn moved(before: Option<&Preview>, now: &Preview, update: &Update) -> BTreeMap<Arc<str>, Arc<str>> {
    let Some(before) = before else {
        return BTreeMap::new();
    };
    let gone = update.gone.iter();
    gone.filter_map(|path| {
        Some((
            Arc::clone(path),
            now.built().successor(before.built(), path)?,
        ))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::channel;

    use super::super::guard::Guard;
    use super::*;

    const SETTINGS: &str = "base_url = \"https://name.github.io/site/\"\ndefault_language = \"ko\"\ntitle = { ko = \"시험\" }\n[languages.ko]\nname = \"한국어\"\n";

    struct TestSite {
        folder: tempfile::TempDir,
        server: Arc<Server>,
    }

    impl TestSite {
        fn new() -> Self {
            let folder = tempfile::tempdir().unwrap();
            std::fs::create_dir(folder.path().join("content")).unwrap();
            std::fs::write(folder.path().join(SITE_FILE), SETTINGS).unwrap();
            let server = Arc::new(Server::new(
                Guard::new("localhost", 4000),
                Locale::English,
                folder.path().to_owned(),
            ));
            let site = Self { folder, server };
            site.write("index", "처음");
            site.write("a", "하나");
            site
        }

        fn root(&self) -> PathBuf {
            self.folder.path().canonicalize().unwrap()
        }

        /// Writes a page, and says what has changed by that.
        fn write(&self, name: &str, text: &str) -> Change {
            let path = self.root().join(format!("content/{name}.ko.md"));
            std::fs::write(&path, format!("---\ntitle: {name}\n---\n{text}\n")).unwrap();
            Change::Paths(vec![path])
        }

        /// Whether a page has a text.
        fn shows(&self, name: &str, text: &str) -> bool {
            let preview = self.server.state().preview.clone().unwrap();
            let page = preview.file(&format!("ko/{name}/index.html")).unwrap();
            let html = page.unwrap().read().unwrap();
            String::from_utf8_lossy(&html).contains(text)
        }

        /// What is wrong, as pages show it.
        fn errors(&self) -> Vec<String> {
            let state = self.server.state();
            let errors = state.errors.iter();
            errors.map(|e| e.shown.message.clone()).collect()
        }
    }

    fn builder(site: &TestSite) -> Builder {
        let editor = "editor:{file}:{line}:{column}";
        Builder::new(site.root(), Options::default(), editor.into())
    }

    #[test]
    fn a_panic_while_the_site_is_put_together_is_told_and_survived() {
        let site = TestSite::new();
        let mut builder = builder(&site);
        let broken = Arc::new(AtomicBool::new(false));
        let fault = Arc::clone(&broken);
        builder.progress =
            Box::new(move |_| assert!(!fault.load(Ordering::Relaxed), "a fault that a test makes"));
        assert!(
            builder
                .follow(&site.server, Change::All)
                .unwrap()
                .update
                .is_some()
        );
        assert!(site.shows("a", "하나") && site.errors().is_empty());

        broken.store(true, Ordering::Relaxed);
        let outcome = builder.follow(&site.server, site.write("a", "둘")).unwrap();
        assert!(outcome.update.is_none() && outcome.diagnostics[0].code == "internal");
        assert!(site.shows("a", "하나"), "the last good page stays");
        assert_eq!(site.errors(), [words::failed().english()]);

        // The next save brings all that was missed, whatever the fault has left behind.
        broken.store(false, Ordering::Relaxed);
        builder.sources = Sources::default();
        builder
            .follow(&site.server, site.write("index", "다시"))
            .unwrap();
        assert!(site.shows("a", "둘") && site.errors().is_empty());
        builder.follow(&site.server, site.write("a", "셋")).unwrap();
        assert!(site.shows("a", "셋"));
        assert!(
            builder.follow(&site.server, Change::All).is_none(),
            "nothing has changed"
        );
    }

    #[test]
    fn a_site_that_begins_with_a_panic_is_shown_later() {
        let site = TestSite::new();
        let mut builder = builder(&site);
        builder.progress = Box::new(|_| panic!("a fault that a test makes"));
        builder.follow(&site.server, Change::All).unwrap();
        assert_eq!(site.errors(), [words::failed().english()]);
        builder.progress = Box::new(|_| ());
        builder.follow(&site.server, site.write("a", "둘")).unwrap();
        assert!(site.shows("a", "둘") && site.errors().is_empty());
    }

    #[test]
    fn a_panic_in_who_is_told_is_shown_and_survived() {
        let site = TestSite::new();
        let (watcher, _) = Watcher::new(&site.root(), false);
        let mut builder = builder(&site);
        builder.follow(&site.server, Change::All);
        let (told, notices) = channel();
        let broken = AtomicBool::new(true);
        let shared = Arc::clone(&site.server);
        std::thread::spawn(move || {
            builder.run(&shared, watcher, &move |notice| {
                let wanted = matches!(notice, Notice::Built(_));
                assert!(
                    !broken.swap(false, Ordering::Relaxed),
                    "a fault that a test makes"
                );
                let _ = told.send(wanted);
            });
        });
        site.write("a", "둘");
        let limit = Instant::now() + Duration::from_secs(20);
        while site.errors() != [words::failed().english()] {
            assert!(Instant::now() < limit);
            std::thread::sleep(Duration::from_millis(5));
        }
        site.write("a", "셋");
        assert!(notices.recv_timeout(Duration::from_secs(20)).unwrap());
        assert!(site.shows("a", "셋") && site.errors().is_empty());
    }
}
