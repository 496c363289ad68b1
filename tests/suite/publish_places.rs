//! Publishing trusts nothing that it finds in its place: links, pipes, lists, mounts. Through the program itself.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt as _, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::publish::{haeseol, program, write};

const SITE: &str = "== content/a.ko.md\n---\ntitle: 가\n---\n== static/x.txt\nx";

/// What is below a folder, links not followed: files with their bytes, others with what they are.
pub fn everything(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter();
    entries
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.path().strip_prefix(folder).unwrap();
            let kind = entry.file_type();
            let what = if kind.is_file() {
                fs::read(entry.path()).unwrap()
            } else if kind.is_symlink() {
                let target = fs::read_link(entry.path()).unwrap();
                format!("-> {}", target.display()).into()
            } else if kind.is_dir() {
                b"folder".to_vec()
            } else {
                b"pipe or the like".to_vec()
            };
            (name.display().to_string(), what)
        })
        .collect()
}

/// A folder with a site in `site`, and something precious next to it.
fn world() -> tempfile::TempDir {
    let world = tempfile::tempdir().unwrap();
    fs::create_dir(world.path().join("outside")).unwrap();
    fs::write(world.path().join("outside/victim"), "precious").unwrap();
    fs::write(world.path().join("outside/empty"), "").unwrap();
    write(&world.path().join("site"), SITE);
    world
}

/// Makes a pipe with a name.
pub fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Builds, and gives what the program says if it refuses; one that waits for ever is ended.
fn refusal(root: &Path) -> Option<String> {
    let mut child = program(root)
        .arg("build")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut waited = Duration::ZERO;
    while child.try_wait().unwrap().is_none() {
        std::thread::sleep(Duration::from_millis(10));
        waited += Duration::from_millis(10);
        if waited > Duration::from_secs(60) {
            child.kill().unwrap();
            panic!("the build waits for something");
        }
    }
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (!output.status.success()).then_some(said)
}

/// Plants something in a site that was built, or in one that was not, and expects a refusal that names it.
fn refused(named: &str, plant: impl Fn(&Path)) {
    for built in [false, true] {
        let world = world();
        let root = world.path().join("site");
        if built {
            assert_eq!(refusal(&root), None);
        } else {
            fs::create_dir(root.join("public")).unwrap();
        }
        fs::create_dir(root.join(".public.haeseol")).unwrap();
        plant(&root);
        let before = everything(world.path());
        let said = refusal(&root).unwrap_or_else(|| panic!("{named} was not refused"));
        assert!(said.contains(named) && said.contains("help"), "{said}");
        let mut after = everything(world.path());
        after
            .entry("site/.public.haeseol".into())
            .or_insert(b"folder".to_vec());
        assert_eq!(before, after, "{named}");
    }
}

#[test]
fn a_lock_that_is_something_else_is_refused() {
    let lock = ".public.haeseol/lock";
    refused(lock, |root| {
        symlink("../../outside/victim", root.join(lock)).unwrap();
    });
    refused(lock, |root| {
        symlink("../../outside/empty", root.join(lock)).unwrap();
    });
    refused(lock, |root| {
        symlink("../../outside/new", root.join(lock)).unwrap();
    });
    refused(lock, |root| symlink("/dev/null", root.join(lock)).unwrap());
    refused(lock, |root| symlink("lock", root.join(lock)).unwrap());
    refused(lock, |root| {
        fs::hard_link(root.join("../outside/victim"), root.join(lock)).unwrap();
    });
    refused(lock, |root| {
        fs::hard_link(root.join("../outside/empty"), root.join(lock)).unwrap();
    });
    refused(lock, |root| pipe(&root.join(lock)));
    refused(lock, |root| {
        drop(std::os::unix::net::UnixListener::bind(root.join(lock)));
    });
    refused(lock, |root| fs::create_dir(root.join(lock)).unwrap());
    refused(lock, |root| fs::write(root.join(lock), "a diary").unwrap());
}

#[test]
fn a_work_folder_that_is_something_else_is_refused() {
    let work = ".public.haeseol";
    let instead = |plant: &dyn Fn(&Path)| {
        refused(work, |root| {
            fs::remove_dir(root.join(work)).unwrap();
            plant(&root.join(work));
        });
    };
    instead(&|work| symlink("../outside", work).unwrap());
    instead(&|work| symlink("../nowhere", work).unwrap());
    instead(&|work| fs::write(work, "mine").unwrap());
    instead(&|work| pipe(work));
}

