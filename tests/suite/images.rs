//! Images are measured by their headers; what browsers cannot show is reported where it is used.

use super::harness::{Built, SITE, build, build_bytes};
use haeseol::Options;

/// A PNG's header: signature, and the chunk with its size (PNG 3, 5.2 and 11.2.1), and its end.
fn png(width: u32, height: u32) -> Vec<u8> {
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    [
        &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
        &size,
        b"\x08\x06\0\0\0",
        &[0; 9],
        b"IEND",
    ]
    .concat()
}

fn gif(width: u16, height: u16) -> Vec<u8> {
    [
        &b"GIF89a"[..],
        &width.to_le_bytes(),
        &height.to_le_bytes(),
        &[0; 20],
    ]
    .concat()
}

/// A WebP with an extended header (RFC 9649, 2.7).
fn webp(width: u32, height: u32) -> Vec<u8> {
    let side = |n: u32| (n - 1).to_le_bytes()[..3].to_vec();
    [
        &b"RIFF\0\0\0\0WEBPVP8X\x0A\0\0\0\0\0\0\0"[..],
        &side(width),
        &side(height),
        &[0; 20],
    ]
    .concat()
}

/// A JPEG's header with `before` in front of the frame, and its end.
fn jpeg(width: u16, height: u16, before: &[u8]) -> Vec<u8> {
    let [h, w] = [height.to_be_bytes(), width.to_be_bytes()];
    [
        &b"\xFF\xD8"[..],
        before,
        b"\xFF\xC0\0\x11\x08",
        &h,
        &w,
        &[0; 20],
        b"\xFF\xD9",
    ]
    .concat()
}

/// A page that shows an image.
fn shows(name: &str, bytes: &[u8]) -> Built {
    let page = format!("---\ntitle: 글\n---\n\n글과 ![그림]({name})\n");
    let image = format!("content/{name}");
    let files = [
        ("site.toml", SITE.as_bytes()),
        ("content/index.ko.md", b"---\ntitle: a\n---\n"),
        ("content/t.ko.md", page.as_bytes()),
        (&image, bytes),
    ];
    build_bytes(files, &Options::default())
}

fn finding(name: &str, bytes: &[u8]) -> Option<String> {
    let all = shows(name, bytes).findings();
    all.into_iter().find(|f| f.contains("image"))
}

#[test]
fn the_header_says_the_size() {
    for (name, bytes, size) in [
        ("a.png", png(640, 480), (640, 480)),
        ("a.PNG", png(640, 480), (640, 480)),
        ("a.gif", gif(640, 480), (640, 480)),
        ("a.webp", webp(640, 480), (640, 480)),
        ("a.jpg", jpeg(640, 480, &[]), (640, 480)),
        // Exif data that says: turned by 90°.
        ("a.jpeg", jpeg(640, 480, b"\xFF\xE1\0\x22Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"), (480, 640)),
        ("a.png", png(30_000, 3_333), (30_000, 3_333)),
        ("a.png", png(10_000, 10_000), (10_000, 10_000)),
    ] {
        let site = shows(name, &bytes).good();
        let wanted = format!("width=\"{}\" height=\"{}\"", size.0, size.1);
        assert!(site.file("ko/t/").contains(&wanted), "{name}: {}", site.report());
        let found: Vec<_> = site.findings().into_iter().filter(|f| f.contains("image")).collect();
        // Far more than are shown, but no more than browsers can.
        let wanted = if size.0 > 4_400 { vec!["content/t.ko.md:5:4 image-weight".to_owned()] } else { Vec::new() };
        assert_eq!(found, wanted, "{name}");
    }
}

#[test]
fn an_image_that_browsers_cannot_show_is_refused_where_it_is_used() {
    for (name, bytes) in [
        ("a.png", png(50_000, 50_000)),
        ("a.png", png(u32::MAX, u32::MAX)),
        ("a.png", png(30_001, 1)),
        ("a.png", png(1, 30_001)),
        ("a.png", png(10_000, 10_001)),
        ("a.gif", gif(65_535, 65_535)),
        ("a.webp", webp(16_384, 16_384)),
        ("a.jpg", jpeg(65_535, 65_535, &[])),
    ] {
        let site = shows(name, &bytes);
        assert!(site.files().is_empty(), "{name}");
        let wanted = "content/t.ko.md:5:4 image-too-large";
        assert!(
            site.findings().contains(&wanted.into()),
            "{name}: {}",
            site.report()
        );
    }
}

