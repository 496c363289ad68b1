//! Numbers that are words.

mod english;
mod korean;

use super::{Compared, Figure, Unit, is_letter, letters};
use crate::lang::Language;

/// What a word is worth.
struct Word {
    values: Vec<i128>,
    unit: Unit,
    compared: Compared,
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
        Language::Korean => korean::word(rest, word).or_else(|| english::month(word)),
        _ => english::word(text, at, word),
    };
    match number {
        Some(Word {
            values,
            unit,
            compared,
        }) => {
            let figure = Figure {
                range: at..at + length,
                values,
                unit,
                compared,
            };
            (Some(figure), at + length)
        }
        None => (None, at + letters),
    }
}

/// Whether a word may be a number or a month, by how it begins: most may not.
fn may_be_number(word: &str, language: Language) -> bool {
    if language == Language::Korean && !word.starts_with(|c: char| c.is_ascii_uppercase()) {
        return word.starts_with(korean::is_first);
    }
    english::may_begin(word)
}
