//! Words of the interface: one file a language, `templates/strings/<language>.toml`, every key in every file.
//!
//! A site's file of the same name replaces single words. A language without a built-in file is in English until its
//! author translates the words in a file of the site's own.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Place, did_you_mean};
use crate::source::Sources;
use crate::source::data::{Value, from_toml};
use crate::source::site::Site;
use crate::source::theme;

/// The words of one language by their keys.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Strings(BTreeMap<String, String>);

impl Strings {
    /// The words of every language of the site, by language.
    pub(crate) fn load(
        site: &Site,
        sources: &Sources,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Self> {
        let english = Self::built_in("en").unwrap_or_default();
        site.languages
            .iter()
            .map(|language| {
                let mut strings = Self::built_in(&language.tag).unwrap_or_else(|| english.clone());
                let file: Arc<str> = format!("templates/strings/{}.toml", language.tag).into();
                if let Some(text) = sources.text(&file) {
                    strings.replace(text, &file, diagnostics);
                }
                strings
            })
            .collect()
    }

    fn built_in(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next().unwrap_or(tag);
        let file = format!("templates/strings/{primary}.toml");
        let text = theme::text(&file)?;
        let mut strings = Self::default();
        for (key, value) in entries(text, &file.into(), &mut Vec::new()) {
            strings.0.insert(key.value, value.value);
        }
        Some(strings)
    }

    fn replace(&mut self, text: &str, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) {
        for (key, value) in entries(text, file, diagnostics) {
            match self.0.get_mut(&key.value) {
                Some(word) => *word = value.value,
                None => {
                    let hint = did_you_mean(&key.value, self.0.keys().map(String::as_str))
                        .unwrap_or_else(|| "see the built-in file for the keys there are".into());
                    diagnostics.push(
                        Diagnostic::error(
                            Place::at(file, key.span),
                            "unknown-key",
                            format!("the interface has no word `{}`", key.value),
                        )
                        .hint(hint),
                    );
                }
            }
        }
    }

    /// The word for a key.
    pub(crate) fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// All words, for templates.
    pub(crate) fn all(&self) -> &BTreeMap<String, String> {
        &self.0
    }
}

type SpannedWord = (
    crate::source::data::Spanned<String>,
    crate::source::data::Spanned<String>,
);

fn entries(text: &str, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Vec<SpannedWord> {
    let Value::Map(entries) = from_toml(text, file, diagnostics).value else {
        return Vec::new();
    };
    let mut words = Vec::new();
    for (key, node) in entries {
        match node.value {
            Value::String(value) => words.push((
                key,
                crate::source::data::Spanned {
                    value,
                    span: node.span,
                },
            )),
            _ => diagnostics.push(
                Diagnostic::error(
                    Place::at(file, node.span),
                    "wrong-type",
                    format!("`{}` has to be text", key.value),
                )
                .hint("put it between quotes"),
            ),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_words() {
        let keys = |tag| {
            Strings::built_in(tag)
                .unwrap()
                .0
                .into_keys()
                .collect::<Vec<_>>()
        };
        assert_eq!(keys("ko"), keys("en"));
    }
}
