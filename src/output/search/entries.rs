//! The vocabulary: every key with its passages.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::passages::{Passage, PassageTerm};
use super::words::{
    self, Field, Word, WordHit, Words, compatible, fold, push_words, signs, tokens,
};
use crate::base::ids::EntryId;
use crate::lang::jamo;
use crate::lang::loanwords::{skeleton, spelt_out, variants};

/// A word of the vocabulary, or a name, or the initials of one.
#[derive(Debug)]
pub(super) struct VocabularyEntry {
    /// As it is written.
    pub(super) word: String,
    /// What entries are sorted by: spellings that sound alike have one.
    pub(super) skeleton: String,
    /// Whether it is a noun, as far as its forms show.
    pub(super) noun: bool,
    /// The passages it is found in.
    pub(super) postings: Vec<Posting>,
    /// What the same thing is called besides, to be marked in snippets.
    pub(super) others: Vec<String>,
}

/// A passage, and how much a word matters in it: 0 to 15, four steps of frequency for each [`Field`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) passage: u32,
    pub(super) level: u8,
}

/// Letters of a title or a name by which it can be found from each of its words on.
const LONGEST_INITIALS: usize = 10;

/// Names of a term that are marked when it is found by another.
const MOST_NAMES: usize = 12;

/// Longest title that can be found written in one word, in characters.
const LONGEST_NAME: usize = 24;

/// The vocabulary in the order of skeletons.
pub(super) fn of(passages: &[Passage<'_>], mut words: Words) -> Vec<VocabularyEntry> {
    let mut others: FxHashMap<String, Vec<String>> = FxHashMap::default();
    let mut add = |key: String, hits: &[WordHit]| words.entry(key).or_default().hits.extend(hits);
    let hit = |passage: usize, field| WordHit {
        passage: passage as u32,
        field,
        count: 1,
    };
    let mut mentions: FxHashMap<EntryId, Vec<WordHit>> = FxHashMap::default();
    for (i, passage) in passages.iter().enumerate() {
        for term in &passage.mentions {
            mentions.entry(*term).or_default().push(hit(i, Field::Text));
        }
        if passage.first {
            let name = joined(&passage.title);
            if (1..=LONGEST_NAME).contains(&name.chars().count()) {
                add(name, &[hit(i, Field::Name)]);
            }
            for initials in initials(&passage.title) {
                add(initials, &[hit(i, Field::Title)]);
            }
        }
    }
    // A term is found by its names in all languages, and so is all that mentions it, whatever it is called there.
    for (i, passage) in passages.iter().enumerate() {
        let Some(PassageTerm { id, names }) = &passage.term else {
            continue;
        };
        let mut hits = mentions.remove(id).unwrap_or_default();
        hits.push(hit(i, Field::Name));
        for name in names {
            for sign in signs(&compatible(name)) {
                add(sign.to_owned(), &hits);
            }
            let key = joined(name);
            if key.is_empty() {
                continue;
            }
            add(key.clone(), &hits);
            for initials in initials(name) {
                add(initials, &[hit(i, Field::Name)]);
            }
            let whole: String = tokens(name).collect();
            if let Some(reading) = spelt_out(&whole) {
                add(reading, &hits);
            }
            let known = others.entry(key.clone()).or_default();
            for other in names.iter().filter(|n| joined(n) != key).take(MOST_NAMES) {
                let mut shown = String::new();
                push_words(&mut shown, &other.replace('|', " "));
                if !known.contains(&shown) {
                    known.push(shown);
                }
            }
        }
    }
    join_spellings(&mut words, &mut others);
    let lengths: Vec<f32> = passages.iter().map(|p| p.text.len() as f32).collect();
    let average = lengths.iter().sum::<f32>() / lengths.len().max(1) as f32;
    let words: Vec<(String, Word)> = words.into_iter().collect();
    let mut entries: Vec<VocabularyEntry> = words
        .into_par_iter()
        .map(|(word, Word { mut hits, forms })| {
            words::merge(&mut hits);
            VocabularyEntry {
                skeleton: skeleton(&jamo::letters(&word)),
                postings: postings(&hits, |passage| {
                    lengths[passage as usize] / average.max(1.0)
                }),
                others: others.get(&word).cloned().unwrap_or_default(),
                word,
                noun: forms > 1,
            }
        })
        .collect();
    entries.par_sort_unstable_by(|a, b| (&a.skeleton, &a.word).cmp(&(&b.skeleton, &b.word)));
    entries
}

/// Gives the spellings of a word all passages that any of them is in, so that a rare one does not hide the others.
fn join_spellings(words: &mut Words, others: &mut FxHashMap<String, Vec<String>>) {
    let groups: BTreeSet<&[&str]> = words.keys().filter_map(|word| variants(word)).collect();
    for group in groups {
        let present: Vec<&str> = group
            .iter()
            .copied()
            .filter(|word| words.contains_key(*word))
            .collect();
        let hits: Vec<WordHit> = present
            .iter()
            .flat_map(|word| words[*word].hits.clone())
            .collect();
        for spelling in group {
            let same =
                |word: &&str| skeleton(&jamo::letters(word)) == skeleton(&jamo::letters(spelling));
            if !present.contains(spelling)
                && spelling.chars().count() > 2
                && present.iter().any(same)
            {
                // Found by its skeleton.
                continue;
            }
            words.entry((*spelling).to_owned()).or_default().hits = hits.clone();
            let known = others.entry((*spelling).to_owned()).or_default();
            known.extend(
                present
                    .iter()
                    .filter(|word| *word != spelling)
                    .map(|word| (*word).to_owned()),
            );
        }
    }
}

/// A title or a name in one word.
pub(super) fn joined(name: &str) -> String {
    tokens(&compatible(name)).map(fold).collect()
}

/// The initials of a name from each of its first words on: 서로 다른 길 gives ㅅㄹㄷㄹㄱ, ㄷㄹㄱ. One letter finds nothing.
fn initials(name: &str) -> Vec<String> {
    let words: Vec<String> = tokens(name)
        .take(2 * LONGEST_INITIALS)
        .map(|word| jamo::initials(&fold(word)))
        .collect();
    let from =
        |i: usize| -> String { words[i..].concat().chars().take(LONGEST_INITIALS).collect() };
    let hangul = |initials: &String| {
        initials
            .chars()
            .filter(|c| matches!(c, 'ㄱ'..='ㅎ'))
            .count()
            > 1
    };
    let starts = 0..words.len().min(LONGEST_INITIALS);
    starts.map(from).filter(hangul).collect()
}

/// One posting for each passage: the weightiest field decides, and in it how often the word occurs there for the
/// passage's length.
fn postings(hits: &[WordHit], length: impl Fn(u32) -> f32) -> Vec<Posting> {
    let weightiest = hits
        .chunk_by(|a, b| a.passage == b.passage)
        .filter_map(|hits| hits.last().map(|last| (last, hits)));
    weightiest
        .map(|(hit, hits)| {
            let count = hits.iter().map(|h| h.count).sum::<u32>() as f32;
            // The saturation of BM25 with k = 1 and b = 3/4.
            let weight = count / (count + 0.25 + 0.75 * length(hit.passage));
            let step = [0.4, 0.6, 0.72]
                .iter()
                .filter(|least| weight >= **least)
                .count();
            Posting {
                passage: hit.passage,
                level: hit.field as u8 * 4 + step as u8,
            }
        })
        .collect()
}
