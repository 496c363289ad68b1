//! Who is answered: no page of another site, whatever it sends; and that all that is published is served.

use proptest::prelude::*;

use super::{Preview, SITE, status};

/// What every answer has to say, once.
const HEADERS: [&str; 5] = [
    "cache-control: no-store",
    "x-content-type-options: nosniff",
    "cross-origin-resource-policy: same-origin",
    "x-frame-options: SAMEORIGIN",
    "content-security-policy: frame-ancestors 'self'",
];

/// Each answer in what has come back is well formed and has these headers.
fn assert_guarded(answer: &str, request: &str) {
    assert!(answer.starts_with("HTTP/1."), "{request:?}: {answer:?}");
    let heads = answer.split("HTTP/1.").skip(1);
    for head in heads {
        let (head, _) = head
            .split_once("\r\n\r\n")
            .unwrap_or_else(|| panic!("{answer:?}"));
        for header in HEADERS {
            let count = head.lines().filter(|line| *line == header).count();
            assert_eq!(count, 1, "{request:?} has {header} {count} times: {head}");
        }
        assert!(!head.to_lowercase().contains("access-control"), "{head}");
    }
}

#[test]
fn every_answer_keeps_other_pages_out() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    let own = format!("Host: localhost:{}\r\n", preview.port);
    let page = "/site/ko/%EA%B8%80/";
    let get = |path: &str, headers: &str| format!("GET {path} HTTP/1.1\r\n{own}{headers}\r\n");
    let good = get(page, "");
    for (wanted, request) in [
        (&[200][..], get(page, "Connection: close\r\n")),
        (&[200], good.replace("GET", "HEAD")),
        (&[200], get("/site/note.txt", "")),
        (&[200], get("/__haeseol/preview.js", "")),
        (&[200], get("/__haeseol/events", "")),
        (&[206], get("/site/note.txt", "Range: bytes=1-2\r\n")),
        (&[302], get("/", "")),
        (&[400], get(page, "Transfer-Encoding: chunked\r\n")),
        (&[403], get(page, "Sec-Fetch-Site: cross-site\r\n")),
        (&[404], get("/site/nothing", "")),
        (&[404], get("/__haeseol/nothing", "")),
        (&[405], good.replace("GET", "PUT")),
        (&[416], get("/site/note.txt", "Range: bytes=99-\r\n")),
        // What is no request is answered by the library below.
        (&[400], "GET\r\n\r\n".to_owned()),
        (&[400], "\x16\x03\x01\r\n\r\n".to_owned()),
        (&[400], "GET / HTTP/9.9\r\n\r\n".to_owned()),
        (&[414], get(&"a".repeat(70_000).replacen('a', "/", 1), "")),
        (&[431], get(page, &"X: a\r\n".repeat(200))),
        // Behind a good one, on the same connection.
        (&[200, 400], good.clone() + "GET\r\n\r\n"),
        (
            &[200, 200, 431],
            good.clone() + &good + &get(page, &"X: a\r\n".repeat(200)),
        ),
    ] {
        let answer = preview.send(request.as_bytes());
        let request = request.get(..100).unwrap_or(&request);
        assert_guarded(&answer, request);
        let codes: Vec<u16> = answer
            .split("HTTP/1.1 ")
            .skip(1)
            .map(|a| a[..3].parse().unwrap())
            .collect();
        assert_eq!(codes, wanted, "{request:?}: {answer}");
    }
    let broken = Preview::start("== site.toml\nnonsense = 1", &["--port", "0"]);
    let answer = broken.get("/");
    assert_eq!(status(&answer), 500);
    assert_guarded(&answer, "/");
}

