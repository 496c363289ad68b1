//! Pictures that both texts of a parallel page show.

use std::fmt::Write as _;

/// A block with one picture: the attributes of its element, the picture, its caption.
struct Block<'h> {
    element: &'static str,
    attributes: &'h str,
    picture: &'h str,
    caption: &'h str,
}

/// One block for two that show the same picture, with both captions; the right one is in the language `lang`.
pub(super) fn once(left: &str, right: &str, lang: &str) -> Option<String> {
    let (left, right) = (Block::of(left)?, Block::of(right)?);
    let same = left.element == right.element
        && attribute(left.picture, "src")? == attribute(right.picture, "src")?
        && (left.element == "figure" || attribute(right.attributes, "id").is_none());
    if !same {
        return None;
    }
    let Block {
        element,
        attributes,
        picture,
        caption,
    } = left;
    let mut out = format!("<{element}{attributes}>{picture}");
    let id = attribute(right.attributes, "id");
    // References to the right text's picture lead to its caption, or to a place beside the picture.
    let id = id.map_or(String::new(), |id| format!(" id=\"{id}\""));
    if !(caption.is_empty() && right.caption.is_empty() && id.is_empty()) {
        let _ = write!(
            out,
            "<figcaption class=\"two\"><span>{caption}</span> <span lang=\"{lang}\"{id}>{}</span></figcaption>",
            right.caption
        );
    }
    let _ = writeln!(out, "</{element}>");
    Some(out)
}

impl<'h> Block<'h> {
    fn of(html: &'h str) -> Option<Self> {
        let html = html.trim();
        let element = if html.starts_with("<figure") {
            "figure"
        } else {
            "p"
        };
        let inner = html.strip_prefix('<')?.strip_prefix(element)?;
        let (attributes, inner) = inner.split_once('>')?;
        let inner = inner.strip_suffix('>')?.strip_suffix(element)?;
        let inner = inner.strip_suffix("</")?;
        let (picture, caption) = match inner.split_once("<figcaption>") {
            Some((picture, caption)) => (picture, caption.strip_suffix("</figcaption>")?),
            None => (inner, ""),
        };
        let picture = picture.trim();
        let is_one = picture.starts_with("<img ") && picture.ends_with('>');
        (is_one && picture.matches('<').count() == 1).then_some(Self {
            element,
            attributes,
            picture,
            caption,
        })
    }
}

/// The value of an attribute as our own HTML has it.
fn attribute<'h>(tag: &'h str, name: &str) -> Option<&'h str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    Some(rest.split_once('"')?.0)
}
