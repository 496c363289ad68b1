//! What all texts together say of a name, and the mentions that depend on it.
//!
//! A title does not say whether `Service Mesh` is a proper name, nor 미국 whether 미국인 is a person, nor 빌드 whether it is
//! something that one does. The texts do: where they write "service mesh", 미국인들 and 빌드할. Every text is read once and
//! gives [`Sign`]s; what it has found and is not sure of waits under a [`Condition`] until the signs of all are added up.

use std::collections::hash_map::Entry;
use std::hash::Hash;

use rustc_hash::FxHashMap;

/// What one place in a text says of a term's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Sign {
    /// The name is there without the capitals of its title, or some of them.
    Lower,
    /// It is there with them where a sentence begins, which says only that it is there.
    First,
    /// It has them inside a sentence.
    Upper,
    /// There are several: "each Pod", or "Pods" inside a sentence.
    Several,
    /// With 인 it is a person: 미국인은, 미국인들.
    Person,
    /// It takes the endings of a verb: 빌드할.
    Action,
}

const SIGNS: usize = 6;

/// What has to be true for a place in a text to be a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Condition {
    /// The capitals of the name are those of a title.
    NotProper,
    /// There may be several: it is not proper, or is as "Pod" is.
    Several,
    /// 인 is "being" after it.
    NotPerson,
    /// One can do it.
    Action,
    /// Never without being asked for: `match: auto`, or a link by hand.
    Asked,
}

/// The signs of all texts for each term, as `K` tells them apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Evidence<K: Eq + Hash>(FxHashMap<K, [u32; SIGNS]>);

impl<K: Eq + Hash> Default for Evidence<K> {
    fn default() -> Self {
        Self(FxHashMap::default())
    }
}

impl<K: Copy + Eq + Hash> Evidence<K> {
    /// Adds the signs of a text.
    pub(crate) fn add(&mut self, signs: &[(K, Sign)]) {
        for (term, sign) in signs {
            self.0.entry(*term).or_default()[*sign as usize] += 1;
        }
    }

    /// Takes away the signs of a text, which were added.
    pub(crate) fn take(&mut self, signs: &[(K, Sign)]) {
        for (term, sign) in signs {
            if let Entry::Occupied(mut counts) = self.0.entry(*term) {
                counts.get_mut()[*sign as usize] -= 1;
                if *counts.get() == [0; SIGNS] {
                    counts.remove();
                }
            }
        }
    }

    /// Whether a condition holds for a term.
    pub(crate) fn meets(&self, term: K, condition: Condition) -> bool {
        let count = |sign: Sign| self.0.get(&term).map_or(0, |signs| signs[sign as usize]);
        // One block without the capitals says nothing against texts that have them: a visa is not Visa.
        let is_proper = || match count(Sign::Lower) {
            0 | 1 => count(Sign::Upper) + count(Sign::First) > 0,
            lower => lower <= count(Sign::Upper),
        };
        match condition {
            Condition::NotProper => !is_proper(),
            // One place is not enough: it may be the one that asks.
            Condition::Several => !is_proper() || count(Sign::Several) > 1,
            Condition::NotPerson => count(Sign::Person) == 0,
            Condition::Action => count(Sign::Action) > 0,
            Condition::Asked => false,
        }
    }
}
