//! Filters of Tera that can make much of little, with a measure: the same results, but what they make is taken off the budget of
//! the page first ([`super::budget`]).

use std::borrow::Cow;
use std::collections::HashMap;

use tera::value::{Key, ValueKind};
use tera::{Error, Kwargs, Map, State, StringInput, Tera, TeraResult, Value};

use super::budget::{ITEM, size, spend, spend_printed};

/// Widest indentation, as in Tera.
const WIDEST: usize = 1000;
/// Bytes of the longest escape: `&quot;`.
const ESCAPE: usize = 6;

/// Puts these filters in the place of Tera's.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("replace", replace);
    tera.register_filter("indent", indent);
    tera.register_filter("split", split);
    tera.register_filter("join", join);
    tera.register_filter("sort", sort);
    tera.register_filter("unique", unique);
    tera.register_filter("group_by", group_by);
}

fn replace(text: StringInput<'_>, kwargs: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let from: &str = kwargs.must_get("from")?;
    let to: StringInput<'_> = kwargs.must_get("to")?;
    let is_safe = state.autoescaping_enabled() && (text.is_safe() || to.is_safe());
    let (text, to) = (
        written(&text, is_safe, state)?,
        written(&to, is_safe, state)?,
    );
    spend_product(text.matches(from).count(), to.len())?;
    Ok(string(text.replace(from, &to), is_safe))
}

fn indent(text: StringInput<'_>, kwargs: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let width = kwargs.get::<usize>("width")?.unwrap_or(4).min(WIDEST);
    let indentation: Option<StringInput<'_>> = kwargs.get("indentation")?;
    let first = kwargs.get("first")?.unwrap_or(false);
    let blank = kwargs.get("blank")?.unwrap_or(false);
    let is_one = |i: &StringInput<'_>| i.as_str().chars().count() == 1;
    if !indentation.as_ref().is_none_or(is_one) {
        let message = "The `indentation` argument must contain exactly one character";
        return Err(Error::message(message));
    }
    let is_safe_one = indentation.as_ref().is_some_and(StringInput::is_safe);
    let is_safe = state.autoescaping_enabled() && (text.is_safe() || is_safe_one);
    let text = written(&text, is_safe, state)?;
    let indentation = match &indentation {
        Some(one) => written(one, is_safe, state)?.repeat(width),
        None => " ".repeat(width),
    };
    spend_product(text.lines().count(), indentation.len())?;
    let mut indented = String::with_capacity(text.len());
    for (i, line) in text.lines().enumerate() {
        if i > 0 {
            indented.push('\n');
        }
        if if i == 0 {
            first
        } else {
            blank || !line.is_empty()
        } {
            indented.push_str(&indentation);
        }
        indented.push_str(line);
    }
    if text.ends_with('\n') {
        indented.push('\n');
    }
    Ok(string(indented, is_safe))
}

fn split(text: &str, kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let pattern: &str = kwargs.must_get("pat")?;
    spend(text.len() as u64)?;
    spend_product(text.matches(pattern).count() + 1, ITEM as usize)?;
    let parts: Vec<Value> = text.split(pattern).map(Value::from).collect();
    Ok(parts.into())
}

fn join(list: &[Value], kwargs: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let between: Option<StringInput<'_>> = kwargs.get("sep")?;
    let is_safe_string = |value: &Value| value.is_string() && value.is_safe();
    let is_safe = state.autoescaping_enabled()
        && (list.iter().any(is_safe_string) || between.as_ref().is_some_and(StringInput::is_safe));
    let between = match &between {
        Some(between) => written(between, is_safe, state)?,
        None => Cow::Borrowed(""),
    };
    spend_product(list.len().saturating_sub(1), between.len())?;
    let part = |value: &Value| -> TeraResult<String> {
        spend_printed(value)?;
        match value {
            value if is_safe && value.is_undefined() => Ok(String::new()),
            value if is_safe => state.escape_if_needed(value),
            value => Ok(value.to_string()),
        }
    };
    let parts = list.iter().map(part).collect::<TeraResult<Vec<_>>>()?;
    Ok(string(parts.join(&between), is_safe))
}

