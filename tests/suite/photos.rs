//! What is published of photos: no metadata, upright, with copies for smaller screens; the same bytes everywhere, and no more work
//! than needed.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::Path;
use std::sync::Mutex;

use haeseol::Options;
use haeseol::engine::cache::Cache;
use haeseol::engine::preview::Preview;
use haeseol::output::Sink;
use haeseol::output::image::Store;
use haeseol::source::{Blob, Sources};
use image::{DynamicImage, ImageEncoder as _, ImageFormat, RgbImage};

use super::harness::{Built, SITE, build_bytes};
use super::publish::haeseol;

/// An image whose corners have colours of their own, with some noise, which keeps it from being light.
fn pixels(width: u32, height: u32) -> DynamicImage {
    let mut seed = 1_u32;
    let image = RgbImage::from_fn(width, height, |x, y| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = (seed >> 28) as u8;
        let left = if x < width / 2 { 200 } else { 20 };
        let top = if y < height / 2 { 200 } else { 20 };
        image::Rgb([left + noise, top + noise, 100 + noise])
    });
    image.into()
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn photo(width: u32, height: u32) -> Vec<u8> {
    encoded(&pixels(width, height), ImageFormat::Jpeg)
}

fn chart(width: u32, height: u32) -> Vec<u8> {
    encoded(&pixels(width, height), ImageFormat::Png)
}

fn decoded(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().into_rgb8()
}

/// What a camera notes: how it was held, and where.
fn tiff(orientation: u8) -> Vec<u8> {
    [
        &b"MM\0\x2A\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0"[..],
        &[orientation],
        b"\0\0\x88\x25\0\x04\0\0\0\x01\0\0\0\x26\0\0\0\0SECRET 37.5665 N",
    ]
    .concat()
}

fn segment(kind: u8, data: &[u8]) -> Vec<u8> {
    let length = (data.len() as u16 + 2).to_be_bytes();
    [&[0xFF, kind], &length[..], data].concat()
}

/// A JPEG as it comes from a phone.
fn from_phone(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let exif = segment(0xE1, &[b"Exif\0\0", &tiff(orientation)[..]].concat());
    let xmp = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0SECRET");
    let more = segment(0xE2, b"MPF\0SECRET");
    let print = segment(0xED, b"Photoshop 3.0\0SECRET");
    let comment = segment(0xFE, b"SECRET");
    let before = [exif, xmp, more, print, comment].concat();
    [&jpeg[..2], &before, &jpeg[2..], b"\0\0\0\x18ftypmp42SECRET"].concat()
}

fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    // Nobody checks the sum.
    [&(data.len() as u32).to_be_bytes()[..], kind, data, &[0; 4]].concat()
}

fn png_from_phone(png: &[u8], orientation: u8) -> Vec<u8> {
    let before = [
        chunk(b"eXIf", &tiff(orientation)),
        chunk(b"tEXt", b"Author\0SECRET"),
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0SECRET"),
        chunk(b"tIME", &[7; 7]),
        chunk(b"prVt", b"SECRET"),
    ]
    .concat();
    [&png[..33], &before, &png[33..], b"SECRET"].concat()
}

/// A page that shows files beside it, with settings.
fn site_with(settings: &str, markdown: &str, files: &[(&str, &[u8])]) -> Built {
    let page = format!("---\ntitle: 글\n---\n{markdown}\n");
    let settings = format!("{SITE}{settings}");
    let own = [
        ("site.toml", settings.as_bytes()),
        ("content/index.ko.md", b"---\ntitle: a\n---\n"),
        ("content/a/index.ko.md", page.as_bytes()),
    ];
    build_bytes(
        own.into_iter().chain(files.iter().copied()),
        &Options::default(),
    )
}

