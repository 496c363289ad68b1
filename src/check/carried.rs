//! What a translation carries over from its original: links, terms, names not to be used, the way of speaking. A site may have reasons
//! to differ in links and in length, so these are notes.

mod links;
mod speech;

use std::cell::LazyCell;

use self::links::links;
pub(crate) use self::speech::Speaking;
use self::speech::level;
use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::{DocumentId, EntryId};
use crate::document::Document;
use crate::document::blocks::Block;
use crate::lang::message::message;
use crate::lang::{Language, LanguageId};
use crate::model::Model;
use crate::model::translations::counterparts;
use crate::source::lock::BlockKind;

/// What is shown of a list.
const MOST_SHOWN: usize = 5;

/// Characters of an English text from which its length is compared.
const LONG_ENOUGH: usize = 400;
/// Characters of Korean for a hundred of English: outside of these, something is missing on one side. The median of published pairs
/// is 57, and 98 of 100 are between 41 and 81.
const RATIOS: std::ops::RangeInclusive<usize> = 38..=85;

/// Reports links that one language lacks, and texts that are too short or too long for translations.
pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for documents in super::translations::pairs(model) {
        let mut texts = documents.iter().flatten().copied();
        let Some(first) = texts.next() else { continue };
        for other in texts {
            for (original, translation) in [(first, other), (other, first)] {
                diagnostics.extend(links(model, original, translation, false));
            }
            diagnostics.extend(length(model, first, other));
        }
    }
}

/// What keeps a translation from being taken for done, besides what is wrong with it as a text. Of the original's blocks those in
/// `fresh` were translated just now: every term in them has to be there.
pub(crate) fn broken(
    model: &Model,
    speaking: &Speaking,
    original: DocumentId,
    translation: DocumentId,
    fresh: &[&Block],
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(nothing(model, original, translation));
    found.extend(heads(model, original, translation));
    let text = model.document(translation);
    if text.outline.front.draft {
        found.extend(text.unfinished(language(model, translation)));
    }
    found.extend(links(model, original, translation, true));
    found.extend(notes(model, original, translation));
    found.extend(terms(model, original, translation, fresh));
    found.extend(level(model, speaking, translation));
    found
}

/// A translation without a word of an original that has some.
fn nothing(model: &Model, original: DocumentId, translation: DocumentId) -> Option<Diagnostic> {
    let has_words = |d| !model.document(d).parsed.body.plain.trim().is_empty();
    if !has_words(original) || has_words(translation) {
        return None;
    }
    let message = message!("아직 옮긴 글이 없습니다", "nothing is translated yet");
    let d = Diagnostic::warning(whole(model, translation), "no-text", message);
    let d = d.hint(message!(
        "원문을 옮긴 뒤 다시 실행하세요",
        "translate the original, and run this again"
    ));
    Some(d.related(whole(model, original), message!("원문", "the original")))
}

/// What front matter says in the words of the original still.
fn heads(model: &Model, original: DocumentId, translation: DocumentId) -> Vec<Diagnostic> {
    let of_head = |b: &&Block| {
        matches!(
            b.kind,
            BlockKind::Title | BlockKind::Description | BlockKind::Summary
        )
    };
    let theirs: Vec<&Block> = blocks(model, original).iter().filter(of_head).collect();
    let hangul = |text: &str| text.chars().any(|c| ('가'..='힣').contains(&c));
    let to = language(model, translation);
    let same = blocks(model, translation)
        .iter()
        .filter(of_head)
        .filter(|block| {
            let kept = theirs
                .iter()
                .any(|other| other.kind == block.kind && other.text == block.text);
            // A title may be a name in Latin letters in every language.
            let foreign = match to {
                Language::English => hangul(&block.text),
                Language::Korean => block.kind != BlockKind::Title && !hangul(&block.text),
                Language::Other => false,
            };
            kept && foreign
        });
    let found = same.map(|block| {
        let name = block.kind.name();
        let message = message!(
            "머리말 설정의 `{name}`(이/가) 아직 원문 그대로입니다",
            "`{name}` in the front matter is still in the original's language"
        );
        let place = Place::at(
            model.document(translation).outline.file(),
            block.range.clone(),
        );
        let d = Diagnostic::warning(place, "untranslated", message);
        d.hint(message!("옮기세요", "translate it"))
    });
    found.collect()
}

fn listed(things: &[String]) -> String {
    let shown: Vec<_> = things
        .iter()
        .take(MOST_SHOWN)
        .map(|t| format!("`{t}`"))
        .collect();
    let more = if things.len() > MOST_SHOWN {
        " …"
    } else {
        ""
    };
    shown.join(", ") + more
}

fn whole(model: &Model, document: DocumentId) -> Place {
    model.document(document).outline.place()
}

/// A text that is too short or too long for what it translates.
fn length(model: &Model, first: DocumentId, other: DocumentId) -> Option<Diagnostic> {
    let [a, b] = [first, other].map(|d| (d, language(model, d)));
    let (korean, english) = match (a.1, b.1) {
        (Language::Korean, Language::English) => (first, other),
        (Language::English, Language::Korean) => (other, first),
        _ => return None,
    };
    let characters = |d| model.document(d).parsed.body.plain.chars().count();
    let (ours, theirs) = (characters(korean), characters(english));
    if theirs < LONG_ENOUGH || ours == 0 || RATIOS.contains(&(ours * 100 / theirs)) {
        return None;
    }
    let short = ours * 100 / theirs < *RATIOS.start();
    let (place, there) = if short {
        (korean, english)
    } else {
        (english, korean)
    };
    let message = message!(
        "짝 파일에 견주어 너무 짧습니다 (한국어 {ours}자, 영어 {theirs}자)",
        "this is too short for what the other file says ({ours} characters in Korean, {theirs} in English)"
    );
    let d = Diagnostic::note(whole(model, place), "other-length", message);
    let d = d.hint(message!(
        "빠진 문단이 없는지 보세요",
        "see if a paragraph was left out"
    ));
    Some(d.related(whole(model, there), message!("짝 파일", "the other file")))
}

