//! The whole site as it hangs together: which files are one page in several languages, which sections make up an
//! explainer, in what order things are listed, and what every id is called on its page.
//!
//! [`Linked::new`]
//! 1. groups documents into [`Entry`]s by the path of their page,
//! 2. puts sections and lists in order,
//! 3. makes the ids of each page unique.
//!
//! Where each link leads is resolved against this, in [`crate::resolve`].

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::content::Role;
use crate::diag::{Diagnostic, Place};
use crate::document::{Document, Outline};
use crate::lang::LanguageId;
use crate::markdown::UniqueIds;
use crate::site::Site;

/// A document's place in the list of all documents, which is in the order of paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub u32);

/// An entry's place in the list of all entries, which is in the order of routes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// Everything that has a page of its own in every language: home, an explainer, the glossary, a term, a page, a list.
#[derive(Debug)]
pub struct Entry {
    /// The page's path below its language's folder, without slashes at the ends: `glossary/colossus`.
    pub route: Arc<str>,
    /// What it is.
    pub kind: EntryKind,
    /// Its text in each language, by [`LanguageId`].
    pub documents: Vec<Option<DocumentId>>,
    /// An explainer's sections, in order.
    pub sections: Vec<Section>,
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EntryKind {
    /// The home page.
    Home,
    /// An explainer.
    Explainer,
    /// The list of terms.
    GlossaryIndex,
    /// A term.
    Term,
    /// A plain page.
    Page,
    /// Every explainer by year.
    Archive,
    /// Search.
    Search,
}

impl EntryKind {
    /// Whether the page is made of lists, so that it exists in a language without a text of its own.
    pub(crate) fn is_list(self) -> bool {
        matches!(
            self,
            Self::Home | Self::GlossaryIndex | Self::Archive | Self::Search
        )
    }
}

/// A section in every language.
#[derive(Debug)]
pub struct Section {
    /// Its id, the same in every language.
    pub id: Arc<str>,
    /// Its text in each language, by [`LanguageId`].
    pub documents: Vec<Option<DocumentId>>,
}

/// The site as it hangs together.
#[derive(Debug)]
pub struct Linked {
    /// Every entry, by route.
    pub entries: Vec<Entry>,
    /// Explainers in the order of lists.
    pub explainers: Vec<EntryId>,
    /// Terms by slug.
    pub terms: BTreeMap<Arc<str>, EntryId>,
    /// Terms that name a term as related, by the term named.
    pub(crate) related_from: FxHashMap<EntryId, Vec<EntryId>>,
    by_route: FxHashMap<Arc<str>, EntryId>,
    by_document: Vec<EntryId>,
    /// What a document's ids are called on its page in a language, where that is not what the document calls them.
    renamed: FxHashMap<(DocumentId, LanguageId), Vec<String>>,
}

impl Linked {
    /// Puts the site together. Clashes are reported with both places.
    pub fn new(
        site: &Site,
        documents: &[Arc<Document>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut builder = Builder {
            site,
            documents,
            entries: BTreeMap::new(),
            diagnostics,
        };
        builder.group();
        builder.lists();
        builder.reserve_parallel();
        let mut linked = builder.finish();
        linked.renamed = linked.unique_ids(site, documents, diagnostics);
        linked.related_from = linked.related_from(documents);
        linked
    }

    /// An entry.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// The entry with this route.
    pub fn by_route(&self, route: &str) -> Option<EntryId> {
        self.by_route.get(route).copied()
    }

    /// The entry that a document belongs to; for a section, its explainer.
    pub fn entry_of(&self, document: DocumentId) -> EntryId {
        self.by_document[document.0 as usize]
    }

    /// Every entry with its id.
    pub fn ids(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        self.entries
            .iter()
            .enumerate()
            .map(|(i, e)| (EntryId(i as u32), e))
    }

    /// What the id number `index` of a document is called on its page in `language`.
    pub(crate) fn id_name<'l>(
        &'l self,
        outline: &'l Outline,
        document: DocumentId,
        language: LanguageId,
        index: usize,
    ) -> &'l str {
        match self.renamed.get(&(document, language)) {
            Some(names) => &names[index],
            None => &outline.ids[index].name,
        }
    }

    fn related_from(&self, documents: &[Arc<Document>]) -> FxHashMap<EntryId, Vec<EntryId>> {
        let mut from: FxHashMap<EntryId, Vec<EntryId>> = FxHashMap::default();
        for id in self.terms.values() {
            let texts = self.entry(*id).documents.iter().flatten();
            let named = texts
                .filter_map(|d| documents[d.0 as usize].outline.term())
                .flat_map(|t| &t.related);
            for term in named.filter_map(|s| self.terms.get(s.value.as_str())) {
                from.entry(*term).or_default().push(*id);
            }
        }
        from
    }

