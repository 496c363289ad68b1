//! Texts that are published with what `haeseol new` has written into them.

use rustc_hash::FxHashSet;

use crate::base::diag::{Diagnostic, Place};
use crate::document::markdown::body::BLOCK;
use crate::document::section::SectionKind;
use crate::document::{Document, placeholder};
use crate::lang::message::message;
use crate::model::Model;

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let mut known: FxHashSet<&str> = FxHashSet::default();
    for texts in [
        placeholder::DESCRIPTION,
        placeholder::LEAD,
        placeholder::SUMMARY,
        placeholder::TERM,
        placeholder::PAGE,
    ] {
        known.extend(texts);
    }
    for example in SectionKind::ALL.into_iter().flat_map(SectionKind::example) {
        let lines = example.lines().map(|line| {
            let line = line.trim_start_matches(['#', ' ']);
            line.split(" {#").next().unwrap_or(line)
        });
        // Rows of a table are text that anybody may write.
        known.extend(lines.filter(|line| !line.is_empty() && !line.starts_with('|')));
    }
    for document in model.documents().values() {
        diagnostics.extend(first(document, &known));
    }
}

/// The first placeholder of a text.
fn first(document: &Document, known: &FxHashSet<&str>) -> Option<Diagnostic> {
    let front = &document.outline.front;
    let summary = document.outline.term().map(|term| &term.summary);
    let head = front.description.iter().chain(summary).map(String::as_str);
    let blocks = document.parsed.body.plain.split(BLOCK).map(str::trim);
    let text = head.chain(blocks).find(|text| known.contains(text))?;
    let file = document.outline.file();
    let place = match document.source.find(text) {
        Some(at) => Place::at(file, at..at + text.len()),
        None => Place::file(file),
    };
    let message = message!(
        "`haeseol new`가 적어 둔 안내 문구가 그대로 있습니다",
        "this is still what `haeseol new` has written"
    );
    let hint = message!(
        "글을 써서 바꾸거나, 아직 쓰는 중이면 머리말 설정에 `draft: true`를 적으세요",
        "write your own text in its place, or `draft: true` in the front matter until it is done"
    );
    Some(Diagnostic::warning(place, "placeholder", message).hint(hint))
}
