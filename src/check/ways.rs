//! What a site writes in two ways of which neither is wrong: the particle behind a Latin word (state를, state을), and a compound with
//! and without its space (상호 작용, 상호작용).

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::spellings::{noun, readings, support};
use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::DocumentId;
use crate::document::asides::OwnWords;
use crate::lang::message::message;
use crate::lang::{Language, jamo, korean};
use crate::model::Model;

const CODE: &str = "two-ways";

/// One way: how often it is there, and as what and where first.
struct Seen {
    count: usize,
    written: String,
    first: (DocumentId, Range<usize>),
}

/// Both ways of each thing.
type Ways = BTreeMap<String, [Option<Seen>; 2]>;

/// How often a way is there, at least, to be the usual one.
const USUAL: usize = 3;

/// Reports the rarer way of each thing at its first place.
pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    if model.site().allows(CODE) {
        return;
    }
    let mut ways = Ways::new();
    let mut forms: FxHashSet<&str> = FxHashSet::default();
    let texts = korean_texts(model);
    for (id, own) in &texts {
        for (at, word) in words(&own.text) {
            if let Some((noun, way)) = behind_latin(word) {
                add(&mut ways, noun, way, word, (*id, at));
            } else if is_hangul(word, 2 * SHORTEST_PART) {
                forms.insert(word);
            }
        }
    }
    compounds(&texts, &forms, &mut ways);
    for way in ways.into_values() {
        if let [Some(one), Some(other)] = way {
            let one_is_usual = one.count >= other.count;
            let (usual, rare) = if one_is_usual {
                (one, other)
            } else {
                (other, one)
            };
            if usual.count >= USUAL && usual.count >= 2 * rare.count {
                diagnostics.push(finding(model, &usual, &rare));
            }
        }
    }
}

fn finding(model: &Model, usual: &Seen, rare: &Seen) -> Diagnostic {
    let place = |seen: &Seen| {
        let (document, at) = &seen.first;
        let document = model.document(*document);
        Place::at(document.outline.file(), document.written(at))
    };
    let (n, m) = (usual.count, rare.count);
    let (written, other) = (&usual.written, &rare.written);
    let message = message!(
        "같은 것을 두 가지로 적었습니다: `{written}` {n}번, `{other}` {m}번",
        "one thing is written in two ways: `{written}` {n}×, `{other}` {m}×"
    );
    let label = message!("여기에는 `{written}`", "`{written}` here");
    Diagnostic::note(place(rare), CODE, message)
        .hint(message!("하나로 맞추세요", "use one of them"))
        .related(place(usual), label)
}

/// The author's own words of each Korean text.
fn korean_texts(model: &Model) -> Vec<(DocumentId, OwnWords)> {
    let documents = model.documents().iter();
    let korean = documents.filter(|(_, document)| {
        let language = document.outline.path.language;
        model.site().language(language).language == Language::Korean
    });
    korean
        .map(|(id, document)| (id, OwnWords::of(&document.parsed.body)))
        .collect()
}

fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let words = text.split(|c| !korean::is_word_char(c));
    words.filter(|word| !word.is_empty()).map(|word| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        (at..at + word.len(), word)
    })
}

fn add(ways: &mut Ways, thing: &str, way: usize, word: &str, first: (DocumentId, Range<usize>)) {
    let seen = &mut ways.entry(thing.to_owned()).or_default()[way];
    match seen {
        Some(seen) => seen.count += 1,
        None => {
            let written = word.to_owned();
            let count = 1;
            *seen = Some(Seen {
                count,
                written,
                first,
            });
        }
    }
}

/// The Latin word, and whether its particle is one after a consonant or after a vowel. 으로 and 로 say less: both ㄹ and vowels
/// take 로.
fn behind_latin(word: &str) -> Option<(&str, usize)> {
    let way = |particle| match particle {
        "을" | "은" | "과" => Some(0),
        "를" | "는" | "와" => Some(1),
        _ => None,
    };
    let (at, _) = word.char_indices().next_back()?;
    let (noun, particle) = word.split_at(at);
    let is_latin = noun.len() > 1 && noun.bytes().all(|b| b.is_ascii_alphabetic());
    Some((noun, way(particle).filter(|_| is_latin)?))
}

/// Syllables of the shortest part of a compound.
const SHORTEST_PART: usize = 2;

fn is_hangul(word: &str, syllables: usize) -> bool {
    word.len() >= syllables * '가'.len_utf8() && word.chars().all(jamo::is_syllable)
}

/// The noun that a word most probably is, if it may be a compound.
fn compound<'w>(word: &'w str, support: &FxHashMap<&str, usize>) -> Option<&'w str> {
    noun(word, support).filter(|noun| is_hangul(noun, 2 * SHORTEST_PART))
}

/// Adds the compounds that stand both in one word and in two.
fn compounds(texts: &[(DocumentId, OwnWords)], forms: &FxHashSet<&str>, ways: &mut Ways) {
    let support = support(forms.iter().copied());
    let joined = forms.iter().filter_map(|form| compound(form, &support));
    let joined: FxHashSet<&str> = joined.collect();
    for (id, own) in texts {
        let text = &*own.text;
        let mut before: Option<Range<usize>> = None;
        for (at, word) in words(text) {
            let last = before.replace(at.clone()).filter(|last| {
                &text[last.end..at.start] == " " && is_hangul(&text[last.clone()], SHORTEST_PART)
            });
            let spaced = last.and_then(|last| {
                let first = &text[last.clone()];
                let second = readings(word).filter(|stem| is_hangul(stem, SHORTEST_PART));
                let mut both = second
                    .map(|stem| (format!("{first}{stem}"), last.start..at.start + stem.len()));
                both.find(|(noun, _)| joined.contains(&**noun))
            });
            if let Some((noun, at)) = spaced {
                let written = &text[at.clone()];
                add(ways, &noun, 1, written, (*id, at));
            }
        }
    }
    for (id, own) in texts {
        for (at, word) in words(&own.text).filter(|(_, word)| is_hangul(word, 2 * SHORTEST_PART)) {
            if let Some(noun) = compound(word, &support).filter(|noun| ways.contains_key(*noun)) {
                add(ways, noun, 0, noun, (*id, at.start..at.start + noun.len()));
            }
        }
    }
}
