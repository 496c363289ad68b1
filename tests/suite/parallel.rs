//! Explainers with two languages side by side, and the headings of all pages.

use super::harness::{build, in_order};

/// An explainer in Korean and English with sections of every kind.
const SITE: &str = "== content/a/index.ko.md
---
title: 글
---
첫째.

### 머리 안

둘째.
== content/a/index.en.md
---
title: Article
---
First.

### In the lead

Second.
== content/a/1-prose.ko.md
---
title: 산문
---
# 큰

#### 깊은

##### 더 깊은

## 다음
== content/a/1-prose.en.md
---
title: Prose
---
# Large

One more block.

#### Deep
== content/a/2-faq.ko.md
---
title: 물음
kind: faq
---
들어가며.

## 왜? {#why}

대답.

### 대답 안
== content/a/2-faq.en.md
---
title: Questions
kind: faq
---
## Why? {#why}

Answer.
== content/a/3-table.ko.md
---
title: 표
kind: comparison
---
## 표 앞

| 항목 | 하나 |
|---|---|
| 값 | 1 |
== content/a/3-table.en.md
---
title: Table
kind: comparison
---
| Item | One |
|---|---|
| Value | 1 |
== content/a/4-korean.ko.md
---
title: 한쪽
---
한쪽에만 있다.
== content/about.ko.md
---
title: 소개
---
## 하나

#### 둘
== content/glossary/index.ko.md
---
title: 용어집
---
## 안내
== content/glossary/t.ko.md
---
title: 용어
summary: 뜻.
---
## 더
";

/// The headings of a page in order: level, and the text up to the first tag in it.
fn headings(html: &str) -> Vec<(u8, &str)> {
    let starts = html.match_indices("<h").filter(|(i, _)| {
        let rest = &html.as_bytes()[i + 2..];
        rest[0].is_ascii_digit() && matches!(rest[1], b' ' | b'>')
    });
    starts
        .map(|(i, _)| {
            let text = &html[i..];
            let text = &text[text.find('>').unwrap() + 1..];
            (
                html.as_bytes()[i + 2] - b'0',
                &text[..text.find('<').unwrap()],
            )
        })
        .collect()
}

#[test]
fn headings_of_texts_are_one_level_below_what_they_are_under() {
    let site = build(SITE);
    assert_eq!(
        headings(site.file("ko/a/")),
        [
            (1, "글"),
            (2, "머리 안"),
            (2, "산문"),
            (3, "큰"),
            (4, "깊은"),
            (5, "더 깊은"),
            (4, "다음"),
            (2, "물음"),
            (3, "왜?"),
            (4, "대답 안"),
            (2, "표"),
            (3, "표 앞"),
            (2, "한쪽"),
        ]
    );
    assert_eq!(
        headings(site.file("ko/about/")),
        [(1, "소개"), (2, "하나"), (3, "둘")]
    );
    assert_eq!(
        headings(site.file("ko/glossary/")),
        [(1, "용어집"), (2, "안내"), (2, "ㅇ")]
    );
    assert_eq!(
        headings(site.file("ko/glossary/t/"))[..2],
        [(1, "용어"), (2, "더")]
    );
}

#[test]
fn no_page_leaves_a_level_of_headings_out() {
    let site = build(SITE);
    for (path, html) in site.pages() {
        let levels: Vec<u8> = headings(html).into_iter().map(|(level, _)| level).collect();
        assert_eq!(levels[0], 1, "{path}: {levels:?}");
        assert_eq!(levels.iter().filter(|l| **l == 1).count(), 1, "{path}");
        for pair in levels.windows(2) {
            assert!(pair[1] <= pair[0] + 1, "{path}: {levels:?}");
        }
    }
}

/// The values of an attribute, in order.
fn values<'t>(html: &'t str, name: &str) -> Vec<&'t str> {
    let parts = html
        .split(&format!(" {name}=\""))
        .skip(1)
        .collect::<Vec<_>>();
    parts.iter().map(|p| p.split('"').next().unwrap()).collect()
}

#[test]
fn both_languages_are_block_beside_block_where_they_have_as_many() {
    let site = build(SITE);
    let html = site.file("ko/a/parallel/");
    for row in [
        "<div class=\"two\"><div><p>첫째.</p>\n</div><div lang=\"en\"><p>First.</p>\n</div></div>",
        "<div class=\"two\"><div><p>둘째.</p>\n</div><div lang=\"en\"><p>Second.</p>\n</div></div>",
        "<h2 class=\"two\"><span>산문</span> <span lang=\"en\">Prose</span></h2>",
        "<h2 class=\"two\"><span>물음</span> <span lang=\"en\">Questions</span></h2>",
        // Nothing that both languages would show alike is shown twice.
        "<h2 class=\"two\"><span>한쪽</span> </h2>",
    ] {
        assert!(html.contains(row), "{row}: {html}");
    }
    let prose = html.split("<section id=\"prose\"").nth(1).unwrap();
    let prose = prose.split("</section>").next().unwrap();
    for text in ["다음", "One more block.", "Deep"] {
        assert!(prose.contains(text), "{text}: {prose}");
    }
    assert_eq!(html.matches("한쪽에만 있다.").count(), 1, "{html}");
    let korean = html.split("<section id=\"korean\"").nth(1).unwrap();
    let korean = korean.split("</section>").next().unwrap();
    assert!(!korean.contains("lang=\"en\""), "{korean}");
    for text in [
        "들어가며.",
        "대답.",
        "Answer.",
        "<td data-label=\"One\">1</td>",
    ] {
        assert_eq!(html.matches(text).count(), 1, "{text}: {html}");
    }
}

