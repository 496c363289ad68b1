//! The stages that look at one document: what is known of it stays as long as what it was made from.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::Options;
use super::super::memo::MergeJoin;
use super::{Cache, Parse};
use crate::base::diag::{Diagnostic, gather, limit};
use crate::base::hash::hash;
use crate::base::ids::{DocumentId, EntryId, Table};
use crate::base::parallel::complete;
use crate::document::beside::{Asked, Beside};
use crate::document::path::{CONTENT, ContentPath};
use crate::document::{Document, Documents};
use crate::model::Backlinks;
use crate::model::glossary::evidence::Evidence;
use crate::model::glossary::{Glossary, Mentions};
use crate::model::image::Sizes;
use crate::model::link::Linked;
use crate::model::resolve::{Destination, Destinations};
use crate::source::site::Site;
use crate::source::{Blobs, Sources};

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
    /// Of each of them.
    ids: Vec<DocumentId>,
    diagnostics: Vec<Diagnostic>,
}

/// The last documents that were published, with what decided on them.
pub(super) struct Published {
    paths: Arc<Vec<ContentPath>>,
    drafts: bool,
    /// How many files they are of.
    files: usize,
    documents: Arc<Documents>,
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
    /// What all of them say of names.
    evidence: Evidence<EntryId>,
    mentions: Arc<Table<DocumentId, Arc<Mentions>>>,
    backlinks: Arc<Backlinks>,
}

/// The last sizes of images, with what they depend on.
pub(super) struct Measuring {
    blobs: Arc<Blobs>,
    destinations: Arc<Destinations>,
    sizes: Arc<Sizes>,
}

impl Parsing {
    /// Those of its documents that are published, with their ids.
    fn published(&self, drafts: bool) -> impl Iterator<Item = (DocumentId, &Arc<Document>)> {
        let all = self.ids.iter().copied().zip(&self.documents);
        all.filter(move |(_, d)| drafts || !d.outline.front.draft)
    }

    fn is_draft(&self) -> bool {
        let first = self.documents.first();
        first.is_some_and(|d| d.outline.front.draft)
    }

    fn published_ids(&self, drafts: bool) -> Vec<DocumentId> {
        self.published(drafts).map(|(id, _)| id).collect()
    }
}

