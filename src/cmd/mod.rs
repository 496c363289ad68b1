//! The command line: what the user typed, and one file a command.

mod accept;
mod build;
mod check;
mod complete;
mod completions;
mod deploy;
mod doctor;
mod explain;
mod fix;
mod handoff;
mod help;
mod init;
mod language;
mod man;
mod mistakes;
mod new;
mod next;
mod progress;
mod schema;
mod serve;
mod status;
mod theme;
mod voice;
mod words;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::error::{Error, ErrorKind};
use clap::{ArgAction, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use haeseol::base::diag::{Locale, Severity, did_you_mean, printable};
use haeseol::base::permalink::BaseUrl;
use haeseol::message;
use haeseol::output::publish::PublishError;
use haeseol::source::Sources;
use haeseol::source::site::SITE_FILE;
use haeseol::translation::Failure;

use self::mistakes::Unfit;
use self::voice::Voice;
use self::words::says;

#[derive(Debug, Parser)]
#[command(
    name = "haeseol",
    version = VERSION,
    about = says!(
        "해설 글을 한국어와 영어 웹사이트로 만듭니다. 글에 나온 용어는 저마다 용어집으로 이어집니다",
        "Publishes explainers in Korean and English; every term links to its glossary page"
    ),
    after_help = says!(
        "예: haeseol init my-site && haeseol build --root my-site\n종료 상태: 0 이상 없음, 1 사이트에 오류가 있음, 2 명령을 잘못 적음",
        "Example: haeseol init my-site && haeseol build --root my-site\nExit status: 0 all is well, 1 the site has errors, 2 wrong usage"
    ),
    arg_required_else_help = true,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true,
    styles = words::STYLES,
)]
pub(crate) struct Cli {
    #[arg(display_order = 900, long, global = true, value_parser = folder, value_name = says!("폴더", "DIR"), help = says!(
        "사이트 폴더 [기본값: 지금 폴더에서 위로 올라가며 처음 만나는, site.toml이 있는 폴더]",
        "Folder of the site [default: the nearest folder with a site.toml, from here upwards]"
    ))]
    root: Option<PathBuf>,
    #[arg(display_order = 901, long, global = true, value_enum, value_name = says!("언어", "LANGUAGE"), help = says!(
        "메시지의 언어 [기본값: 환경 변수 HAESEOL_LANG, 없으면 시스템의 언어]",
        "Language of messages [default: the environment's HAESEOL_LANG, else the system's language]"
    ))]
    lang: Option<Lang>,
    #[arg(display_order = 902, long, short, global = true, help = says!("오류와 경고만 보여 줍니다", "Print errors and warnings only"))]
    quiet: bool,
    #[arg(display_order = 903, long, short, global = true, conflicts_with = "quiet", help = says!(
        "알림과 단계별 시간까지 모두 보여 줍니다",
        "Print everything: notes too, every finding in full, and the time of each step"
    ))]
    verbose: bool,
    #[arg(display_order = 904, long, short, global = true, action = ArgAction::Help, help = says!("도움말을 보여 줍니다", "Print help"))]
    help: Option<bool>,
    #[arg(display_order = 905, long, short = 'V', action = ArgAction::Version, help = says!("버전을 보여 줍니다", "Print version"))]
    version: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

/// The version with the commit, where that is known: `0.1.0 (1f2e3d4c5b6a…)`.
const VERSION: &str = if COMMIT.is_empty() {
    env!("CARGO_PKG_VERSION")
} else {
    concat!(env!("CARGO_PKG_VERSION"), " (", env!("HAESEOL_COMMIT"), ")")
};
const COMMIT: &str = env!("HAESEOL_COMMIT");

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Lang {
    #[value(help = says!("한국어", "Korean"))]
    Ko,
    #[value(help = says!("영어", "English"))]
    En,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Build),
    Check(check::Check),
    Serve(serve::Serve),
    Init(init::Init),
    New(new::New),
    Status(status::Status),
    Accept(accept::Accept),
    Handoff(handoff::Handoff),
    Deploy(deploy::Deploy),
    Doctor(doctor::Doctor),
    Explain(explain::Explain),
    Schema(schema::Schema),
    Theme(theme::Theme),
    Completions(completions::Completions),
    Help(help::Help),
    #[command(hide = true)]
    Man(man::Man),
    #[command(hide = true)]
    Complete(complete::Complete),
}

