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
//! 4. What depends on the other texts of the site waits for them ([`super::evidence`]).
//!
//! The text is that of a whole document: the texts of its inline nodes with nothing between them,
//! so that 콜로서스 in bold and the 는 behind it make one word; a soft line break as `\n`; blocks
//! separated by U+2029; NFC. Code and other things that are not prose are given as [`OPAQUE`], one
//! for each byte. Offsets are bytes of that text.

use std::cmp::Reverse;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::edges::{self, Addresses, Works};
use super::evidence::{Condition, Sign};
use super::names::Names;
use super::pattern::{BLOCK_END, OPAQUE, Pattern, PatternKind};
use crate::lang::Language;
use crate::lang::english;
use crate::lang::korean::{self, Final, Tail, is_word_char};
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
    /// Names too short or too doubtful to be sure of, with what would make them mentions; disjoint, also from the mentions.
    pub(crate) doubtful: Vec<(NameMatch, Condition)>,
    /// What the text says of the names.
    pub(crate) signs: Vec<(u32, Sign)>,
    /// Names that are not to be used, each by its number among the term's.
    pub(crate) avoided: Vec<(NameMatch, u32)>,
    /// Particles that do not go with the mention before them, and the right ones.
    pub(crate) mistaken: Vec<(Range<usize>, &'static str)>,
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
            works: Works::default(),
            block: 0,
            lowered: FxHashMap::default(),
            found: Found::default(),
        };
        let mut hits = Vec::new();
        let mut resume = 0;
        let mut before = [None; 2];
        for (at, c) in text.char_indices() {
            if at >= resume && edges::word_begins(before, c, language) && self.may_start(c) {
                self.walk(text, at, &mut hits);
                while seams.next_if(|seam| *seam <= at).is_some() {}
                if let Some(seam) = seams.peek() {
                    hits.retain(|(pattern, end)| end <= seam || pattern.kind == PatternKind::Not);
                }
                resume = scan.choose(at, &mut hits);
            }
            scan.block += u32::from(c == BLOCK_END);
            before = [Some(c), before[0]];
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
    works: Works,
    /// How many blocks have ended, and in which one each name was last without its capitals.
    block: u32,
    lowered: FxHashMap<u32, u32>,
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
    /// Whether the particles make a verb of it.
    verb: bool,
    plural: bool,
    /// The right particle, where the writer took the wrong one.
    right: Option<&'static str>,
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
            if pattern.spelled(&self.text[start..end]).is_some() {
                let whole = self.fit(pattern, start, end).is_some();
                self.forbidden.push(Forbidden {
                    term: pattern.term,
                    range: start..end,
                    whole,
                });
            }
        }
        let avoided = self.avoided(start, hits);
        let least = avoided.as_ref().map_or(start, |(name, _)| name.range.end);
        let taken = self.mention(start, least, hits);
        match avoided {
            // A longer name that holds it is another word.
            Some(avoided) if taken <= least => {
                self.found.avoided.push(avoided);
                least
            }
            _ => taken,
        }
    }

    /// The longest name at `start` that is not to be used.
    fn avoided(&self, start: usize, hits: &[PatternHit]) -> Option<(NameMatch, u32)> {
        let mut names = hits.iter().filter_map(|(pattern, end)| match pattern.kind {
            PatternKind::Avoid(number) => Some((*pattern, *end, number)),
            _ => None,
        });
        let found = names
            .by_ref()
            .take(MOST_TRIED)
            .find_map(|(pattern, end, number)| {
                let fit = self.fit(pattern, start, end)?;
                pattern.spelled(&self.text[start..end])?;
                let sure = fit.doubt == Doubt::None && !pattern.tiny;
                let meant = sure && !self.is_forbidden(pattern.term, start, end, &fit);
                let range = start..fit.end;
                let term = pattern.term;
                meant.then_some((NameMatch { term, range }, number))
            })?;
        let is_prose = edges::left(self.text, start, self.language);
        is_prose.then_some(found)
    }

    /// Finds the term that is named at `start` by a name that ends at `least` or later; empties `hits`. Returns the end of the name
    /// that was taken.
    fn mention(&mut self, start: usize, least: usize, hits: &mut Vec<PatternHit>) -> usize {
        let is_name = |kind| matches!(kind, PatternKind::Name | PatternKind::Plural);
        let mut prose = None;
        let mut refused = None;
        for (pattern, end) in hits
            .drain(..)
            .filter(|(pattern, end)| is_name(pattern.kind) && *end >= least)
            .take(MOST_TRIED)
        {
            let name = &self.text[start..end];
            // The edges first: they are the cheaper test, and one long word may hold many names.
            let fit = self.fit(pattern, start, end);
            if refused.is_some_and(|(term, _)| fit.is_none() || term != pattern.term) {
                continue;
            }
            let Some(lacking) = pattern.spelled(name) else {
                continue;
            };
            let text = self.text;
            let prose = prose.get_or_insert_with(|| {
                edges::left(text, start, self.language) && !self.addresses.contain(text, start)
            });
            if !*prose {
                return 0;
            }
            let Some(fit) = fit else {
                // A longer name that goes on otherwise: 마운트 해제됨 is not 마운트 either.
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
            if self.works.hold_part_of(text, &mention.range) {
                return 0;
            }
            self.notice(pattern, &mention.range, &fit, lacking);
            if let Some(right) = fit.right {
                let particle = fit.end..fit.word_end;
                self.found.mistaken.push((particle, right));
            }
            match self.condition(pattern, &fit, lacking) {
                Some(condition) => self.found.doubtful.push((mention, condition)),
                None => self.found.mentions.push(mention),
            }
            return fit.end;
        }
        if let Some((term, end)) = refused {
            let rest = &self.text[end..];
            let len = rest.find(|c| !is_word_char(c)).unwrap_or(rest.len());
            let person = rest[..len].strip_prefix('인').is_some_and(|tail| {
                !tail.is_empty()
                    && korean::tail(tail, Final::Consonant).is_some_and(|t| t.doubt == Doubt::None)
            });
            if person {
                self.found.signs.push((term, Sign::Person));
            }
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
                    .then_some((end + tail.len, tail)),
                // Letters follow that are no particles: only a language without spaces has a word
                // end here.
                None => edges::right(self.text, end, self.language).then_some((end, Tail::NONE)),
            }
        };
        let fit = |end, plural, (word_end, tail): (usize, Tail)| Fit {
            end,
            word_end,
            doubt: tail.doubt,
            verb: tail.verb,
            plural,
            right: None,
        };
        if let Some(found) = particles(end, pattern.last) {
            return Some(fit(end, false, found));
        }
        if let Some((len, right)) = self.mistaken(pattern, end) {
            let tail = Tail { len, ..Tail::NONE };
            return Some(Fit {
                right: Some(right),
                ..fit(end, false, (end + len, tail))
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
        particles(end, Final::Either).map(|found| fit(end, true, found))
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

    /// A wrong particle that ends the word behind the name. After two syllables 과 may be a department (외과, 간호과).
    fn mistaken(&self, pattern: &Pattern, end: usize) -> Option<(usize, &'static str)> {
        let (len, right) = korean::mistaken(&self.text[end..], pattern.last)?;
        let doubtful = pattern.tiny || (right == "와" && pattern.short);
        (!doubtful && edges::right(self.text, end + len, self.language)).then_some((len, right))
    }

    /// Notes what the place says of the term's names.
    fn notice(&mut self, pattern: &Pattern, range: &Range<usize>, fit: &Fit, lacking: u32) {
        let mut sign = |sign| self.found.signs.push((pattern.term, sign));
        if fit.verb && fit.doubt == Doubt::None {
            sign(Sign::Action);
        }
        if !pattern.titled {
            return;
        }
        if lacking > 0 {
            if self.lowered.insert(pattern.term, self.block) != Some(self.block) {
                sign(Sign::Lower);
            }
            return;
        }
        let inside = edges::in_sentence(self.text, range.clone(), !pattern.proper);
        match (inside, fit.plural) {
            (true, true) => sign(Sign::Several),
            (true, false) => sign(Sign::Upper),
            (false, false) => sign(Sign::First),
            (false, true) => {}
        }
        if inside && !fit.plural && english::counts(self.text[..range.start].trim_end()) {
            sign(Sign::Several);
        }
    }

    /// What has to be true for the name to be a mention, if that is not sure.
    fn condition(&self, pattern: &Pattern, fit: &Fit, lacking: u32) -> Option<Condition> {
        if pattern.auto {
            return None;
        }
        let rest = &self.text[fit.word_end..];
        let modifies = || {
            rest.starts_with(|c: char| {
                (c.is_whitespace() && c != BLOCK_END) || c == OPAQUE || "\"'“‘「『《〈".contains(c)
            })
        };
        let ends = || {
            rest.chars()
                .next()
                .is_none_or(|c| c == BLOCK_END || ".?!…\"'”’)」』".contains(c))
        };
        let asked = Some(Condition::Asked);
        let by_ending = match fit.doubt {
            Doubt::None => None,
            Doubt::AfterShortName => asked.filter(|_| pattern.short),
            Doubt::ShortUnlessEnd => asked.filter(|_| pattern.short && !ends()),
            Doubt::ShortUnlessSpace => {
                asked.filter(|_| pattern.short && !rest.starts_with([' ', '\n', '\u{a0}']))
            }
            Doubt::UnlessModifying => asked.filter(|_| !modifies()),
            Doubt::Person if modifies() => Some(Condition::NotPerson),
            Doubt::Person => asked,
            Doubt::UnlessActed => Some(Condition::Action),
            Doubt::UnlessBefore(words) => {
                let rest = rest.trim_start_matches([' ', '\n', '\u{a0}']);
                asked.filter(|_| !words.iter().any(|word| rest.starts_with(word)))
            }
            Doubt::Always => asked,
        };
        if pattern.tiny || (pattern.common && self.language == Language::English) {
            return asked;
        }
        by_ending.or_else(|| {
            if lacking > 0 {
                return Some(Condition::NotProper);
            }
            (fit.plural && pattern.proper).then_some(Condition::Several)
        })
    }
}

#[cfg(test)]
#[path = "mention_tests.rs"]
mod tests;
