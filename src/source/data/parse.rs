//! TOML and YAML, read into the tree.

use std::ops::Range;
use std::sync::Arc;

use serde_yaml as yaml;

use super::slips::{self, Slip};
use super::{Node, Spanned, Value, toml_slips};
use crate::base::diag::{Diagnostic, Message, Place};
use crate::lang::message::message;

/// Reads TOML (v1.0). A syntax error is a diagnostic; what could be read is returned all the same.
pub(crate) fn from_toml(text: &str, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) -> Node {
    if let Some(bracket) = deepest_bracket(text) {
        let d = Diagnostic::error(
            Place::at(file, bracket),
            "syntax",
            message!(
                "괄호가 {TOML_DEPTH}겹보다 깊거나, 그만큼 닫히지 않았습니다",
                "brackets lie more than {TOML_DEPTH} deep in each other, or so many are not closed"
            ),
        );
        diagnostics.push(d.hint(message!(
            "그 앞에서 닫히지 않은 괄호나 따옴표를 닫으세요",
            "close the brackets and quotes before it that are open"
        )));
        let (span, value) = (0..text.len(), Value::Map(Vec::new()));
        return Node { span, value };
    }
    let (table, errors) = toml::de::DeTable::parse_recoverable(text);
    // One finding a line: the first that the parser came to.
    let start = |e: &toml::de::Error| text.floor_char_boundary(e.span().map_or(0, |s| s.start));
    let ends: Vec<usize> = text.match_indices('\n').map(|(i, _)| i).collect();
    let line = |e: &toml::de::Error| {
        let before = ends.partition_point(|end| *end < start(e));
        before.checked_sub(1).map_or(0, |last| ends[last] + 1)
    };
    let mut errors: Vec<_> = errors.iter().map(|e| (line(e), e)).collect();
    errors.sort_by_key(|(line, _)| *line);
    errors.dedup_by_key(|(line, _)| *line);
    // What is in a table that is there twice is there twice too.
    let mut again = 0..0;
    errors.retain(|(at, e)| {
        let twice = toml_slips::is_twice(e.message());
        let follows = twice && again.contains(at);
        if twice && !follows && text[*at..].starts_with('[') {
            let end = text[*at..].find("\n[").map_or(text.len(), |i| at + i + 1);
            again = *at + 1..end + 1;
        }
        !follows
    });
    let mut errors = errors.into_iter().map(|(_, e)| e).peekable();
    let first = errors.by_ref().take(MOST_TOML_ERRORS);
    diagnostics.extend(first.map(|e| {
        if let Some((code, slip)) = toml_slips::of_line(text, start(e)) {
            return Diagnostic::error(Place::at(file, slip.span), code, slip.message)
                .hint(slip.hint);
        }
        let place = Place::at(file, e.span().unwrap_or(0..0));
        let (message, hint) = toml_slips::fault(e.message());
        Diagnostic::error(place, "syntax", message).hint(hint)
    }));
    if let Some(place) = errors
        .peek()
        .map(|e| Place::at(file, e.span().unwrap_or(0..0)))
    {
        let more = errors.count();
        let message = message!(
            "설정으로 읽을 수 없는 줄이 여기부터 {more}줄 더 있습니다",
            "from here on, {more} more lines cannot be read as settings"
        );
        let hint = message!("앞의 것부터 고치세요", "correct the ones before it first");
        diagnostics.push(Diagnostic::error(place, "syntax", message).hint(hint));
    }
    let span = table.span();
    Node {
        span,
        value: toml_table(table.into_inner()),
    }
}

/// How deep the brackets of TOML may lie in each other.
const TOML_DEPTH: usize = 64;

/// Lines of TOML that cannot be read and are reported one by one.
const MOST_TOML_ERRORS: usize = 100;