#[test]
fn a_file_that_is_not_the_image_it_says_is_told_where_it_is_used() {
    let wanted = Some("content/t.ko.md:5:4 unreadable-image".to_owned());
    for (name, bytes) in [
        ("a.png", Vec::new()),
        ("a.png", b"<html>".to_vec()),
        ("a.png", png(640, 480)[..20].to_vec()),
        ("a.png", png(0, 480)),
        ("a.png", png(640, 0)),
        ("a.png", jpeg(640, 480, &[])),
        ("a.jpg", png(640, 480)),
        ("a.jpg", jpeg(640, 480, &[])[..8].to_vec()),
        ("a.jpg", jpeg(0, 480, &[])),
        ("a.gif", b"GIF89a".to_vec()),
        ("a.webp", webp(640, 480)[..20].to_vec()),
        (
            "a.avif",
            b"\0\0\0\x20ftypavif\0\0\0\0avifmif1miafMA1B".to_vec(),
        ),
        ("a.svg", b"<html/>".to_vec()),
        ("a.svg", b"<svg".to_vec()),
    ] {
        assert_eq!(finding(name, &bytes), wanted, "{name} {bytes:?}");
        let page = shows(name, &bytes).good();
        assert!(!page.file("ko/t/").contains("height=\"480\""));
    }
    // Nothing is known of others, and a drawing may leave its size open.
    for name in ["a.mp4", "a.ico", "a", "png"] {
        assert_eq!(finding(name, b"x"), None, "{name}");
    }
    assert_eq!(finding("a.svg", b"<svg/>"), None);
}

#[test]
fn no_header_takes_long_to_read() {
    // Segments of nothing, boxes of nothing: as many as there is room for.
    let segments = b"\xFF\xE0\0\x02".repeat(8 << 20);
    assert!(finding("a.jpg", &jpeg(640, 480, &segments)).is_some());
    let boxes = b"\0\0\0\x08free".repeat(4 << 20);
    let avif = [&b"\0\0\0\x10ftypavif\0\0\0\0"[..], &boxes].concat();
    assert!(finding("a.avif", &avif).is_some());
    // What a camera and a profile put in front of the frame is skipped.
    let profile = [&b"\xFF\xE2\xFF\xFF"[..], &[0; 65_533]]
        .concat()
        .repeat(255);
    let site = shows("a.jpg", &jpeg(640, 480, &profile)).good();
    assert!(
        site.file("ko/t/").contains("width=\"640\""),
        "{}",
        site.report()
    );
}

#[test]
fn an_image_of_static_is_looked_at_too() {
    let site = build(
        "== static/p.png\nnot an image\n== content/t.ko.md\n---\ntitle: 글\n---\n![그림](/p.png)\n",
    );
    assert!(
        site.findings()
            .contains(&"content/t.ko.md:4:1 unreadable-image".into()),
        "{}",
        site.report()
    );
}

#[cfg(unix)]
#[test]
fn the_size_of_the_file_does_not_matter() {
    use super::publish::site;
    let folder = site(
        "== content/t.ko.md\n---\ntitle: 글\n---\n![그림](big.png) ![그림](big.jpg) ![그림](big.svg)\n",
    );
    // Files of 4 GB that take no room.
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' width='640' height='480'>".to_vec();
    for (name, bytes) in [
        ("big.png", png(640, 480)),
        ("big.jpg", jpeg(640, 480, &[])),
        ("big.svg", svg),
    ] {
        let path = folder.path().join("content").join(name);
        std::fs::write(&path, bytes).unwrap();
        std::fs::File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_len(4 << 30)
            .unwrap();
        let mut end = std::fs::File::options().append(true).open(&path).unwrap();
        std::io::Write::write_all(&mut end, b"IEND\xFF\xD9").unwrap();
    }
    let sources = haeseol::source::Sources::read(folder.path());
    let (built, found) =
        haeseol::engine::cache::Cache::default().build_site(&sources, &Options::default(), &|_| ());
    let about_images = found.iter().filter(|d| d.code.contains("image"));
    // Four gigabytes are told for what they are, and not read.
    assert!(about_images.clone().count() == 3, "{found:?}");
    assert!(
        about_images.clone().all(|d| d.code == "image-weight"),
        "{found:?}"
    );
    let preview = haeseol::engine::preview::Preview::new(built.unwrap()).unwrap();
    let page = preview
        .file("ko/t/index.html")
        .unwrap()
        .unwrap()
        .read()
        .unwrap();
    let page = String::from_utf8_lossy(&page);
    assert_eq!(
        page.matches("width=\"640\" height=\"480\"").count(),
        3,
        "{page}"
    );
}

