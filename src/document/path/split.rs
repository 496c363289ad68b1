//! The parts of a path, and what is said of one that has them not.

use std::sync::Arc;

use super::{CONTENT, ContentPath, INDEX, Role};
use crate::base::diag::{Diagnostic, Message, Place, did_you_mean};
use crate::base::permalink::bad_segment;
use crate::lang::LanguageId;
use crate::lang::message::message;
use crate::source::site::Site;

/// Takes a path apart; its role is not known yet.
pub(super) fn split(site: &Site, file: &Arc<str>) -> Result<ContentPath, Box<Diagnostic>> {
    let error = |code, message: Message, hint: Message| {
        Err(Box::new(
            Diagnostic::error(Place::file(file), code, message).hint(hint),
        ))
    };
    let path = file.strip_prefix(CONTENT).unwrap_or(file);
    let (folder, name) = path.rfind('/').map_or(("", path), |i| path.split_at(i + 1));
    let name = name.strip_suffix(".md").unwrap_or(name);
    let tags = || site.languages.iter().map(|l| &*l.tag);
    let Some((stem, tag)) = name.rsplit_once('.') else {
        return error(
            "no-language",
            message!(
                "파일 이름에 언어가 없습니다",
                "the name of this file does not say its language"
            ),
            {
                // `10-x-ko.md`, `10-x_en.md`.
                let named = name.rsplit_once(['-', '_']);
                let named = named.filter(|(_, t)| site.language_by_tag(t).is_some());
                let (name, tag) = named.unwrap_or((name, &**site.tag(LanguageId::DEFAULT)));
                message!(
                    "`{name}.{tag}.md`(으로/로) 바꾸세요",
                    "rename it to `{name}.{tag}.md`"
                )
            },
        );
    };
    let Some(language) = site.language_by_tag(tag) else {
        // As file managers name copies: `a.ko - 복사본.md`, `a.ko (1).md`, `a.ko copy.md`.
        let language = tag.split([' ', '(']).next().unwrap_or(tag);
        let original = site.language_by_tag(language).filter(|_| language != tag);
        let copy = original.map(|_| {
            message!(
                "`{stem}.{language}.md`의 복사본으로 보입니다. 지우거나, 새 글이면 `새이름.{language}.md`로 이름을 바꾸세요",
                "it seems to be a copy of `{stem}.{language}.md`: delete it, or call it `new-name.{language}.md` if it is a text of its own"
            )
        });
        // `10-x.ko.md.md`.
        let twice = stem
            .rsplit_once('.')
            .filter(|(_, t)| site.language_by_tag(t).is_some());
        let twice = twice.map(|_| {
            message!(
                "`{stem}.md`(으로/로) 이름을 바꾸세요",
                "rename it to `{stem}.md`"
            )
        });
        // A language in capitals.
        let lower = tag.to_lowercase();
        let lower = site.language_by_tag(&lower).map(|_| {
            message!(
                "`{stem}.{lower}.md`(으로/로) 이름을 바꾸세요",
                "rename it to `{stem}.{lower}.md`"
            )
        });
        // The language in front; with its region.
        let renamed = match site.language_by_tag(stem) {
            Some(_) => Some(format!("{tag}.{stem}.md")),
            None => {
                let primary = tag.split(['-', '_']).next().unwrap_or(tag);
                let primary = primary.to_lowercase();
                let known = site.language_by_tag(&primary);
                known.map(|_| format!("{stem}.{primary}.md"))
            }
        };
        let renamed = renamed
            .map(|name| message!("`{name}`(으로/로) 이름을 바꾸세요", "rename it to `{name}`"));
        let hint = copy
            .or(twice)
            .or(lower)
            .or(renamed)
            .or_else(|| did_you_mean(tag, tags()));
        let hint = hint.unwrap_or_else(|| site.declared());
        let message = message!(
            "파일 이름에 언어로 적힌 `{tag}`(은/는) 이 사이트의 언어가 아닙니다",
            "the name of this file gives its language as `{tag}`, which is not declared"
        );
        return error("bad-language", message, hint);
    };
    if stem.trim_start_matches('_').eq_ignore_ascii_case(INDEX) && stem != INDEX {
        return error(
            "bad-name",
            message!(
                "`{stem}`(은/는) `index`로 읽히지 않습니다. 글자가 똑같아야 합니다",
                "`{stem}` is not read as `index`: the name has to be exactly that"
            ),
            message!(
                "`index.{tag}.md`(으로/로) 이름을 바꾸세요",
                "rename it to `index.{tag}.md`"
            ),
        );
    }
    // A folder for each language, as other tools have them.
    let first = folder.split('/').next().unwrap_or("");
    if site.language_by_tag(first) == Some(language) {
        let rest = &path[first.len() + 1..];
        return error(
            "bad-name",
            message!(
                "언어마다 폴더를 두지 않습니다. 언어는 파일 이름에 적습니다",
                "there are no folders for languages: the language stands in the file name"
            ),
            message!(
                "`content/{rest}`(으로/로) 옮기세요",
                "move it to `content/{rest}`"
            ),
        );
    }
    for segment in folder.split_terminator('/').chain([stem]) {
        if let Some(why) = bad_segment(segment) {
            return error(
                "bad-name",
                message!(
                    "`{segment}`(은/는) 주소에 쓸 수 없습니다: {why}",
                    "`{segment}` cannot be part of an address: {why}",
                    why
                ),
                short_name(file),
            );
        }
    }
    Ok(ContentPath {
        file: Arc::clone(file),
        folder: folder.into(),
        stem: stem.into(),
        number: None,
        part: None,
        language,
        role: Role::Page,
    })
}

/// The hint for names that cannot be in an address.
pub(super) fn short_name(file: &str) -> Message {
    let name = file.rsplit('/').next().unwrap_or(file);
    // `10 leaf.ko.md`.
    let words: Vec<&str> = name.split_whitespace().collect();
    let joined = words.join("-");
    let stem = joined.strip_suffix(".md").and_then(|n| n.rsplit_once('.'));
    if let Some((stem, _)) = stem.filter(|_| words.len() > 1)
        && bad_segment(stem).is_none()
    {
        return message!(
            "`{joined}`처럼 빈칸 없는 이름으로 바꾸세요",
            "give it a name without spaces, such as `{joined}`"
        );
    }
    message!(
        "글자, 숫자, 붙임표(-)로 된 짧은 이름으로 바꾸세요",
        "give it a short name of letters, digits and hyphens"
    )
}
