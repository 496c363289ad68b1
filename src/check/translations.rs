//! The languages of a site: each file has a translation, and translations have the same shape.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Pass;
use crate::base::diag::{Diagnostic, Message, Place, nearest};
use crate::base::ids::DocumentId;
use crate::document::path::{CONTENT, INDEX};
use crate::document::section::SectionKind;
use crate::document::section::timeline::{self, When};
use crate::document::{Document, Outline, Question};
use crate::lang::LanguageId;
use crate::lang::message::message;
use crate::model::Model;
use crate::model::link::Entry;

/// Reports texts that are missing in a language. Readers of it are shown the text in another one.
pub(super) fn missing(pass: &Pass<'_>, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let model = pass.model;
    for documents in entry.pairs() {
        let Some(first) = documents
            .iter()
            .flatten()
            .next()
            .map(|d| &model.document(*d).outline)
        else {
            continue;
        };
        for language in model
            .site()
            .language_ids()
            .filter(|l| documents[l.index()].is_none())
        {
            let tag = model.site().tag(language);
            let twin = first.path.in_language(tag);
            // One that its id does not pair is in `sections`; one whose index is missing, said of that.
            let has_index = || model.linked().by_file(&twin).is_some();
            if first
                .heading
                .is_some_and(|(_, explicit)| !(explicit && has_index()))
            {
                continue;
            }
            if pass.told.unread.contains(&folded(&twin)) {
                continue;
            }
            let of_language = entry.pairs().filter_map(|d| d[language.index()]);
            let mut files = of_language.map(|d| model.document(d).outline.file());
            if first.heading.is_some() && files.any(|file| pass.told.lost_headings.contains(file)) {
                continue;
            }
            let alone = pass.alone.get_or_init(|| Alone::new(model));
            let near = alone.near(first, language);
            // Names that differ in case alone are told as such.
            if near
                .as_ref()
                .is_some_and(|near| near.eq_ignore_ascii_case(&twin))
            {
                continue;
            }
            // Said once, of the text that is not in the language of originals.
            if near.is_some() && first.path.language == LanguageId::DEFAULT {
                continue;
            }
            let message = message!(
                "`{tag}` 짝 파일이 없습니다. 그 언어로 읽는 사람에게는 이 글이 그대로 보입니다",
                "this has no `{tag}` version, so readers of it see the original"
            );
            let d = Diagnostic::warning(first.place(), "missing-twin", message);
            let file = first.file();
            let hint = match near {
                _ if first.heading.is_some() => {
                    let id = &first.path.stem;
                    message!(
                        "`{twin}`에 `## … {{#{id}}}` 절을 옮겨 적으세요",
                        "translate the section into `{twin}`, under `## … {{#{id}}}`"
                    )
                }
                Some(near) => message!(
                    "`{near}`(이/가) 이 글의 번역이면 `{twin}`(으로/로) 이름을 바꾸세요. 짝은 이름으로 찾습니다",
                    "if `{near}` is its translation, rename it to `{twin}`: translations are found by their names"
                ),
                None => message!(
                    "{twin}(을/를) 쓰세요(`haeseol new translation {file}`). 이미 있으면 거기에서 `draft: true`를 지우세요",
                    "write {twin} (`haeseol new translation {file}`); if it is there already, take `draft: true` out of it"
                ),
            };
            diagnostics.push(d.hint(hint));
        }
    }
}

/// Translations are of one kind; comparisons have the same rows and columns, FAQs the same questions, timelines the same dates.
pub(super) fn shape(pass: &Pass<'_>, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    for documents in entry.pairs() {
        let mut texts = documents.iter().flatten().map(|d| pass.model.document(*d));
        let Some(first) = texts.next() else {
            continue;
        };
        for other in texts.filter(|other| first.reads_like(other)) {
            let mut files = [first, other].map(|d| d.outline.file()).into_iter();
            if !files.any(|file| pass.told.same_ids.contains(file)) {
                diagnostics.extend(difference(first, other));
            }
        }
    }
}

/// Each text with its translations, by language.
pub(super) fn pairs(model: &Model) -> impl Iterator<Item = &[Option<DocumentId>]> {
    model.entries().values().flat_map(Entry::pairs)
}

/// What files that are not read may be meant as.
pub(super) fn unread(model: &Model, diagnostics: &[Diagnostic]) -> FxHashSet<String> {
    let files = diagnostics.iter().filter(|d| d.is_error());
    let files = files.map(|d| &*d.place.file);
    let unread =
        files.filter(|file| file.starts_with(CONTENT) && model.linked().by_file(file).is_none());
    let tags: Vec<&str> = model
        .site()
        .language_ids()
        .map(|l| &**model.site().tag(l))
        .collect();
    unread.flat_map(|file| meant(file, &tags)).collect()
}

