//! Figures in running text: what a number is worth, and of what, in Korean and in English.
//!
//! A translation keeps every figure, in another form: 63조 원 is 63 trillion won, 1억 2천만 is 120 million, 6월 is June, 세 배 is
//! three times. [`of`] finds the figures of a text, each with every value that it may have (`0과 1만` is 1 or 10,000); [`Figures::missing_in`]
//! those that a text has and its translation has in no form. Sets are compared, not counts: a figure may be said twice.
//!
//! Digits that are part of a name are no figures (GPT-4, ES2015, h1), nor are those of addresses. Small numbers are compared only
//! where a unit makes them figures: how often "one" or "두" is written depends on the language.

mod dates;
mod numbers;
mod powers;
#[cfg(test)]
mod tests;
mod units;
mod words;

use std::ops::Range;

use self::dates::{date, is_part_of_date};
use self::numbers::{english_value, is_end_of_range, korean_value, number, of_range};
use self::powers::power;
use self::units::{LATIN_UNITS, of_end_of_range, unit};
use self::words::word;
use super::Language;

/// How far a number is compared with those of a translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compared {
    /// It is a form of others, and never missed itself.
    Never,
    /// Within its block, with another one in its place: how often small numbers are written depends on the language.
    InBlock,
    /// In the whole text.
    Everywhere,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    /// Nothing that both languages name.
    None,
    Dollar,
    Won,
    Euro,
    Yen,
    Percent,
    /// Percentage points.
    Points,
    /// A place in an order: third.
    Ordinal,
    /// One of the calendar.
    Month,
    /// Nothing, in a number that may be a month: 4/5, 2025-10.
    PartOfDate,
    Years,
    Months,
    Weeks,
    Days,
    Hours,
    Minutes,
    Seconds,
    Milliseconds,
    Kilometres,
    Metres,
    Centimetres,
    Millimetres,
    Tonnes,
    Kilograms,
    Grams,
    Bits,
    Bytes,
    Kilobytes,
    Megabytes,
    Gigabytes,
    Terabytes,
    Kilowatts,
    Megawatts,
    Gigawatts,
    Pixels,
}

/// A figure of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
    /// What it may be worth, in millionths.
    values: Vec<i128>,
    unit: Unit,
    pub(crate) compared: Compared,
}

impl Figure {
    /// Whether it is a measure of something: days, money, a share.
    pub(crate) fn has_unit(&self) -> bool {
        !matches!(self.unit, Unit::None | Unit::Ordinal)
    }
}

/// Millionths in one.
const ONE: i128 = 1_000_000;
/// Numbers up to this one are compared with a unit only.
const SMALL: i128 = 10 * ONE;
const LARGEST_DAY: i128 = 31 * ONE;

/// The figures of a text, in order.
pub(crate) fn of(text: &str, language: Language) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii() && !c.is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        if c.is_ascii_digit()
            && let Some((parts, end)) = date(text, at)
        {
            figures.extend(parts);
            at = end;
            continue;
        }
        let before = text[..at].chars().next_back();
        let (figure, end) = if c.is_ascii_digit() {
            digits(text, at, language).unwrap_or_default()
        } else if starts_word(before, c) {
            word(text, at, language)
        } else {
            // Nothing begins within a word but digits.
            (None, at + letters(&text[at..]))
        };
        figures.extend(figure);
        at = end.max(at + c.len_utf8());
    }
    figures
}

fn starts_word(before: Option<char>, c: char) -> bool {
    is_letter(c) && before.is_none_or(|b| !is_letter(b) && !b.is_numeric())
}

/// Whether a character is a letter. Most are of one of two scripts: the tables of Unicode need not be asked.
fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphabetic(),
        '가'..='힣' => true,
        // Punctuation, and what is between two blocks.
        '\u{2010}'..='\u{2029}' => false,
        c => c.is_alphabetic(),
    }
}

/// Bytes of letters at the start of a text.
fn letters(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += bytes[at..]
            .iter()
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        match text[at..].chars().next() {
            Some(c) if !c.is_ascii() && is_letter(c) => at += c.len_utf8(),
            _ => return at,
        }
    }
}

impl Figure {
    /// Whether it is compared in the whole text.
    pub(crate) fn is_sure(&self) -> bool {
        self.compared == Compared::Everywhere
    }

    /// Whether it may stand in the place of another one by mistake: what is compared within a block is small.
    pub(crate) fn may_replace(&self, other: &Self) -> bool {
        let is_small = |f: &Self| f.values.iter().all(|v| *v <= LARGEST_DAY);
        let is_loose = |f: &Self| f.compared == Compared::InBlock;
        let is_place = |f: &Self| f.unit == Unit::Ordinal;
        !(is_loose(self) || is_loose(other))
            || is_small(self) && is_small(other) && is_place(self) == is_place(other)
    }

