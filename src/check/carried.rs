//! What a translation carries over from its original: links, terms, names not to be used, options of commands, the way of
//! speaking. A site may have reasons to differ in links and in length, so these are notes.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::diag::{Diagnostic, Place};
use crate::base::ids::{DocumentId, EntryId};
use crate::document::Document;
use crate::document::blocks::Block;
use crate::lang::message::message;
use crate::lang::speech::{self, Level};
use crate::lang::{Language, LanguageId};
use crate::model::Model;
use crate::model::link::EntryKind;
use crate::model::resolve::Destination;
use crate::source::lock::BlockKind;

/// What is shown of a list.
const MOST_SHOWN: usize = 5;

/// Characters of an English text from which its length is compared.
const LONG_ENOUGH: usize = 400;
/// Characters of Korean for a hundred of English: outside of these, something is missing on one side. The median of published pairs
/// is 57, and 98 of 100 are between 41 and 81.
const RATIOS: std::ops::RangeInclusive<usize> = 38..=85;

/// Sentences from which the way that a site speaks is known.
const ENOUGH_SENTENCES: usize = 5;

/// Reports links that one language lacks, and texts that are too short or too long for translations.
pub(super) fn check(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for documents in super::translations::pairs(model) {
        let mut texts = documents.iter().flatten().copied();
        let Some(first) = texts.next() else { continue };
        for other in texts {
            for (original, translation) in [(first, other), (other, first)] {
                diagnostics.extend(links(model, original, translation));
            }
            diagnostics.extend(length(model, first, other));
        }
    }
}

/// What keeps a translation from being taken for done, besides what is wrong with it as a text. Of the original's blocks those in
/// `fresh` were translated just now: every term in them has to be there.
pub(crate) fn broken(
    model: &Model,
    speaking: &Speaking,
    original: DocumentId,
    translation: DocumentId,
    fresh: &[&Block],
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(nothing(model, original, translation));
    found.extend(heads(model, original, translation));
    let text = model.document(translation);
    if text.outline.front.draft {
        found.extend(text.unfinished(language(model, translation)));
    }
    found.extend(links(model, original, translation));
    found.extend(notes(model, original, translation));
    found.extend(terms(model, original, translation, fresh));
    found.extend(options(model, original, translation));
    found.extend(level(model, speaking, translation));
    found
}

/// A translation without a word of an original that has some.
fn nothing(model: &Model, original: DocumentId, translation: DocumentId) -> Option<Diagnostic> {
    let has_words = |d| !model.document(d).parsed.body.plain.trim().is_empty();
    if !has_words(original) || has_words(translation) {
        return None;
    }
    let message = message!("아직 옮긴 글이 없습니다", "nothing is translated yet");
    let d = Diagnostic::warning(whole(model, translation), "no-text", message);
    let d = d.hint(message!(
        "원문을 옮긴 뒤 다시 실행하세요",
        "translate the original, and run this again"
    ));
    Some(d.related(whole(model, original), message!("원문", "the original")))
}

/// What front matter says in the words of the original still.
fn heads(model: &Model, original: DocumentId, translation: DocumentId) -> Vec<Diagnostic> {
    let of_head = |b: &&Block| {
        matches!(
            b.kind,
            BlockKind::Title | BlockKind::Description | BlockKind::Summary
        )
    };
    let theirs: Vec<&Block> = blocks(model, original).iter().filter(of_head).collect();
    let hangul = |text: &str| text.chars().any(|c| ('가'..='힣').contains(&c));
    let to = language(model, translation);
    let same = blocks(model, translation)
        .iter()
        .filter(of_head)
        .filter(|block| {
            let kept = theirs
                .iter()
                .any(|other| other.kind == block.kind && other.text == block.text);
            // A title may be a name in Latin letters in every language.
            let foreign = match to {
                Language::English => hangul(&block.text),
                Language::Korean => block.kind != BlockKind::Title && !hangul(&block.text),
                Language::Other => false,
            };
            kept && foreign
        });
    let found = same.map(|block| {
        let name = block.kind.name();
        let message = message!(
            "머리말 설정의 `{name}`(이/가) 아직 원문 그대로입니다",
            "`{name}` in the front matter is still in the original's language"
        );
        let place = Place::at(
            model.document(translation).outline.file(),
            block.range.clone(),
        );
        let d = Diagnostic::warning(place, "untranslated", message);
        d.hint(message!("옮기세요", "translate it"))
    });
    found.collect()
}

