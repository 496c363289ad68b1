//! An explainer in one file: the `##` headings of its index are sections like those in files.

use haeseol::base::diag::Locale;
use haeseol::source::Sources;
use haeseol::translation::{Accepted, TextState, Wanted, accept, status, words};

use super::harness::{Built, build, files as files_of, in_order};

const KOREAN: &str = "\
---
title: 조석
date: 2026-01-02
description: 바다가 오르내린다.
---
머리글이다.[^1] 모양은 [비교](#shape)에 있다.

## 달의 힘

달이 당긴다.[^2] [정의]를 본다.

### 작은 제목

콜로서스는 없다.

## 모양 {#shape kind=comparison}

앞말.

| 점 | 밀물 | 썰물 |
|---|---|---|
| 높이 | 높다 | 낮다 |

뒷말.

## 물음 {#faq kind=faq}

### 왜? {#why}

달 때문이다.

[^1]: 첫 주.
[^2]: 둘째 주.

[정의]: https://example.com/tide
";

const ENGLISH: &str = "\
---
title: Tides
date: 2026-01-02
description: The sea goes up and down.
---
The lead.[^1] Their shape is in the [comparison](#shape).

## The pull of the moon

It pulls.[^2] See the [definition], and [this](#the-pull-of-the-moon).

### A small heading

There is no Colossus.

## Shape {#shape kind=comparison}

Before.

| Point | High | Low |
|---|---|---|
| Height | high | low |

After.

## Questions {#faq kind=faq}

### Why? {#why}

Because of the moon.

[^1]: First note.
[^2]: Second note.

[definition]: https://example.com/tide
";

const REST: &str = "\
== content/a/10-more.ko.md
---
title: 더
---
파일에 있는 절.[^1]

[^1]: 셋째 주.
== content/a/10-more.en.md
---
title: More
---
A section in a file.[^1]

[^1]: Third note.
== content/glossary/colossus.ko.md
---
title: 콜로서스
summary: 크다.
---
== content/glossary/colossus.en.md
---
title: Colossus
summary: It is big.
---
";

fn site(korean: &str, english: &str) -> Built {
    build(&format!(
        "== content/a/index.ko.md\n{korean}== content/a/index.en.md\n{english}{REST}"
    ))
}

#[test]
fn headings_of_the_second_level_are_sections() {
    let site = site(KOREAN, ENGLISH).good();
    let page = site.file("ko/a/index.html");
    in_order(
        page,
        &[
            "<nav class=\"contents\"",
            "<li><a href=\"#%EB%8B%AC%EC%9D%98-%ED%9E%98\">달의 힘</a><ol class=\"plain\"><li>",
            ">작은 제목</a></li></ol></li>",
            "<li><a href=\"#shape\">모양</a></li>",
            "<li><a href=\"#faq\">물음</a></li>",
            "<li><a href=\"#more\">더</a></li>",
            "<div class=\"lead\">",
            "<section id=\"달의-힘\" data-kind=\"prose\">",
            "<h2>달의 힘</h2>",
            "hreflang=\"en\"",
            "<a href=\"https://example.com/tide\">정의</a>",
            "<h3 id=\"작은-제목\">작은 제목</h3>",
            "data-term=\"colossus\"",
            "</section>",
            "<section id=\"shape\" data-kind=\"comparison\">",
            "<th scope=\"row\">높이</th>",
            "뒷말.",
            "<section id=\"faq\" data-kind=\"faq\">",
            "<details id=\"why\"><summary>",
            "<section id=\"more\" data-kind=\"prose\">",
        ],
    );
    assert!(page.contains("FAQPage"), "{page}");
    // The feed, the text for machines and the two languages side by side have them too.
    let parallel = site.file("ko/a/parallel/index.html");
    in_order(
        parallel,
        &[
            "<section id=\"달의-힘\"",
            "<span lang=\"en\">The pull of the moon</span>",
            "<section id=\"shape\"",
            "<section id=\"faq\"",
        ],
    );
    let markdown = site.file("en/a/index.md");
    in_order(
        markdown,
        &[
            "The lead.[^1]",
            "## The pull of the moon {#달의-힘}",
            "### A small heading",
            "## Shape {#shape}",
            "## Questions {#faq}",
            "### Why? {#why}",
            "## More {#more}",
        ],
    );
    assert!(!markdown.contains("kind="), "{markdown}");
    in_order(
        site.file("ko/feed.xml"),
        &["&lt;h2&gt;달의 힘", "&lt;h2&gt;모양", "왜?"],
    );
}

#[test]
fn notes_are_numbered_over_the_whole_page_and_stay_with_their_sections() {
    let site = site(KOREAN, ENGLISH).good();
    in_order(
        site.file("en/a/index.html"),
        &[
            "role=\"doc-noteref\">1</a>",
            "<ol>\n<li id=\"fn-1\"><p>First note.",
            "<section id=\"달의-힘\"",
            "role=\"doc-noteref\">2</a>",
            "<ol start=\"2\">\n<li id=\"fn-2\"><p>Second note.",
            "<section id=\"more\"",
            "role=\"doc-noteref\">3</a>",
            "<ol start=\"3\">",
            "Third note.",
        ],
    );
}

#[test]
fn sections_without_ids_are_paired_by_their_places_and_keep_their_anchors() {
    let site = site(KOREAN, ENGLISH).good();
    let page = site.file("en/a/index.html");
    in_order(
        page,
        &[
            "<section id=\"달의-힘\" data-kind=\"prose\">",
            "<span id=\"the-pull-of-the-moon\"></span>",
            "<a href=\"#%EB%8B%AC%EC%9D%98-%ED%9E%98\">this</a>",
        ],
    );
    assert!(
        !site
            .file("ko/a/index.html")
            .contains("the-pull-of-the-moon")
    );
    let notes = site.found("paired-by-place");
    assert_eq!(notes.len(), 1, "{}", site.report_in(Locale::English));
    assert_eq!(&*notes[0].place.file, "content/a/index.en.md");
    // With ids there is nothing to be noted.
    let with = |text: &str, heading: &str| text.replace(heading, &format!("{heading} {{#pull}}"));
    let site = self::site(
        &with(KOREAN, "## 달의 힘"),
        &with(ENGLISH, "## The pull of the moon").replace("#the-pull-of-the-moon", "#pull"),
    )
    .good();
    assert!(site.found("paired-by-place").is_empty());
    assert!(
        site.file("en/a/index.html")
            .contains("<section id=\"pull\"")
    );
}

#[test]
fn sections_that_nothing_pairs_are_shown_in_their_own_language_alone() {
    let english = ENGLISH.replace("## Shape", "## Only here\n\nSomething new.\n\n## Shape");
    let site = site(KOREAN, &english);
    let found = site.only_finding();
    assert_eq!(found.code, "unpaired-section");
    assert_eq!(&*found.place.file, "content/a/index.en.md");
    assert!(
        found
            .related
            .iter()
            .any(|(p, _)| &*p.file == "content/a/index.ko.md")
    );
    let (ko, en) = (site.file("ko/a/index.html"), site.file("en/a/index.html"));
    assert!(en.contains("<h2>Only here</h2>") && !ko.contains("Only here"));
    assert!(ko.contains("<h2>달의 힘</h2>") && !en.contains("달의 힘"));
    // Nor does one lead there, as that of a section that both have does.
    assert!(en.contains("href=\"../../ko/a/#shape\""), "{en}");
    assert!(!en.contains("href=\"../../ko/a/#only-here\""), "{en}");
    assert!(!ko.contains("aria-label=\"English: \""), "{ko}");
}

#[test]
fn a_section_with_an_id_that_a_language_lacks_is_shown_in_the_other_one() {
    let korean = KOREAN.replace("## 모양", "## 새 절 {#new}\n\n새 글이다.\n\n## 모양");
    let site = site(&korean, ENGLISH);
    let found = site.only_finding();
    assert_eq!(found.code, "missing-twin");
    let at = korean.find("## 새 절").unwrap();
    assert_eq!(found.place.range.map(|(start, _)| start), Some(at));
    let hint = found.hint.as_ref().unwrap().text(Locale::English);
    assert!(
        hint.contains("content/a/index.en.md") && hint.contains("{#new}"),
        "{hint}"
    );
    in_order(
        site.file("en/a/index.html"),
        &[
            "<section id=\"new\" data-kind=\"prose\" lang=\"ko\">",
            "새 글이다.",
        ],
    );
}

#[test]
fn a_language_without_the_explainer_shows_all_of_it_in_the_other_one() {
    let site = build(&format!("== content/a/index.ko.md\n{KOREAN}"));
    assert_eq!(site.only_finding().code, "missing-twin");
    in_order(
        site.file("en/a/index.html"),
        &[
            "<section id=\"달의-힘\"",
            "<section id=\"shape\"",
            "<section id=\"faq\"",
        ],
    );
}

#[test]
fn mistakes_in_the_heading_of_a_section_are_reported_at_it() {
    let codes = |heading: &str| {
        let korean = KOREAN.replace("## 모양 {#shape kind=comparison}", heading);
        let site = site(&korean, ENGLISH);
        let found: Vec<String> = site
            .diagnostics()
            .iter()
            .filter(|d| d.is_error())
            .map(|d| {
                let hint = d.hint.as_ref().map_or("", |h| h.text(Locale::Korean));
                assert!(d.place.range.is_some(), "{d:?}");
                format!("{} {hint}", d.code)
            })
            .collect();
        found.join("; ")
    };
    assert_eq!(
        codes("## 모양 {#shape kind=compare}"),
        "wrong-value `kind=comparison`으로 적으세요"
    );
    assert_eq!(
        codes("## 모양 {#shape kind=comparison glosary=false}"),
        "unknown-key 혹시 `glossary`?"
    );
    assert!(codes("## 모양 {#more kind=comparison}").contains("same-id"));
}

#[test]
fn a_comparison_in_an_index_is_held_to_its_form() {
    let korean = KOREAN.replace("| 높이 | 높다 | 낮다 |", "| 높이 | 높다 | 낮다 | 남는다 |");
    let site = site(&korean, ENGLISH);
    let found = site.only_finding();
    assert_eq!((found.code, found.is_error()), ("table-row", true));
    let fewer = KOREAN.replace("| 높이 | 높다 | 낮다 |\n", "");
    let site = self::site(&fewer, ENGLISH);
    assert_eq!(site.only_finding().code, "different-twins");
}

#[test]
fn what_the_authors_own_html_encloses_is_no_section() {
    let wrap = |text: &str, heading: &str| {
        text.replace(
            heading,
            &format!("<div class=\"box\">\n\n{heading}\n\n안.\n\n</div>\n\n## 뒤 {{#after}}"),
        )
    };
    let site = site(
        &wrap(KOREAN, "## 달의 힘"),
        &wrap(ENGLISH, "## The pull of the moon"),
    );
    let page = site.file("ko/a/index.html");
    in_order(
        page,
        &[
            "<div class=\"lead\">",
            "<div class=\"box\">",
            "<h2 id=\"달의-힘\">",
            "</div>",
            "<section id=\"after\"",
        ],
    );
}

#[test]
fn plain_pages_and_terms_have_no_sections() {
    let site = build("== content/p.ko.md\n---\ntitle: 쪽\n---\n## 제목\n\n글.\n== content/p.en.md\n---\ntitle: P\n---\n## Heading\n\nText.\n").good();
    assert!(
        !site
            .file("ko/p/index.html")
            .contains("<section id=\"제목\"")
    );
    assert!(site.file("ko/p/index.html").contains("<h2 id=\"제목\">"));
}

#[test]
fn an_empty_faq_in_an_index_says_how_its_questions_are_written() {
    let korean = KOREAN.replace("### 왜? {#why}\n\n", "");
    let site = site(&korean, ENGLISH);
    let found = site.found("faq");
    assert_eq!(found.len(), 1, "{}", site.report());
    let at = korean.find("## 물음").unwrap();
    assert_eq!(found[0].place.range.map(|(start, _)| start), Some(at));
    let hint = found[0].hint.as_ref().unwrap().text(Locale::English);
    assert!(hint.contains("`### Question"), "{hint}");
}

/// What has changed, section by section.
fn behind(files: &str) -> Vec<String> {
    let sources = Sources::from_memory(files_of(files).iter().map(|(n, t)| (&**n, t.as_bytes())));
    let status = status(&sources, std::path::Path::new("/nowhere")).unwrap();
    let behind = status.texts.iter().filter(|t| t.state == TextState::Behind);
    behind
        .map(|t| {
            let changes = t
                .changes
                .iter()
                .map(|c| words::change(c).english().to_owned());
            format!("{}: {}", t.name, changes.collect::<Vec<_>>().join(", "))
        })
        .collect()
}

fn take(site: &str, paths: &[&str]) -> Accepted {
    let sources = Sources::from_memory(files_of(site).iter().map(|(n, t)| (&**n, t.as_bytes())));
    let paths = paths.iter().map(|p| (*p).to_owned()).collect();
    accept(&sources, &Wanted::Paths(paths), false).unwrap()
}

#[test]
fn translations_are_kept_in_step_section_by_section() {
    let with = |korean: &str, english: &str, lock: &str| {
        format!(
            "== content/a/index.ko.md\n{korean}== content/a/index.en.md\n{english}{REST}== translations.lock\n{lock}"
        )
    };
    let accepted = take(&with(KOREAN, ENGLISH, ""), &["content/a/index.en.md"]);
    assert_eq!(accepted.refused, []);
    assert_eq!(accepted.accepted.len(), 1);
    let lock = accepted.lock.unwrap();
    let edited = KOREAN.replace("달이 당긴다.", "달이 바다를 당긴다.");
    assert_eq!(
        behind(&with(&edited, ENGLISH, &lock)),
        ["a#달의-힘: paragraph changed"]
    );
    // By another name, and at another place.
    let renamed = KOREAN.replace("## 달의 힘\n", "## 달이 하는 일\n");
    assert_eq!(
        behind(&with(&renamed, ENGLISH, &lock)),
        ["a#달이-하는-일: heading changed"]
    );
    let question = KOREAN.replace("### 왜? {#why}", "### 무엇 때문인가? {#why}");
    assert_eq!(
        behind(&with(&question, ENGLISH, &lock)),
        ["a#faq: question changed"]
    );
    let row = KOREAN.replace("| 높이 | 높다 | 낮다 |", "| 높이 | 높다 | 아주 낮다 |");
    assert_eq!(
        behind(&with(&row, ENGLISH, &lock)),
        ["a#shape: table row changed"]
    );
    let site = build(&with(&edited, ENGLISH, &lock)).good();
    in_order(
        site.file("en/a/index.html"),
        &[
            "<section id=\"달의-힘\"",
            "<p class=\"behind\">",
            "<section id=\"shape\"",
        ],
    );
}

#[test]
fn a_draft_is_published_when_every_section_of_it_is_accepted() {
    let draft = ENGLISH.replace("date: 2026", "draft: true\ndate: 2026");
    let site = |english: &str| {
        format!("== content/a/index.ko.md\n{KOREAN}== content/a/index.en.md\n{english}{REST}")
    };
    let spoiled = draft.replace("See the [definition], and", "See");
    let accepted = take(&site(&spoiled), &["content/a/index.en.md"]);
    assert!(!accepted.refused.is_empty());
    assert!(accepted.published.is_empty(), "{:?}", accepted.published);
    let accepted = take(&site(&draft), &["content/a/index.en.md"]);
    assert_eq!(accepted.refused, []);
    assert_eq!(
        accepted.published.iter().map(|p| &**p).collect::<Vec<_>>(),
        ["content/a/index.en.md"]
    );
}

#[test]
fn a_list_of_names_is_no_untranslated_section_and_words_in_html_are_words() {
    let names =
        "- [The social contract of open source](https://a.example/), Brett Cannon\n".repeat(8);
    let long = "달이 바다를 당기고, 바다는 땅을 밀어 올린다. 그래서 하루에 두 번 물이 들어오고 나간다. 이 일은 오래전부터 이어져 왔다. ".repeat(3);
    let korean = KOREAN.replace(
        "## 모양",
        &format!("{long}\n\n## 더 읽을 것\n\n{names}\n## 모양"),
    );
    let english = ENGLISH.replace(
        "## Shape",
        "The moon pulls the sea.\n\n## Further reading\n\n- A link\n\n## Shape",
    );
    let site = site(&korean, &english);
    assert_eq!(site.found("untranslated").len(), 0, "{}", site.report());
    // The lead of one language is a block of HTML, whose words are not Markdown's.
    let lead = "머리글이다.[^1] 모양은 [비교](#shape)에 있다.";
    let korean = KOREAN.replace(lead, &format!("{lead} {long}"));
    let english = ENGLISH
        .replace(
            "The lead.[^1] Their shape is in the [comparison](#shape).",
            "<div>\nThe lead in a box of HTML.\n</div>",
        )
        .replace("[^1]: First note.\n", "");
    let site = self::site(&korean, &english);
    assert_eq!(site.found("no-text").len(), 0, "{}", site.report());
}
