//! A site's files as they are on the disk, before they are brought to one form: how long they are, and how their letters are coded.
//! Also the workflows of the repository around it.

use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use super::disk::{LONGEST_TEXT, is_text, read_at_most};
use super::listing::Listing;
use super::{FILES, FOLDERS, open_regular};

/// A file of the site.
#[derive(Debug)]
pub(crate) struct Surveyed {
    /// Path from the site's root, with `/`, NFC.
    pub(crate) name: Arc<str>,
    /// Bytes.
    pub(crate) length: u64,
    /// What its letters are coded in, where that is not plain UTF-8 and matters.
    pub(crate) coding: Option<Coding>,
    /// Whether haeseol reads it as text, rather than copy it.
    pub(crate) is_text: bool,
}

/// How the letters of a text are coded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    /// UTF-8 behind the three bytes that say so.
    Marked,
    /// UTF-16.
    Utf16,
    /// EUC-KR, or its extension by Microsoft.
    Cp949,
    /// Some other one.
    Other,
}

/// Endings of files that browsers read as text.
const TEXTS: [&str; 12] = [
    "css",
    "csv",
    "htm",
    "html",
    "js",
    "json",
    "mjs",
    "svg",
    "txt",
    "vtt",
    "webmanifest",
    "xml",
];
/// Bytes at the beginning in which a file may say how it is coded (HTML Standard).
const HEAD: usize = 1024;
/// Longest workflow that is read, in bytes.
const LONGEST_WORKFLOW: u64 = 1 << 20;

/// Every file of the site at `root`, in no order that matters.
pub(crate) fn survey(root: &Path) -> Vec<Surveyed> {
    let mut listing = Listing::new(root);
    for name in FILES.into_iter().chain(FOLDERS) {
        listing.look(Path::new(name));
    }
    let files = listing.found.into_iter();
    files.map(|(name, path)| surveyed(&name, &path)).collect()
}

fn surveyed(name: &str, path: &Path) -> Surveyed {
    let is_text = is_text(name);
    let ending = name.rsplit('.').next().unwrap_or_default();
    let is_read = is_text || TEXTS.contains(&&*ending.to_ascii_lowercase());
    // What has just vanished is not there, and what cannot be read is reported with the site.
    let bytes = read_at_most(path, LONGEST_TEXT).ok().flatten();
    let coding = bytes.filter(|_| is_read).and_then(|bytes| {
        let coding = coding(&bytes)?;
        // Browsers find out by themselves, or are told.
        let known = matches!(coding, Coding::Marked | Coding::Utf16) || says_coding(&bytes);
        (is_text || !known).then_some(coding)
    });
    Surveyed {
        name: name.nfc().collect::<String>().into(),
        length: path.symlink_metadata().map_or(0, |m| m.len()),
        coding,
        is_text,
    }
}

/// How a text is coded that is not plain UTF-8.
fn coding(bytes: &[u8]) -> Option<Coding> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Some(Coding::Marked);
    }
    let zeros = bytes.iter().take(HEAD).filter(|b| **b == 0).count();
    // Every second byte of ASCII in UTF-16 is zero, and texts have spaces and line ends.
    if bytes.starts_with(b"\xFF\xFE")
        || bytes.starts_with(b"\xFE\xFF")
        || zeros * 16 > HEAD.min(bytes.len())
    {
        return Some(Coding::Utf16);
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => None,
        Err(_) if is_cp949(bytes) => Some(Coding::Cp949),
        Err(_) => Some(Coding::Other),
    }
}

/// Whether all that is not ASCII are pairs of bytes as in Microsoft's code page 949 (Unified Hangul Code).
fn is_cp949(bytes: &[u8]) -> bool {
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        match byte {
            0x00..=0x7F => {}
            0x81..=0xFE => match rest.next() {
                Some(0x41..=0x5A | 0x61..=0x7A | 0x81..=0xFE) => {}
                _ => return false,
            },
            _ => return false,
        }
    }
    true
}

/// Whether a file says how it is coded, as HTML, CSS and XML can.
fn says_coding(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let said = ["charset", "encoding"]
        .into_iter()
        .flat_map(|word| head.split(word).skip(1));
    said.map(|rest| rest.trim_start_matches([' ', '=', '"', '\'']))
        .any(|name| {
            [
                "euc-kr",
                "cp949",
                "ks_c_5601",
                "ks-c-5601",
                "windows-949",
                "uhc",
            ]
            .iter()
            .any(|n| name.starts_with(n))
        })
}

/// The workflows of GitHub Actions in the folder `top`: path from there, text.
pub(crate) fn workflows(top: &Path) -> Vec<(String, String)> {
    const FOLDER: &str = ".github/workflows";
    let entries = std::fs::read_dir(top.join(FOLDER))
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<(String, String)> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let is_one = name.ends_with(".yml") || name.ends_with(".yaml");
            let text = is_one.then(|| read_workflow(&entry.path()))?.ok()?;
            Some((format!("{FOLDER}/{name}"), text))
        })
        .collect();
    found.sort();
    found
}

fn read_workflow(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let file = open_regular(&path.canonicalize()?)?;
    file.take(LONGEST_WORKFLOW).read_to_string(&mut text)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codings_are_told_apart() {
        for (bytes, wanted) in [
            ("해설 — “따옴표”".as_bytes(), None),
            (b"plain", None),
            (b"", None),
            (b"\xEF\xBB\xBFa", Some(Coding::Marked)),
            (b"\xFF\xFEa\0", Some(Coding::Utf16)),
            (b"\xFE\xFF\0a", Some(Coding::Utf16)),
            (b"t\0i\0t\0l\0e\0", Some(Coding::Utf16)),
            // 한글, and 똠 that is in the extension only.
            (b"title: \xC7\xD1\xB1\xDB\n", Some(Coding::Cp949)),
            (b"\x8Cc", Some(Coding::Cp949)),
            (b"caf\xE9 \xE0", Some(Coding::Other)),
            (b"\xC7", Some(Coding::Other)),
            (b"\xFF\xD8\xFF", Some(Coding::Other)),
        ] {
            assert_eq!(coding(bytes), wanted, "{bytes:?}");
        }
    }

    #[test]
    fn what_says_its_coding_is_believed() {
        for said in [
            "<meta charset=\"EUC-KR\">",
            "<?xml version='1.0' encoding='euc-kr'?>",
            "@charset \"ks_c_5601-1987\";",
            "<meta content='text/html; charset=cp949'>",
        ] {
            assert!(says_coding(said.as_bytes()), "{said}");
        }
        assert!(!says_coding(b"<meta charset=utf-8> euc-kr"));
    }
}
