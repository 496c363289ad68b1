//! HTML, XML and templates of them.

use super::scanner::{Class, Scanner};

/// What is no tag: how it begins and ends.
const MARKS: [(&str, &str, Class); 6] = [
    ("<!--", "-->", Class::Comment),
    ("<!", ">", Class::Keyword),
    ("<?", ">", Class::Keyword),
    ("{#", "#}", Class::Comment),
    ("{%", "%}", Class::Keyword),
    ("{{", "}}", Class::Name),
];

/// How far the end of a template's mark is sought, so that one without an end costs no more.
const NEAR: usize = 500;

/// Text with tags up to the end.
pub(super) fn read(scanner: &mut Scanner<'_>) {
    loop {
        let rest = scanner.rest();
        let Some(len) = rest.find(['<', '&', '{']) else {
            break;
        };
        scanner.at += len;
        let rest = &rest[len..];
        let known = MARKS.iter().find(|(open, ..)| rest.starts_with(open));
        if let Some((open, close, class)) = known {
            let near = &rest[..rest.floor_char_boundary(NEAR)];
            match near.find(close) {
                Some(len) => scanner.take(scanner.at + len + close.len(), *class),
                // `{#if}` of Svelte is none.
                None if open.starts_with('{') => scanner.at += open.len(),
                None => {
                    let end = scanner.past(scanner.at + 2, close);
                    scanner.take(end, *class);
                }
            }
            continue;
        }
        let after = rest[1..].trim_start_matches('/');
        if rest.starts_with('<') && after.starts_with(|c: char| c.is_ascii_alphabetic()) {
            tag(scanner);
        } else if rest.starts_with('&') {
            let end = scanner.word_end(scanner.at + 1, "#");
            match scanner.code[end..].starts_with(';') {
                true => scanner.take(end + 1, Class::Literal),
                false => scanner.at = end,
            }
        } else {
            scanner.at += 1;
        }
    }
    scanner.at = scanner.code.len();
}

/// A tag; of a script and a style sheet what is in it too.
fn tag(scanner: &mut Scanner<'_>) {
    let start = scanner.at;
    let slashes = scanner.code[start + 1..]
        .bytes()
        .take_while(|b| *b == b'/')
        .count();
    let end = scanner.word_end(start + 1 + slashes, "-:.");
    let name = &scanner.code[start + 1..end];
    scanner.take(end, Class::Type);
    let mut is_value = false;
    while let Some(byte) = scanner.peek() {
        match byte {
            b'>' => {
                let end = scanner.at + 1;
                scanner.take(end, Class::Type);
                break;
            }
            // Another tag: this one has no end.
            b'<' => return,
            b'"' | b'\'' => {
                let mark = if byte == b'"' { "\"" } else { "'" };
                let end = scanner.string_end(scanner.at + 1, mark, false, true);
                scanner.take(end, Class::String);
                is_value = false;
            }
            b'=' => {
                scanner.at += 1;
                is_value = true;
            }
            b if b.is_ascii_whitespace() || b == b'/' => scanner.at += 1,
            _ => {
                let rest = scanner.rest();
                let ends = |c: char| {
                    c.is_ascii_whitespace() || "=>\"'<".contains(c) || (c == '/' && !is_value)
                };
                let len = rest.find(ends).unwrap_or(rest.len());
                let class = if is_value { Class::String } else { Class::Name };
                scanner.take(scanner.at + len, class);
                is_value = false;
            }
        }
    }
    let (close, language) = match &*name.to_ascii_lowercase() {
        "script" => ("</script", "javascript"),
        "style" => ("</style", "css"),
        _ => return,
    };
    let rest = scanner.rest().as_bytes();
    let mut ends = rest.windows(close.len());
    let len = ends.position(|w| w.eq_ignore_ascii_case(close.as_bytes()));
    let end = len.map_or(scanner.code.len(), |len| scanner.at + len);
    scanner.within(end, language);
}
