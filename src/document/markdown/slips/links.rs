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
fn is_destination(text: &str) -> bool {
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
        let rest = &slips.source[at + 2..line.end];
        // No more than shows that it is too long.
        let near = &rest[..rest.floor_char_boundary(LONGEST + 4)];
        let destination = near.split_whitespace().next().unwrap_or("");
        if rest.contains(')') || !is_destination(destination) || slips.is_in_link(at) {
            continue;
        }
        let before = &slips.source[line.start..at];
        let Some(open) = before.rfind('[') else {
            continue;
        };
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

/// Brackets of the line that was last asked for: each byte is read twice, however many places are asked for.
#[derive(Default)]
struct Brackets {
    line: Range<usize>,
    /// How far those that open are counted.
    at: usize,
    opening: usize,
    closing: usize,
}

impl Brackets {
    /// Whether the brackets that open before a place are one less than those that close in its line. Places are asked for in ascending
    /// order.
    fn lack_one(&mut self, source: &str, at: usize) -> bool {
        if at >= self.line.end {
            let start = source[..at].rfind('\n').map_or(0, |i| i + 1);
            let end = source[at..].find('\n').map_or(source.len(), |i| at + i);
            *self = Self {
                line: start..end,
                at: start,
                opening: 0,
                closing: source[start..end].matches(']').count(),
            };
        }
        self.opening += source[self.at..at].matches('[').count();
        self.at = at;
        self.opening + 1 == self.closing
    }
}

/// `[글(주소)`, `용어]]`, `! [그림](a.png)`, `![…](…) {…}`, `<https://…`, `[글][이름]`, `[ @id ]`, the preview's own address.
pub(super) fn other_brackets(slips: &mut Slips<'_, '_>) {
    let mut found: Vec<(Range<usize>, Message, Message)> = Vec::new();
    let literal = || {
        message!(
            "링크로 읽히지 않아 글자 그대로 보입니다",
            "this is not read as a link and is shown as it is"
        )
    };
    let write =
        |corrected: String| message!("`{corrected}`(으로/로) 적으세요", "write `{corrected}`");
    for at in slips.find("[") {
        let line = slips.line(at);
        let (before, rest) = (
            &slips.source[line.start..at],
            &slips.source[at + 1..line.end],
        );
        if slips.is_in_link(at) {
            found.extend(image_after_space(slips, at, before));
            continue;
        }
        if let Some(id) = rest.strip_prefix(" @").and_then(|r| r.split_once(']')) {
            let id = id.0.trim();
            let end = at + rest.find(']').unwrap_or(0) + 2;
            let is_id = !id.is_empty()
                && id
                    .chars()
                    .all(|c| c.is_alphanumeric() || "-_.:".contains(c));
            if is_id {
                let message = message!(
                    "빈칸이 있어 출처로 읽히지 않고 글자 그대로 보입니다",
                    "with a space in it this cites no source and is shown as it is"
                );
                found.push((at..end, message, write(format!("[@{id}]"))));
            }
            continue;
        }
        let Some(end) = rest
            .find(['[', ']', '('])
            .filter(|end| rest[*end..].starts_with('('))
        else {
            continue;
        };
        let label = &rest[..end];
        let Some((destination, after)) = rest[end + 1..].split_once(')') else {
            continue;
        };
        let is_label = label.starts_with(char::is_alphanumeric) && !label.contains('|');
        if is_label && is_destination(destination) && !after.contains(']') {
            let close = at + 1 + end + 1 + destination.len() + 1;
            found.push((
                at..close,
                literal(),
                write(format!("[{label}]({destination})")),
            ));
        }
    }
    let mut brackets = Brackets::default();
    for at in slips.find("]]") {
        if slips.is_in_link(at) || !brackets.lack_one(slips.source, at) {
            continue;
        }
        let line = slips.line(at);
        let before = &slips.source[line.start..at];
        let Some(open) = before.rfind('[') else {
            continue;
        };
        let name = &before[open + 1..];
        let is_name =
            name.starts_with(char::is_alphanumeric) && !name.contains(['(', ']', ',', '"']);
        let indexed = before[..open].ends_with(|c: char| c.is_ascii_alphanumeric());
        if is_name && !indexed && !before[..open].ends_with('[') {
            let start = line.start + open;
            found.push((start..at + 2, literal(), write(format!("[[{name}]]"))));
        }
    }
    for at in slips.find("<http") {
        let line = slips.line(at);
        let rest = &slips.source[at + 1..line.end];
        let address = rest.split([' ', '<', '>']).next().unwrap_or("");
        let closed = rest[address.len()..].starts_with('>');
        if address.contains("://") && !closed && !slips.is_in_link(at) {
            let span = at..at + 1 + address.len();
            found.push((span, literal(), write(format!("<{address}>"))));
        }
    }
    for at in slips.find("][") {
        let line = slips.line(at);
        let before = &slips.source[line.start..at];
        let Some((name, after)) = slips.source[at + 2..line.end].split_once(']') else {
            continue;
        };
        let Some(open) = before.rfind('[') else {
            continue;
        };
        let label = &before[open + 1..];
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        let is_label = label.contains(|c| ('가'..='힣').contains(&c)) && !label.contains(']');
        let indexed = before[..open].ends_with(|c: char| c.is_ascii_alphanumeric() || c == ']');
        if is_name
            && is_label
            && !indexed
            && !after.starts_with(['[', '('])
            && !slips.is_in_link(at)
        {
            let start = line.start + open;
            let message = message!(
                "`[{name}]`의 주소가 없어 글자 그대로 보입니다",
                "there is no address for `[{name}]`, so this is shown as it is"
            );
            let hint = message!(
                "`[{label}](주소)`로 적거나, 글 끝에 `[{name}]: 주소` 줄을 적으세요",
                "write `[{label}](address)`, or a line `[{name}]: address` at the end of the text"
            );
            found.push((start..at + name.len() + 3, message, hint));
        }
    }
    for at in slips.find("](http://") {
        let line = slips.line(at);
        let address = &slips.source[at + 2..line.end];
        let host = &address["http://".len()..];
        let before = &slips.source[line.start..at];
        let open = before.rfind('[').unwrap_or(0);
        let local = ["localhost:", "127.0.0.1:"];
        let local = local.iter().find_map(|name| host.strip_prefix(name));
        let parts = local.and_then(|local| local.split_once('/'));
        // Other programs have addresses of that kind too, which a text may speak of.
        let is_preview = parts.is_some_and(|(port, path)| {
            let mut folders = path.split('/').take(2);
            port == "4000" || folders.any(|name| slips.context.languages.all.contains(&name))
        });
        if is_preview && !before[open..].contains("://") {
            let len = address.find([')', ' ']).unwrap_or(address.len());
            found.push((
                line.start + open..at + 2 + len + 1,
                message!(
                    "미리보기의 주소라서 독자에게는 열리지 않습니다",
                    "this is the preview's address, which readers cannot open"
                ),
                message!(
                    "글의 파일로 링크하세요: `[…](../폴더/파일.ko.md)`",
                    "link to the text's file: `[…](../folder/file.en.md)`"
                ),
            ));
        }
    }
    for (event, range) in slips.events {
        if !matches!(event, Event::Start(Tag::Image { .. })) {
            continue;
        }
        let line = slips.line(range.end);
        let after = &slips.source[range.end..line.end];
        let Some(written) = after.strip_prefix(" {").and_then(|a| a.split_once('}')) else {
            continue;
        };
        let written = written.0;
        if written.starts_with(['#', '.'])
            || written.starts_with("width")
            || written.starts_with("height")
        {
            let image = &slips.source[range.clone()];
            found.push((
                range.end..range.end + written.len() + 3,
                message!(
                    "그림과 떨어져 있어 속성으로 읽히지 않고 글자 그대로 보입니다",
                    "apart from its image this is not read as attributes and is shown as it is"
                ),
                message!(
                    "빈칸 없이 붙이세요: `{image}{{{written}}}`",
                    "write it without a space: `{image}{{{written}}}`"
                ),
            ));
        }
    }
    for (span, message, hint) in found {
        slips.warn(span, "link-syntax", message, hint);
    }
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
    borrowed(slips);
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
fn borrowed(slips: &mut Slips<'_, '_>) {
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

/// `! [그림](a.png)`, which is a link behind a sign.
fn image_after_space(
    slips: &Slips<'_, '_>,
    at: usize,
    before: &str,
) -> Option<(Range<usize>, Message, Message)> {
    before
        .strip_suffix("! ")
        .filter(|b| b.trim_matches([' ', '>']).is_empty())?;
    let next = slips.links.partition_point(|r| r.end <= at);
    let link = slips.links.get(next).filter(|link| link.start == at)?;
    let written = &slips.source[link.clone()];
    let (_, destination) = written.split_once("](")?;
    let path = destination.trim_end_matches(')').to_ascii_lowercase();
    let endings = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"];
    endings.iter().any(|e| path.ends_with(e)).then(|| {
        (
            at - 2..link.end,
            message!(
                "빈칸이 있어 그림이 아니라 링크가 됩니다",
                "with a space this is a link, not an image"
            ),
            message!("`!{written}`(으로/로) 적으세요", "write `!{written}`"),
        )
    })
}
