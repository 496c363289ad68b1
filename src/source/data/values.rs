//! Texts of a certain form: dates, and addresses of the web.

use jiff::civil::Date;

use super::shape::Kind;
use super::{Fields, Node, Spanned, Value};
use crate::base::diag::{Message, is_unprintable, nearest};
use crate::base::partial_date::PartialDate;
use crate::lang::message::message;

impl Fields<'_> {
    /// A day of the calendar, `YYYY-MM-DD`, years 1 to 9999 (ISO 8601).
    pub(crate) fn date(&mut self, key: &'static str) -> Option<Date> {
        let node = self.take_as(key, || Kind::Date)?;
        let text = self.as_date(key, node)?;
        let shape = text.value.len() == 10 && text.value.is_ascii();
        match text
            .value
            .parse::<Date>()
            .ok()
            .filter(|d| shape && d.year() > 0)
        {
            Some(date) => Some(date),
            None => {
                let value = &text.value;
                let message = match shape {
                    true => message!(
                        "`{value}`(은/는) 달력에 있는 날짜가 아닙니다",
                        "`{value}` is not a day of the calendar"
                    ),
                    false => message!(
                        "`{value}`(은/는) 날짜로 읽히지 않습니다",
                        "`{value}` is not written as a date"
                    ),
                };
                let meant = meant_date(value);
                let hint = match (meant.and_then(PartialDate::day), meant) {
                    (Some(date), _) => {
                        message!("`{key}: {date}`(으로/로) 적으세요", "write `{key}: {date}`")
                    }
                    (None, Some(part)) => {
                        let first = part.first;
                        message!(
                            "`{key}: {first}`처럼 날까지 적으세요",
                            "write the day too: `{key}: {first}`"
                        )
                    }
                    (None, None) if shape => message!(
                        "그 달에 없는 날입니다. 맞는 날짜를 적으세요",
                        "that month has no such day: write the right one"
                    ),
                    (None, None) => message!(
                        "`{key}: 2026-03-01`처럼 연-월-일을 0까지 채워 적으세요",
                        "write year, month and day with their zeros: `{key}: 2026-03-01`"
                    ),
                };
                self.report(text.span, "bad-date", message, hint);
                None
            }
        }
    }

    /// A day, a month or a year: `YYYY-MM-DD`, `YYYY-MM`, `YYYY`.
    pub(crate) fn partial_date(&mut self, key: &'static str) -> Option<PartialDate> {
        let node = self.take_as(key, || Kind::PartialDate)?;
        let text = self.as_date(key, node)?;
        let date = PartialDate::parse(&text.value);
        if date.is_none() {
            let value = &text.value;
            let message = message!(
                "`{value}`(은/는) 달력에 있는 날짜가 아닙니다",
                "`{value}` is not a date of the calendar"
            );
            let hint = match meant_date(value) {
                Some(date) => {
                    message!("`{key}: {date}`(으로/로) 적으세요", "write `{key}: {date}`")
                }
                None => any_date(key),
            };
            self.report(text.span, "bad-date", message, hint);
        }
        date
    }

    /// The text of a date.
    fn as_date(&mut self, key: &str, node: Node) -> Option<Spanned<String>> {
        match node.value {
            // A year is a number to YAML.
            Value::Integer(year) => Some(Spanned {
                value: year.to_string(),
                span: node.span,
            }),
            // So is `2020.3`, of which no more is known.
            Value::Float => {
                let message = message!(
                    "`{key}`의 값은 날짜가 아닙니다",
                    "the value of `{key}` is not a date"
                );
                self.report(node.span, "bad-date", message, any_date(key));
                None
            }
            _ => self.as_string(key, node),
        }
    }

    /// An address of the web, `https` or `http`: what may be in an `href`.
    pub(crate) fn web_address(&mut self, key: &'static str) -> Option<String> {
        let node = self.take_as(key, || Kind::Address)?;
        let text = self.as_string(key, node)?;
        if is_web_address(&text.value) {
            return Some(text.value);
        }
        let value = &text.value;
        let message = message!(
            "`{value}`(은/는) 웹 주소가 아닙니다",
            "`{value}` is not a web address"
        );
        // `htps://a.kr`.
        let host = value
            .split_once("://")
            .filter(|(scheme, _)| nearest(scheme, ["https", "http"]).is_some());
        let host = host.map_or(value.trim(), |(_, host)| host.trim());
        let corrected = format!("https://{host}");
        let hint = if is_web_address(&corrected) && value.contains('.') {
            message!(
                "`{key}: {corrected}`(이/가) 맞나요?",
                "did you mean `{key}: {corrected}`?"
            )
        } else {
            message!(
                "`https://`로 시작하는 주소 전체를 적으세요",
                "write the whole address: `https://…`"
            )
        };
        self.report(text.span, "bad-url", message, hint);
        None
    }
}

fn any_date(key: &str) -> Message {
    message!(
        "`{key}: 2026-03-01`처럼 날까지, `2026-03`처럼 달까지, `2026`처럼 해만 적으세요",
        "write a day, a month or a year: `{key}: 2026-03-01`, `2026-03`, `2026`"
    )
}

/// The date that a text means which is none as it is written: 2026.1.2, 2026/01/02, 2026년 1월.
fn meant_date(text: &str) -> Option<PartialDate> {
    let numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| !n.is_empty());
    let mut numbers: Vec<String> = numbers.map(|n| format!("{n:0>2}")).collect();
    // What follows the day is the time of the day.
    if text.contains(':') {
        numbers.truncate(3);
    }
    // `26.03.02`.
    if let [year, _, _] = &mut *numbers
        && year.len() == 2
    {
        year.insert_str(0, "20");
    }
    // `02-03-2026`: the year belongs in front.
    if let [_, _, year] = &*numbers
        && year.len() == 4
    {
        numbers.rotate_right(1);
    }
    PartialDate::parse(&numbers.join("-"))
}

/// Whether a text is an `http` or `https` address with a host (URL Standard, 4.3; percent-encoding is left to browsers).
pub(super) fn is_web_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else {
        return false;
    };
    let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, port.parse().unwrap_or(0)),
        _ => (authority, 443_u16),
    };
    let part = |p: &str| {
        let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        !p.is_empty() && p.chars().all(inside)
    };
    let literal = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    let named = || host.strip_suffix('.').unwrap_or(host).split('.').all(part);
    let is_host = literal.map_or_else(named, |ip| ip.parse::<std::net::Ipv6Addr>().is_ok());
    let refused = |c: char| {
        c.is_whitespace() || is_unprintable(c) || matches!(c, '"' | '<' | '>' | '\\' | '`')
    };
    ["http", "https"]
        .iter()
        .any(|s| scheme.eq_ignore_ascii_case(s))
        && is_host
        && port > 0
        && !path.contains(refused)
}
