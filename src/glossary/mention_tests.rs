//! Sentences with their mentions marked, and what must hold for every text.

use super::*;
use crate::glossary::names::{Matching, TermNames};
use crate::lang::Language::{English, Korean, Other};

/// `name|alias` TAB `not|not` TAB flags.
fn terms(source: &str) -> Vec<TermNames<'_>> {
    source
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let mut fields = line.split('\t');
            let mut words = || {
                fields
                    .next()
                    .unwrap_or("")
                    .split('|')
                    .filter(|word| !word.is_empty())
                    .collect()
            };
            let (names, not) = (words(), words());
            let flags = fields.next().unwrap_or("");
            TermNames {
                names,
                not,
                case_sensitive: flags == "case_sensitive",
                matching: match flags {
                    "auto" => Matching::Auto,
                    "manual" => Matching::Manual,
                    _ => Matching::Unset,
                },
            }
        })
        .collect()
}

fn names(source: &str) -> Names {
    let (names, clashes) = Names::new(&terms(source));
    assert_eq!(clashes, []);
    names
}

/// The text with mentions in ⟦⟧ and ambiguous ones in ⟨⟩.
fn marked(text: &str, found: &Found) -> String {
    let mut marks: Vec<(usize, char)> = Vec::new();
    for (list, open, close) in [(&found.mentions, '⟦', '⟧'), (&found.ambiguous, '⟨', '⟩')] {
        for mention in list {
            marks.push((mention.range.start, open));
            marks.push((mention.range.end, close));
        }
    }
    // A closing mark before an opening one at the same place.
    marks.sort_by_key(|&(at, mark)| (at, "⟦⟨".contains(mark)));
    let mut out = String::new();
    let mut from = 0;
    for (at, mark) in marks {
        out.push_str(&text[from..at]);
        out.push(mark);
        from = at;
    }
    out + &text[from..]
}

fn check(sentences: &str, language: Language) {
    check_with(include_str!("gold/terms.txt"), sentences, language);
}

fn check_with(terms: &str, sentences: &str, language: Language) {
    let names = names(terms);
    let mut wrong = Vec::new();
    for line in sentences
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
    {
        let line = line
            .replace('␣', "\u{a0}")
            .replace('⏎', "\n")
            .replace('¶', "\u{2029}");
        let text = line.replace(['⟦', '⟧', '⟨', '⟩'], "");
        let found = marked(&text, &names.find(&text, language));
        if found != line {
            wrong.push(format!("\n  expected {line}\n  found    {found}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} sentences differ:{}",
        wrong.len(),
        wrong.concat()
    );
}

#[test]
fn korean_sentences() {
    check(include_str!("gold/korean.txt"), Korean);
}

#[test]
fn english_sentences() {
    check(include_str!("gold/english.txt"), English);
}

#[test]
fn unseen_sentences() {
    let sentences = include_str!("gold/unseen.txt");
    check_with(include_str!("gold/terms_unseen.txt"), sentences, Korean);
}
