//! Languages of data, line by line: YAML, TOML, INI and changes.

use std::ops::Range;

use super::scanner::{Class, Scanner};

/// YAML.
pub(super) fn yaml(scanner: &mut Scanner<'_>) {
    // The indentation of the key whose value is a text of lines, while it goes on.
    let mut block: Option<usize> = None;
    while scanner.peek().is_some() {
        let start = scanner.at;
        let end = scanner.line_end();
        scanner.blanks();
        let indentation = scanner.at - start;
        if let Some(least) = block {
            if scanner.at == end || indentation > least {
                scanner.take(end, Class::String);
                next_line(scanner, end);
                continue;
            }
            block = None;
        }
        if yaml_line(scanner, end) {
            block = Some(indentation);
        }
        next_line(scanner, end);
    }
}

/// Reads a line of YAML behind its indentation. Whether its value is a text on the next lines.
fn yaml_line(scanner: &mut Scanner<'_>, end: usize) -> bool {
    let line = &scanner.code[scanner.at..end];
    if matches!(line.trim_end(), "---" | "...") {
        scanner.take(end, Class::Keyword);
        return false;
    }
    // A key may follow these.
    let mut may_be_key = true;
    while scanner.at < end {
        scanner.blanks();
        let rest = &scanner.code[scanner.at..end];
        let Some(first) = rest.bytes().next() else {
            break;
        };
        match first {
            b'#' if is_apart(scanner) => scanner.take(end, Class::Comment),
            b'-' | b'?' if may_be_key && (rest.len() == 1 || rest[1..].starts_with(' ')) => {
                scanner.at += 1;
                continue;
            }
            b'{' | b'[' | b',' => {
                scanner.at += 1;
                may_be_key = true;
                continue;
            }
            b'}' | b']' => scanner.at += 1,
            b'|' | b'>' if !may_be_key => {
                let header = rest.split([' ', '\t']).next().unwrap_or(rest).len();
                let mut mark = rest[1..header].chars();
                let is_block = mark.all(|c| c.is_ascii_digit() || matches!(c, '+' | '-'));
                scanner.at += header;
                if is_block {
                    scanner.blanks();
                    if scanner.peek() == Some(b'#') {
                        scanner.take(end, Class::Comment);
                    }
                    if scanner.at == end || scanner.code[scanner.at..end].trim().is_empty() {
                        return true;
                    }
                }
            }
            b'&' | b'*' => {
                let word = scanner.word_end(scanner.at + 1, "-.").min(end);
                scanner.take(word, Class::Name);
                continue;
            }
            b'!' => {
                let word = scanner.word_end(scanner.at + 1, "!-./:").min(end);
                scanner.take(word, Class::Type);
                continue;
            }
            b'"' | b'\'' => {
                let quote = if first == b'"' { "\"" } else { "'" };
                let close = scanner
                    .string_end(scanner.at + 1, quote, first == b'"', false)
                    .min(end);
                let is_key = may_be_key && is_colon(&scanner.code[close..end]);
                scanner.take(close, if is_key { Class::Name } else { Class::String });
                if is_key {
                    scanner.at += 1;
                }
            }
            _ => plain(scanner, end, may_be_key),
        }
        may_be_key = false;
    }
    false
}

/// A word or words of YAML without quotation marks.
fn plain(scanner: &mut Scanner<'_>, end: usize, may_be_key: bool) {
    let rest = &scanner.code[scanner.at..end];
    let bytes = rest.as_bytes();
    let at_end = |i: usize| match bytes[i] {
        b':' => bytes.get(i + 1).is_none_or(u8::is_ascii_whitespace),
        b'#' => i > 0 && bytes[i - 1].is_ascii_whitespace(),
        b',' | b']' | b'}' => true,
        _ => false,
    };
    // At least one byte, so that it goes on.
    let len = (1..bytes.len()).find(|i| at_end(*i)).unwrap_or(bytes.len());
    let word = rest[..ceil(rest, len)].trim_end();
    if word.is_empty() {
        return scanner.step();
    }
    let to = scanner.at + word.len();
    if may_be_key && is_colon(&scanner.code[to..end]) {
        scanner.take(to, Class::Name);
        scanner.at += 1;
    } else if is_literal(word) {
        scanner.take(to, Class::Literal);
    } else {
        scanner.at = to;
    }
}

/// The next border between characters.
fn ceil(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(text.len())
}

fn is_colon(rest: &str) -> bool {
    rest.starts_with(':') && rest[1..].chars().next().is_none_or(char::is_whitespace)
}

/// Whether the next byte begins its line or is behind a space.
fn is_apart(scanner: &Scanner<'_>) -> bool {
    scanner.before().is_none_or(|b| b.is_ascii_whitespace())
}

/// Numbers, dates, and words for what is true.
fn is_literal(word: &str) -> bool {
    let word = word.trim_end_matches('\r');
    let is_number = || {
        let digits = word.trim_start_matches(['+', '-']);
        let allowed = |c: char| {
            c.is_ascii_hexdigit()
                || matches!(c, '.' | '_' | '-' | ':' | '+' | 'x' | 'o' | 'T' | 'Z')
        };
        digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().all(allowed)
    };
    matches!(
        word,
        "true"
            | "false"
            | "null"
            | "~"
            | "yes"
            | "no"
            | "on"
            | "off"
            | "True"
            | "False"
            | "inf"
            | "nan"
    ) || is_number()
}

