//! Questions with answers. Search engines are told of them too (`page/jsonld.rs`).

use super::{Form, Kind, Places, Shape};
use crate::base::diag::Diagnostic;
use crate::lang::message::message;

pub(super) const KIND: Kind = Kind {
    name: "faq",
    synonyms: &[
        "qna",
        "q&a",
        "qa",
        "questions",
        "질문",
        "질문과 답",
        "질의응답",
        "문답",
    ],
    about: ["질문과 답", "Questions with answers"],
    form: Form::Items { label: |_| 0 },
    check,
    example: [
        "## 첫째 질문인가요? {#first}\n\n여기에 답하세요.\n\n## 둘째 질문인가요? {#second}\n\n여기에 답하세요.",
        "## The first question? {#first}\n\nThe answer goes here.\n\n## The second question? {#second}\n\nThe answer goes here.",
    ],
};

fn check(shape: &Shape, places: Places<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for item in shape.items().iter().filter(|item| item.body.is_empty()) {
        let message = message!("질문에 답이 없습니다", "this question has no answer");
        let d = Diagnostic::error((places.of)(Some(item)), "faq", message);
        diagnostics.push(d.hint(message!(
            "질문 아래에 답을 적거나 질문을 지우세요",
            "write the answer below it, or delete the question"
        )));
    }
    if shape.items().is_empty() {
        let d = Diagnostic::error(
            (places.of)(None),
            "faq",
            message!("FAQ인데 질문이 없습니다", "this FAQ has no questions"),
        );
        let marks = places.marks;
        diagnostics.push(d.hint(message!(
            "질문마다 `{marks} 질문 {{#id}}` 제목을 적고 그 아래에 답을 적으세요",
            "write each question as a heading `{marks} Question {{#id}}` with its answer below"
        )));
    }
}
