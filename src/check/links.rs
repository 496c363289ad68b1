//! Every link of a finished page that leads into the site leads to something, and to a place that is there.

use super::built::{Built, Page};
use crate::base::diag::{Diagnostic, did_you_mean};
use crate::base::html;
use crate::base::permalink::{decode, resolve};

/// Hints are sought for this many broken links: the search compares with every page.
const MOST_HINTS: usize = 100;

pub(super) fn check(built: &Built<'_>, path: &str, page: &Page, diagnostics: &mut Vec<Diagnostic>) {
    let mut broken: Vec<(&String, String, Option<String>)> = page
        .references
        .iter()
        .filter_map(|written| {
            let (message, hint) = fault(built, path, page, written, diagnostics.len())?;
            Some((written, message, hint))
        })
        .collect();
    broken.sort();
    for (written, message, hint) in broken {
        let hint = hint.unwrap_or_else(|| {
            "in Markdown, link to the file: `[…](other.ko.md)`; haeseol finds the address".into()
        });
        let places = built.places(path, written);
        diagnostics.extend(places.into_iter().map(|place| {
            Diagnostic::error(place, "broken-link", message.clone()).hint(hint.clone())
        }));
    }
}

/// What is wrong with an address on a page, if anything is.
fn fault(
    built: &Built<'_>,
    path: &str,
    page: &Page,
    written: &str,
    found: usize,
) -> Option<(String, Option<String>)> {
    let address = html::decode(written);
    let address = address.trim();
    let (address, fragment) = address.split_once('#').unwrap_or((address, ""));
    let address = address.split('?').next().unwrap_or(address);
    let folder = path.rfind('/').map_or("", |i| &path[..=i]);
    let base = built.base_url.as_str();
    let base_path = built.base_url.path();
    let target = if address.starts_with("//") || has_scheme(address) {
        // An address of the site itself, in full; others are not ours.
        let inside = address
            .strip_prefix(base)
            .or_else(|| (address == base.trim_end_matches('/')).then_some(""))?;
        resolve("", &decode(inside))
    } else if let Some(rooted) = address.strip_prefix('/') {
        match format!("{}/", decode(address)).strip_prefix(&decode(base_path)) {
            Some(inside) => resolve("", inside),
            None => {
                return Some((
                    format!("`/{rooted}` starts at the root of the host, but the site lies below {base_path}"),
                    Some("write the address from the page itself, beginning with `../`, or link to the file in Markdown".into()),
                ));
            }
        }
    } else if address.is_empty() {
        let shown = page.has_id(&decode(fragment));
        return (!shown)
            .then(|| no_anchor(page, fragment))
            .filter(|_| !is_top(fragment));
    } else {
        resolve(folder, &decode(address))
    };
    let Some(target) = target else {
        return Some((format!("`{written}` climbs out of the site"), None));
    };
    match built.at(&target) {
        Ok(page) if is_top(fragment) || page.has_id(&decode(fragment)) => None,
        Ok(page) => Some(no_anchor(page, fragment)),
        Err(true) => None,
        Err(false) => {
            let hint = (found < MOST_HINTS)
                .then(|| crate::base::diag::nearest(&format!("{target}/"), built.addresses()))
                .flatten();
            Some((
                format!("`{written}` leads to /{target}, where the site has nothing"),
                hint.map(|h| format!("did you mean /{h}?")),
            ))
        }
    }
}

fn no_anchor(page: &Page, fragment: &str) -> (String, Option<String>) {
    let id = decode(fragment);
    let hint = did_you_mean(&id, page.ids.iter().map(String::as_str));
    (format!("nothing on that page has the id `{id}`"), hint)
}

/// The top of any page (HTML Standard, 7.4.6.4), or a text fragment, which may be anywhere.
fn is_top(fragment: &str) -> bool {
    fragment.is_empty() || fragment.eq_ignore_ascii_case("top") || fragment.starts_with(":~:")
}

/// `mailto:`, `https:` (RFC 3986 §3.1).
fn has_scheme(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else {
        return false;
    };
    let rest = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(rest)
}
