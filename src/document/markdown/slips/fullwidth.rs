//! Marks of Markdown typed in full width, as an input method for Chinese or Japanese leaves them.

use pulldown_cmark::{Event, Tag};
use rustc_hash::FxHashSet;

use super::Slips;
use crate::lang::message::message;

pub(super) fn check(slips: &mut Slips<'_, '_>) {
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    for (event, range) in slips.events {
        if !matches!(event, Event::Start(Tag::Paragraph)) {
            continue;
        }
        let text = &slips.source[range.clone()];
        let first = text.lines().next().unwrap_or("");
        if let Some(quoted) = first.strip_prefix('＞') {
            let quoted: String = quoted.trim().chars().take(40).collect();
            found.push((
                range.start,
                range.start + '＞'.len_utf8(),
                format!("> {quoted}"),
            ));
        }
        let hashes = text.trim_start_matches('＃');
        let level = (text.len() - hashes.len()) / '＃'.len_utf8();
        if (1..=6).contains(&level) && hashes.starts_with([' ', '\u{3000}']) {
            let marks = "#".repeat(level);
            let title = hashes.lines().next().unwrap_or("").trim();
            let end = range.start + text.len() - hashes.len();
            found.push((range.start, end, format!("{marks} {title}")));
        }
    }
    let mut said: FxHashSet<String> = found.iter().map(|(_, _, c)| c.clone()).collect();
    for pattern in ["＊＊", "］（", "］(", "]（", "［［"] {
        for at in slips.find(pattern) {
            let line = slips.source[slips.line(at)].trim();
            let short: String = line.chars().map(half).take(40).collect();
            if said.insert(short.clone()) {
                found.push((at, at + pattern.len(), short));
            }
        }
    }
    let mut from = 0;
    for at in slips.find("｀") {
        let open = at + '｀'.len_utf8();
        let rest = &slips.source[open..slips.line(at).end];
        if let Some(len) = rest.find('｀').filter(|len| *len > 0 && at >= from) {
            from = open + len + '｀'.len_utf8();
            found.push((at, from, format!("`{}`", &rest[..len])));
        }
    }
    for (start, end, corrected) in found {
        slips.warn(
            start..end,
            "fullwidth-markup",
            message!(
                "전각 기호라서 마크다운으로 읽히지 않습니다",
                "these marks are full-width, so they are not read as Markdown"
            ),
            message!(
                "반각으로 적으세요: `{corrected}`",
                "write them in half width: `{corrected}`"
            ),
        );
    }
}

/// Lines of three quotation marks or accents in place of backticks.
pub(super) fn fences(slips: &mut Slips<'_, '_>) {
    let paragraphs = slips
        .events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::Paragraph)));
    let mut found = Vec::new();
    for (_, range) in paragraphs {
        let line = slips.source[range.clone()]
            .lines()
            .next()
            .unwrap_or("")
            .trim_end();
        let marks = line.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
        let is_fence = marks.chars().count() == 3
            && [
                "‘‘‘",
                "’’’",
                "\u{27}\u{27}\u{27}",
                "´´´",
                "｀｀｀",
                "‘’‘",
                "₩₩₩",
            ]
            .contains(&marks);
        if is_fence {
            found.push(range.start..range.start + line.len());
        }
    }
    for span in found {
        slips.warn(
            span,
            "fullwidth-markup",
            message!(
                "이 기호로는 코드를 감쌀 수 없어 글자 그대로 보입니다",
                "these marks make no code block: this is shown as it is"
            ),
            message!(
                "백틱 세 개로 적으세요(숫자 1 왼쪽의 글쇠): ```",
                "write three backticks, the key beside 1: ```"
            ),
        );
    }
}

fn half(c: char) -> char {
    match c {
        '＊' => '*',
        '［' => '[',
        '］' => ']',
        '（' => '(',
        '）' => ')',
        '！' => '!',
        c => c,
    }
}
