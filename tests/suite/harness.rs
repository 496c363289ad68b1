//! A whole site from one string.
//!
//! ```text
//! == content/index.ko.md
//! ---
//! title: 해설
//! ---
//! ```
//!
//! A site without a `site.toml` gets [`SITE`]; one without a home page gets one. Pages are rendered with the default
//! theme unless the string overrides a template.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Mutex;

use haeseol::Options;
use haeseol::base::diag::{Diagnostic, Locale, Report, Severity};
use haeseol::engine::cache::Cache;
use haeseol::output::Sink;
use haeseol::source::{Blob, Sources};

/// Settings of a site that says nothing else.
pub const SITE: &str = r#"base_url = "https://name.github.io/site/"
default_language = "ko"
title = { ko = "시험", en = "Test" }
[languages.ko]
name = "한국어"
[languages.en]
name = "English"
"#;

/// Shows only the text of plain pages, for tests of Markdown.
pub const BARE_PAGE: &str = "== templates/page.html\n{{ text.html | safe }}";

/// A built site.
pub struct Built {
    pub files: BTreeMap<String, Vec<u8>>,
    diagnostics: Vec<Diagnostic>,
    sources: Sources,
}

/// Keeps the files.
#[derive(Default)]
pub struct Memory(pub Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Memory {
    fn put(&self, path: &str, content: Blob) {
        let bytes = content.read().unwrap().to_vec();
        let other = self.0.lock().unwrap().insert(path.to_owned(), bytes);
        assert!(other.is_none(), "{path} was written twice");
    }
}

/// The files of a site in a string.
pub fn files(site: &str) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for part in site
        .split("\n== ")
        .flat_map(|p| p.strip_prefix("== ").or(Some(p)))
    {
        let Some((name, text)) = part.split_once('\n') else {
            continue;
        };
        if !name.trim().is_empty() {
            files.insert(
                name.trim().to_owned(),
                format!("{}\n", text.trim_end_matches('\n')),
            );
        }
    }
    files
        .entry("site.toml".into())
        .or_insert_with(|| SITE.into());
    if !files.contains_key("content/index.ko.md") {
        files.insert(
            "content/index.ko.md".into(),
            "---\ntitle: 처음\n---\n".into(),
        );
        files.insert(
            "content/index.en.md".into(),
            "---\ntitle: Home\n---\n".into(),
        );
    }
    files
}

/// Builds a site with the default options.
pub fn build(site: &str) -> Built {
    build_with(site, &Options::default())
}

/// Builds a site.
pub fn build_with(site: &str, options: &Options) -> Built {
    let files = files(site);
    build_bytes(
        files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())),
        options,
    )
}

/// Builds a site whose files may hold any bytes.
pub fn build_bytes<'a>(
    files: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    options: &Options,
) -> Built {
    let sources = Sources::from_memory(files);
    let sink = Memory::default();
    let diagnostics = haeseol::build(&sources, options, &mut Cache::default(), &sink, &|_| ());
    Built {
        files: sink.0.into_inner().unwrap(),
        diagnostics,
        sources,
    }
}

impl Built {
    /// The file at a path; a path that ends in `/` (or is empty) is a page.
    pub fn file(&self, path: &str) -> &str {
        let path = if path.is_empty() || path.ends_with('/') {
            format!("{path}index.html")
        } else {
            path.to_owned()
        };
        match self.files.get(&path) {
            Some(bytes) => std::str::from_utf8(bytes).unwrap(),
            None => panic!(
                "there is no {path}; there are {:#?}\n{}",
                self.files.keys(),
                self.report()
            ),
        }
    }

    /// Every path.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Every file.
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// Every page with its folder.
    pub fn pages(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().filter_map(|(p, b)| {
            Some((
                p.strip_suffix("index.html")?,
                std::str::from_utf8(b).unwrap(),
            ))
        })
    }

    /// What people see of the findings, without colour.
    pub fn report(&self) -> String {
        self.report_in(Locale::English)
    }

    /// The same in a language.
    pub fn report_in(&self, locale: Locale) -> String {
        self.printed(locale, None)
    }

    /// The same in Korean, in a terminal of so many columns.
    pub fn report_within(&self, columns: usize) -> String {
        self.printed(Locale::Korean, Some(columns))
    }

