//! How an author wants an image to look, from the attributes behind it.

use std::ops::Range;

use super::Writer;
use crate::base::diag::nearest;
use crate::document::markdown::body::{ImageWidth, Look};
use crate::lang::message::message;

/// Most pixels of a width or height that is given.
const MOST: u32 = 9_999;

impl Writer<'_, '_> {
    /// What the attributes of the image say that begins at a byte. Those that there are not are reported.
    pub(super) fn look(&mut self, image: usize) -> Look {
        let mut look = Look::default();
        let attributes = self.attributes.get(&image).cloned().unwrap_or_default();
        let mut follows_colon = false;
        for span in attributes {
            // `width: 300` is one mistake.
            if std::mem::take(&mut follows_colon) {
                continue;
            }
            let written = &self.source[span.clone()];
            let (name, value) = written.split_once('=').unwrap_or((written, ""));
            follows_colon = matches!(name, "width:" | "height:");
            let value = value.trim_matches(['"', '\'']);
            match (written.chars().next(), name) {
                (Some('#'), _) => look.id = self.explicit_id(&written[1..], &span).or(look.id),
                (Some('.'), ".wide") => look.wide = Some(true),
                (Some('.'), ".narrow") => look.wide = Some(false),
                (_, "width") => match width(value) {
                    Some(width) => look.width = Some(width),
                    None => self.no_size(name, &span),
                },
                (_, "height") => match pixels(value) {
                    Some(height) => look.height = Some(height),
                    None => self.no_size(name, &span),
                },
                _ => self.no_attribute(written, name, &span),
            }
        }
        look
    }

    fn no_attribute(&mut self, written: &str, name: &str, span: &Range<usize>) {
        let message = message!(
            "그림에 `{written}`(이라는/라는) 속성은 없습니다",
            "images have no attribute `{written}`"
        );
        let colon = written
            .split_once(':')
            .filter(|(n, _)| matches!(*n, "width" | "height"));
        if let Some((name, value)) = colon {
            let size = if value.is_empty() { "300" } else { value };
            let hint = message!(
                "콜론 대신 `=`(을/를) 빈칸 없이 적으세요: `{name}={size}`",
                "write `=` without spaces in place of the colon: `{name}={size}`"
            );
            let span = self.file_span(span);
            return self.warn(span, "image-attribute", message, hint);
        }
        let hint = match nearest(name, ["width", "height", ".wide", ".narrow"]) {
            Some(near) => message!("혹시 `{near}`?", "did you mean `{near}`?"),
            None => message!(
                "쓸 수 있는 것: `width=300`, `height=200`, `.wide`, `.narrow`, `#이름`",
                "there are `width=300`, `height=200`, `.wide`, `.narrow` and `#id`"
            ),
        };
        let span = self.file_span(span);
        self.warn(span, "image-attribute", message, hint);
    }

    fn no_size(&mut self, name: &str, span: &Range<usize>) {
        let message = message!(
            "`{name}`에는 1부터 {MOST}까지의 픽셀 수를 적습니다",
            "`{name}` is a number of pixels from 1 to {MOST}"
        );
        let hint = if name == "width" {
            message!(
                "`width=300`이나 `width=50%`처럼 적으세요",
                "write `width=300` or `width=50%`"
            )
        } else {
            message!("`height=200`처럼 적으세요", "write `height=200`")
        };
        let span = self.file_span(span);
        self.warn(span, "image-attribute", message, hint);
    }
}

fn width(value: &str) -> Option<ImageWidth> {
    match value.strip_suffix('%') {
        Some(percent) => {
            let percent = percent.parse().ok().filter(|p| (1..=100).contains(p));
            percent.map(ImageWidth::Percent)
        }
        None => pixels(value).map(ImageWidth::Pixels),
    }
}

fn pixels(value: &str) -> Option<u32> {
    let digits = value.strip_suffix("px").unwrap_or(value);
    let is_number = digits.bytes().all(|b| b.is_ascii_digit());
    let pixels = digits.parse().ok().filter(|_| is_number)?;
    (1..=MOST).contains(&pixels).then_some(pixels)
}
