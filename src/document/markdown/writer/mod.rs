//! Events to a [`Body`], or to one for each section of an index.
//!
//! One pass over the events writes HTML, plain text and slots side by side: blocks here, [`headings`] and their ids,
//! text, links and images in [`inline`], the author's own HTML in [`raw`], the items or the table that a section is made of in
//! [`parts`], notes in [`notes`], marks of sources in [`citations`]. Two looks ahead come first, for the ids that authors give and for where each note's
//! text is.

mod captions;
mod citations;
mod headings;
mod inline;
mod look;
mod notes;
mod parts;
mod raw;
mod sections;
mod video;

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd};
use rustc_hash::FxHashSet;

pub(crate) use self::headings::UniqueIds;
use self::notes::Notes;
use self::parts::OnlyTable;
use self::raw::Elements;
use super::attributes::Attributes;
use super::body::{BLOCK, Body, ElementId, Length, Numbered, Slot, SlotKind, TextNode};
use super::citations::cited;
use super::containers::{Container, Containers};
use super::sections::SectionHeading;
use super::{Context, SpannedEvent};
use crate::base::diag::{Diagnostic, Message};
use crate::base::text::{push_attribute, push_text};
use crate::document::section::{Form, Item, Shape};

/// A text, and what the parser and those who help it have made of it.
#[derive(Clone, Copy)]
pub(super) struct Input<'e> {
    pub(super) source: &'e str,
    pub(super) events: &'e [SpannedEvent<'e>],
    pub(super) containers: &'e Containers,
    /// Of images.
    pub(super) attributes: &'e Attributes,
}

/// A text, or a section of one.
pub(super) struct Written {
    /// What its heading says, if it is a section.
    pub(super) heading: Option<SectionHeading>,
    /// Where it begins in the text.
    pub(super) start: usize,
    pub(super) body: Body,
    pub(super) shape: Shape,
}

/// Writes a text's events; of a text that has sections, what is before them and each of them.
pub(super) fn write<'e>(
    input: Input<'e>,
    context: Context<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Written> {
    let events = input.events;
    let mut shared = Shared {
        notes: Notes::survey(events),
        ids: UniqueIds::given_in(input.source, events, input.attributes),
        explicit: FxHashSet::default(),
    };
    let mut written = Vec::new();
    let (mut from, mut start, mut heading) = (0, 0, None);
    loop {
        let kind = heading.as_ref().map(|h: &SectionHeading| h.kind);
        let context = Context {
            kind: kind.unwrap_or(context.kind),
            top_level: if kind.is_some() { 3 } else { context.top_level },
            ..context
        };
        let mut writer = Writer::new(input, context, shared, diagnostics);
        let next = writer.events(from..events.len());
        let following = (next < events.len()).then(|| writer.section_heading(next));
        let (body, shape);
        let whole = match &heading {
            Some(heading) => heading.span.clone(),
            None => context.offset..context.offset,
        };
        (body, shape, shared) = writer.finish(&whole);
        written.push(Written {
            heading,
            start,
            body,
            shape,
        });
        match following {
            None => break,
            Some(following) => {
                start = events[next].1.start;
                from = following.1;
                heading = Some(following.0);
            }
        }
    }
    shared.notes.report_unused(context, diagnostics);
    written
}

/// What the sections of a text share.
struct Shared<'e> {
    notes: Notes<'e>,
    ids: UniqueIds,
    /// The ids that the author gave, so far.
    explicit: FxHashSet<String>,
}

impl<'w, 'e> Writer<'w, 'e> {
    fn new(
        input: Input<'e>,
        context: Context<'w>,
        shared: Shared<'e>,
        diagnostics: &'w mut Vec<Diagnostic>,
    ) -> Self {
        // How long a section is shows when it ends.
        let room = if context.has_sections {
            0
        } else {
            input.source.len()
        };
        Self {
            source: input.source,
            events: input.events,
            containers: input.containers,
            attributes: input.attributes,
            ends: Vec::new(),
            context,
            diagnostics,
            body: Body {
                html: String::with_capacity(room * 3 / 2),
                plain: String::with_capacity(room),
                ..Body::default()
            },
            shared,
            unlinkable: 0,
            elements: Elements::default(),
            depth: 0,
            text: None,
            alignments: Vec::new(),
            column: 0,
            in_head: false,
            levels: Vec::new(),
            items: Vec::new(),
            in_item_heading: false,
            heads: false,
            links: Vec::new(),
            only_table: None,
            numbered_table: None,
            in_caption: false,
        }
    }

