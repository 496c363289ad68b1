//! The manual in `content/manual/` says of the program what the program says of itself: its tables are compared with it, in both
//! directions, and the pages of codes and words are made from it (`UPDATE_GOLDEN=1 cargo test --test suite manual`).

mod made;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::harness::{SITE, build};
use super::publish::{haeseol, program, site};

const LANGUAGES: [&str; 2] = ["ko", "en"];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn path_of(page: &str, language: &str) -> PathBuf {
    repository().join(format!("content/manual/{page}.{language}.md"))
}

fn page(name: &str, language: &str) -> String {
    let path = path_of(name, language);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// The part of a text below the heading with an id, up to the next heading.
fn part<'t>(text: &'t str, id: &str) -> &'t str {
    let (_, rest) = text
        .split_once(&format!("{{#{id}}}\n"))
        .unwrap_or_else(|| panic!("there is no heading {id}"));
    let end = rest.find("\n## ").into_iter().chain(rest.find("\n### "));
    &rest[..end.min().unwrap_or(rest.len())]
}

/// What is in backticks at the beginning of each row of the tables in a text.
fn rows(text: &str) -> BTreeSet<String> {
    let names = text.lines().filter_map(|line| {
        let cell = line.strip_prefix("| `")?.split('`').next()?;
        Some(cell.to_owned())
    });
    names.collect()
}

fn set<S: Into<String>>(names: impl IntoIterator<Item = S>) -> BTreeSet<String> {
    names.into_iter().map(Into::into).collect()
}

/// Both languages of a page list exactly these names below a heading.
fn assert_lists(name: &str, id: &str, wanted: &BTreeSet<String>) {
    for language in LANGUAGES {
        let listed = rows(part(&page(name, language), id));
        let missing: Vec<_> = wanted.difference(&listed).collect();
        let strange: Vec<_> = listed.difference(wanted).collect();
        assert!(
            missing.is_empty() && strange.is_empty(),
            "content/manual/{name}.{language}.md, {id}: missing {missing:?}, not in the program {strange:?}"
        );
    }
}

/// The keys that the program lists where it meets `zzzzzzzzzzz`, if what that is in is a table.
fn known_keys(text: &str) -> Option<BTreeSet<String>> {
    let folder = site(text);
    let output = haeseol(folder.path(), &["check", "--quiet"]);
    let said = String::from_utf8(output.stderr).unwrap();
    let unknown = said.split("has no key `zzzzzzzzzzz`").nth(1)?;
    let known = unknown.split("known here: ").nth(1)?.lines().next()?;
    Some(set(known.split(", ").map(str::trim)))
}

#[test]
fn the_keys_of_front_matter_are_all_there() {
    const INDEX: &str = "== content/a/index.ko.md\n---\ntitle: a\n---\n";
    let of = |before: &str, file: &str, lines: &str| {
        known_keys(&format!("{before}== {file}\n---\ntitle: a\n{lines}---\n")).unwrap()
    };
    let line = "zzzzzzzzzzz: 1\n";
    let every = of("", "content/about.ko.md", line);
    assert_lists("settings", "every-file", &every);
    for (id, before, file) in [
        ("explainer", "", "content/a/index.ko.md"),
        ("section", INDEX, "content/a/10-b.ko.md"),
        ("term", "", "content/glossary/a.ko.md"),
    ] {
        let own = of(before, file, line);
        assert_lists("settings", id, &own.difference(&every).cloned().collect());
    }
    let source = "sources:\n  - title: a\n    zzzzzzzzzzz: 1\n";
    assert_lists(
        "settings",
        "source",
        &of("", "content/a/index.ko.md", source),
    );
}

#[test]
fn the_keys_of_site_toml_are_all_there() {
    let top = known_keys(&format!("== site.toml\nzzzzzzzzzzz = 1\n{SITE}")).unwrap();
    let mut all = BTreeSet::new();
    let mut within = |name: &str, text: String| {
        let known = known_keys(&format!("== site.toml\n{text}"));
        known.map(|keys| all.extend(keys.iter().map(|key| format!("{name}.{key}"))))
    };
    let mut plain = BTreeSet::new();
    for key in &top {
        let in_language = "[languages.ko]\nzzzzzzzzzzz = 1\n";
        let found = match key.as_str() {
            "languages" => {
                let text = SITE.replace("[languages.ko]\n", in_language);
                within("languages.ko", text)
            }
            "nav" => within(key, format!("{SITE}[[nav]]\nzzzzzzzzzzz = 1\n")),
            // Required, so that the table needs what makes it whole.
            "author" => within(
                key,
                format!("author = {{ name = \"a\", zzzzzzzzzzz = 1 }}\n{SITE}"),
            ),
            "base_url" | "default_language" | "title" => None,
            _ => within(key, format!("{SITE}[{key}]\nzzzzzzzzzzz = 1\n")),
        };
        if found.is_none() {
            plain.insert(key.clone());
        }
    }
    all.append(&mut plain);
    assert!(all.len() > 12, "{all:?}");
    assert_lists("settings", "site", &all);
}

