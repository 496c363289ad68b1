//! Where each term is used, for its page.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::{Composer, Frame};
use crate::content::Role;
use crate::glossary::{Mentions, sentence};
use crate::link::{DocumentId, EntryId};
use crate::markdown::Shape;
use crate::markdown::body::{BLOCK, push_text};
use crate::permalink::encode_fragment;
use crate::reads::Key;
use crate::view::{Use, UsePlace};

/// The documents that mention each term, by the term's number, in the order of documents.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Uses(Vec<Vec<DocumentId>>);

impl Uses {
    /// Turns the mentions of all documents round.
    pub(crate) fn new(terms: usize, mentions: &[Arc<Mentions>]) -> Self {
        let mut uses = vec![Vec::new(); terms];
        for (id, mentions) in (0..).map(DocumentId).zip(mentions) {
            for term in &mentions.terms {
                uses[*term as usize].push(id);
            }
        }
        Self(uses)
    }

    /// The documents that mention a term.
    pub(crate) fn of(&self, term: u32) -> &[DocumentId] {
        &self.0[term as usize]
    }
}

/// The first mention of a term in a section, an answer, a comparison or another text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Spot {
    /// The question whose answer it stands in: its text, and its id's number in the document.
    question: Option<(String, u32)>,
    /// The sentence, HTML, with `<mark>` around the term.
    html: String,
}

impl Composer<'_> {
    /// The pages that use a term, each with its places: explainers in the order of lists, then the rest.
    pub(super) fn uses(&self, term: EntryId, frame: &Frame<'_>) -> Vec<Use> {
        let Some(number) = self.glossary.number(term) else {
            return Vec::new();
        };
        self.read(Key::Uses(term, frame.language));
        let documents = self.uses.of(number);
        let mut pages: Vec<EntryId> = documents.iter().map(|d| self.linked.entry_of(*d)).collect();
        pages.retain(|page| *page != term);
        pages.sort_unstable_by_key(|page| (self.linked.rank(*page), *page));
        pages.dedup();
        let uses = pages.into_iter().filter_map(|page| {
            let entry = self.entry(page);
            let shown = entry.shown(frame.language);
            self.read(Key::Order(page));
            if entry.kind.is_list() && entry.documents[frame.language.index()].is_none() {
                return None;
            }
            let texts = entry.texts(frame.language);
            let places: Vec<UsePlace> = texts
                .filter(|d| documents.binary_search(d).is_ok())
                .flat_map(|d| self.places(page, d, number, frame))
                .collect();
            (!places.is_empty()).then(|| Use {
                title: self.title(entry, frame.language),
                href: self.href(page, frame),
                lang: shown.and_then(|d| self.other_tag(self.language_of(d), frame.language)),
                places,
            })
        });
        uses.collect()
    }

    /// The places on a page where one of its texts uses a term.
    fn places(
        &self,
        page: EntryId,
        document: DocumentId,
        term: u32,
        frame: &Frame<'_>,
    ) -> Vec<UsePlace> {
        // Whether it is a section is told by its path.
        let path = &self.documents[document.0 as usize].outline.path;
        let section = path.role == Role::Section;
        let place = |spot: Spot| {
            let (title, id) = match spot.question {
                Some((question, id)) => (question, self.id_name(document, frame.language, id)),
                None if section => (self.title_of(document).to_owned(), &*path.stem),
                // A text that is not part of another has the page's title.
                None => (String::new(), ""),
            };
            let fragment = if id.is_empty() {
                String::new()
            } else {
                format!("#{}", encode_fragment(id))
            };
            UsePlace {
                title,
                href: self.href(page, frame) + &fragment,
                lang: self.other_tag(path.language, frame.language),
                html: spot.html,
            }
        };
        self.spots(document, term).into_iter().map(place).collect()
    }

    /// Where a document uses a term. All that [`Key::Uses`] stands for, so that the document is read without a note: a
    /// text may change all around a sentence.
    pub(crate) fn spots(&self, document: DocumentId, term: u32) -> Vec<Spot> {
        let parsed = &self.documents[document.0 as usize].parsed;
        let mut seen = FxHashSet::default();
        let found = self.mentions[document.0 as usize].found.iter();
        let first = found.filter(|m| m.term == term && seen.insert(m.unit));
        first
            .map(|mention| {
                let question = match &parsed.shape {
                    Shape::Faq { items, .. } if mention.unit > 0 => {
                        items.get(mention.unit as usize - 1)
                    }
                    _ => None,
                };
                Spot {
                    question: question.map(|item| {
                        let text = self.plain_text(document, item.question_plain.clone());
                        (text.into_owned(), item.id)
                    }),
                    html: self.sentence(document, &mention.plain),
                }
            })
            .collect()
    }

    /// The sentence around a mention, the mention marked, as HTML.
    fn sentence(&self, document: DocumentId, mention: &Range<u32>) -> String {
        let plain = &self.documents[document.0 as usize].parsed.body.plain;
        let mention = mention.start as usize..mention.end as usize;
        let (range, before, after) = sentence::around(plain, mention.clone());
        let mut html = String::from(if before { "… " } else { "" });
        let mut push = |range: Range<usize>, tags: [&str; 2]| {
            let text = self.plain_text(document, range.start as u32..range.end as u32);
            html.push_str(tags[0]);
            push_text(&mut html, &text.replace(BLOCK, " "));
            html.push_str(tags[1]);
        };
        push(range.start..mention.start, ["", ""]);
        push(mention.clone(), ["<mark>", "</mark>"]);
        push(mention.end..range.end, ["", ""]);
        html.push_str(if after { " …" } else { "" });
        html
    }
}
