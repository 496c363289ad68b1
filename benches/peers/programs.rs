//! The programs that build, where they are and which versions they are, and the machine that they run on.

use std::env;
use std::env::consts::{ARCH, EXE_SUFFIX, OS};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The file of a program in the folders of `PATH`.
pub(crate) fn in_path(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders)
        .map(|folder| folder.join(format!("{name}{EXE_SUFFIX}")))
        .find(|file| file.is_file())
}

/// The first line of what a program says of its version.
pub(crate) fn version(file: &Path, asked: &str) -> String {
    let said = Command::new(file).arg(asked).output();
    let said = said.unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    let text = String::from_utf8_lossy(&said.stdout).into_owned();
    text.lines().next().unwrap_or_default().to_owned()
}

/// What builds are measured on: processor, how many threads run at once, memory and system.
pub(crate) fn machine() -> String {
    let threads = rayon::current_num_threads();
    let processor = of_file("/proc/cpuinfo", "model name").unwrap_or_else(|| ARCH.to_owned());
    let memory =
        of_file("/proc/meminfo", "MemTotal").and_then(|m| m.split(' ').next()?.parse().ok());
    let memory = memory.map_or_else(String::new, |kib: f64| {
        format!(", {:.0} GiB", kib / 1024.0 / 1024.0)
    });
    format!("{processor}, {threads} threads{memory}, {OS}")
}

/// How many programs have been running at once in the last minute: with more than a few, trust the processor's time before the clock.
pub(crate) fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ').next().unwrap_or_default().to_owned()
}

/// What a file of `/proc` says of something.
fn of_file(file: &str, what: &str) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let line = text.lines().find_map(|l| l.strip_prefix(what))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}
