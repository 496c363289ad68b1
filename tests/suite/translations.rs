//! Translations in step with their originals: what `status` says after an edit, what `accept` takes and refuses, what readers see.

use std::collections::BTreeMap;

use haeseol::base::diag::Locale;
use haeseol::source::Sources;
use haeseol::translation::{Accepted, Failure, Status, TextState, Wanted, accept, status, words};
use tempfile::tempdir;

use super::harness::{self, SITE, build};

/// A text with one of everything.
const KOREAN: &str = "\
---
title: 조력 발전
description: 달이 만드는 전기
---
달은 바다를 끌어당긴다. 발전소는 254메가와트를 낸다.

두 번째 문단에는 [소개](../about.ko.md) 링크가 있다.[^1]

세 번째 문단이다.

- 하나는 밀물
- 다른 하나는 썰물

### 명령

```bash
haeseol build --drafts
```

| 곳 | 높이 |
| --- | --- |
| 시화 | 9미터 |
| 랑스 | 14미터 |

![둑](dam.svg)

[^1]: 각주의 글이다.
";

const ENGLISH: &str = "\
---
title: Tidal power
description: Electricity that the moon makes
---
The moon pulls the sea. The plant makes 254 megawatts.

The second paragraph links to [about](../about.en.md).[^1]

This is the third paragraph.

- One is high tide
- The other is low tide

### Commands

```bash
haeseol build --drafts
```

| Place | Height |
| --- | --- |
| Sihwa | 9 metres |
| Rance | 14 metres |

![The dam](dam.svg)

[^1]: The text of the note.
";

/// A site of the two texts, with what else a test adds.
fn site(korean: &str, english: &str, more: &str) -> String {
    format!(
        "== content/tide/index.ko.md\n{korean}== content/tide/index.en.md\n{english}\
         == content/tide/dam.svg\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>\n\
         == content/about.ko.md\n---\ntitle: 소개\n---\n소개한다.\n== content/about.en.md\n---\ntitle: About\n---\nAbout this.\n{more}"
    )
}

pub(super) fn sources(site: &str) -> Sources {
    let mut files = harness::files(site);
    files
        .entry("site.toml".into())
        .or_insert_with(|| SITE.into());
    Sources::from_memory(files.iter().map(|(name, text)| (&**name, text.as_bytes())))
}

/// The same with a lock.
pub(super) fn with_lock(site: &str, lock: &str) -> String {
    format!("{site}== translations.lock\n{lock}")
}

fn accepted(site: &str, wanted: &Wanted) -> Accepted {
    accept(&sources(site), wanted, false).unwrap()
}

/// The lock of a site all of whose translations are accepted.
pub(super) fn lock(site: &str) -> String {
    let accepted = accepted(site, &Wanted::All);
    assert_eq!(accepted.refused, []);
    accepted.lock.unwrap()
}

pub(super) fn status_of(site: &str) -> Status {
    status(&sources(site), std::path::Path::new("/nowhere")).unwrap()
}

/// What has changed in the texts that are behind, in words.
pub(super) fn said(site: &str) -> Vec<String> {
    let status = status_of(site);
    let changes = status.texts.iter().flat_map(|t| &t.changes);
    changes
        .map(|c| words::change(c).english().to_owned())
        .collect()
}

#[test]
fn each_kind_of_change_is_told_as_what_it_is() {
    let lock = lock(&site(KOREAN, ENGLISH, ""));
    for (from, to, told) in [
        ("세 번째 문단이다", "셋째 단락이다", "paragraph changed"),
        ("254메가와트", "255메가와트", "figures of paragraph changed"),
        ("build --drafts", "build --strict", "code changed"),
        (
            "```bash\nhaeseol build --drafts\n```\n\n",
            "",
            "code removed",
        ),
        ("### 명령", "새 문단이다.\n\n### 명령", "new paragraph"),
        ("세 번째 문단이다.\n\n", "", "paragraph removed"),
        ("### 명령\n", "### 명령\n\n### 새 제목\n", "new heading"),
        ("### 명령", "### 쓰는 법", "heading changed"),
        ("dam.svg", "wall.svg", "image changed"),
        ("| 랑스 | 14미터 |\n", "", "table row removed"),
        (
            "| 랑스 | 14미터 |",
            "| 랑스 | 13미터 |",
            "figures of table row changed",
        ),
        (
            "../about.ko.md",
            "../index.ko.md",
            "links of paragraph changed",
        ),
        ("각주의 글이다", "각주가 달라졌다", "note changed"),
        (
            "- 다른 하나는 썰물\n",
            "- 다른 하나는 썰물\n- 셋째\n",
            "new list item",
        ),
        ("title: 조력 발전", "title: 밀물 발전", "title changed"),
    ] {
        assert!(KOREAN.contains(from), "{from}");
        let site = with_lock(&site(&KOREAN.replacen(from, to, 1), ENGLISH, ""), &lock);
        assert_eq!(said(&site), [told], "{from} → {to}");
    }
    let faq = |question: &str| {
        let of =
            |text: &str| format!("---\ntitle: FAQ\nkind: faq\n---\n## {text} {{#why}}\n\n달.\n");
        format!(
            "== content/tide/30-faq.ko.md\n{}== content/tide/30-faq.en.md\n{}",
            of(question),
            of("Why?").replace("달", "The moon")
        )
    };
    let lock = self::lock(&site(KOREAN, ENGLISH, &faq("왜인가?")));
    let site = with_lock(&site(KOREAN, ENGLISH, &faq("무엇 때문인가?")), &lock);
    assert_eq!(said(&site), ["question changed"]);
}

