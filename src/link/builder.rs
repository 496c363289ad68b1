//! Documents put where they belong: entries, sections, lists, and their orders.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{DocumentId, Entry, EntryId, EntryKind, Linked, Section};
use crate::content::Role;
use crate::diag::{Diagnostic, Place};
use crate::document::{Document, Outline};
use crate::site::Site;

/// Puts the site together, step by step.
pub(super) struct Builder<'b> {
    pub(super) site: &'b Site,
    pub(super) documents: &'b [Arc<Document>],
    pub(super) entries: BTreeMap<Arc<str>, Entry>,
    pub(super) diagnostics: &'b mut Vec<Diagnostic>,
}

impl Builder<'_> {
    /// Puts each document where it belongs.
    pub(super) fn group(&mut self) {
        let documents = self.documents;
        let sections = |d: &&(usize, &Arc<Document>)| d.1.outline.path.role == Role::Section;
        let all: Vec<_> = documents.iter().enumerate().collect();
        for (i, document) in all.iter().filter(|d| !sections(d)) {
            self.place(DocumentId(*i as u32), &document.outline);
        }
        for (i, document) in all.iter().filter(sections) {
            self.place_section(DocumentId(*i as u32), &document.outline);
        }
        for entry in self.entries.values_mut() {
            entry.sections.sort_by_key(|s| {
                let first = s.documents.iter().flatten().next();
                let number = first.and_then(|d| documents[d.0 as usize].outline.path.number);
                (number.is_none(), number, Arc::clone(&s.id))
            });
        }
    }

    fn place(&mut self, id: DocumentId, outline: &Outline) {
        let kind = match outline.path.role {
            Role::Home => EntryKind::Home,
            Role::Explainer => EntryKind::Explainer,
            Role::GlossaryIndex => EntryKind::GlossaryIndex,
            Role::Term => EntryKind::Term,
            Role::Page | Role::Section => EntryKind::Page,
        };
        let route: Arc<str> = outline.path.route().into();
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
        entry.original = entry.original.or(outline.front.original);
        let language = outline.path.language.index();
        let other = entry.documents[language].or_else(|| {
            (entry.kind != kind)
                .then(|| entry.documents.iter().find_map(|d| *d))
                .flatten()
        });
        match other {
            Some(other) => {
                let other = &self.documents[other.0 as usize].outline;
                let d = Diagnostic::error(
                    Place::file(outline.file()),
                    "same-url",
                    format!(
                        "two files would be published at the same address, /{}",
                        entry.folder(self.site.tag(outline.path.language))
                    ),
                );
                self.diagnostics.push(
                    d.hint("rename or delete one of the two")
                        .related(Place::file(other.file()), "the other file"),
                );
            }
            None => entry.documents[language] = Some(id),
        }
    }

    fn place_section(&mut self, id: DocumentId, outline: &Outline) {
        // An explainer whose index is a draft takes its sections with it.
        let Some(entry) = self
            .entries
            .get_mut(outline.path.route().as_str())
            .filter(|e| e.kind == EntryKind::Explainer)
        else {
            return;
        };
        let stem = &outline.path.stem;
        let section = match entry.sections.iter().position(|s| s.id == *stem) {
            Some(i) => &mut entry.sections[i],
            None => {
                entry.sections.push(Section {
                    id: Arc::clone(stem),
                    documents: vec![None; self.site.languages.len()],
                    original: entry.original,
                });
                let last = entry.sections.len() - 1;
                &mut entry.sections[last]
            }
        };
        section.original = outline.front.original.or(section.original);
        match &mut section.documents[outline.path.language.index()] {
            Some(other) => {
                let other = &self.documents[other.0 as usize].outline;
                let d = Diagnostic::error(
                    Place::file(outline.file()),
                    "same-id",
                    format!("two sections have the id `{stem}`"),
                );
                self.diagnostics.push(
                    d.hint("the id is the file's name without its number: rename one of the two")
                        .related(Place::file(other.file()), "the other section"),
                );
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
            let file = self.documents[document.0 as usize].outline.file();
            let d = Diagnostic::error(
                Place::file(file),
                "same-url",
                "this address is taken by the page that shows two languages side by side",
            );
            self.diagnostics.push(d.hint("rename the folder"));
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
        self.list("search", EntryKind::Search);
        if terms {
            self.list("glossary", EntryKind::GlossaryIndex);
        }
        if explainers > self.site.latest {
            self.list("archive", EntryKind::Archive);
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

    pub(super) fn finish(self) -> Linked {
        let documents = self.documents;
        let entries: Vec<Entry> = self.entries.into_values().collect();
        let ids = || {
            entries
                .iter()
                .enumerate()
                .map(|(i, e)| (EntryId(i as u32), e))
        };
        let mut by_document = vec![EntryId(0); documents.len()];
        for (id, entry) in ids() {
            for document in entry
                .documents
                .iter()
                .chain(entry.sections.iter().flat_map(|s| &s.documents))
                .flatten()
            {
                by_document[document.0 as usize] = id;
            }
        }
        let mut explainers: Vec<EntryId> = ids()
            .filter(|(_, e)| e.kind == EntryKind::Explainer)
            .map(|(id, _)| id)
            .collect();
        explainers.sort_by_cached_key(|id| {
            let entry = &entries[id.0 as usize];
            let matter = entry
                .documents
                .iter()
                .flatten()
                .next()
                .and_then(|d| documents[d.0 as usize].outline.explainer());
            let weight = matter.and_then(|m| m.weight);
            let date = matter.and_then(|m| m.date);
            (
                weight.is_none(),
                weight,
                Reverse(date),
                Arc::clone(&entry.route),
            )
        });
        let mut ranks = vec![None; entries.len()];
        for (rank, id) in (0..).zip(&explainers) {
            ranks[id.0 as usize] = Some(rank);
        }
        let slug =
            |e: &Entry| -> Arc<str> { e.route.rsplit('/').next().unwrap_or(&e.route).into() };
        Linked {
            explainers,
            ranks,
            terms: ids()
                .filter(|(_, e)| e.kind == EntryKind::Term)
                .map(|(id, e)| (slug(e), id))
                .collect(),
            related_from: FxHashMap::default(),
            by_name: FxHashMap::default(),
            by_route: ids().map(|(id, e)| (Arc::clone(&e.route), id)).collect(),
            by_document,
            renamed: FxHashMap::default(),
            entries,
        }
    }
}
