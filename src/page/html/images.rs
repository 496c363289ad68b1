//! How wide the images of a text are shown, and which copies of them a browser may choose from.

use std::fmt::Write as _;

use super::PageContext;
use crate::base::ids::DocumentId;
use crate::base::text::push_attribute;
use crate::document::markdown::body::{ImageWidth, Look, OwnLook, SlotKind};
use crate::model::image::copy_path;
use crate::model::resolve::Destination;
use crate::page::Composer;

/// Width of a text's column in the default theme, in CSS pixels (`--column`).
pub(super) const COLUMN: u32 = 608;
/// Width of the column and the margin together (`--wide`). An image that fills both spans both; one that did not would end at no edge of
/// the page.
const WIDE: u32 = 912;
/// Width of what phones show of a text at most.
const PHONE: u32 = 480;
/// Widest image that may be shown whole in a text.
const MOST_SHOWN: u32 = 2_400;

/// Whether an image may span the margin too.
pub(super) fn is_wide(look: Look, size: Option<(u32, u32)>) -> bool {
    let (width, _) = look.size(size);
    look.wide.unwrap_or(width.is_some_and(|w| w >= WIDE))
}

/// What browsers have to know of the width that an image is shown in, before they have laid out the page.
pub(super) fn sizes_of(look: Look, size: Option<(u32, u32)>) -> String {
    let (pixels, percent) = shown_width(look, size);
    sizes(pixels, percent)
}

/// The width that an image is shown in at most, and what part of the text's that is.
fn shown_width(look: Look, size: Option<(u32, u32)>) -> (u32, u32) {
    let most = if is_wide(look, size) { WIDE } else { COLUMN };
    match (look.width, look.size(size).0) {
        (Some(ImageWidth::Percent(percent)), _) => (most * percent / 100, percent),
        (_, width) => (width.unwrap_or(most).min(most), 100),
    }
}

/// The width of an image that is shown smaller than it is, on some screens at least.
pub(super) fn zoom(look: Look, size: Option<(u32, u32)>) -> Option<u32> {
    let (width, _) = size?;
    let shown = shown_width(look, size).0.min(PHONE);
    (width > shown).then_some(width)
}

/// The attributes `width` and `height`.
pub(super) fn push_sides(width: Option<u32>, height: Option<u32>, out: &mut String) {
    for (name, side) in [("width", width), ("height", height)] {
        if let Some(side) = side {
            let _ = write!(out, " {name}=\"{side}\"");
        }
    }
}

/// So many pixels, on a narrow screen a part of its width.
pub(super) fn sizes(pixels: u32, percent: u32) -> String {
    let narrow = pixels * 100 / percent;
    format!("(max-width:{narrow}px) {percent}vw,{pixels}px")
}

impl Composer<'_> {
    /// Whether an image of a text may be opened in full size.
    pub(in crate::page) fn zooms(&self, document: DocumentId) -> bool {
        let body = &self.model.document(document).parsed.body;
        let zooms = |look, image| zoom(look, self.model.size_of(document, image)).is_some();
        body.slots.iter().any(|slot| match slot.kind {
            SlotKind::Image(index) => {
                let look = body.links[index as usize].look;
                zooms(look, self.model.destination(document, index))
            }
            SlotKind::OwnImage(index, own) => {
                let image = self.model.own_destination(document, index);
                own.is_shown && image.is_some_and(|image| zooms(own.look(), image))
            }
            _ => false,
        })
    }

    /// What the tag of an image in the author's own HTML leaves out. In a feed nothing opens.
    pub(super) fn own_image(
        &self,
        document: DocumentId,
        image: &Destination,
        own: OwnLook,
        context: &PageContext<'_>,
        out: &mut String,
    ) {
        let size = self.model.size_of(document, image);
        let shown = own.look();
        let sizes = (!own.has_sizes).then(|| sizes_of(shown, size));
        self.copies(document, image, sizes, context, out);
        if own.is_free {
            let (width, height) = shown.size(size);
            push_sides(width.filter(|_| own.width.is_none()), height, out);
        }
        let opens = own.is_shown && context.absolute.is_none();
        if let Some(whole) = zoom(shown, size).filter(|_| opens) {
            let _ = write!(out, " data-zoom=\"{whole}\"");
        }
    }

    /// `srcset` and `sizes` of an image, if there are copies of it. In a feed nothing is known of the reader's screen.
    pub(super) fn copies(
        &self,
        document: DocumentId,
        image: &Destination,
        sizes: Option<String>,
        context: &PageContext<'_>,
        out: &mut String,
    ) {
        let (Destination::Beside(path), None) = (image, context.absolute) else {
            return;
        };
        let widths = self.model.copies_of(document, image);
        if widths.is_empty() {
            return;
        }
        let copies = widths.iter().map(|width| (copy_path(path, *width), *width));
        // A photo as the camera took it is for looking at by itself.
        let size = self.model.size_of(document, image);
        let whole = size.filter(|(width, _)| *width <= MOST_SHOWN);
        let all = copies.chain(whole.map(|(width, _)| (path.clone(), width)));
        let all = all.map(|(path, width)| {
            let address = context.href(&path).replace(',', "%2C");
            format!("{address} {width}w")
        });
        out.push_str(" srcset=\"");
        push_attribute(out, &all.collect::<Vec<_>>().join(", "));
        out.push('"');
        if let Some(sizes) = sizes {
            let _ = write!(out, " sizes=\"{sizes}\"");
        }
    }
}
