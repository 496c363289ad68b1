//! The whole site: every file read, every name known, every link resolved.
//!
//! A [`Model`] wraps what the stages of a build have made ([`Parts`]). The parts are private and read by queries. Code
//! that looks at the whole site (rules, search, sitemap, feeds) queries the [`Model`] itself. A page queries it through
//! a [`Reader`], which records each [`Query`] with the fingerprint of its answer if the page is to be kept. The queries
//! can then be asked again of a later model: if all answers are the same, so is the page.

mod alike;
mod backlinks;
pub mod glossary;
pub(crate) mod image;
mod index;
pub(crate) mod link;
mod query;
mod reader;
pub(crate) mod resolve;
mod routes;
mod text;
pub(crate) mod translations;
pub(crate) mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use self::backlinks::{Backlinks, PageBacklinks, Spot};
pub(crate) use self::index::Index;
pub(crate) use self::query::{Fingerprints, Noted, Query, Reads};
pub(crate) use self::reader::Reader;
pub(crate) use self::routes::Routes;
pub(crate) use self::translations::{Behind, Comparison};

use crate::base::ids::{DocumentId, EntryId, Table};
use crate::document::markdown::Length;
use crate::document::{Document, Documents, Structures};
use crate::lang::LanguageId;
use crate::model::glossary::{Linker, Mentions, Standing};
use crate::model::image::Sizes;
use crate::model::link::{Entry, Linked};
use crate::model::resolve::Destinations;
use crate::model::words::Strings;
use crate::source::face::Face;
use crate::source::lock::Lock;
use crate::source::site::Site;

/// What the stages of a build have made, each shared with the model before where it is the same.
#[derive(Clone)]
pub(crate) struct Parts {
    pub(crate) site: Arc<Site>,
    /// The words of the interface, by language.
    pub(crate) words: Arc<Vec<Strings>>,
    pub(crate) documents: Arc<Documents>,
    pub(crate) structures: Structures,
    pub(crate) linked: Arc<Linked>,
    pub(crate) destinations: Arc<Destinations>,
    pub(crate) mentions: Arc<Table<DocumentId, Arc<Mentions>>>,
    pub(crate) images: Arc<Sizes>,
    /// The face that cards are set in, if the site has cards.
    pub(crate) face: Arc<Option<Face>>,
    /// The glossary in the order of each language.
    pub(crate) index: Arc<Vec<Index>>,
    /// Where each term is mentioned.
    pub(crate) backlinks: Arc<Backlinks>,
    /// The translations that are behind their originals.
    pub(crate) behind: Arc<Behind>,
    /// What was accepted of originals.
    pub(crate) lock: Arc<Lock>,
}

/// The whole site, read by queries.
#[derive(Clone)]
pub(crate) struct Model {
    parts: Parts,
}

/// A page to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PageId {
    /// `/`
    Front,
    /// `404.html`
    NotFound,
    /// An entry in a language.
    Entry(EntryId, LanguageId),
    /// An explainer in two languages side by side.
    Parallel(EntryId, LanguageId),
}

impl PageId {
    /// The language that the page belongs to; the front door and 404 belong to none.
    pub(crate) fn entry_language(self) -> Option<LanguageId> {
        match self {
            Self::Front | Self::NotFound => None,
            Self::Entry(_, language) | Self::Parallel(_, language) => Some(language),
        }
    }

    /// The language whose words the page uses.
    pub(crate) fn language(self) -> LanguageId {
        self.entry_language().unwrap_or(LanguageId::DEFAULT)
    }
}

impl Model {
    /// Closes the parts.
    pub(crate) fn new(parts: Parts) -> Self {
        Self { parts }
    }

    /// The documents that are not as they were in another version of the site, or whose links or mentions are not; `None` if it hangs
    /// together in another way, or other images are shown.
    pub(crate) fn changed_texts(&self, before: &Self) -> Option<Vec<DocumentId>> {
        let (now, then) = (&self.parts, &before.parts);
        let same = Arc::ptr_eq(&now.site, &then.site)
            && Arc::ptr_eq(&now.linked, &then.linked)
            && Arc::ptr_eq(&now.images, &then.images);
        if !same {
            return None;
        }
        let mut changed = now.destinations.differing(&then.destinations)?;
        changed.extend(now.documents.differing(&then.documents, Arc::ptr_eq));
        changed.extend(now.mentions.differing(&then.mentions, Arc::ptr_eq));
        Some(changed)
    }

