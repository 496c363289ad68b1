//! Breaks a text into lines: between words alone, in Korean as in English, as large as fits, lines about as long as each
//! other, and rather after a comma or a colon than elsewhere.

/// What a text has to fit into.
pub(super) struct Block {
    /// Sizes of letters in pixels, the best first.
    pub(super) sizes: &'static [f32],
    /// Height of a line, in parts of the size.
    pub(super) leading: f32,
    /// Most lines.
    pub(super) lines: usize,
    /// Longest line in pixels.
    pub(super) width: f32,
    /// Height of all lines in pixels.
    pub(super) height: f32,
}

/// A text in lines.
#[derive(Debug, PartialEq)]
pub(super) struct Lines {
    pub(super) size: f32,
    pub(super) lines: Vec<String>,
}

/// In place of what does not fit. The sign `…` is in the middle of the line in Korean fonts, which is wrong in English.
const REST: &str = "...";
/// What it is worth that a line ends after such a sign: two lines that are each a fifth off the average.
const PAUSE: f32 = 0.1;
const PAUSES: [char; 8] = [',', ':', ';', '.', '?', '!', '—', '·'];

/// Sets a text. `advance` is the width of a letter in parts of its size. What does not fit in the smallest size is cut.
pub(super) fn set(text: &str, block: &Block, advance: impl Fn(char) -> f32) -> Lines {
    let words = measured(text.split_whitespace(), &advance);
    let space = advance(' ');
    let most = |size: f32| {
        block
            .lines
            .min((block.height / (block.leading * size)) as usize)
    };
    let fitting = block.sizes.iter().find_map(|&size| {
        let longest = block.width / size;
        let fits = words.iter().all(|(_, width)| *width <= longest);
        let count = fits.then(|| filled(&words, space, longest).len())?;
        let lines = (count <= most(size)).then(|| balanced(&words, space, longest, count))?;
        Some(Lines { size, lines })
    });
    fitting.unwrap_or_else(|| {
        let size = block.sizes.last().copied().unwrap_or(1.0);
        let longest = block.width / size;
        let pieces = words
            .iter()
            .flat_map(|(word, _)| pieces(word, longest, &advance));
        let pieces: Vec<String> = pieces.collect();
        let pieces = measured(pieces.iter().map(String::as_str), &advance);
        let lines = filled(&pieces, space, longest);
        let lines = lines.iter().map(|line| joined(line)).collect();
        Lines {
            size,
            lines: cut(lines, most(size).max(1), longest, &advance),
        }
    })
}

/// A word with its width.
type Word<'t> = (&'t str, f32);

fn measured<'t>(
    words: impl Iterator<Item = &'t str>,
    advance: impl Fn(char) -> f32,
) -> Vec<Word<'t>> {
    let width = |word: &str| word.chars().map(&advance).sum();
    words.map(|word| (word, width(word))).collect()
}

fn joined(line: &[Word<'_>]) -> String {
    let words: Vec<&str> = line.iter().map(|(word, _)| *word).collect();
    words.join(" ")
}

/// As many words on each line as fit.
fn filled<'w, 't>(words: &'w [Word<'t>], space: f32, longest: f32) -> Vec<&'w [Word<'t>]> {
    let mut lines = Vec::new();
    let (mut start, mut end) = (0, 0.0);
    for (i, (_, width)) in words.iter().enumerate() {
        if i > start && end + space + width > longest {
            lines.push(&words[start..i]);
            (start, end) = (i, *width);
        } else {
            end += if i > start { space + width } else { *width };
        }
    }
    if start < words.len() {
        lines.push(&words[start..]);
    }
    lines
}

