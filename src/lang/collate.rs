//! The order of words in an index, and the letters that it lists them under.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::LazyLock;

use icu_collator::options::{AlternateHandling, CollatorOptions};
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_locale_core::Locale;
use unicode_normalization::{UnicodeNormalization as _, is_nfkc};

use super::{Language, jamo};

/// The order of a language: Unicode collation (UTS #10) with the language's tailoring (CLDR).
pub(crate) struct Order {
    language: Language,
    collator: CollatorBorrowed<'static>,
}

/// A letter of an index, ordered as the index is: the language's own letters, A to Z, digits, the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Letter {
    /// ㄱ to ㅎ, in a Korean index.
    Hangul(char),
    /// A to Z.
    Latin(char),
    /// 0 to 9, under one heading.
    Digit,
    /// Everything else.
    Other,
}

impl Letter {
    /// As the index shows it.
    pub(crate) fn label(self) -> String {
        match self {
            Self::Hangul(c) | Self::Latin(c) => c.to_string(),
            Self::Digit => "0–9".into(),
            Self::Other => "#".into(),
        }
    }
}

impl Letter {
    /// The id of its group on the glossary's page.
    pub(crate) fn id(self) -> String {
        match self {
            Self::Hangul(c) | Self::Latin(c) => format!("hs-{c}"),
            Self::Digit => "hs-digits".into(),
            Self::Other => "hs-other".into(),
        }
    }
}

impl Order {
    /// Of the language with a BCP 47 tag; the root order where the tag is not one.
    pub(crate) fn of(tag: &str) -> Self {
        let locale = Locale::try_from_str(tag).unwrap_or(Locale::UNKNOWN);
        let mut options = CollatorOptions::default();
        options.alternate_handling = Some(AlternateHandling::NonIgnorable);
        let preferences = |locale: &Locale| {
            let mut preferences = CollatorPreferences::from(locale);
            // GPT-4 comes before GPT-10.
            preferences.numeric_ordering = Some(CollationNumericOrdering::True);
            preferences
        };
        let collator = Collator::try_new(preferences(&locale), options)
            .or_else(|_| Collator::try_new(preferences(&Locale::UNKNOWN), options));
        match collator {
            Ok(collator) => Self {
                language: Language::of(tag),
                collator,
            },
            // The data is compiled in, so that there is always a root order.
            Err(error) => unreachable!("the collator's own data cannot be read: {error}"),
        }
    }

    /// Which of two words comes first in the index.
    pub(crate) fn compare(&self, a: &str, b: &str) -> Ordering {
        let (own, other) = (key(a), key(b));
        self.letter_of(&own)
            .cmp(&self.letter_of(&other))
            .then_with(|| self.collator.compare(&own, &other))
            .then_with(|| a.cmp(b))
    }

    /// The letter that a word is listed under.
    pub(crate) fn letter(&self, word: &str) -> Letter {
        self.letter_of(&key(word))
    }

    fn letter_of(&self, key: &str) -> Letter {
        let Some(first) = key.chars().next() else {
            return Letter::Other;
        };
        let hangul = reading(first).unwrap_or(first);
        match jamo::heading(hangul) {
            Some(initial) if self.language == Language::Korean => return Letter::Hangul(initial),
            _ => {}
        }
        // Without accents: É is listed under E.
        match [first].into_iter().nfd().next() {
            Some(c) if c.is_ascii_alphabetic() => Letter::Latin(c.to_ascii_uppercase()),
            Some(c) if c.is_ascii_digit() => Letter::Digit,
            _ => Letter::Other,
        }
    }

    /// Every letter that an index of the language shows, whether or not anything is listed under it.
    pub(crate) fn letters(&self) -> Vec<Letter> {
        let hangul = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ".chars().map(Letter::Hangul);
        let own = if self.language == Language::Korean {
            hangul.collect()
        } else {
            Vec::new()
        };
        own.into_iter()
            .chain(('A'..='Z').map(Letter::Latin))
            .chain([Letter::Digit])
            .collect()
    }
}

/// Legal forms before the name of a company or body, as they are abbreviated and written in full.
const LEGAL_FORMS: [&str; 10] = [
    "(주)",
    "(유)",
    "(사)",
    "(재)",
    "(합)",
    "(복)",
    "(학)",
    "주식회사 ",
    "유한회사 ",
    "사단법인 ",
];

