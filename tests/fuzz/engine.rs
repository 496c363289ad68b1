//! The loop: inputs out of a corpus and a dictionary, a law for each, and what is done with one that breaks it.
//!
//! 1. [`run`] replays the target's corpus, then mutates it ([`Material`]). The law notes what it sees of an input ([`Seen`]); an
//!    input that shows something new is kept and mutated in its turn.
//! 2. An input that breaks the law, by an error or a panic, is made as small as it gets ([`minimise`]) and reported.
//!
//! A short run is the same on every machine. `HAESEOL_FUZZ_SECONDS=600` makes a long one, which also bounds time and
//! memory, saves what it finds into the corpus, and leaves the input behind that ended the process (a stack overflow
//! cannot be caught). `HAESEOL_FUZZ_SEED=7` takes other random numbers.

use std::collections::HashSet;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

use super::mutate::{Material, Random, border};

/// `Err` says which law an input breaks, and how.
pub type Verdict = Result<(), String>;

/// Bytes of the longest input, in a long and a short run.
const LONGEST: usize = 64 << 10;
const LONGEST_IN_SHORT: usize = 2 << 10;
/// A long run reports inputs that take longer than this, and fails on those over the promised limits.
const SLOW: Duration = Duration::from_secs(1);
const TIME_LIMIT: Duration = Duration::from_secs(10);
const MEMORY_LIMIT_KB: u64 = 1 << 20;
/// Characters of an input that are printed.
const MOST_SHOWN: usize = 600;
/// Tries to make a failing input smaller.
const MOST_TRIES: u32 = 2000;
const MINIMISING_TIME: Duration = Duration::from_secs(60);

/// What has been seen so far, as hashes: kinds of findings, of elements, of answers.
#[derive(Default)]
pub struct Seen(HashSet<u64>);

impl Seen {
    /// Notes something that an input shows.
    pub fn note(&mut self, what: impl Hash) {
        self.0.insert(hash(what));
    }
}

/// Runs a target: its corpus, then `short` mutations of it, or as many as fit into `HAESEOL_FUZZ_SECONDS`.
///
/// # Panics
/// An input breaks the law. The report goes to the standard error.
pub fn run(
    target: &str,
    short: usize,
    tokens: &[&str],
    mut law: impl FnMut(&[u8], &mut Seen) -> Verdict,
) {
    quiet_panics();
    let long = number("HAESEOL_FUZZ_SECONDS").map(Duration::from_secs);
    let seed = number("HAESEOL_FUZZ_SEED").unwrap_or(1);
    let pool = corpus(&corpus_folder(target));
    let mut material = Material {
        corpus: pool.len(),
        pool,
        tokens,
        longest: if long.is_some() {
            LONGEST
        } else {
            LONGEST_IN_SHORT
        },
    };
    let mut random = Random(seed ^ hash(target));
    let mut seen = Seen::default();
    let mut runs = 0;
    let start = Instant::now();
    loop {
        let replaying = runs < material.corpus;
        if !replaying
            && long.map_or(runs == material.corpus + short, |long| {
                start.elapsed() >= long
            })
        {
            break;
        }
        let input = if replaying {
            material.pool[runs].clone()
        } else {
            material.mutate(&mut random)
        };
        let known = seen.0.len();
        let verdict = match long {
            None => judge(&mut law, &input, &mut seen),
            Some(_) => guarded(target, &mut law, &input, &mut seen),
        };
        if let Err(why) = verdict {
            let small = minimise(&input, |smaller| {
                judge(&mut law, smaller, &mut Seen::default()).is_err()
            });
            fail(target, seed, long.is_some(), &input, &small, &why);
        }
        if !replaying && seen.0.len() > known {
            material.keep(input, &mut random);
        }
        runs += 1;
    }
    let time = start.elapsed();
    let rate = runs as f64 / time.as_secs_f64();
    eprintln!(
        "{target}: seed {seed}, {runs} inputs in {:.1} s, {rate:.0} a second, {} things seen, {} inputs kept",
        time.as_secs_f64(),
        seen.0.len(),
        material.pool.len() - material.corpus,
    );
}

fn hash(what: impl Hash) -> u64 {
    // The same in every process, unlike a `RandomState`.
    let mut hasher = DefaultHasher::new();
    what.hash(&mut hasher);
    hasher.finish()
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(
        text.parse()
            .unwrap_or_else(|_| panic!("{variable} is no number: {text}")),
    )
}

fn corpus_folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fuzz/corpus")
        .join(target)
}

