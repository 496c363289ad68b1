//! How wide a formula is, about.

/// In what widths are measured: tenths of a sign, which is .6 of the size of its letters.
const SIGN: usize = 10;

/// About how many signs wide a formula is at its widest line, by its MathML: what stands one above the other is as wide as the wider
/// of the two, marks above and below the line are smaller, and a syllable of Hangul is as wide as two signs.
pub(in crate::document::markdown) fn width(mathml: &str) -> usize {
    let mut open: Vec<(&str, Vec<usize>)> = vec![("", Vec::new())];
    for part in mathml.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else {
            continue;
        };
        let name = |tag: &str| tag.find([' ', '/']).unwrap_or(tag.len());
        if tag.starts_with('/') {
            // What was never opened closes nothing.
            if open.len() > 1
                && let Some((name, parts)) = open.pop()
                && let Some((_, around)) = open.last_mut()
            {
                around.push(of_element(name, &parts));
            }
        } else if !tag.ends_with('/') {
            open.push((&tag[..name(tag)], Vec::new()));
        } else if let Some((_, around)) = open.last_mut() {
            // A space.
            around.push(SIGN);
        }
        if let Some((_, inside)) = open.last_mut()
            && !text.trim().is_empty()
        {
            inside.push(of_text(text.trim()));
        }
    }
    let widths = open.into_iter().flat_map(|(_, parts)| parts);
    widths.sum::<usize>().div_ceil(SIGN)
}

/// How wide an element is whose parts are so wide, in [`SIGN`]s of ten.
fn of_element(name: &str, parts: &[usize]) -> usize {
    let sum = || parts.iter().sum::<usize>();
    let widest = || parts.iter().copied().max().unwrap_or(0);
    let first = parts.first().copied().unwrap_or(0);
    let small = || parts.iter().skip(1).copied().max().unwrap_or(0) * 7 / 10;
    match name {
        "mfrac" => widest() + SIGN / 2,
        "mtable" | "mover" | "munder" | "munderover" => widest(),
        "msub" | "msup" | "msubsup" | "mmultiscripts" => first + small(),
        "msqrt" => sum() + SIGN,
        "mroot" => first + SIGN,
        "mtd" => sum() + SIGN / 2,
        "annotation" | "annotation-xml" => 0,
        _ => sum(),
    }
}

fn of_text(text: &str) -> usize {
    let of_letter = |c: char| match c {
        '가'..='힣' => 2 * SIGN,
        // With the room around it.
        '=' | '+' | '-' | '−' | '×' | '<' | '>' | '≤' | '≥' | '→' | '±' => SIGN * 3 / 2,
        // Of invisible multiplication, of references to characters.
        '\u{2061}'..='\u{2064}' | '&' | ';' => 0,
        _ => SIGN,
    };
    text.chars().map(of_letter).sum()
}

#[cfg(test)]
mod tests {
    use super::super::mathml;
    use super::*;

    fn wide(tex: &str) -> usize {
        width(&mathml(tex, true).unwrap_or_default())
    }

    #[test]
    fn what_is_one_above_the_other_counts_once() {
        let row = wide("a + b + c + d");
        assert!((9..=13).contains(&row), "{row}");
        assert!(wide(r"\frac{a + b + c + d}{e + f + g + h}") <= row + 1);
        assert!(wide(r"\begin{aligned}a + b &\\ c + d\end{aligned}") < row);
        assert!(wide(r"x^{abcdefghij}") < wide("xabcdefghij"));
        assert!(wide(r"\text{번호가}") == 6);
        assert!(wide(r"\sum_{i = 1}^{n} i") < wide("i = 1 n i n"));
        assert_eq!(wide(r"\left(\frac{1}{2}\right)"), wide(r"(\frac{1}{2})"));
    }

    #[test]
    fn what_is_no_mathml_has_some_width() {
        for text in [
            "",
            "<",
            "</a>",
            "<a",
            "<a>b",
            "a<b/>c</b></b>",
            "<mfrac></mfrac>",
        ] {
            assert!(width(text) < 9, "{text}");
        }
    }
}
