//! What machine readers get: Markdown of pages, `llms.txt`, manifests.

use super::harness::{build, build_bytes, files};
use haeseol::Options;

const SITE: &str = "== content/other.ko.md
---
title: 다른 [글]
description: 둘째
---
## 돈 {#money}
== content/a/index.ko.md
---
title: 글
date: 2026-11-24
authors: [김, 이]
sources: [{title: 책, url: 'https://e.example/a_(b)', publisher: 집}]
---
머리[^1].

[^1]: 머리 주
== content/a/10-one.ko.md
---
title: 하나
---
몸[^1] 또[^1].

[^1]: 하나의 주
== content/a/20-two.ko.md
---
title: 묻고 답하기
kind: faq
---
## 왜? {#why}

달님은 [돈](../other.ko.md#money \"제목\")이다.
== content/a/index.en.md
---
title: Article
---
Lead.
== content/glossary/moon.ko.md
---
title: 달님
summary: 지구를 돈다.
---
== content/pic.svg
<svg xmlns='http://www.w3.org/2000/svg'/>
";

/// The Markdown of a page with this text.
fn copy(markdown: &str) -> String {
    let site = build(&format!(
        "{SITE}== content/t.ko.md\n---\ntitle: 시험\ndescription: 시험\n---\n{markdown}\n"
    ))
    .good();
    let text = site.file("ko/t/index.md").to_owned();
    let (_, body) = text.split_once("\n\n> ").unwrap();
    body.split_once("\n\n").unwrap().1.trim_end().to_owned()
}

#[test]
fn links_lead_to_pages() {
    for (written, wanted) in [
        (
            "글 [돈](other.ko.md#money \"제목\")",
            "글 [돈](../other/#money \"제목\")",
        ),
        ("글 [돈](<other.ko.md>)", "글 [돈](../other/)"),
        (
            "글 [a `]` [b] \\]](other.ko.md)",
            "글 [a `]` [b] \\]](../other/)",
        ),
        ("글 [``a`]``](other.ko.md)", "글 [``a`]``](../other/)"),
        (
            "글 ![그림](pic.svg '제목')",
            "글 ![그림](../../pic.svg '제목')",
        ),
        (
            "글 [![그림](pic.svg)](other.ko.md)",
            "글 [![그림](../../pic.svg)](../other/)",
        ),
        ("글 [[moon]]을", "글 [달님](../glossary/moon/)을"),
        ("글 [[moon|그 달]]을", "글 [그 달](../glossary/moon/)을"),
        ("글 [[!달님]]은 `[[!달님]]`", "글 달님은 `[[!달님]]`"),
        (
            "글 [돈][x]과 [x][]와 [x]\n\n[x]: other.ko.md \"말\"",
            "글 [돈](../other/ \"말\")과 [x](../other/ \"말\")와 [x](../other/ \"말\")",
        ),
        (
            "글 <https://e.example/> [가](https://e.example/a_(b))",
            "글 <https://e.example/> [가](https://e.example/a_(b))",
        ),
        ("글 `[돈](other.ko.md)`", "글 `[돈](other.ko.md)`"),
        (
            "```\n[돈](other.ko.md)\n[x]: y\n```",
            "```\n[돈](other.ko.md)\n[x]: y\n```",
        ),
        (
            "**\"글\"**은 [a](other.en.md)",
            "**\"글\"**은 [a](../../en/other/)",
        ),
    ] {
        let site = if written.contains("other.en") {
            // A page that is there in the other language too.
            let text = format!(
                "{SITE}== content/other.en.md\n---\ntitle: O\n---\n== content/t.ko.md\n---\ntitle: 시험\n---\n{written}\n"
            );
            let built = build(&text).good();
            built
                .file("ko/t/index.md")
                .trim_end()
                .rsplit("\n\n")
                .next()
                .unwrap()
                .to_owned()
        } else {
            copy(written)
        };
        assert_eq!(site, wanted, "{written}");
    }
}

#[test]
fn headings_stand_below_the_pages_own() {
    assert_eq!(
        copy("# 가\n\n### 나 {#na}\n\n다\n=="),
        "## 가\n\n#### 나 {#na}\n\n## 다"
    );
    assert_eq!(copy("```\n# 가\n```\n\n### 나"), "```\n# 가\n```\n\n## 나");
}

#[test]
fn an_explainer_is_whole_with_its_terms_and_sources() {
    let site = build(SITE).good();
    assert_eq!(
        site.file("ko/a/index.md"),
        "# 글

> 머리.

김, 이 · 게시 2026-11-24

머리[^1].

[^1]: 머리 주

## 하나 {#one}

몸[^one-1] 또[^one-1].

[^one-1]: 하나의 주

## 묻고 답하기 {#two}

### 왜? {#why}

달님은 [돈](../other/#money \"제목\")이다.

## 이 글의 용어

- [달님](../glossary/moon/): 지구를 돈다.

## 출처

- [책](<https://e.example/a_(b)>): 집
"
    );
    let english = site.file("en/a/index.md");
    assert!(
        english.contains("\n## 하나 {#one}\n\n> This part has not been translated"),
        "{english}"
    );
}

#[test]
fn pages_name_their_markdown_and_only_texts_of_their_own_have_one() {
    let site = build(SITE).good();
    let link =
        |href: &str| format!("<link rel=\"alternate\" type=\"text/markdown\" href=\"{href}\">");
    assert!(site.file("ko/a/").contains(&link("index.md")));
    assert!(site.file("ko/a/parallel/").contains(&link("../index.md")));
    for path in [
        "",
        "ko/",
        "ko/glossary/",
        "ko/search/",
        "en/other/",
        "404.html",
    ] {
        assert!(!site.file(path).contains("text/markdown"), "{path}");
    }
    let copies: Vec<_> = site.paths().filter(|p| p.ends_with(".md")).collect();
    assert_eq!(
        copies,
        [
            "en/a/index.md",
            "ko/a/index.md",
            "ko/glossary/moon/index.md",
            "ko/other/index.md"
        ]
    );
}

#[test]
fn llms_txt_lists_every_text_by_language() {
    let site = build(SITE).good();
    assert_eq!(
        site.file("llms.txt"),
        "# 시험 · Test

## 한국어

- [글](https://name.github.io/site/ko/a/index.md): 머리.
- [다른 \\[글\\]](https://name.github.io/site/ko/other/index.md): 둘째

## English

- [Article](https://name.github.io/site/en/a/index.md): Lead.

## Optional

- [달님](https://name.github.io/site/ko/glossary/moon/index.md): 지구를 돈다.
"
    );
    let own = build(&format!("{SITE}== static/llms.txt\nmine\n")).good();
    assert_eq!(own.file("llms.txt"), "mine\n");
}

#[test]
fn each_language_has_a_manifest_with_the_icon() {
    let site = build(SITE).good();
    for (tag, name) in [("ko", "시험"), ("en", "Test")] {
        let path = format!("{tag}/manifest.webmanifest");
        let manifest: serde_json::Value = serde_json::from_str(site.file(&path)).unwrap();
        assert_eq!(manifest["name"], name);
        assert_eq!(manifest["lang"], tag);
        let icon = manifest["icons"][0]["src"].as_str().unwrap();
        assert!(
            site.files().contains_key(icon.strip_prefix("../").unwrap()),
            "{icon}"
        );
        let page = site.file(&format!("{tag}/a/"));
        assert!(page.contains(&format!("<link rel=\"manifest\" href=\"../../{path}\">")));
    }
}

#[test]
fn line_ends_and_broken_markdown_do_no_harm() {
    let mut all = files(SITE);
    for text in [
        "[", "[[", "![", "[a](", "[a](<", "[^1]", "[^1]: ", "[[!", "\n=\n", "# \n#", "[a]: <",
        "`[`](x)",
    ] {
        all.insert(
            "content/t.ko.md".into(),
            format!("---\r\ntitle: 시험\r\n---\r\n{text}\r\n"),
        );
        let bytes = all.iter().map(|(n, t)| (n.as_str(), t.as_bytes()));
        build_bytes(bytes, &Options::default());
    }
}

/// A site with so many plain pages and a term that all of them use.
fn many(pages: usize, settings: &str) -> String {
    let mut site = format!("== site.toml\n{}{settings}\n", super::harness::SITE);
    for page in 0..pages {
        site +=
            &format!("== content/p{page:03}.ko.md\n---\ntitle: 글 {page}\n---\n콜로서스는 크다.\n");
    }
    site + "== content/glossary/colossus.ko.md\n---\ntitle: 콜로서스\nsummary: 건물.\n---\n"
}

#[test]
fn a_long_list_for_programs_ends_with_the_address_of_all() {
    let end = |pages| {
        let site = build(&many(pages, "")).good();
        let list = site.file("llms.txt");
        let texts = list.split("\n## ").nth(1).unwrap().trim_end().to_owned();
        let items = texts.lines().filter(|l| l.starts_with("- ")).count();
        (items, texts.lines().last().unwrap().to_owned())
    };
    assert_eq!(end(500).0, 500);
    assert!(end(500).1.contains("p499/index.md"));
    let all = "- [sitemap.xml](https://name.github.io/site/sitemap.xml)";
    assert_eq!(end(501), (501, all.to_owned()));
}

#[test]
fn a_site_can_do_without_markdown_and_without_parallel_pages() {
    let pair = "== content/a/index.ko.md\n---\ntitle: 글\n---\n몸\n== content/a/index.en.md\n---\ntitle: Text\n---\nBody\n";
    let with = |settings: &str| build(&(many(1, settings) + pair)).good();
    let both = with("");
    let is_markdown = |p: &str| p.ends_with("/index.md") || p == "llms.txt";
    let is_parallel = |p: &str| p.contains("/parallel/");
    assert!(both.paths().any(is_markdown) && both.paths().any(is_parallel));

    let site = with("[markdown_twins]\nenabled = false\n");
    assert!(!site.paths().any(is_markdown) && site.paths().any(is_parallel));
    assert!(!site.file("ko/a/").contains("text/markdown"));

    let site = with("[parallel]\nenabled = false\n");
    assert!(site.paths().any(is_markdown) && !site.paths().any(is_parallel));
    let pages = site.paths().filter(|p| p.ends_with(".html"));
    assert!(
        pages
            .into_iter()
            .all(|p| !site.file(p).contains("parallel/\""))
    );
    // Without what is not there, nothing else is another.
    for path in site.paths().filter(|p| p.ends_with("index.md")) {
        assert_eq!(site.file(path), both.file(path));
    }
}
