//! How addresses begin: with a scheme that every browser follows, or with something else.

use crate::base::diag::Message;
use crate::base::permalink::names_host;
use crate::lang::message::message;

/// Schemes that run or carry code, or hold another address that does: never the target of a link (HTML Standard,
/// "javascript: URLs"; RFC 2397).
const REFUSED: [&str; 8] = [
    "blob",
    "data",
    "filesystem",
    "jar",
    "javascript",
    "livescript",
    "vbscript",
    "view-source",
];

/// Schemes that a text may hold without a word: those of the web, and those that browsers hand to a program that the reader
/// has chosen for them (HTML Standard, 8.9.1.1, "safelisted scheme").
const KNOWN: [&str; 26] = [
    "bitcoin",
    "ftp",
    "ftps",
    "geo",
    "http",
    "https",
    "im",
    "irc",
    "ircs",
    "magnet",
    "mailto",
    "matrix",
    "mms",
    "news",
    "nntp",
    "openpgp4fpr",
    "sftp",
    "sip",
    "sms",
    "smsto",
    "ssh",
    "tel",
    "urn",
    "webcal",
    "wtai",
    "xmpp",
];

/// An address without what browsers drop before they look for a scheme (URL Standard, basic URL parser).
pub(super) fn cleaned(address: &str) -> String {
    address
        .trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect()
}

/// The scheme of an address (RFC 3986 §3.1).
pub(super) fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let mut bytes = scheme.bytes();
    let valid = bytes.next()?.is_ascii_alphabetic()
        && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    valid.then_some(scheme)
}

/// Whether nothing may link to addresses of a scheme, which is in lower case.
pub(crate) fn is_refused(scheme: &str) -> bool {
    REFUSED.contains(&scheme)
}

/// What is odd about how an address begins, and what to do; `None` if nothing is, or if it is refused where it may not be.
pub(crate) fn oddity(address: &str) -> Option<(Message, Message)> {
    let address = &*cleaned(address);
    if let Some(meant) = meant(address) {
        return Some((
            message!(
                "주소의 앞부분이 이상합니다: `{address}`",
                "this address begins strangely: `{address}`"
            ),
            message!("`{meant}`(으로/로) 적으세요", "write `{meant}`"),
        ));
    }
    let scheme = scheme(address)?.to_ascii_lowercase();
    let known = KNOWN.contains(&&*scheme) || is_refused(&scheme);
    (!known).then(|| {
        (
            message!(
                "`{scheme}:`으로 시작하는 주소는 브라우저가 열지 못하거나 다른 프로그램을 엽니다",
                "browsers open no page at an address that begins with `{scheme}:`, but nothing or another program"
            ),
            message!(
                "`https://` 주소로 링크하세요. 일부러 썼다면 글 위에 `<!-- haeseol: allow link-scheme -->`을 적으세요",
                "link to an `https://` address; if you mean it, put `<!-- haeseol: allow link-scheme -->` above the paragraph"
            ),
        )
    })
}

/// What an address is meant to be whose beginning is mistyped.
pub(super) fn meant(address: &str) -> Option<String> {
    if names_host(address) {
        let (slashes, rest) = address.split_at(2);
        return slashes.contains('\\').then(|| format!("//{rest}"));
    }
    let end = address.find(|c: char| !c.is_ascii_alphanumeric())?;
    let (scheme, rest) = address.split_at(end);
    let known = match &*scheme.to_ascii_lowercase() {
        "https" | "htps" | "htpps" | "httpss" | "hhttps" | "hhtps" | "ttps" | "httos"
        | "htttps" => "https",
        "http" | "htp" | "htt" | "hhttp" | "hhtp" | "ttp" | "htttp" => "http",
        _ => return with_port(address),
    };
    let host = rest.trim_start_matches([':', '/', ';']);
    let begins = rest.starts_with(':') || rest.starts_with("//") || rest.starts_with(";//");
    let right = rest.starts_with("://")
        && !rest.starts_with(":///")
        && known == scheme.to_ascii_lowercase();
    (begins && !right && host.contains('.')).then(|| format!("{known}://{host}"))
}

/// The address of a host with its port, which reads as a scheme: `name.kr:8080/a`, `localhost:3000`.
fn with_port(address: &str) -> Option<String> {
    let (host, rest) = address.split_once(':')?;
    let port = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let local = host.eq_ignore_ascii_case("localhost");
    let is_host = local || host.contains('.') && scheme(address).is_some();
    let web = if local { "http" } else { "https" };
    (is_host && port.parse::<u16>().is_ok()).then(|| format!("{web}://{address}"))
}
