//! The site as paths and what lies at them. A [`Sink`] takes every file as it is made; a preview has files made one by
//! one, as they are asked for ([`Live::file`](crate::live::Live::file)).

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::compose::Composer;
use crate::content::CONTENT;
use crate::diag::{Diagnostic, Place};
use crate::edition::Edition;
use crate::ids::EntryId;
use crate::lang::LanguageId;
use crate::model::{Model, PageId, Reads};
use crate::permalink::bad_segment;
use crate::portable::fold;
use crate::publish::MARKER;
use crate::sitemap::{self, Part};
use crate::source::{Blob, Sources};
use crate::{feed, machine, search, theme};

/// Takes the files of a site, from several threads at once. A sink keeps its own errors.
pub trait Sink: Sync {
    /// Takes the file at `path`, relative to the site's root, with `/`.
    fn put(&self, path: &str, content: Blob);
}

/// How a file is made.
#[derive(Debug)]
pub(crate) enum Plan {
    Page(PageId),
    Markdown(EntryId, LanguageId),
    Llms,
    Manifest(LanguageId),
    Feed(LanguageId),
    Sitemap(Part),
    Text(String),
    /// A file of the author's, by its path in the site's folder.
    Copy(Arc<str>),
    Asset(Arc<[u8]>),
}

/// The theme's files: their paths in the output by name, and their bytes.
#[derive(Debug)]
pub(crate) struct Assets(BTreeMap<String, (String, Arc<[u8]>)>);

impl Assets {
    /// The theme's files, the site's own in place of those of the same name.
    pub(crate) fn load(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut assets = BTreeMap::new();
        for (name, built_in) in theme::assets() {
            let own = Self::own(sources, name).map(Blob::read_text);
            let why = match &own {
                Some(Ok(None)) => Some("it is longer than 32 MB".to_owned()),
                Some(Err(error)) => Some(error.to_string()),
                _ => None,
            };
            if let Some(why) = why {
                let place = Place::file(&format!("static/{name}").into());
                let message = format!("this file cannot be read: {why}");
                let d = Diagnostic::error(place, "unreadable", message);
                diagnostics.push(d.hint("check that it is still there and its permissions"));
            }
            let bytes = match own {
                // A theme's author has the built-in files as files of the site.
                Some(Ok(Some(bytes))) if *bytes != *built_in.written => bytes,
                Some(Ok(None) | Err(_)) => continue,
                None | Some(Ok(Some(_))) => Arc::clone(&built_in.published),
            };
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
            let path = format!("assets/{stem}.{:08x}.{ending}", xxh3_64(&bytes) >> 32);
            assets.insert((*name).to_owned(), (path, bytes));
        }
        Self(assets)
    }

    /// The site's own file in place of one of the theme's.
    fn own<'s>(sources: &'s Sources, name: &str) -> Option<&'s Blob> {
        sources.blob(&format!("static/{name}"))
    }

    /// The states of the site's own files: what they are is the same where these are.
    pub(crate) fn stamps(sources: &Sources) -> Vec<Option<u64>> {
        let own = theme::assets().keys().map(|name| Self::own(sources, name));
        own.map(|blob| blob.map(Blob::stamp)).collect()
    }

    /// Path of a file in the output by its name.
    fn path(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(|(path, _)| path.as_str())
    }

    /// Path of each file in the output by its name.
    pub(crate) fn paths(&self) -> BTreeMap<String, String> {
        self.0
            .iter()
            .map(|(name, (path, _))| (name.clone(), path.clone()))
            .collect()
    }
}

/// Everything that the site consists of, by path. Two things at one path are an error.
#[derive(Debug)]
pub(crate) struct Output(BTreeMap<Arc<str>, Plan>);

