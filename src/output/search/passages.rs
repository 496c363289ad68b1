//! The passages of a language's pages.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::ids::{DocumentId, EntryId};
use crate::base::permalink::{encode_fragment, encode_path};
use crate::document::Document;
use crate::document::markdown::body::{BLOCK, SlotKind};
use crate::document::section::{Cell, Shape};
use crate::lang::LanguageId;
use crate::model::glossary::Mention;
use crate::model::link::EntryKind;
use crate::model::{Model, Reader};

/// Longest passage in bytes: some 200 words. The text of each result is fetched for its snippet, so it must not be long.
const LONGEST: usize = 1600;

/// What a result points to.
#[derive(Debug)]
pub(super) struct Passage<'c> {
    /// Its page, counted through; the passages of a page follow each other.
    pub(super) page: u32,
    /// Address from the site's root.
    pub(super) href: String,
    /// Title of the page.
    pub(super) title: Arc<str>,
    /// Heading above it, where that is not the page's title.
    pub(super) heading: &'c str,
    /// Whether the page begins here, so that its title counts as a word of this passage.
    pub(super) first: bool,
    /// Whether its heading is right above it.
    pub(super) headed: bool,
    /// What it says.
    pub(super) text: Cow<'c, str>,
    /// Terms that are mentioned in it.
    pub(super) mentions: Vec<EntryId>,
    /// The term that it is about, if a term's page begins here.
    pub(super) term: Option<PassageTerm>,
}

/// A term with all its names in all languages, as written, how they are read, and those to avoid.
#[derive(Debug)]
pub(super) struct PassageTerm {
    pub(super) id: EntryId,
    pub(super) names: Vec<String>,
}

/// The passages of all pages that really exist in a language, explainers in the order of lists, then the rest.
pub(super) fn of<'c>(model: &'c Model, language: LanguageId) -> Vec<Passage<'c>> {
    let others = model
        .entries()
        .iter()
        .filter(|(_, e)| !e.kind.facts().is_list && e.kind != EntryKind::Explainer);
    let pages: Vec<EntryId> = (model.explainers().iter().copied())
        .chain(others.map(|(id, _)| id))
        .collect();
    let of_pages: Vec<Vec<Passage<'c>>> = pages
        .into_par_iter()
        .map(|page| of_page(model.reader(None), page, language))
        .filter(|p| !p.is_empty())
        .collect();
    let numbered = of_pages.into_iter().enumerate();
    numbered
        .flat_map(|(page, passages)| {
            passages.into_iter().map(move |p| Passage {
                page: page as u32,
                ..p
            })
        })
        .collect()
}

fn of_page<'c>(model: Reader<'c>, id: EntryId, language: LanguageId) -> Vec<Passage<'c>> {
    let entry = model.entry(id);
    // A page that shows another language's text is found in that language.
    let Some(own) = entry.documents[language.index()] else {
        return Vec::new();
    };
    if !model.outline(own).front.search {
        return Vec::new();
    }
    let folder = model.folder(id, language);
    let page = PassagesOfPage {
        model,
        title: short(&model.title(entry, language)).into(),
        language,
        href: encode_path(&folder),
    };
    let mut passages = page.document(own, None);
    for section in &entry.sections {
        if let Some(document) =
            section.documents[language.index()].filter(|d| model.outline(*d).front.search)
        {
            passages.extend(page.document(document, Some(&section.id)));
        }
    }
    if let Some(first) = passages.first_mut() {
        first.first = true;
        first.term = (entry.kind == EntryKind::Term).then(|| {
            let documents = entry.documents.iter().flatten();
            let names = documents.flat_map(|d| {
                let outline = model.outline(*d);
                let more = outline
                    .term()
                    .into_iter()
                    .flat_map(|t| t.reading.iter().chain(&t.avoid));
                outline.names().map(|n| &n.value).chain(more)
            });
            PassageTerm {
                id,
                names: names.cloned().collect(),
            }
        });
    }
    passages
}

