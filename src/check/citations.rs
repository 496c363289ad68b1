//! Citations: each names a source of its explainer.

use rustc_hash::FxHashSet;

use crate::base::diag::{Diagnostic, Message, Place, did_you_mean};
use crate::base::ids::EntryId;
use crate::document::Document;
use crate::document::front_matter::Reference;
use crate::document::markdown::body::Citation;
use crate::lang::message::message;
use crate::model::Model;
use crate::model::link::EntryKind;
use crate::source::data::Spanned;

/// Hints are sought for this many unknown ids: the search compares with every source.
const MOST_HINTS: usize = 100;

/// Reports citations of what is no source of the explainer.
pub(super) fn unknown(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let mut hints = MOST_HINTS;
    let mut known: Option<(&Document, FxHashSet<&str>)> = None;
    for (id, document) in model.documents().iter() {
        let citations = &document.parsed.body.citations;
        let Some(entry) = model.entry_of(id).filter(|_| !citations.is_empty()) else {
            continue;
        };
        let Some(index) = index_of(model, entry, document) else {
            diagnostics.extend(citations.iter().map(|c| misplaced(document, c)));
            continue;
        };
        if index.outline.front.unread {
            continue;
        }
        // The texts of an explainer come one after the other.
        let ids = match &mut known {
            Some((of, ids)) if std::ptr::eq(*of, index) => ids,
            _ => {
                &mut known
                    .insert((index, ids(index).map(|i| &*i.value).collect()))
                    .1
            }
        };
        for citation in citations.iter().filter(|c| !ids.contains(&*c.source)) {
            let near = (hints > 0).then(|| did_you_mean(&citation.source, ids.iter().copied()));
            hints = hints.saturating_sub(1);
            diagnostics.push(no_source(document, index, citation, near.flatten()));
        }
    }
}

/// The index whose sources a document may cite, in its language if there is one; `None` if it is no part of an explainer.
fn index_of<'m>(model: &'m Model, entry: EntryId, document: &Document) -> Option<&'m Document> {
    let entry = model.entry(entry);
    let index = entry.shown(document.outline.path.language)?;
    (entry.kind == EntryKind::Explainer).then(|| model.document(index))
}

/// The ids of an explainer's sources.
fn ids(index: &Document) -> impl Iterator<Item = &Spanned<String>> {
    let matter = index.outline.explainer().into_iter();
    matter
        .flat_map(|m| &m.sources)
        .filter_map(|s: &Reference| s.id.as_ref())
}

fn place_of(document: &Document, citation: &Citation) -> Place {
    Place::at(document.outline.file(), citation.span.clone())
}

fn misplaced(document: &Document, citation: &Citation) -> Diagnostic {
    let id = &citation.source;
    let message = message!(
        "출처는 해설에서만 밝힐 수 있습니다. 이 글에는 `sources`가 없습니다",
        "only an explainer cites sources: this text has no `sources`"
    );
    let d = Diagnostic::error(place_of(document, citation), "unknown-source", message);
    d.hint(message!(
        "각주 `[^…]`나 링크로 적으세요. 글자 그대로 보이려면 `\\[@{id}]`로 적습니다",
        "write a footnote, `[^…]`, or a link; to show it as it is, write `\\[@{id}]`"
    ))
}

fn no_source(
    document: &Document,
    index: &Document,
    citation: &Citation,
    near: Option<Message>,
) -> Diagnostic {
    let (id, file) = (&citation.source, index.outline.file());
    let message = message!(
        "`id`가 `{id}`인 출처가 없습니다",
        "no source has the id `{id}`"
    );
    let hint = if id.contains([';', ',', ' ', '@']) {
        message!(
            "`[@…]`에는 출처의 `id`만 적습니다. 여럿이면 `[@a; @b]`로 적으세요",
            "write only the source's `id` in `[@…]`, and several as `[@a; @b]`"
        )
    } else {
        near.unwrap_or_else(|| {
            message!(
                "{file}의 `sources`에 `id: {id}`인 출처를 더하세요. 글자 그대로 보이려면 `\\[@{id}]`로 적습니다",
                "add a source with `id: {id}` to `sources` in {file}; to show it as it is, write `\\[@{id}]`"
            )
        })
    };
    Diagnostic::error(place_of(document, citation), "unknown-source", message).hint(hint)
}
