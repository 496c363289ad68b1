//! The file operations of publishing: each works on one name in a folder that is held open, and follows no link. Each
//! asks [`Faults`] first, so that tests can make any of them fail.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::Path;

pub(super) use super::entry::{DirEntry, FileKind};
#[cfg(not(unix))]
use super::portable as system;
#[cfg(unix)]
use super::unix as system;
use crate::base::diag::Message;
use crate::lang::message::message;
use crate::source::{Blob, open_regular};

/// A kind of file operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Opening a file or folder.
    Open,
    /// Locking a file.
    Lock,
    /// Looking at what something is, or what a folder holds.
    Look,
    /// Reading a file.
    Read,
    /// Creating a file or folder.
    Create,
    /// Writing into a file.
    Write,
    /// Deleting a file or an empty folder.
    Remove,
    /// Renaming.
    Rename,
    /// Exchanging two folders in one step.
    Exchange,
    /// Bringing what was written to the disk.
    Flush,
}

/// What makes file operations fail: nothing, but in tests.
pub trait Faults: Clone + Send + Sync {
    /// Called before each operation, which does not happen if this fails.
    ///
    /// # Errors
    /// What the operation is to fail with.
    fn before(&self, operation: Operation) -> io::Result<()>;
}

/// Leaves faults to the disk.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFaults;

impl Faults for NoFaults {
    fn before(&self, _: Operation) -> io::Result<()> {
        Ok(())
    }
}

/// How deep folders may lie in each other. Each on the way is held open, and anybody may put deeper ones in our way.
const DEEPEST: u8 = 200;

/// A folder that is held open.
#[derive(Debug)]
pub(super) struct Folder<F> {
    inner: system::FolderHandle,
    /// How many folders it was opened through.
    depth: u8,
    faults: F,
}

impl<F: Faults> Folder<F> {
    /// Opens a folder by its path.
    pub(super) fn at(path: &Path, faults: F) -> io::Result<Self> {
        faults.before(Operation::Open)?;
        let inner = system::FolderHandle::at(path)?;
        Ok(Self {
            inner,
            depth: 0,
            faults,
        })
    }

    /// Opens a folder in this one.
    pub(super) fn folder(&self, name: impl AsRef<OsStr>) -> io::Result<Self> {
        self.faults.before(Operation::Open)?;
        if self.depth == DEEPEST {
            let why = message!(
                "폴더가 {DEEPEST}겹보다 깊습니다",
                "folders lie more than {DEEPEST} deep in it"
            );
            return Err(io::Error::new(io::ErrorKind::InvalidFilename, why));
        }
        Ok(Self {
            inner: self.inner.folder(name.as_ref())?,
            depth: self.depth + 1,
            faults: self.faults.clone(),
        })
    }

    /// Makes a folder; only its owner may enter a private one.
    pub(super) fn make_folder(&self, name: impl AsRef<OsStr>, private: bool) -> io::Result<()> {
        self.faults.before(Operation::Create)?;
        self.inner.make_folder(name.as_ref(), private)
    }

    /// Creates a file that is not there yet.
    pub(super) fn create(&self, name: impl AsRef<OsStr>) -> io::Result<File> {
        self.faults.before(Operation::Create)?;
        self.inner.create(name.as_ref())
    }

    /// Opens a regular file. Its kind is to be looked at before: opening a device may do something.
    pub(super) fn file(&self, name: impl AsRef<OsStr>, writable: bool) -> io::Result<File> {
        self.faults.before(Operation::Open)?;
        let file = self.inner.file(name.as_ref(), writable)?;
        if file.metadata()?.is_file() {
            Ok(file)
        } else {
            Err(io::Error::other(message!(
                "일반 파일이 아닙니다",
                "it is not a regular file"
            )))
        }
    }

    /// Locks a file of this folder, unless another process has.
    pub(super) fn lock(&self, file: &File) -> Result<(), std::fs::TryLockError> {
        self.faults
            .before(Operation::Lock)
            .map_err(std::fs::TryLockError::Error)?;
        file.try_lock()
    }

