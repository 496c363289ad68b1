//! One content file, parsed: its [`Outline`], which other pages may read, and its body, which only its own page reads.

pub mod front_matter;
pub mod markdown;
pub mod path;

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3Default;

use crate::base::diag::Diagnostic;
use crate::base::ids::{DocumentId, Table};
use crate::document::front_matter::{
    ExplainerMatter, FrontMatter, Matter, SectionKind, SectionMatter, TermMatter,
};
use crate::document::markdown::{Length, Parsed, Shape};
use crate::document::path::{ContentPath, Role};
use crate::source::data::Spanned;
use crate::source::site::Site;

/// The documents of a site, in the order of their paths.
pub type Documents = Table<DocumentId, Arc<Document>>;

/// A parsed content file.
#[derive(Debug)]
pub struct Document {
    /// What other pages may know of it.
    pub outline: Outline,
    pub(crate) parsed: Parsed,
    /// The file's text, shared with the snapshot.
    pub(crate) source: Arc<str>,
    /// Hash of the file's text.
    pub(crate) hash: u64,
}

/// What a page may read of another page.
#[derive(Debug)]
pub struct Outline {
    /// Where the file is and what that makes it.
    pub path: ContentPath,
    /// Its front matter.
    pub front: FrontMatter,
    /// Its ids, in order.
    pub ids: Vec<Anchor>,
    /// Questions of a FAQ.
    pub questions: Vec<Question>,
    /// Rows and columns of a comparison's table, the header row and the criteria not counted.
    pub table: Option<(usize, usize)>,
    /// How much there is to read.
    pub length: Length,
    /// Hash of what pages show of another page: path, front matter, questions, table.
    pub(crate) hash: u64,
    /// Hash of what the site is put together by: path, ids, order, the names of terms.
    pub(crate) structure: u64,
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = Xxh3Default::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// An id of an element in a document.
#[derive(Debug, Clone, Hash)]
pub struct Anchor {
    /// As the author gave it, or made from the heading.
    pub name: String,
    /// Given by the author.
    pub explicit: bool,
    /// Bytes in the file.
    pub span: (usize, usize),
}

/// A question of a FAQ.
#[derive(Debug, Clone, Hash)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
}

impl Document {
    /// Parses a content file. `None` if its head leaves nothing to work with.
    pub fn parse(
        path: &ContentPath,
        text: &Arc<str>,
        hash: u64,
        site: &Site,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let (front, offset) = front_matter::parse(text, &path.file, path.role, site, diagnostics)?;
        let kind = match &front.matter {
            Matter::Section(section) => section.kind,
            _ => SectionKind::Prose,
        };
        let context = markdown::Context {
            file: &path.file,
            offset,
            kind,
            top_level: if path.role == Role::Section { 3 } else { 2 },
            raw_html: site.raw_html,
        };
        let parsed = markdown::parse(&text[offset..], context, diagnostics);
        let outline = Outline::new(path.clone(), front, &parsed);
        Some(Self {
            outline,
            parsed,
            source: Arc::clone(text),
            hash,
        })
    }
}

impl Outline {
    fn new(path: ContentPath, front: FrontMatter, parsed: &Parsed) -> Self {
        let ids: Vec<_> = parsed
            .body
            .ids
            .iter()
            .map(|id| Anchor {
                name: id.name.clone(),
                explicit: id.explicit,
                span: (id.span.start, id.span.end),
            })
            .collect();
        let questions = match &parsed.shape {
            Shape::Faq { items, .. } => items
                .iter()
                .map(|i| Question {
                    id: ids[i.id as usize].name.clone(),
                    text: i.question_text.clone(),
                })
                .collect(),
            _ => Vec::new(),
        };
        let table = match &parsed.shape {
            Shape::Comparison { table, .. } => {
                Some((table.rows.len(), table.columns.len().saturating_sub(1)))
            }
            _ => None,
        };
        let mut outline = Self {
            path,
            front,
            ids,
            questions,
            table,
            length: parsed.body.length,
            hash: 0,
            structure: 0,
        };
        outline.hash = hash((
            &outline.path,
            &outline.front,
            &outline.questions,
            &outline.table,
        ));
        outline.structure = outline.structure();
        outline
    }

    fn structure(&self) -> u64 {
        let ids: Vec<_> = self.ids.iter().map(|i| (&i.name, i.explicit)).collect();
        let order = self.explainer().map(|m| (m.weight, m.date));
        let term = self.term().map(|t| {
            let naming = (&t.aliases, &t.not, t.case_sensitive, t.matching);
            (&self.front.title, naming, &t.related, &t.sort_as)
        });
        let languages = (self.front.draft, self.front.original);
        hash((&self.path, languages, ids, order, term))
    }

    /// The title, empty only in a section without a heading.
    pub fn title(&self) -> &str {
        self.front.title.as_ref().map_or("", |t| &t.value)
    }

    /// The file.
    pub fn file(&self) -> &Arc<str> {
        &self.path.file
    }

    pub(crate) fn explainer(&self) -> Option<&ExplainerMatter> {
        match &self.front.matter {
            Matter::Explainer(matter) => Some(matter),
            _ => None,
        }
    }

    pub(crate) fn section(&self) -> Option<SectionMatter> {
        match &self.front.matter {
            Matter::Section(matter) => Some(*matter),
            _ => None,
        }
    }

    pub(crate) fn term(&self) -> Option<&TermMatter> {
        match &self.front.matter {
            Matter::Term(matter) => Some(matter),
            _ => None,
        }
    }

    /// The names of a term in this file: its title and its aliases.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.front
            .title
            .iter()
            .chain(self.term().into_iter().flat_map(|t| &t.aliases))
    }
}
