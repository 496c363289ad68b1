//! A new site: what `init` writes, and that it overwrites nothing.

use std::fs;
use std::path::Path;

use super::publish::haeseol;

fn init(folder: &Path, arguments: &[&str]) -> std::process::Output {
    haeseol(folder, &[&["init", "site"], arguments].concat())
}

#[test]
fn a_new_site_builds_and_checks_clean_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let output = init(folder.path(), &[]);
    assert!(output.status.success(), "{output:?}");
    let site = folder.path().join("site");
    for arguments in [
        &["check", "--strict", "--quiet"][..],
        &["build", "--strict", "--quiet"],
    ] {
        let output = haeseol(&site, arguments);
        assert!(
            output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(),
            "{arguments:?}: {output:?}"
        );
    }
    let page = fs::read_to_string(site.join("public/ko/hangul-keyboards/index.html")).unwrap();
    for part in [
        "data-kind=\"comparison\"",
        "data-kind=\"faq\"",
        "<img ",
        "data-term=\"sebeolsik\" href=\"../glossary/sebeolsik/\">세벌식</a>으로",
        "class=\"footnotes",
        "<li id=\"hs-source-wikipedia\">",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let sections = page.matches("<section id=\"").count();
    // Four of the article, its sources, its terms, its dates.
    assert_eq!(sections, 7);
    let ignored = fs::read_to_string(site.join(".gitignore")).unwrap();
    assert!(ignored.contains("/public"));
    let workflow = std::fs::read_to_string(site.join(".github/workflows/pages.yml")).unwrap();
    // `static/.well-known/` reaches the published site.
    assert!(workflow.contains("include-hidden-files: true"));
    assert!(site.join("README.md").is_file() && site.join("README.en.md").is_file());
}

#[test]
fn answers_go_to_their_places_whatever_they_hold() {
    let folder = tempfile::tempdir().unwrap();
    // Each answer contains the placeholder of another one.
    let answers = [
        "--title-ko",
        "\"Small Explainers\" = \\ {ko}\u{1}",
        "--title-en",
        "It’s \"작은 해설\"\n'''",
        "--author",
        "https://example.github.io/site/ & <김>",
        "--base-url",
        "https://kim.github.io/글",
    ];
    assert!(init(folder.path(), &answers).status.success());
    let site = folder.path().join("site");
    let settings = fs::read_to_string(site.join("site.toml")).unwrap();
    let read = toml::de::DeTable::parse(&settings).unwrap().into_inner();
    let text = |keys: &[&str]| {
        let mut value = read[keys[0]].get_ref();
        for key in &keys[1..] {
            value = value[key].get_ref();
        }
        value.as_str().map(str::to_owned).unwrap()
    };
    assert_eq!(
        text(&["title", "ko"]),
        "\"Small Explainers\" = \\ {ko}\u{1}"
    );
    assert_eq!(text(&["title", "en"]), "It’s \"작은 해설\" '''");
    assert_eq!(
        text(&["author", "name"]),
        "https://example.github.io/site/ & <김>"
    );
    assert_eq!(text(&["base_url"]), "https://kim.github.io/%EA%B8%80/");
    let index = fs::read_to_string(site.join("content/hangul-keyboards/index.en.md")).unwrap();
    let date = index
        .lines()
        .find_map(|l| l.strip_prefix("date: "))
        .unwrap();
    assert!(date > "2025-01-01" && date.len() == 10, "{date}");
}

#[test]
fn without_an_author_the_site_itself_is_one() {
    let folder = tempfile::tempdir().unwrap();
    assert!(
        init(folder.path(), &["--title-ko", "밤하늘"])
            .status
            .success()
    );
    let settings = fs::read_to_string(folder.path().join("site/site.toml")).unwrap();
    assert!(
        settings.contains("author = { name = \"밤하늘\" }"),
        "{settings}"
    );
}

#[test]
fn a_file_in_the_way_is_named_and_nothing_is_written() {
    for (name, message) in [
        (".gitignore", "already there: .gitignore\n"),
        (
            "content",
            "there is a site in this folder already: content\n",
        ),
        (
            "site.toml",
            "there is a site in this folder already: site.toml\n",
        ),
    ] {
        for make_folder in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let site = folder.path().join("site");
            fs::create_dir(&site).unwrap();
            if make_folder {
                fs::create_dir(site.join(name)).unwrap();
            } else {
                fs::write(site.join(name), "mine").unwrap();
            }
            let output = init(folder.path(), &[]);
            assert_eq!(output.status.code(), Some(1));
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(said.contains(message), "{said}");
            let left: Vec<_> = fs::read_dir(&site).unwrap().flatten().collect();
            assert_eq!(left.len(), 1, "{left:?}");
            if !make_folder {
                assert_eq!(fs::read_to_string(site.join(name)).unwrap(), "mine");
            }
        }
    }
}

