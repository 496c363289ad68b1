//! New files for a site that is there.

use std::fs;
use std::path::Path;

use super::harness::SITE;
use super::publish::{haeseol, site};

const TIDE: &str = "== content/tide/index.ko.md
---
title: 밀물
---
== content/tide/index.en.md
---
title: Tide
---
== content/tide/10-moon.ko.md
---
title: 달
---
== content/tide/20-sun.ko.md
---
title: 해
---
== content/glossary/moon.ko.md
---
title: 달님
summary: 지구를 돈다.
---
";

/// The files that `new` made, and what it said.
fn new(folder: &Path, arguments: &[&str]) -> Vec<String> {
    let output = haeseol(folder, &[&["new"], arguments].concat());
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    let made = said
        .lines()
        .filter_map(|l| l.trim_start().strip_prefix("made  "));
    let made: Vec<String> = made.map(str::to_owned).collect();
    for file in &made {
        assert!(folder.join(file).is_file(), "{file}");
    }
    made
}

/// What `new` said when it refused; it has made nothing.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let count = || walkdir::WalkDir::new(folder).into_iter().count();
    let before = count();
    let output = haeseol(folder, &[&["new"], arguments].concat());
    assert_eq!(output.status.code(), Some(1), "{arguments:?}: {output:?}");
    assert_eq!(count(), before, "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn each_thing_gets_a_file_in_every_language_as_a_draft() {
    let folder = site(TIDE);
    for (arguments, files) in [
        (
            &["explainer", "energy/wind-power"][..],
            "content/energy/wind-power/index",
        ),
        (&["section", "tide/earth"], "content/tide/30-earth"),
        (
            &["section", "tide/table", "--kind", "comparison"],
            "content/tide/40-table",
        ),
        (
            &["section", "tide/questions", "--kind", "faq"],
            "content/tide/50-questions",
        ),
        (&["term", "low-tide"], "content/glossary/low-tide"),
        (&["page", "about"], "content/about"),
    ] {
        let made = new(folder.path(), arguments);
        assert_eq!(
            made,
            [format!("{files}.ko.md"), format!("{files}.en.md")],
            "{arguments:?}"
        );
        for file in made {
            let text = fs::read_to_string(folder.path().join(&file)).unwrap();
            assert!(text.contains("\ndraft: true"), "{file}: {text}");
        }
    }
    // Drafts change nothing, and build when asked for.
    let public = |arguments: &[&str]| {
        let output = haeseol(folder.path(), arguments);
        assert!(output.status.success(), "{output:?}");
        folder
            .path()
            .join("public/ko/energy/wind-power/index.html")
            .exists()
    };
    assert!(!public(&["build"]));
    assert!(public(&["build", "--drafts"]));
}

#[test]
fn front_matter_says_what_is_known() {
    let folder = site(&format!(
        "== site.toml\n{SITE}author = {{ name = 'x' }}\n== content/a.ko.md\n---\ntitle: a\n---\n"
    )
    .replace("author = { name = 'x' }\n", "")
    .replace("default_language", "author = { name = '김 \"글\"' }\ndefault_language"));
    let before = jiff::Timestamp::now();
    new(folder.path(), &["explainer", "physical-ai"]);
    let text = fs::read_to_string(folder.path().join("content/physical-ai/index.ko.md")).unwrap();
    assert!(text.contains("title: \"Physical ai\"\n"), "{text}");
    assert!(text.contains("authors: [\"김 \\\"글\\\"\"]\n"), "{text}");
    // No day anywhere is further from that of UTC than one.
    let date: jiff::civil::Date = text
        .lines()
        .find_map(|l| l.strip_prefix("date: "))
        .unwrap()
        .parse()
        .unwrap();
    let utc = before.to_string()[..10]
        .parse::<jiff::civil::Date>()
        .unwrap();
    assert!(date >= utc.yesterday().unwrap() && date <= utc.tomorrow().unwrap());
}

