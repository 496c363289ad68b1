//! What people write who come from a blog, a note or another generator, or type on a Korean keyboard: one finding each, at its
//! place, with what to write instead. The golden files hold the words; what is right beside it has no finding.

use super::harness::SITE;
use super::slips::{Slip, a_page, built, explainer, front, page, section, told};

fn in_markdown() -> Vec<Slip> {
    vec![
        page("link-syntax", "[소개(t.en.md)를 본다."),
        page("fullwidth-markup", "[소개]（t.en.md）를 본다."),
        page("fullwidth-markup", "［［콜로서스］］는 크다."),
        page("link-syntax", "콜로서스는 [colossus]] 크다."),
        page("link-syntax", "! [그림](https://example.com/a.png)"),
        page(
            "link-syntax",
            "![그림](https://example.com/a.png) {width=300}",
        ),
        page("link-syntax", "<https://example.com 을 본다."),
        page("link-syntax", "[글][about]을 본다."),
        page("link-syntax", "봄에 딴다[ @kim ]."),
        page("link-syntax", "[글](http://localhost:4000/ko/t/)을 본다."),
        page("link-scheme", "[글](http//naver.com)을 본다."),
        page("empty-link", "[](t.en.md)을 본다."),
        page("broken-link", "[[TOC]]\n\n글"),
        page("broken-destination", "![그림](a.png =300x200)"),
        page("broken-destination", "![그림](a.png ‘찻잎’)"),
        page("broken-destination", "[글](https:// naver.com)"),
        page(
            "pasted-html",
            "![찻잎](https://postfiles.pstatic.net/a/leaf.jpg)",
        ),
        page("undefined-footnote", "글이다[^ 1].\n\n[^1]: 각주이다."),
        page("undefined-footnote", "글이다[1].\n\n[1]: 각주의 글이다."),
        page("table-lines", "| 가 | 나 |\n|ㅡㅡ|ㅡㅡ|\n| 다 | 라 |"),
        page("table-lines", "| 가 | 나 |\n\n|---|---|\n| 다 | 라 |"),
        page(
            "table-lines",
            "| 가 | 나 |\n|---|---|\n| 다 | 라 |\n\n| 마 | 바 |",
        ),
        page("list-mark", "*밀물\n*썰물"),
        page("list-mark", "① 밀물\n② 썰물"),
        page("list-mark", "ㅇ 밀물\nㅇ 썰물"),
        page("list-mark", "가. 밀물\n나. 썰물"),
        page("list-mark", "다음과 같다.\n2. 밀물\n3. 썰물"),
        page("list-mark", "2026. 3. 2. 새순을 땄다."),
        page("list-mark", "- 물\n - 찬물\n- 잎"),
        page("list-mark", "1. 물\n  - 찬물\n2. 잎"),
        page("list-mark", "- [] 물"),
        page("list-mark", "- [v] 물"),
        page("list-mark", "- 뭍\n\n- [v] 물"),
        page("unclosed-emphasis", "__새순__을 딴다."),
        page("unclosed-emphasis", "_새순_을 딴다."),
        page("unclosed-emphasis", "3*4*5는 60이다."),
        page("foreign-syntax", "++새순++을 딴다."),
        page("foreign-syntax", "H~2~O를 끓인다."),
        page("foreign-syntax", "> [!참고]\n> 글"),
        page("foreign-syntax", "> [! NOTE]\n> 글"),
        page("foreign-syntax", "> [!TIP]- 제목\n> 글"),
        page("foreign-syntax", "글이다.\n{: .notice}"),
        page("foreign-syntax", "\\newpage\n\n글"),
        page("foreign-syntax", "\\(x^2\\)을 더한다."),
        page(
            "foreign-syntax",
            "{% highlight python %}\nprint(1)\n{% endhighlight %}",
        ),
        page("foreign-syntax", "글이다.\n\n<!- 메모 -->"),
        page("foreign-syntax", "글이다<br/ >그렇다."),
        page("foreign-syntax", "글&nbsp그렇다."),
        page("fullwidth-markup", "₩₩₩\nprint(1)\n₩₩₩"),
        page("unclosed-code", "₩print₩는 찍는다."),
        page("unclosed-code", "´print´는 찍는다."),
        page("unclosed-fence", "``\nprint(1)\n``"),
        page("unclosed-fence", "```\nprint(1)\n```끝\n\n글"),
        page("containers", ":::참고\n글\n:::"),
        page("containers", "글\n\n::note\n글"),
        page("containers", "：：：note\n글"),
        page("heading-id", "## 새순 ｛#bud｝\n\n글"),
        page("heading-id", "## 새순 {#bud}.\n\n글"),
        page("heading-id", "## 새순 {#bud tea}\n\n글"),
        page("no-text", "## {#bud}\n\n글"),
        page("indented-code", "글이다.\n\n    ## 새순\n\n글"),
        page("foreign-syntax", "<div className=\"box\">글</div>"),
        page("foreign-syntax", "<img src={leaf} alt=\"잎\">"),
        page("foreign-syntax", "글이다.<o:p></o:p>"),
        page("foreign-syntax", "\u{f09f} 글이다."),
        page("curly-quotes", "```js title=“a.js”\nf()\n```"),
        page("foreign-syntax", "%%메모%%\n\n글"),
        page("foreign-syntax", "글이다. ^a1b2c3"),
        page("foreign-syntax", "[##_Image|kage@a/b/img.png|CDM|1.3||_##]"),
        page("foreign-syntax", "글은 {{ page.title }}이다."),
        page("foreign-syntax", "{/* 메모 */}\n\n글"),
        page("foreign-syntax", "!!! note \"제목\"\n    글"),
        page("foreign-syntax", ".. note::\n   글"),
        page("foreign-syntax", "=== 새순\n\n글"),
        page("foreign-syntax", "image::a.png[새순]"),
        page("foreign-syntax", "link:t.html[글]을 본다."),
        page("foreign-syntax", "`글 <https://example.com>`_을 본다."),
        page("foreign-syntax", "![새순|300](https://example.com/a.png)"),
        page("list-mark", "― 물\n― 잎"),
        page("broken-link", "![새순](img\\bud.png)"),
        page("allow", "<!-- haesol: allow no-alt -->\n\n글"),
        page("allow", "<!-- haeseol allow: no-alt -->\n글"),
    ]
}