impl Output {
    /// Lists the files of the site.
    pub(crate) fn plan(
        model: &Model,
        sources: &Sources,
        assets: &Assets,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut plans: BTreeMap<Arc<str>, Plan> = BTreeMap::new();
        for page in model.pages() {
            plans.insert(model.path(page).into(), Plan::Page(page));
        }
        for language in model.site().language_ids() {
            let path = format!("{}/feed.xml", model.site().tag(language));
            plans.insert(path.into(), Plan::Feed(language));
        }
        let sitemap = sitemap::parts(model).into_iter();
        plans.extend(sitemap.map(|(path, part)| (path.into(), Plan::Sitemap(part))));
        plans.extend(machine_readers(model));
        plans.insert("robots.txt".into(), Plan::Text(sitemap::robots(model)));
        plans.insert(".nojekyll".into(), Plan::Text(String::new()));
        if let Some(domain) = model.site().base_url.own_domain() {
            plans.insert("CNAME".into(), Plan::Text(format!("{domain}\n")));
        }
        for (name, (path, bytes)) in &assets.0 {
            // Without an index there is nothing that search could be done with.
            if model.site().search || !name.starts_with("search.") {
                plans.insert(path.as_str().into(), Plan::Asset(Arc::clone(bytes)));
            }
        }
        let ours = plans.keys().map(|path| (fold(path), Arc::clone(path)));
        let ours: Ours = ours.collect();
        let mut output = Self(plans);
        for (file, _) in sources.blobs("static/") {
            let path = &file["static/".len()..];
            if !assets.0.contains_key(path) {
                let copied = output.copy(model, &ours, file, path.to_owned());
                diagnostics.extend(copied.err().map(|d| *d));
            }
        }
        for (file, _) in sources.blobs(CONTENT) {
            let mut paths = model.site().language_ids().map(|language| {
                format!("{}/{}", model.site().tag(language), &file[CONTENT.len()..])
            });
            let copied = paths.try_for_each(|path| output.copy(model, &ours, file, path));
            diagnostics.extend(copied.err().map(|d| *d));
        }
        output
    }

    /// Adds a file of the author's.
    fn copy(
        &mut self,
        model: &Model,
        ours: &Ours,
        file: &Arc<str>,
        path: String,
    ) -> Result<(), Box<Diagnostic>> {
        let error = |code, message: String| Diagnostic::error(Place::file(file), code, message);
        // An author's own takes the place of ours.
        let replaces_ours = matches!(
            path.as_str(),
            "robots.txt" | "CNAME" | ".nojekyll" | "llms.txt"
        );
        if let Some(why) = path.split('/').find_map(bad_segment) {
            let d = error(
                "bad-name",
                format!("this file's name cannot be part of an address: {why}"),
            );
            return Err(Box::new(d.hint("rename it")));
        }
        if is_reserved(&path) {
            let message = format!("/{path} is never published: such names are haeseol's own");
            let d = error("reserved-name", message);
            return Err(Box::new(d.hint("rename or delete it")));
        }
        if replaces_ours && !self.has_folder(&format!("{path}/")) {
            self.0.insert(path.into(), Plan::Copy(Arc::clone(file)));
            return Ok(());
        }
        if let Some((at, plan)) = self.in_the_way(ours, &path) {
            let what = plan.map_or("the search index is".to_owned(), |p| {
                describe(model, p) + " is"
            });
            let message = format!("this file would be published at /{path}, but {what} at /{at}");
            let mut d = error("same-url", message).hint("rename it");
            if let Some(other) = plan.and_then(|p| model.file_of(p)) {
                d = d.related(Place::file(&other), "the other file");
            }
            return Err(Box::new(d));
        }
        self.0.insert(path.into(), Plan::Copy(Arc::clone(file)));
        Ok(())
    }

    /// What keeps a file from being at `path`, and where: another file, something in a folder of that name, or a file in
    /// the place of a folder. Files of ours keep it from there in upper and lower case, as on systems that do not tell
    /// these apart. The files of the search index have no plan.
    fn in_the_way(&self, ours: &Ours, path: &str) -> Option<(Arc<str>, Option<&Plan>)> {
        let folded = fold(path);
        if folded.starts_with(search::FOLDER) || search::FOLDER.starts_with(&format!("{folded}/")) {
            return Some((search::FOLDER.into(), None));
        }
        let exact = meeting(&self.0, path).map(|(at, _)| at);
        let at = exact.or_else(|| meeting(ours, &folded).map(|(_, at)| at))?;
        Some((Arc::clone(at), self.0.get(at)))
    }

    /// Whether something lies below `folder`, which ends in `/`.
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

impl Edition {
    /// Makes every file and hands it to the sink, in parallel. No file is held once the sink has it.
    pub fn write(&self, sink: &dyn Sink) -> Vec<Diagnostic> {
        self.search_files().par_iter().for_each(|(path, bytes)| {
            sink.put(path, Blob::Memory(Arc::clone(bytes)));
        });
        let plans: Vec<_> = self.output.iter().collect();
        plans
            .into_par_iter()
            .filter_map(|(path, plan)| match self.make(plan, None) {
                Ok(content) => {
                    sink.put(path, content);
                    None
                }
                Err(diagnostic) => Some(*diagnostic),
            })
            .collect()
    }

