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

/// `__글__을`: an underscore between letters emphasises nothing.
pub(super) fn underscores(slips: &mut Slips<'_, '_>) {
    let hangul = |c: char| ('가'..='힣').contains(&c);
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for at in slips.find("_") {
        let is_first = !slips.source[..at].ends_with('_');
        if !is_first || found.last().is_some_and(|(last, _)| at < last.end) {
            continue;
        }
        let line = slips.line(at);
        let rest = &slips.source[at..line.end];
        let inner = rest.trim_start_matches('_');
        let marks = rest.len() - inner.len();
        let Some(len) = inner.find('_').filter(|_| marks <= 2) else {
            continue;
        };
        let (text, after) = inner.split_at(len);
        let after = after.strip_prefix(&rest[..marks]);
        let before = slips.source[line.start..at].chars().next_back();
        let closes = after.is_some_and(|a| a.starts_with(hangul));
        let opens = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '“' | '‘' | '"'));
        let is_text = text.starts_with(|c: char| c.is_alphanumeric())
            && text.ends_with(|c: char| c.is_alphanumeric())
            && text.contains(hangul);
        if opens && closes && is_text && !slips.is_in_link(at) {
            let stars = "*".repeat(marks);
            let end = at + marks + len + marks;
            found.push((at..end, format!("{stars}{text}{stars}")));
        }
    }
    for (span, corrected) in found {
        slips.warn(
            span,
            "unclosed-emphasis",
            message!(
                "밑줄(`_`)은 바로 뒤에 글자가 오면 강조가 되지 않고 그대로 보입니다",
                "an underscore with a letter right behind it emphasises nothing and is shown as it is"
            ),
            message!(
                "별표로 적으세요: `{corrected}`",
                "write it with asterisks: `{corrected}`"
            ),
        );
    }
}

/// `3*4*5`: what is meant as times makes the middle slanted.
pub(super) fn products(slips: &mut Slips<'_, '_>) {
    let mut found = Vec::new();
    for (event, range) in slips.events {
        if !matches!(event, Event::Start(Tag::Emphasis)) {
            continue;
        }
        let inner = &slips.source[range.clone()];
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let around = digit(slips.source[..range.start].chars().next_back())
            && digit(slips.source[range.end..].chars().next());
        if around && inner.starts_with('*') && !inner.contains(char::is_whitespace) {
            found.push((range.clone(), inner.replace('*', "\\*")));
        }
    }
    for (span, corrected) in found {
        slips.warn(
            span,
            "unclosed-emphasis",
            message!(
                "별표가 사라지고 그 사이가 기울임 글씨가 됩니다",
                "the asterisks vanish and make what is between them slanted"
            ),
            message!(
                "곱하기는 `×`로 적거나, 별표를 `{corrected}`처럼 적으세요",
                "write `×` for times, or the asterisks as in `{corrected}`"
            ),
        );
    }
}
