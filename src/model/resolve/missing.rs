//! What a link asks for and is not there, in words.

use std::ops::Range;

use crate::base::diag::{Fix, Message};
use crate::base::ids::DocumentId;
use crate::base::permalink::bad_id;
use crate::lang::message::message;

/// What a link asks for and is not there.
#[derive(Debug)]
pub(super) enum Missing<'l> {
    File(&'l str),
    Draft(&'l str),
    Climbs(&'l str),
    Anchor(&'l str, DocumentId),
    Term(&'l str),
}

impl Missing<'_> {
    pub(super) fn message(&self) -> Message {
        match self {
            Self::File(path) => {
                message!("파일 `{path}`(이/가) 없습니다", "there is no file `{path}`")
            }
            Self::Draft(path) => message!(
                "`{path}`(은/는) 초안이라 페이지가 없습니다",
                "`{path}` is a draft, so its page is not published"
            ),
            Self::Climbs(path) => message!(
                "`{path}`(은/는) content 폴더 바깥을 가리킵니다",
                "`{path}` points outside of the content folder"
            ),
            Self::Anchor(id, _) => no_such_id(id),
            Self::Term(id) => no_such_term(id),
        }
    }

    pub(super) fn remedy(&self) -> Message {
        match self {
            Self::File(path) if let Some(address) = as_address(path) => message!(
                "다른 사이트라면 `{address}`(으로/로) 적으세요",
                "if it is another site, write `{address}`"
            ),
            Self::File(path) if let Some(address) = unquoted(path) => message!(
                "주소를 감싼 따옴표를 지우세요: `{address}`",
                "take away the quotation marks around the address: `{address}`"
            ),
            Self::File(path) if is_mail(path) => message!(
                "메일 주소라면 `mailto:{path}`(으로/로) 적으세요",
                "if it is an address of mail, write `mailto:{path}`"
            ),
            Self::File(path) if path.starts_with('/') && has_ending(path) => message!(
                "`static{path}`에 파일을 두거나, 글 옆에 두고 파일 이름만 적으세요",
                "put the file at `static{path}`, or beside the text and write its name only"
            ),
            Self::File(path) if path.contains('\\') => {
                let slashes = path.replace('\\', "/");
                message!(
                    "폴더 사이에는 `/`(을/를) 씁니다: `{slashes}`(으로/로) 적으세요",
                    "folders are parted by `/`: write `{slashes}`"
                )
            }
            Self::File(path) if has_ending(path) && !path.ends_with(".md") => {
                let name = path.rsplit('/').next().unwrap_or(path);
                message!(
                    "파일을 글과 같은 폴더에 두고 `{name}`(이라고/라고) 적거나, 이 글에서 그 파일까지의 경로를 적으세요",
                    "put the file beside the text and write `{name}`, or write the path from this text to the file"
                )
            }
            Self::File(_) => message!(
                "이 파일에서 그 파일까지의 경로를 적으세요: `../폴더/파일.ko.md`",
                "write the path from this file to the other one: `../folder/file.ko.md`"
            ),
            Self::Draft(_) => message!(
                "함께 내보내려면 그 파일에서 `draft: true`를 지우고, 아니면 링크를 빼세요. 초안을 보기만 하려면 `--drafts`를 쓰세요",
                "take `draft: true` out of that file to publish it, or take the link out; `--drafts` shows drafts"
            ),
            Self::Climbs(_) => message!(
                "이 파일에서 content/ 안의 파일까지의 경로를 적으세요",
                "write the path from this file to a file in content/"
            ),
            Self::Anchor(id, _) if id.starts_with("fig-") => message!(
                "그림 바로 뒤에 적으세요: `![설명](파일.png){{#{id}}}`",
                "write it right behind the picture: `![text](file.png){{#{id}}}`"
            ),
            Self::Anchor(id, _) if id.starts_with("tab-") => message!(
                "표의 앞이나 뒤에 설명 한 줄을 적고 그 끝에 다세요: `표의 설명 {{#{id}}}`",
                "write a line that says what the table shows before or behind it, and end that with it: `What it shows {{#{id}}}`"
            ),
            Self::Anchor(id, _) if id.contains(char::is_whitespace) => message!(
                "제목은 그 뒤에 단 주소로 가리킵니다: `## 제목 {{#name}}`, `[[#name]]`",
                "a heading is referred to by the id behind it: `## Heading {{#name}}`, `[[#name]]`"
            ),
            Self::Anchor(id, _) => message!(
                "그 제목에 주소를 다세요: `## 제목 {{#{id}}}`",
                "give the heading this id: `## Heading {{#{id}}}`"
            ),
            Self::Term(_) => file_of_term(),
        }
    }

    /// What the link asks for, as it is written.
    pub(super) fn path(&self) -> &str {
        match self {
            Self::File(path) | Self::Draft(path) | Self::Climbs(path) => path,
            Self::Anchor(id, _) | Self::Term(id) => id,
        }
    }

    /// For a link to a term at the end of a heading, which is how other tools give a heading its id: `## Title[[id]]`.
    pub(super) fn as_heading_id(
        &self,
        source: &str,
        link: &Range<usize>,
    ) -> Option<(Fix, Message)> {
        let Self::Term(id) = self else {
            return None;
        };
        let line = source[..link.start].rfind('\n').map_or(0, |i| i + 1);
        let (title, rest) = (&source[line..link.start], &source[link.end..]);
        let ends = rest
            .lines()
            .next()
            .is_none_or(|rest| rest.trim().is_empty());
        (ends && title.starts_with('#') && bad_id(id).is_none()).then(|| {
            let title = title.trim_end();
            let fix = Fix::new(line + title.len()..link.end, &format!(" {{#{id}}}"));
            let hint = message!(
                "제목에 주소를 달려면 `{title} {{#{id}}}`(으로/로) 적으세요",
                "to give the heading an id, write `{title} {{#{id}}}`"
            );
            (fix, hint)
        })
    }
}

/// Whether a path ends as those of files do: in a dot and letters.
pub(super) fn has_ending(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Quotation marks that people put around addresses.
const QUOTES: [char; 8] = ['"', '\'', '“', '”', '‘', '’', '「', '」'];

/// What is between quotation marks.
fn unquoted(path: &str) -> Option<&str> {
    let inner = path.strip_prefix(QUOTES)?.strip_suffix(QUOTES)?;
    (!inner.is_empty()).then_some(inner)
}

/// Whether a path looks like an address of mail.
fn is_mail(path: &str) -> bool {
    let parts = path.split_once('@');
    parts.is_some_and(|(name, host)| {
        !name.is_empty() && !path.contains('/') && as_address(host).is_some()
    })
}

/// The address of another site that a path is without its scheme: `naver.com/a`.
pub(super) fn as_address(path: &str) -> Option<String> {
    /// Those that people write most.
    const DOMAINS: [&str; 16] = [
        "com", "net", "org", "kr", "io", "ai", "dev", "co", "me", "app", "gov", "edu", "info",
        "jp", "uk", "wiki",
    ];
    let host = path.split('/').next().unwrap_or(path);
    let (name, domain) = host.rsplit_once('.')?;
    let is_host = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-.".contains(&b));
    (is_host && DOMAINS.contains(&domain)).then(|| format!("https://{path}"))
}

/// Says that a page has no element with an id.
pub(crate) fn no_such_id(id: &str) -> Message {
    message!(
        "그 페이지에는 제목 주소 `{id}`(이/가) 없습니다",
        "nothing on that page has the id `{id}`"
    )
}

/// Says that there is no term of a name.
pub(crate) fn no_such_term(name: &str) -> Message {
    message!("용어 `{name}`(이/가) 없습니다", "there is no term `{name}`")
}

/// What to write for a term.
pub(crate) fn file_of_term() -> Message {
    message!(
        "용어 파일의 이름을 언어와 확장자 없이 적으세요",
        "write the name of the term's file without language and ending"
    )
}
