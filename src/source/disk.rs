//! Files as they are on the disk, and their text in one form.

use std::hash::{Hash as _, Hasher as _};
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::{FILES, File, FileText, Sources, open_regular};
use crate::base::diag::{Diagnostic, Message, Place, nearest};
use crate::base::text::{is_forbidden, is_plain};
use crate::lang::message::message;
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

/// Longest file that is read as text, in bytes, but for Markdown.
pub(super) const LONGEST_TEXT: u64 = 32 << 20;
/// Longest file of Markdown, in bytes: several books. A page is made of it as a whole, which takes three hundred times as much memory where
/// there is little but marks in it.
const LONGEST_MARKDOWN: u64 = 3 << 20;

/// The rule that a site has content.
const NO_CONTENT: &str = "no-content";

/// Whether a file is read as text: settings, Markdown, templates and their words.
pub(super) fn is_text(name: &str) -> bool {
    FILES.contains(&name)
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
            let message = message!(
                "`content` 폴더가 없습니다",
                "the site has no folder `content`"
            );
            let d = Diagnostic::error(Place::file(&"content".into()), NO_CONTENT, message);
            let near = near(root, |name, is_folder| is_folder && alike(name, "content"));
            let hint = near.map(|name| rename(&name, "content"));
            let hint = hint.unwrap_or_else(|| message!(
                "폴더를 만들고 그 안에 첫 화면 `content/index.ko.md`를 두세요 (다른 곳을 가리키는 링크는 쓸 수 없습니다)",
                "create it, with the home page `content/index.ko.md` in it (a link to a folder elsewhere is not followed)"
            ));
            self.report(d.hint(hint));
        }
        for folder in ["static", "templates"] {
            let other = |name: &str, is_folder| {
                is_folder && name != folder && name.to_lowercase() == folder
            };
            let place = |name: &str| Place::file(&name.into());
            let said = near(root, other).filter(|_| !root.join(folder).exists());
            if let Some(name) = said {
                let message = message!(
                    "`{name}` 폴더는 읽히지 않습니다. 대문자와 소문자를 가립니다",
                    "the folder `{name}` is not read: upper and lower case differ"
                );
                let d = Diagnostic::warning(place(&name), "bad-name", message);
                self.diagnostics.remove(&*name);
                self.report(d.hint(rename(&name, folder)));
            }
        }
    }
}

/// What lies in a folder by a name that is nearly the right one.
fn near(root: &Path, is_near: impl Fn(&str, bool) -> bool) -> Option<String> {
    let entries = std::fs::read_dir(root).ok()?.flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            is_near(&name, entry.file_type().ok()?.is_dir()).then_some(name)
        })
        .collect();
    names.sort();
    names.into_iter().next()
}

/// Whether a name is another one in upper case, or with a letter more or less.
fn alike(name: &str, wanted: &str) -> bool {
    name != wanted && nearest(name, [wanted]).is_some()
}

fn rename(name: &str, wanted: &str) -> Message {
    message!(
        "`{name}`의 이름을 `{wanted}`(으로/로) 바꾸세요",
        "rename `{name}` to `{wanted}`"
    )
}

pub(super) fn read_text(path: &Path, name: &Arc<str>) -> (Option<File>, Option<Diagnostic>) {
    let unreadable = |error: io::Error| {
        let (message, hint) = if error.kind() == io::ErrorKind::NotFound && &**name == SITE_FILE {
            let other = |name: &str, is_folder: bool| {
                const ENDINGS: [&str; 6] = ["toml", "toml.txt", "txt", "yaml", "yml", "tml"];
                let lower = name.to_lowercase();
                let ending = lower.strip_prefix("site.");
                !is_folder && ending.is_some_and(|ending| ENDINGS.contains(&ending))
            };
            let near = path.parent().and_then(|root| near(root, other));
            let near = near.map(|name| rename(&name, SITE_FILE));
            (
                message!(
                    "여기에는 site.toml이 없습니다",
                    "there is no site.toml here"
                ),
                near.unwrap_or_else(|| message!(
                    "사이트 폴더 안에서 실행하거나, `--root 폴더`로 알려 주거나, `haeseol init`으로 새 사이트를 만드세요",
                    "run haeseol in the folder of a site, name it with --root, or start one with `haeseol init`"
                )),
            )
        } else {
            (
                unreadable_file(&error),
                message!(
                    "파일이 그대로 있는지, 읽을 권한이 있는지 확인하세요",
                    "check that it is still there, and its permissions"
                ),
            )
        };
        (
            None,
            Some(Diagnostic::error(Place::file(name), "unreadable", message).hint(hint)),
        )
    };
    let most = match name.ends_with(".md") {
        true => LONGEST_MARKDOWN,
        false => LONGEST_TEXT,
    };
    match read_at_most(path, most) {
        Ok(Some(bytes)) => text(bytes, name),
        Ok(None) => {
            let most = most >> 20;
            let message = message!(
                "파일이 {most} MB보다 큽니다",
                "this file is larger than {most} MB"
            );
            let d = Diagnostic::error(Place::file(name), "too-large", message);
            let hint = message!("여러 절로 나누세요", "split it into sections");
            (None, Some(d.hint(hint)))
        }
        Err(error) => unreadable(error),
    }
}

