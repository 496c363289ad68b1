//! What is written into a template, and the way back from each byte of the result to the author's.

use std::ops::Range;

/// A template with what is written into it.
#[derive(Debug)]
pub(in crate::page::template) struct Woven {
    pub(in crate::page::template) text: String,
    pieces: Vec<Piece>,
    /// The template that it extends.
    pub(in crate::page::template) parent: Option<String>,
    /// How many tokens its tags have: a measure of what Tera keeps of it.
    pub(in crate::page::template) tokens: usize,
}

/// A part of the text, which reaches to the next.
#[derive(Debug)]
struct Piece {
    start: usize,
    /// The author's bytes that it stands for.
    origin: Range<usize>,
    /// Whether it is a copy of them.
    is_copy: bool,
}

impl Woven {
    /// The author's bytes that a range of the text comes from.
    pub(in crate::page::template) fn origin(&self, range: Range<usize>) -> Range<usize> {
        let start = self.origin_of(range.start);
        // The end is behind the last byte, so that what is written after it does not count.
        let end = match range.end.checked_sub(1).filter(|last| *last >= range.start) {
            Some(last) => self.origin_of(last).end,
            None => start.start,
        };
        start.start..end.max(start.start)
    }

    /// The author's byte that a byte comes from, or all that an inserted one stands for.
    fn origin_of(&self, at: usize) -> Range<usize> {
        let next = self.pieces.partition_point(|piece| piece.start <= at);
        let Some(piece) = next.checked_sub(1).map(|i| &self.pieces[i]) else {
            return 0..0;
        };
        if !piece.is_copy {
            return piece.origin.clone();
        }
        let byte = piece.origin.start + (at - piece.start);
        byte.min(piece.origin.end)..(byte + 1).min(piece.origin.end)
    }
}

/// Text to be written into a template.
struct Edit {
    at: usize,
    text: String,
    origin: Range<usize>,
    is_copy: bool,
}

/// An edit that still lacks a weight.
pub(super) struct Weighed {
    edit: usize,
    before: &'static str,
    after: &'static str,
}

/// All that is to be written into a template.
#[derive(Default)]
pub(super) struct Edits(Vec<Edit>);

impl Edits {
    /// Writes `text` at a place, after what has been written there. It stands for the author's bytes in `origin`.
    pub(super) fn insert(&mut self, at: usize, text: impl Into<String>, origin: Range<usize>) {
        self.0.push(Edit {
            at,
            text: text.into(),
            origin,
            is_copy: false,
        });
    }

    /// Writes the author's bytes at another place.
    pub(super) fn copy(&mut self, at: usize, source: &str, origin: Range<usize>) {
        self.0.push(Edit {
            at,
            text: source[origin.clone()].to_owned(),
            origin,
            is_copy: true,
        });
    }

    /// Writes something at a place whose weight, between `before` and `after`, is known later.
    pub(super) fn weighed(
        &mut self,
        at: usize,
        before: &'static str,
        after: &'static str,
        origin: Range<usize>,
    ) -> Weighed {
        self.insert(at, "", origin);
        let edit = self.0.len() - 1;
        Weighed {
            edit,
            before,
            after,
        }
    }

    /// Gives something its weight.
    pub(super) fn complete(&mut self, weighed: Weighed, weight: usize) {
        let Weighed {
            edit,
            before,
            after,
        } = weighed;
        self.0[edit].text = format!("{before}{weight}{after}");
    }

    /// The template with all that is written into it.
    pub(super) fn woven(mut self, source: &str, parent: Option<String>, tokens: usize) -> Woven {
        self.0.sort_by_key(|edit| edit.at);
        let mut text = String::new();
        let mut pieces = Vec::new();
        let mut at = 0;
        let mut add = |part: &str, origin: Range<usize>, is_copy: bool| {
            let start = text.len();
            text.push_str(part);
            pieces.push(Piece {
                start,
                origin,
                is_copy,
            });
        };
        for edit in self.0 {
            add(&source[at..edit.at], at..edit.at, true);
            add(&edit.text, edit.origin, edit.is_copy);
            at = edit.at;
        }
        add(&source[at..], at..source.len(), true);
        Woven {
            text,
            pieces,
            parent,
            tokens,
        }
    }
}
