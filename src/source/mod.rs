//! The only reader of the disk: a snapshot of `site.toml`, `content/`, `templates/` and `static/`, and how it follows
//! what changes there ([`Sources::update`]).
//!
//! Text is brought to one form here (UTF-8 without BOM, LF, NFC), so that no later stage meets another one. Files that
//! are copied as they are stay on the disk until they are written.

mod blob;
pub(crate) mod codes;
pub(crate) mod data;
mod default_language;
mod disk;
pub(crate) mod face;
pub(crate) mod git;
mod listing;
pub mod lock;
pub mod look;
mod open;
pub mod site;
pub(crate) mod survey;
pub(crate) mod theme;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

pub use self::blob::Blob;
pub(crate) use self::blob::Blobs;
pub use self::default_language::default_language;
pub use self::disk::Stamp;
pub(crate) use self::disk::normal;
use self::disk::{is_text, read_text, text};
use self::listing::{Listing, shown};
pub(crate) use self::listing::{is_left_out, link_out};
pub use self::open::open_regular;

use crate::base::diag::{Diagnostic, Place, Severity};
use crate::base::parallel::complete;
use crate::lang::message::message;
use crate::source::lock::LOCK_FILE;
use crate::source::site::SITE_FILE;

/// Every file that a build may read, by its path from the site's root with `/`, NFC.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    texts: BTreeMap<Arc<str>, FileText>,
    /// Shared with the versions of the site that copy them.
    blobs: Arc<Blobs>,
    /// By the file or folder they are about.
    diagnostics: BTreeMap<Arc<str>, Vec<Diagnostic>>,
    /// Whether there are links: a change anywhere may then be a change of what they point to.
    linked: bool,
}

/// Text, normalised, with its hash.
#[derive(Debug, Clone)]
struct FileText {
    text: Arc<str>,
    hash: u64,
}

/// A file as it was read.
enum File {
    Text(FileText),
    Blob(Blob),
}

/// The rule that one name is one file.
const SAME_NAME: &str = "same-name";

/// Files of a site in its root.
pub(crate) const FILES: [&str; 2] = [SITE_FILE, LOCK_FILE];

/// Folders of a site, in the order they are read.
pub(crate) const FOLDERS: [&str; 3] = ["content", "static", "templates"];

impl Sources {
    /// Reads the site at `root`. What cannot be read is left out, and said in [`Self::diagnostics`].
    pub fn read(root: &Path) -> Self {
        let mut sources = Self::default();
        let mut listing = Listing::new(root);
        for name in FILES.into_iter().chain(FOLDERS) {
            listing.look(Path::new(name));
        }
        sources.take_in(listing);
        sources.check_content(root);
        sources
    }

    /// Looks again at `paths`, files or folders, given from the same root as [`Self::read`] was, and at what is below
    /// them; the rest stays as it was read. The same as reading everything again, where nothing else has changed. Gives
    /// the files that are not as they were, in order.
    pub fn update(&mut self, root: &Path, paths: &[PathBuf]) -> Vec<Arc<str>> {
        if self.linked {
            return self.reread(root);
        }
        let mut names = Vec::new();
        for mut path in paths.iter().filter_map(|p| p.strip_prefix(root).ok()) {
            let mut name = shown(path);
            // A decomposed name may be in the same folder as its composed form; one that is not UTF-8 is known by its folder only.
            while path.to_str().is_none() || !unicode_normalization::is_nfc(&name) {
                path = path.parent().unwrap_or(Path::new(""));
                name = shown(path);
            }
            if name.is_empty() {
                return self.reread(root);
            }
            names.push((Arc::<str>::from(name), path));
        }
        names.sort();
        names.dedup();
        let all: BTreeSet<Arc<str>> = names.iter().map(|(name, _)| Arc::clone(name)).collect();
        // What is below a path is looked at with it.
        names.retain(|(name, _)| {
            !name
                .match_indices('/')
                .any(|(i, _)| all.contains(&name[..i]))
        });
        let mut listing = Listing::new(root);
        let mut before = Self::default();
        for (name, path) in &names {
            self.copy_to(&mut before, name);
            listing.look(path);
        }
        // Two files with one name once normalised: only reading the whole folder shows which of them is left.
        if listing.linked || before.diagnostics().any(|d| d.code == SAME_NAME) {
            return self.reread(root);
        }
        for (name, _) in &names {
            self.remove(name);
        }
        self.take_in(listing);
        self.check_content(root);
        let mut now = Self::default();
        for (name, _) in &names {
            self.copy_to(&mut now, name);
        }
        before.differences(&now)
    }

    /// Reads everything again. Gives the files that are not as they were, in order.
    pub fn reread(&mut self, root: &Path) -> Vec<Arc<str>> {
        let before = std::mem::replace(self, Self::read(root));
        before.differences(self)
    }

