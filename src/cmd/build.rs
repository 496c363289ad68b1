//! `haeseol build`

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use haeseol::base::diag::{Message, Severity, printable};
use haeseol::base::permalink::BaseUrl;
use haeseol::engine::cache::Cache;
use haeseol::message;
use haeseol::output::BuiltSite;
use haeseol::output::publish::{PublishError, Staging};
use haeseol::source::Sources;
use haeseol::source::site::SITE_FILE;
use haeseol::{Options, Stage};

use super::progress::Progress;
use super::voice::{Voice, counted, seconds, shown};
use super::words::says;
use super::{base_url, exit_status, say_unread};

#[derive(Debug, Args)]
#[command(
    about = says!(
        "사이트를 만듭니다. 오류가 있으면 지난번 사이트를 그대로 둡니다",
        "Write the site; where there is an error, the last good one stays"
    ),
    after_help = says!(
        "예: haeseol build --base-url https://name.github.io/site/\n다음: 만든 폴더를 웹 서버에 올리거나, GitHub에 푸시하면 사이트가 공개됩니다.",
        "Example: haeseol build --base-url https://name.github.io/site/\nNext: put the folder on a web server, or push to GitHub, where the workflow publishes it."
    )
)]
pub(super) struct Build {
    #[arg(long, value_name = says!("폴더", "DIR"), help = says!(
        "결과를 쓸 폴더 [기본값: 사이트 폴더 안의 public]",
        "Folder to write [default: public, in the site's folder]"
    ))]
    out: Option<PathBuf>,
    #[arg(long, value_name = says!("주소", "URL"), value_parser = base_url, help = says!(
        "site.toml에 적은 주소 대신 이 주소로 배포합니다",
        "Publish under this address instead of the one in site.toml"
    ))]
    base_url: Option<BaseUrl>,
    #[arg(long, help = says!("초안도 게시합니다", "Publish drafts too"))]
    drafts: bool,
    #[arg(long, help = says!("경고가 있으면 배포하지 않습니다", "Publish nothing where there are warnings"))]
    strict: bool,
}

impl Build {
    pub(super) fn run(self, root: &Path, voice: Voice) -> ExitCode {
        exit_status(self.publish(root, voice), voice)
    }

    /// Whether the site was published.
    fn publish(self, root: &Path, voice: Voice) -> Result<bool, PublishError> {
        let out = self.out.unwrap_or_else(|| root.join("public"));
        let start = Instant::now();
        let clock = Clock::start(voice);
        let sources = Sources::read(root);
        let files = sources.len();
        clock.line(
            &message!("읽기", "   read"),
            &message!("파일 {files}개", "{files} files"),
        );
        if sources.text(SITE_FILE).is_none() {
            // No site, so no folder is made next to it either.
            say_unread(&sources, voice);
            return Ok(false);
        }
        let staging = Staging::begin(root, &out)?;
        let options = Options {
            base_url: self.base_url,
            drafts: self.drafts,
            strict: self.strict,
            without_notes: !voice.verbose,
            today: Some(super::today()),
        };
        let progress = Progress::new(&staging, voice.locale);
        let made = RefCell::new(Made::default());
        let watch = |stage: Stage<'_>| {
            let files = progress.made();
            match &stage {
                Stage::Linked(site) => progress.expect(site.files()),
                Stage::Rendered(site) => {
                    progress.finish();
                    *made.borrow_mut() = Made::of(site);
                }
                Stage::Parsed { .. } => {}
            }
            clock.stage(&stage, files);
        };
        // The process ends with the build: what it holds need not be given back piece by piece, which takes a twentieth of the time.
        let cache = Box::leak(Box::<Cache>::default());
        let diagnostics = haeseol::build(&sources, &options, cache, &progress, &watch);
        let errors = voice.findings(&diagnostics, voice.least(), &sources);
        if errors {
            return Ok(false);
        }
        if options.strict && diagnostics.iter().any(|d| d.severity <= Severity::Warning) {
            let message = message!(
                "경고가 있어서 배포하지 않았습니다",
                "nothing is published while there are warnings"
            );
            let hint = message!(
                "경고가 알려 주는 곳을 고치거나 --strict 없이 실행하세요",
                "correct what the warnings name, or build without --strict"
            );
            return Err(PublishError { message, hint });
        }
        for warning in staging.publish()? {
            voice.warning(warning);
        }
        clock.line(
            &message!("쓰기", "  write"),
            &Message::verbatim(shown(&out)),
        );
        let made = made.into_inner();
        voice.line(&made.summary(&out, &seconds(start.elapsed())));
        Ok(true)
    }
}

