//! Charts whose labels are side by side below: standing bars, lines.

use std::fmt::Write as _;

use super::number::Axis;
use super::text::{LINE, width, wrap};
use super::{Drawing, NARROW, Picture, WIDE};
use crate::base::partial_date::PartialDate;
use crate::document::chart::{Number, Table};
use crate::document::section::timeline::start;
use crate::lang::english::MONTHS;

/// Height between the ends of the axis.
const HEIGHT: f64 = 200.0;
/// Above the highest tick: what the numbers count, or a number over its bar.
const TOP: f64 = 30.0;
/// Most lines of a label.
const MOST_LINES: usize = 3;
/// Least width of a bar.
const THIN: f64 = 3.0;
/// Widest part of the chart that the bars of one label take, in percent.
const WIDEST: f64 = 24.0;
/// From so many points on, a line has no dots.
const MANY: usize = 40;

/// The axis at the left.
struct Frame {
    axis: Axis,
    left: f64,
}

impl Frame {
    fn new(drawing: &Drawing<'_>, low: f64, high: f64) -> Self {
        let axis = Axis::of(low, high, 4.0, drawing.measure);
        let widest = axis.ticks.iter().map(|(_, label)| width(label));
        let left = widest.fold(0.0, f64::max) + 8.0;
        Self { axis, left }
    }

    fn y(&self, value: f64) -> f64 {
        TOP + (1.0 - self.axis.at(value)) * HEIGHT
    }

    /// The lines of the axis, and what its numbers count.
    fn draw(&self, drawing: &Drawing<'_>, picture: &mut Picture) {
        for (value, label) in &self.axis.ticks {
            let y = self.y(*value);
            let class = if *value == 0.0 { "zero" } else { "grid" };
            picture.line(class, ["0", "100%"], [y, y]);
            picture.text("end", "-8", y + 4.5, label);
        }
        if !drawing.chart.unit.is_empty() {
            picture.text("", &format!("{:.0}", -self.left), 12.0, &drawing.chart.unit);
        }
    }
}

/// Standing bars. `None` if their labels have no room: they lie down then.
pub(super) fn bars(drawing: &Drawing<'_>, table: &Table, stacked: bool) -> Option<Picture> {
    let sums: Vec<[f64; 2]> = (0..table.labels.len()).map(|at| sums(table, at)).collect();
    let values = || table.values().map(|(.., number)| number.value);
    let (low, high) = match stacked {
        true => {
            let low = sums.iter().map(|[low, _]| *low).fold(0.0, f64::min);
            (low, sums.iter().map(|[_, high]| *high).fold(0.0, f64::max))
        }
        false => (values().fold(0.0, f64::min), values().fold(0.0, f64::max)),
    };
    let frame = Frame::new(drawing, low, high);
    let n = table.labels.len() as f64;
    let bars = if stacked {
        1.0
    } else {
        table.series.len() as f64
    };
    let slot = 100.0 / n;
    let group = (slot * 0.8).min(WIDEST);
    let bar = group / bars;
    let room = NARROW - frame.left;
    if bar / 100.0 * room < THIN {
        return None;
    }
    let centres: Vec<f64> = (0..table.labels.len())
        .map(|at| (at as f64 + 0.5) * slot)
        .collect();
    let labels = Labels::below(&table.labels, &centres, room, frame.left)?;
    let mut picture = Picture::new(
        frame.left,
        0.0,
        TOP + HEIGHT + 11.0 + LINE * labels.lines() as f64,
    );
    frame.draw(drawing, &mut picture);
    let mut over: Vec<(f64, f64, bool, Number)> = Vec::new();
    for (at, centre) in centres.iter().enumerate() {
        let (mut up, mut down) = (0.0, 0.0);
        for (s, series) in table.series.iter().enumerate() {
            let Some(number) = series.values[at] else {
                continue;
            };
            let value = number.value;
            let (from, to, left) = match stacked {
                true if value >= 0.0 => {
                    up += value;
                    (up - value, up, centre - group / 2.0)
                }
                true => {
                    down += value;
                    (down - value, down, centre - group / 2.0)
                }
                false => (0.0, value, centre - group / 2.0 + s as f64 * bar),
            };
            let (top, bottom) = (frame.y(from.max(to)), frame.y(from.min(to)));
            let wide = if bars > 1.0 { bar * 0.92 } else { bar };
            if value != 0.0 {
                let class = drawing.class(s, at);
                picture.rect(class, [left, wide], [top, bottom - top]);
            }
            if !stacked {
                over.push((left + wide / 2.0, to, value < 0.0, number));
            }
        }
        if stacked && down == 0.0 {
            let decimals = table.values().map(|(.., n)| n.decimals).max();
            let sum = Number {
                value: up,
                decimals: decimals.unwrap_or(0),
            };
            over.push((*centre, up, false, sum));
        }
    }
    let widest = over.iter().map(|(.., n)| width(&drawing.measure.short(*n)));
    let widest = widest.fold(0.0, f64::max) + 4.0;
    let pitch = if bars > 1.0 { bar } else { slot } / 100.0;
    let class = if widest <= pitch * room {
        Some("mid")
    } else {
        (widest <= pitch * (WIDE - frame.left)).then_some("mid wide-only")
    };
    if let Some(class) = class {
        for (x, value, is_below, number) in over {
            let y = frame.y(value) + if is_below { 15.0 } else { -6.0 };
            picture.text(class, &percent(x), y, &drawing.measure.short(number));
        }
    }
    labels.draw(&centres, TOP + HEIGHT, &mut picture);
    Some(picture)
}

