//! Texts and their translations have as many headings, code blocks, charts, images, items and rows, and show the same images.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::align::align;
use crate::base::diag::{Diagnostic, Message, Place};
use crate::document::Document;
use crate::document::markdown::Piece;
use crate::document::markdown::body::LinkTarget;
use crate::document::section::SectionKind;
use crate::lang::figures::Figure;
use crate::lang::message::message;

/// What is to be said of two texts.
pub(super) fn of_pair(first: &Document, other: &Document, diagnostics: &mut Vec<Diagnostic>) {
    let found = empty(other, first).or_else(|| empty(first, other));
    let found = found
        .or_else(|| ids(other, first))
        .or_else(|| ids(first, other));
    let found = found.or_else(|| difference(first, other));
    let found = found.or_else(|| images(first, other));
    diagnostics.extend(found.or_else(|| anchors(first, other)));
}

/// Characters of a text whose translation may not be empty.
const SOME: usize = 80;

/// A text without a word whose translation has some.
fn empty(text: &Document, other: &Document) -> Option<Diagnostic> {
    let plain = |d: &Document| d.parsed.body.plain.trim().chars().count();
    // Words in the author's own HTML are not in the plain text.
    let has_nothing = plain(text) == 0
        && text.parsed.pieces.is_empty()
        && text.parsed.body.html.trim().is_empty();
    // Of a file without a letter this has been said.
    if !has_nothing
        || text.source.trim().is_empty()
        || text.outline.front.unread
        || plain(other) < SOME
    {
        return None;
    }
    let message = message!(
        "이 글은 비어 있는데 짝 파일에는 글이 있습니다",
        "this text is empty, and the other file is not"
    );
    let d = Diagnostic::warning(text.outline.place(), "no-text", message);
    let d = d.hint(message!(
        "옮겨 적거나, 다 쓸 때까지 머리말에 `draft: true`를 두세요",
        "translate it, or keep `draft: true` in the front matter until it is written"
    ));
    Some(d.related(other.outline.place(), message!("짝 파일", "the other file")))
}

/// A figure or table that the other text does not have by the same id, so that references to it in that text would lead nowhere.
fn ids(text: &Document, other: &Document) -> Option<Diagnostic> {
    if text.outline.front.unread || other.outline.front.unread || !text.reads_like(other) {
        return None;
    }
    // A text without words is no translation yet.
    if other.parsed.body.plain.trim().is_empty() {
        return None;
    }
    let mut of_text = text.outline.ids.iter().filter(|id| id.numbered.is_some());
    let id = of_text.find(|id| other.outline.id(&id.name).is_none())?;
    let name = &id.name;
    let message = message!(
        "`#{name}`(이/가) 짝 파일에는 없습니다",
        "the other file has no `#{name}`"
    );
    let place = Place::at(text.outline.file(), id.span.0..id.span.1);
    let d = Diagnostic::warning(place, "other-structure", message);
    let d = d.hint(message!(
        "같은 그림과 표에는 두 언어에서 같은 주소를 적으세요: `{{#{name}}}`",
        "give the same figure or table the same id in both languages: `{{#{name}}}`"
    ));
    Some(d.related(other.outline.place(), message!("짝 파일", "the other file")))
}

/// A heading whose own id is another than in the translation: a reader who changes the language does not come to the same place.
fn anchors(first: &Document, other: &Document) -> Option<Diagnostic> {
    let is_prose = |d: &Document| {
        let kind = d.outline.section().map(|s| s.kind);
        matches!(kind, None | Some(SectionKind::Prose)) && !d.outline.front.unread
    };
    if !is_prose(first) || !is_prose(other) || !first.reads_like(other) {
        return None;
    }
    let [ours, theirs] = [first, other].map(|d| {
        let ids = d.outline.ids.iter();
        ids.filter(|id| id.explicit && id.numbered.is_none())
            .collect::<Vec<_>>()
    });
    if ours.len() != theirs.len() {
        return None;
    }
    let lacks = |d: &Document, name: &str| d.outline.id(name).is_none();
    let mut pairs = ours.into_iter().zip(theirs);
    let (a, b) = pairs.find(|(a, b)| lacks(other, &a.name) && lacks(first, &b.name))?;
    let (wanted, own) = (&a.name, &b.name);
    let message = message!(
        "제목 주소 `{own}`(이/가) 짝 파일에서는 `{wanted}`입니다",
        "the id `{own}` is `{wanted}` in the other file"
    );
    let place = |d: &Document, span: (usize, usize)| Place::at(d.outline.file(), span.0..span.1);
    let d = Diagnostic::warning(place(other, b.span), "other-structure", message);
    let d = d.hint(message!(
        "두 언어에 같은 주소를 적으세요: `{{#{wanted}}}`",
        "write the same id in both languages: `{{#{wanted}}}`"
    ));
    Some(d.related(place(first, a.span), message!("짝 파일", "the other file")))
}

