//! Templates: the theme's, each overridden by a site's file of the same name.
//!
//! 1. [`Templates::load`] compiles them. The theme's are registered as `@builtin/base.html` and found as `base.html` where the
//!    site has none of that name, so that a site's `base.html` may extend the one it replaces.
//! 2. Where a site has templates of its own, they are compiled once more with what [`meter`] writes into them, which keeps a page
//!    within its [`budget`]. A site without is rendered as the theme is written.
//! 3. [`Templates::render`] makes a page. What is wrong with a template is told of the one that the author has written
//!    ([`error`]); only what goes beyond the budget is told of the other one, at the place that it comes from.

mod budget;
pub(crate) mod error;
mod filters;
mod lexer;
mod limits;
mod meter;
mod phrases;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash as _, Hasher as _};
use std::mem::replace;
use std::panic::resume_unwind;
use std::thread;

use tera::{Context, Kwargs, State, Tera, TeraResult, Value};
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use error::diagnostic;
use meter::Woven;

use super::assets::Assets;
use super::view::{Meta, Named, SiteView, View};
use crate::base::diag::Diagnostic;
use crate::document::section::SectionKind;
use crate::lang::{LanguageId, korean};
use crate::model::words::Strings;
use crate::source::Sources;
use crate::source::site::{Site, Verification};
use crate::source::theme;

const BUILTIN: &str = "@builtin/";
/// Bytes of stack for reading templates; what is not used of it costs nothing.
const DEEP_STACK: usize = 64 << 20;

/// Compiled templates.
pub(crate) struct Templates {
    /// By the template's name: a hash of its text and of those that it names.
    versions: BTreeMap<String, u64>,
    compiled: Compiled,
}

/// Templates that use each other, as they are written, and with a meter if they need one.
struct Compiled {
    written: Loaded,
    metered: Option<Loaded>,
}

/// What Tera has.
struct Loaded {
    tera: Tera,
    texts: BTreeMap<String, Woven>,
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
                verify: site.verify.iter().map(meta).collect(),
                style: site.look.style(),
                logo: site.look.logo.as_ref().map(|logo| logo.value.clone()),
                generator: concat!("haeseol ", env!("CARGO_PKG_VERSION")),
            };
            (
                Value::from_serializable(&site),
                Value::from_serializable(words.all()),
            )
        });
        Self(values.collect())
    }

    /// The words of a language.
    pub(crate) fn words(&self, language: LanguageId) -> Value {
        let of_language = self.0.get(language.index());
        of_language.map_or_else(Value::none, |(_, words)| words.clone())
    }
}

