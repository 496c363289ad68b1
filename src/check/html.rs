//! The start tags of a finished page with their attributes, read without building a tree (HTML Standard, 13.2.5, as far
//! as well-formed pages need it): comments are passed over, and so is what is not markup.

/// A start tag.
pub(super) struct Tag<'h> {
    /// As written.
    pub(super) name: &'h str,
    attributes: Vec<(&'h str, &'h str)>,
}

impl<'h> Tag<'h> {
    /// Whether the element is called that.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute as written, character references and all.
    pub(super) fn attribute(&self, name: &str) -> Option<&'h str> {
        let mut found = self
            .attributes
            .iter()
            .filter(|(n, _)| n.eq_ignore_ascii_case(name));
        found.next().map(|(_, value)| *value)
    }
}

/// Elements whose content is not markup.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "xmp", "iframe"];

/// Calls `take` with each start tag of a page, in order.
pub(super) fn tags<'h>(html: &'h str, take: &mut dyn FnMut(&Tag<'h>)) {
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = rest
            .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (attributes, after) = attributes(after);
        rest = after;
        let tag = Tag { name, attributes };
        take(&tag);
        if RAW.iter().any(|raw| tag.is(raw)) {
            rest = after_element(rest, name);
        }
    }
}

/// What comes after the content of a raw element.
fn after_element<'h>(content: &'h str, name: &str) -> &'h str {
    let mut rest = content;
    while let Some(i) = rest.find("</") {
        rest = &rest[i + 2..];
        if rest
            .get(..name.len())
            .is_some_and(|n| n.eq_ignore_ascii_case(name))
        {
            return rest;
        }
    }
    ""
}

/// The attributes of a tag, and what comes after its `>`.
fn attributes(tag: &str) -> (Vec<(&str, &str)>, &str) {
    let space = |c: char| c.is_ascii_whitespace() || c == '/';
    let mut found = Vec::new();
    let mut rest = tag;
    loop {
        rest = rest.trim_start_matches(space);
        if rest.is_empty() {
            return (found, rest);
        }
        if let Some(after) = rest.strip_prefix('>') {
            return (found, after);
        }
        // A name may begin with `=`.
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(_, c)| space(*c) || matches!(c, '=' | '>'))
            .map_or(rest.len(), |(i, _)| i);
        let (name, after) = rest.split_at(end);
        let mut value = "";
        rest = after;
        if let Some(after) = after.trim_start().strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            (value, rest) = match quote {
                Some(quote) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                None => after.split_at(
                    after
                        .find(|c: char| c.is_ascii_whitespace() || c == '>')
                        .unwrap_or(after.len()),
                ),
            };
        }
        found.push((name, value));
    }
}

/// Resolves the character references that stand in addresses; unknown ones stay.
pub(super) fn decode(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(i) = rest.find('&') {
        out.push_str(&rest[..i]);
        rest = &rest[i..];
        let end = rest.find(';').filter(|end| *end <= 10);
        let character = end.and_then(|end| reference(&rest[1..end]));
        match (character, end) {
            (Some(c), Some(end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            _ => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

fn reference(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_as_browsers_read_them() {
        let html = "<!doctype html><!-- <a href=no> --><a href=x>y</a><script>'<a href=no>'</script \
                    ><IMG SRC='a b.png' alt><p = x=\"1>2\"/>1 < 2 <a\nhref = \"&amp;&#x41;&bogus;\" title='\"'>";
        let mut found = Vec::new();
        tags(html, &mut |tag| {
            let of = |name| tag.attribute(name).map(decode);
            found.push((tag.name.to_owned(), of("href").or(of("src")).or(of("x"))));
        });
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(
            found,
            [
                ("a".to_owned(), some("x")),
                ("script".to_owned(), None),
                ("IMG".to_owned(), some("a b.png")),
                ("p".to_owned(), some("1>2")),
                ("a".to_owned(), some("&A&bogus;")),
            ]
        );
    }

    #[test]
    fn broken_html_ends() {
        for html in [
            "<",
            "<a",
            "<a href",
            "<a href=",
            "<a href='x",
            "<!--",
            "<script>",
            "<가",
            "<a 가=나",
        ] {
            tags(html, &mut |_| {});
        }
    }
}
