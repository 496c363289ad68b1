//! The site's files: how they are coded, how large they are, and what they are called.

use std::sync::Arc;

use super::Answer;
use crate::base::diag::{Message, Severity};
use crate::check::names::check_sources;
use crate::lang::message::message;
use crate::source::survey::{Coding, Surveyed};

/// Bytes of a file that GitHub warns of, and of one that it refuses.
const LARGE: u64 = 50 << 20;
const REFUSED: u64 = 100 << 20;
/// Bytes of a whole site on GitHub Pages.
const MOST: u64 = 1 << 30;

/// Looks at all files.
pub(super) fn examine(files: &[Surveyed]) -> Vec<Answer> {
    let mut answers = codings(files);
    answers.extend(sizes(files));
    answers.extend(names(files));
    answers
}

/// The names of those that fit, in order.
fn those(files: &[Surveyed], fits: impl Fn(&Surveyed) -> bool) -> Vec<Arc<str>> {
    let mut names: Vec<_> = files
        .iter()
        .filter(|f| fits(f))
        .map(|f| Arc::clone(&f.name))
        .collect();
    names.sort_unstable();
    names
}

fn codings(files: &[Surveyed]) -> Vec<Answer> {
    let save = || {
        message!(
            "VS Code라면 아래쪽의 인코딩 이름을 눌러 `Reopen with Encoding` → `Korean (EUC-KR)`으로 연 뒤 `Save with Encoding` → `UTF-8`로 저장하세요",
            "in VS Code, click the name of the encoding below: `Reopen with Encoding` → `Korean (EUC-KR)`, then `Save with Encoding` → `UTF-8`"
        )
    };
    let again = || {
        message!(
            "편집기에서 UTF-8로 다시 저장하세요",
            "save them again as UTF-8"
        )
    };
    let mut answers = Vec::new();
    for (coding, message, hint) in [
        (
            Coding::Cp949,
            message!(
                "EUC-KR(CP949)로 저장된 파일이 있습니다",
                "files are saved as EUC-KR (CP949)"
            ),
            save(),
        ),
        (
            Coding::Utf16,
            message!(
                "UTF-16으로 저장된 파일이 있습니다",
                "files are saved as UTF-16"
            ),
            again(),
        ),
        (
            Coding::Other,
            message!("UTF-8이 아닌 파일이 있습니다", "files are not UTF-8"),
            again(),
        ),
    ] {
        for (is_text, severity) in [(true, Severity::Error), (false, Severity::Warning)] {
            let found = those(files, |f| f.coding == Some(coding) && f.is_text == is_text);
            answers.extend(of(
                found,
                "encoding",
                severity,
                message.clone(),
                hint.clone(),
            ));
        }
    }
    let marked = those(files, |f| f.coding == Some(Coding::Marked));
    let message = message!(
        "파일 첫머리에 보이지 않는 표지(BOM)가 있습니다. haeseol은 그냥 읽습니다",
        "files begin with an invisible mark (BOM), which haeseol skips"
    );
    let hint = message!(
        "다른 프로그램에서도 쓰려면 `BOM 없는 UTF-8`로 저장하세요",
        "for other programs, save them as UTF-8 without BOM"
    );
    answers.extend(of(marked, "encoding", Severity::Note, message, hint));
    or_well(
        answers,
        "encoding",
        message!("글은 모두 UTF-8입니다", "all texts are UTF-8"),
    )
}

fn sizes(files: &[Surveyed]) -> Vec<Answer> {
    let mut answers = Vec::new();
    let refused = those(files, |f| f.length > REFUSED);
    let message = message!(
        "GitHub이 받지 않는, 100 MB보다 큰 파일이 있습니다",
        "files are larger than 100 MB, which GitHub refuses"
    );
    let hint = message!(
        "동영상은 YouTube나 Vimeo에 올리고 글에는 그 주소를 적으세요. 다른 파일은 줄이거나 나누세요",
        "put videos on YouTube or Vimeo and their address into the text; make other files smaller, or split them"
    );
    answers.extend(of(refused, "size", Severity::Error, message, hint));
    let large = those(files, |f| f.length > LARGE && f.length <= REFUSED);
    let message = message!(
        "50 MB보다 큰 파일이 있습니다",
        "files are larger than 50 MB"
    );
    let hint = message!(
        "줄이거나 다른 곳에 올리세요. 100 MB가 넘으면 GitHub이 받지 않습니다",
        "make them smaller, or put them elsewhere; GitHub refuses more than 100 MB"
    );
    answers.extend(of(large, "size", Severity::Warning, message, hint));
    let all: u64 = files.iter().map(|f| f.length).sum();
    if all > MOST {
        let message = message!(
            "파일을 모두 합하면 1 GB가 넘습니다",
            "all files together are larger than 1 GB"
        );
        let hint = message!(
            "GitHub Pages의 사이트는 1 GB까지입니다. 큰 파일을 다른 곳에 올리세요",
            "a site on GitHub Pages has 1 GB at most; put large files elsewhere"
        );
        answers.push(Answer::new("size", Severity::Warning, message).hint(hint));
    }
    or_well(
        answers,
        "size",
        message!("너무 큰 파일은 없습니다", "no file is too large"),
    )
}

fn names(files: &[Surveyed]) -> Vec<Answer> {
    let mut found = Vec::new();
    check_sources(&those(files, |_| true), &mut found);
    let answers = found.into_iter().map(|d| Answer {
        about: "names",
        severity: Some(d.severity),
        message: d.message,
        hint: d.hint,
        files: vec![d.place.file],
    });
    or_well(
        answers.collect(),
        "names",
        message!(
            "파일 이름은 어느 컴퓨터에서나 쓸 수 있습니다",
            "all names can be used on every system"
        ),
    )
}

/// What is said of files, if there are any.
fn of(
    files: Vec<Arc<str>>,
    about: &'static str,
    severity: Severity,
    message: Message,
    hint: Message,
) -> Option<Answer> {
    (!files.is_empty()).then(|| {
        Answer::new(about, severity, message)
            .hint(hint)
            .files(files)
    })
}

/// The answers, or that there is nothing to say.
fn or_well(answers: Vec<Answer>, about: &'static str, well: Message) -> Vec<Answer> {
    match answers.is_empty() {
        true => vec![Answer::new(about, None, well)],
        false => answers,
    }
}
