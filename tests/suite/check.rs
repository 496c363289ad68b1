//! The rules of `check`, and the forms that it reports in.

use std::fs;

use haeseol::Options;
use haeseol::engine::cache::Cache;
use haeseol::source::Sources;

use super::harness::{Memory, build, files};
use super::publish::{haeseol, site};

/// What `check` says to programs: `file:line:column code` of each finding that is not a note.
pub(super) fn findings(text: &str) -> Vec<String> {
    let folder = site(text);
    let output = haeseol(folder.path(), &["check", "--quiet", "--format", "json"]);
    let said = String::from_utf8(output.stdout).unwrap();
    let rows = said
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    rows.map(|d| {
        let at = match (d["line"].as_u64(), d["column"].as_u64()) {
            (Some(line), Some(column)) => format!(":{line}:{column}"),
            _ => String::new(),
        };
        format!(
            "{}{at} {}",
            d["file"].as_str().unwrap(),
            d["code"].as_str().unwrap()
        )
    })
    .collect()
}

fn page(markdown: &str) -> String {
    format!(
        "== content/other.ko.md\n---\ntitle: 다른 글\n---\n## 돈 {{#money}}\n== content/other.en.md\n---\ntitle: Other\n---\n== content/pic.svg\n<svg xmlns='http://www.w3.org/2000/svg'/>\n== content/t.en.md\n---\ntitle: T\n---\n== content/t.ko.md\n---\ntitle: 글\n---\n{markdown}\n"
    )
}

const NOTHING: [&str; 0] = [];

#[test]
fn links_in_html_that_lead_somewhere_are_fine() {
    for html in [
        "<a href=\"../other/\">가</a>",
        "<a href='../other'>가</a>",
        "<a href=../other/#money>가</a>",
        "<a href=\"../../en/other/?q=1#\">가</a>",
        "<a href=\"/site/ko/other/#money\">가</a>",
        "<a href=\"/site\">가</a>",
        "<a href=\"https://name.github.io/site/ko/other/\">가</a>",
        "<a href=\"https://elsewhere.example/ko/none/\">가</a>",
        "<a href=\"mailto:a@b.example\">가</a> <a href=\"//host.example/\">나</a>",
        "<a href=\"#top\">가</a> <a href=\"#여기\">나</a> <b id=\"여기\">다</b>",
        "<a href=\"../other/#%EB%8F%88-x\">가</a>"
            .replace("%EB%8F%88-x", "money")
            .as_str(),
        "<a href=\"../other/#:~:text=x\">가</a>",
        "<img src=\"../pic.svg\" alt=\"\">",
        "<!-- <a href=\"../none/\"> -->",
        "`<a href=\"../none/\">`",
        "<a href=\"..&#x2F;other&#47;\">가</a>",
    ] {
        assert_eq!(findings(&page(html)), NOTHING, "{html}");
    }
}

#[test]
fn links_in_html_that_lead_nowhere_are_found_where_they_are_written() {
    for (html, column) in [
        ("<a href=\"../othre/\">가</a>", 10),
        ("한글 <a class=x href='../none/'>가</a>", 21),
        ("<a href=../other/#mony>가</a>", 9),
        ("<a href=\"#none\">가</a>", 10),
        ("<a href=\"/ko/other/\">가</a>", 10),
        ("<a href=\"../../../x\">가</a>", 10),
        ("<img alt=\"그림\" src=\"../none.png\">", 20),
        ("<a href=\"https://name.github.io/site/none\">가</a>", 10),
    ] {
        let wanted = format!("content/t.ko.md:4:{column} broken-link");
        assert_eq!(findings(&page(html)), [wanted], "{html}");
    }
}

#[test]
fn a_broken_link_has_a_remedy() {
    let said = |html: &str| {
        let folder = site(&page(html));
        let output = haeseol(folder.path(), &["check"]);
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).unwrap()
    };
    let text = said("<a href=\"../othre/\">가</a>");
    assert!(text.contains("did you mean /ko/other/?"), "{text}");
    let text = said("<a href=\"../other/#mony\">가</a>");
    assert!(text.contains("did you mean `money`?"), "{text}");
    let text = said("<a href=\"/ko/other/\">가</a>");
    assert!(text.contains("the site is below /site/"), "{text}");
}

