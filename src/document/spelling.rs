//! Words that are spelt wrong in any text.

use super::Document;
use super::asides::OwnWords;
use crate::base::diag::{Diagnostic, Fix, Place};
use crate::lang::message::message;
use crate::lang::{Language, spelling};

pub(super) const CODE: &str = "spelling";

/// Reports them.
pub(super) fn check<'d>(
    document: &'d Document,
    own: &'d OwnWords,
    language: Language,
) -> impl Iterator<Item = Diagnostic> + 'd {
    let found = spelling::mistakes(&own.text, language).into_iter();
    found.map(|mistake| {
        let (wrong, right) = (&own.text[mistake.at.clone()], &mistake.right);
        let place = Place::at(document.outline.file(), document.written(&mistake.at));
        let message = message!(
            "`{wrong}`(은/는) 틀린 표기이고, `{right}`(이/가) 맞습니다",
            "`{wrong}` is spelt wrong; it is `{right}`"
        );
        let d = Diagnostic::warning(place, CODE, message)
            .hint(message!("`{right}`(으로/로) 고치세요", "write `{right}`"));
        let fix = document.parsed.body.in_file(&mistake.at);
        d.fix(fix.map(|range| Fix::new(range, right)))
    })
}