impl Cli {
    /// Reads the arguments and runs the command. Where they are wrong, says so.
    pub(crate) fn run() -> ExitCode {
        keep_owners_rights();
        let arguments: Vec<OsString> = std::env::args_os().collect();
        let variable = |name: &str| std::env::var_os(name);
        let site = || {
            let root = language::value_of("--root", &arguments);
            let root = root.map_or_else(find_root, PathBuf::from);
            Locale::of(&haeseol::source::default_language(&root)?)
        };
        let (locale, wrong) = language::choose(&arguments, &variable, site);
        let voice = Voice {
            locale,
            quiet: false,
            verbose: false,
        };
        if let Some(wrong) = wrong {
            voice.failure(
                wrong,
                message!("`ko`나 `en`으로 정하세요", "set it to `ko` or `en`"),
            );
            return ExitCode::from(2);
        }
        let mut command = words::speak(Self::command(), locale);
        let matches = command.try_get_matches_from_mut(&arguments);
        match matches.and_then(|matches| Self::from_arg_matches(&matches)) {
            Ok(cli) => cli.run_command(locale),
            Err(error) => {
                let status = refuse(&error, voice);
                // Not `haeseol new`, which lacks an argument of its own.
                if arguments.len() < 2 {
                    let next = next::next(&find_root());
                    let _ = writeln!(anstream::stderr().lock(), "\n{}", voice.say(&next));
                }
                status
            }
        }
    }

    fn run_command(self, locale: Locale) -> ExitCode {
        let voice = Voice {
            locale,
            quiet: self.quiet,
            verbose: self.verbose,
        };
        let root = self.root;
        let site = || root.unwrap_or_else(find_root);
        match self.command {
            Command::Serve(serve) => serve.run(&site(), voice),
            Command::Build(build) => build.run(&site(), voice),
            Command::Check(check) => check.run(&site(), voice),
            Command::New(new) => new.run(&site(), voice),
            Command::Status(status) => status.run(&site(), voice),
            Command::Accept(accept) => accept.run(&site(), voice),
            Command::Handoff(handoff) => handoff.run(&site(), voice),
            Command::Deploy(deploy) => deploy.run(&site(), voice),
            Command::Doctor(doctor) => doctor.run(&site(), voice),
            Command::Init(init) => init.run(voice),
            Command::Theme(theme) => theme.run(&site(), voice),
            Command::Schema(schema) => schema.run(voice),
            Command::Explain(explain) => explain.run(voice),
            Command::Complete(complete) => complete.run(voice),
            Command::Completions(completions) => completions.run(voice),
            Command::Help(help) => help.run(voice),
            Command::Man(man) => man.run(voice),
        }
    }
}

/// Lets the owner of what is made here use it, whatever the umask takes away: a folder that nobody may write to cannot be
/// filled.
fn keep_owners_rights() {
    #[cfg(unix)]
    {
        use rustix::fs::Mode;
        use rustix::process::umask;
        let mask = umask(Mode::RWXU);
        umask(mask.difference(Mode::RWXU));
    }
}

/// Says what is wrong with the arguments, or what was asked for instead of a command.
fn refuse(error: &Error, voice: Voice) -> ExitCode {
    match error.kind() {
        // A closed pipe is no reason to fail.
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let _ = write!(anstream::stdout().lock(), "{}", error.render().ansi());
            return ExitCode::SUCCESS;
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let _ = write!(anstream::stderr().lock(), "{}", error.render().ansi());
        }
        _ => {
            let (what, hint) = mistakes::explain(error);
            let usage = usage(error);
            let hint = hint.unwrap_or_else(|| {
                message!(
                    "`haeseol help`가 명령과 옵션을 보여 줍니다",
                    "`haeseol help` lists commands and options"
                )
            });
            voice.failure(what, hint);
            if let Some(usage) = usage {
                let heading = voice.locale.pick("사용법", "Usage");
                let usage = printable(&usage).into_owned();
                let _ = writeln!(anstream::stderr().lock(), "\n{heading}: {usage}");
            }
        }
    }
    ExitCode::from(2)
}

/// The line of usage that belongs to a mistake.
fn usage(error: &Error) -> Option<String> {
    match error.get(clap::error::ContextKind::Usage)? {
        clap::error::ContextValue::StyledStr(usage) => {
            let usage = usage.to_string();
            Some(usage.trim_start_matches("Usage: ").trim_end().to_owned())
        }
        _ => None,
    }
}

