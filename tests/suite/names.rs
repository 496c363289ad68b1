//! Names: which of two wins, what other systems cannot hold, and that `new` and `build` agree.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::harness::{Built, SITE, build, build_bytes};
use super::publish::{haeseol, site};
use haeseol::Options;
use haeseol::engine::cache::Cache;
use haeseol::scaffold::new::{Titles, Wanted, files};
use haeseol::source::Sources;
use haeseol::source::site::Site;

const PAGES: &str = "== content/a/index.ko.md
---
title: 가
---
조수가 있다.
== content/a/index.en.md
---
title: A
---
A word.
== content/glossary/t.ko.md
---
title: 조수
summary: 뜻이다.
---
== content/glossary/t.en.md
---
title: Word
summary: A meaning.
---
";

#[test]
fn a_file_in_the_way_of_another_is_one_error_that_names_both() {
    for (file, other) in [
        (
            "static/ko/index.html",
            "the page of content/index.ko.md is at /ko/index.html",
        ),
        (
            "static/ko/a/index.html",
            "the page of content/a/index.ko.md is at /ko/a/index.html",
        ),
        (
            "static/ko/a/index.md",
            "the Markdown of content/a/index.ko.md is at",
        ),
        (
            "static/ko/a/parallel/index.html",
            "the page in two languages of content/a/index.ko.md is at",
        ),
        (
            "static/ko/glossary/t/index.html",
            "the page of content/glossary/t.ko.md is at",
        ),
        ("static/ko/search/index.html", "the page `search` is at"),
        ("static/ko/glossary/index.html", "the page `glossary` is at"),
        ("static/ko/feed.xml", "the feed is at /ko/feed.xml"),
        ("static/ko/manifest.webmanifest", "the web manifest is at"),
        ("static/sitemap.xml", "the sitemap is at /sitemap.xml"),
        ("static/index.html", "the front page is at"),
        (
            "static/404.html",
            "the page for addresses that do not exist is at",
        ),
        (
            "static/assets/search/w0.js",
            "the search index is at /assets/search/",
        ),
        // A file in the place of a folder, and the other way round.
        ("static/ko", "is at /ko/"),
        ("static/en/a", "is at /en/a/"),
        ("static/assets", "the search index is at /assets/search/"),
        (
            "static/assets/search",
            "the search index is at /assets/search/",
        ),
        ("static/sitemap.xml/x", "the sitemap is at /sitemap.xml"),
        ("static/ko/feed.xml/x/y", "the feed is at /ko/feed.xml"),
        (
            "static/robots.txt/x",
            "a file that haeseol makes is at /robots.txt",
        ),
        // A file beside a text has no language in its address, unless it is in a folder of that name.
        (
            "content/ko/a/index.html",
            "the page of content/a/index.ko.md is at",
        ),
        ("content/ko/feed.xml", "the feed is at /ko/feed.xml"),
        ("content/index.html", "the front page is at"),
        ("content/ko", "is at /ko/"),
    ] {
        let site = build(&format!("{PAGES}== {file}\nx"));
        let found = site.only_finding();
        assert_eq!(
            (&*found.place.file, found.code),
            (file, "same-url"),
            "{}",
            site.report()
        );
        assert!(
            found.message.english().contains(other),
            "{}",
            found.message.english()
        );
        assert!(found.hint.is_some() && site.files().is_empty());
    }
}

#[test]
fn two_files_of_the_author_at_one_address_are_told() {
    let site = build(&format!(
        "{PAGES}== static/a/x.txt\nx\n== content/a/x.txt\nx"
    ));
    let found = site.only_finding();
    assert_eq!(&*found.place.file, "content/a/x.txt");
    assert!(
        found
            .message
            .english()
            .contains("the file static/a/x.txt is at /a/x.txt")
    );
    assert_eq!(&*found.related[0].0.file, "static/a/x.txt");
}

#[test]
fn an_authors_own_file_may_take_the_place_of_some_of_ours() {
    for file in ["robots.txt", "CNAME", ".nojekyll", "llms.txt"] {
        let site = build(&format!("{PAGES}== static/{file}\nmine")).good();
        assert_eq!(site.file(file), "mine\n");
    }
    let site = build(&format!(
        "{PAGES}== static/assets/own.css\nmine\n== static/ko/own.txt\nmine"
    ))
    .good();
    assert_eq!(site.file("assets/own.css"), site.file("ko/own.txt"));
}

