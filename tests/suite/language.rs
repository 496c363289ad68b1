//! Which language the program speaks, and that it is Korean where it is to be.

use std::path::Path;
use std::process::Output;

use super::publish::{program, site};
use super::serve::Preview;

/// Runs the program in nothing but this environment.
fn run(folder: &Path, environment: &[(&str, &str)], arguments: &[&str]) -> Output {
    let mut program = program(folder);
    for name in ["HAESEOL_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
        program.env_remove(name);
    }
    let environment = environment.iter().copied();
    program.envs(environment).args(arguments).output().unwrap()
}

/// What it says in Korean.
fn korean(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = run(folder, &[("LANG", "ko_KR.UTF-8")], arguments);
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

const CLEAN: &str = "== content/a.ko.md\n---\ntitle: 가\n---\n고래의 글.\n== content/a.en.md\n---\ntitle: A\n---\nA whale.\n";

#[test]
fn the_option_then_the_environment_then_the_site_decide() {
    let korean_site = site(CLEAN);
    let settings =
        super::harness::SITE.replace("default_language = \"ko\"", "default_language = \"en\"");
    let english_site = site(&format!("== site.toml\n{settings}\n{CLEAN}"));
    let all = [
        ("HAESEOL_LANG", "en"),
        ("LC_ALL", "ko_KR.UTF-8"),
        ("LC_MESSAGES", "en_US.UTF-8"),
        ("LANG", "ko_KR.UTF-8"),
    ];
    for (site, environment, arguments, is_korean) in [
        (&korean_site, &all[..], &["--lang", "ko", "check"][..], true),
        (&korean_site, &all, &["check", "--lang=ko"], true),
        (&korean_site, &all, &["check"], false),
        (&english_site, &all[1..], &["check"], true),
        (&korean_site, &all[2..], &["check"], false),
        (&english_site, &all[3..], &["check"], true),
        (
            &korean_site,
            &[("LC_ALL", "C"), ("LANG", "en_US")],
            &["check"],
            true,
        ),
        (
            &english_site,
            &[("LC_ALL", "POSIX"), ("LANG", "ko_KR")],
            &["check"],
            false,
        ),
        (&korean_site, &[("LANG", "fr_FR.UTF-8")], &["check"], true),
        (
            &english_site,
            &[("HAESEOL_LANG", ""), ("LANG", "ko")],
            &["check"],
            true,
        ),
    ] {
        let output = run(site.path(), environment, arguments);
        let said = String::from_utf8(output.stdout).unwrap();
        let begins = if is_korean {
            "이상 없음: "
        } else {
            "All is well: "
        };
        assert!(
            said.starts_with(begins),
            "{environment:?} {arguments:?}: {said}"
        );
    }
    // Without a site and without a word from the system.
    #[cfg(not(any(target_os = "macos", windows)))]
    {
        let nowhere = tempfile::tempdir().unwrap();
        let said = run(nowhere.path(), &[], &["--help"]).stdout;
        assert!(String::from_utf8(said).unwrap().contains("Usage: haeseol"));
        let root = korean_site.path().to_str().unwrap();
        let said = run(nowhere.path(), &[], &["check", "--root", root]).stdout;
        assert!(String::from_utf8(said).unwrap().starts_with("이상 없음: "));
    }
}

#[test]
fn a_language_that_is_not_ours_is_wrong_usage() {
    let folder = site(CLEAN);
    let output = run(
        folder.path(),
        &[("HAESEOL_LANG", "fr"), ("LANG", "ko")],
        &["check"],
    );
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.starts_with("오류: 환경 변수 HAESEOL_LANG의 값 `fr`"),
        "{said}"
    );
    let (status, said) = korean(folder.path(), &["check", "--lang", "fr"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("이 가운데 하나를 쓰세요: ko, en"), "{said}");
}

#[test]
fn a_clean_check_is_one_line() {
    let folder = site(CLEAN);
    let (status, said) = korean(folder.path(), &["check"]);
    assert_eq!(status, Some(0));
    let line = said
        .strip_prefix("이상 없음: ")
        .unwrap()
        .strip_suffix("초\n")
        .unwrap();
    let parts: Vec<&str> = line.split(", ").collect();
    assert!(!line.contains('\n') && parts.len() == 3, "{said}");
    assert!(parts[0].ends_with("쪽") && parts[1] == "용어 0개", "{said}");
    assert!(parts[2].parse::<f64>().is_ok(), "{said}");

    let term = "== content/glossary/t.ko.md\n---\ntitle: 고래\nsummary: 뜻.\n---\n== content/glossary/t.en.md\n---\ntitle: Whale\nsummary: Meaning.\n---\n";
    let folder = site(&format!("{CLEAN}{term}"));
    let (_, said) = korean(folder.path(), &["check"]);
    assert!(
        said.starts_with("이상 없음: ") && said.contains(", 알림 ") && said.contains("--verbose"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1);
    let (_, all) = korean(folder.path(), &["check", "--verbose"]);
    assert!(all.contains("알림[mentions]: `고래`"), "{all}");
    let (_, quiet) = korean(folder.path(), &["check", "--quiet"]);
    assert_eq!(quiet, "");
}

/// A note says as much as an error: what, in which file, at which line and column, and what to do.
#[test]
fn notes_are_listed_with_their_places_and_remedies() {
    let code = "== content/b.ko.md\n---\ntitle: 나\n---\n글.\n\n```brainheck\n+\n```\n== content/b.en.md\n---\ntitle: B\n---\nText.\n\n```brainheck\n+\n```\n";
    let folder = site(&format!("{CLEAN}{code}"));
    let (_, said) = korean(folder.path(), &["check", "--verbose"]);
    let note = said.find("알림[code-language]: `brainheck`").expect(&said);
    let lines: Vec<_> = said[note..].lines().collect();
    assert_eq!(lines[1], "--> content/b.en.md:6:4", "{said}");
    assert!(lines[2].starts_with(" = 도움말: "), "{said}");
    assert!(lines[3].starts_with("알림["), "{said}");

    let (_, said) = korean(folder.path(), &["check", "--verbose", "--lang", "en"]);
    assert!(said.contains("note[code-language]: "), "{said}");
    assert!(said.contains("--> content/b.ko.md:6:4\n"), "{said}");
    assert!(said.contains("\n = help: "), "{said}");
}

/// What a note compares with is named with its place.
#[test]
fn a_note_names_what_it_compares_with() {
    let long = "This is a long text. ".repeat(60);
    let folder = site(&format!(
        "== content/a.ko.md\n---\ntitle: 가\n---\n짧습니다.\n== content/a.en.md\n---\ntitle: A\n---\n{long}\n"
    ));
    let (_, said) = korean(folder.path(), &["check", "--verbose"]);
    let note = said.find("알림[other-length]").expect(&said);
    assert!(
        said[note..].contains("= 짝 파일: content/a.en.md\n"),
        "{said}"
    );
}

#[test]
fn wrong_arguments_are_explained_in_korean() {
    let folder = site(CLEAN);
    for (arguments, parts) in [
        (
            &["biuld"][..],
            &[
                "오류: `biuld` 명령은 없습니다",
                "혹시 `build`인가요?",
                "사용법: haeseol [옵션] <명령>",
            ][..],
        ),
        (
            &["build", "--drfats"],
            &["`--drfats` 옵션은 없습니다", "혹시 `--drafts`인가요?"],
        ),
        (
            &["build", "more"],
            &[
                "`more`는 여기에 쓸 수 없습니다",
                "사용법: haeseol build [옵션]",
            ],
        ),
        (&["build", "--out"], &["`--out <폴더>`에 값이 없습니다"]),
        (
            &["check", "--format", "jsom"],
            &[
                "`jsom`은 `--format <형식>`의 값이 될 수 없습니다",
                "혹시 `json`인가요?",
            ],
        ),
        (
            &["build", "--base-url", "x"],
            &[
                "`x`는 `--base-url <주소>`의 값이 될 수 없습니다",
                "주소를 다 적으세요",
            ],
        ),
        (&["build", "--root", "none"], &["그런 폴더가 없습니다"]),
        (
            &["serve", "--port", "many"],
            &["0부터 65535까지의 수가 아닙니다"],
        ),
        (&["init"], &["빠진 것이 있습니다: <폴더>"]),
        (&["new", "page", "a", "--title-ko", " "], &["비어 있습니다"]),
        (
            &["build", "--drafts", "--drafts"],
            &["`--drafts`는 한 번만 쓸 수 있습니다"],
        ),
        (&["build", "-q", "-v"], &["함께 쓸 수 없습니다"]),
        (&["build", "--drafts=yes"], &["값 `yes`를 쓸 수 없습니다"]),
        (&["help", "biuld"], &["`biuld` 명령은 없습니다"]),
    ] {
        let (status, said) = korean(folder.path(), arguments);
        assert_eq!(status, Some(2), "{arguments:?}: {said}");
        for part in parts {
            assert!(said.contains(part), "{arguments:?}: {part}: {said}");
        }
    }
    for arguments in [&[][..], &["new"]] {
        let (status, said) = korean(folder.path(), arguments);
        assert!(status == Some(2) && said.contains("사용법: "), "{said}");
    }
}

#[test]
fn what_commands_say_is_korean() {
    let folder = tempfile::tempdir().unwrap();
    let (_, said) = korean(folder.path(), &["init", "here"]);
    assert!(
        said.starts_with("here에 파일 ") && said.contains("다음에 할 일:"),
        "{said}"
    );
    let (status, said) = korean(folder.path(), &["init", "here"]);
    assert!(
        status == Some(1) && said.contains("이 폴더에는 이미 사이트가 있습니다"),
        "{said}"
    );
    let site = folder.path().join("here");
    let (_, said) = korean(&site, &["build"]);
    assert!(
        said.starts_with("사이트를 만들었습니다: ") && said.contains("\n  주소  https://"),
        "{said}"
    );
    let (_, said) = korean(&site, &["new", "explainer", "tide", "--title-ko", "밀물"]);
    assert!(
        said.contains("만듦  content/tide/index.ko.md") && said.contains("이제 글을 쓰세요"),
        "{said}"
    );
    let (_, said) = korean(&site, &["build"]);
    assert!(said.contains("초안 2개는 뺌"), "{said}");
    let (status, said) = korean(&site, &["new", "section", "tidd/moon"]);
    assert!(
        status == Some(1) && said.contains("`tidd` 해설 글은 없습니다"),
        "{said}"
    );
    let (_, said) = korean(&site, &["man", "build"]);
    assert!(
        said.contains(".SH 이름")
            && said.contains("초안도 게시합니다")
            && !said.contains(".SH OPTIONS"),
        "{said}"
    );
    for (typed, wanted) in [
        (&["build", "--d"][..], "초안도 게시합니다"),
        (&["new", "section", "--kind", "f"], "질문과 답"),
    ] {
        let (_, said) = korean(&site, &[&["complete", "--", "haeseol"], typed].concat());
        assert!(
            said.contains(wanted) && !said.contains('\u{2063}'),
            "{said}"
        );
    }
}

#[test]
fn the_preview_is_korean() {
    let preview = Preview::start_in(
        "== content/글.ko.md\n---\ntitel: 글\n---\n",
        &["--port", "0"],
        "ko",
    );
    let page = preview.get("/site/");
    assert!(
        page.contains("<html lang=\"ko\">") && page.contains("사이트에 오류가 있습니다"),
        "{page}"
    );
    assert!(page.contains("오류[unknown-key]"), "{page}");
    let script = preview.get("/__haeseol/preview.js");
    assert!(script.contains("\"lang\":\"ko\"") && script.contains("고쳤습니다"));
    assert!(
        preview
            .get("/__haeseol/nothing")
            .contains("그런 파일이 없습니다")
    );
    std::fs::write(
        preview.root().join("content/글.ko.md"),
        "---\ntitle: 글\n---\n글이다.\n",
    )
    .unwrap();
    preview.wait_for("/site/ko/%EA%B8%80/", "글이다.");
    preview.wait_until_printed("고쳤습니다");
}
