//! Running text.

use super::{Form, Kind};
use crate::document::placeholder;

pub(super) const KIND: Kind = Kind {
    name: "prose",
    synonyms: &["text", "article", "글", "줄글", "산문", "본문"],
    about: ["줄글", "Text"],
    form: Form::Text,
    check: |_, _, _| {},
    example: placeholder::PAGE,
};
