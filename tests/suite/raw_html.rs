//! The author's own HTML: what it leaves open is found where it was opened, and a link is never inside another.

use proptest::prelude::*;

use haeseol::base::diag::Locale;

use super::harness::{BARE_PAGE, SITE, build, render};

#[path = "../../src/base/html/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    reason = "the program's own tokenizer, of which this needs little"
)]
mod html;

/// `line:column code` of what is found in a text, the lines counted from its first, errors in capitals.
fn found(markdown: &str) -> Vec<String> {
    found_in(SITE, markdown)
}

fn found_in(settings: &str, markdown: &str) -> Vec<String> {
    let site = build(&format!(
        "== site.toml\n{settings}\n== content/t.en.md\n---\ntitle: T\n---\n== content/t.ko.md\n---\ntitle: 글\n---\n{markdown}"
    ));
    let errors = site.files().is_empty();
    let found: Vec<String> = site
        .findings()
        .into_iter()
        // Scripts and images from elsewhere are in here for what is around them.
        .filter(|f| !f.ends_with("pasted-html"))
        .map(|f| {
            let (line, rest) = f
                .strip_prefix("content/t.ko.md:")
                .unwrap()
                .split_once(':')
                .unwrap();
            format!("{}:{rest}", line.parse::<u32>().unwrap() - 3)
        })
        .collect();
    let hides = found
        .iter()
        .any(|f| f.ends_with("unclosed-html") || f.ends_with("base-element"));
    assert_eq!(
        errors, hides,
        "what hides the page is an error, the rest is not: {markdown} {found:?}"
    );
    found
}

fn all_are(table: &[(&str, &[&str])]) {
    for (markdown, wanted) in table {
        assert_eq!(found(markdown), *wanted, "{markdown}");
    }
}

