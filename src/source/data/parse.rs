//! TOML and YAML, read into the tree.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use serde_yaml as yaml;
use yaml::MessageFormatter as _;

use super::{Node, Spanned, Value};
use crate::base::diag::{Diagnostic, Place};

/// Reads TOML (v1.0). A syntax error is a diagnostic; what could be read is returned all the same.
pub(crate) fn from_toml(text: &str, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Node {
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    diagnostics.extend(errors.iter().map(|e| {
        Diagnostic::error(
            Place::at(file, e.span().unwrap_or(0..0)),
            "syntax",
            format!("this is not TOML: {}", e.message()),
        )
        .hint("a setting is written `key = \"value\"`, a group of settings starts with `[name]`")
    }));
    let span = table.span();
    Node {
        span,
        value: toml_table(table.into_inner()),
    }
}

fn toml_table(table: toml::de::DeTable<'_>) -> Value {
    Value::Map(
        table
            .into_iter()
            .map(|(key, value)| {
                let span = key.span();
                (
                    Spanned {
                        value: key.into_inner().into_owned(),
                        span,
                    },
                    toml_value(value),
                )
            })
            .collect(),
    )
}

fn toml_value(value: toml::Spanned<toml::de::DeValue<'_>>) -> Node {
    use toml::de::DeValue;
    let span = value.span();
    let value = match value.into_inner() {
        DeValue::String(s) => Value::String(s.into_owned()),
        DeValue::Integer(i) => {
            i64::from_str_radix(i.as_str(), i.radix()).map_or(Value::Float, Value::Integer)
        }
        DeValue::Float(_) => Value::Float,
        DeValue::Boolean(b) => Value::Bool(b),
        DeValue::Datetime(d) => Value::String(d.to_string()),
        DeValue::Array(a) => Value::List(a.into_iter().map(toml_value).collect()),
        DeValue::Table(t) => toml_table(t),
    };
    Node { span, value }
}

/// Limits for front matter: far above what a person writes, far below what a YAML bomb needs.
const YAML_NODES: usize = 5_000;
const YAML_DEPTH: usize = 32;
const YAML_ALIASES: usize = 50;

/// Reads YAML 1.2 that begins at byte `offset` of `file`. Empty text is an empty table.
pub(crate) fn from_yaml(
    text: &str,
    offset: usize,
    file: &Arc<str>,
) -> Result<Node, Box<Diagnostic>> {
    let mut budget = yaml::Budget::default();
    budget.max_nodes = YAML_NODES;
    budget.max_events = YAML_NODES * 3;
    budget.max_depth = YAML_DEPTH;
    budget.max_aliases = YAML_ALIASES;
    budget.max_documents = 1;
    let options = yaml::options! {
        budget: Some(budget),
        strict_booleans: true,
        with_snippet: false,
        reject_unsupported_tags: true,
    };
    let mut node = match yaml::from_str_with_options::<Option<Node>>(text, options) {
        Ok(node) => node.unwrap_or(Node {
            span: 0..text.len(),
            value: Value::Map(Vec::new()),
        }),
        Err(error) => return Err(Box::new(yaml_error(text, offset, file, &error))),
    };
    shift(&mut node, offset);
    Ok(node)
}

fn yaml_error(text: &str, offset: usize, file: &Arc<str>, error: &yaml::Error) -> Diagnostic {
    let at = error
        .location()
        .map_or(0, |l| byte_of(text, l.line() as usize, l.column() as usize));
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    let (message, hint) = yaml_fault(error);
    Diagnostic::error(
        Place::at(file, offset + at..offset + end),
        "front-matter",
        format!("the front matter is not YAML: {message}"),
    )
    .hint(hint)
}

/// What is wrong and what to do about it. The parser's own messages mention its settings where it has met a limit of
/// ours.
fn yaml_fault(error: &yaml::Error) -> (Cow<'_, str>, &'static str) {
    use yaml::Error as E;
    match error.without_snippet() {
        E::AliasError { error, .. } => yaml_fault(error),
        E::DuplicateMappingKey { key, .. } => {
            let key = key
                .as_ref()
                .map_or("a key".into(), |key| format!("the key `{key}`"));
            (
                format!("{key} is there twice").into(),
                "delete one of the two",
            )
        }
        E::Budget { .. }
        | E::AliasReplayCounterOverflow { .. }
        | E::AliasReplayLimitExceeded { .. }
        | E::AliasExpansionLimitExceeded { .. }
        | E::AliasReplayStackDepthExceeded { .. } => (
            "it is too long or too deeply nested".into(),
            "front matter says a few things about its text: write the rest below it",
        ),
        E::UnknownAnchor { .. } | E::RecursiveReferencesRequireWeakTypes { .. } => (
            "`*` refers to a value named with `&` before it, and there is none".into(),
            "put text that begins with `*` between \"double quotes\"",
        ),
        E::UnsupportedTag { .. }
        | E::InvalidBinaryBase64 { .. }
        | E::BinaryNotUtf8 { .. }
        | E::TaggedScalarCannotDeserializeIntoString { .. } => (
            "`!` begins a tag, and there are none here".into(),
            "put text that begins with `!` between \"double quotes\"",
        ),
        // Whatever a value is, it is read; a key is text.
        E::NullIntoString { .. } | E::Unexpected { .. } => (
            "a key has to be text".into(),
            "write `key: value`, the key in one word",
        ),
        other => (
            yaml::UserMessageFormatter.format_message(other),
            "a key is written `key: value`; put text that holds `: `, `#` or quotes between \"double quotes\"; indent with spaces",
        ),
    }
}

/// Byte offset of a line and column that both count from 1, columns in characters.
fn byte_of(text: &str, line: usize, column: usize) -> usize {
    let start = if line <= 1 {
        0
    } else {
        text.match_indices('\n')
            .nth(line - 2)
            .map_or(text.len(), |(i, _)| i + 1)
    };
    let rest = &text[start..];
    let width = rest.find('\n').unwrap_or(rest.len());
    start
        + rest
            .char_indices()
            .nth(column.saturating_sub(1))
            .map_or(width, |(i, _)| i.min(width))
}

fn shift(node: &mut Node, offset: usize) {
    node.span = node.span.start + offset..node.span.end + offset;
    match &mut node.value {
        Value::List(items) => items.iter_mut().for_each(|n| shift(n, offset)),
        Value::Map(entries) => {
            for (key, value) in entries {
                key.span = key.span.start + offset..key.span.end + offset;
                shift(value, offset);
            }
        }
        _ => {}
    }
}

impl<'de> serde::Deserialize<'de> for Node {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = yaml::Spanned::<Value>::deserialize(deserializer)?;
        Ok(Self {
            span: bytes(&spanned.referenced),
            value: spanned.value,
        })
    }
}

