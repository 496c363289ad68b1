//! Whether everything is there to publish a site: [`examine`] looks at the repository ([`repository`]), the workflow
//! ([`workflow`]), the settings and the files ([`files`]), and gives an [`Answer`] to each question, with one remedy where something is
//! wrong. Nothing is written, and the network is not asked: what is set on GitHub cannot be known, and is said so.

mod files;
mod repository;
mod workflow;

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;

use crate::base::diag::{Diagnostic, Message, Severity};
use crate::base::permalink::BaseUrl;
use crate::deploy::Repository;
use crate::lang::message::message;
use crate::scaffold::starter::Program;
use crate::source::Sources;
use crate::source::site::{SITE_FILE, Site};
use crate::source::survey::survey;
use crate::{Options, Stage};

/// What was found out about one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The question, as programs know it: `git`, `base-url`.
    pub about: &'static str,
    /// How bad it is; `None` if all is well.
    pub severity: Option<Severity>,
    /// What was found.
    pub message: Message,
    /// What to do, or what to know.
    pub hint: Option<Message>,
    /// The files that it is about, from the site's root.
    pub files: Vec<Arc<str>>,
}

impl Answer {
    fn new(about: &'static str, severity: impl Into<Option<Severity>>, message: Message) -> Self {
        Self {
            about,
            severity: severity.into(),
            message,
            hint: None,
            files: Vec::new(),
        }
    }

    fn hint(self, hint: Message) -> Self {
        Self {
            hint: Some(hint),
            ..self
        }
    }

    fn files(self, files: Vec<Arc<str>>) -> Self {
        Self { files, ..self }
    }
}

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    /// The remote that the site is to be published on.
    pub remote: &'a str,
    /// The address to publish under, in place of the one that is written.
    pub base_url: Option<BaseUrl>,
    /// The program that asks.
    pub program: Program<'a>,
    /// The day it is.
    pub today: Date,
}

/// Looks at everything that publishing the site at `root` needs.
pub fn examine(root: &Path, question: Question<'_>) -> Vec<Answer> {
    let sources = Sources::read(root);
    let Some(settings) = sources.text(SITE_FILE) else {
        let unread = sources
            .diagnostics()
            .filter(|d| &*d.place.file == SITE_FILE);
        return unread.map(of_finding).collect();
    };
    let site = Site::parse(settings, &Arc::from(SITE_FILE), &mut Vec::new());
    let files = survey(root);
    let mut answers = files::examine(&files);
    let told: Vec<Arc<str>> = answers
        .iter()
        .flat_map(|a| a.files.iter().cloned())
        .collect();
    answers.insert(0, health(&sources, &question, &told));

    let written = site.map(|site| site.base_url);
    let own = |url: &BaseUrl| !url.is_example() && !is_on_github(url);
    let address = question.base_url.as_ref().or(written.as_ref());
    let repository = Repository::open(root, question.remote, false);
    let github = repository.as_ref().ok().and_then(|r| r.github());
    if let Some(address) = address {
        answers.push(base_url(address, github.and_then(|g| g.address()).as_ref()));
    }
    match &repository {
        Ok(repository) => answers.extend(repository::examine(root, repository, &question)),
        Err(refusal) => {
            // Where it goes to a host of the author's own, it need not go by git.
            let severity = match address.is_some_and(own) {
                true => Severity::Warning,
                false => Severity::Error,
            };
            let answer = Answer::new("git", severity, refusal.message.clone());
            answers.push(answer.hint(refusal.hint.clone()));
        }
    }
    answers
}

/// Whether the site can be built; what is wrong with the files of `told` has been said.
fn health(sources: &Sources, question: &Question<'_>, told: &[Arc<str>]) -> Answer {
    let options = Options {
        base_url: question.base_url.clone(),
        without_notes: true,
        today: Some(question.today),
        ..Options::default()
    };
    let pages = std::cell::Cell::new(0);
    let watch = |stage: Stage<'_>| {
        if let Stage::Linked(site) = stage {
            pages.set(site.pages().iter().map(|(_, n)| n).sum());
        }
    };
    let found = crate::check(sources, &options, &watch);
    let errors = found.iter().filter(|d| d.is_error());
    let errors = errors.filter(|d| !told.contains(&d.place.file)).count();
    if errors == 0 {
        let pages = pages.get();
        return match pages {
            // Only what has been said keeps it from being built.
            0 => Answer::new(
                "site",
                Severity::Note,
                message!(
                    "사이트를 아직 만들 수 없습니다",
                    "the site cannot be built yet"
                ),
            ),
            _ => Answer::new(
                "site",
                None,
                message!(
                    "사이트에 오류가 없습니다: {pages}쪽",
                    "the site has no errors: pages: {pages}"
                ),
            ),
        };
    }
    Answer::new(
        "site",
        Severity::Error,
        message!(
            "사이트에 오류가 {errors}개 있어 공개할 수 없습니다",
            "the site has errors, and cannot be published: {errors}"
        ),
    )
    .hint(message!(
        "`haeseol check`가 고칠 곳을 알려 줍니다",
        "`haeseol check` says what to correct"
    ))
}

/// Whether an address is one of GitHub's own.
fn is_on_github(url: &BaseUrl) -> bool {
    let host = url.as_str().split('/').nth(2).unwrap_or_default();
    host.ends_with(".github.io")
}

/// Whether the address is where the site will be.
fn base_url(address: &BaseUrl, github: Option<&BaseUrl>) -> Answer {
    let written = address.as_str();
    let answer = |severity: Option<Severity>, message| Answer::new("base-url", severity, message);
    match github.map(BaseUrl::as_str) {
        // What publishes the site finds the address there.
        Some(right) if address.is_example() => answer(Some(Severity::Note), message!(
            "`base_url`은 보기로 적어 둔 주소이지만, `haeseol deploy`와 워크플로는 {right}에 맞추어 배포합니다",
            "`base_url` is the address of the example; `haeseol deploy` and the workflow publish for {right} all the same"
        ))
        .hint(message!(
            "`haeseol build`에도 쓰려면 site.toml에 적으세요: `base_url = \"{right}\"`",
            "for `haeseol build` too, write in site.toml: `base_url = \"{right}\"`"
        )),
        None if address.is_example() => answer(Some(Severity::Error), message!(
            "`base_url`이 아직 보기로 적어 둔 주소입니다: {written}",
            "`base_url` is still the address of the example: {written}"
        ))
        .hint(message!(
            "사이트를 공개할 주소를 site.toml의 `base_url`에 적으세요",
            "write where the site will be at `base_url` in site.toml"
        )),
        Some(right) if is_on_github(address) && right != written => answer(Some(Severity::Warning), message!(
            "`base_url`은 {written}인데, 이 저장소의 사이트는 {right}에 공개됩니다",
            "`base_url` is {written}, but the site of this repository will be at {right}"
        ))
        .hint(message!(
            "site.toml에 적으세요: `base_url = \"{right}\"`",
            "write in site.toml: `base_url = \"{right}\"`"
        )),
        _ => answer(None, message!("공개할 주소: {written}", "published at {written}")),
    }
}

/// A finding of the site's as an answer.
fn of_finding(finding: &Diagnostic) -> Answer {
    Answer {
        about: "site",
        severity: Some(finding.severity),
        message: finding.message.clone(),
        hint: finding.hint.clone(),
        files: vec![Arc::clone(&finding.place.file)],
    }
}
