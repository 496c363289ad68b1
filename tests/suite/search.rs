//! The search index: which words find what. What the reader sees of it is tested in a browser.

use std::collections::{BTreeMap, BTreeSet};

use crate::harness::{Built, SITE, build};

/// The index of a language, read back from its files.
struct Index {
    /// The passages of each word, with its weight there.
    words: BTreeMap<String, Vec<(String, u8)>>,
    /// The words that are marked as nouns.
    nouns: BTreeSet<String>,
    /// Address, title, heading and text of each passage.
    passages: Vec<[String; 4]>,
}

impl Index {
    fn of(built: &Built, language: &str) -> Self {
        let passages: Vec<[String; 4]> = lines(built, language, 't')
            .map(|line| {
                let fields: Vec<String> = line.split('\t').map(str::to_owned).collect();
                fields.try_into().unwrap()
            })
            .collect();
        let (mut words, mut nouns) = (BTreeMap::new(), BTreeSet::new());
        let mut before = String::new();
        for line in lines(built, language, 'w') {
            let mut parts = line.splitn(3, ' ');
            let (key, mut postings) = (parts.next().unwrap(), parts.next().unwrap());
            let head = usize::from(key.as_bytes()[0] - b'?');
            before = before
                .chars()
                .take(head & 15)
                .chain(key.chars().skip(1))
                .collect();
            postings = postings.trim_start_matches('*');
            let mut passage = 0;
            let places = numbers(postings).into_iter().map(|n| {
                passage += n >> 4;
                (passages[passage as usize][0].clone(), (n & 15) as u8)
            });
            words.insert(before.clone(), places.collect());
            if head & 16 != 0 {
                nouns.insert(before.clone());
            }
        }
        Self {
            words,
            nouns,
            passages,
        }
    }

    /// The passages of a word, the weightiest first.
    fn places(&self, word: &str) -> Vec<&str> {
        let mut places: Vec<_> = self.words.get(word).into_iter().flatten().collect();
        places.sort_by_key(|(_, level)| std::cmp::Reverse(*level));
        places.iter().map(|(href, _)| href.as_str()).collect()
    }
}

/// The lines of the files of a kind, in order.
fn lines(built: &Built, language: &str, kind: char) -> impl Iterator<Item = String> {
    let files = (0..).map_while(move |i| {
        built
            .files()
            .get(&format!("assets/search/{language}/{kind}{i}.js"))
    });
    files.flat_map(|bytes| {
        text(bytes)
            .split('\n')
            .map(str::to_owned)
            .collect::<Vec<_>>()
    })
}

/// The text that a file of the index hands over.
fn text(bytes: &[u8]) -> String {
    let call = std::str::from_utf8(bytes).unwrap();
    let arguments = call
        .trim_end()
        .strip_prefix("window.dispatchEvent(new window.CustomEvent(\"haeseol:index\",{detail:")
        .unwrap()
        .strip_suffix("}))")
        .unwrap();
    let [_, _, text]: [String; 3] = serde_json::from_str(arguments).unwrap();
    text
}

fn numbers(text: &str) -> Vec<u32> {
    let (mut all, mut n) = (Vec::new(), 0);
    for digit in text.bytes().map(|b| u32::from(b - b'?')) {
        n = n * 32 + (digit & 31);
        if digit < 32 {
            all.push(n);
            n = 0;
        }
    }
    all
}

const ARTICLE: &str = "
== content/grid/index.ko.md
---
title: 전력망
---
콜로서스는 전기를 많이 쓴다. 데이터센터에서도 학습한다.
== content/grid/index.en.md
---
title: The grid
---
Colossus draws power. Data centers train models.
== content/grid/10-cost.ko.md
---
title: 비용
---
국부펀드가 돈을 댔다.

### 담보 {#collateral}

칩이 담보다.
== content/grid/20-faq.ko.md
---
title: 물음
kind: faq
---
들머리 글이다.

## 왜 멤피스인가? {#memphis}

강이 있어서다.
== content/grid/30-compare.ko.md
---
title: 견줌
kind: comparison
---
앞글을 쓴다.

| 항목 | 갑 | 을 |
|---|---|---|
| 위험 | 외면 | 불이행 |

뒷글을 쓴다.
== content/glossary/colossus.ko.md
---
title: 콜로서스
summary: 초대형 시설이다.
aliases: [콜로서스 1호]
---
설명이다.
== content/glossary/colossus.en.md
---
title: Colossus
summary: A giant site.
---
Text.
== content/about.ko.md
---
title: 소개
---
이 사이트를 소개합니다.
";

