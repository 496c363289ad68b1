//! Emoji by their names.

use std::ops::Range;

use super::super::Slips;
use super::Found;
use crate::lang::message::message;

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

/// `:tada:`.
pub(super) fn find(slips: &Slips<'_, '_>) -> Vec<Found> {
    let found = named(slips).into_iter().map(|(name, range)| {
        (
            range,
            message!(
                "`:{name}:`(은/는) 그림 글자로 바뀌지 않습니다",
                "`:{name}:` is not turned into an emoji"
            ),
            message!("그림 글자를 직접 넣으세요", "type the emoji itself"),
        )
    });
    found.collect()
}

fn named<'t>(slips: &Slips<'t, '_>) -> Vec<(&'t str, Range<usize>)> {
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