#[test]
fn what_a_template_breaks_is_found_in_the_template() {
    let text = page("글")
        + "== templates/page.html\n<p><a href=\"../nothing/\">가</a>\n<img src=\"{{ page.root }}pic.svg\">\n";
    assert_eq!(
        findings(&text),
        [
            "templates/page.html:1:13 broken-link",
            "templates/page.html:2:2 no-alt"
        ]
    );
}

#[test]
fn an_address_that_a_template_puts_together_is_found_by_what_it_says_itself() {
    let text = page("글")
        + "== templates/page.html\n<a href=\"{{ page.root }}ko/other/\">가</a> <a href=\"{{ page.root }}ko/nothing/\">나</a>\n";
    assert_eq!(findings(&text), ["templates/page.html:1:51 broken-link"]);
    // Where nothing of it is to be recognised, the template of the page is named, and the page.
    let text = page("글")
        + "== templates/page.html\n{% set where = \"../no\" ~ \"thing/\" %}<a href=\"{{ where }}\">가</a>\n";
    let folder = site(&text);
    let output = haeseol(folder.path(), &["check", "--quiet"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("--> templates/page.html"), "{said}");
    assert!(
        said.contains("a template writes it on /en/other/"),
        "{said}"
    );
}

#[test]
fn one_mistake_in_html_is_one_finding_however_many_pages_show_it() {
    let text = "== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-01-02\n---\n<a href=\"../none/\">가</a>\n\n<a href=\"#none\">나</a>\n\n<img src='pic.svg' alt=''>\n== content/a/index.en.md\n---\ntitle: T\n---\n== content/a/pic.svg\n<svg xmlns='http://www.w3.org/2000/svg'/>";
    assert_eq!(
        findings(text),
        [
            "content/a/index.ko.md:5:10 broken-link",
            "content/a/index.ko.md:7:10 broken-link"
        ]
    );
}

#[test]
fn what_is_wrong_many_times_is_told_once_a_place() {
    let files = files(&page(&"<img src=\"../pic.svg\"> ".repeat(20)));
    let sources = Sources::from_memory(files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())));
    let found = haeseol::check(&sources, &Options::default(), &|_| ());
    let silent = found.iter().filter(|d| d.code == "no-alt");
    assert_eq!(silent.count(), 20);
}

#[test]
fn what_a_check_hands_on_is_what_a_build_makes() {
    let text = page("![가](/pic.svg)");
    let files = files(&text);
    let sources = Sources::from_memory(files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())));
    let sink = Memory::default();
    let (options, cache) = (Options::default(), &mut Cache::default());
    haeseol::check_into(&sources, &options, cache, Some(&sink), &|_| ());
    assert_eq!(sink.0.into_inner().unwrap(), build(&text).files);
}

#[test]
fn a_site_below_another_address_is_checked_there() {
    let folder = site(&page("<a href=\"/ko/other/\">가</a>"));
    assert_eq!(
        haeseol(folder.path(), &["check", "-q"]).status.code(),
        Some(1)
    );
    let there = ["check", "-q", "--base-url", "https://name.example/"];
    assert!(haeseol(folder.path(), &there).status.success());
}

#[test]
fn images_have_alternative_text() {
    assert_eq!(
        findings(&page("글 ![](pic.svg)")),
        ["content/t.ko.md:4:3 no-alt"]
    );
    assert_eq!(
        findings(&page("![ ](pic.svg)")),
        ["content/t.ko.md:4:1 no-alt"]
    );
    assert_eq!(
        findings(&page("<img src=\"../pic.svg\">")),
        ["content/t.ko.md:4:11 no-alt"]
    );
    assert_eq!(findings(&page("![그림](pic.svg)")), NOTHING);
}

#[test]
fn build_says_nothing_of_finished_pages() {
    let folder = site(&page("<a href=\"../none/\">가</a>"));
    assert!(
        haeseol(folder.path(), &["build", "--quiet"])
            .status
            .success()
    );
}

