//! `haeseol handoff`

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use haeseol::base::diag::printable;
use haeseol::message;
use haeseol::source::Sources;
use haeseol::translation::handoff;

use super::voice::Voice;
use super::words::says;
use super::{from_root, refuse_translations};

#[derive(Debug, Args)]
#[command(
    about = says!(
        "옮길 곳을 번역하는 사람이나 AI에게 넘길 글 하나로 뽑습니다",
        "Print what is to be translated as one text for a translator, person or model"
    ),
    after_help = says!(
        "예: haeseol handoff content/tide > tide.md\n다음: 받은 번역을 파일에 넣고 `haeseol accept`를 실행하세요.",
        "Example: haeseol handoff content/tide > tide.md\nNext: put the answer into the translation's file, then run `haeseol accept`."
    )
)]
pub(super) struct Handoff {
    #[arg(value_name = says!("경로", "PATH"), help = says!(
        "원문이나 번역의 파일, 또는 해설의 폴더",
        "The file of the original or the translation, or an explainer's folder"
    ))]
    path: String,
}

impl Handoff {
    pub(super) fn run(self, root: &Path, voice: Voice) -> ExitCode {
        let sources = Sources::read(root);
        let path = from_root(root, &self.path);
        let handoff = match handoff(&sources, root, &path, voice.locale) {
            Ok(handoff) => handoff,
            Err(failure) => return refuse_translations(failure, &sources, voice),
        };
        if handoff.texts == 0 {
            voice.line(&message!(
                "옮길 것이 없습니다. 번역이 원문과 맞습니다",
                "Nothing is to be translated: all is in step"
            ));
            return ExitCode::SUCCESS;
        }
        let mut out = std::io::stdout();
        // What texts hold steers no terminal; in a file or a pipe it is what it is.
        let text = match out.is_terminal() {
            true => handoff
                .text
                .lines()
                .map(|line| printable(line) + "\n")
                .collect(),
            false => handoff.text,
        };
        // A closed pipe is no reason to fail.
        let _ = out.write_all(text.as_bytes());
        ExitCode::SUCCESS
    }
}
