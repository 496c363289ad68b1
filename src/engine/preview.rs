//! A site whose files are made when they are asked for, and kept: what `serve` shows.
//!
//! A [`Preview`] belongs to one [`BuiltSite`]; [`Preview::next`] makes its successor. Pages that were made and have read
//! something that has changed are made again at once, so that browsers that show them can be notified; the other pages
//! are taken over. A page that nobody has asked for costs nothing.

use std::sync::Arc;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::diag::{Diagnostic, Message};
use crate::base::names;
use crate::base::parallel::complete;
use crate::lang::message::message;
use crate::model::{Fingerprints, Noted, PageId, Query, Reads};
use crate::output::BuiltSite;
use crate::output::Plan;
use crate::source::Blob;

/// A site and the files of it that have been made.
pub struct Preview {
    built: BuiltSite,
    made: Mutex<FxHashMap<Arc<str>, MadeFile>>,
}

/// A file that was made.
#[derive(Clone)]
struct MadeFile {
    bytes: Arc<[u8]>,
    /// What a page has asked, with the fingerprints of the answers; nothing is noted for other files.
    reads: Option<Arc<[Noted]>>,
}

/// How the files of a version of the site differ from those of the one before.
#[derive(Debug, Default)]
pub struct Update {
    /// Pages that were made again, by their paths, each with the reason.
    pub rendered: Vec<(Arc<str>, Message)>,
    /// Files whose bytes have changed, of those that had been made or are copies.
    pub changed: Vec<Arc<str>>,
    /// Pages that had been made and are no longer there.
    pub gone: Vec<Arc<str>>,
}

impl Preview {
    /// A preview of a site. Makes a page of each kind, so that a template that fails is found now.
    ///
    /// # Errors
    /// What fails.
    pub fn new(built: BuiltSite) -> Result<Self, Vec<Diagnostic>> {
        let preview = Self {
            built,
            made: Mutex::default(),
        };
        preview.make_samples()?;
        Ok(preview)
    }

    /// The site that is shown.
    pub fn built(&self) -> &BuiltSite {
        &self.built
    }

    /// The file at a path, made if it has not been. `None` if there is none.
    ///
    /// # Errors
    /// The template of a page fails.
    pub fn file(&self, path: &str) -> Option<Result<Blob, Box<Diagnostic>>> {
        if path.starts_with(names::SEARCH) {
            let bytes = self.built.search_files().get(path)?;
            return Some(Ok(Blob::Memory(Arc::clone(bytes))));
        }
        if path.starts_with(names::CARDS) {
            return Some(Ok(Blob::Memory(self.card(path)?)));
        }
        let (path, plan) = self.built.output.get(path)?;
        if let Some(made) = self.made().get(path) {
            return Some(Ok(Blob::Memory(Arc::clone(&made.bytes))));
        }
        Some(match plan {
            Plan::Copy(_) | Plan::Image(_) | Plan::Asset(_) | Plan::Text(_) => {
                self.built.make(plan, None, &mut Vec::new())
            }
            _ => make(&self.built, plan).map(|made| {
                // Two who ask at the same time get the same bytes.
                let bytes = Arc::clone(&made.bytes);
                self.made().entry(Arc::clone(path)).or_insert(made);
                Blob::Memory(bytes)
            }),
        })
    }

    /// The card at a path, drawn if it has not been.
    fn card(&self, path: &str) -> Option<Arc<[u8]>> {
        let (path, card) = self.built.cards().get_key_value(path)?;
        if let Some(made) = self.made().get(path) {
            return Some(Arc::clone(&made.bytes));
        }
        let bytes: Arc<[u8]> = self.built.draw(card).into();
        let made = MadeFile {
            bytes: Arc::clone(&bytes),
            reads: None,
        };
        self.made().entry(Arc::clone(path)).or_insert(made);
        Some(bytes)
    }

    /// Every path there is.
    pub fn paths(&self) -> impl Iterator<Item = &Arc<str>> {
        let search = self.built.search_files().keys();
        let plans = self.built.output.iter().map(|(path, _)| path);
        plans.chain(search).chain(self.built.cards().keys())
    }

    /// The pages that have been made.
    pub(crate) fn pages(&self) -> FxHashSet<Arc<str>> {
        let made = self.made();
        let pages = made.iter().filter(|(_, made)| made.reads.is_some());
        pages.map(|(path, _)| Arc::clone(path)).collect()
    }

