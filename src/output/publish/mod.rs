//! Puts a built site in the place of the old one: whole, or not at all.
//!
//! 1. [`Staging::begin`] refuses places that are not ours to replace (`place`), locks the work folder next to the output and
//!    clears what a killed build left there (`work`);
//! 2. as a [`Sink`], the staging folder takes the files; it is in the work folder, on the same file system;
//! 3. [`Staging::publish`] writes the list of files ([`listed`]), flushes, and exchanges the two folders in one step of the
//!    kernel; then it deletes from the old one what that one's list names, and keeps the rest (`old`).
//!
//! Images that take long to make are kept for the next build (`kept`).
//!
//! Every step is made of the operations in [`disk`], which follow no links and can be made to fail by tests. An output
//! that cannot be renamed, because something is mounted on it, is refused: its entries could be exchanged one by one, but
//! then a kill would leave a mix of two sites until the next build.

pub mod disk;
mod entry;
mod kept;
mod listed;
mod old;
mod place;
#[cfg(not(unix))]
mod portable;
#[cfg(unix)]
mod unix;
mod work;

use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashSet;

use self::disk::{Faults, Folder, NoFaults};
use self::kept::Kept;
pub use self::kept::ReadOnly;
use self::listed::Listed;
use self::place::OutputPlace;
use self::work::{SITE, Work};
use crate::base::diag::{Message, is_out_of_handles};
use crate::base::names::MARKER;
use crate::lang::message::message;
use crate::output::Sink;
use crate::output::image::Store;
use crate::source::Blob;

/// Why a site was not published.
#[derive(Debug)]
pub struct PublishError {
    /// What is wrong.
    pub message: Message,
    /// What to do.
    pub hint: Message,
}

/// What the disk did not let us do.
#[derive(Debug, Clone, Copy)]
enum Failed {
    Find,
    Create,
    Open,
    Read,
    Write,
    Flush,
    Clear,
    Lock,
    Publish,
}

impl Failed {
    fn message(self, path: &Path) -> Message {
        let path = path.display();
        match self {
            Self::Find => message!("{path}(을/를) 찾을 수 없습니다", "cannot find {path}"),
            Self::Create => message!("{path}(을/를) 만들 수 없습니다", "cannot create {path}"),
            Self::Open => message!("{path}(을/를) 열 수 없습니다", "cannot open {path}"),
            Self::Read => message!("{path}(을/를) 읽을 수 없습니다", "cannot read {path}"),
            Self::Write => message!("{path}에 쓸 수 없습니다", "cannot write {path}"),
            Self::Flush => message!(
                "{path}(을/를) 디스크에 다 쓰지 못했습니다",
                "cannot flush {path}"
            ),
            Self::Clear => message!("{path}(을/를) 치울 수 없습니다", "cannot clear {path}"),
            Self::Lock => message!("{path}(을/를) 잠글 수 없습니다", "cannot lock {path}"),
            Self::Publish => message!("{path}에 내보낼 수 없습니다", "cannot publish into {path}"),
        }
    }
}

impl PublishError {
    fn new(message: Message, hint: Message) -> Self {
        Self { message, hint }
    }

