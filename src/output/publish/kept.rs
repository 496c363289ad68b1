//! What a build keeps for the next one: images and cards that take long to make. They are in a folder next to the output, `.public.images.haeseol`
//! for `public`, which may be deleted at any time.
//!
//! Like the work folder, it is in a place where others may put things, and git brings folders and links of that name along. So
//! nothing in it is trusted: the folder is used only if it is one and its user's, files are opened without following links or
//! waiting, and what is in them counts only if it is whole. What cannot be read or kept is made again; nothing fails for it.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use xxhash_rust::xxh3::xxh3_128;

use super::disk::{Faults, FileKind, Folder, NoFaults};
use super::place::OutputPlace;
use crate::output::image::Store;
use crate::source::Blob;

/// How a file begins that was kept here; the checksum of its name and the rest follows.
const FIRST: &[u8] = b"haeseol image\n";
/// Bytes of the checksum.
const CHECKSUM: usize = 16;
/// Most bytes of a file that is read.
const LONGEST: u64 = 128 << 20;

/// What is kept next to an output.
#[derive(Debug)]
pub(super) struct Kept<F: Faults> {
    around: Folder<F>,
    name: OsString,
    /// Opened when it is first asked for: a site without images has none.
    folder: OnceLock<Option<Folder<F>>>,
    /// Names that were asked for: what a build asks for is what it needs.
    used: Mutex<BTreeSet<String>>,
}

impl<F: Faults> Kept<F> {
    /// What is kept next to an output; `None` if the folder around it cannot be opened again.
    pub(super) fn beside(place: &OutputPlace<F>, faults: F) -> Option<Self> {
        let mut name = OsString::from(".");
        name.push(&place.name);
        name.push(".images.haeseol");
        Some(Self {
            around: Folder::at(place.path.parent()?, faults).ok()?,
            name,
            folder: OnceLock::new(),
            used: Mutex::default(),
        })
    }

    fn folder(&self) -> Option<&Folder<F>> {
        let open = || {
            if self.around.kind(&self.name).ok()?.is_none() {
                self.around.make_folder(&self.name, true).ok()?;
            }
            let is_folder = self.around.kind(&self.name).ok()? == Some(FileKind::Folder);
            let folder = self.around.folder(&self.name).ok().filter(|_| is_folder)?;
            folder.is_owned_with(&self.around).ok()?.then_some(folder)
        };
        self.folder.get_or_init(open).as_ref()
    }

    /// Deletes what this build has not asked for. Files of other names are left alone.
    pub(super) fn drop_unused(&self) {
        let Some(folder) = self.folder.get().and_then(Option::as_ref) else {
            return;
        };
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        for entry in folder.entries().unwrap_or_default() {
            let name = entry.name.to_str().unwrap_or_default();
            if entry.kind == FileKind::File && is_ours(name) && !used.contains(name) {
                let _ = folder.remove_file(name);
            }
        }
    }
}

/// What builds into `public` have kept, for who has no output there: read, and left as it is.
#[derive(Debug)]
pub struct ReadOnly(Kept<NoFaults>);

impl ReadOnly {
    /// What is kept in the site at `root`, if there is anything.
    pub fn of(root: &Path) -> Option<Self> {
        let place = OutputPlace::find(root, &root.join("public"), NoFaults).ok()?;
        let kept = Kept::beside(&place, NoFaults)?;
        let is_there = kept.around.kind(&kept.name).ok()?.is_some();
        is_there.then_some(Self(kept))
    }
}

impl Store for ReadOnly {
    fn kept(&self, name: &str) -> Option<Vec<u8>> {
        self.0.kept(name)
    }

    fn keep(&self, _name: &str, _bytes: &[u8]) {}
}

impl<F: Faults> Store for Kept<F> {
    fn kept(&self, name: &str) -> Option<Vec<u8>> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.insert(name.to_owned());
        drop(used);
        let folder = self.folder()?;
        if folder.kind(name).ok()? != Some(FileKind::File) {
            return None;
        }
        let mut bytes = folder.read(name, LONGEST).ok()??;
        let checked = bytes.strip_prefix(FIRST)?.split_at_checked(CHECKSUM);
        let (checksum, content) = checked?;
        let is_whole = checksum == self::checksum(name, content);
        bytes.drain(..FIRST.len() + CHECKSUM);
        is_whole.then_some(bytes)
    }

    fn keep(&self, name: &str, bytes: &[u8]) {
        let Some(folder) = self.folder() else {
            return;
        };
        // What is there is of no use, or it would not be made again; a link goes, not what it points to.
        if folder.kind(name).is_ok_and(|kind| kind.is_some()) && folder.remove_file(name).is_err() {
            return;
        }
        let content = [FIRST, &checksum(name, bytes), bytes].concat();
        if folder.write(name, &Blob::Memory(content.into())).is_err() {
            // Half of it is of no use, and is found to be.
            let _ = folder.remove_file(name);
        }
    }
}

fn checksum(name: &str, bytes: &[u8]) -> [u8; CHECKSUM] {
    (xxh3_128(bytes) ^ xxh3_128(name.as_bytes())).to_be_bytes()
}

/// Whether a name is one that is kept here: a hash, then what was made.
fn is_ours(name: &str) -> bool {
    let hash = name.split('-').next().unwrap_or_default();
    hash.len() == 32 && hash.bytes().all(|b| b.is_ascii_hexdigit()) && name.len() > 33
}
