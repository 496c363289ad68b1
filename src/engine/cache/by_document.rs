//! The stages that look at one document: what is known of it stays as long as what it was made from.

use std::sync::Arc;

use super::super::Options;
use super::super::memo::MergeJoin;
use super::{Cache, Parse};
use crate::base::diag::{Diagnostic, limit};
use crate::base::hash::hash;
use crate::base::ids::{DocumentId, Table};
use crate::base::parallel::complete;
use crate::document::beside::{Asked, Beside};
use crate::document::path::{CONTENT, ContentPath};
use crate::document::{Document, Documents};
use crate::model::glossary::evidence::Evidence;
use crate::model::glossary::{Glossary, Mentions};
use crate::model::image::Sizes;
use crate::model::link::Linked;
use crate::model::resolve::{Destination, Destinations};
use crate::source::Sources;
use crate::source::site::Site;

/// A file as it was parsed.
pub(super) struct Parsing {
    path: ContentPath,
    /// Hash of the file's text.
    text: u64,
    site: Arc<Site>,
    /// The files beside it that it asked for.
    beside: Asked,
    /// The file's own, then those of the sections in it.
    documents: Vec<Arc<Document>>,
    diagnostics: Vec<Diagnostic>,
}

/// The last destinations, with what they depend on.
pub(super) struct Resolving {
    site: Arc<Site>,
    linked: Arc<Linked>,
    /// Every file that a link may point to.
    names: Arc<Vec<Arc<str>>>,
    documents: Arc<Documents>,
    destinations: Arc<Destinations>,
}

/// The last mentions, with what they depend on.
pub(super) struct Finding {
    glossary: Arc<Glossary>,
    documents: Arc<Documents>,
    destinations: Arc<Destinations>,
    /// By document: hash of the names and of the links that were written by hand.
    found: Table<DocumentId, (u64, Arc<Mentions>)>,
}

