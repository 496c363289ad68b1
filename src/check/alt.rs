//! Every image says in words what it shows (WCAG 2.2, 1.1.1), or says that it shows nothing.

use std::collections::BTreeSet;

use super::built::{Built, Page};
use crate::base::diag::{Diagnostic, Place};
use crate::base::html::Tag;
use crate::document::markdown::body::HoleKind;
use crate::model::Model;

/// In texts. In Markdown an empty text is one forgotten; in HTML, `alt=""` says that an image is there for its looks.
pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for document in model.documents().values() {
        let body = &document.parsed.body;
        let images = body.holes.iter().filter_map(|hole| match hole.kind {
            HoleKind::Image(index) => Some(&body.links[index as usize]),
            _ => None,
        });
        let forgotten = images.filter(|i| i.alt.trim().is_empty()).map(|i| &i.span);
        let own = body.silent_images.iter().map(|(span, _)| span);
        for span in forgotten.chain(own) {
            let place = Place::at(document.outline.file(), span.clone());
            diagnostics.push(silent(place));
        }
    }
}

/// In templates: what no text has.
pub(super) fn check_built(
    built: &mut Built<'_>,
    path: &str,
    page: &Page,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Each address once: its places are all those in the templates.
    let sources: BTreeSet<_> = page.silent_images.iter().collect();
    for source in sources {
        let target = built.target(path, source);
        if built.images_in_texts.contains(&target) {
            continue;
        }
        let places = built.in_templates(path, &|tag: &Tag<'_>| {
            tag.is_silent_image().then(|| tag.name_range.clone())
        });
        for place in places {
            if built.is_new(&place, &target) {
                diagnostics.push(silent(place));
            }
        }
    }
}

fn silent(place: Place) -> Diagnostic {
    Diagnostic::warning(place, "no-alt", "this image has no alternative text").hint(
        "say what it shows: `![text](…)`; an image that is there for its looks alone: `<img alt=\"\" src=\"…\">`",
    )
}
