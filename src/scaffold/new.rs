//! The files that `new` makes: one in each language of the site, with the front matter that is known already, as drafts.

use std::sync::Arc;

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization as _;

use super::{NewFile, Refusal};
use crate::base::diag::{Diagnostic, Place, did_you_mean};
use crate::base::permalink::bad_segment;
use crate::check::names::check_sources;
use crate::document::path::{CONTENT, ContentPath, Role, classify, taken};
use crate::document::section::SectionKind;
use crate::lang::Language;
use crate::source::site::Site;
use crate::source::{Sources, is_left_out};

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

/// Sections are numbered in steps of this, so that others fit between.
const STEP: u32 = 10;

/// The files, in the order of the site's languages.
///
/// # Errors
/// The slug cannot be part of an address, something of that name is there already, or what it belongs to is not.
pub fn files(
    site: &Site,
    sources: &Sources,
    wanted: Wanted<'_>,
    today: Date,
) -> Result<Vec<NewFile>, Refusal> {
    // What is wrong with other files is not for this command to report.
    let known = Known(classify(site, &content(sources, &[]), &mut Vec::new()));
    let stem = match wanted {
        Wanted::Explainer(slug) => known.explainer(slug)?,
        Wanted::Section { path, after, .. } => known.section(path, after)?,
        Wanted::Term(slug) => known.term(slug)?,
        Wanted::Page(slug) => known.page(slug)?,
    };
    let files = site.languages.iter().map(|language| NewFile {
        path: format!("{CONTENT}{stem}.{}.md", language.tag),
        content: text(site, wanted, &stem, language.language, today)
            .into_bytes()
            .into(),
    });
    let files: Vec<NewFile> = files.collect();
    as_the_build_says(site, sources, &files)?;
    Ok(files)
}

/// The texts that a site will have with new files, in the order of their paths.
fn content(sources: &Sources, new: &[NewFile]) -> Vec<Arc<str>> {
    let known = sources.texts(CONTENT).map(|(file, ..)| Arc::clone(file));
    let new = new.iter().map(|file| Arc::from(&*file.path));
    let mut files: Vec<_> = known.chain(new).collect();
    files.sort_unstable();
    files
}

/// Refuses names that a build would not read, or not publish, for the reason that it would give.
fn as_the_build_says(site: &Site, sources: &Sources, files: &[NewFile]) -> Result<(), Refusal> {
    let names = || files.iter().map(|f| &*f.path);
    let mut said = Vec::new();
    classify(site, &content(sources, files), &mut said);
    let of_ours = |d: &Diagnostic| names().any(|name| *name == *d.place.file);
    if let Some(d) = said.into_iter().find(of_ours) {
        return refuse(d.message, d.hint.unwrap_or_default());
    }
    match names().find(|name| is_left_out(name)) {
        Some(name) => refuse(
            format!(
                "{name} cannot be part of an address: names that begin with `.` or that editors give to copies are not read"
            ),
            "choose another name",
        ),
        None => Ok(()),
    }
}

/// What other systems have against the names of new files.
pub fn warnings(sources: &Sources, files: &[NewFile]) -> Vec<Diagnostic> {
    let names = || files.iter().map(|f| &*f.path);
    let mut said = Vec::new();
    let new: Vec<Arc<str>> = names().map(Into::into).collect();
    check_sources(sources.names().chain(&new), &mut said);
    let is_new = |place: &Place| names().any(|name| *name == *place.file);
    said.retain(|d| is_new(&d.place) || d.related.iter().any(|(place, _)| is_new(place)));
    said
}

/// The content that is there. Each function says the path of a new thing below `content/`, without language and ending.
struct Known(Vec<ContentPath>);

impl Known {
    fn explainer(&self, slug: &str) -> Result<String, Refusal> {
        let slug = path(slug)?;
        self.no_term(&slug)?;
        self.free(&slug)?;
        if self.explainers().any(|e| e == format!("{slug}/parallel")) {
            return refuse(
                format!(
                    "the address /{slug}/parallel/ is that of an explainer, where the page in two languages would be"
                ),
                "choose another name, or rename that explainer",
            );
        }
        let folder = format!("{slug}/");
        if let Some(page) = self.0.iter().find(|p| *p.folder == *folder) {
            return refuse(
                format!("the folder {CONTENT}{folder} holds pages, which would become sections"),
                format!("choose another name, or move {} away", page.file),
            );
        }
        Ok(format!("{slug}/index"))
    }

