//! Videos: files, which browsers play, and links to videos of other sites, alone in their paragraphs.
//!
//! Such a link stays one. Its paragraph says at which address the other site's player is, and the theme's script puts a button
//! in its place: nothing is asked of the other site before a reader wants it.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::Writer;
use crate::base::diag::{Diagnostic, Place};
use crate::base::text::{push_attribute, push_text};
use crate::document::markdown::body::SlotKind;
use crate::lang::message::message;

/// Endings of files that browsers play, and of those that hardly one does.
const PLAYED: [&str; 3] = ["mp4", "webm", "m4v"];
const UNPLAYED: [&str; 7] = ["mov", "avi", "mkv", "wmv", "flv", "mpg", "ogv"];

/// The video of another site.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Player {
    /// Address of its player, which begins at once.
    address: String,
    /// Name of the site.
    site: &'static str,
}

impl Writer<'_, '_> {
    /// Whether the destination of an image is that of a video; one that hardly a browser plays is reported.
    pub(super) fn is_video(&mut self, destination: &str, span: &Range<usize>) -> bool {
        let end = destination.find(['?', '#']).unwrap_or(destination.len());
        let name = destination[..end].rsplit('/').next().unwrap_or_default();
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let is = |known: &&str| known.eq_ignore_ascii_case(ending);
        if let Some(ending) = UNPLAYED.iter().find(|e| is(e)) {
            let format = ending.to_uppercase();
            let message = message!(
                "{format} 동영상이라 재생되지 않는 브라우저가 많습니다",
                "this is a {format} video, which many browsers do not play"
            );
            let place = Place::at(self.context.file, self.file_span(span));
            let hint = message!(
                "MP4(H.264)로 바꾸어 그 파일을 쓰세요",
                "make it an MP4 (H.264), and use that file"
            );
            let d = Diagnostic::warning(place, "video-format", message);
            self.diagnostics.push(d.hint(hint));
            return true;
        }
        PLAYED.iter().any(is)
    }

    /// A video in a file, the link number `index`; browsers that play none show a link.
    pub(super) fn video(&mut self, index: u32, alt: &str) {
        self.html("<video");
        self.slot(SlotKind::Video(index));
        self.html(">");
        let has_link = self.elements.hold_links();
        if has_link {
            self.slot(SlotKind::Link(index));
        }
        push_text(&mut self.body.html, alt);
        self.html(if has_link { "</a></video>" } else { "</video>" });
    }

    /// The video that the paragraph at `i` links to, if it holds nothing else, and whether the link's text is its address.
    pub(super) fn lone_link_to_video(&self, i: usize) -> Option<(Player, bool)> {
        let Event::Start(Tag::Link {
            link_type,
            dest_url,
            ..
        }) = &self.events.get(i + 1)?.0
        else {
            return None;
        };
        let after = self.events.get(self.skip(i + 1));
        let alone = matches!(after?.0, Event::End(TagEnd::Paragraph));
        let player = player(dest_url).filter(|_| alone && self.elements.hold_links())?;
        let bare = matches!(link_type, LinkType::Autolink);
        Some((player, bare))
    }

    /// Begins the paragraph of a link to a video.
    pub(super) fn open_player(&mut self, Player { address, site }: &Player, bare: bool) {
        self.open_block("<p class=\"video\" data-player=\"");
        push_attribute(&mut self.body.html, address);
        self.body.html.push_str("\" data-play=\"");
        self.slot(SlotKind::Label("play"));
        if bare {
            // An address is no title.
            self.body.html.push_str("\" data-title=\"");
            self.body.html.push_str(site);
            self.body.html.push(' ');
            self.slot(SlotKind::Label("video"));
        }
        self.body.html.push_str("\">");
        self.body.has_player = true;
    }
}

/// The player of the video at an address, as people copy it.
fn player(address: &str) -> Option<Player> {
    let (scheme, rest) = address.split_once("://")?;
    if !matches!(scheme, "https" | "http") {
        return None;
    }
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = path.split_once('/')?;
    let host = host.to_ascii_lowercase();
    let host = ["www.", "m.", "music."]
        .iter()
        .find_map(|sub| host.strip_prefix(sub))
        .unwrap_or(&host);
    let value = |key: &str| {
        let mut pairs = query.split('&').chain(fragment.split('&'));
        pairs.find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
    };
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let start = (value("t").or(value("start")).or(value("time_continue"))).and_then(seconds);
    match (host, &parts[..]) {
        ("youtu.be", [id]) => youtube(id, start),
        ("youtube.com" | "youtube-nocookie.com", ["shorts" | "live" | "embed" | "v", id]) => {
            youtube(id, start)
        }
        ("youtube.com", ["watch"]) => youtube(value("v")?, start),
        ("vimeo.com", [id]) | ("player.vimeo.com", ["video", id]) => vimeo(id, value("h"), start),
        ("vimeo.com", ["channels", _, id] | ["groups", _, "videos", id]) => vimeo(id, None, start),
        // A video that only those with the address can find.
        ("vimeo.com", [id, key]) => vimeo(id, Some(key), start),
        _ => None,
    }
}

