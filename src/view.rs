//! What a template sees: one [`View`] a page, plain data with finished HTML and relative addresses.
//!
//! Names here are names in templates: `{{ page.title }}`, `{% for section in explainer.sections %}`. What is the same on
//! every page of a language is in [`Shared`], made once.

use std::collections::BTreeMap;

use serde::Serialize;

/// The same on every page of a language: `site` and `t`.
#[derive(Debug, Serialize)]
pub struct Shared<'a> {
    /// The site.
    pub site: SiteView,
    /// Words of the interface by key.
    pub t: &'a BTreeMap<String, String>,
}

/// The site in a language.
#[derive(Debug, Serialize)]
pub struct SiteView {
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
    /// Name and version of this program.
    pub generator: &'static str,
}

/// A name with an address.
#[derive(Debug, Clone, Serialize)]
pub struct Named {
    /// As printed.
    pub name: String,
    /// Its page.
    pub url: Option<String>,
}

/// A page.
#[derive(Debug, Serialize)]
pub struct View {
    /// What every page has.
    pub page: Page,
    /// Links of the header.
    pub nav: Vec<NavLink>,
    /// What this kind of page has.
    #[serde(flatten)]
    pub content: Content,
}

/// What every page has.
#[derive(Debug, Serialize)]
pub struct Page {
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
    /// Whether search engines should leave the page out.
    pub noindex: bool,
    /// `article` or `website` (Open Graph).
    pub og_type: &'static str,
    /// Languages as Open Graph writes them, this page's first.
    pub og_locales: Vec<String>,
    /// JSON-LD, safe inside `<script>`.
    pub json_ld: String,
    /// Relative address of the language's search page.
    pub search: Option<String>,
    /// Relative address of the page's text as Markdown, where there is one.
    pub markdown: Option<String>,
    /// Relative address of the language's feed.
    pub feed: String,
}

/// `<link rel="alternate" hreflang>`.
#[derive(Debug, Serialize)]
pub struct Alternate {
    /// A language or `x-default`.
    pub lang: String,
    /// Absolute address.
    pub href: String,
}

/// A link of the language switch.
#[derive(Debug, Serialize)]
pub struct Switch {
    /// Language that it leads to.
    pub lang: String,
    /// The language's name in itself.
    pub name: String,
    /// Relative address.
    pub href: String,
}

/// A step of the way to a page.
#[derive(Debug, Clone, Serialize)]
pub struct Crumb {
    /// Title of the step.
    pub title: String,
    /// Relative address; `None` for the page itself.
    pub href: Option<String>,
}

/// A link of the header.
#[derive(Debug, Serialize)]
pub struct NavLink {
    /// What it says.
    pub label: String,
    /// Relative address.
    pub href: String,
    /// Whether it leads to the page it stands on.
    pub current: bool,
}

/// What a kind of page has; the variant's name is the name in templates.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Home of a language.
    Home(Home),
    /// An explainer.
    Explainer(Box<Explainer>),
    /// The glossary's index.
    Glossary(Glossary),
    /// A term.
    Term(Box<Term>),
    /// A plain page.
    Text(Text),
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
pub struct Text {
    /// Finished HTML.
    pub html: String,
}

/// A home page.
#[derive(Debug, Serialize)]
pub struct Home {
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

/// An explainer in a list.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainerRef {
    /// Relative address.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Language of title and description, where it is not the page's.
    pub lang: Option<String>,
    /// One sentence; may be empty.
    pub description: String,
    /// Minutes to read, in words.
    pub reading_time: String,
    /// Day of publication.
    pub date: Option<DateView>,
    /// Day of the last change.
    pub updated: Option<DateView>,
}

/// A day.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// For `datetime`.
    pub iso: String,
    /// For readers.
    pub text: String,
}

/// An explainer.
#[derive(Debug, Serialize)]
pub struct Explainer {
    /// Its place in lists.
    #[serde(flatten)]
    pub about: ExplainerRef,
    /// The lead, HTML.
    pub lead: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Relative address of the page with another language beside this one, if there is one.
    pub parallel: Option<String>,
    /// Its sections.
    pub sections: Vec<Section>,
    /// Its contents.
    pub contents: Vec<ContentsItem>,
    /// The terms that its comparison compares, in the order of the columns; empty where a column names none.
    pub subjects: Vec<String>,
    /// What it rests on.
    pub sources: Vec<Source>,
    /// The terms it uses, in the order of the glossary.
    pub terms: Vec<TermRef>,
}

/// An entry of the contents.
#[derive(Debug, Serialize)]
pub struct ContentsItem {
    /// Address on the page, with `#`.
    pub href: String,
    /// The section's title.
    pub title: String,
    /// Language of the title, where it is not the page's.
    pub lang: Option<String>,
}

/// A section of an explainer.
#[derive(Debug, Serialize)]
pub struct Section {
    /// Its id, the same in every language.
    pub id: String,
    /// `prose`, `comparison`, `faq`.
    pub kind: &'static str,
    /// Its heading; empty if it continues the section before.
    pub title: String,
    /// Language of the section, where it is not the page's.
    pub lang: Option<String>,
    /// The same section in the other languages.
    pub twins: Vec<Switch>,
    /// The text (prose), the introduction (comparison, FAQ), HTML.
    pub html: String,
    /// What follows the table or the questions, HTML; may be empty.
    pub after: String,
    /// The table of a comparison.
    pub table: Option<Table>,
    /// The questions of a FAQ.
    pub items: Vec<FaqItem>,
}