/// That a file cannot be read, and why.
fn unreadable_file(error: &io::Error) -> Message {
    let why = Message::of_io(error);
    message!(
        "파일을 읽을 수 없습니다: {why}",
        "this file cannot be read: {why}",
        why
    )
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
            message!(
                "파일이 UTF-16으로 저장되어 있습니다",
                "this file is saved as UTF-16"
            ),
        );
        let hint = message!("편집기에서 UTF-8로 다시 저장하세요", "save it as UTF-8");
        return (None, Some(d.hint(hint)));
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = format!("0x{:02X}", error.as_bytes()[at]);
            let message = message!(
                "UTF-8로 읽을 수 없는 글자({byte})가 있습니다",
                "byte {byte} is not UTF-8"
            );
            let place = Place::at(name, at..at + '\u{FFFD}'.len_utf8());
            let d = Diagnostic::error(place, "not-utf8", message).hint(message!(
                "파일을 UTF-8로 저장하세요 (EUC-KR, 곧 CP949로 저장된 것 같습니다)",
                "save the file as UTF-8 (it may be in EUC-KR, also called CP949)"
            ));
            return (
                file(String::from_utf8_lossy(error.as_bytes()).into_owned()),
                Some(d),
            );
        }
    };
    let text = lines(text);
    let odd = |text: &str| -> Vec<(usize, char)> {
        let odd = text.char_indices().filter(|(_, c)| !is_plain(*c));
        odd.collect()
    };
    let mut special = odd(&text);
    // Those that are left out are composed and begin anew: they make no text one that is not composed.
    let composed = is_nfc_quick(special.iter().map(|(_, c)| *c)) == IsNormalized::Yes;
    let text = if composed {
        text
    } else {
        let text: String = text.nfc().collect();
        special = odd(&text);
        text
    };
    let find = |wanted: fn(char) -> bool| {
        let (at, c) = special.iter().find(|(_, c)| wanted(*c))?;
        Some((Place::at(name, *at..at + c.len_utf8()), *c as u32))
    };
    let finding = match (find(is_forbidden), find(is_bidi_control)) {
        (Some((place, c)), _) => Some(
            Diagnostic::error(
                place,
                "control-character",
                message!(
                    "보이지 않는 제어 문자 U+{c:04X}(이/가) 들어 있습니다",
                    "there is an invisible control character here, U+{c:04X}"
                ),
            )
            .hint(message!("지우세요", "delete it")),
        ),
        (None, Some((place, c))) => Some(
            Diagnostic::warning(
                place,
                "bidi-control",
                message!(
                    "보이지 않는 글자 U+{c:04X}(이/가) 뒤에 오는 글의 방향을 바꿉니다",
                    "the invisible character U+{c:04X} changes the direction of the text after it"
                ),
            )
            .hint(message!(
                "아랍어처럼 오른쪽에서 왼쪽으로 쓰는 글이 아니면 지우세요. 독자에게는 적힌 것과 다르게 보입니다",
                "delete it, unless right-to-left text needs it: readers see something else than what is written"
            )),
        ),
        (None, None) => None,
    };
    (file(text), finding)
}

/// A text with LF line ends, in NFC: as [`text`] makes it.
pub(crate) fn normal(text: String) -> String {
    lines(text).nfc().collect()
}

/// A text with LF line ends.
fn lines(text: String) -> String {
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text
    }
}

/// Characters that reorder the text around them (UAX #9: embeddings, overrides, isolates), as "Trojan Source" does.
fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