/// The nearest folder with a `site.toml`, from the current one upwards; else the current one.
fn find_root() -> PathBuf {
    let here = PathBuf::from(".");
    let Ok(current) = std::env::current_dir() else {
        return here;
    };
    match current
        .ancestors()
        .find(|folder| folder.join(SITE_FILE).is_file())
    {
        Some(folder) if folder != current => folder.to_owned(),
        _ => here,
    }
}

/// Reads `--root`: a folder that is there, or the nearest one to what was typed.
fn folder(text: &str) -> Result<PathBuf, Unfit> {
    let path = PathBuf::from(text);
    if path.is_dir() {
        return Ok(path);
    }
    let above = match path.parent() {
        Some(above) if above != Path::new("") => above,
        _ => Path::new("."),
    };
    let folders = std::fs::read_dir(above).into_iter().flatten().flatten();
    let mut names: Vec<String> = folders
        .filter(|e| e.path().is_dir())
        .filter_map(|e| e.file_name().into_string().ok())
        .collect();
    names.sort();
    let typed = path
        .file_name()
        .map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let hint = did_you_mean(&typed, names.iter().map(String::as_str));
    Err(Unfit(match hint {
        Some(hint) => message!(
            "그런 폴더가 없습니다. {hint}",
            "there is no such folder; {hint}",
            hint
        ),
        None => message!("그런 폴더가 없습니다", "there is no such folder"),
    }))
}

/// The exit status of a command that publishes: whether it has, or what keeps it from it, which is said.
fn exit_status(published: Result<bool, PublishError>, voice: Voice) -> ExitCode {
    match published {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            voice.failure(error.message, error.hint);
            ExitCode::FAILURE
        }
    }
}

/// Says why there is no site to publish.
fn say_unread(sources: &Sources, voice: Voice) {
    let unread: Vec<_> = sources.diagnostics().cloned().collect();
    voice.findings(&unread, Severity::Warning, sources);
}

/// The day where the author is; where the machine does not say, that of UTC. The only look at the clock there is.
fn today() -> jiff::civil::Date {
    jiff::ZonedDateTime::now().date()
}

/// A path that was typed from the current folder, as one from the site's root, with `/`; as it is where it lies elsewhere.
fn from_root(root: &Path, path: &str) -> String {
    let typed = Path::new(path);
    let inside = || {
        // What is not there yet has a folder that is.
        let whole = match typed.canonicalize() {
            Ok(whole) => whole,
            Err(_) => typed
                .parent()?
                .canonicalize()
                .ok()?
                .join(typed.file_name()?),
        };
        Some(
            whole
                .strip_prefix(root.canonicalize().ok()?)
                .ok()?
                .to_path_buf(),
        )
    };
    // Where it was typed as from the root, it is.
    let inside = match root.join(typed).exists() {
        true => typed.to_path_buf(),
        false => inside().unwrap_or_else(|| typed.to_path_buf()),
    };
    let parts = inside.iter().filter(|part| *part != ".");
    let parts: Vec<_> = parts.map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Says why a question about translations has no answer.
fn refuse_translations(failure: Failure, sources: &Sources, voice: Voice) -> ExitCode {
    match failure {
        Failure::Site(said) => {
            voice.findings(&said, Severity::Warning, sources);
        }
        Failure::Path(message, hint) => voice.failure(message, hint),
    }
    ExitCode::FAILURE
}

/// Reads `--today`.
fn day(text: &str) -> Result<jiff::civil::Date, Unfit> {
    text.parse().map_err(|_| {
        Unfit(message!(
            "날짜가 아닙니다 (`2026-11-26`처럼 적으세요)",
            "it is no date (write it like `2026-11-26`)"
        ))
    })
}

/// Reads `--base-url`.
fn base_url(text: &str) -> Result<BaseUrl, Unfit> {
    BaseUrl::parse(text).map_err(|why| {
        Unfit(message!(
            "{why} (주소를 다 적으세요: https://name.github.io/site/)",
            "{why} (write the whole address: https://name.github.io/site/)",
            why
        ))
    })
}

/// Reads a name without line breaks and needless space.
fn one_line(text: &str) -> Result<String, Unfit> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(Unfit(message!("비어 있습니다", "it is empty")));
    }
    Ok(text)
}