#[test]
fn names_of_ours_are_never_published() {
    for file in [
        "static/.haeseol",
        "static/.HAESEOL",
        "static/deep/.haeseol",
        "static/.public.haeseol/lock",
        "static/__haeseol/events",
        "static/__Haeseol/events",
        "static/__haeseol",
    ] {
        let site = build(&format!("{PAGES}== {file}\nx"));
        let found = site.only_finding();
        assert_eq!((&*found.place.file, found.code), (file, "reserved-name"));
        assert!(site.files().is_empty());
    }
    let site = build(&format!(
        "{PAGES}== content/.public.haeseol/lock\nx\n== static/x.haeseol\nx"
    ))
    .good();
    assert!(site.paths().all(|p| !p.contains("lock")));
    assert_eq!(site.file("x.haeseol"), "x\n");
}

#[test]
fn addresses_of_pages_and_files_that_haeseol_makes_are_taken() {
    for file in [
        "content/search.ko.md",
        "content/archive.ko.md",
        "content/archive/index.ko.md",
        "content/glossary.ko.md",
        "content/feed.xml.ko.md",
        "content/manifest.webmanifest/index.ko.md",
        "content/index.html.ko.md",
        "content/index.md/index.ko.md",
        "content/b/index.html.ko.md",
        "content/a/index.md/index.ko.md",
        "content/glossary/index.html.ko.md",
    ] {
        // No terms and few explainers: what is free today is not once there are more.
        let text = "---\ntitle: 글\nsummary: 뜻이다.\n---\n".replace(
            if file.contains("glossary/") {
                "\0"
            } else {
                "summary: 뜻이다.\n"
            },
            "",
        );
        let site = build(&format!("== {file}\n{text}"));
        let found: Vec<_> = site
            .findings()
            .into_iter()
            .filter(|f| f.ends_with("same-url"))
            .collect();
        assert_eq!(found, [format!("{file} same-url")], "{}", site.report());
        assert!(site.files().is_empty());
    }
    for file in [
        "content/ko.ko.md",
        "content/en/index.ko.md",
        "content/assets.ko.md",
        "content/x.ko.ko.md",
        "content/archive/x.ko.md",
        "content/search/x.ko.md",
        "content/index/index.ko.md",
    ] {
        build(&format!("== {file}\n---\ntitle: 글\n---\n")).good();
    }
}

#[test]
fn names_that_other_systems_cannot_hold_are_told() {
    for (file, message) in [
        ("static/con", "the name `con`"),
        ("static/aux/x.txt", "the name `aux`"),
        ("static/a:b.txt", "has a character"),
        ("static/a*", "has a character"),
        ("static/end./x", "the name `end.`"),
        ("static/x ", "the name `x `"),
        ("content/a/nul.svg", "the name `nul.svg`"),
        ("content/com1.ko.md", "the name `com1.ko.md`"),
        ("content/lpt¹/index.ko.md", "the name `lpt¹`"),
        ("content/what?.ko.md", "the name `what?.ko.md`"),
        // The folder that it is published in, not the file.
        ("content/end..ko.md", "the name `end.`"),
        ("content/end .ko.md", "the name `end `"),
        ("templates/a|b.html", "the name `a|b.html`"),
        ("content/가\u{200b}나.ko.md", "nobody sees"),
        ("content/\u{feff}가/index.ko.md", "nobody sees"),
        ("static/a\u{a0}b.txt", "U+00A0"),
        ("static/a\u{2028}b", "U+2028"),
    ] {
        let text = if file.ends_with(".md") {
            "---\ntitle: 글\n---\n"
        } else {
            "x\n"
        };
        let bytes = [
            ("site.toml", SITE),
            ("content/index.ko.md", "---\ntitle: 글\n---\n"),
            (file, text),
        ];
        let site = build_bytes(bytes.map(|(n, t)| (n, t.as_bytes())), &Options::default()).good();
        let found: Vec<_> = site
            .findings()
            .into_iter()
            .filter(|f| f.ends_with("portable-name"))
            .collect();
        assert_eq!(
            found,
            [format!("{file} portable-name")],
            "{}",
            site.report()
        );
        assert!(
            site.only_finding_with("portable-name").contains(message),
            "{}",
            site.report()
        );
    }
}

#[test]
fn a_folder_is_told_once() {
    let files: String = (0..20)
        .map(|i| {
            format!("== static/aux/{i}.txt\nx\n== static/A/{i}.txt\nx\n== static/a/{i}-.txt\nx\n")
        })
        .collect();
    let site = build(&format!("{PAGES}{files}")).good();
    let found: Vec<_> = site
        .findings()
        .into_iter()
        .filter(|f| f.ends_with("portable-name"))
        .collect();
    assert_eq!(
        found,
        [
            "static/a/0-.txt portable-name",
            "static/aux/0.txt portable-name"
        ]
    );
}

