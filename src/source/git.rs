//! The `git` program, asked so that a repository's own settings do not decide what is run.
//!
//! Commands are plumbing, which reads few settings; hooks, monitors and signing programs are off; a folder of files that looks like
//! a repository is none (`safe.bareRepository`), and neither is one that only the environment names. What git answers is bounded in
//! bytes and in time: a repository's files may be pipes that nobody writes to.

use std::io::{self, Read as _, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

/// How long git may take for what is on this machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of what git says went wrong.
const MOST_SAID: usize = 64 << 10;

/// What git said.
#[derive(Debug)]
pub(crate) struct Said {
    /// Whether it did what it was asked for.
    pub(crate) good: bool,
    /// Its answer.
    pub(crate) output: Vec<u8>,
    /// What it complained of.
    pub(crate) complaint: String,
}

/// A git command in the folder `root`.
pub(crate) fn command(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(root);
    git.args([
        "--literal-pathspecs",
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.hooksPath=/dev/null",
        // Files of a site may look like a repository, whose settings would then be read.
        "-c",
        "safe.bareRepository=explicit",
        "-c",
        "log.showSignature=false",
        "-c",
        "gpg.program=false",
    ]);
    // Set where a hook of git runs this program: they are about another command.
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_NAMESPACE",
        "GIT_PREFIX",
    ] {
        git.env_remove(name);
    }
    git.env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    git
}

/// What git answers to an input. `None` if it fails, takes too long, or answers more than `most` bytes.
pub(crate) fn answer(git: Command, input: Vec<u8>, most: usize) -> Option<Vec<u8>> {
    let said = ask(git, input, most, PATIENCE).ok()?;
    said.good.then_some(said.output)
}

/// What git says to an input, for as long as `patience` lasts.
///
/// # Errors
/// There is no git, it takes too long, or it answers more than `most` bytes.
pub(crate) fn ask(
    mut git: Command,
    input: Vec<u8>,
    most: usize,
    patience: Duration,
) -> io::Result<Said> {
    let end = Instant::now() + patience;
    let mut child = git.stderr(Stdio::piped()).spawn()?;
    if let Some(mut to) = child.stdin.take() {
        // What is written fits into a pipe only by chance: it is written while the answer is read.
        std::thread::spawn(move || to.write_all(&input));
    }
    let output = child.stdout.take().map(|from| read(from, most));
    let complaint = child.stderr.take().map(|from| read(from, MOST_SAID));
    let output = wait(output, end).and_then(|output| match output.len() > most {
        true => Err(io::Error::other("git answers too much")),
        false => Ok(output),
    });
    let output = match output {
        Ok(output) => output,
        Err(error) => {
            // It may have ended meanwhile.
            let _ = child.kill();
            let _ = child.wait();
            return Err(error);
        }
    };
    // A program that git has begun may hold this pipe for longer than git.
    let complaint = wait(complaint, end).unwrap_or_default();
    Ok(Said {
        good: child.wait()?.success(),
        output,
        complaint: String::from_utf8_lossy(&complaint).trim().to_owned(),
    })
}

/// Reads a pipe to its end, or a byte more than `most`.
pub(crate) fn read(
    from: impl io::Read + Send + 'static,
    most: usize,
) -> Receiver<io::Result<Vec<u8>>> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        let mut output = Vec::new();
        let read = from.take(most as u64 + 1).read_to_end(&mut output);
        // Nobody listens any more if it took too long.
        let _ = send.send(read.map(|_| output));
    });
    receive
}

fn wait(from: Option<Receiver<io::Result<Vec<u8>>>>, end: Instant) -> io::Result<Vec<u8>> {
    let Some(from) = from else {
        return Ok(Vec::new());
    };
    from.recv_timeout(end.saturating_duration_since(Instant::now()))
        .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
}