/// Where the links of a text lead, in no language.
fn targets(model: &Model, document: DocumentId) -> BTreeSet<String> {
    let links = &model.document(document).parsed.body.links;
    let links = (0..links.len() as u32).filter(|at| links[*at as usize].alt.is_empty());
    let reader = model.reader(None);
    let targets = links.filter_map(|at| match reader.destination(document, at) {
        Destination::Address(address) => of_the_web(model, address),
        // Terms are compared as such, linked by hand or not.
        Destination::Page { entry, .. } => {
            let entry = model.entry(*entry);
            (entry.kind != EntryKind::Term).then(|| format!("/{}/", entry.route))
        }
        // An image is a link too, and other rules compare images.
        Destination::Beside(_) | Destination::Static(_) => None,
    });
    targets.collect()
}

/// An address without what differs between languages: labels of the host, parts of the path, the fragment, the query. Where the host
/// itself names the language, pages have names of their own in each.
fn of_the_web(model: &Model, address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let rest = rest.split(['#', '?']).next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let is_language = |part: &str| {
        let primary = part.split(['-', '_']).next().unwrap_or(part);
        model.site().language_by_tag(part).is_some()
            || primary.len() == 2 && model.site().language_by_tag(primary).is_some()
    };
    let labels: Vec<&str> = host.split('.').filter(|l| *l != "www").collect();
    if labels.iter().any(|l| is_language(l)) {
        let host: Vec<&str> = labels.into_iter().filter(|l| !is_language(l)).collect();
        return Some(host.join("."));
    }
    let path: Vec<&str> = path
        .split('/')
        .filter(|p| !p.is_empty() && !is_language(p))
        .collect();
    Some(format!("{}/{}", labels.join("."), path.join("/")))
}

/// Links of the original that the translation lacks.
fn links(model: &Model, original: DocumentId, translation: DocumentId) -> Option<Diagnostic> {
    let theirs = targets(model, translation);
    let host = |target: &str| target.split('/').next().unwrap_or_default().to_owned();
    let hosts: BTreeSet<String> = theirs.iter().map(|t| host(t)).collect();
    let whole_hosts: BTreeSet<&String> = theirs.iter().filter(|t| !t.contains('/')).collect();
    let has = |target: &String| {
        // A host of several languages has pages with names of their own.
        theirs.contains(target)
            || whole_hosts.contains(&host(target))
            || !target.contains('/') && hosts.contains(target)
    };
    let missing: Vec<String> = (targets(model, original).into_iter())
        .filter(|t| !has(t))
        .collect();
    if missing.is_empty() {
        return None;
    }
    let shown = listed(&missing);
    let message = message!(
        "짝 파일에 있는 링크가 이 글에는 없습니다: {shown}",
        "this text lacks links that the other file has: {shown}"
    );
    let d = Diagnostic::note(whole(model, translation), "other-links", message);
    let d = d.hint(message!(
        "옮기다 빠졌으면 더하세요",
        "add what was left out in the translation"
    ));
    Some(d.related(
        whole(model, original),
        message!("짝 파일", "the other file"),
    ))
}

fn listed(things: &[String]) -> String {
    let shown: Vec<_> = things
        .iter()
        .take(MOST_SHOWN)
        .map(|t| format!("`{t}`"))
        .collect();
    let more = if things.len() > MOST_SHOWN {
        " …"
    } else {
        ""
    };
    shown.join(", ") + more
}

fn whole(model: &Model, document: DocumentId) -> Place {
    model.document(document).outline.place()
}

/// A text that is too short or too long for what it translates.
fn length(model: &Model, first: DocumentId, other: DocumentId) -> Option<Diagnostic> {
    let [a, b] = [first, other].map(|d| (d, language(model, d)));
    let (korean, english) = match (a.1, b.1) {
        (Language::Korean, Language::English) => (first, other),
        (Language::English, Language::Korean) => (other, first),
        _ => return None,
    };
    let characters = |d| model.document(d).parsed.body.plain.chars().count();
    let (ours, theirs) = (characters(korean), characters(english));
    if theirs < LONG_ENOUGH || ours == 0 || RATIOS.contains(&(ours * 100 / theirs)) {
        return None;
    }
    let short = ours * 100 / theirs < *RATIOS.start();
    let (place, there) = if short {
        (korean, english)
    } else {
        (english, korean)
    };
    let message = message!(
        "짝 파일에 견주어 너무 짧습니다 (한국어 {ours}자, 영어 {theirs}자)",
        "this is too short for what the other file says ({ours} characters in Korean, {theirs} in English)"
    );
    let d = Diagnostic::note(whole(model, place), "other-length", message);
    let d = d.hint(message!(
        "빠진 문단이 없는지 보세요",
        "see if a paragraph was left out"
    ));
    Some(d.related(whole(model, there), message!("짝 파일", "the other file")))
}

fn language(model: &Model, document: DocumentId) -> Language {
    let path = &model.document(document).outline.path;
    model.site().language(path.language).language
}

