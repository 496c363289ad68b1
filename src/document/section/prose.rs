//! Running text.

use super::{Form, Kind};

pub(super) const KIND: Kind = Kind {
    name: "prose",
    about: ["줄글", "Text"],
    form: Form::Text,
    check: |_, _, _| {},
    example: ["여기에 쓰세요.", "Write here."],
};
