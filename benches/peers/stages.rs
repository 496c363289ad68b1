//! Where our time goes: the steps of a build one after the other, as the program says them, and the files by their kind.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use haeseol::base::names;
use haeseol::engine::cache::Cache;
use haeseol::output::Sink;
use haeseol::source::{Blob, Sources};
use haeseol::{Options, Stage};

/// Takes files and keeps nothing but how long each kind took to make.
#[derive(Default)]
struct Kinds(Mutex<BTreeMap<&'static str, Kind>>);

#[derive(Debug, Default, Clone, Copy)]
struct Kind {
    files: usize,
    bytes: usize,
    time: Duration,
}

thread_local! {
    /// When the thread was done with the file before.
    static LAST: Cell<Option<Instant>> = const { Cell::new(None) };
}

impl Sink for Kinds {
    fn put(&self, path: &str, content: Blob) {
        let now = Instant::now();
        let time = LAST
            .replace(Some(now))
            .map_or(Duration::ZERO, |last| now - last);
        let length = match content {
            Blob::Memory(bytes) => bytes.len(),
            Blob::Disk(..) => 0,
        };
        let mut kinds = self.0.lock().unwrap();
        let kind = kinds.entry(kind(path)).or_default();
        kind.files += 1;
        kind.bytes += length;
        kind.time += time;
    }
}

fn kind(path: &str) -> &'static str {
    let parallel = format!("{}{}", names::PARALLEL, names::PAGE);
    match path {
        _ if path.starts_with(names::SEARCH) => "search (written)",
        _ if path.ends_with(&parallel) => "parallel pages",
        _ if path.contains("/glossary/") && path.ends_with(names::PAGE) => "glossary",
        _ if path.ends_with(names::PAGE) => "articles and lists",
        _ if path.ends_with(names::MARKDOWN) => "Markdown",
        _ if path.ends_with(names::FEED) => "feeds",
        _ => "the rest",
    }
}

/// Prints what each step of a build takes, as `--verbose` says it, and each kind of file. `build` builds the site at `root`.
pub(crate) fn print(root: &Path, build: &mut Command) {
    let said = build.arg("--verbose").env("LC_ALL", "en_US.UTF-8").output();
    let said = said.unwrap_or_else(|e| panic!("{build:?}: {e}"));
    let text =
        String::from_utf8_lossy(&said.stderr).into_owned() + &String::from_utf8_lossy(&said.stdout);
    println!();
    for step in text.lines().filter(|line| line.ends_with(" ms")) {
        println!("    {step}");
    }
    let options = Options {
        without_notes: true,
        ..Options::default()
    };
    let (built, findings) =
        Cache::default().build_site(&Sources::read(root), &options, &|_: Stage<'_>| ());
    let built = built.unwrap_or_else(|| panic!("{findings:#?}"));
    // The search index is made with the first file that is asked for.
    built.write(&Kinds::default());
    let kinds = Kinds::default();
    built.write(&kinds);
    println!("\n| kind of file | files | MB | ms of all threads |\n|---|--:|--:|--:|");
    for (name, kind) in kinds.0.into_inner().unwrap() {
        let (mb, ms) = (kind.bytes as f64 / 1e6, kind.time.as_secs_f64() * 1e3);
        println!("| {name} | {} | {mb:.1} | {ms:.0} |", kind.files);
    }
}
