//! What an author reads when something is wrong.

use super::harness::{SITE, build, build_bytes, golden};
use haeseol::Options;

#[test]
fn every_mistake_is_told_in_one_run() {
    let site = build(
        "== site.toml
base_url = \"https://name.github.io/site/\"
default_language = \"ko\"
titel = \"오타\"
title = { ko = \"시험\", en = \"Test\" }
[languages.ko]
[languages.en]
[glossary]
link = \"first-per-sektion\"
== content/a/index.ko.md
---
title: 글
date: 2026-02-30
autors: [나]
draft: maybe
---
[없는 글](../b/index.ko.md)과 [[콜로서수]].
== content/a/10-wallet.kr.md
---
title: 지갑
---
== content/glossary/colossus.ko.md
---
title: 콜로서스
---
== content/glossary/xai.ko.md
---
title: xAI
summary: 회사.
related: [colosus]
---
",
    );
    golden("explainer.txt", &site.report());
    assert!(site.files().is_empty(), "nothing is written");
}

#[test]
fn faults_in_front_matter_are_told_with_their_place() {
    for (head, finding) in [
        ("title: 글\n", "content/t.ko.md:1:1 front-matter"),
        ("---\ntitle: 글\n", "content/t.ko.md:1:1 front-matter"),
        ("---\n- 목록\n---\n", "content/t.ko.md:2:1 wrong-type"),
        ("---\n그냥 글\n---\n", "content/t.ko.md:2:1 front-matter"),
        (
            "---\ntitle: \"열린\n---\n",
            "content/t.ko.md:2:8 front-matter",
        ),
        (
            "---\ntitle: 글\ntitle: 또\n---\n",
            "content/t.ko.md:3:1 front-matter",
        ),
        ("---\ntitle: [글]\n---\n", "content/t.ko.md:2:8 wrong-type"),
        ("---\ntitle: 2026\n---\n", "content/t.ko.md:2:8 wrong-type"),
        (
            "---\ntitle: 글\nkind: faq\n---\n",
            "content/t.ko.md:3:1 unknown-key",
        ),
        (
            "---\ntitle: 글\noriginal: fr\n---\n",
            "content/t.ko.md:3:11 bad-language",
        ),
        ("---\ntitle: ''\n---\n", "content/t.ko.md:2:1 missing-key"),
        (
            "---\ntitle: \"가\\u0007\"\n---\n",
            "content/t.ko.md:2:8 control-character",
        ),
    ] {
        let site = build(&format!("== content/t.ko.md\n{head}"));
        assert!(
            site.findings().iter().any(|f| f == finding),
            "{head:?}: {:?}\n{}",
            site.findings(),
            site.report()
        );
        assert!(site.files().is_empty());
    }
}

#[test]
fn yaml_bombs_are_refused_quickly() {
    let aliases = (1..40).fold(String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n"), |s, i| {
        format!("{s}a{i}: &a{i} [{}]\n", format!("*a{},", i - 1).repeat(9))
    });
    let deep = format!("title: {}", "[".repeat(10_000));
    for yaml in [
        aliases.as_str(),
        deep.as_str(),
        "a: &a [*a]\n",
        "title: !!python/object x\n",
    ] {
        let site = build(&format!("== content/t.ko.md\n---\n{yaml}\n---\n"));
        assert!(
            !site.findings().is_empty() && site.files().is_empty(),
            "{}",
            &yaml[..20.min(yaml.len())]
        );
    }
}

