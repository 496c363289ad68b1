//! Captions of tables, and what figures and tables are called by their numbers.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Writer;
use crate::document::markdown::SpannedEvent;
use crate::document::markdown::body::{Numbered, SlotKind};
use crate::lang::message::message;

impl Writer<'_, '_> {
    /// Whether the event at `i` begins the caption of a table.
    pub(super) fn is_caption(&self, i: usize) -> bool {
        let is_table = |(event, _): &SpannedEvent<'_>| matches!(event, Event::Start(Tag::Table(_)));
        let begins = self.events.get(i).map(|(event, _)| event);
        begins == Some(&Event::Start(Tag::Paragraph)) && i > 0 && is_table(&self.events[i - 1])
    }

    pub(super) fn caption_start(&mut self, span: &Range<usize>) {
        self.in_caption = true;
        match self.numbered_table.take() {
            Some(id) => {
                self.open_block("<caption>");
                self.label(id);
                self.html(" ");
            }
            // Its id is reported, or the table is one whose caption is the section's title.
            None if self.open_only_table().is_none() => self.open_block("<caption>"),
            None => {
                let message = message!(
                    "비교표의 제목은 절의 제목입니다",
                    "the caption of a comparison is the title of its section"
                );
                let hint = message!(
                    "이 문단을 절의 제목으로 옮기고, 번호를 붙이려면 절의 주소를 `tab-`으로 시작하세요",
                    "make it the title of the section; for a number, begin the id of the section with `tab-`"
                );
                let span = self.file_span(span);
                self.warn(span, "table-caption", message, hint);
                self.open_block("");
            }
        }
    }

    pub(super) fn caption_end(&mut self) {
        self.in_caption = false;
        match self.open_only_table() {
            Some(_) => self.close_block(""),
            None => self.close_block("</caption>\n"),
        }
    }

    /// Says that an element is counted.
    pub(super) fn number(&mut self, id: u32, what: Numbered) {
        let id = &mut self.body.ids[id as usize];
        id.numbered = Numbered::of(&id.name).filter(|of| *of == what);
    }

    /// What an element is called by its number.
    pub(super) fn label(&mut self, id: u32) {
        if self.body.ids[id as usize].numbered.is_some() {
            self.html("<b>");
            self.slot(SlotKind::Number(id));
            self.html("</b>");
        }
    }
}
