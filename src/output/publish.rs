//! Puts a built site in the place of the old one: whole, or not at all.
//!
//! 1. [`Staging::begin`] refuses places that are not ours to replace, takes a lock, and clears what a killed build left;
//! 2. as a [`Sink`], the staging folder takes the files; it lies beside the output, on the same file system;
//! 3. [`Staging::publish`] writes the list of files, flushes, and exchanges the two folders in one step of the kernel.
//!
//! The list, [`MARKER`], tells our own files from foreign ones: those are never deleted.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashSet;

use crate::output::Sink;
use crate::source::Blob;

/// In the output: the list of the files that a build wrote.
pub const MARKER: &str = ".haeseol";

/// Why a site was not published.
#[derive(Debug)]
pub struct PublishError {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl PublishError {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
        }
    }

    fn io(what: &str, path: &Path, error: &io::Error) -> Self {
        let hint = match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "make room on the disk; the old site is untouched"
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                "choose a folder that you may write to with --out; the old site is untouched"
            }
            _ => "the old site is untouched",
        };
        Self::new(format!("{what} {}: {error}", path.display()), hint)
    }
}

/// A folder beside the output that becomes the output.
#[derive(Debug)]
pub struct Staging {
    output: PathBuf,
    /// Holds the lock and the new site; gone after each build.
    work: PathBuf,
    lock: File,
    /// Folders around the output that were not there before, the inmost first; gone again if nothing is published.
    around: Vec<PathBuf>,
    folders: Mutex<FxHashSet<PathBuf>>,
    written: Mutex<Vec<String>>,
    failure: Mutex<Option<PublishError>>,
}

impl Staging {
    /// Prepares to publish the site at `root` into `output`.
    ///
    /// # Errors
    /// The output is not ours to replace, another build is at work, or the folder cannot be written.
    pub fn begin(root: &Path, output: &Path) -> Result<Self, PublishError> {
        let output = real(output).map_err(|e| PublishError::io("cannot find", output, &e))?;
        refuse(
            &real(root).map_err(|e| PublishError::io("cannot find", root, &e))?,
            &output,
        )?;
        refuse_foreign(&output)?;
        let (Some(parent), Some(name)) = (output.parent(), output.file_name()) else {
            return Err(PublishError::new(
                "the output cannot be the root of the file system",
                "name a folder with --out",
            ));
        };
        let around = parent.ancestors().take_while(|a| !a.exists());
        let around = around.map(Path::to_owned).collect();
        fs::create_dir_all(parent).map_err(|e| PublishError::io("cannot create", parent, &e))?;
        let work = parent.join(format!(".{}.haeseol", name.to_string_lossy()));
        let lock = lock(&work)?;
        let staging = Self {
            output,
            lock,
            around,
            folders: Mutex::default(),
            written: Mutex::default(),
            failure: Mutex::default(),
            work,
        };
        // What a build left that was killed.
        for entry in fs::read_dir(&staging.work)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|e| e.file_name() != "lock")
        {
            let path = entry.path();
            let removed = if entry.file_type().is_ok_and(|t| t.is_dir()) {
                fs::remove_dir_all(&path)
            } else {
                fs::remove_file(&path)
            };
            removed.map_err(|e| PublishError::io("cannot clear", &path, &e))?;
        }
        fs::create_dir(staging.new_site())
            .map_err(|e| PublishError::io("cannot create", &staging.new_site(), &e))?;
        Ok(staging)
    }

    fn new_site(&self) -> PathBuf {
        self.work.join("site")
    }

    /// Makes the new site the published one.
    ///
    /// # Errors
    /// A file could not be written, or the folders could not be exchanged; the old site is then untouched.
    pub fn publish(self) -> Result<(), PublishError> {
        if let Some(error) = take(&self.failure).take() {
            return Err(error);
        }
        let mut written = std::mem::take(&mut *take(&self.written));
        written.sort_unstable();
        let list = written.iter().fold(
            String::from("# Written by haeseol, replaced by its next build.\n"),
            |list, path| list + path + "\n",
        );
        self.write(MARKER, Blob::Memory(list.into_bytes().into()))
            .map_err(|e| PublishError::io("cannot write", &self.new_site(), &e))?;
        flush(&self.new_site())
            .map_err(|e| PublishError::io("cannot flush", &self.new_site(), &e))?;
        refuse_foreign(&self.output)?;
        exchange(&self.new_site(), &self.output)
            .map_err(|e| PublishError::io("cannot publish into", &self.output, &e))
        // The old site lies in the work folder now, and is dropped with it.
    }

    fn write(&self, path: &str, content: Blob) -> io::Result<()> {
        let file = self.new_site().join(path);
        if let Some(folder) = file.parent()
            && !take(&self.folders).contains(folder)
        {
            fs::create_dir_all(folder)?;
            take(&self.folders).insert(folder.to_owned());
        }
        let mut to = File::create_new(file)?;
        match content {
            Blob::Memory(bytes) => to.write_all(&bytes),
            Blob::Disk(path, _) => {
                let mut from = File::open(&path)?;
                if !from.metadata()?.is_file() {
                    return Err(io::Error::other(format!(
                        "{} is no longer a file",
                        path.display()
                    )));
                }
                io::copy(&mut from, &mut to).map(drop)
            }
        }
    }
}

