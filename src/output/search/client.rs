//! The data for the script: letters, particles and words of the interface, from the tables that the rest of the program
//! reads.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::lang::korean::forms;
use crate::lang::particles::{After, Doubt, Form, ParticleClass};
use crate::lang::verbs::{VERBS, Verbs};
use crate::lang::{LanguageId, jamo};
use crate::model::Model;

/// `rules.js`, the same for all languages: names of one are in the texts of another.
#[derive(Debug, Serialize)]
struct Rules {
    /// Initials, vowels and finals, each list separated by spaces, and compound letters that are written alone.
    letters: [String; 4],
    /// A regular expression for the particles at the end of a word in normalisation form D.
    particles: String,
}

/// Words of the interface that the script shows.
const WORDS: [&str; 4] = [
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
    serde_json::json!(words)
}

/// The text of `rules.js`.
pub(super) fn rules() -> String {
    serde_json::json!(Rules {
        letters: jamo::tables(),
        particles: particles()
    })
    .to_string()
}

/// The grammar of [`crate::lang::particles`] as a regular expression. What a form may follow is said by looking back at
/// the last letter of what is before it: in normalisation form D it is a vowel (U+1161 on), a final consonant (U+11A8
/// on) or no Korean letter.
pub(super) fn particles() -> String {
    let all = forms();
    let any =
        |classes: &[ParticleClass]| alternatives(all.iter().filter(|f| classes.contains(&f.class)));
    let joined = any(&[ParticleClass::Case, ParticleClass::Auxiliary]);
    let doubtful = alternatives(all.iter().filter(|f| f.doubt == Doubt::Always));
    let closing = any(&[ParticleClass::Closing]);
    format!(
        "(?!{doubtful}(?:요)?$)(?:{stem}.*|{verb}|\
         (?:{clause_verb}{joined}{{0,2}}|(?:{familiar}(?={joined}|{closing})|{honorific}?{plural}?){joined}{{0,3}})\
         (?:{clause}{joined}{{0,2}})*(?:{closing}|{copula})?)(?:요)?$",
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
