//! What the author of a broken link means where there is one answer: what has moved, or the only page or file that is called so.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::map::Map;
use super::missing::{Missing, as_address};
use crate::base::diag::{Fix, Message, nearest};
use crate::base::ids::EntryId;
use crate::base::permalink::resolve;
use crate::document::path::{CONTENT, ContentPath, INDEX};
use crate::lang::message::message;

/// What there is to link to, to be looked up by the last part of a path.
pub(super) struct Known<'m> {
    /// Files below `content/`, sorted.
    pub(super) files: Vec<&'m str>,
    files_by_name: FxHashMap<&'m str, Vec<&'m str>>,
    pages_by_name: FxHashMap<&'m str, Vec<EntryId>>,
}

/// Endings of texts and pages, here and with other tools.
const ENDINGS: [&str; 4] = [".md", ".mdx", ".html", ".htm"];

/// The last part of a path.
fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether `path` ends in the parts of `end`.
fn ends_in(path: &str, end: &str) -> bool {
    let rest = path.strip_suffix(end);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}

impl Map<'_> {
    pub(super) fn known(&self) -> Known<'_> {
        let texts = self.documents.values().map(|d| &**d.outline.file());
        let blobs = self.sources.blobs(CONTENT).map(|(file, _)| &**file);
        let mut files: Vec<&str> = texts.chain(blobs).map(|f| &f[CONTENT.len()..]).collect();
        files.sort_unstable();
        // The sections of an index are in one file.
        files.dedup();
        let mut files_by_name = FxHashMap::<_, Vec<_>>::default();
        for &file in &files {
            files_by_name.entry(name(file)).or_default().push(file);
        }
        let mut pages_by_name = FxHashMap::<_, Vec<_>>::default();
        for (id, entry) in self.linked.entries.iter() {
            pages_by_name
                .entry(name(&entry.route))
                .or_default()
                .push(id);
        }
        Known {
            files,
            files_by_name,
            pages_by_name,
        }
    }

    /// What to write in place of a link, with what says so.
    pub(super) fn instead(
        &self,
        missing: &Missing<'_>,
        from: &ContentPath,
        known: &Known<'_>,
    ) -> Option<(String, Message)> {
        let (Missing::File(path) | Missing::Climbs(path)) = missing else {
            return None;
        };
        if as_address(path).is_some() {
            return None;
        }
        let wanted = resolve(&from.folder, path);
        if let Some(now) = wanted.as_ref().and_then(|wanted| self.moved(wanted, from)) {
            let message = message!(
                "주소가 바뀌었습니다. `{now}`(으로/로) 적으세요",
                "it has moved: write `{now}`"
            );
            return Some((now, message));
        }
        let meant = self
            .file_called(path, from, known)
            .or_else(|| self.page_called(path, from, known))?;
        let message = message!("`{meant}`(으로/로) 적으세요", "write `{meant}`");
        Some((meant, message))
    }

    /// A file of `static/` by its path in the site's folder or from there, or the only file whose path ends so.
    fn file_called(&self, path: &str, from: &ContentPath, known: &Known<'_>) -> Option<String> {
        let inside = path.trim_start_matches(['.', '/']);
        let fixed = inside.strip_prefix("static/").unwrap_or(inside);
        if self.sources.contains(&format!("static/{fixed}")) {
            return Some(format!("/{fixed}"));
        }
        let end = inside.trim_start_matches(CONTENT);
        let named = known.files_by_name.get(name(end))?.iter();
        let mut named = named.filter(|file| end.contains('.') && ends_in(file, end));
        let file = named.next().filter(|_| named.next().is_none())?;
        Some(relative_file(&from.folder, file))
    }

    /// The page at an address as browsers read it, or the only one whose address ends so: `/tide/`, `/ko/tide/`, `../tide.html`, with
    /// the path that the site is published under or without it.
    fn page_called(&self, path: &str, from: &ContentPath, known: &Known<'_>) -> Option<String> {
        let base = self.site.base_url.path();
        let below = path.strip_prefix(base).filter(|_| path.starts_with('/'));
        let end = self.route(below.unwrap_or(path).trim_start_matches(['.', '/']));
        let there = resolve(&from.folder, path);
        let there = there.and_then(|there| self.linked.by_route(self.route(&there)));
        let page = there.or_else(|| {
            let pages = known.pages_by_name.get(name(end))?.iter();
            let mut pages = pages.filter(|id| ends_in(&self.linked.entry(**id).route, end));
            pages.next().filter(|_| pages.next().is_none()).copied()
        });
        self.file_of(page.filter(|_| !end.is_empty())?, from)
    }

    /// The only page whose name is nearly the last part of an address.
    pub(super) fn page_like(
        &self,
        path: &str,
        from: &ContentPath,
        known: &Known<'_>,
    ) -> Option<String> {
        let wanted = name(self.route(path));
        let mut names: Vec<&str> = known.pages_by_name.keys().copied().collect();
        names.sort_unstable();
        let [page] = known.pages_by_name[nearest(wanted, names)?][..] else {
            return None;
        };
        self.file_of(page, from)
    }

    /// The text that a page shows to readers of a text, as a link from there names it.
    fn file_of(&self, page: EntryId, from: &ContentPath) -> Option<String> {
        let page = self.linked.entry(page);
        let text = self.documents[page.shown(from.language)?].outline.file();
        let tag = self.site.tag(from.language);
        let (stem, shown) = text.strip_suffix(".md")?.rsplit_once('.')?;
        // Where a text is shown in place of a missing one, the name without a language is the page in one's own.
        let file = match *shown == **tag {
            true => format!("{stem}.{tag}.md"),
            false => format!("{stem}.md"),
        };
        let file = &file[CONTENT.len()..];
        (*file != from.file[CONTENT.len()..]).then(|| relative_file(&from.folder, file))
    }

    /// A path or an address without what is not part of a page's path: a language, `index`, an ending.
    fn route<'p>(&self, path: &'p str) -> &'p str {
        let path = path.trim_end_matches('/');
        let stem = ENDINGS.iter().find_map(|ending| path.strip_suffix(ending));
        let path = stem.unwrap_or(path);
        let is_tag = |tag: &str| self.site.language_by_tag(tag).is_some();
        let path = path
            .rsplit_once('.')
            .map_or(path, |(stem, tag)| if is_tag(tag) { stem } else { path });
        let path = path
            .split_once('/')
            .map_or(path, |(tag, rest)| if is_tag(tag) { rest } else { path });
        match path.strip_suffix(INDEX) {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => {
                folder.trim_end_matches('/')
            }
            _ => path,
        }
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
}

/// What puts `text` in place of a path in the source of a link.
pub(super) fn fix(source: &str, link: &Range<usize>, path: &str, text: &str) -> Option<Fix> {
    let at = source[link.clone()].rfind(path)?;
    let start = link.start + at;
    let end = start + path.len();
    let is_whole = source[..start].ends_with(['(', '<', '"', '\''])
        && source[end..].starts_with([')', '>', '"', '\'', '#', '?', ' ']);
    let is_plain = text
        .bytes()
        .all(|b| b.is_ascii_graphic() && !b"()<>".contains(&b));
    (is_whole && is_plain).then(|| Fix::new(start..end, text))
}

/// A path from `folder` to `file`, as an author would write it.
pub(super) fn relative_file(folder: &str, file: &str) -> String {
    let common = folder
        .split_inclusive('/')
        .zip(file.split_inclusive('/'))
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len())
        .sum::<usize>();
    "../".repeat(folder[common..].matches('/').count()) + &file[common..]
}
