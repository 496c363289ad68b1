//! The views of terms: in lists, on their own pages, in the glossary's index.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Composer, Frame};
use crate::lang::LanguageId;
use crate::lang::collate::{self, Letter};
use crate::link::{Entry, EntryId};
use crate::reads::Key;
use crate::view::{Elsewhere, Foreign, Group, Term, TermRef};

impl Composer<'_> {
    pub(super) fn term_ref(&self, id: EntryId, frame: &Frame<'_>) -> TermRef {
        let entry = self.entry(id);
        let name = self.title(entry, frame.language);
        let shown = entry.shown(frame.language);
        let language = shown.map_or(frame.language, |d| self.language_of(d));
        let matter = shown.and_then(|d| self.outline(d).term());
        let others = self
            .site
            .language_ids()
            .filter(|l| *l != language)
            .filter_map(|l| {
                let other = self.title_of(entry.documents[l.index()]?);
                (other != name).then(|| Foreign {
                    lang: self.tag(l),
                    name: other.to_owned(),
                })
            });
        TermRef {
            id: slug(entry).to_owned(),
            href: self.href(id, frame),
            lang: self.other_tag(language, frame.language),
            others: others.collect(),
            summary: matter.map_or_else(String::new, |m| m.summary.clone()),
            category: matter.and_then(|m| m.category.clone()),
            name,
        }
    }

    pub(super) fn term(&self, id: EntryId, frame: &Frame<'_>) -> Term {
        let entry = self.entry(id);
        let matter = entry
            .shown(frame.language)
            .and_then(|d| self.outline(d).term());
        self.read(Key::Neighbours(id, frame.language));
        let neighbours = self.index[frame.language.index()].neighbours(id);
        let [previous, next] = neighbours.map(|t| t.map(|t| self.term_ref(t, frame)));
        Term {
            about: self.term_ref(id, frame),
            aliases: matter.map_or_else(Vec::new, |m| {
                m.aliases.iter().map(|a| a.value.clone()).collect()
            }),
            html: self.body_of(id, &mut self.linker(id), frame),
            elsewhere: self.elsewhere(id, frame),
            related: self
                .related(id)
                .into_iter()
                .map(|t| self.term_ref(t, frame))
                .collect(),
            uses: self.uses(id, frame),
            previous,
            next,
        }
    }

    /// What a term is called and means in the languages that its page does not show.
    fn elsewhere(&self, id: EntryId, frame: &Frame<'_>) -> Vec<Elsewhere> {
        let entry = self.entry(id);
        let here = entry.shown(frame.language);
        let others = self.site.language_ids().filter_map(|language| {
            let document = entry.documents[language.index()].filter(|d| Some(*d) != here)?;
            let outline = self.outline(document);
            Some(Elsewhere {
                lang: self.tag(language),
                href: frame.href(&self.folder(id, language)),
                name: outline.title().to_owned(),
                summary: outline.term()?.summary.clone(),
            })
        });
        others.collect()
    }

    pub(super) fn glossary_index(&self, id: EntryId, frame: &Frame<'_>) -> crate::view::Glossary {
        let index = self.index(frame.language);
        let groups = index.groups.iter().map(|(letter, terms)| Group {
            label: letter.label(),
            id: letter.id(),
            terms: terms.iter().map(|t| self.term_ref(*t, frame)).collect(),
        });
        crate::view::Glossary {
            html: self.body_of(id, &mut self.linker(id), frame),
            term_count: index.order.len(),
            groups: groups.collect(),
        }
    }

    /// The terms that an explainer uses, in the order of the glossary.
    pub(crate) fn terms_of(&self, explainer: EntryId, frame: &Frame<'_>) -> Vec<TermRef> {
        let texts = self.entry(explainer).texts(frame.language);
        let used: FxHashSet<u32> = texts
            .flat_map(|d| self.mentions_in(d).terms.iter().copied())
            .collect();
        // Read without a note: the order of some terms depends on these terms alone, and each is read below.
        let index = &self.index[frame.language.index()];
        let mut terms: Vec<EntryId> = used.into_iter().map(|t| self.glossary.entry(t)).collect();
        terms.sort_by_key(|t| index.place.get(t));
        terms.into_iter().map(|t| self.term_ref(t, frame)).collect()
    }

    /// The glossary in the order of a language.
    pub(crate) fn index_of(&self, language: LanguageId) -> Index {
        let collation = collate::Order::of(self.site.tag(language));
        let key = |id: EntryId| {
            let entry = self.entry(id);
            let sort_as = entry
                .shown(language)
                .and_then(|d| self.outline(d).term())
                .and_then(|t| t.sort_as.clone());
            sort_as.unwrap_or_else(|| self.title(entry, language))
        };
        let mut keyed: Vec<(String, EntryId)> =
            self.linked.terms.values().map(|t| (key(*t), *t)).collect();
        keyed.sort_by(|a, b| collation.compare(&a.0, &b.0).then(a.1.cmp(&b.1)));
        let mut groups: BTreeMap<Letter, Vec<EntryId>> = collation
            .letters()
            .into_iter()
            .map(|l| (l, Vec::new()))
            .collect();
        for (key, term) in &keyed {
            groups.entry(collation.letter(key)).or_default().push(*term);
        }
        let order: Vec<EntryId> = keyed.into_iter().map(|(_, t)| t).collect();
        Index {
            place: order.iter().enumerate().map(|(i, t)| (*t, i)).collect(),
            groups: groups.into_iter().collect(),
            order,
        }
    }

    /// Links to terms in the whole site.
    pub(crate) fn term_links(&self) -> usize {
        let count = |id: EntryId, language| {
            let mut linker = self.linker(id);
            let mentions = self
                .linked
                .entry(id)
                .texts(language)
                .map(|d| &self.mentions[d.0 as usize]);
            mentions
                .map(|m| {
                    linker.choose(m).len() + m.found.iter().filter(|m| m.html.is_none()).count()
                })
                .sum::<usize>()
        };
        self.linked
            .ids()
            .flat_map(|(id, _)| self.site.language_ids().map(move |l| (id, l)))
            .map(|(id, l)| count(id, l))
            .sum()
    }

    /// Terms that a term names as related in any language, and those that name it.
    fn related(&self, id: EntryId) -> Vec<EntryId> {
        let named = |id: EntryId| {
            let documents = self.entry(id).documents.iter().flatten();
            let slugs = documents
                .filter_map(|d| self.outline(*d).term())
                .flat_map(|t| &t.related);
            slugs.filter_map(|s| {
                let term = self.linked.terms.get(s.value.as_str()).copied();
                // Every slug of a good site is a term's.
                term.inspect(|t| self.read(Key::Entry(*t)))
            })
        };
        self.read(Key::Related(id));
        let mut related: Vec<EntryId> = Vec::new();
        for term in named(id).chain(
            self.linked
                .related_from
                .get(&id)
                .into_iter()
                .flatten()
                .copied(),
        ) {
            if !related.contains(&term) && term != id {
                related.push(term);
            }
        }
        related
    }
}

