//! Sources on a page: a number at each sentence that cites one, and the list at the end.
//!
//! Sources have their numbers in the order in which the texts of the page first cite them; what no sentence cites comes after them,
//! without one.

use std::fmt::Write as _;

use rustc_hash::FxHashMap;

use super::view::SourceView;
use super::{Composer, PageContext};
use crate::base::ids::{DocumentId, EntryId};
use crate::base::permalink::encode_fragment;
use crate::base::text::push_attribute;
use crate::document::front_matter::Reference;
use crate::document::markdown::body::Citation;

/// What a source's id on the page begins with; no author's does.
const PREFIX: &str = "hs-source-";

/// The sources that the texts of a page cite, in the order of their numbers.
#[derive(Debug, Default)]
pub(crate) struct Citations {
    cited: Vec<Cited>,
    /// Places in `cited` by the source's id.
    places: FxHashMap<String, usize>,
}

/// A source that is cited.
#[derive(Debug)]
struct Cited {
    source: String,
    /// The ids of its marks on the page.
    marks: Vec<String>,
}

impl Citations {
    /// The page that has these.
    pub(super) fn on<'c>(&'c self, page: &PageContext<'c>) -> PageContext<'c> {
        PageContext {
            citations: Some(self),
            ..*page
        }
    }

    fn add(&mut self, source: &str, mark: String) {
        let place = match self.places.get(source) {
            Some(place) => *place,
            None => {
                let place = self.cited.len();
                self.places.insert(source.to_owned(), place);
                self.cited.push(Cited {
                    source: source.to_owned(),
                    marks: Vec::new(),
                });
                place
            }
        };
        self.cited[place].marks.push(mark);
    }

    /// From 1. An id that no source has is an error, so that no page shows 0.
    fn number(&self, source: &str) -> usize {
        self.places.get(source).map_or(0, |place| place + 1)
    }
}

impl Composer<'_> {
    /// The citations of texts, in the order of the page, each text with the context in which it is shown.
    pub(super) fn citations<'c>(
        &self,
        texts: impl Iterator<Item = (DocumentId, &'c PageContext<'c>)>,
    ) -> Citations {
        let mut citations = Citations::default();
        for (document, context) in texts {
            for citation in &self.model.document(document).parsed.body.citations {
                let mark = self.id(document, citation.id, context);
                citations.add(&citation.source, mark);
            }
        }
        citations
    }

    /// The same of an explainer in two languages: numbered as the reader's language has them, so that a source has one number.
    pub(super) fn citations_of_both(&self, id: EntryId, sides: &[PageContext<'_>; 2]) -> Citations {
        let entry = self.model.entry(id);
        // A section that the reader's language does not show is on no side.
        let sections = || {
            let sections = entry.sections.iter();
            sections.filter(|s| s.shown(sides[0].language).is_some())
        };
        let [left, right] = sides.each_ref().map(|side| {
            let sections = sections().filter_map(|s| s.shown(side.language));
            let texts = entry.text(side.language).into_iter().chain(sections);
            texts.map(|d| (d, side)).collect::<Vec<_>>()
        });
        // What both languages show is there once.
        let once = right
            .iter()
            .filter(|(d, _)| left.iter().all(|(other, _)| other != d));
        self.citations(left.iter().chain(once).copied())
    }

    /// The sources of an explainer that a page cites, and the others.
    pub(super) fn sources(
        &self,
        id: EntryId,
        citations: &Citations,
        context: &PageContext<'_>,
    ) -> (Vec<SourceView>, Vec<SourceView>) {
        let shown = self.model.entry(id).shown(context.language);
        let matter = shown.and_then(|d| self.model.outline(d).explainer());
        let place = |source: &Reference| {
            let id = source.id.as_ref()?;
            citations.places.get(&id.value).copied()
        };
        let sources = matter.into_iter().flat_map(|m| &m.sources);
        let (mut cited, general): (Vec<_>, Vec<_>) = sources.partition(|s| place(s).is_some());
        cited.sort_by_key(|s| place(s));
        let view = |source: &Reference| {
            let cited = place(source).map(|place| &citations.cited[place]);
            let address = |mark: &String| format!("#{}", encode_fragment(mark));
            SourceView {
                id: cited.map_or_else(String::new, |c| format!("{PREFIX}{}", c.source)),
                marks: cited.map_or_else(Vec::new, |c| c.marks.iter().map(address).collect()),
                title: source.title.clone(),
                url: source.url.clone(),
                publisher: source.publisher.clone(),
                date: source.date.map(|d| self.partial_date(d, context.language)),
            }
        };
        let views = |sources: Vec<&Reference>| sources.into_iter().map(view).collect();
        (views(cited), views(general))
    }

    /// The mark of a source: its number, which leads to it in the list.
    pub(super) fn citation(
        &self,
        document: DocumentId,
        citation: &Citation,
        context: &PageContext<'_>,
        out: &mut String,
    ) {
        let number = context.citations.map_or(0, |c| c.number(&citation.source));
        let id = self.id(document, citation.id, context);
        out.push_str(if citation.linked {
            "<a id=\""
        } else {
            "<span id=\""
        });
        push_attribute(out, &id);
        if !citation.linked {
            let _ = write!(out, "\">[{number}]</span>");
            return;
        }
        out.push_str("\" href=\"");
        // In a feed the text has no page around it.
        if let Some(base) = context.absolute {
            out.push_str(&base.join(context.folder));
        }
        let target = format!("{PREFIX}{}", citation.source);
        let _ = write!(
            out,
            "#{}\" role=\"doc-biblioref\" aria-label=\"",
            encode_fragment(&target)
        );
        // In the language of the text around it.
        let words = self.model.words(self.model.language_of(document));
        push_attribute(
            out,
            &words.get("source").replace("{n}", &number.to_string()),
        );
        let _ = write!(out, "\">[{number}]</a>");
    }
}
