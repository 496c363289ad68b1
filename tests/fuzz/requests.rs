//! What comes over a connection to the preview: whatever it is, the answer is HTTP, keeps to the site, and is not the last.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{Shutdown, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::engine::{Seen, Verdict};
use super::site::SETTINGS;

#[rustfmt::skip]
pub const TOKENS: &[&str] = &[
    "GET ", "HEAD ", "POST ", "OPTIONS ", "get ", "PRI ", "/", "/site/", "/site", "/site/ko/t/", "/site/ko/t", "/site/note.txt", "/site/ko/pic.svg", "/site/%ea%b8%80/", "/site/feed.xml", "/site/ko/search/", "/site/assets/search/ko/root.js",
    "/__haeseol/events", "/__haeseol/preview.js", "/__haeseol/", "?page=ko/t/index.html&version=0", "?q=%00", "#x", "*", "..", "/../", "/./", "//", "%2f", "%2e%2e", "%5c", "\\", "%00", "%", "%zz", "%ff", "%0d%0aX: y", ":", "C:", ";", "<x-fuzz>", "%3Cx-fuzz%3E", "secret.txt",
    "site.toml", "content/t.ko.md", " HTTP/1.1\r\n", " HTTP/1.0\r\n", " HTTP/2.0\r\n", " HTTP/1.1 x\r\n", " HTTP/", "Host: @HOST@\r\n", "Host: localhost\r\n", "Host: evil.test\r\n", "host:@HOST@\r\n", "Host : @HOST@\r\n", "http://@HOST@", "http://evil.test", "//evil.test",
    "Origin: http://@HOST@\r\n", "Origin: null\r\n", "Origin: http://evil.test\r\n", "Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-origin\r\n", "Sec-Fetch-Mode: navigate\r\n", "Sec-Fetch-Dest: document\r\n", "Range: bytes=0-1\r\n", "Range: bytes=-1\r\n", "Range: bytes=5-2\r\n",
    "Range: bytes=0-0,2-3\r\n", "Range: bytes=99999999999999999999-\r\n", "Range: bytes=-99999999999999999999\r\n", "Range: x\r\n", "If-Range: x\r\n", "If-None-Match: *\r\n", "Content-Length: 0\r\n", "Content-Length: 4\r\n", "Content-Length: -1\r\n", "Content-Length: 99999999999999999999\r\n",
    "Transfer-Encoding: chunked\r\n", "Transfer-Encoding: x\r\n", "0\r\n\r\n", "4\r\nabcd\r\n", "ffffffffffffffff\r\n", "Connection: close\r\n", "Connection: keep-alive\r\n", "Connection: upgrade\r\nUpgrade: websocket\r\n", "Expect: 100-continue\r\n", "Accept-Encoding: gzip\r\n",
    "X-Forwarded-Host: evil.test\r\n", "Forwarded: host=evil.test\r\n", "Cookie: a=b\r\n", "X: y\r\n", " folded\r\n", ": y\r\n", "X\r\n", "\r\n", "\r\n\r\n", "\n", "\n\n", "\r", "\0", "\t", " ", "\u{1b}[31m", "글", "a",
    "GET /site/ HTTP/1.1\r\nHost: @HOST@\r\n\r\n",
];

/// What is in the site's folder but not in the site.
const SECRET: &str = "told-to-nobody";
/// Far more than any answer takes, on any machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// After so many inputs the preview is asked for a page.
const BETWEEN_QUESTIONS: u32 = 50;

