//! One content file, parsed: its [`Outline`], which other pages may read, and its body, which only its own page reads.

pub(crate) mod blocks;
pub mod front_matter;
mod heading;
pub mod markdown;
mod moved;
pub mod path;
pub(crate) mod placeholder;
pub mod section;
mod untranslated;

use std::ops::{Deref, Range};
use std::sync::{Arc, Mutex, OnceLock};

use jiff::civil::Date;

use crate::base::diag::{Diagnostic, Place};
use crate::base::hash::hash;
use crate::base::ids::{DocumentId, Table};
use crate::document::blocks::Block;
use crate::document::front_matter::{
    ExplainerMatter, FrontMatter, Matching, Matter, SectionMatter, TermMatter,
};
use crate::document::markdown::{Length, Numbered, Parsed, sentence};
use crate::document::path::{ContentPath, Role};
use crate::document::section::SectionKind;
use crate::lang::figures::{self, Figures};
use crate::lang::message::message;
use crate::lang::{Language, LanguageId};
use crate::source::data::Spanned;
use crate::source::site::Site;

/// The documents of a site, in the order of their paths.
pub type Documents = Table<DocumentId, Arc<Document>>;

/// A parsed content file, or a section of an explainer's index.
#[derive(Debug)]
pub struct Document {
    /// What other pages may know of it.
    pub outline: Outline,
    pub(crate) parsed: Parsed,
    /// Its figures, by their places in the plain text.
    pub(crate) figures: Figures,
    /// The file's text, shared with the snapshot.
    pub(crate) source: Arc<str>,
    /// Where its body is in the file, in bytes; that of a section of an index begins with its heading.
    pub(crate) body: Range<usize>,
    /// Whether something in it is read as another block than the eye does, which is reported.
    pub(crate) misread: bool,
    /// Hash of the file's text.
    pub(crate) hash: u64,
    blocks: OnceLock<Vec<Block>>,
    /// What the documents of its file share, if there are several.
    shared: Option<Arc<Shared>>,
    /// What was found when it was last compared with its original, and with which text that was.
    pub(crate) compared: Mutex<Option<Compared>>,
}

/// What the documents of a file share: they are read as blocks together.
#[derive(Debug)]
pub(crate) struct Shared {
    /// Where the body of the first one begins.
    body: usize,
    /// Where each section begins, ascending, and of what kind it is.
    sections: Vec<(usize, SectionKind)>,
    blocks: OnceLock<Vec<Block>>,
}

/// A file and the hash of its text, and what was found.
type Compared = ((Arc<str>, u64), Arc<[Diagnostic]>);

/// What a page may read of another page: its [`Structure`], front matter, questions and lengths.
#[derive(Debug)]
pub struct Outline {
    /// What the stages that link the site may read of it.
    pub structure: Arc<Structure>,
    /// Its front matter.
    pub front: FrontMatter,
    /// Questions of a FAQ.
    pub questions: Vec<Question>,
    /// Rows and columns of a comparison's table, the header row and the criteria not counted.
    pub table: Option<(usize, usize)>,
    /// How much there is to read.
    pub length: Length,
    /// Hash of what pages show of another page: path, front matter, questions, table.
    pub(crate) hash: u64,
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
    /// Where it was before: addresses below the language, or ids of a section.
    pub(crate) moved_from: Vec<Spanned<String>>,
    /// The places of the ids by name, the first of a name first.
    by_name: Vec<u32>,
    /// Hash of all of it, but for the places of ids.
    hash: u64,
}

/// The structures of a site's documents, in the order of their paths.
pub type Structures = Table<DocumentId, Arc<Structure>>;

/// What a term is called, and where it is not meant.
#[derive(Debug, Hash)]
pub(crate) struct Naming {
    /// Its title and its aliases.
    pub(crate) names: Vec<Spanned<String>>,
    /// Words in which it must not be found.
    pub(crate) not: Vec<String>,
    /// Whether upper and lower case differ.
    pub(crate) case_sensitive: bool,
    /// Whether mentions are looked for.
    pub(crate) matching: Matching,
    /// What it is sorted by.
    pub(crate) sort_as: String,
    /// Slugs of related terms.
    pub(crate) related: Vec<Spanned<String>>,
}

impl PartialEq for Structure {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

// Lets two `Arc`s of the same structure be equal without a look at it.
impl Eq for Structure {}

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
        let hash = hash((&path, named, own, &naming, &moved_from));
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

impl Deref for Outline {
    type Target = Structure;

