//! The author's own HTML: passed through, but for its ids and addresses, which are slots, and for links in links.
//!
//! Elements of the author's and of Markdown are on one stack, so that what an author leaves open is reported where it
//! was opened. Most of it does little harm, which is a warning. What hides the rest of the page from readers is an
//! error.

mod elements;
mod findings;
mod known;
mod run;

use std::ops::Range;

use pulldown_cmark::Event;

pub(super) use self::elements::Elements;
use self::elements::{Element, End, Open};
use self::run::Run;
use super::Writer;
use crate::base::html::{self, ContentModel, StartTag, TokenKind, TokenizerState, is_void};
use crate::base::text::push_text;
use crate::document::markdown::body::{Address, OwnLook, SlotKind};

/// What the tag of an image says of its size.
fn own_look(tag: &StartTag<'_>, is_one_of_many: bool) -> OwnLook {
    let given = |name| tag.attribute(name).is_some();
    let width = tag.attribute("width").map(|w| w.trim().parse().ok());
    let decided = is_one_of_many || width == Some(None);
    OwnLook {
        width: width.flatten(),
        has_sizes: given("sizes"),
        is_shown: tag.attribute("alt").is_some_and(|alt| !alt.is_empty()),
        is_free: !decided && !["height", "style", "class"].into_iter().any(given),
    }
}

/// A value in a tag that depends on the page.
enum Held {
    /// An id and the quotation mark around it.
    Id(Option<char>),
    /// An address, and its bytes with quotation marks.
    Address(Range<usize>),
    /// One of the addresses in `srcset`.
    Candidate,
}

impl Writer<'_, '_> {
    /// An element of Markdown begins: what the author opens in it has to be closed in it.
    pub(super) fn enter(&mut self) {
        self.elements.enter();
    }

    /// The same, of one that is no HTML in SVG and MathML.
    pub(super) fn enter_in_place(&mut self) {
        self.elements.enter_in_place();
    }

    /// The element of Markdown that began last ends.
    pub(super) fn leave(&mut self) {
        self.end_authors_own();
        self.elements.leave();
    }

    /// The part of the text that is rendered by itself ends here, or the element of Markdown.
    pub(super) fn end_authors_own(&mut self) {
        while let Some(element) = self.elements.pop() {
            self.left_open(element);
        }
    }

    /// A link begins that is to be written: it is not one in another, and ends an `<a id>` around it. `false`, and a
    /// report, if it is in another.
    pub(super) fn link_may_begin(&mut self, span: &Range<usize>) -> bool {
        if let Some(around) = self.elements.links.last_mut() {
            if !std::mem::replace(&mut around.reported, true) {
                let around = around.span.clone();
                self.nested(span, around);
            }
            return false;
        }
        if let Some((_, anchor)) = self.elements.last("a")
            && let End::Ours(end) = std::mem::replace(&mut anchor.end, End::Nothing)
        {
            self.html(end);
        }
        true
    }

    /// A link of Markdown's has begun.
    pub(super) fn enter_link(&mut self, span: &Range<usize>) {
        let span = self.file_span(span);
        self.elements.enter_link(span);
        self.elements.enter_in_place();
    }

    /// It ends.
    pub(super) fn leave_link(&mut self) {
        self.leave();
        self.elements.links.pop();
    }

    /// The author's HTML from the event at `i` on. Says which event comes next.
    pub(super) fn raw(&mut self, i: usize) -> usize {
        self.end_text();
        let mut run = Run::default();
        let mut next = i;
        while let Some((Event::Html(html) | Event::InlineHtml(html), span)) = self.events.get(next)
        {
            run.push(html, self.source, span);
            next += 1;
            // A tag inside a paragraph is whole; blocks come in lines.
            if matches!(self.events[next - 1].0, Event::InlineHtml(_)) {
                break;
            }
        }
        if self.context.options.raw_html {
            let mut state = std::mem::take(&mut self.elements.tokens);
            self.markup(&run, 0..run.text.len(), &mut state);
            self.elements.tokens = state;
        } else {
            push_text(&mut self.body.html, &run.text);
        }
        next
    }

    /// Writes a part of the author's HTML.
    fn markup(&mut self, run: &Run, range: Range<usize>, state: &mut TokenizerState) {
        let text = &run.text[range.clone()];
        for token in html::tokens(text, state) {
            let at = range.start + token.range.start..range.start + token.range.end;
            let written = &text[token.range.clone()];
            match token.kind {
                TokenKind::Start(tag) => self.start_tag(run, range.start, &tag, at),
                TokenKind::End(name) => self.end_tag(run, name, written, &at),
                // Browsers that run no scripts read it as HTML.
                TokenKind::RawText("noscript") => {
                    self.markup(run, at, &mut TokenizerState::without_scripts());
                }
                // For whoever edits the text, not for readers.
                TokenKind::Comment if written.starts_with("<!--") => {}
                TokenKind::RawText(_) | TokenKind::Text | TokenKind::Comment => {
                    self.body.html.push_str(written);
                }
                TokenKind::Unclosed(what) => {
                    self.unclosed(run, written, &at, what, range.start);
                    self.body.html.push_str(written);
                }
            }
        }
    }