    /// Reads a regular file; `None` if it is longer than `most` bytes.
    pub(super) fn read(&self, name: &str, most: u64) -> io::Result<Option<Vec<u8>>> {
        let file = self.file(name, false)?;
        self.faults.before(Operation::Read)?;
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes)?;
        Ok((bytes.len() as u64 <= most).then_some(bytes))
    }

    /// Writes a file that is not there yet.
    pub(super) fn write(&self, name: &str, content: &Blob) -> io::Result<()> {
        let mut to = self.create(name)?;
        self.faults.before(Operation::Write)?;
        match content {
            Blob::Memory(bytes) => to.write_all(bytes),
            Blob::Disk(path, _) => {
                let named = |error: io::Error| {
                    let (path, why) = (path.display(), Message::of_io(&error));
                    io::Error::other(message!("{path}: {why}", "{path}: {why}", why))
                };
                io::copy(&mut open_regular(path).map_err(named)?, &mut to).map(drop)
            }
        }
    }

    /// What is in the folder.
    pub(super) fn entries(&self) -> io::Result<Vec<DirEntry>> {
        self.faults.before(Operation::Look)?;
        self.inner.entries()
    }

    /// What is in the folder, in the order of the names.
    pub(super) fn sorted_entries(&self) -> io::Result<Vec<DirEntry>> {
        let mut entries = self.entries()?;
        entries.sort_unstable_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    /// What a name is; `None` if nothing has it.
    pub(super) fn kind(&self, name: impl AsRef<OsStr>) -> io::Result<Option<FileKind>> {
        self.faults.before(Operation::Look)?;
        self.inner.kind(name.as_ref())
    }

    /// Whether a name still is the file that is open.
    pub(super) fn is_same(&self, name: &str, file: &File) -> io::Result<bool> {
        self.faults.before(Operation::Look)?;
        self.inner.is_same(name.as_ref(), file)
    }

    /// Whether a file of this folder has another name elsewhere.
    pub(super) fn has_other_names(&self, file: &File) -> io::Result<bool> {
        self.faults.before(Operation::Look)?;
        Ok(system::has_other_names(&file.metadata()?))
    }

    /// Whether this folder belongs to who runs the program, or to the owner of the folder around it.
    pub(super) fn is_owned_with(&self, around: &Self) -> io::Result<bool> {
        self.faults.before(Operation::Look)?;
        self.inner.is_owned_with(&around.inner)
    }

    /// Deletes anything but a folder.
    pub(super) fn remove_file(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        self.faults.before(Operation::Remove)?;
        self.inner.remove_file(name.as_ref())
    }

    /// Deletes a folder if it is empty. Says whether it was.
    pub(super) fn remove_if_empty(&self, name: impl AsRef<OsStr>) -> io::Result<bool> {
        self.faults.before(Operation::Remove)?;
        match self.inner.remove_folder(name.as_ref()) {
            Ok(()) => Ok(true),
            Err(error) if is_taken(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Deletes a folder with everything in it. It need not be there.
    pub(super) fn remove_all(&self, name: impl AsRef<OsStr>) -> io::Result<()> {
        let name = name.as_ref();
        let folder = match self.folder(name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            folder => folder?,
        };
        for DirEntry { name, kind } in folder.entries()? {
            match kind {
                FileKind::Folder => folder.remove_all(name)?,
                _ => folder.remove_file(name)?,
            }
        }
        self.faults.before(Operation::Remove)?;
        self.inner.remove_folder(name)
    }

    /// Renames; what has the new name must not be there, or be an empty folder if this is a folder.
    pub(super) fn rename(
        &self,
        name: impl AsRef<OsStr>,
        to: &Self,
        new: impl AsRef<OsStr>,
    ) -> io::Result<()> {
        self.faults.before(Operation::Rename)?;
        self.inner.rename(name.as_ref(), &to.inner, new.as_ref())
    }

    /// Renames if nothing has the new name. Says whether it did.
    pub(super) fn rename_if_free(
        &self,
        name: impl AsRef<OsStr>,
        to: &Self,
        new: impl AsRef<OsStr>,
    ) -> io::Result<bool> {
        self.faults.before(Operation::Rename)?;
        match self
            .inner
            .rename_new(name.as_ref(), &to.inner, new.as_ref())
        {
            Ok(()) => Ok(true),
            Err(error) if is_taken(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Exchanges two names in one step; fails with `Unsupported` where there is no such step.
    pub(super) fn exchange(
        &self,
        name: impl AsRef<OsStr>,
        to: &Self,
        other: impl AsRef<OsStr>,
    ) -> io::Result<()> {
        self.faults.before(Operation::Exchange)?;
        self.inner
            .exchange(name.as_ref(), &to.inner, other.as_ref())
    }

    /// Brings everything written to this file system to the disk, so that a power cut finds whole files.
    pub(super) fn flush(&self) -> io::Result<()> {
        self.faults.before(Operation::Flush)?;
        self.inner.flush()
    }
}

/// Whether an operation failed because something is there: POSIX lets systems say either of a folder that is not empty.
fn is_taken(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty
    )
}
