//! What a build remembers for the next one: each stage's result with the hash of all it depends on.
//!
//! `build` and `check` start with an empty cache, `serve` keeps one. A build with a warm cache gives the same bytes and
//! the same findings as one with an empty cache. Stages that look at one document ([`Cache::documents`],
//! [`Destinations`], [`Cache::mentions`]) are remembered document by document; those that look at the whole site are
//! done again only where what they read of it has changed, which is little: see [`Outline`](crate::document::Outline)
//! for its two hashes.

use std::sync::Arc;

use super::memo::{Aligned, Memo};
use super::{Options, Stage};
use crate::base::diag::{Diagnostic, Severity};
use crate::base::hash::{hash, hash_all};
use crate::base::ids::{DocumentId, EntryId, Ids, Table};
use crate::base::parallel::complete;
use crate::check;
use crate::document::path::{self, CONTENT, ContentPath};
use crate::document::{Document, Documents};
use crate::model::glossary::{Glossary, Mentions};
use crate::model::image::Sizes;
use crate::model::link::Linked;
use crate::model::resolve::{Destination, Destinations};
use crate::model::words::Strings;
use crate::model::{Index, Model, Parts, Uses};
use crate::output::Edition;
use crate::output::Output;
use crate::page::assets::Assets;
use crate::page::template::{SharedValues, Templates};
use crate::source::Sources;
use crate::source::site::{SITE_FILE, Site};

/// The last result of each stage.
#[derive(Default)]
pub struct Cache {
    document_ids: Ids<DocumentId>,
    entry_ids: Ids<EntryId>,
    site: Memo<Option<Arc<Site>>>,
    strings: Memo<Vec<Strings>>,
    templates: Memo<Option<Arc<Templates>>>,
    assets: Memo<Assets>,
    shared: Memo<SharedValues>,
    paths: Memo<Vec<ContentPath>>,
    /// In the order of files.
    documents: Vec<Parsing>,
    linked: Memo<Linked>,
    destinations: Option<Resolving>,
    glossary: Memo<Glossary>,
    mentions: Option<Finding>,
    images: Arc<Sizes>,
    index: Memo<Vec<Index>>,
    uses: Memo<Uses>,
    checks: Memo<()>,
    output: Memo<Output>,
}

/// A file as it was parsed.
struct Parsing {
    path: ContentPath,
    /// Hash of the file's text, and of what else its parsing depends on.
    key: (u64, u64),
    document: Option<Arc<Document>>,
    diagnostics: Vec<Diagnostic>,
}

/// The last destinations, with what they depend on.
struct Resolving {
    key: u64,
    documents: Arc<Documents>,
    destinations: Arc<Destinations>,
}

/// The last mentions, with what they depend on.
struct Finding {
    glossary: Arc<Glossary>,
    documents: Arc<Documents>,
    destinations: Arc<Destinations>,
    /// By document: hash of the names and of the links that were written by hand.
    found: Table<DocumentId, (u64, Arc<Mentions>)>,
}

