//! The view of an explainer in two languages side by side.

mod figure;

use super::contents::contents;
use super::glossary::MOST_TERMS;
use super::head::{has_chart, has_code, has_math, has_player, has_timeline};
use super::html::{LinkedText, Pair};
use super::{Composer, PageContext};
use crate::base::align::align;
use crate::base::ids::EntryId;
use crate::base::names::PARALLEL;
use crate::base::permalink::relative;
use crate::document::section::Shape;
use crate::lang::figures::{self, Figure};
use crate::lang::{Language, LanguageId};
use crate::page::jsonld;
use crate::page::template::SharedValues;
use crate::page::view::{Content, Crumb, Parallel, ParallelRow, ParallelSection, TermRef, View};

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

    pub(super) fn parallel(
        &self,
        id: EntryId,
        language: LanguageId,
        shared: &SharedValues,
    ) -> View {
        let other = self.beside(id, language);
        let folder = self.model.folder(id, language) + PARALLEL;
        let prefix = format!("{}-", self.model.site().tag(other));
        let pair = Some(Pair {
            explainer: id,
            languages: [language, other],
            right_prefix: &prefix,
        });
        let frames = [(language, ""), (other, &prefix)].map(|(language, id_prefix)| PageContext {
            id_prefix,
            pair,
            ..PageContext::new(&folder, language)
        });
        let entry = self.model.entry(id);
        let citations = self.citations_of_both(id, &frames);
        let compared = [language, other].map(|l| self.subjects(id, l));
        let [left, right] = frames.map(|frame| citations.on(&frame));
        let frames = [
            PageContext {
                subjects: &compared[0],
                ..left
            },
            PageContext {
                subjects: &compared[1],
                ..right
            },
        ];
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
        let [left, right] = [language, other].map(|l| self.front_language(l, &frames[0], shared));
        let mut page = self.page(id, &frames[0]);
        page.kind = "parallel";
        page.noindex = true;
        page.has_code |= self.any_text(id, other, has_code);
        page.has_math |= self.any_text(id, other, has_math);
        page.has_player |= self.any_text(id, other, has_player);
        page.has_chart |= self.any_text(id, other, has_chart);
        page.has_timeline |= self.any_text(id, other, has_timeline);
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
        let (cited, sources) = self.sources(id, &citations, &frames[0]);
        let titles = [language, other].map(|l| self.model.title(entry, l));
        let (terms, term_count) = self.terms_of_both(id, &frames);
        let content = Content::Parallel(Box::new(Parallel {
            article,
            left,
            right,
            titles,
            lead,
            contents: contents(sections.iter_mut().map(|pair| &mut pair.left)),
            sections,
            subjects: compared[0].clone(),
            cited,
            sources,
            terms,
            term_count,
        }));
        page.json_ld = jsonld::of(self.model, id, &page, &content, &frames[0]);
        View {
            nav: self.nav(None, &frames[0]),
            page,
            content,
        }
    }

    /// The terms that either side uses, each as both have it: at most so many as an explainer lists, and how many there are.
    fn terms_of_both(
        &self,
        id: EntryId,
        sides: &[PageContext<'_>; 2],
    ) -> (Vec<[TermRef; 2]>, usize) {
        let used = sides
            .each_ref()
            .map(|side| self.term_ids(id, side.language));
        let mut terms: Vec<EntryId> = used.concat();
        terms.sort_unstable();
        terms.dedup();
        self.model.sort_terms(&mut terms, sides[0].language);
        let both = |term: &EntryId| sides.each_ref().map(|side| self.term_ref(*term, side));
        let shown = terms.iter().take(MOST_TERMS).map(both);
        (shown.collect(), terms.len())
    }

    /// Two texts block by block: where they are not made of the same blocks, those that belong together.
    fn rows(&self, texts: [Option<&LinkedText<'_>>; 2]) -> Vec<ParallelRow> {
        let blocks = texts.map(|text| text.map_or_else(Vec::new, |text| self.blocks(text)));
        let [left, right] = blocks;
        let same = left.len() == right.len()
            && left
                .iter()
                .map(|l| element(l))
                .eq(right.iter().map(|r| element(r)));
        let pairs = if same {
            (0..left.len()).map(|at| (at, at)).collect()
        } else {
            let languages = texts.map(|text| text.map(|t| self.model.language_of(t.document)));
            let [a, b] =
                [(&left, languages[0]), (&right, languages[1])].map(|(blocks, language)| {
                    let language = language.map(|l| self.model.site().language(l).language);
                    let looks = blocks.iter().map(|html| Look::of(html, language));
                    looks.collect::<Vec<_>>()
                });
            align(left.len(), right.len(), &|x, y| a[x].likeness(&b[y]))
        };
        let mut rows: Vec<ParallelRow> = Vec::new();
        let apart = |left, right| ParallelRow {
            left,
            right,
            both: String::new(),
        };
        let lang = texts[1].map(|text| self.tag(self.model.language_of(text.document)));
        let beside = |(left, right): (String, String)| match figure::once(
            &left,
            &right,
            lang.as_deref().unwrap_or_default(),
        ) {
            Some(both) => ParallelRow {
                both,
                ..apart(String::new(), String::new())
            },
            None => apart(left, right),
        };
        let (mut left, mut right) = (left.into_iter(), right.into_iter());
        let (mut x, mut y) = (0, 0);
        for (a, b) in pairs {
            // What is between two pairs has nothing beside it.
            rows.extend(left.by_ref().take(a - x).map(|l| apart(l, String::new())));
            rows.extend(right.by_ref().take(b - y).map(|r| apart(String::new(), r)));
            rows.extend(left.next().zip(right.next()).map(beside));
            (x, y) = (a + 1, b + 1);
        }
        rows.extend(left.map(|l| apart(l, String::new())));
        rows.extend(right.map(|r| apart(String::new(), r)));
        rows
    }
}

/// What a block looks like to a reader of another language.
struct Look {
    /// Its element.
    element: String,
    figures: Vec<Figure>,
    /// Characters of its text.
    length: usize,
}

impl Look {
    fn of(html: &str, language: Option<Language>) -> Self {
        let text = plain(html);
        Self {
            element: element(html).to_owned(),
            figures: language.map_or_else(Vec::new, |language| figures::of(&text, language)),
            length: text.chars().count(),
        }
    }

    /// How much two blocks have in common; 0 if they cannot belong together.
    fn likeness(&self, other: &Self) -> u32 {
        if self.element != other.element {
            return 0;
        }
        let shared = self
            .figures
            .iter()
            .filter(|f| other.figures.iter().any(|g| f.is_like(g)));
        let (a, b) = (self.length + 1, other.length + 1);
        1 + u32::from(2 * a.min(b) > a.max(b)) + 3 * (shared.count().min(8) as u32)
    }
}

/// The name of the element that a block is.
fn element(html: &str) -> &str {
    let name = html.trim_start().trim_start_matches('<');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    &name[..end.unwrap_or(name.len())]
}

/// The text of a piece of HTML.
fn plain(html: &str) -> String {
    let mut text = String::new();
    for (i, part) in html.split('<').enumerate() {
        match part.split_once('>') {
            Some((_, after)) if i > 0 => text.push_str(after),
            _ if i == 0 => text.push_str(part),
            _ => {}
        }
    }
    text
}
