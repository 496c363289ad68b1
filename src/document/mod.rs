//! One content file, parsed: its [`Outline`], which other pages may read, and its body, which only its own page reads.

pub(crate) mod asides;
pub(crate) mod beside;
pub(crate) mod blocks;
pub(crate) mod chart;
pub mod front_matter;
pub(crate) mod heading;
pub mod markdown;
mod moved;
pub mod outline;
pub(crate) mod particles;
pub mod path;
pub(crate) mod placeholder;
pub mod section;
mod speech;
mod spelling;
pub(crate) mod strays;
mod untranslated;

use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub use self::outline::{Outline, OutlineId, Question, Structure, Structures};
use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::{DocumentId, Table};
use crate::document::asides::OwnWords;
use crate::document::beside::Beside;
use crate::document::blocks::Block;
use crate::document::front_matter::Matter;
use crate::document::markdown::{Parsed, sentence};
use crate::document::path::{ContentPath, Role};
use crate::document::section::SectionKind;
use crate::lang::Language;
use crate::lang::figures::{self, Figures};
use crate::lang::message::message;
use crate::source::site::{MarkdownOptions, Site};

/// The documents of a site, in the order of their paths.
pub type Documents = Table<DocumentId, Arc<Document>>;

/// A parsed content file, or a section of an explainer's index.
#[derive(Debug)]
pub struct Document {
    /// What other pages may know of it.
    pub outline: Outline,
    pub(crate) parsed: Parsed,
    /// Its figures, by their places in the plain text.
    pub(crate) figures: Figures,
    /// The file's text, shared with the snapshot.
    pub(crate) source: Arc<str>,
    /// Where its body is in the file, in bytes; that of a section of an index begins with its heading.
    pub(crate) body: Range<usize>,
    /// What is read as another block than the eye does, by the codes of its findings, sorted.
    misread: Vec<&'static str>,
    pub(crate) language: Language,
    /// Hash of the file's text.
    pub(crate) hash: u64,
    blocks: OnceLock<Vec<Block>>,
    /// What the documents of its file share, if there are several.
    shared: Option<Arc<Shared>>,
}

/// What the documents of a file share: they are read as blocks together.
#[derive(Debug)]
pub(crate) struct Shared {
    /// Where the body of the first one begins.
    body: usize,
    /// Where each section begins, ascending, and of what kind it is.
    sections: Vec<(usize, SectionKind)>,
    blocks: OnceLock<Vec<Block>>,
}

