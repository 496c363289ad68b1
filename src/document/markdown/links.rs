//! The targets of Markdown links, and the `[[…]]` links.

use std::ops::Range;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::body::LinkTarget;
use super::schemes::{cleaned, is_refused, scheme};
use crate::base::permalink::{decode, names_host};

/// What is percent-encoded in an address that is passed on; `%` and the delimiters of RFC 3986 stay.
const ADDRESS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The same behind the host, where brackets have no meaning.
const ADDRESS_PATH: &AsciiSet = &ADDRESS.add(b'[').add(b']');

/// What the destination of a Markdown link points to, and the query of a path, with its `?`; `Err` names a scheme that is
/// refused.
pub(crate) fn classify(destination: &str, image: bool) -> Result<(LinkTarget, String), String> {
    let cleaned = cleaned(destination);
    if let Some(scheme) = scheme(&cleaned) {
        let scheme = scheme.to_ascii_lowercase();
        let picture = image
            && cleaned
                .get(..11)
                .is_some_and(|s| s.eq_ignore_ascii_case("data:image/"));
        if is_refused(&scheme) && !picture {
            return Err(scheme);
        }
        return Ok((LinkTarget::Address(address(&cleaned)), String::new()));
    }
    if names_host(&cleaned) {
        let whole = format!("//{}", &cleaned[2..]);
        return Ok((LinkTarget::Address(address(&whole)), String::new()));
    }
    let (path, fragment) = match cleaned.split_once('#') {
        Some((path, fragment)) => (path, Some(decode(fragment))),
        None => (&*cleaned, None),
    };
    // A `?` that is part of a file's name is written `%3F`.
    let (path, query) = path.split_at(path.find('?').unwrap_or(path.len()));
    let query = utf8_percent_encode(query, ADDRESS_PATH).to_string();
    Ok((LinkTarget::Path(decode(path), fragment), query))
}

/// Whether a destination is a file on the author's computer: `C:\\Users\\…`, `\\\\server\\…`, `file:///…`, `/Users/…`, `~/…`.
pub(crate) fn is_local(destination: &str) -> bool {
    let text = destination.trim();
    let bytes = text.as_bytes();
    let drive = bytes.len() > 2
        && bytes[0].is_ascii_alphabetic()
        && bytes[1] == b':'
        && matches!(bytes[2], b'\\' | b'/');
    let begins = |start: &str| {
        text.get(..start.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(start))
    };
    let home = ["/users/", "/home/"]
        .into_iter()
        .any(|folder| begins(folder) && text[folder.len()..].trim_matches('/').contains('/'));
    drive || begins("\\\\") || begins("file:") || begins("~/") || home
}

/// An address percent-encoded; brackets too, but for those around an IPv6 host.
fn address(text: &str) -> String {
    let authority = text.find("//").map_or(0, |i| i + 2);
    let path = text[authority..]
        .find(['/', '?', '#'])
        .map_or(text.len(), |i| authority + i);
    let (host, path) = text.split_at(path);
    format!(
        "{}{}",
        utf8_percent_encode(host, ADDRESS),
        utf8_percent_encode(path, ADDRESS_PATH)
    )
}

/// A piece of text that may hold `[[…]]`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum TextPiece<'a> {
    Text(&'a str),
    /// `[[!text]]`: printed, and kept from being linked.
    Plain(&'a str),
    /// `[[id]]` or `[[id|text]]`, with its range in the text.
    Link {
        id: &'a str,
        text: Option<&'a str>,
        range: Range<usize>,
    },
}

/// Takes a run of text apart at its `[[…]]`. `escaped` says whether the character at a byte was written with a
/// backslash. What has no end, is empty, or holds a bracket or a line end inside is text.
pub(crate) fn pieces<'a>(text: &'a str, escaped: &dyn Fn(usize) -> bool) -> Vec<TextPiece<'a>> {
    let mut pieces = Vec::new();
    let mut done = 0;
    let mut from = 0;
    while let Some(open) = text[from..].find("[[").map(|i| from + i) {
        let inner = open + 2;
        let stop = text[inner..].find(['[', ']', '\n']).map(|i| inner + i);
        let Some(close) =
            stop.filter(|i| text[*i..].starts_with("]]") && !escaped(open) && !escaped(open + 1))
        else {
            from = open + 1;
            continue;
        };
        let piece = match text[inner..close].strip_prefix('!') {
            Some(plain) => TextPiece::Plain(plain),
            None => {
                let (id, label) = match text[inner..close].split_once('|') {
                    Some((id, label)) => (id.trim(), Some(label.trim())),
                    None => (text[inner..close].trim(), None),
                };
                TextPiece::Link {
                    id,
                    text: label.filter(|l| !l.is_empty()),
                    range: open..close + 2,
                }
            }
        };
        let empty = matches!(piece, TextPiece::Plain("") | TextPiece::Link { id: "", .. });
        from = close + 2;
        if empty {
            continue;
        }
        if done < open {
            pieces.push(TextPiece::Text(&text[done..open]));
        }
        pieces.push(piece);
        done = close + 2;
    }
    if done < text.len() {
        pieces.push(TextPiece::Text(&text[done..]));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_refused_however_it_is_written() {
        for bad in [
            "javascript:alert(1)",
            " JavaScript:x",
            "java\tscript:x",
            "\u{1}javascript:x",
            "vbscript:x",
            "data:text/html,x",
            "DATA:image/png,x",
        ] {
            assert!(classify(bad, false).is_err(), "{bad:?}");
        }
        assert!(classify("data:image/png;base64,AA", true).is_ok());
        assert!(classify("data:text/html,x", true).is_err());
    }

    #[test]
    fn paths_are_decoded_and_addresses_encoded() {
        let path = |path: &str, fragment: Option<&str>, query: &str| {
            let target = LinkTarget::Path(path.into(), fragment.map(str::to_owned));
            Ok((target, query.to_owned()))
        };
        assert_eq!(
            classify("../a/%ED%95%9C.ko.md#half", false),
            path("../a/한.ko.md", Some("half"), "")
        );
        assert_eq!(
            classify("https://a.kr/글 1", false),
            Ok((
                LinkTarget::Address("https://a.kr/%EA%B8%80%201".into()),
                String::new()
            ))
        );
        assert_eq!(classify("#half", false), path("", Some("half"), ""));
        assert_eq!(
            classify("왜%3F.png?v=1 2#a?b", true),
            path("왜?.png", Some("a?b"), "?v=1%202")
        );
    }

    #[test]
    fn double_brackets_are_found_unless_escaped() {
        let never = |_| false;
        assert_eq!(
            pieces("[[!애플]]의 [[xai]]와 [[colossus|그 건물]].", &never),
            [
                TextPiece::Plain("애플"),
                TextPiece::Text("의 "),
                TextPiece::Link {
                    id: "xai",
                    text: None,
                    range: 15..22
                },
                TextPiece::Text("와 "),
                TextPiece::Link {
                    id: "colossus",
                    text: Some("그 건물"),
                    range: 26..49
                },
                TextPiece::Text("."),
            ]
        );
        assert_eq!(pieces("[[xai]]", &|i| i == 0), [TextPiece::Text("[[xai]]")]);
        assert_eq!(pieces("[[ 열린 [[xai]]", &never).len(), 2);
        assert_eq!(
            pieces("[[]] [[|x]]", &never),
            [TextPiece::Text("[[]] [[|x]]")]
        );
    }
}
