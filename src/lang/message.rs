//! Messages: Korean and English side by side, particles by the grammar.

use std::borrow::Cow;

use super::korean::josa;
use crate::base::diag::Message;

/// A [`Message`]: the Korean text, then the English one, each as for `format!` with names in braces. In the Korean text a pair
/// in brackets becomes the particle that belongs after the word before it: `"{file}(을/를) 읽지 못했습니다"`. Names after the
/// texts are messages themselves and are put in by language.
///
/// ```
/// # use haeseol::message;
/// # let (file, why) = ("a.ko.md", message!("비어 있습니다", "it is empty"));
/// let said = message!("{file}(은/는) 글자로 된 파일이 아닙니다: {why}", "{file} is not text: {why}", why);
/// assert_eq!(said.korean(), "a.ko.md는 글자로 된 파일이 아닙니다: 비어 있습니다");
/// ```
#[macro_export]
macro_rules! message {
    ($korean:literal, $english:literal $(, $part:ident)* $(,)?) => {
        $crate::lang::message::with_particles(
            { $(let $part = $part.korean();)* $crate::lang::message::formatted(format_args!($korean)) },
            { $(let $part = $part.english();)* $crate::lang::message::formatted(format_args!($english)) },
        )
    };
}
pub use crate::message;

/// The text of a message. One that nothing is put into takes no memory, however often it is said.
pub fn formatted(text: std::fmt::Arguments<'_>) -> Cow<'static, str> {
    match text.as_str() {
        Some(text) => text.into(),
        None => text.to_string().into(),
    }
}

/// Puts particles in place of the pairs in brackets of the Korean text.
pub fn with_particles(korean: Cow<'static, str>, english: Cow<'static, str>) -> Message {
    if !korean.contains('(') {
        return Message::new(korean, english);
    }
    let mut out = String::with_capacity(korean.len());
    let mut rest = &*korean;
    while let Some(open) = rest.find('(') {
        let (before, after) = rest.split_at(open);
        out.push_str(before);
        let pair = after[1..].split_once(')');
        // What is quoted is a word by itself, whatever it is made of.
        let quoted = out.strip_suffix('`').and_then(|out| out.rsplit('`').next());
        // Brackets and quotes around a list or a value are not read aloud.
        let inner = quoted.map(|q| q.trim_end_matches([']', '"', '\'']));
        let word = inner.filter(|q| !q.is_empty()).or(quoted).unwrap_or(&out);
        let particle = pair.and_then(|(pair, _)| josa(word, None, pair).ok());
        match (particle, pair) {
            (Some(particle), Some((_, after))) => {
                out.push_str(particle);
                rest = after;
            }
            _ => {
                out.push('(');
                rest = &after[1..];
            }
        }
    }
    out.push_str(rest);
    Message::new(out, english)
}

#[cfg(test)]
mod tests {
    #[test]
    fn particles_follow_what_is_put_in() {
        for (name, wanted) in [
            ("콜로서스", "`콜로서스`는 `콜로서스`로 (가)"),
            ("피지컬 달", "`피지컬 달`은 `피지컬 달`로 (가)"),
            ("a/b.ko.md", "`a/b.ko.md`는 `a/b.ko.md`로 (가)"),
            ("3", "`3`은 `3`으로 (가)"),
            ("a.png", "`a.png`는 `a.png`로 (가)"),
            ("a.html", "`a.html`은 `a.html`로 (가)"),
            ("[^1]", "`[^1]`은 `[^1]`로 (가)"),
            ("not: [끝소리]", "`not: [끝소리]`는 `not: [끝소리]`로 (가)"),
            ("|---|", "`|---|`는 `|---|`로 (가)"),
        ] {
            let m = message!("`{name}`(은/는) `{name}`(으로/로) (가)", "{name}");
            assert_eq!(m.korean(), wanted);
            assert_eq!(m.english(), name);
        }
        let why = message!("까닭", "why");
        assert_eq!(message!("{why}(이/가)", "{why}!", why).korean(), "까닭이");
    }
}
