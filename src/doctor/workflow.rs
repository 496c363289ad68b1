//! What a workflow of GitHub Actions says of how it publishes the site.

use std::sync::Arc;

use crate::source::data::{Node, Value, from_yaml};

/// A workflow that builds a site with haeseol.
#[derive(Debug)]
pub(super) struct Workflow {
    /// Path from the top of the repository.
    pub(super) path: String,
    /// `HAESEOL_VERSION`, if it has one.
    pub(super) version: Option<String>,
    /// `HAESEOL_REPOSITORY`, if it has one.
    pub(super) repository: Option<String>,
    /// The branches whose pushes start it, if it names any, and none by a pattern.
    pub(super) branches: Option<Vec<String>>,
}

impl Workflow {
    /// Reads it; `None` if it has nothing to do with haeseol.
    pub(super) fn read(path: String, text: &str) -> Option<Self> {
        if !text.contains("haeseol build") && !text.contains("HAESEOL_VERSION") {
            return None;
        }
        // What is wrong with it is for GitHub to say.
        let root = from_yaml(text, 0, &Arc::from(&*path), &mut Vec::new());
        let variable = |name| {
            let value = root
                .as_ref()
                .and_then(|root| get(get(root, "env")?, name))?;
            text_of(value)
        };
        Some(Self {
            version: variable("HAESEOL_VERSION"),
            repository: variable("HAESEOL_REPOSITORY"),
            branches: root.as_ref().and_then(|root| {
                let branches = get(get(get(root, "on")?, "push")?, "branches")?;
                let Value::List(names) = &branches.value else {
                    return None;
                };
                let names: Vec<String> = names.iter().map(text_of).collect::<Option<_>>()?;
                let pattern = |name: &String| name.contains(['*', '?', '+', '[', '!']);
                (!names.iter().any(pattern)).then_some(names)
            }),
            path,
        })
    }
}

fn get<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let entry = entries.iter().find(|(name, _)| name.value == key);
    entry.map(|(_, value)| value)
}

fn text_of(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}
