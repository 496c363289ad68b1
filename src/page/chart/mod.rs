//! Charts as a page shows them: a picture (SVG), and its values as a table that can be opened.
//!
//! There is one picture for all widths. What is across is in percent, what is down in pixels, and text has one size, so that a
//! narrow screen changes distances and not letters. Whether labels have room is decided here for the narrowest screen
//! ([`NARROW`]); what has room on a wide one alone has the class `wide-only`. Colours are those of the theme, by classes.
//!
//! 1. [`columns`] has labels side by side below an axis (bars, lines),
//! 2. [`rows`] has labels one below the other (lying bars, dots, days),
//! 3. [`share`] has squares.

mod columns;
mod number;
mod rows;
mod share;
mod table;
mod text;

use std::fmt::Write as _;

use self::number::{Measure, with_unit};
pub(crate) use self::table::as_markdown;
use super::view::Subject;
use super::{Composer, PageContext};
use crate::base::ids::DocumentId;
use crate::base::text::{push_attribute, push_text};
use crate::document::chart::{Chart, Data, Kind, Number, Table};
use crate::document::section::timeline::When;
use crate::lang::LanguageId;

/// Width of a chart on a screen of 320 pixels.
const NARROW: f64 = 276.0;
/// Width from which labels of the class `wide-only` are shown, as in `chart.css`.
const WIDE: f64 = 544.0;

/// Classes of colours.
const CLASSES: [&str; 8] = ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"];

/// What a picture is drawn from besides its values.
struct Drawing<'d> {
    chart: &'d Chart,
    measure: Measure,
    /// The colour of each series, or of each label where there is one series.
    colours: Vec<usize>,
    by_label: bool,
}

impl Drawing<'_> {
    /// The class of a value, by its series and its label.
    fn class(&self, series: usize, label: usize) -> &'static str {
        let at = if self.by_label { label } else { series };
        CLASSES[self.colours.get(at).copied().unwrap_or(0) % CLASSES.len()]
    }
}

/// An SVG being drawn.
struct Picture {
    svg: String,
    /// Pixels left and right of what percentages count in.
    left: f64,
    right: f64,
    height: f64,
}

impl Picture {
    fn new(left: f64, right: f64, height: f64) -> Self {
        Self {
            svg: String::new(),
            left,
            right,
            height,
        }
    }

    fn rect(&mut self, class: &str, [x, width]: [f64; 2], [y, height]: [f64; 2]) {
        let (x, width) = (columns::percent(x), columns::percent(width));
        // What is not zero is to be seen.
        let height = height.max(1.0);
        let _ = write!(
            self.svg,
            "<rect class=\"{class}\" x=\"{x}\" y=\"{y:.1}\" width=\"{width}\" height=\"{height:.1}\"/>"
        );
    }

    fn line(&mut self, class: &str, [x1, x2]: [&str; 2], [y1, y2]: [f64; 2]) {
        let _ = write!(
            self.svg,
            "<line class=\"{class}\" x1=\"{x1}\" x2=\"{x2}\" y1=\"{y1:.1}\" y2=\"{y2:.1}\"/>"
        );
    }

    fn text(&mut self, class: &str, x: &str, y: f64, text: &str) {
        self.shifted(class, x, 0, y, text);
    }

    fn shifted(&mut self, class: &str, x: &str, dx: i32, y: f64, text: &str) {
        self.svg.push_str("<text");
        if !class.is_empty() {
            let _ = write!(self.svg, " class=\"{class}\"");
        }
        if dx != 0 {
            let _ = write!(self.svg, " dx=\"{dx}\"");
        }
        let _ = write!(self.svg, " x=\"{x}\" y=\"{y:.1}\">");
        push_text(&mut self.svg, text);
        self.svg.push_str("</text>");
    }

    fn lines(&mut self, class: &str, x: &str, y: f64, lines: &[String]) {
        for (line, i) in lines.iter().zip(0_u16..) {
            self.text(class, x, y + f64::from(i) * text::LINE, line);
        }
    }

    /// A point of a series: each has a form of its own, so that colours are not all that tells them apart.
    fn mark(&mut self, series: usize, class: &str, x: f64, y: f64) {
        let x = columns::percent(x);
        let form = match series % 4 {
            0 => {
                let _ = write!(
                    self.svg,
                    "<circle class=\"{class} mark\" cx=\"{x}\" cy=\"{y:.1}\" r=\"4.5\"/>"
                );
                return;
            }
            1 => "M-4-4h8v8h-8z",
            2 => "M0-5.5 5.5 0 0 5.5-5.5 0z",
            _ => "M0-5 5 4h-10z",
        };
        let _ = write!(
            self.svg,
            "<svg x=\"{x}\" y=\"{y:.1}\"><path class=\"{class} mark\" d=\"{form}\"/></svg>"
        );
    }
}