    fn start_tag(&mut self, run: &Run, base: usize, tag: &StartTag<'_>, at: Range<usize>) {
        let span = run.place(&at);
        let name = tag.name.to_ascii_lowercase();
        self.misplaced(&name, tag, &span);
        self.pasted(run, tag, &span);
        self.obsolete(tag, &span);
        if name == "br" {
            // It is between words.
            self.body.plain.push('\n');
        } else if name == "sup" && self.body.plain.ends_with(|c: char| c.is_ascii_digit()) {
            // 10<sup>6</sup> is not 106.
            self.body.plain.push('^');
        } else if !self.elements.is_foreign() && !known::is_known(&name) {
            self.unknown(tag, &span);
            self.body.plain.push(' ');
            return self.attributes(run, base, tag, at);
        }
        let anchor = name == "a";
        let link = anchor && tag.attribute("href").is_some();
        let inside = anchor && !self.elements.hold_links();
        let mut end = if anchor {
            End::Ours("</a>")
        } else {
            End::Theirs
        };
        if link && !self.link_may_begin(&span) {
            end = End::Nothing;
        } else if inside {
            // It would end the link around it, but its id may be wanted.
            self.body.html.push_str("<span");
            self.attributes(run, base, tag, at.start + "<a".len()..at.end);
            end = End::Ours("</span>");
        } else {
            if anchor {
                self.link_may_begin(&span);
            }
            self.attributes(run, base, tag, at);
        }
        if tag.content == ContentModel::Nothing {
            return;
        }
        let mut element = Element {
            raw_text: tag.content == ContentModel::RawText,
            namespace: tag.namespace,
            link: !inside && link || name == "button" && self.elements.hold_links(),
            span: self.file_span(&span),
            end,
            slash: tag.slash,
            reported: false,
            name,
        };
        if tag.slash && !element.hides() {
            self.slashed(&element.name, element.span.clone());
            element.reported = true;
        }
        self.elements.push(element);
        if anchor && tag.slash {
            let element = self.elements.pop();
            element.into_iter().for_each(|e| self.left_open(e));
        }
    }

    /// Writes the rest of a tag, from its attributes on, with slots for its id and its addresses.
    fn attributes(&mut self, run: &Run, base: usize, tag: &StartTag<'_>, rest: Range<usize>) {
        let within = |range: Range<usize>| base + range.start..base + range.end;
        let id = tag.attributes.iter().find(|a| a.is("id"));
        let plain = |v: &str| !v.is_empty() && !v.contains(['&', '<', '>', '"', ' ', '\n', '\t']);
        let id = id.filter(|id| plain(&html::decode(id.value)));
        let id = id.map(|id| (within(id.value_range.clone()), Held::Id(id.quote)));
        let addresses = tag.addresses().map(|a| {
            let quoted = within(a.quoted_range());
            (within(a.value_range.clone()), Held::Address(quoted))
        });
        let candidates = tag.candidates().map(|c| (within(c), Held::Candidate));
        let mut held: Vec<_> = id.into_iter().chain(addresses).chain(candidates).collect();
        held.sort_by_key(|(value, _)| value.start);
        // The address of an image that may get others.
        let alone = tag.is("img") && tag.attribute("srcset").is_none();
        let copied = tag.attributes.iter().find(|a| alone && a.is("src"));
        let copied = copied.map(|a| run.place(&within(a.value_range.clone())));
        let mut done = rest.start;
        for (value, held) in held {
            let place = run.place(&value);
            let said = html::decode(&run.text[value.clone()]);
            if let Held::Address(_) | Held::Candidate = held {
                self.odd_address(tag, &said, &place);
                let (listed, written) = match held {
                    Held::Address(quoted) => (false, quoted),
                    _ => (true, value),
                };
                self.body.html.push_str(&run.text[done..written.start]);
                self.slot(SlotKind::Address(self.body.addresses.len() as u32));
                done = written.end;
                self.body.addresses.push(Address {
                    span: self.file_span(&place),
                    value: said,
                    written: run.text[written].to_owned(),
                    listed,
                });
                if Some(&place) == copied.as_ref() {
                    let index = self.body.addresses.len() as u32 - 1;
                    let is_one_of_many = self.elements.last("picture").is_some();
                    self.slot(SlotKind::OwnImage(index, own_look(tag, is_one_of_many)));
                }
            } else if let Held::Id(quote) = held
                && let Some(index) = self.explicit_id(&said, &place)
            {
                // Another page may call it by a name that needs them.
                let quote = if quote.is_none() { "\"" } else { "" };
                self.body.html.push_str(&run.text[done..value.start]);
                self.body.html.push_str(quote);
                self.slot(SlotKind::Id(index));
                self.body.html.push_str(quote);
                done = value.end;
            }
        }
        self.body.html.push_str(&run.text[done..rest.end]);
        if tag.is_silent_image() {
            let source = tag.attributes.iter().find(|a| a.is("src"));
            let range = source.map_or(rest, |a| within(a.value_range.clone()));
            let span = self.file_span(&run.place(&range));
            let source = html::decode(source.map_or("", |a| a.value));
            self.body.silent_images.push((span, source));
        }
    }

