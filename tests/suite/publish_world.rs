//! A small site on a disk with faults, published without the program.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use haeseol::base::diag::Message;
use haeseol::output::Sink as _;
use haeseol::output::publish::disk::{Faults, Operation};
use haeseol::output::publish::{PublishError, Staging};
use haeseol::source::Blob;
use rustix::io::Errno;

use super::publish_places::everything;

type Files = BTreeMap<String, Vec<u8>>;

/// What happens at an operation.
#[derive(Debug, Clone, Copy)]
pub enum Fault {
    Fails(Errno),
    /// None of the later ones happens either, as after a kill.
    Dies,
}

/// A disk with one fault.
#[derive(Debug, Clone)]
pub struct Faulty {
    /// How many operations there were.
    count: Arc<AtomicUsize>,
    /// The fault, and the operation where it happens.
    pub fault: Option<(Fault, usize)>,
    /// Whether two folders can be exchanged in one step.
    pub exchange: bool,
}

impl Faulty {
    pub fn new(fault: Option<(Fault, usize)>, exchange: bool) -> Self {
        let count = Arc::default();
        Self {
            count,
            fault,
            exchange,
        }
    }

    /// Whether there were so many operations that the fault happened.
    pub fn has_happened(&self) -> bool {
        self.fault
            .is_some_and(|(_, at)| self.count.load(Ordering::Relaxed) > at)
    }
}

impl Faults for Faulty {
    fn before(&self, operation: Operation) -> io::Result<()> {
        let now = self.count.fetch_add(1, Ordering::Relaxed);
        match self.fault {
            Some((Fault::Fails(errno), at)) if now == at => Err(errno.into()),
            Some((Fault::Dies, at)) if now >= at => Err(io::Error::other("the process is dead")),
            _ if operation == Operation::Exchange && !self.exchange => {
                Err(io::ErrorKind::Unsupported.into())
            }
            _ => Ok(()),
        }
    }
}

/// The files of a site, without its list. The second version lacks pages of the first and has others, one of them where
/// the first may have a foreign file.
pub fn version(n: usize) -> Files {
    let files: &[&str] = match n {
        1 => &[
            "index.html",
            "ko/a/index.html",
            "ko/b/c/index.html",
            "x.txt",
        ],
        _ => &["index.html", "ko/a/index.html", "en/d/index.html"],
    };
    let files = files
        .iter()
        .map(|f| ((*f).to_owned(), format!("{f} of {n}").into_bytes()));
    files.collect()
}

/// A folder with a site in it, and something precious outside.
pub struct World {
    folder: tempfile::TempDir,
}

impl World {
    pub fn new() -> Self {
        // Thousands of builds, each of which flushes its file system.
        let folder = tempfile::tempdir_in("/dev/shm")
            .or_else(|_| tempfile::tempdir())
            .unwrap();
        fs::create_dir_all(folder.path().join("site")).unwrap();
        fs::create_dir_all(folder.path().join("outside")).unwrap();
        fs::write(folder.path().join("outside/victim"), "precious").unwrap();
        Self { folder }
    }

    /// What must never change.
    pub fn outside(&self) -> PathBuf {
        self.folder.path().join("outside")
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    pub fn output(&self) -> PathBuf {
        self.root().join("public")
    }

    pub fn work(&self) -> PathBuf {
        self.root().join(".public.haeseol")
    }

    /// Publishes a version; `meanwhile` happens while the build is at work.
    pub fn publish(
        &self,
        n: usize,
        disk: &impl Faults,
        meanwhile: impl FnOnce(),
    ) -> Result<Vec<Message>, PublishError> {
        let staging = Staging::begin_with(&self.root(), &self.output(), disk.clone())?;
        for (path, bytes) in version(n) {
            staging.put(&path, Blob::Memory(bytes.into()));
        }
        meanwhile();
        staging.publish()
    }

    pub fn publish_well(&self, n: usize) -> Result<Vec<Message>, PublishError> {
        self.publish(n, &Faulty::new(None, true), || ())
    }

    /// The files of the output, without its list and without what is foreign.
    pub fn site(&self) -> Option<Files> {
        let there = self.output().exists();
        let mut files = there.then(|| everything(&self.output()))?;
        files.retain(|path, bytes| path != ".haeseol" && bytes != b"folder" && !is_foreign(bytes));
        Some(files)
    }

    /// Where something foreign is, by its bytes; folders by their names.
    pub fn foreign(&self) -> BTreeMap<String, PathBuf> {
        let mut found = BTreeMap::new();
        for (path, bytes) in everything(&self.root()) {
            let name = path.rsplit('/').next().unwrap();
            let what = if is_foreign(&bytes) {
                String::from_utf8(bytes).unwrap()
            } else if name.starts_with("mine") && bytes == b"folder" {
                name.to_owned()
            } else {
                continue;
            };
            let other = found.insert(what, self.root().join(&path));
            assert!(other.is_none(), "{path} is there twice");
        }
        found
    }

    /// Does what a user would after a message about foreign files: removes them.
    pub fn take_foreign_files_away(&self) {
        for (_, path) in self.foreign() {
            if path.is_file() || path.is_symlink() {
                fs::remove_file(path).unwrap();
            }
        }
    }

    pub fn assert_published(&self, n: usize, why: &str) {
        assert_eq!(self.site(), Some(version(n)), "{why}");
        assert!(!self.work().exists(), "{why}");
        assert_eq!(
            fs::read(self.outside().join("victim")).unwrap(),
            b"precious"
        );
        let list = fs::read_to_string(self.output().join(".haeseol")).unwrap();
        let listed: Vec<_> = list.lines().skip(1).map(str::to_owned).collect();
        assert_eq!(listed, version(n).into_keys().collect::<Vec<_>>());
    }
}

pub fn is_foreign(bytes: &[u8]) -> bool {
    bytes.starts_with(b"mine")
}
