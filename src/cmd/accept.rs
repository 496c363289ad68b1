//! `haeseol accept`

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use haeseol::base::diag::Severity;
use haeseol::message;
use haeseol::scaffold::{publish, replace};
use haeseol::source::Sources;
use haeseol::source::lock::LOCK_FILE;
use haeseol::translation::{Wanted, accept};

use super::voice::{Voice, counted};
use super::words::says;
use super::{from_root, refuse_translations};

#[derive(Debug, Args)]
#[command(
    about = says!(
        "번역이 원문과 맞다고 적어 둡니다. 수, 용어, 링크, 구조가 어긋나면 적지 않습니다",
        "Mark translations as in step with their originals; refused where figures, terms, links or structure are broken"
    ),
    after_help = says!(
        "예: haeseol accept content/tide/10-moon.en.md\n다음: 바뀐 translations.lock을 글과 함께 git에 넣으세요.",
        "Example: haeseol accept content/tide/10-moon.en.md\nNext: commit translations.lock together with the texts."
    )
)]
pub(super) struct Accept {
    #[arg(required_unless_present = "all", value_name = says!("경로", "PATH"), help = says!(
        "번역 파일이나 해설의 폴더",
        "Files of translations, or folders of explainers"
    ))]
    paths: Vec<String>,
    #[arg(long, conflicts_with = "paths", help = says!("모든 번역", "Every translation"))]
    all: bool,
    #[arg(long, help = says!("어긋난 곳이 있어도 적어 둡니다", "Even where something is broken"))]
    force: bool,
}

impl Accept {
    pub(super) fn run(self, root: &Path, voice: Voice) -> ExitCode {
        let sources = Sources::read(root);
        let wanted = match self.all {
            true => Wanted::All,
            false => Wanted::Paths(self.paths.iter().map(|p| from_root(root, p)).collect()),
        };
        let accepted = match accept(&sources, &wanted, self.force) {
            Ok(accepted) => accepted,
            Err(failure) => return refuse_translations(failure, &sources, voice),
        };
        // The texts first: a lock that says too little is only asked for again.
        let published = accepted.published.iter().map(|file| publish(root, file));
        let lock = accepted.lock.iter();
        let lock = lock.map(|text| replace(root, LOCK_FILE, text.as_bytes()));
        if let Some(Err(refusal)) = published.chain(lock).find(Result::is_err) {
            voice.failure(refusal.message, refusal.hint);
            return ExitCode::FAILURE;
        }
        for file in &accepted.accepted {
            voice.done(&message!("  적음", "accepted"), file);
        }
        if accepted.accepted.is_empty() && accepted.refused.is_empty() {
            let n = accepted.unchanged;
            let n = counted(n, message!("번역 {n}개", "{n} translation"));
            voice.line(&message!(
                "이미 원문과 맞다고 적혀 있습니다: {n}",
                "In step already: {n}",
                n
            ));
        }
        if accepted.refused.is_empty() {
            return ExitCode::SUCCESS;
        }
        voice.findings(&accepted.refused, Severity::Note, &sources);
        if self.force {
            return ExitCode::SUCCESS;
        }
        voice.failure(
            message!(
                "어긋난 번역은 적지 않았습니다",
                "translations with something broken were not accepted"
            ),
            message!(
                "고치고 다시 실행하세요. 일부러 그렇게 썼다면 `--force`를 붙이세요",
                "correct them and run this again; where it is on purpose, add `--force`"
            ),
        );
        ExitCode::FAILURE
    }
}