impl Cache {
    /// The documents of `paths` that are published, parsed in parallel where they are not known.
    pub(super) fn documents(
        &mut self,
        paths: &[ContentPath],
        site: &Arc<Site>,
        sources: &Sources,
        drafts: bool,
        parse: Parse,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Documents {
        let mut texts = sources.texts(CONTENT);
        let known = std::mem::take(&mut self.documents);
        let mut known = MergeJoin::new(known, |p| &p.path.file);
        let jobs: Vec<_> = paths
            .iter()
            .filter_map(|path| {
                let (_, text, hash) = texts.find(|(file, ..)| **file == path.file)?;
                Some((path, text, hash, known.take(&path.file)))
            })
            .collect();
        let known = jobs.into_iter().map(|(path, text, hash, known)| {
            let same = |k: &Parsing| {
                let of_text = k.text == hash && Arc::ptr_eq(&k.site, site) && k.path == *path;
                of_text && Beside::holds(&k.beside, sources)
            };
            known.filter(same).ok_or((path, text, hash))
        });
        self.documents = complete(known.collect(), |(path, text, hash)| {
            let mut diagnostics = Vec::new();
            let beside = Beside::new(sources, &path.folder);
            let documents = parse(path, text, hash, site, &beside, &mut diagnostics);
            limit(&mut diagnostics);
            Parsing {
                beside: beside.asked(),
                path: path.clone(),
                text: hash,
                site: Arc::clone(site),
                documents: shared(documents),
                diagnostics,
            }
        });
        for parsing in &self.documents {
            for found in &parsing.diagnostics {
                // What is wrong with a file that both languages show is found by both.
                let own = found.place.file == parsing.path.file;
                if own || !diagnostics.contains(found) {
                    diagnostics.push(found.clone());
                }
            }
        }
        let documents = self.documents.iter().flat_map(|p| &p.documents);
        let published = documents.filter(|d| drafts || !d.outline.front.draft);
        published
            .map(|d| (self.document_ids.of(&d.outline.path.name()), Arc::clone(d)))
            .collect()
    }

    /// The texts that are left out.
    pub(super) fn drafts(&self, options: &Options) -> Vec<ContentPath> {
        let is_draft = |p: &&Parsing| p.documents.first().is_some_and(|d| d.outline.front.draft);
        let drafts = self.documents.iter().filter(is_draft);
        drafts
            .filter(|_| !options.drafts)
            .map(|p| p.path.clone())
            .collect()
    }

    /// What all links point to.
    pub(super) fn destinations(
        &mut self,
        site: &Arc<Site>,
        sources: &Sources,
        documents: &Arc<Documents>,
        linked: &Arc<Linked>,
        names: &Arc<Vec<Arc<str>>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Arc<Destinations> {
        let same = |k: &&Resolving| {
            Arc::ptr_eq(&k.site, site)
                && Arc::ptr_eq(&k.linked, linked)
                && Arc::ptr_eq(&k.names, names)
        };
        let known = self.destinations.as_ref().filter(same);
        let known = known.map(|k| (&*k.documents, &*k.destinations));
        let destinations =
            Destinations::resolve(site, sources, documents, linked, known, diagnostics);
        let destinations = Arc::new(destinations);
        self.destinations = Some(Resolving {
            site: Arc::clone(site),
            linked: Arc::clone(linked),
            names: Arc::clone(names),
            documents: Arc::clone(documents),
            destinations: Arc::clone(&destinations),
        });
        destinations
    }

    /// The mentions of every document, looked for in parallel where they are not known, and settled by what all of them say.
    pub(super) fn mentions(
        &mut self,
        documents: &Arc<Documents>,
        site: &Site,
        glossary: &Arc<Glossary>,
        destinations: &Arc<Destinations>,
    ) -> Table<DocumentId, Arc<Mentions>> {
        let known = self.mentions.take();
        let jobs = documents.iter().map(|(id, document)| {
            let known = known.as_ref();
            let known = known.filter(|k| {
                k.documents
                    .get(id)
                    .is_some_and(|d| Arc::ptr_eq(d, document))
            });
            let found = known.map(|k| k.found[id].clone());
            let same = |k: &&Finding| {
                let links = Arc::ptr_eq(k.destinations.of_all(id), destinations.of_all(id));
                links && Arc::ptr_eq(&k.glossary, glossary)
            };
            match (known.filter(same), found) {
                (Some(_), Some(found)) => Ok(found),
                (_, found) => Err((id, document, found)),
            }
        });
        let found = complete(jobs.collect(), |(id, document, known)| {
            let hand = |link| match destinations.of(id, link) {
                Destination::Page { entry, .. } if glossary.is_term(*entry) => Some(*entry),
                _ => None,
            };
            let links = 0..document.parsed.body.links.len() as u32;
            let key = hash((glossary.hash(), links.map(hand).collect::<Vec<_>>()));
            match known {
                Some((k, found)) if k == key => (key, found),
                _ => {
                    let language = site.language(document.outline.path.language).language;
                    let found = Mentions::of(document, language, glossary, hand);
                    (key, Arc::new(found))
                }
            }
        });
        let found: Table<_, _> = documents.ids().zip(found).collect();
        let signs = found.iter().flat_map(|(_, (_, m))| m.signs.iter().copied());
        let evidence = Evidence::of(signs);
        let mentions = found
            .iter()
            .map(|(id, (_, m))| match m.settled(&evidence) {
                Some(settled) => (id, Arc::new(settled)),
                None => (id, Arc::clone(m)),
            })
            .collect();
        self.mentions = Some(Finding {
            glossary: Arc::clone(glossary),
            documents: Arc::clone(documents),
            destinations: Arc::clone(destinations),
            found,
        });
        mentions
    }

    /// The sizes of all images that texts show.
    pub(super) fn images(&mut self, sources: &Sources, destinations: &Destinations) -> Arc<Sizes> {
        if !self.images.holds(sources, destinations) {
            self.images = Arc::new(Sizes::measure(sources, destinations, &self.images));
        }
        Arc::clone(&self.images)
    }
}

/// Documents that may be shared. `collect` would keep the room of whole documents for their pointers.
fn shared(documents: Vec<Document>) -> Vec<Arc<Document>> {
    let mut shared = Vec::with_capacity(documents.len());
    shared.extend(documents.into_iter().map(Arc::new));
    shared
}
