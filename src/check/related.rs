//! The terms listed under `related` exist, and a term does not list itself.

use crate::base::diag::{Diagnostic, Place, did_you_mean};
use crate::model::Model;

/// Hints are sought for this many unknown names: the search compares with every term.
const MOST_HINTS: usize = 100;

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let mut hints = MOST_HINTS;
    for (slug, id) in model.terms() {
        for document in model.entry(*id).documents.iter().flatten() {
            let outline = &model.document(*document).outline;
            for related in outline.term().into_iter().flat_map(|t| &t.related) {
                let place = || Place::at(outline.file(), related.span.clone());
                if related.value == **slug {
                    let d =
                        Diagnostic::error(place(), "related", "a term is not related to itself");
                    diagnostics.push(d.hint("take it out of `related`"));
                } else if !model.terms().contains_key(related.value.as_str()) {
                    let terms = model.terms().keys().map(|k| &**k);
                    let near = (hints > 0).then(|| did_you_mean(&related.value, terms));
                    hints = hints.saturating_sub(1);
                    let hint = near.flatten().unwrap_or_else(|| {
                        "write the name of the term's file without language".into()
                    });
                    let d = Diagnostic::error(
                        place(),
                        "related",
                        format!("there is no term `{}`", related.value),
                    );
                    diagnostics.push(d.hint(hint));
                }
            }
        }
    }
}
