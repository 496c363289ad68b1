//! Events to blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::{Block, CODE, Open};
use crate::document::markdown::citations::cited;
use crate::lang::Language;
use crate::source::lock::BlockKind;
use crate::source::site::Site;

/// Reads events into blocks.
pub(super) struct Reader<'r> {
    pub(super) site: &'r Site,
    pub(super) language: Language,
    pub(super) offset: usize,
    /// What a heading is.
    pub(super) heading: BlockKind,
    /// What paragraphs are inside of: items and notes.
    pub(super) inside: Vec<BlockKind>,
    pub(super) open: Option<Open>,
    /// How many images are open.
    pub(super) alt: usize,
    pub(super) blocks: &'r mut Vec<Block>,
}

impl Reader<'_> {
    pub(super) fn close(&mut self) {
        if let Some(mut open) = self.open.take() {
            if open.kind == BlockKind::Html {
                open.text = without_comments(&open.text);
            }
            let has =
                !open.text.trim().is_empty() || !open.images.is_empty() || !open.code.is_empty();
            if has {
                self.blocks.push(open.finish(self.language));
            }
        }
    }

    fn begin(&mut self, kind: BlockKind, range: Range<usize>) {
        self.close();
        self.open = Some(Open::new(
            kind,
            range.start + self.offset..range.end + self.offset,
        ));
    }

    /// The block that text at a place belongs to.
    fn at(&mut self, range: &Range<usize>) -> &mut Open {
        if self.open.is_none() {
            let kind = self.inside.last().copied().unwrap_or(BlockKind::Paragraph);
            self.begin(kind, range.clone());
        }
        let offset = self.offset;
        self.open.get_or_insert_with(|| {
            Open::new(
                BlockKind::Paragraph,
                range.start + offset..range.end + offset,
            )
        })
    }

    pub(super) fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => {
                let alt = self.alt > 0;
                let open = self.at(&range);
                if open.kind == BlockKind::Code {
                    match open.code.last_mut() {
                        Some(code) => code.push_str(text),
                        None => open.code.push(text.to_string()),
                    }
                } else {
                    open.has_text |= !alt && !text.trim().is_empty();
                    open.text.push_str(text);
                }
            }
            Event::Code(code) => {
                let open = self.at(&range);
                open.has_text = true;
                open.code.push(code.to_string());
                open.text.push(CODE);
            }
            Event::SoftBreak | Event::HardBreak => self.at(&range).text.push(' '),
            Event::FootnoteReference(label) => {
                let open = self.at(&range);
                open.has_text = true;
                match cited(label) {
                    Some(cited) => open.links.extend(cited.map(|(_, id)| format!("@{id}"))),
                    None => open.links.push("^".to_owned()),
                }
            }
            Event::TaskListMarker(done) => {
                self.at(&range).text.push(if *done { '☑' } else { '☐' });
            }
            Event::Html(html) => self.at(&range).text.push_str(html),
            Event::InlineHtml(html) => {
                // Elements are form, what they lead to is not.
                let open = self.at(&range);
                if html.contains('=') {
                    open.links
                        .push(html.split_whitespace().collect::<Vec<_>>().join(" "));
                } else {
                    open.text.push(' ');
                }
            }
            Event::Rule | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { .. } => self.begin(self.heading, range),
            Tag::Paragraph => {
                let kind = self.inside.last().copied().unwrap_or(BlockKind::Paragraph);
                self.begin(kind, range);
            }
            Tag::Item | Tag::DefinitionListDefinition | Tag::DefinitionListTitle => {
                self.inside.push(BlockKind::Item);
                self.begin(BlockKind::Item, range);
            }
            Tag::FootnoteDefinition(_) => {
                self.inside.push(BlockKind::Note);
                self.begin(BlockKind::Note, range);
            }
            Tag::TableHead | Tag::TableRow => self.begin(BlockKind::Row, range),
            Tag::TableCell => {
                let open = self.at(&range);
                if !open.text.is_empty() {
                    open.text.push_str(" | ");
                }
            }
            Tag::CodeBlock(kind) => {
                self.begin(BlockKind::Code, range.clone());
                let open = self.at(&range);
                open.text.push(CODE);
                let info = match kind {
                    CodeBlockKind::Fenced(info) if !info.is_empty() => {
                        format!("{info}\n")
                    }
                    _ => String::new(),
                };
                open.code.push(info);
            }
            Tag::HtmlBlock => self.begin(BlockKind::Html, range),
            Tag::Image {
                dest_url, title, ..
            } => {
                self.alt += 1;
                let dest = self.without_language(dest_url);
                let open = self.at(&range);
                open.images.push(dest);
                // The caption.
                open.text.push_str(title);
                open.text.push(' ');
            }
            Tag::Link { dest_url, .. } => {
                let dest = self.without_language(dest_url);
                self.at(&range).links.push(dest);
            }
            Tag::Strikethrough => self.at(&range).text.push('~'),
            Tag::BlockQuote(Some(kind)) => {
                // `:::warning` and `> [!WARNING]` are the same box.
                self.begin(BlockKind::Box, range.start..range.start);
                let name = format!("{kind:?}").to_lowercase();
                self.at(&range).text.push_str(&name);
                self.close();
            }
            Tag::List(_) | Tag::BlockQuote(None) | Tag::Table(_) | Tag::DefinitionList => {
                self.close();
            }
            Tag::Emphasis
            | Tag::Strong
            | Tag::MetadataBlock(_)
            | Tag::Superscript
            | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock => self.close(),
            TagEnd::Item
            | TagEnd::DefinitionListDefinition
            | TagEnd::DefinitionListTitle
            | TagEnd::FootnoteDefinition => {
                self.close();
                self.inside.pop();
            }
            TagEnd::Image => self.alt = self.alt.saturating_sub(1),
            TagEnd::Strikethrough => {
                if let Some(open) = &mut self.open {
                    open.text.push('~');
                }
            }
            _ => {}
        }
    }

    /// A destination without the languages of the site: `a.ko.md` and `a.en.md` are the same to a translation.
    fn without_language(&self, destination: &str) -> String {
        let mut parts = destination.split('/').map(|part| {
            let (file, rest) = part.split_at(part.find(['#', '?']).unwrap_or(part.len()));
            let stem = file.strip_suffix(".md").and_then(|f| f.rsplit_once('.'));
            match stem.filter(|(_, tag)| self.site.language_by_tag(tag).is_some()) {
                Some((stem, _)) => format!("{stem}.md{rest}"),
                None if destination.contains("://") => part.to_owned(),
                None if self.site.language_by_tag(part).is_some() => "*".to_owned(),
                None => part.to_owned(),
            }
        });
        let first = parts.next().unwrap_or_default();
        parts.fold(first, |out, part| out + "/" + &part)
    }
}

fn without_comments(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some(open) = rest.find("<!--") {
        out.push_str(&rest[..open]);
        rest = rest[open..]
            .find("-->")
            .map_or("", |end| &rest[open + end + 3..]);
    }
    out + rest
}
