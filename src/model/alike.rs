//! The explainers that a reader of one may want to read next: those that share its terms.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Query, Reader};
use crate::base::ids::EntryId;
use crate::lang::LanguageId;
use crate::model::link::EntryKind;

/// How many are shown.
const MOST: usize = 3;

/// A term that more texts use says little of what a text is about; without it the work for a page has a bound.
const COMMON: usize = 60;

impl Reader<'_> {
    /// The explainers that share most with one on the pages of a language, the nearest first. A term weighs the more, the
    /// fewer explainers use it; among equals the order is that of lists.
    pub(crate) fn alike(self, id: EntryId, language: LanguageId) -> Vec<EntryId> {
        self.note(Query::Alike(id, language));
        let linked = &self.model.parts.linked;
        let texts = linked.entry(id).texts(language);
        let terms: FxHashSet<EntryId> = texts
            .flat_map(|d| self.model.mentions(d).terms.iter().copied())
            .filter(|term| self.model.backlinks(*term).len() <= COMMON)
            .collect();
        let mut shared: FxHashMap<EntryId, usize> = FxHashMap::default();
        for term in terms {
            let pages = self.shown_backlinks(term, language);
            let pages = pages.filter_map(|d| linked.entry_of(d));
            let pages: FxHashSet<EntryId> = pages
                .filter(|page| linked.entry(*page).kind == EntryKind::Explainer)
                .collect();
            for page in pages.iter().filter(|page| **page != id) {
                // In whole numbers, so that the order of adding does not matter.
                *shared.entry(*page).or_default() += 1_000_000 / pages.len();
            }
        }
        let mut alike: Vec<(EntryId, usize)> = shared.into_iter().collect();
        alike.sort_unstable_by_key(|(page, weight)| (Reverse(*weight), linked.rank(*page)));
        alike.into_iter().take(MOST).map(|(page, _)| page).collect()
    }
}
