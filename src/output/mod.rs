//! The site as paths and what is published at them. A [`Sink`] takes every file as it is made; a preview makes files
//! one by one, when they are asked for ([`BuiltSite::make`]).

mod built_site;
mod card;
mod feed;
pub mod image;
mod markdown;
mod moved;
pub mod publish;
pub mod search;
mod sitemap;

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

pub use self::built_site::BuiltSite;

use self::image::Store;
use self::moved::Redirect;
use self::sitemap::SitemapPart;
use crate::base::diag::{Diagnostic, Message, Place};
use crate::base::ids::EntryId;
use crate::base::names;
use crate::base::permalink::bad_segment;
use crate::base::portable::fold;
use crate::document::path::CONTENT;
use crate::lang::LanguageId;
use crate::lang::message::message;
use crate::model::image::{Sizes, copy_path};
use crate::model::{PageId, Routes};
use crate::page::assets::Assets;
use crate::source::{Blob, Blobs, below};

/// Takes the files of a site, from several threads at once. A sink keeps its own errors.
pub trait Sink: Sync {
    /// Takes the file at `path`, relative to the site's root, with `/`.
    fn put(&self, path: &str, content: Blob);

    /// Whether it looks at the bytes of the file at `path`. If not, images are not made, and nothing is in their place.
    fn wants(&self, _path: &str) -> bool {
        true
    }

    /// What earlier builds have kept.
    fn store(&self) -> Option<&dyn Store> {
        None
    }
}

/// How a file is made.
#[derive(Debug)]
pub(crate) enum Plan {
    Page(PageId),
    Markdown(EntryId, LanguageId),
    Redirect(Redirect),
    Llms,
    Manifest(LanguageId),
    Feed(LanguageId),
    Sitemap(SitemapPart),
    Text(String),
    /// A file of the author's, by its path in the site's folder.
    Copy(Arc<str>),
    /// An image of the author's, by its path in the site's folder: it loses its metadata.
    Image(Arc<str>),
    /// A copy of an image of the author's with a smaller width.
    Smaller(Arc<str>, u32),
    Asset(Arc<[u8]>),
}

/// Everything that the site consists of, by path. Two things at one path are an error.
#[derive(Debug)]
pub(crate) struct Output(BTreeMap<Arc<str>, Plan>);

impl Output {
    /// Lists the files of the site.
    pub(crate) fn plan(
        routes: Routes<'_>,
        blobs: &Blobs,
        left_out: &BTreeSet<Arc<str>>,
        assets: &Assets,
        images: &Sizes,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let site = routes.site;
        let mut plans: BTreeMap<Arc<str>, Plan> = BTreeMap::new();
        for page in routes.pages() {
            plans.insert(routes.path(page).into(), Plan::Page(page));
        }
        for language in site.language_ids() {
            let path = format!("{}/{}", site.tag(language), names::FEED);
            plans.insert(path.into(), Plan::Feed(language));
        }
        let sitemap = sitemap::parts(routes).into_iter();
        plans.extend(sitemap.map(|(path, part)| (path.into(), Plan::Sitemap(part))));
        plans.extend(machine_readers(routes));
        plans.insert(names::ROBOTS.into(), Plan::Text(sitemap::robots(site)));
        plans.insert(names::NO_JEKYLL.into(), Plan::Text(String::new()));
        if let Some(domain) = site.base_url.own_domain() {
            plans.insert(names::CNAME.into(), Plan::Text(format!("{domain}\n")));
        }
        for (name, path, bytes) in assets.iter() {
            // Without an index there is nothing that search could be done with.
            if site.search || !name.starts_with("search.") {
                plans.insert(path.into(), Plan::Asset(Arc::clone(bytes)));
            }
        }
        let mut ours = Ours::new();
        if !(blobs.is_empty() && routes.linked.moved.is_empty()) {
            ours.extend(plans.keys().map(|path| (fold(path), Arc::clone(path))));
        }
        let mut output = Self(plans);
        // Pages have what is drawn of a font, or cut from it: the settings' fonts are not published whole.
        for (file, _) in below(blobs, "static/") {
            let path = &file["static/".len()..];
            if !assets.contains(path) && !site.is_font(file) {
                // An author's own takes the place of ours.
                let replaces = matches!(
                    path,
                    names::ROBOTS | names::CNAME | names::NO_JEKYLL | names::LLMS
                );
                if replaces && !output.has_folder(&format!("{path}/")) {
                    output.0.insert(path.into(), Plan::Copy(Arc::clone(file)));
                    continue;
                }
                let plan = Plan::Copy(Arc::clone(file));
                let copied = output.copy(routes, &ours, plan, path);
                diagnostics.extend(copied.err().map(|d| *d));
            }
        }
        let beside = below(blobs, CONTENT)
            .filter(|(file, _)| !left_out.contains(*file) && !site.is_font(file));
        for (file, _) in beside {
            // Once, for all languages.
            let plan = match image::has_metadata(file) {
                true => Plan::Image(Arc::clone(file)),
                false => Plan::Copy(Arc::clone(file)),
            };
            let copied = output.copy(routes, &ours, plan, &file[CONTENT.len()..]);
            diagnostics.extend(copied.err().map(|d| *d));
        }
        output.redirect(routes, &ours, diagnostics);
        let copied = output.smaller(routes, &ours, images);
        diagnostics.extend(copied);
        output
    }

