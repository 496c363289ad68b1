//! Files of a site in `templates/` and `static/` that nothing looks for, since they are called almost as one of the theme's. Those that
//! are spelt otherwise only in case, separators or ending are in `document/strays.rs`.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Place, did_you_mean, nearest};
use crate::document::strays::meant;
use crate::lang::message::message;
use crate::source::site::Site;
use crate::source::{Sources, theme};

const CODE: &str = "unused-file";
/// Names in `static/` and `templates/` that are looked for and are not the theme's.
const CUSTOM: &str = "custom.css";
const SECTION: &str = "section.html";

/// Looks at the names of the files that take the place of the theme's.
pub(crate) fn check(site: &Site, sources: &Sources, diagnostics: &mut Vec<Diagnostic>) {
    for (file, ..) in sources.texts("templates/") {
        let name = file.strip_prefix("templates/").unwrap_or(file);
        match name.strip_prefix("strings/") {
            Some(words) => diagnostics.extend(strings(site, file, words)),
            None => diagnostics.extend(template(sources, file, name)),
        }
    }
    diagnostics.extend(
        sources
            .blobs("static/")
            .filter_map(|(file, _)| style(sources, file)),
    );
}

/// A template that is not the theme's has to be used by another one of the site's.
fn template(sources: &Sources, file: &Arc<str>, name: &str) -> Option<Diagnostic> {
    let known = || theme::templates().map(|(name, _)| name).chain([SECTION]);
    if known().any(|known| known == name)
        || meant(file).is_some()
        || is_named(sources, "templates/", file, name)
    {
        return None;
    }
    let message = message!(
        "{file}(은/는) 아무 데서도 쓰지 않습니다",
        "nothing uses {file}"
    );
    let Some(near) = nearest(name, known()) else {
        let d = Diagnostic::note(Place::file(file), CODE, message);
        return name.ends_with(".html").then(|| {
            d.hint(message!(
                "다른 템플릿에서 `{{% include \"{name}\" %}}`로 넣거나 지우세요",
                "include it in another template, `{{% include \"{name}\" %}}`, or delete it"
            ))
        });
    };
    let d = Diagnostic::warning(Place::file(file), CODE, message);
    Some(d.hint(message!(
        "테마의 `{near}`(을/를) 바꾸려는 것이라면 이름을 `{near}`(으로/로) 고치세요",
        "if it is to take the place of the theme's `{near}`, rename it to that"
    )))
}

/// Words are those of a language of the site.
fn strings(site: &Site, file: &Arc<str>, name: &str) -> Option<Diagnostic> {
    let tag = name.strip_suffix(".toml").unwrap_or(name);
    let tags = || site.languages.iter().map(|language| &*language.tag);
    if name.ends_with(".toml") && tags().any(|known| known == tag) {
        return None;
    }
    let message = message!(
        "{file}(은/는) 아무 데서도 쓰지 않습니다",
        "nothing uses {file}"
    );
    let first = tags().next().unwrap_or_default();
    let hint = did_you_mean(tag, tags()).unwrap_or_else(|| {
        message!(
            "문구는 사이트의 언어마다 `templates/strings/{first}.toml`처럼 둡니다",
            "words are in a file for each language of the site: `templates/strings/{first}.toml`"
        )
    });
    Some(Diagnostic::warning(Place::file(file), CODE, message).hint(hint))
}

/// A style sheet or script in `static/` that is called almost as one that every page has, and that nothing names.
fn style(sources: &Sources, file: &Arc<str>) -> Option<Diagnostic> {
    let name = file.strip_prefix("static/")?;
    let (stem, ending) = name.rsplit_once('.')?;
    if !matches!(ending, "css" | "js") || theme::assets().contains_key(name) || name == CUSTOM {
        return None;
    }
    let known = theme::assets().keys().copied().chain([CUSTOM]);
    let stems = known.filter_map(|known| known.strip_suffix(ending)?.strip_suffix('.'));
    let near = nearest(stem, stems)?;
    let is_used = ["templates/", "content/"]
        .into_iter()
        .any(|folder| is_named(sources, folder, file, name));
    // A page of the author's own may have it; what such pages say is not read.
    let has_pages = sources
        .blobs("static/")
        .any(|(file, _)| file.ends_with(".html") || file.ends_with(".htm"));
    if is_used || has_pages {
        return None;
    }
    let near = format!("{near}.{ending}");
    let message = message!(
        "{file}(은/는) 어느 페이지에도 들어가지 않습니다",
        "no page has {file}"
    );
    let d = Diagnostic::warning(Place::file(file), CODE, message);
    Some(d.hint(message!(
        "혹시 `static/{near}`?",
        "did you mean `static/{near}`?"
    )))
}

/// Whether another text of a folder names a file.
fn is_named(sources: &Sources, folder: &str, file: &Arc<str>, name: &str) -> bool {
    let mut texts = sources.texts(folder);
    texts.any(|(other, text, _)| other != file && text.contains(name))
}
