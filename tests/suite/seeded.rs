//! Ten texts of as many trades with their translations, which are right, and a hundred mistakes in them, written before they were tried:
//! figures of every unit, months, ranges, rows, items, notes, images, code (`tests/suite/seeded/`).

use std::path::PathBuf;

use super::harness::build;

fn read(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/suite/seeded");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// The codes that a pair of texts is found with.
fn found(korean: &str, english: &str) -> Vec<String> {
    let mut site = format!(
        "== content/x/index.ko.md\n{korean}== content/x/index.en.md\n{english}\
         == content/about.ko.md\n---\ntitle: 소개\n---\n소개한다.\n== content/about.en.md\n---\ntitle: About\n---\nAbout this.\n"
    );
    for name in ["lens", "pans", "map", "crumb"] {
        site += &format!(
            "== content/x/{name}.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>\n"
        );
    }
    build(&site).findings()
}

#[test]
fn ninety_five_of_a_hundred_mistakes_are_found_and_nothing_where_there_is_none() {
    let seeds = read("seeds.txt");
    let seeds: Vec<Vec<String>> = seeds
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let line = line.replace("\\|", "\u{1}");
            let fields = line.splitn(5, '|').map(str::trim);
            let text = |field: &str| field.replace('\u{1}', "|").replace('⏎', "\n");
            fields.map(text).collect()
        })
        .collect();
    assert!(seeds.len() >= 100);
    let mut missed = Vec::new();
    let mut known = std::collections::BTreeSet::new();
    for seed in &seeds {
        let [_, text, language, from, to] = &seed[..] else {
            panic!("{seed:?}")
        };
        let (mut korean, mut english) = (
            read(&format!("{text}.ko.md")),
            read(&format!("{text}.en.md")),
        );
        if known.insert(text) {
            assert_eq!(found(&korean, &english), Vec::<String>::new(), "{text}");
        }
        let spoiled = match &**language {
            "ko" => &mut korean,
            _ => &mut english,
        };
        assert_eq!(spoiled.matches(&**from).count(), 1, "{seed:?}");
        *spoiled = spoiled.replacen(&**from, to, 1);
        if found(&korean, &english).is_empty() {
            missed.push(seed.join(" | "));
        }
    }
    assert!(
        missed.len() * 100 <= seeds.len() * 5,
        "{} of {}:\n{}",
        missed.len(),
        seeds.len(),
        missed.join("\n")
    );
}