    fn printed(&self, locale: Locale, columns: Option<usize>) -> String {
        let text = self.sources.quoted();
        let report = Report::new(&self.diagnostics, Severity::Warning, locale, &text);
        let coloured = match columns {
            Some(columns) => report.width(columns).human(1000),
            None => report.human(1000),
        };
        let mut plain = String::new();
        let mut rest = coloured.as_str();
        while let Some((before, after)) = rest.split_once('\x1b') {
            plain.push_str(before);
            rest = after.split_once('m').map_or("", |(_, r)| r);
        }
        plain + rest
    }

    /// `file:line:column code` of each finding, sorted.
    pub fn findings(&self) -> Vec<String> {
        let text = |file: &str| self.sources.text(file).cloned();
        let json = Report::new(&self.diagnostics, Severity::Warning, Locale::English, &text).json();
        let rows = json
            .lines()
            .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
        rows.map(|d| {
            let mut row = d["file"].as_str().unwrap().to_owned();
            if let (Some(line), Some(column)) = (d["line"].as_u64(), d["column"].as_u64()) {
                write!(row, ":{line}:{column}").unwrap();
            }
            format!("{row} {}", d["code"].as_str().unwrap())
        })
        .collect()
    }

    /// The site, which has to be without errors.
    pub fn good(self) -> Self {
        assert!(
            !self.diagnostics.iter().any(Diagnostic::is_error),
            "{}",
            self.report()
        );
        self
    }

    /// Every finding.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The only finding there is.
    pub fn only_finding(&self) -> &Diagnostic {
        let bad: Vec<_> = self
            .diagnostics
            .iter()
            .filter(|d| d.severity != Severity::Note)
            .collect();
        assert_eq!(bad.len(), 1, "{}", self.report());
        bad[0]
    }
}

/// The text of a plain page's Markdown as HTML.
pub fn render(markdown: &str) -> String {
    let site = format!("{BARE_PAGE}\n== content/t.ko.md\n---\ntitle: 글\n---\n{markdown}");
    let built = build(&site);
    built.file("ko/t/").trim_end().to_owned()
}

/// Asserts that these parts are in a text, one after the other.
pub fn in_order(text: &str, parts: &[&str]) {
    let mut rest = text;
    for part in parts {
        let at = rest.find(part);
        assert!(at.is_some(), "{part} in its place: {text}");
        rest = &rest[at.unwrap() + part.len()..];
    }
}

/// Compares with a golden file; `UPDATE_GOLDEN=1` writes it.
pub fn golden(name: &str, actual: &str) {
    let path = golden_folder().join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, actual).unwrap();
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        wanted == actual,
        "{name} differs; UPDATE_GOLDEN=1 cargo test accepts this:\n{actual}"
    );
}

/// Where golden files are.
pub fn golden_folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/suite/golden")
}

impl Built {
    /// The only error there is.
    pub fn only_error(&self) -> &Diagnostic {
        let errors: Vec<_> = self.diagnostics.iter().filter(|d| d.is_error()).collect();
        assert_eq!(errors.len(), 1, "{}", self.report());
        errors[0]
    }

    /// The messages of the notes of a rule.
    pub fn notes(&self, code: &str) -> Vec<&str> {
        self.diagnostics
            .iter()
            .filter(|d| d.code == code)
            .map(|d| d.message.english())
            .collect()
    }

    /// The message of the only finding of a rule.
    pub fn only_finding_with(&self, code: &str) -> &str {
        let found = self.found(code);
        assert_eq!(found.len(), 1, "{}", self.report());
        found[0].message.english()
    }

    /// The file of a finding, and the text at its place.
    pub fn place(&self, finding: &Diagnostic) -> String {
        let file = &*finding.place.file;
        let text = self.sources.quoted()(file).unwrap_or_default();
        let (start, end) = finding.place.range.unwrap_or_default();
        format!("{file}: {}", text[start..end].trim_end())
    }

    /// What the findings of a rule say is to be done.
    pub fn hints(&self, code: &str) -> Vec<&str> {
        let hints = self.found(code).into_iter().filter_map(|d| d.hint.as_ref());
        hints.map(|hint| hint.english()).collect()
    }

    /// The findings of a rule.
    pub fn found(&self, code: &str) -> Vec<&Diagnostic> {
        self.diagnostics.iter().filter(|d| d.code == code).collect()
    }
}
