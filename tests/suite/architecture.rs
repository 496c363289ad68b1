//! The import graph of the modules: no cycles, and layers import only layers below them.
//!
//! `cargo test --test suite architecture -- --nocapture` prints it. A folder's `mod.rs` and the files below it are one
//! thing seen from outside, so that what they import of each other does not count.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The layers, from the top down: each may import those below it.
const LAYERS: [&str; 16] = [
    "main",
    "cmd",
    "doctor",
    "scaffold",
    "deploy",
    "serve",
    "translation",
    "engine",
    "check",
    "output",
    "page",
    "model",
    "document",
    "source",
    "lang",
    "base",
];

/// Modules by path (`model::query`), each with the modules that it imports.
type Graph = BTreeMap<String, BTreeSet<String>>;

fn graph() -> Graph {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&src).sort_by_file_name().into_iter();
    let files = files.map(Result::unwrap).filter(|e| {
        e.path().extension().is_some_and(|x| x == "rs") && !e.path().ends_with("lib.rs")
    });
    let texts: BTreeMap<String, String> = files
        .map(|file| {
            let path = file.path().strip_prefix(&src).unwrap().with_extension("");
            let parts = path
                .iter()
                .map(|p| p.to_str().unwrap())
                .filter(|p| *p != "mod");
            let text = std::fs::read_to_string(file.path()).unwrap();
            (parts.collect::<Vec<_>>().join("::"), text)
        })
        // Tests may import what they like.
        .filter(|(module, _)| !module.ends_with("tests"))
        .collect();
    let imports = |module: &String, text: &String| {
        let found = paths(module, text).into_iter();
        let modules = found.filter_map(|path| nearest(&texts, &path));
        modules.filter(|other| other != module).collect()
    };
    texts
        .iter()
        .map(|(m, t)| (m.clone(), imports(m, t)))
        .collect()
}

/// The module that a path names or is in.
fn nearest(modules: &BTreeMap<String, String>, path: &str) -> Option<String> {
    let ends = path.match_indices("::").map(|(i, _)| i).chain([path.len()]);
    let prefixes = ends.map(|end| &path[..end]);
    prefixes
        .filter(|p| modules.contains_key(*p))
        .last()
        .map(str::to_owned)
}

/// Every path of this crate that a module's text names, from the crate's root.
fn paths(module: &str, text: &str) -> BTreeSet<String> {
    let code = text.split("#[cfg(test)]").next().unwrap_or(text);
    let code: String = code
        .lines()
        .map(|line| line.split("//").next().unwrap_or(line))
        .collect::<Vec<_>>()
        .join("\n");
    let mut found = BTreeSet::new();
    for (start, marker) in ["crate::", "haeseol::", "super::", "self::"]
        .iter()
        .flat_map(|marker| code.match_indices(marker))
    {
        let joined = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':');
        if code[..start].ends_with(joined) {
            continue;
        }
        let mut base: Vec<&str> = match marker {
            "crate::" | "haeseol::" => Vec::new(),
            _ => module.split("::").collect(),
        };
        let mut rest = &code[start..];
        while let Some(after) = rest.strip_prefix("super::") {
            base.pop();
            rest = after;
        }
        for marker in ["crate::", "haeseol::", "self::"] {
            rest = rest.strip_prefix(marker).unwrap_or(rest);
        }
        expand(&base.join("::"), rest, &mut found);
    }
    found
}

/// The paths of a use tree: `a::{b, c::d}`.
fn expand(base: &str, tree: &str, found: &mut BTreeSet<String>) {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let end = tree.find(|c: char| !word(c)).unwrap_or(tree.len());
    let (name, rest) = tree.split_at(end);
    let path = match (base, name) {
        ("", name) => name.to_owned(),
        (base, "" | "self") => base.to_owned(),
        (base, name) => format!("{base}::{name}"),
    };
    if let Some(rest) = rest.strip_prefix("::") {
        return expand(&path, rest, found);
    }
    let Some(group) = rest.strip_prefix('{').filter(|_| name.is_empty()) else {
        found.insert(path);
        return;
    };
    let mut depth = 0;
    let mut at = 0;
    for (i, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                expand(base, group[at..i].trim(), found);
                at = i + 1;
                if c == '}' {
                    return;
                }
            }
            _ => {}
        }
    }
}

fn is_below(module: &str, above: &str) -> bool {
    module
        .strip_prefix(above)
        .is_some_and(|rest| rest.starts_with("::"))
}

/// The modules that can be reached from each, but through a folder's own.
fn circles(graph: &Graph) -> Vec<Vec<&str>> {
    let next = |module: &str| {
        let own = |other: &&String| !is_below(module, other) && !is_below(other, module);
        graph[module]
            .iter()
            .filter(own)
            .map(String::as_str)
            .collect::<Vec<_>>()
    };
    let reached = |from: &str| {
        let mut seen = BTreeSet::new();
        let mut rest = next(from);
        while let Some(module) = rest.pop() {
            if seen.insert(module.to_owned()) {
                rest.extend(next(module));
            }
        }
        seen
    };
    let reach: BTreeMap<&str, BTreeSet<String>> =
        graph.keys().map(|m| (m.as_str(), reached(m))).collect();
    let mut circles: Vec<Vec<&str>> = graph
        .keys()
        .filter(|m| reach[m.as_str()].contains(*m))
        .map(|m| {
            let back = |other: &&String| {
                reach[m.as_str()].contains(*other) && reach[other.as_str()].contains(m)
            };
            graph.keys().filter(back).map(String::as_str).collect()
        })
        .collect();
    circles.sort();
    circles.dedup();
    circles
}

#[test]
#[expect(clippy::print_stdout, reason = "the graph is for whoever asks for it")]
fn modules_import_each_other_in_no_circle_and_only_what_is_below_them() {
    let graph = graph();
    let layer = |module: &str| {
        let layer = module.split("::").next().unwrap().to_owned();
        let place = LAYERS.iter().position(|r| *r == layer);
        place.unwrap_or_else(|| panic!("`{layer}` is not in the list of layers"))
    };
    let mut up = Vec::new();
    for (module, imports) in &graph {
        println!(
            "{module} -> {}",
            imports.iter().cloned().collect::<Vec<_>>().join(", ")
        );
        up.extend(
            imports
                .iter()
                .filter(|i| layer(i) < layer(module))
                .map(|i| format!("{module} -> {i}")),
        );
    }
    assert_eq!(circles(&graph), Vec::<Vec<&str>>::new(), "circles");
    assert_eq!(up, Vec::<String>::new(), "arrows that point up");
}

#[test]
fn paths_are_read_out_of_use_trees() {
    let text = "use crate::a::{b::{C, d}, self};\nuse super::e::F; // crate::no\nlet x = self::g(); let y = xcrate::no;";
    let found = paths("m::n", text);
    let wanted = ["a", "a::b::C", "a::b::d", "m::e::F", "m::n::g"];
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), wanted);
}