impl Sink for Staging {
    fn put(&self, path: &str, content: Blob) {
        if take(&self.failure).is_some() {
            return;
        }
        match self.write(path, content) {
            Ok(()) => take(&self.written).push(path.to_owned()),
            Err(error) => {
                take(&self.failure).get_or_insert(PublishError::io(
                    "cannot write",
                    &self.output.join(path),
                    &error,
                ));
            }
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // Nothing to be done about a failure here: the next build clears what is left.
        let _ = fs::remove_dir_all(&self.work);
        let _ = self.lock.unlock();
        for folder in &self.around {
            let _ = fs::remove_dir(folder);
        }
    }
}

fn take<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The path without links and `..`, of which the last parts need not exist yet. A link at the end is kept as it is.
fn real(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    if path.symlink_metadata().is_ok_and(|m| !m.is_symlink()) {
        return path.canonicalize();
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => Ok(real(parent)?.join(name)),
        _ => path.canonicalize(),
    }
}

/// Refuses an output that holds or is something else.
fn refuse(root: &Path, output: &Path) -> Result<(), PublishError> {
    let refused = |why: &str| {
        Err(PublishError::new(
            format!("{} cannot be the output: {why}", output.display()),
            "name another folder with --out",
        ))
    };
    if root.starts_with(output) {
        return refused("it is the site itself or a folder around it");
    }
    for folder in ["content", "static", "templates"] {
        if output.starts_with(root.join(folder)) {
            return refused(&format!("it lies in the site's {folder}/"));
        }
    }
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    if name.starts_with('.') && name.ends_with(".haeseol") {
        return refused("such folders are where haeseol builds");
    }
    if std::env::home_dir()
        .and_then(|h| h.canonicalize().ok())
        .is_some_and(|home| home.starts_with(output))
    {
        return refused("it is your home folder or around it");
    }
    match output.symlink_metadata() {
        Ok(meta) if meta.is_symlink() => refused("it is a link"),
        Ok(meta) if !meta.is_dir() => refused("it is a file"),
        _ => Ok(()),
    }
}

/// Refuses to replace a folder with files that no build of ours wrote.
fn refuse_foreign(output: &Path) -> Result<(), PublishError> {
    if !output.exists() {
        return Ok(());
    }
    let list = fs::read_to_string(output.join(MARKER)).unwrap_or_default();
    let ours: BTreeSet<&str> = list
        .lines()
        .filter(|l| !l.starts_with('#'))
        .chain([MARKER])
        .collect();
    let files = walkdir::WalkDir::new(output)
        .sort_by_file_name()
        .into_iter()
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => {
                let path = entry.path().strip_prefix(output).ok()?;
                let path = path
                    .components()
                    .map(|c| c.as_os_str().to_string_lossy())
                    .collect::<Vec<_>>()
                    .join("/");
                (!ours.contains(path.as_str())).then_some(path)
            }
            Err(error) => Some(error.to_string()),
        });
    let foreign: Vec<String> = files.take(4).collect();
    if foreign.is_empty() {
        return Ok(());
    }
    let more = if foreign.len() > 3 { ", …" } else { "" };
    let message = format!(
        "{} holds files that haeseol did not write: {}{more}",
        output.display(),
        foreign[..foreign.len().min(3)].join(", ")
    );
    Err(PublishError::new(
        message,
        "move them away (files to be published belong in static/), or name another folder with --out",
    ))
}

/// Takes the lock in the work folder, which it creates.
fn lock(work: &Path) -> Result<File, PublishError> {
    let path = work.join("lock");
    for _ in 0..10 {
        if work.symlink_metadata().is_ok_and(|m| !m.is_dir()) {
            return Err(PublishError::new(
                format!("{} is in the way", work.display()),
                "delete it: haeseol keeps the new site there while it builds",
            ));
        }
        match fs::create_dir(work) {
            Err(e) if e.kind() != io::ErrorKind::AlreadyExists => {
                return Err(PublishError::io("cannot create", work, &e));
            }
            _ => {}
        }
        let file = match File::create(&path) {
            // Another build has just ended and taken the folder with it.
            Err(e) if e.kind() == io::ErrorKind::NotFound => continue,
            other => other.map_err(|e| PublishError::io("cannot create", &path, &e))?,
        };
        match file.try_lock() {
            Ok(()) if still_there(&file, &path) => return Ok(file),
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => {
                return Err(PublishError::new(
                    "another build is writing into the same folder",
                    "wait until it has ended",
                ));
            }
            Err(fs::TryLockError::Error(e)) => {
                return Err(PublishError::io("cannot lock", &path, &e));
            }
        }
    }
    Err(PublishError::new(
        "other builds keep writing into the same folder",
        "wait until they have ended",
    ))
}

/// Whether the locked file is the one at `path`, and not one that another build has deleted.
#[cfg(unix)]
fn still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(a), Ok(b)) => (a.dev(), a.ino()) == (b.dev(), b.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn still_there(_: &File, path: &Path) -> bool {
    path.exists()
}

/// Brings everything written to the disk, so that a power cut after the exchange finds whole files.
fn flush(folder: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    rustix::fs::syncfs(File::open(folder)?)?;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let _ = folder;
    Ok(())
}

/// Puts `new` in the place of `old` and, if there was one, `old` in the place of `new`.
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    if !old.exists() {
        return fs::rename(new, old);
    }
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
            // A file system without the exchange (some network drives): two steps.
            Err(
                rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP,
            ) => {}
            done => return Ok(done?),
        }
    }
    let aside = new.with_extension("old");
    fs::rename(old, &aside)?;
    fs::rename(new, old).inspect_err(|_| {
        let _ = fs::rename(&aside, old);
    })
}
