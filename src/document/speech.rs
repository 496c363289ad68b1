//! Statements of a Korean text that speak to the reader in another way than the rest of it: 한다 among 합니다.

use std::ops::Range;

use super::Document;
use super::asides::OwnWords;
use crate::base::diag::{Diagnostic, Place};
use crate::base::text::is_alphanumeric;
use crate::lang::jamo;
use crate::lang::message::message;
use crate::lang::speech::{self, Level};

pub(super) const CODE: &str = "mixed-speech-level";

/// A statement: the document it is in, how it speaks, and its last word in the plain text.
type Statement = (usize, Level, Range<usize>);

/// Reports the first one of the fewer, of the paragraphs of a file together. 합니다 and 해요 go together.
pub(super) fn check(documents: &[Document], own: &[OwnWords]) -> Option<Diagnostic> {
    let statements: Vec<Statement> = (documents.iter().zip(own).enumerate())
        .flat_map(|(at, (document, own))| {
            let statements = statements(document, own);
            statements.map(move |(level, word)| (at, level, word))
        })
        .collect();
    let count = |of: Level| {
        statements
            .iter()
            .filter(|(_, level, _)| *level == of)
            .count()
    };
    let [formal, polite, plain] = Level::ALL.map(count);
    let usual = match (plain > formal + polite, formal >= polite) {
        (true, _) => Level::Plain,
        (false, true) => Level::Formal,
        (false, false) => Level::Polite,
    };
    let is_plain = |level: Level| level == Level::Plain;
    let (most, fewer) = match is_plain(usual) {
        true => (plain, formal + polite),
        false => (formal + polite, plain),
    };
    if fewer == 0 || most < ENOUGH {
        return None;
    }
    let others = statements
        .iter()
        .filter(|s| is_plain(s.1) != is_plain(usual));
    let found = others.map(|(at, level, word)| {
        let document = &documents[*at];
        let (usual, level) = (usual.name(), level.name());
        let place = Place::at(document.outline.file(), document.written(word));
        let message = message!(
            "한 글에 말투가 섞여 있습니다: {usual} 문장이 {most}개인데 {level} 문장이 {fewer}개 있습니다",
            "two ways of speaking in one text: {most} statements in {usual}, and {fewer} in {level}"
        );
        Diagnostic::warning(place, CODE, message).hint(message!(
            "이 문장부터 {usual}로 고치세요",
            "write this one, and the others, in {usual}"
        ))
    });
    let allowed = |d: &Diagnostic| documents.iter().any(|document| document.allows(d));
    found.into_iter().find(|d| !allowed(d))
}

/// Statements from which the way that a text speaks is known.
const ENOUGH: usize = 5;

/// The statements of a text's paragraphs, each with its last word.
fn statements<'d>(
    document: &'d Document,
    own: &'d OwnWords,
) -> impl Iterator<Item = (Level, Range<usize>)> + 'd {
    let paragraphs = document.parsed.body.paragraphs.iter();
    let spoken =
        paragraphs.flat_map(|p| speech::levels(&own.text[p.start as usize..p.end as usize]));
    spoken.map(|(level, sentence)| {
        let said = sentence.trim_end_matches(|c: char| !is_alphanumeric(c));
        // Formulas and code have no letters of their own in the file.
        let mut words = said.rsplit(|c| !jamo::is_syllable(c));
        let word = words.next().unwrap_or(said);
        let start = word.as_ptr() as usize - own.text.as_ptr() as usize;
        (level, start..start + word.len())
    })
}
