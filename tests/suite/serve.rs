//! The preview server, through the program itself: whom it answers and how, what it follows, how it ends.

mod access;
#[cfg(target_os = "linux")]
mod load;
#[cfg(unix)]
mod watch;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::publish::{program, site, write};

/// A preview of a site, ended with the test.
pub struct Preview {
    child: Child,
    port: u16,
    folder: tempfile::TempDir,
    /// What it has printed since its address.
    printed: Arc<Mutex<String>>,
}

impl Preview {
    pub fn start(text: &str, arguments: &[&str]) -> Self {
        Self::start_in(text, arguments, "en")
    }

    /// The same in a language.
    pub fn start_in(text: &str, arguments: &[&str], lang: &str) -> Self {
        let folder = site(text);
        let mut child = program(folder.path())
            .env("HAESEOL_LANG", lang)
            .arg("serve")
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = lines
            .find_map(|line| Some(line.unwrap().split_once("http://127.0.0.1:")?.1.to_owned()))
            .unwrap();
        let port = address.split('/').next().unwrap().parse().unwrap();
        let printed = Arc::new(Mutex::new(String::new()));
        let more = Arc::clone(&printed);
        std::thread::spawn(move || {
            lines.for_each(|line| *more.lock().unwrap() += &(line.unwrap() + "\n"));
        });
        Self {
            child,
            port,
            folder,
            printed,
        }
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(("127.0.0.1", self.port)).unwrap()
    }

    /// What comes back for some bytes until the server closes or a second passes.
    fn send(&self, request: &[u8]) -> String {
        String::from_utf8_lossy(&self.exchange(request, false)).into_owned()
    }

    /// The same as bytes. The client closes its side after the last byte if that is wanted.
    fn exchange(&self, request: &[u8], close: bool) -> Vec<u8> {
        let mut stream = self.connect();
        stream
            .set_read_timeout(Some(Duration::from_secs(1)))
            .unwrap();
        // The server may close before it has heard everything.
        let _ = stream.write_all(request);
        if close {
            let _ = stream.shutdown(std::net::Shutdown::Write);
        }
        let mut answer = Vec::new();
        let mut buffer = [0; 4096];
        while let Ok(n) = stream.read(&mut buffer)
            && n > 0
        {
            answer.extend_from_slice(&buffer[..n]);
        }
        answer
    }

    fn request(&self, method: &str, path: &str, headers: &str) -> String {
        let port = self.port;
        self.send(format!("{method} {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n{headers}\r\n").as_bytes())
    }

    pub fn get(&self, path: &str) -> String {
        self.request("GET", path, "")
    }

