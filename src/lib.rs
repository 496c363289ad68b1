//! haeseol (해설) makes a website of explainers in Korean and English out of a folder of Markdown.
//!
//! There is one build. `build` and `check` have it hand every file to a [`Sink`] ([`build`](build())); `serve` keeps its
//! [`Edition`](edition::Edition)s and has files made as they are asked for ([`Live`](live::Live)). They differ in nothing
//! else but the [`Cache`] they start with. In the order of the pipeline, each stage a type, each a function of the ones before:
//!
//! 1. [`Sources`]: a snapshot of the site's folder; nothing else reads the disk.
//! 2. [`Site`][]: `site.toml`.
//! 3. [`ContentPath`](content::ContentPath): what each content file is, by its path.
//! 4. [`Document`](document::Document): one file parsed, in parallel; its [`Outline`](document::Outline) is what other
//!    pages may know of it.
//! 5. [`Linked`](link::Linked): which documents are one page in several languages, which sections make an explainer,
//!    all orders, all ids; then `resolve::Destinations`, where each link leads.
//! 6. [`View`](view::View): what a page's template sees, made by `compose`, one page at a time, in parallel.
//! 7. `template`: the page's HTML.
//! 8. [`Edition`](edition::Edition): all of the above, and in `output` every path with how its file is made.
//!
//! What is wrong is gathered as [`Diagnostic`]s on the way; with an error among them there is no edition.

pub mod cache;
pub mod check;
mod compose;
pub mod content;
mod data;
pub mod diag;
pub mod document;
pub mod edition;
mod feed;
pub mod front_matter;
pub mod glossary;
mod hash;
pub mod ids;
mod image;
mod jsonld;
pub mod lang;
pub mod link;
pub mod live;
mod machine;
pub mod markdown;
mod model;
pub mod output;
pub mod permalink;
mod portable;
pub mod publish;
mod resolve;
pub mod scaffold;
pub mod search;
pub mod serve;
pub mod site;
mod sitemap;
pub mod source;
mod template;
mod theme;
pub mod view;

use std::sync::Arc;

use crate::cache::Cache;
use crate::diag::Diagnostic;
use crate::lang::strings::Strings;
use crate::output::{Assets, Sink};
use crate::permalink::BaseUrl;
use crate::site::Site;
use crate::source::Sources;
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
    /// Leaves out what is only worth knowing, and the work of gathering it.
    pub without_notes: bool,
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
        /// Files that will be made.
        files: usize,
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
    let (edition, mut diagnostics) = cache.edition(sources, options, watch);
    let Some(edition) = edition else {
        return diagnostics;
    };
    watch(Stage::Linked {
        terms: edition.model.terms().len(),
        term_links: edition.model.term_links(),
        files: edition.output.len(),
    });
    diagnostics.extend(edition.write(sink));
    let pages = edition.model.pages();
    let count = |language| {
        pages
            .iter()
            .filter(|p| p.entry_language() == Some(language))
            .count()
    };
    let site = edition.model.site();
    let pages = site
        .language_ids()
        .map(|l| (Arc::clone(site.tag(l)), count(l)))
        .collect();
    let files = edition.output.len() + edition.search_files().len();
    watch(Stage::Rendered { pages, files });
    diagnostics
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
                search: site.search,
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
