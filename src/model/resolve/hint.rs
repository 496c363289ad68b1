//! The nearest thing that exists to what a broken link asks for.

use super::instead::{Known, relative_file};
use super::map::Map;
use super::missing::{Missing, as_address};
use crate::base::diag::{Message, did_you_mean, nearest};
use crate::base::permalink::resolve;
use crate::document::path::{CONTENT, ContentPath};
use crate::lang::message::message;

/// Endings of images.
const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "svg", "webp", "gif"];

impl Map<'_> {
    /// The nearest thing that exists.
    pub(super) fn hint(
        &self,
        missing: &Missing<'_>,
        from: &ContentPath,
        known: &Known<'_>,
    ) -> Option<Message> {
        let folder = &*from.folder;
        match missing {
            Missing::File(path) if as_address(path).is_some() => None,
            Missing::File(path) => {
                let wanted = resolve(folder, path)?;
                let own = &from.file[CONTENT.len()..];
                let others = known.files.iter().copied().filter(|file| *file != own);
                let near = match nearest(&wanted, others) {
                    Some(file) => relative_file(folder, file),
                    None => self.page_like(path, from, known)?,
                };
                Some(message!("혹시 `{near}`?", "did you mean `{near}`?"))
            }
            Missing::Anchor(id, document) => {
                let language = self.documents[*document].outline.path.language;
                let entry = self.linked.entry(self.linked.entry_of(*document)?);
                let ids = entry
                    .texts(language)
                    .flat_map(|d| &self.documents[d].outline.ids)
                    .map(|i| i.name.as_str());
                if let Some(section) = entry.section_once(id) {
                    let now = &section.id;
                    return Some(message!(
                        "제목 주소가 바뀌었습니다. `#{now}`(으로/로) 적으세요",
                        "it is now called otherwise: write `#{now}`"
                    ));
                }
                let known: Vec<&str> = ids.chain(entry.sections.iter().map(|s| &*s.id)).collect();
                did_you_mean(id, known)
            }
            Missing::Term(id)
                if id
                    .rsplit_once('.')
                    .is_some_and(|(_, end)| IMAGES.contains(&end)) =>
            {
                Some(message!(
                    "이미지는 `![설명]({id})`(으로/로) 적으세요",
                    "write an image as `![what it shows]({id})`"
                ))
            }
            Missing::Term(id) if id.eq_ignore_ascii_case("toc") => Some(message!(
                "지우세요. 해설에는 차례가 저절로 생깁니다",
                "delete it: explainers have contents by themselves"
            )),
            Missing::Term(id) if id.contains('｜') => {
                let (name, shown) = id.split_once('｜')?;
                Some(message!(
                    "반각 `|`로 적으세요: `[[{name}|{shown}]]`",
                    "write a half-width `|`: `[[{name}|{shown}]]`"
                ))
            }
            Missing::Term(id) if id.starts_with("fig-") || id.starts_with("tab-") => {
                Some(message!(
                    "그림이나 표는 `[[#{id}]]`(으로/로) 가리킵니다",
                    "a figure or table is referred to by `[[#{id}]]`"
                ))
            }
            Missing::Term(id) if let Some(now) = self.linked.name_now(id) => Some(message!(
                "이름이 바뀌었습니다. `[[{now}]]`(으로/로) 적으세요",
                "it has moved: write `[[{now}]]`"
            )),
            Missing::Term(id) => {
                let names = self
                    .linked
                    .terms
                    .values()
                    .flat_map(|t| self.linked.entry(*t).documents.iter().flatten());
                let names = names.map(|d| self.documents[*d].outline.title());
                let known = self.linked.terms.keys().map(|k| &**k).chain(names);
                did_you_mean(id, known)
            }
            Missing::Draft(_) | Missing::Climbs(_) => None,
        }
    }
}
