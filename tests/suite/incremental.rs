//! A preview keeps what has not changed: always the bytes of a fresh build, and no page made again without need.

use std::collections::{BTreeMap, BTreeSet};

use haeseol::Options;
use haeseol::base::diag::Diagnostic;
use haeseol::engine::cache::Cache;
use haeseol::engine::preview::{Preview, Update};
use haeseol::source::Sources;
use proptest::prelude::*;

use super::harness::{build_bytes, files};

/// A site that is edited while it is shown, every page of it open.
struct Session {
    files: BTreeMap<String, String>,
    cache: Cache,
    preview: Preview,
}

/// What a save brought about: the new pages, or what is wrong.
type Saved = Result<Update, Vec<Diagnostic>>;

impl Session {
    fn new(site: &str) -> Self {
        let files = files(site);
        let mut cache = Cache::default();
        let (built, diagnostics) = cache.build_site(&sources(&files), &options(), &|_| ());
        let built = built.unwrap_or_else(|| panic!("{diagnostics:#?}"));
        let session = Self {
            files,
            cache,
            preview: Preview::new(built).unwrap(),
        };
        session.open_all();
        session
    }

    /// Asks for every file, so that it is kept from then on.
    fn open_all(&self) -> BTreeMap<String, Vec<u8>> {
        let paths = self.preview.paths();
        let bytes = |path: &str| self.preview.file(path).unwrap().unwrap().read().unwrap();
        paths
            .map(|path| (path.to_string(), bytes(path).to_vec()))
            .collect()
    }

    /// Saves files, or deletes them.
    fn save(&mut self, changes: &[(&str, Option<&str>)]) -> Saved {
        for (file, text) in changes {
            match text {
                Some(text) => self.files.insert((*file).to_owned(), (*text).to_owned()),
                None => self.files.remove(*file),
            };
        }
        let (built, diagnostics) =
            self.cache
                .build_site(&sources(&self.files), &options(), &|_| ());
        let Some(built) = built else {
            return Err(diagnostics);
        };
        let (preview, update) = self.preview.next(built)?;
        self.preview = preview;
        self.open_all();
        Ok(update)
    }

    /// Replaces a part of a file.
    fn edit(&mut self, file: &str, from: &str, to: &str) -> Saved {
        let text = &self.files[file];
        assert!(text.contains(from), "{file} has no {from}");
        let text = text.replace(from, to);
        self.save(&[(file, Some(&text))])
    }

    /// What is wrong is what a fresh build finds, at the same places.
    fn assert_same_findings(&mut self) {
        let sources = sources(&self.files);
        let kept = self.findings();
        let fresh = Cache::default().build_site(&sources, &options(), &|_| ()).1;
        assert_eq!(kept, fresh);
    }

    /// What is wrong now.
    fn findings(&mut self) -> Vec<Diagnostic> {
        let sources = sources(&self.files);
        self.cache.build_site(&sources, &options(), &|_| ()).1
    }

    fn assert_fresh(&self) {
        let files = self.files.iter().map(|(n, t)| (n.as_str(), t.as_bytes()));
        let fresh = build_bytes(files, &options());
        let kept = self.open_all();
        assert_eq!(
            kept.keys().collect::<Vec<_>>(),
            fresh.files().keys().collect::<Vec<_>>()
        );
        for (path, bytes) in &kept {
            assert!(
                *bytes == fresh.files()[path],
                "{path} is not as in a fresh build:\n{}\n--- fresh:\n{}",
                String::from_utf8_lossy(bytes),
                String::from_utf8_lossy(&fresh.files()[path]),
            );
        }
    }
}

fn options() -> Options {
    Options {
        without_notes: true,
        ..Options::default()
    }
}

fn sources(files: &BTreeMap<String, String>) -> Sources {
    Sources::from_memory(files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())))
}

/// The folders of the pages that were made again.
fn rendered(update: &Update) -> Vec<String> {
    let pages = update.rendered.iter();
    pages
        .map(|(path, _)| path.trim_end_matches("index.html").to_owned())
        .collect()
}

