//! JSON Schemas of what an author writes, for editors: made of what the program asks for when it reads ([`Shape`]), with the words of
//! the manual, whose tables a test holds to the program.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::base::diag::Locale;
use crate::document::front_matter;
use crate::source::data::{Kind, Shape};
use crate::source::site::Site;

/// The page of the manual that describes every key, in Korean and in English.
const MANUAL: [&str; 2] = [
    include_str!("../../content/manual/settings.ko.md"),
    include_str!("../../content/manual/settings.en.md"),
];

/// What an author writes that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The front matter of a content file, whatever the file is.
    FrontMatter,
    /// `site.toml`.
    Site,
}

/// The schema as text (JSON Schema, draft 7, which editors of TOML and YAML know), its descriptions in a language.
pub fn schema(written: Written, locale: Locale) -> String {
    let words = descriptions(locale);
    let (shape, title, start) = match written {
        Written::FrontMatter => (
            front_matter::shape(),
            locale.pick(
                "haeseol 글의 머리말 설정",
                "Front matter of a text for haeseol",
            ),
            "",
        ),
        Written::Site => (Site::shape(), "site.toml", "site."),
    };
    let mut schema = of(&shape, start, &words);
    schema.insert(
        "$schema".into(),
        "http://json-schema.org/draft-07/schema#".into(),
    );
    schema.insert("title".into(), title.into());
    format!("{:#}\n", Value::Object(schema))
}

/// The schema of what is asked for at one place, which is called `name` in the manual.
fn of(shape: &Shape, name: &str, words: &BTreeMap<String, String>) -> Map<String, Value> {
    let text = || json!({ "type": "string" });
    let schema = match shape.kind() {
        None => json!({}),
        Some(Kind::Boolean) => json!({ "type": "boolean" }),
        Some(Kind::Integer) => json!({ "type": "integer" }),
        Some(Kind::Text) => text(),
        Some(Kind::Date) => json!({ "type": "string", "format": "date" }),
        // A year alone is a number to YAML.
        Some(Kind::PartialDate) => json!({ "type": ["string", "integer"] }),
        Some(Kind::Address) => json!({ "type": "string", "format": "uri" }),
        Some(Kind::Texts) => json!({ "anyOf": [{ "type": "array", "items": text() }, text()] }),
        Some(Kind::Choice(names)) => json!({ "enum": names }),
        Some(Kind::Localized) => {
            json!({ "anyOf": [text(), { "type": "object", "additionalProperties": text() }] })
        }
        Some(Kind::Table) => table(shape, name, words),
        Some(Kind::Tables) => json!({ "type": "array", "items": table(shape, name, words) }),
    };
    let mut schema = match schema {
        Value::Object(schema) => schema,
        _ => Map::new(),
    };
    if let Some(description) = words.get(name) {
        schema.insert("description".into(), description.clone().into());
    }
    schema
}

fn table(shape: &Shape, name: &str, words: &BTreeMap<String, String>) -> Value {
    let below = |key: &str| match name {
        "" | "site." => format!("{name}{key}"),
        _ => format!("{name}.{key}"),
    };
    let keys = shape.keys();
    if shape.has_own_keys() {
        let values = keys
            .first()
            .map(|(key, value)| of(value, &below(key), words));
        return json!({ "type": "object", "additionalProperties": values });
    }
    let required = keys.iter().filter(|(_, value)| value.is_required());
    let required: Vec<&str> = required.map(|(key, _)| key.as_str()).collect();
    let properties: Map<String, Value> = keys
        .iter()
        .map(|(key, value)| (key.clone(), of(value, &below(key), words).into()))
        .collect();
    let mut schema =
        json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if !required.is_empty() {
        schema["required"] = required.into();
    }
    schema
}

/// What the manual says of each key: `title`, `sources.id`, `site.theme.accent`.
fn descriptions(locale: Locale) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let mut above = "";
    for line in locale.pick(MANUAL[0], MANUAL[1]).lines() {
        if line.starts_with('#') {
            above = match line
                .rsplit_once("{#")
                .map_or("", |(_, id)| id.trim_end_matches('}'))
            {
                "site" => "site.",
                "source" => "sources.",
                _ => "",
            };
        }
        let row = line
            .strip_prefix("| `")
            .and_then(|row| row.split_once("` | "));
        if let Some((key, text)) = row {
            let text = text.trim_end_matches([' ', '|']);
            words.insert(format!("{above}{key}"), without_links(text));
        }
    }
    words
}

/// A text of the manual as it is read elsewhere, where its links lead nowhere.
fn without_links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        out += before;
        let link = after.split_once("](").and_then(|(words, target)| {
            let (_, after) = target.split_once(')')?;
            (!words.contains(']')).then_some((words, after))
        });
        match link {
            Some((words, after)) => {
                out += words;
                rest = after;
            }
            None => {
                out.push('[');
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_the_manual_are_their_words() {
        for (text, wanted) in [
            ("as [below](#source), `[@id]`", "as below, `[@id]`"),
            ("[a](b) [c](d.md#e).", "a c."),
            ("`[[a]]`", "`[[a]]`"),
        ] {
            assert_eq!(without_links(text), wanted);
        }
    }
}
