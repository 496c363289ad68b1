//! The queries that pages ask of the model, and the fingerprints that show whether an answer has changed.
//!
//! With a page that is kept, each [`Query`] it asked is kept with the fingerprint of the answer. [`Fingerprints`] asks
//! the same queries of a later model: the page is stale if, and only if, a fingerprint differs. So there are no lists
//! of what depends on what, and no comparison of two models.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use super::Model;
use crate::base::diag::Message;
use crate::base::hash::{hash, hash_all};
use crate::base::ids::{DocumentId, EntryId};
use crate::lang::LanguageId;
use crate::lang::message::message;
use crate::model::link;

/// Something that pages ask.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Query {
    /// The settings.
    Site,
    /// The face that cards are set in.
    Face,
    /// Words of the interface.
    Words(LanguageId),
    /// A document's text.
    Text(DocumentId),
    /// What a document says of itself: front matter.
    Outline(DocumentId),
    /// Its title.
    Title(DocumentId),
    /// Its first words.
    Opening(DocumentId),
    /// What its ids are called on pages.
    Ids(DocumentId),
    /// What its links point to, and the sizes of its images.
    Links(DocumentId),
    /// Its mentions of terms.
    Mentions(DocumentId),
    /// Whether it is a translation that is behind its original.
    Behind(DocumentId),
    /// Which texts an entry has.
    Entry(EntryId),
    /// The entry with a route.
    Route(Box<str>),
    /// Which explainers there are, and their order.
    Explainers,
    /// What an explainer is ordered by.
    Order(EntryId),
    /// How long it takes to read an explainer.
    Minutes(EntryId, LanguageId),
    /// Whether there are terms.
    HasTerms,
    /// The glossary in the order of a language.
    Index(LanguageId),
    /// The terms before and after a term in the glossary.
    Neighbours(EntryId, LanguageId),
    /// The explainers before and after one.
    Around(EntryId),
    /// The terms that name a term as related.
    Related(EntryId),
    /// Where a term is used on the pages of a language.
    Backlinks(EntryId, LanguageId),
    /// The explainers that share most with one.
    Alike(EntryId, LanguageId),
}

impl Query {
    /// A hash that differs between answers. `None` if there is no answer, because what is asked about does not exist.
    fn fingerprint(&self, model: &Model) -> Option<u64> {
        let parts = &model.parts;
        let linked = &parts.linked;
        let document = |id: &DocumentId| parts.documents.get(*id);
        let entry = |id: &EntryId| linked.entries.get(*id);
        Some(match self {
            Self::Site => hash(&*parts.site),
            Self::Face => hash(parts.face.as_ref().as_ref().map(|face| face.hash)),
            Self::Words(language) => hash(&parts.words[language.index()]),
            Self::Text(id) => {
                let document = document(id)?;
                hash((document.hash, &document.outline.path, parts.site.markdown))
            }
            Self::Outline(id) => document(id)?.outline.hash,
            Self::Title(id) => hash(document(id)?.outline.title()),
            Self::Opening(id) => {
                document(id)?;
                hash(model.reader(None).opening(*id))
            }
            Self::Ids(id) => {
                let ids = document(id)?.outline.ids.iter().map(|i| &i.name);
                let renamed = parts.site.language_ids().map(|l| linked.renamed(*id, l));
                let numbers = linked.numbers(*id, &document(id)?.outline);
                hash((hash_all(ids), hash_all(renamed), hash_all(numbers)))
            }
            Self::Links(id) => {
                document(id)?;
                let resolved = parts.destinations.of_all(*id);
                let sizes = resolved.images.iter();
                let sizes = sizes.map(|i| (i, parts.images.of(i), model.copies(i)));
                let shown = (&resolved.addresses, &resolved.cover);
                hash((&resolved.links, shown, hash_all(sizes)))
            }
            Self::Mentions(id) => {
                document(id)?;
                hash(&parts.mentions[*id].found)
            }
            Self::Behind(id) => hash(parts.behind.of(*id).map(|(original, _)| original)),
            Self::Entry(id) => {
                let entry = entry(id)?;
                let sections = entry.sections.iter();
                let sections =
                    sections.map(|s| (&s.id, &s.documents, &s.shown, s.original, &s.old_ids));
                let own = (&entry.route, entry.kind, &entry.documents, entry.original);
                hash((own, hash_all(sections)))
            }
            Self::Route(route) => hash(linked.by_route(route)?),
            Self::Explainers => hash(&linked.explainers),
            Self::Order(id) => hash(link::order(&parts.structures, entry(id)?)),
            Self::Minutes(id, language) => {
                entry(id)?;
                hash(model.minutes(*id, *language))
            }
            Self::HasTerms => hash(linked.terms.is_empty()),
            Self::Index(language) => hash(&parts.index[language.index()].groups),
            Self::Neighbours(id, language) => hash(parts.index[language.index()].neighbours(*id)),
            Self::Around(id) => hash(model.around(*id)),
            Self::Related(id) => hash(linked.related_from.get(id)),
            Self::Backlinks(id, language) => {
                let reader = model.reader(None);
                let backlinks = reader.shown_backlinks(*id, *language);
                hash_all(backlinks.map(|d| (d, hash_all(reader.spots(d, *id)))))
            }
            Self::Alike(id, language) => {
                entry(id)?;
                hash(model.reader(None).alike(*id, *language))
            }
        })
    }

