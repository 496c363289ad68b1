//! Which mentions on a page become links, and how its notes are numbered.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::mentions::{Mention, Mentions, Standing};
use crate::base::ids::EntryId;
use crate::source::site::TermLinks;

/// Characters after which a term is linked again under [`TermLinks::FirstNearby`]: three or four paragraphs.
const NEARBY: u32 = 1_500;

/// Links to terms in a paragraph under [`TermLinks::FirstNearby`]; more of them are a thicket.
const MOST_IN_BLOCK: usize = 3;

/// Goes through a page's texts in their order and remembers what it has linked.
pub(crate) struct Linker {
    policy: TermLinks,
    /// The entry whose page this is: a term does not link to itself.
    own: EntryId,
    /// Where each term was linked last, in characters of the page.
    seen: FxHashMap<EntryId, u32>,
    /// The terms that have been linked on the page.
    introduced: FxHashSet<EntryId>,
    /// Characters of its texts before.
    characters: u32,
    /// How many notes its texts have had.
    notes: u32,
}

impl Linker {
    /// For the page of an entry.
    pub(crate) fn new(policy: TermLinks, own: EntryId) -> Self {
        Self {
            policy,
            own,
            seen: FxHashMap::default(),
            introduced: FxHashSet::default(),
            characters: 0,
            notes: 0,
        }
    }

    /// How many notes come before those of the page's next text, which has `count`.
    pub(crate) fn number_notes(&mut self, count: u32) -> u32 {
        let before = self.notes;
        self.notes += count;
        before
    }

    /// Whether a link is the first one of the page to a term.
    pub(crate) fn introduces(&mut self, term: EntryId) -> bool {
        self.introduced.insert(term)
    }

    /// The mentions of the page's next text that become links, with their places in its HTML.
    ///
    /// A link that the author has written counts as the first mention: of its section wherever in it it is, or where
    /// distance decides, from its paragraph on.
    pub(crate) fn choose<'m>(&mut self, mentions: &'m Mentions) -> Vec<(&'m Mention, Range<u32>)> {
        let before = self.characters;
        self.characters += mentions.length;
        let mut chosen = Vec::new();
        let by_distance = self.policy == TermLinks::FirstNearby;
        let of_one = |a: &Mention, b: &Mention| match by_distance {
            true => a.before.1 == b.before.1,
            false => a.unit == b.unit,
        };
        if self.policy == TermLinks::None {
            return chosen;
        }
        for part in mentions.found.chunk_by(of_one) {
            if self.policy == TermLinks::FirstPerSection {
                self.seen.clear();
            }
            let written = part.iter().filter(|m| m.standing == Standing::Linked);
            let written = written.map(|m| (m.term, before + m.before.0));
            self.seen.extend(written);
            let mut left = match by_distance {
                true => MOST_IN_BLOCK,
                false => usize::MAX,
            };
            for mention in part.iter().filter(|m| m.term != self.own) {
                let Standing::Free(html) = &mention.standing else {
                    continue;
                };
                let here = before + mention.before.0;
                let again = |last: u32| match self.policy {
                    TermLinks::Every => true,
                    TermLinks::FirstNearby => here.saturating_sub(last) >= NEARBY,
                    _ => false,
                };
                if left > 0 && self.seen.get(&mention.term).is_none_or(|last| again(*last)) {
                    self.seen.insert(mention.term, here);
                    left -= 1;
                    chosen.push((mention, html.clone()));
                }
            }
        }
        chosen
    }
}
