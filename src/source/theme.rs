//! The default theme: this repository's `templates/` and `static/`, in the binary.
//!
//! A site's file of the same name takes the place of the built-in one.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use include_dir::{Dir, include_dir};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// The text of a built-in template or of its words: `templates/base.html`.
pub(crate) fn text(file: &str) -> Option<&'static str> {
    let name = file.strip_prefix("templates/")?;
    TEMPLATES.get_file(name)?.contents_utf8()
}

/// Every built-in file: path from a site's root where its own takes its place, bytes as written. In order.
pub(crate) fn files() -> impl Iterator<Item = (String, &'static [u8])> {
    fn all(folder: &'static Dir<'_>, found: &mut Vec<(String, &'static [u8])>, start: &str) {
        found.extend(folder.files().filter_map(|f| {
            let path = f.path().to_str()?.replace('\\', "/");
            Some((format!("{start}/{path}"), f.contents()))
        }));
        for below in folder.dirs() {
            all(below, found, start);
        }
    }
    let mut found = Vec::new();
    all(&TEMPLATES, &mut found, "templates");
    all(&STATIC, &mut found, "static");
    found.sort();
    found.into_iter()
}

/// The built-in templates: name below `templates/`, text.
pub(crate) fn templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEMPLATES
        .files()
        .filter_map(|f| Some((f.path().to_str()?, f.contents_utf8()?)))
        .filter(|(name, _)| name.ends_with(".html"))
}

/// A built-in file that is published under `assets/`, with a hash in its name.
pub(crate) struct Asset {
    /// As it is in `static/`.
    pub(crate) written: &'static [u8],
    /// Style sheets and scripts without comments and needless space, anything else as written.
    pub(crate) published: Arc<[u8]>,
}

/// The built-in assets by name below `static/`.
pub(crate) fn assets() -> &'static BTreeMap<&'static str, Asset> {
    static ASSETS: LazyLock<BTreeMap<&str, Asset>> = LazyLock::new(|| {
        let files = STATIC.files();
        files
            .filter_map(|f| Some((f.path().to_str()?, asset(f))))
            .collect()
    });
    &ASSETS
}

fn asset(file: &'static include_dir::File<'_>) -> Asset {
    let text = file.contents_utf8().unwrap_or_default();
    let shorter = match file.path().extension().and_then(|e| e.to_str()) {
        Some("css") => minifier::css::minify(text).ok().map(|m| m.to_string()),
        Some("js") => minifier::js::minify(text).ok().map(|m| m.to_string()),
        _ => None,
    };
    Asset {
        written: file.contents(),
        published: shorter.map_or_else(|| file.contents().into(), |s| s.into_bytes().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::permalink::bad_id;

    /// What is written after each `start`, up to `end`.
    fn after<'t>(text: &'t str, start: &str, end: char) -> Vec<&'t str> {
        let parts = text.split(start).skip(1);
        parts.filter_map(|part| part.split(end).next()).collect()
    }

    #[test]
    fn no_author_can_take_an_id_or_name_of_the_theme() {
        let templates = templates().flat_map(|(_, text)| {
            let attributes = [" id=\"", " name=\"", " for=\"", "getElementById(\""];
            attributes.map(|start| after(text, start, '"')).concat()
        });
        let scripts = assets()
            .iter()
            .filter(|(name, _)| name.ends_with(".js"))
            .flat_map(|(_, asset)| {
                let text = std::str::from_utf8(asset.written).unwrap();
                let names = [" id: '", ".id = '", "getElementById('"];
                let mut ids = names.map(|start| after(text, start, '\'')).concat();
                let selectors = after(text, "find('#", '\'').into_iter();
                let queries = after(text, "querySelector('#", '\'').into_iter();
                ids.extend(selectors.chain(queries).filter_map(|s| s.split(' ').next()));
                ids
            });
        let all: Vec<&str> = templates.chain(scripts).collect();
        // What a template fills in is made of an author's ids, which are unique; the rest is names of metadata and of the query.
        let ours = |id: &&str| !id.starts_with("{{");
        let not_ids = [
            "description",
            "robots",
            "viewport",
            "color-scheme",
            "generator",
            "twitter:card",
            "q",
        ];
        let taken: Vec<_> = all
            .iter()
            .filter(|id| ours(id) && bad_id(id).is_none() && !not_ids.contains(id))
            .collect();
        assert!(taken.is_empty(), "{taken:?}");
        assert!(all.contains(&"hs-main") && all.contains(&"hs-card") && all.contains(&"hs-all"));
    }
}
