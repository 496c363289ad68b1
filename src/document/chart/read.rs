//! Values to [`Data`], and what is wrong with them.

use std::ops::Range;

use super::csv::{self, Cell};
use super::fence::kind_meant;
use super::{Data, KINDS, Kind, MOST_SERIES, Number, Series, Table};
use crate::base::diag::{Message, did_you_mean};
use crate::document::section::timeline;
use crate::lang::message::message;

/// Something wrong with the values: bytes of their text, and what it is.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) span: Range<usize>,
    pub(crate) message: Message,
    pub(crate) hint: Message,
}

/// The values of a chart as they are written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'s> {
    pub(crate) csv: &'s str,
    /// The tag of the language that the chart is in.
    pub(crate) language: &'s str,
    /// The tags of all languages.
    pub(crate) languages: &'s [&'s str],
}

/// Faults of one chart that are told.
const MOST_FAULTS: usize = 10;

/// Longest label.
const LONGEST: usize = 200;

/// Largest number: beyond it, digits are lost.
const LARGEST: f64 = 1e18;

/// Makes data of values. Without any, something is wrong with them.
pub(crate) fn read(kind: Kind, source: Source<'_>) -> Result<Data, Vec<Fault>> {
    let records = csv::records(source.csv).map_err(|quote| {
        vec![Fault {
            span: quote..quote + 1,
            message: message!(
                "이 따옴표가 닫히지 않습니다",
                "this quotation mark has no end"
            ),
            hint: message!(
                "값이 끝나는 곳에 `\"`를 적으세요. 값 속의 따옴표는 `\"\"`로 적습니다",
                "write `\"` where the value ends; a quotation mark in a value is `\"\"`"
            ),
        }]
    })?;
    let mut reader = Reader {
        kind,
        source,
        faults: Vec::new(),
    };
    let data = reader.data(&records);
    match data {
        Some(data) if reader.faults.is_empty() => Ok(data),
        _ => Err(reader.faults),
    }
}

