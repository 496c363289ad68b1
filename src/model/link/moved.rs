//! Where pages and sections were before: each old address belongs to one page, each old id to one section of its page.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Entry, EntryKind, Linked, Section, same_id};
use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::EntryId;
use crate::base::names::GLOSSARY_PAGE;
use crate::document::markdown::UniqueIds;
use crate::document::path::Role;
use crate::document::{Structure, Structures};
use crate::lang::message::message;

/// An old address of a page.
#[derive(Debug)]
pub(crate) struct Moved {
    /// The page.
    pub(crate) to: EntryId,
    /// Where a text says so.
    pub(crate) place: Place,
}

/// What a text says of where it was, with the places.
fn claims(text: &Structure) -> impl Iterator<Item = (&str, Place)> {
    let place = |span: &std::ops::Range<usize>| Place::at(text.file(), span.clone());
    let old = text.moved_from.iter();
    old.map(move |old| (&*old.value, place(&old.span)))
}

impl Linked {
    /// The old addresses of pages. One that two pages claim is reported with both places.
    pub(super) fn moved(
        &self,
        documents: &Structures,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> BTreeMap<Arc<str>, Moved> {
        let mut moved: BTreeMap<Arc<str>, Moved> = BTreeMap::new();
        for (to, entry) in self.entries.iter() {
            let texts = entry.documents.iter().flatten().map(|d| &documents[*d]);
            for (old, place) in texts.flat_map(claims) {
                match moved.get(old) {
                    // Each language may say so.
                    Some(other) if other.to == to => {}
                    Some(other) => diagnostics.push(claimed_twice(old, place, &other.place)),
                    None => drop(moved.insert(old.into(), Moved { to, place })),
                }
            }
        }
        moved
    }

    /// What a term or page is called now in `[[…]]` that was called so before.
    pub(crate) fn name_now(&self, name: &str) -> Option<&str> {
        let term = self.moved.get(&*format!("{GLOSSARY_PAGE}/{name}"));
        let entry = self.entry(term.or_else(|| self.moved.get(name))?.to);
        let is_term = entry.kind == EntryKind::Term;
        Some(if is_term { entry.slug() } else { &entry.route })
    }

    /// The old address that is nearest above a path, with what is left of the path, empty or beginning with `/`.
    pub(crate) fn moved_above<'p>(&self, path: &'p str) -> Option<(&Moved, &'p str)> {
        let above = path.rmatch_indices('/').map(|(at, _)| at);
        let mut ends = std::iter::once(path.len()).chain(above);
        ends.find_map(|end| Some((self.moved.get(&path[..end])?, &path[end..])))
    }
}

impl Entry {
    /// The section that had an id before.
    pub(crate) fn section_once(&self, id: &str) -> Option<&Section> {
        let mut sections = self.sections.iter();
        sections.find(|s| s.old_ids.iter().any(|old| **old == *id))
    }

    /// Takes the old ids of its sections, which no other element of the page may have. `told` are the places that have been
    /// reported for the page in another language.
    pub(super) fn take_old_ids<'d>(
        &self,
        documents: &'d Structures,
        ids: &mut UniqueIds,
        places: &mut FxHashMap<&'d str, Place>,
        told: &mut FxHashSet<Place>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for section in &self.sections {
            let mut own = FxHashSet::default();
            for (old, place) in section
                .claims(documents)
                .filter(|(old, _)| own.insert(*old))
            {
                if let Some(other) = places.get(old) {
                    if told.insert(place.clone()) {
                        let d = same_id(old, place, other.clone());
                        diagnostics.push(d.hint(message!(
                            "`moved_from`에서 지우거나 다른 쪽의 주소를 바꾸세요",
                            "take it out of `moved_from`, or give the other one another id"
                        )));
                    }
                } else {
                    ids.take(old);
                    places.insert(old, place);
                }
            }
        }
    }
}

impl Section {
    /// What its texts say of its ids before, with the places.
    fn claims<'d>(&self, documents: &'d Structures) -> impl Iterator<Item = (&'d str, Place)> {
        let texts = self.documents.iter().flatten().map(|d| &documents[*d]);
        let own = texts.filter(|text| text.path.role == Role::Section);
        own.flat_map(claims)
    }

    /// The ids that it had before, each once.
    pub(super) fn ids_before(&self, documents: &Structures) -> Vec<Arc<str>> {
        let mut ids: Vec<Arc<str>> = Vec::new();
        for (old, _) in self.claims(documents) {
            if !ids.iter().any(|id| **id == *old) {
                ids.push(old.into());
            }
        }
        ids
    }
}

/// An old address that two pages claim.
fn claimed_twice(old: &str, place: Place, other: &Place) -> Diagnostic {
    let message = message!(
        "옛 주소 `{old}`(을/를) 두 파일이 `moved_from`에 적었습니다",
        "two files give the old address `{old}` in `moved_from`"
    );
    let hint = message!("둘 중 하나에서 지우세요", "take it out of one of the two");
    let label = message!("다른 파일", "the other file");
    Diagnostic::error(place, "same-url", message)
        .hint(hint)
        .related(other.clone(), label)
}
