//! A version of the site without errors: everything that its files are made of.
//!
//! Successive versions share what is the same in both, so that a new one costs little more than what has changed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::image::{self, Picture, Store};
use super::{Output, Plan, Sink, search};
use crate::base::diag::Diagnostic;
use crate::document::path::{ContentPath, Role};
use crate::model::image::copy_path;
use crate::model::{Model, PageId, Reads};
use crate::page::Composer;
use crate::page::assets::Assets;
use crate::page::card::Card;
use crate::page::joiner;
use crate::page::template::error::BUDGET;
use crate::page::template::{SharedValues, Templates};
use crate::source::{Blob, Blobs};

/// A site without errors. Its files are made from it, all at once ([`Self::write`]) or one by one ([`Self::make`]).
pub struct BuiltSite {
    /// The texts that are left out.
    pub(crate) drafts: Vec<ContentPath>,
    pub(crate) model: Model,
    pub(crate) templates: Arc<Templates>,
    pub(crate) assets: Arc<Assets>,
    pub(crate) shared: Arc<SharedValues>,
    pub(crate) blobs: Arc<Blobs>,
    pub(crate) output: Arc<Output>,
    /// The files of the search index, made when one is asked for.
    pub(crate) search: OnceLock<SearchFiles>,
    /// What is on the cards, found when one is asked for.
    pub(crate) cards: OnceLock<Cards>,
}

/// The files of the search index by path.
type SearchFiles = BTreeMap<Arc<str>, Arc<[u8]>>;
/// What is on the cards, by their paths.
type Cards = BTreeMap<Arc<str>, Card>;

impl BuiltSite {
    /// The files of the search index. They are made together, as soon as one is asked for.
    pub(crate) fn search_files(&self) -> &SearchFiles {
        self.search.get_or_init(|| {
            let languages = self.model.site().language_ids();
            let files = languages.flat_map(|language| search::files(&self.model, language));
            files
                .map(|(path, bytes)| (path.into(), bytes.into()))
                .collect()
        })
    }

    /// The cards by their paths. They have no plans: what is on them depends on more than plans do.
    pub(crate) fn cards(&self) -> &Cards {
        self.cards.get_or_init(|| {
            let (site, model) = (self.model.site(), self.model.reader(None));
            let Some(face) = model.face() else {
                return Cards::new();
            };
            let composer = Composer::new(model);
            let pages = self.model.entries().ids();
            let pages = pages.flat_map(|id| site.language_ids().map(move |l| (id, l)));
            let cards = pages.filter_map(|(id, language)| composer.card(id, language));
            cards.map(|card| (card.path(face).into(), card)).collect()
        })
    }

    /// Draws a card.
    pub(crate) fn draw(&self, card: &Card) -> Vec<u8> {
        let face = self.model.reader(None).face();
        face.map_or_else(Vec::new, |face| super::card::png(card, face))
    }

    /// How many terms there are.
    pub fn terms(&self) -> usize {
        self.model.terms().len()
    }

    /// How many links to terms there are on all pages. Counted when asked for.
    pub fn term_links(&self) -> usize {
        self.model.term_links()
    }

    /// How many files there are, but for those of the search index.
    pub fn files(&self) -> usize {
        self.output.len() + self.cards().len()
    }

    /// How many pages there are in each language, by its tag.
    pub fn pages(&self) -> Vec<(Arc<str>, usize)> {
        let (site, pages) = (self.model.site(), self.model.routes().pages());
        let count = |language| {
            let of_language = pages
                .iter()
                .filter(|p| p.entry_language() == Some(language));
            of_language.count()
        };
        let languages = site.language_ids();
        languages
            .map(|l| (Arc::clone(site.tag(l)), count(l)))
            .collect()
    }

    /// Whether a file of the author's is as it was in another version of the site.
    pub(crate) fn is_same_file(&self, other: &Self, file: &str) -> bool {
        let stamp = |site: &Self| site.blobs.get(file).map(Blob::stamp);
        stamp(self) == stamp(other)
    }

    /// Whether a translation is behind its original.
    pub(crate) fn is_behind(&self) -> bool {
        self.model.behind().iter().next().is_some()
    }

    /// How many texts are left out as drafts.
    pub fn drafts(&self) -> usize {
        self.drafts.len()
    }

    /// The draft whose page would be at a path: its file.
    pub fn draft(&self, path: &str) -> Option<&Arc<str>> {
        let page = path.strip_suffix("index.html")?.trim_end_matches('/');
        let (tag, route) = page.split_once('/').unwrap_or((page, ""));
        let mut drafts = self.drafts.iter();
        let draft = drafts.find(|draft| {
            let own = self.model.site().tag(draft.language);
            draft.role != Role::Section && **own == *tag && draft.route() == route
        });
        draft.map(|draft| &draft.file)
    }

