//! Formulas: where they are, what becomes of them, and what is none.

use super::harness::{Built, SITE, build, in_order};

/// An explainer in two languages, the Korean one with a text of formulas.
fn explainer(text: &str) -> Built {
    build(&format!(
        "== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-01-02\nmath: true\n---\n{text}\n== content/a/index.en.md\n---\ntitle: Text\n---\nNo formula, $x$.\n"
    ))
}

#[test]
fn formulas_are_mathml_where_they_are_asked_for() {
    let site = explainer("넓이는 $\\pi r^2$다.").good();
    let page = site.file("ko/a/");
    in_order(
        page,
        &[
            "넓이는 <span class=\"formula-word\"><math display=\"inline\">",
            "<mi>π</mi>",
            "</math>\u{2060}</span>다.",
        ],
    );
    assert!(site.file("en/a/").contains("No formula, $x$."));
    // A whole site.
    let site = build(&format!(
        "== site.toml\n{SITE}[markdown]\nmath = true\n== content/t.ko.md\n---\ntitle: 글\n---\n$x$와 `$y$`, \\$z$\n"
    ))
    .good();
    let page = site.file("ko/t/");
    assert_eq!(page.matches("<math").count(), 1, "{page}");
    assert!(page.contains("<code>$y$</code>, $z$"), "{page}");
}

#[test]
fn formulas_that_are_not_read_are_told_with_how_they_are() {
    let text = "$x^2$, \\(y^2\\), \\[z^2\\], \\[주의\\] [1\\]";
    let off = build(&format!(
        "== content/t.ko.md\n---\ntitle: 글\n---\n{text}\n"
    ));
    let found = off.hints("foreign-syntax");
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.iter().all(|hint| hint.contains("math: true")));
    // With `math: true` the first is a formula, and the others are told how to be one.
    let on = explainer(text);
    assert_eq!(on.hints("foreign-syntax"), ["write `$…$`", "write `$$…$$`"]);
}

#[test]
fn prices_are_text() {
    for text in [
        "$10억과 $20억",
        "**$10억**과 **$20억**",
        "$10억과$20억",
        "US$5~US$6",
        "$5/$6",
    ] {
        let site = explainer(&format!("값은 {text}이다.")).good();
        let page = site.file("ko/a/");
        assert!(
            !page.contains("<math") && !page.contains('\u{1a}'),
            "{text}: {page}"
        );
        assert!(page.contains('$'));
    }
    let site = explainer("**$10억**과 **$20억**").good();
    assert!(
        site.file("ko/a/")
            .contains("<strong>$10억</strong>과 <strong>$20억</strong>")
    );
}

#[test]
fn a_formula_by_itself_has_a_number_and_is_referred_to() {
    let site =
        explainer("앞\n\n$$\n\\frac{a}{b}\n$$ {#eq-speed}\n\n$$x$$\n\n[[#eq-speed]]을 보라.")
            .good();
    in_order(
        site.file("ko/a/"),
        &[
            "<div class=\"formula\" role=\"group\" tabindex=\"0\" aria-label=\"식\" id=\"eq-speed\"><math display=\"block\">",
            "</math><b>식\u{a0}1</b></div>",
            "aria-label=\"식\"><math display=\"block\">",
            "</math></div>",
            "href=\"#eq-speed\">식\u{a0}1</a>을 보라.",
        ],
    );
}

#[test]
fn a_fault_is_an_error_at_its_place() {
    let site = explainer("앞\n\n> $a + \\fraq{1}{2}$");
    let error = site.only_error();
    assert_eq!(error.code, "bad-formula");
    assert!(
        site.findings()
            .contains(&"content/a/index.ko.md:8:8 bad-formula".to_owned()),
        "{:?}",
        site.findings()
    );
    assert_eq!(
        error.message.english(),
        "`\\fraq` is not a command that formulas can have here"
    );
    assert_eq!(
        error.message.korean(),
        "`\\fraq`은 여기서 쓸 수 있는 명령이 아닙니다"
    );
}

#[test]
fn feeds_and_markdown_have_the_tex() {
    let site = explainer("넓이는 $\\pi r^2$다.\n\n$$x < y$$ {#eq-a}").good();
    let feed = site.file("ko/feed.xml");
    assert!(
        !feed.contains("math display") && feed.contains("$\\pi r^2$"),
        "{feed}"
    );
    let text = site.file("ko/a/index.md");
    assert!(
        text.contains("$\\pi r^2$다.") && text.contains("$$x < y$$"),
        "{text}"
    );
}