/// What the values below and above zero of a label add up to.
fn sums(table: &Table, at: usize) -> [f64; 2] {
    let values = || {
        table
            .series
            .iter()
            .filter_map(|s| s.values[at])
            .map(|n| n.value)
    };
    [
        values().filter(|v| *v < 0.0).sum(),
        values().filter(|v| *v > 0.0).sum(),
    ]
}

/// Lines.
pub(super) fn lines(drawing: &Drawing<'_>, table: &Table) -> Picture {
    let values = || table.values().map(|(.., number)| number.value);
    let (mut low, high) = (
        values().fold(f64::INFINITY, f64::min),
        values().fold(f64::NEG_INFINITY, f64::max),
    );
    // A line need not begin at zero, but does if that costs it little.
    if low > 0.0 && low < high * 0.6 || low == high {
        low = low.min(0.0);
    }
    let mut frame = Frame::new(drawing, low, high);
    let centres = positions(&table.labels);
    let half = |label: Option<&String>| label.map_or(0.0, |label| width(label) / 2.0).min(60.0);
    let right = half(table.labels.last()).max(8.0);
    frame.left = frame.left.max(half(table.labels.first()).min(44.0));
    let room = NARROW - frame.left - right;
    let labels = Labels::thinned(&table.labels, &centres, room, frame.left);
    let mut picture = Picture::new(frame.left, right, TOP + HEIGHT + 11.0 + LINE);
    frame.draw(drawing, &mut picture);
    let height = picture.height;
    for (s, series) in table.series.iter().enumerate() {
        let class = drawing.class(s, usize::MAX);
        let mut path = String::new();
        let mut is_down = false;
        let points = series.values.iter().zip(&centres);
        for (number, x) in points.clone() {
            match number {
                Some(number) => {
                    let pen = if is_down { 'L' } else { 'M' };
                    let _ = write!(path, "{pen}{:.1} {:.1}", x * 10.0, frame.y(number.value));
                    is_down = true;
                }
                None => is_down = false,
            }
        }
        let _ = write!(
            picture.svg,
            "<svg viewBox=\"0 0 1000 {height:.0}\" preserveAspectRatio=\"none\"><path class=\"{class} stroke\" d=\"{path}\"/></svg>"
        );
        let is_alone = |at: usize| {
            let has = |at: Option<usize>| at.and_then(|at| *series.values.get(at)?).is_some();
            !has(at.checked_sub(1)) && !has(Some(at + 1))
        };
        for (at, (number, x)) in points.enumerate() {
            if let Some(number) = number
                && (table.labels.len() <= MANY || is_alone(at))
            {
                picture.mark(s, class, *x, frame.y(number.value));
            }
        }
    }
    labels.draw(&centres, TOP + HEIGHT, &mut picture);
    picture
}

/// Where labels are, in percent: at their distances if all are dates or numbers that go on, else at equal ones.
fn positions(labels: &[String]) -> Vec<f64> {
    let n = labels.len();
    if n == 1 {
        return vec![50.0];
    }
    let days: Option<Vec<f64>> = labels.iter().map(|label| day(label)).collect();
    let numbers = || -> Option<Vec<f64>> {
        // `5분`, `10분`: numbers of the same thing.
        let unit = number(&labels[0])?.1;
        let of_unit = |label| number(label).filter(|(_, u)| *u == unit);
        labels.iter().map(|l| of_unit(l).map(|(n, _)| n)).collect()
    };
    let goes_on = |at: &Vec<f64>| at.is_sorted_by(|a, b| a < b);
    let distances = days.filter(goes_on).or_else(|| numbers().filter(goes_on));
    let at = distances.unwrap_or_else(|| (0..n).map(|at| at as f64).collect());
    let (first, last) = (at[0], at[n - 1]);
    at.iter()
        .map(|at| (at - first) / (last - first) * 100.0)
        .collect()
}

/// The number that a label begins with, and what is behind it.
fn number(label: &str) -> Option<(f64, &str)> {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '−');
    let end = label.find(|c| !is_of_number(c)).unwrap_or(label.len());
    let (number, unit) = label.split_at(end);
    let number = number.replace(',', "").replace('−', "-").parse().ok()?;
    Some((number, unit.trim()))
}

