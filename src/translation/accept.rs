//! Taking translations for done: what their originals say today goes into the lock.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Failure;
use super::status::model;
use crate::base::diag::{Diagnostic, nearest};
use crate::check;
use crate::check::carried::{self, Speaking};
use crate::document::blocks::Block;
use crate::lang::message::message;
use crate::model::Model;
use crate::model::translations::{Change, Translation, translations};
use crate::source::lock::{LOCK_FILE, Lock, Mark};
use crate::source::{Sources, is_within};

/// Which translations.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// Every one.
    All,
    /// Those of files and folders, by their paths from the site's root with `/`.
    Paths(Vec<String>),
}

/// What is to be written.
#[derive(Debug)]
pub struct Accepted {
    /// The text of the lock, if it has changed.
    pub lock: Option<String>,
    /// Translations that are drafts no longer.
    pub published: Vec<Arc<str>>,
    /// The translations that are in step from now on.
    pub accepted: Vec<Arc<str>>,
    /// How many were in step already.
    pub unchanged: usize,
    /// What keeps others from it, or would if it were not forced.
    pub refused: Vec<Diagnostic>,
}

/// Codes of findings about a translation and its original for which it is refused; errors besides.
const OF_PAIR: [&str; 3] = ["other-code", "other-figure", "other-structure"];
/// The same about the translation alone.
const OF_TEXT: [&str; 8] = [
    "avoid",
    "unclosed-code",
    "unclosed-emphasis",
    "untranslated",
    "placeholder",
    "undefined-footnote",
    "unused-footnote",
    "duplicate-footnote",
];

/// Works out what accepting translations changes; writes nothing. With `force`, nothing keeps one from being accepted.
///
/// # Errors
/// The settings or the lock cannot be read, or a path names nothing that can be accepted: it says why.
pub fn accept(sources: &Sources, wanted: &Wanted, force: bool) -> Result<Accepted, Failure> {
    let (model, said) = model(sources)?;
    let site = model.site();
    let mut lock = model.lock().clone();
    let all: Vec<Translation> = translations(site, model.linked()).collect();
    let chosen = choose(&model, &all, wanted)?;
    let mut accepted = Accepted {
        lock: None,
        published: Vec::new(),
        accepted: Vec::new(),
        unchanged: 0,
        refused: Vec::new(),
    };
    let findings = Findings::new(&said);
    let speaking = Speaking::new(&model);
    // Files that are drafts, and those that stay so because something in them was refused.
    let (mut drafts, mut unfinished) = (BTreeSet::new(), BTreeSet::new());
    for translation in chosen {
        let Some(id) = translation.text else { continue };
        let (original, text) = (model.document(translation.original), model.document(id));
        // What is not to be published yet is not to be translated.
        if original.outline.front.draft {
            continue;
        }
        let refused = findings.against(&model, &speaking, translation, &fresh(&model, translation));
        if !refused.is_empty() {
            accepted.refused.extend(refused);
            if !force {
                unfinished.insert(Arc::clone(text.outline.file()));
                continue;
            }
        }
        let tag = site.tag(translation.language);
        let marks: Vec<Mark> = original.blocks(site).iter().map(|b| b.mark).collect();
        let draft = text.outline.front.draft;
        if draft {
            drafts.insert(Arc::clone(text.outline.file()));
        }
        if lock.get(&translation.name, tag) == Some(&*marks) && !draft {
            accepted.unchanged += 1;
        } else {
            lock.set(&translation.name, tag, marks);
            accepted.accepted.push(Arc::clone(text.outline.file()));
        }
    }
    accepted.accepted.dedup();
    accepted.published = drafts.difference(&unfinished).cloned().collect();
    // What was refused may have had another name.
    if matches!(wanted, Wanted::All) && accepted.refused.is_empty() {
        forget(&mut lock, &model, &all);
    }
    let known = sources.text(LOCK_FILE);
    let text = lock.to_string();
    let changed = match known {
        Some(known) => **known != *text,
        None => !lock.is_empty(),
    };
    accepted.lock = changed.then_some(text);
    Ok(accepted)
}

/// The translations that are wanted.
fn choose<'t>(
    model: &Model,
    all: &'t [Translation],
    wanted: &Wanted,
) -> Result<Vec<&'t Translation>, Failure> {
    let Wanted::Paths(paths) = wanted else {
        return Ok(all.iter().collect());
    };
    let file = |id| Arc::clone(model.document(id).outline.file());
    let mut chosen = Vec::new();
    for path in paths {
        let path = path.trim_end_matches('/');
        let found: Vec<_> = all
            .iter()
            .filter(|t| t.text.is_some_and(|d| is_within(&file(d), path)))
            .collect();
        if found.is_empty() {
            return Err(unknown(model, all, path));
        }
        chosen.extend(found);
    }
    Ok(chosen)
}

