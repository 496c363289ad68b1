//! The keys of one table, taken one by one.

mod lists;
mod misfit;

use std::ops::Range;
use std::sync::Arc;

pub(super) use self::misfit::meant_truth;
use self::misfit::no_table_there;
use super::known;
use super::shape::{Kind, Shape};
use super::{Node, Spanned, Value, Wanted};
use crate::base::diag::{Diagnostic, MOST_HINTS, Message, Place, did_you_mean, nearest};
use crate::base::text::is_forbidden;
use crate::lang::message::message;

/// Takes the keys of one table. What is wrong goes to the diagnostics; the reader gets a usable value or nothing.
pub(crate) struct Fields<'a> {
    file: &'a Arc<str>,
    /// What the table is, for messages: `site.toml`, a term's front matter.
    what: &'a dyn Fn() -> Message,
    span: Range<usize>,
    entries: Vec<Option<(Spanned<String>, Node)>>,
    known: Vec<&'static str>,
    /// Keys that are missing, each with the place of its finding.
    missing: Vec<(&'static str, usize)>,
    /// The finding that says that this is no table at all.
    no_table: Option<usize>,
    /// Where questions are noted, if they are.
    asked: Option<Shape>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    /// The keys of `node`, which has to be a table.
    pub(crate) fn new(
        node: Node,
        what: &'a dyn Fn() -> Message,
        file: &'a Arc<str>,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Self {
        let (mut asked, mut no_table) = (None, None);
        let entries = match node.value {
            Value::Map(entries) => entries.into_iter().map(Some).collect(),
            Value::Asked(shape) => {
                shape.note(Kind::Table);
                asked = Some(shape);
                Vec::new()
            }
            Value::Null => Vec::new(),
            other => {
                let (message, hint) = no_table_there(&what(), &other, file);
                no_table = Some(diagnostics.len());
                diagnostics.push(
                    Diagnostic::error(Place::at(file, node.span.clone()), "wrong-type", message)
                        .hint(hint),
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
            missing: Vec::new(),
            no_table,
            asked,
            diagnostics,
        }
    }

    /// How a setting is written in this file.
    fn setting(&self, key: &str, value: impl std::fmt::Display) -> String {
        let is = if is_toml(self.file) { " =" } else { ":" };
        format!("{key}{is} {value}")
    }

    /// Whether a key is there and not taken yet.
    pub(crate) fn has(&self, key: &str) -> bool {
        let mut entries = self.entries.iter().flatten();
        entries.any(|(k, _)| k.value == key)
    }

    /// Takes a key's value, whatever its type.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        if let Some(asked) = &self.asked {
            return Some(asked.key(key).node());
        }
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
        if let Some(asked) = &self.asked {
            asked.own_keys();
            // Any language will do.
            let key = Spanned {
                value: "ko".to_owned(),
                span: 0..0,
            };
            let node = asked.key(&key.value).node();
            return vec![(key, node)];
        }
        self.entries.drain(..).flatten().collect()
    }

    /// Takes a key's value, which has to be of a kind.
    pub(super) fn take_as(
        &mut self,
        key: &'static str,
        kind: impl FnOnce() -> Kind,
    ) -> Option<Node> {
        let node = self.take(key)?;
        if let Value::Asked(shape) = &node.value {
            shape.note(kind());
        }
        Some(node)
    }

    pub(crate) fn string(&mut self, key: &'static str) -> Option<Spanned<String>> {
        let node = self.take(key)?;
        self.as_string(key, node)
    }

    /// Text that must be there and not be empty.
    pub(crate) fn required_string(
        &mut self,
        key: &'static str,
        remedy: impl FnOnce() -> Message,
    ) -> Option<Spanned<String>> {
        if let Some(asked) = &self.asked {
            asked.require(key);
            return self.string(key);
        }
        let before = self.diagnostics.len();
        let found = self.string(key).filter(|s| !s.value.trim().is_empty());
        if found.is_none() && self.diagnostics.len() == before {
            self.missing(key, remedy());
        }
        found
    }

    /// Takes a key's value, which has to be there, whatever its type.
    pub(crate) fn required(
        &mut self,
        key: &'static str,
        remedy: impl FnOnce() -> Message,
    ) -> Option<Node> {
        if let Some(asked) = &self.asked {
            asked.require(key);
        }
        let node = self.take(key);
        if node.is_none() {
            self.missing(key, remedy());
        }
        node
    }

    /// Reports a key that has to be there.
    fn missing(&mut self, key: &'static str, remedy: Message) {
        // That this is no table has been said: what it lacks is how to mend it.
        if let Some(at) = self.no_table {
            if is_toml(self.file)
                && let Some(d) = self.diagnostics.get_mut(at)
            {
                d.hint = Some(remedy);
            }
            return;
        }
        self.missing.push((key, self.diagnostics.len()));
        let place = Place::at(self.file, self.span.start..self.span.start);
        let what = (self.what)();
        let message = message!(
            "{what}에 `{key}`(이/가) 없습니다",
            "`{key}` is missing from {what}",
            what
        );
        let d = Diagnostic::error(place, "missing-key", message).hint(remedy);
        self.diagnostics.push(d);
    }

    pub(crate) fn boolean(&mut self, key: &'static str) -> Option<bool> {
        let node = self.take(key)?;
        match node.value {
            Value::Bool(b) => Some(b),
            Value::Asked(shape) => noted(&shape, Kind::Boolean),
            _ => self.wrong(key, &node, Wanted::Boolean),
        }
    }

    pub(crate) fn integer(&mut self, key: &'static str) -> Option<Spanned<i64>> {
        let node = self.take(key)?;
        match node.value {
            Value::Integer(value) => Some(Spanned {
                value,
                span: node.span,
            }),
            Value::Asked(shape) => noted(&shape, Kind::Integer),
            _ => self.wrong(key, &node, Wanted::Integer),
        }
    }

    /// One of a few words.
    pub(crate) fn one_of<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
    ) -> Option<T> {
        self.one_of_called(key, choices, |_| None)
    }

    /// The same, where people use other names too: `meant` finds the right one.
    pub(crate) fn one_of_called<T: Copy>(
        &mut self,
        key: &'static str,
        choices: &[(&'static str, T)],
        meant: impl FnOnce(&str) -> Option<&'static str>,
    ) -> Option<T> {
        let names = choices.iter().map(|(n, _)| *n);
        let node = self.take_as(key, || Kind::Choice(names.clone().collect()))?;
        let text = self.as_string(key, node)?;
        if let Some((_, value)) = choices.iter().find(|(name, _)| *name == text.value) {
            return Some(*value);
        }
        let meant = meant(&text.value.to_lowercase());
        let meant = meant.map(|name| message!("혹시 `{name}`?", "did you mean `{name}`?"));
        let near = meant.or_else(|| did_you_mean(&text.value, names.clone()));
        let hint = near.unwrap_or_else(|| one_of(names));
        let message = cannot_be(key, &text.value);
        self.report(text.span, "wrong-value", message, hint);
        None
    }

    /// Reports every key that nobody asked for. One that is meant for a key that is missing is the only finding.
    pub(crate) fn finish(self) {
        let mut mended = Vec::new();
        let mut found = Vec::new();
        for (i, (key, _)) in self.entries.iter().flatten().enumerate() {
            let compared = i < MOST_HINTS;
            let known = || self.known.iter().copied();
            let meant = known::meant(&key.value, known());
            let close = || compared.then(|| nearest(&key.value, known())).flatten();
            let near = meant.or_else(close);
            mended.extend(
                self.missing
                    .iter()
                    .filter(|(k, _)| Some(*k) == near)
                    .map(|(_, at)| *at),
            );
            let hint = meant
                .map(|name| message!("`{name}`(으로/로) 적으세요", "write `{name}`"))
                .or_else(|| known::foreign(&key.value).filter(|_| !is_toml(self.file)))
                .or_else(|| {
                    compared
                        .then(|| did_you_mean(&key.value, known()))
                        .flatten()
                })
                .unwrap_or_else(|| {
                    let known = known().collect::<Vec<_>>().join(", ");
                    message!("여기에 쓸 수 있는 이름: {known}", "known here: {known}")
                });
            let (what, key_name) = ((self.what)(), &key.value);
            let message = message!(
                "{what}에 `{key_name}`(이라는/라는) 이름은 없습니다",
                "{what} has no key `{key_name}`",
                what
            );
            let place = Place::at(self.file, key.span.clone());
            found.push(Diagnostic::error(place, "unknown-key", message).hint(hint));
        }
        mended.sort_unstable();
        mended.dedup();
        for at in mended.into_iter().rev() {
            self.diagnostics.remove(at);
        }
        self.diagnostics.append(&mut found);
    }

    /// Adds a finding about this table.
    pub(crate) fn report(
        &mut self,
        span: Range<usize>,
        code: &'static str,
        message: Message,
        hint: Message,
    ) {
        self.diagnostics
            .push(Diagnostic::error(Place::at(self.file, span), code, message).hint(hint));
    }

    /// Adds a finding about this table that has another place too, and what is there.
    pub(crate) fn report_related(
        &mut self,
        span: Range<usize>,
        code: &'static str,
        message: Message,
        hint: Message,
        (other, label): (Range<usize>, Message),
    ) {
        let d = Diagnostic::error(Place::at(self.file, span), code, message).hint(hint);
        let other = Place::at(self.file, other);
        self.diagnostics.push(d.related(other, label));
    }

    /// `node` as text; numbers and truth values get the hint that quotes make them text.
    pub(crate) fn as_string(&mut self, key: &str, node: Node) -> Option<Spanned<String>> {
        let value = match node.value {
            Value::String(value) => value,
            Value::Asked(shape) => return noted(&shape, Kind::Text),
            _ => return self.wrong(key, &node, Wanted::Text),
        };
        // An escape such as "\u0007" writes what no file may hold.
        if let Some(c) = value.chars().find(|c| is_forbidden(*c)) {
            let c = format!("U+{:04X}", c as u32);
            let message = message!(
                "`{key}`에 보이지 않는 제어 문자 {c}(이/가) 들어 있습니다",
                "`{key}` has the invisible control character {c} in it"
            );
            let hint = message!("지우세요", "delete it");
            self.report(node.span, "control-character", message, hint);
            return None;
        }
        Some(Spanned {
            value,
            span: node.span,
        })
    }
}

/// Notes a question, which has no answer.
fn noted<T>(shape: &Shape, kind: Kind) -> Option<T> {
    shape.note(kind);
    None
}

/// Whether a file is TOML, by its name.
fn is_toml(file: &str) -> bool {
    file.ends_with(".toml") || file.ends_with(".lock")
}

/// Says that a key has a value that it cannot have.
pub(crate) fn cannot_be(key: &str, value: &str) -> Message {
    message!(
        "`{key}`에는 `{value}`(을/를) 쓸 수 없습니다",
        "`{key}` cannot be `{value}`"
    )
}

/// The hint for one that may be any of a few.
pub(crate) fn one_of<'n>(names: impl Iterator<Item = &'n str>) -> Message {
    let names = names
        .map(|n| format!("`{n}`"))
        .collect::<Vec<_>>()
        .join(", ");
    message!("{names} 가운데 하나를 적으세요", "write one of {names}")
}
