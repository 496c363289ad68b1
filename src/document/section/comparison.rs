//! One table of criteria by subjects: criteria in the first column, a column for each subject.

use super::{Form, Kind, Places, Shape};
use crate::base::diag::{Diagnostic, Place};
use crate::lang::message::message;

pub(super) const KIND: Kind = Kind {
    name: "comparison",
    synonyms: &["compare", "table", "versus", "vs", "비교", "비교표", "표"],
    about: [
        "견줄 점과 대상으로 된 표 하나",
        "One table of criteria by subjects",
    ],
    form: Form::Table { second },
    check,
    example: [
        "무엇을 견주는지 쓰세요.\n\n| 견줄 점 | 이쪽 | 저쪽 |\n|---|---|---|\n| 첫째 | … | … |\n| 둘째 | … | … |",
        "Say what is compared.\n\n| Point | This | That |\n|---|---|---|\n| First | … | … |\n| Second | … | … |",
    ],
};

fn second(place: Place) -> Diagnostic {
    let second = message!(
        "비교 절에는 표가 하나여야 하는데, 이것은 두 번째 표입니다",
        "a comparison has one table, and this is a second one"
    );
    Diagnostic::error(place, "comparison", second).hint(message!(
        "이 표를 다른 절로 옮기세요",
        "put it into a section of its own"
    ))
}

fn check(shape: &Shape, places: Places<'_>, diagnostics: &mut Vec<Diagnostic>) {
    if shape.table().is_none() {
        let d = Diagnostic::error(
            (places.of)(None),
            "comparison",
            message!("비교 절인데 표가 없습니다", "this comparison has no table"),
        );
        diagnostics.push(d.hint(message!(
            "첫 열에 기준을, 나머지 열에 비교할 대상을 적은 표를 하나 넣으세요",
            "write one table: criteria in the first column, a column for each subject"
        )));
    }
}
