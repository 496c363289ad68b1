//! What the templates of one page may do: steps, and depth.
//!
//! A byte of text is a step; [`super::meter`] weighs the rest in the same measure, so that the steps bound a page's time, its
//! length and the memory of its values alike. They are counted, not timed: the same site is refused on every machine.
//!
//! Tera gives filters and functions no access to anything that belongs to one rendering, so the budget of the page that a thread
//! renders is in a thread-local ([`rendering`]). A page is rendered on one thread from beginning to end.

use std::cell::Cell;

use tera::value::Key;
use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value};

use crate::base::diag::Message;
use crate::lang::message::message;

/// Steps of a page that shows nothing: about half a second of work.
const STEPS: u64 = 1 << 26;
/// Further steps for each byte of what a page shows.
const STEPS_PER_BYTE: u64 = 16;
/// Deepest value: a list in a list in a list …
const VALUE_DEPTH: u32 = 64;
/// Files, blocks and components in each other. Tera stops at 20 components by itself, without a place.
const TEMPLATE_DEPTH: u32 = 20;
/// Steps of an item of a list or a map, for its memory.
pub(super) const ITEM: u64 = 32;
/// Steps of a character in a list of them.
const CHARACTER: u64 = 4;
/// Steps of beginning a file, block or component.
const ENTRY: u64 = 256;
/// Steps of looking at an item only.
const LOOK: u64 = 8;
/// Longest that a byte gets when a list of strings is printed: `"` becomes `\&quot;`.
const PRINTED: u64 = 8;

thread_local! {
    static LEFT: Cell<u64> = const { Cell::new(u64::MAX) };
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static REFUSED: Cell<Option<Message>> = const { Cell::new(None) };
}

/// Calls `render` with a new budget for a page that shows `shown` bytes; also gives what was refused, if anything was.
pub(super) fn rendering<T>(shown: u64, render: impl FnOnce() -> T) -> (T, Option<Message>) {
    LEFT.set(STEPS.saturating_add(shown.saturating_mul(STEPS_PER_BYTE)));
    DEPTH.set(0);
    REFUSED.set(None);
    let result = render();
    LEFT.set(u64::MAX);
    (result, REFUSED.take())
}

/// What a value holds in bytes: the measure of what a page shows.
pub(super) fn held(value: &Value) -> u64 {
    let items = items(value).into_iter().flatten();
    ITEM + own_length(value) + items.map(held).sum::<u64>()
}

/// Takes steps off the budget of the page.
///
/// # Errors
/// Fewer are left.
pub(super) fn spend(steps: u64) -> TeraResult<()> {
    match LEFT.get().checked_sub(steps) {
        Some(left) => {
            LEFT.set(left);
            Ok(())
        }
        None => refuse(message!(
            "템플릿이 한 페이지에 할 수 있는 일보다 더 많은 일을 합니다",
            "this is more work than the templates of one page may do"
        )),
    }
}

fn refuse<T>(why: Message) -> TeraResult<T> {
    let error = Error::message(why.english());
    REFUSED.set(Some(why));
    Err(error)
}

/// A value's size in steps as if nothing in it were shared, which is taken off the budget once as it is measured.
pub(super) fn size(value: &Value) -> TeraResult<u64> {
    let before = LEFT.get();
    spend_size(value, ITEM, 1)?;
    Ok(before - LEFT.get())
}

/// Takes off what a value holds, as if nothing in it were shared; stops as soon as there is no budget left.
fn spend_size(value: &Value, per_item: u64, per_byte: u64) -> TeraResult<()> {
    spend_tree(value, per_item, per_byte, 0)
}

fn spend_tree(value: &Value, per_item: u64, per_byte: u64, depth: u32) -> TeraResult<()> {
    if depth > VALUE_DEPTH {
        return refuse(message!(
            "이 값은 목록이나 맵이 서로 안에 너무 깊이 들어 있습니다",
            "this value has lists or maps nested in each other too deep"
        ));
    }
    spend(per_item.saturating_add(own_length(value).saturating_mul(per_byte)))?;
    for item in items(value).into_iter().flatten() {
        spend_tree(item, per_item, per_byte, depth + 1)?;
    }
    Ok(())
}

/// Bytes of a string or of a map's keys.
fn own_length(value: &Value) -> u64 {
    let keys = |map: &Map| map.keys().filter_map(Key::as_str).map(str::len).sum();
    let bytes = value.as_str().map(str::len);
    let bytes = bytes.or_else(|| value.as_bytes().map(<[u8]>::len));
    bytes.or_else(|| value.as_map().map(keys)).unwrap_or(0) as u64
}

fn items(value: &Value) -> Option<Box<dyn Iterator<Item = &Value> + '_>> {
    let list = value.as_array().map(<[Value]>::iter);
    let map = value.as_map().map(Map::values);
    match (list, map) {
        (Some(list), _) => Some(Box::new(list)),
        (_, Some(map)) => Some(Box::new(map)),
        _ => None,
    }
}