/// The passages of a bare text.
pub(super) fn of_text(text: &str, page: u32) -> Vec<Passage<'_>> {
    let mut passages = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = at + cut(&text[at..]);
        passages.push(Passage {
            page,
            href: format!("ko/{page}/"),
            title: page.to_string().into(),
            heading: "",
            first: at == 0,
            headed: at == 0,
            text: text[at..end].into(),
            mentions: Vec::new(),
            term: None,
        });
        at = end;
    }
    passages
}

struct PassagesOfPage<'c> {
    model: Reader<'c>,
    title: Arc<str>,
    language: LanguageId,
    href: String,
}

/// A part of a text under one heading: places in the plain text, each with what follows it.
struct Part<'c> {
    id: Cow<'c, str>,
    heading: &'c str,
    places: Vec<(Range<usize>, &'static str)>,
}

/// A document whose names of linked terms are looked up.
struct PassageSource<'c> {
    document: &'c Document,
    /// Where the plain text has the id of a term in place of its name, and the name.
    names: Vec<(Range<usize>, String)>,
    mentions: &'c [Mention],
}

impl<'c> PassagesOfPage<'c> {
    /// The passages of a document; `section` is its id on the page.
    fn document(&self, id: DocumentId, section: Option<&'c str>) -> Vec<Passage<'c>> {
        let document: &'c Document = self.model.document(id);
        let plain = document.parsed.body.plain.as_str();
        let top = |places: Vec<(Range<usize>, &'static str)>| Part {
            id: section.unwrap_or_default().into(),
            heading: section.map_or("", |_| document.outline.title()),
            places,
        };
        let anchor = |index: u32| self.model.id_name(id, self.language, index);
        let parts = match &document.parsed.shape {
            Shape::Text => headed(document, top, &anchor),
            Shape::Items { items, .. } => {
                let first = items.first().map(|i| i.heading_plain.start as usize);
                let before = first.unwrap_or(plain.len());
                let items = items.iter().map(|item| Part {
                    id: anchor(item.id).into(),
                    heading: &item.heading_text,
                    places: vec![(item.plain.start as usize..item.plain.end as usize, "")],
                });
                std::iter::once(top(vec![(0..before, "")]))
                    .chain(items)
                    .collect()
            }
            Shape::Table { table, .. } => {
                let place = |cell: &Cell| cell.plain.start as usize..cell.plain.end as usize;
                let cells = || table.columns.iter().chain(table.rows.iter().flatten());
                let start = cells().next().map_or(plain.len(), |cell| place(cell).start);
                let end = cells().last().map_or(plain.len(), |cell| place(cell).end);
                let rows = table.rows.iter().map(|row| {
                    let subjects = table.columns.iter().zip(row).skip(1);
                    let said = subjects.filter(|(_, cell)| !cell.plain.is_empty());
                    Part {
                        heading: row.first().map_or("", |criterion| &plain[place(criterion)]),
                        places: said
                            .flat_map(|(subject, cell)| {
                                [(place(subject), ": "), (place(cell), " · ")]
                            })
                            .collect(),
                        ..top(Vec::new())
                    }
                });
                std::iter::once(top(vec![(0..start, " "), (end..plain.len(), "")]))
                    .chain(rows)
                    .collect()
            }
        };
        let source = PassageSource {
            document,
            names: self.names(id),
            mentions: &self.model.mentions_in(id).found,
        };
        parts
            .into_iter()
            .flat_map(|part| self.split(&source, part))
            .collect()
    }

    /// The links of a document that have no text of their own but their term's name.
    fn names(&self, id: DocumentId) -> Vec<(Range<usize>, String)> {
        let body = &self.model.document(id).parsed.body;
        let bare = body.slots.iter().filter_map(|slot| match slot.kind {
            SlotKind::LinkText(index) => Some(index),
            _ => None,
        });
        bare.map(|index| {
            let place = &body.links[index as usize].plain;
            (
                place.start as usize..place.end as usize,
                self.model.link_text(id, index),
            )
        })
        .collect()
    }

    /// Cuts a part into passages at the ends of blocks.
    fn split(&self, source: &PassageSource<'c>, part: Part<'c>) -> Vec<Passage<'c>> {
        let href = match &*part.id {
            "" => self.href.clone(),
            id => format!("{}#{}", self.href, encode_fragment(id)),
        };
        let passage = |text: Cow<'c, str>, headed: bool, mentions: Vec<EntryId>| Passage {
            page: 0,
            href: href.clone(),
            title: Arc::clone(&self.title),
            heading: short(part.heading),
            first: false,
            headed,
            text,
            mentions,
            term: None,
        };
        let [(place, _)] = &part.places[..] else {
            let text: String = part
                .places
                .iter()
                .flat_map(|(place, after)| [source.text(place.clone()), (*after).into()])
                .collect();
            let mentions = part
                .places
                .iter()
                .flat_map(|(place, _)| source.mentions(place))
                .collect();
            return vec![passage(
                text.trim_end_matches(" · ").to_owned().into(),
                true,
                mentions,
            )];
        };
        let plain = source.document.parsed.body.plain.as_str();
        let mut passages = Vec::new();
        let mut at = place.start;
        if let (Some(term), 0) = (source.document.outline.term(), at) {
            // What a term means answers for its name.
            passages.push(passage(term.summary.as_str().into(), true, Vec::new()));
        }
        // A section that says nothing itself still has a title to be found by.
        while passages.is_empty() || at < place.end {
            let piece = at..at + cut(&plain[at..place.end]);
            let text = source.text(piece.clone());
            passages.push(passage(text, passages.is_empty(), source.mentions(&piece)));
            at = piece.end;
        }
        passages
    }
}