    fn term(&self, slug: &str) -> Result<String, Refusal> {
        // Authors copy the path of another term.
        let slug = path(slug.strip_prefix("glossary/").unwrap_or(slug))?;
        if slug.contains('/') || slug == "index" {
            return refuse(
                format!("`{slug}` cannot be the name of a term"),
                "a term has one name without `/`: `haeseol new term colossus`",
            );
        }
        let route = format!("glossary/{slug}");
        self.not_there(|p| p.role == Role::Term && p.route() == route)?;
        Ok(route)
    }

    fn page(&self, slug: &str) -> Result<String, Refusal> {
        let slug = path(slug)?;
        self.no_term(&slug)?;
        self.free(&slug)?;
        if slug == "index" || slug.ends_with("/index") {
            return refuse(
                format!("{CONTENT}{slug} is the index of its folder"),
                "choose another name; `haeseol new explainer` makes a folder with an index",
            );
        }
        if let Some((folder, _)) = slug.rsplit_once('/')
            && self.explainers().any(|e| e == folder)
        {
            return refuse(
                format!("what lies in {CONTENT}{folder}/ is a section of that explainer"),
                format!("`haeseol new section {slug}`"),
            );
        }
        Ok(slug)
    }

    fn section(&self, wanted: &str, after: Option<&str>) -> Result<String, Refusal> {
        let wanted = trimmed(wanted);
        let Some((explainer, id)) = wanted.rsplit_once('/') else {
            return refuse(
                format!("`{wanted}` does not say which explainer the section belongs to"),
                format!("`haeseol new section EXPLAINER/{wanted}`"),
            );
        };
        if !self.explainers().any(|e| e == explainer) {
            let known: Vec<String> = self.explainers().collect();
            let hint = did_you_mean(explainer, known.iter().map(String::as_str))
                .unwrap_or_else(|| format!("`haeseol new explainer {explainer}` makes it"));
            return refuse(format!("there is no explainer `{explainer}`"), hint);
        }
        if id == "index" || id.split('-').next().is_some_and(is_number) {
            return refuse(
                format!("`{id}` cannot be the name of a section"),
                "write its id alone, as it will stand in addresses; haeseol numbers the file",
            );
        }
        let folder = format!("{explainer}/");
        let here = || {
            self.0
                .iter()
                .filter(|p| p.role == Role::Section && *p.folder == *folder)
        };
        self.not_there(|p| p.role == Role::Section && *p.folder == *folder && *p.stem == *id)?;
        let mut sections: Vec<(Option<u32>, &str)> = here().map(|p| (p.number, &*p.stem)).collect();
        sections.sort_by_key(|(number, id)| (number.is_none(), *number, *id));
        sections.dedup();
        let number = number(&sections, after)?;
        Ok(format!("{explainer}/{number}-{id}"))
    }

    fn explainers(&self) -> impl Iterator<Item = String> {
        let indices = self.0.iter().filter(|p| p.role == Role::Explainer);
        indices.map(ContentPath::route)
    }

    fn no_term(&self, slug: &str) -> Result<(), Refusal> {
        match slug.strip_prefix("glossary/") {
            None => Ok(()),
            Some(term) => refuse(
                "what lies in the glossary is a term",
                format!("`haeseol new term {term}`"),
            ),
        }
    }

    /// Whether a page may be at this address.
    fn free(&self, slug: &str) -> Result<(), Refusal> {
        let (above, name) = slug.rsplit_once('/').unwrap_or(("", slug));
        let parallel = name == "parallel" && self.explainers().any(|e| e == above);
        if let Some(what) = taken(slug).or(parallel.then_some("a page that haeseol makes")) {
            return refuse(
                format!("the address /{slug}/ is taken by {what}"),
                "choose another name",
            );
        }
        self.not_there(|p| p.role != Role::Section && p.route() == slug)
    }

    fn not_there(&self, same: impl Fn(&ContentPath) -> bool) -> Result<(), Refusal> {
        match self.0.iter().find(|p| same(p)) {
            Some(other) => refuse(
                format!("{} is there already", other.file),
                "choose another name, or change that file",
            ),
            None => Ok(()),
        }
    }
}

