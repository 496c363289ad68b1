//! A sheet of paper in the theme's colours that letters and bars are printed on.
//!
//! A pixel is a number into a palette, in which each ink has the steps from paper to itself: a picture is then a fourth of what it would
//! be in full colour, and nothing has to be mixed while it is drawn.

use ab_glyph::OutlinedGlyph;
use png::{BitDepth, ColorType, Compression, Encoder, Filter};

use crate::page::card::COLOURS;

/// The colours of the theme's light side (`static/style.css`).
const PAPER: [u8; 3] = [0xfc, 0xfb, 0xf8];
const INK: [u8; 3] = [0x1b, 0x1a, 0x18];
const MUTED: [u8; 3] = [0x57, 0x53, 0x4c];
const BARS: [[u8; 3]; COLOURS + 1] = [
    [0x0b, 0x6b, 0x6b],
    [0x9b, 0x1c, 0x55],
    [0x5c, 0x5a, 0x00],
    [0x4b, 0x3a, 0xa8],
    [0x8a, 0x3b, 0x12],
];

/// The place of the theme's accent among them, behind the subjects'.
pub(super) const ACCENT: u8 = COLOURS as u8;

/// Steps from paper to the colour of letters.
const STEPS: u8 = 32;

/// What is printed with.
#[derive(Clone, Copy)]
pub(super) enum Ink {
    Title,
    Foot,
    /// The colour of a subject, by its number from 0, or [`ACCENT`].
    Bar(u8),
}

impl Ink {
    /// Its place in the palette where it covers a pixel by so many steps.
    fn covering(self, steps: u8) -> u8 {
        match self {
            _ if steps == 0 => 0,
            Self::Title => steps,
            Self::Foot => STEPS + steps,
            Self::Bar(number) => 2 * STEPS + 1 + number,
        }
    }
}

/// The sheet.
pub(super) struct Canvas {
    width: u32,
    height: u32,
    pixels: Vec<u8>,
}

impl Canvas {
    pub(super) fn new((width, height): (u32, u32)) -> Self {
        Self {
            width,
            height,
            pixels: vec![0; (width * height) as usize],
        }
    }

    /// A rectangle, by its corner and its sides.
    pub(super) fn fill(&mut self, (x, y): (u32, u32), (width, height): (u32, u32), ink: Ink) {
        for row in y..(y + height).min(self.height) {
            for column in x..(x + width).min(self.width) {
                self.pixels[(row * self.width + column) as usize] = ink.covering(STEPS);
            }
        }
    }

    /// A letter, as far as it is on the sheet.
    pub(super) fn print(&mut self, letter: &OutlinedGlyph, ink: Ink) {
        let corner = letter.px_bounds().min;
        let (left, top) = (corner.x as i64, corner.y as i64);
        letter.draw(|x, y, coverage| {
            let (x, y) = (left + i64::from(x), top + i64::from(y));
            let is_on =
                (0..i64::from(self.width)).contains(&x) && (0..i64::from(self.height)).contains(&y);
            if is_on {
                let steps = (coverage.clamp(0.0, 1.0) * f32::from(STEPS) + 0.5) as u8;
                let pixel = &mut self.pixels[(y * i64::from(self.width) + x) as usize];
                // Where letters touch, the darker one is seen.
                *pixel = ink.covering(steps).max(*pixel);
            }
        });
    }

    /// The picture as PNG.
    pub(super) fn png(self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_palette(palette());
        encoder.set_compression(Compression::Balanced);
        encoder.set_filter(Filter::NoFilter);
        let written = encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(&self.pixels));
        debug_assert!(written.is_ok(), "memory takes all that is written to it");
        bytes
    }
}

/// Paper, the steps to ink, the steps to muted ink, the colours of bars.
fn palette() -> Vec<u8> {
    let steps = |ink: [u8; 3]| (1..=STEPS).flat_map(move |step| mixed(ink, step));
    let bars = BARS.into_iter().flatten();
    let inks = steps(INK).chain(steps(MUTED)).chain(bars);
    PAPER.into_iter().chain(inks).collect()
}

/// Paper covered by so many steps of an ink.
fn mixed(ink: [u8; 3], step: u8) -> [u8; 3] {
    let mix = |paper: u8, ink: u8| {
        let (step, all) = (u32::from(step), u32::from(STEPS));
        let sum = u32::from(paper) * (all - step) + u32::from(ink) * step;
        ((sum + all / 2) / all) as u8
    };
    [0, 1, 2].map(|i| mix(PAPER[i], ink[i]))
}

#[cfg(test)]
mod tests {
    use super::{BARS, INK, MUTED, PAPER};

    #[test]
    fn the_colours_are_those_of_the_theme() {
        let style = include_str!("../../../static/style.css");
        let light = |token: &str| {
            let (_, rest) = style
                .split_once(&format!("\n  --{token}: light-dark(#"))
                .unwrap();
            let digits = rest.split(',').next().unwrap();
            // `#fff` is `#ffffff`.
            let twice = if digits.len() == 3 { 2 } else { 1 };
            digits
                .chars()
                .flat_map(|c| std::iter::repeat_n(c, twice))
                .collect::<String>()
        };
        let hex = |c: [u8; 3]| format!("{:02x}{:02x}{:02x}", c[0], c[1], c[2]);
        let subjects = [
            "subject-1",
            "subject-2",
            "subject-3",
            "subject-4",
            "term-color",
        ];
        for (token, colour) in ["paper", "ink", "muted"]
            .into_iter()
            .zip([PAPER, INK, MUTED])
            .chain(subjects.into_iter().zip(BARS))
        {
            assert_eq!(light(token), hex(colour), "--{token}");
        }
    }
}
