//! Charts with a row for each label, its words above: lying bars, dots, days. Whatever the words, there is room for them.

use super::columns::percent;
use super::number::Axis;
use super::text::{LINE, width, wrap};
use super::{Drawing, NARROW, Picture};
use crate::document::chart::{Number, Table};
use crate::document::section::timeline::{When, end, start};

/// Height of a bar, and of one beside others.
const BAR: f64 = 20.0;
const THIN: f64 = 16.0;
/// Between two rows.
const BETWEEN: f64 = 14.0;
/// What is written for a value that is not there.
const GAP: &str = "–";

/// The rows of a picture, one below the other.
struct Rows {
    picture: Picture,
    y: f64,
    room: f64,
}

impl Rows {
    /// No rows yet, below what their numbers count.
    fn new(left: f64, right: f64, unit: &str) -> Self {
        let mut rows = Self {
            picture: Picture::new(left, right, 0.0),
            y: 4.0,
            room: NARROW,
        };
        if !unit.is_empty() {
            rows.label(unit);
        }
        rows
    }

    /// The words of a row, from the left edge on. What is drawn below them may take the height from there.
    fn label(&mut self, label: &str) {
        let (lines, _) = wrap(label, self.room);
        let x = format!("{:.0}", -self.picture.left);
        self.picture.lines("back", &x, self.y + LINE - 4.0, &lines);
        self.y += LINE * lines.len() as f64 + 4.0;
    }

