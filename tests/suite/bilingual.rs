//! Two languages: translations, what is missing in one, the shape that translations share.

use super::harness::build;

const PAIR: &str = "== content/a/index.ko.md
---
title: 글
date: 2026-01-02
---
머리.
== content/a/index.en.md
---
title: Article
date: 2026-01-02
---
Lead.
";

#[test]
fn a_page_and_its_translation_name_each_other() {
    let site = build(PAIR).good();
    for (page, own, other) in [("ko/a/", "ko", "en"), ("en/a/", "en", "ko")] {
        let html = site.file(page);
        assert!(html.contains(&format!("<html lang=\"{own}\"")), "{html}");
        for tag in ["ko", "en"] {
            let link = format!(
                "<link rel=\"alternate\" hreflang=\"{tag}\" href=\"https://name.github.io/site/{tag}/a/\">"
            );
            assert!(html.contains(&link), "{html}");
        }
        assert!(
            html.contains("hreflang=\"x-default\" href=\"https://name.github.io/site/ko/a/\""),
            "{html}"
        );
        assert!(
            html.contains(&format!(
                "<link rel=\"canonical\" href=\"https://name.github.io/site/{own}/a/\">"
            )),
            "{html}"
        );
        assert!(
            html.contains(&format!("href=\"../../{other}/a/\"")),
            "the switch points to the translation: {html}"
        );
    }
}

#[test]
fn a_page_missing_in_a_language_is_shown_there_in_the_other_one() {
    for (has, lacks) in [("ko", "en"), ("en", "ko")] {
        let site = build(&format!(
            "== content/a/index.{has}.md\n---\ntitle: Only\n---\nText of it.\n"
        ))
        .good();
        let html = site.file(&format!("{lacks}/a/"));
        assert!(html.contains("Text of it."), "{html}");
        assert!(html.contains(&format!("<html lang=\"{lacks}\"")), "{html}");
        assert!(
            html.contains(&format!(
                "<link rel=\"canonical\" href=\"https://name.github.io/site/{has}/a/\">"
            )),
            "{html}"
        );
        assert!(!html.contains("rel=\"alternate\" hreflang"), "{html}");
        assert!(
            !site
                .file(&format!("{has}/a/"))
                .contains("rel=\"alternate\" hreflang"),
            "it has no real translation"
        );
        assert!(!site.file("sitemap.xml").contains(&format!("{lacks}/a/")));
        assert!(site.findings().iter().any(|f| f.ends_with("missing-twin")));
    }
}

/// Settings with a third language, of which the program knows no words.
const THREE: &str = "== site.toml
base_url = \"https://name.github.io/site/\"
default_language = \"ko\"
title = \"시험\"
[languages.ko]
[languages.en]
[languages.ja]
";

