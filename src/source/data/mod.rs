//! TOML and YAML as one kind of tree, with the place of every key and value.
//!
//! A derived deserialiser stops at its first mistake. An author wants all of them, so both formats become a [`Node`],
//! and [`Fields`] takes the keys of a table one by one: it says what has the wrong type, what is missing, and, with a
//! hint, what it does not know.

mod parse;

use std::ops::Range;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Place, did_you_mean, is_unprintable};
use crate::base::text::is_forbidden;
use jiff::civil::Date;
pub(crate) use parse::{from_toml, from_yaml};

/// A value and the bytes of the file where it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Bytes in the file's text.
    pub span: Range<usize>,
}

/// A value of the tree.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value,
}

#[derive(Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Float,
    String(String),
    List(Vec<Node>),
    Map(Vec<(Spanned<String>, Node)>),
}

impl Value {
    /// What the author would call it.
    fn name(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "true/false",
            Self::Integer(_) | Self::Float => "a number",
            Self::String(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a table of keys",
        }
    }
}

/// Takes the keys of one table. What is wrong goes to the diagnostics; the reader gets a usable value or nothing.
pub(crate) struct Fields<'a> {
    file: &'a Arc<str>,
    /// What the table is, for messages: `site.toml`, `a term's front matter`.
    what: &'a str,
    span: Range<usize>,
    entries: Vec<Option<(Spanned<String>, Node)>>,
    known: Vec<&'static str>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// The keys of `node`, which has to be a table.
    pub(crate) fn new(
        node: Node,
        what: &'a str,
        file: &'a Arc<str>,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let entries = match node.value {
            Value::Map(entries) => entries.into_iter().map(Some).collect(),
            Value::Null => Vec::new(),
            other => {
                let message = format!("{what} has to be a table of keys, not {}", other.name());
                diagnostics.push(
                    Diagnostic::error(Place::at(file, node.span.clone()), "wrong-type", message)
                        .hint("write one `key: value` a line"),
                );
                Vec::new()
            }
        };
        Self {
            file,
            what,
            span: node.span,
            entries,
            known: Vec::new(),
            diagnostics,
        }
    }

    /// Takes a key's value, whatever its type.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        let entry = self
            .entries
            .iter_mut()
            .find(|e| e.as_ref().is_some_and(|(k, _)| k.value == key))?;
        entry
            .take()
            .map(|(_, node)| node)
            .filter(|n| !matches!(n.value, Value::Null))
    }

    /// Takes every key that is left, for tables whose keys are data (`[languages.ko]`).
    pub(crate) fn take_all(&mut self) -> Vec<(Spanned<String>, Node)> {
        self.entries.drain(..).flatten().collect()
    }

    pub(crate) fn string(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.take(key)?;
        self.as_string(key, node)
    }

    /// Text that must be there and not be empty.
    pub(crate) fn required_string(
        &mut self,
        key: &'static str,
        remedy: &str,
    ) -> Option<Spanned<String>> {
        let before = self.diagnostics.len();
        let found = self.string(key).filter(|s| !s.value.trim().is_empty());
        if found.is_none() && self.diagnostics.len() == before {
            self.missing(key, remedy);
        }
        found
    }

    /// Reports a key that has to be there.
    pub(crate) fn missing(&mut self, key: &'static str, remedy: &str) {
        let place = Place::at(self.file, self.span.start..self.span.start);
        let d = Diagnostic::error(
            place,
            "missing-key",
            format!("`{key}` is missing from {}", self.what),
        )
        .hint(remedy);
        self.diagnostics.push(d);
    }

    pub(crate) fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let node = self.take(key)?;
        match node.value {
            Value::Bool(b) => Some(b),
            _ => self.wrong(key, &node, "`true` or `false`"),
        }
    }

    pub(crate) fn integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        let node = self.take(key)?;
        match node.value {
            Value::Integer(value) => Some(Spanned {
                value,
                span: node.span,
            }),
            _ => self.wrong(key, &node, "a whole number"),
        }
    }

    /// A day of the calendar, `YYYY-MM-DD`, years 1 to 9999 (ISO 8601).
    pub(crate) fn date(&mut self, key: &'static str) -> Option<Date> {
        let text = self.string(key)?;
        let shape = text.value.len() == 10 && text.value.is_ascii();
        match text
            .value
            .parse::<Date>()
            .ok()
            .filter(|d| shape && d.year() > 0)
        {
            Some(date) => Some(date),
            None => {
                let d = Diagnostic::error(
                    Place::at(self.file, text.span),
                    "bad-date",
                    format!("`{}` is not a day of the calendar", text.value),
                )
                .hint(format!(
                    "write `{key}: 2026-03-01`: year, month and day with their zeros"
                ));
                self.diagnostics.push(d);
                None
            }
        }
    }

    /// An address of the web, `https` or `http`: what may be in an `href`.
    pub(crate) fn web_address(&mut self, key: &'static str) -> Option<String> {
        let text = self.string(key)?;
        if is_web_address(&text.value) {
            return Some(text.value);
        }
        let message = format!("`{}` is not a web address", text.value);
        self.report(
            text.span,
            "bad-url",
            message,
            "write the whole address: `https://…`",
        );
        None
    }

    /// A list of texts; one text alone counts as a list of one.
    pub(crate) fn strings(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(node) = self.take(key) else {
            return Vec::new();
        };
        match node.value {
            Value::List(items) => items
                .into_iter()
                .filter_map(|n| self.item(key, n))
                .collect(),
            Value::String(_) => self.item(key, node).into_iter().collect(),
            _ => self
                .wrong(key, &node, "a list of texts, `[one, two]`")
                .unwrap_or_default(),
        }
    }

    /// A text of a list, which may not be empty.
    fn item(&mut self, key: &str, node: Node) -> Option<Spanned<String>> {
        let text = self.as_string(key, node)?;
        if !text.value.trim().is_empty() {
            return Some(text);
        }
        let message = format!("`{key}` holds an empty text");
        self.report(
            text.span,
            "wrong-value",
            message,
            "write it out, or delete it",
        );
        None
    }

    /// A list of tables, each handed to `read`.
    pub(crate) fn tables<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Fields<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.take(key) else {
            return Vec::new();
        };
        match node.value {
            Value::List(items) => items
                .into_iter()
                .filter_map(|n| self.table(key, n, &mut read))
                .collect(),
            _ => self
                .wrong(key, &node, "a list of tables")
                .unwrap_or_default(),
        }
    }

    /// The table `node`, found under `key`, read by `read`; unknown keys in it are reported.
    pub(crate) fn table<T>(
        &mut self,
        key: &str,
        node: Node,
        read: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> T {
        let what = format!("`{key}`");
        let mut fields = Fields::new(node, &what, self.file, self.diagnostics);
        let value = read(&mut fields);
        fields.finish();
        value
    }

    /// One of a few words.
    pub(crate) fn one_of<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        let text = self.string(key)?;
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == text.value) {
            return Some(*value);
        }
        let names = choices.iter().map(|(n, _)| *n);
        let hint = did_you_mean(&text.value, names.clone()).unwrap_or_else(|| {
            format!(
                "write one of {}",
                names
                    .map(|n| format!("`{n}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        });
        let message = format!("`{key}` cannot be `{}`", text.value);
        self.diagnostics.push(
            Diagnostic::error(Place::at(self.file, text.span), "wrong-value", message).hint(hint),
        );
        None
    }

    /// Reports every key that nobody asked for.
    pub(crate) fn finish(self) {
        for (key, _) in self.entries.into_iter().flatten() {
            let known = || self.known.iter().copied();
            let hint = did_you_mean(&key.value, known()).unwrap_or_else(|| {
                format!("known here: {}", known().collect::<Vec<_>>().join(", "))
            });
            let message = format!("{} has no key `{}`", self.what, key.value);
            self.diagnostics.push(
                Diagnostic::error(Place::at(self.file, key.span), "unknown-key", message)
                    .hint(hint),
            );
        }
    }

    /// Adds a finding about this table.
    pub(crate) fn report(
        &mut self,
        span: Range<usize>,
        code: &'static str,
        message: String,
        hint: impl Into<String>,
    ) {
        self.diagnostics
            .push(Diagnostic::error(Place::at(self.file, span), code, message).hint(hint));
    }

    /// `node` as text; numbers and truth values get the hint that quotes make them text.
    pub(crate) fn as_string(&mut self, key: &str, node: Node) -> Option<Spanned<String>> {
        let Value::String(value) = node.value else {
            return self.wrong(key, &node, "text");
        };
        // An escape such as "\u0007" writes what no file may hold.
        if let Some(c) = value.chars().find(|c| is_forbidden(*c)) {
            let message = format!(
                "`{key}` holds the invisible control character U+{:04X}",
                c as u32
            );
            self.report(node.span, "control-character", message, "delete it");
            return None;
        }
        Some(Spanned {
            value,
            span: node.span,
        })
    }

    /// Reports a value of the wrong type.
    pub(crate) fn wrong<T>(&mut self, key: &str, node: &Node, wanted: &str) -> Option<T> {
        let found = match node.value {
            // What is no whole number, or none that fits.
            Value::Float => "this number",
            _ => node.value.name(),
        };
        let hint = if wanted == "text" && !matches!(node.value, Value::List(_) | Value::Map(_)) {
            "put it between quotes".to_owned()
        } else {
            format!("write {wanted} there, or delete `{key}`")
        };
        self.report(
            node.span.clone(),
            "wrong-type",
            format!("`{key}` has to be {wanted}, not {found}"),
            hint,
        );
        None
    }
}

/// Whether a text is an `http` or `https` address with a host (URL Standard, 4.3; percent-encoding is left to browsers).
fn is_web_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().unwrap_or(0)),
        _ => (authority, 443_u16),
    };
    let part = |p: &str| {
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        !p.is_empty() && p.chars().all(inside)
    };
    let literal = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    let named = || host.strip_suffix('.').unwrap_or(host).split('.').all(part);
    let is_host = literal.map_or_else(named, |ip| ip.parse::<std::net::Ipv6Addr>().is_ok());
    let refused = |c: char| {
        c.is_whitespace() || is_unprintable(c) || matches!(c, '"' | '<' | '>' | '\\' | '`')
    };
    ["http", "https"]
        .iter()
        .any(|s| scheme.eq_ignore_ascii_case(s))
        && is_host
        && port > 0
        && !path.contains(refused)
}
