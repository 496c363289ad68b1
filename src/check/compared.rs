//! Rules that look at a text and its translation alone: what they find is kept with the translation, for as long as both are the same.

use std::sync::{Arc, PoisonError};

use rustc_hash::FxHashSet;

use crate::base::diag::Diagnostic;
use crate::document::Document;
use crate::model::Model;

type PairRule = fn(&Document, &Document, &mut Vec<Diagnostic>);

const RULES: [PairRule; 4] = [
    super::citations::of_pair,
    super::code::of_pair,
    super::figures::of_pair,
    super::structure::of_pair,
];

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let of_sources = |d: &&Diagnostic| {
        matches!(
            d.code,
            "bad-name" | "broken-link" | "different-twins" | "unknown-source"
        )
    };
    let told: FxHashSet<Arc<str>> = (diagnostics.iter())
        .filter(of_sources)
        .map(|d| Arc::clone(&d.place.file))
        .collect();
    // A date that is not read as one is a figure of its own.
    let dates: FxHashSet<Arc<str>> = (diagnostics.iter())
        .filter(|d| d.code == "timeline" && d.is_error())
        .map(|d| Arc::clone(&d.place.file))
        .collect();
    for documents in super::translations::pairs(model) {
        let mut texts = documents.iter().flatten().map(|d| model.document(*d));
        let Some(first) = texts.next() else { continue };
        for other in texts {
            let found = compared(first, other);
            // An image or a citation that leads nowhere has been told: it is not missing too.
            let sources =
                told.contains(first.outline.file()) || told.contains(other.outline.file());
            let dates =
                dates.contains(first.outline.file()) || dates.contains(other.outline.file());
            let found = found.iter().filter(|d| match d.code {
                "other-structure" => !sources,
                "other-figure" => !dates,
                _ => true,
            });
            diagnostics.extend(found.cloned());
        }
    }
}

fn compared(first: &Document, other: &Document) -> Arc<[Diagnostic]> {
    let mut known = other
        .compared
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    // A file is known by its text and its name.
    let key = (Arc::clone(first.outline.file()), first.hash);
    if let Some((of, found)) = &*known
        && *of == key
    {
        return Arc::clone(found);
    }
    let mut found = Vec::new();
    for rule in RULES {
        rule(first, other, &mut found);
    }
    // Options of code that was left out are not missing too.
    if found
        .iter()
        .any(|d: &Diagnostic| d.code == "other-structure")
    {
        found.retain(|d| d.code != "other-code");
    }
    let found: Arc<[Diagnostic]> = found.into();
    *known = Some((key, Arc::clone(&found)));
    found
}
