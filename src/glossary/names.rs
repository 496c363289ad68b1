//! The names of all terms, made into one automaton that finds them in prose.
//!
//! 1. [`Names::new`] takes what the terms' files say, all languages of a term merged, since every name is looked for in
//!    every language. Each name becomes a [`Pattern`]: its letters, and what may stand between them.
//! 2. The letters of all patterns, folded and without spaces and hyphens, form one trie. [`Names::walk`] follows the text
//!    through it from one place and answers with the patterns whose letters stand there; [`Pattern::spelled`] then looks at
//!    spaces, hyphens and capitals.
//! 3. [`super::mention`] asks at the beginning of each word, and decides which of them is meant.
//!
//! A name can only begin where a word begins, so the trie needs no failure links: a walk ends as soon as no name goes on
//! as the text does, and never reads past the longest name. One automaton serves every language.

use rustc_hash::FxHashMap;

use crate::lang::english;
use crate::lang::jamo::is_syllable;
use crate::lang::korean::{Final, final_of};

/// How a term wants to be found (front matter `match`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum Matching {
    /// Found, except where the name is too short to be sure of.
    #[default]
    Unset,
    /// Found there too.
    Auto,
    /// Never found; linked by hand. Its names are free for other terms.
    Manual,
}

/// What one term's files say about its names. A term's id is its place in the list given to [`Names::new`].
#[derive(Clone, Debug, Default)]
pub(crate) struct TermNames<'a> {
    /// Title and aliases in every language, NFC.
    pub(crate) names: Vec<&'a str>,
    /// Words in which the term must not be found.
    pub(crate) not: Vec<&'a str>,
    pub(crate) case_sensitive: bool,
    pub(crate) matching: Matching,
}

/// One name: the `name`th of the `term`th term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NameId {
    pub(crate) term: u32,
    pub(crate) name: u32,
}

/// Two terms that claim the same name. The first keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clash {
    pub(crate) first: NameId,
    pub(crate) second: NameId,
}

/// All names of a site, ready to be found in a text.
#[derive(Debug)]
pub(crate) struct Names {
    patterns: Vec<Pattern>,
    nodes: Vec<Node>,
    /// Never iterated.
    edges: FxHashMap<(u32, char), u32>,
    hash: u64,
}

/// A state of the automaton: so many letters read.
#[derive(Debug, Default)]
struct Node {
    /// Whether some name has a space or a hyphen here, or may have one in the text.
    gap: bool,
    /// The patterns that end here.
    patterns: Vec<u32>,
}

/// What a pattern stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Name,
    /// A name with its y turned into -ies.
    Plural,
    /// A word in which the term must not be found.
    Not,
}

/// One name as it may be spelled.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) term: u32,
    pub(crate) kind: Kind,
    /// Whether the English plural endings may follow.
    pub(crate) plural: bool,
    /// What it ends in, for the particles that may follow.
    pub(crate) last: Final,
    /// One letter or syllable long: too short to be sure of.
    pub(crate) tiny: bool,
    /// Two syllables, the second without final consonant: not to be told from a longer word before some particles.
    pub(crate) short: bool,
    /// Whether to link it although it is tiny or short ([`Matching::Auto`]).
    pub(crate) auto: bool,
    pub(crate) one_word: bool,
    /// At least one capital, or `case_sensitive`.
    exact: bool,
    letters: Box<[Letter]>,
}

#[derive(Clone, Copy, Debug)]
struct Letter {
    c: char,
    /// Whether it may be a capital in the text: the first letter of a word without capitals.
    free: bool,
    /// What stands between it and the letter before.
    joint: Joint,
}

/// What may stand between two letters of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    Nothing,
    /// A space in the name: white space, or nothing, or between Latin letters a hyphen (data-center operators).
    Space {
        hyphen: bool,
    },
    /// A hyphen in the name: a hyphen, or in a name of three words and more white space (self driving cars).
    Hyphen {
        space: bool,
    },
    /// Hangul meets Latin letters or digits: nothing or white space (챗GPT, 챗 GPT).
    Scripts,
}

/// Names longer than this are not looked for; no prose repeats them, and it bounds the work at each word.
const LONGEST_NAME: usize = 200;

/// Letters of a single word that may stand in capitals in a heading.
const SHORTEST_SHOUT: usize = 5;

/// White space and hyphens in a row inside a name, at most.
const WIDEST_GAP: usize = 3;

/// Whether `c` can separate the words of a name in a text. Not U+2029, which stands between blocks.
fn is_gap(c: char) -> bool {
    match c {
        ' ' | '\n' | '-' => true,
        '\0'..='\x7f' => c.is_ascii_whitespace(),
        _ => is_hyphen(c) || (c.is_whitespace() && c != '\u{2029}'),
    }
}

