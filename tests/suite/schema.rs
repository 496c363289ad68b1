//! `haeseol schema`: what editors know of the keys is what the program reads; and the files that `init --vscode` writes.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::harness::build;
use super::publish::{haeseol, program};

fn schema(of: &str, lang: &str) -> Value {
    let output = program(std::env::temp_dir().as_path())
        .args(["schema", of, "--lang", lang])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The keys of a schema that are no tables, by their paths; `ko` stands for any language.
fn leaves(schema: &Value, above: &str, found: &mut BTreeSet<String>) {
    let table = if schema["type"] == "array" {
        &schema["items"]
    } else {
        schema
    };
    if let Some(properties) = table["properties"].as_object() {
        for (key, value) in properties {
            leaves(value, &format!("{above}.{key}"), found);
        }
    } else if table["type"] == "object" {
        leaves(
            &table["additionalProperties"],
            &format!("{above}.ko"),
            found,
        );
    } else {
        assert!(found.insert(above.trim_start_matches('.').to_owned()));
    }
}

/// The keys that the manual lists below some headings, which other tests hold to the program.
fn listed(ids: &[&str]) -> BTreeSet<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/manual/settings.en.md");
    let text = fs::read_to_string(path).unwrap();
    let mut keys = BTreeSet::new();
    for id in ids {
        let (_, rest) = text.split_once(&format!("{{#{id}}}\n")).unwrap();
        let rows = rest.split("\n#").next().unwrap().lines();
        keys.extend(
            rows.filter_map(|row| Some(row.strip_prefix("| `")?.split('`').next()?.to_owned())),
        );
    }
    keys
}

#[test]
fn the_keys_of_the_schemas_are_those_of_the_program() {
    let mut site = BTreeSet::new();
    leaves(&schema("site", "en"), "", &mut site);
    assert_eq!(site, listed(&["site"]));

    let mut front_matter = BTreeSet::new();
    leaves(&schema("front-matter", "en"), "", &mut front_matter);
    let mut wanted = listed(&["every-file", "explainer", "section", "term"]);
    assert!(wanted.remove("sources"));
    wanted.extend(
        listed(&["source"])
            .into_iter()
            .map(|key| format!("sources.{key}")),
    );
    assert_eq!(front_matter, wanted);
}

#[test]
fn every_key_is_described_in_both_languages() {
    fn described(schema: &Value, is_korean: bool, count: &mut usize) {
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            let is_table = value["properties"].is_object()
                || value["additionalProperties"]["properties"].is_object()
                || value["items"]["properties"].is_object();
            if !is_table {
                let text = value["description"]
                    .as_str()
                    .unwrap_or_else(|| panic!("{key} is not described"));
                let hangul = text.chars().any(|c| ('가'..='힣').contains(&c));
                assert!(hangul == is_korean || !is_korean, "{key}: {text}");
                assert!(!text.contains("]("), "{key}: {text}");
                *count += 1;
            }
            described(value, is_korean, count);
            described(&value["items"], is_korean, count);
            described(&value["additionalProperties"], is_korean, count);
        }
    }
    for of in ["site", "front-matter"] {
        for (lang, is_korean) in [("ko", true), ("en", false)] {
            let mut count = 0;
            described(&schema(of, lang), is_korean, &mut count);
            assert!(count > 20, "{of}: {count}");
        }
    }
}

/// What of a value does not fit a schema, as editors see it.
fn misfits(value: &Value, schema: &Value, at: &str, found: &mut Vec<String>) {
    let has_type = |name: &Value| match name.as_str().unwrap() {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other}"),
    };
    let types = &schema["type"];
    let fits_type = types.is_null()
        || types
            .as_array()
            .map_or_else(|| has_type(types), |all| all.iter().any(has_type));
    let one_of = schema["enum"]
        .as_array()
        .is_none_or(|all| all.contains(value));
    let any = schema["anyOf"].as_array().is_none_or(|all| {
        all.iter().any(|schema| {
            let mut found = Vec::new();
            misfits(value, schema, at, &mut found);
            found.is_empty()
        })
    });
    if !fits_type || !one_of || !any {
        found.push(at.to_owned());
    }
    for key in schema["required"].as_array().into_iter().flatten() {
        if value.get(key.as_str().unwrap()).is_none() {
            found.push(format!("{at}.{} missing", key.as_str().unwrap()));
        }
    }
    for (key, inner) in value.as_object().into_iter().flatten() {
        let at = format!("{at}.{key}");
        match (&schema["properties"][key], &schema["additionalProperties"]) {
            (Value::Null, Value::Bool(false)) => found.push(format!("{at} unknown")),
            (Value::Null, more) => misfits(inner, more, &at, found),
            (schema, _) => misfits(inner, schema, &at, found),
        }
    }
    for inner in value.as_array().into_iter().flatten() {
        misfits(inner, &schema["items"], &format!("{at}[]"), found);
    }
}

