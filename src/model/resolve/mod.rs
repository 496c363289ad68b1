//! The destination of each link of each text.
//!
//! [`Destinations::resolve`] looks every target up once, whatever page will show the text, and reports those that do
//! not exist, with the nearest name that does. An address is made of a [`Destination`] when a page is rendered, since
//! the same link reads differently on the article, on the parallel page and in the feed.

mod hint;
mod instead;
mod map;
mod missing;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use self::map::{Map, image_of};
use self::missing::Missing;
pub(crate) use self::missing::{file_of_term, no_such_id, no_such_term};
use crate::base::diag::{Diagnostic, MOST_HINTS, MOST_OF_A_KIND, Place, Room, limit};
use crate::base::ids::{DocumentId, EntryId, Table};
use crate::base::parallel::complete;
use crate::document::markdown::links::classify;
use crate::document::path::CONTENT;
use crate::document::{Document, Documents};
use crate::lang::LanguageId;
use crate::model::link::Linked;
use crate::source::Sources;
use crate::source::site::Site;

/// What a link points to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Destination {
    /// An address of the web, as written.
    Address(String),
    /// A page; `language` only where the author asked for another than the text's own.
    Page {
        entry: EntryId,
        language: Option<LanguageId>,
        anchor: Option<Anchor>,
    },
    /// A file beside a text: its path below `content/`, which is its path in the output too.
    Beside(String),
    /// A file of `static/`: its path from the site's root.
    Static(String),
}

/// A place on a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Anchor {
    /// The id with this number in a document.
    Id(DocumentId, u32),
    /// A section, by its id.
    Section(Arc<str>),
}

/// The destinations of every link of every document.
#[derive(Debug, Default)]
pub(crate) struct Destinations {
    table: Table<DocumentId, Arc<Resolved>>,
    /// The documents in which something leads nowhere.
    faulty: BTreeSet<DocumentId>,
}

/// The destinations of a document's links.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// As the body numbers them.
    pub(crate) links: Box<[Destination]>,
    /// What addresses in the author's own HTML point to, as the body numbers these; `None` for those that stay as they are.
    pub(crate) addresses: Box<[Option<Destination>]>,
    /// The picture that its front matter names.
    pub(crate) cover: Option<Destination>,
    /// Source files of the images that the document shows, sorted.
    pub(crate) images: Box<[String]>,
    /// Links without a destination.
    missing: Box<[u32]>,
    /// Addresses in the author's own HTML where nothing is.
    missing_addresses: Box<[u32]>,
}

impl Resolved {
    /// Whether something in the document leads nowhere.
    fn is_faulty(&self, document: &Document) -> bool {
        let no_cover = image_of(document).is_some() && self.cover.is_none();
        no_cover || !self.missing.is_empty() || !self.missing_addresses.is_empty()
    }
}

impl Destinations {
    /// The files beside texts that texts link to or show.
    pub(crate) fn files_beside(&self) -> impl Iterator<Item = String> {
        let all = self.iter().flat_map(|resolved| {
            let own = resolved.addresses.iter().flatten();
            resolved.links.iter().chain(own).chain(&resolved.cover)
        });
        let beside = all.filter(|d| matches!(d, Destination::Beside(_)));
        beside.filter_map(Destination::file)
    }

