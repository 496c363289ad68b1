//! What in a text is not for its author to spell: code, links, what is quoted, titles of works.

use std::ops::Range;

use super::markdown::body::{Body, OPAQUE, plain_blocks};

/// Quotation marks and the marks of titles.
const PAIRS: [(char, char); 8] = [
    ('“', '”'),
    ('‘', '’'),
    ('"', '"'),
    ('\'', '\''),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('〈', '〉'),
];

/// A text in the author's own words.
pub(crate) struct OwnWords {
    /// The plain text with [`OPAQUE`] in place of each byte of what is not.
    pub(crate) text: String,
}

impl OwnWords {
    /// Of a text.
    pub(crate) fn of(body: &Body) -> Self {
        let mut own = Self {
            text: body.plain.clone(),
        };
        let links = body.links.iter().map(|link| &link.plain);
        own.cover(body.code.iter().chain(&body.quotations).chain(links));
        let quoted = quoted(&own.text);
        own.cover(&quoted);
        own
    }

    /// Whether a stretch of the plain text is in the author's own words.
    pub(crate) fn hold(&self, range: &Range<usize>) -> bool {
        !self.text[range.clone()].contains(OPAQUE)
    }

    fn cover<'r>(&mut self, ranges: impl IntoIterator<Item = &'r Range<u32>>) {
        let mut ranges = ranges.into_iter().peekable();
        if ranges.peek().is_none() {
            return;
        }
        let mut text = std::mem::take(&mut self.text).into_bytes();
        for range in ranges {
            text[range.start as usize..range.end as usize].fill(OPAQUE as u8);
        }
        // Every range begins and ends between two characters.
        self.text = String::from_utf8(text).unwrap_or_default();
    }
}

/// What is between quotation marks or the marks of titles in the same block; what is inside of that is not looked at again.
fn quoted(text: &str) -> Vec<Range<u32>> {
    let mut found = Vec::new();
    for block in plain_blocks(text) {
        let start = block.start;
        let block = &text[block];
        // Marks of which there is no second one in the rest of the block.
        let mut single = [false; PAIRS.len()];
        let mut from = 0;
        while let Some((at, pair)) = opening(block, from, &single) {
            let (open, close) = PAIRS[pair];
            let inside = at + open.len_utf8();
            match closing(&block[inside..], close) {
                Some(len) => {
                    found.push((start + inside) as u32..(start + inside + len) as u32);
                    from = inside + len + close.len_utf8();
                }
                None => {
                    single[pair] = true;
                    from = inside;
                }
            }
        }
    }
    found
}

/// The next mark that opens something from a byte on, and which it is.
fn opening(block: &str, from: usize, single: &[bool; PAIRS.len()]) -> Option<(usize, usize)> {
    let mut before = block[..from].chars().next_back();
    for (at, c) in block[from..].char_indices() {
        let pair = match c {
            'a'..='z' | 'A'..='Z' | ' ' | '가'..='힣' => None,
            _ => PAIRS.iter().position(|(open, _)| *open == c),
        };
        let next = || block[from + at + c.len_utf8()..].chars().next();
        let opens = match c {
            // 5" and don't have none.
            '"' => !before.is_some_and(|b| b.is_ascii_digit()),
            '\'' => !before.is_some_and(char::is_alphanumeric),
            _ => true,
        };
        if let Some(pair) = pair.filter(|pair| opens && !single[*pair])
            && next().is_some_and(|c| !c.is_whitespace())
        {
            return Some((from + at, pair));
        }
        before = Some(c);
    }
    None
}

/// How much there is before the mark that closes. An apostrophe looks the same.
fn closing(text: &str, mark: char) -> Option<usize> {
    let closes = |at: usize| {
        let after = text[at + mark.len_utf8()..].chars().next();
        let before = text[..at].chars().next_back();
        let apostrophe =
            matches!(mark, '’' | '\'') && after.is_some_and(|c| c.is_ascii_alphanumeric());
        let opening = mark.is_ascii() && before.is_some_and(char::is_whitespace);
        !(apostrophe || opening)
    };
    let mut marks = text.match_indices(mark).map(|(at, _)| at);
    marks.find(|at| closes(*at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_quoted_is_found_in_its_block() {
        let of = |text: &'static str| {
            let ranges = quoted(text).into_iter();
            let shown = ranges.map(|r| &text[r.start as usize..r.end as usize]);
            shown.collect::<Vec<_>>()
        };
        assert_eq!(
            of("그는 “몇일”이라 했다. ‘역활’은 《금새》에"),
            ["몇일", "역활", "금새"]
        );
        assert_eq!(of("say \"teh\" and 'adn' don't"), ["teh", "adn"]);
        assert_eq!(of("‘don’t do it’ he said"), ["don’t do it"]);
        assert_eq!(of("a 5\" screen, a 7\" one; it’s 'tis"), [""; 0]);
        assert_eq!(of("“열고\u{2029}닫는다” “끝”"), ["끝"]);
        assert_eq!(of("그는 “‘안’ 밖” 밖"), ["‘안’ 밖"]);
    }

    #[test]
    fn marks_without_a_second_one_are_sought_once() {
        let text = "“".repeat(200_000);
        assert_eq!(quoted(&text), []);
    }
}