#[test]
fn what_is_moved_is_told_as_moved() {
    let lock = lock(&site(KOREAN, ENGLISH, ""));
    let moved = KOREAN.replacen("세 번째 문단이다.\n\n", "", 1);
    let moved = moved.replacen("### 명령", "세 번째 문단이다.\n\n### 명령", 1);
    assert_eq!(
        said(&with_lock(&site(&moved, ENGLISH, ""), &lock)),
        ["paragraph moved"]
    );
}

#[test]
fn what_is_only_form_raises_nothing() {
    let lock = lock(&site(KOREAN, ENGLISH, ""));
    for (from, to) in [
        (
            "달은 바다를 끌어당긴다. 발전소는",
            "달은\n바다를   끌어당긴다.\n발전소는",
        ),
        ("세 번째 문단이다", "**세 번째** *문단*이다"),
        (
            "세 번째 문단이다.",
            "세 번째 문단이다.\n<!-- 나중에 고칠 것 -->",
        ),
        ("### 명령", "### 명령 {#commands}"),
        ("- 하나는 밀물\n- 다른", "* 하나는 밀물\n* 다른"),
        (
            "---\ntitle: 조력 발전",
            "---\nweight: 3\ntitle: \"조력 발전\"",
        ),
    ] {
        assert!(KOREAN.contains(from), "{from}");
        let site = with_lock(&site(&KOREAN.replacen(from, to, 1), ENGLISH, ""), &lock);
        assert_eq!(said(&site), Vec::<String>::new(), "{from} → {to}");
    }
    let quoted = KOREAN.replace("세 번째", "“세” 번째");
    let lock = self::lock(&site(&quoted, ENGLISH, ""));
    for other in ["\"세\" 번째", "‘세’ 번째", "「세」 번째"] {
        let site = with_lock(&site(&KOREAN.replace("세 번째", other), ENGLISH, ""), &lock);
        assert_eq!(said(&site), Vec::<String>::new(), "{other}");
    }
    // The translation alone: its own text may always be made better.
    let better = ENGLISH.replace("This is the third", "Here is the third");
    assert_eq!(said(&with_lock(&site(KOREAN, &better, ""), &lock)).len(), 1);
}

#[test]
fn either_language_may_be_the_original() {
    let korean = KOREAN.replacen("---\n", "---\noriginal: en\n", 1);
    let before = site(&korean, ENGLISH, "");
    let lock = lock(&before);
    assert!(lock.contains("[\"tide\"]\n\"ko\" = ["), "{lock}");
    let after = with_lock(&site(&korean, &ENGLISH.replace("third", "next"), ""), &lock);
    let status = status_of(&after);
    let behind: Vec<_> = status
        .texts
        .iter()
        .filter(|t| t.state == TextState::Behind)
        .collect();
    assert_eq!(behind.len(), 1);
    assert_eq!(&*behind[0].translation, "content/tide/index.ko.md");
    let korean = build(&after).file("ko/tide/index.html").to_owned();
    assert!(korean.contains("class=\"behind\""), "{korean}");
}

const SECTIONS: &str = "\
== content/tide/10-moon.ko.md
---
title: 달
---
달이 끈다.
== content/tide/10-moon.en.md
---
title: The moon
---
The moon pulls.
== content/tide/20-dam.ko.md
---
title: 둑
---
둑을 쌓는다.
== content/tide/20-dam.en.md
---
title: The dam
---
A dam is built.
";

#[test]
fn the_reader_is_told_at_the_section_that_is_behind_until_it_is_accepted() {
    let lock = lock(&site(KOREAN, ENGLISH, SECTIONS));
    let changed = SECTIONS.replace("둑을 쌓는다", "둑을 높이 쌓는다");
    let behind = with_lock(&site(KOREAN, ENGLISH, &changed), &lock);
    let built = build(&behind);
    let english = built.file("en/tide/index.html");
    let dam = english.find("<section id=\"dam\"").unwrap();
    assert_eq!(english.matches("class=\"behind\"").count(), 1);
    assert!(english[dam..].contains("<p class=\"behind\">The original has changed since this was translated. <a href=\"../../ko/tide/#dam\" hreflang=\"ko\">Read the original</a></p>"), "{english}");
    assert!(
        !built
            .file("ko/tide/index.html")
            .contains("class=\"behind\"")
    );
    let notes = built.found("behind");
    assert_eq!(notes.len(), 1);
    assert_eq!(&*notes[0].place.file, "content/tide/20-dam.en.md");

    let off = format!("== site.toml\n{SITE}[translations]\nnotice = false\n{behind}");
    assert!(
        !build(&off)
            .file("en/tide/index.html")
            .contains("class=\"behind\"")
    );

    let wanted = Wanted::Paths(vec!["content/tide/20-dam.en.md".into()]);
    let accepted = accepted(&behind, &wanted);
    assert_eq!(accepted.refused, []);
    assert_eq!(
        accepted.accepted,
        [std::sync::Arc::from("content/tide/20-dam.en.md")]
    );
    let clear = with_lock(
        &site(KOREAN, ENGLISH, &changed),
        accepted.lock.as_ref().unwrap(),
    );
    assert!(
        !build(&clear)
            .file("en/tide/index.html")
            .contains("class=\"behind\"")
    );
    assert!(
        status_of(&clear)
            .texts
            .iter()
            .all(|t| t.state == TextState::InStep)
    );
}