fn language(model: &Model, document: DocumentId) -> Language {
    let path = &model.document(document).outline.path;
    model.site().language(path.language).language
}

fn blocks(model: &Model, document: DocumentId) -> &[Block] {
    model.document(document).blocks(model.site())
}

/// Notes that are cited less often than in the original.
fn notes(model: &Model, original: DocumentId, translation: DocumentId) -> Option<Diagnostic> {
    let cited = |d| {
        let links = blocks(model, d).iter().flat_map(|b| &b.links);
        links.filter(|l| *l == "^").count()
    };
    let (a, b) = (cited(original), cited(translation));
    if a == b {
        return None;
    }
    let message = message!(
        "각주 표시가 여기에는 {b}개, 짝 파일에는 {a}개입니다",
        "notes are cited {b} times here, {a} times in the other file"
    );
    let d = Diagnostic::warning(whole(model, translation), "other-structure", message);
    let d = d.hint(message!(
        "빠진 `[^…]`를 옮기세요",
        "carry over the `[^…]` that is missing"
    ));
    Some(d.related(
        whole(model, original),
        message!("짝 파일", "the other file"),
    ))
}

/// Whether a paragraph that was translated just now has a term by one of its names; `None` if it is not known which paragraph that is.
fn is_in_its_block(
    term: EntryId,
    model: &Model,
    fresh: &[&Block],
    [original, translation]: [DocumentId; 2],
    counterparts: &[Option<usize>],
) -> Option<bool> {
    let (blocks, theirs) = (blocks(model, original), blocks(model, translation));
    let [from, to] = [original, translation].map(|d| model.document(d).outline.path.language);
    let has = |block: &Block, language| {
        let text = block.text.to_lowercase();
        // The plural of "supply" is another word.
        let names = names(model, term, language).into_iter();
        let mut stems = names.map(|n| n.to_lowercase().trim_end_matches('y').to_owned());
        stems.any(|stem| text.contains(&stem))
    };
    let mut known = None;
    for block in fresh.iter().filter(|block| has(block, from)) {
        let at = blocks.iter().position(|b| b.range == block.range)?;
        let other = &theirs[counterparts[at]?];
        known = Some(true);
        if !has(other, to) {
            return Some(false);
        }
    }
    known
}

/// Terms that the original mentions and the translation does not, and names of terms that are not to be used.
fn terms(
    model: &Model,
    original: DocumentId,
    translation: DocumentId,
    fresh: &[&Block],
) -> Vec<Diagnostic> {
    let there = &model.mentions(translation).terms;
    let to = model.document(translation).outline.path.language;
    let mut found = Vec::new();
    let own = model.entry_of(translation);
    let both = [original, translation];
    let counterparts = LazyCell::new(|| {
        let [ours, theirs] = both.map(|d| blocks(model, d));
        counterparts(ours, theirs)
    });
    for term in terms_in(model, original, fresh) {
        let is_here = || is_in_its_block(term, model, fresh, both, &counterparts);
        if Some(term) == own || there.contains(&term) && is_here() != Some(false) {
            continue;
        }
        // A term without a name in this language cannot be mentioned.
        let Some(name) = names(model, term, to).into_iter().next() else {
            continue;
        };
        let message = message!(
            "짝 파일에 나오는 용어 `{name}`(이/가) 이 글에는 없습니다",
            "the other file mentions the term `{name}`, this text does not"
        );
        let d = Diagnostic::warning(whole(model, translation), "one-sided-term", message);
        let d = d.hint(message!(
            "용어집의 이름으로 옮기세요. 다른 이름도 맞다면 용어의 `aliases`에 더하세요",
            "translate it by its name in the glossary; if another one is right too, add it to the term's `aliases`"
        ));
        found.push(d.related(
            whole(model, original),
            message!("짝 파일", "the other file"),
        ));
    }
    found
}

/// The terms that some blocks of a document mention.
pub(crate) fn terms_in(model: &Model, document: DocumentId, blocks: &[&Block]) -> Vec<EntryId> {
    let language = model.document(document).outline.path.language;
    let texts: Vec<String> = blocks.iter().map(|b| b.text.to_lowercase()).collect();
    let mentioned = model.mentions(document).terms.iter().copied();
    let here = mentioned.filter(|term| {
        let names = names(model, *term, language);
        let mut names = names.iter().map(|name| name.to_lowercase());
        names.any(|name| texts.iter().any(|text| text.contains(&name)))
    });
    here.collect()
}

/// The names of a term in a language, its title first.
pub(crate) fn names(model: &Model, term: EntryId, language: LanguageId) -> Vec<String> {
    let document = model.entry(term).documents[language.index()];
    let names = document
        .into_iter()
        .flat_map(|d| model.document(d).outline.names());
    names.map(|n| n.value.clone()).collect()
}

fn written(text: &Document, name: &str) -> std::ops::Range<usize> {
    let start = text.body.start;
    let at = text.source[text.body.clone()]
        .find(name)
        .map_or(start, |at| start + at);
    at..(at + name.len()).min(text.source.len())
}
