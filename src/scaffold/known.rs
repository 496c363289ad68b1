//! Where a new thing goes among those that are there, and why it cannot.

use unicode_normalization::UnicodeNormalization as _;

use super::draft::is_number;
use super::{Refusal, other_name, refuse, run};
use crate::base::diag::did_you_mean;
use crate::base::permalink::bad_segment;
use crate::document::path::{CONTENT, ContentPath, Role, taken};
use crate::lang::message::message;

/// The content that is there. Each function says the path of a new thing below `content/`, without language and ending.
pub(super) struct Known(pub(super) Vec<ContentPath>);

impl Known {
    pub(super) fn explainer(&self, slug: &str) -> Result<String, Refusal> {
        let slug = path(slug)?;
        self.no_term(&slug)?;
        self.free(&slug)?;
        if self.explainers().any(|e| e == format!("{slug}/parallel")) {
            return refuse(
                message!(
                    "두 언어를 나란히 보여 줄 페이지의 주소 /{slug}/parallel/(을/를) 다른 해설 글이 쓰고 있습니다",
                    "the address /{slug}/parallel/ is that of an explainer, where the page in two languages would be"
                ),
                message!(
                    "다른 이름을 고르거나 그 글의 이름을 바꾸세요",
                    "choose another name, or rename that explainer"
                ),
            );
        }
        let folder = format!("{slug}/");
        if let Some(page) = self.0.iter().find(|p| *p.folder == *folder) {
            let file = &page.file;
            return refuse(
                message!(
                    "{CONTENT}{folder} 폴더에 이미 페이지가 있습니다. 해설 글을 만들면 그 페이지들이 글의 부분이 됩니다",
                    "there are pages in the folder {CONTENT}{folder}, which would become sections"
                ),
                message!(
                    "다른 이름을 고르거나 {file}(을/를) 옮기세요",
                    "choose another name, or move {file} away"
                ),
            );
        }
        Ok(format!("{slug}/index"))
    }

    pub(super) fn term(&self, slug: &str) -> Result<String, Refusal> {
        // Authors copy the path of another term.
        let slug = path(slug.strip_prefix("glossary/").unwrap_or(slug))?;
        if slug.contains('/') || slug == "index" {
            return refuse(
                message!(
                    "`{slug}`(은/는) 용어의 이름이 될 수 없습니다",
                    "`{slug}` cannot be the name of a term"
                ),
                message!(
                    "용어의 이름에는 `/`를 쓰지 마세요: `haeseol new term colossus`",
                    "a term has one name without `/`: `haeseol new term colossus`"
                ),
            );
        }
        let route = format!("glossary/{slug}");
        self.not_there(|p| p.role == Role::Term && p.route() == route)?;
        Ok(route)
    }

    pub(super) fn page(&self, slug: &str) -> Result<String, Refusal> {
        let slug = path(slug)?;
        self.no_term(&slug)?;
        self.free(&slug)?;
        if slug == "index" || slug.ends_with("/index") {
            return refuse(
                message!(
                    "{CONTENT}{slug}(은/는) 폴더의 첫 글입니다",
                    "{CONTENT}{slug} is the index of its folder"
                ),
                message!(
                    "다른 이름을 고르세요. 폴더와 그 첫 글은 `haeseol new explainer`로 만듭니다",
                    "choose another name; `haeseol new explainer` makes a folder with an index"
                ),
            );
        }
        if let Some((folder, _)) = slug.rsplit_once('/')
            && self.explainers().any(|e| e == folder)
        {
            return refuse(
                message!(
                    "{CONTENT}{folder}/에 있는 것은 그 해설 글의 부분입니다",
                    "what is in {CONTENT}{folder}/ is a section of that explainer"
                ),
                run(format!("haeseol new section {slug}")),
            );
        }
        Ok(slug)
    }

    pub(super) fn section(&self, wanted: &str, after: Option<&str>) -> Result<String, Refusal> {
        let wanted = trimmed(wanted);
        let Some((explainer, id)) = wanted.rsplit_once('/') else {
            return refuse(
                message!(
                    "`{wanted}`만으로는 어느 해설 글의 부분인지 알 수 없습니다",
                    "`{wanted}` does not say which explainer the section belongs to"
                ),
                message!(
                    "`haeseol new section 글/{wanted}`처럼 적으세요",
                    "`haeseol new section EXPLAINER/{wanted}`"
                ),
            );
        };
        if !self.explainers().any(|e| e == explainer) {
            let known: Vec<String> = self.explainers().collect();
            let hint = did_you_mean(explainer, known.iter().map(String::as_str));
            let hint = hint.unwrap_or_else(|| {
                message!(
                    "먼저 `haeseol new explainer {explainer}`(으로/로) 만드세요",
                    "`haeseol new explainer {explainer}` makes it"
                )
            });
            return refuse(
                message!(
                    "`{explainer}` 해설 글은 없습니다",
                    "there is no explainer `{explainer}`"
                ),
                hint,
            );
        }
        if id == "index" || id.split('-').next().is_some_and(is_number) {
            return refuse(
                message!(
                    "`{id}`(은/는) 부분의 이름이 될 수 없습니다",
                    "`{id}` cannot be the name of a section"
                ),
                message!(
                    "주소에 쓸 이름만 적으세요. 번호는 haeseol이 붙입니다",
                    "write its id alone, as it will be in addresses; haeseol numbers the file"
                ),
            );
        }
        let folder = format!("{explainer}/");
        let here = || {
            self.0
                .iter()
                .filter(|p| p.role == Role::Section && *p.folder == *folder)
        };
        self.not_there(|p| p.role == Role::Section && *p.folder == *folder && *p.stem == *id)?;
        let mut sections: Vec<(Option<u32>, &str)> = here().map(|p| (p.number, &*p.stem)).collect();
        sections.sort_by_key(|(number, id)| (number.is_none(), *number, *id));
        sections.dedup();
        let number = number(&sections, after)?;
        Ok(format!("{explainer}/{number}-{id}"))
    }