#[test]
fn what_hides_the_rest_of_the_page_is_an_error_where_it_begins() {
    all_are(&[
        ("글 하나.\n\n<!-- 열린\n\n둘.", &["3:1 unclosed-html"]),
        ("가 <!-- 나 --> 다", &[]),
        ("<!-- 가 -- 나 --!>\n\n다", &[]),
        ("<!-->\n\n가", &[]),
        ("- 가\n  <!-- 나\n- 다", &["2:3 unclosed-html"]),
        ("> <!-- 가", &["1:3 unclosed-html"]),
        ("<?php 가", &["1:1 unclosed-html"]),
        ("<!X 가", &["1:1 unclosed-html"]),
        ("<![CDATA[ 가", &["1:1 unclosed-html"]),
        ("<![CDATA[ 가 ]]>", &[]),
        ("<script>\nf()", &["1:1 unclosed-html"]),
        ("<script>\n\nf()\n\n</script>", &[]),
        ("<script>\n\"</style>\"\n\nf()\n\n</script>", &[]),
        ("<script>\n\"</style>\"\n\n- f() </script>", &[]),
        (
            "<script><!--<script></script>\n\n글",
            &["1:1 unclosed-html"],
        ),
        (
            "<script src=\"https://a.kr/x.js\"/>\n\n글",
            &["1:1 unclosed-html"],
        ),
        // A link in SVG is one of SVG, and does not end it.
        (
            "글 <svg>[가](https://b.kr)<iframe><title><title></iframe></svg>",
            &[
                "1:3 unclosed-html",
                "1:25 unclosed-element",
                "1:33 unclosed-element",
                "1:40 unclosed-html",
            ],
        ),
        ("<STYLE>", &["1:1 unclosed-html"]),
        ("가 <textarea> 나", &["1:3 unclosed-html"]),
        ("<textarea>\n\n가\n</textarea>", &[]),
        ("**가 <title>** </title>", &["1:5 unclosed-html"]),
        ("가 <xmp>", &["1:3 unclosed-html"]),
        ("<xmp>\n\n- f() </xmp>", &["1:1 unclosed-html"]),
        ("<iframe src=\"https://a.kr/\">", &["1:1 unclosed-html"]),
        ("<noembed>", &["1:1 unclosed-html"]),
        ("<noframes>", &["1:1 unclosed-html"]),
        ("<plaintext>\n\n</plaintext>", &["1:1 unclosed-html"]),
        ("<noscript>\n\n**가**\n\n</noscript>", &[]),
        ("<noscript>\n\n- 가 </noscript>", &["1:1 unclosed-html"]),
        (
            "<div><noscript><!-- </noscript></div>",
            &["1:16 unclosed-html"],
        ),
        (
            "<div><noscript><p title=\"</noscript>\"></noscript></div>",
            &["1:25 unclosed-html", "1:39 stray-end-tag"],
        ),
        ("<template>", &["1:1 unclosed-html"]),
        ("<select><option>가", &["1:1 unclosed-html"]),
        ("<select><option>가</select>", &[]),
        ("<div class=\"x\n\n글", &["1:12 unclosed-html"]),
        ("<div class=x\n\n글", &["1:1 unclosed-html"]),
        ("<div class='x>가</div>\n\n글", &["1:12 unclosed-html"]),
        ("- 가\n\n  <div a\n   b='c\n", &["4:6 unclosed-html"]),
        ("<svg><title>가</title></svg>", &[]),
        (
            "<svg>\n<style>a<b</style>\n</svg>",
            &["2:1 unclosed-element", "2:9 unclosed-element"],
        ),
        // End tags of SVG and MathML are ignored while HTML is open in them.
        ("<svg><desc><p>가</desc></svg>", &["1:12 unclosed-html"]),
        (
            "<svg><g><foreignObject><div>가</foreignObject></g></svg></div>",
            &["1:24 unclosed-html"],
        ),
        ("<svg><title><b>가</title></svg>", &["1:13 unclosed-html"]),
        (
            "<math><mi><malignmark><p>가</malignmark></mi></math>",
            &["1:23 unclosed-html"],
        ),
        (
            "<math><mtext><mglyph><title>가</title></mglyph><b>나</mtext></math>",
            &["1:47 unclosed-html"],
        ),
        (
            "<math><mi><malignmark><div>가</div></malignmark></mi></math>",
            &[],
        ),
        // One in HTML is of HTML, and what it holds.
        (
            "<math><mi><span><malignmark><title></malignmark></span></mi></math>",
            &[
                "1:1 unclosed-html",
                "1:7 unclosed-element",
                "1:11 unclosed-element",
                "1:17 unclosed-element",
                "1:29 unclosed-html",
            ],
        ),
        // No end tag in these ends what is around them.
        ("<div><object>가</div>", &["1:6 unclosed-html"]),
        ("<select><marquee>가</select>", &["1:9 unclosed-html"]),
        ("<object>가</object>", &[]),
        (
            "<math><mtext><ul><li>가</mtext></math>",
            &["1:14 unclosed-html"],
        ),
        (
            "<math><annotation-xml encoding=\"text/html\"><p>가</math>",
            &["1:7 unclosed-element", "1:44 unclosed-html"],
        ),
        (
            "<svg><foreignObject><p>가<p>나<ul><li>다</ul><p>라<div></div></foreignObject></svg>",
            &[],
        ),
        (
            "<math><mi><dt>가<dd>나</dd></mi></math><svg><desc><div><p>다</div></desc></svg>",
            &[],
        ),
        ("<base href=\"/x/\">", &["1:1 base-element"]),
    ]);
}