struct Reader<'s> {
    kind: Kind,
    source: Source<'s>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn fault(&mut self, span: Range<usize>, message: Message, hint: Message) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault {
                span,
                message,
                hint,
            });
        }
    }

    /// The end of the values, for what is missing.
    fn end(&self) -> Range<usize> {
        let end = self.source.csv.trim_end().len();
        end..end
    }

    fn data(&mut self, records: &[Vec<Cell>]) -> Option<Data> {
        let Some((head, rows)) = records.split_first().filter(|(_, rows)| !rows.is_empty()) else {
            let message = message!("그래프에 값이 없습니다", "this chart has no values");
            let hint = message!(
                "첫 줄에 열의 이름을, 그 아래에 한 줄에 하나씩 값을 적으세요: `연도,매출` 다음 줄에 `2024,35`",
                "write the names of the columns in the first line and the values below, a line each: `Year,Sales`, then `2024,35`"
            );
            self.fault(self.end(), message, hint);
            return None;
        };
        let (name, most) = self.kind.facts();
        if let Some(row) = rows.get(most) {
            let lines = rows.len();
            let message = message!(
                "`{name}` 그래프에는 {most}줄까지 그릴 수 있는데 {lines}줄입니다",
                "a `{name}` chart has at most {most} lines of values, and this has {lines}"
            );
            let hint = message!(
                "줄을 줄이거나, 값이 많으면 `line`으로 그리세요",
                "leave some out, or use `line` for many values"
            );
            self.fault(row[0].span.clone(), message, hint);
            return None;
        }
        for row in rows {
            self.check_length(head, row);
        }
        let columns = self.columns(head)?;
        if !self.faults.is_empty() {
            return None;
        }
        self.check_names(head, &columns);
        let rows = rows.iter().map(|row| {
            let cells = columns.iter().filter_map(|at| row.get(*at));
            cells.collect::<Vec<_>>()
        });
        let head: Vec<String> = (columns.iter())
            .map(|at| self.name(&head[*at].text))
            .collect();
        let rows: Vec<Vec<&Cell>> = rows.collect();
        match self.kind {
            Kind::Timeline => self.events(head, &rows),
            _ => self.numbers(head, &rows),
        }
    }

    /// Each series has a name of its own.
    fn check_names(&mut self, head: &[Cell], columns: &[usize]) {
        let series = columns.get(1..).unwrap_or_default();
        for (i, at) in series.iter().enumerate() {
            let cell = &head[*at];
            let name = self.name(&cell.text);
            let is_taken = |other: &usize| self.name(&head[*other].text) == name;
            if !name.is_empty() && series[..i].iter().any(is_taken) {
                let message = message!(
                    "`{name}`(이라는/라는) 열이 둘입니다",
                    "two columns are called `{name}`"
                );
                let hint = message!(
                    "둘을 알아볼 수 있게 하나의 이름을 바꾸세요",
                    "rename one, so that they can be told apart"
                );
                self.fault(cell.span.clone(), message, hint);
            }
        }
    }

    /// A line has a value for each column.
    fn check_length(&mut self, head: &[Cell], row: &[Cell]) {
        let (here, wanted) = (row.len(), head.len());
        let (Some(first), Some(last)) = (row.first(), row.last()) else {
            return;
        };
        let span = first.span.start..last.span.end;
        match here.cmp(&wanted) {
            std::cmp::Ordering::Less => self.fault(
                span,
                message!(
                    "이 줄에는 값이 {here}개인데 첫 줄에는 이름이 {wanted}개입니다",
                    "values on this line: {here}; names on the first line: {wanted}"
                ),
                message!(
                    "빠진 값을 적으세요. 모르는 값은 쉼표만 적어 비워 두면 됩니다",
                    "write what is missing; leave a value that is not known empty, with its comma"
                ),
            ),
            std::cmp::Ordering::Greater => self.fault(
                span,
                message!(
                    "이 줄에는 값이 {here}개인데 첫 줄에는 이름이 {wanted}개뿐입니다",
                    "values on this line: {here}; names on the first line: only {wanted}"
                ),
                message!(
                    "쉼표가 든 값은 따옴표로 감싸세요: `\"1,200\"`",
                    "put a value with a comma between quotation marks: `\"1,200\"`"
                ),
            ),
            std::cmp::Ordering::Equal => {}
        }
    }

    /// The language that a column is in, and its name without it.
    fn language_of<'c>(&self, name: &'c str) -> (&'c str, Option<&'c str>) {
        match name.rsplit_once('.') {
            Some((stem, tag)) if self.source.languages.contains(&tag) => (stem, Some(tag)),
            _ => (name, None),
        }
    }

    fn name(&self, written: &str) -> String {
        self.language_of(written).0.to_owned()
    }

    /// The places of the columns that are not of other languages.
    fn columns(&mut self, head: &[Cell]) -> Option<Vec<usize>> {
        let is_of_languages = head.iter().any(|c| self.language_of(&c.text).1.is_some());
        let stems: Vec<&str> = (head.iter())
            .filter(|c| self.language_of(&c.text).1.is_some())
            .map(|c| self.language_of(&c.text).0)
            .collect();
        let mut columns = Vec::new();
        for (at, cell) in head.iter().enumerate() {
            match self.language_of(&cell.text) {
                (_, Some(tag)) if tag == self.source.language => columns.push(at),
                (_, Some(_)) => {}
                (name, None) => {
                    if let Some((_, tag)) = name.rsplit_once('.').filter(|(s, _)| stems.contains(s))
                    {
                        let known = self.source.languages;
                        let list = known.join(", ");
                        let message = message!(
                            "`{tag}`(이라는/라는) 언어는 이 사이트에 없습니다: `{name}`",
                            "this site has no language `{tag}`: `{name}`"
                        );
                        let hint = did_you_mean(tag, known.iter().copied()).unwrap_or_else(|| {
                            message!("쓸 수 있는 언어: {list}", "known here: {list}")
                        });
                        self.fault(cell.span.clone(), message, hint);
                        return None;
                    }
                    columns.push(at);
                }
            }
        }
        let first = columns.first().map(|at| self.language_of(&head[*at].text));
        let own = first.is_some_and(|(_, tag)| tag.is_some());
        let labelled = self.language_of(&head[0].text).1.is_some();
        if is_of_languages && labelled && !own {
            let tag = self.source.language;
            let stem = self.language_of(&head[0].text).0;
            let message = message!(
                "`{tag}`(으로/로) 쓴 이름표 열이 없습니다",
                "there is no column with labels in `{tag}`"
            );
            let hint = message!(
                "첫 줄에 `{stem}.{tag}` 열을 더하세요",
                "add a column `{stem}.{tag}`"
            );
            self.fault(head[0].span.clone(), message, hint);
            return None;
        }
        let (wanted, two) = match self.kind {
            Kind::Timeline | Kind::Share => (columns.len() == 2, true),
            _ => (columns.len() >= 2, false),
        };
        if !wanted {
            let name = self.kind.name();
            let span = head[0].span.start..head[head.len() - 1].span.end;
            let message = match two {
                true => message!(
                    "`{name}` 그래프에는 열이 둘 있어야 합니다",
                    "a `{name}` chart has two columns"
                ),
                false => message!("값이 든 열이 없습니다", "there is no column with values"),
            };
            let hint = match self.kind {
                Kind::Timeline => message!(
                    "날짜와 일어난 일을 적으세요: `날짜,일`",
                    "write a date and what happened: `Date,Event`"
                ),
                _ if let Some(names) = parted_otherwise(head) => message!(
                    "값을 쉼표로 나누세요: `{names}`",
                    "part the values by commas: `{names}`"
                ),
                _ => message!(
                    "첫 열에 이름표를, 다음 열에 값을 적으세요: `항목,값`",
                    "write the labels in the first column and values in the next: `Item,Value`"
                ),
            };
            self.fault(span, message, hint);
            return None;
        }
        if let [_, at] = columns[..]
            && self.kind != Kind::Timeline
            && is_value(&head[at].text)
        {
            let message = message!(
                "첫 줄에 열의 이름이 아니라 값이 있습니다",
                "the first line has a value, not the names of the columns"
            );
            let hint = message!(
                "그 위에 이름을 적은 줄을 넣으세요: `항목,값`",
                "put a line with names above it: `Item,Value`"
            );
            self.fault(head[at].span.clone(), message, hint);
            return None;
        }
        if let Some(at) = columns.get(MOST_SERIES + 1) {
            let message = message!(
                "값이 든 열은 {MOST_SERIES}개까지 그릴 수 있습니다",
                "a chart has at most {MOST_SERIES} columns with values"
            );
            let hint = message!(
                "색으로 구별할 수 있을 만큼만 남기세요",
                "leave as many as can be told apart by color"
            );
            self.fault(head[*at].span.clone(), message, hint);
            return None;
        }
        Some(columns)
    }

    fn numbers(&mut self, head: Vec<String>, rows: &[Vec<&Cell>]) -> Option<Data> {
        let mut head = head.into_iter();
        let mut table = Table {
            corner: head.next().unwrap_or_default(),
            labels: Vec::new(),
            series: (head.map(|name| Series {
                name,
                values: Vec::new(),
            }))
            .collect(),
        };
        for row in rows {
            let (label, values) = row.split_first()?;
            table.labels.push(self.label(label));
            for (series, cell) in table.series.iter_mut().zip(values) {
                series.values.push(self.number(cell));
            }
        }
        if self.faults.is_empty() && table.values().next().is_none() {
            let message = message!("그래프에 값이 없습니다", "this chart has no values");
            let hint = message!("값을 하나는 적으세요", "write one at least");
            self.fault(self.end(), message, hint);
        }
        let sum: f64 = table.values().map(|(.., number)| number.value).sum();
        if self.faults.is_empty() && self.kind == Kind::Share && sum <= 0.0 {
            let message = message!("값의 합이 0입니다", "the values add up to zero");
            let hint = message!("0보다 큰 값을 적으세요", "write one above zero");
            self.fault(self.end(), message, hint);
        }
        Some(Data::Numbers(table))
    }

    fn label(&mut self, cell: &Cell) -> String {
        if cell.text.chars().count() > LONGEST {
            let message = message!("이름표가 너무 깁니다", "this label is too long");
            let hint = message!(
                "{LONGEST}자 안으로 줄이세요",
                "make it {LONGEST} characters at most"
            );
            self.fault(cell.span.clone(), message, hint);
        }
        cell.text.clone()
    }

    fn number(&mut self, cell: &Cell) -> Option<Number> {
        if cell.text.is_empty() {
            return None;
        }
        let Some(number) = number(&cell.text) else {
            let text = &cell.text;
            let message = message!("수가 아닙니다: `{text}`", "this is not a number: `{text}`");
            let hint = match (digits_of(text), written_out(text)) {
                (_, Some(digits)) => message!("`{digits}`(으로/로) 적으세요", "write `{digits}`"),
                (Some((digits, rest)), _) => message!(
                    "`{digits}`만 적고, `{rest}`(은/는) `unit=\"…\"`에 적으세요",
                    "write `{digits}` alone, and `{rest}` in `unit=\"…\"`"
                ),
                _ => message!(
                    "`1200`이나 `-3.5`처럼 숫자로 적고, 모르는 값은 비워 두세요",
                    "write digits, as in `1200` or `-3.5`, and leave what is not known empty"
                ),
            };
            self.fault(cell.span.clone(), message, hint);
            return None;
        };
        if self.kind == Kind::Share && number.value < 0.0 {
            let message = message!(
                "`share` 그래프에는 0보다 작은 값을 그릴 수 없습니다",
                "a `share` chart cannot show what is less than zero"
            );
            let hint = message!("`bar`로 그리세요", "use `bar`");
            self.fault(cell.span.clone(), message, hint);
        }
        Some(number)
    }

    fn events(&mut self, head: Vec<String>, rows: &[Vec<&Cell>]) -> Option<Data> {
        let mut events = Vec::new();
        for row in rows {
            let [date, text] = row[..] else { continue };
            match timeline::when_of(&date.text) {
                Some(when) => events.push((when, self.label(text))),
                None => {
                    let written = &date.text;
                    let message = message!(
                        "날짜가 아닙니다: `{written}`",
                        "this is not a date: `{written}`"
                    );
                    let hint = timeline::meant(written)
                        .filter(|_| timeline::when(written).is_none())
                        .map(|date| message!("`{date}`(으로/로) 적으세요", "write `{date}`"));
                    let hint = hint.unwrap_or_else(|| {
                        message!(
                            "`2025-07-27`, `2025-07`, `2025`, `2025~2029`처럼 적으세요",
                            "write `2025-07-27`, `2025-07`, `2025` or `2025~2029`"
                        )
                    });
                    self.fault(date.span.clone(), message, hint);
                }
            }
        }
        let heads = head.try_into().ok()?;
        Some(Data::Events { heads, events })
    }
}

