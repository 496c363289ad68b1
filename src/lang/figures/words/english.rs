//! Numbers that are English words, and the names of months.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::units;
use super::super::{Compared, ONE, Unit, is_of_time};
use super::Word;
use crate::lang::english;

/// Whether a word may be a number or a month, by its first two letters.
pub(super) fn may_begin(word: &str) -> bool {
    let two = word.as_bytes().first_chunk();
    let two = two.and_then(|[a, b]| pair(*a, *b));
    two.is_some_and(|two| BEGINNINGS[two])
}

/// The name of a month in Korean text, as in sources and in what was not translated: a form of the month, and never missed itself.
pub(super) fn month(word: &str) -> Option<Word> {
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) || word.len() > 9 {
        return None;
    }
    let month = MONTHS.get(&*word.to_ascii_lowercase())?;
    Some(Word {
        values: vec![month * ONE],
        unit: Unit::Month,
        compared: Compared::Never,
    })
}

/// What the word at a place of a text is worth.
pub(super) fn word(text: &str, at: usize, word: &str) -> Option<Word> {
    // The longest is "twelve", "september" among months, with an "s".
    if !(3..=12).contains(&word.len()) {
        return None;
    }
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    let lower = match capital || word.bytes().any(|b| b.is_ascii_uppercase()) {
        true => Cow::Owned(word.to_ascii_lowercase()),
        false => Cow::Borrowed(word),
    };
    if capital && let Some(month) = MONTHS.get(&*lower) {
        return Some(Word {
            values: vec![month * ONE],
            unit: Unit::Month,
            compared: match is_month(text, at, word) {
                true => Compared::Everywhere,
                false => Compared::Never,
            },
        });
    }
    let base = lower.strip_suffix('s').unwrap_or(&lower);
    let number = *NUMBERS.get(&*lower).or_else(|| NUMBERS.get(base))?;
    if base == "half" {
        return Some(Word {
            values: vec![ONE / 2, 50 * ONE],
            unit: Unit::None,
            compared: Compared::Never,
        });
    }
    let mut values = vec![number * ONE];
    // two million, a hundred thousand: the whole too.
    let mut product = number.max(1);
    let mut end = at + word.len();
    loop {
        let rest = &text[end..];
        let next = rest.trim_start_matches([' ', '-']);
        let length = next
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(next.len());
        let size = match &next[..length] {
            "hundred" => 100,
            "thousand" => 1_000,
            "million" => 1_000_000,
            "billion" => 1_000_000_000,
            "trillion" => 1_000_000_000_000,
            "decade" | "decades" => 10,
            "century" | "centuries" => 100,
            _ => break,
        };
        product *= size;
        values.push(product * ONE);
        end = text.len() - next.len() + length;
    }
    // twenty-five
    if (20..100).contains(&number)
        && let Some(rest) = text[at + word.len()..].strip_prefix('-')
    {
        let length = rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        if let Some(ones) = NUMBERS
            .get(&rest[..length])
            .filter(|ones| (1..10).contains(*ones))
        {
            values.push((number + ones) * ONE);
        }
    }
    let of = units::unit("", &text[at + word.len()..]).0;
    let is_ordinal = ORDINALS.contains(&base) && is_place(text, at, base);
    let unit = match is_of_time(of) {
        _ if is_ordinal => Unit::Ordinal,
        true => of,
        false => Unit::None,
    };
    // Seven days are a week, twelve months a year; of one, none is counted.
    let is_other = matches!((number, unit), (7 | 14, Unit::Days) | (12, Unit::Months));
    let is_cardinal =
        CARDINALS.contains(&number) && !WITHOUT.contains(&base) && !ORDINALS.contains(&base);
    let compared = match unit {
        _ if lower != base || is_other || values.len() > 1 => Compared::Never,
        Unit::Ordinal => Compared::InBlock,
        Unit::None if is_cardinal => Compared::InBlock,
        unit if unit != Unit::None && is_cardinal => Compared::Everywhere,
        _ => Compared::Never,
    };
    Some(Word {
        values,
        unit,
        compared,
    })
}

