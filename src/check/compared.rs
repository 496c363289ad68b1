//! Rules that look at a text and its translation alone.

use super::Pass;
use crate::base::diag::Diagnostic;
use crate::document::Document;
use crate::model::link::Entry;

type PairRule = fn(&Document, &Document, &mut Vec<Diagnostic>);

const RULES: [PairRule; 5] = [
    super::charts::of_pair,
    super::citations::of_pair,
    super::code::of_pair,
    super::figures::of_pair,
    super::structure::of_pair,
];

pub(super) fn check(pass: &Pass<'_>, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    for documents in entry.pairs() {
        let mut texts = documents.iter().flatten().map(|d| pass.model.document(*d));
        let Some(first) = texts.next() else { continue };
        for other in texts {
            let files = [first, other].map(|d| d.outline.file());
            // An image or a citation that leads nowhere has been told: it is not missing too.
            let sources = files.iter().any(|file| pass.told.nowhere.contains(*file))
                || diagnostics
                    .iter()
                    .any(|d| super::pass::leads_nowhere(d) && files.contains(&&d.place.file));
            let dates = files.iter().any(|file| pass.told.bad_dates.contains(*file));
            let found = compared(first, other).into_iter();
            diagnostics.extend(found.filter(|d| match d.code {
                "other-structure" => !sources,
                "other-figure" => !dates,
                _ => true,
            }));
        }
    }
}

fn compared(first: &Document, other: &Document) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rule in RULES {
        rule(first, other, &mut found);
    }
    // Options of code that was left out are not missing too.
    if found.iter().any(|d| d.code == "other-structure") {
        found.retain(|d| d.code != "other-code");
    }
    found
}
