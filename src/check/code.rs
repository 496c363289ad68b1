//! Options of commands in code that are not the same in both languages, and figures that go with them: `--drafts`, `-crf 18`.
//!
//! The rest of code may be translated: comments, what a program says.

use std::ops::Range;

use crate::base::diag::{Diagnostic, Place};
use crate::document::Document;
use crate::document::markdown::Piece;
use crate::lang::message::message;

/// What is to be said of two texts.
pub(super) fn of_pair(first: &Document, other: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let (ours, theirs) = (words(first), words(other));
    let lacks = |(d, all): (&Document, &[Word]), there: (&Document, &[Word])| {
        let text = |d: &Document, word: &Word| d.source[word.at.clone()].to_owned();
        let there: std::collections::BTreeSet<String> =
            there.1.iter().map(|word| text(there.0, word)).collect();
        let mut own = all.iter().filter(|word| word.compared);
        own.find(|word| !there.contains(&text(d, word)))
            .map(|word| word.at.clone())
    };
    let (a, b) = ((first, &*ours), (other, &*theirs));
    let (extra, missing) = (lacks(b, a), lacks(a, b));
    let (here, at, there, like) = match (extra, missing) {
        (Some(at), like) => (other, at, first, like),
        (None, Some(at)) => (first, at, other, None),
        (None, None) => return,
    };
    let shown = &here.source[at.clone()];
    let message = message!(
        "코드의 `{shown}`(이/가) 짝 파일의 코드에는 없습니다",
        "`{shown}` in code is not in the code of the other file"
    );
    let d = Diagnostic::warning(Place::at(here.outline.file(), at), "other-code", message);
    let d = d.hint(message!(
        "명령과 옵션은 옮기지 말고 원문 그대로 두세요",
        "leave commands and their options as they are"
    ));
    let place = like.map_or_else(
        || there.outline.place(),
        |at| Place::at(there.outline.file(), at),
    );
    diagnostics.push(d.related(place, message!("짝 파일", "the other file")));
}

/// A word of code.
struct Word {
    /// Bytes of the file.
    at: Range<usize>,
    /// Whether it has to be in the other text: an option, or a figure beside one in a block.
    compared: bool,
}

/// The words of code in which there are options.
fn words(document: &Document) -> Vec<Word> {
    let mut found = Vec::new();
    let blocks = document.parsed.pieces.iter();
    for (_, range) in blocks.filter(|(piece, _)| *piece == Piece::Code) {
        let code = &document.source[range.clone()];
        // The line of the fence has words for readers.
        let fence = code.starts_with(['`', '~']);
        let first = code.find('\n').filter(|_| fence).map_or(0, |end| end + 1);
        of_code(code, first, range.start, true, &mut found);
    }
    for range in &document.parsed.body.code {
        let plain = range.start as usize..range.end as usize;
        if document.parsed.body.plain[plain.clone()].contains('-') {
            let at = document.written(&plain);
            of_code(&document.source[at.clone()], 0, at.start, false, &mut found);
        }
    }
    found
}

/// The words of code from the byte `first` on; the code begins at the byte `at` of the file.
fn of_code(code: &str, first: usize, at: usize, block: bool, found: &mut Vec<Word>) {
    let mut line_at = first;
    for line in code[first..].split_inclusive('\n') {
        let from = found.len();
        let mut has_option = false;
        let mut word_at = line_at;
        for word in line.split_inclusive(ends) {
            let bare = word.trim_end_matches(ends);
            let option = is_option(bare);
            has_option |= option;
            let is_plain = |b: u8| b.is_ascii_graphic() && !matches!(b, b'"' | b'\'' | b'/');
            let figure =
                block && bare.bytes().any(|b| b.is_ascii_digit()) && bare.bytes().all(is_plain);
            if !bare.is_empty() {
                found.push(Word {
                    at: at + word_at..at + word_at + bare.len(),
                    compared: option || figure,
                });
            }
            word_at += word.len();
        }
        if !has_option {
            found.truncate(from);
        }
        line_at += line.len();
    }
}

fn ends(c: char) -> bool {
    c.is_whitespace() || matches!(c, '=' | '`' | '[' | ']' | '|' | ',')
}

/// Whether a word of code is an option: `-v`, `-crf`, `--drafts`; but `-Infinity` is a number.
fn is_option(word: &str) -> bool {
    let name = word.trim_start_matches('-');
    let begins = match word.len() - name.len() {
        1 => name.len() == 1 || name.starts_with(|c: char| c.is_ascii_lowercase()),
        2 => true,
        _ => false,
    };
    begins
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_graphic())
}
