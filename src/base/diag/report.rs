//! Diagnostics as people and programs read them: in a terminal, as JSON, as annotations on GitHub, on a page.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use rustc_hash::FxHashMap;

use super::lines::{Lines, Quote, width, wrapped};
use super::printable::{is_unprintable, printable};
use super::{Diagnostic, Locale, Message, Place, Severity};

/// Diagnostics put in order and shown with the text they are about.
pub struct Report<'a> {
    diagnostics: Vec<&'a Diagnostic>,
    locale: Locale,
    /// Columns of the terminal, if there is one.
    width: Option<usize>,
    /// Whether findings of one kind are folded.
    folded: bool,
    text: &'a dyn Fn(&str) -> Option<Arc<str>>,
    /// Where lines begin in the files asked for so far: a file may have many findings.
    lines: RefCell<FxHashMap<Arc<str>, Option<Lines>>>,
}

/// Columns of lines that are quoted where there is no terminal.
const WIDTH: usize = 140;
/// Columns for words beside the marks around them, however narrow a terminal is.
const LEAST_WIDTH: usize = 20;
/// Findings of one kind that are shown.
const MOST_OF_A_KIND: usize = 10;
/// Places of one finding that are shown.
const MOST_PLACES: usize = 3;

/// An error or a warning as a page shows it.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Shown {
    /// `error` or `warning`.
    pub severity: &'static str,
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
    /// In how many places it is, of which only the first ones are named.
    pub count: usize,
}

impl<'a> Report<'a> {
    /// Sorts those of `diagnostics` that are at least as bad as `least` by place and drops repetitions; `text` gives a
    /// file's text by its path.
    pub fn new(
        diagnostics: &'a [Diagnostic],
        least: Severity,
        locale: Locale,
        text: &'a dyn Fn(&str) -> Option<Arc<str>>,
    ) -> Self {
        let mut diagnostics: Vec<_> = diagnostics.iter().filter(|d| d.severity <= least).collect();
        diagnostics.sort();
        diagnostics.dedup();
        Self {
            diagnostics,
            locale,
            width: None,
            folded: true,
            text,
            lines: RefCell::default(),
        }
    }

    /// The same for a terminal of so many columns.
    #[must_use]
    pub fn width(self, columns: usize) -> Self {
        Self {
            width: Some(columns),
            ..self
        }
    }

    /// The same with every finding in full, however many are of one kind.
    #[must_use]
    pub fn unfolded(self) -> Self {
        Self {
            folded: false,
            ..self
        }
    }

    fn count(&self, severity: Severity) -> usize {
        let of = self.diagnostics.iter().filter(|d| d.severity == severity);
        of.count()
    }

    /// How many errors and warnings there are.
    pub fn counts(&self) -> (usize, usize) {
        (self.count(Severity::Error), self.count(Severity::Warning))
    }

    /// How many notes there are.
    pub fn notes(&self) -> usize {
        self.count(Severity::Note)
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
        let renderer = renderer.term_width(self.width.unwrap_or(WIDTH));
        let mut out = String::new();
        let of_a_kind = if self.folded { MOST_OF_A_KIND } else { most };
        let (shown, left) = self.folds(most, of_a_kind);
        for fold in &shown {
            let _ = write!(out, "{}\n\n", self.human_one(&renderer, fold));
        }
        for (code, n) in &left {
            let _ = match self.locale {
                Locale::Korean => writeln!(out, "… 그밖에 {n}개: {code}"),
                Locale::English => writeln!(out, "… and {n} more: {code}"),
            };
        }
        if !left.is_empty() {
            out.push('\n');
        }
        let notes = self.diagnostics.iter();
        for d in notes.filter(|d| d.severity == Severity::Note) {
            let _ = writeln!(out, "{}", self.note(&renderer, d));
        }
        out
    }

