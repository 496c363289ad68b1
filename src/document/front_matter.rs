//! The front matter of a content file: YAML between two `---` lines, read into a type for each kind of file.

use std::sync::Arc;

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::base::diag::{Diagnostic, Place};
use crate::base::partial_date::PartialDate;
use crate::base::permalink::bad_id;
use crate::base::text::invisible;
use crate::document::heading;
use crate::document::markdown::SectionHeading;
use crate::document::moved;
use crate::document::path::Role;
use crate::document::section::SectionKind;
use crate::lang::LanguageId;
use crate::lang::message::message;
use crate::source::data::{self, Fields, Node, Spanned};
use crate::source::site::Site;

/// What a content file says of itself.
#[derive(Debug, Clone, Hash)]
pub struct FrontMatter {
    /// The heading. Only a section may do without: it continues the one before.
    pub title: Option<Spanned<String>>,
    /// One sentence for lists, search engines and cards.
    pub description: Option<String>,
    /// Left out unless drafts are asked for.
    pub draft: bool,
    /// Whether search finds it; an explainer's index speaks for the whole explainer.
    pub search: bool,
    /// The language that this text was first written in, if not the site's default.
    pub original: Option<LanguageId>,
    /// Where it was before: addresses below the language, or ids of a section.
    pub moved_from: Vec<Spanned<String>>,
    /// What only this kind of file says.
    pub matter: Matter,
    /// Whether it, or the kind of a section, could not be read, which is reported: nothing that follows from what is missing here
    /// is the author's fault.
    pub unread: bool,
}

impl FrontMatter {
    /// What the heading of a section says in an index with this front matter.
    pub(crate) fn section(&self, heading: &SectionHeading) -> Self {
        let title = Spanned {
            value: heading.title.clone(),
            span: heading.span.clone(),
        };
        Self {
            title: Some(title).filter(|title| !title.value.is_empty()),
            description: None,
            draft: self.draft,
            search: true,
            original: self.original,
            matter: Matter::Section(SectionMatter {
                kind: heading.kind,
                glossary: heading.glossary,
            }),
            moved_from: Vec::new(),
            unread: heading.unread,
        }
    }
}

/// The part of front matter that depends on the kind of file.
#[derive(Debug, Clone, Hash)]
pub enum Matter {
    /// Home, glossary index, plain page: nothing more.
    Plain,
    /// The `index` of an explainer.
    Explainer(ExplainerMatter),
    /// A section of an explainer.
    Section(SectionMatter),
    /// A glossary entry.
    Term(Box<TermMatter>),
}

/// What an explainer's index says.
#[derive(Debug, Clone, Default, Hash)]
pub struct ExplainerMatter {
    /// Day of publication.
    pub date: Option<Date>,
    /// Day of the last change that readers should know of.
    pub updated: Option<Date>,
    /// The day that its facts are of.
    pub as_of: Option<Date>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// What it rests on.
    pub sources: Vec<Reference>,
    /// The picture that goes with its address when that is shared, as a path or an address.
    pub image: Option<Spanned<String>>,
    /// Order in lists: lower comes first, before those without.
    pub weight: Option<i64>,
}

impl ExplainerMatter {
    /// The day that it speaks from.
    pub(crate) fn day(&self) -> Option<Date> {
        self.as_of.or(self.updated).or(self.date)
    }
}

/// A source that an explainer names.
#[derive(Debug, Clone, Hash)]
pub struct Reference {
    /// What texts cite it by, `[@id]`; without one it is what the whole rests on.
    pub id: Option<Spanned<String>>,
    /// As printed.
    pub title: String,
    /// Where to read it.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When, as far as it is known.
    pub date: Option<PartialDate>,
}

/// What a section says.
#[derive(Debug, Clone, Copy, Hash)]
pub struct SectionMatter {
    /// What the section is.
    pub kind: SectionKind,
    /// Whether its terms are linked automatically.
    pub glossary: bool,
}

/// What a term says.
#[derive(Debug, Clone, Default, Hash)]
pub struct TermMatter {
    /// Other names by which it is recognised.
    pub aliases: Vec<Spanned<String>>,
    /// One sentence: the preview card.
    pub summary: String,
    /// Whether the front matter has one; else it is the first sentence of the text.
    pub has_summary: bool,
    /// A label that groups terms.
    pub category: Option<String>,
    /// Slugs of related terms.
    pub related: Vec<Spanned<String>>,
    /// How a Latin name is read in Korean, for its particles.
    pub reading: Option<String>,
    /// What it is sorted by, instead of its title.
    pub sort_as: Option<String>,
    /// Whether mentions are looked for.
    pub matching: Matching,
    /// Words in which the name must not be found.
    pub not: Vec<String>,
    /// Names that should not be used for it.
    pub avoid: Vec<String>,
    /// Whether upper and lower case differ.
    pub case_sensitive: bool,
}

