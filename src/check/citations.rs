//! Citations: each names a source of its explainer, both languages have the same sources and cite them as often, and what has an id
//! is cited.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::Pass;
use crate::base::diag::{Diagnostic, MOST_HINTS, Message, Place, did_you_mean};
use crate::document::Document;
use crate::document::front_matter::Reference;
use crate::document::markdown::body::Citation;
use crate::lang::message::message;
use crate::model::Model;
use crate::model::link::Entry;
use crate::model::link::EntryKind;
use crate::source::data::Spanned;

/// Reports citations of what is no source of the explainer.
pub(super) fn unknown(pass: &Pass<'_>, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let model = pass.model;
    let mut hints = MOST_HINTS;
    let mut known: Option<(&Document, FxHashSet<&str>)> = None;
    for document in entry.every_text().map(|d| model.document(d)) {
        let citations = &document.parsed.body.citations;
        if citations.is_empty() {
            continue;
        }
        let Some(index) = index_of(model, entry, document) else {
            diagnostics.extend(citations.iter().map(|c| misplaced(document, c)));
            continue;
        };
        if index.outline.front.unread || pass.told.bad_sources.contains(index.outline.file()) {
            continue;
        }
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
fn index_of<'m>(model: &'m Model, entry: &Entry, document: &Document) -> Option<&'m Document> {
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
    let hint = if id.contains("://") {
        message!(
            "주소는 링크로 적으세요: `[출처]({id})`. 출처로 밝히려면 `sources`에 `id`를 붙여 적습니다",
            "write an address as a link: `[source]({id})`; to cite it, list it in `sources` with an `id`"
        )
    } else if id.contains([';', ',', ' ', '@']) {
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

/// Reports sources that one language of an explainer has and another lacks.
pub(super) fn one_sided(pass: &Pass<'_>, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    if entry.kind != EntryKind::Explainer {
        return;
    }
    let texts = entry.documents.iter().flatten();
    let mut texts = texts.map(|d| pass.model.document(*d));
    let unread =
        |d: &Document| d.outline.front.unread || pass.told.bad_sources.contains(d.outline.file());
    let Some(first) = texts.next().filter(|d| !unread(d)) else {
        return;
    };
    for other in texts.filter(|d| !unread(d)) {
        let sides = [(first, other), (other, first)].map(|(text, twin)| lacking(text, twin));
        match sides {
            // One source with two ids.
            [ours, theirs] if ours.len() == 1 && theirs.len() == 1 => {
                diagnostics.push(renamed((first, ours[0]), (other, theirs[0])));
            }
            [ours, theirs] => {
                diagnostics.extend(ours.iter().map(|id| lacks(other, first, id)));
                diagnostics.extend(theirs.iter().map(|id| lacks(first, other, id)));
            }
        }
    }
}

/// Reports a source that two texts call by two ids.
fn renamed(
    (first, theirs): (&Document, &Spanned<String>),
    (other, ours): (&Document, &Spanned<String>),
) -> Diagnostic {
    let (a, b) = (&theirs.value, &ours.value);
    let message = message!(
        "이 출처의 `id`가 `{b}`인데 짝 파일에는 `{a}`(이라고/라고) 적혀 있습니다",
        "the id of this source is `{b}`, and `{a}` in the other language"
    );
    let place =
        |text: &Document, id: &Spanned<String>| Place::at(text.outline.file(), id.span.clone());
    let d = Diagnostic::error(place(other, ours), "different-twins", message);
    let d = d.hint(message!(
        "같은 출처라면 두 파일에 같은 `id`를 적으세요. 다른 출처라면 두 파일에 둘 다 적습니다",
        "if it is the same source, give it the same id in both; if it is another one, list both in both"
    ));
    d.related(
        place(first, theirs),
        message!("짝 파일", "the other language"),
    )
}

/// The ids of a text's sources that its translation lacks.
fn lacking<'d>(text: &'d Document, twin: &Document) -> Vec<&'d Spanned<String>> {
    let there: FxHashSet<&str> = ids(twin).map(|id| &*id.value).collect();
    let lacking = ids(text).filter(|id| !there.contains(&*id.value));
    lacking.collect()
}

/// Reports that a text lacks a source of its translation.
fn lacks(text: &Document, twin: &Document, id: &Spanned<String>) -> Diagnostic {
    let name = &id.value;
    let message = message!(
        "짝 파일에 있는 출처 `id: {name}`(이/가) 이 파일의 `sources`에는 없습니다",
        "`sources` lacks `id: {name}`, which the other language has"
    );
    let d = Diagnostic::error(text.key("sources"), "different-twins", message);
    let d = d.hint(message!(
        "`id: {name}`인 출처를 여기에도 더하거나, 짝 파일에서 그 `id`를 지우세요",
        "add a source with `id: {name}` here too, or take the id out there"
    ));
    let place = Place::at(twin.outline.file(), id.span.clone());
    d.related(place, message!("짝 파일", "the other language"))
}

