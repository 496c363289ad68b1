//! A preview after any edits has the bytes and the findings of a fresh build.
//!
//! An input is a script, a step a line, each of them a save; what makes no sense is passed over:
//!
//! ```text
//! set content/a/index.ko.md date 2026-01-09     a key of front matter; without a value it goes
//! body content/a/10-one.ko.md 3                 one of the texts below
//! delete, move, copy, restore                   files; `restore` puts back what the site began with
//! write static/x.txt text                       any other file, `\n` in it a line end
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use haeseol::Options;
use haeseol::base::diag::Diagnostic;
use haeseol::engine::cache::Cache;
use haeseol::engine::preview::Preview;
use haeseol::source::Sources;

use super::engine::{Seen, Verdict};
use super::site::{SETTINGS, Site};

/// Steps of a script.
const MOST_STEPS: usize = 24;

const TEXTS: &[&str] = &[
    "",
    "서버는 여기 있다. 선반의 그림이다.\n",
    "A rack, a server and a picture.\n",
    "[[rack]]의 그림. [[server]] 둘. [[!서버]] 셋.\n",
    "[글](/a/10-one.ko.md#end) [소개](/about.ko.md) [둘째](/b/index.ko.md)\n",
    "![그림](pic.svg)\n\n[서버](/glossary/server.ko.md)\n",
    "![그림](/a/pic.svg)\n",
    "## 끝 {#end}\n\n끝이다.\n\n## 왜? {#why}\n\n서버 때문이다.\n",
    "## End {#end}\n\nThe end of the server.\n",
    "## 제목\n\n### 작은 제목\n\n글[^a]\n\n[^a]: 주. 선반.\n",
    "| | 서버 | 선반 |\n|---|---|---|\n| 값 | 하나 | 둘 |\n",
    "긴 글",
    "글[^a]\n\n## 서버 {#server}\n\n[절](#표)[^a]\n\n## 표 {kind=comparison}\n\n| | 서버 |\n|---|---|\n| 값 | 1 |\n\n[^a]: 주.\n",
    "A rack.\n\n## Server\n\n[Part](#table)\n\n## Table {kind=comparison}\n\n| | Server |\n|---|---|\n| Price | 1 |\n",
    "![](pic.svg)\n",
    "서버[^b]\n\n[^a]: 주.\n",
    "선반[@b]. 서버[@a; @b].\n",
];

/// The site at the beginning.
const BEGINNING: &[(&str, &str, &str)] = &[
    ("content/index.ko.md", "title: 처음", "서버의 집이다."),
    ("content/index.en.md", "title: Home", "Home of servers."),
    (
        "content/about.ko.md",
        "title: 소개",
        "서버를 소개한다. [[server]]",
    ),
    (
        "content/about.en.md",
        "title: About",
        "About [servers](a/10-one.en.md#end).",
    ),
    (
        "content/only.en.md",
        "title: Only",
        "Only a rack. [About](about.en.md)",
    ),
    (
        "content/a/index.ko.md",
        "title: 첫째\ndate: 2026-01-02",
        "서버는 첫째 글에 나온다.\n\n![그림](pic.svg)",
    ),
    (
        "content/a/index.en.md",
        "title: First\ndate: 2026-01-02",
        "The server of the first text.",
    ),
    (
        "content/a/10-one.ko.md",
        "title: 부분",
        "선반은 부분에 나온다.\n\n## 끝 {#end}\n\n끝이다.",
    ),
    (
        "content/a/10-one.en.md",
        "title: Part",
        "A rack is in the part.\n\n## End {#end}\n\nThe end.",
    ),
    (
        "content/a/20-faq.ko.md",
        "title: 문답\nkind: faq",
        "## 왜? {#why}\n\n서버 때문이다.",
    ),
    (
        "content/a/20-faq.en.md",
        "title: Questions\nkind: faq",
        "## Why? {#why}\n\nBecause of the server.",
    ),
    (
        "content/b/index.ko.md",
        "title: 둘째\ndate: 2026-01-03\ndescription: 둘째 글이다.",
        "[소개](../about.ko.md)의 선반.",
    ),
    (
        "content/c/d/index.en.md",
        "title: Deep\ndate: 2025-05-05",
        "Deep text of the server.",
    ),
    (
        "content/glossary/server.ko.md",
        "title: 서버\nsummary: 일하는 컴퓨터다.\naliases: [server]\nrelated: [rack]",
        "서버의 글. [소개](../about.ko.md)",
    ),
    (
        "content/glossary/server.en.md",
        "title: Server\nsummary: A computer at work.",
        "Text of the server.",
    ),
    (
        "content/glossary/rack.ko.md",
        "title: 선반\nsummary: 서버를 꽂는 틀이다.",
        "선반의 글.",
    ),
    (
        "content/glossary/rack.en.md",
        "title: Rack\nsummary: A frame for servers.",
        "Text of the rack.",
    ),
    (
        "content/glossary/picture.ko.md",
        "title: 그림\nsummary: 보는 것이다.",
        "",
    ),
];

