//! What `init --vscode` writes for VS Code: settings, snippets, tasks with what finds problems in the preview's output, and the schemas.

use include_dir::{Dir, include_dir};

use super::NewFile;
use super::schema::{Written, schema};
use crate::base::diag::Locale;

static VSCODE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/vscode");

/// The line of `site.toml` that names its schema.
pub(super) const SCHEMA: &str = "#:schema ./.vscode/site.schema.json\n";

/// The files, with descriptions in a language.
pub(super) fn files(locale: Locale) -> Vec<NewFile> {
    let file = |name: &str, content| NewFile {
        path: format!(".vscode/{name}"),
        content,
    };
    let fixed = VSCODE
        .files()
        .filter_map(|f| Some(file(f.path().to_str()?, f.contents().into())));
    let schemas = [
        ("site.schema.json", Written::Site),
        ("front-matter.schema.json", Written::FrontMatter),
    ];
    let schemas = schemas.map(|(name, of)| file(name, schema(of, locale).into_bytes().into()));
    fixed.chain(schemas).collect()
}
