//! What an explainer's page and its entry in the feed are made of.

use super::harness::{build, in_order};

const SITE: &str = "== content/a/index.ko.md
---
title: 글
date: 2026-01-02
---
나무와 가람이 있다.
== content/a/1-more.ko.md
---
kind: prose
---
이어지는 말.
== content/a/2-table.ko.md
---
title: 표
kind: comparison
---
앞말.

| 항목 | 하나 |
|---|---|
| 값 | 1 |

뒷말.
== content/a/3-faq.ko.md
---
title: 물음
kind: faq
---
## 왜? {#why}

대답.
== content/glossary/a.ko.md
---
title: 나무
summary: 자란다.
---
== content/glossary/b.ko.md
---
title: 가람
summary: 흐른다.
---
";

#[test]
fn the_contents_are_the_sections_that_have_a_title() {
    let site = build(SITE);
    let html = site.file("ko/a/");
    let contents = html.split("<nav class=\"contents\"").nth(1).unwrap();
    let contents = contents.split("</nav>").next().unwrap();
    let links: Vec<_> = contents.split("<a href=\"").skip(1).collect();
    assert_eq!(links.len(), 2, "{contents}");
    assert!(links[0].starts_with("#table\">표</a>") && links[1].starts_with("#faq\">물음</a>"));
}

#[test]
fn the_contents_of_a_plain_page_are_its_headings_if_there_are_three() {
    let page = |text: &str| {
        let pages = format!("{SITE}\n== content/c.ko.md\n---\ntitle: 다\n---\n{text}\n");
        let site = build(&pages);
        let html = site.file("ko/c/").to_owned();
        let contents = html.split_once("<nav class=\"contents\"");
        contents.map(|(_, rest)| rest.split("</nav>").next().unwrap().to_owned())
    };
    assert_eq!(page("## 하나\n\n## 둘\n\n### 셋"), None);
    let contents =
        page("## 하나\n\n### 작은 {#small}\n\n#### 더 작은\n\n## 둘\n\n## 셋 {#three}").unwrap();
    let links: Vec<_> = contents.split("<a href=\"").skip(1).collect();
    assert_eq!(links.len(), 4, "{contents}");
    // What is below a heading is listed below it.
    in_order(
        &contents,
        &[
            ">하나</a><ol",
            "#small\">작은</a></li></ol>",
            ">둘</a></li>",
            "#three\">셋</a>",
        ],
    );
}

#[test]
fn the_terms_of_an_explainer_are_in_the_order_of_the_glossary() {
    let site = build(SITE);
    let html = site.file("ko/a/");
    in_order(html, &["id=\"hs-terms\"", ">가람</a>", ">나무</a>"]);
    in_order(
        site.file("ko/a/index.md"),
        &["## 이 글의 용어", "- [가람]", "- [나무]"],
    );
}

#[test]
fn the_feed_has_every_part_of_the_text_and_no_empty_heading() {
    let site = build(SITE);
    let feed = site.file("ko/feed.xml");
    let feed = feed.replace("&lt;", "<").replace("&gt;", ">");
    in_order(
        &feed,
        &[
            "이 있다.</p>",
            "<p>이어지는 말.</p>",
            "<h2>표</h2>",
            "<p>앞말.</p>",
            "<table><thead><tr><th>항목</th><th>하나</th></tr></thead><tbody>",
            "<tr><th>값</th><td>1</td></tr>",
            "</tbody></table>",
            "<p>뒷말.</p>",
            "<h2>물음</h2>",
            "<h3>왜?</h3>",
            "<p>대답.</p>",
        ],
    );
    assert_eq!(feed.matches("<h2>").count(), 2, "{feed}");
}

#[test]
fn the_page_for_addresses_that_are_not_there_works_at_any_of_them() {
    let site = build(SITE);
    let html = site.file("404.html");
    let addresses = html.split(" href=\"").chain(html.split(" src=\""));
    let addresses = addresses.filter(|part| !part.starts_with("<!doctype"));
    for address in addresses.map(|part| part.split('"').next().unwrap()) {
        assert!(
            address.starts_with("https://name.github.io/site/") || address == "#hs-main",
            "{address}"
        );
    }
}

#[test]
fn sections_come_by_their_numbers_then_by_their_names_and_last_without_a_number() {
    let section = |name: &str| format!("== content/a/{name}.ko.md\n---\ntitle: {name}\n---\n글.\n");
    let files: String = ["last", "020-b", "20-a", "3-first", "100-later"]
        .map(section)
        .concat();
    let site = build(&format!(
        "== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-01-02\n---\n글.\n{files}"
    ))
    .good();
    in_order(
        site.file("ko/a/"),
        &["first", "a", "b", "later", "last"]
            .map(|id| format!("<section id=\"{id}\""))
            .each_ref()
            .map(String::as_str),
    );
}
