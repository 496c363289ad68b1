//! `<!-- haeseol: allow CODE -->`: findings that the author does not want to hear of in the next block.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag, TagEnd};
use rustc_hash::FxHashMap;

use super::Context;
use crate::base::diag::{Diagnostic, MOST_HINTS, Place, Severity, nearest};
use crate::lang::message::message;
use crate::source::codes;

/// What a text allows: of each code, the blocks in which the author does not want to hear of it.
#[derive(Debug, Default)]
pub(crate) struct Allowed {
    file: Option<Arc<str>>,
    /// Bytes of the file, ascending and apart.
    blocks: FxHashMap<String, Vec<Range<usize>>>,
}

impl Allowed {
    /// Whether findings of a code at a byte of the file are such as the author does not want to hear of.
    pub(crate) fn covers_code(&self, code: &str, at: impl FnOnce() -> usize) -> bool {
        self.blocks.get(code).is_some_and(|blocks| {
            let at = at();
            let next = blocks.partition_point(|block| block.end <= at);
            blocks.get(next).is_some_and(|block| block.start <= at)
        })
    }

    /// Whether a finding is one that the author does not want to hear of. Errors are no such findings.
    pub(crate) fn covers(&self, finding: &Diagnostic) -> bool {
        finding.severity != Severity::Error
            && self.file.as_ref() == Some(&finding.place.file)
            && (finding.place.range)
                .is_some_and(|(start, _)| self.covers_code(finding.code, || start))
    }

    /// Joins blocks that lie in each other.
    fn join(&mut self) {
        for blocks in self.blocks.values_mut() {
            blocks.sort_unstable_by_key(|block| block.start);
            blocks.dedup_by(|next, block| {
                let joined = next.start <= block.end;
                if joined {
                    block.end = block.end.max(next.end);
                }
                joined
            });
        }
    }
}

/// A block that is open, and the codes that are allowed in it.
struct Open {
    start: usize,
    codes: Vec<String>,
}

/// What a text allows. Reports codes that there are not.
pub(super) fn read(
    source: &str,
    events: &[(Event<'_>, Range<usize>)],
    context: Context<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Allowed {
    let mut allowed = Allowed::default();
    let may_allow = source.contains("haeseol:") || source.contains("allow");
    if !may_allow || !source.contains("<!--") {
        return allowed;
    }
    allowed.file = Some(Arc::clone(context.file));
    let in_file = |range: Range<usize>| context.in_file(&range);
    let mut named = |range: &Range<usize>| {
        let place = |at: Range<usize>| Place::at(context.file, in_file(at));
        codes_in(source, range, &place, diagnostics)
    };
    let mut allow = |codes: Vec<String>, block: Range<usize>| {
        for code in codes {
            let blocks = allowed.blocks.entry(code).or_default();
            blocks.push(in_file(block.clone()));
        }
    };
    // Codes that wait for their block.
    let mut waiting: Vec<String> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (event, range) in events {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                let found = named(range);
                if found.is_empty() {
                    allow(std::mem::take(&mut waiting), range.clone());
                }
                waiting.extend(found);
            }
            Event::InlineHtml(_) => {
                if let Some(block) = open.last_mut() {
                    block.codes.extend(named(range));
                }
            }
            Event::Start(tag) if is_block(&tag.to_end()) => open.push(Open {
                start: range.start,
                codes: std::mem::take(&mut waiting),
            }),
            Event::End(end) if is_block(end) => {
                // A box ends where its last line does, not where its first line does.
                if let Some(block) = open.pop() {
                    allow(block.codes, block.start..range.end);
                }
                // Nothing follows in the same list item or quotation.
                if matches!(end, TagEnd::Item | TagEnd::BlockQuote(_)) {
                    waiting.clear();
                }
            }
            _ => {}
        }
    }
    allowed.join();
    allowed
}

fn is_block(end: &TagEnd) -> bool {
    !matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::HtmlBlock
    )
}

fn misspelt(place: Place) -> Diagnostic {
    let message = message!(
        "`haeseol:` 다음에는 `allow`와 코드를 적어야 합니다",
        "after `haeseol:` there has to be `allow` and a code"
    );
    let d = Diagnostic::warning(place, "allow", message);
    d.hint(message!(
        "`<!-- haeseol: allow 코드 -->`로 적으세요",
        "write `<!-- haeseol: allow CODE -->`"
    ))
}

/// The codes of a comment that allows something.
fn codes_in(
    source: &str,
    range: &Range<usize>,
    place: &dyn Fn(Range<usize>) -> Place,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<String> {
    // A text may begin right below the comment.
    let inner = source[range.clone()].trim().strip_prefix("<!--");
    let Some((inner, _)) = inner.and_then(|h| h.split_once("-->")) else {
        return Vec::new();
    };
    let inner = inner.trim();
    let at = |part: &str| {
        let start = part.as_ptr() as usize - source.as_ptr() as usize;
        place(start..start + part.len())
    };
    let Some(words) = inner.strip_prefix("haeseol:").map(str::trim) else {
        let (name, rest) = inner
            .split_once([':', ' '])
            .map_or((inner, ""), |(name, rest)| (name, rest.trim_start()));
        if rest.starts_with("allow") && nearest(name, ["haeseol"]).is_some() {
            diagnostics.push(misspelt(at(inner)));
        }
        return Vec::new();
    };
    let (verb, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    if verb != "allow" || rest.trim().is_empty() {
        diagnostics.push(misspelt(at(words)));
        return Vec::new();
    }
    let codes = rest.split([' ', '\t', '\n', ',']).filter(|c| !c.is_empty());
    codes
        .filter(
            |code| match codes::unknown(code, at(code), diagnostics.len() < MOST_HINTS) {
                Some(unknown) => {
                    diagnostics.push(unknown);
                    false
                }
                None => true,
            },
        )
        .map(str::to_owned)
        .collect()
}
