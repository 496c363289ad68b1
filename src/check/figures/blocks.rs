//! Figures that are not in the same block of two texts, though both may have them elsewhere.

use std::ops::Range;

use super::MOST;
use crate::base::align::align;
use crate::document::Document;
use crate::document::markdown::body::plain_blocks;

/// Comparisons of blocks with figures that are made for one text.
const MOST_COMPARED: usize = 40_000;

/// Figures that a block has in place of others in the block of the translation.
pub(super) fn in_blocks(
    first: &Document,
    other: &Document,
) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    let has_some = |d: &Document| !(d.figures.all.is_empty() && d.figures.loose.is_empty());
    if !has_some(first) || !has_some(other) {
        return (ours, theirs);
    }
    for (a, b) in paired(first, other) {
        let here = first.figures.missing_in_block(&a, &other.figures, &b);
        let there: Vec<_> = (other.figures)
            .missing_in_block(&b, &first.figures, &a)
            .collect();
        let mut pairs = here.filter_map(|own| {
            let mistaken = there.iter().find(|f| f.may_replace(own))?;
            Some((own, mistaken))
        });
        if let Some((own, mistaken)) = pairs.next() {
            ours.push(own.range.clone());
            theirs.push(mistaken.range.clone());
        }
    }
    ours.truncate(MOST - 1);
    theirs.truncate(MOST - 1);
    (ours, theirs)
}

/// The blocks that belong together. Where one text has more of them, those with figures are put together by the figures that they
/// share, and so is what is left alone between two such pairs on both sides.
fn paired(first: &Document, other: &Document) -> Vec<(Range<usize>, Range<usize>)> {
    let [own, their] =
        [first, other].map(|d| plain_blocks(&d.parsed.body.plain).collect::<Vec<_>>());
    if own.len() == their.len() {
        return own.into_iter().zip(their).collect();
    }
    let with_figures = |d: &Document, blocks: Vec<Range<usize>>| -> Vec<Range<usize>> {
        let has =
            |block: &Range<usize>| (d.figures.of_block(block)).any(|f| f.is_sure() || f.has_unit());
        blocks.into_iter().filter(has).collect()
    };
    let (own, their) = (with_figures(first, own), with_figures(other, their));
    if own.len().saturating_mul(their.len()) > MOST_COMPARED {
        return Vec::new();
    }
    let worth = |a: usize, b: usize| {
        let all = first.figures.of_block(&own[a]).count();
        let missing = first
            .figures
            .missing_in_block(&own[a], &other.figures, &their[b]);
        (all - missing.count()) as u32
    };
    let mut pairs = Vec::new();
    let (mut x, mut y) = (0, 0);
    let aligned = align(own.len(), their.len(), &worth);
    for (a, b) in aligned.into_iter().chain([(own.len(), their.len())]) {
        if a - x == b - y {
            pairs.extend((x..a).zip(y..b));
        }
        pairs.extend((a < own.len()).then_some((a, b)));
        (x, y) = (a + 1, b + 1);
    }
    let pairs = pairs
        .into_iter()
        .map(|(a, b)| (own[a].clone(), their[b].clone()));
    pairs.collect()
}
