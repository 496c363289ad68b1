//! Particles that do not go with the noun before them, where the word can be nothing else than a noun with its particle. Behind the
//! names of terms more is sure: [`Mentions::mistaken`](crate::model::glossary::Mentions).

use std::cell::OnceCell;
use std::ops::Range;

use super::Document;
use super::asides::OwnWords;
use crate::base::diag::{Diagnostic, Fix, Place};
use crate::lang::korean;
use crate::lang::message::message;

pub(super) const CODE: &str = "wrong-particle";

/// The words of a file, which tell a noun from one that has lost its end: 프로토타을 where it has 프로토타입.
pub(super) struct Words<'o> {
    own: &'o [OwnWords],
    sorted: OnceCell<Vec<&'o str>>,
}

/// Words looked at for one noun, so that a mass of mistakes takes no longer than it is long.
const MOST_READ: usize = 500;

impl<'o> Words<'o> {
    /// Those of all texts of a file; sorted when they are first asked for.
    pub(super) fn of(own: &'o [OwnWords]) -> Self {
        let sorted = OnceCell::new();
        Self { own, sorted }
    }

    /// A longer word that `noun` may be the beginning of, if no word of the file is the noun with particles of its own.
    fn longer(&self, noun: &str) -> Option<&'o str> {
        let sorted = self.sorted.get_or_init(|| {
            let words =
                (self.own.iter()).flat_map(|own| own.text.split(|c| !korean::is_word_char(c)));
            let mut words: Vec<_> = words.collect();
            words.sort_unstable();
            words.dedup();
            words
        });
        // A syllable and those that have a final consonant besides follow one another.
        let (at, last) = noun.char_indices().next_back()?;
        let closed = korean::syllables_of(last);
        let alike = |word: &&&str| {
            let rest = word.strip_prefix(&noun[..at]);
            rest.is_some_and(|rest| rest.starts_with(|c| closed.contains(&c)))
        };
        let from = sorted.partition_point(|word| *word < noun);
        let mut longer = None;
        for word in sorted[from..].iter().take(MOST_READ).take_while(alike) {
            match word.strip_prefix(noun) {
                Some(rest) if korean::follows(noun, rest) => return None,
                Some(rest) if korean::mistaken(rest, korean::final_of(noun)).is_some() => {}
                _ => longer = longer.or(Some(*word)),
            }
        }
        longer
    }
}

/// Reports them.
pub(super) fn check<'d>(
    document: &'d Document,
    own: &'d OwnWords,
    words: &'d Words<'d>,
) -> impl Iterator<Item = Diagnostic> + 'd {
    let found = korean::wrong_particles(&own.text).into_iter();
    found.map(|(at, right)| {
        let before = &own.text[..at.start];
        let noun = &before[before.trim_end_matches(korean::is_word_char).len()..];
        finding(document, &at, right, words.longer(noun))
    })
}

/// That a particle in the plain text is wrong, and which one is right; if the noun may be cut off from a `longer` one, that is the
/// author's to say.
pub(crate) fn finding(
    document: &Document,
    particle: &Range<usize>,
    right: &str,
    longer: Option<&str>,
) -> Diagnostic {
    let plain = &document.parsed.body.plain;
    let wrong = &plain[particle.clone()];
    let before = &plain[..particle.start];
    let noun = &before[before.trim_end_matches(korean::is_word_char).len()..];
    let place = Place::at(document.outline.file(), document.written(particle));
    let message = message!(
        "`{noun}` 뒤에는 `{wrong}`(이/가) 아니라 `{right}`(을/를) 씁니다",
        "`{noun}` takes the particle `{right}`, not `{wrong}`"
    );
    let d = Diagnostic::warning(place, CODE, message);
    if let Some(longer) = longer {
        return d.hint(message!(
            "`{noun}{right}`(으로/로) 고치거나, `{longer}`에서 빠진 글자가 있으면 채우세요",
            "write `{noun}{right}`, or what is missing of `{longer}`"
        ));
    }
    let fix = document.parsed.body.in_file(particle);
    d.hint(message!(
        "`{noun}{right}`(으로/로) 고치세요",
        "write `{noun}{right}`"
    ))
    .fix(fix.map(|range| Fix::new(range, right)))
}
