//! What happens to files on the disk is what is served, however it happens.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use haeseol::Options;
use haeseol::engine::cache::Cache;
use haeseol::output::Sink;
use haeseol::source::{Blob, Sources};
use proptest::prelude::*;

use super::super::publish::write;
use super::{Preview, SITE, status};

const PAGE: &str = "/site/ko/%EA%B8%80/";

fn text(of: &str) -> String {
    format!("---\ntitle: 글\n---\n{of}\n")
}

#[test]
fn folders_that_are_moved_away_and_back_are_followed() {
    for arguments in [&["--port", "0"][..], &["--port", "0", "--poll"]] {
        let preview = Preview::start(SITE, arguments);
        let root = preview.root();
        let outside = tempfile::tempdir().unwrap();
        let away = outside.path().join("away");
        write(
            root,
            "== content/a/b/index.ko.md\n---\ntitle: 깊은 글\n---\n깊은 글이다.",
        );
        preview.wait_for("/site/ko/a/b/", "깊은 글이다.");
        let mut number = 0;
        let mut edits_are_followed = || {
            number += 1;
            fs::write(
                root.join("content/글.ko.md"),
                text(&format!("글 {number}째.")),
            )
            .unwrap();
            preview.wait_for(PAGE, &format!("글 {number}째."));
            let deep = format!("깊은 글 {number}째.");
            fs::write(root.join("content/a/b/index.ko.md"), text(&deep)).unwrap();
            preview.wait_for("/site/ko/a/b/", &deep);
        };
        for folder in ["content", "content/a", "content/a/b"] {
            for wait in [0, 200] {
                fs::rename(root.join(folder), &away).unwrap();
                std::thread::sleep(Duration::from_millis(wait));
                fs::rename(&away, root.join(folder)).unwrap();
                edits_are_followed();
                // Another folder in its place, and the first one back.
                fs::rename(root.join(folder), &away).unwrap();
                fs::create_dir(root.join(folder)).unwrap();
                std::thread::sleep(Duration::from_millis(wait));
                fs::remove_dir(root.join(folder)).unwrap();
                fs::rename(&away, root.join(folder)).unwrap();
                edits_are_followed();
            }
        }
        // The whole site, as when its folder is renamed and renamed back.
        let moved = outside.path().join("site");
        let copy = outside.path().join("copy");
        fs::rename(root, &moved).unwrap();
        fs::rename(&moved, root).unwrap();
        edits_are_followed();
        fs::rename(root, &moved).unwrap();
        std::thread::sleep(Duration::from_millis(500));
        fs::rename(&moved, root).unwrap();
        edits_are_followed();
        // A folder that is exchanged for a copy of itself with a change in it.
        assert!(
            Command::new("cp")
                .arg("-r")
                .args([&root.join("content"), &copy])
                .status()
                .unwrap()
                .success()
        );
        fs::write(copy.join("글.ko.md"), text("사본의 글")).unwrap();
        fs::rename(root.join("content"), &away).unwrap();
        fs::rename(&copy, root.join("content")).unwrap();
        preview.wait_for(PAGE, "사본의 글");
        edits_are_followed();
    }
}

