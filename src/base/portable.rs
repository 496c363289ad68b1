//! Names that every system can hold: what Windows, macOS and Linux together allow, so that a site can be built, cloned and
//! copied anywhere.
//!
//! Windows reserves the names of devices and some characters, and drops dots and spaces at the end ("Naming Files,
//! Paths, and Namespaces", Microsoft Learn). Windows and macOS ignore case.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::diag::Message;
use super::text::invisible;

/// Longest name in bytes (Linux) and in UTF-16 code units (Windows, macOS).
const LONGEST: usize = 255;

/// Why a name cannot be held by every system; `None` if it can.
pub(crate) fn fault(name: &str) -> Option<Message> {
    let reserved = |c: char| c.is_control() || "<>:\"\\|?*".contains(c);
    let (korean, english) = if is_device(name) {
        (
            "윈도우에서 장치 이름으로 쓰입니다",
            "it is the name of a device on Windows",
        )
    } else if name.contains(reserved) {
        (
            "윈도우에서 이름에 쓸 수 없는 글자가 있습니다: < > : \" \\ | ? *",
            "it has a character that Windows does not allow in names: < > : \" \\ | ? *",
        )
    } else if name.ends_with(['.', ' ']) {
        (
            "점이나 빈칸으로 끝나는데, 윈도우는 이를 지웁니다",
            "it ends in a dot or a space, which Windows drops",
        )
    } else if let Some(c) = unseen(name) {
        let code = format!("U+{:04X}", u32::from(c));
        return Some(Message::new(
            format!("보이지 않는 글자가 있어 손으로 칠 수 없습니다: {code}"),
            format!("it has a character that nobody sees, so that it cannot be typed: {code}"),
        ));
    } else if name.len() > LONGEST || name.encode_utf16().count() > LONGEST {
        ("255바이트보다 깁니다", "it is longer than 255 bytes")
    } else {
        return None;
    };
    Some(Message::new(korean, english))
}

/// A character of a name that looks like nothing, or like a space and is none.
fn unseen(name: &str) -> Option<char> {
    let odd = |c: &char| match c {
        '\u{61C}' | '\u{206A}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' => true,
        c => *c != ' ' && c.is_whitespace(),
    };
    // What an emoji needs where it is is not among these.
    let first = invisible(name).map(|(_, c, _)| c).next();
    first.or_else(|| name.chars().find(odd))
}

/// Whether Windows takes a name for a device, whatever its ending: `nul`, `Con.txt`, `com¹.ko.md`.
fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let stem = stem.to_ascii_lowercase();
    let numbered = |prefix: &str| {
        let mut number = stem.strip_prefix(prefix).unwrap_or_default().chars();
        matches!(
            (number.next(), number.next()),
            (Some('1'..='9' | '¹' | '²' | '³'), None)
        )
    };
    matches!(&*stem, "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || numbered("com")
        || numbered("lpt")
}

/// A name as systems see it that ignore case.
pub(crate) fn fold(name: &str) -> String {
    if name.is_ascii() {
        name.to_ascii_lowercase()
    } else {
        // Both ways, since several letters may have one upper case: σ, ς.
        name.to_uppercase().to_lowercase()
    }
}

/// Paths seen so far, to find those that differ from another one in case only.
pub(crate) struct Spellings<T> {
    /// By folded path of a file or folder: as it was first spelt, and whose it is.
    seen: FxHashMap<String, (Arc<str>, T)>,
    told: FxHashSet<String>,
    /// The folder of the path before, which needs no second look.
    folder: String,
}

/// Two spellings of one path.
pub(crate) struct NameClash<'c, T> {
    pub(crate) path: &'c str,
    pub(crate) other: Arc<str>,
    pub(crate) owner: T,
}

impl<T: Clone> Spellings<T> {
    pub(crate) fn new() -> Self {
        Self {
            seen: FxHashMap::default(),
            told: FxHashSet::default(),
            folder: String::new(),
        }
    }

    /// Takes a path in. Gives the first part of it that is spelt otherwise elsewhere, once for each spelling.
    pub(crate) fn add<'c>(&mut self, path: &'c str, owner: &T) -> Option<NameClash<'c, T>> {
        let folder = path.rfind('/').map_or("", |i| &path[..i]);
        let known = if self.folder == folder {
            folder.len()
        } else {
            0
        };
        let ends = path.match_indices('/').map(|(i, _)| i).chain([path.len()]);
        for end in ends.filter(|end| *end > known) {
            let part = &path[..end];
            let (first, other) = self
                .seen
                .entry(fold(part))
                .or_insert_with(|| (part.into(), owner.clone()));
            if **first != *part {
                let clash = NameClash {
                    path: part,
                    other: Arc::clone(first),
                    owner: other.clone(),
                };
                return self.told.insert(part.to_owned()).then_some(clash);
            }
        }
        folder.clone_into(&mut self.folder);
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_windows_takes_for_something_else_are_found() {
        let long = "가".repeat(86);
        for name in [
            "con",
            "NUL",
            "aux.ko.md",
            "Prn.txt",
            "com1",
            "COM9.tar.gz",
            "lpt¹",
            "com³.x",
            "con .txt",
            "CONIN$",
            "a:b",
            "a<b",
            "a>b",
            "a\"b",
            "a\\b",
            "a|b",
            "a?b",
            "a*b",
            "a\u{1}",
            "a.",
            "a ",
            ".",
            "가\u{200b}나",
            "\u{feff}a",
            "가\u{200d}나",
            "a\u{ad}b",
            "a\u{200f}b",
            "a\u{61c}b",
            "가\u{3164}나",
            "가\u{2028}나",
            "가\u{a0}나.txt",
            &long,
        ] {
            assert!(fault(name).is_some(), "{name}");
        }
        for name in [
            "cons",
            "com",
            "com0",
            "com10",
            "lpt",
            "a.con",
            "nul-1",
            "콘.txt",
            ".well-known",
            "a b",
            "é",
            " a",
            "👩\u{200d}💻.png",
            "☀\u{fe0f}.svg",
            "auxiliary.md",
        ] {
            assert_eq!(fault(name), None, "{name}");
        }
    }

    #[test]
    fn spellings_are_told_once_for_a_folder() {
        let mut spellings = Spellings::new();
        let mut add = |path| {
            spellings
                .add(path, &path)
                .map(|c| (c.path, c.other.to_string(), c.owner))
        };
        assert_eq!(add("A/b/x"), None);
        assert_eq!(add("A/b/y"), None);
        assert_eq!(add("A/b/X"), Some(("A/b/X", "A/b/x".into(), "A/b/x")));
        assert_eq!(add("A/c"), None);
        assert_eq!(add("a/z"), Some(("a", "A".into(), "A/b/x")));
        assert_eq!(add("a/b/z"), None);
        assert_eq!(add("ΣΑΣ"), None);
        assert_eq!(add("σας").map(|c| c.0), Some("σας"));
        assert_eq!(add("É").map(|c| c.0), None);
        assert_eq!(add("é").map(|c| c.0), Some("é"));
    }
}
