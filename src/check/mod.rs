//! Rules that look at the site as a whole, one file each.
//!
//! A new rule is a file with a function, and a line in [`RULES`]; its test is a site in `tests/suite/`.

mod nav;
mod related;
mod terms;
mod twins;

use crate::compose::Composer;
use crate::diag::Diagnostic;

type Rule = fn(&Composer<'_>, &mut Vec<Diagnostic>);

const RULES: [Rule; 6] = [
    nav::check,
    related::check,
    twins::missing,
    twins::shape,
    terms::check,
    terms::one_sided,
];

/// Applies every rule.
pub(crate) fn run(composer: &Composer<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for rule in RULES {
        rule(composer, diagnostics);
    }
}
