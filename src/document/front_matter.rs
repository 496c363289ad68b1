//! The front matter of a content file: YAML between two `---` lines, read into a type for each kind of file.

mod fences;
mod matter;
mod sources;

use std::sync::Arc;

pub(crate) use self::fences::split;
pub use self::matter::{
    ExplainerMatter, FrontMatter, Matching, Matter, Reference, SectionMatter, TermMatter,
};
use self::sources::sources;
use crate::base::diag::{Diagnostic, Fix, Place};
use crate::base::text::{invisible, without_invisible};
use crate::document::heading;
use crate::document::moved;
use crate::document::path::Role;
use crate::document::section::SectionKind;
use crate::lang::message::message;
use crate::source::data::{self, Fields, Node, Shape, Spanned};
use crate::source::site::Site;

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
    let mut heading = heading::first(text, body);
    if let Some(heading) = &mut heading
        && let Some(title) = heading::without_id(&heading.title.value).map(str::to_owned)
    {
        diagnostics.push(id_of_title(text, &heading.title, file));
        heading.title.value = title;
    }
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
            let later = heading::behind_foreign(text, body);
            let hint = match &later {
                Some((title, _)) => message!(
                    "제목이 될 `{title}`(을/를) 파일 맨 위로 옮기세요",
                    "move `{title}` to the top of the file, where it is the title"
                ),
                None => message!(
                    "파일을 `---`, `title: …`, `---` 세 줄로 시작하세요",
                    "begin the file with `---`, `title: …`, `---`, each on its line"
                ),
            };
            diagnostics.push(d.hint(hint).fix(later.map(|(_, fix)| fix)));
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

/// An id behind the title, as other tools write one.
fn id_of_title(text: &str, title: &Spanned<String>, file: &Arc<str>) -> Diagnostic {
    let span = title.span.clone();
    let at = text[span.clone()]
        .rfind("[[")
        .map_or(span.end, |at| span.start + at);
    let before = span.start + text[span.start..at].trim_end().len();
    let id = &text[at..span.end];
    let message = message!(
        "제목 뒤의 `{id}`(은/는) 다른 도구의 주소 표시라 제목에서 뺐습니다",
        "`{id}` behind the title is an id of another tool, and is left out of the title"
    );
    let hint = message!(
        "지우세요. 글 제목의 주소는 폴더 이름입니다",
        "delete it: the address of the page is the name of its folder"
    );
    let d = Diagnostic::warning(Place::at(file, at..span.end), "foreign-syntax", message);
    d.hint(hint).fix(Some(Fix::new(before..span.end, "")))
}

/// The first character in front matter that nobody sees: names with one are other names.
fn unseen(yaml: &str, start: usize, file: &Arc<str>) -> Option<Diagnostic> {
    let (at, c, _) = invisible(yaml).next()?;
    let (last, other, _) = invisible(yaml).last()?;
    let all = at..last + other.len_utf8();
    let clean = without_invisible(&yaml[all.clone()], |_| true);
    let fix = Fix::new(start + all.start..start + all.end, &clean);
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
    let d = Diagnostic::warning(place, "invisible-character", message);
    Some(d.hint(hint).fix(Some(fix)))
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
        math: false,
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
    let front = of_fields(&mut fields, heading, role, site);
    fields.finish();
    front
}

/// What the front matter of a file may say, whatever the file is.
pub(crate) fn shape() -> Shape {
    const SITE: &str = "base_url = \"https://name.github.io/\"\ndefault_language = \"ko\"\ntitle = \"\"\n[languages.ko]\n";
    let (shape, file) = (Shape::default(), Arc::from(""));
    let Some(site) = Site::parse(SITE, &file, &mut Vec::new()) else {
        return shape;
    };
    // With a heading no title has to be there.
    let heading = Spanned {
        value: String::new(),
        span: 0..0,
    };
    for role in [Role::Page, Role::Explainer, Role::Section, Role::Term] {
        of_node(
            shape.node(),
            Some(&heading),
            &file,
            role,
            &site,
            &mut Vec::new(),
        );
    }
    shape
}

/// Takes the keys of a file of the given role.
fn of_fields(
    fields: &mut Fields<'_>,
    heading: Option<&Spanned<String>>,
    role: Role,
    site: &Site,
) -> FrontMatter {
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
    let math = fields.boolean("math").unwrap_or(false);
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
    let moved_from = moved::read(fields, role, site);
    let (has_kind, mut unread) = (fields.has("kind"), false);
    let matter = match role {
        Role::Home | Role::GlossaryIndex | Role::Page => Matter::Plain,
        Role::Explainer => Matter::Explainer(explainer(fields)),
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
        Role::Term => {
            let name = title.as_ref().map_or("", |t| &t.value);
            Matter::Term(Box::new(term(fields, name)))
        }
    };
    FrontMatter {
        title,
        description,
        draft,
        search,
        math,
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

fn term(fields: &mut Fields<'_>, name: &str) -> TermMatter {
    let aliases = fields.strings("aliases");
    let names: Vec<&str> = aliases
        .iter()
        .map(|alias| &*alias.value)
        .chain([name])
        .collect();
    let not = others(fields, "not", &names);
    let avoid = others(fields, "avoid", &names);
    TermMatter {
        has_summary: fields.has("summary"),
        summary: fields
            .string("summary")
            .map(|s| one_line(&s.value))
            .unwrap_or_default(),
        category: fields.string("category").map(|s| s.value),
        related: fields.strings("related"),
        reading: reading(fields),
        sort_as: fields.string("sort_as").map(|s| s.value),
        matching: fields
            .one_of(
                "match",
                &[("auto", Matching::Auto), ("manual", Matching::Manual)],
            )
            .unwrap_or_default(),
        not,
        avoid,
        case_sensitive: fields.boolean("case_sensitive").unwrap_or(false),
        aliases,
    }
}

/// How a name is read aloud, which only Hangul says.
fn reading(fields: &mut Fields<'_>) -> Option<String> {
    let reading = fields.string("reading")?;
    let name = &reading.value;
    if name.contains(|c| ('가'..='힣').contains(&c)) {
        return Some(reading.value);
    }
    let message = message!(
        "`reading`에는 한글로 읽는 소리를 적는데, `{name}`에는 한글이 없습니다",
        "`reading` says in Hangul how a name is read, and `{name}` has none"
    );
    let hint = message!(
        "`reading: 엑스에이아이`처럼 적거나 지우세요",
        "write it like `reading: 엑스에이아이`, or delete it"
    );
    fields.report(reading.span, "wrong-value", message, hint);
    None
}

/// A list of what a term is not to be called or found in, which its own names are not.
fn others(fields: &mut Fields<'_>, key: &'static str, names: &[&str]) -> Vec<String> {
    let is_name = |s: &Spanned<String>| !s.value.is_empty() && names.contains(&&*s.value);
    let (own, others): (Vec<_>, Vec<_>) = (fields.strings(key).into_iter()).partition(is_name);
    if let Some(own) = own.into_iter().next() {
        let name = &own.value;
        let message = message!(
            "`{key}`에 이 용어의 이름 `{name}`(이/가) 적혀 있습니다",
            "`{key}` has `{name}` in it, a name of the term itself"
        );
        let hint = message!("`{key}`에서 지우세요", "take it out of `{key}`");
        fields.report(own.span, "wrong-value", message, hint);
    }
    others.into_iter().map(|s| s.value).collect()
}

/// Folded YAML text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
