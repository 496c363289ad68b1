//! The order of words in an index, and the letters that it lists them under.

use std::cmp::Ordering;

use icu_collator::options::{AlternateHandling, CollatorOptions};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;
use unicode_normalization::UnicodeNormalization as _;

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
        let collator = Collator::try_new((&locale).into(), options)
            .or_else(|_| Collator::try_new((&Locale::UNKNOWN).into(), CollatorOptions::default()));
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
        self.letter(a)
            .cmp(&self.letter(b))
            .then_with(|| self.collator.compare(a, b))
            .then_with(|| a.cmp(b))
    }

    /// The letter that a word is listed under.
    pub(crate) fn letter(&self, word: &str) -> Letter {
        // Without accents: É is listed under E.
        let Some(first) = word.trim_start().nfd().find(|c| c.is_alphanumeric()) else {
            return Letter::Other;
        };
        let hangul = word
            .trim_start()
            .chars()
            .find(|c| c.is_alphanumeric())
            .and_then(|c| jamo::heading(&c.to_string()));
        match hangul {
            Some(initial) if self.language == Language::Korean => Letter::Hangul(initial),
            _ if first.is_ascii_alphabetic() => Letter::Latin(first.to_ascii_uppercase()),
            _ if first.is_ascii_digit() => Letter::Digit,
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
            "漢字",
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
            "漢字",
        ];
        assert_eq!(sorted("ko", &words), wanted);
    }

    #[test]
    fn an_english_index_has_latin_first() {
        assert_eq!(
            sorted("en", &["그록", "xAI", "GPT-4", "Élan", "122", "Apple"]),
            ["Apple", "Élan", "GPT-4", "xAI", "122", "그록"]
        );
    }
}
