//! Figures and tables are counted through a page, and referred to by their ids.

use super::harness::{Built, build, in_order};

const KOREAN: &str = "\
== content/a/index.ko.md
---
title: 글
---
처음은 [[#fig-one]], 다음은 [[#fig-two|둘째 그림]]. [[#tab-costs]]와 [[#tab-sides]], [[#moon]], [[#why]].

![하나](p.svg \"설명\"){#fig-one}

## 달 {#moon}

![둘](p.svg){#fig-two}

해마다 드는 **비용** {#tab-costs}

| 해 | 값 |
|---|---|
| 2026 | 1 |

| 해 | 값 |
|---|---|
| 2027 | 2 |

그 뒤의 표. {#tab-after}

### 왜인가 {#why}

[[#fig-one]]을 다시 본다.
== content/a/20-tab-sides.ko.md
---
title: 견주기
kind: comparison
---
| 점 | 가 |
|---|---|
| 하나 | 1 |
== content/a/p.svg
<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>
";

fn english(of: &str) -> String {
    of.replace(".ko.md", ".en.md")
        .replace("처음은", "First")
        .replace("둘째 그림", "the second")
        .replace("글\n", "Text\n")
        .replace("달 {", "The moon {")
        .replace("해마다 드는 **비용**", "**Costs** by year")
        .replace("그 뒤의 표.", "Another one.")
        .replace("왜인가", "Why")
        .replace("견주기", "Sides")
        .split("== content/a/p.svg")
        .next()
        .unwrap()
        .to_owned()
}

fn site() -> Built {
    build(&format!("{}{KOREAN}", english(KOREAN))).good()
}

#[test]
fn figures_and_tables_have_numbers_and_references_their_names() {
    let site = site();
    in_order(
        site.file("ko/a/"),
        &[
            "처음은 <a class=\"ref\" href=\"#fig-one\">그림\u{a0}1</a>",
            "<a class=\"ref\" href=\"#fig-two\">둘째 그림</a>",
            "<a class=\"ref\" href=\"#tab-costs\">표\u{a0}1</a>",
            "<a class=\"ref\" href=\"#tab-sides\">표\u{a0}3</a>",
            "<a class=\"ref\" href=\"#moon\">달</a>",
            "<a class=\"ref\" href=\"#why\">왜인가</a>",
            "<figure id=\"fig-one\">",
            "<figcaption><b>그림\u{a0}1</b> 설명</figcaption>",
            "<section id=\"moon\"",
            "<figure id=\"fig-two\">",
            "<figcaption><b>그림\u{a0}2</b></figcaption>",
            "<table id=\"tab-costs\">\n<caption><b>표\u{a0}1</b> 해마다 드는 <strong>비용</strong></caption>\n<thead>",
            "<table id=\"tab-after\">\n<caption><b>표\u{a0}2</b> 그 뒤의 표.</caption>\n<thead>",
            "2027",
            "<h3 id=\"why\">",
            "그림\u{a0}1</a>",
            "<section id=\"tab-sides\"",
            "<caption><b>표\u{a0}3</b> 견주기</caption>",
        ],
    );
    let english = site.file("en/a/");
    in_order(
        english,
        &[
            "First <a class=\"ref\" href=\"#fig-one\">Figure\u{a0}1</a>",
            "Table\u{a0}3",
        ],
    );
    assert!(!english.contains("{#"), "{english}");
    in_order(
        site.file("ko/a/parallel/"),
        &[
            "<figure id=\"fig-one\">",
            "<figcaption class=\"two\"><span><b>그림\u{a0}1</b>",
            "id=\"en-fig-one\"><b>",
            "Figure\u{a0}1",
        ],
    );
    in_order(
        site.file("ko/a/index.md"),
        &[
            "[그림\u{a0}1](#fig-one)",
            "[표\u{a0}3](#tab-sides)",
            "[달](#moon)",
        ],
    );
    assert_eq!(site.findings(), [""; 0]);
}

#[test]
fn a_reference_to_nothing_is_an_error_with_the_nearest_id() {
    let site = build(&KOREAN.replace("처음은 [[#fig-one]]", "처음은 [[#fig-on]]"));
    let found = site.found("broken-link");
    assert_eq!(found.len(), 1, "{}", site.report());
    assert!(site.report().contains("`fig-one`"), "{}", site.report());
}

#[test]
fn both_languages_have_the_same_ids() {
    let other = english(KOREAN).replace("fig-two", "fig-2nd");
    let site = build(&format!("{other}{KOREAN}"));
    let found: Vec<_> = site.findings();
    assert_eq!(found, ["content/a/index.en.md:10:13 other-structure"]);
}

#[test]
fn a_caption_beside_no_table_is_reported() {
    let site = build(&KOREAN.replace(
        "해마다 드는 **비용** {#tab-costs}",
        "해마다 드는 비용 {#tab-costs}\n\n사이에 온 글.",
    ));
    let found = site.found("table-caption");
    assert_eq!(found.len(), 1, "{}", site.report());
    let in_comparison = KOREAN.replace("| 점 | 가 |", "이 표는 비교다. {#tab-x}\n\n| 점 | 가 |");
    let site = build(&in_comparison);
    assert_eq!(site.found("table-caption").len(), 1, "{}", site.report());
}

#[test]
fn ids_of_headings_are_not_counted() {
    let site = build(
        "== content/a/index.ko.md\n---\ntitle: 글\n---\n### 절 {#fig-x}\n\n[[#fig-x]]\n\n![](p.svg){#fig-y}\n\n[[#fig-y]]\n== content/a/p.svg\n<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\n",
    );
    in_order(
        site.file("ko/a/"),
        &["href=\"#fig-x\">절</a>", "href=\"#fig-y\">그림\u{a0}1</a>"],
    );
}