/// The table of a comparison.
#[derive(Debug, Serialize)]
pub struct Table {
    /// Heading of the first column, HTML; may be empty.
    pub corner: String,
    /// The subjects, HTML.
    pub columns: Vec<String>,
    /// The criteria.
    pub rows: Vec<Row>,
}

/// A row of a comparison.
#[derive(Debug, Serialize)]
pub struct Row {
    /// The criterion, HTML.
    pub header: String,
    /// A cell for each subject.
    pub cells: Vec<CellView>,
}

/// A cell of a comparison.
#[derive(Debug, Serialize)]
pub struct CellView {
    /// What it says, HTML.
    pub html: String,
    /// The subject, plain text, for narrow screens.
    pub label: String,
}

/// A question with its answer.
#[derive(Debug, Serialize)]
pub struct FaqItem {
    /// Its id.
    pub id: String,
    /// Its address on the page, with `#`.
    pub href: String,
    /// The question, HTML.
    pub question: String,
    /// The answer, HTML.
    pub answer: String,
}

/// An explainer in two languages side by side.
#[derive(Debug, Serialize)]
pub struct Parallel {
    /// Relative address of the article.
    pub article: String,
    /// The reader's language.
    pub left: FrontLanguage,
    /// The language beside it.
    pub right: FrontLanguage,
    /// The titles.
    pub titles: [String; 2],
    /// The leads, block by block where both have as many.
    pub lead: Vec<[String; 2]>,
    /// The sections.
    pub sections: Vec<ParallelSection>,
}

/// A section in two languages.
#[derive(Debug, Serialize)]
pub struct ParallelSection {
    /// The reader's language's.
    pub left: Section,
    /// The other one's; none where a language shows the other's text anyway.
    pub right: Option<Section>,
    /// The text of prose, block by block where both have as many; else in one row.
    pub rows: Vec<[String; 2]>,
}

/// The search page without script: everything there is.
#[derive(Debug, Serialize)]
pub struct Search {
    /// Every explainer.
    pub explainers: Vec<ExplainerRef>,
    /// Every term.
    pub terms: Vec<TermRef>,
}

/// A source.
#[derive(Debug, Serialize)]
pub struct Source {
    /// As printed.
    pub title: String,
    /// Where to read it.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub date: Option<DateView>,
}

/// A term in a list.
#[derive(Debug, Clone, Serialize)]
pub struct TermRef {
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
pub struct Foreign {
    /// The language.
    pub lang: String,
    /// The name.
    pub name: String,
}

/// The glossary's index.
#[derive(Debug, Serialize)]
pub struct Glossary {
    /// The introduction, HTML; may be empty.
    pub html: String,
    /// Terms under their first letters.
    pub groups: Vec<Group>,
    /// How many terms there are.
    pub term_count: usize,
}

/// The terms under a letter.
#[derive(Debug, Serialize)]
pub struct Group {
    /// The letter.
    pub label: String,
    /// The group's id.
    pub id: String,
    /// Its terms; a letter without any is shown all the same.
    pub terms: Vec<TermRef>,
}

/// A term's page.
#[derive(Debug, Serialize)]
pub struct Term {
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
    /// The pages that use it.
    pub uses: Vec<Use>,
    /// The term before it in the glossary.
    pub previous: Option<TermRef>,
    /// The term after it.
    pub next: Option<TermRef>,
}

/// A term in another language.
#[derive(Debug, Serialize)]
pub struct Elsewhere {
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
pub struct Use {
    /// Title of the page.
    pub title: String,
    /// Relative address.
    pub href: String,
    /// Language of the page's text, where it is not the reader's.
    pub lang: Option<String>,
    /// The first mention in each section, answer, comparison.
    pub places: Vec<UsePlace>,
}

/// A mention of a term.
#[derive(Debug, Serialize)]
pub struct UsePlace {
    /// Title of the section, or the question; empty for a section without one.
    pub title: String,
    /// Relative address of the place.
    pub href: String,
    /// Language of the text, where it is not the reader's.
    pub lang: Option<String>,
    /// The sentence, HTML, with `<mark>` around the term.
    pub html: String,
}

/// Every explainer by year.
#[derive(Debug, Serialize)]
pub struct Archive {
    /// Years, the newest first.
    pub years: Vec<Year>,
}

/// The explainers of a year.
#[derive(Debug, Serialize)]
pub struct Year {
    /// The year; `None` for those without a date.
    pub year: Option<i16>,
    /// Its explainers.
    pub explainers: Vec<ExplainerRef>,
}

/// The bilingual front door.
#[derive(Debug, Serialize)]
pub struct Front {
    /// Each language.
    pub languages: Vec<FrontLanguage>,
    /// Each explainer in each language it is written in.
    pub explainers: Vec<Vec<FrontExplainer>>,
}

/// A language on the front door and on the 404 page.
#[derive(Debug, Serialize)]
pub struct FrontLanguage {
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
pub struct FrontExplainer {
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
pub struct NotFound {
    /// Each language, addresses absolute.
    pub languages: Vec<FrontLanguage>,
}
