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
    /// The section that a name means which is no term: that of a file beside the text, or one of its own headings.
    fn section_named(&self, name: &str, from: &ContentPath) -> Option<String> {
        let stem = name.strip_suffix(".md").unwrap_or(name);
        let tagged = stem.rsplit_once('.');
        let tagged = tagged.filter(|(_, tag)| self.site.language_by_tag(tag).is_some());
        let stem = tagged.map_or(stem, |(stem, _)| stem);
        let number = stem.split_once('-');
        let number = number.filter(|(digits, _)| digits.bytes().all(|b| b.is_ascii_digit()));
        let id = number.map_or(stem, |(_, rest)| rest);
        let entry = self.linked.by_route(from.folder.trim_end_matches('/'))?;
        let mut sections = self.linked.entry(entry).sections.iter();
        sections
            .any(|section| &*section.id == id)
            .then(|| id.to_owned())
    }

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
                const KINDS: [&str; 3] = ["fig-", "tab-", "eq-"];
                // A reference to a figure means a figure; what the program gives ids to nobody means.
                let kind = KINDS.into_iter().find(|kind| id.starts_with(kind));
                let known = ids.chain(entry.sections.iter().map(|s| &*s.id));
                let known = known.filter(|known| match kind {
                    Some(kind) => known.starts_with(kind),
                    None => !known.starts_with("cite-"),
                });
                let known: Vec<&str> = known.collect();
                // A figure or table without what its id begins with.
                let numbered = KINDS.map(|kind| format!("{kind}{id}"));
                let near = numbered.iter().find(|id| known.contains(&&***id));
                let near = near.map(|id| message!("혹시 `{id}`?", "did you mean `{id}`?"));
                near.or_else(|| did_you_mean(id, known))
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
            Missing::Term(id) if id.starts_with('@') => Some(message!(
                "출처는 `[{id}]`(으로/로) 밝힙니다",
                "a source is cited as `[{id}]`"
            )),
            Missing::Term(id) if let Some(section) = self.section_named(id, from) => {
                Some(message!(
                    "절은 `[[#{section}]]`(으로/로) 가리킵니다",
                    "a section is referred to by `[[#{section}]]`"
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