/// Whether a word is a place in an order: "second" is a span of time too.
fn is_place(text: &str, at: usize, word: &str) -> bool {
    const BEFORE: [&str; 7] = ["a", "one", "per", "each", "every", "half", "split"];
    let before = text[..at].trim_end_matches([' ', '\n', '-']);
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next();
    let last = last.unwrap_or_default().to_ascii_lowercase();
    let is_span = BEFORE.contains(&&*last) || last.starts_with(|c: char| c.is_ascii_digit());
    word != "second" || !is_span
}

/// Numbers that are compared if they count time.
const CARDINALS: std::ops::RangeInclusive<i128> = 2..=20;
/// Words for the same that count nothing.
const WITHOUT: [&str; 5] = ["twice", "double", "both", "triple", "fortnight"];
/// Places in an order.
const ORDINALS: [&str; 10] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
];

/// Whether the name of a month is nothing else: May and March are words too, and short names are of people.
fn is_month(text: &str, at: usize, word: &str) -> bool {
    const BEFORE: [&str; 17] = [
        "in", "of", "by", "since", "until", "till", "from", "to", "early", "late", "mid", "last",
        "next", "every", "and", "through", "between",
    ];
    if word.len() <= 3 && word != "May" {
        return false;
    }
    if !matches!(word, "May" | "March") {
        return true;
    }
    let before = text[..at].trim_end_matches([' ', '\n', '-', '–']);
    let last = before.rsplit(|c: char| !c.is_alphanumeric()).next();
    let last = last.unwrap_or_default().to_ascii_lowercase();
    let after = text[at + word.len()..].trim_start_matches([' ', '\n', ',']);
    BEFORE.contains(&&*last)
        || last.starts_with(|c: char| c.is_ascii_digit())
        || after.starts_with(|c: char| c.is_ascii_digit())
}

/// Numbers that are words; half is told apart from none.
const WORDS: [(&str, i128); 60] = [
    ("decade", 10),
    ("century", 100),
    ("centuries", 100),
    ("fortnight", 2),
    ("zero", 0),
    ("one", 1),
    ("once", 1),
    ("first", 1),
    ("two", 2),
    ("twice", 2),
    ("double", 2),
    ("second", 2),
    ("both", 2),
    ("three", 3),
    ("third", 3),
    ("triple", 3),
    ("four", 4),
    ("fourth", 4),
    ("five", 5),
    ("fifth", 5),
    ("six", 6),
    ("sixth", 6),
    ("seven", 7),
    ("seventh", 7),
    ("eight", 8),
    ("eighth", 8),
    ("nine", 9),
    ("ninth", 9),
    ("ten", 10),
    ("tenth", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("dozen", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("hundredth", 100),
    ("thousand", 1_000),
    ("thousandth", 1_000),
    ("million", 1_000_000),
    ("millionth", 1_000_000),
    ("billion", 1_000_000_000),
    ("billionth", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("half", 0),
    ("hexadecimal", 16),
    ("binary", 2),
];

const SHORT: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

static NUMBERS: LazyLock<FxHashMap<&str, i128>> = LazyLock::new(|| WORDS.into_iter().collect());

/// The months by their names, from 1.
static MONTHS: LazyLock<FxHashMap<&str, i128>> = LazyLock::new(|| {
    SHORT
        .into_iter()
        .zip(1..)
        .chain(english::MONTHS.into_iter().zip(1..))
        .collect()
});

/// The number of two letters, whatever their case.
fn pair(a: u8, b: u8) -> Option<usize> {
    let number = |c: u8| {
        c.is_ascii_alphabetic()
            .then(|| usize::from(c.to_ascii_lowercase() - b'a'))
    };
    Some(number(a)? * 26 + number(b)?)
}

/// The two letters that a number or a month may begin with: what most words begin with is in neither table.
static BEGINNINGS: LazyLock<[bool; 26 * 26]> = LazyLock::new(|| {
    let mut beginnings = [false; 26 * 26];
    for word in NUMBERS.keys().chain(MONTHS.keys()) {
        let two = word
            .as_bytes()
            .first_chunk()
            .and_then(|[a, b]| pair(*a, *b));
        if let Some(two) = two {
            beginnings[two] = true;
        }
    }
    beginnings
});
