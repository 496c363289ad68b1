//! How much of a site has to be uploaded again after one edit: the files whose bytes differ.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_128;

use super::measure::Run;

/// Bytes of a file, and their hash.
type Files = BTreeMap<PathBuf, (usize, u128)>;

/// Builds `site` again after each of some edits, and prints how many files differ. `build` builds it into `out`.
pub(crate) fn print(site: &Path, out: &Path, build: &dyn Fn() -> Run) {
    let content = site.join("content");
    let text = content.join("p00010/index.ko.md");
    build();
    let before = read(out);
    println!("\n| after one edit | files that differ | of | MB |");
    println!("|---|--:|--:|--:|");
    let change = |what: &str, file: &Path, edit: &dyn Fn(&str) -> String| {
        let old = fs::read_to_string(file).unwrap();
        let new = edit(&old);
        assert_ne!(old, new, "{what}");
        fs::write(file, new).unwrap();
        build();
        let after = read(out);
        fs::write(file, old).unwrap();
        let differ = after
            .iter()
            .filter(|(path, is)| before.get(*path) != Some(is));
        let gone = before.keys().filter(|path| !after.contains_key(*path));
        let (count, bytes) =
            differ.fold((gone.count(), 0), |(n, sum), (_, is)| (n + 1, sum + is.0));
        println!(
            "| {what} | {count} | {} | {:.1} |",
            after.len(),
            bytes as f64 / 1e6
        );
    };
    change("a sentence in a text", &text, &|old| {
        format!("{old}\n여기까지 읽느라 애쓰셨습니다.\n")
    });
    change("the title of a text", &text, &|old| {
        old.replacen("title: \"", "title: \"새 ", 1)
    });
    let term = content.join("glossary/t000.ko.md");
    change("the summary of a term", &term, &|old| {
        old.replacen("summary: ", "summary: 새 ", 1)
    });
}

fn read(folder: &Path) -> Files {
    super::floor::files(folder)
        .into_par_iter()
        .map(|path| {
            let bytes = fs::read(folder.join(&path)).unwrap();
            (path, (bytes.len(), xxh3_128(&bytes)))
        })
        .collect()
}
