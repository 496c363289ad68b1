//! `haeseol build`

use std::cell::Cell;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use haeseol::base::diag::{Severity, printable};
use haeseol::base::permalink::BaseUrl;
use haeseol::engine::cache::Cache;
use haeseol::output::publish::{PublishError, Staging};
use haeseol::source::Sources;
use haeseol::source::site::SITE_FILE;
use haeseol::{Options, Stage};

use super::progress::Progress;
use super::{base_url, print, print_failure, print_warning, shown};

/// Writes the site. An error in the content writes nothing and leaves the last good site in place.
#[derive(Debug, Args)]
#[command(after_help = "Example: haeseol build --base-url https://name.github.io/site/")]
pub(super) struct Build {
    /// Folder to write [default: public, in the site's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Publish under this address instead of the one in site.toml
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<BaseUrl>,
    /// Publish drafts too
    #[arg(long)]
    drafts: bool,
    /// Publish nothing where there are warnings
    #[arg(long)]
    strict: bool,
    /// Print notes too: how often each term is mentioned, names inside longer words
    #[arg(long, short)]
    verbose: bool,
}

impl Build {
    pub(super) fn run(self, root: &Path, quiet: bool) -> ExitCode {
        match self.publish(root, quiet) {
            Ok(true) => ExitCode::SUCCESS,
            Ok(false) => ExitCode::FAILURE,
            Err(error) => {
                print_failure(&error.message, &error.hint);
                ExitCode::FAILURE
            }
        }
    }

    /// Whether the site was published.
    fn publish(self, root: &Path, quiet: bool) -> Result<bool, PublishError> {
        let out = self.out.unwrap_or_else(|| root.join("public"));
        let clock = Clock::start(quiet);
        let sources = Sources::read(root);
        clock.line("read", &format!("{} files", sources.len()));
        if sources.text(SITE_FILE).is_none() {
            // No site, so no folder is made next to it either.
            let unread: Vec<_> = sources.diagnostics().cloned().collect();
            print(&unread, Severity::Warning, &sources);
            return Ok(false);
        }
        let staging = Staging::begin(root, &out)?;
        let options = Options {
            base_url: self.base_url,
            drafts: self.drafts,
            strict: self.strict,
            without_notes: !self.verbose,
        };
        let progress = Progress::new(&staging);
        let watch = |stage: Stage<'_>| {
            match &stage {
                Stage::Linked(site) => progress.expect(site.files()),
                Stage::Rendered(_) => progress.finish(),
                Stage::Parsed { .. } => {}
            }
            clock.stage(&stage);
        };
        let cache = &mut Cache::default();
        let diagnostics = haeseol::build(&sources, &options, cache, &progress, &watch);
        let least = if self.verbose {
            Severity::Note
        } else {
            Severity::Warning
        };
        let errors = print(&diagnostics, least, &sources);
        if errors {
            return Ok(false);
        }
        if options.strict && diagnostics.iter().any(|d| d.severity <= Severity::Warning) {
            return Err(PublishError {
                message: "nothing is published while there are warnings".to_owned(),
                hint: "mend what the warnings say, or build without --strict".to_owned(),
            });
        }
        for warning in staging.publish()? {
            print_warning(&warning);
        }
        clock.line("write", &shown(&out));
        Ok(true)
    }
}

/// Prints a line for each stage with the time it took.
struct Clock {
    quiet: bool,
    last: Cell<Instant>,
}

impl Clock {
    fn start(quiet: bool) -> Self {
        Self {
            quiet,
            last: Cell::new(Instant::now()),
        }
    }

    fn stage(&self, stage: &Stage<'_>) {
        if self.quiet {
            return;
        }
        match stage {
            Stage::Parsed { documents } => self.line("parse", &format!("{documents} texts")),
            Stage::Linked(site) => {
                let (terms, links) = (site.terms(), site.term_links());
                self.line("link", &format!("{terms} terms, {links} links to them"));
            }
            Stage::Rendered(site) => {
                let pages = site.pages().into_iter();
                let pages = pages.map(|(tag, n)| format!("{tag} {n} pages"));
                let pages = pages.collect::<Vec<_>>().join(", ");
                self.line("render", &format!("{pages}; {} files", site.files()));
            }
        }
    }

    fn line(&self, what: &str, detail: &str) {
        let elapsed = self.last.replace(Instant::now()).elapsed();
        if !self.quiet {
            let detail = printable(detail);
            let mut out = anstream::stdout().lock();
            let _ = writeln!(
                out,
                "\x1b[1m{what:>7}\x1b[0m  {detail} \x1b[2m{:.0} ms\x1b[0m",
                elapsed.as_secs_f64() * 1e3
            );
        }
    }
}