/// TOML as JSON.
fn of_table(table: &toml::de::DeTable<'_>) -> Value {
    let entries = table.iter();
    entries
        .map(|(key, value)| (key.get_ref().to_string(), of_value(value.get_ref())))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn of_value(value: &toml::de::DeValue<'_>) -> Value {
    use toml::de::DeValue as V;
    match value {
        V::String(text) => text.to_string().into(),
        V::Integer(number) => number.as_str().parse::<i64>().unwrap().into(),
        V::Boolean(truth) => (*truth).into(),
        V::Array(items) => items.iter().map(|item| of_value(item.get_ref())).collect(),
        V::Table(table) => of_table(table),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_schema_takes_what_the_program_takes_and_refuses_what_it_refuses() {
    let schema = schema("site", "en");
    let check = |text: &str| {
        let table = toml::de::DeTable::parse(text).unwrap();
        let mut found = Vec::new();
        misfits(&of_table(table.get_ref()), &schema, "", &mut found);
        found
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let starter = fs::read_to_string(root.join("src/scaffold/starter/site.toml")).unwrap();
    for text in [
        &fs::read_to_string(root.join("site.toml")).unwrap(),
        &starter,
    ] {
        assert_eq!(check(text), Vec::<String>::new());
    }
    for (before, after, wanted) in [
        ("[cards]", "[card]", ".card unknown"),
        ("enabled = true", "enabled = \"yes\"", ".cards.enabled"),
        ("default_language = \"ko\"", "", ".default_language missing"),
        ("page = \"about\"", "", ".nav[].page missing"),
        (
            "name = \"한국어\"",
            "nom = \"한국어\"",
            ".languages.ko.nom unknown",
        ),
        (
            "[cards]",
            "[glossary]\nlink = \"all\"\n[cards]",
            ".glossary.link",
        ),
        ("title = {", "title = [1] #", ".title"),
    ] {
        assert!(starter.contains(before), "{before}");
        let text = starter.replacen(before, after, 1);
        assert_eq!(check(&text), [wanted], "{after}");
        assert!(
            build(&format!("== site.toml\n{text}"))
                .report()
                .contains("error"),
            "{after}"
        );
    }
}

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
        .unwrap()
}

#[test]
fn what_vs_code_needs_is_written_where_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| haeseol(folder.path(), arguments);
    assert!(run(&["init", "plain"]).status.success());
    assert!(!folder.path().join("plain/.vscode").exists());
    assert!(run(&["init", "site", "--vscode"]).status.success());
    let site = folder.path().join("site");
    let settings = fs::read_to_string(site.join("site.toml")).unwrap();
    let named = settings
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("#:schema "))
        .unwrap();
    assert_eq!(json(&site.join(named)), schema("site", "en"));
    assert_eq!(
        json(&site.join(".vscode/front-matter.schema.json")),
        schema("front-matter", "en")
    );
    let associated = json(&site.join(".vscode/settings.json"));
    let associated = associated["evenBetterToml.schema.associations"]
        .as_object()
        .unwrap();
    assert!(
        associated
            .values()
            .all(|path| site.join(path.as_str().unwrap()).is_file())
    );
    assert!(
        haeseol(&site, &["check", "--strict", "--quiet"])
            .status
            .success()
    );

    // A site that is there already gets these files, and no others; nothing is overwritten.
    assert!(run(&["init", "plain", "--vscode"]).status.success());
    let plain = folder.path().join("plain");
    for name in [
        "settings.json",
        "extensions.json",
        "tasks.json",
        "haeseol.code-snippets",
        "site.schema.json",
    ] {
        json(&plain.join(".vscode").join(name));
    }
    fs::write(plain.join(".vscode/tasks.json"), "mine").unwrap();
    let output = run(&["init", "plain", "--vscode"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        fs::read_to_string(plain.join(".vscode/tasks.json")).unwrap(),
        "mine"
    );
    assert_eq!(run(&["init", "plain"]).status.code(), Some(1));
}

/// A snippet as it is inserted, with what it suggests left as it is.
fn inserted(body: &Value) -> String {
    let lines = body
        .as_array()
        .map_or_else(|| vec![body], |lines| lines.iter().collect());
    let lines: Vec<&str> = lines
        .into_iter()
        .map(|line| line.as_str().unwrap())
        .collect();
    let mut rest = lines.join("\n");
    for (variable, value) in [
        ("$CURRENT_YEAR", "2026"),
        ("$CURRENT_MONTH", "11"),
        ("$CURRENT_DATE", "27"),
        ("$0", ""),
    ] {
        rest = rest.replace(variable, value);
    }
    let mut out = String::new();
    while let Some((before, after)) = rest.split_once("${") {
        let (suggested, after) = after.split_once('}').unwrap();
        out += before;
        out += suggested.split_once(':').unwrap().1;
        rest = after.to_owned();
    }
    assert!(!rest.contains('$'), "{rest}");
    out + &rest
}

#[test]
fn snippets_are_what_the_program_reads() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/scaffold/vscode/haeseol.code-snippets");
    let snippets = json(&path);
    let of = |name: &str| inserted(&snippets[name]["body"]);
    let text = [
        of("citation"),
        of("link to a term"),
        of("no link to a term"),
    ]
    .join(" ");
    let mut used = vec!["citation", "link to a term", "no link to a term"];
    let mut site = String::new();
    for (path, name, more) in [
        (
            "a/index.ko.md",
            "explainer",
            &*format!(
                "{text}\n\n{}\n\n{}\n\n{}",
                of("figure"),
                of("note"),
                of("allow")
            ),
        ),
        ("a/10-b.ko.md", "comparison", ""),
        ("a/20-c.ko.md", "faq", ""),
        ("glossary/term.ko.md", "term", "뜻."),
    ] {
        site += &format!("== content/{path}\n{}{more}\n", of(name));
        used.push(name);
    }
    used.extend(["figure", "note", "allow"]);
    let built = build(&format!(
        "{site}== content/a/figure.svg\n<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>"
    ))
    .good();
    let page = built.file("ko/a/");
    for part in [
        "<figure id=\"fig-id\"",
        "data-term=\"term\"",
        "data-kind=\"faq\"",
        "data-kind=\"comparison\"",
        "hs-source-source",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let all: BTreeSet<&str> = snippets
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(all, used.into_iter().collect());
}
