//! The folder next to the output where a build works: `.public.haeseol` for `public`. Whoever can write next to the
//! output can put something there, and git brings folders and links of that name along. So nothing in it is believed to
//! be ours by its name alone: what is not as a build leaves it is refused, and stays.
//!
//! | name | what it is |
//! |---|---|
//! | `lock` | an empty file, locked while a build is at work |
//! | [`SITE`] | the new site while it is written; nobody's loss |
//! | [`READY`] | the new site just before the exchange, and the old one just after it: whole |
//! | [`OLD`] | the old site, where it had to make room for the new one first: whole |
//! | [`GONE`] | the old site while it is deleted |
//!
//! From the last three only what their lists name is ever deleted. [`Work::recover`] finds them after a kill, and brings
//! a whole site back if nothing is in its place.

use std::ffi::{OsStr, OsString};
use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Faults, FileKind, Folder};
use super::listed::Listed;
use super::old::{Kept, retire, set_aside};
use super::place::OutputPlace;
use super::{Failed, PublishError};
use crate::base::diag::Message;
use crate::lang::message::message;

const LOCK: &str = "lock";
/// The new site.
pub(super) const SITE: &str = "site";
const READY: &str = "site.ready";
const OLD: &str = "site.old";
const GONE: &str = "site.gone";

/// The work folder, locked. Goes when it is dropped, but for an old site.
#[derive(Debug)]
pub(super) struct Work<F: Faults> {
    pub(super) folder: Folder<F>,
    lock: File,
    name: OsString,
    /// The whole path, for messages.
    pub(super) path: PathBuf,
    pub(super) place: OutputPlace<F>,
}

impl<F: Faults> Work<F> {
    /// Makes the work folder and locks it.
    pub(super) fn lock(place: OutputPlace<F>) -> Result<Self, PublishError> {
        let mut name = OsString::from(".");
        name.push(&place.name);
        name.push(".haeseol");
        let path = place.path.with_file_name(&name);
        // Another build may end at any moment, and take the folder with it.
        for _ in 0..10 {
            let Some(folder) = open_folder(&place.around, &name, &path)? else {
                continue;
            };
            let Some(lock) = open_lock(&folder, &path.join(LOCK))? else {
                continue;
            };
            return Ok(Self {
                folder,
                lock,
                name,
                path,
                place,
            });
        }
        Err(PublishError::new(
            message!(
                "다른 haeseol이 같은 폴더에 계속 쓰고 있습니다",
                "other builds keep writing into the same folder"
            ),
            message!("끝난 뒤에 다시 실행하세요", "wait until they have ended"),
        ))
    }

    /// Clears what a build left that was killed. An old site comes back if nothing is in its place.
    pub(super) fn recover(&self) -> Result<(), PublishError> {
        let failed = |e| PublishError::io(Failed::Clear, &self.path, &e);
        let mut left = Vec::new();
        for entry in self.folder.entries().map_err(failed)? {
            let name = entry.name.to_str().unwrap_or_default();
            let path = self.path.join(&entry.name);
            match (name, entry.kind) {
                (LOCK, _) => {}
                (SITE | READY | OLD | GONE, FileKind::Folder) => left.push(name.to_owned()),
                (SITE | READY | OLD | GONE, _) => return Err(in_the_way(&path, not_a_folder())),
                _ => {
                    let why = message!("haeseol이 만든 것이 아닙니다", "haeseol did not make it");
                    return Err(in_the_way(&path, why));
                }
            }
        }
        self.folder.remove_all(SITE).map_err(failed)?;
        for name in [GONE, OLD, READY] {
            if left.iter().any(|l| l == name) {
                self.recover_site(name)?;
            }
        }
        Ok(())
    }

    /// Brings a whole site back, or deletes it if there is another one.
    fn recover_site(&self, name: &'static str) -> Result<(), PublishError> {
        let place = &self.place;
        let (around, output) = (&place.around, &place.name);
        let left = self.path.join(name);
        let failed = |e| PublishError::io(Failed::Clear, &left, &e);
        if name != GONE && around.kind(output).map_err(failed)?.is_none() {
            return self.folder.rename(name, around, output).map_err(failed);
        }
        let list = |folder: io::Result<Folder<F>>| Listed::read(&folder?);
        // Between the two steps of an exchange something may have come into the empty place.
        if name == OLD && list(around.folder(output)).map_err(failed)?.is_none() {
            let (output, left) = (place.path.display(), left.display());
            return Err(PublishError::new(
                message!(
                    "{output}(은/는) haeseol이 만든 사이트가 아니고, 지난 사이트는 {left}에 있습니다",
                    "{output} is not a site that haeseol wrote, and the last one is in {left}"
                ),
                message!(
                    "{output}(을/를) 다른 곳으로 옮기세요. 그러면 지난 사이트가 되돌아옵니다",
                    "move {output} away: the last site then comes back"
                ),
            ));
        }
        let kept = match list(self.folder.folder(name)).map_err(failed)? {
            Some(listed) => self.retire(name, Some(&listed)),
            // Nothing is known of what is in it.
            None => set_aside((&self.folder, name), (around, output)).map(Kept::whole),
        };
        match kept.map_err(failed)?.aside_message() {
            None => Ok(()),
            Some(message) => Err(PublishError::new(
                message,
                message!(
                    "그 안을 살펴본 다음 다시 실행하세요",
                    "look at what is there, and build again"
                ),
            )),
        }
    }

