//! Markdown.

use super::scanner::{Class, Scanner};

/// How far the end of a mark is sought, so that one without an end costs no more.
const NEAR: usize = 1000;

/// A text.
pub(super) fn read(scanner: &mut Scanner<'_>) {
    front_matter(scanner);
    while scanner.peek().is_some() {
        scanner.blanks();
        let end = scanner.line_end();
        let line = &scanner.code[scanner.at..end];
        let level = line.len() - line.trim_start_matches('#').len();
        if line.starts_with("```") || line.starts_with("~~~") {
            fence(scanner, end);
            continue;
        } else if (1..=6).contains(&level) && line[level..].starts_with([' ', '\t']) {
            scanner.take(end, Class::Keyword);
        } else if line.starts_with(":::") {
            let word = scanner.word_end(scanner.at + 3, ":");
            scanner.take(word, Class::Keyword);
        } else if let Some(mark) = list_mark(line) {
            scanner.take(scanner.at + mark, Class::Literal);
        }
        inline(scanner, end);
        // A comment may have ended on another line, and not with it.
        scanner.at = scanner.at.max(end);
        scanner.at += usize::from(scanner.peek() == Some(b'\n'));
    }
}

/// What is between lines of hyphens, if the text begins with it.
fn front_matter(scanner: &mut Scanner<'_>) {
    if !scanner.code.starts_with("---\n") {
        return;
    }
    let mut end = 4;
    for line in scanner.code[4..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            scanner.within(end + line.len(), "yaml");
            return;
        }
        end += line.len();
    }
}

/// How long the mark of an item or a quotation is.
fn list_mark(line: &str) -> Option<usize> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marks = if digits == 0 {
        &['-', '*', '+', '>'][..]
    } else {
        &['.', ')'][..]
    };
    let rest = line[digits..].strip_prefix(marks)?;
    (digits < 10 && rest.starts_with([' ', '\t'])).then_some(digits + 1)
}

/// Code between fences, in the colours of its own language.
fn fence(scanner: &mut Scanner<'_>, line_end: usize) {
    let line = &scanner.code[scanner.at..line_end];
    let mark = &line[..1];
    let len = line.len() - line.trim_start_matches(mark).len();
    let (open, info) = line.split_at(len);
    let name = info
        .trim_start()
        .split([' ', ',', '\t', '{', '\r'])
        .next()
        .unwrap_or_default();
    scanner.take(line_end, Class::Keyword);
    let start = (line_end + 1).min(scanner.code.len());
    let mut end = start;
    let mut close = start;
    for line in scanner.code[start..].split_inclusive('\n') {
        let text = line.trim();
        if text.starts_with(open) && text.trim_start_matches(mark).is_empty() {
            close = end + line.trim_end().len();
            break;
        }
        end += line.len();
        close = end;
    }
    scanner.at = start;
    scanner.within(end, name);
    scanner.take(close, Class::Keyword);
}

/// Marks inside a line.
fn inline(scanner: &mut Scanner<'_>, end: usize) {
    while scanner.at < end {
        let rest = &scanner.code[scanner.at..end];
        let Some(len) = rest.find(['`', '[', ']', '<', '\\', '{']) else {
            return;
        };
        scanner.at += len;
        let rest = &rest[len..];
        let near = &rest[..rest.floor_char_boundary(NEAR)];
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        if ticks > 0 {
            let close = near.get(ticks..).and_then(|inside| code_end(inside, ticks));
            match close {
                Some(close) => scanner.take(scanner.at + ticks + close, Class::String),
                None => scanner.at += ticks,
            }
            continue;
        }
        let known = [
            ("[[", "]]", Class::Name),
            ("[^", "]", Class::Name),
            ("[@", "]", Class::Name),
            ("](", ")", Class::String),
            ("{#", "}", Class::Name),
        ];
        if rest.starts_with("<!--") {
            let end = scanner.past(scanner.at + 4, "-->");
            scanner.take(end, Class::Comment);
        } else if let Some((_, close, class)) =
            known.iter().find(|(open, ..)| rest.starts_with(open))
            && let Some(close_at) = near.find(close)
        {
            let skip = usize::from(*close == ")");
            scanner.at += skip;
            scanner.take(scanner.at - skip + close_at + close.len(), *class);
        } else {
            let escape = usize::from(rest.starts_with('\\'));
            scanner.at += 1;
            if escape == 1 && scanner.at < end {
                scanner.step();
            }
        }
    }
}

/// Where code ends that so many backticks have begun, and they end it.
fn code_end(inside: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(len) = inside[at..].find('`') {
        let start = at + len;
        let run = inside[start..].len() - inside[start..].trim_start_matches('`').len();
        at = start + run;
        if run == ticks {
            return Some(at);
        }
    }
    None
}
