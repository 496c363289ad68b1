//! `haeseol help`

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use haeseol::base::diag::did_you_mean;
use haeseol::message;

use super::Cli;
use super::voice::Voice;
use super::words::{says, speak};

#[derive(Debug, Args)]
#[command(
    about = says!("명령의 도움말을 보여 줍니다", "Print the help of a command"),
    after_help = says!("예: haeseol help new section", "Example: haeseol help new section")
)]
pub(super) struct Help {
    #[arg(value_name = says!("명령", "COMMAND"), help = says!(
        "알고 싶은 명령 [기본값: haeseol 자체]",
        "The command [default: haeseol itself]"
    ))]
    command: Vec<String>,
}

impl Help {
    pub(super) fn run(self, voice: Voice) -> ExitCode {
        match find(speak(Cli::command(), voice.locale), &self.command, voice) {
            Ok(mut command) => {
                let help = command.render_help();
                // A closed pipe is no reason to fail.
                let _ = write!(anstream::stdout().lock(), "{}", help.ansi());
                ExitCode::SUCCESS
            }
            Err(status) => status,
        }
    }
}

/// The command of that name below another one; says so where there is none.
pub(super) fn find(
    mut all: clap::Command,
    names: &[String],
    voice: Voice,
) -> Result<clap::Command, ExitCode> {
    for name in names {
        let Some(command) = all.find_subcommand(name) else {
            let known = all.get_subcommands().map(clap::Command::get_name);
            let hint = did_you_mean(name, known);
            voice.failure(
                message!("`{name}` 명령은 없습니다", "there is no command `{name}`"),
                hint.unwrap_or_else(|| {
                    message!(
                        "`haeseol help`가 명령을 모두 보여 줍니다",
                        "`haeseol help` lists the commands"
                    )
                }),
            );
            return Err(ExitCode::from(2));
        };
        all = command.clone();
    }
    Ok(all)
}
