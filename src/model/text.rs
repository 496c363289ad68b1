//! Titles and descriptions of texts.

use std::borrow::Cow;
use std::ops::Range;

use super::{Query, Reader};
use crate::base::ids::DocumentId;
use crate::document::heading::is_foreign;
use crate::document::markdown::body::{LinkTarget, plain_blocks};
use crate::lang::LanguageId;
use crate::model::link::{Entry, EntryKind};
use crate::model::resolve::{Anchor, Destination};

/// Longest description made of a text's first words, in characters.
const LONGEST_OPENING: usize = 160;

impl<'m> Reader<'m> {
    /// Heading of an entry's page.
    pub(crate) fn title(self, entry: &Entry, language: LanguageId) -> String {
        match (entry.text(language), entry.kind.facts().title) {
            (Some(document), _) => self.title_of(document).to_owned(),
            (None, Some(word)) => self.words(language).get(word).to_owned(),
            (None, None) => self.site().title[language].to_owned(),
        }
    }

    /// One sentence about an entry's page: what the author says, or a term's summary, or the first words of the text.
    pub(crate) fn description(self, entry: &Entry, language: LanguageId) -> String {
        let Some(document) = entry.text(language) else {
            return self.site().description[language].to_owned();
        };
        let outline = self.outline(document);
        if let Some(description) = &outline.front.description {
            return description.clone();
        }
        match (outline.term(), entry.kind) {
            (Some(term), _) => term.summary.clone(),
            (None, EntryKind::Home) => self.site().description[language].to_owned(),
            _ => {
                self.note(Query::Opening(document));
                self.untracked().opening(document)
            }
        }
    }

    /// A stretch of a document's plain text, with the names that bare `[[id]]` links show in place of their ids. No
    /// query is recorded for the text: pages that show it record others that change with it.
    pub(crate) fn plain_text(self, document: DocumentId, range: Range<u32>) -> Cow<'m, str> {
        let body = &self.model.document(document).parsed.body;
        let (mut at, end) = (range.start as usize, range.end as usize);
        let mut out = String::new();
        let first = body.links.partition_point(|l| l.plain.start < range.start);
        let links = body.links[first..].iter().zip(first as u32..);
        for (link, index) in links.take_while(|(l, _)| l.plain.end <= range.end) {
            if link.bare {
                out.push_str(&body.plain[at..link.plain.start as usize]);
                out.push_str(&self.link_text(document, index));
                at = link.plain.end as usize;
            }
        }
        if at == range.start as usize {
            return Cow::Borrowed(&body.plain[at..end]);
        }
        out.push_str(&body.plain[at..end]);
        Cow::Owned(out)
    }

    /// The first words of a text, for a description.
    pub(super) fn opening(self, document: DocumentId) -> String {
        let body = &self.model.document(document).parsed.body;
        let all = plain_blocks(&body.plain).map(|block| block.start as u32..block.end as u32);
        // Headings and the words of charts say little by themselves.
        let paragraphs = body.paragraphs.iter().filter(|p| !p.is_empty()).cloned();
        let mut ranges: Vec<Range<u32>> = paragraphs.collect();
        if ranges.is_empty() {
            ranges.extend(all);
        }
        let mut blocks = ranges
            .into_iter()
            .map(|range| self.plain_text(document, range))
            .filter(|block| !is_foreign(block));
        let first = blocks.next().unwrap_or_default();
        let long = |block: &Cow<'_, str>| block.chars().count() > 20;
        let block = if long(&first) {
            first
        } else {
            blocks.find(long).unwrap_or(first)
        };
        let text = block.split_whitespace().collect::<Vec<_>>().join(" ");
        match text.char_indices().nth(LONGEST_OPENING) {
            None => text,
            Some((end, _)) => {
                let cut = text[..end].rfind(' ').unwrap_or(end);
                format!("{}…", &text[..cut])
            }
        }
    }

    /// The text of a link that gives none of its own: the title of its page, in the language of the text around it; of a reference
    /// to a place on the same page, the number of the figure or table, or the heading.
    pub(crate) fn link_text(self, document: DocumentId, index: u32) -> String {
        let link = &self.model.document(document).parsed.body.links[index as usize];
        let refers = match &link.target {
            LinkTarget::Term(id) | LinkTarget::Name(id) => id.starts_with('#'),
            _ => false,
        };
        let language = self.language_of(document);
        match self.destination(document, index) {
            Destination::Page {
                anchor: Some(Anchor::Id(of, id)),
                ..
            } if refers => self.called(*of, *id, language),
            Destination::Page {
                entry,
                anchor: Some(Anchor::Section(id)),
                ..
            } if refers => {
                let mut sections = self.entry(*entry).sections.iter();
                let section = sections.find(|s| s.id == *id);
                let text = section.and_then(|s| s.shown(language));
                text.map_or_else(String::new, |of| {
                    let number = self.number(of, None, language);
                    number.unwrap_or_else(|| self.title_of(of).to_owned())
                })
            }
            Destination::Page { entry, .. } => self.title(self.entry(*entry), language),
            _ => String::new(),
        }
    }

    /// What a document has an id for: the number of a figure or table, or a heading.
    fn called(self, document: DocumentId, id: u32, language: LanguageId) -> String {
        if let Some(number) = self.number(document, Some(id), language) {
            return number;
        }
        let document = self.document(document);
        // Ids are given in order.
        let headings = &document.parsed.body.headings;
        if let Ok(at) = headings.binary_search_by_key(&id, |heading| heading.id) {
            return headings[at].text.clone();
        }
        let items = document.parsed.shape.items();
        match items.binary_search_by_key(&id, |item| item.id) {
            Ok(at) => items[at].heading_text.clone(),
            Err(_) => document.outline.ids[id as usize].name.clone(),
        }
    }

    /// What a figure or table is called by its number, an id of a document, or a comparison as a whole: Figure 1, which no line
    /// breaks.
    pub(crate) fn number(
        self,
        document: DocumentId,
        id: Option<u32>,
        language: LanguageId,
    ) -> Option<String> {
        self.note(Query::Ids(document));
        let outline = &self.model.document(document).outline;
        let kind = match id {
            Some(id) => outline.ids[id as usize].numbered,
            None => outline.numbered,
        };
        let number = self.model.linked().number(document, id)?;
        let word = self.words(language).get(kind?.word());
        Some(
            word.replace(' ', "\u{a0}")
                .replace("{n}", &number.to_string()),
        )
    }
}