    /// What has to change for the answer to change, where that is known beforehand.
    fn depends_on(&self) -> Option<Subject> {
        Some(match self {
            Self::Text(id) | Self::Outline(id) | Self::Title(id) => Subject::Text(*id),
            Self::Minutes(id, _) => Subject::Entry(*id),
            Self::Entry(_) | Self::Explainers | Self::Order(_) => Subject::Whole,
            _ => return None,
        })
    }

    /// Why a page is made again that had asked this: what has changed.
    pub(crate) fn reason(&self) -> Message {
        match self {
            Self::Site => Message::verbatim("site.toml"),
            Self::Face => message!("공유 그림의 글꼴", "the font of cards"),
            Self::Text(_) => message!("글", "its text"),
            Self::Outline(_) | Self::Title(_) | Self::Opening(_) => {
                message!("제목이나 요약", "a title or summary")
            }
            Self::Ids(_) => message!("제목 주소", "a heading's id"),
            Self::Links(_) => message!("링크나 이미지", "links or images"),
            Self::Mentions(_) => message!("글에 나오는 용어", "terms in its text"),
            Self::Behind(_) => message!("원문과 맞는지", "whether it is in step"),
            Self::Entry(_) | Self::Route(_) => {
                message!("새로 생기거나 없어진 페이지", "a page that came or went")
            }
            Self::Minutes(..) => message!("읽는 데 걸리는 시간", "the time to read"),
            Self::Related(_) => message!("관련 용어", "related terms"),
            Self::Backlinks(..) => message!("용어가 나오는 글", "where a term is used"),
            Self::HasTerms | Self::Neighbours(..) | Self::Index(_) => {
                message!("용어집의 차례", "the order of the glossary")
            }
            Self::Explainers | Self::Order(_) | Self::Around(_) | Self::Alike(..) => {
                message!("해설 목록", "the list of explainers")
            }
            Self::Words(_) => message!("화면 문구", "words of the interface"),
        }
    }
}

/// What an answer is about.
enum Subject {
    /// A document by itself.
    Text(DocumentId),
    /// The texts of an entry.
    Entry(EntryId),
    /// How the site hangs together.
    Whole,
}

/// A query with the fingerprint of its answer.
pub(crate) type Noted = (Query, Option<u64>);

/// Records what one page asks.
#[derive(Debug, Default)]
pub(crate) struct Reads(Mutex<BTreeSet<Query>>);

impl Reads {
    pub(super) fn note(&self, query: Query) {
        let mut queries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        queries.insert(query);
    }

    /// Each query once, in order, with the fingerprint of what `model` answers.
    pub(crate) fn finish(self, model: &Model) -> Box<[Noted]> {
        let queries = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let noted = queries.into_iter().map(|query| {
            let fingerprint = query.fingerprint(model);
            (query, fingerprint)
        });
        noted.collect()
    }
}

/// The fingerprints of a model's answers, each worked out once for all pages that ask.
pub(crate) struct Fingerprints<'m> {
    model: &'m Model,
    /// The texts that are not as they were before, and their entries, where the site hangs together as it did.
    changed: Option<(FxHashSet<DocumentId>, FxHashSet<EntryId>)>,
    known: RefCell<FxHashMap<Query, Option<u64>>>,
}

impl<'m> Fingerprints<'m> {
    /// Of a model, to be compared with those of the one before it. A page that lists ten thousand others has asked for the title of
    /// each: not all of them are asked again.
    pub(crate) fn of(model: &'m Model, before: &Model) -> Self {
        let changed = model.changed_texts(before).map(|texts| {
            let entries = texts.iter().filter_map(|text| model.entry_of(*text));
            (texts.iter().copied().collect(), entries.collect())
        });
        Self {
            model,
            changed,
            known: RefCell::default(),
        }
    }

    /// Whether a query has the answer that it had.
    fn stays(&self, query: &Query) -> bool {
        let changed = self.changed.as_ref().zip(query.depends_on());
        changed.is_some_and(|((texts, entries), subject)| match subject {
            Subject::Text(id) => !texts.contains(&id),
            Subject::Entry(id) => !entries.contains(&id),
            Subject::Whole => true,
        })
    }

    /// The first of the noted queries that now has another answer.
    pub(crate) fn differing<'q>(&self, noted: &'q [Noted]) -> Option<&'q Query> {
        let differs = |query: &Query, fingerprint: Option<u64>| {
            if self.stays(query) {
                return false;
            }
            if let Some(known) = self.known.borrow().get(query) {
                return *known != fingerprint;
            }
            let now = query.fingerprint(self.model);
            self.known.borrow_mut().insert(query.clone(), now);
            now != fingerprint
        };
        let found = noted.iter().find(|(query, f)| differs(query, *f));
        found.map(|(query, _)| query)
    }
}
