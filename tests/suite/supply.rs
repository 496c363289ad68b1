//! What the program is made of is kept up to date and watched, and none of that stands in the way of an author's text.

use std::fs;
use std::path::Path;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Ours, and the one that every new site gets.
const WORKFLOWS: [&str; 4] = [
    ".github/workflows/advisories.yml",
    ".github/workflows/pages.yml",
    ".github/workflows/release.yml",
    "src/scaffold/starter/.github/workflows/pages.yml",
];

#[test]
fn new_versions_of_everything_are_proposed_each_week() {
    let settings = read(".github/dependabot.yml");
    let updates: Vec<&str> = settings.split("- package-ecosystem: ").skip(1).collect();
    let places = [
        (
            "github-actions",
            &["", "src/scaffold/starter/.github/workflows"][..],
        ),
        ("cargo", &[""]),
        ("npm", &["tests/browser"]),
        ("pip", &["packages"]),
    ];
    assert_eq!(updates.len(), places.len(), "{settings}");
    for (update, (ecosystem, folders)) in updates.into_iter().zip(places) {
        assert!(update.starts_with(ecosystem), "{update}");
        assert!(update.contains("interval: weekly"), "{update}");
        let line = update.lines().find(|l| l.contains("director")).unwrap();
        let named = line.split_once(": ").unwrap().1.trim_matches(['[', ']']);
        let named: Vec<_> = named.split(", ").map(|n| &n[1..]).collect();
        assert_eq!(named, folders);
        for folder in folders {
            assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).is_dir());
        }
    }
}

#[test]
fn known_weaknesses_are_looked_for_each_week_and_stop_no_text() {
    let [advisories, others @ ..] = WORKFLOWS.map(read);
    let cron = advisories.split_once("- cron: \"").unwrap().1;
    let cron = cron.split_once('"').unwrap().0;
    let fields: Vec<_> = cron.split(' ').collect();
    assert!(
        matches!(*fields, [_, _, "*", "*", day] if day.parse::<u8>().is_ok_and(|day| day < 8)),
        "{cron}"
    );
    assert!(advisories.contains("check advisories"));
    for other in others {
        let mut steps = other.lines().filter(|l| !l.trim_start().starts_with('#'));
        assert!(!steps.any(|l| l.contains("advisories")), "{other}");
        // Nothing runs after it.
        assert!(!other.contains("workflow_run"), "{other}");
    }
    // What does not change by itself is checked with everything else.
    let run = read("tests/run");
    assert!(run.contains("cargo deny"), "{run}");
    assert!(!run.contains("advisories"), "{run}");
}

#[test]
fn actions_are_those_that_were_read_and_may_only_read() {
    for path in WORKFLOWS {
        let workflow = read(path);
        let mut used = 0;
        for line in workflow.lines() {
            let Some((_, action)) = line.split_once("uses: ") else {
                continue;
            };
            let (name, version) = action.split_once('@').unwrap();
            let (sha, comment) = version.split_once(" # v").unwrap();
            assert!(name.starts_with("actions/"), "{path}: {name}");
            assert!(
                sha.len() == 40 && sha.bytes().all(|b| b.is_ascii_hexdigit()),
                "{path}: {action}"
            );
            assert!(comment.starts_with(|c: char| c.is_ascii_digit()));
            used += 1;
        }
        assert!(used > 0, "{path}");
        let before_jobs = workflow.split("\njobs:").next().unwrap();
        let granted = before_jobs.split_once("\npermissions:\n").unwrap().1;
        let granted: Vec<_> = granted.lines().take_while(|l| l.starts_with(' ')).collect();
        assert_eq!(granted, ["  contents: read"], "{path}");
    }
}

#[test]
fn a_new_site_takes_no_program_that_nobody_attests() {
    let starter = read(WORKFLOWS[3]);
    let attested = starter.find("attested \"$archive\" || refuse").unwrap();
    let unpacked = starter.find("tar --extract").unwrap();
    assert!(attested < unpacked);
    assert!(starter.contains("gh attestation verify"));
    assert!(starter.contains("--signer-workflow \"$repository/.github/workflows/release.yml\""));
    assert!(read(WORKFLOWS[2]).contains("attest"));
}