#[test]
fn names_that_differ_in_case_only_are_told() {
    let page = "---\ntitle: 글\n---\n";
    for (one, other) in [
        ("static/x.txt", "static/X.txt"),
        ("static/d/x", "static/D/y"),
        ("static/é", "static/É"),
        ("content/a/p.svg", "content/a/P.svg"),
        ("templates/one.html", "templates/One.html"),
        ("content/b.ko.md", "content/B.ko.md"),
        ("content/b/index.ko.md", "content/B/index.ko.md"),
        // Only what is published differs in case only.
        ("content/b.ko.md", "content/B/index.ko.md"),
        ("content/ko2/x.txt", "static/KO/ko2/y"),
        ("content/Feed.xml.ko.md", "content/z.ko.md"),
        ("content/glossary/x.ko.md", "content/glossary/X.ko.md"),
    ] {
        let text = |file: &str| match file {
            f if f.contains("glossary") => {
                let title = if f.contains('X') { "하나" } else { "둘째" };
                format!("---\ntitle: {title}\nsummary: 뜻이다.\n---\n")
            }
            f if f.ends_with(".md") => page.to_owned(),
            _ => "x\n".to_owned(),
        };
        let site = build(&format!(
            "== {one}\n{}== {other}\n{}",
            text(one),
            text(other)
        ))
        .good();
        let found = site.notes("portable-name");
        assert_eq!(found.len(), 1, "{one} {other}: {}", site.report());
        assert!(found[0].contains("differ in case only"), "{}", found[0]);
    }
    // In the place of a file that haeseol makes.
    for file in [
        "static/Sitemap.xml",
        "static/KO/INDEX.html",
        "static/ko/Feed.xml",
        "static/ASSETS/search/root.js",
        "static/KO",
        "static/Sitemap.xml/x",
    ] {
        let site = build(&format!("{PAGES}== {file}\nx"));
        let found = site.only_finding();
        assert_eq!(
            (&*found.place.file, found.code),
            (file, "same-url"),
            "{}",
            site.report()
        );
        assert!(site.files().is_empty());
    }
}

#[test]
fn new_warns_of_names_as_check_does() {
    let folder = site(&format!("{PAGES}== content/B.ko.md\n---\ntitle: b\n---\n"));
    for (name, part) in [
        ("b", "differ in case only"),
        ("con", "device on Windows"),
        ("a:b", "character"),
    ] {
        let output = haeseol(folder.path(), &["new", "page", name]);
        assert!(output.status.success(), "{output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            said.contains("portable-name") && said.contains(part),
            "{said}"
        );
    }
    let output = haeseol(folder.path(), &["new", "page", "plain"]);
    assert!(output.stderr.is_empty(), "{output:?}");
}

/// Names as people and their keyboards make them.
fn name() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "index",
        "index.html",
        "index.md",
        "search",
        "archive",
        "glossary",
        "feed.xml",
        "manifest.webmanifest",
        "parallel",
        "ko",
        "en",
        "assets",
        "x.ko",
        "con",
        "nul.txt",
        "a:b",
        "a b",
        "hs-x",
        "hs-",
        ".x",
        "#x#",
        "x~",
        "~",
        "10-x",
        "A",
        "a",
        "t",
        "..",
        ".",
        "-",
        "_x",
        "한글",
        "한글",
        "\u{202E}x",
        "\u{4FFFE}",
        "\u{FDD0}x",
        "a\\b",
        "a?b",
        "100%",
        "q&a",
        "robots.txt",
        "404.html",
        "x.",
        "x ",
        " x",
        "\t",
        "static",
        "content",
        "site.toml",
        "__haeseol",
        ".haeseol",
    ]);
    prop_oneof![
        4 => odd.prop_map(str::to_owned),
        3 => "[a-cA-C.#~ :한é-]{1,6}",
        1 => "[ -~]{1,8}".prop_map(|s| s.replace('/', "")),
        1 => "[가-힣]{60,70}",
        1 => any::<char>().prop_map(|c| c.to_string().replace('/', "-")),
    ]
}

/// Whether a build refuses the site with these texts, or does not read them, so that there are no more pages than before.
fn refused_by_the_build(texts: &[(String, String)], makes_pages: bool) -> bool {
    static BEFORE: LazyLock<usize> = LazyLock::new(|| build(PAGES).paths().count());
    let built = with(texts);
    built.files().is_empty() || makes_pages && built.paths().count() == *BEFORE
}

