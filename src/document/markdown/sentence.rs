//! Sentences in plain text.

use std::ops::Range;

use super::body::BLOCK;
use crate::base::text::is_alphanumeric;
use crate::lang::jamo::is_syllable;

/// Longest sentence shown, in characters; a longer one is cut on both sides of the mention.
const LONGEST: usize = 180;

/// The sentence that holds `mention`, as a range of the text, cut where it is long: and whether it was cut before and
/// after. A sentence ends with its block, and where [`borders`] says.
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
    let (mut start, mut end) = (from, to);
    for border in borders(&text[from..to]).map(|i| from + i) {
        if border <= mention.start {
            start = border;
        } else if border >= mention.end {
            end = border;
            break;
        }
    }
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

/// The first sentence of a text.
pub(crate) fn first(text: &str) -> &str {
    let block = text
        .split(BLOCK)
        .map(str::trim)
        .find(|block| !block.is_empty());
    let block = block.unwrap_or_default();
    block[..borders(block).next().unwrap_or(block.len())].trim_end()
}

/// Words that a full stop follows without ending a sentence, in lower case.
const ABBREVIATIONS: &[&str] = &[
    "al", "approx", "capt", "cf", "col", "dr", "gen", "gov", "lt", "mr", "mrs", "ms", "mt", "prof",
    "rep", "rev", "sen", "sgt", "st", "vs",
];

/// The same before numbers.
const NUMBERED: &[&str] = &["fig", "no", "nos", "p", "pp", "vol"];

/// What a Korean sentence goes on with behind the closing mark of a quotation.
const QUOTATIVES: &[&str] = &[
    "하고",
    "하며",
    "하는",
    "라고",
    "라는",
    "라며",
    "이라고",
    "이라는",
    "이라며",
    "고 ",
];

/// Where a text's sentences begin but for the first, in bytes: after a stop, closing marks included, and white space.
/// Ideographic stops need no space, nor does 다. before a letter, as people type it.
///
/// The stops that end nothing are those of UAX #29, SB6 to SB8 (in numbers, before small letters), those of initials and
/// [`ABBREVIATIONS`], dots that trail off, and those of a quotation that the sentence goes on behind.
fn borders(text: &str) -> impl Iterator<Item = usize> {
    let closes = |c: char| "\"'”’»)]）」』》〉*_".contains(c);
    text.char_indices().filter_map(move |(stop, c)| {
        let wide = matches!(c, '。' | '！' | '？');
        if !wide && !matches!(c, '.' | '!' | '?' | '…') {
            return None;
        }
        let rest = &text[stop + c.len_utf8()..];
        let after = rest.trim_start_matches(closes);
        let next = after.trim_start();
        let begins = next.chars().next()?;
        let before = text[..stop].chars().next_back();
        let spaced = next.len() < after.len();
        if matches!(begins, '.' | '!' | '?' | '…' | '。' | '！' | '？') {
            return None;
        }
        let border = text.len() - next.len();
        if !spaced {
            let typed = c == '.'
                && after.len() == rest.len()
                && before.is_some_and(|b| "다요까죠".contains(b))
                && begins.is_alphabetic();
            return (wide || typed).then_some(border);
        }
        let quoted = after.len() < rest.len();
        let trails_off = (c == '…' || text[..stop].ends_with("..")) && !begins.is_uppercase();
        let goes_on = begins.is_lowercase()
            || trails_off
            || (quoted && QUOTATIVES.iter().any(|word| next.starts_with(word)))
            || (c == '.' && abbreviates(&text[..stop], begins));
        (!goes_on).then_some(border)
    })
}

/// Whether the full stop behind `before` belongs to its last word: a number in a date or at the head of an item, an
/// initial, an abbreviation.
fn abbreviates(before: &str, next: char) -> bool {
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| !is_alphanumeric(*c))
        .map_or(0, |(i, c)| i + c.len_utf8());
    let word = &before[start..];
    if word.bytes().all(|b| b.is_ascii_digit()) {
        // A Korean sentence ends in a verb: what has a number before its stop is a date.
        return !word.is_empty() && (next.is_ascii_digit() || is_syllable(next) || start == 0);
    }
    let mut letters = word.chars();
    let initial =
        letters.next().is_some_and(|c| c.is_ascii_alphabetic()) && letters.next().is_none();
    let word = word.to_lowercase();
    let known = |list: &[&str]| list.contains(&word.as_str());
    initial || known(ABBREVIATIONS) || (next.is_ascii_digit() && known(NUMBERED))
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
    fn stops_that_end_no_sentence() {
        for (text, name, wanted) in [
            (
                "It costs. Dr. Kim saw Colossus. End.",
                "Colossus",
                "Dr. Kim saw Colossus.",
            ),
            (
                "Big. E.g. the data center, i.e. Colossus. End.",
                "Colossus",
                "E.g. the data center, i.e. Colossus.",
            ),
            (
                "Yes. J. R. Smith vs. Colossus in the U.S. and no. 5. End.",
                "Colossus",
                "J. R. Smith vs. Colossus in the U.S. and no. 5.",
            ),
            (
                "“Why Colossus?” he asked. End.",
                "Colossus",
                "“Why Colossus?” he asked.",
            ),
            (
                "끝. “왜 콜로서스인가?” 하고 물었다. 끝.",
                "콜로서스",
                "“왜 콜로서스인가?” 하고 물었다.",
            ),
            (
                "끝. “콜로서스다.”라고 했다. 끝.",
                "콜로서스",
                "“콜로서스다.”라고 했다.",
            ),
            (
                "끝. 2024. 7. 22. 콜로서스가 켜졌다. 끝.",
                "콜로서스",
                "2024. 7. 22. 콜로서스가 켜졌다.",
            ),
            ("1. 콜로서스는 크다. 끝.", "콜로서스", "1. 콜로서스는 크다."),
            (
                "그러나… 콜로서스는 컸다. 끝.",
                "콜로서스",
                "그러나… 콜로서스는 컸다.",
            ),
            (
                "끝났다.콜로서스는 남았다.그렇다.",
                "콜로서스",
                "콜로서스는 남았다.",
            ),
            (
                "小さい。Colossusは大きい。終わり。",
                "Colossus",
                "Colossusは大きい。",
            ),
            (
                "Node.js and Colossus cost 1.5 trillion! Next.",
                "Colossus",
                "Node.js and Colossus cost 1.5 trillion!",
            ),
            (
                "정말?! 콜로서스라니... 놀랍다!",
                "콜로서스",
                "콜로서스라니... 놀랍다!",
            ),
            ("What? Colossus.", "Colossus", "Colossus."),
        ] {
            assert_eq!(sentence(text, name), wanted, "{text}");
        }
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
