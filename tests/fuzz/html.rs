//! HTML of the program's own making, read strictly: what a browser would forgive is an error here.

use std::collections::HashSet;

use super::engine::Seen;

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'h> {
    /// A start tag: name and attributes, values as written.
    Start(&'h str, Vec<(&'h str, &'h str)>),
    End(&'h str),
    /// Text with its character references.
    Text(&'h str),
    /// A comment or the document type.
    Other,
}

/// Elements without content (HTML Standard, 13.1.2).
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];
/// Elements whose content is text up to their end tag.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Takes HTML apart.
///
/// # Errors
/// A tag is not written as ours are: lower case, `name="value"`, closed.
pub fn pieces(html: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let Some(after) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            pieces.push(Piece::Text(&rest[..end]));
            rest = &rest[end..];
            continue;
        };
        let bad = || format!("no tag: {}", &rest[..rest.floor_char_boundary(80)]);
        if let Some(comment) = after.strip_prefix("!--") {
            rest = &comment[comment.find("-->").ok_or_else(bad)? + 3..];
            pieces.push(Piece::Other);
        } else if let Some(declaration) = after.strip_prefix("!doctype") {
            rest = declaration.split_once('>').ok_or_else(bad)?.1;
            pieces.push(Piece::Other);
        } else if let Some(name) = after.strip_prefix('/') {
            let (name, after) = name.split_once('>').ok_or_else(bad)?;
            if !is_name(name) {
                return Err(bad());
            }
            pieces.push(Piece::End(name));
            rest = after;
        } else {
            let (name, attributes, after) = start_tag(after).ok_or_else(bad)?;
            pieces.push(Piece::Start(name, attributes));
            rest = after;
            if RAW.contains(&name) {
                let end = rest.find(&format!("</{name}>")).ok_or_else(bad)?;
                pieces.push(Piece::Text(&rest[..end]));
                rest = &rest[end..];
            }
        }
    }
    Ok(pieces)
}

fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

type StartTag<'h> = (&'h str, Vec<(&'h str, &'h str)>, &'h str);

fn start_tag(text: &str) -> Option<StartTag<'_>> {
    let end = text.find([' ', '>'])?;
    let (name, mut rest) = text.split_at(end);
    let mut attributes = Vec::new();
    while let Some(attribute) = rest.strip_prefix(' ') {
        let end = attribute.find(['=', ' ', '>'])?;
        let name = &attribute[..end];
        rest = &attribute[end..];
        let mut value = "";
        if let Some(quoted) = rest.strip_prefix("=\"") {
            (value, rest) = quoted.split_once('"')?;
        }
        if !is_name(name) || value.contains('<') {
            return None;
        }
        attributes.push((name, value));
    }
    is_name(name).then_some((name, attributes, rest.strip_prefix('>')?))
}

/// What holds for every page: tags are balanced, ids are unique, no link holds a link.
pub fn check(html: &str, seen: &mut Seen) -> Result<(), String> {
    let mut open: Vec<&str> = Vec::new();
    let mut ids = HashSet::new();
    for piece in pieces(html)? {
        match piece {
            Piece::Start(name, attributes) => {
                seen.note((open.last(), name));
                if let Some((_, id)) = attributes.iter().find(|(name, _)| *name == "id")
                    && !ids.insert(*id)
                {
                    return Err(format!("two elements have the id {id}"));
                }
                if name == "a" && open.contains(&"a") {
                    return Err(format!("a link in a link: {attributes:?}"));
                }
                if !VOID.contains(&name) {
                    open.push(name);
                }
            }
            Piece::End(name) => match open.pop() {
                Some(started) if started == name => {}
                other => return Err(format!("</{name}> ends {other:?}")),
            },
            Piece::Text(text) if text.contains('>') && !open.iter().any(|o| RAW.contains(o)) => {
                return Err(format!("an unescaped > in {text:?}"));
            }
            Piece::Text(_) | Piece::Other => {}
        }
    }
    match open.last() {
        None => Ok(()),
        Some(name) => Err(format!("<{name}> is never closed")),
    }
}

/// The text of some HTML, its character references resolved.
pub fn text(html: &str) -> Result<String, String> {
    let texts = pieces(html)?.into_iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(decode(text)),
        _ => None,
    });
    Ok(texts.collect())
}

