//! Makes the [`View`] of each page out of the linked site.
//!
//! [`Composer::pages`] lists every page there is; [`Composer::view`] makes one page's view, and nothing else needs to
//! be made for it: pages are composed and rendered in parallel, one at a time in each thread.
//!
//! Whatever a view is made of comes through the doors at the end of this file (`document`, `outline`, `entry`, …), which
//! note what is read where the page is to be kept ([`Reads`]). Nothing here reads the site in another way; what is the
//! same for equal routes, paths and settings needs no note.

mod explainer;
mod glossary;
mod html;
mod lists;
mod parallel;
mod uses;

use std::sync::Arc;

pub(crate) use glossary::Index;
pub(crate) use html::Frame;
pub(crate) use uses::Uses;

use crate::document::{Document, Outline};
use crate::glossary::{Glossary, Linker, Mentions};
use crate::image::Sizes;
use crate::jsonld;
use crate::lang::strings::Strings;
use crate::lang::{Language, LanguageId};
use crate::link::{DocumentId, Entry, EntryId, EntryKind, Linked};
use crate::machine;
use crate::markdown::Length;
use crate::permalink::relative;
use crate::reads::{Key, Reads};
use crate::resolve::{Destination, Destinations};
use crate::site::Site;
use crate::view::{Alternate, Content, Crumb, DateView, NavLink, Page, Switch, Text, View};

/// A page to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PageId {
    /// `/`
    Front,
    /// `404.html`
    NotFound,
    /// An entry in a language.
    Entry(EntryId, LanguageId),
    /// An explainer in a language with another one beside it.
    Parallel(EntryId, LanguageId),
}

impl PageId {
    /// The kinds of pages, as templates are named.
    pub(crate) const KINDS: [&str; 10] = [
        "front",
        "not-found",
        "parallel",
        "home",
        "explainer",
        "glossary",
        "term",
        "page",
        "archive",
        "search",
    ];
}

/// Everything that views are made of.
pub(crate) struct Composer<'c> {
    pub(crate) site: &'c Site,
    pub(crate) documents: &'c [Arc<Document>],
    pub(crate) linked: &'c Linked,
    pub(crate) destinations: &'c Destinations,
    pub(crate) strings: &'c [Strings],
    pub(crate) glossary: &'c Glossary,
    /// By document.
    pub(crate) mentions: &'c [Arc<Mentions>],
    pub(crate) images: &'c Sizes,
    /// The glossary in the order of each language.
    pub(crate) index: &'c [Index],
    /// Where each term is mentioned.
    pub(crate) uses: &'c Uses,
    /// Takes note of what is read.
    pub(crate) reads: Option<&'c Reads>,
}

