//! What other tools make something of, and this one shows as it is.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::Slips;
use crate::base::diag::{Message, nearest};
use crate::lang::message::message;

const CODE: &str = "foreign-syntax";

/// Blocks: diagrams, modules of MDX.
pub(super) fn blocks(slips: &mut Slips<'_, '_>) {
    for (event, range) in slips.events {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let name = info.split_whitespace().next().unwrap_or("");
                if matches!(name, "mermaid" | "plantuml" | "dot" | "graphviz") {
                    let line = slips.line(range.start);
                    slips.warn(
                        line.start.max(range.start)..line.end,
                        CODE,
                        message!("`{name}` 그림은 그려지지 않고 코드로 보입니다", "a `{name}` diagram is not drawn here: its code is shown"),
                        message!(
                            "그림을 SVG 파일로 저장해 글 옆에 두고 `![설명](그림.svg)`로 넣으세요",
                            "save the diagram as an SVG file beside the text and write `![what it shows](diagram.svg)`"
                        ),
                    );
                }
            }
            Event::Start(Tag::Paragraph) => {
                let line = slips.source[range.clone()].lines().next().unwrap_or("");
                let module = line.starts_with("import ")
                    && line.contains(" from ")
                    && line.contains(['\'', '"'])
                    || line.starts_with("export const ")
                    || line.starts_with("export default ");
                if module {
                    slips.warn(
                        range.start..range.start + line.len(),
                        CODE,
                        message!(
                            "MDX의 `import`·`export`는 쓰이지 않고 글자로 보입니다",
                            "`import` and `export` of MDX do nothing here and are shown as text"
                        ),
                        message!("지우세요", "delete it"),
                    );
                }
            }
            _ => {}
        }
    }
}

/// Marks inside a text, each with its end, what it is, and what there is instead.
pub(super) fn inline(slips: &mut Slips<'_, '_>) {
    let mut found: Vec<(Range<usize>, Message, Message)> = Vec::new();
    for (open, close) in [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}")] {
        for at in slips.find(open) {
            if open == "{%" && slips.source[..at].ends_with('{') {
                continue;
            }
            let line = slips.line(at);
            let Some(len) = slips.source[at..line.end].find(close) else {
                continue;
            };
            found.push((
                at..at + len + close.len(),
                message!(
                    "`{open} … {close}`(은/는) 다른 도구의 표기라 글자 그대로 보입니다",
                    "`{open} … {close}` belongs to another tool and is shown as it is"
                ),
                message!(
                    "그림은 `![설명](파일)`, 알림은 `> [!NOTE]`, 용어는 `[[용어]]`로 적고 나머지는 지우세요",
                    "write `![alt](file)` for an image, `> [!NOTE]` for an alert, `[[term]]` for a term, and delete the rest"
                ),
            ));
        }
    }
    let formulas = slips.find("$$");
    if formulas.len() > 1 {
        for pair in formulas.chunks(2) {
            if let [start, end] = pair {
                found.push((
                    *start..end + 2,
                    message!(
                        "`$$…$$` 수식이 글자 그대로 보입니다",
                        "the formula `$$…$$` is shown as it is"
                    ),
                    message!(
                        "수식을 그림으로 넣거나 글로 풀어 쓰세요. 글자로 쓰려면 `\\$`로 적습니다",
                        "put the formula in as an image or in words; write `\\$` for a dollar sign"
                    ),
                ));
            }
        }
    }
    for (event, range) in slips.events {
        if !matches!(event, Event::Start(Tag::Heading { .. })) {
            continue;
        }
        let heading = slips.source[range.clone()].trim_end();
        let Some((title, id)) = heading.strip_suffix(']').and_then(|h| h.rsplit_once("[#")) else {
            continue;
        };
        if id.is_empty() || id.contains(|c: char| c.is_whitespace() || c == '[') {
            continue;
        }
        let (start, title) = (range.start + title.len(), title.trim_end());
        found.push((
            start..start + id.len() + 3,
            message!(
                "제목 주소 표기가 아니라서 글자 그대로 보입니다",
                "this is not how an id is given, so it is shown as it is"
            ),
            message!(
                "`{title} {{#{id}}}`(으로/로) 적으세요",
                "write `{title} {{#{id}}}`"
            ),
        ));
    }
    for at in slips.find("[#") {
        let line = slips.line(at);
        let Some((id, after)) = slips.source[at + 2..line.end].split_once(']') else {
            continue;
        };
        let is_id = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        // A number is one of a change or an issue.
        let is_id = id.chars().all(is_id) && id.contains(|c: char| !c.is_ascii_digit());
        let in_heading = slips.source[line.clone()].starts_with('#') && after.trim().is_empty();
        if !is_id
            || in_heading
            || after.starts_with(['(', '[', ':'])
            || slips.source[..at].ends_with('[')
        {
            continue;
        }
        found.push((
            at..at + id.len() + 3,
            message!(
                "`[#{id}]`(은/는) 링크가 아니라서 글자 그대로 보입니다",
                "`[#{id}]` is no link and is shown as it is"
            ),
            message!(
                "`[보일 글](#{id})`(으로/로) 적으세요",
                "write `[text to show](#{id})`"
            ),
        ));
    }
    found.extend(contents(slips));
    found.extend(marked(slips));
    found.extend(formulas_in_text(slips));
    found.extend(alerts(slips));
    for (name, range) in emoji(slips) {
        found.push((
            range,
            message!(
                "`:{name}:`(은/는) 그림 글자로 바뀌지 않습니다",
                "`:{name}:` is not turned into an emoji"
            ),
            message!("그림 글자를 직접 넣으세요", "type the emoji itself"),
        ));
    }
    for (span, message, hint) in found {
        slips.warn(span, CODE, message, hint);
    }
}

