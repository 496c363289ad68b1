//! Addresses: the site's own, those of pages, and which files have none.

use haeseol::base::permalink::BaseUrl;

use super::harness::{Built, SITE, build, build_with};

/// A site that is published under an address, and these files.
fn at(base_url: &str, files: &str) -> Built {
    let settings = SITE.replace("https://name.github.io/site/", base_url);
    build(&format!("== site.toml\n{settings}{files}"))
}

#[test]
fn only_a_domain_of_ones_own_is_named_in_a_cname() {
    for (base_url, domain) in [
        ("https://name.kr/", Some("name.kr")),
        ("https://WWW.Name.kr", Some("www.name.kr")),
        ("https://myexample.com/", Some("myexample.com")),
        // The host's own, or one that several sites share by paths.
        ("https://name.github.io/", None),
        ("https://name.gitlab.io/", None),
        ("https://name.pages.dev/", None),
        ("https://name.netlify.app/", None),
        ("https://name.vercel.app/", None),
        ("https://name.kr/sub/", None),
        // Nobody's.
        ("https://example.com/", None),
        ("https://example.org/", None),
        ("https://example.net/", None),
        ("https://a.localhost/", None),
        ("https://a.test/", None),
        ("https://a.invalid/", None),
        ("http://localhost/", None),
        ("http://name.kr:8080/", None),
        ("http://127.0.0.1/", None),
        ("http://[::1]/", None),
    ] {
        let site = at(base_url, "").good();
        let found = site
            .paths()
            .find(|p| *p == "CNAME")
            .map(|p| site.file(p).trim_end());
        assert_eq!(found, domain, "{base_url}");
    }
}

#[test]
fn an_authors_own_file_takes_the_place_of_ours_where_ours_would_be_too() {
    for file in ["CNAME", "robots.txt", ".nojekyll", "llms.txt"] {
        let site = at("https://name.kr/", &format!("== static/{file}\nmine")).good();
        assert_eq!(site.file(file), "mine\n", "{file}");
    }
    // A folder of that name is not that file.
    let site = at("https://name.github.io/", "== static/CNAME/x\nmine").good();
    assert_eq!(site.file("CNAME/x"), "mine\n");
}

#[test]
fn a_domain_in_a_file_of_ones_own_has_to_be_that_of_the_site() {
    let write = |domain: &str| {
        format!(
            "write `base_url = \"https://{domain}/\"` in site.toml to publish at `{domain}`; else delete this file"
        )
    };
    let delete = "delete this file: haeseol makes it for a domain of your own".to_owned();
    for (base_url, file, hint) in [
        ("https://name.kr/", "name.kr\n", None),
        ("https://name.kr/a/", "NAME.kr", None),
        (
            "https://name.kr/",
            "www.name.kr\n",
            Some(write("www.name.kr")),
        ),
        (
            "https://name.github.io/",
            "name.kr\n",
            Some(write("name.kr")),
        ),
        (
            "https://name.kr/",
            "https://name.kr/\n",
            Some(delete.clone()),
        ),
        ("https://name.kr/", "\n", Some(delete)),
    ] {
        let site = at(base_url, &format!("== static/CNAME\n{file}"));
        let hints: Vec<&str> = hint.iter().map(String::as_str).collect();
        assert_eq!(site.hints("other-domain"), hints, "{base_url} {file:?}");
    }
}

#[test]
fn what_an_address_cannot_hold_is_written_as_its_bytes() {
    let name = "a b\"c#d<e>f`h{i}j%k'l[m]n^o|p가";
    let encoded = "a%20b%22c%23d%3Ce%3Ef%60h%7Bi%7Dj%25k%27l%5Bm%5Dn%5Eo%7Cp%EA%B0%80";
    let site = build(&format!(
        "== content/{name}/index.ko.md\n---\ntitle: 글\n---\n== content/왜?/index.ko.md\n---\ntitle: 물음\n---\n== content/t.ko.md\n---\ntitle: 다른 글\n---\n[글](<{encoded}/index.ko.md>)\n",
    ))
    .good();
    for (name, encoded) in [(name, encoded), ("왜?", "%EC%99%9C%3F")] {
        let page = site.file(&format!("ko/{name}/"));
        let canonical =
            format!("<link rel=\"canonical\" href=\"https://name.github.io/site/ko/{encoded}/\">");
        assert!(page.contains(&canonical), "{page}");
        assert!(
            site.file("ko/")
                .contains(&format!("<a href=\"{encoded}/\">"))
        );
        assert!(
            site.file("sitemap.xml")
                .contains(&format!("/ko/{encoded}/</loc>"))
        );
    }
    let link = format!("<a href=\"../{encoded}/\">글</a>");
    assert!(site.file("ko/t/").contains(&link), "{}", site.file("ko/t/"));
}

