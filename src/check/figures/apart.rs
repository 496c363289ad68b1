//! Figures in words that are in no block: titles, descriptions, alternative texts and captions.

use std::ops::Range;

use crate::base::diag::{Diagnostic, Place};
use crate::document::Document;
use crate::document::front_matter::Matter;
use crate::lang::Language;
use crate::lang::figures::{self, Figure, Figures};
use crate::lang::message::message;

/// Words, and where in the file they are.
struct Words<'d> {
    text: &'d str,
    at: Range<usize>,
}

impl<'d> Words<'d> {
    fn at(text: &'d str, at: &Range<usize>) -> Self {
        let at = at.clone();
        Self { text, at }
    }
}

/// Reports the figures of such words that the other text does not have in its.
pub(super) fn differing(first: &Document, other: &Document, diagnostics: &mut Vec<Diagnostic>) {
    if !first.reads_like(other) {
        return;
    }
    let languages = [first, other].map(|d| d.language);
    if languages.contains(&Language::Other) {
        return;
    }
    let pairs = of_front_matter(first, other).into_iter();
    let pairs = pairs.chain(of_images(first, other));
    for (a, b) in pairs.chain(of_charts(first, other)) {
        let has_digit = |words: &Words<'_>| words.text.bytes().any(|b| b.is_ascii_digit());
        if has_digit(&a) || has_digit(&b) {
            diagnostics.extend(of_words([&a, &b], languages).map(|[ours, theirs]| {
                let places = [(first, &a, &ours), (other, &b, &theirs)];
                finding(places)
            }));
        }
    }
}

/// Titles, descriptions and summaries; the title of a section of an index is its heading.
fn of_front_matter<'d>(first: &'d Document, other: &'d Document) -> Vec<(Words<'d>, Words<'d>)> {
    let [a, b] = [first, other].map(|d| &d.outline.front);
    let summary = |d: &'d Document| match &d.outline.front.matter {
        Matter::Term(term) if term.has_summary => Some(&*term.summary),
        _ => None,
    };
    let title = |d: &'d Document| d.outline.front.title.as_ref();
    let words = |d: &Document, key, text: Option<&'d str>| {
        let at = d.key(key).range.map_or(0..0, |(start, end)| start..end);
        text.map(|text| Words { text, at })
    };
    let mut pairs = Vec::new();
    if let (Some(a), Some(b)) = (title(first), title(other)) {
        let [a, b] = [a, b].map(|title| Words::at(&title.value, &title.span));
        pairs.push((a, b));
    }
    if first.outline.path.part.is_none() {
        let description = [a.description.as_deref(), b.description.as_deref()];
        for (key, [a, b]) in [
            ("description", description),
            ("summary", [summary(first), summary(other)]),
        ] {
            pairs.extend(words(first, key, a).zip(words(other, key, b)));
        }
    }
    pairs
}

/// Alternative texts and captions, of texts with as many images.
fn of_images<'d>(first: &'d Document, other: &'d Document) -> Vec<(Words<'d>, Words<'d>)> {
    let [ours, theirs] = [first, other].map(|d| {
        let links = d.parsed.body.links.iter();
        let images = links.filter(|l| !l.alt.is_empty() || !l.title.is_empty());
        images.filter(|l| l.plain.is_empty()).collect::<Vec<_>>()
    });
    if ours.len() != theirs.len() {
        return Vec::new();
    }
    let pairs = ours.into_iter().zip(theirs);
    let pairs = pairs.flat_map(|(a, b)| {
        [
            (Words::at(&a.alt, &a.span), Words::at(&b.alt, &b.span)),
            (Words::at(&a.title, &a.span), Words::at(&b.title, &b.span)),
        ]
    });
    pairs.collect()
}

/// Titles and captions, of texts with as many charts.
fn of_charts<'d>(first: &'d Document, other: &'d Document) -> Vec<(Words<'d>, Words<'d>)> {
    let [ours, theirs] = [first, other].map(|d| &d.parsed.body.charts);
    if ours.len() != theirs.len() {
        return Vec::new();
    }
    let pairs = ours.iter().zip(theirs).flat_map(|(a, b)| {
        [
            (Words::at(&a.title, &a.span), Words::at(&b.title, &b.span)),
            (
                Words::at(&a.caption, &a.span),
                Words::at(&b.caption, &b.span),
            ),
        ]
    });
    pairs.collect()
}

/// A figure of each of two words in the place of the other, or one that the other has in no form.
fn of_words(words: [&Words<'_>; 2], languages: [Language; 2]) -> Option<[Option<Figure>; 2]> {
    let texts = words.map(|w| w.text);
    if texts.iter().any(|text| text.trim().is_empty()) {
        return None;
    }
    let [a, b] = [0, 1].map(|i| Figures::new(figures::of(texts[i], languages[i])));
    let all = 0..usize::MAX;
    let missing = |a: &Figures, b: &Figures| -> Vec<Figure> {
        a.missing_in_block(&all, b, &all).cloned().collect()
    };
    let (ours, theirs) = (missing(&a, &b), missing(&b, &a));
    for own in &ours {
        if let Some(mistaken) = theirs.iter().find(|f| f.may_replace(own)) {
            return Some([Some(own.clone()), Some(mistaken.clone())]);
        }
    }
    let first = |figures: Vec<Figure>| figures.into_iter().find(Figure::is_sure);
    match (first(ours), first(theirs)) {
        (None, None) => None,
        (own, None) => Some([own, None]),
        (_, mistaken) => Some([None, mistaken]),
    }
}

/// Where a figure is, or the words that have none, and what is shown of it.
fn place<'t>(
    document: &Document,
    words: &Words<'t>,
    figure: Option<&Figure>,
) -> (Place, Option<&'t str>) {
    let text = words.text;
    let shown = figure.map(|f| &text[f.range.clone()]);
    let written = document.source.get(words.at.clone()).unwrap_or_default();
    let at = shown.and_then(|shown| Some((words.at.start + written.find(shown)?, shown.len())));
    let at = at.map_or(words.at.clone(), |(at, length)| at..at + length);
    (Place::at(document.outline.file(), at), shown)
}

fn finding(sides: [(&Document, &Words<'_>, &Option<Figure>); 2]) -> Diagnostic {
    let [(there, a), (here, b)] = sides.map(|(d, words, figure)| place(d, words, figure.as_ref()));
    let [other, own] = sides.map(|(_, words, _)| words.text);
    let (place, related, message) = match (a, b) {
        (Some(a), Some(b)) => (here, there, super::is_another(b, a)),
        (Some(a), None) => (there, here, super::is_missing(a)),
        (_, b) => (here, there, super::is_missing(b.unwrap_or_default())),
    };
    let d = Diagnostic::warning(place, "other-figure", message);
    let hint = message!(
        "두 문장을 견주어 틀린 쪽을 고치세요: “{own}”, “{other}”",
        "correct the wrong one of the two: “{own}”, “{other}”"
    );
    d.hint(hint)
        .related(related, message!("짝 파일", "the other file"))
}
