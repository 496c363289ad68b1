//! Marks of citations: left open for the page, which numbers them and has the list.

use std::ops::Range;

use super::Writer;
use crate::document::markdown::body::{Citation, SlotKind};

impl Writer<'_, '_> {
    /// Writes the marks of the sources that `label` cites.
    pub(super) fn citation<'l>(
        &mut self,
        label: &str,
        cited: impl Iterator<Item = (Range<usize>, &'l str)>,
        span: &Range<usize>,
    ) {
        // Inside such elements of the author's own HTML brackets are text.
        if !self.elements.hold_terms() {
            return self.text(label);
        }
        // A question is a control of its own.
        let linked = !self.in_item_heading;
        self.html("<sup class=\"cite\">");
        for (place, source) in cited {
            let name = self.shared.ids.unique(&format!("cite-{source}"));
            let id = self.id(name, false, &(0..0));
            let index = self.body.citations.len() as u32;
            let place = span.start + place.start..span.start + place.end;
            self.body.citations.push(Citation {
                span: self.file_span(&place),
                source: source.to_owned(),
                id,
                linked,
            });
            self.slot(SlotKind::Citation(index));
        }
        self.html("</sup>");
    }
}