    fn deref(&self) -> &Structure {
        &self.structure
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

/// A question of a FAQ.
#[derive(Debug, Clone, Hash)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
}

impl Document {
    /// Parses a content file: one document, or that of an explainer's index and of each section in it.
    pub fn parse(
        path: &ContentPath,
        text: &Arc<str>,
        hash: u64,
        site: &Site,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Self> {
        let mut found = Vec::new();
        let (mut front, offset) =
            front_matter::parse(text, &path.file, path.role, site, &mut found);
        let kind = match &front.matter {
            Matter::Section(section) => section.kind,
            _ => SectionKind::default(),
        };
        let context = markdown::Context {
            file: &path.file,
            offset,
            kind,
            top_level: if path.role == Role::Section { 3 } else { 2 },
            has_sections: path.role == Role::Explainer,
            options: site.markdown,
        };
        let mut parsed = markdown::parse(&text[offset..], context, &mut found).into_iter();
        let first = parsed.next().unwrap_or_default();
        let sections: Vec<Parsed> = parsed.collect();
        if let Matter::Term(term) = &mut front.matter
            && !term.has_summary
            && !front.unread
        {
            sentence::first(&first.body.plain).clone_into(&mut term.summary);
            let place = match &front.title {
                Some(title) => Place::at(&path.file, title.span.clone()),
                None => Place::file(&path.file),
            };
            found.push(without_summary(place, &term.summary));
        }
        let shared = Shared::of(offset, &sections);
        let mut parts = Vec::with_capacity(1 + sections.len());
        let headings = sections.iter().filter_map(|s| s.heading.as_ref());
        let heads: Vec<_> = (1..)
            .zip(headings)
            .map(|(part, heading)| (path.section(part, &heading.id), front.section(heading)))
            .collect();
        parts.push((path.clone(), front, first));
        parts.extend(heads.into_iter().zip(sections).map(|((p, f), s)| (p, f, s)));
        let language = site.language(path.language).language;
        let misread = |body: &Range<usize>| {
            let in_it = |at: usize| body.contains(&at) || at < offset;
            let mut codes = found.iter().filter(|d| MISREAD.contains(&d.code));
            codes.any(|d| d.place.range.is_none_or(|(at, _)| in_it(at)))
        };
        let documents = parts.into_iter().map(|(path, front, parsed)| {
            let start = parsed.heading.as_ref().map_or(offset, |h| h.span.start);
            let body = start..parsed.end;
            Self {
                figures: figures_of(&parsed, language),
                outline: Outline::new(path, front, &parsed),
                misread: misread(&body),
                parsed,
                source: Arc::clone(text),
                body,
                hash,
                blocks: OnceLock::new(),
                shared: shared.clone(),
                compared: Mutex::default(),
            }
        });
        let documents: Vec<Self> = documents.collect();
        if documents.first().is_some_and(|d| !d.outline.front.draft) {
            found.extend(unfinished(&documents, language));
        }
        let allowed = documents.iter().flat_map(|d| &d.parsed.allowed);
        let allowed: Vec<_> = allowed.collect();
        found.retain(|d| !allowed.iter().any(|allowed| allowed.covers(d)));
        diagnostics.append(&mut found);
        documents
    }
}

/// What shows that the documents of a file are not written yet, or still in another language.
fn unfinished(documents: &[Document], language: Language) -> Vec<Diagnostic> {
    let whole = untranslated::whole(documents, language);
    let has_whole = whole.is_some();
    let of_texts = documents.iter().flat_map(|document| {
        let paragraph = (!has_whole).then(|| untranslated::paragraph(document, language));
        paragraph
            .flatten()
            .into_iter()
            .chain(placeholder::check(document))
    });
    whole.into_iter().chain(of_texts).collect()
}

impl Shared {
    /// Of a file with these sections; `None` if it has none.
    fn of(body: usize, sections: &[Parsed]) -> Option<Arc<Self>> {
        let headings = sections.iter().filter_map(|s| s.heading.as_ref());
        let sections: Vec<_> = headings.map(|h| (h.span.start, h.kind)).collect();
        (!sections.is_empty()).then(|| {
            Arc::new(Self {
                body,
                sections,
                blocks: OnceLock::new(),
            })
        })
    }
}

impl Document {
    /// The line of a key of the front matter; the file, if there is none.
    pub(crate) fn key(&self, key: &str) -> Place {
        let file = self.outline.file();
        let mut at = 0;
        for line in self.source.split_inclusive('\n') {
            let rest = line.strip_prefix(key).map(str::trim_start);
            if rest.is_some_and(|rest| rest.starts_with(':')) {
                return Place::at(file, at..at + line.trim_end().len());
            }
            at += line.len();
            if at > line.len() && line.trim_end() == "---" {
                break;
            }
        }
        Place::file(file)
    }

    /// Where a piece of the plain text is in the file: as often as it was in the text before.
    pub(crate) fn written(&self, piece: &Range<usize>) -> Range<usize> {
        let plain = &self.parsed.body.plain;
        let text = &plain[piece.clone()];
        let before = plain[..piece.start].matches(text).count();
        let start = self.body.start;
        let found = self.source[self.body.clone()]
            .match_indices(text)
            .nth(before);
        let at = found.map_or(start, |(at, _)| start + at);
        at..at + if found.is_some() { text.len() } else { 0 }
    }

