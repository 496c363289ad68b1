//! What is read of a site's folder: regular files that are in it, and nothing that links, pipes or names smuggle in.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use haeseol::Options;
use haeseol::base::diag::Diagnostic;
use haeseol::engine::cache::Cache;
use haeseol::output::Sink;
use haeseol::source::{Blob, Sources};
use proptest::prelude::*;
use tempfile::TempDir;

use super::publish::{haeseol, site};

/// A page, and a file of each folder.
const SITE: &str = "== content/a/index.ko.md\n---\ntitle: 가\n---\n== content/a/pic.svg\n<svg xmlns='http://www.w3.org/2000/svg' width='3' height='4'/>\n== static/x.txt\nx\n== static/deep/y.txt\ny\n== templates/faq.html\n<p>\n";

/// A folder outside of the site, with what must not come out.
fn outside() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("secret.txt"), "secret").unwrap();
    fs::write(folder.path().join("page.html"), "secret").unwrap();
    fs::write(
        folder.path().join("secret.ko.md"),
        "---\ntitle: secret\n---\n",
    )
    .unwrap();
    folder
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// What a build makes of a folder, and what it says: `severity file code` of each finding.
fn built(root: &Path) -> (BTreeMap<String, Vec<u8>>, Vec<String>) {
    #[derive(Default)]
    struct Files(std::sync::Mutex<BTreeMap<String, Vec<u8>>>);
    impl Sink for Files {
        fn put(&self, path: &str, content: Blob) {
            let bytes = content.read().unwrap().to_vec();
            self.0.lock().unwrap().insert(path.to_owned(), bytes);
        }
    }
    let sources = Sources::read(root);
    let files = Files::default();
    let cache = &mut Cache::default();
    let found = haeseol::build(&sources, &Options::default(), cache, &files, &|_| ());
    (files.0.into_inner().unwrap(), rows(&found))
}

fn rows<'d>(found: impl IntoIterator<Item = &'d Diagnostic>) -> Vec<String> {
    let row = |d: &Diagnostic| format!("{} {} {}", d.severity.name(), d.place.file, d.code);
    let mut rows: Vec<_> = found
        .into_iter()
        .filter(|d| d.code != "missing-translation")
        .map(row)
        .collect();
    rows.sort();
    rows
}

/// Whether anything holds the text of the files outside.
fn leaks(files: &BTreeMap<String, Vec<u8>>) -> bool {
    files
        .values()
        .any(|bytes| String::from_utf8_lossy(bytes).contains("secret"))
}

#[test]
fn folders_and_settings_that_are_links_out_of_the_site_are_refused() {
    for name in ["static", "templates", "site.toml"] {
        let (folder, outside) = (site(SITE), outside());
        let path = folder.path().join(name);
        if path.is_dir() {
            fs::remove_dir_all(&path).unwrap();
        } else {
            fs::copy(&path, outside.path().join("site.toml")).unwrap();
            fs::remove_file(&path).unwrap();
        }
        let inside = match name {
            "site.toml" => outside.path().join("site.toml"),
            _ => outside.path().to_owned(),
        };
        let chain = folder.path().join("chain");
        symlink(&inside, &chain).unwrap();
        fs::create_dir(folder.path().join(".hidden")).unwrap();
        fs::write(folder.path().join(".env"), "secret").unwrap();
        let away = [
            "nowhere",
            name,
            "/",
            ".",
            "..",
            ".hidden",
            ".env",
            "/dev/null",
        ];
        let targets = away.iter().map(PathBuf::from).chain([inside, chain]);
        for target in targets {
            symlink(&target, &path).unwrap();
            let (files, _) = built(folder.path());
            assert!(files.is_empty(), "{name} → {}", target.display());
            let output = haeseol(folder.path(), &["build"]);
            assert_eq!(
                output.status.code(),
                Some(1),
                "{name} → {}",
                target.display()
            );
            assert!(!folder.path().join("public").exists());
            fs::remove_file(&path).unwrap();
        }
    }
}

#[test]
fn a_refused_link_is_told_with_its_end_and_the_remedy() {
    let (folder, outside) = (site(SITE), outside());
    fs::remove_dir_all(folder.path().join("static")).unwrap();
    symlink(outside.path(), folder.path().join("static")).unwrap();
    let output = haeseol(folder.path(), &["check"]);
    let said =
        String::from_utf8(output.stderr).unwrap() + &String::from_utf8(output.stdout).unwrap();
    let end = outside.path().canonicalize().unwrap();
    assert!(said.contains("refused-link"), "{said}");
    assert!(
        said.contains(&format!("`{}`, which is outside the site", end.display())),
        "{said}"
    );
    assert!(said.contains("put the folder itself here"), "{said}");
}

