//! `haeseol doctor`

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use haeseol::base::diag::{Severity, printable};
use haeseol::base::permalink::BaseUrl;
use haeseol::doctor::{Answer, Question, examine};
use haeseol::message;

use super::voice::{Voice, tally};
use super::words::says;
use super::{base_url, init, today};

/// Files that are named.
const MOST_NAMED: usize = 5;

#[derive(Debug, Args)]
#[command(
    about = says!(
        "사이트를 공개할 준비가 되었는지 살펴봅니다. 아무것도 바꾸지 않습니다",
        "Look whether everything is there to publish the site; change nothing"
    ),
    after_help = says!(
        "예: haeseol doctor\n다음: 알려 준 대로 고치고 `haeseol deploy`로 공개하세요. 네트워크는 쓰지 않습니다.",
        "Example: haeseol doctor\nNext: do as it says, then publish with `haeseol deploy`. The network is not used."
    )
)]
pub(super) struct Doctor {
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = says!("형식", "FORMAT"), help = says!(
        "결과를 보여 주는 형식",
        "How it is printed"
    ))]
    format: Format,
    #[arg(long, default_value = "origin", value_name = says!("이름", "NAME"), help = says!(
        "올릴 원격 저장소",
        "The remote to push to"
    ))]
    remote: String,
    #[arg(long, value_name = says!("주소", "URL"), value_parser = base_url, help = says!(
        "site.toml에 적은 주소 대신 이 주소로 배포합니다",
        "Publish under this address instead of the one in site.toml"
    ))]
    base_url: Option<BaseUrl>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    #[value(help = says!("사람이 읽는 글로", "As people read it"))]
    Human,
    #[value(help = says!("한 줄에 하나씩 JSON으로", "One JSON object a line"))]
    Json,
}

impl Doctor {
    pub(super) fn run(self, root: &Path, voice: Voice) -> ExitCode {
        let answers = examine(
            root,
            Question {
                remote: &self.remote,
                base_url: self.base_url,
                program: init::PROGRAM,
                today: today(),
            },
        );
        let count = |severity| {
            answers
                .iter()
                .filter(|a| a.severity == Some(severity))
                .count()
        };
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let least =
            |a: &&Answer| !voice.quiet || a.severity.is_some_and(|s| s <= Severity::Warning);
        let shown = answers.iter().filter(least);
        let written: String = match self.format {
            Format::Json => shown.map(|a| json(a, voice) + "\n").collect(),
            Format::Human => shown.map(|a| human(a, voice)).collect(),
        };
        // A closed pipe is no reason to fail.
        let _ = anstream::stdout().write_all(written.as_bytes());
        if self.format == Format::Human {
            let tally = tally(errors, warnings);
            voice.line(&match errors {
                0 if warnings == 0 => message!(
                    "\n공개할 준비가 되었습니다",
                    "\nEverything is there to publish the site"
                ),
                _ => message!("\n{tally}", "\n{tally}", tally),
            });
        }
        match errors {
            0 => ExitCode::SUCCESS,
            _ => ExitCode::FAILURE,
        }
    }
}

fn human(answer: &Answer, voice: Voice) -> String {
    let pick = |korean, english| voice.locale.pick(korean, english);
    let (colour, mark) = match answer.severity {
        None => (32, pick("좋음", "good")),
        Some(Severity::Note) => (36, pick("알림", "note")),
        Some(Severity::Warning) => (33, pick("경고", "warning")),
        Some(Severity::Error) => (31, pick("오류", "error")),
    };
    let mut out = format!(
        "\x1b[1;{colour}m{mark}\x1b[0m: {}\n",
        printable(voice.say(&answer.message))
    );
    for file in answer.files.iter().take(MOST_NAMED) {
        out.push_str(&format!("  - {}\n", printable(file)));
    }
    let more = answer.files.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        let more = message!("그 밖에 {more}개", "and {more} more");
        out.push_str(&format!("  - {}\n", voice.say(&more)));
    }
    if let Some(hint) = &answer.hint {
        let help = pick("도움말", "help");
        out.push_str(&format!("  = {help}: {}\n", printable(voice.say(hint))));
    }
    out
}

fn json(answer: &Answer, voice: Voice) -> String {
    let severity = match answer.severity {
        None => "good",
        Some(Severity::Note) => "note",
        Some(severity) => severity.name(),
    };
    serde_json::json!({
        "about": answer.about,
        "severity": severity,
        "message": voice.say(&answer.message),
        "hint": answer.hint.as_ref().map(|hint| voice.say(hint)),
        "files": answer.files.iter().map(|f| &**f).collect::<Vec<_>>(),
    })
    .to_string()
}