#[test]
fn habits_in_markdown_are_told() {
    told("slips-habits-markdown", in_markdown());
}

fn settings(old: &str, new: &str) -> String {
    assert!(SITE.contains(old), "{old}");
    format!("== site.toml\n{}", SITE.replacen(old, new, 1))
}

fn in_settings() -> Vec<Slip> {
    let language = "default_language = \"ko\"";
    let table = |lines: &str| settings("[languages.ko]", &format!("{lines}\n\n[languages.ko]"));
    vec![
        Slip(
            "wrong-value",
            front(
                "wrong-value",
                "glossary/a",
                "title: 조수\nsummary: 온다.\nreading: josu",
            )
            .1 + &a_page("조수는 온다."),
        ),
        front("unknown-key", "t", "제목: 글"),
        front("unknown-key", "t", "title: 글\nlayout: post"),
        front("unknown-key", "t", "title: 글\npermalink: /a/"),
        front("unknown-key", "t", "title: 글\ntags: [차]"),
        front("unknown-key", "t", "title: 글\npublished: false"),
        explainer(
            "front-matter",
            "sources:\n  id: kim\n    title: 책\n",
            "",
            "",
        ),
        explainer(
            "front-matter",
            "sources:\n  -id: kim\n    title: 책\n",
            "",
            "",
        ),
        explainer(
            "front-matter",
            "sources:\n  - id: kim\n\ttitle: 책\n",
            "",
            "",
        ),
        explainer("wrong-type", "sources: https://example.org\n", "", ""),
        explainer("wrong-type", "sources:\n  - https://example.org\n", "", ""),
        explainer(
            "unknown-key",
            "sources:\n  - title: 책\n    link: a\n",
            "",
            "",
        ),
        explainer(
            "bad-name",
            "sources:\n  - title: 책\n    id: 김 2020\n",
            "",
            "",
        ),
        explainer("unbracketed-list", "authors: ［김하늘］\n", "", ""),
        explainer("unbracketed-list", "authors: [김하늘，이바다]\n", "", ""),
        explainer("bad-date", "date: 26.03.02\n", "date: 2026-03-02\n", ""),
        explainer(
            "bad-date",
            "date: 2026-03-02T09:00:00+09:00\n",
            "date: 2026-03-02\n",
            "",
        ),
        explainer("bad-date", "date: 2026-02-30\n", "", ""),
        explainer("bad-date", "as_of: 2026년 2월\n", "", ""),
        Slip(
            "wrong-value",
            a_page("조수는 온다.").replace("A text.", "A tide comes.")
                + &front(
                    "",
                    "glossary/a",
                    "title: 조수\nsummary: 바닷물이다.\navoid: [조수]",
                )
                .1,
        ),
        Slip("syntax", settings(language, "default_language = \"ko\";")),
        Slip("syntax", settings(language, "default_language = \"ko")),
        Slip("syntax", settings(language, "default_language = ko")),
        Slip("syntax", settings("[languages.ko]", "[languages.ko")),
        Slip("syntax", table("[search]\nenabled = True")),
        Slip("syntax", table("[search]\nenabled = yes")),
        Slip("syntax", table("[theme]\naccent = #8a3b12")),
        Slip(
            "syntax",
            table("[search]\nenabled = true\n\n[search]\nenabled = false"),
        ),
        Slip(
            "syntax",
            table("[[nav]]\nlabel = { ko: \"글\", en: \"Text\" }"),
        ),
        Slip("wrong-type", table("[search]\nenabled = \"true\"")),
        Slip("wrong-type", table("[home]\nlatest = \"24\"")),
        Slip("wrong-type", table("[nav]\npage = \"t\"")),
        Slip(
            "wrong-type",
            settings("[languages.ko]", "author = \"김하늘\"\n[languages.ko]"),
        ),
        Slip(
            "unknown-key",
            settings(language, &format!("[search]\nenabled = true\n{language}")),
        ),
        Slip("unknown-key", settings("base_url", "baseURL")),
        Slip(
            "broken-link",
            table("[theme]\nlogo = \"logo.png\"") + &a_page("글이다."),
        ),
    ]
}

