//! Sources: what front matter says of them, and citing them at the sentence.

use haeseol::base::diag::Locale;
use haeseol::source::Sources;
use haeseol::translation::{Wanted, accept, status, words};

use super::harness::{build, files};

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
        ("en/a/", ["2025", "July 2025", "July 4, 2025"]),
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

/// An explainer in two languages that cites `iea` once and `jpm` twice, in two texts, and rests on a third source.
const CITING: &str = "== content/a/index.ko.md
---
title: 빚
date: 2026-01-02
sources:
  - {title: 일반, url: \"https://g.kr/\"}
  - {id: jpm, title: 전망, url: \"https://j.kr/?a&b\", publisher: JPM, date: 2025-07}
  - {id: iea, title: 전력, date: 2025}
---
전기를 쓴다[@iea].
== content/a/10-debt.ko.md
---
title: 갚기
---
5조 달러에 이른다[@jpm]. 둘 다 그렇다[@jpm; @iea].
== content/a/index.en.md
---
title: Debt
date: 2026-01-02
sources:
  - {title: General, url: \"https://g.kr/\"}
  - {id: jpm, title: Outlook, url: \"https://j.kr/?a&b\", publisher: JPM, date: 2025-07}
  - {id: iea, title: Power, date: 2025}
---
It needs power[@iea].
== content/a/10-debt.en.md
---
title: Paying back
---
It comes to five trillion[@jpm]. Both say so[@iea; @jpm].
";

/// The part of a text from `start` to `end`.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let from = text
        .find(start)
        .unwrap_or_else(|| panic!("{start}: {text}"));
    let rest = &text[from..];
    &rest[..rest.find(end).unwrap_or(rest.len())]
}

/// A mark of a source as it is on a page.
fn mark(id: &str, source: &str, number: usize) -> String {
    format!(
        "<a id=\"{id}\" href=\"#hs-source-{source}\" role=\"doc-biblioref\" aria-label=\"출처 {number}\">[{number}]</a>"
    )
}

#[test]
fn a_sentence_has_the_number_of_its_source_and_the_list_leads_back() {
    let site = build(CITING).good();
    assert_eq!(site.findings(), [""; 0], "{}", site.report());
    let html = site.file("ko/a/").replace('\u{2060}', "");
    let cite = |marks: &[String]| format!("<sup class=\"cite\">{}</sup>", marks.concat());
    for sentence in [
        format!("전기를 쓴다{}.", cite(&[mark("cite-iea", "iea", 1)])),
        format!("이른다{}.", cite(&[mark("cite-jpm", "jpm", 2)])),
        format!(
            "그렇다{}.",
            cite(&[mark("cite-jpm-1", "jpm", 2), mark("cite-iea-1", "iea", 1)])
        ),
    ] {
        assert!(html.contains(&sentence), "{sentence}: {html}");
    }
    let back = |ids: [&str; 2]| {
        let [first, second] = ids.map(|id| format!("<a href=\"#{id}\" role=\"doc-backlink\">"));
        format!(
            " <span class=\"footnote-back\" role=\"group\" aria-label=\"본문으로 돌아가기\">↩ {first}1</a> {second}2</a></span>"
        )
    };
    let list = between(&html, "<section id=\"hs-sources\"", "</section>");
    assert_eq!(
        between(list, "<ol", "zzz"),
        format!(
            "<ol class=\"sources\">\n\
             <li id=\"hs-source-iea\">전력 <small><time datetime=\"2025\">2025년</time>{}</small></li>\n\
             <li id=\"hs-source-jpm\"><a href=\"https://j.kr/?a&amp;b\">전망</a> <small><span>JPM</span> <time datetime=\"2025-07\">2025년 7월</time>{}</small></li>\n\
             </ol>\n\
             <ul class=\"plain sources\">\n<li><a href=\"https://g.kr/\">일반</a></li>\n</ul>\n",
            back(["cite-iea", "cite-iea-1"]),
            back(["cite-jpm", "cite-jpm-1"]),
        )
    );
    assert!(
        site.file("en/a/")
            .contains("aria-label=\"Source 1\">[1]</a>")
    );
}

#[test]
fn one_way_back_needs_no_number() {
    let site = build(
        "== content/a/index.ko.md\n---\ntitle: T\nsources:\n  - {id: a, title: A}\n---\n글[@a]\n",
    );
    assert!(
        site.file("ko/a/")
            .contains("<li id=\"hs-source-a\">A <small> <a class=\"footnote-back\" href=\"#cite-a\" role=\"doc-backlink\" aria-label=\"본문으로 돌아가기\">↩</a></small></li>\n</ol>\n</section>"),
        "{}",
        site.file("ko/a/")
    );
}

#[test]
fn side_by_side_a_source_has_one_number() {
    let site = build(CITING).good();
    let html = site.file("en/a/parallel/");
    // As the reader's language has them; the other's marks have ids of their own.
    let jpm = "href=\"#hs-source-jpm\" role=\"doc-biblioref\" aria-label=";
    for wanted in [
        format!("<a id=\"cite-jpm\" {jpm}\"Source 2\">[2]</a>"),
        format!("<a id=\"ko-cite-jpm\" {jpm}\"출처 2\">[2]</a>"),
        "href=\"#ko-cite-iea-1\"".to_owned(),
    ] {
        assert!(html.contains(&wanted), "{wanted}: {html}");
    }
    let list = between(html, "<section id=\"hs-sources\"", "</section>");
    assert!(
        list.contains(">Power <small>") && list.contains(">General</a>"),
        "{list}"
    );
    assert_eq!(list.matches("doc-backlink").count(), 8, "{list}");
    // Where translations put them in another order, the number is that of the page.
    let site = build(
        &CITING
            .replace("It needs power[@iea].", "It needs power[@jpm].")
            .replace("five trillion[@jpm]", "five trillion[@iea]"),
    );
    let numbers = |page: &str| {
        let html = site.file(page);
        html.match_indices("aria-label=\"출처 ")
            .map(|(at, _)| {
                html[at..]
                    .chars()
                    .nth("aria-label=\"출처 ".chars().count())
                    .unwrap()
            })
            .collect::<String>()
    };
    assert_eq!(numbers("ko/a/"), "1221");
    assert_eq!(numbers("en/a/parallel/"), "2112");
}

#[test]
fn a_section_that_both_languages_show_is_cited_from_once() {
    let site = CITING.replace("== content/a/10-debt.en.md", "== static/none.txt");
    let site = build(&site).good();
    let html = site.file("en/a/parallel/");
    let list = between(html, "<section id=\"hs-sources\"", "</section>");
    // The leads of both, and the one section.
    for (mark, times) in [
        ("#cite-iea\"", 1),
        ("#ko-cite-iea\"", 1),
        ("#cite-iea-1\"", 1),
        ("cite-jpm", 2),
    ] {
        assert_eq!(list.matches(mark).count(), times, "{mark}: {list}");
    }
    assert!(site.file("en/a/").contains("aria-label=\"출처 2\">[2]</a>"));
}

#[test]
fn every_output_has_the_citation_as_it_can() {
    let site = build(CITING).good();
    let feed = site.file("ko/feed.xml");
    assert!(
        feed.contains("href=&quot;https://name.github.io/site/ko/a/#hs-source-jpm&quot;"),
        "{feed}"
    );
    let twin = site.file("ko/a/index.md");
    assert!(twin.contains("둘 다 그렇다[@jpm; @iea]."), "{twin}");
    assert!(
        twin.ends_with(
            "- [일반](https://g.kr/)\n- [@jpm] [전망](https://j.kr/?a&b): JPM, 2025-07\n- [@iea] 전력: 2025\n"
        ),
        "{twin}"
    );
    let html = site.file("ko/a/");
    assert!(
        html.contains(r#"{"@type":"CreativeWork","datePublished":"2025-07","name":"전망","publisher":"JPM","url":"https://j.kr/?a\u0026b"}"#),
        "{html}"
    );
    // It is no part of what is said: not of descriptions, not of what search shows.
    assert!(
        html.contains("<meta name=\"description\" content=\"전기를 쓴다.\">"),
        "{html}"
    );
    let index: String = site
        .files()
        .iter()
        .filter(|(path, _)| path.starts_with("assets/") && path.contains("search"))
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    assert!(
        index.contains("5조 달러에 이른다. 둘 다 그렇다.") && !index.contains("@jpm"),
        "{index}"
    );
}

#[test]
fn what_is_no_citation_stays_as_it_is() {
    let site = |text: &str| {
        build(&format!(
            "== content/a/index.ko.md\n---\ntitle: T\nsources:\n  - {{id: a, title: A}}\n---\n{text}\n"
        ))
    };
    for (text, html) in [
        (r"\[@a] 글", "[@a] 글"),
        (r"[\@a] 글", "[@a] 글"),
        (r"[@a\] 글", "[@a] 글"),
        ("&#91;@a] 글", "[@a] 글"),
        ("`[@a]` 글", "<code>[@a]</code> 글"),
        ("<kbd>[@a]</kbd>", "<kbd>[@a]</kbd>"),
        (
            "[글 [@a]](https://a.kr/)",
            "<a href=\"https://a.kr/\">글 [@a]</a>",
        ),
        (
            "<a href=\"https://a.kr/\">[@a]</a>",
            "<a href=\"https://a.kr/\">[@a]</a>",
        ),
        ("[@a](https://a.kr/)", "<a href=\"https://a.kr/\">@a</a>"),
        (
            "[@a] 글\n\n[@a]: https://a.kr/",
            "<a href=\"https://a.kr/\">@a</a> 글",
        ),
        ("[@] [@ a] [a@a] @a", "[@] [@ a] [a@a] @a"),
        ("<p>[@a]</p>", "<p>[@a]</p>"),
        ("    [@a]", "<code>[@a]"),
    ] {
        let site = site(text);
        assert!(
            site.found("unknown-source").is_empty(),
            "{text}: {}",
            site.report()
        );
        let page = site.file("ko/a/");
        assert!(
            page.contains(html) && !page.contains("cite-"),
            "{text}: {page}"
        );
    }
    // With two backslashes the first one is text, and the second none.
    assert!(
        site(r"\\[@a]").file("ko/a/").contains("\\\u{2060}<sup"),
        "two backslashes"
    );
}

#[test]
fn a_citation_stands_wherever_text_does() {
    let site = build(
        "== content/a/index.ko.md
---
title: T
sources:
  - {id: a, title: A}
  - {id: 한은, title: B}
---
**굵게[@a]**, 표와 각주[^1]다[@한은].

| 가 | 나 |
|---|---|
| 다[@a] | 라 |

> 인용[@a]

[^1]: 주[@a].
== content/a/1-s.ko.md
---
title: 절
---
## 작은 제목[@a]

본문.
== content/a/2-f.ko.md
---
title: 물음
kind: faq
---
## 왜[@a]? {#why}

그래서[@a].
",
    );
    assert!(site.found("unknown-source").is_empty(), "{}", site.report());
    let html = site.file("ko/a/").replace('\u{2060}', "");
    for (n, before) in [
        "<strong>굵게",
        "다",
        "<td>다",
        "<p>인용",
        "<p>주",
        "제목",
        "왜",
        "그래서",
    ]
    .iter()
    .enumerate()
    {
        assert!(
            html.contains(&format!("{before}<sup class=\"cite\">")),
            "{n} {before}: {html}"
        );
    }
    // The heading's id and the search engines' question are what is said; a question is a control of its own.
    assert!(
        html.contains("<h3 id=\"작은-제목\">작은 제목<sup"),
        "{html}"
    );
    assert!(
        html.contains("왜<sup class=\"cite\"><span id=\"cite-a-5\">[1]</span></sup>?"),
        "{html}"
    );
    assert!(html.contains("\"name\":\"왜?\""), "{html}");
    assert!(
        html.contains("id=\"hs-source-한은\"")
            && html.contains("href=\"#hs-source-%ED%95%9C%EC%9D%80\"")
    );
}

/// What is said of a site whose only text in `content/a/` has this body, and of a source `jpm`.
fn said_of(body: &str) -> (Vec<String>, String) {
    let site = build(&format!(
        "== content/a/index.ko.md\n---\ntitle: T\nsources:\n  - {{id: jpm, title: A}}\n---\n글.\n== content/a/1-s.ko.md\n---\ntitle: 절\n---\n{body}\n"
    ));
    let found = site.found("unknown-source");
    let hints = found.iter().map(|d| d.hint.as_ref().unwrap().english());
    let hints: Vec<_> = hints.collect();
    let places = site
        .findings()
        .into_iter()
        .filter(|f| f.ends_with("unknown-source"));
    (places.collect(), hints.join("\n"))
}

#[test]
fn an_unknown_source_is_told_where_it_is_with_the_nearest() {
    let (places, hints) = said_of("글[@jpm; @jpn].");
    assert_eq!(places, ["content/a/1-s.ko.md:4:9 unknown-source"]);
    assert_eq!(hints, "did you mean `jpm`?");
    let (_, hints) = said_of("글[@world-bank].");
    assert_eq!(
        hints,
        "add a source with `id: world-bank` to `sources` in content/a/index.ko.md; to show it as it is, write `\\[@world-bank]`"
    );
    // What other tools take for a citation is told, and never shown as text.
    for body in [
        "글[@jpm, 3쪽]",
        "글[@jpm 3]",
        "글[@jpm; iea]",
        "글[@jpm;]",
        "글[@jpm@iea]",
    ] {
        let (places, hints) = said_of(body);
        assert_eq!(places, ["content/a/1-s.ko.md:4:3 unknown-source"], "{body}");
        assert!(hints.contains("several as `[@a; @b]`"), "{body}: {hints}");
    }
    // One finding, of the front matter.
    let site = build("== content/a/index.ko.md\n---\ntitle: T\nsources: [\n---\n글[@a].\n");
    assert!(site.found("unknown-source").is_empty(), "{}", site.report());
}

#[test]
fn only_explainers_cite() {
    for (file, front) in [
        ("content/about.ko.md", "title: 글"),
        ("content/glossary/a.ko.md", "title: 가나\nsummary: 다"),
        ("content/index.ko.md", "title: 홈"),
    ] {
        let site = build(&format!("== {file}\n---\n{front}\n---\n글[@a].\n"));
        let found = site.found("unknown-source");
        assert_eq!(found.len(), 1, "{}", site.report());
        assert_eq!(
            found[0].message.english(),
            "only an explainer cites sources: this text has no `sources`"
        );
        assert_eq!(&*found[0].place.file, file);
    }
}

#[test]
fn a_source_with_an_id_that_no_text_cites_is_noted_once() {
    let uncited = CITING
        .replace("; @iea", "")
        .replace("@iea; ", "")
        .replace("[@iea]", "");
    let site = build(&uncited);
    assert_eq!(
        site.notes("uncited-source"),
        ["no text cites the source `iea`"]
    );
    // It is at the end of the list, without a number.
    let html = site.file("ko/a/");
    let list = between(html, "<section id=\"hs-sources\"", "</section>");
    assert!(
        between(list, "<ul", "</ul>").contains("<li>전력 <small>"),
        "{list}"
    );
    assert!(build(CITING).found("uncited-source").is_empty());
    // A citation in one language is one.
    let site = build(&uncited.replace("It needs power", "It needs power[@iea]"));
    assert!(site.found("uncited-source").is_empty());
}

#[test]
fn both_languages_have_the_same_sources() {
    let site = build(&CITING.replace("  - {id: iea, title: Power, date: 2025}\n", ""));
    let found = site.found("different-twins");
    assert_eq!(found.len(), 1, "{}", site.report());
    let report = site.report();
    assert!(
        report.contains(
            "error[different-twins]: `sources` lacks `id: iea`, which the other language has"
        ) && report.contains("content/a/index.en.md:4:1")
            && report.contains("content/a/index.ko.md:7:10"),
        "{report}"
    );
    let site = build(&CITING.replace("  - {id: iea, title: 전력, date: 2025}\n", ""));
    assert_eq!(
        &*site.found("different-twins")[0].place.file,
        "content/a/index.ko.md"
    );
}

#[test]
fn a_translation_cites_what_its_original_cites() {
    let other = CITING.replace("Both say so[@iea; @jpm].", "Both say so[@jpm].");
    let site = build(&other);
    assert_eq!(
        site.only_finding_with("other-structure"),
        "`iea` is cited 0 times here, 1 times in the other file"
    );
    let report = site.report();
    assert!(
        report.contains("--> content/a/10-debt.en.md") && report.contains("10-debt.ko.md:4:"),
        "{report}"
    );
    let twice = CITING.replace("Both say so", "Both[@jpm] say so");
    let site = build(&twice);
    assert_eq!(
        site.only_finding_with("other-structure"),
        "`jpm` is cited 3 times here, 2 times in the other file"
    );
    // It is refused for it.
    let refused = |site: &str| {
        let accepted = accept(&sources(site), &Wanted::All, false).unwrap();
        let refused = accepted.refused.into_iter().map(|d| d.code);
        refused.collect::<Vec<_>>()
    };
    assert_eq!(refused(CITING), [""; 0]);
    assert_eq!(refused(&other), ["other-structure"]);
    assert_eq!(refused(&twice), ["other-structure"]);
}

fn sources(site: &str) -> Sources {
    let files = files(site);
    Sources::from_memory(files.iter().map(|(name, text)| (&**name, text.as_bytes())))
}

#[test]
fn a_citation_that_comes_or_goes_is_a_change_as_that_of_a_note_is() {
    let lock = accept(&sources(CITING), &Wanted::All, false)
        .unwrap()
        .lock
        .unwrap();
    let changes = |site: &str| {
        let site = format!("{site}== translations.lock\n{lock}");
        let status = status(&sources(&site), std::path::Path::new("/nowhere")).unwrap();
        let changes = status.texts.iter().flat_map(|text| &text.changes);
        let changes = changes.map(|c| words::change(c).text(Locale::English).to_owned());
        changes.collect::<Vec<_>>()
    };
    assert_eq!(changes(CITING), [""; 0]);
    for (from, to) in [
        ("쓴다[@iea]", "쓴다"),
        ("쓴다[@iea]", "쓴다[@jpm]"),
        ("이른다[@jpm]", "이른다[@jpm; @iea]"),
    ] {
        assert_eq!(
            changes(&CITING.replace(from, to)),
            ["links of paragraph changed"],
            "{from} → {to}"
        );
    }
    // An edit of what is around it is none of it.
    assert_eq!(
        changes(&CITING.replace("이른다[@jpm]", "이르렀다[@jpm]")),
        ["paragraph changed"]
    );
}
