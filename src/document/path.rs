//! What a file in `content/` is, by its path alone: its language, its role, the page it belongs to.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::base::diag::{Diagnostic, Place, did_you_mean};
use crate::base::names;
use crate::base::permalink::{bad_id, bad_segment};
use crate::lang::LanguageId;
use crate::source::site::Site;

/// The folder of content.
pub(crate) const CONTENT: &str = "content/";
/// The folder of terms, below it.
const GLOSSARY: &str = "glossary/";

/// What a content file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// `content/index`
    Home,
    /// `index` of any folder but the top one and the glossary
    Explainer,
    /// another file in the folder of an explainer
    Section,
    /// `content/glossary/index`
    GlossaryIndex,
    /// another file below `content/glossary/`
    Term,
    /// any other file
    Page,
}

/// A content file by its path: `content/openai-xai/10-wallet.ko.md`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ContentPath {
    /// The whole path from the site's root.
    pub file: Arc<str>,
    /// Folder below `content/`, empty or with a final `/`: `openai-xai/`.
    pub folder: Arc<str>,
    /// Name without number, language and ending: `wallet`.
    pub stem: Arc<str>,
    /// The number before a section's name: 10.
    pub number: Option<u32>,
    /// Language of the file.
    pub language: LanguageId,
    /// What it is.
    pub role: Role,
}

impl ContentPath {
    /// The id of a section on its page; `None` if the file is not a section.
    pub(crate) fn section_id(&self) -> Option<&str> {
        (self.role == Role::Section).then_some(&*self.stem)
    }

    /// The page's path below its language's folder, without slashes at the ends; a section has its explainer's.
    pub fn route(&self) -> String {
        let folder = self.folder.trim_end_matches('/');
        match self.role {
            Role::Home => String::new(),
            Role::Explainer | Role::Section => folder.to_owned(),
            Role::GlossaryIndex => GLOSSARY.trim_end_matches('/').to_owned(),
            Role::Term => format!("{GLOSSARY}{}", self.stem),
            Role::Page => format!("{}{}", self.folder, self.stem),
        }
    }
}

impl Role {
    /// Whether the author's path alone decides on the address.
    fn has_own_address(self) -> bool {
        matches!(self, Self::Explainer | Self::Term | Self::Page)
    }
}

/// What has an address below each language's folder already, or may have once there are terms or more explainers;
/// `None` if it is free. `route` is without slashes at the ends.
pub(crate) fn taken(route: &str) -> Option<&'static str> {
    if matches!(
        route,
        names::ARCHIVE_PAGE | names::GLOSSARY_PAGE | names::SEARCH_PAGE
    ) {
        Some("a page that haeseol makes")
    } else if matches!(route, names::FEED | names::MANIFEST)
        // In every page's folder.
        || route.split('/').any(|name| matches!(name, names::PAGE | names::MARKDOWN))
    {
        Some("a file that haeseol makes")
    } else {
        None
    }
}

/// Whether a file is a text of the site, by its name.
pub(crate) fn is_content(name: &str) -> bool {
    name.starts_with(CONTENT) && name.ends_with(".md")
}

/// Every content file by what its path says, in the order of paths. Paths that say nothing are reported.
pub(crate) fn classify<'n>(
    site: &Site,
    files: impl IntoIterator<Item = &'n Arc<str>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<ContentPath> {
    let mut paths: Vec<ContentPath> = Vec::new();
    for file in files {
        match split(site, file) {
            Ok(path) => paths.push(path),
            Err(d) => diagnostics.push(*d),
        }
    }
    let explainers: FxHashSet<Arc<str>> = paths
        .iter()
        .filter(|p| &*p.stem == "index")
        .map(|p| Arc::clone(&p.folder))
        .collect();
    for path in &mut paths {
        let index = &*path.stem == "index";
        path.role = match &*path.folder {
            "" if index => Role::Home,
            "" => Role::Page,
            GLOSSARY if index => Role::GlossaryIndex,
            folder if folder.starts_with(GLOSSARY) => Role::Term,
            _ if index => Role::Explainer,
            folder if explainers.contains(folder) => Role::Section,
            _ => Role::Page,
        };
        if path.role == Role::Section {
            (path.number, path.stem) = number(&path.stem);
        }
        if let Some(what) = taken(&path.route()).filter(|_| path.role.has_own_address()) {
            let message = format!("the address /{}/ is taken by {what}", path.route());
            let d = Diagnostic::error(Place::file(&path.file), "same-url", message);
            diagnostics.push(d.hint("rename the file or its folder"));
        }
        if matches!(path.role, Role::Section | Role::Term)
            && let Some(why) = bad_id(&path.stem)
        {
            let message = format!("`{}` cannot be an id: {why}", path.stem);
            let d = Diagnostic::error(Place::file(&path.file), "bad-name", message);
            diagnostics.push(d.hint("give the file a short name of letters, digits and hyphens"));
        }
    }
    paths
}

/// Takes a path apart; its role is not known yet.
fn split(site: &Site, file: &Arc<str>) -> Result<ContentPath, Box<Diagnostic>> {
    let error = |code, message: String, hint: String| {
        Err(Box::new(
            Diagnostic::error(Place::file(file), code, message).hint(hint),
        ))
    };
    let path = file.strip_prefix(CONTENT).unwrap_or(file);
    let (folder, name) = path.rfind('/').map_or(("", path), |i| path.split_at(i + 1));
    let name = name.strip_suffix(".md").unwrap_or(name);
    let tags = || site.languages.iter().map(|l| &*l.tag);
    let Some((stem, tag)) = name.rsplit_once('.') else {
        return error(
            "no-language",
            "the name of this file does not say its language".into(),
            format!("rename it to `{name}.{}.md`", site.tag(LanguageId::DEFAULT)),
        );
    };
    let Some(language) = site.language_by_tag(tag) else {
        let hint = did_you_mean(tag, tags()).unwrap_or_else(|| {
            format!(
                "declared in site.toml: {}",
                tags().collect::<Vec<_>>().join(", ")
            )
        });
        return error(
            "bad-language",
            format!("the name of this file gives its language as `{tag}`, which is not declared"),
            hint,
        );
    };
    for segment in folder.split_terminator('/').chain([stem]) {
        if let Some(why) = bad_segment(segment) {
            return error(
                "bad-name",
                format!("`{segment}` cannot be part of an address: {why}"),
                "give it a short name of letters, digits and hyphens".into(),
            );
        }
    }
    Ok(ContentPath {
        file: Arc::clone(file),
        folder: folder.into(),
        stem: stem.into(),
        number: None,
        language,
        role: Role::Page,
    })
}

/// `10-wallet` → 10 and `wallet`; a name without a number stays whole.
fn number(stem: &Arc<str>) -> (Option<u32>, Arc<str>) {
    match stem.split_once('-') {
        Some((digits, rest)) if !rest.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) => {
            match digits.parse() {
                Ok(number) => (Some(number), rest.into()),
                Err(_) => (None, Arc::clone(stem)),
            }
        }
        _ => (None, Arc::clone(stem)),
    }
}