    /// What was written, once all of it is.
    fn finish(mut self, whole: &Range<usize>) -> (Body, Shape, Shared<'e>) {
        self.end_authors_own();
        let end = self.here();
        self.close_item(end);
        self.footnotes();
        self.body.length = Length::of(&self.body.plain);
        let shape = self.shape(end, whole);
        (self.body, shape, self.shared)
    }
}

struct Writer<'w, 'e> {
    source: &'e str,
    events: &'e [SpannedEvent<'e>],
    containers: &'e Containers,
    attributes: &'e Attributes,
    /// How the containers that are open end.
    ends: Vec<&'static str>,
    context: Context<'w>,
    diagnostics: &'w mut Vec<Diagnostic>,
    body: Body,
    shared: Shared<'e>,
    /// How many elements are open in which no mention may become a link.
    unlinkable: u32,
    /// What is open: elements of Markdown and of the author's own HTML, and links.
    elements: Elements,
    /// How many blocks are open.
    depth: u32,
    /// The text node being written: starts in plain text and HTML.
    text: Option<(u32, u32)>,
    alignments: Vec<Alignment>,
    column: usize,
    in_head: bool,
    /// The headings that the current place is under: level as written, level as rendered.
    levels: Vec<(u8, u8)>,
    /// The items of a section that is made of them.
    items: Vec<Item>,
    in_item_heading: bool,
    /// Whether what is written heads a row, a column or a definition.
    heads: bool,
    /// The links of Markdown that are open; one inside another link is not written, and has no index.
    links: Vec<Option<u32>>,
    only_table: Option<OnlyTable>,
    /// The id of the table that has just begun, if it has a caption.
    numbered_table: Option<u32>,
    in_caption: bool,
}

