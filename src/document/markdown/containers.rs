//! Containers as other tools write them: `:::note[Title]` … `:::`, and GitHub's alerts with a title of their own, `> [!NOTE] Title`.
//!
//! The parser does not know them. A line of `:::` becomes a thematic break of the same length before it reads the text
//! ([`prepare`]), which ends what is before it as such a line does, whatever it is inside of; after that, the events of the breaks
//! are replaced with those of an alert ([`Marks::apply`]). So every place stays what it was.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, Tag, TagEnd};
use rustc_hash::FxHashMap;

use super::{Context, SpannedEvent, texts};
use crate::base::diag::{Diagnostic, Message, Place, nearest};
use crate::lang::message::message;

/// The names of containers. One that is closed until it is opened has no kind.
const NAMES: [(&str, Option<BlockQuoteKind>); 8] = [
    ("note", Some(BlockQuoteKind::Note)),
    ("info", Some(BlockQuoteKind::Note)),
    ("tip", Some(BlockQuoteKind::Tip)),
    ("important", Some(BlockQuoteKind::Important)),
    ("warning", Some(BlockQuoteKind::Warning)),
    ("caution", Some(BlockQuoteKind::Caution)),
    ("danger", Some(BlockQuoteKind::Caution)),
    ("details", None),
];

/// What an alert is besides its kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Container {
    /// Whether it is closed until it is opened.
    pub(super) is_details: bool,
    /// Empty if it is called by its kind.
    pub(super) title: String,
}

/// The containers of a text by the byte where their event begins.
pub(super) type Containers = FxHashMap<usize, Container>;

fn named(name: &str) -> Option<Option<BlockQuoteKind>> {
    let found = NAMES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, kind)| *kind)
}

/// A line of `:::`.
#[derive(Debug)]
struct Mark {
    colons: usize,
    /// Bytes of the line, without spaces around it.
    span: Range<usize>,
    /// `None` where a box is closed.
    opens: Option<(Option<BlockQuoteKind>, String)>,
}

/// The lines of `:::` in a text, by the byte where they begin.
#[derive(Debug, Default)]
pub(super) struct Marks {
    lines: BTreeMap<usize, Mark>,
    /// Whether there are lines of unknown boxes, whose first colon is [`COLON`] for the parser.
    unknown: bool,
}

/// For the parser, in place of the first colon of an unknown box. A control character in a text is an error.
const COLON: &str = "\u{17}";

/// Takes the lines of `:::` out of a text: the text for the parser, and the lines. Reports names that there are not.
pub(super) fn prepare<'t>(
    text: &'t str,
    context: Context<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Cow<'t, str>, Marks) {
    let mut marks = Marks::default();
    if !text.contains(":::") && !text.contains("\n::") && !text.contains("：：：") {
        return (Cow::Borrowed(text), marks);
    }
    let mut prepared = text.to_owned();
    // The fence that is open: its character and its length.
    let mut fence: Option<(char, usize)> = None;
    // Where the lines of boxes that are open begin: what is before their colons, and how many these are.
    let mut open: Vec<(&str, usize)> = Vec::new();
    // Containers of unknown names that are open: their colons. They are left as they are, with their ends.
    let mut unknown: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let trimmed = line.trim_start_matches([' ', '>', '\t']);
        if let Some(mark) = trimmed.chars().next().filter(|c| matches!(c, '`' | '~')) {
            let length = trimmed.len() - trimmed.trim_start_matches(mark).len();
            let rest = trimmed[length..].trim();
            match fence {
                Some((open, least)) if open == mark && length >= least && rest.is_empty() => {
                    fence = None;
                }
                None if length >= 3 && !(mark == '`' && rest.contains('`')) => {
                    fence = Some((mark, length));
                }
                _ => {}
            }
        }
        if fence.is_some() {
            continue;
        }
        let written = line.trim();
        let colons = written.len() - written.trim_start_matches(':').len();
        if colons < 3 {
            let other = match colons {
                2 => known(&written[2..]).map(|name| (2, name)),
                0 => {
                    let rest = written.trim_start_matches('：');
                    let marks = written.len() - rest.len();
                    known(rest).filter(|_| marks > 3).map(|name| (marks, name))
                }
                _ => None,
            };
            if let Some((marks, name)) = other {
                let from = start + line.len() - line.trim_start().len();
                let place = context.place(&(from..from + marks + name.len()));
                diagnostics.push(other_marks(place, name));
            }
            continue;
        }
        let from = start + line.len() - line.trim_start().len();
        let span = from..from + written.len();
        let mut before = &line[..from - start];
        let rest = written[colons..].trim_start();
        let opens = if rest.is_empty() {
            if unknown.pop_if(|open| *open <= colons).is_some() {
                prepared.replace_range(from..=from, COLON);
                continue;
            }
            // What closes a box may be farther in than what opens it: formatters put it into the list that the box ends with.
            let fits = |(outer, least): &(&str, usize)| {
                let deeper = before.strip_prefix(outer);
                *least <= colons && deeper.is_some_and(|rest| rest.trim().is_empty())
            };
            if let Some(at) = open.iter().rposition(fits) {
                before = open[at].0;
                open.truncate(at);
            }
            None
        } else {
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '-')
                .unwrap_or(rest.len());
            let (name, title) = rest.split_at(end);
            let Some(kind) = named(name) else {
                unknown.push(colons);
                // Else it would be the definition of what is before it.
                prepared.replace_range(from..=from, COLON);
                marks.unknown = true;
                diagnostics.push(unknown_name(context.place(&span), name));
                continue;
            };
            let title = title.trim();
            let inner = title.strip_prefix('[').and_then(|t| t.strip_suffix(']'));
            open.push((before, colons));
            Some((kind, inner.unwrap_or(title).trim().to_owned()))
        };
        // Spaces may follow a thematic break; others than that of the keyboard may not.
        let first = start + before.len();
        let whole = first..start + line.trim_end_matches('\n').len();
        let spaces = " ".repeat(whole.len().saturating_sub("***".len()));
        prepared.replace_range(whole, &format!("***{spaces}"));
        marks.lines.insert(
            first,
            Mark {
                colons,
                span,
                opens,
            },
        );
    }
    (Cow::Owned(prepared), marks)
}