fn corpus(folder: &Path) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<_> = entries.map(|e| e.path()).collect();
    paths.sort();
    paths.iter().map(|p| fs::read(p).unwrap()).collect()
}

/// What the law says of an input; a panic breaks it.
fn judge(
    law: &mut impl FnMut(&[u8], &mut Seen) -> Verdict,
    input: &[u8],
    seen: &mut Seen,
) -> Verdict {
    let judged = catch_unwind(AssertUnwindSafe(|| law(input, seen)));
    judged.unwrap_or_else(|_| {
        let last = LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner);
        Err(format!("a panic: {last}"))
    })
}

/// The last panic of any thread, with its place. Only for the report: targets run side by side.
static LAST_PANIC: Mutex<String> = Mutex::new(String::new());

/// A failing input panics a few thousand times before it is as small as it gets.
fn quiet_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|info| {
            *LAST_PANIC.lock().unwrap_or_else(PoisonError::into_inner) = info.to_string();
        }));
    });
}

/// What the law says in a long run: within the limits of time and memory, and with the input left behind where the process
/// ends.
fn guarded(
    target: &str,
    law: &mut impl FnMut(&[u8], &mut Seen) -> Verdict,
    input: &[u8],
    seen: &mut Seen,
) -> Verdict {
    let running = leave_behind(target, input);
    let start = cpu_time();
    let verdict = judge(law, input, seen);
    let time = cpu_time() - start;
    let _ = fs::remove_file(running);
    if time > SLOW {
        eprintln!(
            "{target}: {time:?} for {} bytes: {}",
            input.len(),
            shown(input)
        );
    }
    let memory = peak_memory();
    if time > TIME_LIMIT {
        return Err(format!("it takes {time:?}"));
    }
    if memory > MEMORY_LIMIT_KB {
        return Err(format!("the process has taken {memory} kB"));
    }
    verdict
}

/// The time that this process has been at work, on Linux, in hundredths of a second (proc_pid_stat(5)): others may keep the
/// machine busy.
fn cpu_time() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
    let ticks: u64 = fields
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<u64>().ok())
        .sum();
    Duration::from_millis(10 * ticks)
}

/// The most memory that this process has had, in kB, on Linux.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|l| {
        l.strip_prefix("VmHWM:")?
            .trim()
            .strip_suffix(" kB")?
            .parse()
            .ok()
    });
    peak.unwrap_or(0)
}

/// Takes away ever smaller pieces for as long as the input fails.
fn minimise(input: &[u8], mut fails: impl FnMut(&[u8]) -> bool) -> Vec<u8> {
    let mut small = input.to_vec();
    let start = Instant::now();
    let mut tries = 0;
    let mut size = small.len().div_ceil(2);
    while size > 0 {
        let mut at = 0;
        while at < small.len() {
            if tries == MOST_TRIES || start.elapsed() > MINIMISING_TIME {
                return small;
            }
            tries += 1;
            let mut smaller = small.clone();
            let end = border(&small, (at + size).min(small.len())).max(at + 1);
            smaller.drain(at..end);
            if fails(&smaller) {
                small = smaller;
            } else {
                at = end;
            }
        }
        size /= 2;
    }
    small
}

/// Writes down which input is being run. Gives the file, which is there afterwards only if the process has ended.
fn leave_behind(target: &str, input: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{target}"));
    fs::write(&path, input).unwrap();
    path
}

fn fail(target: &str, seed: u64, long: bool, input: &[u8], small: &[u8], why: &str) -> ! {
    eprintln!(
        "{target}, seed {seed}: {why}\n--- {} bytes, made smaller:\n{}",
        input.len(),
        shown(small)
    );
    if long {
        let path = corpus_folder(target).join(format!("found-{:016x}", hash(small)));
        fs::write(&path, small).unwrap();
        eprintln!("--- kept as {}", path.display());
    }
    panic!("{target} has found something");
}

/// An input as text, the beginning of a long one.
fn shown(input: &[u8]) -> String {
    let text = String::from_utf8_lossy(input);
    text.chars()
        .take(MOST_SHOWN)
        .flat_map(|c| {
            if c == '\n' {
                vec![c]
            } else {
                c.escape_debug().collect()
            }
        })
        .collect()
}

#[test]
fn a_failing_input_is_made_small() {
    let fails =
        |input: &[u8]| input.windows(3).any(|w| w == "가".as_bytes()) && input.contains(&b'!');
    assert_eq!(
        minimise("글 하나, 가 나! 다".as_bytes(), fails),
        "가!".as_bytes()
    );
}
