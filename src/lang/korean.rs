//! Korean nouns and what is attached to them.
//!
//! 1. [`final_of`] returns what a word ends in, as read from the page; [`spoken_final`] as spoken.
//! 2. [`josa`] chooses between 은 and 는 and all such pairs (the template filter).
//! 3. [`tail`] recognises a noun's particles in running text (the glossary), by the grammar in
//!    [`super::particles`].
//! 4. [`stems`] takes them off (search).
//!
//! All of them read the one table in [`super::particles`]. There is no dictionary and no
//! morphological analysis: the names that a glossary explains are the new words that a dictionary
//! does not have.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use super::jamo;
pub(crate) use super::particles::Final;
use super::particles::{After, Allomorphs, Doubt, Form, Particle, ParticleClass, particles};
use super::spoken::spoken_final;
use super::verbs::VERBS;
use crate::base::text::is_alphanumeric;

/// What `text` ends in, as far as its spelling shows: [`Final::Either`] after anything but Hangul.
pub(crate) fn final_of(text: &str) -> Final {
    text.chars()
        .next_back()
        .and_then(Final::of_syllable)
        .unwrap_or(Final::Either)
}

/// A pair that the table does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnknownPair {
    pub(crate) asked: String,
}

impl std::fmt::Display for UnknownPair {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no pair of particles \"{}\"; known are", self.asked)?;
        let mut separator = ' ';
        for (consonant, vowel) in particles().filter_map(Particle::pair) {
            write!(f, "{separator}{consonant}/{vowel}")?;
            separator = ',';
        }
        Ok(())
    }
}

/// The particle of a pair that belongs after `word`: `josa("콜로서스", None, "은/는")` is 는.
///
/// `reading` is how the word is spoken, if its spelling does not say (`xAI`: 엑스에이아이). The pair may
/// be given in either order and is any row of [`super::particles::PARTICLES`] with two forms.
pub(crate) fn josa(
    word: &str,
    reading: Option<&str>,
    pair: &str,
) -> Result<&'static str, UnknownPair> {
    let unknown = || UnknownPair {
        asked: pair.to_owned(),
    };
    let (one, other) = pair.split_once('/').ok_or_else(unknown)?;
    let (one, other) = (one.trim(), other.trim());
    let (particle, (consonant, vowel)) = particles()
        .filter_map(|particle| Some((particle, particle.pair()?)))
        .find(|(_, (consonant, vowel))| {
            (one, other) == (*consonant, *vowel) || (other, one) == (*consonant, *vowel)
        })
        .ok_or_else(unknown)?;
    let spoken = spoken_final(
        reading
            .filter(|reading| !reading.trim().is_empty())
            .unwrap_or(word),
    );
    let vowel_form = if matches!(particle.allomorphs, Allomorphs::Rieul(..)) {
        After::VowelOrRieul
    } else {
        After::Vowel
    };
    Ok(if spoken.allows(vowel_form) {
        vowel
    } else {
        consonant
    })
}

/// The particles found after a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tail {
    /// Bytes of the particles.
    pub(crate) len: usize,
    /// Whether they may be part of another word.
    pub(crate) doubt: Doubt,
    /// Whether they make a verb of the noun.
    pub(crate) verb: bool,
}

impl Tail {
    /// No particles.
    pub(crate) const NONE: Self = Self {
        len: 0,
        doubt: Doubt::None,
        verb: false,
    };
}

/// Longest tail in syllables. The longest in use (에서뿐만이라도, 들에게까지였다면서도) are well below.
const LONGEST: usize = 14;

/// The particles at the start of `after`, which follows a noun that ends in `preceding`; they must
/// reach to the end of the word. Length 0 where the noun itself ends the word, `None` where
/// something else is attached to it.
///
/// 은(는), 을(를) and their like, written by those who cannot know the noun, pass whatever the noun
/// ends in.
pub(crate) fn tail(after: &str, preceding: Final) -> Option<Tail> {
    let mut len = 0;
    for (syllables, c) in after.chars().take_while(|&c| is_word_char(c)).enumerate() {
        if syllables == LONGEST || !jamo::is_syllable(c) {
            return None;
        }
        len += c.len_utf8();
    }
    if len == 0 {
        return Some(Tail::NONE);
    }
    let word = &after[..len];
    let (doubt, verb) = parse(word, preceding, TailState::Noun).or_else(|| {
        both_forms(&after[len..])
            .then(|| parse(word, Final::Either, TailState::Noun))
            .flatten()
    })?;
    Some(Tail { len, doubt, verb })
}