/// The names that a command's help lists below a heading.
fn listed(command: &[&str], heading: &str) -> BTreeSet<String> {
    let mut program = program(std::env::temp_dir().as_path());
    let program = program.args(command).args(["--help", "--lang", "en"]);
    let help = String::from_utf8(program.output().unwrap().stdout).unwrap();
    let (_, lines) = help.split_once(heading).unwrap_or_default();
    let lines = lines.split("\n\n").next().unwrap_or_default().lines();
    let names = lines.filter_map(|line| match heading {
        "Commands:\n" => line.strip_prefix("  ")?.split(' ').next(),
        _ => {
            let (_, name) = line.split_once("--").filter(|(b, _)| b.len() <= 6)?;
            name.split([' ', '>']).next()
        }
    });
    set(names.filter(|name| !name.is_empty()))
}

#[test]
fn commands_and_options_are_all_there() {
    let everywhere = listed(&[], "Options:\n");
    let mut commands: Vec<Vec<String>> = Vec::new();
    for name in listed(&[], "Commands:\n") {
        let below = listed(&[&name], "Commands:\n");
        if below.is_empty() {
            commands.push(vec![name]);
        } else {
            commands.extend(below.into_iter().map(|below| vec![name.clone(), below]));
        }
    }
    assert!(commands.len() > 12, "{commands:?}");
    for language in LANGUAGES {
        let text = page("commands", language);
        let options = |text: &str| -> BTreeSet<String> {
            let names = rows(text).into_iter();
            names
                .map(|row| {
                    row.trim_start_matches("--")
                        .split(' ')
                        .next()
                        .unwrap()
                        .to_owned()
                })
                .collect()
        };
        let (head, _) = text.split_once("\n## ").unwrap();
        assert_eq!(options(head), everywhere, "{language}");
        let mut ids = BTreeSet::new();
        for command in &commands {
            let words: Vec<&str> = command.iter().map(String::as_str).collect();
            let id = command.join("-");
            let wanted = &listed(&words, "Options:\n") - &everywhere;
            assert_eq!(options(part(&text, &id)), wanted, "{language}: {id}");
            ids.insert(id);
        }
        let described = text
            .lines()
            .filter(|l| l.starts_with("## haeseol ") || l.starts_with("### haeseol "));
        let described = described.filter_map(|l| l.split("{#").nth(1)?.strip_suffix('}'));
        let described = set(described.filter(|id| !["new", "theme"].contains(id)));
        assert_eq!(described, ids, "{language}");
    }
}

#[test]
fn templates_and_blocks_are_all_there() {
    let mut templates = BTreeSet::new();
    let mut blocks = BTreeSet::new();
    for file in fs::read_dir(repository().join("templates")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|e| e != "html") {
            continue;
        }
        templates.insert(path.file_name().unwrap().to_string_lossy().into_owned());
        let text = fs::read_to_string(&path).unwrap();
        let names = text.split("{% block ").skip(1);
        blocks.extend(set(names.filter_map(|rest| rest.split(' ').next())));
    }
    assert_lists("theming", "templates", &templates);
    assert_lists("theming", "blocks", &blocks);
}

#[test]
fn tokens_of_the_theme_are_all_there() {
    let css = fs::read_to_string(repository().join("static/style.css")).unwrap();
    let mut tokens = BTreeSet::new();
    // Those of the page, of each language, and those that only a site sets.
    for (start, end) in [("\n:root {", "\n}"), ("\n[lang] {", "\n}")] {
        let (_, rules) = css.split_once(start).unwrap();
        let rules = rules.split(end).next().unwrap().split([';', '{', '\n']);
        let names = rules.filter_map(|rule| rule.trim().strip_prefix("--")?.split_once(':'));
        tokens.extend(names.map(|(name, _)| format!("--{name}")));
    }
    let fonts = css.split("var(--font-").skip(1);
    tokens.extend(fonts.filter_map(|rest| Some(format!("--font-{}", rest.split(',').next()?))));
    assert!(tokens.len() > 25, "{tokens:?}");
    assert_lists("theming", "tokens", &tokens);
}

/// The objects that a template of a kind of page sees, besides those of every page.
const OBJECTS: [(&str, &[&str]); 10] = [
    ("page", &["site", "page", "nav[0]", "text"]),
    ("home", &["home", "home.explainers[0]", "home.terms[0]"]),
    (
        "explainer",
        &["explainer", "explainer.sections[0]", "explainer.cited[0]"],
    ),
    ("parallel", &["parallel"]),
    ("glossary", &["glossary"]),
    ("term", &["term"]),
    ("archive", &["archive"]),
    ("search", &["search"]),
    ("front", &["front", "front.languages[0]"]),
    ("not-found", &["not_found"]),
];