#[test]
fn what_is_no_folder_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    let refused = || {
        let output = init(folder.path(), &[]);
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.starts_with("error: site is not a folder\n"), "{said}");
    };
    fs::write(&site, "mine").unwrap();
    refused();
    assert_eq!(fs::read_to_string(&site).unwrap(), "mine");
    #[cfg(unix)]
    {
        fs::remove_file(&site).unwrap();
        std::os::unix::fs::symlink("nowhere", &site).unwrap();
        refused();
        assert!(!folder.path().join("nowhere").exists());
    }
}

#[test]
fn a_folder_that_github_has_made_is_no_obstacle() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    fs::create_dir_all(site.join(".git")).unwrap();
    for name in ["README.md", "LICENSE"] {
        fs::write(site.join(name), "mine").unwrap();
    }
    let output = init(folder.path(), &[]);
    assert!(output.status.success(), "{output:?}");
    let text = |name: &str| fs::read_to_string(site.join(name)).unwrap();
    assert_eq!(text("README.md"), "mine");
    assert!(text("README.haeseol.md").contains("(README.en.md)"));
    assert!(text("README.en.md").contains("(README.haeseol.md)"));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("README.en.md explains"), "{said}");
}

#[test]
fn in_the_folder_where_one_is_there_is_nowhere_to_go() {
    for (language, said) in [("ko", "이 폴더에 파일"), ("en", "are in this folder now")] {
        for here in [".", "./"] {
            let folder = tempfile::tempdir().unwrap();
            let output = haeseol(folder.path(), &["init", here, "--lang", language]);
            let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
            assert!(text.contains(said) && !text.contains("cd "), "{text}");
            let output = haeseol(folder.path(), &["init", "./a", "--lang", language]);
            let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
            assert!(text.contains("\n  cd a\n"), "{text}");
        }
    }
}

#[test]
fn other_files_may_be_there_already() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("site/.git")).unwrap();
    fs::write(folder.path().join("site/LICENSE"), "mine").unwrap();
    assert!(init(folder.path(), &[]).status.success());
    assert_eq!(init(folder.path(), &[]).status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_not_written_through() {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    fs::create_dir(&site).unwrap();
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), site.join(".gitignore")).unwrap();
    assert_eq!(init(folder.path(), &[]).status.code(), Some(1));
    assert!(!folder.path().join("elsewhere").exists());
}

#[test]
fn a_site_may_begin_in_one_language() {
    for (language, other, title) in [("ko", "en", "밤하늘"), ("en", "ko", "Night sky")] {
        let folder = tempfile::tempdir().unwrap();
        let arguments = [
            "--languages",
            language,
            "--title-ko",
            "밤하늘",
            "--title-en",
            "Night sky",
        ];
        let output = init(folder.path(), &arguments);
        assert!(output.status.success(), "{output:?}");
        let site = folder.path().join("site");
        let settings = std::fs::read_to_string(site.join("site.toml")).unwrap();
        let title_line = format!("title = {{ {language} = \"{title}\" }}\n");
        assert!(settings.contains(&title_line), "{settings}");
        assert!(settings.contains(&format!("default_language = \"{language}\"")));
        for left in [format!("{other} = "), format!("[languages.{other}]")] {
            assert!(!settings.contains(&left), "{left} in {settings}");
        }
        assert!(site.join(format!("content/about.{language}.md")).exists());
        assert!(!site.join(format!("content/about.{other}.md")).exists());
        let checked = haeseol(&site, &["check", "--strict"]);
        assert!(checked.status.success(), "{checked:?}");
        assert!(haeseol(&site, &["build", "--quiet"]).status.success());
        assert!(
            site.join(format!("public/{language}/about/index.html"))
                .exists()
        );
    }
    let folder = tempfile::tempdir().unwrap();
    assert!(
        init(folder.path(), &["--languages", "ko,en"])
            .status
            .success()
    );
    assert!(folder.path().join("site/content/about.en.md").exists());
    let refused = init(folder.path(), &["--languages", "fr"]);
    assert_eq!(refused.status.code(), Some(2), "{refused:?}");
}

#[test]
fn the_starter_in_the_repository_is_a_site_as_it_stands() {
    let starter = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scaffold/starter");
    let output = haeseol(&starter, &["check", "--strict", "--quiet"]);
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{output:?}"
    );
}
