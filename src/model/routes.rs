//! The pages of the site and their addresses, as the settings and the files decide them.

use std::sync::Arc;

use super::PageId;
use crate::base::ids::EntryId;
use crate::base::names;
use crate::document::Structures;
use crate::lang::LanguageId;
use crate::model::link::Linked;
use crate::source::site::Site;

/// The pages of a site and their addresses.
#[derive(Clone, Copy)]
pub(crate) struct Routes<'m> {
    pub(crate) site: &'m Site,
    pub(crate) linked: &'m Linked,
    pub(crate) structures: &'m Structures,
}

impl<'m> Routes<'m> {
    /// Every page, in the order of their routes.
    pub(crate) fn pages(self) -> Vec<PageId> {
        let languages = || self.site.language_ids();
        let entries = self.linked.entries.ids();
        let entries = entries.flat_map(|id| languages().map(move |l| PageId::Entry(id, l)));
        let parallel = self.linked.explainers.iter().flat_map(|id| {
            let languages =
                languages().filter(|l| self.linked.entry(*id).has_parallel(self.site, *l));
            languages.map(|l| PageId::Parallel(*id, l))
        });
        [PageId::Front, PageId::NotFound]
            .into_iter()
            .chain(entries)
            .chain(parallel)
            .collect()
    }

    /// Path of a page's file in the output.
    pub(crate) fn path(self, page: PageId) -> String {
        match page {
            PageId::Front => names::PAGE.into(),
            PageId::NotFound => names::NOT_FOUND.into(),
            PageId::Entry(entry, language) => self.folder(entry, language) + names::PAGE,
            PageId::Parallel(entry, language) => {
                self.folder(entry, language) + names::PARALLEL + names::PAGE
            }
        }
    }

    /// Folder of an entry's page in the output: `ko/openai-xai/`.
    pub(crate) fn folder(self, entry: EntryId, language: LanguageId) -> String {
        self.linked.entry(entry).folder(self.site.tag(language))
    }

    /// The kind of a page, as its template is named.
    pub(crate) fn kind(self, page: PageId) -> &'static str {
        match page {
            PageId::Front => "front",
            PageId::NotFound => "not-found",
            PageId::Parallel(..) => "parallel",
            PageId::Entry(id, _) => self.linked.entry(id).kind.facts().name,
        }
    }

    /// The file of the text that an entry's page shows in a language.
    pub(crate) fn file(self, entry: EntryId, language: LanguageId) -> Option<&'m Arc<str>> {
        let document = self.linked.entry(entry).shown(language)?;
        Some(self.structures[document].file())
    }
}
