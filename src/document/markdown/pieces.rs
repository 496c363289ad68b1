//! The pieces that a text is made of and that a translation has as many of: headings, code, charts, images, boxes and quotations, items, rows.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use crate::document::chart::fence::{is_chart, meant};

/// A kind of piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    Heading,
    Code,
    Chart,
    Image,
    /// A quotation or a box.
    Quote,
    Item,
    Row,
}

impl Piece {
    /// Every kind.
    pub(crate) const ALL: [Self; 7] = [
        Self::Heading,
        Self::Code,
        Self::Chart,
        Self::Image,
        Self::Quote,
        Self::Item,
        Self::Row,
    ];
}

/// The pieces of a text, in order, each with its bytes in the file.
pub(super) fn of(
    events: &[(Event<'_>, Range<usize>)],
    offset: usize,
) -> Vec<(Piece, Range<usize>)> {
    let pieces = events.iter().filter_map(|(event, range)| {
        let piece = match event {
            Event::Start(Tag::Heading { .. }) => Piece::Heading,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info)))
                if is_chart(info) || meant(info).is_some() =>
            {
                Piece::Chart
            }
            Event::Start(Tag::CodeBlock(_)) => Piece::Code,
            Event::Start(Tag::Image { .. }) => Piece::Image,
            Event::Start(Tag::BlockQuote(_)) => Piece::Quote,
            Event::Start(Tag::Item) => Piece::Item,
            Event::Start(Tag::TableRow) => Piece::Row,
            _ => return None,
        };
        Some((piece, range.start + offset..range.end + offset))
    });
    pieces.collect()
}
