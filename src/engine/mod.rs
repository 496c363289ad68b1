//! The stages of a build and what they remember.
//!
//! 1. [`Cache::edition`] runs the stages that put a site together ([`cache`]), each a function of the ones before.
//! 2. [`build`] has every file of it made and handed to a [`Sink`]; [`live::Live`] has files made as they are asked for.

pub mod cache;
pub mod live;
mod memo;
mod options;
mod stages;

pub use self::options::{Options, Stage};

use self::cache::Cache;
use crate::base::diag::Diagnostic;
use crate::check::{self, BuiltPages};
use crate::output::Sink;
use crate::source::Sources;

/// Builds a site: hands every file to `sink`, or, where something is wrong, none before all is known to be right.
/// Only a template that fails on a certain page is found while files are already being handed over; whoever
/// publishes has to look for errors first.
pub fn build(
    sources: &Sources,
    options: &Options,
    cache: &mut Cache,
    sink: &dyn Sink,
    watch: &dyn Fn(Stage<'_>),
) -> Vec<Diagnostic> {
    let (edition, mut diagnostics) = cache.edition(sources, options, watch);
    let Some(edition) = edition else {
        return diagnostics;
    };
    watch(Stage::Linked(&edition));
    diagnostics.extend(edition.write(sink));
    watch(Stage::Rendered(&edition));
    diagnostics
}

/// Everything there is to say of a site: what [`build`] reports, and what is wrong with the finished pages.
pub fn check(sources: &Sources, options: &Options) -> Vec<Diagnostic> {
    let (edition, mut diagnostics) = Cache::default().edition(sources, options, &|_| ());
    let Some(edition) = edition else {
        return diagnostics;
    };
    let pages = BuiltPages::default();
    let unmade = edition.write(&pages);
    // With an error not every page was made, and links to the others would seem to be broken.
    if unmade.is_empty() {
        diagnostics.extend(check::run_built(pages, &edition, sources));
    }
    diagnostics.extend(unmade);
    diagnostics
}
