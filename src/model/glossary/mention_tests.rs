//! Sentences with their mentions marked, and what must hold for every text.

use proptest::prelude::*;

use super::*;
use crate::document::front_matter::Matching;
use crate::lang::Language::{English, Korean, Other};
use crate::lang::particles::particles;
use crate::model::glossary::evidence::Evidence;
use crate::model::glossary::names::TermNames;
use crate::model::glossary::pattern::BLOCK_END;

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
                avoid: Vec::new(),
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

/// What is found in texts that are one site's.
fn find_in<'t>(
    names: &Names,
    texts: impl IntoIterator<Item = &'t str>,
    language: Language,
) -> Vec<Found> {
    let mut all: Vec<Found> = texts
        .into_iter()
        .map(|text| names.find(text, language))
        .collect();
    let mut evidence = Evidence::default();
    all.iter().for_each(|found| evidence.add(&found.signs));
    for found in &mut all {
        for (mention, condition) in std::mem::take(&mut found.doubtful) {
            if evidence.meets(mention.term, condition) {
                found.mentions.push(mention);
            } else if matches!(condition, Condition::Asked | Condition::Action) {
                found.doubtful.push((mention, Condition::Asked));
            }
        }
        found.mentions.sort_by_key(|mention| mention.range.start);
    }
    all
}

