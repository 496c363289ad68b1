//! A parsed text, ready to be put into pages: HTML with slots.
//!
//! Whatever depends on other files (what a link points to, what an id is called among the others of its page, what an
//! alert's title says in this site) is left open as a [`Slot`] when the text is parsed, and filled in when a page that
//! shows it is rendered. So a text is parsed once, whatever page, feed or language it appears in.

use std::ops::Range;

use super::code::CodeBlock;
use super::formula::Formula;
use crate::base::text::is_alphanumeric;
use crate::document::chart::Chart;

/// The HTML of a text with slots, and the same text without markup.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// HTML without what the slots will hold.
    pub(crate) html: String,
    /// Where something has to be filled in, ascending.
    pub(crate) slots: Vec<Slot>,
    /// The text without markup: inline elements joined, soft breaks as `\n`, [`BLOCK`] between blocks.
    pub(crate) plain: String,
    /// The stretches of plain text in which a mention may become a link, ascending.
    pub(crate) texts: Vec<TextNode>,
    /// The stretches of plain text that are code, ascending.
    pub(crate) code: Vec<Range<u32>>,
    /// The stretches of plain text that are in the file in the same letters, ascending.
    pub(crate) verbatim: Vec<Verbatim>,
    /// The paragraphs that are inside of nothing else, in plain text, ascending.
    pub(crate) paragraphs: Vec<Range<u32>>,
    /// What is quoted by `>`, in plain text, ascending.
    pub(crate) quotations: Vec<Range<u32>>,
    /// Links and images, as the slots number them.
    pub(crate) links: Vec<Link>,
    /// Addresses in the author's own HTML, as the slots number them.
    pub(crate) addresses: Vec<Address>,
    /// Images without alternative text in the author's own HTML: where they are in the file, and their `src`.
    pub(crate) silent_images: Vec<(Range<usize>, String)>,
    /// Blocks of code, as the slots number them.
    pub(crate) code_blocks: Vec<CodeBlock>,
    /// Formulas, as the slots number them.
    pub(crate) formulas: Vec<Formula>,
    /// Charts, as the slots number them.
    pub(crate) charts: Vec<Chart>,
    /// Citations of sources, as the slots number them.
    pub(crate) citations: Vec<Citation>,
    /// Ids, as the slots number them.
    pub(crate) ids: Vec<ElementId>,
    /// Headings in order.
    pub(crate) headings: Vec<Heading>,
    /// Where the blocks of the top level begin in `html`, ascending.
    pub(crate) blocks: Vec<u32>,
    /// How many notes it has.
    pub(crate) notes: u32,
    /// How much there is to read.
    pub(crate) length: Length,
    /// Whether a link in it can become the player of another site.
    pub(crate) has_player: bool,
}

/// Separates blocks in plain text (U+2029 PARAGRAPH SEPARATOR).
pub(crate) const BLOCK: char = '\u{2029}';

/// Replaces each byte of what is not prose, such as code, where a text is looked at without it. No file may hold it.
pub(crate) const OPAQUE: char = '\u{1a}';

/// Something to be filled in at a byte of the HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) at: u32,
    pub(crate) kind: SlotKind,
}

/// What has to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlotKind {
    /// The start tag of a link; index into `links`.
    Link(u32),
    /// The text of a link that gives none of its own; index into `links`.
    LinkText(u32),
    /// What follows a link that names a term; index into `links`.
    Gloss(u32),
    /// The attributes of an `img` element; index into `links`.
    Image(u32),
    /// The attributes of a `video` element; index into `links`.
    Video(u32),
    /// The attributes of a `figure` element; index into `links` of its image.
    Figure(u32),
    /// The value of an attribute in the author's own HTML, quotation marks and all; index into `addresses`.
    Address(u32),
    /// What the tag of an image in the author's own HTML leaves out, if it names no copies; index into `addresses` of its `src`.
    OwnImage(u32, OwnLook),
    /// The text of a block of code; index into `code_blocks`.
    Code(u32),
    /// A formula; index into `formulas`.
    Formula(u32),
    /// A chart, without its caption; index into `charts`.
    Chart(u32),
    /// The mark of a source; index into `citations`.
    Citation(u32),
    /// An element's id; index into `ids`.
    Id(u32),
    /// A reference to an id, `#…`; index into `ids`.
    IdRef(u32),
    /// What an element that is counted is called by its number: Figure 1; index into `ids`.
    Number(u32),
    /// The number of a note on its page, by that in its text, from 1.
    Note(u32),
    /// The attribute `start` of a list of notes, if it is not the first of its page.
    NotesStart,
    /// A word of the interface, by its key.
    Label(&'static str),
}

