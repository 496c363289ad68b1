//! The files that `new translation` makes: the missing translations of a text, as drafts.

use std::fmt::Write as _;
use std::sync::Arc;

use super::{NewFile, Refusal, refuse};
use crate::base::diag::nearest;
use crate::document::Document;
use crate::document::beside::Beside;
use crate::document::path::{CONTENT, ContentPath, classify};
use crate::document::section::{Form, SectionKind};
use crate::lang::message::message;
use crate::lang::{Language, LanguageId};
use crate::scaffold::new::as_the_build_says;
use crate::source::Sources;
use crate::source::site::Site;

/// A translation of the text in `path`, from the site's root with `/`, into each language that has none.
///
/// # Errors
/// There is no such text, or it is in every language already.
pub fn files(site: &Site, sources: &Sources, path: &str) -> Result<Vec<NewFile>, Refusal> {
    let names = sources.texts(CONTENT).map(|(file, ..)| file);
    let paths = classify(site, names, &mut Vec::new());
    let Some(original) = paths.iter().find(|p| *p.file == *path) else {
        let near = nearest(path, paths.iter().map(|p| &*p.file));
        return refuse(
            message!(
                "이런 글은 없습니다: {path}",
                "there is no such text: {path}"
            ),
            match near {
                Some(near) => message!("혹시 `{near}`?", "did you mean `{near}`?"),
                None => message!(
                    "옮길 글의 파일을 적으세요: `haeseol new translation content/tide/10-moon.ko.md`",
                    "name the file of the text: `haeseol new translation content/tide/10-moon.ko.md`"
                ),
            },
        );
    };
    let missing = site.language_ids().filter(|language| {
        let twin = original.in_language(site.tag(*language));
        !sources.contains(&twin)
    });
    let missing: Vec<LanguageId> = missing.collect();
    if missing.is_empty() {
        return refuse(
            message!(
                "모든 언어로 이미 있습니다: {path}",
                "it is in every language already: {path}"
            ),
            message!(
                "원문이 바뀌어 다시 옮기려면 `haeseol handoff {path}`(을/를) 쓰세요",
                "to translate what has changed in it, use `haeseol handoff {path}`"
            ),
        );
    }
    let Some(source) = sources.text(path) else {
        return Ok(Vec::new());
    };
    let beside = Beside::new(sources, &original.folder);
    let documents = Document::parse(original, source, 0, site, &beside, &mut Vec::new());
    let Some(document) = documents.first() else {
        return Ok(Vec::new());
    };
    let files = missing.into_iter().map(|language| NewFile {
        path: original.in_language(site.tag(language)),
        content: text(site, original, document, source, language)
            .into_bytes()
            .into(),
    });
    let files: Vec<NewFile> = files.collect();
    as_the_build_says(sources, &files)?;
    Ok(files)
}

/// The front matter of the original, to be translated, and its text in a comment; where a text has to be made of questions or of a
/// table, as it is.
fn text(
    site: &Site,
    path: &ContentPath,
    original: &Document,
    source: &Arc<str>,
    language: LanguageId,
) -> String {
    let korean = site.language(language).language == Language::Korean;
    let (head, body) = source.split_at(original.body.start);
    let mut out = String::from("---\n");
    for line in head.lines().filter(|line| line.trim_end() != "---") {
        let is = |key: &str| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start().starts_with(':'))
        };
        // Old addresses are the other text's; what is a draft is said below.
        if !is("draft") {
            let _ = writeln!(out, "{line}");
        }
    }
    // Without a word, the text in the default language is the original.
    if language == LanguageId::DEFAULT && original.outline.original.is_none() {
        let _ = writeln!(out, "original: {}", site.tag(path.language));
    }
    let draft = if korean {
        "draft: true # 다 옮기고 haeseol accept를 실행하면 지워집니다"
    } else {
        "draft: true # goes when it is translated and accepted: haeseol accept"
    };
    let _ = write!(out, "{draft}\n---\n");
    let kind = original
        .outline
        .section()
        .map_or_else(SectionKind::default, |s| s.kind);
    if matches!(kind.form(), Form::Text) {
        let about = if korean { "원문" } else { "Original" };
        // What would end the comment.
        let body = body.trim().replace("-->", "--&gt;");
        let _ = write!(out, "<!-- {about}\n\n{body}\n\n-->\n");
    } else {
        out.push_str(body);
    }
    out
}
