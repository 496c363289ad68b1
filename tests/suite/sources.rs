//! Sources: what front matter says of them, and citing them at the sentence.

use super::harness::build;

/// An explainer in two languages whose `sources` are these.
fn with_sources(sources: &str) -> String {
    let index = |language: &str| {
        format!("== content/a/index.{language}.md\n---\ntitle: T\nsources:\n{sources}---\n글.\n")
    };
    index("ko") + &index("en")
}

#[test]
fn a_sources_date_is_shown_as_exactly_as_it_is_known() {
    let site = build(&with_sources(
        "  - {title: A, date: 2025}\n  - {title: B, date: 2025-07}\n  - {title: C, date: 2025-07-04}\n",
    ))
    .good();
    for (page, wanted) in [
        ("ko/a/", ["2025년", "2025년 7월", "2025년 7월 4일"]),
        ("en/a/", ["2025", "July 2025", "4 July 2025"]),
    ] {
        for (iso, text) in ["2025", "2025-07", "2025-07-04"].iter().zip(wanted) {
            let time = format!("<time datetime=\"{iso}\">{text}</time>");
            assert!(site.file(page).contains(&time), "{page} {time}");
            let said = format!("\"datePublished\":\"{iso}\"");
            assert!(site.file(page).contains(&said), "{page} {said}");
        }
    }
    assert!(
        site.file("en/a/index.md")
            .ends_with("- A: 2025\n- B: 2025-07\n- C: 2025-07-04\n")
    );
}

#[test]
fn a_sources_date_that_is_none_is_told_with_what_is_meant() {
    for (written, hint) in [
        ("2025.7", "write `date: 2025-07`"),
        ("2025년", "write `date: 2025`"),
        ("2025/7/4", "write `date: 2025-07-04`"),
        (
            "지난달",
            "write a day, a month or a year: `date: 2026-03-01`, `2026-03`, `2026`",
        ),
        (
            "2025-02-30",
            "write a day, a month or a year: `date: 2026-03-01`, `2026-03`, `2026`",
        ),
    ] {
        let site = build(&format!(
            "== content/a/index.ko.md\n---\ntitle: T\nsources:\n  - {{title: A, date: \"{written}\"}}\n---\n"
        ));
        let found = site.found("bad-date");
        assert_eq!(found.len(), 1, "{}", site.report());
        assert_eq!(found[0].hint.as_ref().unwrap().english(), hint, "{written}");
    }
}

#[test]
fn ids_of_sources_are_ids_and_differ() {
    let site = build(
        "== content/a/index.ko.md\n---\ntitle: T\nsources:\n  - {id: jpm, title: A}\n  - {id: x, title: B}\n  - {id: jpm, title: C}\n---\n",
    );
    let found = site.found("same-id");
    assert_eq!(found.len(), 1);
    assert!(
        site.findings()
            .contains(&"content/a/index.ko.md:6:10 same-id".to_owned()),
        "{}",
        site.report()
    );
    let (place, label) = &found[0].related[0];
    assert_eq!(label.korean(), "여기에도 있습니다");
    assert!(
        site.report().contains("4 |   - {id: jpm, title: A}"),
        "{}",
        site.report()
    );
    assert_eq!(&*place.file, "content/a/index.ko.md");
    for (id, good) in [
        ("jpm-2025", true),
        ("한은.2025:3_a", true),
        ("\"\"", false),
        ("a b", false),
        ("hs-a", false),
        ("a;b", false),
        ("\"a]\"", false),
        ("\"@a\"", false),
        ("-a", false),
    ] {
        let site = build(&format!(
            "== content/a/index.ko.md\n---\ntitle: T\nsources:\n  - {{id: {id}, title: A}}\n---\n"
        ));
        assert_eq!(
            site.found("bad-name").is_empty(),
            good,
            "{id}: {}",
            site.report()
        );
    }
}
