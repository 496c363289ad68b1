//! What a translator needs, a person or a model, in one text: what has changed with its old translation, terms by their approved
//! names, what has to stay as it is, how the site speaks.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use super::status::{ChangeKind, Excerpt, TextChange, TextState, TextStatus, model, texts_of};
use super::{Failure, words};
use crate::base::diag::{Locale, Message};
use crate::base::ids::DocumentId;
use crate::check::carried::{Speaking, names, terms_in};
use crate::document::Document;
use crate::document::blocks::Block;
use crate::lang::message::message;
use crate::lang::{Language, LanguageId};
use crate::model::Model;
use crate::model::translations::Translation;
use crate::source::lock::BlockKind;
use crate::source::{Sources, is_within};

/// A text for a translator.
#[derive(Debug)]
pub struct Handoff {
    /// Markdown; empty if nothing is to be translated.
    pub text: String,
    /// How many texts are to be translated.
    pub texts: usize,
}

/// What is to be translated of a file, of either language, or of what is in a folder; `path` is from the site's root, with `/`.
///
/// # Errors
/// The settings or the lock cannot be read, or there is no text at the path: it says why.
pub fn handoff(
    sources: &Sources,
    root: &Path,
    path: &str,
    locale: Locale,
) -> Result<Handoff, Failure> {
    let (model, _) = model(sources)?;
    let texts = texts_of(&model.comparison(), root);
    let path = path.trim_end_matches('/');
    let asked = texts
        .iter()
        .filter(|t| is_within(&t.original, path) || is_within(&t.translation, path));
    let asked: Vec<&TextStatus> = asked.collect();
    if asked.is_empty() {
        let message = message!(
            "이런 글은 없습니다: `{path}`",
            "there is no such text: `{path}`"
        );
        let hint = message!(
            "글의 파일이나 해설의 폴더를 적으세요. `haeseol status`가 보여 줍니다",
            "name a text's file or an explainer's folder; `haeseol status` shows them"
        );
        return Err(Failure::Path(message, hint));
    }
    let speaking = Speaking::new(&model);
    let open = |t: &&TextStatus| !matches!(t.state, TextState::InStep | TextState::Unrecorded);
    let open: Vec<&TextStatus> = asked.into_iter().filter(open).collect();
    let mut handoff = Handoff {
        text: String::new(),
        texts: open.len(),
    };
    for status in open {
        if !handoff.text.is_empty() {
            handoff.text.push_str("\n---\n\n");
        }
        let pair = Pair::new(&model, status, locale);
        pair.write(&speaking, &mut handoff.text);
    }
    Ok(handoff)
}

/// A text to be translated.
struct Pair<'m> {
    model: &'m Model,
    status: &'m TextStatus,
    locale: Locale,
    id: DocumentId,
    original: &'m Document,
    /// The translation, if there is one.
    text: Option<(DocumentId, &'m Document)>,
    /// The language to translate into.
    into: LanguageId,
}

impl<'m> Pair<'m> {
    fn new(model: &'m Model, status: &'m TextStatus, locale: Locale) -> Self {
        let Translation { original, text, .. } = status.pair;
        Self {
            model,
            status,
            locale,
            id: original,
            original: model.document(original),
            text: text.map(|id| (id, model.document(id))),
            into: status.pair.language,
        }
    }