    /// Errors, then warnings, each with the others that say the same, at most `most` of them and `of_a_kind` of one code;
    /// and how many of each code are left out.
    fn folds(
        &self,
        most: usize,
        of_a_kind: usize,
    ) -> (Vec<Vec<&'a Diagnostic>>, BTreeMap<&'static str, usize>) {
        let mut folds: Vec<Vec<&Diagnostic>> = Vec::new();
        let mut known = FxHashMap::default();
        for severity in [Severity::Error, Severity::Warning] {
            for d in self.diagnostics.iter().filter(|d| d.severity == severity) {
                let same = (d.severity, d.code, &d.message, &d.hint, &d.related);
                let fold = *known.entry(same).or_insert(folds.len());
                match folds.get_mut(fold) {
                    Some(fold) if self.folded => fold.push(d),
                    _ => folds.push(vec![d]),
                }
            }
        }
        let mut of_kind: FxHashMap<&str, usize> = FxHashMap::default();
        let mut left = BTreeMap::new();
        let mut shown = 0;
        folds.retain(|fold| {
            let code = fold[0].code;
            let nth = of_kind.entry(code).or_default();
            *nth += 1;
            let fits = shown < most && *nth <= of_a_kind;
            if fits {
                shown += 1;
            } else {
                *left.entry(code).or_default() += fold.len();
            }
            fits
        });
        (folds, left)
    }

    /// A note: what it says, where, and what to do, without the lines of the text. Notes are a list to read through.
    fn note(&self, renderer: &Renderer, d: &Diagnostic) -> String {
        let label = self.locale.pick("알림", "note");
        let mut group = Level::NOTE
            .with_name(label)
            .primary_title(self.fitted(&d.message, width(label) + width(d.code) + "[]: ".len()))
            .id(d.code)
            .element(self.origin(&d.place));
        for (place, label) in &d.related {
            let label = printable(self.say(label));
            let file = printable(&place.file);
            let at = match self.position(place) {
                Some(((line, column), _)) => format!("{file}:{line}:{column}"),
                None => file.into_owned(),
            };
            group = group.element(Level::NOTE.with_name(label).message(at));
        }
        if let Some(hint) = &d.hint {
            group = group.element(self.help(hint, 1));
        }
        renderer.render(&[group])
    }

