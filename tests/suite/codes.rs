//! Every code that a finding may have is asserted in a test and has a page for `haeseol explain`: a rule that nobody asks
//! for is a rule that may stop working.

use std::collections::BTreeSet;
use std::path::Path;

use super::harness::build;
use super::publish::haeseol;

/// Findings that no other test is about, each with a site that brings it about.
#[test]
fn rare_findings_are_at_their_places() {
    let page = |text: &str| format!("== content/t.ko.md\n---\ntitle: 글\n---\n{text}\n");
    for (site, wanted) in [
        (page("[빈 링크]()"), "content/t.ko.md:4:1 empty-link"),
        (
            "== content/a/index.ko.md\n---\ntitle: 글\ndate: 2026-02-30\n---\n".to_owned(),
            "content/a/index.ko.md:3:7 bad-date",
        ),
        (
            "== content/a/index.ko.md\n---\ntitle: 글\n---\n== content/a/1-s.ko.md\n---\ntitle: 나\nkind: compare\n---\n"
                .to_owned(),
            "content/a/1-s.ko.md:3:7 wrong-value",
        ),
        (
            page("글.\n\n[^a]: 쓰지 않은 주."),
            "content/t.ko.md:6:1 unused-footnote",
        ),
        (
            format!(
                "== site.toml\n{}== content/index.ko.md\n---\ntitle: 홈\n---\n",
                super::harness::SITE.replace(
                    "title = { ko = \"시험\", en = \"Test\" }",
                    "title = { ko = \"시험\" }"
                )
            ),
            "site.toml:3:9 missing-language",
        ),
    ] {
        let found = build(&site).findings();
        assert!(found.iter().any(|f| f == wanted), "{wanted}: {found:?}");
    }
}

#[test]
fn a_site_without_content_is_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("site.toml"), super::harness::SITE).unwrap();
    let output = haeseol(folder.path(), &["check", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("\"no-content\""));
}

#[test]
fn every_code_is_asserted_and_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let texts = |folder: &str| -> Vec<(String, String)> {
        let files = walkdir::WalkDir::new(root.join(folder))
            .into_iter()
            .map(Result::unwrap);
        let files = files.filter(|f| {
            f.path()
                .extension()
                .is_some_and(|e| e == "rs" || e == "mjs")
        });
        let files = files.filter(|f| {
            !f.path()
                .components()
                .any(|c| c.as_os_str() == "node_modules")
        });
        let text = |f: walkdir::DirEntry| {
            let name = f.path().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(f.path()).unwrap())
        };
        files.map(text).collect()
    };
    let mut codes = BTreeSet::new();
    let mut tested = String::new();
    for (name, text) in texts("src") {
        let (code, tests) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
        if name.ends_with("tests.rs") {
            tested += &text;
            continue;
        }
        tested += tests;
        codes.extend(codes_in(code).map(str::to_owned));
    }
    assert!(codes.len() > 40, "{codes:?}");
    for (_, text) in texts("tests") {
        tested += &text;
    }
    let untested: Vec<_> = codes
        .iter()
        .filter(|code| !tested.contains(code.as_str()))
        .collect();
    assert!(untested.is_empty(), "{untested:?}");
    let pages = root.join("src/base/explain");
    let unexplained: Vec<_> = codes
        .iter()
        .filter(|code| !pages.join(format!("{code}.md")).is_file())
        .collect();
    assert!(unexplained.is_empty(), "{unexplained:?}");
}

/// The codes of a module: words with hyphens, as an argument after a place or in a constant.
fn codes_in(code: &str) -> impl Iterator<Item = &str> {
    let markers = ["Diagnostic::", "report(", "warn(", "error(", "const "];
    let parts = markers.into_iter().flat_map(|m| code.match_indices(m));
    let windows = parts.map(|(at, _)| {
        let rest = &code[at..];
        let end = rest.find(';').unwrap_or(rest.len());
        &rest[..end]
    });
    windows.flat_map(|window| {
        let strings = window.split('"').skip(1).step_by(2);
        strings
            .filter(|s| {
                let kebab = |c: char| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit();
                s.contains('-')
                    && s.chars().all(kebab)
                    && s.starts_with(|c: char| c.is_ascii_lowercase())
                    && !s.ends_with('-')
                    // A branch of git.
                    && *s != "gh-pages"
            })
            .take(1)
    })
}