/// A file's folder and name as people vary it: in lower case, without language, ending, and what separates words.
fn folded(file: &str) -> String {
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    let stem = name.split('.').next().unwrap_or(name).to_lowercase();
    let stem: String = stem
        .chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .collect();
    let folder = folder.to_lowercase();
    format!("{folder}/{stem}")
}

/// What a file that is not read by its name may be meant as, [`folded`]: `10-x_ko.md`, `ko.10-x.md`.
fn meant(file: &str, tags: &[&str]) -> Vec<String> {
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    let stem = name.strip_suffix(".md").unwrap_or(name);
    let stem = tags
        .iter()
        .find_map(|tag| stem.strip_suffix(tag)?.strip_suffix('.'));
    let whole = stem.map(|stem| folded(&format!("{folder}/{}", stem.replace('.', ""))));
    let parts = name.split('.').filter(|part| !part.is_empty());
    let parts = parts.flat_map(|part| {
        let without = tags.iter().filter_map(|tag| {
            let stem = part.strip_suffix(tag)?;
            stem.strip_suffix(['-', '_'])
        });
        without.chain([part])
    });
    let parts = parts.map(|part| folded(&format!("{folder}/{part}")));
    // `content/ko/a.ko.md`.
    let below = file.strip_prefix(CONTENT).and_then(|f| f.split_once('/'));
    let below = below.filter(|(first, _)| tags.contains(first));
    let below = below.map(|(_, rest)| folded(&format!("{CONTENT}{rest}")));
    // `indx.ko.md`.
    let first = name.split('.').next().unwrap_or(name);
    let index = nearest(first, [INDEX]).map(|index| folded(&format!("{folder}/{index}")));
    parts.chain(whole).chain(below).chain(index).collect()
}

/// Texts without a translation, by what their files have in common with those of texts that they may be the translation of.
#[derive(Debug, Default)]
pub(super) struct Alone(FxHashMap<String, Vec<(LanguageId, Arc<str>)>>);

impl Alone {
    fn new(model: &Model) -> Self {
        let mut alone = Self::default();
        for documents in pairs(model).filter(|d| d.iter().flatten().count() == 1) {
            let outlines = documents
                .iter()
                .flatten()
                .map(|d| &model.document(*d).outline);
            for outline in outlines {
                let path = &outline.path;
                for key in Self::keys(outline) {
                    let file = (path.language, Arc::clone(&path.file));
                    alone.0.entry(key).or_default().push(file);
                }
            }
        }
        alone
    }

    /// The name as people vary it; the number of a section.
    fn keys(outline: &Outline) -> impl Iterator<Item = String> {
        let path = &outline.path;
        let number = path
            .number
            .map(|number| format!("{}#{number}", path.folder));
        std::iter::once(folded(&path.file)).chain(number)
    }

    /// The text that seems to be a translation by another name: of the same number, or with a name that differs only in case and
    /// separators.
    fn near(&self, first: &Outline, language: LanguageId) -> Option<Arc<str>> {
        let found = Self::keys(first)
            .filter_map(|key| self.0.get(&key))
            .flatten();
        let mut found = found.filter(|(l, _)| *l == language).map(|(_, file)| file);
        let near = found.next()?;
        found.all(|other| other == near).then(|| Arc::clone(near))
    }
}