    /// Lines from the top to here, behind what is drawn.
    fn upright(
        &mut self,
        lines: impl IntoIterator<Item = (&'static str, f64)>,
        top: f64,
        bottom: f64,
    ) {
        let mut behind = Picture::new(0.0, 0.0, 0.0);
        for (class, x) in lines {
            let x = percent(x);
            behind.line(class, [&x, &x], [top, bottom]);
        }
        self.picture.svg.insert_str(0, &behind.svg);
    }
}

/// Lying bars.
pub(super) fn bars(drawing: &Drawing<'_>, table: &Table, stacked: bool) -> Picture {
    let short = |number: Number| drawing.measure.short(number);
    let ends = |at: usize| -> Vec<(f64, Option<Number>)> {
        let values = table.series.iter().map(|s| s.values[at]);
        if !stacked {
            return values.map(|n| (n.map_or(0.0, |n| n.value), n)).collect();
        }
        let numbers: Vec<Number> = values.flatten().collect();
        let part = |is_up: bool| -> f64 {
            let values = numbers.iter().map(|n| n.value);
            values.filter(|v| (*v >= 0.0) == is_up).sum()
        };
        let (down, up) = (part(false), part(true));
        let total = (!numbers.is_empty()).then_some(Number {
            value: down + up,
            decimals: numbers.iter().map(|n| n.decimals).max().unwrap_or(0),
        });
        // Where the bar ends that there is.
        let is_down = up == 0.0 && down < 0.0;
        vec![
            (down, total.filter(|_| is_down)),
            (up, total.filter(|_| !is_down)),
        ]
    };
    let all: Vec<_> = (0..table.labels.len()).map(ends).collect();
    let values = || all.iter().flatten();
    let low = values().map(|(v, _)| *v).fold(0.0, f64::min);
    let high = values().map(|(v, _)| *v).fold(0.0, f64::max);
    let span = if high - low > 0.0 { high - low } else { 1.0 };
    let at = |value: f64| (value - low) / span * 100.0;
    let widest = |is_below: bool| {
        let numbers = values()
            .filter(|(v, _)| (*v < 0.0) == is_below)
            .filter_map(|(_, n)| *n);
        numbers.map(|n| width(&short(n)) + 10.0).fold(0.0, f64::max)
    };
    let mut rows = Rows::new(widest(true), widest(false).max(16.0), &drawing.chart.unit);
    let top = rows.y;
    for (i, label) in table.labels.iter().enumerate() {
        rows.label(label);
        let thick = if stacked || table.series.len() == 1 {
            BAR
        } else {
            THIN
        };
        let (mut up, mut down) = (0.0, 0.0);
        for (s, series) in table.series.iter().enumerate() {
            let y = rows.y;
            if let Some(number) = series.values[i] {
                let value = number.value;
                let from = match (stacked, value >= 0.0) {
                    (false, _) => 0.0,
                    (true, true) => {
                        up += value;
                        up - value
                    }
                    (true, false) => {
                        down += value;
                        down - value
                    }
                };
                let (a, b) = (at(from.min(from + value)), at(from.max(from + value)));
                let class = drawing.class(s, i);
                rows.picture.rect(class, [a, b - a], [y, thick - 1.0]);
            }
            if !stacked {
                let (value, text) = match series.values[i] {
                    Some(number) => (number.value, short(number)),
                    None => (0.0, GAP.to_owned()),
                };
                beside(
                    &mut rows.picture,
                    at(value),
                    value < 0.0,
                    y + thick / 2.0,
                    &text,
                );
                rows.y += thick;
            }
        }
        if stacked {
            let (value, text) = match (all[i][0], all[i][1]) {
                ((down, Some(total)), _) => (down, short(total)),
                (_, (up, Some(total))) => (up, short(total)),
                _ => (0.0, GAP.to_owned()),
            };
            let y = rows.y + thick / 2.0;
            beside(&mut rows.picture, at(value), value < 0.0, y, &text);
            rows.y += thick;
        }
        rows.y += BETWEEN;
    }
    let bottom = rows.y - BETWEEN;
    rows.upright([("zero", at(0.0))], top, bottom);
    rows.picture.height = bottom + 4.0;
    rows.picture
}

/// A number at the end of a bar.
fn beside(picture: &mut Picture, x: f64, is_left: bool, y: f64, text: &str) {
    let (class, dx) = if is_left { ("end", -5) } else { ("", 5) };
    picture.shifted(class, &percent(x), dx, y + 4.0, text);
}

/// Dots on a line for each label.
pub(super) fn dots(drawing: &Drawing<'_>, table: &Table) -> Picture {
    let values = || table.values().map(|(.., number)| number.value);
    let (mut low, high) = (
        values().fold(f64::INFINITY, f64::min),
        values().fold(f64::NEG_INFINITY, f64::max),
    );
    if low > 0.0 && low < high * 0.6 || low == high {
        low = low.min(0.0);
    }
    let axis = [4.0, 3.0, 2.0, 1.0]
        .into_iter()
        .map(|about| Axis::of(low, high, about, drawing.measure));
    let axes: Vec<Axis> = axis.collect();
    let widest = |axis: &Axis| {
        axis.ticks
            .iter()
            .map(|(_, label)| width(label))
            .fold(0.0, f64::max)
    };
    let fits = |axis: &&Axis| (widest(axis) + 8.0) * axis.ticks.len() as f64 <= NARROW;
    let Some(axis) = axes.iter().find(fits).or(axes.last()) else {
        return Picture::new(0.0, 0.0, 0.0);
    };
    let margin = (widest(axis) / 2.0).max(8.0);
    let mut rows = Rows::new(margin, margin, &drawing.chart.unit);
    let top = rows.y;
    for (i, label) in table.labels.iter().enumerate() {
        rows.label(label);
        let y = rows.y + 8.0;
        rows.picture.line("grid", ["0", "100%"], [y, y]);
        for (s, series) in table.series.iter().enumerate() {
            match series.values[i] {
                Some(number) => {
                    let x = axis.at(number.value) * 100.0;
                    rows.picture.mark(s, drawing.class(s, i), x, y);
                    if table.series.len() == 1 {
                        let (class, dx) = if x > 60.0 {
                            ("end back", -11)
                        } else {
                            ("back", 11)
                        };
                        let text = drawing.measure.short(number);
                        rows.picture.shifted(class, &percent(x), dx, y + 4.5, &text);
                    }
                }
                None if table.series.len() == 1 => rows.picture.text("back", "0", y + 4.5, GAP),
                None => {}
            }
        }
        rows.y += 18.0 + BETWEEN - 4.0;
    }
    let bottom = rows.y;
    let ticks = axis.ticks.iter().map(|(value, _)| {
        let class = if *value == 0.0 { "zero" } else { "grid" };
        (class, axis.at(*value) * 100.0)
    });
    rows.upright(ticks, top, bottom);
    for (value, label) in &axis.ticks {
        let x = percent(axis.at(*value) * 100.0);
        rows.picture.text("mid", &x, bottom + LINE, label);
    }
    rows.picture.height = bottom + LINE + 6.0;
    rows.picture
}

/// Days and spans on a line of years. Each event comes with its date in words.
pub(super) fn days(drawing: &Drawing<'_>, events: &[(When, String, String)]) -> Picture {
    let years = |(year, month, day): (i16, i8, i8)| {
        f64::from(year) + (f64::from(month) - 1.0) / 12.0 + f64::from(day) / 372.0
    };
    let spans = events.iter().map(|((first, last), ..)| {
        (
            years(start(*first)) - 1.0 / 372.0,
            years(end(last.unwrap_or(*first))),
        )
    });
    let spans: Vec<(f64, f64)> = spans.collect();
    let low = spans.iter().map(|(a, _)| *a).fold(f64::INFINITY, f64::min);
    let high = spans
        .iter()
        .map(|(_, b)| *b)
        .fold(f64::NEG_INFINITY, f64::max);
    // What goes on within a year or so is marked by months.
    let by_month = high - low <= 1.5;
    let (low, high) = match by_month {
        true => (low, high),
        false => (low.floor(), high.ceil()),
    };
    let span = (high - low).max(1.0 / 372.0);
    let at = |year: f64| ((year - low) / span * 100.0).clamp(0.0, 100.0);
    // Half of the widest label below.
    let margin = if by_month { 26.0 } else { 18.0 };
    let mut rows = Rows::new(margin, margin, "");
    let top = rows.y;
    for ((_, date, text), (from, to)) in events.iter().zip(&spans) {
        rows.label(&format!("{date} {text}"));
        let y = rows.y + 7.0;
        rows.picture.line("grid", ["0", "100%"], [y, y]);
        let class = drawing.class(0, usize::MAX);
        match at(*to) - at(*from) > 3.0 {
            true => rows
                .picture
                .rect(class, [at(*from), at(*to) - at(*from)], [y - 5.0, 10.0]),
            false => rows.picture.mark(0, class, at((from + to) / 2.0), y),
        }
        rows.y += 16.0 + BETWEEN - 4.0;
    }
    let bottom = rows.y;
    // At round distances, as many as have room on a narrow screen.
    let months = [1.0, 2.0, 3.0, 6.0].map(|months| months / 12.0);
    let years = [
        1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0,
    ];
    let (steps, most) = match by_month {
        true => (&months[..], 3.0),
        false => (&years[..], 5.0),
    };
    let fits = |step: &&f64| span / **step <= most;
    let step = steps.iter().find(fits).copied().unwrap_or(10_000.0);
    // Days are counted in fractions, which are not quite what they should be.
    let first = (low / step - 1e-6).ceil();
    let count = ((high / step + 1e-6).floor() - first).max(-1.0) + 1.0;
    let ticks: Vec<f64> = (0..count as usize)
        .map(|i| (first + i as f64) * step)
        .collect();
    rows.upright(ticks.iter().map(|year| ("grid", at(*year))), top, bottom);
    for tick in &ticks {
        let month = (tick * 12.0).round();
        let label = match by_month {
            true => format!(
                "{:.0}-{:02.0}",
                (month / 12.0).floor(),
                month.rem_euclid(12.0) + 1.0
            ),
            false => format!("{tick:.0}"),
        };
        rows.picture
            .text("mid", &percent(at(*tick)), bottom + LINE, &label);
    }
    rows.picture.height = bottom + if ticks.is_empty() { 0.0 } else { LINE + 6.0 };
    rows.picture
}
