//! The one hash of the project: xxh3, the same on every machine. It detects changes; it is not for security.

use std::hash::{Hash, Hasher as _};

use xxhash_rust::xxh3::Xxh3Default;

/// Of a value.
pub(crate) fn hash(value: impl Hash) -> u64 {
    hash_all([value])
}

/// Of several values, in their order.
pub(crate) fn hash_all<T: Hash>(values: impl IntoIterator<Item = T>) -> u64 {
    let mut hasher = Xxh3Default::new();
    for value in values {
        value.hash(&mut hasher);
    }
    hasher.finish()
}
