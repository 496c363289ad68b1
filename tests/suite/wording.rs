//! What `check` says of an author's own words.

use serde_json::Value;

use super::publish::{haeseol, site};

const TERMS: &str = "== content/glossary/physical-ai.ko.md
---
title: 피지컬 AI
summary: x.
reading: 피지컬 에이아이
avoid: [물리 AI, 몸 있는 지능]
not: [물리 AI 학회]
---
물리 AI라고도 한다.
== content/glossary/physical-ai.en.md
---
title: physical AI
summary: x.
avoid: [physical intelligence, AI in bodies]
---
== content/glossary/moon.ko.md
---
title: 달
summary: x.
avoid: [태음]
---
== content/glossary/moon.en.md
---
title: Moon
summary: x.
avoid: [luna]
---
";

/// Findings of a text in a language: `line:column code wrong→right`, with `?` where nothing is put in its place.
fn told(language: &str, settings: &str, markdown: &str) -> Vec<String> {
    let other = if language == "ko" { "en" } else { "ko" };
    let text = format!(
        "== site.toml\n{}{settings}\n{TERMS}== content/t.{other}.md\n---\ntitle: T\n---\n== content/t.{language}.md\n---\ntitle: T\n---\n{markdown}\n",
        super::harness::SITE
    );
    let folder = site(&text);
    let output = haeseol(folder.path(), &["check", "--quiet", "--format", "json"]);
    let said = String::from_utf8(output.stdout).unwrap();
    let found = said
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).unwrap());
    let ours = found.filter(|d| {
        let code = d["code"].as_str().unwrap();
        d["file"] == format!("content/t.{language}.md") && CODES.contains(&code)
    });
    let shown = ours.map(|d| {
        assert_eq!(d["severity"], "warning");
        let (line, column) = (d["line"].as_u64().unwrap(), d["column"].as_u64().unwrap());
        let piece = |of: &Value| {
            let line = of["line"].as_u64().unwrap() as usize;
            assert_eq!(of["endLine"].as_u64().unwrap() as usize, line);
            let line = markdown.lines().nth(line - 4).unwrap();
            let at = |key: &str| of[key].as_u64().unwrap() as usize;
            let (from, to) = (at("column") - 1, at("endColumn") - 1);
            line.chars().skip(from).take(to - from).collect::<String>()
        };
        let fix = match &d["fix"] {
            Value::Null => format!("{}→?", piece(&d)),
            fix => format!("{}→{}", piece(fix), fix["text"].as_str().unwrap()),
        };
        format!("{line}:{column} {} {fix}", d["code"].as_str().unwrap())
    });
    shown.collect()
}

const CODES: [&str; 3] = ["avoid", "spelling", "wrong-particle"];
const NOTHING: [&str; 0] = [];

#[test]
fn words_that_are_spelt_wrong_are_told_at_their_place() {
    assert_eq!(
        told(
            "ko",
            "",
            "며칠이 아니라 몇일이 **걸렸**고, 일이 &amp; 다 됬다."
        ),
        ["4:9 spelling 몇일→며칠", "4:33 spelling 됬→됐"]
    );
    assert_eq!(
        told(
            "en",
            "",
            "We recieve it.\n\n- Recieve *seperate* &amp; seperate things."
        ),
        [
            "4:4 spelling recieve→receive",
            "6:3 spelling Recieve→Receive",
            "6:12 spelling seperate→separate",
            "6:28 spelling seperate→separate"
        ]
    );
}

#[test]
fn what_is_not_in_the_authors_own_words_is_left_alone() {
    assert_eq!(
        told(
            "ko",
            "",
            "`몇일`과 “몇일”과 ‘몇일’과 「몇일」과 《몇일》과 \"몇일\"과 [몇일](https://a.example)과 [[moon|몇일]].\n\n> 몇일이 됬다.\n\n    몇일\n\n```\n몇일\n```"
        ),
        NOTHING
    );
    assert_eq!(
        told(
            "en",
            "",
            "He said “teh” and 'teh', `teh` and x.teh; [teh](https://a.example)."
        ),
        NOTHING
    );
}

#[test]
fn findings_are_silenced_by_block_and_by_site() {
    let text = "<!-- haeseol: allow spelling -->\n몇일이 됬다.\n\n몇일.";
    assert_eq!(told("ko", "", text), ["7:1 spelling 몇일→며칠"]);
    assert_eq!(
        told("ko", "[check]\nallow = [\"spelling\"]\n", text),
        NOTHING
    );
    assert_eq!(
        told(
            "ko",
            "[check]\nallow = [\"avoid\", \"wrong-particle\"]\n",
            "물리 AI은 서버를, 파일를."
        ),
        NOTHING
    );
}

