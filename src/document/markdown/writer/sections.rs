//! Where the sections of an index begin, and what their headings say.

use pulldown_cmark::{Event, HeadingLevel, Tag};

use super::Writer;
use crate::document::markdown::sections::{HeadingAttributes, SectionHeading};

impl Writer<'_, '_> {
    /// Whether the event at `i` begins the next section: what the author's own HTML encloses is no section.
    pub(super) fn is_section(&self, i: usize) -> bool {
        let heading = matches!(
            self.events[i].0,
            Event::Start(Tag::Heading {
                level: HeadingLevel::H2,
                ..
            })
        );
        self.context.has_sections && heading && self.depth == 0 && !self.elements.enclose()
    }

    /// Reads the heading of the section that begins at `i`; and where its text begins.
    pub(super) fn section_heading(&mut self, i: usize) -> (SectionHeading, usize) {
        let (event, span) = &self.events[i];
        let given = match event {
            Event::Start(Tag::Heading { id, .. }) => id.as_deref(),
            _ => None,
        };
        let title = self.heading_text(i);
        let (id, explicit) = self.heading_id(given, &title, span);
        let HeadingAttributes {
            kind,
            unread,
            glossary,
        } = HeadingAttributes::read(event, span, self.context, self.diagnostics);
        let heading = SectionHeading {
            title: title.split_whitespace().collect::<Vec<_>>().join(" "),
            id,
            explicit,
            span: self.file_span(span),
            kind,
            unread,
            glossary,
        };
        (heading, self.skip(i))
    }
}
