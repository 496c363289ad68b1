//! The destination of each link of each text.
//!
//! [`Destinations::resolve`] looks every target up once, whatever page will show the text, and reports those that do
//! not exist, with the nearest name that does. An address is made of a [`Destination`] when a page is rendered, since
//! the same link reads differently on the article, on the parallel page and in the feed.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::base::diag::{Diagnostic, Message, Place, did_you_mean, nearest};
use crate::base::ids::{DocumentId, EntryId, Table};
use crate::base::parallel::complete;
use crate::base::permalink::resolve;
use crate::document::markdown::body::{LinkTarget, SlotKind};
use crate::document::markdown::links::classify;
use crate::document::path::{CONTENT, ContentPath};
use crate::document::{Document, Documents};
use crate::lang::LanguageId;
use crate::lang::message::message;
use crate::model::link::{Linked, Section};
use crate::source::Sources;
use crate::source::data::Spanned;
use crate::source::site::Site;

/// What a link points to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Destination {
    /// An address of the web, as written.
    Address(String),
    /// A page; `language` only where the author asked for another than the text's own.
    Page {
        entry: EntryId,
        language: Option<LanguageId>,
        anchor: Option<Anchor>,
    },
    /// A file beside a text: its path below `content/`, which is its path in the output too.
    Beside(String),
    /// A file of `static/`: its path from the site's root.
    Static(String),
}

/// A place on a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Anchor {
    /// The id with this number in a document.
    Id(DocumentId, u32),
    /// A section, by its id.
    Section(Arc<str>),
}

/// The destinations of every link of every document.
#[derive(Debug, Default)]
pub(crate) struct Destinations(Table<DocumentId, Arc<Resolved>>);

/// The destinations of a document's links.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Resolved {
    /// As the body numbers them.
    pub(crate) links: Box<[Destination]>,
    /// Files that addresses in the author's own HTML point to, as the body numbers these; `None` for what is no file.
    pub(crate) addresses: Box<[Option<Destination>]>,
    /// The picture that its front matter names.
    pub(crate) cover: Option<Destination>,
    /// Source files of the images that the document shows, sorted.
    pub(crate) images: Box<[String]>,
    /// Links without a destination.
    missing: Box<[u32]>,
}

/// Hints are sought for this many broken links: the search compares with every file.
const MOST_HINTS: usize = 100;

impl Destinations {
    /// Resolves all links. `known` are the documents and destinations of a site that hangs together as this one does
    /// and has the same files: a document that is still the same is not looked at again.
    pub(crate) fn resolve(
        site: &Site,
        sources: &Sources,
        documents: &Documents,
        linked: &Linked,
        known: Option<(&Documents, &Self)>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let map = Map {
            site,
            sources,
            documents,
            by_file: documents
                .iter()
                // The sections of an index are on its page.
                .filter(|(_, d)| d.outline.path.part.is_none())
                .map(|(id, d)| (&**d.outline.file(), id))
                .collect(),
            linked,
        };
        let items = documents.iter().map(|(id, document)| match known {
            Some((before, Self(known)))
                if before.get(id).is_some_and(|b| Arc::ptr_eq(b, document)) =>
            {
                Ok(Arc::clone(&known[id]))
            }
            _ => Err(id),
        });
        let resolved = complete(items.collect(), |id| Arc::new(map.resolve(id)));
        let mut hints = MOST_HINTS;
        for ((id, document), resolved) in documents.iter().zip(&resolved) {
            let mut tell = |missing: Missing<'_>, span: &Range<usize>| {
                let place = Place::at(document.outline.file(), span.clone());
                let d = Diagnostic::error(place, "broken-link", missing.message());
                let hint = if hints > 0 {
                    map.hint(&missing, &document.outline.path)
                } else {
                    None
                };
                hints = hints.saturating_sub(1);
                let hint = hint.or_else(|| missing.as_heading_id(&document.source, span));
                diagnostics.push(d.hint(hint.unwrap_or_else(|| missing.remedy())));
            };
            if let (Some(image), None) = (image_of(document), &resolved.cover) {
                tell(Missing::File(&image.value), &image.span);
            }
            for index in &resolved.missing {
                let link = &document.parsed.body.links[*index as usize];
                if let Err(missing) = map.find(id, &link.target) {
                    tell(missing, &link.span);
                }
            }
        }
        Self(documents.ids().zip(resolved).collect())
    }

    /// Of a document's link number `index`.
    pub(crate) fn of(&self, document: DocumentId, index: u32) -> &Destination {
        &self.0[document].links[index as usize]
    }

    /// Of a document's links.
    pub(crate) fn of_all(&self, document: DocumentId) -> &Arc<Resolved> {
        &self.0[document]
    }

    /// The file that an address in a document's own HTML points to.
    pub(crate) fn of_address(&self, document: DocumentId, index: u32) -> Option<&Destination> {
        self.0[document].addresses[index as usize].as_ref()
    }

    /// Of every document's links.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Arc<Resolved>> {
        self.0.values()
    }
}

