//! Values that YAML cuts off, or takes as they are written, where the author means something else.

use super::super::{Node, Value};
use super::{Slip, lines, quote};
use crate::lang::message::message;

/// Of values that can be read: what YAML drops, or takes as it is, and the author does not mean. `node` has its places in
/// `text`. Each with its code; those of [`CURLY`] are errors.
pub(in crate::source::data) fn lost(node: &Node, text: &str, out: &mut Vec<(&'static str, Slip)>) {
    if text.contains('&') {
        anchors(text, out);
    }
    values(node, text, out);
}

fn values(node: &Node, text: &str, out: &mut Vec<(&'static str, Slip)>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|n| values(n, text, out)),
        Value::Map(entries) => {
            for (key, value) in entries {
                match &value.value {
                    Value::String(read) => of_value(&key.value, value, read, text, out),
                    _ => values(value, text, out),
                }
            }
        }
        _ => {}
    }
}

/// Reports a name for a value (`&name`) that nothing refers to: it is text that looks like one.
fn anchors(text: &str, out: &mut Vec<(&'static str, Slip)>) {
    for line in lines(text) {
        let Some((key, value)) = line.pair() else {
            continue;
        };
        let word = value.split_whitespace().next().unwrap_or("");
        let name = word.strip_prefix('&').filter(|name| !name.is_empty());
        if name.is_none_or(|name| text.contains(&format!("*{name}"))) {
            continue;
        }
        let quoted = quote(value);
        out.push((
            "cut-value",
            Slip {
                span: line.span(word),
                message: message!(
                    "`{word}`(은/는) 값에서 빠집니다",
                    "`{word}` is left out of the value"
                ),
                hint: message!(
                    "`{key}: {quoted}`(으로/로) 적으세요",
                    "write `{key}: {quoted}`"
                ),
            },
        ));
    }
}

/// A value that begins with `#`, so that nothing is left of it. What is meant as a comment has a space after its `#`.
pub(in crate::source::data) fn commented(node: &Node, text: &str) -> Option<Slip> {
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let empty = entries
        .iter()
        .filter(|(_, v)| matches!(v.value, Value::Null));
    empty.into_iter().find_map(|(key, _)| {
        let rest = text.get(key.span.end..)?.lines().next()?;
        let written = rest.trim_start().strip_prefix(':')?.trim();
        written.strip_prefix('#').filter(|text| is_meant(text))?;
        let start = key.span.end + rest.find(written)?;
        let (key, quoted) = (&key.value, quote(written));
        Some(Slip {
            span: start..start + written.len(),
            message: message!(
                "값이 `#`로 시작해 모두 주석이 됩니다",
                "this value begins with `#`, so all of it is a comment"
            ),
            hint: message!(
                "`{key}: {quoted}`(으로/로) 적으세요",
                "write `{key}: {quoted}`"
            ),
        })
    })
}

/// Whether what is behind a `#` is not meant as a comment.
fn is_meant(text: &str) -> bool {
    text.starts_with(|c: char| !c.is_whitespace() && c != '#')
}

/// The code of values between curly quotes.
pub(in crate::source::data) const CURLY: &str = "curly-quotes";

fn of_value(key: &str, node: &Node, read: &str, text: &str, out: &mut Vec<(&'static str, Slip)>) {
    let Some(written) = text.get(node.span.clone()).map(str::trim_end) else {
        return;
    };
    let end = node.span.start + written.len();
    let rest = text[end..].lines().next().unwrap_or("");
    let plain = !written.starts_with(['"', '\'', '|', '>', '[']);
    // ` #1` is cut off as a comment is; what is meant as a comment has a space after its `#`.
    let cut = rest.trim_start();
    if plain && rest.len() > cut.len() && cut.strip_prefix('#').is_some_and(is_meant) {
        let whole = quote(&format!("{written}{rest}"));
        let start = end + rest.len() - cut.len();
        out.push((
            "cut-value",
            Slip {
                span: start..start + cut.trim_end().len(),
                message: message!(
                    "빈칸 뒤의 `#`부터는 주석이라 값에서 빠집니다",
                    "` #` begins a comment, so the rest of this value is cut off"
                ),
                hint: message!(
                    "`{key}: {whole}`(으로/로) 적으세요",
                    "write `{key}: {whole}`"
                ),
            },
        ));
    }
    let inner = |open: char, close: char| read.strip_prefix(open)?.strip_suffix(close);
    let inner = inner('“', '”').or_else(|| inner('‘', '’'));
    if let Some(inner) = inner.filter(|inner| plain && !inner.contains(['“', '‘'])) {
        let corrected = quote(inner);
        out.push((
            CURLY,
            Slip {
                span: node.span.start..end,
                message: message!(
                    "둥근따옴표(“ ”)가 값의 일부로 읽힙니다",
                    "the curly quotes are read as part of the value"
                ),
                hint: message!(
                    "곧은 따옴표로 `{key}: {corrected}`(으로/로) 적으세요",
                    "write it with straight quotes: `{key}: {corrected}`"
                ),
            },
        ));
    }
}