    /// Puts the new site in the place of the output. Gives the name that the old one has here, if there was one.
    ///
    /// # Errors
    /// The disk's. The output is as it was; where even that is impossible, the next build brings it back.
    pub(super) fn exchange(&self) -> io::Result<Option<&'static str>> {
        self.folder.rename(SITE, &self.folder, READY)?;
        self.exchange_ready().inspect_err(|_| {
            // Where it is deleted.
            let _ = self.folder.rename(READY, &self.folder, SITE);
        })
    }

    fn exchange_ready(&self) -> io::Result<Option<&'static str>> {
        let OutputPlace { around, name, .. } = &self.place;
        if around.kind(name)?.is_none() {
            return self.folder.rename(READY, around, name).map(|()| None);
        }
        match self.folder.exchange(READY, around, name) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
            done => return done.map(|()| Some(READY)),
        }
        around.rename(name, &self.folder, OLD)?;
        self.folder.rename(READY, around, name).inspect_err(|_| {
            let _ = self.folder.rename(OLD, around, name);
        })?;
        Ok(Some(OLD))
    }

    /// Deletes an old site but for what is foreign.
    pub(super) fn retire(&self, old: &str, listed: Option<&Listed>) -> io::Result<Kept> {
        // Half of it is nothing to bring back.
        if old != GONE {
            self.folder.rename(old, &self.folder, GONE)?;
        }
        let OutputPlace { around, name, .. } = &self.place;
        retire((&self.folder, GONE), (around, name), listed)
    }
}

impl<F: Faults> Drop for Work<F> {
    fn drop(&mut self) {
        // Nothing to be done about a failure here: the next build clears what is left.
        let _ = self.folder.remove_all(SITE);
        let _ = self.folder.remove_file(LOCK);
        let _ = self.place.around.remove_if_empty(&self.name);
        let _ = self.lock.unlock();
    }
}

/// Opens the work folder, and makes it; `None` if it has just gone.
fn open_folder<F: Faults>(
    around: &Folder<F>,
    name: &OsStr,
    path: &Path,
) -> Result<Option<Folder<F>>, PublishError> {
    let failed = |e| PublishError::io(Failed::Create, path, &e);
    let made = match around.make_folder(name, true) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => false,
        made => made.map(|()| true).map_err(failed)?,
    };
    match around.kind(name).map_err(failed)? {
        Some(FileKind::Folder) => {}
        Some(_) => return Err(in_the_way(path, not_a_folder())),
        None => return Ok(None),
    }
    let folder = match around.folder(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        folder => folder.map_err(failed)?,
    };
    if !made && !folder.is_owned_with(around).map_err(failed)? {
        let why = message!("다른 사용자의 폴더입니다", "it belongs to another user");
        return Err(in_the_way(path, why));
    }
    Ok(Some(folder))
}

/// Opens the lock, or makes it, and locks it; `None` if it has just gone. It is never written to.
fn open_lock<F: Faults>(folder: &Folder<F>, path: &Path) -> Result<Option<File>, PublishError> {
    let failed = |e| PublishError::io(Failed::Lock, path, &e);
    let opened = match folder.create(LOCK) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            match folder.kind(LOCK).map_err(failed)? {
                Some(FileKind::File) => folder.file(LOCK, true),
                Some(_) => {
                    let why = message!("일반 파일이 아닙니다", "it is not a regular file");
                    return Err(in_the_way(path, why));
                }
                None => return Ok(None),
            }
        }
        made => made,
    };
    let lock = match opened {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        lock => lock.map_err(failed)?,
    };
    let size = lock.metadata().map_err(failed)?.len();
    if size > 0 || folder.has_other_names(&lock).map_err(failed)? {
        let why = message!(
            "haeseol이 쓰는 빈 파일이 아닙니다",
            "it is not the empty file that haeseol uses"
        );
        return Err(in_the_way(path, why));
    }
    match folder.lock(&lock) {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(PublishError::new(
                message!(
                    "다른 haeseol이 같은 폴더에 쓰고 있습니다",
                    "another build is writing into the same folder"
                ),
                message!("끝날 때까지 기다리세요", "wait until it has ended"),
            ));
        }
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    match folder.is_same(LOCK, &lock) {
        Ok(true) => Ok(Some(lock)),
        other => {
            // Closing it is not enough while another thread starts a process, which has the file open for a moment.
            let _ = lock.unlock();
            other.map(|_| None).map_err(failed)
        }
    }
}

fn not_a_folder() -> Message {
    message!("폴더가 아닙니다", "it is not a folder")
}

fn in_the_way(path: &Path, why: Message) -> PublishError {
    let path = path.display();
    PublishError::new(
        message!(
            "{path}(이/가) 자리를 차지하고 있습니다: {why}",
            "{path} is in the way: {why}",
            why
        ),
        message!(
            "다른 곳으로 옮기거나, 모르는 것이면 지우세요. haeseol이 새 사이트를 만드는 동안 쓰는 자리입니다",
            "move it away, or delete it if you do not know it: haeseol keeps the new site there while it builds"
        ),
    )
}
