//! A term's name in another language behind its first link on a page: 콜로서스(Colossus).

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Composer;
use crate::base::ids::{DocumentId, EntryId};
use crate::base::text::{push_attribute, push_text};
use crate::document::markdown::body::{Insertion, LinkTarget, SlotKind};
use crate::model::glossary::{Linker, Mentions, Standing};

impl Composer<'_> {
    /// Puts the names behind the links of a page's next text; those that follow the author's own links are returned by the numbers of
    /// the links.
    pub(super) fn glosses(
        &self,
        document: DocumentId,
        mentions: &Mentions,
        linker: &mut Linker,
        insertions: &mut [Insertion],
    ) -> BTreeMap<u32, String> {
        let body = &self.model.document(document).parsed.body;
        let links = &body.links;
        // The cells of a table that is all of its section have no place for them.
        let places = body.slots.iter().filter_map(|slot| match slot.kind {
            SlotKind::Gloss(link) => Some(link),
            _ => None,
        });
        let places: FxHashSet<u32> = places.collect();
        let mut glosses = BTreeMap::new();
        for mention in &mentions.found {
            let gloss = |linker: &mut Linker, is_named: bool| {
                let is_first = linker.introduces(mention.term);
                is_first.then(|| self.gloss(document, mention.term, &mention.plain, is_named))?
            };
            match &mention.standing {
                Standing::Heads => {}
                Standing::Free(html) => {
                    let place = insertions.binary_search_by_key(&html.start, |i| i.html.start);
                    if let Ok(at) = place
                        && let Some(gloss) = gloss(linker, true)
                    {
                        insertions[at].after = gloss;
                    }
                }
                Standing::Linked => {
                    let is_it = |at: &usize| {
                        let link = &links[*at];
                        matches!(link.target, LinkTarget::Term(_)) && link.plain == mention.plain
                    };
                    let first = links.partition_point(|l| l.plain.start < mention.plain.start);
                    if let Some(link) = (first..links.len()).take(MOST_AT_ONE_PLACE).find(is_it)
                        && places.contains(&(link as u32))
                        && let Some(gloss) = gloss(linker, !links[link].bare)
                    {
                        glosses.insert(link as u32, gloss);
                    }
                }
            }
        }
        glosses
    }

    /// The name of a term in another language than the text's, in parentheses; `None` where there is no other one, or the author has
    /// put it there.
    fn gloss(
        &self,
        document: DocumentId,
        term: EntryId,
        mention: &Range<u32>,
        is_named: bool,
    ) -> Option<String> {
        let model = self.model;
        let here = model.language_of(document);
        let plain = &model.document(document).parsed.body.plain;
        let (start, end) = (mention.start as usize, mention.end as usize);
        let (before, after) = (&plain[..start], plain[end..].trim_start());
        if before.ends_with(['(', '（']) || after.starts_with(['(', '（']) {
            return None;
        }
        let files = model.entry(term).documents.iter().flatten();
        let other = files.copied().find(|d| model.language_of(*d) != here)?;
        let name = model.title_of(other);
        let is_same = |other: &str| other.to_lowercase() == name.to_lowercase();
        let link_text = model.entry(term).text(here).map(|d| model.title_of(d));
        // A link without words of its own has the term's slug for plain text.
        if (is_named && is_same(&plain[start..end])) || link_text.is_some_and(is_same) {
            return None;
        }
        let mut gloss = String::from("<small lang=\"");
        push_attribute(&mut gloss, &self.tag(model.language_of(other)));
        gloss.push_str("\">(");
        push_text(&mut gloss, name);
        gloss.push_str(")</small>");
        Some(gloss)
    }
}

/// Links in plain text that begin at one place: images have none of it.
const MOST_AT_ONE_PLACE: usize = 64;
