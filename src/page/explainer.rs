//! The view of an explainer and of its place in lists.

use xxhash_rust::xxh3::xxh3_64;

use super::contents::contents;
use super::glossary::MOST_TERMS;
use super::html::LinkedText;
use super::{Composer, PageContext};
use crate::base::ids::{DocumentId, EntryId};
use crate::base::names::PARALLEL;
use crate::base::permalink::encode_fragment;
use crate::base::text::push_text;
use crate::document::section::{Cell, SectionKind, Shape, timeline};
use crate::lang::LanguageId;
use crate::model::glossary::{Linker, Mention};
use crate::model::link;
use crate::page::view::{
    CellView, DateView, Explainer, ExplainerRef, ItemView, Row, SectionView, Subject, Switch,
    TableView,
};

impl Composer<'_> {
    pub(super) fn explainer(&self, id: EntryId, context: &PageContext<'_>) -> Explainer {
        let entry = self.model.entry(id);
        let citations = self.citations(entry.texts(context.language).map(|d| (d, context)));
        let subjects = self.subjects(id, context.language);
        let context = &PageContext {
            subjects: &subjects,
            ..citations.on(context)
        };
        let linker = &mut self.linker(id);
        let lead = self.body_of(id, linker, context);
        let mut sections: Vec<SectionView> = entry
            .sections
            .iter()
            .filter_map(|s| Some(self.section(id, s, s.shown(context.language)?, linker, context)))
            .collect();
        let shown = entry.shown(context.language);
        let matter = shown.and_then(|d| self.model.outline(d).explainer());
        let (cited, sources) = self.sources(id, &citations, context);
        let (terms, term_count) = self.terms_of(id, MOST_TERMS, context);
        let mut about = self.explainer_ref(id, context);
        // The first words of the text stand below the title as it is.
        if shown.is_some_and(|d| self.model.outline(d).front.description.is_none()) {
            about.description.clear();
        }
        Explainer {
            about,
            lead,
            parallel: self
                .model
                .has_parallel(id, context.language)
                .then(|| PARALLEL.to_owned()),
            as_of: matter
                .and_then(|m| m.as_of)
                .map(|d| self.date_by("as_of", d, context.language)),
            authors: matter.map_or_else(Vec::new, |m| m.authors.clone()),
            contents: contents(&mut sections),
            subjects: subjects.clone(),
            cited,
            sources,
            terms,
            term_count,
            related: (self.model.alike(id, context.language).into_iter())
                .map(|e| self.explainer_ref(e, context))
                .collect(),
            neighbours: self.neighbours(self.model.around(id), context),
            sections,
        }
    }

    /// The terms that an explainer's first comparison compares, in the order of its columns: the first that each
    /// column's heading mentions.
    pub(super) fn subjects(&self, id: EntryId, language: LanguageId) -> Vec<Subject> {
        let texts = self.model.entry(id).texts(language);
        let columns = texts.filter_map(|d| {
            let table = self.model.document(d).parsed.shape.table()?;
            Some((d, table.columns.get(1..)?))
        });
        let Some((document, columns)) = columns.into_iter().next() else {
            return Vec::new();
        };
        let mentions = &self.model.mentions_in(document).found;
        let term = |cell: &Cell| {
            let first = mentions.partition_point(|m| m.plain.start < cell.plain.start);
            mentions
                .get(first)
                .filter(|m| m.plain.end <= cell.plain.end)
        };
        let subject = |m: &Mention| {
            let slug = self.model.slug(m.term);
            // It goes into a style sheet: nothing there may need to be escaped.
            let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
            slug.chars().all(plain).then(|| Subject {
                slug: slug.to_owned(),
                name: self.model.title(self.model.entry(m.term), language),
            })
        };
        let subjects = columns.iter().map(|cell| term(cell).and_then(subject));
        let subjects: Vec<Option<Subject>> = subjects.collect();
        if subjects.iter().all(Option::is_none) {
            return Vec::new();
        }
        subjects
            .into_iter()
            .map(Option::unwrap_or_default)
            .collect()
    }

    /// An explainer in a list.
    pub(super) fn explainer_ref(&self, id: EntryId, context: &PageContext<'_>) -> ExplainerRef {
        let entry = self.model.entry(id);
        let shown = entry.shown(context.language);
        let matter = shown.and_then(|d| self.model.outline(d).explainer());
        ExplainerRef {
            href: self.href(id, context),
            title: self.model.title(entry, context.language),
            lang: shown.and_then(|d| self.other_tag(self.model.language_of(d), context.language)),
            description: self.model.description(entry, context.language),
            reading_time: self
                .model
                .words(context.language)
                .get("reading_time")
                .replace("{n}", &self.model.minutes(id, context.language).to_string()),
            date: matter
                .and_then(|m| m.date)
                .map(|d| self.date(d, context.language)),
            updated: matter
                .and_then(|m| m.updated)
                .map(|d| self.date(d, context.language)),
            folder: None,
            hue: hue(entry),
        }
    }

    /// An explainer's texts one after the other, for the feed.
    pub(crate) fn feed_html(&self, id: EntryId, context: &PageContext<'_>) -> String {
        let entry = self.model.entry(id);
        let citations = self.citations(entry.texts(context.language).map(|d| (d, context)));
        let context = &citations.on(context);
        let linker = &mut self.linker(id);
        let mut html = self.body_of(id, linker, context);
        for section in entry
            .sections
            .iter()
            .filter_map(|s| Some(self.section(id, s, s.shown(context.language)?, linker, context)))
        {
            section.write_plainly(&mut html);
        }
        html
    }

    fn section(
        &self,
        explainer: EntryId,
        section: &link::Section,
        document: DocumentId,
        linker: &mut Linker,
        context: &PageContext<'_>,
    ) -> SectionView {
        let mut view = self.bare_section(explainer, section, document, context);
        self.fill_section(&mut view, &self.link_terms(document, linker, context));
        view
    }

    /// A section without its text.
    pub(super) fn bare_section(
        &self,
        explainer: EntryId,
        section: &link::Section,
        document: DocumentId,
        context: &PageContext<'_>,
    ) -> SectionView {
        let outline = self.model.outline(document);
        SectionView {
            id: format!("{}{}", context.id_prefix, section.id),
            anchors: (section.alias(&outline.structure).into_iter())
                .map(|alias| format!("{}{alias}", context.id_prefix))
                .chain(section.old_ids.iter().map(|id| id.to_string()))
                .collect(),
            kind: outline
                .section()
                .map_or_else(SectionKind::default, |s| s.kind)
                .name(),
            title: outline.title().to_owned(),
            number: self.model.number(document, None, outline.path.language),
            headings: self.headings(document, context),
            lang: self.other_tag(outline.path.language, context.language),
            twins: self.translations(explainer, section, context.language, context),
            behind: self.behind(
                explainer,
                document,
                &format!("#{}", encode_fragment(&section.id)),
                context,
            ),
            html: String::new(),
            after: String::new(),
            table: None,
            items: Vec::new(),
        }
    }

    /// Puts a text into its section.
    pub(super) fn fill_section(&self, view: &mut SectionView, text: &LinkedText<'_>) {
        let LinkedText {
            document, context, ..
        } = *text;
        let parsed = &self.model.document(document).parsed;
        let html = |range| self.html(text, range);
        let cell = |cell: Option<&Cell>| cell.map_or_else(String::new, |c| html(c.html.clone()));
        match &parsed.shape {
            Shape::Text => view.html = html(parsed.body.whole()),
            Shape::Items {
                before,
                items,
                after,
            } => {
                view.html = html(before.clone());
                view.after = html(after.clone());
                view.items = items
                    .iter()
                    .map(|item| {
                        let id = self.id(document, item.id, context);
                        ItemView {
                            href: format!("#{}", encode_fragment(&id)),
                            id,
                            label: self.item_label(&item.label, document),
                            question: html(item.heading.clone()),
                            answer: html(item.body.clone()),
                        }
                    })
                    .collect();
            }
            Shape::Table {
                before,
                table,
                after,
            } => {
                view.html = html(before.clone());
                view.after = html(after.clone());
                let subjects = table.columns.get(1..).unwrap_or_default();
                let label = |c: &Cell| {
                    self.model
                        .plain_text(document, c.plain.clone())
                        .into_owned()
                };
                let labels: Vec<String> = subjects.iter().map(label).collect();
                view.table = Some(TableView {
                    corner: cell(table.columns.first()),
                    columns: subjects.iter().map(|c| html(c.html.clone())).collect(),
                    rows: table
                        .rows
                        .iter()
                        .map(|row| Row {
                            header: cell(row.first()),
                            cells: (labels.iter().enumerate())
                                .map(|(i, label)| CellView {
                                    html: cell(row.get(i + 1)),
                                    label: label.clone(),
                                })
                                .collect(),
                        })
                        .collect(),
                });
            }
        }
    }

    /// What is apart from the rest of an item's heading, HTML: dates in the words of the text's language.
    fn item_label(&self, label: &str, document: DocumentId) -> String {
        let language = self.model.language_of(document);
        let time = |date| {
            let DateView { iso, text } = self.partial_date(date, language);
            let mut html = format!("<time datetime=\"{iso}\">");
            push_text(&mut html, &text);
            html + "</time>"
        };
        match timeline::when(label) {
            Some((date, None)) => time(date),
            Some((first, Some(last))) => {
                let span = self.model.words(language).get("date_span");
                let (first, last) = (time(first), time(last));
                span.replace("{from}", &first).replace("{to}", &last)
            }
            None => String::new(),
        }
    }

    /// The same section on the explainer's pages in the other languages; one that nothing pairs is not there.
    fn translations(
        &self,
        explainer: EntryId,
        section: &link::Section,
        language: LanguageId,
        context: &PageContext<'_>,
    ) -> Vec<Switch> {
        let fragment = encode_fragment(&section.id);
        let href = |l| context.href(&self.model.folder(explainer, l));
        let twins = self.switch(|l| format!("{}#{fragment}", href(l)), language);
        let others = self.model.site().language_ids().filter(|l| *l != language);
        let shown = twins.into_iter().zip(others).filter_map(|(twin, other)| {
            let title = self.model.title_of(section.shown(other)?).to_owned();
            Some(Switch { title, ..twin })
        });
        shown.collect()
    }
}

