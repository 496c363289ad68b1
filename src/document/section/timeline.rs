//! What happened when: headings that begin with a date, with a text below each.

use super::{Form, Item, Kind, Places, Shape};
use crate::base::diag::{Diagnostic, Message};
use crate::base::partial_date::{PartialDate, Precision};
use crate::lang::message::message;

pub(super) const KIND: Kind = Kind {
    name: "timeline",
    synonyms: &[
        "chronology",
        "history",
        "changes",
        "changelog",
        "연표",
        "연대표",
        "타임라인",
        "연혁",
        "일지",
    ],
    about: ["날짜와 일어난 일", "Dates with what happened"],
    form: Form::Items {
        label: |heading| read(heading).map_or(0, |(_, length)| length),
    },
    check,
    example: [
        "## 2025-07 첫째 일 {#first}\n\n무슨 일이 있었는지 쓰세요.\n\n## 2026 둘째 일 {#second}\n\n무슨 일이 있었는지 쓰세요.",
        "## 2025-07 The first event {#first}\n\nSay what happened.\n\n## 2026 The second event {#second}\n\nSay what happened.",
    ],
};

/// What is between the two dates of a span.
const SPAN: [char; 5] = ['~', '〜', '～', '–', '—'];

/// A date, or the first and the last of a span.
pub(crate) type When = (PartialDate, Option<PartialDate>);

/// When the item of a label was.
pub(crate) fn when(label: &str) -> Option<When> {
    read(label).map(|(when, _)| when)
}

/// When something was, from a date or span alone.
pub(crate) fn when_of(text: &str) -> Option<When> {
    let (when, length) = read(text)?;
    let is_forward = when.1.is_none_or(|last| end(last) >= start(when.0));
    (length == text.len() && is_forward).then_some(when)
}

/// The date or span that a heading begins with, and how long it is with the sign that parts it from the rest.
fn read(heading: &str) -> Option<(When, usize)> {
    let (first, rest) = date(heading)?;
    let last = rest.trim_start().strip_prefix(SPAN);
    let last = last.and_then(|rest| date(rest.trim_start()));
    let rest = last.map_or(rest, |(_, rest)| rest);
    let after = rest
        .trim_start()
        .strip_prefix([':', '-', '–', '—', '·', ',']);
    // What goes on without a space is no sign: -5도.
    let after = after.filter(|after| after.is_empty() || after.starts_with(' '));
    let length = heading.len() - after.unwrap_or(rest).len();
    Some(((first, last.map(|(date, _)| date)), length))
}

/// The date that a text begins with, and what is after it.
fn date(text: &str) -> Option<(PartialDate, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '-');
    let (date, rest) = text.split_at(end.unwrap_or(text.len()));
    // 2024.05 is a month in another form, not a year.
    let is_number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    let goes_on = rest.strip_prefix(['.', '/']).is_some_and(is_number);
    let is_whole = !rest.starts_with(char::is_alphanumeric) && !goes_on;
    Some((PartialDate::parse(date).filter(|_| is_whole)?, rest))
}

fn check(shape: &Shape, places: Places<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let marks = places.marks;
    let mut report = |item: Option<&Item>, message: Message, hint: Message| {
        let d = Diagnostic::error((places.of)(item), "timeline", message);
        diagnostics.push(d.hint(hint));
    };
    let general = || {
        message!(
            "날짜로 시작하는 제목을 적고 그 아래에 글을 쓰세요: `{marks} 2025-07-27 제목 {{#id}}`. 달(`2025-07`), 해(`2025`), 기간(`2025~2029`)도 됩니다",
            "write a heading that begins with a date, and a text below: `{marks} 2025-07-27 Heading {{#id}}`; a month (`2025-07`), a year (`2025`) or a span (`2025~2029`) will do"
        )
    };
    if shape.items().is_empty() {
        let none = message!(
            "연표인데 날짜가 달린 제목이 없습니다",
            "this timeline has no headings with dates"
        );
        report(None, none, general());
    }
    let mut dated = Vec::new();
    for item in shape.items() {
        match when(&item.label) {
            Some((first, Some(last))) if end(last) < start(first) => report(
                Some(item),
                message!(
                    "끝난 날 `{last}`(이/가) 시작한 날 `{first}`보다 이릅니다",
                    "the end `{last}` is before the beginning `{first}`"
                ),
                message!("두 날짜를 바꿔 적으세요", "write them the other way round"),
            ),
            Some(when) => dated.push((item, when)),
            None => report(
                Some(item),
                message!(
                    "연표의 제목이 날짜로 시작하지 않습니다",
                    "a heading of a timeline has to begin with a date"
                ),
                match meant(&item.heading_text) {
                    Some(date) => message!(
                        "날짜를 `{date}`(으로/로) 적으세요",
                        "write the date as `{date}`"
                    ),
                    None => general(),
                },
            ),
        }
    }
    order(&dated, places, diagnostics);
}

