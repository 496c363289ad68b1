//! Headings and their ids.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, Tag, TagEnd};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{SpannedEvent, Writer};
use crate::base::permalink::{bad_id, slugify};
use crate::base::text::push_attribute;
use crate::document::chart::fence;
use crate::document::markdown::attributes::Attributes;
use crate::document::markdown::body::{Heading, SlotKind};
use crate::document::markdown::links::{TextPiece, pieces};
use crate::document::markdown::ruby::in_line;
use crate::document::section::Form;
use crate::lang::message::message;

impl Writer<'_, '_> {
    /// What a heading is called, and whether its author says so.
    pub(super) fn heading_id(
        &mut self,
        given: Option<&str>,
        text: &str,
        span: &Range<usize>,
    ) -> (String, bool) {
        if let Some(given) = given.filter(|given| self.may_be_id(given, span)) {
            return (given.to_owned(), true);
        }
        let slug = slugify(text);
        // `hs-main` is the theme's; an empty slug gets a name from `unique`.
        let free = slug.is_empty() || bad_id(&slug).is_none();
        let wanted = if free {
            slug
        } else {
            format!("section-{slug}")
        };
        (self.shared.ids.unique(&wanted), false)
    }

    /// Takes an id that the author gives. `false`, and a report, if it cannot be one or is taken.
    fn may_be_id(&mut self, id: &str, span: &Range<usize>) -> bool {
        if let Some(why) = bad_id(id) {
            let message = message!(
                "`{id}`(은/는) 제목 주소로 쓸 수 없습니다: {why}",
                "`{id}` cannot be an id: {why}",
                why
            );
            self.report(
                span,
                "bad-name",
                message,
                message!("다른 이름을 쓰세요", "give it another name"),
            );
            return false;
        }
        self.shared.ids.take(id);
        if !self.shared.explicit.insert(id.to_owned()) {
            let message = message!(
                "제목 주소 `{id}`(이/가) 이 파일에 이미 있습니다",
                "the id `{id}` is already taken in this file"
            );
            self.report(
                span,
                "same-id",
                message,
                message!(
                    "둘 중 하나를 다른 이름으로 바꾸세요",
                    "give one of the two another id"
                ),
            );
            return false;
        }
        true
    }

    /// An id that the author gives to an element of their own. `None`, and a report, if it cannot be one or is taken.
    pub(super) fn explicit_id(&mut self, id: &str, span: &Range<usize>) -> Option<u32> {
        self.may_be_id(id, span)
            .then(|| self.id(id.to_owned(), true, span))
    }

    pub(super) fn heading(
        &mut self,
        i: usize,
        level: HeadingLevel,
        id: Option<&str>,
        classes: &[CowStr<'_>],
        span: &Range<usize>,
    ) {
        let text = self.heading_text(i);
        let (name, explicit) = self.heading_id(id, &text, span);
        let id = self.id(name, explicit, span);
        self.border();
        self.unlinkable += 1;
        if matches!(self.context.kind.form(), Form::Items { .. })
            && self.depth == 0
            && level == self.context.item_level()
        {
            self.item_start(id, text);
            return;
        }
        self.block();
        self.depth += 1;
        let level = self.level(level as u8);
        let plain = self.plain_here();
        self.body.headings.push(Heading {
            level,
            id,
            text,
            plain: plain..plain,
        });
        self.body.html.push_str(&format!("<h{level} id=\""));
        self.slot(SlotKind::Id(id));
        self.body.html.push('"');
        if !classes.is_empty() {
            self.body.html.push_str(" class=\"");
            push_attribute(&mut self.body.html, &classes.join(" "));
            self.body.html.push('"');
        }
        self.body.html.push('>');
        self.enter();
    }

    /// The level at which a heading is rendered: below the page's own headings, and one below the heading it is under,
    /// however many levels the author skipped (WCAG 1.3.1).
    fn level(&mut self, written: u8) -> u8 {
        while self.levels.pop_if(|(w, _)| *w >= written).is_some() {}
        let top = if matches!(self.context.kind.form(), Form::Items { .. }) {
            4
        } else {
            self.context.top_level
        };
        let rendered = self
            .levels
            .last()
            .map_or(top, |(_, above)| (above + 1).min(6));
        self.levels.push((written, rendered));
        rendered
    }

    pub(super) fn heading_end(&mut self) {
        self.end_text();
        self.unlinkable -= 1;
        if self.in_item_heading {
            self.item_heading_end();
            return;
        }
        let end = self.plain_here();
        let level = self.body.headings.last_mut().map_or(2, |heading| {
            heading.plain.end = end;
            heading.level
        });
        self.close_block(&format!("</h{level}>\n"));
    }

    /// The text of the heading that starts at `i`, of `[[id|text]]` the text, with readings in line.
    pub(super) fn heading_text(&self, i: usize) -> String {
        let mut text = String::new();
        for (event, _) in &self.events[i + 1..] {
            match event {
                Event::End(TagEnd::Heading(_)) => break,
                Event::Text(t) | Event::Code(t) => text.push_str(t),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        if !text.contains("[[") {
            return in_line(text);
        }
        let shown = pieces(&text, &|_| false)
            .into_iter()
            .map(|piece| match piece {
                TextPiece::Text(text) | TextPiece::Plain(text) => text,
                TextPiece::Link { id, text, .. } => text.unwrap_or(id),
            });
        in_line(shown.collect())
    }
}

/// Gives out ids so that no two elements have the same. Each base name remembers its next number, so that a text with
/// a hundred thousand equal headings costs no more than one with different ones.
#[derive(Debug, Default)]
pub(crate) struct UniqueIds {
    used: FxHashSet<String>,
    next: FxHashMap<String, u32>,
}

impl UniqueIds {
    /// The ids that the author gives to headings, images and charts: the ones made from headings before them leave them free.
    pub(super) fn given_in(
        source: &str,
        events: &[SpannedEvent<'_>],
        attributes: &Attributes,
    ) -> Self {
        let mut ids = Self::default();
        for (event, span) in events {
            match event {
                Event::Start(Tag::Heading { id: Some(id), .. }) => {
                    ids.take(id);
                }
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => {
                    let words = fence::words(source, span.start).unwrap_or_default();
                    for id in words
                        .into_iter()
                        .filter_map(|w| source[w].strip_prefix('#'))
                    {
                        ids.take(id);
                    }
                }
                _ => {}
            }
        }
        let attributes = attributes.values().flatten();
        for id in attributes.filter_map(|span| source[span.clone()].strip_prefix('#')) {
            ids.take(id);
        }
        ids
    }

    /// Takes an id as it is; `false` if it is taken already.
    pub(crate) fn take(&mut self, id: &str) -> bool {
        self.used.insert(id.to_owned())
    }

    /// `wanted`, or `wanted-1`, `wanted-2`, … if that is taken.
    pub(crate) fn unique(&mut self, wanted: &str) -> String {
        let base = if wanted.is_empty() { "section" } else { wanted };
        if self.take(base) {
            return base.to_owned();
        }
        let next = self.next.entry(base.to_owned()).or_insert(1);
        loop {
            let candidate = format!("{base}-{next}");
            *next += 1;
            if self.used.insert(candidate.clone()) {
                return candidate;
            }
        }
    }
}
