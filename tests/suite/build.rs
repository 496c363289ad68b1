//! The build as a whole.

use super::harness::build;

#[test]
fn a_site_of_one_line_is_a_site() {
    let site = build("").good();
    for path in [
        "index.html",
        "404.html",
        "ko/index.html",
        "en/index.html",
        "ko/feed.xml",
        "sitemap.xml",
    ] {
        assert!(site.paths().any(|p| p == path), "{path}");
    }
}

#[test]
fn the_front_door_leads_to_both_languages() {
    let site = build("== content/a/index.ko.md\n---\ntitle: 글\n---\n== content/a/index.en.md\n---\ntitle: Article\n---\n").good();
    let html = site.file("");
    for part in [
        "href=\"ko/\"",
        "href=\"en/\"",
        "글",
        "Article",
        "href=\"ko/a/\"",
        "href=\"en/a/\"",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn explainers_may_lie_deeper() {
    let site = build("== content/energy/tide/index.ko.md\n---\ntitle: 조력\n---\n== content/energy/tide/1-a.ko.md\n---\ntitle: 달\n---\n").good();
    assert!(site.file("ko/energy/tide/").contains("id=\"a\""));
    assert!(
        !site.paths().any(|p| p == "ko/energy/index.html"),
        "a folder without an index is only a path"
    );
}

#[test]
fn a_third_language_works() {
    let site = build(
        "== site.toml
base_url = \"https://name.github.io/\"
default_language = \"en\"
title = \"T\"
[languages.en]
[languages.ko]
[languages.pt-BR]
name = \"Português\"
== content/index.pt-BR.md
---
title: Início
---
== content/a/index.pt-BR.md
---
title: Artigo
date: 2026-01-02
---
",
    )
    .good();
    assert!(site.file("pt-BR/").contains("<html lang=\"pt-BR\""));
    assert!(site.file("en/a/").contains("lang=\"pt-BR\""));
}

#[test]
fn lists_are_ordered_by_weight_then_by_date() {
    let article = |slug: &str, head: &str| {
        format!("== content/{slug}/index.ko.md\n---\ntitle: T-{slug}\n{head}\n---\n")
    };
    let site = build(
        &[
            article("old", "date: 2020-01-01"),
            article("new", "date: 2026-01-01"),
            article("first", "weight: 1"),
            article("undated", ""),
        ]
        .concat(),
    )
    .good();
    let html = site.file("ko/");
    let at = |slug: &str| html.find(&format!("T-{slug}")).unwrap();
    assert!(
        at("first") < at("new") && at("new") < at("old") && at("old") < at("undated"),
        "{html}"
    );
}
