//! Groups documents into entries with sections, and makes the ordered lists.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::pairing::{IndexSection, Paired, pair};
use super::{Entry, EntryKind, Linked, Section, shown_in};
use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::{DocumentId, EntryId, Ids, Table};
use crate::base::names;
use crate::document::markdown::UniqueIds;
use crate::document::path::Role;
use crate::document::{Structure, Structures};
use crate::lang::LanguageId;
use crate::lang::message::message;
use crate::source::site::Site;

/// Builds a [`Linked`] step by step.
pub(super) struct LinkedBuilder<'b> {
    pub(super) site: &'b Site,
    pub(super) documents: &'b Structures,
    pub(super) entries: BTreeMap<Arc<str>, Entry>,
    pub(super) diagnostics: &'b mut Vec<Diagnostic>,
}

impl LinkedBuilder<'_> {
    /// Puts each document where it belongs.
    pub(super) fn group(&mut self) {
        let documents = self.documents;
        let (sections, others): (Vec<_>, Vec<_>) = documents
            .iter()
            .partition(|(_, d)| d.path.role == Role::Section);
        for (id, document) in others {
            self.place(id, document);
        }
        let (in_indexes, in_files): (Vec<_>, Vec<_>) = sections
            .into_iter()
            .partition(|(_, d)| d.path.part.is_some());
        for (id, document) in in_files {
            self.place_section(id, document);
        }
        for entry in self.entries.values_mut() {
            for section in &mut entry.sections {
                section.old_ids = section.ids_before(documents);
            }
            entry.sections.sort_by_key(|s| {
                let first = s.documents.iter().flatten().next();
                let number = first.and_then(|d| documents[*d].path.number);
                (number.is_none(), number, Arc::clone(&s.id))
            });
        }
        self.place_index_sections(&in_indexes);
    }

    /// Puts the sections of indexes before those in files.
    fn place_index_sections(&mut self, sections: &[(DocumentId, &Structure)]) {
        let languages = self.site.languages.len();
        let mut by_route: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for section in sections {
            // That of its explainer.
            let route = section.1.path.folder.trim_end_matches('/');
            by_route.entry(route).or_default().push(section);
        }
        for (route, of_entry) in by_route {
            let Some(entry) = self.entries.get_mut(route) else {
                continue;
            };
            let mut indexes = vec![Vec::new(); languages];
            for (document, structure) in of_entry {
                let section = IndexSection {
                    document: *document,
                    id: Arc::clone(&structure.path.stem),
                    explicit: structure.heading.is_some_and(|(_, explicit)| explicit),
                };
                indexes[structure.path.language.index()].push(section);
            }
            let mut ids: FxHashMap<Arc<str>, usize> = FxHashMap::default();
            for (at, section) in entry.sections.iter().enumerate() {
                ids.insert(Arc::clone(&section.id), at);
            }
            let mut free = UniqueIds::default();
            for id in ids.keys() {
                free.take(id);
            }
            let mut placed = Vec::new();
            for mut paired in pair(indexes) {
                if let Some(at) = ids.get(&paired.id).filter(|_| paired.explicit) {
                    let other = entry.sections[*at].documents.iter().flatten().next();
                    let own = paired.documents.iter().flatten().next();
                    if let (Some(own), Some(other)) = (own, other) {
                        let [own, other] = [own, other].map(|d| self.documents[*d].place());
                        self.diagnostics.push(same_section(&paired.id, own, other));
                    }
                    continue;
                }
                if !paired.explicit {
                    paired.id = free.unique(&paired.id).into();
                }
                placed.push(of_index(entry, paired));
            }
            placed.append(&mut entry.sections);
            entry.sections = placed;
        }
    }

    fn place(&mut self, id: DocumentId, document: &Structure) {
        let kind = match document.path.role {
            Role::Home => EntryKind::Home,
            Role::Explainer => EntryKind::Explainer,
            Role::GlossaryIndex => EntryKind::GlossaryIndex,
            Role::Term => EntryKind::Term,
            Role::Page | Role::Section => EntryKind::Page,
        };
        let route: Arc<str> = document.path.route().into();
        let languages = self.site.languages.len();
        let entry = self
            .entries
            .entry(Arc::clone(&route))
            .or_insert_with(|| Entry {
                route,
                kind,
                documents: vec![None; languages],
                original: None,
                sections: Vec::new(),
            });
        entry.original = entry.original.or(document.original);
        let language = document.path.language.index();
        let other = entry.documents[language].or_else(|| {
            (entry.kind != kind)
                .then(|| entry.documents.iter().find_map(|d| *d))
                .flatten()
        });
        match other {
            Some(other) => {
                let other = &self.documents[other];
                let address = entry.folder(self.site.tag(document.path.language));
                let message = message!(
                    "두 파일의 주소가 같습니다: /{address}",
                    "two files would be published at the same address, /{address}"
                );
                let d = Diagnostic::error(Place::file(document.file()), "same-url", message);
                let hint = message!(
                    "둘 중 하나의 이름을 바꾸거나 지우세요",
                    "rename or delete one of the two"
                );
                let label = message!("다른 파일", "the other file");
                self.diagnostics
                    .push(d.hint(hint).related(Place::file(other.file()), label));
            }
            None => entry.documents[language] = Some(id),
        }
    }

    fn place_section(&mut self, id: DocumentId, document: &Structure) {
        // An explainer whose index is a draft takes its sections with it.
        let Some(entry) = self
            .entries
            .get_mut(document.path.route().as_str())
            .filter(|e| e.kind == EntryKind::Explainer)
        else {
            return;
        };
        let stem = &document.path.stem;
        let section = match entry.sections.iter().position(|s| s.id == *stem) {
            Some(i) => &mut entry.sections[i],
            None => {
                entry.sections.push(Section {
                    id: Arc::clone(stem),
                    documents: vec![None; self.site.languages.len()],
                    original: entry.original,
                    shown: Vec::new(),
                    by_place: false,
                    old_ids: Vec::new(),
                });
                let last = entry.sections.len() - 1;
                &mut entry.sections[last]
            }
        };
        section.original = document.original.or(section.original);
        match &mut section.documents[document.path.language.index()] {
            Some(other) => {
                let other = &self.documents[*other];
                let d = same_section(stem, document.place(), other.place());
                self.diagnostics.push(d);
            }
            free => *free = Some(id),
        }
    }

    /// Reports files whose address is that of an explainer's parallel page.
    pub(super) fn reserve_parallel(&mut self) {
        let explainers = self
            .entries
            .values()
            .filter(|e| e.kind == EntryKind::Explainer);
        let taken =
            explainers.filter_map(|e| self.entries.get(format!("{}/parallel", e.route).as_str()));
        let files: Vec<_> = taken
            .filter_map(|e| e.documents.iter().find_map(|d| *d))
            .collect();
        for document in files {
            let file = self.documents[document].file();
            let message = message!(
                "이 주소에는 두 언어를 나란히 보여 주는 페이지가 있습니다",
                "the page that shows two languages side by side has this address"
            );
            let d = Diagnostic::error(Place::file(file), "same-url", message);
            self.diagnostics
                .push(d.hint(message!("폴더 이름을 바꾸세요", "rename the folder")));
        }
    }

    /// Adds the pages that are made of lists.
    pub(super) fn lists(&mut self) {
        let explainers = self
            .entries
            .values()
            .filter(|e| e.kind == EntryKind::Explainer)
            .count();
        let terms = self.entries.values().any(|e| e.kind == EntryKind::Term);
        self.list("", EntryKind::Home);
        self.list(names::SEARCH_PAGE, EntryKind::Search);
        if terms {
            self.list(names::GLOSSARY_PAGE, EntryKind::GlossaryIndex);
        }
        if explainers > self.site.latest {
            self.list(names::ARCHIVE_PAGE, EntryKind::Archive);
        }
    }

    fn list(&mut self, route: &str, kind: EntryKind) {
        let documents = vec![None; self.site.languages.len()];
        // Files of an author at these addresses have been reported by their paths.
        self.entries.entry(route.into()).or_insert_with(|| Entry {
            route: route.into(),
            kind,
            documents,
            original: None,
            sections: Vec::new(),
        });
    }

    pub(super) fn finish(self, ids: &Ids<EntryId>) -> Linked {
        let documents = self.documents;
        let mut entries = self.entries;
        for section in entries.values_mut().flat_map(|e| &mut e.sections) {
            // Those of indexes know already.
            if section.shown.is_empty() {
                let languages = self.site.language_ids();
                let shown = languages.map(|l| shown_in(&section.documents, section.original, l));
                section.shown = shown.collect();
            }
        }
        let entries = entries.into_iter();
        let entries: Table<EntryId, Entry> = entries.map(|(r, e)| (ids.of(&r), e)).collect();
        let by_document = entries.iter().flat_map(|(id, entry)| {
            let sections = (0..).zip(&entry.sections);
            let sections =
                sections.flat_map(|(at, s)| s.documents.iter().map(move |d| (d, Some(at))));
            let texts = entry.documents.iter().map(|d| (d, None)).chain(sections);
            texts.filter_map(move |(document, section)| Some(((*document)?, (id, section))))
        });
        let by_document: FxHashMap<_, _> = by_document.collect();
        let apart = documents.iter().map(|(id, _)| id);
        let apart = apart.filter(|id| !by_document.contains_key(id));
        let files = documents.iter().filter(|(_, d)| d.path.part.is_none());
        let of_kind = |kind| entries.iter().filter(move |(_, e)| e.kind == kind);
        let mut explainers: Vec<EntryId> =
            of_kind(EntryKind::Explainer).map(|(id, _)| id).collect();
        explainers.sort_by_cached_key(|id| {
            let order = order(documents, &entries[*id]);
            (order, Arc::clone(&entries[*id].route))
        });
        Linked {
            ranks: explainers.iter().copied().zip(0..).collect(),
            terms: of_kind(EntryKind::Term)
                .map(|(id, e)| (e.slug().into(), id))
                .collect(),
            related_from: FxHashMap::default(),
            moved: BTreeMap::new(),
            by_name: FxHashMap::default(),
            by_route: entries
                .iter()
                .map(|(id, e)| (Arc::clone(&e.route), id))
                .collect(),
            apart: apart.collect(),
            has_unread: documents.values().any(|d| d.unread),
            by_file: files.map(|(id, d)| (Arc::clone(d.file()), id)).collect(),
            by_document,
            renamed: FxHashMap::default(),
            numbers: FxHashMap::default(),
            explainers,
            entries,
        }
    }
}

