//! How large an image is: pages name width and height, so that nothing moves when it arrives.

use quick_xml::Reader;
use quick_xml::events::Event;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::resolve::Destinations;
use crate::source::{Blob, Sources};

/// Width and height in CSS pixels of the images that texts show, by their source files.
#[derive(Debug, Default)]
pub(crate) struct Sizes(FxHashMap<String, Measured>);

/// An image as it was measured.
#[derive(Debug, Clone, Copy)]
struct Measured {
    /// Of the file.
    stamp: u64,
    /// `None` if it cannot be measured.
    size: Option<(u32, u32)>,
}

impl Sizes {
    /// Measures every image that a text shows, each once, and none that is `known`.
    pub(crate) fn measure(sources: &Sources, destinations: &Destinations, known: &Self) -> Self {
        let mut files: Vec<&String> = destinations.iter().flat_map(|d| &d.images).collect();
        files.sort_unstable();
        files.dedup();
        let sized = files.into_par_iter().filter_map(|file| {
            let blob = sources.blob(file)?;
            let stamp = blob.stamp();
            let known = known.0.get(file).filter(|m| m.stamp == stamp);
            let measured = known.copied().unwrap_or_else(|| Measured {
                stamp,
                size: blob.read().ok().and_then(|bytes| size(&bytes)),
            });
            Some((file.clone(), measured))
        });
        Self(sized.collect())
    }

    /// Whether all images that texts show are measured as they are now.
    pub(crate) fn holds(&self, sources: &Sources, destinations: &Destinations) -> bool {
        let mut files = destinations.iter().flat_map(|d| &d.images);
        files.all(|file| self.0.get(file).map(|m| m.stamp) == sources.blob(file).map(Blob::stamp))
    }

    /// Of an image.
    pub(crate) fn of(&self, file: &str) -> Option<(u32, u32)> {
        self.0.get(file)?.size
    }
}

fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    match imagesize::blob_size(bytes) {
        Ok(size) => Some((
            u32::try_from(size.width).ok()?,
            u32::try_from(size.height).ok()?,
        )),
        Err(_) => svg_size(std::str::from_utf8(bytes).ok()?),
    }
}

/// Width and height of an SVG: its attributes in pixels, else its view box (SVG 2 §8.2).
fn svg_size(text: &str) -> Option<(u32, u32)> {
    let mut reader = Reader::from_str(text);
    let root = loop {
        match reader.read_event().ok()? {
            Event::Start(root) | Event::Empty(root) => break root.into_owned(),
            Event::Eof => return None,
            _ => {}
        }
    };
    let attribute = |name: &str| {
        let value = root.try_get_attribute(name).ok()??.value;
        Some(value.into_owned())
    };
    let pixels = |name| {
        attribute(name)?
            .trim()
            .trim_end_matches("px")
            .parse::<f64>()
            .ok()
    };
    let (width, height) = match (pixels("width"), pixels("height")) {
        (Some(width), Some(height)) => (width, height),
        _ => {
            let view_box = attribute("viewBox")?;
            let numbers = view_box
                .split([' ', ','])
                .filter(|n| !n.is_empty())
                .map(str::parse::<f64>);
            let numbers: Vec<f64> = numbers.collect::<Result<_, _>>().ok()?;
            (*numbers.get(2)?, *numbers.get(3)?)
        }
    };
    let sane = |n: f64| (1.0..1e6).contains(&n).then_some(n.round() as u32);
    Some((sane(width)?, sane(height)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_svg_says_its_size_in_pixels_or_by_its_view_box() {
        let of = |attributes: &str| {
            svg_size(&format!(
                "<?xml version='1.0'?><!-- x --><svg xmlns='http://www.w3.org/2000/svg' {attributes}/>"
            ))
        };
        assert_eq!(of("width='640' height='320px'"), Some((640, 320)));
        assert_eq!(of("width='100%' viewBox='0 0 720,360.4'"), Some((720, 360)));
        assert_eq!(
            [
                of(""),
                of("viewBox='0 0 0 0'"),
                of("viewBox='a'"),
                svg_size("no")
            ],
            [None; 4]
        );
    }
}
