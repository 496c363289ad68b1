//! Numbers for names, and tables by number.
//!
//! [`Ids`] interns names: a name keeps its number for as long as the process runs, so that a number means the same
//! thing in every version of the site. The order of numbers is only the order of arrival: a [`Table`] has an order of
//! its own, which is that of names wherever it matters.

use std::marker::PhantomData;
use std::ops::Index;
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

/// A number in place of a name.
pub trait Id: Copy + Eq {
    /// The id with this number.
    fn new(number: u32) -> Self;

    /// Its number.
    fn index(self) -> usize;
}

/// Declares types of ids.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl Id for $name {
            fn new(number: u32) -> Self {
                Self(number)
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A content file, by its path.
    DocumentId,
    /// An entry, by its route.
    EntryId
}

/// The numbers that names have.
#[derive(Debug)]
pub(crate) struct Ids<I> {
    by_name: Mutex<FxHashMap<Arc<str>, u32>>,
    id: PhantomData<I>,
}

impl<I> Default for Ids<I> {
    fn default() -> Self {
        Self {
            by_name: Mutex::default(),
            id: PhantomData,
        }
    }
}

impl<I: Id> Ids<I> {
    /// The id of a name, a new one if the name has none.
    pub(crate) fn of(&self, name: &Arc<str>) -> I {
        let mut by_name = self.by_name.lock().unwrap_or_else(PoisonError::into_inner);
        let next = by_name.len() as u32;
        I::new(*by_name.entry(Arc::clone(name)).or_insert(next))
    }
}

/// Slots that tables share or copy together.
const CHUNK: usize = 64;

/// One thing for each of some ids, in the order in which they were put in.
///
/// A table made from another one by [`Table::with`] shares with it all but the chunks of what is not the same, so that a version of
/// the site costs what has changed.
#[derive(Debug)]
pub struct Table<I, T> {
    order: Arc<Vec<I>>,
    chunks: Vec<Arc<[Option<T>]>>,
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Self {
        Self {
            order: Arc::default(),
            chunks: Vec::new(),
        }
    }
}

impl<I: Id, T> Table<I, T> {
    /// What an id has, if it has anything.
    pub fn get(&self, id: I) -> Option<&T> {
        let chunk = self.chunks.get(id.index() / CHUNK)?;
        chunk.get(id.index() % CHUNK)?.as_ref()
    }

    /// All ids, in order.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = I> {
        self.order.iter().copied()
    }

    /// All things with their ids, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (I, &T)> {
        self.order.iter().map(|id| (*id, &self[*id]))
    }

    /// All things, in order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &T> {
        self.iter().map(|(_, value)| value)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Whether both have the same ids in the same order.
    pub fn is_parallel(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.order, &other.order) || self.order == other.order
    }

    /// The ids of which two parallel tables have things that are not `same`, ascending. Of chunks that are shared nothing is read.
    pub fn differing(&self, other: &Self, same: impl Fn(&T, &T) -> bool) -> Vec<I> {
        let mut differing = Vec::new();
        for (at, (ours, theirs)) in self.chunks.iter().zip(&other.chunks).enumerate() {
            if Arc::ptr_eq(ours, theirs) {
                continue;
            }
            for (slot, pair) in ours.iter().zip(&**theirs).enumerate() {
                if let (Some(a), Some(b)) = pair
                    && !same(a, b)
                {
                    differing.push(I::new((at * CHUNK + slot) as u32));
                }
            }
        }
        differing
    }
}

impl<I: Id, T: Clone> Table<I, T> {
    /// The same with other things for some of its ids.
    pub fn with(&self, things: impl IntoIterator<Item = (I, T)>) -> Self {
        let mut chunks = self.chunks.clone();
        for (id, thing) in things {
            let chunk = Arc::make_mut(&mut chunks[id.index() / CHUNK]);
            chunk[id.index() % CHUNK] = Some(thing);
        }
        Self {
            order: Arc::clone(&self.order),
            chunks,
        }
    }
}

impl<I: Id, T> FromIterator<(I, T)> for Table<I, T> {
    fn from_iter<F: IntoIterator<Item = (I, T)>>(items: F) -> Self {
        let (mut order, mut slots) = (Vec::new(), Vec::new());
        for (id, value) in items {
            if slots.len() <= id.index() {
                slots.resize_with(id.index() + 1, || None);
            }
            if slots[id.index()].replace(value).is_none() {
                order.push(id);
            }
        }
        let mut slots = slots.into_iter().peekable();
        let mut chunks = Vec::new();
        while slots.peek().is_some() {
            chunks.push(slots.by_ref().take(CHUNK).collect());
        }
        Self {
            order: Arc::new(order),
            chunks,
        }
    }
}

impl<I: Id, T> Index<I> for Table<I, T> {
    type Output = T;

    /// Panics like a slice if the table has nothing for the id.
    fn index(&self, id: I) -> &T {
        #[expect(
            clippy::expect_used,
            reason = "as a slice does, with an index out of bounds"
        )]
        self.get(id).expect("an id of this site")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_number_and_a_table_its_order() {
        let ids = Ids::<EntryId>::default();
        let [b, a] = ["b", "a"].map(|n| ids.of(&n.into()));
        assert_eq!(ids.of(&"b".into()), b);
        let table = Table::from_iter([(a, 'a'), (b, 'b')]);
        assert_eq!(table.values().collect::<String>(), "ab");
        let table = Table::from_iter([(a, 'a')]);
        assert_eq!(
            (table.get(a), table.get(b), table.len()),
            (Some(&'a'), None, 1)
        );
    }
}
