//! The views of pages that are made of lists: home, archive, front door, 404.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::explainer::hue;
use super::{Composer, PageContext};
use crate::base::ids::EntryId;
use crate::base::names;
use crate::lang::LanguageId;
use crate::model::link::EntryKind;
use crate::page::template::SharedValues;
use crate::page::view::{
    Alternate, Archive, Content, ExplainerRef, Folder, Front, FrontExplainer, FrontLanguage, Home,
    Neighbour, Neighbours, NotFound, PageView, Search, View, Year,
};

/// Terms shown on the home page.
const TERMS_ON_HOME: usize = 12;

impl Composer<'_> {
    pub(super) fn home(&self, id: EntryId, context: &PageContext<'_>) -> Home {
        let explainers = self.model.explainers();
        let terms = &self.model.index(context.language).order;
        // Spread over the alphabet rather than its first letters.
        let step = terms.len().div_ceil(TERMS_ON_HOME).max(1);
        Home {
            html: self.body_of(id, &mut self.linker(id), context),
            explainers: explainers
                .iter()
                .take(self.model.site().latest)
                .map(|e| self.explainer_ref(*e, context))
                .collect(),
            archive: self
                .model
                .by_route(names::ARCHIVE_PAGE)
                .filter(|e| self.model.entry(*e).kind == EntryKind::Archive)
                .map(|e| self.href(e, context)),
            terms: terms
                .iter()
                .step_by(step)
                .map(|t| self.term_ref(*t, context))
                .collect(),
            term_count: terms.len(),
        }
    }

    pub(super) fn archive(&self, context: &PageContext<'_>) -> Archive {
        let mut explainers: Vec<(Option<Date>, EntryId)> = self
            .model
            .explainers()
            .iter()
            .map(|e| (self.published(*e, context.language), *e))
            .collect();
        explainers.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
        let route = |id: EntryId| &*self.model.entry(id).route;
        let folder = |id| Some(route(id).rsplit_once('/')?.0.to_owned());
        let mut folders: BTreeMap<String, usize> = BTreeMap::new();
        for path in explainers.iter().filter_map(|(_, id)| folder(*id)) {
            *folders.entry(path).or_default() += 1;
        }
        let entry = |id| ExplainerRef {
            folder: folder(id),
            ..self.explainer_ref(id, context)
        };
        let years = explainers.chunk_by(|a, b| a.0.map(Date::year) == b.0.map(Date::year));
        Archive {
            years: years
                .map(|year| Year {
                    year: year[0].0.map(Date::year),
                    explainers: year.iter().map(|(_, id)| entry(*id)).collect(),
                })
                .collect(),
            folders: (folders.into_iter())
                .map(|(path, count)| Folder { path, count })
                .collect(),
            count: explainers.len(),
        }
    }

    /// What comes before and after a page in a list.
    pub(super) fn neighbours(
        &self,
        pages: [Option<EntryId>; 2],
        context: &PageContext<'_>,
    ) -> Neighbours {
        let [previous, next] = pages.map(|page| Some(self.neighbour(page?, context)));
        Neighbours { previous, next }
    }

    /// A link to a page by its title.
    pub(super) fn neighbour(&self, id: EntryId, context: &PageContext<'_>) -> Neighbour {
        let entry = self.model.entry(id);
        let shown = entry.shown(context.language);
        Neighbour {
            href: self.href(id, context),
            name: self.model.title(entry, context.language),
            lang: shown.and_then(|d| self.other_tag(self.model.language_of(d), context.language)),
        }
    }

    /// When an explainer was published.
    fn published(&self, id: EntryId, language: LanguageId) -> Option<Date> {
        self.model
            .entry(id)
            .shown(language)
            .and_then(|d| self.model.outline(d).explainer())
            .and_then(|m| m.date)
    }

    /// What the search page shows readers without script: everything there is.
    pub(super) fn search(&self, context: &PageContext<'_>) -> Search {
        Search {
            explainers: self
                .model
                .explainers()
                .iter()
                .filter(|e| self.is_searched(**e, context.language))
                .map(|e| self.explainer_ref(*e, context))
                .collect(),
            terms: self
                .model
                .index(context.language)
                .order
                .iter()
                .filter(|t| self.is_searched(**t, context.language))
                .map(|t| self.term_ref(*t, context))
                .collect(),
        }
    }

    /// Whether a reader of the language may come upon an entry's page by searching.
    fn is_searched(&self, id: EntryId, language: LanguageId) -> bool {
        let shown = self.model.entry(id).shown(language);
        shown.is_none_or(|d| self.model.outline(d).front.search)
    }

    pub(super) fn front(&self, shared: &SharedValues) -> View {
        let context = PageContext::new("", LanguageId::DEFAULT);
        let explainers = self.model.explainers().iter().map(|id| {
            let entry = self.model.entry(*id);
            let languages = self
                .model
                .site()
                .language_ids()
                .filter(|l| entry.exists(*l));
            languages
                .map(|l| FrontExplainer {
                    lang: self.tag(l),
                    href: self.href(
                        *id,
                        &PageContext {
                            language: l,
                            ..context
                        },
                    ),
                    title: self.model.title(entry, l),
                    description: self.model.description(entry, l),
                    hue: hue(entry),
                })
                .collect()
        });
        let content = Content::Front(Front {
            languages: self.front_languages(&context, shared),
            explainers: explainers.collect(),
        });
        let mut page = self.plain_page("front", "", &context);
        if let Some(home) = self.model.by_route("") {
            page.alternates = self.alternates(home);
            page.image = self.share_image(home, &context);
        }
        View {
            page,
            nav: Vec::new(),
            content,
        }
    }

    pub(super) fn not_found(&self, shared: &SharedValues) -> View {
        let context = PageContext {
            absolute: Some(&self.model.site().base_url),
            ..PageContext::new("", LanguageId::DEFAULT)
        };
        let content = Content::NotFound(NotFound {
            languages: self.front_languages(&context, shared),
        });
        let mut page = self.plain_page("not-found", names::NOT_FOUND, &context);
        page.root = self.model.site().base_url.as_str().to_owned();
        page.noindex = true;
        page.title = self
            .model
            .words(LanguageId::DEFAULT)
            .get("not_found_title")
            .to_owned();
        page.head_title = format!("{} · {}", page.title, page.head_title);
        View {
            page,
            nav: Vec::new(),
            content,
        }
    }

    fn front_languages(
        &self,
        context: &PageContext<'_>,
        shared: &SharedValues,
    ) -> Vec<FrontLanguage> {
        self.model
            .site()
            .language_ids()
            .map(|l| self.front_language(l, context, shared))
            .collect()
    }

    /// A language, for pages that speak in more than one.
    pub(super) fn front_language(
        &self,
        language: LanguageId,
        context: &PageContext<'_>,
        shared: &SharedValues,
    ) -> FrontLanguage {
        // Notes that the page has them.
        let _ = self.model.words(language);
        FrontLanguage {
            lang: self.tag(language),
            name: self.model.site().language(language).name.clone(),
            href: context.href(&format!("{}/", self.model.site().tag(language))),
            search: self.model.by_route(names::SEARCH_PAGE).map(|s| {
                self.href(
                    s,
                    &PageContext {
                        language,
                        ..*context
                    },
                )
            }),
            title: self.model.site().title[language].to_owned(),
            description: self.model.site().description[language].to_owned(),
            t: shared.words(language),
        }
    }

    /// What a page has that belongs to no language.
    fn plain_page(&self, kind: &'static str, path: &str, context: &PageContext<'_>) -> PageView {
        let language = context.language;
        let title = self.model.site().title[language].to_owned();
        PageView {
            kind,
            lang: self.tag(language),
            root: String::new(),
            home: context.href(&format!("{}/", self.model.site().tag(language))),
            glossary: None,
            head_title: self
                .model
                .site()
                .language_ids()
                .map(|l| &self.model.site().title[l])
                .collect::<Vec<_>>()
                .join(" · "),
            title,
            description: self.model.site().description[language].to_owned(),
            canonical: self.model.site().base_url.join(path),
            alternates: Vec::<Alternate>::new(),
            switch: Vec::new(),
            breadcrumbs: Vec::new(),
            foreign: None,
            behind: None,
            noindex: false,
            search: None,
            og_type: "website",
            og_locales: self
                .model
                .site()
                .language_ids()
                .map(|l| super::og_locale(self.model.site().tag(l)))
                .collect(),
            zoom: false,
            image: None,
            json_ld: String::new(),
            markdown: None,
            has_code: false,
            has_math: false,
            has_player: false,
            has_chart: false,
            has_timeline: false,
            feed: context.href(&format!(
                "{}/{}",
                self.model.site().tag(language),
                names::FEED
            )),
        }
    }
}
