//! Figures that a translation has not: each is told at its place, with both sentences.

use super::harness::{Built, build};

fn pair(korean: &str, english: &str) -> Built {
    build(&format!(
        "== content/t.ko.md\n---\ntitle: 글\n---\n{korean}\n== content/t.en.md\n---\ntitle: Text\n---\n{english}\n"
    ))
}

#[test]
fn a_figure_without_its_like_is_told_with_both_sentences() {
    let site = pair(
        "처음 문단이다.\n\n빚은 63조 원이다. 그리고 12월에 갚는다.",
        "The first paragraph.\n\nThe debt is 36 trillion won. It is due in December.",
    );
    assert_eq!(site.findings(), ["content/t.en.md:6:13 other-figure"]);
    let found = site.only_finding();
    assert_eq!(
        found.message.english(),
        "`36 trillion` is another figure than `63조` in the other file"
    );
    assert_eq!(
        found.message.korean(),
        "`36 trillion`은 짝 파일의 `63조`와 다른 수입니다"
    );
    let hint = found.hint.as_ref().unwrap();
    for said in [hint.korean(), hint.english()] {
        assert!(
            said.contains("“The debt is 36 trillion won.”, “빚은 63조 원이다.”"),
            "{said}"
        );
    }
    assert_eq!(&*found.related[0].0.file, "content/t.ko.md");
}

/// What is compared within its block alone, and figures that are not in the text itself.
#[test]
fn small_figures_are_told_where_another_one_is_in_their_place() {
    for (korean, english, right, wrong) in [
        (
            "두 번째 방법이다.",
            "This is the second way.",
            "second",
            "third",
        ),
        ("3단계 공사다.", "This is phase 3.", "3", "2"),
        ("제3 공장이다.", "This is the 3rd plant.", "3rd", "2nd"),
        ("세 가지다.", "There are three ways.", "three", "five"),
        ("10월 7일부터 8일까지다.", "It is on October 7–8.", "8", "9"),
        (
            "30% 늘었다.",
            "It rose by 30%.",
            "30%",
            "30 percentage points",
        ),
        ("53KB쯤이다.", "It takes 53 KB.", "KB", "MB"),
        ("4밀리초다.", "It takes 4 ms.", "ms", "seconds"),
        (
            "![122일](https://a.kr/a.svg)",
            "![122 days](https://a.kr/a.svg)",
            "days",
            "weeks",
        ),
        (
            "![둑](https://a.kr/a.svg \"63을 48로\")",
            "![Dam](https://a.kr/a.svg \"63 by 48\")",
            "48",
            "84",
        ),
    ] {
        let figures = |english: &str| {
            let found = pair(korean, english).findings().into_iter();
            found.filter(|f| f.ends_with("other-figure")).count()
        };
        assert_eq!(figures(english), 0, "{korean}");
        assert_eq!(figures(&english.replace(right, wrong)), 1, "{wrong}");
    }
}

/// What both texts have that is read otherwise than the eye does keeps neither from being compared, and a link that leads nowhere
/// keeps only what is said of it.
#[test]
fn texts_with_the_same_faults_are_compared() {
    let (korean, english) = (
        "{{< youtube abc >}}\n\n[글](/nowhere/)\n\n- 하나\n- 둘\n",
        "{{< youtube abc >}}\n\n[Text](/nowhere/)\n\n- One\n- Two\n",
    );
    let structure = |english: &str| {
        let found = pair(korean, english).findings().into_iter();
        found.filter(|f| f.ends_with("other-structure")).count()
    };
    assert_eq!(structure(english), 0);
    assert_eq!(structure(&english.replace("- Two\n", "")), 1);
}

#[test]
fn a_figure_that_is_left_out_is_told_beside_its_like() {
    let site = pair(
        "물은 15년 뒤, 2030년에 든다.\n\n끝이다.",
        "The water comes in 2030.\n\nThe end.",
    );
    assert_eq!(site.findings(), ["content/t.ko.md:4:4 other-figure"]);
    let found = site.only_finding();
    assert_eq!(
        found.message.korean(),
        "`15`에 해당하는 수가 짝 파일에 없습니다"
    );
    assert!(
        found
            .hint
            .as_ref()
            .unwrap()
            .korean()
            .contains("“The water comes in 2030.”")
    );
    let site = pair(
        "물이 2030년에 든다.\n\n끝.\n\n더.",
        "The water comes in 15 years, in 2030.\n\nThe end.",
    );
    assert_eq!(site.findings(), ["content/t.en.md:4:20 other-figure"]);
}

