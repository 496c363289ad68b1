//! What machine readers get: each page's text as Markdown in the same folder (`index.md`), and `llms.txt`, the list of
//! them (llmstxt.org).
//!
//! A page's Markdown is its source with only those edits that make it readable outside the site's folder
//! ([`text::body`]): links point to pages, headings and footnotes fit the page that joins the texts.

mod text;

use std::fmt::Write as _;
use std::sync::Arc;

use self::text::{body, in_parentheses};
use crate::base::ids::EntryId;
use crate::base::names;
use crate::lang::LanguageId;
use crate::model::Model;
use crate::model::link::EntryKind;
use crate::page::{Composer, PageContext};
use crate::source::site::Site;

/// A page's text.
pub(crate) fn markdown(model: &Model, id: EntryId, language: LanguageId) -> String {
    let model = model.reader(None);
    let entry = model.entry(id);
    let words = model.words(language);
    let folder = model.folder(id, language);
    let context = PageContext::new(&folder, language);
    let mut out = format!("# {}\n", plain(&model.title(entry, language)));
    let description = plain(&model.description(entry, language));
    if !description.is_empty() {
        let _ = write!(out, "\n> {description}\n");
    }
    let text = |document, level, notes: &str| {
        let text = body(model, document, &context, level, notes);
        let text = text.trim();
        if text.is_empty() {
            String::new()
        } else {
            format!("\n{text}\n")
        }
    };
    let shown = entry.shown(language);
    let matter = shown.and_then(|d| model.outline(d).explainer());
    if let Some(matter) = matter {
        let date = |key, date: jiff::civil::Date| format!("{} {date}", words.get(key));
        let facts: Vec<String> = std::iter::once(plain(&matter.authors.join(", ")))
            .filter(|a| !a.is_empty())
            .chain(matter.date.map(|d| date("published", d)))
            .chain(matter.updated.map(|d| date("updated", d)))
            .collect();
        if !facts.is_empty() {
            let _ = write!(out, "\n{}\n", facts.join(" · "));
        }
    }
    out.extend(shown.map(|d| text(d, 2, "")));
    for section in &entry.sections {
        let Some(document) = section.shown(language) else {
            continue;
        };
        let outline = model.outline(document);
        if !outline.title().is_empty() {
            let _ = write!(out, "\n## {} {{#{}}}\n", plain(outline.title()), section.id);
        }
        if outline.path.language != language {
            let _ = write!(out, "\n> {}\n", words.get("foreign_section"));
        }
        out.push_str(&text(document, 3, &section.id));
    }
    let terms = Composer::new(model).terms_of(id, usize::MAX, &context).0;
    if entry.kind == EntryKind::Explainer && !terms.is_empty() {
        let _ = write!(out, "\n## {}\n\n", words.get("terms_here"));
        for term in terms {
            let _ = writeln!(out, "- {}", item(&term.name, &term.href, &term.summary));
        }
    }
    let sources = matter.map_or(&[][..], |m| &m.sources);
    if !sources.is_empty() {
        let _ = write!(out, "\n## {}\n\n", words.get("sources"));
        for source in sources {
            let date = source.date.map(|d| d.to_string());
            let about: Vec<&str> = source
                .publisher
                .iter()
                .chain(&date)
                .map(String::as_str)
                .collect();
            let about = about.join(", ");
            // As the text cites it.
            let id = source.id.as_ref();
            let id = id.map_or_else(String::new, |id| format!("[@{}] ", id.value));
            let _ = match &source.url {
                Some(url) => writeln!(out, "- {id}{}", item(&source.title, url, &about)),
                None => writeln!(
                    out,
                    "- {id}{}",
                    plain(&[&*source.title, &*about].join(": "))
                ),
            };
        }
    }
    out
}

/// What is in the place of a text that has moved.
pub(crate) fn pointer(title: &str, moved: &str, href: &str) -> String {
    format!(
        "# {}\n\n{}\n\n- {}\n",
        plain(title),
        plain(moved),
        item(title, href, "")
    )
}

/// Plain text, in which nothing is Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '\\' | '[' | ']' | '*' | '`' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// A link with what there is to say of it: `[name](address): about`.
fn item(name: &str, address: &str, about: &str) -> String {
    let link = format!("[{}]({})", plain(name), in_parentheses(address));
    let about = plain(about);
    if about.is_empty() {
        link
    } else {
        format!("{link}: {about}")
    }
}

/// Most texts that `llms.txt` lists under a heading: it is read as a whole.
const MOST_LISTED: usize = 500;

/// `llms.txt`: the site's name, what it is about, and its texts by language; terms, which a reader may leave out, last. Of a large
/// site it has the first ones, and the address of the list of all.
pub(crate) fn llms(model: &Model) -> String {
    let site = model.site();
    let reader = model.reader(None);
    let languages = || site.language_ids();
    let together = |text: &dyn Fn(LanguageId) -> String, between: &str| {
        let mut texts: Vec<String> = languages().map(text).filter(|t| !t.is_empty()).collect();
        texts.dedup();
        texts.join(between)
    };
    let title = together(&|l| site.title[l].to_owned(), " · ");
    let mut out = format!("# {}\n", plain(&title));
    let about = together(&|l| site.description[l].to_owned(), " ");
    if !about.is_empty() {
        let _ = write!(out, "\n> {}\n", plain(&about));
    }
    let mut list = |title: &str, entries: &mut dyn Iterator<Item = (EntryId, LanguageId)>| {
        let mut items = entries
            .filter(|(id, l)| model.entry(*id).has_markdown(site, *l))
            .peekable();
        if items.peek().is_none() {
            return;
        }
        let _ = write!(out, "\n## {title}\n\n");
        for (id, language) in items.by_ref().take(MOST_LISTED) {
            let entry = model.entry(id);
            let address = site
                .base_url
                .join(&(entry.folder(site.tag(language)) + names::MARKDOWN));
            let about = reader.description(entry, language);
            let _ = writeln!(
                out,
                "- {}",
                item(&reader.title(entry, language), &address, &about)
            );
        }
        if items.peek().is_some() {
            let all = item(names::SITEMAP, &site.base_url.join(names::SITEMAP), "");
            let _ = writeln!(out, "- {all}");
        }
    };
    for language in languages() {
        let pages = model
            .entries()
            .iter()
            .filter(|(_, e)| e.kind == EntryKind::Page);
        let texts = model
            .explainers()
            .iter()
            .copied()
            .chain(pages.map(|(id, _)| id));
        list(
            &site.language(language).name,
            &mut texts.map(|id| (id, language)),
        );
    }
    let terms = languages().flat_map(|l| model.terms().values().map(move |t| (*t, l)));
    list("Optional", &mut terms.into_iter());
    out
}

/// The manifest of a language's pages (W3C Web Application Manifest): how they are called and look where a reader keeps
/// them among the programs of a device.
pub(crate) fn manifest(site: &Site, language: LanguageId, icon: Option<&str>) -> String {
    let tag: &Arc<str> = site.tag(language);
    let from = format!("{tag}/");
    let icons: Vec<_> = icon
        .iter()
        .map(|icon| {
            serde_json::json!({
                "src": crate::base::permalink::relative(&from, icon),
                "sizes": "any",
                "type": "image/svg+xml",
            })
        })
        .collect();
    let manifest = serde_json::json!({
        "name": site.title[language],
        "description": site.description[language],
        "lang": **tag,
        "start_url": "./",
        "scope": "../",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": icons,
    });
    format!("{manifest:#}\n")
}

/// The colour of the default theme's paper (`--paper` in `style.css`); a manifest has no dark one.
const PAPER: &str = "#fcfbf8";
