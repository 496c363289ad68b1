//! Watches a site, and reports which of its files have to be read again.
//!
//! Only the paths that the system reports are used: their state is read from the disk, so that all ways of saving a
//! file have the same effect. Paths are gathered until nothing has happened for a while ([`Watcher::next`]).
//!
//! The site's root is watched by itself, and `content`, `static` and `templates` with all below them: a root may hold
//! much else. Where the system has no more watches to give, or on a drive that reports nothing (`--poll`), the dates of
//! all files are compared at intervals.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::base::diag::Message;
use crate::lang::message::message;
use crate::source::{FILES, FOLDERS, Stamp};

/// Nothing has happened for so long: a save is over.
const QUIET: Duration = Duration::from_millis(40);
/// Something keeps happening: what there is, is looked at all the same.
const AT_MOST: Duration = Duration::from_millis(400);
/// After folders have appeared they are looked at once more: a file may have come before the watch on its folder.
const SECOND_LOOK: Duration = Duration::from_millis(300);
/// Between comparisons of dates, or [`POLL_SHARE`] times as long as a comparison takes if that is more, to a limit.
const POLL: Duration = Duration::from_millis(300);
const POLL_SHARE: u32 = 20;
const SELDOMST_POLL: Duration = Duration::from_secs(2);

/// What to look at again.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// These files and folders.
    Paths(Vec<PathBuf>),
    /// Everything.
    All,
}

/// Watches a site.
pub(super) struct Watcher {
    root: PathBuf,
    events: Receiver<notify::Result<Event>>,
    source: ChangeSource,
    /// Folders to look at once more, and when.
    again: Option<(Instant, Vec<PathBuf>)>,
}

enum ChangeSource {
    System {
        /// Of the site's folder.
        home: Option<Identity>,
        watcher: RecommendedWatcher,
        /// What each of the three folders was when the watch on it was set.
        folders: BTreeMap<PathBuf, Option<Identity>>,
    },
    Dates {
        seen: BTreeMap<PathBuf, Stamp>,
        interval: Duration,
    },
}

/// Why the system does not report changes.
fn reason(error: &notify::Error) -> Message {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => message!(
            "지켜볼 수 있는 파일 수를 넘었습니다",
            "there are more files than can be watched"
        ),
        notify::ErrorKind::Io(error) => Message::of_io(error),
        _ => Message::verbatim(error.to_string()),
    }
}

impl Watcher {
    /// Watches the site at `root`, by comparing dates if `poll`. Says why the dates are compared where that was not
    /// asked for.
    pub(super) fn new(root: &Path, poll: bool) -> (Self, Option<Message>) {
        let (sender, events) = channel();
        let mut why = None;
        let system = if poll {
            None
        } else {
            Self::system(root, sender)
                .inspect_err(|e| why = Some(reason(e)))
                .ok()
        };
        let source = system.unwrap_or_else(|| ChangeSource::Dates {
            seen: dates(root),
            interval: POLL,
        });
        let watcher = Self {
            root: root.to_owned(),
            events,
            source,
            again: None,
        };
        (watcher, why)
    }

    fn system(root: &Path, sender: Sender<notify::Result<Event>>) -> notify::Result<ChangeSource> {
        let handler = move |event: notify::Result<Event>| {
            // Looking at files is reported too; it is we who look.
            let wanted = event.as_ref().map_or(true, |e| match e.kind {
                EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
                _ => true,
            });
            if wanted {
                // Nobody listens any more when the program ends.
                let _ = sender.send(event);
            }
        };
        // A link may point to the whole disk; what a site may link to is in the three folders and watched with them.
        let config = Config::default().with_follow_symlinks(false);
        let mut watcher = RecommendedWatcher::new(handler, config)?;
        watcher.watch(root, RecursiveMode::NonRecursive)?;
        let mut folders = BTreeMap::new();
        for folder in FOLDERS {
            let path = root.join(folder);
            let identity = identity(root, &path);
            if identity.is_some() {
                watcher.watch(&path, RecursiveMode::Recursive)?;
            }
            folders.insert(path, identity);
        }
        let home = identity(root, root);
        Ok(ChangeSource::System {
            watcher,
            folders,
            home,
        })
    }

    /// Waits for the next change. The second value says why dates are compared from now on, if that begins.
    pub(super) fn next(&mut self) -> (Change, Option<Message>) {
        self.next_by(Self::wait_for_change)
    }

