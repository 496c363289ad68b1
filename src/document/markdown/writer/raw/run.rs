//! The author's HTML as one text, with the place of each byte in the file.

use std::ops::Range;

/// A stretch of the author's HTML, which the file may hold in pieces: the marks of quotes and lists are taken out of it.
#[derive(Default)]
pub(super) struct Run {
    pub(super) text: String,
    /// Where in the text each piece begins, and where it is in the source.
    pieces: Vec<(usize, Range<usize>)>,
    /// Whether something pasted has been reported in it.
    pub(super) reported: std::cell::Cell<bool>,
}

impl Run {
    pub(super) fn push(&mut self, html: &str, span: &Range<usize>) {
        self.pieces.push((self.text.len(), span.clone()));
        self.text.push_str(html);
    }

    /// A range of the text in the source.
    pub(super) fn place(&self, source: &str, range: &Range<usize>) -> Range<usize> {
        let start = self.at(source, range.start);
        let last = self.at(source, range.end.saturating_sub(1).max(range.start));
        start..(last + usize::from(!range.is_empty())).max(start)
    }

    fn at(&self, source: &str, at: usize) -> usize {
        let piece = self
            .pieces
            .partition_point(|(start, _)| *start <= at)
            .saturating_sub(1);
        let Some((start, span)) = self.pieces.get(piece) else {
            return 0;
        };
        let end = self
            .pieces
            .get(piece + 1)
            .map_or(self.text.len(), |(start, _)| *start);
        let (text, written) = (&self.text[*start..end], &source[span.clone()]);
        let offset = at - start;
        if text == written {
            return span.start + offset;
        }
        // Each line of the text is the end of a line of the source.
        let line = text[..offset].matches('\n').count();
        let line_start = text[..offset].rfind('\n').map_or(0, |i| i + 1);
        let line_len = text[line_start..]
            .find('\n')
            .unwrap_or(text.len() - line_start);
        let mut lines = written.split('\n');
        let before: usize = lines.by_ref().take(line).map(|l| l.len() + 1).sum();
        let skipped = lines.next().map_or(0, |l| l.len().saturating_sub(line_len));
        (span.start + before + skipped + offset - line_start).min(span.end)
    }
}
