//! The sections of indexes in several languages: those that only their places pair, and those that nothing does.

use super::Pass;
use crate::base::diag::Diagnostic;
use crate::document::Document;
use crate::lang::LanguageId;
use crate::lang::message::message;
use crate::model::Model;
use crate::model::link::{Entry, Section};

/// Reports, once for an explainer and a language, sections without a counterpart: their headings have no ids, and the two
/// languages do not have as many.
pub(super) fn check(pass: &Pass<'_>, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let (model, first) = (pass.model, LanguageId::DEFAULT);
    for language in model.site().language_ids().filter(|l| *l != first) {
        let indexes = [first, language].map(|l| entry.documents[l.index()]);
        if let [Some(ours), Some(theirs)] = indexes {
            let mut files = [ours, theirs]
                .map(|d| model.document(d).outline.file())
                .into_iter();
            if files.any(|file| pass.told.lost_headings.contains(file)) {
                continue;
            }
            diagnostics.extend(alone(model, entry, [first, language]));
        }
    }
}

/// Notes, once for an explainer and a language, that sections are paired by their places.
pub(super) fn notes(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for id in model.explainers() {
        let sections = &model.entry(*id).sections;
        for language in model.site().language_ids() {
            let of = |s: &Section| s.documents[language.index()].map(|d| model.document(d));
            let mut by_place = sections.iter().filter(|s| s.by_place);
            let named = by_place.find_map(|s| {
                let text = of(s)?;
                s.alias(&text.outline).map(|_| (s, text))
            });
            let Some((section, text)) = named else {
                continue;
            };
            let id = &section.id;
            let message = message!(
                "이 절은 제목 주소가 없어 다른 언어의 절과 차례로 짝지었습니다. 주소는 `#{id}`입니다",
                "this section has no id, so its place pairs it with the other language's: its address is `#{id}`"
            );
            let hint = message!(
                "두 언어의 제목에 같은 주소를 적으면 차례가 달라져도 짝이 맞습니다: `## 제목 {{#이름}}`",
                "give the headings of both languages the same id, `## Heading {{#name}}`, and they stay paired wherever they are"
            );
            let d = Diagnostic::note(text.outline.place(), "paired-by-place", message);
            let other = (section.documents.iter().flatten())
                .map(|d| model.document(*d))
                .find(|d| d.outline.path.language != language);
            diagnostics.push(match other {
                Some(other) => d.hint(hint).related(
                    other.outline.place(),
                    message!("짝이 된 절", "its counterpart"),
                ),
                None => d.hint(hint),
            });
        }
    }
}

/// The first section that one of two languages has alone, if its heading has no id; with the first of the other one.
fn alone(model: &Model, entry: &Entry, languages: [LanguageId; 2]) -> Option<Diagnostic> {
    let of_index = |l: LanguageId| {
        let sections = entry.sections.iter().filter_map(move |s| {
            let text = model.document(s.documents[l.index()]?);
            let (_, explicit) = text.outline.heading?;
            Some((text, !explicit && s.documents.iter().flatten().count() == 1))
        });
        sections.collect::<Vec<(&Document, bool)>>()
    };
    let sections = languages.map(of_index);
    let [ours, theirs] = (sections.each_ref())
        .map(|sections| Some(sections.iter().find(|(_, alone)| *alone)?.0.outline.place()));
    // Said of the translation, where it has one.
    let (place, there, [here, other]) = match (ours, theirs) {
        (ours, Some(theirs)) => (theirs, ours, [1, 0]),
        (Some(ours), None) => (ours, None, [0, 1]),
        (None, None) => return None,
    };
    let [from, to] = [here, other].map(|at| model.site().tag(languages[at]));
    let [a, b] = [here, other].map(|at| sections[at].len());
    let message = message!(
        "이 절의 `{to}` 짝을 알 수 없습니다. 절이 `{from}`에는 {a}개, `{to}`에는 {b}개입니다",
        "the `{to}` counterpart of this section is not known: there are {a} sections in `{from}` and {b} in `{to}`"
    );
    let hint = message!(
        "짝이 되는 두 제목에 같은 주소를 적으세요: `## 제목 {{#이름}}`. 빠진 절이 있으면 옮겨 적으세요",
        "give the headings that belong together the same id, `## Heading {{#name}}`; translate the section that is missing"
    );
    let d = Diagnostic::warning(place, "unpaired-section", message).hint(hint);
    Some(match there {
        Some(there) => d.related(
            there,
            message!("짝이 없는 다른 절", "another without a counterpart"),
        ),
        None => d,
    })
}
