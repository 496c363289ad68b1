//! The words of passages, and which of their forms are one word.
//!
//! The word alone does not show what it is without its particles: 홈페이지 may be 홈페 with 이지. The site's own vocabulary
//! decides: a stem that other words have too is one, so 콜로서스는 and 콜로서스에서도 come together under 콜로서스, and a query strips
//! its word the same way and meets them there. Nothing is lost if the decision is wrong: a query looks for a word and
//! for all its stems.

use crate::document::markdown::body::BLOCK;
use std::borrow::Cow;
use std::sync::LazyLock;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::passages::Passage;
use crate::lang::korean::{Tail, forms};
use crate::lang::particles::{Doubt, ParticleClass};
use crate::lang::{english, jamo, korean};

/// Longest word that is indexed, in characters; what is longer is no word.
const LONGEST: usize = 40;

/// How often a word occurs where in a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WordHit {
    /// The passage's number.
    pub(super) passage: u32,
    pub(super) field: Field,
    pub(super) count: u32,
}

/// Where a word occurs, by rising weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Text,
    Heading,
    Title,
    /// The whole of a title, or a name of the term that the passage is about.
    Name,
}

/// A word in all its forms.
#[derive(Debug, Default)]
pub(super) struct Word {
    /// By passage.
    pub(super) hits: Vec<WordHit>,
    /// How many forms it has in the texts besides its own. Particles follow nouns, while what follows the stem of a verb belongs
    /// to the word: what has several is a noun.
    pub(super) forms: u32,
}

/// Words by their keys.
pub(super) type Words = FxHashMap<String, Word>;

/// The words of a text: letters and digits; what follows an apostrophe is an ending.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let apostrophe = |c| matches!(c, '\'' | '’');
    let runs = text.split(move |c| !korean::is_word_char(c) && !apostrophe(c));
    runs.filter_map(move |run| run.split(apostrophe).find(|part| !part.is_empty()))
        .filter(|word| word.len() <= LONGEST || word.chars().count() <= LONGEST)
}

/// A word as it is compared: lower case, without accents.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    if word.chars().all(jamo::is_syllable) {
        return word.to_owned();
    }
    let bare: String = word
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .nfc()
        .collect();
    bare.to_lowercase()
}

/// Counts the words of all passages and brings the forms of a word together.
pub(super) fn count(passages: &[Passage<'_>]) -> Words {
    let size = passages
        .len()
        .div_ceil(rayon::current_num_threads() * 4)
        .max(1);
    let chunks: Vec<FxHashMap<&str, Vec<WordHit>>> = passages
        .par_chunks(size)
        .enumerate()
        .map(|(chunk, passages)| {
            let mut counts = Counts::default();
            for (i, passage) in passages.iter().enumerate() {
                let number = (chunk * size + i) as u32;
                if passage.first {
                    counts.add(number, Field::Title, &passage.title);
                }
                if passage.headed {
                    counts.add(number, Field::Heading, passage.heading);
                }
                counts.add(number, Field::Text, &passage.text);
            }
            counts.0
        })
        .collect();
    let mut surface: FxHashMap<&str, Vec<WordHit>> = FxHashMap::default();
    for (word, hits) in chunks.into_iter().flatten() {
        // Chunks come in order, and each word once in a chunk.
        surface.entry(word).or_default().extend(hits);
    }
    let keys = keys(surface.keys().copied().collect());
    let mut words = Words::default();
    for (word, hits) in surface {
        let key = &keys[word];
        let whole = words.entry(key.clone()).or_default();
        whole.hits.extend(hits);
        whole.forms += u32::from(word != key);
    }
    words
        .par_iter_mut()
        .for_each(|(_, word)| merge(&mut word.hits));
    words
}

/// Puts hits in order, those in one field of one passage together.
pub(super) fn merge(hits: &mut Vec<WordHit>) {
    hits.sort_unstable_by_key(|hit| (hit.passage, hit.field));
    hits.dedup_by(|next, hit| {
        let same = (next.passage, next.field) == (hit.passage, hit.field);
        if same {
            hit.count += next.count;
        }
        same
    });
}

#[derive(Default)]
struct Counts<'t>(FxHashMap<&'t str, Vec<WordHit>>);

