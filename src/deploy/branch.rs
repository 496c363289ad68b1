//! What is on the remote's branch, and whether it may be replaced.

use super::{BRANCH, Refusal, Repository, failed, line};
use crate::base::diag::printable;
use crate::base::names::MARKER;
use crate::lang::message::message;
use crate::source::git::Said;

/// The line of a commit that says which haeseol made it.
pub(super) const MADE_BY: &str = "Haeseol-Version: ";
/// The line of a commit that says of which commit of the texts it was made.
pub(super) const MADE_OF: &str = "Haeseol-Source: ";

impl Repository {
    /// The commit that the remote's branch is at; `None` if there is no such branch.
    ///
    /// # Errors
    /// The remote cannot be asked.
    pub fn tip(&self) -> Result<Option<String>, Refusal> {
        let name = format!("refs/heads/{BRANCH}");
        let upload = "--upload-pack=git-upload-pack";
        let said = self.network(&["ls-remote", upload, "--refs", "--", &self.seen_at, &name])?;
        if !said.good {
            return Err(unreachable(&self.remote, &said));
        }
        let text = String::from_utf8_lossy(&said.output);
        let mut lines = text.lines().filter_map(|line| line.split_once('\t'));
        let tip = lines.find(|(_, found)| *found == name);
        let Some((tip, _)) = tip else {
            return Ok(None);
        };
        self.fetch(tip)?;
        Ok(Some(tip.to_owned()))
    }

    /// Brings a commit of the remote's here, under no name.
    fn fetch(&self, commit: &str) -> Result<(), Refusal> {
        let object = format!("{commit}^{{tree}}");
        if self.local(&["cat-file", "-e", &object])?.good {
            return Ok(());
        }
        let said = self.network(&[
            "fetch",
            "--quiet",
            "--no-tags",
            "--no-write-fetch-head",
            "--recurse-submodules=no",
            "--refmap=",
            "--upload-pack=git-upload-pack",
            "--",
            &self.seen_at,
            &format!("refs/heads/{BRANCH}"),
        ])?;
        match said.good {
            true => Ok(()),
            false => Err(unreachable(&self.remote, &said)),
        }
    }

    /// Whether what is at the tip was published from these texts, and nothing is on it that would be lost.
    ///
    /// # Errors
    /// It was not: says what to do.
    pub fn judge(&self, tip: &str) -> Result<(), Refusal> {
        let marker = self.local(&["ls-tree", "--name-only", tip, "--", MARKER])?;
        if !marker.good {
            return Err(failed(&marker));
        }
        if line(&marker.output).is_empty() {
            return Err(Refusal {
                message: message!(
                    "원격 저장소의 {BRANCH} 브랜치는 haeseol이 만든 것이 아닙니다",
                    "the branch {BRANCH} of the remote is not haeseol's"
                ),
                hint: message!(
                    "거기 있는 것을 사이트로 바꾸려면 `haeseol deploy --force`를 실행하세요. 이전 커밋은 남습니다",
                    "to put the site in place of what is there, run `haeseol deploy --force`; its commits are kept"
                ),
            });
        }
        let commit = self.local(&["cat-file", "commit", tip])?;
        if !commit.good {
            return Err(failed(&commit));
        }
        let commit = String::from_utf8_lossy(&commit.output).into_owned();
        let of = |what| commit.lines().find_map(|line| line.strip_prefix(what));
        if of(MADE_BY).is_none() {
            return Err(Refusal {
                message: message!(
                    "지난번에 배포한 뒤 누군가 {BRANCH} 브랜치를 직접 고쳤습니다",
                    "since the last deployment, somebody has changed the branch {BRANCH} by hand"
                ),
                hint: message!(
                    "고친 것을 이 폴더의 글이나 static/에 옮긴 다음 `haeseol deploy --force`를 실행하세요",
                    "bring the change into this folder's texts or static/, then run `haeseol deploy --force`"
                ),
            });
        }
        match of(MADE_OF) {
            Some(source) if !self.has(source)? && self.is_shallow()? => Err(Refusal {
                message: message!(
                    "공개된 사이트를 만든 커밋이 여기 있는지 알 수 없습니다. 이 폴더에는 최근 커밋만 있습니다",
                    "this folder has only the latest commits, so whether the published site was made of one before them is not known"
                ),
                hint: message!(
                    "`git fetch --unshallow`로 모두 가져온 다음 다시 실행하세요",
                    "get all of them with `git fetch --unshallow`, and run this again"
                ),
            }),
            Some(source) if !self.has(source)? => Err(Refusal {
                message: message!(
                    "공개된 사이트는 이 폴더에 없는 커밋으로 만든 것입니다",
                    "the published site was made of a commit that is not in this folder"
                ),
                hint: message!(
                    "`git pull`로 가져온 다음 다시 실행하거나, 이 폴더의 글로 바꾸려면 `haeseol deploy --force`를 실행하세요",
                    "get it with `git pull` and run this again; or run `haeseol deploy --force` to publish this folder all the same"
                ),
            }),
            _ => Ok(()),
        }
    }

