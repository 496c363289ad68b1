//! The blocks of a text as a translation has to follow them: front matter that is translated, headings, paragraphs, items, rows,
//! code, images, notes.
//!
//! A block is compared without what is only form: how lines are wrapped, white space, emphasis, styles of quotation marks, comments,
//! the language in the names of files that are linked.

mod reader;

use std::ops::Range;

use self::reader::Reader;
use super::Document;
use super::front_matter::Matter;
use super::markdown::links::{TextPiece, pieces};
use super::section::SectionKind;
use crate::lang::Language;
use crate::lang::figures::{self, Figures};
use crate::source::lock::{BlockKind, Mark};
use crate::source::site::Site;

/// A block.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) kind: BlockKind,
    /// Bytes of the file.
    pub(crate) range: Range<usize>,
    /// What it says, in one line: code between backticks, links and emphasis as their text.
    pub(crate) text: String,
    /// The figures of the text, but for small numbers in words; places are those of the text without code.
    pub(crate) figures: Figures,
    /// The same as they are written.
    pub(crate) numbers: Vec<String>,
    /// Where its links lead, without the language; `^` for a note, `@id` for a source.
    pub(crate) links: Vec<String>,
    /// Code in it.
    pub(crate) code: Vec<String>,
    /// Images in it.
    pub(crate) images: Vec<String>,
    /// What is noted of it.
    pub(crate) mark: Mark,
}

/// In the place of code, in text that is looked at without it.
const CODE: char = '\u{f8ff}';

/// The blocks of a document, in order.
pub(super) fn of(document: &Document, site: &Site) -> Vec<Block> {
    let mut blocks = match document.outline.path.part {
        Some(_) => Vec::new(),
        None => front_matter(document, site),
    };
    match &document.shared {
        // Notes and definitions of links may be anywhere in the file: it is read as a whole.
        Some(shared) => {
            let all = shared.blocks.get_or_init(|| {
                let kinds = shared.sections.iter().copied();
                body(document, shared.body, SectionKind::default(), kinds, site)
            });
            let first = all.partition_point(|b| b.range.start < document.body.start);
            let own = all[first..].iter();
            blocks.extend(
                own.take_while(|b| b.range.start < document.body.end)
                    .cloned(),
            );
        }
        None => {
            let kind = document.outline.section();
            let kind = kind.map_or_else(SectionKind::default, |s| s.kind);
            let start = document.body.start;
            blocks.extend(body(document, start, kind, std::iter::empty(), site));
        }
    }
    blocks
}

/// The blocks of a document's file from the byte `start` on. `kinds` are the places at which sections of other kinds begin.
fn body(
    document: &Document,
    start: usize,
    kind: SectionKind,
    kinds: impl Iterator<Item = (usize, SectionKind)>,
    site: &Site,
) -> Vec<Block> {
    let heading = |kind| match kind {
        SectionKind::Faq => BlockKind::Question,
        _ => BlockKind::Heading,
    };
    let mut kinds = kinds.peekable();
    let mut blocks = Vec::new();
    let mut reader = Reader {
        site,
        language: site.language(document.outline.path.language).language,
        offset: start,
        heading: heading(kind),
        inside: Vec::new(),
        open: None,
        alt: 0,
        blocks: &mut blocks,
    };
    super::markdown::events(&document.source[start..], &mut |event, range| {
        let at = start + range.start;
        match kinds.peek() {
            // The section's own heading is no question.
            Some((begins, _)) if *begins == at => reader.heading = BlockKind::Heading,
            Some((begins, kind)) if *begins < at => {
                reader.heading = heading(*kind);
                kinds.next();
            }
            _ => {}
        }
        reader.event(event, range);
    });
    reader.close();
    blocks.sort_by_key(|block| block.range.start);
    blocks
}