#[test]
fn a_malformed_request_is_answered_on_a_connection_that_was_used() {
    use std::io::{Read as _, Write as _};
    let preview = Preview::start(SITE, &["--port", "0"]);
    let mut stream = preview.connect();
    let request = format!(
        "HEAD /site/ko/ HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
        preview.port
    );
    let mut answer = vec![0; 4096];
    for _ in 0..3 {
        stream.write_all(request.as_bytes()).unwrap();
        let n = stream.read(&mut answer).unwrap();
        assert_guarded(&String::from_utf8_lossy(&answer[..n]), &request);
    }
    stream.write_all(b"nonsense\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert_eq!(status(&answer), 400);
    assert_guarded(&answer, "nonsense");
}

#[test]
fn other_sites_may_link_here_and_nothing_else() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    let link = "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    for site in ["cross-site", "same-site"] {
        let from = format!("Sec-Fetch-Site: {site}\r\n");
        for path in [
            "/",
            "/site/ko/",
            "/site/assets/search/ko/root.js",
            "/site/note.txt",
        ] {
            assert_eq!(status(&preview.request("GET", path, &from)), 403, "{path}");
            let followed = preview.request("GET", path, &(from.clone() + link));
            assert!(status(&followed) < 400, "{path}: {followed}");
            let posted = preview.request("POST", path, &(from.clone() + link));
            assert!(status(&posted) > 400, "{path}: {posted}");
        }
        for own in ["events", "preview.js", "%65vents"] {
            let followed = preview.request(
                "GET",
                &format!("/%5F_haeseol/{own}"),
                &(from.clone() + link),
            );
            assert_eq!(status(&followed), 403, "{own}");
        }
    }
}

#[test]
fn what_proxies_say_means_nothing() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    let port = preview.port;
    let good = preview.get("/site/ko/");
    for name in [
        "X-Forwarded-Host",
        "X-Forwarded-For",
        "X-Original-URL",
        "X-Rewrite-URL",
        "Forwarded",
    ] {
        let header = format!("{name}: host=evil.test\r\nX-HTTP-Method-Override: POST\r\n");
        let answer = preview.request("GET", "/site/ko/", &header);
        assert_eq!(status(&answer), 200, "{name}");
        assert!(!answer.contains("evil.test"), "{name}: {answer}");
        assert_eq!(answer.len(), good.len(), "{name}");
        let foreign = format!(
            "GET /site/ko/ HTTP/1.1\r\nHost: evil.test\r\n{name}: localhost:{port}\r\n\r\n"
        );
        assert_eq!(status(&preview.send(foreign.as_bytes())), 403, "{name}");
    }
}

#[test]
fn no_folder_is_listed() {
    let text =
        SITE.to_owned() + "\n== static/files/one.txt\n1\n== content/images/two.svg\n<svg/>\n";
    let preview = Preview::start(&text, &["--port", "0"]);
    assert_eq!(status(&preview.get("/site/files/one.txt")), 200);
    for path in [
        "/site/files/",
        "/site/files",
        "/site/images/",
        "/site/assets/",
        "/site/assets",
        "/site/.",
    ] {
        let answer = preview.get(path);
        assert_eq!(status(&answer), 404, "{path}: {answer}");
        assert!(
            !answer.contains("one.txt") && !answer.contains("two.svg"),
            "{path}"
        );
    }
}

#[cfg(unix)]
#[test]
fn what_is_published_is_served() {
    let names = [
        "a:b.txt",
        "con",
        "trailing.",
        "a b%20c.txt",
        "글자.txt",
        "a;b&c=d+e.txt",
        "..x",
        "x/.y/z",
    ];
    let files: String = names
        .iter()
        .map(|name| format!("\n== static/{name}\nthis is {name}"))
        .collect();
    let preview = Preview::start(&(SITE.to_owned() + &files), &["--port", "0"]);
    let out = tempfile::tempdir().unwrap();
    let public = out.path().join("public");
    let arguments = ["build", "--quiet", "--out", public.to_str().unwrap()];
    let output = super::super::publish::haeseol(preview.root(), &arguments);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    for name in names {
        // Where a name cannot be published, it is not served either.
        let published = std::fs::read_to_string(public.join(name)).ok();
        let encoded: String = name
            .bytes()
            .map(|b| {
                if b == b'/' {
                    "/".into()
                } else {
                    format!("%{b:02X}")
                }
            })
            .collect();
        let answer = preview.get(&format!("/site/{encoded}"));
        match published {
            Some(text) => assert!(
                status(&answer) == 200 && answer.ends_with(&text),
                "{name}: {answer}"
            ),
            None => assert_eq!(status(&answer), 404, "{name}"),
        }
    }
    assert!(public.join("a:b.txt").exists());
}