    /// Waits until the program has printed something.
    pub fn wait_until_printed(&self, text: &str) {
        let start = Instant::now();
        let printed = || self.printed.lock().unwrap().clone();
        while !printed().contains(text) {
            assert!(start.elapsed() < Duration::from_secs(20), "{}", printed());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Waits until a page says something.
    pub fn wait_for(&self, path: &str, text: &str) {
        let start = Instant::now();
        while !self.get(path).contains(text) {
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "{path} never says {text}: {}",
                self.get(path)
            );
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn status(answer: &str) -> u16 {
    let line = answer.lines().next().unwrap_or_default();
    line.split(' ')
        .nth(1)
        .and_then(|s| s.parse().ok())
        .unwrap_or_else(|| panic!("no status: {answer:?}"))
}

const SITE: &str = "== content/글.ko.md\n---\ntitle: 글\n---\n처음 글이다.\n== content/pic.svg\n<svg xmlns='http://www.w3.org/2000/svg'/>\n== static/note.txt\n0123456789";

#[test]
fn pages_and_files_are_served_as_the_site_will_be() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    assert!(preview.get("/").contains("location: /site/\r\n"));
    assert!(preview.get("/site").contains("location: /site/\r\n"));
    let page = preview.get("/site/ko/%EA%B8%80/");
    assert!(
        page.contains("처음 글이다.") && page.contains("content-type: text/html; charset=utf-8")
    );
    for header in ["cache-control: no-store", "x-content-type-options: nosniff"] {
        assert!(page.contains(header), "{header}");
    }
    assert!(!page.to_lowercase().contains("access-control"));
    // The script is the preview's, put in as the page is sent.
    assert!(
        page.contains("<script src=\"/__haeseol/preview.js\"")
            && page.trim_end().ends_with("</html>")
    );
    assert!(
        preview
            .get("/site/ko/%EA%B8%80?a=b")
            .contains("location: /site/ko/%EA%B8%80/?a=b\r\n")
    );
    let head = preview.request("HEAD", "/site/note.txt", "");
    assert!(
        head.contains("content-length: 11\r\n") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
    let part = preview.request("GET", "/site/note.txt", "Range: bytes=2-4\r\n");
    assert!(
        status(&part) == 206
            && part.contains("content-range: bytes 2-4/11")
            && part.ends_with("\r\n\r\n234"),
        "{part}"
    );
    assert_eq!(
        status(&preview.request("GET", "/site/note.txt", "Range: bytes=99-\r\n")),
        416
    );
    assert!(
        preview
            .get("/site/pic.svg")
            .contains("content-type: image/svg+xml")
    );
    let missing = preview.get("/site/nothing/");
    assert!(
        status(&missing) == 404
            && missing.contains("404")
            && !missing.contains("https://name.github.io"),
        "{missing}"
    );
    assert!(!preview.root().join("public").exists());
}

#[test]
fn only_its_owner_is_answered() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    let port = preview.port;
    for host in [
        "evil.test",
        &format!("evil.test:{port}"),
        "localhost",
        "localhost:1",
    ] {
        let answer =
            preview.send(format!("GET /site/ HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes());
        assert_eq!(status(&answer), 403, "{host}");
    }
    let own = format!("localhost:{port}");
    for request in [
        format!("GET http://{own}/site/ HTTP/1.1\r\nHost: {own}\r\n\r\n"),
        format!("GET /site/ HTTP/1.1\r\nHost: {own}\r\nHost: evil.test\r\n\r\n"),
    ] {
        assert_eq!(status(&preview.send(request.as_bytes())), 403, "{request}");
    }
    for request in [
        "GET /site/ HTTP/1.1\r\n\r\n".to_owned(),
        format!(
            "POST /site/ HTTP/1.1\r\nHost: {own}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /site/ HTTP/1.1\r\nHost: {own}\r\n\r\n"
        ),
        format!(
            "GET /site/ HTTP/1.1\r\nHost: {own}\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"
        ),
    ] {
        let answer = preview.send(request.as_bytes());
        assert!(
            status(&answer) == 400 && answer.matches("HTTP/1.").count() == 1,
            "{request}: {answer}"
        );
    }
    let post = preview.request("POST", "/site/", "");
    assert!(status(&post) == 405 && post.contains("allow: GET, HEAD"));
    for path in [
        "/site/..%2f..%2fetc/passwd",
        "/site/%2e%2e/",
        "/site/a%5cb",
        "/site/a%00",
        "/site/C:/x",
        "/etc/passwd",
    ] {
        assert_eq!(status(&preview.get(path)), 404, "{path}");
    }
    let evil = preview.request("GET", "/__haeseol/events", "Origin: http://evil.test\r\n");
    assert_eq!(status(&evil), 403);
    let events = preview.request("GET", "/__haeseol/events", "");
    assert!(
        events.contains("content-type: text/event-stream") && events.contains("data: {"),
        "{events}"
    );
}

#[test]
fn excess_is_refused_cleanly() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    let long = format!("X: {}\r\n", "a".repeat(2 << 20));
    assert_eq!(status(&preview.request("GET", "/site/", &long)), 431);
    let many: String = (0..20_000).map(|i| format!("X{i}: a\r\n")).collect();
    assert_eq!(status(&preview.request("GET", "/site/", &many)), 431);
    assert_eq!(status(&preview.send(b"\x16\x03\x01\x02\x00\r\n\r\n")), 400);
    assert_eq!(status(&preview.get("/site/ko/")), 200);
}

#[test]
fn saves_are_followed_and_errors_keep_the_last_good_page() {
    for arguments in [&["--port", "0"][..], &["--port", "0", "--poll"]] {
        let preview = Preview::start(SITE, arguments);
        let page = "/site/ko/%EA%B8%80/";
        assert!(preview.get(page).contains("처음 글이다."));
        let file = preview.root().join("content/글.ko.md");
        std::fs::write(&file, "---\ntitle: 글\n---\n둘째 글이다.\n").unwrap();
        preview.wait_for(page, "둘째 글이다.");
        std::fs::write(&file, "---\ntitel: 글\n---\n셋째 글이다.\n").unwrap();
        preview.wait_for("/__haeseol/events", "did you mean `title`?");
        assert!(preview.get(page).contains("둘째 글이다."));
        std::fs::write(&file, "---\ntitle: 글\n---\n넷째 글이다.\n").unwrap();
        preview.wait_for(page, "넷째 글이다.");
        // Away and back, as when a branch is changed.
        std::fs::remove_dir_all(preview.root().join("content")).unwrap();
        write(
            preview.root(),
            "== content/a/b/index.ko.md\n---\ntitle: 깊은 글\n---\n깊은 글이다.",
        );
        preview.wait_for("/site/ko/a/b/", "깊은 글이다.");
        assert_eq!(status(&preview.get(page)), 404);
        write(
            preview.root(),
            "== content/a/b/1-c.ko.md\n---\ntitle: 부분\n---\n부분이다.",
        );
        preview.wait_for("/site/ko/a/b/", "부분이다.");
    }
}

#[test]
fn a_port_that_was_asked_for_and_is_taken_is_an_error() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    let port = preview.port.to_string();
    let output = super::publish::haeseol(preview.root(), &["serve", "--port", &port]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(&port) && said.contains("--port"), "{said}");
}

#[test]
fn a_port_that_was_not_asked_for_and_is_taken_is_followed_by_the_next_and_said_so() {
    // Whoever has the first port, the second preview finds it taken.
    let first = Preview::start(SITE, &[]);
    let mut second = program(first.root())
        .arg("serve")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut said = String::new();
    for line in BufReader::new(second.stdout.take().unwrap()).lines() {
        said += &(line.unwrap() + "\n");
        if said.contains("http://127.0.0.1:") {
            break;
        }
    }
    second.kill().unwrap();
    second.wait().unwrap();
    assert!(
        said.contains("port 4000 is taken by another program"),
        "{said}"
    );
    assert!(
        !said.contains(&format!("127.0.0.1:{}/", first.port)),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn it_ends_at_once_although_streams_are_open() {
    let mut preview = Preview::start(SITE, &["--port", "0"]);
    let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
    let request = format!(
        "GET /__haeseol/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
        preview.port
    );
    stream.write_all(request.as_bytes()).unwrap();
    let mut first = [0; 16];
    stream.read_exact(&mut first).unwrap();
    let pid = preview.child.id().to_string();
    let start = Instant::now();
    assert!(Command::new("kill").arg(pid).status().unwrap().success());
    assert_eq!(preview.child.wait().unwrap().code(), Some(0));
    assert!(
        start.elapsed() < Duration::from_secs(2),
        "{:?}",
        start.elapsed()
    );
    let mut rest = String::new();
    stream.read_to_string(&mut rest).unwrap();
}

#[cfg(unix)]
#[test]
fn names_of_files_do_not_steer_the_terminal() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    let name = "static/a\nb\u{9b}31m\u{202e}c.txt";
    std::fs::write(preview.root().join(name), "text").unwrap();
    preview.wait_until_printed("static/a");
    preview.wait_until_printed("static/a\u{240a}b\u{fffd}31m\u{fffd}c.txt: ");
}

#[test]
fn warnings_are_told_and_findings_open_in_the_editor() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    let events = preview.get("/__haeseol/events");
    let data = events
        .lines()
        .find_map(|l| l.split_once("data: "))
        .unwrap()
        .1;
    let message: serde_json::Value = serde_json::from_str(data).unwrap();
    assert!(message["errors"].as_array().unwrap().is_empty());
    let warnings = message["warnings"].as_array().unwrap();
    let twin = warnings.iter().find(|w| w["file"] == "content/글.ko.md");
    let link = twin.unwrap()["link"].as_str().unwrap();
    assert!(
        link.starts_with("vscode://file/") && link.ends_with("/content/%EA%B8%80.ko.md:1:1"),
        "{link}"
    );
}

#[test]
fn a_page_that_is_missing_because_it_is_a_draft_says_so() {
    let text = "== content/글.ko.md\n---\ntitle: 글\ndraft: true\n---\n글이다.\n";
    let preview = Preview::start(text, &["--port", "0"]);
    let page = preview.get("/site/ko/%EA%B8%80/");
    assert!(
        status(&page) == 404 && page.contains("data-draft=\"content/글.ko.md\""),
        "{page}"
    );
    let other = preview.get("/site/ko/nothing/");
    assert!(other.contains("data-draft=\"\""), "{other}");
    let drafts = Preview::start(text, &["--port", "0", "--drafts"]);
    assert_eq!(status(&drafts.get("/site/ko/%EA%B8%80/")), 200);
}
