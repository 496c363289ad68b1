//! What a word ends in when it is spoken, which its particle agrees with: GPU를, OPEC을, x²은, 70kg은, 大韓民國은.

use unicode_normalization::UnicodeNormalization as _;

use super::collate;
use super::particles::Final;
use Final::{Consonant, Rieul, Vowel};

/// Words that do not end as their last letters say: 비트, 닷넷, 제이펙.
const WORDS: &[(Final, &[&str])] = &[
    (
        Vowel,
        &[
            "bit", "qubit", "kilobit", "megabit", "gigabit", "terabit", "kit",
        ],
    ),
    (
        Consonant,
        &[
            "net", "mac", "quic", "zip", "clip", "jpeg", "mpeg", "ldap", "toeic", "postech",
        ],
    ),
];

/// How Latin words are read whose spelling ends so; the longest ending that fits counts. A rule of
/// thumb for words whose file gives no `reading`: 애플, 폰, 그록, but 클라우드, 링크, 메타.
const ENDINGS: &[(Final, &[&str])] = &[
    (Rieul, &["l", "le"]),
    (
        Consonant,
        &[
            "m", "me", "n", "ne", "ng", "ck", "ok", "ac", "ec", "ic", "oc", "aq", "ap", "app",
            "ep", "ip", "op", "up", "at", "et", "it", "ot", "ut", "ab", "eb", "ib", "ob", "ub",
            "type",
        ],
    ),
    (
        Vowel,
        &[
            "oat", "eat", "eet", "oot", "uit", "ait", "oit", "loop", "hub", "shout", "scout",
        ],
    ),
];

/// Units behind a number whose reading their letters do not show: 킬로미터, 초, 그램, 옴, 파스칼.
const UNITS: &[(Final, &[&str])] = &[
    (
        Vowel,
        &[
            "m", "km", "cm", "mm", "nm", "μm", "l", "ml", "dl", "L", "mL", "dL", "kL", "cal",
            "kcal", "in", "sec", "km/h", "m/s",
        ],
    ),
    (
        Consonant,
        &[
            "g", "kg", "mg", "μg", "t", "Mt", "h", "hr", "Ω", "kΩ", "MΩ", "ly",
        ],
    ),
    (
        Rieul,
        &[
            "Pa", "hPa", "kPa", "MPa", "GPa", "J", "kJ", "MJ", "GJ", "dB", "Bq", "px", "mi",
        ],
    ),
];

/// Signs with a name: 퍼센트, 플러스, 달러, 샵, 원, 엔, 퍼밀.
const SIGNS: &[(Final, &str)] = &[(Vowel, "%+&@$€£°×÷∞"), (Consonant, "#₩¥"), (Rieul, "‰")];

/// As much of the end of a text as decides how it ends, in bytes.
const LONGEST_READ: usize = 256;

/// What a word ends in when it is spoken, for choosing a particle. Never [`Final::Either`].
///
/// Signs without a name and what is in brackets at the end are passed over: the particle after 콜로서스(Colossus) agrees
/// with 콜로서스. Hangul by its final consonant, Hanja by the reading that dictionaries sort it by; digits by their Sino-Korean
/// reading (a trailing 0 is 십, 백, 천 or 영), powers as 제곱; units by [`UNITS`]; capital letters by the letter's name (엘, 엠,
/// 엔, 알; the others end in a vowel) unless they make a word; the ending of a file likewise; other Latin words by [`ENDINGS`];
/// anything else counts as a vowel.
pub(crate) fn spoken_final(text: &str) -> Final {
    let text = &text[text.floor_char_boundary(text.len().saturating_sub(LONGEST_READ))..];
    let text = without_gloss(text);
    let Some(last) = text.chars().next_back() else {
        return Vowel;
    };
    if let Some(known) = Final::of_syllable(last).or_else(|| letter_alone(last)) {
        return known;
    }
    let base = text.trim_end_matches(is_superscript);
    if base.len() < text.len() && !base.is_empty() {
        return power(base);
    }
    if let Some(reading) = collate::reading(last).and_then(Final::of_syllable) {
        return reading;
    }
    // ㎏ is kg, ㎡ is m2, Ⅲ is III, ½ is 1⁄2 and spoken 이분의 일.
    if let '\u{3371}'..='\u{33df}' = last {
        let letters: String = [last].into_iter().nfkc().collect();
        return listed(UNITS, &letters).unwrap_or(Vowel);
    }
    if let Some(number) = roman(last) {
        return digit(number);
    }
    let text: String = text.nfkc().collect();
    if let Some(known) = unit(&text) {
        return known;
    }
    let text = match text.rsplit_once('⁄') {
        Some((above, below)) if below.bytes().all(|b| b.is_ascii_digit()) => above,
        _ => text.as_str(),
    };
    let Some(last) = text.chars().next_back() else {
        return Vowel;
    };
    match last {
        '0'..='9' => digit(last),
        'a'..='z' | 'A'..='Z' => latin(text, last),
        'ε' | 'υ' | 'ο' | 'ん' | 'ン' => Consonant, // 엡실론, 입실론, 오미크론
        _ => SIGNS
            .iter()
            .find(|(_, signs)| signs.contains(last))
            .map_or(Vowel, |(known, _)| *known),
    }
}

