//! A site of a few files, built in memory, and what holds for the findings of any build.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use haeseol::Options;
use haeseol::base::diag::{Diagnostic, Locale, Place, Report, Severity};
use haeseol::engine::cache::Cache;
use haeseol::output::Sink;
use haeseol::source::{Blob, Sources};

use super::engine::{Seen, Verdict};

/// Settings of a site that is not about settings. An author's own HTML is off, so that all there is is ours.
pub const SETTINGS: &str = r#"base_url = "https://name.github.io/site/"
default_language = "ko"
title = { ko = "시험", en = "Test" }
[languages.ko]
name = "한국어"
[languages.en]
name = "English"
[markdown]
raw_html = false
"#;

/// A finished build.
pub struct Site {
    pub files: BTreeMap<String, Vec<u8>>,
    pub diagnostics: Vec<Diagnostic>,
    sources: Sources,
}

#[derive(Default)]
struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Memory {
    fn put(&self, path: &str, content: Blob) {
        let bytes = content.read().unwrap().to_vec();
        let twice = self.0.lock().unwrap().insert(path.to_owned(), bytes);
        assert!(twice.is_none(), "{path} was written twice");
    }
}

impl Site {
    pub fn build(files: &[(&str, &[u8])]) -> Self {
        Self::build_with(files, &Options::default())
    }

    pub fn build_with(files: &[(&str, &[u8])], options: &Options) -> Self {
        let sources = Sources::from_memory(files.iter().copied());
        let sink = Memory::default();
        let diagnostics = haeseol::build(&sources, options, &mut Cache::default(), &sink, &|_| ());
        Self {
            files: sink.0.into_inner().unwrap(),
            diagnostics,
            sources,
        }
    }

    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }

    /// As [`Self::check_findings`], of what `check` finds in the finished pages of a site without errors.
    pub fn check_built(&self, seen: &mut Seen) -> Verdict {
        if self.has_errors() {
            return Ok(());
        }
        let found = haeseol::check(&self.sources, &Options::default(), &|_| ());
        check_findings(&found, &self.sources, seen)
    }

    /// A text of the output.
    pub fn text(&self, path: &str) -> Result<&str, String> {
        let bytes = self
            .files
            .get(path)
            .ok_or_else(|| format!("there is no {path}"))?;
        std::str::from_utf8(bytes).map_err(|e| format!("{path} is not UTF-8: {e}"))
    }

    /// The texts of the output whose path ends so.
    pub fn texts<'s>(
        &'s self,
        ending: &'s str,
    ) -> impl Iterator<Item = (&'s str, Result<&'s str, String>)> {
        let paths = self.files.keys().filter(move |path| path.ends_with(ending));
        paths.map(|path| (path.as_str(), self.text(path)))
    }

    /// What holds for every finding: its places exist, it can be shown in every form, and it speaks the author's language.
    pub fn check_findings(&self, seen: &mut Seen) -> Verdict {
        check_findings(&self.diagnostics, &self.sources, seen)
    }
}

/// As [`Site::check_findings`].
pub fn check_findings(diagnostics: &[Diagnostic], sources: &Sources, seen: &mut Seen) -> Verdict {
    let quoted = sources.quoted();
    for d in diagnostics {
        seen.note((d.code, kind_of(d.message.english())));
        for place in std::iter::once(&d.place).chain(d.related.iter().map(|(place, _)| place)) {
            check_place(place, &quoted).map_err(|why| format!("{why}: {d:?}"))?;
        }
        check_wording(d, sources)?;
    }
    let report = Report::new(diagnostics, Severity::Note, Locale::English, &quoted);
    let _ = (report.human(1000), report.plain(2), report.shown(1000));
    let known = |line: &str| {
        ["::error ", "::warning ", "::notice "]
            .iter()
            .any(|c| line.starts_with(c))
    };
    if let Some(line) = report.github("folder/").lines().find(|line| !known(line)) {
        return Err(format!("no command of GitHub's: {line}"));
    }
    for line in report.json().lines() {
        serde_json::from_str::<serde_json::Value>(line)
            .map_err(|e| format!("no JSON: {e}: {line}"))?;
    }
    Ok(())
}

fn check_place(place: &Place, quoted: &dyn Fn(&str) -> Option<Arc<str>>) -> Verdict {
    let Some((start, end)) = place.range else {
        return Ok(());
    };
    let text = quoted(&place.file).ok_or("a range in a file without text")?;
    if start <= end && text.get(start..end).is_some() {
        Ok(())
    } else {
        Err(format!(
            "{start}..{end} is no range of a text of {} bytes",
            text.len()
        ))
    }
}

/// What a library found is said in plain English: a word that looks like a name from a program's source, and is in no
/// text of the author's, is the library's (`DuplicateKeyPolicy`, `max_nodes`).
fn check_wording(d: &Diagnostic, sources: &Sources) -> Verdict {
    if !["front-matter", "syntax"].contains(&d.code) {
        return Ok(());
    }
    let text = sources.text(&d.place.file).map_or("", |t| t);
    let own = d.message.english().split('`').step_by(2);
    let mut words = own.flat_map(|part| part.split(|c: char| !c.is_alphanumeric() && c != '_'));
    match words.find(|word| is_identifier(word) && !text.contains(*word)) {
        Some(word) => Err(format!("{word} is a name out of a program: {d:?}")),
        None => Ok(()),
    }
}

fn is_identifier(word: &str) -> bool {
    let joined = |a: char, b: char| a == '_' || (a.is_lowercase() && b.is_uppercase());
    !word.contains(|c: char| c.is_ascii_digit())
        && word
            .chars()
            .zip(word.chars().skip(1))
            .any(|(a, b)| joined(a, b))
}

/// A message without what it quotes.
fn kind_of(message: &str) -> String {
    let unquoted: String = message.split('`').step_by(2).collect();
    unquoted
        .chars()
        .filter(|c| c.is_ascii_alphabetic() || *c == ' ')
        .take(60)
        .collect()
}
