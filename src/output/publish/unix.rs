//! A folder held by its file descriptor: whatever is done to the path it was opened by, operations reach this folder.
//! Each takes one name in it, and none follows a link there.

use std::ffi::{OsStr, OsString};
use std::fs::{File, Metadata};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;

use super::entry::{DirEntry, FileKind};

/// How every folder and file is opened. `NONBLOCK`: opening a pipe must not wait for its other end.
const OPEN: OFlags = OFlags::NOFOLLOW
    .union(OFlags::CLOEXEC)
    .union(OFlags::NONBLOCK)
    .union(OFlags::NOCTTY);

/// Whether the file has another name elsewhere: a hard link.
pub(super) fn has_other_names(metadata: &Metadata) -> bool {
    metadata.nlink() > 1
}

#[derive(Debug)]
pub(super) struct FolderHandle(OwnedFd);

impl FolderHandle {
    /// Opens a folder by its path. Links in the path are followed: it is the user's.
    pub(super) fn at(path: &Path) -> io::Result<Self> {
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self(rustix::fs::openat(CWD, path, flags, Mode::empty())?))
    }

    pub(super) fn folder(&self, name: &OsStr) -> io::Result<Self> {
        self.open(name, OFlags::DIRECTORY, 0).map(Self)
    }

    pub(super) fn make_folder(&self, name: &OsStr, private: bool) -> io::Result<()> {
        let mode = Mode::from_raw_mode(if private { 0o700 } else { 0o777 });
        Ok(rustix::fs::mkdirat(&self.0, name, mode)?)
    }

    /// Creates a file that is not there yet.
    pub(super) fn create(&self, name: &OsStr) -> io::Result<File> {
        let flags = OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY;
        self.open(name, flags, 0o666).map(File::from)
    }

    /// Opens a file that is there.
    pub(super) fn file(&self, name: &OsStr, writable: bool) -> io::Result<File> {
        let access = if writable {
            OFlags::RDWR
        } else {
            OFlags::RDONLY
        };
        self.open(name, access, 0).map(File::from)
    }

    fn open(&self, name: &OsStr, flags: OFlags, mode: u32) -> io::Result<OwnedFd> {
        let mode = Mode::from_raw_mode(mode as rustix::fs::RawMode);
        Ok(rustix::fs::openat(&self.0, name, OPEN | flags, mode)?)
    }

    pub(super) fn entries(&self) -> io::Result<Vec<DirEntry>> {
        let mut entries = Vec::new();
        for entry in Dir::read_from(&self.0)? {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name == "." || name == ".." {
                continue;
            }
            let kind = match entry.file_type() {
                // Some file systems do not say it in the listing.
                FileType::Unknown => self.kind(name)?,
                known => Some(kind(known)),
            };
            let name = OsString::from(name);
            entries.extend(kind.map(|kind| DirEntry { name, kind }));
        }
        Ok(entries)
    }

    /// What a name is; `None` if nothing has it.
    pub(super) fn kind(&self, name: &OsStr) -> io::Result<Option<FileKind>> {
        let stat = self.stat(name)?;
        Ok(stat.map(|s| kind(FileType::from_raw_mode(s.st_mode))))
    }

    fn stat(&self, name: &OsStr) -> io::Result<Option<Stat>> {
        match rustix::fs::statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(stat) => Ok(Some(stat)),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Whether a name still is the file that is open.
    pub(super) fn is_same(&self, name: &OsStr, file: &File) -> io::Result<bool> {
        let (here, open) = (self.stat(name)?, rustix::fs::fstat(file)?);
        Ok(here.is_some_and(|s| (s.st_dev, s.st_ino) == (open.st_dev, open.st_ino)))
    }

    /// Whether this folder belongs to who runs the program, or to the owner of the folder around it, who may replace it
    /// anyway.
    pub(super) fn is_owned_with(&self, around: &Self) -> io::Result<bool> {
        let owner = rustix::fs::fstat(&self.0)?.st_uid;
        Ok(owner == rustix::process::geteuid().as_raw()
            || owner == rustix::fs::fstat(&around.0)?.st_uid)
    }

    pub(super) fn remove_file(&self, name: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.0, name, AtFlags::empty())?)
    }

    /// Removes an empty folder.
    pub(super) fn remove_folder(&self, name: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::unlinkat(&self.0, name, AtFlags::REMOVEDIR)?)
    }

    pub(super) fn rename(&self, name: &OsStr, to: &Self, new: &OsStr) -> io::Result<()> {
        Ok(rustix::fs::renameat(&self.0, name, &to.0, new)?)
    }

    /// Renames, and fails with `AlreadyExists` where that would replace something.
    pub(super) fn rename_new(&self, name: &OsStr, to: &Self, new: &OsStr) -> io::Result<()> {
        match self.rename_with(name, to, new, Rename::New) {
            Err(error) if error.kind() == io::ErrorKind::Unsupported => {}
            done => return done,
        }
        if to.stat(new)?.is_some() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.rename(name, to, new)
    }

    /// Exchanges two names in one step, or fails with `Unsupported`.
    pub(super) fn exchange(&self, name: &OsStr, to: &Self, other: &OsStr) -> io::Result<()> {
        self.rename_with(name, to, other, Rename::Exchange)
    }

    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    fn rename_with(&self, name: &OsStr, to: &Self, new: &OsStr, how: Rename) -> io::Result<()> {
        use rustix::fs::{RenameFlags, renameat_with};
        let flags = match how {
            Rename::New => RenameFlags::NOREPLACE,
            Rename::Exchange => RenameFlags::EXCHANGE,
        };
        // What a kernel or file system answers that does not know the flag (some network drives).
        let unsupported = [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP];
        match renameat_with(&self.0, name, &to.0, new, flags) {
            Err(error) if unsupported.contains(&error) => Err(io::ErrorKind::Unsupported.into()),
            done => Ok(done?),
        }
    }

    #[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
    fn rename_with(&self, _: &OsStr, _: &Self, _: &OsStr, _: Rename) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Brings everything written to this file system to the disk.
    pub(super) fn flush(&self) -> io::Result<()> {
        #[cfg(any(target_os = "linux", target_os = "android"))]
        rustix::fs::syncfs(&self.0)?;
        Ok(())
    }
}

enum Rename {
    New,
    Exchange,
}

fn kind(of: FileType) -> FileKind {
    match of {
        FileType::RegularFile => FileKind::File,
        FileType::Directory => FileKind::Folder,
        _ => FileKind::Other,
    }
}