#[test]
fn a_section_that_is_renamed_is_still_known() {
    let lock = lock(&site(KOREAN, ENGLISH, SECTIONS));
    for to in ["15-moon.", "10-luna."] {
        let renamed = SECTIONS.replace("10-moon.", to);
        let status = status_of(&with_lock(&site(KOREAN, ENGLISH, &renamed), &lock));
        assert!(
            status.texts.iter().all(|t| t.state == TextState::InStep),
            "{to}"
        );
    }
    let renamed = SECTIONS
        .replace("10-moon.", "10-luna.")
        .replace("달이 끈다.", "달이 끈다.\n\n새 문단이다.");
    let site = with_lock(&site(KOREAN, ENGLISH, &renamed), &lock);
    assert_eq!(said(&site), ["new paragraph"]);
    let all = accepted(&site, &Wanted::All).lock.unwrap();
    assert!(
        !all.contains("tide#moon") && all.contains("tide#luna"),
        "{all}"
    );
}

#[test]
fn what_two_people_accept_merges_line_by_line() {
    let lock = lock(&site(KOREAN, ENGLISH, SECTIONS));
    let one = |from: &str, to: &str, file: &str| {
        let changed = SECTIONS.replace(from, to);
        let site = with_lock(&site(KOREAN, ENGLISH, &changed), &lock);
        accepted(&site, &Wanted::Paths(vec![file.into()]))
            .lock
            .unwrap()
    };
    let lines = |a: &str| a.lines().map(str::to_owned).collect::<Vec<_>>();
    let (base, a, b) = (
        lines(&lock),
        lines(&one(
            "달이 끈다",
            "달이 당긴다",
            "content/tide/10-moon.en.md",
        )),
        lines(&one(
            "둑을 쌓는다",
            "둑을 올린다",
            "content/tide/20-dam.en.md",
        )),
    );
    let differing = |x: &[String]| {
        (0..base.len())
            .filter(|i| base[*i] != x[*i])
            .collect::<Vec<_>>()
    };
    assert_eq!((base.len(), base.len()), (a.len(), b.len()));
    let (a, b) = (differing(&a), differing(&b));
    assert_eq!((a.len(), b.len()), (1, 1));
    // git joins changes with an unchanged line between them.
    assert!(a[0].abs_diff(b[0]) > 1);
}

#[test]
fn a_lock_that_cannot_be_read_stops_what_needs_it_and_nothing_else() {
    let broken = with_lock(&site(KOREAN, ENGLISH, ""), "<<<<<<< HEAD\n");
    for failure in [
        status(&sources(&broken), std::path::Path::new("/nowhere")).unwrap_err(),
        accept(&sources(&broken), &Wanted::All, true).unwrap_err(),
    ] {
        let Failure::Site(said) = failure else {
            panic!("{failure:?}")
        };
        assert_eq!(
            said.iter().map(|d| d.code).collect::<Vec<_>>(),
            ["bad-lock"]
        );
    }
    let built = build(&broken);
    assert!(built.file("en/tide/index.html").contains("pulls the sea"));
    assert_eq!(built.findings(), ["translations.lock:1:9 bad-lock"]);
}

#[test]
fn without_a_lock_nothing_is_behind_and_nothing_is_written() {
    let site = site(KOREAN, ENGLISH, "");
    let status = status_of(&site);
    assert!(!status.recorded);
    assert!(
        status
            .texts
            .iter()
            .all(|t| t.state == TextState::Unrecorded)
    );
    let missing = site.replace("== content/about.en.md", "== content/other.en.md");
    let states: BTreeMap<String, TextState> = status_of(&missing)
        .texts
        .into_iter()
        .map(|t| (t.translation.to_string(), t.state))
        .collect();
    assert_eq!(states["content/about.en.md"], TextState::Missing);
    assert_eq!(states["content/other.ko.md"], TextState::Missing);
}

/// What accepting the translation of the site is refused for.
fn refusals(korean: &str, english: &str, more: &str, lock: &str) -> Vec<String> {
    let site = with_lock(&site(korean, english, more), lock);
    let wanted = Wanted::Paths(vec!["content/tide".into()]);
    let accepted = accepted(&site, &wanted);
    let mut codes: Vec<String> = accepted.refused.iter().map(|d| d.code.to_owned()).collect();
    codes.dedup();
    if !codes.is_empty() {
        assert!(
            !accepted
                .accepted
                .contains(&"content/tide/index.en.md".into())
        );
    }
    codes
}

