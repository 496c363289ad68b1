//! Checks finished pages: a [`Sink`] that keeps of each page what the rules need, and no more. Markdown links have been
//! resolved long before; what is found here was written by templates or in an author's own HTML. It is reported once,
//! at the text or template that it comes from, however many pages show it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::diag::{Diagnostic, Place, Room, limit};
use crate::base::html::{self, StartTag};
use crate::base::ids::DocumentId;
use crate::base::names;
use crate::base::permalink::{BaseUrl, decode, has_scheme, names_host, resolve};
use crate::document::markdown::body::LinkTarget;
use crate::model::resolve::Destination;
use crate::output::BuiltSite;
use crate::output::image::Store;
use crate::output::{Plan, Sink};
use crate::source::{Blob, Sources};

/// A rule that looks at finished pages.
pub(super) type PageRule = fn(&mut PageChecker<'_>, &str, &KeptPage, &mut Vec<Diagnostic>);

/// A sink that keeps of each file what is to be checked.
pub(crate) struct BuiltPages<'s> {
    kept: Mutex<KeptFiles>,
    /// Where the files go themselves.
    to: Option<&'s dyn Sink>,
}

#[derive(Debug, Default)]
struct KeptFiles {
    pages: BTreeMap<String, KeptPage>,
    /// Paths of all other files.
    files: FxHashSet<String>,
}

/// What is kept of a page. Addresses are as written.
#[derive(Debug, Default)]
pub(super) struct KeptPage {
    /// Values of attributes that hold addresses.
    pub(super) references: FxHashSet<String>,
    /// Ids of elements, sorted.
    pub(super) ids: Vec<String>,
    /// Where images come from that have no alternative text.
    pub(super) silent_images: Vec<String>,
}

/// Runs rules on the finished pages, with what is needed to find the sources of a fault.
pub(super) struct PageChecker<'b> {
    pub(super) base_url: &'b BaseUrl,
    /// Where texts have addresses in their own HTML, in order.
    pub(super) links_in_texts: FxHashMap<PageTarget, Vec<Place>>,
    /// Images without alternative text in the texts' own HTML.
    pub(super) images_in_texts: FxHashSet<PageTarget>,
    kept: &'b KeptFiles,
    sources: &'b Sources,
    built: &'b BuiltSite,
    /// What has been reported: a place, or of a template as a whole what it points to.
    reported: FxHashSet<(Place, Option<PageTarget>)>,
}

/// What an address points to: the same wherever it is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum PageTarget {
    /// An id on the page itself, by the page's folder; the side-by-side page is in that of the page it shows.
    Here(String, String),
    /// A path of the site without final `/`, and an id.
    Inside(String, String),
    /// An address on the host, but not in the site.
    Outside(String),
    /// A path that climbs out of the site.
    Climbs(String),
    /// An address that is not the site's.
    Elsewhere(String),
}