#[test]
fn what_is_left_open_is_a_warning_where_it_was_opened() {
    all_are(&[
        ("<div>\n\n글", &["1:1 unclosed-element"]),
        ("<div>\n\n**글**\n\n</div>", &[]),
        ("가 <b>나", &["1:3 unclosed-element"]),
        ("가 <b>나\n\n다 </b>", &["1:3 unclosed-element"]),
        ("- <div>가\n- 나\n\n</div>", &["1:3 unclosed-element"]),
        ("> <section>\n\n</section>", &["1:3 unclosed-element"]),
        (
            "| 가 |\n|---|\n| <b>나 |\n\n</b>",
            &["3:3 unclosed-element"],
        ),
        ("*가 <b>나*", &["1:4 unclosed-element"]),
        ("[가 <b>나](https://a.kr)", &["1:4 unclosed-element"]),
        ("## 가 <small>나\n\n글", &["1:6 unclosed-element"]),
        ("[^a]\n\n[^a]: 가 <b>나", &["3:9 unclosed-element"]),
        ("Vec<u8>", &["1:4 unknown-element"]),
        ("<b><i>가</b></i>", &["1:4 unclosed-element"]),
        ("<div/>\n\n글", &["1:1 unclosed-element"]),
        (
            "<a id=\"x\"/> [글](https://a.kr)",
            &["1:1 unclosed-element"],
        ),
        ("<svg><path/><circle></svg>", &["1:13 unclosed-element"]),
        (
            "<ul><li>가<li>나</ul>\n\n<p>다<br>라\n\n<table><tr><td>마</table>",
            &[],
        ),
        (
            "<dl><dt>가<dd>나</dl>\n\n<p>가</p>\n\n<ruby>漢<rp>(<rt>한</ruby>",
            &[],
        ),
        ("<DIV>\n</div>", &[]),
    ]);
}

#[test]
fn a_slash_that_closes_nothing_is_a_warning_once() {
    all_are(&[
        ("<ul><li/>가</ul>", &["1:5 unclosed-element"]),
        (
            "<ul><li/>가<li/>나</ul>",
            &["1:5 unclosed-element", "1:11 unclosed-element"],
        ),
        ("글 <p/> 글", &["1:3 unclosed-element"]),
        ("<p/>\n\n글", &["1:1 unclosed-element"]),
        ("<tr/>\n", &["1:1 unclosed-element"]),
        ("<x-box/> 글", &["1:1 unclosed-element"]),
        ("글 <SPAN id=\"x\" />", &["1:3 unclosed-element"]),
        // The end tags are those of what is around.
        ("<div>가<div/>나</div>", &["1:7 unclosed-element"]),
        (
            "<div><p/><div/>나</div>\n\n글",
            &["1:6 unclosed-element", "1:10 unclosed-element"],
        ),
        ("<div>\n\n글 <div/>나\n\n</div>", &["3:3 unclosed-element"]),
        (
            "글 <b>가<b/>나</b> **다** <i/>",
            &["1:7 unclosed-element", "1:23 unclosed-element"],
        ),
        ("<div/>글</div>", &["1:1 unclosed-element"]),
        (
            "<svg><foreignObject><p/></foreignObject></svg>",
            &["1:21 unclosed-element"],
        ),
        // What hides the page is an error if nothing closes it.
        ("<textarea/>\n\n글", &["1:1 unclosed-html"]),
        ("<select/>\n\n글", &["1:1 unclosed-html"]),
        (
            "<iframe src=\"https://a.kr/\"/>\n\n글",
            &["1:1 unclosed-html"],
        ),
        ("<iframe src=\"https://a.kr/\"/></iframe>\n\n글", &[]),
        // These are closed by it, or need not be.
        ("<svg/><svg><g/><path d=\"M0 0\"/></svg>", &[]),
        ("<math><mspace/><mi/></math>", &[]),
        (
            "가<br/>나<wbr/>다\n\n<hr />\n\n<img alt=\"\" src=\"https://a.kr/b.png\"/>",
            &[],
        ),
        ("<table><col/><tr><td><input/></table>", &[]),
        ("<a href=https://a.kr/>가</a>", &[]),
    ]);
    let site = build("== content/t.ko.md\n---\ntitle: 글\n---\n<ul><li/>가</ul>\n\n<textarea/>");
    for locale in [Locale::Korean, Locale::English] {
        let report = site.report_in(locale);
        assert!(report.contains("`></li>`"), "{report}");
        assert!(report.contains("`></textarea>`"), "{report}");
    }
}