/// Parts that requests are made of, good and bad.
fn part() -> impl Strategy<Value = Vec<u8>> {
    let known = [
        "GET ",
        "HEAD ",
        "POST ",
        "OPTIONS ",
        "GET",
        "/",
        "/site/ko/",
        "/site/note.txt",
        "/site/%EA%B8%80/",
        "/../",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/secret.txt",
        "/site/../../secret.txt",
        "\\..\\",
        "%00",
        "%",
        "%zz",
        "/__haeseol/events",
        "/__haeseol/preview.js",
        "?page=..%2fsite.toml&version=0",
        "#",
        "*",
        "http://evil.test/",
        " HTTP/1.1",
        " HTTP/1.0",
        " HTTP/2.0",
        "\r\n",
        "\r\n\r\n",
        "\n",
        "\r",
        "Host: localhost:PORT\r\n",
        "Host: evil.test\r\n",
        "Range: bytes=",
        "0-",
        "-5",
        "3-1,4-",
        "99999999999999999999-",
        "Origin: null\r\n",
        "Origin: http://localhost:PORT\r\n",
        "Referer: http://evil.test/\r\n",
        "Sec-Fetch-Site: ",
        "cross-site",
        "same-origin",
        "\r\nSec-Fetch-Mode: navigate\r\n",
        "Content-Length: 5\r\n",
        "Content-Length: -1\r\n",
        "Transfer-Encoding: chunked\r\n",
        "0\r\n\r\n",
        "Expect: 100-continue\r\n",
        "Connection: close\r\n",
        "Connection: keep-alive\r\n",
        "Upgrade: websocket\r\n",
        ": ",
        ",",
        " ",
        "\t",
        "X: ",
    ];
    prop_oneof![
        8 => prop::sample::select(known.to_vec()).prop_map(|part| part.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..8),
        1 => (any::<u8>(), 1..300_usize).prop_map(|(byte, n)| vec![byte; n]),
    ]
}

/// A request: the beginning of a good one, and anything behind it; or anything.
fn request() -> impl Strategy<Value = Vec<u8>> {
    let start = prop::sample::select(vec![
        "",
        "GET ",
        "GET /site/note.txt HTTP/1.1\r\nHost: localhost:PORT\r\n",
        "HEAD /site/ko/ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        "GET /__haeseol/events HTTP/1.1\r\nHost: localhost:PORT\r\n",
    ]);
    let end = prop::sample::select(vec![
        "",
        "\r\n\r\n",
        " HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
    ]);
    (start, prop::collection::vec(part(), 0..8), end).prop_map(|(start, parts, end)| {
        [start.as_bytes(), &parts.concat(), end.as_bytes()].concat()
    })
}

#[test]
fn whatever_is_sent_is_answered_in_form_or_not_at_all() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    std::fs::write(preview.root().join("secret.txt"), "this is secret").unwrap();
    let port = preview.port.to_string();
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let result = runner.run(&request(), |request| {
        let mut bytes = Vec::new();
        let mut rest = &request[..];
        while let Some(at) = rest.windows(4).position(|w| w == b"PORT") {
            bytes.extend_from_slice(&rest[..at]);
            bytes.extend_from_slice(port.as_bytes());
            rest = &rest[at + 4..];
        }
        bytes.extend_from_slice(rest);
        let answer = preview.exchange(&bytes, true);
        let answer = String::from_utf8_lossy(&answer);
        // Bodies do not contain status lines here, so that each head can be recognised.
        let interim = answer.replace("HTTP/1.1 100 Continue\r\n\r\n", "");
        if !interim.is_empty() {
            assert_guarded(&interim, &String::from_utf8_lossy(&bytes));
        }
        for secret in ["this is secret", "root:", "base_url"] {
            prop_assert!(!answer.contains(secret), "{answer}");
        }
        Ok(())
    });
    result.unwrap();
    assert_eq!(status(&preview.get("/site/ko/")), 200);
}
