//! A text's Markdown as it is published in its page's folder.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use crate::base::ids::DocumentId;
use crate::base::text::push_attribute;
use crate::document::chart::Chart;
use crate::document::markdown::OPTIONS;
use crate::document::markdown::body::{Address, Link, LinkTarget};
use crate::document::markdown::ruby::rubies;
use crate::model::Reader;
use crate::page::chart::as_markdown;
use crate::page::{Composer, PageContext};

/// A text as it was written, without its front matter, but for
/// 1. links, which point to pages: relative to `context`,
/// 2. headings, the highest of which gets `level` marks,
/// 3. labels of footnotes, which begin with `notes`: each section has its own,
/// 4. `[[!…]]`, which is for haeseol alone.
pub(super) fn body(
    model: Reader<'_>,
    document: DocumentId,
    context: &PageContext<'_>,
    level: usize,
    notes: &str,
) -> String {
    let text = &*model.document(document).source;
    let Range { start, end } = model.document(document).body.clone();
    // The page that joins the texts writes the heading of a section.
    let heading = model.document(document).outline.structure.heading;
    let start = heading.map_or(start, |((_, end), _)| end);
    let text = &text[..end];
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for (i, link) in model
        .document(document)
        .parsed
        .body
        .links
        .iter()
        .enumerate()
    {
        edits.extend(retarget(model, document, i as u32, link, text, context));
    }
    let composer = Composer::new(model);
    let own = &model.document(document).parsed.body.addresses;
    for (index, address) in (0..).zip(own) {
        // Others than those of files are meant from the page that is in the same folder.
        if model.own_destination(document, index).is_some()
            && let Some(new) = composer.own_address(document, index, context)
        {
            edits.push((address.span.clone(), in_attribute(&new, address)));
        }
    }
    for chart in &model.document(document).parsed.body.charts {
        edits.push((chart.span.clone(), in_place(chart, text)));
    }
    structure(text, start, level, notes, &mut edits);
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len() - start);
    let mut at = start;
    for (range, new) in edits {
        if range.start >= at {
            out.push_str(&text[at..range.start]);
            out.push_str(&new);
            at = range.end;
        }
    }
    out + &text[at..]
}

/// The values of a chart for the place of its fence, which may be in items of lists, quotations or notes.
fn in_place(chart: &Chart, text: &str) -> String {
    let before = &text[..chart.span.start];
    let line = &before[before.rfind('\n').map_or(0, |i| i + 1)..];
    // What items begin with is as wide as what their other lines begin with; those of a note begin with four spaces.
    let line = match line.trim_start().starts_with("[^") {
        true => "    ",
        false => line,
    };
    let margin: String = line
        .chars()
        .map(|c| {
            if c == '>' || c.is_whitespace() {
                c
            } else {
                ' '
            }
        })
        .collect();
    let table = as_markdown(chart);
    let mut out = String::with_capacity(table.len());
    for (i, line) in table.trim_end().split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
            out.push_str(if line.is_empty() {
                margin.trim_end()
            } else {
                &margin
            });
        }
        out.push_str(line);
    }
    if text[..chart.span.end].ends_with('\n') {
        out.push('\n');
    }
    out
}

/// An address as the value of an attribute in the author's own HTML.
fn in_attribute(new: &str, address: &Address) -> String {
    let mut value = String::new();
    push_attribute(&mut value, new);
    if address.listed {
        value.replace(',', "%2C")
    } else if address.written.starts_with(['"', '\'']) {
        value
    } else {
        format!("\"{value}\"")
    }
}

/// The edit that makes a link point to its page.
fn retarget(
    model: Reader<'_>,
    document: DocumentId,
    index: u32,
    link: &Link,
    text: &str,
    context: &PageContext<'_>,
) -> Option<(Range<usize>, String)> {
    let written = text.get(link.span.clone())?;
    let address = || {
        let destination = model.destination(document, index);
        in_parentheses(&Composer::new(model).address(link, destination, context))
    };
    if let Some(inside) = written
        .strip_prefix("[[")
        .and_then(|w| w.strip_suffix("]]"))
    {
        let shown = inside.split_once('|').map(|(_, shown)| shown.trim());
        let shown = shown.map_or_else(|| model.link_text(document, index), str::to_owned);
        let new = match link.target {
            LinkTarget::Name(_) => shown,
            _ => format!("[{shown}]({})", address()),
        };
        return Some((link.span.clone(), new));
    }
    // `<https://…>` and the like stay as they are.
    let text_start = if written.starts_with("![") { 2 } else { 1 };
    let close = written
        .starts_with(['[', '!'])
        .then(|| closing(written, text_start))??;
    let after = link.span.start + close;
    match written[close..].strip_prefix("](") {
        Some(_) if matches!(link.target, LinkTarget::Address(_)) => None,
        Some(inline) => {
            let target = destination(inline);
            let at = after + 2;
            Some((at + target.start..at + target.end, address()))
        }
        // By reference; the definition goes.
        None => {
            let title = link.title.replace('"', "\\\"");
            let title = if title.is_empty() {
                title
            } else {
                format!(" \"{title}\"")
            };
            // The empty brackets of `[x][]` are not counted in.
            let rest = text[link.span.end..].starts_with("[]");
            let end = link.span.end + if rest { 2 } else { 0 };
            Some((after..end, format!("]({}{title})", address())))
        }
    }
}

