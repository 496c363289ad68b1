//! The pieces that a text is made of and that a translation has as many of: headings, code, images, items, rows.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

/// A kind of piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    Heading,
    Code,
    Image,
    Item,
    Row,
}

impl Piece {
    /// Every kind.
    pub(crate) const ALL: [Self; 5] = [
        Self::Heading,
        Self::Code,
        Self::Image,
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
            Event::Start(Tag::CodeBlock(_)) => Piece::Code,
            Event::Start(Tag::Image { .. }) => Piece::Image,
            Event::Start(Tag::Item) => Piece::Item,
            Event::Start(Tag::TableRow) => Piece::Row,
            _ => return None,
        };
        Some((piece, range.start + offset..range.end + offset))
    });
    pieces.collect()
}
