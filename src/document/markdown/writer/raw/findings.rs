//! The diagnostics about the author's own HTML.

use std::ops::Range;

use super::run::Run;
use crate::base::diag::{Diagnostic, Message, Place};
use crate::base::html::{StartTag, Unclosed};
use crate::document::markdown::links::classify;
use crate::document::markdown::schemes::oddity;
use crate::document::markdown::writer::Writer;
use crate::lang::message::message;

impl Writer<'_, '_> {
    pub(in crate::document::markdown::writer) fn warn(
        &mut self,
        span: Range<usize>,
        code: &'static str,
        message: Message,
        hint: Message,
    ) {
        let place = Place::at(self.context.file, span);
        self.diagnostics
            .push(Diagnostic::warning(place, code, message).hint(hint));
    }

    /// An address in a tag that begins otherwise than those of pages do.
    pub(super) fn odd_address(&mut self, tag: &StartTag<'_>, address: &str, span: &Range<usize>) {
        // What is shown and not opened may be in the page itself.
        let is_shown = ["img", "source", "video", "audio", "track", "input", "image"]
            .into_iter()
            .any(|name| tag.is(name));
        let span = self.file_span(span);
        match classify(address, is_shown) {
            Err(scheme) if is_shown && scheme == "data" => {}
            Err(scheme) => self.warn(
                span,
                "unsafe-link",
                message!(
                    "`{scheme}:` 주소는 코드를 실행하거나 담고 있습니다",
                    "an address that begins with `{scheme}:` runs or holds code"
                ),
                message!(
                    "페이지나 https:// 주소로 링크하세요",
                    "link to a page or an https:// address"
                ),
            ),
            Ok(_) => {
                if let Some((message, hint)) = oddity(address) {
                    self.warn(span, "link-scheme", message, hint);
                }
            }
        }
    }

    pub(super) fn nested(&mut self, span: &Range<usize>, around: Range<usize>) {
        let place = Place::at(self.context.file, self.file_span(span));
        let message = message!(
            "링크나 버튼 안에 또 링크가 있습니다",
            "this link is inside another link or a button"
        );
        let hint = message!(
            "앞의 것을 먼저 닫거나 둘 중 하나를 빼세요. 바깥 링크만 눌립니다",
            "close the other one before it, or take one of the two out: only the outer one works"
        );
        let d = Diagnostic::warning(place, "nested-link", message).hint(hint);
        let around = Place::at(self.context.file, around);
        self.diagnostics
            .push(d.related(around, message!("바깥 링크", "the link around it")));
    }

    pub(super) fn hidden(&mut self, name: &str, span: Range<usize>) {
        let message = message!(
            "`<{name}>`(이/가) 닫히지 않아 페이지의 나머지가 사라집니다",
            "`<{name}>` is not closed, which hides the rest of the page"
        );
        let tag = span.start - self.context.offset..span.end - self.context.offset;
        let slash = self.source.get(tag).is_some_and(|tag| tag.ends_with("/>"));
        let hint = if name == "plaintext" {
            message!(
                "지우세요. 이 태그는 닫을 수 없습니다",
                "take it out: nothing can close it"
            )
        } else if slash {
            message!(
                "`/>` 대신 `></{name}>`(을/를) 적으세요. HTML에서 `/>`는 아무것도 닫지 않습니다",
                "write `></{name}>` in place of `/>`, which closes nothing in HTML"
            )
        } else {
            message!(
                "같은 문단 안에서 `</{name}>`(으로/로) 닫거나, 글자로 쓰려면 `&lt;{name}>`(으로/로) 적으세요",
                "close it with `</{name}>` in the same block, or write `&lt;{name}>` if it is text"
            )
        };
        let place = Place::at(self.context.file, span);
        self.diagnostics
            .push(Diagnostic::error(place, "unclosed-html", message).hint(hint));
    }

    pub(super) fn unended(&mut self, name: &str, span: Range<usize>) {
        let message = message!(
            "`<{name}>`(이/가) 닫히지 않았습니다",
            "`<{name}>` is not closed"
        );
        let hint = message!(
            "감싸고 있는 것이 끝나기 전에 `</{name}>`(으로/로) 닫거나, 글자로 쓰려면 `&lt;{name}>`(으로/로) 적으세요",
            "close it with `</{name}>` before the end of what it is in, or write `&lt;{name}>` if it is text"
        );
        self.warn(span, "unclosed-element", message, hint);
    }

    /// A tag that looks as if it closed itself.
    pub(super) fn slashed(&mut self, name: &str, span: Range<usize>) {
        let message = message!(
            "`/>`로는 `<{name}>`(이/가) 닫히지 않아, 뒤에 오는 것이 그 안에 들어갑니다",
            "`/>` does not close `<{name}>`, so it holds what follows"
        );
        let hint = message!(
            "비워 두려면 `/>` 대신 `></{name}>`(을/를), `</{name}>`(이/가) 뒤에 나오면 `>`만 적으세요",
            "write `></{name}>` in place of `/>` if it is empty, and `>` alone if its `</{name}>` comes later"
        );
        self.warn(span, "unclosed-element", message, hint);
    }

