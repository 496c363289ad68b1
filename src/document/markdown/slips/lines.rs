//! Lines that look like a list, a table or a heading and are read as one paragraph.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Slips;
use crate::base::diag::Severity;
use crate::lang::message::message;

/// Characters that people type in front of items.
const BULLETS: [char; 21] = [
    '―', '·', '•', 'ㆍ', '－', '‣', '▪', '◦', '●', '○', '■', '□', '▶', '►', '▷', '◆', '◇', '★',
    '☆', '✔', 'ㅇ',
];

/// Letters that number items.
const LETTERS: [char; 8] = ['가', '나', '다', '라', '마', '바', '사', '아'];

/// What a line looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Text,
    /// An item by this mark.
    Item(char),
    /// An item by this number: its mark ends after so many bytes.
    Numbered(u32, usize),
    /// One whose number is written as Markdown has it.
    Read(u32),
    Row,
}

/// Looks at the lines of each paragraph.
pub(super) fn check(slips: &mut Slips<'_, '_>) {
    let mut lines = Vec::new();
    for (event, range) in slips.events {
        if !matches!(event, Event::Start(Tag::Paragraph)) || slips.is_verbatim(range.start) {
            continue;
        }
        lines.clear();
        let mut at = range.start;
        for line in slips.source[range.clone()].split_inclusive('\n') {
            at += line.len();
            let text = line.trim_start_matches([' ', '\t', '>']);
            lines.push((at - text.len(), text.trim_end_matches('\n')));
        }
        // Most lines begin with a letter.
        let is_odd = |(_, line): &Line<'_>| {
            !line.starts_with(|c: char| c.is_ascii_alphabetic() || ('가'..='힣').contains(&c))
                || line.starts_with(LETTERS) && matches!(look(line), Look::Numbered(..))
        };
        if lines.iter().any(is_odd) {
            boxes(slips, &lines);
            items(slips, &lines);
            rows(slips, &lines);
            too_deep(slips, &lines);
        }
    }
}

/// A line without what its paragraph is inside of, and the byte where it begins.
type Line<'t> = (usize, &'t str);

fn look(line: &str) -> Look {
    let mut rest = line.chars();
    let Some(first) = rest.next() else {
        return Look::Text;
    };
    let next = rest.next();
    if matches!(first, '|' | '｜') && line[first.len_utf8()..].contains(['|', '｜']) {
        Look::Row
    } else if first == 'ㅇ' && next != Some(' ') {
        Look::Text
    } else if BULLETS.contains(&first) && next.is_some()
        || matches!(first, '-' | '+') && next.is_some_and(char::is_alphabetic)
        || first == '*' && next.is_some_and(char::is_alphabetic) && line.matches('*').count() == 1
    {
        Look::Item(first)
    } else if ('①'..='⑳').contains(&first) {
        Look::Numbered(first as u32 - '①' as u32 + 1, first.len_utf8())
    } else if let Some(number) = LETTERS.iter().position(|c| *c == first)
        && line[first.len_utf8()..].starts_with(['.', ')'])
        && line[first.len_utf8() + 1..].starts_with(' ')
    {
        Look::Numbered(number as u32 + 1, first.len_utf8() + 1)
    } else {
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let after = line[digits..].strip_prefix(['.', ')']);
        let glued = after.is_some_and(|a| a.starts_with(char::is_alphabetic));
        let spaced = after.is_some_and(|a| a.starts_with(' '));
        match line[..digits].parse() {
            Ok(number) if glued => Look::Numbered(number, digits + 1),
            Ok(number) if spaced => Look::Read(number),
            _ => Look::Text,
        }
    }
}

