//! `haeseol new`

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use haeseol::base::diag::Severity;
use haeseol::document::section::SectionKind;
use haeseol::message;
use haeseol::scaffold::new::{Titles, Wanted, files, warnings};
use haeseol::scaffold::{translation, write};
use haeseol::source::Sources;
use haeseol::source::site::{SITE_FILE, Site};

use super::voice::{Voice, shown};
use super::words::{both, says};
use super::{from_root, one_line, today};

#[derive(Debug, Args)]
#[command(
    about = says!(
        "글, 부분, 용어, 페이지의 파일을 언어마다 초안으로 만듭니다",
        "Make the files of an explainer, section, term or page, as drafts"
    ),
    after_help = says!(
        "예: haeseol new section physical-ai/robots --after lead\n다음: 만든 파일에 글을 쓰고 `haeseol serve --drafts`로 보세요.",
        "Example: haeseol new section physical-ai/robots --after lead\nNext: write in the files, and see them with `haeseol serve --drafts`."
    )
)]
pub(super) struct New {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    #[command(
        about = says!("해설 글 하나. 폴더와 그 안의 index 파일입니다", "An article, which is a folder with an index"),
        after_help = says!(
            "예: haeseol new explainer physical-ai --title-ko '피지컬 AI' --title-en 'Physical AI'\n다음: `haeseol new section physical-ai/이름`으로 부분을 더하세요.",
            "Example: haeseol new explainer physical-ai --title-ko '피지컬 AI' --title-en 'Physical AI'\nNext: add a section with `haeseol new section physical-ai/NAME`."
        )
    )]
    Explainer {
        #[arg(value_name = says!("이름", "SLUG"), help = says!(
            "주소에 쓸 영어 이름. 예: physical-ai",
            "Its name in addresses, in English: physical-ai"
        ))]
        slug: String,
        #[command(flatten)]
        titles: TitleArgs,
    },
    #[command(
        about = says!(
            "해설 글의 한 부분. 맨 뒤나 다른 부분의 뒤에 오도록 번호가 붙습니다",
            "A section of an article, numbered to come last or after another one"
        ),
        after_help = says!(
            "예: haeseol new section physical-ai/questions --kind faq\n다음: 만든 파일에 글을 쓰고 `haeseol serve --drafts`로 보세요.",
            "Example: haeseol new section physical-ai/questions --kind faq\nNext: write in the files, and see them with `haeseol serve --drafts`."
        )
    )]
    Section {
        #[arg(value_name = says!("글/이름", "EXPLAINER/SLUG"), help = says!(
            "해설 글과, 주소에 쓸 부분의 영어 이름",
            "The explainer and the section's name in addresses"
        ))]
        path: String,
        #[arg(long, value_parser = kinds(), default_value = SectionKind::default().name(), value_name = says!("종류", "KIND"), help = says!(
            "부분의 종류",
            "What it is made of"
        ))]
        kind: SectionKind,
        #[arg(long, value_name = says!("이름", "SLUG"), help = says!(
            "이 부분의 바로 뒤에 넣습니다. 번호를 뺀 이름을 적으세요",
            "The section that it comes after, by its name without the number"
        ))]
        after: Option<String>,
        #[command(flatten)]
        titles: TitleArgs,
    },
    #[command(
        about = says!("용어집의 용어 하나", "A term of the glossary"),
        after_help = says!(
            "예: haeseol new term humanoid --title-ko '휴머노이드' --title-en humanoid\n다음: summary에 뜻을 한 문장으로 적으세요.",
            "Example: haeseol new term humanoid --title-ko '휴머노이드' --title-en humanoid\nNext: write in summary what it means, in one sentence."
        )
    )]
    Term {
        #[arg(value_name = says!("이름", "SLUG"), help = says!(
            "주소에 쓸 영어 이름. 예: humanoid",
            "Its name in addresses, in English: humanoid"
        ))]
        slug: String,
        #[command(flatten)]
        titles: TitleArgs,
    },
    #[command(
        about = says!("글의 번역. 원문을 주석으로 넣은 초안입니다", "The translation of a text: a draft with the original in a comment"),
        after_help = says!(
            "예: haeseol new translation content/tide/10-moon.ko.md\n다음: 옮긴 뒤 `haeseol accept`를 실행하면 공개됩니다.",
            "Example: haeseol new translation content/tide/10-moon.ko.md\nNext: translate it, then publish it with `haeseol accept`."
        )
    )]
    Translation {
        #[arg(value_name = says!("파일", "FILE"), help = says!(
            "원문 파일. 예: content/tide/10-moon.ko.md",
            "The file of the original: content/tide/10-moon.ko.md"
        ))]
        path: String,
    },
    #[command(
        about = says!("글 하나로 된 페이지", "A plain page"),
        after_help = says!(
            "예: haeseol new page about --title-ko '소개' --title-en About\n다음: 메뉴에 넣으려면 site.toml에 [[nav]]를 더하세요.",
            "Example: haeseol new page about --title-ko '소개' --title-en About\nNext: to have it in the menu, add a [[nav]] to site.toml."
        )
    )]
    Page {
        #[arg(value_name = says!("이름", "SLUG"), help = says!(
            "주소에 쓸 영어 이름. 예: about",
            "Its name in addresses, in English: about"
        ))]
        slug: String,
        #[command(flatten)]
        titles: TitleArgs,
    },
}

