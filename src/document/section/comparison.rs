//! One table of criteria by subjects: criteria in the first column, a column for each subject.

use super::{Form, Kind, Places, Shape};
use crate::base::diag::{Diagnostic, Place};

pub(super) const KIND: Kind = Kind {
    name: "comparison",
    about: [
        "견줄 점과 대상으로 된 표 하나",
        "One table of criteria by subjects",
    ],
    form: Form::Table { second },
    check,
    example: [
        "무엇을 견주는지 씁니다.\n\n| 견줄 점 | 이쪽 | 저쪽 |\n|---|---|---|\n| 첫째 | … | … |\n| 둘째 | … | … |",
        "Say what is compared.\n\n| Point | This | That |\n|---|---|---|\n| First | … | … |\n| Second | … | … |",
    ],
};

fn second(place: Place) -> Diagnostic {
    let message = "a comparison holds one table, and this is a second one";
    let d = Diagnostic::error(place, "comparison", message);
    d.hint("put it into a section of its own")
}

fn check(shape: &Shape, places: Places<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if shape.table().is_none() {
        let d = Diagnostic::error(places(None), "comparison", "this comparison has no table");
        diagnostics.push(
            d.hint("write one table: criteria in the first column, a column for each subject"),
        );
    }
}
