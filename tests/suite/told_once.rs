//! One mistake is told once, at its place: nothing that follows from it is told besides.

use super::check::findings;

const SITE: &str = "\
== content/coffee/index.ko.md
---
title: 커피를 내리는 법
date: 2026-03-02
sources:
  - id: guide
    title: 추출 안내서
    url: https://example.com/guide
---
커피는 물에 녹은 원두다.[@guide]

## 물 {#water}

물은 92도가 좋다.

## 자주 묻는 것 {#faq kind=faq}

### 진한가요? {#strong}

에스프레소가 가장 진하다.
== content/coffee/index.en.md
---
title: How to brew coffee
date: 2026-03-02
sources:
  - id: guide
    title: A guide to brewing
    url: https://example.com/guide
---
Coffee is beans dissolved in water.[@guide]

## Water {#water}

Water of 92 degrees is best.

## Questions {#faq kind=faq}

### Is it strong? {#strong}

Espresso is the strongest.
== content/glossary/espresso.ko.md
---
title: 에스프레소
summary: 짧게 내린 커피.
---
== content/glossary/espresso.en.md
---
title: Espresso
summary: Coffee brewed briefly.
---
";

const KOREAN: &str = "content/coffee/index.ko.md";
const ENGLISH: &str = "content/coffee/index.en.md";

/// What is told after a replacement in the whole site.
fn after(from: &str, to: &str) -> Vec<String> {
    assert_eq!(SITE.matches(from).count(), 1, "{from}");
    findings(&SITE.replace(from, to))
}

/// What is told after a paragraph has been put before the first one in Korean.
fn before_lead(text: &str) -> Vec<String> {
    after("커피는 물에", &format!("{text}\n\n커피는 물에"))
}

#[test]
fn nothing_is_wrong_to_begin_with() {
    assert_eq!(findings(SITE), Vec::<String>::new());
}

#[test]
fn what_swallows_headings_does_not_make_sections_missing() {
    for (text, code) in [
        ("```\n코드", "unclosed-fence"),
        (":::note\n뜨겁다.", "containers"),
        ("<div class=\"x\">\n\n글", "unclosed-element"),
    ] {
        assert_eq!(before_lead(text), [format!("{KOREAN}:9:1 {code}")]);
    }
    let told = after("## 물 {#water}", "##물 {#water}");
    assert_eq!(told, [format!("{KOREAN}:11:1 heading-space")]);
    let told = after("## 물 {#water}", "＃＃ 물 {#water}");
    assert_eq!(told, [format!("{KOREAN}:11:1 fullwidth-markup")]);
    // A section that is not there still is.
    let told = after("## 물 {#water}\n\n물은 92도가 좋다.\n\n", "");
    assert_eq!(told, [format!("{ENGLISH}:11:1 missing-twin")]);
}

#[test]
fn an_id_that_is_none_is_no_unknown_key_too() {
    for (from, to) in [
        ("물 {#water}", "물 {# water}"),
        ("물 {#water}", "물 {water}"),
        ("물 {#water}", "물 {#water hot}"),
    ] {
        assert_eq!(after(from, to), [format!("{KOREAN}:11:6 heading-id")]);
    }
    let told = after("물 {#water}", "물 {#water 뜨거운}");
    assert_eq!(told.len(), 1, "{told:?}");
}

#[test]
fn the_same_id_twice_is_no_other_id_too() {
    let told = after("### 진한가요? {#strong}", "### 진한가요? {#water}");
    assert_eq!(told, [format!("{KOREAN}:17:1 same-id")]);
}

#[test]
fn a_section_that_nothing_pairs_breaks_no_link_of_the_theme() {
    let told = before_lead("## 둘");
    assert_eq!(told, [format!("{KOREAN}:9:1 unpaired-section")]);
}

#[test]
fn one_source_with_two_ids_is_one_mistake() {
    let site = SITE.replace("A guide to", "A guide for");
    let (ko, en) = site.split_once("== content/coffee/index.en.md").unwrap();
    let en = en
        .replace("id: guide", "id: book")
        .replace("@guide", "@book");
    let told = findings(&format!("{ko}== content/coffee/index.en.md{en}"));
    assert_eq!(told, [format!("{ENGLISH}:5:9 different-twins")]);
}