    fn end_tag(&mut self, run: &Run, name: &str, written: &str, at: &Range<usize>) {
        let name = name.to_ascii_lowercase();
        let span = run.place(at);
        let markdown = self.elements.markdown.last().copied();
        let within = |at: usize| markdown.is_none_or(|markdown| at > markdown);
        let mut ours = false;
        if name == "br" {
            // Browsers read it as `<br>`, and so does whoever writes it.
            self.body.plain.push('\n');
            return self.body.html.push_str("<br>");
        }
        if !self.elements.is_foreign() && !known::is_known(&name) {
            // Its start tag has been reported.
            return self.body.html.push_str(written);
        }
        let place = self.elements.last(&name).map(|(place, _)| place);
        let held = place.is_some_and(|at| within(at) && self.elements.inside(at).is_some());
        match place {
            Some(place) if held => self.kept_open(place),
            Some(place) if within(place) && !self.elements.is_outside_cell(place) => {
                while self.elements.open.len() > place + 1
                    && let Some(element) = self.elements.pop()
                {
                    self.left_open(element);
                }
                let end = self.elements.pop().map_or(End::Theirs, |e| e.end);
                ours = end != End::Theirs;
                if let End::Ours(end) = end {
                    self.body.html.push_str(end);
                }
            }
            Some(place) => {
                if let Open::Author(element) = &mut self.elements.open[place] {
                    let reported = std::mem::replace(&mut element.reported, true);
                    let (start, hides) = (element.span.clone(), element.hides());
                    if !reported && hides {
                        self.hidden(&name, start);
                    } else if !reported {
                        self.misnested(&name, &span, start);
                    }
                }
                self.foreign_ends(within);
            }
            None => {
                let late = self.elements.late.get_mut(&name).filter(|n| **n > 0);
                if let Some(late) = late {
                    *late -= 1;
                    // What was ours has been ended.
                    ours = name == "a";
                } else if !is_void(&name) {
                    self.stray(&name, &span);
                    self.foreign_ends(within);
                }
            }
        }
        if !ours {
            self.body.html.push_str(written);
        }
    }

    /// An end tag of SVG or MathML comes while HTML is open in its element, at a place: browsers ignore it, and draw the
    /// rest of the page inside.
    fn kept_open(&mut self, place: usize) {
        if let Some(inner) = self.elements.inside(place)
            && !std::mem::replace(&mut inner.reported, true)
        {
            let (name, span) = (inner.name.clone(), inner.span.clone());
            self.hidden(&name, span);
        }
        if let Open::Author(element) = &mut self.elements.open[place] {
            element.reported = true;
        }
    }

    /// An end tag in SVG or MathML that is not of it ends it, if it ends anything.
    fn foreign_ends(&mut self, within: impl Fn(usize) -> bool) {
        for root in ["svg", "math"] {
            let open = self.elements.last(root).filter(|(at, _)| within(*at));
            if let Some((_, element)) = open
                && !std::mem::replace(&mut element.reported, true)
            {
                let span = element.span.clone();
                self.hidden(root, span);
            }
        }
    }

    /// Ends an element that the author has left open, as far as it must be ended. Its end tag may come yet.
    fn left_open(&mut self, element: Element) {
        let (name, span) = (element.name.as_str(), element.span.clone());
        if !element.needs_no_end() {
            *self.elements.late.entry(name.to_owned()).or_default() += 1;
            match element.hides() {
                _ if element.reported => {}
                true => self.hidden(name, span),
                false => self.unended(name, span),
            }
        }
        if let End::Ours(end) = element.end {
            self.body.html.push_str(end);
        }
    }
}
