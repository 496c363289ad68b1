//! What a template sees: one [`View`] a page, plain data with finished HTML and relative addresses.
//!
//! Names here are names in templates: `{{ page.title }}`, `{% for section in explainer.sections %}`. What is the same on
//! every page of a language is made once: [`SiteView`] and the words of the interface.

mod explainer;
mod glossary;
mod lists;

use std::collections::BTreeMap;

use serde::Serialize;

pub(crate) use explainer::{
    CellView, ContentsItem, DateView, Explainer, ExplainerRef, ItemView, Parallel, ParallelRow,
    ParallelSection, Row, SectionView, SourceView, Subject, TableView,
};
pub(crate) use glossary::{
    BacklinkPlace, BacklinkView, Elsewhere, Foreign, GlossaryView, Group, TermRef, TermView,
};
pub(crate) use lists::{
    Archive, Folder, Front, FrontExplainer, FrontLanguage, Home, Neighbour, Neighbours, NotFound,
    Search, Year,
};

/// The site in a language.
#[derive(Debug, Serialize)]
pub(crate) struct SiteView {
    /// Its name.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// Who publishes it.
    pub author: Option<Named>,
    /// Paths of the theme's files from the site's root, by name: `style.css`.
    pub assets: BTreeMap<String, String>,
    /// Whether there is an index to search in.
    pub search: bool,
    /// What search engines ask for on front door and home pages: `<meta>` elements.
    pub verify: Vec<Meta>,
    /// Rules of `[theme]`, safe inside `<style>`; may be empty.
    pub style: String,
    /// Path of the logo from the site's root.
    pub logo: Option<String>,
    /// Name and version of this program.
    pub generator: &'static str,
}

/// A `<meta>` element.
#[derive(Debug, Serialize)]
pub(crate) struct Meta {
    /// Its `name`.
    pub name: &'static str,
    /// Its `content`.
    pub content: String,
}

/// A name with an address.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Named {
    /// As printed.
    pub name: String,
    /// Its page.
    pub url: Option<String>,
}

/// A page.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    /// What every page has.
    pub page: PageView,
    /// Links of the header.
    pub nav: Vec<NavLink>,
    /// What this kind of page has.
    #[serde(flatten)]
    pub content: Content,
}

/// What every page has.
#[derive(Debug, Serialize)]
pub(crate) struct PageView {
    /// `home`, `explainer`, `glossary`, `term`, `page`, `archive`, `front`, `not-found`.
    pub kind: &'static str,
    /// Language of the reader.
    pub lang: String,
    /// Relative address of the site's root, empty or with a final `/`.
    pub root: String,
    /// Relative address of the language's home page.
    pub home: String,
    /// Relative address of the language's glossary, if there are terms.
    pub glossary: Option<String>,
    /// Heading of the page.
    pub title: String,
    /// Title of the window.
    pub head_title: String,
    /// One sentence; may be empty.
    pub description: String,
    /// Absolute address of the page, or of the original if the page shows another language's text.
    pub canonical: String,
    /// The page in every language it really exists in, and `x-default`; empty if there is only one.
    pub alternates: Vec<Alternate>,
    /// The same page in the other languages.
    pub switch: Vec<Switch>,
    /// Steps from the home page to this one, this one last; empty on the home page.
    pub breadcrumbs: Vec<Crumb>,
    /// The language of the text, where it is not the reader's.
    pub foreign: Option<String>,
    /// The original, where the page's own text is a translation that is behind it.
    pub behind: Option<Switch>,
    /// Whether search engines should leave the page out.
    pub noindex: bool,
    /// `article` or `website` (Open Graph).
    pub og_type: &'static str,
    /// Languages as Open Graph writes them, this page's first.
    pub og_locales: Vec<String>,
    /// Whether an image of the page may be opened in full size.
    pub zoom: bool,
    /// The picture that goes with the page when its address is shared.
    pub image: Option<ShareImage>,
    /// JSON-LD, safe inside `<script>`.
    pub json_ld: String,
    /// Relative address of the language's search page.
    pub search: Option<String>,
    /// Relative address of the page's text as Markdown, where there is one.
    pub markdown: Option<String>,
    /// Relative address of the language's feed.
    pub feed: String,
    /// Whether it shows blocks of code.
    pub has_code: bool,
    /// Whether it shows formulas.
    pub has_math: bool,
    /// Whether a link on it can become the player of another site.
    pub has_player: bool,
    /// Whether there is a chart on it.
    pub has_chart: bool,
    /// Whether there is a timeline among its sections.
    pub has_timeline: bool,
}

/// A picture for who shares the page's address.
#[derive(Debug, Serialize)]
pub(crate) struct ShareImage {
    /// Absolute address.
    pub url: String,
    /// Width and height in pixels, where they are known.
    pub size: Option<(u32, u32)>,
    /// What is to be read on it.
    pub alt: String,
}

/// `<link rel="alternate" hreflang>`.
#[derive(Debug, Serialize)]
pub(crate) struct Alternate {
    /// A language or `x-default`.
    pub lang: String,
    /// Absolute address.
    pub href: String,
}

/// A link of the language switch.
#[derive(Debug, Serialize)]
pub(crate) struct Switch {
    /// Language of the page it points to.
    pub lang: String,
    /// The language's name in itself.
    pub name: String,
    /// Relative address.
    pub href: String,
    /// The title of the section it points to, where it points to one.
    pub title: String,
}

/// A step of the way to a page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Crumb {
    /// Title of the step.
    pub title: String,
    /// Relative address; `None` for the page itself.
    pub href: Option<String>,
}

/// A link of the header.
#[derive(Debug, Serialize)]
pub(crate) struct NavLink {
    /// What it says.
    pub label: String,
    /// Relative address.
    pub href: String,
    /// Whether it points to the page it is on.
    pub current: bool,
}

/// What a kind of page has; the variant's name is the name in templates.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Content {
    /// Home of a language.
    Home(Home),
    /// An explainer.
    Explainer(Box<Explainer>),
    /// The glossary's index.
    Glossary(GlossaryView),
    /// A term.
    Term(Box<TermView>),
    /// A plain page.
    Text(TextView),
    /// An explainer in two languages side by side.
    Parallel(Box<Parallel>),
    /// Every explainer by year.
    Archive(Archive),
    /// Search.
    Search(Search),
    /// The bilingual front door.
    Front(Front),
    /// 404.
    NotFound(NotFound),
}

/// A text.
#[derive(Debug, Serialize)]
pub(crate) struct TextView {
    /// Finished HTML.
    pub html: String,
    /// Its contents, if there is enough to choose from.
    pub contents: Vec<ContentsItem>,
}
