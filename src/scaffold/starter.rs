//! The site that `init` writes: the folder `starter/`, which is a working site, with the answers put in.

use std::path::Path;

use include_dir::{Dir, include_dir};
use jiff::civil::Date;

use super::{NewFile, Refusal, editor, write};
use crate::base::diag::Locale;
use crate::base::permalink::BaseUrl;
use crate::lang::message::message;
use crate::source::site::SITE_FILE;

static STARTER: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/scaffold/starter");

/// The author's answers about the new site; what is not answered stays as in the starter.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// The site's name in Korean.
    pub title_ko: Option<String>,
    /// The site's name in English.
    pub title_en: Option<String>,
    /// Tags of the languages to begin with, of [`LANGUAGES`]; none for all.
    pub languages: Vec<String>,
    /// Where it will be published.
    pub base_url: Option<BaseUrl>,
    /// Who publishes it.
    pub author: Option<String>,
    /// The language of files for VS Code, if they are wanted.
    pub vscode: Option<Locale>,
}

/// What the program knows of itself, for the workflow that has to install it.
#[derive(Debug, Clone, Copy)]
pub struct Program<'a> {
    /// Its version.
    pub version: &'a str,
    /// The commit it is made of; empty if that is not known.
    pub commit: &'a str,
    /// Where its sources are; empty if that is not known.
    pub repository: &'a str,
}

/// Tags of the languages that the starter has, in the order of its settings.
pub const LANGUAGES: [&str; 2] = ["ko", "en"];

/// The starter's title in Korean, which is its author too.
const TITLE_KO: &str = "\"작은 해설\"";
const TITLE_EN: &str = "\"Small Explainers\"";
const BASE_URL: &str = "\"https://example.github.io/site/\"";
/// The day in the starter's front matter.
const DATE: &str = "2001-01-01";

/// What a folder with a site in it has.
const SITE: [&str; 2] = [SITE_FILE, "content"];

/// Makes a new site in a folder, which may hold other files. Gives those that were made. Where there is a site already, the files for
/// an editor are made, if they are asked for.
///
/// # Errors
/// There is a site in the folder already, or another file where one of ours has to be.
pub fn begin(
    root: &Path,
    answers: &Answers,
    program: Program<'_>,
    today: Date,
) -> Result<Vec<NewFile>, Refusal> {
    if root.symlink_metadata().is_ok() && !root.is_dir() {
        let name = root.display();
        return Err(Refusal {
            message: message!("{name}(은/는) 폴더가 아닙니다", "{name} is not a folder"),
            hint: message!(
                "다른 이름을 고르거나, 그것을 옮기거나 지우세요",
                "choose another name, or move or delete what is there"
            ),
        });
    }
    let exists = |name: &str| root.join(name).symlink_metadata().is_ok();
    if let Some(locale) = answers.vscode.filter(|_| exists(SITE_FILE)) {
        let files = editor::files(locale);
        write(root, &files)?;
        return Ok(files);
    }
    if let Some(name) = SITE.into_iter().find(|name| exists(name)) {
        return Err(Refusal {
            message: message!(
                "이 폴더에는 이미 사이트가 있습니다: {name}",
                "there is a site in this folder already: {name}"
            ),
            hint: message!(
                "다른 폴더를 고르세요. 있는 사이트에 글을 더하려면 `haeseol new`를 쓰세요",
                "choose another folder; `haeseol new` adds texts to a site that is there"
            ),
        });
    }
    let mut files = files(answers, program, today);
    yield_readmes(&mut files, &exists);
    write(root, &files)?;
    Ok(files)
}

/// The folder's own README stays, and ours goes beside it.
fn yield_readmes(files: &mut [NewFile], exists: &dyn Fn(&str) -> bool) {
    let other = |name: &str| format!("README.haeseol{}", &name["README".len()..]);
    let readmes = ["README.md", "README.en.md"];
    let taken: Vec<&str> = readmes.into_iter().filter(|name| exists(name)).collect();
    for file in files.iter_mut().filter(|f| readmes.contains(&&*f.path)) {
        if let Ok(text) = std::str::from_utf8(&file.content) {
            let links = taken.iter().fold(text.to_owned(), |text, name| {
                text.replace(&format!("({name})"), &format!("({})", other(name)))
            });
            file.content = links.into_bytes().into();
        }
        if taken.contains(&&*file.path) {
            file.path = other(&file.path);
        }
    }
}

