//! Files beside the texts that nothing reads, because they are called or kept a little otherwise than they have to be; and those
//! that the settings name and nobody has put there.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Place};
use crate::lang::message::message;
use crate::source::site::Site;
use crate::source::theme;

/// The file of `static/` that every page links.
const OWN_STYLE: &str = "static/custom.css";

/// Looks at the names of all files of a site.
pub(crate) fn check(site: &Site, names: &[Arc<str>], diagnostics: &mut Vec<Diagnostic>) {
    let has = |file: &str| names.iter().any(|name| **name == *file);
    diagnostics.extend(names.iter().filter_map(|name| {
        let meant = meant(name).filter(|meant| !has(meant))?;
        let message = message!(
            "이 이름으로는 쓰이지 않는 파일입니다",
            "nothing uses a file of this name"
        );
        let d = Diagnostic::warning(Place::file(name), "bad-name", message);
        Some(d.hint(message!(
            "`{meant}`(으로/로) 옮기거나 이름을 바꾸세요",
            "rename or move it to `{meant}`"
        )))
    }));
    let logo = site.look.logo.as_ref();
    if let Some(logo) = logo.filter(|logo| !has(&format!("static/{}", logo.value))) {
        let path = &logo.value;
        let place = Place::at(&crate::source::site::SITE_FILE.into(), logo.span.clone());
        let message = message!(
            "`static/{path}` 파일이 없습니다",
            "there is no file `static/{path}`"
        );
        let d = Diagnostic::error(place, "broken-link", message);
        diagnostics.push(d.hint(message!(
            "그림을 `static/{path}`에 두거나, `logo` 줄을 지우세요",
            "put the picture at `static/{path}`, or delete the line `logo`"
        )));
    }
}

/// Where a file belongs that is read by its name alone.
pub(crate) fn meant(name: &str) -> Option<String> {
    let file = name.rsplit('/').next()?;
    if file == "custom.css" && name != OWN_STYLE {
        return Some(OWN_STYLE.to_owned());
    }
    if let Some(inside) = name.strip_prefix("static/") {
        let known = inside.strip_prefix("well-known/");
        let known = known.map(|rest| format!("static/.well-known/{rest}"));
        return known.or_else(|| {
            (inside == "head-extra.html").then(|| "templates/head-extra.html".to_owned())
        });
    }
    let template = name.strip_prefix("templates/")?;
    if theme::text(name).is_some() || template.contains('/') {
        return None;
    }
    let folded = folded(template);
    let mut known = theme::templates()
        .map(|(name, _)| name)
        .chain(std::iter::once("head-extra.html"));
    known
        .find(|known| *known != template && self::folded(known) == folded)
        .map(|known| format!("templates/{known}"))
}

/// The name of a template as people vary it: without case, separators, and the last letter of `html`.
fn folded(name: &str) -> String {
    let name = name.to_lowercase();
    let name = name
        .strip_suffix(".html")
        .or(name.strip_suffix(".htm"))
        .unwrap_or(&name);
    name.replace(['-', '_', ' '], "")
}