    fn io(what: Failed, path: &Path, error: &io::Error) -> Self {
        let untouched = message!("이전 사이트는 그대로 있습니다", "the old site is untouched");
        let hint = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => message!(
                "디스크를 비우세요. {untouched}",
                "make room on the disk; {untouched}",
                untouched
            ),
            io::ErrorKind::PermissionDenied if matches!(what, Failed::Clear) => message!(
                "그 안의 폴더까지 쓸 수 있게 하거나(chmod -R u+w) 지우세요. {untouched}",
                "let yourself write to it and to the folders in it (chmod -R u+w), or delete it; {untouched}",
                untouched
            ),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => message!(
                "쓸 수 있는 폴더를 --out으로 고르세요. {untouched}",
                "choose a folder that you may write to with --out; {untouched}",
                untouched
            ),
            io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => message!(
                "그 경로의 어느 폴더 자리에 파일이 있습니다. --out으로 다른 폴더를 고르세요. {untouched}",
                "a file is in the place of one of its folders: name another folder with --out; {untouched}",
                untouched
            ),
            io::ErrorKind::InvalidFilename if matches!(what, Failed::Clear | Failed::Read) => {
                message!(
                    "그 안에 haeseol이 만들지 않은 것이 있습니다. 다른 곳으로 옮기거나 지우세요. {untouched}",
                    "it holds what haeseol did not make: move it away or delete it; {untouched}",
                    untouched
                )
            }
            io::ErrorKind::InvalidFilename => message!(
                "이름이나 경로가 너무 깁니다. --out이나 content/에서 더 짧은 이름을 고르세요. {untouched}",
                "a name or the whole path is too long: choose shorter ones, with --out or in content/; {untouched}",
                untouched
            ),
            _ if is_out_of_handles(error) => message!(
                "다른 프로그램을 닫거나 한도를 늘리세요(ulimit -n 4096). {untouched}",
                "close other programs, or raise the limit (ulimit -n 4096); {untouched}",
                untouched
            ),
            _ => untouched,
        };
        let (what, why) = (what.message(path), Message::of_io(error));
        Self::new(message!("{what}: {why}", "{what}: {why}", what, why), hint)
    }

    /// Of an output that could not be replaced.
    fn exchange(output: &Path, error: &io::Error) -> Self {
        let shown = output.display();
        let inside = output.join("site");
        let inside = inside.display();
        match error.kind() {
            io::ErrorKind::ResourceBusy => Self::new(
                message!(
                    "{shown}(을/를) 바꿀 수 없습니다. 다른 디스크가 연결된 폴더입니다",
                    "{shown} cannot be replaced: something is mounted on it"
                ),
                message!(
                    "그 안의 폴더로 내보내거나(--out {inside}), 바깥 폴더에 디스크를 연결하세요",
                    "publish into a folder in it (--out {inside}), or mount the folder around it instead"
                ),
            ),
            io::ErrorKind::CrossesDevices => Self::new(
                message!(
                    "{shown}(을/를) 바꿀 수 없습니다. 컨테이너 이미지(overlay)에 든 폴더이거나 다른 디스크에 있습니다",
                    "{shown} cannot be replaced: it is in a lower layer of an overlay (as in a container's image), or on another file system"
                ),
                message!(
                    "그 폴더를 지우면 다음번에 새로 만듭니다. 지울 수 없으면 --out으로 다른 폴더를 고르세요",
                    "delete it, and the next build makes it anew; or name another folder with --out"
                ),
            ),
            _ => Self::io(Failed::Publish, output, error),
        }
    }
}

/// The text of [`MARKER`] in a site of these files.
pub(crate) fn marker(files: Vec<String>) -> String {
    Listed::text(files)
}

/// A folder next to the output that becomes the output.
#[derive(Debug)]
pub struct Staging<F: Faults = NoFaults> {
    site: Arc<Folder<F>>,
    /// Folders in it that are made.
    folders: Mutex<FxHashSet<String>>,
    /// The last few that files were written into.
    open: Mutex<OpenFolders<F>>,
    written: Mutex<Vec<String>>,
    failure: Mutex<Option<PublishError>>,
    /// What haeseol wrote of the old site.
    listed: Option<Listed>,
    /// Images of earlier builds.
    kept: Option<Kept<F>>,
    work: Work<F>,
}

impl Staging {
    /// Prepares to publish the site at `root` into `output`.
    ///
    /// # Errors
    /// The output is not ours to replace, another build is at work, or the folder cannot be written.
    pub fn begin(root: &Path, output: &Path) -> Result<Self, PublishError> {
        Self::begin_with(root, output, NoFaults)
    }
}

impl<F: Faults> Staging<F> {
    /// The same with faults.
    ///
    /// # Errors
    /// As above.
    pub fn begin_with(root: &Path, output: &Path, faults: F) -> Result<Self, PublishError> {
        let work = Work::lock(OutputPlace::find(root, output, faults.clone())?)?;
        work.recover()?;
        let listed = work.place.listed()?;
        let site = work
            .folder
            .make_folder(SITE, false)
            .and_then(|()| work.folder.folder(SITE))
            .map_err(|e| PublishError::io(Failed::Create, &work.path.join(SITE), &e))?;
        Ok(Self {
            site: Arc::new(site),
            folders: Mutex::default(),
            open: Mutex::default(),
            written: Mutex::default(),
            failure: Mutex::default(),
            listed,
            kept: Kept::beside(&work.place, faults),
            work,
        })
    }

