//! `haeseol completions`

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::Cli;

/// Prints what lets a shell complete haeseol's commands; put it where the shell looks for it.
#[derive(Debug, Args)]
#[command(
    after_help = "Example: haeseol completions bash > ~/.local/share/bash-completion/completions/haeseol"
)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self) -> ExitCode {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "haeseol", &mut script);
        // A closed pipe is no reason to fail.
        let _ = std::io::stdout().write_all(&script);
        ExitCode::SUCCESS
    }
}
