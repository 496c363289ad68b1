//! Makes the [`View`] of each page out of what the model answers.
//!
//! [`Composer::view`] makes one page's view, and nothing else needs to be made for it: pages are composed and rendered in
//! parallel, one at a time in each thread. All that a view is made of is asked of the [`Reader`], which notes it where the
//! page is to be kept.

pub(crate) mod assets;
mod explainer;
mod glossary;
mod head;
mod html;
mod jsonld;
mod lists;
mod parallel;
pub(crate) mod template;
pub(crate) mod view;

use std::sync::Arc;

pub(crate) use html::Frame;

use crate::base::ids::EntryId;
use crate::lang::LanguageId;
use crate::model::glossary::Linker;
use crate::model::link::EntryKind;
use crate::model::{PageId, Reader};
use crate::page::view::{Content, DateView, Text, View};

/// Makes the views of pages out of what the model answers.
#[derive(Clone, Copy)]
pub(crate) struct Composer<'c> {
    model: Reader<'c>,
}

impl<'c> Composer<'c> {
    pub(crate) fn new(model: Reader<'c>) -> Self {
        Self { model }
    }

    /// What the page's template sees.
    pub(crate) fn view(&self, page: PageId) -> View {
        match page {
            PageId::Front => self.front(),
            PageId::NotFound => self.not_found(),
            PageId::Parallel(id, language) => self.parallel(id, language),
            PageId::Entry(id, language) => {
                let entry = self.model.entry(id);
                let folder = self.model.folder(id, language);
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
                page.json_ld = jsonld::of(self.model, id, &page, &content, &frame);
                View {
                    nav: self.nav(Some(id), &frame),
                    page,
                    content,
                }
            }
        }
    }

    /// Relative address of an entry's page.
    pub(crate) fn href(&self, entry: EntryId, frame: &Frame<'_>) -> String {
        frame.href(&self.model.folder(entry, frame.language))
    }

    pub(crate) fn tag(&self, language: LanguageId) -> String {
        self.model.site().tag(language).to_string()
    }

    /// The tag of a text's language, where it is not the reader's.
    fn other_tag(&self, text: LanguageId, reader: LanguageId) -> Option<String> {
        (text != reader).then(|| self.tag(text))
    }

    /// A day as readers of the language write it: the words `date` and `months` of the interface.
    pub(crate) fn date(&self, date: jiff::civil::Date, language: LanguageId) -> DateView {
        let words = self.model.words(language);
        let month = date.month().unsigned_abs();
        let name = words.get("months").split(' ').nth(usize::from(month) - 1);
        let text = words
            .get("date")
            .replace("{year}", &date.year().to_string())
            .replace("{month}", &month.to_string())
            .replace("{month_name}", name.unwrap_or_default())
            .replace("{day}", &date.day().to_string());
        DateView {
            iso: date.to_string(),
            text,
        }
    }

    /// The text of an entry itself, without an explainer's sections.
    fn body_of(&self, id: EntryId, linker: &mut Linker, frame: &Frame<'_>) -> String {
        let own = self.model.entry(id).text(frame.language);
        own.map_or_else(String::new, |d| {
            self.html(
                &self.link_terms(d, linker, frame),
                self.model.document(d).parsed.body.whole(),
            )
        })
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
