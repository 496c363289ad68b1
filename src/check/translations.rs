//! The languages of a site: each file has a translation, and translations have the same shape.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Place, did_you_mean};
use crate::base::ids::DocumentId;
use crate::document::Outline;
use crate::document::section::SectionKind;
use crate::model::Model;

/// Reports texts that are missing in a language. Readers of it are shown the text in another one.
pub(super) fn missing(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for documents in pairs(model) {
        let Some(first) = documents
            .iter()
            .flatten()
            .next()
            .map(|d| &model.document(*d).outline)
        else {
            continue;
        };
        for language in model
            .site()
            .language_ids()
            .filter(|l| documents[l.index()].is_none())
        {
            let tag = model.site().tag(language);
            let translation = translation_name(first, tag);
            let message = format!("this has no `{tag}` version, so readers of it see the original");
            diagnostics.push(
                Diagnostic::warning(Place::file(first.file()), "missing-twin", message).hint(
                    format!("write {translation}, or take `draft: true` out of it"),
                ),
            );
        }
    }
}

/// Translations are of one kind; comparisons have the same rows and columns, FAQs the same questions.
pub(super) fn shape(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for documents in pairs(model) {
        let mut outlines = documents
            .iter()
            .flatten()
            .map(|d| &model.document(*d).outline);
        let Some(first) = outlines.next() else {
            continue;
        };
        for other in outlines {
            diagnostics.extend(difference(first, other));
        }
    }
}

/// Each text with its translations, by language.
fn pairs(model: &Model) -> impl Iterator<Item = &[Option<DocumentId>]> {
    let entries = model.entries().values();
    entries.flat_map(|e| {
        std::iter::once(&*e.documents).chain(e.sections.iter().map(|s| &*s.documents))
    })
}

/// Name of the file that would be the translation.
fn translation_name(outline: &Outline, tag: &Arc<str>) -> String {
    let file = outline.file();
    let stem = file
        .strip_suffix(".md")
        .and_then(|f| f.rsplit_once('.'))
        .map_or(&**file, |(stem, _)| stem);
    format!("{stem}.{tag}.md")
}

fn difference(first: &Outline, other: &Outline) -> Option<Diagnostic> {
    let error = |code, message: String, hint: String| {
        let d = Diagnostic::error(Place::file(other.file()), code, message).hint(hint);
        Some(d.related(
            Place::file(first.file()),
            "the version in the other language",
        ))
    };
    let kind = |o: &Outline| o.section().map(|s| s.kind);
    if let (Some(a), Some(b)) = (kind(first), kind(other))
        && a != b
    {
        let message = format!(
            "this is a section of kind {} and its twin is {}",
            b.name(),
            a.name()
        );
        return error(
            "different-twins",
            message,
            format!("write `kind: {}` in both", a.name()),
        );
    }
    if let (Some(a), Some(b)) = (first.table, other.table)
        && a != b
    {
        let shape = |(rows, columns): (usize, usize)| format!("{rows} rows and {columns} subjects");
        let message = format!(
            "this comparison has {} and its twin has {}",
            shape(b),
            shape(a)
        );
        return error(
            "different-twins",
            message,
            "give both tables the same rows and columns".into(),
        );
    }
    let ids = |o: &Outline| o.questions.iter().map(|q| q.id.clone()).collect::<Vec<_>>();
    if kind(first) == Some(SectionKind::Faq) && ids(first) != ids(other) {
        let (a, b) = (ids(first), ids(other));
        let lacking =
            |from: &[String], of: &[String]| from.iter().find(|id| !of.contains(id)).cloned();
        let (message, hint) = match (lacking(&a, &b), lacking(&b, &a)) {
            (Some(id), extra) => {
                let near = extra
                    .as_deref()
                    .and_then(|e| did_you_mean(e, [id.as_str()]));
                (
                    format!("this FAQ lacks the question `{{#{id}}}` that its twin has"),
                    near.unwrap_or_else(|| {
                        format!("add `## … {{#{id}}}`; questions are matched by their ids")
                    }),
                )
            }
            (None, Some(id)) => (
                format!("this FAQ has the question `{{#{id}}}`, which its twin lacks"),
                format!("add `## … {{#{id}}}` there, or delete it here"),
            ),
            (None, None) => (
                "the questions of this FAQ stand in another order than its twin's".into(),
                "put them in the same order".into(),
            ),
        };
        return error("different-twins", message, hint);
    }
    None
}
