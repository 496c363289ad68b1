//! What a Korean keyboard, or a hand in a hurry, writes in place of a mark.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Slips;
use crate::lang::message::message;

/// `₩print₩`, `´print´`: on a Korean keyboard the key of the backtick gives a won sign.
pub(super) fn code(slips: &mut Slips<'_, '_>) {
    let mut found = Vec::new();
    for mark in ["₩", "´"] {
        let mut from = 0;
        for at in slips.find(mark) {
            let line = slips.line(at);
            let rest = &slips.source[at + mark.len()..line.end];
            let Some(len) = rest.find(mark).filter(|len| *len > 0 && at >= from) else {
                continue;
            };
            let inner = &rest[..len];
            // `₩3,000~₩5,000` are prices.
            let is_code = inner
                .starts_with(|c: char| c.is_ascii_alphabetic() || "-./$_".contains(c))
                && !inner.ends_with(' ');
            if is_code {
                from = at + mark.len() * 2 + len;
                found.push((at..from, mark, inner));
            }
        }
    }
    for (span, mark, inner) in found {
        slips.warn(
            span,
            "unclosed-code",
            message!(
                "`{mark}`(으로/로)는 코드를 감쌀 수 없어 글자 그대로 보입니다",
                "`{mark}` makes no code: this is shown as it is"
            ),
            message!(
                "백틱으로 감싸세요(영문 자판에서 숫자 1 왼쪽의 글쇠): `{inner}`",
                "write it between backticks, the key beside 1: `{inner}`"
            ),
        );
    }
}

/// `&nbsp글`, `<!- 메모 -->`, `<br/ >`: HTML that is none.
pub(super) fn html(slips: &mut Slips<'_, '_>) {
    let mut found = Vec::new();
    for name in ["&nbsp", "&lt", "&gt", "&amp"] {
        for at in slips.find(name) {
            let after = slips.source[at + name.len()..].chars().next();
            let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, ';' | '=');
            if after.is_some_and(|c| !is_word(c)) && !slips.is_in_link(at) {
                found.push((at..at + name.len(), format!("{name};")));
            }
        }
    }
    for at in slips.find("<!-") {
        let line = slips.line(at);
        let rest = &slips.source[at + 3..line.end];
        if !rest.starts_with('-')
            && rest.starts_with(|c: char| c.is_whitespace() || c.is_alphabetic())
        {
            let len = rest.find('>').map_or(rest.len(), |i| i + 1);
            let words = rest[..len].trim_end_matches('>').trim_matches(['-', ' ']);
            let short: String = words.chars().take(40).collect();
            found.push((at..at + 3 + len, format!("<!-- {short} -->")));
        }
    }
    for at in slips.find("<br") {
        let line = slips.line(at);
        let rest = &slips.source[at + 3..line.end];
        let inner = rest.split('>').next().unwrap_or("");
        if inner.chars().all(|c| matches!(c, '/' | ' ' | '\\')) && rest.len() > inner.len() {
            found.push((at..at + 3 + inner.len() + 1, "<br>".to_owned()));
        }
    }
    found.extend(without_end(slips));
    for (span, corrected) in found {
        slips.warn(
            span,
            "foreign-syntax",
            message!(
                "HTML로 읽히지 않아 글자 그대로 보입니다",
                "this is not read as HTML and is shown as it is"
            ),
            message!("`{corrected}`(으로/로) 적으세요", "write `{corrected}`"),
        );
    }
}

/// `<img src="a.png"` whose paragraph ends before its `>` comes.
fn without_end(slips: &Slips<'_, '_>) -> Vec<(Range<usize>, String)> {
    let paragraphs = slips.events.iter();
    let paragraphs = paragraphs.filter(|(event, _)| matches!(event, Event::Start(Tag::Paragraph)));
    let found = paragraphs.filter_map(|(_, range)| {
        let block = slips.source[range.clone()].trim_end();
        let at = block.rfind('<')?;
        let tag = &block[at + 1..];
        let (name, rest) = tag.split_once(' ')?;
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric());
        let has_value = rest.contains("=\"") && rest.trim_end().ends_with('"');
        let start = range.start + at;
        (is_name && has_value && !tag.contains('>') && !slips.is_verbatim(start))
            .then(|| (start..start + 1 + tag.len(), format!("<{tag}>")))
    });
    found.collect()
}
