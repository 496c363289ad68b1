//! Footnotes that are referred to but not written, or written twice.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Slips;
use crate::lang::message::message;

pub(super) fn check(slips: &mut Slips<'_, '_>) {
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
    for at in slips.find("[^") {
        let line = slips.line(at);
        let rest = &slips.source[at + 2..line.end];
        let Some((label, after)) = rest.split_once(']') else {
            continue;
        };
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
            let offset = slips.context.offset;
            let first = first.start + offset..first.end + offset;
            let first = crate::base::diag::Place::at(slips.context.file, first);
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
        let cited = slips.source.matches(&format!("[^{label}]")).count() > 1;
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
            match without_colon(slips.source, label) {
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

/// What a line says that is meant as a footnote and lacks its colon.
fn without_colon<'t>(source: &'t str, label: &str) -> Option<&'t str> {
    let mark = format!("[^{label}]");
    let mut texts = source.lines().filter_map(|line| line.strip_prefix(&*mark));
    let text = texts.find(|text| text.starts_with(' ') && !text.trim().is_empty())?;
    Some(text.trim())
}