    /// The address that the site is published under, with its final `/`.
    pub fn address(&self) -> &str {
        self.model.site().base_url.as_str()
    }

    /// Path of the address that the site is published under, from `/` to `/`.
    pub fn base_path(&self) -> &str {
        self.model.site().base_url.path()
    }

    /// Whether something is below `folder`, which ends in `/`.
    pub fn has_folder(&self, folder: &str) -> bool {
        self.output.has_folder(folder)
    }

    /// The page whose text is that of a page of another version of the site, by their paths: the page has moved.
    pub(crate) fn successor(&self, other: &Self, path: &str) -> Option<Arc<str>> {
        let page = |site: &Self, path: &str| match site.output.get(path)?.1 {
            Plan::Page(PageId::Entry(id, language)) => Some((*id, *language)),
            _ => None,
        };
        let (id, language) = page(other, path)?;
        let text = other.model.entry(id).shown(language)?;
        let text = other.model.document(text).hash;
        let same = self
            .model
            .documents()
            .iter()
            .find(|(_, d)| d.hash == text)?
            .0;
        let path = self
            .model
            .routes()
            .path(PageId::Entry(self.model.entry_of(same)?, language));
        self.output.get(&path).map(|(path, _)| Arc::clone(path))
    }

    /// Makes every file and hands it to the sink, in parallel. No file is held once the sink has it.
    pub fn write(&self, sink: &dyn Sink) -> Vec<Diagnostic> {
        // Some steps of the index are for one thread alone: pages are made beside them.
        let (_, failed) = rayon::join(
            || self.write_search(sink),
            || {
                self.cards().par_iter().for_each(|(path, card)| {
                    let drawn = match sink.wants(path) {
                        true => image::kept_or_drawn(path, sink.store(), || self.draw(card)),
                        false => Vec::new(),
                    };
                    sink.put(path, Blob::Memory(drawn.into()));
                });
                self.write_planned(sink)
            },
        );
        failed
    }

    /// Makes the files of the search index, one language after the other: none is held once the sink has it.
    fn write_search(&self, sink: &dyn Sink) {
        for language in self.model.site().language_ids() {
            let files = search::files(&self.model, language).into_par_iter();
            files.for_each(|(path, bytes)| sink.put(&path, Blob::Memory(bytes.into())));
        }
    }

    /// Makes the files that have plans.
    fn write_planned(&self, sink: &dyn Sink) -> Vec<Diagnostic> {
        let plans: Vec<_> = self.output.iter().collect();
        let stopped = Stopped::default();
        let failed =
            plans
                .into_par_iter()
                .enumerate()
                .map_init(Vec::new, |buffer, (i, (path, plan))| {
                    let kind = match plan {
                        Plan::Page(page) => self.model.routes().kind(*page),
                        _ => "",
                    };
                    if stopped.is_before(kind, i) {
                        return None;
                    }
                    let made = match plan {
                        Plan::Image(file) => self.write_image(file, path, sink),
                        // With the image that it is of.
                        Plan::Smaller(..) => Ok(()),
                        _ => self
                            .make(plan, None, buffer)
                            .map(|content| sink.put(path, content)),
                    };
                    match made {
                        Ok(()) => None,
                        Err(diagnostic) => {
                            if diagnostic.code == BUDGET {
                                stopped.note(kind, i);
                            }
                            Some((i, kind, *diagnostic))
                        }
                    }
                });
        let failed: Vec<_> = failed.flatten().collect();
        let told = failed
            .into_iter()
            .filter(|(i, kind, _)| !stopped.is_before(kind, *i));
        told.map(|(_, _, diagnostic)| diagnostic).collect()
    }

    /// Makes an image and its copies for smaller screens: it is read and decoded once.
    fn write_image(
        &self,
        file: &Arc<str>,
        path: &str,
        sink: &dyn Sink,
    ) -> Result<(), Box<Diagnostic>> {
        let widths = self.model.copies(file).into_iter();
        let copies = widths.map(|width| (width, copy_path(path, width)));
        if !sink.wants(path) {
            let paths = copies.map(|(_, path)| path).chain([path.to_owned()]);
            paths.for_each(|path| sink.put(&path, Blob::Memory(Arc::default())));
            return self.not_too_long(file);
        }
        let _room = self.room(file);
        match self.picture(file, sink.store())? {
            Ok(mut picture) => {
                sink.put(path, Blob::Memory(picture.published().into()));
                for (width, path) in copies {
                    sink.put(&path, Blob::Memory(picture.copy(width).into()));
                }
            }
            Err(bytes) => {
                let paths = copies.map(|(_, path)| path).chain([path.to_owned()]);
                paths.for_each(|path| sink.put(&path, Blob::Memory(Arc::clone(&bytes))));
            }
        }
        Ok(())
    }

