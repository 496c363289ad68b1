//! Spellings that are wrong in any text. A row has one right answer, and nothing that is spelt right holds what is wrong in it: what may
//! be another word (로써, 바램, `wether`), a name or a matter of taste (최대값, `publically`) is not here.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::Language;
use super::korean::is_word_char;
use crate::base::text::is_alphanumeric;

mod english;
mod korean;

/// A word that is spelt wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// Bytes of the text.
    pub(crate) at: Range<usize>,
    /// What belongs there.
    pub(crate) right: Cow<'static, str>,
}

/// The words of a text that are spelt wrong, in order.
pub(crate) fn mistakes(text: &str, language: Language) -> Vec<Mistake> {
    match language {
        Language::Korean => in_korean(text),
        Language::English => in_english(text),
        Language::Other => Vec::new(),
    }
}

/// A row of the Korean table, made ready.
struct Row {
    wrong: &'static str,
    right: &'static str,
    /// Whether a word has to begin, or end, with it.
    begins: bool,
    ends: bool,
}

/// The rows by their first syllables.
static ROWS: LazyLock<FxHashMap<char, Vec<Row>>> = LazyLock::new(|| {
    let mut rows: FxHashMap<char, Vec<Row>> = FxHashMap::default();
    for (wrong, right) in korean::MISTAKES {
        let (inner, begins) = match wrong.strip_prefix('^') {
            Some(inner) => (inner, true),
            None => (*wrong, false),
        };
        let (wrong, ends) = match inner.strip_suffix('$') {
            Some(inner) => (inner, true),
            None => (inner, false),
        };
        let row = Row {
            wrong,
            right,
            begins,
            ends,
        };
        rows.entry(wrong.chars().next().unwrap_or_default())
            .or_default()
            .push(row);
    }
    rows
});

fn in_korean(text: &str) -> Vec<Mistake> {
    let mut found = Vec::new();
    let mut done = 0;
    for (at, c) in text.char_indices() {
        if c < '가' || at < done {
            continue;
        }
        let Some(rows) = ROWS.get(&c) else { continue };
        let begins = !text[..at].ends_with(is_word_char);
        let rest = &text[at..];
        let fits = |row: &&Row| {
            let after = rest.strip_prefix(row.wrong);
            let ends = |after: &str| !after.starts_with(is_word_char);
            (begins || !row.begins) && after.is_some_and(|a| !row.ends || ends(a))
        };
        if let Some(row) = rows.iter().find(fits) {
            done = at + row.wrong.len();
            found.push(Mistake {
                at: at..done,
                right: Cow::Borrowed(row.right),
            });
        }
    }
    found
}

static WORDS: LazyLock<FxHashMap<&str, &str>> =
    LazyLock::new(|| english::MISTAKES.iter().copied().collect());

fn in_english(text: &str) -> Vec<Mistake> {
    let mut found = Vec::new();
    // Parts of addresses and names are no words: `a-teh.b`, `teh_x`.
    let joins = |c: char| is_alphanumeric(c) || matches!(c, '_' | '-' | '/' | '@' | '\'' | '’');
    let mut rest = 0..0;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_ascii_alphabetic() {
            rest.end = at + 1;
            continue;
        }
        let word = std::mem::replace(&mut rest, at + c.len_utf8()..at + c.len_utf8());
        if !(SHORTEST..=LONGEST).contains(&word.len()) {
            continue;
        }
        let before = &text[..word.start];
        let dotted = c == '.' && text[at + 1..].starts_with(joins);
        let alone = !(before.ends_with(joins) || before.ends_with('.') || joins(c) || dotted);
        if let Some(right) = right(&text[word.clone()]).filter(|_| alone) {
            found.push(Mistake { at: word, right });
        }
    }
    found
}

/// Letters of the English words in the table.
const SHORTEST: usize = 3;
const LONGEST: usize = 20;

/// What an English word is meant to be, with a capital if it has one. Other capitals make a name.
fn right(word: &str) -> Option<Cow<'static, str>> {
    let (first, rest) = word.split_at(1);
    if rest.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    if first.bytes().all(|b| b.is_ascii_lowercase()) {
        return WORDS.get(word).map(|right| Cow::Borrowed(*right));
    }
    let right = WORDS.get(&*word.to_ascii_lowercase())?;
    let (first, rest) = right.split_at(1);
    Some(Cow::Owned(first.to_ascii_uppercase() + rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, language: Language) -> Vec<(&str, String)> {
        let told = mistakes(text, language).into_iter();
        told.map(|m| (&text[m.at], m.right.into_owned())).collect()
    }

    #[test]
    fn korean_words_are_told() {
        let told = |text| told(text, Language::Korean);
        assert_eq!(
            told("몇일이 걸렸고, 이게 됬다. 안 되요."),
            [
                ("몇일", "며칠".to_owned()),
                ("됬", "됐".to_owned()),
                ("되요", "돼요".to_owned())
            ]
        );
        // 되요 ends a word, 몇일 begins one.
        assert_eq!(told("되요리 며칠 할게요 몇 일 첫몇일"), []);
    }

    #[test]
    fn english_words_are_told() {
        let told = |text| told(text, Language::English);
        assert_eq!(
            told("Recieve teh seperate"),
            [
                ("Recieve", "Receive".to_owned()),
                ("teh", "the".to_owned()),
                ("seperate", "separate".to_owned())
            ]
        );
        assert_eq!(told("TEH x.teh teh.x teh-x /teh _teh teh's receive"), []);
        assert_eq!(told("teh.").len(), 1);
    }

    #[test]
    fn no_right_word_is_a_wrong_one() {
        for (wrong, right) in english::MISTAKES {
            assert!(!WORDS.contains_key(right), "{right}");
            assert!((SHORTEST..=LONGEST).contains(&wrong.len()), "{wrong}");
        }
        assert_eq!(WORDS.len(), english::MISTAKES.len());
        for (wrong, right) in korean::MISTAKES {
            assert_eq!(in_korean(right), [], "{right}");
            assert_eq!(
                in_korean(wrong.trim_matches(['^', '$'])).len(),
                1,
                "{wrong}"
            );
        }
    }
}
