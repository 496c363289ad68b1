//! The numbers before the names of sections: no two the same in a language, and the same in the translations.

use rustc_hash::FxHashSet;

use super::Pass;
use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::DocumentId;
use crate::document::path::ContentPath;
use crate::lang::LanguageId;
use crate::lang::message::message;
use crate::model::Model;
use crate::model::link::Entry;
use crate::model::link::Section;

pub(super) fn check(pass: &Pass<'_>, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let (model, sections) = (pass.model, &entry.sections);
    let mut reported = FxHashSet::default();
    for language in model.site().language_ids() {
        same(model, sections, language, &mut reported, diagnostics);
    }
    for section in sections {
        diagnostics.extend(other(model, section));
    }
}

fn path(model: &Model, document: DocumentId) -> &ContentPath {
    &model.document(document).outline.path
}

/// Two sections with one number, reported in one language: which comes first is left to the letters of their names.
fn same(
    model: &Model,
    sections: &[Section],
    language: LanguageId,
    reported: &mut FxHashSet<(String, String)>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut paths: Vec<_> = sections
        .iter()
        .filter_map(|s| s.documents[language.index()])
        .map(|d| path(model, d))
        .filter(|p| p.number.is_some())
        .collect();
    paths.sort_by(|a, b| (a.number, &a.file).cmp(&(b.number, &b.file)));
    for pair in paths.windows(2) {
        let ([first, second], Some(number)) = (pair, pair[0].number) else {
            continue;
        };
        let names = (first.stem.to_string(), second.stem.to_string());
        if second.number != Some(number) || !reported.insert(names) {
            continue;
        }
        let message = message!(
            "번호 {number}(을/를) 쓰는 절이 둘입니다",
            "two sections have the number {number}"
        );
        let hint = message!(
            "순서대로 다른 번호를 붙이세요. 지금은 파일 이름 순서로 놓입니다",
            "give them different numbers: now their names decide which comes first"
        );
        let d = Diagnostic::warning(Place::file(&second.file), "same-number", message);
        diagnostics.push(d.hint(hint).related(
            Place::file(&first.file),
            message!("같은 번호의 절", "the section with the same number"),
        ));
    }
}

/// A section whose translation has another number.
fn other(model: &Model, section: &Section) -> Option<Diagnostic> {
    let mut paths = section.documents.iter().flatten().map(|d| path(model, *d));
    let first = paths.next()?;
    let second = paths.find(|p| p.number != first.number)?;
    let name = |file: &str| file.rsplit('/').next().unwrap_or(file).to_owned();
    let tag = model.site().tag(second.language);
    let number = first.number.map_or(String::new(), |n| format!("{n}-"));
    let wanted = format!("{number}{}.{tag}.md", second.stem);
    let message = message!(
        "이 절의 번호가 짝 파일과 다릅니다",
        "this section has another number than its translation"
    );
    let hint = message!(
        "파일 이름을 `{wanted}`(으로/로) 바꾸거나, 짝 파일의 번호를 고치세요",
        "rename it to `{wanted}`, or change the number of the other file"
    );
    let d = Diagnostic::warning(Place::file(&second.file), "other-number", message).hint(hint);
    let label = name(&first.file);
    Some(d.related(
        Place::file(&first.file),
        message!("짝 파일 {label}", "its translation {label}"),
    ))
}
