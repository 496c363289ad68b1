//! `haeseol check`

use std::cell::Cell;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::{Args, ValueEnum};
use haeseol::base::diag::{Message, Severity};
use haeseol::base::permalink::BaseUrl;
use haeseol::message;
use haeseol::source::Sources;
use haeseol::{Options, Stage};

use super::voice::{Voice, counted, seconds};
use super::words::says;
use super::{base_url, day, fix};

#[derive(Debug, Args)]
#[command(
    about = says!(
        "고칠 곳을 모두 찾아 알려 줍니다. `--fix`를 붙이지 않으면 파일은 건드리지 않습니다",
        "Report everything there is to say of a site; write nothing without `--fix`"
    ),
    after_help = says!(
        "예: haeseol check --drafts\n다음: 오류와 경고를 고치고 `haeseol build`로 사이트를 만드세요.",
        "Example: haeseol check --drafts\nNext: correct errors and warnings, then make the site with `haeseol build`."
    )
)]
pub(super) struct Check {
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = says!("형식", "FORMAT"), help = says!(
        "결과를 보여 주는 형식",
        "How findings are printed"
    ))]
    format: Format,
    #[arg(long, value_name = says!("주소", "URL"), value_parser = base_url, help = says!(
        "이 주소로 배포할 때를 기준으로 검사합니다",
        "Check as if published under this address"
    ))]
    base_url: Option<BaseUrl>,
    #[arg(long, help = says!("초안도 검사합니다", "Check drafts too"))]
    drafts: bool,
    #[arg(long, value_name = says!("날짜", "DATE"), value_parser = day, help = says!(
        "오늘을 이 날짜로 칩니다. 예: 2026-11-26 [기본값: 이 컴퓨터의 날짜]",
        "The day to take for today: 2026-11-26 [default: the clock's]"
    ))]
    today: Option<jiff::civil::Date>,
    #[arg(long, help = says!("경고가 있어도 실패로 끝냅니다", "Fail where there are warnings"))]
    strict: bool,
    #[arg(long, help = says!(
        "답이 하나뿐인 것(조사, 표기, 쓰지 않기로 한 이름)을 보여 준 뒤 고칩니다",
        "Correct what has one answer (particles, spellings, names to avoid), after showing it"
    ))]
    fix: bool,
    #[arg(long, requires = "fix", help = says!("묻지 않고 고칩니다", "Correct without asking"))]
    yes: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    #[value(help = says!("고칠 줄을 함께 보여 줍니다", "With the lines they speak of"))]
    Human,
    #[value(help = says!("한 줄에 하나씩 JSON으로", "One JSON object a line"))]
    Json,
    #[value(help = says!("GitHub의 줄별 표시로", "Annotations on GitHub"))]
    Github,
}

impl Check {
    pub(super) fn run(self, root: &Path, voice: Voice) -> ExitCode {
        let start = Instant::now();
        let mut sources = Sources::read(root);
        let options = Options {
            base_url: self.base_url,
            drafts: self.drafts,
            strict: false,
            without_notes: voice.quiet && !self.strict,
            today: Some(self.today.unwrap_or_else(super::today)),
        };
        let size = Cell::new((0, 0));
        let watch = |stage: Stage<'_>| {
            if let Stage::Linked(site) = stage {
                size.set((site.pages().iter().map(|(_, n)| n).sum(), site.terms()));
            }
        };
        let mut diagnostics = haeseol::check(&sources, &options, &watch);
        let corrected = match self.fix {
            true => fix::fix(root, &sources, &diagnostics, self.yes, voice),
            false => fix::Corrected::Nothing,
        };
        if corrected != fix::Corrected::Nothing {
            sources = Sources::read(root);
            diagnostics = haeseol::check(&sources, &options, &watch);
        }
        if self.strict {
            // A translation that is behind is known to be, and no fault until it is asked for that there be none.
            for d in diagnostics.iter_mut().filter(|d| d.code == "behind") {
                d.severity = Severity::Warning;
            }
        }
        let least = if voice.quiet {
            Severity::Warning
        } else {
            Severity::Note
        };
        let text = sources.quoted();
        let report = voice.report(&diagnostics, least, &text);
        let (errors, warnings) = report.counts();
        let written = match self.format {
            Format::Human => {
                voice.findings(&diagnostics, voice.least(), &sources);
                let time = seconds(start.elapsed());
                if errors + warnings == 0 {
                    voice.line(&clean(size.get(), report.notes(), &time, voice));
                }
                Ok(())
            }
            Format::Json => write!(std::io::stdout(), "{}", report.json()),
            Format::Github => write!(std::io::stdout(), "{}", report.github(&in_repository(root))),
        };
        // A reader that has seen enough is no fault of the site.
        let unwritten = written.is_err_and(|e| e.kind() != ErrorKind::BrokenPipe);
        let refused = corrected == fix::Corrected::NotAll;
        if unwritten || refused || errors > 0 || (self.strict && warnings > 0) {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        }
    }
}

/// The line of a site without errors and warnings.
fn clean((pages, terms): (usize, usize), notes: usize, time: &Message, voice: Voice) -> Message {
    let pages = counted(pages, message!("{pages}쪽", "{pages} page"));
    let terms = counted(terms, message!("용어 {terms}개", "{terms} term"));
    let notes = match notes {
        0 => Message::verbatim(""),
        _ => {
            let count = counted(notes, message!("알림 {notes}개", "{notes} note"));
            match voice.verbose {
                true => message!(", {count}", ", {count}", count),
                false => message!(
                    ", {count}(--verbose로 보기)",
                    ", {count} (shown with --verbose)",
                    count
                ),
            }
        }
    };
    message!(
        "이상 없음: {pages}, {terms}, {time}{notes}",
        "All is well: {pages}, {terms}, {time}{notes}",
        pages,
        terms,
        time,
        notes
    )
}

/// The site's folder as GitHub names files, from the top of the repository: empty, or with a final `/`. On GitHub the
/// environment says where that is; elsewhere it is taken to be the current folder.
fn in_repository(root: &Path) -> String {
    let top = std::env::var_os("GITHUB_WORKSPACE").map_or_else(|| ".".into(), PathBuf::from);
    let inside = || {
        let (root, top) = (root.canonicalize().ok()?, top.canonicalize().ok()?);
        Some(root.strip_prefix(top).ok()?.to_path_buf())
    };
    let parts = inside().unwrap_or_default();
    parts
        .components()
        .map(|part| format!("{}/", part.as_os_str().to_string_lossy()))
        .collect()
}