/// An explainer with a file beside it, shown in every way there is.
const BESIDE: &str = "== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-01-02\n---\n![탑](탑.svg) [표](t.csv)\n\n<img src=\"탑.svg\" alt=\"\" srcset='탑.svg 1x, b/탑,2.svg 2x'>\n\n<video poster=탑.svg src=\"../a/v.mp4#t=2\"></video> <a href=\"/note.txt?a=1&amp;b\">글</a>\n== content/a/index.en.md\n---\ntitle: T\n---\nText.\n== content/a/탑.svg\n<svg/>\n== content/a/b/탑,2.svg\n<svg/>\n== content/a/t.csv\n1\n== content/a/v.mp4\n1\n== static/note.txt\n1\n";

#[test]
fn a_file_beside_a_text_has_one_address_wherever_the_text_is_shown() {
    let site = build(BESIDE).good();
    let tower = "%ED%83%91.svg";
    for (page, up) in [
        ("ko/a/", "../../"),
        ("ko/a/parallel/", "../../../"),
        ("en/a/parallel/", "../../../"),
        ("ko/a/index.md", "../../"),
    ] {
        let text = site.file(page);
        let text = text.replace("%ED%83%91", "T");
        for part in [
            format!("{up}a/t.csv"),
            format!(
                "<img src=\"{up}a/T.svg\" alt=\"\" srcset='{up}a/T.svg 1x, {up}a/b/T%2C2.svg 2x'>"
            ),
            format!("<video poster=\"{up}a/T.svg\" src=\"{up}a/v.mp4#t=2\">"),
            format!("href=\"{up}note.txt?a=1&amp;b\""),
        ] {
            assert!(text.contains(&part), "{page} {part}: {text}");
        }
    }
    let feed = site.file("ko/feed.xml");
    let whole = format!("https://name.github.io/site/a/{tower}");
    // The image, and in the author's own HTML its address, the first of its candidates and a poster.
    assert_eq!(feed.matches(&whole).count(), 4, "{feed}");
    let folder = super::publish::site(BESIDE);
    let output = super::publish::haeseol(folder.path(), &["check", "--quiet"]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn an_address_meant_from_the_page_still_leads_to_the_file() {
    let site = build("== content/t.ko.md\n---\ntitle: 글\n---\n<img src=\"../p.svg\" alt=\"\"> <img src=\"p.svg\" alt=\"\">\n== content/p.svg\n<svg/>\n").good();
    assert_eq!(
        site.file("ko/t/").matches("src=\"../../p.svg\"").count(),
        2,
        "{}",
        site.file("ko/t/")
    );
}

#[test]
fn a_candidate_that_is_not_there_is_found_where_it_is_written() {
    let text = "== content/t.ko.md\n---\ntitle: 글\n---\n<img alt=\"\" src=\"p.svg\" srcset=\"p.svg 1x, q.svg 2x\">\n== content/p.svg\n<svg/>\n";
    let files = super::harness::files(text);
    let sources = haeseol::source::Sources::from_memory(
        files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())),
    );
    let found = haeseol::check(&sources, &Options::default(), &|_| ());
    let broken = found.iter().filter(|d| d.code == "broken-link");
    let places: Vec<_> = broken.map(|d| d.place.range).collect();
    let at = files["content/t.ko.md"].find("q.svg").unwrap();
    assert_eq!(places, [Some((at, at + "q.svg".len()))], "{found:?}");
}

#[test]
fn a_file_in_the_place_of_a_page_is_an_error_that_names_both() {
    for file in [
        "content/ko/a",
        "content/index.html",
        "content/ko/a/index.html",
        "content/a/p.svg",
    ] {
        let other = if file.ends_with("p.svg") {
            "== static/a/p.svg\n<svg/>\n"
        } else {
            ""
        };
        let site = build(&format!(
            "== content/a/index.ko.md\n---\ntitle: 글\n---\n== content/a/index.en.md\n---\ntitle: T\n---\n{other}== {file}\nx\n"
        ));
        let found = site.findings();
        assert!(
            found.contains(&format!("{file} same-url")),
            "{file}: {found:?}"
        );
        if file != "content/index.html" {
            let said = site.report();
            let named = [
                "content/a/index.ko.md",
                "content/a/index.en.md",
                "static/a/p.svg",
            ];
            assert!(named.iter().any(|n| said.contains(n)), "{file}: {said}");
        }
    }
}

