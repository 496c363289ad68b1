//! What is in a list, in which order, and where it ends: explainers, sections, terms, feeds.

use super::harness::{Built, SITE, build};

/// An explainer in Korean, called `T-` and its slug, with these lines in its head.
fn explainer(slug: &str, head: &str) -> String {
    format!("== content/{slug}/index.ko.md\n---\ntitle: T-{slug}\n{head}\n---\n글.\n")
}

/// A term in Korean, called `T-` and its slug.
fn term(slug: &str, head: &str) -> String {
    format!("== content/glossary/{slug}.ko.md\n---\ntitle: T-{slug}\nsummary: 뜻.\n{head}\n---\n")
}

/// What is called `T-…` in a text, in its order, each once.
fn named(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    // A figure after a hyphen is joined to it.
    for rest in text.replace('\u{2060}', "").split("T-").skip(1) {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let name = rest[..end.unwrap_or(rest.len())].to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The links of the header, by their addresses.
fn header(html: &str) -> Vec<&str> {
    let nav = html.split("<nav class=\"site\"").nth(1).unwrap();
    let nav = nav.split("</nav>").next().unwrap();
    let links = nav.split("href=\"").skip(1);
    links.map(|l| l.split('"').next().unwrap()).collect()
}

/// Settings with `[home] latest`.
fn latest(number: usize) -> String {
    format!("== site.toml\n{SITE}\n[home]\nlatest = {number}\n")
}

#[test]
fn explainers_are_ordered_by_weight_then_the_newest_date_then_the_address() {
    let site = build(
        &[
            explainer("a-none", ""),
            explainer("b-2020", "date: 2020-01-01"),
            explainer("c-same", "date: 2024-05-01"),
            explainer("d-same", "date: 2024-05-01\nupdated: 2026-01-01"),
            explainer("e-2025", "date: 2025-01-01"),
            explainer("f-ten", "weight: 10\ndate: 2026-01-01"),
            explainer("g-two-old", "weight: 2\ndate: 2019-01-01"),
            explainer("h-two-new", "weight: 2\ndate: 2021-01-01"),
            explainer("i-two-new", "weight: 2\ndate: 2021-01-01"),
            explainer("j-none", ""),
        ]
        .concat(),
    )
    .good();
    let wanted = [
        "h-two-new",
        "i-two-new",
        "g-two-old",
        "f-ten",
        "e-2025",
        "c-same",
        "d-same",
        "b-2020",
        "a-none",
        "j-none",
    ];
    for page in ["", "ko/", "en/", "ko/search/"] {
        assert_eq!(named(site.file(page)), wanted, "{page}");
    }
    assert_eq!(named(site.file("llms.txt")), wanted);
}

#[test]
fn an_explainer_is_in_one_place_in_every_language_that_of_the_first_text() {
    let site = build(&format!(
        "{}{}== content/b/index.en.md\n---\ntitle: T-b\ndate: 2026-01-01\n---\n== content/c/index.en.md\n---\ntitle: T-c\ndate: 2025-01-01\n---\n",
        explainer("a", "date: 2024-01-01"),
        explainer("b", "date: 2020-01-01"),
    ))
    .good();
    for page in ["", "ko/", "en/"] {
        assert_eq!(named(site.file(page)), ["c", "a", "b"], "{page}");
    }
    // The front door names each once in each language that it is written in.
    for (name, times) in [("T-a<", 1), ("T-b<", 2), ("T-c<", 1)] {
        assert_eq!(site.file("").matches(name).count(), times, "{name}");
    }
}

#[test]
fn the_home_page_lists_as_many_as_it_is_told_and_the_archive_the_rest() {
    let explainers = |n: usize| -> String {
        (1..=n)
            .map(|i| explainer(&format!("x{i:02}"), &format!("weight: {i}")))
            .collect()
    };
    for (settings, most) in [(String::new(), 24), (latest(3), 3)] {
        let site = build(&format!("{settings}{}", explainers(most))).good();
        assert_eq!(named(site.file("ko/")).len(), most);
        assert!(!site.paths().any(|p| p.contains("archive")), "{most}");
        assert_eq!(header(site.file("ko/x01/")), ["../"]);
        let site = build(&format!("{settings}{}", explainers(most + 1))).good();
        assert_eq!(named(site.file("ko/")).len(), most);
        assert_eq!(named(site.file("ko/archive/")).len(), most + 1);
        assert!(site.file("ko/").contains("<a href=\"archive/\">"));
        assert_eq!(header(site.file("ko/x01/")), ["../archive/"]);
    }
}

#[test]
fn the_archive_is_by_date_whatever_the_weight_and_ends_with_what_has_none() {
    let site = build(&format!(
        "{}{}{}{}{}{}",
        latest(1),
        explainer("none", "weight: 1"),
        explainer("old", "weight: 2\ndate: 2024-12-31"),
        explainer("early", "weight: 3\ndate: 2025-02-01"),
        explainer("late", "date: 2025-11-01"),
        explainer("new", "date: 2026-01-01"),
    ))
    .good();
    let html = site.file("ko/archive/");
    assert_eq!(named(html), ["new", "late", "early", "old", "none"]);
    let years: Vec<_> = html
        .split("<h2 id=\"hs-year-")
        .skip(1)
        .map(|h| &h[h.find('>').unwrap() + 1..h.find("</h2>").unwrap()])
        .collect();
    assert_eq!(years, ["2026", "2025", "2024", "날짜 없음"]);
}

#[test]
fn the_archive_has_years_folders_and_how_many() {
    let site = build(&format!(
        "{}{}{}{}",
        latest(1),
        explainer("top", "date: 2024-01-01"),
        explainer("energy/tide", "date: 2025-01-01"),
        explainer("energy/wind", "date: 2025-02-01"),
    ))
    .good();
    let html = site.file("ko/archive/");
    assert!(html.contains("글 3편"), "{html}");
    assert_eq!(html.matches("<li><a href=\"#hs-year-").count(), 2);
    assert_eq!(
        html.matches("<span class=\"folder\">energy</span>").count(),
        2
    );
    assert!(
        html.contains("<option value=\"energy\">2</option>"),
        "{html}"
    );
    // A site without folders has none of it.
    let flat = build(&format!(
        "{}{}{}",
        latest(1),
        explainer("a", "date: 2024-01-01"),
        explainer("b", "date: 2024-02-01")
    ));
    let html = flat.file("ko/archive/");
    assert!(
        !html.contains("folder") && !html.contains("class=\"jump\""),
        "{html}"
    );
}

#[test]
fn an_explainer_leads_to_those_before_and_after_it() {
    let site = build(&format!(
        "{}{}{}",
        explainer("old", "date: 2024-01-01"),
        explainer("mid", "date: 2025-01-01"),
        explainer("new", "date: 2026-01-01"),
    ))
    .good();
    let links = |page: &str| {
        let html = site.file(page);
        let nav = html.split("<nav class=\"neighbours\"").nth(1).unwrap_or("");
        let nav = nav.split("</nav>").next().unwrap();
        let links = nav.split("<a rel=\"").skip(1);
        links
            .map(|l| {
                l[..l.find('>').unwrap()]
                    .replace("\" href=\"", " ")
                    .replace('"', "")
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(links("ko/mid/"), ["prev ../new/", "next ../old/"]);
    assert_eq!(links("ko/new/"), ["next ../mid/"]);
    assert_eq!(links("en/old/"), ["prev ../mid/"]);
    let alone = build(&explainer("one", "date: 2024-01-01"));
    assert!(!alone.file("ko/one/").contains("class=\"neighbours\""));
}

#[test]
fn the_home_page_shows_at_most_twelve_terms_from_all_of_the_alphabet() {
    for (terms, shown) in [(1, 1), (12, 12), (13, 7), (24, 12), (25, 9)] {
        let site: String = (0..terms).map(|i| term(&format!("x{i:02}"), "")).collect();
        let site = build(&site).good();
        let names = named(site.file("ko/"));
        assert_eq!((names.len(), &*names[0]), (shown, "x00"), "{terms}");
        assert!(site.file("ko/").contains(&format!("{terms}")), "{terms}");
    }
}

/// The entries of a feed by title, each with its days of publication and change.
fn entries(feed: &str) -> Vec<(&str, &str, &str)> {
    let between = |text: &'static str, entry| -> &str {
        let entry: &str = entry;
        let start = entry.find(&format!("<{text}>")).unwrap() + text.len() + 2;
        let rest = &entry[start..];
        &rest[..rest.find('<').unwrap()]
    };
    let entries = feed.split("<entry>").skip(1);
    entries
        .map(|e| {
            let [title, published, updated] =
                ["title", "published", "updated"].map(|t| between(t, e));
            (&title["T-".len()..], &published[..10], &updated[..10])
        })
        .collect()
}

#[test]
fn a_feed_begins_with_the_latest_change() {
    let site = build(&format!(
        "{}{}{}{}{}{}== content/english/index.en.md\n---\ntitle: T-english\ndate: 2026-09-01\n---\n",
        explainer("a-same", "date: 2025-03-01"),
        explainer("b-same", "weight: 2\ndate: 2025-03-01"),
        explainer(
            "c-changed",
            "weight: 3\ndate: 2024-01-01\nupdated: 2025-06-01",
        ),
        explainer("d-changed", "date: 2025-01-01\nupdated: 2025-06-01"),
        explainer("e-heavy", "weight: 1\ndate: 2023-01-01"),
        explainer("f-none", "updated: 2026-06-01"),
    ))
    .good();
    let feed = site.file("ko/feed.xml");
    assert_eq!(
        entries(feed),
        [
            ("d-changed", "2025-01-01", "2025-06-01"),
            ("c-changed", "2024-01-01", "2025-06-01"),
            ("a-same", "2025-03-01", "2025-03-01"),
            ("b-same", "2025-03-01", "2025-03-01"),
            ("e-heavy", "2023-01-01", "2023-01-01"),
        ]
    );
    let head = feed.split("<entry>").next().unwrap();
    assert!(
        head.contains("<updated>2025-06-01T00:00:00Z</updated>"),
        "{head}"
    );
    assert!(!head.contains("<subtitle>") && !head.contains("<uri>"));
    let english = site.file("en/feed.xml");
    assert_eq!(entries(english), [("english", "2026-09-01", "2026-09-01")]);
}

#[test]
fn a_feed_has_twenty_entries_and_names_who_wrote_them() {
    let explainers: String = (1..=21)
        .map(|i| explainer(&format!("x{i:02}"), &format!("date: 2025-01-{i:02}")))
        .collect();
    let feed = |site: &Built| -> (usize, String) {
        let entries = entries(site.file("ko/feed.xml"));
        (entries.len(), entries.last().unwrap().0.to_owned())
    };
    assert_eq!(feed(&build(&explainers).good()), (20, "x02".to_owned()));
    let own = SITE.replace("[languages.ko]", "description = { ko = \"알림\", en = \"News\" }\nauthor = { name = \"펴낸이\", url = \"https://example.org/\" }\n[languages.ko]");
    let site = build(&format!(
        "== site.toml\n{own}{}",
        explainer(
            "a",
            "date: 2025-01-01\nauthors: [하나, 둘]\ndescription: 한 줄."
        )
    ))
    .good();
    let (head, entry) = site.file("ko/feed.xml").split_once("<entry>").unwrap();
    assert!(
        head.contains("<subtitle>알림</subtitle>")
            && head.contains("<author><name>펴낸이</name><uri>https://example.org/</uri></author>"),
        "{head}"
    );
    assert!(
        entry.contains("<author><name>하나</name></author><author><name>둘</name></author><summary>한 줄.</summary>"),
        "{entry}"
    );
    // Without an author, the site is one (RFC 4287, 4.2.1), in the feed's language.
    let site = build(&explainer("a", "date: 2025-01-01")).good();
    assert!(
        site.file("en/feed.xml")
            .contains("<author><name>Test</name></author>")
    );
}

/// The ids of an explainer's sections, in order.
fn sections(html: &str) -> Vec<&str> {
    let tags = html.split("<section id=\"").skip(1);
    let tags = tags.filter(|t| t[..t.find('>').unwrap()].contains("data-kind"));
    tags.map(|t| t.split('"').next().unwrap()).collect()
}

#[test]
fn sections_are_ordered_by_the_number_of_their_first_text_then_by_id() {
    let section = |file: &str| format!("== content/a/{file}.md\n---\ntitle: 부분\n---\n글.\n");
    let site = build(&format!(
        "{}== content/a/index.en.md\n---\ntitle: A\n---\n{}",
        explainer("a", ""),
        [
            "10-ten.ko",
            "2-two.ko",
            "9-two.en",
            "5-b.ko",
            "5-a.ko",
            "end.ko",
            "close.ko",
            "3-three.en",
        ]
        .map(section)
        .concat()
    ));
    for page in ["ko/a/", "en/a/"] {
        assert_eq!(
            sections(site.file(page)),
            ["two", "three", "a", "b", "ten", "close", "end"],
            "{page}"
        );
    }
}

#[test]
fn terms_have_their_neighbours_and_those_that_are_related() {
    let site = build(
        &[
            term("first", "sort_as: 가"),
            term("second", "sort_as: 나\nrelated: [fourth, third]"),
            term("third", "sort_as: 나\nrelated: [second]"),
            term("fourth", "sort_as: 다"),
        ]
        .concat(),
    );
    let page = |slug: &str| site.file(&format!("ko/glossary/{slug}/")).to_owned();
    let neighbours = |slug: &str| -> Vec<(String, String)> {
        let html = page(slug);
        let links = html.split("<a rel=\"").skip(1);
        let link = |l: &str| {
            let mut parts = l.split('"');
            (parts.next().unwrap().into(), parts.nth(1).unwrap().into())
        };
        links.map(link).collect()
    };
    let link = |rel: &str, slug: &str| (rel.to_owned(), format!("../{slug}/"));
    assert_eq!(neighbours("first"), [link("next", "second")]);
    assert_eq!(
        neighbours("second"),
        [link("prev", "first"), link("next", "third")]
    );
    assert_eq!(neighbours("fourth"), [link("prev", "third")]);
    let related = |slug: &str| {
        let html = page(slug);
        let part = html.split("id=\"hs-related\"").nth(1).unwrap_or_default();
        let part = part.split("</section>").next().unwrap();
        named(part)
    };
    assert_eq!(related("second"), ["fourth", "third"]);
    assert_eq!(related("third"), ["second"]);
    assert_eq!(related("fourth"), ["second"]);
    assert_eq!(related("first"), Vec::<String>::new());
    let second = page("second");
    assert_eq!(
        second.matches("T-third").count(),
        2,
        "related, and next: {second}"
    );
}

#[test]
fn the_time_to_read_is_that_of_all_texts_on_the_page() {
    let site = |lead: String, section: String| {
        build(&format!(
            "== content/a/index.ko.md\n---\ntitle: 제목은 세지 않는다\n---\n{lead}\n== content/a/1-s.ko.md\n---\ntitle: 부분\n---\n{section}\n"
        ))
    };
    let syllables = |n: usize| "가".repeat(n);
    let words = |n: usize| vec!["word"; n].join(" ");
    // 500 syllables or 230 words a minute.
    for (lead, section, minutes) in [
        (String::new(), String::new(), 1),
        (syllables(500), syllables(249), 1),
        (syllables(500), syllables(250), 2),
        (words(230), words(114), 1),
        (words(230), words(115), 2),
        (syllables(500), words(230), 2),
        (syllables(1250), words(0), 3),
    ] {
        let site = site(lead, section);
        assert!(
            site.file("ko/a/")
                .contains(&format!("<span>{minutes}분</span>")),
            "{minutes}"
        );
        for list in ["ko/", "ko/search/"] {
            assert!(
                site.file(list).contains(&format!("<span>{minutes}분<")),
                "{list}"
            );
        }
        assert!(
            site.file("en/a/")
                .contains(&format!("<span>{minutes} min read</span>"))
        );
    }
}

#[test]
fn a_list_shows_the_day_of_the_last_change() {
    let list = |head: &str| build(&explainer("a", head)).good().file("ko/").to_owned();
    let days = |html: &str| -> Vec<String> {
        let times = html.split("<time ").skip(1);
        times
            .map(|t| t[..t.find("</time>").unwrap()].to_owned())
            .collect()
    };
    assert_eq!(
        days(&list("date: 2025-12-01\nupdated: 2026-01-31")),
        ["datetime=\"2026-01-31\">2026년 1월 31일"]
    );
    assert_eq!(
        days(&list("date: 2025-12-01\nupdated: 2025-12-01")),
        ["datetime=\"2025-12-01\">2025년 12월 1일"]
    );
    let english = build(
        "== content/a/index.en.md\n---\ntitle: A\ndate: 2025-12-01\nupdated: 2026-01-31\n---\n",
    );
    assert_eq!(
        days(english.file("en/a/")),
        [
            "datetime=\"2025-12-01\">December 1, 2025",
            "datetime=\"2025-12-01\">December 1, 2025",
            "datetime=\"2026-01-31\">January 31, 2026"
        ],
        "under the title, and at the end"
    );
}

/// Five explainers and two terms: all but the last use 흔한 말, the first and the fourth 드문 말 too.
fn alike(first: &str) -> String {
    let term = |slug: &str, name: &str| {
        format!("== content/glossary/{slug}.ko.md\n---\ntitle: {name}\nsummary: 뜻.\n---\n")
    };
    let explainer = |slug: &str, text: &str| {
        format!(
            "== content/{slug}/index.ko.md\n---\ntitle: T-{slug}\ndescription: D-{slug}\n---\n{text}\n"
        )
    };
    [
        "== templates/explainer.html\nALIKE{% for e in explainer.related %} {{ e.href }}{% endfor %}\n".to_owned(),
        term("common", "흔한 말"),
        term("rare", "드문 말"),
        explainer("a", first),
        explainer("b", "흔한 말이다."),
        explainer("c", "흔한 말이다."),
        explainer("d", "흔한 말과 드문 말이다."),
        explainer("e", "흔한 말이다."),
        explainer("f", "아무 말도 아니다."),
    ]
    .concat()
}

#[test]
fn explainers_that_share_rare_terms_are_alike() {
    let site = build(&alike("흔한 말과 드문 말이다.")).good();
    assert_eq!(site.file("ko/a/").trim(), "ALIKE ../d/ ../b/ ../c/");
    assert_eq!(site.file("ko/f/").trim(), "ALIKE");
    let site = build(&alike("드문 말이다.")).good();
    assert_eq!(site.file("ko/a/").trim(), "ALIKE ../d/");
    assert_eq!(site.file("ko/b/").trim(), "ALIKE ../c/ ../d/ ../e/");
}
