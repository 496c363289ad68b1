//! Many clients, and bad ones: none of them delays the others, and what they hold is given back.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use super::{Preview, SITE, status};

/// Enough for this process to hold as many connections as the tests need.
fn raise_limit() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let current = limit.maximum;
    setrlimit(Resource::Nofile, Rlimit { current, ..limit }).unwrap();
}

impl Preview {
    /// Sends a request and leaves the connection open.
    fn begin(&self, path: &str) -> TcpStream {
        let mut stream = self.connect();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n",
            self.port
        );
        stream.write_all(request.as_bytes()).unwrap();
        stream
    }

    /// Opens an event stream and waits for its beginning.
    fn stream(&self) -> TcpStream {
        let mut stream = self.begin("/__haeseol/events");
        let mut start = [0; 16];
        stream.read_exact(&mut start).unwrap();
        assert!(start.starts_with(b"HTTP/1.1 200"));
        stream
    }

    fn descriptors(&self) -> usize {
        let folder = format!("/proc/{}/fd", self.child.id());
        std::fs::read_dir(folder).unwrap().count()
    }

    /// Memory of the process in MiB.
    fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap();
        line.split_whitespace()
            .nth(1)
            .unwrap()
            .parse::<u64>()
            .unwrap()
            >> 10
    }
}

#[test]
fn streams_that_were_closed_are_let_go() {
    raise_limit();
    let preview = Preview::start(SITE, &["--port", "0"]);
    assert_eq!(status(&preview.get("/site/ko/")), 200);
    let before = preview.descriptors();
    let streams: Vec<_> = (0..500).map(|_| preview.stream()).collect();
    assert!(preview.descriptors() >= 500);
    drop(streams);
    let closed = Instant::now();
    // Long before a stream is written to for a sign of life.
    while preview.descriptors() > before + 5 {
        let left = preview.descriptors() - before;
        assert!(
            closed.elapsed() < Duration::from_secs(8),
            "{left} are still open"
        );
        std::thread::sleep(Duration::from_millis(20));
    }
    // One that is still listened to hears of what comes.
    let mut stream = preview.stream();
    std::fs::write(
        preview.root().join("content/글.ko.md"),
        "---\ntitel: 글\n---\n",
    )
    .unwrap();
    let mut heard = String::new();
    while !heard.contains("did you mean") {
        let mut buffer = [0; 4096];
        let n = stream.read(&mut buffer).unwrap();
        assert!(n > 0, "{heard}");
        heard.push_str(&String::from_utf8_lossy(&buffer[..n]));
    }
}

#[test]
fn readers_who_take_nothing_delay_nobody_and_cost_little() {
    raise_limit();
    let preview = Preview::start(SITE, &["--port", "0"]);
    let big = 256 << 20;
    let file = std::fs::File::create(preview.root().join("static/big.bin")).unwrap();
    file.set_len(big).unwrap();
    preview.wait_for("/site/note.txt", "0123456789");
    let start = Instant::now();
    while status(&preview.request("HEAD", "/site/big.bin", "")) != 200 {
        assert!(start.elapsed() < Duration::from_secs(20));
    }
    let stalled: Vec<_> = (0..60).map(|_| preview.begin("/site/big.bin")).collect();
    let held: Vec<_> = (0..1900).map(|_| preview.connect()).collect();
    let fastest = (0..5).map(|_| {
        let start = Instant::now();
        assert_eq!(status(&preview.get("/site/ko/")), 200);
        start.elapsed()
    });
    assert!(fastest.min().unwrap() < Duration::from_secs(1));
    // A whole file arrives meanwhile, whole.
    let mut stream = preview.begin("/site/big.bin");
    let (mut length, mut buffer) = (0, vec![0; 1 << 20]);
    while length < big {
        let n = stream.read(&mut buffer).unwrap();
        assert!(n > 0, "{length} bytes have come");
        length += n as u64;
    }
    assert!(preview.memory() < 200, "{} MiB", preview.memory());
    drop((stalled, held));
}

#[test]
fn who_says_nothing_or_little_is_let_go() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    let limit = Some(Duration::from_secs(60));
    let mut silent = preview.connect();
    let mut slow = preview.connect();
    let mut used = preview.begin("/site/note.txt");
    slow.write_all(b"GET /site/ko/ HTTP/1.1\r\nX: ").unwrap();
    for stream in [&mut silent, &mut slow, &mut used] {
        stream.set_read_timeout(limit).unwrap();
        let mut rest = Vec::new();
        // One byte now and then does not keep it open.
        let _ = stream.write_all(b"a");
        let _ = stream.read_to_end(&mut rest).unwrap();
    }
    assert_eq!(status(&preview.get("/site/ko/")), 200);
}

#[test]
fn a_preview_that_nothing_happens_to_does_nothing() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    let _stream = preview.stream();
    // Ticks of a hundredth of a second (proc_pid_stat(5), fields 14 and 15).
    let ticks = || {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", preview.child.id())).unwrap();
        let fields: Vec<_> = stat
            .rsplit_once(')')
            .unwrap()
            .1
            .split_whitespace()
            .collect();
        fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap()
    };
    std::thread::sleep(Duration::from_secs(2));
    let before = ticks();
    std::thread::sleep(Duration::from_secs(4));
    let spent = ticks() - before;
    assert!(spent <= 4, "{spent} hundredths of a second");
}