#[test]
fn variables_of_templates_are_all_there() {
    let mut text = format!("== site.toml\n{SITE}[home]\nlatest = 1\n");
    for (kind, objects) in OBJECTS {
        writeln!(text, "== templates/{kind}.html").unwrap();
        for object in objects {
            let keys = format!(
                "{{% for key, value in {object} %}}{object}.{{{{ key }}}} {{% endfor %}}\n"
            );
            text += &keys;
        }
    }
    let cited = "sources:\n  - id: s\n    title: s\n";
    for language in LANGUAGES {
        for name in ["a", "b"] {
            write!(
                text,
                "== content/{name}/index.{language}.md\n---\ntitle: {name}\n{cited}---\n글[@s].\n\n## 하나 {{#one}}\n\n용어를 쓴다.\n"
            )
            .unwrap();
        }
        write!(
            text,
            "== content/about.{language}.md\n---\ntitle: about\n---\n== content/glossary/t.{language}.md\n---\ntitle: 용어\nsummary: 뜻이다.\n---\n"
        )
        .unwrap();
    }
    let built = build(&text);
    let places = [
        "ko/about/",
        "ko/",
        "ko/a/",
        "ko/a/parallel/",
        "ko/glossary/",
        "ko/glossary/t/",
        "ko/archive/",
        "ko/search/",
        "",
        "404.html",
    ];
    let pages = places
        .iter()
        .map(|place| built.file(place))
        .collect::<String>();
    let seen = set(pages.split_whitespace());
    // What a list has of an explainer or a term is said once.
    let once = |name: &String| {
        let in_list = |object: &str, list: &str| {
            let key = name.strip_prefix(object);
            key.is_some_and(|key| seen.contains(&format!("{list}{key}")))
        };
        !(in_list("explainer.", "home.explainers[0].") || in_list("term.", "home.terms[0]."))
    };
    let wanted: BTreeSet<String> = seen.iter().filter(|name| once(name)).cloned().collect();
    assert!(wanted.len() > 100, "{wanted:?}");
    for language in LANGUAGES {
        let text = page("theming", language);
        let (_, variables) = text.split_once("{#variables}").unwrap();
        let listed = rows(variables);
        let missing: Vec<_> = wanted.difference(&listed).collect();
        let strange: Vec<_> = listed.difference(&wanted).collect();
        assert!(
            missing.is_empty() && strange.is_empty(),
            "{language}: missing {missing:?}, not in the program {strange:?}"
        );
    }
}

/// The blocks of code of a language in a text, each with what follows it.
fn fences<'t>(text: &'t str, language: &str) -> Vec<(String, &'t str)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("```") {
        let ticks = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        let (info, body) = rest[at + ticks..].split_once('\n').unwrap();
        let close = format!("\n{}\n", "`".repeat(ticks));
        let (code, after) = body.split_once(&close).unwrap();
        if info == language {
            found.push((code.to_owned(), after));
        }
        rest = after;
    }
    found
}

#[test]
fn an_example_of_markdown_is_followed_by_what_comes_of_it() {
    for language in LANGUAGES {
        for (name, at_least) in [("markdown", 7), ("figures", 2)] {
            let text = page(name, language);
            let examples = fences(&text, "markdown");
            assert!(examples.len() >= at_least, "{name}.{language}");
            for (example, after) in examples {
                let result = after.trim_start_matches('\n');
                assert!(
                    result.starts_with(&format!("{example}\n")),
                    "{name}.{language}: after\n{example}\ncomes something else"
                );
            }
        }
    }
}

#[test]
fn the_archives_of_a_release_are_all_there() {
    let path = repository().join(".github/workflows/release.yml");
    let workflow = fs::read_to_string(path).unwrap();
    let targets = workflow.split("{ target: ").skip(1);
    let archives = targets.filter_map(|rest| {
        let target = rest.split(',').next()?;
        let ending = if target.contains("windows") {
            "zip"
        } else {
            "tar.gz"
        };
        Some(format!("{target}.{ending}"))
    });
    let archives = set(archives);
    assert!(archives.len() >= 8, "{archives:?}");
    for language in LANGUAGES {
        let text = page("install", language);
        let rows = part(&text, "archives")
            .lines()
            .filter(|l| l.starts_with('|'));
        let listed = set(rows.filter_map(|line| line.split('`').nth(1)));
        assert_eq!(listed, archives, "{language}");
    }
}

#[test]
fn this_site_is_without_findings_and_in_step() {
    for (command, well) in [
        (&["check", "--strict"][..], "All is well"),
        (&["status"], "All is in step"),
    ] {
        let output = haeseol(repository(), command);
        let said =
            String::from_utf8_lossy(&output.stderr) + String::from_utf8_lossy(&output.stdout);
        let unrecorded = said.contains("Without a record");
        assert!(
            output.status.success() && said.contains(well) && !unrecorded,
            "haeseol {command:?} in this repository: {said}"
        );
    }
}
