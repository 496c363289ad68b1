//! HTML as tokens with their places: one tokenizer for what authors write and for finished pages.
//!
//! It follows the tokenization of the HTML Standard (13.2.5) as far as it decides where a tag, a comment or the text of a
//! `<script>` begins and ends, so that it never disagrees with a browser about that. What depends on the tree (13.2.6) is
//! reduced to what tokens need: which elements hold raw text, and whether the place is inside SVG or MathML, where none do
//! and where `<![CDATA[` has a meaning. Nothing is decoded or copied; every step is linear in the text.

mod state;
mod tag;

use std::ops::Range;

use state::PLAINTEXT;
pub(crate) use state::{TokenizerState, is_void};
pub(crate) use tag::{Attribute, ContentModel, Namespace, StartTag, decode};

/// A stretch of HTML.
#[derive(Debug, PartialEq)]
pub(crate) struct HtmlToken<'h> {
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
    pub(crate) kind: TokenKind<'h>,
}

/// What a stretch of HTML is.
#[derive(Debug, PartialEq)]
pub(crate) enum TokenKind<'h> {
    /// Text, with its character references.
    Text,
    /// The text of an element in which tags mean nothing, named in lower case.
    RawText(&'static str),
    Start(StartTag<'h>),
    /// An end tag, by its name as written.
    End(&'h str),
    /// A comment, or what browsers take for one: declarations, processing instructions, `</ …>`.
    Comment,
    /// What the text ends inside of.
    Unclosed(Unclosed),
}

/// What has no end. Ranges are bytes of the text.
#[derive(Debug, PartialEq)]
pub(crate) enum Unclosed {
    /// `<!--`, or what browsers take for a comment.
    Comment,
    /// A tag without its `>`.
    Tag,
    /// The value of an attribute, from its quotation mark on.
    Quote(Range<usize>),
}

/// The tokens of a text, in order and without gaps.
pub(crate) struct Tokens<'h, 's> {
    html: &'h str,
    at: usize,
    state: &'s mut TokenizerState,
}

/// Takes a text apart, as the continuation of what `state` has seen.
pub(crate) fn tokens<'h, 's>(html: &'h str, state: &'s mut TokenizerState) -> Tokens<'h, 's> {
    Tokens { html, at: 0, state }
}

impl<'h> Iterator for Tokens<'h, '_> {
    type Item = HtmlToken<'h>;

    fn next(&mut self) -> Option<HtmlToken<'h>> {
        let start = self.at;
        let rest = &self.html[start..];
        if rest.is_empty() {
            return None;
        }
        if let Some(name) = self.state.raw_text {
            let end = end_of_raw_text(rest, name).unwrap_or(rest.len());
            if end > 0 {
                self.at += end;
                return Some(HtmlToken {
                    range: start..self.at,
                    kind: TokenKind::RawText(name),
                });
            }
        }
        let markup = markup(rest);
        let text = if markup.is_some() {
            0
        } else {
            let ends = rest
                .match_indices('<')
                .map(|(i, _)| i)
                .skip_while(|i| *i == 0);
            let mut ends = ends.filter(|i| self::markup(&rest[*i..]).is_some());
            ends.next().unwrap_or(rest.len())
        };
        let (len, mut kind) = match markup {
            None => (text, TokenKind::Text),
            Some(Markup::Comment) => closed(comment(rest)),
            Some(Markup::CData) if self.state.is_foreign() => match rest.find("]]>") {
                Some(end) => (end + 3, TokenKind::Text),
                None => closed(None),
            },
            Some(Markup::CData | Markup::Bogus) => closed(rest.find('>').map(|i| i + 1)),
            Some(Markup::Start) => self.tag(1),
            Some(Markup::End) => match self.tag(2) {
                (len, TokenKind::Start(tag)) => (len, TokenKind::End(tag.name)),
                unclosed => unclosed,
            },
        };
        self.at += len.min(rest.len());
        match &mut kind {
            TokenKind::Start(tag) => (tag.content, tag.namespace) = self.state.start(tag),
            TokenKind::End(name) => self.state.end(name),
            _ => {}
        }
        Some(HtmlToken {
            range: start..self.at,
            kind,
        })
    }
}

/// A comment of a length, or one without end.
fn closed<'h>(len: Option<usize>) -> (usize, TokenKind<'h>) {
    len.map_or(
        (usize::MAX, TokenKind::Unclosed(Unclosed::Comment)),
        |len| (len, TokenKind::Comment),
    )
}

/// What `<` begins.
enum Markup {
    Comment,
    CData,
    Bogus,
    Start,
    End,
}

/// What a text begins with, where that is not text (13.2.5.6, .7 and .42).
fn markup(text: &str) -> Option<Markup> {
    let rest = text.strip_prefix('<')?.as_bytes();
    let letter = |b: Option<&u8>| b.is_some_and(u8::is_ascii_alphabetic);
    match rest.first()? {
        b'!' if rest.starts_with(b"!--") => Some(Markup::Comment),
        b'!' if rest.starts_with(b"![CDATA[") => Some(Markup::CData),
        b'!' | b'?' => Some(Markup::Bogus),
        b'/' if letter(rest.get(1)) => Some(Markup::End),
        b'/' => rest.get(1).map(|_| Markup::Bogus),
        _ => letter(rest.first()).then_some(Markup::Start),
    }
}

