//! Captions of tables: a paragraph directly before or after a table that ends in `{#tab-costs}`.
//!
//! Markdown has no place for one. [`take`] puts the paragraph into its table, right after its start, and its id where those of images
//! are; the writer makes a `<caption>` of a paragraph that is there.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::attributes::Attributes;
use super::{Context, SpannedEvent};
use crate::base::diag::Diagnostic;
use crate::lang::message::message;

/// What the id of a caption begins with.
const BEGINS: &str = "{#tab-";

/// Puts captions into their tables. A paragraph that ends so and is beside no table is reported.
pub(super) fn take<'t>(
    source: &'t str,
    mut events: Vec<SpannedEvent<'t>>,
    attributes: &mut Attributes,
    context: Context<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<SpannedEvent<'t>> {
    if !source.contains(BEGINS) {
        return events;
    }
    let mut captions = Vec::new();
    for i in 0..events.len() {
        if let Some(id) = caption_end(source, &events, i) {
            captions.push((i, id));
        }
    }
    let mut taken = vec![false; events.len()];
    let mut moves: Vec<(usize, Range<usize>)> = Vec::new();
    for (end, id) in captions {
        // Paragraphs hold no paragraphs.
        let start = events[..end]
            .iter()
            .rposition(|(e, _)| *e == Event::Start(Tag::Paragraph));
        let Some(start) = start else { continue };
        let Some(table) = table_beside(&events, start..end + 1).filter(|at| !taken[*at]) else {
            diagnostics.push(alone(source, &id, context));
            continue;
        };
        taken[table] = true;
        let range = events[start].1.clone();
        attributes
            .entry(range.start)
            .or_default()
            .push(id.start + 1..id.end - 1);
        for (event, range) in &mut events[start..end] {
            if let Event::Text(text) = event
                && range.end > id.start
            {
                // The parser breaks text where marks might have been.
                let left = source[range.start.min(id.start)..id.start].trim_end();
                range.end = range.start.max(range.start.min(id.start) + left.len());
                *text = CowStr::Borrowed(left);
            }
        }
        moves.push((table, start..end + 1));
    }
    moved(events, moves)
}

/// The id at the end of the paragraph that ends with the event at `i`, braces and all.
fn caption_end(source: &str, events: &[SpannedEvent<'_>], i: usize) -> Option<Range<usize>> {
    let (Event::End(TagEnd::Paragraph), _) = events[i] else {
        return None;
    };
    let end = events[i.checked_sub(1)?].1.end;
    let is_text = |(event, range): &&SpannedEvent<'_>| matches!(event, Event::Text(text) if **text == source[range.clone()]);
    let run = events[..i].iter().rev().take_while(is_text);
    let start = run.last()?.1.start;
    let written = source[start..end].trim_end();
    let at = written.rfind(BEGINS)?;
    let id = &written[at..];
    let is_id = id.ends_with('}') && !id.contains(char::is_whitespace);
    is_id.then(|| start + at..start + written.len())
}

/// The start of the table that a paragraph is directly before or after.
fn table_beside(events: &[SpannedEvent<'_>], paragraph: Range<usize>) -> Option<usize> {
    let is_start = |at: usize| matches!(events.get(at), Some((Event::Start(Tag::Table(_)), _)));
    if is_start(paragraph.end) {
        return Some(paragraph.end);
    }
    let before = paragraph.start.checked_sub(1)?;
    let (Event::End(TagEnd::Table), range) = &events[before] else {
        return None;
    };
    // Tables hold no tables.
    let start = events[..before]
        .iter()
        .rposition(|(e, _)| matches!(e, Event::Start(Tag::Table(_))))?;
    (events[start].1 == *range).then_some(start)
}

/// The events with each of some ranges after the start of its table.
fn moved<'t>(
    events: Vec<SpannedEvent<'t>>,
    mut moves: Vec<(usize, Range<usize>)>,
) -> Vec<SpannedEvent<'t>> {
    if moves.is_empty() {
        return events;
    }
    let mut order: Vec<usize> = Vec::with_capacity(events.len());
    moves.sort_unstable_by_key(|(table, _)| *table);
    let mut gone = vec![false; events.len()];
    for at in moves.iter().flat_map(|(_, range)| range.clone()) {
        gone[at] = true;
    }
    let mut moves = moves.into_iter().peekable();
    for (at, gone) in gone.into_iter().enumerate() {
        if !gone {
            order.push(at);
        }
        if let Some((_, range)) = moves.next_if(|(table, _)| *table == at) {
            order.extend(range);
        }
    }
    let mut events: Vec<Option<SpannedEvent<'t>>> = events.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|at| events[at].take())
        .collect()
}

fn alone(source: &str, id: &Range<usize>, context: Context<'_>) -> Diagnostic {
    let written = &source[id.clone()];
    let message = message!(
        "`{written}`(은/는) 표의 제목에 다는 주소인데, 바로 앞이나 뒤에 표가 없습니다",
        "`{written}` is for the caption of a table, and there is no table directly before or after"
    );
    Diagnostic::warning(context.place(id), "table-caption", message).hint(message!(
        "표 바로 앞이나 뒤에 빈 줄을 두고 적으세요: `표의 제목 {written}`",
        "write it directly before or after the table, with an empty line between: `What the table shows {written}`"
    ))
}
