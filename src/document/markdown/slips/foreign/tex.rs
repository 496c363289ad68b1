//! Formulas where they are not read, and commands of TeX.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::super::{NEAR, Slips};
use super::Found;
use crate::lang::message::message;

/// What is TeX in a text.
pub(super) fn find(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = commands(slips);
    found.extend(in_backslashes(slips));
    // Where formulas are read, what is left of dollar signs are prices.
    if !slips.context.options.math {
        found.extend(blocks(slips));
        found.extend(inline(slips));
    }
    found
}

/// A formula that is shown as it is, and how it becomes one: the signs around it, as they are and as they have to be.
fn formula(slips: &Slips<'_, '_>, span: Range<usize>, written: &str, right: &str) -> Found {
    let message = message!(
        "`{written}` 수식이 글자 그대로 보입니다",
        "the formula `{written}` is shown as it is"
    );
    let hint = match (slips.context.options.math, written == right) {
        (true, _) => message!("`{right}`(으로/로) 적으세요", "write `{right}`"),
        (false, true) => message!(
            "글 맨 위 `---` 사이에 `math: true`(을/를) 적으면 식이 됩니다. 글자로 쓰려면 `\\$`(으로/로) 적습니다",
            "`math: true` in the front matter makes it a formula; write `\\$` for a dollar sign"
        ),
        (false, false) => message!(
            "글 맨 위 `---` 사이에 `math: true`(을/를) 적고, 식은 `{right}`(으로/로) 적으세요",
            "write `math: true` in the front matter, and the formula as `{right}`"
        ),
    };
    (span, message, hint)
}

/// `$$…$$`.
fn blocks(slips: &Slips<'_, '_>) -> Vec<Found> {
    let signs = slips.find("$$");
    let pairs = signs.chunks_exact(2);
    pairs
        .map(|pair| formula(slips, pair[0]..pair[1] + 2, "$$…$$", "$$…$$"))
        .collect()
}

/// `\(x^2\)` and `\[x^2\]`, which are brackets to Markdown.
fn in_backslashes(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    for (open, close, right) in [("\\(", "\\)", "$…$"), ("\\[", "\\]", "$$…$$")] {
        let mut from = 0;
        for (at, _) in slips.source.match_indices(open) {
            if at < from || slips.is_verbatim(at) || slips.is_escaped(at) {
                continue;
            }
            let near = slips.source.floor_char_boundary(at + NEAR);
            let Some(len) = slips.source[at..near].find(close) else {
                continue;
            };
            let inner = &slips.source[at + 2..at + len];
            let command = inner
                .match_indices('\\')
                .any(|(i, _)| inner[i + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
            let is_formula = command
                || inner.contains('^')
                || open == "\\(" && inner.contains(['=', '_']) && !inner.contains('\n');
            if is_formula && !inner.contains("\n\n") {
                from = at + len + 2;
                found.push(formula(slips, at..from, &format!("{open}…{close}"), right));
            }
        }
    }
    found
}

/// Commands of TeX that are a paragraph: `\newpage`.
fn commands(slips: &Slips<'_, '_>) -> Vec<Found> {
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
    }
    found
}

/// `$E=mc^2$`, by what is only in formulas.
fn inline(slips: &Slips<'_, '_>) -> Vec<Found> {
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
        found.push(formula(slips, at..from, "$…$", "$…$"));
    }
    found
}
