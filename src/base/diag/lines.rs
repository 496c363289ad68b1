//! Lines and columns of byte ranges.

use std::cell::Cell;
use std::ops::Range;
use std::sync::Arc;

use unicode_width::UnicodeWidthChar;

use super::printable::printable;

/// A line longer than this many bytes is quoted in part: a minified line would flood the terminal.
const LONGEST_QUOTED_LINE: usize = 400;

/// What stands for the part of a line that is left out.
const CUT: &str = "...";

/// Columns of a text in a terminal, tabs as the renderer shows them.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(width_of).sum()
}

fn width_of(c: char) -> usize {
    match c {
        '\t' => 4,
        c => c.width().unwrap_or(0),
    }
}

/// As much of the beginning of a text as fits.
fn beginning(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let len = text.char_indices().find(|(_, c)| {
        used += width_of(*c);
        used > columns
    });
    len.map_or(text, |(len, _)| &text[..len])
}

/// As much of the end of a text as fits.
fn end(text: &str, columns: usize) -> &str {
    let mut used = 0;
    let start = text.char_indices().rev().find(|(_, c)| {
        used += width_of(*c);
        used > columns
    });
    start.map_or(text, |(at, c)| &text[at + c.len_utf8()..])
}

/// A text in lines of so many columns, broken between words.
pub(super) fn wrapped(text: &str, columns: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut used = 0;
    for word in text.split(' ') {
        let of_word = width(word);
        if !out.is_empty() {
            let fits = used + 1 + of_word <= columns;
            out.push(if fits { ' ' } else { '\n' });
            used = if fits { used + 1 } else { 0 };
        }
        out.push_str(word);
        used += of_word;
    }
    out
}

/// A text and the bytes where its lines begin.
pub(super) struct Lines {
    text: Arc<str>,
    starts: Vec<usize>,
    /// The place asked for last, a byte and its column: the next one is often near by in the same long line.
    last: Cell<(usize, usize)>,
}

impl Lines {
    pub(super) fn of(text: Arc<str>) -> Self {
        let starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(i, _)| i + 1))
            .collect();
        Self {
            text,
            starts,
            last: Cell::new((0, 1)),
        }
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset.min(self.text.len()));
        let line = self.starts.partition_point(|s| *s <= offset);
        let start = self.starts[line - 1];
        let chars = |from: usize, to: usize| self.text[from..to].chars().count();
        let same_line = |at: usize| at >= start && self.starts.get(line).is_none_or(|n| at < *n);
        let column = match self.last.get() {
            (last, column) if same_line(last) && last <= offset => column + chars(last, offset),
            (last, column) if same_line(last) => column - chars(offset, last),
            _ => chars(start, offset) + 1,
        };
        self.last.set((offset, column));
        (line, column)
    }
}

/// The lines that a diagnostic quotes, cut out so that rendering does not walk a whole book.
pub(super) struct Quote {
    pub(super) text: String,
    pub(super) line: usize,
    pub(super) range: Range<usize>,
    /// Where the line's beginning was cut off: the column in what is left, and in the line.
    pub(super) columns: Option<[usize; 2]>,
}

impl Quote {
    pub(super) fn of(text: Arc<str>, (start, end): (usize, usize)) -> Option<Self> {
        let start = text.floor_char_boundary(start.min(text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let end = text.floor_char_boundary(end.clamp(start, line_end));
        let line = text[..line_start].bytes().filter(|b| *b == b'\n').count() + 1;
        // Keep what surrounds the fault of a very long line.
        let from = if start - line_start > LONGEST_QUOTED_LINE {
            text.floor_char_boundary(start - LONGEST_QUOTED_LINE / 4)
        } else {
            line_start
        };
        let to = text.floor_char_boundary(line_end.min(start.saturating_add(LONGEST_QUOTED_LINE)));
        Some(Self {
            text: text[from..to].to_owned(),
            line,
            range: start - from..end.min(to) - from,
            columns: (from > line_start)
                .then(|| [from, line_start].map(|s| text[s..start].chars().count() + 1)),
        })
    }

    /// What fits into so many columns: the fault, or its beginning, and what is around it.
    pub(super) fn within(mut self, columns: usize) -> Self {
        if width(&self.text) <= columns {
            return self;
        }
        let columns = columns.saturating_sub(2 * width(CUT));
        let (before, rest) = self.text.split_at(self.range.start);
        let (marked, after) = rest.split_at(self.range.len());
        let marked = beginning(marked, columns);
        let left = columns - width(marked);
        // A third of the rest is before the fault, or more where there is little behind it.
        let behind = width(after).min(left - left / 3);
        let kept = end(before, left - behind);
        let after = beginning(after, left - width(kept));
        let cut = if kept.len() < before.len() { CUT } else { "" };
        let column = before.chars().count() + 1;
        let column = self.columns.map_or(column, |[_, column]| column);
        let start = cut.len() + kept.len();
        self.columns = Some([cut.len() + kept.chars().count() + 1, column]);
        self.range = start..start + marked.len();
        self.text = format!("{cut}{kept}{marked}{after}{CUT}");
        self
    }

    /// As a terminal may show it. Tabs are left to the renderer, which knows how wide they are.
    pub(super) fn printable(mut self) -> Self {
        let shown = |text: &str| {
            let parts: Vec<_> = text.split('\t').map(printable).collect();
            parts.join("\t")
        };
        let (before, rest) = self.text.split_at(self.range.start);
        let (marked, after) = rest.split_at(self.range.len());
        let [before, marked, after] = [before, marked, after].map(shown);
        self.range = before.len()..before.len() + marked.len();
        self.text = before + &marked + &after;
        self
    }
}
