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
        // What git guesses on one machine, it does not on another.
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_KEY_1", "user.useConfigOnly")
        .env("GIT_CONFIG_VALUE_1", "true")
        .env("GIT_CONFIG_COUNT", "2")
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
        let is = |page: &str| Path::new(&name).ends_with(page);
        let home = match is("publishing") {
            // Its commands are for a site that is there.
            true => {
                assert!(haeseol(folder.path(), &["init", "site"]).status.success());
                run(&english, &folder.path().join("site"))
            }
            false => run(&english, folder.path()),
        };
        all += english.len();
        let remote = home.path().join("github/NAME/REPOSITORY.git");
        if is("first-hour") {
            assert_first_hour(&folder.path().join("my-site"), &remote);
        }
        if is("publishing") && has_git() {
            assert_eq!(subjects(&remote, "main"), "First texts\n");
        }
    }
    assert!(all > 18, "{all}");
}

/// What the first hour leaves: drafts in two languages, and a site that is published.
fn assert_first_hour(site: &Path, remote: &Path) {
    let topic = site.join("content/my-topic");
    let questions = ["15-questions.ko.md", "30-questions.ko.md"];
    assert!(questions.iter().any(|name| topic.join(name).is_file()));
    assert!(haeseol(site, &["build"]).status.success());
    assert!(site.join("public/ko/index.html").is_file());
    if has_git() {
        let address = "Publish https://name.github.io/REPOSITORY/\n";
        assert_eq!(subjects(remote, "gh-pages"), address);
    }
}