#[test]
fn folders_and_settings_may_be_elsewhere_in_the_site() {
    let folder = site(SITE);
    let at = |name: &str| folder.path().join(name);
    let (before, _) = built(folder.path());
    fs::create_dir(at("theme")).unwrap();
    fs::rename(at("static"), at("theme/files")).unwrap();
    fs::rename(at("templates"), at("theme/html")).unwrap();
    fs::rename(at("site.toml"), at("theme/site.toml")).unwrap();
    symlink("theme/files", at("static")).unwrap();
    // A chain, and an absolute link.
    symlink(at("theme/html"), at("theme/chain")).unwrap();
    symlink("theme/chain", at("templates")).unwrap();
    symlink("theme/site.toml", at("site.toml")).unwrap();
    // A link in the moved folder, to a file in the same folder.
    symlink("x.txt", at("theme/files/z.txt")).unwrap();
    let (mut files, found) = built(folder.path());
    assert_eq!(files.remove("z.txt").unwrap(), b"x\n");
    assert_eq!(files, before);
    let wanted = ["site.toml", "static", "static/z.txt", "templates"];
    let wanted = wanted.map(|name| format!("note {name} followed-link"));
    assert_eq!(
        found
            .iter()
            .filter(|f| f.contains("link"))
            .collect::<Vec<_>>(),
        wanted.iter().collect::<Vec<_>>()
    );
    assert!(haeseol(folder.path(), &["build"]).status.success());
    assert_eq!(fs::read(at("public/x.txt")).unwrap(), b"x\n");
}

#[test]
fn texts_and_folders_of_content_are_not_copied_through_links() {
    let folder = site(SITE);
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("content/secret")).unwrap();
    fs::write(
        at("content/secret/index.ko.md"),
        "---\ntitle: 초안\ndraft: true\n---\n",
    )
    .unwrap();
    fs::write(at("content/secret/plan.txt"), "x\n").unwrap();
    symlink("../content", at("static/c")).unwrap();
    symlink("../content/secret/index.ko.md", at("static/text.md")).unwrap();
    let (files, found) = built(folder.path());
    let out = files
        .keys()
        .filter(|name| name.starts_with("c/") || *name == "text.md");
    assert_eq!(out.count(), 0, "{found:?}");
    let skipped = found.iter().filter(|f| f.ends_with("skipped"));
    let skipped: Vec<_> = skipped.map(|f| f.split(' ').nth(1).unwrap()).collect();
    assert_eq!(skipped, ["static/c", "static/text.md"]);
}

#[test]
fn links_inside_the_site_are_followed_and_said_so() {
    let folder = site(SITE);
    let at = |name: &str| folder.path().join(name);
    symlink("../content/a/pic.svg", at("static/file.svg")).unwrap();
    symlink(at("content/a/pic.svg"), at("static/absolute.svg")).unwrap();
    symlink("absolute.svg", at("static/chain.svg")).unwrap();
    symlink("../../static/deep", at("content/a/folder")).unwrap();
    symlink("../../static/x.txt", at("static/deep/file.txt")).unwrap();
    symlink("a", at("content/b")).unwrap();
    let (files, found) = built(folder.path());
    for path in ["file.svg", "absolute.svg", "chain.svg"] {
        assert_eq!(files[path], files["a/pic.svg"], "{path}");
    }
    assert_eq!(files["a/folder/y.txt"], b"y\n");
    // A link in a folder that is reached through a link in a folder that is.
    assert_eq!(files["b/folder/file.txt"], b"x\n");
    assert!(String::from_utf8_lossy(&files["ko/b/index.html"]).contains('가'));
    let notes = found.iter().filter(|f| f.ends_with("followed-link"));
    let notes: Vec<_> = notes.map(|f| f.split(' ').nth(1).unwrap()).collect();
    let wanted = [
        "content/a/folder",
        "content/a/folder/file.txt",
        "content/b",
        "content/b/folder",
        "content/b/folder/file.txt",
        "static/absolute.svg",
        "static/chain.svg",
        "static/deep/file.txt",
        "static/file.svg",
    ];
    assert_eq!(notes, wanted);
    assert!(haeseol(folder.path(), &["build"]).status.success());
    assert_eq!(fs::read(at("public/b/folder/file.txt")).unwrap(), b"x\n");
}