    /// Whether two figures may be the same.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let same = self.values.iter().any(|value| other.values.contains(value));
        same && fits(self.unit, other.unit)
    }
}

/// The figures of a text, and all that they may be worth.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures {
    /// Those that are compared in the whole text, in order.
    pub(crate) all: Vec<Figure>,
    /// Those that are compared within a block alone, in order.
    pub(crate) loose: Vec<Figure>,
    /// What each may be worth, and the byte where it is, sorted.
    forms: Vec<(i128, Unit, u32)>,
}

impl Figures {
    /// Puts figures together.
    pub(crate) fn new(all: Vec<Figure>) -> Self {
        let of_figure = |f: &Figure| {
            let (unit, at) = (f.unit, f.range.start as u32);
            f.values
                .clone()
                .into_iter()
                .map(move |value| (value, unit, at))
        };
        let mut forms: Vec<_> = all.iter().flat_map(of_figure).collect();
        forms.sort_unstable();
        forms.shrink_to_fit();
        let is_loose = |f: &&Figure| f.compared == Compared::InBlock;
        let loose = all.iter().filter(is_loose).cloned().collect();
        let mut all = all;
        all.retain(|figure| figure.compared == Compared::Everywhere);
        all.shrink_to_fit();
        Self { all, loose, forms }
    }

    /// The figures that a translation has in no form.
    pub(crate) fn missing_in<'f>(&'f self, there: &Figures) -> impl Iterator<Item = &'f Figure> {
        self.all
            .iter()
            .filter(move |f| !there.has(f, &(0..usize::MAX)))
    }

    /// The figures of a block that the translation's block has in no form.
    pub(crate) fn missing_in_block<'f>(
        &'f self,
        block: &Range<usize>,
        there: &Figures,
        their_block: &Range<usize>,
    ) -> impl Iterator<Item = &'f Figure> {
        let own = self.of_block(block);
        own.filter(move |f| !there.has(f, their_block))
    }

    /// The figures of some bytes that are compared within a block.
    pub(crate) fn of_block<'f>(&'f self, block: &Range<usize>) -> impl Iterator<Item = &'f Figure> {
        let (start, end) = (block.start, block.end);
        let inside = move |figures: &'f [Figure]| {
            let first = figures.partition_point(|f| f.range.start < start);
            let end = figures.partition_point(|f| f.range.start < end);
            figures[first..end].iter()
        };
        inside(&self.all).chain(inside(&self.loose))
    }

    /// Whether some bytes have a figure in a form.
    fn has(&self, figure: &Figure, bytes: &Range<usize>) -> bool {
        figure.values.iter().any(|value| {
            // Each unit of the same value, and of each the first in the bytes: a text may say a number a thousand times.
            let mut at = self.forms.partition_point(|(v, ..)| v < value);
            while let Some((_, unit, _)) = self.forms.get(at).filter(|(v, ..)| v == value) {
                let start = u32::try_from(bytes.start).unwrap_or(u32::MAX);
                let first = (*value, *unit, start);
                let first = self.forms.partition_point(|form| *form < first);
                let here = self.forms.get(first).is_some_and(|(v, u, at)| {
                    v == value && u == unit && bytes.contains(&(*at as usize))
                });
                if here && fits(figure.unit, *unit) {
                    return true;
                }
                let last = (*value, *unit, u32::MAX);
                at = self.forms.partition_point(|form| *form <= last);
            }
            false
        })
    }
}

/// Whether two units may be the same: money of another currency is not, nor are metres kilometres. A month is one in both languages.
fn fits(a: Unit, b: Unit) -> bool {
    match (a, b) {
        _ if a == b => true,
        (Unit::Month, other) | (other, Unit::Month) => other == Unit::PartOfDate,
        _ => match (kind(a), kind(b)) {
            (Some(of_a), Some(of_b)) => of_a != of_b && (has_twin(a) || has_twin(b)),
            _ => true,
        },
    }
}

/// Whether the Korean word for a unit is another word too: 주 is shares, 분 people.
fn has_twin(unit: Unit) -> bool {
    use Unit as U;
    matches!(
        unit,
        U::Won
            | U::Yen
            | U::Weeks
            | U::Days
            | U::Minutes
            | U::Seconds
            | U::Months
            | U::Years
            | U::Metres
            | U::Grams
    )
}

