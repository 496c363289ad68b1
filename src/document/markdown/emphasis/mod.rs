//! Emphasis next to Korean, Chinese and Japanese characters.
//!
//! CommonMark lets a run of `*` begin or end emphasis by the kinds of its two neighbours, and expects words separated by
//! spaces: in `**"피지컬 AI"**는` the second run has punctuation inside and a letter outside, so it cannot close. The
//! [CJK-friendly amendments](https://github.com/tats-u/markdown-cjk-friendly/blob/main/specification.md) correct that. The
//! parser does not know them, so [`prepare`] rewrites what it reads: it puts *marks*, characters the source does not
//! contain, next to such runs. [`Prepared::clean`] takes them out of the events, [`Prepared::original`] out of the byte
//! ranges. Once a release of pulldown-cmark has the option, this module can go.
//!
//! The amendments to 6.2 come down to one sentence: if neither neighbour of a run is white space (the edge of a line
//! counts as such) and at least one is a CJK character, the run is both left- and right-flanking. CommonMark disagrees
//! only where exactly one of the two is punctuation. So a mark of the kind *letter* goes between the run and each
//! neighbour that may be punctuation; a run among letters is both left- and right-flanking. No run loses anything by it
//! (after punctuation with a variation selector the amendments would have it so; there CommonMark's reading stays).
//!
//! The neighbour may be judged by its own neighbours, too (`_`, another run), and must go on to see punctuation where
//! the run was. So a mark of the kind *sign* goes between letter and neighbour: with `x` and `;` for the two,
//! `**"A"**는` is read as `**"A";x**는`. Every other character thus keeps neighbours of the kinds it had, a mark that was
//! not needed changes nothing, and code, links, HTML and blocks, which do not depend on what is next to a star, stay
//! what they are.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use memchr::memchr_iter;
use pulldown_cmark::{CowStr, Event};

use super::formula::PRICE;
use super::texts;

/// The marks of the kind letter: private use, to the parser neither white space nor punctuation.
const LETTERS: RangeInclusive<char> = '\u{E000}'..='\u{F8FF}';
/// The marks of the kind sign: Braille patterns, of category So, which is punctuation to CommonMark.
const SIGNS: RangeInclusive<char> = '\u{2801}'..='\u{28FF}';
/// Bytes in a mark of either kind.
const MARK: usize = 3;
/// Index of the letter in [`Prepared::kinds`].
const LETTER: usize = 0;
/// Index of the sign.
const SIGN: usize = 1;

/// The CJK characters of the amendments, 2.1: East Asian Width W, F or H (UAX #11) and not an emoji by default
/// (`Emoji_Presentation`, UTS #51), or of the script Hangul (UAX #24). Unicode 16, with gaps of unassigned characters
/// closed. A range begins at every first number and ends before every second one.
const CJK: [u32; 52] = [
    0x1100, 0x1200, 0x20A9, 0x20AA, 0x2329, 0x232B, 0x2630, 0x2638, 0x268A, 0x2690, 0x2E80, 0x303F,
    0x3041, 0x3248, 0x3250, 0xA4D0, 0xA960, 0xA980, 0xAC00, 0xD800, 0xF900, 0xFB00, 0xFE10, 0xFE20,
    0xFE30, 0xFE70, 0xFF01, 0xFFF0, 0x16FE0, 0x18E00, 0x1AFF0, 0x1B300, 0x1D300, 0x1D357, 0x1D360,
    0x1D377, 0x1F200, 0x1F201, 0x1F202, 0x1F21A, 0x1F21B, 0x1F22F, 0x1F230, 0x1F232, 0x1F237,
    0x1F238, 0x1F23B, 0x1F250, 0x1F260, 0x1F266, 0x20000, 0x3FFFE,
];

/// Text made ready for the parser.
#[derive(Debug)]
pub(crate) struct Prepared<'a> {
    text: Cow<'a, str>,
    /// The letter and the sign; the source has neither.
    kinds: [char; 2],
    /// Where in `text` each mark begins, ascending.
    marks: Vec<usize>,
    /// Whether there are [`PRICE`]s, which are dollar signs to those who read the events.
    has_prices: bool,
}

