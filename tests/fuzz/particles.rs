//! The grammar of mentions: what the `josa` filter writes behind a name is read again, and no link is inside a word.
//!
//! An input's first line is a name, the rest is prose, in which all Markdown is escaped.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization as _;

use super::engine::{Seen, Verdict};
use super::html::{self, Piece};
use super::site::{SETTINGS, Site};

#[rustfmt::skip]
pub const TOKENS: &[&str] = &[
    "콜로서스", "데이터 센터", "데이터센터", "피지컬 AI", "xAI", "GPU", "gpu", "원자로", "바나", "한국", "서", "AI 모델", "self-driving", "GPT-4", "나라", "길", "위기", "사용",
    "은", "는", "이", "가", "을", "를", "과", "와", "으로", "로", "으로서", "이나", "나", "이라도", "에서", "에게서", "까지", "만", "도", "의", "들", "님", "씨", "요", "이다", "다", "이고", "고",
    "인", "일", "일 때", "임을", "입니다", "였다", "이었다면", "라고", "라는", "기 때문에", "자", "론", "인들", "은(는)", "을(를)", "(으)로", "이(가)", "에서뿐만이라도", "보고서", "형", "적", "하다",
    "s", "es", "'s", "’s", "ies", "-", "\u{2010}", "\u{2011}", "_", "/", ".", ",", "@", "#", "&", "+", ":", "://", "(", ")", "()", "\"", "“", "”", "‘", "’", "「", "」", "*", "`",
    "www.", ".com", ".js", "https://", "C:\\", "1.", "4.5", "①", "㈜", "ㆍ", "·", "ㄱ", "ㅏ", "\u{1100}", "\u{1161}", "\u{11ab}", "漢字", "カナ", "ไทย", "é", "ß", "İ", "Ａ", "١", "\u{301}", "\u{200b}",
    "\u{200d}", "\u{a0}", "\u{3000}", "\u{1a}", "\u{2029}", " ", "  ", "\n", "\n\n", ". ", "다. ",
];

/// The pairs of particles that the filter knows, as it says itself.
static PAIRS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let site = build("글", "{{ page.title | josa(\"x/x\") }}", "");
    let said = site
        .diagnostics
        .iter()
        .find_map(|d| d.message.english().split_once("known are "));
    let pairs = said.expect("a message that names the pairs").1.split(',');
    pairs
        .filter_map(|p| p.trim().split_once('/'))
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .collect()
});

pub fn law(input: &[u8], seen: &mut Seen) -> Verdict {
    let text: String = String::from_utf8_lossy(input).nfc().collect();
    let (name, prose) = text.split_once('\n').unwrap_or((&text, ""));
    let name = name_of(name);
    let site = build(&name, "{{ text.html | safe }}", &escaped(prose));
    site.check_findings(seen)?;
    if let Ok(page) = site.text("ko/t/index.html") {
        check_words(&name, page, seen)?;
    }
    if !name.is_empty() {
        check_pairs(&name, seen)
    } else {
        Ok(())
    }
}

/// A site with one term, whose Korean page has the name as its title, too.
fn build(name: &str, template: &str, body: &str) -> Site {
    let term = format!("---\ntitle: \"{name}\"\nsummary: 뜻이다.\nmatch: auto\n---\n");
    let text = format!("---\ntitle: \"{name}\"\n---\n{body}\n");
    let settings = format!("{SETTINGS}[glossary]\nlink = \"every\"\n[search]\nenabled = false\n");
    Site::build(&[
        ("site.toml", settings.as_bytes()),
        ("templates/page.html", template.as_bytes()),
        ("content/index.ko.md", b"---\ntitle: x\n---\n"),
        ("content/t.ko.md", text.as_bytes()),
        ("content/t.en.md", text.as_bytes()),
        ("content/glossary/x.ko.md", term.as_bytes()),
    ])
}

