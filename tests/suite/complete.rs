//! What shells complete a command line with, and how they come to ask.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::publish::{haeseol, program, site};

const SITE: &str = "== content/tide/index.ko.md\n---\ntitle: 조석\n---\n== content/tide/index.en.md\n---\ntitle: Tide\n---\n== content/tide/10-moon.ko.md\n---\ntitle: 달\n---\n== content/tide/20-half-moon.ko.md\n---\ntitle: 반달\n---\n== content/energy/wind/index.en.md\n---\ntitle: Wind\n---\n== content/glossary/index.ko.md\n---\ntitle: 용어집\n---\n== content/glossary/달.ko.md\n---\ntitle: 달\nsummary: 달.\n---\n";

/// The words that may come at the end of a command line.
fn words(folder: &Path, typed: &[&str]) -> Vec<String> {
    let output = haeseol(folder, &[&["complete", "--", "haeseol"], typed].concat());
    assert!(output.status.success(), "{output:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines()
        .map(|line| line.split('\t').next().unwrap().to_owned())
        .collect()
}

#[test]
fn commands_options_and_values_are_completed() {
    let here = std::env::temp_dir();
    let of = |typed: &[&str]| words(&here, typed);
    assert_eq!(of(&["de"]), ["deploy"]);
    assert!(of(&[""]).contains(&"build".to_owned()) && !of(&[""]).contains(&"man".to_owned()));
    assert_eq!(of(&["new", "te"]), ["term"]);
    assert_eq!(of(&["build", "--st"]), ["--strict"]);
    assert!(of(&["build", "--"]).contains(&"--root".to_owned()));
    // A value of an option, behind it or after `=`, which bash makes a word of its own.
    for typed in [
        &["check", "--format", "j"][..],
        &["check", "--format", "=", "j"],
    ] {
        assert_eq!(of(typed), ["json"], "{typed:?}");
    }
    assert_eq!(of(&["check", "--format=j"]), ["--format=json"]);
    assert_eq!(of(&["--lang", ""]), ["ko", "en"]);
    assert_eq!(of(&["--lang", "ko", "expl"]), ["explain"]);
    assert_eq!(of(&["explain", "broken-l"]), ["broken-link"]);
    assert_eq!(of(&["help", "dep"]), ["deploy"]);
    assert_eq!(of(&["theme", "eject", "static/st"]), ["static/style.css"]);
    assert_eq!(of(&["completions", "zs"]), ["zsh"]);
    // A file may be there, which the shell knows; and there is nothing more to type.
    for typed in [
        &["build", "--out", ""][..],
        &["completions", "bash", ""],
        &["explain", "broken-link", "b"],
        &["bild", "--strict", "-x"],
        &[],
    ] {
        assert_eq!(of(typed), Vec::<String>::new(), "{typed:?}");
    }
}

#[test]
fn what_the_site_holds_is_completed() {
    let folder = site(SITE);
    let of = |typed: &[&str]| words(folder.path(), typed);
    assert_eq!(of(&["new", "section", ""]), ["energy/wind/", "tide/"]);
    assert_eq!(
        of(&["new", "section", "tide/stars", "--after", ""]),
        ["half-moon", "moon"]
    );
    assert_eq!(
        of(&["new", "translation", "--root", ""]),
        Vec::<String>::new()
    );
    assert_eq!(of(&["new", "section", "--after", ""]), Vec::<String>::new());
    assert_eq!(
        of(&["handoff", "content/tide/1"]),
        ["content/tide/10-moon.ko.md"]
    );
    let accepted = of(&["accept", "content/"]);
    assert_eq!(
        accepted,
        [
            "content/energy/wind",
            "content/tide",
            "content/energy/wind/index.en.md",
            "content/index.en.md",
            "content/tide/index.en.md"
        ]
    );
    assert_eq!(
        of(&["accept", "content/tide", "--force", "content/index"]),
        ["content/index.en.md"]
    );
    assert_eq!(
        of(&["new", "translation", "content/g"]),
        ["content/glossary/index.ko.md", "content/glossary/달.ko.md"]
    );
    assert_eq!(
        of(&["new", "translation", "content/tide/i"]),
        Vec::<String>::new()
    );
    // From elsewhere, by `--root`; and from a folder within.
    let root = folder.path().to_str().unwrap();
    for typed in [
        &["--root", root, "new", "section", "t"][..],
        &["new", "section", &format!("--root={root}"), "t"],
    ] {
        assert_eq!(words(&std::env::temp_dir(), typed), ["tide/"], "{typed:?}");
    }
    assert_eq!(
        words(
            &folder.path().join("content/tide"),
            &["new", "section", "t"]
        ),
        ["tide/"]
    );
    // Where an empty word is lost on its way.
    let output = haeseol(
        folder.path(),
        &["complete", "--blank", "--", "haeseol", "new", "section"],
    );
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .starts_with("energy/wind/\t")
    );
}