fn site(markdown: &str, files: &[(&str, &[u8])]) -> Built {
    site_with("", markdown, files).good()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// What no published image has.
fn assert_clean(bytes: &[u8], what: &str) {
    for part in [
        &b"SECRET"[..],
        b"Exif",
        b"eXIf",
        b"EXIF",
        b"ns.adobe",
        b"Photoshop",
    ] {
        assert!(
            !has(bytes, part),
            "{what}: {}",
            String::from_utf8_lossy(part)
        );
    }
}

#[test]
fn nothing_is_published_of_what_a_phone_notes() {
    let jpeg = photo(60, 40);
    let png = chart(60, 40);
    let files: [(&str, &[u8]); 4] = [
        ("content/a/p.jpg", &from_phone(&jpeg, 1)),
        ("content/a/unshown.JPEG", &from_phone(&jpeg, 1)),
        ("content/a/p.png", &png_from_phone(&png, 1)),
        ("static/own.jpg", &from_phone(&jpeg, 6)),
    ];
    let site = site("![a](p.jpg) ![b](p.png)", &files);
    // Not a byte of the image itself is another.
    assert_eq!(site.files()["a/p.jpg"], jpeg);
    assert_eq!(site.files()["a/unshown.JPEG"], jpeg);
    assert_eq!(site.files()["a/p.png"], png);
    // What is in static/ is the author's own business.
    assert_eq!(site.files()["own.jpg"], files[3].1);
}

#[test]
fn what_was_taken_on_its_side_is_published_upright() {
    let colours = |image: &RgbImage| {
        let (w, h) = image.dimensions();
        let corners = [
            (w / 4, h / 4),
            (w * 3 / 4, h / 4),
            (w / 4, h * 3 / 4),
            (w * 3 / 4, h * 3 / 4),
        ];
        corners.map(|(x, y)| {
            let pixel = image.get_pixel(x, y);
            (pixel[0] > 128, pixel[1] > 128)
        })
    };
    // How each orientation is to be shown: the corners as they were stored, in their new places (CIPA DC-008, 4.6.4).
    let stored = colours(&pixels(60, 40).into_rgb8());
    for (orientation, places) in [
        (2, [1, 0, 3, 2]),
        (3, [3, 2, 1, 0]),
        (4, [2, 3, 0, 1]),
        (5, [0, 2, 1, 3]),
        (6, [2, 0, 3, 1]),
        (7, [3, 1, 2, 0]),
        (8, [1, 3, 0, 2]),
    ] {
        let size = if orientation > 4 { (40, 60) } else { (60, 40) };
        for (name, bytes) in [
            ("p.jpg", from_phone(&photo(60, 40), orientation)),
            ("p.png", png_from_phone(&chart(60, 40), orientation)),
        ] {
            let what = format!("{name} {orientation}");
            let site = site(
                &format!("![a]({name})"),
                &[(&format!("content/a/{name}"), &bytes)],
            );
            let published = &site.files()[&format!("a/{name}")];
            assert_clean(published, &what);
            let image = decoded(published);
            assert_eq!(image.dimensions(), size, "{what}");
            assert_eq!(colours(&image), places.map(|at| stored[at]), "{what}");
            let html = site.file("ko/a/");
            assert!(
                html.contains(&format!("width=\"{}\" height=\"{}\"", size.0, size.1)),
                "{what}: {html}"
            );
        }
    }
    // A PNG loses nothing by it.
    let site = site(
        "",
        &[("content/a/p.png", &png_from_phone(&chart(60, 40), 6))],
    );
    assert_eq!(
        decoded(&site.files()["a/p.png"]),
        pixels(60, 40).rotate90().into_rgb8()
    );
}

#[test]
fn colours_stay_what_they_are() {
    let mut profile = vec![0; 200];
    profile[16..20].copy_from_slice(b"RGB ");
    profile[36..40].copy_from_slice(b"acsp");
    let jpeg = photo(900, 600);
    let icc = segment(0xE2, &[b"ICC_PROFILE\0\x01\x01", &profile[..]].concat());
    for orientation in [1, 6] {
        let bytes = [
            &from_phone(&jpeg, orientation)[..2],
            &icc,
            &from_phone(&jpeg, orientation)[2..],
        ]
        .concat();
        let site = site("![a](p.jpg)", &[("content/a/p.jpg", &bytes)]);
        for path in ["a/p.jpg", "a/p.480w.jpg"] {
            assert!(has(&site.files()[path], &profile), "{path} {orientation}");
            assert_clean(&site.files()[path], path);
        }
    }
}

#[test]
fn a_webp_loses_its_metadata_and_no_pixel() {
    let riff = |chunks: &[(&[u8; 4], &[u8])]| {
        let mut body = b"WEBP".to_vec();
        for (kind, data) in chunks {
            body.extend_from_slice(*kind);
            body.extend_from_slice(&(data.len() as u32).to_le_bytes());
            body.extend_from_slice(data);
            body.resize(body.len() + data.len() % 2, 0);
        }
        [b"RIFF", &(body.len() as u32).to_le_bytes()[..], &body].concat()
    };
    let extended = |flags: u8| [flags, 0, 0, 0, 59, 0, 0, 39, 0, 0];
    let upright = riff(&[
        (b"VP8X", &extended(0b0011_0000)),
        (b"ICCP", b"odd"),
        (b"ALPH", b"a"),
        (b"VP8 ", b"pixels"),
    ]);
    let with = |orientation| {
        let bytes = riff(&[
            (b"VP8X", &extended(0b0011_1100)),
            (b"ICCP", b"odd"),
            (b"ALPH", b"a"),
            (b"VP8 ", b"pixels"),
            (b"EXIF", &tiff(orientation)),
            (b"XMP ", b"SECRET"),
            (b"OWN ", b"SECRET"),
        ]);
        [bytes, b"SECRET".to_vec()].concat()
    };
    let published =
        |bytes: &[u8]| site("", &[("content/a/p.webp", bytes)]).files()["a/p.webp"].clone();
    assert_eq!(published(&with(1)), upright);
    // It is not decoded here, so that browsers have to turn it: all that is left says so.
    let turned = published(&with(6));
    assert!(!has(&turned, b"SECRET"));
    assert_eq!(turned[20], 0b0011_1000);
    assert_eq!(turned[4..8], (turned.len() as u32 - 8).to_le_bytes());
    assert!(turned.ends_with(b"\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"));
}

#[test]
fn an_image_has_copies_for_smaller_screens() {
    let jpeg = photo(1300, 300);
    let site = site(
        "![a](p.jpg)\n\n글 ![b](p.png){width=300}",
        &[
            ("content/a/p.jpg", &jpeg),
            ("content/a/p.png", &chart(700, 100)),
        ],
    );
    let html = site.file("ko/a/");
    for part in [
        "src=\"../../a/p.jpg\" srcset=\"../../a/p.480w.jpg 480w, ../../a/p.800w.jpg 800w, ../../a/p.jpg 1300w\" sizes=\"(max-width:912px) 100vw,912px\" alt=\"a\" width=\"1300\" height=\"300\"",
        "srcset=\"../../a/p.480w.png 480w, ../../a/p.png 700w\" sizes=\"(max-width:300px) 100vw,300px\" alt=\"b\" width=\"300\" height=\"43\"",
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    for (path, size) in [
        ("a/p.480w.jpg", (480, 111)),
        ("a/p.800w.jpg", (800, 185)),
        ("a/p.480w.png", (480, 69)),
    ] {
        let copy = &site.files()[path];
        assert_eq!(decoded(copy).dimensions(), size, "{path}");
        assert!(copy.len() < jpeg.len(), "{path}");
        assert_clean(copy, path);
    }
    assert_eq!(
        site.paths()
            .filter(|p| p.contains("w.jpg") || p.contains("w.png"))
            .count(),
        3
    );
    // In a feed and as Markdown, the image itself.
    assert!(!site.file("ko/a/index.md").contains("480w"));
}

#[test]
fn a_copy_looks_like_its_image() {
    for (name, bytes) in [
        ("p.jpg", from_phone(&photo(900, 600), 6)),
        ("p.png", chart(900, 600)),
    ] {
        let site = site(
            &format!("![a]({name})"),
            &[(&format!("content/a/{name}"), &bytes)],
        );
        let whole = decoded(&site.files()[&format!("a/{name}")]);
        let copy = decoded(&site.files()[&format!("a/{}", name.replace('.', ".480w."))]);
        let (w, h) = copy.dimensions();
        assert_eq!(w, 480);
        for (x, y) in [(50, 50), (w - 50, 50), (50, h - 50), (w - 50, h - 50)] {
            let there = whole.get_pixel(x * whole.width() / w, y * whole.height() / h);
            let here = copy.get_pixel(x, y);
            assert!(
                there.0.iter().zip(here.0).all(|(a, b)| a.abs_diff(b) < 24),
                "{name} {there:?} {here:?}"
            );
        }
    }
}

#[test]
fn what_has_no_good_of_copies_has_none() {
    let copies = |settings: &str, markdown: &str, name: &str, bytes: &[u8]| {
        let site = site_with(settings, markdown, &[(name, bytes)]).good();
        assert!(!site.file("ko/a/").contains("srcset"), "{name}");
        site.paths().filter(|p| p.contains("0w.")).count()
    };
    let shown = "![a](p.jpg)";
    let large = photo(900, 600);
    assert_eq!(
        copies(
            "[images]\nresize = false\n",
            shown,
            "content/a/p.jpg",
            &large
        ),
        0,
        "switched off"
    );
    assert_eq!(
        copies("", "[a](p.jpg)", "content/a/p.jpg", &large),
        0,
        "not shown"
    );
    assert_eq!(
        copies("", "![a](/p.jpg)", "static/p.jpg", &large),
        0,
        "in static/"
    );
    assert_eq!(
        copies("", shown, "content/a/p.jpg", &photo(590, 900)),
        0,
        "hardly wider"
    );
    let plain = encoded(&RgbImage::new(900, 600).into(), ImageFormat::Jpeg);
    assert_eq!(copies("", shown, "content/a/p.jpg", &plain), 0, "light");
    // Few colours, and moving pictures.
    let mut few = chart(900, 600);
    few[25] = 3;
    assert_eq!(
        copies("", "![a](p.png)", "content/a/p.png", &few),
        0,
        "a palette"
    );
    let moving = chart(900, 600);
    let moving = [
        &moving[..33],
        &chunk(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
        &moving[33..],
    ]
    .concat();
    assert_eq!(
        copies("", "![a](p.png)", "content/a/p.png", &moving),
        0,
        "moving"
    );
    let broken = &large[..large.len() / 2];
    let html = site(shown, &[("content/a/p.jpg", broken)]);
    assert!(
        html.files().contains_key("a/p.480w.jpg"),
        "what can be decoded of it is"
    );
}

#[test]
fn an_image_in_the_authors_own_html_has_copies_too() {
    let files: [(&str, &[u8]); 1] = [("content/a/p.jpg", &photo(900, 600))];
    let srcset = "srcset=\"../../a/p.480w.jpg 480w, ../../a/p.jpg 900w\"";
    for (html, wanted) in [
        (
            "<img src=\"p.jpg\" alt=\"\">",
            format!(
                "<img src=\"../../a/p.jpg\" {srcset} sizes=\"(max-width:608px) 100vw,608px\" width=\"900\" height=\"600\" alt=\"\">"
            ),
        ),
        (
            "<img alt=\"\" width=300 src=p.jpg>",
            format!(
                "<img alt=\"\" width=300 src=\"../../a/p.jpg\" {srcset} sizes=\"(max-width:300px) 100vw,300px\" height=\"200\">"
            ),
        ),
        (
            "<img src='p.jpg' sizes=\"9px\" alt=\"\">",
            format!(
                "<img src=\"../../a/p.jpg\" {srcset} width=\"900\" height=\"600\" sizes=\"9px\" alt=\"\">"
            ),
        ),
        (
            "<img src='p.jpg' srcset=\"p.jpg 2x\" alt=\"\">",
            "<img src=\"../../a/p.jpg\" srcset=\"../../a/p.jpg 2x\" alt=\"\">".to_owned(),
        ),
        (
            "<video poster=\"p.jpg\"></video>",
            "<video poster=\"../../a/p.jpg\"></video>".to_owned(),
        ),
    ] {
        let site = site(html, &files);
        assert!(
            site.file("ko/a/").contains(&wanted),
            "{html}: {}",
            site.file("ko/a/")
        );
    }
}

#[test]
fn a_file_in_the_place_of_a_copy_is_an_error_that_names_both() {
    let files: [(&str, &[u8]); 2] = [
        ("content/a/p.jpg", &photo(900, 600)),
        ("content/a/p.480w.jpg", b"x"),
    ];
    let site = site_with("", "![a](p.jpg)", &files);
    assert!(
        site.findings().contains(&"content/a/p.jpg same-url".into()),
        "{}",
        site.report()
    );
    assert!(
        site.report().contains("content/a/p.480w.jpg"),
        "{}",
        site.report()
    );
}

#[test]
fn an_image_of_html_that_browsers_do_not_show_is_told_at_its_place() {
    let site = site_with(
        "",
        "<img alt=\"\" src=\"p.heic\">",
        &[("content/a/p.heic", b"\0\0\0\x18ftypheic")],
    );
    assert!(
        site.findings()
            .contains(&"content/a/index.ko.md:4:18 image-format".into()),
        "{:?}",
        site.findings()
    );
}

#[test]
fn an_image_that_no_browser_shows_and_no_text_uses_is_told() {
    let heic: &[u8] = b"\0\0\0\x18ftypheic";
    let files = [("content/a/p.HEIC", heic), ("static/p.heic", heic)];
    let found = |markdown| site_with("", markdown, &files).findings();
    let told = "content/a/p.HEIC image-format".to_owned();
    assert!(found("글").contains(&told), "{:?}", found("글"));
    // Somebody may want to have it.
    let offered = found("[원본](p.HEIC)");
    assert!(!offered.contains(&told), "{offered:?}");
    assert!(
        offered.iter().all(|f| !f.contains("static/")),
        "{offered:?}"
    );
}

#[test]
fn an_image_of_html_gets_the_sides_that_its_tag_leaves_out() {
    let files: [(&str, &[u8]); 1] = [("content/a/p.png", &chart(300, 100))];
    let img = |tag: &str| {
        let site = site(
            &format!(
                "<div>{}</div>",
                tag.replace("<img", "<img src=p.png alt=''")
            ),
            &files,
        );
        let html = site.file("ko/a/index.html");
        let start = html.find("<img").unwrap();
        html[start..start + html[start..].find('>').unwrap() + 1]
            .replace("src=\"../../a/p.png\"", "@")
    };
    for (tag, wanted) in [
        ("<img>", "<img @ width=\"300\" height=\"100\" alt=''>"),
        ("<img width=150>", "<img @ height=\"50\" alt='' width=150>"),
        // Where something else decides, a width would be at odds with it.
        ("<img height=50>", "<img @ alt='' height=50>"),
        ("<img width=50%>", "<img @ alt='' width=50%>"),
        (
            "<img style=\"height:2rem\">",
            "<img @ alt='' style=\"height:2rem\">",
        ),
        ("<img class=icon>", "<img @ alt='' class=icon>"),
        ("<picture><img></picture>", "<img @ alt=''>"),
    ] {
        assert_eq!(img(tag), wanted, "{tag}");
    }
    // It opens in full size as an image of Markdown does.
    let wide: [(&str, &[u8]); 1] = [("content/a/p.png", &chart(1300, 100))];
    let page = site("<img src=p.png alt=a width=400>", &wide)
        .file("ko/a/index.html")
        .to_owned();
    assert!(page.contains("data-zoom=\"1300\""), "{page}");
    assert!(page.contains("zoom."), "{page}");
}

#[test]
fn the_bytes_are_the_same_with_any_number_of_threads() {
    let names = ["p.jpg", "q.jpg", "r.png", "s.jpg"];
    let images = [
        from_phone(&photo(900, 600), 6),
        photo(1300, 500),
        chart(1300, 100),
        photo(700, 400),
    ];
    let markdown = names.map(|n| format!("![a]({n})")).join(" ");
    let paths = names.map(|n| format!("content/a/{n}"));
    let files: Vec<(&str, &[u8])> = paths
        .iter()
        .map(String::as_str)
        .zip(images.iter().map(Vec::as_slice))
        .collect();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| site(&markdown, &files)).files().clone()
    };
    let one = with(1);
    assert!(one.keys().filter(|p| p.contains("0w.")).count() > 4);
    assert_eq!(one, with(8));
}

#[test]
fn the_bytes_are_the_same_on_every_machine() {
    let files: [(&str, &[u8]); 2] = [
        ("content/a/p.jpg", &from_phone(&photo(900, 600), 6)),
        ("content/a/p.png", &chart(900, 600)),
    ];
    let site = site("![a](p.jpg) ![b](p.png)", &files);
    let hash = |path: &str| xxhash_rust::xxh3::xxh3_64(&site.files()[path]);
    let paths = ["a/p.jpg", "a/p.480w.jpg", "a/p.480w.png"];
    assert_eq!(
        paths.map(hash),
        [
            2_210_166_692_510_099_558,
            8_020_238_426_996_259_802,
            14_754_662_456_054_513_467
        ]
    );
}

#[test]
fn a_preview_makes_a_copy_when_it_is_asked_for() {
    let jpeg = from_phone(&photo(900, 600), 6);
    let files = [
        ("site.toml", SITE.as_bytes()),
        ("content/index.ko.md", b"---\ntitle: a\n---\n![a](p.jpg)"),
        ("content/p.jpg", &jpeg),
    ];
    let built = build_bytes(files, &Options::default()).good();
    let sources = Sources::from_memory(files);
    let (site, _) = Cache::default().build_site(&sources, &Options::default(), &|_| ());
    let preview = Preview::new(site.unwrap()).unwrap();
    for path in ["p.jpg", "p.480w.jpg", "p.480w.jpg"] {
        let bytes = preview.file(path).unwrap().unwrap().read().unwrap();
        assert_eq!(&*bytes, &*built.files()[path], "{path}");
    }
    assert!(preview.file("p.800w.jpg").is_none());
}

/// A sink that keeps images from one build to the next.
#[derive(Default)]
struct Keeping {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    kept: Mutex<BTreeMap<String, Vec<u8>>>,
    /// How often something was kept.
    made: Mutex<usize>,
}

impl Sink for Keeping {
    fn put(&self, path: &str, content: Blob) {
        let bytes = content.read().unwrap().to_vec();
        self.files.lock().unwrap().insert(path.to_owned(), bytes);
    }

    fn store(&self) -> Option<&dyn Store> {
        Some(self)
    }
}

impl Store for Keeping {
    fn kept(&self, name: &str) -> Option<Vec<u8>> {
        self.kept.lock().unwrap().get(name).cloned()
    }

    fn keep(&self, name: &str, bytes: &[u8]) {
        *self.made.lock().unwrap() += 1;
        self.kept
            .lock()
            .unwrap()
            .insert(name.to_owned(), bytes.to_vec());
    }
}

#[test]
fn what_an_earlier_build_has_made_is_not_made_again() {
    let build = |sink: &Keeping, jpeg: &[u8]| {
        let files = [
            ("site.toml", SITE.as_bytes()),
            ("content/index.ko.md", b"---\ntitle: a\n---\n![a](p.jpg)"),
            ("content/p.jpg", jpeg),
        ];
        let sources = Sources::from_memory(files);
        haeseol::build(
            &sources,
            &Options::default(),
            &mut Cache::default(),
            sink,
            &|_| (),
        );
        std::mem::take(&mut *sink.made.lock().unwrap())
    };
    let (sink, jpeg) = (Keeping::default(), from_phone(&photo(900, 700), 6));
    assert_eq!(build(&sink, &jpeg), 2, "upright, and one copy");
    let first = sink.files.lock().unwrap().clone();
    assert_eq!(build(&sink, &jpeg), 0);
    assert_eq!(*sink.files.lock().unwrap(), first);
    // What is kept is not believed: another format, another size, something behind the image.
    for bad in [
        chart(480, 617),
        photo(481, 617),
        [photo(480, 617), b"SECRET".to_vec()].concat(),
        from_phone(&photo(480, 617), 1),
        Vec::new(),
    ] {
        sink.kept
            .lock()
            .unwrap()
            .values_mut()
            .for_each(|v| *v = bad.clone());
        assert!(build(&sink, &jpeg) > 0);
        assert_eq!(*sink.files.lock().unwrap(), first);
    }
    // Another image by the same name.
    assert_eq!(build(&sink, &from_phone(&photo(900, 800), 6)), 2);
}

#[test]
fn a_card_is_drawn_once_and_again_when_something_else_is_on_it() {
    let build = |sink: &Keeping, title: &str| {
        let settings = format!("{SITE}\n[cards]\nenabled = true\n");
        let index = format!("---\ntitle: {title}\n---\n글");
        let files = [
            ("site.toml", settings.as_bytes()),
            ("content/a/index.ko.md", index.as_bytes()),
        ];
        let sources = Sources::from_memory(files);
        let (cache, options) = (&mut Cache::default(), &Options::default());
        haeseol::build(&sources, options, cache, sink, &|_| ());
        std::mem::take(&mut *sink.made.lock().unwrap())
    };
    let sink = Keeping::default();
    let all = build(&sink, "물");
    let first = sink.files.lock().unwrap().clone();
    let cards = first.keys().filter(|path| path.contains("/cards/")).count();
    assert!(cards > 2 && all == cards, "{all} of {cards}");
    assert_eq!(build(&sink, "물"), 0);
    assert_eq!(*sink.files.lock().unwrap(), first);
    // One of each language that shows the text; the homes' stay.
    assert_eq!(build(&sink, "불"), all - 2);
    // What is kept is not believed.
    for bad in [chart(1200, 629), photo(1200, 630), b"x".to_vec()] {
        let kept = &sink.kept;
        (kept.lock().unwrap().values_mut()).for_each(|v| v.clone_from(&bad));
        assert_eq!(build(&sink, "물"), all);
        sink.files
            .lock()
            .unwrap()
            .retain(|path, _| first.contains_key(path));
        assert_eq!(*sink.files.lock().unwrap(), first);
    }
}

/// A site in a folder, with a photo that has one copy and has to be turned.
fn folder() -> tempfile::TempDir {
    let folder =
        super::publish::site("== content/a/index.ko.md\n---\ntitle: 글\n---\n![a](p.jpg)\n");
    let jpeg = from_phone(&photo(900, 700), 6);
    std::fs::write(folder.path().join("content/a/p.jpg"), jpeg).unwrap();
    folder
}

/// Builds, and gives what was published of the photo.
fn published(root: &Path) -> [Vec<u8>; 2] {
    let output = haeseol(root, &["build", "--quiet"]);
    assert!(output.status.success(), "{output:?}");
    ["a/p.jpg", "a/p.480w.jpg"].map(|path| std::fs::read(root.join("public").join(path)).unwrap())
}

/// What is kept next to the output, by name.
fn kept(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(root.join(KEPT))
        .unwrap()
        .map(Result::unwrap);
    let files = entries.map(|e| {
        (
            e.file_name().into_string().unwrap(),
            std::fs::read(e.path()).unwrap(),
        )
    });
    files.collect()
}

const KEPT: &str = ".public.images.haeseol";

#[test]
fn images_are_kept_next_to_the_output_for_as_long_as_they_are_needed() {
    let folder = folder();
    let root = folder.path();
    let first = published(root);
    let files = kept(root);
    assert_eq!(files.len(), 2);
    assert_eq!(published(root), first);
    assert_eq!(kept(root), files);
    // It may go at any time.
    std::fs::remove_dir_all(root.join(KEPT)).unwrap();
    assert_eq!(published(root), first);
    assert_eq!(kept(root), files);
    // What is no longer needed goes; what is not ours stays.
    std::fs::write(root.join(KEPT).join("own.txt"), "x").unwrap();
    std::fs::write(
        root.join("content/a/p.jpg"),
        from_phone(&photo(900, 800), 6),
    )
    .unwrap();
    published(root);
    let now = kept(root);
    assert_eq!(now.len(), 3);
    assert!(now.contains_key("own.txt") && files.keys().all(|name| !now.contains_key(name)));
    // A site without such images has no such folder.
    let other = super::publish::site(
        "== content/a/index.ko.md\n---\ntitle: 글\n---\n![a](p.svg)\n== content/a/p.svg\n<svg/>\n",
    );
    std::fs::write(other.path().join("content/a/q.jpg"), photo(60, 40)).unwrap();
    assert!(haeseol(other.path(), &["build", "-q"]).status.success());
    assert!(!other.path().join(KEPT).exists());
}

#[test]
fn what_is_kept_is_used_only_if_it_is_whole() {
    let folder = folder();
    let root = folder.path();
    let first = published(root);
    let files = kept(root);
    let (one, other) = (files.keys().next().unwrap(), files.keys().last().unwrap());
    let mut changed = files[one].clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let foreign = photo(480, 617);
    for bad in [
        &changed[..],
        &files[one][..files[one].len() - 1],
        &files[other],
        &foreign,
        b"",
        b"haeseol image\n",
    ] {
        std::fs::write(root.join(KEPT).join(one), bad).unwrap();
        assert_eq!(published(root), first);
        assert_eq!(kept(root), files, "it is mended");
    }
    // It is used: nothing is decoded, and what is kept is not written again.
    let time = |name: &String| {
        std::fs::metadata(root.join(KEPT).join(name))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = files.keys().map(time).collect::<Vec<_>>();
    published(root);
    assert_eq!(files.keys().map(time).collect::<Vec<_>>(), before);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_links_in_the_place_of_what_is_kept() {
    use std::os::unix::fs::symlink;
    let folder = folder();
    let root = folder.path();
    let victim = tempfile::tempdir().unwrap();
    let file = victim.path().join("victim");
    std::fs::write(&file, "victim").unwrap();
    let untouched = || {
        assert_eq!(std::fs::read_dir(victim.path()).unwrap().count(), 1);
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "victim");
    };
    // The folder is a link, or a file, or a pipe.
    symlink(victim.path(), root.join(KEPT)).unwrap();
    let first = published(root);
    untouched();
    std::fs::remove_file(root.join(KEPT)).unwrap();
    std::fs::write(root.join(KEPT), "x").unwrap();
    assert_eq!(published(root), first);
    std::fs::remove_file(root.join(KEPT)).unwrap();
    // So is what is in it.
    assert_eq!(published(root), first);
    let files = kept(root);
    for name in files.keys() {
        std::fs::remove_file(root.join(KEPT).join(name)).unwrap();
        symlink(&file, root.join(KEPT).join(name)).unwrap();
    }
    assert_eq!(published(root), first);
    untouched();
    assert_eq!(kept(root), files, "links are replaced");
    let name = root.join(KEPT).join(files.keys().next().unwrap());
    std::fs::remove_file(&name).unwrap();
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&name)
            .status()
            .unwrap()
            .success()
    );
    assert_eq!(published(root), first);
    std::fs::remove_file(&name).unwrap();
    std::fs::create_dir(&name).unwrap();
    assert_eq!(published(root), first);
}

