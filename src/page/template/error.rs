//! What Tera says of a template, at the author's place.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use tera::ErrorKind;

use super::meter::{Fault, Woven};
use super::{BUILTIN, words};
use crate::base::diag::{Diagnostic, Message, Place};
use crate::lang::message::message;

/// Code of what goes beyond the measure of a template.
pub(crate) const BUDGET: &str = "template-budget";

/// The file that the author can change.
pub(super) fn file(name: &str) -> Arc<str> {
    format!("templates/{}", name.strip_prefix(BUILTIN).unwrap_or(name)).into()
}

/// What went wrong in a template, at its place in the file that the author can change; `name` is the template to look at where
/// Tera names none.
pub(super) fn diagnostic(
    error: &tera::Error,
    name: &str,
    texts: &BTreeMap<String, Woven>,
) -> Diagnostic {
    let at = |name: &str, range: Range<usize>| {
        let origin = texts
            .get(name)
            .map(|template| template.origin(range.clone()));
        Place::at(&file(name), origin.unwrap_or(range))
    };
    let (place, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => (
            at(report.filename(), report.span().range.clone()),
            report.message().to_owned(),
        ),
        ErrorKind::MissingParent { current, .. } => {
            (Place::file(&file(current)), error.to_string())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (Place::file(&file(tpl)), error.to_string())
        }
        // Some errors come as a finished report, which begins `error: message`, then ` --> name:line:column`.
        _ => match error.to_string().split_once('\n') {
            Some((message, rest)) => {
                let place = reported(rest, texts).map(|(name, range)| at(name, range));
                let message = message.trim_start_matches("error: ").to_owned();
                (place.unwrap_or_else(|| Place::file(&file(name))), message)
            }
            None => (Place::file(&file(name)), error.to_string()),
        },
    };
    let source = std::error::Error::source(error).map_or_else(String::new, |s| format!(": {s}"));
    Diagnostic::error(place, "template", words::both(format!("{message}{source}"))).hint(message!(
        "템플릿은 Tera 2 문법으로 씁니다. 이 파일을 지우면 내장 템플릿으로 돌아갑니다",
        "the template language is Tera 2; delete the file to get the built-in template back"
    ))
}

/// The template that a report names, and the place in it, the line to its end.
fn reported<'r>(
    report: &'r str,
    texts: &BTreeMap<String, Woven>,
) -> Option<(&'r str, Range<usize>)> {
    let at = report.split_once("--> ")?.1.lines().next()?;
    let mut parts = at.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?, parts.next()?, parts.next()?);
    let (line, column): (usize, usize) = (line.parse().ok()?, column.trim().parse().ok()?);
    let text = texts.get(name)?.text.as_str();
    let line = text.split('\n').nth(line.checked_sub(1)?)?;
    let start = line.as_ptr() as usize - text.as_ptr() as usize;
    let column = line.char_indices().nth(column.checked_sub(1)?)?.0;
    Some((name, start + column..start + line.len()))
}

/// A template that gets no meter though Tera finds no fault in it.
pub(super) fn unmetered(name: &str, fault: &Fault) -> Diagnostic {
    let place = Place::at(&file(name), fault.at..fault.at);
    Diagnostic::error(place, "template", fault.message.clone())
}

/// A finding of what a template was refused to do, and why.
pub(super) fn refused(finding: Diagnostic, why: Message) -> Diagnostic {
    Diagnostic {
        code: BUDGET,
        message: why,
        ..finding
    }
    .hint(message!(
        "반복 안의 반복, 돌 때마다 커지는 목록이나 문자열, 자기 자신을 쓰는 컴포넌트가 있는지 보세요",
        "look for a loop in a loop, a list or text that grows with each turn, or a component that uses itself"
    ))
}
