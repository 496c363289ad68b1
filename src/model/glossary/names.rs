//! The names of all terms, made into one automaton that finds them in prose.
//!
//! 1. [`Names::new`] takes what the terms' files say, all languages of a term merged, since every
//!    name is looked for in every language. Each name becomes a [`Pattern`]: its letters, and what
//!    may be between them.
//! 2. The letters of all patterns, folded and without spaces and hyphens, form one trie.
//!    [`Names::walk`] follows the text through it from one place and answers with the patterns
//!    whose letters are there; [`Pattern::spelled`] then looks at spaces, hyphens and capitals.
//! 3. [`super::mention`] asks at the beginning of each word, and decides which of them is meant.
//!
//! A name can only begin where a word begins, so the trie is an Aho-Corasick automaton whose failure links would all
//! point to the root: a walk ends as soon as no name goes on as the text does, and never reads past the longest name.
//! One automaton serves every language.

use rustc_hash::FxHashMap;

pub use super::pattern::TermNames;

use super::pattern::{Joint, Pattern, PatternKind, WIDEST_GAP, fold, is_gap};
use crate::base::hash::hash;
use crate::document::front_matter::Matching;
use crate::lang::english;

/// One name: the `name`th of the `term`th term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId {
    /// Number of the term.
    pub term: u32,
    /// Number of the name among the term's.
    pub name: u32,
}

/// Two terms that claim the same name. The first keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clash {
    /// Who has the name.
    pub first: NameId,
    /// Who wants it too.
    pub second: NameId,
}

/// All names of a site, ready to be found in a text.
#[derive(Debug)]
pub struct Names {
    patterns: Vec<Pattern>,
    nodes: Vec<TrieNode>,
    /// The node that follows a node by a letter; never iterated.
    edges: FxHashMap<(u32, char), u32>,
    hash: u64,
}

/// A state of the automaton: so many letters read.
#[derive(Debug, Default)]
struct TrieNode {
    /// Whether some name has a space or a hyphen here, or may have one in the text.
    gap: bool,
    /// The patterns that end here.
    patterns: Vec<u32>,
}

impl Names {
    /// The automaton, and the names that two terms claim.
    ///
    /// Names without a letter or digit, or longer than [`super::pattern::LONGEST_NAME`] letters,
    /// are passed over.
    pub fn new(terms: &[TermNames]) -> (Names, Vec<Clash>) {
        let mut names = Names {
            patterns: Vec::new(),
            nodes: vec![TrieNode::default()],
            edges: FxHashMap::default(),
            hash: hash(terms),
        };
        let mut clashes = Vec::new();
        // Who has claimed a name so far, with the number of the pattern.
        let mut owners: FxHashMap<String, Vec<(NameId, usize)>> = FxHashMap::default();
        for (term, source) in (0..).zip(terms) {
            for (number, name) in (0..).zip(&source.avoid) {
                let name = Some(name.trim()).filter(|name| !name.is_empty());
                names.patterns_of(term, PatternKind::Avoid(number), name, source);
            }
            if source.matching == Matching::Manual {
                continue;
            }
            for (name, text) in (0..).zip(&source.names) {
                let Some(pattern) = Pattern::new(term, PatternKind::Name, text, source) else {
                    continue;
                };
                let this = NameId { term, name };
                let claims = owners.entry(pattern.identity()).or_default();
                let earlier = claims.iter().find(|(owner, of)| {
                    owner.term != term && !names.patterns[*of].told_apart(&pattern)
                });
                if let Some(&(first, _)) = earlier {
                    clashes.push(Clash {
                        first,
                        second: this,
                    });
                    continue;
                }
                claims.push((this, names.patterns.len()));
                if source.names[..name as usize].contains(text) {
                    continue;
                }
                let ies = if pattern.plural {
                    english::ies(text.trim())
                } else {
                    None
                };
                names.add(pattern);
                names.patterns_of(term, PatternKind::Plural, ies.as_deref(), source);
            }
            for word in &source.not {
                names.patterns_of(term, PatternKind::Not, Some(word), source);
            }
        }
        (names, clashes)
    }

    fn patterns_of(
        &mut self,
        term: u32,
        kind: PatternKind,
        text: Option<&str>,
        source: &TermNames,
    ) {
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
                self.nodes.push(TrieNode::default());
            }
        }
        let number = self.patterns.len() as u32;
        self.nodes[at as usize].patterns.push(number);
        self.patterns.push(pattern);
    }

    /// Equal for the same terms in the same order, for as long as the process lives.
    pub(crate) fn hash(&self) -> u64 {
        self.hash
    }

    /// Whether some name begins with `c`.
    pub(crate) fn may_start(&self, c: char) -> bool {
        self.edges.contains_key(&(0, fold(c)))
    }

    /// Puts into `hits` the patterns whose letters are in `text` from byte `start` on, each with the byte where it
    /// ends, shortest first. Reads no further than the longest name.
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

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
