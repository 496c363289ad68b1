//! Escaping of text for HTML, and the characters that it may not have.

use memchr::{memchr3, memchr3_iter};

/// Appends text, escaped for element content.
pub(crate) fn push_text(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(i) = memchr3(b'&', b'<', b'>', rest.as_bytes()) {
        out.push_str(&rest[..i]);
        out.push_str(match rest.as_bytes()[i] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            _ => "&gt;",
        });
        rest = &rest[i + 1..];
    }
    out.push_str(rest);
}

/// Appends text, escaped for an attribute between double quotes.
pub(crate) fn push_attribute(out: &mut String, text: &str) {
    let mut rest = text;
    let is_special = |b: u8| matches!(b, b'&' | b'<' | b'>' | b'"');
    while let Some(i) = rest.bytes().position(is_special) {
        out.push_str(&rest[..i]);
        out.push_str(match rest.as_bytes()[i] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[i + 1..];
    }
    out.push_str(rest);
}

/// Whether a character is one of those that most texts are made of, Hangul among them: composed already (NFC), neither a mark nor
/// a control. Of these the tables of Unicode need not be asked.
pub(crate) fn is_plain(c: char) -> bool {
    matches!(c, '\n' | '\t' | ' '..='~' | '가'..='힣')
}

/// Whether a character is a letter or a digit. Of the punctuation of most texts, too, the tables of Unicode need not be asked.
pub(crate) fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '가'..='힣' => true,
        '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// Characters that HTML and XML cannot hold: C0 but tab and line feed, C1, noncharacters.
pub(crate) fn is_forbidden(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || (c as u32 & 0xFFFE) == 0xFFFE
        || matches!(c, '\u{FDD0}'..='\u{FDEF}')
}

/// Characters that nobody sees and nobody types: they come with what is pasted from chats, word processors and web pages. Each with
/// what is meant in its place: nothing, or a space for one that has a width. Not those that a script or an emoji needs where they are.
pub(crate) fn invisible(text: &str) -> impl Iterator<Item = (usize, char, &'static str)> {
    // In UTF-8 they begin with one of six bytes, with which no syllable of Hangul begins.
    let bytes = text.as_bytes();
    let rare = memchr3_iter(0xc2, 0xe2, 0xef, bytes);
    let mut rare = rare.filter(|at| may_be_invisible(&bytes[*at..])).peekable();
    let rarer = memchr3_iter(0xcd, 0xe1, 0xe3, bytes);
    let mut rarer = rarer
        .filter(|at| may_be_invisible(&bytes[*at..]))
        .peekable();
    std::iter::from_fn(move || match (rare.peek(), rarer.peek()) {
        (Some(a), Some(b)) if a > b => rarer.next(),
        (Some(_), _) => rare.next(),
        (None, _) => rarer.next(),
    })
    .filter_map(|at| {
        let c = text[at..].chars().next()?;
        let meant = meant(&text[..at], c, &text[at + c.len_utf8()..])?;
        Some((at, c, meant))
    })
}

/// Whether bytes may begin with such a character: of those in one block of 64, most are others.
fn may_be_invisible(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xc2, 0xad, ..]
            | [0xcd, 0x8f, ..]
            | [0xe1, 0x85, 0x9f | 0xa0, ..]
            | [0xe1, 0xa0, 0x8e, ..]
            | [0xe2, 0x80, 0x8b..=0x8f, ..]
            | [0xe2, 0x81, 0xa0..=0xa4, ..]
            | [0xe3, 0x85, 0xa4, ..]
            | [0xef, 0xbb, 0xbf, ..]
            | [0xef, 0xbe, 0xa0, ..]
    )
}

/// What is meant by a character that nobody sees; `None` if it is needed where it is.
fn meant(before: &str, c: char, after: &str) -> Option<&'static str> {
    let (left, right) = (before.chars().next_back(), after.chars().next());
    let either = |wanted: fn(char) -> bool| left.is_some_and(wanted) || right.is_some_and(wanted);
    match c {
        // Letters without a shape: old Hangul needs some, where its parts are letters of their own.
        '\u{115F}' | '\u{1160}' if either(is_part_of_hangul) => None,
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => {
            let apart = |c: Option<char>| c.is_none_or(char::is_whitespace);
            Some(if apart(left) || apart(right) { "" } else { " " })
        }
        // What joins emoji, and letters of Arabic and of India.
        '\u{200C}' | '\u{200D}' => {
            let plain = |c: Option<char>| c.is_some_and(is_of_either_language);
            (plain(left) && plain(right)).then_some("")
        }
        '\u{200E}' | '\u{200F}' => (!either(is_right_to_left)).then_some(""),
        _ => Some(""),
    }
}

/// The parts that syllables of Hangul are composed of, as letters of their own.
fn is_part_of_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11FF}' | '\u{A960}'..='\u{A97F}' | '\u{D7B0}'..='\u{D7FF}')
}

/// Letters and digits of Hangul and the Latin script, which have no characters without a shape between them.
pub(crate) fn is_of_either_language(c: char) -> bool {
    matches!(c, '가'..='힣') || c < '\u{250}' && c.is_alphanumeric()
}

/// Letters of Hebrew, Arabic and their neighbours.
fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Text without the characters that [`invisible`] finds and `is_wanted` says yes to, with what is meant in their place.
pub(crate) fn without_invisible(text: &str, mut is_wanted: impl FnMut(usize) -> bool) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut from = 0;
    for (at, c, meant) in invisible(text).filter(|(at, ..)| is_wanted(*at)) {
        clean.push_str(&text[from..at]);
        clean.push_str(meant);
        from = at + c.len_utf8();
    }
    clean.push_str(&text[from..]);
    clean
}

#[cfg(test)]
mod tests {
    use super::without_invisible;

    #[test]
    fn what_nobody_sees_goes_but_where_it_is_needed() {
        let clean = |text: &str| without_invisible(text, |_| true);
        for (text, meant) in [
            ("콜로\u{ad}서스\u{200b}는", "콜로서스는"),
            ("a\u{feff}b\u{2060}c\u{200e}", "abc"),
            ("글\u{3164}글", "글 글"),
            ("\u{3164}글 \u{3164}글\u{ffa0}", "글 글"),
            ("콜로\u{200d}서스", "콜로서스"),
            ("글\u{3164}\u{200b}\u{ad}글", "글 글"),
        ] {
            assert_eq!(clean(text), meant, "{text:?}");
        }
        for text in [
            "👨\u{200d}👩\u{200d}👧",
            "می\u{200c}خواهم",
            "(שלום)\u{200f} \u{5d0}\u{200f}.",
            "\u{115f}\u{1161}",
            "그림 “글” — 글… é 、。「글」 ㅋㅋ ﾊﾟ",
        ] {
            let kept = text.replace(")\u{200f}", ")");
            assert_eq!(clean(text), kept, "{text:?}");
        }
    }
}
