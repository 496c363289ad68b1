//! Texts in folders where they are read as something else: terms outside the glossary, sections without an explainer.

use rustc_hash::FxHashSet;

use crate::base::diag::{Diagnostic, Place};
use crate::document::path::{ContentPath, Role};
use crate::lang::message::message;
use crate::model::Model;
use crate::model::link::EntryKind;

/// Names of folders that people give to glossaries.
const GLOSSARIES: &[&str] = &[
    "term",
    "terms",
    "glossaries",
    "dictionary",
    "용어",
    "용어집",
    "용어사전",
];

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let mut reported = FxHashSet::default();
    let pages = model
        .entries()
        .values()
        .filter(|e| e.kind == EntryKind::Page);
    let texts = pages.flat_map(|e| e.documents.iter().flatten());
    for path in texts.map(|d| &model.document(*d).outline.path) {
        let folder = path.folder.trim_end_matches('/');
        if path.role != Role::Page || folder.is_empty() {
            continue;
        }
        let name = folder.rsplit('/').next().unwrap_or(folder);
        let found = if GLOSSARIES.contains(&name) {
            misplaced(path, folder)
        } else if numbered(&path.stem) {
            without_index(path, folder, model.site().tag(path.language))
        } else {
            continue;
        };
        if reported.insert((folder.to_owned(), found.code)) {
            diagnostics.push(found);
        }
    }
    // What a page has no key for, a term may have.
    let glossaries: Vec<String> = reported
        .into_iter()
        .filter(|(_, code)| *code == "misplaced-term")
        .map(|(folder, _)| format!("content/{folder}/"))
        .collect();
    diagnostics.retain(|d| {
        d.code != "unknown-key"
            || !glossaries
                .iter()
                .any(|folder| d.place.file.starts_with(folder))
    });
}

fn misplaced(path: &ContentPath, folder: &str) -> Diagnostic {
    let message = message!(
        "`content/{folder}/`의 글은 용어가 아니라 보통 페이지로 읽힙니다",
        "texts in `content/{folder}/` are read as plain pages, not as terms"
    );
    let hint = message!(
        "용어는 `content/glossary/`에 둡니다. 파일을 그리로 옮기세요",
        "terms are in `content/glossary/`: move the files there"
    );
    Diagnostic::warning(Place::file(&path.file), "misplaced-term", message).hint(hint)
}

fn without_index(path: &ContentPath, folder: &str, tag: &str) -> Diagnostic {
    let message = message!(
        "`content/{folder}/`에 index.{tag}.md가 없어, 이 폴더의 절들이 따로따로 페이지가 됩니다",
        "there is no index.{tag}.md in `content/{folder}/`, so its sections become pages of their own"
    );
    let hint = message!(
        "해설의 제목과 첫머리를 적은 `content/{folder}/index.{tag}.md`를 만드세요",
        "write `content/{folder}/index.{tag}.md` with the title and the lead of the explainer"
    );
    Diagnostic::warning(Place::file(&path.file), "no-index", message).hint(hint)
}

/// Whether a name is that of a section: `10-wallet`. A year is none: `2025-review`.
fn numbered(stem: &str) -> bool {
    let digits = stem.split_once('-').map_or("", |(digits, _)| digits);
    (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}
