//! The terms listed under `related` exist, and a term does not list itself.

use crate::base::diag::{Diagnostic, MOST_HINTS, Place, did_you_mean};
use crate::lang::message::message;
use crate::model::Model;
use crate::model::resolve::{file_of_term, no_such_term};

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let mut hints = MOST_HINTS;
    for (slug, id) in model.terms() {
        for document in model.entry(*id).documents.iter().flatten() {
            let outline = &model.document(*document).outline;
            for related in outline.term().into_iter().flat_map(|t| &t.related) {
                let place = || Place::at(outline.file(), related.span.clone());
                if related.value == **slug {
                    let message = message!(
                        "용어가 `related`에 자기 자신을 적었습니다",
                        "this term names itself as related"
                    );
                    let d = Diagnostic::error(place(), "related", message);
                    diagnostics.push(d.hint(message!(
                        "`related`에서 지우세요",
                        "take it out of `related`"
                    )));
                } else if !model.terms().contains_key(related.value.as_str()) {
                    let terms = model.terms().keys().map(|k| &**k);
                    let near = (hints > 0).then(|| did_you_mean(&related.value, terms));
                    hints = hints.saturating_sub(1);
                    let d = Diagnostic::error(place(), "related", no_such_term(&related.value));
                    // A name in place of a slug.
                    let named = model.linked().by_name(&related.value).map(|term| {
                        let slug = model.entry(term).slug();
                        message!("`{slug}`(으로/로) 적으세요", "write `{slug}`")
                    });
                    let moved = model.linked().name_now(&related.value).map(|now| {
                        message!(
                            "이름이 바뀌었습니다. `{now}`(으로/로) 적으세요",
                            "it has moved: write `{now}`"
                        )
                    });
                    let near = named.or(moved).or(near.flatten());
                    diagnostics.push(d.hint(near.unwrap_or_else(file_of_term)));
                }
            }
        }
    }
}
