//! Templates: the theme's, each overridden by a site's file of the same name.
//!
//! The theme's are registered as `@builtin/base.html` and found as `base.html` where the site has none of that name, so
//! that a site's `base.html` may extend the one it replaces.

use std::collections::BTreeMap;
use std::hash::{Hash as _, Hasher as _};
use std::io;
use std::sync::Arc;

use tera::{Context, ErrorKind, Kwargs, State, Tera, TeraResult, Value};
use xxhash_rust::xxh3::Xxh3Default;

use super::assets::Assets;
use super::view::{Named, SiteView, View};
use crate::base::diag::{Diagnostic, Place};
use crate::lang::{LanguageId, korean};
use crate::model::words::Strings;
use crate::source::Sources;
use crate::source::site::Site;
use crate::source::theme;

const BUILTIN: &str = "@builtin/";

/// Compiled templates.
pub(crate) struct Templates {
    tera: Tera,
    /// By the template's name: a hash of its text and of those that it names.
    versions: BTreeMap<String, u64>,
}

/// What is the same on every page of a language: `site` and `t`, by language.
pub(crate) struct SharedValues(Vec<(Value, Value)>);

impl SharedValues {
    /// Of each language.
    pub(crate) fn new(site: &Site, words: &[Strings], assets: &Assets) -> Self {
        let languages = site.language_ids().zip(words);
        let values = languages.map(|(language, words)| {
            let site = SiteView {
                title: site.title[language].to_owned(),
                description: site.description[language].to_owned(),
                author: site.author.as_ref().map(|a| Named {
                    name: a.name.clone(),
                    url: a.url.clone(),
                }),
                assets: assets.paths(),
                search: site.search,
                generator: concat!("haeseol ", env!("CARGO_PKG_VERSION")),
            };
            (
                Value::from_serializable(&site),
                Value::from_serializable(words.all()),
            )
        });
        Self(values.collect())
    }
}

impl Templates {
    /// Compiles the theme and the site's overrides.
    pub(crate) fn load(sources: &Sources, diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut tera = Tera::new();
        tera.register_filter("josa", josa);
        let own = sources.texts("templates/").filter_map(|(file, text, _)| {
            let name = file.strip_prefix("templates/")?;
            name.ends_with(".html")
                .then(|| (name.to_owned(), text.to_string()))
        });
        let own = own.map(|(name, text)| (name, with_positional_josa(text)));
        let built_in =
            theme::templates().map(|(name, text)| (format!("{BUILTIN}{name}"), text.to_owned()));
        let texts: BTreeMap<String, String> = built_in.chain(own).collect();
        let versions = versions(&texts);
        let loaded = tera
            .set_fallback_prefixes([BUILTIN])
            .and_then(|()| tera.add_raw_templates(texts));
        match loaded {
            Ok(()) => Some(Self { tera, versions }),
            Err(error) => {
                diagnostics.push(diagnostic(&error, "base.html", &sources.quoted()));
                None
            }
        }
    }

    /// Differs when what the template for a kind of page makes of a view may differ.
    pub(crate) fn version(&self, kind: &str) -> u64 {
        let name = format!("{kind}.html");
        let own = self.versions.get(&name);
        own.or_else(|| self.versions.get(&format!("{BUILTIN}{name}")))
            .copied()
            .unwrap_or_default()
    }

    /// Renders a page with the template of its kind.
    pub(crate) fn render(
        &self,
        view: &View,
        shared: &SharedValues,
        language: LanguageId,
    ) -> Result<String, Box<Diagnostic>> {
        let name = format!("{}.html", view.page.kind);
        let error = |e: &tera::Error| Box::new(diagnostic(e, &name, &|_| None));
        let mut context = Context::from_serialize(view).map_err(|e| error(&e))?;
        if let Some((site, t)) = shared.0.get(language.index()) {
            context.insert_value("site", site.clone());
            context.insert_value("t", t.clone());
        }
        let mut html = Limited(Vec::new());
        self.tera
            .render_to(&name, &context, &mut html)
            .map_err(|e| error(&e))?;
        String::from_utf8(html.0).map_err(|e| error(&tera::Error::message(e)))
    }
}

/// Longest page, in bytes: far above what the longest text makes, so that a template's loops cannot fill the memory.
const LONGEST_PAGE: usize = 128 << 20;