/// The files of a new site.
fn files(answers: &Answers, program: Program<'_>, today: Date) -> Vec<NewFile> {
    let mut files = Vec::new();
    collect(&STARTER, &mut files);
    let only = answers.only();
    files.retain(|file| only.is_none_or(|only| !is_in_another(&file.path, only)));
    if let Some(locale) = answers.vscode {
        files.extend(editor::files(locale));
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    for file in &mut files {
        let Ok(text) = std::str::from_utf8(&file.content) else {
            continue;
        };
        let filled = match file.path.as_str() {
            "site.toml" => settings(text, answers),
            ".github/workflows/pages.yml" => workflow(text, program),
            path if path.starts_with("content/") => text.replace(DATE, &today.to_string()),
            _ => continue,
        };
        file.content = filled.into_bytes().into();
    }
    files
}

fn collect(folder: &'static Dir<'_>, files: &mut Vec<NewFile>) {
    files.extend(folder.files().filter_map(|f| {
        Some(NewFile {
            path: f.path().to_str()?.replace('\\', "/"),
            content: f.contents().into(),
        })
    }));
    for folder in folder.dirs() {
        collect(folder, files);
    }
}

impl Answers {
    /// The one language of the site, if it is to have one.
    fn only(&self) -> Option<&'static str> {
        let is_wanted = |tag: &&str| self.languages.iter().any(|l| l == tag);
        let mut wanted = LANGUAGES.into_iter().filter(is_wanted);
        let first = wanted.next()?;
        wanted.next().is_none().then_some(first)
    }
}

/// Whether a text is in another language than the one.
fn is_in_another(path: &str, only: &str) -> bool {
    let mut others = LANGUAGES.iter().filter(|tag| **tag != only);
    path.starts_with("content/") && others.any(|tag| path.ends_with(&format!(".{tag}.md")))
}

/// The settings of a site with one language.
fn in_one(text: &str, only: &str) -> String {
    let tables = text.split_inclusive("\n\n");
    let tables = tables.filter(|table| {
        let tag = table.strip_prefix("[languages.");
        tag.is_none_or(|rest| rest.starts_with(&format!("{only}]")))
    });
    let lines = tables.flat_map(|table| table.split_inclusive('\n'));
    let lines = lines.map(|line| {
        let values = line
            .split_once("{ ko = ")
            .and_then(|(key, values)| Some((key, values.split_once(", en = ")?)));
        match values {
            Some((key, (korean, english))) if only == "ko" => {
                let end = english.trim_start_matches('"').split_once('"');
                format!("{key}{{ ko = {korean}{}", end.map_or("", |(_, end)| end))
            }
            Some((key, (_, english))) => format!("{key}{{ en = {english}"),
            None => line.replace(
                "default_language = \"ko\"",
                &format!("default_language = \"{only}\""),
            ),
        }
    });
    let settings: String = lines.collect();
    settings
        .replace("한국어와 영어로 ", "")
        .replace(", explained in Korean and English", ", explained")
}

fn settings(text: &str, answers: &Answers) -> String {
    let in_one = answers.only().map(|only| in_one(text, only));
    let text = in_one.as_deref().unwrap_or(text);
    let title_ko = answers.title_ko.as_deref();
    let publisher = match answers.only() {
        Some("en") => Some(answers.title_en.as_deref().unwrap_or("Small Explainers")),
        _ => title_ko,
    };
    // Line by line, so that no answer is taken for a place where another one goes.
    let lines = text.split_inclusive('\n').map(|line| {
        let (key, _) = line.split_once(" = ").unwrap_or((line, ""));
        match key {
            "title" => fill(
                line,
                &[
                    (TITLE_KO, title_ko),
                    (TITLE_EN, answers.title_en.as_deref()),
                ],
            ),
            "author" => fill(line, &[(TITLE_KO, answers.author.as_deref().or(publisher))]),
            "base_url" => fill(
                line,
                &[(BASE_URL, answers.base_url.as_ref().map(BaseUrl::as_str))],
            ),
            _ => line.to_owned(),
        }
    });
    let schema = answers.vscode.map(|_| editor::SCHEMA.to_owned());
    schema.into_iter().chain(lines).collect()
}

/// Replaces values by TOML strings, each at its own place.
fn fill(line: &str, places: &[(&str, Option<&str>)]) -> String {
    let mut out = String::new();
    let mut rest = line;
    for (place, answer) in places {
        if let (Some(answer), Some((before, after))) = (answer, rest.split_once(place)) {
            out.push_str(before);
            out.push_str(&toml_string(answer));
            rest = after;
        }
    }
    out + rest
}

/// A basic string (TOML 1.0).
fn toml_string(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn workflow(text: &str, program: Program<'_>) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let value = match line.trim_start().split_once(':').map(|(key, _)| key) {
            Some("HAESEOL_VERSION") => program.version,
            Some("HAESEOL_COMMIT") => program.commit,
            Some("HAESEOL_REPOSITORY") => program.repository,
            _ => return line.to_owned(),
        };
        match line.split_once("\"\"") {
            Some((before, after)) => format!("{before}\"{value}\"{after}"),
            None => line.to_owned(),
        }
    });
    lines.collect()
}
