//! What authors get wrong and no parser notices: each slip has one finding, at its place, with what to write instead, in both
//! languages. The golden files hold the words; what is right beside it has no finding.

use haeseol::base::diag::Locale;

use super::harness::{Built, SITE, build, build_with, golden};

/// A site with one slip: the code of its finding, and its files.
pub(super) struct Slip(pub(super) &'static str, pub(super) String);

pub(super) fn page(code: &'static str, text: &str) -> Slip {
    Slip(code, a_page(text))
}

/// A page in both languages, so that nothing else is to be said of it.
pub(super) fn a_page(text: &str) -> String {
    format!(
        "== content/t.en.md\n---\ntitle: Text\n---\nA text.\n== content/t.ko.md\n---\ntitle: 글\n---\n{text}\n"
    )
}

/// The front matter of a term or of an explainer in Korean, with its twin.
pub(super) fn front(code: &'static str, file: &str, matter: &str) -> Slip {
    let twin = match file {
        "glossary/a" => "title: tide\nsummary: It comes and goes.",
        _ => "title: Text",
    };
    Slip(
        code,
        format!(
            "== content/{file}.ko.md\n---\n{matter}\n---\n조수는 온다.\n== content/{file}.en.md\n---\n{twin}\n---\nA tide comes.\n"
        ),
    )
}

pub(super) fn explainer(code: &'static str, korean: &str, english: &str, more: &str) -> Slip {
    Slip(
        code,
        format!(
            "== content/e/index.ko.md\n---\ntitle: 글\ndescription: 글이다.\n{korean}---\n글이다.\n== content/e/index.en.md\n---\ntitle: Text\ndescription: A text.\n{english}---\nA text.\n{more}"
        ),
    )
}

pub(super) fn section(name: &str) -> String {
    format!(
        "== content/e/{name}.ko.md\n---\ntitle: 절 {name}\n---\n글이다.\n== content/e/{name}.en.md\n---\ntitle: Section {name}\n---\nA text.\n"
    )
}

/// A page that shows an image.
fn image(code: &'static str, name: &str, content: &str) -> Slip {
    let file = format!("== content/{name}\n{content}\n");
    Slip(code, a_page(&format!("![그림]({name})")) + &file)
}

/// What Markdown drops, or reads as something else than the eye does.
fn in_markdown() -> Vec<Slip> {
    vec![
        page("unclosed-fence", "글이다.\n\n```js\nf()\n\n다음 글이다."),
        page("unclosed-fence", "> ~~~\n> f()\n\n글"),
        page(
            "indented-code",
            "글이다.\n\n    이 문단은 네 칸 들여 썼습니다. 그래서 코드가 됩니다.",
        ),
        page("broken-destination", "![그림 하나](my pic.svg)"),
        page("broken-destination", "[글](../내 글.ko.md)을 보라."),
        page("unclosed-emphasis", "여기서 **굵게 쓰기를 잊었다."),
        page("unclosed-emphasis", "여기서 ** 굵게 ** 쓴다."),
        page("foreign-syntax", "$$\nE = mc^2\n$$"),
        page("foreign-syntax", "```mermaid\ngraph TD\n```"),
        page("foreign-syntax", "{{< youtube abc >}}"),
        page("foreign-syntax", "{% include a.html %}"),
        page(
            "foreign-syntax",
            "<Banner\n  notebooks={[{ name: \"a\" }]}\n/>",
        ),
        page("foreign-syntax", "{#if fw === 'pt'}"),
        page("foreign-syntax", "글이다.\n\n{/if}"),
        page("foreign-syntax", "import Card from './card'\n\n글"),
        page("foreign-syntax", "웃는다 :smile: 그렇다."),
        page("broken-link", "## 제목[[id]]\n\n글"),
        page("foreign-syntax", "## 제목 [#id]\n\n글"),
        page("foreign-syntax", "[#머리말]을 보라."),
        page("fullwidth-markup", "＃ 제목\n\n글"),
        page("fullwidth-markup", "여기를 ＊＊굵게＊＊ 쓴다."),
        page("heading-space", "##제목\n\n글"),
        page("heading-space", "#\u{A0}제목\n\n글"),
        page(
            "underlined-heading",
            "줄을 긋고 싶은 문단입니다.\n---\n다음 글",
        ),
        page("undefined-footnote", "글이다[^9]."),
        page(
            "duplicate-footnote",
            "글이다[^1].\n\n[^1]: 하나\n\n[^1]: 둘",
        ),
        page("table-row", "| 가 | 나 |\n|---|---|\n| 하나 |"),
        page("table-row", "| 가 | 나 |\n|---|---|\n| 하나 | `a | b` |"),
        page("local-path", "![공장](C:\\Users\\me\\factory.jpg)"),
        page("local-path", "[글](file:///Users/me/a.md)"),
        page("local-path", "[글](/Users/me/Documents/a.pdf)"),
        page("foreign-syntax", "[TOC]\n\n글"),
        page("foreign-syntax", "이것은 ==형광==이다."),
        page("foreign-syntax", "식은 $E=mc^2$이다."),
        page("foreign-syntax", "식은 \\(E=mc^2\\)이다."),
        page("foreign-syntax", "\\[\nE = \\frac{1}{2}\n\\]"),
        page("foreign-syntax", "> [!WARN]\n> 글"),
        page("list-mark", "-밀물\n-썰물"),
        page("list-mark", "· 밀물\n· 썰물"),
        page("list-mark", "글이다.\n1.밀물\n2.썰물"),
        page("table-lines", "| 가 | 나 |\n| 하나 | 둘 |"),
        page("table-lines", "｜ 가 ｜ 나 ｜\n｜---｜---｜"),
        page(
            "table-lines",
            "| 가 | 나 | 다 |\n|---|---|\n| 하나 | 둘 | 셋 |",
        ),
        page("heading-level", "####### 제목"),
        page("link-syntax", "(소개)[https://example.com]"),
        page("link-syntax", "[소개] (t.en.md)를 보라."),
        page("link-syntax", "![그림] (a.png)"),
        page("link-syntax", "[소개](https://example.com/a"),
        page("link-syntax", "[[콜로서스]는 크다."),
        page("unclosed-code", "`코드를 쓴다."),
        page("heading-id", "## 제목 {# id}\n\n글"),
        page("heading-id", "## 제목 (#id)\n\n글"),
        page("merge-marks", "<<<<<<< HEAD\n가\n=======\n나\n>>>>>>> b"),
        page("fullwidth-markup", "‘‘‘\n코드\n‘‘‘"),
        page("undefined-footnote", "글이다.[^1]\n\n[^1] 각주의 글"),
        page("link-scheme", "[글](htps://example.com)"),
        page("link-scheme", "[글](https:/example.com)"),
        page("placeholder", "TODO: 여기를 쓴다."),
        page("invisible-character", "## 제\u{200B}목\n\n글"),
        page("invisible-character", "콜로\u{AD}서스와 콜로\u{200E}서스는"),
        page("invisible-character", "글\u{3164}글"),
        page("invisible-character", "`npm\u{200B} i`를 친다."),
        page("markdown-in-html", "<div>**굵게**</div>"),
        page(
            "markdown-in-html",
            "<details>\n<summary>더</summary>\n[글](t.en.md)을 보라.\n</details>",
        ),
        page("foreign-syntax", "![그림]({{ site.baseurl }}/a.png)"),
        page("foreign-syntax", "제목은 {{ page.title | escape }}이다."),
        page("obsolete-element", "<font color=\"red\">글</font>이다."),
        page("allow", "<!-- haeseol: allow no-alts -->\n\n글"),
        page("containers", ":::note\n글"),
        page("unknown-element", "이 <Book>은 책이다."),
        page("pasted-html", "<p onclick=\"go()\">글</p>"),
        page(
            "pasted-html",
            "<p class=\"se-text-paragraph se-component\">글</p>",
        ),
    ]
}

/// What YAML and TOML drop, or take as it is.
fn in_front_matter() -> Vec<Slip> {
    let term = |more: &str| format!("title: 조수\nsummary: 바닷물이다.\n{more}");
    vec![
        front("cut-value", "t", "title: 해설 #1 시작"),
        front("front-matter", "t", "title: [공지] 해설"),
        front("front-matter", "t", "title: \"그는 \"왜\"라고 했다\""),
        front("wrong-type", "t", "title: 글\ndraft: 아니오"),
        front("unknown-key", "t", "제목: 글\ntitle: 글"),
        Slip(
            "front-matter",
            a_page("글이다.").replace("---\ntitle: 글", "----\ntitle: 글"),
        ),
        Slip(
            "front-matter",
            a_page("글이다.").replace("---\ntitle: 글", "\n---\ntitle: 글"),
        ),
        Slip(
            "front-matter",
            a_page("글이다.").replace("---\ntitle: 글\n---\n", "title: 글\n\n"),
        ),
        explainer("bad-date", "date: 2026.1.2\n", "date: 2026-01-02\n", ""),
        Slip(
            "syntax",
            format!(
                "== site.toml\n{}",
                SITE.replace("default_language = ", "default_language: ")
            ),
        ),
        Slip(
            "unknown-key",
            format!(
                "== site.toml\n{}",
                SITE.replace("[languages.ko]", "[language.ko]")
            ),
        ),
        front("curly-quotes", "t", "title: “해설”"),
        Slip(
            "curly-quotes",
            format!("== site.toml\n{}", SITE.replace("\"시험\"", "“시험”")),
        ),
        Slip(
            "unbracketed-list",
            a_page("조수는 온다.").replace("A text.", "A tide comes.")
                + &front("", "glossary/a", &term("aliases: 밀물, 썰물")).1,
        ),
        front("invisible-character", "t", "title: 글\u{200B}자"),
        Slip(
            "unbracketed-list",
            a_page("조수는 온다.").replace("A text.", "A tide comes.")
                + &front("", "glossary/a", &term("aliases: [밀물; 썰물]")).1,
        ),
        front("front-matter", "t", "title: 글\ndate 2026-01-01"),
        front("front-matter", "t", "title: 글\ntitle: 둘"),
        front("front-matter", "t", "title: 글: 둘째"),
        front("front-matter", "t", "title: \"글"),
        front("front-matter", "t", "title：글"),
        front("front-matter", "t", "title:글"),
    ]
}

/// What is wrong among files.
fn in_files() -> Vec<Slip> {
    let long = "The tide comes and goes twice a day, and nobody knows it better than those who live by it. ".repeat(4);
    vec![
        explainer(
            "date-order",
            "date: 2025-05-02\nupdated: 2025-05-01\n",
            "",
            "",
        ),
        explainer("future-date", "date: 2027-05-02\n", "", ""),
        explainer("other-date", "date: 2025-05-02\n", "date: 2025-05-03\n", ""),
        explainer("same-number", "", "", &(section("10-a") + &section("10-b"))),
        explainer(
            "other-number",
            "",
            "",
            "== content/e/10-a.ko.md\n---\ntitle: 절\n---\n글이다.\n== content/e/20-a.en.md\n---\ntitle: Section\n---\nA text.\n",
        ),
        Slip(
            "misplaced-term",
            a_page("글이다.").replace("content/t", "content/terms/t"),
        ),
        Slip(
            "no-index",
            a_page("글이다.").replace("content/t", "content/e/10-t"),
        ),
        Slip(
            "bad-language",
            a_page("글이다.") + "== content/t.ko - 복사본.md\n---\ntitle: 글\n---\n",
        ),
        explainer(
            "wrong-value",
            "",
            "",
            "== content/e/10-a.ko.md\n---\ntitle: 절\nkind: 비교\n---\n| 가 | 나 |\n|---|---|\n| 다 | 라 |\n== content/e/10-a.en.md\n---\ntitle: Section\nkind: comparison\n---\n| A | B |\n|---|---|\n| C | D |\n",
        ),
        page("broken-link", "[네이버](naver.com/x)"),
        page("broken-link", "![그림](/images/a.png)"),
        Slip(
            "not-a-text",
            a_page("글이다.") + "== content/a.ko.MD\n---\ntitle: 글\n---\n",
        ),
        Slip(
            "not-a-text",
            a_page("글이다.") + "== content/a.ko.md.txt\n---\ntitle: 글\n---\n",
        ),
        page("placeholder", "여기에 쓰세요."),
        page("placeholder", "## 첫째 질문인가요? {#first}\n\n글"),
        front(
            "placeholder",
            "t",
            "title: 글\ndescription: 이 글을 한 문장으로 소개하세요.",
        ),
        image("image-format", "p.HEIC", "x"),
        image("image-format", "p.jpg", "\0\0\0\u{18}ftypheic\0\0\0\0"),
        image("image-format", "p.tif", "x"),
        image(
            "image-weight",
            "p.svg",
            &format!(
                "<svg xmlns='http://www.w3.org/2000/svg'>{}</svg>",
                " ".repeat(6 << 20)
            ),
        ),
        page("untranslated", &long),
        page(
            "untranslated",
            &format!(
                "{}\n\n{long}\n\n{}",
                "바닷물이 하루에 두 번 들고 난다. ".repeat(40),
                "그렇다."
            ),
        ),
    ]
}

pub(super) fn built(files: &str) -> Built {
    let today = jiff::civil::date(2026, 11, 26);
    // The translations here are of a line or two.
    let settings = match files.contains("== site.toml") {
        true => String::new(),
        false => format!(
            "== site.toml\n{SITE}[check]\nallow = [\"other-figure\", \"other-structure\"]\n"
        ),
    };
    build_with(
        &(settings + files),
        &haeseol::Options {
            today: Some(today),
            without_notes: true,
            ..haeseol::Options::default()
        },
    )
}

/// Builds each site, which has to have its one finding and no other, and compares what is said of all of them.
pub(super) fn told(name: &str, slips: Vec<Slip>) {
    let mut reports = [String::new(), String::new()];
    let mut wrong = Vec::new();
    for Slip(code, files) in slips {
        let site = built(&files);
        let found: Vec<_> = site.findings();
        let only = matches!(&*found, [only] if only.ends_with(&format!(" {code}")));
        if !only {
            wrong.push(format!("{code}: {found:?}\n{files}"));
            continue;
        }
        assert!(site.only_finding().hint.is_some(), "{files}");
        for (report, locale) in reports.iter_mut().zip([Locale::Korean, Locale::English]) {
            *report += &site.report_in(locale);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let [korean, english] = reports;
    golden(&format!("{name}.ko.txt"), &korean);
    golden(&format!("{name}.txt"), &english);
}

#[test]
fn a_slip_in_markdown_is_told_where_it_is() {
    told("slips-markdown", in_markdown());
}

#[test]
fn a_slip_in_front_matter_is_told_where_it_is() {
    told("slips-front-matter", in_front_matter());
}

#[test]
fn a_slip_among_files_is_told_where_it_is() {
    told("slips-files", in_files());
}

#[test]
fn what_is_right_has_no_finding() {
    let mut wrong = Vec::new();
    for text in [
        "```js\nf()\n```",
        "````\n```\n````",
        "- 목록\n\n  ```\n  f()\n  ```",
        "글이다.\n\n    let code = 1;\n    f(code);",
        "- 목록\n\n    이 문단은 목록에 이어진다. 들여 쓴 것이 맞다.",
        "[글](<https://a.kr/내 글.svg>) 대신 [글](https://a.kr/b \"제목\")",
        "이슈 [#123]과 [^] 그리고 `[#id]`",
        "2 ** 3은 여덟이고 `**a`는 코드다.",
        "\\*\\*별표",
        "값은 $10억과 $20억이다.",
        "시각은 10:30:45이고 `:smile:`은 코드다.",
        "> import 문은 모듈을 들여온다",
        "{{ 값 }}이라고 적지 않고 `{{ 값 }}`이라고 적는다.",
        "#해시태그 #둘",
        "`##제목`은 제목이 아니다.",
        "<A는 B보다 크다> {/둘} {#셋}",
        "코드는 백틱 세 개(```)나 “`”로 감싼다.",
        "C# 언어",
        "제목\n===\n\n글",
        "글이다.\n\n---\n\n글이다.",
        "글[^1].\n\n[^1]: 각주",
        "배열[^]과 `[^9]`",
        "| 가 | 나 |\n|---|---|\n| `a \\| b` | 다 |",
        "가 | 나\n---|---\n하나 | 둘",
        "<details><summary>더</summary>\n\n글\n\n</details>",
        "<kbd>Ctrl</kbd> 1 < 2 &lt;Book>",
        "<my-element>글</my-element>",
        "[글](https://users/me/a) `C:\\Users\\me`",
        "여기에 쓰세요라고 적힌 종이",
        "👨\u{200D}👩\u{200D}👧 가족",
        "글\u{200B} 글, \u{200E}글(שלום\u{200F})과 می\u{200C}خواهم",
        "<pre>**a**</pre> <span>a * b ** c</span>",
        "<div><code>[글](a.md)</code> 배열[a](b)</div>",
        "-5도와 -3도 사이다.\n-1도는 아니다.",
        "· 하나뿐인 줄",
        "\\- 목록이 아닌 줄\n\\- 또 한 줄",
        "2025.1분기와\n2026.2분기",
        "·가는 줄  \n·오는 줄",
        "a | b와 c | d",
        "|x|는 절댓값이다.\n둘째 줄이다.",
        "[1] (https://example.com)",
        "함수 f(x)[0]과 (가)[나]",
        "[글](https://example.com/a_(b))",
        "[[!콜로서스]]와 배열 [[1, 2], [3]]",
        "``TeX''처럼 적고 \\`로 적는다.",
        "`` ` ``은 백틱이다.",
        "## 제목 (둘째)\n\n글",
        "## 제목 {#id}\n\n글",
        "<<는 왼쪽으로 민다.",
        "title이 먼저다.",
        "a == b이고 x==y, z==w이다.",
        "값은 $5와 $6_이고 $HOME/$USER",
        "느낌표 [!]와 [!a]",
        "ftp://example.com과 [글](tel:+82-2-123) [글](mailto:a@b.kr)",
        "TODO 목록을 쓴다.",
    ] {
        wrong.extend(
            built(&a_page(text))
                .findings()
                .into_iter()
                .map(|f| format!("{f}: {text}")),
        );
    }
    for matter in [
        "title: '해설 #1 시작'",
        "title: 해설#1",
        "title: 해설 # 나중에 고칠 제목",
        "title: “해설”과 ‘글’",
        "title: \"글: 둘째\"",
        "title: https://a.kr",
        "title: >\n  접은\n  글",
        "# 주석\ntitle: 글",
    ] {
        let Slip(_, files) = front("", "t", matter);
        wrong.extend(
            built(&files)
                .findings()
                .into_iter()
                .map(|f| format!("{f}: {matter}")),
        );
    }
    for Slip(_, files) in [
        explainer(
            "",
            "date: 2025-05-02\nupdated: 2025-05-02\n",
            "date: 2025-05-02\nupdated: 2025-05-02\n",
            "",
        ),
        explainer("", "date: 2026-11-26\n", "date: 2026-11-26\n", ""),
        explainer(
            "",
            "",
            "",
            &(section("10-a") + &section("20-b") + &section("c")),
        ),
        Slip(
            "",
            a_page("글이다.").replace("content/t", "content/2025-review"),
        ),
        Slip(
            "",
            a_page("글이다.") + "== content/README.txt\n읽어 보세요\n",
        ),
        page("", &"“The tide comes and goes.”라고 그는 썼다. ".repeat(3)),
    ] {
        wrong.extend(
            built(&files)
                .findings()
                .into_iter()
                .map(|f| format!("{f}: {files}")),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // Nobody says what day it is: no date is to come.
    let Slip(_, files) = explainer("", "date: 2999-01-01\n", "date: 2999-01-01\n", "");
    assert_eq!(build(&files).findings(), Vec::<String>::new());
}

#[test]
fn a_paragraph_in_the_other_language_is_told_where_its_words_begin() {
    let sentence =
        "comes and goes twice a day, and nobody knows it better than those who live by it. ";
    let text = format!(
        "바다다.\n\n* [The *tide*](https://a.kr/) {}\n",
        sentence.repeat(4)
    );
    let site = built(&a_page(&format!(
        "{}\n\n{text}",
        "바닷물이 들고 난다. ".repeat(60)
    )));
    let [found] = site.found("untranslated")[..] else {
        panic!("{}", site.report());
    };
    assert!(
        site.place(found).ends_with(": The"),
        "{}",
        site.place(found)
    );
}

#[test]
fn in_a_comparison_a_row_without_its_cells_is_an_error() {
    let of = |kind: &str| {
        let table = "| 가 | 나 | 다 |\n|---|---|---|\n| 하나 | 둘 |";
        let text = |language: &str| {
            format!("== content/e/10-a.{language}.md\n---\ntitle: 절\nkind: {kind}\n---\n{table}\n")
        };
        let Slip(_, files) = explainer("", "", "", &(text("ko") + &text("en")));
        built(&files)
    };
    assert!(of("comparison").found("table-row")[0].is_error());
    assert!(!of("prose").found("table-row")[0].is_error());
}
