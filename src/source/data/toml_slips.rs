//! What people get wrong in TOML, found in the line where the parser stopped, with the line as it has to be.

use super::fields::meant_truth;
use super::slips::{self, Slip};
use crate::base::diag::Message;
use crate::lang::message::message;

const CURLY: [char; 4] = ['“', '”', '‘', '’'];

/// Whether the parser says that a key is there already.
pub(super) fn is_twice(said: &str) -> bool {
    said.contains("duplicate key")
}

/// The slip of the line that a byte is in, and its code.
pub(super) fn of_line(text: &str, at: usize) -> Option<(&'static str, Slip)> {
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let line = text[start..].lines().next()?;
    let slip = |from: usize, len: usize, message: Message, corrected: &str| Slip {
        span: start + from..start + from + len,
        message,
        hint: message!("`{corrected}`(으로/로) 적으세요", "write `{corrected}`"),
    };
    let syntax = |slip: Slip| Some(("syntax", slip));
    if let Some((colon, corrected)) = colon(line) {
        let message = message!(
            "이 파일에서는 이름 뒤에 `:`가 아니라 `=`를 씁니다",
            "in this file `=` comes after a key, not `:`"
        );
        return syntax(slip(colon, 1, message, &corrected));
    }
    let header = line.trim();
    if header.starts_with('[') && !header.contains(['=', '"', ']']) {
        let (open, name) = header.split_at(header.len() - header.trim_start_matches('[').len());
        let corrected = format!("{open}{name}{}", "]".repeat(open.len()));
        let message = message!("`[`가 닫히지 않았습니다", "`[` is not closed");
        let from = line.len() - line.trim_start().len();
        return syntax(slip(from, header.len(), message, &corrected));
    }
    let (name, _) = line.split_once('=')?;
    let value = line[name.len() + 1..].trim();
    let from = line.len() - line[name.len() + 1..].trim_start().len();
    let name = name.trim();
    if let Some((first, c)) = value.char_indices().find(|(_, c)| CURLY.contains(c)) {
        let message = message!(
            "둥근따옴표(“ ”)는 따옴표로 읽히지 않습니다",
            "curly quotes are not read as quotes"
        );
        let corrected = line.trim().replace(CURLY, "\"");
        let slip = slip(from + first, c.len_utf8(), message, &corrected);
        return Some((slips::CURLY, slip));
    }
    let quoted = |text: &str| format!("{name} = {}", slips::quote(text));
    if let Some(truth) = meant_truth(value) {
        let message = message!(
            "`{value}`(은/는) 값으로 읽히지 않습니다. 소문자로 `true`나 `false`만 씁니다",
            "`{value}` is not read as a value: it is `true` or `false`, in lower case"
        );
        return syntax(slip(
            from,
            value.len(),
            message,
            &format!("{name} = {truth}"),
        ));
    }
    if let Some(kept) = value.strip_suffix([';', ',']).map(str::trim_end)
        && is_value(kept)
    {
        let last = &value[value.len() - 1..];
        let message = message!(
            "줄 끝에 `{last}`(이/가) 있습니다",
            "there is a `{last}` at the end of the line"
        );
        let from = from + value.len() - 1;
        return syntax(slip(from, 1, message, &format!("{name} = {kept}")));
    }
    if value.starts_with('"') && value.matches('"').count() == 1 && !value.contains('\\') {
        let message = message!("따옴표가 닫히지 않았습니다", "the quote is not closed");
        return syntax(slip(from, value.len(), message, &quoted(&value[1..])));
    }
    // A colour begins a comment, unless it is between quotes.
    let is_word = |c: char| c.is_alphabetic() || c == '#';
    if value.starts_with(is_word) && !value.contains(['"', '\'', '=', '{', '[']) {
        let message = message!(
            "값이 따옴표 안에 있지 않습니다",
            "this value is not between quotes"
        );
        return syntax(slip(from, value.len(), message, &quoted(value)));
    }
    None
}