    /// The preview of the next version of the site.
    ///
    /// # Errors
    /// What fails when pages are made; this preview is then the one to go on showing.
    pub fn next(&self, built: BuiltSite) -> Result<(Self, Update), Vec<Diagnostic>> {
        let fingerprints = Fingerprints::of(&built.model, &self.built.model);
        let mut update = Update::default();
        let mut kept = FxHashMap::default();
        let mut stale = Vec::new();
        for (path, made) in self.made().iter() {
            // The name of a card says what is on it.
            if path.starts_with(names::CARDS) {
                if built.cards().contains_key(path) {
                    kept.insert(Arc::clone(path), made.clone());
                }
                continue;
            }
            let Some(reads) = &made.reads else {
                // Images are as they were if their files are. Other files depend on many pages, and are made when they are asked
                // for again.
                if let Some((path, Plan::Smaller(file, _))) = built.output.get(path)
                    && self.built.is_same_file(&built, file)
                {
                    kept.insert(Arc::clone(path), made.clone());
                }
                continue;
            };
            match built.output.get(path) {
                Some((path, plan @ Plan::Page(page))) => {
                    let changed = self.theme_changed(&built, *page);
                    let query = || fingerprints.differing(reads).map(Query::reason);
                    match changed.or_else(query) {
                        Some(reason) => stale.push((path, plan, reason, Arc::clone(&made.bytes))),
                        None => drop(kept.insert(Arc::clone(path), made.clone())),
                    }
                }
                Some(_) => update.changed.push(Arc::clone(path)),
                None => update.gone.push(Arc::clone(path)),
            }
        }
        let (mut errors, mut again) = (Vec::new(), Vec::new());
        let results = complete(
            stale.into_iter().map(Err).collect(),
            |(path, plan, reason, before)| {
                make(&built, plan).map(|made| (Arc::clone(path), reason, before, made))
            },
        );
        for result in results {
            match result {
                Ok(made) => again.push(made),
                Err(diagnostic) => errors.push(*diagnostic),
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        for (path, reason, before, made) in again {
            if before != made.bytes {
                update.changed.push(Arc::clone(&path));
            }
            update.rendered.push((Arc::clone(&path), reason));
            kept.insert(path, made);
        }
        update.changed.extend(self.copies_changed(&built));
        update.rendered.sort_unstable();
        update.changed.sort_unstable();
        update.changed.dedup();
        update.gone.sort_unstable();
        let same_templates = Arc::ptr_eq(&self.built.templates, &built.templates);
        let next = Self {
            built,
            made: Mutex::new(kept),
        };
        if !same_templates {
            next.make_samples()?;
        }
        Ok((next, update))
    }

    /// What has changed for a page that no query tells of, if anything has.
    fn theme_changed(&self, next: &BuiltSite, page: PageId) -> Option<Message> {
        let (old, kind) = (&self.built, next.model.routes().kind(page));
        if old.assets.paths() != next.assets.paths() {
            return Some(message!(
                "테마의 스타일시트나 스크립트",
                "a style sheet or script of the theme"
            ));
        }
        let same = old.templates.version(kind) == next.templates.version(kind);
        (!same).then(|| message!("템플릿", "its template"))
    }

    /// Paths of the author's files that are not as they were.
    fn copies_changed(&self, next: &BuiltSite) -> Vec<Arc<str>> {
        if Arc::ptr_eq(&self.built.blobs, &next.blobs) {
            return Vec::new();
        }
        let copies = next.output.iter().filter_map(|(path, plan)| match plan {
            Plan::Copy(file) | Plan::Image(file) | Plan::Smaller(file, _) => {
                (!self.built.is_same_file(next, file)).then(|| Arc::clone(path))
            }
            _ => None,
        });
        copies.collect()
    }

    /// Makes a page of each kind.
    fn make_samples(&self) -> Result<(), Vec<Diagnostic>> {
        let mut kinds = FxHashSet::default();
        let samples: Vec<_> = self
            .built
            .output
            .iter()
            .filter(|(_, plan)| match plan {
                Plan::Page(page) => kinds.insert(self.built.model.routes().kind(*page)),
                _ => false,
            })
            .collect();
        let results = samples
            .into_par_iter()
            .filter_map(|(path, _)| self.file(path)?.err());
        let errors: Vec<Diagnostic> = results.map(|d| *d).collect();
        if errors.is_empty() {
            Ok(())
        } else {
            Err(errors)
        }
    }

    fn made(&self) -> MutexGuard<'_, FxHashMap<Arc<str>, MadeFile>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes a file that is worth keeping.
fn make(built: &BuiltSite, plan: &Plan) -> Result<MadeFile, Box<Diagnostic>> {
    let reads = matches!(plan, Plan::Page(_)).then(Reads::default);
    let Blob::Memory(bytes) = built.make(plan, reads.as_ref(), &mut Vec::new())? else {
        unreachable!("only copies are on the disk, and they are not kept");
    };
    Ok(MadeFile {
        bytes,
        reads: reads.map(|r| r.finish(&built.model).into()),
    })
}
