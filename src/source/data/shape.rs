//! What a file may say: the keys that are asked for where it is read, and what each has to be.
//!
//! A reader is run with a [`Node`] that is [`Value::Asked`]: it has whatever is asked for, and notes the question. So what is noted is
//! what is read, and no second list of keys is kept.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Node, Value};

/// What a value has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Boolean,
    Integer,
    Text,
    /// A day.
    Date,
    /// A day, a month or a year.
    PartialDate,
    /// An address of the web.
    Address,
    /// A list of texts; one alone counts as a list of one.
    Texts,
    /// One of a few words.
    Choice(Vec<&'static str>),
    /// A text, or one in each language.
    Localized,
    /// A table.
    Table,
    /// A list of tables.
    Tables,
}

/// What was asked for at one place.
#[derive(Debug, Clone, Default)]
pub(crate) struct Shape(Rc<RefCell<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    kind: Option<Kind>,
    required: bool,
    /// The keys of a table, in the order that they are asked for.
    keys: Vec<(String, Shape)>,
    /// Whether its keys are the author's own.
    own_keys: bool,
}

impl Shape {
    /// A value that has whatever is asked for.
    pub(crate) fn node(&self) -> Node {
        Node {
            span: 0..0,
            value: Value::Asked(self.clone()),
        }
    }

    /// Notes what the value has to be. What is noted first is the most exact.
    pub(crate) fn note(&self, kind: Kind) {
        self.0.borrow_mut().kind.get_or_insert(kind);
    }

    /// Notes that a key of this table has to be there.
    pub(super) fn require(&self, key: &str) {
        self.key(key).0.borrow_mut().required = true;
    }

    /// Notes that the keys of this table are the author's own.
    pub(super) fn own_keys(&self) {
        self.0.borrow_mut().own_keys = true;
    }

    /// What is asked for below a key.
    pub(super) fn key(&self, key: &str) -> Self {
        let mut noted = self.0.borrow_mut();
        if let Some((_, shape)) = noted.keys.iter().find(|(name, _)| name == key) {
            return shape.clone();
        }
        let shape = Self::default();
        noted.keys.push((key.to_owned(), shape.clone()));
        shape
    }

    /// What the value has to be.
    pub(crate) fn kind(&self) -> Option<Kind> {
        self.0.borrow().kind.clone()
    }

    /// Whether it has to be there.
    pub(crate) fn is_required(&self) -> bool {
        self.0.borrow().required
    }

    /// Whether its keys are the author's own, of which there is one example.
    pub(crate) fn has_own_keys(&self) -> bool {
        self.0.borrow().own_keys
    }

    /// Its keys, in the order that they are asked for.
    pub(crate) fn keys(&self) -> Vec<(String, Self)> {
        self.0.borrow().keys.clone()
    }
}
