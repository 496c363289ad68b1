//! Publishing into a folder that others write into, too: what is not ours is never lost, nothing outside is touched, and in
//! the end there is the site, or a reason why not.
//!
//! An input is a script, a step a line, by the program itself: `build`; `kill 3` ends a build after so many tenths of
//! milliseconds; `page x`, `drop x` and `break` change the site; `foreign PATH`, `folder PATH`, `link PATH` and `remove
//! PATH` are what a user does in the output, `plant PATH` is a link in the folder where the site is built.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use haeseol::base::names::MARKER;

use super::engine::{Seen, Verdict};
use super::site::{SETTINGS, Site};

const MOST_STEPS: usize = 12;

#[rustfmt::skip]
pub const TOKENS: &[&str] = &[
    "build\n", "build\n", "build\n", "kill 1\n", "kill 20\n", "kill 60\n", "kill 120\n", "page x\n", "page 글\n", "drop x\n", "break\n", "foreign mine.txt\n", "foreign ko/mine.txt\n", "foreign index.html\n", "foreign .haeseol\n", "foreign new/deep/mine.txt\n",
    "foreign ko\n", "folder empty\n", "folder ko/empty\n", "folder 404.html\n", "link mine\n", "link ko/index.html\n", "link ko\n", "remove index.html\n", "remove ko/index.html\n", "remove .haeseol\n", "remove ko\n", "plant site\n", "plant other\n", "plant lock\n",
];

/// The folder of the site and one next to it.
struct World {
    root: tempfile::TempDir,
    /// What a user has put into the output: the contents are unique.
    foreign: Vec<String>,
    pages: Vec<String>,
    broken: bool,
}

pub fn law(input: &[u8], seen: &mut Seen) -> Verdict {
    let mut world = World::new();
    for line in String::from_utf8_lossy(input).lines().take(MOST_STEPS) {
        world.step(line, seen);
        world
            .check_others()
            .map_err(|why| format!("after {line}: {why}"))?;
    }
    let before = files(&world.output());
    let output = world.build(&[]);
    world.check_others()?;
    let after = files(&world.output());
    let said = String::from_utf8_lossy(&output.stderr);
    seen.note((
        output.status.code(),
        said.lines().next().map(|l| {
            l.chars()
                .filter(char::is_ascii_alphabetic)
                .collect::<String>()
        }),
    ));
    match output.status.code() {
        Some(0) if after == world.wanted() => Ok(()),
        Some(0) => Err(format!("not the site: {:?}", after.keys())),
        Some(1) if said.trim().is_empty() => Err("refused without a reason".into()),
        Some(1) if after == before => Ok(()),
        Some(1) => Err(format!("refused, but changed: {said}")),
        _ => Err(format!("{output:?}")),
    }
}

