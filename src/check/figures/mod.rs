//! Figures that a text has and its translation has not: 63조 where the other one says 36 trillion.

mod apart;
mod blocks;

use std::ops::Range;

use self::blocks::in_blocks;
use crate::base::diag::{Diagnostic, Message, Place};
use crate::document::Document;
use crate::document::markdown::Piece;
use crate::document::markdown::body::{BLOCK, plain_blocks};
use crate::document::markdown::sentence;
use crate::lang::figures::Figure;
use crate::lang::message::message;

use super::structure::left_out;

/// With so many figures missing it is another text, which is said once.
const MOST: usize = 6;

/// What is to be said of two texts.
pub(super) fn of_pair(first: &Document, other: &Document, diagnostics: &mut Vec<Diagnostic>) {
    // A text without words is no translation yet.
    let has_words = |d: &Document| !d.parsed.body.plain.trim().is_empty();
    // Where one is read otherwise than it is meant, what seems to be missing may be in another part of the file.
    let [theirs, ours] = [first, other].map(|d| d.figures.all.is_empty());
    let moved = !first.reads_like(other) && theirs != ours;
    if has_words(first) && has_words(other) && !moved {
        differing(first, other, diagnostics);
    }
    apart::differing(first, other, diagnostics);
}

/// Reports what one of two texts has and the other has not, each with what the other one has in its place.
fn differing(first: &Document, other: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let missing = |a: &'_ Document, b: &Document| -> Vec<Range<usize>> {
        let mut missing = a.figures.missing_in(&b.figures).peekable();
        if missing.peek().is_none() {
            return Vec::new();
        }
        // Of a row that was left out, its figures are not missing too.
        let left_out = left_out(a, b);
        let is_there = |figure: &&Figure| {
            let at = a.written(&figure.range).start;
            !left_out.iter().any(|piece| piece.contains(&at))
                && (figure.has_unit() || !is_in_code(shown(a, &figure.range), b))
        };
        let missing = missing.filter(is_there).take(MOST);
        missing.map(|figure| figure.range.clone()).collect()
    };
    let (mut ours, mut theirs) = (missing(first, other), missing(other, first));
    if ours.is_empty() && theirs.is_empty() {
        (ours, theirs) = in_blocks(first, other);
    }
    if ours.len().max(theirs.len()) == MOST {
        diagnostics.extend(other_text(first, &ours, other, &theirs));
        return;
    }
    for at in 0..ours.len().max(theirs.len()) {
        diagnostics.push(match (ours.get(at), theirs.get(at)) {
            (Some(a), Some(b)) => mistaken(first, a, other, b),
            (Some(a), None) => absent(first, a, other),
            (None, Some(b)) => absent(other, b, first),
            (None, None) => return,
        });
    }
}

/// Whether code in a text has the digits of a figure of the other one, which speaks of it: the error is in line 12, `bug.html:12`.
fn is_in_code(figure: &str, document: &Document) -> bool {
    let digits = figure.replace(',', "");
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let blocks = document.parsed.pieces.iter();
    let blocks = blocks.filter(|(piece, _)| matches!(piece, Piece::Code | Piece::Chart));
    let blocks = blocks.map(|(_, range)| range.clone());
    let spans = document.parsed.body.code.iter();
    let spans = spans.map(|span| document.written(&(span.start as usize..span.end as usize)));
    let is_it = |number: &str| number == digits;
    blocks.chain(spans).any(|code| {
        document.source[code]
            .split(|c: char| !c.is_ascii_digit())
            .any(is_it)
    })
}

/// Texts with so many other figures that one of them says something else.
fn other_text(
    first: &Document,
    ours: &[Range<usize>],
    other: &Document,
    theirs: &[Range<usize>],
) -> Option<Diagnostic> {
    let (here, figures, there) = match theirs.is_empty() {
        true => (first, ours, other),
        false => (other, theirs, first),
    };
    let figure = figures.first()?;
    let shown = shown(here, figure);
    let message = message!(
        "`{shown}`(을/를) 비롯해 여러 수가 짝 파일에 없습니다",
        "many figures are not in the other file, `{shown}` the first"
    );
    let place = Place::at(here.outline.file(), here.written(figure));
    let d = Diagnostic::warning(place, "other-figure", message);
    let d = d.hint(message!(
        "한쪽만 고쳤거나 다른 글의 번역일 수 있습니다. 두 글을 견주어 보세요",
        "one of the two was changed alone, or it is the translation of another text: compare them"
    ));
    Some(d.related(there.outline.place(), message!("짝 파일", "the other file")))
}

