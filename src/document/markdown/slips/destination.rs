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
        if !looks_so || destination.contains(['<', '"', '(']) {
            continue;
        }
        let image = slips.source[..open].ends_with('!');
        let start = if image { open - 1 } else { open };
        let written = &slips.source[start..at];
        let corrected = format!("{written}](<{destination}>)");
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
            message!(
                "주소를 `< >`로 감싸세요: `{corrected}`",
                "put the address between `< >`: `{corrected}`"
            ),
        );
    }
}
