//! What people get wrong in YAML, found in the text itself: the parser notices later, elsewhere, and in words of its own.
//!
//! [`fault`] looks for the line that keeps front matter from being read; [`lost()`] for what YAML reads as something else
//! than the eye does.

mod lost;

use std::ops::Range;

pub(super) use self::lost::{CURLY, commented, lost};
use crate::base::diag::{Message, nearest};
use crate::lang::message::message;

/// A slip: bytes of the text, what is wrong, what to do.
pub(super) struct Slip {
    pub(super) span: Range<usize>,
    pub(super) message: Message,
    pub(super) hint: Message,
}

/// Keys at the beginning of a line that lacks its colon.
const KEYS: &[&str] = &[
    "title",
    "description",
    "summary",
    "date",
    "updated",
    "as_of",
    "draft",
    "kind",
    "aliases",
    "authors",
    "sources",
    "weight",
    "original",
    "category",
    "related",
    "reading",
    "match",
    "glossary",
    "search",
];

/// A line of the text that says something.
struct Line<'t> {
    start: usize,
    text: &'t str,
    indent: usize,
}

impl<'t> Line<'t> {
    fn body(&self) -> &'t str {
        self.text[self.indent..].trim_end()
    }

    /// The bytes of a part of this line.
    fn span(&self, part: &str) -> Range<usize> {
        let start = self.start + (part.as_ptr() as usize - self.text.as_ptr() as usize);
        start..start + part.len()
    }

    /// The key and the value of `key: value`, also of an item of a list.
    fn pair(&self) -> Option<(&'t str, &'t str)> {
        let body = self.body();
        let body = body.strip_prefix("- ").map_or(body, str::trim_start);
        let (key, value) = body.split_once(':')?;
        let is_key = !key.is_empty() && !key.contains(['"', '\'', '[', '{', '#', ',']);
        let spaced = value.is_empty() || value.starts_with([' ', '\t']);
        (is_key && spaced).then_some((key, value.trim()))
    }

    fn slip(&self, part: &str, message: Message, hint: Message) -> Option<Slip> {
        Some(Slip {
            span: self.span(part),
            message,
            hint,
        })
    }
}

/// The lines that YAML reads as keys, values and items: no comments, no text of blocks (`|`, `>`).
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    let mut block: Option<usize> = None;
    text.split_inclusive('\n').filter_map(move |line| {
        let at = start;
        start += line.len();
        let line = line.trim_end_matches('\n');
        let indent = line.len()
            - line
                .trim_start_matches([' ', '\t', '\u{A0}', '\u{3000}'])
                .len();
        let body = &line[indent..];
        if body.is_empty() || body.starts_with('#') {
            return None;
        }
        if block.is_some_and(|outer| indent > outer) {
            return None;
        }
        let of_block = |(_, value): (&str, &str)| {
            let mark =
                value.trim_end_matches(|c: char| matches!(c, '+' | '-') || c.is_ascii_digit());
            matches!(mark, "|" | ">")
        };
        let line = Line {
            start: at,
            text: line,
            indent,
        };
        block = line.pair().is_some_and(of_block).then_some(indent);
        Some(line)
    })
}

/// The line that keeps a text from being read as YAML, if it is a slip that is known; `noticed` is the byte where the
/// parser noticed.
pub(super) fn fault(text: &str, noticed: usize) -> Option<Slip> {
    let mut open: Option<char> = None;
    let mut before: Option<Line<'_>> = None;
    for line in lines(text) {
        // The line after the one where the parser stopped may be what it stopped at.
        if before.as_ref().is_some_and(|b| b.start > noticed) {
            return None;
        }
        if let Some(close) = open {
            if line.body().contains(close) {
                open = None;
            } else if line.indent == 0 && line.pair().is_some() {
                // The line before has opened what nothing closes.
                return before.and_then(|b| unclosed(&b));
            }
            continue;
        }
        if let Some(slip) = of_line(&line, before.as_ref()) {
            return Some(slip);
        }
        let value = line.pair().map_or("", |(_, value)| value);
        open = match value.chars().next() {
            Some('[') if !value.contains(']') => Some(']'),
            Some('{') if !value.contains('}') => Some('}'),
            Some(quote @ ('"' | '\'')) if !value[1..].contains(quote) => Some(quote),
            _ => None,
        };
        before = Some(line);
    }
    open.and(before).and_then(|b| unclosed(&b))
}

