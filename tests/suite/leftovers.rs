//! What a process leaves in the site that was killed while it wrote: the next one that writes there clears it, and nothing else.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use haeseol::scaffold::replace;

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Writes `a.ko.md` in a folder where other files are.
fn after(folder: &Path, files: &[&str]) -> Vec<String> {
    for file in files {
        std::fs::write(folder.join(file), "half").unwrap();
    }
    replace(folder, "a.ko.md", b"new").unwrap();
    assert_eq!(std::fs::read(folder.join("a.ko.md")).unwrap(), b"new");
    names(folder)
}

#[test]
fn what_a_killed_process_left_is_cleared() {
    let folder = tempfile::tempdir().unwrap();
    // The last is what this process would write to: in a container the same number comes often.
    let own = format!(".a.ko.md.haeseol-{}", std::process::id());
    let left = [".a.ko.md.haeseol-99999999", ".b.en.md.haeseol-1", &own];
    assert_eq!(after(folder.path(), &left), ["a.ko.md"]);
}

#[test]
fn other_names_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let others = [
        "..haeseol-1",
        ".a.ko.md.haeseol-",
        ".a.ko.md.haeseol-1a",
        ".a.ko.md.haeseol--1",
        "a.ko.md.haeseol-1",
        "haeseol-1",
    ];
    let mut wanted: Vec<&str> = others.to_vec();
    wanted.push("a.ko.md");
    wanted.sort_unstable();
    assert_eq!(after(folder.path(), &others), wanted);
}

#[test]
fn what_is_being_written_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let (locked, fresh) = (".a.ko.md.haeseol-1", ".b.ko.md.haeseol-2");
    let mut file = File::create(folder.path().join(locked)).unwrap();
    file.lock().unwrap();
    file.write_all(b"half").unwrap();
    // Not locked yet.
    let empty = File::create(folder.path().join(fresh)).unwrap();
    assert_eq!(after(folder.path(), &[]), [locked, fresh, "a.ko.md"]);
    // One is locked no longer, the other is still empty, but old.
    drop(file);
    let hour_ago = SystemTime::now() - Duration::from_hours(1);
    empty.set_modified(hour_ago).unwrap();
    assert_eq!(after(folder.path(), &[]), ["a.ko.md"]);
}

#[cfg(unix)]
#[test]
fn links_pipes_folders_and_files_of_two_names_are_left_alone() {
    let around = tempfile::tempdir().unwrap();
    let folder = &around.path().join("site");
    std::fs::create_dir_all(folder.join(".d.haeseol-1")).unwrap();
    let victim = around.path().join("victim");
    std::fs::write(&victim, "mine").unwrap();
    std::os::unix::fs::symlink(&victim, folder.join(".e.haeseol-2")).unwrap();
    std::fs::hard_link(&victim, folder.join(".f.haeseol-3")).unwrap();
    let mut pipe = std::process::Command::new("mkfifo");
    let made = pipe.arg(folder.join(".g.haeseol-4")).status();
    assert!(made.unwrap().success());
    let kept = [
        ".d.haeseol-1",
        ".e.haeseol-2",
        ".f.haeseol-3",
        ".g.haeseol-4",
    ];
    let wanted = [&kept[..], &["a.ko.md"]].concat();
    assert_eq!(after(folder, &[]), wanted);
    assert_eq!(std::fs::read(&victim).unwrap(), b"mine");
}
