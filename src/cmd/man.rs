//! `haeseol man`

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Args, CommandFactory as _};
use haeseol::base::diag::Locale;

use super::Cli;
use super::help::find;
use super::voice::Voice;
use super::words::{says, speak};

#[derive(Debug, Args)]
#[command(
    about = says!("설명서(man page)를 출력합니다", "Print the manual page"),
    after_help = says!(
        "예: haeseol man build > haeseol-build.1",
        "Example: haeseol man build > haeseol-build.1"
    )
)]
pub(super) struct Man {
    #[arg(value_name = says!("명령", "COMMAND"), help = says!(
        "설명서를 볼 명령 [기본값: haeseol 자체]",
        "The command [default: haeseol itself]"
    ))]
    command: Vec<String>,
}

impl Man {
    pub(super) fn run(self, voice: Voice) -> ExitCode {
        let command = match find(speak(Cli::command(), voice.locale), &self.command, voice) {
            Ok(command) => command,
            Err(status) => return status,
        };
        let mut page = Vec::new();
        // Writing to memory does not fail.
        let _ = clap_mangen::Man::new(command).render(&mut page);
        let page = translated(&String::from_utf8_lossy(&page), voice.locale);
        // A closed pipe is no reason to fail.
        let _ = std::io::stdout().write_all(page.as_bytes());
        ExitCode::SUCCESS
    }
}

/// Headings, which come in English, and in capitals but for our own.
fn translated(page: &str, locale: Locale) -> String {
    let lines = page.split_inclusive('\n').map(|line| {
        let heading = match line.trim_end() {
            ".SH NAME" => "이름",
            ".SH SYNOPSIS" => "사용법",
            ".SH DESCRIPTION" => "설명",
            ".SH OPTIONS" => "옵션",
            ".SH EXTRA" => "덧붙임",
            ".SH VERSION" => "버전",
            ".SH Commands" => "명령",
            _ => return line.to_owned(),
        };
        locale.pick(format!(".SH {heading}\n"), line.to_uppercase())
    });
    lines.collect()
}