impl Composer<'_> {
    /// Writes a chart of a text: the picture and its table; where the theme's style sheets are not, the table alone.
    pub(super) fn chart(
        &self,
        document: DocumentId,
        index: u32,
        context: &PageContext<'_>,
        out: &mut String,
    ) {
        let chart = &self.model.document(document).parsed.body.charts[index as usize];
        let id = self.model.language_of(document);
        if context.absolute.is_some() {
            self.chart_table(chart, id, out);
            return;
        }
        if !chart.title.is_empty() {
            out.push_str("<p class=\"chart-title\">");
            push_text(out, &chart.title);
            out.push_str("</p>\n");
        }
        let drawing = self.drawing(chart, id, context.subjects);
        if let Data::Numbers(table) = &chart.data {
            legend(&drawing, table, out);
        }
        let picture = self.picture(&drawing, id);
        let Picture {
            svg,
            left,
            right,
            height,
        } = picture;
        let kind = chart.kind.name();
        let _ = write!(
            out,
            "<svg class=\"chart-{kind}\" role=\"img\" style=\"height:{height:.0}px;margin-left:{left:.0}px;width:calc(100% - {:.0}px)\" aria-label=\"",
            left.round() + right.round()
        );
        push_attribute(out, &self.chart_summary(&drawing, id));
        let _ = write!(out, "\">{svg}</svg>\n<details><summary>");
        let words = self.model.words(id);
        push_text(out, words.get("chart_data"));
        out.push_str("</summary><div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
        push_attribute(out, words.get("table"));
        out.push_str("\">");
        self.chart_table(chart, id, out);
        out.push_str("</div></details>\n");
    }

    fn drawing<'d>(&self, chart: &'d Chart, id: LanguageId, subjects: &[Subject]) -> Drawing<'d> {
        let language = self.model.site().language(id).language;
        let Data::Numbers(table) = &chart.data else {
            return Drawing {
                chart,
                measure: Measure::of(0.0, "", language),
                colours: Vec::new(),
                by_label: false,
            };
        };
        let largest = table
            .values()
            .map(|(.., n)| n.value.abs())
            .fold(0.0, f64::max);
        let subject = |name: &String| {
            let same = |s: &Subject| !s.name.is_empty() && s.name == *name;
            subjects.iter().position(same)
        };
        let is_share = chart.kind == Kind::Share;
        let is_line = chart.kind == Kind::Line;
        let by_label = is_share
            || table.series.len() == 1
                && !is_line
                && table.labels.iter().any(|l| subject(l).is_some());
        let names: Vec<Option<usize>> = match by_label {
            true => table.labels.iter().map(subject).collect(),
            false => table.series.iter().map(|s| subject(&s.name)).collect(),
        };
        let mut free = (0..CLASSES.len()).filter(|c| !names.contains(&Some(*c)));
        let colours = names.iter().map(|name| match name {
            Some(subject) => *subject,
            // Beside subjects, other bars are of one colour that is none of theirs.
            None if by_label && !is_share => CLASSES.len() - 2,
            None => free.next().unwrap_or(0),
        });
        Drawing {
            chart,
            measure: Measure::of(largest, &chart.unit, language),
            colours: colours.collect(),
            by_label,
        }
    }

    fn picture(&self, drawing: &Drawing<'_>, id: LanguageId) -> Picture {
        match (&drawing.chart.data, drawing.chart.kind) {
            (Data::Events { events, .. }, _) => {
                let events = events
                    .iter()
                    .map(|(when, text)| (*when, self.when(*when, id), text.clone()));
                rows::days(drawing, &events.collect::<Vec<_>>())
            }
            (
                Data::Numbers(table),
                Kind::Bar {
                    stacked,
                    horizontal,
                },
            ) => {
                let standing = (!horizontal).then(|| columns::bars(drawing, table, stacked));
                standing
                    .flatten()
                    .unwrap_or_else(|| rows::bars(drawing, table, stacked))
            }
            (Data::Numbers(table), Kind::Dot) => rows::dots(drawing, table),
            (Data::Numbers(table), Kind::Share) => share::draw(drawing, table),
            (Data::Numbers(table), Kind::Line | Kind::Timeline) => columns::lines(drawing, table),
        }
    }

    /// A date or span in words.
    fn when(&self, (first, last): When, id: LanguageId) -> String {
        let first = self.partial_date(first, id).text;
        match last {
            None => first,
            Some(last) => {
                let last = self.partial_date(last, id).text;
                let words = [("from", first.as_str()), ("to", last.as_str())];
                filled(self.model.words(id).get("date_span"), &words)
            }
        }
    }

    /// What a chart shows, in a sentence.
    fn chart_summary(&self, drawing: &Drawing<'_>, id: LanguageId) -> String {
        let (chart, words) = (drawing.chart, self.model.words(id));
        let kind = words.get(match chart.kind {
            Kind::Bar { .. } => "chart_bar",
            Kind::Line => "chart_line",
            Kind::Dot => "chart_dot",
            Kind::Share => "chart_share",
            Kind::Timeline => "chart_timeline",
        });
        let title = [&chart.title, &chart.caption]
            .into_iter()
            .find(|t| !t.is_empty());
        let title = title.map_or(String::new(), |title| format!(" ({title})"));
        match &chart.data {
            Data::Events { events, .. } => {
                let by_start =
                    |(when, _): &&(When, String)| crate::document::section::timeline::start(when.0);
                let first = events.iter().min_by_key(by_start);
                let last = events.iter().max_by_key(by_start);
                let date = |event: Option<&(When, String)>| {
                    event.map_or(String::new(), |(when, _)| self.when(*when, id))
                };
                let (n, first, last) = (events.len().to_string(), date(first), date(last));
                let values = [
                    ("kind", kind),
                    ("title", title.as_str()),
                    ("n", &n),
                    ("first", &first),
                    ("last", &last),
                ];
                filled(words.get("chart_events"), &values)
            }
            Data::Numbers(table) => {
                let values: Vec<(usize, usize, Number)> = table.values().collect();
                let by_value = |a: &&(usize, usize, Number), b: &&(usize, usize, Number)| {
                    a.2.value.total_cmp(&b.2.value)
                };
                let named = |found: Option<&(usize, usize, Number)>| {
                    found.map_or(String::new(), |(at, s, number)| {
                        let mut name = table.labels[*at].clone();
                        if table.series.len() > 1 {
                            let _ = write!(name, ", {}", table.series[*s].name);
                        }
                        let number = drawing.measure.short(*number);
                        format!("{} ({name})", with_unit(&number, &chart.unit))
                    })
                };
                let largest = named(values.iter().rev().max_by(by_value));
                let smallest = named(values.iter().min_by(by_value));
                let n = values.len().to_string();
                let given = [
                    ("kind", kind),
                    ("title", title.as_str()),
                    ("n", &n),
                    ("largest", &largest),
                    ("smallest", &smallest),
                ];
                filled(words.get("chart_summary"), &given)
            }
        }
    }
}

