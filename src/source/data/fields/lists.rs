//! Values that are lists, and tables within tables.

use super::super::shape::Kind;
use super::super::{Node, Spanned, Value, Wanted, slips};
use super::Fields;
use super::misfit::several;
use crate::base::diag::Message;
use crate::lang::message::message;

impl Fields<'_> {
    /// A list of texts; one text alone counts as a list of one.
    pub(crate) fn strings(&mut self, key: &'static str) -> Vec<Spanned<String>> {
        let Some(node) = self.take(key) else {
            return Vec::new();
        };
        match node.value {
            Value::List(items) => {
                self.full_width_commas(key, &items, &node.span);
                let items = items.into_iter();
                items.filter_map(|n| self.item(key, n)).collect()
            }
            Value::String(ref text) => {
                if let Some(item) = text
                    .strip_prefix('-')
                    .filter(|t| t.starts_with(char::is_alphanumeric))
                {
                    let message = message!(
                        "`-` 뒤에 빈칸이 없어 목록으로 읽히지 않습니다",
                        "without a space after `-` this is not read as a list"
                    );
                    let hint = message!("`- {item}`(으로/로) 적으세요", "write `- {item}`");
                    self.report(node.span, "unbracketed-list", message, hint);
                    return Vec::new();
                }
                let full_width = text.strip_prefix('［').and_then(|t| t.strip_suffix('］'));
                if let Some(inner) = full_width {
                    let items = several(inner).unwrap_or_else(|| inner.trim().to_owned());
                    self.half_width(key, &items, node.span.clone());
                } else if let Some(items) = several(text) {
                    let message = message!(
                        "`{key}`의 값이 목록이 아니라 이름 하나로 읽힙니다",
                        "the value of `{key}` is read as one name, not as a list"
                    );
                    let whole = slips::quote(text);
                    let hint = message!(
                        "`{key}: [{items}]`(으로/로) 적으세요. 쉼표까지 이름이면 `[{whole}]`(으로/로) 적습니다",
                        "write `{key}: [{items}]`, or `[{whole}]` if the comma is part of the name"
                    );
                    self.report(node.span.clone(), "unbracketed-list", message, hint);
                    // What is meant is looked up, so that nothing is missing only because it is not read.
                    let span = node.span;
                    let items = items.split(", ").map(|item| Spanned {
                        value: item.to_owned(),
                        span: span.clone(),
                    });
                    return items.collect();
                }
                self.item(key, node).into_iter().collect()
            }
            Value::Asked(shape) => {
                shape.note(Kind::Texts);
                Vec::new()
            }
            _ => self.wrong(key, &node, Wanted::Texts).unwrap_or_default(),
        }
    }

    /// A text of a list, which may not be empty.
    fn item(&mut self, key: &str, node: Node) -> Option<Spanned<String>> {
        let text = self.as_string(key, node)?;
        if !text.value.trim().is_empty() {
            return Some(text);
        }
        let message = message!(
            "`{key}` 목록에 빈 항목이 있습니다",
            "an item of `{key}` is empty"
        );
        let hint = message!("채우거나 지우세요", "fill it in, or delete it");
        self.report(text.span, "wrong-value", message, hint);
        None
    }

    /// A list of tables, each handed to `read`.
    pub(crate) fn tables<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Fields<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.take(key) else {
            return Vec::new();
        };
        match node.value {
            Value::List(items) => items
                .into_iter()
                .filter_map(|n| self.table(key, n, &mut read))
                .collect(),
            Value::Asked(shape) => {
                shape.note(Kind::Tables);
                self.table(key, shape.node(), &mut read)
                    .into_iter()
                    .collect()
            }
            _ => self.wrong(key, &node, Wanted::Tables).unwrap_or_default(),
        }
    }

    /// The table `node`, found under `key`, read by `read`; unknown keys in it are reported.
    pub(crate) fn table<T>(
        &mut self,
        key: &str,
        node: Node,
        read: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> T {
        let what = || Message::verbatim(format!("`{key}`"));
        let mut fields = Fields::new(node, &what, self.file, self.diagnostics);
        let value = read(&mut fields);
        fields.finish();
        value
    }
}
