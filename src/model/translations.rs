//! Translations and their originals: which are behind, and in what.
//!
//! What an original said when its translation was accepted is in the [`Lock`] as marks of its blocks. [`changes`] compares them
//! with its blocks today. Without a lock nothing is compared, and no blocks are read.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::base::align::align;
use crate::base::ids::DocumentId;
use crate::document::Documents;
use crate::document::blocks::Block;
use crate::lang::LanguageId;
use crate::model::link::{Entry, Linked};
use crate::source::lock::{Facet, Lock, Mark};
use crate::source::site::Site;

/// A text that is a translation, or should have one.
#[derive(Debug, Clone)]
pub(crate) struct Translation {
    /// The name of the text in every language: `openai-xai#wallet`.
    pub(crate) name: String,
    /// The language to translate into.
    pub(crate) language: LanguageId,
    pub(crate) original: DocumentId,
    /// `None` if it is missing.
    pub(crate) text: Option<DocumentId>,
}

/// How a translation compares with its original.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// There is no translation.
    Missing,
    /// It was never accepted, so nothing is known of it.
    Unrecorded,
    /// The original is as it was when the translation was accepted.
    InStep,
    /// The original has changed since.
    Behind(Vec<Change>),
}

/// A change of an original. `old` is the place among the marks of the lock, `new` among the blocks of today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    Added {
        new: usize,
    },
    Removed {
        old: usize,
    },
    Moved {
        old: usize,
        new: usize,
    },
    Changed {
        old: usize,
        new: usize,
        facets: Vec<Facet>,
    },
}

/// The translations that are behind, by their documents, with what has changed in the originals.
#[derive(Debug, Default)]
pub(crate) struct Behind(BTreeMap<DocumentId, (DocumentId, Vec<Change>)>);

impl Behind {
    /// Compares each translation with what was accepted.
    pub(crate) fn new(site: &Site, linked: &Linked, documents: &Documents, lock: &Lock) -> Self {
        if lock.is_empty() {
            return Self::default();
        }
        let comparison = Comparison::new(site, linked, documents, lock);
        let behind =
            comparison
                .all
                .iter()
                .filter_map(|translation| match comparison.state(translation) {
                    State::Behind(changes) => {
                        Some((translation.text?, (translation.original, changes)))
                    }
                    _ => None,
                });
        Self(behind.collect())
    }

    /// The original of a translation that is behind, and what has changed in it.
    pub(crate) fn of(&self, translation: DocumentId) -> Option<(DocumentId, &[Change])> {
        let (original, changes) = self.0.get(&translation)?;
        Some((*original, changes))
    }

    /// Each translation with its original and what has changed in it.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (DocumentId, DocumentId, &[Change])> {
        let behind = self.0.iter();
        behind.map(|(translation, behind)| (*translation, behind.0, &*behind.1))
    }
}

/// Each text in each language but that of its original, in the order of routes.
pub(crate) fn translations<'l>(
    site: &'l Site,
    linked: &'l Linked,
) -> impl Iterator<Item = Translation> + 'l {
    linked.entries.values().flat_map(move |entry| {
        let own = (name(entry, None), &entry.documents, entry.original);
        let sections = entry.sections.iter();
        let sections = sections.map(|s| (name(entry, Some(&s.id)), &s.documents, s.original));
        let texts = std::iter::once(own).chain(sections);
        texts.flat_map(move |(name, documents, original)| {
            let original = original.unwrap_or(LanguageId::DEFAULT);
            let own = documents[original.index()].map(|d| (original, d));
            let first = site
                .language_ids()
                .find_map(|l| Some((l, documents[l.index()]?)));
            let original = own.or(first);
            site.language_ids().filter_map(move |language| {
                let (written, original) = original?;
                (written != language).then(|| Translation {
                    name: name.clone(),
                    language,
                    original,
                    text: documents[language.index()],
                })
            })
        })
    })
}

/// What a text is called in the lock.
fn name(entry: &Entry, section: Option<&str>) -> String {
    let route = if entry.route.is_empty() {
        "index"
    } else {
        &entry.route
    };
    match section {
        Some(section) => format!("{route}#{section}"),
        None => route.to_owned(),
    }
}

