//! Templates: the theme's, each overridden by a site's file of the same name.
//!
//! 1. [`Templates::load`] compiles them. The theme's are registered as `@builtin/base.html` and found as `base.html` where the
//!    site has none of that name, so that a site's `base.html` may extend the one it replaces.
//! 2. Where a site has templates of its own, [`meter`] writes into all of them what keeps a page within its [`budget`], and
//!    remembers where each byte comes from, so that an error is at the author's place ([`error`]). A site without is rendered
//!    as the theme is written.
//! 3. [`Templates::render`] makes a page.

mod budget;
pub(crate) mod error;
mod filters;
mod lexer;
mod limits;
mod meter;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::hash::{Hash as _, Hasher as _};
use std::panic::resume_unwind;
use std::thread;

use tera::{Context, Kwargs, State, Tera, TeraResult, Value};
use xxhash_rust::xxh3::Xxh3Default;

use error::diagnostic;
use meter::Metered;

use super::assets::Assets;
use super::view::{Named, SiteView, View};
use crate::base::diag::Diagnostic;
use crate::document::section::SectionKind;
use crate::lang::{LanguageId, korean};
use crate::model::words::Strings;
use crate::source::Sources;
use crate::source::site::Site;
use crate::source::theme;

const BUILTIN: &str = "@builtin/";
/// Bytes of stack for reading templates; what is not used of it costs nothing.
const DEEP_STACK: usize = 64 << 20;

/// Compiled templates.
pub(crate) struct Templates {
    tera: Tera,
    /// By the template's name: a hash of its text and of those that it names.
    versions: BTreeMap<String, u64>,
    /// By the template's name, where the site has templates of its own.
    metered: BTreeMap<String, Metered>,
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
        let own = sources.texts("templates/").filter_map(|(file, text, _)| {
            let name = file.strip_prefix("templates/")?;
            name.ends_with(".html")
                .then(|| (name.to_owned(), text.to_string()))
        });
        let templates = Self::new(own.collect());
        templates.map_err(|found| diagnostics.extend(found)).ok()
    }

    /// Compiles the theme and the overrides, by name.
    fn new(own: BTreeMap<String, String>) -> Result<Self, Vec<Diagnostic>> {
        limits::check_texts(&own)?;
        let has_own = !own.is_empty();
        let built_in =
            theme::templates().map(|(name, text)| (format!("{BUILTIN}{name}"), text.to_owned()));
        let mut texts: BTreeMap<String, String> =
            built_in.chain([section_template()]).chain(own).collect();
        let versions = versions(&texts);
        let mut metered = BTreeMap::new();
        let mut faults = Vec::new();
        if has_own {
            for (name, text) in &mut texts {
                let (template, fault) = meter::metered(text);
                faults.extend(fault.map(|fault| error::unmetered(name, &fault)));
                text.clone_from(&template.text);
                metered.insert(name.clone(), template);
            }
            limits::check_kept(&metered)?;
        }
        let tera = on_deep_stack(|| compiled(&texts, has_own));
        let tera = tera.map_err(|e| vec![diagnostic(&e, "base.html", &metered)])?;
        // What Tera reads, but without a meter.
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            tera,
            versions,
            metered,
        })
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
        let error = |e: &tera::Error| Box::new(diagnostic(e, &name, &self.metered));
        let values = Value::try_from_serializable(view).map_err(|e| error(&e))?;
        let mut shown = budget::held(&values);
        let mut context = Context::new();
        for (key, value) in values.into_map().unwrap_or_default() {
            context.insert_value(key.to_string(), value);
        }
        if let Some((site, t)) = shared.0.get(language.index()) {
            shown += budget::held(site);
            context.insert_value("site", site.clone());
            context.insert_value("t", t.clone());
        }
        let (rendered, is_refused) = budget::rendering(shown, || self.tera.render(&name, &context));
        rendered.map_err(|e| {
            if is_refused {
                Box::new(error::refused(*error(&e)))
            } else {
                error(&e)
            }
        })
    }
}

/// Calls `read` where the deepest template that Tera accepts fits the stack: the threads that sites are built on have 2 MB.
fn on_deep_stack<T: Send>(read: impl FnOnce() -> TeraResult<T> + Send) -> TeraResult<T> {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(DEEP_STACK);
        let thread = thread.spawn_scoped(scope, read).map_err(|error| {
            tera::Error::chain("no thread could be started to read the templates", error)
        })?;
        thread.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

/// The built-in `section.html`, which shows the parts of a section by the template of its kind: Tera includes no template by a
/// name that is a value.
fn section_template() -> (String, String) {
    let choices = SectionKind::ALL.into_iter().filter_map(|kind| {
        let (name, template) = (kind.name(), kind.template()?);
        Some(format!(
            "{{% if section.kind == \"{name}\" %}}{{% include \"{template}\" %}}{{% endif %}}"
        ))
    });
    (format!("{BUILTIN}section.html"), choices.collect())
}

/// Compiles templates by name, with what a meter needs if they have one.
fn compiled(texts: &BTreeMap<String, String>, have_meter: bool) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.register_filter("josa", josa);
    if have_meter {
        budget::register(&mut tera);
        filters::register(&mut tera);
    }
    tera.set_fallback_prefixes([BUILTIN])?;
    tera.add_raw_templates(texts)?;
    Ok(tera)
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
