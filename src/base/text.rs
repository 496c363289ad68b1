//! Escaping of text for HTML, and the characters that it may not have.

use memchr::memchr3;

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

/// Characters that nobody sees and nobody types: they come with what is pasted from chats and web pages.
pub(crate) fn invisible(text: &str) -> impl Iterator<Item = (usize, char)> {
    let is_invisible = |c: char| matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}');
    text.char_indices().filter(move |(_, c)| is_invisible(*c))
}