/// The hyphen on the keyboard, U+2010 and the one that does not break.
pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// `c` as the automaton reads it: lower case, all apostrophes one.
fn fold(c: char) -> char {
    match c {
        '\0'..='\x7f' => c.to_ascii_lowercase(),
        '가'..='힣' => c,
        '‘' | '’' | 'ʼ' | '＇' => '\'',
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one,
                _ => c,
            }
        }
    }
}

impl Names {
    /// The automaton, and the names that two terms claim.
    ///
    /// Names without a letter or digit, or longer than [`LONGEST_NAME`] characters, are passed over.
    pub(crate) fn new(terms: &[TermNames]) -> (Names, Vec<Clash>) {
        let mut names = Names {
            patterns: Vec::new(),
            nodes: vec![Node::default()],
            edges: FxHashMap::default(),
            hash: hash(terms),
        };
        let mut clashes = Vec::new();
        let mut owners: FxHashMap<String, NameId> = FxHashMap::default();
        for (term, source) in (0..).zip(terms) {
            if source.matching == Matching::Manual {
                continue;
            }
            for (name, text) in (0..).zip(&source.names) {
                let Some(pattern) = Pattern::new(term, Kind::Name, text, source) else {
                    continue;
                };
                let this = NameId { term, name };
                let owner = *owners.entry(pattern.identity()).or_insert(this);
                if owner.term != term {
                    clashes.push(Clash {
                        first: owner,
                        second: this,
                    });
                    continue;
                }
                if source.names[..name as usize].contains(text) {
                    continue;
                }
                let ies = if pattern.plural {
                    english::ies(text.trim())
                } else {
                    None
                };
                names.add(pattern);
                names.patterns_of(term, Kind::Plural, ies.as_deref(), source);
            }
            for word in &source.not {
                names.patterns_of(term, Kind::Not, Some(word), source);
            }
        }
        (names, clashes)
    }

    fn patterns_of(&mut self, term: u32, kind: Kind, text: Option<&str>, source: &TermNames) {
        if let Some(pattern) = text.and_then(|text| Pattern::new(term, kind, text, source)) {
            self.add(pattern);
        }
    }

    fn add(&mut self, pattern: Pattern) {
        let mut at = 0;
        for letter in &pattern.letters {
            if letter.joint != Joint::Nothing {
                self.nodes[at as usize].gap = true;
            }
            let fresh = self.nodes.len() as u32;
            at = *self.edges.entry((at, fold(letter.c))).or_insert(fresh);
            if at == fresh {
                self.nodes.push(Node::default());
            }
        }
        let number = self.patterns.len() as u32;
        self.nodes[at as usize].patterns.push(number);
        self.patterns.push(pattern);
    }

    /// A number that is the same for the same terms in the same order, on any machine.
    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }

    /// Whether some name begins with `c`.
    pub(crate) fn may_start(&self, c: char) -> bool {
        self.edges.contains_key(&(0, fold(c)))
    }

    /// Puts into `hits` the patterns whose letters stand in `text` from byte `start` on, each with the byte where it ends,
    /// shortest first. Reads no further than the longest name.
    pub(crate) fn walk<'n>(
        &'n self,
        text: &str,
        start: usize,
        hits: &mut Vec<(&'n Pattern, usize)>,
    ) {
        let mut at = 0;
        let mut gap = 0;
        for (offset, c) in text[start..].char_indices() {
            if offset > 0 && is_gap(c) {
                gap += 1;
                if gap > WIDEST_GAP || !self.nodes[at as usize].gap {
                    return;
                }
                continue;
            }
            gap = 0;
            let Some(&next) = self.edges.get(&(at, fold(c))) else {
                return;
            };
            at = next;
            let end = start + offset + c.len_utf8();
            for &number in &self.nodes[at as usize].patterns {
                hits.push((&self.patterns[number as usize], end));
            }
        }
    }
}