#[test]
fn a_file_of_content_does_not_take_the_place_of_one_of_ours() {
    let site = build("== content/robots.txt\nx\n");
    assert_eq!(site.findings(), ["content/robots.txt same-url"]);
}

/// The HTML of an image of 1,200 × 800 pixels with attributes, and what is found.
fn with_attributes(markdown: &str) -> (String, Vec<String>) {
    let page = format!("---\ntitle: 글\n---\n{markdown}\n");
    let files = [
        ("site.toml", SITE.as_bytes()),
        ("templates/page.html", b"{{ text.html | safe }}"),
        ("content/index.ko.md", b"---\ntitle: a\n---\n"),
        ("content/index.en.md", b"---\ntitle: a\n---\n"),
        ("content/t.en.md", b"---\ntitle: a\n---\n"),
        ("content/t.ko.md", page.as_bytes()),
        ("content/p.gif", &gif(1200, 800)),
    ];
    let site = build_bytes(files, &Options::default()).good();
    let html = site
        .file("ko/t/")
        .replace(" loading=\"lazy\" decoding=\"async\"", "")
        .replace(" data-zoom=\"1200\"", "");
    let found = site
        .findings()
        .into_iter()
        .filter(|f| !f.contains("other-structure"));
    (html.trim_end().to_owned(), found.collect())
}

#[test]
fn attributes_behind_an_image_say_how_it_looks() {
    let img = |rest: &str| format!("<img src=\"../../p.gif\" alt=\"a\"{rest}>");
    let natural = img(" width=\"1200\" height=\"800\"");
    for (attributes, wanted) in [
        ("", format!("<figure class=\"wide\">{natural}</figure>")),
        ("{}", format!("<figure class=\"wide\">{natural}</figure>")),
        (
            "{width=300}",
            format!("<figure>{}</figure>", img(" width=\"300\" height=\"200\"")),
        ),
        (
            "{width=\"300px\"}",
            format!("<figure>{}</figure>", img(" width=\"300\" height=\"200\"")),
        ),
        (
            "{height=200}",
            format!("<figure>{}</figure>", img(" width=\"300\" height=\"200\"")),
        ),
        (
            "{width=300 height=300}",
            format!("<figure>{}</figure>", img(" width=\"300\" height=\"300\"")),
        ),
        (
            "{width=50%}",
            format!(
                "<figure class=\"wide\">{}</figure>",
                img(" width=\"1200\" height=\"800\" style=\"width:50%\"")
            ),
        ),
        ("{.narrow}", format!("<figure>{natural}</figure>")),
        (
            "{ width=300  .wide #loop }",
            format!(
                "<figure id=\"loop\" class=\"wide\">{}</figure>",
                img(" width=\"300\" height=\"200\"")
            ),
        ),
        (
            "{#fig_a_b}",
            format!("<figure id=\"fig_a_b\" class=\"wide\">{natural}</figure>"),
        ),
    ] {
        let (html, found) = with_attributes(&format!("![a](p.gif){attributes}"));
        assert_eq!(html, wanted, "{attributes}");
        assert!(found.is_empty(), "{attributes}: {found:?}");
    }
    let (html, _) = with_attributes("![a](p.gif \"말\"){width=300}");
    assert!(
        html.ends_with("<figcaption>말</figcaption></figure>"),
        "{html}"
    );
    // In a line, by reference, in a link; what follows is text.
    for (markdown, wanted) in [
        (
            "글 ![a](p.gif){width=300 #x .wide}와",
            format!(
                "<p>글 {}와</p>",
                img(" width=\"300\" height=\"200\"")
                    .replace("<img", "<img id=\"x\" class=\"wide\"")
            ),
        ),
        (
            "글 ![a][p]{height=200}\n\n[p]: p.gif",
            format!("<p>글 {}</p>", img(" width=\"300\" height=\"200\"")),
        ),
        (
            "글 [![a](p.gif){width=3}](https://a.kr/)",
            format!(
                "<p>글 <a href=\"https://a.kr/\">{}</a></p>",
                img(" width=\"3\" height=\"2\"")
            ),
        ),
    ] {
        assert_eq!(with_attributes(markdown).0, wanted, "{markdown}");
    }
}