/// `match`: how a term's mentions are found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Matching {
    /// Found, except where the name is too short to be sure of.
    #[default]
    Unset,
    /// Found there too.
    Auto,
    /// Never found; linked by hand. Its names are free for other terms.
    Manual,
}

/// Splits a content file into the byte ranges of its front matter (without the `---` lines) and its body.
///
/// # Errors
/// The first `---` has no second one.
pub(crate) fn split(
    text: &str,
    file: &Arc<str>,
) -> Result<(Option<std::ops::Range<usize>>, usize), Box<Diagnostic>> {
    let Some(first) = text.lines().next().filter(|l| l.trim_end() == "---") else {
        return match misplaced(text, file) {
            Some(d) => Err(Box::new(d)),
            None => Ok((None, 0)),
        };
    };
    let start = (first.len() + 1).min(text.len());
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Ok((Some(start..at), at + line.len()));
        }
        at += line.len();
    }
    let d = Diagnostic::error(
        Place::at(file, 0..3),
        "front-matter",
        message!(
            "머리말 설정(front matter)이 끝나지 않았습니다",
            "the front matter that begins here has no end"
        ),
    );
    Err(Box::new(d.hint(message!(
        "설정이 끝나는 곳에 `---` 한 줄을 적으세요",
        "close it with a line `---`"
    ))))
}

/// Lines at the beginning of a text that are meant as front matter, and are not where or as it has to be.
fn misplaced(text: &str, file: &Arc<str>) -> Option<Diagnostic> {
    let at = text.len() - text.trim_start().len();
    let mut lines = text[at..].lines();
    let first = lines.next()?.trim_end();
    let is_mark = |line: &str| {
        let line = line.trim_end();
        line.chars().count() >= 2
            && line
                .chars()
                .all(|c| matches!(c, '-' | '—' | '–' | '+' | '*' | '_' | '='))
    };
    // `title: …`, as a line of front matter, and not the beginning of a sentence.
    let is_key = |line: &str| {
        line.split_once([':', '='])
            .is_some_and(|(key, _)| KEYS.contains(&key.trim_end()))
    };
    let (hint, wrong) = if is_mark(first) {
        let mut rest = lines.filter(|line| !line.trim().is_empty());
        rest.next().filter(|line| is_key(line))?;
        if first == "---" {
            (
                message!(
                    "위의 빈 줄을 지워 `---`가 파일의 첫 줄이 되게 하세요",
                    "delete the empty lines above it: `---` has to be the first line of the file"
                ),
                first,
            )
        } else {
            (
                message!(
                    "위와 아래의 줄을 `---`로 바꾸고, 그 사이에 `title: …`처럼 적으세요",
                    "make the lines above and below `---`, and write `title: …` between them"
                ),
                first,
            )
        }
    } else {
        is_key(first).then_some(())?;
        (
            message!(
                "그 위와, 설정이 끝나는 곳에 `---` 한 줄씩을 적으세요",
                "write a line `---` above it, and another where the front matter ends"
            ),
            first,
        )
    };
    let message = message!(
        "머리말 설정(front matter)으로 읽히지 않아 글자 그대로 보입니다",
        "this is not read as front matter and is shown as it is"
    );
    let d = Diagnostic::error(
        Place::at(file, at..at + wrong.len()),
        "front-matter",
        message,
    );
    Some(d.hint(hint))
}

/// Keys that a text begins with only in front matter.
const KEYS: [&str; 10] = [
    "title",
    "description",
    "date",
    "draft",
    "kind",
    "summary",
    "aliases",
    "authors",
    "updated",
    "original",
];