#[test]
fn a_work_folder_of_another_user_is_refused() {
    let there = tempfile::tempdir().unwrap();
    // Only root may give files away.
    if std::os::unix::fs::chown(there.path(), Some(65534), None).is_ok() {
        refused(".public.haeseol", |root| {
            let work = root.join(".public.haeseol");
            std::os::unix::fs::chown(work, Some(65534), None).unwrap();
        });
    }
}

#[test]
fn what_no_build_leaves_in_the_work_folder_is_refused() {
    for name in ["site", "site.ready", "site.old", "site.gone"] {
        let path = format!(".public.haeseol/{name}");
        refused(&path, |root| {
            symlink("../../outside", root.join(&path)).unwrap();
        });
        refused(&path, |root| {
            symlink("../../content", root.join(&path)).unwrap();
        });
        refused(&path, |root| pipe(&root.join(&path)));
        refused(&path, |root| fs::write(root.join(&path), "mine").unwrap());
    }
    refused("thesis", |root| {
        fs::write(root.join(".public.haeseol/thesis"), "mine").unwrap();
    });
    refused("photos", |root| {
        fs::create_dir(root.join(".public.haeseol/photos")).unwrap();
    });
}

#[test]
fn links_in_what_a_killed_build_left_are_deleted_and_not_followed() {
    let world = world();
    let root = world.path().join("site");
    let left = root.join(".public.haeseol/site/ko");
    fs::create_dir_all(&left).unwrap();
    symlink("../../../../outside", left.join("a")).unwrap();
    symlink("../../../../outside/victim", left.join("index.html")).unwrap();
    pipe(&left.join("pipe"));
    let before = everything(&world.path().join("outside"));
    assert_eq!(refusal(&root), None);
    assert_eq!(before, everything(&world.path().join("outside")));
    assert!(!root.join(".public.haeseol").exists());
    assert!(root.join("public/ko/a/index.html").is_file());
}

#[test]
fn a_list_that_haeseol_did_not_write_makes_everything_foreign() {
    let first = "# Written by haeseol, replaced by its next build.\n";
    let lists: [&dyn Fn(&Path); 9] = [
        &|list| symlink("../../outside/victim", list).unwrap(),
        &|list| symlink("/dev/zero", list).unwrap(),
        &pipe,
        &|list| fs::write(list, "").unwrap(),
        &|list| fs::write(list, "x.txt\nindex.html\n").unwrap(),
        &|list| fs::write(list, b"\xFF\xFE").unwrap(),
        // Out of order; cut off.
        &|list| fs::write(list, format!("{first}x.txt\nindex.html\n")).unwrap(),
        &|list| fs::write(list, format!("{first}index.html\nx.txt")).unwrap(),
        &|list| fs::File::create(list).unwrap().set_len(1 << 40).unwrap(),
    ];
    for plant in lists {
        let world = world();
        let root = world.path().join("site");
        assert_eq!(refusal(&root), None);
        let list = root.join("public/.haeseol");
        fs::remove_file(&list).unwrap();
        plant(&list);
        let said = refusal(&root).unwrap();
        assert!(
            said.contains("did not write: .haeseol, .nojekyll,"),
            "{said}"
        );
        assert!(list.symlink_metadata().is_ok() && root.join("public/x.txt").is_file());
        let victim = fs::read(world.path().join("outside/victim")).unwrap();
        assert_eq!(victim, b"precious");
    }
}

#[test]
fn a_list_that_names_files_elsewhere_deletes_none_of_them() {
    let world = world();
    let root = world.path().join("site");
    assert_eq!(refusal(&root), None);
    let list = root.join("public/.haeseol");
    let text = fs::read_to_string(&list).unwrap();
    let (first, rest) = text.split_once('\n').unwrap();
    let victim = world.path().join("outside/victim");
    let more = [
        "../../outside/victim",
        "../site.toml",
        victim.to_str().unwrap(),
        "ko/../../site.toml",
    ];
    let mut lines: Vec<_> = rest.lines().chain(more).collect();
    lines.sort_unstable();
    fs::write(&list, format!("{first}\n{}\n", lines.join("\n"))).unwrap();
    let before = everything(&world.path().join("outside"));
    assert_eq!(refusal(&root), None);
    assert_eq!(before, everything(&world.path().join("outside")));
    assert!(root.join("site.toml").is_file());
}

