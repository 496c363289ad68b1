//! The floor: what remains if a generator does nothing but what it must. It reads the same sources, parses their Markdown into HTML that is
//! thrown away, and writes the same files with the same bytes, on as many threads as ours.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use pulldown_cmark::{Options, Parser, html};
use rayon::prelude::*;

use super::measure::{Cpu, Run};

/// The files below a folder, sorted, with their paths in it.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let files = walkdir::WalkDir::new(folder).sort_by_file_name();
    let files = files.into_iter().map(|entry| entry.unwrap());
    let files = files.filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| entry.path().strip_prefix(folder).unwrap().to_owned())
        .collect()
}

/// Builds `site` into `out` with the files that are in `made`. These are in memory before the clock starts.
pub(crate) fn build(site: &Path, made: &Path, out: &Path) -> Run {
    let contents: Vec<(PathBuf, Vec<u8>)> = files(made)
        .into_par_iter()
        .map(|path| (out.join(&path), fs::read(made.join(path)).unwrap()))
        .collect();
    let (start, before) = (Instant::now(), Cpu::of_this());
    let content = site.join("content");
    let parsed: usize = files(&content)
        .par_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .map(|path| parse(&content.join(path)))
        .sum();
    assert!(parsed > 0);
    let folders = contents.iter().filter_map(|(path, _)| path.parent());
    let folders: BTreeSet<&Path> = folders.flat_map(|f| f.ancestors()).collect();
    for folder in folders.into_iter().filter(|f| f.starts_with(out)) {
        fs::create_dir_all(folder).unwrap();
    }
    contents.par_iter().for_each(|(path, bytes)| {
        fs::write(path, bytes).unwrap();
    });
    Run {
        wall: start.elapsed().as_secs_f64(),
        cpu: Cpu::of_this() - before,
        memory: 0.0,
    }
}

/// Parses a file. Says how long its HTML is.
fn parse(path: &Path) -> usize {
    let text = fs::read_to_string(path).unwrap();
    let body = text
        .strip_prefix("---\n")
        .and_then(|t| t.split_once("\n---\n"));
    let body = body.map_or(text.as_str(), |(_, body)| body);
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let mut out = String::with_capacity(body.len() * 3 / 2);
    html::push_html(&mut out, Parser::new_ext(body, options));
    out.len()
}
