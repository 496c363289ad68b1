//! Footnotes: numbered by their first reference, written at the end, each with a way back to every reference.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{SpannedEvent, Writer};
use crate::base::diag::Diagnostic;
use crate::base::permalink::slugify;
use crate::document::markdown::Context;
use crate::document::markdown::body::SlotKind;
use crate::lang::message::message;

/// The notes of a text.
pub(super) struct Notes<'e> {
    /// Each note's events, by label.
    events: FxHashMap<&'e str, Range<usize>>,
    /// Where each definition is, to report the ones that nothing refers to.
    definitions: Vec<(String, Range<usize>)>,
    /// The notes referred to so far, in order.
    numbered: Vec<Note>,
    /// Their places in `numbered`, by label.
    numbers: FxHashMap<String, usize>,
    /// The labels that any section refers to.
    used: FxHashSet<String>,
}

/// A note that something refers to.
struct Note {
    label: String,
    /// Index among the body's ids.
    id: u32,
    /// Indices of the references' ids.
    references: Vec<u32>,
}

impl<'e> Notes<'e> {
    /// Looks through the events for where each note's text is; of two notes with one label the first counts.
    pub(super) fn survey(events: &'e [SpannedEvent<'_>]) -> Self {
        let mut notes = FxHashMap::default();
        let mut open: Vec<(&str, usize)> = Vec::new();
        for (i, (event, _)) in events.iter().enumerate() {
            match event {
                Event::Start(Tag::FootnoteDefinition(label)) => open.push((label, i + 1)),
                Event::End(TagEnd::FootnoteDefinition) => {
                    if let Some((label, start)) = open.pop() {
                        notes.entry(label).or_insert(start..i);
                    }
                }
                _ => {}
            }
        }
        Self {
            events: notes,
            definitions: Vec::new(),
            numbered: Vec::new(),
            numbers: FxHashMap::default(),
            used: FxHashSet::default(),
        }
    }

    pub(super) fn defined(&mut self, label: &str, span: &Range<usize>) {
        self.definitions.push((label.to_owned(), span.clone()));
    }

    /// Reports the notes that nothing refers to.
    pub(super) fn report_unused(self, context: Context<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for (label, span) in self.definitions {
            if self.used.contains(&label) {
                continue;
            }
            let place = context.place(&span);
            let d = Diagnostic::warning(
                place,
                "unused-footnote",
                message!(
                    "각주 `[^{label}]`(을/를) 쓴 곳이 없습니다",
                    "nothing refers to the footnote `[^{label}]`"
                ),
            );
            diagnostics.push(d.hint(message!(
                "각주를 달 곳에 `[^{label}]`(을/를) 적거나, 각주를 지우세요",
                "write `[^{label}]` where it belongs, or delete the note"
            )));
        }
    }
}

impl Writer<'_, '_> {
    pub(super) fn reference(&mut self, label: &str, span: &Range<usize>) {
        self.end_text();
        let slug = slugify(label);
        let number = match self.shared.notes.numbers.get(label) {
            Some(number) => *number,
            None => {
                let name = self.shared.ids.unique(&format!("fn-{slug}"));
                let id = self.id(name, false, &(0..0));
                let number = self.shared.notes.numbered.len();
                self.shared.notes.numbered.push(Note {
                    label: label.to_owned(),
                    id,
                    references: Vec::new(),
                });
                self.shared.notes.numbers.insert(label.to_owned(), number);
                number
            }
        };
        let name = self.shared.ids.unique(&format!("fnref-{slug}"));
        let here = self.id(name, false, &(0..0));
        let note = &mut self.shared.notes.numbered[number];
        note.references.push(here);
        let target = note.id;
        let number = number + 1;
        if self.link_may_begin(span) {
            self.html("<sup class=\"footnote-ref\"><a id=\"");
            self.slot(SlotKind::Id(here));
            self.html("\" href=\"");
            self.slot(SlotKind::IdRef(target));
            self.html("\" role=\"doc-noteref\">");
            self.slot(SlotKind::Note(number as u32));
            self.body.html.push_str("</a></sup>");
        } else {
            self.html("<sup class=\"footnote-ref\" id=\"");
            self.slot(SlotKind::Id(here));
            self.html("\">");
            self.slot(SlotKind::Note(number as u32));
            self.body.html.push_str("</sup>");
        }
    }

    /// Writes the notes that the text refers to; a note may refer to further ones.
    pub(super) fn footnotes(&mut self) {
        let mut written = 0;
        while written < self.shared.notes.numbered.len() {
            if written == 0 {
                self.border();
                self.depth = 1;
                self.html("<div class=\"footnotes\"><ol");
                self.slot(SlotKind::NotesStart);
                self.body.html.push_str(">\n");
            }
            let Note { label, id, .. } = &self.shared.notes.numbered[written];
            let (id, events) = (*id, self.shared.notes.events.get(label.as_str()).cloned());
            self.html("<li id=\"");
            self.slot(SlotKind::Id(id));
            self.html("\">");
            self.enter();
            self.events(events.unwrap_or(0..0));
            self.leave();
            // The link back is at the end of the last paragraph.
            let tail = if self.body.html.ends_with("</p>\n") {
                "</p>\n"
            } else {
                ""
            };
            self.body.html.truncate(self.body.html.len() - tail.len());
            for reference in std::mem::take(&mut self.shared.notes.numbered[written].references) {
                self.html(" <a class=\"footnote-back\" href=\"");
                self.slot(SlotKind::IdRef(reference));
                self.html("\" role=\"doc-backlink\" aria-label=\"");
                self.slot(SlotKind::Label("footnote_back"));
                self.html("\">↩</a>");
            }
            self.html(tail);
            self.html("</li>\n");
            written += 1;
        }
        if written > 0 {
            self.html("</ol></div>\n");
        }
        self.body.notes = written as u32;
        self.shared.notes.numbered.clear();
        let numbers = std::mem::take(&mut self.shared.notes.numbers);
        self.shared.notes.used.extend(numbers.into_keys());
    }
}
