//! Terms in prose.
//!
//! 1. [`Glossary::new`] collects the names of all terms out of their Outlines into an automaton ([`names`]).
//! 2. [`Mentions::of`] finds them in one document ([`mention`] has the grammar) and puts the links that the author wrote by
//!    hand among them. It depends on the document and the set of names alone, so a changed summary finds nothing anew.
//! 3. [`Linker`] chooses, text after text, which mentions on a page become links.

mod edges;
pub(crate) mod evidence;
pub(crate) mod linker;
pub mod mention;
pub(crate) mod mentions;
pub mod names;
mod pattern;

pub(crate) use linker::Linker;
pub(crate) use mentions::{Glossary, Mention, Mentions, Standing};
