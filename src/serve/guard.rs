//! Whom the preview answers: its owner's browser, and no page of another site that is open in it (DNS rebinding,
//! requests across sites).
//!
//! 1. The `Host` is one of ours: a name that somebody else has pointed here is not.
//! 2. The page that asks is ours. Browsers say in `Sec-Fetch-Site` (W3C Fetch Metadata) whether it is; older ones, and
//!    all where the address is not this machine's own, say at most in `Origin` and `Referer` which page it is.
//!    Following a link from elsewhere to a document is allowed, as the other page does not learn what it says.
//! 3. [`HEADERS`] make browsers keep answers from other pages where these have not been recognised by then.

use std::net::IpAddr;

use hyper::header::{ACCEPT, HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN, REFERER};
use hyper::{Request, StatusCode, Version};

/// What every answer says: it is not kept, is of the type that it says, and may be used and framed by our own pages only.
pub(super) const HEADERS: [(&str, &str); 5] = [
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "SAMEORIGIN"),
    ("content-security-policy", "frame-ancestors 'self'"),
];

/// Who has sent a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sender {
    /// The owner, one of our own pages, or a program that is not a browser.
    Own,
    /// A page of another site that had the browser go to a document.
    OtherSite,
}

/// The names under which the preview may be asked.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    /// Hosts as addresses write them, lower case.
    hosts: Vec<String>,
    port: u16,
}

impl Guard {
    /// For a preview that listens at `host`.
    pub(super) fn new(host: &str, port: u16) -> Self {
        let own = ["localhost", "127.0.0.1", "[::1]"];
        let mut hosts: Vec<String> = own.map(str::to_owned).into();
        hosts.push(written(host.trim_matches(['[', ']'])));
        Self { hosts, port }
    }

    /// Who has sent a request. `local` is the address that it came in at, which may be asked for by number.
    ///
    /// # Errors
    /// The status to refuse it with, where it is not for us or is sent by another site.
    pub(super) fn check<B>(
        &self,
        request: &Request<B>,
        local: IpAddr,
    ) -> Result<Sender, StatusCode> {
        // The absolute form is for proxies (RFC 9112 §3.2.2), and we are none.
        if request.uri().authority().is_some() || request.uri().scheme().is_some() {
            return Err(StatusCode::FORBIDDEN);
        }
        if request.version() > Version::HTTP_11 {
            return Err(StatusCode::HTTP_VERSION_NOT_SUPPORTED);
        }
        let host = only(request.headers(), &HOST).map_err(|Twice| StatusCode::FORBIDDEN)?;
        let host = host.ok_or(StatusCode::BAD_REQUEST)?;
        if !self.is_ours(host.as_bytes(), local) {
            return Err(StatusCode::FORBIDDEN);
        }
        let sender = self.sender(request.headers(), local);
        sender.ok().flatten().ok_or(StatusCode::FORBIDDEN)
    }

    /// Who has sent a request with these headers; `None` if it is a page of another site that wants more than to go to a
    /// document.
    fn sender(&self, headers: &HeaderMap, local: IpAddr) -> Result<Option<Sender>, Twice> {
        let ours = |page: &HeaderValue| {
            let page = page.as_bytes().strip_prefix(b"http://").unwrap_or_default();
            let host = page.split(|b| *b == b'/').next().unwrap_or_default();
            self.is_ours(host, local)
        };
        // Browsers do not send it when they go to a document by its address or a link.
        if only(headers, &ORIGIN)?.is_some_and(|origin| !ours(origin)) {
            return Ok(None);
        }
        let fetch =
            |name| Ok(only(headers, &HeaderName::from_static(name))?.map(HeaderValue::as_bytes));
        let site = fetch("sec-fetch-site")?;
        let mode = fetch("sec-fetch-mode")?;
        let destination = fetch("sec-fetch-dest")?;
        let referer = only(headers, &REFERER)?;
        let (own, document) = match site {
            Some(site) => (
                matches!(site, b"same-origin" | b"none"),
                (mode, destination) == (Some(b"navigate"), Some(b"document")),
            ),
            // Browsers always say it with the others. Programs may send one of these alone (Node sends a mode).
            None => {
                // Browsers ask for HTML only when they go to a document or fill a frame, which they then refuse to do.
                let accepts = headers.get_all(ACCEPT).iter();
                let html =
                    |accept: &HeaderValue| accept.to_str().is_ok_and(|a| a.contains("text/html"));
                (referer.is_none_or(ours), accepts.into_iter().any(html))
            }
        };
        Ok(match (own, document) {
            (true, _) => Some(Sender::Own),
            (false, true) => Some(Sender::OtherSite),
            (false, false) => None,
        })
    }

    /// Whether `host:port` names us.
    fn is_ours(&self, host: &[u8], local: IpAddr) -> bool {
        let Ok(host) = std::str::from_utf8(host) else {
            return false;
        };
        let port = format!(":{}", self.port);
        let name = match host.strip_suffix(&port) {
            Some(name) => name,
            None if self.port == 80 => host,
            None => return false,
        };
        let name = name.to_ascii_lowercase();
        self.hosts.contains(&name) || name == written(&local.to_string())
    }
}

/// A host as addresses write it.
fn written(host: &str) -> String {
    match host.parse::<IpAddr>() {
        Ok(IpAddr::V6(v6)) => match v6.to_ipv4_mapped() {
            Some(v4) => v4.to_string(),
            None => format!("[{v6}]"),
        },
        _ => host.to_ascii_lowercase(),
    }
}

/// A header that may be there once is there more than once.
struct Twice;

