//! Every image says in words what it shows (WCAG 2.2, 1.1.1), or says that it shows nothing.

use std::collections::BTreeSet;

use super::built::{Built, Page};
use crate::base::diag::{Diagnostic, Place};
use crate::base::html::Tag;
use crate::document::markdown::body::HoleKind;
use crate::model::Model;

/// In Markdown, where an empty text is one forgotten.
pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for document in model.documents().values() {
        let body = &document.parsed.body;
        let images = body.holes.iter().filter_map(|hole| match hole.kind {
            HoleKind::Image(index) => Some(&body.links[index as usize]),
            _ => None,
        });
        for image in images.filter(|i| i.alt.trim().is_empty()) {
            let place = Place::at(document.outline.file(), image.span.clone());
            diagnostics.push(silent(place));
        }
    }
}

/// In an author's own HTML and in templates, where `alt=""` is how one says that an image is there for its looks.
pub(super) fn check_built(
    built: &Built<'_>,
    path: &str,
    page: &Page,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Each address once: its places are all those in the text.
    let sources: BTreeSet<_> = page.silent_images.iter().collect();
    for source in sources {
        diagnostics.extend(built.places(path, source).into_iter().map(silent));
    }
}

/// Whether an element is an image that says nothing.
pub(super) fn is_silent(tag: &Tag<'_>) -> bool {
    let named = ["alt", "aria-label", "aria-labelledby", "aria-hidden"];
    tag.is("img") && named.iter().all(|name| tag.attribute(name).is_none())
}

fn silent(place: Place) -> Diagnostic {
    Diagnostic::warning(place, "no-alt", "this image has no alternative text").hint(
        "say what it shows: `![text](…)`; an image that is there for its looks alone: `<img alt=\"\" src=\"…\">`",
    )
}
