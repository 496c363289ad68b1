//! Rules that look at the site as a whole, one file each.
//!
//! A new rule is a file with a function, and a line in [`RULES`] or [`NOTES`] or, if it looks at every word, in [`OF_WORDS`], or at
//! finished pages, in [`BUILT_RULES`]; its test is a site in `tests/suite/check.rs`.

mod ageing;
mod alt;
mod behind;
mod built;
mod cards;
pub(crate) mod carried;
mod citations;
mod code;
mod compared;
mod dates;
pub(crate) mod domain;
mod figures;
mod images;
mod links;
pub(crate) mod names;
mod nav;
mod numbers;
mod places;
mod related;
mod sections;
mod spellings;
mod structure;
mod terms;
pub(crate) mod theme;
mod translations;
mod wording;

pub(crate) use built::BuiltPages;

use rustc_hash::FxHashMap;

use crate::base::diag::{Diagnostic, MOST_OF_A_KIND, Severity, limit};
use crate::model::Model;
use crate::output::BuiltSite;
use crate::source::Sources;

type Rule = fn(&Model, &mut Vec<Diagnostic>);

const RULES: &[Rule] = &[
    alt::check,
    cards::own,
    citations::unknown,
    citations::one_sided,
    compared::check,
    images::check,
    nav::check,
    numbers::check,
    places::check,
    related::check,
    sections::check,
    translations::missing,
    translations::shape,
    terms::unused,
    wording::particles,
    wording::avoided,
];

/// Rules that find nothing worse than notes: they look at every mention there is.
const NOTES: &[Rule] = &[
    cards::check,
    citations::uncited,
    terms::check,
    terms::one_sided,
    carried::check,
    behind::check,
    sections::notes,
    ageing::undated,
];

/// Rules that look at every word of the site, which only `check` has the time for.
const OF_WORDS: &[Rule] = &[spellings::check];

/// Rules that look at finished pages.
const BUILT_RULES: [built::PageRule; 2] = [links::check, alt::check_built];

/// Applies every rule to the model; those for notes only if these are wanted.
pub(crate) fn run(
    model: &Model,
    today: Option<jiff::civil::Date>,
    notes: bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    dates::check(model, today, diagnostics);
    if notes {
        ageing::passed(model, today, diagnostics);
    }
    let rules = RULES.iter().chain(NOTES.iter().filter(|_| notes));
    for rule in rules {
        let before = diagnostics.len();
        rule(model, diagnostics);
        // All are brought to their measure at the end: here only what one rule has found in masses, for it takes memory.
        if diagnostics.len() > before + MOST_OF_A_KIND {
            // What is allowed must not use up what is told.
            leave_out_allowed(model, diagnostics);
            limit(diagnostics);
        }
    }
}

/// Leaves out what the author does not want to hear of: `allow` of the site, and of a text before a block.
pub(crate) fn leave_out_allowed(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let texts = model.documents().values();
    let texts = texts.filter(|d| !d.parsed.allowed.is_empty());
    let texts: FxHashMap<&str, _> = texts
        .map(|d| (&**d.outline.file(), &d.parsed.allowed))
        .collect();
    diagnostics.retain(|d| {
        let of_text = texts.get(&*d.place.file);
        !(allowed_by_site(model, d) || of_text.is_some_and(|allowed| allowed.covers(d)))
    });
}

/// Whether the site does not want to hear of a finding.
pub(crate) fn allowed_by_site(model: &Model, d: &Diagnostic) -> bool {
    d.severity != Severity::Error && model.site().allows(d.code)
}

/// Applies the rules that look at every word, of a site without other errors.
pub(crate) fn run_of_words(model: &Model) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in OF_WORDS {
        rule(model, &mut found);
    }
    found
}

/// Applies the rules that look at finished pages, of a site without other errors.
pub(crate) fn run_built(
    pages: BuiltPages<'_>,
    built: &BuiltSite,
    sources: &Sources,
) -> Vec<Diagnostic> {
    pages.apply(&BUILT_RULES, built, sources)
}
