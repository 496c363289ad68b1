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
    if plain
        && rest.len() > cut.len()
        && cut.starts_with('#')
        && cut[1..].starts_with(|c: char| !c.is_whitespace() && c != '#')
    {
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
