//! What is said of a value that is not of the type that its key has.

use std::ops::Range;

use super::super::values::is_web_address;
use super::super::{Node, Value, Wanted, slips};
use super::{Fields, is_toml};
use crate::base::diag::Message;
use crate::lang::message::message;

impl Fields<'_> {
    /// How a list of groups of keys is written.
    fn groups(&self, key: &str, found: &Value) -> Message {
        if is_toml(self.file) {
            return message!(
                "`[{key}]`(이/가) 아니라 `[[{key}]]`(으로/로) 적으세요",
                "write `[[{key}]]`, with two brackets on each side"
            );
        }
        match found {
            Value::Map(entries) => {
                let first = entries.first().map_or("title", |(k, _)| k.value.as_str());
                let first = first.trim_start_matches('-');
                message!(
                    "묶음마다 첫 줄을 `- `로 시작하고 나머지는 두 칸 더 들여 쓰세요: `- {first}: …`",
                    "begin the first line of each group with `- `, and indent the rest by two more spaces: `- {first}: …`"
                )
            }
            _ => message!(
                "`{key}:` 아래에 한 묶음씩 `  - title: …`, `    url: …` 줄로 적으세요",
                "below `{key}:` write lines `  - title: …` and `    url: …`, a group each"
            ),
        }
    }

    /// Reports a value of the wrong type.
    pub(crate) fn wrong<T>(&mut self, key: &str, node: &Node, wanted: Wanted) -> Option<T> {
        let (found, name) = (node.value.name(), wanted.name());
        let truth = match &node.value {
            Value::String(text) if wanted == Wanted::Boolean => meant_truth(text),
            Value::Integer(n @ (0 | 1)) if wanted == Wanted::Boolean => Some(*n == 1),
            _ => None,
        };
        let simple = !matches!(node.value, Value::List(_) | Value::Map(_));
        let number = match &node.value {
            Value::String(text) if wanted == Wanted::Integer => text.trim().parse::<i64>().ok(),
            _ => None,
        };
        let braces = match &node.value {
            Value::Map(entries) if !is_toml(self.file) => {
                let alone = |(_, value): &(_, Node)| matches!(value.value, Value::Null);
                let names = || entries.iter().map(|(name, _)| name.value.as_str());
                let all = names().collect::<Vec<_>>().join(", ");
                let in_braces = !entries.is_empty() && entries.iter().all(alone);
                match wanted {
                    Wanted::Text if in_braces => Some(format!("{key}: \"{{{all}}}\"")),
                    Wanted::Texts if in_braces => Some(format!("{key}: [{all}]")),
                    _ => None,
                }
            }
            _ => None,
        };
        let corrected = truth.map(|t| self.setting(key, t));
        let corrected = corrected
            .or_else(|| number.map(|n| self.setting(key, n)))
            .or(braces);
        let hint = if let Some(corrected) = corrected {
            message!("`{corrected}`(으로/로) 적으세요", "write `{corrected}`")
        } else if wanted == Wanted::Tables {
            self.groups(key, &node.value)
        } else if wanted == Wanted::Text && simple {
            message!(
                "큰따옴표(\" \")로 감싸세요",
                "put it between \"double quotes\""
            )
        } else {
            message!(
                "{name}(을/를) 적거나 `{key}` 줄을 지우세요",
                "write {name} there, or delete `{key}`",
                name
            )
        };
        let message = message!(
            "`{key}`의 값은 {name}(이어야/여야) 하는데, {found}(이/가) 적혀 있습니다",
            "`{key}` has to be {name}, not {found}",
            name,
            found
        );
        self.report(node.span.clone(), "wrong-type", message, hint);
        None
    }

    /// Reports items of a list with a comma in them that separates nothing.
    pub(super) fn full_width_commas(&mut self, key: &str, items: &[Node], list: &Range<usize>) {
        let texts = items.iter().map(|node| match &node.value {
            Value::String(text) => Some(text),
            _ => None,
        });
        let Some(texts) = texts.collect::<Option<Vec<_>>>() else {
            return;
        };
        // What is between quotation marks is one item, whatever it holds.
        let mut bare = items.iter().zip(&texts);
        if bare.any(|(node, text)| {
            node.span.len() == text.len() && text.contains(['，', '、', ';', '；'])
        }) {
            let items: Vec<_> = texts
                .into_iter()
                .flat_map(|text| text.split(['，', '、', ';', '；']))
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .collect();
            self.half_width(key, &items.join(", "), list.clone());
        }
    }

    /// Reports a list whose brackets or commas are in full width.
    pub(super) fn half_width(&mut self, key: &str, items: &str, span: Range<usize>) {
        let message = message!(
            "목록은 `[`, `,`, `]`로만 나뉘는데 `{key}`의 값에 다른 괄호나 쉼표, 쌍반점이 있습니다",
            "a list is made with `[`, `,` and `]`: the value of `{key}` has other brackets, commas or semicolons"
        );
        let corrected = self.setting(key, format_args!("[{items}]"));
        let hint = message!("`{corrected}`(으로/로) 적으세요", "write `{corrected}`");
        self.report(span, "unbracketed-list", message, hint);
    }
}

/// What a word says that is neither `true` nor `false` to YAML and TOML.
pub(in crate::source::data) fn meant_truth(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "on" | "y" | "true" | "예" | "네" | "참" => Some(true),
        "no" | "off" | "n" | "false" | "아니오" | "아니요" | "거짓" => Some(false),
        _ => None,
    }
}

/// The items of a list that lacks its brackets, between commas.
pub(super) fn several(text: &str) -> Option<String> {
    let items = text.split([',', '、', '，', ';', '；']).map(str::trim);
    let items: Vec<_> = items.filter(|item| !item.is_empty()).collect();
    (items.len() > 1).then(|| items.join(", "))
}

/// What is said of a value that stands where a table has to be, and what to write.
pub(super) fn no_table_there(what: &Message, other: &Value, file: &str) -> (Message, Message) {
    let found = other.name();
    let message = message!(
        "{what}(은/는) `이름: 값` 줄로 적습니다. 여기에는 {found}(이/가) 있습니다",
        "{what} has to be lines of `key: value`, not {found}",
        what,
        found
    );
    let hint = match other {
        Value::String(address) if is_web_address(address) => message!(
            "`title: …` 줄과 `url: {address}` 줄로 나누어 적으세요",
            "write it on two lines: `title: …` and `url: {address}`"
        ),
        Value::String(title) if !is_toml(file) => {
            let title = slips::quote(title);
            message!(
                "`title: {title}`(으로/로) 적으세요",
                "write `title: {title}`"
            )
        }
        Value::List(_) if is_toml(file) => message!(
            "`[[…]]`의 대괄호를 한 겹만 적으세요: `[…]`",
            "write one bracket on each side, `[…]`, not `[[…]]`"
        ),
        _ => message!(
            "한 줄에 하나씩 `이름: 값`을 적으세요",
            "write one `key: value` a line"
        ),
    };
    (message, hint)
}
