//! One pass of the rules that look at single texts and pages, and what it leaves for the next one.

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::translations::{self, Alone};
use super::{ENTRY_RULES, TEXT_RULES, apply, leave_out_allowed};
use crate::base::diag::Diagnostic;
use crate::base::ids::{DocumentId, EntryId};
use crate::model::Model;
use crate::model::link::EntryKind;

/// What rules look at.
pub(super) struct Pass<'m> {
    pub(super) model: &'m Model,
    /// Where the author is.
    pub(super) today: Option<Date>,
    pub(super) told: &'m Told,
    /// Texts without a translation, once one is met.
    pub(super) alone: OnceLock<Alone>,
}

/// What the stages before have told of, which rules do not tell again: files by what is wrong with them.
#[derive(Debug, PartialEq)]
pub(super) struct Told {
    /// What the names of files may mean that are not read.
    pub(super) unread: FxHashSet<String>,
    /// A name or a citation in them leads nowhere.
    pub(super) nowhere: FxHashSet<Arc<str>>,
    /// A date is not read as one.
    pub(super) bad_dates: FxHashSet<Arc<str>>,
    /// A source, or its id, cannot be read.
    pub(super) bad_sources: FxHashSet<Arc<str>>,
    /// Headings may be read as something else.
    pub(super) lost_headings: FxHashSet<Arc<str>>,
    /// Two things have the same id.
    pub(super) same_ids: FxHashSet<Arc<str>>,
}

/// Codes of findings after which headings are not where their author has put them.
const WITHOUT_HEADINGS: [&str; 8] = [
    "containers",
    "front-matter",
    "fullwidth-markup",
    "heading-space",
    "indented-code",
    "unclosed-comment",
    "unclosed-element",
    "unclosed-fence",
];

impl Told {
    pub(super) fn of(model: &Model, diagnostics: &[Diagnostic]) -> Self {
        let files = |is: fn(&Diagnostic) -> bool| {
            let found = diagnostics.iter().filter(|d| is(d));
            found.map(|d| Arc::clone(&d.place.file)).collect()
        };
        Self {
            unread: translations::unread(model, diagnostics),
            nowhere: files(leads_nowhere),
            bad_dates: files(|d| d.code == "timeline" && d.is_error()),
            lost_headings: files(|d| WITHOUT_HEADINGS.contains(&d.code)),
            same_ids: files(|d| d.code == "same-id"),
            bad_sources: files(|d| {
                let of_sources = || d.message.english().contains("`sources`");
                d.code == "bad-name" || d.code == "wrong-type" && of_sources()
            }),
        }
    }
}

/// Whether a finding is of a name or a citation that leads nowhere, or of parts that are missing.
pub(super) fn leads_nowhere(d: &Diagnostic) -> bool {
    matches!(d.code, "bad-name" | "different-twins" | "unknown-source")
}

/// What was found on each page, with what it was found in. Of another page a rule may read only how the site hangs together
/// ([`Model::linked`]) and, of a term, its front matter.
pub(crate) struct Checked {
    model: Model,
    today: Option<Date>,
    told: Told,
    /// By entry, if there is something.
    of_entries: FxHashMap<EntryId, Vec<Diagnostic>>,
    /// In texts that belong to none.
    apart: Vec<Diagnostic>,
}

impl Checked {
    /// Looks at the entries that are not as they were.
    pub(super) fn next(
        before: Option<Self>,
        model: &Model,
        today: Option<Date>,
        told: Told,
    ) -> Self {
        let before = before.filter(|k| k.today == today && k.told == told);
        let known = before.and_then(|k| Some((changed(&k.model, model)?, k.of_entries)));
        let (again, mut of_entries) = known.unwrap_or_else(|| {
            let all = model.entries().ids().collect();
            (all, FxHashMap::default())
        });
        let pass = Pass {
            model,
            today,
            told: &told,
            alone: OnceLock::new(),
        };
        let found = again.into_par_iter().map(|id| (id, pass.entry(id)));
        for (id, found) in found.collect::<Vec<_>>() {
            match found.is_empty() {
                true => of_entries.remove(&id),
                false => of_entries.insert(id, found),
            };
        }
        let apart = pass.texts(model.linked().apart.iter().copied());
        Self {
            model: model.clone(),
            today,
            told,
            of_entries,
            apart,
        }
    }

    /// What was found, in the order of entries.
    pub(super) fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        let entries = self.model.entries().ids();
        let of_entries = entries.filter_map(|id| self.of_entries.get(&id));
        of_entries.flatten().chain(&self.apart)
    }
}

impl Pass<'_> {
    /// What is wrong with an entry, but for what its author allows.
    fn entry(&self, id: EntryId) -> Vec<Diagnostic> {
        let entry = self.model.entry(id);
        let mut found = self.texts(entry.every_text());
        for rule in ENTRY_RULES {
            apply(self.model, &mut found, |found| rule(self, entry, found));
        }
        leave_out_allowed(self.model, &mut found);
        found
    }

    fn texts(&self, ids: impl Iterator<Item = DocumentId>) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for id in ids {
            for rule in TEXT_RULES {
                apply(self.model, &mut found, |found| rule(self.model, id, found));
            }
        }
        leave_out_allowed(self.model, &mut found);
        found
    }
}

/// The entries whose texts are not as they were; `None` if it may be any.
fn changed(before: &Model, model: &Model) -> Option<Vec<EntryId>> {
    let texts = model.changed_texts(before)?;
    let entries: FxHashSet<EntryId> = texts.iter().filter_map(|id| model.entry_of(*id)).collect();
    // What a term is called is told in other texts.
    let renamed = |id: &DocumentId| {
        let hash = |model: &Model| model.document(*id).outline.hash;
        let entry = model.entry_of(*id).map(|id| model.entry(id));
        entry.is_some_and(|e| e.kind == EntryKind::Term) && hash(before) != hash(model)
    };
    (!texts.iter().any(renamed)).then(|| entries.into_iter().collect())
}