impl<'t> Counts<'t> {
    fn add(&mut self, passage: u32, field: Field, text: &'t str) {
        for word in tokens(text) {
            let hits = self.0.entry(word).or_default();
            match hits.last_mut() {
                Some(hit) if hit.passage == passage && hit.field == field => hit.count += 1,
                _ => hits.push(WordHit {
                    passage,
                    field,
                    count: 1,
                }),
            }
        }
    }
}

/// How much a form speaks for a stem; less where the ending may as well belong to the word, as that of 홈페이지.
const SURE: u32 = 2;
const DOUBTFUL: u32 = 1;

/// How much a word with the particles `tail` speaks for its being `stem`; not at all where it has more to say than that: 서버들,
/// 설정하기 and 서버인지 are found by their beginning, below what is the same.
fn weight(stem: &str, tail: &str) -> Option<u32> {
    static FORMS: LazyLock<FxHashMap<Cow<'_, str>, ParticleClass>> =
        LazyLock::new(|| forms().into_iter().map(|f| (f.text, f.class)).collect());
    let Tail { doubt, verb, .. } = korean::tail(tail, korean::final_of(stem))?;
    let class = FORMS.get(tail);
    if doubt != Doubt::None || tail.starts_with('들') || class == Some(&ParticleClass::Clause) {
        return None;
    }
    Some(if verb || class == Some(&ParticleClass::Copula) {
        DOUBTFUL
    } else {
        SURE
    })
}

/// The key of each word: itself or one of its stems, whichever has most of the vocabulary on its side.
fn keys(words: Vec<&str>) -> FxHashMap<&str, String> {
    let folded: Vec<(&str, String)> = words
        .into_par_iter()
        .map(|word| {
            let latin = word.ends_with(|c: char| c.is_ascii_alphabetic());
            (
                word,
                if latin {
                    fold(&english::stem(word))
                } else {
                    fold(word)
                },
            )
        })
        .collect();
    // The word itself, then its stems, the longest first.
    let stems = |word: &str| -> Vec<(usize, u32)> {
        let stems = korean::stems(word)
            .filter_map(|stem| Some((stem.len(), weight(stem, &word[stem.len()..])?)));
        std::iter::once((word.len(), SURE)).chain(stems).collect()
    };
    let candidates: Vec<Vec<(usize, u32)>> =
        folded.par_iter().map(|(_, word)| stems(word)).collect();
    let mut support: FxHashMap<&str, u32> = FxHashMap::default();
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for ((_, word), stems) in folded.iter().zip(&candidates) {
        if seen.insert(word) {
            for (len, weight) in stems {
                *support.entry(&word[..*len]).or_default() += weight;
            }
        }
    }
    let chosen: Vec<usize> = folded
        .par_iter()
        .zip(&candidates)
        .map(|((_, word), stems)| {
            let best = stems
                .iter()
                .map(|(len, _)| *len)
                .max_by_key(|len| (support[&word[..*len]], std::cmp::Reverse(*len)));
            best.unwrap_or(word.len())
        })
        .collect();
    folded
        .iter()
        .zip(chosen)
        .map(|((surface, word), len)| (*surface, word[..len].to_owned()))
        .collect()
}

/// Appends a text with one space in place of all that is white: what is between fields and lines is never in one.
pub(super) fn push_words(out: &mut String, text: &str) {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control() || c == BLOCK);
    let mut space = "";
    for word in words.filter(|w| !w.is_empty()) {
        out.push_str(space);
        out.push_str(word);
        space = " ";
    }
}
