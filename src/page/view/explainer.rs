//! An explainer, in one language and in two side by side.

use serde::Serialize;

use super::{FrontLanguage, Neighbours, Switch, TermRef};

/// An explainer in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ExplainerRef {
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
    /// The folder that it is in, in the archive of a site with folders.
    pub folder: Option<String>,
    /// Its colour, as an angle of the wheel.
    pub hue: u64,
}

/// One of the things that an explainer compares.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Subject {
    /// The slug of its term; empty where the column names none.
    pub slug: String,
    /// The name of its term.
    pub name: String,
}

/// A day.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct DateView {
    /// For `datetime`.
    pub iso: String,
    /// For readers.
    pub text: String,
}

/// An explainer.
#[derive(Debug, Serialize)]
pub(crate) struct Explainer {
    /// Its place in lists.
    #[serde(flatten)]
    pub about: ExplainerRef,
    /// The lead, HTML.
    pub lead: String,
    /// Of when its facts are: the month, in words.
    pub as_of: Option<DateView>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Relative address of the page that shows it in two languages side by side, if there is one.
    pub parallel: Option<String>,
    /// Its sections.
    pub sections: Vec<SectionView>,
    /// Its contents.
    pub contents: Vec<ContentsItem>,
    /// The terms that its comparison compares, in the order of the columns.
    pub subjects: Vec<Subject>,
    /// The sources that its sentences cite, in the order of their numbers.
    pub cited: Vec<SourceView>,
    /// What else it rests on.
    pub sources: Vec<SourceView>,
    /// The terms it uses, in the order of the glossary; not all, if there are many.
    pub terms: Vec<TermRef>,
    /// How many terms it uses.
    pub term_count: usize,
    /// The explainers that share most with it, the nearest first.
    pub related: Vec<ExplainerRef>,
    /// The explainers before and after it in lists.
    pub neighbours: Neighbours,
}

/// An entry of the contents.
#[derive(Debug, Serialize)]
pub(crate) struct ContentsItem {
    /// Address on the page, with `#`.
    pub href: String,
    /// The section's title.
    pub title: String,
    /// Language of the title, where it is not the page's.
    pub lang: Option<String>,
    /// The headings right below the section's.
    pub headings: Vec<ContentsItem>,
}

/// A section of an explainer.
#[derive(Debug, Serialize)]
pub(crate) struct SectionView {
    /// Its id, the same in every language.
    pub id: String,
    /// What its text calls it, where that is not its id, and what it was called before: each an anchor at its beginning.
    pub anchors: Vec<String>,
    /// The name of its kind: `prose`, `faq`.
    pub kind: &'static str,
    /// Its heading; empty if it continues the section before.
    pub title: String,
    /// What it is called by its number, if it is a comparison that is counted: Table 1.
    pub number: Option<String>,
    /// The headings right below it, for the contents.
    #[serde(skip)]
    pub headings: Vec<ContentsItem>,
    /// Language of the section, where it is not the page's.
    pub lang: Option<String>,
    /// The same section in the other languages.
    pub twins: Vec<Switch>,
    /// The original, where this is a translation that is behind it.
    pub behind: Option<Switch>,
    /// The text, or what is before the table or the items, HTML.
    pub html: String,
    /// What is after the table or the items, HTML; may be empty.
    pub after: String,
    /// The table, in a section that is made of one.
    pub table: Option<TableView>,
    /// The items, in a section that is made of them.
    pub items: Vec<ItemView>,
}

/// The table of a comparison.
#[derive(Debug, Serialize)]
pub(crate) struct TableView {
    /// Heading of the first column, HTML; may be empty.
    pub corner: String,
    /// The subjects, HTML.
    pub columns: Vec<String>,
    /// The criteria.
    pub rows: Vec<Row>,
}

/// A row of a comparison.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// The criterion, HTML.
    pub header: String,
    /// A cell for each subject.
    pub cells: Vec<CellView>,
}

/// A cell of a comparison.
#[derive(Debug, Serialize)]
pub(crate) struct CellView {
    /// What it says, HTML.
    pub html: String,
    /// The subject, plain text, for narrow screens.
    pub label: String,
}

/// A heading with its text below: a question and its answer.
#[derive(Debug, Serialize)]
pub(crate) struct ItemView {
    /// Its id.
    pub id: String,
    /// Its address on the page, with `#`.
    pub href: String,
    /// What the heading begins with and is apart from the rest, HTML: a date. Empty in most kinds.
    pub label: String,
    /// The heading without the label, HTML; the question of a FAQ gave it its name.
    pub question: String,
    /// The text below, HTML.
    pub answer: String,
}

/// An explainer in two languages side by side.
#[derive(Debug, Serialize)]
pub(crate) struct Parallel {
    /// Relative address of the article.
    pub article: String,
    /// The reader's language.
    pub left: FrontLanguage,
    /// The language shown in the other column.
    pub right: FrontLanguage,
    /// The titles.
    pub titles: [String; 2],
    /// The leads, block by block where both have as many.
    pub lead: Vec<ParallelRow>,
    /// The sections.
    pub sections: Vec<ParallelSection>,
    /// Its contents, in the reader's language.
    pub contents: Vec<ContentsItem>,
    /// As in [`Explainer`].
    pub subjects: Vec<Subject>,
    /// As in [`Explainer`], of both sides, in the reader's language.
    pub cited: Vec<SourceView>,
    /// As in [`Explainer`].
    pub sources: Vec<SourceView>,
    /// The terms of both sides in the order of the reader's glossary, each in both languages; not all, if there are many.
    pub terms: Vec<[TermRef; 2]>,
    /// How many terms both sides use.
    pub term_count: usize,
}

/// A section in two languages.
#[derive(Debug, Serialize)]
pub(crate) struct ParallelSection {
    /// The reader's language's.
    pub left: SectionView,
    /// The other one's; none where a language shows the other's text anyway.
    pub right: Option<SectionView>,
    /// The text of prose, block by block where both have as many; else in one row.
    pub rows: Vec<ParallelRow>,
}

/// A source.
#[derive(Debug, Serialize)]
pub(crate) struct SourceView {
    /// Its id on the page; empty where no sentence cites it.
    pub id: String,
    /// The addresses on the page of the marks that cite it, with `#`.
    pub marks: Vec<String>,
    /// As printed.
    pub title: String,
    /// Where to read it.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When.
    pub date: Option<DateView>,
}

/// What two texts say beside each other, HTML.
#[derive(Debug, Serialize)]
pub(crate) struct ParallelRow {
    pub left: String,
    pub right: String,
    /// A picture that both show, with both captions; the sides are empty then.
    pub both: String,
}
