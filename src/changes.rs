//! What is no longer the same from one [`Edition`] to the next, as the [`Key`]s that pages note when they read it.
//!
//! [`Changes::between`] compares what the stages have made, which is shared where nothing has changed, so that it looks
//! closely at little. Documents and entries are numbered anew when one comes or goes; keys here are in the numbers of
//! the old edition, in which its pages have noted what they read.

use std::hash::{Hash as _, Hasher as _};
use std::sync::Arc;

use rustc_hash::FxHashSet;
use xxhash_rust::xxh3::Xxh3Default;

use crate::compose::{PageId, minutes};
use crate::document::{Document, Outline};
use crate::edition::Edition;
use crate::glossary::Mentions;
use crate::lang::LanguageId;
use crate::link::{DocumentId, EntryId};
use crate::reads::Key;
use crate::resolve::{Anchor, Destination, Resolved};
use crate::site::Site;

/// What differs between two editions.
pub(crate) struct Changes {
    /// Why every page has to be made again, if so.
    everything: Option<&'static str>,
    keys: FxHashSet<Key>,
    /// Kinds of pages with another template.
    templates: FxHashSet<&'static str>,
    numbers: Numbers,
}

/// New numbers for old ones; `None` where all are the same.
#[derive(Default)]
struct Numbers {
    documents: Option<Vec<Option<DocumentId>>>,
    entries: Option<Vec<Option<EntryId>>>,
}

impl Numbers {
    fn of(old: &Edition, new: &Edition) -> Self {
        if Arc::ptr_eq(&old.linked, &new.linked) {
            return Self::default();
        }
        let files = |e: &Edition| -> Vec<Arc<str>> {
            let outlines = e.documents.iter().map(|d| &d.outline);
            outlines.map(|o| Arc::clone(o.file())).collect()
        };
        let routes = |e: &Edition| -> Vec<Arc<str>> {
            let entries = e.linked.entries.iter();
            entries.map(|e| Arc::clone(&e.route)).collect()
        };
        let documents = aligned(&files(old), &files(new));
        let entries = aligned(&routes(old), &routes(new));
        Self {
            documents: Some(documents.into_iter().map(|n| n.map(DocumentId)).collect()),
            entries: Some(entries.into_iter().map(|n| n.map(EntryId)).collect()),
        }
    }

    fn document(&self, id: DocumentId) -> Option<DocumentId> {
        let numbers = self.documents.as_ref();
        numbers.map_or(Some(id), |n| n[id.0 as usize])
    }

    fn entry(&self, id: EntryId) -> Option<EntryId> {
        let numbers = self.entries.as_ref();
        numbers.map_or(Some(id), |n| n[id.0 as usize])
    }

    fn same_document(&self, old: Option<DocumentId>, new: Option<DocumentId>) -> bool {
        match (old, new) {
            (Some(old), new) => new.is_some() && self.document(old) == new,
            (None, new) => new.is_none(),
        }
    }

    fn same_entry(&self, old: EntryId, new: EntryId) -> bool {
        self.entry(old) == Some(new)
    }
}

/// The places in `new` of the names in `old`; both are in order.
fn aligned(old: &[Arc<str>], new: &[Arc<str>]) -> Vec<Option<u32>> {
    let mut at = 0;
    let place = |name: &Arc<str>| {
        while new.get(at).is_some_and(|n| n < name) {
            at += 1;
        }
        (new.get(at) == Some(name)).then_some(at as u32)
    };
    old.iter().map(place).collect()
}

impl Changes {
    /// What differs in `new` from `old`.
    pub(crate) fn between(old: &Edition, new: &Edition) -> Self {
        let mut changes = Self {
            everything: None,
            keys: FxHashSet::default(),
            templates: FxHashSet::default(),
            numbers: Numbers::of(old, new),
        };
        if !Arc::ptr_eq(&old.site, &new.site) && hash_of(&old.site) != hash_of(&new.site) {
            changes.everything = Some("site.toml");
            return changes;
        }
        if old.assets.paths() != new.assets.paths() {
            changes.everything = Some("a style sheet or script of the theme");
        }
        for (language, (a, b)) in (0..).zip(old.strings.iter().zip(&*new.strings)) {
            if a != b {
                changes.keys.insert(Key::Words(LanguageId(language)));
            }
        }
        if !Arc::ptr_eq(&old.templates, &new.templates) {
            let kinds = PageId::KINDS.into_iter();
            changes
                .templates
                .extend(kinds.filter(|k| old.templates.version(k) != new.templates.version(k)));
        }
        changes.entries(old, new);
        changes.index(old, new);
        changes.documents(old, new);
        changes
    }

