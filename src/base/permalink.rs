//! Addresses: where the site is published, which path a page has, and how one page points to another.
//!
//! Inside the program a path is plain text with `/` (`ko/openai-xai/`, a page's folder, ends in one). Percent-encoding
//! happens when a path becomes an address.

use super::diag::Message;
use super::text::{is_alphanumeric, is_forbidden, is_plain};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization as _;

/// What may not be in the path of an address (URL Standard, path percent-encode set), and what HTML and CSS read as
/// something else.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%')
    .add(b'\\')
    .add(b'\'')
    .add(b'[')
    .add(b']')
    .add(b'^')
    .add(b'|');

/// Longest host name (RFC 1035, 2.3.4), in bytes.
const LONGEST_HOST: usize = 253;

/// Whether a part of a host name, between dots, is one.
fn is_label(label: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (1..=63).contains(&label.len()) && label.chars().all(inside)
}

/// The address that a site is published under. Ends in `/`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Checks an `http` or `https` address and adds the final `/`.
    ///
    /// # Errors
    /// Says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, Message> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").ok_or_else(|| {
            Message::new(
                "https://로 시작하지 않습니다",
                "it does not start with https://",
            )
        })?;
        if !matches!(scheme, "http" | "https") {
            return Err(Message::new(
                "https://나 http://로 시작하지 않습니다",
                "it does not start with https:// or http://",
            ));
        }
        if text.contains(['?', '#']) {
            return Err(Message::new("?나 #이 들어 있습니다", "it has a ? or #"));
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let host_char =
            |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
        if host.is_empty() || host.contains('@') {
            return Err(Message::new(
                "도메인 이름이 없습니다",
                "it has no host name",
            ));
        }
        if !host.chars().all(host_char) {
            return Err(Message::new(
                "도메인 이름에 쓸 수 없는 글자가 있습니다 (한글 도메인은 xn--으로 시작하는 꼴로 적으세요)",
                "its host name has characters that host names cannot have (write an international name in its xn-- form)",
            ));
        }
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, port.parse().unwrap_or(0)),
            _ => (host, 443_u16),
        };
        let literal = name.strip_prefix('[').and_then(|n| n.strip_suffix(']'));
        let is_host = literal.map_or_else(
            || {
                name.strip_suffix('.')
                    .unwrap_or(name)
                    .split('.')
                    .all(is_label)
            },
            |ip| ip.parse::<std::net::Ipv6Addr>().is_ok(),
        );
        if !is_host || name.len() > LONGEST_HOST || port == 0 {
            return Err(Message::new(
                "도메인 이름이나 포트가 잘못되었습니다",
                "its host name or port cannot be",
            ));
        }
        let decoded = percent_decode_str(path)
            .decode_utf8()
            .map_err(|_| Message::new("경로가 UTF-8이 아닙니다", "its path is not UTF-8"))?;
        if decoded.split('/').any(|s| s == ".." || s == ".")
            || decoded.chars().any(char::is_control)
        {
            return Err(Message::new(
                "경로에 `..`이나 보이지 않는 제어 문자가 있습니다",
                "its path has `..` or control characters in it",
            ));
        }
        let path = encode_path(decoded.trim_matches('/'));
        let slash = if path.is_empty() { "" } else { "/" };
        Ok(Self(format!(
            "{scheme}://{}/{path}{slash}",
            host.to_ascii_lowercase()
        )))
    }

    /// The address of a path from the site's root.
    pub fn join(&self, path: &str) -> String {
        format!("{}{}", self.0, encode_path(path))
    }

    /// Whether it is still that of an example: hosts that nobody has (RFC 2606), and the one that `init` writes.
    pub fn is_example(&self) -> bool {
        let host = self.0.split('/').nth(2).unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        let reserved = ["example.com", "example.org", "example.net", "example"];
        let below = |name: &str| {
            let rest = host.strip_suffix(name);
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        host == "example.github.io" || reserved.into_iter().any(below)
    }

    /// The whole address, with its final `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path of the address, from `/` to `/`.
    pub fn path(&self) -> &str {
        let host = self.0.find("://").map_or(0, |i| i + 3);
        self.0[host..]
            .find('/')
            .map_or("/", |i| &self.0[host + i..])
    }

    /// The name of its computer, with a port if it has one.
    pub(crate) fn host(&self) -> &str {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        rest.split('/').next().unwrap_or_default()
    }

    /// The host, if it is a domain of the author's own: GitHub Pages then wants a `CNAME` file.
    pub fn own_domain(&self) -> Option<&str> {
        let host = self.host();
        let shared = [
            ".github.io",
            ".gitlab.io",
            ".pages.dev",
            ".netlify.app",
            ".vercel.app",
            ".localhost",
            ".test",
            ".invalid",
        ];
        let reserved = ["example.com", "example.org", "example.net"];
        let local = !host.contains('.')
            || host.contains(':')
            || host.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let foreign = local || reserved.contains(&host) || shared.iter().any(|s| host.ends_with(s));
        (!foreign && self.path() == "/").then_some(host)
    }
}

