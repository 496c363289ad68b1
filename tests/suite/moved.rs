//! `moved_from`: old addresses lead to where a page is now, and old ids to their section.

use super::harness::{Built, build, files};
use haeseol::Options;
use haeseol::source::Sources;

/// An explainer, a term and a page that have moved; their twins say nothing of it.
const SITE: &str = "== content/energy/tide/index.ko.md
---
title: 조력 & 발전
moved_from: [old-tide, power/tide]
---
== content/energy/tide/index.en.md
---
title: Tidal power
---
== content/energy/tide/10-force.ko.md
---
title: 힘
---
끌어당기는 힘.
== content/energy/tide/10-force.en.md
---
title: Force
moved_from: [pull, 옛-힘]
---
It pulls.
== content/glossary/turbine.ko.md
---
title: 터빈
summary: 도는 것.
moved_from: glossary/wheel
---
== content/about.ko.md
---
title: 소개
moved_from: [who]
---
";

/// The site with one more text, or another one.
fn with(more: &str) -> Built {
    build(&format!("{SITE}\n{more}"))
}

/// Message and hint of the only error.
fn told(site: &Built) -> String {
    let finding = site.only_error();
    let hint = finding.hint.as_ref().map_or("", |h| h.english());
    format!("{}: {} ({hint})", finding.code, finding.message.english())
}

#[test]
fn an_old_address_leads_to_the_page_in_every_language() {
    let site = build(SITE).good();
    let page = site.file("ko/old-tide/");
    for piece in [
        "<html lang=\"ko\">",
        "<title>조력 &amp; 발전</title>",
        "<meta name=\"robots\" content=\"noindex\">",
        "<link rel=\"canonical\" href=\"https://name.github.io/site/ko/energy/tide/\">",
        "<meta http-equiv=\"refresh\" content=\"0; url=../energy/tide/\">",
        "<p>이 페이지는 주소가 바뀌었습니다. <a href=\"../energy/tide/\">조력 &amp; 발전</a></p>",
    ] {
        assert!(page.contains(piece), "{piece}\n{page}");
    }
    let page = site.file("en/power/tide/");
    assert!(page.contains("<html lang=\"en\">"));
    assert!(page.contains("content=\"0; url=../../energy/tide/\""));
    assert!(page.contains("This page has moved. <a href=\"../../energy/tide/\">Tidal power</a>"));
    assert!(page.contains("href=\"https://name.github.io/site/en/energy/tide/\""));
    assert!(site.file("ko/glossary/wheel/").contains("url=../turbine/"));
    assert!(site.file("ko/who/").contains("url=../about/"));
}