    /// The same, whatever becomes of `wait`: where it panics, dates are compared from then on.
    fn next_by(
        &mut self,
        wait: impl FnOnce(&mut Self) -> (Change, Option<Message>),
    ) -> (Change, Option<Message>) {
        catch_unwind(AssertUnwindSafe(|| wait(self))).unwrap_or_else(|_| {
            self.source = ChangeSource::Dates {
                // All is new at the first look, for which there is time.
                seen: BTreeMap::new(),
                interval: SELDOMST_POLL,
            };
            let why = message!("지켜보는 일이 멈췄습니다", "watching has failed");
            (Change::All, Some(why))
        })
    }

    fn wait_for_change(&mut self) -> (Change, Option<Message>) {
        if let ChangeSource::Dates { .. } = self.source {
            return (self.next_date(), None);
        }
        let mut batch = Batch::default();
        self.wait(&mut batch);
        let failure = self.follow_folders(&mut batch).or(batch.failure.take());
        if failure.is_some() {
            self.source = ChangeSource::Dates {
                seen: dates(&self.root),
                interval: POLL,
            };
            return (Change::All, failure);
        }
        if !batch.folders.is_empty() {
            let at = Instant::now() + SECOND_LOOK;
            let (_, folders) = self.again.get_or_insert_with(|| (at, Vec::new()));
            folders.append(&mut batch.folders);
        }
        let change = if batch.all {
            Change::All
        } else {
            batch.paths.sort_unstable();
            batch.paths.dedup();
            Change::Paths(batch.paths)
        };
        (change, None)
    }