#[test]
fn an_end_tag_that_closes_nothing_is_a_warning() {
    all_are(&[
        ("글\n\n</main>", &["3:1 stray-end-tag"]),
        ("글 </section> 글", &["1:3 stray-end-tag"]),
        ("</p>", &["1:1 stray-end-tag"]),
        ("- 가 </li>", &["1:5 stray-end-tag"]),
        ("> > 가 </b>", &["1:7 stray-end-tag"]),
        ("<x-box>\n\n글\n</x-box>", &["4:1 stray-end-tag"]),
        // What begins beside the cells of a table is not ended in one.
        ("<table><b><tr><td>가</b></table>", &["1:20 stray-end-tag"]),
        (
            "<table><tr><i><th>가</i></th></tr></table></i>",
            &["1:20 stray-end-tag"],
        ),
        ("<b><table><tr><td><b>가</b></td></tr></table></b>", &[]),
        ("<img src=\"https://a.kr/b.png\" alt=\"\"></img>", &[]),
        ("</가>", &[]),
    ]);
}

#[test]
fn what_belongs_to_the_page_is_a_warning() {
    all_are(&[
        ("<body class=x>\n</body>", &["1:1 misplaced-html"]),
        (
            "<html><head></head></html>",
            &["1:1 misplaced-html", "1:7 misplaced-html"],
        ),
        ("<main>\n</main>", &["1:1 misplaced-html"]),
        (
            "<meta http-equiv=\"refresh\" content=\"0\">",
            &["1:1 misplaced-html"],
        ),
        ("<meta itemprop=\"x\" content=\"y\">", &[]),
    ]);
}

#[test]
fn addresses_that_run_or_open_something_are_warnings() {
    all_are(&[
        ("<a href=\"javascript:x\">가</a>", &["1:10 unsafe-link"]),
        ("<a href=' JAVA&Tab;script:x'>가</a>", &["1:10 unsafe-link"]),
        ("가 <a href=view-source:x>나</a>", &["1:11 unsafe-link"]),
        ("<a href=\"data:text/html,x\">가</a>", &["1:10 unsafe-link"]),
        ("<form action=\"vbscript:x\"></form>", &["1:15 unsafe-link"]),
        ("<a href=\"intent://x\">가</a>", &["1:10 link-scheme"]),
        ("<a href=\"/\\evil.kr\">가</a>", &["1:10 link-scheme"]),
        ("<a href=\"a.kr:80/\">가</a>", &["1:10 link-scheme"]),
        (
            "<img alt=\"\" srcset=\"data:image/png;base64,AA 1x, intent:a 2x\">",
            &["1:50 link-scheme"],
        ),
        ("<img alt=\"\" src=\"data:image/png;base64,AA\">", &[]),
        ("<audio src=\"data:audio/ogg;base64,AA\"></audio>", &[]),
        ("<a href=\"tel:119\">가</a> <a href=\"//a.kr\">나</a>", &[]),
    ]);
}

#[test]
fn places_are_those_in_the_file_whatever_is_around_the_html() {
    all_are(
        &[
            (
                "> - 가\n>\n>   <div\n>    a=b>\n>   <p x='\n",
                &["3:5 unclosed-element", "5:10 unclosed-html"][..],
            ),
            ("> 가 <b\n> c='d'> </b> </i>", &["2:15 stray-end-tag"]),
            // In a tag of several lines, each with other marks before it.
            (
                "> - 가 <a\n>   class=x\n> href='javascript:x'>나</a>",
                &["3:9 unsafe-link"],
            ),
            (
                "> > 가 <video\n> > poster='intent:x'\n\tsrc='data:x,y'\n> >  class=x></video>",
                &["2:13 link-scheme"],
            ),
            (
                "> > 가 <video\n> >\tclass=x\nsrc='view-source:x'></video>",
                &["3:6 unsafe-link"],
            ),
            ("한글 **굵게** </i>", &["1:11 stray-end-tag"]),
            ("\t- 가", &[]),
        ]
        .map(|(markdown, wanted)| (markdown, wanted)),
    );
}