/// What an image's tag in the author's own HTML says of its size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OwnLook {
    /// Its `width`, if that is a number.
    pub(crate) width: Option<u32>,
    /// Whether it has `sizes`.
    pub(crate) has_sizes: bool,
    /// Whether nothing else decides how large it is: a height, a style, a class, another image in its place.
    pub(crate) is_free: bool,
    /// Whether there is something to see in it: what only decorates does not open in full size.
    pub(crate) is_shown: bool,
}

impl OwnLook {
    /// The same of an image in Markdown. It stays in the text's column.
    pub(crate) fn look(self) -> Look {
        Look {
            width: self.width.map(ImageWidth::Pixels),
            wide: Some(false),
            ..Look::default()
        }
    }
}

/// A stretch of text without markup inside: `html` holds the same characters, escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TextNode {
    pub(crate) plain: u32,
    pub(crate) len: u32,
    pub(crate) html: u32,
    /// Whether it is in a `th` or `dt`, where a mention counts and is not linked.
    pub(crate) heads: bool,
}

/// A stretch of plain text that is in the file in the same letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Verbatim {
    pub(crate) plain: u32,
    pub(crate) len: u32,
    /// Where it is in the file.
    pub(crate) file: u32,
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// Where it is in the file.
    pub(crate) span: Range<usize>,
    pub(crate) target: LinkTarget,
    /// The query of an address on the site, with its `?`, percent-encoded; empty if there is none.
    pub(crate) query: String,
    /// `title` of a link or caption of an image; empty if there is none.
    pub(crate) title: String,
    /// Alternative text of an image.
    pub(crate) alt: String,
    /// Where its text is in `plain`.
    pub(crate) plain: Range<u32>,
    /// Whether that text is an id, in whose place readers see the title of the page.
    pub(crate) bare: bool,
    /// How an image is to look.
    pub(crate) look: Look,
}

/// How an author wants an image to look, as far as the text says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Look {
    pub(crate) width: Option<ImageWidth>,
    /// In pixels.
    pub(crate) height: Option<u32>,
    /// Whether it may span the margin too; if the author does not say, its width decides.
    pub(crate) wide: Option<bool>,
    /// Its id, or that of its figure; index into `ids`.
    pub(crate) id: Option<u32>,
}

/// A width that an author gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ImageWidth {
    Pixels(u32),
    /// Of the width of the text.
    Percent(u32),
}

impl Look {
    /// Width and height as a page says them, of an image of a size.
    pub(crate) fn size(self, size: Option<(u32, u32)>) -> (Option<u32>, Option<u32>) {
        let ratio = |side: u32, to: u32, from: u32| {
            let scaled = (u64::from(side) * u64::from(to) + u64::from(from) / 2) / u64::from(from);
            u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
        };
        let width = match self.width {
            Some(ImageWidth::Pixels(width)) => Some(width),
            _ => None,
        };
        match (width, self.height, size) {
            (Some(width), None, Some((w, h))) => (Some(width), Some(ratio(width, h, w))),
            (None, Some(height), Some((w, h))) => (Some(ratio(height, w, h)), Some(height)),
            (None, None, Some((w, h))) => (Some(w), Some(h)),
            (width, height, _) => (width, height),
        }
    }
}

/// An address in the author's own HTML. Relative ones are meant from the text's own page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// Where it is in the file.
    pub(crate) span: Range<usize>,
    /// As it is written, quotation marks and all.
    pub(crate) written: String,
    /// What it says.
    pub(crate) value: String,
    /// Whether it is one of several in the value of `srcset`, without quotation marks of its own.
    pub(crate) listed: bool,
}

/// A mark that says which source a sentence is from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Citation {
    /// Where its `@id` is in the file.
    pub(crate) span: Range<usize>,
    /// The source's id.
    pub(crate) source: String,
    /// The mark's own id; index into `ids`.
    pub(crate) id: u32,
    /// Whether it may be a link where it is.
    pub(crate) linked: bool,
}