/// The slip of one line.
fn of_line(line: &Line<'_>, before: Option<&Line<'_>>) -> Option<Slip> {
    let body = line.body();
    let indent = &line.text[..line.indent];
    if !indent.chars().all(|c| c == ' ') {
        return line.slip(
            indent,
            message!(
                "줄 앞에 탭이나 특수한 빈칸이 있습니다",
                "this line begins with a tab or an unusual space"
            ),
            message!("보통 빈칸으로 들여 쓰세요", "indent with ordinary spaces"),
        );
    }
    if let Some(slip) = item(line, before) {
        return Some(slip);
    }
    let Some((key, value)) = line.pair() else {
        return without_pair(line, body);
    };
    if line.indent > 0
        && !body.starts_with('-')
        && let Some((above, over)) = before.and_then(|b| Some((b, b.pair()?)))
        && above.indent == 0
        && !over.1.is_empty()
    {
        return line.slip(
            body,
            message!("이 줄이 들여 쓰여 있습니다", "this line is indented"),
            message!(
                "줄 앞의 빈칸을 지우세요: `{body}`",
                "delete the spaces before it: `{body}`"
            ),
        );
    }
    let quoted = quote(value);
    let corrected = message!(
        "`{key}: {quoted}`(으로/로) 적으세요",
        "write `{key}: {quoted}`"
    );
    let first = value.chars().next()?;
    match first {
        '"' | '\'' => {
            let end = closing(value, first)?;
            let rest = value[end..].trim_start();
            (!rest.is_empty() && !rest.starts_with('#')).then_some(())?;
            // Quotes within quotes: those around the whole are not part of it.
            let inner = value
                .strip_prefix(first)
                .and_then(|v| v.strip_suffix(first));
            let corrected = match inner {
                Some(inner) => {
                    let quoted = quote(inner);
                    message!(
                        "`{key}: {quoted}`(으로/로) 적으세요",
                        "write `{key}: {quoted}`"
                    )
                }
                None => corrected,
            };
            line.slip(
                rest,
                message!(
                    "따옴표가 닫힌 뒤에 글이 더 있습니다",
                    "there is text after the closing quote"
                ),
                corrected,
            )
        }
        '[' | '{' => {
            let close = if first == '[' { ']' } else { '}' };
            let (_, rest) = value.split_once(close)?;
            let rest = rest.trim_start();
            (!rest.is_empty() && !rest.starts_with(['#', ',', ']', '}'])).then_some(())?;
            line.slip(
                value,
                message!(
                    "`{first}`(으로/로) 시작하는 값은 따옴표로 감싸야 합니다",
                    "a value that begins with `{first}` has to be between quotes"
                ),
                corrected,
            )
        }
        '@' | '`' | '%' | '*' | '&' | '!' => line.slip(
            value,
            message!(
                "`{first}`(으로/로) 시작하는 값은 따옴표로 감싸야 합니다",
                "a value that begins with `{first}` has to be between quotes"
            ),
            corrected,
        ),
        _ if value.contains(": ") || value.ends_with(':') => {
            let at = value.find(':').map_or(0, |i| i);
            line.slip(
                &value[at..=at],
                message!(
                    "값에 콜론(`:`)이 또 있어 읽을 수 없습니다",
                    "the value has another colon in it, so it cannot be read"
                ),
                corrected,
            )
        }
        _ => None,
    }
}