impl Composer<'_> {
    /// Every page, in the order of their paths.
    pub(crate) fn pages(&self) -> Vec<PageId> {
        let entries = self
            .linked
            .ids()
            .flat_map(|(id, _)| self.site.language_ids().map(move |l| PageId::Entry(id, l)));
        let explainers = self.linked.explainers.iter().copied();
        let parallel = explainers.flat_map(|id| {
            let languages = self.site.language_ids();
            let languages = languages.filter(move |l| self.has_parallel(id, *l));
            languages.map(move |l| PageId::Parallel(id, l))
        });
        [PageId::Front, PageId::NotFound]
            .into_iter()
            .chain(entries)
            .chain(parallel)
            .collect()
    }

    /// Path of the page's file in the output.
    pub(crate) fn path(&self, page: PageId) -> String {
        match page {
            PageId::Front => "index.html".into(),
            PageId::NotFound => "404.html".into(),
            PageId::Entry(entry, language) => format!("{}index.html", self.folder(entry, language)),
            PageId::Parallel(entry, language) => {
                format!("{}parallel/index.html", self.folder(entry, language))
            }
        }
    }

    /// What the page's template sees.
    pub(crate) fn view(&self, page: PageId) -> View {
        match page {
            PageId::Front => self.front(),
            PageId::NotFound => self.not_found(),
            PageId::Parallel(id, language) => self.parallel(id, language),
            PageId::Entry(id, language) => {
                let entry = self.entry(id);
                let folder = self.folder(id, language);
                let frame = Frame::new(&folder, language);
                let content = match entry.kind {
                    EntryKind::Home => Content::Home(self.home(id, &frame)),
                    EntryKind::Explainer => {
                        Content::Explainer(Box::new(self.explainer(id, &frame)))
                    }
                    EntryKind::GlossaryIndex => Content::Glossary(self.glossary_index(id, &frame)),
                    EntryKind::Term => Content::Term(Box::new(self.term(id, &frame))),
                    EntryKind::Page => Content::Text(Text {
                        html: self.body_of(id, &mut self.linker(id), &frame),
                    }),
                    EntryKind::Archive => Content::Archive(self.archive(&frame)),
                    EntryKind::Search => Content::Search(self.search(&frame)),
                };
                let mut page = self.page(id, &frame);
                page.json_ld = jsonld::of(self, id, &page, &content, &frame);
                View {
                    nav: self.nav(Some(id), &frame),
                    page,
                    content,
                }
            }
        }
    }

    /// What every page of an entry has.
    pub(super) fn page(&self, id: EntryId, frame: &Frame<'_>) -> Page {
        let language = frame.language;
        let entry = self.entry(id);
        let shown = entry.shown(language).map(|d| self.language_of(d));
        let foreign = shown.filter(|l| *l != language && !entry.kind.is_list());
        let title = self.title(entry, language);
        let site_title = &self.site.title[language];
        let existing: Vec<LanguageId> = self
            .site
            .language_ids()
            .filter(|l| entry.exists(*l))
            .collect();
        let mut locales = vec![og_locale(self.site.tag(language))];
        if foreign.is_none() {
            locales.extend(
                existing
                    .iter()
                    .filter(|l| **l != language)
                    .map(|l| og_locale(self.site.tag(*l))),
            );
        }
        Page {
            kind: entry.kind.name(),
            lang: self.tag(language),
            root: "../".repeat(frame.folder.matches('/').count()),
            home: relative(frame.folder, &format!("{}/", self.site.tag(language))),
            glossary: self
                .by_route("glossary")
                .filter(|_| !self.linked.terms.is_empty())
                .map(|g| self.href(g, frame)),
            head_title: if entry.kind == EntryKind::Home {
                site_title.to_owned()
            } else {
                format!("{title} · {site_title}")
            },
            description: self.description(entry, language),
            canonical: self
                .site
                .base_url
                .join(&self.folder(id, foreign.unwrap_or(language))),
            alternates: if foreign.is_none() {
                self.alternates(id)
            } else {
                Vec::new()
            },
            switch: self.switch(|l| relative(frame.folder, &self.folder(id, l)), language),
            breadcrumbs: self.breadcrumbs(id, &title, frame),
            foreign: foreign.map(|l| self.tag(l)),
            noindex: foreign.is_some() || entry.kind == EntryKind::Search,
            search: self.by_route("search").map(|s| self.href(s, frame)),
            og_type: if entry.kind == EntryKind::Explainer {
                "article"
            } else {
                "website"
            },
            og_locales: locales,
            json_ld: String::new(),
            markdown: machine::has_markdown(self, id, language)
                .then(|| relative(frame.folder, &(self.folder(id, language) + machine::FILE))),
            feed: relative(
                frame.folder,
                &format!("{}/feed.xml", self.site.tag(language)),
            ),
            title,
        }
    }

    /// The page in every language it exists in, where there are two or more, and which one suits everybody else.
    pub(crate) fn alternates(&self, id: EntryId) -> Vec<Alternate> {
        let entry = self.entry(id);
        let existing: Vec<LanguageId> = self
            .site
            .language_ids()
            .filter(|l| entry.exists(*l))
            .collect();
        if existing.len() < 2 {
            return Vec::new();
        }
        let address = |l: LanguageId| self.site.base_url.join(&self.folder(id, l));
        let default = match entry.kind {
            EntryKind::Home => self.site.base_url.join(""),
            _ => address(existing[0]),
        };
        let pages = existing.iter().map(|l| Alternate {
            lang: self.tag(*l),
            href: address(*l),
        });
        pages
            .chain([Alternate {
                lang: "x-default".into(),
                href: default,
            }])
            .collect()
    }

    /// The same thing in the other languages.
    fn switch(&self, href: impl Fn(LanguageId) -> String, language: LanguageId) -> Vec<Switch> {
        let others = self.site.language_ids().filter(|l| *l != language);
        others
            .map(|l| Switch {
                lang: self.tag(l),
                name: self.site.language(l).name.clone(),
                href: href(l),
            })
            .collect()
    }

    fn nav(&self, here: Option<EntryId>, frame: &Frame<'_>) -> Vec<NavLink> {
        let language = frame.language;
        let strings = self.words(language);
        let list = self
            .by_route("archive")
            .or(self.by_route(""))
            .into_iter()
            .map(|e| (e, strings.get("explainers").to_owned()));
        let glossary = self
            .by_route("glossary")
            .into_iter()
            .map(|e| (e, strings.get("glossary").to_owned()));
        let own = self.site.nav.iter().filter_map(|n| {
            Some((
                self.by_route(n.page.value.trim_matches('/'))?,
                n.label[language].to_owned(),
            ))
        });
        list.chain(glossary)
            .chain(own)
            .map(|(entry, label)| NavLink {
                label,
                href: self.href(entry, frame),
                current: here == Some(entry),
            })
            .collect()
    }

    fn breadcrumbs(&self, id: EntryId, title: &str, frame: &Frame<'_>) -> Vec<Crumb> {
        let entry = self.entry(id);
        if entry.kind == EntryKind::Home {
            return Vec::new();
        }
        let step = |route: &str| {
            let above = self.by_route(route)?;
            let title = if route.is_empty() {
                self.words(frame.language).get("home").to_owned()
            } else {
                self.title(self.entry(above), frame.language)
            };
            Some(Crumb {
                title,
                href: Some(self.href(above, frame)),
            })
        };
        let folders = entry
            .route
            .match_indices('/')
            .map(|(i, _)| &entry.route[..i]);
        let above = std::iter::once("").chain(folders).filter_map(step);
        above
            .chain([Crumb {
                title: title.to_owned(),
                href: None,
            }])
            .collect()
    }

    /// Heading of an entry's page.
    pub(crate) fn title(&self, entry: &Entry, language: LanguageId) -> String {
        // A list shows its own words where it has no text in the language.
        let own = if entry.kind.is_list() {
            entry.documents[language.index()]
        } else {
            entry.shown(language)
        };
        match (own.map(|d| self.title_of(d)), entry.kind) {
            (Some(title), _) => title.to_owned(),
            (None, EntryKind::GlossaryIndex) => self.words(language).get("glossary").to_owned(),
            (None, EntryKind::Archive) => self.words(language).get("archive").to_owned(),
            (None, EntryKind::Search) => self.words(language).get("search").to_owned(),
            (None, _) => self.site.title[language].to_owned(),
        }
    }

    /// One sentence about an entry's page: what the author says, or a term's summary, or the first words of the text.
    pub(crate) fn description(&self, entry: &Entry, language: LanguageId) -> String {
        let own = if entry.kind.is_list() {
            entry.documents[language.index()]
        } else {
            entry.shown(language)
        };
        let Some(document) = own else {
            return self.site.description[language].to_owned();
        };
        let outline = self.outline(document);
        if let Some(description) = &outline.front.description {
            return description.clone();
        }
        match (outline.term(), entry.kind) {
            (Some(term), _) => term.summary.clone(),
            (None, EntryKind::Home) => self.site.description[language].to_owned(),
            _ => self.opening(document),
        }
    }

    /// Relative address of an entry's page.
    pub(crate) fn href(&self, entry: EntryId, frame: &Frame<'_>) -> String {
        frame.href(&self.folder(entry, frame.language))
    }

    /// Folder of an entry's page in the output: `ko/openai-xai/`.
    pub(crate) fn folder(&self, entry: EntryId, language: LanguageId) -> String {
        self.linked.entry(entry).folder(self.site.tag(language))
    }

    pub(crate) fn tag(&self, language: LanguageId) -> String {
        self.site.tag(language).to_string()
    }

    /// The tag of a text's language, where it is not the reader's.
    fn other_tag(&self, text: LanguageId, reader: LanguageId) -> Option<String> {
        (text != reader).then(|| self.tag(text))
    }

    /// A day as readers of the language write it.
    pub(crate) fn date(&self, date: jiff::civil::Date, language: LanguageId) -> DateView {
        let text = match self.site.language(language).language {
            Language::Korean => format!("{}년 {}월 {}일", date.year(), date.month(), date.day()),
            Language::English => format!(
                "{} {} {}",
                date.day(),
                MONTHS[date.month() as usize - 1],
                date.year()
            ),
            Language::Other => date.to_string(),
        };
        DateView {
            iso: date.to_string(),
            text,
        }
    }

    /// The text of an entry itself, without an explainer's sections.
    fn body_of(&self, id: EntryId, linker: &mut Linker, frame: &Frame<'_>) -> String {
        let entry = self.entry(id);
        // A list has no notice that its introduction is in another language, so it shows only its own.
        let own = if entry.kind.is_list() {
            entry.documents[frame.language.index()]
        } else {
            entry.shown(frame.language)
        };
        own.map_or_else(String::new, |d| {
            self.html(
                &self.link_terms(d, linker, frame),
                self.document(d).parsed.body.whole(),
            )
        })
    }
}

