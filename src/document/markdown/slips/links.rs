//! Links and images that are written a little wrong and are printed as they are.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Slips;
use crate::base::diag::Message;
use crate::lang::message::message;

/// Endings of files that people link.
const ENDINGS: [&str; 13] = [
    ".md", ".html", ".htm", ".pdf", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".zip",
    ".txt", ".csv",
];

/// Bytes of an address that somebody writes.
const LONGEST: usize = 2048;

/// Whether a text looks like what a link leads to.
pub(super) fn is_destination(text: &str) -> bool {
    // Longer ones are in no address bar.
    if text.len() > LONGEST {
        return false;
    }
    let lower = text.to_ascii_lowercase();
    let path = lower.split(['#', '?']).next().unwrap_or("");
    !text.contains(char::is_whitespace)
        && (lower.starts_with("http://")
            || lower.starts_with("https://")
            || lower.starts_with("www.")
            || lower.starts_with("../")
            || lower.starts_with("./")
            || ENDINGS.iter().any(|e| path.ends_with(e)))
}

/// `(글)[주소]`, `[글] (주소)`, `[글](주소` and `[[용어]`.
pub(super) fn miswritten(slips: &mut Slips<'_, '_>) {
    let mut found: Vec<(Range<usize>, Message, Message)> = Vec::new();
    let not_read = || {
        message!(
            "링크로 읽히지 않아 글자 그대로 보입니다",
            "this is not read as a link and is shown as it is"
        )
    };
    let write =
        |corrected: String| message!("`{corrected}`(으로/로) 적으세요", "write `{corrected}`");
    for at in slips.find(")[") {
        let line = slips.line(at);
        let before = &slips.source[line.start..at];
        let Some(open) = before.rfind('(') else {
            continue;
        };
        let (label, rest) = (&before[open + 1..], &slips.source[at + 2..line.end]);
        let Some((destination, _)) = rest.split_once(']') else {
            continue;
        };
        if before[..open].ends_with(']') || label.is_empty() || !is_destination(destination) {
            continue;
        }
        let start = line.start + open;
        found.push((
            start..at + 2 + destination.len() + 1,
            not_read(),
            write(format!("[{label}]({destination})")),
        ));
    }
    for at in slips.find("] (") {
        let line = slips.line(at);
        let before = &slips.source[line.start..at];
        let Some(open) = before.rfind('[') else {
            continue;
        };
        let (label, rest) = (&before[open + 1..], &slips.source[at + 3..line.end]);
        let Some((destination, _)) = rest.split_once(')') else {
            continue;
        };
        // `[1] (https://…)` is how sources are listed.
        let is_number = label.chars().all(|c| c.is_ascii_digit());
        if label.is_empty()
            || is_number
            || label.starts_with(['^', '['])
            || !is_destination(destination)
            || slips.is_in_link(at)
        {
            continue;
        }
        let image = if before[..open].ends_with('!') {
            "!"
        } else {
            ""
        };
        let start = line.start + open - image.len();
        found.push((
            start..at + 3 + destination.len() + 1,
            not_read(),
            write(format!("{image}[{label}]({destination})")),
        ));
    }
    for at in slips.find("](") {
        let line = slips.line(at);
        let before = &slips.source[line.start..at];
        let Some(open) = before.rfind('[') else {
            continue;
        };
        let rest = &slips.source[at + 2..line.end];
        // No more than shows that it is too long.
        let near = rest[..rest.floor_char_boundary(LONGEST + 4)].trim_start();
        let ends = |c: char| c.is_whitespace() || c == '[';
        let destination = &near[..near.find(ends).unwrap_or(near.len())];
        if rest.contains(')') || !is_destination(destination) || slips.is_in_link(at) {
            continue;
        }
        let label = &before[open + 1..];
        let start = line.start + open;
        found.push((
            start..at + 2 + destination.len(),
            not_read(),
            write(format!("[{label}]({destination})")),
        ));
    }
    for at in slips.find("[[") {
        let line = slips.line(at);
        let rest = &slips.source[at + 2..line.end];
        let Some((name, after)) = rest.split_once(']') else {
            continue;
        };
        if name.is_empty() || name.contains(['[', '(', ',']) || slips.is_in_link(at) {
            continue;
        }
        // `[[_TOC_]]`: what has emphasis in it is no name.
        if after.starts_with(']') && name.eq_ignore_ascii_case("_toc_") {
            let hint = message!(
                "지우세요. 해설에는 차례가 저절로 생깁니다",
                "delete it: explainers have contents by themselves"
            );
            found.push((at..at + name.len() + 4, not_read(), hint));
            continue;
        }
        if after.starts_with([']', '(', '[', ':']) {
            continue;
        }
        let span = at..at + 2 + name.len() + 1;
        found.push((span, not_read(), write(format!("[[{name}]]"))));
    }
    for at in slips.find("^[") {
        let line = slips.line(at);
        let rest = &slips.source[at + 2..line.end];
        let Some((note, after)) = rest.split_once(']') else {
            continue;
        };
        // A formula has no words.
        let has_words = note.contains(' ') || note.chars().any(|c| ('가'..='힣').contains(&c));
        if !has_words || note.contains('[') || after.starts_with(['(', '[']) || slips.is_in_link(at)
        {
            continue;
        }
        let message = message!(
            "각주로 읽히지 않아 글자 그대로 보입니다",
            "this is not read as a footnote and is shown as it is"
        );
        let hint = message!(
            "여기에는 `[^1]`만 적고, 글 끝에 `[^1]: {note}` 줄을 적으세요",
            "write only `[^1]` here, and a line `[^1]: {note}` at the end of the text"
        );
        found.push((at..at + 3 + note.len(), message, hint));
    }
    for at in slips.find("![") {
        let line = slips.line(at);
        let rest = &slips.source[at + 2..line.end];
        let Some((label, after)) = rest.split_once(']') else {
            continue;
        };
        // `> [!NOTE]` is another thing, and so is what goes on.
        let is_label = !label.trim().is_empty() && !label.contains('[');
        if !is_label || after.starts_with(['(', '[', ':', ' ', '{', '（']) || slips.is_in_link(at)
        {
            continue;
        }
        let message = message!(
            "이미지의 주소가 없어 글자 그대로 보입니다",
            "this image has no address and is shown as it is"
        );
        let hint = message!(
            "`![{label}](파일.png)`처럼 주소를 적으세요. 글자 그대로 보이려면 `\\![`로 적습니다",
            "write its address: `![{label}](file.png)`; to show it as it is, write `\\![`"
        );
        found.push((at..at + 2 + label.len() + 1, message, hint));
    }
    for (span, message, hint) in found {
        slips.warn(span, "link-syntax", message, hint);
    }
}