/// What a word is sorted by: without what is before its first letter or digit and without its legal form, so that (주)네이버 and ㈜네이버
/// are both at 네이버; full-width letters are letters.
fn key(word: &str) -> Cow<'_, str> {
    let mut word: Cow<'_, str> = if word.chars().any(is_letter_alone) || is_nfkc(word) {
        word.into()
    } else {
        word.nfkc().collect::<String>().into()
    };
    let mut rest = word.trim_start();
    for form in LEGAL_FORMS {
        rest = rest.strip_prefix(form).unwrap_or(rest).trim_start();
    }
    let first = rest.find(char::is_alphanumeric).unwrap_or(0);
    let from = word.len() - rest.len() + first;
    if from > 0 {
        word = word[from..].to_owned().into();
    }
    word
}

/// Korean letters by themselves, which compatible normalisation would make parts of syllables.
fn is_letter_alone(c: char) -> bool {
    matches!(c, 'ㄱ'..='ㆎ')
}

/// How a Hanja is read in Korean, by the order of CLDR, which has each at its reading: 漢 is 한.
pub(crate) fn reading(hanja: char) -> Option<char> {
    static KOREAN: LazyLock<Order> = LazyLock::new(|| Order::of("ko"));
    if !matches!(hanja, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}') {
        return None;
    }
    let mut buffer = [0; 4];
    let hanja: String = (*hanja.encode_utf8(&mut buffer)).nfc().collect();
    let (mut low, mut high) = ('가' as u32, '힣' as u32);
    while low < high {
        let middle = (low + high).div_ceil(2);
        let syllable = char::from_u32(middle)?.to_string();
        match KOREAN.collator.compare(&syllable, &hanja) {
            Ordering::Greater => high = middle - 1,
            _ => low = middle,
        }
    }
    // What has no reading comes after all syllables.
    char::from_u32(low).filter(|syllable| *syllable != '힣')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(tag: &str, words: &[&'static str]) -> Vec<&'static str> {
        let order = Order::of(tag);
        let mut words = words.to_vec();
        words.sort_by(|a, b| order.compare(a, b));
        words
    }

    #[test]
    fn a_korean_index_has_hangul_then_latin_then_digits() {
        let words = [
            "GPU",
            "피지컬 AI",
            "까치",
            "122일",
            "Apple",
            "그록",
            "가스터빈",
            "apple pie",
            "〓",
        ];
        let wanted = [
            "가스터빈",
            "그록",
            "까치",
            "피지컬 AI",
            "Apple",
            "apple pie",
            "GPU",
            "122일",
            "〓",
        ];
        assert_eq!(sorted("ko", &words), wanted);
    }

    #[test]
    fn names_are_sorted_by_what_they_are_called() {
        let words = [
            "㈜카카오",
            "네이버 웹툰",
            "(주)네이버",
            "「카카오뱅크」",
            "주식회사 나라",
            "ＡＢＣ",
            "漢字",
            "한국",
            "美國",
            "한참",
            "GPT-10",
            "GPT-4",
            "１０월",
            "2월",
            "ㄴ",
        ];
        let wanted = [
            "ㄴ",
            "주식회사 나라",
            "(주)네이버",
            "네이버 웹툰",
            "美國",
            "㈜카카오",
            "「카카오뱅크」",
            "한국",
            "漢字",
            "한참",
            "ＡＢＣ",
            "GPT-4",
            "GPT-10",
            "2월",
            "１０월",
        ];
        assert_eq!(sorted("ko", &words), wanted);
    }

    #[test]
    fn hanja_are_read_as_dictionaries_sort_them() {
        let read = |text: &str| text.chars().filter_map(reading).collect::<String>();
        assert_eq!(
            read("大韓民國 漢字 學習 美國 日本"),
            "대한민국한자학습미국일본"
        );
        assert_eq!(
            [reading('가'), reading('A'), reading('龘')]
                .iter()
                .flatten()
                .count(),
            0
        );
    }

    #[test]
    fn an_english_index_has_latin_first() {
        assert_eq!(
            sorted("en", &["그록", "xAI", "GPT-4", "Élan", "122", "Apple"]),
            ["Apple", "Élan", "GPT-4", "xAI", "122", "그록"]
        );
    }
}
