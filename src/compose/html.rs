//! The HTML of a text on a page: its holes filled.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use super::Composer;
use crate::glossary::Linker;
use crate::lang::LanguageId;
use crate::link::{DocumentId, EntryId, EntryKind};
use crate::markdown::body::{BLOCK, HoleKind, Insertion, Target, push_attribute, push_text};
use crate::permalink::{BaseUrl, encode_fragment, relative};
use crate::resolve::{Anchor, Destination};

/// Width of a text's column in the default theme, in CSS pixels (`--column`). A wider image may span the margin too.
const COLUMN: u32 = 608;

/// Longest description made of a text's first words, in characters.
const LONGEST_OPENING: usize = 160;

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
        Linker::new(self.site.term_links, self.glossary.number(page))
    }

    /// A page's next text with its links to terms.
    pub(crate) fn link_terms<'f>(
        &self,
        document: DocumentId,
        linker: &mut Linker,
        frame: &'f Frame<'f>,
    ) -> LinkedText<'f> {
        let chosen = linker.choose(self.mentions_in(document)).into_iter();
        let insertions = chosen.filter_map(|mention| {
            let mut open = String::new();
            self.term_tag(self.glossary.entry(mention.term), None, frame, &mut open);
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
        push_attribute(out, super::glossary::slug(self.linked.entry(term)));
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
        let body = &self.document(document).parsed.body;
        let mut out = String::with_capacity((range.len()) * 5 / 4);
        let mut fill = |hole: HoleKind, out: &mut String| self.fill(document, hole, frame, out);
        body.write(range, insertions, &mut fill, &mut out);
        out
    }

    /// A text's HTML, its blocks one by one.
    pub(super) fn blocks(&self, text: &LinkedText<'_>) -> Vec<String> {
        let ranges = self.document(text.document).parsed.body.block_ranges();
        ranges.map(|range| self.html(text, range)).collect()
    }

    fn fill(&self, document: DocumentId, hole: HoleKind, frame: &Frame<'_>, out: &mut String) {
        let body = &self.document(document).parsed.body;
        match hole {
            HoleKind::Label(key) => {
                // In the language of the text around it.
                let language = self.language_of(document);
                push_attribute(out, self.words(language).get(key));
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
            HoleKind::LinkText(index) => push_text(out, &self.link_text(document, index)),
            HoleKind::Figure(index) => {
                let size = self.size_of(document, self.destination(document, index));
                if size.is_some_and(|(width, _)| width > COLUMN) {
                    out.push_str(" class=\"wide\"");
                }
            }
            HoleKind::Image(index) => {
                let link = &body.links[index as usize];
                let destination = self.destination(document, index);
                out.push_str(" src=\"");
                push_attribute(out, &self.address(destination, frame));
                out.push_str("\" alt=\"");
                push_attribute(out, &link.alt);
                if !link.title.is_empty() {
                    out.push_str("\" title=\"");
                    push_attribute(out, &link.title);
                }
                if let Some((width, height)) = self.size_of(document, destination) {
                    let _ = write!(out, "\" width=\"{width}\" height=\"{height}");
                }
                out.push_str("\" loading=\"lazy\" decoding=\"async\"");
            }
        }
    }

    /// A stretch of a document's plain text, with the names that bare `[[id]]` links show in place of their ids. The
    /// text is read without a note: whoever wants it has other reasons to be made again.
    pub(crate) fn plain_text(&self, document: DocumentId, range: Range<u32>) -> Cow<'_, str> {
        let body = &self.documents[document.0 as usize].parsed.body;
        let (mut at, end) = (range.start as usize, range.end as usize);
        let mut out = String::new();
        let first = body.links.partition_point(|l| l.plain.start < range.start);
        let links = body.links.iter().zip(0..).skip(first);
        for (link, index) in links.take_while(|(l, _)| l.plain.end <= range.end) {
            if link.bare {
                out.push_str(&body.plain[at..link.plain.start as usize]);
                out.push_str(&self.link_text(document, index));
                at = link.plain.end as usize;
            }
        }
        if at == range.start as usize {
            return Cow::Borrowed(&body.plain[at..end]);
        }
        out.push_str(&body.plain[at..end]);
        Cow::Owned(out)
    }

    /// The first words of a text, for a description.
    pub(crate) fn opening_of(&self, document: DocumentId) -> String {
        let plain = &self.documents[document.0 as usize].parsed.body.plain;
        let mut at = 0;
        let mut blocks = plain.split(BLOCK).map(|block| {
            let range = at..at + block.len() as u32;
            at = range.end + BLOCK.len_utf8() as u32;
            self.plain_text(document, range)
        });
        let first = blocks.next().unwrap_or_default();
        let long = |block: &Cow<'_, str>| block.chars().count() > 20;
        let block = if long(&first) {
            first
        } else {
            blocks.find(long).unwrap_or(first)
        };
        let text = block.split_whitespace().collect::<Vec<_>>().join(" ");
        match text.char_indices().nth(LONGEST_OPENING) {
            None => text,
            Some((end, _)) => {
                let cut = text[..end].rfind(' ').unwrap_or(end);
                format!("{}…", &text[..cut])
            }
        }
    }

    /// The text of a link that gives none of its own: the title of its page, in the language of the text around it.
    pub(crate) fn link_text(&self, document: DocumentId, index: u32) -> String {
        match self.destination(document, index) {
            Destination::Page { entry, .. } => {
                self.title(self.entry(*entry), self.language_of(document))
            }
            _ => String::new(),
        }
    }

    /// The start tag of a link.
    fn link_tag(&self, document: DocumentId, index: u32, frame: &Frame<'_>, out: &mut String) {
        let link = &self.document(document).parsed.body.links[index as usize];
        let destination = self.destination(document, index);
        if let (
            Target::Term(_),
            Destination::Page {
                entry,
                language: None,
                anchor: None,
            },
        ) = (&link.target, destination)
            && self.linked.entry(*entry).kind == EntryKind::Term
        {
            return self.term_tag(*entry, Some(&link.title), frame, out);
        }
        out.push_str("<a");
        if let Destination::Page {
            language: Some(language),
            ..
        } = destination
        {
            let _ = write!(out, " hreflang=\"{}\"", self.site.tag(*language));
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
                frame.href(&format!("{}/{path}", self.site.tag(frame.language)))
            }
            Destination::Page {
                entry,
                language,
                anchor,
            } => {
                let language = language.unwrap_or(frame.language);
                let folder = self.folder(*entry, language);
                let fragment = match anchor {
                    None => String::new(),
                    Some(Anchor::Section(id)) => format!("#{}", encode_fragment(id)),
                    Some(Anchor::Id(document, index)) => {
                        let name = self.id_name(*document, language, *index);
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

    /// What an id of a document is called on a page.
    pub(crate) fn id(&self, document: DocumentId, index: u32, frame: &Frame<'_>) -> String {
        let name = self.id_name(document, frame.language, index);
        format!("{}{name}", frame.id_prefix)
    }
}
