//! Every image of a text is an image file that browsers can show, and not too large for them.

use crate::base::diag::{Diagnostic, Place};
use crate::document::markdown::body::SlotKind;
use crate::lang::message::message;
use crate::model::Model;
use crate::model::image::Unmeasured;

pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    if !model.images().has_faults() {
        return;
    }
    for (id, document) in model.documents().iter() {
        let body = &document.parsed.body;
        for slot in &body.slots {
            let SlotKind::Image(index) = slot.kind else {
                continue;
            };
            let file = model.reader(None).destination(id, index).file();
            let fault = file.as_ref().and_then(|f| model.images().fault(f));
            if let (Some(file), Some(fault)) = (file, fault) {
                let span = body.links[index as usize].span.clone();
                let place = Place::at(document.outline.file(), span);
                diagnostics.push(finding(place, &file, fault));
            }
        }
    }
}

fn finding(place: Place, file: &str, fault: Unmeasured) -> Diagnostic {
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