/// Browsers end a line beside a formula wherever they like: a particle would begin the next one.
#[test]
fn a_formula_stays_with_the_letters_beside_it() {
    const OPEN: &str = "<span class=\"formula-word\">";
    for (text, before, after) in [
        ("$x$는", OPEN, "\u{2060}</span>는"),
        ("**$x$**는", OPEN, "\u{2060}</span></strong>는"),
        (
            "제$x$항",
            "제<span class=\"formula-word\">\u{2060}",
            "\u{2060}</span>항",
        ),
        (
            "제$x$ 항",
            "제<span class=\"formula-word\">\u{2060}",
            "</math></span> 항",
        ),
        ("$x$th", OPEN, "\u{2060}</span>th"),
        ("$x$(값)", OPEN, "\u{2060}</span>(값)"),
        ("$x$[^1]\n\n[^1]: 주", OPEN, "\u{2060}</span>"),
        ("값 $x$, 값", "값 <math", "</math>, 값"),
        ("($x$)", "(<math", "</math>)"),
    ] {
        let site = explainer(text);
        in_order(
            site.file("ko/a/"),
            &[
                before,
                "<mi>x</mi></math>",
                after.trim_start_matches("</math>"),
            ],
        );
    }
}

/// A formula as wide as a line may be is scrolled in the line: the page is not.
#[test]
fn a_long_formula_scrolls_within_its_line() {
    let long = "$a_1 + a_2 + a_3 + a_4 + a_5 + a_6$";
    let scrolls = "<span class=\"formula-long\" role=\"group\" tabindex=\"0\" aria-label=\"식\"><math display=\"inline\">";
    let site = explainer(&format!("넓이 {long}는")).good();
    in_order(site.file("ko/a/"), &[scrolls, "</math></span>는"]);
    // Nothing within a link takes the focus.
    let site = explainer(&format!("[{long}](https://a.test/)")).good();
    in_order(
        site.file("ko/a/"),
        &[
            "<a href",
            "<span class=\"formula-long\"><math",
            "</math></span></a>",
        ],
    );
}

/// A cell that holds a formula alone has words.
#[test]
fn a_formula_may_head_a_column() {
    let site = explainer("| $x$ | | $y$ |\n|---|---|---|\n| 1 | 2 | 3 |").good();
    in_order(
        site.file("ko/a/"),
        &[
            "<th scope=\"col\"><math",
            "</math></th>\n<td></td>\n<th scope=\"col\"><math",
            "</math></th>\n</tr></thead>",
        ],
    );
}

#[test]
fn only_pages_with_formulas_have_their_style() {
    let site = explainer("$x$").good();
    let has = |page: &str| site.file(page).contains("assets/math.");
    assert!(has("ko/a/") && has("ko/a/parallel/") && has("en/a/parallel/"));
    assert!(!has("en/a/") && !has("ko/"));
}

#[test]
fn a_formula_that_is_taken_for_text_is_told_where_it_goes_wrong() {
    for (text, place) in [
        ("식 $\\frac{1$과 같다.", "{"),
        ("식 $a } b$과 같다.", "}"),
        ("$$\n\\frac{1}{2\n$$", "{"),
        ("식 $\\frac{1}{2} 이다.", "$"),
        ("앞\n\n$$\nx^2\n\n뒤", "$$"),
        ("$$\nx^2\n\ny^2\n$$", "$$"),
        ("- $$\n  \\text{반\n  $$", "{"),
    ] {
        let site = explainer(text);
        let [found] = &site.found("bad-formula")[..] else {
            panic!("{text}\n{}", site.report());
        };
        assert_eq!(
            site.place(found),
            format!("content/a/index.ko.md: {place}"),
            "{text}"
        );
    }
    for text in [
        "값은 $10억과 $20억이다.",
        "$5 {묶음}과 $6 {묶음}",
        "\\$\\$ 두 개, `$\\frac{1$`, $\\{ x$",
        "```\n$$\n{\n```",
        "어떤 식당은 $$$이다.",
    ] {
        assert!(explainer(text).found("bad-formula").is_empty(), "{text}");
    }
}
