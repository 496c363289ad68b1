//! Brackets that are written a little wrong, so that what is between them is printed as it is.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::Slips;
use super::links::is_destination;
use crate::base::diag::Message;
use crate::lang::message::message;

/// What is told of a place, and what to do.
type Found = (Range<usize>, Message, Message);

/// Reports them.
pub(super) fn unread(slips: &mut Slips<'_, '_>) {
    let kinds = [
        unclosed,
        closed_twice,
        unclosed_address,
        undefined,
        of_preview,
        apart_from_image,
    ];
    for (span, message, hint) in kinds
        .into_iter()
        .flat_map(|kind| kind(slips))
        .collect::<Vec<_>>()
    {
        slips.warn(span, "link-syntax", message, hint);
    }
}

fn literal() -> Message {
    message!(
        "링크로 읽히지 않아 글자 그대로 보입니다",
        "this is not read as a link and is shown as it is"
    )
}

fn write(corrected: &str) -> Message {
    message!("`{corrected}`(으로/로) 적으세요", "write `{corrected}`")
}

/// `[글(주소)`, `[ @id ]`, `! [그림](a.png)`.
fn unclosed(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
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
                found.push((at..end, message, write(&format!("[@{id}]"))));
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
                write(&format!("[{label}]({destination})")),
            ));
        }
    }
    found
}

/// `! [그림](a.png)`, which is a link behind a sign.
fn image_after_space(slips: &Slips<'_, '_>, at: usize, before: &str) -> Option<Found> {
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

/// `용어]]`.
fn closed_twice(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
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
            found.push((start..at + 2, literal(), write(&format!("[[{name}]]"))));
        }
    }
    found
}

/// `<https://…`.
fn unclosed_address(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
    for at in slips.find("<http") {
        let line = slips.line(at);
        let rest = &slips.source[at + 1..line.end];
        let address = rest.split([' ', '<', '>']).next().unwrap_or("");
        let closed = rest[address.len()..].starts_with('>');
        if address.contains("://") && !closed && !slips.is_in_link(at) {
            let span = at..at + 1 + address.len();
            found.push((span, literal(), write(&format!("<{address}>"))));
        }
    }
    found
}

/// `[글][이름]`.
fn undefined(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
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
    found
}

/// The preview's own address.
fn of_preview(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
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
    found
}

/// `![…](…) {…}`.
fn apart_from_image(slips: &Slips<'_, '_>) -> Vec<Found> {
    let mut found = Vec::new();
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
    found
}