#[test]
fn a_listed_name_that_is_no_file_is_foreign() {
    let world = world();
    let root = world.path().join("site");
    assert_eq!(refusal(&root), None);
    let file = root.join("public/x.txt");
    fs::remove_file(&file).unwrap();
    symlink("../../outside/victim", &file).unwrap();
    assert!(refusal(&root).unwrap().contains("x.txt"));
    fs::remove_file(&file).unwrap();
    pipe(&file);
    assert!(refusal(&root).unwrap().contains("x.txt"));
    assert!(fs::metadata(&file).unwrap().file_type().is_fifo());
    // A folder of ours that has become a link.
    fs::remove_file(&file).unwrap();
    fs::rename(root.join("public/ko"), world.path().join("outside/ko")).unwrap();
    symlink("../../outside/ko", root.join("public/ko")).unwrap();
    let before = everything(&world.path().join("outside"));
    assert!(refusal(&root).unwrap().contains("ko"));
    assert_eq!(before, everything(&world.path().join("outside")));
}

#[test]
fn empty_folders_of_the_users_stay_and_are_named() {
    let world = world();
    let root = world.path().join("site");
    // In a folder that holds nothing else, in the site, in the folder of a page that is deleted.
    fs::create_dir_all(root.join("public/uploads/2026")).unwrap();
    for _ in 0..2 {
        let output = haeseol(&root, &["build"]);
        assert!(output.status.success(), "{output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.contains("warning") && said.contains("uploads/"),
            "{said}"
        );
        assert!(root.join("public/uploads/2026").is_dir());
        fs::create_dir_all(root.join("public/ko/a/drafts")).unwrap();
    }
    assert!(root.join("public/ko/a/drafts").is_dir());
    fs::remove_file(root.join("content/a.ko.md")).unwrap();
    let output = haeseol(&root, &["build"]);
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("ko/a/drafts/, uploads/")
            || root.join("public/ko/a/drafts").is_dir()
    );
    assert!(!root.join("public/ko/a/index.html").exists());
    assert!(root.join("public/ko/a/drafts").is_dir());
    assert!(!root.join(".public.haeseol").exists());
}

#[test]
fn folders_that_lie_too_deep_are_named_and_not_entered() {
    let world = world();
    let root = world.path().join("site");
    let deep = "d/".repeat(300);
    fs::create_dir_all(root.join("public").join(&deep)).unwrap();
    fs::write(root.join("public").join(&deep).join("mine"), "mine").unwrap();
    let refusal = refusal(&root).unwrap();
    assert!(
        refusal.contains("did not write: d/d/d/") && refusal.contains("/d/…d/d"),
        "{refusal}"
    );
    assert!(refusal.len() < 1000, "{refusal}");
    assert!(root.join("public").join(&deep).join("mine").is_file());
    // With few files that can be open at once.
    let commands = "ulimit -n 40 && exec \"$haeseol\" build";
    let output = shell(&root, commands);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("did not write: d/d/d/"), "{said}");
    // Where a build works.
    fs::remove_dir_all(root.join("public")).unwrap();
    let site = root.join(".public.haeseol/site");
    fs::create_dir_all(site.join(&deep)).unwrap();
    let output = haeseol(&root, &["build"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("lie more than 200 deep") && said.contains("move it away or delete it"),
        "{said}"
    );
    fs::remove_dir_all(site.join("d")).unwrap();
    assert!(haeseol(&root, &["build"]).status.success());
}

#[test]
fn a_path_that_cannot_be_is_told_with_what_to_do() {
    let world = world();
    let root = world.path().join("site");
    fs::write(root.join("file"), "mine").unwrap();
    for (out, remedy) in [
        ("file/public".to_owned(), "name another folder with --out"),
        ("x".repeat(300), "choose shorter ones"),
        ("x".repeat(250), "choose shorter ones"),
        (["y"; 3000].join("/"), "choose shorter ones"),
    ] {
        let output = haeseol(&root, &["build", "--out", &out]);
        assert!(!output.status.success());
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(remedy), "{out}: {said}");
    }
}

#[test]
fn who_makes_files_can_use_them_whatever_the_umask_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = world();
    let root = world.path().join("site");
    let commands =
        "umask 777; \"$haeseol\" build && \"$haeseol\" init new && exec \"$haeseol\" new page p";
    let output = shell(&root, commands);
    assert!(output.status.success(), "{output:?}");
    for made in ["public", "new", "content"] {
        for entry in walkdir::WalkDir::new(root.join(made)) {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o600, 0o600, "{}", entry.path().display());
        }
    }
    assert!(root.join("content/p.ko.md").is_file());
}

