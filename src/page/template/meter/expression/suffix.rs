//! What follows a value: fields, subscripts, filters and their arguments.

use std::ops::Range;

use super::super::super::lexer::{Kind, Token};
use super::super::Fault;
use super::{Expression, LITERALS, Use};

/// Most subscripts in one path before the last: with each, what is before it is looked up again.
const MOST_SUBSCRIPTS: usize = 8;
/// Filters that take a part, however long their input is, or see to it themselves ([`filters`](crate::page::template::filters)).
const FREE: [&str; 11] = [
    "default", "first", "last", "nth", "get", "indent", "join", "replace", "sort", "split",
    "unique",
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
    /// The path that is all there is, if it is one.
    pub(in super::super) fn whole_path(&self) -> Option<Range<usize>> {
        let (first, rest) = self.tokens.split_first()?;
        let is_name = |token: &Token| token.kind == Kind::Name;
        let mut pairs = rest.chunks_exact(2);
        let dotted = pairs
            .by_ref()
            .all(|pair| self.source[pair[0].range.clone()] == *"." && is_name(&pair[1]));
        let is_path = is_name(first) && !LITERALS.contains(&self.text_of(first)) && dotted;
        (is_path && pairs.remainder().is_empty())
            .then(|| first.range.start..rest.last().unwrap_or(first).range.end)
    }

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

    pub(super) fn path_or_call(&mut self) -> Result<(), Fault> {
        let first = self.at;
        let start = self.next()?.range.start;
        let is_context = self.take("__tera_context");
        self.at += usize::from(!is_context);
        if self.is_next("(") {
            self.arguments()?;
            self.measure_alone("__passed(times=1)", start);
            return Ok(());
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
            self.measure(" | __held", start);
        }
        Ok(())
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
            let message = "give what is before this a name of its own, with `set`";
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
        self.edits
            .insert(self.last_end(), ")", path.start..self.last_end());
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
            if self.is_next("[") {
                self.measure_alone("__passed(times=4)", start);
                self.at += 1;
                self.subscript_end()?;
            } else if self.take("|") {
                let name = self.next()?.range.clone();
                if let Some(meter) = entry(&self.source[name.clone()]) {
                    let end = self.tokens[self.at - 2].range.end;
                    self.edits.insert(end, format!(" | {meter}"), start..end);
                }
                self.filter()?;
                start = name.start;
            } else {
                return Ok((self.at > first).then_some(start));
            }
        }
    }

    /// A filter with its arguments. The pair of `josa` may come without its name, which Tera wants.
    pub(super) fn filter(&mut self) -> Result<(), Fault> {
        let is_josa = self.is_next("josa");
        self.name()?;
        if is_josa && self.is_next("(") {
            let pair = self.tokens.get(self.at + 1);
            if let Some(pair) = pair.filter(|t| t.kind == Kind::String) {
                self.edits
                    .insert(pair.range.start, "pair=", pair.range.clone());
                self.at += 2;
                return self.more_arguments();
            }
        }
        self.arguments()
    }

    /// `(name=value, …)`, or nothing.
    pub(super) fn arguments(&mut self) -> Result<(), Fault> {
        if !self.take("(") {
            return Ok(());
        }
        if self.is_next_a(Kind::Name) {
            self.argument()?;
        }
        self.more_arguments()
    }

    pub(super) fn more_arguments(&mut self) -> Result<(), Fault> {
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