#[test]
fn what_yaml_forbids_is_said_in_the_words_of_an_author() {
    for (yaml, message, hint) in [
        (
            "title: 글\ntitle: 둘",
            "`title` is there twice",
            "delete one of the two",
        ),
        (
            "title: 글\nsources: [{a: 1, a: 2}]",
            "`a` is there twice",
            "delete one of the two",
        ),
        (
            "title: *nobody",
            "a value that begins with `*` has to be between quotes",
            "write `title: \"*nobody\"`",
        ),
        (
            "title: &a [*a]",
            "a value that begins with `&` has to be between quotes",
            "write `title: \"&a [*a]\"`",
        ),
        (
            "title: !x 글",
            "a value that begins with `!` has to be between quotes",
            "write `title: \"!x 글\"`",
        ),
        (
            "title: !!binary 글",
            "a value that begins with `!` has to be between quotes",
            "write `title: \"!!binary 글\"`",
        ),
        (
            "title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[글]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
            "the front matter is too long or too deeply nested",
            "front matter says a few things about its text: write the rest below it",
        ),
        (
            "? [a]\n: 글",
            "a key has to be text",
            "write `key: value`, the key in one word",
        ),
        (
            "~: 글",
            "a key has to be text",
            "write `key: value`, the key in one word",
        ),
        (
            "'a at line 1': [",
            "this line of the front matter cannot be read",
            "write one `key: value` a line; put a value that has `: `, `#` or quotes in it between \"double quotes\"; indent with spaces",
        ),
    ] {
        let site = build(&format!(
            "== content/t.ko.md\n---\n{yaml}\n---\n== content/t.en.md\n---\ntitle: A\n---\n"
        ));
        assert_eq!(site.only_finding_with("front-matter"), message, "{yaml}");
        let found = site.only_finding();
        assert_eq!(found.hint.as_ref().unwrap().english(), hint, "{yaml}");
    }
}

#[test]
fn bytes_that_are_not_text_are_told_with_their_place() {
    for (bytes, code) in [
        (&b"---\ntitle: \xB1\xDB\n---\n"[..], "not-utf8"),
        (b"\xFF\xFE-\0-\0-\0", "not-utf8"),
        (b"---\ntitle: a\n---\nb\0c", "control-character"),
        (b"---\ntitle: a\n---\nb\x1Bc", "control-character"),
    ] {
        let site = build_bytes(
            [("site.toml", SITE.as_bytes()), ("content/t.ko.md", bytes)],
            &Options::default(),
        );
        assert!(
            site.findings().iter().any(|f| f.ends_with(code)),
            "{:?}",
            site.findings()
        );
        assert!(site.files().is_empty());
    }
}

#[test]
fn bom_and_windows_line_ends_are_accepted() {
    let bytes = "\u{FEFF}---\r\ntitle: 글\r\n---\r\n한 줄\r\n다음 줄\r\n".as_bytes();
    let site = build_bytes(
        [("site.toml", SITE.as_bytes()), ("content/t.ko.md", bytes)],
        &Options::default(),
    )
    .good();
    let html = site.file("ko/t/");
    assert!(
        html.contains("한 줄\n다음 줄") && !html.contains('\r'),
        "{html}"
    );
}

#[test]
fn two_things_at_one_address_are_told_with_both_places() {
    for (files, code) in [
        (
            "== content/a.ko.md\n---\ntitle: 가\n---\n== content/a/index.ko.md\n---\ntitle: 나\n---\n",
            "same-url",
        ),
        (
            "== content/glossary/a.ko.md\n---\ntitle: 가\nsummary: 가.\n---\n== content/glossary/x/a.ko.md\n---\ntitle: 나\nsummary: 나.\n---\n",
            "same-url",
        ),
        (
            "== content/a/index.ko.md\n---\ntitle: 가\n---\n== content/a/1-s.ko.md\n---\ntitle: 나\n---\n== content/a/2-s.ko.md\n---\ntitle: 다\n---\n",
            "same-id",
        ),
        ("== static/ko/index.html\n<p>", "same-url"),
        ("== static/ko\n<p>", "same-url"),
    ] {
        let site = build(files);
        assert!(
            site.findings().iter().any(|f| f.ends_with(code)),
            "{files}: {}",
            site.report()
        );
        assert!(site.files().is_empty());
    }
}

#[test]
fn a_file_without_a_language_is_told_how_to_be_named() {
    let site = build("== content/about.md\n---\ntitle: 소개\n---\n");
    assert_eq!(site.findings(), ["content/about.md no-language"]);
    assert!(site.report().contains("about.ko.md"), "{}", site.report());
}

