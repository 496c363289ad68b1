use std::ops::Range;

use proptest::prelude::*;
use pulldown_cmark::{Options, Parser, Tag, TagEnd, html};

use super::*;

type Events<'e> = Vec<(Event<'e>, Range<usize>)>;

/// Without the option that turns quotes into others.
const USUAL: Options = Options::all().difference(Options::ENABLE_SMART_PUNCTUATION);

fn stock(source: &str, options: Options) -> Events<'_> {
    let parser = Parser::new_ext(source, options);
    parser.into_offset_iter().collect()
}

fn marked<'e>(prepared: &'e Prepared<'_>, options: Options) -> Events<'e> {
    let place = |r: Range<usize>| prepared.original(r.start)..prepared.original(r.end);
    let clean = |(event, r)| (prepared.clean(event), place(r));
    let events = stock(prepared.text(), options).into_iter();
    events.map(clean).collect()
}

fn page(events: Events<'_>) -> String {
    let mut page = String::new();
    html::push_html(&mut page, events.into_iter().map(|(event, _)| event));
    page
}

#[test]
fn emphasis_beside_cjk_characters() {
    let cases = r#"
        **"피지컬 AI"**는 → <strong>"피지컬 AI"</strong>는
        **‘콜로서스’**라 → <strong>‘콜로서스’</strong>라
        **텍스트(text)**는 → <strong>텍스트(text)</strong>는
        **122일.**이라는 → <strong>122일.</strong>이라는
        **`GPU`**를 → <strong><code>GPU</code></strong>를
        **[그록](/x)**은 → <strong><a href="/x">그록</a></strong>은
        그는**"…"**고 → 그는<strong>"…"</strong>고
        이것은**(중요)**합니다 → 이것은<strong>(중요)</strong>합니다
        **20%**를 → <strong>20%</strong>를
        **C++**로 → <strong>C++</strong>로
        *‘그록’*이라는 → <em>‘그록’</em>이라는
        ~~"취소"~~는 → <del>"취소"</del>는
        **「피지컬 AI」**란 → <strong>「피지컬 AI」</strong>란
        **중요:**반드시 → <strong>중요:</strong>반드시
        **왜 전력인가?**라는 → <strong>왜 전력인가?</strong>라는
        비용은**$10억**이다 → 비용은<strong>$10억</strong>이다
        이것은 **"A"**는 중요한**것**이다 → 이것은 <strong>"A"</strong>는 중요한<strong>것</strong>이다
        그는***(매우)***중요 → 그는<em><strong>(매우)</strong></em>중요
        그는**~~(옛)~~**말 → 그는<strong><del>(옛)</del></strong>말
        **a\***는 → <strong>a*</strong>는
        그는**_x_**를 → 그는<strong><em>x</em></strong>를
        GPU**「H100」**and → GPU<strong>「H100」</strong>and
        葛󠄀**(か)**葛 → 葛󠄀<strong>(か)</strong>葛
        ㅋ︎**(ㅋ)** → ㅋ︎<strong>(ㅋ)</strong>
        𠮷**(吉)**𠮷 → 𠮷<strong>(吉)</strong>𠮷
        a**✅**a → a**✅**a
        __"x"__는 → __"x"__는
    "#;
    let lines = cases.trim().lines();
    for (source, expected) in lines.map(|case| case.trim().split_once(" → ").unwrap()) {
        let shown = page(marked(&prepare(source), USUAL));
        assert_eq!(shown, format!("<p>{expected}</p>\n"), "{source}");
    }
}

#[test]
fn other_constructs_stay_what_they_are() {
    let cases = [
        "`**\"a\"**는` 그는`**(`",
        "```**「rs\n**\"a\"**는\n```\n\n    **\"a\"**는",
        "[글](/그는**(a)**는 \"그는**(a)**는\") ![글](<그는**(a)**는>)",
        "<https://a.b/그는**(a)**는> <b title='그는**(a)**는'> <!-- 그는**(a)**는 -->",
        "<div>\n**\"a\"**는\n",
        "[글][그는**(a)**는]\n\n[그는**(a)**는]: /그는**(a)**는 '그는**(a)**는'",
        "> [글][가\n>**「a]\n\n[가 **「a]: /x",
        "|가**|*한**|\n|-|-|\n|**한*|`**(a)**는`|\n|[글][가**\\|a]|\n\n[가**|a]: /x",
        "글[^그는**(a)]\n\n[^그는**(a)]:~~~「\n말",
        "# 글 {#그는**(a)**는 .그는**(a)**는 그는**(a)**는=그는**(a)**는}",
        "\\*\"a\"\\*는 그는\\*(a\\*) \\**\"a\"*\\*는 **a\\\\**는",
        "&quot;*는 &#42;&#42;(a)**는 그는~(a)~는 (~글~)",
        ">**한*\n\n- >**한*\n\n말\n:**한*\n\n>~~~「\n> a",
        "* 「a」\n***\n*\t한\n** **",
    ];
    for source in cases {
        let shown = page(marked(&prepare(source), USUAL));
        assert_eq!(shown, page(stock(source, USUAL)), "{source}");
    }
}

