//! Dates in digits.

use super::{Compared, Figure, ONE, Unit};

/// A date that is whole, as 2025-10-05, 2025. 10. 5.: its year, month and day, and where it ends.
pub(super) fn date(text: &str, at: usize) -> Option<([Figure; 3], usize)> {
    let before = text[..at].chars().next_back();
    if before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '/' | '_')) {
        return None;
    }
    let (year, after) = part(text, at, 4..=4)?;
    let separator = text[after..].chars().next()?;
    let next = |end: usize| {
        let rest = text[end..].strip_prefix(separator)?;
        let spaced = rest.strip_prefix(' ').filter(|_| separator == '.');
        part(text, text.len() - spaced.unwrap_or(rest).len(), 1..=2)
    };
    let is_separator = matches!(separator, '-' | '.' | '/');
    let (month, after) = next(after).filter(|_| is_separator)?;
    let (day, end) = next(after)?;
    let follows = text[end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    let is_date = (1..=12).contains(&month.1) && (1..=31).contains(&day.1) && !follows;
    let figure = |(range, value): (std::ops::Range<usize>, i128), unit, compared| Figure {
        range,
        values: vec![value * ONE],
        unit,
        compared,
    };
    is_date.then(|| {
        let parts = [
            figure(year, Unit::None, Compared::Everywhere),
            figure(month, Unit::PartOfDate, Compared::InBlock),
            figure(day, Unit::None, Compared::InBlock),
        ];
        (parts, end)
    })
}

/// Digits of a date, so many: where they are, what they are worth, and where they end.
fn part(
    text: &str,
    at: usize,
    digits: std::ops::RangeInclusive<usize>,
) -> Option<((std::ops::Range<usize>, i128), usize)> {
    let rest = &text[at..];
    let length = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let value = digits
        .contains(&length)
        .then(|| rest[..length].parse().ok());
    Some(((at..at + length, value??), at + length))
}

/// Whether a number may be a month for what is beside it: 3·1, 9/11, 2025. 10.
pub(super) fn is_part_of_date(before: &str, value: i128, after: &str) -> bool {
    let digit_after = after
        .strip_prefix(['·', '/'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let year = before
        .strip_suffix(". ")
        .or_else(|| before.strip_suffix(['-', '.', '/']));
    let after_year = year.is_some_and(|y| {
        let digits = y.bytes().rev().take_while(u8::is_ascii_digit).count();
        digits == 4
    });
    (ONE..=12 * ONE).contains(&value) && (digit_after || after_year)
}
