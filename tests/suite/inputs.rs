//! Input that nobody writes on purpose: names, bytes and masses. Each is told at its place or read, and never in silence.

use super::harness::{SITE, build, build_bytes};
use haeseol::Options;

const GOOD: &str = "---\ntitle: 글\n---\n글.\n";

/// `file:line:column code` of what is found in files of bytes, and whether a site came out.
fn found(files: &[(&str, &[u8])]) -> (Vec<String>, bool) {
    let mut all = vec![
        ("site.toml", SITE.as_bytes()),
        ("content/index.ko.md", &b"---\ntitle: a\n---\n"[..]),
        ("content/index.en.md", b"---\ntitle: a\n---\n"),
    ];
    for file in files {
        all.retain(|(name, _)| name != &file.0);
        all.push(*file);
    }
    let site = build_bytes(all, &Options::default());
    let published = !site.files().is_empty();
    (site.findings(), published)
}

#[test]
fn names_that_cannot_be_an_address_are_told() {
    let long = "x".repeat(201);
    for name in [
        "content/a\0b.ko.md",
        "content/a\nb.ko.md",
        "content/a\u{7f}b.ko.md",
        "content/a\u{202e}b.ko.md",
        "content/a?b.ko.md",
        "content/a\\..\\b.ko.md",
        "content/ .ko.md",
        &format!("content/{long}.ko.md"),
        &format!("content/{long}/index.ko.md"),
        &format!("content/glossary/{}.ko.md", "가".repeat(80)),
    ] {
        let (found, _) = found(&[(name, GOOD.as_bytes())]);
        let shown: String = name.chars().take(9).collect();
        let told = found.iter().filter(|f| f.starts_with(&shown));
        // A term and a page have no translation: that is not what is meant.
        let told: Vec<_> = told
            .filter(|f| !f.ends_with("missing-twin") && !f.ends_with("missing-key"))
            .collect();
        assert!(!told.is_empty(), "{name:?}: {found:?}");
    }
}

#[test]
fn odd_dates_and_indents_are_told_at_their_place() {
    for (head, finding) in [
        (
            "title: 글\ndate: 2026-02-30",
            "content/a/index.ko.md:3:7 bad-date",
        ),
        (
            "title: 글\ndate: 99999-01-01",
            "content/a/index.ko.md:3:7 bad-date",
        ),
        (
            "title: 글\ndate: 2026-13-01",
            "content/a/index.ko.md:3:7 bad-date",
        ),
        (
            "title: 글\ndate: 0000-00-00",
            "content/a/index.ko.md:3:7 bad-date",
        ),
        ("title: 글\ndate: -1", "content/a/index.ko.md:3:7 bad-date"),
        (
            "title: 글\nauthors:\n\t- 가",
            "content/a/index.ko.md:4:1 front-matter",
        ),
    ] {
        let text = format!("---\n{head}\n---\n글.\n");
        let (found, published) = found(&[("content/a/index.ko.md", text.as_bytes())]);
        assert!(found.iter().any(|f| f == finding), "{head}: {found:?}");
        assert!(!published, "{head}");
    }
}

#[test]
fn what_is_between_quotation_marks_is_one_item_of_a_list() {
    for (aliases, told) in [
        ("[\"C; D\", 'E、F']", 0),
        ("[\"R&amp;D\"]", 0),
        ("[C; D]", 1),
        ("[C、 D]", 1),
    ] {
        let text = format!("---\ntitle: 글\nsummary: 뜻.\naliases: {aliases}\n---\n");
        let (found, _) = found(&[("content/glossary/x.ko.md", text.as_bytes())]);
        let count = found
            .iter()
            .filter(|f| f.ends_with("unbracketed-list"))
            .count();
        assert_eq!(count, told, "{aliases}: {found:?}");
    }
}

#[test]
fn bytes_that_are_not_text_are_told_in_templates_and_settings_too() {
    let settings = [SITE.as_bytes(), b"# \xB1\xDB\n"].concat();
    for (name, bytes, code) in [
        ("site.toml", &settings[..], "not-utf8"),
        ("templates/page.html", b"\xB1\xDB", "not-utf8"),
        ("templates/head-extra.html", b"a\xFFb", "not-utf8"),
        ("site.toml", b"\xFF\xFEb\0a\0", "not-utf8"),
    ] {
        let page = ("content/t.ko.md", GOOD.as_bytes());
        let (found, published) = found(&[(name, bytes), page]);
        assert!(
            found
                .iter()
                .any(|f| f.starts_with(name) && f.ends_with(code)),
            "{name}: {found:?}"
        );
        assert!(!published, "{name}");
    }
}