    /// Entries that came, went or have other texts.
    fn entries(&mut self, old: &Edition, new: &Edition) {
        if Arc::ptr_eq(&old.linked, &new.linked) {
            return;
        }
        let numbers = &self.numbers;
        let keys = &mut self.keys;
        let same = |a: &[Option<DocumentId>], b: &[Option<DocumentId>]| {
            a.iter().zip(b).all(|(a, b)| numbers.same_document(*a, *b))
        };
        let (old_linked, new_linked) = (&old.linked, &new.linked);
        let mut kept = vec![false; new_linked.entries.len()];
        for (id, entry) in old_linked.ids() {
            let Some(new_id) = numbers.entry(id) else {
                keys.extend([Key::Entry(id), Key::route(&entry.route)]);
                continue;
            };
            kept[new_id.0 as usize] = true;
            let other = new_linked.entry(new_id);
            let sections = entry.sections.len() == other.sections.len()
                && entry.sections.iter().zip(&other.sections).all(|(a, b)| {
                    (&a.id, a.original) == (&b.id, b.original) && same(&a.documents, &b.documents)
                });
            let kinds = (entry.kind, entry.original) == (other.kind, other.original);
            if !kinds || !sections || !same(&entry.documents, &other.documents) {
                keys.insert(Key::Entry(id));
            }
            let related = |linked: &crate::link::Linked, id| {
                let from = linked.related_from.get(&id);
                from.cloned().unwrap_or_default()
            };
            let from = related(old_linked, id);
            let from: Vec<_> = from.iter().map(|t| numbers.entry(*t)).collect();
            let now = related(new_linked, new_id);
            if from != now.into_iter().map(Some).collect::<Vec<_>>() {
                keys.insert(Key::Related(id));
            }
        }
        let came = new_linked.ids().filter(|(id, _)| !kept[id.0 as usize]);
        keys.extend(came.map(|(_, entry)| Key::route(&entry.route)));
        if old_linked.terms.is_empty() != new_linked.terms.is_empty() {
            keys.insert(Key::route("glossary"));
        }
        let explainers = old_linked.explainers.iter().map(|e| numbers.entry(*e));
        if !explainers.eq(new_linked.explainers.iter().copied().map(Some)) {
            keys.insert(Key::Explainers);
        }
    }

    /// The order of the glossary.
    fn index(&mut self, old: &Edition, new: &Edition) {
        if Arc::ptr_eq(&old.index, &new.index) {
            return;
        }
        let entry = |id| self.numbers.entry(id);
        let languages = (0..).map(LanguageId);
        for (language, (a, b)) in languages.zip(old.index.iter().zip(&*new.index)) {
            if !a.same(b, entry) {
                self.keys.insert(Key::Index(language));
            }
            for term in &a.order {
                let before = a.neighbours(*term).map(|t| t.map(entry));
                let now = entry(*term).map_or([None; 2], |t| b.neighbours(t));
                if before != now.map(|t| t.map(Some)) {
                    self.keys.insert(Key::Neighbours(*term, language));
                }
            }
        }
    }

