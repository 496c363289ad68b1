//! What `haeseol new` writes into a file to be replaced, in Korean and in English; and texts that are published with it.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::Document;
use super::markdown::body::BLOCK;
use super::section::SectionKind;
use crate::base::diag::{Diagnostic, Message, Place};
use crate::lang::message::message;

/// The description of an explainer.
pub(crate) const DESCRIPTION: [&str; 2] = [
    "이 글을 한 문장으로 소개하세요.",
    "This article in one sentence.",
];
/// The lead of an explainer.
pub(crate) const LEAD: [&str; 2] = [
    "여기에 글머리를 쓰세요. 무엇을 다루는지, 왜 읽어야 하는지 밝히면 좋습니다.",
    "The lead goes here: what this is about, and why anybody should want to know.",
];
/// The summary of a term.
pub(crate) const SUMMARY: [&str; 2] = [
    "뜻을 한 문장으로 쓰세요.",
    "What it means, in one sentence.",
];
/// The text of a term.
pub(crate) const TERM: [&str; 2] = [
    "여기에 한두 문단으로 풀이하세요.",
    "Explain it here in a paragraph or two.",
];
/// The text of a page.
pub(crate) const PAGE: [&str; 2] = ["여기에 쓰세요.", "Write here."];

/// What a paragraph begins with that somebody means to write later.
const UNFINISHED: [&str; 4] = ["TODO:", "FIXME:", "TBD:", "Lorem ipsum dolor"];

/// Every sentence of them.
static ALL: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let mut known: FxHashSet<&str> = FxHashSet::default();
    for texts in [DESCRIPTION, LEAD, SUMMARY, TERM, PAGE] {
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
    known
});

/// Reports the first placeholder of a text.
pub(super) fn check(document: &Document) -> Option<Diagnostic> {
    let front = &document.outline.front;
    let summary = document.outline.term().map(|term| &term.summary);
    let head = front.description.iter().chain(summary).map(String::as_str);
    let blocks = document.parsed.body.plain.split(BLOCK).map(str::trim);
    let mut texts = head.chain(blocks);
    let file = document.outline.file();
    let text = texts.find_map(|text| match ALL.contains(text) {
        true => Some(text),
        false => {
            let text = text.trim_start_matches(['(', '[', '<', '（']);
            UNFINISHED.into_iter().find(|mark| text.starts_with(mark))
        }
    })?;
    if UNFINISHED.contains(&text) {
        let at = document.find(text).unwrap_or(document.body.start);
        let message = message!(
            "다 쓰지 않은 자리가 그대로 있습니다: `{text}`",
            "this is not written yet: `{text}`"
        );
        let d = Diagnostic::warning(Place::at(file, at..at + text.len()), "placeholder", message);
        return Some(d.hint(write()));
    }
    let place = match document.find(text) {
        Some(at) => Place::at(file, at..at + text.len()),
        None => Place::file(file),
    };
    let message = message!(
        "`haeseol new`가 적어 둔 안내 문구가 그대로 있습니다",
        "this is still what `haeseol new` has written"
    );
    Some(Diagnostic::warning(place, "placeholder", message).hint(write()))
}

fn write() -> Message {
    message!(
        "글을 써서 바꾸거나, 아직 쓰는 중이면 머리말 설정에 `draft: true`를 적으세요",
        "write your own text in its place, or `draft: true` in the front matter until it is done"
    )
}
