//! The sentence around a mention.

use std::ops::Range;

use crate::markdown::body::BLOCK;

/// Longest sentence shown, in characters; a longer one is cut on both sides of the mention.
const LONGEST: usize = 180;

/// The sentence that holds `mention`, as a range of the text, cut where it is long: and whether it was cut before and
/// after. A sentence ends with its block, and after `.`, `!`, `?` or `…`, closing quotes included, before white space.
pub(crate) fn around(text: &str, mention: Range<usize>) -> (Range<usize>, bool, bool) {
    let block_start = text[..mention.start]
        .rfind(BLOCK)
        .map_or(0, |i| i + BLOCK.len_utf8());
    let block_end = text[mention.end..]
        .find(BLOCK)
        .map_or(text.len(), |i| mention.end + i);
    // Sentences are short; looking further than this would be work without end in a text of one block.
    let reach = LONGEST * 4;
    let from = text
        .floor_char_boundary(mention.start.saturating_sub(reach))
        .max(block_start);
    let to = text
        .ceil_char_boundary((mention.end + reach).min(text.len()))
        .min(block_end);
    let start = ends(&text[from..mention.start])
        .last()
        .map_or(from, |i| from + i);
    let end = ends(&text[mention.end..to])
        .next()
        .map_or(to, |i| mention.end + i);
    let trimmed = |r: Range<usize>| {
        let lead = text[r.clone()].len() - text[r.clone()].trim_start().len();
        let tail = text[r.clone()].len() - text[r.clone()].trim_end().len();
        r.start + lead..(r.end - tail).max(mention.end)
    };
    let whole = trimmed(start..end);
    let half = LONGEST.saturating_sub(text[mention.clone()].chars().count()) / 2;
    let before = text[whole.start..mention.start]
        .char_indices()
        .rev()
        .nth(half)
        .map(|(i, _)| whole.start + i);
    let after = text[mention.end..whole.end]
        .char_indices()
        .nth(half)
        .map(|(i, _)| mention.end + i);
    // Cut between words.
    let before = before.map(|i| {
        text[i..mention.start]
            .find(char::is_whitespace)
            .map_or(i, |j| i + j)
    });
    let after = after.map(|i| {
        text[mention.end..i]
            .rfind(char::is_whitespace)
            .map_or(i, |j| mention.end + j)
    });
    let cut_before = before.is_some() || (start == from && from > block_start);
    let cut_after = after.is_some() || (end == to && to < block_end);
    (
        trimmed(before.unwrap_or(whole.start)..after.unwrap_or(whole.end)),
        cut_before,
        cut_after,
    )
}

/// Where sentences end in a text, in bytes after the white space that follows.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    let mut chars = text.char_indices().peekable();
    let mut ended = false;
    std::iter::from_fn(move || {
        for (i, c) in chars.by_ref() {
            match c {
                '.' | '!' | '?' | '…' | '。' => ended = true,
                '"' | '\'' | '”' | '’' | ')' | '」' | '』' | '*' => {}
                c if c.is_whitespace() && ended => {
                    ended = false;
                    return Some(i + c.len_utf8());
                }
                _ => ended = false,
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence(text: &str, name: &str) -> String {
        let at = text.find(name).unwrap();
        let (range, before, after) = around(text, at..at + name.len());
        format!(
            "{}{}{}",
            if before { "…" } else { "" },
            &text[range],
            if after { "…" } else { "" }
        )
    }

    #[test]
    fn a_sentence_ends_at_its_stop_or_with_its_block() {
        let text = "앞 문장이다. “콜로서스는 크다.” 뒤 문장.\u{2029}xAI costs 1.5 trillion! Next.";
        assert_eq!(sentence(text, "콜로서스"), "“콜로서스는 크다.”");
        assert_eq!(sentence(text, "xAI"), "xAI costs 1.5 trillion!");
        assert_eq!(sentence(text, "Next"), "Next.");
    }

    #[test]
    fn a_long_sentence_is_cut_between_words() {
        let text = format!(
            "{}콜로서스 {}",
            "가나다라 ".repeat(300),
            "마바사아 ".repeat(300)
        );
        let cut = sentence(&text, "콜로서스");
        assert!(
            cut.starts_with('…')
                && cut.ends_with('…')
                && cut.contains("가나다라 콜로서스 마바사아"),
            "{cut}"
        );
        assert!(cut.chars().count() <= LONGEST + 4, "{cut}");
    }
}
