//! One name, and the ways in which it may be spelled.
//!
//! - Spaces: a name of several words is found with white space or a soft line break between them,
//!   or none (피지컬 AI, 피지컬AI, datacenter), and between Latin words with a hyphen (data-center
//!   operators). A space may also be where Hangul meets Latin letters (챗GPT, 챗 GPT), and inside a long Hangul word:
//!   compounds are written either way (데이터센터, 데이터 센터: 한글 맞춤법, §49 and §50). A hyphen
//!   stays a hyphen, but in a name of three words it may be a space (self driving cars).
//! - Capitals: a word with a capital is an acronym or a proper name and is matched exactly. Other
//!   words may begin with a capital, and in a heading be all capitals. "Data center" is a common
//!   noun as its page's title shows it. "Service Mesh" may be one, with the capitals of a title: without them it is
//!   found too, and the texts decide ([`super::evidence`]). With `case_sensitive` every name is matched exactly.

use crate::document::front_matter::Matching;
pub(crate) use crate::document::markdown::body::OPAQUE;
use crate::lang::english;
use crate::lang::jamo::is_syllable;
use crate::lang::korean::{Final, final_of};

/// What one term's files say about its names. A term's id is its place in the list given to
/// [`super::names::Names::new`].
#[derive(Clone, Debug, Default, Hash)]
pub struct TermNames<'a> {
    /// Title and aliases in every language, NFC.
    pub names: Vec<&'a str>,
    /// Words in which the term must not be found.
    pub not: Vec<&'a str>,
    /// Names that are not to be used for it.
    pub avoid: Vec<&'a str>,
    /// Whether upper and lower case differ in every name.
    pub case_sensitive: bool,
    /// How the term wants to be found.
    pub matching: Matching,
}

/// What a pattern is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PatternKind {
    Name,
    /// A name with its y turned into -ies.
    Plural,
    /// A word in which the term must not be found.
    Not,
    /// A name that is not to be used, by its number among the term's.
    Avoid(u32),
}

/// One name as it may be spelled.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) term: u32,
    pub(crate) kind: PatternKind,
    /// Whether the English plural endings may follow.
    pub(crate) plural: bool,
    /// Whether it has capitals that may be those of a title, and whether it is one word of that kind (Apple): a proper name has
    /// no plural.
    pub(crate) titled: bool,
    pub(crate) proper: bool,
    /// Whether it is one of the commonest English words.
    pub(crate) common: bool,
    /// What it ends in, for the particles that may follow.
    pub(crate) last: Final,
    /// One letter or syllable long: too short to be sure of.
    pub(crate) tiny: bool,
    /// Two syllables, the second without final consonant: not to be distinguished from a longer word before some
    /// particles.
    pub(crate) short: bool,
    /// Whether to link it although it is tiny or short ([`Matching::Auto`]).
    pub(crate) auto: bool,
    /// One word without a capital.
    pub(crate) plain: bool,
    /// At least one capital, or `case_sensitive`.
    exact: bool,
    case_sensitive: bool,
    pub(super) letters: Box<[PatternLetter]>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct PatternLetter {
    pub(super) c: char,
    /// Whether it may be a capital in the text: the first letter of a word without capitals.
    free: bool,
    /// Whether it is the only capital of its word, which may be that of a title.
    title: bool,
    /// What is between it and the letter before.
    pub(super) joint: Joint,
}

/// What may be between two letters of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    Nothing,
    /// A space in the name: white space, or nothing, or between Latin letters a hyphen (data-center
    /// operators).
    Space {
        hyphen: bool,
    },
    /// A hyphen in the name: a hyphen, or in a name of three words and more white space (self
    /// driving cars).
    Hyphen {
        space: bool,
    },
    /// A dash typed as a hyphen between spaces: the same, with or without spaces.
    Dash,
    /// Hangul meets Latin letters or digits: nothing, white space or a hyphen (챗GPT, 챗 GPT, K-팝).
    Scripts,
    /// Inside a long Hangul word, which may be a compound: nothing or white space, with [`SHORTEST_PART`] syllables on
    /// either side.
    Compound,
}

/// Letters of the longest name that is looked for, spaces not counted; no prose repeats longer
/// ones, and it bounds the work at each word.
pub(crate) const LONGEST_NAME: usize = 100;

/// Syllables of the shortest part that a compound is taken apart into.
const SHORTEST_PART: usize = 2;

/// Letters of a single word that may be in capitals in a heading.
const SHORTEST_SHOUT: usize = 5;

/// White space and hyphens in a row inside a name, at most.
pub(crate) const WIDEST_GAP: usize = 3;

/// Separates the blocks of a document's text; no name goes across it.
pub(crate) const BLOCK_END: char = '\u{2029}';

/// Whether `c` can separate the words of a name in a text.
pub(crate) fn is_gap(c: char) -> bool {
    match c {
        ' ' | '\n' | '-' => true,
        '\0'..='\x7f' => c.is_ascii_whitespace(),
        _ => is_hyphen(c) || (c.is_whitespace() && c != BLOCK_END),
    }
}

