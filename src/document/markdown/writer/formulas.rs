//! Formulas.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::Writer;
use crate::base::text::push_text;
use crate::document::markdown::body::{Numbered, SlotKind};
use crate::document::markdown::formula::{Fault, Formula, mathml};

impl Writer<'_, '_> {
    /// If the paragraph that starts at `i` is only a formula, whether it is one.
    pub(super) fn is_lone_formula(&self, i: usize) -> bool {
        let is = |at: usize, wanted: fn(&Event<'_>) -> bool| {
            self.events.get(at).is_some_and(|(event, _)| wanted(event))
        };
        is(i + 1, |event| matches!(event, Event::DisplayMath(_)))
            && is(i + 2, |event| {
                matches!(event, Event::End(TagEnd::Paragraph))
            })
    }

    /// A paragraph that is only a formula: numbered, if it has an id for that.
    pub(super) fn lone_formula(&mut self, i: usize) {
        let (Event::DisplayMath(tex), span) = &self.events[i] else {
            return;
        };
        // Focusable, so that a wide formula can be scrolled by keyboard (WCAG 2.1.1).
        self.open_block("<div class=\"formula\" role=\"group\" tabindex=\"0\" aria-label=\"");
        self.slot(SlotKind::Label("formula"));
        self.body.html.push('"');
        let id = self.look(span.start).id;
        if let Some(id) = id {
            self.number(id, Numbered::Formula);
        }
        self.element_id(id);
        self.html(">");
        self.formula(tex, span, true);
        if let Some(id) = id {
            self.label(id);
        }
        self.close_block("</div>\n");
    }

    /// A formula; its TeX, if there is a fault in it.
    pub(super) fn formula(&mut self, tex: &str, span: &Range<usize>, is_block: bool) {
        self.end_text();
        let start = self.plain_here();
        self.body.plain.push_str(tex);
        self.body.code.push(start..self.plain_here());
        match mathml(tex, is_block) {
            Ok(mathml) => {
                self.slot(SlotKind::Formula(self.body.formulas.len() as u32));
                let tex = self.source[span.clone()].to_owned();
                self.body.formulas.push(Formula { tex, mathml });
            }
            Err(Fault {
                span: part,
                message,
                hint,
            }) => {
                // In a quotation and in a list, lines of the source begin with marks that the formula has not.
                let within = self.source[span.clone()]
                    .find(tex)
                    .map(|at| span.start + at);
                let place = within.map_or(span.clone(), |at| at + part.start..at + part.end);
                self.report(&place, "bad-formula", message, hint);
                self.body.html.push_str("<code>");
                push_text(&mut self.body.html, tex);
                self.body.html.push_str("</code>");
            }
        }
    }
}