/// Puts marks next to every run of `*`, and every `~~`, that the amendments take for flanking and CommonMark may not.
///
/// Borrows `source` if there is no such run. Takes time linear in its length.
pub(crate) fn prepare(source: &str) -> Prepared<'_> {
    let mut prepared = Prepared {
        text: Cow::Borrowed(source),
        kinds: ['\0'; 2],
        marks: Vec::new(),
        has_prices: source.contains(PRICE),
    };
    let places = places(source);
    if places.is_empty() {
        return prepared;
    }
    // A source that has all 6,400 letters or all 255 signs in it keeps CommonMark's reading.
    let (Some(letter), Some(sign)) = (absent(source, LETTERS), absent(source, SIGNS)) else {
        return prepared;
    };
    prepared.kinds = [letter, sign];
    let mut text = String::with_capacity(source.len() + places.len() * MARK);
    let mut copied = 0;
    for (at, kind) in places {
        text.push_str(&source[copied..at]);
        copied = at;
        prepared.marks.push(text.len());
        text.push(prepared.kinds[kind]);
    }
    text.push_str(&source[copied..]);
    prepared.text = Cow::Owned(text);
    prepared
}

impl Prepared<'_> {
    /// What the parser is to read.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is any mark; if not, `text` is the source itself.
    pub(crate) fn is_marked(&self) -> bool {
        !self.marks.is_empty()
    }

    /// The byte offset in the source for one in `text`, of the start or the end of an event's range.
    pub(crate) fn original(&self, offset: usize) -> usize {
        let count = self.marks.partition_point(|&mark| mark < offset);
        match self.marks[..count].last() {
            // The parser does not part the bytes of a mark; an offset among them counts as the mark's end.
            Some(last) => offset.max(last + MARK) - count * MARK,
            None => offset,
        }
    }

    /// The event without marks. A text that was nothing but marks comes out empty.
    pub(crate) fn clean<'e>(&self, mut event: Event<'e>) -> Event<'e> {
        if !self.is_marked() && !self.has_prices {
            return event;
        }
        texts::each(&mut event, |text| self.strip(text));
        event
    }

    fn strip(&self, text: &mut CowStr<'_>) {
        if self.has_prices && text.contains(PRICE) {
            *text = text.replace(PRICE, "$").into();
        }
        if !text.contains(self.kinds) {
            return;
        }
        // Emphasised text has its marks at the ends: what is between them needs no copy.
        if let CowStr::Borrowed(whole) = text {
            *whole = whole.trim_matches(self.kinds);
        }
        if text.contains(self.kinds) {
            *text = text.replace(self.kinds, "").into();
        }
    }
}

/// Where in the source marks have to be, ascending, and of which kind each.
fn places(source: &str) -> Vec<(usize, usize)> {
    let bytes = source.as_bytes();
    let mut places = Vec::new();
    let mut end = 0;
    while let Some(skipped) = bytes[end..].iter().position(|b| matches!(b, b'*' | b'~')) {
        let mut start = end + skipped;
        let delimiter = bytes[start];
        end = start
            + bytes[start..]
                .iter()
                .take_while(|&&b| b == delimiter)
                .count();
        // `\*`: the first star is text. `\\*`: the backslash is text and the run's neighbour. A mark would be right
        // there, but so near an escape it is not worth the risk: the run is left alone.
        let backslashes = bytes[..start]
            .iter()
            .rev()
            .take_while(|&&b| b == b'\\')
            .count();
        if backslashes % 2 == 1 {
            start += 1;
        } else if backslashes > 0 {
            continue;
        }
        // To the parser a single `~` is, like `_`, never within a word, and three are text or a code fence.
        if start == end || delimiter == b'~' && end - start != 2 {
            continue;
        }
        let Some((before, after)) = wanted(&source[..start], &source[end..]) else {
            continue;
        };
        if before {
            places.extend([(start, SIGN), (start, LETTER)]);
        }
        if after {
            places.extend([(end, LETTER), (end, SIGN)]);
        }
    }
    places
}