/// The names of series, or of parts with their values, each with its colour.
fn legend(drawing: &Drawing<'_>, table: &Table, out: &mut String) {
    let is_share = drawing.chart.kind == Kind::Share;
    let entries: Vec<(&'static str, String)> = if is_share {
        let Some(series) = table.series.first() else {
            return;
        };
        let entry = |(at, label): (usize, &String)| {
            let number = series.values[at].map(|n| drawing.measure.short(n));
            let value = number.map_or("–".to_owned(), |n| with_unit(&n, &drawing.chart.unit));
            (drawing.class(at, at), format!("{label} {value}"))
        };
        table.labels.iter().enumerate().map(entry).collect()
    } else if table.series.len() > 1 {
        let series = table.series.iter().enumerate();
        series
            .map(|(s, series)| (drawing.class(s, s), series.name.clone()))
            .collect()
    } else {
        return;
    };
    out.push_str("<ul class=\"chart-legend\">");
    for (class, text) in entries {
        let _ = write!(out, "<li class=\"{class}\">");
        push_text(out, &text);
        out.push_str("</li>");
    }
    out.push_str("</ul>\n");
}

/// A sentence with its gaps filled, each once: what is filled in has none.
fn filled(sentence: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let found = after.split_once('}').and_then(|(name, after)| {
            let value = values.iter().find(|(known, _)| *known == name)?.1;
            Some((value, after))
        });
        match found {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out + rest
}
