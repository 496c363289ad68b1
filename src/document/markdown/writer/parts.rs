//! The parts of a section that is made of items or of one table.
//!
//! Templates write the tags around them. Only the contents of headings, bodies and cells are written here, and their
//! ranges recorded.

use std::ops::Range;

use pulldown_cmark::{Alignment, HeadingLevel};

use super::Writer;
use crate::base::diag::{Diagnostic, Place};
use crate::document::markdown::Context;
use crate::document::markdown::body::Slot;
use crate::document::section::{Cell, Form, Item, Places, Shape, Table};
use crate::lang::message::message;

/// The table that a section is made of, being written.
pub(super) struct OnlyTable {
    start: u32,
    table: Table,
    /// `None` while the table is open.
    end: Option<u32>,
}

impl Writer<'_, '_> {
    pub(super) fn item_start(&mut self, id: u32, text: String) {
        self.end_authors_own();
        let at = self.here();
        self.close_item(at);
        self.depth += 1;
        self.enter();
        self.in_item_heading = true;
        let plain = self.plain_here();
        self.items.push(Item {
            id,
            label: String::new(),
            heading: at..at,
            heading_text: text,
            heading_plain: plain..plain,
            body: at..at,
            plain: 0..0,
        });
        self.levels.clear();
    }

    pub(super) fn item_heading_end(&mut self) {
        self.in_item_heading = false;
        self.end_authors_own();
        let (at, end) = (self.here(), self.plain_here());
        self.close_block("");
        let plain = self.plain_here();
        if let Some(item) = self.items.last_mut() {
            item.heading.end = at;
            item.heading_plain.end = end;
            item.body = at..at;
            item.plain = plain..plain;
        }
    }

    /// The body of the last item ends at byte `at`.
    pub(super) fn close_item(&mut self, at: u32) {
        let plain = self.plain_here();
        if let Some(item) = self.items.last_mut() {
            item.body.end = at;
            item.plain.end = plain;
        }
    }

    pub(super) fn only_table_start(
        &mut self,
        span: &Range<usize>,
        second: fn(Place) -> Diagnostic,
    ) {
        if self.only_table.is_some() {
            let place = Place::at(self.context.file, self.file_span(span));
            self.diagnostics.push(second(place));
        }
        self.end_authors_own();
        self.open_block("");
        let start = self.here();
        self.only_table = Some(OnlyTable {
            start,
            table: Table::default(),
            end: None,
        });
    }

    pub(super) fn only_table_end(&mut self) {
        self.close_block("");
        let at = self.here();
        if let Some(only) = &mut self.only_table {
            only.end = Some(at);
        }
    }

    /// The table that the section is made of, while it is open.
    pub(super) fn open_only_table(&mut self) -> Option<&mut OnlyTable> {
        self.only_table.as_mut().filter(|only| only.end.is_none())
    }

    pub(super) fn row_start(&mut self, html: &str) {
        let in_head = self.in_head;
        match self.open_only_table() {
            Some(only) if !in_head => only.table.rows.push(Vec::new()),
            Some(_) => {}
            None => self.html(html),
        }
    }

    pub(super) fn row_end(&mut self, html: &str) {
        if self.open_only_table().is_none() {
            self.html(html);
        }
    }

    pub(super) fn cell_start(&mut self, span: &Range<usize>) {
        self.border();
        self.check_bar(span);
        self.enter();
        let (at, plain, in_head) = (self.here(), self.plain_here(), self.in_head);
        self.heads = in_head;
        if let Some(only) = self.open_only_table() {
            let row = only.table.row(in_head);
            let is_criterion = row.is_empty();
            row.push(Cell {
                html: at..at,
                plain: plain..plain,
            });
            self.heads |= is_criterion;
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
                message!(
                    "표가 이 `|`에서 칸을 끝냅니다",
                    "the table ends its cell at this `|`"
                ),
                message!(
                    "역슬래시를 붙여 `[[id\\|글]]`로 적으세요",
                    "write it with a backslash: `[[id\\|text]]`"
                ),
            );
        }
    }

    pub(super) fn cell_end(&mut self) {
        self.end_text();
        self.heads = false;
        self.leave();
        self.column += 1;
        let end = self.here();
        if self.open_only_table().is_some() && self.body.slots.last().is_some_and(|s| s.at == end) {
            // A slot at the end of a part belongs to the next one.
            self.body.html.push('\n');
        }
        let (at, plain, in_head) = (self.here(), self.plain_here(), self.in_head);
        match self.open_only_table() {
            Some(only) => {
                if let Some(cell) = only.table.row(in_head).last_mut() {
                    cell.html.end = at;
                    cell.plain.end = plain;
                }
            }
            None => {
                let is_head = in_head && !self.empty_head();
                self.body
                    .html
                    .push_str(if is_head { "</th>\n" } else { "</td>\n" });
            }
        }
        self.border();
    }

    /// Makes a cell of the header that says nothing an ordinary one: above the rows' names there is often no heading, and one without
    /// words tells who listens to a table nothing.
    fn empty_head(&mut self) -> bool {
        const HEAD: &str = "<th scope=\"col\"";
        let html = &mut self.body.html;
        let start = html.rfind(HEAD).unwrap_or(html.len());
        let has_slot = |slot: &Slot| slot.at as usize > start;
        let is_empty = html[start..].find('>').map(|end| start + end + 1) == Some(html.len())
            && !self.body.slots.last().is_some_and(has_slot);
        if is_empty {
            html.replace_range(start..start + HEAD.len(), "<td");
        }
        is_empty
    }

    /// What it is made of, once everything is written; the text without its footnotes ends at byte `end`.
    /// `whole` is the place of all of it in the file.
    pub(super) fn shape(&mut self, end: u32, whole: &Range<usize>) -> Shape {
        let all = self.body.whole();
        let shape = match (self.context.kind.form(), self.only_table.take()) {
            (Form::Items { label }, _) => {
                let mut items = std::mem::take(&mut self.items);
                let before = 0..items.first().map_or(end, |item| item.heading.start);
                for item in &mut items {
                    item.part_label(&self.body.html, label);
                }
                Shape::Items {
                    before,
                    items,
                    after: end..all.end,
                }
            }
            (Form::Table { .. }, Some(only)) => Shape::Table {
                before: 0..only.start,
                table: only.table,
                after: only.end.unwrap_or(only.start)..all.end,
            },
            _ => Shape::Text,
        };
        let Context { file, kind, .. } = self.context;
        let ids = &self.body.ids;
        let place = |item: Option<&Item>| {
            let span = item.map(|item| ids[item.id as usize].span.clone());
            Place::at(file, span.unwrap_or(whole.clone()))
        };
        let places = Places {
            of: &place,
            marks: match self.context.item_level() {
                HeadingLevel::H2 => "##",
                _ => "###",
            },
        };
        kind.check(&shape, places, self.diagnostics);
        shape
    }
}

impl Table {
    /// The row being written: the header, or the last one.
    fn row(&mut self, header: bool) -> &mut Vec<Cell> {
        match self.rows.last_mut() {
            Some(row) if !header => row,
            _ => &mut self.columns,
        }
    }
}
