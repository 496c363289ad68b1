//! Text and links.

use std::ops::Range;

use pulldown_cmark::Event;

use super::Writer;
use crate::base::text::is_forbidden;
use crate::base::text::push_text;
use crate::document::markdown::body::{Link, LinkTarget, Look, SlotKind, Verbatim};
use crate::document::markdown::links::{TextPiece, classify, is_local, pieces};
use crate::document::markdown::ruby::{Ruby, rubies};
use crate::document::markdown::schemes::{cleaned, meant, oddity};
use crate::lang::message::message;

impl Writer<'_, '_> {
    /// Text events up to the next event of another kind, as one run, so that `[[…]]` may span them.
    pub(super) fn run_of_text(&mut self, i: usize) -> usize {
        let mut run = String::new();
        // Where in the run there is a character that was written with a backslash.
        let mut escaped = Vec::new();
        let mut spans = Vec::new();
        let mut next = i;
        while let Some((Event::Text(text), span)) = self.events.get(next) {
            if span.start > 0 && self.source.as_bytes()[span.start - 1] == b'\\' {
                escaped.push(run.len());
            }
            spans.push((run.len(), span.clone()));
            run.push_str(text);
            next += 1;
        }
        self.forbid(
            &run,
            &(self.events[i].1.start..spans.last().map_or(0, |s| s.1.end)),
        );
        // Inside such elements of the author's own HTML brackets are text.
        if !self.elements.hold_terms() || !run.contains("[[") {
            match self.elements.hold_terms() {
                true => self.words(&run, 0, &spans, &escaped),
                false => {
                    self.verbatim(&run, 0, &spans);
                    self.text(&run);
                }
            }
            return next;
        }
        // Links do not nest, and a question is a control of its own: there the name is shown without its link.
        let linkable = self.elements.hold_links() && !self.in_item_heading;
        // A place in the run, in the source.
        let in_source = |at: usize| {
            let (start, span) = &spans[spans.partition_point(|(s, _)| *s <= at).saturating_sub(1)];
            (span.start + (at - start)).min(span.end)
        };
        for piece in pieces(&run, &|at| escaped.binary_search(&at).is_ok()) {
            match piece {
                TextPiece::Text(text) => {
                    let from = text.as_ptr() as usize - run.as_ptr() as usize;
                    self.words(text, from, &spans, &escaped);
                }
                TextPiece::Plain(text) => {
                    self.end_text();
                    self.unlinkable += 1;
                    self.text(text);
                    self.end_text();
                    self.unlinkable -= 1;
                }
                TextPiece::Link { id, text, range } => {
                    self.end_text();
                    let span = in_source(range.start)..in_source(range.end - 1) + 1;
                    let span = self.file_span(&span);
                    let start = self.plain_here();
                    let index = self.body.links.len() as u32;
                    if linkable {
                        self.slot(SlotKind::Link(index));
                    }
                    match text {
                        Some(text) => {
                            self.body.plain.push_str(text);
                            push_text(&mut self.body.html, text);
                        }
                        None => {
                            self.body.plain.push_str(id);
                            self.slot(SlotKind::LinkText(index));
                        }
                    }
                    if linkable {
                        self.body.html.push_str("</a>");
                        self.slot(SlotKind::Gloss(index));
                    }
                    let plain = start..self.plain_here();
                    let id = id.to_owned();
                    self.body.links.push(Link {
                        span,
                        target: if linkable {
                            LinkTarget::Term(id)
                        } else {
                            LinkTarget::Name(id)
                        },
                        query: String::new(),
                        title: String::new(),
                        alt: String::new(),
                        plain,
                        bare: text.is_none(),
                        look: Look::default(),
                    });
                }
            }
        }
        next
    }

    /// Writes text that is at the byte `from` of a run, and readings above its characters.
    fn words(
        &mut self,
        text: &str,
        from: usize,
        spans: &[(usize, Range<usize>)],
        escaped: &[usize],
    ) {
        let mut at = 0;
        let plain = |writer: &mut Self, range: Range<usize>| {
            writer.verbatim(&text[range.clone()], from + range.start, spans);
            writer.text(&text[range]);
        };
        for Ruby {
            range,
            base,
            reading,
        } in rubies(text)
        {
            if escaped.binary_search(&(from + range.start)).is_ok() {
                continue;
            }
            let place = |part: &str| {
                let start = part.as_ptr() as usize - text.as_ptr() as usize;
                start..start + part.len()
            };
            plain(self, at..range.start);
            self.open_inline("<ruby>");
            plain(self, place(base));
            self.end_text();
            // It says the same once more: nothing in it is a link.
            self.unlinkable += 1;
            self.html("<rp>");
            self.text("(");
            self.html("</rp><rt>");
            plain(self, place(reading));
            self.html("</rt><rp>");
            self.text(")");
            self.html("</rp>");
            self.unlinkable -= 1;
            self.close_inline("</ruby>");
            at = range.end;
        }
        plain(self, at..text.len());
    }