/// The first kind of piece that a translation has more or fewer of.
fn difference(first: &Document, other: &Document) -> Option<Diagnostic> {
    let compared = |d: &Document| !d.outline.front.unread && !d.parsed.body.plain.trim().is_empty();
    let kind = |d: &Document| d.outline.section().map(|s| s.kind);
    if kind(first) != kind(other) {
        return None;
    }
    // What is said of the rows of comparisons, and of the headings of FAQs and timelines, is in `translations`.
    let told = match kind(first) {
        Some(SectionKind::Comparison) => Some(Piece::Row),
        Some(SectionKind::Faq | SectionKind::Timeline) => Some(Piece::Heading),
        None | Some(SectionKind::Prose) => None,
    };
    let pieces = |d: &'_ Document| {
        let all = d.parsed.pieces.iter();
        let all = all.filter(|(piece, _)| Some(*piece) != told);
        all.cloned().collect::<Vec<_>>()
    };
    let (ours, theirs) = (&pieces(first), &pieces(other));
    if ours.len() == theirs.len()
        && ours
            .iter()
            .map(|(p, _)| p)
            .eq(theirs.iter().map(|(p, _)| p))
    {
        return None;
    }
    // A text without words is no translation yet.
    if !compared(first) || !compared(other) || !first.reads_like(other) {
        return None;
    }
    let count = |pieces: &[(Piece, Range<usize>)], piece| {
        pieces.iter().filter(|(p, _)| *p == piece).count()
    };
    let (piece, a, b) = Piece::ALL
        .into_iter()
        .map(|piece| (piece, count(ours, piece), count(theirs, piece)))
        .find(|(_, a, b)| a != b)?;
    // Where the two begin to differ.
    let at = ours.iter().zip(theirs).position(|((a, _), (b, _))| a != b);
    let at = at.unwrap_or(ours.len().min(theirs.len()));
    let place = |document: &Document, pieces: &[(Piece, Range<usize>)]| {
        let file = document.outline.file();
        match pieces.get(at).or(pieces.last()) {
            Some((_, range)) => {
                let text = &document.source[range.clone()];
                let line = text.lines().next().unwrap_or(text).trim_end();
                Place::at(file, range.start..range.start + line.len())
            }
            None => document.outline.place(),
        }
    };
    let what = name(piece);
    let message = message!(
        "{what} 수가 두 언어에서 다릅니다: 여기에는 {b}개, 짝 파일에는 {a}개",
        "the two languages have different numbers of {what}: {b} here, {a} in the other file",
        what
    );
    let d = Diagnostic::warning(place(other, theirs), "other-structure", message);
    let d = d.hint(message!(
        "빠진 것을 옮기거나 남는 것을 지우세요. 이 자리부터 두 글이 다릅니다",
        "translate what is missing or delete what is left over: the two texts differ from here on"
    ));
    Some(d.related(
        place(first, ours),
        message!("짝 파일의 같은 자리", "the same place in the other file"),
    ))
}

/// Figures of a piece that are compared to find its like.
const MOST: usize = 8;

/// The pieces of a text that its translation has none for, of kinds that it has fewer of: those that are left over when pieces with
/// the same figures are put together.
pub(super) fn left_out(text: &Document, other: &Document) -> Vec<Range<usize>> {
    let of = |d: &Document, piece| {
        let own = d.parsed.pieces.iter().filter(move |(p, _)| *p == piece);
        own.map(|(_, range)| range.clone()).collect::<Vec<_>>()
    };
    let mut found = Vec::new();
    for piece in Piece::ALL {
        let (ours, theirs) = (of(text, piece), of(other, piece));
        if ours.len() <= theirs.len() {
            continue;
        }
        let (figures, others) = (figures(text, &ours), figures(other, &theirs));
        let worth = |a: usize, b: usize| {
            let alike = |f: &&&Figure| others[b].iter().any(|g| f.is_like(g));
            match figures[a].iter().filter(alike).count() as u32 {
                0 if figures[a].is_empty() && others[b].is_empty() => 2,
                alike => 1 + 4 * alike,
            }
        };
        let pairs = align(ours.len(), theirs.len(), &worth);
        let alone = (0..ours.len()).filter(|at| pairs.binary_search_by_key(at, |p| p.0).is_err());
        found.extend(alone.map(|at| ours[at].clone()));
    }
    found
}

