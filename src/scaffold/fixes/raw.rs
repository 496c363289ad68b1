//! The bytes of a file that a stretch of its text stands for.

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use crate::base::diag::Fix;
use crate::source::normal;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The bytes of a file with fixes, which are in order, put into them; `None` if the file does not hold the text.
pub(super) fn replaced(bytes: &[u8], text: &str, fixes: &[&Fix]) -> Option<Vec<u8>> {
    let (bom, raw) = match bytes.strip_prefix(BOM) {
        Some(raw) => (BOM, raw),
        None => (&[][..], bytes),
    };
    let raw = std::str::from_utf8(raw).ok()?;
    if normal(raw.to_owned()) != text {
        return None;
    }
    let mut places = Places {
        raw,
        at: 0,
        text: 0,
    };
    let (mut out, mut wanted) = (String::new(), String::new());
    let (mut done, mut read) = (0, 0);
    for fix in fixes {
        let (from, to) = fix.range;
        let (start, end) = (places.of(from)?, places.of(to)?);
        out.push_str(&raw[done..start]);
        // What is decomposed stays so.
        match is_nfc_quick(raw[start..end].chars()) {
            IsNormalized::Yes => out.push_str(&fix.text),
            _ => out.extend(fix.text.nfd()),
        }
        wanted.push_str(&text[read..from]);
        wanted.push_str(&fix.text);
        (done, read) = (end, to);
    }
    out.push_str(&raw[done..]);
    wanted.push_str(&text[read..]);
    (normal(out.clone()) == wanted).then(|| [bom, out.as_bytes()].concat())
}

/// Walks through a file and its text side by side.
struct Places<'r> {
    raw: &'r str,
    /// How far it has come in the file, and in the text.
    at: usize,
    text: usize,
}

impl Places<'_> {
    /// Where a place of the text, none before the last one, is in the file; `None` inside of what is one character in the text.
    fn of(&mut self, wanted: usize) -> Option<usize> {
        while self.text < wanted {
            let rest = &self.raw[self.at..];
            let piece = &rest[..piece(rest)?];
            self.at += piece.len();
            self.text += match piece {
                "\r\n" | "\r" => 1,
                _ if is_nfc_quick(piece.chars()) == IsNormalized::Yes => piece.len(),
                _ => piece.nfc().map(char::len_utf8).sum(),
            };
        }
        (self.text == wanted).then_some(self.at)
    }
}

/// Bytes of the first piece of a text that is normalised by itself.
fn piece(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    let (_, first) = chars.next()?;
    if first == '\r' && text.starts_with("\r\n") {
        return Some(2);
    }
    let begins = |c: char| {
        canonical_combining_class(c) == 0 && is_nfc_quick(std::iter::once(c)) != IsNormalized::Maybe
    };
    let next = chars.find(|(_, c)| begins(*c));
    Some(next.map_or(text.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed(raw: &str, wrong: &str, right: &str) -> String {
        let text = normal(raw.trim_start_matches('\u{feff}').to_owned());
        let at = text.find(wrong).unwrap();
        let fix = Fix::new(at..at + wrong.len(), right);
        String::from_utf8(replaced(raw.as_bytes(), &text, &[&fix]).unwrap()).unwrap()
    }

    #[test]
    fn every_other_byte_stays() {
        for (raw, wanted) in [
            ("가 몇일\n", "가 며칠\n"),
            (
                "\u{feff}가\r\n나 몇일\r\n\r끝",
                "\u{feff}가\r\n나 며칠\r\n\r끝",
            ),
            ("e\u{301} 몇일 e\u{301}", "e\u{301} 며칠 e\u{301}"),
        ] {
            assert_eq!(fixed(raw, "몇일", "며칠"), wanted);
        }
        let raw = "그 몇일이 갔다 é".nfd().collect::<String>();
        let wanted = "그 며칠이 갔다 é".nfd().collect::<String>();
        assert_eq!(fixed(&raw, "몇일", "며칠"), wanted);
    }

    #[test]
    fn another_file_is_left_alone() {
        let fix = Fix::new(0..6, "며칠");
        assert_eq!(replaced("몇일.".as_bytes(), "몇일", &[&fix]), None);
        assert_eq!(replaced(b"\xff", "몇일", &[&fix]), None);
        // In the middle of what is one character in the text.
        let fix = Fix::new(1..3, "며칠");
        assert_eq!(
            replaced("가".nfd().collect::<String>().as_bytes(), "가", &[&fix]),
            None
        );
    }
}
