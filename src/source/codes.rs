//! Codes of findings, where an author names one.

use crate::base::diag::{Diagnostic, Place, nearest};
use crate::base::explain::codes;
use crate::lang::message::message;

/// What is to be said of a code that an author does not want to hear of, if there is none such; with `near`, what may be meant.
pub(crate) fn unknown(code: &str, place: Place, near: bool) -> Option<Diagnostic> {
    if codes().any(|known| known == code) {
        return None;
    }
    let message = message!(
        "`{code}`(이라는/라는) 코드는 없습니다",
        "there is no code `{code}`"
    );
    let hint = match near.then(|| nearest(code, codes())).flatten() {
        Some(near) => message!("혹시 `{near}`?", "did you mean `{near}`?"),
        None => message!(
            "경고에 적힌 코드를 그대로 적으세요: `no-alt`",
            "write the code as the finding has it: `no-alt`"
        ),
    };
    Some(Diagnostic::warning(place, "allow", message).hint(hint))
}
