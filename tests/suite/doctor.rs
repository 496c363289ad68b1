//! `haeseol doctor`: whether everything is there to publish, with one remedy for each thing that is not, and nothing written.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::deploy::World;
use super::publish::program;

/// What it says: each answer, and the exit status.
struct Said {
    answers: Vec<Value>,
    status: Option<i32>,
}

impl Said {
    /// `about severity` of whatever is not well.
    fn troubles(&self) -> Vec<String> {
        let bad = self.answers.iter().filter(|a| a["severity"] != "good");
        bad.map(|a| {
            let word = |key: &str| a[key].as_str().unwrap().to_owned();
            format!("{} {}", word("about"), word("severity"))
        })
        .collect()
    }

    /// Message, files and remedy of what is not well about a question.
    fn about(&self, about: &str) -> String {
        let of = |a: &&Value| a["about"] == about && a["severity"] != "good";
        let all = self.answers.iter().filter(of);
        all.map(|a| format!("{} {} {}\n", a["message"], a["files"], a["hint"]))
            .collect()
    }
}

fn doctor(world: &World, folder: &Path, arguments: &[&str]) -> Said {
    let mut program = program(folder);
    world.bare(&mut program);
    let output = program
        .args(["doctor", "--format", "json"])
        .args(arguments)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(
        !answers.is_empty(),
        "{:?}",
        String::from_utf8(output.stderr)
    );
    // Whatever is wrong has a remedy.
    for answer in answers.iter().filter(|a| a["severity"] != "good") {
        assert!(
            !answer["hint"].is_null() || answer["message"].as_str().unwrap().contains("yet"),
            "{answer}"
        );
    }
    Said {
        answers,
        status: output.status.code(),
    }
}

const WORKFLOW: &str = "on:\n  push:\n    branches: [main, master]\nenv:\n  HAESEOL_VERSION: \"@@\"\n  HAESEOL_REPOSITORY: https://github.com/kim/haeseol\njobs: {}\n# haeseol build\n";

/// A world whose remote is on GitHub, with a workflow of this version.
fn on_github() -> World {
    let world = World::new();
    set_remote(&world, "https://ghp_secret:x@github.com/Name/site.git");
    write_workflow(&world, &WORKFLOW.replace("@@", env!("CARGO_PKG_VERSION")));
    world
}

fn set_remote(world: &World, url: &str) {
    world.git(&world.site(), &["remote", "set-url", "origin", url]);
}

fn write_workflow(world: &World, text: &str) {
    let folder = world.site().join(".github/workflows");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("pages.yml"), text).unwrap();
}

fn set_address(world: &World, address: &str) {
    let settings = world.site().join("site.toml");
    let text = fs::read_to_string(&settings).unwrap();
    let (_, rest) = text.split_once('\n').unwrap();
    fs::write(&settings, format!("base_url = \"{address}\"\n{rest}")).unwrap();
}

/// Every file with its bytes.
fn snapshot(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let files = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .map(Result::unwrap);
    let files = files.filter(|e| e.file_type().is_file());
    files
        .map(|e| (e.path().display().to_string(), fs::read(e.path()).unwrap()))
        .collect()
}

