//! Shows the progress of a build at a terminal, if it takes more than a second.

use std::io::IsTerminal as _;
use std::sync::Once;
use std::time::{Duration, Instant};

use haeseol::base::diag::Locale;
use haeseol::output::Sink;
use haeseol::output::image::Store;
use haeseol::source::Blob;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A build that is over before this needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// Hands files on and counts them. Where standard error is no terminal, nothing is ever shown.
pub(super) struct Progress<'s> {
    sink: &'s dyn Sink,
    bar: ProgressBar,
    start: Instant,
    shown: Once,
}

impl<'s> Progress<'s> {
    pub(super) fn new(sink: &'s dyn Sink, locale: Locale) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let template = locale.pick(
            "  {bar:40} 파일 {len}개 가운데 {pos}개",
            "  {bar:40} {pos} of {len} files",
        );
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self {
            sink,
            bar,
            start: Instant::now(),
            shown: Once::new(),
        }
    }

    /// Says how many files there will be.
    pub(super) fn expect(&self, files: usize) {
        self.bar.set_length(files as u64);
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// How many files there are.
    pub(super) fn made(&self) -> usize {
        usize::try_from(self.bar.position()).unwrap_or(usize::MAX)
    }
}

impl Sink for Progress<'_> {
    fn wants(&self, path: &str) -> bool {
        self.sink.wants(path)
    }

    fn store(&self) -> Option<&dyn Store> {
        self.sink.store()
    }

    fn put(&self, path: &str, content: Blob) {
        self.sink.put(path, content);
        self.bar.inc(1);
        if self.start.elapsed() > PATIENCE && std::io::stderr().is_terminal() {
            self.shown
                .call_once(|| self.bar.set_draw_target(ProgressDrawTarget::stderr()));
        }
    }
}
