//! The only reader of the disk: a snapshot of `site.toml`, `content/`, `templates/` and `static/`.
//!
//! Text is brought to one form here (UTF-8 without BOM, LF, NFC), so that no later stage meets another one. Files that
//! are copied as they are stay on the disk until they are written.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};
use xxhash_rust::xxh3::xxh3_64;

use crate::diag::{Diagnostic, Place};
use crate::site::SITE_FILE;

/// Every file that a build may read, by its path from the site's root with `/`, NFC.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: BTreeMap<Arc<str>, File>,
    diagnostics: Vec<Diagnostic>,
}

/// One file of the snapshot.
#[derive(Debug, Clone)]
pub enum File {
    /// Text, normalised, with its hash.
    Text(Arc<str>, u64),
    /// Anything that is copied.
    Blob(Blob),
}

/// Bytes that are copied as they are.
#[derive(Debug, Clone)]
pub enum Blob {
    /// In memory: embedded in the program, or given by a test.
    Memory(Arc<[u8]>),
    /// A file on the disk, read when it is needed.
    Disk(PathBuf),
}

impl Blob {
    /// The bytes.
    ///
    /// # Errors
    /// The file has vanished or cannot be read.
    pub fn read(&self) -> io::Result<Arc<[u8]>> {
        match self {
            Self::Memory(bytes) => Ok(Arc::clone(bytes)),
            Self::Disk(path) => std::fs::read(path).map(Into::into),
        }
    }
}

/// Longest text file that is read, in bytes.
const LONGEST_TEXT: u64 = 32 << 20;

/// Folders of a site, in the order they are read.
const FOLDERS: [&str; 3] = ["content", "static", "templates"];

impl Sources {
    /// Reads the site at `root`. What cannot be read is left out, and said in [`Self::diagnostics`].
    pub fn read(root: &Path) -> Self {
        let mut sources = Self::default();
        let mut found = vec![(SITE_FILE.to_owned(), root.join(SITE_FILE))];
        let content = root.join("content").symlink_metadata();
        if root.join(SITE_FILE).exists() && !content.is_ok_and(|m| m.is_dir()) {
            let message = "the site has no folder `content`";
            let d = Diagnostic::error(Place::file(&"content".into()), "no-content", message);
            let hint = "create it, with the home page `content/index.ko.md` in it (a link to a folder elsewhere is not followed)";
            sources.diagnostics.push(d.hint(hint));
        }
        for folder in FOLDERS {
            walk(root, folder, &mut found, &mut sources.diagnostics);
        }
        let read: Vec<_> = found
            .into_par_iter()
            .map(|(name, path)| {
                let name: Arc<str> = name.nfc().collect::<String>().into();
                let (file, error) = if is_text(&name) {
                    read_text(&path, &name)
                } else {
                    (Some(File::Blob(Blob::Disk(path))), None)
                };
                (name, file, error)
            })
            .collect();
        for (name, file, error) in read {
            sources.add(name, file, error);
        }
        sources
    }

    /// A snapshot of files given in memory, as if they had been on the disk. For tests and embedded sites.
    pub fn from_memory<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Self {
        let mut sources = Self::default();
        for (name, bytes) in files {
            let name: Arc<str> = name.nfc().collect::<String>().into();
            let (file, error) = if is_text(&name) {
                text(bytes.to_vec(), &name)
            } else {
                (Some(File::Blob(Blob::Memory(bytes.into()))), None)
            };
            sources.add(name, file, error);
        }
        sources
    }

    fn add(&mut self, name: Arc<str>, file: Option<File>, error: Option<Diagnostic>) {
        self.diagnostics.extend(error);
        let Some(file) = file else { return };
        if self.files.insert(Arc::clone(&name), file).is_some() {
            let message = "two files have this name, spelt with different Unicode characters";
            let hint = "delete one of the two: they look alike, but one is decomposed (NFD)";
            self.diagnostics
                .push(Diagnostic::error(Place::file(&name), "same-name", message).hint(hint));
        }
    }

    /// What could not be read, and what was left out.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The text of a file.
    pub fn text(&self, file: &str) -> Option<&Arc<str>> {
        match self.files.get(file)? {
            File::Text(text, _) => Some(text),
            File::Blob(_) => None,
        }
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// A file that is copied.
    pub fn blob(&self, file: &str) -> Option<&Blob> {
        match self.files.get(file)? {
            File::Blob(blob) => Some(blob),
            File::Text(..) => None,
        }
    }

    /// Whether there is such a file.
    pub fn contains(&self, file: &str) -> bool {
        self.files.contains_key(file)
    }

    /// Text files below `folder` (`content/`), each with its whole path, text and hash, in the order of their paths.
    pub fn texts<'s>(
        &'s self,
        folder: &'s str,
    ) -> impl Iterator<Item = (&'s Arc<str>, &'s Arc<str>, u64)> {
        self.below(folder).filter_map(|(name, file)| match file {
            File::Text(text, hash) => Some((name, text, *hash)),
            File::Blob(_) => None,
        })
    }

    /// Files below `folder` that are copied, each with its whole path, in the order of their paths.
    pub fn blobs<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = (&'s Arc<str>, &'s Blob)> {
        self.below(folder).filter_map(|(name, file)| match file {
            File::Blob(blob) => Some((name, blob)),
            File::Text(..) => None,
        })
    }

    fn below<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = (&'s Arc<str>, &'s File)> {
        let start: Arc<str> = folder.into();
        self.files
            .range(start..)
            .take_while(move |(name, _)| name.starts_with(folder))
    }
}

/// Whether a file is read as text: settings, Markdown, templates and their words.
fn is_text(name: &str) -> bool {
    name == SITE_FILE
        || name.starts_with("templates/")
        || (name.starts_with("content/") && name.ends_with(".md"))
}

