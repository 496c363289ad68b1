//! Numbers that are Korean words.

use super::super::units;
use super::super::{Compared, ONE, Unit, is_of_time};
use super::Word;

/// What most words begin with is in no number.
pub(super) fn is_first(c: char) -> bool {
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

/// What a word is worth, with what follows it.
pub(super) fn word(rest: &str, word: &str) -> Option<Word> {
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
            compared: Compared::Never,
        });
    }
    if !word.starts_with("일주")
        && let Some((value, length)) = sino_korean(rest)
        && let of = units::unit("", &rest[length..]).0
        && (of == Unit::Month || is_of_time(of))
    {
        return Some(Word {
            values: vec![value * ONE],
            unit: of,
            compared: Compared::Never,
        });
    }
    let mut values = Vec::new();
    let mut unit = Unit::None;
    let mut compared = Compared::Never;
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
                    let of = units::unit("", after).0;
                    if of == Unit::Month || is_of_time(of) {
                        unit = of;
                    } else if name == "첫" || is_place(after) {
                        (unit, compared) = (Unit::Ordinal, Compared::InBlock);
                    } else if is_counted(name, after) {
                        compared = Compared::InBlock;
                    }
                }
            }
            break;
        }
    }
    (!values.is_empty()).then_some(Word {
        values,
        unit,
        compared,
    })
}

/// Whether a number is a place in an order, by what follows it: 두 번째, 둘째.
fn is_place(after: &str) -> bool {
    after.trim_start_matches(' ').starts_with("번째") || after.starts_with('째')
}

/// Whether a word is a number and nothing else, by what follows it: 두 가지, 세 사람; but 세계, 네.
fn is_counted(name: &str, after: &str) -> bool {
    const COUNTERS: [&str; 8] = ["가지", "개", "명", "번", "배", "곳", "사람", "단계"];
    const NATIVE: [&str; 8] = ["두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"];
    let spaced = after.strip_prefix(' ');
    let is_counter = |text: &str| COUNTERS.iter().any(|counter| text.starts_with(counter));
    NATIVE.contains(&name)
        && (is_counter(after) || spaced.is_some_and(|t| name != "네" || is_counter(t)))
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