    /// Notes where text that is about to be written is in the file: `text` is at the byte `from` of a run whose events begin
    /// and lie in the source as `spans` say.
    fn verbatim(&mut self, text: &str, from: usize, spans: &[(usize, Range<usize>)]) {
        let here = self.body.plain.len();
        let first = spans.partition_point(|(s, _)| *s <= from).saturating_sub(1);
        let ends = spans[first + 1..].iter().map(|(start, _)| *start);
        for ((begin, span), end) in spans[first..].iter().zip(ends.chain([usize::MAX])) {
            // Bytes of the run.
            let part = from.max(*begin)..end.min(from + text.len());
            if part.is_empty() {
                break;
            }
            let at = span.start + (part.start - begin);
            let words = &text[part.start - from..part.end - from];
            if self.source.get(at..at + words.len()) == Some(words) {
                self.note_verbatim(here + (part.start - from), words.len(), at);
            }
        }
    }

    fn note_verbatim(&mut self, plain: usize, len: usize, source: usize) {
        let (plain, len) = (plain as u32, len as u32);
        let file = (source + self.context.offset) as u32;
        match self.body.verbatim.last_mut() {
            Some(v) if v.plain + v.len == plain && v.file + v.len == file => v.len += len,
            _ => self.body.verbatim.push(Verbatim { plain, len, file }),
        }
    }

    /// Reports a character that HTML and XML cannot hold: in the file itself there is none, but `&#7;` makes one.
    pub(super) fn forbid(&mut self, text: &str, span: &Range<usize>) {
        if let Some(c) = text.chars().find(|c| is_forbidden(*c)) {
            self.report(
                span,
                "control-character",
                {
                    let c = format!("U+{:04X}", c as u32);
                    message!(
                        "보이지 않는 제어 문자 {c}(을/를) 쓰는 표기입니다",
                        "this writes the invisible control character {c}"
                    )
                },
                message!("지우세요", "delete it"),
            );
        }
    }

    pub(super) fn link(&mut self, destination: &str, title: &str, span: &Range<usize>) {
        self.unlinkable += 1;
        if !self.link_may_begin(span) {
            self.links.push(None);
            self.enter();
            return;
        }
        self.forbid(title, span);
        let (target, query) = self.target(destination, span, false);
        let index = self.body.links.len() as u32;
        self.slot(SlotKind::Link(index));
        let at = self.plain_here();
        self.body.links.push(Link {
            span: self.file_span(span),
            target,
            query,
            title: title.to_owned(),
            alt: String::new(),
            plain: at..at,
            bare: false,
            look: Look::default(),
        });
        self.links.push(Some(index));
        self.enter_link(span);
    }

    pub(super) fn link_end(&mut self) {
        self.end_text();
        self.unlinkable -= 1;
        let Some(index) = self.links.pop().flatten() else {
            return self.leave();
        };
        self.leave_link();
        self.body.links[index as usize].plain.end = self.plain_here();
        self.body.html.push_str("</a>");
    }

    pub(super) fn target(
        &mut self,
        destination: &str,
        span: &Range<usize>,
        image: bool,
    ) -> (LinkTarget, String) {
        let nowhere = || (LinkTarget::Address(String::new()), String::new());
        if is_local(destination) {
            let name = destination.rsplit(['/', '\\']).next().unwrap_or_default();
            self.report(
                span,
                "local-path",
                message!(
                    "내 컴퓨터에만 있는 파일이라 독자에게는 보이지 않습니다",
                    "this is a file on your computer, which readers do not have"
                ),
                message!(
                    "파일을 글과 같은 폴더에 복사하고 `{name}`(으로/로) 적으세요",
                    "copy the file into the folder of the text, and write `{name}`"
                ),
            );
            return nowhere();
        }
        match classify(destination, image) {
            Ok((LinkTarget::Path(path, None), query)) if path.is_empty() && query.is_empty() => {
                self.report(
                    span,
                    "empty-link",
                    message!("링크에 주소가 없습니다", "this link has no address"),
                    message!(
                        "괄호 안에 주소를 적으세요",
                        "write the address between the parentheses"
                    ),
                );
                nowhere()
            }
            Ok(target) => {
                if let Some((message, hint)) = oddity(destination) {
                    self.warn(self.file_span(span), "link-scheme", message, hint);
                    // It leads where it is meant to: that there is no such file is not said too.
                    let meant = meant(&cleaned(destination));
                    if let Some(Ok(target)) = meant.map(|meant| classify(&meant, image)) {
                        return target;
                    }
                }
                target
            }
            Err(scheme) => {
                self.report(
                    span,
                    "unsafe-link",
                    message!(
                        "`{scheme}:` 주소로는 링크할 수 없습니다",
                        "a link may not point to `{scheme}:`"
                    ),
                    message!(
                        "페이지나 https:// 주소로 링크하세요",
                        "link to a page or an https:// address"
                    ),
                );
                nowhere()
            }
        }
    }

    /// The attribute of an id that the author gave.
    pub(super) fn element_id(&mut self, id: Option<u32>) {
        if let Some(id) = id {
            self.html(" id=\"");
            self.slot(SlotKind::Id(id));
            self.html("\"");
        }
    }
}