#[test]
fn a_value_that_is_all_comment_is_told_and_nothing_is_missing() {
    let told = after("title: 커피를", "title: #1 커피를");
    assert_eq!(told, [format!("{KOREAN}:2:8 front-matter")]);
    let told = after("summary: 짧게", "summary: #짧게");
    assert_eq!(told, ["content/glossary/espresso.ko.md:3:10 front-matter"]);
    // What is a comment stays one.
    assert_eq!(
        after(
            "date: 2026-03-02\nsources:\n  - id: guide\n    title: 추출",
            "date: 2026-03-02\nupdated: # 아직\nsources:\n  - id: guide\n    title: 추출"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn a_dash_that_an_editor_has_made_of_three_is_no_front_matter() {
    let told = after("---\ntitle: 에스프레소", "—\ntitle: 에스프레소");
    assert_eq!(told, ["content/glossary/espresso.ko.md:1:1 front-matter"]);
}

#[test]
fn a_language_by_a_name_that_is_no_tag_is_one_mistake() {
    let settings = "== site.toml\nbase_url = \"https://example.org/\"\ndefault_language = \"ko\"\ntitle = { ko = \"글\", en = \"Texts\" }\n[languages.ko]\nname = \"한국어\"\n[languages.eng]\nname = \"English\"\n";
    let told = findings(&format!("{settings}{SITE}"));
    assert_eq!(told, ["site.toml:6:12 bad-language"]);
}

#[test]
fn an_index_that_is_misspelt_is_no_section() {
    let told = findings(&SITE.replace("content/coffee/index.en", "content/coffee/indx.en"));
    assert_eq!(told, ["content/coffee/indx.en.md bad-name"]);
    // A section may have such a name.
    let section = "== content/coffee/indexes.ko.md\n---\ntitle: 지수\n---\n글\n== content/coffee/indexes.en.md\n---\ntitle: Indexes\n---\nText\n";
    assert_eq!(findings(&format!("{SITE}{section}")), Vec::<String>::new());
}

#[test]
fn an_address_of_the_site_that_leads_nowhere_is_told_in_the_text() {
    let told = before_lead("[물](https://name.github.io/site/ko/cofee/)");
    assert_eq!(told, [format!("{KOREAN}:9:1 broken-link")]);
    let told = before_lead("[물](https://name.github.io/site/ko/coffee/#water)");
    assert_eq!(told, Vec::<String>::new());
    let told = before_lead("[글](http://127.0.0.1:4321/site/ko/coffee/)");
    assert_eq!(told, [format!("{KOREAN}:9:1 link-syntax")]);
    let told = before_lead("[앱](http://localhost:3000/users/)");
    assert_eq!(told, Vec::<String>::new());
}

#[test]
fn notes_and_contents_of_other_tools_are_told() {
    let told = before_lead(">\n물은 물이다.");
    assert_eq!(told, [format!("{KOREAN}:9:1 foreign-syntax")]);
    // A quotation that the other language lacks is told of that.
    assert_eq!(
        before_lead("> 물은\n>\n> 물이다."),
        [format!("{ENGLISH} other-structure")]
    );
    for text in ["[[_TOC_]]", "[[TOC]]"] {
        assert_eq!(before_lead(text).len(), 1, "{text}");
    }
    assert_eq!(
        before_lead("물^[뜨거운 물]이다."),
        [format!("{KOREAN}:9:2 link-syntax")]
    );
}

#[test]
fn folders_that_differ_in_case_are_not_missing_texts_too() {
    let told = findings(&SITE.replace("content/coffee/index.ko", "content/Coffee/index.ko"));
    assert_eq!(told, [format!("{ENGLISH} portable-name")]);
}

#[test]
fn what_is_left_to_do_and_what_is_left_untranslated_is_seen() {
    assert_eq!(
        before_lead("(TODO: 나중에 쓴다)"),
        [format!("{KOREAN}:9:2 placeholder")]
    );
    assert_eq!(before_lead("![잔]"), [format!("{KOREAN}:9:1 link-syntax")]);
    let told = after(
        "Water of 92 degrees is best.",
        "커피를 내리는 물은 92도가 가장 좋다고 배웠다.",
    );
    assert_eq!(told, [format!("{ENGLISH}:13:1 untranslated")]);
    // A short example stays.
    assert_eq!(
        after(
            "Water of 92 degrees is best.",
            "Water of 92 degrees is best.\n\n물이 끓는다."
        ),
        Vec::<String>::new()
    );
}
