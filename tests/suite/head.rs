//! What machines read: the head, JSON-LD, sitemap, feeds.

use super::harness::{Built, build, build_with, files};
use haeseol::Options;
use haeseol::base::permalink::BaseUrl;

const SITE: &str = "== content/a/index.ko.md
---
title: '제목 </script><script>alert(1)</script> \"&amp;'
description: '설명 ]]> <b> \"'
date: 2026-01-02
updated: 2026-03-04
authors: [글쓴이]
sources:
  - { title: 기사, url: https://example.com/, publisher: 신문, date: 2025-07-27 }
---
머리.
== content/a/index.en.md
---
title: Title
date: 2026-01-02
---
== content/a/7-faq.ko.md
---
kind: faq
title: 물음
---
## 왜? {#why}

그래서.
== content/glossary/colossus.ko.md
---
title: 콜로서스
aliases: [콜로서스 1]
summary: 데이터센터.
---
== content/glossary/colossus.en.md
---
title: Colossus
summary: A data centre.
---
";

/// The JSON-LD of a page, parsed.
fn json_ld(html: &str) -> Vec<serde_json::Value> {
    let json = html
        .split("<script type=\"application/ld+json\">")
        .nth(1)
        .unwrap()
        .split("</script>")
        .next()
        .unwrap();
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    value["@graph"].as_array().unwrap().clone()
}

fn of_type<'a>(graph: &'a [serde_json::Value], kind: &str) -> &'a serde_json::Value {
    graph
        .iter()
        .find(|n| n["@type"] == kind)
        .unwrap_or_else(|| panic!("no {kind} in {graph:#?}"))
}

#[test]
fn json_ld_describes_articles_questions_terms_and_the_way_to_them() {
    let site = build(SITE).good();
    let graph = json_ld(site.file("ko/a/"));
    let article = of_type(&graph, "Article");
    assert_eq!(
        article["headline"],
        "제목 </script><script>alert(1)</script> \"&amp;"
    );
    assert_eq!(article["dateModified"], "2026-03-04");
    assert_eq!(article["citation"][0]["publisher"], "신문");
    assert_eq!(
        of_type(&graph, "FAQPage")["mainEntity"][0]["acceptedAnswer"]["text"],
        "그래서."
    );
    let steps = of_type(&graph, "BreadcrumbList")["itemListElement"]
        .as_array()
        .unwrap();
    assert_eq!(steps[0]["item"], "https://name.github.io/site/ko/");
    assert_eq!(steps.len(), 2);
    let graph = json_ld(site.file("ko/glossary/colossus/"));
    let term = of_type(&graph, "DefinedTerm");
    assert_eq!(term["name"], "콜로서스");
    assert_eq!(
        term["alternateName"],
        serde_json::json!(["Colossus", "콜로서스 1"])
    );
    assert_eq!(
        term["inDefinedTermSet"]["@id"],
        "https://name.github.io/site/ko/glossary/"
    );
    of_type(&json_ld(site.file("ko/glossary/")), "DefinedTermSet");
}

#[test]
fn nothing_an_author_writes_gets_out_of_its_place() {
    let site = build(SITE).good();
    for (path, bytes) in site.files() {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("<script>alert"), "{path}");
        assert!(
            !path.ends_with(".html") || !text.contains("content=\"설명 ]]> <b> \"\""),
            "{path}"
        );
    }
    quick_check_xml(site.file("ko/feed.xml"));
    quick_check_xml(site.file("sitemap.xml"));
}

/// Reads XML to its end.
fn quick_check_xml(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        if reader.read_event().unwrap() == quick_xml::events::Event::Eof {
            break;
        }
    }
}

#[test]
fn the_sitemap_lists_every_real_page_with_its_alternates() {
    let site = build(SITE).good();
    let xml = site.file("sitemap.xml");
    for path in [
        "",
        "ko/",
        "en/",
        "ko/a/",
        "en/a/",
        "ko/glossary/",
        "en/glossary/colossus/",
    ] {
        assert!(
            xml.contains(&format!("<loc>https://name.github.io/site/{path}</loc>")),
            "{path}: {xml}"
        );
    }
    let first = xml.split("<loc>").nth(1).unwrap();
    assert!(first.starts_with("https://name.github.io/site/</loc>"));
    assert!(first.contains("hreflang=\"ko\" href=\"https://name.github.io/site/ko/\""));
    assert!(!first.contains("<lastmod>"));
    assert!(xml.contains("<lastmod>2026-03-04</lastmod>"));
    assert!(xml.contains("hreflang=\"x-default\" href=\"https://name.github.io/site/ko/a/\""));
    assert!(!xml.contains("404"));
}

#[test]
fn each_language_has_a_feed_of_its_own() {
    let site = build(SITE).good();
    let (ko, en) = (site.file("ko/feed.xml"), site.file("en/feed.xml"));
    assert!(
        ko.contains("xml:lang=\"ko\"") && ko.contains("<updated>2026-03-04T00:00:00Z</updated>"),
        "{ko}"
    );
    assert!(
        ko.contains("&lt;p&gt;머리.&lt;/p&gt;") && ko.contains("그래서."),
        "the whole text: {ko}"
    );
    assert!(
        en.contains("<id>https://name.github.io/site/en/a/</id>"),
        "{en}"
    );
}

#[test]
fn the_base_url_changes_only_absolute_addresses() {
    let elsewhere = Options {
        base_url: Some(BaseUrl::parse("https://other.example.com").unwrap()),
        ..Options::default()
    };
    let (here, there) = (build(SITE).good(), build_with(SITE, &elsewhere).good());
    assert_eq!(there.file("CNAME"), "other.example.com\n");
    for (path, bytes) in here
        .files()
        .iter()
        .filter(|(p, _)| !p.starts_with("assets"))
    {
        let moved = String::from_utf8_lossy(bytes)
            .replace("https://name.github.io/site/", "https://other.example.com/");
        assert_eq!(moved, there.file(path), "{path}");
    }
}

