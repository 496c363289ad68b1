//! TOML and YAML as one kind of tree, with the place of every key and value.
//!
//! A derived deserialiser stops at its first mistake. An author wants all of them, so both formats become a [`Node`],
//! and [`Fields`] takes the keys of a table one by one: it says what has the wrong type, what is missing, and, with a
//! hint, what it does not know.

mod fields;
mod known;
mod parse;
mod shape;
mod slips;
mod toml_slips;
mod values;

use std::ops::Range;

pub(crate) use self::fields::{Fields, cannot_be, one_of};
pub(crate) use self::parse::{from_toml, from_yaml};
pub(crate) use self::shape::{Kind, Shape};
use crate::base::diag::Message;
use crate::lang::message::message;

/// A value and the bytes of the file where it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Bytes in the file's text.
    pub span: Range<usize>,
}

/// A value of the tree.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value,
}

#[derive(Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Float,
    String(String),
    List(Vec<Node>),
    Map(Vec<(Spanned<String>, Node)>),
    /// Whatever is asked for, which is noted.
    Asked(Shape),
}

impl Value {
    /// What the author would call it.
    fn name(&self) -> Message {
        match self {
            Self::Null | Self::Asked(_) => message!("빈 값", "nothing"),
            Self::Bool(_) => message!("`true`/`false`", "`true`/`false`"),
            Self::Integer(_) => message!("숫자", "a number"),
            // What is no whole number, or none that fits.
            Self::Float => message!("이런 숫자", "this number"),
            Self::String(_) => message!("글", "text"),
            Self::List(_) => message!("목록", "a list"),
            Self::Map(_) => message!("`이름: 값`의 묶음", "a group of keys"),
        }
    }
}

/// What a value has to be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Boolean,
    Integer,
    Text,
    Texts,
    Tables,
}

impl Wanted {
    fn name(self) -> Message {
        match self {
            Self::Boolean => message!("`true`나 `false`", "`true` or `false`"),
            Self::Integer => message!("정수", "a whole number"),
            Self::Text => message!("글", "text"),
            Self::Texts => message!("`[하나, 둘]` 꼴의 목록", "a list, `[one, two]`"),
            Self::Tables => message!("`이름: 값` 묶음의 목록", "a list of groups of keys"),
        }
    }
}