    /// Reads what there is.
    fn take_in(&mut self, listing: Listing) {
        self.linked |= listing.linked;
        for diagnostic in listing.diagnostics {
            self.report(diagnostic);
        }
        let read = complete(
            listing.found.into_iter().map(Err).collect(),
            |(name, path): (String, _)| {
                let name: Arc<str> = name.nfc().collect::<String>().into();
                let (file, error) = if is_text(&name) {
                    read_text(&path, &name)
                } else {
                    // What has just vanished is not there.
                    let metadata = path.symlink_metadata().ok().filter(|m| m.is_file());
                    let stamp = metadata.map(|m| Stamp::of(&m));
                    (stamp.map(|s| File::Blob(Blob::Disk(path, s))), None)
                };
                (name, file, error)
            },
        );
        for (name, file, error) in read {
            self.add(name, file, error);
        }
    }

    /// A snapshot of files given in memory, as if they had been on the disk. For tests and embedded sites.
    pub fn from_memory<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        Self::default().with(files)
    }

    /// The same with files that are only in memory.
    pub(crate) fn with<'a>(mut self, files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        for (name, bytes) in files {
            let name: Arc<str> = name.nfc().collect::<String>().into();
            if is_left_out(&name) {
                continue;
            }
            let (file, error) = if is_text(&name) {
                text(bytes.to_vec(), &name)
            } else {
                (Some(File::Blob(Blob::Memory(bytes.into()))), None)
            };
            self.add(name, file, error);
        }
        self
    }

    fn add(&mut self, name: Arc<str>, file: Option<File>, error: Option<Diagnostic>) {
        if let Some(error) = error {
            self.report(error);
        }
        let twice = match file {
            None => false,
            Some(File::Text(text)) => self.texts.insert(Arc::clone(&name), text).is_some(),
            Some(File::Blob(blob)) => Arc::make_mut(&mut self.blobs)
                .insert(Arc::clone(&name), blob)
                .is_some(),
        };
        if twice {
            let message = message!(
                "이름이 같아 보이는 파일이 둘 있습니다 (유니코드 글자가 다릅니다)",
                "two files have this name, spelt with different Unicode characters"
            );
            let hint = message!(
                "둘 중 하나를 지우세요. 한쪽은 자모가 풀린 이름(NFD)입니다",
                "delete one of the two: they look alike, but one is decomposed (NFD)"
            );
            self.report(Diagnostic::error(Place::file(&name), SAME_NAME, message).hint(hint));
        }
    }

    fn report(&mut self, mut diagnostic: Diagnostic) {
        // A site can be built without the lock.
        if *diagnostic.place.file == *LOCK_FILE && diagnostic.is_error() {
            diagnostic.severity = Severity::Warning;
            diagnostic.code = lock::BAD;
        }
        self.diagnostics
            .entry(Arc::clone(&diagnostic.place.file))
            .or_default()
            .push(diagnostic);
    }

    /// Moves a file, or a folder with what is below it, to another snapshot.
    fn copy_to(&self, other: &mut Self, name: &str) {
        let texts = within(&self.texts, name).map(|(n, t)| (Arc::clone(n), t.clone()));
        other.texts.extend(texts);
        let mut blobs = within(&self.blobs, name).peekable();
        if blobs.peek().is_some() {
            let blobs = blobs.map(|(n, b)| (Arc::clone(n), b.clone()));
            Arc::make_mut(&mut other.blobs).extend(blobs);
        }
        let said = within(&self.diagnostics, name).map(|(n, d)| (Arc::clone(n), d.clone()));
        other.diagnostics.extend(said);
    }

    /// Drops a file, or a folder with what is below it.
    fn remove(&mut self, name: &str) {
        let gone = |map: Vec<&Arc<str>>| map.into_iter().cloned().collect::<Vec<_>>();
        for name in gone(within(&self.texts, name).map(|f| f.0).collect()) {
            self.texts.remove(&name);
        }
        for name in gone(within(&self.diagnostics, name).map(|f| f.0).collect()) {
            self.diagnostics.remove(&name);
        }
        let blobs = gone(within(&self.blobs, name).map(|f| f.0).collect());
        if !blobs.is_empty() {
            let all = Arc::make_mut(&mut self.blobs);
            blobs.iter().for_each(|name| drop(all.remove(name)));
        }
    }

    /// The files that are not the same in both, those of `self` that `other` lacks included, in order.
    fn differences(&self, other: &Self) -> Vec<Arc<str>> {
        let texts = differing(&self.texts, &other.texts, |a, b| a.hash == b.hash);
        let blobs = if Arc::ptr_eq(&self.blobs, &other.blobs) {
            Vec::new()
        } else {
            differing(&self.blobs, &other.blobs, |a, b| a.stamp() == b.stamp())
        };
        let said = differing(&self.diagnostics, &other.diagnostics, |a, b| a == b);
        let mut names: Vec<_> = [texts, blobs, said].concat();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// The part of the snapshot that is `name`, a file or folder, with what is below it.
    pub(crate) fn part(&self, name: &str) -> Self {
        let mut part = Self::default();
        self.copy_to(&mut part, name);
        part
    }

    /// The part of the snapshot that has these files.
    pub(crate) fn parts<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut part = Self::default();
        for name in names {
            self.copy_to(&mut part, name);
        }
        part
    }

    /// Whether the files are the same, and in the same states.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        self.differences(other).is_empty()
    }

    /// What could not be read, and what was left out.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.values().flatten()
    }

    /// The text of a file.
    pub fn text(&self, file: &str) -> Option<&Arc<str>> {
        self.texts.get(file).map(|t| &t.text)
    }

    /// The texts that findings quote: the site's, and the theme's.
    pub fn quoted(&self) -> impl Fn(&str) -> Option<Arc<str>> {
        |file: &str| {
            let own = self.text(file).cloned().or_else(|| {
                let data = self.blob(file).filter(|_| file.ends_with(".csv"))?;
                let bytes = data.read_text().ok()??;
                Some(std::str::from_utf8(&bytes).ok()?.into())
            });
            own.or_else(|| theme_text(file))
        }
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.texts.len() + self.blobs.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A file that is copied.
    pub fn blob(&self, file: &str) -> Option<&Blob> {
        self.blobs.get(file)
    }

    /// Every file that is copied.
    pub(crate) fn all_blobs(&self) -> &Arc<Blobs> {
        &self.blobs
    }

    /// Whether there is such a file.
    pub fn contains(&self, file: &str) -> bool {
        self.texts.contains_key(file) || self.blobs.contains_key(file)
    }

    /// Text files below `folder` (`content/`), each with its whole path, text and hash, in the order of their paths.
    pub fn texts<'s>(
        &'s self,
        folder: &'s str,
    ) -> impl Iterator<Item = (&'s Arc<str>, &'s Arc<str>, u64)> {
        below(&self.texts, folder).map(|(name, text)| (name, &text.text, text.hash))
    }

    /// Every file, in the order of their paths: texts, then what is copied.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.texts.keys().chain(self.blobs.keys())
    }

    /// Files below `folder` that are copied, each with its whole path, in the order of their paths.
    pub fn blobs<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = (&'s Arc<str>, &'s Blob)> {
        below(&self.blobs, folder)
    }
}