/// Whether a text is a value as it stands.
fn is_value(text: &str) -> bool {
    let quoted = |quote: char| {
        text.len() > 1
            && text.starts_with(quote)
            && text.ends_with(quote)
            && text.matches(quote).count() == 2
    };
    quoted('"') || quoted('\'') || matches!(text, "true" | "false") || text.parse::<i64>().is_ok()
}

/// The colon of a line that is written as in YAML or JSON, and the line as it has to be.
fn colon(line: &str) -> Option<(usize, String)> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    if let Some((key, group)) = line.split_once('=')
        && group.trim_start().starts_with('{')
    {
        return in_group(line, key.len() + 1);
    }
    let (key, value) = line.split_once(':')?;
    let (name, value) = (key.trim(), value.trim());
    if name.is_empty() || value.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    let is_value = is_value(value) || value.starts_with(['"', '\'', '[', '{']);
    let value = match is_value {
        true => value.to_owned(),
        false => slips::quote(value),
    };
    Some((key.len(), format!("{name} = {value}")))
}

/// The first colon between a key and its value in `{ ko: "…" }`, and the line without such colons.
fn in_group(line: &str, from: usize) -> Option<(usize, String)> {
    let mut first = None;
    let mut quote: Option<char> = None;
    let mut corrected = line[..from].to_owned();
    for (i, c) in line[from..].char_indices() {
        match quote {
            Some(q) if q == c => quote = None,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c == ':' => {
                first.get_or_insert(from + i);
                corrected.truncate(corrected.trim_end().len());
                corrected.push_str(" =");
                continue;
            }
            _ => {}
        }
        corrected.push(c);
    }
    first.map(|at| (at, corrected.trim().to_owned()))
}

/// What is wrong and what to do about it, by the parser's own words, which speak of its grammar.
pub(super) fn fault(said: &str) -> (Message, Message) {
    let has = |words: &[&str]| words.iter().any(|w| said.contains(w));
    if has(&["duplicate key"]) {
        return (
            message!("같은 이름이 두 번 있습니다", "this key is there twice"),
            message!("둘 중 하나를 지우세요", "delete one of the two"),
        );
    }
    if has(&["string values must be quoted"]) {
        return (
            message!(
                "값이 따옴표 안에 있지 않습니다",
                "this value is not between quotes"
            ),
            message!(
                "글은 `이름 = \"값\"`처럼 큰따옴표로 감싸세요",
                "put text between double quotes: `key = \"value\"`"
            ),
        );
    }
    if has(&["basic string", "literal string", "escape", "newline"]) {
        return (
            message!(
                "따옴표로 감싼 글이 바르게 끝나지 않았습니다",
                "this text between quotes has no proper end"
            ),
            message!(
                "곧은 따옴표 `\"`로 열고 같은 줄에서 닫으세요. 역슬래시(\\)는 두 번(\\\\) 적습니다",
                "open and close it with straight quotes on one line; write a backslash twice"
            ),
        );
    }
    if has(&["table header", "unclosed table", "array", "inline table"]) {
        return (
            message!(
                "괄호가 바르게 닫히지 않았습니다",
                "a bracket is not closed properly"
            ),
            message!(
                "설정 묶음은 `[이름]`, 목록은 `[\"하나\", \"둘\"]`, 한 줄 묶음은 `{{ ko = \"…\", en = \"…\" }}`으로 적으세요",
                "a group of settings is `[name]`, a list `[\"one\", \"two\"]`, a group on one line `{{ ko = \"…\", en = \"…\" }}`"
            ),
        );
    }
    (
        message!(
            "설정으로 읽을 수 없는 줄입니다",
            "this line cannot be read as a setting"
        ),
        message!(
            "설정 하나는 `이름 = \"값\"`, 설정 묶음의 시작은 `[이름]`으로 적으세요",
            "a setting is written `key = \"value\"`, a group of settings starts with `[name]`"
        ),
    )
}
