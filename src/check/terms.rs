//! The glossary and the texts: terms that nothing mentions, names that occur only inside longer words, hits that were
//! left alone, and how often each term is mentioned.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::base::diag::{Diagnostic, Message, Place};
use crate::base::ids::{DocumentId, EntryId};
use crate::lang::korean;
use crate::lang::message::message;
use crate::model::Model;
use crate::model::link::{Entry, EntryKind};

/// Words listed for a term; the others are counted.
const MOST_WORDS: usize = 8;

/// With this many mentions in a text, it is odd that its translation has none.
const HEAVY: usize = 3;

/// What the texts say of a term.
#[derive(Default)]
struct Seen<'c> {
    /// Mentions in each language, by language.
    mentions: Vec<usize>,
    /// Longer words that begin with a name.
    longer: BTreeMap<&'c str, usize>,
    /// Texts with hits too short to be sure of, and how many.
    doubtful: Vec<(&'c Arc<str>, usize)>,
}

/// A term that no text mentions, but perhaps its own.
pub(super) fn unused(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    // What cannot be read may mention it.
    if model.linked().has_unread {
        return;
    }
    // A glossary by itself, though with a page about it, has no texts that its terms are for.
    if !(model.entries().values()).any(|e| e.kind == EntryKind::Explainer) {
        return;
    }
    for entry in model.terms().values() {
        let used = |d: &DocumentId| model.entry_of(*d) != Some(*entry);
        let first = model.entry(*entry).documents.iter().flatten();
        let Some(outline) = first.map(|d| &model.document(*d).outline).next() else {
            continue;
        };
        if !model.backlinks(*entry).iter().any(used) {
            let title = outline.title();
            let span = outline.front.title.as_ref().map(|t| t.span.clone());
            let d = Diagnostic::warning(
                Place::at(outline.file(), span.unwrap_or_default()),
                "unused-term",
                message!(
                    "용어 `{title}`(이/가) 나오는 글이 없습니다",
                    "no text mentions the term `{title}`"
                ),
            );
            // `추상화 (Abstraction)`: no text says both.
            let both = title.strip_suffix(')').and_then(|t| t.split_once(" ("));
            let both = both.filter(|(one, other)| !one.is_empty() && !other.contains([',', '(']));
            let hint = both.map(|(one, other)| {
                message!(
                    "괄호까지 한 이름으로 읽힙니다. `aliases: [{one}, {other}]`(을/를) 더하세요",
                    "with its brackets it is read as one name: add `aliases: [{one}, {other}]`"
                )
            });
            diagnostics.push(d.hint(hint.unwrap_or_else(|| {
                message!(
                    "글에서 쓰거나, 글에서 부르는 이름을 `aliases`에 더하거나, 파일을 지우세요",
                    "mention it in a text, add the names it has there to `aliases`, or delete it"
                )
            })));
        }
    }
}

/// Reports on each term.
pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let languages = model.site().languages.len();
    let fresh = || Seen {
        mentions: vec![0; languages],
        ..Seen::default()
    };
    let mut seen: FxHashMap<EntryId, Seen<'_>> = FxHashMap::default();
    for (id, document) in model.documents().iter() {
        let mentions = model.mentions(id);
        let outline = &document.outline;
        let own = model.entry_of(id);
        for mention in mentions.found.iter().filter(|m| Some(m.term) != own) {
            let seen = seen.entry(mention.term).or_insert_with(fresh);
            seen.mentions[outline.path.language.index()] += 1;
        }
        for (term, range) in &mentions.rejected {
            let word = &document.parsed.body.plain[range.clone()];
            let seen = seen.entry(*term).or_insert_with(fresh);
            *seen.longer.entry(word).or_default() += 1;
        }
        for term in mentions.ambiguous.iter().filter(|term| Some(**term) != own) {
            let texts = &mut seen.entry(*term).or_insert_with(fresh).doubtful;
            match texts.last_mut() {
                Some((file, n)) if *file == outline.file() => *n += 1,
                _ => texts.push((outline.file(), 1)),
            }
        }
    }
    for entry in model.terms().values() {
        let seen = seen.remove(entry).unwrap_or_else(fresh);
        report(model, model.entry(*entry), &seen, diagnostics);
    }
}

