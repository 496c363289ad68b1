//! The HTML of a text on a page: its slots filled.

mod addresses;
mod gloss;
mod images;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

use self::images::{is_wide, push_sides, sizes_of, zoom};
use super::Composer;
use super::citations::Citations;
use crate::base::ids::{DocumentId, EntryId};
use crate::base::permalink::{BaseUrl, encode_fragment, relative};
use crate::base::text::{push_attribute, push_text};
use crate::document::markdown::body::{ImageWidth, Insertion, LinkTarget, SlotKind};
use crate::lang::LanguageId;
use crate::model::glossary::Linker;
use crate::model::link::EntryKind;
use crate::model::resolve::Destination;
use crate::page::view::Subject;

/// What the HTML of a text depends on besides the text: the page that shows it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageContext<'c> {
    /// Folder of the page in the output, empty or with a final `/`.
    pub(crate) folder: &'c str,
    /// The reader's language, which links to other pages point to.
    pub(crate) language: LanguageId,
    /// Where addresses have to be absolute (feed, 404): the site's.
    pub(crate) absolute: Option<&'c BaseUrl>,
    /// Put before the text's ids, where another text on the page has the same ones.
    pub(crate) id_prefix: &'c str,
    /// What is there besides, on a page with two languages.
    pub(crate) pair: Option<Pair<'c>>,
    /// The sources that the page's texts cite.
    pub(crate) citations: Option<&'c Citations>,
    /// What the explainer compares, by the columns of its comparison: charts have their colours.
    pub(crate) subjects: &'c [Subject],
}

/// The texts of an explainer in two languages on one page.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'c> {
    pub(crate) explainer: EntryId,
    /// The left one's language and the right one's.
    pub(crate) languages: [LanguageId; 2],
    /// Put before the ids of what the right one alone has.
    pub(crate) right_prefix: &'c str,
}

impl<'c> PageContext<'c> {
    /// A page in a folder, for readers of a language.
    pub(crate) fn new(folder: &'c str, language: LanguageId) -> Self {
        Self {
            folder,
            language,
            absolute: None,
            id_prefix: "",
            pair: None,
            citations: None,
            subjects: &[],
        }
    }

    /// The address of a path from the site's root, as this page has to write it.
    pub(crate) fn href(&self, path: &str) -> String {
        match self.absolute {
            Some(base) => base.join(path),
            None => relative(self.folder, path),
        }
    }
}

/// A text on its page, with the mentions that become links there.
pub(crate) struct LinkedText<'c> {
    pub(super) document: DocumentId,
    pub(super) context: &'c PageContext<'c>,
    insertions: Vec<Insertion>,
    /// What follows links that the author wrote, by their numbers.
    glosses: BTreeMap<u32, String>,
    /// How many notes are on the page before.
    notes: u32,
}

