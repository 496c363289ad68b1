//! What a build remembers for the next one: the result of each stage with the input it was made from.
//!
//! `build` and `check` start with an empty cache, `serve` keeps one. A build with a warm cache gives the same bytes and
//! the same findings as one with an empty cache. Stages that look at one document ([`Cache::documents`],
//! [`Cache::destinations`], [`Cache::mentions`]) are remembered document by document. Those that look at the whole site run again
//! only if their input has changed ([`stages`]); most of them read only the
//! [`Structure`](crate::document::Structure) of documents, which few edits change.

mod by_document;

use std::collections::BTreeSet;
use std::sync::Arc;

use self::by_document::{Finding, Measuring, Parsing, Published, Resolving};
use super::drafts;
use super::memo::{ByValue, Memo};
use super::stages::{
    self, ForAssets, ForBehind, ForFace, ForGlossary, ForHeadingFont, ForIndex, ForLinked, ForLock,
    ForOutput, ForPaths, ForShared, ForSite, ForWords,
};
use super::{Options, Stage};
use crate::base::diag::{Diagnostic, Severity, limit};
use crate::base::ids::{DocumentId, EntryId, Ids};
use crate::check::{self, Checked};
use crate::document::beside::Beside;
use crate::document::path::ContentPath;
use crate::document::{Document, Documents, Structures};
use crate::model::glossary::Glossary;
use crate::model::link::Linked;
use crate::model::words::Strings;
use crate::model::{Behind, Index, Model, Parts};
use crate::output::BuiltSite;
use crate::output::Output;
use crate::page::assets::Assets;
use crate::page::heading_font::{self, Two};
use crate::page::template::{SharedValues, Templates};
use crate::source::Sources;
use crate::source::data::Spanned;
use crate::source::face::Face;
use crate::source::lock::{LOCK_FILE, Lock};
use crate::source::site::{SITE_FILE, Site};

/// The last result of each stage.
#[derive(Default)]
pub struct Cache {
    document_ids: Ids<DocumentId>,
    entry_ids: Arc<Ids<EntryId>>,
    /// Of all files.
    names: Arc<Vec<Arc<str>>>,
    site: Memo<ForSite, Option<Arc<Site>>>,
    words: Memo<ForWords, Vec<Strings>>,
    templates: Memo<Sources, Option<Arc<Templates>>>,
    heading_font: Memo<ForHeadingFont, Two<Option<Arc<[u8]>>>>,
    assets: Memo<ForAssets, Assets>,
    face: Memo<ForFace, Option<Face>>,
    shared: Memo<ForShared, SharedValues>,
    paths: Memo<ForPaths, Vec<ContentPath>>,
    /// In the order of files.
    #[expect(
        clippy::vec_box,
        reason = "they are moved with every save, and seldom read"
    )]
    parsed: Vec<Box<Parsing>>,
    published: Option<Published>,
    linked: Memo<ForLinked, Linked>,
    destinations: Option<Resolving>,
    glossary: Memo<ForGlossary, Glossary>,
    mentions: Option<Finding>,
    images: Option<Measuring>,
    index: Memo<ForIndex, Vec<Index>>,
    lock: Memo<ForLock, Lock>,
    behind: Memo<ForBehind, Behind>,
    output: Memo<ForOutput, Output>,
    checked: Option<Checked>,
}