#[test]
fn a_figure_is_missed_where_the_other_text_has_none_at_all() {
    for (korean, english, place) in [
        ("빚은 15조 원이다.", "There is a debt.", "ko.md:4:4"),
        ("빚이 있다.", "The debt is 15 trillion won.", "en.md:4:13"),
    ] {
        let site = pair(korean, english);
        assert_eq!(site.findings(), [format!("content/t.{place} other-figure")]);
    }
    // Nothing is missed in a text that is not translated yet.
    assert_eq!(pair("빚은 15조 원이다.", "").found("other-figure").len(), 0);
}

#[test]
fn what_is_the_same_in_another_form_has_no_finding() {
    for (korean, english) in [
        (
            "63조 원, 1억 2천만 명, 2025년 7월 27일.",
            "63 trillion won, 120 million people, July 27, 2025.",
        ),
        ("코드 `42`와 GPT-4.", "Code `43` and GPT-5."),
        ("[2017년](https://a.kr/2018)", "[2017](https://a.kr/2019)"),
        ("```\n12\n```\n11개", "```\n13\n```\n11 of them"),
        (
            "<!-- haeseol: allow other-figure -->\n15개",
            "<!-- haeseol: allow other-figure -->\n16 of them",
        ),
        // Code that a text speaks of has its figures.
        (
            "`a.html:12`의 12번째 줄과 45번째 줄.\n\n```\n45\n```",
            "See `a.html:12` and the rest.\n\n```\n45\n```",
        ),
    ] {
        assert_eq!(
            pair(korean, english).findings(),
            Vec::<String>::new(),
            "{korean}"
        );
    }
}

#[test]
fn a_translation_has_as_many_of_everything() {
    for (korean, english, place) in [
        ("- 하나\n- 둘", "- one", "content/t.en.md:4:1"),
        ("- 하나", "- one\n- two", "content/t.en.md:5:1"),
        (
            "## 가\n\n글\n\n## 나",
            "## A\n\nText.",
            "content/t.en.md:4:1",
        ),
        ("글\n\n```\nf()\n```", "Text.", "content/t.en.md"),
        (
            "| 가 |\n|---|\n| 나 |\n| 다 |",
            "| A |\n|---|\n| B |",
            "content/t.en.md:6:1",
        ),
        ("글 ![가](https://a.kr/a.png)", "Text.", "content/t.en.md"),
    ] {
        let site = pair(korean, english);
        assert_eq!(
            site.findings(),
            [format!("{place} other-structure")],
            "{korean}"
        );
    }
    let said = pair("- 하나\n- 둘", "- one");
    let said = &said.found("other-structure")[0].message;
    assert_eq!(
        said.korean(),
        "목록 항목 수가 두 언어에서 다릅니다: 여기에는 1개, 짝 파일에는 2개"
    );
    assert_eq!(
        said.english(),
        "the two languages have different numbers of list items: 1 here, 2 in the other file"
    );
    let same = "## 가\n\n- 하나\n- 둘\n\n```\nf()\n```\n\n| 가 |\n|---|\n| 나 |";
    assert_eq!(
        pair(same, &same.replace('가', "A")).findings(),
        Vec::<String>::new()
    );
}

#[test]
fn another_image_is_told_but_not_the_same_in_another_language() {
    let image = |name: &str| format!("글 ![가](https://a.kr/{name})");
    let found = |a: &str, b: &str| pair(&image(a), &image(b)).findings().len();
    assert_eq!(found("dam.svg", "dam.svg"), 0);
    assert_eq!(found("dam.ko.svg", "dam.en.svg"), 0);
    assert_eq!(found("dam-ko.svg", "dam-en.svg"), 0);
    let site = pair(&image("dam.svg"), &image("moon.svg"));
    assert_eq!(site.findings(), ["content/t.en.md:4:3 other-structure"]);
}

#[test]
fn options_of_commands_and_their_figures_are_the_same() {
    let code = |line: &str| format!("```bash\n{line}\n```");
    for (korean, english, found) in [
        ("f --drafts # 초안", "f --drafts # drafts", 0),
        ("say -m \"안녕 3\"", "say -m \"Hello 4\"", 0),
        ("x = -Infinity를", "x = -Infinity", 0),
        ("f --drafts", "f --draft", 1),
        ("f --window 18h", "f --window 81h", 1),
        ("f -crf 18", "f -crf 28", 1),
    ] {
        let site = pair(&code(korean), &code(english));
        assert_eq!(site.found("other-code").len(), found, "{korean}");
        assert_eq!(site.findings().len(), found, "{korean}");
    }
    let site = pair("`f --drafts`를 쓴다.", "Use `f --draft`.");
    assert_eq!(site.findings(), ["content/t.en.md:4:8 other-code"]);
}

