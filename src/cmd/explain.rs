//! `haeseol explain`

use std::io::Write as _;
use std::process::ExitCode;

use clap::Args;
use haeseol::base::diag::{Locale, nearest};
use haeseol::message;
use include_dir::{Dir, include_dir};

use super::voice::Voice;
use super::words::says;

/// One page a code, Korean first, then English.
static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cmd/explain");

/// The line between the two languages of a page, whatever lines end in where the program was compiled.
const BETWEEN: &str = "\n+++";

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

/// What there is to say of the findings with a code, without a line end; `None` if there is no such code.
fn page(code: &str, locale: Locale) -> Option<&'static str> {
    let text = PAGES.get_file(format!("{code}.md"))?.contents_utf8()?;
    let (korean, english) = text.split_once(BETWEEN)?;
    Some(locale.pick(korean, english).trim())
}

/// Every code, in order.
fn codes() -> impl Iterator<Item = &'static str> {
    PAGES.files().filter_map(|f| f.path().file_stem()?.to_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_is_there_in_both_languages() {
        assert!(codes().count() > 80);
        for code in codes() {
            for locale in [Locale::Korean, Locale::English] {
                let text = page(code, locale).unwrap_or_else(|| panic!("{code} {locale:?}"));
                assert!(
                    text.starts_with(&format!("# {code} — ")),
                    "{code} {locale:?}"
                );
                assert!(text.contains("\n    "), "{code} {locale:?}: no example");
                let hangul = text.matches(|c: char| ('가'..='힣').contains(&c)).count();
                assert_eq!(hangul > 60, locale == Locale::Korean, "{code} {locale:?}");
            }
        }
    }

    #[test]
    fn a_code_without_a_page_has_none() {
        assert_eq!(page("broken-lnk", Locale::English), None);
        assert_eq!(page("../explain/no-alt", Locale::English), None);
        assert_eq!(nearest("broken-lnk", codes()), Some("broken-link"));
    }
}