/// Every translation with what it is compared by.
pub(crate) struct Comparison<'m> {
    pub(crate) site: &'m Site,
    pub(crate) documents: &'m Documents,
    lock: &'m Lock,
    /// In the order of routes.
    pub(crate) all: Vec<Translation>,
    renamed: Renamed<'m>,
}

impl<'m> Comparison<'m> {
    /// Reads the blocks of all originals, on all threads.
    pub(crate) fn new(
        site: &'m Site,
        linked: &Linked,
        documents: &'m Documents,
        lock: &'m Lock,
    ) -> Self {
        let all: Vec<Translation> = translations(site, linked).collect();
        all.par_iter().for_each(|translation| {
            documents[translation.original].blocks(site);
        });
        Self {
            renamed: Renamed::new(site, &all, documents, lock),
            site,
            documents,
            lock,
            all,
        }
    }

    /// What was accepted of the original of a translation.
    pub(crate) fn accepted(&self, translation: &Translation) -> Option<&'m [Mark]> {
        let tag = self.site.tag(translation.language);
        let accepted = self.lock.get(&translation.name, tag);
        accepted.or_else(|| self.renamed.get(translation))
    }

    /// How a translation compares with what was accepted.
    pub(crate) fn state(&self, translation: &Translation) -> State {
        if translation.text.is_none() {
            return State::Missing;
        }
        let Some(accepted) = self.accepted(translation) else {
            return State::Unrecorded;
        };
        let original = &self.documents[translation.original];
        let changes = changes(accepted, original.blocks(self.site));
        if changes.is_empty() {
            State::InStep
        } else {
            State::Behind(changes)
        }
    }
}

/// Texts whose name has changed since they were accepted: what the lock has under a name that no text has any more.
#[derive(Debug, Default)]
struct Renamed<'k>(FxHashMap<(String, LanguageId), &'k [Mark]>);

impl<'k> Renamed<'k> {
    /// A text that the lock does not know is one of those that the lock knows and the site has not any more, if at least half of its
    /// blocks were there.
    fn new(site: &Site, all: &[Translation], documents: &Documents, lock: &'k Lock) -> Self {
        let mut known: FxHashSet<(&str, LanguageId)> = FxHashSet::default();
        let mut fresh = Vec::new();
        for translation in all.iter().filter(|t| t.text.is_some()) {
            if lock
                .get(&translation.name, site.tag(translation.language))
                .is_none()
            {
                fresh.push(translation);
            } else {
                known.insert((&*translation.name, translation.language));
            }
        }
        if fresh.is_empty() {
            return Self::default();
        }
        // By a block that was there: the texts that had it.
        let mut gone: FxHashMap<(LanguageId, u32), Vec<&'k [Mark]>> = FxHashMap::default();
        for (name, tag, marks) in lock.iter() {
            let Some(language) = site.language_by_tag(tag) else {
                continue;
            };
            if !known.contains(&(name, language)) {
                for mark in marks {
                    gone.entry((language, mark.whole)).or_default().push(marks);
                }
            }
        }
        if gone.is_empty() {
            return Self::default();
        }
        let renamed = fresh.into_iter().filter_map(|translation| {
            let blocks = documents[translation.original].blocks(site);
            let mut votes: FxHashMap<*const Mark, (usize, &'k [Mark])> = FxHashMap::default();
            for block in blocks {
                let had = gone.get(&(translation.language, block.mark.whole));
                for marks in had.into_iter().flatten() {
                    votes.entry(marks.as_ptr()).or_insert((0, marks)).0 += 1;
                }
            }
            let best = votes
                .into_values()
                .max_by_key(|(votes, marks)| (*votes, marks.len()));
            let (votes, marks) = best?;
            let key = (translation.name.clone(), translation.language);
            (votes * 2 >= blocks.len()).then_some((key, marks))
        });
        Self(renamed.collect())
    }

    fn get(&self, translation: &Translation) -> Option<&'k [Mark]> {
        let key = (translation.name.clone(), translation.language);
        self.0.get(&key).copied()
    }
}

