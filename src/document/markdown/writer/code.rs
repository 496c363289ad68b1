//! Blocks of code.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event};

use super::Writer;
use crate::base::diag::{Diagnostic, Place, did_you_mean, nearest};
use crate::base::text::push_attribute;
use crate::document::chart;
use crate::document::markdown::body::{Numbered, SlotKind};
use crate::document::markdown::code::{CodeBlock, Fence, Language};
use crate::document::markdown::slips::foreign::is_diagram;
use crate::lang::message::message;

impl Writer<'_, '_> {
    /// The block of code that begins with the event at `i`. Says which event comes after it.
    pub(super) fn code(
        &mut self,
        i: usize,
        kind: &CodeBlockKind<'_>,
        span: &Range<usize>,
    ) -> usize {
        let info = match kind {
            CodeBlockKind::Fenced(info) => &**info,
            CodeBlockKind::Indented => "",
        };
        self.forbid(info, span);
        let fence = Fence::read(info);
        let mut code = String::new();
        let mut next = i + 1;
        while let Some((Event::Text(text), _)) = self.events.get(next) {
            code.push_str(text);
            next += 1;
        }
        let marked = self.marked_lines(info, &fence, &code, span);
        let name = &info[fence.language.clone()];
        let language = match chart::fence::meant(info) {
            Some(corrected) => self.other_chart(name, &corrected, span),
            None => {
                let language = self.language(name, info, span);
                self.report_others(info, &fence, span);
                language
            }
        };
        let title = fence.title.clone().map_or("", |title| &info[title]);
        if title.is_empty() {
            self.open_block("<pre tabindex=\"0\"><code");
        } else {
            self.open_block("<figure class=\"code\"><figcaption>");
            self.unlinkable += 1;
            self.text(title);
            self.end_text();
            self.unlinkable -= 1;
            self.html("</figcaption><pre tabindex=\"0\"><code");
        }
        if !name.is_empty() {
            self.html(" class=\"language-");
            push_attribute(&mut self.body.html, name);
            self.html("\"");
        }
        self.html(">");
        self.slot(SlotKind::Code(self.body.code_blocks.len() as u32));
        self.body.code_blocks.push(CodeBlock {
            code,
            language,
            marked,
        });
        self.close_block(match title {
            "" => "</code></pre>\n",
            _ => "</code></pre></figure>\n",
        });
        next + 1
    }

    /// The bytes of the lines that are marked.
    fn marked_lines(
        &mut self,
        info: &str,
        fence: &Fence,
        code: &str,
        span: &Range<usize>,
    ) -> Vec<Range<usize>> {
        if fence.lines.is_empty() {
            return Vec::new();
        }
        let mut ends: Vec<usize> = code.match_indices('\n').map(|(at, _)| at + 1).collect();
        if !code.is_empty() && !code.ends_with('\n') {
            ends.push(code.len());
        }
        let mut ranges = Vec::new();
        for written in &fence.lines {
            let lines = Fence::lines(&info[written.clone()], ends.len());
            let marks = &info[written.clone()];
            if lines.unread {
                let message = message!(
                    "`{marks}`에 줄 번호가 아닌 것이 있습니다",
                    "`{marks}` has something in it that is not a line number"
                );
                let hint = message!("`{{2,4-6}}`처럼 적으세요", "write it like `{{2,4-6}}`");
                self.warn(
                    self.in_fence(info, written, span),
                    "code-lines",
                    message,
                    hint,
                );
            } else if lines.beyond {
                let count = ends.len();
                let message = message!(
                    "코드는 {count}줄인데 그 뒤의 줄에 표시가 있습니다: `{marks}`",
                    "the code ends with line {count}, and a line behind it is marked: `{marks}`"
                );
                let hint = message!(
                    "줄은 코드의 첫 줄부터 1로 셉니다. 번호를 고치세요",
                    "lines are counted from 1 at the first line of the code; correct the numbers"
                );
                self.warn(
                    self.in_fence(info, written, span),
                    "code-lines",
                    message,
                    hint,
                );
            }
            ranges.extend(lines.ranges);
        }
        ranges.sort_unstable_by_key(|range| range.start);
        let start = |line: usize| line.checked_sub(1).map_or(0, |line| ends[line]);
        let mut marked: Vec<Range<usize>> = Vec::new();
        for lines in ranges {
            let bytes = start(lines.start)..ends[lines.end - 1];
            match marked.last_mut() {
                Some(last) if bytes.start <= last.end => last.end = last.end.max(bytes.end),
                _ => marked.push(bytes),
            }
        }
        marked
    }

