//! Footnotes that are referred to but not written, or written twice.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Slips;
use crate::lang::message::message;

/// Bytes of the longest note that a hint shows as it has to be.
const LONGEST: usize = 2048;

pub(super) fn check(slips: &mut Slips<'_, '_>) {
    without_caret(slips);
    let marks = slips.find("[^");
    if marks.is_empty() {
        return;
    }
    let is_read = |event: &Event<'_>| {
        matches!(
            event,
            Event::FootnoteReference(_)
                | Event::Start(Tag::FootnoteDefinition(_) | Tag::Link { .. })
        )
    };
    let read = slips.events.iter().filter(|(event, _)| is_read(event));
    let read: FxHashSet<usize> = read.map(|(_, range)| range.start).collect();
    let mut written: FxHashMap<&str, Range<usize>> = FxHashMap::default();
    let (counts, without_colon) = (counts(slips.source), without_colon(slips.source));
    for at in marks {
        let line = slips.line(at);
        let rest = &slips.source[at + 2..line.end];
        let Some((label, after)) = rest.split_once(']') else {
            continue;
        };
        if let Some(meant) = label.strip_prefix(' ').map(str::trim)
            && counts.contains_key(meant)
        {
            slips.warn(
                at..at + label.len() + 3,
                "undefined-footnote",
                message!(
                    "빈칸이 있어 각주로 읽히지 않습니다",
                    "with a space in it this is no footnote"
                ),
                message!("`[^{meant}]`(으로/로) 적으세요", "write `[^{meant}]`"),
            );
            continue;
        }
        if label.is_empty() || label.contains([' ', '[', '^']) {
            continue;
        }
        let span = at..at + label.len() + 3;
        let begins = slips.source[line.start..at].chars().all(|c| c == ' ') && at - line.start < 4;
        if begins && after.starts_with(':') {
            let Some(first) = written.get(label).cloned() else {
                written.insert(label, span);
                continue;
            };
            let first = slips.context.place(&first);
            slips.warn(
                span,
                "duplicate-footnote",
                message!(
                    "각주 `[^{label}]`(이/가) 두 번 적혀 있어, 하나는 보이지 않습니다",
                    "the footnote `[^{label}]` is written twice, and one of the two is not shown"
                ),
                message!(
                    "둘 중 하나를 지우거나 다른 이름을 붙이세요",
                    "delete one of the two, or give it another name"
                ),
            );
            if let Some(last) = slips.diagnostics.pop() {
                let last = last.related(first, message!("첫 번째", "the first one"));
                slips.diagnostics.push(last);
            }
            continue;
        }
        if read.contains(&at) || after.starts_with('(') {
            continue;
        }
        // The note itself, which is reported where it is cited.
        let cited = counts.get(label).is_some_and(|count| *count > 1);
        if begins && cited && after.starts_with(' ') {
            continue;
        }
        slips.warn(
            span,
            "undefined-footnote",
            message!(
                "각주 `[^{label}]`의 내용이 없어 글자 그대로 보입니다",
                "there is no footnote `[^{label}]`, so this is shown as it is"
            ),
            match without_colon.get(label) {
                Some(text) => message!(
                    "각주를 `[^{label}]: {text}`(으로/로) 적으세요. 콜론이 빠졌습니다",
                    "write the footnote as `[^{label}]: {text}`, with a colon"
                ),
                None => message!(
                    "글 끝에 `[^{label}]: …` 줄을 적으세요",
                    "write a line `[^{label}]: …` at the end of the text"
                ),
            },
        );
    }
}

/// How often each label is there between its brackets.
fn counts(source: &str) -> FxHashMap<&str, usize> {
    let mut counts = FxHashMap::default();
    for (at, _) in source.match_indices("[^") {
        let rest = &source[at + 2..];
        // A label has neither; so every byte is looked at once.
        let end = rest
            .find([']', '[', '\n'])
            .filter(|end| rest[*end..].starts_with(']'));
        if let Some(end) = end {
            *counts.entry(&rest[..end]).or_default() += 1;
        }
    }
    counts
}

/// By label, what the first line says that is meant as its footnote and lacks the colon. One that goes on and on is no note.
fn without_colon(source: &str) -> FxHashMap<&str, &str> {
    let mut found = FxHashMap::default();
    for line in source.lines() {
        let Some((label, text)) = line
            .strip_prefix("[^")
            .and_then(|line| line.split_once(']'))
        else {
            continue;
        };
        let text = text
            .strip_prefix(' ')
            .map(str::trim)
            .filter(|text| !text.is_empty());
        if let Some(text) = text.filter(|text| text.len() <= LONGEST) {
            found.entry(label).or_insert(text);
        }
    }
    found
}

/// `[1]: 설명`, which is a note that lacks its `^`.
fn without_caret(slips: &mut Slips<'_, '_>) {
    let mut found = Vec::new();
    for (event, range) in slips.events {
        if !matches!(event, Event::Start(Tag::Paragraph)) {
            continue;
        }
        let line = slips.line(range.start);
        let text = &slips.source[range.start..line.end];
        let Some((label, rest)) = text.strip_prefix('[').and_then(|t| t.split_once("]: ")) else {
            continue;
        };
        let is_number = !label.is_empty() && label.len() < 4;
        let is_number = is_number && label.bytes().all(|b| b.is_ascii_digit());
        if is_number && slips.source[..range.start].contains(&format!("[{label}]")) {
            found.push((
                range.start..range.start + label.len() + 3,
                label,
                rest.trim(),
            ));
        }
    }
    for (span, label, text) in found {
        slips.warn(
            span,
            "undefined-footnote",
            message!(
                "`^`이 없어 각주로 읽히지 않고 글자 그대로 보입니다",
                "without `^` this is no footnote and is shown as it is"
            ),
            message!(
                "`[^{label}]: {text}`(으로/로) 적고, 본문의 `[{label}]`도 `[^{label}]`(으로/로) 적으세요",
                "write `[^{label}]: {text}`, and `[^{label}]` for `[{label}]` in the text"
            ),
        );
    }
}