/// The slip of a group in a list whose first line lacks its `-`, or the space after it.
fn item(line: &Line<'_>, before: Option<&Line<'_>>) -> Option<Slip> {
    let body = line.body();
    if let Some(rest) = body.strip_prefix('-')
        && rest.starts_with(char::is_alphanumeric)
        && line.indent > 0
    {
        return line.slip(
            body,
            message!("`-` 뒤에 빈칸이 없습니다", "there is no space after `-`"),
            message!("`- {rest}`(으로/로) 적으세요", "write `- {rest}`"),
        );
    }
    let above = before.filter(|b| b.indent > 0 && b.indent < line.indent)?;
    let (first, (_, value)) = (above.body(), above.pair()?);
    if first.starts_with('-') || value.is_empty() || line.pair().is_none() {
        return None;
    }
    above.slip(
        first,
        message!(
            "묶음의 첫 줄에 `-`가 없습니다",
            "the first line of this group lacks its `-`"
        ),
        message!("`- {first}`(으로/로) 적으세요", "write `- {first}`"),
    )
}

/// The slip of a line that is neither a key with its value nor an item.
fn without_pair(line: &Line<'_>, body: &str) -> Option<Slip> {
    if body.starts_with("- ") || body == "-" {
        return None;
    }
    if let Some((key, value)) = body.split_once('：') {
        let (key, value) = (key.trim_end(), value.trim_start());
        return line.slip(
            &body[key.len()..],
            message!(
                "전각 콜론(`：`)은 콜론으로 읽히지 않습니다",
                "a full-width colon (`：`) is not read as a colon"
            ),
            message!(
                "`{key}: {value}`(으로/로) 적으세요",
                "write `{key}: {value}`"
            ),
        );
    }
    let is_key = |key: &str| {
        !key.is_empty()
            && key
                .chars()
                .all(|c| c.is_alphanumeric() || c == '_' || c == '-')
    };
    if let Some((key, value)) = body.split_once(':')
        && is_key(key)
        && !value.starts_with("//")
    {
        return line.slip(
            &body[key.len()..],
            message!(
                "콜론 뒤에 빈칸이 없습니다",
                "there is no space after the colon"
            ),
            message!(
                "`{key}: {value}`(으로/로) 적으세요",
                "write `{key}: {value}`"
            ),
        );
    }
    let (word, rest) = body.split_once([' ', '=']).unwrap_or((body, ""));
    let rest = rest.trim_start_matches([' ', '=', ':']);
    let known = nearest(word, KEYS.iter().copied()).filter(|_| word.is_ascii());
    let no_colon = message!(
        "이 줄에 콜론(`:`)이 없습니다",
        "there is no colon in this line"
    );
    if let Some(key) = known {
        let hint = message!("`{key}: {rest}`(으로/로) 적으세요", "write `{key}: {rest}`");
        return line.slip(body, no_colon, hint);
    }
    (line.indent == 0 && !body.starts_with(['"', '\'', '[', '{', '?', ':'])).then_some(())?;
    let hint = message!(
        "앞줄의 글이 이어지는 것이면 두 칸 들여 쓰고, 아니면 `이름: 값`으로 적으세요",
        "indent it by two spaces if it goes on with the line above, or write `key: value`"
    );
    line.slip(body, no_colon, hint)
}

/// The slip of a value whose bracket or quote is not closed.
fn unclosed(line: &Line<'_>) -> Option<Slip> {
    let (key, value) = line.pair()?;
    let first = value.chars().next()?;
    let closed = match first {
        '[' => format!("{value}]"),
        '{' => format!("{value}}}"),
        quote => format!("{value}{quote}"),
    };
    line.slip(
        value,
        message!(
            "`{first}`(이/가) 닫히지 않았습니다",
            "`{first}` is not closed"
        ),
        message!(
            "`{key}: {closed}`(으로/로) 적으세요",
            "write `{key}: {closed}`"
        ),
    )
}

/// Where the quote that begins a value is closed: the byte after it.
fn closing(value: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (i, c) in value.char_indices().skip(1) {
        if c == quote && !escaped {
            return Some(i + 1);
        }
        escaped = c == '\\' && quote == '"' && !escaped;
    }
    None
}

/// A value between quotes, as YAML reads it back.
pub(super) fn quote(value: &str) -> String {
    let inner = value.trim();
    if inner.contains(['"', '\\']) && !inner.contains('\'') {
        return format!("'{inner}'");
    }
    format!("\"{}\"", inner.replace('\\', "\\\\").replace('"', "\\\""))
}
