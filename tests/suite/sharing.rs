//! What the world outside is told of a site: pictures for shared addresses, the keys that search engines ask for.

use std::collections::BTreeMap;
use std::sync::Arc;

use haeseol::Options;
use haeseol::engine::cache::Cache;
use haeseol::engine::preview::Preview;
use haeseol::source::Sources;

use super::harness::{Built, SITE, build, build_bytes, files};

const CONTENT: &str = "== content/a/index.ko.md
---
title: 달과 조석
---
머리.
== content/a/index.en.md
---
title: The Moon and the tides
---
Lead.
== content/about.ko.md
---
title: 소개
---
== content/about.en.md
---
title: About
---
";

/// A site with some more lines in its `site.toml`.
fn with(settings: &str) -> Built {
    build(&format!("== site.toml\n{SITE}{settings}\n{CONTENT}"))
}

/// The pages with this in them.
fn pages_with<'b>(site: &'b Built, text: &str) -> Vec<&'b str> {
    let pages = site.pages().filter(|(_, html)| html.contains(text));
    pages.map(|(path, _)| path).collect()
}

#[test]
fn search_engines_find_their_keys_on_the_front_door_and_the_home_pages_only() {
    let keys = "[verify]\ngoogle = \"Ab-1_=\"\nnaver = \"c2\"\nbing = \"D3\"";
    let site = with(keys).good();
    for meta in [
        "<meta name=\"google-site-verification\" content=\"Ab-1_=\">\n",
        "<meta name=\"naver-site-verification\" content=\"c2\">\n",
        "<meta name=\"msvalidate.01\" content=\"D3\">\n",
    ] {
        assert_eq!(pages_with(&site, meta), ["en/", "", "ko/"], "{meta}");
    }
    for name in ["verification", "msvalidate"] {
        assert_eq!(pages_with(&site, name).len(), 3);
        assert!(!site.file("404.html").contains(name));
        assert!(pages_with(&with("").good(), name).is_empty());
    }
}

#[test]
fn what_is_no_key_is_told_with_the_key_in_it() {
    for (value, hint) in [
        (
            "'<meta name=\"google-site-verification\" content=\"abc-1\" />'",
            "`google = \"abc-1\"`",
        ),
        ("\"google-site-verification=abc_2\"", "`google = \"abc_2\"`"),
        ("\" abc3\"", "`google = \"abc3\"`"),
        ("\"google12.html\"", "Google Search Console"),
        ("\"\"", "Google Search Console"),
        ("'\"><script>'", "Google Search Console"),
    ] {
        let site = with(&format!("[verify]\ngoogle = {value}"));
        assert_eq!(site.findings(), ["site.toml:9:10 wrong-value"], "{value}");
        assert!(site.report().contains(hint), "{hint}: {}", site.report());
    }
    let site = with("[verify]\ngogle = \"abc\"");
    assert_eq!(site.findings(), ["site.toml:9:1 unknown-key"]);
    assert!(site.report().contains("`google`?"), "{}", site.report());
}

const CARDS: &str = "[cards]\nenabled = true";

/// The value of a `<meta property>` of a page.
fn meta<'b>(site: &'b Built, page: &str, property: &str) -> Option<&'b str> {
    let start = format!("<meta property=\"{property}\" content=\"");
    let (_, rest) = site.file(page).split_once(&start)?;
    rest.split('"').next()
}

/// The path of the picture that goes with a page, which has to be a file of the site.
fn card<'b>(site: &'b Built, page: &str) -> &'b str {
    let address = meta(site, page, "og:image").unwrap_or_else(|| panic!("{page} has no picture"));
    let path = address
        .strip_prefix("https://name.github.io/site/")
        .unwrap();
    assert!(site.files().contains_key(path), "{path}");
    path
}

fn cards(site: &Built) -> BTreeMap<&str, &[u8]> {
    let files = site.files().iter();
    let cards = files.filter(|(path, _)| path.starts_with("assets/cards/"));
    cards
        .map(|(path, bytes)| (path.as_str(), &**bytes))
        .collect()
}

