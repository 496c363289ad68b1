//! `[theme]` of `site.toml`: colours, fonts and logo of the built-in theme.
//!
//! A colour is held against the theme's papers by the formula of WCAG 2. The arithmetic is the basic one of IEEE 754 only, which
//! gives the same bits on every machine, because a colour for the dark that is not given is worked out from it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Place};
use crate::lang::message::message;
use crate::source::data::{Fields, Spanned, cannot_be};

/// What the theme's pages are printed on, `--paper` and `--surface`, in the light and in the dark: the worst of each for text.
const LIGHT_PAPER: Color = Color([0xf2, 0xf0, 0xe9]);
const DARK_PAPER: Color = Color([0x24, 0x28, 0x2e]);

/// The least contrast of text (WCAG 2, 1.4.3).
const LEAST: f64 = 4.5;

/// What a site changes of the theme's look.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Look {
    accent: Option<(Color, Option<Color>)>,
    font_ko: Option<String>,
    font_en: Option<String>,
    /// The font of headings: a path from the site's root.
    pub(crate) heading_font: Option<Spanned<String>>,
    /// A picture before the site's name: a path below `static/`.
    pub(crate) logo: Option<Spanned<String>>,
}

/// A colour of sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Color([u8; 3]);

/// A colour that is hard to read, for [`report`].
pub(super) type Faint = (&'static str, Range<usize>, Color, Color);

impl Look {
    /// Reads the table, and which of its colours are hard to read.
    pub(super) fn read(fields: &mut Fields<'_>) -> (Self, Vec<Faint>) {
        let accent = color(fields, "accent");
        let dark = color(fields, "dark_accent");
        let mut faint = Vec::new();
        for (key, given, paper) in [
            ("accent", &accent, LIGHT_PAPER),
            ("dark_accent", &dark, DARK_PAPER),
        ] {
            if let Some(given) = given
                && given.value.contrast(paper) < LEAST
            {
                faint.push((key, given.span.clone(), given.value, paper));
            }
        }
        let dark = dark.map(|d| d.value);
        let look = Self {
            accent: accent
                .map(|a| (a.value, dark))
                .or(dark.map(|d| (Color([0x8a, 0x3b, 0x12]), Some(d)))),
            font_ko: family(fields, "font_ko"),
            font_en: family(fields, "font_en"),
            heading_font: fields.string("heading_font"),
            logo: fields.string("logo").map(|s| Spanned {
                value: s.value.trim_start_matches('/').to_owned(),
                span: s.span,
            }),
        };
        (look, faint)
    }

    /// The rules that change the theme's look; empty where nothing is changed.
    pub(crate) fn style(&self) -> String {
        let mut style = String::new();
        if let Some((accent, dark)) = self.accent {
            let dark = dark.unwrap_or_else(|| accent.readable_on(DARK_PAPER));
            style.push_str(&format!("--term-color:light-dark({accent},{dark});"));
        }
        for (name, family) in [("ko", &self.font_ko), ("en", &self.font_en)] {
            if let Some(family) = family {
                style.push_str(&format!("--font-{name}:{family};"));
            }
        }
        if style.is_empty() {
            style
        } else {
            format!(":root{{{style}}}")
        }
    }
}

/// Tells of colours that are hard to read.
pub(super) fn report(faint: Vec<Faint>, file: &Arc<str>, diagnostics: &mut Vec<Diagnostic>) {
    for (key, span, color, paper) in faint {
        let ratio = format!("{:.1}", color.contrast(paper));
        let better = color.readable_on(paper);
        let message = message!(
            "`{key}`의 {color}(은/는) 바탕색과의 대비가 {ratio}라 읽기 어렵습니다",
            "`{key}` {color} has a contrast of {ratio} with the background, which is hard to read"
        );
        let hint = message!(
            "4.5 이상이어야 합니다. 같은 계열에서 가장 가까운 색은 {better}입니다",
            "it takes 4.5; the nearest of its kind is {better}"
        );
        diagnostics
            .push(Diagnostic::warning(Place::at(file, span), "low-contrast", message).hint(hint));
    }
}

fn color(fields: &mut Fields<'_>, key: &'static str) -> Option<Spanned<Color>> {
    let Spanned { value, span } = fields.string(key)?;
    let parsed = Color::parse(&value);
    if parsed.is_none() {
        let message = cannot_be(key, &value);
        let hint = message!(
            "색을 `#8a3b12`처럼 적으세요",
            "write a color such as `#8a3b12`"
        );
        fields.report(span.clone(), "wrong-value", message, hint);
    }
    Some(Spanned {
        value: parsed?,
        span,
    })
}

/// Names of fonts, as CSS has them. What could end the rule is refused.
fn family(fields: &mut Fields<'_>, key: &'static str) -> Option<String> {
    let Spanned { value, span } = fields.string(key)?;
    let allowed =
        |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | ',' | '.' | '"' | '\'');
    let closed = |quote| value.matches(quote).count() % 2 == 0;
    if !value.trim().is_empty() && value.chars().all(allowed) && closed('"') && closed('\'') {
        return Some(value);
    }
    let message = cannot_be(key, &value);
    let hint = message!(
        "글꼴 이름을 쉼표로 이어 적으세요: `'\"Noto Serif KR\", serif'`",
        "write names of fonts with commas: `'\"Noto Serif KR\", serif'`"
    );
    fields.report(span, "wrong-value", message, hint);
    None
}

