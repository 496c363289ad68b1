//! The elements that are open around a place, and the links.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::base::html::{Namespace, TokenizerState};

/// What is open around the next piece of a text.
#[derive(Default)]
pub(in crate::document::markdown::writer) struct Elements {
    pub(super) open: Vec<Open>,
    /// Where in `open` the elements of Markdown are.
    pub(super) markdown: Vec<usize>,
    /// Where in `open` the author's own elements are, by name.
    named: FxHashMap<String, Vec<usize>>,
    /// Where in `open` is HTML within SVG or MathML.
    inner: Vec<usize>,
    /// Where in `open` the cells and captions of tables are.
    cells: Vec<usize>,
    /// How many of the author's own need an end tag.
    unended: u32,
    /// How many of the author's own must not hold a link to a term.
    closed: u32,
    /// The links around the next piece, outermost first. None is inside another, but `<button>` counts as one.
    pub(super) links: Vec<Around>,
    /// End tags that come too late for their elements, which have been reported.
    pub(super) late: FxHashMap<String, u32>,
    /// What the tokens of the author's HTML depend on.
    pub(super) tokens: TokenizerState,
}

/// An open element.
pub(super) enum Open {
    /// One that Markdown ends, whatever the author does.
    Markdown,
    Author(Element),
}

/// An element of the author's own.
pub(super) struct Element {
    /// In lower case.
    pub(super) name: String,
    /// Its start tag in the file.
    pub(super) span: Range<usize>,
    /// How it ends.
    pub(super) end: End,
    pub(super) namespace: Namespace,
    /// Whether it holds text alone.
    pub(super) raw_text: bool,
    /// Whether it is a link, or what counts as one.
    pub(super) link: bool,
    /// Whether its start tag ends in `/>`, which closes nothing: its author takes it for closed.
    pub(super) slash: bool,
    /// Whether its end has been reported already.
    pub(super) reported: bool,
}

/// How an element ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// As the author writes it, or not at all.
    Theirs,
    /// With this, whatever the author does.
    Ours(&'static str),
    /// It has not been written, or has been ended.
    Nothing,
}

/// What a link must not be put into.
pub(super) struct Around {
    pub(super) span: Range<usize>,
    /// Whether a link in it has been reported.
    pub(super) reported: bool,
}

/// Elements in which a link would be invalid, would point nowhere or would not be read as text.
const CLOSED: &[&str] = &[
    "a", "audio", "button", "code", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "math", "object",
    "option", "pre", "samp", "select", "summary", "svg", "template", "var", "video",
];

/// Elements that need no end tag (13.1.2.4).
const UNPAIRED: &[&str] = &[
    "body", "caption", "colgroup", "dd", "dt", "head", "html", "li", "optgroup", "option", "p",
    "rp", "rt", "tbody", "td", "tfoot", "th", "thead", "tr",
];

/// Elements whose start tag ends a `<p>` (13.2.6.4.7).
const ENDS_P: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
    "xmp",
];

/// What tables are made of, but for their cells.
const TABLE: &[&str] = &["colgroup", "tbody", "tfoot", "thead", "tr"];

/// The cells of tables: no end tag in one ends what has begun outside of it, but for those of tables.
const CELLS: &[&str] = &["caption", "td", "th"];

/// Elements with tags in them that hide what follows if they are left open (13.2.6.4.16, .18 and 13.2.6.5), or hold all of it because no
/// end tag in them ends what is around them (13.2.4.2: scopes).
const HIDING: &[&str] = &[
    "applet", "marquee", "math", "object", "select", "svg", "template",
];

impl Elements {
    /// Whether the next piece is in SVG or MathML.
    pub(super) fn is_foreign(&self) -> bool {
        let open = |name| {
            self.named
                .get(name)
                .is_some_and(|places| !places.is_empty())
        };
        open("svg") || open("math")
    }

    /// Whether the author's own elements enclose what comes next.
    pub(in crate::document::markdown::writer) fn enclose(&self) -> bool {
        self.unended > 0
    }

    /// Whether terms may be linked here, as far as the author's own elements decide it.
    pub(in crate::document::markdown::writer) fn hold_terms(&self) -> bool {
        self.closed == 0
    }

    /// Whether a link may be written here.
    pub(in crate::document::markdown::writer) fn hold_links(&self) -> bool {
        self.links.is_empty()
    }

    /// An element of Markdown begins that is HTML, wherever it is.
    pub(super) fn enter(&mut self) {
        self.tokens.leave_foreign();
        self.enter_in_place();
    }

    /// One begins that is of SVG or MathML where it is in these (`<a>`, `<del>`).
    pub(super) fn enter_in_place(&mut self) {
        self.markdown.push(self.open.len());
        self.open.push(Open::Markdown);
    }

