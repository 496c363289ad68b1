//! How the program speaks: in which language, and how much. Nothing else prints findings, failures and warnings.

use std::fmt::Display;
use std::io::Write as _;
use std::path::Path;

use haeseol::base::diag::{Diagnostic, Locale, Message, Report, Severity, printable};
use haeseol::message;
use haeseol::source::Sources;

/// Findings printed in full; a site with more has one cause for most of them.
const MOST_SHOWN: usize = 100;

/// The language of messages, and how many of them are wanted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice {
    pub(super) locale: Locale,
    /// Errors and warnings only.
    pub(super) quiet: bool,
    /// Everything there is to say.
    pub(super) verbose: bool,
}

impl Voice {
    /// A text in the language.
    pub(super) fn say(self, message: &Message) -> &str {
        message.text(self.locale)
    }

    /// The least of findings that are printed.
    pub(super) fn least(self) -> Severity {
        if self.verbose {
            Severity::Note
        } else {
            Severity::Warning
        }
    }

    /// The findings that are at least as bad as `least`, as people read them.
    pub(super) fn report<'r>(
        self,
        diagnostics: &'r [Diagnostic],
        least: Severity,
        text: &'r dyn Fn(&str) -> Option<std::sync::Arc<str>>,
    ) -> Report<'r> {
        let report = Report::new(diagnostics, least, self.locale, text);
        // In full is what editors read, which know a finding by its first line.
        if self.verbose {
            return report.unfolded();
        }
        match terminal_size::terminal_size_of(std::io::stderr()) {
            Some((terminal_size::Width(columns), _)) => report.width(columns.into()),
            None => report,
        }
    }

    /// Prints the findings that are at least as bad as `least`, then how many there are. Says whether there is an error.
    pub(super) fn findings(
        self,
        diagnostics: &[Diagnostic],
        least: Severity,
        sources: &Sources,
    ) -> bool {
        let text = sources.quoted();
        let report = self.report(diagnostics, least, &text);
        let (errors, warnings) = report.counts();
        let mut out = anstream::stderr().lock();
        // A closed pipe is no reason to fail.
        let _ = write!(out, "{}", report.human(MOST_SHOWN));
        if errors + warnings > 0 {
            let _ = writeln!(out, "{}", self.say(&tally(errors, warnings)));
        }
        errors > 0
    }

    /// Prints a failure that lies outside the site's files.
    pub(super) fn failure(self, message: Message, hint: Message) {
        let (message, hint) = (printable(self.say(&message)), printable(self.say(&hint)));
        let (error, help) = self.locale.pick(("오류", "도움말"), ("error", "help"));
        let mut err = anstream::stderr().lock();
        let _ = writeln!(
            err,
            "\x1b[1;31m{error}\x1b[0m: {message}\n  = {help}: {hint}"
        );
    }

    /// Prints what does not keep a command from doing its work, but should be known.
    pub(super) fn warning(self, message: Message) {
        let mut err = anstream::stderr().lock();
        let warning = self.locale.pick("경고", "warning");
        let _ = writeln!(
            err,
            "\x1b[1;33m{warning}\x1b[0m: {}",
            printable(self.say(&message))
        );
    }

    /// Prints a text, but for who wants none.
    pub(super) fn line(self, message: &Message) {
        if !self.quiet {
            // A closed pipe is no reason to stop.
            let _ = writeln!(anstream::stdout().lock(), "{}", self.say(message));
        }
    }

    /// Prints what was done to what: `   made  content/a.ko.md`.
    pub(super) fn done(self, what: &Message, to: impl Display) {
        if !self.quiet {
            let mut out = anstream::stdout().lock();
            let _ = writeln!(out, "\x1b[1m{}\x1b[0m  {to}", self.say(what));
        }
    }
}

/// How many errors and warnings there are.
pub(super) fn tally(errors: usize, warnings: usize) -> Message {
    let errors = counted(errors, message!("오류 {errors}개", "{errors} error"));
    let warnings = counted(
        warnings,
        message!("경고 {warnings}개", "{warnings} warning"),
    );
    message!(
        "{errors}, {warnings}",
        "{errors}, {warnings}",
        errors,
        warnings
    )
}

/// A number of things, whose English is in the singular.
pub(super) fn counted(n: usize, one: Message) -> Message {
    match n {
        1 => one,
        _ => Message::new(one.korean().to_owned(), format!("{}s", one.english())),
    }
}

/// Seconds as a person reads them.
pub(super) fn seconds(time: std::time::Duration) -> Message {
    let seconds = time.as_secs_f64();
    let seconds = format!("{seconds:.1}");
    message!("{seconds}초", "{seconds} s")
}

/// A path as messages show it.
pub(super) fn shown(path: &Path) -> String {
    let path = path.strip_prefix("./").unwrap_or(path);
    printable(&path.display().to_string()).into_owned()
}