#[test]
fn ranges_are_those_of_the_source() {
    let source = "그는**'A'**고";
    let prepared = prepare(source);
    let events = marked(&prepared, USUAL).into_iter();
    let pieces: Vec<&str> = events.map(|(_, r)| &source[r]).collect();
    let expected = [source, "그는", "**'A'**", "'A'", "**'A'**", "고", source];
    assert_eq!(pieces, expected);
}

#[test]
fn marks_are_not_in_the_source() {
    for taken in ["\u{E000}\u{2801}", "&#xE000;&#X02801;", "&#57344;&#10241;"] {
        let shown = page(marked(&prepare(&format!("{taken}**'a'**는")), USUAL));
        assert_eq!(shown, "<p>\u{E000}\u{2801}<strong>'a'</strong>는</p>\n");
    }
    let all: String = LETTERS.chain(SIGNS).collect();
    assert!(!prepare(&format!("{all}**'a'**는")).is_marked());
}

#[test]
fn the_parser_has_no_punctuation_that_we_miss() {
    let blocks = |c: char| !page(stock(&format!("a*{c}b*"), USUAL)).contains("<em>");
    let missed = |&c: &char| blocks(c) && !c.is_whitespace() && !may_be_punctuation(c);
    let missed: String = ('\u{80}'..='\u{1FFFF}').filter(missed).collect();
    assert_eq!(missed, "");
    assert!(!LETTERS.into_iter().any(blocks) && SIGNS.into_iter().all(blocks));
}

/// Everything but emphasis and the delimiters it uses up.
fn without_emphasis(events: Events<'_>) -> String {
    use {Tag as T, TagEnd as E};
    let (mut rest, mut text) = (String::new(), String::new());
    for (event, range) in events {
        match event {
            Event::Start(T::Emphasis | T::Strong | T::Strikethrough) => {}
            Event::Start(T::Superscript | T::Subscript) => {}
            Event::End(E::Emphasis | E::Strong | E::Strikethrough) => {}
            Event::End(E::Superscript | E::Subscript) => {}
            Event::Text(piece) => text += &piece.replace(['*', '~', '_', '^'], ""),
            other => rest += &format!("{} {other:?} {range:?}\n", std::mem::take(&mut text)),
        }
    }
    // How a string is owned is no difference.
    rest.replace("Boxed", "Borrowed")
        .replace("Inlined", "Borrowed")
        + &text
}

fn markdown() -> impl Strategy<Value = String> {
    let pieces = "* ** *** ~~ ~ _ __ ^ \" ' ( ) [ ] ]( ]: [^ ! < > <b> <!-- --> \\ & ; &quot; &#xE000; # {# } = ` \
        ``` ~~~ | |- \n|-|-|\n : - 1. $ \n \n\n \n> \r \t a b/ 0 한 는 글 「 」 ‘ ’ “ ” 。 葛󠄀 ✅ é \u{E000} \u{2801}";
    let pieces: Vec<&str> = pieces.split(' ').chain([" ", "  "]).collect();
    prop::collection::vec(prop::sample::select(pieces), 0..40).prop_map(|v| v.concat())
}

proptest! {
    #[test]
    fn nothing_but_emphasis_changes(source in markdown(), all in any::<bool>()) {
        let options = if all { Options::all() } else { USUAL };
        let prepared = prepare(&source);
        let events = marked(&prepared, options);
        let shown = format!("{events:?}");
        for kind in prepared.kinds {
            let found = shown.contains(&kind.escape_debug().to_string());
            prop_assert!(!prepared.is_marked() || !found);
        }
        prop_assert_eq!(without_emphasis(events), without_emphasis(stock(&source, options)));
    }

    #[test]
    fn only_marks_are_added(source in prop_oneof![markdown(), any::<String>()]) {
        let prepared = prepare(&source);
        let text = prepared.text();
        let offsets: Vec<usize> = (0..=text.len()).map(|at| prepared.original(at)).collect();
        prop_assert!(offsets.is_sorted() && offsets.ends_with(&[source.len()]));
        prop_assert!(text.char_indices().all(|(at, _)| source.is_char_boundary(offsets[at])));
        if prepared.is_marked() {
            prop_assert_eq!(text.replace(prepared.kinds, ""), source);
        } else {
            prop_assert!(std::ptr::eq(text, source.as_str()));
        }
    }
}
