//! The views of terms: in lists, on their own pages, in the glossary's index.

use rustc_hash::FxHashSet;

use super::{Composer, PageContext};
use crate::base::ids::{DocumentId, EntryId};
use crate::base::permalink::encode_fragment;
use crate::lang::LanguageId;
use crate::model::link::EntryKind;
use crate::model::{PageBacklinks, Spot};
use crate::page::view::{
    BacklinkPlace, BacklinkView, Elsewhere, Foreign, Group, TermRef, TermView,
};

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
        let (terms, pages) = (self.model.backlinks(id, context.language).into_iter())
            .partition::<Vec<_>, _>(|p| self.model.entry(p.page).kind == EntryKind::Term);
        TermView {
            about: self.term_ref(id, context),
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
            uses: self.backlinks(pages, context),
            used_by: (terms.iter())
                .map(|p| self.neighbour(p.page, context))
                .collect(),
            neighbours: self.neighbours(self.model.neighbours(id, context.language), context),
        }
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

    /// The terms that an explainer uses, in the order of the glossary.
    pub(crate) fn terms_of(&self, explainer: EntryId, context: &PageContext<'_>) -> Vec<TermRef> {
        let mut terms = self.term_ids(explainer, context.language);
        self.model.sort_terms(&mut terms, context.language);
        terms
            .into_iter()
            .map(|t| self.term_ref(t, context))
            .collect()
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
