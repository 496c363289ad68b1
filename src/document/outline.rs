//! What may be read of a document: by other pages its [`Outline`], by the stages that link the site its [`Structure`].

use std::ops::{Deref, Index};
use std::sync::Arc;

use jiff::civil::Date;

use crate::base::diag::Place;
use crate::base::hash::hash;
use crate::base::ids::DocumentId;
use crate::document::front_matter::{
    ExplainerMatter, FrontMatter, Matching, Matter, SectionMatter, TermMatter,
};
use crate::document::markdown::{Length, Numbered, Parsed};
use crate::document::path::ContentPath;
use crate::document::{Document, Documents};
use crate::lang::LanguageId;
use crate::source::data::Spanned;

/// What a page may read of another page: its [`Structure`], front matter, questions and lengths.
#[derive(Debug)]
pub struct Outline {
    /// What the stages that link the site may read of it.
    pub structure: Structure,
    /// Its front matter.
    pub front: FrontMatter,
    /// Questions of a FAQ, or events of a timeline.
    pub questions: Vec<Question>,
    /// Rows and columns of a comparison's table, the header row and the criteria not counted.
    pub table: Option<(usize, usize)>,
    /// How much there is to read.
    pub length: Length,
    /// Hash of what pages show of another page: path, front matter, questions, table.
    pub(crate) hash: u64,
}

impl Deref for Outline {
    type Target = Structure;

    fn deref(&self) -> &Structure {
        &self.structure
    }
}

impl Outline {
    pub(super) fn new(path: ContentPath, front: FrontMatter, parsed: &Parsed) -> Self {
        let ids: Vec<_> = parsed
            .body
            .ids
            .iter()
            .map(|id| OutlineId {
                name: id.name.clone(),
                explicit: id.explicit,
                numbered: id.numbered,
                span: (id.span.start, id.span.end),
            })
            .collect();
        let questions: Vec<_> = (parsed.shape.items().iter())
            .map(|item| Question {
                id: ids[item.id as usize].name.clone(),
                text: item.heading_text.clone(),
            })
            .collect();
        let table = (parsed.shape.table())
            .map(|table| (table.rows.len(), table.columns.len().saturating_sub(1)));
        let hash = hash((&path, &front, &questions, &table));
        Self {
            structure: Structure::new(path, &front, ids, parsed),
            front,
            questions,
            table,
            length: parsed.body.length,
            hash,
        }
    }

    /// The title, empty only in a section without a heading.
    pub fn title(&self) -> &str {
        self.front.title.as_ref().map_or("", |t| &t.value)
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
}

/// What the stages that link the site may read of a document. They do not run again after an edit that does not change
/// it.
#[derive(Debug)]
pub struct Structure {
    /// Where the file is and what that makes it.
    pub path: ContentPath,
    /// The language that this text was first written in, if not the site's default.
    pub original: Option<LanguageId>,
    /// Its ids, in order.
    pub ids: Vec<OutlineId>,
    /// Where its heading is in the file, and whether its author gives it an id, if it is a section of an index.
    pub(crate) heading: Option<((usize, usize), bool)>,
    /// What it is counted as, if it is a comparison with such an id.
    pub(crate) numbered: Option<Numbered>,
    /// What an explainer is ordered by in lists.
    pub(crate) order: Option<(Option<i64>, Option<Date>)>,
    /// What a term is called.
    pub(crate) naming: Option<Naming>,
    /// Whether its front matter cannot be read.
    pub(crate) unread: bool,
    /// Where it was before: addresses below the language, or ids of a section.
    pub(crate) moved_from: Vec<Spanned<String>>,
    /// The places of the ids by name, the first of a name first.
    by_name: Vec<u32>,
    /// Hash of all of it, but for the places of ids.
    hash: u64,
}

/// The documents of a site as the stages that link it see them: nothing but their structures, in the order of their paths.
#[derive(Debug, Clone)]
pub struct Structures(Arc<Documents>);

impl Structures {
    /// Of these documents.
    pub(crate) fn of(documents: &Arc<Documents>) -> Self {
        Self(Arc::clone(documents))
    }

    /// All of them with their ids.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (DocumentId, &Structure)> {
        self.0.iter().map(|(id, d)| (id, &d.outline.structure))
    }

    /// All of them.
    pub(crate) fn values(&self) -> impl Iterator<Item = &Structure> {
        self.iter().map(|(_, structure)| structure)
    }

