//! Diagnostics as people and programs read them: in a terminal, as JSON, as annotations on GitHub, on a page.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use rustc_hash::FxHashMap;

use super::lines::{Lines, Quote};
use super::printable::{is_unprintable, printable};
use super::{Diagnostic, Place, Severity};

/// Diagnostics put in order and shown with the text they are about.
pub struct Report<'a> {
    diagnostics: Vec<&'a Diagnostic>,
    text: &'a dyn Fn(&str) -> Option<Arc<str>>,
    /// Where lines begin in the files asked for so far: a file may have many findings.
    lines: RefCell<FxHashMap<Arc<str>, Option<Lines>>>,
}

/// An error as a page shows it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Shown {
    /// What is wrong.
    pub message: String,
    /// Path of the file from the site's root.
    pub file: String,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column in characters, from 1.
    pub column: Option<usize>,
    /// The line: what is before the fault, the fault, what is after it.
    pub excerpt: Option<[String; 3]>,
    /// What to do.
    pub hint: Option<String>,
    /// Other places, each with what it is.
    pub related: Vec<String>,
}

impl<'a> Report<'a> {
    /// Sorts those of `diagnostics` that are at least as bad as `least` by place and drops repetitions; `text` gives a
    /// file's text by its path.
    pub fn new(
        diagnostics: &'a [Diagnostic],
        least: Severity,
        text: &'a dyn Fn(&str) -> Option<Arc<str>>,
    ) -> Self {
        let mut diagnostics: Vec<_> = diagnostics.iter().filter(|d| d.severity <= least).collect();
        diagnostics.sort();
        diagnostics.dedup();
        Self {
            diagnostics,
            text,
            lines: RefCell::default(),
        }
    }

    /// How many errors and warnings there are.
    pub fn counts(&self) -> (usize, usize) {
        let count = |severity| {
            self.diagnostics
                .iter()
                .filter(|d| d.severity == severity)
                .count()
        };
        (count(Severity::Error), count(Severity::Warning))
    }

    /// For people, errors first, at most `most` of them: the line with a caret below what is wrong, columns aligned for
    /// Hangul, coloured by ANSI codes (the caller strips them where colour is not wanted).
    pub fn human(&self, most: usize) -> String {
        self.with(&Renderer::styled(), most)
    }

    /// The same without colour.
    pub fn plain(&self, most: usize) -> String {
        self.with(&Renderer::plain(), most)
    }

    fn with(&self, renderer: &Renderer, most: usize) -> String {
        let renderer = renderer.clone().decor_style(DecorStyle::Ascii);
        let of = |severity| {
            self.diagnostics
                .iter()
                .filter(move |d| d.severity == severity)
        };
        let mut out = String::new();
        for d in of(Severity::Error).chain(of(Severity::Warning)).take(most) {
            let _ = write!(out, "{}\n\n", self.human_one(&renderer, d));
        }
        let (errors, warnings) = self.counts();
        if errors + warnings > most {
            let _ = writeln!(out, "… and {} more\n", errors + warnings - most);
        }
        // A line each: notes are a list to read through.
        for d in of(Severity::Note) {
            let _ = writeln!(out, "\x1b[1;32mnote\x1b[0m: {}", printable(&d.message));
            for (place, label) in &d.related {
                let _ = writeln!(out, "      {label}: {}", printable(&place.file));
            }
        }
        out
    }

    fn human_one(&self, renderer: &Renderer, d: &Diagnostic) -> String {
        // The renderer counts the columns of a line that is cut from the cut.
        let mut columns: Vec<(String, String)> = Vec::new();
        let level = match d.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let mut group = level
            .primary_title(printable(&d.message))
            .id(d.code)
            .elements(None::<Snippet<'_, annotate_snippets::Annotation<'_>>>);
        let places = std::iter::once((&d.place, None, AnnotationKind::Primary)).chain(
            d.related
                .iter()
                .map(|(p, label)| (p, Some(label.as_str()), AnnotationKind::Context)),
        );
        for (place, label, kind) in places {
            let file = printable(&place.file).into_owned();
            let label = label.map(|l| printable(l).into_owned());
            match place
                .range
                .and_then(|r| Quote::of((self.text)(&place.file)?, r))
                .map(Quote::printable)
            {
                Some(q) => {
                    if let Some([from, to]) = q.columns {
                        let at = |column| format!("{file}:{}:{column}", q.line);
                        columns.push((at(from), at(to)));
                    }
                    group = group.element(
                        Snippet::source(q.text)
                            .path(file)
                            .line_start(q.line)
                            .annotation(kind.span(q.range).label(label)),
                    );
                }
                None => group = group.element(Origin::path(file)),
            }
        }
        if let Some(hint) = &d.hint {
            group = group.element(Level::HELP.message(printable(hint)));
        }
        let rendered = renderer.render(&[group]);
        columns
            .iter()
            .fold(rendered, |text, (from, to)| text.replacen(from, to, 1))
    }