    /// Waits for the memory that an image takes.
    fn room(&self, file: &Arc<str>) -> Option<image::Room> {
        let (room, _) = self.model.images().room(file, self.blobs.get(file)?);
        Some(image::taken(room))
    }

    /// Whether an image can be read into memory.
    fn not_too_long(&self, file: &Arc<str>) -> Result<(), Box<Diagnostic>> {
        match self.blobs.get(file).map_or(0, Blob::length) {
            length if length > image::LONGEST => Err(image::too_long(file)),
            _ => Ok(()),
        }
    }

    fn read_image(&self, file: &Arc<str>) -> Result<Arc<[u8]>, Box<Diagnostic>> {
        let read = self
            .blobs
            .get(file)
            .map(|blob| blob.read_at_most(image::LONGEST));
        match read {
            Some(Ok(Some(bytes))) => Ok(bytes),
            Some(Ok(None)) => Err(image::too_long(file)),
            Some(Err(error)) => Err(image::unreadable(file, &error)),
            None => Ok(Arc::default()),
        }
    }

    /// An image of the author's; the bytes of a file that is none.
    fn picture<'s>(
        &self,
        file: &Arc<str>,
        store: Option<&'s dyn Store>,
    ) -> Result<Result<Picture<'s>, Arc<[u8]>>, Box<Diagnostic>> {
        let bytes = self.read_image(file)?;
        let blob = self.blobs.get(file);
        let size = blob.and_then(|blob| self.model.images().room(file, blob).1);
        Ok(Picture::read(bytes, size, store))
    }

    /// Makes a file, and records what a page reads. Pages are rendered in `buffer`, which has what room the last one took.
    pub(crate) fn make(
        &self,
        plan: &Plan,
        reads: Option<&Reads>,
        buffer: &mut Vec<u8>,
    ) -> Result<Blob, Box<Diagnostic>> {
        let model = &self.model;
        let bytes =
            match plan {
                Plan::Page(page) => {
                    let view = Composer::new(model.reader(reads)).view(*page, &self.shared);
                    let language = page.language();
                    self.templates
                        .render(&view, &self.shared, language, buffer)?;
                    joiner::join(buffer);
                    return Ok(Blob::Memory(buffer[..].into()));
                }
                Plan::Markdown(id, language) => {
                    super::markdown::markdown(model, *id, *language).into_bytes()
                }
                Plan::Redirect(old) => old.write(model).into_bytes(),
                Plan::Llms => super::markdown::llms(model).into_bytes(),
                Plan::Manifest(language) => {
                    let icon = self.assets.path("favicon.svg");
                    super::markdown::manifest(model.site(), *language, icon).into_bytes()
                }
                Plan::Feed(language) => super::feed::atom(model, *language),
                Plan::Sitemap(part) => super::sitemap::xml(model, part).into_bytes(),
                Plan::Text(text) => text.clone().into_bytes(),
                Plan::Copy(file) => {
                    let blob = self.blobs.get(file).cloned();
                    return Ok(blob.unwrap_or_else(|| Blob::Memory(Arc::default())));
                }
                Plan::Image(file) => {
                    let _room = self.room(file);
                    let picture = self.picture(file, None)?;
                    return Ok(picture
                        .map_or_else(Blob::Memory, |mut p| Blob::Memory(p.published().into())));
                }
                Plan::Smaller(file, width) => {
                    let _room = self.room(file);
                    let picture = self.picture(file, None)?;
                    return Ok(picture
                        .map_or_else(Blob::Memory, |mut p| Blob::Memory(p.copy(*width).into())));
                }
                Plan::Asset(bytes) => return Ok(Blob::Memory(Arc::clone(bytes))),
            };
        Ok(Blob::Memory(bytes.into()))
    }
}

/// By kind, the first page whose template went beyond its budget. The pages of that kind after it are not made: each would take
/// as long to fail. Those before it are, so that what is found does not depend on which thread is first.
#[derive(Default)]
struct Stopped(Mutex<BTreeMap<&'static str, usize>>);

impl Stopped {
    fn note(&self, kind: &'static str, page: usize) {
        let mut first = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let first = first.entry(kind).or_insert(page);
        *first = page.min(*first);
    }

    /// Whether pages of a kind have stopped before a page.
    fn is_before(&self, kind: &str, page: usize) -> bool {
        let first = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        first.get(kind).is_some_and(|first| *first < page)
    }
}