#[test]
fn a_name_with_spaces_is_answered_by_what_to_type() {
    let folder = site(TIDE);
    let output = haeseol(folder.path(), &["new", "term", "cold brew"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("write it without spaces: `cold-brew`\n"),
        "{said}"
    );
}

#[test]
fn titles_are_given_by_language() {
    let folder = site(TIDE);
    let titles = [
        "--title-ko",
        "피지컬 \"AI\"",
        "--title-en",
        " Physical  AI ",
    ];
    new(
        folder.path(),
        &[&["explainer", "physical-ai"][..], &titles].concat(),
    );
    let text = |language: &str| {
        let file = format!("content/physical-ai/index.{language}.md");
        fs::read_to_string(folder.path().join(file)).unwrap()
    };
    assert!(text("ko").contains("title: \"피지컬 \\\"AI\\\"\"\n"));
    assert!(text("en").contains("title: \"Physical AI\"\n"));
}

#[test]
fn what_a_build_would_refuse_is_refused() {
    let folder = site(TIDE);
    let said = refused(folder.path(), &["term", "satellite", "--title-ko", "달님"]);
    assert!(said.contains("달님"), "{said}");
    new(folder.path(), &["term", "satellite", "--title-ko", "위성"]);
}

#[test]
fn names_that_are_no_address_are_refused() {
    let folder = site(TIDE);
    for (name, instead) in [
        ("about.ko", "`about`"),
        ("e/about.en", "`about`"),
        ("About", "`about`"),
        ("e/GPT-5", "`gpt-5`"),
    ] {
        for kind in ["page", "explainer"] {
            let said = refused(folder.path(), &[kind, name]);
            assert!(said.contains(instead), "{said}");
        }
    }
    let said = refused(folder.path(), &["term", "Moon.2"]);
    assert!(said.contains("`moon.2`"), "{said}");
}

#[test]
fn a_third_language_gets_its_file_too() {
    let folder = site(
        &format!("== site.toml\n{SITE}[languages.ja]\nname = \"日本語\"\n").replace(
            "title = { ko = \"시험\", en = \"Test\" }",
            "title = \"시험\"",
        ),
    );
    let made = new(folder.path(), &["term", "moon"]);
    assert_eq!(made.len(), 3);
    assert!(made.contains(&"content/glossary/moon.ja.md".to_owned()));
}

#[test]
fn sections_are_numbered_with_gaps_and_fit_between() {
    let folder = site(TIDE);
    let name = |arguments: &[&str]| new(folder.path(), arguments)[0].clone();
    assert_eq!(
        name(&["section", "tide/a", "--after", "moon"]),
        "content/tide/15-a.ko.md"
    );
    assert_eq!(
        name(&["section", "tide/b", "--after", "moon"]),
        "content/tide/12-b.ko.md"
    );
    assert_eq!(
        name(&["section", "tide/c", "--after", "moon"]),
        "content/tide/11-c.ko.md"
    );
    let said = refused(folder.path(), &["section", "tide/d", "--after", "moon"]);
    assert!(said.contains("no number left after `moon`"), "{said}");
    assert!(
        said.contains("rename 11-c to 20-c, 12-b to 30-b, 15-a to 40-a, 20-sun to 50-sun"),
        "{said}"
    );
    assert_eq!(
        name(&["section", "tide/d", "--after", "sun"]),
        "content/tide/30-d.ko.md"
    );
    let said = refused(folder.path(), &["section", "tide/e", "--after", "mon"]);
    assert!(said.contains("did you mean `moon`?"), "{said}");
}

#[test]
fn the_largest_number_leaves_no_room_but_does_no_harm() {
    let folder = site(&format!(
        "{TIDE}== content/tide/4294967295-end.ko.md\n---\ntitle: 끝\n---\n== content/tide/last.ko.md\n---\ntitle: 끝의 끝\n---\n"
    ));
    refused(folder.path(), &["section", "tide/more"]);
    let said = refused(folder.path(), &["section", "tide/more", "--after", "last"]);
    assert!(said.contains("`10-last`"), "{said}");
}

#[test]
fn what_is_there_stays_and_what_cannot_be_is_refused() {
    let folder = site(TIDE);
    for (arguments, part) in [
        (
            &["explainer", "tide"][..],
            "content/tide/index.en.md is there already",
        ),
        (
            &["term", "moon"],
            "content/glossary/moon.ko.md is there already",
        ),
        (
            &["section", "tide/sun"],
            "content/tide/20-sun.ko.md is there already",
        ),
        (&["page", "tide"], "is there already"),
        (&["section", "tidy/sun"], "did you mean `tide`?"),
        (&["section", "sun"], "`haeseol new section EXPLAINER/sun`"),
        (&["section", "tide/10-sun"], "write its id alone"),
        (&["section", "tide/index"], "write its id alone"),
        (&["page", "tide/more"], "`haeseol new section tide/more`"),
        (&["page", "glossary/star"], "`haeseol new term star`"),
        (&["page", "search"], "taken by a page that haeseol makes"),
        (
            &["explainer", "glossary"],
            "taken by a page that haeseol makes",
        ),
        (
            &["explainer", "tide/parallel"],
            "taken by a page that haeseol makes",
        ),
        (&["page", "a/../b"], "cannot be part of an address"),
        (&["page", "a//b"], "cannot be part of an address"),
        (&["page", "a\\b"], "cannot be part of an address"),
        (&["page", ""], "cannot be part of an address"),
        (&["page", "a\u{202E}b"], "cannot be part of an address"),
        (&["term", "a/b"], "without `/`"),
        (&["explainer", "ko"], "the name of a language"),
        (&["page", "en/about"], "the name of a language"),
        (&["explainer", ".hidden"], "cannot be part of an address"),
    ] {
        let said = refused(folder.path(), arguments);
        assert!(said.contains(part), "{arguments:?}: {said}");
    }
}

#[test]
fn a_mistyped_kind_is_wrong_usage_with_the_nearest() {
    let folder = site(TIDE);
    for (arguments, part) in [
        (&["new", "explaner", "x"][..], "did you mean `explainer`?"),
        (
            &["new", "section", "tide/x", "--kind", "faqs"],
            "did you mean `faq`?",
        ),
        (&["biuld"], "did you mean `build`?"),
        (&["build", "--root", "contents"], "did you mean `content`?"),
    ] {
        let output = haeseol(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn a_broken_site_toml_is_told() {
    let folder = site("== site.toml\ntitle = \n");
    let output = haeseol(folder.path(), &["new", "page", "a"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("site.toml:1:")
    );
    let output = haeseol(tempfile::tempdir().unwrap().path(), &["new", "page", "a"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("there is no site.toml here")
    );
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link_out_of_the_site() {
    use std::os::unix::fs::symlink;
    let world = site(TIDE);
    let (root, outside) = (world.path().join("s"), world.path().join("outside"));
    fs::create_dir_all(outside.join("in")).unwrap();
    fs::create_dir_all(root.join(".git")).unwrap();
    for name in ["content", "site.toml"] {
        fs::rename(world.path().join(name), root.join(name)).unwrap();
    }
    fs::create_dir(root.join("content/real")).unwrap();
    for (name, target) in [
        ("out", "../../outside"),
        ("hidden", "../.git"),
        ("nowhere", "none"),
        ("itself", "itself"),
    ] {
        symlink(target, root.join("content").join(name)).unwrap();
    }
    for page in ["out/p", "out/in/p", "hidden/p", "nowhere/p", "itself/p"] {
        let said = refused(&root, &["page", page]);
        let link = page.split('/').next().unwrap();
        assert!(
            said.contains(&format!("nothing is written into content/{link}: ")),
            "{said}"
        );
        assert!(said.contains("delete the link"), "{said}");
    }
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
    symlink("real", root.join("content/inside")).unwrap();
    new(&root, &["page", "inside/p"]);
    assert!(root.join("content/real/p.ko.md").is_file());
    // A folder for a new site may hold a link too.
    let begun = world.path().join("begun");
    fs::create_dir(&begun).unwrap();
    symlink("../outside", begun.join(".github")).unwrap();
    let output = haeseol(world.path(), &["init", "begun"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("nothing is written into .github"), "{said}");
    assert_eq!(fs::read_dir(&begun).unwrap().count(), 1);
    assert_eq!(fs::read_dir(&outside).unwrap().count(), 1);
}
