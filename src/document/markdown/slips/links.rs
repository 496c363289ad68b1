//! Links and images that are written a little wrong and are printed as they are.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Slips;
use crate::base::diag::Message;
use crate::lang::message::message;

/// Endings of files that people link.
const ENDINGS: [&str; 13] = [
    ".md", ".html", ".htm", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".zip",
    ".txt", ".csv",
];

/// Bytes of an address that somebody writes.
const LONGEST: usize = 2048;

/// Whether a text looks like what a link leads to.
fn is_destination(text: &str) -> bool {
    // Longer ones are in no address bar.
    if text.len() > LONGEST {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let path = lower.split(['#', '?']).next().unwrap_or("");
    !text.contains(char::is_whitespace)
        && (lower.starts_with("http://")
            || lower.starts_with("https://")
            || lower.starts_with("www.")
            || lower.starts_with("../")
            || lower.starts_with("./")
            || ENDINGS.iter().any(|e| path.ends_with(e)))
}

/// `(글)[주소]`, `[글] (주소)`, `[글](주소` and `[[용어]`.
pub(super) fn miswritten(slips: &mut Slips<'_, '_>) {
    let mut found: Vec<(Range<usize>, Message, Message)> = Vec::new();
    let not_read = || {
        message!(
            "링크로 읽히지 않아 글자 그대로 보입니다",
            "this is not read as a link and is shown as it is"
        )
    };
    let write =
        |corrected: String| message!("`{corrected}`(으로/로) 적으세요", "write `{corrected}`");
    for at in slips.find(")[") {
        let line = slips.line(at);
        let before = &slips.source[line.start..at];
        let Some(open) = before.rfind('(') else {
            continue;
        };
        let (label, rest) = (&before[open + 1..], &slips.source[at + 2..line.end]);
        let Some((destination, _)) = rest.split_once(']') else {
            continue;
        };
        if before[..open].ends_with(']') || label.is_empty() || !is_destination(destination) {
            continue;
        }
        let start = line.start + open;
        found.push((
            start..at + 2 + destination.len() + 1,
            not_read(),
            write(format!("[{label}]({destination})")),
        ));
    }
    for at in slips.find("] (") {
        let line = slips.line(at);
        let before = &slips.source[line.start..at];
        let Some(open) = before.rfind('[') else {
            continue;
        };
        let (label, rest) = (&before[open + 1..], &slips.source[at + 3..line.end]);
        let Some((destination, _)) = rest.split_once(')') else {
            continue;
        };
        // `[1] (https://…)` is how sources are listed.
        let is_number = label.chars().all(|c| c.is_ascii_digit());
        if label.is_empty()
            || is_number
            || label.starts_with(['^', '['])
            || !is_destination(destination)
            || slips.is_in_link(at)
        {
            continue;
        }
        let image = if before[..open].ends_with('!') {
            "!"
        } else {
            ""
        };
        let start = line.start + open - image.len();
        found.push((
            start..at + 3 + destination.len() + 1,
            not_read(),
            write(format!("{image}[{label}]({destination})")),
        ));
    }
    for at in slips.find("](") {
        let line = slips.line(at);
        let rest = &slips.source[at + 2..line.end];
        // No more than shows that it is too long.
        let near = &rest[..rest.floor_char_boundary(LONGEST + 4)];
        let destination = near.split_whitespace().next().unwrap_or("");
        if rest.contains(')') || !is_destination(destination) || slips.is_in_link(at) {
            continue;
        }
        let before = &slips.source[line.start..at];
        let Some(open) = before.rfind('[') else {
            continue;
        };
        let label = &before[open + 1..];
        let start = line.start + open;
        found.push((
            start..at + 2 + destination.len(),
            not_read(),
            write(format!("[{label}]({destination})")),
        ));
    }
    for at in slips.find("[[") {
        let line = slips.line(at);
        let rest = &slips.source[at + 2..line.end];
        let Some((name, after)) = rest.split_once(']') else {
            continue;
        };
        if name.is_empty()
            || name.contains(['[', '(', ','])
            || after.starts_with([']', '(', '[', ':'])
            || slips.is_in_link(at)
        {
            continue;
        }
        let span = at..at + 2 + name.len() + 1;
        found.push((span, not_read(), write(format!("[[{name}]]"))));
    }
    for (span, message, hint) in found {
        slips.warn(span, "link-syntax", message, hint);
    }
}

/// A backtick that is alone.
pub(super) fn backtick(slips: &mut Slips<'_, '_>) {
    let backticks = slips.find("`");
    if backticks.is_empty() {
        return;
    }
    let tables = slips
        .events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::Table(_))));
    let tables: Vec<Range<usize>> = tables.map(|(_, range)| range.clone()).collect();
    let mut last = 0;
    let mut found = Vec::new();
    // What is read as text: a backtick may also be in an address, or in the title of a box.
    let texts = slips
        .events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Text(_)));
    let texts: Vec<Range<usize>> = texts.map(|(_, range)| range.clone()).collect();
    for at in backticks {
        let next = texts.partition_point(|text| text.end <= at);
        if texts.get(next).is_none_or(|text| !text.contains(&at)) {
            continue;
        }
        let line = slips.line(at);
        // One finding a line; ``as TeX quotes''; bars in code of a table's cell are reported as such.
        let in_table = tables.iter().any(|table| table.contains(&at));
        if in_table || at < last || slips.source[at..line.end].contains("''") {
            continue;
        }
        last = line.end;
        let rest = &slips.source[at..line.end];
        let len = rest.len() - rest.trim_start_matches('`').len();
        found.push(at..at + len);
    }
    for span in found {
        slips.warn(
            span,
            "unclosed-code",
            message!(
                "짝이 없는 백틱(`)이라 글자 그대로 보입니다",
                "this backtick has no other one, so it is shown as it is"
            ),
            message!(
                "코드의 앞뒤를 백틱으로 감싸세요. 글자로 쓰려면 `\\``로 적습니다",
                "put one on both sides of the code; for the character itself write `\\``"
            ),
        );
    }
}