/// What a link points to, as far as the text itself says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum LinkTarget {
    /// An address that is passed on, percent-encoded.
    Address(String),
    /// A path to a file or page and a fragment, both decoded; the path may be empty.
    Path(String, Option<String>),
    /// `[[id]]`.
    Term(String),
    /// `[[id]]` where there can be no link: the name alone.
    Name(String),
}

/// What is counted through a page, and called by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Numbered {
    /// An image or a chart, by an id that begins with `fig-`.
    Figure,
    /// A table, by an id that begins with `tab-`.
    Table,
    /// A formula, by an id that begins with `eq-`.
    Formula,
}

impl Numbered {
    /// Every kind with what its ids begin with, and the word of the interface for one of a number.
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Figure, "fig-", "figure_number"),
        (Self::Table, "tab-", "table_number"),
        (Self::Formula, "eq-", "formula_number"),
    ];

    /// What an id is that begins so.
    pub(crate) fn of(id: &str) -> Option<Self> {
        let row = Self::ALL
            .into_iter()
            .find(|(_, begin, _)| id.starts_with(begin));
        row.map(|(kind, ..)| kind)
    }

    /// The word of the interface for one of a number.
    pub(crate) fn word(self) -> &'static str {
        Self::ALL[self as usize].2
    }
}

/// An id of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ElementId {
    pub(crate) name: String,
    /// Given by the author, so not to be changed.
    pub(crate) explicit: bool,
    /// What it is counted as.
    pub(crate) numbered: Option<Numbered>,
    /// Where it is in the file.
    pub(crate) span: Range<usize>,
}

/// A heading inside a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    /// 1 to 6, as rendered.
    pub(crate) level: u8,
    /// Index into `ids`.
    pub(crate) id: u32,
    pub(crate) text: String,
    /// The heading in the plain text.
    pub(crate) plain: Range<u32>,
}

/// How much there is to read, code left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Length {
    /// Hangul syllables.
    pub syllables: u32,
    /// Words in other scripts.
    pub words: u32,
}

impl Length {
    /// Of a text.
    pub(crate) fn of(text: &str) -> Self {
        let mut length = Self::default();
        let mut in_word = false;
        for c in text.chars() {
            let hangul = ('가'..='힣').contains(&c);
            let word =
                !hangul && (is_alphanumeric(c) || (in_word && matches!(c, '\'' | '’' | '-' | '.')));
            length.syllables += u32::from(hangul);
            length.words += u32::from(word && !in_word);
            in_word = word;
        }
        length
    }

    /// Minutes at 500 syllables or 230 words a minute, at least 1.
    pub fn minutes(self) -> u32 {
        let minutes = f64::from(self.syllables) / 500.0 + f64::from(self.words) / 230.0;
        (minutes.round() as u32).max(1)
    }
}

impl std::ops::Add for Length {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            syllables: self.syllables + other.syllables,
            words: self.words + other.words,
        }
    }
}

/// A mention that becomes a link: bytes of the HTML, what opens the link there, and what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Insertion {
    pub(crate) html: Range<u32>,
    pub(crate) open: String,
    pub(crate) after: String,
}

/// The blocks of a plain text, in bytes of it.
pub(crate) fn plain_blocks(plain: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    plain.split(BLOCK).map(move |block| {
        let range = start..start + block.len();
        start = range.end + BLOCK.len_utf8();
        range
    })
}

impl Body {
    /// Gives back the room that was for more: a large site holds a hundred thousand of these.
    pub(super) fn shrink(&mut self) {
        self.html.shrink_to_fit();
        self.plain.shrink_to_fit();
        self.slots.shrink_to_fit();
        self.texts.shrink_to_fit();
        self.verbatim.shrink_to_fit();
        self.paragraphs.shrink_to_fit();
        self.links.shrink_to_fit();
        self.ids.shrink_to_fit();
        self.headings.shrink_to_fit();
        self.blocks.shrink_to_fit();
    }

    /// Everything.
    pub(crate) fn whole(&self) -> Range<u32> {
        0..self.html.len() as u32
    }

    /// The blocks of the top level; the first includes what is before it, the last the notes.
    pub(crate) fn block_ranges(&self) -> impl Iterator<Item = Range<u32>> {
        let end = self.whole().end;
        let starts = std::iter::once(0).chain(self.blocks.iter().copied().skip(1));
        let ends = self.blocks.iter().copied().skip(1).chain([end]);
        starts.zip(ends).filter(|(a, b)| a < b).map(|(a, b)| a..b)
    }