/// The particle that is all of a word behind a noun where the noun wants the other one of its pair (콜로서스을): its length, and
/// the right one. Pairs that are something else in other words are left out: 이/가 (-家), 로 (-路).
pub(crate) fn mistaken(after: &str, preceding: Final) -> Option<(usize, &'static str)> {
    let word = after.find(|c| !is_word_char(c));
    let word = word.map_or(after, |end| &after[..end]);
    let right = match (word, preceding) {
        ("을", Final::Vowel) => "를",
        ("를", Final::Consonant | Final::Rieul) => "을",
        ("은", Final::Vowel) => "는",
        ("는", Final::Consonant | Final::Rieul) => "은",
        ("과", Final::Vowel) => "와",
        ("와", Final::Consonant | Final::Rieul) => "과",
        ("으로", Final::Vowel | Final::Rieul) => "로",
        _ => return None,
    };
    Some((word.len(), right))
}

/// Syllables that end the stems of verbs which lose their ㅅ or have 으 (지을, 나은, 모을), and nouns of their own (가을, 노을).
const STEMS: &str = "가고그나노마모무부붓쏟이자저주지퍼";

/// Particles in a text that do not go with the noun before them, and the right ones: only where no word of another kind ends so.
pub(crate) fn wrong_particles(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if is_word_char(c) {
            start.get_or_insert(at);
            continue;
        }
        let Some(word) = start.take().map(|start| &text[start..at]) else {
            continue;
        };
        // 을(를) leaves the choice open.
        if c == '(' {
            continue;
        }
        if let Some((particle, right)) = wrong_particle(word) {
            found.push((at - particle.len()..at, right));
        }
    }
    found
}

fn wrong_particle(word: &str) -> Option<(&str, &'static str)> {
    let particle = ["으로", "을", "를", "은", "와"];
    let particle = particle.into_iter().find(|p| word.ends_with(p))?;
    let noun = word.strip_suffix(particle)?;
    let hangul = noun.chars().rev().take_while(|c| jamo::is_syllable(*c));
    let (syllables, last) = (hangul.count(), noun.chars().next_back()?);
    let (_, right) = mistaken(particle, Final::of_syllable(last)?)?;
    let sure = match particle {
        "을" => syllables > 1 && !STEMS.contains(last),
        // 하은, 다은 are names.
        "은" => syllables > 2 && !STEMS.contains(last),
        "와" => syllables > 1,
        // 을를 are two particles.
        _ => noun != "을",
    };
    sure.then_some((&word[noun.len()..], right))
}

/// Whether `after` is nothing but particles that go with `noun`, or nothing at all.
pub(crate) fn follows(noun: &str, after: &str) -> bool {
    tail(after, final_of(noun)).is_some_and(|tail| tail.len == after.len())
}

/// The syllables that go on as an open one does, itself the first: 래 to 랳. Of another character it is the only one.
pub(crate) fn syllables_of(c: char) -> std::ops::RangeInclusive<char> {
    match jamo::final_index(c) {
        Some(0) => c..=char::from_u32(c as u32 + 27).unwrap_or(c),
        _ => c..=c,
    }
}

/// What follows a noun, with the particles that go with another one in its place; `None` if that is not known.
pub(crate) fn particles_after(noun: &str, reading: Option<&str>, after: &str) -> Option<String> {
    let last = spoken_final(reading.unwrap_or(noun));
    let fits = |after: &str| tail(after, last).is_some_and(|t| t.len == after.len());
    if fits(after) {
        return Some(after.to_owned());
    }
    particles().filter_map(Particle::pair).find_map(|(a, b)| {
        let swap = |one: &str, other| Some(format!("{other}{}", after.strip_prefix(one)?));
        swap(a, b)
            .or_else(|| swap(b, a))
            .filter(|after| fits(after))
    })
}

/// Whether `text` starts with a particle in brackets, as 은(는) goes on.
fn both_forms(text: &str) -> bool {
    // No particle that is written so has more than two syllables: 으로(로), 이라(라).
    let Some(rest) = text.strip_prefix('(') else {
        return false;
    };
    let Some((end, _)) = rest.char_indices().take(3).find(|&(_, c)| c == ')') else {
        return false;
    };
    starting_with(&rest[..end])
        .iter()
        .any(|form| *form.text == rest[..end])
}

/// Whether `c` belongs to a word: letters, digits and `_`, and the combining marks of scripts that have no composed
/// letter. The archaic ㆍ (U+318D) is a letter to Unicode but is used as a middle dot in Korean print, and enclosed
/// numbers and letters (①, ㉠, ㈜) are marks before a word.
pub(crate) fn is_word_char(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '가'..='힣' => true,
        '\0'..='\x7f' | '\u{318d}' | '\u{119e}' => false,
        '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{32ff}' => false,
        '\u{300}'..='\u{36f}' => true,
        _ => is_alphanumeric(c),
    }
}

/// How far a tail has come; the grammar in [`super::particles`] read as states.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TailState {
    Noun,
    Honoured,
    /// After the familiar 이, which cannot be the last.
    Named,
    Plural,
    /// After so many of A and B.
    Joined(u8),
    /// After NOM and so many of A and B.
    Clause(u8),
    /// After Z or COP.
    Closed,
    Done,
}

