//! Comma-separated values (RFC 4180), each with its place. Empty lines are left out, and spaces around values.

use std::ops::Range;

/// A value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) text: String,
    /// Bytes of the text that it is from.
    pub(super) span: Range<usize>,
}

/// The lines of a text. An error is the byte of a quotation mark without an end.
pub(super) fn records(text: &str) -> Result<Vec<Vec<Cell>>, usize> {
    let mut records = Vec::new();
    let mut at = text.len() - text.trim_start_matches('\u{feff}').len();
    while at < text.len() {
        let mut record = Vec::new();
        loop {
            let (cell, end) = cell(text, at)?;
            record.push(cell);
            at = (end + 1).min(text.len());
            if !text[end..].starts_with(',') {
                break;
            }
        }
        if record.len() > 1 || !record[0].text.is_empty() {
            records.push(record);
        }
    }
    Ok(records)
}

/// The value that begins at a byte, and where the comma or the end of the line is after it.
fn cell(text: &str, at: usize) -> Result<(Cell, usize), usize> {
    let end_from = |from: usize| {
        let end = text[from..].find([',', '\n']);
        end.map_or(text.len(), |end| from + end)
    };
    let start = at + (text[at..].len() - text[at..].trim_start_matches([' ', '\t']).len());
    if !text[start..].starts_with('"') {
        let end = end_from(at);
        let written = text[start.min(end)..end].trim_end();
        let start = start.min(end);
        let cell = Cell {
            text: written.to_owned(),
            span: start..start + written.len(),
        };
        return Ok((cell, end));
    }
    let mut value = String::new();
    let mut from = start + 1;
    let close = loop {
        let quote = from + text[from..].find('"').ok_or(start)?;
        value.push_str(&text[from..quote]);
        if !text[quote + 1..].starts_with('"') {
            break quote;
        }
        value.push('"');
        from = quote + 2;
    };
    let end = end_from(close + 1);
    value.push_str(text[close + 1..end].trim());
    let cell = Cell {
        text: value.trim().to_owned(),
        span: start..close + 1,
    };
    Ok((cell, end))
}

#[cfg(test)]
mod tests {
    use super::records;

    fn read(text: &str) -> Result<Vec<Vec<String>>, usize> {
        let records = records(text)?;
        for cell in records.iter().flatten() {
            assert!(text.get(cell.span.clone()).is_some(), "{text:?}");
        }
        let texts = records.into_iter().map(|r| r.into_iter().map(|c| c.text));
        Ok(texts.map(Iterator::collect).collect())
    }

    #[test]
    fn values_are_between_commas_and_quotation_marks() {
        for (text, wanted) in [
            ("a,b\n1,2\n", vec![vec!["a", "b"], vec!["1", "2"]]),
            ("a , \"b, c\" ,d", vec![vec!["a", "b, c", "d"]]),
            (
                "\u{feff}a,\r\n\r\n\"say \"\"so\"\"\",\"2\n3\"\r\n",
                vec![vec!["a", ""], vec!["say \"so\"", "2\n3"]],
            ),
            ("가,\n,나", vec![vec!["가", ""], vec!["", "나"]]),
            ("a,", vec![vec!["a", ""]]),
            ("\n  \n", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(read(text).unwrap(), wanted, "{text:?}");
        }
        assert_eq!(read("a,\"b\nc"), Err(2));
    }
}