const SITE: &str = "\
== content/about.ko.md
---
title: 소개
---
서버를 소개한다. [[server]]
== content/about.en.md
---
title: About
---
About [servers](a/10-one.en.md#end).
== content/a/index.ko.md
---
title: 첫째
date: 2026-01-02
---
서버는 첫째 글에 나온다. 그림이 있다.

![그림](pic.svg)
== content/a/index.en.md
---
title: First
date: 2026-01-02
---
The server of the first text.
== content/a/10-one.ko.md
---
title: 부분
---
선반은 부분에 나온다.

## 끝 {#end}

끝이다.
== content/a/10-one.en.md
---
title: Part
---
A rack is in the part.

## End {#end}

The end.
== content/a/20-faq.ko.md
---
title: 문답
kind: faq
---
## 왜? {#why}

서버 때문이다.
== content/a/20-faq.en.md
---
title: Questions
kind: faq
---
## Why? {#why}

Because of the server.
== content/a/pic.svg
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"20\"/>
== content/b/index.ko.md
---
title: 둘째
date: 2026-01-03
description: 둘째 글이다.
---
여기에는 용어가 없다. 소개는 [여기](../about.ko.md)에 있다.
== content/glossary/server.ko.md
---
title: 서버
summary: 일하는 컴퓨터다.
aliases: [server]
related: [rack]
---
서버의 글.
== content/glossary/server.en.md
---
title: Server
summary: A computer at work.
---
Text of the server.
== content/glossary/rack.ko.md
---
title: 선반
summary: 서버를 꽂는 틀이다.
---
선반의 글.
== content/glossary/rack.en.md
---
title: Rack
summary: A frame for servers.
---
Text of the rack.
== static/style.css
body { color: black }
== static/note.txt
note
== templates/faq.html
<p>faq</p>
";

#[test]
fn a_body_edit_makes_only_the_pages_again_that_show_it() {
    let mut session = Session::new(SITE);
    let update = session
        .edit("content/a/10-one.ko.md", "끝이다.", "끝이 아니다.")
        .unwrap();
    assert_eq!(
        rendered(&update),
        ["en/a/parallel/", "ko/a/", "ko/a/parallel/"]
    );
    assert_eq!(update.changed.len(), 3);
    assert!(
        update
            .rendered
            .iter()
            .all(|(_, why)| why.english() == "its text")
    );
    // The sentence that a term's page quotes.
    let update = session
        .edit(
            "content/a/10-one.ko.md",
            "선반은 부분에",
            "선반은 이 부분에",
        )
        .unwrap();
    assert_eq!(
        rendered(&update),
        [
            "en/a/parallel/",
            "ko/a/",
            "ko/a/parallel/",
            "ko/glossary/rack/"
        ]
    );
    session.assert_fresh();
}

#[test]
fn a_save_that_changes_nothing_makes_nothing_again() {
    let mut session = Session::new(SITE);
    let text = session.files["content/a/10-one.ko.md"].clone();
    let update = session
        .save(&[("content/a/10-one.ko.md", Some(&text))])
        .unwrap();
    assert!(update.rendered.is_empty() && update.changed.is_empty());
}

#[test]
fn a_title_edit_makes_the_pages_again_that_show_the_title() {
    let mut session = Session::new(SITE);
    let update = session
        .edit("content/about.ko.md", "title: 소개", "title: 이 사이트")
        .unwrap();
    // The page itself; the other language's only switches to it.
    assert_eq!(rendered(&update), ["ko/about/", "ko/glossary/server/"]);
    let update = session
        .edit("content/b/index.ko.md", "title: 둘째", "title: 다음")
        .unwrap();
    let lists = ["", "en/", "en/search/", "ko/", "ko/search/"];
    let own = ["en/b/", "ko/b/"];
    // The other explainer leads to it.
    let neighbours = ["en/a/", "ko/a/"];
    let wanted = lists.into_iter().chain(own).chain(neighbours);
    let wanted: BTreeSet<_> = wanted.map(str::to_owned).collect();
    assert_eq!(
        rendered(&update).into_iter().collect::<BTreeSet<_>>(),
        wanted
    );
    session.assert_fresh();
}

#[test]
fn a_summary_edit_makes_the_pages_again_that_show_the_term() {
    let mut session = Session::new(SITE);
    let update = session
        .edit("content/glossary/rack.ko.md", "꽂는 틀", "끼우는 틀")
        .unwrap();
    let wanted = [
        "ko/a/",
        "ko/a/parallel/",
        "ko/glossary/",
        "ko/glossary/rack/",
        "ko/glossary/server/",
        "ko/search/",
    ];
    let made = rendered(&update);
    assert!(
        wanted.iter().all(|w| made.iter().any(|m| m == w)),
        "{made:?}"
    );
    // Pages that do not list the term, and those of the other language, are left alone but for its own page there.
    for other in ["ko/b/", "ko/about/", "en/a/", "en/about/", "en/search/"] {
        assert!(!made.iter().any(|m| m == other), "{other}: {made:?}");
    }
    session.assert_fresh();
}

#[test]
fn a_new_term_is_linked_where_it_is_mentioned() {
    let mut session = Session::new(SITE);
    let term = "---\ntitle: 그림\nsummary: 보는 것이다.\n---\n";
    let update = session
        .save(&[
            ("content/glossary/picture.ko.md", Some(term)),
            (
                "content/glossary/picture.en.md",
                Some(&term.replace("그림", "Picture")),
            ),
        ])
        .unwrap();
    let made = rendered(&update);
    assert!(made.contains(&"ko/a/".to_owned()), "{made:?}");
    for other in ["ko/b/", "ko/about/", "en/about/", "en/a/", "en/b/"] {
        assert!(!made.iter().any(|m| m == other), "{other}: {made:?}");
    }
    let page = String::from_utf8(session.open_all()["ko/a/index.html"].clone()).unwrap();
    assert!(page.contains("data-term=\"picture\""), "{page}");
    session.assert_fresh();
}

#[test]
fn values_beside_a_text_are_read_again_when_they_change() {
    let mut session = Session::new(
        "== content/about.ko.md\n---\ntitle: 소개\n---\n```chart bar {src=a.csv}\n```\n== content/a.csv\n해,값\n2024,1\n== content/b.csv\n해,값\n2024,1\n",
    );
    let update = session.edit("content/a.csv", "2024,1", "2025,7").unwrap();
    assert_eq!(rendered(&update), ["en/about/", "ko/about/"]);
    let page = String::from_utf8(session.open_all()["ko/about/index.html"].clone()).unwrap();
    assert!(page.contains("<th scope=\"row\">2025</th>"), "{page}");
    session.assert_fresh();
    let update = session.edit("content/b.csv", "2024,1", "2025,7").unwrap();
    assert_eq!(rendered(&update), Vec::<String>::new());
    assert!(session.edit("content/a.csv", "2025,7", "2025").is_err());
    assert!(session.save(&[("content/a.csv", None)]).is_err());
    session.assert_same_findings();
    session
        .save(&[("content/a.csv", Some("해,값\n2026,3\n"))])
        .unwrap();
    session.assert_fresh();
}

#[test]
fn a_template_edit_makes_its_users_again() {
    let mut session = Session::new(SITE);
    let update = session
        .edit("templates/faq.html", "faq", "questions")
        .unwrap();
    // Included by explainers and their parallel pages.
    let users = [
        "en/a/",
        "en/a/parallel/",
        "en/b/",
        "ko/a/",
        "ko/a/parallel/",
        "ko/b/",
    ];
    assert_eq!(rendered(&update), users);
    let changed: Vec<_> = update
        .changed
        .iter()
        .map(|p| p.trim_end_matches("index.html"))
        .collect();
    assert_eq!(
        changed,
        ["en/a/", "en/a/parallel/", "ko/a/", "ko/a/parallel/"]
    );
    // Back to the built-in one.
    let update = session.save(&[("templates/faq.html", None)]).unwrap();
    assert_eq!(rendered(&update), users);
    session.assert_fresh();
}

#[test]
fn a_broken_template_keeps_the_last_good_pages() {
    let mut session = Session::new(SITE);
    let before = session.open_all();
    for broken in ["{% if %}", "{{ nothing.at.all }}"] {
        let errors = session
            .save(&[("templates/faq.html", Some(broken))])
            .unwrap_err();
        assert_eq!(&*errors[0].place.file, "templates/faq.html");
        assert_eq!(session.open_all(), before);
    }
    let mended = session
        .save(&[("templates/faq.html", Some("<p>faq</p>\n"))])
        .unwrap();
    assert!(mended.changed.is_empty());
    session.assert_fresh();
}

#[test]
fn settings_make_everything_again_and_a_copied_file_nothing() {
    let mut session = Session::new(SITE);
    let pages = session
        .preview
        .paths()
        .filter(|p| p.ends_with(".html"))
        .count();
    let update = session.edit("site.toml", "시험", "다른 이름").unwrap();
    assert_eq!(update.rendered.len(), pages);
    let update = session.save(&[("static/note.txt", Some("other"))]).unwrap();
    assert!(update.rendered.is_empty());
    assert_eq!(update.changed, ["note.txt".into()]);
    let update = session
        .save(&[("static/style.css", Some("body { color: red }"))])
        .unwrap();
    assert_eq!(
        update.rendered.len(),
        pages,
        "the name of the style sheet is in each page"
    );
    let picture = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" height=\"20\"/>";
    let update = session
        .save(&[("content/a/pic.svg", Some(picture))])
        .unwrap();
    assert_eq!(
        rendered(&update),
        ["en/a/parallel/", "ko/a/", "ko/a/parallel/"],
        "its size is on the page"
    );
    assert!(update.changed.contains(&"a/pic.svg".into()));
    session.assert_fresh();
}

#[test]
fn a_page_that_goes_is_told() {
    let mut session = Session::new(SITE);
    let text = session.files["content/about.en.md"].clone();
    let update = session
        .save(&[
            ("content/about.ko.md", None),
            ("content/about.en.md", None),
            ("content/b/index.ko.md", Some("---\ntitle: 둘째\n---\n")),
            ("content/imprint.en.md", Some(&text)),
        ])
        .unwrap();
    assert_eq!(
        update.gone,
        ["en/about/index.html".into(), "ko/about/index.html".into()]
    );
    session.assert_fresh();
}

#[test]
fn a_translation_that_goes_or_comes_is_told_to_every_page() {
    let mut session = Session::new(SITE);
    let other = |name: &str| match name.strip_suffix(".ko.md") {
        Some(stem) => format!("{stem}.en.md"),
        None => name.replace(".en.md", ".ko.md"),
    };
    let mut gone = 0;
    for (name, text) in session.files.clone() {
        if !name.ends_with(".md") || !session.files.contains_key(&other(&name)) {
            continue;
        }
        // Not where another text links to this very file.
        if session.save(&[(&name, None)]).is_ok() {
            session.assert_fresh();
            gone += 1;
        }
        session.save(&[(&name, Some(&text))]).unwrap();
        session.assert_fresh();
    }
    assert!(gone >= 6, "{gone}");
}

#[test]
fn a_copied_file_takes_the_place_of_a_generated_one_and_goes_again() {
    let mut session = Session::new(SITE);
    for name in ["static/robots.txt", "static/llms.txt", "static/CNAME"] {
        session.save(&[(name, Some("of the author"))]).unwrap();
        session.assert_fresh();
        let update = session
            .save(&[(name, Some("of the author again"))])
            .unwrap();
        assert_eq!(update.changed, [name["static/".len()..].into()]);
        session.assert_fresh();
        session.save(&[(name, None)]).unwrap();
        session.assert_fresh();
    }
}

#[test]
fn old_addresses_follow_the_page_that_claims_them() {
    let mut session = Session::new(SITE);
    let file = "content/about.ko.md";
    session
        .edit(file, "title: 소개", "title: 소개\nmoved_from: old")
        .unwrap();
    session.assert_fresh();
    session.edit(file, "title: 소개", "title: 안내").unwrap();
    session.assert_fresh();
    // Another page takes it over, once the first has let go of it.
    let other = "content/a/index.en.md";
    let title = session.files[other].lines().nth(1).unwrap().to_owned();
    let claim = format!("{title}\nmoved_from: [old, older]");
    assert!(session.edit(other, &title, &claim).is_err());
    session.assert_same_findings();
    session.edit(file, "\nmoved_from: old", "").unwrap();
    session.assert_fresh();
    session
        .edit(other, "moved_from: [old, older]", "moved_from: older")
        .unwrap();
    session.assert_fresh();
}

#[test]
fn old_ids_come_and_go_with_their_section() {
    let mut session = Session::new(SITE);
    let file = "content/a/10-one.en.md";
    let title = session.files[file].lines().nth(1).unwrap().to_owned();
    let update = session.edit(
        file,
        &title,
        &format!("{title}\nmoved_from: [old, end-before]"),
    );
    assert!(rendered(&update.unwrap()).contains(&"ko/a/".to_owned()));
    session.assert_fresh();
    session.edit(file, "[old, end-before]", "[old]").unwrap();
    session.assert_fresh();
    session.assert_same_findings();
}

#[test]
fn warnings_stay_and_go_with_what_they_speak_of() {
    let mut session = Session::new(SITE);
    let file = "content/a/10-one.ko.md";
    for (from, to) in [
        ("끝이다.", "끝이다.\n\n![](pic.svg)"),
        ("끝이다.", "이것이 끝이다."),
        ("![](pic.svg)", "![그림](pic.svg)"),
        ("![그림](pic.svg)", "![](pic.svg)"),
        ("선반은", "그 선반은"),
    ] {
        session.edit(file, from, to).unwrap();
        session.assert_same_findings();
    }
}

#[test]
fn what_is_wrong_with_one_text_for_what_another_says_comes_and_goes() {
    let mut session = Session::new(SITE);
    // A term says which name is to be used for it, and how that is read.
    let term = "content/glossary/rack.ko.md";
    let text = "content/a/10-one.ko.md";
    session.edit(text, "끝이다.", "랙장을 본다.").unwrap();
    session
        .edit(term, "title: 선반", "title: Rack\navoid: [랙장]")
        .unwrap();
    session.assert_same_findings();
    let before = session.findings();
    session
        .edit(term, "avoid:", "reading: 래크\navoid:")
        .unwrap();
    session.assert_same_findings();
    assert_ne!(before, session.findings());
    // A file that cannot be read may be the translation that is missing.
    session.save(&[("content/about.en.md", None)]).unwrap();
    let missing = session.findings();
    let other = "content/about_en.md";
    let _ = session.save(&[(other, Some("---\ntitle: About\n---\nAbout.\n"))]);
    session.assert_same_findings();
    assert_ne!(missing, session.findings());
    session.save(&[(other, None)]).unwrap();
    session.assert_same_findings();
    assert_eq!(missing, session.findings());
    // Sources, some of which cannot be read.
    let index = "content/a/index.ko.md";
    let _ = session.edit(text, "랙장을 본다.", "그렇다[@x].");
    session.assert_same_findings();
    let cited = session.findings();
    let _ = session.edit(
        index,
        "date:",
        "sources:\n  - title: 책\n    id: X Y\ndate:",
    );
    session.assert_same_findings();
    assert_ne!(cited, session.findings());
    let _ = session.edit(index, "id: X Y", "id: x");
    session.assert_same_findings();
}

/// Something an author does.
#[derive(Debug, Clone)]
enum Step {
    Write(&'static str, String),
    Delete(&'static str),
    Rename(&'static str, &'static str),
}

const PATHS: [&str; 26] = [
    "content/about.ko.md",
    "content/about.en.md",
    "content/a/index.ko.md",
    "content/a/index.en.md",
    "content/a/10-one.ko.md",
    "content/a/10-one.en.md",
    "content/a/5-one.ko.md",
    "content/a/20-faq.ko.md",
    "content/a/20-faq.en.md",
    "content/a/pic.svg",
    "content/a/b/index.ko.md",
    "content/b/index.ko.md",
    "content/b/index.en.md",
    "content/glossary/index.ko.md",
    "content/glossary/server.ko.md",
    "content/glossary/server.en.md",
    "content/glossary/rack.ko.md",
    "content/glossary/picture.ko.md",
    "static/note.txt",
    "static/robots.txt",
    "static/llms.txt",
    "static/ko/feed.xml",
    "static/CNAME",
    "templates/faq.html",
    "templates/term.html",
    "templates/strings/ko.toml",
];

fn step() -> impl Strategy<Value = Step> {
    let path = || prop::sample::select(PATHS.to_vec());
    prop_oneof![
        6 => (path(), any::<[u8; 6]>()).prop_map(|(p, seed)| Step::Write(p, text_for(p, seed))),
        2 => path().prop_map(Step::Delete),
        1 => (path(), path()).prop_map(|(a, b)| Step::Rename(a, b)),
    ]
}

/// A text that fits a path, mostly without errors.
fn text_for(path: &str, seed: [u8; 6]) -> String {
    let pick = |i: usize, of: &[&'static str]| of[seed[i] as usize % of.len()];
    let title = pick(0, &["서버", "Rack", "글", "Picture", "그림", "Z"]);
    let body = [
        pick(
            1,
            &[
                "서버는 여기 있다.\n\n",
                "A rack and a picture.\n\n",
                "[[rack]]의 그림.\n\n",
                "",
            ],
        ),
        pick(
            2,
            &[
                "## 끝 {#end}\n\n",
                "## 제목\n\n",
                "## 절\n\n[끝](#end) 글[^a]\n\n## 물음 {kind=faq}\n\n### 왜? {#because}\n\n[^a]: 주.\n\n",
                "![그림](/a/pic.svg)\n\n",
                "![](/a/pic.svg)\n\n",
                "",
            ],
        ),
        pick(
            3,
            &[
                "[글](/a/10-one.ko.md#end)\n",
                "[[server]] 둘.\n",
                "셋.\n",
                "[부분](/about/)\n",
            ],
        ),
    ]
    .concat();
    let extra = pick(
        4,
        &[
            "",
            "description: 설명이다.\n",
            "draft: true\n",
            "weight: 1\n",
            "nonsense: 1\n",
            "moved_from: [old, b]\n",
            "moved_from: old\n",
        ],
    );
    match path {
        p if p.contains("glossary/") && !p.contains("index") => format!(
            "---\ntitle: {title}\nsummary: {}\n{}---\n{body}",
            pick(4, &["하나다.", "둘이다."]),
            pick(5, &["", "aliases: [기계]\n", "sort_as: 가\n", "related: [rack]\n"]),
        ),
        p if p.contains("-faq") => format!("---\ntitle: {title}\nkind: faq\n---\n## 왜? {{#why}}\n\n{body}"),
        p if p.ends_with(".md") && p.contains("index") && !p.contains("glossary") => {
            format!("---\ntitle: {title}\ndate: 2026-01-0{}\n{extra}---\n{body}", 1 + seed[5] % 9)
        }
        p if p.ends_with(".md") => {
            let extra = extra.replace("weight: 1\n", "");
            format!("---\ntitle: {title}\n{extra}---\n{body}")
        }
        p if p.ends_with(".svg") => format!("<svg xmlns='http://www.w3.org/2000/svg' width='{}' height='9'/>", 1 + seed[0] % 3),
        p if p.ends_with(".toml") => pick(0, &["search = \"찾아 보기\"\n", "explainers = \"글들\"\n", "nonsense = 1\n"]).to_owned(),
        p if p.ends_with(".html") => pick(
            0,
            &[
                "{% extends \"base.html\" %}{% block main %}<p>{{ page.title }}</p>{% endblock %}\n",
                "<p>{{ t.search }}</p>{% include \"term-entry.html\" ignore missing %}\n",
                "{% if %}",
                "{{ nothing.at.all }}",
            ],
        )
        .to_owned(),
        _ => title.to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_give_the_bytes_of_a_fresh_build(steps in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..12)) {
        let mut session = Session::new(SITE);
        for changes in steps {
            for step in changes {
                match step {
                    Step::Write(path, text) => drop(session.files.insert(path.to_owned(), text)),
                    Step::Delete(path) => drop(session.files.remove(path)),
                    Step::Rename(from, to) => if let Some(text) = session.files.remove(from) {
                        session.files.insert(to.to_owned(), text);
                    },
                }
            }
            if session.save(&[]).is_ok() {
                session.assert_fresh();
            }
            session.assert_same_findings();
        }
    }
}