/// What is found: where, what it is, what to do.
type Found = (Range<usize>, Message, Message);

/// `[TOC]` by itself.
fn contents(slips: &Slips<'_, '_>) -> Vec<Found> {
    let paragraphs = slips
        .events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::Paragraph)));
    let found = paragraphs.filter_map(|(_, range)| {
        let text = slips.source[range.clone()].trim();
        let name = text
            .trim_matches(['[', ']', '{', '}', ':', '_', '$', '@'])
            .to_ascii_lowercase();
        (text.len() > name.len() && name == "toc").then(|| {
            (
                range.start..range.start + text.len(),
                message!(
                    "`{text}`(은/는) 차례로 바뀌지 않고 글자 그대로 보입니다",
                    "`{text}` does not become contents and is shown as it is"
                ),
                message!(
                    "지우세요. 해설에는 차례가 저절로 생깁니다",
                    "delete it: explainers have contents by themselves"
                ),
            )
        })
    });
    found.collect()
}

/// `==형광==`.
fn marked(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in slips.find("==") {
        let line = slips.line(at);
        let (before, rest) = (
            slips.source[..at].chars().next_back(),
            &slips.source[at + 2..line.end],
        );
        let next = rest.chars().next();
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let opens = next.is_some_and(|c| !c.is_whitespace() && c != '=')
            && before != Some('=')
            && !(word(before) && word(next));
        let Some(len) = rest.find("==").filter(|_| opens && at >= from) else {
            continue;
        };
        let text = &rest[..len];
        if text.ends_with(char::is_whitespace) || rest[len + 2..].starts_with('=') {
            continue;
        }
        from = at + len + 4;
        found.push((
            at..from,
            message!(
                "`==…==`(은/는) 형광펜으로 바뀌지 않고 글자 그대로 보입니다",
                "`==…==` does not highlight and is shown as it is"
            ),
            message!(
                "`**{text}**`처럼 굵게 하거나 `<mark>{text}</mark>`(으로/로) 적으세요",
                "write `**{text}**` or `<mark>{text}</mark>`"
            ),
        ));
    }
    found
}