#[test]
fn a_bomb_is_neither_decoded_nor_published_with_its_metadata() {
    // 60,000 × 60,000 pixels, and nothing behind the header.
    let mut bytes = photo(60, 40);
    let frame = bytes.windows(2).position(|w| w == [0xFF, 0xC0]).unwrap();
    bytes[frame + 5..frame + 9].copy_from_slice(&[0xEA, 0x60, 0xEA, 0x60]);
    let site = site("", &[("content/a/p.jpg", &from_phone(&bytes, 6))]);
    let published = &site.files()["a/p.jpg"];
    assert!(!has(published, b"SECRET"));
    // It cannot be turned here; all that is left of its metadata says how.
    let exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    let wanted = [&bytes[..2], &segment(0xE1, exif), &bytes[2..]].concat();
    assert_eq!(*published, wanted);
}

#[test]
fn a_colour_profile_without_measure_takes_no_memory() {
    let with_profile = |bytes: usize| {
        let mut profile = vec![0; bytes];
        profile[16..20].copy_from_slice(b"RGB ");
        let mut png = Vec::new();
        let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
        encoder.set_icc_profile(profile).unwrap();
        pixels(2000, 1000).write_with_encoder(encoder).unwrap();
        png
    };
    let copy = |png: &[u8]| {
        let site = site("![a](p.png)", &[("content/a/p.png", png)]);
        site.files()["a/p.480w.png"].clone()
    };
    assert!(has(&copy(&with_profile(1 << 20)), b"iCCP"));
    assert!(!has(&copy(&with_profile(8 << 20)), b"iCCP"));
    // A hundred kilobytes in the file, which are not unpacked.
    assert!(!has(&copy(&with_profile(80 << 20)), b"iCCP"));
}

