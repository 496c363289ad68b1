//! The HTML of a text on a page: its holes filled.

use std::fmt::Write as _;
use std::ops::Range;

use super::Composer;
use crate::base::ids::{DocumentId, EntryId};
use crate::base::permalink::{BaseUrl, decode, encode_fragment, has_scheme, relative, resolve};
use crate::base::text::{push_attribute, push_text};
use crate::document::markdown::body::{HoleKind, Insertion, Target};
use crate::lang::LanguageId;
use crate::model::glossary::Linker;
use crate::model::link::EntryKind;
use crate::model::resolve::{Anchor, Destination};

/// Width of a text's column in the default theme, in CSS pixels (`--column`). A wider image may span the margin too.
const COLUMN: u32 = 608;

/// The page that a text is shown on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame<'f> {
    /// Folder of the page in the output, empty or with a final `/`.
    pub(crate) folder: &'f str,
    /// The reader's language, in which links to other pages lead.
    pub(crate) language: LanguageId,
    /// Where addresses have to be absolute (feed, 404): the site's.
    pub(crate) absolute: Option<&'f BaseUrl>,
    /// Put before the text's ids, where another text on the page has the same ones.
    pub(crate) id_prefix: &'f str,
}

impl<'f> Frame<'f> {
    /// A page in a folder, for readers of a language.
    pub(crate) fn new(folder: &'f str, language: LanguageId) -> Self {
        Self {
            folder,
            language,
            absolute: None,
            id_prefix: "",
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
pub(crate) struct LinkedText<'f> {
    pub(super) document: DocumentId,
    pub(super) frame: &'f Frame<'f>,
    insertions: Vec<Insertion>,
}

impl Composer<'_> {
    /// What goes through a page's texts and chooses the mentions that become links.
    pub(crate) fn linker(&self, page: EntryId) -> Linker {
        Linker::new(self.model.site().term_links, page)
    }

    /// A page's next text with its links to terms.
    pub(crate) fn link_terms<'f>(
        &self,
        document: DocumentId,
        linker: &mut Linker,
        frame: &'f Frame<'f>,
    ) -> LinkedText<'f> {
        let chosen = linker.choose(self.model.mentions_in(document)).into_iter();
        let insertions = chosen.filter_map(|mention| {
            let mut open = String::new();
            self.term_tag(mention.term, None, frame, &mut open);
            Some(Insertion {
                html: mention.html.clone()?,
                open,
            })
        });
        LinkedText {
            document,
            frame,
            insertions: insertions.collect(),
        }
    }

    /// The start tag of a link to a term.
    fn term_tag(&self, term: EntryId, title: Option<&str>, frame: &Frame<'_>, out: &mut String) {
        out.push_str("<a class=\"term\" data-term=\"");
        push_attribute(out, self.model.slug(term));
        out.push_str("\" href=\"");
        push_attribute(out, &self.href(term, frame));
        if let Some(title) = title.filter(|t| !t.is_empty()) {
            out.push_str("\" title=\"");
            push_attribute(out, title);
        }
        out.push_str("\">");
    }

    /// A part of a text's HTML as it stands on a page.
    pub(crate) fn html(&self, text: &LinkedText<'_>, range: Range<u32>) -> String {
        let LinkedText {
            document,
            frame,
            insertions,
        } = text;
        let document = *document;
        let body = &self.model.document(document).parsed.body;
        let mut out = String::with_capacity((range.len()) * 5 / 4);
        let mut fill = |hole: HoleKind, out: &mut String| self.fill(document, hole, frame, out);
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

    fn fill(&self, document: DocumentId, hole: HoleKind, frame: &Frame<'_>, out: &mut String) {
        let body = &self.model.document(document).parsed.body;
        match hole {
            HoleKind::Label(key) => {
                // In the language of the text around it.
                let language = self.model.language_of(document);
                push_attribute(out, self.model.words(language).get(key));
            }
            HoleKind::Address(index) => {
                let address = &body.addresses[index as usize];
                match self.moved(document, &address.value, frame) {
                    None => out.push_str(&address.written),
                    Some(address) => {
                        out.push('"');
                        push_attribute(out, &address);
                        out.push('"');
                    }
                }
            }
            HoleKind::Id(index) => push_attribute(out, &self.id(document, index, frame)),
            HoleKind::IdRef(index) => {
                // In a feed the text has no page around it.
                if let Some(base) = frame.absolute {
                    out.push_str(&base.join(frame.folder));
                }
                let _ = write!(
                    out,
                    "#{}",
                    encode_fragment(&self.id(document, index, frame))
                );
            }
            HoleKind::Link(index) => self.link_tag(document, index, frame, out),
            HoleKind::LinkText(index) => push_text(out, &self.model.link_text(document, index)),
            HoleKind::Figure(index) => {
                let size = self
                    .model
                    .size_of(document, self.model.destination(document, index));
                if size.is_some_and(|(width, _)| width > COLUMN) {
                    out.push_str(" class=\"wide\"");
                }
            }
            HoleKind::Image(index) => {
                let link = &body.links[index as usize];
                let destination = self.model.destination(document, index);
                out.push_str(" src=\"");
                push_attribute(out, &self.address(destination, frame));
                out.push_str("\" alt=\"");
                push_attribute(out, &link.alt);
                if !link.title.is_empty() {
                    out.push_str("\" title=\"");
                    push_attribute(out, &link.title);
                }
                if let Some((width, height)) = self.model.size_of(document, destination) {
                    let _ = write!(out, "\" width=\"{width}\" height=\"{height}");
                }
                out.push_str("\" loading=\"lazy\" decoding=\"async\"");
            }
        }
    }

    /// The start tag of a link.
    fn link_tag(&self, document: DocumentId, index: u32, frame: &Frame<'_>, out: &mut String) {
        let link = &self.model.document(document).parsed.body.links[index as usize];
        let destination = self.model.destination(document, index);
        if let (
            Target::Term(_),
            Destination::Page {
                entry,
                language: None,
                anchor: None,
            },
        ) = (&link.target, destination)
            && self.model.entry(*entry).kind == EntryKind::Term
        {
            return self.term_tag(*entry, Some(&link.title), frame, out);
        }
        out.push_str("<a");
        if let Destination::Page {
            language: Some(language),
            ..
        } = destination
        {
            let _ = write!(out, " hreflang=\"{}\"", self.model.site().tag(*language));
        }
        out.push_str(" href=\"");
        push_attribute(out, &self.address(destination, frame));
        out.push('"');
        if !link.title.is_empty() {
            out.push_str(" title=\"");
            push_attribute(out, &link.title);
            out.push('"');
        }
        out.push('>');
    }

    /// A destination's address on a page.
    pub(crate) fn address(&self, destination: &Destination, frame: &Frame<'_>) -> String {
        match destination {
            Destination::Address(address) => address.clone(),
            Destination::Static(path) => frame.href(path),
            Destination::Beside(path) => {
                frame.href(&format!("{}/{path}", self.model.site().tag(frame.language)))
            }
            Destination::Page {
                entry,
                language,
                anchor,
            } => {
                let language = language.unwrap_or(frame.language);
                let folder = self.model.folder(*entry, language);
                let fragment = match anchor {
                    None => String::new(),
                    Some(Anchor::Section(id)) => format!("#{}", encode_fragment(id)),
                    Some(Anchor::Id(document, index)) => {
                        let name = self.model.id_name(*document, language, *index);
                        format!("#{}", encode_fragment(name))
                    }
                };
                if frame.absolute.is_none() && folder == frame.folder && !fragment.is_empty() {
                    return fragment;
                }
                frame.href(&folder) + &fragment
            }
        }
    }

    /// An address in a document's own HTML as another page than its own has to write it. `None` if it stays as it is.
    fn moved(&self, document: DocumentId, address: &str, frame: &Frame<'_>) -> Option<String> {
        let home = self.model.home_of(document, frame.language);
        if frame.absolute.is_none() && home == frame.folder {
            return None;
        }
        let address = address.trim();
        let end = address.find(['?', '#']).unwrap_or(address.len());
        let (path, rest) = address.split_at(end);
        if path.is_empty() {
            // In a feed the text has no page around it.
            return frame.absolute.map(|base| base.join(&home) + rest);
        }
        if path.starts_with(['/', '\\']) || has_scheme(address) {
            return None;
        }
        let mut target = resolve(&home, &decode(path))?;
        let folder = matches!(path.rsplit('/').next(), Some("" | "." | ".."));
        if folder && !target.is_empty() {
            target.push('/');
        }
        Some(frame.href(&target) + rest)
    }

    /// What an id of a document is called on a page.
    pub(crate) fn id(&self, document: DocumentId, index: u32, frame: &Frame<'_>) -> String {
        let name = self.model.id_name(document, frame.language, index);
        format!("{}{name}", frame.id_prefix)
    }
}
