//! The expressions of a tag, read from left to right; only brackets nest.
//!
//! An operand is a path, call, literal or group with the filters after it. What it becomes part of says what is to be measured
//! of it ([`Use`]). An operand of `~`, a comparison or `in` is read whole. These bind tighter than `and`, `or`, `not` and `if`,
//! which only choose among operands, so an operator directly beside an operand is enough to know.

mod suffix;
mod tokens;

use super::super::lexer::{Kind, Tag, Token};
use super::weave::{Edits, Weighed};
use super::{Fault, TAG_BYTE};
use crate::lang::message::message;

/// What becomes of a value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It is given a name or decides a condition: nothing is gone through.
    Kept,
    /// It is an argument.
    Passed,
    /// It becomes an item of a list or map.
    Held,
    /// It is gone through whole.
    Read,
    /// It is written into the page.
    Shown,
    /// A loop turns over it.
    Looped,
}

/// What a value is, as far as it needs no measure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    /// A number or a word.
    Number,
    /// A text no longer than the template.
    String,
    /// What a component makes, which is measured there.
    Component,
    /// What a function makes.
    Called,
    Other,
}

/// Most brackets in each other; Tera reads 40.
const DEEPEST: usize = 50;
/// Operators that go through their operands.
const READING: [&str; 8] = ["~", "==", "!=", "<", ">", "<=", ">=", "in"];
/// What comes before a test or `in`.
const BEFORE: [&str; 2] = ["is", "not"];
/// Operators that do not.
const OTHER: [&str; 9] = ["+", "-", "*", "/", "//", "%", "**", "and", "or"];
/// Words that are values.
const LITERALS: [&str; 7] = ["true", "True", "false", "False", "none", "None", "null"];
/// What Tera gathers all variables for.
const CONTEXT: &str = "__tera_context";

pub(super) struct Expression<'e> {
    source: &'e str,
    edits: &'e mut Edits,
    tokens: &'e [Token],
    at: usize,
    /// Where the tag's closing delimiter is.
    end: usize,
    /// How many operators of the tag go through their operands: how often it may be gone through what one makes.
    readers: usize,
    /// How many brackets are open.
    depth: usize,
    /// What the innermost loop turns over, still without the weight of its body.
    looped: Vec<Weighed>,
}

impl<'e> Expression<'e> {
    pub(super) fn new(source: &'e str, edits: &'e mut Edits, tag: &'e Tag, from: usize) -> Self {
        let text = |token: &Token| &source[token.range.clone()];
        let reads = |t: &&Token| READING.contains(&text(t)) || text(t) == "is";
        Self {
            readers: tag.tokens.iter().filter(reads).count(),
            source,
            edits,
            tokens: &tag.tokens,
            at: from,
            end: tag.inner.end,
            depth: 0,
            looped: Vec::new(),
        }
    }

    /// `x in` or `x, y in`.
    pub(super) fn loop_names(&mut self) -> Result<(), Fault> {
        self.name()?;
        if self.take(",") {
            self.name()?;
        }
        self.expect("in")
    }

