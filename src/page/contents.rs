//! The contents of a page.

use super::{Composer, PageContext};
use crate::base::ids::{DocumentId, EntryId};
use crate::base::permalink::encode_fragment;
use crate::document::markdown::body::Heading;
use crate::page::view::{ContentsItem, SectionView};

/// How many headings of the highest level a plain page has to have for contents.
const LEAST_HEADINGS: usize = 3;

/// The contents of a page with these sections.
pub(super) fn contents<'s>(
    sections: impl IntoIterator<Item = &'s mut SectionView>,
) -> Vec<ContentsItem> {
    let titled = sections.into_iter().filter(|s| !s.title.is_empty());
    let items = titled.map(|s| ContentsItem {
        href: format!("#{}", encode_fragment(&s.id)),
        title: s.title.clone(),
        lang: s.lang.clone(),
        headings: std::mem::take(&mut s.headings),
    });
    items.collect()
}

impl Composer<'_> {
    /// The highest headings in a section's text, which are right below its own.
    pub(super) fn headings(
        &self,
        document: DocumentId,
        context: &PageContext<'_>,
    ) -> Vec<ContentsItem> {
        let body = &self.model.document(document).parsed.body;
        let highest = body.headings.iter().filter(|h| h.level == 3);
        highest
            .map(|heading| self.contents_item(document, heading, context))
            .collect()
    }

    /// The contents of a plain page: its highest headings, each with those right below it. A reader of few sees them without.
    pub(super) fn contents_of_page(
        &self,
        id: EntryId,
        context: &PageContext<'_>,
    ) -> Vec<ContentsItem> {
        let Some(document) = self.model.entry(id).shown(context.language) else {
            return Vec::new();
        };
        let mut items: Vec<ContentsItem> = Vec::new();
        for heading in &self.model.document(document).parsed.body.headings {
            let item = || self.contents_item(document, heading, context);
            match (heading.level, items.last_mut()) {
                (2, _) => items.push(item()),
                (3, Some(above)) => above.headings.push(item()),
                _ => {}
            }
        }
        if items.len() < LEAST_HEADINGS {
            items.clear();
        }
        items
    }

    /// A line of the contents.
    fn contents_item(
        &self,
        document: DocumentId,
        heading: &Heading,
        context: &PageContext<'_>,
    ) -> ContentsItem {
        ContentsItem {
            href: format!(
                "#{}",
                encode_fragment(&self.id(document, heading.id, context))
            ),
            title: heading.text.clone(),
            lang: self.other_tag(self.model.language_of(document), context.language),
            headings: Vec::new(),
        }
    }
}