impl Document {
    /// Parses a content file: one document, or that of an explainer's index and of each section in it.
    pub(crate) fn parse(
        path: &ContentPath,
        text: &Arc<str>,
        hash: u64,
        site: &Site,
        beside: &Beside<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Self> {
        let mut found = Vec::new();
        let (mut front, offset) =
            front_matter::parse(text, &path.file, path.role, site, &mut found);
        let kind = match &front.matter {
            Matter::Section(section) => section.kind,
            _ => SectionKind::default(),
        };
        if path.role == Role::Section && text.trim().is_empty() {
            found.push(nothing(&path.file));
        }
        let tags: Vec<&str> = site.language_ids().map(|l| &**site.tag(l)).collect();
        let context = markdown::Context {
            beside: Some(beside),
            languages: markdown::Languages {
                own: site.tag(path.language),
                all: &tags,
            },
            file: &path.file,
            offset,
            kind,
            kind_at: key_line(&text[..offset], "kind")
                .map_or((offset, offset), |r| (r.start, r.end)),
            top_level: if path.role == Role::Section { 3 } else { 2 },
            has_sections: path.role == Role::Explainer,
            options: MarkdownOptions {
                math: site.markdown.math || front.math,
                ..site.markdown
            },
        };
        let mut parsed = markdown::parse(&text[offset..], context, &mut found).into_iter();
        let first = parsed.next().unwrap_or_default();
        let sections: Vec<Parsed> = parsed.collect();
        if let Matter::Term(term) = &mut front.matter
            && !term.has_summary
            && !front.unread
        {
            let body = &first.body;
            // A heading says nothing of the term.
            let words = match body.paragraphs.first() {
                Some(range) => &body.plain[range.start as usize..range.end as usize],
                None => &body.plain,
            };
            sentence::first(words).clone_into(&mut term.summary);
            let place = match &front.title {
                Some(title) => Place::at(&path.file, title.span.clone()),
                None => Place::file(&path.file),
            };
            found.push(without_summary(place, &term.summary));
        }
        let shared = Shared::of(offset, &sections);
        // What charts show of other files belongs to the text.
        let hash = beside.hash_with(hash);
        let mut parts = Vec::with_capacity(1 + sections.len());
        let headings = sections.iter().filter_map(|s| s.heading.as_ref());
        let heads: Vec<_> = (1..)
            .zip(headings)
            .map(|(part, heading)| (path.section(part, &heading.id), front.section(heading)))
            .collect();
        parts.push((path.clone(), front, first));
        parts.extend(heads.into_iter().zip(sections).map(|((p, f), s)| (p, f, s)));
        let language = site.language(path.language).language;
        let misread = |body: &Range<usize>| {
            let in_it = |at: usize| body.contains(&at) || at < offset;
            let codes = found.iter().filter(|d| MISREAD.contains(&d.code));
            let codes = codes.filter(|d| d.place.range.is_none_or(|(at, _)| in_it(at)));
            let mut codes: Vec<&'static str> = codes.map(|d| d.code).collect();
            codes.sort_unstable();
            codes
        };
        let documents = parts.into_iter().map(|(path, front, parsed)| {
            let start = parsed.heading.as_ref().map_or(offset, |h| h.span.start);
            let body = start..parsed.end;
            Self {
                figures: figures_of(&parsed, language),
                outline: Outline::new(path, front, &parsed),
                misread: misread(&body),
                language,
                parsed,
                source: Arc::clone(text),
                body,
                hash,
                blocks: OnceLock::new(),
                shared: shared.clone(),
            }
        });
        let documents: Vec<Self> = documents.collect();
        if documents.first().is_some_and(|d| !d.outline.front.draft) {
            found.extend(unfinished(&documents, language));
        }
        found.extend(misspelt(&documents, language, site));
        diagnostics.append(&mut found);
        if let Some(first) = documents.first() {
            diagnostics.retain(|d| !first.allows(d));
        }
        documents
    }
}

/// What is wrong with the words of the documents of a file, but for what the site does not want to hear of.
fn misspelt(documents: &[Document], language: Language, site: &Site) -> Vec<Diagnostic> {
    let wanted = |code: &str| language != Language::Other && !site.allows(code);
    let in_korean = |code| language == Language::Korean && wanted(code);
    let spelling = wanted(spelling::CODE);
    let particles = in_korean(particles::CODE);
    let speech = in_korean(speech::CODE);
    let mut found = Vec::new();
    if !(spelling || particles || speech) {
        return found;
    }
    let own: Vec<OwnWords> = (documents.iter())
        .map(|document| OwnWords::of(&document.parsed.body))
        .collect();
    let words = particles::Words::of(&own);
    for (document, own) in documents.iter().zip(&own) {
        if spelling {
            found.extend(spelling::check(document, own, language));
        }
        if particles {
            found.extend(particles::check(document, own, &words));
        }
    }
    if speech {
        found.extend(speech::check(documents, &own));
    }
    found
}

/// What shows that the documents of a file are not written yet, or still in another language.
fn unfinished(documents: &[Document], language: Language) -> Vec<Diagnostic> {
    let whole = untranslated::whole(documents, language);
    let has_whole = whole.is_some();
    let of_texts = documents.iter().flat_map(|document| {
        let paragraph = (!has_whole).then(|| untranslated::paragraph(document, language));
        paragraph
            .flatten()
            .into_iter()
            .chain(placeholder::check(document))
    });
    whole.into_iter().chain(of_texts).collect()
}

impl Shared {
    /// Of a file with these sections; `None` if it has none.
    fn of(body: usize, sections: &[Parsed]) -> Option<Arc<Self>> {
        let headings = sections.iter().filter_map(|s| s.heading.as_ref());
        let sections: Vec<_> = headings.map(|h| (h.span.start, h.kind)).collect();
        (!sections.is_empty()).then(|| {
            Arc::new(Self {
                body,
                sections,
                blocks: OnceLock::new(),
            })
        })
    }
}

impl Document {
    /// The line of a key of the front matter; the file, if there is none.
    pub(crate) fn key(&self, key: &str) -> Place {
        let file = self.outline.file();
        match key_line(&self.source, key) {
            Some(line) => Place::at(file, line),
            None => Place::file(file),
        }
    }

    /// Whether what is read otherwise than the eye does is the same in another text, so that the two can be compared piece by piece.
    pub(crate) fn reads_like(&self, other: &Self) -> bool {
        self.misread == other.misread
    }

    /// Where a piece of the plain text is in the file: in the same letters, or else as often as it was in the text before.
    pub(crate) fn written(&self, piece: &Range<usize>) -> Range<usize> {
        if let Some(range) = self.parsed.body.in_file(piece) {
            return range;
        }
        let plain = &self.parsed.body.plain;
        let text = &plain[piece.clone()];
        let before = plain[..piece.start].matches(text).count();
        let start = self.body.start;
        let found = self.source[self.body.clone()]
            .match_indices(text)
            .nth(before);
        match found.map(|(at, _)| start + at) {
            Some(at) => at..at + text.len(),
            // A word with markup inside: where it begins.
            None => (self.parsed.body.first_in_file(piece)).unwrap_or(start..start),
        }
    }

    /// All of it in the file: with the front matter, or the heading of a section of an index.
    pub(crate) fn range(&self) -> Range<usize> {
        match self.outline.path.part {
            Some(_) => self.body.clone(),
            None => 0..self.body.end,
        }
    }

    /// Whether its author does not want to hear of a finding.
    pub(crate) fn allows(&self, finding: &Diagnostic) -> bool {
        self.parsed.allowed.covers(finding)
    }

