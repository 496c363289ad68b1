//! Boxes: `:::note` … `:::`, and alerts with titles of their own.

use super::harness::{build, render};

/// A page's HTML with its findings.
fn built(text: &str) -> (String, Vec<String>) {
    let page = super::harness::BARE_PAGE;
    let site = build(&format!(
        "{page}\n== content/t.en.md\n---\ntitle: T\n---\n== content/t.ko.md\n---\ntitle: 글\n---\n{text}\n"
    ));
    let found = site.findings();
    (site.good().file("ko/t/").trim_end().to_owned(), found)
}

fn alert(class: &str, title: &str, inner: &str) -> String {
    format!(
        "<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n{inner}\n</div>"
    )
}

#[test]
fn a_box_that_there_is_not_is_text_and_no_definition() {
    let (html, found) = built("글\n\n::: code-group\n\n둘\n\n:::\n\n셋");
    assert_eq!(
        html,
        "<p>글</p>\n<p>::: code-group</p>\n<p>둘</p>\n<p>:::</p>\n<p>셋</p>"
    );
    assert_eq!(found, ["content/t.ko.md:6:1 containers"]);
}

#[test]
fn a_container_is_an_alert() {
    for (text, html) in [
        (":::note\n글\n:::", alert("note", "참고", "<p>글</p>")),
        (":::note[제목]\n글\n:::", alert("note", "제목", "<p>글</p>")),
        ("::: tip 제목 둘\n\n글\n\n:::", alert("tip", "제목 둘", "<p>글</p>")),
        (":::info\n글\n:::", alert("note", "참고", "<p>글</p>")),
        (":::Warning\n글\n:::", alert("warning", "주의", "<p>글</p>")),
        (":::caution\n- 하나\n- 둘\n:::", alert("caution", "경고", "<ul>\n<li>하나</li>\n<li>둘</li>\n</ul>")),
        ("글\n:::note\n글\n:::\n글", format!("<p>글</p>\n{}\n<p>글</p>", alert("note", "참고", "<p>글</p>"))),
        (
            ":::details[더 보기]\n글\n:::",
            "<details class=\"alert\">\n<summary class=\"alert-title\">더 보기</summary>\n<p>글</p>\n</details>".to_owned(),
        ),
        (
            ":::details\n글\n:::",
            "<details class=\"alert\">\n<summary class=\"alert-title\">자세히</summary>\n<p>글</p>\n</details>".to_owned(),
        ),
        (
            "::::note\n:::tip\n글\n:::\n글\n::::",
            alert("note", "참고", &format!("{}\n<p>글</p>", alert("tip", "도움말", "<p>글</p>"))),
        ),
        (
            ":::note\n- 하나\n- 둘\n  :::",
            alert("note", "참고", "<ul>\n<li>하나</li>\n<li>둘</li>\n</ul>"),
        ),
        (
            ":::note\u{a0}\n글\n:::\u{a0}",
            alert("note", "참고", "<p>글</p>"),
        ),
        (
            "::::note\n- 하나\n\n  :::tip\n  글\n  :::\n\n  둘\n  ::::",
            alert(
                "note",
                "참고",
                &format!("<ul>\n<li><p>하나</p>\n{}\n<p>둘</p>\n</li>\n</ul>", alert("tip", "도움말", "<p>글</p>")),
            ),
        ),
        (
            ":::note\n```\n:::\n```\n:::",
            alert("note", "참고", "<pre tabindex=\"0\"><code>:::\n</code></pre>"),
        ),
        ("> [!NOTE] 제목\n> 글", alert("note", "제목", "<p>글</p>")),
        ("> [!tip] **제목**\n>\n> 글", alert("tip", "제목", "<p>글</p>")),
        ("> [!WARNING] 제목", alert("warning", "제목", "").replace("\n\n", "\n")),
        ("> [!NOTE]\n> 글", alert("note", "참고", "<p>글</p>")),
        ("> [!모름] 글", "<blockquote>\n<p>[!모름] 글</p>\n</blockquote>".to_owned()),
    ] {
        let (found, findings) = built(text);
        assert_eq!((found, findings), (html, Vec::new()), "{text}");
    }
}

#[test]
fn in_a_list_a_container_belongs_to_its_item() {
    let (html, found) = built("- 하나\n\n  :::note\n  글\n  :::\n\n- 둘");
    assert!(html.contains("<p>글</p>\n</div>\n</li>"), "{html}");
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn what_is_around_a_container_is_read_as_without_it() {
    let text =
        "글[^1] [링크][a]\n\n:::note\n안[^1] [링크][a]\n:::\n\n[^1]: 각주\n\n[a]: https://a.kr";
    let html = render(text);
    assert_eq!(html.matches("href=\"https://a.kr\"").count(), 2, "{html}");
    assert!(html.contains("각주"), "{html}");
    // A term that begins a definition list in other readers.
    assert!(!render("글\n글\n:::tip[제목]\n글\n:::").contains("<dl>"));
    assert_eq!(render("`:::note`"), "<p><code>:::note</code></p>");
    assert_eq!(
        render("```\n:::note\n```"),
        "<pre tabindex=\"0\"><code>:::note\n</code></pre>"
    );
}

#[test]
fn a_container_that_is_not_one_is_told() {
    for (text, wanted) in [
        (":::note\n글", "4:1"),
        ("글\n\n:::", "6:1"),
        (":::nota\n글\n:::", "4:1"),
        ("- 하나\n\n  :::note\n  글\n\n:::", "6:3"),
        ("::::note\n글\n:::", "6:1"),
    ] {
        let (_, found) = built(text);
        assert!(
            found.contains(&format!("content/t.ko.md:{wanted} containers")),
            "{text}: {found:?}"
        );
    }
}

#[test]
fn colons_that_open_no_box_are_written_as_they_are_wherever_they_stand() {
    let site = super::harness::build(
        "== content/about.ko.md\n---\ntitle: 소개\n---\n가 ``목\n:::없다`` 나\n\n[다](https://example.com/ \"라\n:::없다\") <i title=\"마\n:::없다\">바</i>\n",
    );
    for (path, bytes) in site.files() {
        let control = bytes.contains(&0x17);
        assert!(!control || !path.ends_with(".html"), "{path}");
    }
    let html = site.file("ko/about/");
    assert!(html.contains("<code>목 :::없다</code>"), "{html}");
    assert!(html.contains("title=\"마\n:::없다\""), "{html}");
}

#[test]
fn a_line_of_colons_may_be_as_long_as_a_text() {
    for length in [65_535, 65_536, 1_000_000] {
        let colons = ":".repeat(length);
        for text in [
            format!("{colons}note\n글\n{colons}"),
            format!(":::note {}\n글\n:::", "가".repeat(length / 3)),
        ] {
            let (html, found) = built(&text);
            assert!(
                !found.iter().any(|f| f.ends_with("containers")),
                "{length}: {found:?}"
            );
            assert!(html.contains("<p>글</p>"), "{length}");
        }
    }
    let (_, found) = built(&":".repeat(70_000));
    assert!(
        found.contains(&"content/t.ko.md:4:1 containers".into()),
        "{found:?}"
    );
}
