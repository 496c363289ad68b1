//! What a text is made of.

use std::ops::Range;

/// What a text is made of, whatever the kind of its section. Ranges are bytes of the body's HTML, or of its plain text where
/// that is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Running text.
    #[default]
    Text,
    /// Items, with what is written before and after them.
    Items {
        before: Range<u32>,
        items: Vec<Item>,
        after: Range<u32>,
    },
    /// A table, with what is written before and after it.
    Table {
        before: Range<u32>,
        table: Table,
        after: Range<u32>,
    },
}

/// A heading with its text below: a question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// Index into the body's ids.
    pub(crate) id: u32,
    /// What its heading begins with and is apart from the rest: a date. Empty in most.
    pub(crate) label: String,
    /// The heading, without the label.
    pub(crate) heading: Range<u32>,
    /// With the label, and with ids in place of the names that bare `[[id]]` show.
    pub(crate) heading_text: String,
    /// The heading in the plain text, with the label.
    pub(crate) heading_plain: Range<u32>,
    pub(crate) body: Range<u32>,
    /// The body in the plain text.
    pub(crate) plain: Range<u32>,
}

/// A table: criteria in rows, subjects in columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Table {
    /// The header row; the first cell is above the criteria.
    pub(crate) columns: Vec<Cell>,
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Cell {
    pub(crate) html: Range<u32>,
    /// The cell in the plain text.
    pub(crate) plain: Range<u32>,
}

impl Item {
    /// Takes the label out of the heading, if it is there as text of the heading's own, not in an element.
    pub(crate) fn part_label(&mut self, html: &str, label: fn(&str) -> usize) {
        let heading = &html[self.heading.start as usize..self.heading.end as usize];
        let label = &self.heading_text[..label(&self.heading_text)];
        if let Some(rest) = heading.strip_prefix(label).filter(|_| !label.is_empty()) {
            self.heading.start = self.heading.end - rest.trim_start().len() as u32;
            self.label = label.to_owned();
        }
    }
}

impl Shape {
    /// The items; none if it is made of something else.
    pub(crate) fn items(&self) -> &[Item] {
        match self {
            Self::Items { items, .. } => items,
            _ => &[],
        }
    }

    /// The table, if it is made of one.
    pub(crate) fn table(&self) -> Option<&Table> {
        match self {
            Self::Table { table, .. } => Some(table),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_taken_out_of_a_heading_that_begins_with_it() {
        let parted = |html: &str, text: &str| {
            let html = format!("<p>{html}");
            let mut item = Item {
                id: 0,
                label: String::new(),
                heading: 3..html.len() as u32,
                heading_text: text.to_owned(),
                heading_plain: 0..0,
                body: 0..0,
                plain: 0..0,
            };
            item.part_label(&html, |text| text.find(' ').unwrap_or(0));
            let rest = &html[item.heading.start as usize..item.heading.end as usize];
            (item.label, rest.to_owned())
        };
        let pair = |label: &str, rest: &str| (label.to_owned(), rest.to_owned());
        assert_eq!(
            parted("2025 <em>a</em>", "2025 a"),
            pair("2025", "<em>a</em>")
        );
        assert_eq!(
            parted("<em>2025</em> a", "2025 a"),
            pair("", "<em>2025</em> a")
        );
        assert_eq!(parted(" word", "word"), pair("", " word"));
    }
}