fn blocks(model: &Model, document: DocumentId) -> &[Block] {
    model.document(document).blocks(model.site())
}

/// Notes that are cited less often than in the original.
fn notes(model: &Model, original: DocumentId, translation: DocumentId) -> Option<Diagnostic> {
    let cited = |d| {
        let links = blocks(model, d).iter().flat_map(|b| &b.links);
        links.filter(|l| *l == "^").count()
    };
    let (a, b) = (cited(original), cited(translation));
    if a == b {
        return None;
    }
    let message = message!(
        "각주 표시가 여기에는 {b}개, 짝 파일에는 {a}개입니다",
        "notes are cited {b} times here, {a} times in the other file"
    );
    let d = Diagnostic::warning(whole(model, translation), "other-structure", message);
    let d = d.hint(message!(
        "빠진 `[^…]`를 옮기세요",
        "carry over the `[^…]` that is missing"
    ));
    Some(d.related(
        whole(model, original),
        message!("짝 파일", "the other file"),
    ))
}

/// Terms that the original mentions and the translation does not, and names of terms that are not to be used.
fn terms(
    model: &Model,
    original: DocumentId,
    translation: DocumentId,
    fresh: &[&Block],
) -> Vec<Diagnostic> {
    let there = &model.mentions(translation).terms;
    let to = model.document(translation).outline.path.language;
    let mut found = Vec::new();
    let own = model.entry_of(translation);
    for term in terms_in(model, original, fresh) {
        if there.contains(&term) || Some(term) == own {
            continue;
        }
        // A term without a name in this language cannot be mentioned.
        let Some(name) = names(model, term, to).into_iter().next() else {
            continue;
        };
        let message = message!(
            "짝 파일에 나오는 용어 `{name}`(이/가) 이 글에는 없습니다",
            "the other file mentions the term `{name}`, this text does not"
        );
        let d = Diagnostic::warning(whole(model, translation), "one-sided-term", message);
        let d = d.hint(message!(
            "용어집의 이름으로 옮기세요. 다른 이름도 맞다면 용어의 `aliases`에 더하세요",
            "translate it by its name in the glossary; if another one is right too, add it to the term's `aliases`"
        ));
        found.push(d.related(
            whole(model, original),
            message!("짝 파일", "the other file"),
        ));
    }
    found.extend(avoided(model, translation));
    found
}

/// The terms that some blocks of a document mention.
pub(crate) fn terms_in(model: &Model, document: DocumentId, blocks: &[&Block]) -> Vec<EntryId> {
    let language = model.document(document).outline.path.language;
    let texts: Vec<String> = blocks.iter().map(|b| b.text.to_lowercase()).collect();
    let mentioned = model.mentions(document).terms.iter().copied();
    let here = mentioned.filter(|term| {
        let names = names(model, *term, language);
        let mut names = names.iter().map(|name| name.to_lowercase());
        names.any(|name| texts.iter().any(|text| text.contains(&name)))
    });
    here.collect()
}

/// The names of a term in a language, its title first.
pub(crate) fn names(model: &Model, term: EntryId, language: LanguageId) -> Vec<String> {
    let document = model.entry(term).documents[language.index()];
    let names = document
        .into_iter()
        .flat_map(|d| model.document(d).outline.names());
    names.map(|n| n.value.clone()).collect()
}

/// Names in a text that a term's file says to avoid.
fn avoided(model: &Model, document: DocumentId) -> Vec<Diagnostic> {
    let text = model.document(document);
    let language = text.outline.path.language;
    let plain = &text.parsed.body.plain;
    let terms = model.terms().values().filter_map(|term| {
        let file = model.entry(*term).documents[language.index()]?;
        Some(&model.document(file).outline)
    });
    let mut found = Vec::new();
    for outline in terms {
        for name in outline.term().iter().flat_map(|t| &t.avoid) {
            let hit = plain.match_indices(name.as_str()).find(|(at, _)| {
                let before = plain[..*at].chars().next_back();
                before.is_none_or(|c| !c.is_alphanumeric())
            });
            if hit.is_none() {
                continue;
            }
            let title = outline.title();
            let message = message!(
                "`{name}` 대신 `{title}`(을/를) 쓰기로 했습니다",
                "`{title}` is to be used in place of `{name}`"
            );
            let range = written(text, name);
            let d = Diagnostic::warning(Place::at(text.outline.file(), range), "avoid", message);
            found.push(d.hint(message!("`{title}`(으로/로) 바꾸세요", "write `{title}`")));
        }
    }
    found
}

fn written(text: &Document, name: &str) -> std::ops::Range<usize> {
    let start = text.body.start;
    let at = text.source[text.body.clone()]
        .find(name)
        .map_or(start, |at| start + at);
    at..(at + name.len()).min(text.source.len())
}

