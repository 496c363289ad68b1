//! What files said before, from git, where the site is kept in it.
//!
//! The `git` program is asked, with nothing that a repository's own settings could make it run or fetch: commands that read few of
//! them (plumbing), no repository that is only a folder of files among others (`safe.bareRepository`), bounded in time and in what is
//! read. Without it, or without a repository, there is no history, which is no fault.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::source::Sources;

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
/// How long git may take. A repository's files may be pipes that nobody writes to.
const PATIENCE: Duration = Duration::from_secs(5);

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

fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(root);
    git.args([
        "--literal-pathspecs",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.hooksPath=/dev/null",
        // Files of a site may look like a repository, whose settings would then be read.
        "-c",
        "safe.bareRepository=explicit",
        "-c",
        "log.showSignature=false",
        "-c",
        "gpg.program=false",
    ]);
    git.env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    git
}

/// What git answers to an input. `None` if it fails, takes too long, or answers more than `most` bytes.
fn answer(mut git: Command, input: Vec<u8>, most: usize) -> Option<Vec<u8>> {
    let mut child = git.spawn().ok()?;
    let (mut to, from) = (child.stdin.take()?, child.stdout.take()?);
    // What is written fits into a pipe only by chance: it is written while the answer is read.
    std::thread::spawn(move || to.write_all(&input));
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut output = Vec::new();
        let read = from.take(most as u64 + 1).read_to_end(&mut output);
        // Nobody listens any more if it took too long.
        let _ = send.send(read.map(|_| output));
    });
    let output = receive.recv_timeout(PATIENCE);
    let output = output.ok().and_then(Result::ok).filter(|o| o.len() <= most);
    if output.is_none() {
        // It may have ended meanwhile.
        let _ = child.kill();
    }
    let status = child.wait().ok()?;
    output.filter(|_| status.success())
}

/// Each file with the object of one of its versions, newest first.
fn log(root: &Path, files: &[&str]) -> Option<Vec<(String, String)>> {
    let mut commits = git(root);
    commits
        .args(["rev-list", "--max-count=4096", "HEAD", "--"])
        .args(files);
    let commits = answer(commits, Vec::new(), MOST_LISTED)?;
    let mut changes = git(root);
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
    let mut sizes = git(root);
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
    let mut batch = git(root);
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
