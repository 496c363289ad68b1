//! `haeseol init`

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use haeseol::base::permalink::BaseUrl;
use haeseol::scaffold::starter::{Answers, Program, files};
use haeseol::scaffold::write;

use super::{COMMIT, base_url, print_failure, shown, today};

/// Makes a small site in Korean and English that shows everything once, with a workflow for GitHub Pages. Overwrites
/// nothing.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: haeseol init my-site --title-ko '작은 해설' --title-en 'Small Explainers'"
)]
pub(super) struct Init {
    /// Folder to make; one that is there may hold other files
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The site's name in Korean
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    title_ko: Option<String>,
    /// The site's name in English
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    title_en: Option<String>,
    /// Where it will be published; on GitHub Pages the workflow finds out by itself
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<BaseUrl>,
    /// Who publishes it
    #[arg(long, value_name = "NAME", value_parser = one_line)]
    author: Option<String>,
}

/// Where the sources of this program are; empty if it does not know.
const REPOSITORY: &str = env!("HAESEOL_REPOSITORY");

impl Init {
    pub(super) fn run(self, quiet: bool) -> ExitCode {
        let answers = Answers {
            title_ko: self.title_ko,
            title_en: self.title_en,
            base_url: self.base_url,
            author: self.author,
        };
        let program = Program {
            version: env!("CARGO_PKG_VERSION"),
            commit: COMMIT,
            repository: REPOSITORY,
        };
        let files = files(&answers, program, today());
        if let Err(refusal) = write(&self.folder, &files) {
            print_failure(&refusal.message, &refusal.hint);
            return ExitCode::FAILURE;
        }
        if !quiet {
            let folder = shown(&self.folder);
            let mut out = anstream::stdout().lock();
            let _ = writeln!(
                out,
                "\x1b[1m   made\x1b[0m  {} files in {folder}\n\nNext:\n  cd {folder}\n  haeseol serve      shows the site, and every change, in the browser\n  haeseol check      tells what is amiss\n  haeseol build      writes the site into public/\nREADME.md says how to write, preview and publish.",
                files.len()
            );
            if REPOSITORY.is_empty() {
                let _ = writeln!(
                    out,
                    "This copy of haeseol does not know where its sources are published: before you push, write that\naddress into .github/workflows/pages.yml, at HAESEOL_REPOSITORY."
                );
            }
        }
        ExitCode::SUCCESS
    }
}

/// A name without line breaks and needless space.
fn one_line(text: &str) -> Result<String, &'static str> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err("it is empty");
    }
    Ok(text)
}