impl Composer<'_> {
    /// The linker of a page, which chooses the mentions in its texts that become links.
    pub(crate) fn linker(&self, page: EntryId) -> Linker {
        Linker::new(self.model.site().term_links, page)
    }

    /// A page's next text with its links to terms.
    pub(crate) fn link_terms<'c>(
        &self,
        document: DocumentId,
        linker: &mut Linker,
        context: &'c PageContext<'c>,
    ) -> LinkedText<'c> {
        let mentions = self.model.mentions_in(document);
        let chosen = linker.choose(mentions).into_iter();
        let insertions = chosen.map(|(mention, html)| {
            let mut open = String::new();
            self.term_tag(mention.term, None, context, &mut open);
            Insertion {
                html,
                open,
                after: String::new(),
            }
        });
        let mut insertions: Vec<_> = insertions.collect();
        let glosses = match self.model.site().gloss {
            true => self.glosses(document, mentions, linker, &mut insertions),
            false => BTreeMap::new(),
        };
        LinkedText {
            document,
            context,
            insertions,
            glosses,
            notes: linker.number_notes(self.model.document(document).parsed.body.notes),
        }
    }

    /// The start tag of a link to a term.
    fn term_tag(
        &self,
        term: EntryId,
        title: Option<&str>,
        context: &PageContext<'_>,
        out: &mut String,
    ) {
        out.push_str("<a class=\"term\" data-term=\"");
        push_attribute(out, self.model.slug(term));
        out.push_str("\" href=\"");
        push_attribute(out, &self.href(term, context));
        if let Some(title) = title.filter(|t| !t.is_empty()) {
            out.push_str("\" title=\"");
            push_attribute(out, title);
        }
        out.push_str("\">");
    }

    /// A part of a text's HTML as it appears on a page.
    pub(crate) fn html(&self, text: &LinkedText<'_>, range: Range<u32>) -> String {
        let LinkedText {
            document,
            context,
            insertions,
            glosses,
            notes,
        } = text;
        let document = *document;
        let body = &self.model.document(document).parsed.body;
        let mut out = String::with_capacity((range.len()) * 5 / 4);
        let mut fill = |slot: SlotKind, out: &mut String| match slot {
            SlotKind::Note(number) => {
                let _ = write!(out, "{}", notes + number);
            }
            SlotKind::NotesStart if *notes > 0 => {
                let _ = write!(out, " start=\"{}\"", notes + 1);
            }
            SlotKind::NotesStart => {}
            SlotKind::Gloss(link) => out.extend(glosses.get(&link).map(String::as_str)),
            slot => self.fill(document, slot, context, out),
        };
        body.write(range, insertions, &mut fill, &mut out);
        out
    }

    /// A text's HTML, its blocks one by one.
    pub(super) fn blocks(&self, text: &LinkedText<'_>) -> Vec<String> {
        let ranges = self
            .model
            .document(text.document)
            .parsed
            .body
            .block_ranges();
        ranges.map(|range| self.html(text, range)).collect()
    }

    fn fill(
        &self,
        document: DocumentId,
        slot: SlotKind,
        context: &PageContext<'_>,
        out: &mut String,
    ) {
        let body = &self.model.document(document).parsed.body;
        match slot {
            SlotKind::Label(key) => {
                // In the language of the text around it.
                let language = self.model.language_of(document);
                push_attribute(out, self.model.words(language).get(key));
            }
            SlotKind::Address(index) => {
                let address = &body.addresses[index as usize];
                match self.own_address(document, index, context) {
                    None => out.push_str(&address.written),
                    Some(value) if address.listed => {
                        push_attribute(out, &value.replace(',', "%2C"));
                    }
                    Some(address) => {
                        out.push('"');
                        push_attribute(out, &address);
                        out.push('"');
                    }
                }
            }
            // Filled where the page is known.
            SlotKind::Note(_) | SlotKind::NotesStart | SlotKind::Gloss(_) => {}
            SlotKind::Chart(index) => self.chart(document, index, context, out),
            SlotKind::Code(index) => {
                let block = &body.code_blocks[index as usize];
                match context.absolute {
                    // What reads a feed has no style sheet.
                    Some(_) => push_text(out, &block.code),
                    None => block.write(out),
                }
            }
            SlotKind::Formula(index) => {
                let formula = &body.formulas[index as usize];
                match context.absolute {
                    // Few readers of feeds know MathML.
                    Some(_) => {
                        out.push_str("<code>");
                        push_text(out, &formula.tex);
                        out.push_str("</code>");
                    }
                    None => out.push_str(&formula.mathml),
                }
            }
            SlotKind::Citation(index) => {
                self.citation(document, &body.citations[index as usize], context, out);
            }
            SlotKind::Id(index) => push_attribute(out, &self.id(document, index, context)),
            SlotKind::IdRef(index) => {
                // In a feed the text has no page around it.
                if let Some(base) = context.absolute {
                    out.push_str(&base.join(context.folder));
                }
                let _ = write!(
                    out,
                    "#{}",
                    encode_fragment(&self.id(document, index, context))
                );
            }
            SlotKind::Number(id) => {
                let language = self.model.language_of(document);
                let number = self.model.number(document, Some(id), language);
                push_text(out, &number.unwrap_or_default());
            }
            SlotKind::Link(index) => self.link_tag(document, index, context, out),
            SlotKind::LinkText(index) => push_text(out, &self.model.link_text(document, index)),
            SlotKind::OwnImage(index, look) => {
                if let Some(file) = self.model.own_destination(document, index) {
                    self.own_image(document, file, look, context, out);
                }
            }
            SlotKind::Figure(index) => {
                let look = body.links[index as usize].look;
                let size = self
                    .model
                    .size_of(document, self.model.destination(document, index));
                if is_wide(look, size) {
                    out.push_str(" class=\"wide\"");
                }
            }
            SlotKind::Video(index) => {
                let link = &body.links[index as usize];
                let destination = self.model.destination(document, index);
                out.push_str(" src=\"");
                push_attribute(out, &self.address(link, destination, context));
                if !link.alt.is_empty() {
                    out.push_str("\" aria-label=\"");
                    push_attribute(out, &link.alt);
                }
                out.push_str("\" controls preload=\"metadata\" playsinline");
            }
            SlotKind::Image(index) => {
                let link = &body.links[index as usize];
                let destination = self.model.destination(document, index);
                out.push_str(" src=\"");
                push_attribute(out, &self.address(link, destination, context));
                out.push('"');
                let size = self.model.size_of(document, destination);
                let sizes = Some(sizes_of(link.look, size));
                self.copies(document, destination, sizes, context, out);
                out.push_str(" alt=\"");
                push_attribute(out, &link.alt);
                out.push('"');
                if !link.title.is_empty() {
                    out.push_str(" title=\"");
                    push_attribute(out, &link.title);
                    out.push('"');
                }
                let (width, height) = link.look.size(size);
                push_sides(width, height, out);
                if let Some(ImageWidth::Percent(width)) = link.look.width {
                    let _ = write!(out, " style=\"width:{width}%\"");
                }
                if let Some(whole) = zoom(link.look, size).filter(|_| context.absolute.is_none()) {
                    let _ = write!(out, " data-zoom=\"{whole}\"");
                }
                out.push_str(" loading=\"lazy\" decoding=\"async\"");
            }
        }
    }

    /// The start tag of a link.
    fn link_tag(
        &self,
        document: DocumentId,
        index: u32,
        context: &PageContext<'_>,
        out: &mut String,
    ) {
        let link = &self.model.document(document).parsed.body.links[index as usize];
        let destination = self.model.destination(document, index);
        if let (
            LinkTarget::Term(_),
            Destination::Page {
                entry,
                language: None,
                anchor: None,
            },
        ) = (&link.target, destination)
            && self.model.entry(*entry).kind == EntryKind::Term
        {
            return self.term_tag(*entry, Some(&link.title), context, out);
        }
        out.push_str("<a");
        if matches!(&link.target, LinkTarget::Term(id) if id.starts_with('#')) {
            out.push_str(" class=\"ref\"");
        }
        if let Destination::Page {
            language: Some(language),
            ..
        } = destination
        {
            let _ = write!(out, " hreflang=\"{}\"", self.model.site().tag(*language));
        }
        out.push_str(" href=\"");
        push_attribute(out, &self.address(link, destination, context));
        out.push('"');
        if !link.title.is_empty() {
            out.push_str(" title=\"");
            push_attribute(out, &link.title);
            out.push('"');
        }
        out.push('>');
    }

    /// What an id of a document is called on a page.
    pub(crate) fn id(&self, document: DocumentId, index: u32, context: &PageContext<'_>) -> String {
        let name = self.model.id_name(document, context.language, index);
        format!("{}{name}", context.id_prefix)
    }
}