/// The site with further texts, drafts included.
fn with(texts: &[(String, String)]) -> Built {
    let before = super::harness::files(PAGES);
    let before = before.iter().map(|(n, t)| (n.as_str(), t.as_bytes()));
    let texts = texts.iter().map(|(n, t)| (n.as_str(), t.as_bytes()));
    let options = Options {
        drafts: true,
        ..Options::default()
    };
    build_bytes(before.chain(texts), &options)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn new_refuses_exactly_what_the_build_refuses(slug in name(), kind in 0..4) {
        let all = super::harness::files(PAGES);
        let sources = Sources::from_memory(all.iter().map(|(n, t)| (n.as_str(), t.as_bytes())));
        let site = Site::parse(SITE, &Arc::from("site.toml"), &mut Vec::new()).unwrap();
        let section = format!("a/{slug}");
        let (wanted, stem) = match kind {
            0 => (Wanted::Page(&slug), slug.clone()),
            1 => (Wanted::Explainer(&slug), format!("{slug}/index")),
            2 => (Wanted::Term(&slug), format!("glossary/{slug}")),
            _ => (
                Wanted::Section { path: &section, kind: haeseol::document::section::SectionKind::Prose, after: None },
                format!("a/10-{slug}"),
            ),
        };
        // These are refused as they would be something else: an index, a numbered section.
        let else_ = slug == "index" && kind != 1 || kind == 3 && slug.split('-').next().is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
        prop_assume!(!else_);
        let said = files(&site, &sources, wanted, Titles::default(), jiff::civil::date(2026, 1, 2));
        let texts: Vec<_> = ["ko", "en"].iter().map(|l| {
            let head = if kind == 2 { "title: 새 말\nsummary: 뜻이다.\n" } else { "title: 새 글\n" };
            (format!("content/{stem}.{l}.md"), format!("---\n{head}---\n"))
        }).collect();
        // A build takes these; an author of a new text means another name.
        let name = slug.rsplit('/').next().unwrap_or(&slug);
        let other = name != name.to_lowercase() || name.ends_with(".ko") || name.ends_with(".en");
        let refused = other || refused_by_the_build(&texts, kind != 3);
        prop_assert_eq!(said.is_err(), refused, "{:?} {:?}", slug, said.err());
        if let Ok(made) = said {
            let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
            let made: Vec<_> = made.iter().map(|f| (f.path.clone(), text(&f.content))).collect();
            with(&made).good();
        }
    }
}

#[test]
fn a_preview_finds_what_a_fresh_build_finds() {
    let before = super::harness::files(&format!(
        "{PAGES}== templates/faq.html\n<p>\n== content/p.svg\n<svg/>\n== content/x.ko.md\n---\ntitle: 글\n---\n![그림](p.svg)\n"
    ));
    let mut cache = Cache::default();
    let mut find = |name: &str, text: &str| {
        let new = (name, text.as_bytes());
        let old = before.iter().map(|(n, t)| (n.as_str(), t.as_bytes()));
        let sources = Sources::from_memory(old.filter(|(n, _)| *n != name).chain([new]));
        let kept = cache.build_site(&sources, &Options::default(), &|_| ()).1;
        let fresh = Cache::default()
            .build_site(&sources, &Options::default(), &|_| ())
            .1;
        assert_eq!(kept, fresh, "{name}");
        kept.iter().map(|d| d.code).collect::<Vec<_>>()
    };
    for (name, text, code) in [
        ("templates/FAQ.html", "<p>\n", "portable-name"),
        ("content/p.svg", "<html/>", "unreadable-image"),
        ("static/con", "x", "portable-name"),
        ("static/ko", "x", "same-url"),
        ("content/archive.ko.md", "---\ntitle: 글\n---\n", "same-url"),
    ] {
        assert!(find(name, text).contains(&code), "{name}");
        assert!(!find("content/p.svg", "<svg />").contains(&code), "{name}");
    }
}

#[test]
fn an_explainer_leaves_room_for_its_page_in_two_languages() {
    let deep = "== content/x/parallel/index.ko.md\n---\ntitle: 글\n---\n";
    let folder = site(deep);
    let output = haeseol(folder.path(), &["new", "explainer", "x"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    let built = build(&format!(
        "{deep}== content/x/index.ko.md\n---\ntitle: 글\n---\n"
    ));
    assert!(built.files().is_empty());
}