/// What is published.
#[derive(Default)]
struct Made {
    pages: usize,
    drafts: usize,
    address: String,
}

impl Made {
    fn of(site: &BuiltSite) -> Self {
        Self {
            pages: site.pages().iter().map(|(_, n)| n).sum(),
            drafts: site.drafts(),
            address: site.address().to_owned(),
        }
    }

    /// What was made and left out, and where it is.
    fn summary(&self, out: &Path, time: &Message) -> Message {
        let Self {
            pages,
            drafts,
            address,
        } = self;
        let pages = counted(*pages, message!("{pages}쪽", "{pages} page"));
        let drafts = match drafts {
            0 => Message::verbatim(""),
            _ => {
                let drafts = counted(*drafts, message!("초안 {drafts}개", "{drafts} draft"));
                message!(", {drafts}는 뺌", ", {drafts} left out", drafts)
            }
        };
        let out = out.canonicalize().unwrap_or_else(|_| out.to_owned());
        let out = shown(&out);
        let address = printable(address);
        message!(
            "사이트를 만들었습니다: {pages}{drafts}, {time}\n  폴더  {out}\n  주소  {address}",
            "The site is made: {pages}{drafts}, {time}\n  folder   {out}\n  address  {address}",
            pages,
            drafts,
            time
        )
    }
}

/// Prints a line for each stage with the time it took, where everything is wanted.
struct Clock {
    voice: Voice,
    last: Cell<Instant>,
}

impl Clock {
    fn start(voice: Voice) -> Self {
        Self {
            voice,
            last: Cell::new(Instant::now()),
        }
    }

    /// Says that a stage is over, after which there are so many files.
    fn stage(&self, stage: &Stage<'_>, files: usize) {
        if !self.voice.verbose {
            return;
        }
        match stage {
            Stage::Parsed { documents } => self.line(
                &message!("해석", "  parse"),
                &message!("글 {documents}개", "{documents} texts"),
            ),
            Stage::Linked(site) => {
                let (terms, links) = (site.terms(), site.term_links());
                self.line(
                    &message!("연결", "   link"),
                    &message!(
                        "용어 {terms}개, 용어로 가는 링크 {links}개",
                        "{terms} terms, {links} links to them"
                    ),
                );
            }
            Stage::Rendered(site) => {
                let pages = site.pages().into_iter().map(|(tag, n)| {
                    let tag = tag.to_string();
                    message!("{tag} {n}쪽", "{tag} {n} pages")
                });
                let pages: Vec<Message> = pages.collect();
                let listed = |say: fn(&Message) -> &str| {
                    let texts: Vec<&str> = pages.iter().map(say).collect();
                    texts.join(", ")
                };
                let pages = Message::new(listed(Message::korean), listed(Message::english));
                self.line(
                    &message!("쓸 것", " render"),
                    &message!("{pages}, 파일 {files}개", "{pages}; {files} files", pages),
                );
            }
        }
    }

    fn line(&self, what: &Message, detail: &Message) {
        let elapsed = self.last.replace(Instant::now()).elapsed();
        if self.voice.verbose {
            let detail = printable(self.voice.say(detail));
            let time = elapsed.as_secs_f64() * 1e3;
            self.voice
                .done(what, format!("{detail} \x1b[2m{time:.0} ms\x1b[0m"));
        }
    }
}
