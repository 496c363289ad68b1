//! How every translation compares with its original.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::{Failure, history};
use crate::base::diag::Diagnostic;
use crate::base::ids::DocumentId;
use crate::document::Document;
use crate::document::beside::Beside;
use crate::document::blocks::Block;
use crate::engine::Options;
use crate::engine::cache::{Cache, Texts};
use crate::model::translations::{Change, Comparison, State, Translation, counterparts};
use crate::model::{Model, PageId};
use crate::output::{BuiltSite, Plan};
use crate::source::lock::{BlockKind, Facet, LOCK_FILE, Mark};
use crate::source::{FILES, Sources};

/// How every translation compares with its original.
#[derive(Debug)]
pub struct Status {
    /// Every text in every language but that of its original, in the order of addresses.
    pub texts: Vec<TextStatus>,
    /// Whether any translation was ever accepted.
    pub recorded: bool,
}

/// How a translation compares with its original.
#[derive(Debug)]
pub struct TextStatus {
    /// The text's name in every language: `openai-xai`, `openai-xai#wallet`, `glossary/colossus`.
    pub name: String,
    /// The language to translate into, a BCP 47 tag.
    pub language: Arc<str>,
    /// The original's file.
    pub original: Arc<str>,
    /// The translation's file, whether it is there or not.
    pub translation: Arc<str>,
    /// What the translation's heading is called, or else the original's, if they are sections of indexes.
    pub section: Option<Arc<str>>,
    /// How the two compare.
    pub state: TextState,
    /// What has changed in the original, in order.
    pub changes: Vec<TextChange>,
    /// Blocks of the original.
    pub blocks: usize,
    /// Which translation it is.
    pub(super) pair: Translation,
}

/// How a translation compares with its original.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextState {
    /// There is no translation.
    Missing,
    /// The translation is a draft.
    Draft,
    /// The translation was never accepted, so nothing is known of it; it is taken to be in step.
    Unrecorded,
    /// The original is as it was when the translation was accepted.
    InStep,
    /// The original has changed since.
    Behind,
}

impl TextState {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Draft => "draft",
            Self::Unrecorded => "unrecorded",
            Self::InStep => "in-step",
            Self::Behind => "behind",
        }
    }
}

/// A change of an original.
#[derive(Debug)]
pub struct TextChange {
    /// What has happened.
    pub kind: ChangeKind,
    /// To what.
    pub block: BlockKind,
    /// In what a changed block differs; more than one where it was written anew.
    pub facets: Vec<Facet>,
    /// The block today, unless it is removed.
    pub original: Option<Excerpt>,
    /// What it said when the translation was accepted, where git knows.
    pub before: Option<String>,
    /// The block of the translation that belongs to it.
    pub translation: Option<Excerpt>,
}

/// What has happened to a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is at another place.
    Moved,
    /// It says something else.
    Changed,
}

impl ChangeKind {
    /// Its name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Changed => "changed",
        }
    }
}

/// A block of a file.
#[derive(Debug, Clone)]
pub struct Excerpt {
    /// The line where it begins, from 1.
    pub line: usize,
    /// What it says, in one line.
    pub text: String,
    /// Its place among the blocks of the file.
    pub(super) block: usize,
}

/// Compares every translation with its original; the site is in the folder `root`, where git is asked what originals said before.
///
/// # Errors
/// The settings or the lock cannot be read: it says why.
pub fn status(sources: &Sources, root: &Path) -> Result<Status, Failure> {
    let mut said = Vec::new();
    let texts = Cache::read_heads(sources, &with_drafts(), &mut said);
    said.extend(sources.diagnostics().cloned());
    let Texts {
        site,
        documents,
        linked,
        lock,
        ..
    } = readable(texts, said)?.0;
    let comparison = Comparison::new(&site, &linked, &documents, &lock);
    Ok(Status {
        texts: texts_of(&comparison, root),
        recorded: !lock.is_empty(),
    })
}

