//! Numbers that are words.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Figure, ONE, Unit, is_letter};
use crate::lang::Language;

/// The end of the word that begins at `at`, and the number that it is, months among them; they are forms of figures, and never missed
/// themselves. Behind the letters of a word that is none there may be a number.
pub(super) fn word(text: &str, at: usize, language: Language) -> (Option<Figure>, usize) {
    let rest = &text[at..];
    let letters = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
    let more = rest[letters..].find(|c: char| !is_letter(c) && !c.is_numeric());
    let length = more.map_or(rest.len(), |more| letters + more);
    let word = &rest[..length];
    let number = match language {
        Language::Korean => korean_word(word).map(|values| (values, Unit::None)),
        _ => english_word(text, at, word),
    };
    match number {
        Some((values, unit)) => {
            let figure = Figure {
                range: at..at + length,
                values,
                unit,
                counts: false,
            };
            (Some(figure), at + length)
        }
        None => (None, at + letters),
    }
}

fn korean_word(word: &str) -> Option<Vec<i128>> {
    const WORDS: [(&str, i128); 40] = [
        ("하나", 1),
        ("한", 1),
        ("첫", 1),
        ("일", 1),
        ("둘", 2),
        ("두", 2),
        ("이중", 2),
        ("양", 2),
        ("셋", 3),
        ("세", 3),
        ("석", 3),
        ("삼", 3),
        ("넷", 4),
        ("네", 4),
        ("사", 4),
        ("다섯", 5),
        ("오", 5),
        ("여섯", 6),
        ("육", 6),
        ("일곱", 7),
        ("칠", 7),
        ("여덟", 8),
        ("팔", 8),
        ("아홉", 9),
        ("구", 9),
        ("열한", 11),
        ("열두", 12),
        ("열셋", 13),
        ("열세", 13),
        ("열", 10),
        ("스무", 20),
        ("스물", 20),
        ("서른", 30),
        ("마흔", 40),
        ("쉰", 50),
        ("백", 100),
        ("천", 1_000),
        ("만", 10_000),
        ("십", 10),
        ("절반", 0),
    ];
    // What most words begin with is in none of them.
    let is_first = |c| {
        matches!(
            c,
            '하' | '한'
                | '첫'
                | '일'
                | '둘'
                | '두'
                | '이'
                | '양'
                | '셋'
                | '세'
                | '석'
                | '삼'
                | '넷'
                | '네'
                | '사'
                | '다'
                | '오'
                | '여'
                | '육'
                | '칠'
                | '팔'
                | '아'
                | '구'
                | '열'
                | '스'
                | '서'
                | '마'
                | '쉰'
                | '백'
                | '천'
                | '만'
                | '십'
                | '절'
        )
    };
    if !word.starts_with(is_first) {
        return None;
    }
    let mut values = Vec::new();
    if word.starts_with("십만") {
        values.push(100_000 * ONE);
    } else if word.starts_with("백만") {
        values.push(1_000_000 * ONE);
    } else if word.starts_with("천만") {
        values.push(10_000_000 * ONE);
    }
    // The bytes of the first syllable, which rule out most.
    let first = |word: &str| word.as_bytes().first_chunk::<3>().copied();
    for (name, value) in WORDS {
        if first(name) == first(word) && word.starts_with(name) {
            values.push(if name == "절반" {
                ONE / 2
            } else {
                value * ONE
            });
            if name == "절반" {
                values.push(50 * ONE);
            }
            break;
        }
    }
    (!values.is_empty()).then_some(values)
}

fn english_word(text: &str, at: usize, word: &str) -> Option<(Vec<i128>, Unit)> {
    // The longest is "twelve", "september" among months, with an "s".
    let two = word
        .as_bytes()
        .first_chunk()
        .and_then(|[a, b]| pair(*a, *b));
    if !(3..=12).contains(&word.len()) || !two.is_some_and(|two| BEGINNINGS[two]) {
        return None;
    }
    let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
    let lower = match capital || word.bytes().any(|b| b.is_ascii_uppercase()) {
        true => Cow::Owned(word.to_ascii_lowercase()),
        false => Cow::Borrowed(word),
    };
    if capital && let Some(month) = MONTHS.get(&*lower) {
        return Some((vec![month * ONE], Unit::Month));
    }
    let base = lower.strip_suffix('s').unwrap_or(&lower);
    let number = *NUMBERS.get(&*lower).or_else(|| NUMBERS.get(base))?;
    if base == "half" {
        return Some((vec![ONE / 2, 50 * ONE], Unit::None));
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
    Some((values, Unit::None))
}

/// Numbers that are words; half is told apart from none.
const WORDS: [(&str, i128); 52] = [
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
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
    ("trillion", 1_000_000_000_000),
    ("half", 0),
    ("hexadecimal", 16),
    ("binary", 2),
];

const SHORT: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const LONG: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

static NUMBERS: LazyLock<FxHashMap<&str, i128>> = LazyLock::new(|| WORDS.into_iter().collect());

/// The months by their names, from 1.
static MONTHS: LazyLock<FxHashMap<&str, i128>> = LazyLock::new(|| {
    SHORT
        .into_iter()
        .zip(1..)
        .chain(LONG.into_iter().zip(1..))
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
