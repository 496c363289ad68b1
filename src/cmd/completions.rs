//! `haeseol completions`

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::Cli;
use super::voice::Voice;
use super::words::{says, shown, speak};

#[derive(Debug, Args)]
#[command(
    about = says!(
        "셸에서 명령을 자동 완성하는 스크립트를 출력합니다",
        "Print what lets a shell complete haeseol's commands"
    ),
    after_help = says!(
        "예: haeseol completions bash > ~/.local/share/bash-completion/completions/haeseol",
        "Example: haeseol completions bash > ~/.local/share/bash-completion/completions/haeseol"
    )
)]
pub(super) struct Completions {
    #[arg(value_enum, value_name = says!("셸", "SHELL"), help = says!("쓰고 있는 셸", "The shell"))]
    shell: Shell,
}

impl Completions {
    pub(super) fn run(self, voice: Voice) -> ExitCode {
        let mut command = shown(speak(Cli::command(), voice.locale), voice.locale);
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "haeseol", &mut script);
        // A closed pipe is no reason to fail.
        let _ = std::io::stdout().write_all(&script);
        ExitCode::SUCCESS
    }
}