fn listed(table: &[(Final, &[&str])], word: &str) -> Option<Final> {
    let row = table.iter().find(|(_, words)| words.contains(&word));
    row.map(|(known, _)| *known)
}

fn digit(c: char) -> Final {
    match c {
        '0' | '3' | '6' => Consonant,
        '1' | '7' | '8' => Rieul,
        _ => Vowel,
    }
}

/// Ⅰ to Ⅹ as digits, 십 as 0.
fn roman(c: char) -> Option<char> {
    let number = match c {
        'Ⅰ'..='Ⅹ' => c as u32 - 'Ⅰ' as u32 + 1,
        'ⅰ'..='ⅹ' => c as u32 - 'ⅰ' as u32 + 1,
        _ => return None,
    };
    char::from_digit(number % 10, 10)
}

/// The name of a Korean letter that is written alone: 기역, 리을, 아.
fn letter_alone(c: char) -> Option<Final> {
    match c {
        'ㄹ' => Some(Rieul),
        'ㄱ'..='ㅎ' => Some(Consonant),
        'ㅏ'..='ㅣ' => Some(Vowel),
        _ => None,
    }
}

fn is_superscript(c: char) -> bool {
    matches!(c, '²' | '³' | '¹' | '\u{2070}'..='\u{207f}')
}

/// What is spoken of a number or letter and a raised figure: 엑스 제곱, but 제곱미터 after a number, and nothing of the number of a
/// note behind a Korean word.
fn power(base: &str) -> Final {
    match base.chars().next_back().and_then(Final::of_syllable) {
        Some(known) => known,
        None => unit(base).unwrap_or(Consonant),
    }
}

/// What the unit at the end of `text` ends in, if a number is before it.
fn unit(text: &str) -> Option<Final> {
    let number = text.trim_end_matches(|c: char| c.is_alphabetic() || c == '/');
    let counted = number
        .trim_end()
        .ends_with(|c: char| c.is_ascii_digit() || c == '⁄');
    listed(UNITS, &text[number.len()..]).filter(|_| counted)
}

/// What a Latin word ends in; `last` is its last letter.
fn latin(text: &str, last: char) -> Final {
    let before = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let written = &text[before.len()..];
    let word = written.to_ascii_lowercase();
    if let Some(known) = listed(WORDS, &word) {
        return known;
    }
    // The ending of a file is spelt: 피엔지, 에스브이지.
    let spelt = before.ends_with('.') && (2..=4).contains(&word.len());
    let acronym = last.is_ascii_uppercase() && !is_spoken_as_word(written);
    if word.len() == 1 || spelt || acronym {
        return match last.to_ascii_uppercase() {
            'L' | 'R' => Rieul,
            'M' | 'N' => Consonant,
            _ => Vowel,
        };
    }
    let endings = ENDINGS
        .iter()
        .flat_map(|(known, endings)| endings.iter().map(move |ending| (*known, *ending)));
    endings
        .filter(|(_, ending)| word.ends_with(ending))
        .max_by_key(|(_, ending)| ending.len())
        .map_or(Vowel, |(known, _)| known)
}

