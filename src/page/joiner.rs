//! Word joiners on finished pages, so that no line begins with what belongs to the line before.
//!
//! `word-break: keep-all` keeps Hangul words whole, but a browser may still break after a closing mark (`’`, `)`, `%`), before
//! the particle that follows, before the bracket of `콜로서스(Colossus)`, and inside `GPT-4`. No property of CSS forbids these
//! alone. U+2060 does: it has no width and is no part of what the author wrote, so it is put into the page and nowhere else, not
//! into the index of search, feeds or Markdown.

use memchr::{memchr, memmem};

const JOINER: char = '\u{2060}';

/// What ends a quotation, a bracket or a figure. A straight quotation mark ends one only after a letter.
const CLOSING: &str = ")]}’”」』》〉】%‰℃°…!?.";

/// The bytes at which something may happen, or begin to: most of a page has none of them.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let mut at = 0;
    let marks = CLOSING.as_bytes();
    while at < marks.len() {
        // Of a character of several bytes the first.
        stops[marks[at] as usize] |= marks[at] & 0xC0 != 0x80;
        at += 1;
    }
    let mut at = 0;
    let others = b"<&(\"'-";
    while at < others.len() {
        stops[others[at] as usize] = true;
        at += 1;
    }
    stops
};

/// Whether an element's content is not text of the page.
fn is_opaque(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style" | b"textarea" | b"svg" | b"math")
}

/// Whether an element's text stays as it is, but is text.
fn is_verbatim(name: &[u8]) -> bool {
    matches!(name, b"code" | b"pre" | b"kbd" | b"samp")
}

/// Whether an element is within a line.
fn is_inline(name: &[u8]) -> bool {
    matches!(
        name,
        b"a" | b"abbr"
            | b"b"
            | b"cite"
            | b"code"
            | b"del"
            | b"dfn"
            | b"em"
            | b"i"
            | b"ins"
            | b"kbd"
            | b"mark"
            | b"q"
            | b"s"
            | b"samp"
            | b"small"
            | b"span"
            | b"strong"
            | b"sup"
    )
}

/// Puts joiners into the main part of a page, which is UTF-8.
pub(crate) fn join(html: &mut Vec<u8>) {
    let Some(start) = memmem::find(html, b"<main") else {
        return;
    };
    let places = places(html, start);
    let mut joiner = [0; 3];
    let joiner = JOINER.encode_utf8(&mut joiner).as_bytes();
    // From the end: no byte is moved twice.
    let mut until = html.len();
    let mut to = html.len() + places.len() * joiner.len();
    html.resize(to, 0);
    for place in places.into_iter().rev() {
        to -= until - place;
        html.copy_within(place..until, to);
        to -= joiner.len();
        html[to..to + joiner.len()].copy_from_slice(joiner);
        until = place;
    }
}

/// Where joiners go, from a place on.
fn places(html: &[u8], start: usize) -> Vec<usize> {
    let mut places = Vec::new();
    // The last two characters of the line so far.
    let mut before = [None; 2];
    let mut verbatim = 0_usize;
    let mut at = start;
    while at < html.len() {
        if !before[1].is_some_and(may_end) {
            let length = html[at..].iter().position(|b| STOPS[usize::from(*b)]);
            let length = length.unwrap_or(html.len() - at);
            // What is before the last character of these is never asked for.
            if let Some(last) = last_of(&html[at..at + length]) {
                before = then([None; 2], last);
            }
            at += length;
        }
        let Some(byte) = html.get(at) else {
            break;
        };
        if *byte == b'<' {
            let (name, end) = tag(html, at);
            let closes = name.starts_with(b"/");
            let name = &name[usize::from(closes)..];
            if is_verbatim(name) {
                verbatim = if closes {
                    verbatim.saturating_sub(1)
                } else {
                    verbatim + 1
                };
            }
            if !is_inline(name) {
                before = [None; 2];
            } else if name == b"sup" && !closes && verbatim == 0 && before[1].is_some() {
                // The mark of a note or a source belongs to its word.
                places.push(at);
            }
            at = end;
            if !closes && is_opaque(name) {
                let close = [b"</", name].concat();
                at = memmem::find(&html[end..], &close).map_or(html.len(), |i| end + i);
            }
            continue;
        }
        let (c, length) = character(&html[at..], *byte);
        if verbatim == 0 && belongs(before, c) {
            places.push(at);
        }
        before = then(before, c);
        at += length;
    }
    places
}

/// The last two characters of a line, once there is one more.
fn then(before: [Option<char>; 2], c: char) -> [Option<char>; 2] {
    match c.is_whitespace() {
        true => [None; 2],
        false => [before[1], Some(c)],
    }
}

/// Whether the character after this one may belong to it.
fn may_end(c: char) -> bool {
    matches!(c, '"' | '\'' | '-') || is_closing(c)
}

fn is_closing(c: char) -> bool {
    // Most characters are letters, which need not be looked for.
    !matches!(c, 'a'..='z' | '가'..='힣') && CLOSING.contains(c)
}

/// Whether a character may not be the first of a line after these two.
fn belongs(before: [Option<char>; 2], c: char) -> bool {
    let [earlier, Some(last)] = before else {
        return false;
    };
    let hangul = ('가'..='힣').contains(&c);
    match last {
        '"' | '\'' => hangul && earlier.is_some_and(|e| e.is_alphanumeric() || is_closing(e)),
        '-' => c.is_ascii_digit() && earlier.is_some_and(char::is_alphanumeric),
        // Behind letters without syllables it is no place to break anyway (UAX #14, LB30).
        _ if c == '(' => last.is_alphanumeric() && !last.is_ascii(),
        _ => hangul && is_closing(last),
    }
}

