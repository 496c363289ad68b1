//! What Markdown reads as something else than the eye does, or drops: one file a rule.
//!
//! A rule sees the text as it was written, and the events that the parser made of it. It reports with [`Slips::warn`], at the
//! piece that has to be changed, with the corrected text where that is known.

mod brackets;
mod code;
mod destination;
mod emphasis;
pub(super) mod foreign;
mod formulas;
mod fullwidth;
mod heading;
mod invisible;
mod lines;
mod links;
mod lists;
mod markup;
mod notes;
mod table;
mod typed;

use std::ops::Range;

use memchr::memchr_iter;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Allowed, Context};
use crate::base::diag::{Diagnostic, Message, Room, Severity};

type Rule = fn(&mut Slips<'_, '_>);

const RULES: [Rule; 31] = [
    code::unclosed_fence,
    code::short_fence,
    code::indented_prose,
    destination::broken,
    emphasis::unclosed,
    emphasis::underscores,
    emphasis::products,
    foreign::blocks,
    foreign::inline,
    formulas::unread,
    fullwidth::check,
    fullwidth::fences,
    heading::empty,
    heading::id,
    heading::without_space,
    heading::underlined,
    invisible::check,
    lines::check,
    lines::merge_marks,
    links::miswritten,
    code::backtick,
    brackets::unread,
    links::empty,
    links::borrowed,
    lists::check,
    markup::check,
    notes::check,
    table::rows,
    table::parted,
    typed::code,
    typed::html,
];

/// Bytes of a line, to either side, that a slip may have to do with: a long paragraph has no more. Without it, a rule would look
/// through a line of a megabyte at each of its marks.
const NEAR: usize = 2048;

/// A text, what the parser made of it, and what is found.
pub(super) struct Slips<'t, 'd> {
    /// As it was written.
    source: &'t str,
    events: &'t [(Event<'t>, Range<usize>)],
    /// Bytes in which marks mean nothing, ascending: code, HTML, addresses in angle brackets.
    verbatim: Vec<Range<usize>>,
    /// Bytes of links and images that are in no other one, ascending.
    links: Vec<Range<usize>>,
    context: Context<'t>,
    allowed: &'t Allowed,
    room: Room,
    diagnostics: &'d mut Vec<Diagnostic>,
}

/// Reports what is in a text.
pub(super) fn check<'t>(
    source: &'t str,
    events: &'t [(Event<'t>, Range<usize>)],
    context: Context<'t>,
    allowed: &'t Allowed,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut slips = Slips {
        source,
        events,
        verbatim: outermost(events, is_verbatim),
        links: outermost(events, is_link),
        context,
        allowed,
        room: Room::of(diagnostics),
        diagnostics,
    };
    for rule in RULES {
        rule(&mut slips);
    }
}

fn is_verbatim(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Code(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)
    )
}

fn is_link(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. }))
}

/// The bytes of some elements, but for those in another one of them.
fn outermost(
    events: &[(Event<'_>, Range<usize>)],
    wanted: fn(&Event<'_>) -> bool,
) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for (event, range) in events {
        if wanted(event) && ranges.last().is_none_or(|last| last.end <= range.start) {
            ranges.push(range.clone());
        }
    }
    ranges
}

/// Where a pattern is in a text, those that lie over each other too.
fn occurrences<'t>(text: &'t str, pattern: &'static str) -> impl Iterator<Item = usize> + 't {
    // Most texts have none: the search for one byte is much the faster.
    let first = pattern.as_bytes()[0];
    memchr_iter(first, text.as_bytes()).filter(move |at| text[*at..].starts_with(pattern))
}

impl<'t> Slips<'t, '_> {
    /// Whether a byte is in code or HTML.
    fn is_verbatim(&self, at: usize) -> bool {
        let next = self.verbatim.partition_point(|r| r.end <= at);
        self.verbatim.get(next).is_some_and(|r| r.contains(&at))
    }

    /// Whether a character is written with a backslash.
    fn is_escaped(&self, at: usize) -> bool {
        let before = &self.source.as_bytes()[..at];
        before.iter().rev().take_while(|b| **b == b'\\').count() % 2 == 1
    }

    /// Where a pattern is in what is neither code nor HTML, nor escaped.
    fn find(&self, pattern: &'static str) -> Vec<usize> {
        let found = occurrences(self.source, pattern);
        found
            .filter(|at| !self.is_verbatim(*at) && !self.is_escaped(*at))
            .collect()
    }

    /// The events inside a block that begins with `events[at]`.
    fn inside(&self, at: usize, end: TagEnd) -> &'t [(Event<'t>, Range<usize>)] {
        let rest = &self.events[at + 1..];
        let len = rest.iter().position(|(event, _)| *event == Event::End(end));
        &rest[..len.unwrap_or(rest.len())]
    }

    /// The line that a byte is in, without its end; of an endless one what is near.
    fn line(&self, at: usize) -> Range<usize> {
        let first = self.source.floor_char_boundary(at.saturating_sub(NEAR));
        let last = self.source.floor_char_boundary(at + NEAR);
        let start = self.source[first..at]
            .rfind('\n')
            .map_or(first, |i| first + i + 1);
        let len = self.source[at..last].find('\n');
        start..len.map_or(last, |len| at + len)
    }

    /// Whether a byte is in a link or an image.
    fn is_in_link(&self, at: usize) -> bool {
        let next = self.links.partition_point(|r| r.end <= at);
        self.links.get(next).is_some_and(|r| r.contains(&at))
    }

    fn warn(&mut self, span: Range<usize>, code: &'static str, message: Message, hint: Message) {
        self.report(Severity::Warning, span, code, message, hint);
    }

    fn report(
        &mut self,
        severity: Severity,
        span: Range<usize>,
        code: &'static str,
        message: Message,
        hint: Message,
    ) {
        let place = self.context.place(&span);
        let d = Diagnostic {
            severity,
            ..Diagnostic::error(place, code, message)
        };
        if self.allowed.covers(&d) {
            return;
        }
        self.push(d.hint(hint));
    }

    fn push(&mut self, d: Diagnostic) {
        self.diagnostics.push(d);
        self.room.keep(self.diagnostics);
    }
}
