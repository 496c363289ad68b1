//! `haeseol explain`

use std::io::Write as _;
use std::process::ExitCode;

use clap::Args;
use haeseol::base::diag::nearest;
use haeseol::base::explain::{codes, page};
use haeseol::message;

use super::voice::Voice;
use super::words::says;

#[derive(Debug, Args)]
#[command(
    about = says!("오류나 경고의 뜻과 보기, 고치는 방법을 보여 줍니다", "Print what a finding means, with an example, and what to do"),
    after_help = says!("예: haeseol explain broken-link", "Example: haeseol explain broken-link")
)]
pub(super) struct Explain {
    #[arg(value_name = says!("코드", "CODE"), help = says!(
        "오류나 경고에 적힌 코드",
        "The code of the finding"
    ))]
    code: String,
}

impl Explain {
    pub(super) fn run(self, voice: Voice) -> ExitCode {
        // As a finding prints it: `error[broken-link]`.
        let code = self.code.rsplit('[').next().unwrap_or_default();
        let code = code.trim_end_matches(']').to_ascii_lowercase();
        let Some(page) = page(&code, voice.locale) else {
            unknown(&code, voice);
            return ExitCode::from(2);
        };
        // A closed pipe is no reason to fail.
        let _ = writeln!(std::io::stdout().lock(), "{page}");
        ExitCode::SUCCESS
    }
}

fn unknown(code: &str, voice: Voice) {
    let hint = match nearest(code, codes()) {
        Some(near) => message!(
            "혹시 `haeseol explain {near}`?",
            "did you mean `haeseol explain {near}`?"
        ),
        None => message!(
            "오류나 경고에 적힌 코드를 그대로 적으세요: `broken-link`",
            "write the code as the finding has it: `broken-link`"
        ),
    };
    voice.failure(
        message!(
            "`{code}`(이라는/라는) 코드는 없습니다",
            "there is no code `{code}`"
        ),
        hint,
    );
}