/// Runs commands of a shell, in which `$haeseol` is the program.
fn shell(folder: &Path, commands: &str) -> std::process::Output {
    let mut shell = Command::new("sh");
    shell.args(["-c", commands]).current_dir(folder);
    shell.env("haeseol", env!("CARGO_BIN_EXE_haeseol"));
    shell.env("HAESEOL_LANG", "en").output().unwrap()
}

#[allow(clippy::print_stderr, reason = "who runs the test should know")]
/// Runs commands of a shell in a mount namespace of their own; `None` where that is not allowed.
fn unshared(folder: &Path, commands: &str) -> Option<(bool, String)> {
    let run = |commands: &str| {
        Command::new("unshare")
            .args(["--map-root-user", "--mount", "sh", "-ec", commands])
            .current_dir(folder)
            .env("haeseol", env!("CARGO_BIN_EXE_haeseol"))
            .env("HAESEOL_LANG", "en")
            .output()
    };
    if !run("mkdir m && mount -t tmpfs none m && umount m && rmdir m")
        .is_ok_and(|o| o.status.success())
    {
        eprintln!("skipped: this machine does not let a test mount anything");
        return None;
    }
    let output = run(commands).unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    Some((output.status.success(), said))
}

#[test]
fn an_output_in_a_linked_folder_or_a_work_folder_is_refused() {
    let folder = world();
    let root = &folder.path().join("site");
    fs::create_dir(root.join("assets")).unwrap();
    let _ = fs::remove_dir_all(root.join("static"));
    std::os::unix::fs::symlink("assets", root.join("static")).unwrap();
    for out in [
        "assets/public",
        ".public.haeseol/site",
        ".other.haeseol/deep/er",
    ] {
        let output = program(root)
            .args(["build", "--out", out])
            .output()
            .unwrap();
        assert!(!output.status.success(), "{out}");
        assert!(!root.join(out).exists(), "{out}");
    }
}

#[test]
fn an_output_that_something_is_mounted_on_is_refused_and_left_alone() {
    for mount in ["mount --bind there public", "mount -t tmpfs none public"] {
        let world = world();
        let root = world.path().join("site");
        fs::create_dir(root.join("public")).unwrap();
        fs::create_dir(root.join("there")).unwrap();
        let commands = format!(
            "{mount}; \"$haeseol\" build -q --out public/site; test -f public/site/x.txt; rm -r public/site; \
             ! \"$haeseol\" build -q; test -z \"$(ls -A public)\""
        );
        let Some((done, said)) = unshared(&root, &commands) else {
            return;
        };
        assert!(
            done && said.contains("mounted") && said.contains("--out"),
            "{said}"
        );
        assert!(!root.join(".public.haeseol").exists());
    }
}

#[test]
fn a_mount_in_the_output_is_kept() {
    let world = world();
    let root = world.path().join("site");
    let commands = "\
        \"$haeseol\" build -q; mkdir public/data; mount -t tmpfs none public/data; \
        \"$haeseol\" build -q; mountpoint -q public.kept/data; test -f public/x.txt; test ! -e public/data";
    let Some((done, said)) = unshared(&root, commands) else {
        return;
    };
    assert!(
        done && said.contains("public.kept") && said.contains(": data/"),
        "{said}"
    );
}

#[test]
fn an_output_in_a_lower_layer_is_refused_until_it_is_deleted() {
    let world = world();
    let root = world.path().join("site");
    assert_eq!(refusal(&root), None);
    // Layers of an overlay cannot be on every file system, so they are on one of their own.
    let commands = "\
        mkdir m; mount -t tmpfs none m; mkdir m/upper m/work m/all; \
        if ! mount -t overlay -o lowerdir=.,upperdir=m/upper,workdir=m/work,redirect_dir=off none m/all; then \
            echo skipped >&2; exit; fi; \
        cd m/all; \"$haeseol\" build -q && exit 1; test -f public/x.txt; test ! -e .public.haeseol; \
        rm -r public; \"$haeseol\" build -q; test -f public/x.txt; \
        \"$haeseol\" build -q; test -f public/x.txt; test ! -e .public.haeseol";
    let Some((done, said)) = unshared(&root, commands) else {
        return;
    };
    assert!(
        done && (said.contains("overlay") || said.contains("skipped")),
        "{said}"
    );
}