/// A figure in the place of another one.
fn mistaken(
    first: &Document,
    ours: &Range<usize>,
    other: &Document,
    theirs: &Range<usize>,
) -> Diagnostic {
    let (mut a, mut b) = (shown(first, ours), shown(other, theirs));
    if a == b {
        (a, b) = (with_unit(first, ours), with_unit(other, theirs));
    }
    let message = is_another(b, a);
    let (own, other_) = (sentence_of(other, theirs), sentence_of(first, ours));
    let hint = message!(
        "두 문장을 견주어 틀린 쪽을 고치세요: “{own}”, “{other_}”",
        "correct the wrong one of the two: “{own}”, “{other_}”"
    );
    let place = Place::at(other.outline.file(), other.written(theirs));
    let there = Place::at(first.outline.file(), first.written(ours));
    let d = Diagnostic::warning(place, "other-figure", message).hint(hint);
    d.related(there, message!("짝 파일", "the other file"))
}

fn is_another(here: &str, there: &str) -> Message {
    message!(
        "`{here}`(은/는) 짝 파일의 `{there}`(과/와) 다른 수입니다",
        "`{here}` is another figure than `{there}` in the other file"
    )
}

fn is_missing(shown: &str) -> Message {
    message!(
        "`{shown}`에 해당하는 수가 짝 파일에 없습니다",
        "the other file has no figure like `{shown}`"
    )
}

/// A figure that the other text does not have.
fn absent(here: &Document, figure: &Range<usize>, there: &Document) -> Diagnostic {
    let (shown, own) = (shown(here, figure), sentence_of(here, figure));
    let message = is_missing(shown);
    let place = Place::at(here.outline.file(), here.written(figure));
    let d = Diagnostic::warning(place, "other-figure", message);
    let label = message!("짝 파일의 같은 자리", "the same place in the other file");
    let Some(other) = counterpart(here, there, figure.start) else {
        let hint = message!(
            "두 글을 견주어 틀린 쪽을 고치세요: “{own}”",
            "correct the wrong one of the two: “{own}”"
        );
        return d.hint(hint).related(there.outline.place(), label);
    };
    let said = &there.parsed.body.plain[other.clone()];
    let hint = message!(
        "두 문장을 견주어 틀린 쪽을 고치세요: “{own}”, “{said}”",
        "correct the wrong one of the two: “{own}”, “{said}”"
    );
    let words = said.split_inclusive(' ').next().unwrap_or(said).trim_end();
    let at = there.written(&(other.start..other.start + words.len()));
    d.hint(hint)
        .related(Place::at(there.outline.file(), at), label)
}

fn shown<'t>(document: &'t Document, figure: &Range<usize>) -> &'t str {
    &document.parsed.body.plain[figure.clone()]
}

/// A figure with the word behind it, which says what it counts.
fn with_unit<'t>(document: &'t Document, figure: &Range<usize>) -> &'t str {
    let plain = &document.parsed.body.plain[figure.start..];
    let number = figure.len();
    let space = plain[number..].len() - plain[number..].trim_start_matches([' ', '-']).len();
    let rest = &plain[number + space..];
    let word = rest
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(rest.len());
    &plain[..number + space + word]
}

fn sentence_of<'t>(document: &'t Document, figure: &Range<usize>) -> &'t str {
    let plain = &document.parsed.body.plain;
    let (sentence, ..) = sentence::around(plain, figure.clone());
    &plain[sentence]
}

/// The sentence of the translation that belongs to a figure: in the block of the same number, if both texts have as many, else in one
/// that has another figure of the same block.
fn counterpart(here: &Document, there: &Document, at: usize) -> Option<Range<usize>> {
    let (ours, theirs) = (&here.parsed.body.plain, &there.parsed.body.plain);
    let block = |text: &str, at: usize| {
        let start = text[..at].rfind(BLOCK).map_or(0, |i| i + BLOCK.len_utf8());
        start..text[at..].find(BLOCK).map_or(text.len(), |i| at + i)
    };
    let own = block(ours, at);
    let start = if ours.matches(BLOCK).count() == theirs.matches(BLOCK).count() {
        let number = ours[..at].matches(BLOCK).count();
        plain_blocks(theirs).nth(number)?.start
    } else {
        let others = here
            .figures
            .all
            .iter()
            .filter(|f| own.contains(&f.range.start));
        let same = others.flat_map(|f| there.figures.all.iter().filter(move |g| f.is_like(g)));
        block(theirs, same.map(|g| g.range.start).next()?).start
    };
    let first = sentence::first(&theirs[block(theirs, start)]);
    let from = first.as_ptr() as usize - theirs.as_ptr() as usize;
    (!first.is_empty()).then(|| from..from + first.len())
}
