//! Events to a [`Body`], or to one for each section of an index.
//!
//! One pass over the events writes HTML, plain text and slots side by side: elements in [`blocks`], [`headings`] and their ids,
//! text, links and images in [`inline`], the author's own HTML in [`raw`], the items or the table that a section is made of in
//! [`parts`], notes in [`notes`], marks of sources in [`citations`]. Two looks ahead come first, for the ids that authors give and for where each note's
//! text is.

mod blocks;
mod captions;
mod chart;
mod citations;
mod code;
mod formulas;
mod headings;
mod images;
mod inline;
mod look;
mod notes;
mod parts;
mod raw;
mod sections;
mod video;

use std::ops::Range;

use pulldown_cmark::{Alignment, Event};
use rustc_hash::FxHashSet;

pub(crate) use self::headings::UniqueIds;
use self::notes::Notes;
use self::parts::OnlyTable;
use self::raw::Elements;
use super::attributes::Attributes;
use super::body::{BLOCK, Body, ElementId, Length, Slot, SlotKind, TextNode};
use super::citations::cited;
use super::containers::Containers;
use super::sections::SectionHeading;
use super::{Context, SpannedEvent};
use crate::base::diag::{Diagnostic, Message};
use crate::base::text::push_text;
use crate::document::section::{Item, Shape};

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
            None => context.kind_at.0..context.kind_at.1,
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
            quotations: Vec::new(),
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
    /// Where the quotations that are open begin in plain text.
    quotations: Vec<u32>,
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
        match html {
            "<del>" => self.enter_in_place(),
            _ => self.enter(),
        }
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
            Event::InlineMath(tex) => self.formula(tex, span, false),
            Event::DisplayMath(tex) => self.formula(tex, span, true),
        }
        i + 1
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