/// The first day of a date, in years.
fn day(label: &str) -> Option<f64> {
    let (year, month, day) = start(PartialDate::parse(label)?);
    Some(f64::from(year) + (f64::from(month) - 1.0) / 12.0 + (f64::from(day) - 1.0) / 372.0)
}

/// Whether a label is a month or a day of the week in English, or a quarter: `Jan`, `March 2025`, `Fri`, `Q1`.
fn is_of_calendar(label: &str) -> bool {
    const DAYS: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let (name, rest) = label.split_once(' ').unwrap_or((label, ""));
    let name = name.trim_end_matches(['.', ',']).to_ascii_lowercase();
    let is_quarter = name
        .strip_prefix('q')
        .is_some_and(|n| ["1", "2", "3", "4"].contains(&n));
    let mut names = MONTHS.iter().chain(&DAYS);
    let is_name = name.len() >= 3 && names.any(|full| full.starts_with(&*name));
    (is_quarter || is_name)
        && rest
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '\'' | '’'))
}

/// Whether one counts in such steps: 1 to 6, and these with zeros behind.
fn is_round(mut step: usize) -> bool {
    while step >= 10 && step.is_multiple_of(10) {
        step /= 10;
    }
    step <= 6
}

/// Labels below an axis.
enum Labels {
    /// All, on several lines.
    All(Vec<Vec<String>>),
    /// Those that have room: always, or on wide screens alone.
    Some(Vec<(String, Option<bool>)>),
}

impl Labels {
    /// All of them on few lines, or of what goes on evenly those that have room. `None` if there is no room.
    fn below(labels: &[String], centres: &[f64], room: f64, left: f64) -> Option<Self> {
        let slot = room / labels.len() as f64 - 4.0;
        let wrapped = labels.iter().map(|label| wrap(label, slot));
        let wrapped: Vec<_> = wrapped.collect();
        if wrapped
            .iter()
            .all(|(lines, whole)| *whole && lines.len() <= MOST_LINES)
        {
            return Some(Self::All(
                wrapped.into_iter().map(|(lines, _)| lines).collect(),
            ));
        }
        // Years, days, hours, months: who sees some knows the others.
        let goes_on = |label: &String| {
            label.starts_with(|c: char| c.is_ascii_digit()) || is_of_calendar(label)
        };
        let short = |label: &String| width(label) < room / 3.0;
        let even = labels.len() > 3 && labels.iter().all(goes_on) && labels.iter().all(short);
        even.then(|| Self::thinned(labels, centres, room, left))
    }

    /// Every second of them, every third, …: as many as have room on a narrow screen, and more on a wide one.
    fn thinned(labels: &[String], centres: &[f64], room: f64, left: f64) -> Self {
        let fits = |step: usize, room: f64| {
            let mut end = f64::NEG_INFINITY;
            (0..labels.len()).step_by(step).all(|at| {
                let (x, half) = (centres[at] / 100.0 * room, width(&labels[at]) / 2.0);
                let free = x - half >= end + 6.0;
                end = x + half;
                free
            })
        };
        let step = |room: f64, of: usize| {
            let steps = (1..).map(|k| k * of);
            steps
                .take_while(|k| *k < labels.len())
                .filter(|k| is_round(*k))
                .find(|k| fits(*k, room))
        };
        let wide = step(room + WIDE - NARROW, 1).unwrap_or(labels.len().max(1));
        let narrow = step(room, wide).unwrap_or(labels.len().max(1));
        let shown = labels.iter().enumerate().map(|(at, label)| {
            let class = match at {
                at if at.is_multiple_of(narrow) => Some(true),
                at if at.is_multiple_of(wide) => Some(false),
                _ => None,
            };
            // The first may be wider than the margin.
            (
                label.clone(),
                class.filter(|_| at > 0 || width(label) / 2.0 <= left + 12.0 || labels.len() == 1),
            )
        });
        Self::Some(shown.collect())
    }

    fn lines(&self) -> usize {
        match self {
            Self::All(labels) => labels.iter().map(Vec::len).max().unwrap_or(1),
            Self::Some(_) => 1,
        }
    }

    fn draw(&self, centres: &[f64], bottom: f64, picture: &mut Picture) {
        match self {
            Self::All(labels) => {
                for (lines, x) in labels.iter().zip(centres) {
                    picture.lines("mid", &percent(*x), bottom + LINE + 5.0, lines);
                }
            }
            Self::Some(labels) => {
                for ((label, always), x) in labels.iter().zip(centres) {
                    let class = match always {
                        Some(true) => "mid",
                        Some(false) => "mid wide-only",
                        None => continue,
                    };
                    picture.text(class, &percent(*x), bottom + LINE + 5.0, label);
                }
            }
        }
    }
}

/// A place from the left, in percent.
pub(super) fn percent(x: f64) -> String {
    let text = format!("{x:.2}");
    format!("{}%", text.trim_end_matches('0').trim_end_matches('.'))
}
