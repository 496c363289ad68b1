//! Where our time goes: the steps of a build one after the other, and the files by their kind.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use haeseol::base::names;
use haeseol::engine::cache::Cache;
use haeseol::output::Sink;
use haeseol::output::publish::Staging;
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

/// Builds the site at `root` into `out` in steps, and prints what each took.
pub(crate) fn print(root: &Path, out: &Path) {
    let options = Options {
        without_notes: true,
        ..Options::default()
    };
    let start = Instant::now();
    let sources = Sources::read(root);
    let read = start.elapsed();
    let parsed = Cell::new(Duration::ZERO);
    let watch = |stage: Stage<'_>| {
        if let Stage::Parsed { .. } = stage {
            parsed.set(start.elapsed());
        }
    };
    let (built, findings) = Cache::default().build_site(&sources, &options, &watch);
    let built = built.unwrap_or_else(|| panic!("{findings:#?}"));
    let linked = start.elapsed();
    let kinds = Kinds::default();
    // Made with the first file that is asked for.
    built.write(&Nothing);
    let made_first = start.elapsed();
    built.write(&kinds);
    let made = start.elapsed();
    let staging = Staging::begin(root, out).unwrap_or_else(|e| panic!("{e:?}"));
    built.write(&staging);
    let written = start.elapsed();
    staging.publish().unwrap_or_else(|e| panic!("{e:?}"));
    let published = start.elapsed();
    let steps = [
        ("read", read),
        ("parse", parsed.get() - read),
        ("link and check", linked - parsed.get()),
        (
            "make the search index",
            (made_first - linked).saturating_sub(made - made_first),
        ),
        ("make the other files", made - made_first),
        ("write", (written - made).saturating_sub(made - made_first)),
        ("publish", published - written),
    ];
    println!("\n| step | ms |\n|---|--:|");
    for (step, time) in steps {
        println!("| {step} | {:.0} |", time.as_secs_f64() * 1e3);
    }
    println!("\n| kind of file | files | MB | ms of all threads |\n|---|--:|--:|--:|");
    for (name, kind) in kinds.0.into_inner().unwrap() {
        let (mb, ms) = (kind.bytes as f64 / 1e6, kind.time.as_secs_f64() * 1e3);
        println!("| {name} | {} | {mb:.1} | {ms:.0} |", kind.files);
    }
}

/// Takes files and forgets them.
struct Nothing;

impl Sink for Nothing {
    fn put(&self, _: &str, _: Blob) {}
}