#[test]
fn damaged_images_do_no_harm() {
    let (jpeg, png) = (
        from_phone(&photo(60, 40), 6),
        png_from_phone(&chart(60, 40), 6),
    );
    let mut cut = Vec::new();
    for (kind, bytes) in [("jpg", &jpeg), ("png", &png)] {
        for end in (0..bytes.len()).step_by(7) {
            for ending in ["jpg", "png"] {
                cut.push((
                    format!("content/a/{kind}-{end}.{ending}"),
                    &bytes[..end],
                    end,
                ));
            }
        }
    }
    let files: Vec<_> = cut
        .iter()
        .map(|(name, bytes, _)| (&**name, *bytes))
        .collect();
    let all = site("", &files);
    for (name, _, end) in &cut {
        let secret = has(&all.files()[&name["content/".len()..]], b"SECRET");
        assert!(*end <= 8 || !secret, "{name}");
    }
    // Under another name it is what it is, and not decoded.
    let site = site(
        "",
        &[
            ("content/a/p.png", &jpeg),
            ("content/a/p.webp", b"<html>SECRET"),
        ],
    );
    assert!(!has(&site.files()["a/p.png"], b"SECRET"));
    assert_eq!(site.files()["a/p.webp"], b"<html>SECRET");
}

#[cfg(unix)]
#[test]
fn an_image_that_is_too_long_to_be_read_is_an_error_in_build_and_check() {
    let folder = folder();
    let path = folder.path().join("content/a/p.jpg");
    let file = std::fs::File::options().write(true).open(path).unwrap();
    file.set_len(4 << 30).unwrap();
    for command in ["build", "check"] {
        let output = haeseol(folder.path(), &[command, "--lang", "en"]);
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            said.contains("image-too-large") && said.contains("content/a/p.jpg"),
            "{said}"
        );
    }
}