fn sort(list: &[Value], kwargs: Kwargs, _: &State<'_>) -> TeraResult<Vec<Value>> {
    if list.is_empty() {
        return Ok(Vec::new());
    }
    let attribute: Option<&str> = kwargs.get("attribute")?;
    let keys = match attribute {
        None => list.iter().collect(),
        Some(path) => attributes(list, path)?,
    };
    let mut sorted: Vec<_> = keys.into_iter().zip(list).collect();
    // Each key is compared about as often as the list can be halved.
    let halvings = u64::from(usize::BITS - list.len().leading_zeros());
    for (key, _) in &sorted {
        spend(size(key)?.saturating_mul(halvings))?;
    }
    #[allow(
        clippy::unnecessary_sort_by,
        reason = "`sort_by_key` asks `partial_cmp`, which has no order of all values"
    )]
    sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
    for pair in sorted.windows(2) {
        let (a, b) = (pair[0].0, pair[1].0);
        if !a.is_none() && !b.is_none() && a.partial_cmp(b).is_none() {
            let (a, b) = (a.name(), b.name());
            let message = format!("Cannot sort: `{a}` and `{b}` are not comparable");
            return Err(Error::message(message));
        }
    }
    Ok(sorted.into_iter().map(|(_, value)| value.clone()).collect())
}

fn unique(list: &[Value], _: Kwargs, _: &State<'_>) -> TeraResult<Vec<Value>> {
    let mut unique: Vec<Value> = Vec::new();
    for value in list {
        spend(size(value)?.saturating_mul(unique.len() as u64 + 1))?;
        if !unique.contains(value) {
            unique.push(value.clone());
        }
    }
    Ok(unique)
}

/// In the order in which the groups begin. Tera's order is another one each time.
fn group_by(list: &[Value], kwargs: Kwargs, _: &State<'_>) -> TeraResult<Map> {
    if list.is_empty() {
        return Ok(Map::new());
    }
    let keys = attributes(list, kwargs.must_get("attribute")?)?;
    let mut groups: Vec<(Key<'static>, Vec<Value>)> = Vec::new();
    let mut places = HashMap::new();
    for (value, item) in keys.into_iter().zip(list) {
        // Also how deep it is, which is deeper in the group.
        spend(ITEM + size(item)?)?;
        if value.is_none() {
            continue;
        }
        let key = key(value)?;
        let place = *places.entry(key.clone()).or_insert(groups.len());
        if place == groups.len() {
            groups.push((key, Vec::new()));
        }
        groups[place].1.push(item.clone());
    }
    let groups = groups.into_iter().map(|(key, group)| (key, group.into()));
    Ok(groups.collect())
}

/// What each item has at a path.
fn attributes<'v>(list: &'v [Value], path: &'v str) -> TeraResult<Vec<&'v Value>> {
    spend_product(list.len(), path.len())?;
    let attribute = |(i, value): (usize, &'v Value)| {
        value.get_from_path(path).ok_or_else(|| {
            let name = value.name();
            Error::message(format!(
                "Value at index {i} (a {name}) does not have an attribute at path: {path}"
            ))
        })
    };
    list.iter().enumerate().map(attribute).collect()
}

/// The key of a map that a value can be.
fn key(value: &Value) -> TeraResult<Key<'static>> {
    let key = match value.kind() {
        ValueKind::Bool => value.as_bool().map(Key::Bool),
        ValueKind::U64 => value.as_u64().map(Key::U64),
        ValueKind::I64 => value.as_i64().map(Key::I64),
        ValueKind::U128 => value.as_u128().map(Key::U128),
        ValueKind::I128 => value.as_i128().map(Key::I128),
        _ => value.as_str().map(|text| Key::String(text.into())),
    };
    key.ok_or_else(|| Error::message("Not a valid key type"))
}

/// The text of a string, escaped where it is to become part of a safe one.
fn written<'v>(
    text: &'v StringInput<'_>,
    is_safe: bool,
    state: &State<'_>,
) -> TeraResult<Cow<'v, str>> {
    let length = text.as_str().len();
    if is_safe && !text.is_safe() {
        spend_product(length, ESCAPE)?;
        return text.rendered(state);
    }
    spend(length as u64)?;
    Ok(Cow::Borrowed(text.as_str()))
}

fn spend_product(times: usize, bytes: usize) -> TeraResult<()> {
    spend((times as u64).saturating_mul(bytes as u64))
}

fn string(text: String, is_safe: bool) -> Value {
    if is_safe {
        Value::safe_string(&text)
    } else {
        Value::from(text)
    }
}
