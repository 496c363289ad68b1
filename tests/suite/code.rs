//! Blocks of code: colours, titles, marked lines, and what they cost.

use super::harness::{Built, build, in_order, render};

/// An explainer in two languages, the Korean one with a text.
fn explainer(text: &str) -> Built {
    build(&format!(
        "== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-01-02\n---\n{text}\n== content/a/index.en.md\n---\ntitle: Text\n---\nNo code.\n"
    ))
}

#[test]
fn code_is_coloured_and_its_text_is_the_authors() {
    assert_eq!(
        render("```rust\nfn f() { \"<&>\" }\n```"),
        "<pre tabindex=\"0\"><code class=\"language-rust\"><span class=\"c-keyword\">fn</span> <span class=\"c-name\">f</span>() { \
         <span class=\"c-string\">\"&lt;&amp;&gt;\"</span> }\n</code></pre>"
    );
    // Without a language, indented, or of a language without colours.
    for text in [
        "```\nfn f()\n```",
        "~~~ text\nfn f()\n~~~",
        "    fn f()",
        "```brainf\nfn f()\n```",
    ] {
        assert!(!render(text).contains("<span"), "{text}");
    }
}

#[test]
fn a_title_is_a_caption_and_never_links_to_terms() {
    let site = build(
        "== content/t.ko.md\n---\ntitle: 글\n---\n```toml title=\"설정 <GPU>.toml\" {1}\na = 1\n```\n\nGPU다.\n\
         == content/glossary/gpu.ko.md\n---\ntitle: GPU\nsummary: 반도체다.\n---\n",
    )
    .good();
    let page = site.file("ko/t/");
    in_order(
        page,
        &[
            "<figure class=\"code\"><figcaption>설정 &lt;GPU&gt;.toml</figcaption><pre tabindex=\"0\"><code class=\"language-toml\"><mark>",
            "</mark></code></pre></figure>",
            "data-term=\"gpu\"",
        ],
    );
    assert!(!render("```toml title=\"\"\na = 1\n```").contains("figure"));
}

#[test]
fn lines_are_marked_by_their_numbers() {
    let html = render("```text {2,4-5} {5}\na\nb\nc\nd\ne\nf\n```");
    assert!(
        html.contains("a\n<mark>b\n</mark>c\n<mark>d\ne\n</mark>f\n</code>"),
        "{html}"
    );
    let html = render("> ```diff\n> -a\n> +b\n> ```");
    assert!(
        html.contains("<del>-a\n</del><ins>+b\n</ins></code>"),
        "{html}"
    );
}

#[test]
fn marks_that_fit_no_line_are_told_at_their_place() {
    for (marks, message) in [
        (
            "{2,둘}",
            "`{2,둘}` has something in it that is not a line number",
        ),
        (
            "{3-9}",
            "the code ends with line 2, and a line behind it is marked: `{3-9}`",
        ),
    ] {
        let site = explainer(&format!("앞\n\n- ```js {marks}\n  a\n  b\n  ```"));
        let at = "content/a/index.ko.md:7:9 code-lines".to_owned();
        assert!(site.findings().contains(&at), "{:?}", site.findings());
        assert_eq!(site.only_finding_with("code-lines"), message);
    }
    let site = explainer("```js {3-9}\na\nb\n```");
    assert!(
        site.report_in(haeseol::base::diag::Locale::Korean)
            .contains("코드는 2줄인데 그 뒤의 줄에 표시가 있습니다: `{3-9}`")
    );
}

#[test]
fn a_language_without_colours_is_noted_with_the_nearest() {
    let site = explainer("```pyhton\na\n```\n\n```brainf\na\n```\n\n```TEXT\na\n```").good();
    assert_eq!(site.notes("code-language").len(), 2);
    let hints: Vec<_> = site
        .found("code-language")
        .iter()
        .map(|d| d.hint.as_ref().unwrap().english().to_owned())
        .collect();
    assert_eq!(hints[0], "did you mean `python`?");
    assert!(hints[1].starts_with("there are: bash, c, "), "{}", hints[1]);
    assert!(
        site.findings().is_empty(),
        "a note is no finding: {:?}",
        site.findings()
    );
}

#[test]
fn what_has_no_effect_on_the_first_line_is_told() {
    let site = explainer("```js titel=\"a\" showLineNumbers\na\n```");
    let found = site.findings();
    assert_eq!(found, ["content/a/index.ko.md:5:7 code-attribute"]);
    // Other tools know it, and nothing is lost.
    assert_eq!(site.notes("code-attribute").len(), 2);
    assert!(
        site.report().contains("did you mean `title=\"…\"`?"),
        "{}",
        site.report()
    );
    assert!(explainer("```rust,ignore\na\n```").findings().is_empty());
}

#[test]
fn feeds_and_markdown_have_plain_code() {
    let site = explainer("```rust title=\"a.rs\" {1}\nfn f() {}\n```").good();
    let feed = site.file("ko/feed.xml");
    assert!(
        feed.contains("fn f() {}") && !feed.contains("c-keyword") && !feed.contains("mark"),
        "{feed}"
    );
    assert!(
        site.file("ko/a/index.md")
            .contains("```rust title=\"a.rs\" {1}\nfn f() {}\n```")
    );
}

#[test]
fn only_pages_with_code_pay_for_it() {
    let pays = |site: &Built, page: &str| {
        let html = site.file(page);
        let [css, js] =
            ["assets/code.", "data-copied=\"복사했습니다\""].map(|part| html.contains(part));
        assert_eq!(css, html.contains("data-copied="));
        css && (js || page.starts_with("en/"))
    };
    let site = explainer("앞\n\n    indented").good();
    assert!(pays(&site, "ko/a/"));
    assert!(pays(&site, "ko/a/parallel/"));
    assert!(pays(&site, "en/a/parallel/"), "it is in the other column");
    assert!(!pays(&site, "en/a/"));
    assert!(!pays(&site, "ko/"));
    let style = site
        .paths()
        .find(|path| path.starts_with("assets/style."))
        .unwrap();
    assert!(!site.file(style).contains("c-keyword"));
}
