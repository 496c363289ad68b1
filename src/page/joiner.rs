//! Word joiners on finished pages, so that no line begins with what belongs to the line before.
//!
//! `word-break: keep-all` keeps Hangul words whole, but a browser may still break after a closing mark (`’`, `)`, `%`), before
//! the particle that follows, before the bracket of `콜로서스(Colossus)`, and inside `GPT-4`. No property of CSS forbids these
//! alone. U+2060 does: it has no width and is no part of what the author wrote, so it is put into the page and nowhere else, not
//! into the index of search, feeds or Markdown.

const JOINER: char = '\u{2060}';

/// What ends a quotation, a bracket or a figure. A straight quotation mark ends one only after a letter.
const CLOSING: &str = ")]}’”」』》〉】%‰℃°…!?.";

/// Elements whose content is not text of the page.
const OPAQUE: [&str; 5] = ["script", "style", "textarea", "svg", "math"];

/// Elements whose text stays as it is, but is text.
const VERBATIM: [&str; 4] = ["code", "pre", "kbd", "samp"];

/// Elements that are within a line.
const INLINE: [&str; 18] = [
    "a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong",
];

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
    while let Some(c) = html[at..].chars().next() {
        if c == '<' {
            let (name, end) = tag(html, at);
            let closes = name.starts_with('/');
            let name = name.trim_start_matches('/');
            if VERBATIM.contains(&name) {
                verbatim = if closes {
                    verbatim.saturating_sub(1)
                } else {
                    verbatim + 1
                };
            }
            if !INLINE.contains(&name) {
                before = [None; 2];
            }
            at = end;
            if !closes && OPAQUE.contains(&name) {
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
        before = if c.is_whitespace() {
            [None; 2]
        } else {
            [before[1], Some(c)]
        };
        at += length;
    }
    places
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
    let name = inner
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '/'))
        .unwrap_or(inner.len());
    let mut quote = None;
    for (i, byte) in inner.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return (&inner[..name], at + i + 2),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
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
            ("Inc.의 왜?라고", "Inc._의 왜?_라고"),
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