/// A preview of a small site, ended with the test.
pub struct Preview {
    child: Child,
    port: u16,
    said: Arc<Mutex<String>>,
    inputs: u32,
    _folder: tempfile::TempDir,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Preview {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("site.toml", SETTINGS),
            ("secret.txt", SECRET),
            ("content/index.ko.md", "---\ntitle: 처음\n---\n"),
            ("content/t.ko.md", "---\ntitle: 글\n---\n글이다.\n"),
            ("content/글.ko.md", "---\ntitle: 글\n---\n글이다.\n"),
            (
                "content/draft.ko.md",
                "---\ntitle: told-to-nobody\ndraft: true\n---\n",
            ),
            (
                "content/pic.svg",
                "<svg xmlns='http://www.w3.org/2000/svg'/>",
            ),
            ("static/note.txt", "0123456789"),
        ] {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_haeseol"))
            .current_dir(folder.path())
            .args(["serve", "--port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .find_map(|line| Some(line.unwrap().split_once("http://127.0.0.1:")?.1.to_owned()))
            .unwrap();
        let port = address.split('/').next().unwrap().parse().unwrap();
        let said = Arc::new(Mutex::new(String::new()));
        let (errors, heard) = (
            BufReader::new(child.stderr.take().unwrap()),
            Arc::clone(&said),
        );
        // Somebody has to go on reading.
        std::thread::spawn(move || lines.for_each(drop));
        std::thread::spawn(move || {
            errors
                .lines()
                .map_while(Result::ok)
                .for_each(|line| *heard.lock().unwrap() += &line);
        });
        Self {
            child,
            port,
            said,
            inputs: 0,
            _folder: folder,
        }
    }

    pub fn law(&mut self, input: &[u8], seen: &mut Seen) -> Verdict {
        let host = format!("localhost:{}", self.port);
        let input = replace(input, b"@HOST@", host.as_bytes());
        let answer = self.send(&input)?;
        check(&answer, &input, seen)
            .map_err(|why| format!("{why}: {}", String::from_utf8_lossy(&answer)))?;
        self.inputs += 1;
        if self.inputs % BETWEEN_QUESTIONS == 1 {
            let page =
                self.send(format!("GET /site/ko/t/ HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes())?;
            if !page.starts_with(b"HTTP/1.1 200") {
                return Err(format!(
                    "the preview does not answer any more: {}",
                    String::from_utf8_lossy(&page)
                ));
            }
        }
        let said = self.said.lock().unwrap();
        if said.contains("panicked") {
            Err(format!("it said {said}"))
        } else {
            Ok(())
        }
    }

    /// Sends some bytes and no more, and gives what comes back until the end, or the beginning of an event stream.
    fn send(&self, input: &[u8]) -> Result<Vec<u8>, String> {
        let error = |e: std::io::Error| e.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).map_err(error)?;
        stream.set_read_timeout(Some(PATIENCE)).map_err(error)?;
        // The preview may close before it has heard everything.
        let _ = stream.write_all(input);
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        let mut buffer = [0; 16 << 10];
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => return Ok(answer),
                Ok(n) => answer.extend_from_slice(&buffer[..n]),
                Err(e) if e.kind() == std::io::ErrorKind::ConnectionReset => return Ok(answer),
                Err(e) => return Err(format!("no end of the answer: {e}")),
            }
            if find(&answer, b"text/event-stream").is_some() {
                return Ok(answer);
            }
        }
    }
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|w| w == part)
}

fn replace(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = bytes;
    while let Some(at) = find(rest, from) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    out.extend_from_slice(rest);
    out
}

/// What holds for everything that comes back over a connection (RFC 9112).
fn check(answer: &[u8], input: &[u8], seen: &mut Seen) -> Verdict {
    if find(answer, SECRET.as_bytes()).is_some() {
        return Err("it tells what is not in the site".into());
    }
    let mut rest = answer;
    while !rest.is_empty() {
        let end = find(rest, b"\r\n\r\n").ok_or("a head without end")?;
        let head = std::str::from_utf8(&rest[..end]).map_err(|_| "a head that is no text")?;
        rest = &rest[end + 4..];
        let mut lines = head.split("\r\n");
        let status = lines
            .next()
            .and_then(|line| line.strip_prefix("HTTP/1."))
            .and_then(|line| line.get(2..5));
        let status: u16 = status.and_then(|s| s.parse().ok()).ok_or("no status")?;
        if ![
            200, 206, 302, 304, 400, 403, 404, 405, 413, 414, 416, 417, 431, 505,
        ]
        .contains(&status)
        {
            return Err(format!("the status {status}"));
        }
        let headers: Vec<_> = lines
            .map(|line| line.split_once(": "))
            .collect::<Option<_>>()
            .ok_or("no header")?;
        if headers.iter().any(|(name, value)| {
            name.is_empty() || format!("{name}{value}").contains(char::is_control)
        }) {
            return Err("a header with a control character".into());
        }
        let header = |name: &str| {
            headers
                .iter()
                .find(|(n, _)| n.eq_ignore_ascii_case(name))
                .map(|(_, value)| *value)
        };
        seen.note((
            status,
            header("content-type"),
            header("content-length"),
            header("content-range"),
        ));
        // What cannot be read as a request is answered by the HTTP library alone.
        let ours = header("content-type").is_some();
        if ours
            && (header("cache-control") != Some("no-store")
                || header("x-content-type-options") != Some("nosniff"))
        {
            return Err("a header is missing".into());
        }
        if header("access-control-allow-origin").is_some() {
            return Err("other sites may read it".into());
        }
        if header("content-type") == Some("text/event-stream") || find(input, b"HEAD").is_some() {
            // An answer to HEAD has no body, whatever length it gives: what follows cannot be recognised from here.
            return Ok(());
        }
        let length: usize = match header("content-length") {
            Some(length) => length.parse().map_err(|_| "no length")?,
            None if header("transfer-encoding").is_some() => {
                return Err("a body without length".into());
            }
            None => 0,
        };
        let body = rest.get(..length).ok_or("a body that is too short")?;
        if header("content-type").is_some_and(|kind| kind.contains("html"))
            && find(body, b"<x-fuzz").is_some()
        {
            return Err("it repeats what was asked as HTML".into());
        }
        rest = &rest[length..];
    }
    Ok(())
}
