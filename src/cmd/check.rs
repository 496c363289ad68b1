//! `haeseol check`

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use haeseol::Options;
use haeseol::base::diag::{Report, Severity};
use haeseol::base::permalink::BaseUrl;
use haeseol::source::Sources;

use super::{base_url, print};

/// Reports everything there is to say of a site, and writes nothing.
#[derive(Debug, Args)]
#[command(after_help = "Example: haeseol check --format github")]
pub(super) struct Check {
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Check as if published under this address
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<BaseUrl>,
    /// Check drafts too
    #[arg(long)]
    drafts: bool,
    /// Fail where there are warnings
    #[arg(long)]
    strict: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the lines they speak of
    Human,
    /// One JSON object a line
    Json,
    /// Annotations on GitHub
    Github,
}

impl Check {
    pub(super) fn run(self, root: &Path, quiet: bool) -> ExitCode {
        let sources = Sources::read(root);
        let options = Options {
            base_url: self.base_url,
            drafts: self.drafts,
            strict: false,
            without_notes: quiet,
        };
        let diagnostics = haeseol::check(&sources, &options);
        let least = if quiet {
            Severity::Warning
        } else {
            Severity::Note
        };
        let text = sources.quoted();
        let report = Report::new(&diagnostics, least, &text);
        let (errors, warnings) = report.counts();
        let written = match self.format {
            Format::Human => {
                print(&diagnostics, least, &sources);
                Ok(())
            }
            Format::Json => write!(std::io::stdout(), "{}", report.json()),
            Format::Github => write!(std::io::stdout(), "{}", report.github(&in_repository(root))),
        };
        // A reader that has seen enough is no fault of the site.
        let unwritten = written.is_err_and(|e| e.kind() != ErrorKind::BrokenPipe);
        if unwritten || errors > 0 || (self.strict && warnings > 0) {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }
}

/// The site's folder as GitHub names files, from the top of the repository: empty, or with a final `/`. On GitHub the
/// environment says where that is; elsewhere it is taken to be the current folder.
fn in_repository(root: &Path) -> String {
    let top = std::env::var_os("GITHUB_WORKSPACE").map_or_else(|| ".".into(), PathBuf::from);
    let inside = || {
        let (root, top) = (root.canonicalize().ok()?, top.canonicalize().ok()?);
        Some(root.strip_prefix(top).ok()?.to_path_buf())
    };
    let parts = inside().unwrap_or_default();
    parts
        .components()
        .map(|part| format!("{}/", part.as_os_str().to_string_lossy()))
        .collect()
}