#[test]
fn blocks_that_belong_together_are_beside_each_other_where_one_language_has_more() {
    let site = build(
        "== content/t/index.ko.md\n---\ntitle: 글\n---\n첫 문단은 63조 원을 말한다.\n\n둘째 문단은 영어에 없다.\n\n- 항목\n\n끝은 2029년이다.\n\
         == content/t/index.en.md\n---\ntitle: Text\n---\nThe first is about 63 trillion won.\n\n- Item\n\nThe end is in 2029.\n\nOnly in English.\n",
    );
    let html = site.file("ko/t/parallel/");
    let html = html.split("</article>").next().unwrap();
    let rows = html.split("<div class=\"two\">").skip(1);
    let rows: Vec<String> = rows
        .take(5)
        .map(|row| {
            let sides = row.split("<div lang=\"en\">").map(|side| {
                let text = side.split('<').filter_map(|part| part.split_once('>'));
                text.map(|(_, t)| t.trim()).collect::<String>()
            });
            sides.collect::<Vec<_>>().join(" | ")
        })
        .collect();
    assert_eq!(
        rows,
        [
            "첫 문단은 63조 원을 말한다. | The first is about 63 trillion won.",
            "둘째 문단은 영어에 없다. | ",
            "항목 | Item",
            "끝은 2029년이다. | The end is in 2029.",
            " | Only in English.",
        ]
    );
}