const OTHERS: &[(&str, &str)] = &[
    (
        "content/a/pic.svg",
        "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='20'/>",
    ),
    ("static/style.css", "body { color: black }"),
    ("static/note.txt", "note"),
    ("templates/faq.html", "<p>faq</p>"),
];

#[rustfmt::skip]
pub const TOKENS: &[&str] = &[
    "set content/a/index.ko.md date 2026-01-09\n", "set content/a/index.en.md date 2024-02-29\n", "set content/b/index.ko.md date\n", "set content/b/index.ko.md updated 2026-02-01\n", "set content/a/index.ko.md weight 1\n",
    "set content/b/index.ko.md weight -1\n", "set content/a/index.ko.md draft true\n", "set content/a/index.en.md draft true\n", "set content/a/10-one.ko.md draft true\n", "set content/b/index.ko.md draft true\n", "set content/about.ko.md draft true\n",
    "set content/glossary/server.ko.md draft true\n", "set content/glossary/rack.en.md draft true\n", "set content/a/index.ko.md sources [{title: 책, url: \"https://a.kr\"}]\n", "set content/a/index.ko.md authors [가, 나]\n",
    "set content/a/index.en.md title 다른 제목\n", "set content/b/index.ko.md description 설명이다.\n", "set content/b/index.ko.md description\n", "set content/a/10-one.ko.md title 다른 부분\n", "set content/a/10-one.ko.md title\n",
    "set content/a/10-one.ko.md glossary false\n", "set content/a/20-faq.ko.md kind prose\n", "set content/a/10-one.ko.md kind comparison\n", "set content/about.ko.md search false\n", "set content/a/index.ko.md search false\n",
    "set content/about.en.md original en\n", "set content/a/index.ko.md original en\n", "set content/a/index.en.md original en\n", "set content/about.en.md title 소개\n", "set content/index.ko.md title 처음 글\n", "set content/index.en.md draft true\n",
    "set content/glossary/server.ko.md aliases [기계, 서버들]\n", "set content/glossary/server.ko.md aliases\n", "set content/glossary/server.en.md aliases [servers, machine]\n", "set content/glossary/rack.ko.md match manual\n", "set content/glossary/rack.ko.md match auto\n",
    "set content/glossary/server.ko.md not [서버의]\n", "set content/glossary/rack.ko.md related [server, picture]\n", "set content/glossary/server.ko.md related\n", "set content/glossary/server.ko.md summary 다른 뜻이다.\n", "set content/glossary/rack.ko.md category 틀\n",
    "set content/glossary/rack.ko.md sort_as 가\n", "set content/glossary/rack.en.md reading 랙\n", "set content/glossary/server.en.md case_sensitive true\n", "set content/glossary/rack.ko.md title 서버\n", "set content/glossary/picture.ko.md title 사진\n",
    "set content/a/index.ko.md moved_from [old]\n", "set content/about.ko.md nonsense 1\n",
    "body content/a/10-one.ko.md 3\n", "body content/a/index.ko.md 5\n", "body content/a/index.en.md 2\n", "body content/b/index.ko.md 9\n", "body content/b/index.ko.md 11\n", "body content/about.ko.md 4\n", "body content/about.en.md 0\n",
    "body content/only.en.md 2\n", "body content/c/d/index.en.md 8\n", "body content/a/20-faq.ko.md 7\n", "body content/glossary/server.ko.md 1\n", "body content/glossary/rack.en.md 2\n", "body content/index.ko.md 3\n", "body content/a/10-one.ko.md 10\n", "body content/a/index.ko.md 12\n", "body content/a/index.ko.md 13\n", "body content/b/index.en.md 0\n",
    "delete content/about.ko.md\n", "delete content/about.en.md\n", "delete content/a/index.en.md\n", "delete content/a/index.ko.md\n", "delete content/a/10-one.ko.md\n", "delete content/a/10-one.en.md\n", "delete content/b/index.ko.md\n", "delete content/only.en.md\n",
    "delete content/glossary/server.ko.md\n", "delete content/glossary/rack.en.md\n", "delete content/a/pic.svg\n", "delete static/note.txt\n", "delete templates/faq.html\n", "delete content/index.en.md\n",
    "restore content/about.ko.md\n", "restore content/about.en.md\n", "restore content/a/index.en.md\n", "restore content/a/index.ko.md\n", "restore content/a/10-one.ko.md\n", "restore content/b/index.ko.md\n", "restore content/glossary/server.ko.md\n", "restore content/a/pic.svg\n",
    "move content/b/index.ko.md content/b/index.en.md\n", "move content/a/10-one.ko.md content/a/30-one.ko.md\n", "move content/a/10-one.en.md content/a/30-one.en.md\n", "move content/only.en.md content/only.ko.md\n", "move content/about.ko.md content/imprint.ko.md\n",
    "move content/c/d/index.en.md content/c/index.en.md\n", "move content/glossary/rack.ko.md content/glossary/frame.ko.md\n", "copy content/a/index.ko.md content/e/index.ko.md\n", "copy content/glossary/server.ko.md content/glossary/index.ko.md\n",
    "copy content/b/index.ko.md content/b/index.en.md\n", "copy content/only.en.md content/only.ko.md\n", "copy content/glossary/picture.ko.md content/glossary/picture.en.md\n", "copy content/a/10-one.ko.md content/b/10-one.ko.md\n",
    "write static/ko/a/index.html x\n", "write static/robots.txt x\n", "write static/llms.txt x\n", "write static/ko/feed.xml x\n", "write static/404.html x\n", "write static/note.txt other\n", "write static/style.css a{}\n", "write static/custom.css a{}\n", "write static/favicon.svg <svg/>\n",
    "write static/CNAME a.kr\n", "write content/b/pic.svg <svg width='3' height='4'/>\n", "write content/a/pic.svg <svg width='700' height='4'/>\n", "write templates/faq.html <p>{{ section.title }}</p>\n", "write templates/term.html {{ page.title }}\n",
    "write templates/base.html {{ nothing }}\n", "write templates/page.html {% if\n", "write templates/strings/ko.toml search = \"찾기\"\n", "write templates/head-extra.html <meta name=\"x\">\n",
    "toml [glossary]\\nlink = \"every\"\n", "toml [glossary]\\nlink = \"none\"\n", "toml [home]\\nlatest = 1\n", "toml [search]\\nenabled = false\n", "toml [[nav]]\\nlabel = { ko = \"소개\", en = \"About\" }\\npage = \"about\"\n", "toml [markdown]\\nraw_html = true\n", "toml\n",
    "toml author = 1\n", "delete site.toml\n",
];

