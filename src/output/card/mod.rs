//! Draws a [`Card`]: a sheet of the theme's paper with the subjects' colours, the title and a foot.
//!
//! 1. [`lines::set`] breaks title and foot into lines and chooses how large they are.
//! 2. [`Canvas`] takes the bars and the letters, and becomes a PNG.
//!
//! Whatever is computed on the way is additions, multiplications and square roots of 32-bit floats, which IEEE 754 defines to the last
//! bit, so that a card has the same bytes on every machine.

mod canvas;
mod lines;

use self::canvas::{ACCENT, Canvas, Ink};
use self::lines::{Block, set};
use crate::page::card::{Card, SIZE};
use crate::source::face::Face;

/// Left and right of everything, in pixels.
const MARGIN: f32 = 88.0;
/// Length and height of a bar in a subject's colour.
const BAR: (u32, u32) = (72, 14);
const WIDTH: f32 = SIZE.0 as f32 - 2.0 * MARGIN;

const TITLE: Block = Block {
    sizes: &[148.0, 128.0, 108.0, 96.0, 82.0, 68.0, 60.0, 52.0],
    leading: 1.26,
    lines: 4,
    width: WIDTH,
    height: 330.0,
};
const FOOT: Block = Block {
    sizes: &[34.0],
    leading: 1.4,
    lines: 2,
    width: WIDTH,
    height: 96.0,
};
/// Where the title begins, from the top.
const TITLE_TOP: f32 = 144.0;
/// The last baseline, from the top.
const FOOT_BASELINE: f32 = 562.0;
/// Between the baseline of letters and the middle of their line, in parts of their size: letters of Hangul reach from
/// 0.88 above the baseline to 0.12 below it.
const MIDDLE: f32 = 0.38;

/// The picture as PNG.
pub(super) fn png(card: &Card, face: &Face) -> Vec<u8> {
    let mut canvas = Canvas::new(SIZE);
    // Without subjects there is the accent alone.
    let first = if card.colours == 1 { ACCENT } else { 0 };
    for (bar, x) in (first..first + card.colours).zip((MARGIN as u32..).step_by(BAR.0 as usize)) {
        canvas.fill((x, MARGIN as u32), BAR, Ink::Bar(bar));
    }
    let advance = |c| face.advance(c);
    let title = set(&drawn(&card.title, face), &TITLE, advance);
    let mut baseline = TITLE_TOP + (TITLE.leading / 2.0 + MIDDLE) * title.size;
    for line in &title.lines {
        write(&mut canvas, line, title.size, baseline, Ink::Title, face);
        baseline += TITLE.leading * title.size;
    }
    let foot = set(&drawn(&card.foot, face), &FOOT, advance);
    let mut baseline =
        FOOT_BASELINE - foot.lines.len().saturating_sub(1) as f32 * FOOT.leading * foot.size;
    for line in &foot.lines {
        write(&mut canvas, line, foot.size, baseline, Ink::Foot, face);
        baseline += FOOT.leading * foot.size;
    }
    canvas.png()
}

/// A text without the letters that cannot be drawn, of which a rule tells.
fn drawn(text: &str, face: &Face) -> String {
    let seen = |c: &char| c.is_whitespace() || face.has(*c);
    text.chars().filter(seen).collect()
}

fn write(canvas: &mut Canvas, line: &str, size: f32, baseline: f32, ink: Ink, face: &Face) {
    let mut x = MARGIN;
    for (i, letter) in line.chars().enumerate() {
        if i == 0 {
            // The stroke of the first letter is in line with the bars, not the space before it.
            let shape = face.shape(letter, size, (0.0, 0.0));
            x -= shape.map_or(0.0, |shape| shape.px_bounds().min.x);
        }
        if let Some(shape) = face.shape(letter, size, (x, baseline)) {
            canvas.print(&shape, ink);
        }
        x += face.advance(letter) * size;
    }
}
