//! Names that other systems cannot hold, of the files that an author writes and of those that are published.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use crate::base::diag::{Diagnostic, Message, Place};
use crate::base::portable::{Spellings, fault};
use crate::document::path::CONTENT;
use crate::lang::message::message;
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
    // Of a file that cannot keep its name there is nothing more to say.
    let renamed: FxHashSet<_> = (diagnostics.iter())
        .filter(|d| d.code == "bad-name" && d.place.range.is_none())
        .map(|d| Arc::clone(&d.place.file))
        .collect();
    let before = diagnostics.len();
    check_sources(
        names.iter().filter(|name| !renamed.contains(*name)),
        diagnostics,
    );
    let told: FxHashSet<_> = diagnostics[before..]
        .iter()
        .map(|d| Arc::clone(&d.place.file))
        .chain(renamed)
        .collect();
    let mut spellings = Spellings::new();
    let mut pairs = FxHashSet::default();
    let mut last = "";
    for (path, plan) in output.iter() {
        // A page is known by its folder: the names of its files are all the same.
        let path = match plan {
            Plan::Page(_) | Plan::Markdown(..) | Plan::Redirect(_) => {
                path.rsplit_once('/').map_or(&**path, |p| p.0)
            }
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
        let (one, two) = (format!("/{}", clash.path), format!("/{}", clash.other));
        diagnostics.push(case_only((&file, other.as_ref()), &one, &two));
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
            let message = message!(
                "`{name}`(은/는) 어디서나 쓸 수 있는 이름이 아닙니다: {why}",
                "the name `{name}` cannot be used everywhere: {why}",
                why
            );
            let d = Diagnostic::warning(Place::file(file), CODE, message);
            diagnostics.push(d.hint(message!(
                "이름을 바꾸세요. 이 이름을 쓸 수 없는 컴퓨터에서는 사이트를 내려받지 못합니다",
                "rename it: the site cannot be cloned or copied where the name cannot be used"
            )));
        }
        if let Some(clash) = spellings.add(file, file) {
            let files = (file, Some(&clash.owner));
            diagnostics.push(case_only(files, clash.path, &clash.other));
        }
    }
}

fn case_only(
    (file, other_file): (&Arc<str>, Option<&Arc<str>>),
    one: &str,
    other: &str,
) -> Diagnostic {
    let message = message!(
        "`{one}`(과/와) `{other}`(은/는) 대소문자만 다릅니다. 윈도우와 macOS에는 둘 중 하나만 남습니다",
        "`{one}` and `{other}` differ in case only; Windows and macOS keep just one of them"
    );
    let d = Diagnostic::warning(Place::file(file), CODE, message).hint(message!(
        "둘 중 하나의 이름을 바꾸세요",
        "rename one of the two"
    ));
    other_file.into_iter().fold(d, |d, other| {
        d.related(Place::file(other), message!("다른 파일", "the other file"))
    })
}

/// The first part of a path with a name that not every system can hold: the path to it, the name, and why.
fn bad_part(file: &str) -> Option<(&str, &str, Message)> {
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