/// Reads the head of a file of the given role, and where its body begins. A heading of the first level at the beginning of the
/// body is the title, if there is no other, and no part of the body.
pub(crate) fn parse(
    text: &str,
    file: &Arc<str>,
    role: Role,
    site: &Site,
    diagnostics: &mut Vec<Diagnostic>,
) -> (FrontMatter, usize) {
    let (yaml, body) = match split(text, file) {
        Ok(parts) => parts,
        Err(d) => {
            diagnostics.push(*d);
            return (unread(text, role), text.len());
        }
    };
    let heading = heading::first(text, body);
    let yaml = match yaml {
        Some(yaml) => yaml,
        None if role == Role::Section || heading.is_some() => 0..0,
        None => {
            let d = Diagnostic::error(
                Place::at(file, 0..0),
                "front-matter",
                message!(
                    "머리말 설정(front matter)이 없습니다",
                    "this file has no front matter"
                ),
            );
            diagnostics.push(d.hint(message!(
                "파일을 `---`, `title: …`, `---` 세 줄로 시작하세요",
                "begin the file with `---`, `title: …`, `---`, each on its line"
            )));
            return (unread("", role), body);
        }
    };
    let yaml_text = &text[yaml.clone()];
    diagnostics.extend(unseen(yaml_text, yaml.start, file));
    let Some(node) = data::from_yaml(yaml_text, yaml.start, file, diagnostics) else {
        return (unread(yaml_text, role), body);
    };
    let title = heading.as_ref().map(|heading| &heading.title);
    let front = of_node(node, title, file, role, site, diagnostics);
    let shown = front.title.as_ref().map(|title| &title.value);
    // A heading that says the title once more is no part of the body either.
    let body = match heading {
        Some(heading) if shown == Some(&heading.title.value) => heading.end,
        _ => body,
    };
    (front, body)
}

/// The first character in front matter that nobody sees: names with one are other names.
fn unseen(yaml: &str, start: usize, file: &Arc<str>) -> Option<Diagnostic> {
    let (at, c) = invisible(yaml).next()?;
    let code = format!("U+{:04X}", u32::from(c));
    let place = Place::at(file, start + at..start + at + c.len_utf8());
    let message = message!(
        "보이지 않는 글자 {code}(이/가) 섞여 있습니다",
        "there is an invisible character {code} here"
    );
    let hint = message!(
        "그 자리를 지우고 다시 입력하세요",
        "delete this place and type it again"
    );
    Some(Diagnostic::warning(place, "invisible-character", message).hint(hint))
}

/// In place of front matter that cannot be read: it says nothing, but whether the text is a draft.
fn unread(yaml: &str, role: Role) -> FrontMatter {
    let is_draft = |line: &str| {
        let value = line.strip_prefix("draft:").map(str::trim_start);
        value.is_some_and(|value| value.starts_with("true"))
    };
    FrontMatter {
        title: None,
        description: None,
        draft: yaml.lines().any(is_draft),
        search: true,
        original: None,
        moved_from: Vec::new(),
        matter: match role {
            Role::Home | Role::GlossaryIndex | Role::Page => Matter::Plain,
            Role::Explainer => Matter::Explainer(ExplainerMatter::default()),
            Role::Section => Matter::Section(SectionMatter {
                kind: SectionKind::default(),
                glossary: true,
            }),
            Role::Term => Matter::Term(Box::default()),
        },
        unread: true,
    }
}

fn of_node(
    node: Node,
    heading: Option<&Spanned<String>>,
    file: &Arc<str>,
    role: Role,
    site: &Site,
    diagnostics: &mut Vec<Diagnostic>,
) -> FrontMatter {
    let what = || match role {
        Role::Home => message!("첫 화면의 머리말 설정", "the home page's front matter"),
        Role::Explainer => message!("해설의 머리말 설정", "an explainer's front matter"),
        Role::Section => message!("절의 머리말 설정", "a section's front matter"),
        Role::GlossaryIndex => {
            message!("용어집 머리말 설정", "the glossary index's front matter")
        }
        Role::Term => message!("용어의 머리말 설정", "a term's front matter"),
        Role::Page => message!("페이지의 머리말 설정", "a page's front matter"),
    };
    let mut fields = Fields::new(node, &what, file, diagnostics);
    let title = if role == Role::Section || heading.is_some() {
        fields.string("title").or(heading.cloned())
    } else {
        fields.required_string("title", || {
            message!(
                "`title: …` 줄을 적거나 글을 `# 제목`으로 시작하세요",
                "write `title: …`, or begin the text with `# Title`"
            )
        })
    };
    let title = title
        .map(|t| Spanned {
            value: t.value.split_whitespace().collect::<Vec<_>>().join(" "),
            ..t
        })
        .filter(|t| !t.value.is_empty());
    let mut description = fields.string("description");
    if role == Role::GlossaryIndex {
        // The folder's other files have a `summary`; here it means the same as a description.
        description = description.or(fields.string("summary"));
    }
    let description = description.map(|s| one_line(&s.value));
    let draft = fields.boolean("draft").unwrap_or(false);
    let search = fields.boolean("search").unwrap_or(true);
    let original = fields.string("original").and_then(|tag| {
        let id = site.language_by_tag(&tag.value);
        if id.is_none() {
            let name = &tag.value;
            let message = message!(
                "`original`로 적은 `{name}`(은/는) 이 사이트의 언어가 아닙니다",
                "`original` is `{name}`, which is not a language of this site"
            );
            fields.report(tag.span, "bad-language", message, site.declared());
        }
        id
    });
    let moved_from = moved::read(&mut fields, role, site);
    let (has_kind, mut unread) = (fields.has("kind"), false);
    let matter = match role {
        Role::Home | Role::GlossaryIndex | Role::Page => Matter::Plain,
        Role::Explainer => Matter::Explainer(explainer(&mut fields)),
        Role::Section => Matter::Section(SectionMatter {
            kind: fields
                .one_of_called(
                    "kind",
                    &SectionKind::ALL.map(|kind| (kind.name(), kind)),
                    SectionKind::meant,
                )
                .unwrap_or_else(|| {
                    unread = has_kind;
                    SectionKind::default()
                }),
            glossary: fields.boolean("glossary").unwrap_or(true),
        }),
        Role::Term => Matter::Term(Box::new(term(&mut fields))),
    };
    fields.finish();
    FrontMatter {
        title,
        description,
        draft,
        search,
        original,
        moved_from,
        matter,
        unread,
    }
}