/// Whether a unit is one of time, which goes with small numbers in words too.
fn is_of_time(unit: Unit) -> bool {
    kind(unit) == kind(Unit::Hours)
}

/// What two units both measure, where each of them is written in both languages.
fn kind(unit: Unit) -> Option<u8> {
    use Unit as U;
    Some(match unit {
        U::Dollar | U::Won | U::Euro | U::Yen => 0,
        U::Years
        | U::Months
        | U::Weeks
        | U::Days
        | U::Hours
        | U::Minutes
        | U::Seconds
        | U::Milliseconds => 1,
        U::Kilometres | U::Metres | U::Centimetres | U::Millimetres => 2,
        U::Tonnes | U::Kilograms | U::Grams => 3,
        U::Percent | U::Points => 4,
        U::Bits | U::Bytes | U::Kilobytes | U::Megabytes | U::Gigabytes | U::Terabytes => 5,
        U::Kilowatts | U::Megawatts | U::Gigawatts => 6,
        U::Pixels => 7,
        U::None | U::Ordinal | U::Month | U::PartOfDate => return None,
    })
}

/// Whether a number in digits is a place in an order: 3번째, 제3, 3rd.
fn is_ordinal(before: &str, after: &str) -> bool {
    const AFTER: [&str; 6] = ["번째", " 번째", "st", "nd", "rd", "th"];
    before.ends_with('제') || AFTER.iter().any(|sign| after.starts_with(sign))
}

/// A figure that begins with a digit; `None` in its place if it is part of a name.
fn digits(text: &str, at: usize, language: Language) -> Option<(Option<Figure>, usize)> {
    let (value, end) = number(&text[at..])?;
    let end = at + end;
    let before = &text[..at];
    // GPT-4, ES2015, v2.1, #12, 3.1.4, addresses.
    let slash = before.strip_suffix('/');
    let rest = &text[end..];
    let name = slash.is_some_and(|b| !b.ends_with(|c: char| c.is_ascii_digit()))
        || before
            .ends_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '#' | '@' | '\\'))
        || before.strip_suffix(['-', '.', '‑']).is_some_and(|b| {
            b.ends_with(|c: char| c.is_ascii_alphanumeric()) && !b.ends_with("pre")
        }) && !is_end_of_range(before, value, rest)
        || rest.starts_with(['_', '@']);
    let version = rest
        .strip_prefix('.')
        .is_some_and(|r| r.starts_with(|c: char| c.is_ascii_digit()));
    if name || version {
        return Some((
            None,
            end + rest
                .find(|c: char| !c.is_ascii_alphanumeric() && c != '.')
                .unwrap_or(rest.len()),
        ));
    }
    let start_of_rest = end;
    // English that quotes Korean has its numbers: 63조.
    let korean = language == Language::Korean || rest.starts_with(['만', '억', '조']);
    let power = power(value, rest);
    let is_power = power.as_ref().is_some_and(|power| power.counts);
    let (mut values, end) = match power {
        Some(power) => (vec![power.value], end + power.length),
        None if korean => korean_value(text, value, end)?,
        None => english_value(text, value, end)?,
    };
    if end == start_of_rest {
        values.extend(of_range(text, value, end, korean));
    }
    let rest = &text[end..];
    let letters = rest.len()
        - rest
            .trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .len();
    let (mut unit, small_counts) = unit(before, rest);
    if is_ordinal(before, rest) {
        unit = Unit::Ordinal;
    }
    if unit == Unit::None {
        unit = of_end_of_range(rest);
    }
    if unit == Unit::None && is_part_of_date(before, value, rest) {
        unit = Unit::PartOfDate;
    }
    // One and a half is written with digits in one language and in words in the other.
    let has_fraction = value % ONE != ONE / 2 && text[at..start_of_rest].contains('.');
    // A year, an hour.
    let single = value == ONE && is_of_time(unit);
    let counts =
        values.iter().all(|v| *v > SMALL) || (small_counts && !single) || has_fraction || is_power;
    // 3D, 5G, 2x4: letters that are no unit make it a name, or are of a unit that is not known.
    // 16진수 is hexadecimal.
    let is_number = letters == 0 || LATIN_UNITS.contains(&&rest[..letters]);
    let is_radix = rest.starts_with("진수") || rest.starts_with("진법");
    let compared = match is_number && !is_radix {
        true if counts => Compared::Everywhere,
        true => Compared::InBlock,
        false => Compared::Never,
    };
    let figure = Figure {
        range: at..end,
        values,
        unit,
        compared,
    };
    Some((Some(figure), end + letters))
}
