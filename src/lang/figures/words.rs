//! Numbers that are words.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::{Figure, ONE, Unit, is_letter, is_of_time, letters};
use crate::lang::Language;

/// What a word is worth.
struct Word {
    values: Vec<i128>,
    unit: Unit,
    counts: bool,
}

/// The end of the word that begins at `at`, and the number that it is, months among them; they are forms of figures, and never missed
/// themselves but for months and spans of time in English. Behind the letters of a word that is none there may be a number.
pub(super) fn word(text: &str, at: usize, language: Language) -> (Option<Figure>, usize) {
    let rest = &text[at..];
    let letters = letters(rest);
    if !may_be_number(rest, language) {
        return (None, at + letters);
    }
    let more = rest[letters..].find(|c: char| !is_letter(c) && !c.is_numeric());
    let length = more.map_or(rest.len(), |more| letters + more);
    let word = &rest[..length];
    let number = match language {
        Language::Korean => korean_word(rest, word).or_else(|| english_month(word)),
        _ => english_word(text, at, word),
    };
    match number {
        Some(Word {
            values,
            unit,
            counts,
        }) => {
            let figure = Figure {
                range: at..at + length,
                values,
                unit,
                counts,
            };
            (Some(figure), at + length)
        }
        None => (None, at + letters),
    }
}

/// Whether a word may be a number or a month, by how it begins: most may not.
fn may_be_number(word: &str, language: Language) -> bool {
    if language == Language::Korean && !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return word.starts_with(is_first);
    }
    let two = word.as_bytes().first_chunk();
    let two = two.and_then(|[a, b]| pair(*a, *b));
    two.is_some_and(|two| BEGINNINGS[two])
}

/// What most words begin with is in no number.
fn is_first(c: char) -> bool {
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
            | '나'
            | '닷'
            | '엿'
            | '보'
            | '유'
            | '시'
            | '예'
    )
}

fn korean_word(rest: &str, word: &str) -> Option<Word> {
    // Days by names of their own.
    const DAYS: [(&str, i128); 9] = [
        ("이틀", 2),
        ("사흘", 3),
        ("나흘", 4),
        ("닷새", 5),
        ("엿새", 6),
        ("이레", 7),
        ("여드레", 8),
        ("아흐레", 9),
        ("열흘", 10),
    ];
    const WORDS: [(&str, i128); 45] = [
        ("하루", 1),
        ("일주", 7),
        ("보름", 15),
        ("유월", 6),
        ("시월", 10),
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
        ("열", 10),
        ("스무", 20),
        ("스물", 20),
        ("서른", 30),
        ("마흔", 40),
        ("쉰", 50),
        ("예순", 60),
        ("일흔", 70),
        ("여든", 80),
        ("아흔", 90),
        ("백", 100),
        ("천", 1_000),
        ("만", 10_000),
        ("십", 10),
        ("절반", 0),
    ];
    if let Some((name, days)) = DAYS.iter().find(|(name, _)| word.starts_with(name)) {
        let is_day = !matches!(*name, "이레");
        return Some(Word {
            values: vec![days * ONE],
            unit: if is_day { Unit::Days } else { Unit::None },
            counts: false,
        });
    }
    if !word.starts_with("일주")
        && let Some((value, length)) = sino_korean(rest)
        && let of = super::units::unit("", &rest[length..]).0
        && (of == Unit::Month || is_of_time(of))
    {
        return Some(Word {
            values: vec![value * ONE],
            unit: of,
            counts: false,
        });
    }
    let mut values = Vec::new();
    let mut unit = Unit::None;
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
            // Other ways to say as much, in the other language.
            match name {
                "절반" => values.push(50 * ONE),
                "하루" => values.push(24 * ONE),
                "일주" => values.push(ONE),
                "보름" => values.extend([14 * ONE, 2 * ONE]),
                "유월" | "시월" => unit = Unit::Month,
                name => {
                    let mut after = &rest[name.len()..];
                    // 열두, 스물네
                    let ones = ONES.iter().find(|(ones, _)| after.starts_with(ones));
                    if let Some((ones, more)) = ones.filter(|_| (10..100).contains(&value)) {
                        values = vec![(value + more) * ONE];
                        after = &after[ones.len()..];
                    }
                    let of = super::units::unit("", after).0;
                    if of == Unit::Month || is_of_time(of) {
                        unit = of;
                    }
                }
            }
            break;
        }
    }
    (!values.is_empty()).then_some(Word {
        values,
        unit,
        counts: false,
    })
}

/// Numbers below ten as they follow tens.
const ONES: [(&str, i128); 13] = [
    ("하나", 1),
    ("한", 1),
    ("둘", 2),
    ("두", 2),
    ("셋", 3),
    ("세", 3),
    ("넷", 4),
    ("네", 4),
    ("다섯", 5),
    ("여섯", 6),
    ("일곱", 7),
    ("여덟", 8),
    ("아홉", 9),
];

/// A number in words that are read from Chinese, which are many other words too: 이십사; its value and its length.
fn sino_korean(text: &str) -> Option<(i128, usize)> {
    let (mut total, mut digit, mut length) = (0, None, 0);
    for c in text.chars() {
        let at = "일이삼사오육칠팔구".chars().position(|d| d == c);
        match (at, c) {
            (Some(at), _) if digit.is_none() => digit = Some(at as i128 + 1),
            (None, '십') => total += 10 * digit.take().unwrap_or(1),
            (None, '백') => total += 100 * digit.take().unwrap_or(1),
            _ => break,
        }
        length += c.len_utf8();
        if length > 24 {
            return None;
        }
    }
    (length > 0).then(|| (total + digit.unwrap_or(0), length))
}

/// The name of a month in Korean text, as in sources and in what was not translated: a form of the month, and never missed itself.
fn english_month(word: &str) -> Option<Word> {
    if !word.starts_with(|c: char| c.is_ascii_uppercase()) || word.len() > 9 {
        return None;
    }
    let month = MONTHS.get(&*word.to_ascii_lowercase())?;
    Some(Word {
        values: vec![month * ONE],
        unit: Unit::Month,
        counts: false,
    })
}

fn english_word(text: &str, at: usize, word: &str) -> Option<Word> {
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
            counts: is_month(text, at, word),
        });
    }
    let base = lower.strip_suffix('s').unwrap_or(&lower);
    let number = *NUMBERS.get(&*lower).or_else(|| NUMBERS.get(base))?;
    if base == "half" {
        return Some(Word {
            values: vec![ONE / 2, 50 * ONE],
            unit: Unit::None,
            counts: false,
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
    let of = super::units::unit("", &text[at + word.len()..]).0;
    let unit = if is_of_time(of) { of } else { Unit::None };
    // Seven days are a week, twelve months a year; of one, none is counted.
    let is_other = matches!((number, unit), (7 | 14, Unit::Days) | (12, Unit::Months));
    let counts = unit != Unit::None && CARDINALS.contains(&number) && !is_other && lower == base;
    Some(Word {
        values,
        unit,
        counts: counts && !ORDINALS.contains(&base),
    })
}

/// Numbers that are compared if they count time.
const CARDINALS: std::ops::RangeInclusive<i128> = 2..=20;
/// Words for the same that count nothing.
const ORDINALS: [&str; 13] = [
    "twice", "double", "second", "both", "third", "triple", "fourth", "fifth", "sixth", "seventh",
    "eighth", "ninth", "tenth",
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
