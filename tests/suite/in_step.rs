//! What `status` says of each kind of change, in texts of each kind, and what it does not mind.

use std::path::Path;

use haeseol::source::Sources;
use haeseol::translation::{TextState, status};

use super::translations::{folder, lock, run, said, status_of, with_lock};

/// A text with one of everything but a question.
const BODY: &str = "\
달은 바다를 끌어당긴다. 발전소는 254메가와트를 낸다.

두 번째 문단에는 [소개](/about/) 링크가 있다.[^1]

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

![둑](/dam.svg)

높이는 $h = 9$이다.

```chart bar {caption=\"높이\"}
곳,높이
시화,9
```

:::note[알림]
상자의 글이다.
:::

[^1]: 각주의 글이다.
";

const TRANSLATED: &str = "\
The moon pulls the sea. The plant makes 254 megawatts.

The second paragraph links to [about](/about/).[^1]

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

![The dam](/dam.svg)

The height is $h = 9$.

```chart bar {caption=\"Height\"}
place,height
Sihwa,9
```

:::note[Mind]
The text of the box.
:::

[^1]: The text of the note.
";

/// Each kind of change: what is written in place of what, and what is said of it.
const CHANGES: [(&str, &str, &[&str]); 26] = [
    ("세 번째 문단이다", "셋째 단락이다", &["paragraph changed"]),
    (
        "254메가와트",
        "255메가와트",
        &["figures of paragraph changed"],
    ),
    ("build --drafts", "build --strict", &["code changed"]),
    (
        "```bash\nhaeseol build --drafts\n```\n\n",
        "",
        &["code removed"],
    ),
    ("### 명령", "새 문단이다.\n\n### 명령", &["new paragraph"]),
    ("세 번째 문단이다.\n\n", "", &["paragraph removed"]),
    (
        "세 번째 문단이다.\n\n- 하나는 밀물\n- 다른 하나는 썰물\n",
        "- 하나는 밀물\n- 다른 하나는 썰물\n\n세 번째 문단이다.\n",
        &["paragraph moved"],
    ),
    ("### 명령", "### 쓰는 법", &["heading changed"]),
    ("(/dam.svg)", "(/wall.svg)", &["image changed"]),
    ("![둑](/dam.svg)\n\n", "", &["image removed"]),
    ("| 랑스 | 14미터 |\n", "", &["table row removed"]),
    (
        "| 랑스 | 14미터 |",
        "| 랑스 | 13미터 |",
        &["figures of table row changed"],
    ),
    ("(/about/)", "(/more/)", &["links of paragraph changed"]),
    ("각주의 글이다", "각주가 달라졌다", &["note changed"]),
    ("있다.[^1]", "있다.", &["links of paragraph changed"]),
    (
        "- 다른 하나는 썰물\n",
        "- 다른 하나는 썰물\n- 셋째\n",
        &["new list item"],
    ),
    ("- 하나는 밀물\n", "", &["list item removed"]),
    ("$h = 9$", "$h = 8$", &["figures of paragraph changed"]),
    ("상자의 글이다", "상자의 말이다", &["paragraph changed"]),
    ("[알림]", "[주의]", &["paragraph changed"]),
    (":::note[알림]", ":::warning[알림]", &["box changed"]),
    (
        ":::note[알림]\n상자의 글이다.\n:::",
        "> [!TIP] 알림\n> 상자의 글이다.",
        &["box changed"],
    ),
    ("시화,9", "시화,8", &["chart changed"]),
    ("caption=\"높이\"", "caption=\"차이\"", &["chart changed"]),
    (
        "```chart bar {caption=\"높이\"}\n곳,높이\n시화,9\n```\n\n",
        "",
        &["chart removed"],
    ),
    (
        "![둑](/dam.svg)",
        "![둑](/dam.svg \"둑을 본다\")",
        &["image changed"],
    ),
];

/// A site in which the text is the body of a file; `more` is in both languages.
fn site(file: &str, korean: &str, english: &str, more: [&str; 2]) -> String {
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>\n";
    let mut site = format!("== static/dam.svg\n{picture}== static/wall.svg\n{picture}");
    for (tag, title, summary, body, more) in [
        ("ko", "조력", "달이 만드는 힘이다.", korean, more[0]),
        ("en", "Tides", "What the moon makes.", english, more[1]),
    ] {
        let summary = match file.starts_with("glossary") {
            true => format!("summary: {summary}\n"),
            false => String::new(),
        };
        let head = format!("---\ntitle: {title}\n{summary}math: true\n---\n");
        site += &format!("== content/{file}.{tag}.md\n{head}{body}{more}");
        for page in ["about", "more"] {
            site += &format!("== content/{page}.{tag}.md\n---\ntitle: {page}\n---\n");
        }
    }
    site
}

