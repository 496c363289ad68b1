//! Texts, or long paragraphs, that are still in the other language.

use std::ops::Range;

use super::Document;
use super::markdown::body::plain_blocks;
use crate::base::diag::{Diagnostic, Place};
use crate::lang::Language;
use crate::lang::message::message;

/// Letters from which on it is sure what language they are.
const SURE: usize = 200;
/// Letters of a paragraph that is more than a name, a title or a remark.
const LONG: usize = 80;
/// Syllables of a paragraph in Hangul alone that is more than an example.
const SENTENCE_SYLLABLES: usize = 14;
/// Words that sentences are made with, and lists of names are not.
const SENTENCE: [&str; 16] = [
    "the", "of", "to", "is", "are", "that", "it", "was", "be", "with", "for", "this", "which",
    "by", "on", "have",
];
/// As many of them make a paragraph one of sentences.
const SENTENCE_WORDS: usize = 3;

/// Reports the texts of a file that together are in the other language than its name says. A section of an index may be a list of
/// names or links.
pub(super) fn whole(documents: &[Document], language: Language) -> Option<Diagnostic> {
    let mut letters = Letters::default();
    for body in documents.iter().map(|d| &d.parsed.body) {
        letters += Letters::of(&body.plain, &body.code, 0);
    }
    let first = documents.first()?;
    if letters.all() >= SURE && letters.is_foreign(language) {
        let message = match language {
            Language::Korean => message!(
                "한국어 파일인데 글이 거의 영어입니다",
                "this is the Korean file, and its text is almost all in English"
            ),
            _ => message!(
                "영어 파일인데 글이 거의 한국어입니다",
                "this is the English file, and its text is almost all in Korean"
            ),
        };
        let hint = message!(
            "번역하거나, 번역을 마칠 때까지 `draft: true`를 적어 두세요",
            "translate it, or write `draft: true` until it is translated"
        );
        let place = first.outline.place();
        return Some(Diagnostic::warning(place, "untranslated", message).hint(hint));
    }
    None
}

/// Reports the first long paragraph of a text that is in the other language than its file says.
pub(super) fn paragraph(document: &Document, language: Language) -> Option<Diagnostic> {
    let body = &document.parsed.body;
    let prose =
        |range: Range<usize>| Letters::of(&body.plain[range.clone()], &body.code, range.start);
    let file = document.outline.file();
    for range in plain_blocks(&body.plain) {
        let letters = prose(range.clone());
        if !letters.is_foreign_paragraph(language, &body.plain[range.clone()]) {
            continue;
        }
        let place = match body.first_in_file(&range) {
            // A quotation says what it is by its mark; a heading may be a message of a program, or a title.
            Some(at) if marked(&document.source, at.start) => continue,
            // What an element of another tool shows is mostly what a program says.
            Some(at) if in_component(&document.source, at.start) => continue,
            Some(at) => {
                let begin = document.source[at.clone()]
                    .lines()
                    .next()
                    .unwrap_or_default();
                let length = begin.chars().take(16).map(char::len_utf8).sum::<usize>();
                Place::at(file, at.start..at.start + length)
            }
            None => Place::file(file),
        };
        let message = match language {
            Language::Korean => message!(
                "이 문단은 아직 영어입니다",
                "this paragraph is still in English"
            ),
            _ => message!(
                "이 문단은 아직 한국어입니다",
                "this paragraph is still in Korean"
            ),
        };
        let hint = message!(
            "번역하거나, 인용이면 줄 앞에 `> `를 붙이세요",
            "translate it; if it is a quotation, begin its lines with `> `"
        );
        return Some(Diagnostic::warning(place, "untranslated", message).hint(hint));
    }
    None
}

fn marked(source: &str, at: usize) -> bool {
    let line = source[..at].rfind('\n').map_or(0, |i| i + 1);
    source[line..at].contains(['>', '#'])
}

/// Whether a paragraph is a comment of MDX, or the first one in an element of it: `<ConsoleBlock>`.
fn in_component(source: &str, at: usize) -> bool {
    let above = source[..at].trim_end();
    let line = above.rsplit('\n').next().unwrap_or(above).trim_start();
    let name = line.strip_prefix('<').unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_uppercase()) && line.ends_with('>')
        || source[..at].ends_with("{/* ")
        || source[at..].starts_with("{/*")
}

/// How many letters of each script.
#[derive(Default)]
struct Letters {
    hangul: usize,
    latin: usize,
}

impl std::ops::AddAssign for Letters {
    fn add_assign(&mut self, other: Self) {
        self.hangul += other.hangul;
        self.latin += other.latin;
    }
}

impl Letters {
    /// Of what is not code; `start` is where `text` begins in the plain text.
    fn of(text: &str, code: &[Range<u32>], start: usize) -> Self {
        let mut letters = Self {
            hangul: 0,
            latin: 0,
        };
        let inside = |at: u32| (at as usize).saturating_sub(start).min(text.len());
        let mut from = 0;
        let first = code.partition_point(|r| r.end as usize <= start);
        for code in &code[first..] {
            letters.count(&text[from..inside(code.start).max(from)]);
            from = inside(code.end).max(from);
            if from == text.len() {
                break;
            }
        }
        letters.count(&text[from..]);
        letters
    }

    fn count(&mut self, text: &str) {
        // Characters that begin with these bytes are of Hangul, but for some of scripts that hardly anybody writes. Loops without a
        // branch: every text is counted.
        for part in text.as_bytes().chunks(usize::from(u8::MAX)) {
            let of = |is: fn(u8) -> bool| part.iter().fold(0_u8, |n, b| n + u8::from(is(*b)));
            self.hangul += usize::from(of(|b| (0xea..=0xed).contains(&b)));
            self.latin += usize::from(of(|b| b.is_ascii_alphabetic()));
        }
    }

    fn all(&self) -> usize {
        self.hangul + self.latin
    }

    /// Whether a text is in the other language: hardly a quarter of its letters are of its own. Figures of published
    /// translations: no faithful one has fewer.
    fn is_foreign(&self, language: Language) -> bool {
        match language {
            Language::Korean => self.hangul * 4 < self.all(),
            Language::English => self.latin * 4 < self.all(),
            Language::Other => false,
        }
    }

    /// The same of a paragraph, which may be a list of names or hold an original title.
    fn is_foreign_paragraph(&self, language: Language, text: &str) -> bool {
        match language {
            Language::Korean => {
                let words = text.split(|c: char| !c.is_ascii_alphabetic());
                let sentence = words.filter(|word| SENTENCE.contains(word));
                self.hangul == 0 && self.latin > LONG && sentence.count() >= SENTENCE_WORDS
            }
            // A syllable says as much as two or three letters; what ends as a sentence and has no other letter is no name.
            Language::English => {
                let text = text.trim_end();
                let is_sentence =
                    self.latin == 0 && (text.ends_with("다.") || text.ends_with("요."));
                let least = if is_sentence {
                    SENTENCE_SYLLABLES
                } else {
                    LONG / 2
                };
                self.hangul > least && self.is_foreign(language)
            }
            Language::Other => false,
        }
    }
}
