//! The diagnostics about the author's own HTML.

use std::ops::Range;

use super::run::Run;
use crate::base::diag::{Diagnostic, Place};
use crate::base::html::{StartTag, Unclosed};
use crate::document::markdown::writer::Writer;

impl Writer<'_, '_> {
    fn warn(&mut self, span: Range<usize>, code: &'static str, message: String, hint: String) {
        let place = Place::at(self.context.file, span);
        self.diagnostics
            .push(Diagnostic::warning(place, code, message).hint(hint));
    }

    pub(super) fn nested(&mut self, span: &Range<usize>, around: Range<usize>) {
        let place = Place::at(self.context.file, self.file_span(span));
        let message = "this link is inside another link or a button";
        let hint =
            "end the other one before it, or take one of the two out: only the outer one works";
        let d = Diagnostic::warning(place, "nested-link", message).hint(hint);
        let around = Place::at(self.context.file, around);
        self.diagnostics
            .push(d.related(around, "the link around it"));
    }

    pub(super) fn hidden(&mut self, name: &str, span: Range<usize>) {
        let message = format!("`<{name}>` is left open, which hides the rest of the page");
        let hint = if name == "plaintext" {
            "take it out: nothing ends it".to_owned()
        } else {
            format!(
                "close it with `</{name}>` in the same block, or write `&lt;{name}>` if it is text"
            )
        };
        let place = Place::at(self.context.file, span);
        self.diagnostics
            .push(Diagnostic::error(place, "unclosed-html", message).hint(hint));
    }

    pub(super) fn unended(&mut self, name: &str, span: Range<usize>) {
        let tag = span.start - self.context.offset..span.end - self.context.offset;
        let slash = self.source.get(tag).is_some_and(|tag| tag.ends_with("/>"));
        let message = format!("`<{name}>` is left open");
        let hint = if slash {
            format!("write `></{name}>` in place of `/>`, which closes nothing in HTML")
        } else {
            format!(
                "close it with `</{name}>` before the end of what it is in, or write `&lt;{name}>` if it is text"
            )
        };
        self.warn(span, "unclosed-element", message, hint);
    }

    pub(super) fn misnested(&mut self, name: &str, span: &Range<usize>, start: Range<usize>) {
        let place = Place::at(self.context.file, self.file_span(span));
        let message = format!("`</{name}>` is inside another element than its `<{name}>`");
        let hint = "put it outside, on a line of its own after an empty one, or close what is opened inside there";
        let d = Diagnostic::warning(place, "stray-end-tag", message).hint(hint);
        let start = Place::at(self.context.file, start);
        self.diagnostics.push(d.related(start, "opened here"));
    }

    pub(super) fn stray(&mut self, name: &str, span: &Range<usize>) {
        let span = self.file_span(span);
        let message = format!("`</{name}>` closes nothing that this text has opened");
        let hint = format!("take it out, or open it in the same block with `<{name}>`");
        self.warn(span, "stray-end-tag", message, hint);
    }

    /// What belongs to the page and not to a text.
    pub(super) fn misplaced(&mut self, name: &str, tag: &StartTag<'_>, span: &Range<usize>) {
        match name {
            "base" => self.report(
                span,
                "base-element",
                "`<base>` changes where every link of the page leads",
                "take it out",
            ),
            "html" | "head" | "body" | "main" => {
                let message = format!("the page around this text has its own `<{name}>`");
                let span = self.file_span(span);
                self.warn(
                    span,
                    "misplaced-html",
                    message,
                    "take it out, or write `<div>`".into(),
                );
            }
            "meta" if tag.attribute("http-equiv").is_some() => {
                let message = "`<meta http-equiv>` acts on the whole page".to_owned();
                let hint = "take it out, or put it into templates/head-extra.html, which is for every page";
                let span = self.file_span(span);
                self.warn(span, "misplaced-html", message, hint.into());
            }
            _ => {}
        }
    }

    pub(super) fn unclosed(
        &mut self,
        run: &Run,
        written: &str,
        at: &Range<usize>,
        what: Unclosed,
        base: usize,
    ) {
        let (len, message, hint) = match &what {
            Unclosed::Comment if written.starts_with("<!--") => (
                "<!--".len(),
                "this comment has no end, so it hides the rest of the page",
                "close it with `-->`",
            ),
            Unclosed::Comment => (
                "<!".len(),
                "browsers take this for a comment without end, which hides the rest of the page",
                "close it with `>`, or write `&lt;` if it is text",
            ),
            Unclosed::Tag => (
                written
                    .find(|c: char| c.is_whitespace())
                    .unwrap_or(written.len()),
                "this tag has no end, so it hides what follows",
                "close it with `>` before the next empty line, or write `&lt;` if it is text",
            ),
            Unclosed::Quote(_) => (
                1,
                "this quotation mark has no partner, so the tag has no end and hides what follows",
                "close it with the same mark before the next empty line",
            ),
        };
        let start = match what {
            Unclosed::Quote(range) => base + range.start,
            _ => at.start,
        };
        let place = run.place(self.source, &(start..start + len));
        self.report(&place, "unclosed-html", message, hint);
    }
}
