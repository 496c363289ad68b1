//! `haeseol check --fix`

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

use haeseol::base::diag::{Diagnostic, Message, printable};
use haeseol::message;
use haeseol::scaffold::Refusal;
use haeseol::scaffold::fixes::{Change, FixedFile, plan};
use haeseol::source::Sources;

use super::voice::{Voice, counted};

/// What has become of the fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Corrected {
    /// There were none, or nobody wanted them.
    Nothing,
    All,
    /// Some files could not be written.
    NotAll,
}

/// Shows what findings change in the author's files, and changes it unless the author, where there is one to be asked, says no.
/// What is printed goes to stderr, since the findings may be read by a program.
pub(super) fn fix(
    root: &Path,
    sources: &Sources,
    found: &[Diagnostic],
    sure: bool,
    voice: Voice,
) -> Corrected {
    let (mut files, mut refused): (Vec<FixedFile>, Vec<Refusal>) = (Vec::new(), Vec::new());
    for file in plan(root, sources, found) {
        match file {
            Ok(file) => files.push(file),
            Err(refusal) => refused.push(refusal),
        }
    }
    for file in &files {
        show(file);
    }
    if !files.is_empty() && !sure && !is_wanted(voice) {
        files.clear();
    }
    let mut places = 0;
    for file in &files {
        match file.write() {
            Ok(()) => places += file.count,
            Err(refusal) => refused.push(refusal),
        }
    }
    if places > 0 && !voice.quiet {
        let n = counted(places, message!("{places}곳", "{places} place"));
        say(
            voice,
            &message!("{n}을 고쳤습니다\n", "Corrected: {n}\n", n),
        );
    }
    let corrected = match (refused.is_empty(), places) {
        (false, _) => Corrected::NotAll,
        (true, 0) => Corrected::Nothing,
        (true, _) => Corrected::All,
    };
    for refusal in refused {
        voice.failure(refusal.message, refusal.hint);
    }
    corrected
}

/// The lines as they are and as they will be.
fn show(file: &FixedFile) {
    let mut err = anstream::stderr().lock();
    for Change {
        line,
        before,
        after,
    } in &file.changes
    {
        let _ = writeln!(err, "\x1b[1m{}:{line}\x1b[0m", printable(&file.file));
        for (mark, lines) in [("\x1b[31m-", before), ("\x1b[32m+", after)] {
            for line in lines.split('\n') {
                let _ = writeln!(err, "{mark} {}\x1b[0m", printable(line));
            }
        }
    }
    let _ = writeln!(err);
}

/// Asks, if there is somebody to answer.
fn is_wanted(voice: Voice) -> bool {
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        return true;
    }
    say(
        voice,
        &message!("이렇게 고칠까요? [y/N] ", "Correct this? [y/N] "),
    );
    let mut answer = String::new();
    let read = std::io::stdin().read_line(&mut answer);
    read.is_ok()
        && matches!(
            answer.trim().to_lowercase().as_str(),
            "y" | "yes" | "네" | "예" | "ㅇ"
        )
}

fn say(voice: Voice, text: &Message) {
    let mut err = anstream::stderr().lock();
    let _ = write!(err, "{}", voice.say(text));
    let _ = err.flush();
}
