//! What a new file is to be, and the text that it begins with.

use jiff::civil::Date;

use crate::document::section::SectionKind;
use crate::lang::Language;
use crate::source::site::Site;

/// What is to be made. Slugs are what the author typed.
#[derive(Debug, Clone, Copy)]
pub enum Wanted<'a> {
    /// An article: `energy/tide`.
    Explainer(&'a str),
    /// A part of an article.
    Section {
        /// `EXPLAINER/SLUG`.
        path: &'a str,
        /// What it is.
        kind: SectionKind,
        /// The section that it comes after; else it comes last.
        after: Option<&'a str>,
    },
    /// A glossary entry.
    Term(&'a str),
    /// A plain page.
    Page(&'a str),
}

/// What the new thing is called, where the author says so.
#[derive(Debug, Clone, Copy, Default)]
pub struct Titles<'a> {
    /// In Korean.
    pub korean: Option<&'a str>,
    /// In English.
    pub english: Option<&'a str>,
}

/// A file's text in a language: Korean where that is Korean, else English.
pub(super) fn text(
    site: &Site,
    wanted: Wanted<'_>,
    titles: Titles<'_>,
    stem: &str,
    language: Language,
    today: Date,
) -> String {
    let korean = language == Language::Korean;
    let say = |ko: &'static str, en: &'static str| if korean { ko } else { en };
    let given = match language {
        Language::Korean => titles.korean,
        Language::English => titles.english,
        _ => None,
    };
    let title = given.map_or_else(|| title(stem), str::to_owned);
    let mut head = vec![format!("title: {}", yaml_string(&title))];
    let body = match wanted {
        Wanted::Explainer(_) => {
            head.push(format!(
                "description: {}",
                yaml_string(say(
                    "이 글을 한 문장으로 소개하세요.",
                    "This article in one sentence."
                ))
            ));
            head.push(format!("date: {today}"));
            if let Some(author) = &site.author {
                head.push(format!("authors: [{}]", yaml_string(&author.name)));
            }
            say(
                "여기에 글머리를 쓰세요. 무엇을 다루는지, 왜 읽어야 하는지 밝히면 좋습니다.",
                "The lead goes here: what this is about, and why anybody should want to know.",
            )
        }
        Wanted::Section { kind, .. } => {
            if kind != SectionKind::default() {
                head.push(format!("kind: {}", kind.name()));
            }
            let [korean, english] = kind.example();
            say(korean, english)
        }
        Wanted::Term(_) => {
            head.push(format!(
                "summary: {}",
                yaml_string(say(
                    "뜻을 한 문장으로 쓰세요.",
                    "What it means, in one sentence."
                ))
            ));
            head.push("aliases: []".into());
            head.push("related: []".into());
            say(
                "여기에 한두 문단으로 풀이하세요.",
                "Explain it here in a paragraph or two.",
            )
        }
        Wanted::Page(_) => say("여기에 쓰세요.", "Write here."),
    };
    head.push(
        say(
            "draft: true # 다 쓰면 이 줄을 지우세요",
            "draft: true # delete this line when it is done",
        )
        .into(),
    );
    format!("---\n{}\n---\n{body}\n", head.join("\n"))
}

/// `energy/10-tidal-power` → Tidal power: something to begin with.
fn title(stem: &str) -> String {
    let mut parts = stem.trim_end_matches("/index").rsplit('/');
    let name = parts.next().unwrap_or(stem);
    let name = match name.split_once('-') {
        Some((digits, rest)) if is_number(digits) && !rest.is_empty() => rest,
        _ => name,
    };
    let words = name.replace(['-', '_'], " ");
    let words = if words.trim().is_empty() {
        name
    } else {
        words.trim()
    };
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

/// A double-quoted scalar (YAML 1.2); JSON strings are a part of it.
fn yaml_string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Whether it is written in digits alone.
pub(super) fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())
}