/// Reports items that break the order of the others, which may be either way.
fn order(dated: &[(&Item, When)], places: Places<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let is_before = |a: When, b: When| end(a.1.unwrap_or(a.0)) < start(b.0);
    let pairs = || dated.windows(2).map(|pair| (pair[0], pair[1]));
    let up = pairs().filter(|(a, b)| is_before(a.1, b.1)).count();
    let down = pairs().filter(|(a, b)| is_before(b.1, a.1)).count();
    for ((above, first), (item, second)) in pairs() {
        let message = match down > up {
            true if is_before(first, second) => message!(
                "새 일부터 적은 연표인데 이 일은 위의 일보다 나중입니다",
                "this timeline begins with the latest, and this is later than what is above it"
            ),
            false if is_before(second, first) => message!(
                "이 일은 위의 일보다 먼저입니다",
                "this is earlier than what is above it"
            ),
            _ => continue,
        };
        let d = Diagnostic::warning((places.of)(Some(item)), "timeline-order", message);
        let d = d.hint(message!(
            "날짜를 확인하고, 맞으면 자리를 옮기세요",
            "check the date, and if it is right, move the item"
        ));
        let label = message!("위의 일", "what is above it");
        diagnostics.push(d.related((places.of)(Some(above)), label));
    }
}

/// The first day of a date, comparable.
pub(crate) fn start(date: PartialDate) -> (i16, i8, i8) {
    (date.first.year(), date.first.month(), date.first.day())
}

/// A day that is not before the last one of a date.
pub(crate) fn end(date: PartialDate) -> (i16, i8, i8) {
    let (year, month, day) = start(date);
    match date.precision {
        Precision::Year => (year, 12, 31),
        Precision::Month => (year, month, 31),
        Precision::Day => (year, month, day),
    }
}

/// The date that the beginning of a heading says in another form: 2025년 7월 27일, 2025.7.27, 2025/07.
pub(crate) fn meant(heading: &str) -> Option<PartialDate> {
    let is_of_date = |c: char| c.is_ascii_digit() || ". /-년월일".contains(c);
    let end = heading.find(|c: char| !is_of_date(c));
    let numbers = heading[..end.unwrap_or(heading.len())].split(|c: char| !c.is_ascii_digit());
    let mut numbers = numbers.filter(|number| !number.is_empty());
    let mut date = numbers.next()?.to_owned();
    // `25-03-01`, but not a day of a month.
    let is_short = date.len() == 2 && numbers.clone().count() >= 2;
    if is_short {
        date.insert_str(0, "20");
    }
    for number in numbers.take(2) {
        date.push_str(&format!("-{number:0>2}"));
    }
    PartialDate::parse(&date)
}

#[cfg(test)]
mod tests {
    use super::{meant, read};

    #[test]
    fn a_heading_begins_with_a_date_or_a_span() {
        let parted = |heading: &'static str| {
            let ((first, last), length) = read(heading)?;
            let last = last.map_or(String::new(), |last| format!("~{last}"));
            Some((format!("{first}{last}"), &heading[length..]))
        };
        for (heading, when, rest) in [
            ("2025-07-27 계약", "2025-07-27", " 계약"),
            ("2025-07 계약", "2025-07", " 계약"),
            ("2025", "2025", ""),
            ("2025~2029 공사", "2025~2029", " 공사"),
            ("2025 – 2026-03: Works", "2025~2026-03", " Works"),
            ("2025-07-27 — Deal", "2025-07-27", " Deal"),
            ("2025, Deal", "2025", " Deal"),
            ("2025 -5도", "2025", " -5도"),
            ("2025~ 지금", "2025", "~ 지금"),
            ("2025~2026년", "2025", "~2026년"),
        ] {
            assert_eq!(parted(heading), Some((when.to_owned(), rest)), "{heading}");
        }
        for heading in [
            "",
            "계약",
            "2025년 계약",
            "2025-13 계약",
            "2025-07-27일",
            "2025.07 계약",
            "2025/07",
            "20250727",
        ] {
            assert_eq!(parted(heading), None, "{heading}");
        }
    }

    #[test]
    fn what_is_written_otherwise_is_understood_for_the_hint() {
        let meant = |heading| meant(heading).map(|date| date.to_string());
        for (heading, date) in [
            ("2025년 7월 27일 계약", "2025-07-27"),
            ("2025. 7. 계약", "2025-07"),
            ("2025/7/4", "2025-07-04"),
            ("2025년", "2025"),
        ] {
            assert_eq!(meant(heading).as_deref(), Some(date), "{heading}");
        }
        for heading in ["계약 2025", "2025-13", "7월 27일", ""] {
            assert_eq!(meant(heading), None, "{heading}");
        }
    }
}