    /// Documents that are not as they were, and what follows from them.
    fn documents(&mut self, old: &Edition, new: &Edition) {
        let mut kept = vec![false; new.documents.len()];
        let mut news = Vec::new();
        for (id, document) in (0..).map(DocumentId).zip(&*old.documents) {
            let before = &old.mentions[id.0 as usize];
            let Some(new_id) = self.numbers.document(id) else {
                self.keys.extend(DOCUMENT_KEYS.map(|key| key(id)));
                self.no_uses(old, id);
                continue;
            };
            kept[new_id.0 as usize] = true;
            let other = &new.documents[new_id.0 as usize];
            let same_text = Arc::ptr_eq(document, other);
            if !same_text {
                self.document((old, id, document), (new, new_id, other));
            }
            if !Arc::ptr_eq(&old.linked, &new.linked) {
                self.ids((old, id, document), (new, new_id, other));
            }
            let (from, to) = (old.destinations.of_all(id), new.destinations.of_all(new_id));
            let images = Arc::ptr_eq(&old.images, &new.images)
                || from
                    .images
                    .iter()
                    .all(|i| old.images.of(i) == new.images.of(i));
            if !images || !(Arc::ptr_eq(from, to) || self.same_links(from, to)) {
                self.keys.insert(Key::Links(id));
            }
            let now = &new.mentions[new_id.0 as usize];
            let same_mentions =
                Arc::ptr_eq(before, now) || self.same_mentions((old, before), (new, now));
            if !same_mentions {
                self.keys.insert(Key::Mentions(id));
            }
            let pages = (old.linked.entry_of(id), new.linked.entry_of(new_id));
            if !self.numbers.same_entry(pages.0, pages.1) {
                // A section whose explainer has come or gone: as if it had come and gone itself.
                self.no_uses(old, id);
                kept[new_id.0 as usize] = false;
            } else if !same_text || !same_mentions {
                self.uses((old, id, before), (new, new_id, now), &mut news);
            }
        }
        // A text that is new brings its uses of terms with it.
        let came = (0..).map(DocumentId).zip(&kept).filter(|(_, kept)| !**kept);
        for (id, _) in came {
            let terms = new.mentions[id.0 as usize].terms.iter();
            news.extend(terms.map(|t| (new.glossary.entry(*t), id)));
        }
        let mut news: Vec<_> = news
            .into_iter()
            .flat_map(|(term, id)| shown_in(new, id).map(move |l| (term, l)))
            .collect();
        news.sort_unstable();
        for term in old.linked.terms.values().filter(|_| !news.is_empty()) {
            let languages = old.site.language_ids().filter(|l| {
                let now = self.numbers.entry(*term);
                now.is_some_and(|now| news.binary_search(&(now, *l)).is_ok())
            });
            let keys: Vec<_> = languages.map(|l| Key::Uses(*term, l)).collect();
            self.keys.extend(keys);
        }
    }

    /// A document no longer uses any term.
    fn no_uses(&mut self, old: &Edition, id: DocumentId) {
        let terms = &old.mentions[id.0 as usize].terms;
        for language in shown_in(old, id) {
            let entries = terms.iter().map(|t| old.glossary.entry(*t));
            self.keys.extend(entries.map(|e| Key::Uses(e, language)));
        }
    }

    fn document(
        &mut self,
        (old, id, a): (&Edition, DocumentId, &Document),
        (new, new_id, b): (&Edition, DocumentId, &Document),
    ) {
        let (from, to) = (&a.outline, &b.outline);
        let keys = [
            (a.hash != b.hash || from.path != to.path, Key::Text(id)),
            (from.hash != to.hash, Key::Outline(id)),
            (from.title() != to.title(), Key::Title(id)),
            (
                old.composer(None).opening_of(id) != new.composer(None).opening_of(new_id),
                Key::Opening(id),
            ),
        ];
        self.keys.extend(
            keys.into_iter()
                .filter(|(differs, _)| *differs)
                .map(|k| k.1),
        );
        let order = |o: &Outline| o.explainer().map(|m| (m.weight, m.date));
        if order(from) != order(to) {
            self.keys.insert(Key::Order(old.linked.entry_of(id)));
        }
        if from.length != to.length {
            let (entry, other) = (old.linked.entry_of(id), new.linked.entry_of(new_id));
            let (texts, other) = (old.linked.entry(entry), new.linked.entry(other));
            for language in old.site.language_ids() {
                let before = minutes(&old.documents, texts, language);
                if before != minutes(&new.documents, other, language) {
                    self.keys.insert(Key::Minutes(entry, language));
                }
            }
        }
    }

    /// What a document's ids are called; they are the same where the site hangs together as it did.
    fn ids(
        &mut self,
        (old, id, a): (&Edition, DocumentId, &Document),
        (new, new_id, b): (&Edition, DocumentId, &Document),
    ) {
        let (from, to) = (&a.outline.ids, &b.outline.ids);
        let names = from.iter().map(|i| &i.name).eq(to.iter().map(|i| &i.name));
        let mut languages = old.site.language_ids();
        if !names || languages.any(|l| old.linked.renamed(id, l) != new.linked.renamed(new_id, l)) {
            self.keys.insert(Key::Ids(id));
        }
    }

