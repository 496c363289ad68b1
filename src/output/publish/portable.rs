//! A folder by its path, where there are no file descriptors of folders. Links are looked for before each operation, so
//! one that is made at the same moment is not noticed.

use std::ffi::OsStr;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::entry::{DirEntry, FileKind};

/// Whether the file has another name elsewhere: not to be found out here.
pub(super) fn has_other_names(_: &Metadata) -> bool {
    false
}

#[derive(Debug)]
pub(super) struct FolderHandle(PathBuf);

impl FolderHandle {
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        Ok(Self(path.to_owned()))
    }

    pub(super) fn folder(&self, name: &OsStr) -> io::Result<Self> {
        match self.kind(name)? {
            Some(FileKind::Folder) => Ok(Self(self.0.join(name))),
            Some(_) => Err(io::ErrorKind::NotADirectory.into()),
            None => Err(io::ErrorKind::NotFound.into()),
        }
    }

    pub(super) fn make_folder(&self, name: &OsStr, _private: bool) -> io::Result<()> {
        fs::create_dir(self.0.join(name))
    }

    /// Creates a file that is not there yet.
    pub(super) fn create(&self, name: &OsStr) -> io::Result<File> {
        File::create_new(self.0.join(name))
    }

    /// Opens a file that is there.
    pub(super) fn file(&self, name: &OsStr, writable: bool) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).write(writable);
        options.open(self.0.join(name))
    }

    pub(super) fn entries(&self) -> io::Result<Vec<DirEntry>> {
        let entries = fs::read_dir(&self.0)?.map(|entry| {
            let entry = entry?;
            let kind = kind(entry.file_type()?);
            let name = entry.file_name();
            Ok(DirEntry { name, kind })
        });
        entries.collect()
    }

    /// What a name is; `None` if nothing has it.
    pub(super) fn kind(&self, name: &OsStr) -> io::Result<Option<FileKind>> {
        match self.0.join(name).symlink_metadata() {
            Ok(metadata) => Ok(Some(kind(metadata.file_type()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Whether there still is something where the open file was.
    pub(super) fn is_same(&self, name: &OsStr, _: &File) -> io::Result<bool> {
        Ok(self.kind(name)?.is_some())
    }

    pub(super) fn is_owned_with(&self, _: &Self) -> io::Result<bool> {
        Ok(true)
    }

    pub(super) fn remove_file(&self, name: &OsStr) -> io::Result<()> {
        let path = self.0.join(name);
        // A link to a folder may count as a folder here.
        fs::remove_file(&path).or_else(|error| fs::remove_dir(&path).map_err(|_| error))
    }

    /// Removes an empty folder.
    pub(super) fn remove_folder(&self, name: &OsStr) -> io::Result<()> {
        fs::remove_dir(self.0.join(name))
    }

    pub(super) fn rename(&self, name: &OsStr, to: &Self, new: &OsStr) -> io::Result<()> {
        fs::rename(self.0.join(name), to.0.join(new))
    }

    /// Renames, and fails with `AlreadyExists` where that would replace something.
    pub(super) fn rename_new(&self, name: &OsStr, to: &Self, new: &OsStr) -> io::Result<()> {
        if to.kind(new)?.is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.rename(name, to, new)
    }

    /// Exchanges two names in one step, or fails with `Unsupported`.
    pub(super) fn exchange(&self, _: &OsStr, _: &Self, _: &OsStr) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    pub(super) fn flush(&self) -> io::Result<()> {
        Ok(())
    }
}

fn kind(of: fs::FileType) -> FileKind {
    if of.is_file() {
        FileKind::File
    } else if of.is_dir() {
        FileKind::Folder
    } else {
        FileKind::Other
    }
}
