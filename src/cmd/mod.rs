//! The command line: what the user typed, and one file a command.

mod build;
mod check;
mod completions;
mod init;
mod man;
mod new;
mod progress;
mod serve;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use haeseol::base::diag::{Diagnostic, Report, Severity, did_you_mean, printable};
use haeseol::base::permalink::BaseUrl;
use haeseol::source::Sources;
use haeseol::source::site::SITE_FILE;

/// Publishes explainers in Korean and English: every term leads to its glossary page.
#[derive(Debug, Parser)]
#[command(name = "haeseol", version = VERSION, about, arg_required_else_help = true, after_help = AFTER_HELP)]
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

const AFTER_HELP: &str = "\
Example: haeseol init my-site && haeseol build --root my-site
Exit status: 0 all is well, 1 the site has errors, 2 wrong usage.";

/// The version with the commit, where that is known: `0.1.0 (1f2e3d4c5b6a…)`.
const VERSION: &str = if COMMIT.is_empty() {
    env!("CARGO_PKG_VERSION")
} else {
    concat!(env!("CARGO_PKG_VERSION"), " (", env!("HAESEOL_COMMIT"), ")")
};
const COMMIT: &str = env!("HAESEOL_COMMIT");

#[derive(Debug, Subcommand)]
enum Command {
    /// Write the site
    Build(build::Build),
    /// Report everything there is to say of a site, and write nothing
    Check(check::Check),
    /// Show the site in a browser, and each save at once
    Serve(serve::Serve),
    /// Make a new site that builds, with a workflow for GitHub Pages
    Init(init::Init),
    /// Make the files of an explainer, a section, a term or a page, in every language
    New(new::New),
    /// Print what lets a shell complete haeseol's commands
    Completions(completions::Completions),
    /// Print the manual page
    #[command(hide = true)]
    Man(man::Man),
}

impl Cli {
    /// Reads the arguments. If they are wrong, prints why and ends the program.
    pub(crate) fn read() -> Self {
        let error = match Self::try_parse() {
            Ok(cli) => return cli,
            Err(error) => error,
        };
        // clap repeats arguments as they are.
        let text = error.render().to_string();
        let shown: Vec<_> = text.split('\n').map(printable).collect();
        let shown = shown.join("\n");
        if shown == text {
            error.exit();
        }
        let _ = write!(anstream::stderr().lock(), "{shown}");
        std::process::exit(error.exit_code())
    }

    /// Runs the command.
    pub(crate) fn run(self) -> ExitCode {
        let Self {
            root,
            quiet,
            command,
        } = self;
        let site = || root.unwrap_or_else(find_root);
        match command {
            Command::Serve(serve) => serve.run(&site(), quiet),
            Command::Build(build) => build.run(&site(), quiet),
            Command::Check(check) => check.run(&site(), quiet),
            Command::New(new) => new.run(&site(), quiet),
            Command::Init(init) => init.run(quiet),
            Command::Completions(completions) => completions.run(),
            Command::Man(man) => man.run(),
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

/// Reads `--root`: a folder that is there, or the nearest one to what was typed.
fn folder(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    if path.is_dir() {
        return Ok(path);
    }
    let above = match path.parent() {
        Some(above) if above != Path::new("") => above,
        _ => Path::new("."),
    };
    let folders = std::fs::read_dir(above).into_iter().flatten().flatten();
    let mut names: Vec<String> = folders
        .filter(|e| e.path().is_dir())
        .filter_map(|e| e.file_name().into_string().ok())
        .collect();
    names.sort();
    let typed = path
        .file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let hint = did_you_mean(&typed, names.iter().map(String::as_str));
    Err(match hint {
        Some(hint) => format!("there is no such folder; {hint}"),
        None => "there is no such folder".to_owned(),
    })
}

/// The day where the author is; where the machine does not say, that of UTC. The only look at the clock there is.
fn today() -> jiff::civil::Date {
    jiff::ZonedDateTime::now().date()
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

/// Prints a failure whose cause is outside the site's files.
fn print_failure(message: &str, hint: &str) {
    let mut err = anstream::stderr().lock();
    let (message, hint) = (printable(message), printable(hint));
    let _ = writeln!(err, "\x1b[1;31merror\x1b[0m: {message}\n  = help: {hint}");
}

/// Prints what does not keep a command from doing its work, but should be known.
fn print_warning(message: &str) {
    let mut err = anstream::stderr().lock();
    let _ = writeln!(err, "\x1b[1;33mwarning\x1b[0m: {message}");
}

/// A path as messages show it.
fn shown(path: &Path) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    printable(&path.display().to_string()).into_owned()
}