/// Letters, digits, and single spaces and hyphens between them: what a name is made of.
fn name_of(line: &str) -> String {
    let letter = |c: &char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '가'..='힣' | 'À'..='ö' | 'ø'..='ɏ' | '一'..='鿿' | 'ァ'..='ヺ')
    };
    let words = line.split(' ').map(|word| {
        let parts = word
            .split('-')
            .map(|part| part.chars().filter(letter).collect::<String>());
        parts
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-")
    });
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words
        .join(" ")
        .chars()
        .take(40)
        .collect::<String>()
        .trim_end_matches([' ', '-'])
        .to_owned()
}

/// A text that Markdown shows as it is (CommonMark 2.4).
fn escaped(prose: &str) -> String {
    let lines = prose.lines().map(|line| {
        let shown = line.trim_start().chars().flat_map(|c| {
            c.is_ascii_punctuation()
                .then_some('\\')
                .into_iter()
                .chain([c])
        });
        shown.collect::<String>()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Every link is the name, at the beginning of a word, with nothing but syllables of Hangul behind it in the word.
fn check_words(name: &str, page: &str, seen: &mut Seen) -> Verdict {
    let mut text = String::new();
    let mut links = Vec::new();
    let mut start = None;
    for piece in html::pieces(page)? {
        match piece {
            Piece::Text(t) => text += &html::decode(t),
            Piece::Start("a", _) => start = Some(text.len()),
            Piece::End("a") => links.extend(start.take().map(|start| start..text.len())),
            _ => text.push('\n'),
        }
    }
    for link in links {
        let (before, linked, after) = (&text[..link.start], &text[link.clone()], &text[link.end..]);
        let wrong = |why| Err(format!("{why}: {before:?} [{linked:?}] {after:?}"));
        let (wanted, found) = (folded(name), folded(linked));
        if found
            .strip_prefix(&*wanted)
            .is_none_or(|rest| !["", "s", "es"].contains(&rest))
            && !found.ends_with("ies")
        {
            return wrong("not the name");
        }
        let is_hyphen = |c| matches!(c, '-' | '\u{2010}' | '\u{2011}');
        let is_hangul = |c| matches!(c, '가'..='힣');
        // A hyphen between two words of Hangul is a border.
        let across = before
            .strip_suffix(is_hyphen)
            .is_some_and(|before| before.ends_with(is_hangul) && linked.starts_with(is_hangul));
        if before.ends_with(|c| is_word(c) || is_hyphen(c)) && !across {
            return wrong("inside a word");
        }
        let rest: Vec<char> = after.chars().take_while(|c| is_word(*c)).collect();
        if rest.len() > 14 || !rest.iter().all(|c| matches!(c, '가'..='힣')) {
            return wrong("at the beginning of a longer word");
        }
        seen.note((before.chars().next_back(), rest));
    }
    Ok(())
}

/// Letters, digits and what belongs to them; not marks made of letters, such as ① and ㈜.
fn is_word(c: char) -> bool {
    let mark = matches!(c, '\u{318d}' | '\u{119e}' | '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3200}'..='\u{32ff}');
    (c.is_alphanumeric() || c == '_') && !mark
}

fn folded(name: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    };
    let kept = name
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}' | '\u{2011}'));
    kept.map(narrow).flat_map(char::to_lowercase).collect()
}

/// The name with either particle of every pair, as the filter chooses, is a mention.
fn check_pairs(name: &str, seen: &mut Seen) -> Verdict {
    let template: String = PAIRS
        .iter()
        .map(|(a, b)| format!("{{{{ page.title | josa(\"{a}/{b}\") }}}} 끝.\n\n"))
        .collect();
    let written = build(name, &template, "");
    let written = written.text("ko/t/index.html")?;
    let site = build(name, "{{ text.html | safe }}", written);
    let page = site.text("ko/t/index.html")?;
    for line in written.lines().filter(|line| !line.is_empty()) {
        let particle = line
            .strip_prefix(name)
            .and_then(|l| l.strip_suffix(" 끝."))
            .ok_or_else(|| format!("{line} without {name}"))?;
        seen.note(particle);
        if !page.contains(&format!(">{name}</a>{particle} 끝.")) {
            return Err(format!("{name} is not found in {name}{particle}: {page}"));
        }
    }
    Ok(())
}