#[test]
fn what_stands_beside_a_page_moves_with_it_where_it_is_there() {
    let site = build(SITE).good();
    let parallel = site.file("en/old-tide/parallel/");
    assert!(parallel.contains("content=\"0; url=../../energy/tide/parallel/\""));
    assert!(parallel.contains("href=\"https://name.github.io/site/en/energy/tide/\""));
    assert_eq!(
        site.file("ko/old-tide/index.md"),
        "# 조력 & 발전\n\n이 페이지는 주소가 바뀌었습니다.\n\n- [조력 & 발전](../energy/tide/index.md)\n"
    );
    let at = |folder: &str| {
        let below = site.paths().filter(|path| path.starts_with(folder));
        below.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(at("ko/who/"), ["ko/who/index.html", "ko/who/index.md"]);
    // The page in English shows the Korean text, and has no Markdown of its own.
    assert_eq!(at("en/who/"), ["en/who/index.html"]);
    let page = site.file("en/who/");
    assert!(page.contains("<a href=\"../about/\" lang=\"ko\">소개</a>"));
    assert!(page.contains("href=\"https://name.github.io/site/ko/about/\""));
}

#[test]
fn what_leads_to_one_page_is_no_part_of_another() {
    // `who` has moved to `about`, which has no page of both languages; `x` was below it.
    let site = with("== content/x.ko.md\n---\ntitle: X\nmoved_from: about/parallel\n---\n").good();
    assert!(site.file("ko/about/parallel/").contains("url=../../x/"));
    assert!(!site.paths().any(|path| path.starts_with("ko/who/parallel")));
}

#[test]
fn what_comes_after_the_path_is_kept_by_the_script() {
    let site = build(SITE).good();
    let page = site.file("ko/old-tide/");
    let script = page.find("location.replace(\"../energy/tide/\"+location.search+location.hash)");
    assert!(script.unwrap() < page.find("http-equiv").unwrap());
}

#[test]
fn addresses_are_encoded_as_elsewhere() {
    let site =
        build("== content/한글 \"글\".ko.md\n---\ntitle: 글\nmoved_from: 옛 글\n---\n").good();
    let page = site.file("ko/옛 글/");
    let address = "../%ED%95%9C%EA%B8%80%20%22%EA%B8%80%22/";
    assert_eq!(page.matches(address).count(), 3, "{page}");
}

#[test]
fn nobody_is_told_of_old_addresses() {
    let site = build(SITE).good();
    for (path, bytes) in site.files() {
        let text = String::from_utf8_lossy(bytes);
        for old in ["old-tide", "power/tide", "wheel", "/who"] {
            assert!(!text.contains(old), "{path} has {old}");
        }
    }
}

#[test]
fn an_old_id_stays_in_its_section_in_every_language() {
    let site = build(SITE).good();
    let anchors = "<span id=\"pull\"></span><span id=\"옛-힘\"></span>";
    for page in [
        "ko/energy/tide/",
        "en/energy/tide/",
        "ko/energy/tide/parallel/",
        "en/energy/tide/parallel/",
    ] {
        let html = site.file(page);
        let section = html.split("<section id=\"force\"").nth(1).unwrap();
        let begin = section.split_once(">\n").unwrap().1;
        assert!(begin.starts_with(anchors), "{page}: {begin}");
        assert_eq!(html.matches(anchors).count(), 1, "{page}");
    }
    assert!(!site.file("ko/energy/tide/").contains("\"pull-1\""));
}

#[test]
fn a_heading_gives_way_to_an_old_id() {
    let site = with(
        "== content/energy/tide/20-more.ko.md\n---\ntitle: 더\n---\n### Pull\n\n### 끝 {#end}\n",
    )
    .good();
    let html = site.file("ko/energy/tide/");
    assert!(html.contains("<span id=\"pull\">"));
    assert!(html.contains("<h3 id=\"pull-1\""), "{html}");
}

#[test]
fn an_old_id_that_is_taken_is_an_error_with_both_places() {
    for (more, other) in [
        ("20-pull.ko.md\n---\ntitle: 더\n---\n", "20-pull.ko.md"),
        (
            "20-more.ko.md\n---\ntitle: 더\n---\n### 끝 {#pull}\n",
            "20-more.ko.md:4",
        ),
        (
            "20-more.ko.md\n---\ntitle: 더\nmoved_from: pull\n---\n",
            "10-force.en.md:3",
        ),
    ] {
        let site = with(&format!("== content/energy/tide/{more}"));
        assert_eq!(site.only_error().code, "same-id");
        assert!(
            site.report()
                .contains(&format!("content/energy/tide/{other}")),
            "{}",
            site.report()
        );
        assert!(site.report().contains("moved_from"), "{}", site.report());
    }
    // Each language may say the same.
    with("== content/energy/tide/10-force.ko.md\n---\ntitle: 힘\nmoved_from: pull\n---\n").good();
}

#[test]
fn an_address_that_is_taken_is_an_error_with_both_places() {
    for (more, at, other) in [
        // Another text claims it.
        (
            "content/x.en.md\n---\ntitle: X\nmoved_from: old-tide\n---\n",
            "content/x.en.md:3:13",
            "content/energy/tide/index.ko.md:3",
        ),
        // A page is there, and its `moved_from` would make a chain.
        (
            "content/x.ko.md\n---\ntitle: X\nmoved_from: about\n---\n",
            "content/x.ko.md:3:13",
            "content/about.ko.md",
        ),
        // So do two that name each other: a loop.
        (
            "content/who.ko.md\n---\ntitle: X\nmoved_from: about\n---\n",
            "content/who.ko.md:3:13",
            "content/about.ko.md",
        ),
        // A page that is only in the other language is shown in this one too.
        (
            "content/who/index.en.md\n---\ntitle: X\n---\n",
            "content/about.ko.md:3:14",
            "content/who/index.en.md",
        ),
        (
            "content/x.ko.md\n---\ntitle: X\nmoved_from: energy/tide/parallel\n---\n",
            "content/x.ko.md:3:13",
            "content/energy/tide/index.ko.md",
        ),
        (
            "content/x.ko.md\n---\ntitle: X\nmoved_from: old-tide/parallel\n---\n",
            "content/x.ko.md:3:13",
            "content/energy/tide/index.ko.md:3",
        ),
        // Files.
        (
            "static/en/who/index.html\nx\n",
            "content/about.ko.md:3:14",
            "static/en/who/index.html",
        ),
        (
            "static/ko/who\nx\n",
            "content/about.ko.md:3:14",
            "static/ko/who",
        ),
        (
            "static/ko/who/index.md/x.svg\n<svg/>\n",
            "content/about.ko.md:3:14",
            "static/ko/who/index.md/x.svg",
        ),
    ] {
        let site = with(&format!("== {more}"));
        let report = site.report();
        let found: Vec<_> = site.findings();
        assert!(
            found.iter().any(|f| *f == format!("{at} same-url")),
            "{more}\n{report}\n{found:?}"
        );
        assert!(report.contains(other), "{more}\n{report}");
    }
}

#[test]
fn a_page_cannot_have_been_at_its_own_address() {
    let at = |old: &str| {
        let site = build(&format!(
            "== content/about.ko.md\n---\ntitle: 소개\nmoved_from: {old}\n---\n"
        ));
        told(&site)
    };
    let own = "same-url: the page of content/about.ko.md is at this old address, /ko/about/ (take it out of `moved_from`)";
    assert_eq!(at("about"), own);
    // Windows and macOS would hold only one of the two.
    assert!(at("About").starts_with("same-url: this old address is /ko/About/, but"));
    assert!(
        at("search").starts_with("same-url: `search` is the address of a page that haeseol makes")
    );
    assert!(at("a/index.md/b").starts_with("same-url"));
}

#[test]
fn a_value_that_is_no_address_below_the_language_is_corrected() {
    for (written, meant) in [
        ("/old/", "old"),
        ("old/", "old"),
        ("ko/old", "old"),
        ("/en/old/topic/", "old/topic"),
        ("/site/ko/old/", "old"),
        ("https://name.github.io/site/ko/old/?a#part", "old"),
        ("https://name.github.io/site/ko/old/", "old"),
        ("https://old.example.org/ko/old", "old"),
        ("content/old/index.ko.md", "old"),
        ("content/glossary/old.ko.md", "glossary/old"),
        ("old.ko.md", "old"),
        ("old/index.html", "old"),
        ("a/../old", "old"),
        ("./old", "old"),
        ("a//old", "a/old"),
        ("\"a\\\\old\"", "a/old"),
        ("\"%ED%95%9C%EA%B8%80\"", "한글"),
        ("\" old\"", "old"),
        ("..", ""),
        ("../old", ""),
        ("/", ""),
        ("ko", ""),
        ("/en/", ""),
    ] {
        let site = build(&format!(
            "== content/about.ko.md\n---\ntitle: 소개\nmoved_from: [{written}]\n---\n"
        ));
        let told = told(&site);
        let hint = match meant {
            "" => told.contains("write what came after the language"),
            _ => told.ends_with(&format!("(write `{meant}`)")),
        };
        assert!(
            told.starts_with("wrong-value: `moved_from` cannot be") && hint,
            "{written}: {told}"
        );
    }
    for good in ["old", "a/b", "Old", "old.html", "c#", "why?", "2024/old"] {
        build(&format!(
            "== content/about.ko.md\n---\ntitle: 소개\nmoved_from: [\"{good}\"]\n---\n"
        ))
        .good();
    }
}

#[test]
fn a_value_that_is_no_id_is_corrected() {
    for (written, meant) in [
        ("\"#old\"", "`old`"),
        ("/ko/a/#old", "`old`"),
        ("10-old.ko.md", "`old`"),
        ("content/a/10-old.ko.md", "`old`"),
        ("a/old", "`old`"),
        ("a b", "what came after the `#`"),
        ("hs-terms", "what came after the `#`"),
    ] {
        let site = with(&format!(
            "== content/energy/tide/20-more.ko.md\n---\ntitle: 더\nmoved_from: [{written}]\n---\n"
        ));
        let told = told(&site);
        assert!(
            told.starts_with("wrong-value") && told.contains(&format!("write {meant}")),
            "{written}: {told}"
        );
    }
}

#[test]
fn other_names_of_the_key_are_known() {
    for key in ["aliases", "redirect_from", "옛주소"] {
        let site = build(&format!(
            "== content/about.ko.md\n---\ntitle: 소개\n{key}: [old]\n---\n"
        ));
        assert!(told(&site).ends_with("(write `moved_from`)"), "{key}");
    }
}

#[test]
fn a_link_to_an_old_address_says_the_new_one() {
    for (link, now) in [
        ("[글](/old-tide/)", "energy/tide/index.ko.md"),
        ("[글](/ko/power/tide/)", "energy/tide/index.ko.md"),
        ("[글](/en/power/tide/)", "energy/tide/index.ko.md"),
        ("[글](old-tide/index.ko.md#x)", "energy/tide/index.ko.md"),
        (
            "[글](old-tide/10-force.ko.md)",
            "energy/tide/10-force.ko.md",
        ),
        ("[글](who.ko.md)", "about.ko.md"),
        ("[글](who/)", "about.ko.md"),
        ("[글](energy/tide/index.ko.md#pull)", "#force"),
        ("[[wheel]]", "[[turbine]]"),
        ("[[old-tide]]", "[[energy/tide]]"),
    ] {
        let site = with(&format!(
            "== content/t.ko.md\n---\ntitle: 글\n---\n{link}\n"
        ));
        let told = told(&site);
        assert!(
            told.starts_with("broken-link") && told.ends_with(&format!("write `{now}`)")),
            "{link}: {told}"
        );
    }
}

#[test]
fn so_does_one_in_the_authors_own_html_in_the_menu_and_among_related_terms() {
    let more = "== content/t.ko.md\n---\ntitle: 글\n---\n<a href=\"../old-tide/\">글</a>\n";
    let files = files(&format!("{SITE}\n{more}"));
    let sources = Sources::from_memory(files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())));
    let found = haeseol::check(&sources, &Options::default(), &|_| ());
    let errors: Vec<_> = found.iter().filter(|d| d.is_error()).collect();
    let [error] = errors[..] else {
        panic!("{errors:?}")
    };
    assert_eq!(
        (&*error.place.file, error.code),
        ("content/t.ko.md", "broken-link")
    );
    assert_eq!(
        error.message.english(),
        "`../old-tide/` points to an old address"
    );
    let hint = error.hint.as_ref().unwrap();
    assert_eq!(hint.english(), "the page is now at `energy/tide`");
    let site = with(
        "== content/glossary/rotor.ko.md\n---\ntitle: 로터\nsummary: 축.\nrelated: [wheel]\n---\n",
    );
    assert!(
        told(&site).ends_with("(it has moved: write `turbine`)"),
        "{}",
        told(&site)
    );
    let nav = format!(
        "== site.toml\n{}[[nav]]\nlabel = {{ ko = \"누구\", en = \"Who\" }}\npage = \"who\"\n",
        super::harness::SITE
    );
    assert!(told(&with(&nav)).ends_with("(it has moved: write `about`)"));
}

#[test]
fn a_draft_has_no_old_address() {
    let site =
        build("== content/about.ko.md\n---\ntitle: 소개\ndraft: true\nmoved_from: who\n---\n")
            .good();
    assert!(!site.paths().any(|path| path.contains("who")));
}
