//! Whole builds of our program beside Hugo's and Zola's, and beside [the floor](floor): in turn, so that what else the machine does
//! meets all of them.
//!
//! ```sh
//! cargo bench --bench peers                                   # Hugo and Zola from PATH, if they are there
//! cargo bench --bench peers -- --hugo FILE --zola FILE --pages 1000,10000 --runs 5 --work /dev/shm/peers
//! cargo bench --bench peers -- --alone --pages 1000,100000    # how our time grows
//! ```
//!
//! `--work DIR` is where sites and builds are (a memory file system gives the least noise: 10,000 pages take 2 GB), `--other FILE`
//! another build of our program, to compare two versions. Ours is measured twice: with everything on, and without search, Markdown and
//! pages in two languages, as the others are.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on should stop"
)]
#![allow(clippy::print_stdout, reason = "what it is for")]

mod corpus;
mod floor;
mod measure;
mod programs;
mod stages;
mod upload;

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
    println!("\n{}", programs::machine());
    for pages in &asked.pages {
        compare(&asked, *pages);
    }
}

/// What the command line asks for. Says which programs there are.
fn asked(mut arguments: impl Iterator<Item = String>) -> Asked {
    let (mut hugo, mut zola) = (programs::in_path("hugo"), programs::in_path("zola"));
    let (mut other, mut alone) = (None, false);
    let mut asked = Asked {
        cases: Vec::new(),
        pages: vec![1_000],
        runs: 5,
        work: PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("peers"),
    };
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().unwrap_or_else(|| panic!("{name} what?"));
        match name.as_str() {
            "--hugo" => hugo = Some(value().into()),
            "--zola" => zola = Some(value().into()),
            "--other" => other = Some(value().into()),
            "--alone" => alone = true,
            "--pages" => asked.pages = value().split(',').map(|n| n.parse().unwrap()).collect(),
            "--runs" => asked.runs = value().parse().unwrap(),
            "--work" => asked.work = value().into(),
            // From cargo.
            "--bench" => {}
            other => panic!("what is {other}?"),
        }
    }
    let ours = PathBuf::from(env!("CARGO_BIN_EXE_haeseol"));
    println!("ours: {}", programs::version(&ours, "--version"));
    let mut case = |name, program, file| {
        asked.cases.push(Case {
            name,
            program,
            file,
        });
    };
    case("ours", For::Haeseol { plain: false }, Some(ours.clone()));
    if alone {
        return asked;
    }
    case("floor", For::Haeseol { plain: false }, None);
    case("ours", For::Haeseol { plain: true }, Some(ours));
    case("floor", For::Haeseol { plain: true }, None);
    match hugo {
        Some(file) => {
            println!("Hugo: {}", programs::version(&file, "version"));
            case("Hugo", For::Hugo, Some(file));
        }
        None => println!("Hugo is not in PATH, and is left out (--hugo FILE)"),
    }
    match zola {
        Some(file) => {
            println!("Zola: {}", programs::version(&file, "--version"));
            case("Zola", For::Zola { search: false }, Some(file.clone()));
            case("Zola with search", For::Zola { search: true }, Some(file));
        }
        None => println!("Zola is not in PATH, and is left out (--zola FILE)"),
    }
    if let Some(file) = other {
        case("the other", For::Haeseol { plain: false }, Some(file));
    }
    asked
}

/// What the runs of a case took, and how many files and bytes it has made.
#[derive(Default)]
struct Outcome {
    runs: Vec<Run>,
    size: (usize, u64),
}

/// Builds sites of so many pages with every program in turn, and prints tables.
fn compare(asked: &Asked, pages: usize) {
    let site = |program: For| {
        let folder = asked.work.join(format!("{}-{pages}", program.folder()));
        if !folder.exists() {
            corpus::write(program, pages, &folder);
        }
        folder
    };
    let out = |case: &Case| {
        let (name, program) = (case.name.replace(' ', "-"), case.program.folder());
        asked.work.join(format!("out-{program}-{name}-{pages}"))
    };
    let mut results: Vec<Outcome> = asked.cases.iter().map(|_| Outcome::default()).collect();
    let load = programs::load();
    // The first round warms up: its files are read from the disk.
    for round in 0..=asked.runs {
        // What the floor writes.
        let mut made = PathBuf::new();
        for (case, result) in asked.cases.iter().zip(&mut results) {
            let (site, out) = (site(case.program), out(case));
            let _ = fs::remove_dir_all(&out);
            let run = match &case.file {
                Some(file) => measure::run(&mut command(case.program, file, &site, &out)),
                None => floor::build(&site, &made, &out),
            };
            if round == 0 {
                result.size = measure::size(&out);
            } else {
                result.runs.push(run);
            }
            let _ = fs::remove_dir_all(&made);
            made = out;
        }
        let _ = fs::remove_dir_all(&made);
    }
    println!(
        "\n# {pages} pages, {} runs each, in turn; load {load} before, {} after",
        asked.runs,
        programs::load()
    );
    table("everything on", false, pages, asked, &results);
    if asked.cases.len() > 1 {
        table("as the others are", true, pages, asked, &results);
    }
    let ours = site(For::Haeseol { plain: false });
    let case = &asked.cases[0];
    let out = out(case);
    let build = || {
        let file = case.file.as_ref().unwrap();
        command(case.program, file, &ours, &out)
    };
    stages::print(&ours, &mut build());
    upload::print(&ours, &out, &|| measure::run(&mut build()));
    let _ = fs::remove_dir_all(out);
}

/// Prints what the cases took beside ours with everything on, or with what the others have.
fn table(title: &str, plain: bool, pages: usize, asked: &Asked, results: &[Outcome]) {
    let is_beside = |program: For| match program {
        For::Haeseol { plain: is } => is == plain,
        For::Zola { search } => !(plain && search),
        For::Hugo => true,
    };
    let cases = asked.cases.iter().zip(results);
    let cases: Vec<(&Case, &Outcome)> = cases.filter(|(c, _)| is_beside(c.program)).collect();
    let ours = &cases[0].1.runs;
    println!("\n## {title}\n");
    println!(
        "| | seconds (from – to) | × ours | processor s (user + system) | × ours | ms a page | peak MiB | files | MB |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|--:|--:|");
    for (case, Outcome { runs, size }) in cases {
        let of = |what: fn(&Run) -> f64| median(runs.iter().map(what));
        // Run by run: both were made one after the other.
        let ratio =
            |what: fn(&Run) -> f64| median(runs.iter().zip(ours).map(|(r, o)| what(r) / what(o)));
        let walls = || runs.iter().map(|r| r.wall);
        let memory = of(|r| r.memory);
        println!(
            "| {} | {:.2} ({:.2} – {:.2}) | {:.2} | {:.2} ({:.2} + {:.2}) | {:.2} | {:.2} | {} | {} | {:.1} |",
            case.name,
            of(|r| r.wall),
            walls().fold(f64::MAX, f64::min),
            walls().fold(0.0, f64::max),
            ratio(|r| r.wall),
            of(|r| r.cpu.sum()),
            of(|r| r.cpu.user),
            of(|r| r.cpu.system),
            ratio(|r| r.cpu.sum()),
            of(|r| r.cpu.sum()) * 1e3 / pages as f64,
            if memory > 0.0 {
                format!("{memory:.0}")
            } else {
                "–".to_owned()
            },
            size.0,
            size.1 as f64 / 1e6
        );
    }
}

/// How a program builds a site.
fn command(program: For, file: &Path, site: &Path, out: &Path) -> Command {
    let mut command = Command::new(file);
    match program {
        For::Haeseol { .. } => command
            .args(["build", "--out"])
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
