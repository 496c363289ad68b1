//! What holds for every site.

use proptest::prelude::*;

use super::harness::{build, build_with, files};
use haeseol::Options;

/// Pieces of text that Markdown, YAML and HTML care about, mixed with Hangul.
fn fragment() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "콜로서스",
        "는 ",
        "피지컬 AI",
        "\n",
        "\n\n",
        "  ",
        "\t",
        "# ",
        "## 제목 {#id}\n",
        "- ",
        "1. ",
        "> ",
        "> [!NOTE]\n",
        "```\n",
        "`",
        "*",
        "**",
        "~~",
        "_",
        "[",
        "]",
        "(",
        ")",
        "[[",
        "]]",
        "[[xai]]",
        "[[!",
        "|",
        "|---|\n",
        "| a | b |\n|---|---|\n",
        "[^a]",
        "[@a]",
        "[@a; @b]",
        "[^a]: 주\n",
        "![",
        "](pic.svg)",
        "](t.ko.md)",
        "](https://a.kr)",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<a>",
        "&amp;",
        "&#0;",
        "\\",
        "\"",
        "'",
        "---\n",
        "***\n",
        ": 뜻\n",
        "\u{2029}",
        "\u{e000}",
        "é",
        "👩‍💻",
        "한\u{301}",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|p| p.concat())
}

fn site_with(body: &str, kind: &str) -> String {
    format!(
        "== content/t.ko.md\n---\ntitle: 글\n---\n{body}\n== content/pic.svg\n<svg/>\n== content/glossary/xai.ko.md\n---\ntitle: xAI\nsummary: 회사.\n---\n{body}\n== content/a/index.ko.md\n---\ntitle: 해설\ndate: 2026-01-02\n---\n{body}\n== content/a/1-s.ko.md\n---\ntitle: 부분\nkind: {kind}\n---\n{body}"
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_the_build_panic(body in fragment(), kind in prop::sample::select(vec!["prose", "faq", "comparison", "timeline"])) {
        let site = build(&site_with(&body, kind));
        site.report();
    }

    #[test]
    fn no_front_matter_makes_the_build_panic(head in "[a-z가-힣:\\[\\]{}\"'\n &*!|>-]{0,80}", settings in "[a-z=\\[\\]{}\"\n .#]{0,80}") {
        build(&format!("== content/t.ko.md\n---\ntitle: 글\n{head}\n---\n")).report();
        build(&format!("== site.toml\n{settings}\n")).report();
    }

    #[test]
    fn building_twice_gives_the_same_bytes(body in fragment()) {
        let site = site_with(&body, "prose");
        let (one, two) = (build(&site), build(&site));
        prop_assert_eq!(one.files(), two.files());
    }

    #[test]
    fn internal_links_are_relative_and_lead_somewhere(routes in prop::collection::btree_set("[a-c]{1,2}(/[a-c]{1,2}){0,3}", 1..6)) {
        let routes: Vec<_> = routes.into_iter().collect();
        let all: String = routes.iter().map(|r| format!("[{r}](/{r}/)\n")).collect();
        let pages: String = routes.iter().flat_map(|r| ["ko", "en"].map(|l| format!("== content/{r}/index.{l}.md\n---\ntitle: {r}\n---\n{all}\n"))).collect();
        let site = build(&pages).good();
        for (folder, html) in site.pages() {
            for (i, _) in html.match_indices("<a ") {
                let tag = html[i..].split('>').next().unwrap();
                let href = tag.split("href=\"").nth(1).unwrap().split(['"', '#']).next().unwrap();
                if href.is_empty() || href.contains("://") { continue; }
                prop_assert!(!href.starts_with('/'), "{} on {}", href, folder);
                let target = resolve(folder, href);
                prop_assert!(site.paths().any(|p| p == target || p == format!("{target}index.html")), "{} on {} is {}", href, folder, target);
            }
        }
    }
}

/// A relative address against a folder.
fn resolve(folder: &str, href: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in href.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            p => parts.push(p),
        }
    }
    let slash = if href.ends_with('/') && !parts.is_empty() {
        "/"
    } else {
        ""
    };
    parts.join("/") + slash
}

#[test]
fn the_number_of_threads_does_not_change_a_byte() {
    let site = site_with("글 [[xai]]", "prose");
    let wanted = build(&site);
    for threads in [1, 7] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        let other = pool.install(|| build_with(&site, &Options::default()));
        assert_eq!(wanted.files(), other.files());
    }
}

