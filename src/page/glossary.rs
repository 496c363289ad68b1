//! The views of terms: in lists, on their own pages, in the glossary's index.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rustc_hash::FxHashSet;

use super::{Composer, PageContext};
use crate::base::ids::{DocumentId, EntryId};
use crate::base::names;
use crate::base::permalink::encode_fragment;
use crate::lang::LanguageId;
use crate::model::{PageBacklinks, Spot};
use crate::page::view::{
    BacklinkPlace, BacklinkView, Elsewhere, Foreign, Group, TermRef, TermView,
};

/// Most terms that an explainer lists; the glossary has all.
pub(super) const MOST_TERMS: usize = 200;

impl Composer<'_> {
    pub(super) fn term_ref(&self, id: EntryId, context: &PageContext<'_>) -> TermRef {
        let entry = self.model.entry(id);
        let name = self.model.title(entry, context.language);
        let shown = entry.shown(context.language);
        let language = shown.map_or(context.language, |d| self.model.language_of(d));
        let matter = shown.and_then(|d| self.model.outline(d).term());
        let others = self
            .model
            .site()
            .language_ids()
            .filter(|l| *l != language)
            .filter_map(|l| {
                let other = self.model.title_of(entry.documents[l.index()]?);
                (other != name).then(|| Foreign {
                    lang: self.tag(l),
                    name: other.to_owned(),
                })
            });
        TermRef {
            id: entry.slug().to_owned(),
            href: self.href(id, context),
            lang: self.other_tag(language, context.language),
            others: others.collect(),
            summary: matter.map_or_else(String::new, |m| m.summary.clone()),
            category: matter.and_then(|m| m.category.clone()),
            name,
        }
    }

    pub(super) fn term(&self, id: EntryId, context: &PageContext<'_>) -> TermView {
        let entry = self.model.entry(id);
        let matter = entry
            .shown(context.language)
            .and_then(|d| self.model.outline(d).term());
        let uses = self.model.uses(id, context.language);
        let left_out = uses.count > uses.pages.len() + uses.terms.len();
        let mut about = self.term_ref(id, context);
        // A summary that is the text's first sentence stands below as it is.
        let text = entry.shown(context.language);
        if text.is_some_and(|d| {
            self.model
                .document(d)
                .parsed
                .body
                .plain
                .starts_with(&about.summary)
        }) {
            about.summary.clear();
        }
        TermView {
            about,
            aliases: matter.map_or_else(Vec::new, |m| {
                m.aliases.iter().map(|a| a.value.clone()).collect()
            }),
            html: self.body_of(id, &mut self.linker(id), context),
            elsewhere: self.elsewhere(id, context),
            related: self
                .model
                .related(id)
                .into_iter()
                .map(|t| self.term_ref(t, context))
                .collect(),
            uses: self.backlinks(uses.pages, context),
            used_by: (uses.terms.into_iter())
                .map(|term| self.neighbour(term, context))
                .collect(),
            use_count: uses.count,
            all_uses: left_out.then(|| self.search_for(id, context)).flatten(),
            neighbours: self.neighbours(self.model.neighbours(id, context.language), context),
        }
    }

    /// The search for a term's name.
    fn search_for(&self, term: EntryId, context: &PageContext<'_>) -> Option<String> {
        let site = self.model.site();
        let page = self.model.by_route(names::SEARCH_PAGE)?;
        let name = self.model.title(self.model.entry(term), context.language);
        let name = utf8_percent_encode(&name, NON_ALPHANUMERIC);
        site.search
            .then(|| format!("{}?q={name}", self.href(page, context)))
    }

    /// What a term is called and means in the languages that its page does not show.
    fn elsewhere(&self, id: EntryId, context: &PageContext<'_>) -> Vec<Elsewhere> {
        let entry = self.model.entry(id);
        let here = entry.shown(context.language);
        let others = self.model.site().language_ids().filter_map(|language| {
            let document = entry.documents[language.index()].filter(|d| Some(*d) != here)?;
            let outline = self.model.outline(document);
            Some(Elsewhere {
                lang: self.tag(language),
                href: context.href(&self.model.folder(id, language)),
                name: outline.title().to_owned(),
                summary: outline.term()?.summary.clone(),
            })
        });
        others.collect()
    }

    pub(super) fn glossary_index(
        &self,
        id: EntryId,
        context: &PageContext<'_>,
    ) -> crate::page::view::GlossaryView {
        let index = self.model.index(context.language);
        let groups = index.groups.iter().map(|(letter, terms)| Group {
            label: letter.label(),
            id: letter.id(),
            terms: terms.iter().map(|t| self.term_ref(*t, context)).collect(),
        });
        let groups: Vec<Group> = groups.collect();
        let terms = groups.iter().flat_map(|group| &group.terms);
        let categories: FxHashSet<&str> = terms.filter_map(|t| t.category.as_deref()).collect();
        crate::page::view::GlossaryView {
            html: self.body_of(id, &mut self.linker(id), context),
            term_count: index.order.len(),
            categories: categories.len(),
            groups,
        }
    }

    /// The terms that an explainer uses in a language, each once.
    pub(super) fn term_ids(&self, explainer: EntryId, language: LanguageId) -> Vec<EntryId> {
        let texts = self.model.entry(explainer).texts(language);
        let used: FxHashSet<EntryId> = texts
            .flat_map(|d| self.model.mentions_in(d).terms.iter().copied())
            .collect();
        used.into_iter().collect()
    }

    /// The terms that an explainer uses, in the order of the glossary: at most so many, and how many there are.
    pub(crate) fn terms_of(
        &self,
        explainer: EntryId,
        most: usize,
        context: &PageContext<'_>,
    ) -> (Vec<TermRef>, usize) {
        let mut terms = self.term_ids(explainer, context.language);
        self.model.sort_terms(&mut terms, context.language);
        let shown = terms.iter().take(most).map(|t| self.term_ref(*t, context));
        (shown.collect(), terms.len())
    }

    /// Pages that use a term, each with its places.
    fn backlinks(&self, pages: Vec<PageBacklinks>, context: &PageContext<'_>) -> Vec<BacklinkView> {
        let backlinks = pages.into_iter().map(|PageBacklinks { page, texts }| {
            let entry = self.model.entry(page);
            let shown = entry
                .shown(context.language)
                .map(|d| self.model.language_of(d));
            let places = texts.into_iter().flat_map(|(document, spots)| {
                let spots = spots.into_iter();
                spots.map(move |spot| self.place(page, document, spot, context))
            });
            BacklinkView {
                title: self.model.title(entry, context.language),
                href: self.href(page, context),
                lang: shown.and_then(|l| self.other_tag(l, context.language)),
                places: places.collect(),
            }
        });
        backlinks.collect()
    }

    /// A place on a page where one of its texts uses a term.
    fn place(
        &self,
        page: EntryId,
        document: DocumentId,
        spot: Spot,
        context: &PageContext<'_>,
    ) -> BacklinkPlace {
        let section = self.model.section_id(document);
        let (title, id) = match (spot.question, section) {
            (Some((question, id)), _) => {
                (question, self.model.id_name(document, context.language, id))
            }
            (None, Some(id)) => (self.model.title_of(document).to_owned(), id),
            // A text that is not part of another has the page's title.
            (None, None) => (String::new(), ""),
        };
        let fragment = if id.is_empty() {
            String::new()
        } else {
            format!("#{}", encode_fragment(id))
        };
        BacklinkPlace {
            title,
            href: self.href(page, context) + &fragment,
            lang: self.other_tag(self.model.language_of(document), context.language),
            html: spot.html,
        }
    }
}
