//! The default theme: this repository's `templates/` and `static/`, in the binary.
//!
//! A site's file of the same name takes the place of the built-in one.

use std::borrow::Cow;

use include_dir::{Dir, include_dir};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// The text of a built-in file: `templates/base.html`.
pub(crate) fn text(file: &str) -> Option<Cow<'static, str>> {
    bytes(file).map(String::from_utf8_lossy)
}

/// The bytes of a built-in file: `static/style.css`.
pub(crate) fn bytes(file: &str) -> Option<&'static [u8]> {
    let (folder, name) = file.split_once('/')?;
    let dir = match folder {
        "templates" => &TEMPLATES,
        "static" => &STATIC,
        _ => return None,
    };
    dir.get_file(name).map(include_dir::File::contents)
}

/// The built-in templates: name below `templates/`, text.
pub(crate) fn templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEMPLATES
        .files()
        .filter_map(|f| Some((f.path().to_str()?, f.contents_utf8()?)))
        .filter(|(name, _)| name.ends_with(".html"))
}

/// The built-in assets: name below `static/`. They are published under `assets/` with a hash in their names.
pub(crate) fn assets() -> impl Iterator<Item = &'static str> {
    STATIC.files().filter_map(|f| f.path().to_str())
}
