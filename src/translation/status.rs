//! How every translation compares with its original.

use std::path::Path;
use std::sync::Arc;

use super::{Failure, history};
use crate::base::diag::Diagnostic;
use crate::base::ids::DocumentId;
use crate::document::blocks::Block;
use crate::document::{Document, Documents};
use crate::engine::Options;
use crate::engine::cache::{Cache, Texts};
use crate::model::PageId;
use crate::model::translations::{
    Change, Renamed, State, Translation, counterparts, read_blocks, translations,
};
use crate::output::{BuiltSite, Plan};
use crate::source::lock::{BlockKind, Facet, LOCK_FILE, Lock, Mark};
use crate::source::site::Site;
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
    /// How the two compare.
    pub state: TextState,
    /// What has changed in the original, in order.
    pub changes: Vec<TextChange>,
    /// Blocks of the original.
    pub blocks: usize,
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
}

/// Compares every translation with its original; the site is in the folder `root`, where git is asked what originals said before.
///
/// # Errors
/// The settings or the lock cannot be read: it says why.
pub fn status(sources: &Sources, root: &Path) -> Result<Status, Failure> {
    let texts = read(sources)?;
    let renamed = Renamed::new(&texts.site, &texts.linked, &texts.documents, &texts.lock);
    read_blocks(&texts.site, &texts.linked, &texts.documents, &texts.lock);
    let found = translations(&texts.site, &texts.linked);
    // A draft is not to be translated yet.
    let found = found.filter(|t| !texts.documents[t.original].outline.front.draft);
    let states = found.map(|t| {
        let state = t.state(&texts.site, &texts.documents, &texts.lock, &renamed);
        (t, state)
    });
    let states: Vec<_> = states.collect();
    let behind = states
        .iter()
        .filter(|(_, state)| matches!(state, State::Behind(_)));
    let behind = behind.map(|(t, _)| &**texts.documents[t.original].outline.file());
    let history = history::versions(root, &behind.collect::<Vec<_>>());
    let words = Words {
        site: &texts.site,
        documents: &texts.documents,
        lock: &texts.lock,
        renamed,
        history,
    };
    Ok(Status {
        texts: states
            .iter()
            .map(|(t, state)| words.text(t, state))
            .collect(),
        recorded: !texts.lock.is_empty(),
    })
}

/// The translations on a page, by its path in the output, that are behind their originals; each with the id of its section, empty for
/// the text of the page itself.
pub(crate) fn behind_on(built: &BuiltSite, root: &Path, page: &str) -> Vec<(String, TextStatus)> {
    let model = &built.model;
    let Some((_, Plan::Page(PageId::Entry(entry, language)))) = built.output.get(page) else {
        return Vec::new();
    };
    let texts: Vec<DocumentId> = model.entry(*entry).texts(*language).collect();
    let behind = texts.iter().filter_map(|text| {
        let (original, changes) = model.behind().of(*text)?;
        Some((*text, original, State::Behind(changes.to_vec())))
    });
    let behind: Vec<_> = behind.collect();
    if behind.is_empty() {
        return Vec::new();
    }
    let (site, documents) = (model.site(), model.documents());
    let originals = behind
        .iter()
        .map(|(_, original, _)| &**documents[*original].outline.file());
    let words = Words {
        site,
        documents,
        lock: model.lock(),
        renamed: Renamed::new(site, model.linked(), documents, model.lock()),
        history: history::versions(root, &originals.collect::<Vec<_>>()),
    };
    let all = translations(site, model.linked());
    let here = all.filter_map(|t| {
        let (text, _, state) = behind.iter().find(|(text, ..)| Some(*text) == t.text)?;
        let section = documents[*text]
            .outline
            .path
            .section_id()
            .unwrap_or_default();
        Some((section.to_owned(), words.text(&t, state)))
    });
    here.collect()
}

/// The texts of a site, drafts too.
pub(super) fn read(sources: &Sources) -> Result<Texts, Failure> {
    let mut said = Vec::new();
    let options = Options {
        drafts: true,
        ..Options::default()
    };
    let texts = Cache::read_heads(sources, &options, &mut said);
    said.extend(sources.diagnostics().cloned());
    let broken = said.iter().any(|d| &*d.place.file == LOCK_FILE);
    texts.filter(|_| !broken).ok_or_else(|| unread(said))
}

/// What keeps all translations from being compared.
pub(super) fn unread(mut said: Vec<Diagnostic>) -> Failure {
    said.retain(|d| FILES.contains(&&*d.place.file));
    Failure::Site(said)
}

/// Puts changes into words.
struct Words<'t> {
    site: &'t Site,
    documents: &'t Documents,
    lock: &'t Lock,
    renamed: Renamed<'t>,
    history: std::collections::BTreeMap<String, Vec<String>>,
}

impl Words<'_> {
    fn text(&self, translation: &Translation, state: &State) -> TextStatus {
        let (site, documents) = (self.site, self.documents);
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
        }
    }

    fn changes(
        &self,
        translation: &Translation,
        changes: &[Change],
        original: &Document,
        text: &Document,
    ) -> Vec<TextChange> {
        let (site, lock) = (self.site, self.lock);
        let tag = site.tag(translation.language);
        let accepted = lock
            .get(&translation.name, tag)
            .or_else(|| self.renamed.get(translation));
        let accepted = accepted.unwrap_or_default();
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
            at.map(|at| excerpt(text, &theirs[at]))
        };
        let changes = changes.iter().map(|change| {
            let (kind, old, new) = match change {
                Change::Added { new } => (ChangeKind::Added, None, Some(*new)),
                Change::Removed { old } => (ChangeKind::Removed, Some(*old), None),
                Change::Moved { old, new } => (ChangeKind::Moved, Some(*old), Some(*new)),
                Change::Changed { old, new, .. } => (ChangeKind::Changed, Some(*old), Some(*new)),
            };
            let today = new.map(|new| &blocks[new]);
            TextChange {
                kind,
                block: match (today, old) {
                    (Some(block), _) => block.kind,
                    (None, old) => accepted[old.unwrap_or_default()].kind,
                },
                facets: match change {
                    Change::Changed { facets, .. } => facets.clone(),
                    _ => Vec::new(),
                },
                original: today.map(|block| excerpt(original, block)),
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
        let site = self.site;
        let versions = self.history.get(&**original.outline.file())?;
        versions.iter().find_map(|version| {
            let path = &original.outline.path;
            let text = Arc::from(&**version);
            let old = Document::head(path, &text, 0, site, &mut Vec::new());
            let blocks = old.blocks(site);
            let same = accepted
                .iter()
                .map(|m| m.whole)
                .eq(blocks.iter().map(|b| b.mark.whole));
            same.then(|| blocks.iter().map(|b| b.text.clone()).collect())
        })
    }
}

/// A block as it is shown.
pub(super) fn excerpt(document: &Document, block: &Block) -> Excerpt {
    let before = &document.source[..block.range.start];
    Excerpt {
        line: before.matches('\n').count() + 1,
        text: block.text.clone(),
    }
}