/// The colour of an explainer: one of twelve of the wheel, by its slug, so that it stays whatever else there is.
pub(super) fn hue(explainer: &link::Entry) -> u64 {
    xxh3_64(explainer.slug().as_bytes()) % 12 * 30
}

impl SectionView {
    /// Appends the section as HTML without the theme's markup, as a feed reader shows it.
    fn write_plainly(&self, out: &mut String) {
        if !self.title.is_empty() {
            out.push_str("<h2>");
            push_text(out, &self.title);
            out.push_str("</h2>\n");
        }
        out.push_str(&self.html);
        if let Some(table) = &self.table {
            let head: String = table
                .columns
                .iter()
                .map(|c| format!("<th>{c}</th>"))
                .collect();
            out.push_str(&format!(
                "<table><thead><tr><th>{}</th>{head}</tr></thead><tbody>\n",
                table.corner
            ));
            for row in &table.rows {
                let cells: String = row
                    .cells
                    .iter()
                    .map(|c| format!("<td>{}</td>", c.html))
                    .collect();
                out.push_str(&format!("<tr><th>{}</th>{cells}</tr>\n", row.header));
            }
            out.push_str("</tbody></table>\n");
        }
        for item in &self.items {
            out.push_str("<h3>");
            if !item.label.is_empty() {
                out.push_str(&item.label);
                out.push(' ');
            }
            out.push_str(&format!("{}</h3>\n{}", item.question, item.answer));
        }
        out.push_str(&self.after);
    }
}