/// Whether capitals are read as a word, as OPEC, NASDAQ and RADAR are: two vowels at least, apart from each other, no more than two consonants
/// together, and one at the end.
fn is_spoken_as_word(capitals: &str) -> bool {
    if capitals.len() < 4 || capitals.bytes().any(|b| !b.is_ascii_uppercase()) {
        return false;
    }
    let is_vowel = |b: &u8| b"AEIOU".contains(b);
    let runs: Vec<&[u8]> = capitals
        .as_bytes()
        .chunk_by(|a, b| is_vowel(a) == is_vowel(b))
        .collect();
    let (vowels, consonants): (Vec<&[u8]>, Vec<&[u8]>) =
        runs.iter().partition(|run| is_vowel(&run[0]));
    vowels.len() > 1
        && consonants.iter().all(|run| run.len() < 3)
        && runs
            .last()
            .is_some_and(|run| run.len() == 1 && !is_vowel(&run[0]))
}

/// `text` without signs that are not spoken and without a last part in brackets, unless nothing else is there.
fn without_gloss(text: &str) -> &str {
    let silent = |c: char| {
        let unit = matches!(c, '\u{3371}'..='\u{33df}' | '℃' | '℉');
        !(c.is_alphanumeric() || unit || SIGNS.iter().any(|(_, signs)| signs.contains(c)))
    };
    let mut rest = text.trim_end();
    loop {
        let bare = rest.trim_end_matches(|c| silent(c) && !")）]〕".contains(c));
        let Some(inner) = bare.strip_suffix([')', '）', ']', '〕']) else {
            return if bare.is_empty() { text } else { bare };
        };
        let before = before_bracket(inner).map(|before| before.trim_end_matches(silent));
        rest = before.filter(|before| !before.is_empty()).unwrap_or(inner);
    }
}

/// What is before the bracket that is closed behind `inner`.
fn before_bracket(inner: &str) -> Option<&str> {
    let mut depth = 0;
    for (at, c) in inner.char_indices().rev() {
        match c {
            ')' | '）' | ']' | '〕' => depth += 1,
            '(' | '（' | '[' | '〔' if depth == 0 => return Some(&inner[..at]),
            '(' | '（' | '[' | '〔' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_spoken_with_its_last_sound() {
        let spoken = [
            (
                Vowel,
                "GPU GitHub Bit Qubit C++ 30㎡ 5km² 120km/h 20°C 3% ½L 2¼㎖ Ⅱ ㅏ NAVER RADAR UNESCO JSON파서 Disney+ \
                 CO₂ H₂O root Azure 10sec 500kcal １２ 美 漫畵 λ 콜로서스¹ (그록)【테슬라】 Detroit Loop scout",
            ),
            (
                Consonant,
                "OPEC APEC NASDAQ KOSDAQ JPEG TOEIC GitLab Kubernet .NET ASP.NET x² 10³ aⁿ ㄱ ㅋ ㄳ 大韓民國 漢 日本 70㎏ 5Ω 10kΩ 3h \
                 C# 100₩ Ⅲ １０ Blob Prototype Input ε IMAP Hadoop 그록²",
            ),
            (
                Rieul,
                "애플 ㄹ SQL HDR 1013hPa 3MPa 60dB 5‰ Ⅰ ⅞ x₁ Oracle GRAPHQL １ 乙 5mi 물³",
            ),
        ];
        for (wanted, words) in spoken {
            for word in words.split_whitespace() {
                assert_eq!(spoken_final(word), wanted, "{word}");
            }
        }
    }

    #[test]
    fn brackets_and_signs_behind_a_word_are_passed_over() {
        let spoken = [
            ("GPU (그래픽 (카드))", Vowel),
            ("그록 🚀", Consonant),
            ("그록™", Consonant),
            ("카카오㈜", Vowel),
            ("삼성전자(주)", Vowel),
            ("그록[12]", Consonant),
            ("(OPEC)", Consonant),
            ("‘그록’〉≫", Consonant),
            ("()", Vowel),
            ("그록(", Consonant),
            ("그록)", Consonant),
        ];
        for (word, wanted) in spoken {
            assert_eq!(spoken_final(word), wanted, "{word}");
        }
    }
}
