//! `haeseol new`

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use haeseol::base::diag::Severity;
use haeseol::document::section::SectionKind;
use haeseol::scaffold::new::{Wanted, files, warnings};
use haeseol::scaffold::write;
use haeseol::source::Sources;
use haeseol::source::site::{SITE_FILE, Site};

use super::{print, print_failure, shown, today};

/// Makes the files of an explainer, a section, a term or a page: one in every language, as drafts.
#[derive(Debug, Args)]
#[command(after_help = "Example: haeseol new section physical-ai/robots --after lead")]
pub(super) struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// An article, which is a folder with an index
    #[command(after_help = "Example: haeseol new explainer physical-ai")]
    Explainer {
        /// Its name in addresses, in English: physical-ai
        slug: String,
    },
    /// A section of an article, numbered to come last or after another one
    #[command(after_help = "Example: haeseol new section physical-ai/questions --kind faq")]
    Section {
        /// The explainer and the section's name in addresses
        #[arg(value_name = "EXPLAINER/SLUG")]
        path: String,
        /// What it is made of
        #[arg(long, value_parser = kinds(), default_value = SectionKind::default().name())]
        kind: SectionKind,
        /// The section that it comes after, by its name without the number
        #[arg(long, value_name = "SLUG")]
        after: Option<String>,
    },
    /// A term of the glossary
    #[command(after_help = "Example: haeseol new term humanoid")]
    Term {
        /// Its name in addresses, in English: humanoid
        slug: String,
    },
    /// A plain page
    #[command(after_help = "Example: haeseol new page about")]
    Page {
        /// Its name in addresses, in English: about
        slug: String,
    },
}

/// The names of the kinds of section, with what they are.
fn kinds() -> impl TypedValueParser<Value = SectionKind> {
    let names = SectionKind::ALL.map(|kind| {
        let [_, about] = kind.about();
        PossibleValue::new(kind.name()).help(about)
    });
    PossibleValuesParser::new(names).map(|name| SectionKind::named(&name).unwrap_or_default())
}

impl New {
    pub(super) fn run(self, root: &Path, quiet: bool) -> ExitCode {
        let sources = Sources::read(root);
        let mut diagnostics = Vec::new();
        let site = sources
            .text(SITE_FILE)
            .and_then(|text| Site::parse(text, &Arc::from(SITE_FILE), &mut diagnostics));
        let Some(site) = site else {
            let unread = sources
                .diagnostics()
                .filter(|d| &*d.place.file == SITE_FILE);
            diagnostics.extend(unread.cloned());
            print(&diagnostics, Severity::Error, &sources);
            return ExitCode::FAILURE;
        };
        let wanted = match &self.what {
            What::Explainer { slug } => Wanted::Explainer(slug),
            What::Section { path, kind, after } => Wanted::Section {
                path,
                kind: *kind,
                after: after.as_deref(),
            },
            What::Term { slug } => Wanted::Term(slug),
            What::Page { slug } => Wanted::Page(slug),
        };
        let made = files(&site, &sources, wanted, today())
            .and_then(|files| write(root, &files).map(|()| files));
        if let Ok(files) = &made {
            print(&warnings(&sources, files), Severity::Warning, &sources);
        }
        match made {
            Ok(files) if quiet || files.is_empty() => ExitCode::SUCCESS,
            Ok(files) => {
                let mut out = anstream::stdout().lock();
                for file in &files {
                    let _ = writeln!(
                        out,
                        "\x1b[1m   made\x1b[0m  {}",
                        shown(&root.join(&file.path))
                    );
                }
                let _ = writeln!(
                    out,
                    "\nNow write in them. `haeseol serve --drafts` shows them; delete the line `draft: true` to publish."
                );
                ExitCode::SUCCESS
            }
            Err(refusal) => {
                print_failure(&refusal.message, &refusal.hint);
                ExitCode::FAILURE
            }
        }
    }
}