    pub(super) fn misnested(&mut self, name: &str, span: &Range<usize>, start: Range<usize>) {
        let place = Place::at(self.context.file, self.file_span(span));
        let message = message!(
            "`</{name}>`(이/가) `<{name}>`(을/를) 연 곳과 다른 요소 안에 있습니다",
            "`</{name}>` is inside another element than its `<{name}>`"
        );
        let hint = message!(
            "빈 줄 다음의 새 줄로 꺼내거나, 그 안에서 연 것을 먼저 닫으세요",
            "move it out, to a line of its own after an empty one, or close what is opened inside first"
        );
        let d = Diagnostic::warning(place, "stray-end-tag", message).hint(hint);
        let start = Place::at(self.context.file, start);
        self.diagnostics
            .push(d.related(start, message!("여기서 열었습니다", "opened here")));
    }

    pub(super) fn stray(&mut self, name: &str, span: &Range<usize>) {
        let span = self.file_span(span);
        let message = message!(
            "`</{name}>`(으로/로) 닫을 것이 없습니다",
            "`</{name}>` closes nothing that this text has opened"
        );
        let hint = message!(
            "지우거나, 같은 문단 안에서 `<{name}>`(으로/로) 먼저 여세요",
            "take it out, or open it in the same block with `<{name}>`"
        );
        self.warn(span, "stray-end-tag", message, hint);
    }

    /// What belongs to the page and not to a text.
    pub(super) fn misplaced(&mut self, name: &str, tag: &StartTag<'_>, span: &Range<usize>) {
        match name {
            "base" => self.report(
                span,
                "base-element",
                message!(
                    "`<base>`는 페이지의 모든 링크를 바꿉니다",
                    "`<base>` changes where every link of the page points to"
                ),
                message!("지우세요", "take it out"),
            ),
            "html" | "head" | "body" | "main" => {
                let message = message!(
                    "`<{name}>`(은/는) 페이지에 이미 있습니다",
                    "the page around this text has its own `<{name}>`"
                );
                let span = self.file_span(span);
                self.warn(
                    span,
                    "misplaced-html",
                    message,
                    message!("지우거나 `<div>`를 쓰세요", "take it out, or write `<div>`"),
                );
            }
            "meta" if tag.attribute("http-equiv").is_some() => {
                let message = message!(
                    "`<meta http-equiv>`는 페이지 전체에 영향을 줍니다",
                    "`<meta http-equiv>` acts on the whole page"
                );
                let hint = message!(
                    "지우거나, 모든 페이지에 들어가는 templates/head-extra.html에 넣으세요",
                    "take it out, or put it into templates/head-extra.html, which is for every page"
                );
                let span = self.file_span(span);
                self.warn(span, "misplaced-html", message, hint);
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
                message!(
                    "주석이 끝나지 않아 페이지의 나머지가 사라집니다",
                    "this comment has no end, so it hides the rest of the page"
                ),
                message!("`-->`로 닫으세요", "close it with `-->`"),
            ),
            Unclosed::Comment => (
                "<!".len(),
                message!(
                    "브라우저는 이것을 끝나지 않은 주석으로 읽어 페이지의 나머지를 감춥니다",
                    "browsers read this as a comment without end, which hides the rest of the page"
                ),
                message!(
                    "`>`로 닫거나, 글자로 쓰려면 `&lt;`로 적으세요",
                    "close it with `>`, or write `&lt;` if it is text"
                ),
            ),
            Unclosed::Tag => (
                written
                    .find(|c: char| c.is_whitespace())
                    .unwrap_or(written.len()),
                message!(
                    "태그가 끝나지 않아 뒤의 글이 사라집니다",
                    "this tag has no end, so it hides what follows"
                ),
                message!(
                    "빈 줄이 나오기 전에 `>`로 닫거나, 글자로 쓰려면 `&lt;`로 적으세요",
                    "close it with `>` before the next empty line, or write `&lt;` if it is text"
                ),
            ),
            Unclosed::Quote(_) => (
                1,
                message!(
                    "따옴표가 닫히지 않아 태그가 끝나지 않고 뒤의 글이 사라집니다",
                    "this quotation mark has no partner, so the tag has no end and hides what follows"
                ),
                message!(
                    "빈 줄이 나오기 전에 같은 따옴표로 닫으세요",
                    "close it with the same mark before the next empty line"
                ),
            ),
        };
        let start = match what {
            Unclosed::Quote(range) => base + range.start,
            _ => at.start,
        };
        let place = run.place(&(start..start + len));
        self.report(&place, "unclosed-html", message, hint);
    }
}
