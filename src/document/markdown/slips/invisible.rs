//! Characters that nobody sees in headings and in the names of links: they keep a term from being found.

use super::Slips;
use crate::base::text::invisible;
use crate::lang::message::message;

pub(super) fn check(slips: &mut Slips<'_, '_>) {
    let source = slips.source;
    if !source.contains(['\u{200B}', '\u{2060}', '\u{FEFF}']) {
        return;
    }
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let in_name = |found: usize| {
            let (before, after) = line.split_at(found);
            before
                .rfind("[[")
                .is_some_and(|open| !before[open..].contains("]]"))
                && after.contains("]]")
        };
        let is_heading = line.trim_start().starts_with('#');
        let found = invisible(line).find(|(i, _)| is_heading || in_name(*i));
        let Some((i, c)) = found.filter(|(i, _)| !slips.is_verbatim(start + i)) else {
            continue;
        };
        let code = format!("U+{:04X}", u32::from(c));
        slips.warn(
            start + i..start + i + c.len_utf8(),
            "invisible-character",
            message!(
                "보이지 않는 글자 {code}(이/가) 섞여 있습니다",
                "there is an invisible character {code} here"
            ),
            message!(
                "그 자리를 지우고 다시 입력하세요",
                "delete this place and type it again"
            ),
        );
    }
}
