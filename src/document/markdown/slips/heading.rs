//! Headings that are none, and text that becomes a heading.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::Slips;
use crate::lang::message::message;

/// `##제목`: Markdown wants a space after the marks.
pub(super) fn without_space(slips: &mut Slips<'_, '_>) {
    let lines: Vec<_> = slips
        .events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::Paragraph)))
        .flat_map(|(_, range)| {
            let mut at = range.start;
            slips.source[range.clone()]
                .split_inclusive('\n')
                .map(move |line| {
                    at += line.len();
                    (at - line.len(), line)
                })
        })
        .collect();
    for (start, line) in lines {
        let text = line.trim_start();
        let start = start + line.len() - text.len();
        let title = text.trim_start_matches('#');
        let level = text.len() - title.len();
        // One `#` before a word is a hashtag, unless a space that is none comes between.
        let odd = title.starts_with(['\u{A0}', '\u{3000}', '\u{200B}', '\u{FEFF}']);
        if !((2..=6).contains(&level) || level == 1 && odd) || slips.is_verbatim(start) {
            continue;
        }
        let blank = |c: char| c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}');
        let title = title.trim_matches(blank);
        if title.is_empty()
            || title.starts_with(|c: char| !c.is_alphanumeric() && c != '"' && c != '“')
        {
            continue;
        }
        let marks = "#".repeat(level);
        let space = text[level..].chars().next().filter(|_| odd);
        let message = match space.map(|c| format!("U+{:04X}", u32::from(c))) {
            None => message!(
                "`{marks}` 뒤에 빈칸이 없어 제목으로 읽히지 않습니다",
                "there is no space after `{marks}`, so this is not read as a heading"
            ),
            Some(space) => message!(
                "`{marks}` 뒤의 빈칸이 보통 빈칸이 아니라({space}) 제목으로 읽히지 않습니다",
                "the space after `{marks}` is an unusual one ({space}), so this is not read as a heading"
            ),
        };
        slips.warn(
            start..start + level,
            "heading-space",
            message,
            message!(
                "`{marks} {title}`(으로/로) 적으세요",
                "write `{marks} {title}`"
            ),
        );
    }
}

/// `## 제목 {# id}`, `## 제목 (#id)`, `## 제목 {id}`: not how an id is given.
pub(super) fn id(slips: &mut Slips<'_, '_>) {
    let mut found = Vec::new();
    for (event, range) in slips.events {
        let Event::Start(Tag::Heading { id, attrs, .. }) = event else {
            continue;
        };
        let heading = slips.source[range.clone()].trim_end();
        let heading = heading.lines().next().unwrap_or(heading);
        if let Some(id) = id {
            // `{#bud tea}`: what follows the space is dropped.
            let mut words = attrs.iter().filter(|(_, value)| value.is_none());
            if let (Some((word, _)), Some(open)) = (words.next(), heading.rfind('{')) {
                let start = range.start + open;
                let (title, written) = heading.split_at(open);
                // `{#faq kind = faq}`, `{#faq kind:faq}`.
                let names = ["kind", "glossary"];
                let is_key = names.iter().any(|name| word.starts_with(name));
                let corrected = match is_key && written.contains(['=', ':']) {
                    true => format!("{title}{}", with_signs(written)),
                    false => format!("{title}{{#{id}-{word}}}"),
                };
                found.push((start..range.start + heading.len(), corrected));
            }
            continue;
        }
        let Some(open) = heading.rfind(['{', '(', '｛']) else {
            continue;
        };
        let (title, written) = heading.split_at(open);
        // `{#bud}.`
        let closed = written
            .rfind(['}', ')', '｝'])
            .map_or(written.len(), |end| {
                end + written[end..].chars().next().map_or(0, char::len_utf8)
            });
        let (written, after) = written.split_at(closed);
        if !after.trim().is_empty() && !after.trim().chars().all(|c| c.is_ascii_punctuation()) {
            continue;
        }
        let inner = written
            .trim_start_matches(['{', '(', '｛'])
            .trim_end_matches(['}', ')', '｝'])
            .trim();
        let id = inner.trim_start_matches('#').trim();
        let is_id = !id.is_empty()
            && id
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        // `(id)` and `{이름}` may be words.
        let meant = inner.starts_with('#')
            || written.starts_with('{') && id.is_ascii() && after.trim().is_empty();
        let closed = written.ends_with(['}', ')', '｝']) || inner.starts_with('#');
        if !is_id || !meant || !closed || title.trim_matches(['#', ' ']).is_empty() {
            continue;
        }
        let start = range.start + open;
        found.push((start..start + written.len(), format!("{title}{{#{id}}}")));
    }
    for (span, corrected) in found {
        slips.warn(
            span,
            "heading-id",
            message!(
                "제목 주소로 읽히지 않아 글자 그대로 보입니다",
                "this is not read as the heading's id and is shown as it is"
            ),
            message!("`{corrected}`(으로/로) 적으세요", "write `{corrected}`"),
        );
    }
}

