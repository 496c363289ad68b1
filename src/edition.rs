//! A version of the site: everything that its files are made of, put together and found good.
//!
//! What the stages of a build make is shared between editions where it is the same (see [`crate::cache`]), so that an
//! edition costs little more than what has changed since the one before.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::compose::{Composer, Index, PageId, Uses};
use crate::document::Document;
use crate::glossary::{Glossary, Mentions};
use crate::image::Sizes;
use crate::lang::strings::Strings;
use crate::link::{DocumentId, EntryKind, Linked};
use crate::output::{Assets, Output, Plan};
use crate::reads::Reads;
use crate::resolve::Destinations;
use crate::search;
use crate::site::Site;
use crate::source::Blobs;
use crate::template::{SharedValues, Templates};

/// A good site, its files not made yet.
pub struct Edition {
    pub(crate) site: Arc<Site>,
    pub(crate) strings: Arc<Vec<Strings>>,
    pub(crate) documents: Arc<Vec<Arc<Document>>>,
    pub(crate) linked: Arc<Linked>,
    pub(crate) destinations: Arc<Destinations>,
    pub(crate) glossary: Arc<Glossary>,
    /// By document.
    pub(crate) mentions: Arc<Vec<Arc<Mentions>>>,
    pub(crate) images: Arc<Sizes>,
    /// By language.
    pub(crate) index: Arc<Vec<Index>>,
    pub(crate) uses: Arc<Uses>,
    pub(crate) templates: Arc<Templates>,
    pub(crate) assets: Arc<Assets>,
    pub(crate) shared: Arc<SharedValues>,
    pub(crate) blobs: Arc<Blobs>,
    pub(crate) output: Arc<Output>,
    /// The files of the search index, made when one is asked for.
    pub(crate) search: OnceLock<SearchFiles>,
}

/// The files of the search index by path.
type SearchFiles = BTreeMap<Arc<str>, Arc<[u8]>>;

impl Edition {
    /// What makes the views of pages, and notes in `reads` what they are made of.
    pub(crate) fn composer<'c>(&'c self, reads: Option<&'c Reads>) -> Composer<'c> {
        Composer {
            site: &self.site,
            documents: &self.documents,
            linked: &self.linked,
            destinations: &self.destinations,
            strings: &self.strings,
            glossary: &self.glossary,
            mentions: &self.mentions,
            images: &self.images,
            index: &self.index,
            uses: &self.uses,
            reads,
        }
    }

    /// The files of the search index. They are made together, as soon as one is asked for.
    pub(crate) fn search_files(&self) -> &SearchFiles {
        self.search.get_or_init(|| {
            let composer = self.composer(None);
            let languages = self.site.language_ids();
            let files = languages.flat_map(|language| search::files(&composer, language));
            files
                .map(|(path, bytes)| (path.into(), bytes.into()))
                .collect()
        })
    }

    /// The address that the site is published under, with its final `/`.
    pub fn address(&self) -> &str {
        self.site.base_url.as_str()
    }

    /// Path of the address that the site is published under, from `/` to `/`.
    pub fn base_path(&self) -> &str {
        self.site.base_url.path()
    }

    /// Whether something lies below `folder`, which ends in `/`.
    pub fn has_folder(&self, folder: &str) -> bool {
        self.output.has_folder(folder)
    }

    /// The page whose text is that of a page of another edition, by their paths: the page has moved.
    pub(crate) fn successor(&self, other: &Self, path: &str) -> Option<Arc<str>> {
        let page = |edition: &Self, path: &str| match edition.output.get(path)?.1 {
            Plan::Page(PageId::Entry(id, language)) => Some((*id, *language)),
            _ => None,
        };
        let (id, language) = page(other, path)?;
        let text = other.linked.entry(id).shown(language)?;
        let text = other.documents[text.0 as usize].hash;
        let same = self.documents.iter().position(|d| d.hash == text)?;
        let id = self.linked.entry_of(DocumentId(same as u32));
        let path = format!(
            "{}index.html",
            self.linked.entry(id).folder(self.site.tag(language))
        );
        self.output.get(&path).map(|(path, _)| Arc::clone(path))
    }

    /// The kind of a page, as its template is named.
    pub(crate) fn kind(&self, page: PageId) -> &'static str {
        match page {
            PageId::Front => "front",
            PageId::NotFound => "not-found",
            PageId::Parallel(..) => "parallel",
            PageId::Entry(id, _) => EntryKind::name(self.linked.entry(id).kind),
        }
    }
}
