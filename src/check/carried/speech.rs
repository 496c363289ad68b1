//! The way that the Korean texts of a site speak to the reader.

use std::collections::BTreeMap;

use super::{blocks, language, written};
use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::{DocumentId, EntryId};
use crate::lang::Language;
use crate::lang::message::message;
use crate::lang::speech::{self, Level};
use crate::model::Model;
use crate::source::lock::BlockKind;

/// Sentences from which the way that a site speaks is known.
const ENOUGH_SENTENCES: usize = 5;

/// How the Korean texts of a site speak to the reader.
pub(crate) struct Speaking {
    /// Statements of each level, by document.
    documents: BTreeMap<DocumentId, Counts>,
    entries: BTreeMap<EntryId, Counts>,
    all: Counts,
}

/// Statements by level.
type Counts = [usize; Level::ALL.len()];

impl Speaking {
    pub(crate) fn new(model: &Model) -> Self {
        let mut speaking = Self {
            documents: BTreeMap::new(),
            entries: BTreeMap::new(),
            all: Counts::default(),
        };
        for id in model.documents().ids() {
            let mut counts = Counts::default();
            for (level, _) in statements(model, id) {
                counts[level as usize] += 1;
            }
            let entry = model.entry_of(id);
            let entry = entry.map(|e| speaking.entries.entry(e).or_default());
            for sum in entry.into_iter().chain([&mut speaking.all]) {
                (0..counts.len()).for_each(|l| sum[l] += counts[l]);
            }
            speaking.documents.insert(id, counts);
        }
        speaking
    }

    /// How the other texts of an explainer speak, or else those of the site; `None` where they do not agree.
    pub(crate) fn usual(&self, model: &Model, document: DocumentId) -> Option<Level> {
        let own = self.documents.get(&document).copied().unwrap_or_default();
        let usual = |all: &Counts| {
            let others: Counts = std::array::from_fn(|l| all[l] - own[l]);
            let sum: usize = others.iter().sum();
            let most = Level::ALL.into_iter().max_by_key(|l| others[*l as usize])?;
            let n = others[most as usize];
            (n >= ENOUGH_SENTENCES && n * 10 >= sum * 9).then_some(most)
        };
        let entry = model.entry_of(document).and_then(|e| self.entries.get(&e));
        entry.and_then(usual).or_else(|| usual(&self.all))
    }
}

/// The statements of a Korean text, each with its level.
fn statements(model: &Model, document: DocumentId) -> Vec<(Level, &str)> {
    if language(model, document) != Language::Korean {
        return Vec::new();
    }
    let blocks = blocks(model, document).iter();
    let paragraphs = blocks.filter(|b| b.kind == BlockKind::Paragraph);
    paragraphs.flat_map(|b| speech::levels(&b.text)).collect()
}

/// Statements that do not speak as the site does.
pub(super) fn level(
    model: &Model,
    speaking: &Speaking,
    document: DocumentId,
) -> Option<Diagnostic> {
    let here = statements(model, document);
    let usual = speaking.usual(model, document).or_else(|| {
        let count = |level: &Level| here.iter().filter(|(l, _)| l == level).count();
        Level::ALL.into_iter().max_by_key(count)
    })?;
    let (level, sentence) = here.iter().find(|(level, _)| *level != usual)?;
    let (usual, level) = (usual.name(), level.name());
    let message = message!(
        "이 사이트는 {usual}로 쓰는데 {level} 문장이 있습니다: “{sentence}”",
        "texts here speak in {usual}, and this sentence in {level}: “{sentence}”"
    );
    let text = model.document(document);
    let first = sentence
        .split(['`', '*', '[', '\n'])
        .next()
        .unwrap_or(sentence);
    let place = Place::at(text.outline.file(), written(text, first));
    let d = Diagnostic::warning(place, "mixed-speech-level", message);
    Some(d.hint(message!("{usual}로 고치세요", "write it in {usual}")))
}