#[test]
fn every_way_to_save_is_followed() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    let root = preview.root();
    let file = root.join("content/글.ko.md");
    let beside = |name: &str| root.join("content").join(name);
    type Save<'s> = &'s dyn Fn(&str);
    let ways: [(&str, Save<'_>); 7] = [
        ("in place", &|new| fs::write(&file, new).unwrap()),
        ("vim", &|new| {
            // The old file becomes the backup, and goes when the new one is written.
            fs::write(beside(".글.ko.md.swp"), "x").unwrap();
            fs::write(beside("4913"), "").unwrap();
            fs::remove_file(beside("4913")).unwrap();
            fs::rename(&file, beside("글.ko.md~")).unwrap();
            fs::write(&file, new).unwrap();
            fs::remove_file(beside("글.ko.md~")).unwrap();
            fs::remove_file(beside(".글.ko.md.swp")).unwrap();
        }),
        ("over it", &|new| {
            fs::write(beside("글.ko.md.tmp"), new).unwrap();
            fs::rename(beside("글.ko.md.tmp"), &file).unwrap();
        }),
        ("emptied first", &|new| {
            fs::write(&file, "").unwrap();
            std::thread::sleep(Duration::from_millis(150));
            fs::write(&file, new).unwrap();
        }),
        ("in halves", &|new| {
            let half = new.floor_char_boundary(new.len() / 2);
            fs::write(&file, &new[..half]).unwrap();
            std::thread::sleep(Duration::from_millis(150));
            fs::write(&file, new).unwrap();
        }),
        ("deleted and made anew", &|new| {
            fs::remove_file(&file).unwrap();
            std::thread::sleep(Duration::from_millis(150));
            fs::write(&file, new).unwrap();
        }),
        ("with the date of the old one", &|new| {
            let date = fs::metadata(&file).unwrap().modified().unwrap();
            fs::write(&file, new).unwrap();
            fs::File::options()
                .write(true)
                .open(&file)
                .unwrap()
                .set_modified(date)
                .unwrap();
        }),
    ];
    for (way, save) in ways {
        let words = format!("{way}: 새 글이다.");
        save(&text(&words));
        preview.wait_for(PAGE, &words);
    }
    // Fifty saves at once: the last one stays.
    for number in 0..50 {
        fs::write(&file, text(&format!("{number}번째 글"))).unwrap();
        std::thread::sleep(Duration::from_millis(20));
    }
    preview.wait_for(PAGE, "49번째 글");
    // Many files at once.
    for number in 0..1_500 {
        fs::write(
            beside(&format!("n{number}.ko.md")),
            text(&format!("{number}")),
        )
        .unwrap();
    }
    preview.wait_for("/site/ko/n1499/", "<p>1499</p>");
    for number in 0..1_500 {
        fs::remove_file(beside(&format!("n{number}.ko.md"))).unwrap();
    }
    let start = Instant::now();
    while status(&preview.get("/site/ko/n0/")) != 404 {
        assert!(start.elapsed() < Duration::from_secs(60));
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn what_is_no_file_holds_nothing_up() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    let root = preview.root();
    for name in [
        "content/pipe.ko.md",
        "content/a.svg",
        "static/pipe.txt",
        "templates/page.html",
    ] {
        fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
        assert!(
            Command::new("mkfifo")
                .arg(root.join(name))
                .status()
                .unwrap()
                .success()
        );
        fs::write(root.join("content/글.ko.md"), text(name)).unwrap();
        preview.wait_for(PAGE, name);
    }
    // In the place of a file that is published.
    fs::remove_file(root.join("static/note.txt")).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(root.join("static/note.txt"))
            .status()
            .unwrap()
            .success()
    );
    assert_ne!(status(&preview.get("/site/note.txt")), 200);
    fs::write(root.join("content/글.ko.md"), text("그 뒤의 글")).unwrap();
    preview.wait_for(PAGE, "그 뒤의 글");
}

/// A link may point to the whole disk: what is behind it is watched where it is, if it is the site's.
#[cfg(target_os = "linux")]
#[test]
fn what_a_link_out_of_the_site_points_to_is_not_watched() {
    let preview = Preview::start(SITE, &["--port", "0"]);
    let root = preview.root();
    let outside = tempfile::tempdir().unwrap();
    for number in 0..300 {
        fs::create_dir(outside.path().join(number.to_string())).unwrap();
    }
    std::os::unix::fs::symlink(outside.path(), root.join("content/out")).unwrap();
    // Folders that come anew are watched with all that is in them.
    let away = outside.path().join("away");
    fs::rename(root.join("content"), &away).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    fs::rename(&away, root.join("content")).unwrap();
    fs::write(root.join("content/글.ko.md"), text("글이 돌아왔다.")).unwrap();
    preview.wait_for(PAGE, "글이 돌아왔다.");
    let watched = |entry: fs::DirEntry| {
        let text = fs::read_to_string(entry.path()).unwrap_or_default();
        text.lines().filter(|l| l.starts_with("inotify ")).count()
    };
    let handles = fs::read_dir(format!("/proc/{}/fdinfo", preview.child.id())).unwrap();
    let watched: usize = handles.map(|handle| watched(handle.unwrap())).sum();
    assert!((1..100).contains(&watched), "{watched}");
}

