//! What a terminal would obey is never printed, wherever it comes from.

use std::process::Output;

use super::publish::{haeseol, site};

/// What is printed, which has to be fit for a terminal.
fn said(output: &Output) -> String {
    let text = [output.stdout.clone(), output.stderr.clone()].concat();
    let text = String::from_utf8(text).unwrap();
    let bad = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}')
    };
    assert!(!text.contains(bad), "{text:?}");
    text
}

const EVIL: &str = "\x1b]0;x\x07\u{9b}31m\u{202E}";

#[test]
fn what_texts_and_settings_hold_is_shown_and_not_obeyed() {
    let heads = ["titel", "date", "original", "related"]
        .map(|key| format!("{key}: \"\\e[31m\\u009b\\u202e\""));
    let escaped = "\\u001b[31m\\u202e";
    let texts = heads.iter().enumerate().map(|(i, head)| format!("== content/t{i}.ko.md\n---\ntitle: 글\n{head}\n---\n[글](\u{202E}none.md) [[a\u{2066}b]] \u{9b}31m\n"));
    let settings = format!(
        "base_url = \"https://a.kr/{escaped}\"\ndefault_language = \"{escaped}\"\n\"{escaped}\" = 1\ntitle = \"\u{202E}\"\n[languages.ko]\n[[nav]]\nlabel = \"{escaped}\"\npage = \"{escaped}\"\n"
    );
    let settings_good =
        super::harness::SITE.to_owned() + "[[nav]]\nlabel = \"x\"\npage = \"a\u{202E}b\"\n";
    for settings in [settings, settings_good] {
        let folder = site(&format!(
            "== site.toml\n{settings}\n{}",
            texts.clone().collect::<String>()
        ));
        for arguments in [
            &["check"][..],
            &["build"],
            &["build", "-v"],
            &["check", "--format", "json"],
            &["check", "--format", "github"],
            &["new", "page", "a\x1b[31m"],
            &["new", "section", "a\u{202E}/b"],
        ] {
            let output = haeseol(folder.path(), arguments);
            assert!(!output.status.success(), "{arguments:?}");
            said(&output);
        }
    }
}

#[test]
fn json_says_what_it_is_all_the_same() {
    let folder = site("== content/t.ko.md\n---\ntitle: 글\n---\n[글](a\u{202E}\u{85}b.md)\n");
    let output = haeseol(folder.path(), &["check", "--format", "json"]);
    let text = said(&output);
    let found: Vec<serde_json::Value> = text
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect();
    let messages: Vec<_> = found
        .iter()
        .map(|d| d["message"].as_str().unwrap())
        .collect();
    assert!(
        messages.contains(&"there is no file `a\u{202E}\u{85}b.md`"),
        "{messages:?}"
    );
}

#[cfg(unix)]
#[test]
fn names_of_files_are_shown_and_not_obeyed() {
    let folder = site("");
    for name in [
        "static/a",
        "content/b",
        "content/c.ko.md",
        "content/d.xx.md",
        "templates/e.html",
        "content/f",
    ] {
        let (stem, ending) = name.split_once('.').unwrap_or((name, "png"));
        let path = folder.path().join(format!("{stem}{EVIL}\n.{ending}"));
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "{{ < \u{202E} }} \x07").unwrap();
    }
    for format in ["human", "json", "github"] {
        let output = haeseol(folder.path(), &["check", "--format", format]);
        let text = said(&output);
        // What is not JSON shows the escape as a sign.
        assert_eq!(text.contains('␛'), format != "json", "{text}");
        let forged = text.lines().any(|l| l.starts_with(".ko.md"));
        assert!(!forged, "{text}");
    }
}

#[test]
fn what_is_typed_is_shown_and_not_obeyed() {
    let folder = site("");
    for arguments in [
        vec![EVIL.to_owned()],
        vec!["build".into(), format!("--{EVIL}")],
        vec!["build".into(), "--base-url".into(), EVIL.into()],
        vec!["--root".into(), EVIL.into(), "build".into()],
        vec!["check".into(), "--format".into(), EVIL.into()],
        vec!["serve".into(), "--port".into(), EVIL.into()],
        vec!["man".into(), EVIL.into()],
        vec!["build".into(), "--out".into(), format!("site.toml/{EVIL}")],
        vec!["init".into(), format!("site.toml/{EVIL}")],
        vec!["serve".into(), "--host".into(), format!("a{EVIL}")],
    ] {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = haeseol(folder.path(), &arguments);
        assert!(!output.status.success(), "{arguments:?}");
        let text = said(&output);
        assert!(!text.is_empty(), "{arguments:?}");
    }
    // Where it is no mistake, it is shown too.
    let out = format!("out{EVIL}");
    let text = said(&haeseol(folder.path(), &["build", "--out", &out]));
    assert!(text.contains("out␛]0;x␇�31m�"), "{text}");
    let text = said(&haeseol(folder.path(), &["init", &format!("new{EVIL}")]));
    assert!(text.contains("new␛]0;x␇�31m�"), "{text}");
}

#[test]
fn errors_of_the_command_line_name_what_is_near() {
    let folder = site("");
    let output = haeseol(folder.path(), &["biuld"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("did you mean `build`?"));
    assert_eq!(haeseol(folder.path(), &[EVIL]).status.code(), Some(2));
    assert!(haeseol(folder.path(), &["--help"]).status.success());
}

#[test]
fn what_is_said_fits_into_the_terminal() {
    let long = "나는 바닷가를 걸으며 밀물과 썰물을 보았고 😀 ".repeat(12);
    let texts = [
        format!("{long}[없는 글](none.ko.md) {long}"),
        format!("{long}**굵게 쓰다 만 글"),
        format!("**굵게 쓰다 만 글 {long}"),
        format!("- 물\n\t- \t[탭](none.ko.md)과 {long}"),
        format!("[{}](none.ko.md)", long.trim()),
        "글\n\n".repeat(20) + &long.replace(' ', "") + "[없는 글](none.ko.md)",
    ];
    for text in texts {
        let site = super::harness::build(&super::slips::a_page(&text));
        for columns in [60, 80, 120] {
            let said = site.report_within(columns);
            for line in said.lines() {
                let width = unicode_width::UnicodeWidthStr::width(line);
                assert!(width <= columns, "{width} of {columns}: {line}\n{said}");
            }
            // The marks are below what is wrong.
            let lines: Vec<_> = said.lines().collect();
            let at = lines.iter().position(|line| line.contains("^^"));
            let (quoted, marks) = (lines[at.unwrap() - 1], lines[at.unwrap()]);
            let before = marks.find('^').unwrap();
            let mut column = 0;
            let wrong = quoted.char_indices().find(|(_, c)| {
                let here = column == before;
                column += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
                here
            });
            let wrong = &quoted[wrong.unwrap().0..];
            assert!(wrong.starts_with('[') || wrong.starts_with("**"), "{said}");
        }
    }
}
