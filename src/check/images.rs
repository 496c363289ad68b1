//! Every image of a text is an image file that browsers can show, and not too large for them.

use crate::base::diag::{Diagnostic, Place};
use crate::document::markdown::body::SlotKind;
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
        let message = format!("{file} has {width} × {height} pixels, more than browsers can show");
        return Diagnostic::error(place, "image-too-large", message).hint(
            "make it smaller: 100 million pixels and 30,000 on a side are the most, 2,000 on a side are enough for a page",
        );
    }
    let ending = file.rsplit('.').next().unwrap_or(file);
    let message = format!("{file} is not the image that its ending says, or it is not whole");
    Diagnostic::warning(place, "unreadable-image", message).hint(format!(
        "save it again as .{ending}, or name it by what it is: without its size the page moves as it loads"
    ))
}
