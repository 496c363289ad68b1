//! The site as paths and bytes, handed to a [`Sink`] as each is ready.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::compose::{Composer, PageId};
use crate::content::CONTENT;
use crate::diag::{Diagnostic, Place};
use crate::lang::LanguageId;
use crate::permalink::bad_segment;
use crate::source::{Blob, Sources};
use crate::template::Templates;
use crate::{feed, sitemap, theme};

/// Takes the files of a site, from several threads at once. A sink keeps its own errors.
pub trait Sink: Sync {
    /// Takes the file at `path`, relative to the site's root, with `/`.
    fn put(&self, path: &str, content: Blob);
}

/// A file to be made.
enum Plan<'p> {
    Page(PageId),
    Feed(LanguageId),
    Text(String),
    Copy(&'p Blob),
    Asset(Arc<[u8]>),
}

/// The theme's files: their paths in the output by name, and their bytes.
pub(crate) struct Assets(BTreeMap<String, (String, Arc<[u8]>)>);

impl Assets {
    /// The theme's files, the site's own in place of those of the same name.
    pub(crate) fn load(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let own: BTreeMap<&str, &Blob> = sources
            .blobs("static/")
            .map(|(file, blob)| (&file["static/".len()..], blob))
            .collect();
        let mut assets = BTreeMap::new();
        for (name, built_in) in theme::assets() {
            let bytes = match own.get(name).map(|blob| blob.read()) {
                // A theme's author has the built-in files as files of the site.
                Some(Ok(bytes)) if *bytes != *built_in.written => bytes,
                Some(Err(error)) => {
                    diagnostics.push(
                        Diagnostic::error(
                            Place::file(&format!("static/{name}").into()),
                            "unreadable",
                            format!("this file cannot be read: {error}"),
                        )
                        .hint("check that it is still there and its permissions"),
                    );
                    continue;
                }
                None | Some(Ok(_)) => Arc::clone(&built_in.published),
            };
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
            let path = format!("assets/{stem}.{:08x}.{ending}", xxh3_64(&bytes) >> 32);
            assets.insert((*name).to_owned(), (path, bytes));
        }
        Self(assets)
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
pub(crate) struct Output<'o> {
    plans: BTreeMap<String, Plan<'o>>,
}

impl<'o> Output<'o> {
    /// Lists the files of the site.
    pub(crate) fn plan(
        composer: &Composer<'_>,
        sources: &'o Sources,
        assets: &Assets,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut plans = BTreeMap::new();
        for page in composer.pages() {
            plans.insert(composer.path(page), Plan::Page(page));
        }
        for language in composer.site.language_ids() {
            // Folders of pages are unique; only the feed is a file among them.
            let feed = composer
                .linked
                .by_route("feed.xml")
                .map(|e| composer.linked.entry(e));
            if let Some(document) = feed.and_then(|f| f.documents[language.index()]) {
                let file = composer.outline(document).file();
                let message = "this page would be published at the address of the feed";
                diagnostics.push(
                    Diagnostic::error(Place::file(file), "same-url", message).hint("rename it"),
                );
            }
        }
        for language in composer.site.language_ids() {
            plans.insert(
                format!("{}/feed.xml", composer.site.tag(language)),
                Plan::Feed(language),
            );
        }
        plans.extend(
            sitemap::sitemaps(composer)
                .into_iter()
                .map(|(path, xml)| (path, Plan::Text(xml))),
        );
        plans.insert("robots.txt".into(), Plan::Text(sitemap::robots(composer)));
        plans.insert(".nojekyll".into(), Plan::Text(String::new()));
        if let Some(domain) = composer.site.base_url.own_domain() {
            plans.insert("CNAME".into(), Plan::Text(format!("{domain}\n")));
        }
        for (path, bytes) in assets.0.values() {
            plans.insert(path.clone(), Plan::Asset(Arc::clone(bytes)));
        }
        let mut output = Self { plans };
        for (file, blob) in sources.blobs("static/") {
            let path = &file["static/".len()..];
            if !assets.0.contains_key(path) {
                output.copy(file, path.to_owned(), blob, diagnostics);
            }
        }
        for (file, blob) in sources.blobs(CONTENT) {
            for language in composer.site.language_ids() {
                let path = format!("{}/{}", composer.site.tag(language), &file[CONTENT.len()..]);
                output.copy(file, path, blob, diagnostics);
            }
        }
        output
    }

    fn copy(
        &mut self,
        file: &Arc<str>,
        path: String,
        blob: &'o Blob,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if let Some(why) = path.split('/').find_map(bad_segment) {
            let d = Diagnostic::error(
                Place::file(file),
                "bad-name",
                format!("this file's name cannot be part of an address: {why}"),
            );
            diagnostics.push(d.hint("rename it"));
        } else if matches!(path.as_str(), "robots.txt" | "CNAME" | ".nojekyll") {
            // An author's own takes the place of ours.
            self.plans.insert(path, Plan::Copy(blob));
        } else if self.is_taken(&path) {
            let message =
                format!("this file would be published at /{path}, where something else is");
            diagnostics
                .push(Diagnostic::error(Place::file(file), "same-url", message).hint("rename it"));
        } else {
            self.plans.insert(path, Plan::Copy(blob));
        }
    }

    /// Whether there is a file at `path`, or a folder, or a file where one of its folders would be.
    fn is_taken(&self, path: &str) -> bool {
        let folder = format!("{path}/");
        let inside = self
            .plans
            .range(folder.clone()..)
            .next()
            .is_some_and(|(other, _)| other.starts_with(&folder));
        let above = path
            .match_indices('/')
            .any(|(i, _)| self.plans.contains_key(&path[..i]));
        self.plans.contains_key(path) || inside || above
    }

    /// How many files there are.
    pub(crate) fn len(&self) -> usize {
        self.plans.len()
    }

    /// Makes every file and hands it to the sink, in parallel. No file is held once the sink has it.
    pub(crate) fn write(
        self,
        composer: &Composer<'_>,
        templates: &Templates,
        sink: &dyn Sink,
    ) -> Vec<Diagnostic> {
        let plans: Vec<(String, Plan<'_>)> = self.plans.into_iter().collect();
        plans
            .into_par_iter()
            .filter_map(|(path, plan)| {
                let content = match plan {
                    Plan::Page(page) => {
                        match templates.render(&composer.view(page), page.language()) {
                            Ok(html) => Blob::Memory(html.into_bytes().into()),
                            Err(diagnostic) => return Some(*diagnostic),
                        }
                    }
                    Plan::Feed(language) => Blob::Memory(feed::atom(composer, language).into()),
                    Plan::Text(text) => Blob::Memory(text.into_bytes().into()),
                    Plan::Copy(blob) => blob.clone(),
                    Plan::Asset(bytes) => Blob::Memory(bytes),
                };
                sink.put(&path, content);
                None
            })
            .collect()
    }
}

impl PageId {
    /// The language that the page belongs to; the front door and 404 belong to none.
    pub(crate) fn entry_language(self) -> Option<LanguageId> {
        match self {
            Self::Front | Self::NotFound => None,
            Self::Entry(_, language) | Self::Parallel(_, language) => Some(language),
        }
    }

    /// The language whose words the page uses.
    fn language(self) -> LanguageId {
        self.entry_language().unwrap_or(LanguageId::DEFAULT)
    }
}
