//! The command line: exit status, what goes where.

use super::publish::{haeseol, site};

#[test]
fn a_good_build_says_what_it_made() {
    let folder = site(
        "== content/glossary/a.ko.md\n---\ntitle: 가나\nsummary: 뜻.\n---\n== content/index.ko.md\n---\ntitle: 처음\n---\n가나는\n== content/index.en.md\n---\ntitle: Home\n---\n== content/glossary/a.en.md\n---\ntitle: ab\nsummary: Meaning.\n---\n",
    );
    let draft = "---\ntitle: 초안\ndraft: true\n---\n";
    std::fs::write(folder.path().join("content/draft.ko.md"), draft).unwrap();
    let said = |arguments: &[&str]| {
        let output = haeseol(folder.path(), arguments);
        // Notes are listed apart.
        let verbose = arguments.contains(&"--verbose");
        assert!(
            output.status.success() && output.stderr.is_empty() != verbose,
            "{output:?}"
        );
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(!said.contains('\x1b'), "no colour into a pipe");
        said
    };
    let public = folder.path().canonicalize().unwrap().join("public");
    let lines = said(&["build"]);
    let (first, rest) = lines.split_once('\n').unwrap();
    assert!(
        first.starts_with("The site is made: 8 pages, 1 draft left out, ") && first.ends_with(" s"),
        "{first}"
    );
    assert_eq!(
        rest,
        format!(
            "  folder   {}\n  address  https://name.github.io/site/\n",
            public.display()
        )
    );
    let all = said(&["build", "--verbose"]);
    for part in ["1 terms", "ko 4 pages, en 4 pages", " ms", &lines[..26]] {
        assert!(all.contains(part), "{part}: {all}");
    }
    let quiet = haeseol(folder.path(), &["build", "--quiet"]);
    assert!(
        quiet.status.success() && quiet.stdout.is_empty(),
        "{quiet:?}"
    );
}

#[test]
fn errors_go_to_the_error_output_and_the_status_is_1() {
    let folder = site("== content/t.ko.md\n---\ntitel: 글\n---\n");
    let output = haeseol(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("content/t.ko.md:2:1") && said.contains("did you mean `title`?"),
        "{said}"
    );
}

#[test]
fn warnings_stop_only_a_strict_build() {
    let folder = site("== content/t.ko.md\n---\ntitle: 글\n---\n");
    assert!(haeseol(folder.path(), &["build"]).status.success());
    let strict = haeseol(folder.path(), &["build", "--strict"]);
    assert_eq!(strict.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&strict.stderr).contains("without --strict"));
}

#[test]
fn wrong_usage_is_2() {
    let folder = site("");
    for arguments in [
        &["biuld"][..],
        &["build", "--nothing"],
        &["build", "--base-url", "nonsense"],
        &["build", "--root", "nowhere"],
        &[],
    ] {
        assert_eq!(
            haeseol(folder.path(), arguments).status.code(),
            Some(2),
            "{arguments:?}"
        );
    }
    assert!(haeseol(folder.path(), &["--help"]).status.success());
    assert!(!folder.path().join("nowhere").exists());
}

#[test]
fn the_site_is_found_upwards_and_by_its_folder() {
    let folder = site("== content/a/index.ko.md\n---\ntitle: 가\n---\n");
    assert!(
        haeseol(&folder.path().join("content/a"), &["build"])
            .status
            .success()
    );
    assert!(folder.path().join("public/ko/a/index.html").exists());
    let elsewhere = tempfile::tempdir().unwrap();
    let root = folder.path().to_str().unwrap();
    assert!(
        haeseol(
            elsewhere.path(),
            &["build", "--root", root, "--out", "here"]
        )
        .status
        .success()
    );
    assert!(elsewhere.path().join("here/index.html").exists());
    let output = haeseol(elsewhere.path(), &["build", "--out", "other"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("site.toml"));
}

#[test]
fn check_writes_nothing_and_reports_for_people_programs_and_github() {
    let folder = site("== content/t.ko.md\n---\ntitel: 글\n---\n");
    let output = haeseol(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("did you mean `title`?")
    );
    assert!(!folder.path().join("public").exists());
    let json =
        String::from_utf8(haeseol(folder.path(), &["check", "--format", "json"]).stdout).unwrap();
    let rows = json
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    let first = rows
        .into_iter()
        .find(|r| r["code"] == "unknown-key")
        .unwrap();
    assert_eq!(
        (first["file"].as_str(), first["line"].as_u64()),
        (Some("content/t.ko.md"), Some(2))
    );
    let github =
        String::from_utf8(haeseol(folder.path(), &["check", "--format", "github"]).stdout).unwrap();
    assert!(
        github.contains("::error file=content/t.ko.md,line=2,col=1,endLine=2,endColumn="),
        "{github}"
    );
    let good = site("");
    assert!(haeseol(good.path(), &["check"]).status.success());
    let warned = site("== content/t.ko.md\n---\ntitle: 글\n---\n");
    assert!(haeseol(warned.path(), &["check"]).status.success());
    assert_eq!(
        haeseol(warned.path(), &["check", "--strict"]).status.code(),
        Some(1)
    );
}

#[test]
fn findings_of_one_kind_are_folded_for_people_and_kept_for_programs() {
    let same = |i: usize| format!("== content/s{i:02}.ko.md\n---\ntitle: 글\ntitel: x\n---\n");
    let other = |i: usize| format!("== content/o{i:02}.ko.md\n---\ntitle: 글\n---\n[[none-{i}]]\n");
    let text: String = (0..14).flat_map(|i| [same(i), other(i)]).collect();
    let folder = site(&text);
    let said = |arguments: &[&str]| {
        let output = haeseol(folder.path(), arguments);
        [output.stdout, output.stderr].map(|o| String::from_utf8(o).unwrap())
    };
    let [_, people] = said(&["check"]);
    assert_eq!(people.matches("error[unknown-key]").count(), 1, "{people}");
    for part in [
        "content/s00.ko.md:3:1",
        "content/s01.ko.md:3:1",
        "content/s02.ko.md:3:1",
        "the same in 14 places",
    ] {
        assert!(people.contains(part), "{part}: {people}");
    }
    assert!(!people.contains("content/s03.ko.md"), "{people}");
    let code = people
        .lines()
        .find_map(|l| l.strip_prefix("… and 4 more: "))
        .unwrap();
    assert_eq!(people.matches(&format!("error[{code}]")).count(), 10);
    let [_, whole] = said(&["check", "--verbose"]);
    assert_eq!(whole.matches("error[unknown-key]").count(), 14);
    assert!(!whole.contains("… and"));
    let [json, _] = said(&["check", "--format", "json"]);
    assert_eq!(json.matches("\"code\":\"unknown-key\"").count(), 14);
    assert_eq!(json.matches(&format!("\"code\":\"{code}\"")).count(), 14);
}
