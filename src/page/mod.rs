//! Makes the [`View`] of each page from the model.
//!
//! [`Composer::view`] makes the view of one page and depends on no other page's view, so pages are composed and
//! rendered in parallel. It reads the model through a [`Reader`] only, which records the queries of pages that are
//! kept.

pub(crate) mod assets;
pub(crate) mod card;
pub(crate) mod chart;
mod citations;
mod contents;
mod explainer;
mod glossary;
mod head;
pub(crate) mod heading_font;
mod html;
pub(crate) mod joiner;
mod jsonld;
mod lists;
mod parallel;
pub(crate) mod template;
pub(crate) mod view;

use std::sync::Arc;

pub(crate) use html::PageContext;

use crate::base::ids::EntryId;
use crate::base::partial_date::{PartialDate, Precision};
use crate::lang::LanguageId;
use crate::model::glossary::Linker;
use crate::model::link::EntryKind;
use crate::model::{PageId, Reader};
use crate::page::template::SharedValues;
use crate::page::view::{Content, DateView, TextView, View};

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
    pub(crate) fn view(&self, page: PageId, shared: &SharedValues) -> View {
        match page {
            PageId::Front => self.front(shared),
            PageId::NotFound => self.not_found(shared),
            PageId::Parallel(id, language) => self.parallel(id, language, shared),
            PageId::Entry(id, language) => {
                let entry = self.model.entry(id);
                let folder = self.model.folder(id, language);
                let context = PageContext::new(&folder, language);
                let content = match entry.kind {
                    EntryKind::Home => Content::Home(self.home(id, &context)),
                    EntryKind::Explainer => {
                        Content::Explainer(Box::new(self.explainer(id, &context)))
                    }
                    EntryKind::GlossaryIndex => {
                        Content::Glossary(self.glossary_index(id, &context))
                    }
                    EntryKind::Term => Content::Term(Box::new(self.term(id, &context))),
                    EntryKind::Page => Content::Text(TextView {
                        html: self.body_of(id, &mut self.linker(id), &context),
                        contents: self.contents_of_page(id, &context),
                    }),
                    EntryKind::Archive => Content::Archive(self.archive(&context)),
                    EntryKind::Search => Content::Search(self.search(&context)),
                };
                let mut page = self.page(id, &context);
                page.json_ld = jsonld::of(self.model, id, &page, &content, &context);
                View {
                    nav: self.nav(Some(id), &context),
                    page,
                    content,
                }
            }
        }
    }

    /// Relative address of an entry's page.
    pub(crate) fn href(&self, entry: EntryId, context: &PageContext<'_>) -> String {
        context.href(&self.model.folder(entry, context.language))
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
        self.date_by("date", date, language)
    }

    /// The same of a date that may be a month or a year: the words `date_month` and `date_year`.
    fn partial_date(&self, date: PartialDate, language: LanguageId) -> DateView {
        let form = match date.precision {
            Precision::Year => "date_year",
            Precision::Month => "date_month",
            Precision::Day => "date",
        };
        DateView {
            iso: date.to_string(),
            ..self.date_by(form, date.first, language)
        }
    }

    /// A day in the words of the interface that have this name.
    fn date_by(
        &self,
        form: &'static str,
        date: jiff::civil::Date,
        language: LanguageId,
    ) -> DateView {
        let words = self.model.words(language);
        let month = date.month().unsigned_abs();
        let name = words.get("months").split(' ').nth(usize::from(month) - 1);
        let text = words
            .get(form)
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
    fn body_of(&self, id: EntryId, linker: &mut Linker, context: &PageContext<'_>) -> String {
        let own = self.model.entry(id).text(context.language);
        own.map_or_else(String::new, |d| {
            self.html(
                &self.link_terms(d, linker, context),
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
