//! Whom the preview answers: its owner's browser, and nobody who has been led here by another site (DNS rebinding,
//! requests across sites).

use std::net::IpAddr;

use hyper::header::{HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN};
use hyper::{Request, StatusCode, Version};

/// The names under which the preview may be asked.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    /// Hosts as addresses write them, lower case.
    hosts: Vec<String>,
    port: u16,
}

impl Guard {
    /// For a preview that was told to listen at `host`.
    pub(super) fn new(host: &str, port: u16) -> Self {
        let own = ["localhost", "127.0.0.1", "[::1]"];
        let mut hosts: Vec<String> = own.map(str::to_owned).into();
        hosts.push(written(host.trim_matches(['[', ']'])));
        Self { hosts, port }
    }

    /// Whether a request has the shape and the host that ours have. `local` is the address that it came in at, which
    /// may be asked for by number.
    pub(super) fn check<B>(&self, request: &Request<B>, local: IpAddr) -> Result<(), StatusCode> {
        // The absolute form is for proxies (RFC 9112 §3.2.2), and we are none.
        if request.uri().authority().is_some() || request.uri().scheme().is_some() {
            return Err(StatusCode::FORBIDDEN);
        }
        if request.version() > Version::HTTP_11 {
            return Err(StatusCode::HTTP_VERSION_NOT_SUPPORTED);
        }
        let host = only(request.headers(), &HOST).map_err(|()| StatusCode::FORBIDDEN)?;
        match host {
            Some(host) if self.is_ours(host.as_bytes(), local) => Ok(()),
            Some(_) => Err(StatusCode::FORBIDDEN),
            None => Err(StatusCode::BAD_REQUEST),
        }
    }

    /// Whether an event stream may be opened: by one of our own pages, or by a program that is not a browser.
    pub(super) fn check_origin(
        &self,
        headers: &HeaderMap,
        local: IpAddr,
    ) -> Result<(), StatusCode> {
        let forbidden = |()| StatusCode::FORBIDDEN;
        let origin = only(headers, &ORIGIN).map_err(forbidden)?;
        let ours = |origin: &HeaderValue| {
            let host = origin.as_bytes().strip_prefix(b"http://");
            host.is_some_and(|host| self.is_ours(host, local))
        };
        let site = only(headers, &HeaderName::from_static("sec-fetch-site")).map_err(forbidden)?;
        let near = |site: &HeaderValue| matches!(site.as_bytes(), b"same-origin" | b"none");
        if origin.is_none_or(ours) && site.is_none_or(near) {
            Ok(())
        } else {
            Err(StatusCode::FORBIDDEN)
        }
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

/// The only header of a name; more than one is an error.
fn only<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Result<Option<&'h HeaderValue>, ()> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        _ => Err(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(uri: &str, hosts: &[&str]) -> Result<(), StatusCode> {
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
            assert_eq!(check("/", &[host]), Ok(()), "{host}");
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

    #[test]
    fn event_streams_are_for_our_own_pages() {
        let guard = Guard::new("127.0.0.1", 4000);
        let check = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.append(*name, value.parse().unwrap());
            }
            guard.check_origin(&headers, "127.0.0.1".parse().unwrap())
        };
        assert_eq!(check(&[]), Ok(()));
        assert_eq!(check(&[("origin", "http://localhost:4000")]), Ok(()));
        assert_eq!(check(&[("sec-fetch-site", "same-origin")]), Ok(()));
        for pairs in [
            &[("origin", "http://evil.test")][..],
            &[("origin", "null")],
            &[("origin", "https://localhost:4000")],
            &[("origin", "http://localhost:3000")],
            &[
                ("origin", "http://localhost:4000"),
                ("origin", "http://evil.test"),
            ],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
        ] {
            assert_eq!(check(pairs), Err(StatusCode::FORBIDDEN), "{pairs:?}");
        }
    }
}
