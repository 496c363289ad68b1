//! Markdown to [`Parsed`]: CommonMark 0.31 with the extensions of the author's format.
//!
//! 1. [`emphasis::prepare`] makes emphasis work next to Hangul,
//! 2. pulldown-cmark turns the text into events,
//! 3. [`writer::write`] turns the events into a [`Body`]: HTML with slots for all that depends on other files, the
//!    plain text, and the [`Shape`]: the items or the table that some kinds of section are made of; of an index whose headings
//!    begin [`sections`], one of each.

mod allow;
mod attributes;
mod autolink;
pub(crate) mod body;
mod captions;
pub(crate) mod citations;
pub(crate) mod code;
mod containers;
pub(crate) mod emphasis;
pub(crate) mod formula;
pub(crate) mod links;
mod pieces;
pub(crate) mod ruby;
mod schemes;
mod sections;
pub(crate) mod sentence;
mod slips;
mod texts;
mod writer;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

pub(crate) use allow::Allowed;
pub(crate) use body::Numbered;
pub use body::{Body, Length};
pub(crate) use pieces::Piece;
pub(crate) use sections::SectionHeading;
pub(crate) use writer::UniqueIds;

use crate::base::diag::{Diagnostic, Place};
use crate::document::beside::Beside;
use crate::document::chart::fence::is_chart;
use crate::document::section::{SectionKind, Shape};
use crate::lang::message::message;
use crate::source::site::MarkdownOptions;

/// Headings that a text may have. Each is an id, a line of contents and a place to be found; in an index, a text of its own.
const MOST_HEADINGS: usize = 10_000;
/// Charts that a text may have: each is drawn on every page that shows it.
const MOST_CHARTS: usize = 1_000;

/// An event of the parser, with its bytes in the text.
type SpannedEvent<'e> = (Event<'e>, Range<usize>);

/// What parsing depends on besides the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The file, for diagnostics.
    pub(crate) file: &'a Arc<str>,
    /// Bytes of the file before the text.
    pub(crate) offset: usize,
    /// What the text is made of.
    pub(crate) kind: SectionKind,
    /// Bytes of the file that say so, or where the text begins: the place of what the text as a whole lacks.
    pub(crate) kind_at: (usize, usize),
    /// The level of the highest heading: 2 on a page, 3 in a section, whose own heading is an `h2`.
    pub(crate) top_level: u8,
    /// Whether each heading of the second level begins a section, as in an explainer's index.
    pub(crate) has_sections: bool,
    /// What the site says of all its texts.
    pub(crate) options: MarkdownOptions,
    /// The files beside the text, where it may ask for them.
    pub(crate) beside: Option<&'a Beside<'a>>,
    /// Of the text and of the site.
    pub(crate) languages: Languages<'a>,
}

/// Tags of languages.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Languages<'a> {
    /// That of a text.
    pub(crate) own: &'a str,
    /// Those of the site.
    pub(crate) all: &'a [&'a str],
}

impl Context<'_> {
    /// Bytes of the text as bytes of its file.
    fn in_file(self, span: &Range<usize>) -> Range<usize> {
        span.start + self.offset..span.end + self.offset
    }

    /// Bytes of the text as a place in its file.
    fn place(self, span: &Range<usize>) -> Place {
        Place::at(self.file, self.in_file(span))
    }

    /// The level of the headings of items: in an index, the second one is that of the sections.
    fn item_level(self) -> HeadingLevel {
        match self.has_sections {
            true => HeadingLevel::H3,
            false => HeadingLevel::H2,
        }
    }
}

/// A parsed text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parsed {
    /// What its heading says, if it is a section of an index.
    pub(crate) heading: Option<SectionHeading>,
    /// Where it ends in the file; it begins at its heading, or where the text of the file does.
    pub(crate) end: usize,
    pub(crate) body: Body,
    pub(crate) shape: Shape,
    /// In the whole file.
    pub(crate) allowed: Arc<Allowed>,
    /// What a translation has as many of, each with its bytes in the file.
    pub(crate) pieces: Vec<(Piece, Range<usize>)>,
}

/// The extensions of the author's format.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

