//! What the author of a broken link may mean: where it has moved to, or the nearest thing that exists.

use super::map::Map;
use super::missing::{Missing, as_address};
use crate::base::diag::{Message, did_you_mean, nearest};
use crate::base::permalink::resolve;
use crate::document::path::{CONTENT, ContentPath};
use crate::lang::message::message;

/// Endings of images.
const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "svg", "webp", "gif"];

impl Map<'_> {
    /// What a path means that is not the path of a file: a page by its address with `.html`, a file of `static/` by its path in the
    /// site's folder, or the only file whose path ends so.
    fn meant(
        &self,
        path: &str,
        wanted: &str,
        known: &[&str],
        from: &ContentPath,
    ) -> Option<String> {
        let folder = &*from.folder;
        if let Some(stem) = wanted
            .strip_suffix(".html")
            .or_else(|| wanted.strip_suffix(".htm"))
        {
            let tag = self.site.tag(from.language);
            let names = [
                format!("{stem}.{tag}.md"),
                format!(
                    "{}index.{tag}.md",
                    stem.strip_suffix("index").unwrap_or(stem)
                ),
            ];
            let name = names.into_iter().find(|name| known.contains(&&**name))?;
            return Some(relative_file(folder, &name));
        }
        if let Some(inside) = path.trim_start_matches(['.', '/']).strip_prefix("static/")
            && self.sources.contains(&format!("static/{inside}"))
        {
            return Some(format!("/{inside}"));
        }
        let end = path
            .trim_start_matches(['.', '/'])
            .trim_start_matches(CONTENT);
        let mut ending = known.iter().filter(|file| {
            let rest = file.strip_suffix(end);
            end.contains('.') && rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        });
        let found = ending.next().filter(|_| ending.next().is_none())?;
        Some(relative_file(folder, found))
    }

    /// What has moved away from a path below `content/`, which may be the address of a page: as a link from a text names it now.
    fn moved(&self, wanted: &str, from: &ContentPath) -> Option<String> {
        let (tag, rest) = wanted.split_once('/').unwrap_or((wanted, ""));
        let wanted = match self.site.language_by_tag(tag) {
            Some(_) if !self.sources.contains(&format!("{CONTENT}{wanted}")) => rest,
            _ => wanted,
        };
        let page = wanted.strip_suffix(".md").unwrap_or(wanted);
        let named = page.rsplit_once('.');
        let named = named.filter(|(_, tag)| self.site.language_by_tag(tag).is_some());
        let page = named.map_or(page, |(page, _)| page);
        let page = page.strip_suffix("/index").unwrap_or(page);
        let file = match self.linked.moved.get(page) {
            Some(moved) => {
                let text = self.linked.entry(moved.to).shown(from.language)?;
                self.documents[text].outline.file()[CONTENT.len()..].to_owned()
            }
            // Something in its folder.
            None => {
                let (moved, inside) = self.linked.moved_above(wanted)?;
                let file = format!("{}{inside}", self.linked.entry(moved.to).route);
                let exists = self.sources.contains(&format!("{CONTENT}{file}"));
                exists.then_some(file)?
            }
        };
        Some(relative_file(&from.folder, &file))
    }

    /// The nearest thing that exists.
    pub(super) fn hint(&self, missing: &Missing<'_>, from: &ContentPath) -> Option<Message> {
        let folder = &*from.folder;
        match missing {
            Missing::File(path) if as_address(path).is_some() => None,
            Missing::File(path) => {
                let wanted = resolve(folder, path)?;
                if let Some(now) = self.moved(&wanted, from) {
                    return Some(message!(
                        "주소가 바뀌었습니다. `{now}`(으로/로) 적으세요",
                        "it has moved: write `{now}`"
                    ));
                }
                let contents = self
                    .documents
                    .values()
                    .map(|d| &**d.outline.file())
                    .filter(|f| *f != &*from.file)
                    .map(|f| &f[CONTENT.len()..]);
                let blobs = self
                    .sources
                    .blobs(CONTENT)
                    .map(|(f, _)| &f[CONTENT.len()..]);
                let mut known: Vec<&str> = contents.chain(blobs).collect();
                known.sort_unstable();
                if let Some(meant) = self.meant(path, &wanted, &known, from) {
                    return Some(message!("`{meant}`(으로/로) 적으세요", "write `{meant}`"));
                }
                let near = relative_file(folder, nearest(&wanted, known)?);
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

/// A path from `folder` to `file`, as an author would write it.
fn relative_file(folder: &str, file: &str) -> String {
    let common = folder
        .split_inclusive('/')
        .zip(file.split_inclusive('/'))
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len())
        .sum::<usize>();
    "../".repeat(folder[common..].matches('/').count()) + &file[common..]
}