    /// Where it says something in so many words.
    pub(crate) fn find(&self, words: &str) -> Option<usize> {
        let range = self.range();
        let at = self.source[range.clone()].find(words)?;
        Some(range.start + at)
    }

    /// Whether a place is in it; the whole file is in its first document.
    pub(crate) fn holds(&self, place: &Place) -> bool {
        place.file == *self.outline.file()
            && match place.range {
                Some((start, _)) => self.range().contains(&start) || start == self.body.end,
                None => self.outline.path.part.is_none(),
            }
    }

    /// What shows that it is not written yet, or still in another language; of a draft nobody asks before it is to be published.
    pub(crate) fn unfinished(&self, language: Language) -> Vec<Diagnostic> {
        match self.shared {
            None => unfinished(std::slice::from_ref(self), language),
            // Whether the whole file is untranslated is not to be seen in one section.
            Some(_) => untranslated::paragraph(self, language)
                .into_iter()
                .chain(placeholder::check(self))
                .collect(),
        }
    }

    /// Its blocks, read when they are first asked for: only a site that keeps translations in step does.
    pub(crate) fn blocks(&self, site: &Site) -> &[Block] {
        self.blocks.get_or_init(|| blocks::of(self, site))
    }
}

/// Codes of findings after which a text has other blocks than its author means.
const MISREAD: [&str; 19] = [
    "broken-destination",
    "comparison",
    "containers",
    "faq",
    "foreign-syntax",
    "front-matter",
    "fullwidth-markup",
    "heading-id",
    "heading-level",
    "heading-space",
    "indented-code",
    "link-syntax",
    "list-mark",
    "merge-marks",
    "table-lines",
    "table-row",
    "unclosed-element",
    "unclosed-fence",
    "underlined-heading",
];

impl Document {
    /// A file of which only the front matter is read, and its blocks when they are asked for: enough to compare translations, and
    /// several times as fast. An index with sections is read whole: they are found no other way.
    pub(crate) fn head(
        path: &ContentPath,
        text: &Arc<str>,
        hash: u64,
        site: &Site,
        beside: &Beside<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Self> {
        if path.role == Role::Explainer && markdown::may_have_sections(text) {
            return Self::parse(path, text, hash, site, beside, &mut Vec::new());
        }
        let (front, body) = front_matter::parse(text, &path.file, path.role, site, diagnostics);
        let parsed = Parsed::default();
        vec![Self {
            figures: Figures::default(),
            outline: Outline::new(path.clone(), front, &parsed),
            parsed,
            source: Arc::clone(text),
            body: body..text.len(),
            misread: Vec::new(),
            language: site.language(path.language).language,
            hash,
            blocks: OnceLock::new(),
            shared: None,
        }]
    }
}

/// The figures of a text in Korean or English, but for those in code.
fn figures_of(parsed: &Parsed, language: Language) -> Figures {
    if language == Language::Other {
        return Figures::default();
    }
    let mut figures = figures::of(&parsed.body.plain, language);
    let code = &parsed.body.code;
    figures.retain(|figure| {
        let at = figure.range.start as u32;
        let next = code.partition_point(|range| range.end <= at);
        code.get(next).is_none_or(|range| !range.contains(&at))
    });
    Figures::new(figures)
}

/// The line of a key in the front matter that a text begins with.
fn key_line(text: &str, key: &str) -> Option<Range<usize>> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let rest = line.strip_prefix(key).map(str::trim_start);
        if rest.is_some_and(|rest| rest.starts_with(':')) {
            return Some(at..at + line.trim_end().len());
        }
        at += line.len();
        if at > line.len() && line.trim_end() == "---" {
            break;
        }
    }
    None
}

/// A section of which there is only the file.
fn nothing(file: &Arc<str>) -> Diagnostic {
    let message = message!("빈 파일입니다", "this file is empty");
    let d = Diagnostic::warning(Place::file(file), "no-text", message);
    d.hint(message!(
        "`---`, `title: …`, `---` 세 줄로 시작해 글을 쓰거나, 파일을 지우세요",
        "begin it with `---`, `title: …`, `---`, each on its line, and write the text, or delete the file"
    ))
}

/// A term whose front matter does not say what it means: its text may do so in its first sentence.
fn without_summary(place: Place, sentence: &str) -> Diagnostic {
    if sentence.is_empty() {
        let message = message!(
            "용어의 뜻이 없습니다. `summary`도 본문도 비어 있습니다",
            "nothing says what the term means: there is no `summary`, and no text"
        );
        let hint = message!(
            "`summary: …`에 뜻을 한 문장으로 적으세요 (미리 보기 카드에 나옵니다)",
            "say it in one sentence: `summary: …` (it is shown on the preview card)"
        );
        return Diagnostic::error(place, "missing-key", message).hint(hint);
    }
    let message = message!(
        "`summary`가 없어 본문의 첫 문장을 미리 보기 카드에 씁니다",
        "there is no `summary`, so the preview card has the text's first sentence"
    );
    let hint = message!(
        "다른 문장을 쓰려면 `summary: …`(을/를) 적으세요",
        "write `summary: …` for another one"
    );
    Diagnostic::note(place, "no-summary", message).hint(hint)
}
