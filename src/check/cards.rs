//! What goes with a shared address: every letter of a title can be drawn on its card, and nothing is left out in silence; a
//! picture of the author's own is one that is shown.

use rustc_hash::FxHashSet;

use super::images;
use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::DocumentId;
use crate::lang::message::message;
use crate::model::Model;
use crate::model::link::EntryKind;
use crate::source::face::Face;
use crate::source::site::SITE_FILE;

/// Endings of the pictures that go with a shared address everywhere.
const SHARED: [&str; 5] = ["png", "jpg", "jpeg", "webp", "gif"];

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let Some(face) = model.reader(None).face() else {
        return;
    };
    let site = model.site();
    let names = site.language_ids();
    let names = names.flat_map(|l| [&site.title[l], &site.description[l]]);
    let on_all_cards: String = names.collect();
    diagnostics.extend(finding(&on_all_cards, face, || {
        Place::file(&SITE_FILE.into())
    }));
    for (_, entry) in model.entries().iter() {
        if entry.kind != EntryKind::Explainer {
            continue;
        }
        for document in entry.documents.iter().flatten() {
            let outline = &model.document(*document).outline;
            // A picture of the author's own takes the place of the card.
            let has_own = outline.explainer().is_some_and(|m| m.image.is_some());
            let place = || match &outline.front.title {
                Some(title) => Place::at(outline.file(), title.span.clone()),
                None => Place::file(outline.file()),
            };
            if !has_own {
                diagnostics.extend(finding(outline.title(), face, place));
            }
        }
    }
}

/// The picture that an author names in place of a card.
pub(super) fn own(model: &Model, id: DocumentId, diagnostics: &mut Vec<Diagnostic>) {
    let document = model.document(id);
    let named = document.outline.explainer().and_then(|m| m.image.as_ref());
    let file = named.and_then(|_| model.reader(None).cover(id)?.file());
    let (Some(named), Some(file)) = (named, file) else {
        return;
    };
    let place = Place::at(document.outline.file(), named.span.clone());
    let ending = file.rsplit('.').next().unwrap_or_default();
    if let Some(fault) = model.images().fault(&file) {
        diagnostics.push(images::finding(place, &file, fault));
    } else if !SHARED.iter().any(|e| ending.eq_ignore_ascii_case(e)) {
        let message = message!(
            "{file}(은/는) 주소를 공유하는 곳에서 보이지 않는 형식입니다",
            "{file} is not shown where its address is shared"
        );
        let hint = message!(
            "1200 × 630픽셀의 PNG나 JPEG로 저장해 그 파일을 적으세요",
            "save it as a PNG or JPEG of 1200 × 630 pixels, and name that file"
        );
        diagnostics.push(Diagnostic::warning(place, "image-format", message).hint(hint));
    }
}

fn finding(text: &str, face: &Face, place: impl FnOnce() -> Place) -> Option<Diagnostic> {
    let mut seen = FxHashSet::default();
    let is_missing = |c: &char| !c.is_whitespace() && !face.has(*c);
    let missing = text.chars().filter(is_missing).filter(|c| seen.insert(*c));
    let missing: Vec<String> = missing.map(|c| format!("`{c}`")).collect();
    if missing.is_empty() {
        return None;
    }
    let letters = missing.join(", ");
    let message = message!(
        "공유 그림의 글꼴에 {letters}(이/가) 없어 그림에서는 빠집니다",
        "the card for shared links leaves {letters} out: its font has no such letter"
    );
    let hint = message!(
        "그 글자가 있는 글꼴을 `[cards] font`에 적거나, 해설의 머리말 설정에 `image`를 적으세요",
        "name a font that has it at `[cards] font`, or a picture at `image` in the explainer's front matter"
    );
    Some(Diagnostic::note(place(), "no-glyph", message).hint(hint))
}
