//! Findings that an author does not want to hear of, before a block and in the whole site.

use super::harness::{SITE, build};

/// The findings in a page.
fn found(text: &str) -> Vec<String> {
    let site = build(&format!(
        "== content/t.en.md\n---\ntitle: Text\n---\n== content/t.ko.md\n---\ntitle: 글\n---\n{text}\n"
    ));
    let found = site.findings().into_iter();
    found.map(|f| f.replace("content/t.ko.md:", "")).collect()
}

#[test]
fn a_comment_allows_a_code_in_the_next_block() {
    let allow = "<!-- haeseol: allow heading-space -->";
    for (text, wanted) in [
        ("##제목\n\n글", &["4:1 heading-space"][..]),
        (&format!("{allow}\n##제목\n\n글"), &[]),
        (&format!("{allow}\n\n##제목\n\n글"), &[]),
        // The next block only.
        (&format!("{allow}\n글\n\n##제목"), &["7:1 heading-space"]),
        // Not another code.
        (
            &format!("{allow}\n##제목 **굵게"),
            &["5:6 unclosed-emphasis"],
        ),
        (
            "<!-- haeseol: allow heading-space, unclosed-emphasis -->\n##제목 **굵게",
            &[],
        ),
        (
            &format!("{allow}\n<!-- haeseol: allow unclosed-emphasis -->\n##제목 **굵게"),
            &[],
        ),
        (&format!("{allow}\n:::note\n글\n\n##제목\n:::\n"), &[]),
        (
            &format!("{allow}\n:::note\n글\n:::\n\n##제목\n"),
            &["9:1 heading-space"],
        ),
        (&format!("{allow}\n> {allow}\n> > ##제목\n> ##제목\n"), &[]),
        // A comment in a line is for the block that it is in.
        ("글 **굵게 <!-- haeseol: allow unclosed-emphasis -->", &[]),
        (
            "- 글\n\n  <!-- haeseol: allow heading-space -->\n\n- ##제목",
            &["8:3 heading-space"],
        ),
        // What breaks a page is told whatever is allowed.
        (
            "<!-- haeseol: allow broken-link -->\n[글](없는글.ko.md)",
            &["5:1 broken-link"],
        ),
        ("<!-- haeseol: allow heading-spice -->\n글", &["4:21 allow"]),
        ("<!-- haeseol: heading-space -->\n글", &["4:15 allow"]),
        ("<!-- haeseol은 글을 엮는 도구다 -->\n글", &[]),
        ("`<!-- haeseol: allow x -->`", &[]),
    ] {
        assert_eq!(found(text), wanted, "{text}");
    }
}

#[test]
fn a_site_allows_a_code_everywhere() {
    let site = |settings: &str| {
        let page = "== content/t.ko.md\n---\ntitle: 글\n---\n##제목\n\n[글](없는글.ko.md)\n";
        build(&format!("== site.toml\n{SITE}{settings}\n{page}")).findings()
    };
    let told = [
        "content/t.ko.md missing-twin",
        "content/t.ko.md:4:1 heading-space",
        "content/t.ko.md:6:1 broken-link",
    ];
    assert_eq!(site(""), told);
    assert_eq!(
        site("[check]\nallow = [\"heading-space\", \"missing-twin\", \"broken-link\"]"),
        told[2..]
    );
    let unknown = site("[check]\nallow = [\"heading-spice\"]");
    assert_eq!(unknown[3], "site.toml:9:10 allow");
}

/// Of findings of one kind a thousand are told; those that nobody wants to hear of are none of them.
#[test]
fn what_is_allowed_does_not_hide_what_is_not() {
    let many = |what: &str| what.repeat(2_500);
    for (code, text, line) in [
        ("no-alt", many("![](p.svg) "), "![](p.svg)"),
        ("unclosed-emphasis", many("가 **나\n"), "가 **나"),
        ("spelling", many("됬다. "), "됬다."),
    ] {
        let page = format!("<!-- haeseol: allow {code} -->\n{text}\n\n{line}\n");
        let site = build(&format!(
            "== content/t.ko.md\n---\ntitle: 글\n---\n{page}\n== content/p.svg\n<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\n"
        ));
        let found = site.found(code);
        assert_eq!(found.len(), 1, "{code}");
        assert!(found[0].place.range.unwrap().0 > text.len(), "{code}");
    }
}
