//! Files beside drafts: they are not published before the text that they belong to.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::document::Structures;
use crate::document::path::{CONTENT, is_content};
use crate::model::resolve::Destinations;

/// The files of folders all of whose texts are drafts, but for those that a published text uses. A folder without texts belongs
/// to the next one above it that has some.
pub(super) fn files_left_out(
    names: &[Arc<str>],
    structures: &Structures,
    destinations: &Destinations,
) -> BTreeSet<Arc<str>> {
    let folder = |file: &str| file.rfind('/').map_or(0, |slash| slash + 1);
    let texts = names.iter().filter(|name| is_content(name));
    let with_texts: FxHashSet<&str> = texts.map(|name| &name[..folder(name)]).collect();
    let published = structures.values().map(|structure| {
        let file = structure.file();
        &file[..folder(file)]
    });
    let published: FxHashSet<&str> = published.collect();
    let is_draft = |file: &str| {
        let mut at = folder(file);
        while !with_texts.contains(&file[..at]) {
            if at <= CONTENT.len() {
                return false;
            }
            at = folder(&file[..at - 1]);
        }
        !published.contains(&file[..at])
    };
    let files = names
        .iter()
        .filter(|name| name.starts_with(CONTENT) && !is_content(name));
    let mut left_out: BTreeSet<Arc<str>> = files.filter(|name| is_draft(name)).cloned().collect();
    if !left_out.is_empty() {
        for file in destinations.files_beside() {
            left_out.remove(&*file);
        }
    }
    left_out
}
