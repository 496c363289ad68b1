//! Writes a meter into a template: filters and functions of [`super::budget`] that take off the page's budget what the template
//! is about to do. What the template makes stays the same to the byte.
//!
//! 1. A loop, also that of a comprehension, takes off its turns × the weight of its body before it begins (`__looped`).
//! 2. A file, block or component takes off its weight where it begins, and its depth until it ends (`__enter`, `__leave`).
//! 3. What is written takes off its bytes (`__shown`, `__show`); what a filter goes through, its length (`__passed`); what is
//!    joined, compared or looked up, all that is in it (`__read`); what becomes an item of a list or map, its depth (`__held`).
//!
//! Filters are chosen because they follow what they measure: ` | __read(times=1)` after a path, call or group needs no knowledge
//! of what is before it ([`expression`]). A path alone is written untouched, after a call that measures it, since Tera explains
//! best what is not defined in it.

mod expression;
mod weave;

use std::ops::Range;

use expression::{Expression, Use};

use super::lexer::{self, Kind, Tag, Token};
pub(super) use weave::Metered;
use weave::{Edits, Weighed};

/// Steps of a byte in a tag; a byte of text is one.
const TAG_BYTE: usize = 8;

/// Why a template gets no meter: where, and what to say if Tera itself finds no fault in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) message: &'static str,
}

impl Fault {
    fn unread(at: usize) -> Self {
        let message = "this template cannot be read from here on";
        Self { at, message }
    }
}

/// What is open, from an opening tag to its end.
struct Frame {
    /// The name of the opening tag.
    tag: &'static str,
    /// What is to be completed with the weight of the body.
    weighed: Vec<Weighed>,
    weight_before: usize,
}

struct Meter<'s> {
    source: &'s str,
    edits: Edits,
    frames: Vec<Frame>,
    /// Bytes of the tags before the one that is read.
    tag_bytes: usize,
}

/// Writes the meter into a template, up to the fault if it cannot be read. Nearly always, Tera has a better error for that.
pub(super) fn metered(source: &str) -> (Metered, Option<Fault>) {
    let (tags, end) = lexer::tags(source);
    let mut meter = Meter {
        source,
        edits: Edits::default(),
        frames: Vec::new(),
        tag_bytes: 0,
    };
    let parent = tags.first().and_then(|tag| meter.parent(tag));
    let fault = meter.file(&tags, end, parent.is_none()).err();
    let tokens = tags.iter().map(|tag| tag.tokens.len()).sum();
    let metered = meter.edits.woven(source, parent, tokens);
    (metered, fault)
}