/// The doors to the site.
impl<'c> Composer<'c> {
    fn read(&self, key: Key) {
        if let Some(reads) = self.reads {
            reads.note(key);
        }
    }

    /// A document of which the page shows the text.
    pub(crate) fn document(&self, id: DocumentId) -> &'c Document {
        self.read(Key::Text(id));
        &self.documents[id.0 as usize]
    }

    /// What a document says of itself. Its ids and how long it is have doors of their own.
    pub(crate) fn outline(&self, id: DocumentId) -> &'c Outline {
        self.read(Key::Outline(id));
        &self.documents[id.0 as usize].outline
    }

    /// A document's title.
    pub(crate) fn title_of(&self, id: DocumentId) -> &'c str {
        self.read(Key::Title(id));
        self.documents[id.0 as usize].outline.title()
    }

    /// A document's first words.
    fn opening(&self, id: DocumentId) -> String {
        self.read(Key::Opening(id));
        self.opening_of(id)
    }

    /// The language of a document, which its name tells.
    pub(crate) fn language_of(&self, id: DocumentId) -> LanguageId {
        self.documents[id.0 as usize].outline.path.language
    }

    /// What an id of a document is called on its page in a language.
    pub(crate) fn id_name(&self, id: DocumentId, language: LanguageId, index: u32) -> &'c str {
        self.read(Key::Ids(id));
        let outline = &self.documents[id.0 as usize].outline;
        self.linked.id_name(outline, id, language, index as usize)
    }

    /// Where a document's link leads.
    fn destination(&self, id: DocumentId, index: u32) -> &'c Destination {
        self.read(Key::Links(id));
        self.destinations.of(id, index)
    }

    /// The size of an image that a document shows.
    fn size_of(&self, id: DocumentId, image: &Destination) -> Option<(u32, u32)> {
        self.read(Key::Links(id));
        self.images.of(&image.file()?)
    }

    /// A document's mentions of terms.
    fn mentions_in(&self, id: DocumentId) -> &'c Mentions {
        self.read(Key::Mentions(id));
        &self.mentions[id.0 as usize]
    }

    /// An entry and which texts it has.
    pub(crate) fn entry(&self, id: EntryId) -> &'c Entry {
        self.read(Key::Entry(id));
        self.linked.entry(id)
    }

    /// The entry with a route, if there is one.
    pub(crate) fn by_route(&self, route: &str) -> Option<EntryId> {
        self.read(Key::route(route));
        self.linked.by_route(route)
    }

    /// Every explainer, in the order of lists.
    fn explainers(&self) -> &'c [EntryId] {
        self.read(Key::Explainers);
        &self.linked.explainers
    }

    /// Minutes that it takes to read an explainer.
    fn minutes(&self, id: EntryId, language: LanguageId) -> u32 {
        self.read(Key::Minutes(id, language));
        minutes(self.documents, self.linked.entry(id), language)
    }

    /// The glossary in the order of a language.
    fn index(&self, language: LanguageId) -> &'c Index {
        self.read(Key::Index(language));
        &self.index[language.index()]
    }

    /// Words of the interface.
    pub(crate) fn words(&self, language: LanguageId) -> &'c Strings {
        self.read(Key::Words(language));
        &self.strings[language.index()]
    }
}

/// Minutes that it takes to read what an entry's page shows in a language.
pub(crate) fn minutes(documents: &[Arc<Document>], entry: &Entry, language: LanguageId) -> u32 {
    let texts = entry.texts(language);
    texts
        .map(|d| documents[d.0 as usize].outline.length)
        .fold(Length::default(), |a, b| a + b)
        .minutes()
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl EntryKind {
    /// Its name in templates.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Explainer => "explainer",
            Self::GlossaryIndex => "glossary",
            Self::Term => "term",
            Self::Page => "page",
            Self::Archive => "archive",
            Self::Search => "search",
        }
    }
}

/// A language as Open Graph writes it: `ko_KR`.
fn og_locale(tag: &Arc<str>) -> String {
    match &**tag {
        "ko" => "ko_KR".into(),
        "en" => "en_US".into(),
        other => other.replace('-', "_"),
    }
}