impl Cache {
    /// The documents of `paths` that are published, parsed in parallel where they are not known.
    pub(super) fn documents(
        &mut self,
        paths: &Arc<Vec<ContentPath>>,
        site: &Arc<Site>,
        sources: &Sources,
        drafts: bool,
        parse: Parse,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Arc<Documents> {
        let mut texts = sources.texts(CONTENT);
        let known = std::mem::take(&mut self.parsed);
        let mut known = MergeJoin::new(known, |p| &p.path.file);
        let same = |k: &Parsing, path: &ContentPath, hash| {
            let of_text = k.text == hash && Arc::ptr_eq(&k.site, site) && k.path == *path;
            of_text && Beside::holds(&k.beside, sources)
        };
        // The files that are parsed again, by their places, with what was published of them before.
        let mut again = Vec::new();
        let mut files = Vec::with_capacity(paths.len());
        for path in &**paths {
            let Some((_, text, hash)) = texts.find(|(file, ..)| **file == path.file) else {
                continue;
            };
            match known.take(&path.file) {
                Some(known) if same(&known, path, hash) => files.push(Ok(known)),
                known => {
                    let before = known.map(|k| k.published_ids(drafts));
                    again.push((files.len(), before.unwrap_or_default()));
                    files.push(Err((path, text, hash)));
                }
            }
        }
        self.parsed = complete(files, |(path, text, hash)| {
            let mut diagnostics = Vec::new();
            let beside = Beside::new(sources, &path.folder);
            let documents = parse(path, text, hash, site, &beside, &mut diagnostics);
            limit(&mut diagnostics);
            Box::new(Parsing {
                beside: beside.asked(),
                path: path.clone(),
                text: hash,
                site: Arc::clone(site),
                documents: shared(documents),
                ids: Vec::new(),
                diagnostics,
            })
        });
        for (at, _) in &again {
            let parsing = &mut self.parsed[*at];
            let names = parsing.documents.iter().map(|d| d.outline.path.name());
            parsing.ids = names.map(|name| self.document_ids.of(&name)).collect();
        }
        let mut of_others = BTreeSet::new();
        let found = self.parsed.iter().flat_map(|parsing| {
            let own = |d: &&Diagnostic| d.place.file == parsing.path.file;
            let (own, others): (Vec<_>, Vec<_>) = parsing.diagnostics.iter().partition(own);
            // What is wrong with a file that both languages show is found by both.
            let others = others.into_iter().filter(|d| of_others.insert(*d));
            own.into_iter().chain(others.collect::<Vec<_>>()).cloned()
        });
        gather(diagnostics, found);
        let again = again.into_iter().map(|(at, ids)| (&self.parsed[at], ids));
        let known = self.published.take().filter(|known| {
            let same_files = Arc::ptr_eq(&known.paths, paths) && known.files == self.parsed.len();
            let mut again = again.clone();
            same_files
                && known.drafts == drafts
                && again.all(|(parsing, ids)| parsing.published_ids(drafts) == ids)
        });
        let shared = |(id, document): (DocumentId, &Arc<Document>)| (id, Arc::clone(document));
        let documents = match known {
            Some(known) => {
                let again = again.flat_map(|(parsing, _)| parsing.published(drafts));
                known.documents.with(again.map(shared))
            }
            None => {
                let all = self.parsed.iter().flat_map(|p| p.published(drafts));
                all.map(shared).collect()
            }
        };
        let documents = Arc::new(documents);
        self.published = Some(Published {
            paths: Arc::clone(paths),
            drafts,
            files: self.parsed.len(),
            documents: Arc::clone(&documents),
        });
        documents
    }

    /// The texts that are left out.
    pub(super) fn drafts(&self, options: &Options) -> Vec<ContentPath> {
        if options.drafts {
            return Vec::new();
        }
        let drafts = self.parsed.iter().filter(|p| p.is_draft());
        drafts.map(|p| p.path.clone()).collect()
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

    /// The mentions of every document, looked for in parallel where they are not known, and settled by what all of them say; and
    /// where each term is mentioned.
    pub(super) fn mentions(
        &mut self,
        documents: &Arc<Documents>,
        site: &Site,
        glossary: &Arc<Glossary>,
        destinations: &Arc<Destinations>,
    ) -> (Arc<Table<DocumentId, Arc<Mentions>>>, Arc<Backlinks>) {
        let known = self.mentions.take();
        let known = known.as_ref();
        let parallel = known.filter(|k| k.documents.is_parallel(documents));
        let again = parallel.and_then(|k| {
            let mut again = destinations.differing(&k.destinations)?;
            again.extend(documents.differing(&k.documents, Arc::ptr_eq));
            again.sort_unstable();
            again.dedup();
            Arc::ptr_eq(&k.glossary, glossary).then_some(again)
        });
        let again = again.unwrap_or_else(|| documents.ids().collect());
        let ids = again.iter().copied().map(Err).collect();
        let found = complete(ids, |id| {
            let document = &documents[id];
            let hand = |link| match destinations.of(id, link) {
                Destination::Page { entry, .. } if glossary.is_term(*entry) => Some(*entry),
                _ => None,
            };
            let links = 0..document.parsed.body.links.len() as u32;
            let key = hash((glossary.hash(), links.map(hand).collect::<Vec<_>>()));
            let same = |d: &Arc<Document>| Arc::ptr_eq(d, document);
            let known = known.filter(|k| k.documents.get(id).is_some_and(same));
            match known.map(|k| &k.found[id]) {
                Some((k, found)) if *k == key => (id, (key, Arc::clone(found))),
                _ => {
                    let language = site.language(document.outline.path.language).language;
                    let found = Mentions::of(document, language, glossary, hand);
                    (id, (key, Arc::new(found)))
                }
            }
        });
        let mut evidence = parallel.map_or_else(Evidence::default, |k| k.evidence.clone());
        for (id, (_, found)) in &found {
            if let Some(known) = parallel {
                evidence.take(&known.found[*id].1.signs);
            }
            evidence.add(&found.signs);
        }
        let found: Table<_, _> = match parallel {
            Some(known) => known.found.with(found),
            None => found.into_iter().collect(),
        };
        let settle = |id| {
            let found = &found[id].1;
            let settled = found.settled(&evidence).map(Arc::new);
            (id, settled.unwrap_or_else(|| Arc::clone(found)))
        };
        let parallel = parallel.filter(|k| k.evidence == evidence);
        let mentions: Table<_, _> = match parallel {
            Some(known) => known.mentions.with(again.iter().copied().map(settle)),
            None => documents.ids().map(settle).collect(),
        };
        let same_terms = |k: &&Finding| {
            let mut again = again.iter();
            again.all(|id| mentions[*id].terms == k.mentions[*id].terms)
        };
        let backlinks = match parallel.filter(same_terms) {
            Some(known) => Arc::clone(&known.backlinks),
            None => Arc::new(Backlinks::new(&mentions)),
        };
        let mentions = Arc::new(mentions);
        self.mentions = Some(Finding {
            glossary: Arc::clone(glossary),
            documents: Arc::clone(documents),
            destinations: Arc::clone(destinations),
            found,
            evidence,
            mentions: Arc::clone(&mentions),
            backlinks: Arc::clone(&backlinks),
        });
        (mentions, backlinks)
    }

    /// The sizes of all images that texts show.
    pub(super) fn images(
        &mut self,
        sources: &Sources,
        destinations: &Arc<Destinations>,
    ) -> Arc<Sizes> {
        let blobs = sources.all_blobs();
        let known = self.images.take();
        let same = |k: &&Measuring| {
            Arc::ptr_eq(&k.blobs, blobs) && destinations.same_images(&k.destinations)
                || k.sizes.holds(sources, destinations)
        };
        let sizes = match known.as_ref().filter(same) {
            Some(known) => Arc::clone(&known.sizes),
            None => {
                let known = known.map(|k| k.sizes).unwrap_or_default();
                Arc::new(Sizes::measure(sources, destinations, &known))
            }
        };
        self.images = Some(Measuring {
            blobs: Arc::clone(blobs),
            destinations: Arc::clone(destinations),
            sizes: Arc::clone(&sizes),
        });
        sizes
    }
}

/// Documents that may be shared. `collect` would keep the room of whole documents for their pointers.
fn shared(documents: Vec<Document>) -> Vec<Arc<Document>> {
    let mut shared = Vec::with_capacity(documents.len());
    shared.extend(documents.into_iter().map(Arc::new));
    shared
}