/// The name of a box at the beginning of a text.
fn known(rest: &str) -> Option<&str> {
    let rest = rest.trim_start();
    let name = rest.split(|c: char| !c.is_ascii_alphabetic()).next();
    name.filter(|name| named(name).is_some())
}

/// `::note` and `：：：note`.
fn other_marks(place: Place, name: &str) -> Diagnostic {
    let message = message!(
        "상자는 반각 콜론 세 개로 시작하므로 글자 그대로 보입니다",
        "a box begins with three half-width colons, so this is shown as it is"
    );
    Diagnostic::warning(place, "containers", message).hint(message!(
        "`:::{name}`(으로/로) 적고, 끝나는 줄도 `:::`(으로/로) 적으세요",
        "write `:::{name}`, and end it with a line `:::`"
    ))
}

fn unknown_name(place: Place, name: &str) -> Diagnostic {
    let message = message!(
        "`:::{name}`(이라는/라는) 상자는 없어서 글자 그대로 보입니다",
        "there is no box `:::{name}`, so it is shown as it is"
    );
    let names = NAMES.map(|(name, _)| name);
    let meant = match name {
        "참고" | "노트" | "메모" | "알림" => Some("note"),
        "팁" | "도움말" => Some("tip"),
        "정보" => Some("info"),
        "중요" => Some("important"),
        "주의" => Some("caution"),
        "경고" => Some("warning"),
        "위험" => Some("danger"),
        "접기" | "더보기" | "펼치기" => Some("details"),
        _ => nearest(name, names),
    };
    let hint = match meant {
        Some(near) => message!("혹시 `:::{near}`?", "did you mean `:::{near}`?"),
        None => {
            let names = names.join(", ");
            message!("쓸 수 있는 이름: {names}", "known here: {names}")
        }
    };
    Diagnostic::warning(place, "containers", message).hint(hint)
}

/// A box whose end has not come yet.
struct Open {
    mark: usize,
    kind: BlockQuoteKind,
    /// How many elements are open around it.
    depth: usize,
}

