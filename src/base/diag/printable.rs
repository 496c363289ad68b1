//! Texts as a terminal may show them.

use std::borrow::Cow;

/// A text with a visible sign in place of each character that a terminal would obey or not show: escapes, control
/// characters, marks of direction. Line ends too: who writes several lines does so line by line. Signs are one character
/// for one, so that columns stay.
///
/// Joiners stay, of which scripts and emoji are made.
pub fn printable(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(sign).collect())
}

/// Whether a terminal would obey a character, or show nothing of it.
pub(crate) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// The control pictures of Unicode, or a replacement character.
fn sign(c: char) -> char {
    match c {
        '\0'..='\x1F' => char::from_u32(0x2400 + c as u32).unwrap_or('�'),
        '\x7F' => '␡',
        c if is_unprintable(c) => '�',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_obey_is_shown() {
        for (text, wanted) in [
            ("가 a👩‍💻\u{200C}.", "가 a👩‍💻\u{200C}."),
            ("\x1b[31m", "␛[31m"),
            ("\u{9b}31m", "�31m"),
            ("a\r\n\tb\0\x7f\x08", "a␍␊␉b␀␡␈"),
            ("\u{202E}a\u{2066}b\u{200F}\u{2028}\u{FEFF}", "�a�b���"),
        ] {
            assert_eq!(printable(text), wanted);
        }
    }
}
