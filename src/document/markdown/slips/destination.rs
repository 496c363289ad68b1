//! Links and images whose address has spaces in it: they are printed as they are written.

use pulldown_cmark::{Event, Tag};

use super::Slips;
use crate::lang::message::message;

pub(super) fn broken(slips: &mut Slips<'_, '_>) {
    let linked: Vec<_> = slips
        .events
        .iter()
        .filter(|(event, _)| matches!(event, Event::Start(Tag::Link { .. } | Tag::Image { .. })))
        .map(|(_, range)| range.clone())
        .collect();
    for at in slips.find("](") {
        let next = linked.partition_point(|r| r.end <= at);
        let inside = |r: &std::ops::Range<usize>| r.contains(&at);
        // A link in a link's text is no mistake of this kind.
        if linked[next..].iter().take(2).any(inside) {
            continue;
        }
        let line = slips.line(at);
        let Some(open) = slips.source[line.start..at].rfind('[') else {
            continue;
        };
        let open = line.start + open;
        let rest = &slips.source[at + 2..line.end];
        let Some(close) = rest.find(')') else {
            continue;
        };
        let destination = rest[..close].trim();
        let looks_so = destination.contains(['.', '/']) && destination.contains(' ');
        // A tag of a template is told as such.
        let is_tag = destination.contains("{{") || destination.contains("{%");
        if !looks_so || is_tag || destination.contains(['<', '(']) || destination.ends_with('"') {
            continue;
        }
        let image = slips.source[..open].ends_with('!');
        let start = if image { open - 1 } else { open };
        let written = &slips.source[start..at];
        let corrected = meant(written, destination, image)
            .unwrap_or_else(|| format!("{written}](<{destination}>)"));
        let what = if image {
            message!("그림", "image")
        } else {
            message!("링크", "link")
        };
        slips.warn(
            start..at + 2 + close + 1,
            "broken-destination",
            message!(
                "주소에 빈칸이 있어 {what}(으로/로) 읽히지 않습니다",
                "the address has a space in it, so this is not read as a {what}",
                what
            ),
            if corrected.contains("](<") {
                message!(
                    "주소를 `< >`로 감싸세요: `{corrected}`",
                    "put the address between `< >`: `{corrected}`"
                )
            } else {
                message!("`{corrected}`(으로/로) 적으세요", "write `{corrected}`")
            },
        );
    }
}

/// What an address with a space in it is meant to be, where the space is no part of a file's name: a size as other tools have it
/// (`a.png =300x200`), a caption between quotes that are none, a space after `https://`.
fn meant(written: &str, destination: &str, image: bool) -> Option<String> {
    if let Some((scheme, rest)) = destination.split_once("// ")
        && matches!(scheme, "http:" | "https:")
        && !rest.contains(' ')
    {
        return Some(format!("{written}]({scheme}//{rest})"));
    }
    if let Some((scheme, rest)) = destination.split_once(": ")
        && matches!(scheme, "mailto" | "tel" | "http" | "https")
        && !rest.trim().contains(' ')
    {
        return Some(format!("{written}]({scheme}:{})", rest.trim()));
    }
    let (file, rest) = destination.split_once(' ')?;
    let rest = rest.trim();
    if let Some((width, height)) = rest
        .strip_prefix('=')
        .and_then(|size| size.split_once(['x', '*']))
        && image
    {
        let sizes = [("width", width), ("height", height)];
        let is_size = |size: &str| size.chars().all(|c| c.is_ascii_digit());
        let sizes = sizes
            .into_iter()
            .filter(|(_, n)| !n.is_empty() && is_size(n));
        let sizes: Vec<_> = sizes.map(|(name, n)| format!("{name}={n}")).collect();
        let sizes = sizes.first()?;
        return Some(format!("{written}]({file}){{{sizes}}}"));
    }
    let quotes = ['“', '”', '‘', '’', '＂', '"', '\''];
    let caption = rest.strip_prefix(quotes)?.trim_end_matches(quotes);
    Some(format!("{written}]({file} \"{caption}\")"))
}
