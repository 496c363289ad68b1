//! Files that look like texts by their names.

use std::sync::Arc;

use super::CONTENT;
use crate::base::diag::{Diagnostic, Place};
use crate::lang::message::message;
use crate::source::site::Site;

/// Reports files that look like texts and are not read as such, with what they should be called.
pub(crate) fn near_texts<'n>(
    site: &Site,
    files: impl IntoIterator<Item = &'n Arc<str>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let tags: Vec<&str> = site.languages.iter().map(|l| &*l.tag).collect();
    for file in files {
        let Some(name) = meant(file, &tags) else {
            continue;
        };
        let message = message!(
            "글처럼 보이지만 이 이름으로는 글로 읽히지 않습니다",
            "this looks like a text, but is not read as one by this name"
        );
        let hint = message!("`{name}`(으로/로) 이름을 바꾸세요", "rename it to `{name}`");
        diagnostics.push(Diagnostic::error(Place::file(file), "not-a-text", message).hint(hint));
    }
}

/// What a file that is not a text by its name is meant to be called, if it looks like one.
fn meant(file: &str, tags: &[&str]) -> Option<String> {
    const ENDINGS: [&str; 8] = [
        ".md",
        ".mdx",
        ".markdown",
        ".mdown",
        ".mkd",
        ".md.txt",
        ".markdown.txt",
        ".txt",
    ];
    let name = file.strip_prefix(CONTENT)?.rsplit('/').next()?;
    if name.ends_with(".md") {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    let ending = ENDINGS
        .iter()
        .filter(|e| lower.ends_with(**e))
        .max_by_key(|e| e.len())?;
    let stem = &name[..name.len() - ending.len()];
    // Without a language it is a README or a note, and is published as it is.
    let (_, language) = stem.rsplit_once('.')?;
    // Any text may be called `a.b.txt`: only one with a language is meant to be read.
    (ending != &".txt" || tags.contains(&language)).then(|| format!("{stem}.md"))
}