#[test]
fn what_is_left_out_is_told_once() {
    for (korean, english) in [
        (
            "| 해 | 수 |\n|---|---|\n| 2020 | 232 |\n| 2021 | 345 |\n| 2022 | 456 |",
            "| Year | Number |\n|---|---|\n| 2020 | 232 |\n| 2022 | 456 |",
        ),
        (
            "77개.\n\n- 힘은 150이다.\n- 높이는 15mm다.\n- 끝이다.",
            "77 of them.\n\n- The force is 150.\n- The end.",
        ),
        ("글\n\n```bash\nf --drafts 18\n```", "Text."),
    ] {
        let site = pair(korean, english);
        assert_eq!(site.findings().len(), 1, "{:?}", site.findings());
        assert_eq!(site.found("other-structure").len(), 1, "{korean}");
    }
    // Another figure beside it is told still.
    let site = pair(
        "| 해 | 수 |\n|---|---|\n| 2020 | 232 |\n| 2021 | 345 |\n| 2022 | 456 |",
        "| Year | Number |\n|---|---|\n| 2020 | 323 |\n| 2022 | 456 |",
    );
    assert_eq!(site.found("other-figure").len(), 1);
}

#[test]
fn a_text_that_is_empty_beside_one_that_is_not_is_told() {
    let long = "달이 바다를 끌어당기면 물이 오른다. ".repeat(6);
    let site = pair(&long, "");
    assert_eq!(site.findings(), ["content/t.en.md no-text"]);
    assert_eq!(
        pair("", &long.replace("달이", "The moon"))
            .found("no-text")
            .len(),
        1
    );
    assert_eq!(pair("짧다.", "").findings(), Vec::<String>::new());
}

#[test]
fn a_figure_that_is_elsewhere_too_is_told_in_its_paragraph() {
    // 17 and 40 are both in both texts, but not in the same paragraphs.
    let site = pair(
        "물은 17도이다.\n\n빛은 40줄기이다.",
        "The water is of 40 degrees.\n\nThere are 17 beams of light.",
    );
    assert_eq!(
        site.findings(),
        [
            "content/t.en.md:4:17 other-figure",
            "content/t.en.md:6:11 other-figure"
        ]
    );
    // A paragraph more in one language moves none of the others.
    let site = pair(
        "처음.\n\n물은 17도, 90퍼센트이다.\n\n1초 뒤에 꺼진다.\n\n빛은 40줄기, 60퍼센트이다.",
        "The water is of 17 degrees and 90 percent.\n\nIt goes out after 1 minute.\n\nThere are 40 beams of light, 60 percent.",
    );
    assert_eq!(site.findings(), ["content/t.en.md:6:19 other-figure"]);
    // A sentence that has gone to another paragraph is there.
    let site = pair(
        "물은 17도이다. 빛은 40줄기이다.\n\n끝이다.",
        "The water is of 17 degrees.\n\nThere are 40 beams of light. The end.",
    );
    assert_eq!(site.findings(), Vec::<String>::new());
}

#[test]
fn raised_digits_are_exponents() {
    let ten = |korean: &str, english: &str| pair(korean, english).findings();
    assert_eq!(
        ten("10<sup>308</sup>까지", "up to 10^308"),
        Vec::<String>::new()
    );
    assert_eq!(
        ten("10<sup>308</sup>까지", "up to 10<sup>308</sup>"),
        Vec::<String>::new()
    );
    assert_eq!(ten("백만", "10<sup>6</sup>"), Vec::<String>::new());
    assert_eq!(
        ten("10<sup>308</sup>까지", "up to 10<sup>380</sup>").len(),
        1
    );
}

#[test]
fn a_figure_of_another_unit_is_shown_with_it() {
    let site = pair("조차는 9미터이다.", "The range is 9 kilometres.");
    let said = site.only_finding().message.english();
    assert_eq!(
        said,
        "`9 kilometres` is another figure than `9미터이다` in the other file"
    );
}

#[test]
fn a_box_that_one_language_has_not_is_told() {
    let site = pair("글이다.\n\n:::note\n상자이다.\n:::", "A text.\n\nA box.");
    let said = site.only_finding_with("other-structure");
    assert!(said.contains("quotations and boxes: 0 here, 1"), "{said}");
}