/// Two lines one after the other that begin like items, but are none.
fn items(slips: &mut Slips<'_, '_>, lines: &[Line<'_>]) {
    let mut found: Option<(Range<usize>, String)> = None;
    for pair in lines.windows(2) {
        let [(start, first), (_, second)] = pair else {
            continue;
        };
        // Lines that are broken by hand are seen as lines.
        if first.ends_with("  ") || first.ends_with('\\') {
            continue;
        }
        let (mark, corrected) = match (look(first), look(second)) {
            (Look::Item(a), Look::Item(b)) if a == b => {
                let text = first[a.len_utf8()..].trim();
                (a.len_utf8(), format!("- {text}"))
            }
            (Look::Numbered(a, len), Look::Numbered(b, _)) if b == a + 1 => {
                (len, format!("{a}. {}", first[len..].trim()))
            }
            // A list that does not begin with 1 ends no paragraph.
            (Look::Read(a), Look::Read(b)) if b == a + 1 && a != 1 => {
                let line = first.trim_end();
                slips.warn(
                    *start..*start + a.to_string().len() + 1,
                    "list-mark",
                    message!(
                        "바로 위의 글과 이어져 목록으로 읽히지 않습니다",
                        "this goes on with the text right above it and is not read as a list"
                    ),
                    message!(
                        "`{line}` 위에 빈 줄을 넣으세요",
                        "put an empty line above `{line}`"
                    ),
                );
                return;
            }
            _ => continue,
        };
        found = Some((*start..start + mark, corrected));
        break;
    }
    if let Some((span, corrected)) = found {
        slips.warn(
            span,
            "list-mark",
            message!(
                "목록으로 읽히지 않아 줄들이 한 문단으로 이어집니다",
                "these lines are not read as a list: they are joined in one paragraph"
            ),
            message!(
                "줄마다 `{corrected}`처럼 적으세요",
                "write each line like `{corrected}`"
            ),
        );
    }
}

/// `-[ ] 할 일`: a box to tick in what is no item.
fn boxes(slips: &mut Slips<'_, '_>, lines: &[Line<'_>]) {
    let found = lines.iter().find_map(|(start, line)| {
        let written = line.strip_prefix(['-', '*', '+'])?.strip_prefix('[')?;
        let (mark, text) = written.split_once(']')?;
        let done = match mark {
            "" | " " => " ",
            "x" | "X" | "v" | "V" | "✓" => "x",
            _ => return None,
        };
        // `-[x](a.md)` is a link.
        let is_box = !text.starts_with(['(', '[', ':']) && !text.trim().is_empty();
        let len = line.len() - text.len();
        is_box.then(|| (*start..start + len, format!("- [{done}] {}", text.trim())))
    });
    if let Some((span, corrected)) = found {
        slips.warn(
            span,
            "list-mark",
            message!(
                "`-` 뒤에 빈칸이 없어 목록으로 읽히지 않습니다",
                "there is no space after the mark, so this is not read as a list"
            ),
            message!(
                "줄마다 `{corrected}`처럼 적으세요",
                "write each line like `{corrected}`"
            ),
        );
    }
}

/// Lines with bars that are no table.
fn rows(slips: &mut Slips<'_, '_>, lines: &[Line<'_>]) {
    let rows = lines.iter().filter(|(_, line)| look(line) == Look::Row);
    let rows: Vec<_> = rows.collect();
    let [(start, first), (second_start, second), ..] = &*rows else {
        return;
    };
    let span = |start: usize, line: &str| start..start + line.trim_end().len();
    let cells = first.trim().trim_matches(['|', '｜']);
    let cells = cells.split(['|', '｜']).count();
    let rule = "|---".repeat(cells) + "|";
    let message = message!(
        "표로 읽히지 않아 글자 그대로 보입니다",
        "this is not read as a table and is shown as it is"
    );
    let code = "table-lines";
    // An empty line above the rule parts it from the head.
    if is_rule(first) {
        slips.warn(
            span(*start, first),
            code,
            message,
            message!(
                "이 줄 바로 위에 표의 첫 줄이 오게, 사이의 빈 줄을 지우세요",
                "delete the empty line above it: the head of the table has to be right above this line"
            ),
        );
        return;
    }
    let hint = if first.contains('｜') && is_rule(second) {
        let head: String = first.trim().replace('｜', "|");
        message!(
            "표의 모든 줄을 반각 `|`로 적으세요: `{head}`, `{rule}`",
            "write all rows with half-width `|`: `{head}`, `{rule}`"
        )
    } else if is_rule(second) {
        slips.warn(
            span(*second_start, second),
            code,
            message,
            message!(
                "이 줄을 칸 수가 같은 `{rule}`(으로/로) 바꾸세요",
                "make this line `{rule}`, with as many cells as the first"
            ),
        );
        return;
    } else {
        message!(
            "첫 줄 바로 아래에 칸 수가 같은 줄 `{rule}`(을/를) 넣으세요",
            "put a line with as many cells right below the first: `{rule}`"
        )
    };
    slips.warn(span(*start, first), code, message, hint);
}

/// Whether a row is what separates the head of a table from the rest, or is meant so.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let is_stroke = |c: char| matches!(c, '-' | '—' | '–' | 'ㅡ' | '─' | '－' | '=' | '+');
    line.contains(is_stroke)
        && line
            .chars()
            .all(|c| is_stroke(c) || matches!(c, '|' | '｜' | ':' | ' '))
}

/// What git leaves of two versions that it could not join.
pub(super) fn merge_marks(slips: &mut Slips<'_, '_>) {
    let marks = slips.find("<<<<<<< ").into_iter();
    let mut lines = marks.filter(|at| slips.line(*at).start == *at);
    let span = lines.next().map(|at| slips.line(at));
    let Some(span) = span.filter(|_| slips.source.contains("\n>>>>>>> ")) else {
        return;
    };
    slips.report(
        Severity::Error,
        span,
        "merge-marks",
        message!(
            "git이 두 쪽을 합치다 남긴 표시가 있습니다",
            "a merge has left its marks here"
        ),
        message!(
            "두 글 가운데 남길 것을 고르고 `<<<<<<<`, `=======`, `>>>>>>>` 줄을 지우세요",
            "choose what to keep, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`"
        ),
    );
}

/// `####### 제목`: there are six levels.
fn too_deep(slips: &mut Slips<'_, '_>, lines: &[Line<'_>]) {
    let mut found = Vec::new();
    for (start, line) in lines.iter().copied() {
        let title = line.trim_start_matches('#');
        let level = line.len() - title.len();
        if level > 6 && title.starts_with(' ') {
            found.push((start..start + level, title.trim().to_owned()));
        }
    }
    for (span, title) in found {
        slips.warn(
            span,
            "heading-level",
            message!(
                "`#`은 여섯 개까지라 제목으로 읽히지 않습니다",
                "a heading has at most six `#`, so this is not read as one"
            ),
            message!("`## {title}`(으로/로) 적으세요", "write `## {title}`"),
        );
    }
}
