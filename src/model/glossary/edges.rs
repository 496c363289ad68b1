//! What may be before and after a name for it to be a word of prose.
//!
//! The rule is short: no letter, digit, `_`, and before it no hyphen ([`word_begins`], [`right`]).
//! The rest of this module keeps names out of what is made of letters but is not prose:
//! contractions, addresses, file names, versions, code ([`left`], [`right`], [`Addresses`]), and
//! says when a word in capitals is one only because its heading is ([`in_heading`]). All of it
//! looks at a few characters around the name, so its cost does not grow with the text.

use std::ops::Range;

use super::pattern::{BLOCK_END, is_hyphen};
use crate::lang::Language;
use crate::lang::english::{self, is_latin};
use crate::lang::jamo::is_syllable;
use crate::lang::korean::is_word_char;

/// Whether a name may begin with `c` after `before`, the nearest character first. A hyphen between two words of Hangul is
/// a border (서울-제주).
pub(crate) fn word_begins(before: [Option<char>; 2], c: char, language: Language) -> bool {
    let [before, further] = before;
    before.is_none_or(|before| {
        let joined = is_hyphen(before) && !(is_syllable(c) && further.is_some_and(is_syllable));
        !(is_word_char(before) || joined) || unspaced(before, c, language)
    })
}

/// Whether a word may end between two letters: in the languages written without spaces, except
/// inside a run of katakana, which is one word.
fn unspaced(a: char, b: char, language: Language) -> bool {
    let dense = |c| {
        // Thai and Lao, Myanmar, Khmer; kana and Han.
        matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
            || matches!(c, '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
            || matches!(c, '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
    };
    let katakana = |c| matches!(c, '\u{30a1}'..='\u{30ff}');
    language == Language::Other
        && (dense(a) || dense(b))
        && !(katakana(a) && katakana(b))
        && !is_hyphen(a)
        && a != '_'
        && b != '_'
}

/// The characters before byte `at`, the nearest first.
fn before(text: &str, at: usize) -> (Option<char>, Option<char>) {
    let mut back = text[..at].chars().rev();
    let last = back.next();
    (last, back.next())
}

fn is_ascii_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}

fn is_digit(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_digit())
}

/// Whether what is before a name is prose, given that a word begins there ([`word_begins`]).
pub(crate) fn left(text: &str, start: usize, language: Language) -> bool {
    let (last, further) = before(text, start);
    let Some(last) = last else { return true };
    let first = text[start..].chars().next();
    match last {
        // O'Reilly; but l'IA in a language that elides.
        '\'' | '’' | 'ʼ' => {
            language == Language::Other
                || !(further.is_some_and(is_latin) && first.is_some_and(is_latin))
        }
        // (micro)services; but (주)카카오.
        ')' => !(further.is_some_and(is_latin) && first.is_some_and(is_latin)),
        // R&D, AT&T.
        '&' => !(is_ascii_word(further) && is_ascii_word(first)),
        // A handle, a hashtag, a variable, a Windows path.
        '@' | '#' | '$' | '\\' => false,
        // www.openai, .gitignore; but "…했다.콜로서스는", "...콜로서스" and "1.콜로서스".
        '.' if is_digit(further) => first.is_some_and(is_syllable),
        '.' => {
            !is_ascii_word(further)
                && further.is_some_and(|c| !c.is_whitespace() && !"\"'“‘([".contains(c))
        }
        // 12,122일
        ',' => !(is_digit(further) && is_digit(first)),
        // /etc, ~/gpu, ../gpu, https://gpu; but GPU/TPU, (가)/(나).
        '/' => further.is_some_and(|c| !c.is_whitespace() && !"/.~:".contains(c)),
        _ => true,
    }
}

/// Whether a word ends at byte `end` and what follows it is prose.
pub(crate) fn right(text: &str, end: usize, language: Language) -> bool {
    let rest = &text[end..];
    let mut ahead = rest.chars();
    let Some(next) = ahead.next() else {
        return true;
    };
    let (last, _) = before(text, end);
    if is_word_char(next) {
        return last.is_some_and(|last| unspaced(last, next, language));
    }
    let further = ahead.next();
    match next {
        '\'' | '’' | 'ʼ' | '＇' => english::apostrophe(rest),
        // openai.com, GPT-4.5, Node.js; but a full stop without its space: 콜로서스다.GPU는.
        '.' => {
            !is_ascii_word(further)
                || (last.is_some_and(is_syllable) && further.is_some_and(char::is_uppercase))
        }
        '@' => !is_ascii_word(further),
        ',' => !(is_digit(last) && is_digit(further)),
        // AT&T.
        '&' => !(is_ascii_word(last) && is_ascii_word(further)),
        // C#, C++, Apple TV+; but GPU+CPU.
        '#' | '\\' => false,
        '+' => further.is_some_and(is_word_char),
        ':' => !rest.starts_with("://"),
        // A function's name.
        '(' => further != Some(')') || !is_ascii_word(last),
        _ => true,
    }
}

/// Whether the word before or behind `range` is in capitals too. Looks at 20 characters each way.
pub(crate) fn in_heading(text: &str, range: Range<usize>) -> bool {
    fn capitals(mut chars: impl Iterator<Item = char>) -> bool {
        let mut letters = 0;
        let mut gap = true;
        for c in chars.by_ref().take(20) {
            match c {
                ' ' | '\n' | '\u{a0}' if gap => {}
                _ if c.is_uppercase() => {
                    letters += 1;
                    gap = false;
                }
                _ => return letters >= 2 && !is_word_char(c),
            }
        }
        letters >= 2
    }
    capitals(text[..range.start].chars().rev()) || capitals(text[range.end..].chars())
}

