//! The view of an explainer in two languages side by side.

use super::html::LinkedText;
use super::{Composer, PageContext};
use crate::base::ids::EntryId;
use crate::base::names::PARALLEL;
use crate::base::permalink::relative;
use crate::document::section::Shape;
use crate::lang::LanguageId;
use crate::page::jsonld;
use crate::page::view::{Content, Crumb, Parallel, ParallelSection, View};

impl Composer<'_> {
    /// The language shown next to a reader's: the first other one that the explainer is written in.
    fn beside(&self, id: EntryId, language: LanguageId) -> LanguageId {
        let entry = self.model.entry(id);
        let written = |l: &LanguageId| *l != language && entry.documents[l.index()].is_some();
        self.model
            .site()
            .language_ids()
            .find(written)
            .unwrap_or(language)
    }

    pub(super) fn parallel(&self, id: EntryId, language: LanguageId) -> View {
        let other = self.beside(id, language);
        let folder = self.model.folder(id, language) + PARALLEL;
        let prefix = format!("{}-", self.model.site().tag(other));
        let frames = [
            PageContext::new(&folder, language),
            PageContext {
                language: other,
                id_prefix: &prefix,
                ..PageContext::new(&folder, other)
            },
        ];
        let entry = self.model.entry(id);
        let linkers = &mut [self.linker(id), self.linker(id)];
        let mut linked = |side: usize, d| self.link_terms(d, &mut linkers[side], &frames[side]);
        let [left, right] = [language, other].map(|l| entry.shown(l));
        let texts = [left.map(|d| linked(0, d)), right.map(|d| linked(1, d))];
        let lead = self.rows(texts.each_ref().map(Option::as_ref));
        let mut sections = Vec::new();
        for section in &entry.sections {
            let [Some(left), right] = [language, other].map(|l| section.shown(l)) else {
                continue;
            };
            // Where one language lacks the section, both show the same text: once is enough.
            let right = right.filter(|r| *r != left);
            let texts = (linked(0, left), right.map(|d| linked(1, d)));
            let bare = |side: usize, d| self.bare_section(id, section, d, &frames[side]);
            let mut pair = ParallelSection {
                left: bare(0, left),
                right: right.map(|d| bare(1, d)),
                rows: Vec::new(),
            };
            let prose = |d| matches!(self.model.document(d).parsed.shape, Shape::Text);
            if prose(left) && right.is_some_and(prose) {
                pair.rows = self.rows([Some(&texts.0), texts.1.as_ref()]);
            } else {
                self.fill_section(&mut pair.left, &texts.0);
                if let (Some(view), Some(text)) = (&mut pair.right, &texts.1) {
                    self.fill_section(view, text);
                }
            }
            sections.push(pair);
        }
        let article = relative(&folder, &self.model.folder(id, language));
        let [left, right] = [language, other].map(|l| self.front_language(l, &frames[0]));
        let mut page = self.page(id, &frames[0]);
        page.kind = "parallel";
        page.noindex = true;
        page.alternates.clear();
        // A language without a page of this kind has the article.
        let same = |l| match self.model.has_parallel(id, l) {
            true => self.model.folder(id, l) + PARALLEL,
            false => self.model.folder(id, l),
        };
        page.switch = self.switch(|l| relative(&folder, &same(l)), language);
        if let Some(last) = page.breadcrumbs.last_mut() {
            last.href = Some(article.clone());
        }
        page.breadcrumbs.push(Crumb {
            title: self.model.words(language).get("parallel").to_owned(),
            href: None,
        });
        let titles = [language, other].map(|l| self.model.title(entry, l));
        let content = Content::Parallel(Box::new(Parallel {
            article,
            left,
            right,
            titles,
            lead,
            sections,
        }));
        page.json_ld = jsonld::of(self.model, id, &page, &content, &frames[0]);
        View {
            nav: self.nav(None, &frames[0]),
            page,
            content,
        }
    }

    /// Two texts block by block where both have as many blocks, else in one row.
    fn rows(&self, texts: [Option<&LinkedText<'_>>; 2]) -> Vec<[String; 2]> {
        let mut sides = texts.map(|text| text.map_or_else(Vec::new, |text| self.blocks(text)));
        if sides[0].len() != sides[1].len() {
            sides = sides.map(|blocks| vec![blocks.concat()]);
        }
        let [left, right] = sides;
        left.into_iter().zip(right).map(|(l, r)| [l, r]).collect()
    }
}
