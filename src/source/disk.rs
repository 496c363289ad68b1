//! Files as they lie on the disk: which of them a site has, and their text in one form.

use std::ffi::OsStr;
use std::hash::{Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::{File, Sources, Text};
use crate::diag::{Diagnostic, Place};
use crate::site::SITE_FILE;

/// Tells a file from what it was before: differs whenever the file was written or replaced, whatever date it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp(pub(super) u64);

impl Stamp {
    pub(crate) fn of(metadata: &std::fs::Metadata) -> Self {
        let mut hasher = Xxh3Default::new();
        metadata.len().hash(&mut hasher);
        metadata.modified().ok().hash(&mut hasher);
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            // A program can set the time of modification, but not the time of change.
            (metadata.ino(), metadata.ctime(), metadata.ctime_nsec()).hash(&mut hasher);
        }
        Self(hasher.finish())
    }
}

/// Longest text file that is read, in bytes.
const LONGEST_TEXT: u64 = 32 << 20;

/// The rule that a site has content.
const NO_CONTENT: &str = "no-content";

/// Whether every folder between the root and a path is one, and not a link to one.
pub(super) fn real_folders(root: &Path, path: &Path) -> bool {
    let above = path.ancestors().skip(1).take_while(|a| *a != root);
    // The three folders of a site themselves may be links.
    above
        .filter(|a| a.parent() != Some(root))
        .all(|a| a.symlink_metadata().is_ok_and(|m| m.is_dir()))
}

/// Whether a file or folder is left out by its name.
fn is_hidden(folder: &str, name: &str) -> bool {
    match folder {
        // `.well-known` and the like are published; what version control and file managers leave is not.
        "static" => matches!(name, ".git" | ".DS_Store" | ".gitkeep" | ".gitignore"),
        _ => {
            name.starts_with('.')
                || name.ends_with('~')
                || (name.starts_with('#') && name.ends_with('#'))
        }
    }
}

/// Whether a file is read as text: settings, Markdown, templates and their words.
pub(super) fn is_text(name: &str) -> bool {
    name == SITE_FILE
        || name.starts_with("templates/")
        || (name.starts_with("content/") && name.ends_with(".md"))
}

impl Sources {
    /// Reports a site without a folder of content.
    pub(super) fn check_content(&mut self, root: &Path) {
        if let Some(said) = self.diagnostics.get_mut("content") {
            said.retain(|d| d.code != NO_CONTENT);
        }
        let content = root.join("content").symlink_metadata();
        if root.join(SITE_FILE).exists() && !content.is_ok_and(|m| m.is_dir()) {
            let message = "the site has no folder `content`";
            let d = Diagnostic::error(Place::file(&"content".into()), NO_CONTENT, message);
            let hint = "create it, with the home page `content/index.ko.md` in it (a link to a folder elsewhere is not followed)";
            self.report(d.hint(hint));
        }
    }

    /// Lists the regular files at and below `start`, which is `root/folder` or lies in it, in the order of their names.
    /// Links are not followed.
    pub(super) fn walk(
        &mut self,
        root: &Path,
        folder: &str,
        start: &Path,
        found: &mut Vec<(String, PathBuf)>,
    ) {
        let top = start == root.join(folder);
        if top && !start.is_dir() {
            return;
        }
        let hidden = |name: &OsStr| name.to_str().is_some_and(|n| is_hidden(folder, n));
        let inside = start.strip_prefix(root.join(folder)).unwrap_or(start);
        if inside.iter().any(hidden) {
            return;
        }
        let entries = walkdir::WalkDir::new(start)
            .follow_root_links(top)
            .sort_by_file_name()
            .into_iter()
            .filter_entry(|e| e.depth() == 0 || !hidden(e.file_name()));
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                // A path to look again at may be gone.
                Err(error)
                    if error.io_error().map(io::Error::kind) == Some(io::ErrorKind::NotFound) =>
                {
                    continue;
                }
                Err(error) => {
                    let path = error
                        .path()
                        .map_or_else(|| folder.to_owned(), |p| shown(root, p));
                    let why = error
                        .io_error()
                        .map_or_else(|| error.to_string(), ToString::to_string);
                    self.report(
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
                self.report(d.hint("put the file itself here"));
            } else if entry.path().to_str().is_none() {
                let d = Diagnostic::warning(
                    Place::file(&name.into()),
                    "skipped",
                    "the name of this file is not UTF-8; it is left out",
                );
                self.report(d.hint("rename it"));
            } else {
                found.push((name, entry.into_path()));
            }
        }
    }
}

/// A path from the site's root, with `/`.
pub(super) fn shown(root: &Path, path: &Path) -> String {
    let path = path.strip_prefix(root).unwrap_or(path);
    path.components()
        .map(|c| c.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
}

pub(super) fn read_text(path: &Path, name: &Arc<str>) -> (Option<File>, Option<Diagnostic>) {
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
pub(super) fn text(mut bytes: Vec<u8>, name: &Arc<str>) -> (Option<File>, Option<Diagnostic>) {
    let file = |text: String| {
        let hash = xxh3_64(text.as_bytes());
        Some(File::Text(Text {
            text: text.into(),
            hash,
        }))
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