/// Options of commands in code (`--drafts`) that are not the same in both.
fn options(model: &Model, original: DocumentId, translation: DocumentId) -> Option<Diagnostic> {
    let of = |d| {
        let code = blocks(model, d).iter().flat_map(|b| &b.code);
        let words = code.flat_map(|c| {
            c.split(|c: char| c.is_whitespace() || matches!(c, '=' | '`' | '[' | ']' | '|' | ','))
        });
        let options = words.filter(|w| {
            let name = w.trim_start_matches('-');
            matches!(w.len() - name.len(), 1 | 2)
                && name.starts_with(|c: char| c.is_ascii_alphabetic())
        });
        options.map(str::to_owned).collect::<BTreeSet<String>>()
    };
    let (a, b) = (of(original), of(translation));
    let differing: Vec<String> = a.symmetric_difference(&b).cloned().collect();
    if differing.is_empty() {
        return None;
    }
    let shown = listed(&differing);
    let message = message!(
        "코드의 옵션이 짝 파일과 다릅니다: {shown}",
        "options of commands are not those of the other file: {shown}"
    );
    let d = Diagnostic::warning(whole(model, translation), "other-code", message);
    let d = d.hint(message!(
        "명령은 옮기지 말고 그대로 두세요",
        "leave commands as they are"
    ));
    Some(d.related(
        whole(model, original),
        message!("짝 파일", "the other file"),
    ))
}

/// How the Korean texts of a site speak to the reader.
pub(crate) struct Speaking {
    /// Statements of each level, by document.
    documents: BTreeMap<DocumentId, Counts>,
    entries: BTreeMap<EntryId, Counts>,
    all: Counts,
}

/// Statements by level.
type Counts = [usize; Level::ALL.len()];

impl Speaking {
    pub(crate) fn new(model: &Model) -> Self {
        let mut speaking = Self {
            documents: BTreeMap::new(),
            entries: BTreeMap::new(),
            all: Counts::default(),
        };
        for id in model.documents().ids() {
            let mut counts = Counts::default();
            for (level, _) in statements(model, id) {
                counts[level as usize] += 1;
            }
            let entry = model.entry_of(id);
            let entry = entry.map(|e| speaking.entries.entry(e).or_default());
            for sum in entry.into_iter().chain([&mut speaking.all]) {
                (0..counts.len()).for_each(|l| sum[l] += counts[l]);
            }
            speaking.documents.insert(id, counts);
        }
        speaking
    }

    /// How the other texts of an explainer speak, or else those of the site; `None` where they do not agree.
    pub(crate) fn usual(&self, model: &Model, document: DocumentId) -> Option<Level> {
        let own = self.documents.get(&document).copied().unwrap_or_default();
        let usual = |all: &Counts| {
            let others: Counts = std::array::from_fn(|l| all[l] - own[l]);
            let sum: usize = others.iter().sum();
            let most = Level::ALL.into_iter().max_by_key(|l| others[*l as usize])?;
            let n = others[most as usize];
            (n >= ENOUGH_SENTENCES && n * 10 >= sum * 9).then_some(most)
        };
        let entry = model.entry_of(document).and_then(|e| self.entries.get(&e));
        entry.and_then(usual).or_else(|| usual(&self.all))
    }
}

/// The statements of a Korean text, each with its level.
fn statements(model: &Model, document: DocumentId) -> Vec<(Level, &str)> {
    if language(model, document) != Language::Korean {
        return Vec::new();
    }
    let blocks = blocks(model, document).iter();
    let paragraphs = blocks.filter(|b| b.kind == BlockKind::Paragraph);
    paragraphs.flat_map(|b| speech::levels(&b.text)).collect()
}

/// Statements that do not speak as the site does.
fn level(model: &Model, speaking: &Speaking, document: DocumentId) -> Option<Diagnostic> {
    let here = statements(model, document);
    let usual = speaking.usual(model, document).or_else(|| {
        let count = |level: &Level| here.iter().filter(|(l, _)| l == level).count();
        Level::ALL.into_iter().max_by_key(count)
    })?;
    let (level, sentence) = here.iter().find(|(level, _)| *level != usual)?;
    let (usual, level) = (usual.name(), level.name());
    let message = message!(
        "이 사이트는 {usual}로 쓰는데 {level} 문장이 있습니다: “{sentence}”",
        "texts here speak in {usual}, and this sentence in {level}: “{sentence}”"
    );
    let text = model.document(document);
    let first = sentence
        .split(['`', '*', '[', '\n'])
        .next()
        .unwrap_or(sentence);
    let place = Place::at(text.outline.file(), written(text, first));
    let d = Diagnostic::warning(place, "mixed-speech-level", message);
    Some(d.hint(message!("{usual}로 고치세요", "write it in {usual}")))
}
