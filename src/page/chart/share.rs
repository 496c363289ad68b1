//! Parts of a whole as squares of one size: one for each that is counted, or a hundred.

use std::fmt::Write as _;

use super::{Drawing, Picture};
use crate::document::chart::{Number, Table};

/// Squares in a line.
const COLUMNS: usize = 10;
/// A square with the space behind it, and its side.
const STEP: usize = 24;
const SIDE: usize = 21;
/// Most squares that are one thing each.
const MOST: f64 = 200.0;

/// How many squares each value has.
pub(super) fn squares(values: &[Option<Number>]) -> Vec<usize> {
    let values: Vec<f64> = values.iter().map(|n| n.map_or(0.0, |n| n.value)).collect();
    let sum: f64 = values.iter().sum();
    if sum <= MOST && values.iter().all(|v| v.fract() == 0.0) {
        return values.iter().map(|v| *v as usize).collect();
    }
    // The largest remainders get what rounding down has left over.
    let exact: Vec<f64> = values.iter().map(|v| v / sum * 100.0).collect();
    let mut squares: Vec<usize> = exact.iter().map(|v| v.floor() as usize).collect();
    let mut order: Vec<usize> = (0..exact.len()).collect();
    order.sort_by(|a, b| exact[*b].fract().total_cmp(&exact[*a].fract()));
    let left = 100_usize.saturating_sub(squares.iter().sum());
    for at in order.into_iter().take(left) {
        squares[at] += 1;
    }
    squares
}

pub(super) fn draw(drawing: &Drawing<'_>, table: &Table) -> Picture {
    let mut picture = Picture::new(0.0, 0.0, 0.0);
    let Some(series) = table.series.first() else {
        return picture;
    };
    let mut next = 0;
    for (at, count) in squares(&series.values).into_iter().enumerate() {
        let mut path = String::new();
        for i in next..next + count {
            let (x, y) = (i % COLUMNS * STEP, i / COLUMNS * STEP);
            let _ = write!(path, "M{x} {y}h{SIDE}v{SIDE}h-{SIDE}z");
        }
        next += count;
        if count > 0 {
            let class = drawing.class(at, at);
            let _ = write!(picture.svg, "<path class=\"{class}\" d=\"{path}\"/>");
        }
    }
    picture.height = (next.div_ceil(COLUMNS) * STEP) as f64;
    picture
}

#[cfg(test)]
mod tests {
    use super::squares;
    use crate::document::chart::Number;

    #[test]
    fn squares_add_up() {
        let of = |values: &[f64]| {
            let number = |value: &f64| {
                Some(Number {
                    value: *value,
                    decimals: 0,
                })
            };
            squares(&values.iter().map(number).collect::<Vec<_>>())
        };
        assert_eq!(of(&[63.0, 1.0]), [63, 1]);
        assert_eq!(of(&[33.3, 33.3, 33.4]), [33, 33, 34]);
        assert_eq!(of(&[1e12, 3e12]), [25, 75]);
        assert_eq!(of(&[201.0, 0.0]), [100, 0]);
        assert_eq!(squares(&[None]), [0]);
    }
}