/// Whether a sentence begins at byte `at`, quotation marks and brackets aside.
pub(crate) fn sentence_begins(text: &str, at: usize) -> bool {
    let mut back = text[..at]
        .chars()
        .rev()
        .skip_while(|c| (c.is_whitespace() && *c != BLOCK_END) || "\"'“‘(['".contains(*c));
    back.next()
        .is_none_or(|c| c == BLOCK_END || ".?!:…".contains(c))
}

/// Whether a name's capitals at `range` are its own: it is not the whole of a block, no part of a longer name or title, and
/// does not begin a sentence unless it has `several` words.
pub(crate) fn in_sentence(text: &str, range: Range<usize>, several: bool) -> bool {
    fn capital(mut chars: impl Iterator<Item = char>) -> bool {
        chars.next().is_some_and(char::is_uppercase)
    }
    let (before, after) = (
        text[..range.start].trim_end_matches(' '),
        &text[range.end..],
    );
    let word = before.trim_end_matches(is_word_char).len();
    let begins = sentence_begins(text, range.start);
    if begins && (!several || after.chars().next().is_none_or(|c| c == BLOCK_END)) {
        return false;
    }
    let titled = capital(before[word..].chars()) && !sentence_begins(text, word);
    !titled && !capital(after.trim_start_matches(' ').chars())
}

/// Titles of works, in whose marks a name means itself only where it fills them: 〈콜로서스의 눈물〉 is a film. Ask in the order
/// of the text.
#[derive(Default)]
pub(crate) struct Works {
    /// How far the text has been looked through.
    seen: usize,
    /// What the marks around the last title hold.
    title: Range<usize>,
}

/// Bytes of the longest title; a mark without its partner encloses nothing.
const LONGEST_TITLE: usize = 300;

impl Works {
    /// Whether `range` is in a title that says more than it.
    pub(crate) fn hold_part_of(&mut self, text: &str, range: &Range<usize>) -> bool {
        while self.seen < range.start {
            let Some(at) = text[self.seen..range.start].find(['《', '〈', '『', '「']) else {
                self.seen = range.start;
                break;
            };
            let open = self.seen + at;
            let start = open + '《'.len_utf8();
            let close = match &text[open..start] {
                "《" => '》',
                "〈" => '〉',
                "『" => '』',
                _ => '」',
            };
            let near = &text[start..text.floor_char_boundary(start + LONGEST_TITLE)];
            let length = near.find([close, BLOCK_END]);
            let length = length.filter(|length| near[*length..].starts_with(close));
            self.title = length.map_or(0..0, |length| start..start + length);
            self.seen = start.max(self.title.end);
        }
        let inside = self.title.start <= range.start && range.end <= self.title.end;
        inside && *range != self.title
    }
}

/// Distinguishes URLs, e-mail addresses and paths from prose. Remembers what it judged last, so that a text is judged once
/// however many names are in it; ask in the order of the text.
#[derive(Default)]
pub(crate) struct Addresses {
    /// The URL with a scheme that ends behind the place asked last, or the next one; at the end of the text if none is
    /// left.
    url: Range<usize>,
    run: Range<usize>,
    address: bool,
}

impl Addresses {
    /// Whether the name that begins at byte `start` is in an address.
    pub(crate) fn contain(&mut self, text: &str, start: usize) -> bool {
        while self.url.end <= start && self.url.start < text.len() {
            self.url = next_url(text, self.url.end);
        }
        if self.url.contains(&start) {
            return true;
        }
        let part = |c: char| c.is_ascii_graphic() && !"\"'`<>()[]{}|^".contains(c);
        let (last, _) = before(text, start);
        if !last.is_some_and(part) && !text[start..].starts_with(part) {
            return false;
        }
        if self.run.is_empty() || !(self.run.start..=self.run.end).contains(&start) {
            let from = text[..start].trim_end_matches(part).len();
            let to = text[start..]
                .find(|c| !part(c))
                .map_or(text.len(), |len| start + len);
            self.run = from..to;
            self.address = is_address(&text[from..to]);
        }
        self.address
    }
}

/// The next URL with a scheme from byte `from` on, up to the white space, quotation mark or bracket that ends it: its
/// path may be Hangul, and a particle behind it is no name either. Empty at the end of the text if there is none.
fn next_url(text: &str, from: usize) -> Range<usize> {
    let Some(at) = text[from..].find("://").map(|at| from + at) else {
        return text.len()..text.len();
    };
    let end = text[at..]
        .find(|c: char| {
            c.is_whitespace() || c.is_control() || "\"'`<>()[]{}|^“”‘’「」『』《》〈〉".contains(c)
        })
        .map_or(text.len(), |len| at + len);
    at..end
}

/// Whether a run of ASCII characters without spaces is an address: xai.org/gpu is, AI/ML and
/// Node.js/React are not.
fn is_address(run: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric();
    let host = |part: &str| {
        let label = |label: &str| {
            !label.is_empty()
                && label
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b':')
        };
        part.contains('.') && part.split('.').all(label)
    };
    run.starts_with("www.")
        || ["/", "./", "../", "~/"].iter().any(|root| {
            run.strip_prefix(root)
                .is_some_and(|rest| rest.starts_with(word))
        })
        || run
            .split_once('@')
            .is_some_and(|(user, rest)| user.ends_with(word) && rest.starts_with(word))
        || run.split_once('/').is_some_and(|(first, _)| host(first))
}