#[test]
fn a_site_without_html_has_nothing_of_it_to_find() {
    let settings = format!("{SITE}\n[markdown]\nraw_html = false\n");
    for markdown in [
        "<!--",
        "<script>",
        "<div>",
        "</main>",
        "<base href=x>",
        "[<a href=x>b</a>](https://c.kr)",
    ] {
        assert_eq!(found_in(&settings, markdown), [""; 0], "{markdown}");
    }
}

#[test]
fn parts_that_are_rendered_by_themselves_are_closed_by_themselves() {
    let site = build(
        "== content/a/index.ko.md\n---\ntitle: 글\n---\n<div>\n== content/a/1-f.ko.md\n---\ntitle: 물음\nkind: faq\n---\n<div>\n\n## 하나? <b>\n\n<i>답\n\n## 둘?\n\n</div>\n== content/a/2-c.ko.md\n---\ntitle: 비교\nkind: comparison\n---\n<div>\n\n| 가 | <b>나 |\n|---|---|\n| <i>다 | 라</i> |\n\n</div>\n== content/a/3-s.ko.md\n---\ntitle: 끝\n---\n</div>",
    );
    let found: Vec<_> = site
        .findings()
        .into_iter()
        .filter(|f| !f.ends_with("missing-twin"))
        .collect();
    assert_eq!(
        found,
        [
            "content/a/1-f.ko.md:5:1 unclosed-element",
            "content/a/1-f.ko.md:7:8 unclosed-element",
            "content/a/1-f.ko.md:9:1 unclosed-element",
            "content/a/2-c.ko.md:5:1 unclosed-element",
            "content/a/2-c.ko.md:7:7 unclosed-element",
            "content/a/2-c.ko.md:9:3 unclosed-element",
            "content/a/3-s.ko.md:4:1 stray-end-tag",
            "content/a/index.ko.md:4:1 unclosed-element",
        ]
    );
}

#[test]
fn a_link_is_never_inside_another() {
    let note = "<sup class=\"footnote-ref\" id=\"fnref-n\">1</sup>";
    for (markdown, html, warned) in [
        (
            "[글 <https://a.kr/> 더](https://b.kr/)",
            "<a href=\"https://b.kr/\">글 https://a.kr/ 더</a>",
            Some(4),
        ),
        (
            "[글 [안](https://a.kr/)](https://b.kr/)",
            "[글 <a href=\"https://a.kr/\">안</a>](<a href=\"https://b.kr/\">https://b.kr/</a>)",
            None,
        ),
        (
            "<a href=\"https://b.kr/\">글[^n]</a>\n\n[^n]: 주",
            &format!("<a href=\"https://b.kr/\">글{note}</a>"),
            Some(26),
        ),
        (
            "<a href=\"https://b.kr/\">글 [안](https://a.kr/)</a>",
            "<a href=\"https://b.kr/\">글 안</a>",
            Some(27),
        ),
        (
            "<a href=\"https://b.kr/\">글 <https://a.kr/></a>",
            "<a href=\"https://b.kr/\">글 https://a.kr/</a>",
            Some(27),
        ),
        (
            "[글 <a href=\"https://a.kr/\">안</a> 더](https://b.kr/)",
            "<a href=\"https://b.kr/\">글 안 더</a>",
            Some(4),
        ),
        (
            "[글 <a id=\"안\">안</a> 더](https://b.kr/)",
            "<a href=\"https://b.kr/\">글 <span id=\"안\">안</span> 더</a>",
            None,
        ),
        (
            "<a href=\"https://b.kr/\">글 <a href=\"https://a.kr/\">안</a> 더</a>",
            "<a href=\"https://b.kr/\">글 안 더</a>",
            Some(27),
        ),
        (
            "<button>글 [안](https://a.kr/)</button>",
            "<button>글 안</button>",
            Some(11),
        ),
        (
            "<a id=\"x\">글 [안](https://a.kr/)</a> 더",
            "<a id=\"x\">글 </a><a href=\"https://a.kr/\">안</a> 더",
            None,
        ),
        (
            "<a id=\"x\">글 <a id=\"y\">안</a></a>",
            "<a id=\"x\">글 </a><a id=\"y\">안</a>",
            None,
        ),
        (
            "[![그림](https://a.kr/b.png)](https://b.kr/)",
            "<a href=\"https://b.kr/\"><img src=\"https://a.kr/b.png\" alt=\"그림\" loading=\"lazy\" decoding=\"async\"></a>",
            None,
        ),
        (
            "[*글 <https://a.kr/>*](https://b.kr/) [나](https://c.kr/)",
            "<a href=\"https://b.kr/\"><em>글 https://a.kr/</em></a> <a href=\"https://c.kr/\">나</a>",
            Some(5),
        ),
    ] {
        let shown = render(markdown);
        let first = shown.split("</p>").next().unwrap();
        assert_eq!(first.strip_prefix("<p>").unwrap(), html, "{markdown}");
        let wanted = warned.map(|column| format!("1:{column} nested-link"));
        assert_eq!(found(markdown), Vec::from_iter(wanted), "{markdown}");
    }
}