    /// All of it in the file: with the front matter, or the heading of a section of an index.
    pub(crate) fn range(&self) -> Range<usize> {
        match self.outline.path.part {
            Some(_) => self.body.clone(),
            None => 0..self.body.end,
        }
    }

    /// Where it says something in so many words.
    pub(crate) fn find(&self, words: &str) -> Option<usize> {
        let range = self.range();
        let at = self.source[range.clone()].find(words)?;
        Some(range.start + at)
    }

    /// Whether a place is in it; the whole file is in its first document.
    pub(crate) fn holds(&self, place: &Place) -> bool {
        place.file == *self.outline.file()
            && match place.range {
                Some((start, _)) => self.range().contains(&start) || start == self.body.end,
                None => self.outline.path.part.is_none(),
            }
    }

    /// What shows that it is not written yet, or still in another language; of a draft nobody asks before it is to be published.
    pub(crate) fn unfinished(&self, language: Language) -> Vec<Diagnostic> {
        match self.shared {
            None => unfinished(std::slice::from_ref(self), language),
            // Whether the whole file is untranslated is not to be seen in one section.
            Some(_) => untranslated::paragraph(self, language)
                .into_iter()
                .chain(placeholder::check(self))
                .collect(),
        }
    }

    /// Its blocks, read when they are first asked for: only a site that keeps translations in step does.
    pub(crate) fn blocks(&self, site: &Site) -> &[Block] {
        self.blocks.get_or_init(|| blocks::of(self, site))
    }
}

/// Codes of findings after which a text has other blocks than its author means.
const MISREAD: [&str; 15] = [
    "containers",
    "foreign-syntax",
    "front-matter",
    "fullwidth-markup",
    "heading-id",
    "heading-level",
    "heading-space",
    "indented-code",
    "link-syntax",
    "list-mark",
    "merge-marks",
    "table-lines",
    "table-row",
    "unclosed-fence",
    "underlined-heading",
];

impl Document {
    /// A file of which only the front matter is read, and its blocks when they are asked for: enough to compare translations, and
    /// several times as fast. An index with sections is read whole: they are found no other way.
    pub(crate) fn head(
        path: &ContentPath,
        text: &Arc<str>,
        hash: u64,
        site: &Site,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Self> {
        if path.role == Role::Explainer && markdown::may_have_sections(text) {
            return Self::parse(path, text, hash, site, &mut Vec::new());
        }
        let (front, body) = front_matter::parse(text, &path.file, path.role, site, diagnostics);
        let parsed = Parsed::default();
        vec![Self {
            figures: Figures::default(),
            outline: Outline::new(path.clone(), front, &parsed),
            parsed,
            source: Arc::clone(text),
            body: body..text.len(),
            misread: false,
            hash,
            blocks: OnceLock::new(),
            shared: None,
            compared: Mutex::default(),
        }]
    }
}

/// The figures of a text in Korean or English, but for those in code.
fn figures_of(parsed: &Parsed, language: Language) -> Figures {
    if language == Language::Other {
        return Figures::default();
    }
    let mut figures = figures::of(&parsed.body.plain, language);
    let code = &parsed.body.code;
    figures.retain(|figure| {
        let at = figure.range.start as u32;
        let next = code.partition_point(|range| range.end <= at);
        code.get(next).is_none_or(|range| !range.contains(&at))
    });
    Figures::new(figures)
}

/// A term whose front matter does not say what it means: its text may do so in its first sentence.
fn without_summary(place: Place, sentence: &str) -> Diagnostic {
    if sentence.is_empty() {
        let message = message!(
            "용어의 뜻이 없습니다. `summary`도 본문도 비어 있습니다",
            "nothing says what the term means: there is no `summary`, and no text"
        );
        let hint = message!(
            "`summary: …`에 뜻을 한 문장으로 적으세요 (미리 보기 카드에 나옵니다)",
            "say it in one sentence: `summary: …` (it is shown on the preview card)"
        );
        return Diagnostic::error(place, "missing-key", message).hint(hint);
    }
    let message = message!(
        "`summary`가 없어 본문의 첫 문장을 미리 보기 카드에 씁니다",
        "there is no `summary`, so the preview card has the text's first sentence"
    );
    let hint = message!(
        "다른 문장을 쓰려면 `summary: …`(을/를) 적으세요",
        "write `summary: …` for another one"
    );
    Diagnostic::note(place, "no-summary", message).hint(hint)
}

impl Outline {
    fn new(path: ContentPath, front: FrontMatter, parsed: &Parsed) -> Self {
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
            structure: Arc::new(Structure::new(path, &front, ids, parsed)),
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