/// The first figures of each of some pieces, which are ascending.
fn figures<'d>(document: &'d Document, pieces: &[Range<usize>]) -> Vec<Vec<&'d Figure>> {
    let mut found = vec![Vec::new(); pieces.len()];
    for figure in &document.figures.all {
        let at = document.written(&figure.range).start;
        // The innermost: items hold items.
        let after = pieces.partition_point(|p| p.start <= at);
        let inside = (0..after).rev().find(|i| pieces[*i].contains(&at));
        if let Some(own) = inside.map(|i| &mut found[i]).filter(|f| f.len() < MOST) {
            own.push(figure);
        }
    }
    found
}

/// An image that the other text does not show in the same place, nor elsewhere. A picture with words in it is another in each language,
/// so names are compared without the language's tag.
fn images(first: &Document, other: &Document) -> Option<Diagnostic> {
    let [ours, theirs] = [first, other].map(shown);
    if ours.len() != theirs.len() || !first.reads_like(other) {
        return None;
    }
    let tag = |d: &'_ Document| {
        let file = d.outline.file().strip_suffix(".md")?.rsplit_once('.');
        file.map(|(_, tag)| tag.to_owned())
    };
    let tags = [tag(first), tag(other)];
    let bare = |name: &str| {
        let words = name
            .split(['.', '-', '_'])
            .filter(|w| !tags.iter().flatten().any(|tag| tag == w));
        words.collect::<Vec<_>>().join(".")
    };
    let names = |shown: &[(String, Range<usize>)]| -> Vec<String> {
        shown.iter().map(|(name, _)| bare(name)).collect()
    };
    let (a, b) = (names(&ours), names(&theirs));
    let [in_a, in_b] = [&a, &b].map(|names| names.iter().collect::<FxHashSet<_>>());
    let at = (0..a.len()).find(|i| !in_b.contains(&a[*i]) && !in_a.contains(&b[*i]))?;
    let (wanted, own) = (&ours[at].0, &theirs[at].0);
    let message = message!(
        "여기에는 이미지 `{own}`(이/가), 짝 파일의 같은 자리에는 `{wanted}`(이/가) 있습니다",
        "the image here is `{own}`, and `{wanted}` in the same place of the other file"
    );
    let place = |d: &Document, range: &Range<usize>| Place::at(d.outline.file(), range.clone());
    let d = Diagnostic::warning(place(other, &theirs[at].1), "other-structure", message);
    let d = d.hint(message!(
        "같은 그림을 보이세요. 언어마다 다른 그림이면 이름 끝에 `.ko`, `.en`처럼 언어를 적으세요",
        "show the same picture; where each language has its own, end the names with the language, as `.ko` and `.en`"
    ));
    Some(d.related(
        place(first, &ours[at].1),
        message!("짝 파일의 같은 자리", "the same place in the other file"),
    ))
}

/// The images of a text: the names of their files, and where they are.
fn shown(document: &Document) -> Vec<(String, Range<usize>)> {
    let pieces = document.parsed.pieces.iter();
    let images = pieces.filter(|(piece, _)| *piece == Piece::Image);
    let links = document.parsed.body.links.iter();
    let links: FxHashMap<usize, _> = links.map(|link| (link.span.start, link)).collect();
    let named = images.filter_map(|(_, range)| {
        let link = links.get(&range.start).filter(|l| l.span == *range)?;
        let path = match &link.target {
            LinkTarget::Address(path) | LinkTarget::Path(path, _) => path,
            LinkTarget::Term(_) | LinkTarget::Name(_) => return None,
        };
        let name = path.split(['?', '#']).next().unwrap_or(path);
        let name = name.rsplit('/').next().unwrap_or(name);
        Some((name.to_owned(), range.clone()))
    });
    named.collect()
}

fn name(piece: Piece) -> Message {
    match piece {
        Piece::Heading => message!("제목", "headings"),
        Piece::Code => message!("코드", "code blocks"),
        Piece::Chart => message!("그래프", "charts"),
        Piece::Image => message!("이미지", "images"),
        Piece::Quote => message!("인용과 상자", "quotations and boxes"),
        Piece::Item => message!("목록 항목", "list items"),
        Piece::Row => message!("표의 줄", "table rows"),
    }
}