    /// Whether the texts here go back to a commit, or went back to it before they were amended here.
    fn has(&self, source: &str) -> Result<bool, Refusal> {
        let hex = |b: u8| b.is_ascii_hexdigit();
        let object = format!("{source}^{{commit}}");
        if !source.bytes().all(hex) || !self.local(&["cat-file", "-e", &object])?.good {
            return Ok(false);
        }
        if self
            .local(&["merge-base", "--is-ancestor", source, "HEAD"])?
            .good
        {
            return Ok(true);
        }
        let others = [
            "for-each-ref",
            "--count=1",
            "--contains",
            source,
            "refs/remotes",
        ];
        let said = self.local(&others)?;
        Ok(said.good && line(&said.output).is_empty())
    }

    /// Whether only a part of the history is here.
    fn is_shallow(&self) -> Result<bool, Refusal> {
        let said = self.local(&["rev-parse", "--is-shallow-repository"])?;
        Ok(line(&said.output) == "true")
    }

    /// Whether two commits hold the same files.
    ///
    /// # Errors
    /// Git cannot say.
    pub fn same(&self, one: &str, other: &str) -> Result<bool, Refusal> {
        let trees = [one, other].map(|commit| format!("{commit}^{{tree}}"));
        let said = self.local(&["rev-parse", "--verify", &trees[0]])?;
        let other = self.local(&["rev-parse", "--verify", &trees[1]])?;
        Ok(said.good && other.good && said.output == other.output)
    }
}

/// What git complained of, on one line: what it says first, without what it says in every case.
pub(super) fn said(said: &Said) -> String {
    const ALWAYS: [&str; 4] = [
        "Please make sure you have the correct access rights",
        "and the repository exists.",
        "error: failed to push some refs to",
        "hint:",
    ];
    let lines = said.complaint.lines().map(str::trim);
    let lines = lines.filter(|line| !matches!(*line, "" | "remote:"));
    let lines = lines.filter(|line| !ALWAYS.iter().any(|begin| line.starts_with(begin)));
    let text = lines.take(4).collect::<Vec<_>>().join(" / ");
    printable(&text).into_owned()
}

/// The remote does not do what it was asked for.
pub(super) fn unreachable(remote: &str, answer: &Said) -> Refusal {
    let (remote, why) = (printable(remote), said(answer));
    let signs = [
        "Authentication failed",
        "could not read Username",
        "Permission denied",
        "403",
    ];
    let hint = match signs.iter().any(|sign| answer.complaint.contains(sign)) {
        true => message!(
            "GitHub에 로그인하고 다시 실행하세요. `gh auth login`이 가장 쉽습니다",
            "sign in to GitHub and run this again; `gh auth login` is the easiest way"
        ),
        false => message!(
            "주소(`git remote -v`)와 인터넷 연결을 확인하고 다시 실행하세요",
            "look at the address (`git remote -v`) and the network, and run this again"
        ),
    };
    Refusal {
        message: message!(
            "원격 저장소 `{remote}`(이/가) 받지 않았습니다: {why}",
            "the remote `{remote}` did not take it: {why}"
        ),
        hint,
    }
}
