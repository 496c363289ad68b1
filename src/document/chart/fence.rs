//! The first line of a chart: `` ```chart bar stacked {#fig-money title="…" src=money.csv} ``.

use std::ops::Range;

/// The words after `chart`, with their bytes in the text; `None` if the code that begins at a byte is no chart. Braces are as
/// good as spaces, and spaces between quotation marks part nothing.
pub(crate) fn words(source: &str, fence: usize) -> Option<Vec<Range<usize>>> {
    let line = source[fence..].lines().next()?;
    let info = line.trim_start_matches(['`', '~']).trim_start();
    let rest = info.strip_prefix("chart")?;
    if rest.starts_with(|c: char| !c.is_whitespace() && c != '{') {
        return None;
    }
    let start = fence + line.len() - rest.len();
    let mut words = Vec::new();
    let mut from = None;
    let mut quote = None;
    for (i, c) in rest.char_indices() {
        match c {
            '"' | '\'' if quote.is_none_or(|open| open == c) => {
                quote = quote.is_none().then_some(c);
            }
            c if quote.is_none() && (c.is_whitespace() || c == '{' || c == '}') => {
                words.extend(from.take().map(|from| from..start + i));
                continue;
            }
            _ => {}
        }
        from.get_or_insert(start + i);
    }
    words.extend(from.map(|from| from..fence + line.len()));
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_line_is_parted_into_words() {
        let of = |source: &str| {
            let words = words(source, 0)?;
            Some(
                words
                    .iter()
                    .map(|w| source[w.clone()].to_owned())
                    .collect::<Vec<_>>(),
            )
        };
        let some = |words: &[&str]| Some(words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert_eq!(
            of("```chart bar stacked {#fig-a title=\"a b}\"  src=x.csv}\n1"),
            some(&["bar", "stacked", "#fig-a", "title=\"a b}\"", "src=x.csv"])
        );
        assert_eq!(of("~~~ chart{unit='조 원'}"), some(&["unit='조 원'"]));
        assert_eq!(of("```chart"), some(&[]));
        assert_eq!(of("```charts bar"), None);
        assert_eq!(of("```rust"), None);
    }
}
