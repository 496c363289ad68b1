//! The doors of a [`Composer`] to the site: each notes what is read ([`Reads`](crate::reads::Reads)), where the page is to be kept.

use super::{Composer, Index, minutes};
use crate::document::{Document, Outline};
use crate::glossary::Mentions;
use crate::lang::LanguageId;
use crate::lang::strings::Strings;
use crate::link::{DocumentId, Entry, EntryId};
use crate::reads::Key;
use crate::resolve::Destination;

impl<'c> Composer<'c> {
    pub(super) fn read(&self, key: Key) {
        if let Some(reads) = self.reads {
            reads.note(key);
        }
    }

    /// A document of which the page shows the text.
    pub(crate) fn document(&self, id: DocumentId) -> &'c Document {
        self.read(Key::Text(id));
        &self.documents[id.0 as usize]
    }

    /// What a document says of itself. Its ids and how long it is have doors of their own.
    pub(crate) fn outline(&self, id: DocumentId) -> &'c Outline {
        self.read(Key::Outline(id));
        &self.documents[id.0 as usize].outline
    }

    /// A document's title.
    pub(crate) fn title_of(&self, id: DocumentId) -> &'c str {
        self.read(Key::Title(id));
        self.documents[id.0 as usize].outline.title()
    }

    /// A document's first words.
    pub(super) fn opening(&self, id: DocumentId) -> String {
        self.read(Key::Opening(id));
        self.opening_of(id)
    }

    /// The language of a document, which its name tells.
    pub(crate) fn language_of(&self, id: DocumentId) -> LanguageId {
        self.documents[id.0 as usize].outline.path.language
    }

    /// What an id of a document is called on its page in a language.
    pub(crate) fn id_name(&self, id: DocumentId, language: LanguageId, index: u32) -> &'c str {
        self.read(Key::Ids(id));
        let outline = &self.documents[id.0 as usize].outline;
        self.linked.id_name(outline, id, language, index as usize)
    }

    /// Where a document's link leads.
    pub(super) fn destination(&self, id: DocumentId, index: u32) -> &'c Destination {
        self.read(Key::Links(id));
        self.destinations.of(id, index)
    }

    /// The size of an image that a document shows.
    pub(super) fn size_of(&self, id: DocumentId, image: &Destination) -> Option<(u32, u32)> {
        self.read(Key::Links(id));
        self.images.of(&image.file()?)
    }

    /// A document's mentions of terms.
    pub(super) fn mentions_in(&self, id: DocumentId) -> &'c Mentions {
        self.read(Key::Mentions(id));
        &self.mentions[id.0 as usize]
    }

    /// An entry and which texts it has.
    pub(crate) fn entry(&self, id: EntryId) -> &'c Entry {
        self.read(Key::Entry(id));
        self.linked.entry(id)
    }

    /// The entry with a route, if there is one.
    pub(crate) fn by_route(&self, route: &str) -> Option<EntryId> {
        self.read(Key::route(route));
        self.linked.by_route(route)
    }

    /// Every explainer, in the order of lists.
    pub(super) fn explainers(&self) -> &'c [EntryId] {
        self.read(Key::Explainers);
        &self.linked.explainers
    }

    /// Minutes that it takes to read an explainer.
    pub(super) fn minutes(&self, id: EntryId, language: LanguageId) -> u32 {
        self.read(Key::Minutes(id, language));
        minutes(self.documents, self.linked.entry(id), language)
    }

    /// The glossary in the order of a language.
    pub(super) fn index(&self, language: LanguageId) -> &'c Index {
        self.read(Key::Index(language));
        &self.index[language.index()]
    }

    /// Words of the interface.
    pub(crate) fn words(&self, language: LanguageId) -> &'c Strings {
        self.read(Key::Words(language));
        &self.strings[language.index()]
    }
}
