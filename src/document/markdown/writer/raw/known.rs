//! What browsers know, and what pages pasted from elsewhere bring along.

use std::ops::Range;

use super::Run;
use crate::base::diag::{Diagnostic, Place};
use crate::base::html::StartTag;
use crate::document::markdown::writer::Writer;
use crate::lang::message::message;

/// The elements of the HTML Standard, with those it calls obsolete; sorted.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "base", "basefont", "bdi", "bdo", "bgsound",
    "big", "blink", "blockquote", "body", "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup",
    "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset",
    "figcaption", "figure", "font", "footer", "form", "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hgroup", "hr", "html", "i", "iframe", "image", "img", "input", "ins", "kbd", "keygen", "label", "legend", "li",
    "link", "listing", "main", "map", "mark", "marquee", "math", "menu", "menuitem", "meta", "meter", "nav", "nobr",
    "noembed", "noframes", "noscript", "object", "ol", "optgroup", "option", "output", "p", "param", "picture", "plaintext",
    "pre", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "script", "search", "section", "select", "slot",
    "small", "source", "span", "strike", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td",
    "template", "textarea", "tfoot", "th", "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr",
    "xmp",
];

/// Whether browsers know an element, or a page may define it (its name has a hyphen). `name` is in lower case.
pub(super) fn is_known(name: &str) -> bool {
    name.contains('-') || ELEMENTS.binary_search(&name).is_ok()
}

/// What stands for the elements that the HTML Standard calls obsolete; those that nobody writes any more are not among them.
const OBSOLETE: &[(&str, &str)] = &[
    ("acronym", "<abbr>"),
    ("big", "<strong>"),
    ("blink", "<strong>"),
    ("center", "<div style=\"text-align: center\">"),
    ("font", "<strong>"),
    ("marquee", "<p>"),
    ("nobr", "<span style=\"white-space: nowrap\">"),
    ("strike", "<s>"),
    ("tt", "<code>"),
];

impl Writer<'_, '_> {
    /// Notes an element that HTML no longer has; one that gives text a colour, which may be that of the dark page, is reported.
    pub(super) fn obsolete(&mut self, tag: &StartTag<'_>, span: &Range<usize>) {
        let is = |(name, _): &&(&str, &str)| name.eq_ignore_ascii_case(tag.name);
        let Some((name, instead)) = OBSOLETE.iter().find(is) else {
            return;
        };
        let code = "obsolete-element";
        let span = self.file_span(span);
        if *name == "font" && tag.attribute("color").is_some() {
            let message = message!(
                "`<font>`로 정한 글자색은 어두운 화면에서 읽히지 않을 수 있습니다",
                "text in a color of `<font>` may be unreadable on a dark screen"
            );
            let hint = message!(
                "여는 태그와 닫는 태그를 지우거나, 강조하려면 `<strong>…</strong>`(으로/로) 적으세요",
                "delete both tags, or write `<strong>…</strong>` to emphasise it"
            );
            return self.warn(span, code, message, hint);
        }
        let end = instead[1..].split([' ', '>']).next().unwrap_or_default();
        let message = message!(
            "`<{name}>`(은/는) HTML에서 빠진 태그입니다",
            "`<{name}>` is no longer an element of HTML"
        );
        let hint = message!(
            "`{instead}…</{end}>`(으로/로) 적으세요",
            "write `{instead}…</{end}>`"
        );
        let place = Place::at(self.context.file, span);
        self.diagnostics
            .push(Diagnostic::note(place, code, message).hint(hint));
    }

    /// Reports an element that no browser knows: readers see nothing of its tag.
    pub(super) fn unknown(&mut self, tag: &StartTag<'_>, span: &Range<usize>) {
        let name = tag.name;
        let span = self.file_span(span);
        let message = message!(
            "`<{name}>`(은/는) HTML에 없는 태그라 독자에게 보이지 않습니다",
            "`<{name}>` is not an element of HTML, so readers do not see it"
        );
        let hint = message!(
            "글자로 쓰려면 `&lt;{name}>`, 코드라면 `` `<{name}>` ``로 적고, 아니면 지우세요",
            "write `&lt;{name}>` if it is text and `` `<{name}>` `` if it is code; else delete it"
        );
        self.warn(span, "unknown-element", message, hint);
    }

    /// Reports, once a stretch of HTML, what pages bring along that an author has copied from.
    pub(super) fn pasted(&mut self, run: &Run, tag: &StartTag<'_>, span: &Range<usize>) {
        if run.reported.get() {
            return;
        }
        let name = tag.name.to_ascii_lowercase();
        let handler = tag.attributes.iter().find(|a| {
            a.name
                .get(..2)
                .is_some_and(|on| on.eq_ignore_ascii_case("on"))
                && a.name.len() > 4
        });
        let editor = |value: &str| {
            [
                "Mso",
                "mso-",
                "docs-internal-guid",
                "se-component",
                "tistory",
                "kix-",
            ]
            .iter()
            .any(|mark| value.contains(mark))
        };
        let value = |name: &str| {
            tag.attributes
                .iter()
                .find(|a| a.is(name))
                .map_or("", |a| a.value)
        };
        let far = name == "img" && value("src").trim_start().starts_with("http");
        let (message, hint) = if let Some(handler) = handler {
            let handler = handler.name;
            (
                message!(
                    "`{handler}`에 적힌 스크립트가 독자의 브라우저에서 실행됩니다",
                    "the script in `{handler}` runs in the reader's browser"
                ),
                message!(
                    "`{handler}=\"…\"`(을/를) 지우세요",
                    "delete `{handler}=\"…\"`"
                ),
            )
        } else if name == "script" {
            (
                message!(
                    "글 속의 `<script>`가 독자의 브라우저에서 실행됩니다",
                    "this `<script>` runs in the reader's browser"
                ),
                message!(
                    "지우세요. 모든 페이지에 쓰는 스크립트라면 templates/head-extra.html에 넣습니다",
                    "delete it; a script for every page belongs in templates/head-extra.html"
                ),
            )
        } else if far {
            (
                message!(
                    "다른 사이트의 그림을 그대로 불러옵니다. 그쪽이 지우면 사라집니다",
                    "this image is loaded from another site, and is gone when it is deleted there"
                ),
                message!(
                    "그림을 내려받아 글 옆에 두고 `![설명](파일)`로 적으세요",
                    "save the image beside the text and write `![what it shows](file)`"
                ),
            )
        } else if tag
            .attributes
            .iter()
            .any(|a| (a.is("class") || a.is("style") || a.is("id")) && editor(a.value))
        {
            (
                message!(
                    "다른 편집기에서 붙여 넣은 HTML입니다",
                    "this HTML was pasted from another editor"
                ),
                message!(
                    "글만 남기고 태그를 지우세요",
                    "keep the text, and delete the tags"
                ),
            )
        } else {
            return;
        };
        run.reported.set(true);
        let span = self.file_span(span);
        self.warn(span, "pasted-html", message, hint);
    }
}
