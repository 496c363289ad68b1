//! Makes the [`View`] of each page out of the linked site.
//!
//! [`Composer::pages`] lists every page there is; [`Composer::view`] makes one page's view, and nothing else needs to
//! be made for it: pages are composed and rendered in parallel, one at a time in each thread.
//!
//! Whatever a view is made of comes through the doors (`document`, `outline`, `entry`, …) in `doors`, which
//! note what is read where the page is to be kept ([`Reads`]). Nothing here reads the site in another way; what is the
//! same for equal routes, paths and settings needs no note.

mod doors;
mod explainer;
mod glossary;
mod html;
mod lists;
mod page;
mod parallel;
mod uses;

use std::sync::Arc;

pub(crate) use glossary::Index;
pub(crate) use html::Frame;
pub(crate) use uses::Uses;

use crate::document::Document;
use crate::glossary::{Glossary, Linker, Mentions};
use crate::image::Sizes;
use crate::jsonld;
use crate::lang::strings::Strings;
use crate::lang::{Language, LanguageId};
use crate::link::{Entry, EntryId, EntryKind, Linked};
use crate::markdown::Length;
use crate::reads::Reads;
use crate::resolve::Destinations;
use crate::site::Site;
use crate::view::{Content, DateView, Text, View};

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
