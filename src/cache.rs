//! What a build remembers for the next one: documents and their mentions of terms, each with a key of all it depends on.
//!
//! `build` and `check` start with an empty cache, `serve` keeps one. A build with a warm cache gives the same bytes as
//! one with an empty cache.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::Xxh3Default;

use crate::content::{CONTENT, ContentPath};
use crate::diag::Diagnostic;
use crate::document::Document;
use crate::glossary::{Glossary, Mentions};
use crate::link::DocumentId;
use crate::site::Site;
use crate::source::Sources;

/// By the documents' files.
#[derive(Debug, Default)]
pub struct Cache {
    documents: FxHashMap<Arc<str>, Remembered>,
    mentions: FxHashMap<Arc<str>, (u64, Arc<Mentions>)>,
}

#[derive(Debug)]
struct Remembered {
    /// Hash of the file's text and of what its parsing depends on.
    key: u64,
    document: Option<Arc<Document>>,
    diagnostics: Vec<Diagnostic>,
}

impl Cache {
    /// The documents of `paths`, parsed in parallel where they are not known. Drops what is no longer there.
    pub(crate) fn documents(
        &mut self,
        paths: &[ContentPath],
        site: &Site,
        sources: &Sources,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Arc<Document>> {
        let texts: FxHashMap<&Arc<str>, (&Arc<str>, u64)> = sources
            .texts(CONTENT)
            .map(|(file, text, hash)| (file, (text, hash)))
            .collect();
        let mut known = std::mem::take(&mut self.documents);
        let jobs: Vec<_> = paths
            .iter()
            .filter_map(|p| Some((p, *texts.get(&p.file)?, known.remove(&p.file))))
            .collect();
        let done: Vec<(Arc<str>, Remembered)> = jobs
            .into_par_iter()
            .map(|(path, (text, hash), remembered)| {
                let key = key(path, hash, site);
                let fresh = remembered.filter(|r| r.key == key).unwrap_or_else(|| {
                    let mut diagnostics = Vec::new();
                    let document =
                        Document::parse(path, text, hash, site, &mut diagnostics).map(Arc::new);
                    Remembered {
                        key,
                        document,
                        diagnostics,
                    }
                });
                (Arc::clone(&path.file), fresh)
            })
            .collect();
        let documents = done
            .iter()
            .filter_map(|(_, r)| r.document.clone())
            .collect();
        diagnostics.extend(done.iter().flat_map(|(_, r)| r.diagnostics.iter().cloned()));
        self.documents = done.into_iter().collect();
        documents
    }

    /// The mentions of every document, looked for in parallel where they are not known. `hand` gives the number of the
    /// term that a link written by hand leads to.
    pub(crate) fn mentions(
        &mut self,
        documents: &[Arc<Document>],
        site: &Site,
        glossary: &Glossary,
        hand: &(dyn Fn(DocumentId, u32) -> Option<u32> + Sync),
    ) -> Vec<Arc<Mentions>> {
        let known = std::mem::take(&mut self.mentions);
        let done: Vec<(u64, Arc<Mentions>)> = documents
            .par_iter()
            .enumerate()
            .map(|(i, document)| {
                let hand = |link| hand(DocumentId(i as u32), link);
                let mut hasher = Xxh3Default::new();
                (document.hash, glossary.hash()).hash(&mut hasher);
                for link in 0..document.parsed.body.links.len() {
                    hand(link as u32).hash(&mut hasher);
                }
                let key = hasher.finish();
                match known.get(document.outline.file()) {
                    Some((k, mentions)) if *k == key => (key, Arc::clone(mentions)),
                    _ => {
                        let language = site.language(document.outline.path.language).language;
                        (
                            key,
                            Arc::new(Mentions::of(document, language, glossary, hand)),
                        )
                    }
                }
            })
            .collect();
        let files = documents.iter().map(|d| Arc::clone(d.outline.file()));
        self.mentions = files.zip(done.iter().cloned()).collect();
        done.into_iter().map(|(_, m)| m).collect()
    }
}

/// All that parsing a file depends on.
fn key(path: &ContentPath, text: u64, site: &Site) -> u64 {
    let mut hasher = Xxh3Default::new();
    text.hash(&mut hasher);
    path.hash(&mut hasher);
    site.raw_html.hash(&mut hasher);
    for language in &site.languages {
        language.tag.hash(&mut hasher);
    }
    hasher.finish()
}
