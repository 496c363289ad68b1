//! Pages made of lists of links: homes, the archive, search, the front door, 404.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{ExplainerRef, TermRef};

/// A home page.
#[derive(Debug, Serialize)]
pub(crate) struct Home {
    /// The purpose, HTML; may be empty.
    pub html: String,
    /// The newest explainers.
    pub explainers: Vec<ExplainerRef>,
    /// Relative address of the archive, if the list above is not all.
    pub archive: Option<String>,
    /// A few terms.
    pub terms: Vec<TermRef>,
    /// How many terms there are.
    pub term_count: usize,
}

/// The search page without script: everything there is.
#[derive(Debug, Serialize)]
pub(crate) struct Search {
    /// Every explainer.
    pub explainers: Vec<ExplainerRef>,
    /// Every term.
    pub terms: Vec<TermRef>,
}

/// Every explainer by year.
#[derive(Debug, Serialize)]
pub(crate) struct Archive {
    /// Years, the newest first.
    pub years: Vec<Year>,
}

/// The explainers of a year.
#[derive(Debug, Serialize)]
pub(crate) struct Year {
    /// The year; `None` for those without a date.
    pub year: Option<i16>,
    /// Its explainers.
    pub explainers: Vec<ExplainerRef>,
}

/// The bilingual front door.
#[derive(Debug, Serialize)]
pub(crate) struct Front {
    /// Each language.
    pub languages: Vec<FrontLanguage>,
    /// Each explainer in each language it is written in.
    pub explainers: Vec<Vec<FrontExplainer>>,
}

/// A language on the front door and on the 404 page.
#[derive(Debug, Serialize)]
pub(crate) struct FrontLanguage {
    /// The language.
    pub lang: String,
    /// Its name in itself.
    pub name: String,
    /// Address of its home page.
    pub href: String,
    /// Address of its search page.
    pub search: Option<String>,
    /// The site's name.
    pub title: String,
    /// The site's purpose.
    pub description: String,
    /// Words of the interface in this language.
    pub t: BTreeMap<String, String>,
}

/// An explainer on the front door, in one language.
#[derive(Debug, Serialize)]
pub(crate) struct FrontExplainer {
    /// The language.
    pub lang: String,
    /// Relative address.
    pub href: String,
    /// Its title.
    pub title: String,
    /// One sentence.
    pub description: String,
}

/// 404.
#[derive(Debug, Serialize)]
pub(crate) struct NotFound {
    /// Each language, addresses absolute.
    pub languages: Vec<FrontLanguage>,
}
