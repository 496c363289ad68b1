//! What all other modules use, and what uses none of them: findings, addresses, names of files, text, hashes, ids,
//! threads.

pub(crate) mod align;
pub mod diag;
pub mod explain;
pub(crate) mod hash;
pub(crate) mod html;
pub mod ids;
pub mod names;
pub(crate) mod parallel;
pub mod partial_date;
pub mod permalink;
pub(crate) mod portable;
pub(crate) mod text;
