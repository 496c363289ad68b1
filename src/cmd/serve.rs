//! `haeseol serve`

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;

use clap::Args;
use haeseol::Options;
use haeseol::base::diag::{Diagnostic, Severity, printable};
use haeseol::serve::{self, BuildReport, Notice};

use super::{print, print_failure};

/// Shows the site in a browser, and each save at once. Nothing is written into the site's folder.
#[derive(Debug, Args)]
#[command(after_help = "Example: haeseol serve --open")]
pub(super) struct Serve {
    /// Port to listen at [default: 4000, or the next free one]
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Name or address to listen at; another one than this machine's own lets others in
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1")]
    host: String,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Show drafts too
    #[arg(long)]
    drafts: bool,
    /// Look for changes at intervals, for drives that do not report them
    #[arg(long)]
    poll: bool,
}

impl Serve {
    pub(super) fn run(self, root: &Path, quiet: bool) -> ExitCode {
        let port = self.port;
        let (host, open) = (self.host.clone(), self.open);
        let settings = serve::ServeSettings {
            root: root.to_owned(),
            host: self.host,
            port,
            options: Options {
                drafts: self.drafts,
                without_notes: true,
                ..Options::default()
            },
            poll: self.poll,
        };
        let said = std::sync::Mutex::new(BTreeSet::new());
        let notify = move |notice: Notice<'_>| match notice {
            Notice::Listening { address, taken } => {
                if let Some(port) = taken {
                    line(&format!("port {port} is taken by another program"));
                }
                line(&format!(
                    "the site is at \x1b[1;4m{}\x1b[0m (Ctrl-C ends this)",
                    printable(address)
                ));
                if open {
                    open_in_browser(address);
                }
            }
            Notice::Polling { why } => {
                line(&format!(
                    "the system does not report changes ({}); looking for them at intervals",
                    printable(why)
                ));
            }
            Notice::Built(built) => {
                if let Ok(mut said) = said.lock() {
                    report(built, &mut said, quiet);
                }
            }
        };
        match serve::serve(settings, notify) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                let place = port.map_or_else(|| host.clone(), |port| format!("{host}:{port}"));
                let hint = if error.kind() == std::io::ErrorKind::AddrInUse {
                    "another program has this port: give another one, or leave --port out for the next free one"
                } else {
                    "give a name or an address of this machine with --host, and a port that you may use with --port"
                };
                print_failure(&format!("cannot listen at {place}: {error}"), hint);
                ExitCode::FAILURE
            }
        }
    }
}

/// Prints the outcome of a save: errors as `build` does, then a line. Warnings are printed once.
fn report(built: &BuildReport<'_>, said: &mut BTreeSet<Diagnostic>, quiet: bool) {
    let all = built.diagnostics.iter().cloned();
    let fresh = all.filter(|d| d.is_error() || !said.contains(d));
    let fresh: Vec<_> = fresh.collect();
    if !fresh.is_empty() {
        print(&fresh, Severity::Warning, built.sources);
    }
    *said = built.diagnostics.iter().cloned().collect();
    if quiet {
        return;
    }
    let what = match built.files {
        [] => "read".to_owned(),
        [file] => file.to_string(),
        [file, rest @ ..] => format!("{file} and {} more", rest.len()),
    };
    let brought = match built.update {
        None => "errors; the last good site stays".to_owned(),
        Some(_) if built.files.is_empty() => format!("{} files", built.sources.len()),
        Some(update) => pages(&update.rendered),
    };
    line(&format!(
        "{}: {} \x1b[2m{:.0} ms\x1b[0m",
        printable(&what),
        printable(&brought),
        built.time.as_secs_f64() * 1e3
    ));
}

/// How many pages were made again, and why.
fn pages(rendered: &[(Arc<str>, &str)]) -> String {
    let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, reason) in rendered {
        *reasons.entry(reason).or_default() += 1;
    }
    let count = |n: usize| {
        if n == 1 {
            "1 page".to_owned()
        } else {
            format!("{n} pages")
        }
    };
    match rendered {
        [] => "no page that is open shows it".to_owned(),
        [(path, reason)] => format!(
            "{} again, because of {reason}",
            path.trim_end_matches("index.html")
        ),
        _ => {
            let reasons = reasons
                .iter()
                .map(|(reason, n)| format!("{n} because of {reason}"));
            format!(
                "{} again: {}",
                count(rendered.len()),
                reasons.collect::<Vec<_>>().join(", ")
            )
        }
    }
}

/// Prints a line that is fit for a terminal.
fn line(text: &str) {
    // A closed pipe is no reason to stop serving.
    let _ = writeln!(anstream::stdout().lock(), "{text}");
}

/// Opens an address in the browser that the system has for it. Where that fails there is still the address.
fn open_in_browser(address: &str) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    let command = command
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    match command.spawn() {
        // Waited for, so that no dead process is left behind.
        Ok(mut child) => drop(std::thread::spawn(move || child.wait())),
        Err(error) => line(&format!(
            "no browser could be opened ({})",
            printable(&error.to_string())
        )),
    }
}