/// What is below `folder`, which ends in `/`.
pub(crate) fn below<'s, T>(
    files: &'s BTreeMap<Arc<str>, T>,
    folder: &'s str,
) -> impl Iterator<Item = (&'s Arc<str>, &'s T)> {
    files
        .range::<str, _>((Bound::Included(folder), Bound::Unbounded))
        .take_while(move |(name, _)| name.starts_with(folder))
}

/// Whether `name` is `above` or is below it.
pub(crate) fn is_within(name: &str, above: &str) -> bool {
    name.strip_prefix(above)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// A file or folder, and what is below it.
fn within<'s, T>(
    files: &'s BTreeMap<Arc<str>, T>,
    name: &'s str,
) -> impl Iterator<Item = (&'s Arc<str>, &'s T)> {
    // `a-b` comes between `a` and `a/b`, but `a/` and what begins with it are together.
    let below = files
        .range::<str, _>((Bound::Excluded(name), Bound::Unbounded))
        .take_while(move |(other, _)| other.starts_with(name))
        .filter(move |(other, _)| is_within(other, name));
    files.get_key_value(name).into_iter().chain(below)
}

/// The names under which two maps hold different things, or only one of them holds something.
fn differing<T>(
    a: &BTreeMap<Arc<str>, T>,
    b: &BTreeMap<Arc<str>, T>,
    same: impl Fn(&T, &T) -> bool,
) -> Vec<Arc<str>> {
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    let mut names = Vec::new();
    loop {
        let order = match (left.peek(), right.peek()) {
            (None, None) => return names,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((a, _)), Some((b, _))) if Arc::ptr_eq(a, b) => Ordering::Equal,
            (Some((a, _)), Some((b, _))) => a.cmp(b),
        };
        match order {
            Ordering::Less => names.extend(left.next().map(|(name, _)| Arc::clone(name))),
            Ordering::Greater => names.extend(right.next().map(|(name, _)| Arc::clone(name))),
            Ordering::Equal => {
                if let (Some((name, a)), Some((_, b))) = (left.next(), right.next())
                    && !same(a, b)
                {
                    names.push(Arc::clone(name));
                }
            }
        }
    }
}

/// The text of a built-in template, for messages that quote it.
pub fn theme_text(file: &str) -> Option<Arc<str>> {
    theme::text(file).map(Into::into)
}
