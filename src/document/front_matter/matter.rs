//! What front matter says, by the kind of file.

use jiff::civil::Date;

use crate::base::partial_date::PartialDate;
use crate::document::markdown::SectionHeading;
use crate::document::section::SectionKind;
use crate::lang::LanguageId;
use crate::source::data::Spanned;

/// What a content file says of itself.
#[derive(Debug, Clone, Hash)]
pub struct FrontMatter {
    /// The heading. Only a section may do without: it continues the one before.
    pub title: Option<Spanned<String>>,
    /// One sentence for lists, search engines and cards.
    pub description: Option<String>,
    /// Left out unless drafts are asked for.
    pub draft: bool,
    /// Whether search finds it; an explainer's index speaks for the whole explainer.
    pub search: bool,
    /// Whether it has formulas, whatever the site says of its texts.
    pub math: bool,
    /// The language that this text was first written in, if not the site's default.
    pub original: Option<LanguageId>,
    /// Where it was before: addresses below the language, or ids of a section.
    pub moved_from: Vec<Spanned<String>>,
    /// What only this kind of file says.
    pub matter: Matter,
    /// Whether it, or the kind of a section, could not be read, which is reported: nothing that follows from what is missing here
    /// is the author's fault.
    pub unread: bool,
}

impl FrontMatter {
    /// What the heading of a section says in an index with this front matter.
    pub(crate) fn section(&self, heading: &SectionHeading) -> Self {
        let title = Spanned {
            value: heading.title.clone(),
            span: heading.span.clone(),
        };
        Self {
            title: Some(title).filter(|title| !title.value.is_empty()),
            description: None,
            draft: self.draft,
            search: true,
            math: self.math,
            original: self.original,
            matter: Matter::Section(SectionMatter {
                kind: heading.kind,
                glossary: heading.glossary,
            }),
            moved_from: Vec::new(),
            unread: heading.unread,
        }
    }
}

/// The part of front matter that depends on the kind of file.
#[derive(Debug, Clone, Hash)]
pub enum Matter {
    /// Home, glossary index, plain page: nothing more.
    Plain,
    /// The `index` of an explainer.
    Explainer(ExplainerMatter),
    /// A section of an explainer.
    Section(SectionMatter),
    /// A glossary entry.
    Term(Box<TermMatter>),
}

/// What an explainer's index says.
#[derive(Debug, Clone, Default, Hash)]
pub struct ExplainerMatter {
    /// Day of publication.
    pub date: Option<Date>,
    /// Day of the last change that readers should know of.
    pub updated: Option<Date>,
    /// The day that its facts are of.
    pub as_of: Option<Date>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// What it rests on.
    pub sources: Vec<Reference>,
    /// The picture that goes with its address when that is shared, as a path or an address.
    pub image: Option<Spanned<String>>,
    /// Order in lists: lower comes first, before those without.
    pub weight: Option<i64>,
}

impl ExplainerMatter {
    /// The day that it speaks from.
    pub(crate) fn day(&self) -> Option<Date> {
        self.as_of.or(self.updated).or(self.date)
    }
}

/// A source that an explainer names.
#[derive(Debug, Clone, Hash)]
pub struct Reference {
    /// What texts cite it by, `[@id]`; without one it is what the whole rests on.
    pub id: Option<Spanned<String>>,
    /// As printed.
    pub title: String,
    /// Where to read it.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as far as it is known.
    pub date: Option<PartialDate>,
}

/// What a section says.
#[derive(Debug, Clone, Copy, Hash)]
pub struct SectionMatter {
    /// What the section is.
    pub kind: SectionKind,
    /// Whether its terms are linked automatically.
    pub glossary: bool,
}

/// What a term says.
#[derive(Debug, Clone, Default, Hash)]
pub struct TermMatter {
    /// Other names by which it is recognised.
    pub aliases: Vec<Spanned<String>>,
    /// One sentence: the preview card.
    pub summary: String,
    /// Whether the front matter has one; else it is the first sentence of the text.
    pub has_summary: bool,
    /// A label that groups terms.
    pub category: Option<String>,
    /// Slugs of related terms.
    pub related: Vec<Spanned<String>>,
    /// How a Latin name is read in Korean, for its particles.
    pub reading: Option<String>,
    /// What it is sorted by, instead of its title.
    pub sort_as: Option<String>,
    /// Whether mentions are looked for.
    pub matching: Matching,
    /// Words in which the name must not be found.
    pub not: Vec<String>,
    /// Names that should not be used for it.
    pub avoid: Vec<String>,
    /// Whether upper and lower case differ.
    pub case_sensitive: bool,
}

/// `match`: how a term's mentions are found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Matching {
    /// Found, except where the name is too short to be sure of.
    #[default]
    Unset,
    /// Found there too.
    Auto,
    /// Never found; linked by hand. Its names are free for other terms.
    Manual,
}