#[test]
fn a_link_around_blocks_is_one_finding_whatever_is_in_it() {
    let markdown = "<a href=\"https://b.kr/\">\n\n[가](https://a.kr/)\n\n- [나](https://a.kr/)\n\n</a>\n\n[다](https://a.kr/)";
    assert_eq!(found(markdown), ["3:1 nested-link"]);
    assert_eq!(render(markdown).matches("<a").count(), 2);
    // One that is left open ends with what it is in.
    let markdown = "- <a href=\"https://b.kr/\">가\n- [나](https://a.kr/)";
    assert_eq!(found(markdown), ["1:3 unclosed-element"]);
    assert!(
        render(markdown).contains("가</a></li>"),
        "{}",
        render(markdown)
    );
}

#[test]
fn terms_are_not_linked_inside_links_but_are_after_them() {
    for (text, links) in [
        ("<a href=\"https://a.kr/\">콜로서스</a>", 0),
        ("<a href=\"https://a.kr/\">가</a> 콜로서스", 1),
        // What is left open in a paragraph ends with it.
        ("가 <code>콜로서스\n\n콜로서스", 1),
        ("<div><code>\n\n콜로서스", 0),
    ] {
        let site = build(&format!(
            "{BARE_PAGE}\n== content/glossary/colossus.ko.md\n---\ntitle: 콜로서스\nsummary: 건물.\n---\n== content/t.ko.md\n---\ntitle: 글\n---\n{text}"
        ));
        let html = site.file("ko/t/");
        assert_eq!(html.matches("data-term").count(), links, "{text}: {html}");
    }
}

#[test]
fn html_without_end_is_read_in_good_time() {
    for piece in [
        "<noscript>",
        "<div>",
        "<svg>",
        "<a href=x>",
        "<a id=x>",
        "<!--",
        "<a x='",
        "<script><!--<script>",
        "</b>",
        "<p ",
        "<p>",
        "<button><a href=x>",
        "<svg><foreignObject><p>",
        "<b></i>",
    ] {
        for before in ["<div>\n", "가 "] {
            build(&format!(
                "== content/t.ko.md\n---\ntitle: 글\n---\n{before}{}",
                piece.repeat(20_000)
            ));
        }
    }
}