/// The files of the texts that are behind.
fn behind(site: &str) -> Vec<String> {
    let status = status_of(site);
    let behind = status.texts.iter().filter(|t| t.state == TextState::Behind);
    behind.map(|t| t.translation.to_string()).collect()
}

#[test]
fn each_kind_of_change_is_told_as_what_it_is_in_texts_of_each_kind() {
    let section = ["\n## 둘 {#two}\n\n끝.\n", "\n## Two {#two}\n\nThe end.\n"];
    let faq = [
        "\n## 물음 {#faq kind=faq}\n\n### 왜인가? {#why}\n\n달이다.\n",
        "\n## Questions {#faq kind=faq}\n\n### Why? {#why}\n\nThe moon.\n",
    ];
    for (file, more) in [
        ("tide/index", faq),
        ("guide", section),
        ("glossary/tide", section),
    ] {
        let here = |korean: &str| site(file, korean, TRANSLATED, more);
        let lock = lock(&here(BODY));
        let translation = format!("content/{file}.en.md");
        for (from, to, told) in CHANGES {
            assert_eq!(BODY.matches(from).count(), 1, "{from}");
            let site = with_lock(&here(&BODY.replace(from, to)), &lock);
            assert_eq!(said(&site), told, "{file}: {from} → {to}");
            assert_eq!(behind(&site), [&*translation], "{file}: {from}");
        }
        let korean = |from: &str, to: &str| {
            let before = here(BODY);
            assert!(before.contains(from), "{from}");
            with_lock(&before.replacen(from, to, 1), &lock)
        };
        assert_eq!(
            said(&korean("title: 조력", "title: 밀물")),
            ["title changed"]
        );
        let (heading, question, told): (_, _, &[&str]) = match file {
            // A section of its own in an explainer.
            "tide/index" => ("## 물음", "왜인가?", &[]),
            _ => ("## 둘", "", &["new heading", "new paragraph"]),
        };
        assert_eq!(
            said(&korean(heading, &format!("{heading} 더"))),
            ["heading changed"],
            "{file}"
        );
        let new = korean(
            heading,
            &format!("## 새 절 {{#new}}\n\n새 글이다.\n\n{heading}"),
        );
        assert_eq!(said(&new), told, "{file}");
        if told.is_empty() {
            assert_eq!(
                said(&korean(question, "무엇 때문인가?")),
                ["question changed"]
            );
            let missing = status_of(&new);
            let missing = missing
                .texts
                .iter()
                .filter(|t| t.state == TextState::Missing);
            assert_eq!(missing.map(|t| &*t.name).collect::<Vec<_>>(), ["tide#new"]);
        }
        if file.starts_with("glossary") {
            assert_eq!(said(&korean("힘이다", "전기다")), ["summary changed"]);
        }
    }
}

#[test]
fn a_source_that_readers_see_is_told_of() {
    let sources = "sources:\n  - title: 조력 발전\n    publisher: 한국수자원공사\n    url: https://example.com/a\n    date: 2024\nmath: true";
    let with = |sources: &str| {
        site("tide/index", BODY, TRANSLATED, ["", ""]).replace("math: true", sources)
    };
    let lock = lock(&with(sources));
    for (from, to, told) in [
        ("조력 발전", "조력 발전소", "source changed"),
        ("한국수자원공사", "수자원공사", "source changed"),
        ("2024", "2025", "figures of source changed"),
        ("com/a", "com/b", "links of source changed"),
    ] {
        let site = with_lock(&with(&sources.replace(from, to)), &lock);
        assert_eq!(said(&site), [told], "{from}");
    }
    let site = with_lock(&with("math: true"), &lock);
    assert_eq!(said(&site), ["source removed"]);
}

