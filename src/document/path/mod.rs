//! What a file in `content/` is, by its path alone: its language, its role, the page it belongs to.

mod near;
mod split;

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

pub(crate) use self::near::near_texts;
use self::split::{short_name, split};
use crate::base::diag::{Diagnostic, Message, Place, nearest};
use crate::base::names;
use crate::base::permalink::bad_id;
use crate::lang::LanguageId;
use crate::lang::message::message;
use crate::source::site::Site;

/// The folder of content.
pub(crate) const CONTENT: &str = "content/";
/// The name of what a folder is about.
pub(crate) const INDEX: &str = "index";
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
    /// Its place among the sections of an index, from 1; `None` for a file of its own.
    pub part: Option<u32>,
    /// Language of the file.
    pub language: LanguageId,
    /// What it is.
    pub role: Role,
}

impl ContentPath {
    /// The file that this is a section of, if it is one of an index.
    pub(crate) fn of_file(&self) -> Self {
        match self.part {
            None => self.clone(),
            Some(_) => Self {
                stem: INDEX.into(),
                part: None,
                role: Role::Explainer,
                ..self.clone()
            },
        }
    }

    /// The section at a place of this index, from 1.
    pub(crate) fn section(&self, part: u32, id: &str) -> Self {
        Self {
            stem: id.into(),
            part: Some(part),
            role: Role::Section,
            ..self.clone()
        }
    }

    /// What no other text is called: the file, and the id of a section in an index.
    pub(crate) fn name(&self) -> Arc<str> {
        match self.part {
            Some(_) => format!("{}#{}", self.file, self.stem).into(),
            None => Arc::clone(&self.file),
        }
    }

