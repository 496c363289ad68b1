//! Each link of the header (`[[nav]]`) points to a page.

use crate::base::diag::{Diagnostic, MOST_HINTS, did_you_mean};
use crate::lang::LanguageId;
use crate::lang::message::message;
use crate::model::Model;
use crate::model::link::EntryKind;
use crate::source::site;

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let mut hints = MOST_HINTS;
    for item in &model.site().nav {
        if model.by_route(item.page.value.trim_matches('/')).is_some() {
            continue;
        }
        let pages = model
            .entries()
            .values()
            .filter(|e| matches!(e.kind, EntryKind::Page | EntryKind::Explainer));
        let page = &item.page.value;
        let moved = model.linked().moved.get(page.trim_matches('/'));
        let moved = moved.map(|moved| {
            let now = &model.entry(moved.to).route;
            message!(
                "주소가 바뀌었습니다. `{now}`(으로/로) 적으세요",
                "it has moved: write `{now}`"
            )
        });
        let near = (hints > 0).then(|| did_you_mean(page, pages.map(|e| &*e.route)));
        hints = hints.saturating_sub(1);
        let near = moved.or(near.flatten());
        let message = message!("`{page}` 페이지가 없습니다", "there is no page `{page}`");
        let d = Diagnostic::error(site::place(&item.page.span), "broken-link", message);
        let bare = page.trim_matches('/');
        let tag = model.site().tag(LanguageId::DEFAULT);
        let is_path = bare == page && !page.contains(['.', ':', '#', ' ']);
        diagnostics.push(d.hint(near.unwrap_or_else(|| {
            if page.contains("://") {
                return message!(
                    "머리의 링크는 이 사이트의 페이지로만 갑니다. 이 `[[nav]]`를 지우고, 주소는 글에 적으세요",
                    "links of the header lead to pages of the site: delete this `[[nav]]`, and write the address in a text"
                );
            }
            if is_path {
                return message!(
                    "content/{page}.{tag}.md를 쓰거나 이 `[[nav]]`를 지우세요. 초안이면 그 파일에서 `draft: true`를 지웁니다",
                    "write content/{page}.{tag}.md, or delete this `[[nav]]`; if it is a draft, take `draft: true` out of it"
                );
            }
            message!(
                "content/ 안의 경로를 언어와 확장자 없이 적으세요: `about`",
                "write its path in content/ without language and ending: `about`"
            )
        })));
    }
}