    /// Reports a chart that is called otherwise, and is shown as code.
    fn other_chart(
        &mut self,
        name: &str,
        corrected: &str,
        span: &Range<usize>,
    ) -> Option<&'static Language> {
        let message = message!(
            "`{name}`(이라는/라는) 이름으로는 그래프가 그려지지 않고 코드로 보입니다",
            "no chart is drawn by the name `{name}`: this is shown as code"
        );
        let hint = message!(
            "이 줄을 `` ```{corrected} ``(으로/로) 적으세요",
            "write this line as `` ```{corrected} ``"
        );
        let line = span.start + self.source[span.clone()].find(name).unwrap_or(0);
        self.report(&(line..line + name.len()), "chart", message, hint);
        let words = chart::fence::parted(self.source, line + name.len());
        if let Some(id) = self.id_among(&words) {
            self.number(id, Numbered::Figure);
        }
        None
    }

    /// The language of a name. One that has no colours is noted.
    fn language(
        &mut self,
        name: &str,
        info: &str,
        span: &Range<usize>,
    ) -> Option<&'static Language> {
        let known = Language::of(name);
        // A diagram that is not drawn is told.
        if known.is_none() && !name.is_empty() && !is_diagram(name) {
            let message = message!(
                "`{name}`에는 색이 없어 코드가 한 가지 색으로 보입니다",
                "there are no colors for `{name}`, so the code is shown in one color"
            );
            let all = Language::first_names().collect::<Vec<_>>().join(", ");
            let hint = did_you_mean(name, Language::all_names())
                .unwrap_or_else(|| message!("색이 있는 언어: {all}", "there are: {all}"));
            let place = Place::at(
                self.context.file,
                self.in_fence(info, &(0..name.len()), span),
            );
            self.diagnostics
                .push(Diagnostic::note(place, "code-language", message).hint(hint));
        }
        known
    }

    /// Reports what has no effect.
    fn report_others(&mut self, info: &str, fence: &Fence, span: &Range<usize>) {
        for other in &fence.others {
            let written = &info[other.clone()];
            let (name, _) = written.split_once('=').unwrap_or((written, ""));
            let message = message!(
                "코드의 첫 줄에 적은 `{written}`(은/는) 쓰이지 않습니다",
                "`{written}` on the first line of code has no effect"
            );
            let place = Place::at(self.context.file, self.in_fence(info, other, span));
            self.diagnostics.push(match nearest(name, ["title"]) {
                Some(_) => Diagnostic::warning(place, "code-attribute", message).hint(message!(
                    "혹시 `title=\"…\"`?",
                    "did you mean `title=\"…\"`?"
                )),
                // Meant for another tool, as a rule, and nothing is lost.
                None => Diagnostic::note(place, "code-attribute", message).hint(message!(
                    "언어 뒤에 쓸 수 있는 것: `title=\"src/a.rs\"`, `{{2,4-6}}`",
                    "behind the language there are `title=\"src/a.rs\"` and `{{2,4-6}}`"
                )),
            });
        }
    }

    /// Where a part of a fence's first line is in the file; where that is written otherwise than it is read, the line.
    fn in_fence(&self, info: &str, part: &Range<usize>, span: &Range<usize>) -> Range<usize> {
        let line = self.source[span.clone()].lines().next().unwrap_or_default();
        let within = match line.find(info) {
            Some(at) => at + part.start..at + part.end,
            None => 0..line.len(),
        };
        self.file_span(&(span.start + within.start..span.start + within.end))
    }
}
