//! How the glossary meets the texts: terms that nothing mentions, names that stand only inside longer words, hits that
//! were left alone, and how often each term is mentioned.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compose::Composer;
use crate::diag::{Diagnostic, Place};
use crate::lang::korean;
use crate::link::{DocumentId, Entry, EntryKind};

/// Words listed for a term; the others are counted.
const MOST_WORDS: usize = 8;

/// Mentions in a text from which on it is odd that its twin has none.
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
pub(super) fn unused(composer: &Composer<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for (number, entry) in (0..).zip(composer.linked.terms.values()) {
        let used = |d: &DocumentId| composer.linked.entry_of(*d) != *entry;
        let first = composer.linked.entry(*entry).documents.iter().flatten();
        let Some(outline) = first.map(|d| composer.outline(*d)).next() else {
            continue;
        };
        if !composer.uses.of(number).iter().any(used) {
            let title = outline.title();
            let span = outline.front.title.as_ref().map(|t| t.span.clone());
            let d = Diagnostic::warning(
                Place::at(outline.file(), span.unwrap_or_default()),
                "unused-term",
                format!("nothing mentions the term `{title}`"),
            );
            diagnostics.push(d.hint(
                "use it in a text, add the names it goes by there to `aliases`, or delete it",
            ));
        }
    }
}

/// Reports on each term.
pub(super) fn check(composer: &Composer<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let languages = composer.site.languages.len();
    let fresh = || Seen {
        mentions: vec![0; languages],
        ..Seen::default()
    };
    let mut seen: Vec<Seen<'_>> = composer.linked.terms.iter().map(|_| fresh()).collect();
    for (i, (document, mentions)) in composer.documents.iter().zip(composer.mentions).enumerate() {
        let outline = &document.outline;
        let own = composer
            .glossary
            .number(composer.linked.entry_of(DocumentId(i as u32)));
        for mention in mentions.found.iter().filter(|m| Some(m.term) != own) {
            seen[mention.term as usize].mentions[outline.path.language.index()] += 1;
        }
        for rejected in &mentions.rejected {
            let word = &document.parsed.body.plain[rejected.range.clone()];
            *seen[rejected.term as usize].longer.entry(word).or_default() += 1;
        }
        for doubtful in mentions.ambiguous.iter().filter(|m| Some(m.term) != own) {
            let texts = &mut seen[doubtful.term as usize].doubtful;
            match texts.last_mut() {
                Some((file, n)) if *file == outline.file() => *n += 1,
                _ => texts.push((outline.file(), 1)),
            }
        }
    }
    for (seen, entry) in seen.iter().zip(composer.linked.terms.values()) {
        report(composer, composer.linked.entry(*entry), seen, diagnostics);
    }
}

fn report(
    composer: &Composer<'_>,
    entry: &Entry,
    seen: &Seen<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(outline) = entry
        .documents
        .iter()
        .flatten()
        .next()
        .map(|d| composer.outline(*d))
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
    let counts = composer
        .site
        .language_ids()
        .map(|l| format!("{} {}", composer.site.tag(l), seen.mentions[l.index()]));
    let counts = counts.collect::<Vec<_>>().join(", ");
    diagnostics.push(Diagnostic::note(
        place(),
        "mentions",
        format!("`{title}` is mentioned: {counts}"),
    ));
    if !seen.longer.is_empty() {
        // 콜로서스터디와 counts as 콜로서스터디, if that stands somewhere by itself.
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
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        let message = format!(
            "`{title}` stands inside longer words, which are not linked: {}{more}",
            shown.join(", ")
        );
        let d = Diagnostic::note(place(), "longer-words", message);
        diagnostics
            .push(d.hint("if one of them is the term under another name, add it to `aliases`"));
    }
    if !seen.doubtful.is_empty() {
        let count: usize = seen.doubtful.iter().map(|(_, n)| n).sum();
        let message = format!(
            "`{title}` may be meant in {count} {}, but the name is too short to be sure; nothing is linked there",
            if count == 1 { "place" } else { "places" }
        );
        let d = Diagnostic::note(place(), "doubtful-mentions", message);
        let d = d.hint(
            "write `match: auto` in the term's files to link them, or link them by hand: `[[…]]`",
        );
        diagnostics.push(
            seen.doubtful
                .iter()
                .take(MOST_WORDS)
                .fold(d, |d, (file, n)| {
                    d.related(Place::file(file), format!("{n} here"))
                }),
        );
    }
}

/// A term that a text uses a good deal is likely to have a place in its twin.
pub(super) fn one_sided(composer: &Composer<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let count = |document: DocumentId| {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for mention in &composer.mentions[document.0 as usize].found {
            *counts.entry(mention.term).or_default() += 1;
        }
        counts
    };
    let explainers = composer
        .linked
        .entries
        .iter()
        .filter(|e| e.kind == EntryKind::Explainer);
    for texts in explainers
        .flat_map(|e| std::iter::once(&e.documents).chain(e.sections.iter().map(|s| &s.documents)))
    {
        let texts: Vec<_> = texts
            .iter()
            .flatten()
            .map(|d| (composer.outline(*d), count(*d)))
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
                    let entry = composer.linked.entry(composer.glossary.entry(*term));
                    let title = composer.title(entry, other.path.language);
                    let message = format!(
                        "the twin of this text mentions `{title}` {n} times, this text never"
                    );
                    let d = Diagnostic::note(Place::file(other.file()), "one-sided-term", message);
                    let d = d.hint(
                        "perhaps it goes by another name here: add that to the term's `aliases`",
                    );
                    diagnostics.push(d.related(Place::file(outline.file()), "the twin"));
                }
            }
        }
    }
}
