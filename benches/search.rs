//! How fast the index is made: text that is half Korean and half English, on one core. At least 5 MB a second are promised.

use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    // One core: the promise is for one.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build_global()
        .ok();
    divan::main();
}

const SYLLABLES: [&str; 14] = [
    "토", "큰", "서", "버", "그", "래", "프", "노", "드", "파", "일", "맵", "학", "습",
];
const PARTICLES: [&str; 10] = [
    "는",
    "를",
    "에서",
    "의",
    "와",
    "에서는",
    "까지도",
    "입니다",
    "",
    "한다",
];
const LATIN: [&str; 12] = [
    "to", "ken", "ser", "ver", "gra", "ph", "no", "de", "par", "ser", "ma", "pper",
];

/// Pages of some 600 words each. Few words are common and many are rare, as in any language.
fn pages(bytes: usize) -> Vec<String> {
    let mut state = 1_usize;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state >> 33
    };
    let mut word = |page: usize| {
        let i = 20_000 / (1 + next() % 20_000) + next() % 40;
        if page.is_multiple_of(2) {
            let stem: String = [i, i / 14, i / 196, i * 5 + 3]
                .map(|p| SYLLABLES[p % 14])
                .concat();
            stem + PARTICLES[next() % 10]
        } else {
            let stem: String = [i, i / 12, i / 144].map(|p| LATIN[p % 12]).concat();
            stem + ["", "s", "’s", ""][next() % 4]
        }
    };
    let mut pages = Vec::new();
    let mut total = 0;
    while total < bytes {
        let words: Vec<String> = (0..600).map(|_| word(pages.len())).collect();
        pages.push(words.join(" "));
        total += pages.last().map_or(0, String::len);
    }
    pages
}

#[divan::bench(args = [1, 10], sample_count = 10)]
fn index(bencher: Bencher<'_, '_>, megabytes: usize) {
    let pages = pages(megabytes << 20);
    let size: usize = pages.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(size))
        .bench(|| haeseol::output::search::of_texts(&pages).len());
}