/// Reads the events of a text, without what is found wrong with it.
pub(crate) fn events(text: &str, read: &mut dyn FnMut(&Event<'_>, Range<usize>)) {
    let context = Context {
        file: &Arc::from(""),
        offset: 0,
        kind: SectionKind::default(),
        kind_at: (0, 0),
        top_level: 2,
        has_sections: false,
        options: MarkdownOptions::default(),
        beside: None,
        languages: Languages::default(),
    };
    let unsaid = &mut Vec::new();
    let (plain, marks) = containers::prepare(text, context, unsaid);
    let prepared = emphasis::prepare(&plain);
    let mut events = parsed(&prepared, context.options);
    ruby::restore(text, &mut events);
    let (events, containers) = marks.apply(text, events, context, unsaid);
    let (events, mut ids) = attributes::take(text, events);
    let events = captions::take(text, events, &mut ids, context, unsaid);
    for (event, range) in citations::mark(text, events) {
        if let Event::Start(Tag::BlockQuote(_)) = event
            && let Some(container) = containers.get(&range.start).filter(|c| !c.title.is_empty())
        {
            // The title of a box is read as a paragraph.
            read(&Event::Start(Tag::Paragraph), range.clone());
            read(&Event::Text(container.title.clone().into()), range.clone());
            read(&Event::End(TagEnd::Paragraph), range.clone());
        }
        read(&event, range);
    }
}

/// The parser's events.
fn parsed<'t>(
    prepared: &'t emphasis::Prepared<'_>,
    options: MarkdownOptions,
) -> Vec<(Event<'t>, Range<usize>)> {
    let mut extensions = OPTIONS;
    extensions.set(Options::ENABLE_MATH, options.math);
    Parser::new_ext(prepared.text(), extensions)
        .into_offset_iter()
        .map(|(event, range)| {
            (
                prepared.clean(event),
                prepared.original(range.start)..prepared.original(range.end),
            )
        })
        .collect()
}

/// Cuts off what comes after as many headings or charts as a text may have, and reports it.
fn cut(events: &mut Vec<SpannedEvent<'_>>, context: Context<'_>) -> Option<Diagnostic> {
    let (mut headings, mut charts, mut depth) = (0, 0, 0_usize);
    let at = events.iter().position(|(event, _)| {
        let outermost = depth == 0;
        match event {
            Event::Start(Tag::Heading { .. }) => headings += 1,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                charts += usize::from(is_chart(info));
            }
            _ => {}
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        (headings > MOST_HEADINGS || charts > MOST_CHARTS) && outermost
    })?;
    let message = message!(
        "글 하나에 제목은 {MOST_HEADINGS}개, 그래프는 {MOST_CHARTS}개까지입니다. 여기부터는 읽지 않습니다",
        "a text may have {MOST_HEADINGS} headings and {MOST_CHARTS} charts: from here on it is not read"
    );
    let hint = message!(
        "글을 여러 파일로 나누세요",
        "split the text into several files"
    );
    let place = context.place(&events[at].1);
    events.truncate(at);
    Some(Diagnostic::error(place, "too-large", message).hint(hint))
}

/// Whether a text may have sections, at a glance.
pub(crate) fn may_have_sections(text: &str) -> bool {
    text.lines().any(|line| {
        let line = line.trim_start();
        line.starts_with("##") || line.starts_with("--")
    })
}

/// Parses a text; one that has sections into what is before them and each of them. Never fails: what is wrong goes to the
/// diagnostics.
pub(crate) fn parse(
    text: &str,
    context: Context<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Parsed> {
    let (plain, marks) = containers::prepare(text, context, diagnostics);
    let plain = match context.options.math {
        true => formula::hide_prices(&plain),
        false => Cow::Borrowed(&*plain),
    };
    let prepared = emphasis::prepare(&plain);
    let mut events = parsed(&prepared, context.options);
    diagnostics.extend(cut(&mut events, context));
    ruby::restore(text, &mut events);
    let (events, containers) = marks.apply(text, events, context, diagnostics);
    let allowed = Arc::new(allow::read(text, &events, context, diagnostics));
    slips::check(text, &events, context, &allowed, diagnostics);
    let (events, mut attributes) = attributes::take(text, events);
    let events = captions::take(text, events, &mut attributes, context, diagnostics);
    let events = citations::mark(text, events);
    let events = autolink::link(text, events);
    let input = writer::Input {
        source: text,
        events: &events,
        containers: &containers,
        attributes: &attributes,
    };
    let written = writer::write(input, context, diagnostics);
    let mut pieces = pieces::of(&events, context.offset).into_iter().peekable();
    let ends = written[1..].iter().map(|w| w.start);
    let ends: Vec<usize> = ends
        .chain([text.len()])
        .map(|at| context.offset + at)
        .collect();
    let parsed = written.into_iter().zip(ends).map(|(mut written, end)| {
        written.body.shrink();
        Parsed {
            heading: written.heading,
            end,
            body: written.body,
            shape: written.shape,
            allowed: Arc::clone(&allowed),
            pieces: std::iter::from_fn(|| pieces.next_if(|(_, range)| range.start < end)).collect(),
        }
    });
    parsed.collect()
}
