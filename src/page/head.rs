//! What every page has: its place among the others, and what its head says.

use super::{Composer, PageContext, og_locale};
use crate::base::ids::{DocumentId, EntryId};
use crate::base::names;
use crate::base::permalink::relative;
use crate::document::Document;
use crate::document::section::SectionKind;
use crate::lang::LanguageId;
use crate::model::link::EntryKind;
use crate::page::view::{Alternate, Crumb, NavLink, PageView, Switch};

/// Whether a text has blocks of code.
pub(super) fn has_code(text: &Document) -> bool {
    !text.parsed.body.code_blocks.is_empty()
}

/// Whether a text has formulas.
pub(super) fn has_math(text: &Document) -> bool {
    !text.parsed.body.formulas.is_empty()
}

/// Whether there are charts in a text.
pub(super) fn has_chart(text: &Document) -> bool {
    !text.parsed.body.charts.is_empty()
}

/// Whether a link in a text can become the player of another site.
pub(super) fn has_player(text: &Document) -> bool {
    text.parsed.body.has_player
}

/// Whether a text is a timeline.
pub(super) fn has_timeline(text: &Document) -> bool {
    let section = text.outline.section();
    section.is_some_and(|section| section.kind == SectionKind::Timeline)
}

impl Composer<'_> {
    /// The original that a page's text is behind of, if it is, and if readers are told.
    pub(super) fn behind(
        &self,
        id: EntryId,
        document: DocumentId,
        fragment: &str,
        context: &PageContext<'_>,
    ) -> Option<Switch> {
        let site = self.model.site();
        let here = self.model.language_of(document) == context.language;
        let original = self
            .model
            .behind(document)
            .filter(|_| site.notice && here)?;
        let href = context.href(&self.model.folder(id, original)) + fragment;
        Some(Switch {
            lang: self.tag(original),
            name: site.language(original).name.clone(),
            href,
            title: String::new(),
        })
    }

    /// The language of an entry's text, where its page in a language shows that of another one.
    pub(crate) fn foreign(&self, id: EntryId, language: LanguageId) -> Option<LanguageId> {
        let entry = self.model.entry(id);
        let shown = entry.shown(language).map(|d| self.model.language_of(d));
        shown.filter(|l| *l != language && !entry.kind.facts().is_list)
    }

    /// Whether a text of an entry has something for which its page needs more than others.
    pub(super) fn any_text(
        &self,
        id: EntryId,
        language: LanguageId,
        has: fn(&Document) -> bool,
    ) -> bool {
        let mut texts = self.model.entry(id).texts(language);
        texts.any(|d| has(self.model.document(d)))
    }

    /// The address that search engines are to list for an entry's page.
    pub(crate) fn canonical(&self, id: EntryId, language: LanguageId) -> String {
        let written = self.foreign(id, language).unwrap_or(language);
        self.model
            .site()
            .base_url
            .join(&self.model.folder(id, written))
    }

    /// What every page of an entry has.
    pub(super) fn page(&self, id: EntryId, context: &PageContext<'_>) -> PageView {
        let language = context.language;
        let entry = self.model.entry(id);
        let foreign = self.foreign(id, language);
        let title = self.model.title(entry, language);
        let site_title = &self.model.site().title[language];
        let existing: Vec<LanguageId> = self
            .model
            .site()
            .language_ids()
            .filter(|l| entry.exists(*l))
            .collect();
        let mut locales = vec![og_locale(self.model.site().tag(language))];
        if foreign.is_none() {
            locales.extend(
                existing
                    .iter()
                    .filter(|l| **l != language)
                    .map(|l| og_locale(self.model.site().tag(*l))),
            );
        }
        let facts = entry.kind.facts();
        PageView {
            kind: facts.name,
            lang: self.tag(language),
            root: "../".repeat(context.folder.matches('/').count()),
            home: relative(
                context.folder,
                &format!("{}/", self.model.site().tag(language)),
            ),
            glossary: self
                .model
                .by_route(names::GLOSSARY_PAGE)
                .filter(|_| self.model.has_terms())
                .map(|g| self.href(g, context)),
            head_title: if entry.kind == EntryKind::Home {
                site_title.to_owned()
            } else {
                format!("{title} · {site_title}")
            },
            description: self.model.description(entry, language),
            canonical: self.canonical(id, language),
            alternates: if foreign.is_none() {
                self.alternates(id)
            } else {
                Vec::new()
            },
            switch: self.switch(
                |l| relative(context.folder, &self.model.folder(id, l)),
                language,
            ),
            breadcrumbs: self.breadcrumbs(id, &title, context),
            foreign: foreign.map(|l| self.tag(l)),
            behind: (entry.shown(language)).and_then(|d| self.behind(id, d, "", context)),
            noindex: foreign.is_some() || !facts.is_indexed,
            search: self
                .model
                .by_route(names::SEARCH_PAGE)
                .map(|s| self.href(s, context)),
            has_code: self.any_text(id, language, has_code),
            has_math: self.any_text(id, language, has_math),
            has_player: self.any_text(id, language, has_player),
            has_chart: self.any_text(id, language, has_chart),
            has_timeline: self.any_text(id, language, has_timeline),
            og_type: facts.og_type,
            og_locales: locales,
            zoom: entry.texts(language).any(|text| self.zooms(text)),
            image: self.share_image(id, context),
            json_ld: String::new(),
            markdown: entry.has_markdown(self.model.site(), language).then(|| {
                relative(
                    context.folder,
                    &(self.model.folder(id, language) + names::MARKDOWN),
                )
            }),
            feed: relative(
                context.folder,
                &format!("{}/{}", self.model.site().tag(language), names::FEED),
            ),
            title,
        }
    }

    /// The page in every language it exists in, where there are two or more, and which one suits everybody else.
    pub(crate) fn alternates(&self, id: EntryId) -> Vec<Alternate> {
        let entry = self.model.entry(id);
        let existing: Vec<LanguageId> = self
            .model
            .site()
            .language_ids()
            .filter(|l| entry.exists(*l))
            .collect();
        if existing.len() < 2 {
            return Vec::new();
        }
        let address = |l: LanguageId| self.model.site().base_url.join(&self.model.folder(id, l));
        let default = match entry.kind {
            EntryKind::Home => self.model.site().base_url.join(""),
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
    pub(super) fn switch(
        &self,
        href: impl Fn(LanguageId) -> String,
        language: LanguageId,
    ) -> Vec<Switch> {
        let others = self.model.site().language_ids().filter(|l| *l != language);
        others
            .map(|l| Switch {
                lang: self.tag(l),
                name: self.model.site().language(l).name.clone(),
                href: href(l),
                title: String::new(),
            })
            .collect()
    }

    pub(super) fn nav(&self, here: Option<EntryId>, context: &PageContext<'_>) -> Vec<NavLink> {
        let language = context.language;
        let strings = self.model.words(language);
        let list = self
            .model
            .by_route(names::ARCHIVE_PAGE)
            .or(self.model.by_route(""))
            .into_iter()
            .map(|e| (e, strings.get("explainers").to_owned()));
        let glossary = self
            .model
            .by_route(names::GLOSSARY_PAGE)
            .into_iter()
            .map(|e| (e, strings.get("glossary").to_owned()));
        let own = self.model.site().nav.iter().filter_map(|n| {
            Some((
                self.model.by_route(n.page.value.trim_matches('/'))?,
                n.label[language].to_owned(),
            ))
        });
        list.chain(glossary)
            .chain(own)
            .map(|(entry, label)| NavLink {
                label,
                href: self.href(entry, context),
                current: here == Some(entry),
            })
            .collect()
    }

    pub(super) fn breadcrumbs(
        &self,
        id: EntryId,
        title: &str,
        context: &PageContext<'_>,
    ) -> Vec<Crumb> {
        let entry = self.model.entry(id);
        if entry.kind == EntryKind::Home {
            return Vec::new();
        }
        let step = |route: &str| {
            let above = self.model.by_route(route)?;
            let title = if route.is_empty() {
                self.model.words(context.language).get("home").to_owned()
            } else {
                self.model.title(self.model.entry(above), context.language)
            };
            Some(Crumb {
                title,
                href: Some(self.href(above, context)),
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
}
