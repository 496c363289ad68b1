//! Which mentions on a page become links, and how its notes are numbered.

use rustc_hash::FxHashSet;

use super::mentions::{Mention, Mentions};
use crate::base::ids::EntryId;
use crate::source::site::TermLinks;

/// Goes through a page's texts in their order and remembers what it has linked.
pub(crate) struct Linker {
    policy: TermLinks,
    /// The entry whose page this is: a term does not link to itself.
    own: EntryId,
    seen: FxHashSet<EntryId>,
    /// How many notes its texts have had.
    notes: u32,
}

impl Linker {
    /// For the page of an entry.
    pub(crate) fn new(policy: TermLinks, own: EntryId) -> Self {
        Self {
            policy,
            own,
            seen: FxHashSet::default(),
            notes: 0,
        }
    }

    /// How many notes come before those of the page's next text, which has `count`.
    pub(crate) fn number_notes(&mut self, count: u32) -> u32 {
        let before = self.notes;
        self.notes += count;
        before
    }

    /// The mentions of the page's next text that become links.
    ///
    /// A link that the author has written counts as the first mention of its section, wherever in it it is.
    pub(crate) fn choose<'m>(&mut self, mentions: &'m Mentions) -> Vec<&'m Mention> {
        let mut chosen = Vec::new();
        if self.policy == TermLinks::None {
            return chosen;
        }
        for section in mentions.found.chunk_by(|a, b| a.unit == b.unit) {
            if self.policy == TermLinks::FirstPerSection {
                self.seen.clear();
            }
            self.seen
                .extend(section.iter().filter(|m| m.html.is_none()).map(|m| m.term));
            for mention in section
                .iter()
                .filter(|m| m.html.is_some() && m.term != self.own)
            {
                if self.seen.insert(mention.term) || self.policy == TermLinks::Every {
                    chosen.push(mention);
                }
            }
        }
        chosen
    }
}
