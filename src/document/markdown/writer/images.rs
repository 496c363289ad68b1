//! Images: in a line, or as figures with their captions and numbers.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Writer;
use crate::document::markdown::body::{Link, Look, Numbered, SlotKind};
use crate::lang::message::message;

impl Writer<'_, '_> {
    /// If the paragraph that starts at `i` is only an image, or images on lines of their own with a caption or a number among
    /// them, the events of each.
    pub(super) fn lone_images(&self, i: usize) -> Option<Vec<Range<usize>>> {
        let mut images = Vec::new();
        let mut at = i + 1;
        while matches!(self.events.get(at)?.0, Event::Start(Tag::Image { .. })) {
            let end = self.skip(at);
            images.push(at..end);
            at = end;
            match self.events.get(at)?.0 {
                Event::SoftBreak | Event::HardBreak => at += 1,
                Event::End(TagEnd::Paragraph) => {
                    let are_figures =
                        images.len() == 1 || images.iter().any(|r| self.has_caption(r));
                    return are_figures.then_some(images);
                }
                _ => return None,
            }
        }
        None
    }

    /// Whether an image has a caption, or an id by which it is numbered.
    fn has_caption(&self, image: &Range<usize>) -> bool {
        let (event, span) = &self.events[image.start];
        let is_titled =
            matches!(event, Event::Start(Tag::Image { title, .. }) if !title.is_empty());
        is_titled || self.is_numbered(span.start)
    }

    /// Whether the image that begins at a byte has an id by which it is numbered.
    fn is_numbered(&self, image: usize) -> bool {
        let attributes = self.attributes.get(&image).into_iter().flatten();
        let mut ids = attributes.filter_map(|span| self.source[span.clone()].strip_prefix('#'));
        ids.any(|id| Numbered::of(id) == Some(Numbered::Figure))
    }

    /// A paragraph that is only an image; its title is the caption.
    pub(super) fn figure(&mut self, range: Range<usize>) {
        self.open_block("<figure");
        let look = self.look(self.events[range.start].1.start);
        if let Some(id) = look.id {
            self.number(id, Numbered::Figure);
        }
        self.element_id(look.id);
        self.slot(SlotKind::Figure(self.body.links.len() as u32));
        self.html(">");
        let image = self.image_with(range, look, false);
        let caption = std::mem::take(&mut self.body.links[image].title);
        let number = look
            .id
            .filter(|id| self.body.ids[*id as usize].numbered.is_some());
        if !caption.is_empty() || number.is_some() {
            self.html("<figcaption>");
            if let Some(id) = number {
                self.label(id);
                if !caption.is_empty() {
                    self.html(" ");
                }
            }
            self.text(&caption);
            self.html("</figcaption>");
        }
        self.close_block("</figure>\n");
    }

    /// An image whose events, start and end included, are `range`; the text inside becomes the alternative text.
    pub(super) fn image(&mut self, range: Range<usize>) {
        self.end_text();
        let span = self.events[range.start].1.clone();
        let look = self.look(span.start);
        if let Some(id) = look.id {
            self.number(id, Numbered::Figure);
        }
        if self.is_numbered(span.start) {
            let span = self.file_span(&span);
            let message = message!(
                "글줄 안의 그림에는 번호와 설명이 보이지 않습니다",
                "within a line, the number and the caption of a figure are not shown"
            );
            let hint = message!(
                "그림을 링크 없이 빈 줄 사이에 따로 두거나, 번호가 필요 없으면 이름을 `fig-`로 시작하지 마세요",
                "put the image between empty lines, without a link around it, or give it an id that does not begin with `fig-`"
            );
            self.warn(span, "figure-in-line", message, hint);
        }
        self.image_with(range, look, true);
    }

    /// Whether an image is all that there is in an item of a list without empty lines, and numbered.
    pub(super) fn is_figure_of_item(&self, image: &Range<usize>) -> bool {
        let before = image.start.checked_sub(1).map(|at| &self.events[at].0);
        let after = self.events.get(image.end).map(|(event, _)| event);
        let alone = (before, after)
            == (
                Some(&Event::Start(Tag::Item)),
                Some(&Event::End(TagEnd::Item)),
            );
        alone && self.is_numbered(self.events[image.start].1.start)
    }

    /// The rest of an image's tag. Returns its index among the links.
    fn image_with(&mut self, range: Range<usize>, look: Look, is_inline: bool) -> usize {
        let (event, span) = &self.events[range.start];
        let (destination, title) = match event {
            Event::Start(Tag::Image {
                dest_url, title, ..
            }) => (&**dest_url, &**title),
            _ => ("", ""),
        };
        let mut alt = String::new();
        for (event, _) in &self.events[range.start + 1..range.end] {
            match event {
                Event::Text(t) | Event::Code(t) => alt.push_str(t),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
        self.end_text();
        self.forbid(title, span);
        self.forbid(&alt, span);
        let (target, query) = self.target(destination, span, true);
        let index = self.body.links.len();
        if self.is_video(destination, span) {
            self.video(index as u32, &alt);
        } else {
            self.html("<img");
            if is_inline {
                self.element_id(look.id);
                if look.wide == Some(true) {
                    self.html(" class=\"wide\"");
                }
            }
            self.slot(SlotKind::Image(index as u32));
            self.html(">");
        }
        let at = self.plain_here();
        let span = self.file_span(span);
        self.body.links.push(Link {
            span,
            target,
            query,
            title: title.to_owned(),
            alt,
            plain: at..at,
            bare: false,
            look,
        });
        index
    }
}
