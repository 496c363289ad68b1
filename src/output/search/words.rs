//! The words of passages, and which of their forms are one word.
//!
//! The word alone does not show what it is without its particles: 홈페이지 may be 홈페 with 이지. The site's own vocabulary
//! decides: a stem that other words have too is one, so 콜로서스는 and 콜로서스에서도 come together under 콜로서스, and a query strips
//! its word the same way and meets them there. Nothing is lost if the decision is wrong: a query looks for a word and
//! for all its stems.

use crate::document::markdown::body::BLOCK;
use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::{memchr_iter, memchr3_iter};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};

use super::passages::Passage;
use crate::lang::korean::{Tail, forms};
use crate::lang::loanwords::spelt_out;
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

/// The words of a text: letters and digits, and names with `+`, `#` and `.` as one; what follows an apostrophe is an ending.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    let mut inside = false;
    let words = std::iter::from_fn(move || {
        loop {
            let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
            let name = if inside { 0 } else { name(rest) };
            let len = if name > 0 { name } else { run(rest) };
            if len > 0 {
                at += len;
                // What follows an apostrophe is passed over.
                let ending = text[at..]
                    .strip_prefix(['\'', '’'])
                    .map(|ending| text.len() - ending.len());
                if let Some(ending) = ending {
                    at = ending + run(&text[ending..]);
                }
                inside = true;
                return Some(&rest[..len]);
            }
            at += rest.chars().next().map_or(1, char::len_utf8);
            inside = false;
        }
    });
    words.filter(|word| word.len() <= LONGEST || word.chars().count() <= LONGEST)
}

/// Names made of signs alone in a title or a name (`??`, `=>`), two signs long and more: a query that has no word is for one of them.
pub(super) fn signs(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|c| !r"!#$%&*+-./:;<=>?@\^|~".contains(c));
    runs.filter(|run| (2..=LONGEST).contains(&run.len()))
}

/// Bytes of letters and digits at the start of a text.
fn run(text: &str) -> usize {
    text.find(|c| !korean::is_word_char(c))
        .unwrap_or(text.len())
}

/// Bytes of a name with a sign in it at the start of a text (C++, C#, .NET, Node.js), with the Hangul behind it; 0 for none.
fn name(text: &str) -> usize {
    let bytes = text.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let part = |from: usize| {
        let more = bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || **b == b'_');
        from + more.count()
    };
    let dot = |at: usize| bytes.get(at) == Some(&b'.') && letter(at + 1);
    if !letter(0) && !dot(0) {
        return 0;
    }
    let first = part(usize::from(!letter(0)));
    let mut end = first;
    while dot(end) {
        end = part(end + 1);
    }
    end += bytes[end..]
        .iter()
        .take_while(|b| matches!(b, b'+' | b'#'))
        .count();
    if letter(0) && end == first {
        return 0;
    }
    end + text[end..]
        .find(|c| !jamo::is_syllable(c))
        .unwrap_or(text.len() - end)
}

/// A text as its words are looked for: compatible forms of letters as the usual ones, and behind it the parts of names with signs, and
/// names with numbers in one word (GPT-4, which may be asked for as gpt4).
pub(super) fn expanded(text: &str) -> Cow<'_, str> {
    let plain = compatible(text);
    let mut more = String::new();
    if may_have_names(&plain) {
        for word in tokens(&plain).filter(|word| word.contains(['.', '+', '#'])) {
            more.extend(word.split(['.', '+', '#']).flat_map(|part| [" ", part]));
        }
    }
    for hyphen in memchr_iter(b'-', plain.as_bytes()) {
        let head = &plain[..hyphen];
        let letters = head.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let number = &plain[hyphen + 1..];
        if letters.len() < head.len()
            && number.starts_with(|c: char| c.is_ascii_digit())
            && !letters.ends_with(korean::is_word_char)
        {
            more.extend([" ", &head[letters.len()..], &number[..run(number)]]);
        }
    }
    if more.is_empty() {
        plain
    } else {
        (plain.into_owned() + &more).into()
    }
}