impl Marks {
    /// Puts containers where their lines are among the events, and makes alerts of quotations that begin like one with a title.
    pub(super) fn apply<'t>(
        &self,
        source: &'t str,
        events: Vec<SpannedEvent<'t>>,
        context: Context<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> (Vec<SpannedEvent<'t>>, Containers) {
        let mut containers = Containers::default();
        let mut events = if source.contains("[!") {
            titled_alerts(source, events, &mut containers)
        } else {
            events
        };
        if self.unknown {
            let with_colon = |text: &mut CowStr<'_>| {
                if text.contains(COLON) {
                    *text = text.replace(COLON, ":").into();
                }
            };
            events
                .iter_mut()
                .for_each(|(event, _)| texts::each(event, with_colon));
        }
        if self.lines.is_empty() {
            return (events, containers);
        }
        let mut report = |mark: &Mark, message: Message, hint: Message| {
            let d = Diagnostic::warning(context.place(&mark.span), "containers", message);
            diagnostics.push(d.hint(hint));
        };
        let mut out = Vec::with_capacity(events.len());
        let mut open: Vec<Open> = Vec::new();
        let mut depth = 0;
        for (event, range) in events {
            match (&event, self.lines.get(&range.start)) {
                (Event::Rule, Some(mark)) => match &mark.opens {
                    Some((kind, title)) => {
                        let is_details = kind.is_none();
                        let title = title.clone();
                        let kind = kind.unwrap_or(BlockQuoteKind::Note);
                        containers.insert(range.start, Container { is_details, title });
                        open.push(Open {
                            mark: range.start,
                            kind,
                            depth,
                        });
                        out.push((Event::Start(Tag::BlockQuote(Some(kind))), range));
                    }
                    None => {
                        let fits = |o: &Open| {
                            o.depth == depth && self.lines[&o.mark].colons <= mark.colons
                        };
                        match open.iter().rposition(fits) {
                            Some(at) => {
                                for inner in open.drain(at..).rev() {
                                    let end = TagEnd::BlockQuote(Some(inner.kind));
                                    out.push((Event::End(end), range.clone()));
                                }
                            }
                            None => report(
                                mark,
                                message!(
                                    "이 `:::`이 닫는 상자가 없습니다",
                                    "no box is open that this `:::` closes"
                                ),
                                message!(
                                    "지우거나, 위에 `:::note` 줄을 적으세요",
                                    "delete it, or write a line `:::note` above"
                                ),
                            ),
                        }
                    }
                },
                (Event::End(_), _) => {
                    depth -= 1;
                    // What is around a box ends before it.
                    while let Some(inner) = open.pop_if(|o| o.depth > depth) {
                        report_unclosed(&self.lines[&inner.mark], &mut report);
                        out.push((
                            Event::End(TagEnd::BlockQuote(Some(inner.kind))),
                            range.clone(),
                        ));
                    }
                    out.push((event, range));
                }
                (event_, _) => {
                    depth += usize::from(matches!(event_, Event::Start(_)));
                    out.push((event, range));
                }
            }
        }
        let end = source.len()..source.len();
        for inner in open.into_iter().rev() {
            report_unclosed(&self.lines[&inner.mark], &mut report);
            out.push((
                Event::End(TagEnd::BlockQuote(Some(inner.kind))),
                end.clone(),
            ));
        }
        (out, containers)
    }
}

fn report_unclosed(mark: &Mark, report: &mut dyn FnMut(&Mark, Message, Message)) {
    let colons = ":".repeat(mark.colons);
    report(
        mark,
        message!(
            "이 상자가 끝나지 않아 그 뒤의 글이 모두 상자에 들어갑니다",
            "this box has no end, so all text after it is in the box"
        ),
        message!(
            "상자가 끝나는 곳에 `{colons}` 한 줄을 적으세요",
            "write a line `{colons}` where the box ends"
        ),
    );
}

/// Makes alerts of quotations whose first line is `[!NOTE] Title`. Without a title the parser does it.
fn titled_alerts<'t>(
    source: &'t str,
    events: Vec<SpannedEvent<'t>>,
    containers: &mut Containers,
) -> Vec<SpannedEvent<'t>> {
    let mut out: Vec<SpannedEvent<'t>> = Vec::with_capacity(events.len());
    // The kinds of the quotations that are open.
    let mut open: Vec<Option<BlockQuoteKind>> = Vec::new();
    let mut events = events.into_iter().peekable();
    while let Some((event, range)) = events.next() {
        match &event {
            Event::Start(Tag::BlockQuote(None)) => {
                let alert = alert(source, &range)
                    .filter(|_| matches!(events.peek(), Some((Event::Start(Tag::Paragraph), _))));
                let kind = alert.as_ref().map(|(kind, ..)| *kind);
                open.push(kind);
                out.push((Event::Start(Tag::BlockQuote(kind)), range.clone()));
                let Some((_, title, line_end)) = alert else {
                    continue;
                };
                containers.insert(
                    range.start,
                    Container {
                        is_details: false,
                        title,
                    },
                );
                let paragraph = events.next();
                while events
                    .next_if(|(e, r)| {
                        r.start < line_end && !matches!(e, Event::End(TagEnd::Paragraph))
                    })
                    .is_some()
                {}
                events.next_if(|(e, _)| matches!(e, Event::SoftBreak | Event::HardBreak));
                if events
                    .next_if(|(e, _)| matches!(e, Event::End(TagEnd::Paragraph)))
                    .is_none()
                {
                    out.extend(paragraph);
                }
            }
            Event::Start(Tag::BlockQuote(kind)) => {
                open.push(*kind);
                out.push((event, range));
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                let kind = open.pop().flatten();
                out.push((Event::End(TagEnd::BlockQuote(kind)), range));
            }
            _ => out.push((event, range)),
        }
    }
    out
}

/// The alert that a quotation is: its kind, its title, and where its first line ends.
fn alert(source: &str, quote: &Range<usize>) -> Option<(BlockQuoteKind, String, usize)> {
    let text = &source[quote.clone()];
    let line = text.lines().next()?;
    let inner = line.trim_start().strip_prefix('>')?.trim_start();
    let (name, title) = inner.strip_prefix("[!")?.split_once(']')?;
    let kind = named(name)??;
    let title = title.trim();
    (!title.is_empty() && !title.starts_with(['(', '[', ':'])).then(|| {
        let title = title.trim_matches(['*', '_']).to_owned();
        (kind, title, quote.start + line.len())
    })
}