#[test]
fn a_broken_template_of_the_site_is_named() {
    for template in [
        "{% if %}",
        "{{ nothing }}",
        "{% extends \"none.html\" %}",
        "{{ page.title | nofilter }}",
        "{% include \"page.html\" %}",
    ] {
        let site = build(&format!(
            "== templates/page.html\n{template}\n== content/t.ko.md\n---\ntitle: 글\n---\n"
        ));
        assert!(
            site.findings()
                .iter()
                .any(|f| f.starts_with("templates/page.html") && f.ends_with("template")),
            "{template}: {}",
            site.report()
        );
    }
}

#[test]
fn a_site_without_settings_says_what_to_do() {
    let site = build_bytes([], &Options::default());
    assert!(site.files().is_empty());
    let site = build("== site.toml\n\n");
    assert!(site.report().contains("base_url"), "{}", site.report());
}

#[test]
fn every_fault_has_a_remedy() {
    for (settings, finding) in [
        ("home = 3", "wrong-type"),
        ("home = { latest = \"x\" }", "wrong-type"),
        ("home = { latest = 99999999999999999999 }", "wrong-type"),
        ("nav = 3", "wrong-type"),
        (
            "author = { name = \"나\", url = \"javascript:x\" }",
            "bad-url",
        ),
        ("description = \"\\u0007\"", "control-character"),
    ] {
        let site = build(&format!("== site.toml\n{settings}\n{SITE}"));
        let found = site.only_finding();
        assert_eq!(found.code, finding, "{}", site.report());
        assert!(found.hint.is_some(), "{}", site.report());
    }
    let term = "== content/glossary/a.ko.md\n---\ntitle: 가\nsummary: 나.\naliases: [\"\"]\n---\n";
    assert!(
        build(term)
            .report()
            .contains("an item of `aliases` is empty")
    );
}

#[test]
fn a_character_reference_cannot_smuggle_a_control_character_in() {
    for text in [
        "a&#7;b",
        "[글](https://a.kr \"&#1;\")",
        "![&#xFFFE;](https://a.kr/a.png)",
        "~~~&#15;\n가\n~~~",
    ] {
        let site = build(&format!(
            "== content/t.ko.md\n---\ntitle: 글\n---\n{text}\n"
        ));
        assert!(
            site.findings()
                .contains(&"content/t.ko.md:4:1 control-character".into()),
            "{text}"
        );
        assert!(site.files().is_empty());
    }
}

#[test]
fn characters_that_change_the_direction_of_text_are_told() {
    let site = build("== content/t.ko.md\n---\ntitle: 글\n---\n가\u{202E}나\n").good();
    assert!(
        site.findings()
            .contains(&"content/t.ko.md:4:2 bidi-control".into()),
        "{}",
        site.report()
    );
}

#[test]
fn the_column_is_that_of_the_whole_line_however_long_it_is() {
    let line = format!("{}[x](none.ko.md)", "가나다라 ".repeat(300));
    let site = build(&format!(
        "== content/t.ko.md\n---\ntitle: 글\n---\n{line}\n"
    ));
    assert!(
        site.report().contains("content/t.ko.md:4:1501"),
        "{}",
        site.report()
    );
    assert!(
        site.findings()
            .contains(&"content/t.ko.md:4:1501 broken-link".into())
    );
}

#[test]
fn what_becomes_an_id_holds_no_space_and_is_not_the_themes() {
    let explainer = "== content/a/index.ko.md\n---\ntitle: 가\n---\n";
    for (file, text) in [
        (
            "content/a/1-my part.ko.md",
            "---\ntitle: 나\n---\n".to_owned(),
        ),
        (
            "content/a/1-hs-main.ko.md",
            "---\ntitle: 나\n---\n".to_owned(),
        ),
        (
            "content/glossary/a b.ko.md",
            "---\ntitle: 나\nsummary: 다.\n---\n".to_owned(),
        ),
        (
            "content/a/1-s.ko.md",
            "---\ntitle: 나\n---\n## 라 {#hs-main}\n".to_owned(),
        ),
        (
            "content/a/1-Hs-main.ko.md",
            "---\ntitle: 나\n---\n".to_owned(),
        ),
        (
            "content/a/1-s.ko.md",
            "---\ntitle: 나\n---\n## 라 {#HS-x}\n".to_owned(),
        ),
        (
            "content/a/1-s.ko.md",
            "---\ntitle: 나\n---\n<b id=\"hS-x\">라</b>\n".to_owned(),
        ),
        (
            "content/a/1-s.ko.md",
            "---\ntitle: 나\n---\n<b id=&#104;s-main>라</b>\n".to_owned(),
        ),
    ] {
        let site = build(&format!("{explainer}\n== {file}\n{text}"));
        assert!(
            site.findings()
                .iter()
                .any(|f| f.starts_with(file) && f.ends_with("bad-name")),
            "{file}: {}",
            site.report()
        );
    }
}

