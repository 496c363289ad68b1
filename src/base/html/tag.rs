//! Start tags and their attributes.

use std::ops::Range;

use pulldown_cmark::{Event, Parser};

/// A start tag.
#[derive(Debug, PartialEq)]
pub(crate) struct StartTag<'h> {
    /// As written.
    pub(crate) name: &'h str,
    /// Bytes of the name in the text.
    pub(crate) name_range: Range<usize>,
    /// In the order they are written.
    pub(crate) attributes: Vec<Attribute<'h>>,
    /// Whether it ends in `/>`.
    pub(crate) slash: bool,
    pub(crate) content: ContentModel,
    pub(crate) namespace: Namespace,
}

/// What an element is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Namespace {
    Html,
    /// HTML within SVG or MathML (`<foreignObject>`, `<desc>`): end tags of these are ignored while it is open.
    HtmlInForeign,
    /// SVG or MathML.
    Foreign,
}

/// What an element holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContentModel {
    /// Text and elements, up to its end tag.
    Markup,
    /// Text alone, up to its end tag.
    RawText,
    /// Nothing: it has no end tag. `/>` says so in SVG and MathML alone.
    Nothing,
}

/// An attribute of a start tag.
#[derive(Debug, PartialEq)]
pub(crate) struct Attribute<'h> {
    /// As written.
    pub(crate) name: &'h str,
    /// As written, character references and all; empty if there is none.
    pub(crate) value: &'h str,
    /// Bytes of the name in the text.
    pub(crate) name_range: Range<usize>,
    /// Bytes of the value in the text, quotation marks left out.
    pub(crate) value_range: Range<usize>,
    /// The quotation mark around the value.
    pub(crate) quote: Option<char>,
}

impl<'h> StartTag<'h> {
    /// Whether the element is called that.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute as written. Of two with one name the first counts.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'h str> {
        let mut found = self.attributes.iter().filter(|a| a.is(name));
        found.next().map(|a| a.value)
    }

    /// The attributes that hold addresses, in the order of [`ADDRESSES`]; empty ones are left out.
    pub(crate) fn addresses(&self) -> impl Iterator<Item = &Attribute<'h>> {
        let names = ADDRESSES
            .iter()
            .filter(|n| **n != "data" || self.is("object"));
        let first = names.filter_map(|n| self.attributes.iter().find(|a| a.is(n)));
        first.filter(|a| !a.value.is_empty())
    }

    /// The bytes of each address in `srcset` (HTML Standard, 4.8.4.2.3), if the value has quotation marks around it or holds
    /// just one.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = Range<usize>> {
        let set = self.attributes.iter().find(|a| a.is("srcset"));
        set.into_iter().flat_map(|set| {
            let start = set.value_range.start;
            let found = candidates(set.value).into_iter();
            found.map(move |range| start + range.start..start + range.end)
        })
    }

    /// Whether the element is an image that says nothing.
    pub(crate) fn is_silent_image(&self) -> bool {
        let named = ["alt", "aria-label", "aria-labelledby", "aria-hidden"];
        self.is("img") && named.iter().all(|name| self.attribute(name).is_none())
    }
}

impl Attribute<'_> {
    /// Whether the attribute is called that.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Bytes of the value, its quotation marks included.
    pub(crate) fn quoted_range(&self) -> Range<usize> {
        let quote = usize::from(self.quote.is_some());
        self.value_range.start - quote..self.value_range.end + quote
    }
}

/// Attributes that hold an address; `data` does in `<object>` alone.
const ADDRESSES: [&str; 7] = [
    "href",
    "src",
    "poster",
    "action",
    "formaction",
    "xlink:href",
    "data",
];

/// Where the addresses are in the value of `srcset`: each up to white space, with what is said of it up to the next comma.
fn candidates(value: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let rest = &value[at..];
        at += rest.len()
            - rest
                .trim_start_matches([' ', '\t', '\n', '\r', '\x0C', ','])
                .len();
        let rest = &value[at..];
        if rest.is_empty() {
            return found;
        }
        let end = rest.find([' ', '\t', '\n', '\r', '\x0C']);
        let end = end.unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches(',');
        found.push(at..at + address.len());
        at += end;
        if address.len() == end {
            at += value[at..].find(',').unwrap_or(value.len() - at);
        }
    }
}

/// Bytes of the longest character reference, `&CounterClockwiseContourIntegral;`.
const LONGEST_REFERENCE: usize = 33;

/// Resolves character references; unknown ones stay.
pub(crate) fn decode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(i) = rest.find('&') {
        out.push_str(&rest[..i]);
        rest = &rest[i..];
        let near = &rest[..rest.floor_char_boundary(LONGEST_REFERENCE)];
        let written = near.split_inclusive(';').next().unwrap_or(near);
        let name = written[1..]
            .strip_suffix(';')
            .filter(|name| !name.contains('&'));
        match name.and_then(|name| reference(name).or_else(|| named(written))) {
            Some(characters) => {
                out.push_str(&characters);
                rest = &rest[written.len()..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// The character of a reference that occurs in addresses.
fn reference(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).map(String::from);
    }
    let character = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{A0}",
        _ => return None,
    };
    Some(character.to_string())
}

/// The characters of any other reference. Markdown has all of HTML's, and its parser knows them.
fn named(written: &str) -> Option<String> {
    let events: Vec<Event<'_>> = Parser::new(written).collect();
    let [_, Event::Text(text), _] = &events[..] else {
        return None;
    };
    (**text != *written).then(|| text.to_string())
}