impl Pattern {
    fn new(term: u32, kind: Kind, text: &str, source: &TermNames) -> Option<Pattern> {
        let text = text.trim();
        let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
        let capital = |word: &&str| word.contains(char::is_uppercase);
        // "Data center" is a common noun at the head of its page: only its first letter is a capital, and English
        // proper names have one in every word that counts.
        let mut first = words.first()?.chars();
        let sentence_case = words.len() > 1
            && !words[1..].iter().any(capital)
            && first.next().is_some_and(char::is_uppercase)
            && first.next().is_some_and(char::is_lowercase)
            && !first.any(char::is_uppercase)
            && !source.case_sensitive;

        let mut letters: Vec<Letter> = Vec::new();
        let mut gap = None;
        let mut word = words.iter();
        let mut lower_word = false;
        for c in text.chars() {
            if is_gap(c) {
                gap = Some(gap == Some(true) || is_hyphen(c));
                continue;
            }
            let before = letters.last().map(|letter| letter.c);
            let latin = english::is_latin(c) && before.is_some_and(english::is_latin);
            let begins = before.is_none() || gap.is_some();
            if begins {
                lower_word = word.next().is_some_and(|word| !capital(word))
                    || (before.is_none() && sentence_case);
            }
            let joint = match (before, gap.take()) {
                (None, _) => Joint::Nothing,
                (_, Some(false)) => Joint::Space {
                    hyphen: latin && !source.case_sensitive,
                },
                (_, Some(true)) => Joint::Hyphen {
                    space: latin && words.len() > 2 && !source.case_sensitive,
                },
                (Some(before), None) if scripts_meet(before, c) => Joint::Scripts,
                _ => Joint::Nothing,
            };
            let c = if begins && before.is_none() && sentence_case {
                fold(c)
            } else {
                c
            };
            letters.push(Letter {
                c,
                free: begins && lower_word && !source.case_sensitive,
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
            plural: kind != Kind::Plural && english::takes_plural(text),
            last: final_of(text),
            tiny: letters.len() == 1,
            short: letters.len() == 2
                && letters.iter().all(|letter| is_syllable(letter.c))
                && final_of(text) == Final::Vowel,
            auto: source.matching == Matching::Auto,
            one_word: words.len() == 1,
            exact,
            letters: letters.into(),
        })
    }

    /// What two names have in common that would be found in the same places.
    fn identity(&self) -> String {
        let mut identity = String::new();
        for letter in &self.letters {
            if self.exact && matches!(letter.joint, Joint::Hyphen { .. }) {
                identity.push('-');
            }
            identity.push(if self.exact { letter.c } else { fold(letter.c) });
        }
        identity
    }

    /// Whether `found`, which has the right letters, also has the capitals and the spaces of this name.
    pub(crate) fn spelled(&self, found: &str) -> bool {
        let capitals = self.kind == Kind::Not || self.in_capitals(found);
        let mut rest = found.chars();
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
                    Some(c) => break c,
                    None => return false,
                }
            };
            let joined = match letter.joint {
                Joint::Nothing => spaces + hyphens == 0,
                Joint::Scripts => hyphens == 0,
                Joint::Space { hyphen } => hyphens == 0 || (hyphen && hyphens == 1 && spaces == 0),
                Joint::Hyphen { space } => {
                    (hyphens == 1 && spaces == 0) || (space && hyphens == 0 && spaces > 0)
                }
            };
            let squeezed = matches!(letter.joint, Joint::Space { .. }) && spaces + hyphens == 0;
            let same = c == letter.c
                || (fold(c) == fold(letter.c)
                    && (capitals
                        || !c.is_alphabetic()
                        || (letter.free && !squeezed && letter.c.is_lowercase())));
            if !joined || !same {
                return false;
            }
        }
        true
    }

    /// Whether the name stands in capitals throughout, as in a heading, without having any of its own. A single word has to
    /// be long enough not to be an acronym of the same letters.
    pub(crate) fn in_capitals(&self, found: &str) -> bool {
        !self.exact
            && (!self.one_word || self.letters.len() >= SHORTEST_SHOUT)
            && found.contains(char::is_uppercase)
            && !found.contains(char::is_lowercase)
    }

    /// Order among patterns that end at the same place: an exact spelling before a free one, names before their plurals,
    /// earlier terms before later ones.
    pub(crate) fn rank(&self) -> (bool, Kind, u32) {
        (!self.exact, self.kind, self.term)
    }
}

/// Whether a writer may put a space between `a` and `b` although the name has none.
fn scripts_meet(a: char, b: char) -> bool {
    let other = |c: char| english::is_latin(c) || c.is_ascii_digit();
    (is_syllable(a) && other(b)) || (other(a) && is_syllable(b))
}

/// FNV-1a, 64 bits: <http://www.isthe.com/chongo/tech/comp/fnv/>.
fn hash(terms: &[TermNames]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    let mut feed = |bytes: &[u8]| {
        for &byte in bytes {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for term in terms {
        // 0xFF is no byte of UTF-8: it keeps ["ab"] apart from ["a", "b"].
        feed(&[0xff, term.matching as u8, u8::from(term.case_sensitive)]);
        for list in [&term.names, &term.not] {
            for text in list {
                feed(text.as_bytes());
                feed(&[0xff]);
            }
            feed(&[0xff]);
        }
    }
    state
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
