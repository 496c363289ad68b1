//! The author's HTML as one text, with the place of each byte in the file.

use std::ops::Range;

/// A stretch of the author's HTML, which the file may hold in pieces: the marks of quotes and lists are taken out of it.
#[derive(Default)]
pub(super) struct Run {
    pub(super) text: String,
    /// Where in the text each piece begins, and where it is in the source: those of a line are as they are there.
    pieces: Vec<(usize, Range<usize>)>,
    /// Whether something pasted has been reported in it.
    pub(super) reported: std::cell::Cell<bool>,
}

impl Run {
    /// Adds what the parser has read at `span` of the source.
    pub(super) fn push(&mut self, html: &str, source: &str, span: &Range<usize>) {
        let written = &source[span.clone()];
        if html == written {
            self.pieces.push((self.text.len(), span.clone()));
            self.text.push_str(html);
            return;
        }
        // Each line of the text is the end of a line of the source.
        let length = |line: &str| line.strip_suffix('\n').unwrap_or(line).len();
        let (mut lines, mut start) = (written.split_inclusive('\n'), span.start);
        for line in html.split_inclusive('\n') {
            let of_source = lines.next().unwrap_or_default();
            let skipped = length(of_source).saturating_sub(length(line));
            self.pieces
                .push((self.text.len(), start + skipped..span.end));
            self.text.push_str(line);
            start += of_source.len();
        }
    }

    /// A range of the text in the source.
    pub(super) fn place(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.at(range.start);
        let last = self.at(range.end.saturating_sub(1).max(range.start));
        start..(last + usize::from(!range.is_empty())).max(start)
    }

    fn at(&self, at: usize) -> usize {
        let next = self.pieces.partition_point(|(start, _)| *start <= at);
        match self.pieces.get(next.saturating_sub(1)) {
            Some((start, span)) => (span.start + at - start).min(span.end),
            None => 0,
        }
    }
}