#[test]
fn addresses_are_right_wherever_a_text_is_shown() {
    let text = "<a href=\"../b/?q=1#x\">가</a> <img src='p.svg' alt=''> <a href=#h>나</a> <a href=\"/site/ko/b/\">다</a> <b id=h>라</b>";
    let site = build(&format!(
        "== content/b.ko.md\n---\ntitle: 나\n---\n== content/a/p.svg\n<svg/>\n== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-01-02\n---\n{text}\n== content/a/index.en.md\n---\ntitle: T\n---\nText."
    ));
    let article = site.file("ko/a/");
    for part in [
        "href=\"../b/?q=1#x\"",
        "src=\"../../a/p.svg\"",
        "href=#h",
        "href=\"/site/ko/b/\"",
        "<b id=\"h\">",
    ] {
        assert!(article.contains(part), "{part}: {article}");
    }
    let beside = site.file("ko/a/parallel/");
    for part in [
        "href=\"../../b/?q=1#x\"",
        "src=\"../../../a/p.svg\"",
        "href=\"/site/ko/b/\"",
    ] {
        assert!(beside.contains(part), "{part}: {beside}");
    }
    let feed = site.file("ko/feed.xml");
    for part in [
        "https://name.github.io/site/ko/b/?q=1#x",
        "https://name.github.io/site/a/p.svg",
        "https://name.github.io/site/ko/a/#h",
    ] {
        assert!(feed.contains(part), "{part}: {feed}");
    }
}

/// What HTML is made of, with what Markdown makes of its own.
fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "<a href=\"https://a.kr\">",
        "<a id=x>",
        "<a/>",
        "</a>",
        "<b>",
        "</b>",
        "<div>",
        "</div>\n",
        "<div class=\"",
        "\"",
        "'",
        ">",
        "/",
        "=",
        " x",
        "<!--",
        "-->",
        "--!>",
        "<!-->",
        "<!x>",
        "<?",
        "</ x>",
        "<![CDATA[",
        "]]>",
        "<script>",
        "</script>",
        "<style>\n",
        "</style>",
        "<textarea>",
        "</textarea>",
        "<title>",
        "</title>",
        "<xmp>",
        "</xmp>",
        "<iframe>",
        "</iframe>",
        "<noscript>",
        "</noscript>",
        "<plaintext>",
        "<svg>",
        "</svg>",
        "<foreignObject>",
        "</foreignObject>",
        "<math>",
        "<mi>",
        "</main>",
        "</section>",
        "<template>",
        "</template>",
        "<button>",
        "</button>",
        "\n",
        "\n\n",
        "- ",
        "> ",
        "| a | ",
        "\n|---|---|\n",
        "**",
        "`",
        "## ",
        "[",
        "](https://b.kr)",
        "<https://c.kr>",
        "[[x-ai]]",
        "xAI ",
        "[^n]",
        "\n[^n]: 주\n",
        "글 ",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn html_without_errors_leaves_the_page_around_it_whole(body in soup(), kind in prop::sample::select(vec!["prose", "faq"])) {
        let site = build(&format!(
            "{TERM}\n== content/t.ko.md\n---\ntitle: 글\n---\n{body}\n== content/a/index.ko.md\n---\ntitle: 해설\ndate: 2026-01-02\n---\n{body}\n== content/a/index.en.md\n---\ntitle: T\n---\n{body}\n== content/a/1-s.ko.md\n---\ntitle: 부분\nkind: {kind}\n---\n## 물음\n\n{body}\n"
        ));
        for (path, html) in site.pages() {
            let parts = parts(html);
            prop_assert!(parts.ends_whole, "{path} is cut short:\n{body}\n{html}");
            prop_assert!(!parts.nested_link, "{path} has a link in a link:\n{body}\n{html}");
        }
    }
}

const TERM: &str = "== content/glossary/x-ai.ko.md\n---\ntitle: xAI\nsummary: 회사.\n---";

/// What a page comes to.
struct Parts {
    /// The footer and the end tags of the page are tags.
    ends_whole: bool,
    nested_link: bool,
}

