//! What search engines and other crawlers are told of each page.

use std::collections::BTreeMap;

use super::harness::{Built, SITE, build};

const BASE: &str = "https://name.github.io/site/";

/// A site with a page of every kind, some of which exist in one language only.
fn site() -> Built {
    build(&format!(
        "== site.toml
{SITE}
[home]
latest = 1
== content/index.ko.md
---
title: 처음
---
== content/both/index.ko.md
---
title: 둘 다
date: 2026-01-02
updated: 2026-03-04
---
== content/both/index.en.md
---
title: Both
date: 2026-02-03
---
== content/both/1-ko.ko.md
---
title: 한쪽
---
== content/deep/one/index.ko.md
---
title: 하나
---
== content/english/index.en.md
---
title: English
date: 2026-05-06
---
== content/glossary/term.ko.md
---
title: 용어
summary: 뜻.
---
== content/glossary/term.en.md
---
title: term
summary: Meaning.
---
== content/glossary/only.en.md
---
title: only
summary: Alone.
---
== content/about.ko.md
---
title: 소개
---
"
    ))
    .good()
}

/// What is between `before` and the next `"` in a text, each time.
fn all<'t>(text: &'t str, before: &str) -> Vec<&'t str> {
    let parts = text.split(before).skip(1);
    parts.map(|p| p.split('"').next().unwrap()).collect()
}

/// A page's head: canonical address below the site's, whether it is to be left out, alternates below the site's.
fn head(html: &str) -> (&str, bool, Vec<(&str, &str)>) {
    let canonical = all(html, "<link rel=\"canonical\" href=\"");
    assert_eq!(canonical.len(), 1, "{html}");
    let alternates = html.split("<link rel=\"alternate\" hreflang=\"").skip(1);
    let alternates = alternates.map(|a| {
        let mut parts = a.split('"');
        let lang = parts.next().unwrap();
        (lang, parts.nth(1).unwrap().strip_prefix(BASE).unwrap())
    });
    (
        canonical[0].strip_prefix(BASE).unwrap(),
        html.contains("<meta name=\"robots\" content=\"noindex\">"),
        alternates.collect(),
    )
}

/// Korean, English and everybody else.
fn three<'a>(ko: &'a str, en: &'a str, rest: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![("ko", ko), ("en", en), ("x-default", rest)]
}

#[test]
fn every_kind_of_page_says_its_address_its_twins_and_whether_it_is_to_be_found() {
    let site = site();
    let both = three("ko/both/", "en/both/", "ko/both/");
    let homes = three("ko/", "en/", "");
    let glossary = three("ko/glossary/", "en/glossary/", "ko/glossary/");
    let archive = three("ko/archive/", "en/archive/", "ko/archive/");
    let search = three("ko/search/", "en/search/", "ko/search/");
    let term = three(
        "ko/glossary/term/",
        "en/glossary/term/",
        "ko/glossary/term/",
    );
    for (page, canonical, noindex, alternates) in [
        ("", "", false, &homes),
        ("ko/", "ko/", false, &homes),
        // A list has no text that could be foreign.
        ("en/", "en/", false, &homes),
        ("ko/both/", "ko/both/", false, &both),
        ("en/both/", "en/both/", false, &both),
        ("ko/both/parallel/", "ko/both/", true, &vec![]),
        ("en/both/parallel/", "en/both/", true, &vec![]),
        ("ko/deep/one/", "ko/deep/one/", false, &vec![]),
        ("en/deep/one/", "ko/deep/one/", true, &vec![]),
        ("ko/english/", "en/english/", true, &vec![]),
        ("en/english/", "en/english/", false, &vec![]),
        ("ko/glossary/", "ko/glossary/", false, &glossary),
        ("en/glossary/", "en/glossary/", false, &glossary),
        ("ko/glossary/term/", "ko/glossary/term/", false, &term),
        ("ko/glossary/only/", "en/glossary/only/", true, &vec![]),
        ("ko/about/", "ko/about/", false, &vec![]),
        ("en/about/", "ko/about/", true, &vec![]),
        ("ko/archive/", "ko/archive/", false, &archive),
        ("ko/search/", "ko/search/", true, &search),
        ("en/search/", "en/search/", true, &search),
        ("404.html", "404.html", true, &vec![]),
    ] {
        let wanted = (canonical, noindex, alternates.clone());
        assert_eq!(head(site.file(page)), wanted, "{page}");
    }
}

#[test]
fn the_sitemap_is_all_pages_that_are_to_be_found_with_the_same_alternates_and_their_own_day() {
    let site = site();
    let mut wanted: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (folder, html) in site.pages() {
        let (_, noindex, alternates) = head(html);
        if !noindex {
            wanted.insert(folder, alternates);
        }
    }
    let mut found = BTreeMap::new();
    let mut days = Vec::new();
    for url in site.file("sitemap.xml").split("<url><loc>").skip(1) {
        let path = url.split('<').next().unwrap().strip_prefix(BASE).unwrap();
        let alternates = url
            .split("hreflang=\"")
            .skip(1)
            .map(|a| {
                let mut parts = a.split('"');
                let lang = parts.next().unwrap();
                (lang, parts.nth(1).unwrap().strip_prefix(BASE).unwrap())
            })
            .collect();
        assert_eq!(found.insert(path, alternates), None, "{path} twice");
        if let Some((_, day)) = url.split_once("<lastmod>") {
            days.push((path, &day[..10]));
        }
    }
    assert_eq!(found, wanted);
    assert_eq!(
        days,
        [
            ("ko/both/", "2026-03-04"),
            ("en/both/", "2026-02-03"),
            ("en/english/", "2026-05-06"),
        ]
    );
}