/// A number in digits: a sign, thousands between commas, a fraction.
fn number(text: &str) -> Option<Number> {
    let (is_negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let has_groups = first.len() != whole.len();
    let good = is_digits(first)
        && (!has_groups || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && is_digits(group))
        && (!digits.contains('.') || is_digits(fraction));
    let value: f64 = digits.replace(',', "").parse().ok().filter(|_| good)?;
    (value <= LARGEST).then_some(Number {
        value: if is_negative { -value } else { value },
        decimals: fraction.len().min(6),
    })
}

/// The number that a text begins with, and the rest; or the number behind the sign of a currency, and that sign.
fn digits_of(text: &str) -> Option<(&str, &str)> {
    let amount = text.trim_start_matches(['₩', '￦', '$', '€', '£', '¥']);
    if amount.len() < text.len() {
        let sign = &text[..text.len() - amount.len()];
        return number(amount.trim_start()).map(|_| (amount.trim_start(), sign));
    }
    let end = text.find(|c: char| !(c.is_ascii_digit() || ",.-−+".contains(c)))?;
    let (digits, rest) = text.split_at(end);
    number(digits.trim_end_matches(['.', ',']))?;
    Some((digits, rest.trim()))
}

/// The digits of a number with an exponent, as spreadsheets write large ones: `1.2e6`.
fn written_out(text: &str) -> Option<String> {
    let value: f64 = text.contains(['e', 'E']).then(|| text.parse().ok())??;
    (value.abs() <= LARGEST).then(|| value.to_string())
}

/// Whether the name of a column is a value: a number, but not a year.
fn is_value(name: &str) -> bool {
    let is_year = name.len() == 4 && name.bytes().all(|b| b.is_ascii_digit());
    number(name).is_some() && !is_year
}

/// The names of a first line that parts them by other signs than commas, with commas.
fn parted_otherwise(head: &[Cell]) -> Option<String> {
    let [only] = head else { return None };
    let sign = [';', '\t', '，', '|']
        .into_iter()
        .find(|sign| only.text.contains(*sign))?;
    let names = only.text.split(sign).map(str::trim);
    Some(names.collect::<Vec<_>>().join(","))
}

/// The kind of a chart by its first word, and what is wrong with it if there is none.
pub(crate) fn kind_named(word: &str) -> Result<Kind, Message> {
    let found = KINDS.iter().find(|(name, ..)| *name == word);
    found.map(|(_, kind, _)| *kind).ok_or_else(|| {
        let names = || KINDS.iter().map(|(name, ..)| *name);
        let kind =
            kind_meant(word).map(|kind| message!("혹시 `{kind}`?", "did you mean `{kind}`?"));
        kind.or_else(|| did_you_mean(word, names()))
            .unwrap_or_else(|| {
                let list = names().collect::<Vec<_>>().join(", ");
                message!("쓸 수 있는 것: {list}", "known here: {list}")
            })
    })
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_digits() {
        for (text, value, decimals) in [
            ("0", 0.0, 0),
            ("-3.50", -3.5, 2),
            ("−3", -3.0, 0),
            ("+7", 7.0, 0),
            ("1,234,567.5", 1_234_567.5, 1),
            ("1000000", 1e6, 0),
        ] {
            let read = number(text).unwrap();
            assert_eq!((read.value, read.decimals), (value, decimals), "{text}");
        }
        for text in [
            "",
            "-",
            "a",
            "1a",
            "1,23",
            "1234,567",
            ",1",
            "1.",
            ".5",
            "1e5",
            "--1",
            "1 000",
            "NaN",
            "inf",
            "10000000000000000000",
        ] {
            assert!(number(text).is_none(), "{text}");
        }
    }
}
