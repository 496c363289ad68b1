//! The sources that an explainer names, and what they are cited by.

use rustc_hash::FxHashMap;

use super::Reference;
use crate::base::permalink::bad_id;
use crate::lang::message::message;
use crate::source::data::{Fields, Spanned};

/// Reads `sources`, and reports two of the same id.
pub(super) fn sources(fields: &mut Fields<'_>) -> Vec<Reference> {
    let sources = fields.tables("sources", |f| {
        let id = source_id(f);
        let url = f.web_address("url");
        let title = f.required_string("title", || {
            message!("출처의 제목을 적으세요", "write the source's title")
        });
        let publisher = f.string("publisher").map(|s| s.value);
        let date = f.partial_date("date");
        Some(Reference {
            id,
            // That it is missing is told; what cites the source is right.
            title: title.map(|t| t.value).unwrap_or_default(),
            url,
            publisher,
            date,
        })
    });
    let mut places: FxHashMap<&str, _> = FxHashMap::default();
    for id in sources.iter().filter_map(|s| s.id.as_ref()) {
        let Some(first) = places.insert(id.value.as_str(), id.span.clone()) else {
            continue;
        };
        let name = &id.value;
        let message = message!(
            "`{name}`(이라는/라는) `id`가 출처 둘에 있습니다",
            "two sources have the id `{name}`"
        );
        let hint = message!(
            "둘 중 하나를 다른 이름으로 바꾸세요",
            "give one of the two another id"
        );
        let label = message!("여기에도 있습니다", "it is here too");
        fields.report_related(id.span.clone(), "same-id", message, hint, (first, label));
    }
    sources
}

/// What a source is cited by: an id that `[@…]` can hold.
fn source_id(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let id = fields.string("id")?;
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    let why = bad_id(&id.value).or_else(|| {
        let begins = id.value.starts_with(char::is_alphanumeric);
        let message = message!(
            "글자나 숫자로 시작해 글자와 숫자, `-`, `_`, `.`, `:`로만 적습니다",
            "it has to begin with a letter or digit, and to have only these, `-`, `_`, `.` and `:`"
        );
        (!begins || !id.value.chars().all(fits)).then_some(message)
    });
    let Some(why) = why else {
        return Some(id);
    };
    let name = &id.value;
    let message = message!(
        "`{name}`(은/는) 출처의 `id`로 쓸 수 없습니다: {why}",
        "`{name}` cannot be the id of a source: {why}",
        why
    );
    let hint = message!("`id: jpm-2025`처럼 적으세요", "write one as `id: jpm-2025`");
    fields.report(id.span, "bad-name", message, hint);
    None
}
