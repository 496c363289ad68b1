//! `haeseol deploy`

use std::cell::Cell;
use std::io::IsTerminal as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use haeseol::base::diag::{Message, printable};
use haeseol::base::permalink::BaseUrl;
use haeseol::deploy::import::Import;
use haeseol::deploy::{BRANCH, Refusal, Repository};
use haeseol::engine::cache::Cache;
use haeseol::message;
use haeseol::output::Sink;
use haeseol::source::Sources;
use haeseol::source::site::{SITE_FILE, Site};
use haeseol::{Options, Stage};

use super::voice::{Voice, counted};
use super::words::says;
use super::{base_url, exit_status, say_unread};

#[derive(Debug, Args)]
#[command(
    about = says!(
        "사이트를 검사하고 만들어, 저장소의 gh-pages 브랜치에 공개합니다",
        "Check and build the site, and publish it on its repository's branch gh-pages"
    ),
    after_help = says!(
        "예: haeseol deploy --dry-run\n작업 중인 파일과 브랜치는 건드리지 않습니다. 커밋하지 않은 글도 공개됩니다.",
        "Example: haeseol deploy --dry-run\nYour files, index and branches stay as they are; what is not committed is published too."
    )
)]
pub(super) struct Deploy {
    #[arg(long, default_value = "origin", value_name = says!("이름", "NAME"), help = says!(
        "올릴 원격 저장소",
        "The remote to push to"
    ))]
    remote: String,
    #[arg(long, value_name = says!("주소", "URL"), value_parser = base_url, help = says!(
        "site.toml에 적은 주소 대신 이 주소로 배포합니다",
        "Publish under this address instead of the one in site.toml"
    ))]
    base_url: Option<BaseUrl>,
    #[arg(long, help = says!("무엇을 할지 알려 주기만 하고 올리지 않습니다", "Say what would be done, and push nothing"))]
    dry_run: bool,
    #[arg(long, help = says!(
        "haeseol이 만들지 않은 브랜치나 남이 고친 브랜치도 바꿉니다",
        "Take over a branch that is not haeseol's, or that others have changed"
    ))]
    force: bool,
}

impl Deploy {
    pub(super) fn run(self, root: &Path, voice: Voice) -> ExitCode {
        exit_status(self.publish(root, voice), voice)
    }

    /// Whether the site is published.
    fn publish(self, root: &Path, voice: Voice) -> Result<bool, Refusal> {
        let sources = Sources::read(root);
        let Some(settings) = sources.text(SITE_FILE) else {
            say_unread(&sources, voice);
            return Ok(false);
        };
        let repository = Repository::open(root, &self.remote, std::io::stderr().is_terminal())?;
        let written = Site::parse(settings, &Arc::from(SITE_FILE), &mut Vec::new());
        let options = Options {
            base_url: address(self.base_url, written.as_ref(), &repository)?,
            without_notes: !voice.verbose,
            today: Some(super::today()),
            ..Options::default()
        };
        let made = Cell::new((0, String::new()));
        let watch = |stage: Stage<'_>| {
            if let Stage::Linked(site) = stage {
                let pages = site.pages().iter().map(|(_, n)| n).sum();
                made.set((pages, site.address().to_owned()));
            }
        };
        let cache = &mut Cache::default();
        // What is wrong with the texts is said before anything is asked of the remote.
        let (site, found) = cache.build_site(&sources, &options, &|_| ());
        if site.is_none() {
            voice.findings(&found, voice.least(), &sources);
            return Ok(false);
        }
        let uncommitted = repository.uncommitted()?;
        let tip = repository.tip()?;
        if let Some(tip) = tip.as_deref().filter(|_| !self.force) {
            repository.judge(tip)?;
        }
        let import = match self.dry_run {
            true => None,
            false => Some(Import::begin(&repository)?),
        };
        let sink = import.as_ref().map(|import| import as &dyn Sink);
        let found = haeseol::check_into(&sources, &options, cache, sink, &watch);
        let good = !voice.findings(&found, voice.least(), &sources);
        if good && uncommitted > 0 {
            let files = counted(
                uncommitted,
                message!("파일 {uncommitted}개", "{uncommitted} file"),
            );
            voice.warning(message!(
                "커밋하지 않은 {files}도 함께 공개합니다",
                "what is not committed is published too: {files}",
                files
            ));
        }
        let (pages, address) = made.take();
        let remote = printable(&self.remote).into_owned();
        let address = printable(&address).into_owned();
        let pages = counted(pages, message!("{pages}쪽", "{pages} page"));
        let Some(import) = import else {
            if good {
                voice.line(&message!(
                    "{pages}을 {remote}의 {BRANCH} 브랜치에 올리게 됩니다. 아직 아무것도 올리지 않았습니다\n  주소  {address}",
                    "{pages} would go to the branch {BRANCH} of {remote}; nothing was pushed\n  address  {address}",
                    pages
                ));
            }
            return Ok(good);
        };
        let subject = format!("Publish {address}");
        let commit = import.finish(good, tip.as_deref(), &subject, env!("CARGO_PKG_VERSION"))?;
        let Some(commit) = commit else {
            return Ok(false);
        };
        let same = match tip.as_deref() {
            Some(tip) => repository.same(&commit, tip)?,
            None => false,
        };
        if same {
            voice.line(&message!(
                "공개된 사이트와 같아서 올릴 것이 없습니다\n  주소  {address}",
                "the published site is the same already; nothing was pushed\n  address  {address}"
            ));
        } else {
            repository.push(&commit, tip.as_deref())?;
            voice.line(&message!(
                "{pages}을 {remote}의 {BRANCH} 브랜치에 올렸습니다\n  주소  {address}",
                "{pages} published on the branch {BRANCH} of {remote}\n  address  {address}",
                pages
            ));
        }
        voice.line(&settings_hint(&repository));
        Ok(true)
    }
}

/// The address to publish under, where it is not the one that is written.
pub(super) fn address(
    asked: Option<BaseUrl>,
    written: Option<&Site>,
    repository: &Repository,
) -> Result<Option<BaseUrl>, Refusal> {
    if asked.is_some() || !written.is_some_and(|site| site.base_url.is_example()) {
        return Ok(asked);
    }
    let found = repository.github().and_then(|github| github.address());
    found.map(Some).ok_or_else(|| Refusal {
        message: message!(
            "`base_url`이 아직 보기로 적어 둔 주소입니다",
            "`base_url` is still the address of the example"
        ),
        hint: message!(
            "사이트를 공개할 주소를 site.toml의 `base_url`에 적거나 `--base-url`로 알려 주세요",
            "write where the site will be at `base_url` in site.toml, or give it with `--base-url`"
        ),
    })
}

/// What has to be set, once, where the repository is.
fn settings_hint(repository: &Repository) -> Message {
    match repository.github().map(|github| github.settings()) {
        Some(page) => message!(
            "처음이라면 Settings → Pages의 Source를 `Deploy from a branch`, 브랜치를 `{BRANCH}`로 정하세요:\n  {page}",
            "The first time, set Settings → Pages → Source to `Deploy from a branch` and the branch to `{BRANCH}`:\n  {page}"
        ),
        None => message!(
            "처음이라면 저장소의 Settings → Pages에서 `{BRANCH}` 브랜치를 공개하도록 정하세요.",
            "The first time, set the repository's Settings → Pages to publish the branch `{BRANCH}`."
        ),
    }
}
