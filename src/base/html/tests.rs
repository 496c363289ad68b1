//! The tokens that browsers read: each line of a table is a text and its tokens.

use super::*;

/// The tokens of a text, one a word: `<p>`, `</p>`, `#text`, `#raw`, `#comment`, `!comment` and the like for what has no end.
fn shape(html: &str) -> String {
    let mut end = 0;
    let mut words = Vec::new();
    for token in tokens(html, &mut TokenizerState::default()) {
        assert_eq!(token.range.start, end, "no gaps in {html}");
        assert!(token.range.end > end, "each token is something: {html}");
        end = token.range.end;
        words.push(match token.kind {
            TokenKind::Text => "#text".to_owned(),
            TokenKind::RawText(name) => format!("#{name}"),
            TokenKind::Comment => "#comment".to_owned(),
            TokenKind::Start(tag) if tag.slash => format!("<{}/>", tag.name),
            TokenKind::Start(tag) => format!("<{}>", tag.name),
            TokenKind::End(name) => format!("</{name}>"),
            TokenKind::Unclosed(Unclosed::Comment) => "!comment".to_owned(),
            TokenKind::Unclosed(Unclosed::Tag) => "!tag".to_owned(),
            TokenKind::Unclosed(Unclosed::Quote(range)) => format!("!quote:{}", range.start),
        });
    }
    assert_eq!(end, html.len(), "all of {html}");
    words.join(" ")
}

fn all_are(table: &[(&str, &str)]) {
    for (html, wanted) in table {
        assert_eq!(shape(html), *wanted, "{html}");
    }
}

#[test]
fn comments_end_where_browsers_end_them() {
    all_are(&[
        ("<!-- a -- b - --> c", "#comment #text"),
        ("<!-->c", "#comment #text"),
        ("<!--->c", "#comment #text"),
        ("<!---->c", "#comment #text"),
        ("<!--a--!>c", "#comment #text"),
        ("<!--!>c", "!comment"),
        ("<!---!>c", "!comment"),
        ("<!--a--!-->c", "#comment #text"),
        ("<!--a--->c", "#comment #text"),
        ("<!--<!-->c", "#comment #text"),
        ("<!-- a - ->", "!comment"),
        ("<!--", "!comment"),
        ("a<!--b--", "#text !comment"),
        ("<!x>c", "#comment #text"),
        ("<!DOCTYPE a \">\">c", "#comment #text"),
        ("<!doctype", "!comment"),
        ("<?php a ?>c", "#comment #text"),
        ("<? a", "!comment"),
        ("</ x>c", "#comment #text"),
        ("</>c", "#comment #text"),
        ("</\u{ac00}>c", "#comment #text"),
        ("</", "#text"),
        ("<", "#text"),
        ("a < b <3 <\u{ac00}> <= << ", "#text"),
        ("<![CDATA[ a > b ]]>", "#comment #text"),
    ]);
}

#[test]
fn tags_end_where_browsers_end_them() {
    all_are(&[
        ("<a href=x>y</a>", "<a> #text </a>"),
        ("<a title='>' x=\">\">", "<a>"),
        ("<a x=y\"'>z", "<a> #text"),
        ("<a x='b", "!quote:5"),
        ("<a x = \"b>", "!quote:7"),
        ("<a x=b", "!tag"),
        ("<a ", "!tag"),
        ("</a ", "!tag"),
        ("</a x='>'>b", "</a> #text"),
        ("<a<b>c", "<a<b> #text"),
        ("<a/b/>", "<a/>"),
        ("<a x=b/>", "<a>"),
        ("<a x=\"b\"/>", "<a/>"),
        ("<a x=\"b\"c='d'>", "<a>"),
        ("<a / >", "<a>"),
        ("<a =>", "<a>"),
        ("<a\tb\nc\u{c}d>", "<a>"),
        ("<a\u{a0}b>", "<a\u{a0}b>"),
    ]);
}

#[test]
fn raw_text_ends_at_its_own_end_tag() {
    all_are(&[
        ("<script><b></script>a", "<script> #script </script> #text"),
        ("<script></script>", "<script> </script>"),
        ("<STYLE></b></sTyle >a", "<STYLE> #style </sTyle> #text"),
        ("<style></styles></style>", "<style> #style </style>"),
        (
            "<textarea><!--</textarea>-->",
            "<textarea> #textarea </textarea> #text",
        ),
        ("<title><a></title/>", "<title> #title </title>"),
        ("<xmp></xmp", "<xmp> #xmp"),
        ("<xmp></xmp ", "<xmp> !tag"),
        ("<iframe><p>", "<iframe> #iframe"),
        (
            "<noscript><p></noscript>",
            "<noscript> #noscript </noscript>",
        ),
        ("<plaintext></plaintext><p>", "<plaintext> #plaintext"),
        ("<script/></script>", "<script/> </script>"),
        ("<pre><b></pre>", "<pre> <b> </pre>"),
    ]);
}

#[test]
fn a_script_may_hold_another_in_a_comment() {
    all_are(&[
        (
            "<script><!--</script>-->",
            "<script> #script </script> #text",
        ),
        ("<script><!--<script></script>-->", "<script> #script"),
        (
            "<script><!--<script></script>--></script>",
            "<script> #script </script>",
        ),
        (
            "<script><!--<script>--></script>",
            "<script> #script </script>",
        ),
        (
            "<script><!--<script></script></script>",
            "<script> #script </script>",
        ),
        (
            "<script><!--><script></script>",
            "<script> #script </script>",
        ),
        (
            "<script><!---><script></script>",
            "<script> #script </script>",
        ),
        (
            "<script><!--<scripts></script>",
            "<script> #script </script>",
        ),
        ("<script><script></script>", "<script> #script </script>"),
        ("<style><!--<style></style>", "<style> #style </style>"),
    ]);
}

