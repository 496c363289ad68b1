//! The glossary and its terms.

use serde::Serialize;

use super::{Neighbour, Neighbours};

/// A term in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TermRef {
    /// Its slug.
    pub id: String,
    /// Relative address.
    pub href: String,
    /// Its name.
    pub name: String,
    /// Language of name and summary, where it is not the page's.
    pub lang: Option<String>,
    /// Its names in the other languages, where they differ.
    pub others: Vec<Foreign>,
    /// One sentence.
    pub summary: String,
    /// What kind of thing it is.
    pub category: Option<String>,
}

/// A name in another language.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Foreign {
    /// The language.
    pub lang: String,
    /// The name.
    pub name: String,
}

/// The glossary's index.
#[derive(Debug, Serialize)]
pub(crate) struct GlossaryView {
    /// The introduction, HTML; may be empty.
    pub html: String,
    /// Terms under their first letters.
    pub groups: Vec<Group>,
    /// How many terms there are.
    pub term_count: usize,
    /// How many categories they have.
    pub categories: usize,
}

/// The terms under a letter.
#[derive(Debug, Serialize)]
pub(crate) struct Group {
    /// The letter.
    pub label: String,
    /// The group's id.
    pub id: String,
    /// Its terms; none under some letters.
    pub terms: Vec<TermRef>,
}

/// A term's page.
#[derive(Debug, Serialize)]
pub(crate) struct TermView {
    /// Its place in lists.
    #[serde(flatten)]
    pub about: TermRef,
    /// Other names.
    pub aliases: Vec<String>,
    /// The text, HTML.
    pub html: String,
    /// What it is called and means in the other languages.
    pub elsewhere: Vec<Elsewhere>,
    /// Related terms.
    pub related: Vec<TermRef>,
    /// The pages that use it, but for those of terms; of a common term not all.
    pub uses: Vec<BacklinkView>,
    /// The terms whose texts use it; not all, if there are many.
    pub used_by: Vec<Neighbour>,
    /// How many pages use it.
    pub use_count: usize,
    /// Relative address of the search for it, where not all are named here.
    pub all_uses: Option<String>,
    /// The terms before and after it in the glossary.
    pub neighbours: Neighbours,
}

/// A term in another language.
#[derive(Debug, Serialize)]
pub(crate) struct Elsewhere {
    /// The language.
    pub lang: String,
    /// Relative address of the term's page there.
    pub href: String,
    /// Its name.
    pub name: String,
    /// One sentence.
    pub summary: String,
}

/// A page that uses a term.
#[derive(Debug, Serialize)]
pub(crate) struct BacklinkView {
    /// Title of the page.
    pub title: String,
    /// Relative address.
    pub href: String,
    /// Language of the page's text, where it is not the reader's.
    pub lang: Option<String>,
    /// The first mention in each section, answer, comparison.
    pub places: Vec<BacklinkPlace>,
}

/// A mention of a term.
#[derive(Debug, Serialize)]
pub(crate) struct BacklinkPlace {
    /// Title of the section, or the question; empty for a section without one.
    pub title: String,
    /// Relative address of the place.
    pub href: String,
    /// Language of the text, where it is not the reader's.
    pub lang: Option<String>,
    /// The sentence, HTML, with `<mark>` around the term.
    pub html: String,
}
