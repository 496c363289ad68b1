//! The tokenizer's state between tokens: raw text, and whether the place is in SVG or MathML.

use super::{ContentModel, Namespace, StartTag};

/// Elements whose content is text up to their end tag (13.2.5.1 to .5, 13.2.6.4), for browsers that run scripts.
const RAW_TEXT: [&str; 10] = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript",
    PLAINTEXT,
];

/// Nothing ends it.
pub(super) const PLAINTEXT: &str = "plaintext";

/// Elements that have no content and no end tag (13.1.2).
const VOID: [&str; 19] = [
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input",
    "keygen", "link", "meta", "param", "source", "spacer", "track", "wbr",
];

/// Whether an HTML element has no content and no end tag, by its name in lower case.
pub(crate) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// What tokens depend on besides the text that follows. Kept to go on with another piece of the same page.
#[derive(Debug, Clone, Default)]
pub(crate) struct TokenizerState {
    /// The element whose text comes next.
    pub(super) raw_text: Option<&'static str>,
    /// Whether the browser runs no scripts, so that `<noscript>` holds markup.
    without_scripts: bool,
    /// The open elements that decide whether the place is in SVG or MathML.
    foreign: Vec<Open>,
}

#[derive(Debug, Clone)]
struct Open {
    name: &'static str,
    /// How many HTML elements are open in it.
    html: u32,
}

/// Elements of SVG and MathML in which there is HTML again (13.2.6: integration points).
const INTEGRATION: [&str; 9] = [
    "foreignobject",
    "desc",
    "title",
    "annotation-xml",
    "mi",
    "mo",
    "mn",
    "ms",
    "mtext",
];

/// Elements of MathML in which letters are, and HTML.
const TOKENS: [&str; 5] = ["mi", "mo", "mn", "ms", "mtext"];

/// What is of MathML directly in these too (13.2.6).
const GLYPHS: [&str; 2] = ["malignmark", "mglyph"];

/// HTML elements whose start tag ends SVG and MathML (13.2.6.5); the end tags of `p` and `br` do so too.
const BREAKOUT: [&str; 44] = [
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "i",
    "img",
    "li",
    "listing",
    "menu",
    "meta",
    "nobr",
    "ol",
    "p",
    "pre",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "strike",
    "sub",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
    "var",
];

impl TokenizerState {
    /// The beginning of what only browsers see that run no scripts.
    pub(crate) fn without_scripts() -> Self {
        Self {
            without_scripts: true,
            ..Self::default()
        }
    }

    /// Takes an element of raw text for closed.
    pub(crate) fn end_raw_text(&mut self) {
        self.raw_text = None;
    }

    /// Takes note of an HTML element that comes here: it ends SVG and MathML.
    pub(crate) fn leave_foreign(&mut self) {
        while self.is_foreign() {
            self.foreign.pop();
        }
    }

    /// Whether the place is in SVG or MathML.
    pub(super) fn is_foreign(&self) -> bool {
        self.within()
            .is_some_and(|name| matches!(name, "svg" | "math") || GLYPHS.contains(&name))
    }

    fn within(&self) -> Option<&'static str> {
        self.foreign.last().map(|open| open.name)
    }

    /// Which of MathML's an element is that comes directly in one of letters.
    fn glyph(&self, name: &str) -> Option<&'static str> {
        let open = self.foreign.last()?;
        let directly = TOKENS.contains(&open.name) && open.html == 0;
        find(&GLYPHS, name).filter(|_| directly)
    }

    /// A start tag comes here. Says what its element holds, and what it is of.
    pub(super) fn start(&mut self, tag: &StartTag<'_>) -> (ContentModel, Namespace) {
        if self.is_foreign() {
            let font = || {
                let size = ["color", "face", "size"];
                tag.is("font") && size.iter().any(|name| tag.attribute(name).is_some())
            };
            if find(&BREAKOUT, tag.name).is_some() || font() {
                self.leave_foreign();
            }
        }
        let root = find(&["svg", "math"], tag.name).or_else(|| self.glyph(tag.name));
        let namespace = match self.within() {
            _ if root.is_some() || self.is_foreign() => Namespace::Foreign,
            Some(_) => Namespace::HtmlInForeign,
            None => Namespace::Html,
        };
        if namespace == Namespace::Foreign {
            if tag.slash {
                return (ContentModel::Nothing, namespace);
            }
        } else if find(&VOID, tag.name).is_some() {
            return (ContentModel::Nothing, namespace);
        } else {
            let markup = |name: &&str| self.without_scripts && *name == "noscript";
            self.raw_text = find(&RAW_TEXT, tag.name).filter(|name| !markup(name));
            if let Some(open) = self.foreign.last_mut() {
                open.html += 1;
            }
        }
        let within = self.within();
        let inside = root.or_else(|| {
            let point = find(&INTEGRATION, tag.name)?;
            let holds_html = match point {
                "foreignobject" | "desc" | "title" => within == Some("svg"),
                "annotation-xml" => {
                    let encoding = tag.attribute("encoding").unwrap_or("");
                    let html = ["text/html", "application/xhtml+xml"];
                    within == Some("math") && find(&html, encoding).is_some()
                }
                _ => within == Some("math"),
            };
            holds_html.then_some(point)
        });
        self.foreign
            .extend(inside.map(|name| Open { name, html: 0 }));
        let content = if self.raw_text.is_some() {
            ContentModel::RawText
        } else {
            ContentModel::Markup
        };
        (content, namespace)
    }

    pub(super) fn end(&mut self, name: &str) {
        self.raw_text = None;
        if find(&["p", "br"], name).is_some() {
            self.leave_foreign();
        }
        let open = |open: &Open| open.name.eq_ignore_ascii_case(name);
        if let Some(i) = self.foreign.iter().rposition(open) {
            self.foreign.truncate(i);
        } else if let Some(open) = self.foreign.last_mut() {
            open.html = open.html.saturating_sub(1);
        }
    }
}

fn find(names: &[&'static str], name: &str) -> Option<&'static str> {
    let mut found = names.iter().filter(|n| n.eq_ignore_ascii_case(name));
    found.next().copied()
}