    /// Makes the ids on each explainer's page unique: those that authors gave stay, others get a number.
    fn unique_ids(
        &self,
        site: &Site,
        documents: &[Arc<Document>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> FxHashMap<(DocumentId, LanguageId), Vec<String>> {
        let mut renamed = FxHashMap::default();
        for entry in self
            .entries
            .iter()
            .filter(|e| e.kind == EntryKind::Explainer)
        {
            for language in site.language_ids() {
                let shown: Vec<DocumentId> = entry.texts(language).collect();
                let outlines = || shown.iter().map(|d| (*d, &documents[d.0 as usize].outline));
                let mut places: FxHashMap<&str, Place> = FxHashMap::default();
                let mut ids = UniqueIds::default();
                for (section, outline) in entry
                    .sections
                    .iter()
                    .filter_map(|s| Some((s, shown_in(&s.documents, language)?)))
                    .map(|(s, d)| (s, &documents[d.0 as usize].outline))
                {
                    ids.take(&section.id);
                    places.insert(&section.id, Place::file(outline.file()));
                }
                for (_, outline) in outlines() {
                    for id in outline.ids.iter().filter(|i| i.explicit) {
                        let place = Place::at(outline.file(), id.span.0..id.span.1);
                        // Twice in one file is reported where the file is parsed.
                        match places.get(id.name.as_str()) {
                            Some(other)
                                if *other.file != **outline.file() || other.range.is_none() =>
                            {
                                let d = Diagnostic::error(
                                    place,
                                    "same-id",
                                    format!("the id `{}` stands twice on this page", id.name),
                                );
                                diagnostics.push(
                                    d.hint("give one of the two another id")
                                        .related(other.clone(), "it is taken here"),
                                );
                            }
                            _ => {
                                ids.take(&id.name);
                                places.insert(&id.name, place);
                            }
                        }
                    }
                }
                for (document, outline) in outlines() {
                    let names: Vec<String> = outline
                        .ids
                        .iter()
                        .map(|id| {
                            if id.explicit {
                                id.name.clone()
                            } else {
                                ids.unique(&id.name)
                            }
                        })
                        .collect();
                    if names
                        .iter()
                        .zip(&outline.ids)
                        .any(|(name, id)| *name != id.name)
                    {
                        renamed.insert((document, language), names);
                    }
                }
            }
        }
        renamed
    }
}

impl Entry {
    /// The folder of the page in a language, with a final `/`: `ko/glossary/colossus/`.
    pub fn folder(&self, tag: &str) -> String {
        if self.route.is_empty() {
            format!("{tag}/")
        } else {
            format!("{tag}/{}/", self.route)
        }
    }

    /// The text that is shown in a language: its own, or else the original's.
    pub fn shown(&self, language: LanguageId) -> Option<DocumentId> {
        shown_in(&self.documents, language)
    }

    /// Whether the page really exists in a language, rather than showing another one's text.
    pub fn exists(&self, language: LanguageId) -> bool {
        self.kind.is_list() || self.documents[language.index()].is_some()
    }

    /// Every text on the page in a language, in order.
    pub fn texts(&self, language: LanguageId) -> impl Iterator<Item = DocumentId> {
        self.shown(language).into_iter().chain(
            self.sections
                .iter()
                .filter_map(move |s| shown_in(&s.documents, language)),
        )
    }
}

impl Section {
    /// The text that is shown in a language: its own, or else the first there is.
    pub fn shown(&self, language: LanguageId) -> Option<DocumentId> {
        shown_in(&self.documents, language)
    }
}

/// A language's own text, or else the first there is, the default language's before others.
fn shown_in(documents: &[Option<DocumentId>], language: LanguageId) -> Option<DocumentId> {
    documents[language.index()].or_else(|| documents.iter().find_map(|d| *d))
}

struct Builder<'b> {
    site: &'b Site,
    documents: &'b [Arc<Document>],
    entries: BTreeMap<Arc<str>, Entry>,
    diagnostics: &'b mut Vec<Diagnostic>,
}

impl Builder<'_> {
    /// Puts each document where it belongs.
    fn group(&mut self) {
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
                sections: Vec::new(),
            });
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
                });
                let last = entry.sections.len() - 1;
                &mut entry.sections[last]
            }
        };
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
    fn reserve_parallel(&mut self) {
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
    fn lists(&mut self) {
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
        let entry = self.entries.entry(route.into()).or_insert_with(|| Entry {
            route: route.into(),
            kind,
            documents,
            sections: Vec::new(),
        });
        if entry.kind != kind {
            let taken = entry
                .documents
                .iter()
                .find_map(|d| *d)
                .map(|d| self.documents[d.0 as usize].outline.file());
            let d = Diagnostic::error(
                Place::file(taken.unwrap_or(&"content".into())),
                "same-url",
                format!("the address /{route}/ is taken by a page that haeseol makes"),
            );
            self.diagnostics
                .push(d.hint("rename the file or its folder"));
        }
    }

    fn finish(self) -> Linked {
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
        let slug =
            |e: &Entry| -> Arc<str> { e.route.rsplit('/').next().unwrap_or(&e.route).into() };
        Linked {
            explainers,
            terms: ids()
                .filter(|(_, e)| e.kind == EntryKind::Term)
                .map(|(id, e)| (slug(e), id))
                .collect(),
            related_from: FxHashMap::default(),
            by_route: ids().map(|(id, e)| (Arc::clone(&e.route), id)).collect(),
            by_document,
            renamed: FxHashMap::default(),
            entries,
        }
    }
}
