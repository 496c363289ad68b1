//! The font of headings: the site's own (`[theme] heading_font`), cut to the letters that its headings have.
//!
//! It is cut twice, for plain pages and for all others: a manual beside a few articles may have most of the headings, and a
//! reader of the articles does not wait for their letters. A page needs one of the two.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use read_fonts::collections::IntSet;
use read_fonts::types::{NameId, Tag};
use read_fonts::{FontRef, TableProvider};
use skera::{DEFAULT_DROP_TABLES, DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use ttf2woff2::EncodeOptions;

use crate::base::diag::Diagnostic;
use crate::document::Document;
use crate::document::path::Role;
use crate::document::section::SectionKind;
use crate::lang::message::message;
use crate::model::words::Strings;
use crate::source::Sources;
use crate::source::data::Spanned;
use crate::source::face;
use crate::source::site::{Site, place};

/// The names of the two among the theme's files: for plain pages, and for all others.
pub(crate) const NAMES: [&str; 2] = ["page-headings.woff2", "headings.woff2"];

/// What is for plain pages, and what is for all others.
pub(crate) type Two<T> = [T; 2];

/// The lowest headings that have it.
const LOWEST: u8 = 3;

/// The words of the interface that stand in headings: `<h1>` to `<h6>` of the templates, and titles of pages.
const WORDS: [&str; 14] = [
    "archive",
    "explainers",
    "glossary",
    "history",
    "not_found_title",
    "related_explainers",
    "related_terms",
    "search",
    "sources",
    "terms_here",
    "terms_some",
    "undated",
    "used_by_terms",
    "used_in",
];

/// Names in a font that say whose it is and how it may be used; the rest is for menus of programs.
const KEPT_NAMES: [u16; 9] = [0, 1, 2, 3, 4, 5, 6, 13, 14];

/// The letters that a site's headings have; none for plain pages where there are no such.
pub(crate) fn letters<'d>(
    site: &Site,
    words: &[Strings],
    documents: impl Iterator<Item = &'d Arc<Document>>,
) -> Two<BTreeSet<char>> {
    let titles = site.language_ids().flat_map(|l| site.title[l].chars());
    let words = words.iter().flat_map(|words| {
        let words = WORDS.iter().filter_map(|key| words.all().get(*key));
        words.flat_map(|word| word.chars())
    });
    // Years of the archive, and numbers that figures are counted by.
    let mut others: BTreeSet<char> = ('0'..='9').chain(titles.clone()).chain(words).collect();
    let mut pages = BTreeSet::new();
    for document in documents {
        let outline = &document.outline;
        let of_its_kind = match outline.path.role {
            Role::Page => &mut pages,
            _ => &mut others,
        };
        of_its_kind.extend(outline.title().chars());
        let body = &document.parsed.body;
        let headings = body.headings.iter().filter(|h| h.level <= LOWEST);
        of_its_kind.extend(headings.flat_map(|h| h.text.chars()));
        // Questions are set in the font of the text, as answers are.
        if outline.section().map(|section| section.kind) != Some(SectionKind::Faq) {
            let items = outline.questions.iter();
            of_its_kind.extend(items.flat_map(|item| item.text.chars()));
        }
    }
    if !pages.is_empty() {
        pages.extend(titles);
    }
    [pages, others].map(|mut letters| {
        letters.retain(|c| !c.is_control());
        letters
    })
}

