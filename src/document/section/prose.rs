//! Running text.

use super::{Form, Kind};
use crate::document::placeholder;

pub(super) const KIND: Kind = Kind {
    name: "prose",
    about: ["줄글", "Text"],
    form: Form::Text,
    check: |_, _, _| {},
    example: placeholder::PAGE,
};
