//! The rules that the script shares, by vectors that its own test reads too (`tests/browser/search.test.mjs`).

use serde::Deserialize;

use super::words::{compatible, expanded, fold, signs, tokens};
use crate::lang::loanwords::skeleton;
use crate::lang::{english, jamo, korean};

/// What a word is made of, and what it may be without its endings.
#[derive(Deserialize)]
struct Vector {
    word: String,
    letters: String,
    /// Where it is not the letters.
    skeleton: Option<String>,
    stems: Vec<String>,
    /// Where it is not one word, or is written otherwise.
    tokens: Option<Vec<String>>,
}

fn vectors() -> Vec<Vector> {
    serde_json::from_str(include_str!("vectors.json")).unwrap()
}

#[test]
fn words_come_apart_as_the_script_takes_them_apart() {
    for vector in vectors() {
        let word = vector.word.as_str();
        let letters = jamo::letters(&fold(word));
        assert_eq!(letters, vector.letters, "{word}");
        let sounds = vector.skeleton.as_ref().unwrap_or(&letters);
        assert_eq!(skeleton(&letters), *sounds, "{word}");
        let text = compatible(word);
        let apart: Vec<&str> = tokens(&text).collect();
        assert_eq!(
            apart,
            vector.tokens.unwrap_or(vec![word.to_owned()]),
            "{word}"
        );
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
    assert_eq!(words("C++와 Node.js를. 끝"), ["C++와", "Node.js를", "끝"]);
    assert_eq!(words(&"가".repeat(41)), Vec::<&str>::new());
}

#[test]
fn texts_are_read_as_they_may_be_asked_for() {
    assert_eq!(expanded("GPT-4는 좋다"), "GPT-4는 좋다 GPT4는");
    assert_eq!(expanded("Node.js를"), "Node.js를 Node js를");
    assert_eq!(expanded("ＡＢＣ™ ①번"), "ABC TM   1 번");
    assert_eq!(expanded("그냥 글. 다음-글"), "그냥 글. 다음-글");
}

#[test]
fn names_of_signs_are_in_titles() {
    let found = |text| signs(text).collect::<Vec<_>>();
    assert_eq!(found("‘??’ 연산자와 (?.), =>"), ["??", "?.", "=>"]);
    assert_eq!(found("왜 그런가? - 끝."), Vec::<&str>::new());
}
