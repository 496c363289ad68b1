//! A date that may say less than a day: of what was published in a year or a month, often no more is known.

use std::fmt;

use jiff::civil::Date;

/// A year, a month or a day of the calendar (ISO 8601-1, 5.2.2: complete, and with reduced precision).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    /// Its first day.
    pub(crate) first: Date,
    /// How much of it is said.
    pub(crate) precision: Precision,
}

/// How much a date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Precision {
    Year,
    Month,
    Day,
}

impl PartialDate {
    /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, years 1 to 9999.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (precision, rest) = match text.len() {
            4 => (Precision::Year, "-01-01"),
            7 => (Precision::Month, "-01"),
            10 => (Precision::Day, ""),
            _ => return None,
        };
        let first = format!("{text}{rest}").parse::<Date>().ok()?;
        (first.year() > 0).then_some(Self { first, precision })
    }

    /// The day, if it says one.
    pub(crate) fn day(self) -> Option<Date> {
        (self.precision == Precision::Day).then_some(self.first)
    }
}

/// As it is parsed, which is what `datetime` of HTML and JSON-LD take too.
impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.year(), self.first.month());
        match self.precision {
            Precision::Year => write!(f, "{year:04}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => self.first.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    #[test]
    fn a_date_keeps_the_precision_it_is_written_with() {
        for text in ["2025", "2025-07", "2025-07-04", "0987-12"] {
            assert_eq!(PartialDate::parse(text).unwrap().to_string(), text);
        }
        for text in [
            "",
            "25",
            "0000",
            "2025-7",
            "2025-13",
            "2025-02-30",
            "2025-0",
            "2025.07",
            "20250704",
            "２０",
            "2025-",
            "-2025",
            "+2025-1",
            "2025-07-",
            "2025071",
        ] {
            assert_eq!(PartialDate::parse(text), None, "{text}");
        }
    }
}