    /// Queries as a page does, which records them in `reads`.
    pub(crate) fn reader<'m>(&'m self, reads: Option<&'m Reads>) -> Reader<'m> {
        Reader { model: self, reads }
    }

    /// The settings.
    pub(crate) fn site(&self) -> &Site {
        &self.parts.site
    }

    /// Every document.
    pub(crate) fn documents(&self) -> &Documents {
        &self.parts.documents
    }

    /// A document.
    pub(crate) fn document(&self, id: DocumentId) -> &Document {
        &self.parts.documents[id]
    }

    /// Every entry, in the order of routes.
    pub(crate) fn entries(&self) -> &Table<EntryId, Entry> {
        &self.parts.linked.entries
    }

    /// An entry.
    pub(crate) fn entry(&self, id: EntryId) -> &Entry {
        self.parts.linked.entry(id)
    }

    /// The entry that a document belongs to; for a section, its explainer. `None` for the sections of a draft.
    pub(crate) fn entry_of(&self, document: DocumentId) -> Option<EntryId> {
        self.parts.linked.entry_of(document)
    }

    /// The entry with a route.
    pub(crate) fn by_route(&self, route: &str) -> Option<EntryId> {
        self.parts.linked.by_route(route)
    }

    /// Explainers in the order of lists.
    pub(crate) fn explainers(&self) -> &[EntryId] {
        &self.parts.linked.explainers
    }

    /// The explainers before and after one in the order of lists.
    pub(crate) fn around(&self, id: EntryId) -> [Option<EntryId>; 2] {
        let rank = self.parts.linked.rank(id) as usize;
        let at = |rank: Option<usize>| self.explainers().get(rank?).copied();
        [at(rank.checked_sub(1)), at(rank.checked_add(1))]
    }

    /// Terms by slug.
    pub(crate) fn terms(&self) -> &BTreeMap<Arc<str>, EntryId> {
        &self.parts.linked.terms
    }

    /// Where a document mentions terms.
    pub(crate) fn mentions(&self, document: DocumentId) -> &Mentions {
        &self.parts.mentions[document]
    }

    /// What was accepted of originals.
    pub(crate) fn lock(&self) -> &Lock {
        &self.parts.lock
    }

    /// Every translation with what it is compared by.
    pub(crate) fn comparison(&self) -> Comparison<'_> {
        let parts = &self.parts;
        Comparison::new(&parts.site, &parts.linked, &parts.documents, &parts.lock)
    }

    /// How the site hangs together.
    pub(crate) fn linked(&self) -> &Linked {
        &self.parts.linked
    }

    /// The translations that are behind their originals.
    pub(crate) fn behind(&self) -> &Behind {
        &self.parts.behind
    }

    /// The documents that mention a term, in the order of documents.
    pub(crate) fn backlinks(&self, term: EntryId) -> &[DocumentId] {
        self.parts.backlinks.of(term)
    }

    /// The widths of the copies of an image for smaller screens, ascending.
    pub(crate) fn copies(&self, file: &str) -> Vec<u32> {
        match self.parts.site.resize {
            true => self.parts.images.copies(file),
            false => Vec::new(),
        }
    }

    /// The sizes of images.
    pub(crate) fn images(&self) -> &Sizes {
        &self.parts.images
    }

    /// The pages and their addresses.
    pub(crate) fn routes(&self) -> Routes<'_> {
        Routes {
            site: &self.parts.site,
            linked: &self.parts.linked,
            structures: &self.parts.structures,
        }
    }

    /// Links to terms on all pages.
    pub(crate) fn term_links(&self) -> usize {
        let count = |id: EntryId, language| {
            let mut linker = Linker::new(self.site().term_links, id);
            let mentions = self.entry(id).texts(language).map(|d| self.mentions(d));
            mentions
                .map(|m| {
                    let written = m.found.iter().filter(|m| m.standing == Standing::Linked);
                    linker.choose(m).len() + written.count()
                })
                .sum::<usize>()
        };
        let pages = self.entries().ids();
        pages
            .flat_map(|id| self.site().language_ids().map(move |l| (id, l)))
            .map(|(id, l)| count(id, l))
            .sum()
    }

    /// Minutes that it takes to read what an entry's page shows in a language.
    fn minutes(&self, id: EntryId, language: LanguageId) -> u32 {
        let texts = self.entry(id).texts(language);
        texts
            .map(|d| self.document(d).outline.length)
            .fold(Length::default(), |a, b| a + b)
            .minutes()
    }
}
