//! The commands in the READMEs and in the manual work, word for word.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::publish::haeseol;

fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The lines of the blocks marked `sh`, in order.
fn commands(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let mut found = Vec::new();
    let mut inside = false;
    for line in text.lines().map(str::trim) {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside => found.push(line.to_owned()),
            _ => {}
        }
    }
    found
}

/// Programs that a script finds before the system's.
fn stand_in(bin: &Path, name: &str, script: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let path = bin.join(name);
    fs::write(&path, format!("#!/bin/sh\nset -eu\n{script}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

/// Runs commands one after the other in a folder, as a person would type them. What is pushed to GitHub is in the folder
/// `github` of the home that is returned.
fn run(commands: &[String], folder: &Path) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let bin = home.path().join("bin");
    fs::create_dir(&bin).unwrap();
    // A preview that nobody ends is ended here.
    let program = env!("CARGO_BIN_EXE_haeseol");
    stand_in(
        &bin,
        "haeseol",
        &format!(
            "if [ \"$1\" = serve ]; then timeout 2 '{program}' \"$@\" || [ $? = 124 ]; else exec '{program}' \"$@\"; fi"
        ),
    );
    // The browser tests and tests/packages install the program in earnest.
    for (installer, arguments) in [
        ("cargo", "install --locked --path ."),
        ("npm", "install --global haeseol"),
        ("pipx", "install haeseol"),
        ("uv", "tool install haeseol"),
    ] {
        stand_in(&bin, installer, &format!("[ \"$*\" = '{arguments}' ]"));
    }
    // What goes to GitHub goes to a folder; without git, nothing goes anywhere.
    let github = home.path().join("github");
    if !has_git() {
        stand_in(&bin, "git", "");
    }
    let remote = github.join("NAME/REPOSITORY.git");
    let remotes = [remote, github.join("이름/저장소.git")];
    for remote in remotes.iter().filter(|_| has_git()) {
        let made = Command::new("git")
            .args(["init", "--quiet", "--bare"])
            .arg(remote)
            .status();
        assert!(made.unwrap().success());
    }
    let output = Command::new("sh")
        .args(["-ec", &commands.join("\n")])
        .current_dir(folder)
        .env_clear()
        .env(
            "PATH",
            format!("{}:/usr/local/bin:/usr/bin:/bin", bin.display()),
        )
        .env("HOME", home.path())
        .envs(["GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"].map(|k| (k, "n")))
        .envs(["GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"].map(|k| (k, "n@example.com")))
        .env("GIT_CONFIG_COUNT", "1")
        .env(
            "GIT_CONFIG_KEY_0",
            format!("url.{}/.insteadOf", github.display()),
        )
        .env("GIT_CONFIG_VALUE_0", "https://github.com/")
        .output()
        .unwrap();
    assert!(output.status.success(), "{commands:#?}\n{output:?}");
    home
}

#[test]
fn every_command_of_the_readmes_runs() {
    let english = commands(&repository().join("README.md"));
    assert!(english.len() > 5, "{english:?}");
    assert_eq!(english, commands(&repository().join("README.ko.md")));
    let folder = tempfile::tempdir().unwrap();
    let home = run(&english, folder.path());
    assert!(folder.path().join("my-site/site.toml").is_file());
    // From nothing to a page that is published.
    if has_git() {
        let remote = home.path().join("github/NAME/REPOSITORY.git");
        let show = ["show", "gh-pages:ko/hangul-keyboards/index.html"];
        let page = Command::new("git")
            .arg("-C")
            .arg(remote)
            .args(show)
            .output()
            .unwrap();
        let page = String::from_utf8(page.stdout).unwrap();
        let address = "<link rel=\"canonical\" href=\"https://name.github.io/REPOSITORY/ko/hangul-keyboards/\">";
        assert!(page.contains(address), "{page}");
    }
}

#[test]
fn every_command_of_the_manual_runs() {
    let manual = repository().join("content/manual");
    let mut all = 0;
    for page in fs::read_dir(&manual).unwrap() {
        let page = page.unwrap().path();
        let Some(name) = page
            .to_str()
            .unwrap()
            .strip_suffix(".en.md")
            .map(str::to_owned)
        else {
            continue;
        };
        let english = commands(&page);
        assert_eq!(
            english,
            commands(Path::new(&format!("{name}.ko.md"))),
            "{name}"
        );
        let folder = tempfile::tempdir().unwrap();
        run(&english, folder.path());
        all += english.len();
        if name.ends_with("first-hour") {
            assert_first_hour(&folder.path().join("my-site"));
        }
    }
    assert!(all > 18, "{all}");
}

/// What the first hour leaves: drafts in two languages, and a site that is pushed.
fn assert_first_hour(site: &Path) {
    let topic = site.join("content/my-topic");
    let questions = ["15-questions.ko.md", "30-questions.ko.md"];
    assert!(questions.iter().any(|name| topic.join(name).is_file()));
    assert!(haeseol(site, &["build"]).status.success());
    assert!(site.join("public/ko/index.html").is_file());
    if has_git() {
        let log = Command::new("git")
            .args(["log", "--format=%s", "origin/main"])
            .current_dir(site)
            .output();
        let subjects = String::from_utf8(log.unwrap().stdout).unwrap();
        assert_eq!(subjects, "First texts\n");
    }
}

/// The tests need nothing but Rust.
fn has_git() -> bool {
    Command::new("git").arg("--version").output().is_ok()
}

#[test]
fn the_readmes_name_the_two_commands_for_this_repository() {
    for name in ["README.md", "README.ko.md"] {
        let text = fs::read_to_string(repository().join(name)).unwrap();
        for command in ["cargo run --release -- build ", "tests/run "] {
            assert!(text.lines().any(|l| l.starts_with(command)), "{name}");
        }
    }
}

#[test]
fn every_command_of_a_new_sites_readmes_runs() {
    for name in ["README.md", "README.en.md"] {
        let folder = tempfile::tempdir().unwrap();
        assert!(haeseol(folder.path(), &["init", "site"]).status.success());
        let site = folder.path().join("site");
        let all = commands(&site.join(name));
        assert!(all.len() > 10, "{all:?}");
        run(&all, &site);
    }
}