/// A file of the site: front matter by key and a text, or anything else.
#[derive(Clone)]
enum File {
    Text(BTreeMap<String, String>, String),
    Other(String),
}

impl File {
    fn bytes(&self) -> String {
        match self {
            Self::Text(head, body) => {
                let head = head.iter().fold(String::new(), |mut head, (key, value)| {
                    let _ = writeln!(head, "{key}: {value}");
                    head
                });
                format!("---\n{head}---\n{body}\n")
            }
            Self::Other(text) => text.clone(),
        }
    }
}

type Files = BTreeMap<String, File>;

fn beginning() -> Files {
    let texts = BEGINNING.iter().map(|(path, head, body)| {
        let keys = head.lines().filter_map(|line| line.split_once(": "));
        let head = keys
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        ((*path).to_owned(), File::Text(head, (*body).to_owned()))
    });
    let others = OTHERS.iter().chain(&[("site.toml", SETTINGS)]);
    texts
        .chain(others.map(|(path, text)| ((*path).to_owned(), File::Other((*text).to_owned()))))
        .collect()
}

pub fn law(input: &[u8], seen: &mut Seen) -> Verdict {
    let Ok(script) = std::str::from_utf8(input) else {
        return Ok(());
    };
    let mut files = beginning();
    let mut cache = Cache::default();
    let mut preview = None;
    save(&files, &mut cache, &mut preview, seen)?;
    for (number, line) in script.lines().take(MOST_STEPS).enumerate() {
        if step(&mut files, line).is_some() {
            save(&files, &mut cache, &mut preview, seen)
                .map_err(|why| format!("after step {}, {line}: {why}", number + 1))?;
        }
    }
    Ok(())
}