    fn blocks(&self) -> &'m [Block] {
        self.original.blocks(self.model.site())
    }

    fn write(&self, speaking: &Speaking, out: &mut String) {
        let say = |message: Message| message.text(self.locale).to_owned();
        let title = match self.original.outline.title() {
            "" => &*self.status.name,
            title => title,
        };
        let from = self.model.site().tag(self.original.outline.path.language);
        let (into, original, file) = (
            &self.status.language,
            &self.status.original,
            &self.status.translation,
        );
        let _ = writeln!(out, "# {title} ({from} → {into})\n");
        let what = match self.status.state {
            TextState::Behind => message!(
                "원문 `{original}`의 바뀐 곳을 옮겨, 번역 `{file}`의 같은 자리를 고쳐 주세요. 나머지는 그대로 둡니다.",
                "Translate what has changed in the original `{original}`, and correct the same places of the translation `{file}`. Leave the rest as it is."
            ),
            _ if self.original.outline.path.part.is_some() => message!(
                "원문 `{original}`의 이 절을 옮겨 `{file}`의 같은 자리에 넣어 주세요.",
                "Translate this section of the original `{original}` and put it into `{file}` at the same place."
            ),
            _ => message!(
                "원문 `{original}`(을/를) 옮겨 `{file}`(으로/로) 저장해 주세요.",
                "Translate the original `{original}` and save it as `{file}`."
            ),
        };
        let _ = writeln!(out, "{}\n", say(what));
        self.style(speaking, out);
        self.terms(out);
        self.keep(out);
        let _ = writeln!(
            out,
            "## {}\n",
            say(message!("옮길 글", "What to translate"))
        );
        match self.status.state {
            TextState::Behind => {
                for (number, change) in self.status.changes.iter().enumerate() {
                    self.change(number + 1, change, out);
                }
            }
            _ => fenced(&self.original.source[self.original.range()], out),
        }
        let last = message!(
            "다 옮기면 `haeseol accept {file}`(을/를) 실행합니다. 수, 용어, 링크, 각주, 구조, 문체가 어긋나면 받아들이지 않고 어디인지 알려 줍니다.",
            "When it is done, `haeseol accept {file}` takes it. Where figures, terms, links, notes, structure or style are broken, it says where and does not."
        );
        let _ = writeln!(out, "{}", say(last));
    }

    /// How to write.
    fn style(&self, speaking: &Speaking, out: &mut String) {
        let say = |message: Message| message.text(self.locale).to_owned();
        let _ = writeln!(out, "## {}\n", say(message!("지킬 것", "What to keep to")));
        let mut rules = Vec::new();
        if self.model.site().language(self.into).language == Language::Korean {
            let of = self.text.map_or(self.id, |(id, _)| id);
            if let Some(level) = speaking.usual(self.model, of) {
                let level = level.name();
                rules.push(message!("{level}로 씁니다.", "Write in {level}."));
            }
            rules.push(message!(
                "직역하지 말고 한국어로 쓴 글처럼 씁니다. 만·억·조 단위로 적습니다.",
                "Write as one writes in Korean, not word by word; figures in 만, 억 and 조."
            ));
        } else {
            rules.push(message!(
                "직역하지 말고 그 언어로 쓴 글처럼 씁니다.",
                "Write as one writes in the language, not word by word."
            ));
        }
        let counts = structure(self.blocks(), self.locale);
        let counts = counts.text(self.locale);
        rules.push(message!(
            "구조를 그대로 둡니다: {counts}. 제목의 `{{#…}}`와 `kind:` 같은 머리말의 이름, 코드는 옮기지 않습니다.",
            "Keep the structure: {counts}. Do not translate `{{#…}}` of headings, keys of the front matter, or code."
        ));
        rules.push(message!(
            "링크의 주소와 각주 표시 `[^…]`, 출처 표시 `[@…]`, `[[…]]`의 이름은 그대로 두고, 파일 이름의 언어만 바꿉니다.",
            "Leave addresses of links, notes `[^…]`, sources `[@…]` and names in `[[…]]` as they are; change only the language in names of files."
        ));
        for rule in rules {
            let _ = writeln!(out, "- {}", say(rule));
        }
        out.push('\n');
    }

    /// The blocks that are to be translated.
    fn open_blocks(&self) -> Vec<&'m Block> {
        let blocks = self.blocks();
        if self.status.state != TextState::Behind {
            return blocks.iter().collect();
        }
        let changes = self
            .status
            .changes
            .iter()
            .filter(|c| c.kind != ChangeKind::Moved);
        let changed = changes.filter_map(|c| c.original.as_ref());
        changed.map(|excerpt| &blocks[excerpt.block]).collect()
    }

    /// The terms in what is to be translated, by their approved names.
    fn terms(&self, out: &mut String) {
        let from = self.original.outline.path.language;
        let open = self.open_blocks();
        let site = self.model.site();
        let mut rows = Vec::new();
        for term in terms_in(self.model, self.id, &open) {
            let ours = names(self.model, term, from);
            let theirs = names(self.model, term, self.into);
            let outline = self.model.entry(term).documents[self.into.index()];
            let avoid = outline.and_then(|d| self.model.document(d).outline.term());
            let avoid = avoid.map_or_else(String::new, |t| t.avoid.join(", "));
            let first = ours.into_iter().next().unwrap_or_default();
            rows.push(format!("| {first} | {} | {avoid} |", theirs.join(", ")));
        }
        if rows.is_empty() {
            return;
        }
        let heading = message!("용어", "Terms");
        let avoid = message!("쓰지 않는 이름", "not to be used");
        let _ = writeln!(out, "## {}\n", heading.text(self.locale));
        let _ = writeln!(
            out,
            "| {} | {} | {} |\n| --- | --- | --- |",
            site.language(from).name,
            site.language(self.into).name,
            avoid.text(self.locale)
        );
        for row in rows {
            let _ = writeln!(out, "{row}");
        }
        out.push('\n');
    }

    /// Figures and links that the translation has to have.
    fn keep(&self, out: &mut String) {
        let open = self.open_blocks();
        let figures = unique(open.iter().flat_map(|b| &b.numbers));
        let links = unique(open.iter().flat_map(|b| &b.links).filter(|l| *l != "^"));
        let code = unique(
            open.iter()
                .filter(|b| b.kind != BlockKind::Code)
                .flat_map(|b| &b.code),
        );
        let heading = message!("그대로 있어야 하는 것", "What has to be there");
        let mut first = true;
        for (things, name) in [
            (figures, message!("수", "Figures")),
            (links, message!("링크", "Links")),
            (code, message!("코드", "Code")),
        ] {
            if !things.is_empty() {
                if std::mem::take(&mut first) {
                    let _ = writeln!(out, "## {}\n", heading.text(self.locale));
                }
                let things = things.iter().map(|t| format!("`{t}`")).collect::<Vec<_>>();
                let _ = writeln!(out, "- {}: {}", name.text(self.locale), things.join(", "));
            }
        }
        if !first {
            out.push('\n');
        }
    }

    fn change(&self, number: usize, change: &TextChange, out: &mut String) {
        let say = |message: Message| message.text(self.locale).to_owned();
        let _ = writeln!(out, "### {number}. {}\n", say(words::change(change)));
        if change.kind == ChangeKind::Moved {
            let _ = writeln!(
                out,
                "{}\n",
                say(message!(
                    "번역에서도 같은 자리로 옮깁니다.",
                    "Move it to the same place in the translation."
                ))
            );
        }
        let line = |e: &Excerpt, file: &str| format!("{file}:{}", e.line);
        if let Some(now) = &change.original {
            let _ = writeln!(
                out,
                "{} ({})\n",
                say(message!("원문", "Original")),
                line(now, &self.status.original)
            );
            fenced(self.written(self.original, now), out);
        }
        if let Some(before) = &change.before
            && change.kind == ChangeKind::Changed
        {
            let _ = writeln!(
                out,
                "{}\n",
                say(message!("바뀌기 전의 원문", "Original before"))
            );
            fenced(before, out);
        }
        if let (Some(old), Some((_, text))) = (&change.translation, self.text) {
            let _ = writeln!(
                out,
                "{} ({})\n",
                say(message!("지금 번역", "Translation now")),
                line(old, &self.status.translation)
            );
            fenced(self.written(text, old), out);
        }
    }

    /// A block as its author wrote it.
    fn written(&self, document: &'m Document, excerpt: &Excerpt) -> &'m str {
        let blocks = document.blocks(self.model.site());
        let at = excerpt.block;
        // An item goes on with the items inside of it, which are blocks of their own.
        let range = &blocks[at].range;
        let next = blocks[at + 1..]
            .iter()
            .map(|b| b.range.start)
            .find(|start| *start > range.start);
        let end = next.map_or(range.end, |next| next.min(range.end));
        document.source[range.start..end].trim_end()
    }
}

/// Puts a text between lines that end nothing in it.
fn fenced(text: &str, out: &mut String) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let _ = writeln!(out, "{fence}markdown\n{}\n{fence}\n", text.trim_end());
}

fn unique<'s>(things: impl Iterator<Item = &'s String>) -> Vec<&'s String> {
    let mut seen = BTreeSet::new();
    things.filter(|t| seen.insert(*t)).collect()
}

/// How many blocks of each kind there are.
fn structure(blocks: &[Block], locale: Locale) -> Message {
    let mut counts: Vec<(BlockKind, usize)> = Vec::new();
    for block in blocks {
        match counts.iter_mut().find(|(kind, _)| *kind == block.kind) {
            Some((_, n)) => *n += 1,
            None => counts.push((block.kind, 1)),
        }
    }
    let counts = counts
        .iter()
        .map(|(kind, n)| format!("{} {n}", words::block(*kind).text(locale)));
    Message::verbatim(counts.collect::<Vec<_>>().join(", "))
}
