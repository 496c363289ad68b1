//! Names that other systems cannot hold, of the files that an author writes and of those that are published.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::base::diag::{Diagnostic, Place};
use crate::base::portable::{Spellings, fault};
use crate::document::path::CONTENT;
use crate::model::Routes;
use crate::output::{Output, Plan};

const CODE: &str = "portable-name";

/// Looks at all names.
pub(crate) fn check(
    routes: Routes<'_>,
    names: &[Arc<str>],
    output: &Output,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let before = diagnostics.len();
    check_sources(names, diagnostics);
    let told: FxHashSet<_> = diagnostics[before..]
        .iter()
        .map(|d| Arc::clone(&d.place.file))
        .collect();
    let mut spellings = Spellings::new();
    let mut pairs = FxHashSet::default();
    let mut last = "";
    for (path, plan) in output.iter() {
        // A page is known by its folder: the names of its files are all the same.
        let path = match plan {
            Plan::Page(_) | Plan::Markdown(..) => path.rsplit_once('/').map_or(&**path, |p| p.0),
            _ => path,
        };
        if std::mem::replace(&mut last, path) == path {
            continue;
        }
        let Some(clash) = spellings.add(path, &plan) else {
            continue;
        };
        // A file that is copied can be renamed without a change of a page's address.
        let mut plans = [plan, clash.owner];
        plans.sort_by_key(|plan| !matches!(plan, Plan::Copy(_)));
        let mut files = plans.into_iter().filter_map(|plan| plan.file(routes));
        let Some(file) = files.next() else {
            continue;
        };
        let other = files.next();
        let is_told = [Some(&file), other.as_ref()]
            .into_iter()
            .flatten()
            .any(|f| told.contains(f));
        if is_told || !pairs.insert((file.clone(), other.clone())) {
            continue;
        }
        let mut d = case_only(
            &file,
            &format!("/{}", clash.path),
            &format!("/{}", clash.other),
        );
        if let Some(other) = other {
            d = d.related(Place::file(&other), "the other file");
        }
        diagnostics.push(d.hint("rename one of the two"));
    }
}

/// Looks at the names of the author's files.
pub(crate) fn check_sources<'n>(
    names: impl IntoIterator<Item = &'n Arc<str>>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut spellings = Spellings::new();
    let mut told = FxHashSet::default();
    for file in names {
        if let Some((part, name, why)) = bad_part(file)
            && told.insert(part)
        {
            let message = format!("the name `{name}` {why}");
            let d = Diagnostic::warning(Place::file(file), CODE, message);
            diagnostics
                .push(d.hint("rename it: whoever clones or copies the site there cannot have it"));
        }
        if let Some(clash) = spellings.add(file, file) {
            let d = case_only(file, clash.path, &clash.other);
            let d = d.related(Place::file(&clash.owner), "the other file");
            diagnostics.push(d.hint("rename one of the two"));
        }
    }
}

fn case_only(file: &Arc<str>, one: &str, other: &str) -> Diagnostic {
    let message = format!(
        "`{one}` and `{other}` differ in case only; Windows and macOS hold but one of them"
    );
    Diagnostic::warning(Place::file(file), CODE, message)
}

/// The first part of a path with a name that not every system can hold: the path to it, the name, and why.
fn bad_part(file: &str) -> Option<(&str, &str, &'static str)> {
    let mut start = 0;
    for name in file.split('/') {
        let end = start + name.len();
        if let Some(why) = fault(name) {
            return Some((&file[..end], name, why));
        }
        start = end + 1;
    }
    // The folder that a text is published in has its name without language and ending.
    let text = file.strip_prefix(CONTENT)?.strip_suffix(".md")?;
    let name = text.rsplit('/').next()?.rsplit_once('.')?.0;
    fault(name).map(|why| (file, name, why))
}
