//! What follows a value: fields, subscripts, filters and their arguments.

use super::super::super::lexer::{Kind, Token};
use super::super::Fault;
use super::{CONTEXT, Expression, Use, Value};
use crate::lang::message::message;

/// Most subscripts in one path before the last: with each, what is before it is looked up again.
const MOST_SUBSCRIPTS: usize = 8;
/// Filters that take a part, however long their input is, or see to it themselves ([`filters`](crate::page::template::filters)).
const FREE: [&str; 12] = [
    "default", "first", "last", "nth", "get", "group_by", "indent", "join", "replace", "sort",
    "split", "unique",
];
/// Filters that print whatever they get.
const PRINTING: [&str; 2] = ["safe", "str"];
/// How many times its input something that a filter makes may be long.
const GROWING: [(&str, u32); 9] = [
    ("capitalize", 3),
    ("escape", 6),
    ("escape_html", 6),
    ("escape_xml", 6),
    ("lower", 3),
    ("newlines_to_br", 4),
    ("pairs", 4),
    ("title", 3),
    ("upper", 3),
];

impl Expression<'_> {
    /// The filters of a `set` block, each after `|`; without any, what it captures is copied once.
    pub(in super::super) fn captured(&mut self) -> Result<(), Fault> {
        let name = self.tokens[self.at - 1].range.clone();
        if self.suffixes(name.start)?.is_none() && self.end().is_ok() {
            self.measure(" | __passed(times=1)", name.start);
        }
        Ok(())
    }

    /// The filters of a `filter` section; the first has no `|`.
    pub(in super::super) fn section(&mut self) -> Result<(), Fault> {
        let name = self.next()?.range.clone();
        let meter = entry(&self.source[name.clone()]).unwrap_or("__passed(times=1)".into());
        let at = name.start;
        self.edits.insert(at, format!("{meter} | "), name);
        self.filter()?;
        self.suffixes(at).map(drop)
    }

    pub(super) fn path_or_call(&mut self) -> Result<Value, Fault> {
        let first = self.at;
        let start = self.next()?.range.start;
        let is_context = self.take(CONTEXT);
        self.at += usize::from(!is_context);
        if self.is_next("(") {
            self.arguments()?;
            return Ok(Value::Called);
        }
        loop {
            if self.take(".") || self.take("?.") {
                self.name()?;
            } else if self.is_next("[") || self.is_next("?[") {
                self.path_subscript(first)?;
            } else if self.is_next("(") {
                return Err(self.unread());
            } else {
                break;
            }
        }
        if is_context {
            let origin = start..self.last_end();
            let context = format!("(__gathered(all={CONTEXT}) and ");
            self.edits.insert(start, context, origin);
            self.measure(")", start);
        }
        Ok(Value::Other)
    }

    /// `[index]` or `[from:to:step]` in a path that begins with the token `first`. Tera goes through a whole text for it. Fields
    /// may follow, so no filter can come before; the path is measured again inside the brackets.
    pub(super) fn path_subscript(&mut self, first: usize) -> Result<(), Fault> {
        let path = self.tokens[first].range.start..self.last_end();
        let is_simple = self.is_simple(first);
        let bracket = self.next()?.range.end;
        self.at += 1;
        let is_key = self.is_next_a(Kind::String)
            && self
                .tokens
                .get(self.at + 1)
                .is_some_and(|t| self.text_of(t) == "]");
        if is_key {
            return self.subscript_end();
        }
        if !is_simple {
            let message = message!(
                "이 앞에 있는 것에 `set`으로 이름을 붙이세요",
                "give what is before this a name of its own, with `set`"
            );
            return Err(Fault {
                at: path.end,
                message,
            });
        }
        self.edits.insert(bracket, "__subscript(of=", path.clone());
        self.edits.copy(bracket, self.source, path.clone());
        if !self.is_next(":") {
            self.edits.insert(bracket, ", by=", path.clone());
            self.read(Use::Read)?;
        }
        let end = if self.is_next(":") {
            ", is_slice=true)"
        } else {
            ")"
        };
        self.edits
            .insert(self.last_end(), end, path.start..self.last_end());
        self.subscript_end()
    }

    /// Whether the path before this token is short and has nothing but names and simple subscripts.
    pub(super) fn is_simple(&self, first: usize) -> bool {
        let path = &self.tokens[first..self.at];
        let count = |open: &[&str]| {
            path.iter()
                .filter(|t| open.contains(&self.text_of(t)))
                .count()
        };
        let is_part = |t: &Token| {
            t.kind != Kind::Sign || [".", "?.", "[", "?[", "]", ":"].contains(&self.text_of(t))
        };
        let is_flat = path
            .windows(2)
            .all(|w| !["[", "?["].contains(&self.text_of(&w[0])) || self.text_of(&w[1]) != "[");
        path.iter().all(is_part) && is_flat && count(&["[", "?["]) <= MOST_SUBSCRIPTS
    }

    /// The rest of a subscript.
    pub(super) fn subscript_end(&mut self) -> Result<(), Fault> {
        while !self.take("]") {
            if !self.take(":") {
                self.read(Use::Read)?;
            }
        }
        Ok(())
    }

    /// Filters and subscripts after a value that begins at `start`: where what the last of them makes begins, as Tera sees it.
    pub(super) fn suffixes(&mut self, mut start: usize) -> Result<Option<usize>, Fault> {
        let first = self.at;
        loop {
            self.subscripts(start, false)?;
            if !self.take("|") {
                return Ok((self.at > first).then_some(start));
            }
            let name = self.next()?.range.clone();
            if let Some(meter) = entry(&self.source[name.clone()]) {
                let end = self.tokens[self.at - 2].range.end;
                self.edits.insert(end, format!(" | {meter}"), start..end);
            }
            self.filter()?;
            start = name.start;
        }
    }

    /// Subscripts after a value that begins at `start`, maybe behind a `-`: they are of the value before that is made negative,
    /// but a filter is of what it makes.
    pub(super) fn subscripts(&mut self, start: usize, is_negative: bool) -> Result<(), Fault> {
        while self.is_next("[") {
            if is_negative {
                self.edits.insert(start, "(", start..start);
                self.measure(" | __passed(times=4))", start);
            } else {
                self.measure(" | __passed(times=4)", start);
            }
            self.at += 1;
            self.subscript_end()?;
        }
        Ok(())
    }

    pub(super) fn filter(&mut self) -> Result<(), Fault> {
        self.name()?;
        self.arguments()
    }

    /// `(name=value, …)`, or nothing. The pair of `josa` comes without its name.
    pub(super) fn arguments(&mut self) -> Result<(), Fault> {
        if !self.take("(") {
            return Ok(());
        }
        if !self.take_a(Kind::String) && !self.is_next(")") {
            self.argument()?;
        }
        while self.take(",") && !self.is_next(")") {
            self.argument()?;
        }
        self.expect(")")
    }

    pub(super) fn argument(&mut self) -> Result<(), Fault> {
        self.name()?;
        self.expect("=")?;
        self.read(Use::Passed)
    }
}

/// What measures the input of a filter.
fn entry(filter: &str) -> Option<String> {
    if FREE.contains(&filter) {
        return None;
    }
    if PRINTING.contains(&filter) {
        return Some("__printed".to_owned());
    }
    let growing = GROWING.iter().find(|(name, _)| *name == filter);
    Some(format!(
        "__passed(times={})",
        growing.map_or(1, |(_, times)| *times)
    ))
}
