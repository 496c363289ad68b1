//! Markdown as authors write it.

use super::harness::{build, files, golden, golden_folder, render};

#[test]
fn emphasis_beside_hangul_is_bold() {
    for (markdown, html) in [
        ("**\"피지컬 AI\"**는", "<strong>\"피지컬 AI\"</strong>는"),
        ("**‘콜로서스’**라", "<strong>‘콜로서스’</strong>라"),
        ("**텍스트(text)**는", "<strong>텍스트(text)</strong>는"),
        ("**122일.**이라는", "<strong>122일.</strong>이라는"),
        ("**`GPU`**를", "<strong><code>GPU</code></strong>를"),
        (
            "**[그록](https://x.ai/)**은",
            "<strong><a href=\"https://x.ai/\">그록</a></strong>은",
        ),
        ("그는**\"…\"**고", "그는<strong>\"…\"</strong>고"),
        (
            "이것은**(중요)**합니다",
            "이것은<strong>(중요)</strong>합니다",
        ),
        ("**20%**를", "<strong>20%</strong>를"),
        ("**C++**로", "<strong>C++</strong>로"),
        ("*‘그록’*이라는", "<em>‘그록’</em>이라는"),
        ("~~\"취소\"~~는", "<del>\"취소\"</del>는"),
        ("**「피지컬 AI」**란", "<strong>「피지컬 AI」</strong>란"),
        ("**중요:**반드시", "<strong>중요:</strong>반드시"),
        ("**왜 전력인가?**라는", "<strong>왜 전력인가?</strong>라는"),
        ("비용은**$10억**이다", "비용은<strong>$10억</strong>이다"),
        (
            "이것은 **\"A\"**는 중요한**것**이다",
            "이것은 <strong>\"A\"</strong>는 중요한<strong>것</strong>이다",
        ),
    ] {
        assert_eq!(render(markdown), format!("<p>{html}</p>"), "{markdown}");
    }
}

#[test]
fn every_construct_has_its_html() {
    golden(
        "markdown.html",
        &render(&std::fs::read_to_string(golden_folder().join("markdown.md")).unwrap()),
    );
}

#[test]
fn every_golden_file_is_expected() {
    let known = [
        "explainer.html",
        "explainer.txt",
        "markdown.html",
        "markdown.md",
    ];
    for entry in std::fs::read_dir(golden_folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            known.contains(&name.as_str()),
            "nothing compares with golden/{name}"
        );
    }
}

#[test]
fn heading_ids_keep_hangul_are_unique_and_can_be_pinned() {
    let html = render("## 돈이 드는 곳\n\n## 돈이 드는 곳\n\n## 비용 {#cost}\n\n## !!!");
    for id in ["돈이-드는-곳", "돈이-드는-곳-1", "cost", "section"] {
        assert!(html.contains(&format!("id=\"{id}\"")), "{id} in {html}");
    }
}

#[test]
fn a_heading_typed_on_a_mac_has_the_same_id() {
    let decomposed = "\u{1103}\u{1169}\u{11AB}"; // 돈
    assert!(render(&format!("## {decomposed}")).contains("id=\"돈\""));
}

#[test]
fn headings_lie_below_the_page_title_whatever_level_they_begin_at() {
    let levels = |markdown| {
        let html = render(markdown);
        html.match_indices("<h")
            .map(|(i, _)| html[i + 2..=i + 2].to_owned())
            .collect::<String>()
    };
    assert_eq!(levels("# a\n## b\n### c"), "234");
    assert_eq!(levels("## a\n### b\n## c"), "232");
    assert_eq!(levels("### a\n#### b"), "23");
    assert_eq!(levels("## a\n##### b\n##### c"), "233");
}

#[test]
fn double_brackets_link_a_term_or_keep_a_word_plain() {
    let site = build(
        "== templates/page.html
{{ text.html | safe }}
== content/about.ko.md
---
title: 소개
---
[[!애플]]의 [[xai]]와 [[colossus|그 건물]], [[콜로서스]]. \\[[xai]] `[[xai]]`
| 표 |
|---|
| [[colossus\\|그 건물]] |
== content/glossary/xai.ko.md
---
title: xAI
summary: 회사.
---
== content/glossary/colossus.ko.md
---
title: 콜로서스
summary: 데이터센터.
---
",
    );
    let html = site.file("ko/about/");
    assert!(
        html.contains(
            "애플의 <a class=\"term\" data-term=\"xai\" href=\"../glossary/xai/\">xAI</a>와"
        ),
        "{html}"
    );
    assert!(
        html.contains(
            "<a class=\"term\" data-term=\"colossus\" href=\"../glossary/colossus/\">그 건물</a>,"
        ),
        "{html}"
    );
    assert!(
        html.contains("href=\"../glossary/colossus/\">콜로서스</a>."),
        "{html}"
    );
    assert!(html.contains(". [[xai]] <code>[[xai]]</code>"), "{html}");
    assert_eq!(html.matches("그 건물").count(), 2, "{html}");
}

#[test]
fn raw_html_passes_unless_the_site_escapes_it() {
    let page = "== templates/page.html\n{{ text.html | safe }}\n== content/t.ko.md\n---\ntitle: 글\n---\n<b>굵게</b>\n\n<div>칸</div>\n";
    assert!(build(page).file("ko/t/").contains("<b>굵게</b>"));
    let settings = format!("{}\n[markdown]\nraw_html = false\n", files("")["site.toml"]);
    let escaped = build(&format!("{page}\n== site.toml\n{settings}"));
    let html = escaped.file("ko/t/");
    assert!(
        html.contains("&lt;b&gt;굵게&lt;/b&gt;") && html.contains("&lt;div&gt;"),
        "{html}"
    );
}

#[test]
fn code_in_an_address_is_refused() {
    for bad in [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "&#106;avascript:x",
        "vbscript:x",
        "data:text/html,x",
        "java&Tab;script:x",
    ] {
        let site = build(&format!(
            "== content/t.ko.md\n---\ntitle: 글\n---\n[글]({bad})\n"
        ));
        assert!(
            site.findings().iter().any(|f| f.ends_with("unsafe-link")),
            "{bad}: {}",
            site.report()
        );
        assert_eq!(site.files().len(), 0, "nothing is written");
    }
}