/// How a file becomes a document.
type Parse =
    fn(&ContentPath, &Arc<str>, u64, &Site, &Beside<'_>, &mut Vec<Diagnostic>) -> Vec<Document>;

/// The texts of a site, grouped.
pub(crate) struct Texts {
    pub(crate) site: Arc<Site>,
    names: Arc<Vec<Arc<str>>>,
    pub(crate) documents: Arc<Documents>,
    structures: Structures,
    pub(crate) linked: Arc<Linked>,
    pub(crate) lock: Arc<Lock>,
}

impl Cache {
    /// Puts the site together, and reports what is wrong with it. Returns no site if that keeps it from being
    /// published. No files are made yet.
    pub fn build_site(
        &mut self,
        sources: &Sources,
        options: &Options,
        watch: &dyn Fn(Stage<'_>),
    ) -> (Option<BuiltSite>, Vec<Diagnostic>) {
        let mut diagnostics = sources.diagnostics().cloned().collect();
        let built = self.assemble(sources, options, watch, &mut diagnostics);
        limit(&mut diagnostics);
        let least = if options.strict {
            Severity::Warning
        } else {
            Severity::Error
        };
        let good = !diagnostics.iter().any(|d| d.severity <= least);
        (built.filter(|_| good), diagnostics)
    }

    /// The model of a site, whatever is wrong with it, and what that is; `None` if there are no settings.
    pub(crate) fn model(
        &mut self,
        sources: &Sources,
        options: &Options,
    ) -> (Option<Model>, Vec<Diagnostic>) {
        let mut diagnostics = sources.diagnostics().cloned().collect();
        let built = self.assemble(sources, options, &|_| (), &mut diagnostics);
        limit(&mut diagnostics);
        (built.map(|b| b.model), diagnostics)
    }

    fn assemble(
        &mut self,
        sources: &Sources,
        options: &Options,
        watch: &dyn Fn(Stage<'_>),
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<BuiltSite> {
        let d = diagnostics;
        // The rest can only be checked once it is known which languages there are.
        let site = self.site(sources, options, d)?;

        let own = sources.part("templates/strings");
        let words = (Arc::clone(&site), own);
        let words = self.words.get(words, d, stages::words);
        let own = sources.part("templates");
        let templates = self.templates.get(own, d, stages::templates);
        let card_font = site.cards.as_ref().and_then(|cards| cards.font.as_ref());
        let face = (Arc::clone(&site), font(sources, card_font));
        let face = self.face.get(face, d, stages::face);

        let Texts {
            names,
            documents,
            structures,
            linked,
            lock,
            ..
        } = self.texts(&site, sources, options, Document::parse, d);
        watch(Stage::Parsed {
            documents: documents.len(),
        });
        let letters = match site.look.heading_font {
            Some(_) => heading_font::letters(&site, &words, documents.values()),
            None => Two::default(),
        };
        let own = font(sources, site.look.heading_font.as_ref());
        let cut = (Arc::clone(&site), own, ByValue(letters));
        let cut = self.heading_font.get(cut, d, stages::heading_font);
        let own = sources.parts(Assets::own_files().iter().map(String::as_str));
        let assets = self.assets.get((own, cut), d, stages::assets);
        let shared = (Arc::clone(&site), Arc::clone(&words), Arc::clone(&assets));
        let shared = self.shared.get(shared, d, stages::shared);
        let destinations = self.destinations(&site, sources, &documents, &linked, &names, d);
        let terms = (Arc::clone(&linked), structures.clone());
        let glossary = self.glossary.get(terms, d, stages::glossary);
        let (mentions, backlinks) = self.mentions(&documents, &site, &glossary, &destinations);
        let terms = (Arc::clone(&site), Arc::clone(&linked), structures.clone());
        let index = self.index.get(terms, d, stages::index);
        let texts = (
            Arc::clone(&site),
            Arc::clone(&linked),
            Arc::clone(&documents),
            Arc::clone(&lock),
        );
        let behind = self.behind.get(texts, d, stages::behind);
        let drafts = self.drafts(options);
        let left_out = match drafts.is_empty() {
            true => BTreeSet::new(),
            false => drafts::files_left_out(&names, &structures, &destinations),
        };
        let images = self.images(sources, &destinations);
        check::images::unused(&names, &left_out, &destinations, d);
        let files = (
            Arc::clone(&site),
            Arc::clone(&linked),
            structures.clone(),
            Arc::clone(sources.all_blobs()),
            ByValue(left_out),
            names,
            Arc::clone(&assets),
            Arc::clone(&images),
        );
        let output = self.output.get(files, d, stages::output);
        let model = Model::new(Parts {
            images,
            face,
            backlinks,
            site,
            words,
            documents,
            structures,
            linked,
            destinations,
            mentions,
            index,
            behind,
            lock,
        });
        check::theme::check(model.site(), sources, d);
        let notes = !options.without_notes;
        check::run(&model, options.today, notes, &mut self.checked, d);
        Some(BuiltSite {
            drafts,
            model,
            templates: (*templates).clone()?,
            blobs: Arc::clone(sources.all_blobs()),
            assets,
            shared,
            output,
            search: std::sync::OnceLock::new(),
            cards: std::sync::OnceLock::new(),
        })
    }

    /// The settings.
    fn site(
        &mut self,
        sources: &Sources,
        options: &Options,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Arc<Site>> {
        let text = sources.text(SITE_FILE)?;
        let settings = (ByValue(Arc::clone(text)), ByValue(options.base_url.clone()));
        (*self.site.get(settings, diagnostics, stages::site)).clone()
    }

    /// The texts of a site by their [heads](Document::head). `None` if there are no settings.
    pub(crate) fn read_heads(
        sources: &Sources,
        options: &Options,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Texts> {
        // What it remembers is not that of a build.
        let mut cache = Self::default();
        let site = cache.site(sources, options, diagnostics)?;
        Some(cache.texts(&site, sources, options, Document::head, diagnostics))
    }

    /// Parses the texts and groups them.
    fn texts(
        &mut self,
        site: &Arc<Site>,
        sources: &Sources,
        options: &Options,
        parse: Parse,
        d: &mut Vec<Diagnostic>,
    ) -> Texts {
        let names = self.names(sources);
        let paths = (Arc::clone(site), Arc::clone(&names));
        let paths = self.paths.get(paths, d, stages::paths);
        let documents = self.documents(&paths, site, sources, options.drafts, parse, d);
        let structures = Structures::of(&documents);
        let linked = (
            Arc::clone(site),
            structures.clone(),
            Arc::clone(&self.entry_ids),
        );
        let linked = self.linked.get(linked, d, stages::linked);
        let lock = ByValue(sources.text(LOCK_FILE).cloned());
        Texts {
            site: Arc::clone(site),
            names,
            documents,
            structures,
            linked,
            lock: self.lock.get(lock, d, stages::lock),
        }
    }

    /// The names of all files: one list for as long as it is the same, so that stages need not compare it.
    fn names(&mut self, sources: &Sources) -> Arc<Vec<Arc<str>>> {
        let mut now = sources.names();
        let same = |known: &Arc<str>| {
            now.next()
                .is_some_and(|name| Arc::ptr_eq(name, known) || name == known)
        };
        if !(self.names.iter().all(same) && now.next().is_none()) {
            self.names = Arc::new(sources.names().cloned().collect());
        }
        Arc::clone(&self.names)
    }
}

/// The file that the site names as a font; all of them if it is not there, for it is told with the names of those that are.
fn font(sources: &Sources, named: Option<&Spanned<String>>) -> Sources {
    match named {
        Some(font) if sources.blob(&font.value).is_some() => sources.parts([font.value.as_str()]),
        Some(_) => sources.clone(),
        None => Sources::default(),
    }
}
