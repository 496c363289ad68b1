//! Titles that are headings of the text, and summaries that are its first sentence.

use super::harness::build;

const TWIN: &str = "== content/t.en.md\n---\ntitle: Text\n---\nA text.\n";

#[test]
fn a_heading_at_the_beginning_is_the_title() {
    for text in [
        "# **굵은** 제목 `a`\n\n글이다.\n",
        "---\ndescription: 글이다.\n---\n\n# 굵은 제목 a\n글이다.\n",
        "굵은 제목 a\n===\n\n글이다.\n",
        "# 굵은 제목 a {#id}\n글이다.\n",
        "<!-- 다른 도구의 표시 -->\n\n# 굵은 제목 a\n\n글이다.\n",
        // Said twice, it is shown once.
        "---\ntitle: 굵은 제목 a\n---\n# 굵은 제목 a\n\n글이다.\n",
    ] {
        let site = build(&format!("== content/t.ko.md\n{text}{TWIN}")).good();
        let page = site.file("ko/t/");
        assert!(page.contains("<h1>굵은 제목 a</h1>"), "{text}\n{page}");
        assert_eq!(page.matches("굵은 제목 a</h").count(), 1, "{text}\n{page}");
        assert!(page.contains("<p>글이다.</p>"), "{text}");
        let markdown = site.file("ko/t/index.md");
        assert_eq!(markdown.matches("제목").count(), 1, "{markdown}");
        assert_eq!(site.findings(), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_heading_that_is_not_first_or_is_another_stays_in_the_text() {
    let of = |text: &str| {
        let site = build(&format!(
            "== content/t.ko.md\n---\ntitle: 글\n---\n{text}\n{TWIN}"
        ))
        .good();
        site.file("ko/t/").to_owned()
    };
    assert!(of("글이다.\n\n# 글").contains(">글</h2>"));
    assert!(of("# 다른 제목").contains(">다른 제목</h2>"));
    assert!(of("## 글").contains(">글</h2>"));
    for text in ["글이다.\n", "#해시태그\n", "## 둘째\n", "> # 인용\n"] {
        let site = build(&format!("== content/t.ko.md\n{text}{TWIN}"));
        assert_eq!(
            site.findings(),
            ["content/t.ko.md:1:1 front-matter"],
            "{text}"
        );
        let site = build(&format!(
            "== content/t.ko.md\n---\ndraft: false\n---\n{text}{TWIN}"
        ));
        assert!(
            site.findings()
                .contains(&"content/t.ko.md:2:1 missing-key".to_owned()),
            "{text}"
        );
    }
}

#[test]
fn a_section_may_begin_with_its_title() {
    let section = |language: &str, title: &str| {
        format!("== content/e/10-a.{language}.md\n# {title}\n\n글이다.\n")
    };
    let index = |language: &str| format!("== content/e/index.{language}.md\n---\ntitle: 글\n---\n");
    let site =
        build(&(index("ko") + &index("en") + &section("ko", "첫 절") + &section("en", "One")))
            .good();
    assert!(site.file("ko/e/").contains(">첫 절</"));
    assert!(site.file("en/e/").contains(">One</"));
}

#[test]
fn a_term_without_a_summary_has_the_first_sentence_of_its_text() {
    let term = |text: &str| {
        format!(
            "== content/glossary/a.ko.md\n---\ntitle: 조수\n---\n{text}\n== content/glossary/a.en.md\n---\ntitle: tide\nsummary: Water.\n---\n== content/t.ko.md\n# 글\n\n조수는 온다.\n{TWIN}"
        )
    };
    for (text, sentence) in [
        (
            "바닷물이 **들고** 나는 일이다. 하루에 두 번 있다.",
            "바닷물이 들고 나는 일이다.",
        ),
        ("하루 1.5번, 예: 인천. 다음 문장.", "하루 1.5번, 예: 인천."),
        ("바닷물의 움직임\n\n다음 문단.", "바닷물의 움직임"),
        (
            "## 뜻\n\n바닷물이 들고 나는 일이다.",
            "바닷물이 들고 나는 일이다.",
        ),
    ] {
        let site = build(&term(text)).good();
        assert!(
            site.file("ko/glossary/").contains(sentence),
            "{text}\n{}",
            site.file("ko/glossary/")
        );
        assert_eq!(site.notes("no-summary").len(), 1);
    }
    assert_eq!(
        build(&term("")).findings(),
        ["content/glossary/a.ko.md:2:8 missing-key"]
    );
}

#[test]
fn an_id_of_another_tool_behind_a_title_is_told_and_left_out() {
    let site = build(
        "== content/t.ko.md\n# 제목 하나[[a-title]]\n\n글.\n== content/t.en.md\n# A title\n\nText.\n",
    );
    assert_eq!(site.findings(), ["content/t.ko.md:1:8 foreign-syntax"]);
    let fix = site.found("foreign-syntax")[0].fix.clone().unwrap();
    assert_eq!((fix.range, &*fix.text), ((15, 26), ""));
    let site = site.good();
    assert!(site.file("ko/t/").contains("제목 하나</h1>"));
    let titled = build("== content/t.ko.md\n# 배열 a[[0]] b\n\n글.\n");
    assert!(titled.found("foreign-syntax").is_empty());
}

#[test]
fn the_first_words_of_a_text_are_not_said_twice() {
    let site = build(
        "== content/a/index.ko.md
---
title: 글
---
<Banner a={1} />

조수는 하루에 두 번 밀려온다. 달이 바닷물을 끌어당기기 때문이다.
== content/a/index.en.md
---
title: Text
description: Said by its author.
---
The tide comes in twice a day. The moon draws the water.
== content/glossary/moon.ko.md
---
title: 달
---
달은 지구를 도는 하나뿐인 위성이다. 한 달에 한 바퀴를 돈다.
== content/glossary/moon.en.md
---
title: Moon
summary: What goes around the earth.
---
The moon takes a month.
",
    )
    .good();
    let korean = site.file("ko/a/");
    assert!(!korean.contains("standfirst"), "{korean}");
    assert!(korean.contains("content=\"조수는 하루에 두 번"), "{korean}");
    assert!(
        site.file("en/a/")
            .contains("standfirst\">Said by its author.</p>")
    );
    assert!(site.file("ko/").contains("조수는 하루에 두 번"));
    assert!(!site.file("ko/glossary/moon/").contains("class=\"summary\""));
    assert!(
        site.file("ko/glossary/")
            .contains("달은 지구를 도는 하나뿐인 위성이다.")
    );
    assert!(
        site.file("en/glossary/moon/")
            .contains("summary\">What goes around the earth.</p>")
    );
}