#[test]
fn open_graph_says_what_a_page_is_and_in_which_languages() {
    let site = site();
    for (page, kind, locales, alternates) in [
        ("ko/both/", "article", "ko_KR", vec!["en_US"]),
        ("en/both/", "article", "en_US", vec!["ko_KR"]),
        ("ko/deep/one/", "article", "ko_KR", vec![]),
        ("en/deep/one/", "article", "en_US", vec![]),
        ("ko/glossary/term/", "website", "ko_KR", vec!["en_US"]),
        ("ko/about/", "website", "ko_KR", vec![]),
        ("ko/", "website", "ko_KR", vec!["en_US"]),
        ("", "website", "ko_KR", vec!["en_US"]),
        ("404.html", "website", "ko_KR", vec!["en_US"]),
    ] {
        let html = site.file(page);
        let property = |name: &str| all(html, &format!("<meta property=\"og:{name}\" content=\""));
        assert_eq!(property("type"), [kind], "{page}");
        assert_eq!(property("locale"), [locales], "{page}");
        assert_eq!(property("locale:alternate"), alternates, "{page}");
        assert_eq!(
            property("url"),
            all(html, "<link rel=\"canonical\" href=\""),
            "{page}"
        );
    }
    assert!(site.file("ko/").contains("<title>시험</title>"));
    assert!(
        site.file("ko/about/")
            .contains("<title>소개 · 시험</title>")
    );
    assert!(site.file("").contains("<title>시험 · Test</title>"));
}

#[test]
fn the_way_to_a_page_is_a_step_for_each_page_above_it() {
    let site = build(
        "== content/index.ko.md\n---\ntitle: 대문\n---\n== content/a/index.ko.md\n---\ntitle: 위\n---\n== content/a/x/b/index.ko.md\n---\ntitle: 아래\n---\n",
    );
    let html = site.file("ko/a/x/b/");
    let crumbs = html.split("<nav class=\"crumbs\"").nth(1).unwrap();
    let crumbs = crumbs.split("</nav>").next().unwrap();
    let steps: Vec<_> = crumbs.split("<li>").skip(1).map(str::trim).collect();
    assert_eq!(
        steps[..2],
        [
            "<a href=\"../../../\">홈</a></li>",
            "<a href=\"../../\">위</a></li>"
        ],
    );
    assert!(steps[2].starts_with("<span aria-current=\"page\">아래</span>"));
    assert_eq!(steps.len(), 3, "a folder without an index is no step");
    let json: serde_json::Value = serde_json::from_str(json_ld(html).as_str()).unwrap();
    let list = json["@graph"].as_array().unwrap().last().unwrap();
    let steps: Vec<_> = list["itemListElement"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["position"].as_u64().unwrap(), s["item"].as_str().unwrap()))
        .collect();
    let address = |path: &str| format!("{BASE}{path}");
    assert_eq!(
        steps,
        [
            (1, &*address("ko/")),
            (2, &*address("ko/a/")),
            (3, &*address("ko/a/x/b/"))
        ]
    );
    assert!(!site.file("ko/").contains("class=\"crumbs\""));
}

#[test]
fn a_page_that_shows_a_foreign_text_is_no_twin_of_those_that_have_their_own() {
    let third = SITE
        .replace("[languages.en]", "[languages.ja]\n[languages.en]")
        .replace("en = \"Test\"", "en = \"Test\", ja = \"試\"");
    let site = build(&format!(
        "== site.toml\n{third}== content/a/index.ko.md\n---\ntitle: 글\n---\n== content/a/index.en.md\n---\ntitle: Article\n---\n"
    ))
    .good();
    let both = three("ko/a/", "en/a/", "ko/a/");
    assert_eq!(head(site.file("ko/a/")), ("ko/a/", false, both));
    assert_eq!(head(site.file("ja/a/")), ("ko/a/", true, vec![]));
}

/// The text of a page's JSON-LD.
fn json_ld(html: &str) -> String {
    let start = "<script type=\"application/ld+json\">";
    let script = html.split(start).nth(1).unwrap();
    script.split("</script>").next().unwrap().to_owned()
}

/// The thing of a type in a page's JSON-LD.
fn thing(html: &str, kind: &str) -> serde_json::Value {
    let json: serde_json::Value = serde_json::from_str(&json_ld(html)).unwrap();
    let graph = json["@graph"].as_array().unwrap();
    let found: Vec<_> = graph.iter().filter(|t| t["@type"] == kind).collect();
    assert_eq!(found.len(), 1, "{kind}: {json:#}");
    found[0].clone()
}