/// What has changed between the accepted marks and the blocks of today, in the order of today's.
pub(crate) fn changes(accepted: &[Mark], blocks: &[Block]) -> Vec<Change> {
    let old: Vec<u32> = accepted.iter().map(|m| m.whole).collect();
    let new: Vec<u32> = blocks.iter().map(|b| b.mark.whole).collect();
    if old == new {
        return Vec::new();
    }
    // Stretches in which the two differ, each of old and of new ones.
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    let stretches = ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let stretches: Vec<_> = stretches
        .map(|op| (op.old_range(), op.new_range()))
        .collect();
    let mut gone: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for at in stretches.iter().flat_map(|(old, _)| old.clone()).rev() {
        gone.entry(old[at]).or_default().push(at);
    }
    let mut changes = Vec::new();
    let mut moved = FxHashSet::default();
    for at in stretches.iter().flat_map(|(_, new)| new.clone()) {
        if let Some(from) = gone.get_mut(&new[at]).and_then(Vec::pop) {
            changes.push(Change::Moved { old: from, new: at });
            moved.insert((true, from));
            moved.insert((false, at));
        }
    }
    for (olds, news) in stretches {
        let olds: Vec<_> = olds.filter(|at| !moved.contains(&(true, *at))).collect();
        let news: Vec<_> = news.filter(|at| !moved.contains(&(false, *at))).collect();
        let marks = (
            olds.iter().map(|at| accepted[*at]).collect::<Vec<_>>(),
            news.iter().map(|at| blocks[*at].mark).collect::<Vec<_>>(),
        );
        let pairs = paired(&marks.0, &marks.1);
        for (a, b) in &pairs {
            let (old, new) = (olds[*a], news[*b]);
            let facets = accepted[old].differing(&blocks[new].mark);
            changes.push(Change::Changed { old, new, facets });
        }
        let left =
            |at: &usize, side: fn(&(usize, usize)) -> usize| pairs.iter().all(|p| side(p) != *at);
        let removed = (0..olds.len()).filter(|at| left(at, |p| p.0));
        changes.extend(removed.map(|at| Change::Removed { old: olds[at] }));
        let added = (0..news.len()).filter(|at| left(at, |p| p.1));
        changes.extend(added.map(|at| Change::Added { new: news[at] }));
    }
    // What is removed comes where it was: before what came after it.
    changes.sort_by_key(|change| match change {
        Change::Added { new } | Change::Moved { new, .. } | Change::Changed { new, .. } => {
            (*new, 1)
        }
        Change::Removed { old } => (new_place(&ops, *old), 0),
    });
    changes
}

/// Where a block that is gone would be today.
fn new_place(ops: &[DiffOp], old: usize) -> usize {
    let op = ops.iter().find(|op| op.old_range().contains(&old));
    op.map_or(0, |op| op.new_range().start)
}

/// Which of the old blocks has become which of the new ones, in order: of one kind, and as much in common as can be.
fn paired(old: &[Mark], new: &[Mark]) -> Vec<(usize, usize)> {
    align(
        old.len(),
        new.len(),
        &|a, b| match old[a].kind == new[b].kind {
            true => 1 + 4 * old[a].in_common(&new[b]),
            false => 0,
        },
    )
}

/// The block of a translation that belongs to each block of its original, where there is one: that of the same place where both
/// have the same blocks, else those that have most in common.
pub(crate) fn counterparts(original: &[Block], translation: &[Block]) -> Vec<Option<usize>> {
    let kinds = |blocks: &[Block]| blocks.iter().map(|b| b.kind).collect::<Vec<_>>();
    if kinds(original) == kinds(translation) {
        return (0..original.len()).map(Some).collect();
    }
    let pairs = align(original.len(), translation.len(), &|a, b| {
        likeness(&original[a], &translation[b])
    });
    let mut found = vec![None; original.len()];
    for (a, b) in pairs {
        found[a] = Some(b);
    }
    found
}

/// How much a block and a block in another language have in common; 0 if they cannot belong together.
fn likeness(a: &Block, b: &Block) -> u32 {
    if a.kind != b.kind {
        return 0;
    }
    let shared = |a: &[String], b: &[String]| a.iter().filter(|x| b.contains(x)).count() as u32;
    let figures = a.figures.all.iter();
    let figures = figures.filter(|f| b.figures.all.iter().any(|g| f.is_like(g)));
    let things = figures.count() as u32
        + shared(&a.links, &b.links)
        + shared(&a.code, &b.code)
        + shared(&a.images, &b.images);
    // Hangul says in one character what takes some two Latin ones.
    let (a, b) = (a.text.len() as u32 + 1, b.text.len() as u32 + 1);
    let alike = 2 * a.min(b) > a.max(b);
    1 + u32::from(alike) + 3 * things.min(8)
}