/// Does what a line says; `None` if that is nothing.
fn step(files: &mut Files, line: &str) -> Option<()> {
    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (path, argument) = rest.split_once(' ').unwrap_or((rest, ""));
    let fits = |path: &str| {
        path.split_once('/').is_some_and(|(folder, rest)| {
            ["content", "static", "templates"].contains(&folder) && !rest.is_empty()
        })
    };
    match verb {
        "set" => {
            let File::Text(head, _) = files.get_mut(path)? else {
                return None;
            };
            match argument.split_once(' ') {
                Some((key, value)) => drop(head.insert(key.to_owned(), value.to_owned())),
                None => drop(head.remove(argument)?),
            }
        }
        "body" => {
            let File::Text(_, body) = files.get_mut(path)? else {
                return None;
            };
            let text = TEXTS[argument.parse::<usize>().ok()? % TEXTS.len()];
            // Long enough for another reading time.
            *body = if text == "긴 글" {
                "서버는 길다. ".repeat(300)
            } else {
                text.to_owned()
            };
        }
        "delete" => drop(files.remove(path)?),
        "restore" => drop(files.insert(path.to_owned(), beginning().remove(path)?)),
        "move" if fits(argument) => {
            let file = files.remove(path)?;
            files.insert(argument.to_owned(), file);
        }
        "copy" if fits(argument) => {
            drop(files.insert(argument.to_owned(), files.get(path)?.clone()));
        }
        "write" if fits(path) => {
            drop(files.insert(path.to_owned(), File::Other(argument.replace("\\n", "\n"))));
        }
        "toml" => drop(files.insert(
            "site.toml".to_owned(),
            File::Other(format!("{SETTINGS}{}\n", rest.replace("\\n", "\n"))),
        )),
        _ => return None,
    }
    Some(())
}

/// Puts the site together with what is remembered of it, and compares it with a fresh build.
fn save(
    files: &Files,
    cache: &mut Cache,
    preview: &mut Option<Preview>,
    seen: &mut Seen,
) -> Verdict {
    let bytes: Vec<_> = files
        .iter()
        .map(|(path, file)| (path.as_str(), file.bytes()))
        .collect();
    let bytes: Vec<_> = bytes
        .iter()
        .map(|(path, text)| (*path, text.as_bytes()))
        .collect();
    let options = Options {
        without_notes: true,
        ..Options::default()
    };
    let sources = Sources::from_memory(bytes.iter().copied());
    let (built, found) = cache.build_site(&sources, &options, &|_| ());
    let fresh = Site::build_with(&bytes, &options);
    // Most templates fail only when a page is made, which is not yet.
    let known = |d: &&Diagnostic| built.is_none() || d.code != "template";
    let found: BTreeSet<_> = found.iter().collect();
    let wanted: BTreeSet<_> = fresh.diagnostics.iter().filter(known).collect();
    for d in &wanted {
        seen.note((d.code, &d.place.file));
    }
    if found != wanted {
        let differing: Vec<_> = found.symmetric_difference(&wanted).collect();
        return Err(format!(
            "findings that only one of the two has: {differing:#?}"
        ));
    }
    let Some(built) = built else {
        return Ok(());
    };
    let next = match preview.as_ref() {
        Some(preview) => preview.next(built).map(|(next, update)| {
            for (path, why) in &update.rendered {
                seen.note((path, why));
            }
            next
        }),
        None => Preview::new(built),
    };
    let next = match next {
        Ok(next) => next,
        // A template fails, and the last good site stays.
        Err(_) if fresh.has_errors() => return Ok(()),
        Err(errors) => return Err(format!("only the preview fails: {errors:#?}")),
    };
    compare(&next, &fresh)?;
    *preview = Some(next);
    Ok(())
}

fn compare(preview: &Preview, fresh: &Site) -> Verdict {
    if fresh.has_errors() {
        return Ok(());
    }
    let paths: BTreeSet<&str> = preview.paths().map(|path| &**path).collect();
    let wanted: BTreeSet<&str> = fresh.files.keys().map(String::as_str).collect();
    if paths != wanted {
        return Err(format!(
            "the paths differ: {:?}",
            paths.symmetric_difference(&wanted)
        ));
    }
    for (path, wanted) in &fresh.files {
        let bytes = preview
            .file(path)
            .ok_or("no file")?
            .map_err(|d| format!("{d:?}"))?
            .read()
            .map_err(|e| e.to_string())?;
        if *bytes != **wanted {
            let (kept, fresh) = (
                String::from_utf8_lossy(&bytes).into_owned(),
                String::from_utf8_lossy(wanted).into_owned(),
            );
            let line = kept.lines().zip(fresh.lines()).find(|(a, b)| a != b);
            return Err(format!("{path} is stale: {line:#?}"));
        }
    }
    Ok(())
}
