//! The parts of a FAQ and of a comparison.
//!
//! Templates write the tags around them. Only the contents of questions, answers and cells are written here, and their
//! ranges recorded.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::Writer;
use crate::base::diag::{Diagnostic, Place};
use crate::document::front_matter::SectionKind;
use crate::document::markdown::body::Length;
use crate::document::markdown::{Cell, ComparisonTable, FaqItem, Parsed, Shape};

/// The comparison being written.
pub(super) struct Comparison {
    start: u32,
    table: ComparisonTable,
    /// `None` while the table is open.
    end: Option<u32>,
}

impl Writer<'_, '_> {
    pub(super) fn question_start(&mut self, id: u32, text: String) {
        self.end_authors_own();
        let at = self.here();
        self.close_answer(at);
        self.depth += 1;
        self.enter();
        self.in_question = true;
        let plain = self.plain_here();
        self.faq.push(FaqItem {
            id,
            question: at..at,
            question_text: text,
            question_plain: plain..plain,
            answer: at..at,
            plain: 0..0,
        });
        self.levels.clear();
    }

    pub(super) fn question_end(&mut self) {
        self.in_question = false;
        self.end_authors_own();
        let (at, end) = (self.here(), self.plain_here());
        self.close_block("");
        let plain = self.plain_here();
        if let Some(item) = self.faq.last_mut() {
            item.question.end = at;
            item.question_plain.end = end;
            item.answer = at..at;
            item.plain = plain..plain;
        }
    }

    /// The last question's answer ends at byte `at`.
    pub(super) fn close_answer(&mut self, at: u32) {
        let plain = self.plain_here();
        if let Some(item) = self.faq.last_mut() {
            item.answer.end = at;
            item.plain.end = plain;
        }
    }

    pub(super) fn comparison_start(&mut self, span: &Range<usize>) {
        if self.comparison.is_some() {
            self.report(
                span,
                "comparison",
                "a comparison holds one table, and this is a second one",
                "put it into a section of its own",
            );
        }
        self.end_authors_own();
        self.open_block("");
        let start = self.here();
        self.comparison = Some(Comparison {
            start,
            table: ComparisonTable::default(),
            end: None,
        });
    }

    pub(super) fn comparison_end(&mut self) {
        self.close_block("");
        let at = self.here();
        if let Some(comparison) = &mut self.comparison {
            comparison.end = Some(at);
        }
    }

    /// The comparison whose table is open.
    pub(super) fn comparing(&mut self) -> Option<&mut Comparison> {
        self.comparison.as_mut().filter(|c| c.end.is_none())
    }

    pub(super) fn row_start(&mut self, html: &str) {
        let in_head = self.in_head;
        match self.comparing() {
            Some(comparison) if !in_head => comparison.table.rows.push(Vec::new()),
            Some(_) => {}
            None => self.html(html),
        }
    }

    pub(super) fn row_end(&mut self, html: &str) {
        if self.comparing().is_none() {
            self.html(html);
        }
    }

    pub(super) fn cell_start(&mut self, span: &Range<usize>) {
        self.border();
        self.check_bar(span);
        self.enter();
        let (at, plain, in_head) = (self.here(), self.plain_here(), self.in_head);
        if let Some(comparison) = self.comparing() {
            comparison.table.row(in_head).push(Cell {
                html: at..at,
                plain: plain..plain,
            });
            return;
        }
        let html = &mut self.body.html;
        html.push_str(if in_head { "<th scope=\"col\"" } else { "<td" });
        html.push_str(match self.alignments.get(self.column) {
            Some(Alignment::Left) => " class=\"left\">",
            Some(Alignment::Center) => " class=\"center\">",
            Some(Alignment::Right) => " class=\"right\">",
            _ => ">",
        });
    }

    /// Reports a cell that ends inside `[[id|text]]`: the table takes that bar for the end of the cell.
    fn check_bar(&mut self, cell: &Range<usize>) {
        let source = self.source;
        let inside = |open: usize| !source[open..cell.end].contains(['`', ']', '\n']);
        let Some(open) = source[cell.clone()].rfind("[[").map(|i| cell.start + i) else {
            return;
        };
        let line = source[cell.end..].lines().next().unwrap_or("");
        let after = line.trim_start().strip_prefix('|');
        if let Some(close) = after.and_then(|a| a.find("]]")).filter(|_| inside(open)) {
            let end = cell.end + (line.len() - after.map_or(0, str::len)) + close + 2;
            self.report(
                &(open..end),
                "bar-in-table",
                "the table ends its cell at this `|`",
                "write it with a backslash: `[[id\\|text]]`",
            );
        }
    }

    pub(super) fn cell_end(&mut self) {
        self.end_text();
        self.leave();
        self.column += 1;
        let (at, plain, in_head) = (self.here(), self.plain_here(), self.in_head);
        match self.comparing() {
            Some(comparison) => {
                if let Some(cell) = comparison.table.row(in_head).last_mut() {
                    cell.html.end = at;
                    cell.plain.end = plain;
                }
            }
            None => self
                .body
                .html
                .push_str(if in_head { "</th>\n" } else { "</td>\n" }),
        }
        self.border();
    }

    /// The whole, once everything is written; the text without its footnotes ends at byte `end`.
    pub(super) fn finish(mut self, end: u32) -> Parsed {
        self.body.length = Length::of(&self.body.plain);
        let all = self.body.whole();
        let start = Place::at(self.context.file, self.context.offset..self.context.offset);
        let shape = match self.context.kind {
            SectionKind::Prose => Shape::Prose,
            SectionKind::Faq => {
                if self.faq.is_empty() {
                    let d = Diagnostic::error(start, "faq", "this FAQ has no questions");
                    self.diagnostics.push(d.hint("write each question as a heading `## Question {#id}` with its answer below"));
                }
                let intro = self.faq.first().map_or(end, |i| i.question.start);
                Shape::Faq {
                    intro: 0..intro,
                    items: self.faq,
                    notes: end..all.end,
                }
            }
            SectionKind::Comparison => match self.comparison {
                Some(c) => Shape::Comparison {
                    before: 0..c.start,
                    table: c.table,
                    after: c.end.unwrap_or(c.start)..all.end,
                },
                None => {
                    let d = Diagnostic::error(start, "comparison", "this comparison has no table");
                    self.diagnostics.push(d.hint(
                        "write one table: criteria in the first column, a column for each subject",
                    ));
                    Shape::Prose
                }
            },
        };
        Parsed {
            body: self.body,
            shape,
        }
    }
}

impl ComparisonTable {
    /// The row being written: the header, or the last one.
    fn row(&mut self, header: bool) -> &mut Vec<Cell> {
        match self.rows.last_mut() {
            Some(row) if !header => row,
            _ => &mut self.columns,
        }
    }
}
