//! More mistakes that are told once, at their place, with what mends them: settings, names, references, charts, citations.

use super::check::findings;
use super::harness::{Built, build};

const SITE: &str = "\
== site.toml
base_url = \"https://name.github.io/site/\"
default_language = \"ko\"
title = { ko = \"바다\", en = \"Sea\" }
[languages.ko]
name = \"한국어\"
[languages.en]
name = \"English\"
[search]
enabled = true
[[nav]]
label = { ko = \"소개\", en = \"About\" }
page = \"about\"
== content/about.ko.md
---
title: 소개
---
소개한다.
== content/about.en.md
---
title: About
---
About it.
== content/tide/index.ko.md
---
title: 조석
description: 바닷물이 오르내린다.
date: 2026-03-02
sources:
  - id: guide
    title: 조석표
    date: 2024
---
바닷물은 오르내린다.[@guide]

## 바닷물 {#water}

```chart bar {#fig-chart title=\"조차\" caption=\"곳\"}
곳,조차
인천,9.1
부산,1.2
```

[[#fig-chart]]을 보라.

## 견주기 {#cmp kind=comparison}

| 기준 | 서해 | 동해 |
|---|---|---|
| 차이 | 91cm | 33cm |

## 묻는 것 {#faq kind=faq}

### 왜? {#why}

달 때문이다.

## 바뀐 것 {#changes kind=timeline}

### 2024-05 관측 {#first}

기록이 남았다.
== content/tide/index.en.md
---
title: Tides
description: The sea rises and falls.
date: 2026-03-02
sources:
  - id: guide
    title: Tables
    date: 2024
---
The sea rises and falls.[@guide]

## Water {#water}

```chart bar {#fig-chart title=\"Range\" caption=\"Places\"}
place,range
Incheon,9.1
Busan,1.2
```

See [[#fig-chart]].

## Compared {#cmp kind=comparison}

| Criterion | West | East |
|---|---|---|
| range | 91 cm | 33 cm |

## Questions {#faq kind=faq}

### Why? {#why}

The moon.

## Changes {#changes kind=timeline}

### 2024-05 Records {#first}

They are kept.
== content/glossary/tide.ko.md
---
title: 조석
aliases: [밀물, 바닷물]
summary: 바닷물이 오르내리는 일.
---
== content/glossary/tide.en.md
---
title: tide
aliases: [tides, sea]
summary: The rise and fall of the sea.
---
";

const KOREAN: &str = "content/tide/index.ko.md";
const ENGLISH: &str = "content/tide/index.en.md";

/// The site after replacements of what comes first.
fn edited(edits: &[(&str, &str)]) -> String {
    let mut site = SITE.to_owned();
    for (from, to) in edits {
        assert!(site.contains(from), "{from}");
        site = site.replacen(from, to, 1);
    }
    site
}

/// What is told after a replacement.
fn after(from: &str, to: &str) -> Vec<String> {
    findings(&edited(&[(from, to)]))
}

/// What the only finding says is to be done.
fn hint(edits: &[(&str, &str)]) -> String {
    let built: Built = build(&edited(edits));
    let hint = built.only_finding().hint.as_ref();
    hint.unwrap().english().to_owned()
}

const NOTHING: [&str; 0] = [];

#[test]
fn nothing_is_wrong_to_begin_with() {
    assert_eq!(findings(SITE), NOTHING);
}

#[test]
fn a_setting_in_the_wrong_table_is_told_with_its_own() {
    for (edits, line, wanted) in [
        (
            vec![
                ("base_url = \"https://name.github.io/site/\"\n", ""),
                (
                    "page = \"about\"",
                    "page = \"about\"\nbase_url = \"https://name.github.io/site/\"",
                ),
            ],
            12,
            "above the first `[…]` line",
        ),
        (
            vec![("[search]\nenabled = true", "search = false")],
            8,
            "`[search]` `enabled = …`",
        ),
        (
            vec![("[search]\nenabled = true", "[markdown]\nlink = \"every\"")],
            9,
            "`[glossary]` `link = …`",
        ),
    ] {
        let told = findings(&edited(&edits));
        assert_eq!(told, [format!("site.toml:{line}:1 unknown-key")]);
        assert!(hint(&edits).contains(wanted), "{}", hint(&edits));
    }
    // A key that no table has is told as before.
    let told = after("enabled = true", "enable = true");
    assert_eq!(told, ["site.toml:9:1 unknown-key"]);
}

#[test]
fn links_of_the_header_say_what_they_lack() {
    let told = after("page = \"about\"", "url = \"about\"");
    assert_eq!(told, ["site.toml:12:1 unknown-key"]);
    assert_eq!(
        hint(&[("page = \"about\"", "url = \"about\"")]),
        "write `page`"
    );
    let draft = hint(&[
        ("title: 소개", "title: 소개\ndraft: true"),
        ("title: About", "title: About\ndraft: true"),
    ]);
    assert!(
        draft.contains("content/about.ko.md") && draft.contains("draft: true"),
        "{draft}"
    );
    let outside = hint(&[("page = \"about\"", "page = \"https://example.com\"")]);
    assert!(outside.contains("delete this `[[nav]]`"), "{outside}");
}

#[test]
fn a_name_of_a_term_is_not_what_it_is_not_to_be_called() {
    for key in ["not", "avoid"] {
        let told = after(
            "summary: 바닷물",
            &format!("{key}: [밀물]\nsummary: 바닷물"),
        );
        assert_eq!(
            told,
            [format!(
                "content/glossary/tide.ko.md:4:{} wrong-value",
                key.len() + 4
            )]
        );
    }
}

#[test]
fn files_in_static_that_belong_elsewhere_are_told() {
    for (name, wanted) in [
        (
            "static/well-known/security.txt",
            "static/.well-known/security.txt",
        ),
        ("static/head-extra.html", "templates/head-extra.html"),
    ] {
        let site = format!("{SITE}== {name}\nx\n");
        assert_eq!(findings(&site), [format!("{name} bad-name")]);
        let built = build(&site);
        assert!(built.hints("bad-name")[0].contains(wanted), "{name}");
    }
}

#[test]
fn references_by_other_signs_are_told_as_they_have_to_be() {
    for (written, wanted) in [
        ("[[@guide]]", "a source is cited as `[@guide]`"),
        ("[[water]]", "a section is referred to by `[[#water]]`"),
        ("[[#chart]]", "did you mean `fig-chart`?"),
    ] {
        assert_eq!(hint(&[("[[#fig-chart]]", written)]), wanted);
    }
    let hint = hint(&[("[[#fig-chart]]", "[[#그림 1]]")]);
    assert!(hint.contains("`[[#name]]`"), "{hint}");
}

#[test]
fn a_citation_in_another_form_is_told_where_it_is() {
    for written in ["[guide]", "@guide", " @guide"] {
        let told = after("[@guide]", written);
        let column = 12 + written.len() - written.trim_start().len();
        assert_eq!(
            told,
            [format!("{KOREAN}:10:{column} unknown-source")],
            "{written}"
        );
    }
    let told = after("[@guide]", "[^guide]");
    assert_eq!(told, [format!("{KOREAN}:10:12 undefined-footnote")]);
    // One that is left out is.
    let told = after("[@guide]", "");
    assert_eq!(told, [format!("{ENGLISH}:10:26 other-structure")]);
}

#[test]
fn dates_say_what_they_lack_and_are_the_same_in_both_languages() {
    assert_eq!(
        after("date: 2026-03-02", "date: 2026"),
        [format!("{KOREAN}:4:7 bad-date")]
    );
    assert_eq!(
        hint(&[("date: 2026-03-02", "date: 2026")]),
        "write the day too: `date: 2026-01-01`"
    );
    assert_eq!(
        after("date: 2024", "date: 2023"),
        [format!("{ENGLISH}:6:9 other-date")]
    );
    let told = after("### 2024-05 관측", "### 2024.05 관측");
    assert_eq!(told, [format!("{KOREAN}:36:1 timeline")]);
}

#[test]
fn a_chart_by_another_name_is_told_with_its_line() {
    for (written, wanted) in [
        ("차트 막대 ", "write this line as `` ```chart bar "),
        ("그래프 ", "write this line as `` ```chart bar "),
        ("charts bar ", "write this line as `` ```chart bar "),
        ("bar-chart ", "write this line as `` ```chart bar "),
    ] {
        let site = edited(&[
            ("chart bar ", written),
            ("[[#fig-chart]]을 보라.\n", ""),
            ("See [[#fig-chart]].\n", ""),
        ]);
        let built = build(&site);
        let hints = built.hints("chart");
        assert!(
            hints.len() == 1 && hints[0].starts_with(wanted),
            "{written}: {hints:?}"
        );
        assert_eq!(
            built.place(built.found("chart")[0]),
            format!("{KOREAN}: {}", written.split(' ').next().unwrap())
        );
    }
    assert_eq!(hint(&[("chart bar", "chart 막대")]), "did you mean `bar`?");
}

#[test]
fn a_chart_that_cannot_be_read_has_one_finding() {
    // A quotation mark without its end, and a fence without its end.
    let told = after("title=\"조차\"", "title=\"조차");
    assert_eq!(told, [format!("{KOREAN}:14:46 chart")]);
    let told = after("부산,1.2\n```\n", "부산,1.2\n");
    assert_eq!(told, [format!("{KOREAN}:14:1 unclosed-fence")]);
    let names = hint(&[("곳,조차\n인천,9.1\n부산,1.2", "곳;조차\n인천;9.1\n부산;1.2")]);
    assert_eq!(names, "part the values by commas: `곳,조차`");
    let told = after("곳,조차\n", "");
    assert_eq!(told, [format!("{KOREAN}:15:4 chart")]);
}

#[test]
fn charts_show_the_same_in_both_languages() {
    for (from, to, line, code) in [
        ("인천,9.1", "인천,91", 16, "other-figure"),
        ("부산,1.2", "부산,", 17, "other-figure"),
        ("부산,1.2\n", "", 14, "other-structure"),
        ("chart bar", "chart line", 14, "other-structure"),
    ] {
        // Told of the file that is not the default language's.
        let told = after(from, to);
        assert_eq!(told, [format!("{ENGLISH}:{line}:1 {code}")], "{to}");
    }
    let same = |korean: &str, english: &str| {
        findings(&edited(&[
            ("인천,9.1\n부산,1.2", korean),
            ("Incheon,9.1\nBusan,1.2", english),
            ("title=\"조차\"", "unit=\"억\""),
            ("title=\"Range\"", "unit=\"million\""),
        ]))
    };
    // 억 and millions, rounded.
    assert_eq!(same("가,9.1\n나,1.2", "a,910\nb,120"), NOTHING);
    assert_eq!(
        same("가,9\n나,1.2\n다,3.35", "a,914\nb,120\nc,335"),
        NOTHING
    );
    assert_eq!(
        same("가,9.1\n나,1.2\n다,3.0", "a,910\nb,120\nc,330").len(),
        1
    );
}

#[test]
fn a_chart_in_one_language_alone_is_told_as_a_chart() {
    let site = edited(&[
        ("{#fig-chart title=\"Range\" caption=\"Places\"}", ""),
        ("{#fig-chart title=\"조차\" caption=\"곳\"}", ""),
        (
            "```chart bar \n곳,조차\n인천,9.1\n부산,1.2\n```\n\n[[#fig-chart]]을 보라.\n",
            "물이다.\n",
        ),
        ("See [[#fig-chart]].\n", ""),
    ]);
    let built = build(&site);
    let said = built.only_finding_with("other-structure");
    assert_eq!(
        said,
        "the two languages have different numbers of charts: 1 here, 0 in the other file"
    );
}

#[test]
fn columns_of_a_comparison_that_have_changed_places_are_told() {
    let told = after(
        "| 기준 | 서해 | 동해 |\n|---|---|---|\n| 차이 | 91cm | 33cm |",
        "| 기준 | 동해 | 서해 |\n|---|---|---|\n| 차이 | 33cm | 91cm |",
    );
    let cells = [11, 19].map(|at| format!("{ENGLISH}:26:{at} other-figure"));
    assert_eq!(told, cells);
}

#[test]
fn attributes_of_a_section_with_spaces_are_one_mistake() {
    for written in ["kind = faq", "kind:faq"] {
        let edit = ("kind=faq", written);
        let told = findings(&edited(&[edit]));
        assert_eq!(told[0], format!("{KOREAN}:28:9 heading-id"), "{told:?}");
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(hint(&[edit]), "write `## 묻는 것 {#faq kind=faq}`");
    }
}

#[test]
fn boxes_and_lines_that_become_headings_are_told_where_they_are() {
    let lead = |text: &str| {
        after(
            "바닷물은 오르내린다.",
            &format!("{text}\n\n바닷물은 오르내린다."),
        )
    };
    for text in ["-[ ] 본다", "*[x] 본다", "-[] 본다"] {
        assert_eq!(lead(text), [format!("{KOREAN}:10:1 list-mark")], "{text}");
    }
    assert_eq!(lead("-[소개](../about.ko.md)"), NOTHING);
    let told = lead("글이다.\n===");
    assert_eq!(told, [format!("{KOREAN}:11:1 underlined-heading")]);
}
