//! Publishing: whole or not at all, and nothing outside the output is touched. Through the program itself.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use super::harness::files;

/// A site on the disk.
pub fn site(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), text);
    folder
}

pub fn write(folder: &Path, text: &str) {
    for (name, text) in files(text) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The program, which speaks English whatever the machine's language is.
pub fn program(folder: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_haeseol"));
    program.current_dir(folder).env("HAESEOL_LANG", "en");
    program
}

/// Runs the program in a folder.
pub fn haeseol(folder: &Path, arguments: &[&str]) -> Output {
    program(folder).args(arguments).output().unwrap()
}

fn error(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Every file below a folder with its bytes.
fn snapshot(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(Result::unwrap)
        .filter(|e| e.file_type().is_file());
    files
        .map(|e| {
            (
                e.path().strip_prefix(folder).unwrap().display().to_string(),
                fs::read(e.path()).unwrap(),
            )
        })
        .collect()
}

const TWO: &str = "== content/a/index.ko.md\n---\ntitle: 가\n---\n== content/b.ko.md\n---\ntitle: 나\n---\n== static/x.txt\nx";

#[test]
fn a_build_replaces_the_old_site_whole() {
    let folder = site(TWO);
    let public = folder.path().join("public");
    assert!(haeseol(folder.path(), &["build"]).status.success());
    assert!(public.join("ko/b/index.html").exists() && public.join("x.txt").exists());
    fs::remove_file(folder.path().join("content/b.ko.md")).unwrap();
    assert!(haeseol(folder.path(), &["build"]).status.success());
    assert!(!public.join("ko/b").exists(), "deleted pages disappear");
    let names: Vec<_> = fs::read_dir(folder.path())
        .unwrap()
        .map(|e| e.unwrap().file_name())
        .collect();
    assert_eq!(
        names.len(),
        4,
        "nothing is left beside the output: {names:?}"
    );
}

#[test]
fn an_error_leaves_the_old_site_in_place() {
    let folder = site(TWO);
    assert!(haeseol(folder.path(), &["build"]).status.success());
    let before = snapshot(&folder.path().join("public"));
    for bad in [
        "---\ntitle: [\n---\n",
        "---\ntitle: 나\n---\n[x](none.ko.md)\n",
    ] {
        fs::write(folder.path().join("content/b.ko.md"), bad).unwrap();
        error(&haeseol(folder.path(), &["build"]));
        assert_eq!(before, snapshot(&folder.path().join("public")));
    }
    fs::write(
        folder.path().join("content/b.ko.md"),
        "---\ntitle: 나\n---\n",
    )
    .unwrap();
    fs::create_dir(folder.path().join("templates")).unwrap();
    fs::write(
        folder.path().join("templates/page.html"),
        "{{ page.nothing }}",
    )
    .unwrap();
    assert!(error(&haeseol(folder.path(), &["build"])).contains("templates/page.html:1"));
    assert_eq!(before, snapshot(&folder.path().join("public")));
}

#[test]
fn foreign_files_in_the_output_are_never_deleted() {
    let folder = site(TWO);
    assert!(haeseol(folder.path(), &["build"]).status.success());
    fs::write(folder.path().join("public/ko/mine.txt"), "mine").unwrap();
    assert!(error(&haeseol(folder.path(), &["build"])).contains("ko/mine.txt"));
    assert_eq!(
        fs::read(folder.path().join("public/ko/mine.txt")).unwrap(),
        b"mine"
    );
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    fs::write(other.join("thesis.doc"), "mine").unwrap();
    assert!(error(&haeseol(folder.path(), &["build", "--out", "other"])).contains("thesis.doc"));
}

#[test]
fn dangerous_outputs_are_refused() {
    let folder = site(TWO);
    fs::write(folder.path().join("file"), "").unwrap();
    let before = snapshot(folder.path());
    let parent = folder.path().parent().unwrap().to_str().unwrap().to_owned();
    for out in [
        ".",
        "content",
        "static",
        "templates",
        "content/a",
        "content/new",
        ".public.haeseol",
        "file",
        "..",
        "/",
        &parent,
    ] {
        error(&haeseol(folder.path(), &["build", "--out", out]));
        assert_eq!(before, snapshot(folder.path()), "{out}");
    }
}

#[cfg(unix)]
#[test]
fn links_are_neither_followed_nor_written_through() {
    use std::os::unix::fs::symlink;
    let folder = site(TWO);
    let outside = tempfile::tempdir().unwrap();
    fs::write(
        outside.path().join("secret.ko.md"),
        "---\ntitle: 비밀\n---\n",
    )
    .unwrap();
    symlink(outside.path(), folder.path().join("public")).unwrap();
    assert!(error(&haeseol(folder.path(), &["build"])).contains("link"));
    assert_eq!(snapshot(outside.path()).len(), 1);
    fs::remove_file(folder.path().join("public")).unwrap();
    symlink(outside.path(), folder.path().join("content/out")).unwrap();
    symlink(folder.path(), folder.path().join("content/loop")).unwrap();
    symlink("nowhere", folder.path().join("static/dangling")).unwrap();
    let output = haeseol(folder.path(), &["build"]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(
        String::from_utf8_lossy(&output.stderr)
            .matches("this is a link")
            .count(),
        3,
        "{output:?}"
    );
    assert!(!folder.path().join("public/ko/out").exists());
}

#[test]
fn an_error_makes_no_folder() {
    let folder = site(TWO);
    fs::write(folder.path().join("content/b.ko.md"), "---\ntitle: [\n").unwrap();
    error(&haeseol(
        folder.path(),
        &["build", "--out", "new/nested/site"],
    ));
    assert!(!folder.path().join("new").exists());
    let nothing = tempfile::tempdir().unwrap();
    error(&haeseol(nothing.path(), &["build"]));
    assert_eq!(fs::read_dir(nothing.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn a_site_without_its_content_keeps_the_old_one() {
    let folder = site(TWO);
    assert!(haeseol(folder.path(), &["build"]).status.success());
    let before = snapshot(&folder.path().join("public"));
    let content = folder.path().join("content");
    fs::rename(&content, folder.path().join("elsewhere")).unwrap();
    assert!(error(&haeseol(folder.path(), &["build"])).contains("content/index.ko.md"));
    std::os::unix::fs::symlink("elsewhere", &content).unwrap();
    assert!(error(&haeseol(folder.path(), &["build"])).contains("not followed"));
    assert_eq!(before, snapshot(&folder.path().join("public")));
}

#[cfg(unix)]
#[test]
fn settings_that_are_no_file_are_not_read() {
    let folder = site(TWO);
    let settings = folder.path().join("site.toml");
    fs::remove_file(&settings).unwrap();
    // Reading a pipe without a writer would wait for ever; a device has no end.
    std::os::unix::fs::symlink("/dev/zero", &settings).unwrap();
    assert!(error(&haeseol(folder.path(), &["build"])).contains("not a regular file"));
}

#[test]
fn what_a_killed_build_left_is_cleared() {
    let folder = site(TWO);
    let left = folder.path().join(".public.haeseol/site/ko");
    fs::create_dir_all(&left).unwrap();
    fs::write(left.join("index.html"), "half").unwrap();
    assert!(haeseol(folder.path(), &["build"]).status.success());
    assert!(!folder.path().join(".public.haeseol").exists());
}

#[test]
fn a_second_build_at_the_same_time_is_told_to_wait() {
    let folder = site(TWO);
    let work = folder.path().join(".public.haeseol");
    fs::create_dir(&work).unwrap();
    let lock = fs::File::create(work.join("lock")).unwrap();
    lock.lock().unwrap();
    assert!(error(&haeseol(folder.path(), &["build"])).contains("another build"));
    lock.unlock().unwrap();
    assert!(haeseol(folder.path(), &["build"]).status.success());
}
