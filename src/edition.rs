//! A version of the site: everything that its files are made of, put together and found good.
//!
//! What the stages of a build make is shared between editions where it is the same (see [`crate::cache`]), so that an
//! edition costs little more than what has changed since the one before.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::model::{Model, PageId};
use crate::output::{Assets, Output, Plan};
use crate::search;
use crate::source::Blobs;
use crate::template::{SharedValues, Templates};

/// A good site, its files not made yet.
pub struct Edition {
    pub(crate) model: Model,
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
    /// The files of the search index. They are made together, as soon as one is asked for.
    pub(crate) fn search_files(&self) -> &SearchFiles {
        self.search.get_or_init(|| {
            let languages = self.model.site().language_ids();
            let files = languages.flat_map(|language| search::files(&self.model, language));
            files
                .map(|(path, bytes)| (path.into(), bytes.into()))
                .collect()
        })
    }

    /// The address that the site is published under, with its final `/`.
    pub fn address(&self) -> &str {
        self.model.site().base_url.as_str()
    }

    /// Path of the address that the site is published under, from `/` to `/`.
    pub fn base_path(&self) -> &str {
        self.model.site().base_url.path()
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
        let text = other.model.entry(id).shown(language)?;
        let text = other.model.document(text).hash;
        let same = self
            .model
            .documents()
            .iter()
            .find(|(_, d)| d.hash == text)?
            .0;
        let path = self
            .model
            .path(PageId::Entry(self.model.entry_of(same)?, language));
        self.output.get(&path).map(|(path, _)| Arc::clone(path))
    }
}
