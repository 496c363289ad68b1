//! How wide text is, as far as can be said without a font, and where it breaks.

/// Size of the text in a chart, in CSS pixels, as in `chart.css`.
pub(super) const SIZE: f64 = 13.0;
/// From one line to the next.
pub(super) const LINE: f64 = 17.0;

/// Width of a text in pixels: of the widest of common faces, so that what fits by it fits.
pub(super) fn width(text: &str) -> f64 {
    let ems: f64 = text.chars().map(ems).sum();
    ems * SIZE
}

fn ems(c: char) -> f64 {
    match c {
        ' ' | '\'' | '.' | ',' | ':' | ';' | '!' | '|' | 'i' | 'j' | 'l' | 'I' => 0.32,
        '0'..='9' | '$' | '-' | '−' | '+' | '~' => 0.62,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 0.95,
        'A'..='Z' => 0.72,
        '\0'..='\u{24f}' => 0.58,
        '\u{300}'..='\u{36f}' => 0.0,
        // Hangul, Han, kana, full-width forms.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{f900}'..='\u{ffef}' => 1.0,
        c if c > '\u{ffff}' => 1.1,
        _ => 0.7,
    }
}

/// The lines of a text in so many pixels, broken at spaces; a word that is wider is broken where it has to be. And whether none was.
pub(super) fn wrap(text: &str, most: f64) -> (Vec<String>, bool) {
    let mut lines = vec![String::new()];
    let mut is_whole = true;
    for word in text.split_whitespace() {
        let line = lines.last().map_or("", String::as_str);
        let joined = match line.is_empty() {
            true => word.to_owned(),
            false => format!("{line} {word}"),
        };
        if width(&joined) <= most {
            lines.pop();
            lines.push(joined);
            continue;
        }
        if !line.is_empty() {
            lines.push(String::new());
        }
        let mut used = 0.0;
        for c in word.chars() {
            let wide = ems(c) * SIZE;
            if used > 0.0 && used + wide > most {
                is_whole = false;
                used = 0.0;
                lines.push(String::new());
            }
            used += wide;
            if let Some(line) = lines.last_mut() {
                line.push(c);
            }
        }
    }
    (lines, is_whole)
}

#[cfg(test)]
mod tests {
    use super::{width, wrap};

    #[test]
    fn text_breaks_at_spaces() {
        let (lines, is_whole) = wrap("데이터 센터 전력 수요", 70.0);
        assert_eq!(lines, ["데이터 센터", "전력 수요"]);
        assert!(is_whole && lines.iter().all(|line| width(line) <= 70.0));
        let (lines, is_whole) = wrap("데이터센터전력수요", 70.0);
        assert_eq!(lines, ["데이터센터", "전력수요"]);
        assert!(!is_whole);
        assert_eq!(wrap("", 70.0), (vec![String::new()], true));
    }
}
