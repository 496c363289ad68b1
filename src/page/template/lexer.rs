//! The tags of a template and their tokens, cut exactly as Tera 2 cuts them.
//!
//! Text, comments and raw blocks are passed over. What cannot be cut is a syntax error of Tera's too, which says it better.

use std::ops::Range;

/// `{{ … }}` or `{% … %}`.
#[derive(Debug)]
pub(super) struct Tag {
    /// With its delimiters.
    pub(super) range: Range<usize>,
    /// Between its delimiters, without the `-` of whitespace control.
    pub(super) inner: Range<usize>,
    /// Whether it is `{{ … }}`.
    pub(super) is_output: bool,
    /// Whether it begins with `{{-` or `{%-`.
    pub(super) trims_before: bool,
    /// Whether it ends with `-}}` or `-%}`.
    pub(super) trims_after: bool,
    pub(super) tokens: Vec<Token>,
}

/// A token of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

/// Kinds of tokens as far as they matter to [`super::meter`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    String,
    Number,
    Sign,
}

/// Signs of more than one character, the longest first.
const LONG_SIGNS: [&str; 10] = ["...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?["];
const SIGNS: &[u8] = b"+-*/%!.,:~|=><()[]{}@";

/// The tags of a template, and where it can be cut no further, if it has such a place.
pub(super) fn tags(source: &str) -> (Vec<Tag>, Option<usize>) {
    let mut tags = Vec::new();
    let end = cut(source, &mut tags).err();
    (tags, end)
}

fn cut(source: &str, tags: &mut Vec<Tag>) -> Result<(), usize> {
    let mut at = 0;
    while let Some(found) = next_delimiter(&source[at..]) {
        let start = at + found;
        at = match &source[start..start + 2] {
            "{#" => end_of_comment(source, start)?,
            opening => match end_of_raw(source, start, opening)? {
                Some(end) => end,
                None => {
                    let tag = tag(source, start, opening == "{{")?;
                    let end = tag.range.end;
                    tags.push(tag);
                    end
                }
            },
        };
    }
    Ok(())
}

fn next_delimiter(text: &str) -> Option<usize> {
    let starts = |w: &[u8]| matches!(w, b"{{" | b"{%" | b"{#");
    text.as_bytes().windows(2).position(starts)
}

/// The place after `-` if it is there.
fn after_dash(source: &str, at: usize) -> (usize, bool) {
    let dash = source[at..].starts_with('-');
    (at + usize::from(dash), dash)
}

fn end_of_comment(source: &str, start: usize) -> Result<usize, usize> {
    let (inner, _) = after_dash(source, start + 2);
    let length = source[inner..].find("#}").ok_or(start)?;
    Ok(inner + length + 2)
}

/// The end of the raw block that begins at `start`, if one does.
fn end_of_raw(source: &str, start: usize, opening: &str) -> Result<Option<usize>, usize> {
    if opening != "{%" {
        return Ok(None);
    }
    let (inner, _) = after_dash(source, start + 2);
    let Some(mut at) = after_word_tag(source, inner, "raw") else {
        return Ok(None);
    };
    while let Some(found) = source[at..].find("{%") {
        at += found + 2;
        if let Some(end) = after_word_tag(source, at, "endraw") {
            return Ok(Some(end));
        }
    }
    Err(start)
}

/// The end of a tag that holds nothing but `word`.
fn after_word_tag(source: &str, at: usize, word: &str) -> Option<usize> {
    let space = |c: char| c.is_ascii_whitespace();
    let rest = &source[at..];
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let rest = rest.trim_start_matches(space).strip_prefix(word)?;
    let rest = rest.trim_start_matches(space);
    let rest = rest.strip_prefix('-').unwrap_or(rest).strip_prefix("%}")?;
    Some(source.len() - rest.len())
}

fn tag(source: &str, start: usize, is_output: bool) -> Result<Tag, usize> {
    let closing = if is_output { "}}" } else { "%}" };
    let (inner, trims_before) = after_dash(source, start + 2);
    let mut tokens = Vec::new();
    let mut at = inner;
    loop {
        let rest = source[at..].trim_start_matches(|c: char| c.is_ascii_whitespace());
        at = source.len() - rest.len();
        let without_dash = rest.strip_prefix('-').unwrap_or(rest);
        if without_dash.starts_with(closing) {
            let trims_after = without_dash.len() < rest.len();
            return Ok(Tag {
                range: start..at + usize::from(trims_after) + 2,
                inner: inner..at,
                is_output,
                trims_before,
                trims_after,
                tokens,
            });
        }
        let (kind, length) = token(rest).ok_or(at)?;
        tokens.push(Token {
            kind,
            range: at..at + length,
        });
        at += length;
    }
}

/// The kind and the length of the token that `rest` begins with.
fn token(rest: &str) -> Option<(Kind, usize)> {
    if let Some(sign) = LONG_SIGNS.iter().find(|s| rest.starts_with(**s)) {
        return Some((Kind::Sign, sign.len()));
    }
    match rest.bytes().next()? {
        quote @ (b'"' | b'\'' | b'`') => Some((Kind::String, string(rest, quote)?)),
        b'0'..=b'9' => Some((Kind::Number, number(rest))),
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
            let other = |c: char| !c.is_ascii_alphanumeric() && c != '_';
            Some((Kind::Name, rest.find(other).unwrap_or(rest.len())))
        }
        sign if SIGNS.contains(&sign) => Some((Kind::Sign, 1)),
        _ => None,
    }
}

fn string(rest: &str, quote: u8) -> Option<usize> {
    let mut escaped = false;
    for (i, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            _ if byte == quote => return Some(i + 1),
            _ => {}
        }
    }
    None
}

fn number(rest: &str) -> usize {
    let mut point = false;
    let other = |byte: u8| match byte {
        b'.' if !point => {
            point = true;
            false
        }
        _ => !byte.is_ascii_digit(),
    };
    rest.bytes().position(other).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<Vec<&str>> {
        let (tags, end) = tags(source);
        assert_eq!(end, None);
        let words = |tag: &Tag| {
            tag.tokens
                .iter()
                .map(|t| &source[t.range.clone()])
                .collect()
        };
        tags.iter().map(words).collect()
    }

    #[test]
    fn tags_are_cut_as_tera_cuts_them() {
        assert_eq!(
            words(
                "a {{- b.c?.d[0] | e(f='}}') -}} {# {{ g }} #}{% raw %}{{ h }}{%- endraw -%}{%if i>=1.5%}"
            ),
            [
                vec![
                    "b", ".", "c", "?.", "d", "[", "0", "]", "|", "e", "(", "f", "=", "'}}'", ")"
                ],
                vec!["if", "i", ">=", "1.5"],
            ]
        );
        assert_eq!(
            words(r#"{{ "a\"}}" ~ `b` }}{% </c> %}"#),
            [vec![r#""a\"}}""#, "~", "`b`"], vec!["</", "c", ">"]]
        );
        assert_eq!(
            words("{{ - }}{{ -}}{%- raw -%}{%- x %}{% endraw%}"),
            [vec!["-"], vec![]]
        );
    }

    #[test]
    fn what_cannot_be_cut_is_told_by_its_place() {
        for (source, at) in [
            ("a{{ b", 5),
            ("{{ 'b }}", 3),
            ("{{ \u{ac00} }}", 3),
            ("{# b", 0),
            ("ab{% raw %} {% endra %}", 2),
            ("{{ & }}", 3),
        ] {
            assert_eq!(tags(source).1, Some(at), "{source}");
        }
    }
}