/// Links without a text.
pub(super) fn empty(slips: &mut Slips<'_, '_>) {
    for pair in slips.events.windows(2) {
        let [
            (Event::Start(Tag::Link { dest_url, .. }), range),
            (Event::End(TagEnd::Link), _),
        ] = pair
        else {
            continue;
        };
        // Without an address it is told of that.
        if !dest_url.is_empty() {
            slips.warn(
                range.clone(),
                "empty-link",
                message!(
                    "링크에 글이 없어 독자에게 보이지 않습니다",
                    "this link has no text, so readers cannot see it"
                ),
                message!(
                    "대괄호 안에 보일 글을 적으세요: `[글]({dest_url})`",
                    "write what is to be shown between the brackets: `[text]({dest_url})`"
                ),
            );
        }
    }
}

/// Hosts of blogs and notes that do not show their images on other sites, or only for some hours.
const GUARDED: [&str; 9] = [
    "drive.google.com",
    "pstatic.net",
    "blogfiles.naver.net",
    "kakaocdn.net",
    "daumcdn.net",
    "secure.notion-static.com",
    "prod-files-secure.s3",
    "googleusercontent.com",
    "cdn.discordapp.com",
];

/// Images that are left where they were on a blog.
pub(super) fn borrowed(slips: &mut Slips<'_, '_>) {
    for (event, range) in slips.events {
        let Event::Start(Tag::Image { dest_url, .. }) = event else {
            continue;
        };
        let host = dest_url.split_once("://").map_or("", |(_, rest)| rest);
        let path = host.split('?').next().unwrap_or(host);
        if !GUARDED.iter().any(|guarded| path.contains(guarded)) {
            continue;
        }
        let host = host.split('/').next().unwrap_or(host);
        slips.warn(
            range.clone(),
            "pasted-html",
            message!(
                "{host}의 그림은 다른 사이트에서 보이지 않거나 곧 사라집니다",
                "{host} does not show its images on other sites, or not for long"
            ),
            message!(
                "그림을 내려받아 글 옆에 두고 `![설명](파일.png)`으로 적으세요",
                "save the image beside the text, and write `![what it shows](file.png)`"
            ),
        );
    }
}
