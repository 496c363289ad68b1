//! How the files of the site belong together: which files are one page in several languages, which sections make up an
//! explainer, in what order things are listed, and what every id is called on its page.
//!
//! [`Linked::new`]
//! 1. groups documents into [`Entry`]s by the path of their page,
//! 2. puts sections and lists in order,
//! 3. makes the ids of each page unique.
//!
//! Links are resolved against this, in [`crate::model::resolve`].

mod builder;
mod kind;
mod moved;
mod numbers;
mod pairing;

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization as _;

use self::builder::LinkedBuilder;
pub(crate) use self::builder::order;
pub(crate) use self::kind::EntryKind;
use self::moved::Moved;
use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::{DocumentId, EntryId, Ids, Table};
use crate::document::markdown::UniqueIds;
use crate::document::{Structure, Structures};
use crate::lang::LanguageId;
use crate::lang::message::message;
use crate::source::site::Site;

/// Everything that has a page of its own in every language: home, an explainer, the glossary, a term, a page, a list.
#[derive(Debug)]
pub(crate) struct Entry {
    /// The page's path below its language's folder, without slashes at the ends: `glossary/colossus`.
    pub route: Arc<str>,
    /// What it is.
    pub kind: EntryKind,
    /// Its text in each language, by [`LanguageId`].
    pub documents: Vec<Option<DocumentId>>,
    /// The language that it was first written in, where a text says so; else the default one.
    pub original: Option<LanguageId>,
    /// An explainer's sections, in order.
    pub sections: Vec<Section>,
}

/// A section in every language.
#[derive(Debug)]
pub(crate) struct Section {
    /// Its id, the same in every language.
    pub id: Arc<str>,
    /// Its text in each language, by [`LanguageId`].
    pub documents: Vec<Option<DocumentId>>,
    /// The language that it was first written in, where a text or its explainer says so; else the default one.
    pub original: Option<LanguageId>,
    /// The text that is shown in each language: its own, or else the original's. `None` where the index of that language may
    /// have the section by another name.
    pub(crate) shown: Vec<Option<DocumentId>>,
    /// Whether it is a section of an index whose headings have no ids, so that its place alone says what it is in another language.
    pub(crate) by_place: bool,
    /// The ids that it had before, which lead to it in every language.
    pub old_ids: Vec<Arc<str>>,
}

/// The site as it hangs together.
#[derive(Debug)]
pub(crate) struct Linked {
    /// Every entry, in the order of routes.
    pub entries: Table<EntryId, Entry>,
    /// Explainers in the order of lists.
    pub explainers: Vec<EntryId>,
    /// Terms by slug.
    pub terms: BTreeMap<Arc<str>, EntryId>,
    /// Terms that name a term as related, by the term named.
    pub(crate) related_from: FxHashMap<EntryId, Vec<EntryId>>,
    /// The old addresses of pages, below their language.
    pub(crate) moved: BTreeMap<Arc<str>, Moved>,
    /// Documents that belong to no entry: the sections of a draft.
    pub(crate) apart: Vec<DocumentId>,
    /// Whether there is a document whose front matter cannot be read.
    pub(crate) has_unread: bool,
    /// Documents by their files, but for the sections of indexes, which are on the page of these.
    by_file: FxHashMap<Arc<str>, DocumentId>,
    by_route: FxHashMap<Arc<str>, EntryId>,
    /// Terms by their names in all languages, [`folded`].
    by_name: FxHashMap<String, EntryId>,
    /// The entry of each document, and which of its sections it is.
    by_document: FxHashMap<DocumentId, (EntryId, Option<u32>)>,
    /// Each explainer's place in lists.
    ranks: FxHashMap<EntryId, u32>,
    /// What is counted through pages.
    numbers: numbers::Numbers,
    /// What a document's ids are called on its page in a language, where that is not what the document calls them.
    renamed: FxHashMap<(DocumentId, LanguageId), Vec<String>>,
}

impl Linked {
    /// Puts the site together; `ids` numbers the entries. Clashes are reported with both places.
    pub(crate) fn new(
        site: &Site,
        documents: &Structures,
        ids: &Ids<EntryId>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut builder = LinkedBuilder {
            site,
            documents,
            entries: BTreeMap::new(),
            diagnostics,
        };
        builder.group();
        builder.lists();
        builder.reserve_parallel();
        let mut linked = builder.finish(ids);
        linked.renamed = linked.unique_ids(site, documents, diagnostics);
        linked.numbers = linked.count(site, documents);
        linked.related_from = linked.related_from(documents);
        linked.by_name = linked.by_name_of(documents);
        linked.moved = linked.moved(documents, diagnostics);
        linked
    }