/// The number of a new section among the others, which are in order.
fn number(sections: &[(Option<u32>, &str)], after: Option<&str>) -> Result<u32, Refusal> {
    let last = sections.iter().rev().find(|(number, _)| number.is_some());
    let (before, next) = match after {
        None => (last, None),
        Some(after) => {
            let Some(i) = sections.iter().position(|(_, id)| *id == after) else {
                let hint = did_you_mean(after, sections.iter().map(|(_, id)| *id))
                    .unwrap_or_else(|| "write the id of a section of this explainer".into());
                return refuse(format!("there is no section `{after}` to come after"), hint);
            };
            if sections[i].0.is_none() {
                return refuse(
                    format!("the section `{after}` has no number, so nothing can come after it"),
                    format!("rename its files to begin with a number: `10-{after}`"),
                );
            }
            (Some(&sections[i]), sections.get(i + 1))
        }
    };
    let before = before.and_then(|(number, _)| *number).unwrap_or(0);
    match next.and_then(|(number, _)| *number) {
        Some(next) if next - before > 1 => Ok(before + (next - before) / 2),
        Some(_) => no_room(sections, after.unwrap_or_default()),
        // The next multiple of the step.
        None => match (before / STEP)
            .checked_add(1)
            .and_then(|n| n.checked_mul(STEP))
        {
            Some(number) => Ok(number),
            None => no_room(sections, after.unwrap_or_default()),
        },
    }
}

/// Two sections have neighbouring numbers: says which files to rename.
fn no_room(sections: &[(Option<u32>, &str)], after: &str) -> Result<u32, Refusal> {
    let numbered = sections
        .iter()
        .filter_map(|(number, id)| Some(((*number)?, *id)));
    let renamed: Vec<String> = numbered
        .zip((1..).map(|i| i * STEP))
        .filter(|((old, _), new)| old != new)
        .map(|((old, id), new)| format!("{old}-{id} to {new}-{id}"))
        .collect();
    refuse(
        format!("there is no number left after `{after}`"),
        format!(
            "make room, in every language: rename {}",
            renamed.join(", ")
        ),
    )
}

fn trimmed(typed: &str) -> String {
    typed.trim_matches('/').nfc().collect()
}

/// What the author typed, as a path from `content/`.
fn path(typed: &str) -> Result<String, Refusal> {
    let path = trimmed(typed);
    match path.split('/').find_map(bad_segment) {
        None => Ok(path),
        Some(why) => refuse(
            format!("`{path}` cannot be part of an address: {why}"),
            "write a short name of letters, digits and hyphens: `physical-ai`",
        ),
    }
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())
}

fn refuse<T>(message: impl Into<String>, hint: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal {
        message: message.into(),
        hint: hint.into(),
    })
}

/// A file's text in a language: Korean where that is Korean, else English.
fn text(site: &Site, wanted: Wanted<'_>, stem: &str, language: Language, today: Date) -> String {
    let korean = language == Language::Korean;
    let say = |ko: &'static str, en: &'static str| if korean { ko } else { en };
    let mut head = vec![format!("title: {}", yaml_string(&title(stem)))];
    let body = match wanted {
        Wanted::Explainer(_) => {
            head.push(format!(
                "description: {}",
                yaml_string(say(
                    "이 글을 한 문장으로 소개합니다.",
                    "This article in one sentence."
                ))
            ));
            head.push(format!("date: {today}"));
            if let Some(author) = &site.author {
                head.push(format!("authors: [{}]", yaml_string(&author.name)));
            }
            say(
                "여기에 글머리를 씁니다. 무엇을 다루는지, 왜 궁금한지 밝힙니다.",
                "The lead goes here: what this is about, and why anybody should want to know.",
            )
        }
        Wanted::Section { kind, .. } => {
            if kind != SectionKind::default() {
                head.push(format!("kind: {}", kind.name()));
            }
            let [ko, en] = kind.example();
            say(ko, en)
        }
        Wanted::Term(_) => {
            head.push(format!(
                "summary: {}",
                yaml_string(say(
                    "뜻을 한 문장으로 씁니다.",
                    "What it means, in one sentence."
                ))
            ));
            head.push("aliases: []".into());
            head.push("related: []".into());
            say(
                "여기에 한두 문단으로 풀이합니다.",
                "Explain it here in a paragraph or two.",
            )
        }
        Wanted::Page(_) => say("여기에 씁니다.", "Write here."),
    };
    head.push(
        say(
            "draft: true # 다 쓰면 이 줄을 지웁니다",
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
