//! Languages: which ones a site has, and what the program knows of the grammar of two of them.

pub(crate) mod collate;
pub(crate) mod english;
pub(crate) mod figures;
pub(crate) mod jamo;
pub(crate) mod keyboard;
pub(crate) mod korean;
pub(crate) mod loanwords;
pub mod message;
pub(crate) mod particles;
pub(crate) mod questions;
pub(crate) mod respelt;
pub(crate) mod speech;
pub(crate) mod spelling;
mod spoken;
pub(crate) mod verbs;

/// A language of the site: its place in [`Site::languages`](crate::source::site::Site), the default language first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageId(pub u8);

impl LanguageId {
    /// The site's default language.
    pub const DEFAULT: Self = Self(0);

    /// As an index into a list with one item a language.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What the program knows of a language beyond its tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Particles, 초성, ㄱ–ㅎ.
    Korean,
    /// Plurals and possessives.
    English,
    /// Nothing: text is shown as it is.
    Other,
}

impl Language {
    /// By the primary subtag of a BCP 47 tag (RFC 5646 §2.2.1): `ko-KR` is Korean.
    pub fn of(tag: &str) -> Self {
        match tag
            .split('-')
            .next()
            .unwrap_or(tag)
            .to_ascii_lowercase()
            .as_str()
        {
            "ko" => Self::Korean,
            "en" => Self::English,
            _ => Self::Other,
        }
    }
}

/// Whether `tag` has the shape of a BCP 47 language tag (RFC 5646 §2.1, without looking subtags up in the registry).
pub fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or("");
    (2..=8).contains(&primary.len())
        && primary.bytes().all(|b| b.is_ascii_alphabetic())
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}