    fn explainers(&self) -> impl Iterator<Item = String> {
        let indices = self.0.iter().filter(|p| p.role == Role::Explainer);
        indices.map(ContentPath::route)
    }

    fn no_term(&self, slug: &str) -> Result<(), Refusal> {
        match slug.strip_prefix("glossary/") {
            None => Ok(()),
            Some(term) => refuse(
                message!(
                    "용어집에 있는 것은 용어입니다",
                    "what is in the glossary is a term"
                ),
                run(format!("haeseol new term {term}")),
            ),
        }
    }

    /// Whether a page may be at this address.
    fn free(&self, slug: &str) -> Result<(), Refusal> {
        let (above, name) = slug.rsplit_once('/').unwrap_or(("", slug));
        let parallel = name == "parallel" && self.explainers().any(|e| e == above);
        let parallel =
            parallel.then(|| message!("haeseol이 만드는 페이지", "a page that haeseol makes"));
        if let Some(what) = taken(slug).or(parallel) {
            return refuse(
                message!(
                    "주소 /{slug}/(은/는) 이미 쓰고 있습니다: {what}",
                    "the address /{slug}/ is taken by {what}",
                    what
                ),
                other_name(),
            );
        }
        self.not_there(|p| p.role != Role::Section && p.route() == slug)
    }

    fn not_there(&self, same: impl Fn(&ContentPath) -> bool) -> Result<(), Refusal> {
        match self.0.iter().find(|p| same(p)) {
            Some(ContentPath { file, .. }) => refuse(
                message!("{file}(이/가) 이미 있습니다", "{file} is there already"),
                message!(
                    "다른 이름을 고르거나 그 파일을 고치세요",
                    "choose another name, or change that file"
                ),
            ),
            None => Ok(()),
        }
    }
}

/// Sections are numbered in steps of this, so that others fit between.
const STEP: u32 = 10;

/// The number of a new section among the others, which are in order.
fn number(sections: &[(Option<u32>, &str)], after: Option<&str>) -> Result<u32, Refusal> {
    let last = sections.iter().rev().find(|(number, _)| number.is_some());
    let (before, next) = match after {
        None => (last, None),
        Some(after) => {
            let Some(i) = sections.iter().position(|(_, id)| *id == after) else {
                let hint = did_you_mean(after, sections.iter().map(|(_, id)| *id));
                let hint = hint.unwrap_or_else(|| {
                    message!(
                        "이 해설 글에 있는 부분의 이름을 적으세요",
                        "write the id of a section of this explainer"
                    )
                });
                return refuse(
                    message!(
                        "`{after}` 부분은 없습니다",
                        "there is no section `{after}` to come after"
                    ),
                    hint,
                );
            };
            if sections[i].0.is_none() {
                return refuse(
                    message!(
                        "`{after}` 부분에 번호가 없어서 그 뒤에 넣을 수 없습니다",
                        "the section `{after}` has no number, so nothing can come after it"
                    ),
                    message!(
                        "파일 이름이 번호로 시작하도록 바꾸세요: `10-{after}`",
                        "rename its files to begin with a number: `10-{after}`"
                    ),
                );
            }
            (Some(&sections[i]), sections.get(i + 1))
        }
    };
    let before = before.and_then(|(number, _)| *number).unwrap_or(0);
    match next.and_then(|(number, _)| *number) {
        Some(next) if next - before > 1 => Ok(before + (next - before) / 2),
        Some(_) => no_room(sections, after.unwrap_or_default()),
        // The next multiple of the step.
        None => match (before / STEP)
            .checked_add(1)
            .and_then(|n| n.checked_mul(STEP))
        {
            Some(number) => Ok(number),
            None => no_room(sections, after.unwrap_or_default()),
        },
    }
}

/// Two sections have neighbouring numbers: says which files to rename.
fn no_room(sections: &[(Option<u32>, &str)], after: &str) -> Result<u32, Refusal> {
    let numbered = sections
        .iter()
        .filter_map(|(number, id)| Some(((*number)?, *id)));
    let numbered = numbered.zip((1..).map(|i| i * STEP));
    let renamed: Vec<_> = numbered.filter(|((old, _), new)| old != new).collect();
    let list = |between: &str| {
        let names = renamed.iter();
        let names = names.map(|((old, id), new)| format!("{old}-{id}{between}{new}-{id}"));
        names.collect::<Vec<_>>().join(", ")
    };
    let (arrows, words) = (list(" → "), list(" to "));
    refuse(
        message!(
            "`{after}` 뒤에 남은 번호가 없습니다",
            "there is no number left after `{after}`"
        ),
        message!(
            "모든 언어에서 파일 이름을 바꿔 자리를 만드세요: {arrows}",
            "make room, in every language: rename {words}"
        ),
    )
}

fn trimmed(typed: &str) -> String {
    typed.trim_matches('/').nfc().collect()
}

/// What the author typed, as a path from `content/`.
fn path(typed: &str) -> Result<String, Refusal> {
    let path = trimmed(typed);
    match path.split('/').find_map(bad_segment) {
        None => Ok(path),
        Some(why) => refuse(
            message!(
                "`{path}`(은/는) 주소에 쓸 수 없습니다: {why}",
                "`{path}` cannot be part of an address: {why}",
                why
            ),
            message!(
                "영문자, 숫자, 붙임표로 된 짧은 이름을 적으세요: `physical-ai`",
                "write a short name of letters, digits and hyphens: `physical-ai`"
            ),
        ),
    }
}
