//! Every link of a finished page that points into the site points to a file, and to an id that is on the page.

use super::built::{KeptPage, PageChecker, PageTarget, is_top};
use crate::base::diag::{Diagnostic, MOST_HINTS, Message, Place, did_you_mean, nearest};
use crate::base::html::StartTag;
use crate::base::permalink::decode;
use crate::lang::message::message;
use crate::model::resolve::no_such_id;

pub(super) fn check(
    checker: &mut PageChecker<'_>,
    path: &str,
    page: &KeptPage,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut broken: Vec<(&String, PageTarget, Message, Option<Message>)> = page
        .references
        .iter()
        .filter_map(|written| {
            let target = checker.target(path, written);
            let (message, hint) = fault(checker, page, written, &target, diagnostics.len())?;
            Some((written, target, message, hint))
        })
        .collect();
    broken.sort_by(|a, b| a.0.cmp(b.0));
    for (written, target, mut message, hint) in broken {
        let (places, remedy) = match checker.links_in_texts.get(&target) {
            Some(places) => {
                // As the author wrote it, not as it is on this page.
                let own = places.first().and_then(|place| checker.written(place));
                if let Some(own) = &own
                    && let Some((said, _)) = fault(checker, page, own, &target, diagnostics.len())
                {
                    message = said;
                }
                let is_quoted = own.is_some_and(|own| own.starts_with(['“', '”', '‘', '’']));
                let straight = message!(
                    "주소를 둥근따옴표가 아니라 곧은 따옴표(\")로 감싸세요",
                    "put the address between straight quotes (\"), not curly ones"
                );
                let remedy = is_quoted.then_some(straight);
                (
                    places.clone(),
                    remedy.unwrap_or_else(|| message!(
                        "마크다운에서 파일로 링크하세요: `[…](파일.ko.md)`. 주소는 haeseol이 찾습니다",
                        "in Markdown, link to the file: `[…](file.ko.md)`; haeseol finds the address"
                    )),
                )
            }
            None => {
                let folder = path.strip_suffix("index.html").unwrap_or(path);
                message = message!(
                    "{message}. /{folder} 페이지를 만드는 템플릿에 있습니다",
                    "{message}; a template writes it on /{folder}",
                    message
                );
                let remedy = message!("템플릿에서 고치세요", "correct it in the template");
                (in_templates(checker, path, written), remedy)
            }
        };
        let hint = hint.unwrap_or(remedy);
        for place in places {
            if checker.is_new(&place, &target) {
                let d = Diagnostic::error(place, "broken-link", message.clone());
                diagnostics.push(d.hint(hint.clone()));
            }
        }
    }
}

/// Where the templates write an address: as it is, or composed of parts.
fn in_templates(checker: &PageChecker<'_>, path: &str, written: &str) -> Vec<Place> {
    let find = |fits: fn(&str, &str) -> bool| {
        checker.in_templates(path, &|tag: &StartTag<'_>| {
            let mut found = tag.addresses().filter(|a| fits(a.value, written));
            found.next().map(|a| a.value_range.clone())
        })
    };
    let literal = find(|value, written| value == written);
    if literal.iter().any(|place| place.range.is_some()) {
        return literal;
    }
    find(makes)
}

/// Whether a value in a template may become that of a page: what is between `{{` and `}}` may become anything.
fn makes(template: &str, written: &str) -> bool {
    let mut literals = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        literals.push(before);
        rest = after
            .split_once("}}")
            .or_else(|| after.split_once("%}"))
            .map_or("", |(_, r)| r);
    }
    literals.push(rest);
    if literals.len() < 2 || literals.iter().all(|l| l.trim_matches('/').is_empty()) {
        return false;
    }
    let (first, last) = (literals[0], literals[literals.len() - 1]);
    let inner = written
        .strip_prefix(first)
        .and_then(|w| w.strip_suffix(last));
    let mut middle = literals[1..literals.len() - 1].iter();
    let step = |rest: &str, l: &&str| rest.split_once(*l).map(|(_, r)| r.to_owned());
    inner.is_some_and(|inner| {
        middle
            .try_fold(inner.to_owned(), |rest, l| step(&rest, l))
            .is_some()
    })
}

/// What is wrong with an address on a page, if anything is.
fn fault(
    checker: &PageChecker<'_>,
    page: &KeptPage,
    written: &str,
    target: &PageTarget,
    found: usize,
) -> Option<(Message, Option<Message>)> {
    match target {
        PageTarget::Elsewhere(_) => None,
        PageTarget::Outside(_) => {
            let base_path = checker.base_url.path();
            Some((
                message!(
                    "`{written}`(은/는) 도메인의 맨 위에서 시작하는데, 사이트는 {base_path} 아래에 있습니다",
                    "`{written}` starts at the root of the domain, but the site is below {base_path}"
                ),
                Some(message!(
                    "`../`로 시작하는 주소를 적거나, 마크다운에서 파일로 링크하세요",
                    "write an address that begins with `../`, or link to the file in Markdown"
                )),
            ))
        }
        PageTarget::Climbs(_) => {
            let message = message!(
                "`{written}`(은/는) 사이트 바깥을 가리킵니다",
                "`{written}` points outside of the site"
            );
            Some((message, None))
        }
        PageTarget::Here(_, fragment) => {
            let shown = is_top(fragment) || page.has_id(&decode(fragment));
            (!shown).then(|| no_anchor(page, fragment, found))
        }
        PageTarget::Inside(target, _) if let Some(new) = checker.moved(target) => {
            let message = message!(
                "`{written}`(은/는) 옛 주소를 가리킵니다",
                "`{written}` points to an old address"
            );
            let hint = message!("지금은 `{new}`에 있습니다", "the page is now at `{new}`");
            Some((message, Some(hint)))
        }
        PageTarget::Inside(target, fragment) => match checker.at(target) {
            Ok(page) if is_top(fragment) || page.has_id(&decode(fragment)) => None,
            Ok(page) => Some(no_anchor(page, fragment, found)),
            Err(true) => None,
            Err(false) => {
                let hint = (found < MOST_HINTS)
                    .then(|| nearest(&format!("{target}/"), checker.addresses()))
                    .flatten();
                Some((
                    message!(
                        "`{written}`(이/가) 가리키는 /{target}에는 아무것도 없습니다",
                        "`{written}` points to /{target}, where the site has nothing"
                    ),
                    hint.map(|h| message!("혹시 /{h}?", "did you mean /{h}?")),
                ))
            }
        },
    }
}

fn no_anchor(page: &KeptPage, fragment: &str, found: usize) -> (Message, Option<Message>) {
    let id = decode(fragment);
    let near = || did_you_mean(&id, page.ids.iter().map(String::as_str));
    let hint = (found < MOST_HINTS).then(near).flatten();
    (no_such_id(&id), hint)
}

#[cfg(test)]
mod tests {
    use super::makes;

    #[test]
    fn what_a_template_makes_is_recognised_by_what_it_says_itself() {
        for (template, written, wanted) in [
            ("{{ page.root }}ko/x", "../ko/x", true),
            ("{{ page.root }}ko/x", "../ko/y", false),
            ("a/{{ b }}/c/{% if d %}e", "a/1/c/2e", true),
            ("a/{{ b }}/c/{% if d %}e", "a/1/2e", false),
            ("a/{{ b }}", "b/1", false),
            // Neither of these says anything of what it makes.
            ("{{ href }}", "../none/", false),
            ("{{ root }}/{{ href }}", "../none/", false),
            ("same", "same", false),
        ] {
            assert_eq!(makes(template, written), wanted, "{template} {written}");
        }
    }
}