/// Percent-encodes a path for use in an address.
pub(crate) fn encode_path(path: &str) -> String {
    let mut encoded = String::with_capacity(encoded_len(path));
    encoded.extend(utf8_percent_encode(path, PATH));
    encoded
}

/// Percent-encodes an element's id for use after `#`.
pub(crate) fn encode_fragment(id: &str) -> String {
    encode_path(id)
}

/// `mailto:`, `https:` (RFC 3986 §3.1).
pub(crate) fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else {
        return false;
    };
    let rest = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(rest)
}

/// Whether an address names a host without a scheme: it begins with two slashes. Browsers read a backslash as one (URL
/// Standard, "relative slash state").
pub(crate) fn names_host(address: &str) -> bool {
    let mut bytes = address.bytes();
    let mut slash = || matches!(bytes.next(), Some(b'/' | b'\\'));
    slash() && slash()
}

/// Takes percent-encoding off a link's path, as an author may have written it, and brings it to NFC.
pub(crate) fn decode(path: &str) -> String {
    percent_decode_str(path).decode_utf8_lossy().nfc().collect()
}

/// The relative address that points from a page in folder `from` to `to`; both are paths from the site's root, `from`
/// ends in `/` or is empty (RFC 3986 §4.2).
pub(crate) fn relative(from: &str, to: &str) -> String {
    let common = from
        .bytes()
        .zip(to.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    // Only whole folders count as common.
    let common = from[..from.floor_char_boundary(common)]
        .rfind('/')
        .map_or(0, |i| i + 1);
    let up = from.as_bytes()[common..].iter().filter(|b| **b == b'/');
    let up = up.count();
    let down = &to[common..];
    let mut address = String::with_capacity(up * 3 + encoded_len(down));
    (0..up).for_each(|_| address.push_str("../"));
    // A first segment with a colon would be read as a scheme.
    let is_like_scheme = || down.split('/').next().is_some_and(|s| s.contains(':'));
    if up == 0 && (down.is_empty() || is_like_scheme()) {
        address.push_str("./");
    }
    address.extend(utf8_percent_encode(down, PATH));
    address
}

/// About as many bytes as a path has when it is encoded: what is not ASCII becomes three times as long.
fn encoded_len(path: &str) -> usize {
    path.len() + path.bytes().filter(|b| !b.is_ascii()).count() * 2
}

/// Resolves `target` (relative, decoded, no fragment) against `folder`; `None` if it climbs out of the root.
pub(crate) fn resolve(folder: &str, target: &str) -> Option<String> {
    let mut segments: Vec<&str> = if target.starts_with('/') {
        Vec::new()
    } else {
        folder.split('/').filter(|s| !s.is_empty()).collect()
    };
    for segment in target.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            s => segments.push(s),
        }
    }
    Some(segments.join("/"))
}

/// The id of a heading from its text, as GitHub makes them: lower case, letters and digits of any script, `-` for
/// spaces and hyphens, `_` kept; the rest is dropped.
pub(crate) fn slugify(text: &str) -> String {
    let text = text.trim();
    if text.chars().all(is_plain) {
        return slug_of(text.chars().map(|c| c.to_ascii_lowercase()), text.len());
    }
    let slug = slug_of(text.nfc().flat_map(char::to_lowercase), text.len());
    let composed: String = slug.nfc().collect();
    composed.trim_matches('-').to_owned()
}

