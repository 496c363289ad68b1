//! Blocks and elements: how each begins and ends.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Tag, TagEnd};

use super::Writer;
use crate::document::markdown::body::{Numbered, SlotKind};
use crate::document::markdown::containers::Container;
use crate::document::section::Form;

impl<'e> Writer<'_, 'e> {
    fn paragraph_start(&mut self) {
        let is_inside = self.depth > 0;
        self.open_block("<p>");
        if !is_inside {
            let at = self.plain_here();
            self.body.paragraphs.push(at..at);
        }
    }

    fn paragraph_end(&mut self) {
        let end = self.plain_here();
        // The player of a video is none.
        if let Some(open) = self.body.paragraphs.last_mut().filter(|p| p.start == p.end) {
            open.end = end;
        }
        self.close_block("</p>\n");
    }

    /// One inside another is part of that.
    fn quotation_end(&mut self) {
        let begun = self.quotations.pop();
        if let (Some(start), true) = (begun, self.quotations.is_empty()) {
            self.body.quotations.push(start..self.plain_here());
        }
    }

    /// Notes where a block of the top level begins; what the author's own HTML encloses stays together.
    pub(super) fn block(&mut self) {
        self.end_text();
        if self.depth == 0 && !self.elements.enclose() {
            let at = self.here();
            self.body.blocks.push(at);
        }
    }

    pub(super) fn open_block(&mut self, html: &str) {
        self.block();
        self.border();
        self.depth += 1;
        self.body.html.push_str(html);
        self.enter();
    }

    pub(super) fn close_block(&mut self, html: &str) {
        self.border();
        self.leave();
        self.depth = self.depth.saturating_sub(1);
        self.body.html.push_str(html);
    }

    /// Writes the beginning of an element and says which event comes next.
    pub(super) fn start(&mut self, i: usize, tag: &Tag<'e>, span: &Range<usize>) -> usize {
        match tag {
            Tag::Paragraph if self.is_caption(i) => self.caption_start(span),
            Tag::Paragraph if self.is_lone_formula(i) => {
                self.lone_formula(i + 1);
                return i + 3;
            }
            Tag::Paragraph => match self.lone_images(i) {
                Some(images) => {
                    let end = images.last().map_or(i, |image| image.end);
                    images.into_iter().for_each(|image| self.figure(image));
                    return end + 1;
                }
                None => match self.lone_link_to_video(i) {
                    Some((player, bare)) => self.open_player(&player, bare),
                    None => self.paragraph_start(),
                },
            },
            Tag::Heading {
                level, id, classes, ..
            } => self.heading(i, *level, id.as_deref(), classes, span),
            Tag::BlockQuote(None) => {
                self.open_block("<blockquote>\n");
                self.quotations.push(self.plain_here());
            }
            Tag::BlockQuote(Some(kind)) => {
                let (class, label) = match kind {
                    BlockQuoteKind::Note => ("note", "alert_note"),
                    BlockQuoteKind::Tip => ("tip", "alert_tip"),
                    BlockQuoteKind::Important => ("important", "alert_important"),
                    BlockQuoteKind::Warning => ("warning", "alert_warning"),
                    BlockQuoteKind::Caution => ("caution", "alert_caution"),
                };
                self.open_container(class, label, self.containers.get(&span.start));
            }
            Tag::CodeBlock(kind) => {
                let is_fenced = matches!(kind, CodeBlockKind::Fenced(_));
                let chart = is_fenced.then(|| self.chart(i, span)).flatten();
                return chart.unwrap_or_else(|| self.code(i, kind, span));
            }
            // No element: what an author opens in it may be closed in another one.
            Tag::HtmlBlock => {
                self.block();
                self.border();
            }
            Tag::List(None) => self.open_block("<ul>\n"),
            Tag::List(Some(1)) => self.open_block("<ol>\n"),
            Tag::List(Some(start)) => self.open_block(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.open_block("<li>"),
            Tag::FootnoteDefinition(label) => {
                // Written at the end, by `footnotes`.
                self.shared.notes.defined(label, span);
                return self.skip(i);
            }
            Tag::DefinitionList => self.open_block("<dl>\n"),
            Tag::DefinitionListTitle => {
                self.open_block("<dt>");
                self.heads = true;
            }
            Tag::DefinitionListDefinition => self.open_block("<dd>"),
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                if let Form::Table { second } = self.context.kind.form()
                    && self.depth == 0
                {
                    self.only_table_start(span, second);
                } else {
                    // Focusable, so that a wide table can be scrolled by keyboard (WCAG 2.1.1).
                    self.open_block(
                        "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"",
                    );
                    self.slot(SlotKind::Label("table"));
                    self.body.html.push_str("\"><table");
                    let caption = self.events.get(i + 1).map(|(_, caption)| caption.start);
                    let id = caption.filter(|_| self.is_caption(i + 1));
                    if let Some(id) = id.and_then(|start| self.look(start).id) {
                        self.number(id, Numbered::Table);
                        self.element_id(Some(id));
                        self.numbered_table = Some(id);
                    }
                    self.html(">\n");
                }
            }
            Tag::TableHead => {
                self.in_head = true;
                self.column = 0;
                self.row_start("<thead><tr>\n");
            }
            Tag::TableRow => {
                self.column = 0;
                self.row_start("<tr>");
            }
            Tag::TableCell => self.cell_start(span),
            Tag::Emphasis => self.open_inline("<em>"),
            Tag::Strong => self.open_inline("<strong>"),
            Tag::Strikethrough => self.open_inline("<del>"),
            Tag::Link {
                dest_url, title, ..
            } => {
                self.end_text();
                self.link(dest_url, title, span);
            }
            Tag::Image { .. } => {
                let end = self.skip(i);
                match self.is_figure_of_item(&(i..end)) {
                    true => self.figure(i..end),
                    false => self.image(i..end),
                }
                return end;
            }
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
        i + 1
    }

    /// Writes the end of an element.
    pub(super) fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph if self.in_caption => self.caption_end(),
            TagEnd::Paragraph => self.paragraph_end(),
            TagEnd::Heading(_) => self.heading_end(),
            TagEnd::BlockQuote(None) => {
                self.close_block("</blockquote>\n");
                self.quotation_end();
            }
            TagEnd::BlockQuote(Some(_)) => {
                let end = self.ends.pop().unwrap_or_default();
                self.close_block(end);
            }
            TagEnd::HtmlBlock => self.border(),
            TagEnd::List(ordered) => self.close_block(if *ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => self.close_block("</li>\n"),
            TagEnd::DefinitionList => self.close_block("</dl>\n"),
            TagEnd::DefinitionListTitle => {
                self.close_block("</dt>\n");
                self.heads = false;
            }
            TagEnd::DefinitionListDefinition => self.close_block("</dd>\n"),
            TagEnd::Table => match self.open_only_table() {
                Some(_) => self.only_table_end(),
                None => self.close_block("</tbody></table></div>\n"),
            },
            TagEnd::TableHead => {
                self.in_head = false;
                self.row_end("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.row_end("</tr>\n"),
            TagEnd::TableCell => self.cell_end(),
            TagEnd::Emphasis => self.close_inline("</em>"),
            TagEnd::Strong => self.close_inline("</strong>"),
            TagEnd::Strikethrough => self.close_inline("</del>"),
            TagEnd::Link => self.link_end(),
            // Skipped where they start, or off.
            TagEnd::CodeBlock
            | TagEnd::FootnoteDefinition
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// Begins an alert, or a box that is closed until it is opened.
    fn open_container(&mut self, class: &str, label: &'static str, given: Option<&Container>) {
        let is_details = given.is_some_and(|given| given.is_details);
        let (label, end) = if is_details {
            self.open_block("<details class=\"alert\">\n<summary class=\"alert-title\">");
            self.ends.push("</details>\n");
            ("alert_details", "</summary>\n")
        } else {
            self.open_block(&format!(
                "<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">"
            ));
            self.ends.push("</div>\n");
            (label, "</p>\n")
        };
        match given.map(|given| given.title.as_str()) {
            Some(title) if !title.is_empty() => {
                self.unlinkable += 1;
                self.text(title);
                self.border();
                self.unlinkable -= 1;
            }
            _ => self.slot(SlotKind::Label(label)),
        }
        self.body.html.push_str(end);
    }
}