#[test]
fn links_that_are_not_followed_are_left_out_with_a_warning() {
    let (folder, outside) = (site(SITE), outside());
    let at = |name: &str| folder.path().join(name);
    fs::write(at(".env"), "secret").unwrap();
    fs::write(at("notes.txt"), "secret").unwrap();
    fs::create_dir_all(at(".git")).unwrap();
    fs::write(at(".git/config"), "secret").unwrap();
    fs::create_dir_all(at("content/.draft")).unwrap();
    fs::write(at("content/.draft/x.txt"), "secret").unwrap();
    fs::create_dir_all(at("static/.git")).unwrap();
    fs::write(at("static/.git/config"), "secret").unwrap();
    pipe(&at("notes.pipe"));
    pipe(&at("static/pipe"));
    symlink(outside.path(), at("way")).unwrap();
    let secret = outside.path().join("secret.txt");
    let targets = [
        (secret.to_str().unwrap(), "outside the site's"),
        (outside.path().to_str().unwrap(), "outside the site's"),
        ("../way/secret.txt", "outside the site's"),
        ("../.env", "`.env`, which is outside the site's"),
        ("../notes.txt", "`notes.txt`, which is outside the site's"),
        ("../.git/config", "outside the site's"),
        ("../site.toml", "outside the site's"),
        ("..", "the site's own folder"),
        ("../content/.draft/x.txt", "not published"),
        ("../static/.git", "not published"),
        ("../static", "contains the link itself"),
        ("../notes.pipe", "outside the site's"),
        ("../static/pipe", "not a regular file"),
        ("nowhere", "`nowhere`, where there is nothing"),
        ("link", "cannot be followed"),
        ("/dev/zero", "outside the site's"),
    ];
    for (target, why) in targets {
        symlink(target, at("static/link")).unwrap();
        let (files, found) = built(folder.path());
        assert!(files.len() > 10 && !leaks(&files), "{target}: {found:?}");
        assert!(
            !files.keys().any(|path| path.starts_with("link")),
            "{target}"
        );
        assert!(
            found.contains(&"warning static/link skipped".into()),
            "{target}: {found:?}"
        );
        let sources = Sources::read(folder.path());
        let said = sources
            .diagnostics()
            .find(|d| &*d.place.file == "static/link")
            .unwrap();
        assert!(
            said.message.english().contains(why) && said.hint.is_some(),
            "{target}: {}",
            said.message.english()
        );
        fs::remove_file(at("static/link")).unwrap();
    }
}

#[test]
fn folders_that_link_to_each_other_end() {
    let folder = site(SITE);
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("content/pics")).unwrap();
    fs::rename(at("content/a/pic.svg"), at("content/pics/pic.svg")).unwrap();
    symlink("../../static", at("content/pics/there")).unwrap();
    symlink("../content/pics", at("static/back")).unwrap();
    let (files, found) = built(folder.path());
    assert_eq!(files["pics/there/x.txt"], b"x\n");
    assert!(files.contains_key("back/pic.svg"));
    let skipped: Vec<_> = found.iter().filter(|f| f.ends_with("skipped")).collect();
    assert_eq!(
        skipped,
        [
            "warning content/pics/there/back skipped",
            "warning static/back/there skipped"
        ]
    );
}

#[test]
fn few_links_cannot_make_endlessly_many_files() {
    let folder = site(SITE);
    // Each folder links to the next one twice: 2⁴⁰ paths.
    for i in 0..40 {
        let at = folder.path().join(format!("static/{i}"));
        fs::create_dir_all(&at).unwrap();
        for name in ["a", "b"] {
            symlink(format!("../{}", i + 1), at.join(name)).unwrap();
        }
    }
    fs::create_dir_all(folder.path().join("static/40")).unwrap();
    let (files, found) = built(folder.path());
    assert!(files.is_empty());
    assert_eq!(
        found.iter().filter(|f| f.ends_with("refused-link")).count(),
        1
    );
}

#[test]
fn what_is_no_folder_is_told() {
    for name in ["static", "templates"] {
        let folder = site(SITE);
        let path = folder.path().join(name);
        fs::remove_dir_all(&path).unwrap();
        fs::write(&path, "").unwrap();
        let wanted = format!("error {name} not-a-folder");
        assert!(built(folder.path()).1.contains(&wanted));
        fs::remove_file(&path).unwrap();
        pipe(&path);
        assert!(built(folder.path()).1.contains(&wanted));
    }
}