impl Sink for BuiltPages<'_> {
    fn wants(&self, path: &str) -> bool {
        path.ends_with(".html") || self.to.is_some_and(|to| to.wants(path))
    }

    fn store(&self) -> Option<&dyn Store> {
        self.to?.store()
    }

    fn put(&self, path: &str, content: Blob) {
        if let Some(to) = self.to {
            to.put(path, content.clone());
        }
        let page = match content {
            Blob::Memory(bytes) if path.ends_with(".html") => {
                std::str::from_utf8(&bytes).ok().map(KeptPage::read)
            }
            _ => None,
        };
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
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

impl<'s> BuiltPages<'s> {
    /// One that hands the files on.
    pub(crate) fn of(to: Option<&'s dyn Sink>) -> Self {
        Self {
            kept: Mutex::default(),
            to,
        }
    }

    /// What `rules` find wrong with the pages of a site without other errors.
    pub(super) fn apply(
        self,
        rules: &[PageRule],
        built: &BuiltSite,
        sources: &Sources,
    ) -> Vec<Diagnostic> {
        let kept = self
            .kept
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let mut checker = PageChecker {
            base_url: &built.model.site().base_url,
            links_in_texts: FxHashMap::default(),
            images_in_texts: FxHashSet::default(),
            kept: &kept,
            sources,
            built,
            reported: FxHashSet::default(),
        };
        checker.read_texts();
        let mut diagnostics = Vec::new();
        let mut room = Room::of(&diagnostics);
        for (path, page) in &kept.pages {
            for rule in rules {
                rule(&mut checker, path, page, &mut diagnostics);
            }
            room.keep(&mut diagnostics);
        }
        limit(&mut diagnostics);
        diagnostics
    }
}

impl KeptPage {
    fn read(html: &str) -> Self {
        let mut page = Self::default();
        html::start_tags(html, &mut |tag| page.take(html, tag));
        page.ids.sort_unstable();
        page
    }

    fn take(&mut self, html: &str, tag: &StartTag<'_>) {
        let candidates = tag.candidates().map(|range| &html[range]);
        for value in tag.addresses().map(|a| a.value).chain(candidates) {
            if !self.references.contains(value) {
                self.references.insert(value.to_owned());
            }
        }
        self.ids.extend(tag.attribute("id").map(html::decode));
        if tag.is_silent_image() {
            let source = tag.attribute("src").unwrap_or("");
            self.silent_images.push(source.to_owned());
        }
    }

    pub(super) fn has_id(&self, id: &str) -> bool {
        self.ids.binary_search_by(|i| i.as_str().cmp(id)).is_ok()
    }
}

impl PageChecker<'_> {
    /// An address as it is written at a place in a text.
    pub(super) fn written(&self, place: &Place) -> Option<String> {
        let (start, end) = place.range?;
        let text = self.sources.text(&place.file)?.get(start..end)?;
        let text = text.trim_matches(['"', '\'']).trim();
        (!text.is_empty() && !text.contains(['<', '>', '\n'])).then(|| text.to_owned())
    }

    /// The page that readers find at a path without final `/`, or `None` and whether anything else is there.
    pub(super) fn at(&self, path: &str) -> Result<&KeptPage, bool> {
        let index = if path.is_empty() {
            "index.html".to_owned()
        } else {
            format!("{path}/index.html")
        };
        let page = self
            .kept
            .pages
            .get(&index)
            .or_else(|| self.kept.pages.get(path));
        page.ok_or_else(|| self.kept.files.contains(path))
    }

    /// Where a page is now, below its language, whose old address is a path without final `/`.
    pub(super) fn moved(&self, path: &str) -> Option<&str> {
        match self.built.output.get(&format!("{path}/{}", names::PAGE))?.1 {
            Plan::Redirect(old) => Some(&self.built.model.entry(old.to).route),
            _ => None,
        }
    }

    /// Addresses of the pages, as paths from the site's root.
    pub(super) fn addresses(&self) -> impl Iterator<Item = &str> {
        self.kept
            .pages
            .keys()
            .filter_map(|p| p.strip_suffix("index.html"))
    }

    /// What an address points to that is written on the page at `path`, character references and all.
    pub(super) fn target(&self, path: &str, written: &str) -> PageTarget {
        let folder = path.rfind('/').map_or("", |i| &path[..=i]);
        self.target_of(folder, &html::decode(written))
    }

    fn target_of(&self, folder: &str, address: &str) -> PageTarget {
        let address = address.trim();
        let (address, fragment) = address.split_once('#').unwrap_or((address, ""));
        let whole = address;
        let address = address.split('?').next().unwrap_or(address);
        let (base, base_path) = (self.base_url.as_str(), self.base_url.path());
        let inside = if names_host(address) || has_scheme(address) {
            // An address of the site itself, in full; others are not ours.
            let inside = address.strip_prefix(base);
            match inside.or_else(|| (address == base.trim_end_matches('/')).then_some("")) {
                Some(inside) => resolve("", &decode(inside)),
                None => return PageTarget::Elsewhere(whole.to_owned()),
            }
        } else if address.starts_with('/') {
            match format!("{}/", decode(address)).strip_prefix(&decode(base_path)) {
                Some(inside) => resolve("", inside),
                None => return PageTarget::Outside(whole.to_owned()),
            }
        } else if address.is_empty() {
            let folder = folder.strip_suffix("parallel/").unwrap_or(folder);
            return PageTarget::Here(folder.to_owned(), fragment.to_owned());
        } else {
            resolve(folder, &decode(address))
        };
        match inside {
            Some(path) => PageTarget::Inside(path, fragment.to_owned()),
            None => PageTarget::Climbs(whole.to_owned()),
        }
    }

    /// What an address in a text's own HTML points to, from the page at `home`.
    fn own_target(&self, id: DocumentId, index: u32, address: &str, home: &str) -> PageTarget {
        match self.built.model.reader(None).own_destination(id, index) {
            Some(Destination::Beside(path) | Destination::Static(path)) => {
                PageTarget::Inside(path.clone(), fragment(address))
            }
            _ => self.target_of(home, address),
        }
    }

    /// Takes note of what the texts' own HTML points to, from each page that may show it.
    fn read_texts(&mut self) {
        let model = &self.built.model;
        for (id, document) in model.documents().iter() {
            let body = &document.parsed.body;
            for link in &body.links {
                if let LinkTarget::Address(address) = &link.target {
                    // An address of the site itself, in full.
                    let target = self.target_of("", address);
                    if !matches!(target, PageTarget::Elsewhere(_)) {
                        let place = Place::at(document.outline.file(), link.span.clone());
                        self.links_in_texts.entry(target).or_default().push(place);
                    }
                }
            }
            if body.addresses.is_empty() && body.silent_images.is_empty() {
                continue;
            }
            let mut by_value = FxHashMap::default();
            if !body.silent_images.is_empty() {
                for (index, address) in (0..).zip(&body.addresses) {
                    by_value.entry(&*address.value).or_insert(index);
                }
            }
            for language in model.site().language_ids() {
                let home = model.reader(None).home_of(id, language);
                for (index, address) in (0..).zip(&body.addresses) {
                    let target = self.own_target(id, index, &address.value, &home);
                    let place = Place::at(document.outline.file(), address.span.clone());
                    self.links_in_texts.entry(target).or_default().push(place);
                }
                for (_, source) in &body.silent_images {
                    let target = match by_value.get(&**source) {
                        Some(index) => self.own_target(id, *index, source, &home),
                        None => self.target_of(&home, source),
                    };
                    self.images_in_texts.insert(target);
                }
            }
        }
        for places in self.links_in_texts.values_mut() {
            places.sort_unstable();
            places.dedup();
            places.shrink_to_fit();
        }
    }

    /// Where the templates have tags that `find` finds something in: in the site's own, or else the template of the
    /// page at `path` as a whole.
    pub(super) fn in_templates(
        &self,
        path: &str,
        find: &dyn Fn(&StartTag<'_>) -> Option<std::ops::Range<usize>>,
    ) -> Vec<Place> {
        for (name, text, _) in self.sources.texts("templates/") {
            let mut places = Vec::new();
            html::start_tags(text, &mut |tag| {
                places.extend(find(tag).map(|range| Place::at(name, range)));
            });
            if !places.is_empty() {
                return places;
            }
        }
        let kind = match self.built.output.get(path) {
            Some((_, Plan::Page(page))) => self.built.model.routes().kind(*page),
            _ => "base",
        };
        vec![Place::file(&format!("templates/{kind}.html").into())]
    }

    /// Whether a place has not been reported yet, for what it points to; then it has.
    pub(super) fn is_new(&mut self, place: &Place, target: &PageTarget) -> bool {
        let target = place.range.is_none().then(|| target.clone());
        self.reported.insert((place.clone(), target))
    }
}

/// The fragment of an address.
fn fragment(address: &str) -> String {
    let fragment = address.trim().split_once('#').map(|(_, fragment)| fragment);
    fragment.unwrap_or_default().to_owned()
}

/// The top of any page (HTML Standard, 7.4.6.4), or a text fragment, which may be anywhere.
pub(super) fn is_top(fragment: &str) -> bool {
    fragment.is_empty() || fragment.eq_ignore_ascii_case("top") || fragment.starts_with(":~:")
}