fn difference(of_first: &Document, of_other: &Document) -> Option<Diagnostic> {
    let [first, other] = [of_first, of_other].map(|d| &d.outline);
    if first.front.unread || other.front.unread {
        return None;
    }
    let error = |message: Message, hint: Message| {
        let d = Diagnostic::error(other.place(), "different-twins", message);
        let label = message!("짝 파일", "the translation");
        Some(d.hint(hint).related(first.place(), label))
    };
    let kind = |o: &Outline| o.section().map(|s| s.kind);
    if let (Some(a), Some(b)) = (kind(first), kind(other))
        && a != b
    {
        let (a, b) = (a.name(), b.name());
        return error(
            message!(
                "이 절은 `kind: {b}`인데 짝 파일은 `kind: {a}`입니다",
                "this section is of kind `{b}`, and its translation of kind `{a}`"
            ),
            match other.heading {
                None => message!(
                    "두 파일에 모두 `kind: {a}`(이라고/라고) 적으세요",
                    "write `kind: {a}` in both"
                ),
                Some(_) => message!(
                    "두 제목에 모두 `kind={a}`(이라고/라고) 적으세요",
                    "write `kind={a}` in both headings"
                ),
            },
        );
    }
    if let (Some(a), Some(b)) = (first.table, other.table)
        && a != b
    {
        let shape = |(rows, subjects): (usize, usize)| {
            message!(
                "{rows}줄, 대상 {subjects}개",
                "{rows} rows and {subjects} subjects"
            )
        };
        // What is missing is more often the mistake than what is there.
        let (fewer, more) = if a.0 < b.0 {
            (of_first, of_other)
        } else {
            (of_other, of_first)
        };
        let (a, b) = (shape(a), shape(b));
        let error = |message, hint| {
            let d = Diagnostic::error(last_row(fewer), "different-twins", message).hint(hint);
            Some(d.related(last_row(more), message!("짝 파일", "the translation")))
        };
        let (a, b) = if std::ptr::eq(fewer, of_first) {
            (b, a)
        } else {
            (a, b)
        };
        return error(
            message!(
                "이 비교표는 {b}인데 짝 파일의 표는 {a}입니다",
                "this comparison has {b}, and its translation {a}",
                a,
                b
            ),
            message!(
                "두 표의 줄과 대상을 똑같이 맞추세요",
                "give both tables the same rows and subjects"
            ),
        );
    }
    let ids = |o: &Outline| o.questions.iter().map(|q| q.id.clone()).collect::<Vec<_>>();
    if kind(first) == Some(SectionKind::Faq) && ids(first) != ids(other) {
        if let Some(d) = other_id(first, other) {
            return Some(d);
        }
        let (message, hint) = different_questions(&ids(first), &ids(other), marks(other));
        // The first question that is not the other's.
        let place = |of: &Outline, there: &Outline| {
            let at = (of.questions.iter().zip(&there.questions)).position(|(a, b)| a.id != b.id);
            let at = at.unwrap_or(of.questions.len().min(there.questions.len()));
            let question = of.questions.get(at).or(of.questions.last());
            let id = question.and_then(|q| of.ids.iter().find(|id| id.name == q.id));
            id.map_or_else(
                || of.place(),
                |id| Place::at(of.file(), id.span.0..id.span.1),
            )
        };
        let d = Diagnostic::error(place(other, first), "different-twins", message).hint(hint);
        return Some(d.related(place(first, other), message!("짝 파일", "the translation")));
    }
    if kind(first) == Some(SectionKind::Timeline) {
        return other_dates(first, other);
    }
    None
}

/// A date of a timeline that its translation does not have in the same place.
fn other_dates(first: &Outline, other: &Outline) -> Option<Diagnostic> {
    let (theirs, ours) = (&first.questions, &other.questions);
    let when = |event: &Question| timeline::when(&event.text);
    let backward = |event: &Question| {
        let last =
            |(first, last): When| last.is_some_and(|l| timeline::end(l) < timeline::start(first));
        when(event).is_some_and(last)
    };
    // That is told where it is.
    if theirs.iter().chain(ours).any(backward) {
        return None;
    }
    let at = (theirs.iter().zip(ours)).position(|(a, b)| when(a) != when(b));
    let place = |outline: &Outline, at: Option<usize>| {
        let event = outline.questions.get(at?)?;
        let id = &outline.ids[outline.id(&event.id)? as usize];
        Some(Place::at(outline.file(), id.span.0..id.span.1))
    };
    let message = match at {
        Some(at) => {
            let (a, b) = (shown(when(&theirs[at])?), shown(when(&ours[at])?));
            message!(
                "여기는 `{b}`인데 짝 파일의 같은 자리는 `{a}`입니다",
                "this is of `{b}`, and its translation of `{a}`"
            )
        }
        None if theirs.len() != ours.len() => {
            let (a, b) = (theirs.len(), ours.len());
            message!(
                "이 연표의 일은 {b}개인데 짝 파일의 연표는 {a}개입니다",
                "this timeline has {b} events, and its translation {a}"
            )
        }
        None => return None,
    };
    let here = place(other, at).unwrap_or_else(|| other.place());
    let there = place(first, at).unwrap_or_else(|| first.place());
    let d = Diagnostic::error(here, "different-twins", message).hint(message!(
        "두 연표에 같은 일을 같은 차례로, 같은 날짜로 적으세요",
        "give both timelines the same events with the same dates in the same order"
    ));
    Some(d.related(there, message!("짝 파일", "the translation")))
}