/// One mistake of each kind that authors make most.
const SEEDED: &str = "== content/t.ko.md
---
title: 글
---
링크는 [여기](othre.ko.md)에, [[mooon]]은 저기에 있다.
== content/t.en.md
---
title: T
---
== content/other.ko.md
---
title: 다른 글
---
== content/bad.ko.md
---
title: 가
sumary: 나
date: 2026-02-30
---
== content/bad.en.md
---
title: [a
---
== content/glossary/moon.ko.md
---
title: 달님
summary: 지구를 돈다.
---
== content/glossary/moon.en.md
---
title: Moon
summary: It goes round the earth.
---
== content/glossary/luna.ko.md
---
title: 루나
aliases: [달님]
summary: 달이다. 100%, 정말.
---
== content/glossary/luna.en.md
---
title: Luna
summary: The moon.
---
";

#[test]
fn every_mistake_becomes_an_annotation_at_its_place() {
    let folder = site(SEEDED);
    let output = haeseol(folder.path(), &["check", "--quiet", "--format", "github"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stdout.clone()).unwrap();
    for start in [
        "::error file=content/bad.en.md,line=",
        "::error file=content/bad.ko.md,line=3,col=1,endLine=3,endColumn=7,title=unknown-key::",
        "::error file=content/t.ko.md,line=4,col=5,endLine=4,endColumn=22,title=broken-link::",
        "::error file=content/t.ko.md,line=4,col=25,endLine=4,endColumn=34,title=broken-link::",
        "::warning file=content/other.ko.md,line=1,col=1,title=missing-twin::",
    ] {
        assert!(
            said.lines().any(|l| l.starts_with(start)),
            "{start}\n{said}"
        );
    }
    let clash = said.lines().find(|l| l.contains("달님")).unwrap();
    assert!(
        clash.starts_with(
            "::error file=content/glossary/moon.ko.md,line=2,col=8,endLine=2,endColumn=10"
        ) || clash.starts_with(
            "::error file=content/glossary/luna.ko.md,line=3,col=11,endLine=3,endColumn=13"
        ),
        "{clash}"
    );
    // Sorted, and the same each time.
    let again = haeseol(folder.path(), &["check", "--quiet", "--format", "github"]);
    assert_eq!(again.stdout, output.stdout);
    let files: Vec<_> = said
        .lines()
        .map(|l| l.split(['=', ',']).nth(1).unwrap())
        .collect();
    assert!(files.is_sorted(), "{files:?}");
}

#[test]
fn annotations_are_escaped_as_the_runner_reads_them() {
    let folder = site(
        "== content/50%, a:b\n.ko.md\n---\ntitel: 가\n---\n"
            .replace("\n.ko", ".ko")
            .as_str(),
    );
    let output = haeseol(folder.path(), &["check", "--quiet", "--format", "github"]);
    let said = String::from_utf8(output.stdout).unwrap();
    let line = said.lines().find(|l| l.contains("unknown-key")).unwrap();
    assert!(
        line.starts_with("::error file=content/50%25%2C a%3Ab.ko.md,line=2,"),
        "{line}"
    );
    // The message and its remedy are one line.
    assert!(line.contains("%0Adid you mean"), "{line}");
}

#[test]
fn annotations_name_files_from_the_top_of_the_repository() {
    let repository = tempfile::tempdir().unwrap();
    let here = repository.path().join("docs/site");
    fs::create_dir_all(&here).unwrap();
    super::publish::write(&here, SEEDED);
    let said = |from: &str, arguments: &[&str]| {
        let output = super::publish::program(&repository.path().join(from))
            .env("GITHUB_WORKSPACE", repository.path())
            .args(["check", "--quiet", "--format", "github"])
            .args(arguments)
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let from_above = said("", &["--root", "docs/site"]);
    assert!(
        from_above.contains("file=docs/site/content/t.ko.md,line=4,"),
        "{from_above}"
    );
    assert_eq!(said("docs/site/content", &[]), from_above);
}

#[test]
fn a_wrong_particle_behind_a_term_is_told_with_the_right_one() {
    let terms = "== content/glossary/colossus.ko.md\n---\ntitle: 콜로서스\nsummary: x.\n---\n== content/glossary/colossus.en.md\n---\ntitle: Colossus\nsummary: x.\n---\n";
    let told = |markdown: &str| {
        let told = findings(&format!("{terms}{}", page(markdown)));
        told.into_iter()
            .filter(|d| d.ends_with("wrong-particle"))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        told("콜로서스을 짓고, 콜로서스과 함께, 콜로서스으로."),
        [5, 15, 25].map(|column| format!("content/t.ko.md:4:{column} wrong-particle"))
    );
    assert_eq!(
        told("콜로서스를, 콜로서스와, 콜로서스은(는), `콜로서스을`, 콜로서스로."),
        NOTHING
    );
}
