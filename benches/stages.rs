//! What each stage of a build takes, on 1,000 texts of some 600 words in two languages and their glossary, with everything on.
//!
//! `benches/peers/` measures whole builds, of other programs too, and says how our stages share a large one.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on should stop"
)]
#![allow(dead_code, reason = "the corpus is for other programs too")]

use std::sync::Mutex;

use divan::Bencher;
use haeseol::Options;
use haeseol::engine::cache::Cache;
use haeseol::output::publish::Staging;
use haeseol::output::{BuiltSite, Sink};
use haeseol::source::{Blob, Sources};

#[path = "peers/corpus.rs"]
mod corpus;

const TEXTS: usize = 1_000;

fn main() {
    divan::main();
}

/// A site on the disk.
struct Site(tempfile::TempDir);

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        corpus::write(corpus::For::Haeseol { plain: false }, TEXTS, folder.path());
        Self(folder)
    }

    fn sources(&self) -> Sources {
        Sources::read(self.0.path())
    }
}

fn built(sources: &Sources) -> BuiltSite {
    let options = Options {
        without_notes: true,
        ..Options::default()
    };
    let (built, found) = Cache::default().build_site(sources, &options, &|_| ());
    built.unwrap_or_else(|| panic!("{:#?}", found.first()))
}

/// Takes files and keeps them, or nothing.
#[derive(Default)]
struct Taken(Option<Mutex<Vec<(String, Blob)>>>);

impl Sink for Taken {
    fn put(&self, path: &str, content: Blob) {
        match &self.0 {
            Some(files) => files.lock().unwrap().push((path.to_owned(), content)),
            None => drop(divan::black_box(content)),
        }
    }
}

/// Reads the sources.
#[divan::bench(sample_count = 20)]
fn read(bencher: Bencher) {
    let site = Site::new();
    bencher.bench_local(|| site.sources());
}

/// Parses the texts, links them, and looks for what is wrong with them.
#[divan::bench(sample_count = 20)]
fn model(bencher: Bencher) {
    let sources = Site::new().sources();
    bencher.bench_local(|| built(&sources));
}

/// Makes all files.
#[divan::bench(sample_count = 20)]
fn files(bencher: Bencher) {
    let sources = Site::new().sources();
    // Those of the search are made once a site.
    let bencher = bencher.with_inputs(|| built(&sources));
    bencher.bench_local_values(|site| site.write(&Taken::default()));
}

/// Writes them, in place of those that were written before.
#[divan::bench(sample_count = 20)]
fn publish(bencher: Bencher) {
    let site = Site::new();
    let taken = Taken(Some(Mutex::default()));
    built(&site.sources()).write(&taken);
    let files = taken.0.unwrap().into_inner().unwrap();
    let root = site.0.path();
    bencher.bench_local(|| {
        let staging = Staging::begin(root, &root.join("public")).unwrap();
        for (path, content) in &files {
            staging.put(path, content.clone());
        }
        staging.publish().unwrap()
    });
}