/// A section of an entry's indexes.
fn of_index(entry: &Entry, paired: Paired) -> Section {
    let may_be_missing = paired.may_be_missing();
    let languages = 0..entry.documents.len();
    let shown = languages.map(|at| {
        let language = LanguageId(at as u8);
        let own = paired.documents[at];
        if own.is_some() || may_be_missing {
            return own.or_else(|| shown_in(&paired.documents, entry.original, language));
        }
        // A page without an index of its own shows another language's, and what belongs to it.
        let index = entry.documents[at]
            .is_none()
            .then(|| entry.shown(language))?;
        let of = entry.documents.iter().position(|d| *d == index)?;
        paired.documents[of]
    });
    Section {
        shown: shown.collect(),
        id: paired.id,
        documents: paired.documents,
        original: entry.original,
        by_place: paired.by_place,
        old_ids: Vec::new(),
    }
}

/// Two sections with one id.
fn same_section(id: &str, place: Place, other: Place) -> Diagnostic {
    let message = message!(
        "두 절의 제목 주소가 같습니다: `{id}`",
        "two sections have the id `{id}`"
    );
    let hint = match (place.range, other.range) {
        (None, None) => message!(
            "절의 제목 주소는 파일 이름에서 번호를 뺀 것입니다. 둘 중 하나의 이름을 바꾸세요",
            "the id is the file's name without its number: rename one of the two"
        ),
        _ => message!(
            "제목의 `{{#{id}}}`(을/를) 다른 이름으로 바꾸거나, 파일 이름을 바꾸세요",
            "give the heading another id than `{{#{id}}}`, or rename the file"
        ),
    };
    Diagnostic::error(place, "same-id", message)
        .hint(hint)
        .related(other, message!("다른 절", "the other section"))
}

/// What an explainer is ordered by in lists, before its route: a weight comes first, then the newest date.
pub(crate) fn order(documents: &Structures, entry: &Entry) -> impl Ord + Hash + use<> {
    let first = entry.documents.iter().flatten().next();
    let order = first.and_then(|d| documents[*d].order);
    let (weight, date) = order.unwrap_or_default();
    (weight.is_none(), weight, Reverse(date))
}
