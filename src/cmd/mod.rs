//! The command line: what the user typed, and one file a command.

mod build;
mod check;
mod serve;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use haeseol::diag::{Diagnostic, Report, Severity};
use haeseol::permalink::BaseUrl;
use haeseol::site::SITE_FILE;
use haeseol::source::Sources;

/// Publishes explainers in Korean and English: every term leads to its glossary page.
#[derive(Debug, Parser)]
#[command(name = "haeseol", version, about, arg_required_else_help = true, after_help = EXIT_STATUS)]
pub(crate) struct Cli {
    /// Folder of the site [default: the nearest folder with a site.toml, from here upwards]
    #[arg(long, global = true, value_name = "DIR", value_parser = folder)]
    root: Option<PathBuf>,
    /// Print errors and warnings only
    #[arg(long, short, global = true)]
    quiet: bool,
    #[command(subcommand)]
    command: Command,
}

const EXIT_STATUS: &str = "Exit status: 0 all is well, 1 the site has errors, 2 wrong usage.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the site
    Build(build::Build),
    /// Report everything there is to say of a site, and write nothing
    Check(check::Check),
    /// Show the site in a browser, and each save at once
    Serve(serve::Serve),
}

impl Cli {
    /// Runs the command.
    pub(crate) fn run(self) -> ExitCode {
        let Self {
            root,
            quiet,
            command,
        } = self;
        let root = root.unwrap_or_else(find_root);
        match command {
            Command::Build(build) => build.run(&root, quiet),
            Command::Check(check) => check.run(&root, quiet),
            Command::Serve(serve) => serve.run(&root, quiet),
        }
    }
}

/// The nearest folder with a `site.toml`, from the current one upwards; else the current one.
fn find_root() -> PathBuf {
    let here = PathBuf::from(".");
    let Ok(current) = std::env::current_dir() else {
        return here;
    };
    match current
        .ancestors()
        .find(|folder| folder.join(SITE_FILE).is_file())
    {
        Some(folder) if folder != current => folder.to_owned(),
        _ => here,
    }
}

/// Reads `--root`.
fn folder(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    if path.is_dir() {
        Ok(path)
    } else {
        Err("there is no such folder".to_owned())
    }
}

/// Reads `--base-url`.
fn base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text)
        .map_err(|why| format!("{why} (write the whole address: https://name.github.io/site/)"))
}

/// Findings printed in full; a site with more has one cause for most of them.
const MOST_SHOWN: usize = 100;

/// Prints the findings that are at least as bad as `least`, then how many there are. Says whether there is an error.
fn print(diagnostics: &[Diagnostic], least: Severity, sources: &Sources) -> bool {
    let text = sources.quoted();
    let report = Report::new(diagnostics, least, &text);
    let mut out = anstream::stderr().lock();
    // A closed pipe is no reason to fail.
    let _ = write!(out, "{}", report.human(MOST_SHOWN));
    let (errors, warnings) = report.counts();
    if errors + warnings > 0 {
        let s = |n: usize| if n == 1 { "" } else { "s" };
        let _ = writeln!(
            out,
            "{errors} error{}, {warnings} warning{}",
            s(errors),
            s(warnings)
        );
    }
    errors > 0
}

/// Prints a failure that lies outside the site's files.
fn print_failure(message: &str, hint: &str) {
    let mut err = anstream::stderr().lock();
    let _ = writeln!(err, "\x1b[1;31merror\x1b[0m: {message}\n  = help: {hint}");
}

/// A path as messages show it.
fn shown(path: &Path) -> String {
    path.display().to_string()
}