#[test]
fn small_files_that_hosts_look_for_are_there() {
    let site = build(SITE).good();
    assert_eq!(site.file(".nojekyll"), "");
    assert!(
        site.file("robots.txt")
            .contains("Sitemap: https://name.github.io/site/sitemap.xml")
    );
    assert!(!site.paths().any(|p| p == "CNAME"));
    let own = build(&format!("{SITE}\n== static/robots.txt\nUser-agent: x\n")).good();
    assert_eq!(own.file("robots.txt"), "User-agent: x\n");
    let page = site.file("404.html");
    assert!(
        page.contains("https://name.github.io/site/ko/") && page.contains("noindex"),
        "{page}"
    );
}

#[test]
fn theme_files_carry_their_hash() {
    let site = build(SITE).good();
    let style = site
        .paths()
        .find(|p| p.starts_with("assets/style."))
        .unwrap()
        .to_owned();
    assert!(
        site.file("ko/a/")
            .contains(&format!("href=\"../../{style}\""))
    );
    let own = build(&format!("{SITE}\n== static/style.css\nbody{{}}\n")).good();
    assert!(
        !own.paths().any(|p| p == style),
        "another text, another name"
    );
}

#[test]
fn the_archive_is_there_when_the_home_page_does_not_list_all() {
    let few = format!("{SITE}\n== content/b/index.ko.md\n---\ntitle: 둘째\n---\n");
    assert!(!build(&few).good().paths().any(|p| p.contains("archive")));
    let settings = format!("{}\n[home]\nlatest = 1\n", files("")["site.toml"]);
    let site = build(&format!("{few}\n== site.toml\n{settings}")).good();
    let archive = site.file("ko/archive/");
    assert!(
        archive.contains("둘째") && archive.contains("2026"),
        "{archive}"
    );
    assert!(site.file("ko/").contains("archive/") && !site.file("ko/").contains("둘째"));
    assert!(
        site.file("").contains("둘째"),
        "the front door lists every explainer"
    );
}

/// The finding about a line of `[theme]`.
fn look(lines: &str) -> Built {
    build(&format!(
        "== site.toml\nbase_url = \"https://example.org/\"\ndefault_language = \"ko\"\ntitle = \"시험\"\n[languages.ko]\nname = \"한국어\"\n[languages.en]\nname = \"English\"\n[theme]\n{lines}\n== static/logo.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n== content/a.ko.md\n---\ntitle: 가\n---\n== content/a.en.md\n---\ntitle: A\n---\n"
    ))
}

#[test]
fn the_look_of_a_site_is_what_site_toml_says() {
    let site =
        look("accent = \"#036\"\nfont_ko = '\"Noto Serif KR\", serif'\nlogo = \"logo.svg\"").good();
    let page = site.file("ko/a/");
    assert!(
        page.contains("<style>:root{--term-color:light-dark(#003366,"),
        "{page}"
    );
    assert!(
        page.contains("--font-ko:\"Noto Serif KR\", serif;}</style>"),
        "{page}"
    );
    assert!(
        page.contains("<img src=\"../../logo.svg\" alt=\"\" height=\"32\">"),
        "{page}"
    );
    let both = look("accent = \"#036\"\ndark_accent = \"#9cf\"").good();
    assert!(both.file("ko/a/").contains("light-dark(#003366,#99ccff)"));
    let none = look("");
    assert!(!none.file("ko/a/").contains("<style>:root"));
}

#[test]
fn a_look_that_cannot_be_read_or_understood_is_told() {
    let faint = look("accent = \"#ff8800\"");
    assert_eq!(faint.findings(), ["site.toml:9:10 low-contrast"]);
    let message = faint.only_finding_with("low-contrast");
    assert!(
        message.contains("#ff8800 has a contrast of 2."),
        "{message}"
    );
    let dark = look("dark_accent = \"#103050\"");
    assert_eq!(dark.findings(), ["site.toml:9:15 low-contrast"]);
    for line in [
        "accent = \"red\"",
        "accent = \"#ff\"",
        "font_en = \"x;}</style>\"",
        "font_ko = '\"'",
        "font_ko = \" \"",
    ] {
        let found = look(line).findings();
        assert_eq!(found.len(), 1, "{line}: {found:?}");
        assert!(found[0].ends_with("wrong-value"), "{line}: {found:?}");
    }
}

#[test]
fn a_description_is_made_of_the_first_words_that_are_prose() {
    let words = "바닷물은 하루에 두 번 들고 나며 그 사이에 갯벌이 드러난다.";
    let chart = "```chart bar {title=\"아주 긴 이름을 가진 그래프의 제목\"}\n나라,조력 발전소의 수와 크기\n대한민국,5\n```";
    let heading = "## 이 제목은 스무 글자보다 길지만 설명이 되지 않는다";
    for text in [
        words.to_owned(),
        format!("{chart}\n\n{words}"),
        format!("{heading}\n\n{words}"),
        format!("![그림](https://a.kr/a.png)\n\n{words}"),
        format!("- {words}"),
    ] {
        let site = build(&format!(
            "== content/t.ko.md\n---\ntitle: 글\n---\n{text}\n"
        ));
        let wanted = format!("<meta name=\"description\" content=\"{words}\">");
        assert!(site.file("ko/t/").contains(&wanted), "{text}");
    }
}