#[test]
fn particles_that_go_with_no_noun_are_told() {
    assert_eq!(
        told(
            "ko",
            "",
            "파일를 열고 서버을 켠 뒤 **파일**으로 저장하고 크레이트은 다음와 같다."
        ),
        [
            "4:3 wrong-particle 를→을",
            "4:10 wrong-particle 을→를",
            "4:22 wrong-particle 으로→로",
            "4:34 wrong-particle 은→는",
            "4:38 wrong-particle 와→과"
        ]
    );
    assert_eq!(
        told(
            "ko",
            "",
            "가을 마을에 집을 지을 때 나을 병과 이을 줄을 모을 수 있다. 하은은 다은과 사과와 효과를 서버을(를) 본다. 있는 사람은 `x`를 을를 고친 물으로 마신다."
        ),
        ["4:83 wrong-particle 으로→로"]
    );
}

#[test]
fn a_noun_that_may_be_cut_off_is_told_but_not_repaired() {
    assert_eq!(
        told(
            "ko",
            "",
            "프로토타을 만든다. 프로토타입은 싸다.\n프로그래을 짠다. 프로그램이 돈다.\n서버을 켠다. 서버는 돈다. 서버실도 있다.\n자동차을 산다. 자동차을 판다."
        ),
        [
            "4:5 wrong-particle 을→?",
            "5:5 wrong-particle 을→?",
            "6:3 wrong-particle 을→를",
            "7:4 wrong-particle 을→를",
            "7:13 wrong-particle 을→를"
        ]
    );
}

#[test]
fn names_that_a_term_avoids_are_told_with_the_particles_of_the_right_one() {
    assert_eq!(
        told(
            "ko",
            "",
            "물리 AI는 로봇을 움직인다. 물리AI로 한다. 태음은, 태음이다. 태음으로 간다.\n몸 있는 지능을 본다."
        ),
        [
            "4:1 avoid 물리 AI는→피지컬 AI는",
            "4:18 avoid 물리AI로→피지컬 AI로",
            "4:28 avoid 태음은→달은",
            "4:33 avoid 태음이다→달이다",
            "4:39 avoid 태음으로→달로",
            "5:1 avoid 몸 있는 지능을→피지컬 AI를"
        ]
    );
    // In another language it is another matter, and so is a longer word, a quotation, and a word that the term says is none.
    assert_eq!(
        told(
            "ko",
            "",
            "luna와 physical intelligence, “물리 AI”, 물리 AI 학회에서, 태음인."
        ),
        NOTHING
    );
}

#[test]
fn english_names_are_put_in_only_where_nothing_else_changes() {
    assert_eq!(
        told(
            "en",
            "",
            "Physical intelligence moves robots, and so do AI in bodies. The luna. Luna, though. An AI in bodies."
        ),
        [
            "4:1 avoid Physical intelligence→Physical AI",
            "4:47 avoid AI in bodies→?",
            "4:65 avoid luna→?",
            "4:71 avoid Luna→Moon",
            "4:88 avoid AI in bodies→?"
        ]
    );
}

/// A site with a text, and what `check --fix` makes of its bytes.
fn fixed(bytes: &[u8], arguments: &[&str]) -> (Vec<u8>, std::process::Output) {
    let folder = site("== content/t.en.md\n---\ntitle: T\n---\n");
    let file = folder.path().join("content/t.ko.md");
    std::fs::write(&file, bytes).unwrap();
    let all = [&["check", "--fix"], arguments].concat();
    let output = haeseol(folder.path(), &all);
    (std::fs::read(&file).unwrap(), output)
}

#[test]
fn what_has_one_answer_is_shown_and_put_into_the_file() {
    let text = "\u{feff}---\r\ntitle: 글\r\n---\r\n\r\n파일를 열고 `파일를` 몇일 본다. “몇일” [몇일](https://a.example)\r\n\r\n    파일를\r\n\r\n> 몇일\r\n";
    let (now, output) = fixed(text.as_bytes(), &[]);
    let wanted = text.replace("파일를 열고 `파일를` 몇일", "파일을 열고 `파일를` 며칠");
    assert_eq!(String::from_utf8(now).unwrap(), wanted);
    let said = String::from_utf8(output.stderr).unwrap();
    for line in [
        "content/t.ko.md:5\n",
        "- 파일를 열고 `파일를` 몇일 본다.",
        "+ 파일을 열고 `파일를` 며칠 본다.",
        "Corrected: 2 places",
    ] {
        assert!(said.contains(line), "{said}");
    }
    assert!(output.status.success(), "{said}");
    // The second time there is nothing to do.
    let (again, output) = fixed(wanted.as_bytes(), &["--yes"]);
    assert_eq!(String::from_utf8(again).unwrap(), wanted);
    assert_eq!(output.stderr, b"");
}

