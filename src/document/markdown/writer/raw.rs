//! The author's own HTML: passed through, but for its ids, and followed so far that no term is linked where none may be and
//! that what stands inside an element is not taken apart.

use std::ops::Range;

use super::Writer;
use crate::base::text::push_text;
use crate::document::markdown::body::HoleKind;

/// The state of the HTML that has been passed on so far.
#[derive(Default)]
pub(super) struct RawHtml {
    /// How many elements are open that must not hold a link, or hold no prose.
    closed: u32,
    /// How many elements are open, those without an end tag left out.
    open: u32,
    /// Whether a comment is open.
    comment: bool,
}

/// Elements in which a link would be invalid, would lead nowhere or would not be read as text.
const CLOSED: &[&str] = &[
    "a", "audio", "button", "code", "h1", "h2", "h3", "h4", "h5", "h6", "iframe", "kbd", "math",
    "object", "option", "pre", "samp", "script", "select", "style", "summary", "svg", "template",
    "textarea", "title", "var", "video",
];

/// Elements that need no end tag (HTML §13.1.2, void elements and §13.1.2.4).
const UNPAIRED: &[&str] = &[
    "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "source", "td", "th", "tr", "track", "wbr",
];

impl RawHtml {
    /// How many elements are open around what comes next.
    pub(super) fn open(&self) -> u32 {
        self.open
    }

    /// Whether terms may be linked here.
    pub(super) fn links(&self) -> bool {
        self.closed == 0 && !self.comment
    }

    /// Takes in a piece of HTML: tags and comments, whole or a line of them.
    pub(super) fn read(&mut self, html: &str) {
        let mut rest = html;
        loop {
            if self.comment {
                let Some(end) = rest.find("-->") else { return };
                self.comment = false;
                rest = &rest[end + "-->".len()..];
            }
            let Some(start) = rest.find('<') else { return };
            rest = &rest[start + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                self.comment = true;
                rest = comment;
                continue;
            }
            let (tag, closing) = match rest.strip_prefix('/') {
                Some(tag) => (tag, true),
                None => (rest, false),
            };
            let end = tag
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(tag.len());
            let is = |names: &[&str]| names.iter().any(|n| n.eq_ignore_ascii_case(&tag[..end]));
            let inside = tag.split('<').next().unwrap_or(tag);
            if end == 0 || !closing && inside.contains("/>") {
                continue;
            }
            let step = |count: &mut u32| {
                *count = count.saturating_add_signed(if closing { -1 } else { 1 });
            };
            if is(CLOSED) {
                step(&mut self.closed);
            }
            if !is(UNPAIRED) {
                step(&mut self.open);
            }
        }
    }
}

impl Writer<'_, '_> {
    pub(super) fn raw(&mut self, html: &str, span: &Range<usize>) {
        self.end_text();
        if !self.context.raw_html {
            push_text(&mut self.body.html, html);
            return;
        }
        let mut done = 0;
        for (at, id) in ids_in(html) {
            let place = span.start + at..span.start + at + id.len();
            if let Some(index) = self.explicit_id(id, &place) {
                self.body.html.push_str(&html[done..at]);
                self.hole(HoleKind::Id(index));
                done = at + id.len();
            }
        }
        self.body.html.push_str(&html[done..]);
        self.raw.read(html);
    }
}

/// The values of the quoted `id` attributes in a piece of HTML that can stand in it unescaped, with their places.
fn ids_in(html: &str) -> Vec<(usize, &str)> {
    let mut ids = Vec::new();
    let mut at = 0;
    while let Some(tag) = html[at..].find('<').map(|i| at + i + 1) {
        at = tag;
        if !html[tag..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        // From one quoted value to the next, until the tag ends.
        while let Some(stop) = html[at..].find(['"', '\'', '>']).map(|i| at + i) {
            let quote = html.as_bytes()[stop];
            if quote == b'>' {
                at = stop + 1;
                break;
            }
            let value = stop + 1;
            let Some(end) = html[value..].find(char::from(quote)).map(|i| value + i) else {
                return ids;
            };
            let name = html[at..stop]
                .trim_end()
                .strip_suffix('=')
                .map(str::trim_end);
            let is_id = name
                .and_then(|n| n.rsplit(|c: char| c.is_whitespace()).next())
                .is_some_and(|n| n.eq_ignore_ascii_case("id"));
            let plain =
                |v: &str| !v.is_empty() && !v.contains(['&', '<', '>', '"', ' ', '\n', '\t']);
            if is_id && plain(&html[value..end]) {
                ids.push((value, &html[value..end]));
            }
            at = end + 1;
        }
    }
    ids
}
