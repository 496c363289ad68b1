//! The names of a site's terms, and where a document mentions them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::evidence::{Condition, Evidence, Sign};
use super::names::{Names, TermNames};
use super::pattern::OPAQUE;
use crate::base::diag::{Diagnostic, Place};
use crate::base::hash::hash;
use crate::base::ids::EntryId;
use crate::document::front_matter::Matching;
use crate::document::markdown::body::{BLOCK, Body, LinkTarget};
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

/// The file that gives a name, the name, and whether it is the title.
type NamePlace<'d> = (&'d Arc<str>, &'d Spanned<String>, bool);

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
        let places: Vec<Vec<NamePlace<'_>>> = terms
            .iter()
            .map(|t| {
                files(t)
                    .flat_map(|o| {
                        o.names()
                            .enumerate()
                            .map(move |(i, n)| (o.file(), n, i == 0))
                    })
                    .collect()
            })
            .collect();
        let names: Vec<TermNames<'_>> = terms
            .iter()
            .zip(&places)
            .map(|(term, names)| {
                let namings = || files(term).filter_map(|o| o.naming.as_ref());
                TermNames {
                    names: names
                        .iter()
                        .map(|(_, name, _)| name.value.as_str())
                        .collect(),
                    not: namings().flat_map(|m| &m.not).map(String::as_str).collect(),
                    avoid: namings()
                        .flat_map(|m| &m.avoid)
                        .map(String::as_str)
                        .collect(),
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
                let (file, name, is_title) = places[id.term as usize][id.name as usize];
                (Place::at(file, name.span.clone()), &name.value, is_title)
            };
            let (mut first, mut second) = (place(clash.first), place(clash.second));
            // Another name gives way to a title.
            if second.2 && !first.2 {
                std::mem::swap(&mut first, &mut second);
            }
            let ((first, ..), (second, name, _)) = (first, second);
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
#[derive(Clone, Debug, Default)]
pub(crate) struct Mentions {
    /// In the order of the text, disjoint.
    pub(crate) found: Vec<Mention>,
    /// The terms among them, each once.
    pub(crate) terms: Box<[EntryId]>,
    /// Longer words that begin with a term's name, by their places in the plain text.
    pub(crate) rejected: Vec<(EntryId, Range<usize>)>,
    /// Terms whose names are too short to be sure of, for each place where one might be linked.
    pub(crate) ambiguous: Vec<EntryId>,
    /// Those that other texts decide about, with what has to be true; none are left when they are [settled](Self::settled).
    pub(crate) doubtful: Vec<(Mention, Condition)>,
    /// What the text says of terms' names.
    pub(crate) signs: Vec<(EntryId, Sign)>,
    /// Particles in the plain text that do not go with the name before them, and the right ones.
    pub(crate) mistaken: Vec<(Range<usize>, &'static str)>,
    /// Names in the plain text that are not to be used, each with the term and its number among the term's.
    pub(crate) avoided: Vec<(Range<usize>, EntryId, u32)>,
    /// Characters of the text.
    pub(crate) length: u32,
}

/// A term's name in a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Mention {
    /// The term.
    pub(crate) term: EntryId,
    /// The name in the plain text, without particles.
    pub(crate) plain: Range<u32>,
    pub(crate) standing: Standing,
    /// How many characters and blocks of the text come before it.
    pub(crate) before: (u32, u32),
    /// The number of the item that it is in, within the document; 0 outside of items.
    pub(crate) unit: u32,
}

/// What a mention may become.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Standing {
    /// A link, at its place in the HTML.
    Free(Range<u32>),
    /// Nothing: it is in a `th` or a `dt`.
    Heads,
    /// It is the author's link.
    Linked,
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

impl Mention {
    fn new(term: EntryId, plain: Range<u32>, standing: Standing) -> Self {
        Self {
            term,
            plain,
            standing,
            before: (0, 0),
            unit: 0,
        }
    }
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
        let sure = found.mentions.into_iter().map(|m| (m, None));
        let doubtful = found.doubtful.into_iter().map(|(m, c)| (m, Some(c)));
        let mut automatic: Vec<_> = sure.chain(doubtful).collect();
        automatic.sort_by_key(|(m, _)| m.range.start);
        let places = body.places(automatic.iter().map(|(m, _)| m.range.clone()));
        let automatic = automatic
            .into_iter()
            .zip(places)
            .filter_map(|((m, c), html)| {
                let standing = match html? {
                    (_, true) => Standing::Heads,
                    (html, false) => Standing::Free(html),
                };
                let plain = m.range.start as u32..m.range.end as u32;
                Some((Mention::new(term(m.term), plain, standing), c))
            });
        let links = body
            .links
            .iter()
            .enumerate()
            .filter(|(_, l)| matches!(l.target, LinkTarget::Term(_)));
        let written = links.filter_map(|(i, l)| {
            let term = hand(i as u32)?;
            Some((Mention::new(term, l.plain.clone(), Standing::Linked), None))
        });
        let mut all: Vec<_> = automatic.chain(written).collect();
        all.sort_by_key(|(m, _)| m.plain.start);
        let items = document.parsed.shape.items();
        let (mut at, mut before) = (0, (0, 0));
        let mut pass = |to: usize| {
            let passed = &body.plain[std::mem::replace(&mut at, to)..to];
            before.0 += passed.chars().count() as u32;
            before.1 += passed.matches(BLOCK).count() as u32;
            before
        };
        for (mention, _) in &mut all {
            mention.unit = items.partition_point(|i| i.plain.start <= mention.plain.start) as u32;
            mention.before = pass(mention.plain.start as usize);
        }
        let (length, _) = pass(body.plain.len());
        let mut this = Self {
            length,
            mistaken: found.mistaken,
            avoided: (found.avoided.into_iter())
                .map(|(name, number)| (name.range, term(name.term), number))
                .collect(),
            rejected: (found.rejected.into_iter())
                .map(|r| (term(r.term), r.range))
                .collect(),
            signs: (found.signs.into_iter())
                .map(|(t, sign)| (term(t), sign))
                .collect(),
            ..Self::default()
        };
        for (mention, condition) in all {
            match condition {
                None => this.found.push(mention),
                Some(Condition::Asked) => this.ambiguous.push(mention.term),
                Some(condition) => this.doubtful.push((mention, condition)),
            }
        }
        this.terms = terms(&this.found);
        this
    }

    /// With what all texts say of the doubtful ones; `None` if there are none.
    pub(crate) fn settled(&self, evidence: &Evidence<EntryId>) -> Option<Self> {
        if self.doubtful.is_empty() {
            return None;
        }
        let mut this = self.clone();
        for (mention, condition) in std::mem::take(&mut this.doubtful) {
            if evidence.meets(mention.term, condition) {
                this.found.push(mention);
            } else if condition == Condition::Action {
                this.ambiguous.push(mention.term);
            }
        }
        this.found.sort_by_key(|m| m.plain.start);
        this.terms = terms(&this.found);
        Some(this)
    }
}

/// The terms that are mentioned, each once.
fn terms(found: &[Mention]) -> Box<[EntryId]> {
    let mut terms: Vec<EntryId> = found.iter().map(|m| m.term).collect();
    terms.sort_unstable();
    terms.dedup();
    terms.into()
}