impl<'e> Writer<'_, 'e> {
    fn here(&self) -> u32 {
        self.body.html.len() as u32
    }

    fn plain_here(&self) -> u32 {
        self.body.plain.len() as u32
    }

    fn slot(&mut self, kind: SlotKind) {
        let at = self.here();
        self.body.slots.push(Slot { at, kind });
    }

    fn html(&mut self, html: &str) {
        self.end_text();
        self.body.html.push_str(html);
    }

    /// Ends the text node, so that what follows is another.
    fn end_text(&mut self) {
        if let Some((plain, html)) = self.text.take() {
            let len = self.plain_here() - plain;
            if len > 0 && self.unlinkable == 0 && self.elements.hold_terms() {
                self.body.texts.push(TextNode {
                    plain,
                    len,
                    html,
                    heads: self.heads,
                });
            }
        }
    }

    /// Text that readers see.
    fn text(&mut self, text: &str) {
        if self.text.is_none() {
            self.text = Some((self.plain_here(), self.here()));
        }
        self.body.plain.push_str(text);
        push_text(&mut self.body.html, text);
    }

    /// The border between two blocks in plain text.
    fn border(&mut self) {
        self.end_text();
        if !self.body.plain.is_empty() && !self.body.plain.ends_with(BLOCK) {
            self.body.plain.push(BLOCK);
        }
    }

    fn report(&mut self, span: &Range<usize>, code: &'static str, message: Message, hint: Message) {
        let place = self.context.place(span);
        self.diagnostics
            .push(Diagnostic::error(place, code, message).hint(hint));
    }

    fn file_span(&self, span: &Range<usize>) -> Range<usize> {
        self.context.in_file(span)
    }

    /// Begins an element inside a block.
    fn open_inline(&mut self, html: &str) {
        self.html(html);
        self.enter();
    }

    fn close_inline(&mut self, html: &str) {
        self.end_text();
        self.leave();
        self.body.html.push_str(html);
    }

    /// Writes events until the next section begins. Says where that is.
    fn events(&mut self, range: Range<usize>) -> usize {
        let mut i = range.start;
        while i < range.end && !self.is_section(i) {
            i = self.event(i);
        }
        i
    }

    /// Writes the event at `i` and says which comes next.
    fn event(&mut self, i: usize) -> usize {
        let (event, span) = &self.events[i];
        match event {
            Event::Start(tag) => return self.start(i, tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(_) => return self.run_of_text(i),
            Event::Code(code) => {
                self.html("<code>");
                let start = self.plain_here();
                self.body.plain.push_str(code);
                self.body.code.push(start..self.plain_here());
                push_text(&mut self.body.html, code);
                self.body.html.push_str("</code>");
            }
            Event::Html(_) | Event::InlineHtml(_) => return self.raw(i),
            Event::SoftBreak => self.text("\n"),
            Event::HardBreak => {
                self.html("<br>\n");
                self.body.plain.push('\n');
            }
            Event::Rule => {
                self.block();
                self.border();
                self.html("<hr>\n");
            }
            Event::FootnoteReference(label) => match cited(label) {
                Some(cited) => self.citation(label, cited, span),
                None => self.reference(label, span),
            },
            Event::TaskListMarker(done) => {
                self.html(if *done {
                    "<input type=\"checkbox\" disabled checked aria-label=\""
                } else {
                    "<input type=\"checkbox\" disabled aria-label=\""
                });
                self.slot(SlotKind::Label(if *done {
                    "task_done"
                } else {
                    "task_open"
                }));
                self.body.html.push_str("\"> ");
            }
            // Options that would make these are off.
            Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
        i + 1
    }

    /// Notes where a block of the top level begins; what the author's own HTML encloses stays together.
    fn block(&mut self) {
        self.end_text();
        if self.depth == 0 && !self.elements.enclose() {
            let at = self.here();
            self.body.blocks.push(at);
        }
    }

    fn open_block(&mut self, html: &str) {
        self.block();
        self.border();
        self.depth += 1;
        self.body.html.push_str(html);
        self.enter();
    }

    fn close_block(&mut self, html: &str) {
        self.border();
        self.leave();
        self.depth = self.depth.saturating_sub(1);
        self.body.html.push_str(html);
    }

    fn start(&mut self, i: usize, tag: &Tag<'e>, span: &Range<usize>) -> usize {
        match tag {
            Tag::Paragraph if self.is_caption(i) => self.caption_start(span),
            Tag::Paragraph => match self.lone_image(i) {
                Some(end) => {
                    self.figure(i + 1..end);
                    return end + 1;
                }
                None => match self.lone_link_to_video(i) {
                    Some((player, bare)) => self.open_player(&player, bare),
                    None => self.open_block("<p>"),
                },
            },
            Tag::Heading {
                level, id, classes, ..
            } => self.heading(i, *level, id.as_deref(), classes, span),
            Tag::BlockQuote(None) => self.open_block("<blockquote>\n"),
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
                self.open_block("<pre tabindex=\"0\"><code");
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(language) = info
                        .split([' ', ',', '\t'])
                        .next()
                        .filter(|l| !l.is_empty())
                {
                    self.body.html.push_str(" class=\"language-");
                    push_attribute(&mut self.body.html, language);
                    self.body.html.push('"');
                }
                self.body.html.push('>');
                return self.code_block(i + 1);
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
                self.image(i..end);
                return end;
            }
            Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
        i + 1
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph if self.in_caption => self.caption_end(),
            TagEnd::Paragraph => self.close_block("</p>\n"),
            TagEnd::Heading(_) => self.heading_end(),
            TagEnd::BlockQuote(None) => self.close_block("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => {
                let end = self.ends.pop().unwrap_or_default();
                self.close_block(end);
            }
            TagEnd::CodeBlock => self.close_block("</code></pre>\n"),
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
            TagEnd::FootnoteDefinition
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    /// The index after the end of the element that starts at `i`.
    fn skip(&self, i: usize) -> usize {
        let mut open = 0;
        for (j, (event, _)) in self.events[i..].iter().enumerate() {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                _ => {}
            }
            if open == 0 {
                return i + j + 1;
            }
        }
        self.events.len()
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

    fn code_block(&mut self, mut i: usize) -> usize {
        while let Some((Event::Text(code), _)) = self.events.get(i) {
            push_text(&mut self.body.html, code);
            i += 1;
        }
        i
    }

    fn id(&mut self, name: String, explicit: bool, span: &Range<usize>) -> u32 {
        let span = self.file_span(span);
        self.body.ids.push(ElementId {
            name,
            explicit,
            numbered: None,
            span,
        });
        self.body.ids.len() as u32 - 1
    }
}
