//! Whole builds of our program beside Hugo's and Zola's, and beside [the floor](floor): in turn, so that what else the machine does
//! meets all of them.
//!
//! ```sh
//! cargo bench --bench peers                                        # ours, and the floor
//! cargo bench --bench peers -- --hugo /usr/bin/hugo --zola /usr/bin/zola --pages 1000,10000 --runs 5
//! ```
//!
//! `--work DIR` is where sites and builds are (a memory file system gives the least noise), `--other FILE` another build of our
//! program, to compare two versions.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on should stop"
)]
#![allow(clippy::print_stdout, reason = "what it is for")]

mod corpus;
mod floor;
mod measure;
mod stages;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use corpus::For;
use measure::{Run, median};

/// A program that builds a site.
struct Case {
    name: &'static str,
    program: For,
    /// `None` for the floor.
    file: Option<PathBuf>,
}

struct Asked {
    cases: Vec<Case>,
    pages: Vec<usize>,
    runs: usize,
    work: PathBuf,
}

fn main() {
    let asked = asked(std::env::args().skip(1));
    for pages in &asked.pages {
        compare(&asked, *pages);
    }
}

/// What the command line asks for.
fn asked(mut arguments: impl Iterator<Item = String>) -> Asked {
    let ours = |name, file: &str| Case {
        name,
        program: For::Haeseol,
        file: Some(file.into()),
    };
    let floor = Case {
        name: "floor",
        program: For::Haeseol,
        file: None,
    };
    let mut asked = Asked {
        cases: vec![ours("ours", env!("CARGO_BIN_EXE_haeseol")), floor],
        pages: vec![1_000],
        runs: 5,
        work: PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("peers"),
    };
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_else(|| panic!("{name} what?"));
        let mut peer = |name, program, file: String| {
            asked.cases.push(Case {
                name,
                program,
                file: Some(file.into()),
            });
        };
        match name.as_str() {
            "--hugo" => peer("Hugo", For::Hugo, value()),
            "--zola" => {
                let file = value();
                peer("Zola", For::Zola { search: false }, file.clone());
                peer("Zola with search", For::Zola { search: true }, file);
            }
            "--other" => peer("the other", For::Haeseol, value()),
            "--pages" => asked.pages = value().split(',').map(|n| n.parse().unwrap()).collect(),
            "--runs" => asked.runs = value().parse().unwrap(),
            "--work" => asked.work = value().into(),
            // From cargo.
            "--bench" => {}
            other => panic!("what is {other}?"),
        }
    }
    asked
}

/// Builds sites of so many pages with every program in turn, and prints a table.
fn compare(asked: &Asked, pages: usize) {
    let site = |program: For| {
        let folder = asked
            .work
            .join(format!("{program:?}-{pages}").replace(' ', ""));
        if !folder.exists() {
            corpus::write(program, pages, &folder);
        }
        folder
    };
    let out = |case: &Case| {
        asked
            .work
            .join(format!("out-{}-{pages}", case.name.replace(' ', "-")))
    };
    let mut runs: Vec<Vec<Run>> = asked.cases.iter().map(|_| Vec::new()).collect();
    // The first round warms up: its files are read from the disk, and the floor writes what ours has made in it.
    for round in 0..=asked.runs {
        for (case, runs) in asked.cases.iter().zip(&mut runs) {
            let (site, out_) = (site(case.program), out(case));
            let _ = fs::remove_dir_all(&out_);
            let run = match &case.file {
                Some(file) => measure::run(&mut command(case.program, file, &site, &out_)),
                None => floor::build(&site, &out(&asked.cases[0]), &out_),
            };
            if round > 0 {
                runs.push(run);
            }
        }
    }
    println!("\n{pages} pages, {} runs each, in turn\n", asked.runs);
    println!("| | seconds (from – to) | of it / ours | processor s | peak MiB | files | MB |");
    println!("|---|--:|--:|--:|--:|--:|--:|");
    for (case, of) in asked.cases.iter().zip(&runs) {
        let (files, bytes) = measure::size(&out(case));
        let wall = || of.iter().map(|r| r.wall);
        // Run by run: both were made one after the other.
        let ratio = median(of.iter().zip(&runs[0]).map(|(r, ours)| r.wall / ours.wall));
        println!(
            "| {} | {:.2} ({:.2} – {:.2}) | {ratio:.2} | {:.2} | {:.0} | {files} | {:.1} |",
            case.name,
            median(wall()),
            wall().fold(f64::MAX, f64::min),
            wall().fold(0.0, f64::max),
            median(of.iter().map(|r| r.cpu)),
            median(of.iter().map(|r| r.memory)),
            bytes as f64 / 1e6
        );
    }
    let ours = site(For::Haeseol);
    stages::print(&ours, &asked.work.join("out-steps"));
}

/// How a program builds a site.
fn command(program: For, file: &Path, site: &Path, out: &Path) -> Command {
    let mut command = Command::new(file);
    match program {
        For::Haeseol => command
            .args(["build", "--quiet", "--out"])
            .arg(out)
            .arg("--root")
            .arg(site),
        For::Hugo => command
            .arg("--quiet")
            .arg("--source")
            .arg(site)
            .arg("--destination")
            .arg(out),
        For::Zola { .. } => command
            .arg("--root")
            .arg(site)
            .args(["build", "--output-dir"])
            .arg(out),
    };
    command
}
