//! Pages made of lists of links: homes, the archive, search, the front door, 404.

use serde::Serialize;
use tera::Value;

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

/// What comes before and after a page in a list of its kind.
#[derive(Debug, Serialize)]
pub(crate) struct Neighbours {
    /// Before it.
    pub previous: Option<Neighbour>,
    /// After it.
    pub next: Option<Neighbour>,
}

/// A page next to another one in a list.
#[derive(Debug, Serialize)]
pub(crate) struct Neighbour {
    /// Relative address.
    pub href: String,
    /// Its title.
    pub name: String,
    /// Language of the title, where it is not the page's.
    pub lang: Option<String>,
}

/// Every explainer by year.
#[derive(Debug, Serialize)]
pub(crate) struct Archive {
    /// Years, the newest first.
    pub years: Vec<Year>,
    /// The folders that explainers are in, in the order of their names; none if all are at the top.
    pub folders: Vec<Folder>,
    /// How many explainers there are.
    pub count: usize,
}

/// A folder of explainers.
#[derive(Debug, Serialize)]
pub(crate) struct Folder {
    /// Its path below the language, without slashes at the ends.
    pub path: String,
    /// How many explainers are in it.
    pub count: usize,
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
    /// Words of the interface in this language, made once for all pages.
    pub t: Value,
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
    /// Its colour, as an angle of the wheel.
    pub hue: u64,
}

/// 404.
#[derive(Debug, Serialize)]
pub(crate) struct NotFound {
    /// Each language, addresses absolute.
    pub languages: Vec<FrontLanguage>,
}
