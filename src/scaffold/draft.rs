//! What a new file is to be, and the text that it begins with.

use jiff::civil::Date;

use crate::document::placeholder;
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
    let say = |[ko, en]: [&'static str; 2]| if korean { ko } else { en };
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
                yaml_string(say(placeholder::DESCRIPTION))
            ));
            head.push(format!("date: {today}"));
            if let Some(author) = &site.author {
                head.push(format!("authors: [{}]", yaml_string(&author.name)));
            }
            say(placeholder::LEAD)
        }
        Wanted::Section { kind, .. } => {
            if kind != SectionKind::default() {
                head.push(format!("kind: {}", kind.name()));
            }
            say(kind.example())
        }
        Wanted::Term(_) => {
            head.push(format!(
                "summary: {}",
                yaml_string(say(placeholder::SUMMARY))
            ));
            head.push("aliases: []".into());
            head.push("related: []".into());
            say(placeholder::TERM)
        }
        Wanted::Page(_) => say(placeholder::PAGE),
    };
    head.push(
        say([
            "draft: true # 다 쓰면 이 줄을 지우세요",
            "draft: true # delete this line when it is done",
        ])
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
