//! What files said before, from git, where the site is kept in it.
//!
//! The `git` program is asked, with nothing that a repository's own settings could make it run or fetch. Without it, or without a
//! repository, there is no history, which is no fault.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::source::Sources;

/// Versions of a file that are looked at, newest first.
const MOST_VERSIONS: usize = 64;
/// Versions of all files.
const MOST: usize = 1024;

/// The earlier versions of files in the folder `root`, by their paths from there, newest first, as they are read from a disk.
pub(super) fn versions(root: &Path, files: &[&str]) -> BTreeMap<String, Vec<String>> {
    let mut found = BTreeMap::new();
    if files.is_empty() {
        return found;
    }
    let blobs = log(root, files).unwrap_or_default();
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

fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(root);
    git.args([
        "--literal-pathspecs",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.hooksPath=/dev/null",
    ]);
    git.env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    git
}

/// Each file with the object of one of its versions, newest first.
fn log(root: &Path, files: &[&str]) -> Option<Vec<(String, String)>> {
    let mut log = git(root);
    log.args([
        "log",
        "--raw",
        "-z",
        "--no-abbrev",
        "--no-renames",
        "--no-ext-diff",
        "--format=",
        "--relative",
        "--",
    ]);
    let output = log
        .args(files)
        .output()
        .ok()
        .filter(|o| o.status.success())?;
    let text = String::from_utf8_lossy(&output.stdout);
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

/// What objects hold.
fn contents(root: &Path, blobs: &[(String, String)]) -> Option<Vec<Option<Vec<u8>>>> {
    if blobs.is_empty() {
        return None;
    }
    let mut child = git(root)
        .args(["cat-file", "--batch"])
        .stdin(Stdio::piped())
        .spawn()
        .ok()?;
    let read = batch(&mut child, blobs);
    // It ends with its input; its status says nothing more.
    let _ = child.wait();
    read
}

fn batch(child: &mut Child, blobs: &[(String, String)]) -> Option<Vec<Option<Vec<u8>>>> {
    let names: String = blobs
        .iter()
        .map(|(_, object)| format!("{object}\n"))
        .collect();
    let mut input = child.stdin.take()?;
    // The names fit into a pipe only by chance: they are written while the answer is read.
    let writer = std::thread::spawn(move || input.write_all(names.as_bytes()));
    let mut output = Vec::new();
    child.stdout.take()?.read_to_end(&mut output).ok()?;
    writer.join().ok()?.ok()?;
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
