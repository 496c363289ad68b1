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
fn readings_stand_above_chinese_characters() {
    let ruby = |base: &str, reading: &str| {
        format!("<ruby>{base}<rp>(</rp><rt>{reading}</rt><rp>)</rp></ruby>")
    };
    let one = ruby("漢字", "한자");
    for (markdown, html) in [
        (
            "{漢字|한자}는 {學|학}{校|교}",
            format!("<p>{one}는 {}{}</p>", ruby("學", "학"), ruby("校", "교")),
        ),
        (
            "**{漢字|한자}**를",
            format!("<p><strong>{one}</strong>를</p>"),
        ),
        (
            "[{漢字|한자}](https://x.ai/)",
            format!("<p><a href=\"https://x.ai/\">{one}</a></p>"),
        ),
        (
            "{漢字|<한&자}",
            format!("<p>{}</p>", ruby("漢字", "&lt;한&amp;자")),
        ),
        (
            "\\{漢字|한자}, `{漢字|한자}`",
            "<p>{漢字|한자}, <code>{漢字|한자}</code></p>".to_owned(),
        ),
        (
            "{국내|해외} {id|name} {漢字|}",
            "<p>{국내|해외} {id|name} {漢字|}</p>".to_owned(),
        ),
        (
            "<code>{漢字|한자}</code>",
            "<p><code>{漢字|한자}</code></p>".to_owned(),
        ),
    ] {
        assert_eq!(render(markdown), html, "{markdown}");
    }
    assert!(render("| 가 |\n|---|\n| {漢字\\|한자} |").contains(&format!("<td>{one}</td>")));
    let site = build(
        "== content/e/index.ko.md\n---\ndate: 2026-01-01\n---\n# {漢字|한자}\n\n글\n\n## 뜻과 {漢字|한자}\n\n### 그 {字|자}\n\n글\n\n## {文字|문자} {#moji}\n\n{漢字|한자}는 한자를 [[hanja|漢字]]라 한다. `{漢字|한자}`\n== content/glossary/hanja.ko.md\n---\ntitle: 한자\naliases: [漢字]\nsummary: 글자다.\n---\n",
    )
    .good();
    // Without the joiners, which keep a bracket beside its word.
    let html = site.file("ko/e/").replace('\u{2060}', "");
    for part in [
        "<h1>漢字(한자)</h1>",
        "<h2>뜻과 漢字(한자)</h2>",
        "<h2>文字(문자)</h2>",
        "<section id=\"moji\"",
        "<h3 id=\"그-字자\">그 <ruby>字<rp>",
        ">뜻과 漢字(한자)</a>",
        "</ruby>는 ",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    assert!(!html.contains("<rt><a"), "{html}");
    let made = site.file("ko/e/index.md");
    for line in [
        "## 뜻과 漢字(한자) {#",
        "### 그 字(자)\n",
        "## 文字(문자) {#moji}\n",
        "漢字(한자)는",
        "`{漢字|한자}`",
    ] {
        assert!(made.contains(line), "{line}\n{made}");
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
        "help.ko.txt",
        "help.txt",
        "markdown.html",
        "markdown.md",
        "slips-files.ko.txt",
        "slips-files.txt",
        "slips-front-matter.ko.txt",
        "slips-front-matter.txt",
        "slips-habits-files.ko.txt",
        "slips-habits-files.txt",
        "slips-habits-markdown.ko.txt",
        "slips-habits-markdown.txt",
        "slips-habits-settings.ko.txt",
        "slips-habits-settings.txt",
        "slips-markdown.ko.txt",
        "slips-markdown.txt",
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

/// A glossary of one term, whose id is not its name.
const TERM: &str = "== content/glossary/x-ai.ko.md
---
title: 엑스AI
summary: 회사.
---
";

#[test]
fn double_brackets_work_in_headings_and_give_the_name_alone_in_links_and_questions() {
    let site = build(&format!(
        "{TERM}
== content/t.ko.md
---
title: 글
---
## [[x-ai]]의 길

[링크 [[x-ai]]와 [[!애플]]](https://a.kr)
== content/a/index.ko.md
---
title: 글
---
== content/a/1-f.ko.md
---
title: 물음
kind: faq
---
## [[x-ai]]란 [[!무엇]]인가? {{#what}}
[[x-ai]]는 회사다.
== content/a/2-c.ko.md
---
title: 비교
kind: comparison
---
| 항목 | [[x-ai]] |
|---|---|
| 돈 | 많다 |
"
    ))
    .good();
    let html = site.file("ko/t/");
    for part in [
        "<h2 id=\"x-ai의-길\"><a class=\"term\" data-term=\"x-ai\" href=\"../glossary/x-ai/\">엑스AI</a>의 길</h2>",
        "<a href=\"https://a.kr\">링크 엑스AI와 애플</a>",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let html = site.file("ko/a/");
    for part in [
        "<h3 id=\"hs-q-what\">엑스AI란 무엇인가?</h3>",
        "\"name\":\"엑스AI란 무엇인가?\"",
        "\"text\":\"엑스AI는 회사다.\"",
        "data-label=\"엑스AI\"",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    let broken =
        build("== content/t.ko.md\n---\ntitle: 글\n---\n## [[none]]\n[a [[none]]](https://a.kr)\n");
    assert_eq!(broken.findings().len(), 3, "{}", broken.report());
}

#[test]
fn the_first_words_describe_a_page_with_names_instead_of_ids() {
    let site = build(&format!(
        "{TERM}\n== content/t.ko.md\n---\ntitle: 글\n---\n[[x-ai]]는 아주 큰 데이터센터를 아주 빨리 지은 회사다.\n"
    ))
    .good();
    assert!(
        site.file("ko/t/")
            .contains("name=\"description\" content=\"엑스AI는 아주 큰")
    );
}

/// axe: empty-table-header. Who listens to a table hears the headings of a cell: one without words says nothing.
#[test]
fn a_heading_of_a_table_without_words_is_an_ordinary_cell() {
    let site = build(
        "== content/t.ko.md\n---\ntitle: 글\n---\n|  | 나 |  |\n|:--|---|---|\n| 가 | 1 | 2 |\n\n| <b></b>ㄱ | ![](a.svg) |\n|---|---|\n| 가 |  |\n\n== content/a.svg\n<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\n",
    );
    let page = site.file("ko/t/");
    let heads: Vec<&str> = page.split("<thead><tr>\n").skip(1).collect();
    let row = |at: usize| heads[at].split("</tr>").next().unwrap();
    assert_eq!(
        row(0),
        "<td class=\"left\"></td>\n<th scope=\"col\">나</th>\n<td></td>\n"
    );
    assert_eq!(
        row(1).matches("<th scope=\"col\">").count(),
        2,
        "{}",
        row(1)
    );
    assert!(!page.contains("<td><img"));
}

#[test]
fn a_bar_that_a_table_takes_for_its_own_is_told() {
    let table = |cell: &str| {
        build(&format!(
            "{TERM}\n== content/t.ko.md\n---\ntitle: 글\n---\n| 가 | 나 |\n|---|---|\n| {cell} | 다 |\n"
        ))
    };
    let site = table("[[x-ai|회사]]");
    assert!(
        site.findings()
            .contains(&"content/t.ko.md:6:3 bar-in-table".into()),
        "{}",
        site.report()
    );
    table("[[x-ai\\|회사]]").good();
    table("`[[` | `]]`").good();
}

#[test]
fn an_id_that_an_author_gives_is_kept_wherever_it_stands() {
    let html = render("## half\n\n## 절반 {#half}\n\n## HS main\n\n[글](#half)");
    for part in [
        "<h2 id=\"half-1\">half",
        "<h2 id=\"half\">절반",
        "<h2 id=\"section-hs-main\">",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
}

#[test]
fn links_lead_to_ids_in_raw_html() {
    let html = render(
        "<a id=\"here\"></a>\n\n<div class=\"id='no'\" id='there'>\n\n[가](#here) [나](#there)",
    );
    assert!(
        html.contains("<a id=\"here\">")
            && html.contains("<div class=\"id='no'\" id='there'>")
            && html.contains("<a href=\"#there\">"),
        "{html}"
    );
}

#[test]
fn raw_html_around_markdown_stays_whole_and_does_not_confuse_links() {
    let text = "하나.\n\n<details><summary>더</summary>\n\n둘. <!-- <a> -->\n\n<!--\n<code>\n-->\n\n</details>\n\n[[x-ai]] 셋.";
    let site = build(&format!(
        "{TERM}
== content/a/index.ko.md
---
title: 글
---
{text}
== content/a/index.en.md
---
title: Text
---
{text}
"
    ))
    .good();
    let html = site.file("ko/a/parallel/");
    let inside = html.split("<details>").nth(1).unwrap();
    let inside = &inside[..inside.find("</details>").unwrap()];
    assert!(
        inside.contains("<p>둘.") && !inside.contains("<div"),
        "{html}"
    );
    assert!(html.contains("data-term=\"x-ai\""), "{html}");
    // End tags that close nothing are the author's business, not ours.
    render("## 가 </a> 나\n\n[가 </a></code> 나](https://a.kr)\n");
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
        "view-source:https://a.kr/",
        "BLOB:https://a.kr/1",
        "filesystem:https://a.kr/1",
        "jar:https://a.kr/a!/b",
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

#[test]
fn an_address_that_not_every_browser_opens_is_told() {
    let said = |address: &str| {
        let site = build(&format!(
            "== content/t.en.md\n---\ntitle: T\n---\n== content/t.ko.md\n---\ntitle: 글\n---\n앞 [글]({address})\n"
        ))
        .good();
        let findings = site.findings();
        let hint = site.diagnostics().first().and_then(|d| d.hint.clone());
        let hint = hint.map(|h| h.english().to_owned()).unwrap_or_default();
        (findings, hint)
    };
    for good in [
        "https://a.kr",
        "HTTP://a.kr",
        "//a.kr/b",
        "mailto:a@b.kr",
        "tel:+82-2-1234",
        "sms:+821012345678",
        "magnet:?xt=urn:btih:1",
        "geo:37.5,127",
        "xmpp:a@b.kr",
    ] {
        assert!(said(good).0.is_empty(), "{good}");
    }
    for (odd, hint) in [
        ("intent://scan/#Intent;end", "link to an `https://` address"),
        ("ms-msdt:/id", "link to an `https://` address"),
        ("Search-MS:query=a", "link to an `https://` address"),
        ("about:blank", "link to an `https://` address"),
        ("name.kr:8080/a", "write `https://name.kr:8080/a`"),
        ("localhost:3000", "write `http://localhost:3000`"),
        ("/\\evil.kr/a", "write `//evil.kr/a`"),
    ] {
        let (findings, said) = said(odd);
        assert_eq!(findings, ["content/t.ko.md:4:3 link-scheme"], "{odd}");
        assert!(said.starts_with(hint), "{odd}: {said}");
    }
    let image = "== content/t.en.md\n---\ntitle: T\n---\n== content/t.ko.md\n---\ntitle: 글\n---\n![글](intent://a)\n\n<!-- haeseol: allow link-scheme -->\n\n[글](intent://a)\n";
    assert_eq!(build(image).findings(), ["content/t.ko.md:4:1 link-scheme"]);
    // A computer in the same network.
    let site = build("== content/t.ko.md\n---\ntitle: 글\n---\n[글](\\\\\\\\server\\a.pdf)\n");
    assert_eq!(site.only_error().code, "local-path");
}