#[test]
fn habits_in_settings_are_told() {
    told("slips-habits-settings", in_settings());
}

fn in_files() -> Vec<Slip> {
    let named = |code, name: &str| {
        Slip(
            code,
            explainer("", "", "", &section("10-a"))
                .1
                .replace("content/e/10-a.ko.md", &format!("content/e/{name}")),
        )
    };
    let of_explainer = |code, name: &str| {
        Slip(
            code,
            explainer("", "", "", "")
                .1
                .replace("content/e/index.ko.md", &format!("content/e/{name}")),
        )
    };
    let faq = |korean: &str| {
        explainer(
            "",
            "",
            "",
            &format!("== content/e/70-q.ko.md\n---\ntitle: 질문\nkind: faq\n---\n{korean}\n== content/e/70-q.en.md\n---\ntitle: Questions\nkind: faq\n---\n## One? {{#one}}\n\nYes.\n\n## Two? {{#two}}\n\nYes.\n"),
        )
        .1
    };
    let comparison = |korean: &str| {
        explainer(
            "",
            "",
            "",
            &format!("== content/e/40-c.ko.md\n---\ntitle: 비교\nkind: comparison\n---\n{korean}\n== content/e/40-c.en.md\n---\ntitle: Comparison\nkind: comparison\n---\n| A | B | C |\n|---|---|---|\n| D | E | F |\n| G | H | I |\n"),
        )
        .1
    };
    vec![
        named("no-language", "10-a_ko.md"),
        named("bad-language", "ko.10-a.md"),
        named("bad-language", "10-a.ko-KR.md"),
        named("bad-name", "10 a.ko.md"),
        named("bad-name", "10_a.ko.md"),
        named("bad-name", "10.a.ko.md"),
        named("not-a-text", "10-a.ko.mdx"),
        named("not-a-text", "10-a.ko.txt"),
        of_explainer("bad-name", "_index.ko.md"),
        of_explainer("bad-language", "index.kr.md"),
        Slip(
            "bad-name",
            a_page("글이다.") + "== content/ko/b.ko.md\n---\ntitle: 글\n---\n",
        ),
        Slip(
            "same-url",
            a_page("글이다.").replace("content/t", "content/glossary"),
        ),
        Slip(
            "misplaced-term",
            a_page("글이다.")
                .replace("content/t", "content/용어집/t")
                .replace("title: 글", "title: 글\nsummary: 글이다."),
        ),
        Slip(
            "bad-name",
            a_page("글이다.") + "== content/custom.css\np{}\n",
        ),
        Slip(
            "bad-name",
            a_page("글이다.") + "== templates/head_extra.html\n<meta name=\"a\">\n",
        ),
        explainer(
            "no-text",
            "",
            "",
            &section("10-a").replacen("---\ntitle: 절 10-a\n---\n글이다.\n", "\n", 1),
        ),
        Slip("faq", faq("**하나인가요?**\n\n네.")),
        Slip(
            "faq",
            faq("## 하나인가요? {#one}\n\n## 둘인가요? {#two}\n\n네."),
        ),
        Slip(
            "different-twins",
            faq("## 하나인가요? {#one}\n\n네.\n\n## 둘인가요?\n\n네."),
        ),
        Slip(
            "different-twins",
            faq("## 둘인가요? {#two}\n\n네.\n\n## 하나인가요? {#one}\n\n네."),
        ),
        Slip(
            "comparison",
            comparison("| 가 | 나 | |\n|---|---|---|\n| 라 | 마 | 바 |\n| 사 | 아 | 자 |"),
        ),
        Slip(
            "comparison",
            comparison("| 가 | 나 | 나 |\n|---|---|---|\n| 라 | 마 | 바 |\n| 사 | 아 | 자 |"),
        ),
        Slip(
            "different-twins",
            comparison("| 가 | 나 | 다 |\n|---|---|---|\n| 라 | 마 | 바 |"),
        ),
    ]
}

