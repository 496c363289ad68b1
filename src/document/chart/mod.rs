//! Charts: a fence `` ```chart bar {title="…"} `` with values, or the values of a file beside the text.
//!
//! 1. [`fence`] parts the first line into words,
//! 2. [`csv`] parts the values, each with its place,
//! 3. [`read()`] makes [`Data`] of them, or says what is wrong with which value.
//!
//! Nothing is drawn here: how a chart looks is in `page/chart/`.

mod csv;
pub(crate) mod fence;
mod read;

use std::ops::Range;

pub(crate) use self::read::{Source, kind_named, read};
use super::section::timeline::When;

/// What a chart shows, and what is said of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Chart {
    pub(crate) kind: Kind,
    /// The fence in its file.
    pub(crate) span: Range<usize>,
    /// May be empty, as the others.
    pub(crate) title: String,
    pub(crate) caption: String,
    /// What the values count.
    pub(crate) unit: String,
    /// Index into the ids of its text.
    pub(crate) id: Option<u32>,
    pub(crate) data: Data,
}

/// How a chart shows its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// As the lengths of bars: beside each other or one on another, standing or lying.
    Bar { stacked: bool, horizontal: bool },
    /// As a line through points.
    Line,
    /// As dots on a line for each label.
    Dot,
    /// As parts of a square.
    Share,
    /// As days on a line.
    Timeline,
}

/// What charts are called, with the most lines of values that each may have.
pub(crate) const KINDS: [(&str, Kind, usize); 5] = [
    ("bar", Kind::BAR, 60),
    ("line", Kind::Line, 1000),
    ("dot", Kind::Dot, 60),
    ("share", Kind::Share, 8),
    ("timeline", Kind::Timeline, 60),
];

impl Kind {
    const BAR: Self = Self::Bar {
        stacked: false,
        horizontal: false,
    };

    /// Its name, and the most lines of values it may have.
    fn facts(self) -> (&'static str, usize) {
        let same = |other: &Self| std::mem::discriminant(other) == std::mem::discriminant(&self);
        let facts = KINDS.iter().find(|(_, kind, _)| same(kind));
        facts.map_or(("", 0), |(name, _, most)| (*name, *most))
    }

    /// Its name, as in a fence.
    pub(crate) fn name(self) -> &'static str {
        self.facts().0
    }
}

/// Most series of a chart: as many colours as can be told apart.
pub(crate) const MOST_SERIES: usize = 8;

/// The values of a chart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Data {
    Numbers(Table),
    Events {
        /// What its two columns are called.
        heads: [String; 2],
        events: Vec<(When, String)>,
    },
}

/// Labels with a number for each in every series.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Table {
    /// What the labels are called; may be empty.
    pub(crate) corner: String,
    pub(crate) labels: Vec<String>,
    pub(crate) series: Vec<Series>,
}

/// A column of numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Series {
    pub(crate) name: String,
    /// One for each label; `None` is a gap.
    pub(crate) values: Vec<Option<Number>>,
}

/// A number, and how many digits it is written with behind the point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Number {
    pub(crate) value: f64,
    pub(crate) decimals: usize,
}

impl Table {
    /// Every value, with the places of its label and of its series.
    pub(crate) fn values(&self) -> impl Iterator<Item = (usize, usize, Number)> {
        let series = self.series.iter().enumerate();
        series.flat_map(|(s, series)| {
            let values = series.values.iter().enumerate();
            values.filter_map(move |(at, number)| Some((at, s, (*number)?)))
        })
    }
}

impl Data {
    /// What readers see of it besides numbers.
    pub(crate) fn words(&self) -> Vec<&str> {
        match self {
            Self::Numbers(table) => {
                let names = table.series.iter().map(|series| &series.name);
                names.chain(&table.labels).map(String::as_str).collect()
            }
            Self::Events { events, .. } => events.iter().map(|(_, text)| text.as_str()).collect(),
        }
    }
}
