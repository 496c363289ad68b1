//! The size of a drawing: the attributes of its first element in pixels, else its view box (SVG 2 §8.2).

use std::io::Read;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Size, Unmeasured};

/// Bytes in which the first element has to be whole.
const BEGINNING: u64 = 64 << 10;

/// Reads the beginning of a drawing. No entity is expanded, and nothing after the first element is looked at.
pub(super) fn size(file: impl Read) -> Result<Size, Unmeasured> {
    let mut bytes = Vec::new();
    let read = file.take(BEGINNING).read_to_end(&mut bytes);
    read.map_err(|_| Unmeasured::Broken)?;
    // What browsers read by its byte order mark is not UTF-8, but an image.
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Unmeasured::Unknown);
    }
    // In another encoding the element is the same; a character may be cut at the end.
    of_text(&String::from_utf8_lossy(&bytes))
}

fn of_text(text: &str) -> Result<Size, Unmeasured> {
    let mut reader = Reader::from_str(text);
    let root = loop {
        match reader.read_event() {
            Ok(Event::Start(root) | Event::Empty(root)) => break root.into_owned(),
            Ok(Event::Eof) | Err(_) => return Err(Unmeasured::Broken),
            Ok(_) => {}
        }
    };
    if root.local_name().as_ref() != "svg" {
        return Err(Unmeasured::Broken);
    }
    let attribute = |name: &str| {
        let value = root.try_get_attribute(name).ok()??.value;
        Some(value.into_owned())
    };
    let pixels = |name| {
        let value = attribute(name)?;
        value.trim().trim_end_matches("px").parse::<f64>().ok()
    };
    let view_box = || {
        let value = attribute("viewBox")?;
        let numbers = value.split([' ', ',']).filter(|n| !n.is_empty());
        let numbers: Vec<f64> = numbers
            .take(5)
            .map(|n| n.parse().ok())
            .collect::<Option<_>>()?;
        Some((*numbers.get(2)?, *numbers.get(3)?))
    };
    let sane = |n: f64| (1.0..1e6).contains(&n).then_some(n.round() as u32);
    let (width, height) = pixels("width")
        .zip(pixels("height"))
        .or_else(view_box)
        .unzip();
    let size = width.and_then(sane).zip(height.and_then(sane));
    size.ok_or(Unmeasured::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_says_its_size_in_pixels_or_by_its_view_box() {
        let of = |attributes: &str| {
            let head = "<?xml version='1.0'?><!-- x --><!DOCTYPE svg>";
            size(format!("{head}<svg xmlns='http://www.w3.org/2000/svg' {attributes}/>").as_bytes())
        };
        assert_eq!(of("width='640' height='320px'"), Ok((640, 320)));
        assert_eq!(of("width='100%' viewBox='0 0 720,360.4'"), Ok((720, 360)));
        for attributes in [
            "",
            "viewBox='0 0 0 0'",
            "viewBox='a'",
            "width='1e9' height='1'",
            "width='&a;' height='1'",
        ] {
            assert_eq!(of(attributes), Err(Unmeasured::Unknown), "{attributes}");
        }
    }

    #[test]
    fn what_is_no_drawing_is_broken() {
        for text in [
            "",
            "no",
            "<html></html>",
            "<svg width='1' height='1'",
            "\u{89}PNG",
            "<!-- <svg/>",
        ] {
            assert_eq!(size(text.as_bytes()), Err(Unmeasured::Broken), "{text}");
        }
        assert_eq!(size(&b"\xFF\xFE<\0s\0v\0g\0"[..]), Err(Unmeasured::Unknown));
        assert_eq!(
            size(&b"<svg width='1' height='2' id='\xB1'/>"[..]),
            Ok((1, 2))
        );
    }

    #[test]
    fn the_beginning_is_enough_and_costs_no_more() {
        let entities: String = (1..40)
            .map(|i| format!("<!ENTITY a{i} '{}'>", format!("&a{};", i - 1).repeat(9)))
            .collect();
        let bomb = format!(
            "<!DOCTYPE svg [<!ENTITY a0 'x'>{entities}]><svg width='7' height='8'>&a39;</svg>"
        );
        assert_eq!(size(bomb.as_bytes()), Ok((7, 8)));
        let deep = "<svg width='7' height='8'>".to_owned() + &"<g>".repeat(100_000);
        assert_eq!(size(deep.as_bytes()), Ok((7, 8)));
        let late = format!(
            "<!-- {} --><svg width='7' height='8'/>",
            "x".repeat(BEGINNING as usize)
        );
        assert_eq!(size(late.as_bytes()), Err(Unmeasured::Broken));
        let wide = format!(
            "<svg viewBox='{}' width='7' height='8'/>",
            "1 ".repeat(20_000)
        );
        assert_eq!(size(wide.as_bytes()), Ok((7, 8)));
    }
}