/// Something that happens to a site's folder.
#[derive(Debug, Clone)]
enum Step {
    Write(&'static str, u8),
    /// Through a file next to it, as editors save.
    Replace(&'static str, u8),
    Delete(&'static str),
    Move(&'static str, &'static str),
    Folder(&'static str),
    Link(&'static str, &'static str),
    Wait(u8),
}

const FILES: [&str; 9] = [
    "content/글.ko.md",
    "content/글.en.md",
    "content/a/index.ko.md",
    "content/a/10-b.ko.md",
    "content/a/c/index.ko.md",
    "content/glossary/server.ko.md",
    "content/a/pic.svg",
    "static/note.txt",
    "static/deep/er/note.txt",
];
const PLACES: [&str; 9] = [
    "content",
    "content/a",
    "content/a/c",
    "content/glossary",
    "static",
    "static/deep",
    "away",
    "other",
    "content/new",
];

fn step() -> impl Strategy<Value = Step> {
    let file = || prop::sample::select(FILES.to_vec());
    let place = || prop::sample::select(PLACES.to_vec());
    prop_oneof![
        4 => (file(), any::<u8>()).prop_map(|(f, n)| Step::Write(f, n)),
        3 => (file(), any::<u8>()).prop_map(|(f, n)| Step::Replace(f, n)),
        2 => prop_oneof![file(), place()].prop_map(Step::Delete),
        4 => (place(), place()).prop_map(|(a, b)| Step::Move(a, b)),
        1 => (file(), file()).prop_map(|(a, b)| Step::Move(a, b)),
        1 => place().prop_map(Step::Folder),
        1 => (place(), prop_oneof![file(), place()]).prop_map(|(a, b)| Step::Link(a, b)),
        1 => (0..80_u8).prop_map(Step::Wait),
    ]
}

/// A step may fail, as it may be impossible after the ones before.
fn take(root: &Path, step: &Step) {
    let make = |name: &str, number: u8| {
        let _ = fs::create_dir_all(root.join(name).parent().unwrap());
        if name.ends_with(".md") {
            format!(
                "---\ntitle: 서버 {}\n{}---\n서버의 글 {number}.\n",
                number % 3,
                if name.ends_with("index.ko.md") {
                    "date: 2026-01-02\n"
                } else {
                    ""
                }
            )
        } else {
            format!("<svg xmlns='http://www.w3.org/2000/svg' width='{number}' height='9'/>")
        }
    };
    let _ = match step {
        Step::Write(name, number) => fs::write(root.join(name), make(name, *number)),
        Step::Replace(name, number) => {
            let text = make(name, *number);
            let beside = root.join(format!("{name}~"));
            fs::write(&beside, text).and_then(|()| fs::rename(beside, root.join(name)))
        }
        Step::Delete(name) => {
            fs::remove_file(root.join(name)).or_else(|_| fs::remove_dir_all(root.join(name)))
        }
        Step::Move(from, to) => fs::rename(root.join(from), root.join(to)),
        Step::Folder(name) => fs::create_dir_all(root.join(name)),
        Step::Link(to, at) => std::os::unix::fs::symlink(root.join(to), root.join(at)),
        Step::Wait(time) => {
            std::thread::sleep(Duration::from_millis(u64::from(*time)));
            Ok(())
        }
    };
}

/// What a build of a folder would publish; `None` if it has errors.
fn published(root: &Path) -> Option<BTreeMap<String, Vec<u8>>> {
    #[derive(Default)]
    struct Memory(std::sync::Mutex<BTreeMap<String, Vec<u8>>>);
    impl Sink for Memory {
        fn put(&self, path: &str, content: Blob) {
            let bytes = content.read().unwrap().to_vec();
            self.0.lock().unwrap().insert(path.to_owned(), bytes);
        }
    }
    let sink = Memory::default();
    let options = Options {
        without_notes: true,
        ..Options::default()
    };
    let found = haeseol::build(
        &Sources::read(root),
        &options,
        &mut Cache::default(),
        &sink,
        &|_| (),
    );
    let good = !found.iter().any(haeseol::base::diag::Diagnostic::is_error);
    good.then(|| sink.0.into_inner().unwrap())
}

impl Preview {
    /// The first file that is not served as it would be published.
    fn differs(&self, published: &BTreeMap<String, Vec<u8>>) -> Option<String> {
        published.iter().find_map(|(path, bytes)| {
            let path: String = path
                .bytes()
                .map(|b| {
                    if b.is_ascii_alphanumeric() || b"/.-_".contains(&b) {
                        char::from(b).to_string()
                    } else {
                        format!("%{b:02X}")
                    }
                })
                .collect();
            let request = format!(
                "GET /site/{path} HTTP/1.0\r\nHost: localhost:{}\r\n\r\n",
                self.port
            );
            let answer = self.exchange(request.as_bytes(), false);
            let head = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
            let body = without_script(&answer[head..]);
            (!answer.starts_with(b"HTTP/1.0 200") || body != *bytes)
                .then(|| format!("{path}: {}", String::from_utf8_lossy(&answer)))
        })
    }
}

fn without_script(html: &[u8]) -> Vec<u8> {
    let find = |what: &[u8], from: usize| {
        html[from..]
            .windows(what.len())
            .position(|w| w == what)
            .map(|i| from + i)
    };
    let Some(start) = find(b"<script src=\"/__haeseol/", 0) else {
        return html.to_vec();
    };
    let end = find(b"</script>", start).unwrap() + b"</script>".len();
    [&html[..start], &html[end..]].concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, max_shrink_iters: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_to_files_the_preview_is_a_fresh_build(turns in prop::collection::vec(prop::collection::vec(step(), 1..6), 6)) {
        let preview = Preview::start(SITE, &["--port", "0"]);
        for steps in turns {
            steps.iter().for_each(|step| take(preview.root(), step));
            let Some(wanted) = published(preview.root()) else {
                continue;
            };
            let start = Instant::now();
            while let Some(other) = preview.differs(&wanted) {
                prop_assert!(start.elapsed() < Duration::from_secs(20), "after {steps:?}: {other}");
                std::thread::sleep(Duration::from_millis(10));
            }
        }
    }
}