#[test]
fn a_term_and_a_page_that_are_behind_say_so_until_they_are_accepted() {
    for (file, page) in [("glossary/tide", "en/glossary/tide"), ("guide", "en/guide")] {
        let before = site(file, BODY, TRANSLATED, ["", ""]);
        let folder = folder(&with_lock(&before, &lock(&before)));
        let root = folder.path();
        let file = format!("content/{file}");
        let (original, translation) = (format!("{file}.ko.md"), format!("{file}.en.md"));
        let notices = |page: &str| {
            assert_eq!(run(root, &["build"]).0, Some(0));
            let html = std::fs::read_to_string(root.join(format!("public/{page}/index.html")));
            html.unwrap().matches("class=\"behind\"").count()
        };
        assert_eq!(notices(page), 0);

        let text = std::fs::read_to_string(root.join(&original)).unwrap();
        std::fs::write(root.join(&original), text.replace("끌어당긴다", "당긴다")).unwrap();
        assert_eq!(notices(page), 1);
        assert_eq!(notices(&page.replacen("en/", "ko/", 1)), 0);
        let (code, said) = run(root, &["status"]);
        assert_eq!(code, Some(0));
        assert!(
            said.contains(&format!("{translation}  behind in 1"))
                && said.contains("paragraph changed"),
            "{said}"
        );
        let (code, said) = run(root, &["accept", &translation]);
        assert_eq!(
            (code, said),
            (Some(0), format!("accepted  {translation}\n"))
        );
        assert_eq!(notices(page), 0);
        let (_, said) = run(root, &["status"]);
        assert!(!said.contains("behind in"), "{said}");
    }
}

/// Every file below a folder, by its path from the root.
fn read(root: &Path, folder: &str, files: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(root.join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().into_string().unwrap());
        match entry.file_type().unwrap().is_dir() {
            true => read(root, &path, files),
            false => files.push((path, std::fs::read(entry.path()).unwrap())),
        }
    }
}

/// A text whose paragraphs are wrapped after every other word, with straight quotation marks and no emphasis.
fn reformed(text: &str) -> String {
    let (mut out, mut fence, mut is_head) = (String::new(), false, 0);
    for line in text.lines() {
        is_head += usize::from(line == "---" && is_head < 2);
        fence ^= line.trim_start().starts_with("```");
        let is_prose = is_head > 1
            && !fence
            && line
                .chars()
                .next()
                .is_some_and(|c| c.is_alphabetic() || "“‘**".contains(c))
            && !line.ends_with('}');
        match is_prose {
            true => out.push_str(&rewrapped(line)),
            false => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// A paragraph in one line, in many.
fn rewrapped(line: &str) -> String {
    let mut out = String::new();
    let (mut held, mut since) = (0_i32, 0);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '`' if held == 0 => held = 100,
            '`' if held == 100 => held = 0,
            '(' | '[' | '{' | '<' if held < 100 => held += 1,
            ')' | ']' | '}' | '>' if held < 100 => held -= 1,
            _ => {}
        }
        let next_is_word = chars.peek().is_some_and(|c| c.is_alphabetic());
        match c {
            '*' if held == 0 && !out.ends_with('\\') => {}
            '“' | '”' if held == 0 => out.push('"'),
            '‘' | '’' if held == 0 => out.push('\''),
            ' ' if held == 0 && next_is_word && since > 12 => {
                out.push('\n');
                since = 0;
            }
            c => out.push(c),
        }
        since += 1;
    }
    out
}

#[test]
fn rewrapping_every_paragraph_of_our_own_site_leaves_nothing_behind() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for folder in ["content", "static", "templates"] {
        read(root, folder, &mut files);
    }
    for file in ["site.toml", "translations.lock"] {
        files.push((file.into(), std::fs::read(root.join(file)).unwrap()));
    }
    let mut changed = 0;
    for (name, bytes) in &mut files {
        if name.ends_with(".md") {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let other = reformed(&text);
            changed += other.lines().count().saturating_sub(text.lines().count());
            *bytes = other.into_bytes();
        }
    }
    // Some paragraph was rewrapped, and not only a few.
    assert!(changed > 2000, "{changed}");
    let sources = Sources::from_memory(files.iter().map(|(n, b)| (n.as_str(), b.as_slice())));
    let status = status(&sources, Path::new("/nowhere")).unwrap();
    assert!(status.recorded);
    let changed = status.texts.iter().filter(|t| !t.changes.is_empty());
    let changed: Vec<_> = changed.map(|t| (&t.translation, &t.changes)).collect();
    assert!(changed.is_empty(), "{changed:#?}");
}