#[test]
fn a_third_language_sees_the_original() {
    let site = build(&format!(
        "{THREE}{PAIR}
== content/b/index.ko.md
---
title: 번역
original: en
---
옮긴 글.
== content/b/index.en.md
---
title: Original
---
Written first.
== content/b/1-s.ko.md
---
title: 부분
---
== content/b/1-s.en.md
---
title: Part
---
"
    ))
    .good();
    let html = site.file("ja/b/");
    for part in [
        "<html lang=\"ja\"",
        "<h1 lang=\"en\">Original</h1>",
        "<link rel=\"canonical\" href=\"https://name.github.io/site/en/b/\">",
        "<section id=\"s\" data-kind=\"prose\" lang=\"en\">",
        "has not been translated yet",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(site.file("ja/a/").contains("<h1 lang=\"ko\">글</h1>"));
    assert!(!html.contains("parallel/"), "{html}");
    let paths: Vec<_> = site.paths().filter(|p| p.contains("parallel")).collect();
    assert_eq!(
        paths.len(),
        4,
        "only where the reader's language is one of the two: {paths:?}"
    );
    assert!(
        site.file("ko/b/parallel/")
            .contains("href=\"../../../ja/b/\"")
    );
}

#[test]
fn a_section_missing_in_a_language_is_shown_there_in_the_other_one() {
    let site = build(&format!(
        "{PAIR}\n== content/a/10-more.ko.md\n---\ntitle: 더\n---\n더 읽기.\n"
    ))
    .good();
    let html = site.file("en/a/");
    assert!(
        html.contains("id=\"more\"") && html.contains("더 읽기."),
        "{html}"
    );
    assert!(html.contains("lang=\"ko\""), "{html}");
}

#[test]
fn sections_come_in_the_order_of_their_numbers_and_have_the_same_ids() {
    let site = build(&format!(
        "{PAIR}
== content/a/20-second.ko.md
---
title: 둘째
---
== content/a/20-second.en.md
---
title: Second
---
== content/a/3-first.ko.md
---
title: 첫째
---
== content/a/3-first.en.md
---
title: First
---
== content/a/last.ko.md
---
title: 끝
---
== content/a/last.en.md
---
title: Last
---
"
    ))
    .good();
    for page in ["ko/a/", "en/a/"] {
        let html = site.file(page);
        let at = |id| {
            html.find(&format!("<section id=\"{id}\" data-kind=\"prose\""))
                .unwrap_or_else(|| panic!("{id}: {html}"))
        };
        assert!(at("first") < at("second") && at("second") < at("last"));
    }
}

#[test]
fn comparisons_have_the_same_shape() {
    let table = |rows: &str| {
        format!("---\nkind: comparison\ntitle: t\n---\n| a | b | c |\n|---|---|---|\n{rows}")
    };
    let site = build(&format!(
        "{PAIR}\n== content/a/1-c.ko.md\n{}\n== content/a/1-c.en.md\n{}",
        table("| 1 | 2 | 3 |\n"),
        table("| 1 | 2 | 3 |\n| 4 | 5 | 6 |\n")
    ));
    assert_eq!(site.only_finding().code, "different-twins");
    assert!(
        site.only_finding().message.english().contains("2 rows"),
        "{}",
        site.report()
    );
}

#[test]
fn faqs_have_the_same_questions() {
    let faq = |ids: &[&str]| {
        let questions: String = ids
            .iter()
            .map(|id| format!("## Q {{#{id}}}\n\nA.\n\n"))
            .collect();
        format!("---\nkind: faq\ntitle: t\n---\n{questions}")
    };
    let site = |ko: &[&str], en: &[&str]| {
        build(&format!(
            "{PAIR}\n== content/a/1-f.ko.md\n{}\n== content/a/1-f.en.md\n{}",
            faq(ko),
            faq(en)
        ))
    };
    site(&["one", "two"], &["one", "two"]).good();
    for (ko, en, word) in [
        (
            &["one", "two"][..],
            &["one"][..],
            "lacks the question `{#two}`",
        ),
        (&["one"], &["one", "more"], "has the question `{#more}`"),
        (&["one", "two"], &["two", "one"], "another order"),
    ] {
        let site = site(ko, en);
        assert!(
            site.only_finding().message.english().contains(word),
            "{}",
            site.report()
        );
    }
}

#[test]
fn an_explainer_is_one_page_with_its_table_and_its_questions() {
    let site = build(&format!(
        "{PAIR}
== content/a/1-c.ko.md
---
kind: comparison
title: 비교
---
앞말.

| 항목 | OpenAI | xAI |
|---|---|---|
| 돈 | ![그림](https://example.com/p.png) | **많다** |

뒷말.
== content/a/1-c.en.md
---
kind: comparison
title: Comparison
---
| Item | OpenAI | xAI |
|---|---|---|
| Money | little | much |
== content/a/2-f.ko.md
---
kind: faq
title: 물음
---
## 무엇인가? {{#what}}

대답 **하나**.
== content/a/2-f.en.md
---
kind: faq
title: Questions
---
## What? {{#what}}

An answer.
"
    ))
    .good();
    let html = site.file("ko/a/");
    let compact: String = html.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(compact.contains("data-kind=\"comparison\"") && compact.contains("data-kind=\"faq\""));
    assert!(compact.contains("<details id=\"what\""), "{html}");
    assert!(
        compact.contains("<td") && !compact.contains("</strong><img"),
        "an image stays in its cell: {html}"
    );
    for part in [
        "decoding=\"async\"></td>",
        "앞말.",
        "뒷말.",
        "<strong>많다</strong>",
        "대답 <strong>하나</strong>.",
    ] {
        assert!(compact.contains(part), "{part}: {html}");
    }
    assert_eq!(compact.matches("scope=\"col\"").count(), 3, "{html}");
    assert_eq!(compact.matches("scope=\"row\"").count(), 1, "{html}");
}

#[test]
fn drafts_are_left_out_unless_asked_for() {
    let site = format!(
        "{PAIR}\n== content/d/index.ko.md\n---\ntitle: 초안\ndraft: true\n---\n== content/d/1-s.ko.md\n---\ntitle: 부분\n---\n"
    );
    assert!(!build(&site).good().paths().any(|p| p.contains("/d/")));
    let options = haeseol::Options {
        drafts: true,
        ..haeseol::Options::default()
    };
    assert!(
        super::harness::build_with(&site, &options)
            .good()
            .file("ko/d/")
            .contains("초안")
    );
}

#[test]
fn a_terms_page_tells_its_name_and_meaning_in_the_other_languages() {
    let term = |lang: &str, title: &str, summary: &str| {
        format!(
            "== content/glossary/tide.{lang}.md\n---\ntitle: {title}\nsummary: {summary}\n---\n"
        )
    };
    let site = format!(
        "{}{}",
        term("ko", "조석", "바닷물이 오르내리는 일이다."),
        term("en", "tide", "The rise and fall of the sea.")
    );
    let site = build(&site);
    let korean = site.file("ko/glossary/tide/");
    assert!(
        korean.contains("<p class=\"elsewhere\" lang=\"en\"><a href=\"../../../en/glossary/tide/\" hreflang=\"en\">tide</a> The rise and fall of the sea.</p>"),
        "{korean}"
    );
    let english = site.file("en/glossary/tide/");
    assert!(
        english.contains("<p class=\"elsewhere\" lang=\"ko\"><a href=\"../../../ko/glossary/tide/\" hreflang=\"ko\">조석</a> 바닷물이 오르내리는 일이다.</p>"),
        "{english}"
    );
    // Where a language has no text of its own, its page shows the other one once.
    let site = build(&term("ko", "조석", "바닷물이 오르내리는 일이다."));
    for page in ["ko/glossary/tide/", "en/glossary/tide/"] {
        assert!(!site.file(page).contains("elsewhere"), "{page}");
    }
}
