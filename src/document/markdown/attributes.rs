//! What may follow an image in braces: `![alt](p.png){width=300 .wide #fig-loop}`, and a formula: `$$x$$ {#eq-x}`.
//!
//! The parser does not know it and gives it as text. [`take`] takes that text out of the events, so that an image alone in its
//! paragraph stays alone; the writer reads it where it writes the image ([`Writer::look`](super::writer)).

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, TagEnd};
use rustc_hash::FxHashMap;

use super::SpannedEvent;

/// The attributes of the images of a text by the byte where each image begins: the bytes of each attribute.
pub(super) type Attributes = FxHashMap<usize, Vec<Range<usize>>>;

/// Takes the attributes of images out of the events of a text.
pub(super) fn take<'t>(
    source: &'t str,
    events: Vec<SpannedEvent<'t>>,
) -> (Vec<SpannedEvent<'t>>, Attributes) {
    let mut found = Attributes::default();
    if !["){", "]{", "$$ {", "$${"]
        .iter()
        .any(|begin| source.contains(begin))
    {
        return (events, found);
    }
    let mut out = Vec::with_capacity(events.len());
    let mut events = events.into_iter().peekable();
    while let Some((event, image)) = events.next() {
        // Behind a formula there may be a space.
        let start = match event {
            Event::End(TagEnd::Image) => Some(image.end),
            Event::DisplayMath(_) => {
                let blanks = source[image.end..].bytes().take_while(|b| *b == b' ');
                Some(image.end + blanks.count())
            }
            _ => None,
        };
        out.push((event, image.clone()));
        let Some(braces) = start.and_then(|start| braces(source, start)) else {
            continue;
        };
        // The parser breaks text where marks might have been.
        let mut text = Vec::new();
        let mut end = image.end;
        while end < braces.end
            && let Some(piece) = events.next_if(|(event, range)| {
                let is_text = matches!(event, Event::Text(t) if **t == source[range.clone()]);
                is_text && range.start == end
            })
        {
            end = piece.1.end;
            text.push(piece);
        }
        if end < braces.end {
            // There is something else in it than text.
            out.extend(text);
            continue;
        }
        if end > braces.end {
            let rest = CowStr::Borrowed(&source[braces.end..end]);
            out.push((Event::Text(rest), braces.end..end));
        }
        found.insert(image.start, attributes(source, &braces));
    }
    (out, found)
}

/// Bytes of the longest braces.
const MOST: usize = 1024;

/// The braces that begin at a byte and end on the same line. Those of other tools' marks are none.
fn braces(source: &str, at: usize) -> Option<Range<usize>> {
    // As long as any that somebody writes; a line may be endless.
    let near = source.floor_char_boundary(at + MOST);
    let line = source[at..near].lines().next()?;
    let inside = line.strip_prefix('{')?;
    let end = inside
        .find('}')
        .filter(|_| !inside.starts_with(['{', '%']))?;
    Some(at..at + end + 2)
}

/// The attributes between braces: parted by spaces, but for those between quotation marks.
fn attributes(source: &str, braces: &Range<usize>) -> Vec<Range<usize>> {
    let start = braces.start + 1;
    let mut found = Vec::new();
    let mut from = None;
    let mut quote = None;
    for (i, c) in source[start..braces.end - 1].char_indices() {
        match c {
            '"' | '\'' if quote.is_none_or(|open| open == c) => {
                quote = quote.is_none().then_some(c);
            }
            c if c.is_whitespace() && quote.is_none() => {
                found.extend(from.take().map(|from| from..start + i));
                continue;
            }
            _ => {}
        }
        from.get_or_insert(start + i);
    }
    found.extend(from.map(|from| from..braces.end - 1));
    found
}