/// The length of the comment that a text begins with (13.2.5.43 to .51).
fn comment(text: &str) -> Option<usize> {
    let inside = &text["<!--".len()..];
    for early in [">", "->"] {
        if inside.starts_with(early) {
            return Some("<!--".len() + early.len());
        }
    }
    let mut from = 0;
    while let Some(i) = inside[from..].find("--").map(|i| from + i) {
        for end in ["-->", "--!>"] {
            if inside[i..].starts_with(end) {
                return Some("<!--".len() + i + end.len());
            }
        }
        from = i + 1;
    }
    None
}

/// Whether a text begins with `<name` or `</name` and what ends a tag's name there.
fn begins_tag(text: &[u8], open: &[u8], name: &str) -> bool {
    let Some(rest) = text.strip_prefix(open) else {
        return false;
    };
    let named = rest
        .get(..name.len())
        .is_some_and(|n| n.eq_ignore_ascii_case(name.as_bytes()));
    named
        && rest
            .get(name.len())
            .is_some_and(|b| is_space(*b) || matches!(b, b'/' | b'>'))
}

/// Where the text of an element ends: before its end tag (13.2.5.9 to .31).
fn end_of_raw_text(text: &str, name: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let ends = |i: usize| begins_tag(&bytes[i..], b"</", name);
    match name {
        PLAINTEXT => None,
        "script" => end_of_script(bytes),
        _ => text.match_indices("</").map(|(i, _)| i).find(|i| ends(*i)),
    }
}

/// The same of a script: in `<!--` a further `<script>` has its own end tag (13.2.5.15 to .31).
fn end_of_script(text: &[u8]) -> Option<usize> {
    let (mut escaped, mut twice) = (false, false);
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        at += 1;
        if escaped && rest.starts_with(b"-->") {
            (escaped, twice) = (false, false);
        } else if !escaped && rest.starts_with(b"<!--") {
            escaped = true;
            // The two dashes may be those of the end: `<!-->`.
            at += 1;
        } else if begins_tag(rest, b"</", "script") {
            if !twice {
                return Some(at - 1);
            }
            twice = false;
        } else if escaped && begins_tag(rest, b"<", "script") {
            twice = true;
        }
    }
    None
}

/// White space in tags.
fn is_space(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r' | b'\x0C')
}

impl<'h> Tokens<'h, '_> {
    /// The tag that begins here, its name after `skip` bytes (13.2.5.8 and .32 to .40), as a start tag, and its length.
    fn tag(&self, skip: usize) -> (usize, TokenKind<'h>) {
        let html = self.html;
        let bytes = html.as_bytes();
        // The first byte from `at` on that is one of these or white space.
        let until = |at: usize, stops: &[u8], space: bool| {
            let stop = |b: &u8| stops.contains(b) || space && is_space(*b);
            let len = bytes[at..].iter().position(stop);
            len.map_or(bytes.len(), |len| at + len)
        };
        let past_space = |at: usize| {
            let len = bytes[at..].iter().position(|b| !is_space(*b));
            len.map_or(bytes.len(), |len| at + len)
        };
        let unclosed = |what| (usize::MAX, TokenKind::Unclosed(what));
        let tag_name = self.at + skip..until(self.at + skip, b"/>", true);
        let mut attributes: Vec<Attribute<'h>> = Vec::new();
        let mut at = tag_name.end;
        loop {
            at = past_space(at);
            match bytes.get(at) {
                None => return unclosed(Unclosed::Tag),
                Some(b'>') => {
                    let slash = bytes[at - 1] == b'/'
                        && attributes.last().is_none_or(|a| a.quoted_range().end < at);
                    let tag = StartTag {
                        name: &html[tag_name.clone()],
                        name_range: tag_name,
                        attributes,
                        slash,
                        // Its place decides.
                        content: ContentModel::Markup,
                        namespace: Namespace::Html,
                    };
                    return (at + 1 - self.at, TokenKind::Start(tag));
                }
                Some(b'/') => {
                    at += 1;
                    continue;
                }
                Some(_) => {}
            }
            // A name may begin with `=`.
            let name_range = at..until(at + 1, b"/>=", true);
            let equals = past_space(name_range.end);
            let (value_range, quote) = if bytes.get(equals) != Some(&b'=') {
                at = name_range.end;
                (at..at, None)
            } else {
                let value = past_space(equals + 1);
                match bytes.get(value) {
                    Some(quote @ (b'"' | b'\'')) => {
                        let end = until(value + 1, &[*quote], false);
                        if end == bytes.len() {
                            return unclosed(Unclosed::Quote(value..end));
                        }
                        at = end + 1;
                        (value + 1..end, Some(char::from(*quote)))
                    }
                    _ => {
                        at = until(value, b">", true);
                        (value..at, None)
                    }
                }
            };
            attributes.push(Attribute {
                name: &html[name_range.clone()],
                value: &html[value_range.clone()],
                name_range,
                value_range,
                quote,
            });
        }
    }
}

/// Calls `take` with each start tag of a page, in order: those too that only browsers without scripts see.
pub(crate) fn start_tags<'h>(html: &'h str, take: &mut dyn FnMut(&StartTag<'h>)) {
    start_tags_from(html, &mut TokenizerState::default(), take);
}

fn start_tags_from<'h>(
    html: &'h str,
    state: &mut TokenizerState,
    take: &mut dyn FnMut(&StartTag<'h>),
) {
    for token in tokens(html, state) {
        match token.kind {
            TokenKind::Start(tag) => take(&tag),
            TokenKind::RawText("noscript") => {
                start_tags_from(
                    &html[token.range],
                    &mut TokenizerState::without_scripts(),
                    take,
                );
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