/// Lists the regular files below `root/folder` in the order of their names. Links are not followed.
fn walk(
    root: &Path,
    folder: &str,
    found: &mut Vec<(String, PathBuf)>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let top = root.join(folder);
    if !top.is_dir() {
        return;
    }
    let hidden = |name: &str| match folder {
        // `.well-known` and the like are published; what version control and file managers leave is not.
        "static" => matches!(name, ".git" | ".DS_Store" | ".gitkeep" | ".gitignore"),
        _ => {
            name.starts_with('.')
                || name.ends_with('~')
                || (name.starts_with('#') && name.ends_with('#'))
        }
    };
    let entries = walkdir::WalkDir::new(&top)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || e.file_name().to_str().is_none_or(|n| !hidden(n)));
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error
                    .path()
                    .map_or_else(|| folder.to_owned(), |p| shown(root, p));
                let why = error
                    .io_error()
                    .map_or_else(|| error.to_string(), ToString::to_string);
                diagnostics.push(
                    Diagnostic::error(
                        Place::file(&path.into()),
                        "unreadable",
                        format!("this folder cannot be read: {why}"),
                    )
                    .hint("check its permissions"),
                );
                continue;
            }
        };
        if entry.file_type().is_dir() {
            continue;
        }
        let name = shown(root, entry.path());
        if !entry.file_type().is_file() {
            let what = if entry.file_type().is_symlink() {
                "a link"
            } else {
                "not a regular file"
            };
            let d = Diagnostic::warning(
                Place::file(&name.into()),
                "skipped",
                format!("this is {what} and is left out"),
            );
            diagnostics.push(d.hint("put the file itself here"));
        } else if entry.path().to_str().is_none() {
            let d = Diagnostic::warning(
                Place::file(&name.into()),
                "skipped",
                "the name of this file is not UTF-8; it is left out",
            );
            diagnostics.push(d.hint("rename it"));
        } else {
            found.push((name, entry.into_path()));
        }
    }
}

/// A path from the site's root, with `/`.
fn shown(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.components()
        .map(|c| c.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

fn read_text(path: &Path, name: &Arc<str>) -> (Option<File>, Option<Diagnostic>) {
    let unreadable = |error: io::Error| {
        let (message, hint) = if error.kind() == io::ErrorKind::NotFound && &**name == SITE_FILE {
            (
                "there is no site.toml here".to_owned(),
                "run haeseol in the folder of a site, name it with --root, or start one with `haeseol init`",
            )
        } else {
            (
                format!("this file cannot be read: {error}"),
                "check that it is still there and its permissions",
            )
        };
        (
            None,
            Some(Diagnostic::error(Place::file(name), "unreadable", message).hint(hint)),
        )
    };
    match std::fs::metadata(path) {
        Ok(meta) if meta.len() > LONGEST_TEXT => {
            let message = format!("this file has {} MB; a text may have 32", meta.len() >> 20);
            (
                None,
                Some(
                    Diagnostic::error(Place::file(name), "too-large", message)
                        .hint("split it into sections"),
                ),
            )
        }
        // Reading a pipe would wait for ever.
        Ok(meta) if !meta.is_file() => unreadable(io::Error::other("it is not a regular file")),
        Ok(_) => match std::fs::read(path) {
            Ok(bytes) => text(bytes, name),
            Err(error) => unreadable(error),
        },
        Err(error) => unreadable(error),
    }
}

/// UTF-8 without BOM, LF line ends, NFC. Text that cannot be published comes back with the error that says so, so that
/// the error can quote it.
fn text(mut bytes: Vec<u8>, name: &Arc<str>) -> (Option<File>, Option<Diagnostic>) {
    let file = |text: String| {
        let hash = xxh3_64(text.as_bytes());
        Some(File::Text(text.into(), hash))
    };
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let d = Diagnostic::error(
            Place::file(name),
            "not-utf8",
            "this file is saved as UTF-16",
        );
        return (None, Some(d.hint("save it as UTF-8")));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let message = format!("byte 0x{:02X} is not UTF-8", error.as_bytes()[at]);
            let place = Place::at(name, at..at + '\u{FFFD}'.len_utf8());
            let d = Diagnostic::error(place, "not-utf8", message)
                .hint("save the file as UTF-8 (it may be in EUC-KR, also called CP949)");
            return (
                file(String::from_utf8_lossy(error.as_bytes()).into_owned()),
                Some(d),
            );
        }
    };
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    };
    let text = if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text
    } else {
        text.nfc().collect()
    };
    let find = |wanted: fn(char) -> bool| {
        let (at, c) = text.char_indices().find(|(_, c)| wanted(*c))?;
        Some((Place::at(name, at..at + c.len_utf8()), c as u32))
    };
    let finding = match (find(is_forbidden), find(is_bidi_control)) {
        (Some((place, c)), _) => Some(
            Diagnostic::error(
                place,
                "control-character",
                format!("the invisible control character U+{c:04X} stands here"),
            )
            .hint("delete it"),
        ),
        (None, Some((place, c))) => Some(
            Diagnostic::warning(
                place,
                "bidi-control",
                format!(
                    "the invisible character U+{c:04X} changes the direction of the text after it"
                ),
            )
            .hint("delete it, unless right-to-left text needs it: what readers see differs from what stands here"),
        ),
        (None, None) => None,
    };
    (file(text), finding)
}

/// Characters that HTML and XML cannot hold: C0 but tab and line feed, C1, noncharacters.
pub(crate) fn is_forbidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || (c as u32 & 0xFFFE) == 0xFFFE
        || matches!(c, '\u{FDD0}'..='\u{FDEF}')
}

/// Characters that reorder the text around them (UAX #9: embeddings, overrides, isolates), as "Trojan Source" does.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
