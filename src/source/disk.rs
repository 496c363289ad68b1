//! Files as they are on the disk, and their text in one form.

use std::hash::{Hash as _, Hasher as _};
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::{File, FileText, Sources, open_regular};
use crate::base::diag::{Diagnostic, Place};
use crate::base::text::is_forbidden;
use crate::source::site::SITE_FILE;

/// The state of a file on the disk: differs whenever the file was written or replaced, whatever date it was given.
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
pub(super) const LONGEST_TEXT: u64 = 32 << 20;

/// The rule that a site has content.
const NO_CONTENT: &str = "no-content";

/// Whether a file is read as text: settings, Markdown, templates and their words.
pub(super) fn is_text(name: &str) -> bool {
    name == SITE_FILE
        || name.starts_with("templates/")
        || (name.starts_with("content/") && name.ends_with(".md"))
}

impl Sources {
    /// Reports a site without a folder of content.
    pub(super) fn check_content(&mut self, root: &Path) {
        if let Some(mut said) = self.diagnostics.remove("content") {
            said.retain(|d| d.code != NO_CONTENT);
            said.into_iter().for_each(|d| self.report(d));
        }
        let content = root.join("content").symlink_metadata();
        if root.join(SITE_FILE).exists() && !content.is_ok_and(|m| m.is_dir()) {
            let message = "the site has no folder `content`";
            let d = Diagnostic::error(Place::file(&"content".into()), NO_CONTENT, message);
            let hint = "create it, with the home page `content/index.ko.md` in it (a link to a folder elsewhere is not followed)";
            self.report(d.hint(hint));
        }
    }
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
    match read_at_most(path, LONGEST_TEXT) {
        Ok(Some(bytes)) => text(bytes, name),
        Ok(None) => {
            let message = format!("this file has more than {} MB", LONGEST_TEXT >> 20);
            let d = Diagnostic::error(Place::file(name), "too-large", message);
            (None, Some(d.hint("split it into sections")))
        }
        Err(error) => unreadable(error),
    }
}

/// The bytes of a file; `None` if there are more than `most`.
pub(super) fn read_at_most(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let file = open_regular(path)?;
    let length = file.metadata()?.len();
    if length > most {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(length as usize + 1);
    // The file may be growing.
    file.take(most + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// UTF-8 without BOM, LF line ends, NFC. Text that cannot be published is returned together with the error, so that the
/// error can quote it.
pub(super) fn text(mut bytes: Vec<u8>, name: &Arc<str>) -> (Option<File>, Option<Diagnostic>) {
    let file = |text: String| {
        let hash = xxh3_64(text.as_bytes());
        Some(File::Text(FileText {
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

/// Characters that reorder the text around them (UAX #9: embeddings, overrides, isolates), as "Trojan Source" does.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