/// The id of a text in small letters.
fn slug_of(text: impl Iterator<Item = char>, room: usize) -> String {
    let mut slug = String::with_capacity(room);
    for c in text {
        if is_alphanumeric(c) || c == '_' {
            slug.push(c);
        } else if (c.is_whitespace() || c == '-') && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

/// Longest part of a path, in bytes: file systems stop at 255.
const LONGEST_SEGMENT: usize = 200;

/// Why a part of a path cannot be part of an address; `None` if it can.
pub(crate) fn bad_segment(segment: &str) -> Option<Message> {
    let (korean, english) = if segment.trim().is_empty() {
        ("비어 있습니다", "it is empty")
    } else if segment == "." || segment == ".." {
        ("이름이 아닙니다", "it is not a name")
    } else if segment.len() > LONGEST_SEGMENT {
        ("200바이트(한글 66자)보다 깁니다", "it is longer than 200 bytes")
    } else if segment.chars().any(|c| {
        is_forbidden(c)
            || matches!(c, '\n' | '\t' | '/' | '\\' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    }) {
        ("제어 문자나 역슬래시(\\)가 들어 있습니다", "it has a control character or a backslash in it")
    } else {
        return None;
    };
    Some(Message::new(korean, english))
}

/// Ids that begin so, in capitals or not, are the theme's.
const RESERVED: &str = "hs-";

/// Why a text cannot be an element's id (HTML §3.2.6); `None` if it can.
pub(crate) fn bad_id(id: &str) -> Option<Message> {
    let (korean, english) = if id.is_empty() {
        ("비어 있습니다", "it is empty")
    } else if id.contains(char::is_whitespace) {
        ("빈칸이 들어 있습니다", "it has a space in it")
    } else if (id.get(..RESERVED.len())).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED)) {
        (
            "`hs-`로 시작하는 제목 주소는 테마가 씁니다",
            "ids that begin with `hs-` belong to the theme",
        )
    } else {
        return None;
    };
    Some(Message::new(korean, english))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_address_climbs_only_as_far_as_it_must() {
        for (from, to, wanted) in [
            ("ko/a/", "ko/a/", "./"),
            ("ko/a/", "ko/b/", "../b/"),
            ("ko/a/", "ko/ab/", "../ab/"),
            ("ko/a/", "en/a/", "../../en/a/"),
            ("", "ko/", "ko/"),
            ("ko/", "", "../"),
            ("ko/a/parallel/", "ko/a/tower.svg", "../tower.svg"),
            ("ko/a/", "ko/a/한 글.svg", "%ED%95%9C%20%EA%B8%80.svg"),
            ("ko/a/", "ko/a/a:b", "./a:b"),
        ] {
            assert_eq!(relative(from, to), wanted, "{from} → {to}");
        }
    }

    #[test]
    fn base_urls_end_in_a_slash_and_say_what_is_wrong() {
        assert_eq!(
            BaseUrl::parse("https://Name.github.io/site")
                .unwrap()
                .as_str(),
            "https://name.github.io/site/"
        );
        assert_eq!(
            BaseUrl::parse("https://name.kr").unwrap().own_domain(),
            Some("name.kr")
        );
        assert_eq!(
            BaseUrl::parse("https://name.github.io/")
                .unwrap()
                .own_domain(),
            None
        );
        assert_eq!(
            BaseUrl::parse("https://name.kr/sub/").unwrap().own_domain(),
            None
        );
        for bad in [
            "",
            "name.kr",
            "ftp://name.kr",
            "https://",
            "https://a b/",
            "https://name.kr/?x",
            "https://name.kr/../",
            "https://name.kr:99999/",
            "https://name.kr:0/",
            "https://name.kr:/",
            "https://:80/",
            "https://name..kr/",
            "https://./",
            "https://[::g]/",
            "https://[::1/",
            &format!("https://{}.kr/", "a".repeat(64)),
            &format!("https://{}kr/", "a.".repeat(127)),
        ] {
            assert!(BaseUrl::parse(bad).is_err(), "{bad}");
        }
        for good in [
            "http://localhost:8080/",
            "http://127.0.0.1/",
            "http://[::1]:80/",
            "https://xn--bj0bj06e.kr./",
        ] {
            assert_eq!(BaseUrl::parse(good).unwrap().as_str(), good);
        }
    }

    #[test]
    fn heading_ids_keep_hangul() {
        assert_eq!(slugify("돈이 드는 곳: GPU"), "돈이-드는-곳-gpu");
        assert_eq!(slugify("  — "), "");
    }
}
