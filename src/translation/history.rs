//! What files said before, from git, where the site is kept in it.
//!
//! The `git` program is asked (`source/git.rs`), with nothing that a repository's own settings could make it run or fetch, bounded in
//! time and in what is read. Without it, or without a repository, there is no history, which is no fault.

use std::collections::BTreeMap;
use std::path::Path;

use crate::source::Sources;
use crate::source::git::{answer, command};

/// Versions of a file that are looked at, newest first.
const MOST_VERSIONS: usize = 64;
/// Versions of all files.
const MOST: usize = 1024;
/// Bytes of a version: a longer one is no text.
const LONGEST: usize = 4 << 20;
/// Bytes of all versions.
const MOST_BYTES: usize = 64 << 20;
/// Bytes that git may answer otherwise.
const MOST_LISTED: usize = 16 << 20;

/// The earlier versions of files in the folder `root`, by their paths from there, newest first, as they are read from a disk.
pub(super) fn versions(root: &Path, files: &[&str]) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    if files.is_empty() {
        return found;
    }
    let blobs = log(root, files).unwrap_or_default();
    let blobs = short(root, blobs).unwrap_or_default();
    let texts = contents(root, &blobs).unwrap_or_default();
    for ((file, _), text) in blobs.into_iter().zip(texts) {
        let Some(text) = text else { continue };
        // In the form that all texts are in.
        let read = Sources::from_memory([(&*file, &*text)]);
        if let Some(text) = read.text(&file) {
            found
                .entry(file.clone())
                .or_insert_with(Vec::new)
                .push(text.to_string());
        }
    }
    found
}

/// Each file with the object of one of its versions, newest first.
fn log(root: &Path, files: &[&str]) -> Option<Vec<(String, String)>> {
    let mut commits = command(root);
    commits
        .args(["rev-list", "--max-count=4096", "HEAD", "--"])
        .args(files);
    let commits = answer(commits, Vec::new(), MOST_LISTED)?;
    let mut changes = command(root);
    changes.args([
        "diff-tree",
        "--stdin",
        "--no-commit-id",
        "--root",
        "-r",
        "--raw",
        "-z",
        "--no-abbrev",
        "--no-renames",
        "--no-ext-diff",
        "--relative",
        "-O/dev/null",
        "--",
    ]);
    changes.args(files);
    let output = answer(changes, commits, MOST_LISTED)?;
    let text = String::from_utf8_lossy(&output);
    let mut fields = text.split('\0');
    let mut found: Vec<(String, String)> = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    // `:100644 100644 <old> <new> M`, then the path.
    while let (Some(entry), Some(file)) = (fields.next(), fields.next()) {
        let mut words = entry.trim_start_matches(['\n', ':']).split(' ');
        let (Some(mode), Some(object)) = (words.nth(1), words.nth(1)) else {
            continue;
        };
        let count = counts.entry(file.to_owned()).or_default();
        *count += 1;
        if mode.starts_with("100") && *count <= MOST_VERSIONS && found.len() < MOST {
            found.push((file.to_owned(), object.to_owned()));
        }
    }
    Some(found)
}

/// The names of objects, one a line.
fn names(blobs: &[(String, String)]) -> Vec<u8> {
    let names = blobs.iter().map(|(_, object)| format!("{object}\n"));
    names.collect::<String>().into_bytes()
}

/// Those that are not too long, nor too many together.
fn short(root: &Path, blobs: Vec<(String, String)>) -> Option<Vec<(String, String)>> {
    if blobs.is_empty() {
        return None;
    }
    let mut sizes = command(root);
    sizes.args(["cat-file", "--batch-check=%(objectsize)"]);
    let sizes = answer(sizes, names(&blobs), MOST_LISTED)?;
    let sizes = String::from_utf8_lossy(&sizes);
    let mut left = MOST_BYTES;
    let short = blobs.into_iter().zip(sizes.lines()).filter(|(_, size)| {
        // `<object> missing` is no number.
        let size = size.parse().ok().filter(|size| *size <= LONGEST.min(left));
        left -= size.unwrap_or(0);
        size.is_some()
    });
    Some(short.map(|(blob, _)| blob).collect())
}

/// What objects hold.
fn contents(root: &Path, blobs: &[(String, String)]) -> Option<Vec<Option<Vec<u8>>>> {
    if blobs.is_empty() {
        return None;
    }
    let mut batch = command(root);
    batch.args(["cat-file", "--batch"]);
    let output = answer(batch, names(blobs), MOST_BYTES + MOST_LISTED)?;
    let mut rest = &*output;
    let read = blobs.iter().map_while(|_| {
        let line = rest.iter().position(|b| *b == b'\n')?;
        let head = String::from_utf8_lossy(&rest[..line]).into_owned();
        rest = &rest[line + 1..];
        // `<object> blob <size>`; or `<object> missing`.
        let Some(size) = head.split(' ').nth(2).and_then(|n| n.parse::<usize>().ok()) else {
            return Some(None);
        };
        let text = rest.get(..size)?.to_vec();
        rest = rest.get(size + 1..)?;
        Some(Some(text))
    });
    Some(read.collect())
}
