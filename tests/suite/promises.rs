//! What the program promises whatever happens around it: the same bytes everywhere, nothing written but the output, and a
//! clear word where the system refuses. Through the program itself.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use super::publish::{haeseol, program, site, write};
use super::publish_places::everything;

const SITE: &str = "== content/a/index.ko.md\n---\ntitle: 가\ndate: 2026-01-02\n---\n## 하나\n\n글 [[xai]].\n== content/a/index.en.md\n---\ntitle: A\ndate: 2026-01-02\n---\n## One\n\nText.\n== content/b.ko.md\n---\ntitle: 나\n---\n글.\n== content/glossary/xai.ko.md\n---\ntitle: xAI\nsummary: 회사.\n---\n== content/a/pic.svg\n<svg xmlns='http://www.w3.org/2000/svg'/>\n== static/x.txt\nx\n== templates/head-extra.html\n<meta name=x>\n";

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs commands of a shell in a folder, in which `$haeseol` is the program.
fn shell(folder: &Path, commands: &str) -> Output {
    let mut shell = Command::new("sh");
    shell.args(["-c", commands]).current_dir(folder);
    shell.env("haeseol", env!("CARGO_BIN_EXE_haeseol"));
    shell.env("HAESEOL_LANG", "en").output().unwrap()
}

#[test]
fn the_bytes_are_the_same_wherever_and_by_whom_a_site_is_built() {
    let wanted = {
        let folder = site(SITE);
        assert!(haeseol(folder.path(), &["build"]).status.success());
        everything(&folder.path().join("public"))
    };
    assert!(wanted.len() > 30);
    for around in [
        "export TZ=Asia/Seoul LC_ALL=ko_KR.UTF-8",
        "export TZ=America/St_Johns LC_ALL=tr_TR.UTF-8 LANG=tr_TR",
        "export TZ=nonsense LC_ALL=C",
        "umask 077",
        "unset HOME USER",
        "export HOME=/nonexistent TMPDIR=/nonexistent",
        "export RAYON_NUM_THREADS=1",
        "export SOURCE_DATE_EPOCH=0",
    ] {
        let folder = tempfile::tempdir().unwrap();
        // The folders list their files in another order.
        let mut parts: Vec<&str> = SITE.split("== ").filter(|p| !p.is_empty()).collect();
        parts.reverse();
        for part in parts {
            write(folder.path(), &format!("== {part}"));
        }
        let output = shell(folder.path(), &format!("{around}; exec \"$haeseol\" build"));
        assert!(output.status.success(), "{around}: {output:?}");
        assert!(
            wanted == everything(&folder.path().join("public")),
            "{around}"
        );
    }
}

