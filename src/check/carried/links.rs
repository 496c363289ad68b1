//! The links that a translation has, compared with those of its original.

use std::collections::{BTreeMap, BTreeSet};

use super::{listed, whole};
use crate::base::diag::Diagnostic;
use crate::base::ids::DocumentId;
use crate::lang::message::message;
use crate::model::Model;
use crate::model::link::EntryKind;
use crate::model::resolve::Destination;

/// Where the links of a text lead, in no language, and how often.
fn targets(model: &Model, document: DocumentId) -> BTreeMap<String, usize> {
    let links = &model.document(document).parsed.body.links;
    let links = (0..links.len() as u32).filter(|at| links[*at as usize].alt.is_empty());
    let reader = model.reader(None);
    let targets = links.filter_map(|at| match reader.destination(document, at) {
        Destination::Address(address) => of_the_web(model, address),
        // Terms are compared as such, linked by hand or not.
        Destination::Page { entry, .. } => {
            let entry = model.entry(*entry);
            (entry.kind != EntryKind::Term).then(|| format!("/{}/", entry.route))
        }
        // An image is a link too, and other rules compare images.
        Destination::Beside(_) | Destination::Static(_) => None,
    });
    let mut counts = BTreeMap::new();
    for target in targets {
        *counts.entry(target).or_default() += 1;
    }
    counts
}

/// An address without what differs between languages: labels of the host, parts of the path, the fragment, the query. Where the host
/// itself names the language, pages have names of their own in each.
fn of_the_web(model: &Model, address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let rest = rest.split(['#', '?']).next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let is_language = |part: &str| {
        let primary = part.split(['-', '_']).next().unwrap_or(part);
        model.site().language_by_tag(part).is_some()
            || primary.len() == 2 && model.site().language_by_tag(primary).is_some()
    };
    let labels: Vec<&str> = host.split('.').filter(|l| *l != "www").collect();
    if labels.iter().any(|l| is_language(l)) {
        let host: Vec<&str> = labels.into_iter().filter(|l| !is_language(l)).collect();
        return Some(host.join("."));
    }
    let path: Vec<&str> = path
        .split('/')
        .filter(|p| !p.is_empty() && !is_language(p))
        .collect();
    // Which video it is stands in the query.
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let query = query.split('#').next().unwrap_or_default();
    let video = query.split('&').find(|part| part.starts_with("v="));
    let video = video
        .filter(|_| path == ["watch"])
        .map(|video| format!("?{video}"));
    Some(format!(
        "{}/{}{}",
        labels.join("."),
        path.join("/"),
        video.unwrap_or_default()
    ))
}

/// Links of the original that the translation lacks; with `each`, one that is there twice has to be there twice.
pub(super) fn links(
    model: &Model,
    original: DocumentId,
    translation: DocumentId,
    each: bool,
) -> Option<Diagnostic> {
    if !model
        .document(original)
        .reads_like(model.document(translation))
    {
        return None;
    }
    let theirs = targets(model, translation);
    let host = |target: &str| target.split('/').next().unwrap_or_default().to_owned();
    let hosts: BTreeSet<String> = theirs.keys().map(|t| host(t)).collect();
    let whole_hosts: BTreeSet<&String> = theirs.keys().filter(|t| !t.contains('/')).collect();
    let has = |(target, count): &(String, usize)| {
        // A host of several languages has pages with names of their own.
        (theirs.get(target)).is_some_and(|there| !each || there >= count)
            || whole_hosts.contains(&host(target))
            || !target.contains('/') && hosts.contains(target)
    };
    let missing: Vec<String> = (targets(model, original).into_iter())
        .filter(|t| !has(t))
        .map(|(target, _)| target)
        .collect();
    if missing.is_empty() {
        return None;
    }
    let shown = listed(&missing);
    let message = message!(
        "짝 파일에 있는 링크가 이 글에는 없습니다: {shown}",
        "this text lacks links that the other file has: {shown}"
    );
    let d = Diagnostic::note(whole(model, translation), "other-links", message);
    let d = d.hint(message!(
        "옮기다 빠졌으면 더하세요",
        "add what was left out in the translation"
    ));
    Some(d.related(
        whole(model, original),
        message!("짝 파일", "the other file"),
    ))
}