impl Meter<'_> {
    /// All tags up to `end`, where the file cannot be read further. Outside its blocks, Tera accepts nothing in a template that
    /// extends another, which is not whole.
    fn file(&mut self, tags: &[Tag], end: Option<usize>, is_whole: bool) -> Result<(), Fault> {
        if is_whole {
            self.enter("file", 0, 0..0, false);
        }
        for tag in tags {
            if tag.is_output {
                self.output(tag)?;
            } else {
                self.statement(tag)?;
            }
            self.tag_bytes += tag.range.len();
        }
        if let Some(end) = end {
            return Err(Fault::unread(end));
        }
        if is_whole {
            // A brace at the end would become part of the tag.
            let last = self.source.trim_end_matches('{').len();
            self.close(&["file"], last)?;
            self.leave(last, false);
        }
        match self.frames.pop() {
            None => Ok(()),
            Some(_) => Err(Fault::unread(self.source.len())),
        }
    }

    /// The template that this one extends, if this is the tag that says so.
    fn parent(&self, tag: &Tag) -> Option<String> {
        let [word, name] = tag.tokens.as_slice() else {
            return None;
        };
        let says_so = self.is(word, "extends") && name.kind == Kind::String;
        says_so.then(|| {
            let name = &self.source[name.range.clone()];
            name[1..name.len() - 1].to_owned()
        })
    }

    fn is(&self, token: &Token, text: &str) -> bool {
        self.source[token.range.clone()] == *text
    }

    /// `{{ … }}`.
    fn output(&mut self, tag: &Tag) -> Result<(), Fault> {
        let mut expression = self.expression(tag, 0);
        if let Some(path) = expression.whole_path() {
            let at = tag.inner.start;
            self.edits.insert(at, "__show(value=", path.clone());
            self.edits.copy(at, self.source, path.clone());
            self.edits.insert(at, ")}}{{", path);
            return Ok(());
        }
        expression.read(Use::Shown)?;
        expression.end()
    }

    /// `{% … %}`.
    fn statement(&mut self, tag: &Tag) -> Result<(), Fault> {
        let at = tag.range.start;
        let word = tag.tokens.first().ok_or(Fault::unread(at))?;
        match &self.source[word.range.clone()] {
            "for" => {
                let mut expression = self.expression(tag, 1);
                expression.loop_names()?;
                let weighed = expression.looped(|e| e.read(Use::Looped))?;
                expression.end()?;
                self.open("for", tag.range.end, weighed);
            }
            word @ ("if" | "elif") => {
                let mut expression = self.expression(tag, 1);
                expression.read(Use::Kept)?;
                expression.end()?;
                if word == "if" {
                    self.open("if", tag.range.end, Vec::new());
                }
            }
            "set" | "set_global" => {
                let mut expression = self.expression(tag, 1);
                expression.name()?;
                if expression.take("=") {
                    expression.read(Use::Kept)?;
                    expression.end()?;
                } else {
                    expression.captured()?;
                    expression.end()?;
                    self.open("set", tag.range.end, Vec::new());
                }
            }
            "filter" => {
                let mut expression = self.expression(tag, 1);
                expression.section()?;
                expression.end()?;
                self.open("filter", tag.range.end, Vec::new());
            }
            "<" => {
                let mut expression = self.expression(tag, 1);
                expression.component()?;
                expression.expect(">")?;
                expression.end()?;
                self.open("<", tag.range.end, Vec::new());
            }
            "block" => self.enter("block", tag.range.end, tag.range.clone(), tag.trims_after),
            // The arguments are gone through with each call.
            "component" => self.enter("component", at, tag.range.clone(), tag.trims_after),
            "endfor" => self.close(&["for"], at)?,
            "endif" => self.close(&["if"], at)?,
            "endset" => self.close(&["set"], at)?,
            "endfilter" => self.close(&["filter"], at)?,
            "</" => self.close(&["<"], at)?,
            "endblock" | "endcomponent" => {
                self.close(&["block", "component"], at)?;
                self.leave(at, tag.trims_before);
            }
            "else" | "include" | "extends" | "break" | "continue" => {}
            _ => return Err(Fault::unread(at)),
        }
        Ok(())
    }

    fn expression<'m>(&'m mut self, tag: &'m Tag, from: usize) -> Expression<'m> {
        Expression::new(self.source, &mut self.edits, tag, from)
    }

    /// Steps of all that is before `at`.
    fn weight(&self, at: usize) -> usize {
        at + (TAG_BYTE - 1) * self.tag_bytes
    }

    fn open(&mut self, tag: &'static str, from: usize, weighed: Vec<Weighed>) {
        self.frames.push(Frame {
            tag,
            weighed,
            weight_before: self.weight(from),
        });
    }

    fn close(&mut self, tags: &[&str], at: usize) -> Result<(), Fault> {
        let frame = self.frames.pop().ok_or(Fault::unread(at))?;
        if !tags.contains(&frame.tag) {
            return Err(Fault::unread(at));
        }
        let weight = self.weight(at).saturating_sub(frame.weight_before);
        for weighed in frame.weighed {
            self.edits.complete(weighed, weight);
        }
        Ok(())
    }

    /// Something that may be entered again and again begins behind its tag; what is weighed begins at `from`.
    fn enter(&mut self, tag: &'static str, from: usize, origin: Range<usize>, trims: bool) {
        let after = if trims { ") -}}" } else { ")}}" };
        let at = origin.end;
        let weighed = self.edits.weighed(at, "{{ __enter(weight=", after, origin);
        self.open(tag, from, vec![weighed]);
    }

    fn leave(&mut self, at: usize, trims: bool) {
        let text = if trims {
            "{{- __leave() }}"
        } else {
            "{{ __leave() }}"
        };
        self.edits.insert(at, text, at..at);
    }
}