#[test]
fn huge_texts_are_read_in_good_time() {
    let n = 20_000;
    for body in [
        "## 같은 제목\n".repeat(n),
        ">".repeat(n),
        "[".repeat(n * 2),
        "*가".repeat(n * 2),
        "각주[^a] ".repeat(n) + "\n\n[^a]: 주",
        (0..n)
            .map(|i| format!("[^{i}]"))
            .chain((0..n).map(|i| format!("\n[^{i}]: 주\n")))
            .collect(),
        (0..200)
            .map(|d| format!("{}- 항목\n", "  ".repeat(d)))
            .collect(),
        format!(
            "|{}\n|{}\n{}",
            "a|".repeat(500),
            "-|".repeat(500),
            "|b\n".repeat(1000)
        ),
        "[[".repeat(n * 2),
        "[[xai]] ".repeat(n),
        "[@".repeat(n * 2),
        "[@a] [@b; @c] ".repeat(n),
        "[a](b".repeat(n),
        "[a](<".repeat(n),
        "[a](b \"".repeat(n),
        "![a](b){".repeat(n),
        "[[!".repeat(n * 2),
        "[[a|".repeat(n),
        "$a$".repeat(n),
        "[a](/) [[b] ".repeat(n),
        "<!-- haeseol: allow x -->".repeat(n / 4),
        "## 절\n\n글\n\n".repeat(n / 4),
        "[^a] ".repeat(n),
        "[^a] \n\n".repeat(n),
        (0..n).map(|i| format!("[^a{i}] ")).collect(),
        "- \n\n".repeat(n / 2),
        "1) ".repeat(n / 4),
        "<!-a".repeat(n / 4),
        "[a](/)\n\n".repeat(n / 2),
        format!("<!-- haeseol: allow {} -->", "x".repeat(n * 10)),
    ] {
        // A quadratic step would take minutes here, and the test's run with it.
        assert!(files(&site_with(&body, "prose")).len() > 3);
        build(&site_with(&body, "prose")).report();
    }
}

#[test]
fn many_of_everything_are_read_in_good_time() {
    // A quadratic step would take minutes here, and the test's run with it.
    let n = 20_000;
    let many = |text: &str| text.repeat(n);
    let each = |text: &dyn Fn(usize) -> String| (0..n).map(text).collect::<String>();
    let plain =
        |text: String| format!("== content/t.ko.md\n---\ntitle: 글\nmath: true\n---\n{text}");
    let keys = |head: String| {
        format!("== content/glossary/t.ko.md\n---\ntitle: 글\nsummary: 뜻.\n{head}\n---\n글\n")
    };
    let row = "| 1,234조 원 | b |\n";
    let figures = |lang: &str| {
        format!(
            "== content/f.{lang}.md\n---\ntitle: F\n---\n{}\n",
            each(&|i| format!("{i} "))
        )
    };
    for site in [
        // One word, as a text without spaces is.
        plain(many("가")),
        plain(many("버스")),
        plain(many("__가")),
        plain(many("a가")),
        plain(many("가.가,")),
        // Addresses in HTML.
        plain(format!(
            "<img alt=\"\" srcset=\"{}\">",
            many("https://a.kr/b.png 1x, ")
        )),
        plain("<img alt=\"\" srcset=\"https://a.kr/c.png 2x\">\n\n".repeat(n / 4)),
        // SVG and tables that hold what keeps them open.
        plain(format!(
            "<svg><desc>{}<p>{}</desc></svg>",
            many("<x>"),
            many("</x>")
        )),
        plain(format!(
            "<svg><g><desc><div>{}{}",
            many("<p>"),
            many("</g>")
        )),
        plain(format!("<table><b>{}{}", many("<td>"), many("</b>"))),
        // What is on one line for the slips that are sought in lines.
        plain(many("<a ")),
        plain(format!("{}>", many("<a={"))),
        plain(format!("{}}}}}", many("{{"))),
        plain(format!("{}*/}}", many("{/* "))),
        plain(format!("{}[a]", many("link:"))),
        plain(many("link:a.b[")),
        plain(many("`a <b>`_")),
        plain(many("%%a")),
        plain(many(" ^a1")),
        plain("![a|3](b.png) ".repeat(n / 4)),
        plain(many("=== 제목\n\n")),
        plain(many("!!! note\n\n")),
        plain(many("[source,x]\n----\n\n")),
        // Formulas, code and its marks, charts, tables.
        plain(many("$a_1$ ")),
        plain(many("$$\na\n$$\n\n")),
        plain(many("```js\na // [!code ++]\n```\n\n")),
        plain(format!("```js {{{}1}}\n{}```\n", many("1,"), many("a\n"))),
        plain(format!(
            "```chart bar\n가,나\n{}```\n",
            each(&|i| format!("{i},1\n"))
        )),
        plain("```chart bar\n가,나\n가,1\n```\n\n".repeat(n / 20)),
        plain(format!("| a | b |\n|---|---|\n{}", many(row))),
        plain(format!("| a | b |\n|---|---|\n{row}\n").repeat(n / 20)),
        plain(many("{漢字|한자}")),
        plain(many("> [!NOTE]\n> 글\n\n")),
        // Ids, notes and names.
        plain((0..n / 4).map(|i| format!("## 글 {{#a{i}}}\n\n")).collect()),
        format!(
            "== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-01-01\n---\n== content/a/1-q.ko.md\n---\ntitle: 물음\nkind: faq\n---\n{}",
            many("## 왜?\n\n답.\n\n")
        ),
        keys(format!("aliases: [{}]", each(&|i| format!("이름{i}, ")))),
        keys(format!("avoid: [{}]", each(&|i| format!("이름{i}, ")))),
        keys(format!("not: [{}]", each(&|i| format!("글{i}, ")))),
        format!(
            "== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-01-01\nsources:\n{}---\n글",
            each(&|i| format!("  - {{ id: s{i}, title: 책 }}\n"))
        ),
        format!(
            "== site.toml\n{}{}",
            super::harness::SITE,
            many("[[nav]]\nlabel = { ko = \"가\", en = \"a\" }\nurl = \"/ko/\"\n")
        ),
        format!(
            "== site.toml\n{}[glossary]\ngloss = true\n{}{}",
            super::harness::SITE,
            keys(String::new()),
            plain(many("글을 "))
        ),
        figures("ko") + &figures("en"),
    ] {
        build(&site).report();
    }
}