    /// Gathers events until a save is over.
    fn wait(&mut self, batch: &mut Batch) {
        // The first event; or the time for a second look.
        loop {
            let event = match &self.again {
                None => self
                    .events
                    .recv()
                    .map_err(|_| RecvTimeoutError::Disconnected),
                Some((at, _)) => {
                    let left = at.saturating_duration_since(Instant::now());
                    self.events.recv_timeout(left)
                }
            };
            match event {
                Ok(event) => {
                    if batch.take(&self.root, event) {
                        break;
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    batch.paths = self
                        .again
                        .take()
                        .map_or_else(Vec::new, |(_, folders)| folders);
                    return;
                }
                // Only if the watcher's thread has died.
                Err(RecvTimeoutError::Disconnected) => {
                    batch.failure = Some(message!(
                        "시스템이 더 알려 주지 않습니다",
                        "the system has stopped reporting"
                    ));
                    return;
                }
            }
        }
        let end = Instant::now() + AT_MOST;
        let mut quiet = Instant::now() + QUIET;
        loop {
            let until = quiet.min(end);
            match self
                .events
                .recv_timeout(until.saturating_duration_since(Instant::now()))
            {
                Ok(event) => {
                    if batch.take(&self.root, event) {
                        quiet = Instant::now() + QUIET;
                    }
                }
                Err(_) => return,
            }
        }
    }

    /// Watches the three folders again where they are others than before. Gives what fails.
    fn follow_folders(&mut self, batch: &mut Batch) -> Option<Message> {
        let ChangeSource::System {
            watcher,
            folders,
            home,
        } = &mut self.source
        else {
            return None;
        };
        // What is watched is not at its place any more, and there may be no word of what will be.
        if identity(&self.root, &self.root) != *home {
            return Some(message!(
                "사이트의 폴더가 옮겨지거나 지워졌습니다",
                "the site's folder has been moved or deleted"
            ));
        }
        for (path, known) in folders {
            let now = identity(&self.root, path);
            // A new folder may have the number of the old one, but then there is word of its coming.
            if *known == now && !batch.replaced.contains(path) {
                continue;
            }
            // The old folder is gone, and mostly its watch with it.
            let _ = watcher.unwatch(path);
            if now.is_some()
                && let Err(error) = watcher.watch(path, RecursiveMode::Recursive)
            {
                // It may have gone again; then there will be word of it.
                if path.is_dir() {
                    return Some(reason(&error));
                }
            }
            *known = now;
            batch.paths.push(path.clone());
            batch.folders.push(path.clone());
        }
        None
    }

    fn next_date(&mut self) -> Change {
        let ChangeSource::Dates { seen, interval } = &mut self.source else {
            return Change::All;
        };
        let mut changed = Vec::new();
        let mut first = None;
        loop {
            std::thread::sleep(if changed.is_empty() { *interval } else { QUIET });
            let start = Instant::now();
            let now = dates(&self.root);
            *interval = (start.elapsed() * POLL_SHARE).clamp(POLL, SELDOMST_POLL);
            let before = changed.len();
            let other = |a: &BTreeMap<PathBuf, Stamp>, b: &BTreeMap<PathBuf, Stamp>| {
                let differ = a
                    .iter()
                    .filter(|(path, stamp)| b.get(*path) != Some(*stamp));
                differ.map(|(path, _)| path.clone()).collect::<Vec<_>>()
            };
            changed.extend(other(&now, seen));
            changed.extend(other(seen, &now));
            *seen = now;
            // What was being written has been written.
            if changed.is_empty() {
                continue;
            }
            let since = *first.get_or_insert(start);
            if changed.len() == before || since.elapsed() > AT_MOST {
                changed.sort_unstable();
                changed.dedup();
                return Change::Paths(changed);
            }
        }
    }
}

/// What has been reported since the last change.
#[derive(Default)]
struct Batch {
    paths: Vec<PathBuf>,
    /// Folders among them.
    folders: Vec<PathBuf>,
    /// Paths among them that came or went.
    replaced: Vec<PathBuf>,
    all: bool,
    failure: Option<Message>,
}

impl Batch {
    /// Takes an event in. Says whether it concerns the site.
    fn take(&mut self, root: &Path, event: notify::Result<Event>) -> bool {
        let event = match event {
            Ok(event) => event,
            Err(error) => {
                match error.kind {
                    notify::ErrorKind::MaxFilesWatch => self.failure = Some(reason(&error)),
                    // Something was lost.
                    _ => self.all = true,
                }
                return true;
            }
        };
        if event.need_rescan() {
            self.all = true;
            return true;
        }
        let before = self.paths.len();
        let ours = |path: &PathBuf| {
            let first = path.strip_prefix(root).ok()?.iter().next()?.to_str()?;
            (FILES.contains(&first) || FOLDERS.contains(&first)).then(|| path.clone())
        };
        self.paths.extend(event.paths.iter().filter_map(ours));
        let fresh = &self.paths[before..];
        let folders = fresh.iter().filter(|path| path.is_dir()).cloned();
        self.folders.extend(folders);
        let replaces = matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        if replaces {
            self.replaced.extend_from_slice(fresh);
        }
        self.paths.len() > before
    }
}

/// Identifies a folder, to notice that another one has replaced it.
type Identity = (u64, u64);

/// Of one of the three folders, if there is such a folder in the site: one that is a link out of it is not read.
fn identity(root: &Path, folder: &Path) -> Option<Identity> {
    let folder = folder.canonicalize().ok().filter(|f| f.starts_with(root))?;
    let metadata = folder.metadata().ok().filter(std::fs::Metadata::is_dir)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        Some((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        let created = metadata.created().ok()?;
        let since = created.duration_since(std::time::UNIX_EPOCH).ok()?;
        Some((since.as_secs(), u64::from(since.subsec_nanos())))
    }
}

/// The state of every file of a site.
fn dates(root: &Path) -> BTreeMap<PathBuf, Stamp> {
    let folders = FOLDERS.iter().flat_map(|folder| {
        walkdir::WalkDir::new(root.join(folder))
            .into_iter()
            .flatten()
            .filter(|e| !e.file_type().is_dir())
            .map(walkdir::DirEntry::into_path)
    });
    let files = folders.chain(FILES.map(|file| root.join(file)));
    files
        .filter_map(|path| {
            let metadata = path.symlink_metadata().ok()?;
            Some((path, Stamp::of(&metadata)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::site::SITE_FILE;

    /// The watcher of a folder follows a save, and says no more why it does so by dates.
    fn assert_follows(watcher: &mut Watcher, root: &Path) {
        std::fs::write(root.join(SITE_FILE), "changed").unwrap();
        let (change, why) = watcher.next();
        assert_eq!(why, None);
        let Change::Paths(paths) = change else {
            panic!("{change:?}");
        };
        assert!(paths.contains(&root.join(SITE_FILE)), "{paths:?}");
    }

    #[test]
    fn a_panic_is_survived_by_comparing_dates() {
        let folder = tempfile::tempdir().unwrap();
        let (mut watcher, _) = Watcher::new(folder.path(), false);
        let (change, why) = watcher.next_by(|_| panic!("a fault that a test makes"));
        assert_eq!(change, Change::All);
        assert!(why.is_some());
        assert_follows(&mut watcher, folder.path());
    }

    #[test]
    fn dates_are_compared_once_the_system_reports_nothing_more() {
        let folder = tempfile::tempdir().unwrap();
        let (mut watcher, _) = Watcher::new(folder.path(), false);
        // As if the system's thread had died.
        watcher.events = channel().1;
        let (change, why) = watcher.next();
        assert_eq!(change, Change::All);
        assert!(why.is_some());
        assert_follows(&mut watcher, folder.path());
    }
}