    fn same_links(&self, from: &Resolved, to: &Resolved) -> bool {
        let same = |(a, b): (&Destination, &Destination)| match (a, b) {
            (
                Destination::Page {
                    entry: e,
                    language: l,
                    anchor: a,
                },
                Destination::Page {
                    entry,
                    language,
                    anchor,
                },
            ) => {
                let anchors = match (a, anchor) {
                    (Some(Anchor::Id(d, i)), Some(Anchor::Id(document, index))) => {
                        self.numbers.document(*d) == Some(*document) && i == index
                    }
                    (a, b) => a == b,
                };
                self.numbers.same_entry(*e, *entry) && l == language && anchors
            }
            (a, b) => a == b,
        };
        from.links.len() == to.links.len() && from.links.iter().zip(&to.links).all(same)
    }

    fn same_mentions(
        &self,
        (old, before): (&Edition, &Mentions),
        (new, now): (&Edition, &Mentions),
    ) -> bool {
        let found = before.found.iter().zip(&now.found);
        before.found.len() == now.found.len()
            && found.into_iter().all(|(a, b)| {
                let terms = (old.glossary.entry(a.term), new.glossary.entry(b.term));
                (&a.plain, &a.html, a.unit) == (&b.plain, &b.html, b.unit)
                    && self.numbers.same_entry(terms.0, terms.1)
            })
    }

    /// The terms that a document does not use as it did; those that it did not use before go to `news`.
    fn uses(
        &mut self,
        (old, id, before): (&Edition, DocumentId, &Mentions),
        (new, new_id, now): (&Edition, DocumentId, &Mentions),
        news: &mut Vec<(EntryId, DocumentId)>,
    ) {
        let (a, b) = (old.composer(None), new.composer(None));
        let mut known = FxHashSet::default();
        for term in &before.terms {
            let entry = old.glossary.entry(*term);
            let number = self.numbers.entry(entry);
            known.extend(number);
            let now = number.and_then(|e| new.glossary.number(e));
            let now = now.map(|t| b.spots(new_id, t)).unwrap_or_default();
            if a.spots(id, *term) != now {
                let languages = shown_in(old, id).chain(shown_in(new, new_id));
                self.keys.extend(languages.map(|l| Key::Uses(entry, l)));
            }
        }
        let terms = now.terms.iter().map(|t| new.glossary.entry(*t));
        news.extend(terms.filter(|e| !known.contains(e)).map(|e| (e, new_id)));
    }

    /// Whether anything differs.
    pub(crate) fn any(&self) -> bool {
        self.everything.is_some() || !self.keys.is_empty() || !self.templates.is_empty()
    }

    /// Why a page of the old edition has to be made again, if so.
    pub(crate) fn reason(&self, kind: &str, reads: &[Key]) -> Option<&'static str> {
        if self.everything.is_some() {
            return self.everything;
        }
        let key = reads.iter().find(|key| self.keys.contains(key));
        let template = self.templates.contains(kind).then_some("its template");
        key.map(|key| key.reason()).or(template)
    }

    /// What a page has read, in the numbers of the new edition.
    pub(crate) fn renumbered(&self, reads: &Arc<[Key]>) -> Arc<[Key]> {
        if self.numbers.documents.is_none() {
            return Arc::clone(reads);
        }
        let (document, entry) = (|d| self.numbers.document(d), |e| self.numbers.entry(e));
        let keys = reads.iter().filter_map(|k| k.renumbered(document, entry));
        keys.collect()
    }
}

/// What can be read of a document.
const DOCUMENT_KEYS: [fn(DocumentId) -> Key; 7] = [
    Key::Text,
    Key::Outline,
    Key::Title,
    Key::Opening,
    Key::Ids,
    Key::Links,
    Key::Mentions,
];

/// The languages on whose pages a document is shown.
fn shown_in(edition: &Edition, id: DocumentId) -> impl Iterator<Item = LanguageId> {
    let entry = edition.linked.entry(edition.linked.entry_of(id));
    let mut languages: Vec<_> = edition.site.language_ids().collect();
    languages.retain(|l| entry.texts(*l).any(|d| d == id));
    languages.into_iter()
}

fn hash_of(site: &Site) -> u64 {
    let mut hasher = Xxh3Default::new();
    site.hash(&mut hasher);
    hasher.finish()
}
