//! Lists that are not the lists that the eye sees: dates, items under items, boxes to tick.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Slips;
use crate::base::diag::Message;
use crate::lang::message::message;

/// Years that begin a line.
const YEARS: std::ops::RangeInclusive<u64> = 1800..=2199;

/// A list that is open.
struct Open {
    /// Whether its items are numbered.
    numbered: bool,
    /// Where the mark of its first item is in its line.
    column: Option<usize>,
}

type Found = (Range<usize>, Message, Message);

pub(super) fn check(slips: &mut Slips<'_, '_>) {
    let mut found: Vec<Found> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // The list that has ended last: where, its column, and whether it was numbered.
    let mut last: Option<(usize, usize, bool)> = None;
    let mut told_until = 0;
    for (i, (event, range)) in slips.events.iter().enumerate() {
        match event {
            Event::Start(Tag::List(number)) => {
                if let Some(year) = number.filter(|n| YEARS.contains(n))
                    && range.start >= told_until
                {
                    told_until = range.end;
                    found.extend(date(slips, year, range.start));
                }
                open.push(Open {
                    numbered: number.is_some(),
                    column: None,
                });
            }
            Event::Start(Tag::Item) => {
                // An item may begin with the spaces before its mark.
                let written = &slips.source[range.clone()];
                let start = range.start + written.len() - written.trim_start_matches(' ').len();
                let column = start - slips.line(start).start;
                let at_margin = slips.source[start - column..start]
                    .bytes()
                    .all(|b| b == b' ');
                let depth = open.len();
                let Some(list) = open.last_mut() else {
                    continue;
                };
                let first = list.column.is_none().then_some(column);
                let of_first = *list.column.get_or_insert(column);
                if at_margin && first.is_none() && column > of_first && range.start >= told_until {
                    found.push(beside(slips, start, of_first + 2));
                    told_until = range.end;
                } else if let Some((end, above, true)) = last
                    && first.is_some()
                    && !list.numbered
                    && depth == 1
                    && at_margin
                    && column > above
                    && slips.source[end.min(range.start)..range.start]
                        .trim_matches(' ')
                        .is_empty()
                {
                    found.push(beside(slips, start, above + 3));
                    told_until = range.end;
                }
                found.extend(tick(slips, i, start));
            }
            Event::End(TagEnd::List(_)) => {
                if let Some(list) = open.pop() {
                    last = Some((range.end, list.column.unwrap_or(0), list.numbered));
                }
            }
            _ => {}
        }
    }
    for (span, message, hint) in found {
        slips.warn(span, "list-mark", message, hint);
    }
}

/// `2026. 3. 2.` at the beginning of a line.
fn date(slips: &Slips<'_, '_>, year: u64, at: usize) -> Option<Found> {
    let line = slips.line(at);
    let text = &slips.source[at..line.end];
    let rest = text.strip_prefix(&*year.to_string())?;
    let sign = rest.get(..1)?;
    let corrected = format!("{year}\\{rest}");
    let short: String = corrected.chars().take(24).collect();
    Some((
        at..at + year.to_string().len() + 1,
        message!(
            "`{year}{sign}`(으로/로) 시작하는 줄이라 번호가 붙은 목록이 됩니다",
            "a line that begins with `{year}{sign}` becomes a numbered list"
        ),
        message!(
            "역슬래시를 넣어 `{short}`처럼 적거나 `{year}년`으로 적으세요",
            "put a backslash before the sign, as in `{short}`"
        ),
    ))
}

/// An item that is a little to the right of the one above it, and is no part of it.
fn beside(slips: &Slips<'_, '_>, at: usize, wanted: usize) -> Found {
    let text = slips.source[at..slips.line(at).end].trim_end();
    let short: String = text.chars().take(30).collect();
    let corrected = format!("{}{short}", " ".repeat(wanted));
    (
        at..at + text.chars().next().map_or(1, char::len_utf8),
        message!(
            "덜 들여 써서 위 항목의 아래 항목이 아니라 같은 층의 항목이 됩니다",
            "indented too little, this is an item beside the one above it, not below it"
        ),
        message!(
            "빈칸 {wanted}개로 들여 쓰세요: `{corrected}`. 같은 층이면 들여 쓰지 마세요",
            "indent it by {wanted} spaces: `{corrected}`; do not indent it if it is of the same level"
        ),
    )
}

/// `- []` and `- [v]`.
fn tick(slips: &Slips<'_, '_>, item: usize, start: usize) -> Option<Found> {
    let line = slips.line(start);
    // Directly in it, or in a paragraph.
    let (_, text) = slips.events[item + 1..]
        .iter()
        .take(2)
        .find(|(event, _)| matches!(event, Event::Text(_)))?;
    if text.start >= line.end {
        return None;
    }
    let glued = slips.source[text.start..line.end].strip_prefix("[]");
    if let Some(rest) = glued.filter(|rest| rest.starts_with(char::is_alphabetic)) {
        let corrected = format!(
            "{}[ ] {}",
            &slips.source[start..text.start],
            rest.trim_end()
        );
        return Some(unread_box(text.start..text.start + 2, &corrected));
    }
    let (box_, done) = [
        ("[] ", false),
        ("[v] ", true),
        ("[V] ", true),
        ("[✓] ", true),
        ("[o] ", true),
        ("[O] ", true),
        ("[*] ", true),
    ]
    .into_iter()
    .find(|(written, _)| slips.source[text.start..].starts_with(written))?;
    let mark = if done { "[x]" } else { "[ ]" };
    let rest = slips.source[text.start + box_.len()..line.end].trim_end();
    let corrected = format!("{}{mark} {rest}", &slips.source[start..text.start]);
    let span = text.start..text.start + box_.trim_end().len();
    Some(unread_box(span, &corrected))
}

fn unread_box(span: Range<usize>, corrected: &str) -> Found {
    (
        span,
        message!(
            "할 일의 칸으로 읽히지 않아 글자 그대로 보입니다",
            "this is not read as a box to tick and is shown as it is"
        ),
        message!("`{corrected}`(으로/로) 적으세요", "write `{corrected}`"),
    )
}