#[test]
fn json_ld_of_an_article_says_what_is_known_and_nothing_else() {
    let site = site();
    let address = |path: &str| format!("{BASE}{path}");
    let translation = |path: &str, lang: &str| serde_json::json!([{ "@type": "Article", "@id": address(path), "inLanguage": lang }]);
    assert_eq!(
        thing(site.file("en/both/"), "Article"),
        serde_json::json!({
            "@type": "Article",
            "@id": address("en/both/"),
            "url": address("en/both/"),
            "mainEntityOfPage": address("en/both/"),
            "headline": "Both",
            "inLanguage": "en",
            "datePublished": "2026-02-03",
            "dateModified": "2026-02-03",
            "workTranslation": translation("ko/both/", "ko"),
        })
    );
    assert_eq!(
        thing(site.file("ko/both/"), "Article")["workTranslation"],
        translation("en/both/", "en")
    );
    // A page that shows a foreign text speaks of that text.
    let foreign = thing(site.file("ko/english/"), "Article");
    assert_eq!(foreign["@id"], address("en/english/"));
    assert_eq!(foreign["inLanguage"], "en");
    assert_eq!(foreign["workTranslation"], serde_json::Value::Null);
    assert!(!json_ld(site.file("ko/")).contains("BreadcrumbList"));
    let home = thing(site.file("en/"), "WebSite");
    assert_eq!(
        home,
        serde_json::json!({ "@type": "WebSite", "@id": address("en/"), "url": address("en/"), "name": "Test", "inLanguage": "en" })
    );
}

#[test]
fn json_ld_names_authors_or_else_who_publishes_the_site() {
    let own = SITE.replace(
        "[languages.ko]",
        "author = { name = \"펴낸이\" }\n[languages.ko]",
    );
    let site = build(&format!(
        "== site.toml\n{own}== content/a/index.ko.md\n---\ntitle: 가\n---\n== content/b/index.ko.md\n---\ntitle: 나\nauthors: [하나, 둘]\nsources: [{{ title: 책, date: 2020-02-03 }}]\n---\n"
    ))
    .good();
    let publisher = serde_json::json!({ "@type": "Organization", "name": "펴낸이" });
    let person = |name: &str| serde_json::json!({ "@type": "Person", "name": name });
    let a = thing(site.file("ko/a/"), "Article");
    assert_eq!(a["author"], serde_json::json!([publisher]));
    let b = thing(site.file("ko/b/"), "Article");
    assert_eq!(
        b["author"],
        serde_json::json!([person("하나"), person("둘")])
    );
    assert_eq!(b["publisher"], publisher);
    assert_eq!(
        b["citation"],
        serde_json::json!([{ "@type": "CreativeWork", "name": "책", "datePublished": "2020-02-03" }])
    );
}

#[test]
fn json_ld_of_terms_and_questions_is_in_the_language_of_their_text() {
    let site = build(
        "== content/a/index.en.md\n---\ntitle: A\n---\n== content/a/1-faq.en.md\n---\ntitle: FAQ\nkind: faq\n---\n## Why <b>& so</b>? {#why}\n\nOne.\n\n- Two\u{2028}or\n\n## How? {#how}\n\nSo.\n== content/glossary/grid.en.md\n---\ntitle: grid\naliases: [power grid, mains]\nsummary: Lines.\n---\n== content/glossary/sea.en.md\n---\ntitle: sea\nsummary: Water.\n---\n== content/glossary/sea.ko.md\n---\ntitle: 바다\naliases: [sea]\nsummary: 물.\n---\n",
    )
    .good();
    let faq = thing(site.file("ko/a/"), "FAQPage");
    assert_eq!(faq["inLanguage"], "en");
    let questions = faq["mainEntity"].as_array().unwrap();
    assert_eq!(questions.len(), 2);
    assert_eq!(questions[0]["name"], "Why & so?");
    assert_eq!(
        questions[0]["acceptedAnswer"]["text"],
        "One.\nTwo\u{2028}or"
    );
    assert_eq!(questions[1]["@id"], format!("{BASE}ko/a/#how"));
    let raw = json_ld(site.file("ko/a/"));
    assert!(!raw.contains(['<', '>', '&', '\u{2028}']), "{raw}");
    let grid = thing(site.file("ko/glossary/grid/"), "DefinedTerm");
    assert_eq!(grid["inLanguage"], "en");
    assert_eq!(grid["termCode"], "grid");
    assert_eq!(
        grid["alternateName"],
        serde_json::json!(["mains", "power grid"])
    );
    assert_eq!(
        grid["inDefinedTermSet"]["@id"],
        format!("{BASE}ko/glossary/")
    );
    let sea = thing(site.file("ko/glossary/sea/"), "DefinedTerm");
    assert_eq!(sea["alternateName"], serde_json::json!(["sea"]));
    assert_eq!(sea["inLanguage"], "ko");
    let set = thing(site.file("ko/glossary/"), "DefinedTermSet");
    assert_eq!(set["size"], 2);
}