fn explainer(fields: &mut Fields<'_>) -> ExplainerMatter {
    ExplainerMatter {
        date: fields.date("date"),
        updated: fields.date("updated"),
        as_of: fields.date("as_of"),
        authors: fields
            .strings("authors")
            .into_iter()
            .map(|s| s.value)
            .collect(),
        sources: sources(fields),
        image: fields.string("image"),
        weight: fields.integer("weight").map(|w| w.value),
    }
}

fn sources(fields: &mut Fields<'_>) -> Vec<Reference> {
    let sources = fields.tables("sources", |f| {
        let id = source_id(f);
        let url = f.web_address("url");
        let title = f.required_string("title", || {
            message!("출처의 제목을 적으세요", "write the source's title")
        });
        let publisher = f.string("publisher").map(|s| s.value);
        let date = f.partial_date("date");
        Some(Reference {
            id,
            title: title?.value,
            url,
            publisher,
            date,
        })
    });
    let mut places: FxHashMap<&str, _> = FxHashMap::default();
    for id in sources.iter().filter_map(|s| s.id.as_ref()) {
        let Some(first) = places.insert(id.value.as_str(), id.span.clone()) else {
            continue;
        };
        let name = &id.value;
        let message = message!(
            "`{name}`(이라는/라는) `id`가 출처 둘에 있습니다",
            "two sources have the id `{name}`"
        );
        let hint = message!(
            "둘 중 하나를 다른 이름으로 바꾸세요",
            "give one of the two another id"
        );
        let label = message!("여기에도 있습니다", "it is here too");
        fields.report_related(id.span.clone(), "same-id", message, hint, (first, label));
    }
    sources
}

/// What a source is cited by: an id that `[@…]` can hold.
fn source_id(fields: &mut Fields<'_>) -> Option<Spanned<String>> {
    let id = fields.string("id")?;
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
    let why = bad_id(&id.value).or_else(|| {
        let begins = id.value.starts_with(char::is_alphanumeric);
        let message = message!(
            "글자나 숫자로 시작해 글자와 숫자, `-`, `_`, `.`, `:`로만 적습니다",
            "it has to begin with a letter or digit, and to have only these, `-`, `_`, `.` and `:`"
        );
        (!begins || !id.value.chars().all(fits)).then_some(message)
    });
    let Some(why) = why else {
        return Some(id);
    };
    let name = &id.value;
    let message = message!(
        "`{name}`(은/는) 출처의 `id`로 쓸 수 없습니다: {why}",
        "`{name}` cannot be the id of a source: {why}",
        why
    );
    let hint = message!("`id: jpm-2025`처럼 적으세요", "write one as `id: jpm-2025`");
    fields.report(id.span, "bad-name", message, hint);
    None
}

fn term(fields: &mut Fields<'_>) -> TermMatter {
    TermMatter {
        aliases: fields.strings("aliases"),
        has_summary: fields.has("summary"),
        summary: fields
            .string("summary")
            .map(|s| one_line(&s.value))
            .unwrap_or_default(),
        category: fields.string("category").map(|s| s.value),
        related: fields.strings("related"),
        reading: fields.string("reading").map(|s| s.value),
        sort_as: fields.string("sort_as").map(|s| s.value),
        matching: fields
            .one_of(
                "match",
                &[("auto", Matching::Auto), ("manual", Matching::Manual)],
            )
            .unwrap_or_default(),
        not: fields.strings("not").into_iter().map(|s| s.value).collect(),
        avoid: fields
            .strings("avoid")
            .into_iter()
            .map(|s| s.value)
            .collect(),
        case_sensitive: fields.boolean("case_sensitive").unwrap_or(false),
    }
}

/// Folded YAML text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