#[test]
fn explainers_and_home_pages_have_a_card_in_each_language() {
    let site = with(CARDS).good();
    assert_eq!(cards(&site).len(), 4);
    let paths = ["ko/", "en/", "ko/a/", "en/a/"].map(|page| card(&site, page));
    let different: std::collections::BTreeSet<_> = paths.into_iter().collect();
    assert_eq!(different.len(), 4);
    assert_eq!(card(&site, ""), card(&site, "ko/"));
    assert_eq!(card(&site, "ko/a/parallel/"), card(&site, "ko/a/"));
    for page in ["ko/about/", "ko/search/", "404.html"] {
        assert_eq!(meta(&site, page, "og:image"), None, "{page}");
        assert!(
            site.file(page)
                .contains("<meta name=\"twitter:card\" content=\"summary\">")
        );
    }
    let article = site.file("ko/a/");
    assert_eq!(meta(&site, "ko/a/", "og:image:width"), Some("1200"));
    assert_eq!(meta(&site, "ko/a/", "og:image:height"), Some("630"));
    assert_eq!(
        meta(&site, "ko/a/", "og:image:alt"),
        Some("달과 조석 · 시험")
    );
    assert_eq!(meta(&site, "en/", "og:image:alt"), Some("Test"));
    assert!(article.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"));
    let address = meta(&site, "ko/a/", "og:image").unwrap();
    assert!(
        article.contains(&format!("\"image\":\"{address}\"")),
        "JSON-LD"
    );
    for (path, bytes) in cards(&site) {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((info.width, info.height), (1200, 630), "{path}");
        let margin = (0..630).all(|row| pixels[row * 1200..][..60].iter().all(|p| *p == 0));
        assert!(margin, "{path}: nothing is in the margin");
        assert!(
            pixels.iter().filter(|p| **p != 0).count() > 4_000,
            "{path}: something is on it"
        );
        assert!(bytes.len() < 40_000, "{path} has {} bytes", bytes.len());
    }
}

#[test]
fn a_site_that_does_not_ask_has_no_cards() {
    for settings in ["", "[cards]\nenabled = false\nfont = \"static/none.otf\""] {
        let site = with(settings).good();
        assert!(cards(&site).is_empty());
        assert!(
            pages_with(&site, "og:image").is_empty() && pages_with(&site, "large_image").is_empty()
        );
    }
    let site = with("[cards]\nenbled = true");
    assert_eq!(site.findings(), ["site.toml:9:1 unknown-key"]);
    assert!(site.report().contains("`enabled`?"), "{}", site.report());
}

/// A card is drawn by additions and multiplications alone, so its bytes are these on every machine and with any number
/// of threads. If they change on purpose, `DRAWING` in `src/page/card.rs` has to be raised with them: the names of cards are made of
/// what is on them.
#[test]
fn a_card_has_the_same_bytes_everywhere() {
    let alone = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let (one, many) = (alone.install(|| with(CARDS).good()), with(CARDS).good());
    assert_eq!(cards(&one), cards(&many));
    let path = card(&one, "ko/a/");
    let mut reader = png::Decoder::new(std::io::Cursor::new(cards(&one)[path]))
        .read_info()
        .unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut pixels).unwrap();
    let pixels = xxhash_rust::xxh3::xxh3_64(&pixels);
    let bytes = xxhash_rust::xxh3::xxh3_64(cards(&one)[path]);
    assert_eq!(path, "assets/cards/f29418686cb9c014.png");
    assert_eq!((pixels, bytes), (3798249137420357613, 16089973886087225801));
}

#[test]
fn a_changed_title_renames_its_own_card_only() {
    let before = with(CARDS).good();
    let changed = CONTENT.replace("title: 달과 조석", "title: 달과 밀물");
    let after = build(&format!("== site.toml\n{SITE}{CARDS}\n{changed}")).good();
    for page in ["ko/", "en/", "en/a/"] {
        assert_eq!(card(&before, page), card(&after, page));
    }
    let (old, new) = (card(&before, "ko/a/"), card(&after, "ko/a/"));
    assert_ne!(old, new);
    assert_ne!(cards(&before)[old], cards(&after)[new]);
    assert!(!cards(&after).contains_key(old));
    let text = CONTENT.replace("머리.", "다른 머리.");
    let after = build(&format!("== site.toml\n{SITE}{CARDS}\n{text}")).good();
    assert_eq!(cards(&before), cards(&after), "the text is not on it");
}

#[test]
fn a_page_shown_in_another_language_has_the_card_of_its_text() {
    let korean = CONTENT.replace(
        "== content/a/index.en.md\n---\ntitle: The Moon and the tides\n---\nLead.\n",
        "",
    );
    let site = build(&format!("== site.toml\n{SITE}{CARDS}\n{korean}")).good();
    assert_eq!(card(&site, "en/a/"), card(&site, "ko/a/"));
    assert_eq!(cards(&site).len(), 3);
}

/// A PNG of 8 × 4 pixels.
fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = png::Encoder::new(&mut bytes, 8, 4).write_header().unwrap();
    writer.write_image_data(&[0; 32]).unwrap();
    drop(writer);
    bytes
}

