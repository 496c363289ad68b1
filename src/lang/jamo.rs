//! Hangul syllables and the letters they are made of.
//!
//! A syllable block in Unicode is `0xAC00 + (initial × 21 + vowel) × 28 + final` (The Unicode
//! Standard, section 3.12). Search compares words letter by letter in the order of typing, so that
//! 콜로섯, half typed, is the beginning of 콜로서스; it also finds 콜로서스 by its initials ㅋㄹㅅㅅ. The glossary
//! orders its headings by the initial.

/// The 19 initials in Unicode order.
const INITIALS: [char; 19] = [
    'ㄱ', 'ㄲ', 'ㄴ', 'ㄷ', 'ㄸ', 'ㄹ', 'ㅁ', 'ㅂ', 'ㅃ', 'ㅅ', 'ㅆ', 'ㅇ', 'ㅈ', 'ㅉ', 'ㅊ', 'ㅋ',
    'ㅌ', 'ㅍ', 'ㅎ',
];

/// The 21 vowels as keys on a keyboard: compound ones taken apart.
const VOWELS: [&str; 21] = [
    "ㅏ", "ㅐ", "ㅑ", "ㅒ", "ㅓ", "ㅔ", "ㅕ", "ㅖ", "ㅗ", "ㅗㅏ", "ㅗㅐ", "ㅗㅣ", "ㅛ", "ㅜ",
    "ㅜㅓ", "ㅜㅔ", "ㅜㅣ", "ㅠ", "ㅡ", "ㅡㅣ", "ㅣ",
];

/// The 27 final consonants, after none, as keys on a keyboard.
const FINALS: [&str; 28] = [
    "", "ㄱ", "ㄲ", "ㄱㅅ", "ㄴ", "ㄴㅈ", "ㄴㅎ", "ㄷ", "ㄹ", "ㄹㄱ", "ㄹㅁ", "ㄹㅂ", "ㄹㅅ",
    "ㄹㅌ", "ㄹㅍ", "ㄹㅎ", "ㅁ", "ㅂ", "ㅂㅅ", "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ",
    "ㅎ",
];

/// Compound letters that are written alone in a text, taken apart.
const COMPOUNDS: [(char, &str); 18] = [
    ('ㄳ', "ㄱㅅ"),
    ('ㄵ', "ㄴㅈ"),
    ('ㄶ', "ㄴㅎ"),
    ('ㄺ', "ㄹㄱ"),
    ('ㄻ', "ㄹㅁ"),
    ('ㄼ', "ㄹㅂ"),
    ('ㄽ', "ㄹㅅ"),
    ('ㄾ', "ㄹㅌ"),
    ('ㄿ', "ㄹㅍ"),
    ('ㅀ', "ㄹㅎ"),
    ('ㅄ', "ㅂㅅ"),
    ('ㅘ', "ㅗㅏ"),
    ('ㅙ', "ㅗㅐ"),
    ('ㅚ', "ㅗㅣ"),
    ('ㅝ', "ㅜㅓ"),
    ('ㅞ', "ㅜㅔ"),
    ('ㅟ', "ㅜㅣ"),
    ('ㅢ', "ㅡㅣ"),
];

/// Whether `c` is a syllable block, 가 to 힣.
pub(crate) fn is_syllable(c: char) -> bool {
    matches!(c, '가'..='힣')
}

/// A syllable's initial, vowel and final as Unicode numbers them.
pub(super) fn parts(c: char) -> Option<(usize, usize, usize)> {
    let index = is_syllable(c).then(|| c as usize - '가' as usize)?;
    Some((index / 588, index / 28 % 21, index % 28))
}

/// The syllable of an initial, a vowel and a final as Unicode numbers them.
pub(super) fn syllable(initial: usize, vowel: usize, last: usize) -> char {
    let index = (initial * 21 + vowel) * 28 + last;
    char::from_u32('가' as u32 + index as u32).unwrap_or('가')
}

/// The number of a syllable's final consonant: 0 for none, 8 for ㄹ. `None` for other characters.
pub(crate) fn final_index(c: char) -> Option<usize> {
    parts(c).map(|(_, _, last)| last)
}

/// `text` in basic letters: syllables and compound letters taken apart, spaces dropped, all else as
/// it is. 콜로섯 becomes ㅋㅗㄹㄹㅗㅅㅓㅅ, which 콜로서스 begins with.
pub(crate) fn letters(text: &str) -> String {
    let mut out = String::with_capacity(2 * text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if let Some((initial, vowel, last)) = parts(c) {
            out.push(INITIALS[initial]);
            out.push_str(VOWELS[vowel]);
            out.push_str(FINALS[last]);
        } else if let Some((_, apart)) = COMPOUNDS.iter().find(|(compound, _)| *compound == c) {
            out.push_str(apart);
        } else {
            out.push(c);
        }
    }
    out
}

/// The initials of `text` (초성): every syllable by its first consonant, spaces dropped, all else as
/// it is. 피지컬 AI becomes ㅍㅈㅋAI.
pub(crate) fn initials(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| parts(c).map_or(c, |(initial, ..)| INITIALS[initial]))
        .collect()
}

/// The tables of this module for a script: initials, vowels and finals, separated by spaces. Normalisation form KD makes
/// of a compound letter that is written alone one that these have.
pub(crate) fn tables() -> [String; 3] {
    let initials: Vec<String> = INITIALS.iter().map(char::to_string).collect();
    [initials.join(" "), VOWELS.join(" "), FINALS.join(" ")]
}

/// The heading ㄱ to ㅎ under which a word is listed in an index that begins so, doubled consonants with the plain ones;
/// `None` where that is not Hangul.
pub(crate) fn heading(first: char) -> Option<char> {
    let initial = parts(first).map_or(first, |(initial, ..)| INITIALS[initial]);
    Some(match initial {
        'ㄲ' => 'ㄱ',
        'ㄸ' => 'ㄷ',
        'ㅃ' => 'ㅂ',
        'ㅆ' => 'ㅅ',
        'ㅉ' => 'ㅈ',
        plain if INITIALS.contains(&plain) => plain,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_typed_words_are_prefixes_in_letters() {
        assert_eq!(letters("콜로섯"), "ㅋㅗㄹㄹㅗㅅㅓㅅ");
        assert!(letters("콜로서스").starts_with(&letters("콜로섯")));
        assert!(letters("데이터").starts_with(&letters("데이텃").replace('ㅅ', "")));
        assert_eq!(letters("값 왜 ㅘ"), "ㄱㅏㅂㅅㅇㅗㅐㅗㅏ");
        assert_eq!(letters("피지컬 AI"), "ㅍㅣㅈㅣㅋㅓㄹAI");
    }

    #[test]
    fn initials_keep_what_is_not_hangul() {
        assert_eq!(initials("콜로서스"), "ㅋㄹㅅㅅ");
        assert_eq!(initials("피지컬 AI"), "ㅍㅈㅋAI");
    }

    #[test]
    fn headings_put_doubled_consonants_with_plain_ones() {
        assert_eq!(
            ['까', '가', '씨', '힣', 'ㄸ'].map(heading),
            ['ㄱ', 'ㄱ', 'ㅅ', 'ㅎ', 'ㄷ'].map(Some)
        );
        assert_eq!(['A', '1', 'ㅏ'].map(heading), [None; 3]);
    }

    #[test]
    fn every_syllable_comes_apart() {
        assert_eq!(letters("힣"), "ㅎㅣㅎ");
        assert_eq!(letters("가"), "ㄱㅏ");
        for c in '가'..='힣' {
            assert!(letters(&c.to_string()).chars().count() >= 2);
        }
    }
}