/// The best way to set words in so many lines: the sum of squares of how far each line is from the average is least.
fn balanced(words: &[Word<'_>], space: f32, longest: f32, count: usize) -> Vec<String> {
    let all: f32 = words.iter().map(|(_, width)| width + space).sum();
    let average = all / count.max(1) as f32;
    let cost = |start: usize, end: usize| {
        let line = &words[start..end];
        let width = line.iter().map(|(_, w)| w + space).sum::<f32>() - space;
        let apart = (width + space - average) / average;
        let pauses = end < words.len() && line.last().is_some_and(|(w, _)| w.ends_with(PAUSES));
        let fits = line.len() == 1 || width <= longest;
        fits.then_some(apart * apart - if pauses { PAUSE } else { 0.0 })
    };
    // For each line, where it may end: the least cost until there, and where it begins then.
    let mut ways: Vec<Vec<Option<(f32, usize)>>> = vec![vec![None; words.len() + 1]; count + 1];
    ways[0][0] = Some((0.0, 0));
    for line in 1..=count {
        for end in 1..=words.len() {
            let before = &ways[line - 1];
            let costs = (0..end).filter_map(|start| {
                let (until, _) = before[start]?;
                Some((until + cost(start, end)?, start))
            });
            ways[line][end] = costs.min_by(|a, b| a.0.total_cmp(&b.0));
        }
    }
    let (mut lines, mut end) = (Vec::new(), words.len());
    for line in (1..=count).rev() {
        let Some((_, start)) = ways[line][end] else {
            break;
        };
        lines.push(joined(&words[start..end]));
        end = start;
    }
    lines.reverse();
    lines
}

/// The parts of a word, each no longer than a line.
fn pieces(word: &str, longest: f32, advance: impl Fn(char) -> f32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut at = 0.0;
    for letter in word.chars() {
        let step = advance(letter);
        if at + step > longest {
            pieces.push(String::new());
            at = 0.0;
        }
        at += step;
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
    }
    pieces
}

/// The first lines, and a sign at the end of the last one if there are more.
fn cut(
    mut lines: Vec<String>,
    most: usize,
    longest: f32,
    advance: impl Fn(char) -> f32,
) -> Vec<String> {
    if lines.len() <= most {
        return lines;
    }
    lines.truncate(most);
    let width = |text: &str| text.chars().map(&advance).sum::<f32>();
    if let Some(last) = lines.last_mut() {
        while width(last) + width(REST) > longest && last.pop().is_some() {}
        let end = last.trim_end_matches(PAUSES).trim_end().len();
        last.truncate(end);
        last.push_str(REST);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hangul is as wide as it is high, all else half of that.
    fn advance(c: char) -> f32 {
        if matches!(c, '가'..='힣') { 1.0 } else { 0.5 }
    }

    const BLOCK: Block = Block {
        sizes: &[4.0, 2.0, 1.0],
        leading: 1.0,
        lines: 4,
        width: 20.0,
        height: 8.0,
    };

    fn lines(text: &str) -> (f32, Vec<String>) {
        let Lines { size, lines } = set(text, &BLOCK, advance);
        (size, lines)
    }

    #[test]
    fn a_text_is_as_large_as_it_fits() {
        assert_eq!(lines("달과 조석"), (4.0, vec!["달과 조석".to_owned()]));
        assert_eq!(lines("달과 조석 이야기").0, 4.0, "two lines");
        assert_eq!(
            lines("달과 조석 이야기의 처음과 끝을").0,
            2.0,
            "three lines"
        );
        assert_eq!(lines("").1, Vec::<String>::new());
    }

    #[test]
    fn lines_end_between_words_and_are_about_as_long_as_each_other() {
        let (_, set) = lines("하나둘 셋넷 다섯여섯 일곱 여덟");
        assert_eq!(set, ["하나둘 셋넷", "다섯여섯 일곱 여덟"]);
        let (_, set) = lines("하나 둘 셋 넷 다섯 여섯");
        assert_eq!(set, ["하나 둘 셋", "넷 다섯 여섯"]);
        let (_, set) = lines("하나 둘 셋, 넷 다섯 여섯 일곱");
        assert_eq!(set, ["하나 둘 셋,", "넷 다섯 여섯 일곱"], "after a comma");
        let (size, set) = lines("아주아주긴낱말하나");
        assert_eq!((size, set.len()), (2.0, 1), "smaller rather than broken");
    }

    #[test]
    fn what_does_not_fit_is_cut() {
        let word = "가나다라마바사아자차";
        let (size, set) = lines(&word.repeat(9));
        assert_eq!((size, set.len()), (1.0, 4));
        assert!(set[3].ends_with(REST));
        assert!(
            set.iter()
                .all(|line| line.chars().map(advance).sum::<f32>() <= 20.0)
        );
        let (_, set) = lines(&format!("{word} 가나다라마바사, ").repeat(5));
        assert!(set[3].ends_with("사..."), "{set:?}");
    }
}