/// `$E=mc^2$`, by what is only in formulas.
fn formulas_in_text(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut from = 0;
    for at in slips.find("$") {
        let line = slips.line(at);
        let rest = &slips.source[at + 1..line.end];
        let Some(len) = rest.find('$').filter(|len| *len > 0 && at >= from) else {
            continue;
        };
        let inner = &rest[..len];
        let bytes = inner.as_bytes();
        let command = inner
            .match_indices('\\')
            .any(|(i, _)| bytes.get(i + 1).is_some_and(u8::is_ascii_alphabetic));
        let raised = inner.match_indices(['^', '_']).any(|(i, _)| {
            i > 0
                && bytes[i - 1].is_ascii_alphanumeric()
                && bytes
                    .get(i + 1)
                    .is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'{')
        });
        let hangul = inner.chars().any(|c| ('가'..='힣').contains(&c));
        if inner.starts_with(' ')
            || inner.ends_with(' ')
            || hangul
            || !(command || raised && !inner.contains(' '))
        {
            continue;
        }
        from = at + len + 2;
        found.push((
            at..from,
            message!(
                "`$…$` 수식이 글자 그대로 보입니다",
                "the formula `$…$` is shown as it is"
            ),
            message!(
                "수식을 그림으로 넣거나 글로 풀어 쓰세요. 글자로 쓰려면 `\\$`로 적습니다",
                "put the formula in as an image or in words; write `\\$` for a dollar sign"
            ),
        ));
    }
    found
}

/// `> [!WARN]`: an alert of a name that there is not.
fn alerts(slips: &Slips<'_, '_>) -> Vec<Found> {
    const NAMES: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];
    let found = slips.find("[!").into_iter().filter_map(|at| {
        let line = slips.line(at);
        let before = &slips.source[line.start..at];
        let (name, _) = slips.source[at + 2..line.end].split_once(']')?;
        let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
        let upper = name.to_ascii_uppercase();
        if !before.trim_end().ends_with('>') || !is_name || NAMES.contains(&&*upper) {
            return None;
        }
        let near = match &*upper {
            "INFO" | "ABSTRACT" | "SUMMARY" => "NOTE",
            "HINT" | "SUCCESS" => "TIP",
            "DANGER" | "ERROR" | "BUG" => "CAUTION",
            "ATTENTION" => "IMPORTANT",
            _ => NAMES
                .into_iter()
                .find(|n| n.starts_with(&*upper))
                .or_else(|| nearest(&upper, NAMES))
                .unwrap_or("NOTE"),
        };
        let names = NAMES.join(", ");
        Some((
            at..at + name.len() + 3,
            message!(
                "`[!{name}]`(이라는/라는) 알림은 없어 글자 그대로 보입니다",
                "there is no alert `[!{name}]`, so it is shown as it is"
            ),
            message!(
                "`[!{near}]`(으로/로) 적으세요. 쓸 수 있는 이름: {names}",
                "write `[!{near}]`; there are {names}"
            ),
        ))
    });
    found.collect()
}

/// Names of emoji between colons that people really write.
const EMOJI: &[&str] = &[
    "smile",
    "smiley",
    "grin",
    "joy",
    "wink",
    "heart",
    "thumbsup",
    "+1",
    "-1",
    "tada",
    "rocket",
    "fire",
    "star",
    "sparkles",
    "warning",
    "bulb",
    "memo",
    "books",
    "book",
    "white_check_mark",
    "heavy_check_mark",
    "x",
    "point_right",
    "point_down",
    "eyes",
    "thinking",
    "cry",
    "sob",
    "sweat_smile",
    "clap",
    "pray",
    "muscle",
    "100",
    "zap",
    "boom",
    "bug",
    "construction",
    "pushpin",
    "link",
    "mag",
    "computer",
    "question",
    "exclamation",
    "information_source",
    "no_entry",
    "arrow_right",
];

fn emoji<'t>(slips: &Slips<'t, '_>) -> Vec<(&'t str, Range<usize>)> {
    let starts = slips.find(":").into_iter();
    let found = starts.filter_map(|at| {
        let source = slips.source;
        let before = source[..at].chars().next_back();
        let rest = &source[at + 1..];
        let len = rest.find(|c: char| {
            !(c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '_' | '+' | '-'))
        })?;
        let name = &rest[..len];
        let closed = rest[len..].starts_with(':');
        let free = before.is_none_or(|c| !c.is_ascii_alphanumeric() && c != ':');
        (closed && free && EMOJI.contains(&name)).then(|| (name, at..at + len + 2))
    });
    found.collect()
}
