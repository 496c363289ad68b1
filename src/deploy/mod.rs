//! Publishing on the branch `gh-pages` of the site's own repository, by the `git` program.
//!
//! [`Repository::open`] looks at what is here, [`Repository::tip`] at what the remote has, [`import::Import`] takes the files of a
//! build, and [`Repository::push`] hands the commit to the remote, if that is still where it was. Files go straight from the build into
//! git's objects: neither the index nor the work tree nor a branch of the author's is read or written. The one name that changes
//! here is `refs/heads/gh-pages` of the remote; `refs/haeseol/gh-pages` keeps what was published last from being fetched again.

mod branch;
pub mod import;
pub mod remote;

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::base::diag::{Message, did_you_mean, printable};
use crate::lang::message::message;
pub use crate::output::publish::PublishError as Refusal;
use crate::source::git::{PATIENCE, Said, ask, command};

/// The branch that a site is published on.
pub const BRANCH: &str = "gh-pages";
/// How long a remote may take.
const NETWORK: Duration = Duration::from_secs(600);
/// Bytes of a short answer.
const SHORT: usize = 4 << 20;

/// The repository that the site is in, and where it is published from.
#[derive(Debug)]
pub struct Repository {
    root: PathBuf,
    remote: String,
    /// Where its branch is looked up: where it is pushed to.
    seen_at: String,
    /// What the site is published from: a commit, if there is one.
    source: Option<String>,
    /// Where it is pushed to.
    address: String,
    /// On GitHub, if it is there.
    github: Option<remote::GitHub>,
    /// Whether a person can answer what git asks.
    asks: bool,
}

impl Repository {
    /// Looks at the repository around the folder `root`, and at one of its remotes.
    ///
    /// # Errors
    /// There is no git, no repository, no such remote; or the texts themselves are on `gh-pages`.
    pub fn open(root: &Path, remote: &str, asks: bool) -> Result<Self, Refusal> {
        let mut repository = Self {
            root: root.to_owned(),
            remote: remote.to_owned(),
            seen_at: remote.to_owned(),
            source: None,
            address: String::new(),
            github: None,
            asks,
        };
        let found = repository.local(&["rev-parse", "--git-dir"])?;
        if !found.good {
            return Err(no_repository(&found));
        }
        let head = repository.local(&["symbolic-ref", "--quiet", "HEAD"])?;
        if head.output.trim_ascii() == format!("refs/heads/{BRANCH}").as_bytes() {
            return Err(Refusal {
                message: message!(
                    "글이 {BRANCH} 브랜치에 있습니다. 사이트는 그 브랜치에 공개됩니다",
                    "the texts are on the branch {BRANCH}, which is where the site is published"
                ),
                hint: message!(
                    "글을 다른 브랜치로 옮기세요: `git switch -c main`",
                    "move the texts to another branch: `git switch -c main`"
                ),
            });
        }
        let urls = repository.urls()?;
        repository.address = urls
            .first()
            .map_or_else(String::new, |url| without_secrets(url));
        repository.github = urls.iter().find_map(|url| remote::GitHub::of(url));
        let source = repository.local(&["rev-parse", "--quiet", "--verify", "HEAD^{commit}"])?;
        repository.source = source.good.then(|| line(&source.output));
        Ok(repository)
    }

    /// The repository on GitHub.
    pub fn github(&self) -> Option<&remote::GitHub> {
        self.github.as_ref()
    }

    /// Where it is pushed to, without what signs in there.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The branch that the texts are on.
    pub fn branch(&self) -> Option<String> {
        let said = self.local(&["symbolic-ref", "--quiet", "--short", "HEAD"]);
        said.ok().filter(|s| s.good).map(|s| line(&s.output))
    }

    /// Whether there is a branch of this name here.
    pub fn has_branch(&self, name: &str) -> bool {
        let name = format!("refs/heads/{name}");
        self.local(&["rev-parse", "--quiet", "--verify", &name])
            .is_ok_and(|said| said.good)
    }

    /// The top folder of the work tree.
    pub fn top(&self) -> Option<PathBuf> {
        let said = self.local(&["rev-parse", "--show-toplevel"]);
        let said = said.ok().filter(|s| s.good)?;
        Some(PathBuf::from(line(&said.output)))
    }