#[test]
fn nothing_but_the_output_is_ever_written() {
    let folder = site(SITE);
    let root = folder.path();
    let state = || {
        let mut all = everything(root);
        all.retain(|name, _| !name.starts_with("public"));
        let dates = all.keys().map(|name| {
            let meta = root.join(name).symlink_metadata().unwrap();
            (name.clone(), meta.modified().unwrap())
        });
        let dates: Vec<_> = dates.collect();
        (all, dates)
    };
    let before = state();
    for arguments in [
        &["build"][..],
        &["build", "--strict"],
        &["check"],
        &["check", "--verbose"],
        &["status"],
        &["doctor"],
    ] {
        haeseol(root, arguments);
        assert!(before == state(), "{arguments:?}");
    }
    let mut preview = program(root)
        .args(["serve", "--port", "0", "--drafts"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines =
        std::io::BufRead::lines(std::io::BufReader::new(preview.stdout.take().unwrap()));
    lines
        .find(|line| line.as_ref().unwrap().contains("http://"))
        .unwrap()
        .unwrap();
    assert!(before == state());
    preview.kill().unwrap();
    preview.wait().unwrap();
    assert!(before == state());
}

#[test]
fn the_home_folder_and_what_is_around_it_is_no_output() {
    let world = tempfile::tempdir().unwrap();
    let home = world.path().join("all/home");
    let root = home.join("site");
    write(&root, SITE);
    for out in ["..", "../..", "../../../all", "../../home"] {
        let before = everything(world.path());
        let output = program(&root)
            .env("HOME", &home)
            .args(["build", "--out", out])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1), "{out}");
        assert!(before == everything(world.path()), "{out}");
    }
    // One that is not around the site.
    let other = world.path().join("other");
    fs::create_dir(&other).unwrap();
    let output = program(&root)
        .env("HOME", &other)
        .args(["build", "--out", "../../../other"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("your home folder"), "{output:?}");
    assert_eq!(fs::read_dir(&other).unwrap().count(), 0);
}

#[test]
fn a_build_that_may_not_write_or_read_says_so_and_keeps_the_old_site() {
    let folder = site(SITE);
    let root = folder.path();
    // Root may do everything, so that somebody else builds.
    let is_root = fs::metadata(root).is_ok_and(|_| {
        Command::new("id")
            .arg("-u")
            .output()
            .is_ok_and(|o| o.stdout == b"0\n")
    });
    let build = |around: &str| {
        let run = if is_root {
            "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$haeseol\" build"
        } else {
            "exec \"$haeseol\" build"
        };
        shell(root, &format!("{around}{run}"))
    };
    if is_root {
        let own = Command::new("chown")
            .args(["-R", "65534:65534"])
            .arg(root)
            .status();
        assert!(own.unwrap().success());
        let reach = Command::new("setpriv")
            .args([
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                "test",
                "-x",
            ])
            .arg(env!("CARGO_BIN_EXE_haeseol"))
            .status();
        if !reach.is_ok_and(|s| s.success()) {
            return;
        }
    }
    let first = build("");
    assert!(first.status.success(), "{first:?}");
    let before = everything(&root.join("public"));
    let mode = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    for (path, refused, named) in [
        ("", 0o555, "public"),
        ("public", 0o000, "public"),
        ("content/b.ko.md", 0o000, "content/b.ko.md"),
        ("static/x.txt", 0o000, "static/x.txt"),
        ("content", 0o000, "content"),
        ("site.toml", 0o000, "site.toml"),
        (
            "templates/head-extra.html",
            0o000,
            "templates/head-extra.html",
        ),
    ] {
        let path = root.join(path);
        let was = fs::metadata(&path).unwrap().permissions().mode();
        mode(&path, refused);
        let output = build("");
        mode(&path, was);
        assert_eq!(output.status.code(), Some(1), "{named}: {output:?}");
        let said = said(&output);
        assert!(
            said.contains(named) && said.contains("help"),
            "{named}: {said}"
        );
        assert!(before == everything(&root.join("public")), "{named}");
    }
    // Few files that may be open.
    let output = build("ulimit -n 32; ");
    assert!(output.status.success(), "{output:?}");
    assert!(before == everything(&root.join("public")));
    assert!(!root.join(".public.haeseol").exists());
}

#[test]
fn files_that_vanish_during_a_build_leave_the_old_site_or_a_whole_one() {
    let folder = site(SITE);
    let root = folder.path();
    let static_files = root.join("static");
    for number in 0..200 {
        fs::write(static_files.join(format!("{number}.txt")), "x").unwrap();
    }
    let public = root.join("public");
    assert!(haeseol(root, &["build"]).status.success());
    let with = everything(&public);
    for time in 0..12 {
        let build = program(root)
            .args(["build", "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(5 * time));
        for number in 0..200 {
            let _ = fs::remove_file(static_files.join(format!("{number}.txt")));
        }
        let output = build.wait_with_output().unwrap();
        let good = output.status.success();
        for number in 0..200 {
            let own = format!("{number}.txt");
            if good {
                // What was published is whole: those that were there when it was read.
                let path = public.join(&own);
                assert!(!path.exists() || fs::read(&path).unwrap() == b"x", "{own}");
            }
            fs::write(static_files.join(own), "x").unwrap();
        }
        if !good {
            let said = said(&output);
            assert!(
                said.contains("static/") && !said.contains("panic"),
                "{said}"
            );
        }
        assert!(haeseol(root, &["build"]).status.success());
        assert!(with == everything(&public));
    }
}

#[test]
fn a_build_that_is_told_to_end_leaves_the_old_site() {
    let folder = site(SITE);
    let root = folder.path();
    assert!(haeseol(root, &["build"]).status.success());
    let before = everything(&root.join("public"));
    for signal in ["-TERM", "-INT", "-HUP"] {
        for time in [0, 5, 10, 20, 40] {
            let mut build = program(root)
                .args(["build", "--quiet"])
                .stderr(Stdio::null())
                .spawn()
                .unwrap();
            std::thread::sleep(Duration::from_millis(time));
            let pid = build.id().to_string();
            let _ = Command::new("kill").args([signal, &pid]).status();
            build.wait().unwrap();
            assert!(
                before == everything(&root.join("public")),
                "{signal} {time}"
            );
        }
    }
    assert!(haeseol(root, &["build"]).status.success());
    assert!(!root.join(".public.haeseol").exists());
}
