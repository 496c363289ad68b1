//! Particles that do not go with the noun before them, where the word can be nothing else than a noun with its particle. Behind the
//! names of terms more is sure: [`Mentions::mistaken`](crate::model::glossary::Mentions).

use std::ops::Range;

use super::Document;
use super::asides::OwnWords;
use crate::base::diag::{Diagnostic, Fix, Place};
use crate::lang::korean;
use crate::lang::message::message;

pub(super) const CODE: &str = "wrong-particle";

/// Reports them.
pub(super) fn check<'d>(
    document: &'d Document,
    own: &'d OwnWords,
) -> impl Iterator<Item = Diagnostic> + 'd {
    let found = korean::wrong_particles(&own.text).into_iter();
    found.map(|(at, right)| finding(document, &at, right))
}

/// That a particle in the plain text is wrong, and which one is right.
pub(crate) fn finding(document: &Document, particle: &Range<usize>, right: &str) -> Diagnostic {
    let plain = &document.parsed.body.plain;
    let wrong = &plain[particle.clone()];
    let before = &plain[..particle.start];
    let noun = &before[before.trim_end_matches(korean::is_word_char).len()..];
    let place = Place::at(document.outline.file(), document.written(particle));
    let message = message!(
        "`{noun}` 뒤에는 `{wrong}`(이/가) 아니라 `{right}`(을/를) 씁니다",
        "`{noun}` takes the particle `{right}`, not `{wrong}`"
    );
    let fix = document.parsed.body.in_file(particle);
    let d = Diagnostic::warning(place, CODE, message).hint(message!(
        "`{noun}{right}`(으로/로) 고치세요",
        "write `{noun}{right}`"
    ));
    d.fix(fix.map(|range| Fix::new(range, right)))
}