/// Where the last row of a comparison is.
fn last_row(document: &Document) -> Place {
    let body = &document.source[document.body.clone()];
    let mut at = document.body.start;
    let rows = body.split_inclusive('\n').filter_map(|line| {
        at += line.len();
        let text = line.trim_end();
        text.trim_start()
            .starts_with('|')
            .then(|| at - line.len()..at - line.len() + text.len())
    });
    match rows.last() {
        Some(row) => Place::at(document.outline.file(), row),
        None => document.outline.place(),
    }
}

/// A question of a FAQ whose id alone is another than in the translation, all others being the same.
fn other_id(first: &Outline, other: &Outline) -> Option<Diagnostic> {
    let (theirs, ours) = (&first.questions, &other.questions);
    if theirs.len() != ours.len() {
        return None;
    }
    let mut differing = theirs.iter().zip(ours).filter(|(a, b)| a.id != b.id);
    let (a, b) = differing.next()?;
    let lacks = |outline: &Outline, id: &str| outline.questions.iter().all(|q| q.id != id);
    if differing.next().is_some() || !lacks(first, &b.id) || !lacks(other, &a.id) {
        return None;
    }
    let id = |outline: &Outline, id: &str| {
        let found = outline.ids.iter().find(|i| i.name == id)?;
        Some((
            found.explicit,
            Place::at(outline.file(), found.span.0..found.span.1),
        ))
    };
    let ((a_given, a_place), (b_given, b_place)) = (id(first, &a.id)?, id(other, &b.id)?);
    // The one that has no id of its own is the one to be given the other's.
    if a_given == b_given {
        return None;
    }
    let (place, there, own, wanted) = match a_given {
        true => (b_place, a_place, &b.id, &a.id),
        false => (a_place, b_place, &a.id, &b.id),
    };
    let message = message!(
        "이 질문의 제목 주소 `{own}`(이/가) 짝 파일의 `{wanted}`(과/와) 다릅니다",
        "the id of this question, `{own}`, is not that of its translation, `{wanted}`"
    );
    let d = Diagnostic::error(place, "different-twins", message);
    let d = d.hint(message!(
        "제목 끝에 `{{#{wanted}}}`(을/를) 적으세요",
        "write `{{#{wanted}}}` at the end of the heading"
    ));
    Some(d.related(there, message!("짝 파일", "the translation")))
}

/// A date or span as it is written.
fn shown((first, last): When) -> String {
    last.map_or(first.to_string(), |last| format!("{first}~{last}"))
}

/// What the headings of a section's items begin with.
fn marks(section: &Outline) -> &'static str {
    if section.heading.is_some() {
        "###"
    } else {
        "##"
    }
}

/// What is different in the questions of a FAQ, `theirs` being those of its translation, and what to do.
fn different_questions(theirs: &[String], ours: &[String], marks: &str) -> (Message, Message) {
    let lacking = |from: &[String], of: &[String]| from.iter().find(|id| !of.contains(id)).cloned();
    match (lacking(theirs, ours), lacking(ours, theirs)) {
        (Some(id), extra) => (
            message!(
                "짝 파일에 있는 질문이 이 FAQ에 없습니다: `{{#{id}}}`",
                "this FAQ lacks the question `{{#{id}}}` that its translation has"
            ),
            match extra.filter(|extra| nearest(extra, [id.as_str()]).is_some()) {
                Some(extra) => message!(
                    "제목 주소를 짝 파일과 맞추세요: `{{#{extra}}}` → `{{#{id}}}`",
                    "if it is the same question, write `{{#{id}}}` in place of `{{#{extra}}}`"
                ),
                None => message!(
                    "`{marks} … {{#{id}}}` 꼴로 질문을 더하세요. 짝이 되는 질문은 제목 주소가 같아야 합니다",
                    "add `{marks} … {{#{id}}}`; questions are matched by their ids"
                ),
            },
        ),
        (None, Some(id)) => (
            message!(
                "이 FAQ의 질문이 짝 파일에는 없습니다: `{{#{id}}}`",
                "this FAQ has the question `{{#{id}}}`, which its translation lacks"
            ),
            message!(
                "짝 파일에도 `{marks} … {{#{id}}}` 꼴로 더하거나, 여기에서 지우세요",
                "add `{marks} … {{#{id}}}` there, or delete it here"
            ),
        ),
        (None, None) => (
            message!(
                "이 FAQ의 질문 차례가 짝 파일과 다릅니다",
                "the questions of this FAQ are in another order than its translation's"
            ),
            message!("차례를 똑같이 맞추세요", "put them in the same order"),
        ),
    }
}