    /// Whether the stages that link the site make the same of both, but perhaps for places.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let same = |a: &Arc<Document>, b: &Arc<Document>| {
            Arc::ptr_eq(a, b) || a.outline.structure == b.outline.structure
        };
        self.0.is_parallel(&other.0) && self.0.differing(&other.0, same).is_empty()
    }

    /// Whether they are of the same texts.
    pub(crate) fn is_same_texts(&self, other: &Self) -> bool {
        self.0.is_parallel(&other.0) && self.0.differing(&other.0, Arc::ptr_eq).is_empty()
    }
}

impl Index<DocumentId> for Structures {
    type Output = Structure;

    /// Panics like a slice if there is no such document.
    fn index(&self, id: DocumentId) -> &Structure {
        &self.0[id].outline.structure
    }
}

/// What a term is called, and where it is not meant.
#[derive(Debug, Hash)]
pub(crate) struct Naming {
    /// Its title and its aliases.
    pub(crate) names: Vec<Spanned<String>>,
    /// Words in which it must not be found.
    pub(crate) not: Vec<String>,
    /// Names that are not to be used for it in its language.
    pub(crate) avoid: Vec<String>,
    /// Whether upper and lower case differ.
    pub(crate) case_sensitive: bool,
    /// Whether mentions are looked for.
    pub(crate) matching: Matching,
    /// What it is sorted by.
    pub(crate) sort_as: String,
    /// Slugs of related terms.
    pub(crate) related: Vec<Spanned<String>>,
}

impl Structure {
    fn new(path: ContentPath, front: &FrontMatter, ids: Vec<OutlineId>, parsed: &Parsed) -> Self {
        let numbered = (parsed.shape.table())
            .and_then(|_| Numbered::of(&path.stem).filter(|of| *of == Numbered::Table));
        let heading = parsed.heading.as_ref();
        let heading = heading.map(|h| ((h.span.start, h.span.end), h.explicit));
        let order = match &front.matter {
            Matter::Explainer(matter) => Some((matter.weight, matter.date)),
            _ => None,
        };
        let naming = match &front.matter {
            Matter::Term(matter) => Some(Naming {
                names: (front.title.iter())
                    .chain(&matter.aliases)
                    .cloned()
                    .collect(),
                not: matter.not.clone(),
                avoid: matter.avoid.clone(),
                case_sensitive: matter.case_sensitive,
                matching: matter.matching,
                sort_as: (matter.sort_as.clone())
                    .or(front.title.as_ref().map(|t| t.value.clone()))
                    .unwrap_or_default(),
                related: matter.related.clone(),
            }),
            _ => None,
        };
        let named: Vec<_> = (ids.iter())
            .map(|i| (&i.name, i.explicit, i.numbered))
            .collect();
        let moved_from = front.moved_from.clone();
        let explicit = heading.map(|(_, explicit)| explicit);
        let own = (front.original, explicit, numbered, order);
        let hash = hash((&path, named, own, &naming, &moved_from, front.unread));
        let mut by_name: Vec<u32> = (0..ids.len() as u32).collect();
        by_name.sort_by_key(|at| &ids[*at as usize].name);
        Self {
            by_name,
            path,
            original: front.original,
            ids,
            heading,
            numbered,
            order,
            naming,
            unread: front.unread,
            moved_from,
            hash,
        }
    }

    /// Where it is: the heading of a section of an index, else the file.
    pub(crate) fn place(&self) -> Place {
        match self.heading {
            Some(((start, end), _)) => Place::at(self.file(), start..end),
            None => Place::file(self.file()),
        }
    }

    /// The file.
    pub fn file(&self) -> &Arc<str> {
        &self.path.file
    }

    /// The place of the first id of a name.
    pub(crate) fn id(&self, name: &str) -> Option<u32> {
        let of = |at: &u32| self.ids[*at as usize].name.as_str();
        let first = self.by_name.partition_point(|at| of(at) < name);
        self.by_name.get(first).copied().filter(|at| of(at) == name)
    }

    /// The names of a term in this file: its title and its aliases.
    pub(crate) fn names(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.naming.iter().flat_map(|n| &n.names)
    }
}

impl PartialEq for Structure {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

/// An id of an element in a document.
#[derive(Debug, Clone, Hash)]
pub struct OutlineId {
    /// As the author gave it, or made from the heading.
    pub name: String,
    /// Given by the author.
    pub explicit: bool,
    /// What it is counted as.
    pub(crate) numbered: Option<Numbered>,
    /// Bytes in the file.
    pub span: (usize, usize),
}

/// A question of a FAQ, or an event of a timeline.
#[derive(Debug, Clone, Hash)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
}
