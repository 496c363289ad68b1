//! Backlinks: the places where each term is used.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Reader;
use super::query::Query;
use crate::base::ids::{DocumentId, EntryId, Table};
use crate::base::text::push_text;
use crate::document::markdown::body::BLOCK;
use crate::document::markdown::sentence;
use crate::lang::LanguageId;
use crate::model::glossary::Mentions;
use crate::model::link::EntryKind;

/// The documents that mention each term, in the order of documents.
#[derive(Debug, Default)]
pub(crate) struct Backlinks(FxHashMap<EntryId, Vec<DocumentId>>);

impl Backlinks {
    /// Inverts the mentions of all documents.
    pub(crate) fn new(mentions: &Table<DocumentId, Arc<Mentions>>) -> Self {
        let mut backlinks: FxHashMap<EntryId, Vec<DocumentId>> = FxHashMap::default();
        for (id, mentions) in mentions.iter() {
            for term in &mentions.terms {
                backlinks.entry(*term).or_default().push(id);
            }
        }
        Self(backlinks)
    }

    /// The documents that mention a term.
    pub(super) fn of(&self, term: EntryId) -> &[DocumentId] {
        self.0.get(&term).map_or(&[], Vec::as_slice)
    }
}

/// Most pages that a term's page names, and most terms. Who wants all of a common term searches for it.
const MOST_USES: usize = 100;

/// Where a term is used on the pages of a language.
#[derive(Debug)]
pub(crate) struct Uses {
    /// The first pages, but for those of terms: explainers in the order of lists, then the rest.
    pub(crate) pages: Vec<PageBacklinks>,
    /// The first terms whose texts use it.
    pub(crate) terms: Vec<EntryId>,
    /// How many pages there are, those of terms among them.
    pub(crate) count: usize,
}

/// Where the texts of a page use a term.
#[derive(Debug)]
pub(crate) struct PageBacklinks {
    pub(crate) page: EntryId,
    /// The texts on the page that use it, in order, each with the places.
    pub(crate) texts: Vec<(DocumentId, Vec<Spot>)>,
}

/// The first mention of a term in a section, an answer, a comparison or another text.
#[derive(Debug, Hash)]
pub(crate) struct Spot {
    /// The question whose answer it is in: its text, and its id's number in the document.
    pub(crate) question: Option<(String, u32)>,
    /// The sentence, HTML, with `<mark>` around the term.
    pub(crate) html: String,
}

impl<'m> Reader<'m> {
    /// Where a term is used on the pages of a language.
    pub(crate) fn uses(self, term: EntryId, language: LanguageId) -> Uses {
        self.note(Query::Backlinks(term, language));
        let linked = &self.model.parts.linked;
        let shown: FxHashSet<DocumentId> = self.shown_backlinks(term, language).collect();
        let pages: FxHashSet<EntryId> = shown.iter().filter_map(|d| linked.entry_of(*d)).collect();
        let mut pages: Vec<EntryId> = pages.into_iter().filter(|page| *page != term).collect();
        pages.sort_unstable_by_key(|page| (linked.rank(*page), &linked.entry(*page).route));
        let count = pages.len();
        let (mut terms, mut pages): (Vec<_>, Vec<_>) =
            (pages.into_iter()).partition(|page| linked.entry(*page).kind == EntryKind::Term);
        terms.truncate(MOST_USES);
        pages.truncate(MOST_USES);
        let places = |page: EntryId| {
            self.note(Query::Order(page));
            let texts = self.entry(page).texts(language);
            let used = texts.filter(|d| shown.contains(d));
            let places = used.map(|d| (d, self.untracked().spots(d, term)));
            PageBacklinks {
                page,
                texts: places.collect(),
            }
        };
        Uses {
            pages: pages.into_iter().map(places).collect(),
            terms,
            count,
        }
    }

    /// The documents that mention a term and are shown on the pages of a language.
    pub(super) fn shown_backlinks(
        self,
        term: EntryId,
        language: LanguageId,
    ) -> impl Iterator<Item = DocumentId> + 'm {
        let model = self.model;
        let documents = model.backlinks(term).iter().copied();
        documents.filter(move |document| {
            let page = model.entry_of(*document).map(|page| model.entry(page));
            page.is_some_and(|page| page.texts(language).any(|d| d == *document))
        })
    }

    /// Where a document uses a term. All of this is the answer to [`super::Query::Backlinks`], so that the document is read
    /// without a note: a text may change all around a sentence.
    pub(super) fn spots(self, document: DocumentId, term: EntryId) -> Vec<Spot> {
        let parsed = &self.model.document(document).parsed;
        let mut seen = FxHashSet::default();
        let found = self.model.mentions(document).found.iter();
        let first = found.filter(|m| m.term == term && seen.insert(m.unit));
        first
            .map(|mention| {
                let before = (mention.unit as usize).checked_sub(1);
                let question = before.and_then(|i| parsed.shape.items().get(i));
                Spot {
                    question: question.map(|item| {
                        let text = self.plain_text(document, item.heading_plain.clone());
                        (text.into_owned(), item.id)
                    }),
                    html: self.sentence(document, &mention.plain),
                }
            })
            .collect()
    }

    /// The sentence around a mention, the mention marked, as HTML.
    fn sentence(self, document: DocumentId, mention: &Range<u32>) -> String {
        let plain = &self.model.document(document).parsed.body.plain;
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