    /// Whether a site was published on the branch, as far as is known here.
    pub fn is_deployed(&self) -> bool {
        let fetched = format!("refs/remotes/{}/{BRANCH}", self.remote);
        let names = ["for-each-ref", "--count=1", import::KEPT, &fetched];
        let said = self.local(&names);
        said.is_ok_and(|said| said.good && !line(&said.output).is_empty())
    }

    /// How many files of the site are not as they are committed; none where nothing is committed at all, since there git does not keep
    /// the texts.
    ///
    /// # Errors
    /// Git cannot say.
    pub fn uncommitted(&self) -> Result<usize, Refusal> {
        if self.source.is_none() {
            return Ok(0);
        }
        let said = self.local(&[
            "status",
            "--porcelain=v1",
            "-z",
            "--no-renames",
            "--untracked-files=all",
            "--ignore-submodules=all",
            "--",
            "site.toml",
            "translations.lock",
            "content",
            "static",
            "templates",
        ])?;
        if !said.good {
            return Err(failed(&said));
        }
        Ok(said.output.iter().filter(|b| **b == 0).count())
    }

    /// The addresses of the remote, as written and as git reads them.
    fn urls(&mut self) -> Result<Vec<String>, Refusal> {
        let read = self.local(&["remote", "get-url", "--push", "--", &self.remote])?;
        if !read.good || self.remote.starts_with('-') {
            return Err(self.no_remote()?);
        }
        let key = |name: &str| format!("remote.{}.{name}", self.remote);
        let mut urls = Vec::new();
        for key in [key("pushurl"), key("url")] {
            let said = self.local(&["config", "--get-all", &key])?;
            urls.extend(
                String::from_utf8_lossy(&said.output)
                    .lines()
                    .map(str::to_owned),
            );
        }
        let pushed = first_line(&read.output);
        let fetched = self.local(&["remote", "get-url", "--", &self.remote])?;
        if fetched.good && first_line(&fetched.output) != pushed {
            self.seen_at.clone_from(&pushed);
        }
        urls.push(pushed);
        Ok(urls)
    }

    fn no_remote(&self) -> Result<Refusal, Refusal> {
        let known = self.local(&["remote"])?;
        let known = String::from_utf8_lossy(&known.output).into_owned();
        let name = printable(&self.remote).into_owned();
        let add = message!(
            "GitHub에 저장소를 만들고 그 주소를 적으세요: `git remote add {name} https://github.com/이름/저장소.git`",
            "make a repository on GitHub, and name it: `git remote add {name} https://github.com/NAME/REPOSITORY.git`"
        );
        let listed = known.lines().collect::<Vec<_>>().join(", ");
        let hint = did_you_mean(&self.remote, known.lines()).unwrap_or(match known.is_empty() {
            true => add,
            false => message!(
                "`--remote`로 고르세요. 있는 것: {listed}",
                "choose one with `--remote`; there are: {listed}"
            ),
        });
        Ok(Refusal {
            message: message!(
                "이 저장소에는 원격 저장소 `{name}`(이/가) 없습니다",
                "this repository has no remote `{name}`"
            ),
            hint,
        })
    }

    /// Asks git about what is on this machine.
    fn local(&self, arguments: &[&str]) -> Result<Said, Refusal> {
        let mut git = command(&self.root);
        git.args(arguments);
        ask(git, Vec::new(), SHORT, PATIENCE).map_err(|error| no_git(&error))
    }

    /// Asks git about the remote. The ways that lead there are the author's (`credential.helper`, `core.sshCommand`); what is run at
    /// the other end is not for the repository to say.
    fn network(&self, arguments: &[&str]) -> Result<Said, Refusal> {
        let mut git = command(&self.root);
        git.args(["-c", "protocol.ext.allow=never", "-c", "gc.auto=0"]);
        git.args(["-c", "maintenance.auto=false", "-c", "push.gpgSign=false"]);
        git.args(arguments);
        if self.asks {
            git.env("GIT_TERMINAL_PROMPT", "1");
        }
        ask(git, Vec::new(), SHORT, NETWORK).map_err(|error| no_git(&error))
    }

    /// A git command that makes objects.
    fn command(&self) -> Command {
        command(&self.root)
    }

