//! The data for the script: letters, particles and words of the interface, from the tables that the rest of the program
//! reads.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::base::permalink::encode_path;
use crate::lang::korean::forms;
use crate::lang::particles::{After, Doubt, Form, ParticleClass};
use crate::lang::verbs::{VERBS, Verbs};
use crate::lang::{LanguageId, jamo, keyboard, loanwords, questions};
use crate::model::Model;
use crate::model::link::EntryKind;

/// `rules.js`, the same for all languages: names of one are in the texts of another.
#[derive(Debug, Serialize)]
struct Rules {
    /// Initials, vowels and finals, each list separated by spaces.
    letters: [String; 3],
    /// Letters that are taken for the same: each is followed by what it is taken for.
    alike: String,
    /// Keys of a keyboard, and the Korean letters on them.
    keys: [&'static str; 2],
    /// Words that are not looked for where a query has others.
    weak: &'static str,
    /// A regular expression for the particles at the end of a word in normalisation form D.
    particles: String,
}

/// Words of the interface that the script shows.
const WORDS: [&str; 6] = [
    "search_hint",
    "search_meant",
    "search_none",
    "search_many",
    "search_more",
    "search_results",
];

/// The words of the interface in a language, and the other languages by tag and name.
pub(super) fn words(model: &Model, language: LanguageId) -> serde_json::Value {
    let strings = model.reader(None).words(language);
    let others = model.site().language_ids().filter(|l| *l != language);
    let others: Vec<_> = others
        .map(|l| (model.site().tag(l), &model.site().language(l).name))
        .collect();
    let mut words: BTreeMap<&str, serde_json::Value> = WORDS
        .iter()
        .map(|key| (*key, strings.get(key).into()))
        .collect();
    words.insert("languages", serde_json::json!(others));
    words.insert("terms", serde_json::json!(terms(model, language)));
    serde_json::json!(words)
}

/// Terms that an empty search suggests.
const TERMS: usize = 6;

/// The terms that most texts mention, by title and address from the site's root.
fn terms(model: &Model, language: LanguageId) -> Vec<(String, String)> {
    let reader = model.reader(None);
    let all = model.entries().iter();
    let mut terms: Vec<_> = all
        .filter(|(_, entry)| entry.kind == EntryKind::Term)
        .filter(|(_, entry)| {
            entry.documents[language.index()].is_some_and(|d| reader.outline(d).front.search)
        })
        .map(|(id, entry)| (std::cmp::Reverse(model.backlinks(id).len()), id, entry))
        .collect();
    terms.sort_by(|a, b| (a.0, a.2.slug()).cmp(&(b.0, b.2.slug())));
    terms.truncate(TERMS);
    terms
        .into_iter()
        .map(|(_, id, entry)| {
            let address = encode_path(&reader.folder(id, language));
            (reader.title(entry, language), address)
        })
        .collect()
}

/// The text of `rules.js`.
pub(super) fn rules() -> String {
    serde_json::json!(Rules {
        letters: jamo::tables(),
        alike: loanwords::ALIKE
            .map(|(from, to)| format!("{from} {to}"))
            .join(" "),
        keys: [keyboard::LATIN, keyboard::HANGUL],
        weak: questions::WEAK,
        particles: particles()
    })
    .to_string()
}

/// The grammar of [`crate::lang::particles`] as a regular expression. What a form may follow is said by looking back at
/// the last letter of what is before it: in normalisation form D it is a vowel (U+1161 on), a final consonant (U+11A8
/// on) or no Korean letter. Nothing is counted: browsers write out what is repeated so many times, and take several times as long to
/// read the expression before the first answer. A word with more particles than there can be is none.
pub(super) fn particles() -> String {
    let all = forms();
    let any =
        |classes: &[ParticleClass]| alternatives(all.iter().filter(|f| classes.contains(&f.class)));
    let joined = any(&[ParticleClass::Case, ParticleClass::Auxiliary]);
    let doubtful = alternatives(all.iter().filter(|f| f.doubt == Doubt::Always));
    let closing = any(&[ParticleClass::Closing]);
    format!(
        "(?!{doubtful}(?:요)?$)(?:{stem}.*|{verb}|\
         (?:{clause_verb}{joined}*|(?:{familiar}(?={joined}|{closing})|{honorific}?{plural}?){joined}*)\
         (?:{clause}{joined}*)*(?:{closing}|{copula})?)(?:요)?$",
        stem = verbs(ParticleClass::VerbStem),
        verb = verbs(ParticleClass::Verb),
        clause_verb = verbs(ParticleClass::VerbClause),
        familiar = any(&[ParticleClass::Familiar]),
        honorific = any(&[ParticleClass::Honorific]),
        plural = any(&[ParticleClass::Plural]),
        clause = any(&[ParticleClass::Clause]),
        copula = any(&[ParticleClass::Copula]),
    )
}

/// The forms of [`crate::lang::verbs`] of a class, by their stems.
fn verbs(class: ParticleClass) -> String {
    let rows = VERBS.iter().filter(|row| row.class == class);
    let rows: Vec<String> = rows.map(Verbs::expression).collect();
    format!("(?:{})", rows.join("|"))
}

fn alternatives<'f>(forms: impl Iterator<Item = &'f Form>) -> String {
    let mut by_place: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for form in forms {
        by_place
            .entry(before(form.after))
            .or_default()
            .push(&form.text);
    }
    let groups: Vec<String> = by_place
        .into_iter()
        .map(|(before, forms)| format!("{before}(?:{})", forms.join("|")))
        .collect();
    format!("(?:{})", groups.join("|"))
}

fn before(after: After) -> &'static str {
    match after {
        After::Anything => "",
        After::Consonant => "(?<![ᅡ-ᅵ])",
        After::Vowel => "(?<![ᆨ-ᇂ])",
        After::ConsonantButRieul => "(?<![ᅡ-ᅵᆯ])",
        After::VowelOrRieul => "(?<![ᆨ-ᆮᆰ-ᇂ])",
    }
}
