//! What other tools make something of, and this one shows as it is.

mod alert;
mod emoji;
mod others;
mod shortcode;
mod tex;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag};

use super::Slips;
use crate::base::diag::Message;
use crate::lang::message::message;

const CODE: &str = "foreign-syntax";

/// Blocks: diagrams, modules of MDX.
pub(super) fn blocks(slips: &mut Slips<'_, '_>) {
    for (at, (event, range)) in slips.events.iter().enumerate() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let name = info.split_whitespace().next().unwrap_or("");
                if info.contains("=“") || info.contains("=‘") {
                    let line = slips.line(range.start);
                    let span = line.start.max(range.start)..line.end;
                    let straight = slips.source[span.clone()].trim_end().to_owned();
                    let straight = straight.replace(['“', '”', '‘', '’'], "\"");
                    slips.warn(
                        span,
                        "curly-quotes",
                        message!(
                            "둥근따옴표(“ ”)가 값의 일부로 읽힙니다",
                            "the curly quotes are read as part of the value"
                        ),
                        message!(
                            "곧은 따옴표로 적으세요: {straight}",
                            "write it with straight quotes: {straight}"
                        ),
                    );
                }
                if is_diagram(name) {
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
            Event::Start(Tag::BlockQuote(_)) if slips.source[range.clone()].trim_end() == ">" => {
                let line = slips.line(range.start);
                let next = slips.source[line.end..].lines().nth(1).unwrap_or("");
                if next.trim().is_empty() {
                    continue;
                }
                let start: String = next.chars().take(16).collect();
                let hint = message!(
                    "다음 줄 앞에도 `>`를 붙이세요: `> {start}…`",
                    "begin the next line with `>` too: `> {start}…`"
                );
                slips.warn(
                    range.start..range.start + 1,
                    CODE,
                    message!(
                        "`>` 뒤에 글이 없어 다음 줄은 인용이 되지 않습니다",
                        "there is nothing behind this `>`, and the next line is not quoted"
                    ),
                    hint,
                );
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
                } else if matches!(slips.events.get(at + 1), Some((Event::Text(_), _)))
                    && (is_component(&slips.source[range.clone()]) || is_directive(line))
                {
                    slips.warn(
                        range.start..range.start + line.len(),
                        CODE,
                        message!(
                            "다른 도구(MDX, Svelte)의 표기라 글자 그대로 보입니다",
                            "this belongs to another tool (MDX, Svelte) and is shown as it is"
                        ),
                        message!(
                            "지우고, 독자가 볼 것은 글이나 `![설명](파일)`로 적으세요",
                            "delete it, and write what readers are to see as text or `![alt](file)`"
                        ),
                    );
                }
            }
            _ => {}
        }
    }
}

/// Whether a paragraph is an element of MDX that HTML cannot hold: `<Banner notebooks={[…]} />`.
fn is_component(paragraph: &str) -> bool {
    let name = paragraph
        .strip_prefix('<')
        .filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()));
    let rest =
        name.map(|name| name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '.'));
    rest.is_some_and(|rest| rest.starts_with(char::is_whitespace) && rest.contains("={"))
}

/// Whether a line is `{#if fw === 'pt'}` or `{/if}`.
fn is_directive(line: &str) -> bool {
    let word = |rest: &str| {
        rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_ascii_lowercase())
                .len()
    };
    let inner = line
        .trim_end()
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| match inner.strip_prefix('#') {
        Some(rest) => word(rest) > 0 && rest[word(rest)..].starts_with(' '),
        None => inner
            .strip_prefix('/')
            .is_some_and(|rest| word(rest) > 0 && word(rest) == rest.len()),
    })
}

/// Whether code in this language is a diagram that other tools draw.
pub(in crate::document::markdown) fn is_diagram(language: &str) -> bool {
    matches!(language, "mermaid" | "plantuml" | "dot" | "graphviz")
}

/// What is found: where, what it is, what to do.
type Found = (Range<usize>, Message, Message);

/// Marks inside a text, each with what there is instead.
pub(super) fn inline(slips: &mut Slips<'_, '_>) {
    const MARKS: [fn(&Slips<'_, '_>) -> Vec<Found>; 12] = [
        shortcode::find,
        heading_ids,
        bare_ids,
        contents,
        highlights,
        underlines,
        raised,
        attributes,
        tex::find,
        alert::find,
        emoji::find,
        others::find,
    ];
    for (span, message, hint) in MARKS
        .iter()
        .flat_map(|find| find(slips))
        .collect::<Vec<_>>()
    {
        slips.warn(span, CODE, message, hint);
    }
}

/// `# Title [#id]`.
fn heading_ids(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
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
    found
}

/// `[#id]` for a link.
fn bare_ids(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
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
    found
}

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

/// `==형광==`.
fn highlights(slips: &Slips<'_, '_>) -> Vec<Found> {
    marked(slips, "==", "형광펜", "highlight", "mark")
}

/// `++밑줄++`.
fn underlines(slips: &Slips<'_, '_>) -> Vec<Found> {
    marked(slips, "++", "밑줄", "underline", "ins")
}

/// Text between two marks: the mark, what it does elsewhere in Korean and in English, the element for it.
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
