//! Which words of a text name a term: the grammar of a mention.
//!
//! ```text
//! mention := LB NAME tail RB
//! ```
//!
//! 1. [`Names::find`] goes through the text once. Wherever a word begins it asks the automaton for
//!    the names there.
//! 2. [`Scan::choose`] takes the longest that is followed by nothing but its own endings
//!    ([`Scan::fit`]): an English plural, and Korean particles by the grammar in
//!    [`crate::lang::particles`]. What is refused or too doubtful is reported.
//! 3. [`super::edges`] says what may be around a word of prose.
//!
//! The text is that of a whole document: the texts of its inline nodes with nothing between them,
//! so that 콜로서스 in bold and the 는 behind it make one word; a soft line break as `\n`; blocks
//! separated by U+2029; NFC. Code and other things that are not prose are given as [`OPAQUE`], one
//! for each byte. Offsets are bytes of that text.

use std::cmp::Reverse;
use std::ops::Range;

use super::edges::{self, Addresses};
use super::names::Names;
use super::pattern::{BLOCK_END, OPAQUE, Pattern, PatternKind};
use crate::lang::Language;
use crate::lang::english;
use crate::lang::korean::{self, Final, is_word_char};
use crate::lang::particles::Doubt;

/// A place where a term is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameMatch {
    /// Number of the term.
    pub term: u32,
    /// The name alone, with an English plural ending, without possessive and Korean particles.
    pub range: Range<usize>,
}

/// A place where a name is the beginning of a longer word that is not one of its forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// Number of the term.
    pub term: u32,
    /// The whole word.
    pub range: Range<usize>,
}

/// What [`Names::find`] saw, each list in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Disjoint. Names that are words of their own.
    pub mentions: Vec<NameMatch>,
    /// Names at the beginning of longer words.
    pub rejected: Vec<Rejected>,
    /// Names too short to be sure of, left alone; disjoint, also from the mentions.
    pub ambiguous: Vec<NameMatch>,
}

impl Names {
    /// All mentions in `text`. Time grows with the length of the text, whatever it says.
    pub fn find(&self, text: &str, language: Language) -> Found {
        self.find_between(text, language, std::iter::empty())
    }

    /// As [`Names::find`], of a text with ascending seams that no mention may cross: where markup begins or ends a
    /// stretch that can become a link as a whole. Particles and `not` words may.
    pub(crate) fn find_between(
        &self,
        text: &str,
        language: Language,
        seams: impl Iterator<Item = usize>,
    ) -> Found {
        let mut seams = seams.peekable();
        let mut scan = Scan {
            text,
            language,
            forbidden: Vec::new(),
            addresses: Addresses::default(),
            found: Found::default(),
        };
        let mut hits = Vec::new();
        let mut resume = 0;
        let mut before = None;
        for (at, c) in text.char_indices() {
            if at >= resume && edges::word_begins(before, c, language) && self.may_start(c) {
                self.walk(text, at, &mut hits);
                while seams.next_if(|seam| *seam <= at).is_some() {}
                if let Some(seam) = seams.peek() {
                    hits.retain(|(pattern, end)| end <= seam || pattern.kind == PatternKind::Not);
                }
                resume = scan.choose(at, &mut hits);
            }
            before = Some(c);
        }
        scan.found
    }
}

/// Names tried at one place, the longest first. AI, AI 모델 and AI 모델 카드 are three; the bound is for names made to be slow.
const MOST_TRIED: usize = 16;

/// A name that begins somewhere, and the byte where it ends.
type PatternHit<'n> = (&'n Pattern, usize);

/// One run over a text.
struct Scan<'s> {
    text: &'s str,
    language: Language,
    /// `not` words passed that may still cover a name.
    forbidden: Vec<Forbidden>,
    addresses: Addresses,
    found: Found,
}

/// A word of a term's `not` list in the text.
struct Forbidden {
    term: u32,
    range: Range<usize>,
    /// Whether it is a whole word by the same grammar as a mention.
    whole: bool,
}

/// How a name sits in its word.
struct Fit {
    /// End of the mention.
    end: usize,
    /// End of the word, particles included.
    word_end: usize,
    doubt: Doubt,
}

