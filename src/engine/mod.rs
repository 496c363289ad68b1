//! The stages of a build and what they remember.
//!
//! 1. [`Cache::build_site`] runs the stages up to a [`BuiltSite`](crate::output::BuiltSite) ([`cache`]), each a function of the ones before.
//! 2. [`build`] makes every file and hands it to a [`Sink`]; [`preview::Preview`] makes files when they are asked for.

pub mod cache;
mod drafts;
mod memo;
mod options;
pub mod preview;
mod stages;

pub use self::options::{Options, Stage};

use self::cache::Cache;
use crate::base::diag::Diagnostic;
use crate::check::{self, BuiltPages};
use crate::output::Sink;
use crate::source::Sources;

/// Builds a site: hands every file to `sink`, or none if there are errors. A template that fails on a certain page is
/// only found while files are already being handed over, so a sink that publishes has to wait for the diagnostics.
pub fn build(
    sources: &Sources,
    options: &Options,
    cache: &mut Cache,
    sink: &dyn Sink,
    watch: &dyn Fn(Stage<'_>),
) -> Vec<Diagnostic> {
    let (built, mut diagnostics) = cache.build_site(sources, options, watch);
    let Some(built) = built else {
        return diagnostics;
    };
    watch(Stage::Linked(&built));
    diagnostics.extend(built.write(sink));
    watch(Stage::Rendered(&built));
    diagnostics
}

/// Everything there is to say of a site: what [`build`] reports, and what is wrong with the finished pages.
pub fn check(sources: &Sources, options: &Options, watch: &dyn Fn(Stage<'_>)) -> Vec<Diagnostic> {
    check_into(sources, options, &mut Cache::default(), None, watch)
}

/// The same, with what earlier builds have made. The files that are looked at are handed to `sink` too, which has to wait for the
/// diagnostics as [`build`]'s has.
pub fn check_into(
    sources: &Sources,
    options: &Options,
    cache: &mut Cache,
    sink: Option<&dyn Sink>,
    watch: &dyn Fn(Stage<'_>),
) -> Vec<Diagnostic> {
    let (built, mut diagnostics) = cache.build_site(sources, options, watch);
    let Some(built) = built else {
        return diagnostics;
    };
    watch(Stage::Linked(&built));
    let mut found = check::run_of_words(&built.model);
    let pages = BuiltPages::of(sink);
    let unmade = built.write(&pages);
    // With an error not every page was made, and links to the others would seem to be broken.
    if unmade.is_empty() {
        found.extend(check::run_built(pages, &built, sources));
    }
    check::leave_out_allowed(&built.model, &mut found);
    diagnostics.append(&mut found);
    diagnostics.extend(unmade);
    diagnostics
}
