//! Word joiners on finished pages, so that no line begins with what belongs to the line before.
//!
//! `word-break: keep-all` keeps Hangul words whole, but a browser may still break after a closing mark (`’`, `)`, `%`), before
//! the particle that follows, before the bracket of `콜로서스(Colossus)`, and inside `GPT-4`. No property of CSS forbids these
//! alone. U+2060 does: it has no width and is no part of what the author wrote, so it is put into the page and nowhere else, not
//! into the index of search, feeds or Markdown.

use memchr::{memchr, memchr3};

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
fn is_opaque(name: &str) -> bool {
    matches!(name, "script" | "style" | "textarea" | "svg" | "math")
}

/// Whether an element's text stays as it is, but is text.
fn is_verbatim(name: &str) -> bool {
    matches!(name, "code" | "pre" | "kbd" | "samp")
}

/// Whether an element is within a line.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "cite"
            | "code"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sup"
    )
}

/// The page with joiners in its main part.
pub(crate) fn join(html: String) -> String {
    let places = html
        .find("<main")
        .map_or_else(Vec::new, |start| places(&html, start));
    if places.is_empty() {
        return html;
    }
    let mut joined = String::with_capacity(html.len() + places.len() * JOINER.len_utf8());
    let mut from = 0;
    for place in places {
        joined.push_str(&html[from..place]);
        joined.push(JOINER);
        from = place;
    }
    joined.push_str(&html[from..]);
    joined
}

/// Where joiners go, from a place on.
fn places(html: &str, start: usize) -> Vec<usize> {
    let mut places = Vec::new();
    // The last two characters of the line so far.
    let mut before = [None; 2];
    let mut verbatim = 0_usize;
    let mut at = start;
    while at < html.len() {
        if !before[1].is_some_and(may_end) {
            let length = html.as_bytes()[at..].iter();
            let length = length.take_while(|b| !STOPS[usize::from(**b)]).count();
            // What is before the last character of these is never asked for.
            if let Some(last) = html[at..at + length].chars().next_back() {
                before = then([None; 2], last);
            }
            at += length;
        }
        let Some(c) = html[at..].chars().next() else {
            break;
        };
        if c == '<' {
            let (name, end) = tag(html, at);
            let closes = name.starts_with('/');
            let name = name.trim_start_matches('/');
            if is_verbatim(name) {
                verbatim = if closes {
                    verbatim.saturating_sub(1)
                } else {
                    verbatim + 1
                };
            }
            if !is_inline(name) {
                before = [None; 2];
            } else if name == "sup" && !closes && verbatim == 0 && before[1].is_some() {
                // The mark of a note or a source belongs to its word.
                places.push(at);
            }
            at = end;
            if !closes && is_opaque(name) {
                at = html[end..]
                    .find(&format!("</{name}"))
                    .map_or(html.len(), |i| end + i);
            }
            continue;
        }
        let (c, length) = character(&html[at..], c);
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
    matches!(c, '"' | '\'' | '-') || CLOSING.contains(c)
}

/// Whether a character may not be the first of a line after these two.
fn belongs(before: [Option<char>; 2], c: char) -> bool {
    let [earlier, Some(last)] = before else {
        return false;
    };
    let hangul = ('가'..='힣').contains(&c);
    match last {
        '"' | '\'' => hangul && earlier.is_some_and(|e| e.is_alphanumeric() || CLOSING.contains(e)),
        '-' => c.is_ascii_digit() && earlier.is_some_and(char::is_alphanumeric),
        // Behind letters without syllables it is no place to break anyway (UAX #14, LB30).
        _ if c == '(' => last.is_alphanumeric() && !last.is_ascii(),
        _ => hangul && CLOSING.contains(last),
    }
}

/// The name of the tag at a place, with its `/` if it is an end tag, and where the tag ends.
fn tag(html: &str, at: usize) -> (&str, usize) {
    let inner = &html[at + 1..];
    let bytes = inner.as_bytes();
    let of_name = |b: &&u8| b.is_ascii_alphanumeric() || **b == b'/';
    let name = bytes.iter().take_while(of_name).count();
    let mut from = name;
    while let Some(i) = memchr3(b'>', b'"', b'\'', &bytes[from..]) {
        let mark = bytes[from + i];
        from += i + 1;
        if mark == b'>' {
            return (&inner[..name], at + 1 + from);
        }
        match memchr(mark, &bytes[from..]) {
            Some(close) => from += close + 1,
            None => break,
        }
    }
    (&inner[..name], html.len())
}

/// The character at the beginning of a text, and how long it is there: quotation marks may be references.
fn character(text: &str, first: char) -> (char, usize) {
    if first == '&' {
        for (reference, c) in [("&quot;", '"'), ("&#39;", '\''), ("&#x27;", '\'')] {
            if text.starts_with(reference) {
                return (c, reference.len());
            }
        }
    }
    (first, first.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page's main part, `_` for each joiner.
    fn joined(text: &str) -> String {
        join(format!("<h1>’라는</h1><main>{text}</main>"))
            .replace(JOINER, "_")
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
}
