//! The queries that pages ask. Each records itself if the page is to be kept.

use super::{Index, Model, Query, Reads};
use crate::base::ids::{DocumentId, EntryId};
use crate::document::{Document, Outline};
use crate::lang::LanguageId;
use crate::model::glossary::Mentions;
use crate::model::link::Entry;
use crate::model::resolve::Destination;
use crate::model::words::Strings;
use crate::source::face::Face;
use crate::source::site::Site;

/// Asks a model for what a page is made of.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'m> {
    pub(super) model: &'m Model,
    /// Records what is asked.
    pub(super) reads: Option<&'m Reads>,
}

impl<'m> Reader<'m> {
    pub(super) fn note(self, query: Query) {
        if let Some(reads) = self.reads {
            reads.note(query);
        }
    }

    /// The same without notes, for what is part of an answer that is noted as a whole.
    pub(super) fn untracked(self) -> Self {
        self.model.reader(None)
    }

    /// The settings.
    pub(crate) fn site(self) -> &'m Site {
        self.note(Query::Site);
        &self.model.parts.site
    }

    /// Words of the interface.
    pub(crate) fn words(self, language: LanguageId) -> &'m Strings {
        self.note(Query::Words(language));
        &self.model.parts.words[language.index()]
    }

    /// A document of which the page shows the text.
    pub(crate) fn document(self, id: DocumentId) -> &'m Document {
        self.note(Query::Text(id));
        self.model.document(id)
    }

    /// What a document says of itself. Its ids and how long it is are queries of their own.
    pub(crate) fn outline(self, id: DocumentId) -> &'m Outline {
        self.note(Query::Outline(id));
        &self.model.document(id).outline
    }

    /// A document's title.
    pub(crate) fn title_of(self, id: DocumentId) -> &'m str {
        self.note(Query::Title(id));
        self.model.document(id).outline.title()
    }

    /// The language of a document, which its name says.
    pub(crate) fn language_of(self, id: DocumentId) -> LanguageId {
        self.model.document(id).outline.path.language
    }

    /// The id of a section on its page; `None` if the document is not a section. A page that shows a document has asked for the entry
    /// that the document belongs to, so this needs no note.
    pub(crate) fn section_id(self, id: DocumentId) -> Option<&'m str> {
        let section = self.model.parts.linked.section_of(id)?;
        Some(&section.id)
    }

    /// What an id of a document is called on its page in a language.
    pub(crate) fn id_name(self, id: DocumentId, language: LanguageId, index: u32) -> &'m str {
        self.note(Query::Ids(id));
        let outline = &self.model.document(id).outline;
        let linked = &self.model.parts.linked;
        linked.id_name(outline, id, language, index as usize)
    }

    /// What a document's link points to.
    pub(crate) fn destination(self, id: DocumentId, index: u32) -> &'m Destination {
        self.note(Query::Links(id));
        self.model.parts.destinations.of(id, index)
    }

    /// What an address in a document's own HTML points to; `None` if it stays as it is.
    pub(crate) fn own_destination(self, id: DocumentId, index: u32) -> Option<&'m Destination> {
        self.note(Query::Links(id));
        self.model.parts.destinations.of_address(id, index)
    }

    /// The picture that a document's front matter names.
    pub(crate) fn cover(self, id: DocumentId) -> Option<&'m Destination> {
        self.note(Query::Links(id));
        self.model.parts.destinations.of_all(id).cover.as_ref()
    }

    /// The face that cards are set in; `None` if the site has no cards.
    pub(crate) fn face(self) -> Option<&'m Face> {
        self.note(Query::Face);
        (*self.model.parts.face).as_ref()
    }

    /// The size of an image that a document shows.
    pub(crate) fn size_of(self, id: DocumentId, image: &Destination) -> Option<(u32, u32)> {
        self.note(Query::Links(id));
        self.model.parts.images.of(&image.file()?)
    }

    /// The widths of the copies of an image that a document shows, ascending.
    pub(crate) fn copies_of(self, id: DocumentId, image: &Destination) -> Vec<u32> {
        self.note(Query::Links(id));
        let file = image.file();
        file.map_or_else(Vec::new, |file| self.model.copies(&file))
    }

    /// A document's mentions of terms.
    pub(crate) fn mentions_in(self, id: DocumentId) -> &'m Mentions {
        self.note(Query::Mentions(id));
        self.model.mentions(id)
    }

    /// The language of the original that a document is behind of, if it is.
    pub(crate) fn behind(self, id: DocumentId) -> Option<LanguageId> {
        self.note(Query::Behind(id));
        let (original, _) = self.model.parts.behind.of(id)?;
        Some(self.language_of(original))
    }

    /// An entry and which texts it has.
    pub(crate) fn entry(self, id: EntryId) -> &'m Entry {
        self.note(Query::Entry(id));
        self.model.entry(id)
    }

    /// The entry with a route, if there is one.
    pub(crate) fn by_route(self, route: &str) -> Option<EntryId> {
        self.note(Query::Route(route.into()));
        self.model.by_route(route)
    }

    /// Folder of an entry's page in the output: `ko/openai-xai/`. An id always has the same route, so this needs no
    /// note.
    pub(crate) fn folder(self, entry: EntryId, language: LanguageId) -> String {
        self.model.routes().folder(entry, language)
    }

    /// Folder of the page that a document is on, in a language. A page that shows a document has asked for the entry that
    /// the document belongs to, so this needs no note.
    pub(crate) fn home_of(self, document: DocumentId, language: LanguageId) -> String {
        let entry = self.model.entry_of(document);
        entry.map_or_else(String::new, |entry| self.folder(entry, language))
    }

    /// The slug of a term, the last part of its route.
    pub(crate) fn slug(self, term: EntryId) -> &'m str {
        self.model.entry(term).slug()
    }

    /// Every explainer, in the order of lists.
    pub(crate) fn explainers(self) -> &'m [EntryId] {
        self.note(Query::Explainers);
        self.model.explainers()
    }

    /// The explainers before and after one in the order of lists.
    pub(crate) fn around(self, id: EntryId) -> [Option<EntryId>; 2] {
        self.note(Query::Around(id));
        self.model.around(id)
    }

    /// Minutes that it takes to read an explainer.
    pub(crate) fn minutes(self, id: EntryId, language: LanguageId) -> u32 {
        self.note(Query::Minutes(id, language));
        self.model.minutes(id, language)
    }

    /// Whether there is a page with another language beside an explainer's.
    pub(crate) fn has_parallel(self, id: EntryId, language: LanguageId) -> bool {
        self.entry(id).has_parallel(self.site(), language)
    }

    /// Whether there are terms.
    pub(crate) fn has_terms(self) -> bool {
        self.note(Query::HasTerms);
        !self.model.terms().is_empty()
    }

    /// The glossary in the order of a language.
    pub(crate) fn index(self, language: LanguageId) -> &'m Index {
        self.note(Query::Index(language));
        &self.model.parts.index[language.index()]
    }

    /// The terms before and after a term in the glossary.
    pub(crate) fn neighbours(self, id: EntryId, language: LanguageId) -> [Option<EntryId>; 2] {
        self.note(Query::Neighbours(id, language));
        self.model.parts.index[language.index()].neighbours(id)
    }

    /// Sorts terms in the order of the glossary. It depends only on their names, and pages that show them record a
    /// query for those anyway.
    pub(crate) fn sort_terms(self, terms: &mut [EntryId], language: LanguageId) {
        let index = &self.model.parts.index[language.index()];
        terms.sort_by_key(|term| index.place(*term));
    }

    /// Terms that a term names as related in any language, and those that name it.
    pub(crate) fn related(self, id: EntryId) -> Vec<EntryId> {
        self.note(Query::Related(id));
        let linked = &self.model.parts.linked;
        let documents = self.entry(id).documents.iter().flatten();
        let slugs = documents
            .filter_map(|d| self.outline(*d).term())
            .flat_map(|t| &t.related);
        let named = slugs.filter_map(|s| linked.terms.get(s.value.as_str()));
        let naming = linked.related_from.get(&id).into_iter().flatten();
        let mut related: Vec<EntryId> = Vec::new();
        for term in named.chain(naming) {
            // A term that goes is noticed by who has asked for it.
            self.entry(*term);
            if !related.contains(term) && *term != id {
                related.push(*term);
            }
        }
        related
    }
}
