//! What links can point to, and where each one does.

use std::sync::Arc;

use super::missing::{Missing, has_ending};
use super::{Anchor, Destination, Resolved};
use crate::base::ids::DocumentId;
use crate::base::names;
use crate::base::permalink::resolve;
use crate::document::markdown::body::{LinkTarget, SlotKind};
use crate::document::markdown::links::classify;
use crate::document::path::CONTENT;
use crate::document::{Document, Documents};
use crate::lang::LanguageId;
use crate::model::link::{Linked, Section};
use crate::source::Sources;
use crate::source::data::Spanned;
use crate::source::site::Site;

/// What links can point to.
pub(super) struct Map<'m> {
    pub(super) site: &'m Site,
    pub(super) sources: &'m Sources,
    pub(super) documents: &'m Documents,
    pub(super) linked: &'m Linked,
}

impl Map<'_> {
    pub(super) fn resolve(&self, id: DocumentId) -> Resolved {
        let body = &self.documents[id].parsed.body;
        let mut missing = Vec::new();
        let links: Box<[Destination]> = (0..)
            .zip(&body.links)
            .map(|(i, link)| {
                self.find(id, &link.target).unwrap_or_else(|_| {
                    missing.push(i);
                    Destination::Address(String::new())
                })
            })
            .collect();
        let mut missing_addresses = Vec::new();
        let addresses: Box<[Option<Destination>]> = (0..)
            .zip(&body.addresses)
            .map(|(i, address)| {
                let (target, _) = classify(&address.value, true).ok()?;
                self.own(id, &target).unwrap_or_else(|_| {
                    missing_addresses.push(i);
                    None
                })
            })
            .collect();
        let shown = body.slots.iter().filter_map(|slot| match slot.kind {
            SlotKind::Image(index) => links[index as usize].file(),
            SlotKind::OwnImage(index, _) => addresses[index as usize].as_ref()?.file(),
            _ => None,
        });
        let cover = image_of(&self.documents[id]).and_then(|image| self.cover(id, &image.value));
        let shown = shown.chain(cover.as_ref().and_then(Destination::file));
        let mut images: Vec<String> = shown.collect();
        images.sort_unstable();
        images.dedup();
        Resolved {
            links,
            addresses,
            cover,
            images: images.into(),
            missing: missing.into(),
            missing_addresses: missing_addresses.into(),
        }
    }

    /// What an address in a text's own HTML points to: from the text's file, as in Markdown, or as a browser reads it, from the
    /// text's page. `None` if it stays as it is: one elsewhere, on the same page, or of a page as browsers read it, which is looked
    /// at when all pages are made.
    pub(super) fn own<'l>(
        &self,
        from: DocumentId,
        target: &'l LinkTarget,
    ) -> Result<Option<Destination>, Missing<'l>> {
        let LinkTarget::Path(path, fragment) = target else {
            return Ok(None);
        };
        if let Some(file) = self.file_at(from, path) {
            return Ok(Some(file));
        }
        if !has_ending(path) || self.is_made(from, path) {
            return Ok(None);
        }
        let fragment = fragment.as_deref().filter(|f| !f.is_empty());
        self.path(from, path, fragment).map(Some)
    }

    /// Whether an address of a text's page is that of a file that the program makes.
    fn is_made(&self, from: DocumentId, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_feed = matches!(
            name,
            names::PAGE | names::FEED | names::MANIFEST | names::NOT_FOUND
        );
        is_feed
            || matches!(
                name,
                names::LLMS | names::ROBOTS | names::SITEMAP | names::CNAME
            )
            || path.contains(names::ASSETS)
            || self.linked.entry_of(from).is_none()
    }

    /// The file at a path.
    fn file_at(&self, from: DocumentId, path: &str) -> Option<Destination> {
        let here = &self.documents[from].outline.path;
        let file = |path: String| {
            let beside =
                !path.ends_with(".md") && self.sources.contains(&format!("{CONTENT}{path}"));
            if beside {
                Some(Destination::Beside(path))
            } else {
                let is_there = self.sources.contains(&format!("static/{path}"));
                is_there.then_some(Destination::Static(path))
            }
        };
        resolve(&here.folder, path).and_then(file).or_else(|| {
            let entry = self.linked.entry(self.linked.entry_of(from)?);
            let tag = self.site.tag(here.language);
            let on_page = resolve(&entry.folder(tag), path).filter(|_| !path.starts_with('/'))?;
            let beside = on_page.strip_prefix(&format!("{tag}/")).map(str::to_owned);
            beside.and_then(file)
        })
    }

    /// The picture that front matter names: a file, or an address of the web.
    fn cover(&self, from: DocumentId, image: &str) -> Option<Destination> {
        let (target, _) = classify(image, false).ok()?;
        let found = self.find(from, &target).ok()?;
        let is_picture = match &found {
            Destination::Address(address) => ["https://", "http://"]
                .iter()
                .any(|s| address.starts_with(s)),
            _ => found.file().is_some(),
        };
        is_picture.then_some(found)
    }

    /// The document in a file.
    fn by_file(&self, file: &str) -> Option<DocumentId> {
        self.linked.by_file(file)
    }

    pub(super) fn find<'l>(
        &self,
        from: DocumentId,
        target: &'l LinkTarget,
    ) -> Result<Destination, Missing<'l>> {
        match target {
            LinkTarget::Address(address) => Ok(Destination::Address(address.clone())),
            LinkTarget::Term(id) | LinkTarget::Name(id) => match id.strip_prefix('#') {
                Some("") | None => self.term(id).ok_or(Missing::Term(id)),
                // A figure, a table or a heading of the same page.
                Some(_) if self.linked.entry_of(from).is_none() => {
                    Ok(Destination::Address(String::new()))
                }
                Some(id) => self.anchored("", from, None, Some(id)),
            },
            LinkTarget::Path(path, fragment) => {
                let fragment = fragment.as_deref().filter(|f| !f.is_empty());
                // A text that is on no page has links to itself, which nobody sees.
                if path.is_empty() && self.linked.entry_of(from).is_none() {
                    return Ok(Destination::Address(String::new()));
                }
                if path.is_empty() {
                    return self.anchored(path, from, None, fragment);
                }
                self.path(from, path, fragment)
            }
        }
    }

    /// The text that is shown in place of one that a language does not have, and that language: the one in the file's name, else
    /// `here`.
    fn fallback(&self, file: &str, here: LanguageId) -> Option<(DocumentId, LanguageId)> {
        let stem = file.strip_suffix(".md")?;
        let named = stem.rsplit_once('.');
        let named = named.and_then(|(rest, tag)| Some((rest, self.site.language_by_tag(tag)?)));
        let (stem, language) = named.unwrap_or((stem, here));
        let mut languages = self.site.language_ids();
        let text =
            languages.find_map(|l| self.by_file(&format!("{stem}.{}.md", self.site.tag(l))))?;
        Some((text, language))
    }

    /// `[[id]]`: a term by its slug or a name; else a page by its path.
    fn term(&self, id: &str) -> Option<Destination> {
        let entry = self
            .linked
            .terms
            .get(id)
            .copied()
            .or_else(|| self.linked.by_name(id));
        let entry = entry.or_else(|| {
            self.linked
                .by_route(id.trim_matches('/'))
                .filter(|_| !id.is_empty())
        })?;
        Some(Destination::Page {
            entry,
            language: None,
            anchor: None,
        })
    }

    fn path<'l>(
        &self,
        from: DocumentId,
        path: &'l str,
        fragment: Option<&'l str>,
    ) -> Result<Destination, Missing<'l>> {
        let here = &self.documents[from].outline.path;
        let resolved = resolve(&here.folder, path).ok_or(Missing::Climbs(path))?;
        let whole = format!("{CONTENT}{resolved}");
        if resolved.ends_with(".md") {
            let own = whole
                .strip_suffix(".md")
                .map(|stem| format!("{stem}.{}.md", self.site.tag(here.language)));
            let found = self
                .by_file(&whole)
                .or_else(|| own.as_ref().and_then(|own| self.by_file(own)));
            return match found {
                Some(to) => {
                    let language = self.documents[to].outline.path.language;
                    self.anchored(
                        path,
                        to,
                        (language != here.language).then_some(language),
                        fragment,
                    )
                }
                None if let Some((to, language)) = self.fallback(&whole, here.language) => {
                    let other = (language != here.language).then_some(language);
                    self.anchored(path, to, other, fragment)
                }
                None if self.sources.contains(&whole)
                    || own.is_some_and(|own| self.sources.contains(&own)) =>
                {
                    Err(Missing::Draft(path))
                }
                None => Err(Missing::File(path)),
            };
        }
        if self.sources.contains(&whole) {
            return Ok(Destination::Beside(resolved));
        }
        if self.sources.contains(&format!("static/{resolved}")) {
            return Ok(Destination::Static(resolved));
        }
        // A folder, as the address of a page: with or without the language in front.
        let (language, route) = match resolved.split_once('/').unwrap_or((&resolved, "")) {
            (tag, rest) if path.starts_with('/') => self
                .site
                .language_by_tag(tag)
                .map_or((None, &*resolved), |l| (Some(l), rest)),
            _ => (None, &*resolved),
        };
        let entry = self.linked.by_route(route).ok_or(Missing::File(path))?;
        match self
            .linked
            .entry(entry)
            .shown(language.unwrap_or(here.language))
        {
            Some(document) => self.anchored(
                path,
                document,
                language.filter(|l| *l != here.language),
                fragment,
            ),
            None => Ok(Destination::Page {
                entry,
                language,
                anchor: None,
            }),
        }
    }

    /// Whether one of a section's texts calls it so.
    fn is_alias(&self, section: &Section, id: &str) -> bool {
        let mut texts = section.documents.iter().flatten();
        texts.any(|d| section.alias(&self.documents[*d].outline) == Some(id))
    }

    /// A document's page, at a place on it.
    fn anchored<'l>(
        &self,
        path: &'l str,
        to: DocumentId,
        language: Option<LanguageId>,
        fragment: Option<&'l str>,
    ) -> Result<Destination, Missing<'l>> {
        // A section whose explainer is a draft is on no page.
        let entry = self.linked.entry_of(to).ok_or(Missing::Draft(path))?;
        let outline = &self.documents[to].outline;
        let Some(fragment) = fragment else {
            // A link to a section's file points to the section.
            let section = self.linked.section_of(to);
            let anchor = section.map(|s| Anchor::Section(Arc::clone(&s.id)));
            return Ok(Destination::Page {
                entry,
                language,
                anchor,
            });
        };
        let entry_ = self.linked.entry(entry);
        let id_in = |d: DocumentId| {
            let at = self.documents[d].outline.id(fragment)?;
            Some(Anchor::Id(d, at))
        };
        let anchor = id_in(to)
            .or_else(|| {
                entry_
                    .sections
                    .iter()
                    .find(|s| *s.id == *fragment || self.is_alias(s, fragment))
                    .map(|s| Anchor::Section(Arc::clone(&s.id)))
            })
            .or_else(|| entry_.texts(outline.path.language).find_map(id_in))
            // A text that cannot be read may have it.
            .or_else(|| (outline.unread).then(|| Anchor::Section((*fragment).into())))
            .ok_or(Missing::Anchor(fragment, to))?;
        Ok(Destination::Page {
            entry,
            language,
            anchor: Some(anchor),
        })
    }
}

/// The picture that a text names as its own.
pub(super) fn image_of(document: &Document) -> Option<&Spanned<String>> {
    document.outline.explainer()?.image.as_ref()
}