/// Attributes with a `=` and no space around it.
fn with_signs(written: &str) -> String {
    let parts = written.replace(':', "=");
    let parts: Vec<&str> = parts.split('=').map(str::trim).collect();
    parts.join("=")
}

/// A paragraph with `---` or `===` right below it, which is meant as a line between paragraphs.
pub(super) fn underlined(slips: &mut Slips<'_, '_>) {
    for (event, range) in slips.events {
        let Event::Start(Tag::Heading { level, .. }) = event else {
            continue;
        };
        let block = slips.source[range.clone()].trim_end();
        let Some((above, line)) = block.rsplit_once('\n') else {
            continue;
        };
        let line = line.trim();
        let is_title = *level == HeadingLevel::H1;
        // What a merge has left is told as that.
        let is_merge = line == "=======" && slips.source.contains("\n>>>>>>> ");
        if is_merge || above.starts_with('#') || !is_title && line != "---" {
            continue;
        }
        let start = range.start + above.len() + 1;
        let title = above.trim();
        let many = title.contains('\n')
            || title.chars().count() > 40
            || title.ends_with(['.', '다', '요', '!', '?']);
        // Titles are written so; prose is not.
        if is_title && !many {
            continue;
        }
        let hint = if is_title {
            message!(
                "선을 그으려면 이 줄을 빈 줄과 `---`(으로/로) 바꾸고, 아니면 지우세요",
                "for a line, write an empty line and `---` in place of this one; else delete it"
            )
        } else if many {
            message!(
                "선을 그으려면 `---` 위에 빈 줄을 넣으세요",
                "for a line, put an empty line above `---`"
            )
        } else {
            message!(
                "선을 그으려면 `---` 위에 빈 줄을 넣고, 제목이면 `## {title}`(으로/로) 적으세요",
                "for a line, put an empty line above `---`; for a heading, write `## {title}`"
            )
        };
        slips.warn(
            start..start + line.len(),
            "underlined-heading",
            message!(
                "바로 아래에 `{line}`(이/가) 있어 위의 글이 제목이 됩니다",
                "the `{line}` right below makes the text above it a heading"
            ),
            hint,
        );
    }
}

/// `## {#id}`: a heading without a word.
pub(super) fn empty(slips: &mut Slips<'_, '_>) {
    for pair in slips.events.windows(2) {
        let [
            (Event::Start(Tag::Heading { .. }), range),
            (Event::End(TagEnd::Heading(_)), _),
        ] = pair
        else {
            continue;
        };
        let line = slips.source[range.clone()].trim_end();
        slips.warn(
            range.start..range.start + line.len(),
            "no-text",
            message!("제목에 글이 없습니다", "this heading has no words"),
            message!(
                "제목을 적거나 줄을 지우세요",
                "write the heading, or delete the line"
            ),
        );
    }
}
