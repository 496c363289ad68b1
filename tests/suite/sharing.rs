//! What the world outside is told of a site: the keys that search engines ask for.

use super::harness::{Built, SITE, build};

const CONTENT: &str = "== content/a/index.ko.md
---
title: 달과 조석
---
머리.
== content/a/index.en.md
---
title: The Moon and the tides
---
Lead.
== content/about.ko.md
---
title: 소개
---
== content/about.en.md
---
title: About
---
";

/// A site with some more lines in its `site.toml`.
fn with(settings: &str) -> Built {
    build(&format!("== site.toml\n{SITE}{settings}\n{CONTENT}"))
}

/// The pages with this in them.
fn pages_with<'b>(site: &'b Built, text: &str) -> Vec<&'b str> {
    let pages = site.pages().filter(|(_, html)| html.contains(text));
    pages.map(|(path, _)| path).collect()
}

#[test]
fn search_engines_find_their_keys_on_the_front_door_and_the_home_pages_only() {
    let keys = "[verify]\ngoogle = \"Ab-1_=\"\nnaver = \"c2\"\nbing = \"D3\"";
    let site = with(keys).good();
    for meta in [
        "<meta name=\"google-site-verification\" content=\"Ab-1_=\">\n",
        "<meta name=\"naver-site-verification\" content=\"c2\">\n",
        "<meta name=\"msvalidate.01\" content=\"D3\">\n",
    ] {
        assert_eq!(pages_with(&site, meta), ["en/", "", "ko/"], "{meta}");
    }
    for name in ["verification", "msvalidate"] {
        assert_eq!(pages_with(&site, name).len(), 3);
        assert!(!site.file("404.html").contains(name));
        assert!(pages_with(&with("").good(), name).is_empty());
    }
}

#[test]
fn what_is_no_key_is_told_with_the_key_in_it() {
    for (value, hint) in [
        (
            "'<meta name=\"google-site-verification\" content=\"abc-1\" />'",
            "`google = \"abc-1\"`",
        ),
        ("\"google-site-verification=abc_2\"", "`google = \"abc_2\"`"),
        ("\" abc3\"", "`google = \"abc3\"`"),
        ("\"google12.html\"", "Google Search Console"),
        ("\"\"", "Google Search Console"),
        ("'\"><script>'", "Google Search Console"),
    ] {
        let site = with(&format!("[verify]\ngoogle = {value}"));
        assert_eq!(site.findings(), ["site.toml:9:10 wrong-value"], "{value}");
        assert!(site.report().contains(hint), "{hint}: {}", site.report());
    }
    let site = with("[verify]\ngogle = \"abc\"");
    assert_eq!(site.findings(), ["site.toml:9:1 unknown-key"]);
    assert!(site.report().contains("`google`?"), "{}", site.report());
}
