//! Characters that nobody sees, where they do harm: in a word, a heading or a name they keep terms, links and searches from finding
//! it; in code they are copied with it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Slips;
use crate::base::diag::{Diagnostic, Fix};
use crate::base::text::{invisible, is_of_either_language, without_invisible};
use crate::lang::message::message;

pub(super) fn check(slips: &mut Slips<'_, '_>) {
    let source = slips.source;
    let unseen: Vec<_> = invisible(source).map(|(at, c, _)| (at, c)).collect();
    if unseen.is_empty() {
        return;
    }
    let code = code(slips);
    // Those that lie side by side do the same.
    let mut last = (usize::MAX, false);
    let mut harmful = unseen
        .into_iter()
        .filter(|(at, c)| {
            let harm = match last {
                (end, harm) if end == *at && !is_filler(*c) => harm,
                _ => does_harm(slips, &code, *at, *c),
            };
            last = (at + c.len_utf8(), harm);
            harm
        })
        .peekable();
    let mut lines = Vec::new();
    // One finding a line.
    while let Some((at, c)) = harmful.next() {
        let line = slips.line(at);
        let mut of_line = vec![at];
        let mut end = at + c.len_utf8();
        while let Some((at, c)) = harmful.next_if(|(at, _)| line.contains(at)) {
            of_line.push(at);
            end = at + c.len_utf8();
        }
        lines.push((c, of_line, end));
    }
    for (c, of_line, end) in lines {
        let at = of_line[0];
        let code = format!("U+{:04X}", u32::from(c));
        let clean = without_invisible(&source[at..end], |i| of_line.contains(&(at + i)));
        let whole = slips.context.in_file(&(at..end));
        let place = slips.context.place(&(at..at + c.len_utf8()));
        let message = message!(
            "보이지 않는 글자 {code}(이/가) 섞여 있습니다",
            "there is an invisible character {code} here"
        );
        let d = Diagnostic::warning(place, "invisible-character", message);
        let d = d.hint(message!(
            "그 자리를 지우고 다시 입력하세요",
            "delete this place and type it again"
        ));
        slips.push(d.fix(Some(Fix::new(whole, &clean))));
    }
}

/// Bytes of code, ascending.
fn code(slips: &Slips<'_, '_>) -> Vec<Range<usize>> {
    let is_code = |event: &Event<'_>| {
        matches!(
            event,
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) | Event::End(TagEnd::CodeBlock)
        )
    };
    let events = slips.events.iter().filter(|(event, _)| is_code(event));
    events.map(|(_, range)| range.clone()).collect()
}

/// Those that have a width: letters without a shape.
fn is_filler(c: char) -> bool {
    matches!(c, '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}')
}

fn does_harm(slips: &Slips<'_, '_>, code: &[Range<usize>], at: usize, c: char) -> bool {
    let next = code.partition_point(|range| range.end <= at);
    if code.get(next).is_some_and(|range| range.contains(&at)) {
        return true;
    }
    if slips.is_verbatim(at) {
        return false;
    }
    let line = slips.line(at);
    let (before, after) = (
        &slips.source[line.start..at],
        &slips.source[at + c.len_utf8()..line.end],
    );
    let is_heading = before.trim_start().starts_with('#');
    let in_name = || {
        before
            .rfind("[[")
            .is_some_and(|open| !before[open..].contains("]]"))
            && after.contains("]]")
    };
    let in_word = || {
        let unseen = |c: &char| !matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}');
        before
            .chars()
            .rev()
            .find(unseen)
            .is_some_and(is_of_either_language)
            && after
                .chars()
                .find(unseen)
                .is_some_and(is_of_either_language)
    };
    is_filler(c) || is_heading || in_word() || in_name()
}