    /// An entry.
    pub(crate) fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id]
    }

    /// The document in a file; of an explainer in one file, its index.
    pub(crate) fn by_file(&self, file: &str) -> Option<DocumentId> {
        self.by_file.get(file).copied()
    }

    /// The entry with this route.
    pub(crate) fn by_route(&self, route: &str) -> Option<EntryId> {
        self.by_route.get(route).copied()
    }

    /// The term with this name, whatever its case and spaces.
    pub(crate) fn by_name(&self, name: &str) -> Option<EntryId> {
        self.by_name.get(&folded(name)).copied()
    }

    /// The entry that a document belongs to; for a section, its explainer. `None` for the sections of a draft.
    pub(crate) fn entry_of(&self, document: DocumentId) -> Option<EntryId> {
        self.by_document.get(&document).map(|(entry, _)| *entry)
    }

    /// The section that a document is.
    pub(crate) fn section_of(&self, document: DocumentId) -> Option<&Section> {
        let (entry, section) = self.by_document.get(&document)?;
        self.entry(*entry).sections.get((*section)? as usize)
    }

    /// An explainer's place in lists; other entries come after.
    pub(crate) fn rank(&self, id: EntryId) -> u32 {
        self.ranks.get(&id).copied().unwrap_or(u32::MAX)
    }

    /// What the id number `index` of a document is called on its page in `language`.
    pub(crate) fn id_name<'l>(
        &'l self,
        structure: &'l Structure,
        document: DocumentId,
        language: LanguageId,
        index: usize,
    ) -> &'l str {
        match self.renamed.get(&(document, language)) {
            Some(names) => &names[index],
            None => &structure.ids[index].name,
        }
    }

    fn by_name_of(&self, documents: &Structures) -> FxHashMap<String, EntryId> {
        let mut by_name = FxHashMap::default();
        for id in self.terms.values() {
            for document in self.entry(*id).documents.iter().flatten() {
                for name in documents[*document].names() {
                    by_name.entry(folded(&name.value)).or_insert(*id);
                }
            }
        }
        by_name
    }

    fn related_from(&self, documents: &Structures) -> FxHashMap<EntryId, Vec<EntryId>> {
        let mut from: FxHashMap<EntryId, Vec<EntryId>> = FxHashMap::default();
        for id in self.terms.values() {
            let texts = self.entry(*id).documents.iter().flatten();
            let named = texts
                .filter_map(|d| documents[*d].naming.as_ref())
                .flat_map(|n| &n.related);
            for term in named.filter_map(|s| self.terms.get(s.value.as_str())) {
                from.entry(*term).or_default().push(*id);
            }
        }
        from
    }

    /// What a document's ids are called on its page in a language, if not what the document calls them.
    pub(crate) fn renamed(&self, document: DocumentId, language: LanguageId) -> Option<&[String]> {
        self.renamed.get(&(document, language)).map(Vec::as_slice)
    }

    /// Makes the ids on each explainer's page unique: those that authors gave stay, others get a number.
    fn unique_ids(
        &self,
        site: &Site,
        documents: &Structures,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> FxHashMap<(DocumentId, LanguageId), Vec<String>> {
        let mut renamed = FxHashMap::default();
        for entry in self
            .entries
            .values()
            .filter(|e| e.kind == EntryKind::Explainer)
        {
            let mut told = FxHashSet::default();
            for language in site.language_ids() {
                let shown: Vec<DocumentId> = entry.texts(language).collect();
                let outlines = || shown.iter().map(|d| (*d, &documents[*d]));
                let mut places: FxHashMap<&str, Place> = FxHashMap::default();
                let spoken: FxHashMap<&str, LanguageId> = outlines()
                    .map(|(_, o)| (&**o.file(), o.path.language))
                    .collect();
                let mut ids = UniqueIds::default();
                for (section, outline) in entry
                    .sections
                    .iter()
                    .filter_map(|s| Some((s, s.shown(language)?)))
                    .map(|(s, d)| (s, &documents[d]))
                {
                    ids.take(&section.id);
                    places.insert(&section.id, outline.place());
                    ids.take(&outline.path.stem);
                }
                for (_, outline) in outlines() {
                    for id in outline.ids.iter().filter(|i| i.explicit) {
                        let place = Place::at(outline.file(), id.span.0..id.span.1);
                        // Twice in one file is reported where the file is parsed.
                        match places.get(id.name.as_str()) {
                            // In two languages it is on one page only because a translation is missing.
                            Some(other)
                                if spoken.get(&*other.file) != Some(&outline.path.language) => {}
                            Some(other)
                                if *other.file != **outline.file() || other.range.is_none() =>
                            {
                                diagnostics.push(same_id(&id.name, place, other.clone()));
                            }
                            _ => {
                                ids.take(&id.name);
                                places.insert(&id.name, place);
                            }
                        }
                    }
                }
                entry.take_old_ids(documents, &mut ids, &mut places, &mut told, diagnostics);
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
    pub(crate) fn folder(&self, tag: &str) -> String {
        match &*self.route {
            "" => [tag, "/"].concat(),
            route => [tag, "/", route, "/"].concat(),
        }
    }

    /// Its text and those of its sections, each in every language.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = &[Option<DocumentId>]> {
        let sections = self.sections.iter().map(|s| &*s.documents);
        std::iter::once(&*self.documents).chain(sections)
    }

    /// All of these texts.
    pub(crate) fn every_text(&self) -> impl Iterator<Item = DocumentId> {
        self.pairs().flatten().flatten().copied()
    }

    /// Whether its text is published as Markdown in its page's folder.
    pub(crate) fn has_markdown(&self, site: &Site, language: LanguageId) -> bool {
        site.markdown_twins && !self.kind.facts().is_list && self.exists(language)
    }

    /// Whether there is a page with another language beside one: it is written in both.
    pub(crate) fn has_parallel(&self, site: &Site, language: LanguageId) -> bool {
        let written = self.documents.iter().flatten().count();
        site.parallel && self.documents[language.index()].is_some() && written > 1
    }

    /// The last part of the route: a term's slug.
    pub(crate) fn slug(&self) -> &str {
        self.route.rsplit('/').next().unwrap_or(&self.route)
    }

    /// The text that is shown in a language: its own, or else the original's.
    pub(crate) fn shown(&self, language: LanguageId) -> Option<DocumentId> {
        shown_in(&self.documents, self.original, language)
    }

    /// Whether the page really exists in a language, rather than showing another one's text.
    pub(crate) fn exists(&self, language: LanguageId) -> bool {
        self.kind.facts().is_list || self.documents[language.index()].is_some()
    }

    /// The text that the page has in a language: what is shown, but a list has no notice that its introduction is in
    /// another language, so it shows only its own.
    pub(crate) fn text(&self, language: LanguageId) -> Option<DocumentId> {
        if self.kind.facts().is_list {
            self.documents[language.index()]
        } else {
            self.shown(language)
        }
    }

    /// Every text on the page in a language, in order.
    pub(crate) fn texts(&self, language: LanguageId) -> impl Iterator<Item = DocumentId> {
        let sections = self.sections.iter();
        (self.text(language).into_iter()).chain(sections.filter_map(move |s| s.shown(language)))
    }
}

impl Section {
    /// The text that is shown in a language.
    pub(crate) fn shown(&self, language: LanguageId) -> Option<DocumentId> {
        self.shown[language.index()]
    }

    /// What the section is called in one of its texts, if that is not its id: an anchor of its own.
    pub(crate) fn alias<'s>(&self, structure: &'s Structure) -> Option<&'s str> {
        let own = &*structure.path.stem;
        (self.by_place && own != &*self.id).then_some(own)
    }
}

/// A language's own text, or else the original, or else the first there is, the default language's before others.
fn shown_in(
    documents: &[Option<DocumentId>],
    original: Option<LanguageId>,
    language: LanguageId,
) -> Option<DocumentId> {
    let wanted = [Some(language), original].into_iter().flatten();
    (wanted
        .map(|l| documents[l.index()])
        .find(Option::is_some)
        .flatten())
    .or_else(|| documents.iter().find_map(|d| *d))
}

/// A name without case and white space, as authors vary them.
fn folded(name: &str) -> String {
    name.nfc()
        .flat_map(char::to_lowercase)
        .filter(|c| !c.is_whitespace())
        .collect()
}

/// An id that two files of a page give.
fn same_id(id: &str, place: Place, other: Place) -> Diagnostic {
    let message = message!(
        "한 페이지에 제목 주소 `{id}`(이/가) 두 번 나옵니다",
        "the id `{id}` is on this page twice"
    );
    let hint = message!(
        "둘 중 하나를 다른 주소로 바꾸세요",
        "give one of the two another id"
    );
    let label = message!("여기에도 있습니다", "it is here too");
    Diagnostic::error(place, "same-id", message)
        .hint(hint)
        .related(other, label)
}