#[test]
fn a_page_at_the_address_of_the_feed_is_told() {
    let site = build("== content/feed.xml.ko.md\n---\ntitle: 가\n---\n");
    assert!(
        site.findings()
            .contains(&"content/feed.xml.ko.md same-url".into())
    );
}

#[test]
fn an_unknown_filter_is_told_with_its_place() {
    let site =
        build("== templates/page.html\n가 {{ 1 | zz }}\n== content/t.ko.md\n---\ntitle: 글\n---\n");
    assert!(
        site.findings()
            .contains(&"templates/page.html:1:10 template".into()),
        "{}",
        site.report()
    );
}

#[test]
fn what_is_no_web_address_is_refused_where_it_is_written() {
    let found = |url: &str| {
        let text = format!(
            "== content/a/index.ko.md\n---\ntitle: 글\nsources:\n  - title: 출처\n    url: {}\n---\n== content/a/index.en.md\n---\ntitle: T\n---",
            serde_json::json!(url)
        );
        build(&text).findings()
    };
    for bad in [
        "javascript:alert(1)",
        "JavaScript://a.kr/%0Aalert(1)",
        "data:text/html,x",
        "ftp://a.kr/",
        "mailto:a@b.kr",
        "http//a.kr",
        "https:/a.kr",
        "https:a.kr",
        "https://",
        "https:///a",
        "https://?a",
        "https://#a",
        "https://.",
        "https://a..kr/",
        "https://.a.kr",
        "https://a b.kr/",
        "https://a.kr/b c",
        "https://a.kr/\\tb",
        "https://a@b.kr/",
        "https://a.kr:x/",
        "https://a.kr:0/",
        "https://a.kr:99999/",
        "https://[::g]/",
        "https://[::1/",
        "https://a.kr/\"onclick=\"x",
        "https://a.kr/<b>",
        "https://a.kr\\@b.kr/",
        "https://a.kr/\u{200B}b",
        " https://a.kr/",
        "//a.kr/",
        "/a",
        "a.kr",
    ] {
        let told = found(bad)
            .into_iter()
            .filter(|f| !f.ends_with("invisible-character"));
        assert_eq!(
            told.collect::<Vec<_>>(),
            ["content/a/index.ko.md:5:10 bad-url"],
            "{bad}"
        );
    }
    for good in [
        "https://a.kr",
        "HTTPS://A.kr/",
        "http://localhost:8080/x?y=[z]&{w}|v#u",
        "https://한글.kr/가?나#다",
        "https://[2001:db8::1]:443/",
        "https://127.0.0.1/",
        "https://a.kr./",
        "https://a_b.kr/",
        "https://a.kr?x",
        "https://a.kr/a@b:c'(d)",
    ] {
        assert_eq!(found(good), [""; 0], "{good}");
    }
}

#[test]
fn the_address_of_the_sites_author_is_one() {
    let site = build(&format!(
        "== site.toml\nauthor = {{ name = \"나\", url = \"javascript:x\" }}\n{SITE}"
    ));
    assert_eq!(site.findings(), ["site.toml:1:30 bad-url"]);
}