const TERMS: &str = "\
== content/glossary/plant.ko.md
---
title: 발전소
summary: 전기를 만드는 곳이다.
---
전기를 만든다.
== content/glossary/plant.en.md
---
title: plant
summary: Where electricity is made.
avoid: [power house]
---
Electricity is made here.
";

#[test]
fn a_spoiled_translation_is_refused_for_what_is_wrong_with_it() {
    let lock = lock(&site(KOREAN, ENGLISH, TERMS));
    let korean = KOREAN.replace(
        "달은 바다를 끌어당긴다.",
        "달은 바다를 12시간마다 힘껏 끌어당긴다.",
    );
    let good = ENGLISH.replace(
        "The moon pulls the sea.",
        "Every 12 hours the moon pulls hard at the sea.",
    );
    assert_eq!(refusals(&korean, &good, TERMS, &lock), Vec::<String>::new());
    for (from, to, code) in [
        ("12 hours", "21 hours", "other-figure"),
        ("254 megawatts", "245 megawatts", "other-figure"),
        ("The plant makes", "It makes", "one-sided-term"),
        (
            "The plant makes",
            "The plant, or power house, makes",
            "avoid",
        ),
        (
            "[about](../about.en.md)",
            "the page about it",
            "other-links",
        ),
        ("../about.en.md", "../abuot.en.md", "broken-link"),
        (".[^1]", ".", "unused-footnote"),
        ("| Rance | 14 metres |\n", "", "other-structure"),
        ("- The other is low tide\n", "", "other-structure"),
        ("### Commands\n\n", "", "other-structure"),
        ("--drafts", "--draft", "other-code"),
        ("![The dam](dam.svg)\n\n", "", "other-structure"),
        (
            "This is the third paragraph.",
            "세 번째 문단은 아직 영어로 옮기지 않아서 한국어 그대로 남아 있으니 읽는 사람이 몹시 당황할 만큼 긴 문장이 여기에 그대로 남아 있으며 끝이 나지 않는다고 한다.",
            "untranslated",
        ),
    ] {
        assert!(good.contains(from), "{from}");
        let codes = refusals(&korean, &good.replacen(from, to, 1), TERMS, &lock);
        assert!(codes.iter().any(|c| c == code), "{from} → {to}: {codes:?}");
    }
}

#[test]
fn what_stands_in_another_paragraph_does_not_stand_for_what_is_left_out() {
    let korean = "---\ntitle: 조력\n---\n발전소가 있다. [소개](../about.ko.md)에 적었다.\n\n다시 발전소를 짓는다. [소개](../about.ko.md)를 보라.\n\n**물**이다.\n";
    let english = "---\ntitle: Tides\ndraft: true\n---\nThere is a plant. [About](../about.en.md) has it.\n\nAnother plant is built. See [about](../about.en.md).\n\nIt is **water**.\n";
    assert_eq!(refusals(korean, english, TERMS, ""), Vec::<String>::new());
    for (from, to, code) in [
        ("Another plant is", "Another one is", "one-sided-term"),
        ("[about](../about.en.md)", "about", "other-links"),
        ("**water**", "**water", "unclosed-emphasis"),
    ] {
        let english = english.replace(from, to);
        assert_eq!(refusals(korean, &english, TERMS, ""), [code], "{from}");
    }
}

#[test]
fn a_korean_translation_speaks_as_the_site_does() {
    let korean = "---\ntitle: 조력\noriginal: en\n---\n달이 끕니다. 물이 오릅니다. 둑을 쌓습니다. 전기를 얻습니다. 바다는 넓습니다. 끝입니다.\n";
    let english = "---\ntitle: Tides\n---\nThe moon pulls. Water rises. A dam is built. There is power. The sea is wide. The end.\n";
    let more = |level: &str| {
        format!(
            "== content/tide/10-a.ko.md\n---\ntitle: 가\noriginal: en\n---\n물이 {level}\n== content/tide/10-a.en.md\n---\ntitle: A\n---\nWater rises.\n"
        )
    };
    assert_eq!(
        refusals(korean, english, &more("오릅니다."), ""),
        Vec::<String>::new()
    );
    assert_eq!(
        refusals(korean, english, &more("오른다."), ""),
        ["mixed-speech-level"]
    );
}

#[test]
fn force_takes_what_is_broken_and_a_draft_is_none_any_more() {
    let english = ENGLISH
        .replacen("---\n", "---\ndraft: true # later\n", 1)
        .replace("254", "245");
    let site = site(KOREAN, &english, "");
    let wanted = Wanted::Paths(vec!["content/tide/index.en.md".into()]);
    let refused = accept(&sources(&site), &wanted, false).unwrap();
    assert!(refused.lock.is_none() && refused.published.is_empty() && !refused.refused.is_empty());
    let forced = accept(&sources(&site), &wanted, true).unwrap();
    assert_eq!(forced.published, ["content/tide/index.en.md".into()]);
    assert!(forced.lock.unwrap().contains("[\"tide\"]"));
}