/// What is to be said of a path that is no translation.
fn unknown(model: &Model, all: &[Translation], path: &str) -> Failure {
    let file = |id| Arc::clone(model.document(id).outline.file());
    if let Some(of) = all.iter().find(|t| *file(t.original) == *path) {
        let tag = model.site().tag(of.language);
        return match of.text.map(file) {
            Some(translation) => Failure::Path(
                message!("`{path}`(은/는) 원문입니다", "`{path}` is an original"),
                message!(
                    "번역 파일을 적으세요: `haeseol accept {translation}`",
                    "name the translation: `haeseol accept {translation}`"
                ),
            ),
            None => Failure::Path(
                message!(
                    "`{path}`(은/는) 원문이고, `{tag}` 번역은 아직 없습니다",
                    "`{path}` is an original, and there is no `{tag}` translation yet"
                ),
                message!(
                    "`haeseol new translation {path}`로 번역 파일을 만드세요",
                    "make one with `haeseol new translation {path}`"
                ),
            ),
        };
    }
    let files: Vec<Arc<str>> = all.iter().filter_map(|t| t.text.map(file)).collect();
    let hint = match nearest(path, files.iter().map(|f| &**f)) {
        Some(near) => message!("혹시 `{near}`?", "did you mean `{near}`?"),
        None => message!(
            "번역 파일이나 해설의 폴더를 적으세요. `haeseol status`가 보여 줍니다",
            "name a translation's file or an explainer's folder; `haeseol status` shows them"
        ),
    };
    Failure::Path(
        message!(
            "이런 번역은 없습니다: `{path}`",
            "there is no such translation: `{path}`"
        ),
        hint,
    )
}

/// What is wrong with a site, by the file where it is or that it is also about.
struct Findings<'f>(BTreeMap<&'f str, Vec<&'f Diagnostic>>);

impl<'f> Findings<'f> {
    fn new(said: &'f [Diagnostic]) -> Self {
        let mut found: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
        for d in said {
            let related = d.related.iter().map(|(place, _)| &*place.file);
            let related = related.filter(|_| OF_PAIR.contains(&d.code));
            for file in related.chain([&*d.place.file]) {
                found.entry(file).or_default().push(d);
            }
        }
        Self(found)
    }

    /// What keeps a translation from being accepted.
    fn against(
        &self,
        model: &Model,
        speaking: &Speaking,
        translation: &Translation,
        fresh: &[&Block],
    ) -> Vec<Diagnostic> {
        let Some(id) = translation.text else {
            return Vec::new();
        };
        let text = model.document(id);
        let known = self.0.get(&**text.outline.file()).into_iter().flatten();
        // Another section of its index is accepted or refused by itself.
        let is_about = |d: &&&Diagnostic| {
            let related = d.related.iter().map(|(place, _)| place);
            related.chain([&d.place]).any(|place| text.holds(place))
        };
        let known = known
            .filter(is_about)
            .filter(|d| d.is_error() || OF_PAIR.contains(&d.code) || OF_TEXT.contains(&d.code));
        let mut found: Vec<Diagnostic> = known.map(|d| (*d).clone()).collect();
        let broken = carried::broken(model, speaking, translation.original, id, fresh);
        found.extend(
            broken
                .into_iter()
                .filter(|d| !check::allowed_by_site(model, d) && !text.allows(d)),
        );
        found
    }
}

/// The blocks of the original that have to be translated just now: all for a draft, those that have changed for one that is behind.
fn fresh<'m>(model: &'m Model, translation: &Translation) -> Vec<&'m Block> {
    let blocks = model.document(translation.original).blocks(model.site());
    let Some(id) = translation.text else {
        return Vec::new();
    };
    if model.document(id).outline.front.draft {
        return blocks.iter().collect();
    }
    let changes = model
        .behind()
        .of(id)
        .map_or(&[][..], |(_, changes)| changes);
    let fresh = changes.iter().filter_map(|change| match change {
        Change::Added { new } | Change::Changed { new, .. } => Some(&blocks[*new]),
        Change::Removed { .. } | Change::Moved { .. } => None,
    });
    fresh.collect()
}

/// Forgets what no text is called any more.
fn forget(lock: &mut Lock, model: &Model, all: &[Translation]) {
    let written = all.iter().filter(|t| t.text.is_some());
    let known: BTreeSet<(&str, &str)> = written
        .map(|t| (&*t.name, &**model.site().tag(t.language)))
        .collect();
    lock.retain(|name, tag| known.contains(&(name, tag)));
}