#[test]
fn a_title_behind_what_is_not_text_is_put_first() {
    for (before, now) in [
        (
            "import Card from './card';\n\n<Banner a={1}\n  b={[2]} />\n\n{#if x}\n\n# 제목\n\n글.\n",
            "# 제목\n\nimport Card from './card';\n\n<Banner a={1}\n  b={[2]} />\n\n{#if x}\n\n글.\n",
        ),
        (
            "\n<!-- haeseol: allow x -->\n\n# 제목\n글.\n",
            "# 제목\n\n<!-- haeseol: allow x -->\n\n글.\n",
        ),
        // Text of one's own is no title's business.
        ("글.\n\n# 제목\n", "글.\n\n# 제목\n"),
        ("<Banner />\n", "<Banner />\n"),
    ] {
        let (now_, output) = fixed(before.as_bytes(), &[]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(String::from_utf8(now_).unwrap(), now, "{said}");
    }
}

#[test]
fn findings_after_the_corrections_are_what_is_left() {
    let (_, output) = fixed(
        "---\ntitle: 글\n---\n파일를 [연다](none.ko.md).\n".as_bytes(),
        &["--format", "json"],
    );
    let said = String::from_utf8(output.stdout).unwrap();
    let codes = said
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).unwrap());
    let codes: Vec<_> = codes
        .map(|d| d["code"].as_str().unwrap().to_owned())
        .collect();
    assert!(codes.contains(&"broken-link".to_owned()), "{codes:?}");
    assert!(!codes.contains(&"wrong-particle".to_owned()), "{codes:?}");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn without_fix_nothing_is_written() {
    let folder = site(
        "== content/t.en.md\n---\ntitle: T\n---\n== content/t.ko.md\n---\ntitle: T\n---\n몇일\n",
    );
    let file = folder.path().join("content/t.ko.md");
    let before = std::fs::read(&file).unwrap();
    haeseol(folder.path(), &["check"]);
    assert_eq!(std::fs::read(&file).unwrap(), before);
    assert_eq!(
        haeseol(folder.path(), &["check", "--yes"]).status.code(),
        Some(2)
    );
}

#[cfg(unix)]
#[test]
fn decomposed_files_keep_their_names_forms_and_modes() {
    use std::os::unix::fs::PermissionsExt as _;
    use unicode_normalization::UnicodeNormalization as _;
    let folder = site("== content/달.en.md\n---\ntitle: T\n---\n");
    let nfd = |text: &str| text.nfd().collect::<String>();
    let file = folder.path().join("content").join(nfd("달.ko.md"));
    std::fs::write(&file, nfd("---\ntitle: 달\n---\n파일를 연다.\n")).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    haeseol(folder.path(), &["check", "--fix"]);
    assert_eq!(
        std::fs::read_to_string(&file).unwrap(),
        nfd("---\ntitle: 달\n---\n파일을 연다.\n")
    );
    assert_eq!(
        std::fs::metadata(&file).unwrap().permissions().mode() & 0o777,
        0o640
    );
}

/// Lines and columns of findings of a code in Korean texts `a`, `b` ….
fn places(code: &str, settings: &str, texts: &[&str]) -> Vec<String> {
    let texts = texts.iter().zip('a'..).map(|(text, name)| {
        let en = format!("== content/{name}.en.md\n---\ntitle: {name}\n---\n");
        format!("{en}== content/{name}.ko.md\n---\ntitle: {name}\n---\n{text}\n")
    });
    let texts: String = texts.collect();
    let folder = site(&format!(
        "== site.toml\n{}{settings}\n{texts}",
        super::harness::SITE
    ));
    let output = haeseol(folder.path(), &["check", "--quiet", "--format", "json"]);
    let said = String::from_utf8(output.stdout).unwrap();
    let found = said
        .lines()
        .map(|l| serde_json::from_str::<Value>(l).unwrap());
    let ours = found.filter(|d| d["code"] == code);
    let shown = ours.map(|d| {
        assert_eq!(d["severity"], "warning");
        let file = d["file"].as_str().unwrap().trim_start_matches("content/");
        format!(
            "{file}:{}:{} {}",
            d["line"],
            d["column"],
            d["message"].as_str().unwrap()
        )
    });
    shown.collect()
}