    /// Resolves all links. `known` are the documents and destinations of a site that hangs together as this one does
    /// and has the same files: a document that is still the same is not looked at again.
    pub(crate) fn resolve(
        site: &Site,
        sources: &Sources,
        documents: &Documents,
        linked: &Linked,
        known: Option<(&Documents, &Self)>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let map = Map {
            site,
            sources,
            documents,
            linked,
        };
        let again = match known {
            Some((before, _)) => documents.differing(before, Arc::ptr_eq),
            None => documents.ids().collect(),
        };
        let again = again.into_iter().map(Err).collect();
        let again = complete(again, |id| (id, Arc::new(map.resolve(id))));
        let mut faulty = known.map_or_else(BTreeSet::new, |(_, known)| known.faulty.clone());
        for (id, resolved) in &again {
            match resolved.is_faulty(&documents[*id]) {
                true => faulty.insert(*id),
                false => faulty.remove(id),
            };
        }
        let table = match known {
            Some((_, known)) => known.table.with(again),
            None => again.into_iter().collect(),
        };
        let (mut hints, mut room) = (MOST_HINTS, Room::of(diagnostics));
        let known = std::cell::LazyCell::new(|| map.known());
        for id in documents.ids().filter(|id| faulty.contains(id)) {
            let (document, resolved) = (&documents[id], &table[id]);
            let mut tell = |missing: Missing<'_>, span: &Range<usize>| {
                let place = Place::at(document.outline.file(), span.clone());
                let d = Diagnostic::error(place, "broken-link", missing.message());
                let here = &document.outline.path;
                let d = if let Some((text, hint)) = map.instead(&missing, here, &known) {
                    let fix = instead::fix(&document.source, span, missing.path(), &text);
                    d.hint(hint).fix(fix)
                } else if let Some((fix, hint)) = missing.as_heading_id(&document.source, span) {
                    d.hint(hint).fix(Some(fix))
                } else {
                    let near = (hints > 0).then(|| map.hint(&missing, here, &known));
                    hints = hints.saturating_sub(1);
                    d.hint(near.flatten().unwrap_or_else(|| missing.remedy()))
                };
                diagnostics.push(d);
                room.keep(diagnostics);
            };
            if let (Some(image), None) = (image_of(document), &resolved.cover) {
                tell(Missing::File(&image.value), &image.span);
            }
            for index in resolved.missing.iter().take(MOST_OF_A_KIND + 1) {
                let link = &document.parsed.body.links[*index as usize];
                if let Err(missing) = map.find(id, &link.target) {
                    tell(missing, &link.span);
                }
            }
            for index in resolved.missing_addresses.iter().take(MOST_OF_A_KIND + 1) {
                let address = &document.parsed.body.addresses[*index as usize];
                if let Ok((target, _)) = classify(&address.value, true)
                    && let Err(missing) = map.own(id, &target)
                {
                    tell(missing, &address.span);
                }
            }
        }
        limit(diagnostics);
        Self { table, faulty }
    }

    /// Of a document's link number `index`.
    pub(crate) fn of(&self, document: DocumentId, index: u32) -> &Destination {
        &self.table[document].links[index as usize]
    }

    /// Of a document's links.
    pub(crate) fn of_all(&self, document: DocumentId) -> &Arc<Resolved> {
        &self.table[document]
    }

    /// What an address in a document's own HTML points to.
    pub(crate) fn of_address(&self, document: DocumentId, index: u32) -> Option<&Destination> {
        self.table[document].addresses[index as usize].as_ref()
    }

    /// The documents whose links do not lead where they did, or that have others; `None` if there are other documents.
    pub(crate) fn differing(&self, before: &Self) -> Option<Vec<DocumentId>> {
        let parallel = self.table.is_parallel(&before.table);
        parallel.then(|| {
            self.table
                .differing(&before.table, |a, b| Arc::ptr_eq(a, b) || a == b)
        })
    }

    /// Whether texts show the same images.
    pub(crate) fn same_images(&self, before: &Self) -> bool {
        let same = |a: &Arc<Resolved>, b: &Arc<Resolved>| Arc::ptr_eq(a, b) || a.images == b.images;
        self.table.is_parallel(&before.table)
            && self.table.differing(&before.table, same).is_empty()
    }

    /// Of every document's links.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Resolved>> {
        self.table.values()
    }
}

impl Destination {
    /// The source file of an image.
    pub(crate) fn file(&self) -> Option<String> {
        match self {
            Self::Beside(path) => Some(format!("{CONTENT}{path}")),
            Self::Static(path) => Some(format!("static/{path}")),
            _ => None,
        }
    }
}