/// The hyphen on the keyboard, U+2010 and the one that does not break.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// A full-width letter, digit or sign (Ａ, １) as the narrow one that it is a form of.
pub(super) fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// `c` as the automaton reads it: lower case, all apostrophes one, full-width forms narrow.
pub(crate) fn fold(c: char) -> char {
    let c = narrow(c);
    match c {
        '.' => '·',
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        '가'..='힣' => c,
        '‘' | '’' | 'ʼ' => '\'',
        // Between digits they are one: 3·1 운동, 3.1 운동.
        '\u{318d}' | '\u{30fb}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' => '·',
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

impl Pattern {
    pub(super) fn new(
        term: u32,
        kind: PatternKind,
        text: &str,
        source: &TermNames,
    ) -> Option<Pattern> {
        let text = text.trim();
        if text.contains(|c: char| (c.is_control() && !c.is_whitespace()) || c == BLOCK_END) {
            return None;
        }
        let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
        let capital = |word: &&str| word.contains(char::is_uppercase);
        // "Data center" is a common noun at the head of its page: only its first letter is a
        // capital, and English proper names have one in every word that counts.
        let mut first = words.first()?.chars();
        let sentence_case = words.len() > 1
            && !words[1..].iter().any(capital)
            && first.next().is_some_and(char::is_uppercase)
            && first.next().is_some_and(char::is_lowercase)
            && !first.any(char::is_uppercase)
            && !source.case_sensitive;

        let mut letters: Vec<PatternLetter> = Vec::new();
        let mut gap = None;
        let mut word = words.iter();
        let (mut lower_word, mut title_word) = (false, false);
        // OpenAI and iPhone are spelled as they are in whatever they are a part of.
        let inner = words.iter().any(|word| has_inner_capital(word));
        for (at, c) in text.char_indices() {
            let c = narrow(c);
            if is_gap(c) {
                let (space, hyphen) = gap.unwrap_or_default();
                gap = Some((space || !is_hyphen(c), hyphen || is_hyphen(c)));
                continue;
            }
            let before = letters.last().map(|letter| letter.c);
            let latin = english::is_latin(c) && before.is_some_and(english::is_latin);
            let begins = before.is_none() || gap.is_some();
            if begins {
                let word = word.next().copied().unwrap_or("");
                lower_word = !capital(&word) || (before.is_none() && sentence_case);
                title_word = !inner && !source.case_sensitive && is_titled(word);
            }
            let joint = match (before, gap.take()) {
                (None, _) => Joint::Nothing,
                (_, Some((_, false))) => Joint::Space {
                    hyphen: latin && !source.case_sensitive,
                },
                (_, Some((true, true))) => Joint::Dash,
                (Some(before), Some((false, true))) if scripts_meet(before, c) => Joint::Scripts,
                (_, Some((false, true))) => Joint::Hyphen {
                    space: latin && words.len() > 2 && !source.case_sensitive,
                },
                (Some(before), None) if scripts_meet(before, c) => Joint::Scripts,
                (Some(_), None)
                    if kind == PatternKind::Name && parts(text, at) && !source.case_sensitive =>
                {
                    Joint::Compound
                }
                _ => Joint::Nothing,
            };
            let c = if begins && before.is_none() && sentence_case {
                fold(c)
            } else {
                c
            };
            letters.push(PatternLetter {
                c,
                free: begins && lower_word && !source.case_sensitive,
                title: begins && title_word && c.is_uppercase(),
                joint,
            });
        }
        if letters.len() > LONGEST_NAME || !letters.iter().any(|letter| letter.c.is_alphanumeric())
        {
            return None;
        }
        let exact = source.case_sensitive || letters.iter().any(|letter| letter.c.is_uppercase());
        Some(Pattern {
            term,
            kind,
            plural: kind != PatternKind::Plural && english::takes_plural(text),
            titled: letters.iter().any(|letter| letter.title),
            proper: letters.iter().any(|letter| letter.title) && words.len() == 1,
            common: words.len() == 1
                && !source.case_sensitive
                && (!exact || is_titled(words[0]))
                && english::is_common(words[0]),
            last: final_of(text),
            tiny: letters.len() == 1,
            short: letters.len() == 2
                && letters.iter().all(|letter| is_syllable(letter.c))
                && final_of(text) == Final::Vowel,
            auto: source.matching == Matching::Auto,
            plain: words.len() == 1 && !exact,
            exact,
            case_sensitive: source.case_sensitive,
            letters: letters.into(),
        })
    }

    /// What two names have in common that are one name: they differ in capitals, spaces and hyphens at most. A hyphen
    /// before a number counts (GPT-4, GPT 4).
    pub(super) fn identity(&self) -> String {
        let mut identity = String::new();
        for letter in &self.letters {
            let hyphen = matches!(letter.joint, Joint::Hyphen { .. } | Joint::Dash);
            if hyphen && letter.c.is_numeric() {
                identity.push('-');
            }
            identity.push(fold(letter.c));
        }
        identity
    }

    /// Whether the two differ in a capital that one of them insists on.
    pub(super) fn told_apart(&self, other: &Pattern) -> bool {
        let letters = |pattern: &Pattern| pattern.letters.iter().map(|l| l.c).collect::<Vec<_>>();
        (self.case_sensitive || other.case_sensitive) && letters(self) != letters(other)
    }

    /// Whether `found`, which has the right letters, also has the capitals and the spaces of this
    /// name: how many capitals of a title it lacks, or `None` if it is spelled otherwise.
    pub(crate) fn spelled(&self, found: &str) -> Option<u32> {
        let capitals = self.kind == PatternKind::Not || self.in_capitals(found);
        let mut lacking = 0;
        let same = |c: char, letter: &PatternLetter| {
            c == letter.c
                || (fold(c) == fold(letter.c)
                    && (capitals
                        || !letter.c.is_alphabetic()
                        || (letter.free && letter.c.is_lowercase())
                        || letter.title))
        };
        // Names of which one is the beginning of the other mostly differ at the end.
        let ends = found.chars().next_back().zip(self.letters.last());
        if !ends.is_some_and(|(c, letter)| same(narrow(c), letter)) {
            return None;
        }
        let mut rest = found.chars();
        // Letters since the last gap.
        let mut part = 0;
        for letter in &self.letters {
            let (mut spaces, mut hyphens) = (0, 0);
            let c = loop {
                match rest.next() {
                    Some(c) if is_gap(c) && !(spaces + hyphens == 0 && c == letter.c) => {
                        *if is_hyphen(c) {
                            &mut hyphens
                        } else {
                            &mut spaces
                        } += 1;
                    }
                    Some(c) => break narrow(c),
                    None => return None,
                }
            };
            let joined = match letter.joint {
                Joint::Nothing => spaces + hyphens == 0,
                Joint::Scripts => hyphens == 0 || (hyphens == 1 && spaces == 0),
                Joint::Compound => hyphens == 0 && (spaces == 0 || part >= SHORTEST_PART),
                Joint::Dash => hyphens == 1,
                Joint::Space { hyphen } => hyphens == 0 || (hyphen && hyphens == 1 && spaces == 0),
                Joint::Hyphen { space } => {
                    (hyphens == 1 && spaces == 0) || (space && hyphens == 0 && spaces > 0)
                }
            };
            part = if spaces + hyphens == 0 { part + 1 } else { 1 };
            let squeezed = matches!(letter.joint, Joint::Space { .. }) && spaces + hyphens == 0;
            let shown = squeezed && !capitals && c != letter.c && c.is_alphabetic();
            if !joined || shown || !same(c, letter) {
                return None;
            }
            lacking += u32::from(letter.title && c != letter.c && !capitals);
        }
        Some(lacking)
    }

    /// Whether the name is in capitals throughout, as in a heading, without having any of its own; those of a name with a hyphen
    /// (K-pop, Wi-Fi) are not lost in it. A single word has to be long enough not to be an acronym of the same letters.
    pub(crate) fn in_capitals(&self, found: &str) -> bool {
        let is_hyphen = |letter: &PatternLetter| matches!(letter.joint, Joint::Hyphen { .. });
        let has_small = || self.letters.iter().any(|letter| letter.c.is_lowercase());
        let keeps = !self.case_sensitive && self.letters.iter().any(is_hyphen) && has_small();
        (!self.exact || keeps)
            && (!self.plain || self.letters.len() >= SHORTEST_SHOUT)
            && found.contains(char::is_uppercase)
            && !found.contains(char::is_lowercase)
    }

    /// Order among patterns that end at the same place: an exact spelling before a free one, names
    /// before their plurals, earlier terms before later ones.
    pub(crate) fn rank(&self) -> (bool, PatternKind, u32) {
        (!self.exact, self.kind, self.term)
    }
}

/// Whether the character at byte `at` of a name has at least [`SHORTEST_PART`] syllables of its word before it and from it on.
fn parts(name: &str, at: usize) -> bool {
    let syllables = |chars: &mut dyn Iterator<Item = char>| {
        chars
            .take(SHORTEST_PART)
            .filter(|&c| is_syllable(c))
            .count()
            == SHORTEST_PART
    };
    syllables(&mut name[..at].chars().rev()) && syllables(&mut name[at..].chars())
}

/// Whether a word has one capital, its first letter, and others.
fn is_titled(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.as_str().contains(char::is_lowercase)
        && !letters.any(char::is_uppercase)
}

/// Whether a word has a capital behind a small letter: OpenAI, iPhone.
fn has_inner_capital(word: &str) -> bool {
    let mut letters = word.chars();
    letters.any(char::is_lowercase) && letters.any(char::is_uppercase)
}

/// Whether a writer may put a space between `a` and `b` although the name has none.
fn scripts_meet(a: char, b: char) -> bool {
    let other = |c: char| english::is_latin(c) || c.is_ascii_digit();
    (is_syllable(a) && other(b)) || (other(a) && is_syllable(b))
}