/// The glossary in the order of a language.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Index {
    /// Every term.
    pub(crate) order: Vec<EntryId>,
    /// Where each stands.
    place: FxHashMap<EntryId, usize>,
    /// Under their letters, letters without terms included.
    groups: Vec<(Letter, Vec<EntryId>)>,
}

impl Index {
    /// Whether this is another order, but for the numbers of entries, which `entry` brings up to date.
    pub(crate) fn same(&self, other: &Self, entry: impl Fn(EntryId) -> Option<EntryId>) -> bool {
        let same = |a: &[EntryId], b: &[EntryId]| {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| entry(*a) == Some(*b))
        };
        let mut groups = self.groups.iter().zip(&other.groups);
        same(&self.order, &other.order) && groups.all(|(a, b)| a.0 == b.0 && same(&a.1, &b.1))
    }

    /// The terms before and after a term.
    pub(crate) fn neighbours(&self, id: EntryId) -> [Option<EntryId>; 2] {
        let at = self.place.get(&id).copied();
        let place = |i: Option<usize>| i.and_then(|i| self.order.get(i)).copied();
        [
            place(at.and_then(|i| i.checked_sub(1))),
            place(at.map(|i| i + 1)),
        ]
    }
}

/// A term's slug: the last part of its route.
pub(super) fn slug(entry: &Entry) -> &str {
    entry.route.rsplit('/').next().unwrap_or(&entry.route)
}