/// What is translated of front matter.
fn front_matter(document: &Document, site: &Site) -> Vec<Block> {
    let front = &document.outline.front;
    let summary = match &front.matter {
        Matter::Term(term) if term.has_summary => Some(&term.summary),
        _ => None,
    };
    let title = front.title.as_ref().map(|t| &t.value);
    let language = site.language(document.outline.path.language).language;
    let parts = [
        (BlockKind::Title, "title", title),
        (
            BlockKind::Description,
            "description",
            front.description.as_ref(),
        ),
        (BlockKind::Summary, "summary", summary),
    ];
    let parts = parts.into_iter().filter_map(|(kind, key, text)| {
        let text = text.filter(|t| !t.is_empty())?;
        let open = Open {
            text: text.clone(),
            ..Open::new(kind, {
                let (start, end) = document.key(key).range.unwrap_or((0, 0));
                start..end
            })
        };
        Some(open.finish(language))
    });
    let sources = match &front.matter {
        Matter::Explainer(explainer) => &*explainer.sources,
        _ => &[],
    };
    let at = document.key("sources").range.unwrap_or((0, 0));
    let sources = sources.iter().map(|source| {
        let date = source.date.as_ref().map(ToString::to_string);
        let words = [
            Some(&source.title),
            source.publisher.as_ref(),
            date.as_ref(),
        ];
        let words: Vec<&str> = words.into_iter().flatten().map(|w| &**w).collect();
        let open = Open {
            text: words.join(", "),
            links: source.url.iter().cloned().collect(),
            ..Open::new(BlockKind::Source, at.0..at.1)
        };
        open.finish(language)
    });
    parts.chain(sources).collect()
}

/// A block that is being read.
struct Open {
    kind: BlockKind,
    range: Range<usize>,
    /// With [`CODE`] for code.
    text: String,
    links: Vec<String>,
    code: Vec<String>,
    images: Vec<String>,
    /// Whether there is something but images.
    has_text: bool,
}

impl Open {
    fn new(kind: BlockKind, range: Range<usize>) -> Self {
        Self {
            kind,
            range,
            text: String::new(),
            links: Vec::new(),
            code: Vec::new(),
            images: Vec::new(),
            has_text: false,
        }
    }

    fn finish(mut self, language: Language) -> Block {
        let mut text = String::new();
        for piece in pieces(&self.text, &|_| false) {
            match piece {
                TextPiece::Text(t) | TextPiece::Plain(t) => text.push_str(t),
                TextPiece::Link { id, text: t, .. } => {
                    self.links.push(id.to_owned());
                    text.push_str(t.unwrap_or(id));
                }
            }
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if self.kind == BlockKind::Paragraph && !self.images.is_empty() && !self.has_text {
            self.kind = BlockKind::Image;
        }
        let mut found = match language {
            Language::Other => Vec::new(),
            language => figures::of(&text, language),
        };
        // Small numbers in words are words.
        found.retain(|f| {
            f.is_sure() || text[f.range.clone()].starts_with(|c: char| c.is_ascii_digit())
        });
        let (words, numbers) = parted(&text, &found);
        let mark = Mark::new(
            self.kind,
            &bare(&without_separators(&text)),
            [
                &words,
                &numbers,
                &self.links.join(" "),
                &bare(&self.code.join("\n")),
                &self.images.join(" "),
            ],
        );
        let mut code = self.code.iter();
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            match (c, self.kind) {
                (CODE, BlockKind::Code) => shown.push_str(code.next().map_or("", |c| c)),
                (CODE, _) => shown.extend(["`", code.next().map_or("", |c| c), "`"]),
                (c, _) => shown.push(c),
            }
        }
        Block {
            kind: self.kind,
            range: self.range,
            numbers: found
                .iter()
                .map(|f| text[f.range.clone()].to_owned())
                .collect(),
            figures: Figures::new(found),
            text: shown,
            links: self.links,
            code: self.code,
            images: self.images,
            mark,
        }
    }
}

/// The words of a text with `#` for each figure, and the figures, both as they are compared.
fn parted(text: &str, figures: &[figures::Figure]) -> (String, String) {
    let (mut words, mut numbers) = (String::new(), String::new());
    let mut at = 0;
    for figure in figures {
        words.push_str(&text[at..figure.range.start]);
        words.push('#');
        numbers.extend(text[figure.range.clone()].chars().filter(|c| *c != ','));
        numbers.push(' ');
        at = figure.range.end;
    }
    words.push_str(&text[at..]);
    (bare(&words), bare(&numbers))
}

/// A text without the commas within its numbers.
fn without_separators(text: &str) -> String {
    let is_digit = |b: Option<&u8>| b.is_some_and(u8::is_ascii_digit);
    let bytes = text.as_bytes();
    let separates =
        |at: usize| is_digit(bytes.get(at.wrapping_sub(1))) && is_digit(bytes.get(at + 1));
    let chars = text.char_indices();
    let kept = chars.filter(|(at, c)| *c != ',' || !separates(*at));
    kept.map(|(_, c)| c).collect()
}

/// A text without what is only form.
fn bare(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '「' | '」' | '『'
            | '』' => out.push('\''),
            '…' => out.push_str("..."),
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {}
            c if c.is_whitespace() => {}
            c => out.push(c),
        }
    }
    out
}
