//! Charts that show other values than in the other language, or other kinds of them.

use std::ops::Range;

use crate::base::diag::{Diagnostic, Message, Place};
use crate::document::Document;
use crate::document::chart::{Chart, Data, Number, Table};
use crate::lang::message::message;

/// What is to be said of two texts.
pub(super) fn of_pair(first: &Document, other: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if !first.reads_like(other) {
        return;
    }
    let (ours, theirs) = (&first.parsed.body.charts, &other.parsed.body.charts);
    // That one is missing is told.
    if ours.len() == theirs.len() {
        let pairs = ours.iter().zip(theirs);
        diagnostics.extend(pairs.filter_map(|(a, b)| difference(first, a, other, b)));
    }
}

fn difference(first: &Document, a: &Chart, other: &Document, b: &Chart) -> Option<Diagnostic> {
    let warn = |code, at: [Range<usize>; 2], message: Message, hint: Message| {
        let [here, there] = at;
        let d = Diagnostic::warning(Place::at(other.outline.file(), here), code, message);
        let there = Place::at(first.outline.file(), there);
        Some(
            d.hint(hint)
                .related(there, message!("짝 파일", "the other file")),
        )
    };
    let heads = || [line(other, b, 0), line(first, a, 0)];
    let (here, there) = (b.kind.name(), a.kind.name());
    if a.kind != b.kind {
        let message = message!(
            "이 그래프는 짝 파일의 그래프와 종류가 다릅니다: 여기에는 `{here}`, 짝 파일에는 `{there}`",
            "this chart is of another kind than in the other file: `{here}` here, `{there}` there"
        );
        let hint = message!(
            "두 언어에서 같은 종류로 그리세요",
            "draw the same kind in both languages"
        );
        return warn("other-structure", heads(), message, hint);
    }
    let counts = |data: &Data| match data {
        Data::Numbers(table) => [table.labels.len(), table.series.len()],
        Data::Events { events, .. } => [events.len(), 1],
    };
    let ([rows, columns], [their_rows, their_columns]) = (counts(&b.data), counts(&a.data));
    if [rows, columns] != [their_rows, their_columns] {
        let message = message!(
            "이 그래프의 값은 {rows}줄 {columns}열인데, 짝 파일의 그래프는 {their_rows}줄 {their_columns}열입니다",
            "this chart has {rows} lines and {columns} columns of values, and {their_rows} and {their_columns} in the other file"
        );
        let hint = message!(
            "빠진 값을 옮기거나 남는 값을 지우세요",
            "carry over what is missing, or delete what is left over"
        );
        return warn("other-structure", heads(), message, hint);
    }
    let (row, own, wanted) = match (&a.data, &b.data) {
        (Data::Numbers(theirs), Data::Numbers(ours)) => {
            let same_unit = a.unit == b.unit;
            let (row, a, b) = other_value(theirs, ours, same_unit)?;
            (row, written(b), written(a))
        }
        (Data::Events { events: theirs, .. }, Data::Events { events: ours, .. }) => {
            let row = theirs.iter().zip(ours).position(|(a, b)| a.0 != b.0)?;
            let date = |when: (_, Option<_>)| match when {
                (first, Some(last)) => format!("{first}~{last}"),
                (first, None) => format!("{first}"),
            };
            (row, date(ours[row].0), date(theirs[row].0))
        }
        _ => return None,
    };
    let message = message!(
        "그래프의 값 `{own}`(이/가) 짝 파일에는 `{wanted}`(이라고/라고) 적혀 있습니다",
        "the value `{own}` of this chart is `{wanted}` in the other file"
    );
    let hint = message!(
        "두 그래프를 견주어 틀린 쪽을 고치세요",
        "compare the two, and correct the wrong one"
    );
    warn(
        "other-figure",
        [line(other, b, row + 2), line(first, a, row + 2)],
        message,
        hint,
    )
}

/// A value as it is written; of a gap nothing.
fn written(value: Option<Number>) -> String {
    value.map_or_else(String::new, |n| format!("{:.*}", n.decimals, n.value))
}

/// A line of a chart's fence that is not empty, counted from 0; the first one where the values are in a file.
fn line(document: &Document, chart: &Chart, number: usize) -> Range<usize> {
    let text = &document.source[chart.span.clone()];
    let mut at = chart.span.start;
    let lines = text.split_inclusive('\n').map(|line| {
        at += line.len();
        let bare = line.trim();
        let from = at - line.trim_start().len();
        from..from + bare.len()
    });
    let lines: Vec<Range<usize>> = lines.filter(|line| !line.is_empty()).collect();
    // The fence's last line is none of its values.
    let is_there = number + 1 < lines.len();
    lines[if is_there { number } else { 0 }].clone()
}

/// The first value that two tables of one form do not share: its row, and both. One language may count in 억 and the other in
/// millions: then all values differ in the same way.
fn other_value(
    theirs: &Table,
    ours: &Table,
    same_unit: bool,
) -> Option<(usize, Option<Number>, Option<Number>)> {
    let columns = || theirs.series.iter().zip(&ours.series);
    let cells = (0..theirs.labels.len())
        .flat_map(|row| columns().map(move |(a, b)| (row, a.values[row], b.values[row])));
    let cells: Vec<_> = cells.collect();
    let fits = |a: Number, b: Number, ratio: f64| {
        // Each is rounded where its digits end.
        let half = |n: Number| 0.5 * 10f64.powi(-i32::try_from(n.decimals).unwrap_or(0));
        let room = if ratio == 1.0 {
            0.0
        } else {
            half(a) * ratio.abs() + half(b)
        };
        (a.value * ratio - b.value).abs() <= room + 1e-9 * b.value.abs()
    };
    let both = || cells.iter().filter_map(|(_, a, b)| Some(((*a)?, (*b)?)));
    let agree = |ratio: f64| both().filter(|(a, b)| fits(*a, *b, ratio)).count();
    let ratios = both()
        .filter(|(a, _)| a.value != 0.0)
        .map(|(a, b)| b.value / a.value);
    let is_power = |ratio: f64| {
        let power = ratio.log10();
        (power - power.round()).abs() < 1e-9
    };
    let all = both().count();
    let other = ratios
        .filter(|ratio| !same_unit && ratio.is_finite() && *ratio > 0.0)
        .filter(|ratio| agree(*ratio) * 2 > all && (is_power(*ratio) || agree(*ratio) > 2))
        .max_by_key(|ratio| agree(*ratio));
    let ratio = other
        .filter(|ratio| agree(*ratio) > agree(1.0))
        .unwrap_or(1.0);
    let differs = |a: Option<Number>, b: Option<Number>| match (a, b) {
        (Some(a), Some(b)) => !fits(a, b, ratio),
        (a, b) => a.is_some() != b.is_some(),
    };
    cells.into_iter().find(|(_, a, b)| differs(*a, *b))
}
