//! How long a program runs, how much of the processor it uses, and how much memory it takes at most. The latter two are read from `/proc`
//! and are missing elsewhere.

use std::fs;
use std::ops::Sub;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::{sleep, spawn};
use std::time::{Duration, Instant};

/// What a run took.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Run {
    /// Seconds from start to end.
    pub(crate) wall: f64,
    /// What it used of the processor, all threads together.
    pub(crate) cpu: Cpu,
    /// Peak of memory in MiB; 0 if nobody knows.
    pub(crate) memory: f64,
}

/// Seconds of the processor.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cpu {
    /// In the program.
    pub(crate) user: f64,
    /// In the kernel.
    pub(crate) system: f64,
}

impl Cpu {
    pub(crate) fn sum(self) -> f64 {
        self.user + self.system
    }

    /// What this process has used so far.
    pub(crate) fn of_this() -> Self {
        Self::at(11)
    }

    /// What ended children of this process have used.
    fn of_children() -> Self {
        Self::at(13)
    }

    /// Two fields of `/proc/self/stat`, counted from behind the name (proc_pid_stat(5): fields 14 to 17).
    fn at(field: usize) -> Self {
        let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
        let mut fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
        // Linux counts a hundred a second for programs, whatever it does itself.
        let seconds =
            |ticks: Option<&str>| ticks.and_then(|t| t.parse::<f64>().ok()).map(|t| t / 100.0);
        Self {
            user: seconds(fields.nth(field)).unwrap_or_default(),
            system: seconds(fields.next()).unwrap_or_default(),
        }
    }
}

impl Sub for Cpu {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self {
            user: self.user - before.user,
            system: self.system - before.system,
        }
    }
}

/// How often memory is looked at while a program runs.
const STEP: Duration = Duration::from_millis(10);

/// Runs a program to its end.
pub(crate) fn run(command: &mut Command) -> Run {
    let before = Cpu::of_children();
    let start = Instant::now();
    let quiet = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = quiet.spawn().unwrap_or_else(|e| panic!("{command:?}: {e}"));
    let process = child.id();
    let memory = spawn(move || {
        let mut most = 0.0;
        while let Some(now) = peak(process) {
            most = now;
            sleep(STEP);
        }
        most
    });
    let status = child.wait().unwrap();
    let wall = start.elapsed().as_secs_f64();
    assert!(status.success(), "{command:?}: {status}");
    Run {
        wall,
        cpu: Cpu::of_children() - before,
        memory: memory.join().unwrap(),
    }
}

/// The most memory that a process has taken so far, in MiB; nothing when it has ended.
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
