//! What is wrong with a site, where, and what to do about it.
//!
//! Every stage gathers [`Diagnostic`]s and goes on, so that an author sees all mistakes after one run. A diagnostic
//! names a byte range of a source file ([`Place`]); [`Report`] turns ranges into lines and columns when they are shown.

mod limit;
mod lines;
mod message;
mod printable;
mod report;

use std::ops::Range;
use std::sync::Arc;

pub(crate) use limit::{MOST_OF_A_KIND, Room, gather, limit};
pub(crate) use message::is_out_of_handles;
pub use message::{Locale, Message};
pub(crate) use printable::is_unprintable;
pub use printable::printable;
pub use report::{Report, Shown};

/// How bad a finding is, the worst first: an error keeps the site from being published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site is not written.
    Error,
    /// The site is written; the author should look.
    Warning,
    /// Worth knowing; `check` reports it, `build` only when asked.
    Note,
}

/// A byte range in a source file, or the file as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Path from the site's root, with `/`.
    pub file: Arc<str>,
    /// Bytes of the file's text as the pipeline read it (NFC, LF); `None` means the file as a whole.
    pub range: Option<(usize, usize)>,
}

impl Place {
    /// The file as a whole.
    pub fn file(file: &Arc<str>) -> Self {
        Self {
            file: Arc::clone(file),
            range: None,
        }
    }

    /// A byte range in `file`.
    pub fn at(file: &Arc<str>, range: Range<usize>) -> Self {
        Self {
            file: Arc::clone(file),
            range: Some((range.start, range.end)),
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where the author has to look first.
    pub place: Place,
    /// Error or warning.
    pub severity: Severity,
    /// Short name of the rule, stable across releases: `unknown-key`, `broken-link`.
    pub code: &'static str,
    /// What is wrong, in one line.
    pub message: Message,
    /// What to do.
    pub hint: Option<Message>,
    /// For a clash: the other places, each with a label.
    pub related: Vec<(Place, Message)>,
    /// What to write instead, where there is one answer.
    pub fix: Option<Fix>,
}

/// What to write in place of some bytes of the file that a finding is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fix {
    /// Bytes of the file's text as the pipeline read it (NFC, LF).
    pub range: (usize, usize),
    /// What belongs there.
    pub text: String,
}

impl Fix {
    /// `text` in place of the bytes `range`.
    pub fn new(range: Range<usize>, text: &str) -> Self {
        Self {
            range: (range.start, range.end),
            text: text.to_owned(),
        }
    }
}

impl Diagnostic {
    /// An error at `place`.
    pub fn error(place: Place, code: &'static str, message: Message) -> Self {
        Self {
            severity: Severity::Error,
            place,
            code,
            message,
            hint: None,
            related: Vec::new(),
            fix: None,
        }
    }

    /// A warning at `place`.
    pub fn warning(place: Place, code: &'static str, message: Message) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(place, code, message)
        }
    }

    /// Something worth knowing about `place`.
    pub fn note(place: Place, code: &'static str, message: Message) -> Self {
        Self {
            severity: Severity::Note,
            ..Self::error(place, code, message)
        }
    }

    /// The same with a remedy.
    #[must_use]
    pub fn hint(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same with a second place.
    #[must_use]
    pub fn related(mut self, place: Place, label: Message) -> Self {
        self.related.push((place, label));
        self
    }

    /// The same with what to write instead, if that is known.
    #[must_use]
    pub fn fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    /// Whether the finding keeps the site from being published.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// How many mistyped names of one kind are compared with the known ones: a site with more has one cause for all.
pub const MOST_HINTS: usize = 100;

/// The known name nearest to a mistyped one, if it is near enough to be meant: at most a third of its letters differ.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let letters = wanted.chars().count();
    let near = |k: &str, distance: usize| distance * 3 <= k.chars().count().max(letters).max(3);
    known
        .into_iter()
        // As many letters as one has more than the other differ at least: names of a megabyte need not be compared.
        .filter(|k| near(k, k.to_lowercase().chars().count().abs_diff(letters)))
        .map(|k| (strsim::damerau_levenshtein(&wanted, &k.to_lowercase()), k))
        .filter(|(distance, k)| near(k, *distance))
        .min_by(|a, b| a.0.cmp(&b.0).then(a.1.cmp(b.1)))
        .map(|(_, k)| k)
}

/// `did you mean …?`, where there is a near name.
pub fn did_you_mean<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<Message> {
    let near = nearest(name, known)?;
    Some(Message::new(
        format!("혹시 `{near}`?"),
        format!("did you mean `{near}`?"),
    ))
}

impl Severity {
    /// As JSON has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}
