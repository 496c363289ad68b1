//! Rules that look at the site as a whole, one file each.
//!
//! A new rule is a file with a function, and a line in [`TEXT_RULES`] or [`ENTRY_RULES`] if it looks at one text or at those of one
//! page, which are remembered as long as these are the same ([`Checked`]); else in [`RULES`] or [`NOTES`] or, if it looks at every
//! word, in [`OF_WORDS`], or at finished pages, in [`BUILT_RULES`]. Its test is a site in `tests/suite/check.rs`.

mod ageing;
mod alt;
mod behind;
mod built;
mod cards;
pub(crate) mod carried;
mod charts;
mod citations;
mod code;
mod compared;
mod dates;
pub(crate) mod domain;
mod figures;
pub(crate) mod images;
mod links;
pub(crate) mod names;
mod nav;
mod numbers;
mod pass;
mod places;
mod related;
mod sections;
mod spellings;
mod structure;
mod terms;
pub(crate) mod theme;
mod translations;
mod ways;
mod wording;

pub(crate) use built::BuiltPages;

pub(crate) use pass::Checked;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use self::pass::{Pass, Told};
use crate::base::diag::{Diagnostic, MOST_OF_A_KIND, Severity, gather, limit};
use crate::base::ids::DocumentId;
use crate::model::Model;
use crate::model::link::Entry;
use crate::output::BuiltSite;
use crate::source::Sources;

/// A rule that looks at the site as a whole.
type Rule = fn(&Model, &mut Vec<Diagnostic>);

/// A rule that looks at one text.
type TextRule = fn(&Model, DocumentId, &mut Vec<Diagnostic>);

/// A rule that looks at the texts of one entry.
type EntryRule = fn(&Pass<'_>, &Entry, &mut Vec<Diagnostic>);

const TEXT_RULES: &[TextRule] = &[
    alt::check,
    cards::own,
    images::check,
    wording::particles,
    wording::avoided,
];

/// In order: some do not tell again what those before have told.
const ENTRY_RULES: &[EntryRule] = &[
    citations::unknown,
    citations::one_sided,
    translations::shape,
    compared::check,
    dates::check,
    numbers::check,
    sections::check,
    translations::missing,
];

const RULES: &[Rule] = &[nav::check, places::check, related::check, terms::unused];

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
    ways::check,
];

/// Rules that look at every word of the site, which only `check` has the time for.
const OF_WORDS: &[Rule] = &[spellings::check];

/// Rules that look at finished pages.
const BUILT_RULES: [built::PageRule; 2] = [links::check, alt::check_built];

/// Applies every rule to the model; those for notes only if these are wanted. `checked` is what the last time has found on each page,
/// and becomes what this time has.
pub(crate) fn run(
    model: &Model,
    today: Option<jiff::civil::Date>,
    notes: bool,
    checked: &mut Option<Checked>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let told = Told::of(model, diagnostics);
    let next = Checked::next(checked.take(), model, today, told);
    for rule in RULES.iter().chain(NOTES.iter().filter(|_| notes)) {
        apply(model, diagnostics, |found| rule(model, found));
    }
    if notes {
        ageing::passed(model, today, diagnostics);
    }
    // What is allowed must not use up what is told.
    leave_out_allowed(model, diagnostics);
    let links = Links::broken(diagnostics);
    let found = next.found().filter(|d| !links.follows(d)).cloned();
    gather(diagnostics, found);
    *checked = Some(next);
}

/// Where links and images lead nowhere, by file: what is told of them is not told again as a difference between two languages.
struct Links(FxHashMap<Arc<str>, Vec<(usize, usize)>>);

impl Links {
    fn broken(diagnostics: &[Diagnostic]) -> Self {
        let mut broken: FxHashMap<Arc<str>, Vec<(usize, usize)>> = FxHashMap::default();
        for d in diagnostics.iter().filter(|d| d.code == "broken-link") {
            let range = d.place.range.into_iter();
            let own = broken.entry(Arc::clone(&d.place.file)).or_default();
            own.extend(range);
        }
        Self(broken)
    }

    fn follows(&self, d: &Diagnostic) -> bool {
        let mut places = d.related.iter().map(|(place, _)| place).chain([&d.place]);
        d.code == "other-structure"
            && places.any(|place| {
                let broken = self.0.get(&place.file).into_iter().flatten();
                let range = place.range;
                range.is_some_and(|(start, end)| {
                    broken.into_iter().any(|(a, b)| *a < end && start < *b)
                })
            })
    }
}

/// Lets a rule find something. All are brought to their measure at the end: here only what one rule has found in masses, for it takes
/// memory.
fn apply(model: &Model, found: &mut Vec<Diagnostic>, rule: impl FnOnce(&mut Vec<Diagnostic>)) {
    let before = found.len();
    rule(found);
    if found.len() > before + MOST_OF_A_KIND {
        leave_out_allowed(model, found);
        limit(found);
    }
}

/// Leaves out what the author does not want to hear of: `allow` of the site, and of a text before a block.
pub(crate) fn leave_out_allowed(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.retain(|d| {
        let text = model.linked().by_file(&d.place.file);
        let by_text = text.is_some_and(|text| model.document(text).allows(d));
        !(allowed_by_site(model, d) || by_text)
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