impl<'c> PassageSource<'c> {
    /// A stretch of the text as readers see it.
    fn text(&self, place: Range<usize>) -> Cow<'c, str> {
        let plain = self.document.parsed.body.plain.as_str();
        let first = self
            .names
            .partition_point(|(name, _)| name.start < place.start);
        let inside = self.names[first..]
            .iter()
            .take_while(|(name, _)| name.end <= place.end);
        let (mut out, mut at) = (String::new(), place.start);
        for (name, shown) in inside {
            out.push_str(&plain[at..name.start]);
            out.push_str(shown);
            at = name.end;
        }
        if out.is_empty() {
            return plain[place].into();
        }
        out.push_str(&plain[at..place.end]);
        out.into()
    }

    /// The terms that are mentioned in a stretch of the text.
    fn mentions(&self, place: &Range<usize>) -> Vec<EntryId> {
        let first = self
            .mentions
            .partition_point(|m| (m.plain.start as usize) < place.start);
        let inside = self.mentions[first..]
            .iter()
            .take_while(|m| (m.plain.start as usize) < place.end);
        inside.map(|m| m.term).collect()
    }
}

/// Longest title that is shown, in bytes.
const LONGEST_TITLE: usize = 300;

fn short(title: &str) -> &str {
    &title[..title.floor_char_boundary(LONGEST_TITLE)]
}

/// Where to end the first passage of a text: after a block if one ends in its second half, else after a word.
fn cut(text: &str) -> usize {
    // What is little more than a passage is one.
    if text.len() <= LONGEST + LONGEST / 2 {
        return text.len();
    }
    let window = &text[..text.floor_char_boundary(LONGEST)];
    let end = |at: Option<(usize, &str)>| {
        at.map(|(i, s)| i + s.len())
            .filter(|end| *end > LONGEST / 2)
    };
    end(window.rmatch_indices(BLOCK).next())
        .or_else(|| end(window.rmatch_indices(char::is_whitespace).next()))
        .unwrap_or(window.len())
}

/// The parts of a text under its headings.
fn headed<'c>(
    document: &'c Document,
    top: impl Fn(Vec<(Range<usize>, &'static str)>) -> Part<'c>,
    anchor: &dyn Fn(u32) -> &'c str,
) -> Vec<Part<'c>> {
    let body = &document.parsed.body;
    let mut parts: Vec<Part<'c>> = Vec::new();
    let mut part = top(Vec::new());
    let mut start = 0;
    for heading in &body.headings {
        let (before, after) = (heading.plain.start as usize, heading.plain.end as usize);
        part.places.push((start..before, ""));
        start = after;
        let next = Part {
            id: anchor(heading.id).into(),
            heading: &heading.text,
            places: Vec::new(),
        };
        parts.push(std::mem::replace(&mut part, next));
    }
    part.places.push((start..body.plain.len(), ""));
    parts.push(part);
    parts
}
