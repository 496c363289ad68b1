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
    Kilometres,
    Metres,
    Centimetres,
    Millimetres,
    Kilograms,
    Grams,
}

/// A figure of a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Figure {
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
    /// What it may be worth, in millionths.
    values: Vec<i128>,
    unit: Unit,
    /// Whether it is compared: a small number without a unit is not.
    pub(crate) counts: bool,
}

impl Figure {
    /// Whether it is a measure of something: days, money, a share.
    pub(crate) fn has_unit(&self) -> bool {
        self.unit != Unit::None
    }
}

/// Millionths in one.
const ONE: i128 = 1_000_000;
/// Numbers up to this one are compared with a unit only.
const SMALL: i128 = 10 * ONE;

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
    /// Whether two figures may be the same.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let same = self.values.iter().any(|value| other.values.contains(value));
        same && fits(self.unit, other.unit)
    }
}

/// The figures of a text, and all that they may be worth.
#[derive(Debug, Clone, Default)]
pub(crate) struct Figures {
    /// Those that are compared, in order.
    pub(crate) all: Vec<Figure>,
    /// One of a unit of time, which is compared within a block alone, where it is not said in other words: one second.
    pub(crate) single: Vec<Figure>,
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
        let is_single = |f: &&Figure| !f.counts && is_of_time(f.unit) && f.values == [ONE];
        let single = all.iter().filter(is_single).cloned().collect();
        let mut all = all;
        all.retain(|figure| figure.counts);
        all.shrink_to_fit();
        Self { all, single, forms }
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
        inside(&self.all).chain(inside(&self.single))
    }

    /// Whether some bytes have a figure in a form.
    fn has(&self, figure: &Figure, bytes: &Range<usize>) -> bool {
        figure.values.iter().any(|value| {
            let from = self.forms.partition_point(|(v, ..)| v < value);
            let mut same = self.forms[from..].iter().take_while(|(v, ..)| v == value);
            same.any(|(_, unit, at)| bytes.contains(&(*at as usize)) && fits(figure.unit, *unit))
        })
    }
}

/// Whether two units may be the same: money of another currency is not, nor are metres kilometres. A month is one in both languages.
fn fits(a: Unit, b: Unit) -> bool {
    match (a, b) {
        _ if a == b => true,
        (Unit::Month, other) | (other, Unit::Month) => other == Unit::PartOfDate,
        _ => kind(a).is_none_or(|of_a| kind(b) != Some(of_a)),
    }
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
        U::Years | U::Months | U::Weeks | U::Days | U::Hours | U::Minutes | U::Seconds => 1,
        U::Kilometres | U::Metres | U::Centimetres | U::Millimetres => 2,
        U::Kilograms | U::Grams => 3,
        U::None | U::Percent | U::Month | U::PartOfDate => return None,
    })
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
    let counts = counts && !rest.starts_with("진수") && !rest.starts_with("진법");
    let counts = counts && (letters == 0 || LATIN_UNITS.contains(&&rest[..letters]));
    let figure = Figure {
        range: at..end,
        values,
        unit,
        counts,
    };
    Some((Some(figure), end + letters))
}