/// The first bracket that lies deeper than [`TOML_DEPTH`]. The parser has a bound of its own, but loses count of brackets
/// that are not closed, and each costs it a part of the stack.
fn deepest_bracket(text: &str) -> Option<Range<usize>> {
    use toml_parser::lexer::TokenKind as T;
    let mut open = Vec::new();
    for token in toml_parser::Source::new(text).lex() {
        match token.kind() {
            T::LeftSquareBracket => open.push(T::RightSquareBracket),
            T::LeftCurlyBracket => open.push(T::RightCurlyBracket),
            closing => drop(open.pop_if(|wanted| *wanted == closing)),
        }
        if open.len() > TOML_DEPTH {
            let span = token.span();
            return Some(span.start()..span.end());
        }
    }
    None
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
///
/// `None`, and an error at the line that keeps it from being read, if it is not YAML. What YAML reads as something else than
/// the eye does is reported too.
pub(crate) fn from_yaml(
    text: &str,
    offset: usize,
    file: &Arc<str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Node> {
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
        Err(error) => {
            diagnostics.push(yaml_error(text, offset, file, &error));
            return None;
        }
    };
    // A text that is no list of keys is one that lacks a colon, or a space after it.
    if !matches!(node.value, Value::Map(_))
        && let Some(slip) = slips::fault(text, text.len())
    {
        diagnostics.push(front_matter(slip, offset, file));
        return None;
    }
    if let Some(slip) = slips::commented(&node, text) {
        diagnostics.push(front_matter(slip, offset, file));
        return None;
    }
    let mut lost = Vec::new();
    slips::lost(&node, text, &mut lost);
    diagnostics.extend(lost.into_iter().map(|(code, slip)| {
        let place = Place::at(file, slip.span.start + offset..slip.span.end + offset);
        let d = if code == slips::CURLY {
            Diagnostic::error(place, code, slip.message)
        } else {
            Diagnostic::warning(place, code, slip.message)
        };
        d.hint(slip.hint)
    }));
    shift(&mut node, offset);
    Some(node)
}

fn yaml_error(text: &str, offset: usize, file: &Arc<str>, error: &yaml::Error) -> Diagnostic {
    let at = error
        .location()
        .map_or(0, |l| byte_of(text, l.line() as usize, l.column() as usize));
    if let yaml::Error::DuplicateMappingKey { key: Some(key), .. } = error.without_snippet() {
        return twice(text, offset, file, key, at);
    }
    if let Some(slip) = slips::fault(text, at) {
        return front_matter(slip, offset, file);
    }
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    let (message, hint) = yaml_fault(error);
    Diagnostic::error(
        Place::at(file, offset + at..offset + end),
        "front-matter",
        message,
    )
    .hint(hint)
}

fn front_matter(slip: Slip, offset: usize, file: &Arc<str>) -> Diagnostic {
    let place = Place::at(file, slip.span.start + offset..slip.span.end + offset);
    Diagnostic::error(place, "front-matter", slip.message).hint(slip.hint)
}

/// A key that is there twice; the parser noticed at byte `at`.
fn twice(text: &str, offset: usize, file: &Arc<str>, key: &str, at: usize) -> Diagnostic {
    let message = message!("`{key}`(이/가) 두 번 있습니다", "`{key}` is there twice");
    let second = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let wanted = indent(text[second..].lines().next().unwrap_or(""));
    let is_key = |line: &str| {
        let rest = line[indent(line)..].strip_prefix(key);
        indent(line) == wanted && rest.is_some_and(|r| r.trim_start().starts_with(':'))
    };
    let mut start = 0;
    let starts = text.split_inclusive('\n').map(|line| {
        start += line.len();
        (start - line.len(), line)
    });
    let first = starts
        .filter(|(start, line)| *start < second && is_key(line))
        .last();
    let span = |line: usize| {
        let start = offset + line + wanted;
        start..start + key.len()
    };
    let d = Diagnostic::error(Place::at(file, span(second)), "front-matter", message);
    let d = d.hint(message!("둘 중 하나를 지우세요", "delete one of the two"));
    match first {
        Some((line, _)) => d.related(
            Place::at(file, span(line)),
            message!("첫 번째", "the first one"),
        ),
        None => d,
    }
}

/// What is wrong and what to do about it. The parser's own messages mention its settings where it has met a limit of
/// ours.
fn yaml_fault(error: &yaml::Error) -> (Message, Message) {
    use yaml::Error as E;
    match error.without_snippet() {
        E::AliasError { error, .. } => yaml_fault(error),
        E::DuplicateMappingKey { .. } => (
            message!("같은 이름이 두 번 있습니다", "a key is there twice"),
            message!("둘 중 하나를 지우세요", "delete one of the two"),
        ),
        E::Budget { .. }
        | E::AliasReplayCounterOverflow { .. }
        | E::AliasReplayLimitExceeded { .. }
        | E::AliasExpansionLimitExceeded { .. }
        | E::AliasReplayStackDepthExceeded { .. } => (
            message!(
                "머리말 설정이 너무 길거나 너무 깊습니다",
                "the front matter is too long or too deeply nested"
            ),
            message!(
                "머리말 설정에는 글에 대한 것만 적고, 나머지는 본문에 적으세요",
                "front matter says a few things about its text: write the rest below it"
            ),
        ),
        E::UnknownAnchor { .. } | E::RecursiveReferencesRequireWeakTypes { .. } => (
            message!(
                "`*`로 시작하는 값은 따옴표 없이 쓸 수 없습니다",
                "a value that begins with `*` cannot be read"
            ),
            message!(
                "값을 큰따옴표(\" \")로 감싸세요",
                "put it between \"double quotes\""
            ),
        ),
        E::UnsupportedTag { .. }
        | E::InvalidBinaryBase64 { .. }
        | E::BinaryNotUtf8 { .. }
        | E::TaggedScalarCannotDeserializeIntoString { .. } => (
            message!(
                "`!`로 시작하는 값은 따옴표 없이 쓸 수 없습니다",
                "a value that begins with `!` cannot be read"
            ),
            message!(
                "값을 큰따옴표(\" \")로 감싸세요",
                "put it between \"double quotes\""
            ),
        ),
        // Whatever a value is, it is read; a key is text.
        E::NullIntoString { .. } | E::Unexpected { .. } => (
            message!("`이름: 값`의 이름이 글이 아닙니다", "a key has to be text"),
            message!(
                "`이름: 값`으로 적고, 이름은 한 낱말로 적으세요",
                "write `key: value`, the key in one word"
            ),
        ),
        _ => (
            message!(
                "머리말 설정으로 읽을 수 없는 줄입니다",
                "this line of the front matter cannot be read"
            ),
            message!(
                "한 줄에 하나씩 `이름: 값`으로 적고, 값에 `: `이나 `#`, 따옴표가 있으면 값 전체를 큰따옴표(\" \")로 감싸세요. 들여쓰기는 빈칸으로 합니다",
                "write one `key: value` a line; put a value that has `: `, `#` or quotes in it between \"double quotes\"; indent with spaces"
            ),
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