/// The only header of a name.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Result<Option<&'h HeaderValue>, Twice> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        _ => Err(Twice),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(uri: &str, hosts: &[&str]) -> Result<Sender, StatusCode> {
        let mut request = Request::builder().uri(uri);
        for host in hosts {
            request = request.header(HOST, *host);
        }
        let local = "127.0.0.1".parse().unwrap();
        Guard::new("preview.test", 4000).check(&request.body(()).unwrap(), local)
    }

    #[test]
    fn only_our_own_names_with_our_port_are_answered() {
        for host in [
            "localhost:4000",
            "127.0.0.1:4000",
            "[::1]:4000",
            "LOCALHOST:4000",
            "preview.test:4000",
        ] {
            assert_eq!(check("/", &[host]), Ok(Sender::Own), "{host}");
        }
        for host in [
            "localhost",
            "localhost:4001",
            "localhost:40000",
            "evil.test:4000",
            "localhost.evil.test:4000",
            "127.0.0.1.nip.io:4000",
            "user@localhost:4000",
            "localhost:4000:4000",
            "",
            ":4000",
            "0.0.0.0:4000",
        ] {
            assert_eq!(check("/", &[host]), Err(StatusCode::FORBIDDEN), "{host}");
        }
        assert_eq!(check("/", &[]), Err(StatusCode::BAD_REQUEST));
        let forbidden = Err(StatusCode::FORBIDDEN);
        assert_eq!(check("/", &["localhost:4000", "evil.test"]), forbidden);
        assert_eq!(
            check("http://localhost:4000/", &["localhost:4000"]),
            forbidden
        );
    }

    /// Who has sent a request with some headers, one a line.
    fn sender(headers: &str) -> Option<Sender> {
        let mut request = Request::builder().uri("/").header(HOST, "localhost:4000");
        for line in headers.lines() {
            let (name, value) = line.trim_start().split_once(": ").unwrap();
            request = request.header(name, value);
        }
        let local = "127.0.0.1".parse().unwrap();
        let sender = Guard::new("127.0.0.1", 4000).check(&request.body(()).unwrap(), local);
        sender
            .inspect_err(|status| assert_eq!(*status, StatusCode::FORBIDDEN))
            .ok()
    }

    #[test]
    fn our_own_pages_and_programs_are_answered() {
        for headers in [
            "",
            "origin: http://localhost:4000",
            "origin: http://127.0.0.1:4000",
            "sec-fetch-mode: cors",
            "sec-fetch-site: same-origin",
            "sec-fetch-site: same-origin\nsec-fetch-mode: navigate\nsec-fetch-dest: iframe",
            "sec-fetch-site: none\nsec-fetch-mode: navigate\nsec-fetch-dest: document",
            "referer: http://localhost:4000/site/ko/",
            "referer: http://localhost:4000",
            "sec-fetch-site: same-origin\nreferer: http://localhost:4000/",
        ] {
            assert_eq!(sender(headers), Some(Sender::Own), "{headers}");
        }
    }

    #[test]
    fn pages_of_other_sites_are_not() {
        let link = "sec-fetch-mode: navigate\nsec-fetch-dest: document";
        for headers in [
            "origin: http://evil.test",
            "origin: null",
            "origin: https://localhost:4000",
            "origin: http://localhost:3000",
            "origin: http://localhost:4000\norigin: http://evil.test",
            "origin: http://evil.test\nsec-fetch-site: same-origin",
            "origin: ",
            "sec-fetch-site: cross-site",
            "sec-fetch-site: same-site",
            "sec-fetch-site: Same-Origin",
            "sec-fetch-site: same-origin, none",
            "sec-fetch-site: same-origin\nsec-fetch-site: same-origin",
            "sec-fetch-site: nonsense",
            "sec-fetch-site: ",
            "referer: http://evil.test/http://localhost:4000/",
            "referer: http://localhost:4000.evil.test/",
            "referer: http://localhost:3000/\naccept: */*",
            "referer: https://evil.test/\naccept: image/*",
            "referer: android-app://evil",
            &format!("origin: null\nsec-fetch-site: cross-site\n{link}"),
            &format!("{link}\nsec-fetch-site: cross-site\nsec-fetch-dest: script"),
            "sec-fetch-site: cross-site\nsec-fetch-mode: navigate",
            "sec-fetch-site: cross-site\nsec-fetch-dest: document",
            "sec-fetch-site: cross-site\nsec-fetch-mode: navigate\nsec-fetch-dest: iframe",
            "sec-fetch-site: same-site\nsec-fetch-mode: navigate\nsec-fetch-dest: object",
            "sec-fetch-site: cross-site\nsec-fetch-mode: no-cors\nsec-fetch-dest: document",
            "sec-fetch-site: cross-site\nsec-fetch-mode: Navigate\nsec-fetch-dest: document",
            "sec-fetch-site: cross-site\nsec-fetch-mode: cors\nsec-fetch-dest: empty\naccept: text/html",
        ] {
            assert_eq!(sender(headers), None, "{headers}");
        }
    }

    #[test]
    fn links_to_documents_are_followed_from_anywhere() {
        let link = "sec-fetch-mode: navigate\nsec-fetch-dest: document";
        for headers in [
            &format!("sec-fetch-site: cross-site\n{link}"),
            &format!("sec-fetch-site: same-site\n{link}\nreferer: http://localhost:3000/"),
            "referer: https://elsewhere.test/\naccept: text/html,application/xhtml+xml,*/*;q=0.8",
        ] {
            assert_eq!(sender(headers), Some(Sender::OtherSite), "{headers}");
        }
    }
}
