//! The view of an explainer in two languages side by side.

use super::{Composer, Frame};
use crate::jsonld;
use crate::lang::LanguageId;
use crate::link::{DocumentId, EntryId};
use crate::markdown::Shape;
use crate::permalink::relative;
use crate::view::{Content, Crumb, Parallel, ParallelSection, View};

impl Composer<'_> {
    /// Whether an explainer is written in a language and in another one too.
    pub(super) fn has_parallel(&self, id: EntryId, language: LanguageId) -> bool {
        self.entry(id).documents[language.index()].is_some()
            && self.beside(id, language) != language
    }

    /// The language shown beside a reader's: the first other one that the explainer is written in.
    fn beside(&self, id: EntryId, language: LanguageId) -> LanguageId {
        let entry = self.entry(id);
        let written = |l: &LanguageId| *l != language && entry.documents[l.index()].is_some();
        self.site.language_ids().find(written).unwrap_or(language)
    }

    pub(super) fn parallel(&self, id: EntryId, language: LanguageId) -> View {
        let other = self.beside(id, language);
        let folder = format!("{}parallel/", self.folder(id, language));
        let prefix = format!("{}-", self.site.tag(other));
        let frames = [
            Frame::new(&folder, language),
            Frame {
                language: other,
                id_prefix: &prefix,
                ..Frame::new(&folder, other)
            },
        ];
        let entry = self.entry(id);
        let linkers = &mut [self.linker(id), self.linker(id)];
        let mut rows = |texts: [Option<DocumentId>; 2]| -> Vec<[String; 2]> {
            let mut blocks = [0, 1].map(|side| {
                texts[side].map_or_else(Vec::new, |d| {
                    let text = self.link_terms(d, &mut linkers[side], &frames[side]);
                    self.document(d)
                        .parsed
                        .body
                        .block_ranges()
                        .map(|r| self.html(&text, r))
                        .collect::<Vec<String>>()
                })
            });
            if blocks[0].len() != blocks[1].len() {
                blocks = blocks.map(|b| vec![b.concat()]);
            }
            let [left, right] = blocks;
            left.into_iter().zip(right).map(|(l, r)| [l, r]).collect()
        };
        let lead = rows([language, other].map(|l| entry.shown(l)));
        let mut sections = Vec::new();
        for section in &entry.sections {
            let [Some(left), right] = [language, other].map(|l| section.shown(l)) else {
                continue;
            };
            // Where one language lacks the section, both show the same text: once is enough.
            let right = right.filter(|r| *r != left);
            let prose = matches!(self.document(left).parsed.shape, Shape::Prose);
            let rows = if prose && right.is_some() {
                rows([Some(left), right])
            } else {
                Vec::new()
            };
            sections.push(ParallelSection {
                left: self.section(id, section, left, &mut self.linker(id), &frames[0]),
                right: right
                    .map(|r| self.section(id, section, r, &mut self.linker(id), &frames[1])),
                rows,
            });
        }
        let article = relative(&folder, &self.folder(id, language));
        let [left, right] = [language, other].map(|l| self.front_language(l, &frames[0]));
        let mut page = self.page(id, &frames[0]);
        page.kind = "parallel";
        page.noindex = true;
        page.alternates.clear();
        // A language without a page of this kind has the article.
        let same = |l| match self.has_parallel(id, l) {
            true => format!("{}parallel/", self.folder(id, l)),
            false => self.folder(id, l),
        };
        page.switch = self.switch(|l| relative(&folder, &same(l)), language);
        if let Some(last) = page.breadcrumbs.last_mut() {
            last.href = Some(article.clone());
        }
        page.breadcrumbs.push(Crumb {
            title: self.words(language).get("parallel").to_owned(),
            href: None,
        });
        let titles = [language, other].map(|l| self.title(entry, l));
        let content = Content::Parallel(Box::new(Parallel {
            article,
            left,
            right,
            titles,
            lead,
            sections,
        }));
        page.json_ld = jsonld::of(self, id, &page, &content, &frames[0]);
        View {
            nav: self.nav(None, &frames[0]),
            page,
            content,
        }
    }
}