    /// Makes `commit` the site on the remote, whose branch is still at `tip`.
    ///
    /// # Errors
    /// The remote refuses, cannot be reached, or has moved meanwhile.
    pub fn push(&self, commit: &str, tip: Option<&str>) -> Result<(), Refusal> {
        let lease = tip.unwrap_or_default();
        let lease = format!("--force-with-lease=refs/heads/{BRANCH}:{lease}");
        let refs = format!("{commit}:refs/heads/{BRANCH}");
        let said = self.network(&[
            "push",
            "--porcelain",
            "--no-verify",
            "--no-follow-tags",
            "--recurse-submodules=no",
            "--receive-pack=git-receive-pack",
            &lease,
            "--",
            &self.remote,
            &refs,
        ])?;
        if said.good {
            return Ok(());
        }
        let output = String::from_utf8_lossy(&said.output);
        if ["(stale info)", "(fetch first)", "(non-fast-forward)"]
            .iter()
            .any(|why| output.contains(why))
        {
            return Err(Refusal {
                message: message!(
                    "그사이 다른 곳에서 {BRANCH} 브랜치에 무언가를 올렸습니다",
                    "something else was pushed to {BRANCH} meanwhile"
                ),
                hint: message!(
                    "아무것도 바뀌지 않았습니다. `haeseol deploy`를 다시 실행하세요",
                    "nothing was changed; run `haeseol deploy` again"
                ),
            });
        }
        if output.contains("[remote rejected]") {
            let (remote, why) = (printable(&self.remote), branch::said(&said));
            return Err(Refusal {
                message: message!(
                    "원격 저장소 `{remote}`(이/가) 거절했습니다: {why}",
                    "the remote `{remote}` refuses it: {why}"
                ),
                hint: message!(
                    "아무것도 바뀌지 않았습니다. 원격 저장소가 알려 준 대로 고치거나, 거기서 {BRANCH} 브랜치에 올릴 수 있도록 정하세요",
                    "nothing was changed; do as it says, or allow pushes to its branch {BRANCH} there"
                ),
            });
        }
        Err(branch::unreachable(&self.remote, &said))
    }
}

/// The address of a remote without a name and password in it.
fn without_secrets(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let host = rest[..end].rfind('@').map_or(0, |at| at + 1);
            format!("{scheme}://{}", &rest[host..])
        }
        None => url.to_owned(),
    }
}

/// The first line of an answer.
fn first_line(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    text.lines().next().unwrap_or_default().trim().to_owned()
}

/// The only line of an answer.
fn line(output: &[u8]) -> String {
    String::from_utf8_lossy(output.trim_ascii()).into_owned()
}

fn no_git(error: &io::Error) -> Refusal {
    let why = Message::of_io(error);
    match error.kind() {
        io::ErrorKind::NotFound => Refusal {
            message: message!("git이 없습니다", "there is no git"),
            hint: message!(
                "git을 https://git-scm.com/downloads 에서 받아 설치하고 다시 실행하세요",
                "install git from https://git-scm.com/downloads, and run this again"
            ),
        },
        _ => Refusal {
            message: message!(
                "git이 답하지 않았습니다: {why}",
                "git did not answer: {why}",
                why
            ),
            hint: message!(
                "인터넷 연결을 확인하고 다시 실행하세요",
                "see whether the network is there, and run this again"
            ),
        },
    }
}

fn no_repository(said: &Said) -> Refusal {
    if !said.complaint.contains("not a git repository") {
        return failed(said);
    }
    Refusal {
        message: message!(
            "이 사이트는 아직 git 저장소가 아닙니다",
            "this site is in no git repository yet"
        ),
        hint: message!(
            "이 폴더에서 `git init -b main`, 이어서 `git remote add origin https://github.com/이름/저장소.git`",
            "in its folder: `git init -b main`, then `git remote add origin https://github.com/NAME/REPOSITORY.git`"
        ),
    }
}

/// What git itself says is wrong.
fn failed(said: &Said) -> Refusal {
    let why = branch::said(said);
    Refusal {
        message: message!("git이 하지 못했습니다: {why}", "git could not do it: {why}"),
        hint: message!(
            "git이 알려 준 대로 고치고 다시 실행하세요",
            "do as git says, and run this again"
        ),
    }
}