#[test]
fn pipes_never_make_a_build_wait() {
    let folder = site(SITE);
    let names = [
        "content/p.ko.md",
        "content/a/p.png",
        "static/p",
        "static/style.css",
        "templates/page.html",
    ];
    for name in names {
        pipe(&folder.path().join(name));
    }
    let (files, found) = built(folder.path());
    assert!(!files.is_empty());
    for name in names {
        assert!(
            found.contains(&format!("warning {name} skipped")),
            "{found:?}"
        );
    }
    fs::remove_file(folder.path().join("site.toml")).unwrap();
    pipe(&folder.path().join("site.toml"));
    let wanted = "error site.toml unreadable".to_owned();
    assert!(built(folder.path()).1.contains(&wanted));
}

#[test]
fn a_file_that_is_replaced_after_the_listing_is_not_followed() {
    let (folder, outside) = (site(SITE), outside());
    let at = |name: &str| folder.path().join(name);
    let sources = Sources::read(folder.path());
    let read = |name: &str| sources.blob(name).unwrap().read();
    assert_eq!(&*read("static/x.txt").unwrap(), b"x\n");
    fs::remove_file(at("static/x.txt")).unwrap();
    symlink(outside.path().join("secret.txt"), at("static/x.txt")).unwrap();
    assert!(read("static/x.txt").is_err());
    fs::remove_file(at("static/x.txt")).unwrap();
    pipe(&at("static/x.txt"));
    assert!(read("static/x.txt").is_err());
    // A folder on the way.
    fs::rename(
        outside.path().join("secret.txt"),
        outside.path().join("y.txt"),
    )
    .unwrap();
    fs::remove_dir_all(at("static/deep")).unwrap();
    symlink(outside.path(), at("static/deep")).unwrap();
    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    assert!(read("static/deep/y.txt").is_err());
}