fn parts(page: &str) -> Parts {
    let mut state = html::TokenizerState::default();
    let tags = html::tokens(page, &mut state).filter_map(|token| match token.kind {
        html::TokenKind::Start(tag) if tag.content == html::ContentModel::Nothing => None,
        html::TokenKind::Start(tag) => Some(tag.name.to_ascii_lowercase()),
        html::TokenKind::End(name) => Some(format!("/{}", name.to_ascii_lowercase())),
        _ => None,
    });
    let (mut links, mut nested_link, mut last) = (0, false, Vec::new());
    for tag in tags {
        match tag.as_str() {
            "a" => {
                nested_link |= links > 0;
                links += 1;
            }
            "/a" => links = 0_i32.max(links - 1),
            "/main" | "footer" | "/footer" | "/body" | "/html" => last.push(tag),
            _ => {}
        }
    }
    let end = ["/main", "footer", "/footer", "/body", "/html"].map(str::to_owned);
    Parts {
        ends_whole: last.ends_with(&end),
        nested_link,
    }
}

#[test]
fn an_address_in_html_is_a_link_like_those_in_markdown() {
    let site = |text: &str| {
        build(&format!(
            "== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-01-02\nmoved_from: [old]\n---\n{text}\n== content/a/10-leaf.ko.md\n---\ntitle: 잎\n---\n글.\n== content/b/index.ko.md\n---\ntitle: 나\ndate: 2026-01-02\n---\n## 절 {{#s}}\n\n글.\n== content/b/index.en.md\n---\ntitle: B\n---\n## S {{#s}}\n\nText.\n== content/b/x.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"3\" height=\"3\"/>\n== content/p.ko.md\n---\ntitle: 쪽\n---\n<a href=\"b/index.ko.md\">가</a>\n"
        ))
    };
    for (written, on_page) in [
        ("../b/index.ko.md", "../b/"),
        ("../b/index.ko.md#s", "../b/#s"),
        ("../b/index.ko.md?x=1#s", "../b/?x=1#s"),
        ("../b/index.en.md", "../../en/b/"),
        ("10-leaf.ko.md", "#leaf"),
        // As a browser reads them.
        ("../b/", "../b/"),
        ("../b/index.html", "../b/index.html"),
        ("../feed.xml", "../feed.xml"),
        ("../search/?q=x", "../search/?q=x"),
        ("../b/parallel/", "../b/parallel/"),
        ("../old/", "../old/"),
        ("../../sitemap.xml", "../../sitemap.xml"),
        ("#anything", "#anything"),
        ("https://a.kr/x.png", "https://a.kr/x.png"),
        ("../b/x.svg#v", "../../b/x.svg#v"),
    ] {
        let built = site(&format!("글 <a href=\"{written}\">가</a>"));
        let page = built.file("ko/a/");
        let wanted = format!("<a href=\"{on_page}\">가</a>");
        assert!(page.contains(&wanted), "{written}: {}", built.report());
        assert!(built.file("ko/p/").contains("<a href=\"../b/\">가</a>"));
    }
    for (written, said) in [
        ("../c/index.ko.md", "there is no file `../c/index.ko.md`"),
        (
            "../b/index.ko.md#none",
            "nothing on that page has the id `none`",
        ),
        ("no.pdf", "there is no file `no.pdf`"),
        ("/no.png", "there is no file `/no.png`"),
    ] {
        let built = site(&format!("글 <a href=\"{written}\">가</a>"));
        let found = built.only_error();
        assert_eq!(found.code, "broken-link", "{written}");
        assert!(built.place(found).contains(written));
        assert_eq!(found.message.english(), said);
    }
    for html in [
        "<img src=\"no.png\" alt=\"\">",
        "<video src=\"no.mp4\"></video>",
        "<img src=\"../b/x.svg\" srcset=\"no.png 2x\" alt=\"\">",
    ] {
        assert_eq!(site(html).only_error().code, "broken-link", "{html}");
    }
}
