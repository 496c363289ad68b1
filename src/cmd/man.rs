//! `haeseol man`

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use haeseol::base::diag::did_you_mean;

use super::{Cli, print_failure};

/// Prints the manual page of haeseol or of one of its commands, for packagers.
#[derive(Debug, Args)]
#[command(after_help = "Example: haeseol man build > haeseol-build.1")]
pub(super) struct Man {
    /// The command [default: haeseol itself]
    command: Option<String>,
}

impl Man {
    pub(super) fn run(self) -> ExitCode {
        let mut all = Cli::command();
        all.build();
        let page = match &self.command {
            None => all,
            Some(name) => match all.find_subcommand(name) {
                Some(command) => command.clone(),
                None => {
                    let known = all.get_subcommands().map(clap::Command::get_name);
                    let hint = did_you_mean(name, known)
                        .unwrap_or_else(|| "`haeseol --help` lists the commands".into());
                    print_failure(&format!("there is no command `{name}`"), &hint);
                    return ExitCode::from(2);
                }
            },
        };
        let mut text = Vec::new();
        // Writing to memory does not fail; a closed pipe is no reason to.
        let _ = clap_mangen::Man::new(page).render(&mut text);
        let _ = std::io::stdout().write_all(&text);
        ExitCode::SUCCESS
    }
}