/// Whether there may be a name with a sign in it: a full stop before a letter, or a sign behind one. At a glance.
fn may_have_names(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr3_iter(b'.', b'+', b'#', bytes).any(|at| match bytes[at] {
        b'.' => bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic),
        _ => at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || b"_+#".contains(&bytes[at - 1])),
    })
}

/// Normalisation form KC, but for Korean letters that are written alone; ① and ™ are no part of the word beside them.
pub(super) fn compatible(text: &str) -> Cow<'_, str> {
    let stays = |c: &char| c.is_ascii() || jamo::is_syllable(*c) || matches!(c, 'ㄱ'..='ㆎ');
    let usual = |c: char| stays(&c) || is_nfkc_quick(std::iter::once(c)) == IsNormalized::Yes;
    if text.chars().all(usual) {
        return text.into();
    }
    let apart = |c: char| matches!(c, '™' | '℠' | '\u{2460}'..='\u{24ff}');
    let mut out = String::with_capacity(text.len());
    for part in text.split_inclusive(|c| matches!(c, 'ㄱ'..='ㆎ') || apart(c)) {
        let last = part
            .chars()
            .next_back()
            .filter(|c| matches!(c, 'ㄱ'..='ㆎ') || apart(*c));
        let before = &part[..part.len() - last.map_or(0, char::len_utf8)];
        out.extend(before.nfkc());
        match last {
            Some(c) if apart(c) => {
                out.push(' ');
                out.extend(std::iter::once(c).nfkc());
                out.push(' ');
            }
            last => out.extend(last),
        }
    }
    out.into()
}

/// A word as it is compared: lower case, without accents.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    if word.chars().all(jamo::is_syllable) {
        return word.to_owned();
    }
    let plain = compatible(word);
    let bare: String = plain
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .nfc()
        .collect();
    bare.to_lowercase()
}

/// Counts the words of all passages and brings the forms of a word together.
pub(super) fn count<'p>(passages: &'p [Passage<'_>]) -> Words {
    let size = passages
        .len()
        .div_ceil(rayon::current_num_threads() * 4)
        .max(1);
    let texts: Vec<[Cow<'_, str>; 3]> = passages
        .par_iter()
        .map(|passage| {
            let of = |there: bool, text: &'p str| {
                if there {
                    expanded(text)
                } else {
                    Cow::default()
                }
            };
            [
                of(passage.first, &passage.title),
                of(passage.headed, passage.heading),
                expanded(&passage.text),
            ]
        })
        .collect();
    let chunks: Vec<FxHashMap<&str, Vec<WordHit>>> = texts
        .par_chunks(size)
        .enumerate()
        .map(|(chunk, texts)| {
            let mut counts = Counts::default();
            for (i, [title, heading, text]) in texts.iter().enumerate() {
                let number = (chunk * size + i) as u32;
                counts.add(number, Field::Title, tokens(title).chain(signs(title)));
                counts.add(
                    number,
                    Field::Heading,
                    tokens(heading).chain(signs(heading)),
                );
                counts.add(number, Field::Text, tokens(text));
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
    let mut read: FxHashMap<String, &str> = FxHashMap::default();
    for (word, hits) in surface {
        let key = &keys[word];
        // Capitals may be asked for as they are read.
        if let Some(reading) = word.get(..key.len()).and_then(spelt_out) {
            read.insert(reading, key);
        }
        let whole = words.entry(key.clone()).or_default();
        whole.hits.extend(hits);
        whole.forms += u32::from(word != key);
    }
    for (reading, key) in read {
        let hits = words[key].hits.clone();
        words.entry(reading).or_default().hits.extend(hits);
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
    fn add(&mut self, passage: u32, field: Field, words: impl Iterator<Item = &'t str>) {
        for word in words {
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
