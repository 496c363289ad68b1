//! The kinds of section, one file each.
//!
//! What is known of a kind is in its [`Kind`]: its name, the [`Form`] that its text is written in, what is wrong with one, what
//! `new` writes. The rest of the program works with the [`Shape`] of a text, which is one of few, not with the kind; templates
//! show a section of a form other than running text by the template of its kind's name.

mod comparison;
mod faq;
mod prose;
mod shape;
pub(crate) mod timeline;

pub(crate) use self::shape::{Cell, Item, Shape, Table};
use crate::base::diag::{Diagnostic, Place};

/// The kinds of section.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum SectionKind {
    /// Text.
    #[default]
    Prose,
    /// One table of criteria by subjects.
    Comparison,
    /// Questions with answers.
    Faq,
    /// What happened when.
    Timeline,
}

/// What is known of a kind of section.
struct Kind {
    /// As in front matter, in `data-kind` and in the name of its template.
    name: &'static str,
    /// Other names that people try, in lower case.
    synonyms: &'static [&'static str],
    /// What it is, in Korean and in English.
    about: [&'static str; 2],
    form: Form,
    /// Reports what is wrong with the parts of one.
    check: fn(&Shape, Places<'_>, &mut Vec<Diagnostic>),
    /// What `new` writes into one, in Korean and in English.
    example: [&'static str; 2],
}

/// How the text of a section is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form {
    /// As running text.
    Text,
    /// As items: a heading `## …` each, with its text below.
    Items {
        /// How many bytes at the beginning of an item's heading are a label apart from the rest: a date.
        label: fn(&str) -> usize,
    },
    /// As one table.
    Table {
        /// Reports a second one.
        second: fn(Place) -> Diagnostic,
    },
}

/// Where the parts of a section are.
#[derive(Clone, Copy)]
pub(crate) struct Places<'a> {
    /// The place of an item in its file, or with `None` that of the whole text.
    pub(crate) of: &'a dyn Fn(Option<&Item>) -> Place,
    /// What the heading of an item begins with: `##`, and `###` in an index.
    pub(crate) marks: &'static str,
}

impl SectionKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Prose, Self::Comparison, Self::Faq, Self::Timeline];

    fn kind(self) -> &'static Kind {
        match self {
            Self::Prose => &prose::KIND,
            Self::Comparison => &comparison::KIND,
            Self::Faq => &faq::KIND,
            Self::Timeline => &timeline::KIND,
        }
    }

    /// The kind of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The name of the kind that people mean by another one, which is in lower case.
    pub(crate) fn meant(other: &str) -> Option<&'static str> {
        let kind = Self::ALL
            .into_iter()
            .find(|kind| kind.name() == other || kind.kind().synonyms.contains(&other));
        kind.map(Self::name)
    }

    /// Its name, as in front matter and `data-kind`.
    pub fn name(self) -> &'static str {
        self.kind().name
    }

    /// What it is, in Korean and in English.
    pub fn about(self) -> [&'static str; 2] {
        self.kind().about
    }

    /// What `new` writes into one, in Korean and in English.
    pub(crate) fn example(self) -> [&'static str; 2] {
        self.kind().example
    }

    /// How its text is written.
    pub(crate) fn form(self) -> Form {
        self.kind().form
    }

    /// The template that shows its parts; running text needs none.
    pub(crate) fn template(self) -> Option<String> {
        let has_parts = !matches!(self.form(), Form::Text);
        has_parts.then(|| format!("{}.html", self.name()))
    }

    /// Reports what is wrong with the parts of one.
    pub(crate) fn check(
        self,
        shape: &Shape,
        places: Places<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        (self.kind().check)(shape, places, diagnostics);
    }
}
