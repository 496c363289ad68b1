//! What a page read of the site while it was composed: the few kinds of things that pages are made of.
//!
//! A [`Composer`](crate::compose::Composer) notes a [`Key`] at each of its doors to the site. A page that is kept is
//! made again if, and only if, one of the things it has read is no longer the same ([`crate::changes`]). What a page
//! reads of itself and what it reads of others are noted alike, so that there are no lists of dependencies to keep true.

use std::sync::{Mutex, PoisonError};

use xxhash_rust::xxh3::xxh3_64;

use crate::lang::LanguageId;
use crate::link::{DocumentId, EntryId};

/// A thing that pages read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key {
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
    /// Where its links lead, and the sizes of its images.
    Links(DocumentId),
    /// Its mentions of terms.
    Mentions(DocumentId),
    /// Which texts an entry has.
    Entry(EntryId),
    /// How long it takes to read an explainer.
    Minutes(EntryId, LanguageId),
    /// What puts an explainer in its place in lists.
    Order(EntryId),
    /// The terms that name a term as related.
    Related(EntryId),
    /// Where a term is used on the pages of a language.
    Uses(EntryId, LanguageId),
    /// The terms before and after a term in the glossary.
    Neighbours(EntryId, LanguageId),
    /// Whether there is an entry with a route, by the route's hash.
    Route(u64),
    /// Which explainers there are, and their order.
    Explainers,
    /// The glossary in the order of a language.
    Index(LanguageId),
    /// Words of the interface.
    Words(LanguageId),
}

impl Key {
    /// Whether there is an entry with this route.
    pub(crate) fn route(route: &str) -> Self {
        Self::Route(xxh3_64(route.as_bytes()))
    }

    /// The same thing after documents and entries were numbered anew; `None` if it is gone.
    pub(crate) fn renumbered(
        self,
        document: impl Fn(DocumentId) -> Option<DocumentId>,
        entry: impl Fn(EntryId) -> Option<EntryId>,
    ) -> Option<Self> {
        Some(match self {
            Self::Text(d) => Self::Text(document(d)?),
            Self::Outline(d) => Self::Outline(document(d)?),
            Self::Title(d) => Self::Title(document(d)?),
            Self::Opening(d) => Self::Opening(document(d)?),
            Self::Ids(d) => Self::Ids(document(d)?),
            Self::Links(d) => Self::Links(document(d)?),
            Self::Mentions(d) => Self::Mentions(document(d)?),
            Self::Entry(e) => Self::Entry(entry(e)?),
            Self::Minutes(e, l) => Self::Minutes(entry(e)?, l),
            Self::Order(e) => Self::Order(entry(e)?),
            Self::Related(e) => Self::Related(entry(e)?),
            Self::Uses(e, l) => Self::Uses(entry(e)?, l),
            Self::Neighbours(e, l) => Self::Neighbours(entry(e)?, l),
            Self::Route(_) | Self::Explainers | Self::Index(_) | Self::Words(_) => self,
        })
    }

    /// Why a page was made again that had read this, in words that complete "because of …".
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Text(_) => "its text",
            Self::Outline(_) | Self::Title(_) | Self::Opening(_) => "a title or summary",
            Self::Ids(_) => "a heading's id",
            Self::Links(_) => "links or images",
            Self::Mentions(_) => "terms in its text",
            Self::Entry(_) | Self::Route(_) => "a page that came or went",
            Self::Minutes(..) => "the time to read",
            Self::Related(_) => "related terms",
            Self::Uses(..) => "where a term is used",
            Self::Neighbours(..) | Self::Index(_) => "the order of the glossary",
            Self::Explainers | Self::Order(_) => "the list of explainers",
            Self::Words(_) => "words of the interface",
        }
    }
}

/// Takes the keys of one page.
#[derive(Debug, Default)]
pub(crate) struct Reads(Mutex<Vec<Key>>);

impl Reads {
    pub(crate) fn note(&self, key: Key) {
        let mut keys = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A text notes the same key at each of its links.
        if keys.last() != Some(&key) {
            keys.push(key);
        }
    }

    /// Each key once, in order.
    pub(crate) fn finish(self) -> Box<[Key]> {
        let mut keys = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        keys.sort_unstable();
        keys.dedup();
        keys.into()
    }
}
