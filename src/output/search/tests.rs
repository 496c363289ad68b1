//! The rules that the script shares, by vectors that its own test reads too (`tests/browser/search.test.mjs`).

use serde::Deserialize;

use super::words::{fold, tokens};
use crate::lang::{english, jamo, korean};

/// What a word is made of, and what it may be without its endings.
#[derive(Deserialize)]
struct Vector {
    word: String,
    letters: String,
    stems: Vec<String>,
}

fn vectors() -> Vec<Vector> {
    serde_json::from_str(include_str!("vectors.json")).unwrap()
}

#[test]
fn words_come_apart_as_the_script_takes_them_apart() {
    for vector in vectors() {
        let word = vector.word.as_str();
        assert_eq!(jamo::letters(&fold(word)), vector.letters, "{word}");
        let stems: Vec<String> = if word.ends_with(|c: char| c.is_ascii_alphabetic()) {
            [english::stem(word)]
                .into_iter()
                .filter(|stem| *stem != word.to_lowercase())
                .collect()
        } else {
            korean::stems(word).map(str::to_owned).collect()
        };
        assert_eq!(stems, vector.stems, "{word}");
    }
}

#[test]
fn texts_come_apart_into_words() {
    let words = |text| tokens(text).collect::<Vec<_>>();
    assert_eq!(
        words("xAI의 ‘콜로서스’는, 122일!"),
        ["xAI의", "콜로서스", "122일"]
    );
    assert_eq!(
        words("Grok's GPUs’ state-of-the-art"),
        ["Grok", "GPUs", "state", "of", "the", "art"]
    );
    assert_eq!(words(&"가".repeat(41)), Vec::<&str>::new());
}
