//! The languages of a site, and what is said in each of them.

use std::ops::Range;

use super::{Localized, SiteLanguage};
use crate::base::diag::{Message, did_you_mean};
use crate::lang::message::message;
use crate::lang::{Language, is_tag};
use crate::source::data::{Fields, Kind, Node, Spanned, Value};

/// Reads `languages`, the default one first.
pub(super) fn read_languages(
    fields: &mut Fields<'_>,
    default: Option<&Spanned<String>>,
) -> Vec<SiteLanguage> {
    let remedy = || {
        message!(
            "언어마다 `[languages.ko]`와 그 아래 `name = \"한국어\"`를 적으세요",
            "declare each language: `[languages.ko]` and below it `name = \"한국어\"`"
        )
    };
    let Some(node) = fields.required("languages", remedy) else {
        return Vec::new();
    };
    let mut languages = Vec::new();
    let mut bad = Vec::new();
    let mut plain: Option<(Spanned<String>, Range<usize>)> = None;
    fields.table("languages", node, |f| {
        for (mut tag, node) in f.take_all() {
            if let Some(right) = meant(&tag.value) {
                let written = std::mem::replace(&mut tag.value, right.to_owned());
                bad.push((written, tag.span.clone(), Some(right)));
            }
            if !is_tag(&tag.value) {
                bad.push((tag.value, tag.span, None));
                continue;
            }
            // `ko = "한국어"`: what it means is clear, and said once of all.
            if let Value::String(name) = &node.value {
                if plain
                    .as_ref()
                    .is_none_or(|(_, first)| node.span.start < first.start)
                {
                    plain = Some((tag.clone(), node.span.clone()));
                }
                languages.push(SiteLanguage {
                    language: Language::of(&tag.value),
                    name: name.clone(),
                    tag: tag.value.into(),
                });
                continue;
            }
            let name = f.table(&tag.value, node, |f| f.string("name"));
            let name = name.map_or_else(|| tag.value.clone(), |s| s.value);
            languages.push(SiteLanguage {
                language: Language::of(&tag.value),
                tag: tag.value.into(),
                name,
            });
        }
    });
    if let Some((tag, span)) = plain {
        let tag = tag.value;
        let message = message!(
            "언어는 이름만이 아니라 묶음으로 적습니다",
            "a language is declared as a group of settings, not by its name alone"
        );
        let hint = message!(
            "언어마다 `[languages.{tag}]` 줄을 적고, 그 아래에 `name = \"…\"`을 적으세요",
            "write a line `[languages.{tag}]` for each language, and `name = \"…\"` below it"
        );
        fields.report(span, "wrong-type", message, hint);
    }
    for (name, span, meant) in bad {
        let message = message!(
            "`{name}`(은/는) 언어 이름이 아닙니다",
            "`{name}` is not a language tag"
        );
        let hint = match meant {
            Some(right) => message!(
                "`{right}`(으로/로) 적으세요. 파일 이름과 `title` 같은 곳에서도 그렇게 씁니다",
                "write `{right}`, in the names of files and in `title` and the like too"
            ),
            None => message!(
                "`ko`, `en`, `pt-BR` 같은 BCP 47 언어 이름을 적으세요",
                "write a BCP 47 tag such as `ko`, `en` or `pt-BR`"
            ),
        };
        fields.report(span, "bad-language", message, hint);
    }
    languages.truncate(usize::from(u8::MAX));
    languages.sort_by(|a, b| a.tag.cmp(&b.tag));
    if let Some(default) = default {
        match languages.iter().position(|l| *l.tag == *default.value) {
            Some(i) => languages[..=i].rotate_right(1),
            None => undeclared_default(fields, default, &languages),
        }
    }
    languages
}

/// The tag of a language that people call by its country, or by a code of three letters where there is one of two, which BCP 47 asks
/// for (RFC 5646, 2.2.1).
fn meant(tag: &str) -> Option<&'static str> {
    Some(match tag.to_ascii_lowercase().as_str() {
        "kr" | "kor" | "korean" => "ko",
        "eng" | "english" => "en",
        "jp" | "jpn" | "japanese" => "ja",
        "cn" | "chi" | "zho" | "chinese" => "zh",
        "fre" | "fra" => "fr",
        "ger" | "deu" => "de",
        "spa" => "es",
        _ => return None,
    })
}

fn undeclared_default(
    fields: &mut Fields<'_>,
    default: &Spanned<String>,
    languages: &[SiteLanguage],
) {
    let named = languages.iter().find(|l| l.name == default.value);
    let named = named.map(|l| {
        let tag = &l.tag;
        message!("`{tag}`(으로/로) 적으세요", "write `{tag}`")
    });
    let hint = named
        .or_else(|| did_you_mean(&default.value, languages.iter().map(|l| &*l.tag)))
        .unwrap_or_else(|| declare(&default.value));
    let name = &default.value;
    let message = message!(
        "`default_language`로 적은 `{name}`(은/는) 이 사이트의 언어가 아닙니다",
        "`default_language` is `{name}`, which is not declared"
    );
    fields.report(default.span.clone(), "bad-language", message, hint);
}

/// The hint for a language that is not declared.
fn declare(tag: &str) -> Message {
    message!(
        "이 언어를 쓰려면 `[languages.{tag}]`와 그 아래 `name = \"…\"`을 더하세요",
        "to use it, add `[languages.{tag}]` and below it `name = \"…\"`"
    )
}

/// A text for all languages, or a table with one text each.
pub(super) fn localized(
    key: &'static str,
    node: Node,
    languages: &[SiteLanguage],
    fields: &mut Fields<'_>,
) -> Option<Localized> {
    let span = node.span.clone();
    if let Value::Asked(shape) = &node.value {
        shape.note(Kind::Localized);
    }
    if !matches!(node.value, Value::Map(_)) {
        let text = fields.as_string(key, node)?;
        return Some(Localized(vec![text.value; languages.len()]));
    }
    let mut texts: Vec<Option<String>> = vec![None; languages.len()];
    let mut unknown = Vec::new();
    fields.table(key, node, |f| {
        for (tag, node) in f.take_all() {
            let text = f.as_string(&tag.value, node);
            match languages.iter().position(|l| *l.tag == *tag.value) {
                Some(i) => texts[i] = Some(text.map_or_else(String::new, |t| t.value)),
                None => unknown.push(tag),
            }
        }
    });
    for tag in unknown {
        let hint = did_you_mean(&tag.value, languages.iter().map(|l| &*l.tag))
            .unwrap_or_else(|| declare(&tag.value));
        let name = &tag.value;
        let message = message!(
            "`{key}`에 적은 `{name}`(은/는) 이 사이트의 언어가 아닙니다",
            "`{key}` is given in `{name}`, which is not declared"
        );
        fields.report(tag.span, "bad-language", message, hint);
    }
    let missing: Vec<_> = languages
        .iter()
        .zip(&texts)
        .filter(|(_, t)| t.is_none())
        .map(|(l, _)| &*l.tag)
        .collect();
    if !missing.is_empty() {
        let (all, first) = (missing.join(", "), missing[0]);
        let message = message!(
            "`{key}`에 {all}(이/가) 빠졌습니다",
            "`{key}` is missing in {all}"
        );
        let hint = message!("`{first} = \"…\"`(을/를) 더하세요", "add `{first} = \"…\"`");
        fields.report(span, "missing-language", message, hint);
    }
    Some(Localized(
        texts.into_iter().map(Option::unwrap_or_default).collect(),
    ))
}
