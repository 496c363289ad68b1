//! Where each term is used, for its page.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::{Composer, Frame};
use crate::glossary::sentence;
use crate::lang::LanguageId;
use crate::link::{DocumentId, EntryId, EntryKind};
use crate::markdown::Shape;
use crate::markdown::body::{BLOCK, push_text};
use crate::permalink::encode_fragment;
use crate::view::{Use, UsePlace};

/// Where each term is used on the pages of a language, by the term's number.
pub(crate) type Uses = Vec<Vec<Spot>>;

/// The first mention of a term in a section, an answer, a comparison or another text.
#[derive(Debug, Clone)]
pub(crate) struct Spot {
    page: EntryId,
    document: DocumentId,
    unit: u32,
    plain: Range<u32>,
}

impl Composer<'_> {
    /// Where each term is used on the pages of a language: explainers in the order of lists, then the rest.
    pub(super) fn uses_of(&self, language: LanguageId) -> Uses {
        let mut uses = vec![Vec::new(); self.linked.terms.len()];
        let others = self
            .linked
            .ids()
            .filter(|(_, e)| e.kind != EntryKind::Explainer)
            .map(|(id, _)| id);
        let mut seen = FxHashSet::default();
        for page in self.linked.explainers.iter().copied().chain(others) {
            let own = self.glossary.number(page);
            let entry = self.linked.entry(page);
            for document in entry.texts(language) {
                if entry.kind.is_list() && entry.documents[language.index()].is_none() {
                    continue;
                }
                seen.clear();
                for mention in &self.mentions[document.0 as usize].found {
                    if Some(mention.term) != own && seen.insert((mention.unit, mention.term)) {
                        let plain = mention.plain.clone();
                        uses[mention.term as usize].push(Spot {
                            page,
                            document,
                            unit: mention.unit,
                            plain,
                        });
                    }
                }
            }
        }
        uses
    }

    /// The pages that use a term, each with its places.
    pub(super) fn uses(&self, term: EntryId, frame: &Frame<'_>) -> Vec<Use> {
        let Some(number) = self.glossary.number(term) else {
            return Vec::new();
        };
        let spots = &self.uses[frame.language.index()][number as usize];
        spots
            .chunk_by(|a, b| a.page == b.page)
            .map(|spots| {
                let entry = self.linked.entry(spots[0].page);
                let shown = entry
                    .shown(frame.language)
                    .map(|d| self.outline(d).path.language);
                Use {
                    title: self.title(entry, frame.language),
                    href: self.href(spots[0].page, frame),
                    lang: shown.and_then(|l| self.other_tag(l, frame.language)),
                    places: spots.iter().map(|s| self.use_place(s, frame)).collect(),
                }
            })
            .collect()
    }

    fn use_place(&self, spot: &Spot, frame: &Frame<'_>) -> UsePlace {
        let document = self.document(spot.document);
        let outline = &document.outline;
        let question = match &document.parsed.shape {
            Shape::Faq { items, .. } if spot.unit > 0 => items.get(spot.unit as usize - 1),
            _ => None,
        };
        let id = match question {
            Some(item) => {
                self.linked
                    .id_name(outline, spot.document, frame.language, item.id as usize)
            }
            None => outline.section().map_or("", |_| &*outline.path.stem),
        };
        let fragment = if id.is_empty() {
            String::new()
        } else {
            format!("#{}", encode_fragment(id))
        };
        UsePlace {
            title: match question {
                Some(question) => self
                    .plain_text(spot.document, question.question_plain.clone())
                    .into_owned(),
                // A text that is not part of another has the page's title.
                None => outline
                    .section()
                    .map_or_else(String::new, |_| outline.title().to_owned()),
            },
            href: self.href(spot.page, frame) + &fragment,
            lang: self.other_tag(outline.path.language, frame.language),
            html: self.sentence(spot),
        }
    }

    /// The sentence around a mention, the mention marked, as HTML.
    fn sentence(&self, spot: &Spot) -> String {
        let plain = &self.document(spot.document).parsed.body.plain;
        let mention = spot.plain.start as usize..spot.plain.end as usize;
        let (range, before, after) = sentence::around(plain, mention.clone());
        let mut html = String::from(if before { "… " } else { "" });
        let mut push = |range: Range<usize>, tags: [&str; 2]| {
            let text = self.plain_text(spot.document, range.start as u32..range.end as u32);
            html.push_str(tags[0]);
            push_text(&mut html, &text.replace(BLOCK, " "));
            html.push_str(tags[1]);
        };
        push(range.start..mention.start, ["", ""]);
        push(mention.clone(), ["<mark>", "</mark>"]);
        push(mention.end..range.end, ["", ""]);
        html.push_str(if after { " …" } else { "" });
        html
    }
}
