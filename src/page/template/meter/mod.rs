//! Writes a meter into a template: filters and functions of [`super::budget`] that take off the page's budget what the template
//! is about to do. What the template makes stays the same to the byte.
//!
//! 1. A loop, also that of a comprehension, takes off its turns × the weight of its body before it begins (`__looped`).
//! 2. A file, block or component takes off its weight where it begins, and its depth until it ends (`__enter`, `__leave`).
//! 3. What is written takes off its bytes (`__shown`); what a filter goes through, its length (`__passed`); what is
//!    joined, compared or looked up, all that is in it (`__read`); what becomes an item of a list or map, its depth (`__held`).
//!    All variables together are measured first (`__gathered`).
//!
//! Filters are chosen because they follow what they measure: ` | __read(times=1)` after a path, call or group needs no knowledge
//! of what is before it ([`expression`]). Templates are compiled as they are written before, so what is no template is not known
//! here.

mod expression;
mod weave;

use std::ops::Range;

use expression::{Expression, Use};

use super::lexer::{self, Kind, Tag, Token};
pub(super) use weave::Woven;
use weave::{Edits, Weighed};

use crate::base::diag::Message;
use crate::lang::message::message;

/// Steps of a byte in a tag; a byte of text is one.
const TAG_BYTE: usize = 8;

/// Why a template gets no meter: where, and what to say.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) message: Message,
}

impl Fault {
    fn unread(at: usize) -> Self {
        let message = message!(
            "여기서부터 템플릿을 읽을 수 없습니다",
            "this template cannot be read from here on"
        );
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

/// A template as the author has written it, but for the name of `josa`'s argument, which Tera wants.
pub(super) fn as_written(source: &str) -> Woven {
    let (tags, _) = lexer::tags(source);
    Meter::new(source, &tags).woven(&tags)
}

/// A template with a meter.
///
/// # Errors
/// It cannot be given one.
pub(super) fn metered(source: &str) -> Result<Woven, Fault> {
    let (tags, end) = lexer::tags(source);
    let mut meter = Meter::new(source, &tags);
    meter.file(&tags)?;
    match end {
        Some(end) => Err(Fault::unread(end)),
        None => Ok(meter.woven(&tags)),
    }
}

impl<'s> Meter<'s> {
    /// With nothing written yet but `pair=` in `josa("은/는")`.
    fn new(source: &'s str, tags: &[Tag]) -> Self {
        let mut edits = Edits::default();
        for tokens in tags.iter().flat_map(|tag| tag.tokens.windows(4)) {
            let [before, name, open, pair] = tokens else {
                continue;
            };
            let is = |token: &Token, text: &str| source[token.range.clone()] == *text;
            let is_filter = is(before, "|") || is(before, "filter");
            if is_filter && is(name, "josa") && is(open, "(") && pair.kind == Kind::String {
                edits.insert(pair.range.start, "pair=", pair.range.clone());
            }
        }
        Self {
            source,
            edits,
            frames: Vec::new(),
            tag_bytes: 0,
        }
    }

    fn woven(self, tags: &[Tag]) -> Woven {
        let parent = parent(self.source, tags);
        let tokens = tags.iter().map(|tag| tag.tokens.len()).sum();
        self.edits.woven(self.source, parent, tokens)
    }

    /// Outside its blocks, Tera accepts nothing in a template that extends another, which is not whole.
    fn file(&mut self, tags: &[Tag]) -> Result<(), Fault> {
        let is_whole = parent(self.source, tags).is_none();
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

    /// `{{ … }}`.
    fn output(&mut self, tag: &Tag) -> Result<(), Fault> {
        let mut expression = self.expression(tag, 0);
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

/// The template that this one extends.
fn parent(source: &str, tags: &[Tag]) -> Option<String> {
    tags.iter().find_map(|tag| match tag.tokens.as_slice() {
        [word, name] if name.kind == Kind::String && source[word.range.clone()] == *"extends" => {
            Some(source[name.range.start + 1..name.range.end - 1].to_owned())
        }
        _ => None,
    })
}