/// Where the bracket closes that opens before `start`.
fn closing(written: &str, start: usize) -> Option<usize> {
    let bytes = written.as_bytes();
    let mut depth = 1;
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'`' => {
                // Code, if as many marks close it.
                let run = bytes[at..].iter().take_while(|b| **b == b'`').count();
                let marks = &written[at..at + run];
                let mut from = at + run;
                while let Some(i) = written[from..].find(marks) {
                    let end = from + i + run;
                    let longer = bytes[from + i - 1] == b'`' || bytes.get(end) == Some(&b'`');
                    if !longer {
                        at = end - 1;
                        break;
                    }
                    from = end;
                }
                if bytes[at] == b'`' && at < from {
                    at += run - 1;
                }
            }
            b'[' => depth += 1,
            b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

/// The destination of an inline link (CommonMark 6.3), in what follows its opening parenthesis.
fn destination(inline: &str) -> Range<usize> {
    let start = inline.len() - inline.trim_start().len();
    let rest = &inline[start..];
    if rest.starts_with('<') {
        let end = rest.find('>').map_or(rest.len(), |i| i + 1);
        return start..start + end;
    }
    let mut depth = 0;
    let mut escaped = false;
    for (i, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return start..start + i,
            ')' => depth -= 1,
            c if c.is_ascii_whitespace() => return start..start + i,
            _ => {}
        }
    }
    start..inline.len()
}

/// Edits of headings, footnotes, definitions of links, readings above characters and `[[!…]]`.
fn structure(
    text: &str,
    start: usize,
    level: usize,
    notes: &str,
    edits: &mut Vec<(Range<usize>, String)>,
) {
    let mut code: Vec<Range<usize>> = Vec::new();
    let mut headings: Vec<(usize, Range<usize>)> = Vec::new();
    let note = |label: &str| format!("[^{notes}-{label}]");
    let mut events = Parser::new_ext(&text[start..], OPTIONS).into_offset_iter();
    for (event, range) in events.by_ref() {
        let range = start + range.start..start + range.end;
        match event {
            Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => code.push(range),
            Event::Start(Tag::Heading { level, .. }) => headings.push((level as usize, range)),
            Event::FootnoteReference(label) if !notes.is_empty() => {
                edits.push((range, note(&label)));
            }
            Event::Start(Tag::FootnoteDefinition(label)) if !notes.is_empty() => {
                let length = label.len() + "[^]".len();
                edits.push((range.start..range.start + length, note(&label)));
            }
            _ => {}
        }
    }
    for (_, definition) in events.reference_definitions().iter() {
        let (from, to) = (start + definition.span.start, start + definition.span.end);
        edits.push((from..to, String::new()));
    }
    let highest = headings.iter().map(|(level, _)| *level).min().unwrap_or(1);
    for (written, range) in headings {
        let marks = "#".repeat((written - highest + level).min(6));
        let heading = text[range.clone()].trim_end();
        if heading.starts_with('#') {
            edits.push((range.start..range.start + written, marks));
        } else if let Some((title, _)) = heading.rsplit_once('\n') {
            // Underlined: only two levels can be written so.
            edits.push((range.start..range.start, format!("{marks} ")));
            edits.push((
                range.start + title.len()..range.start + heading.len(),
                String::new(),
            ));
        }
    }
    let is_code = |at: usize| {
        let inside = code.partition_point(|c| c.start <= at);
        inside > 0 && code[inside - 1].end > at
    };
    for ruby in rubies(&text[start..]) {
        let range = start + ruby.range.start..start + ruby.range.end;
        if !is_code(range.start) && !text[..range.start].ends_with('\\') {
            edits.push((range, ruby.to_string()));
        }
    }
    for (at, _) in text[start..].match_indices("[[!") {
        let at = start + at;
        if is_code(at) {
            continue;
        }
        let line = text[at..].lines().next().unwrap_or_default();
        if let Some(end) = line.find("]]") {
            edits.push((at..at + end + 2, line["[[!".len()..end].to_owned()));
        }
    }
}

/// An address as the destination of a link.
pub(super) fn in_parentheses(address: &str) -> String {
    if address.is_empty() || address.contains(['(', ')', ' ', '<', '>']) {
        format!("<{}>", address.replace('<', "%3C").replace('>', "%3E"))
    } else {
        address.to_owned()
    }
}
