//! `moved_from`: where a page was before, below its language, or what a section's id was.
//!
//! Old addresses are copied from browsers, from file managers and from other tools: whatever names one is recognised, and the
//! finding says how it is written here.

use crate::base::names;
use crate::base::permalink::{bad_id, bad_segment, decode, resolve};
use crate::document::path::{CONTENT, Role, taken};
use crate::lang::message::message;
use crate::source::data::{Fields, Spanned, cannot_be};
use crate::source::site::Site;

const KEY: &str = "moved_from";

/// Takes the key; values that cannot be used are reported.
pub(super) fn read(fields: &mut Fields<'_>, role: Role, site: &Site) -> Vec<Spanned<String>> {
    let mut moved = fields.strings(KEY);
    moved.retain(|old| {
        let (value, span) = (&old.value, || old.span.clone());
        let is_section = role == Role::Section;
        let meant = if is_section {
            id(value, site)
        } else {
            address(value, site)
        };
        if let Some(what) = meant.as_deref().filter(|_| !is_section).and_then(taken) {
            let message = message!(
                "`{value}`(은/는) {what}의 주소입니다",
                "`{value}` is the address of {what}",
                what
            );
            let hint = message!("`{KEY}`에서 지우세요", "take it out of `{KEY}`");
            fields.report(span(), "same-url", message, hint);
            return false;
        }
        if meant.as_ref() == Some(value) {
            return true;
        }
        let message = cannot_be(KEY, value);
        let hint = match meant {
            Some(meant) => message!("`{meant}`(으로/로) 적으세요", "write `{meant}`"),
            None if is_section => message!(
                "주소에서 `#` 다음에 오던 이름만 적으세요: `old-name`",
                "write what came after the `#` of its address: `old-name`"
            ),
            None => message!(
                "주소에서 언어 다음의 부분을 앞뒤의 `/` 없이 적으세요: `old-topic`",
                "write what came after the language in its address, without a `/` at either end: `old-topic`"
            ),
        };
        fields.report(span(), "wrong-value", message, hint);
        false
    });
    moved
}

/// The address below its language that a text names; `None` if it names none.
fn address(text: &str, site: &Site) -> Option<String> {
    let path = match text.trim().split_once("://") {
        Some((_, rest)) => {
            let end = rest.find(['?', '#']).unwrap_or(rest.len());
            rest[..end].find('/').map_or("", |at| &rest[at..end])
        }
        None => text.trim(),
    };
    let path = decode(&path.replace('\\', "/"));
    let inside = path.strip_prefix(&*decode(site.base_url.path()));
    let path = resolve("", inside.unwrap_or(&path))?;
    let path = without_ending(&path, site);
    let path = match path.split_once('/') {
        Some((tag, rest)) if site.language_by_tag(tag).is_some() => rest,
        _ => path,
    };
    let is_home = path.is_empty() || site.language_by_tag(path).is_some();
    (!is_home && path.split('/').all(|part| bad_segment(part).is_none())).then(|| path.to_owned())
}

/// The path of a page without what its file adds: `content/`, `index.ko.md`, `.md`.
fn without_ending<'p>(path: &'p str, site: &Site) -> &'p str {
    let page = path.strip_suffix(names::PAGE);
    if let Some(folder) = page.filter(|folder| folder.is_empty() || folder.ends_with('/')) {
        return folder.trim_end_matches('/');
    }
    let Some(stem) = path.strip_suffix(".md") else {
        return path;
    };
    let named = stem.rsplit_once('.');
    let named = named.filter(|(_, tag)| site.language_by_tag(tag).is_some());
    let stem = named.map_or(stem, |(stem, _)| stem);
    let stem = stem.strip_prefix(CONTENT).unwrap_or(stem);
    match stem.strip_suffix("index") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder.trim_end_matches('/'),
        _ => stem,
    }
}

/// The id that a text names; `None` if it names none.
fn id(text: &str, site: &Site) -> Option<String> {
    let text = decode(text.trim());
    let id = match text.rsplit_once('#') {
        Some((_, id)) => id,
        None => {
            let name = text.trim_end_matches('/').rsplit('/').next()?;
            let stem = without_ending(name, site);
            let number = stem.split_once('-').filter(|(digits, _)| {
                // The name of a file: its number is no part of the id.
                name != stem && digits.bytes().all(|b| b.is_ascii_digit())
            });
            number.map_or(stem, |(_, rest)| rest)
        }
    };
    bad_id(id).is_none().then(|| id.to_owned())
}
