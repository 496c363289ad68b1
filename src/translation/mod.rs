//! Two languages in step: how each translation compares with its original ([`status()`]), taking one for done ([`accept()`]), and what a
//! translator needs ([`handoff()`]).
//!
//! What is behind is found by the model ([`crate::model::translations`]), which readers are told by; here it gets words: what the
//! original said before, if git knows it, and what the translation says.

mod accept;
mod handoff;
mod history;
mod status;
pub mod words;

pub use self::accept::{Accepted, Wanted, accept};
pub use self::handoff::{Handoff, handoff};
use crate::base::diag::{Diagnostic, Message};

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// The settings or the lock cannot be read: what is wrong with them.
    Site(Vec<Diagnostic>),
    /// What was asked for is not there: what is wrong, and what to do.
    Path(Message, Message),
}

pub(crate) use self::status::behind_on;
pub use self::status::{ChangeKind, Excerpt, Status, TextChange, TextState, TextStatus, status};
