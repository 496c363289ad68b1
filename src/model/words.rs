//! Words of the interface: one file a language, `templates/strings/<language>.toml`, every key in every file.
//!
//! A site's file of the same name replaces single words. A language without a built-in file is in English until its
//! author translates the words in a file of the site's own.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, MOST_HINTS, Place, did_you_mean};
use crate::lang::message::message;
use crate::source::Sources;
use crate::source::data::{Spanned, Value, from_toml};
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
        let mut hints = MOST_HINTS;
        for (key, value) in entries(text, file, diagnostics) {
            match self.0.get_mut(&key.value) {
                Some(word) => *word = value.value,
                None => {
                    let Spanned { value: key, span } = key;
                    let known = self.0.keys().map(String::as_str);
                    let near = (hints > 0).then(|| did_you_mean(&key, known));
                    hints = hints.saturating_sub(1);
                    let hint = near.flatten().unwrap_or_else(|| {
                        message!(
                            "쓸 수 있는 이름은 haeseol의 templates/strings/ko.toml에 있습니다",
                            "the keys are those of haeseol's own templates/strings/en.toml"
                        )
                    });
                    let message = message!(
                        "화면 문구 가운데 `{key}`(은/는) 없습니다",
                        "the interface has no words for `{key}`"
                    );
                    let place = Place::at(file, span);
                    diagnostics.push(Diagnostic::error(place, "unknown-key", message).hint(hint));
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

type SpannedWord = (Spanned<String>, Spanned<String>);

fn entries(text: &str, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Vec<SpannedWord> {
    let Value::Map(entries) = from_toml(text, file, diagnostics).value else {
        return Vec::new();
    };
    let mut words = Vec::new();
    for (key, node) in entries {
        match node.value {
            Value::String(value) => {
                let span = node.span;
                words.push((key, Spanned { value, span }));
            }
            _ => {
                let key = key.value;
                let message = message!("`{key}`의 값은 글이어야 합니다", "`{key}` has to be text");
                let hint = message!(
                    "큰따옴표(\" \")로 감싸세요",
                    "put it between \"double quotes\""
                );
                let place = Place::at(file, node.span);
                diagnostics.push(Diagnostic::error(place, "wrong-type", message).hint(hint));
            }
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
