//! The speech level of Korean sentences: by how a statement ends.

use super::jamo::final_index;

/// How a text speaks to its reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Level {
    /// 합니다체.
    Formal,
    /// 해요체.
    Polite,
    /// 한다체.
    Plain,
}

impl Level {
    /// Every level.
    pub(crate) const ALL: [Self; 3] = [Self::Formal, Self::Polite, Self::Plain];

    /// What it is called, by its most frequent ending.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Formal => "합니다체",
            Self::Polite => "해요체",
            Self::Plain => "한다체",
        }
    }
}

/// The levels of the statements of a paragraph, in order, each with its sentence. What is quoted is somebody else's, and a question
/// may be put to the reader in a text that states things otherwise.
pub(crate) fn levels(paragraph: &str) -> Vec<(Level, &str)> {
    let mut found = Vec::new();
    let (mut start, mut depth) = (0, 0_i32);
    let mut quoted = false;
    for (at, c) in paragraph.char_indices() {
        let end = at + c.len_utf8();
        match c {
            '“' | '‘' | '「' | '『' | '(' | '[' => depth += 1,
            '”' | '’' | '」' | '』' | ')' | ']' => depth = (depth - 1).max(0),
            '"' => quoted = !quoted,
            '.' | '!' | '?' | '。' if depth == 0 && !quoted => {
                let rest = &paragraph[end..];
                if rest
                    .chars()
                    .next()
                    .is_none_or(|n| n.is_whitespace() || n == '\'')
                {
                    let level = level(&paragraph[start..at]);
                    let (said, rest) = (paragraph[start..at].trim_start(), rest.trim_start());
                    // What is turned into something else is an example.
                    let example = said.starts_with('→') || rest.starts_with('→');
                    let level = level.filter(|_| c != '?' && !example && !quotes(rest));
                    found.extend(level.map(|l| (l, paragraph[start..end].trim())));
                    start = end;
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether what follows a sentence says that it was quoted: 그래요! 라고 말했다.
fn quotes(rest: &str) -> bool {
    const MARKS: [&str; 7] = [
        "라고",
        "라는",
        "라며",
        "라면서",
        "이라는",
        "하고 ",
        "입니다",
    ];
    MARKS.iter().any(|mark| rest.starts_with(mark))
}

/// The final ㅂ.
const B: usize = 17;

/// The level of a statement, without its final mark; `None` for what ends otherwise: a noun, a quotation, another language.
fn level(sentence: &str) -> Option<Level> {
    let sentence = sentence
        .trim_end_matches(|c: char| matches!(c, '.' | '!' | '?' | '…') || c.is_whitespace());
    // What stands in brackets after it says nothing.
    let sentence = match sentence.strip_suffix(')').and_then(|s| s.rfind('(')) {
        Some(open) => sentence[..open].trim_end(),
        None => sentence,
    };
    let ends = |endings: &[&str]| endings.iter().any(|e| sentence.ends_with(e));
    // 합니다 and 합시다, but 아니다 and 마시다.
    let formal = |ending| {
        let before = sentence.strip_suffix(ending);
        before.is_some_and(|b| b.chars().next_back().and_then(final_index) == Some(B))
    };
    // 하시오 is how exercises are set, in texts of every level.
    if formal("니다") || formal("시다") || ends(&["십시오"]) {
        Some(Level::Formal)
    } else if ends(&["요", "죠"]) {
        // 필요, 중요, 민요 are nouns.
        let nouns = [
            "필요", "중요", "주요", "수요", "개요", "소요", "민요", "동요",
        ];
        (!ends(&nouns)).then_some(Level::Polite)
    } else if ends(&["다"]) {
        // 마다, 보다 are particles, 바다 a noun, and 다. is what comes after 가. and 나.
        let word = sentence
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or(sentence);
        (!ends(&["마다", "보다"]) && !["바다", "다"].contains(&word)).then_some(Level::Plain)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_have_levels() {
        let of = |text: &str| levels(text).into_iter().map(|(l, _)| l).collect::<Vec<_>>();
        assert_eq!(
            of("비가 온다. 눈도 옵니다. 그래요!"),
            [Level::Plain, Level::Formal, Level::Polite]
        );
        assert_eq!(of("“비가 온다.” 그가 말했습니다."), [Level::Formal]);
        assert_eq!(
            of("3.5는 수입니다. 왜일까? 그는 없다(2025년)."),
            [Level::Formal, Level::Plain]
        );
        assert_eq!(
            of("그것은 사실이 아니다. 물을 마시다. 그렇습니까? 살펴봅시다."),
            [Level::Plain, Level::Plain, Level::Formal]
        );
        assert_eq!(of("한 줄 제목. 필요. 러시아 민요. 다. 돌아다니기"), []);
        assert_eq!(
            of("\"많은 팀이 큽니다. 그래서 어렵습니다.\" 그렇게 썼다. 왜 그럴까요? 무엇입니까?"),
            [Level::Plain]
        );
        assert_eq!(of("그는 \"간다\"라고 했다."), [Level::Plain]);
        assert_eq!(
            of("집을 팔았다. → 집이 팔렸다. 뜻은 같습니다."),
            [Level::Formal]
        );
        assert_eq!(
            of("나도 그래요! 라고 말했다. 구글은 노출한다. 입니다. 값을 구하시오. 더 보십시오."),
            [Level::Plain, Level::Formal, Level::Formal]
        );
    }
}