#[test]
fn words_stand_in_the_index_without_their_particles() {
    let built = build(ARTICLE).good();
    let index = Index::of(&built, "ko");
    assert_eq!(index.places("데이터센터"), ["ko/grid/"]);
    assert_eq!(index.places("국부펀드"), ["ko/grid/#cost"]);
    assert!(!index.words.contains_key("데이터센터에서도"));
    let index = Index::of(&built, "en");
    assert_eq!(index.places("center"), ["en/grid/"]);
}

#[test]
fn a_word_that_stands_with_several_endings_is_marked_as_a_noun() {
    let built = build(
        "== content/a.ko.md\n---\ntitle: 가\n---\n사용량이 늘었다. 사용량을 잰다. 사용한다. 사용했다. 사용하려고. 전지를 쓴다.",
    );
    let index = Index::of(&built.good(), "ko");
    let nouns = ["사용", "사용량"].map(str::to_owned);
    assert_eq!(index.nouns, BTreeSet::from(nouns));
    for word in ["사용", "사용량", "전지"] {
        assert!(index.words.contains_key(word), "{word}");
    }
}

#[test]
fn letters_of_two_units_are_as_good_as_others() {
    let built = build(
        "== content/a.ko.md\n---\ntitle: 가\n---\n𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀가 𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀나",
    );
    let index = Index::of(&built.good(), "ko");
    assert_eq!(index.places("𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀𠀀나"), ["ko/a/"]);
    assert!(index.nouns.is_empty());
}

#[test]
fn every_part_of_a_page_has_its_own_address() {
    let built = build(ARTICLE).good();
    let index = Index::of(&built, "ko");
    for (word, href) in [
        ("담보", "ko/grid/#collateral"),
        ("멤피스인가", "ko/grid/#memphis"),
        ("있어서다", "ko/grid/#memphis"),
        ("들머리", "ko/grid/#faq"),
        ("불이행", "ko/grid/#compare"),
        ("위험", "ko/grid/#compare"),
        ("앞글", "ko/grid/#compare"),
        ("뒷글", "ko/grid/#compare"),
        ("사이트", "ko/about/"),
    ] {
        assert_eq!(index.places(word), [href], "{word}");
    }
    let row = index
        .passages
        .iter()
        .find(|[.., heading, _]| heading == "위험")
        .unwrap();
    assert_eq!(row[3], "갑: 외면 · 을: 불이행");
}

#[test]
fn the_names_of_a_term_in_both_languages_lead_to_it_first_and_then_to_what_mentions_it() {
    let built = build(ARTICLE).good();
    let index = Index::of(&built, "ko");
    for name in ["콜로서스", "colossus", "콜로서스1호"] {
        assert_eq!(
            index.places(name),
            ["ko/glossary/colossus/", "ko/grid/"],
            "{name}"
        );
    }
    assert_eq!(index.places("ㅋㄹㅅㅅ"), ["ko/glossary/colossus/"]);
    assert_eq!(index.places("ㅈㄹㅁ"), ["ko/grid/"]);
}

#[test]
fn a_title_weighs_more_than_a_heading_and_a_heading_more_than_text() {
    let built = build(
        "== content/a.ko.md\n---\ntitle: 가\n---\n전기 이야기다.
== content/b.ko.md\n---\ntitle: 나\n---\n\n## 전기\n\n글이다.
== content/c.ko.md\n---\ntitle: 전기와 물\n---\n글이다.
== content/d.ko.md\n---\ntitle: 전기\n---\n글이다.",
    );
    let index = Index::of(&built.good(), "ko");
    assert_eq!(
        index.places("전기"),
        ["ko/d/", "ko/c/", "ko/b/#전기", "ko/a/"].map(|p| if p.contains('#') {
            "ko/b/#%EC%A0%84%EA%B8%B0"
        } else {
            p
        })
    );
}

#[test]
fn what_is_shown_in_another_language_is_found_in_its_own() {
    let built = build(ARTICLE).good();
    let index = Index::of(&built, "en");
    let addresses: Vec<&str> = index.passages.iter().map(|p| p[0].as_str()).collect();
    // A term's summary is a passage of its own.
    let [article, summary, text] = addresses[..] else {
        panic!("{addresses:?}");
    };
    assert_eq!(
        [article, summary, text],
        ["en/grid/", "en/glossary/colossus/", "en/glossary/colossus/"]
    );
}

#[test]
fn an_author_can_leave_pages_and_sections_out() {
    let hidden = ARTICLE
        .replace("title: 비용", "title: 비용\nsearch: false")
        .replace("title: 소개", "title: 소개\nsearch: false")
        .replace("title: 콜로서스", "title: 콜로서스\nsearch: false");
    let built = build(&hidden).good();
    let index = Index::of(&built, "ko");
    assert_eq!(index.places("국부펀드"), Vec::<&str>::new());
    assert_eq!(index.places("사이트"), Vec::<&str>::new());
    assert_eq!(index.places("콜로서스"), ["ko/grid/"]);
    assert!(!built.file("ko/search/").contains("초대형 시설이다"));
    assert!(built.file("ko/glossary/").contains("초대형 시설이다"));

    let hidden = ARTICLE.replace("title: 전력망", "title: 전력망\nsearch: false");
    let built = build(&hidden).good();
    let index = Index::of(&built, "ko");
    assert_eq!(index.places("국부펀드"), Vec::<&str>::new());
    assert!(!built.file("ko/search/").contains("전력망"));
}

