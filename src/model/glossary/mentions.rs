//! The names of a site's terms, and where a document mentions them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::names::{Names, TermNames};
use super::pattern::OPAQUE;
use crate::base::diag::{Diagnostic, Place};
use crate::base::hash::hash;
use crate::base::ids::EntryId;
use crate::document::front_matter::Matching;
use crate::document::markdown::body::{Body, LinkTarget};
use crate::document::{Document, Structures};
use crate::lang::Language;
use crate::lang::message::message;
use crate::model::link::Linked;
use crate::source::data::Spanned;

/// The names of all terms.
#[derive(Debug)]
pub(crate) struct Glossary {
    names: Names,
    /// As the names number them: in the order of slugs.
    terms: Vec<EntryId>,
    /// The same, to look one up.
    of: FxHashSet<EntryId>,
}

impl Glossary {
    /// Collects the names. Two terms that claim one name are an error with both places.
    pub(crate) fn new(
        linked: &Linked,
        documents: &Structures,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let terms: Vec<EntryId> = linked.terms.values().copied().collect();
        let files = |id: &EntryId| {
            let texts = linked.entry(*id).documents.clone();
            texts.into_iter().flatten().map(|d| &documents[d])
        };
        // Each name with the file that gives it, to report a clash.
        let places: Vec<Vec<(&Arc<str>, &Spanned<String>)>> = terms
            .iter()
            .map(|t| {
                files(t)
                    .flat_map(|o| o.names().map(move |n| (o.file(), n)))
                    .collect()
            })
            .collect();
        let names: Vec<TermNames<'_>> = terms
            .iter()
            .zip(&places)
            .map(|(term, names)| {
                let namings = || files(term).filter_map(|o| o.naming.as_ref());
                TermNames {
                    names: names.iter().map(|(_, name)| name.value.as_str()).collect(),
                    not: namings().flat_map(|m| &m.not).map(String::as_str).collect(),
                    case_sensitive: namings().any(|m| m.case_sensitive),
                    matching: namings()
                        .map(|m| m.matching)
                        .find(|m| *m != Matching::Unset)
                        .unwrap_or_default(),
                }
            })
            .collect();
        let (automaton, clashes) = Names::new(&names);
        for clash in clashes {
            let place = |id: super::names::NameId| {
                let (file, name) = places[id.term as usize][id.name as usize];
                (Place::at(file, name.span.clone()), &name.value)
            };
            let ((first, _), (second, name)) = (place(clash.first), place(clash.second));
            let d = Diagnostic::error(
                second,
                "same-name",
                message!(
                    "두 용어의 이름이 같습니다: `{name}`",
                    "two terms have the name `{name}`"
                ),
            );
            let hint = message!(
                "한 파일에서 이 이름을 지우세요. 글에서 찾지 않을 용어에는 `match: manual`을, 대소문자만 다른 이름에는 `case_sensitive: true`를 적습니다",
                "take it out of one of the two files, or write `match: manual` in one, so that its names are not looked for in texts; `case_sensitive: true` is for names that differ in case only"
            );
            let label = message!("다른 용어", "the other term");
            diagnostics.push(d.hint(hint).related(first, label));
        }
        Self {
            names: automaton,
            of: terms.iter().copied().collect(),
            terms,
        }
    }

    /// Whether an entry is a term.
    pub(crate) fn is_term(&self, entry: EntryId) -> bool {
        self.of.contains(&entry)
    }

    /// Equal for equal names of the same terms: what is found in a document depends on nothing else of the glossary.
    pub(crate) fn hash(&self) -> u64 {
        hash((self.names.hash(), &self.terms))
    }
}

/// Where a document mentions terms.
#[derive(Debug, Default)]
pub(crate) struct Mentions {
    /// In the order of the text, disjoint.
    pub(crate) found: Vec<Mention>,
    /// The terms among them, each once.
    pub(crate) terms: Box<[EntryId]>,
    /// Longer words that begin with a term's name, by their places in the plain text.
    pub(crate) rejected: Vec<(EntryId, Range<usize>)>,
    /// Terms whose names are too short to be sure of, for each place where one might be linked.
    pub(crate) ambiguous: Vec<EntryId>,
}

/// A term's name in a text that may become a link.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Mention {
    /// The term.
    pub(crate) term: EntryId,
    /// The name in the plain text, without particles.
    pub(crate) plain: Range<u32>,
    /// The name in the HTML; `None` if the author has linked it by hand.
    pub(crate) html: Option<Range<u32>>,
    /// The number of the item that it is in, within the document; 0 outside of items.
    pub(crate) unit: u32,
}

/// A text for the recogniser: its plain text with code made [`OPAQUE`], so that the noun in "`main`함수" is a word and
/// nothing inside the code is.
fn prose(body: &Body) -> Cow<'_, str> {
    if body.code.is_empty() {
        return Cow::Borrowed(&body.plain);
    }
    let mut prose = String::with_capacity(body.plain.len());
    let mut at = 0;
    for code in &body.code {
        let (start, end) = (code.start as usize, code.end as usize);
        prose.push_str(&body.plain[at..start]);
        prose.extend(std::iter::repeat_n(OPAQUE, end - start));
        at = end;
    }
    prose.push_str(&body.plain[at..]);
    Cow::Owned(prose)
}

impl Mentions {
    /// Of a document. What `hand` gives are the terms that the author linked, by the links' numbers.
    pub(crate) fn of(
        document: &Document,
        language: Language,
        glossary: &Glossary,
        hand: impl Fn(u32) -> Option<EntryId>,
    ) -> Self {
        let body = &document.parsed.body;
        let automatic = document.outline.section().is_none_or(|s| s.glossary);
        let found = if automatic {
            let seams = body.texts.iter().flat_map(|node| {
                let start = node.plain as usize;
                [start, start + node.len as usize]
            });
            glossary.names.find_between(&prose(body), language, seams)
        } else {
            super::mention::Found::default()
        };
        let term = |number: u32| glossary.terms[number as usize];
        let places = body.places(found.mentions.iter().map(|m| m.range.clone()));
        let doubtful = body.places(found.ambiguous.iter().map(|m| m.range.clone()));
        let ambiguous = found.ambiguous.into_iter().zip(doubtful);
        let automatic = found.mentions.iter().zip(places).filter_map(|(m, html)| {
            Some(Mention {
                term: term(m.term),
                plain: m.range.start as u32..m.range.end as u32,
                html: Some(html?),
                unit: 0,
            })
        });
        let links = body
            .links
            .iter()
            .enumerate()
            .filter(|(_, l)| matches!(l.target, LinkTarget::Term(_)));
        let written = links.filter_map(|(i, l)| {
            Some(Mention {
                term: hand(i as u32)?,
                plain: l.plain.clone(),
                html: None,
                unit: 0,
            })
        });
        let mut mentions: Vec<Mention> = automatic.chain(written).collect();
        mentions.sort_by_key(|m| m.plain.start);
        let items = document.parsed.shape.items();
        for mention in &mut mentions {
            mention.unit = items.partition_point(|i| i.plain.start <= mention.plain.start) as u32;
        }
        let mut terms: Vec<EntryId> = mentions.iter().map(|m| m.term).collect();
        terms.sort_unstable();
        terms.dedup();
        Self {
            terms: terms.into(),
            found: mentions,
            rejected: (found.rejected.into_iter())
                .map(|r| (term(r.term), r.range))
                .collect(),
            ambiguous: ambiguous
                .filter_map(|(m, place)| place.map(|_| term(m.term)))
                .collect(),
        }
    }
}