#[test]
fn a_loanword_is_spelt_in_one_way_on_a_site() {
    let usual = "콘텐츠를 만든다. 콘텐츠는 많다. 렌더링한다.";
    let other = "좋은 컨텐츠가 있다. “컨텐츠”와 `컨텐츠`. 포스트와 퍼스트, 곳에서 것에서.";
    let found = places("two-spellings", "", &[usual, other]);
    assert_eq!(
        found,
        ["b.ko.md:4:4 one word is spelt in two ways: `콘텐츠` 2×, `컨텐츠` 1×"]
    );
    assert_eq!(
        places("two-spellings", "", &[usual, "랜더링을 한다."]).len(),
        1
    );
    // 매트 and 메트 may be two words: they are too short to tell.
    assert_eq!(
        places("two-spellings", "", &["매트와 메트", "매트는 메트로"]),
        NOTHING
    );
    assert_eq!(places("two-spellings", "", &[usual, usual]), NOTHING);
    let allowed = format!("<!-- haeseol: allow two-spellings -->\n{other}");
    assert_eq!(places("two-spellings", "", &[usual, &allowed]), NOTHING);
    let settings = "[check]\nallow = [\"two-spellings\"]\n";
    assert_eq!(places("two-spellings", settings, &[usual, other]), NOTHING);
}

#[test]
fn a_text_speaks_in_one_way() {
    let polite = "하나입니다. 둘이에요. 셋입니다. 넷입니다. 살펴봅시다.";
    let mixed = format!("{polite} 그래서 물이 오른다.\n\n또 오른다.");
    let code = "mixed-speech-level";
    assert_eq!(
        places(code, "", &[&mixed]),
        [
            "a.ko.md:4:40 two ways of speaking in one text: 5 statements in 합니다체, and 2 in 한다체"
        ]
    );
    // Behind a formula.
    let formula = format!("{polite}\n\n넓이는 $r^2$다.");
    let math = "[markdown]\nmath = true\n";
    assert!(places(code, math, &[&formula])[0].starts_with("a.ko.md:6:10 "));
    // Quoted, in a list, a heading, a quotation or code; and 아니다 among 한다.
    let fine = format!(
        "{polite} “물이 오른다.” 그는 ‘간다.’고 했습니다.\n\n- 물이 오른다.\n\n### 물이 오른다.\n\n> 물이 오른다.\n"
    );
    assert_eq!(places(code, "", &[&fine]), NOTHING);
    let plain = "하나다. 둘이다. 셋이다. 넷이다. 다섯이다. 여섯이 아니다.";
    assert_eq!(places(code, "", &[plain, polite]), NOTHING);
    // Too little to know how the text speaks.
    let short = "하나입니다. 둘입니다. 셋입니다. 넷입니다. 다섯이다.";
    assert_eq!(places(code, "", &[short]), NOTHING);
    // What is allowed at the first place is told at the next one.
    let allowed = format!(
        "{polite}\n\n<!-- haeseol: allow mixed-speech-level -->\n물이 오른다.\n\n또 오른다."
    );
    assert_eq!(places(code, "", &[&allowed]).len(), 1);
    assert!(places(code, "", &[&allowed])[0].starts_with("a.ko.md:9:"));
    let settings = "[check]\nallow = [\"mixed-speech-level\"]\n";
    assert_eq!(places(code, settings, &[&mixed]), NOTHING);
}

#[test]
fn what_is_written_in_two_ways_is_noted() {
    let text = "== content/t.ko.md\n---\ntitle: 글\n---\nstate를 읽고 state를 쓰고 state을 지운다. 상호작용의 뜻과 상호작용. state는 남는다. 상호작용이다.\n\n상호 작용이 잦다. 데이터를 다루는 베이스.\n\n“api을” `api을` [api을](https://a.example) api를 쓴다. 서버 에서 서버에서 여러번 여러 번. 안전모자 안전 모자.\n== content/t.en.md\n---\ntitle: T\n---\n";
    let told = |settings: &str| {
        let folder = site(&format!(
            "== site.toml\n{}{settings}\n{text}",
            super::harness::SITE
        ));
        let output = haeseol(folder.path(), &["check", "--format", "json"]);
        let said = String::from_utf8(output.stdout).unwrap();
        let found = said
            .lines()
            .map(|l| serde_json::from_str::<Value>(l).unwrap());
        let found = found.filter(|d| d["code"] == "two-ways");
        let shown = found.map(|d| {
            let [line, column, severity, message] =
                ["line", "column", "severity", "message"].map(|key| &d[key]);
            format!("{line}:{column} {severity} {message}")
        });
        shown.collect::<Vec<_>>()
    };
    assert_eq!(
        told(""),
        [
            "4:21 \"note\" \"one thing is written in two ways: `state를` 3×, `state을` 1×\"",
            "6:1 \"note\" \"one thing is written in two ways: `상호작용` 3×, `상호 작용` 1×\""
        ]
    );
    let silent = "[check]\nallow = [\"two-ways\"]\n";
    assert_eq!(told(silent), NOTHING);
}