#[test]
fn only_pages_with_an_image_that_is_shown_smaller_than_it_is_have_the_script_for_it() {
    let jpeg = photo(700, 400);
    let small = photo(480, 300);
    for (markdown, zoom) in [
        ("![a](p.jpg)", Some(700)),
        ("글 ![a](p.jpg){width=300}", Some(700)),
        ("![a](s.jpg){width=300}", Some(480)),
        ("![a](s.jpg){width=50%}", Some(480)),
        ("![a](s.jpg)", None),
        ("[a](p.jpg)", None),
        ("<img src=\"p.jpg\" alt=\"a\">", Some(700)),
        ("<img src=\"s.jpg\" alt=\"a\">", None),
        // It only decorates.
        ("<img src=\"p.jpg\" alt=\"\">", None),
        ("글", None),
    ] {
        let files: [(&str, &[u8]); 3] = [
            ("content/a/p.jpg", &jpeg),
            ("content/a/s.jpg", &small),
            ("content/a/index.en.md", b"---\ntitle: a\n---\ntext"),
        ];
        let site = site(markdown, &files);
        // The page of both languages shows the text too.
        for page in ["ko/a/", "ko/a/parallel/"] {
            let html = site.file(page);
            assert_eq!(
                html.contains("zoom."),
                zoom.is_some(),
                "{markdown} {page}: {html}"
            );
            let attribute = zoom.map_or("data-zoom=".to_owned(), |w| format!("data-zoom=\"{w}\""));
            let scripts = usize::from(zoom.is_some());
            let images = html.matches(&attribute).count();
            assert_eq!(images, scripts, "{markdown} {page}: {html}");
        }
        assert!(!site.file("ko/feed.xml").contains("data-zoom"));
        assert!(!site.file("ko/").contains("zoom."));
    }
}

#[test]
fn an_image_that_was_copied_in_part_is_told() {
    for (name, whole) in [("a.jpg", photo(600, 400)), ("a.png", chart(600, 400))] {
        let found = |bytes: &[u8]| {
            let file = format!("content/a/{name}");
            let site = site(&format!("![그림]({name})\n"), &[(&file, bytes)]);
            let found = site.findings();
            found
                .into_iter()
                .filter(|f| f.ends_with("unreadable-image"))
                .count()
        };
        assert_eq!(found(&whole), 0, "{name}");
        assert_eq!(found(&whole[..whole.len() - whole.len() / 3]), 1, "{name}");
        // What a camera appends: a film, or another picture.
        assert_eq!(found(&[&*whole, &[7; 90_000]].concat()), 0, "{name}");
    }
}