impl World {
    fn new() -> Self {
        let world = Self {
            root: tempfile::tempdir().unwrap(),
            foreign: Vec::new(),
            pages: Vec::new(),
            broken: false,
        };
        for (path, text) in [
            ("site/site.toml", SETTINGS),
            ("site/content/index.ko.md", "---\ntitle: 처음\n---\n"),
            ("outside/kept.txt", "kept"),
        ] {
            world.write(path, text);
        }
        world
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn output(&self) -> PathBuf {
        self.root.path().join("site/public")
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_haeseol"));
        command
            .current_dir(self.root.path().join("site"))
            .arg("build")
            .stdout(Stdio::null());
        command
    }

    fn build(&self, arguments: &[&str]) -> Output {
        self.command().args(arguments).output().unwrap()
    }

    fn step(&mut self, line: &str, seen: &mut Seen) {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        let part = |part: &str| {
            !part.is_empty()
                && part != "."
                && part != ".."
                && part
                    .chars()
                    .all(|c| c.is_alphanumeric() || "._-".contains(c))
        };
        if !rest.is_empty() && (!rest.split('/').all(part) || rest.len() > 60) {
            return;
        }
        let there = self.output().join(rest);
        let parent = there.parent().unwrap_or(&there);
        match verb {
            "build" => seen.note(self.build(&[]).status.code()),
            "kill" => self.kill(rest.parse().unwrap_or(0)),
            "page" if part(rest) => {
                self.pages.retain(|page| page != rest);
                self.pages.push(rest.to_owned());
                self.write(
                    &format!("site/content/{rest}.ko.md"),
                    "---\ntitle: 글\n---\n글이다.\n",
                );
            }
            "drop" => {
                self.pages.retain(|page| page != rest);
                let _ =
                    fs::remove_file(self.root.path().join(format!("site/content/{rest}.ko.md")));
            }
            "break" => {
                self.broken = !self.broken;
                let text = if self.broken {
                    "---\ntitle: [\n---\n"
                } else {
                    "---\ntitle: 처음\n---\n"
                };
                self.write("site/content/index.ko.md", text);
            }
            // What a user writes over a file of ours is replaced with it.
            "foreign" if fs::create_dir_all(parent).is_ok() && !there.is_symlink() => {
                let text = format!("foreign {}", self.foreign.len());
                let list = fs::read_to_string(self.output().join(MARKER)).unwrap_or_default();
                let ours = rest == MARKER || list.lines().any(|path| path == rest);
                if ours {
                    let _ = fs::write(&there, &text);
                } else if !there.exists() && fs::write(&there, &text).is_ok() {
                    self.foreign.push(text);
                }
            }
            "folder" => drop(fs::create_dir_all(there)),
            "link" if fs::create_dir_all(parent).is_ok() => {
                self.remove(&there);
                link(&self.root.path().join("outside/kept.txt"), &there);
            }
            "remove" if there.is_dir() => drop(fs::remove_dir(there)),
            "remove" => self.remove(&there),
            "plant" if part(rest) => {
                let there = self.root.path().join("site/.public.haeseol").join(rest);
                if fs::create_dir_all(self.root.path().join("site/.public.haeseol")).is_ok() {
                    link(&self.root.path().join("outside/kept.txt"), &there);
                }
            }
            _ => {}
        }
    }

    /// Removes a file, as a user does: it is no longer one that has to be kept.
    fn remove(&mut self, file: &Path) {
        let text = fs::read(file).unwrap_or_default();
        if fs::remove_file(file).is_ok() {
            self.foreign.retain(|foreign| foreign.as_bytes() != text);
        }
    }

    fn kill(&self, tenths: u64) {
        let mut child = self.command().stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(100 * tenths.min(500)));
        let _ = child.kill();
        let _ = child.wait();
    }

    /// What is not ours is where it was, or at least somewhere.
    fn check_others(&self) -> Verdict {
        let outside = files(&self.root.path().join("outside"));
        if outside.len() != 1 || outside.get("kept.txt").is_none_or(|text| text != b"kept") {
            return Err(format!("the folder outside has {:?}", outside.keys()));
        }
        let all = files(&self.root.path().join("site"));
        match self
            .foreign
            .iter()
            .find(|text| !all.values().any(|bytes| bytes == text.as_bytes()))
        {
            Some(text) => Err(format!("{text} is lost")),
            None => Ok(()),
        }
    }

    /// The site as it has to be in the output.
    fn wanted(&self) -> BTreeMap<String, Vec<u8>> {
        let folder = self.root.path().join("site");
        let content = files(&folder.join("content"));
        let content = content
            .iter()
            .map(|(path, bytes)| (format!("content/{path}"), bytes.as_slice()));
        let sources: Vec<_> = content
            .chain([("site.toml".to_owned(), SETTINGS.as_bytes())])
            .collect();
        let sources: Vec<_> = sources
            .iter()
            .map(|(path, bytes)| (path.as_str(), *bytes))
            .collect();
        let mut wanted = Site::build(&sources).files;
        // The marker is the publisher's; that its list is right shows at the next build.
        wanted.extend(
            fs::read(self.output().join(MARKER))
                .ok()
                .map(|bytes| (MARKER.to_owned(), bytes)),
        );
        wanted
    }
}

fn link(to: &Path, at: &Path) {
    #[cfg(unix)]
    let _ = std::os::unix::fs::symlink(to, at);
    #[cfg(not(unix))]
    let _ = (to, at);
}

/// Every file below a folder; links by where they point to.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|e| !e.file_type().is_dir());
    let read = |path: &Path| match fs::read_link(path) {
        Ok(to) => to.display().to_string().into_bytes(),
        Err(_) => fs::read(path).unwrap_or_default(),
    };
    entries
        .map(|e| {
            (
                e.path().strip_prefix(folder).unwrap().display().to_string(),
                read(e.path()),
            )
        })
        .collect()
}
