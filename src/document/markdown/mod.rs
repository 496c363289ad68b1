//! Markdown to [`Parsed`]: CommonMark 0.31 with the extensions of the author's format.
//!
//! 1. [`emphasis::prepare`] makes emphasis work next to Hangul,
//! 2. pulldown-cmark turns the text into events,
//! 3. [`writer::write`] turns the events into a [`Body`]: HTML with slots for all that depends on other files, the
//!    plain text, and the parts that a FAQ or a comparison is made of.

pub(crate) mod body;
pub(crate) mod emphasis;
pub(crate) mod links;
mod writer;

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Options, Parser};

pub use body::{Body, Length};
pub(crate) use writer::UniqueIds;

use crate::base::diag::Diagnostic;
use crate::document::front_matter::SectionKind;

/// What parsing depends on besides the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'a> {
    /// The file, for diagnostics.
    pub(crate) file: &'a Arc<str>,
    /// Bytes of the file before the text.
    pub(crate) offset: usize,
    /// What the text is made of.
    pub(crate) kind: SectionKind,
    /// The level of the highest heading: 2 on a page, 3 in a section, whose own heading is an `h2`.
    pub(crate) top_level: u8,
    /// Whether HTML passes through.
    pub(crate) raw_html: bool,
}

/// A parsed text.
#[derive(Debug, Clone)]
pub(crate) struct Parsed {
    pub(crate) body: Body,
    pub(crate) shape: Shape,
}

/// What a text is made of. Ranges are bytes of the body's HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    Prose,
    Faq {
        intro: Range<u32>,
        items: Vec<FaqItem>,
        notes: Range<u32>,
    },
    Comparison {
        before: Range<u32>,
        table: ComparisonTable,
        after: Range<u32>,
    },
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FaqItem {
    /// Index into the body's ids.
    pub(crate) id: u32,
    pub(crate) question: Range<u32>,
    /// With ids in place of the names that bare `[[id]]` show.
    pub(crate) question_text: String,
    /// The question in the plain text.
    pub(crate) question_plain: Range<u32>,
    pub(crate) answer: Range<u32>,
    /// The answer in the plain text.
    pub(crate) plain: Range<u32>,
}

/// The table of a comparison: criteria in rows, subjects in columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ComparisonTable {
    /// The header row; the first cell is above the criteria.
    pub(crate) columns: Vec<Cell>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A cell of a comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    pub(crate) html: Range<u32>,
    /// The cell in the plain text.
    pub(crate) plain: Range<u32>,
}

/// The extensions of the author's format.
pub(crate) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

/// Parses a text. Never fails: what is wrong goes to the diagnostics.
pub(crate) fn parse(text: &str, context: Context<'_>, diagnostics: &mut Vec<Diagnostic>) -> Parsed {
    let prepared = emphasis::prepare(text);
    let events: Vec<(Event<'_>, Range<usize>)> = Parser::new_ext(prepared.text(), OPTIONS)
        .into_offset_iter()
        .map(|(event, range)| {
            (
                prepared.clean(event),
                prepared.original(range.start)..prepared.original(range.end),
            )
        })
        .collect();
    writer::write(text, &events, context, diagnostics)
}
