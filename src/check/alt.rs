//! Every image has alternative text, or an empty one if it is decoration (WCAG 2.2, 1.1.1).

use std::collections::BTreeSet;
use std::ops::Range;

use super::built::{KeptPage, PageChecker};
use crate::base::diag::{Diagnostic, Place};
use crate::base::html::StartTag;
use crate::base::ids::DocumentId;
use crate::document::markdown::body::SlotKind;
use crate::lang::message::message;
use crate::model::Model;

/// In texts. In Markdown an empty text is one forgotten; in HTML, `alt=""` says that an image is there for its looks.
pub(super) fn check(model: &Model, id: DocumentId, diagnostics: &mut Vec<Diagnostic>) {
    let document = model.document(id);
    let body = &document.parsed.body;
    let place = |span: &Range<usize>| Place::at(document.outline.file(), span.clone());
    let forgotten = |index: u32| {
        let link = &body.links[index as usize];
        link.alt.trim().is_empty().then(|| place(&link.span))
    };
    diagnostics.extend(body.slots.iter().filter_map(|slot| match slot.kind {
        SlotKind::Image(index) => forgotten(index).map(silent),
        SlotKind::Video(index) => forgotten(index).map(nameless),
        _ => None,
    }));
    let own = body.silent_images.iter();
    diagnostics.extend(own.map(|(span, _)| silent(place(span))));
}

/// In templates: what no text has.
pub(super) fn check_built(
    checker: &mut PageChecker<'_>,
    path: &str,
    page: &KeptPage,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Each address once: its places are all those in the templates.
    let sources: BTreeSet<_> = page.silent_images.iter().collect();
    for source in sources {
        let target = checker.target(path, source);
        if checker.images_in_texts.contains(&target) {
            continue;
        }
        let places = checker.in_templates(path, &|tag: &StartTag<'_>| {
            tag.is_silent_image().then(|| tag.name_range.clone())
        });
        for place in places {
            if checker.is_new(&place, &target) {
                diagnostics.push(silent(place));
            }
        }
    }
}

fn nameless(place: Place) -> Diagnostic {
    let message = message!(
        "무엇의 동영상인지 적혀 있지 않습니다",
        "nothing says what this video shows"
    );
    Diagnostic::warning(place, "no-alt", message).hint(message!(
        "무엇이 나오는지 적으세요: `![설명](…)`",
        "say what it shows: `![text](…)`"
    ))
}

fn silent(place: Place) -> Diagnostic {
    let message = message!(
        "이미지에 대체 텍스트가 없습니다",
        "this image has no alternative text"
    );
    Diagnostic::warning(place, "no-alt", message).hint(message!(
        "무엇이 보이는지 적으세요: `![설명](…)`. 꾸밈일 뿐인 이미지는 `<img alt=\"\" src=\"…\">`로 적습니다",
        "say what it shows: `![text](…)`; if it is mere decoration, write `<img alt=\"\" src=\"…\">`"
    ))
}