impl Destination {
    /// The source file of an image.
    pub(crate) fn file(&self) -> Option<String> {
        match self {
            Self::Beside(path) => Some(format!("{CONTENT}{path}")),
            Self::Static(path) => Some(format!("static/{path}")),
            _ => None,
        }
    }
}

/// What a link asks for and is not there.
#[derive(Debug)]
enum Missing<'l> {
    File(&'l str),
    Draft(&'l str),
    Climbs(&'l str),
    Anchor(&'l str, DocumentId),
    Term(&'l str),
}

impl Missing<'_> {
    fn message(&self) -> Message {
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

    fn remedy(&self) -> Message {
        match self {
            Self::File(path) if let Some(address) = as_address(path) => message!(
                "다른 사이트라면 `{address}`(으로/로) 적으세요",
                "if it is another site, write `{address}`"
            ),
            Self::File(path) if path.starts_with('/') && has_ending(path) => message!(
                "`static{path}`에 파일을 두거나, 글 옆에 두고 파일 이름만 적으세요",
                "put the file at `static{path}`, or beside the text and write its name only"
            ),
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
            Self::Anchor(id, _) => message!(
                "그 제목에 주소를 다세요: `## 제목 {{#{id}}}`",
                "give the heading this id: `## Heading {{#{id}}}`"
            ),
            Self::Term(_) => file_of_term(),
        }
    }

    /// For a link to a term at the end of a heading, which is how other tools give a heading its id: `## Title[[id]]`.
    fn as_heading_id(&self, source: &str, link: &Range<usize>) -> Option<Message> {
        let Self::Term(id) = self else {
            return None;
        };
        let line = source[..link.start].rfind('\n').map_or(0, |i| i + 1);
        let (title, rest) = (&source[line..link.start], &source[link.end..]);
        let ends = rest
            .lines()
            .next()
            .is_none_or(|rest| rest.trim().is_empty());
        (ends && title.starts_with('#')).then(|| {
            let title = title.trim_end();
            message!(
                "제목에 주소를 달려면 `{title} {{#{id}}}`(으로/로) 적으세요",
                "to give the heading an id, write `{title} {{#{id}}}`"
            )
        })
    }
}

/// Whether a path ends as those of files do: in a dot and letters.
fn has_ending(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// The address of another site that a path is without its scheme: `naver.com/a`.
fn as_address(path: &str) -> Option<String> {
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

/// Endings of images.
const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "svg", "webp", "gif"];

/// The picture that a text names as its own.
fn image_of(document: &Document) -> Option<&Spanned<String>> {
    document.outline.explainer()?.image.as_ref()
}

/// What links can point to.
struct Map<'m> {
    site: &'m Site,
    sources: &'m Sources,
    documents: &'m Documents,
    by_file: FxHashMap<&'m str, DocumentId>,
    linked: &'m Linked,
}

impl Map<'_> {
    fn resolve(&self, id: DocumentId) -> Resolved {
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
        let addresses = body.addresses.iter().map(|a| self.file_at(id, &a.value));
        let addresses: Box<[Option<Destination>]> = addresses.collect();
        let shown = body.slots.iter().filter_map(|slot| match slot.kind {
            SlotKind::Image(index) => links[index as usize].file(),
            SlotKind::Copies(index, _) => addresses[index as usize].as_ref()?.file(),
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
        }
    }

    /// The file that an address in a text's own HTML points to: from the text's file, as in Markdown, or as a browser reads it,
    /// from the text's page.
    fn file_at(&self, from: DocumentId, address: &str) -> Option<Destination> {
        let Ok((LinkTarget::Path(path, _), _)) = classify(address, true) else {
            return None;
        };
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
        resolve(&here.folder, &path).and_then(file).or_else(|| {
            let entry = self.linked.entry(self.linked.entry_of(from)?);
            let tag = self.site.tag(here.language);
            let on_page = resolve(&entry.folder(tag), &path).filter(|_| !path.starts_with('/'))?;
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
        self.by_file.get(file).copied()
    }

    fn find<'l>(
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
            .or_else(|| (outline.front.unread).then(|| Anchor::Section((*fragment).into())))
            .ok_or(Missing::Anchor(fragment, to))?;
        Ok(Destination::Page {
            entry,
            language,
            anchor: Some(anchor),
        })
    }

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
    fn hint(&self, missing: &Missing<'_>, from: &ContentPath) -> Option<Message> {
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
