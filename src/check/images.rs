//! Every image of a text is an image file that browsers can show, and not too large for them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::DocumentId;
use crate::document::markdown::body::SlotKind;
use crate::document::path::CONTENT;
use crate::lang::message::message;
use crate::model::Model;
use crate::model::image::{Unmeasured, Weight, unshown_format};
use crate::model::resolve::{Destination, Destinations};

pub(super) fn check(model: &Model, id: DocumentId, diagnostics: &mut Vec<Diagnostic>) {
    if !model.images().has_faults() {
        return;
    }
    let document = model.document(id);
    let body = &document.parsed.body;
    for slot in &body.slots {
        let reader = model.reader(None);
        let (image, span) = match slot.kind {
            SlotKind::Image(index) => {
                let span = &body.links[index as usize].span;
                (Some(reader.destination(id, index)), span)
            }
            SlotKind::OwnImage(index, _) => (
                reader.own_destination(id, index),
                &body.addresses[index as usize].span,
            ),
            _ => continue,
        };
        let file = image.and_then(Destination::file);
        let fault = file.as_ref().and_then(|f| model.images().fault(f));
        let Some(file) = file else {
            continue;
        };
        let place = Place::at(document.outline.file(), span.clone());
        if let Some(fault) = fault {
            diagnostics.push(finding(place, &file, fault));
        } else if let Some(weight) = model.images().weight(&file) {
            diagnostics.push(heavy(place, &file, weight));
        }
    }
}

/// Files of formats that no browser shows and that no text links to: they would be published as they are, with the place where
/// a photo was taken.
pub(crate) fn unused(
    names: &[Arc<str>],
    left_out: &BTreeSet<Arc<str>>,
    destinations: &Destinations,
    diagnostics: &mut Vec<Diagnostic>,
) {
    // Most files are texts, and this is asked at each save.
    let beside = names
        .iter()
        .filter(|name| !name.ends_with(".md") && name.starts_with(CONTENT));
    let unshown = beside.filter_map(|name| Some((name, unshown_format(name)?)));
    let unshown = unshown.filter(|(name, _)| !left_out.contains(*name));
    let mut unshown: BTreeMap<&str, _> = unshown.map(|found| (&**found.0, found)).collect();
    if unshown.is_empty() {
        return;
    }
    for file in destinations.files_beside() {
        unshown.remove(&*file);
    }
    for (file, format) in unshown.into_values() {
        let message = message!(
            "어느 글에도 쓰이지 않은 {format} 이미지가 그대로 공개됩니다",
            "this {format} image, which no text uses, would be published as it is"
        );
        let hint = message!(
            "글에 넣으려면 JPEG나 PNG로 저장해 그 파일을 쓰고, 아니면 content 밖으로 옮기세요",
            "to show it, save it as JPEG or PNG and use that file; else move it out of `content`"
        );
        diagnostics
            .push(Diagnostic::warning(Place::file(file), "image-format", message).hint(hint));
    }
}

pub(super) fn finding(place: Place, file: &str, fault: Unmeasured) -> Diagnostic {
    if let Unmeasured::TooLarge(width, height) = fault {
        let message = message!(
            "{file}(은/는) {width} × {height}픽셀이라 브라우저가 보여 주지 못합니다",
            "{file} has {width} × {height} pixels, more than browsers can show"
        );
        return Diagnostic::error(place, "image-too-large", message).hint(message!(
            "이미지를 줄이세요. 한 변이 2,000픽셀이면 넉넉하고, 한 변 30,000픽셀과 모두 1억 픽셀이 한도입니다",
            "make it smaller: 2,000 pixels on a side are enough for a page; the limits are 30,000 on a side and 100 million in all"
        ));
    }
    if let Unmeasured::Unshown(format) = fault {
        let message = message!(
            "{file}(은/는) {format} 이미지라 거의 모든 브라우저에서 보이지 않습니다",
            "{file} is a {format} image, which hardly any browser shows"
        );
        return Diagnostic::error(place, "image-format", message).hint(message!(
            "사진은 JPEG, 도표는 PNG로 저장해 그 파일로 바꾸세요",
            "save photos as JPEG and charts as PNG, and use that file"
        ));
    }
    if fault == Unmeasured::Cut {
        let message = message!(
            "{file}(은/는) 뒷부분이 잘린 이미지라 일부만 보입니다",
            "{file} is cut off, so only a part of it is shown"
        );
        return Diagnostic::warning(place, "unreadable-image", message).hint(message!(
            "원본을 다시 복사하거나 저장하세요",
            "copy the original again, or save it again"
        ));
    }
    let ending = file.rsplit('.').next().unwrap_or(file);
    let message = message!(
        "{file}(은/는) 확장자와 형식이 다르거나 손상된 이미지입니다",
        "{file} is damaged, or is not the kind of image that its ending says"
    );
    Diagnostic::warning(place, "unreadable-image", message).hint(message!(
        ".{ending} 이미지로 다시 저장하거나 확장자를 실제 형식에 맞추세요. 크기를 모르면 페이지가 열릴 때 글이 밀립니다",
        "save it again as .{ending}, or give it the ending of what it is: without its size, the text moves as the page loads"
    ))
}

fn heavy(place: Place, file: &str, weight: Weight) -> Diagnostic {
    let message = match weight {
        Weight::Bytes(bytes) => {
            let size = format!("{:.1} MB", bytes as f64 / f64::from(1 << 20));
            message!(
                "{file}(은/는) {size}라서 휴대 전화로 읽는 사람은 한참 기다려야 합니다",
                "{file} has {size}, for which readers on a phone wait long"
            )
        }
        Weight::Pixels((width, height)) => message!(
            "{file}(은/는) {width} × {height}픽셀로, 화면에 보이는 크기의 두 배가 넘습니다",
            "{file} has {width} × {height} pixels, more than twice as many as are ever shown"
        ),
    };
    Diagnostic::warning(place, "image-weight", message).hint(message!(
        "긴 변을 2,000픽셀쯤으로 줄이고, 사진은 JPEG나 WebP로 저장하세요",
        "make the long side about 2,000 pixels, and save photos as JPEG or WebP"
    ))
}