    /// Appends the part `range` of the HTML to `out`: `fill` fills the slots, each insertion wraps its range in a link.
    /// Linear in the part's length.
    pub(crate) fn write(
        &self,
        range: Range<u32>,
        insertions: &[Insertion],
        fill: &mut dyn FnMut(SlotKind, &mut String),
        out: &mut String,
    ) {
        let mut at = range.start;
        // A slot is filled before the byte it is at, so that no slot is at the end of a part.
        let mut slots = self.slots[self.slots.partition_point(|s| s.at < range.start)..]
            .iter()
            .take_while(|h| h.at < range.end)
            .peekable();
        let first = insertions.partition_point(|i| i.html.start < range.start);
        let mut copy = |to: u32, out: &mut String| {
            out.push_str(&self.html[at as usize..to as usize]);
            at = to;
        };
        for insertion in insertions[first..]
            .iter()
            .take_while(|i| i.html.end <= range.end)
        {
            while let Some(slot) = slots.next_if(|s| s.at <= insertion.html.start) {
                copy(slot.at, out);
                fill(slot.kind, out);
            }
            copy(insertion.html.start, out);
            out.push_str(&insertion.open);
            copy(insertion.html.end, out);
            out.push_str("</a>");
            out.push_str(&insertion.after);
        }
        for slot in slots {
            copy(slot.at, out);
            fill(slot.kind, out);
        }
        copy(range.end, out);
    }

    /// Where a stretch of plain text is in the file, if it is there in the same letters and in one piece.
    pub(crate) fn in_file(&self, plain: &Range<usize>) -> Option<Range<usize>> {
        let after = (self.verbatim).partition_point(|v| v.plain as usize <= plain.start);
        let stretch = self.verbatim[..after].last()?;
        let start = plain.start - stretch.plain as usize;
        let end = plain.end.checked_sub(stretch.plain as usize)?;
        let file = stretch.file as usize;
        (end <= stretch.len as usize).then(|| file + start..file + end)
    }

    /// Where the first letters of a stretch of plain text that are in the file are there, as far as they are in one piece.
    pub(crate) fn first_in_file(&self, plain: &Range<usize>) -> Option<Range<usize>> {
        let end = |v: &Verbatim| (v.plain + v.len) as usize;
        let before = (self.verbatim).partition_point(|v| end(v) <= plain.start);
        let stretch = self.verbatim.get(before)?;
        let from = plain.start.max(stretch.plain as usize);
        let to = plain.end.min(end(stretch));
        let at = |plain: usize| stretch.file as usize + plain - stretch.plain as usize;
        (from < to).then(|| at(from)..at(to))
    }

    /// The place in the HTML of each of some ascending, disjoint ranges of plain text that is inside one text node, and whether
    /// that node [heads](TextNode::heads) something.
    pub(crate) fn places(
        &self,
        ranges: impl Iterator<Item = Range<usize>>,
    ) -> Vec<Option<(Range<u32>, bool)>> {
        let mut nodes = self.texts.iter().peekable();
        // How far the current node has been walked, in plain text and in HTML.
        let mut cursor: Option<(usize, u32)> = None;
        ranges
            .map(|range| {
                while let Some(node) = nodes.peek() {
                    if (node.plain + node.len) as usize > range.start {
                        break;
                    }
                    nodes.next();
                    cursor = None;
                }
                let node = nodes.peek()?;
                let (start, end) = (node.plain as usize, (node.plain + node.len) as usize);
                if range.start < start || range.end > end {
                    return None;
                }
                let (plain, html) = cursor.unwrap_or((start, node.html));
                let from = html + escaped_len(&self.plain[plain..range.start]);
                let to = from + escaped_len(&self.plain[range.clone()]);
                cursor = Some((range.end, to));
                Some((from..to, node.heads))
            })
            .collect()
    }
}

/// Bytes that [`push_text`](crate::base::text::push_text) appends.
fn escaped_len(text: &str) -> u32 {
    text.bytes()
        .map(|b| match b {
            b'&' => 5,
            b'<' | b'>' => 4,
            _ => 1,
        })
        .sum()
}