#[test]
fn habits_among_files_are_told() {
    told("slips-habits-files", in_files());
}

#[test]
fn what_is_right_beside_a_habit_has_no_finding() {
    let mut wrong = Vec::new();
    for text in [
        "배열 a[0][1]과 [공지][필독] 글.",
        "[^1]과 글[^1].\n\n[^1]: 각주.",
        "값은 ₩3,000~₩5,000이다.",
        "`__init__`을 쓴다. snake_case_이름을 쓴다.",
        "i++과 C++은 다르다. a++b++c",
        "70~80도에서 3~4분 둔다.",
        "2 * 3 * 4",
        "- 물\n  - 찬물\n- 잎",
        "1. 물\n   - 찬물\n2. 잎",
        "1. 물\n\n- 찬물",
        "* 물\n* 잎",
        "*물*\n*잎*",
        "2026년 3월 2일에 땄다.",
        "가. 혼자 있는 줄",
        "※ 하나\n※ 둘",
        "| 가 | 나 |\n|---|---|\n| 다 | 라 |\n\n글 | 글",
        "[미리보기](http://localhost:3000/)를 연다. [http://localhost:4000/](http://localhost:4000/)도.",
        "![그림](https://example.com/a.png)",
        "- [ ] 물\n- [x] 잎",
        "> [!NOTE] 제목\n> 글",
        "AT&amp;T와 &nbsp;글, a&lt=b",
        "글<br>그렇다<br/>그렇다<br />.",
        "\\(참고\\)와 x^2",
        "::: note\n글\n:::",
        "std::note 와 a::b\n::더하기",
        "## 새순 {#bud}\n\n## 잎 (잎)",
        "[글](t.en.md) {참고}",
    ] {
        let found = built(&a_page(text)).findings();
        let found: Vec<_> = found
            .into_iter()
            .filter(|f| !f.ends_with("no-alt"))
            .collect();
        if !found.is_empty() {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
