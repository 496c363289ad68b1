//! `haeseol init`

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser};
use haeseol::base::permalink::BaseUrl;
use haeseol::message;
use haeseol::scaffold::starter::{Answers, LANGUAGES, Program, begin};

use super::voice::{Voice, shown};
use super::words::says;
use super::{COMMIT, base_url, one_line, today};

#[derive(Debug, Args)]
#[command(
    about = says!(
        "GitHub Pages에 올릴 수 있는 작은 사이트를 새로 만듭니다",
        "Make a small new site, with a workflow for GitHub Pages"
    ),
    after_help = says!(
        "예: haeseol init my-site --title-ko '작은 해설' --title-en 'Small Explainers'\n다음: 그 폴더에서 `haeseol serve --open`을 실행하면 사이트가 브라우저에 보입니다.",
        "Example: haeseol init my-site --title-ko '작은 해설' --title-en 'Small Explainers'\nNext: run `haeseol serve --open` in that folder to see the site in the browser."
    )
)]
pub(super) struct Init {
    #[arg(value_name = says!("폴더", "DIR"), help = says!(
        "사이트를 만들 폴더. README, LICENSE, .git은 있어도 되고, 있던 파일은 덮어쓰지 않습니다",
        "Folder to make; README, LICENSE, .git and other files may be there, and are not overwritten"
    ))]
    folder: PathBuf,
    #[arg(long, value_name = says!("이름", "NAME"), value_parser = one_line, help = says!(
        "사이트의 한국어 이름",
        "The site's name in Korean"
    ))]
    title_ko: Option<String>,
    #[arg(long, value_name = says!("이름", "NAME"), value_parser = one_line, help = says!(
        "사이트의 영어 이름",
        "The site's name in English"
    ))]
    title_en: Option<String>,
    #[arg(long, value_name = says!("언어", "LANGUAGES"), value_delimiter = ',', value_parser = languages(), help = says!(
        "처음에 쓸 언어. 적지 않으면 한국어와 영어",
        "Languages to begin with; Korean and English if none is given"
    ))]
    languages: Vec<String>,
    #[arg(long, value_name = says!("주소", "URL"), value_parser = base_url, help = says!(
        "사이트를 공개할 주소. GitHub Pages라면 적지 않아도 됩니다",
        "Where it will be published; on GitHub Pages the workflow finds out by itself"
    ))]
    base_url: Option<BaseUrl>,
    #[arg(long, value_name = says!("이름", "NAME"), value_parser = one_line, help = says!(
        "사이트를 운영하는 사람이나 단체",
        "Who publishes it"
    ))]
    author: Option<String>,
    #[arg(long, help = says!(
        "VS Code의 설정과 스니펫, 작업도 만듭니다. 사이트가 이미 있으면 이것만 만듭니다",
        "Write settings, snippets and tasks for VS Code too; where there is a site already, only these"
    ))]
    vscode: bool,
}

/// The languages to begin with, each by its tag.
fn languages() -> PossibleValuesParser {
    LANGUAGES
        .map(|tag| {
            PossibleValue::new(tag).help(match tag {
                "ko" => says!("한국어", "Korean"),
                _ => says!("영어", "English"),
            })
        })
        .into()
}

/// Where the sources of this program are; empty if it does not know.
const REPOSITORY: &str = env!("HAESEOL_REPOSITORY");
/// This program.
pub(super) const PROGRAM: Program<'_> = Program {
    version: env!("CARGO_PKG_VERSION"),
    commit: COMMIT,
    repository: REPOSITORY,
};

impl Init {
    pub(super) fn run(self, voice: Voice) -> ExitCode {
        let answers = Answers {
            title_ko: self.title_ko,
            title_en: self.title_en,
            languages: self.languages,
            base_url: self.base_url,
            author: self.author,
            vscode: self.vscode.then_some(voice.locale),
        };
        let made = match begin(&self.folder, &answers, PROGRAM, today()) {
            Ok(made) => made,
            Err(refusal) => {
                voice.failure(refusal.message, refusal.hint);
                return ExitCode::FAILURE;
            }
        };
        let folder = shown(&self.folder);
        let here = folder.is_empty();
        let enter = if here {
            String::new()
        } else {
            format!("  cd {folder}\n")
        };
        let folder = match here {
            true => message!("이 폴더", "this folder"),
            false => message!("{folder}", "{folder}"),
        };
        let count = made.len();
        let mut readmes = made.iter().map(|file| &*file.path);
        let readme = readmes.find(|path| {
            let english = path.ends_with(".en.md");
            path.starts_with("README") && english == voice.locale.pick(false, true)
        });
        let Some(readme) = readme else {
            voice.line(&message!(
                "VS Code에서 쓸 파일 {count}개를 만들었습니다. 폴더를 VS Code로 열고 `작업: 작업 실행`에서 `haeseol: preview`를 고르세요.",
                "{count} files for VS Code are made. Open the folder there, and choose `haeseol: preview` at `Tasks: Run Task`."
            ));
            return ExitCode::SUCCESS;
        };
        voice.line(&message!(
            "{folder}에 파일 {count}개를 만들었습니다.\n\n다음에 할 일:\n{enter}  haeseol serve --open   사이트를 브라우저에 띄우고, 저장할 때마다 새로 보여 줍니다\n  haeseol check          고칠 곳을 알려 줍니다\n  haeseol build          사이트를 public 폴더에 만듭니다\n글을 쓰고 공개하는 방법은 {readme}에 있습니다.",
            "{count} files are in {folder} now.\n\nNext:\n{enter}  haeseol serve --open   shows the site in the browser, and every change as it is saved\n  haeseol check          says what to correct\n  haeseol build          writes the site into public/\n{readme} explains how to write and publish.",
            folder
        ));
        if REPOSITORY.is_empty() {
            voice.line(&message!(
                "이 haeseol은 자기 소스가 어디에 공개되어 있는지 모릅니다. GitHub에 푸시하기 전에 그 주소를\n.github/workflows/pages.yml의 HAESEOL_REPOSITORY에 적으세요.",
                "This copy of haeseol does not know where its sources are published: before you push, write that\naddress into .github/workflows/pages.yml, at HAESEOL_REPOSITORY."
            ));
        }
        ExitCode::SUCCESS
    }
}