#[test]
fn a_site_can_do_without_an_index() {
    let off = format!("== site.toml\n{SITE}\n[search]\nenabled = false\n{ARTICLE}");
    let built = build(&off).good();
    assert!(!built.paths().any(|p| p.starts_with("assets/search")));
    let page = built.file("ko/search/");
    assert!(page.contains("전력망") && !page.contains("<form"), "{page}");
    assert!(
        built
            .file("ko/grid/")
            .contains(r#"<a class="find" href="../search/">"#)
    );
    let on = build(ARTICLE).good();
    assert!(on.paths().any(|p| p.starts_with("assets/search/ko/w0.js")));
    for ending in [".js", ".css"] {
        let is_theirs = |p: &str| p.starts_with("assets/search.") && p.ends_with(ending);
        assert!(on.paths().any(is_theirs), "{ending}");
    }
}

#[test]
fn titles_stay_text_in_the_files_of_the_index() {
    let built = build(
        "== content/a.ko.md\n---\ntitle: '</script><img src=x onerror=alert(1)> \"\\ `${1}`'\n---\n탭\t과 \u{2028} 줄",
    );
    let index = Index::of(&built.good(), "ko");
    assert_eq!(
        index.passages[0][1],
        "</script><img src=x onerror=alert(1)> \"\\ `${1}`"
    );
    assert_eq!(index.passages[0][3], "탭 과 줄");
}

#[test]
fn a_large_site_has_many_small_files() {
    let mut site = String::new();
    for page in 0..150 {
        let words: Vec<String> = (0..200_u32)
            .map(|i| {
                let n = (page * 7919 + i * 104_729) % 9973;
                let syllable = |n: u32| char::from_u32(0xac00 + n % 11_172).unwrap();
                [n * 31, n * 17 + 5, n * 3]
                    .map(syllable)
                    .iter()
                    .collect::<String>()
                    + "에서"
            })
            .collect();
        site += &format!(
            "\n== content/p{page}.ko.md\n---\ntitle: 쪽 {page}\n---\n모두가 {}.",
            words.join(" ")
        );
    }
    let built = build(&site).good();
    let index = built
        .files()
        .iter()
        .filter(|(path, _)| path.starts_with("assets/search/ko/"));
    let sizes: Vec<(&String, usize)> = index.map(|(path, bytes)| (path, bytes.len())).collect();
    assert!(sizes.len() > 20, "{sizes:?}");
    // Escaped line ends take a byte more each.
    assert!(sizes.iter().all(|(_, size)| *size < 12 << 10), "{sizes:?}");
    let index = Index::of(&built, "ko");
    assert_eq!(index.places("모두").len(), 150);
}

#[test]
fn nothing_that_an_author_writes_comes_between_the_fields_of_the_index() {
    let site = build(
        "== content/t.ko.md\n---\ntitle: \"가\\t나\"\n---\n첫째.\n\n## 둘\t`a\tb`&#9;셋&#10;넷&#x2028;다섯\n\n글\t하나&#9;둘\u{2028}셋.\n\n여섯\\\n일곱\n---\n\n끝.\n== content/f.ko.md\n---\ntitle: 물음\n---\n== content/glossary/x-ai.ko.md\n---\ntitle: xAI\naliases: [\"엑스\\tAI|x\", \"엑스\\n에이\"]\nsummary: \"회사\\t하나.\"\n---\n",
    )
    .good();
    let passages: Vec<Vec<String>> = lines(&site, "ko", 't')
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect();
    assert!(passages.iter().all(|p| p.len() == 4), "{passages:?}");
    let found: Vec<&[String]> = passages
        .iter()
        .filter(|p| p[0].starts_with("ko/t/"))
        .map(|p| &p[2..])
        .collect();
    assert_eq!(
        found,
        [
            ["", "첫째."],
            ["둘 a b 셋 넷 다섯", "글 하나 둘 셋."],
            ["여섯 일곱", "끝."]
        ]
    );
    for line in lines(&site, "ko", 'w') {
        assert!(!line.contains(char::is_control), "{line:?}");
        assert!(
            line.split(' ')
                .nth(2)
                .is_none_or(|names| names.split('|').count() <= 3),
            "{line}"
        );
    }
}
