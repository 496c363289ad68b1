//! Compiles anew when a file that is put into the program is added or changed (`include_dir!` does not tell cargo of
//! new files), and says which commit the program is made of.

use std::path::Path;
use std::process::Command;

fn main() {
    for folder in [
        "templates",
        "templates/strings",
        "static",
        "src/base/explain",
        "src/scaffold/starter",
    ] {
        println!("cargo:rerun-if-changed={folder}");
    }
    // Whoever develops would compile everything anew after each commit.
    let released = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let commit = released.then(commit).flatten().unwrap_or_default();
    println!("cargo:rustc-env=HAESEOL_COMMIT={commit}");
    println!("cargo:rustc-env=HAESEOL_REPOSITORY={}", repository());
}

/// The commit that is checked out here, or that the package was made of: its whole id. Nothing of the machine or the
/// time goes in, so that the same sources make the same program.
fn commit() -> Option<String> {
    if let Ok(info) = std::fs::read_to_string(".cargo_vcs_info.json") {
        let (_, id) = info.split_once("\"sha1\": \"")?;
        return id.split('"').next().map(str::to_owned);
    }
    for file in ["HEAD", "logs/HEAD"] {
        if let Some(path) = git(&["rev-parse", "--git-path", file]) {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    git(&["rev-parse", "HEAD"])
}

/// Where the sources are published: `repository` of Cargo.toml, else the `origin` of the checkout if that is on GitHub.
/// Empty if neither says.
fn repository() -> String {
    let named = std::env::var("CARGO_PKG_REPOSITORY").unwrap_or_default();
    if !named.is_empty() {
        return named;
    }
    let origin = git(&["remote", "get-url", "origin"]).unwrap_or_default();
    let path = [
        "https://github.com/",
        "git@github.com:",
        "ssh://git@github.com/",
    ]
    .iter()
    .find_map(|start| origin.strip_prefix(start));
    let plain = |path: &&str| {
        path.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b))
    };
    path.filter(plain).map_or_else(String::new, |path| {
        format!("https://github.com/{}", path.trim_end_matches(".git"))
    })
}

/// What git says of this checkout; a folder inside somebody else's is none.
fn git(arguments: &[&str]) -> Option<String> {
    if !Path::new(".git").exists() {
        return None;
    }
    let output = Command::new("git").args(arguments).output().ok()?;
    let said = String::from_utf8(output.stdout).ok()?;
    (output.status.success() && !said.trim().is_empty()).then(|| said.trim().to_owned())
}