    /// Adds the copies of images for smaller screens. Gives what keeps them from being there.
    fn smaller(&mut self, routes: Routes<'_>, ours: &Ours, images: &Sizes) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        let files = if routes.site.resize {
            images.files()
        } else {
            Vec::new()
        };
        for file in files {
            let path = file.strip_prefix(CONTENT).unwrap_or(file);
            let Some(Plan::Image(file)) = self.0.get(path) else {
                continue;
            };
            let file = Arc::clone(file);
            let widths = images.copies(&file).into_iter();
            let mut copied = widths.map(|width| {
                let plan = Plan::Smaller(Arc::clone(&file), width);
                self.copy(routes, ours, plan, &copy_path(path, width))
            });
            found.extend(copied.find_map(Result::err).map(|d| *d));
        }
        found
    }

    /// Adds a file of the author's.
    fn copy(
        &mut self,
        routes: Routes<'_>,
        ours: &Ours,
        own: Plan,
        path: &str,
    ) -> Result<(), Box<Diagnostic>> {
        let file = &own.file(routes).unwrap_or_default();
        let error = |code, message: Message| Diagnostic::error(Place::file(file), code, message);
        let rename = || message!("이름을 바꾸세요", "rename it");
        if let Some(why) = path.split('/').find_map(bad_segment) {
            let message = message!(
                "이 파일의 이름은 주소에 쓸 수 없습니다: {why}",
                "this file's name cannot be part of an address: {why}",
                why
            );
            return Err(Box::new(error("bad-name", message).hint(rename())));
        }
        if is_reserved(path) {
            let message = message!(
                "/{path}(은/는) haeseol이 쓰는 이름이라 내보내지 않습니다",
                "/{path} is never published: such names are haeseol's own"
            );
            let hint = message!("이름을 바꾸거나 지우세요", "rename or delete it");
            return Err(Box::new(error("reserved-name", message).hint(hint)));
        }
        if let Some((at, plan)) = self.in_the_way(ours, path) {
            let what = plan.map_or_else(
                || match &*at {
                    names::CARDS => message!("공유 그림", "the cards for shared links"),
                    _ => message!("검색 색인", "the search index"),
                },
                |plan| describe(routes, plan),
            );
            let message = message!(
                "이 파일의 주소는 /{path}인데, /{at}에 {what}(이/가) 있습니다",
                "this file would be published at /{path}, but {what} is at /{at}",
                what
            );
            let mut d = error("same-url", message).hint(rename());
            if let Some(other) = plan.and_then(|p| p.file(routes)) {
                let label = message!("다른 파일", "the other file");
                d = d.related(Place::file(&other), label);
            }
            return Err(Box::new(d));
        }
        self.0.insert(path.into(), own);
        Ok(())
    }

    /// What keeps a file from being at `path`, and where: another file, something in a folder of that name, or a file
    /// in the place of a folder. Files of ours keep it from there in upper and lower case, as on systems that do not
    /// distinguish these. The files of the search index and the cards have no plan.
    fn in_the_way(&self, ours: &Ours, path: &str) -> Option<(Arc<str>, Option<&Plan>)> {
        let folded = fold(path);
        for folder in [names::SEARCH, names::CARDS] {
            if folded.starts_with(folder) || folder.starts_with(&format!("{folded}/")) {
                return Some((folder.into(), None));
            }
        }
        let exact = meeting(&self.0, path).map(|(at, _)| at);
        let at = exact.or_else(|| meeting(ours, &folded).map(|(_, at)| at))?;
        Some((Arc::clone(at), self.0.get(at)))
    }

    /// Whether something is below `folder`, which ends in `/`.
    pub(crate) fn has_folder(&self, folder: &str) -> bool {
        first_in(&self.0, folder).is_some()
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// How the file at a path is made.
    pub(crate) fn get(&self, path: &str) -> Option<(&Arc<str>, &Plan)> {
        self.0.get_key_value(path)
    }

    /// Every path, in order, with how its file is made.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Plan)> {
        self.0.iter()
    }
}