#[test]
fn a_part_of_an_address_is_at_most_two_hundred_bytes() {
    for (length, good) in [(200, true), (201, false)] {
        let folder = "a".repeat(length);
        let site = build(&format!(
            "== content/{folder}/index.ko.md\n---\ntitle: 글\n---\n== content/{folder}/index.en.md\n---\ntitle: A\n---\n"
        ));
        let bad = site.findings().iter().any(|f| f.ends_with(" bad-name"));
        assert_eq!((bad, site.files().is_empty()), (!good, !good), "{length}");
    }
}

#[test]
fn an_address_that_no_site_can_have_is_refused() {
    for (base_url, why) in [
        ("name.kr", "it does not start with https://"),
        (
            "ftp://name.kr",
            "it does not start with https:// or http://",
        ),
        ("https://name.kr/?a", "it has a ? or #"),
        ("https://name.kr/#a", "it has a ? or #"),
        ("https:///a", "it has no host name"),
        ("https://me@name.kr/", "it has no host name"),
        (
            "https://name.kr/a/./b",
            "its path has `..` or control characters in it",
        ),
        (
            "https://name.kr/%2e%2e/b",
            "its path has `..` or control characters in it",
        ),
        (
            "https://name.kr/%0a",
            "its path has `..` or control characters in it",
        ),
        ("https://name.kr/%ff", "its path is not UTF-8"),
    ] {
        let refused = BaseUrl::parse(base_url).unwrap_err();
        assert_eq!(refused.english(), why, "{base_url}");
    }
    for (base_url, wanted) in [
        (" https://name.kr//a b/ ", "https://name.kr/a%20b/"),
        ("http://NAME.kr", "http://name.kr/"),
        (
            "https://name.kr/한글",
            "https://name.kr/%ED%95%9C%EA%B8%80/",
        ),
        ("https://name.kr/%ED%95%9C", "https://name.kr/%ED%95%9C/"),
    ] {
        assert_eq!(BaseUrl::parse(base_url).unwrap().as_str(), wanted);
    }
}

#[test]
fn what_editors_and_file_managers_leave_is_not_published() {
    let left = [
        "content/.DS_Store",
        "content/a/.page.ko.md.swp",
        "content/a/page.txt~",
        "content/a/#page.txt#",
        "content/a/page.ko.md.bak",
        "content/a/p.svg.orig",
        "content/a/Thumbs.db",
        "content/a/desktop.ini",
        "content/a/4913",
        "content/a/~$장.hwp",
        "static/style.css.bak",
        "static/deep/Thumbs.db",
        "content/.obsidian/x.json",
        "static/.DS_Store",
        "static/deep/.DS_Store",
        "static/.git",
        "static/deep/.gitignore",
        "static/.gitkeep",
    ];
    let published = [
        ("static/.well-known/x.txt", ".well-known/x.txt"),
        ("static/deep/.htaccess", "deep/.htaccess"),
        ("static/#x", "#x"),
        ("content/a/b~c.txt", "a/b~c.txt"),
    ];
    let page = "== content/a/index.ko.md\n---\ntitle: 가\n---\n";
    let files = left.into_iter().chain(published.map(|(file, _)| file));
    let files: String = files.map(|file| format!("== {file}\nx\n")).collect();
    let (with, without) = (build(&format!("{page}{files}")).good(), build(page).good());
    let added: Vec<_> = with
        .paths()
        .filter(|path| !without.files().contains_key(*path) && !path.starts_with("en/"))
        .collect();
    let mut wanted = published.map(|(_, path)| path);
    wanted.sort_unstable();
    assert_eq!(added, wanted);
}

#[test]
fn files_beside_a_draft_are_published_with_it() {
    let index = |folder: &str, draft: bool, text: &str| {
        format!("== content/{folder}/index.ko.md\n---\ntitle: 글\ndraft: {draft}\n---\n{text}\n")
    };
    let files = [
        "d/p.svg",
        "d/used.svg",
        "d/deep/p.svg",
        "e/p.svg",
        "p.svg",
        "loose/p.svg",
    ];
    let files =
        files.map(|file| format!("== content/{file}\n<svg xmlns='http://www.w3.org/2000/svg'/>\n"));
    let site = index("d", true, "![a](p.svg)")
        + &index("e", false, "![a](../d/used.svg)")
        + &files.concat();
    let published = |drafts: bool| {
        let options = haeseol::Options {
            drafts,
            ..haeseol::Options::default()
        };
        let site = build_with(&site, &options);
        let paths = site
            .paths()
            .filter(|path| !path.starts_with("assets/") && path.ends_with(".svg"));
        paths.map(str::to_owned).collect::<Vec<_>>()
    };
    let always = ["d/used.svg", "e/p.svg", "loose/p.svg", "p.svg"];
    assert_eq!(published(false), always);
    assert_eq!(
        published(true),
        [
            "d/deep/p.svg",
            "d/p.svg",
            "d/used.svg",
            "e/p.svg",
            "loose/p.svg",
            "p.svg"
        ]
    );
}
