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
            let mut words = slips.source[at + open.len()..at + len].split_whitespace();
            let (name, language) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
            // The end of what has been told.
            let name = name.trim_matches(['/', '-']);
            let of = name.strip_prefix("end").or_else(|| {
                slips.source[at + open.len()..]
                    .trim_start()
                    .starts_with('/')
                    .then_some(name)
            });
            let opened = |of: &str| {
                let before = &slips.source[..at];
                before.contains(&format!("{open} {of}")) || before.contains(&format!("{open}{of}"))
            };
            if of.is_some_and(|of| !of.is_empty() && opened(of)) {
                continue;
            }
            if matches!(name, "highlight" | "code") {
                let language = language.trim_matches(['"', '=']);
                found.push((
                    at..at + len + close.len(),
                    message!(
                        "`{open} {name} … {close}`(은/는) 다른 도구의 표기라 글자 그대로 보입니다",
                        "`{open} {name} … {close}` belongs to another tool and is shown as it is"
                    ),
                    message!(
                        "코드의 위아래를 ```{language} 줄과 ``` 줄로 감싸세요",
                        "put a line ```{language} above the code, and ``` below it"
                    ),
                ));
                continue;
            }
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
    found.extend(marked(slips, "==", "형광펜", "highlight", "mark"));
    found.extend(marked(slips, "++", "밑줄", "underline", "ins"));
    found.extend(raised(slips));
    found.extend(attributes(slips));
    found.extend(of_tex(slips));
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
        // `[[toc]]` is a link to a term, and reported as such.
        (text.len() > name.len() && name == "toc" && !text.starts_with("[[")).then(|| {
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

/// `==형광==`, `++밑줄++`: the mark, what it does elsewhere in Korean and in English, the element for it.
fn marked(
    slips: &Slips<'_, '_>,
    mark: &'static str,
    korean: &str,
    english: &str,
    element: &str,
) -> Vec<Found> {
    let first = mark.chars().next().unwrap_or_default();
    let mut found = Vec::new();
    let mut from = 0;
    for at in slips.find(mark) {
        let line = slips.line(at);
        let (before, rest) = (
            slips.source[..at].chars().next_back(),
            &slips.source[at + 2..line.end],
        );
        let next = rest.chars().next();
        let word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let opens = next.is_some_and(|c| !c.is_whitespace() && c != first)
            && before != Some(first)
            && !(word(before) && word(next));
        let Some(len) = rest.find(mark).filter(|_| opens && at >= from) else {
            continue;
        };
        let text = &rest[..len];
        // `i++`, `C++`: what is underlined are words.
        let has_hangul = text.contains(|c| ('가'..='힣').contains(&c));
        if mark == "++" && (word(before) || !has_hangul) {
            continue;
        }
        if text.ends_with(char::is_whitespace) || rest[len + 2..].starts_with(first) {
            continue;
        }
        from = at + len + 4;
        found.push((
            at..from,
            message!(
                "`{mark}…{mark}`(은/는) {korean}(으로/로) 바뀌지 않고 글자 그대로 보입니다",
                "`{mark}…{mark}` does not {english} and is shown as it is"
            ),
            message!(
                "`**{text}**`처럼 굵게 하거나 `<{element}>{text}</{element}>`(으로/로) 적으세요",
                "write `**{text}**` or `<{element}>{text}</{element}>`"
            ),
        ));
    }
    found
}

/// `H~2~O`, `x^2^`.
fn raised(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (mark, pattern, element) in [('~', "~", "sub"), ('^', "^", "sup")] {
        let mut from = 0;
        for at in slips.find(pattern) {
            let before = slips.source[..at].chars().next_back();
            let rest = &slips.source[at + 1..];
            let len = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let closed = rest[len..].starts_with(mark) && !rest[len + 1..].starts_with(mark);
            let of_letter = before.is_some_and(|c| c.is_ascii_alphabetic());
            if at < from || !of_letter || !(1..=3).contains(&len) || !closed {
                continue;
            }
            from = at + len + 2;
            let text = &rest[..len];
            found.push((
                at..from,
                message!(
                    "`{mark}…{mark}`(은/는) 작은 글자로 바뀌지 않고 그대로 보입니다",
                    "`{mark}…{mark}` makes no small characters and is shown as it is"
                ),
                message!(
                    "`<{element}>{text}</{element}>`(으로/로) 적으세요",
                    "write `<{element}>{text}</{element}>`"
                ),
            ));
        }
    }
    found
}

/// `{: .notice}`, `{:toc}`: attributes as kramdown has them.
fn attributes(slips: &Slips<'_, '_>) -> Vec<Found> {
    let found = slips.find("{:").into_iter().filter_map(|at| {
        let line = slips.line(at);
        let text = slips.source[at..line.end].trim_end();
        let alone = slips.source[line.start..at]
            .trim_matches([' ', '>', '*', '-'])
            .is_empty();
        if !alone || !text.ends_with('}') || text.contains("::") {
            return None;
        }
        let hint = if text.to_ascii_lowercase().contains("toc") {
            message!(
                "지우세요. 해설에는 차례가 저절로 생깁니다",
                "delete it: explainers have contents by themselves"
            )
        } else {
            message!(
                "지우세요. 눈에 띄게 하려면 `:::note` 줄과 `:::` 줄로 감싸세요",
                "delete it; to make it stand out, put a line `:::note` above and `:::` below"
            )
        };
        let message = message!(
            "`{text}`(은/는) 다른 도구의 표기라 글자 그대로 보입니다",
            "`{text}` belongs to another tool and is shown as it is"
        );
        Some((at..at + text.len(), message, hint))
    });
    found.collect()
}

/// Commands of TeX in a text: `\newpage`, `\(x^2\)`.
fn of_tex(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (event, range) in slips.events {
        if !matches!(event, Event::Start(Tag::Paragraph)) {
            continue;
        }
        let text = slips.source[range.clone()].trim();
        if matches!(
            text,
            "\\newpage" | "\\pagebreak" | "\\clearpage" | "\\tableofcontents"
        ) {
            found.push((
                range.start..range.start + text.len(),
                message!(
                    "`{text}`(은/는) TeX의 명령이라 글자 그대로 보입니다",
                    "`{text}` is a command of TeX and is shown as it is"
                ),
                message!("지우세요", "delete it"),
            ));
        }
        for (at, _) in slips.source[range.clone()].match_indices("\\(") {
            let at = range.start + at;
            let Some(len) = slips.source[at..range.end].find("\\)") else {
                continue;
            };
            let inner = &slips.source[at + 2..at + len];
            let is_formula = inner.contains(['^', '=', '\\', '_']) && !inner.contains('\n');
            if is_formula && !slips.is_verbatim(at) {
                found.push((
                    at..at + len + 2,
                    message!(
                        "`\\(…\\)` 수식이 글자 그대로 보입니다",
                        "the formula `\\(…\\)` is shown as it is"
                    ),
                    message!(
                        "수식을 그림으로 넣거나 글로 풀어 쓰세요",
                        "put the formula in as an image or in words"
                    ),
                ));
            }
        }
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
        let (name, after) = slips.source[at + 2..line.end].split_once(']')?;
        let is_name = name.trim().chars().all(char::is_alphabetic) && !name.trim().is_empty();
        let upper = name.trim().to_ascii_uppercase();
        if !before.trim_end().ends_with('>') || !is_name {
            return None;
        }
        if NAMES.contains(&name.to_ascii_uppercase().as_str()) {
            let fold = after.chars().next().filter(|c| matches!(c, '-' | '+'))?;
            let title = after[1..].trim();
            return Some((
                at + name.len() + 3..at + name.len() + 4,
                message!(
                    "`{fold}`(은/는) 접는 표시가 되지 않고 제목에 보입니다",
                    "`{fold}` does not fold the alert and is shown in its title"
                ),
                message!(
                    "`[!{name}] {title}`(으로/로) 적으세요. 접어 두려면 `:::details`를 씁니다",
                    "write `[!{name}] {title}`; for text that is folded there is `:::details`"
                ),
            ));
        }
        let near = match &*upper {
            "INFO" | "ABSTRACT" | "SUMMARY" | "참고" | "노트" | "정보" | "메모" => "NOTE",
            "HINT" | "SUCCESS" | "팁" | "도움말" => "TIP",
            "DANGER" | "ERROR" | "BUG" | "위험" | "주의" => "CAUTION",
            "ATTENTION" | "중요" => "IMPORTANT",
            "경고" => "WARNING",
            // A word in brackets.
            _ if !upper.is_ascii() => return None,
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