/// The whole of a site for who compares more than blocks, and what is wrong with it.
///
/// # Errors
/// The settings or the lock cannot be read: it says why.
pub(super) fn model(sources: &Sources) -> Result<(Model, Vec<Diagnostic>), Failure> {
    let (model, said) = Cache::default().model(sources, &with_drafts());
    readable(model, said)
}

/// Translations are compared before they are published. Notes are not asked for.
fn with_drafts() -> Options {
    Options {
        drafts: true,
        without_notes: true,
        ..Options::default()
    }
}

/// What was read, and what is wrong with it, unless that keeps translations from being compared.
fn readable<T>(
    read: Option<T>,
    mut said: Vec<Diagnostic>,
) -> Result<(T, Vec<Diagnostic>), Failure> {
    let is_broken = said.iter().any(|d| &*d.place.file == LOCK_FILE);
    match read.filter(|_| !is_broken) {
        Some(read) => Ok((read, said)),
        None => {
            said.retain(|d| FILES.contains(&&*d.place.file));
            Err(Failure::Site(said))
        }
    }
}

/// How every translation compares; the site is in the folder `root`.
pub(super) fn texts_of(comparison: &Comparison<'_>, root: &Path) -> Vec<TextStatus> {
    let all = comparison.all.iter();
    // A draft is not to be translated yet.
    let found = all.filter(|t| !comparison.documents[t.original].outline.front.draft);
    let states: Vec<_> = found.map(|t| (t, comparison.state(t))).collect();
    let behind = states
        .iter()
        .filter(|(_, state)| matches!(state, State::Behind(_)));
    let words = Words::new(comparison, root, behind.map(|(t, _)| t.original));
    states
        .iter()
        .map(|(t, state)| words.text(t, state))
        .collect()
}

/// The translations on a page, by its path in the output, that are behind their originals; each with the id of its section, empty for
/// the text of the page itself.
pub(crate) fn behind_on(built: &BuiltSite, root: &Path, page: &str) -> Vec<(String, TextStatus)> {
    let model = &built.model;
    let Some((_, Plan::Page(PageId::Entry(entry, language)))) = built.output.get(page) else {
        return Vec::new();
    };
    let texts = model.entry(*entry).texts(*language);
    let behind: BTreeMap<DocumentId, (DocumentId, &[Change])> = texts
        .filter_map(|text| Some((text, model.behind().of(text)?)))
        .collect();
    if behind.is_empty() {
        return Vec::new();
    }
    let comparison = model.comparison();
    let originals = behind.values().map(|(original, _)| *original);
    let words = Words::new(&comparison, root, originals);
    let here = comparison.all.iter().filter_map(|translation| {
        let text = translation.text?;
        let (_, changes) = behind.get(&text)?;
        let section = model.linked().section_of(text);
        let state = State::Behind(changes.to_vec());
        let section = section.map_or_else(String::new, |s| s.id.to_string());
        Some((section, words.text(translation, &state)))
    });
    here.collect()
}

/// Puts changes into words.
struct Words<'t> {
    comparison: &'t Comparison<'t>,
    /// The earlier versions of originals, newest first.
    history: BTreeMap<String, Vec<String>>,
}

impl<'t> Words<'t> {
    /// For originals that have changed.
    fn new(
        comparison: &'t Comparison<'t>,
        root: &Path,
        originals: impl Iterator<Item = DocumentId>,
    ) -> Self {
        let files = originals.map(|id| &**comparison.documents[id].outline.file());
        Self {
            comparison,
            history: history::versions(root, &files.collect::<Vec<_>>()),
        }
    }