impl TailState {
    fn then(self, class: ParticleClass) -> Option<TailState> {
        use TailState::{Clause, Closed, Done, Honoured, Joined, Named, Noun, Plural};
        Some(match (self, class) {
            (Noun, ParticleClass::Honorific) => Honoured,
            (Noun, ParticleClass::Familiar) => Named,
            (Noun, ParticleClass::Verb) => Closed,
            (Noun, ParticleClass::VerbClause) => Clause(0),
            (Noun, ParticleClass::VerbStem) => Done,
            (Named, ParticleClass::Case | ParticleClass::Auxiliary) => Joined(1),
            (Named, ParticleClass::Closing) => Closed,
            (Noun | Honoured, ParticleClass::Plural) => Plural,
            (Noun | Honoured | Plural, ParticleClass::Case | ParticleClass::Auxiliary) => Joined(1),
            (Joined(n @ 0..3), ParticleClass::Case | ParticleClass::Auxiliary) => Joined(n + 1),
            (Clause(n @ 0..2), ParticleClass::Case | ParticleClass::Auxiliary) => Clause(n + 1),
            (Noun | Honoured | Plural | Joined(_) | Clause(_), ParticleClass::Closing) => Closed,
            (Noun | Honoured | Plural | Joined(_) | Clause(_) | Closed, ParticleClass::Polite) => {
                Done
            }
            (Noun | Honoured | Plural | Joined(_) | Clause(_), ParticleClass::Copula) => Closed,
            (Noun | Honoured | Plural | Joined(_) | Clause(_), ParticleClass::Clause) => Clause(0),
            _ => return None,
        })
    }
}

/// The least doubtful way to read all of `rest` as particles, if there is one, and whether it is a verb.
fn parse(rest: &str, preceding: Final, state: TailState) -> Option<(Doubt, bool)> {
    starting_with(rest)
        .iter()
        .filter(|form| preceding.allows(form.after))
        .filter_map(|form| {
            let next = state.then(form.class)?;
            let left = rest.strip_prefix(&*form.text)?;
            let verb = matches!(
                form.class,
                ParticleClass::Verb | ParticleClass::VerbClause | ParticleClass::VerbStem
            );
            if form.class == ParticleClass::VerbStem {
                return Some((form.doubt, verb));
            }
            // A form that is doubtful by itself is not so after another particle: 바나+나, but 애플에서+나.
            let alone = state == TailState::Noun && (left.is_empty() || left == "요");
            let doubt = if alone { form.doubt } else { Doubt::None };
            if left.is_empty() {
                return (next != TailState::Named).then_some((doubt, verb));
            }
            let (further, _) = parse(left, final_of(&form.text), next)?;
            Some((further.max(doubt), verb))
        })
        .min()
}

/// Every form of every particle and verb, sorted by its text.
pub(crate) fn forms() -> Vec<Form> {
    let verbs = VERBS.iter().flat_map(|verbs| {
        verbs.forms().map(|text| Form {
            text: Cow::Owned(text),
            after: After::Anything,
            class: verbs.class,
            doubt: verbs.doubt,
        })
    });
    let mut all: Vec<Form> = particles().flat_map(Particle::forms).chain(verbs).collect();
    all.sort_by(|a, b| {
        let key = |form: &Form| (form.class as u8, form.after as u8);
        a.text.cmp(&b.text).then_with(|| key(a).cmp(&key(b)))
    });
    all.dedup(); // 야 belongs to 아/야 and 이야/야
    all
}

/// The forms that begin with the first syllable of `text`.
fn starting_with(text: &str) -> &'static [Form] {
    static FORMS: LazyLock<Vec<Form>> = LazyLock::new(forms);
    let Some(first) = text.chars().next() else {
        return &[];
    };
    let initial = |form: &Form| form.text.chars().next();
    let start = FORMS.partition_point(|form| initial(form) < Some(first));
    let len = FORMS[start..].partition_point(|form| initial(form) == Some(first));
    &FORMS[start..start + len]
}

/// What a word may be without its particles, the longest first: 데이터센터에서도 gives 데이터센터에서 and 데이터센터.
///
/// Only words that end in Hangul have any; what is left has two syllables at least, or ends in
/// another script. Meant for indexing and for queries, where a wrong stem costs little: 바나나 gives
/// 바나.
pub(crate) fn stems(word: &str) -> impl Iterator<Item = &str> {
    let hangul = word
        .chars()
        .rev()
        .take_while(|&c| jamo::is_syllable(c))
        .count();
    let bare = word.chars().count() == hangul;
    word.char_indices()
        .rev()
        .take(hangul.min(LONGEST))
        .filter(move |&(at, _)| at > 0 && !(bare && at <= '가'.len_utf8()))
        .filter(move |&(at, _)| {
            tail(&word[at..], final_of(&word[..at])).is_some_and(|tail| tail.doubt != Doubt::Always)
        })
        .map(move |(at, _)| &word[..at])
}

#[cfg(test)]
#[path = "korean_tests.rs"]
mod tests;