    /// The file that would be its translation into a language.
    pub(crate) fn in_language(&self, tag: &str) -> String {
        let stem = self
            .file
            .strip_suffix(".md")
            .and_then(|f| f.rsplit_once('.'));
        format!("{}.{tag}.md", stem.map_or(&*self.file, |(stem, _)| stem))
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
pub(crate) fn taken(route: &str) -> Option<Message> {
    if matches!(
        route,
        names::ARCHIVE_PAGE | names::GLOSSARY_PAGE | names::SEARCH_PAGE
    ) {
        Some(message!(
            "haeseol이 만드는 페이지",
            "a page that haeseol makes"
        ))
    } else if matches!(route, names::FEED | names::MANIFEST)
        // In every page's folder.
        || route.split('/').any(|name| matches!(name, names::PAGE | names::MARKDOWN))
    {
        Some(message!(
            "haeseol이 만드는 파일",
            "a file that haeseol makes"
        ))
    } else {
        None
    }
}

/// Whether a file is a text of the site, by its name.
pub(crate) fn is_content(name: &str) -> bool {
    name.starts_with(CONTENT) && name.ends_with(".md")
}

/// Files that seem to be indexes whose names are misspelt: nearly called so, alone with their name, in folders without an index in
/// their language.
fn misspelt_indexes(paths: &[ContentPath]) -> FxHashSet<Arc<str>> {
    let near = |p: &&ContentPath| &*p.stem != INDEX && nearest(&p.stem, [INDEX]).is_some();
    let mut near = paths.iter().filter(near).peekable();
    if near.peek().is_none() {
        return FxHashSet::default();
    }
    let mut indexes = FxHashSet::default();
    let mut names: FxHashMap<(&str, &str), usize> = FxHashMap::default();
    for path in paths {
        if &*path.stem == INDEX {
            indexes.insert((&*path.folder, path.language));
        }
        *names.entry((&*path.folder, &*path.stem)).or_default() += 1;
    }
    let misspelt = near.filter(|p| {
        !indexes.contains(&(&*p.folder, p.language)) && names[&(&*p.folder, &*p.stem)] == 1
    });
    misspelt.map(|p| Arc::clone(&p.file)).collect()
}

/// Reports a file by whose name it is not what it is meant to be.
fn misnamed(file: &Arc<str>, message: Message, wanted: &str) -> Diagnostic {
    Diagnostic::error(Place::file(file), "bad-name", message).hint(message!(
        "`{wanted}`(으로/로) 이름을 바꾸세요",
        "rename it to `{wanted}`"
    ))
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
        .filter(|p| &*p.stem == INDEX)
        .map(|p| Arc::clone(&p.folder))
        .collect();
    let misspelt = misspelt_indexes(&paths);
    let mut claimed = FxHashSet::default();
    // What no page can be made of is no text: nothing else is said of it.
    let mut unusable = FxHashSet::default();
    for path in &mut paths {
        let index = &*path.stem == INDEX;
        path.role = match &*path.folder {
            "" if index => Role::Home,
            "" => Role::Page,
            GLOSSARY if index => Role::GlossaryIndex,
            folder if folder.starts_with(GLOSSARY) => Role::Term,
            _ if index => Role::Explainer,
            folder if explainers.contains(folder) => Role::Section,
            _ => Role::Page,
        };
        if path.role == Role::Section && misspelt.contains(&path.file) {
            let tag = site.tag(path.language);
            let message = message!(
                "이름이 index.{tag}.md가 아니어서 해설의 첫머리가 아니라 절로 읽힙니다",
                "this is not called index.{tag}.md, so it is read as a section and not as the head of the explainer"
            );
            diagnostics.push(misnamed(&path.file, message, &format!("{INDEX}.{tag}.md")));
            unusable.insert(Arc::clone(&path.file));
            continue;
        }
        if path.role == Role::Section {
            (path.number, path.stem) = number(&path.stem);
            // `10_leaf`, `10.leaf`.
            let digits = path.stem.trim_start_matches(|c: char| c.is_ascii_digit());
            let after = digits
                .strip_prefix(['_', '.'])
                .filter(|rest| !rest.is_empty());
            let count = path.stem.len() - digits.len();
            if let Some(rest) = after.filter(|_| (1..=3).contains(&count)) {
                let (number, tag) = (&path.stem[..count], site.tag(path.language));
                let message = message!(
                    "절의 번호 뒤에는 붙임표(-)를 적어야 차례로 읽힙니다",
                    "the number of a section is read only with a hyphen behind it"
                );
                let wanted = format!("{number}-{rest}.{tag}.md");
                diagnostics.push(misnamed(&path.file, message, &wanted));
                unusable.insert(Arc::clone(&path.file));
                continue;
            }
        }
        if let Some(what) = taken(&path.route()).filter(|_| path.role.has_own_address()) {
            let route = path.route();
            let message = message!(
                "주소 `/{route}/`에는 이미 {what}(이/가) 있습니다",
                "the address /{route}/ is taken by {what}",
                what
            );
            let tag = site.tag(path.language);
            let d = Diagnostic::error(Place::file(&path.file), "same-url", message);
            let hint = match &*route {
                names::GLOSSARY_PAGE => message!(
                    "용어집의 머리글이면 `content/{route}/index.{tag}.md`(으로/로) 옮기고, 아니면 이름을 바꾸세요",
                    "move it to `content/{route}/index.{tag}.md` if it introduces the glossary, else rename it"
                ),
                _ => message!(
                    "파일이나 폴더의 이름을 바꾸세요",
                    "rename the file or its folder"
                ),
            };
            // Said once of its translations.
            if claimed.insert(route) {
                diagnostics.push(d.hint(hint));
            }
        }
        if matches!(path.role, Role::Section | Role::Term)
            && let Some(why) = bad_id(&path.stem)
        {
            let stem = &path.stem;
            let message = message!(
                "`{stem}`(은/는) 주소로 쓸 수 없습니다: {why}",
                "`{stem}` cannot be an id: {why}",
                why
            );
            let d = Diagnostic::error(Place::file(&path.file), "bad-name", message);
            diagnostics.push(d.hint(short_name(&path.file)));
            unusable.insert(Arc::clone(&path.file));
        }
    }
    paths.retain(|path| !unusable.contains(&path.file));
    paths
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