#[test]
fn both_columns_have_cards_contents_and_colours() {
    let site = build(
        "== content/t/index.ko.md\n---\ntitle: 글\n---\n콜로서스가 있다.\n== content/t/index.en.md\n---\ntitle: Text\n---\nThere is Colossus.\n\
         == content/t/10-table.ko.md\n---\ntitle: 비교\nkind: comparison\n---\n| | 콜로서스 |\n|---|---|\n| 가 | 나 |\n\
         == content/t/10-table.en.md\n---\ntitle: Compared\nkind: comparison\n---\n| | Colossus |\n|---|---|\n| a | b |\n\
         == content/glossary/colossus.ko.md\n---\ntitle: 콜로서스\nsummary: 건물이다.\n---\n건물.\n\
         == content/glossary/colossus.en.md\n---\ntitle: Colossus\nsummary: A building.\n---\nA building.\n",
    );
    let html = site.file("ko/t/parallel/");
    for part in [
        "<a href=\"#table\">비교</a>",
        "[data-term=\"colossus\"]{--term:var(--subject-1,currentColor)}",
        "<dt><a href=\"../../glossary/colossus/\">콜로서스</a>",
        "<dt><a href=\"../../../en/glossary/colossus/\">Colossus</a>",
        "<dd>A building.</dd>",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn ids_of_the_other_language_begin_with_its_tag() {
    let site = build(SITE);
    let html = site.file("ko/a/parallel/");
    let mut ids = values(html, "id");
    for id in ["머리-안", "en-in-the-lead", "why", "en-why", "en-large"] {
        assert!(ids.contains(&id), "{id}: {ids:?}");
    }
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "{ids:?}");
    assert!(values(html, "href").contains(&"#en-why"));
}

#[test]
fn the_way_back_is_to_the_article() {
    let site = build(SITE);
    let html = site.file("ko/a/parallel/");
    let crumbs = html.split("<nav class=\"crumbs\"").nth(1).unwrap();
    let crumbs = crumbs.split("</nav>").next().unwrap();
    assert_eq!(values(crumbs, "href"), ["../../", "../"]);
    let header = html.split("<nav class=\"languages\"").nth(1).unwrap();
    let header = header.split("</nav>").next().unwrap();
    assert_eq!(values(header, "href"), ["../../../en/a/parallel/"]);
    assert!(html.contains("<body class=\"parallel\">"));
}

#[test]
fn a_language_without_a_text_is_not_put_beside_another() {
    let site = build(
        "== site.toml
base_url = \"https://name.github.io/site/\"
default_language = \"ko\"
title = \"시험\"
[languages.ko]
[languages.en]
[languages.ja]
== content/a/index.ko.md
---
title: 글
---
== content/a/index.ja.md
---
title: 文
---
",
    );
    assert!(
        site.file("ko/a/parallel/")
            .contains("<span lang=\"ja\">文</span>")
    );
    assert!(!site.paths().any(|p| p == "en/a/parallel/index.html"));
    let html = site.file("ja/a/parallel/");
    let header = html.split("<nav class=\"languages\"").nth(1).unwrap();
    let header = header.split("</nav>").next().unwrap();
    assert_eq!(
        values(header, "href"),
        ["../../../ko/a/parallel/", "../../../en/a/"]
    );
}

#[test]
fn a_picture_of_both_texts_is_shown_once_with_both_captions() {
    let text = |title: &str, id: &str, caption: &str, other: &str| {
        format!(
            "---\ntitle: {title}\ndate: 2026-01-02\n---\n## S {{#s}}\n\n![alt](x.svg \"{caption}\"){{#fig-{id}}}\n\n[[#fig-{id}]].\n\n![plain](x.svg)\n\n![one]({other} \"{caption}\")\n"
        )
    };
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"3\"/>";
    let site = build(&format!(
        "== content/a/index.ko.md\n{}== content/a/index.en.md\n{}== content/a/x.svg\n{picture}\n== content/a/ko.svg\n{picture}\n== content/a/en.svg\n{picture}\n",
        text("글", "x", "설명", "ko.svg"),
        text("T", "x", "Caption", "en.svg"),
    ))
    .good();
    let page = site.file("ko/a/parallel/");
    in_order(
        page,
        &[
            "<figure id=\"fig-x\"><img src=\"../../../a/x.svg\"",
            "<figcaption class=\"two\"><span><b>그림\u{a0}1</b> 설명</span> <span lang=\"en\" id=\"en-fig-x\"><b>Figure\u{a0}1</b> Caption</span></figcaption></figure>",
            "<figure><img src=\"../../../a/x.svg\" alt=\"plain\"",
            "a/ko.svg",
            "a/en.svg",
        ],
    );
    // Each once, but for what is a picture of its own in each language.
    assert_eq!(page.matches("a/x.svg\"").count(), 2);
    assert_eq!(page.matches("<figure").count(), 4);
}

#[test]
fn links_to_places_of_the_same_explainer_stay_on_the_page() {
    let text = |words: &str| {
        format!(
            "---\ntitle: T\ndate: 2026-01-02\n---\n## S {{#s}}\n\n![alt](x.svg \"C\"){{#fig-x}}\n\n{words}\n\n### Deep {{#deep}}\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\nCosts. {{#tab-y}}\n\n## Two {{#two}}\n\n<p id=\"own\"><a href=\"#own\">raw</a></p>\n"
        )
    };
    let site = build(&format!(
        "== content/a/index.ko.md\n{}== content/a/index.en.md\n{}== content/a/9-last.ko.md\n---\ntitle: 끝\n---\n### 한쪽 {{#alone}}\n\n[[#fig-x]] 끝.\n== content/b.ko.md\n---\ntitle: B\n---\n[a](a/index.ko.md#fig-x)\n== content/b.en.md\n---\ntitle: B\n---\n[a](a/index.en.md#fig-x)\n== content/a/x.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"3\"/>\n",
        text(
            "[[#fig-x]] [[#tab-y]] [[#deep]] [둘](#two) [영어](index.en.md#fig-x) [글](index.ko.md) [B](../b.ko.md)"
        ),
        text(
            "[[#fig-x]] [[#tab-y]] [[#deep]] [two](#two) [alone](9-last.en.md#alone) [T](index.en.md) [B](../b.en.md)"
        ),
    ));
    let links = |page: &str| {
        let page = site.file(page);
        let main = page.split_once("<div class=\"lead\">").unwrap().1;
        let main = main.split_once("</article>").unwrap().0;
        let links = main.split("<a").skip(1);
        links
            .filter_map(|a| a.split_once("href=\"")?.1.split_once('"'))
            .map(|(href, _)| href.to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        links("ko/a/parallel/"),
        [
            "#fig-x",
            "#tab-y",
            "#deep",
            "#two",
            "#en-fig-x",
            "../",
            "../../b/",
            "#en-fig-x",
            "#en-tab-y",
            "#en-deep",
            "#two",
            "#alone",
            "../../../en/a/",
            "../../../en/b/",
            "#own",
            "#en-own",
            "#fig-x",
        ]
    );
    // A section that one language lacks is there once, and leads to places in the text of its own language.
    assert_eq!(
        links("en/a/parallel/"),
        [
            "#fig-x",
            "#tab-y",
            "#deep",
            "#two",
            "#alone",
            "../",
            "../../b/",
            "#ko-fig-x",
            "#ko-tab-y",
            "#ko-deep",
            "#two",
            "#fig-x",
            "../../../ko/a/",
            "../../../ko/b/",
            "#own",
            "#ko-own",
            "#ko-fig-x",
        ]
    );
    in_order(
        site.file("ko/a/parallel/"),
        &[
            "id=\"fig-x\"",
            "id=\"en-fig-x\"",
            "id=\"deep\"",
            "id=\"en-deep\"",
            "id=\"tab-y\"",
            "id=\"en-tab-y\"",
            "id=\"own\"",
            "id=\"en-own\"",
            "id=\"alone\"",
        ],
    );
}
