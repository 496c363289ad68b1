//! Code that is none, and text that becomes code.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::Slips;
use crate::lang::message::message;

/// A fence without an end: the rest of the text is code.
pub(super) fn unclosed_fence(slips: &mut Slips<'_, '_>) {
    for (event, range) in slips.events {
        let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) = event else {
            continue;
        };
        let block = slips.source[range.clone()].trim_end();
        let mut lines = block.lines();
        let first = lines.next().unwrap_or("").trim_start();
        let mark = if first.starts_with('~') { '~' } else { '`' };
        let open = first.len() - first.trim_start_matches(mark).len();
        // In a quotation and in a list, lines begin with marks of their own.
        let last = lines
            .last()
            .unwrap_or("")
            .trim_start_matches([' ', '\t', '>']);
        let closed = last.len() >= open && last.chars().all(|c| c == mark);
        if open == 0 || closed {
            continue;
        }
        let fence = mark.to_string().repeat(open);
        // A line that is meant as the end, and has text after its marks.
        let mut at = range.start;
        let end = block
            .split_inclusive('\n')
            .enumerate()
            .find_map(|(i, line)| {
                at += line.len();
                let text = line.trim();
                let rest = text.trim_start_matches(mark);
                let is_end = i > 0 && text.len() - rest.len() >= open && !rest.contains(mark);
                let from = at - line.trim_start().len();
                is_end.then(|| from..from + text.len())
            });
        if let Some(end) = end {
            slips.warn(
                end,
                "unclosed-fence",
                message!(
                    "코드를 닫는 줄에 글이 더 있어 그 뒤의 글도 모두 코드가 됩니다",
                    "there is text in the line that is to end the code, so all text after it is code too"
                ),
                message!(
                    "이 줄에는 {fence}만 적고, 글은 다음 줄에 적으세요",
                    "write {fence} alone on this line, and the text below it"
                ),
            );
            continue;
        }
        let start = range.start + slips.source[range.clone()].find(mark).unwrap_or(0);
        slips.warn(
            start..start + open,
            "unclosed-fence",
            message!(
                "여기서 연 코드가 닫히지 않아 그 뒤의 글이 모두 코드가 됩니다",
                "the code that begins here has no end, so all text after it is code"
            ),
            message!(
                "코드가 끝나는 곳에 {fence} 한 줄을 적으세요",
                "write a line {fence} where the code ends"
            ),
        );
    }
}

/// A fence of two backticks: its lines are joined in one.
pub(super) fn short_fence(slips: &mut Slips<'_, '_>) {
    for pair in slips.events.windows(2) {
        let [
            (Event::Start(Tag::Paragraph), block),
            (Event::Code(_), range),
        ] = pair
        else {
            continue;
        };
        let code = &slips.source[range.clone()];
        let first = code.lines().next().unwrap_or("");
        let name = first.trim_start_matches('`');
        let is_name = name.chars().all(|c| c.is_ascii_alphanumeric());
        if block.start != range.start
            || first.len() - name.len() != 2
            || !is_name
            || !code.ends_with("\n``")
        {
            continue;
        }
        slips.warn(
            range.start..range.start + first.len(),
            "unclosed-fence",
            message!(
                "백틱이 두 개라서 여러 줄이 한 줄의 코드로 이어집니다",
                "with two backticks these lines are joined in one line of code"
            ),
            message!(
                "위아래 줄을 모두 백틱 세 개로 적으세요: ```{name}",
                "write three backticks above and below: ```{name}"
            ),
        );
    }
}

/// Prose that is code because its line begins with four spaces or a tab.
pub(super) fn indented_prose(slips: &mut Slips<'_, '_>) {
    for (event, range) in slips.events {
        if !matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Indented))) {
            continue;
        }
        let block = &slips.source[range.clone()];
        let first = block.lines().next().unwrap_or("");
        let text = first.trim_start();
        // `## 제목` is no comment of a program.
        let is_heading = text.starts_with("##")
            && text.trim_start_matches('#').starts_with(' ')
            && block.trim().lines().count() == 1;
        if !is_heading
            && !block
                .lines()
                .all(|line| line.trim().is_empty() || is_prose(line.trim()))
        {
            continue;
        }
        let start = range.start + first.len() - text.len();
        let short: String = text.chars().take(20).collect();
        let dots = if short.len() < text.trim_end().len() {
            "…"
        } else {
            ""
        };
        slips.warn(
            start..start + text.trim_end().len(),
            "indented-code",
            message!(
                "줄 앞에 빈칸이 네 칸 이상이라 글이 코드가 됩니다",
                "four spaces at the beginning of the line make this text code"
            ),
            message!(
                "줄 앞의 빈칸을 지우세요: `{short}{dots}`. 코드라면 ``` 줄로 위아래를 감싸세요",
                "delete the spaces: `{short}{dots}`; if it is code, put a line ``` above and below it"
            ),
        );
    }
}

/// Whether a line is a sentence: words, and none of the marks that programs have.
fn is_prose(line: &str) -> bool {
    let program = |c: char| {
        matches!(
            c,
            '{' | '}' | ';' | '=' | '<' | '>' | '$' | '\\' | '|' | '_' | '/' | '#'
        )
    };
    let words = line.split_whitespace().count();
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let signs = line
        .chars()
        .filter(|c| !c.is_alphanumeric() && !c.is_whitespace())
        .count();
    words >= 3
        && !line.contains(program)
        && signs * 4 <= letters
        && line.ends_with(['.', '?', '!', '다', '요', '。', ',', ':', ')', '”'])
}

/// A backtick that is alone.
pub(super) fn backtick(slips: &mut Slips<'_, '_>) {
    let backticks = slips.find("`");
    if backticks.is_empty() {
        return;
    }
    let tables = slips
        .events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::Table(_))));
    let tables: Vec<Range<usize>> = tables.map(|(_, range)| range.clone()).collect();
    let mut last = 0;
    let mut found = Vec::new();
    // What is read as text: a backtick may also be in an address, or in the title of a box.
    let texts = slips
        .events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Text(_)));
    let texts: Vec<Range<usize>> = texts.map(|(_, range)| range.clone()).collect();
    for at in backticks {
        let next = texts.partition_point(|text| text.end <= at);
        if texts.get(next).is_none_or(|text| !text.contains(&at)) {
            continue;
        }
        let line = slips.line(at);
        // One finding a line; ``as TeX quotes''; bars in code of a table's cell are reported as such.
        let in_table = tables.iter().any(|table| table.contains(&at));
        if in_table || at < last || slips.source[at..line.end].contains("''") {
            continue;
        }
        let rest = &slips.source[at..line.end];
        let len = rest.len() - rest.trim_start_matches('`').len();
        // Three backticks (```) are spoken of, not written for code.
        let is_named = slips.source[..at].ends_with(['(', '"', '\'', '“', '‘', '「'])
            && rest[len..].starts_with([')', '"', '\'', '”', '’', '」']);
        if is_named {
            last = at + len;
            continue;
        }
        last = line.end;
        found.push(at..at + len);
    }
    for span in found {
        slips.warn(
            span,
            "unclosed-code",
            message!(
                "짝이 없는 백틱(`)이라 글자 그대로 보입니다",
                "this backtick has no other one, so it is shown as it is"
            ),
            message!(
                "코드의 앞뒤를 백틱으로 감싸세요. 글자로 쓰려면 `\\``로 적습니다",
                "put one on both sides of the code; for the character itself write `\\``"
            ),
        );
    }
}
