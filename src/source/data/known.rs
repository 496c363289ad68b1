//! What people call keys in Korean and in other tools, and what there is in place of keys that there are not.

use crate::base::diag::Message;
use crate::lang::message::message;

/// Other names of keys; a name may stand for several, of which a table knows one.
const NAMES: &[(&str, &str)] = &[
    ("제목", "title"),
    ("설명", "description"),
    ("소개", "description"),
    ("초안", "draft"),
    ("원문", "original"),
    ("날짜", "date"),
    ("작성일", "date"),
    ("수정일", "updated"),
    ("기준일", "as_of"),
    ("저자", "authors"),
    ("글쓴이", "authors"),
    ("작성자", "authors"),
    ("author", "authors"),
    ("출처", "sources"),
    ("종류", "kind"),
    ("요약", "summary"),
    ("요약", "description"),
    ("뜻", "summary"),
    ("별칭", "aliases"),
    ("다른이름", "aliases"),
    ("분류", "category"),
    ("관련", "related"),
    ("관련용어", "related"),
    ("읽기", "reading"),
    ("언어", "languages"),
    ("옛주소", "moved_from"),
    ("이전주소", "moved_from"),
    ("redirect_from", "moved_from"),
    ("aliases", "moved_from"),
    ("대표이미지", "image"),
    ("cover", "image"),
    ("thumbnail", "image"),
    ("created", "date"),
    ("lastmod", "updated"),
    ("last_modified_at", "updated"),
    ("modified", "updated"),
    ("excerpt", "description"),
    ("subtitle", "description"),
    ("summary", "description"),
    ("definition", "summary"),
    ("synonyms", "aliases"),
    ("references", "sources"),
    ("link", "url"),
    ("href", "url"),
    ("링크", "url"),
    ("주소", "url"),
    ("name", "title"),
    ("name", "label"),
    ("title", "label"),
    ("text", "label"),
    ("url", "page"),
    ("path", "page"),
    ("link", "page"),
    ("href", "page"),
];

/// The key of a table that another name stands for.
pub(super) fn meant(
    name: &str,
    known: impl Iterator<Item = &'static str> + Clone,
) -> Option<&'static str> {
    let mut names = NAMES.iter().filter(|(other, _)| *other == name);
    let found = names.find(|(_, key)| known.clone().any(|k| k == *key));
    found.map(|(_, key)| *key)
}

/// What to do with a key of front matter that other tools have and this one does without.
pub(super) fn foreign(name: &str) -> Option<Message> {
    Some(match name.to_ascii_lowercase().as_str() {
        "layout" | "type" | "template" => message!(
            "지우세요. 글의 종류는 폴더와 파일 이름으로 정해집니다",
            "delete it: what a text is follows from its folder and file name"
        ),
        "permalink" | "slug" | "url" => message!(
            "지우세요. 주소는 폴더와 파일 이름에서 나옵니다. 옛 주소는 `moved_from`에 적습니다",
            "delete it: the address follows from folder and file name; an old one goes into `moved_from`"
        ),
        "tags" | "tag" | "categories" | "keywords" | "series" | "태그" | "카테고리" => {
            message!(
                "지우세요. 글들은 태그가 아니라 용어집으로 이어집니다",
                "delete it: texts are connected by the glossary, not by tags"
            )
        }
        "published" | "hidden" | "private" | "공개" | "비공개" => message!(
            "아직 게시하지 않을 글이면 `draft: true`로 적고, 아니면 지우세요",
            "write `draft: true` if it is not to be published yet, else delete it"
        ),
        "toc" | "목차" | "차례" => message!(
            "지우세요. 해설에는 차례가 저절로 생깁니다",
            "delete it: explainers have contents by themselves"
        ),
        "comments" | "comment" | "댓글" => message!(
            "지우세요. 댓글은 `templates/`의 템플릿에 직접 넣습니다",
            "delete it: comments are put into a template in `templates/`"
        ),
        "lang" | "language" | "locale" => message!(
            "지우세요. 언어는 파일 이름에 적습니다: `index.ko.md`",
            "delete it: the language stands in the file name, `index.ko.md`"
        ),
        _ => return None,
    })
}