#[test]
fn a_site_that_can_be_published_has_nothing_to_mend_and_nothing_is_written() {
    let world = on_github();
    let before = snapshot(world.folder.path());
    let said = doctor(&world, &world.site(), &[]);
    assert_eq!((said.troubles(), said.status), (vec![], Some(0)));
    assert_eq!(snapshot(world.folder.path()), before);
    let all = said
        .answers
        .iter()
        .map(Value::to_string)
        .collect::<String>();
    for part in [
        "https://github.com/Name/site.git",
        "https://name.github.io/site/",
        ".github/workflows/pages.yml publishes the site",
        "Source has to be `GitHub Actions` at https://github.com/Name/site/settings/pages",
        "the branch `main`",
        "builds with haeseol",
    ] {
        assert!(all.contains(part), "{part}: {all}");
    }
    assert!(!all.contains("secret"), "{all}");
    // As people read it, in their language.
    let mut program = program(&world.site());
    world.bare(&mut program);
    let output = program.args(["doctor", "--lang", "ko"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("좋음: 공개할 주소: https://name.github.io/site/\n"),
        "{text}"
    );
    assert!(text.contains("\n공개할 준비가 되었습니다\n"), "{text}");
}

#[test]
fn the_address_is_held_against_the_remote() {
    let world = on_github();
    let remedy = "base_url = \\\"https://name.github.io/site/\\\"";
    for (address, severity) in [
        ("https://example.github.io/site/", "note"),
        ("https://example.com/", "note"),
        ("https://name.github.io/other/", "warning"),
        ("http://name.github.io/site/", "warning"),
    ] {
        set_address(&world, address);
        let said = doctor(&world, &world.site(), &[]);
        assert_eq!(
            said.troubles(),
            [format!("base-url {severity}")],
            "{address}"
        );
        assert!(
            said.about("base-url").contains(remedy),
            "{}",
            said.about("base-url")
        );
        assert_eq!(said.status, Some(0), "{address}");
        let said = doctor(
            &world,
            &world.site(),
            &["--base-url", "https://name.github.io/site/"],
        );
        assert_eq!((said.troubles(), said.status), (vec![], Some(0)));
    }
    // A domain of the author's own is as good.
    set_address(&world, "https://tide.kr/");
    assert_eq!(
        doctor(&world, &world.site(), &[]).troubles(),
        Vec::<String>::new()
    );
    set_address(&world, "https://example.github.io/site/");
    set_remote(&world, world.remote().to_str().unwrap());
    let said = doctor(&world, &world.site(), &[]);
    assert!(
        said.about("base-url")
            .contains("write where the site will be"),
        "{:?}",
        said.troubles()
    );
    assert_eq!(said.status, Some(1));
}

#[test]
fn what_publishes_the_site_is_said() {
    let world = on_github();
    let site = world.site();
    fs::remove_dir_all(site.join(".github")).unwrap();
    let said = doctor(&world, &site, &[]);
    assert_eq!(
        (said.troubles(), said.status),
        (vec!["pages note".to_owned()], Some(0))
    );
    assert!(said.about("pages").contains("haeseol deploy"));
    // A deployment from here is known by its name in git.
    world.git(&site, &["update-ref", "refs/haeseol/gh-pages", "HEAD"]);
    let said = doctor(&world, &site, &[]);
    assert_eq!(said.troubles(), Vec::<String>::new());
    write_workflow(&world, &WORKFLOW.replace("@@", env!("CARGO_PKG_VERSION")));
    let said = doctor(&world, &site, &[]);
    assert_eq!(said.troubles(), ["pages note"]);
    assert!(said.about("pages").contains("GitHub publishes one of them"));
    // Another host.
    set_remote(&world, "git@codeberg.org:kim/site.git");
    let said = doctor(&world, &site, &[]);
    assert!(said.about("pages").contains("no repository on GitHub"));
}

#[test]
fn a_workflow_that_does_something_else_than_expected_is_told() {
    let world = on_github();
    let site = world.site();
    write_workflow(&world, &WORKFLOW.replace("@@", "0.0.1"));
    let said = doctor(&world, &site, &[]);
    assert_eq!(
        (said.troubles(), said.status),
        (vec!["workflow warning".to_owned()], Some(0))
    );
    let wanted = concat!("HAESEOL_VERSION: \\\"", env!("CARGO_PKG_VERSION"));
    assert!(
        said.about("workflow").contains(wanted),
        "{}",
        said.about("workflow")
    );
    let nowhere = WORKFLOW.replace("@@", env!("CARGO_PKG_VERSION"));
    write_workflow(
        &world,
        &nowhere.replace("https://github.com/kim/haeseol", "\"\""),
    );
    assert!(
        doctor(&world, &site, &[])
            .about("workflow")
            .contains("where haeseol comes from")
    );
    // One that has nothing to do with haeseol, and one that installs it in a way of its own.
    write_workflow(&world, "on: push\nenv: {A: 1}\n");
    assert_eq!(doctor(&world, &site, &[]).troubles(), ["pages note"]);
    write_workflow(&world, "on: push\njobs: {}\n# haeseol build\n");
    assert_eq!(doctor(&world, &site, &[]).troubles(), Vec::<String>::new());
    // A push of another branch is not published.
    write_workflow(&world, &nowhere);
    world.git(&site, &["switch", "--quiet", "-c", "글"]);
    let said = doctor(&world, &site, &[]);
    assert_eq!(said.troubles(), ["branch warning"]);
    let merge = "`git switch main`, then `git merge 글`";
    assert!(said.about("branch").contains(merge));
    world.git(&site, &["branch", "-D", "main"]);
    let said = doctor(&world, &site, &[]);
    assert!(said.about("branch").contains("`git branch -m main`"));
    world.git(&site, &["branch", "-m", "main"]);
    assert_eq!(doctor(&world, &site, &[]).troubles(), Vec::<String>::new());
    world.git(&site, &["switch", "--quiet", "-c", "글"]);
    write_workflow(&world, &nowhere.replace("[main, master]", "[\"**\"]"));
    assert_eq!(doctor(&world, &site, &[]).troubles(), Vec::<String>::new());
    world.git(&site, &["switch", "--quiet", "--detach"]);
    let said = doctor(&world, &site, &[]);
    assert_eq!(said.troubles(), ["branch warning"]);
    assert!(said.about("branch").contains("`git switch -`"));
    world.git(&site, &["switch", "--quiet", "-"]);
    assert_eq!(doctor(&world, &site, &[]).troubles(), Vec::<String>::new());
}

#[test]
fn a_site_in_a_folder_of_a_repository_has_a_workflow_that_never_runs() {
    let world = on_github();
    let inner = world.site().join("docs/해설");
    for folder in ["content", ".github"] {
        fs::create_dir_all(&inner).unwrap();
        fs::rename(world.site().join(folder), inner.join(folder)).unwrap();
    }
    fs::rename(world.site().join("site.toml"), inner.join("site.toml")).unwrap();
    let said = doctor(&world, &inner, &[]);
    assert!(
        said.troubles().contains(&"workflow warning".to_owned()),
        "{:?}",
        said.troubles()
    );
    assert!(said.about("workflow").contains("not in the top folder"));
}

#[test]
fn without_a_repository_there_is_one_error_with_what_to_do() {
    let world = on_github();
    let said = doctor(&world, &world.site(), &["--remote", "orign"]);
    assert_eq!(
        (said.troubles(), said.status),
        (vec!["git error".to_owned()], Some(1))
    );
    assert!(said.about("git").contains("did you mean `origin`?"));
    fs::remove_dir_all(world.site().join(".git")).unwrap();
    let said = doctor(&world, &world.site(), &[]);
    assert_eq!(
        (said.troubles(), said.status),
        (vec!["git error".to_owned()], Some(1))
    );
    assert!(said.about("git").contains("git init"));
    // Whoever has a host of their own may do without.
    set_address(&world, "https://tide.kr/");
    let said = doctor(&world, &world.site(), &[]);
    assert_eq!(
        (said.troubles(), said.status),
        (vec!["git warning".to_owned()], Some(0))
    );
    let said = doctor(&world, world.folder.path(), &[]);
    assert_eq!(
        (said.troubles(), said.status),
        (vec!["site error".to_owned()], Some(1))
    );
}

#[test]
fn files_that_cannot_be_read_or_taken_elsewhere_are_told() {
    let world = on_github();
    let site = world.site();
    let put = |name: &str, bytes: &[u8]| {
        fs::create_dir_all(site.join(name).parent().unwrap()).unwrap();
        fs::write(site.join(name), bytes).unwrap();
    };
    // 한글 in EUC-KR.
    put("content/old.ko.md", b"---\ntitle: \xC7\xD1\xB1\xDB\n---\n");
    put(
        "static/custom.css",
        b"body { font-family: \xB5\xB8\xBF\xF2 }",
    );
    put("static/old.html", b"<meta charset=euc-kr>\xC7\xD1");
    put("static/photo.jpg", b"\xFF\xD8\xFF\xE0");
    put("content/wide.ko.md", b"\xFF\xFE-\0");
    put(
        "content/marked.ko.md",
        "\u{feff}---\ntitle: 표지\n---\n".as_bytes(),
    );
    let said = doctor(&world, &site, &[]);
    assert_eq!(
        said.troubles(),
        [
            "site note",
            "encoding error",
            "encoding warning",
            "encoding error",
            "encoding note"
        ]
    );
    assert_eq!(said.status, Some(1));
    let text = said.about("encoding");
    for part in [
        "(CP949)\" [\"content/old.ko.md\"]",
        "[\"static/custom.css\"]",
        "UTF-16\" [\"content/wide.ko.md\"]",
        "[\"content/marked.ko.md\"]",
        "Reopen with Encoding",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    for name in [
        "content/old.ko.md",
        "content/wide.ko.md",
        "static/custom.css",
    ] {
        fs::remove_file(site.join(name)).unwrap();
    }
    // Files of these lengths, without their bytes.
    for (name, length) in [
        ("static/a.mp4", (50 << 20) + 1),
        ("static/b.mp4", (100 << 20) + 1),
        ("static/c.mp4", 50 << 20),
    ] {
        fs::File::create(site.join(name))
            .unwrap()
            .set_len(length)
            .unwrap();
    }
    let said = doctor(&world, &site, &[]);
    assert_eq!(
        said.troubles(),
        ["encoding note", "size error", "size warning"]
    );
    let text = said.about("size");
    assert!(
        text.contains("[\"static/b.mp4\"]")
            && text.contains("[\"static/a.mp4\"]")
            && !text.contains("c.mp4"),
        "{text}"
    );
    for name in ["a", "b", "c"] {
        fs::remove_file(site.join(format!("static/{name}.mp4"))).unwrap();
    }
    fs::File::create(site.join("static/all.bin"))
        .unwrap()
        .set_len(1 << 30)
        .unwrap();
    assert!(
        doctor(&world, &site, &[])
            .about("size")
            .contains("larger than 1 GB")
    );
    fs::remove_file(site.join("static/all.bin")).unwrap();
    put("static/con.txt", b"");
    put("static/A.txt", b"");
    put("static/a.txt", b"");
    let said = doctor(&world, &site, &[]);
    assert_eq!(
        said.troubles(),
        ["encoding note", "names warning", "names warning"]
    );
    assert_eq!(said.status, Some(0));
    // What is wrong with the texts is for `check` to say.
    put("content/broken.ko.md", b"---\ntitle: [\n---\n");
    let said = doctor(&world, &site, &[]);
    assert!(
        said.about("site").contains("haeseol check"),
        "{:?}",
        said.troubles()
    );
}
