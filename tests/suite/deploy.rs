//! `haeseol deploy`: onto the branch of a bare repository, and nothing else is touched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::publish::{program, write};

const SITE: &str = "== content/a/index.ko.md\n---\ntitle: 가\n---\n본문\n== content/a/index.en.md\n---\ntitle: A\n---\nText\n== static/a b/한 글.txt\n줄\r\n끝";

/// A site in a repository, and the one it is pushed to, in a folder with a space and Hangul.
pub struct World {
    pub folder: tempfile::TempDir,
}

impl World {
    pub fn new() -> Self {
        let world = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        fs::create_dir_all(world.site()).unwrap();
        fs::create_dir_all(world.home()).unwrap();
        write(&world.site(), SITE);
        world.git(&world.site(), &["init", "--quiet", "-b", "main"]);
        world.git(
            &world.site(),
            &[
                "init",
                "--quiet",
                "--bare",
                world.remote().to_str().unwrap(),
            ],
        );
        let remote = world.remote();
        world.git(
            &world.site(),
            &["remote", "add", "origin", remote.to_str().unwrap()],
        );
        world.git(&world.site(), &["add", "."]);
        world.commit("글");
        world
    }

    pub fn site(&self) -> PathBuf {
        self.folder.path().join("내 사이트")
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub fn remote(&self) -> PathBuf {
        self.folder.path().join("공개 저장소.git")
    }

    /// A machine that knows of nobody, and of no settings.
    pub fn bare(&self, command: &mut Command) {
        command
            .env("HOME", self.home())
            .env("XDG_CONFIG_HOME", self.home())
            .env("GIT_CONFIG_NOSYSTEM", "1");
        for name in ["NAME", "EMAIL"] {
            command.env_remove(format!("GIT_AUTHOR_{name}"));
            command.env_remove(format!("GIT_COMMITTER_{name}"));
        }
        command.env_remove("EMAIL");
    }

    pub fn git(&self, folder: &Path, arguments: &[&str]) -> String {
        let mut git = Command::new("git");
        self.bare(&mut git);
        let output = git.arg("-C").arg(folder).args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    pub fn commit(&self, text: &str) {
        let who = ["-c", "user.name=김", "-c", "user.email=kim@example.com"];
        let commit = ["commit", "--quiet", "--no-verify", "-m", text];
        self.git(&self.site(), &[&who[..], &commit].concat());
    }

    /// A second text, committed.
    fn write_more(&self) {
        let site = self.site();
        fs::write(site.join("content/b.ko.md"), "---\ntitle: 나\n---\n").unwrap();
        self.git(&site, &["add", "."]);
        self.commit("나");
    }

    fn deploy(&self, arguments: &[&str]) -> Output {
        let mut program = program(&self.site());
        self.bare(&mut program);
        program.arg("deploy").args(arguments).output().unwrap()
    }

    /// Deploys to an address of its own.
    pub fn publish(&self, arguments: &[&str]) -> String {
        let output = self.deploy(arguments);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn refused(&self, arguments: &[&str]) -> String {
        let before = self.tip();
        let output = self.deploy(arguments);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert_eq!(self.tip(), before);
        String::from_utf8(output.stderr).unwrap()
    }

    /// The commit that is published.
    fn tip(&self) -> String {
        let format = "--format=%(objectname)";
        self.git(
            &self.remote(),
            &["for-each-ref", format, "refs/heads/gh-pages"],
        )
    }

    /// A commit on the published branch by somebody else.
    fn meddle(&self, file: &str, text: &str) {
        let other = self.folder.path().join(format!("other-{file}"));
        let (remote, path) = (self.remote(), other.to_str().unwrap().to_owned());
        self.git(
            &self.site(),
            &["clone", "--quiet", remote.to_str().unwrap(), &path],
        );
        let found = self.tip();
        let switch = match found.is_empty() {
            true => ["switch", "--quiet", "--orphan", "gh-pages"],
            false => ["switch", "--quiet", "-c", "gh-pages"],
        };
        let mut switch = switch.to_vec();
        if !found.is_empty() {
            switch.push("origin/gh-pages");
        }
        self.git(&other, &switch);
        fs::write(other.join(file), text).unwrap();
        self.git(&other, &["add", file]);
        let who = ["-c", "user.name=이", "-c", "user.email=lee@example.com"];
        self.git(
            &other,
            &[&who[..], &["commit", "--quiet", "-m", "손"]].concat(),
        );
        self.git(&other, &["push", "--quiet", "origin", "gh-pages"]);
    }

    /// What is the author's: index, branches, work tree.
    fn own(&self) -> (Vec<u8>, String, String) {
        let site = self.site();
        (
            fs::read(site.join(".git/index")).unwrap(),
            self.git(
                &site,
                &["for-each-ref", "refs/heads", "refs/tags", "refs/stash"],
            ),
            self.git(&site, &["status", "--porcelain"]),
        )
    }
}

#[test]
fn a_site_is_published_and_nothing_of_the_authors_is_touched() {
    let world = World::new();
    // A change that is in the index, and one that is not.
    fs::write(
        world.site().join("content/b.ko.md"),
        "---\ntitle: 나\n---\n",
    )
    .unwrap();
    world.git(&world.site(), &["add", "content/b.ko.md"]);
    fs::write(world.site().join("content/b.en.md"), "---\ntitle: B\n---\n").unwrap();
    // Hooks and filters of the repository would stop or change everything.
    let hooks = world.site().join(".git/hooks");
    fs::create_dir_all(&hooks).unwrap();
    for hook in [
        "pre-push",
        "pre-commit",
        "commit-msg",
        "reference-transaction",
    ] {
        fs::write(hooks.join(hook), "#!/bin/sh\nexit 1\n").unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(hooks.join(hook), fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
    let attributes = world.site().join(".git/info/attributes");
    fs::write(attributes, "*.html filter=none\n").unwrap();
    world.git(&world.site(), &["config", "filter.none.clean", "false"]);
    world.git(&world.site(), &["config", "filter.none.required", "true"]);
    let before = world.own();
    let output = world.deploy(&[]);
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("https://name.github.io/site/"), "{said}");
    assert!(said.contains("Settings → Pages"), "{said}");
    let warned = String::from_utf8(output.stderr).unwrap();
    assert!(
        warned.contains("not committed is published too: 2 files"),
        "{warned}"
    );
    assert_eq!(world.own(), before);
    assert!(!world.site().join("public").exists());

    let show = |path: &str| world.git(&world.remote(), &["show", &format!("gh-pages:{path}")]);
    assert!(show("ko/b/index.html").contains("<title>나"));
    assert_eq!(show("a b/한 글.txt"), "줄\r\n끝");
    assert_eq!(show(".nojekyll"), "");
    assert!(show(".haeseol").contains("\nko/b/index.html"));
    let who = world.git(
        &world.remote(),
        &["log", "-1", "--format=%an <%ae> %cn", "gh-pages"],
    );
    assert_eq!(who, "haeseol <haeseol@localhost> haeseol");
}

#[test]
fn who_keeps_nothing_in_git_hears_nothing_of_commits() {
    let world = World::new();
    let site = world.site();
    fs::remove_dir_all(site.join(".git")).unwrap();
    world.git(&site, &["init", "--quiet", "-b", "main"]);
    let remote = world.remote();
    let add = ["remote", "add", "origin", remote.to_str().unwrap()];
    world.git(&site, &add);
    for _ in 0..2 {
        let output = world.deploy(&[]);
        assert!(
            output.status.success() && output.stderr.is_empty(),
            "{output:?}"
        );
        fs::write(site.join("static/new.txt"), "n").unwrap();
    }
    let count = ["rev-list", "--count", "gh-pages"];
    assert_eq!(world.git(&remote, &count), "2");
}

#[test]
fn each_deployment_is_a_commit_by_the_author_and_the_same_site_is_none() {
    let world = World::new();
    world.git(&world.site(), &["config", "user.name", "김"]);
    world.git(&world.site(), &["config", "user.email", "kim@example.com"]);
    world.publish(&[]);
    let first = world.tip();
    assert!(world.publish(&[]).contains("the same already"));
    assert_eq!(world.tip(), first);
    fs::remove_file(world.site().join("static/a b/한 글.txt")).unwrap();
    world.publish(&[]);
    let log = world.git(&world.remote(), &["log", "--format=%an %H", "gh-pages"]);
    let lines: Vec<&str> = log.lines().collect();
    assert_eq!(lines.len(), 2, "{log}");
    assert_eq!(lines[1], format!("김 {first}"));
    let files = world.git(
        &world.remote(),
        &["ls-tree", "-r", "--name-only", "gh-pages"],
    );
    assert!(!files.contains("a b"), "{files}");
}

#[test]
fn a_trial_pushes_nothing() {
    let world = World::new();
    let said = world.publish(&["--dry-run"]);
    assert!(said.contains("nothing was pushed"), "{said}");
    assert_eq!(world.tip(), "");
    let refs = world.git(&world.site(), &["for-each-ref", "--format=%(refname)"]);
    assert_eq!(refs, "refs/heads/main");
}

#[test]
fn errors_foreign_branches_and_changes_by_others_are_refused() {
    let world = World::new();
    world.meddle("thesis.txt", "mine");
    let said = world.refused(&[]);
    assert!(
        said.contains("is not haeseol's") && said.contains("--force"),
        "{said}"
    );
    let foreign = world.tip();
    world.publish(&["--force"]);
    // What was there is still in the history.
    let parent = world.git(&world.remote(), &["rev-parse", "gh-pages^"]);
    assert_eq!(parent, foreign);

    world.meddle("CNAME", "kim.kr");
    let said = world.refused(&[]);
    assert!(
        said.contains("by hand") && said.contains("--force"),
        "{said}"
    );
    world.publish(&["--force"]);

    fs::write(
        world.site().join("content/a/index.ko.md"),
        "---\ntitle: [\n---\n",
    )
    .unwrap();
    world.refused(&["--force"]);
}

#[test]
fn what_was_published_from_newer_texts_is_not_replaced_by_older_ones() {
    let world = World::new();
    let (site, away) = (world.site(), world.folder.path().join("away"));
    world.git(&site, &["push", "--quiet", "origin", "main"]);
    world.git(
        &site,
        &[
            "clone",
            "--quiet",
            site.to_str().unwrap(),
            away.to_str().unwrap(),
        ],
    );
    world.write_more();
    world.publish(&[]);
    // The other machine has not seen that commit.
    let remote = world.remote();
    world.git(
        &away,
        &["remote", "set-url", "origin", remote.to_str().unwrap()],
    );
    let tip = world.tip();
    let mut there = program(&away);
    world.bare(&mut there);
    let output = there.arg("deploy").output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("git pull")
    );
    assert_eq!(world.tip(), tip);
    // An amended commit is no other history.
    world.git(
        &site,
        &[
            "-c",
            "user.name=김",
            "-c",
            "user.email=k@example.com",
            "commit",
            "--quiet",
            "--amend",
            "-m",
            "다시",
        ],
    );
    fs::write(site.join("content/b.ko.md"), "---\ntitle: 다\n---\n").unwrap();
    world.publish(&[]);
}

#[test]
fn the_address_of_an_example_is_found_from_the_remote() {
    let world = World::new();
    let settings = world.site().join("site.toml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(
        &settings,
        text.replace("name.github.io", "example.github.io"),
    )
    .unwrap();
    assert!(
        world
            .refused(&[])
            .contains("still the address of the example")
    );
    let said = world.publish(&["--dry-run", "--base-url", "https://kim.kr/"]);
    assert!(said.contains("https://kim.kr/"), "{said}");
    let url = "https://github.com/Kim/kim.github.io.git";
    world.git(&world.site(), &["remote", "set-url", "origin", url]);
    let remote = world.remote();
    let instead = format!("url.{}.insteadOf", remote.to_str().unwrap());
    world.git(&world.site(), &["config", &instead, url]);
    let said = world.publish(&[]);
    assert!(said.contains("address  https://kim.github.io/\n"), "{said}");
    assert!(
        said.contains("github.com/Kim/kim.github.io/settings/pages"),
        "{said}"
    );
    let page = world.git(&world.remote(), &["show", "gh-pages:sitemap.xml"]);
    assert!(page.contains("https://kim.github.io/ko/"), "{page}");
}

#[test]
fn what_is_missing_is_named_with_what_to_do() {
    let world = World::new();
    assert!(
        world
            .refused(&["--remote", "orign"])
            .contains("did you mean `origin`?")
    );
    world.git(&world.site(), &["remote", "remove", "origin"]);
    assert!(world.refused(&[]).contains("git remote add origin"));
    assert!(world.refused(&["--remote=--all"]).contains("no remote"));
    world.git(&world.site(), &["switch", "--quiet", "-c", "gh-pages"]);
    assert!(world.refused(&[]).contains("git switch -c main"));
    fs::remove_dir_all(world.site().join(".git")).unwrap();
    assert!(world.refused(&[]).contains("git init -b main"));
}

#[test]
fn a_branch_that_moves_meanwhile_is_left_alone() {
    let world = World::new();
    world.publish(&[]);
    let seen = world.tip();
    world.meddle("CNAME", "kim.kr");
    let repository = haeseol::deploy::Repository::open(&world.site(), "origin", false).unwrap();
    let now = world.tip();
    // One that follows what is there now: git alone would take it.
    world.git(&world.site(), &["fetch", "--quiet", "origin"]);
    let who = ["-c", "user.name=김", "-c", "user.email=k@example.com"];
    let make = ["commit-tree", "-m", "글", "-p", &now, "main^{tree}"];
    let commit = world.git(&world.site(), &[&who[..], &make].concat());
    for tip in [Some(&*seen), None] {
        let refusal = repository.push(&commit, tip).unwrap_err();
        assert!(
            refusal.message.english().contains("meanwhile"),
            "{refusal:?}"
        );
        assert_eq!(world.tip(), now);
    }
}

#[test]
fn without_a_command_the_next_step_is_said() {
    let world = World::new();
    let said = |folder: &Path, arguments: &[&str]| {
        let mut program = program(folder);
        world.bare(&mut program);
        let output = program.args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(said(&world.home(), &[]).contains("haeseol init my-site   makes"));
    assert!(said(&world.site(), &[]).contains("haeseol deploy         publishes"));
    assert!(said(&world.site().join("content"), &[]).contains("haeseol deploy"));
    // `deploy` would refuse the address of the example, unless GitHub has another.
    let settings = world.site().join("site.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let (before, _) = text.split_once("base_url = ").unwrap();
    let (_, after) = text[before.len()..].split_once('\n').unwrap();
    let example = format!("{before}base_url = \"https://example.github.io/site/\"\n{after}");
    fs::write(&settings, example).unwrap();
    assert!(said(&world.site(), &[]).contains("first: write where the site will be at `base_url`"));
    let github = ["remote", "set-url", "origin", "https://github.com/a/b.git"];
    world.git(&world.site(), &github);
    assert!(said(&world.site(), &[]).contains("haeseol deploy         publishes"));
    world.git(&world.site(), &["remote", "remove", "origin"]);
    assert!(said(&world.site(), &[]).contains("first: make a repository on GitHub"));
    assert!(!said(&world.site(), &["new"]).contains("What to do next"));
}

#[test]
fn what_builds_have_kept_is_used_and_left_as_it_is() {
    let world = World::new();
    let site = world.site();
    let image = image::RgbImage::from_fn(900, 700, |x, y| {
        image::Rgb([(x / 4) as u8, (y / 3) as u8, ((x * y) >> 11) as u8])
    });
    image.save(site.join("content/a/big.png")).unwrap();
    fs::write(
        site.join("content/a/index.ko.md"),
        "---\ntitle: 가\n---\n![가](big.png)\n",
    )
    .unwrap();
    let kept = site.join(".public.images.haeseol");
    world.publish(&[]);
    assert!(!kept.exists());
    assert!(
        program(&site)
            .arg("build")
            .output()
            .unwrap()
            .status
            .success()
    );
    let published =
        |path: &str| world.git(&world.remote(), &["rev-parse", &format!("gh-pages:{path}")]);
    let first = published("a/big.480w.png");
    // Each turned into its negative, and whole: what is published of them was taken from there.
    let mut negative = Vec::new();
    for entry in fs::read_dir(&kept).unwrap() {
        let (path, name) = (
            entry.as_ref().unwrap().path(),
            entry.unwrap().file_name().into_string().unwrap(),
        );
        let bytes = fs::read(&path).unwrap();
        let mut copy = image::load_from_memory(&bytes[14 + 16..]).unwrap();
        copy.invert();
        let mut content = std::io::Cursor::new(Vec::new());
        copy.write_to(&mut content, image::ImageFormat::Png)
            .unwrap();
        let content = content.into_inner();
        let checksum =
            xxhash_rust::xxh3::xxh3_128(&content) ^ xxhash_rust::xxh3::xxh3_128(name.as_bytes());
        let file = [&b"haeseol image\n"[..], &checksum.to_be_bytes(), &content].concat();
        fs::write(&path, &file).unwrap();
        fs::write(world.home().join("copy"), &content).unwrap();
        let hash = world.git(
            &site,
            &[
                "hash-object",
                "--no-filters",
                world.home().join("copy").to_str().unwrap(),
            ],
        );
        negative.push((path, file, hash));
    }
    assert!(!negative.is_empty());
    world.publish(&[]);
    let now = published("a/big.480w.png");
    assert_ne!(now, first);
    assert!(negative.iter().any(|(.., hash)| *hash == now), "{now}");
    // Nothing is kept or taken away there.
    assert_eq!(fs::read_dir(&kept).unwrap().count(), negative.len());
    assert!(
        negative
            .iter()
            .all(|(path, file, _)| fs::read(path).unwrap() == *file)
    );
}

#[test]
fn the_branch_is_looked_up_where_it_is_pushed_to() {
    let world = World::new();
    let other = world.folder.path().join("다른 곳.git");
    let other = other.to_str().unwrap();
    world.git(&world.site(), &["init", "--quiet", "--bare", other]);
    world.git(&world.site(), &["config", "remote.origin.pushurl", other]);
    world.publish(&[]);
    fs::write(world.site().join("static/new.txt"), "n").unwrap();
    world.publish(&[]);
    let log = world.git(Path::new(other), &["log", "--format=%h", "gh-pages"]);
    assert_eq!(log.lines().count(), 2);
    assert_eq!(world.tip(), "");
}

#[test]
fn a_remote_that_refuses_says_why() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new();
    let hook = world.remote().join("hooks/pre-receive");
    fs::write(
        &hook,
        "#!/bin/sh\nfor i in 1 2 3 4 5 6; do echo \"이유 $i\" >&2; done; exit 1\n",
    )
    .unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let said = world.refused(&[]);
    assert!(
        said.contains("refuses it: remote: 이유 1 / remote: 이유 2"),
        "{said}"
    );
    assert!(said.contains("do as it says"), "{said}");
    fs::remove_dir_all(world.remote()).unwrap();
    let output = world.deploy(&[]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("does not appear to be a git repository"),
        "{said}"
    );
}

#[test]
fn a_part_of_the_history_is_named_as_what_is_missing() {
    let world = World::new();
    let site = world.site();
    world.publish(&[]);
    world.write_more();
    world.git(&site, &["push", "--quiet", "origin", "main"]);
    let part = world.folder.path().join("part");
    let url = format!("file://{}", world.remote().display());
    let clone = ["clone", "--quiet", "--depth=1", "--branch=main", &url];
    world.git(&site, &[&clone[..], &[part.to_str().unwrap()]].concat());
    let deploy = || {
        let mut there = program(&part);
        world.bare(&mut there);
        there.arg("deploy").output().unwrap()
    };
    let output = deploy();
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("git fetch --unshallow"), "{said}");
    world.git(&part, &["fetch", "--quiet", "--unshallow"]);
    assert!(deploy().status.success());
}

/// Whichever call of git fails: the published site is the old one or the new one, what is the author's is as it was, nothing is
/// left lying about in `.git`, and the next deployment goes through.
#[test]
fn a_site_is_published_as_a_whole_or_not_at_all() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new();
    let site = world.site();
    world.publish(&[]);
    world.write_more();
    let (own, old) = (world.own(), world.tip());
    let bin = world.folder.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let script = "#!/bin/sh\nread n < \"$CALLS\"; n=$((n - 1)); echo $n > \"$CALLS\"\n\
        if [ $n = 0 ]; then echo 'fatal: no' >&2; exit 128; fi\n\
        PATH=${PATH#*:}; export PATH; exec git \"$@\"\n";
    fs::write(bin.join("git"), script).unwrap();
    fs::set_permissions(bin.join("git"), fs::Permissions::from_mode(0o755)).unwrap();
    let calls = world.folder.path().join("calls");
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
    let mut failed = 0;
    for n in 1.. {
        fs::write(&calls, format!("{n}\n")).unwrap();
        let mut program = program(&site);
        world.bare(&mut program);
        let program = program.env("PATH", &path).env("CALLS", &calls);
        let output = program.arg("deploy").output().unwrap();
        let left: i32 = fs::read_to_string(&calls).unwrap().trim().parse().unwrap();
        let now = world.tip();
        assert_eq!(world.own(), own, "call {n}");
        if now == old {
            assert_eq!(output.status.code(), Some(1), "call {n}: {output:?}");
            failed += 1;
        } else {
            let show = ["show", "gh-pages:ko/b/index.html"];
            assert!(world.git(&world.remote(), &show).contains("<title>나"));
            let back = ["update-ref", "refs/heads/gh-pages", &old];
            world.git(&world.remote(), &back);
        }
        let strange = fs::read_dir(site.join(".git")).unwrap().any(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.starts_with("fast_import_crash") || name.ends_with(".lock")
        });
        assert!(!strange, "call {n}");
        if left > 0 {
            break;
        }
    }
    assert!(failed > 5, "{failed}");
}