    /// Makes the new site the published one. Gives a sentence for whatever a person should know of it.
    ///
    /// # Errors
    /// A file could not be written, or the folders could not be exchanged; the old site is then untouched.
    pub fn publish(self) -> Result<Vec<Message>, PublishError> {
        if let Some(error) = take(&self.failure).take() {
            return Err(error);
        }
        take(&self.open).0.clear();
        let list = Listed::text(std::mem::take(&mut *take(&self.written)));
        self.write(MARKER, &Blob::Memory(list.into_bytes().into()))
            .map_err(|e| PublishError::io(Failed::Write, &self.work.path.join(SITE), &e))?;
        self.site
            .flush()
            .map_err(|e| PublishError::io(Failed::Flush, &self.work.path.join(SITE), &e))?;
        let output = &self.work.place.path;
        let old = self
            .work
            .exchange()
            .map_err(|e| PublishError::exchange(output, &e))?;
        if let Some(kept) = &self.kept {
            kept.drop_unused();
        }
        let Some(old) = old else {
            return Ok(Vec::new());
        };
        Ok(match self.work.retire(old, self.listed.as_ref()) {
            Ok(kept) => kept.messages(&output.display().to_string()),
            Err(error) => {
                let (path, why) = (self.work.path.display(), Message::of_io(&error));
                vec![message!(
                    "사이트를 내보냈지만 이전 사이트를 {path}에서 지우지 못했습니다: {why}. 다음번에 다시 지웁니다",
                    "the site is published, but the old one cannot be deleted from {path} ({why}); the next build tries again",
                    why
                )]
            }
        })
    }

    fn write(&self, path: &str, content: &Blob) -> io::Result<()> {
        match path.rsplit_once('/') {
            None => self.site.write(path, content),
            Some((folder, name)) => self.folder(folder)?.write(name, content),
        }
    }

    /// Opens a folder of the new site, and makes it.
    fn folder(&self, path: &str) -> io::Result<Arc<Folder<F>>> {
        if let Some(folder) = take(&self.open).get(path) {
            return Ok(folder);
        }
        let (above, name) = match path.rsplit_once('/') {
            None => (Arc::clone(&self.site), path),
            Some((above, name)) => (self.folder(above)?, name),
        };
        if !take(&self.folders).contains(path) {
            match above.make_folder(name, false) {
                // Another thread was faster.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                made => made?,
            }
            take(&self.folders).insert(path.to_owned());
        }
        let folder = Arc::new(above.folder(name)?);
        take(&self.open).keep(path, &folder);
        Ok(folder)
    }
}

/// Folders that are held open, the last used last: files come folder by folder, a few folders at a time.
#[derive(Debug)]
struct OpenFolders<F>(Vec<(String, Arc<Folder<F>>)>);

/// How many folders are held open: a few for each thread.
const MOST_OPEN: usize = 16;

impl<F> Default for OpenFolders<F> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<F> OpenFolders<F> {
    fn get(&mut self, path: &str) -> Option<Arc<Folder<F>>> {
        let at = self.0.iter().rposition(|(known, _)| known == path)?;
        self.0[at..].rotate_left(1);
        self.0.last().map(|(_, folder)| Arc::clone(folder))
    }

    fn keep(&mut self, path: &str, folder: &Arc<Folder<F>>) {
        if self.0.len() == MOST_OPEN {
            self.0.remove(0);
        }
        self.0.push((path.to_owned(), Arc::clone(folder)));
    }
}

impl<F: Faults> Sink for Staging<F> {
    fn store(&self) -> Option<&dyn Store> {
        self.kept.as_ref().map(|kept| kept as &dyn Store)
    }

    fn put(&self, path: &str, content: Blob) {
        if take(&self.failure).is_some() {
            return;
        }
        match self.write(path, &content) {
            Ok(()) => take(&self.written).push(path.to_owned()),
            Err(error) => {
                let path = self.work.place.path.join(path);
                let error = PublishError::io(Failed::Write, &path, &error);
                take(&self.failure).get_or_insert(error);
            }
        }
    }
}

fn take<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
