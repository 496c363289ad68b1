//! The first line of a chart: `` ```chart bar stacked {#fig-money title="…" src=money.csv} ``.

use std::ops::Range;

/// The words after `chart`, with their bytes in the text; `None` if the code that begins at a byte is no chart. Braces are as
/// good as spaces, and spaces between quotation marks part nothing.
pub(crate) fn words(source: &str, fence: usize) -> Option<Vec<Range<usize>>> {
    let line = source[fence..].lines().next()?;
    let info = line.trim_start_matches(['`', '~']).trim_start();
    let rest = info.strip_prefix("chart").filter(|_| is_chart(info))?;
    Some(parted(source, fence + line.len() - rest.len()))
}

/// The words from a byte of the text to the end of the line.
pub(crate) fn parted(source: &str, start: usize) -> Vec<Range<usize>> {
    let rest = source[start..].lines().next().unwrap_or_default();
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
    words.extend(from.map(|from| from..start + rest.len()));
    words
}

/// Whether code with this behind the marks of its fence is a chart.
pub(crate) fn is_chart(info: &str) -> bool {
    let rest = info.strip_prefix("chart");
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '{')
    })
}

/// What is to stand behind the marks of a fence whose language is another word for a chart: `차트`, `charts`, `bar-chart`.
pub(crate) fn meant(info: &str) -> Option<String> {
    const CHARTS: [&str; 6] = ["charts", "chart", "차트", "챠트", "그래프", "도표"];
    let end = info.find([' ', '\t', '{']).unwrap_or(info.len());
    let name = info[..end].to_lowercase();
    let of_name = CHARTS.iter().find_map(|chart| {
        let kind = name.strip_prefix(chart).or(name.strip_suffix(chart))?;
        let kind = kind.trim_matches(['-', '_', ':', ',', '.']);
        kind_meant(kind).or(kind.is_empty().then_some(""))
    })?;
    let rest = info[end..].trim_start();
    let first = rest.split([' ', '\t', '{']).next().unwrap_or("");
    let kind = match (of_name, kind_meant(first)) {
        ("", Some(kind)) => return Some(format!("chart {kind}{}", &rest[first.len()..])),
        ("", None) => "bar",
        (kind, _) => kind,
    };
    Some(format!("chart {kind} {rest}").trim_end().to_owned())
}

/// The kind of chart that a word means.
pub(super) fn kind_meant(word: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 9] = [
        ("막대", "bar"),
        ("막대그래프", "bar"),
        ("선", "line"),
        ("꺾은선", "line"),
        ("꺾은선그래프", "line"),
        ("점", "dot"),
        ("비율", "share"),
        ("연표", "timeline"),
        ("pie", "share"),
    ];
    let names = super::KINDS.iter().map(|(name, ..)| *name);
    let mut all = names.map(|name| (name, name)).chain(WORDS);
    all.find(|(other, _)| *other == word).map(|(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::{meant, words};

    #[test]
    fn other_words_for_charts_are_known() {
        for (info, corrected) in [
            ("차트", Some("chart bar")),
            ("차트 막대 {#fig-a}", Some("chart bar {#fig-a}")),
            ("차트{#fig-a}", Some("chart bar {#fig-a}")),
            ("charts line", Some("chart line")),
            ("Chart bar stacked", Some("chart bar stacked")),
            ("bar-chart", Some("chart bar")),
            ("막대그래프", Some("chart bar")),
            ("chart:line {title=\"a\"}", Some("chart line {title=\"a\"}")),
            ("꺾은선그래프", Some("chart line")),
            ("chartjs", None),
            ("chartist", None),
            ("rust", None),
        ] {
            assert_eq!(meant(info).as_deref(), corrected, "{info}");
        }
    }

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
