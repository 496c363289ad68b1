//! Readings above characters: `{漢字|한자}`.
//!
//! Braces with a bar are used for much in prose and in templates; so what is read must be Chinese characters, with kana at most.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::SpannedEvent;

/// Characters with their reading.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Ruby<'t> {
    /// Its bytes, braces and all.
    pub(crate) range: Range<usize>,
    pub(crate) base: &'t str,
    pub(crate) reading: &'t str,
}

/// The readings in a text, in order.
pub(crate) fn rubies(text: &str) -> impl Iterator<Item = Ruby<'_>> {
    text.match_indices('{').filter_map(|(open, _)| {
        let rest = &text[open + 1..];
        let (base, rest) = rest.split_at(rest.find(|c| !is_read(c))?);
        // In tables a bar has a backslash.
        let rest = rest.strip_prefix('\\').unwrap_or(rest).strip_prefix('|')?;
        let end = rest.find(['{', '|', '}', '\n'])?;
        let reading = rest[..end].trim();
        let is_whole = rest[end..].starts_with('}') && base.contains(is_han);
        (is_whole && !reading.is_empty()).then(|| Ruby {
            range: open..text.len() - rest.len() + end + 1,
            base,
            reading,
        })
    })
}

impl std::fmt::Display for Ruby<'_> {
    /// As it is written where nothing can stand above: `漢字(한자)`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}({})", self.base, self.reading)
    }
}

/// A text with readings behind their characters.
pub(crate) fn in_line(text: String) -> String {
    let mut out = String::new();
    let mut at = 0;
    for ruby in rubies(&text) {
        out.push_str(&text[at..ruby.range.start]);
        out.push_str(&ruby.to_string());
        at = ruby.range.end;
    }
    if at == 0 { text } else { out + &text[at..] }
}

/// Han (UAX #24), by blocks, with the marks of repetition.
fn is_han(c: char) -> bool {
    matches!(c, '々' | '〇' | '\u{2E80}'..='\u{2FDF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Han and kana.
fn is_read(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3041}'..='\u{30FF}')
}

/// Gives headings back what stands at their end and is no attribute to us.
pub(crate) fn restore<'t>(source: &'t str, events: &mut Vec<SpannedEvent<'t>>) {
    let mut start = None;
    let mut at = 0;
    while at < events.len() {
        match &mut events[at] {
            (
                Event::Start(Tag::Heading {
                    id: None, attrs, ..
                }),
                range,
            ) if !attrs.is_empty() => {
                let heading = source[range.clone()].trim_end();
                let last = heading.rfind('{').map(|open| range.start + open);
                let ruby = last.and_then(|open| Some((open, rubies(&source[open..]).next()?)));
                start = ruby.map(|(open, ruby)| open..open + ruby.range.end);
                if start.is_some() {
                    attrs.clear();
                }
            }
            (Event::End(TagEnd::Heading(_)), _) => {
                if let Some(ruby) = start.take() {
                    let before = source[..ruby.start].trim_end().len();
                    let text = before..ruby.end;
                    events.insert(at, (Event::Text(source[text.clone()].into()), text));
                    at += 1;
                }
            }
            _ => {}
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::rubies;

    #[test]
    fn only_chinese_characters_have_readings() {
        let found = |text| -> Vec<_> {
            let each = rubies(text).map(|ruby| format!("{}={}", ruby.base, ruby.reading));
            each.collect()
        };
        assert_eq!(
            found("{漢字|한자}와 {學|학}{校|교}, {食べる|たべる}, {佛國寺\\|불국사}"),
            [
                "漢字=한자",
                "學=학",
                "校=교",
                "食べる=たべる",
                "佛國寺=불국사"
            ]
        );
        for text in [
            "{국내|해외}",
            "{id|name}",
            "{漢字}",
            "{漢字|}",
            "{漢字| }",
            "{|한자}",
            "{漢 字|한자}",
            "{漢字|한|자}",
            "{漢字|한자",
            "{漢字|한\n자}",
            "{漢字|{{x}}}",
            "{べる|x}",
            "漢字|한자}",
            "{漢字\\\\|한자}",
        ] {
            assert!(rubies(text).next().is_none(), "{text}");
        }
    }
}
