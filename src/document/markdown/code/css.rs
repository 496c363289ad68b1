//! Style sheets.

use super::scanner::{Class, Scanner};

/// What is being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The beginning of a rule or of a declaration.
    Beginning,
    Selector,
    Property,
    Value,
}

/// Rules up to the end.
pub(super) fn read(scanner: &mut Scanner<'_>) {
    let mut place = Place::Beginning;
    while let Some(byte) = scanner.peek() {
        let rest = scanner.rest();
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {
                scanner.at += 1;
                continue;
            }
            b'/' if rest.starts_with("/*") => {
                let end = scanner.past(scanner.at + 2, "*/");
                scanner.take(end, Class::Comment);
                continue;
            }
            // As SCSS and Less have them.
            b'/' if rest.starts_with("//") && scanner.before() != Some(b':') => {
                let end = scanner.line_end();
                scanner.take(end, Class::Comment);
                continue;
            }
            b'{' | b'}' | b';' => {
                scanner.at += 1;
                place = Place::Beginning;
                continue;
            }
            _ => {}
        }
        if place == Place::Beginning {
            let ends = rest.find(['{', '}', ';']).map(|at| rest.as_bytes()[at]);
            place = match ends {
                Some(b'{') => Place::Selector,
                _ => Place::Property,
            };
        }
        match byte {
            b'"' | b'\'' => {
                let mark = if byte == b'"' { "\"" } else { "'" };
                let end = scanner.string_end(scanner.at + 1, mark, true, false);
                scanner.take(end, Class::String);
            }
            b'@' => {
                let end = scanner.word_end(scanner.at + 1, "-");
                scanner.take(end, Class::Keyword);
                place = Place::Value;
            }
            b'!' if place == Place::Value => {
                let end = scanner.word_end(scanner.at + 1, "-");
                scanner.take(end, Class::Keyword);
            }
            b':' if place == Place::Property => {
                scanner.at += 1;
                place = Place::Value;
            }
            b'#' if place == Place::Value => {
                let end = scanner.word_end(scanner.at + 1, "");
                scanner.take(end, Class::Literal);
            }
            b'.' | b'#' | b'&' | b'%' if place == Place::Selector => {
                let end = scanner.word_end(scanner.at + 1, "-");
                scanner.take(end, Class::Type);
            }
            b'0'..=b'9' => {
                let end = scanner.number_end();
                let percent = usize::from(scanner.code[end..].starts_with('%'));
                scanner.take(end + percent, Class::Literal);
            }
            b'-' | b'$' | b'a'..=b'z' | b'A'..=b'Z' | b'_' | 128.. => word(scanner, place),
            _ => scanner.at += 1,
        }
    }
}

fn word(scanner: &mut Scanner<'_>, place: Place) {
    let start = scanner.at;
    let end = scanner.word_end(
        start + usize::from(scanner.code.is_char_boundary(start + 1)),
        "-",
    );
    let (word, rest) = (&scanner.code[start..end], &scanner.code[end..]);
    let is_pseudo = scanner.before() == Some(b':');
    let class = match place {
        Place::Selector if is_pseudo => Some(Class::Keyword),
        Place::Selector => Some(Class::Type),
        Place::Property => Some(Class::Name),
        _ if word.starts_with("--") || word.starts_with('$') || rest.starts_with('(') => {
            Some(Class::Name)
        }
        _ => None,
    };
    match class {
        Some(class) if end > start => scanner.take(end, class),
        _ if end > start => scanner.at = end,
        _ => scanner.step(),
    }
}
