//! Where the front matter of a text is: between the two lines `---` at its beginning.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Place};
use crate::lang::message::message;

/// Splits a content file into the byte ranges of its front matter (without the `---` lines) and its body.
///
/// # Errors
/// The first `---` has no second one.
pub(crate) fn split(
    text: &str,
    file: &Arc<str>,
) -> Result<(Option<std::ops::Range<usize>>, usize), Box<Diagnostic>> {
    let Some(first) = text.lines().next().filter(|l| l.trim_end() == "---") else {
        return match misplaced(text, file) {
            Some(d) => Err(Box::new(d)),
            None => Ok((None, 0)),
        };
    };
    let start = (first.len() + 1).min(text.len());
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Ok((Some(start..at), at + line.len()));
        }
        at += line.len();
    }
    let d = Diagnostic::error(
        Place::at(file, 0..3),
        "front-matter",
        message!(
            "머리말 설정(front matter)이 끝나지 않았습니다",
            "the front matter that begins here has no end"
        ),
    );
    Err(Box::new(d.hint(message!(
        "설정이 끝나는 곳에 `---` 한 줄을 적으세요",
        "close it with a line `---`"
    ))))
}

/// Lines at the beginning of a text that are meant as front matter, and are not where or as it has to be.
fn misplaced(text: &str, file: &Arc<str>) -> Option<Diagnostic> {
    let at = text.len() - text.trim_start().len();
    let mut lines = text[at..].lines();
    let first = lines.next()?.trim_end();
    let is_mark = |line: &str| {
        let line = line.trim_end();
        // Editors make one long dash of two or three short ones.
        let is_dash = |c: char| matches!(c, '—' | '–' | '―' | '─' | '－');
        let is_mark = |c: char| is_dash(c) || matches!(c, '-' | '+' | '*' | '_' | '=');
        line.chars().all(is_mark) && (line.len() > 1 && !line.is_empty())
    };
    // `title: …`, as a line of front matter, and not the beginning of a sentence.
    let is_key = |line: &str| {
        line.split_once([':', '='])
            .is_some_and(|(key, _)| KEYS.contains(&key.trim_end()))
    };
    let (hint, wrong) = if is_mark(first) {
        let mut rest = lines.filter(|line| !line.trim().is_empty());
        rest.next().filter(|line| is_key(line))?;
        if first == "---" {
            (
                message!(
                    "위의 빈 줄을 지워 `---`가 파일의 첫 줄이 되게 하세요",
                    "delete the empty lines above it: `---` has to be the first line of the file"
                ),
                first,
            )
        } else {
            (
                message!(
                    "위와 아래의 줄을 `---`로 바꾸고, 그 사이에 `title: …`처럼 적으세요",
                    "make the lines above and below `---`, and write `title: …` between them"
                ),
                first,
            )
        }
    } else {
        is_key(first).then_some(())?;
        (
            message!(
                "그 위와, 설정이 끝나는 곳에 `---` 한 줄씩을 적으세요",
                "write a line `---` above it, and another where the front matter ends"
            ),
            first,
        )
    };
    let message = message!(
        "머리말 설정(front matter)으로 읽히지 않아 글자 그대로 보입니다",
        "this is not read as front matter and is shown as it is"
    );
    let d = Diagnostic::error(
        Place::at(file, at..at + wrong.len()),
        "front-matter",
        message,
    );
    Some(d.hint(hint))
}

/// Keys that a text begins with only in front matter.
const KEYS: [&str; 10] = [
    "title",
    "description",
    "date",
    "draft",
    "kind",
    "summary",
    "aliases",
    "authors",
    "updated",
    "original",
];
