//! `<!-- haeseol: allow CODE -->`: findings that the author does not want to hear of in the next block.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Context;
use crate::base::diag::{Diagnostic, MOST_HINTS, Place, Severity, nearest};
use crate::lang::message::message;
use crate::source::codes;

/// A code that is allowed in a block.
#[derive(Debug, Clone)]
pub(crate) struct Allowed {
    code: String,
    /// Bytes of the file.
    block: Range<usize>,
}

impl Allowed {
    /// Whether findings of a code at a place in the same file are such as the author does not want to hear of.
    pub(crate) fn covers_code(&self, code: &str, at: impl FnOnce() -> usize) -> bool {
        self.code == code && self.block.contains(&at())
    }

    /// Whether a finding in the same file is one that the author does not want to hear of. Errors are no such findings.
    pub(crate) fn covers(&self, finding: &Diagnostic) -> bool {
        finding.severity != Severity::Error
            && finding.code == self.code
            && (finding.place.range).is_some_and(|(start, _)| self.block.contains(&start))
    }
}

/// What a text allows. Reports codes that there are not.
pub(super) fn read(
    source: &str,
    events: &[(Event<'_>, Range<usize>)],
    context: Context<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Allowed> {
    let mut allowed = Vec::new();
    let may_allow = source.contains("haeseol:") || source.contains("allow");
    if !may_allow || !source.contains("<!--") {
        return allowed;
    }
    let in_file = |range: Range<usize>| context.in_file(&range);
    let mut named = |range: &Range<usize>| {
        let place = |at: Range<usize>| Place::at(context.file, in_file(at));
        codes_in(source, range, &place, diagnostics)
    };
    // Codes that wait for their block.
    let mut waiting: Vec<String> = Vec::new();
    let mut block = 0..0;
    for (event, range) in events {
        match event {
            Event::Start(Tag::HtmlBlock) => {
                let found = named(range);
                if found.is_empty() {
                    allowed.extend(take(&mut waiting, &in_file(range.clone())));
                }
                waiting.extend(found);
            }
            Event::InlineHtml(_) => {
                allowed.extend(take(&mut named(range), &in_file(block.clone())));
            }
            Event::Start(tag) if is_block(tag) => {
                block = range.clone();
                allowed.extend(take(&mut waiting, &in_file(range.clone())));
            }
            // Nothing follows in the same list item or quotation.
            Event::End(TagEnd::Item | TagEnd::BlockQuote(_)) => waiting.clear(),
            _ => {}
        }
    }
    allowed
}

fn take(codes: &mut Vec<String>, block: &Range<usize>) -> Vec<Allowed> {
    let codes = std::mem::take(codes).into_iter();
    let allowed = codes.map(|code| Allowed {
        code,
        block: block.clone(),
    });
    allowed.collect()
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
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