impl Scan<'_> {
    /// Decides between the names whose letters are at `start`; empties `hits`. Returns where to go on: the end of the
    /// name that was taken.
    fn choose(&mut self, start: usize, hits: &mut Vec<PatternHit>) -> usize {
        if hits.is_empty() {
            return 0;
        }
        hits.sort_by_key(|(pattern, end)| (Reverse(*end), pattern.rank()));
        self.forbidden.retain(|word| word.range.end > start);
        for &(pattern, end) in hits
            .iter()
            .filter(|(pattern, _)| pattern.kind == PatternKind::Not)
            .take(MOST_TRIED)
        {
            if pattern.spelled(&self.text[start..end]) {
                let whole = self.fit(pattern, start, end).is_some();
                self.forbidden.push(Forbidden {
                    term: pattern.term,
                    range: start..end,
                    whole,
                });
            }
        }
        let mut prose = None;
        let mut refused = None;
        for (pattern, end) in hits
            .drain(..)
            .filter(|(pattern, _)| pattern.kind != PatternKind::Not)
            .take(MOST_TRIED)
        {
            let name = &self.text[start..end];
            // The edges first: they are the cheaper test, and one long word may hold many names.
            let fit = self.fit(pattern, start, end);
            if (fit.is_none() && refused.is_some()) || !pattern.spelled(name) {
                continue;
            }
            let text = self.text;
            let prose = prose.get_or_insert_with(|| {
                edges::left(text, start, self.language) && !self.addresses.contain(text, start)
            });
            if !*prose {
                return 0;
            }
            let Some(fit) = fit else {
                refused = Some((pattern.term, end));
                continue;
            };
            if self.is_forbidden(pattern.term, start, end, &fit)
                || (pattern.plain && !self.means_itself(pattern, start, end, &fit))
            {
                continue;
            }
            let mention = NameMatch {
                term: pattern.term,
                range: start..fit.end,
            };
            let list = if self.doubtful(pattern, &fit) {
                &mut self.found.ambiguous
            } else {
                &mut self.found.mentions
            };
            list.push(mention);
            return fit.end;
        }
        if let Some((term, end)) = refused {
            let rest = &self.text[end..];
            let len = rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
            // In crates.io it is not the s that prevents a match.
            if len > 0 && edges::right(self.text, end + len, self.language) {
                self.found.rejected.push(Rejected {
                    term,
                    range: start..end + len,
                });
            }
        }
        0
    }

    /// How the name at `start..end` sits in its word; `None` if anything but its own endings is
    /// attached to it.
    fn fit(&self, pattern: &Pattern, start: usize, end: usize) -> Option<Fit> {
        let particles = |end: usize, last| {
            let tail = korean::tail(&self.text[end..], last);
            match tail {
                Some(tail) => edges::right(self.text, end + tail.len, self.language)
                    .then_some((end + tail.len, tail.doubt)),
                // Letters follow that are no particles: only a language without spaces has a word
                // end here.
                None => edges::right(self.text, end, self.language).then_some((end, Doubt::None)),
            }
        };
        if let Some((word_end, doubt)) = particles(end, pattern.last) {
            return Some(Fit {
                end,
                word_end,
                doubt,
            });
        }
        if !pattern.plural {
            return None;
        }
        let name = &self.text[start..end];
        let plural = english::plural(name, &self.text[end..], pattern.in_capitals(name));
        if plural == 0 {
            return None;
        }
        let end = end + plural;
        particles(end, Final::Either).map(|(word_end, doubt)| Fit {
            end,
            word_end,
            doubt,
        })
    }

    /// Whether a common noun is one here: not if capitals alone make it look like one, nor at the
    /// beginning of an idiom.
    fn means_itself(&self, pattern: &Pattern, start: usize, end: usize, fit: &Fit) -> bool {
        let shouted = pattern.in_capitals(&self.text[start..end]);
        (!shouted || edges::in_heading(self.text, start..fit.end))
            && !english::idiom(&self.text[fit.end..])
    }

    /// Whether one of the term's `not` words covers the name. One that ends inside the name's own
    /// particles has to be a word by itself: the not-word 원자로 forbids 원자 in 원자로를, but not in 원자로서.
    fn is_forbidden(&self, term: u32, start: usize, end: usize, fit: &Fit) -> bool {
        self.forbidden.iter().any(|word| {
            word.term == term
                && word.range.start <= start
                && word.range.end >= end
                && (word.whole || word.range.end > fit.word_end)
        })
    }

    /// Whether the name is too short, or its particle too doubtful, to link it without being asked to.
    fn doubtful(&self, pattern: &Pattern, fit: &Fit) -> bool {
        let doubt = match fit.doubt {
            Doubt::None => false,
            Doubt::AfterShortName => pattern.short,
            Doubt::UnlessModifying => !self.text[fit.word_end..].starts_with(|c: char| {
                (c.is_whitespace() && c != BLOCK_END) || c == OPAQUE || "\"'“‘「『《〈".contains(c)
            }),
            Doubt::UnlessBefore(words) => {
                let rest = self.text[fit.word_end..].trim_start_matches([' ', '\n', '\u{a0}']);
                !words.iter().any(|word| rest.starts_with(word))
            }
            Doubt::Always => true,
        };
        !pattern.auto && (pattern.tiny || doubt)
    }
}

#[cfg(test)]
#[path = "mention_tests.rs"]
mod tests;