/// Resolves the references that our own escaping makes.
pub fn decode(text: &str) -> String {
    let references = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&amp;", "&"),
    ];
    references
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// The tags of any HTML that a browser takes for tags (HTML Standard, 13.2.5): `/a` for an end tag, in lower case. What is in
/// a comment, an attribute or an element of text is none.
pub fn live_tags(html: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        rest = after;
        let letter = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = after_comment(comment);
        } else if rest.starts_with(['!', '?'])
            || rest.strip_prefix('/').is_some_and(|name| !letter(name))
        {
            rest = rest.split_once('>').map_or("", |(_, after)| after);
        } else if letter(rest.trim_start_matches('/')) {
            let end = rest[1..].find(|c: char| c.is_ascii_whitespace() || "/>".contains(c));
            let (name, after) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
            let name = name.to_ascii_lowercase();
            rest = after_attributes(after);
            if name == "plaintext" {
                rest = "";
            } else if TEXT_ONLY.contains(&&*name) {
                rest = from_end_tag(rest, &name);
            }
            tags.push(name);
        }
    }
    tags
}

/// Elements whose content is text to a browser that runs scripts (HTML Standard, 13.2.6.4).
const TEXT_ONLY: [&str; 9] = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript",
];

fn after_comment(comment: &str) -> &str {
    let short = [">", "->"].iter().find_map(|end| comment.strip_prefix(end));
    let ends = ["-->", "--!>"]
        .iter()
        .filter_map(|end| Some(comment.find(end)? + end.len()));
    short.unwrap_or_else(|| &comment[ends.min().unwrap_or(comment.len())..])
}

fn after_attributes(tag: &str) -> &str {
    let mut rest = tag;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        let Some(first) = rest.chars().next() else {
            return "";
        };
        if first == '>' {
            return &rest[1..];
        }
        // A name may begin with `=`.
        let name =
            rest[first.len_utf8()..].find(|c: char| c.is_ascii_whitespace() || "/>=".contains(c));
        rest = name.map_or("", |end| {
            rest[first.len_utf8() + end..].trim_start_matches(|c: char| c.is_ascii_whitespace())
        });
        let Some(value) = rest.strip_prefix('=') else {
            continue;
        };
        let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
        rest = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                value[1..].split_once(quote).map_or("", |(_, after)| after)
            }
            _ => {
                &value[value
                    .find(|c: char| c.is_ascii_whitespace() || c == '>')
                    .unwrap_or(value.len())..]
            }
        };
    }
}

fn from_end_tag<'h>(text: &'h str, name: &str) -> &'h str {
    let names = |tag: &str| {
        let (found, after) = tag.split_at_checked(name.len()).unwrap_or(("", ""));
        found.eq_ignore_ascii_case(name)
            && after.starts_with(|c: char| c.is_ascii_whitespace() || "/>".contains(c))
    };
    let ends = |at: usize| text[at..].strip_prefix("</").is_some_and(names);
    if name != "script" {
        let mut found = text.match_indices("</").map(|(at, _)| at);
        return found.find(|at| ends(*at)).map_or("", |at| &text[at..]);
    }
    // "Script data escaped" and "double escaped" (13.2.5.15 to .31): in `<!--` a further script has its own end tag.
    let (mut is_escaped, mut is_double) = (false, false);
    let mut dashes = 0;
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        match c {
            '-' => dashes += 1,
            '>' if dashes >= 2 => (is_escaped, is_double) = (false, false),
            _ => {}
        }
        if c != '-' {
            dashes = 0;
        }
        if c != '<' {
            continue;
        }
        if !is_escaped && rest.starts_with("<!--") {
            is_escaped = true;
        } else if ends(at) {
            if !is_double {
                return rest;
            }
            is_double = false;
        } else if is_escaped && rest.strip_prefix('<').is_some_and(names) {
            is_double = true;
        }
    }
    ""
}

#[test]
fn what_is_wrong_with_html_is_seen() {
    let wrong = [
        "<p>",
        "</p>",
        "<p><b></p></b>",
        "<P></P>",
        "<p class=a></p>",
        "<p a=\"<\"></p>",
        "a > b",
        "<!-- ",
        "<script>",
    ];
    for html in wrong.iter().chain(&[
        "<p id=\"a\"></p><b id=\"a\"></b>",
        "<p\nid=\"a\"></p>",
        "< p>",
        "<p id=\"a></p>",
    ]) {
        assert!(check(html, &mut Seen::default()).is_err(), "{html}");
    }
    let good = "<!doctype html><p id=\"a\" hidden>1 &lt; 2<br><!-- <p> --><script>a > \"</p>\"</script></p>";
    assert_eq!(check(good, &mut Seen::default()), Ok(()));
}
