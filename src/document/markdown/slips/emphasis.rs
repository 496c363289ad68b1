//! `**` that makes nothing bold.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Slips;
use crate::lang::message::message;

pub(super) fn unclosed(slips: &mut Slips<'_, '_>) {
    let mut found = Vec::new();
    for (i, (event, block)) in slips.events.iter().enumerate() {
        let end = match event {
            Event::Start(Tag::Paragraph) => TagEnd::Paragraph,
            Event::Start(Tag::Heading { level, .. }) => TagEnd::Heading(*level),
            Event::Start(Tag::TableCell) => TagEnd::TableCell,
            _ => continue,
        };
        let literal = texts(slips.inside(i, end)).into_iter().flat_map(|range| {
            let marks = slips.source[range.clone()].match_indices("**");
            marks.map(move |(at, _)| range.start + at)
        });
        let literal: Vec<_> = literal
            .filter(|at| !slips.is_escaped(*at) && !between_digits(slips.source, *at))
            .collect();
        // A sign between words: `2 ** 3`.
        let alone = |at: usize| {
            let (before, after) = (&slips.source[..at], &slips.source[at + 2..]);
            before.ends_with(' ') && after.starts_with(' ')
        };
        if matches!(&*literal, [only] if alone(*only)) {
            continue;
        }
        if let Some(first) = literal.first() {
            found.push((
                *first,
                literal.get(1).copied().filter(|second| *second < block.end),
            ));
        }
    }
    for (first, second) in found {
        let inner = second.map(|second| slips.source[first + 2..second].trim());
        let inner = inner.filter(|inner| !inner.is_empty() && !inner.contains('\n'));
        let (end, hint) = match (inner, second) {
            (Some(inner), Some(second)) => (
                second + 2,
                message!(
                    "별표 안쪽의 빈칸을 지우세요: `**{inner}**`",
                    "delete the spaces inside the asterisks: `**{inner}**`"
                ),
            ),
            _ => (
                first + 2,
                message!(
                    "굵은 글씨가 끝나는 곳에도 `**`를 붙여 쓰거나, 별표를 그대로 보이려면 `\\*\\*`로 적으세요",
                    "write `**` where the bold text ends too, or `\\*\\*` to show the asterisks"
                ),
            ),
        };
        slips.warn(
            first..end,
            "unclosed-emphasis",
            message!(
                "`**`가 굵은 글씨를 만들지 못하고 그대로 보입니다",
                "these `**` make nothing bold and are shown as they are"
            ),
            hint,
        );
    }
}

/// Where text is that is shown as it is written. The parser gives a run of asterisks that makes nothing one by one.
fn texts(events: &[(Event<'_>, Range<usize>)]) -> Vec<Range<usize>> {
    let mut texts: Vec<Range<usize>> = Vec::new();
    for (event, range) in events {
        if !matches!(event, Event::Text(_)) {
            continue;
        }
        match texts.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => texts.push(range.clone()),
        }
    }
    texts
}

/// A power, `2**10`, and what stands for letters that are not printed, `010-****-1234`.
fn between_digits(source: &str, at: usize) -> bool {
    let before = source[..at].chars().next_back();
    let after = source[at + 2..].chars().next();
    let is = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '*');
    is(before) && is(after) || after == Some('*') || before == Some('*')
}