/// Whether a run wants a mark before it and one after it; `None` where the amendments do not apply.
fn wanted(before: &str, after: &str) -> Option<(bool, bool)> {
    let (previous, next) = (before.chars().next_back()?, after.chars().next()?);
    let applies = !previous.is_whitespace()
        && !next.is_whitespace()
        && (is_cjk(next) || ends_in_cjk(before))
        && !at_edge(before, previous, after);
    applies.then(|| (may_be_punctuation(previous), may_be_punctuation(next)))
}

fn is_cjk(c: char) -> bool {
    CJK.partition_point(|&bound| bound <= u32::from(c)) % 2 == 1
}

/// Whether a text ends in a CJK character, also one with a variation selector, except the selector that makes an emoji
/// of it (amendments, 2.1: CJK sequence, ideographic variation selector).
fn ends_in_cjk(text: &str) -> bool {
    let mut back = text.chars().rev();
    match back.next() {
        Some('\u{FE00}'..='\u{FE0E}') => back.next().is_some_and(is_cjk),
        Some('\u{E0100}'..='\u{E01EF}') => true,
        last => last.is_some_and(is_cjk),
    }
}

/// Whether a run is at the edge of a line though next to no white space: at a pipe, which may be a table's, or first in
/// a block quote or a definition (`>**글**`). The parser knows these edges by itself.
fn at_edge(before: &str, previous: char, after: &str) -> bool {
    match previous {
        '|' => true,
        // Stops at the first byte that is in no marker of a container, so that no long line is read again and again.
        '>' | ':' => (before.bytes().rev())
            .take_while(|b| !matches!(b, b'\n' | b'\r'))
            .all(|b| b" \t>:-+*.)0123456789".contains(&b)),
        _ => after.trim_start_matches('\\').starts_with('|'),
    }
}

/// Whether the parser may take a character for punctuation, that is, for one of the categories P and S (CommonMark 2.1).
///
/// Its table is not public, and another one would be a dependency. But all of P and S is neither alphabetic nor a number,
/// some circled and squared letters excepted; what is neither and yet no punctuation gets a mark that changes nothing.
fn may_be_punctuation(c: char) -> bool {
    !c.is_alphanumeric() || matches!(c, '\u{24B6}'..='\u{24E9}' | '\u{1F130}'..='\u{1F189}')
}

/// The first character of a range that a source has neither as such nor as a numeric reference, `&#xE000;`.
fn absent(source: &str, mut range: RangeInclusive<char>) -> Option<char> {
    // Hangul and what most texts are made of besides begin with other bytes.
    let first = |c: &char| c.encode_utf8(&mut [0; 4]).as_bytes()[0];
    let bytes = first(range.start())..=first(range.end());
    let at = bytes.flat_map(|byte| memchr_iter(byte, source.as_bytes()));
    let written = at.filter_map(|at| source[at..].chars().next());
    let written = written.chain(references(source));
    let used: BTreeSet<char> = written.filter(|c| range.contains(c)).collect();
    range.find(|c| !used.contains(c))
}

/// The characters that numeric references refer to (CommonMark 2.5). No named one refers to a mark.
fn references(source: &str) -> impl Iterator<Item = char> {
    let starts = memchr_iter(b'&', source.as_bytes());
    let digits = starts.filter_map(|at| source[at..].strip_prefix("&#"));
    digits.filter_map(|rest| {
        let hex = rest.strip_prefix(['x', 'X']);
        let (digits, radix) = hex.map_or((rest, 10), |hex| (hex, 16));
        let end = digits.find(|c: char| !c.is_digit(radix))?;
        char::from_u32(u32::from_str_radix(&digits[..end], radix).ok()?)
    })
}

#[cfg(test)]
mod tests;