#[test]
fn settings_full_of_mistakes_are_told_in_few_words() {
    // Each line of the second kind costs the parser a part of its stack.
    for (line, lines, findings) in [
        ("가\n", 2_000, 101),
        ("[[nav]]\nlabel = { ko = \"\n", 30_000, 1),
    ] {
        let site = build(&format!("== site.toml\n{}", line.repeat(lines)));
        let syntax: Vec<_> = site.found("syntax");
        assert_eq!(syntax.len(), findings, "{line}");
        assert_eq!(site.diagnostics().len(), findings, "{line}");
        let last = syntax[findings - 1].message.english();
        assert!(
            last.contains(" more lines ") || last.contains("64 deep"),
            "{last}"
        );
    }
    // What one line says is one finding.
    let site = build(&format!("== site.toml\n{}\n= = =\n", "= ".repeat(100)));
    assert_eq!(site.found("syntax").len(), 2, "{}", site.report());
}

#[test]
fn mistyped_names_are_compared_as_long_as_that_may_help() {
    let codes = |n: usize| {
        let codes = (0..n).map(|i| format!("\"no-al{i}\"")).collect::<Vec<_>>();
        let codes = codes.join(", ");
        build(&format!("== site.toml\n{SITE}[check]\nallow = [{codes}]\n"))
    };
    let site = codes(20_000);
    let found = site.found("allow");
    // Of so many, a thousand are told.
    assert_eq!(found.len(), 1_001);
    let near = |d: &&&haeseol::base::diag::Diagnostic| {
        d.hint.as_ref().unwrap().english() == "did you mean `no-alt`?"
    };
    assert!((10..=100).contains(&found.iter().filter(near).count()));
    let keys = (0..20_000).map(|i| format!("titl{i} = 1\n"));
    let site = build(&format!("== site.toml\n{}{SITE}", keys.collect::<String>()));
    assert_eq!(site.found("unknown-key").len(), 1_001);
}

#[test]
fn of_one_kind_in_one_file_a_thousand_are_told() {
    const MANY: usize = 2_500;
    let each = |what: &str| what.repeat(MANY);
    let site = build(&format!(
        "== content/a.ko.md\n---\ntitle: 가\n---\n{}\n\n{}\n\n{}\n== content/b.ko.md\n---\ntitle: 나\n---\n[가](none.ko.md) [^x]\n",
        each("[가](none.ko.md) "),
        each("[^x] "),
        each("<nav1> ")
    ));
    for code in ["broken-link", "undefined-footnote", "unknown-element"] {
        let found = site.found(code);
        let (of_a, of_b): (Vec<_>, Vec<_>) = found
            .into_iter()
            .partition(|d| *d.place.file == *"content/a.ko.md");
        assert_eq!(of_a.len(), 1_001, "{code}");
        let last = of_a.iter().max_by_key(|d| d.place.range).unwrap();
        assert!(last.message.english().starts_with("there are more of"));
        assert_eq!(of_b.len(), usize::from(code != "unknown-element"), "{code}");
    }
}

#[test]
fn of_one_kind_in_all_files_twenty_thousand_are_told() {
    let text = format!("---\ntitle: 가\n---\n{}", "[가](none.ko.md) ".repeat(900));
    let files: String = (10..35)
        .map(|i| format!("== content/a{i}.ko.md\n{text}\n"))
        .collect();
    let site = build(&format!(
        "{files}== content/b.ko.md\n---\ntitle: 나\n---\n[^x]\n"
    ));
    let found = site.found("broken-link");
    assert_eq!(found.len(), 20_001);
    let more = found
        .iter()
        .filter(|d| d.message.english().starts_with("there are more of"));
    let files: Vec<&str> = more.map(|d| &*d.place.file).collect();
    assert_eq!(files, ["content/a32.ko.md"]);
    // Others are not lost for them.
    assert_eq!(site.found("undefined-footnote").len(), 1);
}

#[test]
fn a_thousand_warnings_do_not_hide_an_error() {
    let warnings = "$$ x\n\ny $$\n\n".repeat(1_100);
    let site = build(&format!(
        "== site.toml\n{SITE}[markdown]\nmath = true\n== content/a.ko.md\n---\ntitle: 가\n---\n{warnings}끝 $\\alpha 글\n"
    ));
    let found = site.found("bad-formula");
    let errors = found.iter().filter(|d| d.is_error());
    assert_eq!(errors.count(), 1);
    assert_eq!(found.len(), 1_002);
}