/// The text with mentions in ⟦⟧ and ambiguous ones in ⟨⟩.
fn marked(text: &str, found: &Found) -> String {
    let mut marks: Vec<(usize, char)> = Vec::new();
    let doubtful = found
        .doubtful
        .iter()
        .map(|(mention, _)| (mention, '⟨', '⟩'));
    let sure = found.mentions.iter().map(|mention| (mention, '⟦', '⟧'));
    for (mention, open, close) in sure.chain(doubtful) {
        marks.push((mention.range.start, open));
        marks.push((mention.range.end, close));
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

/// The sentences of a file, which are one site's: each as it is marked, without marks, and what is found in it.
fn read(terms: &str, sentences: &str, language: Language) -> Vec<(String, String, Found)> {
    let lines = sentences
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let lines: Vec<String> = lines
        .map(|line| {
            line.replace('␣', "\u{a0}")
                .replace('⏎', "\n")
                .replace('¶', "\u{2029}")
        })
        .collect();
    let texts = lines
        .iter()
        .map(|line| line.replace(['⟦', '⟧', '⟨', '⟩'], ""));
    let texts: Vec<String> = texts.collect();
    let found = find_in(&names(terms), texts.iter().map(String::as_str), language);
    let sentences = lines.into_iter().zip(texts).zip(found);
    sentences
        .map(|((line, text), found)| (line, text, found))
        .collect()
}

fn check_with(terms: &str, sentences: &str, language: Language) {
    let mut wrong = Vec::new();
    for (line, text, found) in read(terms, sentences, language) {
        let found = marked(&text, &found);
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

/// What a text should give, and what it gives.
#[derive(Default)]
struct Score {
    wanted: usize,
    found: usize,
    right: usize,
    wrong: Vec<String>,
}

impl Score {
    /// Of the links in marked sentences; what is only reported as ambiguous counts neither way.
    fn of(terms: &str, sentences: &str, language: Language) -> Score {
        let mut score = Score::default();
        for (line, text, found) in read(terms, sentences, language) {
            let plain = line.replace(['⟨', '⟩'], "");
            let mut wanted = Vec::new();
            let mut marks = 0;
            for (at, mark) in plain.match_indices(['⟦', '⟧']) {
                let at = at - marks;
                marks += mark.len();
                match mark {
                    "⟦" => wanted.push(at..at),
                    _ => wanted.last_mut().expect("an opening mark").end = at,
                }
            }
            score.wanted += wanted.len();
            score.found += found.mentions.len();
            score.right += found
                .mentions
                .iter()
                .filter(|mention| wanted.contains(&mention.range))
                .count();
            let given = marked(&text, &found);
            if given != line {
                score
                    .wrong
                    .push(format!("\n  expected {line}\n  found    {given}"));
            }
        }
        score
    }

    fn precision(&self) -> f64 {
        self.right as f64 / self.found as f64
    }

    fn recall(&self) -> f64 {
        self.right as f64 / self.wanted as f64
    }
}

/// Sentences that the grammar was not written to: what is asked of it on any text.
#[test]
fn held_out_sentences() {
    let (medicine, trades, crafts, shops, offices, gardens) = (
        include_str!("gold/terms_heldout.txt"),
        include_str!("gold/terms_trades.txt"),
        include_str!("gold/terms_crafts.txt"),
        include_str!("gold/terms_shops.txt"),
        include_str!("gold/terms_offices.txt"),
        include_str!("gold/terms_gardens.txt"),
    );
    for (terms, sentences, language) in [
        (medicine, include_str!("gold/heldout.txt"), Korean),
        (medicine, include_str!("gold/heldout_english.txt"), English),
        (trades, include_str!("gold/trades.txt"), Korean),
        (trades, include_str!("gold/trades_english.txt"), English),
        (crafts, include_str!("gold/crafts_english.txt"), English),
        (shops, include_str!("gold/shops.txt"), Korean),
        (shops, include_str!("gold/shops_english.txt"), English),
        (offices, include_str!("gold/offices.txt"), Korean),
        (offices, include_str!("gold/offices_english.txt"), English),
        (gardens, include_str!("gold/gardens.txt"), Korean),
        (gardens, include_str!("gold/gardens_english.txt"), English),
    ] {
        let score = Score::of(terms, sentences, language);
        let figures = format!(
            "{language:?}: precision {:.4}, recall {:.4} of {}",
            score.precision(),
            score.recall(),
            score.wanted
        );
        assert!(
            score.precision() >= 0.99 && score.recall() >= 0.98,
            "{figures}{}",
            score.wrong.concat()
        );
    }
}

fn one(name: &str, text: &str, language: Language) -> String {
    marked(text, &find_in(&names(name), [text], language)[0])
}

#[test]
fn what_is_refused_is_reported_with_its_word() {
    let names = names("애플\n서버\nApple\ndata center");
    let text = "애플워치와 애플페이를, 서버리스에서는 Apples openai.com data centerless";
    let words: Vec<_> = names
        .find(text, Korean)
        .rejected
        .into_iter()
        .map(|r| (r.term, &text[r.range]))
        .collect();
    assert_eq!(
        words,
        [
            (0, "애플워치와"),
            (0, "애플페이를"),
            (1, "서버리스에서는"),
            (3, "data centerless")
        ]
    );
}

#[test]
fn a_shorter_name_does_not_take_the_place_of_a_longer_one_that_fails() {
    let names = names("AI 모델\nAI\n모델\n마운트\n마운트 해제");
    let found = |text: &str| marked(text, &names.find(text, Korean));
    assert_eq!(
        found("AI 모델은 AI 모델링이 아니다"),
        "⟦AI 모델⟧은 AI 모델링이 아니다"
    );
    assert_eq!(found("AI모델을 AI모델링"), "⟦AI모델⟧을 AI모델링");
    assert_eq!(
        found("마운트 해제된 디스크, 마운트된 디스크, 마운트 해제판"),
        "⟦마운트 해제⟧된 디스크, ⟦마운트⟧된 디스크, 마운트 해제판"
    );
}

#[test]
fn not_words_forbid_their_own_term_only() {
    let names = names("원자\t원자로\n원자로\n메타\t메타인지\n뮤직\t애플 뮤직\n애플");
    let found = |text: &str| marked(text, &names.find(text, Korean));
    assert_eq!(
        found("원자로를 짓고 원자를 쪼갠다"),
        "⟦원자로⟧를 짓고 ⟦원자⟧를 쪼갠다"
    );
    assert_eq!(
        found("메타인지가 메타인지 모른다"),
        "메타인지가 메타인지 모른다"
    );
    assert_eq!(
        found("애플 뮤직을 듣고 뮤직을 듣는다"),
        "⟦애플⟧ 뮤직을 듣고 ⟦뮤직⟧을 듣는다"
    );
}

#[test]
fn match_auto_links_what_is_doubtful_and_manual_nothing() {
    assert_eq!(one("강", "강은 강이다", Korean), "⟨강⟩은 ⟨강⟩이다");
    assert_eq!(one("강\t\tauto", "강은 강이다", Korean), "⟦강⟧은 ⟦강⟧이다");
    assert_eq!(one("메타\t\tauto", "메타다", Korean), "⟦메타⟧다");
    assert_eq!(one("메타\t\tmanual", "메타는", Korean), "메타는");
}

#[test]
fn a_name_with_a_hyphen_keeps_its_capitals_in_capitals() {
    assert_eq!(
        one("K-팝|K-pop", "K-POP과 K-pop, K팝과 k-pop", Korean),
        "⟦K-POP⟧과 ⟦K-pop⟧, ⟦K팝⟧과 k-pop"
    );
    assert_eq!(one("Wi-Fi", "No WI-FI here.", English), "No ⟦WI-FI⟧ here.");
    assert_eq!(one("K-pop\t\tcase_sensitive", "K-POP과", Korean), "K-POP과");
    assert_eq!(one("OpenAI", "OPENAI는", Korean), "OPENAI는");
}

#[test]
fn languages_without_spaces_have_words_all_the_same() {
    assert_eq!(
        one("データ", "データはデータセンターにある", Other),
        "⟦データ⟧はデータセンターにある"
    );
    assert_eq!(
        one("数据中心", "新的数据中心是GPU", Other),
        "新的⟦数据中心⟧是GPU"
    );
    assert_eq!(
        one("GPU", "新しいGPUを買うGPU2", Other),
        "新しい⟦GPU⟧を買うGPU2"
    );
    assert_eq!(one("IA", "l'IA et l’IA", Other), "l'⟦IA⟧ et l’⟦IA⟧");
    assert_eq!(one("GPU", "新GPU를", Korean), "新GPU를");
}

#[test]
fn code_ends_a_word() {
    assert_eq!(
        one("그록", "\u{1a}그록\u{1a} 그록\u{1a}는", Korean),
        "\u{1a}⟦그록⟧\u{1a} ⟦그록⟧\u{1a}는"
    );
}

fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[가-힣]{1,3}",
        "[A-Za-z]{1,3}",
        "[가나다AIai0-9 .'’&/()\\-\u{2029}\u{a0}\n]{1,6}",
        "\\PC{1,4}"
    ]
}

proptest! {
    #[test]
    fn mentions_are_in_order_and_made_of_whole_characters(
        terms in prop::collection::vec(
            (prop::collection::vec(word(), 1..4), prop::collection::vec(word(), 0..2)),
            1..6,
        ),
        filler in prop::collection::vec(word(), 0..40),
        picks in prop::collection::vec((any::<prop::sample::Index>(), any::<bool>()), 0..40),
        language in prop_oneof![Just(Korean), Just(English), Just(Other)],
    ) {
        let set: Vec<TermNames> = terms.iter().map(|(names, not)| TermNames {
            names: names.iter().map(String::as_str).collect(),
            not: not.iter().map(String::as_str).collect(),
            ..TermNames::default()
        }).collect();
        let known: Vec<&str> = set.iter().flat_map(|term| term.names.clone()).collect();
        let mut text = filler.concat();
        for (pick, space) in picks {
            text += *pick.get(&known);
            text += if space { " " } else { "는 " };
        }
        let found = Names::new(&set).0.find(&text, language);
        let mut all: Vec<_> = found.mentions.iter().chain(found.doubtful.iter().map(|(m, _)| m)).collect();
        all.sort_by_key(|mention| mention.range.start);
        prop_assert!(found.mentions.is_sorted_by_key(|mention| mention.range.start));
        prop_assert!(found.rejected.is_sorted_by_key(|rejected| rejected.range.start));
        let mut end = 0;
        for mention in all {
            prop_assert!(mention.range.start >= end && !mention.range.is_empty());
            let name = text.get(mention.range.clone());
            prop_assert!(name.is_some_and(|name| !name.contains(BLOCK_END)));
            prop_assert!((mention.term as usize) < set.len());
            end = mention.range.end;
        }
        for rejected in found.rejected {
            prop_assert!(text.get(rejected.range).is_some());
        }
    }

    /// Every pair of particles after every kind of name, in a sentence.
    #[test]
    fn a_name_with_any_particle_is_a_mention(
        name in "[가-힣]{3,6}|[A-Z]{2,4}",
        row in any::<prop::sample::Index>(),
    ) {
        let pairs: Vec<_> = particles().filter_map(|row| Some((row, row.pair()?))).collect();
        let (row, (closed, open)) = row.get(&pairs);
        prop_assume!(row.doubt != Doubt::Always);
        let pair = format!("{closed}/{open}");
        let particle = korean::josa(&name, None, &pair).expect("a known pair");
        let text = format!("이 {name}{particle} 그");
        prop_assert_eq!(one(&name, &text, Korean), format!("이 ⟦{name}⟧{particle} 그"));
    }
}
