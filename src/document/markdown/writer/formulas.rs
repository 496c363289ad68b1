//! Formulas.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::Writer;
use crate::base::text::push_text;
use crate::document::markdown::body::{Numbered, SlotKind};
use crate::document::markdown::formula::{Fault, Formula, mathml, width};

/// Most signs of a formula that has room in a line of a phone with a word beside it.
const SHORT: usize = 16;

/// Most signs of a formula that has room in one of two columns on paper.
const WIDE: usize = 30;

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
        // On paper it cannot be scrolled: one that is wide is made as small as it has to be.
        let made = mathml(tex, true);
        let wide = made.as_deref().map_or(0, width);
        if wide > WIDE {
            self.html(&format!(" style=\"--signs:{wide}\""));
        }
        self.html(">");
        self.made_formula(tex, made, span, true);
        if let Some(id) = id {
            self.label(id);
        }
        self.close_block("</div>\n");
    }

    /// A formula; its TeX, if there is a fault in it.
    pub(super) fn formula(&mut self, tex: &str, span: &Range<usize>, is_block: bool) {
        self.made_formula(tex, mathml(tex, is_block), span, is_block);
    }

    fn made_formula(
        &mut self,
        tex: &str,
        made: Result<String, Fault>,
        span: &Range<usize>,
        is_block: bool,
    ) {
        self.end_text();
        let start = self.plain_here();
        self.body.plain.push_str(tex);
        self.body.code.push(start..self.plain_here());
        match made {
            Ok(mathml) => {
                let end = if is_block {
                    ""
                } else {
                    self.begin_in_line(&mathml, span)
                };
                self.slot(SlotKind::Formula(self.body.formulas.len() as u32));
                let tex = self.source[span.clone()].to_owned();
                self.body.formulas.push(Formula { tex, mathml });
                self.body.html.push_str(end);
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
    /// Opens what a formula in a line needs around it, and returns what closes it. A browser may end the line on both sides of a
    /// formula, whatever is there (CSS Text 3, section 5.1): a short one is kept with the letters beside it, such as its particle. One
    /// that may be wider than the line scrolls within it.
    fn begin_in_line(&mut self, mathml: &str, span: &Range<usize>) -> &'static str {
        let html = &mut self.body.html;
        if signs(mathml) > SHORT {
            html.push_str("<span class=\"formula-long\"");
            if self.unlinkable == 0 {
                html.push_str(" role=\"group\" tabindex=\"0\" aria-label=\"");
                self.slot(SlotKind::Label("formula"));
                self.body.html.push('"');
            }
            self.body.html.push('>');
            return "</span>";
        }
        // Marks of emphasis are nothing between them.
        let is_mark = |c| matches!(c, '*' | '_' | '~');
        let before = self.source[..span.start].trim_end_matches(is_mark);
        let after = self.source[span.end..].trim_start_matches(is_mark);
        let keeps_before = before.ends_with(char::is_alphanumeric);
        let keeps_after =
            after.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '(' | '['));
        if keeps_before || keeps_after {
            html.push_str("<span class=\"formula-word\">");
        }
        if keeps_before {
            html.push('\u{2060}');
        }
        match (keeps_before, keeps_after) {
            (_, true) => "\u{2060}</span>",
            (true, false) => "</span>",
            (false, false) => "",
        }
    }
}

/// How many signs a formula shows.
fn signs(mathml: &str) -> usize {
    let of_text = mathml.split('<').filter_map(|part| part.split_once('>'));
    of_text.map(|(_, text)| text.chars().count()).sum()
}
