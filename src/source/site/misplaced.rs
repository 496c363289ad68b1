//! Settings that stand below a `[table]` which they are not of.

use std::sync::Arc;

use super::Site;
use crate::base::diag::{Diagnostic, Place};
use crate::lang::message::message;
use crate::source::data::{Node, Shape, Value};

/// A setting of the whole site, or of another table, that stands below a `[table]`, to which it belongs then.
pub(super) fn misplaced(root: &Node, file: &Arc<str>) -> Option<Diagnostic> {
    const OF_SITE: [&str; 5] = [
        "base_url",
        "default_language",
        "title",
        "description",
        "author",
    ];
    let shape = Site::shape();
    let Value::Map(tables) = &root.value else {
        return None;
    };
    let below = |table: &str, node: &Node| -> Option<Diagnostic> {
        let Value::Map(entries) = &node.value else {
            return None;
        };
        let keys = entries.iter().map(|(k, _)| k);
        let keys = keys.filter(|k| OF_SITE.contains(&&*k.value));
        let key = keys.min_by_key(|k| k.span.start)?;
        let name = &key.value;
        let message = message!(
            "`{name}`(이/가) `[{table}]` 아래에 있어 그 묶음의 설정으로 읽힙니다",
            "`{name}` stands below `[{table}]` and is read as a setting of that group"
        );
        let d = Diagnostic::error(Place::at(file, key.span.clone()), "unknown-key", message);
        Some(d.hint(message!(
            "사이트 전체의 설정은 첫 `[…]` 줄보다 위로 옮기세요",
            "move settings of the whole site above the first `[…]` line"
        )))
    };
    let elsewhere = |table: &str, node: &Node| -> Option<Diagnostic> {
        let Value::Map(entries) = &node.value else {
            return None;
        };
        let (key, written) = entries
            .iter()
            .find_map(|(key, _)| Some((key, of_other_table(&shape, table, &key.value)?)))?;
        let name = &key.value;
        let message = message!(
            "`{name}`(은/는) `[{table}]`의 설정이 아닙니다",
            "`{name}` is no setting of `[{table}]`"
        );
        let d = Diagnostic::error(Place::at(file, key.span.clone()), "unknown-key", message);
        Some(d.hint(message!(
            "이 줄을 빼고, {written}(을/를) 적으세요",
            "take this line out, and write {written}"
        )))
    };
    tables.iter().find_map(|(table, node)| {
        let name = &*table.value;
        if OF_SITE.contains(&name) {
            return None;
        }
        let inside: Vec<(String, &Node)> = match &node.value {
            Value::Map(languages) if name == "languages" => (languages.iter())
                .map(|(tag, node)| (format!("languages.{}", tag.value), node))
                .collect(),
            Value::List(items) => items.iter().map(|n| (format!("[{name}]"), n)).collect(),
            _ => Vec::new(),
        };
        let mut all = inside.iter().map(|(name, node)| (&**name, *node));
        let found = all.clone().find_map(|(name, node)| below(name, node));
        let found = found.or_else(|| below(name, node));
        let found = found.or_else(|| all.find_map(|(name, node)| elsewhere(name, node)));
        found.or_else(|| elsewhere(name, node))
    })
}

/// How a setting is written that a table does not have: below the one other table that has it, or as a table of its own.
fn of_other_table(shape: &Shape, table: &str, key: &str) -> Option<String> {
    // `url` is said of authors, and of links in the header by mistake.
    const WITH_OTHERS_KEYS: [&str; 5] = ["author", "languages", "nav", "verify", "check"];
    let tables = shape.keys();
    let keys_of = |table: &str| {
        let own = tables.iter().find(|(name, _)| name == table);
        own.map_or_else(Vec::new, |(_, shape)| shape.keys())
    };
    let has = |table: &str| keys_of(table).iter().any(|(name, _)| name == key);
    let own = table
        .trim_matches(['[', ']'])
        .split('.')
        .next()
        .unwrap_or(table);
    if !tables.iter().any(|(name, _)| name == own) || has(own) {
        return None;
    }
    if let [(switch, _)] = &*keys_of(key) {
        return Some(format!("`[{key}]` `{switch} = …`"));
    }
    let mut others = tables.iter().map(|(name, _)| &**name);
    let mut others = others
        .by_ref()
        .filter(|other| !WITH_OTHERS_KEYS.contains(other) && has(other));
    let only = others.next().filter(|_| others.next().is_none())?;
    Some(format!("`[{only}]` `{key} = …`"))
}
