//! Citations of sources: `…에 이른다[@jpm].`, `[@a; @b]`.
//!
//! To the parser they are text. [`mark`] makes an event of each, outside of links, images and code: a reference to a footnote
//! whose label is the citation, brackets and all. No footnote of the parser's has such a label, in which `[` cannot be without a
//! backslash (CommonMark 6.3, "link label"). So whatever reads events takes a citation for a mark that stands in the text and is no
//! part of it.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::SpannedEvent;

/// How a citation begins.
const OPEN: &str = "[@";

/// Makes events of the citations in a text.
pub(super) fn mark<'t>(source: &'t str, events: Vec<SpannedEvent<'t>>) -> Vec<SpannedEvent<'t>> {
    if !source.contains(OPEN) {
        return events;
    }
    let mut out = Vec::with_capacity(events.len());
    // Elements in which there is none.
    let mut inside = 0_u32;
    let mut events = events.into_iter().peekable();
    let is_verbatim = |event: &Event<'_>, range: &Range<usize>| matches!(event, Event::Text(text) if **text == source[range.clone()]);
    while let Some((event, range)) = events.next() {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => inside += 1,
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock) => inside -= 1,
            // What is written by an entity or with a backslash is no part of one.
            event if inside == 0 && is_verbatim(event, &range) => {
                let start = out.len();
                let mut text = range.clone();
                out.push((event.clone(), range));
                // The parser breaks text where marks might have been.
                while let Some((next, after)) = events
                    .next_if(|(next, after)| after.start == text.end && is_verbatim(next, after))
                {
                    text.end = after.end;
                    out.push((next, after));
                }
                let mut found = citations(&source[text.clone()]);
                let escaped = source[..text.start].ends_with('\\');
                found.retain(|citation| !(escaped && citation.start == 0));
                if !found.is_empty() {
                    out.truncate(start);
                    push(source, text, found, &mut out);
                }
                continue;
            }
            _ => {}
        }
        out.push((event, range));
    }
    out
}

/// The events of a text with its citations.
fn push<'t>(
    source: &'t str,
    text: Range<usize>,
    found: Vec<Range<usize>>,
    out: &mut Vec<SpannedEvent<'t>>,
) {
    let mut at = text.start;
    let piece = |range: Range<usize>| CowStr::Borrowed(&source[range]);
    for citation in found {
        let citation = text.start + citation.start..text.start + citation.end;
        if at < citation.start {
            out.push((Event::Text(piece(at..citation.start)), at..citation.start));
        }
        at = citation.end;
        let label = piece(citation.clone());
        out.push((Event::FootnoteReference(label), citation));
    }
    if at < text.end {
        out.push((Event::Text(piece(at..text.end)), at..text.end));
    }
}

/// The citations of a label; `None` if it is that of a footnote. Each is an id, with its bytes in the label.
pub(crate) fn cited(label: &str) -> Option<impl Iterator<Item = (Range<usize>, &str)>> {
    let inner = label.strip_prefix('[')?.strip_suffix(']')?;
    // What is no list of ids is one strange id, which no source has.
    let is_list = inner.split(';').all(|part| {
        let id = part.trim().strip_prefix('@');
        id.is_some_and(|id| !id.is_empty())
    });
    let parts = inner.split(if is_list { ';' } else { ']' });
    let mut at = 1;
    Some(parts.map(move |part| {
        let start = at + part.len() - part.trim_start().len();
        at += part.len() + 1;
        let part = part.trim();
        (start..start + part.len(), &part[1..])
    }))
}

/// Where there are citations in a stretch of source: `[@`, a letter or digit, and all up to `]` on the same line.
fn citations(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find(OPEN).map(|i| from + i) {
        let inner = open + OPEN.len();
        from = inner;
        let stop = text[inner..].find(['[', ']', '\\']).map(|i| inner + i);
        let Some(close) = stop.filter(|i| text[*i..].starts_with(']')) else {
            continue;
        };
        // `[[@a]]` is a link to a term.
        let is_link = text[..open].ends_with('[') && text[close..].starts_with("]]");
        if !is_link && text[inner..].starts_with(char::is_alphanumeric) {
            found.push(open..close + 1);
        }
        from = close + 1;
    }
    found
}
