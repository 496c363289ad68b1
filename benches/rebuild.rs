//! How long a save takes until the pages that show it are made again, on 10,000 pages of text in two languages.
//!
//! The site is made of a small vocabulary by a fixed rule. One of its explainers is open in a browser, as are the home
//! page and a term's page.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on should stop"
)]

use std::path::Path;

use divan::Bencher;
use haeseol::Options;
use haeseol::engine::cache::Cache;
use haeseol::engine::preview::Preview;
use haeseol::source::Sources;

fn main() {
    divan::main();
}

const EXPLAINERS: usize = 5_000;
const TERMS: usize = 200;
const WORDS: [&str; 12] = [
    "서버는",
    "전기를",
    "많이",
    "쓴다.",
    "그래서",
    "건물이",
    "커진다.",
    "The",
    "server",
    "grows",
    "and",
    "costs.",
];

fn term(i: usize) -> String {
    format!("용어{i}번")
}

/// Some 300 words, 20 of them terms.
fn body(seed: usize) -> String {
    let mut text = String::new();
    for i in 0..300 {
        match i % 15 {
            0 => text += &format!("{}는 ", term((seed * 31 + i * 7) % TERMS)),
            14 if i % 60 == 59 => text += "\n\n",
            _ => text += &format!("{} ", WORDS[(seed + i * 5) % WORDS.len()]),
        }
    }
    text
}

fn write(root: &Path, file: &str, text: &str) {
    let path = root.join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A site on the disk, as a preview shows it.
struct Site {
    folder: tempfile::TempDir,
    sources: Sources,
    cache: Cache,
    preview: Preview,
    edits: usize,
}

impl Site {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(
            root,
            "site.toml",
            "base_url = \"https://example.org/\"\ndefault_language = \"ko\"\ntitle = { ko = \"해설\", en = \"Test\" }\n[languages.ko]\nname = \"한국어\"\n[languages.en]\nname = \"English\"\n",
        );
        for language in ["ko", "en"] {
            write(
                root,
                &format!("content/index.{language}.md"),
                "---\ntitle: 처음\n---\n",
            );
            for i in 0..EXPLAINERS {
                let head =
                    format!("---\ntitle: 글 {i}\ndate: 2026-01-02\ndescription: 글이다.\n---\n");
                write(
                    root,
                    &format!("content/e{i}/index.{language}.md"),
                    &(head + &body(i)),
                );
            }
            for i in 0..TERMS {
                let head = format!(
                    "---\ntitle: {}\nsummary: 뜻이다.\n---\n",
                    if language == "ko" {
                        term(i)
                    } else {
                        format!("term {i} x")
                    }
                );
                write(
                    root,
                    &format!("content/glossary/t{i}.{language}.md"),
                    &(head + "글이다.\n"),
                );
            }
        }
        let sources = Sources::read(root);
        let mut cache = Cache::default();
        let (built, diagnostics) = cache.build_site(&sources, &options(), &|_| ());
        let built = built.unwrap_or_else(|| panic!("{:#?}", &diagnostics[..1]));
        let preview = Preview::new(built).unwrap();
        let site = Self {
            folder,
            sources,
            cache,
            preview,
            edits: 0,
        };
        for path in [
            "ko/e7/index.html",
            "ko/index.html",
            "ko/glossary/t3/index.html",
        ] {
            site.preview.file(path).unwrap().unwrap();
        }
        site
    }

    /// Saves a file and makes again what has to be.
    fn save(&mut self, file: &str, text: impl Fn(usize) -> String) -> usize {
        self.edits += 1;
        let path = self.folder.path().join(file);
        std::fs::write(&path, text(self.edits)).unwrap();
        self.sources.update(self.folder.path(), &[path]);
        let (built, _) = self.cache.build_site(&self.sources, &options(), &|_| ());
        let (preview, update) = self.preview.next(built.unwrap()).unwrap();
        self.preview = preview;
        update.rendered.len()
    }
}

fn options() -> Options {
    Options {
        without_notes: true,
        ..Options::default()
    }
}

const FILE: &str = "content/e7/index.ko.md";
const HEAD: &str = "---\ntitle: 글 7\ndate: 2026-01-02\ndescription: 글이다.\n---\n";

/// A paragraph more.
#[divan::bench(sample_count = 50)]
fn text(bencher: Bencher) {
    let mut site = Site::new();
    bencher.bench_local(|| site.save(FILE, |n| format!("{HEAD}{}\n\n새 문단 {n}.\n", body(7))));
}

/// A paragraph more, with a term that was not mentioned before, or one less.
#[divan::bench(sample_count = 50)]
fn mention(bencher: Bencher) {
    let mut site = Site::new();
    bencher.bench_local(|| {
        site.save(FILE, |n| {
            format!("{HEAD}{}\n\n{}가 있다.\n", body(7), term(n * 13 % TERMS))
        })
    });
}

/// Another title.
#[divan::bench(sample_count = 20)]
fn title(bencher: Bencher) {
    let mut site = Site::new();
    bencher.bench_local(|| {
        site.save(FILE, |n| {
            HEAD.replace("글 7", &format!("제목 {n}")) + &body(7)
        })
    });
}

/// Another summary of a term.
#[divan::bench(sample_count = 20)]
fn summary(bencher: Bencher) {
    let mut site = Site::new();
    bencher.bench_local(|| {
        site.save("content/glossary/t3.ko.md", |n| {
            format!(
                "---\ntitle: {}\nsummary: 뜻 {n}이다.\n---\n글이다.\n",
                term(3)
            )
        })
    });
}

/// Another name of a term: all texts are searched.
#[divan::bench(sample_count = 5)]
fn name(bencher: Bencher) {
    let mut site = Site::new();
    bencher.bench_local(|| {
        site.save("content/glossary/t3.ko.md", |n| {
            format!(
                "---\ntitle: {}\nsummary: 뜻이다.\naliases: [별명{n}호]\n---\n글이다.\n",
                term(3)
            )
        })
    });
}