fn with_image(image: &str, settings: &str, others: &[(&str, &[u8])]) -> Built {
    let content = CONTENT.replace(
        "title: 달과 조석",
        &format!("title: 달과 조석\nimage: {image}"),
    );
    let files = files(&format!("== site.toml\n{SITE}{settings}\n{content}"));
    let texts = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()));
    build_bytes(texts.chain(others.iter().copied()), &Options::default())
}

#[test]
fn an_explainers_own_picture_goes_before_the_card() {
    let (beside, in_static) = ("content/a/밀물.png", "static/sea.png");
    let picture = picture();
    for settings in [CARDS, ""] {
        for (image, file, path) in [
            ("밀물.png", beside, "a/%EB%B0%80%EB%AC%BC.png"),
            ("/sea.png", in_static, "sea.png"),
        ] {
            let site = with_image(image, settings, &[(file, &picture)]).good();
            assert!(site.findings().is_empty(), "{}", site.report());
            let address = format!("https://name.github.io/site/{path}");
            for page in ["ko/a/", "ko/a/parallel/"] {
                assert_eq!(meta(&site, page, "og:image"), Some(&*address), "{page}");
                assert_eq!(meta(&site, page, "og:image:width"), Some("8"));
                assert_eq!(meta(&site, page, "og:image:height"), Some("4"));
                assert_eq!(meta(&site, page, "og:image:alt"), Some("달과 조석"));
            }
            assert!(
                site.file("ko/a/")
                    .contains(&format!("\"image\":\"{address}\""))
            );
            assert_eq!(
                meta(&site, "en/a/", "og:image").is_some(),
                settings == CARDS
            );
            assert_eq!(
                cards(&site).len(),
                if settings == CARDS { 3 } else { 0 },
                "none is drawn in vain"
            );
        }
    }
    let site = with_image("https://example.com/a.png", "", &[]).good();
    assert_eq!(
        meta(&site, "ko/a/", "og:image"),
        Some("https://example.com/a.png")
    );
    assert_eq!(meta(&site, "ko/a/", "og:image:width"), None);
}

#[test]
fn a_picture_that_is_not_there_or_not_shown_is_told() {
    let site = with_image("sae.png", "", &[("content/a/sea.png", &picture())]);
    assert_eq!(site.findings(), ["content/a/index.ko.md:3:8 broken-link"]);
    assert!(site.report().contains("`sea.png`?"), "{}", site.report());
    for image in ["javascript:x", "../about.ko.md", "index.en.md"] {
        let site = with_image(image, "", &[]);
        assert_eq!(
            site.findings(),
            ["content/a/index.ko.md:3:8 broken-link"],
            "{image}"
        );
    }
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 4'/>";
    let site = with_image("sea.svg", CARDS, &[("content/a/sea.svg", svg)]);
    assert_eq!(site.findings(), ["content/a/index.ko.md:3:8 image-format"]);
    let site = with_image("sea.png", CARDS, &[("content/a/sea.png", b"no picture")]);
    assert_eq!(
        site.findings(),
        ["content/a/index.ko.md:3:8 unreadable-image"]
    );
}

#[test]
fn letters_that_cannot_be_drawn_are_told() {
    let content = CONTENT.replace("title: 달과 조석", "title: 달(月)과 조석 🌊🌊");
    let site = build(&format!("== site.toml\n{SITE}{CARDS}\n{content}")).good();
    assert_eq!(
        site.notes("no-glyph"),
        ["the card for shared links leaves `月`, `🌊` out: its font has no such letter"]
    );
    assert_eq!(
        meta(&site, "ko/a/", "og:image:alt"),
        Some("달(月)과 조석 🌊🌊 · 시험")
    );
    card(&site, "ko/a/");
    let content = CONTENT.replace("title: 달과 조석", "title: 月と潮");
    let site = build(&format!("== site.toml\n{SITE}{CARDS}\n{content}")).good();
    assert_eq!(
        meta(&site, "ko/a/", "og:image"),
        None,
        "an empty card is none"
    );
    assert_eq!(site.notes("no-glyph").len(), 1);
    assert!(with("").good().notes("no-glyph").is_empty());
}

/// The font in the program, as an author's file.
fn font() -> Vec<u8> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::read(root.join("fonts/NotoSerifKR-Bold.otf")).unwrap()
}

fn with_font(name: &str, bytes: &[u8]) -> Built {
    let files = files(&format!(
        "== site.toml\n{SITE}[cards]\nfont = \"static/title.otf\"\n{CONTENT}"
    ));
    let texts = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()));
    build_bytes(texts.chain([(name, bytes)]), &Options::default())
}