#[test]
fn braces_that_are_no_attributes_are_text() {
    for markdown in [
        "글 ![a](p.gif) {나}",
        "글 ![a](p.gif){*나*}",
        "글 ![a](p.gif){`x`}",
        "글 ![a](p.gif){열린",
        "글 ![a](p.gif)\\{x}",
    ] {
        let (html, found) = with_attributes(markdown);
        assert!(html.contains('{'), "{html}");
        assert!(found.is_empty(), "{found:?}");
    }
    // An id keeps the ids of headings from being the same.
    let (html, _) = with_attributes("## Loop\n\n![a](p.gif){#loop}");
    assert!(
        html.contains("<h2 id=\"loop-1\">") && html.contains("<figure id=\"loop\""),
        "{html}"
    );
}

#[test]
fn images_on_lines_of_their_own_are_figures_if_one_of_them_has_a_caption_or_a_number() {
    let img = "<img src=\"../../p.gif\" alt=\"a\" width=\"1200\" height=\"800\">";
    let (html, found) =
        with_attributes("![a](p.gif \"말\"){#fig-a}\n![a](p.gif){.narrow #fig-b}\\\n![a](p.gif)");
    let first = "<b>그림\u{a0}1</b> 말";
    assert_eq!(
        html,
        format!(
            "<figure id=\"fig-a\" class=\"wide\">{img}<figcaption>{first}</figcaption></figure>\n\
             <figure id=\"fig-b\">{img}<figcaption><b>그림\u{a0}2</b></figcaption></figure>\n\
             <figure class=\"wide\">{img}</figure>"
        )
    );
    assert!(found.is_empty(), "{found:?}");
    // In a list without empty lines too.
    let (html, found) = with_attributes("- ![a](p.gif){.narrow #fig-a}\n- 글");
    assert!(html.contains("<li><figure id=\"fig-a\">"), "{html}");
    assert!(found.is_empty(), "{found:?}");
    // Without either they stand beside each other, as in CommonMark.
    for beside in [
        "![a](p.gif)\n![a](p.gif)",
        "![a](p.gif \"말\") ![a](p.gif)",
        "![a](p.gif \"말\")\n글",
        "- ![a](p.gif \"말\")",
    ] {
        let (html, found) = with_attributes(beside);
        assert!(!html.contains("<figure"), "{html}");
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn a_figure_within_a_line_is_told_for_its_number_is_not_shown() {
    for (markdown, column) in [
        ("글 ![a](p.gif \"말\"){#fig-a}", 3),
        ("![a](p.gif){#fig-a}는", 1),
        ("[![a](p.gif){#fig-a}](https://a.kr/)", 2),
        ("- 글 ![a](p.gif){#fig-a}", 5),
    ] {
        let (html, found) = with_attributes(markdown);
        assert!(html.contains("<img id=\"fig-a\""), "{html}");
        assert_eq!(
            found,
            [format!("content/t.ko.md:4:{column} figure-in-line")]
        );
    }
}

#[test]
fn attributes_that_there_are_not_are_told_where_they_are() {
    for (attributes, column, hint) in [
        ("{with=300}", 13, "did you mean `width`?"),
        ("{.wade}", 13, "did you mean `.wide`?"),
        ("{.narrow style=\"x y\"}", 21, "`width=300`, `height=200`"),
        ("{그림}", 13, "`width=300`, `height=200`"),
        ("{width=0}", 13, "`width=50%`"),
        ("{width=-3}", 13, "`width=50%`"),
        ("{width=101%}", 13, "`width=50%`"),
        ("{width=10000}", 13, "`width=50%`"),
        ("{height=50%}", 13, "`height=200`"),
    ] {
        let markdown = format!("![a](p.gif){attributes}");
        let (html, found) = with_attributes(&markdown);
        assert_eq!(
            found,
            [format!("content/t.ko.md:4:{column} image-attribute")],
            "{attributes}"
        );
        assert!(!html.contains('{'), "{html}");
        let report = build(&format!(
            "== content/t.ko.md\n---\ntitle: 글\n---\n{markdown}\n== content/p.gif\nGIF89a\n"
        ))
        .report();
        assert!(report.contains(hint), "{attributes}: {report}");
    }
    let twice = build(
        "== content/t.ko.md\n---\ntitle: 글\n---\n![a](p.svg){#x}\n\n![a](p.svg){#x}\n== content/p.svg\n<svg/>\n",
    );
    let wanted = "content/t.ko.md:6:13 same-id".to_owned();
    assert!(twice.findings().contains(&wanted), "{}", twice.report());
}
