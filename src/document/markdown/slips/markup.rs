//! Markdown in HTML: up to the next empty line nothing of it is read.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Slips;
use crate::base::html::{self, TokenKind, TokenizerState};
use crate::lang::message::message;

/// Elements whose text is meant as it is written.
const AS_WRITTEN: [&str; 5] = ["pre", "code", "kbd", "samp", "svg"];

pub(super) fn check(slips: &mut Slips<'_, '_>) {
    let blocks = slips.events.iter();
    let blocks = blocks.filter(|(event, _)| matches!(event, Event::Start(Tag::HtmlBlock)));
    let found: Vec<_> = blocks
        .filter_map(|(_, range)| {
            let html = &slips.source[range.clone()];
            let mark = mark(html)?;
            Some(range.start + mark.start..range.start + mark.end)
        })
        .collect();
    for span in found {
        let written = &slips.source[span.clone()];
        slips.warn(
            span,
            "markdown-in-html",
            message!(
                "HTML 안이라 `{written}`(이/가) 글자 그대로 보입니다",
                "within HTML `{written}` is shown as it is"
            ),
            message!(
                "`<div>`나 `<details>`라면 글의 위와 아래에 빈 줄을 두고, 다른 태그라면 `<strong>`, `<a href>` 같은 HTML로 적으세요",
                "in a `<div>` or `<details>` put an empty line above and below the text; in other elements write HTML, such as `<strong>` or `<a href>`"
            ),
        );
    }
}

/// The first mark of Markdown in the text of some HTML.
fn mark(html: &str) -> Option<Range<usize>> {
    if !(html.contains("**") || html.contains("](")) {
        return None;
    }
    let mut as_written = 0_usize;
    for token in html::tokens(html, &mut TokenizerState::default()) {
        let is = |name: &str| AS_WRITTEN.iter().any(|n| n.eq_ignore_ascii_case(name));
        match token.kind {
            TokenKind::Start(tag) if is(tag.name) => as_written += 1,
            TokenKind::End(name) if is(name) => as_written = as_written.saturating_sub(1),
            TokenKind::Text if as_written == 0 => {
                let text = &html[token.range.clone()];
                let found = strong(text).or_else(|| link(text));
                if let Some(found) = found {
                    let start = token.range.start;
                    return Some(start + found.start..start + found.end);
                }
            }
            _ => {}
        }
    }
    None
}

/// `**words**` within a line.
fn strong(text: &str) -> Option<Range<usize>> {
    text.match_indices("**").find_map(|(at, _)| {
        let rest = text[at + 2..].lines().next()?;
        let len = rest.find("**")?;
        let inner = &rest[..len];
        let is_word = !inner.is_empty() && inner.trim() == inner && !inner.contains('*');
        is_word.then_some(at..at + len + 4)
    })
}

/// `[words](address)` within a line.
fn link(text: &str) -> Option<Range<usize>> {
    text.match_indices("](").find_map(|(at, _)| {
        let open = text[..at].rfind(['[', '\n', ']'])?;
        let rest = text[at + 2..].lines().next()?;
        let len = rest.find(')')?;
        let is_link = text[open..].starts_with('[') && rest[..len].contains(['.', '/', '#']);
        is_link.then_some(open..at + 2 + len + 1)
    })
}