/// Steps of going once through the value, without what its items hold.
fn length(value: &Value) -> u64 {
    match (value.as_array(), value.as_map()) {
        (Some(list), _) => ITEM * list.len() as u64,
        (_, Some(map)) => ITEM * map.len() as u64,
        _ => own_length(value),
    }
}

/// The functions and filters that [`super::meter`] writes into templates. All give back what they get.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("__enter", enter);
    tera.register_function("__leave", leave);
    tera.register_function("__subscript", subscript);
    tera.register_function("__gathered", |kwargs: Kwargs, _: &State<'_>| {
        // It is gathered twice.
        spend_size(kwargs.must_get("all")?, 2 * ITEM, 0).map(|()| true)
    });
    tera.register_filter(
        "__shown",
        |value: &Value, kwargs: Kwargs, state: &State<'_>| {
            spend_shown(value, kwargs.must_get("times")?, state)?;
            Ok::<_, Error>(value.clone())
        },
    );
    tera.register_filter("__read", |value: &Value, kwargs: Kwargs, _: &State<'_>| {
        let times: u64 = kwargs.must_get("times")?;
        spend_size(value, ITEM * times, times)?;
        Ok::<_, Error>(value.clone())
    });
    tera.register_filter("__held", |value: &Value, _: Kwargs, _: &State<'_>| {
        spend_size(value, LOOK, 0)?;
        Ok::<_, Error>(value.clone())
    });
    tera.register_filter(
        "__passed",
        |value: &Value, kwargs: Kwargs, _: &State<'_>| {
            spend(length(value).saturating_mul(kwargs.must_get("times")?) + ITEM)?;
            Ok::<_, Error>(value.clone())
        },
    );
    tera.register_filter("__printed", |value: &Value, _: Kwargs, _: &State<'_>| {
        spend_printed(value)?;
        Ok::<_, Error>(value.clone())
    });
    tera.register_filter(
        "__looped",
        |value: &Value, kwargs: Kwargs, _: &State<'_>| {
            let weight: u64 = kwargs.must_get("weight")?;
            spend(turns(value).saturating_mul(weight.saturating_add(ITEM)))?;
            Ok::<_, Error>(value.clone())
        },
    );
}

/// How often a loop over the value turns, at most.
fn turns(value: &Value) -> u64 {
    match (value.as_array(), value.as_map()) {
        (Some(list), _) => list.len() as u64,
        (_, Some(map)) => map.len() as u64,
        _ => own_length(value),
    }
}

/// A value is about to be written: a string that is not safe with its escapes.
fn spend_shown(value: &Value, times: u64, state: &State<'_>) -> TeraResult<()> {
    let Some(text) = value.as_str() else {
        return spend_size(value, ITEM * times, PRINTED * times);
    };
    let special = |byte: &u8| matches!(byte, b'"' | b'&' | b'\'' | b'<' | b'>');
    let escapes = if value.is_safe() || !state.autoescaping_enabled() {
        0
    } else {
        5 * text.bytes().filter(special).count()
    };
    spend((text.len() + escapes) as u64 * times + ITEM)
}

/// A value is about to be made text, as it is.
pub(super) fn spend_printed(value: &Value) -> TeraResult<()> {
    match value.as_str() {
        Some(text) => spend(text.len() as u64 + ITEM),
        None => spend_size(value, ITEM, PRINTED),
    }
}

/// `by`, after what looking something up in `of` takes: of a text, Tera makes a list of characters; of a list, a slice may have
/// all items.
fn subscript(kwargs: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let of: &Value = kwargs.must_get("of")?;
    let is_slice = kwargs.get("is_slice")?.unwrap_or(false);
    spend(match of.as_array() {
        Some(list) if is_slice => ITEM * list.len() as u64,
        _ if of.is_string() => CHARACTER * own_length(of) + ITEM,
        _ => ITEM,
    })?;
    Ok(kwargs.get("by")?.unwrap_or_else(Value::none))
}

/// A file, block or component begins.
fn enter(kwargs: Kwargs, _: &State<'_>) -> TeraResult<&'static str> {
    let weight: u64 = kwargs.must_get("weight")?;
    spend(weight.saturating_add(ENTRY))?;
    DEPTH.set(DEPTH.get() + 1);
    if DEPTH.get() > TEMPLATE_DEPTH {
        return refuse(message!(
            "여기에서 템플릿의 파일, 블록, 컴포넌트가 서로를 너무 깊이 씁니다",
            "files, blocks or components of templates use each other too deep here"
        ));
    }
    Ok("")
}

/// It ends.
fn leave(_: Kwargs, _: &State<'_>) -> &'static str {
    DEPTH.set(DEPTH.get().saturating_sub(1));
    ""
}