    /// One JSON object a line: severity, code, file, line, column, endLine, endColumn, message, hint.
    pub fn json(&self) -> String {
        self.diagnostics.iter().fold(String::new(), |mut out, d| {
            let at = self.position(&d.place);
            let object = serde_json::json!({
                "severity": d.severity.name(),
                "code": d.code,
                "file": &*d.place.file,
                "line": at.map(|p| p.0.0),
                "column": at.map(|p| p.0.1),
                "endLine": at.map(|p| p.1.0),
                "endColumn": at.map(|p| p.1.1),
                "message": d.message,
                "hint": d.hint,
                "related": d.related.iter().map(|(p, label)| {
                    let at = self.position(p);
                    serde_json::json!({ "file": &*p.file, "line": at.map(|p| p.0.0), "column": at.map(|p| p.0.1), "label": label })
                }).collect::<Vec<_>>(),
            });
            // JSON escapes less than a terminal obeys. Such characters are in strings only.
            for c in object.to_string().chars() {
                let _ = match is_unprintable(c) {
                    true => write!(out, "\\u{:04x}", c as u32),
                    false => out.write_char(c),
                };
            }
            out.push('\n');
            out
        })
    }

    /// Workflow commands that GitHub shows on the lines of a pull request. `folder` is that of the site in its
    /// repository: empty, or with a final `/`.
    ///
    /// The runner drops the columns of a finding that goes over several lines, so that only its beginning is given;
    /// what concerns a file as a whole is reported at its first line.
    pub fn github(&self, folder: &str) -> String {
        self.diagnostics.iter().fold(String::new(), |mut out, d| {
            let file = escape_property(&printable(&format!("{folder}{}", d.place.file)));
            let _ = write!(out, "::{} file={file}", d.severity.name());
            let start = match self.position(&d.place) {
                Some(((line, column), end)) if end.0 == line => {
                    let end_column = end.1;
                    format!("line={line},col={column},endLine={line},endColumn={end_column}")
                }
                Some(((line, column), _)) => format!("line={line},col={column}"),
                None => "line=1,col=1".to_owned(),
            };
            let mut message = printable(&d.message).into_owned();
            for (place, label) in &d.related {
                let at = self
                    .position(place)
                    .map_or(String::new(), |p| format!(":{}:{}", p.0.0, p.0.1));
                let other = format!("{label}: {folder}{}{at}", place.file);
                let _ = write!(message, "\n{}", printable(&other));
            }
            if let Some(hint) = &d.hint {
                let _ = write!(message, "\n{}", printable(hint));
            }
            let _ = writeln!(out, ",{start},title={}::{}", d.code, escape_data(&message));
            out
        })
    }

    /// The errors, for a page that shows them.
    pub fn shown(&self) -> Vec<Shown> {
        let errors = self
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error);
        let shown = errors.map(|d| {
            let at = self.position(&d.place).map(|p| p.0);
            let quote = d.place.range;
            let quote = quote.and_then(|r| Quote::of((self.text)(&d.place.file)?, r));
            Shown {
                message: d.message.clone(),
                file: d.place.file.to_string(),
                line: at.map(|p| p.0),
                column: at.map(|p| p.1),
                excerpt: quote.map(|q| {
                    let (before, rest) = q.text.split_at(q.range.start);
                    let (marked, after) = rest.split_at(q.range.len());
                    [before, marked, after].map(str::to_owned)
                }),
                hint: d.hint.clone(),
                related: d
                    .related
                    .iter()
                    .map(|(place, label)| {
                        let line = self
                            .position(place)
                            .map_or(String::new(), |p| format!(":{}", p.0.0));
                        format!("{label}: {}{line}", place.file)
                    })
                    .collect(),
            }
        });
        shown.collect()
    }

    /// Line and column where a place begins and ends.
    fn position(&self, place: &Place) -> Option<((usize, usize), (usize, usize))> {
        let (start, end) = place.range?;
        let mut known = self.lines.borrow_mut();
        let lines = known
            .entry(Arc::clone(&place.file))
            .or_insert_with(|| (self.text)(&place.file).map(Lines::of))
            .as_ref()?;
        Some((lines.position(start), lines.position(end.max(start))))
    }
}

/// Escapes the value of a workflow command's property, as GitHub's runner unescapes it.
fn escape_property(s: &str) -> String {
    escape_data(s).replace(':', "%3A").replace(',', "%2C")
}

/// Escapes the message of a workflow command.
fn escape_data(s: &str) -> String {
    s.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}
