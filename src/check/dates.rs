//! Dates of explainers: an update is not before the publication, the translations say the same, and none is to come.

use jiff::civil::Date;

use super::Pass;
use crate::base::diag::{Diagnostic, Place};
use crate::document::Document;
use crate::document::front_matter::{ExplainerMatter, Reference};
use crate::lang::message::message;
use crate::model::link::Entry;

/// No date is to come where nobody has said which day it is.
pub(super) fn check(pass: &Pass<'_>, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let documents = entry.documents.iter().flatten();
    let mut first: Option<&Document> = None;
    for document in documents.map(|d| pass.model.document(*d)) {
        of_one(document, pass.today, diagnostics);
        match first {
            Some(first) => diagnostics.extend(difference(first, document)),
            None => first = Some(document),
        }
    }
}

fn of_one(document: &Document, today: Option<Date>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(matter) = document.outline.explainer() else {
        return;
    };
    if let (Some(date), Some(updated)) = (matter.date, matter.updated)
        && updated < date
    {
        let message = message!(
            "수정일 {updated}(이/가) 게시일 {date}보다 앞섭니다",
            "the update of {updated} is before the publication on {date}"
        );
        let hint = message!(
            "둘 중 틀린 날짜를 고치세요. 고친 적이 없으면 `updated` 줄을 지웁니다",
            "correct the wrong one of the two; delete `updated` if nothing was changed"
        );
        let d = Diagnostic::warning(document.key("updated"), "date-order", message);
        diagnostics.push(
            d.hint(hint)
                .related(document.key("date"), message!("게시일", "published")),
        );
    }
    let Some(today) = today else {
        return;
    };
    let dates = [
        ("date", matter.date),
        ("updated", matter.updated),
        ("as_of", matter.as_of),
    ];
    for (key, date) in dates {
        let Some(date) = date.filter(|date| *date > today) else {
            continue;
        };
        let message = message!(
            "{date}(은/는) 아직 오지 않은 날짜입니다",
            "{date} is in the future"
        );
        let hint = message!(
            "연도와 달을 확인하세요. 나중에 배포할 글이면 `draft: true`를 적으세요",
            "check the year and the month; if the text is for later, write `draft: true`"
        );
        diagnostics.push(Diagnostic::warning(document.key(key), "future-date", message).hint(hint));
    }
}

fn difference(first: &Document, other: &Document) -> Option<Diagnostic> {
    let (a, b) = (first.outline.explainer()?, other.outline.explainer()?);
    of_sources(a, b, first, other).or_else(|| {
        let (key, wanted, found) = [("date", a.date, b.date), ("updated", a.updated, b.updated)]
            .into_iter()
            .find_map(|(key, a, b)| Some((key, a?, b?)).filter(|_| a != b))?;
        let message = message!(
            "`{key}`(이/가) {found}인데, 짝 파일에는 {wanted}(이라고/라고) 적혀 있습니다",
            "`{key}` is {found} here and {wanted} in the other language"
        );
        let hint = message!(
            "두 언어의 날짜를 같게 적으세요",
            "write the same date in both languages"
        );
        let d = Diagnostic::warning(other.key(key), "other-date", message).hint(hint);
        Some(d.related(first.key(key), message!("짝 파일", "the other language")))
    })
}

/// A source with the same id that is of another date.
fn of_sources(
    a: &ExplainerMatter,
    b: &ExplainerMatter,
    first: &Document,
    other: &Document,
) -> Option<Diagnostic> {
    let name = |source: &Reference| source.id.as_ref().map(|id| id.value.clone());
    let dated = |source: &Reference| Some((name(source)?, source.date?));
    let (id, found, wanted, ours) = b.sources.iter().find_map(|source| {
        let (id, date) = dated(source)?;
        let mut theirs = a.sources.iter().filter_map(dated);
        let (_, wanted) = theirs.find(|(other, _)| *other == id)?;
        (wanted != date).then_some((id, date, wanted, source.id.as_ref()?.span.clone()))
    })?;
    let message = message!(
        "출처 `{id}`의 날짜가 {found}인데, 짝 파일에는 {wanted}(이라고/라고) 적혀 있습니다",
        "the source `{id}` is of {found} here and of {wanted} in the other language"
    );
    let d = Diagnostic::warning(Place::at(other.outline.file(), ours), "other-date", message);
    let d = d.hint(message!(
        "두 언어의 날짜를 같게 적으세요",
        "write the same date in both languages"
    ));
    Some(d.related(
        first.key("sources"),
        message!("짝 파일", "the other language"),
    ))
}