/// Runs the program in a folder, in English.
pub(super) fn run(root: &std::path::Path, args: &[&str]) -> (Option<i32>, String) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_haeseol"))
        .args(args)
        .current_dir(root)
        .env("HAESEOL_LANG", "en")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(said).unwrap())
}

/// A folder with a site in it.
pub(super) fn folder(site: &str) -> tempfile::TempDir {
    let folder = tempdir().unwrap();
    for (name, text) in harness::files(&format!("== site.toml\n{SITE}{site}")) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn the_commands_write_the_lock_and_publish_drafts_and_touch_nothing_else() {
    let english = ENGLISH.replacen("---\n", "---\ndraft: true\n", 1);
    let folder = folder(&site(KOREAN, &english, ""));
    let root = folder.path();
    // As Windows writes lines.
    let windows = english.replace('\n', "\r\n");
    std::fs::write(root.join("content/tide/index.en.md"), &windows).unwrap();
    let (code, said) = run(root, &["status"]);
    assert_eq!(code, Some(0));
    assert!(
        said.contains("content/tide/index.en.md  a draft") && said.contains("1 drafts"),
        "{said}"
    );
    assert!(!root.join("translations.lock").exists());
    let (code, said) = run(&root.join("content"), &["accept", "tide/index.en.md"]);
    assert_eq!(
        (code, &*said),
        (Some(0), "accepted  content/tide/index.en.md\n")
    );
    let now = std::fs::read_to_string(root.join("content/tide/index.en.md")).unwrap();
    assert_eq!(now, windows.replacen("draft: true\r\n", "", 1));
    let lock = std::fs::read_to_string(root.join("translations.lock")).unwrap();
    assert!(lock.contains("[\"tide\"]\n\"en\" = [\n"), "{lock}");
    let names = std::fs::read_dir(root)
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    assert_eq!(names, ["content", "site.toml", "translations.lock"]);
    let (code, said) = run(root, &["accept", "content/tide"]);
    assert_eq!(
        (code, &*said),
        (Some(0), "In step already: 1 translation\n")
    );

    std::fs::write(
        root.join("content/tide/index.ko.md"),
        KOREAN.replace("254", "255"),
    )
    .unwrap();
    let (code, said) = run(root, &["status"]);
    assert_eq!(code, Some(0));
    for line in [
        "tide  92%",
        "content/tide/index.en.md  behind in 1",
        "figures of paragraph changed",
        "original  content/tide/index.ko.md:5  달은 바다를 끌어당긴다. 발전소는 255메가와트를 낸다.",
        "translation  content/tide/index.en.md:5  The moon pulls the sea.",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let (_, json) = run(root, &["status", "--format", "json"]);
    let rows = json
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    let behind: Vec<_> = rows.filter(|r| r["state"] == "behind").collect();
    assert_eq!(behind.len(), 1);
    assert_eq!(
        behind[0]["changes"][0]["facets"],
        serde_json::json!(["figures"])
    );
    assert_eq!(run(root, &["check", "--strict", "--quiet"]).0, Some(1));
    let (code, said) = run(root, &["accept", "content/tide"]);
    assert_eq!(code, Some(1));
    assert!(
        said.contains("other-figure") && said.contains("add `--force`"),
        "{said}"
    );
    assert_eq!(
        std::fs::read_to_string(root.join("translations.lock")).unwrap(),
        lock
    );
    let (code, said) = run(root, &["handoff", "content/tide"]);
    assert_eq!(code, Some(0));
    assert!(said.starts_with("# 조력 발전 (ko → en)\n"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_no_plain_file_is_told_and_not_replaced() {
    let folder = folder(&site(KOREAN, ENGLISH, ""));
    let (root, lock) = (folder.path(), folder.path().join("translations.lock"));
    let elsewhere = tempdir().unwrap();
    let outside = elsewhere.path().join("precious");
    std::fs::write(&outside, "precious").unwrap();
    std::os::unix::fs::symlink(&outside, &lock).unwrap();
    for args in [
        &["accept", "--all"][..],
        &["accept", "--all", "--force"],
        &["status"],
    ] {
        let (code, said) = run(root, args);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains("translations.lock"), "{said}");
    }
    assert_eq!(run(root, &["build"]).0, Some(0));
    assert_eq!(std::fs::read_to_string(&outside).unwrap(), "precious");
    std::fs::remove_file(&lock).unwrap();
    std::fs::create_dir(&lock).unwrap();
    assert_eq!(run(root, &["accept", "--all"]).0, Some(1));
    assert_eq!(run(root, &["build"]).0, Some(0));
    assert!(lock.is_dir());
}

#[test]
fn a_path_that_is_no_translation_is_told_with_what_is() {
    let site = site(KOREAN, ENGLISH, "");
    for (path, hint) in [
        (
            "content/tide/index.ko.md",
            "`haeseol accept content/tide/index.en.md`",
        ),
        (
            "content/tide/indx.en.md",
            "did you mean `content/tide/index.en.md`?",
        ),
        ("nothing", "`haeseol status` shows them"),
    ] {
        let failure =
            accept(&sources(&site), &Wanted::Paths(vec![path.into()]), false).unwrap_err();
        let Failure::Path(_, said) = failure else {
            panic!("{path}")
        };
        assert!(said.english().contains(hint), "{path}: {}", said.english());
    }
}

#[test]
fn the_old_text_comes_from_git() {
    let folder = tempdir().unwrap();
    let root = folder.path();
    let run = |args: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@b"];
        let git = std::process::Command::new("git")
            .arg("-C")
            .arg(root)
            .args(identity)
            .args(args)
            .output();
        git.is_ok_and(|o| o.status.success())
    };
    let write = |site: &str| {
        for (name, text) in harness::files(site) {
            let path = root.join("사이트").join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    };
    if !run(&["init", "-q"]) {
        return;
    }
    let first = site(KOREAN, ENGLISH, "");
    let lock = lock(&first);
    write(&format!("== site.toml\n{SITE}{}", with_lock(&first, &lock)));
    assert!(run(&["add", "-A"]) && run(&["commit", "-qm", "first"]));
    let second = KOREAN.replace("254메가와트", "255메가와트");
    write(&site(&second, ENGLISH, ""));
    assert!(run(&["commit", "-qam", "second"]));
    write(&site(&second.replace("255", "256"), ENGLISH, ""));
    let root = root.join("사이트");
    let status = status(&Sources::read(&root), &root).unwrap();
    let change = status.texts.iter().flat_map(|t| &t.changes).next().unwrap();
    let before = change.before.as_deref();
    assert_eq!(
        before,
        Some("달은 바다를 끌어당긴다. 발전소는 254메가와트를 낸다.")
    );
    let now = change.original.as_ref().unwrap();
    assert_eq!(
        (now.line, &*now.text),
        (5, "달은 바다를 끌어당긴다. 발전소는 256메가와트를 낸다.")
    );
    let translation = change.translation.as_ref().unwrap();
    assert_eq!(
        (translation.line, &*translation.text),
        (5, "The moon pulls the sea. The plant makes 254 megawatts.")
    );
}

/// Runs git in a folder; `false` where there is no git.
#[cfg(unix)]
fn git(root: &std::path::Path, args: &[&str]) -> bool {
    let identity = ["-c", "user.name=a", "-c", "user.email=a@b"];
    let mut git = std::process::Command::new("git");
    let git = git.arg("-C").arg(root).args(identity).args(args);
    git.output().is_ok_and(|o| o.status.success())
}

/// A repository of two commits, the original changed in the second one; `None` where there is no git.
#[cfg(unix)]
fn repository() -> Option<tempfile::TempDir> {
    let folder = tempdir().unwrap();
    let root = folder.path();
    let write = |site: &str| {
        for (name, text) in harness::files(site) {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    };
    git(root, &["init", "-q"]).then_some(())?;
    let first = site(KOREAN, ENGLISH, "");
    write(&format!(
        "== site.toml\n{SITE}{}",
        with_lock(&first, &lock(&first))
    ));
    assert!(git(root, &["add", "-A"]) && git(root, &["commit", "-qm", "first"]));
    write(&site(
        &KOREAN.replace("254메가와트", "255메가와트"),
        ENGLISH,
        "",
    ));
    assert!(git(root, &["commit", "-qam", "second"]));
    Some(folder)
}

/// Nothing that a repository's settings name is run, and none of them makes git wait for ever.
#[cfg(unix)]
#[test]
fn the_settings_of_a_repository_run_nothing_and_hold_nothing_up() {
    use std::os::unix::fs::PermissionsExt as _;
    let Some(folder) = repository() else { return };
    let root = folder.path();
    let (script, ran) = (root.join("x.sh"), root.join("ran"));
    std::fs::write(&script, format!("#!/bin/sh\ntouch '{}'\n", ran.display())).unwrap();
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).unwrap();
    let script = script.to_str().unwrap();
    for key in [
        "gpg.program",
        "gpg.ssh.program",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "core.fsmonitor",
        "core.askPass",
        "diff.external",
        "pager.log",
        "pager.rev-list",
        "credential.helper",
    ] {
        assert!(git(root, &["config", key, script]), "{key}");
    }
    assert!(git(root, &["config", "log.showSignature", "true"]));
    // A commit with a signature that git would have checked.
    let head = std::process::Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["cat-file", "commit", "HEAD"])
        .output()
        .unwrap();
    let text = String::from_utf8(head.stdout).unwrap();
    let signed = text.replacen(
        "\n\n",
        "\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\n",
        1,
    );
    let object = root.join("commit");
    std::fs::write(&object, signed).unwrap();
    let made = std::process::Command::new("git")
        .arg("-C")
        .arg(root)
        .args(["hash-object", "-t", "commit", "-w", "commit"])
        .output()
        .unwrap();
    let id = String::from_utf8(made.stdout).unwrap();
    assert!(git(root, &["update-ref", "HEAD", id.trim()]));
    let before = || {
        let status = status(&Sources::read(root), root).unwrap();
        let changes = status.texts.iter().flat_map(|t| &t.changes);
        changes.map(|c| c.before.clone()).collect::<Vec<_>>()
    };
    assert!(
        before()[0].as_deref().is_some_and(|b| b.contains("254")),
        "{:?}",
        before()
    );
    assert!(!ran.exists(), "a program of the repository has run");
    // A pipe that nobody writes to.
    let pipe = root.join("pipe");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    assert!(git(
        root,
        &["config", "diff.orderFile", pipe.to_str().unwrap()]
    ));
    assert!(before()[0].is_some());
    std::fs::write(
        root.join(".git/config"),
        format!("[include]\npath = {}\n", pipe.display()),
    )
    .unwrap();
    assert_eq!(before(), [None]);
}

/// A folder of files that git would take for a repository, settings and all, is none.
#[cfg(unix)]
#[test]
fn a_site_that_looks_like_a_repository_is_not_read_as_one() {
    let Some(folder) = repository() else { return };
    let root = folder.path();
    for name in ["HEAD", "objects", "refs", "config"] {
        std::fs::rename(root.join(".git").join(name), root.join(name)).unwrap();
    }
    std::fs::remove_dir_all(root.join(".git")).unwrap();
    assert!(git(root, &["config", "core.bare", "true"]) || root.join("config").exists());
    let status = status(&Sources::read(root), root).unwrap();
    let changes: Vec<_> = status.texts.iter().flat_map(|t| &t.changes).collect();
    assert!(!changes.is_empty() && changes.iter().all(|c| c.before.is_none()));
}

#[test]
fn a_handoff_has_what_a_translator_needs() {
    let lock = lock(&site(KOREAN, ENGLISH, TERMS));
    let korean = KOREAN.replace(
        "달은 바다를 끌어당긴다.",
        "달은 바다를 12시간마다 끌어당긴다.",
    );
    let site = with_lock(&site(&korean, ENGLISH, TERMS), &lock);
    let nowhere = std::path::Path::new("/nowhere");
    for path in [
        "content/tide",
        "content/tide/index.ko.md",
        "content/tide/index.en.md",
    ] {
        let handoff =
            haeseol::translation::handoff(&sources(&site), nowhere, path, Locale::English).unwrap();
        assert_eq!(handoff.texts, 1, "{path}");
        for part in [
            "달은 바다를 12시간마다 끌어당긴다.",
            "The moon pulls the sea. The plant makes 254 megawatts.",
            "| 발전소 | plant | power house |",
            "`12`, `254`",
            "`haeseol accept content/tide/index.en.md`",
        ] {
            assert!(handoff.text.contains(part), "{part}\n{}", handoff.text);
        }
        assert!(!handoff.text.contains("세 번째 문단"), "{}", handoff.text);
    }
    let about = haeseol::translation::handoff(
        &sources(&site),
        nowhere,
        "content/about.ko.md",
        Locale::English,
    )
    .unwrap();
    assert_eq!((about.texts, &*about.text), (0, ""));
    let missing = site.replace("== content/about.en.md", "== content/other.en.md");
    let about = haeseol::translation::handoff(
        &sources(&missing),
        nowhere,
        "content/about.ko.md",
        Locale::Korean,
    )
    .unwrap();
    assert!(
        about.text.contains("소개한다.")
            && about.text.contains("`content/about.en.md`로 저장해 주세요"),
        "{}",
        about.text
    );
}

#[test]
fn the_missing_translation_is_made_as_a_draft_with_the_original_in_it() {
    let files = |site: &str, path: &str| {
        let settings =
            haeseol::source::site::Site::parse(SITE, &"site.toml".into(), &mut Vec::new()).unwrap();
        haeseol::scaffold::translation::files(&settings, &sources(site), path)
    };
    let only = site(KOREAN, ENGLISH, "").replace(
        "== content/about.en.md\n---\ntitle: About\n---\nAbout this.\n",
        "",
    );
    let made = files(&only, "content/about.ko.md").unwrap();
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].path, "content/about.en.md");
    let text = std::str::from_utf8(&made[0].content).unwrap();
    assert_eq!(
        text,
        "---\ntitle: 소개\ndraft: true # goes when it is translated and accepted: haeseol accept\n---\n<!-- Original\n\n소개한다.\n\n-->\n"
    );
    // As it is, it is no translation.
    let draft = format!("{only}== content/about.en.md\n{text}");
    let wanted = Wanted::Paths(vec!["content/about.en.md".into()]);
    let refused = accept(&sources(&draft), &wanted, false).unwrap();
    let codes: Vec<_> = refused.refused.iter().map(|d| d.code).collect();
    assert_eq!(codes, ["no-text", "untranslated"]);
    assert!(refused.accepted.is_empty() && refused.published.is_empty());
    let korean = "이 글은 아직 영어로 옮기지 않아서 한국어 그대로 남아 있으니 영어로 읽는 사람에게는 아무 소용이 없는 글이다. ".repeat(3);
    let body = format!("---\ntitle: About\ndraft: true\n---\n{korean}\n");
    let refused = accept(
        &sources(&format!("{only}== content/about.en.md\n{body}")),
        &wanted,
        false,
    )
    .unwrap();
    assert!(
        refused.refused.iter().any(|d| d.code == "untranslated"),
        "{:?}",
        refused.refused
    );
    // From the other language, it is said which of the two is the original.
    let only = site(KOREAN, ENGLISH, "").replace(
        "== content/about.ko.md\n---\ntitle: 소개\n---\n소개한다.\n",
        "",
    );
    let made = files(&only, "content/about.en.md").unwrap();
    let text = std::str::from_utf8(&made[0].content).unwrap();
    assert!(
        text.contains("\noriginal: en\ndraft: true # 다 옮기고"),
        "{text}"
    );
    let refusal = files(&only, "content/tide/index.ko.md").unwrap_err();
    assert!(
        refusal
            .hint
            .english()
            .contains("haeseol handoff content/tide/index.ko.md")
    );
    let refusal = files(&only, "content/abuot.en.md").unwrap_err();
    assert_eq!(
        refusal.hint.english(),
        "did you mean `content/about.en.md`?"
    );
    // A FAQ is made of questions, in a draft too.
    let faq =
        "== content/tide/30-faq.ko.md\n---\ntitle: 물음\nkind: faq\n---\n## 왜? {#why}\n\n달.\n";
    let made = files(&site(KOREAN, ENGLISH, faq), "content/tide/30-faq.ko.md").unwrap();
    let text = std::str::from_utf8(&made[0].content).unwrap();
    assert!(text.ends_with("## 왜? {#why}\n\n달.\n"), "{text}");
}

#[test]
fn a_section_by_another_name_and_the_same_number_is_suggested_as_the_translation() {
    let renamed = SECTIONS.replace("10-moon.en.md", "10-luna.en.md");
    let built = build(&site(KOREAN, ENGLISH, &renamed));
    let hints: Vec<_> = built
        .found("missing-twin")
        .iter()
        .map(|d| d.hint.as_ref().unwrap().english().to_owned())
        .collect();
    assert_eq!(
        hints,
        [
            "if `content/tide/10-moon.ko.md` is its translation, rename it to `content/tide/10-luna.ko.md`: translations are found by their names",
        ]
    );
}

#[test]
fn a_text_of_half_the_length_is_told() {
    let long = "The moon pulls the sea and the sea follows it. ".repeat(12);
    let english = format!("---\ntitle: Text\n---\n{long}\n");
    let built = build(&site(
        "---\ntitle: 글\n---\n달이 바다를 끈다.\n",
        &english,
        "",
    ));
    let found = built.found("other-length");
    assert_eq!(found.len(), 1);
    assert_eq!(&*found[0].place.file, "content/tide/index.ko.md");
    assert_eq!(
        build(&site(KOREAN, ENGLISH, ""))
            .found("other-length")
            .len(),
        0
    );
}

/// Findings of a rule on a day.
fn on(day: &str, site: &str, code: &str) -> Vec<String> {
    let options = haeseol::Options {
        today: Some(day.parse().unwrap()),
        ..haeseol::Options::default()
    };
    let built = harness::build_with(site, &options);
    built
        .found(code)
        .iter()
        .map(|d| d.message.english().to_owned())
        .collect()
}

#[test]
fn text_that_ages_is_told() {
    let of = |front: &str, korean: &str, english: &str| {
        site(
            &format!("---\ntitle: 글\ndate: 2025-07-27\n{front}---\n{korean}\n"),
            &format!("---\ntitle: Text\ndate: 2025-07-27\n{front}---\n{english}\n"),
            "",
        )
    };
    let text = of(
        "",
        "지금은 셋이다. 2026년에 나올 것이다.",
        "There are three now. It will come in 2026.",
    );
    assert_eq!(
        on("2025-08-01", &text, "undated"),
        [
            "the text does not say when `지금` is",
            "the text does not say when `now` is"
        ]
    );
    assert_eq!(on("2026-12-31", &text, "past-date"), Vec::<String>::new());
    assert_eq!(on("2027-01-01", &text, "past-date").len(), 2);
    let dated = of(
        "as_of: 2025-07-01\n",
        "지금은 셋이다.",
        "There are three now.",
    );
    assert_eq!(on("2025-08-01", &dated, "undated"), Vec::<String>::new());
    let built = build(&dated);
    let byline = |file: &str| {
        built
            .file(file)
            .split("class=\"byline\"")
            .nth(1)
            .unwrap()
            .to_owned()
    };
    assert!(byline("ko/tide/").contains("<time datetime=\"2025-07-01\">2025년 7월 기준</time>"));
    assert!(byline("en/tide/").contains("<time datetime=\"2025-07-01\">As of July 2025</time>"));
    // What was to come before the text was written is history.
    let history = of(
        "",
        "2019년에 나올 것이다라는 말이 있었다.",
        "They said it will come in 2019.",
    );
    assert_eq!(
        on("2027-01-01", &history, "past-date"),
        Vec::<String>::new()
    );
}