    fn origin(&self, place: &Place) -> Origin<'static> {
        let origin = Origin::path(printable(&place.file).into_owned());
        match self.position(place) {
            Some(((line, column), _)) => origin.line(line).char_column(column),
            None => origin,
        }
    }

    /// What to do, behind a gutter of so many digits.
    fn help(&self, hint: &Message, digits: usize) -> annotate_snippets::Message<'static> {
        let label = self.locale.pick("도움말", "help");
        let before = digits + width(label) + "  = : ".len();
        let help = Level::HELP.with_name(label);
        help.message(self.fitted(hint, before))
    }

    fn human_one(&self, renderer: &Renderer, fold: &[&Diagnostic]) -> String {
        let d = fold[0];
        // The renderer counts the columns of a line that is cut from the cut.
        let mut columns: Vec<(String, String)> = Vec::new();
        let (level, label) = match d.severity {
            Severity::Error => (Level::ERROR, self.locale.pick("오류", "error")),
            Severity::Warning => (Level::WARNING, self.locale.pick("경고", "warning")),
            Severity::Note => (Level::NOTE, self.locale.pick("알림", "note")),
        };
        let level = level.with_name(label);
        let digits = self
            .position(&d.place)
            .map_or(1, |((line, _), _)| line.to_string().len());
        let mut group = level
            .primary_title(self.fitted(&d.message, width(label) + width(d.code) + "[]: ".len()))
            .id(d.code)
            .elements(None::<Snippet<'_, annotate_snippets::Annotation<'_>>>);
        let places = std::iter::once((&d.place, None, AnnotationKind::Primary)).chain(
            d.related
                .iter()
                .map(|(p, label)| (p, Some(self.say(label)), AnnotationKind::Context)),
        );
        for (place, label, kind) in places {
            let file = printable(&place.file).into_owned();
            let label = label.map(|l| printable(l).into_owned());
            match place
                .range
                .and_then(|r| Quote::of((self.text)(&place.file)?, r))
                .map(|quote| match self.width {
                    Some(columns) => {
                        let gutter = quote.line.to_string().len().max(digits) + " | ".len() + 1;
                        quote.within(columns.saturating_sub(gutter).max(LEAST_WIDTH))
                    }
                    None => quote,
                })
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
        for d in fold.iter().skip(1).take(MOST_PLACES - 1) {
            group = group.element(self.origin(&d.place));
        }
        if fold.len() > 1 {
            let n = fold.len();
            let same = match self.locale {
                Locale::Korean => format!("모두 {n}곳이 같습니다"),
                Locale::English => format!("the same in {n} places"),
            };
            let note = Level::NOTE.with_name(self.locale.pick("알림", "note"));
            group = group.element(note.message(same));
        }
        if let Some(hint) = &d.hint {
            group = group.element(self.help(hint, digits));
        }
        let rendered = renderer.render(&[group]);
        columns
            .iter()
            .fold(rendered, |text, (from, to)| text.replacen(from, to, 1))
    }

    /// What is said, in lines that fit behind so many columns of the terminal's.
    fn fitted(&self, message: &Message, before: usize) -> String {
        let said = printable(self.say(message));
        match self.width {
            Some(columns) => wrapped(&said, columns.saturating_sub(before).max(LEAST_WIDTH)),
            None => said.into_owned(),
        }
    }

    /// One JSON object a line: severity, code, file, line, column, endLine, endColumn, message, hint, fix.
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
                "message": self.say(&d.message),
                "hint": d.hint.as_ref().map(|h| self.say(h)),
                "fix": d.fix.as_ref().map(|fix| {
                    let range = self.position(&Place { range: Some(fix.range), ..d.place.clone() });
                    serde_json::json!({ "line": range.map(|p| p.0.0), "column": range.map(|p| p.0.1), "endLine": range.map(|p| p.1.0), "endColumn": range.map(|p| p.1.1), "text": fix.text })
                }),
                "related": d.related.iter().map(|(p, label)| {
                    let at = self.position(p);
                    serde_json::json!({ "file": &*p.file, "line": at.map(|p| p.0.0), "column": at.map(|p| p.0.1), "label": self.say(label) })
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
            // What is a note to everybody else is a notice to GitHub.
            let severity = match d.severity {
                Severity::Note => "notice",
                severity => severity.name(),
            };
            let _ = write!(out, "::{severity} file={file}");
            let start = match self.position(&d.place) {
                Some(((line, column), end)) if end.0 == line => {
                    let end_column = end.1;
                    format!("line={line},col={column},endLine={line},endColumn={end_column}")
                }
                Some(((line, column), _)) => format!("line={line},col={column}"),
                None => "line=1,col=1".to_owned(),
            };
            let mut message = printable(self.say(&d.message)).into_owned();
            for (place, label) in &d.related {
                let at = self
                    .position(place)
                    .map_or(String::new(), |p| format!(":{}:{}", p.0.0, p.0.1));
                let other = format!("{}: {folder}{}{at}", self.say(label), place.file);
                let _ = write!(message, "\n{}", printable(&other));
            }
            if let Some(hint) = &d.hint {
                let _ = write!(message, "\n{}", printable(self.say(hint)));
            }
            let _ = writeln!(out, ",{start},title={}::{}", d.code, escape_data(&message));
            out
        })
    }

    /// The errors, then the warnings, for a page that shows them, at most `most` of them.
    pub fn shown(&self, most: usize) -> Vec<Shown> {
        let (folds, _) = self.folds(most, most);
        let shown = folds.into_iter().map(|fold| {
            let d = fold[0];
            let line = |place| {
                let at = self.position(place);
                at.map_or(String::new(), |p| format!(":{}", p.0.0))
            };
            let others = fold.iter().skip(1).take(MOST_PLACES - 1);
            let others = others.map(|d| format!("{}{}", d.place.file, line(&d.place)));
            let related = d.related.iter();
            let related = related.map(|(place, label)| {
                format!("{}: {}{}", self.say(label), place.file, line(place))
            });
            let at = self.position(&d.place).map(|p| p.0);
            let quote = d.place.range;
            let quote = quote.and_then(|r| Quote::of((self.text)(&d.place.file)?, r));
            Shown {
                severity: d.severity.name(),
                message: self.say(&d.message).to_owned(),
                file: d.place.file.to_string(),
                line: at.map(|p| p.0),
                column: at.map(|p| p.1),
                excerpt: quote.map(|q| {
                    let (before, rest) = q.text.split_at(q.range.start);
                    let (marked, after) = rest.split_at(q.range.len());
                    [before, marked, after].map(str::to_owned)
                }),
                hint: d.hint.as_ref().map(|h| self.say(h).to_owned()),
                related: related.chain(others).collect(),
                count: fold.len(),
            }
        });
        shown.collect()
    }

    fn say<'m>(&self, message: &'m Message) -> &'m str {
        message.text(self.locale)
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