fn meta(verification: &Verification) -> Meta {
    Meta {
        name: verification.name,
        content: verification.key.clone(),
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
        let texts = built_in.chain([section_template()]).chain(own).collect();
        Ok(Self {
            versions: versions(&texts),
            compiled: Compiled::new(&texts, has_own)?,
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

    /// Renders a page with the template of its kind into a buffer, in place of what is in it.
    pub(crate) fn render(
        &self,
        view: &View,
        shared: &SharedValues,
        language: LanguageId,
        html: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        let name = format!("{}.html", view.page.kind);
        let values = Value::try_from_serializable(view)
            .map_err(|e| Box::new(diagnostic(&e, &name, &self.compiled.written.texts)))?;
        // How much the page shows is asked of by the meter only.
        let held = |value: &Value| {
            self.compiled
                .metered
                .as_ref()
                .map_or(0, |_| budget::held(value))
        };
        let mut shown = held(&values);
        let mut context = Context::new();
        for (key, value) in values.into_map().unwrap_or_default() {
            context.insert_value(key.to_string(), value);
        }
        if let Some((site, t)) = shared.0.get(language.index()) {
            shown += held(site);
            context.insert_value("site", site.clone());
            context.insert_value("t", t.clone());
        }
        self.compiled.render(&name, &context, shown, html)
    }
}

impl Compiled {
    /// Compiles templates by name.
    fn new(texts: &BTreeMap<String, String>, need_meter: bool) -> Result<Self, Vec<Diagnostic>> {
        let written = texts
            .iter()
            .map(|(name, text)| (name.clone(), meter::as_written(text)));
        let written: BTreeMap<String, Woven> = written.collect();
        if need_meter {
            limits::check_kept(&written)?;
        }
        let written = Loaded::new(written, false)?;
        let metered = need_meter.then(|| Loaded::new(metered(texts)?, true));
        Ok(Self {
            written,
            metered: metered.transpose()?,
        })
    }

    /// Renders a template for a page that shows `shown` bytes.
    fn render(
        &self,
        name: &str,
        context: &Context,
        shown: u64,
        html: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        let Some(metered) = &self.metered else {
            return self.written.render(name, context, html);
        };
        let (rendered, refused) = budget::rendering(shown, || metered.render(name, context, html));
        match (rendered, refused) {
            (Err(finding), Some(why)) => Err(Box::new(error::refused(*finding, why))),
            // The same goes wrong without the meter, and is told better.
            (Err(finding), None) => {
                let again = self.written.render(name, context, html);
                Err(again.err().unwrap_or(finding))
            }
            (rendered, _) => rendered,
        }
    }
}

impl Loaded {
    fn new(texts: BTreeMap<String, Woven>, have_meter: bool) -> Result<Self, Vec<Diagnostic>> {
        match on_deep_stack(|| compiled(&texts, have_meter)) {
            Ok(tera) => Ok(Self { tera, texts }),
            Err(e) => Err(vec![diagnostic(&e, "base.html", &texts)]),
        }
    }

    fn render(
        &self,
        name: &str,
        context: &Context,
        html: &mut Vec<u8>,
    ) -> Result<(), Box<Diagnostic>> {
        html.clear();
        let rendered = self.tera.render_to(name, context, html);
        rendered.map_err(|e| Box::new(diagnostic(&e, name, &self.texts)))
    }
}

/// Templates with their meters.
fn metered(texts: &BTreeMap<String, String>) -> Result<BTreeMap<String, Woven>, Vec<Diagnostic>> {
    let mut metered = BTreeMap::new();
    let mut faults = Vec::new();
    for (name, text) in texts {
        match meter::metered(text) {
            Ok(template) => {
                metered.insert(name.clone(), template);
            }
            Err(fault) => faults.push(error::unmetered(name, &fault)),
        }
    }
    if faults.is_empty() {
        Ok(metered)
    } else {
        Err(faults)
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
fn compiled(texts: &BTreeMap<String, Woven>, have_meter: bool) -> TeraResult<Tera> {
    let mut tera = Tera::new();
    tera.register_filter("josa", josa);
    tera.register_filter("phrases", phrases::phrases);
    if have_meter {
        budget::register(&mut tera);
        filters::register(&mut tera);
    }
    tera.set_fallback_prefixes([BUILTIN])?;
    tera.add_raw_templates(texts.iter().map(|(name, template)| (name, &template.text)))?;
    Ok(tera)
}

/// For each template a hash of its text and of all templates that are named in it, in those, and so on.
fn versions(texts: &BTreeMap<String, String>) -> BTreeMap<String, u64> {
    let names: Vec<&str> = texts.keys().map(String::as_str).collect();
    let place = |name: &str| {
        let of = |name: &str| names.binary_search(&name).ok();
        of(name).or_else(|| of(&format!("{BUILTIN}{name}")))
    };
    // A hash of each text, and the places of the templates that it names.
    let parts = texts.values().map(|text| {
        let quoted = text.split(['"', '\'', '`']);
        let named = quoted.filter(|s| s.ends_with(".html")).filter_map(place);
        (xxh3_64(text.as_bytes()), named.collect())
    });
    let parts: Vec<(u64, BTreeSet<usize>)> = parts.collect();
    // A component may be used without naming the file that it is defined in.
    let components = texts.values().zip(0..);
    let components = components.filter_map(|(text, i)| text.contains("component").then_some(i));
    let components: Vec<usize> = components.collect();
    let version = |i: usize| {
        let mut is_used = vec![false; names.len()];
        let mut rest = [&components[..], &[i]].concat();
        while let Some(i) = rest.pop() {
            if !replace(&mut is_used[i], true) {
                rest.extend(&parts[i].1);
            }
        }
        let mut hasher = Xxh3Default::new();
        for i in (0..names.len()).filter(|i| is_used[*i]) {
            (names[i], parts[i].0).hash(&mut hasher);
        }
        hasher.finish()
    };
    let versions = (0..names.len()).map(|i| (names[i].to_owned(), version(i)));
    versions.collect()
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
