//! The types of schema.org that pages have, as they are written.
//!
//! The fields of each are in the order of the names they are written by. What is not known is left out.

use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;

/// All that a page says.
#[derive(Serialize)]
pub(super) struct Graph<'p> {
    #[serde(rename = "@context")]
    pub(super) context: &'static str,
    #[serde(rename = "@graph")]
    pub(super) graph: Vec<Thing<'p>>,
}

/// Something that a page is, or that it has.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Thing<'p> {
    Article(Box<Article<'p>>),
    Questions(Questions<'p>),
    Term(Box<Term<'p>>),
    Whole(Whole<'p>),
    Breadcrumbs(Breadcrumbs<'p>),
}

/// The site, or the glossary.
#[derive(Serialize)]
pub(super) struct Whole<'p> {
    #[serde(rename = "@id")]
    pub(super) id: &'p str,
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<&'static str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) description: &'p str,
    #[serde(rename = "inLanguage")]
    pub(super) language: &'p str,
    pub(super) name: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) size: Option<usize>,
    pub(super) url: &'p str,
}

#[derive(Serialize)]
pub(super) struct Article<'p> {
    #[serde(rename = "@id")]
    pub(super) id: &'p str,
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<&'static str>,
    #[serde(rename = "author", skip_serializing_if = "Vec::is_empty")]
    pub(super) authors: Vec<Party<'p>>,
    #[serde(rename = "citation", skip_serializing_if = "Vec::is_empty")]
    pub(super) citations: Vec<Work<'p>>,
    #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
    pub(super) modified: Option<String>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    pub(super) published: Option<String>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) description: &'p str,
    pub(super) headline: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<&'p str>,
    #[serde(rename = "inLanguage")]
    pub(super) language: &'p str,
    #[serde(rename = "mainEntityOfPage")]
    pub(super) page: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<Party<'p>>,
    pub(super) url: &'p str,
    #[serde(rename = "workTranslation", skip_serializing_if = "Vec::is_empty")]
    pub(super) translations: Vec<Translation<'p>>,
}

/// A person or an organisation.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Party<'p> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'p str>,
}

/// A source.
#[derive(Serialize)]
pub(super) struct Work<'p> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    pub(super) published: Option<String>,
    pub(super) name: &'p str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) publisher: Option<&'p str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) url: Option<&'p str>,
}

#[derive(Serialize)]
pub(super) struct Translation<'p> {
    #[serde(rename = "@id")]
    pub(super) id: &'p str,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "inLanguage")]
    pub(super) language: &'p str,
}

/// The questions of a page.
#[derive(Serialize)]
pub(super) struct Questions<'p> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "inLanguage")]
    pub(super) language: &'p str,
    #[serde(rename = "mainEntity")]
    pub(super) questions: Vec<Question<'p>>,
}

#[derive(Serialize)]
pub(super) struct Question<'p> {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "acceptedAnswer")]
    pub(super) answer: Answer,
    pub(super) name: std::borrow::Cow<'p, str>,
}

#[derive(Serialize)]
pub(super) struct Answer {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) text: String,
}

#[derive(Serialize)]
pub(super) struct Term<'p> {
    #[serde(rename = "@id")]
    pub(super) id: &'p str,
    #[serde(rename = "@type", skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<&'static str>,
    #[serde(rename = "alternateName", skip_serializing_if = "Vec::is_empty")]
    pub(super) others: Vec<&'p str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub(super) description: &'p str,
    #[serde(rename = "inDefinedTermSet", skip_serializing_if = "Option::is_none")]
    pub(super) set: Option<TermSet>,
    #[serde(rename = "inLanguage")]
    pub(super) language: &'p str,
    pub(super) name: &'p str,
    #[serde(rename = "termCode")]
    pub(super) code: &'p str,
    pub(super) url: &'p str,
}

/// The glossary that a term is in.
#[derive(Serialize)]
pub(super) struct TermSet {
    #[serde(rename = "@id")]
    pub(super) id: String,
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) url: String,
}

#[derive(Serialize)]
pub(super) struct Breadcrumbs<'p> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    #[serde(rename = "itemListElement", skip_serializing_if = "Vec::is_empty")]
    pub(super) items: Vec<Crumb<'p>>,
}

#[derive(Serialize)]
pub(super) struct Crumb<'p> {
    #[serde(rename = "@type")]
    pub(super) kind: &'static str,
    pub(super) item: String,
    pub(super) name: &'p str,
    pub(super) position: usize,
}

impl Graph<'_> {
    /// JSON that cannot end the `<script>` element it is in, whatever its strings hold (HTML §4.12.1.3).
    pub(super) fn write(&self) -> String {
        let mut json = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut json, ScriptSafe);
        // Nothing here is a map whose keys are no strings, and memory takes all that is written.
        let written = self.serialize(&mut serializer).is_ok();
        let json = String::from_utf8(json).ok().filter(|_| written);
        json.unwrap_or_default()
    }
}

/// Writes what HTML and old scripts might read by its number.
struct ScriptSafe;

impl Formatter for ScriptSafe {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        to: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
            to.write_all(&rest.as_bytes()[..at])?;
            let c = rest[at..].chars().next().unwrap_or_default();
            write!(to, "\\u{:04x}", u32::from(c))?;
            rest = &rest[at + c.len_utf8()..];
        }
        to.write_all(rest.as_bytes())
    }
}