    /// It ends, and nothing of the author's own is open in it any more.
    pub(super) fn leave(&mut self) {
        if self.markdown.pop().is_some() {
            self.open.pop();
        }
    }

    /// A link begins, or what counts as one.
    pub(super) fn enter_link(&mut self, span: Range<usize>) {
        let reported = false;
        self.links.push(Around { span, reported });
    }

    pub(super) fn push(&mut self, element: Element) {
        while self
            .top_inner()
            .is_some_and(|top| top.ends_before(&element))
        {
            self.pop();
        }
        let name = element.name.as_str();
        self.unended += u32::from(!element.needs_no_end());
        self.closed += u32::from(CLOSED.contains(&name) || element.raw_text);
        if element.link {
            self.enter_link(element.span.clone());
        }
        let at = self.open.len();
        let named = self.named.entry(name.to_owned()).or_default();
        // An end tag is meant for the one around it.
        let around = named.last() > self.markdown.last();
        if !(element.slash && around) {
            named.push(at);
        }
        if element.namespace == Namespace::HtmlInForeign {
            self.inner.push(at);
        }
        if element.is_cell() {
            self.cells.push(at);
        }
        self.open.push(Open::Author(element));
    }

    /// Takes the author's own element that was opened last, unless one of Markdown's was opened after it.
    pub(super) fn pop(&mut self) -> Option<Element> {
        let Some(Open::Author(element)) = self.open.pop_if(|o| matches!(o, Open::Author(_))) else {
            return None;
        };
        let name = element.name.as_str();
        self.unended -= u32::from(!element.needs_no_end());
        self.closed -= u32::from(CLOSED.contains(&name) || element.raw_text);
        if element.link {
            self.links.pop();
        }
        if let Some(places) = self.named.get_mut(name) {
            places.pop_if(|at| *at == self.open.len());
        }
        self.inner.pop_if(|at| *at == self.open.len());
        self.cells.pop_if(|at| *at == self.open.len());
        if element.raw_text {
            self.tokens.end_raw_text();
        }
        Some(element)
    }

    /// The element opened last, if it is HTML within SVG or MathML.
    fn top_inner(&self) -> Option<&Element> {
        match self.open.last() {
            Some(Open::Author(top)) if top.namespace == Namespace::HtmlInForeign => Some(top),
            _ => None,
        }
    }

    /// The HTML because of which browsers ignore the end tag of the element of SVG or MathML at a place in `open`.
    pub(super) fn inside(&mut self, place: usize) -> Option<&mut Element> {
        let Open::Author(Element {
            namespace: Namespace::Foreign,
            ..
        }) = self.open[place]
        else {
            return None;
        };
        let first = self.inner.partition_point(|at| *at < place);
        match &mut self.open[*self.inner.get(first)?] {
            Open::Author(element) => Some(element),
            Open::Markdown => None,
        }
    }

    /// Whether a cell has begun since the element at a place in `open`, of the table that the element is in: browsers
    /// ignore its end tag there.
    pub(super) fn is_outside_cell(&self, place: usize) -> bool {
        let table = self.named.get("table").and_then(|places| places.last());
        let Open::Author(element) = &self.open[place] else {
            return false;
        };
        self.cells.last().is_some_and(|cell| *cell > place)
            && table.is_some_and(|table| *table < place)
            && !TABLE.contains(&element.name.as_str())
    }

    /// The author's own element of a name that was opened last.
    pub(super) fn last(&mut self, name: &str) -> Option<(usize, &mut Element)> {
        let at = *self.named.get(name)?.last()?;
        match &mut self.open[at] {
            Open::Author(element) => Some((at, element)),
            Open::Markdown => None,
        }
    }
}

impl Element {
    /// Whether it may be left open.
    pub(super) fn needs_no_end(&self) -> bool {
        UNPAIRED.contains(&self.name.as_str())
    }

    /// Whether another that begins in it ends it.
    fn ends_before(&self, next: &Self) -> bool {
        let (name, next) = (self.name.as_str(), next.name.as_str());
        self.needs_no_end() && name == next
            || name == "p" && ENDS_P.contains(&next)
            || matches!(
                (name, next),
                ("dd", "dt") | ("dt", "dd") | ("rt", "rp") | ("rp", "rt")
            )
    }

    fn is_cell(&self) -> bool {
        self.namespace != Namespace::Foreign && CELLS.contains(&self.name.as_str())
    }

    /// Whether nobody sees what follows if it is left open.
    pub(super) fn hides(&self) -> bool {
        self.raw_text || HIDING.contains(&self.name.as_str())
    }
}