#[test]
fn bash_asks_the_program() {
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let folder = site(&SITE.replace("content/glossary/달", "content/a b"));
    let script =
        String::from_utf8(haeseol(folder.path(), &["completions", "bash"]).stdout).unwrap();
    fs::write(folder.path().join("script"), script).unwrap();
    let asked = "source ./script; complete -p haeseol; COMP_WORDS=(haeseol new translation content/a); COMP_CWORD=3; _haeseol; printf '%s\n' \"${COMPREPLY[@]}\"; COMP_WORDS=(haeseol new sec); COMP_CWORD=2; _haeseol; echo \"${COMPREPLY[@]}\"";
    let program = Path::new(env!("CARGO_BIN_EXE_haeseol")).parent().unwrap();
    let output = Command::new("bash")
        .args(["--norc", "-c", asked])
        .current_dir(folder.path())
        .env("PATH", format!("{}:/usr/bin:/bin", program.display()))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(
        said,
        "complete -o default -F _haeseol haeseol\ncontent/a\\ b.ko.md\nsection\n",
        "{:?}",
        String::from_utf8(output.stderr)
    );
}

/// Whoever completes a command in a folder that somebody else has made runs nothing of theirs.
#[cfg(unix)]
#[test]
fn names_of_files_are_no_commands() {
    let folder = site(SITE);
    let tide = folder.path().join("content/tide");
    let names = [
        "30-$(touch${IFS}ran)",
        "31-`touch${IFS}ran`",
        "32-;touch${IFS}ran;",
        "33-|touch${IFS}ran",
        "34-it's\"[x]{y}",
        "35-&touch${IFS}ran&",
    ];
    for name in names.iter().chain(&["36-a\nb", "37-\u{1b}[31m"]) {
        fs::write(tide.join(format!("{name}.ko.md")), "---\ntitle: x\n---\n").unwrap();
    }
    let whole: Vec<String> = names
        .iter()
        .map(|name| format!("content/tide/{name}.ko.md"))
        .collect();
    assert_eq!(words(folder.path(), &["handoff", "content/tide/3"]), whole);
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    let asked = "source <(haeseol completions bash); COMP_WORDS=(haeseol handoff content/tide/3); COMP_CWORD=2; _haeseol; eval \"printf '%s\\n' ${COMPREPLY[*]}\"";
    let program = Path::new(env!("CARGO_BIN_EXE_haeseol")).parent().unwrap();
    let output = Command::new("bash")
        .args(["--norc", "-c", asked])
        .current_dir(folder.path())
        .env("PATH", format!("{}:/usr/bin:/bin", program.display()))
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        whole.join("\n") + "\n",
        "{:?}",
        String::from_utf8(output.stderr)
    );
    assert!(!folder.path().join("ran").exists());
}

#[test]
fn completions_are_put_where_the_shell_looks_for_them_and_over_no_other_file() {
    let home = tempfile::tempdir().unwrap();
    let install = |shell: &str| {
        let mut program = program(home.path());
        for name in ["XDG_CONFIG_HOME", "XDG_DATA_HOME", "ZDOTDIR"] {
            program.env_remove(name);
        }
        program
            .env("HOME", home.path())
            .args(["completions", shell, "--install"])
            .output()
            .unwrap()
    };
    for (shell, place, rest) in [
        (
            "bash",
            ".local/share/bash-completion/completions/haeseol",
            "New terminals",
        ),
        ("zsh", ".zfunc/_haeseol", "fpath=("),
        (
            "fish",
            ".config/fish/completions/haeseol.fish",
            "New terminals",
        ),
        ("powershell", ".config/powershell/haeseol.ps1", "$PROFILE"),
        ("elvish", ".config/elvish/lib/haeseol.elv", "use haeseol"),
    ] {
        if cfg!(windows) && shell == "powershell" {
            continue;
        }
        let path = home.path().join(place);
        // An earlier one of ours gives way.
        for earlier in [None, Some("# Completions of haeseol\nold")] {
            if let Some(text) = earlier {
                fs::write(&path, text).unwrap();
            }
            let output = install(shell);
            assert!(output.status.success(), "{output:?}");
            let said = String::from_utf8(output.stdout).unwrap();
            assert!(said.contains(place) && said.contains(rest), "{said}");
            let printed = haeseol(home.path(), &["completions", shell]).stdout;
            assert_eq!(fs::read(&path).unwrap(), printed);
        }
        fs::write(&path, "mine").unwrap();
        let output = install(shell);
        assert_eq!(output.status.code(), Some(1));
        assert!(
            String::from_utf8(output.stderr)
                .unwrap()
                .contains("not haeseol's")
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    }
    // In a repository of settings, a place may be a link: what it leads to is not ours.
    #[cfg(unix)]
    {
        let place = home.path().join(".config/fish/completions/haeseol.fish");
        let elsewhere = home.path().join("elsewhere");
        fs::write(&elsewhere, "# Completions of haeseol\n").unwrap();
        fs::remove_file(&place).unwrap();
        std::os::unix::fs::symlink(&elsewhere, &place).unwrap();
        assert_eq!(install("fish").status.code(), Some(1));
        assert_eq!(
            fs::read_to_string(&elsewhere).unwrap(),
            "# Completions of haeseol\n"
        );
    }
}