/// The paths of the files that haeseol makes, by how they are without upper case.
type Ours = BTreeMap<String, Arc<str>>;

/// What cannot be where there is a file at `path`: a file there, in the place of a folder of it, or in a folder there.
fn meeting<'m, K: Ord + Borrow<str>, V>(
    files: &'m BTreeMap<K, V>,
    path: &str,
) -> Option<(&'m K, &'m V)> {
    let above = path.match_indices('/').map(|(i, _)| &path[..i]);
    let mut found = above
        .chain([path])
        .filter_map(|part| files.get_key_value(part));
    found
        .next()
        .or_else(|| first_in(files, &format!("{path}/")))
}

/// The first file in `folder`, which ends in `/`.
fn first_in<'m, K: Ord + Borrow<str>, V>(
    files: &'m BTreeMap<K, V>,
    folder: &str,
) -> Option<(&'m K, &'m V)> {
    let mut files = files.range::<str, _>((Bound::Included(folder), Bound::Unbounded));
    files
        .next()
        .filter(|(path, _)| (*path).borrow().starts_with(folder))
}

/// Whether a path is reserved in every site: the list of what a build wrote, the folders that builds work in, and the
/// addresses of the preview.
fn is_reserved(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let mut names = path.split('/');
    names.clone().next() == Some("__haeseol")
        || names.any(|name| name.starts_with('.') && name.ends_with(names::MARKER))
}

/// What a plan makes, as messages name it.
fn describe(routes: Routes<'_>, plan: &Plan) -> Message {
    let of = |what: Message| match plan.file(routes) {
        Some(file) => message!("{file}의 {what}", "the {what} of {file}", what),
        None => message!("{what}", "the {what}", what),
    };
    match plan {
        Plan::Page(PageId::Front) => message!("언어를 고르는 첫 페이지", "the front page"),
        Plan::Page(PageId::NotFound) => message!(
            "없는 주소에 보이는 페이지",
            "the page for addresses that do not exist"
        ),
        Plan::Page(PageId::Entry(id, _)) if plan.file(routes).is_none() => {
            let kind = routes.linked.entry(*id).kind.facts().name;
            message!("`{kind}` 페이지", "the page `{kind}`")
        }
        Plan::Page(PageId::Entry(..)) => of(message!("페이지", "page")),
        Plan::Page(PageId::Parallel(..)) => of(message!("두 언어 페이지", "page in two languages")),
        Plan::Markdown(..) => of(message!("마크다운", "Markdown")),
        Plan::Redirect(_) => of(message!("옛 주소", "old address")),
        Plan::Llms => message!("언어 모델을 위한 목록", "the list for language models"),
        Plan::Manifest(_) => message!("웹 앱 정보 파일", "the web manifest"),
        Plan::Feed(_) => message!("피드", "the feed"),
        Plan::Sitemap(_) => message!("사이트맵", "the sitemap"),
        Plan::Text(_) => message!("haeseol이 만드는 파일", "a file that haeseol makes"),
        Plan::Copy(file) | Plan::Image(file) => message!("파일 {file}", "the file {file}"),
        Plan::Smaller(file, _) => message!("{file}의 작은 사본", "a smaller copy of {file}"),
        Plan::Asset(_) => message!("테마의 파일", "a file of the theme"),
    }
}

impl Plan {
    /// The author's file that it publishes.
    pub(crate) fn file(&self, routes: Routes<'_>) -> Option<Arc<str>> {
        match self {
            Self::Page(PageId::Entry(id, language) | PageId::Parallel(id, language))
            | Self::Markdown(id, language) => routes.file(*id, *language).cloned(),
            Self::Redirect(old) => Some(Arc::clone(&routes.linked.moved[&old.from].place.file)),
            Self::Copy(file) | Self::Image(file) | Self::Smaller(file, _) => Some(Arc::clone(file)),
            _ => None,
        }
    }
}

/// What is there for programs besides feed and sitemap, by path.
fn machine_readers(routes: Routes<'_>) -> impl Iterator<Item = (Arc<str>, Plan)> {
    let Routes { site, linked, .. } = routes;
    let languages = || site.language_ids();
    let texts = linked.entries.iter().flat_map(move |(id, entry)| {
        let languages = languages().filter(|l| entry.has_markdown(site, *l));
        languages.map(move |l| {
            let path = entry.folder(site.tag(l)) + names::MARKDOWN;
            (path.into(), Plan::Markdown(id, l))
        })
    });
    let manifests = languages().map(move |l| {
        let path = format!("{}/{}", site.tag(l), names::MANIFEST);
        (path.into(), Plan::Manifest(l))
    });
    let list = site
        .markdown_twins
        .then(|| (names::LLMS.into(), Plan::Llms));
    texts.chain(manifests).chain(list)
}
