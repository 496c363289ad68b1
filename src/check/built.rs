//! The finished pages, as `check` looks at them: a [`Sink`] that keeps of each page no more than the rules of
//! [`BUILT_RULES`] need. Markdown links are resolved long before; what shows here is what templates and an author's own
//! HTML make.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashSet;

use super::{alt, links};
use crate::base::diag::{Diagnostic, Place};
use crate::base::html::{self, Tag};
use crate::base::names::PAGE;
use crate::base::permalink::BaseUrl;
use crate::document::path::CONTENT;
use crate::output::Sink;
use crate::source::site::{SITE_FILE, Site};
use crate::source::{Blob, Sources};

type Rule = fn(&Built<'_>, &str, &Page, &mut Vec<Diagnostic>);

const BUILT_RULES: [Rule; 2] = [links::check, alt::check_built];

/// Takes a site and keeps what is to be checked of it.
#[derive(Debug, Default)]
pub struct BuiltPages(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    pages: BTreeMap<String, Page>,
    /// Paths of all other files.
    files: FxHashSet<String>,
}

/// What is kept of a page. Addresses are as written.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Values of attributes that lead somewhere.
    pub(super) references: FxHashSet<String>,
    /// Ids of elements, sorted.
    pub(super) ids: Vec<String>,
    /// Where images come from that have no alternative text.
    pub(super) silent_images: Vec<String>,
}

/// A finished site with what its pages are made of.
pub(super) struct Built<'b> {
    pub(super) base_url: BaseUrl,
    kept: &'b Kept,
    sources: &'b Sources,
}

impl Sink for BuiltPages {
    fn put(&self, path: &str, content: Blob) {
        let page = match content {
            Blob::Memory(bytes) if path.ends_with(".html") => {
                std::str::from_utf8(&bytes).ok().map(Page::read)
            }
            _ => None,
        };
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match page {
            Some(page) => {
                kept.pages.insert(path.to_owned(), page);
            }
            None => {
                kept.files.insert(path.to_owned());
            }
        }
    }
}

impl BuiltPages {
    /// What is wrong with the pages of a site without other errors, published at `base_url` or where it says itself.
    pub fn findings(self, sources: &Sources, base_url: Option<&BaseUrl>) -> Vec<Diagnostic> {
        let kept = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let own = || {
            let file: Arc<str> = SITE_FILE.into();
            Site::parse(sources.text(SITE_FILE)?, &file, &mut Vec::new()).map(|s| s.base_url)
        };
        let Some(base_url) = base_url.cloned().or_else(own) else {
            return Vec::new();
        };
        let built = Built {
            base_url,
            kept: &kept,
            sources,
        };
        let mut diagnostics = Vec::new();
        for (path, page) in &kept.pages {
            for rule in BUILT_RULES {
                rule(&built, path, page, &mut diagnostics);
            }
        }
        diagnostics
    }
}

impl Page {
    fn read(html: &str) -> Self {
        let mut page = Self::default();
        html::start_tags(html, &mut |tag| page.take(tag));
        page.ids.sort_unstable();
        page
    }

    fn take(&mut self, tag: &Tag<'_>) {
        let values = [
            "href",
            "src",
            "poster",
            "action",
            "formaction",
            "xlink:href",
        ]
        .iter()
        .filter_map(|name| tag.attribute(name));
        let object = tag.attribute("data").filter(|_| tag.is("object"));
        for value in values.chain(object).filter(|v| !v.is_empty()) {
            if !self.references.contains(value) {
                self.references.insert(value.to_owned());
            }
        }
        self.ids.extend(tag.attribute("id").map(html::decode));
        if alt::is_silent(tag) {
            self.silent_images
                .push(tag.attribute("src").unwrap_or("").to_owned());
        }
    }

    pub(super) fn has_id(&self, id: &str) -> bool {
        self.ids.binary_search_by(|i| i.as_str().cmp(id)).is_ok()
    }
}

impl Built<'_> {
    /// The page that readers find at a path without final `/`, or `None` and whether anything else is there.
    pub(super) fn at(&self, path: &str) -> Result<&Page, bool> {
        let index = if path.is_empty() {
            PAGE.to_owned()
        } else {
            format!("{path}/{PAGE}")
        };
        let page = self
            .kept
            .pages
            .get(&index)
            .or_else(|| self.kept.pages.get(path));
        page.ok_or_else(|| self.kept.files.contains(path))
    }

    /// Addresses of the pages, as paths from the site's root.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.kept.pages.keys().filter_map(|p| p.strip_suffix(PAGE))
    }

    /// Where a value of an attribute was written that stands on the page at `path`: in the HTML of the page's own files,
    /// in a template of the site, or, if it cannot be told, the page itself.
    pub(super) fn places(&self, path: &str, value: &str) -> Vec<Place> {
        let (_, route) = path.split_once('/').unwrap_or(("", path));
        let tag = path.split('/').next().unwrap_or("");
        let route = route.trim_end_matches(PAGE).trim_end_matches('/');
        let route = route.strip_suffix("/parallel").unwrap_or(route);
        let (folder, file) = match route {
            "" => (String::new(), format!("{CONTENT}index.")),
            route => (format!("{CONTENT}{route}/"), format!("{CONTENT}{route}.")),
        };
        let own = |name: &str| {
            (!folder.is_empty() && name.starts_with(&folder)) || name.starts_with(&file)
        };
        let mut texts: Vec<_> = self
            .sources
            .texts(CONTENT)
            .filter(|(n, ..)| own(n))
            .collect();
        // The page's own language first, as the other ones may be shown there too.
        let in_language = format!(".{tag}.md");
        texts.sort_by_key(|(name, ..)| !name.ends_with(&in_language));
        let texts = texts.into_iter().chain(self.sources.texts("templates/"));
        for (name, text, _) in texts {
            let places: Vec<Place> = written(text, value)
                .map(|at| Place::at(name, at..at + value.len()))
                .collect();
            if !places.is_empty() {
                return places;
            }
        }
        vec![Place::file(&path.into())]
    }
}

/// Where in a text a value stands as that of an attribute.
fn written<'t>(text: &'t str, value: &'t str) -> impl Iterator<Item = usize> + 't {
    let places = (!value.is_empty()).then(|| text.match_indices(value));
    places.into_iter().flatten().filter_map(move |(at, _)| {
        let before = text[..at].chars().next_back()?;
        let after = text[at + value.len()..].chars().next()?;
        (matches!(before, '"' | '\'' | '=') && matches!(after, '"' | '\'' | '>' | ' ' | '\n'))
            .then_some(at)
    })
}