impl Color {
    /// `#rgb` or `#rrggbb`.
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        let digits: Vec<u8> = digits
            .chars()
            .map(|c| Some(c.to_digit(16)? as u8))
            .collect::<Option<_>>()?;
        match *digits.as_slice() {
            [r, g, b] => Some(Self([r * 17, g * 17, b * 17])),
            [r, s, g, h, b, c] => Some(Self([r * 16 + s, g * 16 + h, b * 16 + c])),
            _ => None,
        }
    }

    /// How light it is (WCAG 2, relative luminance).
    fn luminance(self) -> f64 {
        let [r, g, b] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                power_2_4((part + 0.055) / 1.055)
            }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The contrast with another one, from 1 to 21.
    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The nearest colour on the way to black or white, away from the paper, that can be read on it.
    fn readable_on(self, paper: Self) -> Self {
        let end = if paper.luminance() > 0.18 { 0_u32 } else { 255 };
        let mixed = |part: u32| {
            Self(
                self.0
                    .map(|own| ((u32::from(own) * (64 - part) + end * part) / 64) as u8),
            )
        };
        let found = (0..=64)
            .map(mixed)
            .find(|color| color.contrast(paper) >= LEAST);
        found.unwrap_or(self)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}

/// `x` to the power of 2.4 for `x` from 0 to 1: its square times the fifth root of that, by Newton's method.
fn power_2_4(x: f64) -> f64 {
    let square = x * x;
    let mut root = 1.0;
    for _ in 0..60 {
        root = (4.0 * root + square / (root * root * root * root)) / 5.0;
    }
    square * root
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let color = |text| Color::parse(text).unwrap();
        for (a, b, ratio) in [
            ("#000", "#fff", 21.0),
            ("#777", "#fff", 4.48),
            ("#8a3b12", "#fcfbf8", 7.5),
            ("#f0b07a", "#15171a", 9.6),
        ] {
            let found = color(a).contrast(color(b));
            assert!((found - ratio).abs() < 0.1, "{a} on {b}: {found}");
        }
        assert!(color("#777").contrast(color("#fff")) < LEAST);
    }

    #[test]
    fn a_colour_that_can_be_read_is_found_near_one_that_cannot() {
        for (text, paper) in [
            ("#ff8800", LIGHT_PAPER),
            ("#103050", DARK_PAPER),
            ("#8a3b12", DARK_PAPER),
        ] {
            let found = Color::parse(text).unwrap().readable_on(paper);
            let ratio = found.contrast(paper);
            assert!(
                (LEAST..LEAST + 0.7).contains(&ratio),
                "{text} → {found}: {ratio}"
            );
        }
        let fine = Color([0x8a, 0x3b, 0x12]);
        assert_eq!(fine.readable_on(LIGHT_PAPER), fine);
    }
}
