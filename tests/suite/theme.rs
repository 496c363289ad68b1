//! What a site changes of the theme: files that it ejects, blocks that add, names that nothing looks for.

use std::fs;
use std::path::Path;

use haeseol::Options;

use super::harness::{Built, SITE, build, build_bytes, files};
use super::publish::{haeseol, site};

const PAGES: &str = "== content/a/index.ko.md\n---\ntitle: 가\n---\n본문\n== content/a/index.en.md\n---\ntitle: A\n---\nText\n";

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn files_of_the_theme_are_put_where_they_take_its_place() {
    let folder = site(PAGES);
    let run = |arguments: &[&str]| haeseol(folder.path(), arguments);
    let before = build(PAGES).good();
    let output = run(&[
        "theme",
        "eject",
        "home.html",
        "static/style.css",
        "strings/ko.toml",
        "templates/home.html",
    ]);
    assert!(output.status.success(), "{output:?}");
    for name in [
        "templates/home.html",
        "static/style.css",
        "templates/strings/ko.toml",
    ] {
        assert_eq!(
            fs::read(folder.path().join(name)).unwrap(),
            fs::read(repository().join(name)).unwrap()
        );
    }
    // Pages are as they were.
    assert!(run(&["build", "--quiet"]).status.success());
    let page = fs::read_to_string(folder.path().join("public/ko/a/index.html")).unwrap();
    let hashed = |page: &str| page.split("style-").next().unwrap().to_owned();
    assert_eq!(hashed(&page), hashed(before.file("ko/a/")));

    // All or nothing, and nothing is overwritten.
    fs::write(folder.path().join("templates/home.html"), "mine").unwrap();
    for arguments in [
        &["theme", "eject", "base.html", "home.html"][..],
        &["theme", "eject", "--all"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        assert!(
            String::from_utf8(output.stderr)
                .unwrap()
                .contains("templates/home.html")
        );
        assert!(!folder.path().join("templates/base.html").exists());
    }
    assert_eq!(
        fs::read_to_string(folder.path().join("templates/home.html")).unwrap(),
        "mine"
    );
    let output = run(&["theme", "eject", "hoem.html"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("did you mean `home.html`?")
    );
    // Only into a site.
    assert_eq!(
        haeseol(&std::env::temp_dir(), &["theme", "eject", "base.html"])
            .status
            .code(),
        Some(1)
    );
}

#[test]
fn a_site_with_all_of_the_theme_is_the_same_without_findings() {
    let folder = site(PAGES);
    assert!(
        haeseol(folder.path(), &["theme", "eject", "--all"])
            .status
            .success()
    );
    let listed = String::from_utf8(haeseol(folder.path(), &["theme", "list"]).stdout).unwrap();
    assert!(listed.lines().count() > 30, "{listed}");
    assert!(
        listed
            .lines()
            .all(|name| folder.path().join(name).is_file())
    );
    let output = haeseol(folder.path(), &["check", "--strict", "--quiet"]);
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{output:?}"
    );
}

#[test]
fn blocks_that_are_empty_add_to_a_page() {
    let plain = build(PAGES).good();
    let added = ["head", "masthead_more", "before", "after", "colophon_more"];
    let blocks: String = added
        .map(|name| format!("{{% block {name} %}}<i>{name}</i>{{% endblock %}}"))
        .concat();
    let own = build(&format!(
        "{PAGES}== templates/base.html\n{{% extends \"@builtin/base.html\" %}}{blocks}"
    ))
    .good();
    for path in ["ko/a/", "ko/", "en/glossary/", "404.html", ""] {
        if !plain
            .paths()
            .any(|p| p == format!("{path}index.html") || p == path)
        {
            continue;
        }
        let mut page = own.file(path).to_owned();
        for name in added {
            let mark = format!("<i>{name}</i>");
            assert_eq!(page.matches(&mark).count(), 1, "{path}: {name}");
            page = page.replace(&mark, "");
        }
        assert_eq!(page, plain.file(path), "{path}");
    }
}

#[test]
fn names_that_nothing_looks_for_are_told_with_the_nearest() {
    for (file, near) in [
        ("templates/aritcle.html", None),
        ("templates/explaner.html", Some("`explainer.html`")),
        ("templates/strings/kr.toml", Some("`ko`")),
        (
            "templates/strings/de.toml",
            Some("templates/strings/ko.toml"),
        ),
        ("static/costum.css", Some("`static/custom.css`")),
        ("static/styles.css", Some("`static/style.css`")),
        ("static/serach.js", Some("`static/search.js`")),
    ] {
        let built = build(&format!("{PAGES}== {file}\n{{# #}}"));
        let found: Vec<_> = built
            .diagnostics()
            .iter()
            .filter(|d| d.code == "unused-file")
            .collect();
        assert_eq!(found.len(), 1, "{file}: {}", built.report());
        assert_eq!(&*found[0].place.file, file);
        if let Some(near) = near {
            let hint = found[0].hint.as_ref().unwrap();
            assert!(
                hint.english().contains(near) && hint.korean().contains(near),
                "{hint:?}"
            );
            assert!(built.report().contains("warning[unused-file]"));
        }
    }
    // What is used, what is the theme's, and what only looks a little like it.
    let include = "{% extends \"@builtin/base.html\" %}{% block after %}{% include \"bade.html\" %}<link rel=\"stylesheet\" href=\"/site/styles.css\">{% endblock %}";
    for more in [
        format!("== templates/base.html\n{include}\n== templates/bade.html\n!\n== static/styles.css\n"),
        "== templates/Base.html\n\n== templates/base.htm\n\n".to_owned(),
        "== templates/section.html\n\n== templates/head-extra.html\n\n== templates/README.md\n\n== templates/strings/en.toml\n".to_owned(),
        "== static/custom.css\n\n== static/style.css\n\n== static/fonts.css\n\n== static/a/costum.css\n\n== static/them.png\n".to_owned(),
        "== static/costum.css\n\n== static/old.html\n<link rel=stylesheet href=costum.css>\n".to_owned(),
    ] {
        let built = build(&format!("{PAGES}{more}"));
        assert!(!built.diagnostics().iter().any(|d| d.code == "unused-file"), "{more}: {:?}", built.diagnostics());
    }
}

/// A font of TrueType outlines with Latin letters and a few syllables, made from the font in the program.
const FONT: &[u8] = include_bytes!("fonts/headings.ttf");

fn with_heading_font(name: &str, font: &[u8], pages: &str) -> Built {
    let site = format!("== site.toml\n{SITE}[theme]\nheading_font = \"static/title.ttf\"\n{pages}");
    let files = files(&site);
    let texts = files.iter().map(|(n, t)| (n.as_str(), t.as_bytes()));
    build_bytes(texts.chain([(name, font)]), &Options::default())
}

/// The font of headings in the output.
fn heading_font(site: &Built) -> Option<(&str, &[u8])> {
    let mut files = site.files().iter();
    let font = files.find(|(path, _)| path.ends_with(".woff2"));
    font.map(|(path, bytes)| (path.as_str(), &**bytes))
}

#[test]
fn a_font_of_headings_is_cut_to_their_letters() {
    let site = with_heading_font("static/title.ttf", FONT, PAGES).good();
    let (path, bytes) = heading_font(&site).unwrap();
    assert!(path.starts_with("assets/headings."), "{path}");
    assert!(bytes.starts_with(b"wOF2") && bytes.len() < FONT.len() / 2);
    let page = site.file("ko/a/");
    let preload = format!(
        "<link rel=\"preload\" as=\"font\" type=\"font/woff2\" crossorigin href=\"../../{path}\">"
    );
    assert!(page.contains(&preload), "{page}");
    let source = format!("src:url(../../{path})format(\"woff2\");font-display:optional");
    assert!(page.contains(&source), "{page}");
    assert!(!site.paths().any(|path| path.ends_with(".ttf")));
    // Letters of the text do not count, those of headings do.
    let of = |text: &str| {
        let pages = PAGES.replace("본문", text);
        let site = with_heading_font("static/title.ttf", FONT, &pages).good();
        heading_font(&site).unwrap().1.to_vec()
    };
    assert_eq!(of("라마바사"), bytes);
    assert!(of("## 라마바사\n\n글").len() > bytes.len());
    assert_eq!(of("라마바사"), of("라마바사"), "the same bytes each time");
    // Without one, nothing of it is in a page.
    let plain = build(PAGES).good();
    assert!(heading_font(&plain).is_none() && !plain.file("ko/a/").contains("font"));
}

/// Browsers set it in another font: it is seen by readers alone.
#[test]
fn a_letter_of_titles_that_the_font_has_not_is_told() {
    let of = |text: &str| {
        let pages = PAGES.replace("본문", text);
        let site = with_heading_font("static/title.ttf", FONT, &pages).good();
        let found = site.found("no-glyph");
        let told = found
            .iter()
            .map(|d| (site.place(d), d.message.english().to_owned()));
        told.collect::<Vec<_>>()
    };
    let before = of("## 라마바사\n\n갉");
    let after = of("## 라마바사 갉\u{FE0F}\n\n갉");
    assert_eq!(after.len(), 1, "{before:?} {after:?}");
    let (place, told) = &after[0];
    assert!(place.starts_with("site.toml:"), "{place}");
    assert!(
        told.contains("`static/title.ttf`") && told.contains("`갉`"),
        "{told}"
    );
    assert!(
        !before.iter().any(|(_, told)| told.contains('갉')),
        "{before:?}"
    );
}

/// A title in two halves is broken where a reader pauses.
#[test]
fn titles_are_broken_behind_their_colon() {
    let title = |title: &str| {
        let pages = PAGES.replace("title: 가", &format!("title: \"{title}\""));
        let site = build(&pages).good();
        let page = site.file("ko/a/");
        let heading = page
            .split("<h1")
            .nth(1)
            .and_then(|rest| rest.split("</h1>").next());
        heading
            .and_then(|h| h.split_once('>'))
            .unwrap()
            .1
            .replace("<span class=\"half\">", "<")
            .replace("</span>", ">")
    };
    for (text, halves) in [
        ("조석: 바다는, 왜", "<조석:> <바다는, 왜>"),
        ("왜 오나? 달과 바다", "<왜 오나?> <달과 바다>"),
        ("달, 그리고 바다", "<달,> <그리고 바다>"),
        ("달, 해, 바다", "달, 해, 바다"),
        ("10:30에 달", "10:30에 달"),
        ("A&B: C&D", "<A&amp;B:> <C&amp;D>"),
    ] {
        assert_eq!(title(text), halves);
    }
}

/// A manual beside a few articles may have most of the headings: who reads the articles does not wait for its letters.
#[test]
fn plain_pages_have_a_font_of_headings_of_their_own() {
    let page = "== content/b.ko.md\n---\ntitle: 나\n---\n## 라마바사\n== content/b.en.md\n---\ntitle: B\n---\n## Be\n";
    let alone = with_heading_font("static/title.ttf", FONT, PAGES).good();
    let both = with_heading_font("static/title.ttf", FONT, &format!("{PAGES}{page}")).good();
    let fonts: Vec<_> = both.paths().filter(|p| p.ends_with(".woff2")).collect();
    assert_eq!(fonts.len(), 2, "{fonts:?}");
    let [of_articles, of_pages] = ["assets/headings.", "assets/page-headings."];
    assert_eq!(
        fonts[0],
        heading_font(&alone).unwrap().0,
        "letters of pages change nothing"
    );
    assert!(fonts[1].starts_with(of_pages));
    for (path, root, font, other) in [
        ("ko/a/", "../../", of_articles, of_pages),
        ("ko/", "../", of_articles, of_pages),
        ("ko/b/", "../../", of_pages, of_articles),
    ] {
        let html = both.file(path);
        assert_eq!(
            html.matches(&format!("{root}{font}")).count(),
            2,
            "{path}: {html}"
        );
        assert!(!html.contains(other), "{path}: {html}");
    }
    // Questions are set as their answers are.
    let faq = |question: &str| {
        let faq = format!(
            "== content/a/faq.ko.md\n---\ntitle: 다\nkind: faq\n---\n## {question} {{#q}}\n\n답\n== content/a/faq.en.md\n---\ntitle: C\nkind: faq\n---\n## Q? {{#q}}\n\nA\n"
        );
        let site = with_heading_font("static/title.ttf", FONT, &format!("{PAGES}{faq}")).good();
        heading_font(&site).unwrap().1.to_vec()
    };
    assert_eq!(faq("가?"), faq("라마바사?"));
}

/// A font that the settings name is published as what is cut from it, wherever it is kept.
#[test]
fn a_font_of_headings_is_not_published_whole() {
    for name in [
        "static/title.ttf",
        "content/title.ttf",
        "content/a/title.ttf",
    ] {
        let pages = format!("== site.toml\n{SITE}[theme]\nheading_font = \"{name}\"\n{PAGES}");
        let files = files(&pages);
        let texts = files.iter().map(|(n, t)| (n.as_str(), t.as_bytes()));
        let site = build_bytes(texts.chain([(name, FONT)]), &Options::default()).good();
        assert!(!site.paths().any(|path| path.ends_with(".ttf")), "{name}");
        assert!(heading_font(&site).is_some(), "{name}");
    }
}

#[test]
fn a_font_of_headings_that_cannot_be_cut_is_told() {
    let told = |name: &str, font: &[u8]| {
        let site = with_heading_font(name, font, PAGES);
        (site.findings(), site.report())
    };
    let (found, report) = told("static/titel.ttf", FONT);
    assert_eq!(found, ["site.toml:9:16 broken-link"]);
    assert!(report.contains("`static/titel.ttf`?"), "{report}");
    let otf = fs::read(repository().join("fonts/NotoSerifKR-Bold.otf")).unwrap();
    let (found, report) = told("static/title.ttf", &otf);
    assert_eq!(found, ["site.toml:9:16 wrong-value"]);
    assert!(report.contains("TrueType file (.ttf)"), "{report}");
    for font in [&b"wOF2 and so on"[..], b"", &FONT[..FONT.len() / 3]] {
        let (found, report) = told("static/title.ttf", font);
        assert_eq!(found, ["site.toml:9:16 wrong-value"], "{report}");
    }
    // Whatever is in it: a font or a finding, and no panic.
    for at in (0..FONT.len()).step_by(FONT.len() / 40) {
        let mut broken = FONT.to_vec();
        let end = broken.len().min(at + 60);
        broken[at..end].fill(0xff);
        told("static/title.ttf", &broken);
    }
}