#[test]
fn a_sites_own_font_goes_first() {
    let ours = with(CARDS).good();
    let site = with_font("static/title.otf", &font()).good();
    assert_eq!(cards(&site).len(), 4);
    let (name, own) = (card(&ours, "ko/a/"), card(&site, "ko/a/"));
    assert_ne!(name, own, "another font, another name");
    assert_eq!(cards(&ours)[name], cards(&site)[own], "of the same letters");
}

#[test]
fn a_font_that_is_none_is_told() {
    let site = with_font("static/title.ttf", &font());
    assert_eq!(site.findings(), ["site.toml:9:8 broken-link"]);
    assert!(
        site.report().contains("`static/title.ttf`?"),
        "{}",
        site.report()
    );
    let site = with_font("static/title.otf", b"wOF2 and so on");
    assert_eq!(site.findings(), ["site.toml:9:8 wrong-value"]);
    assert!(site.report().contains(".woff2"), "{}", site.report());
    let (mut broken, whole) = (font(), font().len());
    broken[2000..whole / 2].fill(0xff);
    with_font("static/title.otf", &broken);
}

#[test]
fn a_file_of_the_authors_is_never_where_cards_are() {
    let site = build(&format!("== static/assets/Cards/x.png\nx\n{CONTENT}"));
    assert_eq!(site.findings(), ["static/assets/Cards/x.png same-url"]);
    assert!(
        site.report().contains("cards for shared links"),
        "{}",
        site.report()
    );
}

#[test]
fn a_preview_draws_a_card_when_it_is_asked_for_and_keeps_it() {
    let mut cache = Cache::default();
    let mut version = |content: &str| {
        let files = files(&format!("== site.toml\n{SITE}{CARDS}\n{content}"));
        let sources = Sources::from_memory(files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())));
        cache
            .build_site(&sources, &Options::default(), &|_| ())
            .0
            .unwrap()
    };
    let built = with(CARDS).good();
    let path = card(&built, "en/a/");
    let preview = Preview::new(version(CONTENT)).ok().unwrap();
    let get = |preview: &Preview, path: &str| Some(preview.file(path)?.ok()?.read().unwrap());
    let bytes = get(&preview, path).unwrap();
    assert_eq!(&*bytes, cards(&built)[path]);
    assert!(preview.paths().any(|p| **p == *path));
    assert!(get(&preview, "assets/cards/0.png").is_none());
    let old = card(&built, "ko/a/");
    get(&preview, old).unwrap();
    let built = version(&CONTENT.replace("title: 달과 조석", "title: 달과 밀물"));
    let (next, update) = preview.next(built).ok().unwrap();
    assert!(
        Arc::ptr_eq(&get(&next, path).unwrap(), &bytes),
        "it is not drawn again"
    );
    assert!(get(&next, old).is_none());
    assert!(
        update.changed.iter().all(|p| !p.contains("cards")),
        "{update:?}"
    );
}

#[test]
fn a_picture_beside_a_draft_is_published_if_another_text_names_it() {
    let draft = "== content/b/index.ko.md\n---\ntitle: 초안\ndraft: true\n---\n== content/b/index.en.md\n---\ntitle: Draft\ndraft: true\n---\n";
    let content = CONTENT.replace("title: 달과 조석", "title: 달과 조석\nimage: ../b/sea.png");
    let files = files(&format!("== site.toml\n{SITE}\n{content}{draft}"));
    let texts = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()));
    let (sea, other) = (picture(), picture());
    let pictures = [
        ("content/b/sea.png", &*sea),
        ("content/b/other.png", &*other),
    ];
    let site = build_bytes(texts.chain(pictures), &Options::default()).good();
    assert_eq!(card(&site, "ko/a/"), "b/sea.png");
    assert!(!site.paths().any(|path| path.ends_with("other.png")));
}

#[test]
fn a_preview_follows_a_changed_font() {
    let mut cache = Cache::default();
    let mut version = |font: &[u8]| {
        let site = format!("== site.toml\n{SITE}[cards]\nfont = \"static/title.otf\"\n{CONTENT}");
        let files = files(&site);
        let texts = files.iter().map(|(n, t)| (n.as_str(), t.as_bytes()));
        let sources = Sources::from_memory(texts.chain([("static/title.otf", font)]));
        cache
            .build_site(&sources, &Options::default(), &|_| ())
            .0
            .unwrap()
    };
    let mut font = font();
    let preview = Preview::new(version(&font)).ok().unwrap();
    preview.file("ko/a/index.html").unwrap().ok().unwrap();
    font.push(0);
    let (_, update) = preview.next(version(&font)).ok().unwrap();
    let rendered = update.rendered.iter();
    let reason = rendered.filter(|(path, _)| &**path == "ko/a/index.html");
    let reason: Vec<_> = reason.map(|(_, reason)| reason.english()).collect();
    assert_eq!(reason, ["the font of cards"]);
}