fn youtube(id: &str, start: Option<u32>) -> Option<Player> {
    if id.len() != 11 || !is_key(id) {
        return None;
    }
    let start = start.map_or_else(String::new, |start| format!("&start={start}"));
    Some(Player {
        address: format!("https://www.youtube-nocookie.com/embed/{id}?autoplay=1{start}"),
        site: "YouTube",
    })
}

fn vimeo(id: &str, key: Option<&str>, start: Option<u32>) -> Option<Player> {
    if !id.bytes().all(|b| b.is_ascii_digit()) || !key.is_none_or(is_key) {
        return None;
    }
    let key = key.map_or_else(String::new, |key| format!("&h={key}"));
    let start = start.map_or_else(String::new, |start| format!("#t={start}s"));
    Some(Player {
        address: format!("https://player.vimeo.com/video/{id}?dnt=1&autoplay=1{key}{start}"),
        site: "Vimeo",
    })
}

/// Whether a text is what these sites make keys of.
fn is_key(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    !text.is_empty() && text.bytes().all(allowed)
}

/// A time as these sites write it: `90`, `90s`, `1m30s`, `1h2m3s`.
fn seconds(text: &str) -> Option<u32> {
    let mut rest = text;
    let mut sum = 0_u32;
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(rest.len());
        let number: u32 = rest[..end].parse().ok()?;
        let unit = match rest[end..].chars().next() {
            Some('h') => 3600,
            Some('m') => 60,
            Some('s') | None => 1,
            Some(_) => return None,
        };
        sum = sum.checked_add(number.checked_mul(unit)?)?;
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    (sum > 0).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::{player, seconds};

    #[test]
    fn addresses_of_videos_are_known_as_they_are_copied() {
        const YOUTUBE: &str = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1";
        const VIMEO: &str = "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1";
        for (address, wanted) in [
            (
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
                YOUTUBE.into(),
            ),
            (
                "http://youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&list=PLx",
                YOUTUBE.into(),
            ),
            (
                "https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=1m30s",
                format!("{YOUTUBE}&start=90"),
            ),
            (
                "https://music.youtube.com/watch?v=dQw4w9WgXcQ",
                YOUTUBE.into(),
            ),
            (
                "https://youtu.be/dQw4w9WgXcQ?si=abc&t=42",
                format!("{YOUTUBE}&start=42"),
            ),
            ("https://YouTu.be/dQw4w9WgXcQ", YOUTUBE.into()),
            ("https://www.youtube.com/shorts/dQw4w9WgXcQ", YOUTUBE.into()),
            (
                "https://www.youtube.com/live/dQw4w9WgXcQ?feature=share",
                YOUTUBE.into(),
            ),
            (
                "https://www.youtube.com/embed/dQw4w9WgXcQ?start=7",
                format!("{YOUTUBE}&start=7"),
            ),
            ("https://vimeo.com/76979871", VIMEO.into()),
            (
                "https://vimeo.com/76979871/8272103f6e",
                format!("{VIMEO}&h=8272103f6e"),
            ),
            (
                "https://vimeo.com/channels/staffpicks/76979871#t=1m2s",
                format!("{VIMEO}#t=62s"),
            ),
            (
                "https://player.vimeo.com/video/76979871?h=ab",
                format!("{VIMEO}&h=ab"),
            ),
        ] {
            let found = player(address).map(|p| p.address);
            assert_eq!(found.as_deref(), Some(&*wanted), "{address}");
        }
    }

    #[test]
    fn other_addresses_are_none_of_videos() {
        for address in [
            "https://www.youtube.com/",
            "https://www.youtube.com/watch",
            "https://www.youtube.com/watch?v=",
            "https://www.youtube.com/watch?v=dQw4w9WgXc\"",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQQ",
            "https://www.youtube.com/@name",
            "https://www.youtube.com/playlist?list=PLx",
            "https://youtu.be/",
            "https://notyoutu.be/dQw4w9WgXcQ",
            "https://youtu.be.example/dQw4w9WgXcQ",
            "https://example.com/https://youtu.be/dQw4w9WgXcQ",
            "//youtu.be/dQw4w9WgXcQ",
            "https://vimeo.com/",
            "https://vimeo.com/name",
            "https://vimeo.com/76979871/a/b",
            "https://vimeo.com/76979871/\"x",
            "mailto:a@youtu.be",
        ] {
            assert_eq!(player(address), None, "{address}");
        }
    }

    #[test]
    fn times_are_seconds() {
        for (text, wanted) in [
            ("90", Some(90)),
            ("90s", Some(90)),
            ("1m30s", Some(90)),
            ("1h2m3s", Some(3723)),
            ("2h", Some(7200)),
            ("0", None),
            ("", None),
            ("1:30", None),
            ("s", None),
            ("9999999999", None),
            ("4294967295h", None),
            ("1가", None),
        ] {
            assert_eq!(seconds(text), wanted, "{text}");
        }
    }
}
