//! The numbers of what is counted through a page: figures and tables.

use rustc_hash::FxHashMap;

use super::Linked;
use crate::base::ids::DocumentId;
use crate::document::markdown::Numbered;
use crate::document::{Structure, Structures};
use crate::source::site::Site;

/// By document, and by the place of the id in it; without one, of a comparison as a whole.
pub(super) type Numbers = FxHashMap<(DocumentId, Option<u32>), u32>;

/// What is counted in a document: a comparison as a whole, and ids by their places.
fn counted(structure: &Structure) -> impl Iterator<Item = (Option<u32>, Numbered)> {
    let ids = (0..).zip(&structure.ids);
    let ids = ids.filter_map(|(at, id)| Some((Some(at), id.numbered?)));
    let whole = structure.numbered.map(|kind| (None, kind));
    whole.into_iter().chain(ids)
}

impl Linked {
    /// Counts through every page in every language. A text has the numbers of the page in its own language, wherever it is shown.
    pub(super) fn count(&self, site: &Site, documents: &Structures) -> Numbers {
        let mut numbers = Numbers::default();
        for entry in self.entries.values() {
            for language in site.language_ids() {
                let mut counts: FxHashMap<Numbered, u32> = FxHashMap::default();
                for document in entry.texts(language) {
                    let structure = &documents[document];
                    let is_own = structure.path.language == language;
                    for (at, kind) in counted(structure) {
                        let count = counts.entry(kind).or_default();
                        *count += 1;
                        let known = numbers.entry((document, at)).or_insert(*count);
                        if is_own {
                            *known = *count;
                        }
                    }
                }
            }
        }
        numbers
    }

    /// The numbers of what is counted in a document.
    pub(crate) fn numbers(
        &self,
        document: DocumentId,
        structure: &Structure,
    ) -> impl Iterator<Item = Option<u32>> {
        counted(structure).map(move |(at, _)| self.number(document, at))
    }

    /// The number of what is counted: an id of a document, or a comparison as a whole.
    pub(crate) fn number(&self, document: DocumentId, id: Option<u32>) -> Option<u32> {
        self.numbers.get(&(document, id)).copied()
    }
}