/// The subjects of the commits on a branch.
fn subjects(repository: &Path, branch: &str) -> String {
    let log = Command::new("git")
        .args(["log", "--format=%s", branch])
        .current_dir(repository)
        .output();
    String::from_utf8(log.unwrap().stdout).unwrap()
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

/// What stands for something in commands, and what it is here.
const STANDS_FOR: [(&str, &str); 16] = [
    ("EXPLAINER/SLUG", "tide/more"),
    ("SLUG", "more"),
    ("FILE", "content/alone.ko.md"),
    ("파일", "content/alone.ko.md"),
    ("PATH", "content/tide"),
    ("경로", "content/tide"),
    ("CODE", "no-alt"),
    ("코드", "no-alt"),
    ("FORMAT", "json"),
    ("OUT", "public"),
    ("NAME", "more"),
    ("이름", "more"),
    ("COMMAND", "build"),
    ("명령", "build"),
    ("URL", "https://tide.example/"),
    ("https://…/", "https://tide.example/"),
];

/// The commands of haeseol's that a text names: in blocks marked `shell`, and in backticks.
fn named(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut block = None;
    for line in text.lines().map(str::trim) {
        match (line.strip_prefix("```"), block) {
            (Some(info), None) => block = Some(info),
            (Some(_), Some(_)) => block = None,
            (None, Some("shell")) => found.push(line.to_owned()),
            (None, Some(_)) => {}
            (None, None) => {
                let spans = line.split('`').skip(1).step_by(2);
                let spans = spans.filter(|span| span.starts_with("haeseol "));
                found.extend(spans.map(str::to_owned));
            }
        }
    }
    found
}

#[test]
fn every_command_that_a_page_names_is_one() {
    // What others have made is tried by `tests/packages`, or not at all.
    const OTHERS: [&str; 10] = [
        "cargo ",
        "tests/run",
        "gh ",
        "pandoc ",
        "pipx ",
        "uv ",
        "npm ",
        "git ",
        "rclone ",
        "rsync ",
    ];
    let mut pages: Vec<PathBuf> = fs::read_dir(repository().join("content/manual"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .collect();
    pages.extend(["README.md", "README.ko.md"].map(|name| repository().join(name)));
    pages.extend(
        ["README.md", "README.en.md"]
            .map(|name| repository().join("src/scaffold/starter").join(name)),
    );
    let mut commands = std::collections::BTreeSet::new();
    for page in pages {
        for command in named(&fs::read_to_string(&page).unwrap()) {
            let command = command.replace("UPDATE_GOLDEN=1 ", "");
            let is_other = OTHERS.iter().any(|other| command.starts_with(other));
            assert!(
                is_other || command.starts_with("haeseol "),
                "{}: {command}",
                page.display()
            );
            if !is_other {
                commands.insert(command);
            }
        }
    }
    assert!(commands.len() > 30, "{commands:?}");
    for command in commands {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        assert!(haeseol(folder.path(), &["init", "site"]).status.success());
        fs::create_dir(site.join("content/tide")).unwrap();
        for (file, title) in [
            ("tide/index.ko", "달"),
            ("tide/index.en", "Moon"),
            ("alone.ko", "홀로"),
        ] {
            let path = site.join(format!("content/{file}.md"));
            fs::write(path, format!("---\ntitle: {title}\n---\n")).unwrap();
        }
        let words = command.split(" > ").next().unwrap().split(' ').skip(1);
        let words: Vec<&str> = words
            .map(|word| {
                let here = STANDS_FOR.iter().find(|(name, _)| *name == word);
                here.map_or(word, |(_, here)| here)
            })
            .collect();
        let output = match words[0] {
            // Not published, and not shown: what it is called with is looked at all the same.
            "deploy" | "serve" => haeseol(&site, &[&words[..], &["--help"]].concat()),
            "init" => haeseol(folder.path(), &words),
            _ => {
                let output = haeseol(&site, &words);
                // Named without what it needs.
                match output.status.code() {
                    Some(2) => haeseol(&site, &[&words[..], &["--help"]].concat()),
                    _ => output,
                }
            }
        };
        // What is found, or missing for publishing, is an answer too.
        let answers = ["check", "doctor", "status"].contains(&words[0]);
        let most = i32::from(answers);
        assert!(
            output.status.code().is_some_and(|code| code <= most),
            "{command}: {output:?}"
        );
    }
}

#[test]
fn every_file_that_the_readmes_link_to_is_there() {
    let mut links = 0;
    for name in ["README.md", "README.ko.md"] {
        let text = fs::read_to_string(repository().join(name)).unwrap();
        for rest in text.split("](").skip(1) {
            let address = rest.split(')').next().unwrap();
            if address.contains("://") {
                continue;
            }
            let (path, id) = address.split_once('#').unwrap_or((address, ""));
            let file = repository().join(path);
            let text = fs::read(&file).unwrap_or_else(|e| panic!("{name}: {address}: {e}"));
            let text = String::from_utf8_lossy(&text);
            assert!(
                id.is_empty() || text.contains(&format!("{{#{id}}}")),
                "{address}"
            );
            links += 1;
        }
    }
    assert!(links > 30, "{links}");
}

#[test]
fn settings_that_the_manual_shows_are_read() {
    let manual = repository().join("content/manual");
    let mut seen = 0;
    for page in fs::read_dir(&manual).unwrap() {
        let page = page.unwrap().path();
        let Ok(text) = fs::read_to_string(&page) else {
            continue;
        };
        let mut blocks = text.split("\n```yaml\n").skip(1);
        for block in &mut blocks {
            let block = block.split("\n```").next().unwrap();
            let folder = tempfile::tempdir().unwrap();
            assert!(haeseol(folder.path(), &["init", "site"]).status.success());
            let site = folder.path().join("site");
            let text = match block.strip_prefix("---\n") {
                Some(_) => format!("{block}\n"),
                None => format!("---\ntitle: 글\n{block}\n---\n글[@khoa].\n"),
            };
            let (place, language) = match block.contains("summary:") {
                true => ("content/glossary/shown", "ko"),
                false => ("content/shown/index", "ko"),
            };
            let file = site.join(format!("{place}.{language}.md"));
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(&file, text).unwrap();
            let output = haeseol(&site, &["check", "--format", "json"]);
            let said = String::from_utf8(output.stdout).unwrap();
            for code in ["unknown-key", "wrong-value", "\"yaml\"", "bad-date"] {
                assert!(!said.contains(code), "{}: {block}\n{said}", page.display());
            }
            seen += 1;
        }
    }
    assert!(seen >= 10, "{seen}");
}
