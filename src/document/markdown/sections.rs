//! The sections of an explainer's index: each begins with a heading of the second level, whose attributes say what the front
//! matter of a section's file does: `## Heading {#id kind=comparison glossary=false}`.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag};

use super::Context;
use crate::base::diag::{Diagnostic, Message, did_you_mean};
use crate::document::section::SectionKind;
use crate::lang::message::message;
use crate::source::data::{cannot_be, one_of};

/// What the heading of a section in an index says.
#[derive(Debug, Clone)]
pub(crate) struct SectionHeading {
    /// Without marks.
    pub(crate) title: String,
    /// As the author gave it, or made of the title.
    pub(crate) id: String,
    /// Given by the author.
    pub(crate) explicit: bool,
    /// Bytes of the file.
    pub(crate) span: Range<usize>,
    pub(crate) kind: SectionKind,
    /// Whether its kind could not be read, which is reported.
    pub(crate) unread: bool,
    /// Whether terms in it become links.
    pub(crate) glossary: bool,
}

/// What the attributes of a section's heading say.
pub(super) struct HeadingAttributes {
    pub(super) kind: SectionKind,
    pub(super) unread: bool,
    pub(super) glossary: bool,
}

/// The names of the attributes.
const NAMES: [&str; 2] = ["glossary", "kind"];

impl HeadingAttributes {
    /// Reads them; what cannot be read is reported.
    pub(super) fn read(
        heading: &Event<'_>,
        span: &Range<usize>,
        context: Context<'_>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut read = Self {
            kind: SectionKind::default(),
            unread: false,
            glossary: true,
        };
        let Event::Start(Tag::Heading {
            id, classes, attrs, ..
        }) = heading
        else {
            return read;
        };
        let place = context.place(span);
        let mut report = |code, message: Message, hint: Message| {
            let d = Diagnostic::error(place.clone(), code, message).hint(hint);
            diagnostics.push(d);
        };
        for (name, value) in attrs {
            let without_value = value.is_none();
            let value = value.as_deref().unwrap_or_default().trim_matches(QUOTES);
            match (&**name, value) {
                // `kind = faq`: told as attributes that are none.
                ("kind" | "glossary", "") if without_value && id.is_some() => read.unread = true,
                ("kind", value) => match SectionKind::named(value) {
                    Some(kind) => read.kind = kind,
                    None => {
                        read.unread = true;
                        report("wrong-value", cannot_be(name, value), kinds(value));
                    }
                },
                ("glossary", "true" | "false") => read.glossary = value == "true",
                ("glossary", _) => report("wrong-value", cannot_be(name, value), either()),
                // `{water}`, `{# water}`: told as an id that is none.
                (other, _) if without_value && (id.is_some() || is_id(other)) => {}
                (other, _) => report("unknown-key", unknown(other), known(other)),
            }
        }
        if let Some(class) = classes.first() {
            report("unknown-key", unknown(&format!(".{class}")), known(class));
        }
        read
    }
}

/// Whether a word may be meant as an id.
fn is_id(word: &str) -> bool {
    let mut bytes = word.bytes();
    bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// The kind of the section that each heading of the second level begins; `None` for other events. Cheaper than reading all that
/// the heading says.
pub(super) fn kind_of(event: &Event<'_>) -> Option<SectionKind> {
    match event {
        Event::Start(Tag::Heading {
            level: HeadingLevel::H2,
            attrs,
            ..
        }) => {
            let kind = attrs.iter().find(|(name, _)| &**name == "kind");
            let value = kind.and_then(|(_, value)| value.as_deref());
            Some(
                value
                    .and_then(|value| SectionKind::named(value.trim_matches(QUOTES)))
                    .unwrap_or_default(),
            )
        }
        _ => None,
    }
}

const QUOTES: [char; 2] = ['"', '\''];

fn kinds(value: &str) -> Message {
    let names = || SectionKind::ALL.map(SectionKind::name).into_iter();
    if let Some(name) = SectionKind::meant(&value.to_lowercase()) {
        return message!("`kind={name}`(으로/로) 적으세요", "write `kind={name}`");
    }
    did_you_mean(value, names()).unwrap_or_else(|| one_of(names()))
}

fn either() -> Message {
    message!(
        "`glossary=false`로 적으면 이 절에는 용어 링크를 걸지 않습니다",
        "write `glossary=false` for no links to terms in this section"
    )
}

fn unknown(name: &str) -> Message {
    message!(
        "절의 제목에 쓸 수 없는 이름입니다: `{name}`",
        "the heading of a section has no `{name}`"
    )
}

fn known(name: &str) -> Message {
    let known = NAMES.join(", ");
    did_you_mean(name, NAMES)
        .unwrap_or_else(|| message!("여기에 쓸 수 있는 이름: {known}", "known here: {known}"))
}