fn bytes(location: &yaml::Location) -> Range<usize> {
    let span = location.span();
    let start = span.byte_offset().unwrap_or(0) as usize;
    start..start + span.byte_len().unwrap_or(0) as usize
}

impl<'de> serde::Deserialize<'de> for Value {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Value;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a YAML value")
            }
            fn visit_unit<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }
            fn visit_none<E>(self) -> Result<Value, E> {
                Ok(Value::Null)
            }
            fn visit_bool<E>(self, b: bool) -> Result<Value, E> {
                Ok(Value::Bool(b))
            }
            fn visit_i64<E>(self, i: i64) -> Result<Value, E> {
                Ok(Value::Integer(i))
            }
            fn visit_u64<E>(self, i: u64) -> Result<Value, E> {
                Ok(i64::try_from(i).map_or(Value::Float, Value::Integer))
            }
            fn visit_f64<E>(self, _: f64) -> Result<Value, E> {
                Ok(Value::Float)
            }
            fn visit_str<E>(self, s: &str) -> Result<Value, E> {
                Ok(Value::String(s.to_owned()))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(
                self,
                mut seq: A,
            ) -> Result<Value, A::Error> {
                let mut items = Vec::new();
                while let Some(node) = seq.next_element()? {
                    items.push(node);
                }
                Ok(Value::List(items))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((key, value)) = map.next_entry::<yaml::Spanned<String>, Node>()? {
                    entries.push((
                        Spanned {
                            span: bytes(&key.referenced),
                            value: key.value,
                        },
                        value,
                    ));
                }
                Ok(Value::Map(entries))
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}
