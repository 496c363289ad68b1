//! Each link of the header (`[[nav]]`) points to a page.

use crate::base::diag::{Diagnostic, did_you_mean};
use crate::model::Model;
use crate::model::link::EntryKind;
use crate::source::site;

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for item in &model.site().nav {
        if model.by_route(item.page.value.trim_matches('/')).is_some() {
            continue;
        }
        let pages = model
            .entries()
            .values()
            .filter(|e| matches!(e.kind, EntryKind::Page | EntryKind::Explainer));
        let hint = did_you_mean(&item.page.value, pages.map(|e| &*e.route)).unwrap_or_else(|| {
            "write its path in content/ without language and ending: `about`".into()
        });
        let d = Diagnostic::error(
            site::place(&item.page.span),
            "broken-link",
            format!("there is no page `{}`", item.page.value),
        );
        diagnostics.push(d.hint(hint));
    }
}