fn report(model: &Model, entry: &Entry, seen: &Seen<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let Some(outline) = entry
        .documents
        .iter()
        .flatten()
        .next()
        .map(|d| &model.document(*d).outline)
    else {
        return;
    };
    let title = outline.title();
    let span = outline
        .front
        .title
        .as_ref()
        .map_or(0..0, |t| t.span.clone());
    let place = || Place::at(outline.file(), span.clone());
    let counts = model
        .site()
        .language_ids()
        .map(|l| format!("{} {}", model.site().tag(l), seen.mentions[l.index()]));
    let counts = counts.collect::<Vec<_>>().join(", ");
    diagnostics.push(Diagnostic::note(
        place(),
        "mentions",
        message!(
            "`{title}`(이/가) 나온 횟수: {counts}",
            "`{title}` is mentioned: {counts}"
        ),
    ));
    if !seen.longer.is_empty() {
        // 콜로서스터디와 counts as 콜로서스터디, if that is somewhere by itself.
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (word, n) in &seen.longer {
            let stem = korean::stems(word).find(|stem| seen.longer.contains_key(stem));
            *counts.entry(stem.unwrap_or(word)).or_default() += n;
        }
        let mut words: Vec<(&str, usize)> = counts.into_iter().collect();
        words.sort_by_key(|(word, n)| (std::cmp::Reverse(*n), *word));
        let more = words.len().saturating_sub(MOST_WORDS);
        let shown: Vec<_> = words
            .iter()
            .take(MOST_WORDS)
            .map(|(word, n)| format!("{word} ({n})"))
            .collect();
        let mut shown = Message::verbatim(shown.join(", "));
        if more > 0 {
            shown = message!("{shown} 말고도 {more}개", "{shown} and {more} more", shown);
        }
        let message = message!(
            "`{title}`(이/가) 더 긴 낱말에 들어 있어 링크하지 않았습니다: {shown}",
            "`{title}` is part of longer words, which are not linked: {shown}",
            shown
        );
        let d = Diagnostic::note(place(), "longer-words", message);
        diagnostics.push(d.hint(message!(
            "그 가운데 이 용어의 다른 이름이 있으면 `aliases`에 더하세요",
            "if one of them is another name of the term, add it to `aliases`"
        )));
    }
    if !seen.doubtful.is_empty() {
        let count: usize = seen.doubtful.iter().map(|(_, n)| n).sum();
        let places = if count == 1 { "place" } else { "places" };
        let message = message!(
            "`{title}`(을/를) 뜻하는 듯한 곳이 {count}군데 있지만, 이름이 짧아 확실하지 않으므로 링크하지 않았습니다",
            "`{title}` may be meant in {count} {places}; the name is too short to be sure, so nothing is linked there"
        );
        let d = Diagnostic::note(place(), "doubtful-mentions", message);
        let d = d.hint(message!(
            "모두 링크하려면 용어 파일에 `match: auto`를, 하나만 링크하려면 글에 `[[{title}]]`(이라고/라고) 적으세요",
            "write `match: auto` in the term's files to link them all, or `[[{title}]]` in a text to link one"
        ));
        diagnostics.push(
            seen.doubtful
                .iter()
                .take(MOST_WORDS)
                .fold(d, |d, (file, n)| {
                    d.related(Place::file(file), message!("여기에 {n}군데", "{n} here"))
                }),
        );
    }
}

/// A term that a text mentions often is likely to be mentioned in its translation too.
pub(super) fn one_sided(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let count = |document: DocumentId| {
        let mut counts: BTreeMap<EntryId, usize> = BTreeMap::new();
        for mention in &model.mentions(document).found {
            *counts.entry(mention.term).or_default() += 1;
        }
        counts
    };
    let explainers = model
        .entries()
        .values()
        .filter(|e| e.kind == EntryKind::Explainer);
    for texts in explainers
        .flat_map(|e| std::iter::once(&e.documents).chain(e.sections.iter().map(|s| &s.documents)))
    {
        let texts: Vec<_> = texts
            .iter()
            .flatten()
            .map(|d| (&model.document(*d).outline, count(*d)))
            .collect();
        for (outline, counts) in &texts {
            for (other, theirs) in texts
                .iter()
                .filter(|(o, _)| o.path.language != outline.path.language)
            {
                for (term, n) in counts
                    .iter()
                    .filter(|(term, n)| **n >= HEAVY && !theirs.contains_key(term))
                {
                    let entry = model.entry(*term);
                    let title = model.reader(None).title(entry, other.path.language);
                    let message = message!(
                        "짝 파일에는 `{title}`(이/가) {n}번 나오는데, 이 글에는 한 번도 나오지 않습니다",
                        "the translation of this text mentions `{title}` {n} times, this text never"
                    );
                    let d = Diagnostic::note(other.place(), "one-sided-term", message);
                    let d = d.hint(message!(
                        "여기에서 다른 이름으로 부른다면, 그 이름을 용어의 `aliases`에 더하세요",
                        "if it has another name here, add that to the term's `aliases`"
                    ));
                    diagnostics
                        .push(d.related(outline.place(), message!("짝 파일", "the translation")));
                }
            }
        }
    }
}