impl Cache {
    /// Puts the site together, with what is wrong with it. There is no edition where that keeps it from being
    /// published. The files are made from the edition.
    pub fn edition(
        &mut self,
        sources: &Sources,
        options: &Options,
        watch: &dyn Fn(Stage<'_>),
    ) -> (Option<Edition>, Vec<Diagnostic>) {
        let mut diagnostics = sources.diagnostics().cloned().collect();
        let edition = self.put_together(sources, options, watch, &mut diagnostics);
        let least = if options.strict {
            Severity::Warning
        } else {
            Severity::Error
        };
        let good = !diagnostics.iter().any(|d| d.severity <= least);
        (edition.filter(|_| good), diagnostics)
    }

    fn put_together(
        &mut self,
        sources: &Sources,
        options: &Options,
        watch: &dyn Fn(Stage<'_>),
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Edition> {
        let d = diagnostics;
        let text = sources.text(SITE_FILE)?;
        let site_key = hash((text, &options.base_url));
        let site = self.site.get(site_key, 0, d, |d| {
            let site = Site::parse(text, &SITE_FILE.into(), d)?;
            let base_url = options.base_url.clone().unwrap_or(site.base_url);
            Some(Arc::new(Site { base_url, ..site }))
        });
        // What is wrong with the rest can only be told once it is known which languages there are.
        let site = (*site).clone()?;

        let templates_key = hash_all(sources.texts("templates/").map(|(file, _, h)| (file, h)));
        let strings_key = hash((site_key, templates_key));
        let strings = self
            .strings
            .get(strings_key, 0, d, |d| Strings::load(&site, sources, d));
        let templates = self.templates.get(templates_key, 0, d, |d| {
            Templates::load(sources, d).map(Arc::new)
        });
        let assets_key = hash(Assets::stamps(sources));
        let assets = self
            .assets
            .get(assets_key, 0, d, |d| Assets::load(sources, d));
        let shared_key = hash((strings_key, assets_key));
        let shared = self.shared.get(shared_key, 0, d, |_| {
            SharedValues::new(&site, &strings, &assets)
        });

        let texts_key = hash_all(sources.texts(CONTENT).map(|(file, ..)| file));
        let paths_key = hash((site_key, texts_key));
        let paths = self
            .paths
            .get(paths_key, 0, d, |d| path::classify(&site, sources, d));
        let documents = Arc::new(self.documents(&paths, &site, sources, options.drafts, d));
        watch(Stage::Parsed {
            documents: documents.len(),
        });

        let exact = hash_all(documents.values().map(|d| d.hash));
        let structure = hash_all(documents.values().map(|d| d.outline.structure));
        let linked_key = hash((site_key, structure));
        let ids = &mut self.entry_ids;
        let linked = self.linked.get(linked_key, exact, d, |d| {
            Linked::new(&site, &documents, ids, d)
        });
        let names_key = hash((texts_key, hash_all(sources.all_blobs().keys())));
        let destinations = self.destinations(
            hash((linked_key, names_key)),
            &site,
            sources,
            &documents,
            &linked,
            d,
        );
        let glossary = self.glossary.get(linked_key, exact, d, |d| {
            Glossary::new(&linked, &documents, d)
        });
        let mentions = Arc::new(self.mentions(&documents, &site, &glossary, &destinations));
        let uses_key = hash_all(mentions.iter().map(|(id, m)| (id, &m.terms)));
        let uses = self.uses.get(uses_key, 0, d, |_| Uses::new(&mentions));
        let images = self.images(sources, &destinations);
        let index = self.index.get(linked_key, 0, d, |_| {
            let languages = site.language_ids();
            let indexes = languages.map(|l| Index::new(&site, &documents, &linked, l));
            indexes.collect()
        });
        let outlines = hash_all(documents.values().map(|d| d.outline.hash));
        let model = Model::new(Parts {
            site,
            words: strings,
            documents,
            linked,
            destinations,
            mentions,
            images,
            index,
            uses,
        });
        let texts = (!options.without_notes).then_some(exact);
        let checks_key = hash((linked_key, outlines, uses_key, texts));
        self.checks.get(checks_key, 0, d, |d| {
            check::run(&model, !options.without_notes, d);
        });
        check::images::check(&model, d);
        let own_names = hash_all(sources.texts("templates/").map(|(file, ..)| file));
        let output_key = hash((linked_key, names_key, assets_key, own_names));
        let output = self.output.get(output_key, 0, d, |d| {
            let output = Output::plan(&model, sources, &assets, d);
            check::names::check(&model, sources, &output, d);
            output
        });
        Some(Edition {
            model,
            templates: (*templates).clone()?,
            blobs: Arc::clone(sources.all_blobs()),
            assets,
            shared,
            output,
            search: std::sync::OnceLock::new(),
        })
    }

    /// The documents of `paths` that are published, parsed in parallel where they are not known.
    fn documents(
        &mut self,
        paths: &[ContentPath],
        site: &Site,
        sources: &Sources,
        drafts: bool,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Documents {
        let tags: Vec<_> = site.languages.iter().map(|l| &l.tag).collect();
        let settings = hash((site.raw_html, tags));
        let mut texts = sources.texts(CONTENT);
        let known = std::mem::take(&mut self.documents);
        let mut known = Aligned::new(known, |p| &p.path.file);
        let jobs: Vec<_> = paths
            .iter()
            .filter_map(|path| {
                let (_, text, hash) = texts.find(|(file, ..)| **file == path.file)?;
                Some((path, text, hash, known.take(&path.file)))
            })
            .collect();
        let known = jobs.into_iter().map(|(path, text, hash, known)| {
            let key = (hash, settings);
            let known = known.filter(|k| k.key == key && k.path == *path);
            known.ok_or((path, text, key))
        });
        self.documents = complete(known.collect(), |(path, text, key)| {
            let mut diagnostics = Vec::new();
            let document = Document::parse(path, text, key.0, site, &mut diagnostics);
            Parsing {
                path: path.clone(),
                key,
                document: document.map(Arc::new),
                diagnostics,
            }
        });
        for parsing in &self.documents {
            diagnostics.extend_from_slice(&parsing.diagnostics);
        }
        let documents = self.documents.iter().filter_map(|p| p.document.as_ref());
        let published = documents.filter(|d| drafts || !d.outline.front.draft);
        published
            .map(|d| (self.document_ids.of(d.outline.file()), Arc::clone(d)))
            .collect()
    }

    /// Where all links lead; `key` is the hash of what that depends on besides the documents.
    fn destinations(
        &mut self,
        key: u64,
        site: &Site,
        sources: &Sources,
        documents: &Arc<Documents>,
        linked: &Linked,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Arc<Destinations> {
        let known = self.destinations.as_ref().filter(|k| k.key == key);
        let known = known.map(|k| (&*k.documents, &*k.destinations));
        let destinations = Arc::new(Destinations::resolve(
            site,
            sources,
            documents,
            linked,
            known,
            diagnostics,
        ));
        self.destinations = Some(Resolving {
            key,
            documents: Arc::clone(documents),
            destinations: Arc::clone(&destinations),
        });
        destinations
    }

    /// The mentions of every document, looked for in parallel where they are not known.
    fn mentions(
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
        let mentions = found
            .iter()
            .map(|(id, (_, m))| (id, Arc::clone(m)))
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
    fn images(&mut self, sources: &Sources, destinations: &Destinations) -> Arc<Sizes> {
        if !self.images.holds(sources, destinations) {
            self.images = Arc::new(Sizes::measure(sources, destinations, &self.images));
        }
        Arc::clone(&self.images)
    }
}
