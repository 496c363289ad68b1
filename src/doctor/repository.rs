//! The repository: its remote and branch, and by what the site is published.

use std::path::Path;

use super::workflow::Workflow;
use super::{Answer, Question};
use crate::base::diag::{Message, Severity, printable};
use crate::deploy::{BRANCH, Repository};
use crate::lang::message::message;
use crate::source::survey::workflows;

/// Looks at a repository that can be published from.
pub(super) fn examine(
    root: &Path,
    repository: &Repository,
    question: &Question<'_>,
) -> Vec<Answer> {
    let remote = printable(question.remote);
    let address = printable(repository.address()).into_owned();
    let mut answers = vec![Answer::new(
        "git",
        None,
        message!(
            "원격 저장소 `{remote}`: {address}",
            "the remote `{remote}` is {address}"
        ),
    )];
    let top = repository.top().unwrap_or_else(|| root.to_owned());
    let read = |folder: &Path| -> Vec<Workflow> {
        let all = workflows(folder).into_iter();
        all.filter_map(|(path, text)| Workflow::read(path, &text))
            .collect()
    };
    let found = read(&top);
    answers.push(branch(repository, &found));
    answers.extend(pages(repository, &found));
    if !is_same(root, &top)
        && let Some(lost) = read(root).first()
    {
        let path = printable(&lost.path).into_owned();
        answers.push(
            Answer::new("workflow", Severity::Warning, message!(
                "{path}(은/는) 저장소의 맨 위 폴더에 있지 않아 GitHub이 실행하지 않습니다",
                "{path} is not in the top folder of the repository, so GitHub does not run it"
            ))
            .hint(message!(
                "`haeseol deploy`로 공개하거나, 사이트를 저장소의 맨 위 폴더로 옮기세요",
                "publish with `haeseol deploy`, or move the site to the top folder of the repository"
            )),
        );
    }
    for workflow in &found {
        answers.extend(versions(workflow, question));
    }
    answers
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// The branch that the texts are on, and whether a push of it starts the workflow.
fn branch(repository: &Repository, workflows: &[Workflow]) -> Answer {
    let Some(name) = repository.branch() else {
        return Answer::new(
            "branch",
            Severity::Warning,
            message!(
                "글이 아무 브랜치에도 있지 않습니다",
                "the texts are on no branch"
            ),
        )
        .hint(message!(
            "있던 브랜치로 돌아가세요: `git switch -`",
            "go back to the branch you were on: `git switch -`"
        ));
    };
    let shown = printable(&name).into_owned();
    let deaf = workflows.iter().find_map(|w| {
        let names = w.branches.as_ref()?;
        (!names.contains(&name)).then_some((w, names))
    });
    let Some((workflow, names)) = deaf else {
        return Answer::new(
            "branch",
            None,
            message!(
                "글이 있는 브랜치: `{shown}`",
                "the texts are on the branch `{shown}`"
            ),
        );
    };
    let (path, first) = (&workflow.path, names.first().map_or("main", |n| n));
    let (path, first) = (printable(path), printable(first));
    Answer::new(
        "branch",
        Severity::Warning,
        message!(
            "브랜치 `{shown}`(을/를) 올려도 {path}(은/는) 사이트를 배포하지 않습니다",
            "a push of the branch `{shown}` does not make {path} publish the site"
        ),
    )
    .hint(match repository.has_branch(&first) {
        true => message!(
            "{first} 브랜치로 가서 합치세요: `git switch {first}`, 이어서 `git merge {shown}`",
            "go to the branch {first} and merge this one: `git switch {first}`, then `git merge {shown}`"
        ),
        false => message!(
            "브랜치 이름을 바꾸세요: `git branch -m {first}`",
            "rename the branch: `git branch -m {first}`"
        ),
    })
}

/// By what the site is published. What is set on GitHub is not known here.
fn pages(repository: &Repository, workflows: &[Workflow]) -> Option<Answer> {
    let Some(github) = repository.github() else {
        return Some(
            Answer::new("pages", Severity::Note, message!(
                "GitHub의 저장소가 아니어서, 거기서 사이트를 배포하도록 정해져 있는지 알 수 없습니다",
                "it is no repository on GitHub, so whether sites are published there is not known"
            ))
            .hint(message!(
                "`haeseol deploy`가 올리는 {BRANCH} 브랜치를 그곳에서 배포하도록 정하세요",
                "have that host publish the branch {BRANCH}, which `haeseol deploy` pushes"
            )),
        );
    };
    let settings = github.settings();
    let source = |name: &str| {
        message!(
            "{settings} 에서 Source가 `{name}`(이어야/여야) 합니다",
            "Source has to be `{name}` at {settings}"
        )
    };
    let by_branch = source("Deploy from a branch");
    let answer = |severity: Option<Severity>, message: Message, hint: Message| {
        Some(Answer::new("pages", severity, message).hint(hint))
    };
    match (workflows.first(), repository.is_deployed()) {
        (None, false) => answer(
            Some(Severity::Note),
            message!(
                "아직 이 사이트를 배포하는 것이 없습니다",
                "nothing publishes this site yet"
            ),
            message!("`haeseol deploy`를 실행하세요", "run `haeseol deploy`"),
        ),
        (None, true) => answer(
            None,
            message!(
                "{BRANCH} 브랜치에 공개되어 있습니다",
                "it is published on the branch {BRANCH}"
            ),
            by_branch,
        ),
        (Some(Workflow { path, .. }), false) => {
            let path = printable(path);
            answer(
                None,
                message!(
                    "{path}(이/가) 올릴 때마다 사이트를 배포합니다",
                    "{path} publishes the site with every push"
                ),
                source("GitHub Actions"),
            )
        }
        (Some(Workflow { path, .. }), true) => {
            let path = printable(path);
            answer(
                Some(Severity::Note),
                message!(
                    "{BRANCH} 브랜치와 {path}(이/가) 다 있습니다. GitHub은 그 가운데 하나만 배포합니다",
                    "there are both the branch {BRANCH} and {path}; GitHub publishes one of them"
                ),
                message!(
                    "`haeseol deploy`를 쓴다면 {path}(을/를) 지우고, {by_branch}",
                    "if you use `haeseol deploy`, delete {path}; {by_branch}",
                    by_branch
                ),
            )
        }
    }
}

/// Whether the workflow builds with this program.
fn versions(workflow: &Workflow, question: &Question<'_>) -> Vec<Answer> {
    let path = printable(&workflow.path).into_owned();
    let mut answers = Vec::new();
    let ours = question.program.version;
    match workflow.version.as_deref() {
        Some(version) if version == ours => {
            answers.push(Answer::new(
                "workflow",
                None,
                message!(
                    "{path}도 haeseol {ours}(을/를) 씁니다",
                    "{path} builds with haeseol {ours} too"
                ),
            ));
        }
        Some(version) => {
            let version = printable(version);
            let commit = question.program.commit;
            let message = message!(
                "이 haeseol은 {ours}인데 {path}의 것은 `{version}`입니다. 미리 본 것과 다르게 나올 수 있습니다",
                "this is haeseol {ours}, but {path} has `{version}`; what it publishes may differ from the preview"
            );
            answers.push(Answer::new("workflow", Severity::Warning, message).hint(message!(
                "{path}에 적으세요: `HAESEOL_VERSION: \"{ours}\"`, `HAESEOL_COMMIT: \"{commit}\"`",
                "write in {path}: `HAESEOL_VERSION: \"{ours}\"`, `HAESEOL_COMMIT: \"{commit}\"`"
            )));
        }
        // It installs haeseol in a way of its own.
        None => {}
    }
    if workflow.repository.as_deref() == Some("") {
        let message = message!(
            "{path}에 haeseol을 어디서 받을지 적혀 있지 않습니다",
            "{path} does not say where haeseol comes from"
        );
        let known = match question.program.repository {
            "" => "https://github.com/…/haeseol",
            known => known,
        };
        answers.push(
            Answer::new("workflow", Severity::Warning, message).hint(message!(
                "haeseol의 저장소 주소를 적으세요: `HAESEOL_REPOSITORY: \"{known}\"`",
                "write the address of haeseol's repository: `HAESEOL_REPOSITORY: \"{known}\"`"
            )),
        );
    }
    answers
}