/// Reads a site's font and cuts it; `None` where it has none, what it has is no font of that kind, or there are no letters.
pub(crate) fn load(
    site: &Site,
    sources: &Sources,
    letters: &Two<BTreeSet<char>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Two<Option<Arc<[u8]>>> {
    let Some(font) = &site.look.heading_font else {
        return [None, None];
    };
    let made = face::bytes(font, "heading_font", sources).and_then(|bytes| {
        let cut = |letters| cut(&bytes, letters).ok_or_else(|| Box::new(unfit(font, &bytes)));
        let [pages, others] = letters;
        diagnostics.extend(lacking(font, &bytes, pages.union(others).copied()));
        let pages = (!pages.is_empty()).then(|| cut(pages)).transpose()?;
        Ok([pages, Some(cut(others)?)])
    });
    let made = made.map_err(|d| diagnostics.push(*d));
    made.unwrap_or_default().map(|font| font.map(Arc::from))
}

/// A font with nothing but some letters, as a web font.
fn cut(font: &[u8], letters: &BTreeSet<char>) -> Option<Vec<u8>> {
    // Fonts come from anywhere, and libraries may panic at those that are broken.
    let made = catch_unwind(AssertUnwindSafe(|| {
        let font = FontRef::new(font).ok().filter(has_outlines)?;
        let plan = Plan::new(
            &IntSet::empty(),
            &letters.iter().map(|c| u32::from(*c)).collect(),
            &font,
            SubsetFlags::SUBSET_FLAGS_NO_HINTING,
            &DEFAULT_DROP_TABLES.iter().copied().collect(),
            &IntSet::all(),
            &DEFAULT_LAYOUT_FEATURES.iter().copied().collect(),
            &KEPT_NAMES.map(NameId::new).into_iter().collect(),
            &IntSet::all(),
        );
        let cut = subset_font(&font, &plan).ok()?;
        let options = EncodeOptions {
            transform_glyf_loca: may_be_transformed(&FontRef::new(&cut).ok()?),
            ..EncodeOptions::default()
        };
        ttf2woff2::encode_with_options(&cut, options).ok()
    }));
    made.ok().flatten()
}

/// Whether outlines may be written in the way of WOFF2, which saves an eighth. Browsers write them out again, a little longer, and
/// refuse a font whose short offsets (16 bits, of words) do not reach that far.
fn may_be_transformed(font: &FontRef<'_>) -> bool {
    let has_long_offsets = font
        .head()
        .is_ok_and(|head| head.index_to_loc_format() == 1);
    let outlines = font.table_data(Tag::new(b"glyf"));
    has_long_offsets || outlines.is_some_and(|data| data.len() <= usize::from(u16::MAX))
}

/// Whether a font has the outlines of TrueType: those of PostScript (CFF) are not cut by the library.
fn has_outlines(font: &FontRef<'_>) -> bool {
    font.table_data(Tag::new(b"glyf")).is_some() && font.cmap().is_ok()
}

/// How many letters are named that a font has not.
const NAMED: usize = 12;

/// Tells of letters that a font has not: browsers draw them in the font of the text.
fn lacking(
    font: &Spanned<String>,
    bytes: &[u8],
    letters: impl Iterator<Item = char>,
) -> Option<Diagnostic> {
    let file = &font.value;
    let is_shown = |c: &char| {
        !c.is_whitespace()
            && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}')
    };
    let missing = catch_unwind(AssertUnwindSafe(|| {
        let cmap = FontRef::new(bytes).ok()?.cmap().ok()?;
        let has = |c: &char| cmap.map_codepoint(*c).is_some_and(|id| id.to_u32() != 0);
        let letters = letters.filter(is_shown).filter(|c| !has(c));
        Some(letters.collect::<BTreeSet<_>>())
    }));
    let missing = missing.ok().flatten()?;
    if missing.is_empty() {
        return None;
    }
    let named: Vec<String> = missing
        .iter()
        .take(NAMED)
        .map(|c| format!("`{c}`"))
        .collect();
    let (named, more) = (named.join(", "), missing.len().saturating_sub(NAMED));
    let message = match more {
        0 => message!(
            "제목의 글자 {named}(이/가) `{file}`에 없어 본문 글꼴로 보입니다",
            "letters of titles are not in `{file}` and are set in the font of the text: {named}"
        ),
        more => message!(
            "제목의 글자 {named}, 그리고 {more}자가 `{file}`에 없어 본문 글꼴로 보입니다",
            "letters of titles are not in `{file}` and are set in the font of the text: {named} and {more} more"
        ),
    };
    let hint = message!(
        "한글 11,172자가 모두 든 글꼴 파일을 적거나, 제목에서 그 글자를 바꾸세요",
        "name a font that has them (for Hangul one with all 11,172 syllables), or change the titles"
    );
    Some(Diagnostic::note(place(&font.span), "no-glyph", message).hint(hint))
}

fn unfit(font: &Spanned<String>, bytes: &[u8]) -> Diagnostic {
    let file = &font.value;
    let is_postscript = bytes.starts_with(b"OTTO");
    let (message, hint) = match is_postscript {
        true => (
            message!(
                "`{file}`(은/는) 포스트스크립트 윤곽선(CFF) 글꼴이라 제목에 쓸 글자만 남길 수 없습니다",
                "`{file}` has PostScript outlines (CFF), which cannot be cut to the letters of headings"
            ),
            message!(
                "같은 글꼴의 트루타입 파일(.ttf)을 받아 그 경로를 적으세요",
                "get the same font as a TrueType file (.ttf), and write its path"
            ),
        ),
        false => (
            message!(
                "`{file}`(은/는) 읽을 수 있는 글꼴 파일이 아닙니다",
                "`{file}` is not a font that can be read"
            ),
            message!(
                "트루타입 글꼴(.ttf)을 적으세요. 웹 글꼴(.woff2)은 읽지 않습니다",
                "name a TrueType font (.ttf); web fonts (.woff2) are not read"
            ),
        ),
    };
    Diagnostic::error(place(&font.span), "wrong-value", message).hint(hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::theme;

    /// The words of the interface in a heading of a template.
    fn words(heading: &str) -> impl Iterator<Item = &str> {
        let inner = heading.split("</h").next().unwrap_or_default();
        let starts = inner.match_indices("t.").map(|(at, _)| at);
        let starts = starts.filter(move |at| inner[..*at].ends_with([' ', '.']));
        let is_key = |c: char| c.is_ascii_lowercase() || c == '_';
        starts.filter_map(move |at| inner[at + 2..].split(|c| !is_key(c)).next())
    }

    #[test]
    fn words_in_headings_of_the_templates_are_listed() {
        let mut found = BTreeSet::new();
        for (_, text) in theme::templates() {
            let headings = text.split("<h").skip(1);
            let headings = headings.filter(|h| h.starts_with(|c: char| c.is_ascii_digit()));
            found.extend(headings.flat_map(words));
        }
        assert!(found.len() > 8, "{found:?}");
        let missing: Vec<_> = found.iter().filter(|key| !WORDS.contains(key)).collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