/// Reads what is left of a line and its line feed, as nothing.
fn next_line(scanner: &mut Scanner<'_>, end: usize) {
    scanner.at = (end + 1).min(scanner.code.len());
}

/// TOML.
pub(super) fn toml(scanner: &mut Scanner<'_>) {
    pairs(scanner, &["#"], true);
}

/// INI and what looks like it.
pub(super) fn ini(scanner: &mut Scanner<'_>) {
    pairs(scanner, &["#", ";"], false);
}

/// Headings in brackets, and keys with values.
fn pairs(scanner: &mut Scanner<'_>, comments: &[&str], typed: bool) {
    // Brackets of values that are open, so that a line goes on with values.
    let mut open = 0_u32;
    while scanner.peek().is_some() {
        scanner.blanks();
        let end = scanner.line_end();
        let line = &scanner.code[scanner.at..end];
        if open == 0 && comments.iter().any(|c| line.starts_with(c)) {
            scanner.take(end, Class::Comment);
        } else if open == 0 && line.starts_with('[') {
            let heading = line.find('#').unwrap_or(line.len());
            let heading = line[..heading].trim_end().len();
            scanner.take(scanner.at + heading, Class::Type);
            scanner.blanks();
            if scanner.peek() == Some(b'#') {
                scanner.take(end, Class::Comment);
            }
        } else if open == 0 {
            key(scanner, end);
        }
        if typed {
            values(scanner, &mut open);
        }
        let end = scanner.line_end();
        next_line(scanner, end);
    }
}

/// A key up to its `=`.
fn key(scanner: &mut Scanner<'_>, end: usize) {
    let line = &scanner.code[scanner.at..end];
    let quoted = line.starts_with(['"', '\'']);
    let close = line
        .get(1..)
        .and_then(|rest| rest.find(&line[..1]).filter(|_| quoted));
    let from = close.map_or(0, |close| close + 2);
    if let Some(equals) = line[from..].find('=') {
        let name = line[..from + equals].trim_end().len();
        scanner.take(scanner.at + name, Class::Name);
        scanner.at = end - line.len() + from + equals + 1;
    }
}

/// The values of a line, with strings that are longer than it.
fn values(scanner: &mut Scanner<'_>, open: &mut u32) {
    while let Some(byte) = scanner.peek() {
        let rest = scanner.rest();
        match byte {
            b'\n' => return,
            b'#' => {
                let end = scanner.line_end();
                scanner.take(end, Class::Comment);
            }
            b'"' | b'\'' => {
                let three = if byte == b'"' { "\"\"\"" } else { "'''" };
                let long = rest.starts_with(three);
                let mark = if long { three } else { &three[..1] };
                let from = scanner.at + mark.len();
                let end = scanner.string_end(from, mark, byte == b'"', long);
                scanner.take(end, Class::String);
            }
            b'[' | b'{' => {
                *open += u32::from(byte == b'[');
                scanner.at += 1;
            }
            b']' => {
                *open = open.saturating_sub(1);
                scanner.at += 1;
            }
            b'+' | b'-' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                let end = scanner.word_end(scanner.at + 1, "+-:.");
                let word = &scanner.code[scanner.at..end];
                let is_key = scanner.code[end..].trim_start_matches(' ').starts_with('=');
                match (is_key, is_literal(word)) {
                    (true, _) => scanner.take(end, Class::Name),
                    (_, true) => scanner.take(end, Class::Literal),
                    _ => scanner.at = end,
                }
            }
            _ => scanner.step(),
        }
    }
}

/// Changes: what says where they are.
pub(super) fn diff(scanner: &mut Scanner<'_>) {
    while scanner.peek().is_some() {
        let end = scanner.line_end();
        match kind(&scanner.code[scanner.at..end]) {
            Line::Place => scanner.take(end, Class::Keyword),
            Line::File => scanner.take(end, Class::Comment),
            _ => {}
        }
        next_line(scanner, end);
    }
}

/// The lines of changes that are taken out and put in, runs of them together, each with the element for it.
pub(super) fn changed_lines(code: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut runs: Vec<(Range<usize>, &str)> = Vec::new();
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        let element = match kind(line.trim_end_matches('\n')) {
            Line::Added => "ins",
            Line::Removed => "del",
            _ => continue,
        };
        match runs.last_mut() {
            Some((run, e)) if *e == element && run.end == range.start => run.end = range.end,
            _ => runs.push((range, element)),
        }
    }
    runs
}

/// What a line of changes is.
enum Line {
    Added,
    Removed,
    Place,
    File,
    Same,
}

fn kind(line: &str) -> Line {
    let file = [
        "diff ",
        "index ",
        "--- ",
        "+++ ",
        "new file",
        "deleted file",
        "rename ",
        "similarity ",
    ];
    if file.iter().any(|begin| line.starts_with(begin)) {
        Line::File
    } else if line.starts_with("@@") {
        Line::Place
    } else if line.starts_with('+') {
        Line::Added
    } else if line.starts_with('-') {
        Line::Removed
    } else {
        Line::Same
    }
}