    /// What `read` finds that a loop turns over.
    pub(super) fn looped(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), Fault>,
    ) -> Result<Vec<Weighed>, Fault> {
        let outer = std::mem::take(&mut self.looped);
        read(self)?;
        Ok(std::mem::replace(&mut self.looped, outer))
    }

    /// `c.d name="text" name={expression} {...expression}`, up to the sign that ends it.
    pub(super) fn component(&mut self) -> Result<(), Fault> {
        self.name()?;
        while self.take(".") {
            self.name()?;
        }
        loop {
            if self.take("{") {
                self.expect("...")?;
                self.braced(Use::Read)?;
            } else if !self.is_next_a(Kind::Name) {
                return Ok(());
            } else {
                let name = self.next()?.range.clone();
                self.at += 1;
                let has_value = self.take("=");
                if !has_value && self.source[name.clone()] == *CONTEXT {
                    return Err(Fault {
                        at: name.start,
                        message: message!(
                            "이 인자에 무엇을 주는지 풀어서 적으세요",
                            "write out what this argument is"
                        ),
                    });
                }
                if has_value && !self.take_a(Kind::String) {
                    self.expect("{")?;
                    self.braced(Use::Kept)?;
                }
            }
        }
    }

    fn braced(&mut self, used: Use) -> Result<(), Fault> {
        self.read(used)?;
        self.expect("}")
    }

    /// Reads an expression to its end.
    pub(super) fn read(&mut self, used: Use) -> Result<(), Fault> {
        self.read_until(used, false)
    }

    /// Reads an expression to its end; an `if` may end it, which then belongs to a comprehension.
    fn read_until(&mut self, used: Use, if_ends: bool) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.unread());
        }
        let mut after_reader = false;
        loop {
            self.take("not");
            self.operand(used, after_reader)?;
            self.take("not");
            after_reader = self.is_next_of(&READING);
            let chooses = self.is_next("else") || (self.is_next("if") && !if_ends);
            if !(after_reader || chooses || self.is_next_of(&OTHER)) {
                break;
            }
            self.at += 1;
        }
        self.depth -= 1;
        Ok(())
    }

    /// An operand with its filters and tests, and what measures it.
    fn operand(&mut self, used: Use, after_reader: bool) -> Result<(), Fault> {
        let is_negative = self.take("-");
        let mut start = self.next()?.range.start;
        let mut value = self.value()?;
        if is_negative {
            self.subscripts(start, true)?;
            value = Value::Number;
        } else if value == Value::Called {
            self.measure(" | __passed(times=1)", start);
        }
        loop {
            if let Some(made_at) = self.suffixes(start)? {
                start = made_at;
                value = Value::Other;
            }
            let is_read = after_reader || self.is_next_of(&READING) || self.is_next_of(&BEFORE);
            self.measure_for(used, value, is_read, start);
            if !self.take("is") {
                return Ok(());
            }
            self.take("not");
            self.name()?;
            self.arguments()?;
            value = Value::Number;
        }
    }

    /// Measures a value that begins at `start` and ends here for what it becomes.
    fn measure_for(&mut self, used: Use, value: Value, is_read: bool, start: usize) {
        let is_read = is_read || used == Use::Read;
        let times = self.readers + 1;
        let meter = match (used, value) {
            (_, Value::Number) => String::new(),
            (Use::Shown, Value::Component) if !is_read => String::new(),
            (Use::Shown, _) => format!(" | __shown(times={times})"),
            (_, Value::String) => String::new(),
            _ if is_read => format!(" | __read(times={times})"),
            (Use::Passed, _) => " | __passed(times=1)".to_owned(),
            (Use::Held, _) => " | __held".to_owned(),
            _ => String::new(),
        };
        self.measure(&meter, start);
        if used == Use::Looped {
            let origin = start..self.last_end();
            let weighed = self
                .edits
                .weighed(origin.end, " | __looped(weight=", ")", origin);
            self.looped.push(weighed);
        }
    }

    /// A value without what follows it.
    fn value(&mut self) -> Result<Value, Fault> {
        if self.take_a(Kind::String) {
            return Ok(Value::String);
        }
        if self.take_a(Kind::Number) || self.take_of(&LITERALS) {
            return Ok(Value::Number);
        }
        if self.is_next_a(Kind::Name) {
            return self.path_or_call();
        } else if self.take("(") {
            self.read(Use::Kept)?;
            self.expect(")")?;
        } else if self.is_next("[") {
            self.list()?;
        } else if self.take("{") {
            self.map()?;
        } else {
            self.expect("<")?;
            self.component()?;
            self.expect("/")?;
            self.expect(">")?;
            return Ok(Value::Component);
        }
        Ok(Value::Other)
    }

    /// `[a, ...b]` or `[a for b in c if d]`.
    fn list(&mut self) -> Result<(), Fault> {
        let start = self.next()?.range.start;
        self.at += 1;
        while !self.take("]") {
            let used = if self.take("...") {
                Use::Read
            } else {
                Use::Held
            };
            self.read(used)?;
            if self.take("for") {
                self.loop_names()?;
                let looped = self.looped(|e| e.read_until(Use::Looped, true))?;
                if self.take("if") {
                    self.read_until(Use::Kept, true)?;
                }
                self.expect("]")?;
                for weighed in looped {
                    let weight = TAG_BYTE * (self.last_end() - start);
                    self.edits.complete(weighed, weight);
                }
                return Ok(());
            }
            if !self.take(",") && !self.is_next("]") {
                return Err(self.unread());
            }
        }
        Ok(())
    }

    /// `"key": a, ...b}`.
    fn map(&mut self) -> Result<(), Fault> {
        while !self.take("}") {
            if self.take("...") {
                self.read(Use::Read)?;
            } else {
                self.at += 1;
                self.expect(":")?;
                self.read(Use::Held)?;
            }
            if !self.take(",") && !self.is_next("}") {
                return Err(self.unread());
            }
        }
        Ok(())
    }

    /// Measures what begins at `start` and ends here.
    fn measure(&mut self, meter: &str, start: usize) {
        let end = self.last_end();
        self.edits.insert(end, meter, start..end);
    }
}