#[test]
fn a_carriage_return_alone_ends_a_line_and_letters_are_put_together() {
    use unicode_normalization::UnicodeNormalization as _;
    let old = "---\rtitle: 글\r---\r하나.\r\r둘.\r";
    let decomposed: String = "---\ntitle: 제목\n---\n## 한글 제목\n".nfd().collect();
    let files = [
        ("site.toml", SITE.as_bytes()),
        ("content/index.ko.md", &b"---\ntitle: a\n---\n"[..]),
        ("content/t.ko.md", old.as_bytes()),
        ("content/d.ko.md", decomposed.as_bytes()),
    ];
    let site = build_bytes(files, &Options::default()).good();
    let page = site.file("ko/t/");
    assert!(
        page.contains("<p>하나.</p>\n<p>둘.</p>") && !page.contains('\r'),
        "{page}"
    );
    let page = site.file("ko/d/");
    assert!(
        page.contains("한글 제목") && page.nfc().eq(page.chars()),
        "{page}"
    );
}

#[test]
fn what_xml_and_scripts_cannot_hold_does_not_reach_them() {
    let odd = "]]> </script> <!-- <script> & \" ' \u{feff}\u{fffe}";
    let site = build(&format!(
        "== content/a/index.ko.md\n---\ntitle: {title}\ndate: 2026-01-02\ndescription: {title}\n---\n{odd}\n\n~~~\n{odd}\n~~~\n",
        title = serde_json::json!("]]> </script> <!-- & \" ' <b>")
    ));
    if site.files().is_empty() {
        // What no text may hold is told, and the rest tried without it.
        assert!(
            site.findings()
                .iter()
                .any(|f| f.contains("control-character")),
            "{}",
            site.report()
        );
    }
    let odd = odd.replace(['\u{feff}', '\u{fffe}'], "");
    let site = build(&format!(
        "== content/a/index.ko.md\n---\ntitle: {title}\ndate: 2026-01-02\ndescription: {title}\n---\n~~~\n{odd}\n~~~\n",
        title = serde_json::json!("]]> </script> <!-- & \" ' <b>")
    ))
    .good();
    let feed = site.file("ko/feed.xml");
    let mut reader = quick_xml_events(feed);
    assert!(reader.all(|part| !part.contains("<script")), "{feed}");
    let page = site.file("ko/a/");
    let start = page.find("<script type=\"application/ld+json\">").unwrap();
    let data = page[start..].split_once('>').unwrap().1;
    let data = data.split_once("</script>").unwrap().0;
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    assert!(data.to_string().contains("]]> </script> <!-- &"), "{data}");
}

/// What stands between the tags of XML, which has none but these.
fn quick_xml_events(xml: &str) -> impl Iterator<Item = &str> {
    assert!(!xml.contains("]]>"), "{xml}");
    xml.split('<')
        .skip(1)
        .map(|part| part.split_once('>').unwrap().1)
}

#[test]
fn masses_as_large_as_a_file_may_be_are_read_or_refused() {
    // A quadratic step would take hours here, and the test's run with it.
    let until = |text: &str, bytes: usize| text.repeat(bytes / text.len());
    for (name, body) in [
        ("headings", until("## 같은 제목\n", 600_000)),
        ("quotes", until(">", 20_000)),
        (
            "lists",
            (0..600)
                .map(|d| format!("{}- 항목\n", " ".repeat(2 * d)))
                .collect(),
        ),
        (
            "backquotes",
            (1..900).map(|n| format!("{} a ", "`".repeat(n))).collect(),
        ),
        (
            "references",
            (0..20_000)
                .map(|i| format!("[r{i}]: /ko/\n[r{i}] "))
                .collect(),
        ),
        (
            "code",
            format!("```js\n{}\n```\n", until("let a = 'b'; // c\n", 500_000)),
        ),
        (
            "columns",
            format!(
                "|{}\n|{}\n{}",
                until("a|", 2_000),
                until("-|", 2_000),
                until("|b\n", 1_500)
            ),
        ),
    ] {
        let site = build(&format!(
            "== content/t.ko.md\n---\ntitle: 글\n---\n{body}\n"
        ));
        let errors: Vec<_> = site.diagnostics().iter().filter(|d| d.is_error()).collect();
        assert_eq!(
            errors.len(),
            usize::from(site.files().is_empty()).min(errors.len()),
            "{name}"
        );
        assert!(!site.files().is_empty() || !errors.is_empty(), "{name}");
    }
}