    fn text(&self, translation: &Translation, state: &State) -> TextStatus {
        let Comparison {
            site, documents, ..
        } = self.comparison;
        let original = &documents[translation.original];
        let text = translation.text.map(|d| &documents[d]);
        let tag = site.tag(translation.language);
        TextStatus {
            name: translation.name.clone(),
            language: Arc::clone(tag),
            original: Arc::clone(original.outline.file()),
            translation: match text {
                Some(text) => Arc::clone(text.outline.file()),
                None => original.outline.path.in_language(tag).into(),
            },
            section: {
                let path = &text.unwrap_or(original).outline.path;
                path.part.map(|_| Arc::clone(&path.stem))
            },
            state: match state {
                _ if text.is_some_and(|t| t.outline.front.draft) => TextState::Draft,
                State::Missing => TextState::Missing,
                State::Unrecorded => TextState::Unrecorded,
                State::InStep => TextState::InStep,
                State::Behind(_) => TextState::Behind,
            },
            changes: match (state, text) {
                (State::Behind(changes), Some(text)) if !text.outline.front.draft => {
                    self.changes(translation, changes, original, text)
                }
                _ => Vec::new(),
            },
            blocks: original.blocks(site).len(),
            pair: translation.clone(),
        }
    }

    fn changes(
        &self,
        translation: &Translation,
        changes: &[Change],
        original: &Document,
        text: &Document,
    ) -> Vec<TextChange> {
        let site = self.comparison.site;
        let accepted = self.comparison.accepted(translation).unwrap_or_default();
        let before = self.before(original, accepted);
        let (blocks, theirs) = (original.blocks(site), text.blocks(site));
        // A translation that has the blocks of what was accepted belongs to that, block by block.
        let as_accepted = accepted
            .iter()
            .map(|m| m.kind)
            .eq(theirs.iter().map(|b| b.kind));
        let counterparts = counterparts(blocks, theirs);
        let belonging = |old: Option<usize>, new: Option<usize>| {
            let at = match old {
                Some(old) if as_accepted => Some(old),
                _ => new.and_then(|new| counterparts[new]),
            };
            at.map(|at| excerpt(text, theirs, at))
        };
        let changes = changes.iter().map(|change| {
            let (kind, old, new) = match change {
                Change::Added { new } => (ChangeKind::Added, None, Some(*new)),
                Change::Removed { old } => (ChangeKind::Removed, Some(*old), None),
                Change::Moved { old, new } => (ChangeKind::Moved, Some(*old), Some(*new)),
                Change::Changed { old, new, .. } => (ChangeKind::Changed, Some(*old), Some(*new)),
            };
            TextChange {
                kind,
                block: match (new, old) {
                    (Some(new), _) => blocks[new].kind,
                    (None, old) => accepted[old.unwrap_or_default()].kind,
                },
                facets: match change {
                    Change::Changed { facets, .. } => facets.clone(),
                    _ => Vec::new(),
                },
                original: new.map(|new| excerpt(original, blocks, new)),
                before: old.and_then(|old| Some(before.as_ref()?[old].clone())),
                // A new block has none yet.
                translation: if kind == ChangeKind::Added {
                    None
                } else {
                    belonging(old, new)
                },
            }
        });
        changes.collect()
    }

    /// What the blocks of an original said when its translation was accepted.
    fn before(&self, original: &Document, accepted: &[Mark]) -> Option<Vec<String>> {
        let site = self.comparison.site;
        let nothing = Sources::default();
        let beside = Beside::new(&nothing, "");
        let versions = self.history.get(&**original.outline.file())?;
        versions.iter().find_map(|version| {
            let path = original.outline.path.of_file();
            let text = Arc::from(&**version);
            let old = Document::head(&path, &text, 0, site, &beside, &mut Vec::new());
            let is_accepted = |blocks: &&[Block]| {
                let marks = blocks.iter().map(|b| b.mark.whole);
                accepted.iter().map(|m| m.whole).eq(marks)
            };
            let found = old.iter().map(|d| d.blocks(site)).find(is_accepted)?;
            Some(found.iter().map(|b| b.text.clone()).collect())
        })
    }
}

/// A block as it is shown.
fn excerpt(document: &Document, blocks: &[Block], at: usize) -> Excerpt {
    let before = &document.source[..blocks[at].range.start];
    Excerpt {
        line: before.matches('\n').count() + 1,
        text: blocks[at].text.clone(),
        block: at,
    }
}