    /// Makes a file, and takes note of what a page reads.
    pub(crate) fn make(&self, plan: &Plan, reads: Option<&Reads>) -> Result<Blob, Box<Diagnostic>> {
        let model = &self.model;
        let bytes = match plan {
            Plan::Page(page) => {
                let view = Composer::new(model.reader(reads)).view(*page);
                self.templates
                    .render(&view, &self.shared, page.language())?
                    .into_bytes()
            }
            Plan::Markdown(id, language) => machine::markdown(model, *id, *language).into_bytes(),
            Plan::Llms => machine::llms(model).into_bytes(),
            Plan::Manifest(language) => {
                let icon = self.assets.path("favicon.svg");
                machine::manifest(model.site(), *language, icon).into_bytes()
            }
            Plan::Feed(language) => feed::atom(model, *language),
            Plan::Sitemap(part) => sitemap::xml(model, *part).into_bytes(),
            Plan::Text(text) => text.clone().into_bytes(),
            Plan::Copy(file) => {
                let blob = self.blobs.get(file).cloned();
                return Ok(blob.unwrap_or_else(|| Blob::Memory(Arc::default())));
            }
            Plan::Asset(bytes) => return Ok(Blob::Memory(Arc::clone(bytes))),
        };
        Ok(Blob::Memory(bytes.into()))
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

/// Whether a path is one of ours in every site: the list of what a build wrote, the folders that builds work in, and the
/// addresses of the preview.
fn is_reserved(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let mut names = path.split('/');
    names.clone().next() == Some("__haeseol")
        || names.any(|name| name.starts_with('.') && name.ends_with(MARKER))
}

/// What a plan makes, as messages name it.
fn describe(model: &Model, plan: &Plan) -> String {
    let of = |what: &str| match model.file_of(plan) {
        Some(file) => format!("{what} of {file}"),
        None => what.to_owned(),
    };
    match plan {
        Plan::Page(PageId::Front) => "the front door".to_owned(),
        Plan::Page(PageId::NotFound) => "the page for addresses that are not there".to_owned(),
        Plan::Page(PageId::Entry(id, _)) if model.file_of(plan).is_none() => {
            format!("the page `{}`", model.entry(*id).kind.name())
        }
        Plan::Page(PageId::Entry(..)) => of("the page"),
        Plan::Page(PageId::Parallel(..)) => of("the page in two languages"),
        Plan::Markdown(..) => of("the Markdown"),
        Plan::Llms => "the list for language models".to_owned(),
        Plan::Manifest(_) => "the web manifest".to_owned(),
        Plan::Feed(_) => "the feed".to_owned(),
        Plan::Sitemap(_) => "the sitemap".to_owned(),
        Plan::Text(_) => "a file that haeseol makes".to_owned(),
        Plan::Copy(file) => format!("the file {file}"),
        Plan::Asset(_) => "a file of the theme".to_owned(),
    }
}

impl Model {
    /// The author's file that a plan publishes.
    pub(crate) fn file_of(&self, plan: &Plan) -> Option<Arc<str>> {
        match plan {
            Plan::Page(PageId::Entry(id, language) | PageId::Parallel(id, language))
            | Plan::Markdown(id, language) => {
                let document = self.entry(*id).shown(*language)?;
                Some(Arc::clone(self.document(document).outline.file()))
            }
            Plan::Copy(file) => Some(Arc::clone(file)),
            _ => None,
        }
    }
}

/// What is there for programs besides feed and sitemap, by path.
fn machine_readers(model: &Model) -> impl Iterator<Item = (Arc<str>, Plan)> {
    let languages = || model.site().language_ids();
    let texts = model.entries().iter().flat_map(move |(id, entry)| {
        let languages = languages().filter(|l| entry.has_markdown(*l));
        languages.map(move |l| {
            let path = entry.folder(model.site().tag(l)) + machine::FILE;
            (path.into(), Plan::Markdown(id, l))
        })
    });
    let manifests = languages().map(move |l| {
        let path = format!("{}/manifest.webmanifest", model.site().tag(l));
        (path.into(), Plan::Manifest(l))
    });
    let list = ("llms.txt".into(), Plan::Llms);
    texts.chain(manifests).chain([list])
}
