//! The glossary in the order of a language.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::base::ids::EntryId;
use crate::document::Structures;
use crate::lang::LanguageId;
use crate::lang::collate::{self, Letter};
use crate::model::link::Linked;
use crate::source::site::Site;

/// The glossary in the order of a language.
#[derive(Debug)]
pub(crate) struct Index {
    /// Every term.
    pub(crate) order: Vec<EntryId>,
    /// Each term's place among them.
    place: FxHashMap<EntryId, usize>,
    /// Under their letters, letters without terms included.
    pub(crate) groups: Vec<(Letter, Vec<EntryId>)>,
}

impl Index {
    /// Puts the terms into the order of a language: by what their files say they are sorted as, or by their titles.
    pub(crate) fn new(
        site: &Site,
        documents: &Structures,
        linked: &Linked,
        language: LanguageId,
    ) -> Self {
        let collation = collate::Order::of(site.tag(language));
        let key = |id: EntryId| {
            let shown = linked.entry(id).shown(language);
            let naming = shown.and_then(|d| documents[d].naming.as_ref());
            naming.map_or("", |n| &n.sort_as)
        };
        // In the order of slugs, which settles what the collation does not.
        let terms = linked.terms.values();
        let mut keyed: Vec<(&str, EntryId)> = terms.map(|t| (key(*t), *t)).collect();
        keyed.sort_by(|a, b| collation.compare(a.0, b.0));
        let mut groups: BTreeMap<Letter, Vec<EntryId>> = collation
            .letters()
            .into_iter()
            .map(|l| (l, Vec::new()))
            .collect();
        for (key, term) in &keyed {
            groups.entry(collation.letter(key)).or_default().push(*term);
        }
        let order: Vec<EntryId> = keyed.into_iter().map(|(_, t)| t).collect();
        Self {
            place: order.iter().enumerate().map(|(i, t)| (*t, i)).collect(),
            groups: groups.into_iter().collect(),
            order,
        }
    }

    /// A term's place.
    pub(super) fn place(&self, term: EntryId) -> Option<usize> {
        self.place.get(&term).copied()
    }

    /// The terms before and after a term.
    pub(super) fn neighbours(&self, term: EntryId) -> [Option<EntryId>; 2] {
        let at = self.place(term);
        let place = |i: Option<usize>| i.and_then(|i| self.order.get(i)).copied();
        [
            place(at.and_then(|i| i.checked_sub(1))),
            place(at.map(|i| i + 1)),
        ]
    }
}
