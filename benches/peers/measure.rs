//! How long a program runs, how much of the processor it uses, and how much memory it takes at most. The latter two are read from `/proc`
//! and are missing elsewhere.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// What a run took.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Run {
    /// Seconds from start to end.
    pub(crate) wall: f64,
    /// Seconds of the processor, of all threads.
    pub(crate) cpu: f64,
    /// Peak of memory in MiB.
    pub(crate) memory: f64,
}

/// How often memory is looked at while a program runs.
const STEP: Duration = Duration::from_millis(10);

/// Runs a program to its end.
pub(crate) fn run(command: &mut Command) -> Run {
    let before = of_children();
    let start = Instant::now();
    let quiet = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = quiet.spawn().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let mut memory = 0.0;
    let status = loop {
        memory = peak(child.id()).unwrap_or(memory);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        sleep(STEP);
    };
    assert!(status.success(), "{command:?}: {status}");
    Run {
        wall: start.elapsed().as_secs_f64(),
        cpu: of_children() - before,
        memory,
    }
}

/// Seconds of the processor that ended children have used.
fn of_children() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
    let ticks: f64 = fields
        .skip(13)
        .take(2)
        .filter_map(|f| f.parse::<f64>().ok())
        .sum();
    // Linux counts a hundred a second for programs, whatever it does itself.
    ticks / 100.0
}

/// The most memory that a process has taken so far, in MiB.
fn peak(process: u32) -> Option<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kib: f64 = line.trim().split(' ').next()?.parse().ok()?;
    Some(kib / 1024.0)
}

/// Files and bytes below a folder.
pub(crate) fn size(folder: &Path) -> (usize, u64) {
    let files = super::floor::files(folder);
    let bytes = files
        .iter()
        .filter_map(|f| fs::metadata(folder.join(f)).ok());
    (files.len(), bytes.map(|m| m.len()).sum())
}

/// The middle one.
pub(crate) fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
