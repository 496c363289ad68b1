//! haeseol (해설) makes a website of explainers in Korean and English out of a folder of Markdown.
//!
//! [`build`] is the only build there is; `build`, `check` and `serve` differ in the [`Sink`] and the [`Cache`] they hand
//! to it. In the order of the pipeline, each stage a type, each a function of the ones before:
//!
//! 1. [`Sources`](source::Sources): a snapshot of the site's folder; nothing else reads the disk.
//! 2. [`Site`](site::Site): `site.toml`.
//! 3. [`ContentPath`](content::ContentPath): what each content file is, by its path.
//! 4. [`Document`](document::Document): one file parsed, in parallel; its [`Outline`](document::Outline) is what other
//!    pages may know of it.
//! 5. [`Linked`](link::Linked): which documents are one page in several languages, which sections make an explainer,
//!    all orders, all ids; then `resolve::Destinations`, where each link leads.
//! 6. [`View`](view::View): what a page's template sees, made by `compose`, one page at a time, in parallel.
//! 7. `template`: the page's HTML.
//! 8. `output`: every path with its bytes, handed to the sink.
//!
//! What is wrong is gathered as [`Diagnostic`]s on the way; with an error among them nothing is handed to the sink.

pub mod cache;
mod check;
mod compose;
pub mod content;
mod data;
pub mod diag;
pub mod document;
mod feed;
pub mod front_matter;
pub mod glossary;
mod image;
mod jsonld;
pub mod lang;
pub mod link;
pub mod markdown;
pub mod output;
pub mod permalink;
pub mod publish;
mod resolve;
pub mod site;
mod sitemap;
pub mod source;
mod template;
mod theme;
pub mod view;

use std::sync::Arc;

use crate::cache::Cache;
use crate::compose::Composer;
use crate::diag::{Diagnostic, Severity};
use crate::document::Document;
use crate::glossary::Glossary;
use crate::image::Sizes;
use crate::lang::strings::Strings;
use crate::link::Linked;
use crate::output::{Assets, Output, Sink};
use crate::permalink::BaseUrl;
use crate::resolve::{Destination, Destinations};
use crate::site::{SITE_FILE, Site};
use crate::source::Sources;
use crate::template::Templates;
use crate::view::{Named, Shared, SiteView};

/// What the command line may change about a build.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Publishes under this address instead of the one in `site.toml`.
    pub base_url: Option<BaseUrl>,
    /// Publishes drafts too.
    pub drafts: bool,
    /// Publishes nothing where there are warnings.
    pub strict: bool,
}

/// A stage that is done, for whoever watches a build.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// Documents were parsed.
    Parsed {
        /// How many.
        documents: usize,
    },
    /// The site was put together.
    Linked {
        /// Terms of the glossary.
        terms: usize,
        /// Links to terms.
        term_links: usize,
    },
    /// Everything was handed to the sink.
    Rendered {
        /// Pages of each language, by its tag.
        pages: Vec<(Arc<str>, usize)>,
        /// All files.
        files: usize,
    },
}

/// Builds a site: hands every file to `sink`, or, where something is wrong, none before all is known to be right.
/// Only a template that fails on a certain page is found while files are already being handed over; whoever
/// publishes has to look for errors first.
pub fn build(
    sources: &Sources,
    options: &Options,
    cache: &mut Cache,
    sink: &dyn Sink,
    watch: &dyn Fn(Stage),
) -> Vec<Diagnostic> {
    let mut diagnostics = sources.diagnostics().to_vec();
    let file: Arc<str> = SITE_FILE.into();
    let Some(site) = sources
        .text(SITE_FILE)
        .and_then(|text| Site::parse(text, &file, &mut diagnostics))
    else {
        return diagnostics;
    };
    let site = Site {
        base_url: options.base_url.clone().unwrap_or(site.base_url),
        ..site
    };
    let strings = Strings::load(&site, sources, &mut diagnostics);
    let templates = Templates::load(sources, &mut diagnostics);
    let assets = Assets::load(sources, &mut diagnostics);

    let paths = content::classify(&site, sources, &mut diagnostics);
    let documents = published(
        cache.documents(&paths, &site, sources, &mut diagnostics),
        options.drafts,
    );
    watch(Stage::Parsed {
        documents: documents.len(),
    });

    let linked = Linked::new(&site, &documents, &mut diagnostics);
    let destinations = Destinations::resolve(&site, sources, &documents, &linked, &mut diagnostics);
    let glossary = Glossary::new(&linked, &documents, &mut diagnostics);
    let mentions = cache.mentions(
        &documents,
        &site,
        &glossary,
        &|document, link| match destinations.of(document, link) {
            Destination::Page { entry, .. } => glossary.number(*entry),
            _ => None,
        },
    );
    let images = Sizes::measure(sources, &documents, &destinations);
    let composer = Composer {
        site: &site,
        documents: &documents,
        linked: &linked,
        destinations: &destinations,
        strings: &strings,
        glossary: &glossary,
        mentions: &mentions,
        images: &images,
        index: Vec::new(),
        uses: Vec::new(),
    }
    .with_lists();
    check::run(&composer, &mut diagnostics);
    let output = Output::plan(&composer, sources, &assets, &mut diagnostics);
    watch(Stage::Linked {
        terms: linked.terms.len(),
        term_links: composer.term_links(),
    });

    let least = if options.strict {
        Severity::Warning
    } else {
        Severity::Error
    };
    let stop = |d: &Diagnostic| d.severity <= least;
    let Some(mut templates) = templates.filter(|_| !diagnostics.iter().any(stop)) else {
        return diagnostics;
    };
    templates.share(&shared(&site, &strings, &assets));
    let files = output.len();
    diagnostics.extend(output.write(&composer, &templates, sink));
    let pages = composer.pages();
    let count = |language| {
        pages
            .iter()
            .filter(|p| p.entry_language() == Some(language))
            .count()
    };
    let pages = site
        .language_ids()
        .map(|l| (Arc::clone(site.tag(l)), count(l)))
        .collect();
    watch(Stage::Rendered { pages, files });
    diagnostics
}

/// Leaves drafts out, and the sections of explainers that are drafts.
fn published(documents: Vec<Arc<Document>>, drafts: bool) -> Vec<Arc<Document>> {
    if drafts {
        return documents;
    }
    documents
        .into_iter()
        .filter(|d| !d.outline.front.draft)
        .collect()
}

/// What is the same on every page, by language.
fn shared<'s>(site: &Site, strings: &'s [Strings], assets: &Assets) -> Vec<Shared<'s>> {
    let languages = site.language_ids().zip(strings);
    languages
        .map(|(language, strings)| Shared {
            site: SiteView {
                title: site.title[language].to_owned(),
                description: site.description[language].to_owned(),
                author: site.author.as_ref().map(|a| Named {
                    name: a.name.clone(),
                    url: a.url.clone(),
                }),
                assets: assets.paths(),
                generator: concat!("haeseol ", env!("CARGO_PKG_VERSION")),
            },
            t: strings.all(),
        })
        .collect()
}

/// The text of a built-in template, for messages that quote it.
pub fn theme_text(file: &str) -> Option<Arc<str>> {
    theme::text(file).map(Into::into)
}