/// Reports sources with an id that no text of their explainer cites, in any language.
pub(super) fn uncited(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for explainer in model.explainers() {
        let entry = model.entry(*explainer);
        let indexes = entry.documents.iter().flatten().map(|d| model.document(*d));
        if indexes.clone().all(|index| ids(index).next().is_none()) {
            continue;
        }
        let sections = entry.sections.iter().map(|s| &s.documents);
        let texts = std::iter::once(&entry.documents)
            .chain(sections)
            .flatten()
            .flatten();
        let citations = texts.flat_map(|d| &model.document(*d).parsed.body.citations);
        let mut seen: FxHashSet<&str> = citations.map(|c| &*c.source).collect();
        for index in indexes {
            // Said once of both languages.
            for id in ids(index).filter(|id| seen.insert(&*id.value)) {
                let name = &id.value;
                let message = message!(
                    "글에서 밝히지 않은 출처입니다: `{name}`",
                    "no text cites the source `{name}`"
                );
                let place = Place::at(index.outline.file(), id.span.clone());
                let d = Diagnostic::note(place, "uncited-source", message);
                diagnostics.push(d.hint(message!(
                    "근거가 되는 문장에 `[@{name}]`(을/를) 적으세요. 글 전체의 출처라면 `id`를 지웁니다",
                    "write `[@{name}]` at the sentence that rests on it; if the whole text does, delete the `id`"
                )));
            }
        }
    }
}

/// A source that one of two texts cites more often than the other.
pub(super) fn of_pair(first: &Document, other: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let both = [first, other];
    let [ours, theirs] = both.map(|d| &d.parsed.body.citations);
    let compared = |d: &Document| !d.outline.front.unread && !d.parsed.body.plain.trim().is_empty();
    if ours.is_empty() && theirs.is_empty()
        || !first.reads_like(other)
        || !both.into_iter().all(compared)
    {
        return;
    }
    let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for (side, citations) in [ours, theirs].into_iter().enumerate() {
        for citation in citations {
            counts.entry(&citation.source).or_default()[side] += 1;
        }
    }
    for (id, [there, here]) in counts.into_iter().filter(|(_, [a, b])| a != b) {
        let lacking = if here < there { other } else { first };
        if let Some(found) = miswritten(lacking, id) {
            diagnostics.extend(found);
            continue;
        }
        let message = message!(
            "출처 표시 `[@{id}]`(이/가) 여기에는 {here}개, 짝 파일에는 {there}개입니다",
            "`{id}` is cited {here} times here, {there} times in the other file"
        );
        let place = |document: &Document| {
            let last = (document.parsed.body.citations.iter()).rfind(|c| c.source == id);
            last.map_or_else(
                || Place::file(document.outline.file()),
                |c| place_of(document, c),
            )
        };
        let d = Diagnostic::warning(place(other), "other-structure", message);
        let d = d.hint(message!(
            "빠진 `[@{id}]`(을/를) 옮기거나 남는 것을 지우세요",
            "carry over the `[@{id}]` that is missing, or delete what is left over"
        ));
        let label = message!("짝 파일", "the other file");
        diagnostics.push(d.related(place(first), label));
    }
}

/// A citation that a text has in another form, of which it is told where that is not told by itself: `[jpm]`, `@jpm`, `[^jpm]`.
fn miswritten(text: &Document, id: &str) -> Option<Option<Diagnostic>> {
    let body = &text.source[text.body.clone()];
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '@' | '/');
    let found = body.match_indices(id).find_map(|(at, _)| {
        let (before, after) = (&body[..at], &body[at + id.len()..]);
        let brackets = before.strip_suffix('[').zip(after.strip_prefix(']'));
        if let Some((_, after)) = brackets {
            let is_text = !after.starts_with(['(', '[', ':']);
            return is_text.then_some((false, at - 1..at + id.len() + 1));
        }
        if before.ends_with("[^") || before.ends_with("[[@") {
            return Some((true, 0..0));
        }
        let mark = before.strip_suffix('@')?;
        let is_whole = !after.starts_with(is_part) && !mark.ends_with(is_part);
        (is_whole && !mark.ends_with(['[', '\\'])).then_some((false, at - 1..at + id.len()))
    })?;
    let (is_told, at) = found;
    if is_told {
        return Some(None);
    }
    let written = &body[at.clone()];
    let message = message!(
        "`{written}`(은/는) 출처로 읽히지 않아 글자 그대로 보입니다",
        "`{written}` is not read as a citation and is shown as it is"
    );
    let start = text.body.start;
    let place = Place::at(text.outline.file(), start + at.start..start + at.end);
    let d = Diagnostic::warning(place, "unknown-source", message);
    Some(Some(d.hint(message!(
        "`[@{id}]`(으로/로) 적으세요",
        "write `[@{id}]`"
    ))))
}
