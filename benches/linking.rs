//! How fast names are found: 10 MB of prose, half Korean and half English, against 2,000 names, on one core.
//!
//! The prose is made of a small vocabulary by a fixed rule, so that every run reads the same text; a tenth of its words
//! are names, with particles or plural endings.

use divan::Bencher;
use divan::counter::BytesCount;
use haeseol::lang::Language;
use haeseol::model::glossary::names::{Names, TermNames};

fn main() {
    divan::main();
}

const SYLLABLES: [&str; 12] = [
    "토", "큰", "서", "버", "그", "래", "프", "노", "드", "파", "일", "맵",
];
const PARTICLES: [&str; 8] = ["는", "를", "에서", "의", "와", "에서는", "까지도", "입니다"];
const LATIN: [&str; 12] = [
    "to", "ken", "ser", "ver", "gra", "ph", "no", "de", "par", "ser", "ma", "pper",
];

/// The `i`th made-up word of a language.
fn word(parts: &[&str; 12], i: usize) -> String {
    [i % 12, i / 12 % 12, i / 144 % 12, (i * 7 + 3) % 12]
        .map(|p| parts[p])
        .concat()
}

fn prose(language: Language, bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 64);
    let mut state = 1_usize;
    while text.len() < bytes {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let pick = state >> 33;
        let name = pick.is_multiple_of(10);
        let i = if name {
            pick / 10 % 1000
        } else {
            1000 + pick / 10 % 5000
        };
        match language {
            Language::Korean => {
                text += &word(&SYLLABLES, i);
                text += PARTICLES[pick / 7 % 8];
            }
            _ => {
                text += &word(&LATIN, i);
                text += ["", "s", "’s", ""][pick / 7 % 4];
            }
        }
        text += if pick.is_multiple_of(17) {
            ".\u{2029}"
        } else {
            " "
        };
    }
    text
}

#[divan::bench(args = [Language::Korean, Language::English], sample_count = 20)]
fn find(bencher: Bencher<'_, '_>, language: Language) {
    let words: Vec<String> = (0..1000)
        .map(|i| word(&SYLLABLES, i))
        .chain((0..1000).map(|i| word(&LATIN, i)))
        .collect();
    let terms: Vec<TermNames<'_>> = words
        .iter()
        .map(|w| TermNames {
            names: vec![w],
            ..TermNames::default()
        })
        .collect();
    let (names, _) = Names::new(&terms);
    let text = prose(language, 5 << 20);
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| names.find(&text, language).mentions.len());
}

/// Texts and names made to be slow, 1 MB each: names of which each is the beginning of the next, in a text that has the
/// longest over and over, or nearly; a text without a space; a text where every word begins as a thousand names do.
#[divan::bench(args = ["nested", "nearly", "solid", "prefix", "urls"], sample_count = 10)]
fn adversary(bencher: Bencher<'_, '_>, text: &str) {
    let nested = (1..=100).flat_map(|n| ["가".repeat(n), "나 ".repeat(n), "a ".repeat(n) + "A"]);
    let prefixed = (0..2000).map(|i| format!("ab{}", word(&LATIN, i)));
    let words: Vec<String> = nested.chain(prefixed).collect();
    let terms: Vec<TermNames<'_>> = words
        .iter()
        .map(|w| TermNames {
            names: vec![w],
            ..TermNames::default()
        })
        .collect();
    let (names, _) = Names::new(&terms);
    let piece = match text {
        "nested" => "나 ",
        "nearly" => "a ",
        "solid" => "가",
        "prefix" => "abtoken ",
        _ => "https://a/가 ",
    };
    let text = piece.repeat((1 << 20) / piece.len());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| names.find(&text, Language::Korean).mentions.len());
}
