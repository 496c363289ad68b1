//! What stands behind the marks of a fence: `rust title="src/a.rs" {2,4-6}`.

use std::ops::Range;

/// The parts of a fence's first line, as bytes of what is behind its marks.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::document::markdown) struct Fence {
    /// The name of the language; empty if there is none.
    pub(in crate::document::markdown) language: Range<usize>,
    pub(in crate::document::markdown) title: Option<Range<usize>>,
    /// Lines between braces.
    pub(in crate::document::markdown) lines: Vec<Range<usize>>,
    /// What there is besides.
    pub(in crate::document::markdown) others: Vec<Range<usize>>,
}

impl Fence {
    /// Reads what is behind the marks.
    pub(in crate::document::markdown) fn read(info: &str) -> Self {
        let mut fence = Self::default();
        let end = info.find([' ', ',', '\t', '{']).unwrap_or(info.len());
        fence.language = 0..end;
        // `rust,ignore`: what other tools are told.
        let mut at = match info[end..].starts_with(',') {
            true => {
                end + info[end..]
                    .find([' ', '\t', '{'])
                    .unwrap_or(info.len() - end)
            }
            false => end,
        };
        loop {
            let rest = &info[at..];
            at += rest.len() - rest.trim_start().len();
            let rest = &info[at..];
            if rest.is_empty() {
                return fence;
            }
            let len = part(rest);
            let range = at..at + len;
            at = range.end;
            let written = &info[range.clone()];
            if let Some(inside) = written
                .strip_prefix('{')
                .map(|w| w.strip_suffix('}').unwrap_or(w))
            {
                // `{.rust}` and `{linenos=table}` are of other tools.
                let foreign = inside.contains('=') || inside.starts_with(['.', '#']);
                let list = if foreign {
                    &mut fence.others
                } else {
                    &mut fence.lines
                };
                list.push(range);
            } else if let Some(value) = written.strip_prefix("title=") {
                let quotes = ['"', '\''];
                let is_open =
                    value.starts_with(quotes) && (value.len() < 2 || !value.ends_with(quotes));
                if is_open {
                    // All of the line may be in it.
                    fence.others.push(range);
                    continue;
                }
                let inside = value.trim_start_matches(quotes);
                let start = range.end - inside.len();
                fence.title = Some(start..start + inside.trim_end_matches(quotes).len());
            } else {
                fence.others.push(range);
            }
        }
    }

    /// The lines that a text between braces names, of so many; and whether it names none, or others. Lines are counted from 1.
    pub(in crate::document::markdown) fn lines(written: &str, count: usize) -> Lines {
        let inside = written.trim_start_matches('{').trim_end_matches('}');
        let mut lines = Lines::default();
        for part in inside.split(',').map(str::trim) {
            let (first, last) = part.split_once(['-', '~']).unwrap_or((part, part));
            let number = |text: &str| text.trim().parse::<usize>().ok();
            match (number(first), number(last)) {
                (Some(first), Some(last)) if 0 < first && first <= last => {
                    lines.beyond |= last > count;
                    if first <= count {
                        lines.ranges.push(first - 1..last.min(count));
                    }
                }
                _ => lines.unread = true,
            }
        }
        lines
    }
}

/// Lines that are marked.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::document::markdown) struct Lines {
    /// From 0, as they are written.
    pub(in crate::document::markdown) ranges: Vec<Range<usize>>,
    /// Whether there are some behind the last.
    pub(in crate::document::markdown) beyond: bool,
    /// Whether something in it names no lines.
    pub(in crate::document::markdown) unread: bool,
}

/// How long the first part is: up to a brace's end, or to a space that is not between quotation marks.
fn part(rest: &str) -> usize {
    if rest.starts_with('{') {
        return rest.find('}').map_or(rest.len(), |at| at + 1);
    }
    let mut quote = None;
    for (i, c) in rest.char_indices() {
        match c {
            '"' | '\'' if quote.is_none() => quote = Some(c),
            c if quote == Some(c) => quote = None,
            c if c.is_whitespace() && quote.is_none() => return i,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::Fence;

    #[test]
    fn a_fence_says_language_title_and_lines() {
        for (info, language, title, lines, others) in [
            ("rust", "rust", None, vec![], vec![]),
            ("", "", None, vec![], vec![]),
            (
                "rust title=\"src/a b.rs\" {2,4-6}",
                "rust",
                Some("src/a b.rs"),
                vec!["{2,4-6}"],
                vec![],
            ),
            ("rust{1}", "rust", None, vec!["{1}"], vec![]),
            (
                "rust,ignore title=a.rs",
                "rust",
                Some("a.rs"),
                vec![],
                vec![],
            ),
            ("{3}", "", None, vec!["{3}"], vec![]),
            (
                "js {2, 4} x=\"a b\" y",
                "js",
                None,
                vec!["{2, 4}"],
                vec!["x=\"a b\"", "y"],
            ),
            (
                "js {linenos=table} {2",
                "js",
                None,
                vec!["{2"],
                vec!["{linenos=table}"],
            ),
            ("{.rust}", "", None, vec![], vec!["{.rust}"]),
            ("js title=''", "js", Some(""), vec![], vec![]),
            (
                "js title=\"가 나",
                "js",
                None,
                vec![],
                vec!["title=\"가 나"],
            ),
        ] {
            let fence = Fence::read(info);
            let written = |ranges: &[std::ops::Range<usize>]| -> Vec<String> {
                ranges.iter().map(|r| info[r.clone()].to_owned()).collect()
            };
            assert_eq!(&info[fence.language.clone()], language, "{info}");
            assert_eq!(fence.title.clone().map(|r| &info[r]), title, "{info}");
            assert_eq!(written(&fence.lines), lines, "{info}");
            assert_eq!(written(&fence.others), others, "{info}");
        }
    }

    #[test]
    #[expect(clippy::single_range_in_vec_init, reason = "lists of ranges")]
    fn lines_are_numbers_and_ranges_of_them() {
        for (written, ranges, beyond, unread) in [
            ("{2,4-6}", vec![1..2, 3..6], false, false),
            ("{2, 4 - 6}", vec![1..2, 3..6], false, false),
            ("{3~4}", vec![2..4], false, false),
            ("{6-12}", vec![5..9], true, false),
            ("{10}", vec![], true, false),
            ("{4294967296000}", vec![], true, false),
            ("{}", vec![], false, true),
            ("{0}", vec![], false, true),
            ("{6-4}", vec![], false, true),
            ("{1,둘}", vec![0..1], false, true),
            ("{99999999999999999999999}", vec![], false, true),
        ] {
            let lines = Fence::lines(written, 9);
            assert_eq!(
                (lines.ranges, lines.beyond, lines.unread),
                (ranges, beyond, unread),
                "{written}"
            );
        }
    }
}