#[derive(Debug, Args)]
struct TitleArgs {
    #[arg(long, value_name = says!("제목", "TITLE"), value_parser = one_line, help = says!(
        "한국어 제목",
        "Its title in Korean"
    ))]
    title_ko: Option<String>,
    #[arg(long, value_name = says!("제목", "TITLE"), value_parser = one_line, help = says!(
        "영어 제목",
        "Its title in English"
    ))]
    title_en: Option<String>,
}

/// The names of the kinds of section, with what they are.
fn kinds() -> impl TypedValueParser<Value = SectionKind> {
    let names = SectionKind::ALL.map(|kind| {
        let [korean, english] = kind.about();
        PossibleValue::new(kind.name()).help(both(korean, english))
    });
    PossibleValuesParser::new(names).map(|name| SectionKind::named(&name).unwrap_or_default())
}

impl What {
    /// What is to be made, and what it is called.
    fn wanted(&self) -> Option<(Wanted<'_>, Titles<'_>)> {
        let (wanted, titles) = match self {
            Self::Explainer { slug, titles } => (Wanted::Explainer(slug), titles),
            Self::Section {
                path,
                kind,
                after,
                titles,
            } => {
                let kind = *kind;
                let after = after.as_deref();
                (Wanted::Section { path, kind, after }, titles)
            }
            Self::Term { slug, titles } => (Wanted::Term(slug), titles),
            Self::Page { slug, titles } => (Wanted::Page(slug), titles),
            Self::Translation { .. } => return None,
        };
        let titles = Titles {
            korean: titles.title_ko.as_deref(),
            english: titles.title_en.as_deref(),
        };
        Some((wanted, titles))
    }
}

impl New {
    pub(super) fn run(self, root: &Path, voice: Voice) -> ExitCode {
        let sources = Sources::read(root);
        let mut diagnostics = Vec::new();
        let site = sources
            .text(SITE_FILE)
            .and_then(|text| Site::parse(text, &Arc::from(SITE_FILE), &mut diagnostics));
        let Some(site) = site else {
            let unread = sources
                .diagnostics()
                .filter(|d| &*d.place.file == SITE_FILE);
            diagnostics.extend(unread.cloned());
            voice.findings(&diagnostics, Severity::Error, &sources);
            return ExitCode::FAILURE;
        };
        let made = match (&self.what, self.what.wanted()) {
            (What::Translation { path }, _) => {
                translation::files(&site, &sources, &from_root(root, path))
            }
            (_, Some((wanted, titles))) => files(&site, &sources, wanted, titles, today()),
            (_, None) => Ok(Vec::new()),
        };
        let made = made.and_then(|files| write(root, &files).map(|()| files));
        let files = match made {
            Ok(files) => files,
            Err(refusal) => {
                voice.failure(refusal.message, refusal.hint);
                return ExitCode::FAILURE;
            }
        };
        voice.findings(&warnings(&sources, &files), Severity::Warning, &sources);
        for file in &files {
            voice.done(
                &message!("  만듦", "   made"),
                shown(&root.join(&file.path)),
            );
        }
        if matches!(self.what, What::Translation { .. }) {
            voice.line(&message!(
                "\n이제 옮기세요. `haeseol serve --drafts`로 초안을 볼 수 있고, `haeseol accept 파일`을 실행하면 공개됩니다.",
                "\nNow translate. `haeseol serve --drafts` shows drafts; `haeseol accept FILE` publishes it."
            ));
            return ExitCode::SUCCESS;
        }
        voice.line(&message!(
            "\n이제 글을 쓰세요. `haeseol serve --drafts`로 초안을 볼 수 있고, `draft: true` 줄을 지우면 공개됩니다.",
            "\nNow write in them. `haeseol serve --drafts` shows drafts; delete the line `draft: true` to publish one."
        ));
        ExitCode::SUCCESS
    }
}
