//! One loanword written in two ways on a site: 컨텐츠 here, 콘텐츠 there.

use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::DocumentId;
use crate::document::asides::OwnWords;
use crate::lang::message::message;
use crate::lang::{Language, jamo, korean, respelt};
use crate::model::Model;

const CODE: &str = "two-spellings";

/// How often a word is there, and where first.
#[derive(Debug, Clone)]
struct Seen {
    count: usize,
    first: (DocumentId, Range<usize>),
}

impl Seen {
    fn add(&mut self, other: &Self) {
        self.count += other.count;
    }
}

/// A word and what it may be without its particles.
pub(super) fn readings(word: &str) -> impl Iterator<Item = &str> {
    std::iter::once(word).chain(korean::stems(word))
}

/// How many of the words each may be a form of.
pub(super) fn support<'f>(forms: impl Iterator<Item = &'f str>) -> FxHashMap<&'f str, usize> {
    let mut support = FxHashMap::default();
    for stem in forms.flat_map(readings) {
        *support.entry(stem).or_default() += 1;
    }
    support
}

/// The noun that a word most probably is: what most other words are forms of too.
pub(super) fn noun<'w>(word: &'w str, support: &FxHashMap<&str, usize>) -> Option<&'w str> {
    readings(word).max_by_key(|stem| (support.get(stem), std::cmp::Reverse(stem.len())))
}

/// Reports the rarer spellings of each word at their first places.
pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    if model.site().allows(CODE) {
        return;
    }
    let forms = forms(model);
    let support = support(forms.keys().map(|form| &**form));
    let mut words: BTreeMap<String, BTreeMap<&str, Seen>> = BTreeMap::new();
    for (form, seen) in &forms {
        let noun = noun(form, &support);
        let Some((noun, word)) = noun.and_then(|n| Some((n, respelt::word(n)?))) else {
            continue;
        };
        let spellings = words.entry(word).or_default();
        match spellings.get_mut(noun) {
            Some(known) => known.add(seen),
            None => drop(spellings.insert(noun, seen.clone())),
        }
    }
    for spellings in words.values().filter(|s| s.len() > 1) {
        report(model, spellings, diagnostics);
    }
}

fn report(model: &Model, spellings: &BTreeMap<&str, Seen>, diagnostics: &mut Vec<Diagnostic>) {
    let mut by_count: Vec<(&str, &Seen)> = spellings.iter().map(|(w, s)| (*w, s)).collect();
    by_count.sort_by_key(|(word, seen)| (std::cmp::Reverse(seen.count), *word));
    let Some(((usual, most), others)) = by_count.split_first() else {
        return;
    };
    let place = |word: &str, seen: &Seen| {
        let (document, range) = &seen.first;
        let document = model.document(*document);
        let noun = range.start..range.start + word.len();
        Place::at(document.outline.file(), document.written(&noun))
    };
    for (word, seen) in others {
        let (n, m) = (most.count, seen.count);
        let message = message!(
            "같은 말을 두 가지로 적었습니다: `{usual}` {n}번, `{word}` {m}번",
            "one word is spelt in two ways: `{usual}` {n}×, `{word}` {m}×"
        );
        let d = Diagnostic::warning(place(word, seen), CODE, message).hint(message!(
            "하나로 맞추세요. 서로 다른 말이라면 `<!-- haeseol: allow two-spellings -->`을 문단 위에 적으세요",
            "use one of them; if they are two words, write `<!-- haeseol: allow two-spellings -->` above the paragraph"
        ));
        let label = message!("여기에는 `{usual}`", "`{usual}` here");
        diagnostics.push(d.related(place(usual, most), label));
    }
}

/// The words of the Korean texts that may be loanwords, as they are written, in order.
fn forms(model: &Model) -> BTreeMap<String, Seen> {
    let mut forms: BTreeMap<String, Seen> = BTreeMap::new();
    for (id, document) in model.documents().iter() {
        let language = document.outline.path.language;
        if model.site().language(language).language != Language::Korean {
            continue;
        }
        let own = OwnWords::of(&document.parsed.body);
        let is_allowed = |word: Range<usize>| {
            let allowed = &document.parsed.allowed;
            allowed.covers_code(CODE, || document.written(&word).start)
        };
        for word in own.text.split(|c| !korean::is_word_char(c)) {
            let at = word.as_ptr() as usize - own.text.as_ptr() as usize;
            let loan = || respelt::may_be(word) && word.chars().all(jamo::is_syllable);
            if word.len() < SHORTEST || !loan() || is_allowed(at..at + word.len()) {
                continue;
            }
            match forms.get_mut(word) {
                Some(seen) => seen.count += 1,
                None => {
                    let first = (id, at..at + word.len());
                    forms.insert(word.to_owned(), Seen { count: 1, first });
                }
            }
        }
    }
    forms
}

/// Bytes of three syllables.
const SHORTEST: usize = 9;