#[test]
fn a_site_is_read_through_a_link_to_its_folder() {
    let folder = site(SITE);
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("site");
    symlink(folder.path(), &link).unwrap();
    assert_eq!(built(&link), built(folder.path()));
    let output = haeseol(&link, &["build", "--out", "../public"]);
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn files_that_are_too_long_are_not_read() {
    let folder = site(SITE);
    let at = |name: &str| folder.path().join(name);
    for (name, code) in [
        ("site.toml", "too-large"),
        ("content/long.ko.md", "too-large"),
        ("templates/faq.html", "too-large"),
        ("static/style.css", "unreadable"),
    ] {
        let before = fs::read(at(name));
        // Files of 4 GB that take no room.
        fs::File::create(at(name))
            .unwrap()
            .set_len(4 << 30)
            .unwrap();
        let (files, found) = built(folder.path());
        assert!(files.is_empty());
        assert!(found.contains(&format!("error {name} {code}")), "{found:?}");
        match before {
            Ok(bytes) => fs::write(at(name), bytes).unwrap(),
            Err(_) => fs::remove_file(at(name)).unwrap(),
        }
    }
    assert!(!built(folder.path()).0.is_empty());
}

#[test]
fn one_line_of_two_megabytes_is_read_and_a_longer_one_is_refused() {
    let folder = site(SITE);
    let front = "---\ntitle: 글\n---\n";
    let line = "가나다 라마바 ".repeat(1 << 20);
    for (length, wanted) in [((3 << 20) - front.len(), 0), (20 << 20, 1)] {
        let line = &line[..line.floor_char_boundary(length)];
        let path = folder.path().join("content/long.ko.md");
        fs::write(path, format!("{front}{line}")).unwrap();
        let sources = Sources::read(folder.path());
        let told: Vec<_> = sources.diagnostics().map(|d| d.code).collect();
        assert_eq!(told, vec!["too-large"; wanted]);
        let text = sources.text("content/long.ko.md");
        assert_eq!(text.is_some_and(|t| t.ends_with(line)), wanted == 0);
    }
}

#[test]
fn what_changes_behind_links_is_seen_with_any_other_change() {
    let folder = site(SITE);
    let root = folder.path().canonicalize().unwrap();
    let at = |name: &str| root.join(name);
    for (name, text) in [("one", "1"), ("two", "2")] {
        fs::create_dir(at(name)).unwrap();
        fs::write(at(name).join("x.txt"), text).unwrap();
    }
    fs::remove_dir_all(at("static")).unwrap();
    symlink("chain", at("static")).unwrap();
    symlink("one", at("chain")).unwrap();
    let mut kept = Sources::read(&root);
    fs::remove_file(at("chain")).unwrap();
    symlink("two", at("chain")).unwrap();
    let told = kept.update(&root, &[at("content/a/index.ko.md")]);
    assert_eq!(told, ["static".into(), "static/x.txt".into()]);
    assert_eq!(&*kept.blob("static/x.txt").unwrap().read().unwrap(), b"2");
}

#[test]
fn a_path_behind_a_new_link_is_read_as_everything_is() {
    let folder = site(SITE);
    let root = folder.path().canonicalize().unwrap();
    let mut kept = Sources::read(&root);
    fs::rename(root.join("static/deep"), root.join("content/deep")).unwrap();
    symlink("../content/deep", root.join("static/deep")).unwrap();
    kept.update(&root, &[root.join("static/deep/y.txt")]);
    assert_eq!(format!("{kept:?}"), format!("{:?}", Sources::read(&root)));
}

/// Something that happens to a folder, between two looks at it.
#[derive(Debug, Clone)]
enum Step {
    Write(&'static str, u8),
    Link(&'static str, &'static str),
    Folder(&'static str),
    Pipe(&'static str),
    Delete(&'static str),
}

const PLACES: [&str; 15] = [
    "site.toml",
    "content",
    "static",
    "templates",
    "content/a",
    "content/a/index.ko.md",
    "content/a-b.ko.md",
    "content/한.ko.md",
    "content/a/pic.svg",
    "content/.hidden",
    "static/d",
    "static/d/e",
    "static/d/e/x.txt",
    "static/x.txt",
    "templates/faq.html",
];

const TARGETS: [&str; 9] = [
    ".",
    "..",
    "nowhere",
    "/dev/null",
    "../static/d",
    "../../static",
    "x.txt",
    "../content/a",
    "elsewhere",
];

fn step() -> impl Strategy<Value = Step> {
    let place = || prop::sample::select(PLACES.to_vec());
    prop_oneof![
        4 => (place(), 0..3u8).prop_map(|(p, text)| Step::Write(p, text)),
        2 => (place(), prop::sample::select(TARGETS.to_vec())).prop_map(|(p, t)| Step::Link(p, t)),
        1 => place().prop_map(Step::Folder),
        1 => place().prop_map(Step::Pipe),
        2 => place().prop_map(Step::Delete),
    ]
}

/// Does it, as far as it can be done.
fn act(root: &Path, step: &Step) -> PathBuf {
    let (Step::Write(place, _)
    | Step::Link(place, _)
    | Step::Folder(place)
    | Step::Pipe(place)
    | Step::Delete(place)) = step;
    let path = root.join(place);
    if path.is_dir() && !path.is_symlink() {
        let _ = fs::remove_dir_all(&path);
    } else {
        let _ = fs::remove_file(&path);
    }
    let _ = match step {
        Step::Write(_, text) => fs::write(&path, format!("---\ntitle: {text}\n---\n")),
        Step::Link(_, target) => symlink(target, &path),
        Step::Folder(_) => fs::create_dir(&path),
        Step::Pipe(_) => {
            if path.parent().is_some_and(Path::is_dir) {
                pipe(&path);
            }
            Ok(())
        }
        Step::Delete(_) => Ok(()),
    };
    path
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn looking_again_is_the_same_as_reading_everything(steps in prop::collection::vec(prop::collection::vec(step(), 1..4), 1..10)) {
        let folder = site(SITE);
        let root = folder.path().canonicalize().unwrap();
        fs::create_dir(root.join("elsewhere")).unwrap();
        let mut kept = Sources::read(&root);
        for changes in steps {
            let before = format!("{kept:?}");
            let changed: Vec<PathBuf> = changes.iter().map(|step| act(&root, step)).collect();
            let told = kept.update(&root, &changed);
            let fresh = Sources::read(&root);
            let fresh = format!("{fresh:?}");
            prop_assert_eq!(format!("{:?}", kept), fresh.as_str());
            let files = |all: &str| all.split(", linked: ").next().unwrap().to_owned();
            prop_assert!(!told.is_empty() || files(&before) == files(&fresh));
        }
    }
}
