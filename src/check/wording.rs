//! The names of terms in the author's own words: particles that do not go with them, and names that are not to be used.

use std::ops::Range;

use crate::base::diag::{Diagnostic, Fix, Place};
use crate::base::ids::DocumentId;
use crate::document::asides::OwnWords;
use crate::document::{Document, particles};
use crate::lang::message::message;
use crate::lang::{Language, english, korean};
use crate::model::Model;

/// Reports particles that do not go with the name of a term before them.
pub(super) fn particles(model: &Model, id: DocumentId, diagnostics: &mut Vec<Diagnostic>) {
    let mistaken = &model.mentions(id).mistaken;
    if mistaken.is_empty() {
        return;
    }
    let document = model.document(id);
    let own = OwnWords::of(&document.parsed.body);
    let own = mistaken.iter().filter(|(at, _)| own.hold(at));
    diagnostics.extend(own.map(|(at, right)| particles::finding(document, at, right, None)));
}

/// Reports names that a term's file in the same language says to avoid; its own page may explain them.
pub(super) fn avoided(model: &Model, id: DocumentId, diagnostics: &mut Vec<Diagnostic>) {
    let avoided = &model.mentions(id).avoided;
    if avoided.is_empty() {
        return;
    }
    let document = model.document(id);
    let language = document.outline.path.language;
    let own = OwnWords::of(&document.parsed.body);
    for (range, term, number) in avoided {
        if !own.hold(range) || model.entry_of(id) == Some(*term) {
            continue;
        }
        // The names are numbered through the files of the term.
        let mut number = *number as usize;
        let files = model.entry(*term).documents.iter().flatten();
        let file = files.map(|d| &model.document(*d).outline).find(|outline| {
            let names = outline.naming.as_ref().map_or(0, |n| n.avoid.len());
            let is_here = number < names;
            number -= if is_here { 0 } else { names };
            is_here
        });
        if let Some(outline) = file.filter(|o| o.path.language == language) {
            let kind = model.site().language(language).language;
            let reading = outline.term().and_then(|t| t.reading.as_deref());
            diagnostics.push(finding(document, range, (outline.title(), reading), kind));
        }
    }
}

fn finding(
    document: &Document,
    range: &Range<usize>,
    (title, reading): (&str, Option<&str>),
    language: Language,
) -> Diagnostic {
    let name = &document.parsed.body.plain[range.clone()];
    let message = message!(
        "`{name}` 대신 `{title}`(을/를) 쓰기로 했습니다",
        "`{title}` is to be used in place of `{name}`"
    );
    let place = Place::at(document.outline.file(), document.written(range));
    let d = Diagnostic::warning(place, "avoid", message);
    d.hint(message!("`{title}`(으로/로) 바꾸세요", "write `{title}`"))
        .fix(replaced(document, range, (title, reading), language))
}

/// The name of the term in place of another one, with the particle that goes with it; `None` where that is not all there is to change.
fn replaced(
    document: &Document,
    name: &Range<usize>,
    (title, reading): (&str, Option<&str>),
    language: Language,
) -> Option<Fix> {
    let plain = &document.parsed.body.plain;
    let (before, rest) = (&plain[..name.start], &plain[name.end..]);
    let word = rest.len() - rest.trim_start_matches(korean::is_word_char).len();
    let text = match language {
        Language::Korean => {
            let particles = korean::particles_after(title, reading, &rest[..word])?;
            format!("{title}{particles}")
        }
        _ => {
            // Its number, its capitals and the article before it are to stay what they are.
            english::in_place_of(title, &plain[name.clone()], before).filter(|_| word == 0)?
        }
    };
    let range = document
        .parsed
        .body
        .in_file(&(name.start..name.end + word))?;
    Some(Fix::new(range, &text))
}