#[test]
fn svg_and_mathml_have_no_raw_text() {
    all_are(&[
        ("<svg><style><b></style>", "<svg> <style> <b> </style>"),
        (
            "<svg><title><b></title></svg>",
            "<svg> <title> <b> </title> </svg>",
        ),
        ("<svg><![CDATA[ a > <b> ]]></svg>", "<svg> #text </svg>"),
        ("<svg><![CDATA[ a", "<svg> !comment"),
        ("<svg/><style><b></style>", "<svg/> <style> #style </style>"),
        (
            "<svg></svg><title><b></title>",
            "<svg> </svg> <title> #title </title>",
        ),
        (
            "<svg><foreignObject><style><b></style>",
            "<svg> <foreignObject> <style> #style </style>",
        ),
        (
            "<svg><foreignObject></foreignObject><style><b>",
            "<svg> <foreignObject> </foreignObject> <style> <b>",
        ),
        (
            "<svg><p><style><b></style>",
            "<svg> <p> <style> #style </style>",
        ),
        (
            "<svg></p><style><b></style>",
            "<svg> </p> <style> #style </style>",
        ),
        ("<svg><font><style><b>", "<svg> <font> <style> <b>"),
        (
            "<svg><font size=1><style><b></style>",
            "<svg> <font> <style> #style </style>",
        ),
        ("<svg><mi><style><b>", "<svg> <mi> <style> <b>"),
        (
            "<math><mi><style><b></style>",
            "<math> <mi> <style> #style </style>",
        ),
        (
            "<math><annotation-xml><style><b>",
            "<math> <annotation-xml> <style> <b>",
        ),
        (
            "<math><annotation-xml encoding=TEXT/html><style><b></style>",
            "<math> <annotation-xml> <style> #style </style>",
        ),
    ]);
}

#[test]
fn attributes_have_places() {
    let html = "<a x =\"1\" Y='2'z=3 w x=4>";
    let tokens: Vec<_> = tokens(html, &mut TokenizerState::default()).collect();
    let TokenKind::Start(tag) = &tokens[0].kind else {
        panic!("{tokens:?}");
    };
    let found = tag.attributes.iter().map(|a| {
        assert_eq!(
            (a.name, a.value),
            (&html[a.name_range.clone()], &html[a.value_range.clone()])
        );
        &html[a.quoted_range()]
    });
    assert_eq!(found.collect::<Vec<_>>(), ["\"1\"", "'2'", "3", "", "4"]);
    assert_eq!(
        (tag.attribute("X"), tag.attribute("y"), tag.attribute("v")),
        (Some("1"), Some("2"), None)
    );
}

#[test]
fn a_text_in_pieces_is_read_as_one() {
    let mut state = TokenizerState::default();
    assert_eq!(tokens("<svg><noscript>", &mut state).count(), 2);
    assert_eq!(state.raw_text, None);
    state.leave_foreign();
    assert_eq!(tokens("<noscript><p>", &mut state).count(), 2);
    assert_eq!(state.raw_text, Some("noscript"));
    let last = tokens("a</noscript>", &mut state).last();
    assert!(matches!(
        last,
        Some(HtmlToken {
            kind: TokenKind::End("noscript"),
            ..
        })
    ));
    assert_eq!(state.raw_text, None);
}

#[test]
fn a_page_is_read_with_what_is_for_browsers_without_scripts() {
    let html = "<!doctype html><!-- <a href=no> --><a href=x>y</a><script>'<a href=no>'</script \
                ><IMG SRC='a b.png' alt><noscript><p = x=\"1>2\"/></noscript>1 < 2 <a\nhref = \"&amp;&#x41;&bogus;\" title='\"'>";
    let mut found = Vec::new();
    start_tags(html, &mut |tag| {
        let of = |name| tag.attribute(name).map(decode);
        found.extend(of("href").or(of("src")).or(of("x")));
    });
    assert_eq!(found, ["x", "a b.png", "1>2", "&A&bogus;"]);
}

#[test]
fn every_reference_of_html_is_resolved() {
    for (written, wanted) in [
        ("&ouml;&Auml;.html", "öÄ.html"),
        ("a&b;c&colon;d", "a&b;c:d"),
        ("&CounterClockwiseContourIntegral;", "∳"),
        ("&NotEqualTilde;", "≂̸"),
        ("&;&&#x41;&", "&;&A&"),
        ("no &reference", "no &reference"),
    ] {
        assert_eq!(decode(written), wanted, "{written}");
    }
}

#[test]
fn the_time_is_linear() {
    for piece in [
        "<",
        "<a ",
        "<!--",
        "</",
        "<a x='",
        "--",
        "<script><!--<script>",
        "<svg>",
        "<![CDATA[",
        "<xmp></xm",
        "<noscript>",
    ] {
        let html = piece.repeat(200_000);
        assert!(tokens(&html, &mut TokenizerState::default()).count() > 0);
        start_tags(&html, &mut |_| ());
    }
}

#[test]
fn what_an_element_holds_is_told_by_its_place() {
    let html = "<br><p/><style/></style><svg/><svg><path/><a><style><desc><br/><style></style></desc></svg><path/>";
    let found: Vec<_> = tokens(html, &mut TokenizerState::default())
        .filter_map(|token| match token.kind {
            TokenKind::Start(tag) => Some(match tag.content {
                ContentModel::Markup => 'm',
                ContentModel::RawText => 'r',
                ContentModel::Nothing => '-',
            }),
            _ => None,
        })
        .collect();
    assert_eq!(found.iter().collect::<String>(), "-mr-m-mmm-rm");
}
