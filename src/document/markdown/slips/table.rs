//! Rows of tables that have not as many cells as the table has columns.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Slips;
use crate::base::diag::Severity;
use crate::document::markdown::sections::kind_of;
use crate::document::section::SectionKind;
use crate::lang::message::message;

pub(super) fn rows(slips: &mut Slips<'_, '_>) {
    let severity = |kind| match kind {
        SectionKind::Comparison => Severity::Error,
        _ => Severity::Warning,
    };
    let mut kind = slips.context.kind;
    let mut columns = 0;
    for (event, range) in slips.events {
        match event {
            Event::Start(Tag::Table(alignments)) => columns = alignments.len(),
            Event::Start(Tag::TableHead) if kind == SectionKind::Comparison => {
                subjects(slips, range.clone());
            }
            Event::Start(Tag::TableRow) => row(slips, severity(kind), columns, range.clone()),
            event if slips.context.has_sections => kind = kind_of(event).unwrap_or(kind),
            _ => {}
        }
    }
}

fn row(slips: &mut Slips<'_, '_>, severity: Severity, columns: usize, range: Range<usize>) {
    let line = slips.source[range.clone()].trim_end();
    let cells = cells(line);
    let count = cells.len();
    if count == columns || count == 0 {
        return;
    }
    // A bar inside code ends the cell all the same.
    let in_code = |cell: &&Range<usize>| line[(*cell).clone()].matches('`').count() % 2 == 1;
    let code = cells.iter().find(in_code);
    let place = match (code, cells.get(columns)) {
        (Some(cell), _) => cell.end..cell.end + 1,
        (None, Some(extra)) => extra.clone(),
        (None, None) => 0..line.len(),
    };
    let place = range.start + place.start..range.start + place.end.min(line.len());
    let message = if count > columns {
        message!(
            "이 줄은 {count}칸인데 표는 {columns}칸이라, 남는 칸이 사라집니다",
            "this row has {count} cells and the table has {columns}, so what is left over is dropped"
        )
    } else {
        message!(
            "이 줄은 {count}칸인데 표는 {columns}칸이라, 빈칸으로 채워집니다",
            "this row has {count} cells and the table has {columns}, so empty ones are added"
        )
    };
    let hint = if code.is_some() {
        message!(
            "코드 안의 `|`는 `\\|`로 적으세요",
            "write a `|` inside code as `\\|`"
        )
    } else {
        message!(
            "칸 수를 {columns}개로 맞추세요. 글자로 쓰는 `|`는 `\\|`로 적습니다",
            "give the row {columns} cells; a `|` that is text is written `\\|`"
        )
    };
    slips.report(severity, place, "table-row", message, hint);
}

/// The cells of a row, without the bars around it.
fn cells(line: &str) -> Vec<Range<usize>> {
    let text = line.trim_start();
    let start = line.len() - text.len();
    let start = if text.starts_with('|') {
        start + 1
    } else {
        start
    };
    let mut cells = Vec::new();
    let (mut from, mut escaped) = (start, false);
    for (i, c) in line.char_indices().skip_while(|(i, _)| *i < start) {
        if c == '|' && !escaped {
            cells.push(from..i);
            from = i + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    if !line[from..].trim().is_empty() {
        cells.push(from..line.len());
    }
    cells
}

/// A row that an empty line parts from its table.
pub(super) fn parted(slips: &mut Slips<'_, '_>) {
    let mut table: Option<usize> = None;
    let mut found = Vec::new();
    for (event, range) in slips.events {
        match event {
            Event::End(TagEnd::Table) => table = Some(range.end),
            Event::Start(Tag::Paragraph) => {
                let text = slips.source[range.clone()].trim();
                let between = table
                    .take()
                    .map(|end| &slips.source[end.min(range.start)..range.start]);
                let is_row = |line: &str| line.starts_with('|') && line.trim_end().ends_with('|');
                if between.is_some_and(|b| b.trim().is_empty())
                    && text.len() > 2
                    && text.lines().all(is_row)
                {
                    found.push(range.start..range.start + text.lines().next().unwrap_or("").len());
                }
            }
            Event::Start(_) => table = None,
            _ => {}
        }
    }
    for span in found {
        slips.warn(
            span,
            "table-lines",
            message!(
                "위의 빈 줄에서 표가 끝나, 이 줄은 글자 그대로 보입니다",
                "the empty line above ends the table, so this row is shown as it is"
            ),
            message!(
                "표와 이 줄 사이의 빈 줄을 지우세요",
                "delete the empty line between the table and this row"
            ),
        );
    }
}

/// A column of a comparison without a name, or with that of another one.
fn subjects(slips: &mut Slips<'_, '_>, range: Range<usize>) {
    let line = slips.source[range.clone()].trim_end();
    let line = line.lines().next().unwrap_or(line);
    let cells = cells(line);
    let name = |cell: &Range<usize>| line[cell.clone()].trim();
    let found = cells.iter().enumerate().skip(1).find(|(i, cell)| {
        name(cell).is_empty() || cells[1..*i].iter().any(|c| name(c) == name(cell))
    });
    let Some((_, cell)) = found else {
        return;
    };
    let subject = name(cell);
    let message = match subject {
        "" => message!(
            "비교할 대상의 이름이 없습니다",
            "this column has no subject"
        ),
        _ => message!(
            "`{subject}`(이라는/라는) 대상이 둘입니다",
            "two columns are about `{subject}`"
        ),
    };
    let place = range.start + cell.start..range.start + cell.end;
    slips.report(
        Severity::Error,
        place,
        "comparison",
        message,
        message!(
            "열마다 다른 대상의 이름을 적으세요",
            "give each column the name of another subject"
        ),
    );
}
