//! What the program says of itself.

use std::fmt::Write as _;

use super::harness::golden;
use super::publish::{haeseol, program};

/// Every command, as words: `new section`.
fn commands(above: &[String], found: &mut Vec<Vec<String>>) {
    let help = said(above);
    let names = help
        .split_once("Commands:\n")
        .map_or("", |(_, rest)| rest.split("\n\n").next().unwrap());
    for name in names
        .lines()
        .filter_map(|l| l.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !name.is_empty())
    {
        if name == "help" {
            continue;
        }
        let command = [above, &[name.to_owned()]].concat();
        found.push(command.clone());
        commands(&command, found);
    }
}

fn said(command: &[String]) -> String {
    said_in("en", command)
}

fn said_in(lang: &str, command: &[String]) -> String {
    let mut arguments: Vec<&str> = command.iter().map(String::as_str).collect();
    arguments.extend(["--help", "--lang", lang]);
    let mut program = program(std::env::temp_dir().as_path());
    let output = program.env("COLUMNS", "80").args(arguments).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Columns that a line takes in a terminal.
fn columns(line: &str) -> usize {
    let wide = |c| ('\u{1100}'..'\u{ffe7}').contains(&c) && !('\u{2000}'..'\u{2e80}').contains(&c);
    line.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

#[test]
fn every_command_has_help_with_an_example() {
    let mut all = vec![
        Vec::new(),
        vec!["man".to_owned()],
        vec!["complete".to_owned()],
    ];
    commands(&[], &mut all);
    assert!(all.len() > 8, "{all:?}");
    let mut text = String::new();
    for command in &all {
        let help = said(command);
        let call = [&["haeseol".to_owned()], command.as_slice()]
            .concat()
            .join(" ");
        assert!(help.contains("Example: haeseol "), "{call}");
        assert!(!help.contains('\x1b'), "no colour into a pipe");
        writeln!(text, "$ {call} --help\n{help}").unwrap();
    }
    golden("help.txt", &text);
}

#[test]
fn korean_help_is_korean_and_fits_eighty_columns() {
    let mut all = vec![
        Vec::new(),
        vec!["man".to_owned()],
        vec!["complete".to_owned()],
    ];
    commands(&[], &mut all);
    let mut text = String::new();
    for command in &all {
        let help = said_in("ko", command);
        let call = [&["haeseol".to_owned()], command.as_slice()]
            .concat()
            .join(" ");
        assert!(
            help.contains("예: haeseol ") && help.contains("사용법: haeseol"),
            "{call}"
        );
        for line in help.lines() {
            assert!(columns(line) <= 80, "{}: {line}", columns(line));
            // What is typed is no sentence.
            let typed = line.split('`').step_by(2).collect::<Vec<_>>().join(" · ");
            if typed.starts_with("예: ") || typed.starts_with("사용법: ") {
                continue;
            }
            let mut run = 0;
            for word in typed.split_whitespace() {
                let english = word
                    .chars()
                    .all(|c| c.is_ascii_alphabetic() || ",;.".contains(c));
                run = if english { run + 1 } else { 0 };
                assert!(run <= 3, "{call}: {line}");
            }
        }
        writeln!(text, "$ {call} --help\n{help}").unwrap();
    }
    golden("help.ko.txt", &text);
}

#[test]
fn the_version_names_the_commit_where_it_is_known() {
    let output = haeseol(std::env::temp_dir().as_path(), &["--version"]);
    let said = String::from_utf8(output.stdout).unwrap();
    let rest = said
        .strip_prefix(concat!("haeseol ", env!("CARGO_PKG_VERSION")))
        .unwrap();
    let commit = rest
        .trim_end()
        .strip_prefix(" (")
        .and_then(|r| r.strip_suffix(')'));
    match commit {
        Some(id) => assert!(
            id.len() == 40 && id.bytes().all(|b| b.is_ascii_hexdigit()),
            "{said}"
        ),
        // Builds for development do not say.
        None => assert_eq!(rest, "\n"),
    }
}

#[test]
fn packagers_get_manual_pages() {
    let here = std::env::temp_dir();
    let page = String::from_utf8(haeseol(&here, &["man"]).stdout).unwrap();
    assert!(
        page.contains(".TH haeseol 1") && page.contains(".SH COMMANDS"),
        "{page}"
    );
    let page = String::from_utf8(haeseol(&here, &["man", "build"]).stdout).unwrap();
    assert!(page.contains("\\-\\-base\\-url"), "{page}");
    let output = haeseol(&here, &["man", "biuld"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("did you mean `build`?")
    );
}