/// The name of the tag at a place, with its `/` if it is an end tag, and where the tag ends.
fn tag(html: &[u8], at: usize) -> (&[u8], usize) {
    let inner = &html[at + 1..];
    let is_of_name = |b: &u8| b.is_ascii_alphanumeric() || *b == b'/';
    let name = inner.iter().position(|b| !is_of_name(b));
    let name = &inner[..name.unwrap_or(inner.len())];
    let mut from = name.len();
    while let Some(byte) = inner.get(from) {
        from += 1;
        match byte {
            b'>' => return (name, at + 1 + from),
            b'"' | b'\'' => match memchr(*byte, &inner[from..]) {
                Some(close) => from += close + 1,
                None => break,
            },
            _ => {}
        }
    }
    (name, html.len())
}

/// The last character of a text.
fn last_of(text: &[u8]) -> Option<char> {
    let start = text.iter().rposition(|b| b & 0xC0 != 0x80)?;
    first_of(&text[start..])
}

/// The first character of a text.
fn first_of(text: &[u8]) -> Option<char> {
    let first = *text.first()?;
    if first.is_ascii() {
        return Some(char::from(first));
    }
    let chunk = text.utf8_chunks().next()?;
    chunk.valid().chars().next()
}

/// The character at the beginning of a text, and how long it is there: quotation marks may be references.
fn character(text: &[u8], first: u8) -> (char, usize) {
    if first == b'&' {
        for (reference, c) in [(&b"&quot;"[..], '"'), (b"&#39;", '\''), (b"&#x27;", '\'')] {
            if text.starts_with(reference) {
                return (c, reference.len());
            }
        }
    }
    let c = first_of(&text[..text.len().min(4)]).unwrap_or(char::REPLACEMENT_CHARACTER);
    (c, c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page's main part, `_` for each joiner.
    fn joined(text: &str) -> String {
        let mut html = format!("<h1>’라는</h1><main>{text}</main>").into_bytes();
        join(&mut html);
        let html = String::from_utf8(html).expect("as it was");
        html.replace(JOINER, "_")
            .replace("<h1>’라는</h1><main>", "")
            .replace("</main>", "")
    }

    #[test]
    fn no_line_begins_with_what_follows_a_closing_mark() {
        for (text, with) in [
            ("‘콜로서스’라는", "‘콜로서스’_라는"),
            ("모델(LLM)이", "모델_(LLM)_이"),
            ("<b>100%</b>를", "<b>100%</b>_를"),
            ("<a class=\"x>\">‘가’</a>는", "<a class=\"x>\">‘가’</a>_는"),
            ("GPT-4가 F-16", "GPT-_4가 F-_16"),
            ("&quot;가&quot;는 \"나\"는", "&quot;가&quot;_는 \"나\"_는"),
            ("<code>f()</code>는", "<code>f()</code>_는"),
            (
                "한다<sup><a>[3]</a></sup>는 <sup>1</sup>",
                "한다_<sup><a>[3]</a></sup>_는 <sup>1</sup>",
            ),
            ("Inc.의 왜?라고", "Inc._의 왜?_라고"),
            (
                "<i>가</i>(나)는 가 \"나\"는",
                "<i>가</i>_(나)_는 가 \"나\"_는",
            ),
            ("『가』는 10%가 2℃라", "『가』_는 10%_가 2℃_라"),
            (
                "<a title='>' href=\"'\">‘가’</a>는",
                "<a title='>' href=\"'\">‘가’</a>_는",
            ),
        ] {
            assert_eq!(joined(text), with);
        }
    }

    #[test]
    fn what_may_begin_a_line_and_what_is_no_text_stays_as_it_is() {
        for text in [
            "‘가’ 는 (나) 다",
            "그는 \"가\" 했다. \"나",
            "<p>가)</p><p>나</p>",
            "<code>a(b)가</code>",
            "<pre>a(b)가</pre>",
            "<script>f(‘가’는)</script>",
            "<svg><text>‘가’는</text></svg>",
            "<i title=\"‘가’는\"></i>",
            "3 - 4, -5, 서울·부산",
            "don't \"Who\"",
            "GPU(칩) foo(bar)",
            "<",
            "<a href='",
            "&quot;",
        ] {
            assert_eq!(joined(text), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_but_joiners_is_put_into_a_page(
            parts in proptest::collection::vec(proptest::sample::select(vec![
                "가", "는", "x", "4", "é", "한글", " ", "(", ")", "’", "\"", "'", "-", "°", "…", "&quot;", "&", "<", ">", "<a href=\"(\">",
                "</a>", "<code>", "</code>", "<sup>", "</sup>", "<p>", "</p>", "<svg>", "</svg>", "<i title='", "\u{1F600}",
            ]), 0..40)
        ) {
            let page = format!("<p>가)는</p><main>{}", parts.concat());
            let mut html = page.clone().into_bytes();
            join(&mut html);
            let html = String::from_utf8(html).expect("joiners are between characters");
            proptest::prop_assert_eq!(html.replace(JOINER, ""), page);
        }
    }
}
