//! Where a title is broken first.

use tera::{Kwargs, State, StringInput, TeraResult, Value};

/// `{{ title | phrases }}`: a title with its two halves in elements of their own, so that a line ends between them before one ends
/// within them. What has no halves stays as it is.
pub(super) fn phrases(title: StringInput<'_>, _: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    const OPEN: &str = "<span class=\"half\">";
    let text = title.rendered(state)?;
    Ok(Value::safe_string(&match in_halves(&text) {
        Some((first, second)) => format!("{OPEN}{first}</span> {OPEN}{second}</span>"),
        None => text.into_owned(),
    }))
}

/// Parts a title behind its first colon, else behind a mark that ends a sentence, else behind its only comma.
fn in_halves(title: &str) -> Option<(&str, &str)> {
    let behind = |mark: &str| {
        let at = title.find(mark)? + mark.len();
        Some((title[..at].trim_end(), title[at..].trim_start()))
    };
    let sentence = || ["? ", "! "].into_iter().find_map(behind);
    let comma = || behind(", ").filter(|(_, rest)| !rest.contains(", "));
    let halves = behind(": ").or_else(sentence).or_else(comma);
    halves.filter(|(first, second)| !first.is_empty() && !second.is_empty())
}