/// A page being written, up to [`LONGEST_PAGE`].
struct Limited(Vec<u8>);

impl io::Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST_PAGE {
            let message = format!("the page is longer than {} MB", LONGEST_PAGE >> 20);
            return Err(io::Error::other(message));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// For each template a hash of its text and of all templates that are named in it, in those, and so on.
fn versions(texts: &BTreeMap<String, String>) -> BTreeMap<String, u64> {
    // A component may be used without naming the file that it is defined in.
    let components = texts.iter().filter(|(_, text)| text.contains("component"));
    let components: Vec<&str> = components.map(|(name, _)| name.as_str()).collect();
    let version = |name: &str| {
        let mut used = BTreeMap::new();
        let mut rest = [&components[..], &[name]].concat();
        while let Some(name) = rest.pop() {
            let fallback = format!("{BUILTIN}{name}");
            let Some((name, text)) = texts
                .get_key_value(name)
                .or_else(|| texts.get_key_value(&fallback))
            else {
                continue;
            };
            if used.insert(name.as_str(), text.as_str()).is_none() {
                rest.extend(
                    text.split(['"', '\'', '`'])
                        .filter(|s| s.ends_with(".html")),
                );
            }
        }
        let mut hasher = Xxh3Default::new();
        used.hash(&mut hasher);
        hasher.finish()
    };
    texts
        .keys()
        .map(|name| (name.clone(), version(name)))
        .collect()
}

/// `{{ name | josa("은/는") }}`: the word with the particle that belongs after it; `only=true` gives the particle alone,
/// `reading` says how the word is spoken.
fn josa(word: &str, arguments: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let pair: &str = arguments.must_get("pair")?;
    let reading: Option<&str> = arguments.get("reading")?;
    let particle = korean::josa(word, reading, pair).map_err(tera::Error::message)?;
    let only: Option<bool> = arguments.get("only")?;
    Ok(if only.unwrap_or(false) {
        particle.to_owned()
    } else {
        format!("{word}{particle}")
    })
}

/// Tera takes arguments by name only; a particle reads better without one.
fn with_positional_josa(text: String) -> String {
    if !text.contains("josa(") {
        return text;
    }
    text.replace("josa(\"", "josa(pair=\"")
        .replace("josa('", "josa(pair='")
}

/// The file that the author can change.
fn file(name: &str) -> Arc<str> {
    format!("templates/{}", name.strip_prefix(BUILTIN).unwrap_or(name)).into()
}

/// The place that a report of Tera names, the line to its end.
fn reported_place(report: &str, text: &dyn Fn(&str) -> Option<Arc<str>>) -> Option<Place> {
    let at = report.split_once("--> ")?.1.lines().next()?;
    let mut parts = at.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?, parts.next()?, parts.next()?);
    let file = file(name);
    let (line, column): (usize, usize) = (line.parse().ok()?, column.trim().parse().ok()?);
    let text = text(&file)?;
    let line = text.split('\n').nth(line.checked_sub(1)?)?;
    let start = line.as_ptr() as usize - text.as_ptr() as usize;
    let column = line.char_indices().nth(column.checked_sub(1)?)?.0;
    Some(Place::at(&file, start + column..start + line.len()))
}

/// What went wrong in a template, at its place in the file that the author can change.
fn diagnostic(
    error: &tera::Error,
    name: &str,
    text: &dyn Fn(&str) -> Option<Arc<str>>,
) -> Diagnostic {
    let (place, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => (
            Place::at(&file(report.filename()), report.span().range.clone()),
            report.message().to_owned(),
        ),
        ErrorKind::MissingParent { current, .. } => {
            (Place::file(&file(current)), error.to_string())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            (Place::file(&file(tpl)), error.to_string())
        }
        // Some errors come as a finished report, which begins `error: message`, then ` --> file:line:column`.
        _ => match error.to_string().split_once('\n') {
            Some((message, rest)) => (
                reported_place(rest, text).unwrap_or_else(|| Place::file(&file(name))),
                message.trim_start_matches("error: ").to_owned(),
            ),
            None => (Place::file(&file(name)), error.to_string()),
        },
    };
    let source = std::error::Error::source(error).map_or_else(String::new, |s| format!(": {s}"));
    Diagnostic::error(place, "template", format!("{message}{source}"))
        .hint("the template language is Tera 2; delete the file to get the built-in template back")
}