#[test]
fn a_finding_is_at_a_file_that_somebody_has_written() {
    // Each mistake in every kind of text, which several pages, lists and feeds show.
    let broken = [
        "<a href=\"none/\">가</a>",
        "<a href=\"#none\">가</a>",
        "<a href=\"/outside/x\">가</a>",
        "<a href=\"https://name.github.io/site/none/\">가</a>",
        "<img src=\"none.png\">",
        "<img srcset=\"none.png 1x, other.png 2x\" alt=\"가\">",
        "<video poster=\"none.png\" src=\"none.mp4\"></video>",
        "<svg><image href=\"none.png\"/><use xlink:href=\"#none\"/></svg>",
        "<a id=\"same\"></a><a id=\"same\"></a>",
        "<div id=\"hs-main\"></div>",
        "<form action=\"none/\"><input formaction=\"none/\"></form>",
        "[가](none.ko.md) [나](#none) ![](none.png)",
        "[[none]] [@none] [^none]",
        "<div>",
        "<li/>가",
    ];
    for text in broken {
        let files = format!(
            "== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-01-02\n---\n{text}\n\n## 절\n\n{text}\n== content/a/index.en.md\n---\ntitle: A\ndate: 2026-01-02\n---\nText.\n\n## Part\n\n{text}\n== content/a/10-q.ko.md\n---\ntitle: 물음\nkind: faq\n---\n## 왜?\n\n{text}\n== content/p.ko.md\n---\ntitle: 쪽\n---\n{text}\n== content/glossary/xai.ko.md\n---\ntitle: xAI\nsummary: 회사.\n---\n{text}\n== content/index.ko.md\n---\ntitle: 처음\n---\n{text}\n== content/index.en.md\n---\ntitle: Home\n---\n== static/x.txt\nx\n== templates/head-extra.html\n<link rel=me href=\"/site/none-of-template/\">\n"
        );
        let files = super::harness::files(&files);
        let of_disk = |sound: bool| {
            let files = files
                .iter()
                .filter(|(name, _)| sound || !name.starts_with("content/a/"));
            let sources = haeseol::source::Sources::from_memory(
                files.map(|(name, text)| (name.as_str(), text.as_bytes())),
            );
            haeseol::check(&sources, &Options::default(), &|_| ())
        };
        for found in [of_disk(true), of_disk(false)] {
            assert!(found.len() > 1, "{text}");
            for d in &found {
                let file = &*d.place.file;
                let written = files.contains_key(file) || file.starts_with("templates/");
                assert!(written, "{text}: {file} {}", d.code);
            }
            let own = found
                .iter()
                .filter(|d| d.place.range.is_some() && d.place.file.starts_with("content/"));
            assert!(own.count() > 0, "{text}");
        }
    }
}

#[test]
fn headings_and_charts_without_measure_are_told_where_they_become_too_many() {
    for (name, one, most, lines) in [
        ("content/t.ko.md", "# 가\n", 10_000, 1),
        ("content/t.ko.md", "가\n=\n", 10_000, 2),
        ("content/a/index.ko.md", "## 가\n\n글.\n", 10_000, 3),
        ("content/glossary/x.ko.md", "### 가\n", 10_000, 1),
        (
            "content/t.ko.md",
            "```chart bar\n가,나\n다,1\n```\n\n",
            1_000,
            5,
        ),
    ] {
        for (more, wanted) in [(0, None), (1, Some(most * lines))] {
            let summary = match name.contains("glossary") {
                true => "summary: 뜻.\n",
                false => "",
            };
            let texts = one.repeat(most + more);
            let text = format!("---\ntitle: 글\n{summary}---\n{texts}");
            let head = text.split("---\n").nth(1).unwrap().lines().count() + 2;
            let (found, published) = found(&[(name, text.as_bytes())]);
            let told: Vec<_> = found
                .into_iter()
                .filter(|f| f.ends_with("too-large"))
                .collect();
            let wanted: Vec<_> = wanted
                .map(|line| format!("{name}:{}:1 too-large", line + head + 1))
                .into_iter()
                .collect();
            assert_eq!(told, wanted, "{name} {one:?}");
            assert_eq!(published, wanted.is_empty(), "{name} {one:?}");
        }
    }
}

#[test]
fn addresses_in_html_that_lead_nowhere_are_told_within_measure() {
    // Twenty-five files that two languages show, each with as many faults as are told of one.
    let texts: Vec<(String, String)> = (0..25)
        .map(|file| {
            let links = (0..1_000_u32).map(|i| match i % 2 {
                0 => {
                    let letter = char::from_u32(0xAC00 + i).unwrap();
                    format!("<a href=\"#headin{letter}\">가</a>\n")
                }
                _ => format!("<a href=\"none{file}-{i}/\">가</a>\n"),
            });
            let text = format!(
                "---\ntitle: 글\n---\n## 절 {{#heading}}\n\n{}",
                links.collect::<String>()
            );
            (format!("content/t{file}.ko.md"), text)
        })
        .collect();
    let files = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()));
    let settings = ("site.toml", SITE.as_bytes());
    let home = ("content/index.ko.md", &b"---\ntitle: a\n---\n"[..]);
    let sources = haeseol::source::Sources::from_memory(files.chain([settings, home]));
    let found = haeseol::check(&sources, &Options::default(), &|_| ());
    let broken: Vec<_> = found.iter().filter(|d| d.code == "broken-link").collect();
    assert_eq!(broken.len(), 20_001);
    // Only those of the first page are compared with what there is.
    let near = broken.iter().filter(|d| {
        d.hint
            .as_ref()
            .is_some_and(|h| h.english().starts_with("did you mean"))
    });
    assert!((1..=1_000).contains(&near.count()));
}
