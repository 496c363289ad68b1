//! Numbers as readers of a language write them, and the ticks of an axis.

use crate::document::chart::Number;
use crate::lang::Language;

/// From this number on, numbers are shortened: 100,000 is 10만 or 100K.
const LONG: f64 = 100_000.0;

const KOREAN: [(f64, &str); 4] = [(1e16, "경"), (1e12, "조"), (1e8, "억"), (1e4, "만")];
const ENGLISH: [(f64, &str); 4] = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K")];

/// What units begin with that count in thousands or more.
const COUNTED: [&str; 14] = [
    "천", "만", "백만", "천만", "억", "십억", "조", "경", "thousand", "million", "billion",
    "trillion", "bn", "tn",
];

/// What Korean writes behind digits without a space.
const MAGNITUDES: [char; 5] = ['천', '만', '억', '조', '경'];

/// What all numbers of a chart are counted in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measure {
    pub(super) size: f64,
    suffix: &'static str,
}

impl Measure {
    /// Of a chart whose largest number is this one.
    pub(super) fn of(largest: f64, unit: &str, language: Language) -> Self {
        let sizes = match language {
            Language::Korean => &KOREAN[..],
            Language::English => &ENGLISH,
            Language::Other => &[],
        };
        let unit = unit.to_lowercase();
        let is_counted = COUNTED.iter().any(|counted| unit.starts_with(counted));
        let size = sizes.iter().find(|(size, _)| *size <= largest);
        match size.filter(|_| largest >= LONG && !is_counted) {
            Some((size, suffix)) => Self {
                size: *size,
                suffix,
            },
            None => Self {
                size: 1.0,
                suffix: "",
            },
        }
    }

    /// A number, shortened.
    pub(super) fn short(self, number: Number) -> String {
        if self.size <= 1.0 {
            return grouped(number.value, number.decimals);
        }
        let value = number.value / self.size;
        if value.abs() < 0.01 {
            return grouped(number.value, number.decimals);
        }
        let decimals = match value.abs() {
            v if v >= 100.0 => 0,
            v if v >= 10.0 => 1,
            _ => 2,
        };
        let mut text = grouped(value, decimals);
        if decimals > 0 {
            text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
        }
        text + self.suffix
    }

    /// A tick, in this measure.
    fn tick(self, value: f64, decimals: usize) -> String {
        match value == 0.0 {
            true => "0".to_owned(),
            false => grouped(value, decimals) + self.suffix,
        }
    }
}

/// A number with commas between its thousands.
pub(super) fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    let is_zero = text.bytes().all(|b| matches!(b, b'0' | b'.'));
    if value < 0.0 && !is_zero {
        out.push('−');
    }
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A number with what it counts.
pub(super) fn with_unit(number: &str, unit: &str) -> String {
    match unit {
        "" => number.to_owned(),
        "%" | "℃" | "°" | "°C" => format!("{number}{unit}"),
        "$" | "US$" | "₩" | "€" | "£" | "¥" => match number.strip_prefix('−') {
            Some(number) => format!("−{unit}{number}"),
            None => format!("{unit}{number}"),
        },
        // 63조 원, not 63 조 원.
        _ if unit.starts_with(MAGNITUDES) => format!("{number}{unit}"),
        _ => format!("{number} {unit}"),
    }
}

/// The ends of an axis and the ticks on it, each with its label.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) ticks: Vec<(f64, String)>,
}

impl Axis {
    /// An axis with about so many ticks, at round numbers.
    pub(super) fn of(low: f64, high: f64, about: f64, measure: Measure) -> Self {
        let (low, high) = (low / measure.size, high / measure.size);
        // One value is on an axis from zero, and zero on one to 1.
        let (low, high) = match high - low > 0.0 {
            true => (low, high),
            false if high > 0.0 => (0.0, high),
            false if low < 0.0 => (low, 0.0),
            false => (0.0, 1.0),
        };
        let raw = (high - low) / about;
        let power = raw.log10().floor();
        let base = 10_f64.powf(power);
        let steps = [1.0, 2.0, 2.5, 5.0, 10.0];
        let factor = steps
            .into_iter()
            .find(|s| s * base >= raw * 0.999_999)
            .unwrap_or(10.0);
        let step = factor * base;
        let decimals = (-power).max(0.0) as usize + usize::from(factor == 2.5 && power < 1.0);
        let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
        let last = last.max(first + 1.0);
        let count = (last - first) as usize;
        let ticks = (0..=count).map(|i| {
            let value = (first + i as f64) * step;
            (value * measure.size, measure.tick(value, decimals.min(9)))
        });
        Self {
            low: first * step * measure.size,
            high: last * step * measure.size,
            ticks: ticks.collect(),
        }
    }

    /// Where a number is on it, from 0 to 1.
    pub(super) fn at(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, Measure, grouped, with_unit};
    use crate::document::chart::Number;
    use crate::lang::Language;

    #[test]
    fn numbers_are_shortened_as_the_language_counts() {
        let short = |value: f64, largest: f64, unit: &str, language| {
            let number = Number { value, decimals: 0 };
            Measure::of(largest, unit, language).short(number)
        };
        use Language::{English, Korean};
        for (value, largest, unit, korean, english) in [
            (63e12, 63e12, "원", "63조", "63T"),
            (1.5e12, 63e12, "", "1.5조", "1.5T"),
            (123_456_789.0, 123_456_789.0, "", "1.23억", "123M"),
            (11_172.0, 11_172.0, "", "11,172", "11,172"),
            (-250_000.0, 250_000.0, "", "−25만", "−250K"),
            (0.0, 1e9, "", "0", "0"),
            (1.0, 1e9, "", "1", "1"),
            (250_000.0, 250_000.0, "억 원", "250,000", "250K"),
            (250_000.0, 250_000.0, "million won", "25만", "250,000"),
        ] {
            if unit != "million won" {
                assert_eq!(short(value, largest, unit, Korean), korean);
            }
            if unit != "억 원" {
                assert_eq!(short(value, largest, unit, English), english);
            }
        }
        assert_eq!(grouped(-1234.5, 1), "−1,234.5");
        assert_eq!(grouped(-0.01, 1), "0.0");
        assert_eq!(with_unit("63조", "원"), "63조 원");
        assert_eq!(with_unit("63", "조 원"), "63조 원");
        assert_eq!(with_unit("−3", "$"), "−$3");
        assert_eq!(with_unit("3", "%"), "3%");
    }

    #[test]
    fn ticks_are_at_round_numbers() {
        let ticks = |low: f64, high: f64| {
            let measure = Measure::of(f64::max(high, -low), "", Language::Korean);
            let axis = Axis::of(low, high, 4.0, measure);
            assert!(axis.low <= low && axis.high >= high, "{axis:?}");
            let ticks: Vec<String> = axis.ticks.into_iter().map(|(_, label)| label).collect();
            ticks.join(" ")
        };
        assert_eq!(ticks(0.0, 63.0), "0 20 40 60 80");
        assert_eq!(ticks(0.0, 10.0), "0 2.5 5.0 7.5 10.0");
        assert_eq!(ticks(0.0, 0.4), "0 0.1 0.2 0.3 0.4");
        assert_eq!(ticks(-30.0, 45.0), "−40 −20 0 20 40 60");
        assert_eq!(ticks(0.0, 63e12), "0 20조 40조 60조 80조");
        assert_eq!(ticks(0.0, 0.0), "0 0.25 0.50 0.75 1.00");
        assert_eq!(ticks(0.0, 1000.0), "0 250 500 750 1,000");
        assert_eq!(ticks(-5.0, -5.0), "−6 −4 −2 0");
    }
}
