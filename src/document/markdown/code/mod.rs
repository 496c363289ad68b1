//! Code blocks: what their first line says, and their text in colours.
//!
//! [`Fence`] is what an author writes behind the marks of a fence. [`languages`] is one table of all languages that have colours; most
//! of them are read by one [`reader`](words) from data (comments, quotation marks, words), the others have readers of their own.
//! A reader only names stretches of the code, so that no byte of it is lost or moved, and looks at each byte a bounded number of times.

mod css;
mod data;
mod fence;
mod grammars;
mod html;
mod languages;
mod prose;
mod scanner;
mod shell;
mod words;

use std::ops::Range;

use self::scanner::{Scanner, Token};
use crate::base::text::push_text;

pub(super) use fence::Fence;
pub(crate) use languages::Language;

/// The code of a block, and how pages show it.
#[derive(Debug, Clone, Default)]
pub(crate) struct CodeBlock {
    pub(crate) code: String,
    /// The language, if it is one that has colours.
    pub(crate) language: Option<&'static Language>,
    /// The lines that the author marks, as bytes, ascending and apart from one another.
    pub(crate) marked: Vec<Range<usize>>,
}

impl CodeBlock {
    /// The code as HTML in colours: its text is the code to the byte.
    pub(crate) fn write(&self, out: &mut String) {
        let mut scanner = Scanner::new(&self.code, Language::read_as);
        if let Some(language) = self.language {
            language.read(&mut scanner);
        }
        let lines = match self.language.is_some_and(Language::is_diff) {
            true => data::changed_lines(&self.code),
            false => Vec::new(),
        };
        let mut painter = Painter {
            code: &self.code,
            tokens: &scanner.tokens,
            out,
        };
        painter.elements(&lines, &self.marked);
    }
}

/// Writes code with its tokens as elements.
struct Painter<'c, 'o> {
    code: &'c str,
    /// Those that are not yet written.
    tokens: &'c [Token],
    out: &'o mut String,
}

impl Painter<'_, '_> {
    /// All of the code: in elements for lines that are taken out or put in, and in them, or around none, for those that are marked.
    fn elements(&mut self, changed: &[(Range<usize>, &str)], marked: &[Range<usize>]) {
        let whole = 0..self.code.len();
        let mut at = 0;
        for (range, element) in changed {
            self.marks(at..range.start, marked);
            self.out.extend(["<", element, ">"]);
            self.marks(range.clone(), marked);
            self.out.extend(["</", element, ">"]);
            at = range.end;
        }
        self.marks(at..whole.end, marked);
    }

    /// A part of the code with those of its lines marked that are.
    fn marks(&mut self, part: Range<usize>, marked: &[Range<usize>]) {
        let first = marked.partition_point(|range| range.end <= part.start);
        let mut at = part.start;
        for range in marked[first..].iter().take_while(|r| r.start < part.end) {
            let (start, end) = (range.start.max(at), range.end.min(part.end));
            self.tokens(at..start);
            self.out.push_str("<mark>");
            self.tokens(start..end);
            self.out.push_str("</mark>");
            at = end;
        }
        self.tokens(at..part.end);
    }

    /// A part of the code. Parts are written in order; a token that goes on behind one is written in both.
    fn tokens(&mut self, part: Range<usize>) {
        let mut at = part.start;
        while let Some((token, rest)) = self.tokens.split_first() {
            let (start, end) = (token.start as usize, token.end as usize);
            if start >= part.end {
                break;
            }
            let (from, to) = (start.max(at), end.min(part.end));
            push_text(self.out, &self.code[at..from]);
            self.out
                .extend(["<span class=\"", token.class.name(), "\">"]);
            push_text(self.out, &self.code[from..to]);
            self.out.push_str("</span>");
            at = to;
            if end > part.end {
                break;
            }
            self.tokens = rest;
        }
        push_text(self.out, &self.code[at..part.end]);
    }
}

#[cfg(test)]
mod tests;
